/* The summary, as Markdown and for a terminal. */
#include "report/kept.h"
#include "report/made.h"

#include <string.h>

enum {
    COLUMNS = 80,
    LISTED = 25,     /* findings in summary.md */
    LISTED_GONE = 5, /* in the terminal */
    NAMED = 12,      /* resolutions of a finding there */
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

/* The names of at most `most` resolutions. */
static void print_resolutions(const struct rp_report *report,
                              const struct rp_finding *finding, uint32_t most,
                              struct rp_print *print)
{
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        if (i == most) {
            rp_printf(print, " and %u more", (unsigned)(finding->n_resolutions - most));
            break;
        }
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

/* A line of its own, wrapped; *line is emptied. */
static void print_line(struct rp_print *print, struct rp_print *line, size_t column,
                       size_t indent)
{
    rp_print_wrapped(print, rp_buf_str(line->out), column, indent, COLUMNS);
    rp_print(print, "\n");
    if (line->status && !print->status)
        print->status = line->status;
    line->out->n = 0;
}

/* Decided on, and the same since: no longer a candidate. */
static bool is_settled(const struct rp_kept *kept)
{
    return (kept->decision == RP_DECISION_ACCEPT || kept->decision == RP_DECISION_REJECT) &&
           !kept->again;
}

/* "; new", "; accepted, changed since": why to look at it again. */
static void print_state(const struct rp_kept *kept, struct rp_print *print)
{
    if ((kept->fate == RP_FATE_NEW || kept->fate == RP_FATE_CHANGED) && !kept->again)
        rp_printf(print, "; %s", rp_fate_name(kept->fate));
    if (kept->decision != RP_DECISION_NONE) {
        rp_print(print, "; ");
        rp_print_decided(kept, print);
    }
}

static void print_candidate(const struct rp_report *report, size_t i, bool color,
                            struct rp_print *line, struct rp_print *print)
{
    const struct rp_finding *finding = &report->result->findings.v[i];
    rp_print(print, color ? "\033[1m" : "");
    rp_printf(print, "%3zu  ", i + 1);
    print_title(report, finding, COLUMNS - 5, rp_print_plain, print);
    rp_print(print, color ? "\033[0m\n     " : "\n     ");
    rp_printf(line, "%s, saves ", rp_recommendation_name(finding->recommendation));
    rp_print_of(line, finding->words_saved, "word", NULL);
    rp_print(line, ": ");
    print_resolutions(report, finding, NAMED, line);
    rp_printf(line, " (%s", rp_relation_name(finding->relation));
    print_state(&report->keep->findings.v[i], line);
    rp_print(line, ")");
    print_line(print, line, 5, 5);
}

/* What is kept from earlier runs: the counts, and by name what is gone. */
static void print_kept(const struct rp_report *report, struct rp_print *line,
                       struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    if (keep->has_since) {
        rp_print(line, "Since the earlier run: ");
        rp_print_fates(keep, line);
        print_line(print, line, 0, 0);
    }
    if (keep->has_decisions) {
        rp_print(line, "Decided: ");
        rp_print_decisions(keep, line);
        print_line(print, line, 0, 0);
    }
    const size_t n = keep->has_since ? keep->gone.n : keep->lost.n;
    for (size_t i = 0; i < n && i < LISTED_GONE; i++) {
        const struct rp_past *past = keep->has_since ? &keep->since : keep->lost.v[i].past;
        const struct rp_past_finding *was =
            &past->findings.v[keep->has_since ? keep->gone.v[i].was : keep->lost.v[i].was];
        struct rp_str title = rp_past_str(past, was->title);
        title = title.n ? title : rp_str_of(was->key);
        bool whole = rp_text_width(title) <= COLUMNS - 8;
        rp_print(print, "  gone: ");
        rp_print_plain(print, whole ? title : rp_text_cut(title, COLUMNS - 10));
        rp_print(print, whole ? "\n" : " \xe2\x80\xa6\n");
    }
    if (n > LISTED_GONE) {
        rp_print(print, "  and ");
        rp_print_count(print, n - LISTED_GONE);
        rp_print(print, " more that are gone\n");
    }
}

void rp_write_terminal(const struct rp_report *report, size_t n, bool color,
                       struct rp_print *print)
{
    const struct rp_result *result = report->result;
    struct rp_totals totals = rp_report_totals(report);
    struct rp_buf held = {0};
    struct rp_print line = {&held, RP_OK};
    size_t n_open = 0;
    print_compared(report, &totals, &line);
    print_line(print, &line, 0, 0);
    print_totals(report, &totals, &line);
    print_line(print, &line, 0, 0);
    print_kept(report, &line, print);
    for (size_t i = 0; i < result->findings.n; i++) {
        if (is_settled(&report->keep->findings.v[i]))
            continue;
        if (n_open < n) {
            rp_print(print, n_open ? "" : "\n");
            print_candidate(report, i, color, &line, print);
        }
        n_open++;
    }
    if (n_open > n) {
        rp_print(print, "     and ");
        rp_print_count(print, n_open - n);
        rp_print(print, " more\n");
    }
    rp_buf_release(&held);
}

void rp_write_where(struct rp_str folder, struct rp_print *print)
{
    rp_print(print, "\nTo read on, open ");
    rp_print_plain(print, folder);
    rp_print(print, "/report.html.\nFor a spreadsheet: findings.xlsx beside it.\n");
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

/* Ids and paths in Markdown. What "#2" would be escaped for needs a space behind it. */
static void print_name(struct rp_print *print, struct rp_str s)
{
    while (s.n) {
        const char *hash = memchr(s.p, '#', s.n - 1);
        size_t n = hash && hash[1] >= '0' && hash[1] <= '9' ? (size_t)(hash - s.p) : s.n;
        rp_print_markdown(print, (struct rp_str){s.p, n});
        rp_print(print, n < s.n ? "#" : "");
        n += n < s.n;
        s = (struct rp_str){s.p + n, s.n - n};
    }
}

static void print_note(struct rp_str note, struct rp_print *print)
{
    if (!note.n)
        return;
    rp_print(print, ", \xe2\x80\x9c");
    rp_print_markdown(print, note);
    rp_print(print, "\xe2\x80\x9d");
}

/* What was decided on a finding, and what became of it since. */
static void print_kept_items(const struct rp_report *report, size_t i,
                             struct rp_print *item, struct rp_print *print)
{
    const struct rp_kept *kept = &report->keep->findings.v[i];
    if (kept->decision != RP_DECISION_NONE) {
        rp_print(item, "Decided: ");
        rp_print_decided(kept, item);
        print_note(kept->note, item);
        print_item(print, item);
    }
    if (kept->fate == RP_FATE_UNKNOWN)
        return;
    rp_printf(item, "Since the earlier run: %s", rp_fate_name(kept->fate));
    if (kept->fate == RP_FATE_CHANGED)
        rp_print_events(report, kept->first_change, kept->n_changes, (uint32_t)i,
                        print_name, item);
    print_item(print, item);
}

/* "In PP-303, the wording to keep: instructs#2/1, instructs#2/2" */
static void print_clauses(const struct rp_report *report, const struct rp_finding *finding,
                          uint32_t resolution, struct rp_print *print)
{
    const struct rp_str name = rp_resolution_name(report, resolution);
    rp_print(print, "In ");
    print_name(print, name);
    const char *between = finding->keeps == resolution ? ", the wording to keep: " : ": ";
    for (uint32_t i = 0; i < finding->n_members; i++) {
        uint32_t clause = report->result->members.v[finding->first_member + i].clause;
        struct rp_str id = rp_clause_id(report, clause);
        if (report->corpus->clauses.v[clause].resolution != resolution)
            continue;
        if (id.n > name.n + 1 && memcmp(id.p, name.p, name.n) == 0)
            id = (struct rp_str){id.p + name.n + 1, id.n - name.n - 1};
        rp_print(print, between);
        print_name(print, id);
        between = ", ";
    }
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
    print_resolutions(report, finding, UINT32_MAX, &item);
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
    for (uint32_t r = 0; r < finding->n_resolutions; r++) {
        print_clauses(report, finding,
                      result->resolutions_of.v[finding->first_resolution + r], &item);
        print_item(print, &item);
    }
    print_kept_items(report, i, &item, print);
    rp_print(print, "\n");
    rp_buf_release(&line);
}

/* The title of an earlier finding, or its key. */
static void print_past_title(const struct rp_past *past, uint32_t was,
                             struct rp_print *print)
{
    struct rp_str title = rp_past_str(past, past->findings.v[was].title);
    if (title.n)
        rp_print_markdown(print, title);
    else
        rp_printf(print, "finding %s", past->findings.v[was].key);
}

/* "; most of it is in 3 now" */
static void print_heir(const struct rp_report *report, uint32_t to, struct rp_print *print)
{
    if (to == UINT32_MAX)
        return;
    rp_print(print, "; most of it is in ");
    rp_print_str(print, rp_result_str(report->result, report->result->findings.v[to].id));
    rp_print(print, " now");
}

static void print_since(const struct rp_report *report, struct rp_print *item,
                        struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    static const char *const states[] = {"", "new", "changed", "gone"};
    rp_print(print, "## Since the earlier run\n\n");
    rp_print(item, "Findings: ");
    rp_print_fates(keep, item);
    print_item(print, item);
    for (size_t i = 0; i < keep->documents.n; i++) {
        rp_printf(item, "Document %s: ", states[keep->documents.v[i].state]);
        rp_print_markdown(item, keep->documents.v[i].path);
        print_item(print, item);
    }
    for (size_t i = 0; i < keep->findings.n; i++) {
        const struct rp_kept *kept = &keep->findings.v[i];
        if (kept->fate != RP_FATE_NEW && kept->fate != RP_FATE_CHANGED)
            continue;
        rp_print(item, kept->fate == RP_FATE_NEW ? "New: " : "Changed: ");
        print_title(report, &report->result->findings.v[i], COLUMNS, rp_print_markdown,
                    item);
        rp_print(item, " (");
        rp_print_str(item, rp_result_str(report->result, report->result->findings.v[i].id));
        rp_print(item, ")");
        rp_print_events(report, kept->first_change, kept->n_changes, (uint32_t)i,
                        print_name, item);
        print_item(print, item);
    }
    for (size_t i = 0; i < keep->gone.n; i++) {
        const struct rp_gone *gone = &keep->gone.v[i];
        rp_print(item, "Gone: ");
        print_past_title(&keep->since, gone->was, item);
        rp_print_events(report, gone->first_change, gone->n_changes, UINT32_MAX, print_name,
                        item);
        print_item(print, item);
    }
    rp_print(print, "\n");
}

static void print_lost(const struct rp_report *report, struct rp_print *item,
                       struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    rp_print(print, "## Decisions on findings that are gone\n\n");
    for (size_t i = 0; i < keep->lost.n; i++) {
        const struct rp_lost *lost = &keep->lost.v[i];
        const struct rp_past_finding *was = &lost->past->findings.v[lost->was];
        print_past_title(lost->past, lost->was, item);
        rp_printf(item, ": %s", rp_decision_name(was->decision));
        print_note(rp_past_str(lost->past, was->note), item);
        print_heir(report, lost->to, item);
        print_item(print, item);
    }
    rp_print(print, "\n");
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
    if (report->keep->has_decisions) {
        rp_print(&item, "Decided: ");
        rp_print_decisions(report->keep, &item);
        print_item(print, &item);
    }
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
    if (report->keep->has_since)
        print_since(report, &item, print);
    if (report->keep->lost.n)
        print_lost(report, &item, print);
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
