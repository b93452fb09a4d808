/* An audit as one page: what was found, ranked; each remark with the place in the table,
 * the evidence and a suggestion; then every row, link by link. */
#include "report/audit.h"
#include "report/made.h"
#include "report/page.h"

#include <string.h>

static const char *const evidences[RP_N_EVIDENCES] = {
    [RP_EVIDENCE_TEXT] = "text",        [RP_EVIDENCE_CITATION] = "citation only",
    [RP_EVIDENCE_TITLE] = "title only", [RP_EVIDENCE_SUBJECT] = "subject only",
    [RP_EVIDENCE_NONE] = "nothing",
};

static const char *const row_kinds[RP_N_ROW_KINDS] = {
    [RP_ROW_SUBJECT] = "Table of subjects",
    [RP_ROW_CANDIDATE] = "Numbered candidates",
    [RP_ROW_ALONE] = "Without an equivalent",
    [RP_ROW_QUOTED] = "Quoted side by side",
    [RP_ROW_PAIR] = "Mapping",
    [RP_ROW_SUPPRESSED] = "Said to be suppressed",
};

/* By name: a kind that is not here has none. */
static const struct {
    const char *kind, *meaning;
} meanings[] = {
    {"contradiction", "said to have no equivalent, and given one elsewhere"},
    {"repeated row", "a row that names what the row of another subject names"},
    {"shifted", "an entry that belongs to another row"},
    {"no anchor", "a row without the PP resolution that it has elsewhere"},
    {"misquoted", "provisions of one resolution that stand under another too"},
    {"missing link", "a strong link that no part of the table has"},
    {"better link", "a link that nothing bears out, and a likelier one"},
    {"parts differ", "two parts of the table that do not agree on a link"},
    {"twice", "two rows of one name"},
    {"column", "a resolution in the column of another body"},
    {"revision", "another revision than the sources have"},
    {"unknown", "a resolution that the sources do not have"},
    {"numbering", "numbers left out"},
    {"to judge", "no provision or citation links them, nor titles: a person has to judge"},
    {"title only", "titles with too little in common, where no more is given"},
};

static const char *meaning_of(enum rp_remark_kind kind)
{
    const char *name = rp_remark_kind_name(kind);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strcmp(meanings[i].kind, name) == 0)
            return meanings[i].meaning;
    return "";
}

static struct rp_str name_of(const struct rp_audit_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].name);
}

static uint32_t other_of(const struct rp_remark *remark)
{
    return remark->alternative != UINT32_MAX ? remark->alternative : remark->b;
}

static void print_bdi(struct rp_str s, struct rp_print *print)
{
    rp_print(print, "<bdi>");
    rp_print_html(print, s);
    rp_print(print, "</bdi>");
}

/* "by title only"; by nothing is to be seen. */
static void print_by(enum rp_evidence evidence, struct rp_print *print)
{
    rp_printf(print, "<span%s>by %s</span>",
              evidence == RP_EVIDENCE_NONE ? " class=\"by-nothing\"" : "",
              evidences[evidence]);
}

/* ---- head --------------------------------------------------------------------------- */

static void print_head(const struct rp_audit_report *report, struct rp_print *print)
{
    size_t n_none = 0;
    for (size_t i = 0; i < report->audit->borne.n; i++)
        n_none += report->audit->borne.v[i].evidence == RP_EVIDENCE_NONE;
    rp_print(print, "<header>\n<h1>A published mapping, held against the texts</h1>\n"
                    "<p class=\"compared\">");
    print_bdi(rp_str_of(report->table), print);
    rp_print(print, ": ");
    rp_print_of(print, report->published->rows.n, "row", NULL);
    rp_print(print, ", compared with ");
    rp_print_of(print, report->corpus->resolutions.n, "resolution", NULL);
    rp_print(print, " (");
    rp_print_of(print, report->corpus->clauses.n, "clause", NULL);
    rp_print(print, ", from ");
    rp_print_of(print, report->corpus->inputs.n, "file", NULL);
    rp_print(print, ").</p>\n<dl class=\"figures\">\n");
    rp_page_figure(print, "remarks", report->audit->remarks.n, "");
    rp_page_figure(print, "links in the table", report->audit->borne.n, "");
    rp_page_figure(print, "of them borne out by nothing", n_none, "");
    rp_print(print, "</dl>\n<nav aria-label=\"Parts of this page\"><ul>\n"
                    "<li><a href=\"#summary\">In short</a></li>\n"
                    "<li><a href=\"#remarks\">Remarks</a></li>\n"
                    "<li><a href=\"#rows\">Row by row</a></li>\n"
                    "<li><a href=\"#inputs\">Settings and inputs</a></li>\n"
                    "</ul></nav>\n</header>\n<main>\n");
}

/* ---- in short ----------------------------------------------------------------------- */

static void print_kinds(const struct rp_audit_report *report, struct rp_print *print)
{
    size_t counts[RP_N_REMARK_KINDS] = {0}, first[RP_N_REMARK_KINDS] = {0};
    for (size_t i = report->audit->remarks.n; i-- > 0;) {
        const enum rp_remark_kind kind = report->audit->remarks.v[i].kind;
        counts[kind]++;
        first[kind] = i + 1;
    }
    rp_print(print, "<h3>What was found</h3>\n<table class=\"stack summary-table\">\n"
                    "<thead><tr><th scope=\"col\">Kind</th>"
                    "<th scope=\"col\" class=\"n\">Remarks</th>"
                    "<th scope=\"col\">What it is</th></tr></thead>\n<tbody>\n");
    for (int kind = 0; kind < RP_N_REMARK_KINDS; kind++)
        if (counts[kind])
            rp_printf(print,
                      "<tr><th scope=\"row\"><a href=\"#r%zu\">%s</a></th>"
                      "<td class=\"n\" data-is=\"Remarks\">%zu</td>"
                      "<td data-is=\"What it is\">%s</td></tr>\n",
                      first[kind], rp_remark_kind_name((enum rp_remark_kind)kind),
                      counts[kind], meaning_of((enum rp_remark_kind)kind));
    rp_print(print, "</tbody>\n</table>\n");
}

static void print_borne(const struct rp_audit_report *report, struct rp_print *print)
{
    size_t counts[RP_N_ROW_KINDS][RP_N_EVIDENCES] = {{0}}, all[RP_N_ROW_KINDS] = {0};
    for (size_t i = 0; i < report->audit->borne.n; i++) {
        const struct rp_borne *borne = &report->audit->borne.v[i];
        const enum rp_row_kind kind = report->published->rows.v[borne->row].kind;
        counts[kind][borne->evidence]++;
        all[kind]++;
    }
    rp_print(print, "<h3>What bears its links out</h3>\n"
                    "<table class=\"stack summary-table\">\n<thead><tr>"
                    "<th scope=\"col\">Part of the table</th>"
                    "<th scope=\"col\" class=\"n\">Links</th>");
    for (int e = RP_N_EVIDENCES; e-- > 0;)
        rp_printf(print, "<th scope=\"col\" class=\"n\">by %s</th>", evidences[e]);
    rp_print(print, "</tr></thead>\n<tbody>\n");
    for (int kind = 0; kind < RP_N_ROW_KINDS; kind++) {
        if (all[kind] == 0)
            continue;
        rp_printf(print,
                  "<tr><th scope=\"row\">%s</th>"
                  "<td class=\"n\" data-is=\"Links\">%zu</td>",
                  row_kinds[kind], all[kind]);
        for (int e = RP_N_EVIDENCES; e-- > 0;)
            rp_printf(print, "<td class=\"n\" data-is=\"by %s\">%zu</td>", evidences[e],
                      counts[kind][e]);
        rp_print(print, "</tr>\n");
    }
    rp_print(print,
             "</tbody>\n</table>\n<p class=\"soft\">A link stands under the firmest "
             "evidence that there is: text, provisions that stand in both; citation, one "
             "cites the other; title, the titles tell of the same; subject, rare words in "
             "common, or a third resolution that leads there.</p>\n");
}

/* ---- the table's own words ---------------------------------------------------------- */

/* The row that begins at a line, or has an entry there; NULL: none. */
static const struct rp_row *row_of(const struct rp_published *published, uint32_t line)
{
    for (size_t i = 0; i < published->rows.n && line; i++) {
        const struct rp_row *row = &published->rows.v[i];
        if (row->line == line)
            return row;
        for (uint32_t k = 0; k < row->n_entries; k++)
            if (published->entries.v[row->first_entry + k].line == line)
                return row;
    }
    return NULL;
}

static bool is_called(const struct rp_audit_report *report, uint32_t resolution,
                      const char *name)
{
    if (resolution == UINT32_MAX)
        return false;
    const struct rp_str s = name_of(report, resolution), t = rp_str_of(name);
    return s.n == t.n && memcmp(s.p, t.p, s.n) == 0;
}

/* What a row says, with what a remark is about in a frame. */
static void print_row(const struct rp_audit_report *report, const struct rp_row *row,
                      uint32_t line, const struct rp_remark *remark, struct rp_print *print)
{
    const struct rp_published *published = report->published;
    const struct rp_str subject = rp_published_str(published, row->subject);
    rp_printf(print,
              "<tr><th scope=\"row\">line %u</th><td data-is=\"Part\">%s</td>"
              "<td data-is=\"Says\"><span>",
              (unsigned)line, row_kinds[row->kind]);
    if (row->number)
        rp_printf(print, "%u. ", (unsigned)row->number);
    if (subject.n) {
        rp_print(print, "<i dir=\"auto\">");
        rp_print_html(print, subject);
        rp_print(print, "</i>: ");
    }
    for (uint32_t k = 0; k < row->n_entries; k++) {
        const struct rp_entry *entry = &published->entries.v[row->first_entry + k];
        const bool is_named = is_called(report, remark->a, entry->name) ||
                              is_called(report, remark->b, entry->name) ||
                              (entry->line == line && entry->line != row->line);
        rp_print(print, k ? ", " : "");
        rp_print(print, is_named ? "<strong class=\"named\">" : "");
        print_bdi(rp_str_of(entry->name), print);
        rp_print(print, is_named ? "</strong>" : "");
    }
    rp_print(print, "</span></td></tr>\n");
}

static void print_printed(const struct rp_audit_report *report,
                          const struct rp_remark *remark, struct rp_print *print)
{
    const struct rp_row *row = row_of(report->published, remark->line);
    const struct rp_row *other = row_of(report->published, remark->other_line);
    if (!row && !other)
        return;
    rp_print(print, "<table class=\"stack printed\">\n<thead><tr><th scope=\"col\">Place"
                    "</th><th scope=\"col\">Part of the table</th>"
                    "<th scope=\"col\">What stands there</th></tr></thead>\n<tbody>\n");
    if (row)
        print_row(report, row, remark->line, remark, print);
    if (other && other != row)
        print_row(report, other, remark->other_line, remark, print);
    rp_print(print, "</tbody>\n</table>\n");
}

/* ---- evidence ----------------------------------------------------------------------- */

/* The pair of provisions in force of two resolutions that shares most of their subject;
 * NULL: none. */
static const struct rp_verdict *nearest_pair(const struct rp_audit_report *report,
                                             uint32_t x, uint32_t y)
{
    const struct rp_clause *clauses = report->corpus->clauses.v;
    const struct rp_verdict *best = NULL;
    for (size_t i = 0; i < report->result->pairs.n; i++) {
        const struct rp_verdict *pair = &report->result->pairs.v[i];
        const uint32_t a = clauses[pair->a].resolution, b = clauses[pair->b].resolution;
        if (((a == x && b == y) || (a == y && b == x)) &&
            pair->relation != RP_RELATION_NONE && pair->relation != RP_RELATION_FORMULA &&
            !clauses[pair->a].superseded && !clauses[pair->b].superseded &&
            (!best || pair->subject_mbit > best->subject_mbit))
            best = pair;
    }
    return best;
}

static void print_clause(const struct rp_audit_report *report, uint32_t index,
                         struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_clause *clause = &corpus->clauses.v[index];
    rp_print(print, "<p class=\"where\" dir=\"auto\"><em>");
    rp_print_html(print, rp_corpus_str(corpus, corpus->sections.v[clause->section].name));
    rp_print(print, "</em> ");
    rp_print_html(print, rp_corpus_str(corpus, clause->item));
    rp_print(print, "</p>\n<p class=\"text\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, clause->text));
    rp_print(print, "</p>\n<p class=\"sources\">");
    for (uint32_t i = 0; i < clause->sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[clause->sources.first + i];
        rp_print(print, i ? "; " : "");
        print_bdi(rp_str_of(corpus->inputs.v[source->document].path), print);
        rp_printf(print, ", line %u", (unsigned)source->line);
    }
    rp_print(print, "</p>\n");
}

static void print_side(const struct rp_audit_report *report, uint32_t resolution,
                       const struct rp_verdict *pair, struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_resolution *r = &corpus->resolutions.v[resolution];
    rp_print(print, "<div class=\"member\">\n<h4>");
    print_bdi(rp_corpus_str(corpus, r->name), print);
    rp_print(print, " <small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, r->revision));
    rp_print(print, "</small></h4>\n<p dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, r->title));
    rp_print(print, "</p>\n");
    if (pair) {
        const bool is_a = corpus->clauses.v[pair->a].resolution == resolution;
        print_clause(report, is_a ? pair->a : pair->b, print);
    } else if (r->n_clauses == 0) {
        rp_print(print, "<p class=\"soft\">The sources have no more than its title.</p>\n");
    }
    rp_print(print, "</div>\n");
}

static void print_strength(const char *name, uint32_t ppm, struct rp_print *print)
{
    rp_printf(print, "<div><dt>%s</dt><dd>", name);
    rp_print_decimal(print, ppm / 10000, 2);
    rp_printf(print,
              " <meter min=\"0\" max=\"100\" value=\"%u\" aria-label=\"strength of "
              "%s\"></meter></dd></div>\n",
              (unsigned)(ppm / 10000), name);
}

static void print_evidence(const struct rp_audit_report *report,
                           const struct rp_remark *remark, struct rp_print *print)
{
    const uint32_t a = remark->a, b = other_of(remark);
    if (a == UINT32_MAX || b == UINT32_MAX || a == b)
        return;
    const struct rp_strength *s = &report->links->strengths[rp_pair_index(a, b)];
    const struct rp_verdict *pair = nearest_pair(report, a, b);
    rp_print(print, "<p class=\"verdict\">");
    print_bdi(name_of(report, a), print);
    rp_print(print, " and ");
    print_bdi(name_of(report, b), print);
    rp_print(print, ": ");
    rp_print_decimal(print, remark->score_ppm / 10000, 2);
    rp_print(print, ", ");
    print_by(remark->evidence, print);
    rp_print(print, "</p>\n<dl class=\"evidence\">\n");
    print_strength("text", s->text, print);
    rp_printf(print, "<div><dt>citation</dt><dd>%s</dd></div>\n",
              s->citation ? "yes" : "no");
    print_strength("title", s->title, print);
    print_strength("subject", s->subject, print);
    rp_print(print, "</dl>\n");
    if (pair) {
        rp_printf(print, "<p class=\"provision\">Their nearest provisions: %s, score ",
                  rp_relation_name(pair->relation));
        rp_print_decimal(print, pair->score_ppm / 10000, 2);
        rp_print(print, "</p>\n");
    }
    rp_print(print, "<div class=\"row\">\n");
    print_side(report, a, pair, print);
    print_side(report, b, pair, print);
    rp_print(print, "</div>\n");
}

/* ---- remarks ------------------------------------------------------------------------ */

/* data-resolutions="WTSA-22 WTDC-24": what the filters look at; UINT32_MAX: none. */
static void print_data(const struct rp_audit_report *report, uint32_t a, uint32_t b,
                       uint32_t c, struct rp_print *print)
{
    const uint32_t named[] = {a, b, c};
    const char *between = "";
    rp_print(print, " data-resolutions=\"");
    for (size_t i = 0; i < 3; i++)
        if (named[i] != UINT32_MAX && (i == 0 || named[i] != named[i - 1])) {
            rp_print(print, between);
            rp_print_html(print, name_of(report, named[i]));
            between = " ";
        }
    rp_print(print, "\"");
}

static void print_remark(const struct rp_audit_report *report, size_t i,
                         struct rp_print *print)
{
    const struct rp_remark *remark = &report->audit->remarks.v[i];
    const char *kind = rp_remark_kind_name(remark->kind);
    rp_printf(print, "<article class=\"finding remark\" id=\"r%zu\" data-kind=\"%s\"",
              i + 1, kind);
    if (remark->a != UINT32_MAX && other_of(remark) != UINT32_MAX)
        rp_printf(print, " data-evidence=\"%s\"", evidences[remark->evidence]);
    print_data(report, remark->a, remark->b, remark->alternative, print);
    rp_printf(print,
              " aria-labelledby=\"r%zu-h\">\n<h3 id=\"r%zu-h\"><a href=\"#r%zu\">%zu</a>"
              "<strong class=\"chip\">%s</strong> ",
              i + 1, i + 1, i + 1, i + 1, kind);
    if (remark->line)
        rp_printf(print, "line %u", (unsigned)remark->line);
    if (remark->other_line && remark->other_line != remark->line)
        rp_printf(print, "%ssee line %u", remark->line ? ", " : "",
                  (unsigned)remark->other_line);
    rp_print(print, "</h3>\n<p class=\"said\" dir=\"auto\">");
    rp_print_html(print, rp_audit_str(report->audit, remark->message));
    rp_print(print, "</p>\n");
    if (remark->suggestion.end > remark->suggestion.beg) {
        rp_print(print, "<p class=\"do\" dir=\"auto\"><b>Suggestion:</b> ");
        rp_print_html(print, rp_audit_str(report->audit, remark->suggestion));
        rp_print(print, "</p>\n");
    }
    print_printed(report, remark, print);
    print_evidence(report, remark, print);
    rp_print(print, "</article>\n");
}

static void print_choice(struct rp_print *print, const char *id, const char *name)
{
    rp_printf(print,
              "<label>%s <select id=\"%s\"><option value=\"\">any</option></select>"
              "</label>\n",
              name, id);
}

static void print_remarks(const struct rp_audit_report *report, struct rp_print *print)
{
    rp_print(print, "<section id=\"remarks\" aria-labelledby=\"remarks-h\">\n"
                    "<h2 id=\"remarks-h\">Remarks, the gravest first</h2>\n");
    if (report->audit->remarks.n == 0) {
        rp_print(print, "<p>There is nothing to remark on.</p>\n</section>\n");
        return;
    }
    rp_print(print, "<details class=\"tools\" data-script hidden>\n<summary>Filter"
                    "</summary>\n"
                    "<div role=\"search\" aria-label=\"Filter remarks and rows\">\n"
                    "<label class=\"text-search\">Words in the remarks "
                    "<input type=\"search\" id=\"q-text\"></label>\n");
    print_choice(print, "q-kind", "Kind");
    print_choice(print, "q-evidence", "Borne out by");
    print_choice(print, "q-body", "Body");
    print_choice(print, "q-resolution", "Resolution");
    rp_print(print, "<button type=\"button\" id=\"q-reset\">Show all</button>\n"
                    "</div>\n</details>\n"
                    "<p role=\"status\" id=\"shown\" data-script hidden></p>\n");
    for (size_t i = 0; i < report->audit->remarks.n; i++)
        print_remark(report, i, print);
    rp_print(print, "</section>\n");
}

/* ---- row by row --------------------------------------------------------------------- */

static void print_link(const struct rp_audit_report *report, const struct rp_borne *borne,
                       struct rp_print *print)
{
    rp_printf(print, "<li data-evidence=\"%s\"", evidences[borne->evidence]);
    print_data(report, borne->a, borne->b, UINT32_MAX, print);
    rp_print(print, ">");
    print_bdi(name_of(report, borne->a), print);
    rp_print(print, " with ");
    print_bdi(name_of(report, borne->b), print);
    rp_print(print, " <small>");
    rp_print_decimal(print, borne->score_ppm / 10000, 2);
    rp_print(print, " ");
    print_by(borne->evidence, print);
    rp_print(print, "</small></li>\n");
}

/* The remarks on a row's lines. */
static void print_seen(const struct rp_audit_report *report, const struct rp_row *row,
                       struct rp_print *print)
{
    const char *between = "";
    for (size_t i = 0; i < report->audit->remarks.n; i++) {
        const struct rp_remark *remark = &report->audit->remarks.v[i];
        if (row_of(report->published, remark->line) != row &&
            row_of(report->published, remark->other_line) != row)
            continue;
        rp_printf(print, "%s<a href=\"#r%zu\">%zu</a>", between, i + 1, i + 1);
        between = ", ";
    }
    rp_print(print, *between ? "" : "<span class=\"soft\">none</span>");
}

/* A row whose links begin at `at`; returns where they end. */
static size_t print_linked(const struct rp_audit_report *report, size_t at,
                           struct rp_print *print)
{
    const uint32_t index = report->audit->borne.v[at].row;
    const struct rp_row *row = &report->published->rows.v[index];
    const struct rp_str subject = rp_published_str(report->published, row->subject);
    rp_print(print, "<tr><th scope=\"row\"><span>");
    if (row->number)
        rp_printf(print, "%u. ", (unsigned)row->number);
    if (subject.n) {
        rp_print(print, "<span dir=\"auto\">");
        rp_print_html(print, subject);
        rp_print(print, "</span> ");
    }
    rp_printf(print,
              "<small class=\"soft\">line %u</small></span></th>"
              "<td data-is=\"Links\"><ul>\n",
              (unsigned)row->line);
    for (; at < report->audit->borne.n && report->audit->borne.v[at].row == index; at++)
        print_link(report, &report->audit->borne.v[at], print);
    rp_print(print, "</ul></td><td data-is=\"Remarks\"><span>");
    print_seen(report, row, print);
    rp_print(print, "</span></td></tr>\n");
    return at;
}

static void print_rows(const struct rp_audit_report *report, struct rp_print *print)
{
    const struct rp_audit *audit = report->audit;
    rp_print(print, "<section id=\"rows\" aria-labelledby=\"rows-h\">\n"
                    "<h2 id=\"rows-h\">Row by row: what bears each link out</h2>\n");
    if (audit->borne.n == 0)
        rp_print(print, "<p>No row links two resolutions of the sources.</p>\n");
    for (int kind = 0; kind < RP_N_ROW_KINDS; kind++) {
        bool has_any = false;
        for (size_t at = 0; at < audit->borne.n;) {
            const uint32_t row = audit->borne.v[at].row;
            if (report->published->rows.v[row].kind != (enum rp_row_kind)kind) {
                at++;
                continue;
            }
            if (!has_any)
                rp_printf(print,
                          "<h3>%s</h3>\n<table class=\"stack rows\">\n<thead><tr>"
                          "<th scope=\"col\">Row</th><th scope=\"col\">Links</th>"
                          "<th scope=\"col\">Remarks</th></tr></thead>\n<tbody>\n",
                          row_kinds[kind]);
            has_any = true;
            at = print_linked(report, at, print);
        }
        rp_print(print, has_any ? "</tbody>\n</table>\n" : "");
    }
    rp_print(print, "</section>\n");
}

static void print_input(const char *path, const char *as, const char *sha256,
                        struct rp_print *print)
{
    rp_print(print, "<tr><th scope=\"row\">");
    print_bdi(rp_str_of(path), print);
    rp_printf(print,
              "</th><td data-is=\"Read as\">%s</td><td data-is=\"SHA-256\">"
              "<span class=\"digest\">%s</span></td></tr>\n",
              as, sha256);
}

static void print_inputs(const struct rp_audit_report *report, struct rp_print *print)
{
    rp_print(print, "<section id=\"inputs\" aria-labelledby=\"inputs-h\">\n"
                    "<h2 id=\"inputs-h\">Settings and inputs</h2>\n<p>Settings: ");
    rp_print_settings(print, report->options);
    rp_print(print, ".</p>\n<table class=\"stack\">\n<thead><tr><th scope=\"col\">File</th>"
                    "<th scope=\"col\">Read as</th><th scope=\"col\">SHA-256</th></tr>"
                    "</thead>\n<tbody>\n");
    print_input(report->table, "table", report->published->sha256, print);
    for (size_t i = 0; i < report->corpus->inputs.n; i++)
        print_input(report->corpus->inputs.v[i].path, "source",
                    report->corpus->inputs.v[i].sha256, print);
    rp_print(print, "</tbody>\n</table>\n");
    rp_print_left_out_html(print, report->of);
    rp_print(print, "</section>\n");
}

void rp_write_audit_html(const struct rp_audit_report *report, struct rp_print *print)
{
    const struct rp_page page = {"A published mapping, held against the texts", "remarks",
                                 "Skip to the remarks", RP_PAGE_AUDIT};
    rp_page_begin(&page, print);
    print_head(report, print);
    rp_print(print, "<section id=\"summary\" aria-labelledby=\"summary-h\">\n"
                    "<h2 id=\"summary-h\">In short</h2>\n");
    if (report->audit->remarks.n)
        print_kinds(report, print);
    print_borne(report, print);
    rp_print(print, "</section>\n");
    print_remarks(report, print);
    print_rows(report, print);
    print_inputs(report, print);
    rp_print(print, "</main>\n");
    rp_page_end(&page, print);
}
