/* Findings: what is repeated, why, what to write instead, the texts side by side, and what
 * would be lost. */
#include "report/html.h"
#include "report/kept.h"

enum { WIDEST = 4 }; /* columns of a body that report.css makes room for in one line */

/* Who has it: the bodies always in the same order, those of the conference and the three
 * Sectors also where they have nothing of it. */
static void print_presence(const struct rp_report *report, const struct rp_finding *finding,
                           struct rp_print *print)
{
    static const enum rp_body order[] = {RP_BODY_PP,  RP_BODY_WTSA, RP_BODY_WTDC,
                                         RP_BODY_RA,  RP_BODY_WRC,  RP_BODY_COUNCIL,
                                         RP_BODY_NONE};
    rp_print(print, "<dl class=\"presence\">\n");
    for (size_t b = 0; b < sizeof order / sizeof *order; b++) {
        const char *between = "";
        const bool stands = finding->bodies >> order[b] & 1;
        if (!stands && b > 3)
            continue;
        const char *name = order[b] ? rp_body_name(order[b]) : "others";
        rp_printf(print, "<div%s><dt>%s</dt><dd>", stands ? "" : " class=\"soft\"", name);
        for (uint32_t i = 0; i < finding->n_resolutions; i++) {
            const uint32_t r =
                report->result->resolutions_of.v[finding->first_resolution + i];
            if (report->corpus->resolutions.v[r].body != order[b])
                continue;
            rp_print(print, between);
            rp_html_resolution(report, r, print);
            between = ", ";
        }
        rp_print(print, stands ? "</dd></div>\n" : "none</dd></div>\n");
    }
    rp_print(print, "</dl>\n");
}

/* The head of a body's columns; what is in them goes before </div></div>. */
static void print_body(const struct rp_report *report, const struct rp_finding *finding,
                       enum rp_body body, struct rp_print *print)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < finding->n_resolutions; i++)
        n += report->corpus->resolutions
                 .v[report->result->resolutions_of.v[finding->first_resolution + i]]
                 .body == body;
    rp_printf(print,
              "<div class=\"body n%u\"><p class=\"of\">%s</p>\n"
              "<div class=\"columns\">\n",
              n < WIDEST ? (unsigned)n : WIDEST, body ? rp_body_name(body) : "others");
}

/* Print the members of one row under PP | WTSA | WTDC | RA, each resolution of the finding
 * in a column of its own: side by side they can be compared, one above the other they
 * cannot. A body that has none of it has no column; the finding's head says so. Returns the
 * first member of the next row. */
static const struct rp_member *
print_row(const struct rp_report *report, const struct rp_finding *finding,
          const struct rp_member *row, const struct rp_member *end, struct rp_print *print)
{
    const struct rp_member *next = row;
    while (next < end && next->row == row->row)
        next++;
    if (finding->n_rows > 1)
        rp_printf(print,
                  "<p class=\"provision\">Provision %u of %u</p>\n<div class=\"row\">\n",
                  (unsigned)row->row + 1, (unsigned)finding->n_rows);
    else
        rp_print(print, "<div class=\"row\">\n");
    enum rp_body body = RP_N_BODIES;
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        const uint32_t resolution =
            report->result->resolutions_of.v[finding->first_resolution + i];
        const struct rp_member *member = row;
        while (member < next &&
               report->corpus->clauses.v[member->clause].resolution != resolution)
            member++;
        if (report->corpus->resolutions.v[resolution].body != body) {
            rp_print(print, i ? "</div>\n</div>\n" : "");
            body = report->corpus->resolutions.v[resolution].body;
            print_body(report, finding, body, print);
        }
        if (member < next) {
            rp_html_member(report, (uint32_t)(member - report->result->members.v), print);
            continue;
        }
        rp_print(print, "<div class=\"member none\">\n<h4>");
        rp_html_resolution(report, resolution, print);
        rp_print(print, "</h4>\n<p class=\"where\">no such provision</p>\n</div>\n");
    }
    rp_print(print, "</div>\n</div>\n</div>\n");
    return next;
}

static void print_lost_of(const struct rp_report *report, const struct rp_member *member,
                          struct rp_print *print)
{
    const struct rp_str text = rp_clause_text(report, member->clause);
    rp_print(print, "<li><bdi>");
    rp_print_html(print, rp_clause_id(report, member->clause));
    rp_print(print, "</bdi>: ");
    for (uint32_t k = 0; k < member->n_residue; k++) {
        const struct rp_span span = report->result->residues.v[member->first_residue + k];
        rp_print(print, k ? "; <q dir=\"auto\">" : "<q dir=\"auto\">");
        rp_print_html(print, (struct rp_str){text.p + span.beg, span.end - span.beg});
        rp_print(print, "</q>");
    }
    rp_print(print, "</li>\n");
}

static void print_lost(const struct rp_report *report, const struct rp_finding *finding,
                       struct rp_print *print)
{
    const struct rp_member *members = &report->result->members.v[finding->first_member];
    bool any = false;
    for (uint32_t i = 0; i < finding->n_members; i++) {
        if (members[i].keeps || members[i].n_residue == 0)
            continue;
        rp_print(print, any ? ""
                            : "<div class=\"lost\">\n<h4>What would be lost</h4>\n<p>These "
                              "words stand in no other text of this finding:</p>\n<ul>\n");
        print_lost_of(report, &members[i], print);
        any = true;
    }
    rp_print(print, any ? "</ul>\n</div>\n"
                        : "<div class=\"lost\">\n<h4>What would be lost</h4>\n<p>Nothing: "
                          "what the other texts say stands in the wording to keep, or in "
                          "another of them.</p>\n</div>\n");
}

static void print_share(uint32_t part, uint32_t whole, const char *name,
                        struct rp_print *print)
{
    rp_printf(print, "<td class=\"n\" data-is=\"%s\">", name);
    rp_print_percent(print, rp_ratio_ppm(part, whole));
    rp_print(print, "&nbsp;%</td>");
}

static void print_pair(const struct rp_report *report, const struct rp_verdict *pair,
                       struct rp_print *print)
{
    rp_print(print, "<tr><th scope=\"row\">");
    rp_html_bdi(print, rp_clause_id(report, pair->a));
    rp_print(print, "</th><th scope=\"row\">");
    rp_html_bdi(print, rp_clause_id(report, pair->b));
    rp_printf(print,
              "</th><td data-is=\"Relation\">%s</td><td class=\"n\" data-is=\"Score\">",
              rp_relation_name(pair->relation));
    rp_print_decimal(print, pair->score_ppm / 10000, 2);
    rp_print(print, "</td>");
    print_share(pair->words_shared_a, pair->words_a, "First in second", print);
    print_share(pair->words_shared_b, pair->words_b, "Second in first", print);
    print_share(rp_verdict_jaccard_ppm(pair), 1000000, "Alike", print);
    rp_print(print, "<td class=\"n\" data-is=\"Shared bits\">");
    rp_print_count(print, (pair->shared_mbit + 500) / 1000);
    rp_print(print, "</td></tr>\n");
}

static void print_evidence(const struct rp_report *report, const struct rp_finding *finding,
                           struct rp_print *print)
{
    rp_print(print,
             "<details class=\"numbers\">\n<summary>Evidence in numbers</summary>\n"
             "<table class=\"stack\">\n<thead><tr><th scope=\"col\">First clause</th>"
             "<th scope=\"col\">Second clause</th><th scope=\"col\">Relation</th>"
             "<th scope=\"col\" class=\"n\">Score</th>"
             "<th scope=\"col\" class=\"n\">First in second</th>"
             "<th scope=\"col\" class=\"n\">Second in first</th>"
             "<th scope=\"col\" class=\"n\">Three-word runs alike</th>"
             "<th scope=\"col\" class=\"n\">Shared bits</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < finding->n_pairs; i++) {
        const uint32_t pair = report->result->pairs_of.v[finding->first_pair + i];
        print_pair(report, &report->result->pairs.v[pair], print);
    }
    rp_print(print, "</tbody>\n</table>\n</details>\n");
}

static void print_figures(const struct rp_finding *finding, struct rp_print *print)
{
    rp_print(print, "<dl class=\"evidence\">\n");
    rp_page_figure(print, "words repeated", finding->words_repeated, "");
    rp_page_figure(print, "words saved", finding->words_saved, "");
    rp_page_figure(print, "shared information", (finding->shared_mbit + 500) / 1000,
                   " bits");
    rp_print(print, "<div><dt>score</dt><dd>");
    rp_print_decimal(print, finding->score_ppm / 10000, 2);
    rp_print(print, "</dd></div>\n</dl>\n");
}

static void print_verdict(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    rp_print(print, "<p class=\"verdict\">");
    rp_html_chip(finding->recommendation, print);
    rp_printf(print, " %s, ", rp_relation_name(finding->relation));
    if (finding->kind == RP_FINDING_RUN) {
        rp_print_of(print, finding->n_rows, "consecutive provision", NULL);
        rp_print(print, " in ");
    } else {
        rp_print(print, "one provision in ");
    }
    rp_print_of(print, finding->n_resolutions, "resolution", NULL);
    rp_html_decided(report, i, print);
    rp_print(print, "</p>\n<p class=\"why\">");
    rp_print_emphasis(print, rp_result_str(result, finding->reason), rp_print_html, "<em>",
                      "</em>");
    rp_print(print, "</p>\n");
    if (finding->reference.end > finding->reference.beg) {
        rp_print(print, "<p class=\"reference\">Write instead: <q>");
        rp_print_emphasis(print, rp_result_str(result, finding->reference), rp_print_html,
                          "<em>", "</em>");
        rp_print(print, "</q></p>\n");
    }
}

/* What the script filters and sorts by, and has no other place in the markup. */
static void print_data(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_finding *finding = &report->result->findings.v[i];
    const struct rp_kept *kept = &report->keep->findings.v[i];
    rp_printf(print,
              " data-relation=\"%s\" data-advice=\"%s\" data-saved=\"%u\" "
              "data-repeated=\"%u\" data-score=\"%u\"",
              rp_relation_name(finding->relation),
              rp_recommendation_name(finding->recommendation),
              (unsigned)finding->words_saved, (unsigned)finding->words_repeated,
              (unsigned)finding->score_ppm);
    rp_printf(print, " data-key=\"%s\" data-digest=\"%s\"", kept->key, kept->digest);
    if (kept->fate != RP_FATE_UNKNOWN)
        rp_printf(print, " data-fate=\"%s\"", rp_fate_name(kept->fate));
    if (kept->decision != RP_DECISION_NONE)
        rp_printf(print, " data-decision=\"%s\" data-decided=\"%s\"",
                  rp_decision_name(kept->decision), kept->decided);
}

/* What was decided, and what became of it since the earlier run. */
static void print_kept(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    const struct rp_kept *kept = &keep->findings.v[i];
    if (kept->note.n) {
        rp_print(print, "<p class=\"noted\">Note: <span dir=\"auto\">");
        rp_print_html(print, kept->note);
        rp_print(print, "</span></p>\n");
    }
    if (kept->n_changes)
        rp_printf(print, "<p class=\"fate\">%s</p>\n<ul class=\"fate\">\n",
                  kept->fate == RP_FATE_NEW ? "New since the earlier run:"
                                            : "Changed since the earlier run:");
    else if (kept->fate == RP_FATE_NEW || kept->fate == RP_FATE_CHANGED)
        rp_printf(print, "<p class=\"fate\">%s since the earlier run.</p>\n",
                  kept->fate == RP_FATE_NEW ? "New" : "Changed");
    for (uint32_t c = 0; c < kept->n_changes; c++) {
        rp_print(print, "<li>");
        rp_print_event(report, &keep->changes.v[kept->first_change + c], (uint32_t)i,
                       rp_html_bdi, print);
        rp_print(print, "</li>\n");
    }
    rp_print(print, kept->n_changes ? "</ul>\n" : "");
}

static void print_step(const struct rp_report *report, size_t i, const char *rel,
                       const char *name, struct rp_print *print)
{
    rp_print(print, "<a href=\"#");
    rp_print_html(print, rp_result_str(report->result, report->result->findings.v[i].id));
    rp_printf(print, "\" rel=\"%s\">%s finding</a>\n", rel, name);
}

/* The ways on from finding i. */
static void print_around(const struct rp_report *report, size_t i, struct rp_print *print)
{
    rp_print(print, "<p class=\"around\">");
    if (i > 0)
        print_step(report, i - 1, "prev", "Previous", print);
    if (i + 1 < report->result->findings.n)
        print_step(report, i + 1, "next", "Next", print);
    rp_print(print, "<a href=\"#candidates\">All candidates</a></p>\n");
}

static void print_finding(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    const struct rp_resolution *kept = &report->corpus->resolutions.v[finding->keeps];
    rp_print(print, "<article class=\"finding\" id=\"");
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\" aria-labelledby=\"h%zu\"", i + 1);
    print_data(report, i, print);
    rp_printf(print, ">\n<h3 id=\"h%zu\"><a href=\"#", i + 1);
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\">%zu</a> <span dir=\"auto\">", i + 1);
    rp_print_html(print, rp_result_str(result, finding->title));
    rp_print(print, "</span></h3>\n<p class=\"subject soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(report->corpus, kept->title));
    rp_print(print, "</p>\n");
    print_presence(report, finding, print);
    print_verdict(report, i, print);
    print_kept(report, i, print);
    print_figures(finding, print);
    rp_html_differences(report, finding, print);
    const struct rp_member *member = &result->members.v[finding->first_member];
    const struct rp_member *end = member + finding->n_members;
    while (member < end)
        member = print_row(report, finding, member, end, print);
    print_lost(report, finding, print);
    print_evidence(report, finding, print);
    print_around(report, i, print);
    rp_print(print, "</article>\n");
}

void rp_html_findings(const struct rp_report *report, struct rp_print *print)
{
    rp_print(print,
             "<p>The wording to keep stands in a frame. In the others:</p>\n"
             "<ul class=\"legend\">\n"
             "<li><mark>differs</mark> from the wording to keep</li>\n"
             "<li><mark class=\"only\">stands in no other</mark> and would be lost</li>\n"
             "<li><span class=\"own\">only in the wording to keep</span></li>\n"
             "<li><span class=\"sector\">the same but for the Sector</span></li>\n"
             "<li><span class=\"spelled\">the same, spelled otherwise</span></li>\n"
             "</ul>\n");
    rp_print(
        print,
        "<details class=\"keys\" data-script hidden>\n<summary>Keys</summary>\n<dl>\n"
        "<div><dt><kbd>n</kbd></dt><dd>next finding</dd></div>\n"
        "<div><dt><kbd>p</kbd></dt><dd>previous finding</dd></div>\n"
        "<div><dt><kbd>a</kbd> <kbd>r</kbd> <kbd>o</kbd></dt>"
        "<dd>accept, reject, leave open</dd></div>\n"
        "<div><dt><kbd>m</kbd></dt><dd>write a note; <kbd>Esc</kbd> leaves it</dd></div>\n"
        "<div><dt><kbd>c</kbd></dt><dd>copy the reference</dd></div>\n"
        "<div><dt><kbd>/</kbd></dt><dd>search</dd></div>\n"
        "<div><dt><kbd>t</kbd></dt><dd>to the table of candidates</dd></div>\n"
        "<div><dt>arrows</dt><dd>from square to square of the heat map, from name to "
        "name of the graph</dd></div>\n</dl>\n"
        "<p><label><input type=\"checkbox\" id=\"keys\" checked> Use these keys"
        "</label></p>\n</details>\n");
    for (size_t i = 0; i < report->result->findings.n; i++)
        print_finding(report, i, print);
}
