/* The cards as JSON. Shares and coverages are from 0 to 1; spans are byte ranges of
 * `text`, [paragraph_beg, paragraph_end, clause_beg, clause_end]. */
#include "report/made.h"
#include "report/score.h"

#include "base/json.h"

enum { INDENT = 1 };

static void put_tally(struct rp_json *json, const char *key, const struct rp_tally *tally)
{
    if (key)
        rp_json_key(json, key);
    rp_json_object_begin(json);
    json->indent = 0;
    rp_json_put_uint(json, "words", tally->words);
    rp_json_put_uint(json, "formula_words", tally->formula);
    rp_json_put_uint(json, "elsewhere", tally->neutral);
    rp_json_put_uint(json, "elsewhere_raw", tally->raw);
    rp_json_put_ppm(json, "share", rp_tally_share_ppm(tally, tally->neutral));
    rp_json_put_ppm(json, "share_raw", rp_tally_share_ppm(tally, tally->raw));
    rp_json_object_end(json);
    json->indent = INDENT;
}

static void put_match(struct rp_json *json, const struct rp_score_report *report,
                      const struct rp_scored_match *match)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_verdict *v = &match->pair;
    const struct rp_clause *clause = &corpus->clauses.v[v->a];
    const struct rp_coverage cover = rp_score_coverage(match);
    rp_json_object_begin(json);
    json->indent = 0;
    rp_json_put_str(json, "clause", rp_clause_id(&report->of, v->a));
    rp_json_put_str(json, "resolution",
                    rp_resolution_name(&report->of, clause->resolution));
    rp_json_key(json, "superseded");
    rp_json_bool(json, clause->superseded);
    rp_json_put_cstr(json, "relation", rp_relation_name(v->relation));
    rp_json_put_ppm(json, "score", v->score_ppm);
    rp_json_put_ppm(json, "jaccard", rp_verdict_jaccard_ppm(v));
    rp_json_key(json, "shared_bits");
    rp_json_decimal(json, v->shared_mbit, 3);
    rp_json_put_ppm(json, "paragraph_covered", cover.draft_ppm);
    rp_json_put_ppm(json, "paragraph_covered_raw", cover.draft_raw_ppm);
    rp_json_put_ppm(json, "clause_covered", cover.match_ppm);
    rp_json_put_ppm(json, "clause_covered_raw", cover.match_raw_ppm);
    rp_json_put_str(json, "text", rp_clause_text(&report->of, v->a));
    rp_json_key(json, "spans");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < v->n_spans; i++) {
        const struct rp_aligned_span *s = &report->scores->spans.v[v->first_span + i];
        rp_json_array_begin(json);
        rp_json_uint(json, s->b_beg);
        rp_json_uint(json, s->b_end);
        rp_json_uint(json, s->a_beg);
        rp_json_uint(json, s->a_end);
        rp_json_cstr(json, rp_aligned_name(s->kind));
        rp_json_array_end(json);
    }
    rp_json_array_end(json);
    rp_json_key(json, "sources");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < clause->sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[clause->sources.first + i];
        rp_json_object_begin(json);
        rp_json_put_cstr(json, "file", corpus->inputs.v[source->document].path);
        rp_json_put_uint(json, "line", source->line);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_object_end(json);
    json->indent = INDENT;
}

static void put_paragraph(struct rp_json *json, const struct rp_score_report *report,
                          const struct rp_scored *scored)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_clause *clause = &corpus->clauses.v[scored->clause];
    const struct rp_section *section = &corpus->sections.v[clause->section];
    const struct rp_scores *scores = report->scores;
    rp_json_object_begin(json);
    rp_json_put_str(json, "id", rp_clause_id(&report->of, scored->clause));
    rp_json_put_uint(json, "line", corpus->sources.v[clause->sources.first].line);
    rp_json_put_cstr(json, "part", rp_part_name(section->part));
    rp_json_put_str(json, "section", rp_corpus_str(corpus, section->name));
    rp_json_put_any(json, "addressee", rp_corpus_str(corpus, section->addressee));
    rp_json_put_any(json, "item", rp_corpus_str(corpus, clause->item));
    rp_json_put_str(json, "text", rp_clause_text(&report->of, scored->clause));
    rp_json_put_cstr(json, "verdict", rp_score_name(scored->verdict));
    rp_json_key(json, "of");
    if (scored->n_matches && scored->verdict != RP_SCORE_NEW &&
        scored->verdict != RP_SCORE_REVISION)
        rp_json_str(
            json, rp_clause_id(&report->of, scores->matches.v[scored->first_match].pair.a));
    else
        rp_json_null(json);
    rp_json_put_any(json, "reference", rp_scores_str(scores, scored->reference));
    rp_json_put_uint(json, "words", scored->words);
    rp_json_put_uint(json, "elsewhere", scored->neutral);
    rp_json_put_uint(json, "elsewhere_raw", scored->raw);
    rp_json_key(json, "matches");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < scored->n_matches; i++)
        put_match(json, report, &scores->matches.v[scored->first_match + i]);
    rp_json_array_end(json);
    rp_json_put_any(json, "revision", rp_str_of(rp_own_name(scored->own)));
    rp_json_key(json, "present");
    if (scored->own_match == UINT32_MAX)
        rp_json_null(json);
    else
        put_match(json, report, &scores->matches.v[scored->own_match]);
    rp_json_object_end(json);
}

static void put_card(struct rp_json *json, const struct rp_score_report *report,
                     const struct rp_card *card)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_resolution *draft = rp_score_draft(report, card);
    const struct rp_input *input =
        &corpus->inputs.v[corpus->sources.v[draft->sources.first].document];
    rp_json_object_begin(json);
    rp_json_put_cstr(json, "path", input->path);
    rp_json_put_cstr(json, "sha256", input->sha256);
    rp_json_put_uint(json, "line", corpus->sources.v[draft->sources.first].line);
    rp_json_put_str(json, "name", rp_corpus_str(corpus, draft->name));
    rp_json_put_any(json, "title", rp_corpus_str(corpus, draft->title));
    rp_json_put_any(json, "proposal", rp_str_of(rp_proposal_name(draft->proposal)));
    rp_json_key(json, "revises");
    if (card->revises == UINT32_MAX)
        rp_json_null(json);
    else
        rp_json_str(json, rp_resolution_name(&report->of, card->revises));
    rp_json_key(json, "total");
    put_tally(json, NULL, &card->all);
    rp_json_key(json, "parts");
    rp_json_object_begin(json);
    for (int i = 0; i < 3; i++)
        put_tally(json, rp_part_name((enum rp_part)i), &card->parts[i]);
    rp_json_object_end(json);
    rp_json_key(json, "verdicts");
    rp_json_object_begin(json);
    for (int i = 0; i < RP_N_SCORES; i++)
        rp_json_put_uint(json, rp_score_name((enum rp_score)i), card->verdicts[i]);
    rp_json_object_end(json);
    rp_json_key(json, "paragraphs");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < card->n_scored; i++)
        put_paragraph(json, report, &report->scores->scored.v[card->first_scored + i]);
    rp_json_array_end(json);
    rp_json_key(json, "dropped");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < card->n_dropped; i++) {
        const uint32_t clause = report->scores->dropped.v[card->first_dropped + i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "clause", rp_clause_id(&report->of, clause));
        rp_json_put_str(json, "text", rp_clause_text(&report->of, clause));
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_object_end(json);
}

void rp_write_score_json(const struct rp_score_report *report, struct rp_print *print)
{
    struct rp_json json;
    size_t n_resolutions, n_clauses;
    rp_score_against(report, &n_resolutions, &n_clauses);
    rp_json_init(&json, print->out, INDENT);
    rp_json_object_begin(&json);
    rp_json_put_cstr(&json, "reprise", rp_version());
    rp_json_put_cstr(&json, "changes", report->of.changes);
    rp_json_key(&json, "against");
    rp_json_object_begin(&json);
    rp_json_put_uint(&json, "resolutions", n_resolutions);
    rp_json_put_uint(&json, "clauses", n_clauses);
    rp_put_inputs(&json, report->of.corpus, 0, report->n_sources);
    rp_json_object_end(&json);
    rp_json_key(&json, "drafts");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->scores->cards.n; i++)
        put_card(&json, report, &report->scores->cards.v[i]);
    rp_json_array_end(&json);
    rp_json_key(&json, "skipped");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->of.n_skipped; i++) {
        rp_json_object_begin(&json);
        rp_json_put_cstr(&json, "path", report->of.skipped[i].path);
        rp_json_put_cstr(&json, "reason", report->of.skipped[i].reason);
        rp_json_object_end(&json);
    }
    rp_json_array_end(&json);
    rp_put_limits(&json, &report->of);
    rp_put_settings(&json, report->of.options);
    rp_json_object_end(&json);
    if (!print->status)
        print->status = rp_json_status(&json);
    rp_print(print, "\n");
}
