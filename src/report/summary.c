/* The summary, as Markdown and for a terminal. */
#include "report/made.h"
#include "report/report.h"

enum {
    COLUMNS = 80,
    LISTED = 25, /* findings in summary.md */

};

/* "24 resolutions (PP 6, WTSA 7) with 131 clauses, from 12 files" */
static void print_compared(const struct rp_report *report, const struct rp_totals *totals,
                           struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    rp_print_of(print, corpus->resolutions.n, "resolution", NULL);
    rp_print(print, " (");
    rp_print_bodies(print, totals);
    rp_print(print, ") with ");
    rp_print_of(print, corpus->clauses.n, "clause", NULL);
    rp_print(print, ", from ");
    rp_print_of(print, corpus->inputs.n, "file", NULL);
}

static void print_totals(const struct rp_report *report, const struct rp_totals *totals,
                         struct rp_print *print)
{
    rp_print_of(print, report->result->findings.n, "finding", NULL);
    rp_print(print, "; ");
    rp_print_of(print, totals->words_repeated, "word", NULL);
    rp_print(print, " repeated, ");
    rp_print_count(print, totals->words_saved);
    rp_print(print, " could be saved");
    if (totals->words_saved >= RP_WORDS_A_PAGE) {
        rp_print(print, " (");
        rp_print_of(print, (totals->words_saved + RP_WORDS_A_PAGE / 2) / RP_WORDS_A_PAGE,
                    "page", NULL);
        rp_printf(print, " of %d)", RP_WORDS_A_PAGE);
    }
}

static void print_resolutions(const struct rp_report *report,
                              const struct rp_finding *finding, struct rp_print *print)
{
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        rp_print(print, i ? ", " : "");
        rp_print_str(
            print,
            rp_resolution_name(
                report, report->result->resolutions_of.v[finding->first_resolution + i]));
    }
}

/* A finding's title, cut to `width`. */
static void print_title(const struct rp_report *report, const struct rp_finding *finding,
                        size_t width, void (*text)(struct rp_print *, struct rp_str),
                        struct rp_print *print)
{
    struct rp_str title = rp_result_str(report->result, finding->title);
    bool whole = rp_text_width(title) <= width;
    text(print, whole ? title : rp_text_cut(title, width - 2));
    rp_print(print, whole ? "" : " \xe2\x80\xa6");
}

void rp_write_terminal(const struct rp_report *report, size_t n, bool color,
                       struct rp_print *print)
{
    const struct rp_result *result = report->result;
    struct rp_totals totals = rp_report_totals(report);
    struct rp_buf line = {0};
    struct rp_print aside = {&line, RP_OK};
    print_compared(report, &totals, &aside);
    rp_print_wrapped(print, rp_buf_str(&line), 0, 0, COLUMNS);
    rp_print(print, "\n");
    line.n = 0;
    print_totals(report, &totals, &aside);
    rp_print_wrapped(print, rp_buf_str(&line), 0, 0, COLUMNS);
    rp_print(print, "\n");
    for (size_t i = 0; i < result->findings.n && i < n; i++) {
        const struct rp_finding *finding = &result->findings.v[i];
        rp_print(print, i ? "" : "\n");
        rp_print(print, color ? "\033[1m" : "");
        rp_printf(print, "%3zu  ", i + 1);
        print_title(report, finding, COLUMNS - 5, rp_print_plain, print);
        rp_print(print, color ? "\033[0m\n     " : "\n     ");
        line.n = 0;
        rp_printf(&aside,
                  "%s, saves %u words: ", rp_recommendation_name(finding->recommendation),
                  (unsigned)finding->words_saved);
        print_resolutions(report, finding, &aside);
        rp_printf(&aside, " (%s)", rp_relation_name(finding->relation));
        rp_print_wrapped(print, rp_buf_str(&line), 5, 5, COLUMNS);
        rp_print(print, "\n");
    }
    if (result->findings.n > n) {
        rp_print(print, "     and ");
        rp_print_count(print, result->findings.n - n);
        rp_print(print, " more\n");
    }
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&line);
}

void rp_write_where(struct rp_str folder, struct rp_print *print)
{
    rp_print(print, "\nTo read on, open ");
    rp_print_plain(print, folder);
    rp_print(print, "/report.html.\nFor a spreadsheet: clusters.csv, pairs.csv and "
                    "mapping.csv beside it.\n");
}

/* One item of a list: `item`, wrapped, and a newline. */
static void print_item(struct rp_print *print, struct rp_print *item)
{
    rp_print(print, "- ");
    rp_print_wrapped(print, rp_buf_str(item->out), 2, 2, COLUMNS);
    rp_print(print, "\n");
    if (item->status && !print->status)
        print->status = item->status;
    item->out->n = 0;
}

static void print_finding(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    struct rp_buf line = {0};
    struct rp_print item = {&line, RP_OK};
    rp_printf(print, "### %zu. ", i + 1);
    print_title(report, finding, COLUMNS - 10, rp_print_markdown, print);
    rp_print(print, "\n\n");
    rp_print(&item, "Where: ");
    print_resolutions(report, finding, &item);
    print_item(print, &item);
    rp_printf(&item, "Relation: %s", rp_relation_name(finding->relation));
    print_item(print, &item);
    rp_printf(&item, "Recommended: %s (", rp_recommendation_name(finding->recommendation));
    rp_print_of(&item, finding->words_saved, "word", NULL);
    rp_print(&item, " saved, ");
    rp_print_count(&item, finding->words_repeated);
    rp_print(&item, " repeated)");
    print_item(print, &item);
    rp_print(&item, "Why: ");
    rp_print_emphasis(&item, rp_result_str(result, finding->reason), rp_print_markdown, "*",
                      "*");
    print_item(print, &item);
    if (finding->reference.end > finding->reference.beg) {
        rp_print(&item, "Instead: ");
        rp_print_emphasis(&item, rp_result_str(result, finding->reference),
                          rp_print_markdown, "*", "*");
        print_item(print, &item);
    }
    rp_print(&item, "Clauses: ");
    for (uint32_t m = 0; m < finding->n_members; m++) {
        rp_print(&item, m ? ", " : "");
        rp_print_markdown(
            &item,
            rp_clause_id(report, result->members.v[finding->first_member + m].clause));
    }
    print_item(print, &item);
    rp_print(print, "\n");
    rp_buf_release(&line);
}

void rp_write_markdown(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    struct rp_totals totals = rp_report_totals(report);
    struct rp_buf line = {0};
    char digest[65];
    struct rp_print item = {&line, RP_OK};
    rp_print(print, "# Provisions that resolutions repeat\n\n");
    rp_print(&item, "Compared: ");
    print_compared(report, &totals, &item);
    print_item(print, &item);
    rp_print(&item, "Found: ");
    print_totals(report, &totals, &item);
    print_item(print, &item);
    if (rp_inputs_digest(report->corpus, digest))
        print->status = RP_ERR_MEMORY;
    rp_print(&item, "Made by: reprise " RP_VERSION ", with ");
    rp_print_settings(&item, report->options);
    print_item(print, &item);
    rp_printf(&item, "Inputs, SHA-256: %s", digest);
    print_item(print, &item);
    rp_print(print, "\n| recommended | findings |\n|---|---|\n");
    for (int i = 0; i < RP_N_RECOMMENDATIONS; i++)
        rp_printf(print, "| %s | %u |\n", rp_recommendation_name((enum rp_recommendation)i),
                  (unsigned)totals.recommended[i]);
    rp_print(print, "\n");
    if (result->findings.n)
        rp_print(print, result->findings.n > LISTED ? "## The best findings\n\n"
                                                    : "## Findings\n\n");
    for (size_t i = 0; i < result->findings.n && i < LISTED; i++)
        print_finding(report, i, print);
    if (result->findings.n > LISTED) {
        rp_print(print, "And ");
        rp_print_count(print, result->findings.n - LISTED);
        rp_print(print, " more.\n\n");
    }
    if (report->n_skipped)
        rp_print(print, "## Skipped\n\n");
    for (size_t i = 0; i < report->n_skipped; i++) {
        rp_print_markdown(&item, rp_str_of(report->skipped[i].path));
        rp_print(&item, ": ");
        rp_print_markdown(&item, rp_str_of(report->skipped[i].reason));
        print_item(print, &item);
    }
    rp_print(print, report->n_skipped ? "\n" : "");
    if (report->n_reached)
        rp_print(print, "## Limits that were reached\n\n");
    for (size_t i = 0; i < report->n_reached; i++) {
        rp_print_markdown(&item, rp_str_of(report->reached[i].what));
        print_item(print, &item);
    }
    rp_print(print, report->n_reached ? "\n" : "");
    rp_buf_release(&line);
    rp_print(print, "## Where to look\n\n");
    for (const struct rp_writer *writer = rp_writers; writer->name; writer++)
        rp_printf(print, "- %s: %s\n", writer->name, writer->holds);
}
