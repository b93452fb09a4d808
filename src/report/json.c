/* findings.json: the fields and their order are a contract; members that were added to it
 * stand after the contract's own in each object. */
#include "base/json.h"
#include "report/kept.h"
#include "report/made.h"

enum { INDENT = 1 };

static void put_inputs(struct rp_json *json, const struct rp_corpus *corpus)
{
    rp_put_inputs(json, corpus, 0, corpus->inputs.n);
    rp_json_key(json, "corpus");
    rp_json_object_begin(json);
    rp_json_put_uint(json, "resolutions", corpus->resolutions.n);
    rp_json_put_uint(json, "clauses", corpus->clauses.n);
    rp_json_object_end(json);
}

static void put_sources(struct rp_json *json, const struct rp_corpus *corpus,
                        struct rp_sources sources)
{
    rp_json_key(json, "sources");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[sources.first + i];
        rp_json_object_begin(json);
        rp_json_put_cstr(json, "file", corpus->inputs.v[source->document].path);
        rp_json_put_uint(json, "line", source->line);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
}

/* An object on one line of its own: there are many of these, and few readers by eye. */
static void line_begin(struct rp_json *json)
{
    rp_json_object_begin(json);
    json->indent = 0;
}

static void line_end(struct rp_json *json)
{
    rp_json_object_end(json);
    json->indent = INDENT;
}

static void put_member(struct rp_json *json, const struct rp_report *report, uint32_t m)
{
    const struct rp_member *member = &report->result->members.v[m];
    const struct rp_clause *clause = &report->corpus->clauses.v[member->clause];
    line_begin(json);
    rp_json_put_str(json, "clause", rp_clause_id(report, member->clause));
    rp_json_put_str(json, "resolution", rp_resolution_name(report, clause->resolution));
    rp_json_put_str(json, "text", rp_clause_text(report, member->clause));
    put_sources(json, report->corpus, clause->sources);
    rp_json_put_uint(json, "row", member->row + 1);
    rp_json_key(json, "keeps");
    rp_json_bool(json, member->keeps);
    rp_json_put_cstr(json, "recommendation",
                     rp_recommendation_name(member->recommendation));
    rp_json_put_uint(json, "words", member->words);
    rp_json_put_uint(json, "words_shared", member->words_shared);
    rp_json_key(json, "residue");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < member->n_residue; i++) {
        struct rp_span span = report->result->residues.v[member->first_residue + i];
        rp_json_array_begin(json);
        rp_json_uint(json, span.beg);
        rp_json_uint(json, span.end);
        rp_json_array_end(json);
    }
    rp_json_array_end(json);
    rp_json_put_cstr(json, "digest", report->keep->members.v[m].digest);
    line_end(json);
}

static void put_pair(struct rp_json *json, const struct rp_report *report,
                     const struct rp_verdict *pair)
{
    line_begin(json);
    rp_json_put_str(json, "a", rp_clause_id(report, pair->a));
    rp_json_put_str(json, "b", rp_clause_id(report, pair->b));
    rp_json_put_cstr(json, "relation", rp_relation_name(pair->relation));
    rp_json_put_ppm(json, "jaccard", rp_verdict_jaccard_ppm(pair));
    rp_json_put_ppm(json, "score", pair->score_ppm);
    rp_json_key(json, "spans");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < pair->n_spans; i++) {
        const struct rp_aligned_span *span = &report->result->spans.v[pair->first_span + i];
        rp_json_array_begin(json);
        rp_json_uint(json, span->a_beg);
        rp_json_uint(json, span->a_end);
        rp_json_uint(json, span->b_beg);
        rp_json_uint(json, span->b_end);
        rp_json_array_end(json);
    }
    rp_json_array_end(json);
    rp_json_key(json, "shared_bits");
    rp_json_decimal(json, pair->shared_mbit, 3);
    line_end(json);
}

static void put_finding(struct rp_json *json, const struct rp_report *report,
                        size_t i_finding)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i_finding];
    rp_json_object_begin(json);
    rp_json_put_str(json, "id", rp_result_str(result, finding->id));
    rp_json_put_cstr(json, "kind", rp_finding_kind_name(finding->kind));
    rp_json_put_cstr(json, "relation", rp_relation_name(finding->relation));
    rp_json_key(json, "bodies");
    rp_json_array_begin(json);
    for (unsigned body = 1; body < RP_N_BODIES; body++)
        if (finding->bodies & 1u << body)
            rp_json_cstr(json, rp_body_name((enum rp_body)body));
    rp_json_array_end(json);
    rp_json_key(json, "resolutions");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < finding->n_resolutions; i++)
        rp_json_str(json,
                    rp_resolution_name(
                        report, result->resolutions_of.v[finding->first_resolution + i]));
    rp_json_array_end(json);
    rp_json_put_ppm(json, "score", finding->score_ppm);
    rp_json_key(json, "shared_bits");
    rp_json_decimal(json, finding->shared_mbit, 3);
    rp_json_put_uint(json, "words_repeated", finding->words_repeated);
    rp_json_put_cstr(json, "recommendation",
                     rp_recommendation_name(finding->recommendation));
    rp_json_put_str(json, "reason", rp_result_str(result, finding->reason));
    rp_json_key(json, "members");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < finding->n_members; i++)
        put_member(json, report, finding->first_member + i);
    rp_json_array_end(json);
    rp_json_key(json, "pairs");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < finding->n_pairs; i++)
        put_pair(json, report,
                 &result->pairs.v[result->pairs_of.v[finding->first_pair + i]]);
    rp_json_array_end(json);
    rp_json_put_str(json, "title", rp_result_str(result, finding->title));
    rp_json_put_str(json, "keeps", rp_resolution_name(report, finding->keeps));
    rp_json_put_uint(json, "words_saved", finding->words_saved);
    rp_json_put_str(json, "reference", rp_result_str(result, finding->reference));
    rp_put_kept(json, report, i_finding);
    rp_json_object_end(json);
}

static void put_standing(struct rp_json *json, const struct rp_report *report,
                         const struct rp_standing *standing)
{
    line_begin(json);
    rp_json_put_str(json, "resolution", rp_resolution_name(report, standing->resolution));
    rp_json_put_uint(json, "words_operative", standing->words_operative);
    rp_json_put_uint(json, "words_preamble", standing->words_preamble);
    rp_json_put_uint(json, "repeated_operative", standing->repeated_operative);
    rp_json_put_uint(json, "repeated_preamble", standing->repeated_preamble);
    rp_json_key(json, "shared_with");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < standing->n_ties; i++) {
        const struct rp_tie *tie = &report->result->ties.v[standing->first_tie + i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "resolution", rp_resolution_name(report, tie->other));
        rp_json_put_uint(json, "words_operative", tie->words_operative);
        rp_json_put_uint(json, "words_preamble", tie->words_preamble);
        rp_json_put_uint(json, "pairs", tie->n_pairs);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    line_end(json);
}

void rp_write_json(const struct rp_report *report, struct rp_print *print)
{
    struct rp_json json;
    rp_json_init(&json, print->out, INDENT);
    rp_json_object_begin(&json);
    rp_json_put_cstr(&json, "reprise", rp_version());
    rp_put_settings(&json, report->options);
    put_inputs(&json, report->corpus);
    rp_json_key(&json, "findings");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->result->findings.n; i++)
        put_finding(&json, report, i);
    rp_json_array_end(&json);
    rp_json_key(&json, "skipped");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->n_skipped; i++) {
        rp_json_object_begin(&json);
        rp_json_put_cstr(&json, "path", report->skipped[i].path);
        rp_json_put_cstr(&json, "reason", report->skipped[i].reason);
        rp_json_object_end(&json);
    }
    rp_json_array_end(&json);
    rp_put_limits(&json, report);
    rp_json_key(&json, "resolutions");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->result->standings.n; i++)
        put_standing(&json, report, &report->result->standings.v[i]);
    rp_json_array_end(&json);
    rp_put_keep(&json, report);
    rp_json_object_end(&json);
    if (!print->status)
        print->status = rp_json_status(&json);
    rp_print(print, "\n");
}
