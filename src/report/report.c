#include "base/json.h"
#include "report/report.h"

#include <string.h>

const struct rp_writer rp_writers[] = {
    {"report.html", rp_write_html,
     "the findings with their texts side by side, to read or print"},
    {"summary.md", rp_write_markdown, "the findings in short"},
    {"findings.xlsx", rp_write_xlsx,
     "findings, pairs, resolutions, mapping, subjects and citations for a spreadsheet"},
    {"clusters.csv", rp_write_clusters_csv, "the findings, a clause a line"},
    {"pairs.csv", rp_write_pairs_csv, "pairs of clauses that are alike"},
    {"mapping.csv", rp_write_mapping_csv,
     "which resolution deals with the subject of which of PP"},
    {"findings.json", rp_write_json, "everything, for programs"},
    {0},
};

int rp_writer_print(const struct rp_writer *writer, const struct rp_report *report,
                    struct rp_buf *out, struct rp_error *err)
{
    struct rp_print print = {out, RP_OK};
    writer->write(report, &print);
    return print.status ? rp_fail_memory(err) : RP_OK;
}

const struct rp_writer *rp_writer_named(const char *name)
{
    for (const struct rp_writer *writer = rp_writers; writer->name; writer++)
        if (strcmp(writer->name, name) == 0)
            return writer;
    return NULL;
}

struct rp_totals rp_report_totals(const struct rp_report *report)
{
    struct rp_totals totals = {0};
    for (size_t i = 0; i < report->corpus->resolutions.n; i++)
        totals.resolutions[report->corpus->resolutions.v[i].body]++;
    for (size_t i = 0; i < report->result->findings.n; i++) {
        const struct rp_finding *finding = &report->result->findings.v[i];
        totals.words_repeated += finding->words_repeated;
        totals.words_saved += finding->words_saved;
        totals.recommended[finding->recommendation]++;
    }
    return totals;
}

uint32_t rp_ratio_ppm(uint64_t part, uint64_t whole)
{
    return whole ? (uint32_t)((part * 1000000 + whole / 2) / whole) : 0;
}

uint32_t rp_verdict_jaccard_ppm(const struct rp_verdict *pair)
{
    return rp_ratio_ppm(pair->shingles_shared, (uint64_t)pair->shingles_a +
                                                   pair->shingles_b -
                                                   pair->shingles_shared);
}

struct rp_str rp_clause_id(const struct rp_report *report, uint32_t clause)
{
    return rp_corpus_str(report->corpus, report->corpus->clauses.v[clause].id);
}

struct rp_str rp_clause_text(const struct rp_report *report, uint32_t clause)
{
    return rp_corpus_str(report->corpus, report->corpus->clauses.v[clause].text);
}

const struct rp_resolution *rp_clause_resolution(const struct rp_report *report,
                                                 uint32_t clause)
{
    return &report->corpus->resolutions.v[report->corpus->clauses.v[clause].resolution];
}

struct rp_str rp_resolution_name(const struct rp_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].name);
}

void rp_put_limits(struct rp_json *json, const struct rp_report *report)
{
    rp_json_key(json, "limits");
    rp_json_array_begin(json);
    for (size_t i = 0; i < report->n_reached; i++) {
        rp_json_object_begin(json);
        rp_json_put_str(json, "limit", rp_str_of(report->reached[i].limit));
        rp_json_put_str(json, "what", rp_str_of(report->reached[i].what));
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
}

void rp_print_left_out_html(struct rp_print *print, const struct rp_report *report)
{
    if (report->n_skipped)
        rp_print(print, "<h3>Skipped</h3>\n<ul>\n");
    for (size_t i = 0; i < report->n_skipped; i++) {
        rp_print(print, "<li><bdi>");
        rp_print_html(print, rp_str_of(report->skipped[i].path));
        rp_print(print, "</bdi>: ");
        rp_print_html(print, rp_str_of(report->skipped[i].reason));
        rp_print(print, i + 1 == report->n_skipped ? "</li>\n</ul>\n" : "</li>\n");
    }
    if (report->n_reached)
        rp_print(print, "<h3>Limits that were reached</h3>\n<ul>\n");
    for (size_t i = 0; i < report->n_reached; i++) {
        rp_print(print, "<li>");
        rp_print_html(print, rp_str_of(report->reached[i].what));
        rp_print(print, i + 1 == report->n_reached ? "</li>\n</ul>\n" : "</li>\n");
    }
}

void rp_print_sources(struct rp_print *print, const struct rp_corpus *corpus,
                      struct rp_sources sources, const char *comma)
{
    for (uint32_t i = 0; i < sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[sources.first + i];
        rp_print(print, i ? comma : "");
        if (corpus->inputs.n > 1) {
            rp_print_plain(print, rp_str_of(corpus->inputs.v[source->document].path));
            rp_print(print, ":");
        }
        rp_printf(print, "%u", (unsigned)source->line);
    }
}

void rp_print_bodies(struct rp_print *print, const struct rp_totals *totals)
{
    const char *comma = "";
    for (int body = 0; body < RP_N_BODIES; body++) {
        if (!totals->resolutions[body])
            continue;
        rp_printf(print, "%s%s %u", comma,
                  body == RP_BODY_NONE ? "others" : rp_body_name((enum rp_body)body),
                  (unsigned)totals->resolutions[body]);
        comma = ", ";
    }
}
