/* Findings: what is repeated, why, what to write instead, and the texts side by side. */
#include "report/html.h"

/* Print the members of one row, each resolution of the finding in a column of its own, the
 * one that is kept first. Returns the first member of the next row. */
static const struct rp_member *
print_row(const struct rp_report *report, const struct rp_finding *finding,
          const struct rp_member *row, const struct rp_member *end, struct rp_print *print)
{
    const uint32_t *resolutions =
        &report->result->resolutions_of.v[finding->first_resolution];
    const struct rp_member *next = row;
    while (next < end && next->row == row->row)
        next++;
    rp_print(print, "<div class=\"row\">\n");
    for (uint32_t column = 0; column <= finding->n_resolutions; column++) {
        uint32_t resolution = column ? resolutions[column - 1] : finding->keeps;
        if (column && resolution == finding->keeps)
            continue;
        const struct rp_member *member = row;
        while (member < next &&
               report->corpus->clauses.v[member->clause].resolution != resolution)
            member++;
        if (member < next) {
            rp_html_member(report, member, print);
            continue;
        }
        rp_print(print, "<div class=\"member none\">\n<h4><bdi>");
        rp_print_html(print, rp_resolution_name(report, resolution));
        rp_print(print, "</bdi></h4>\n<p class=\"where\">no such provision</p>\n</div>\n");
    }
    rp_print(print, "</div>\n");
    return next;
}

static void print_finding(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    rp_print(print, "<article class=\"finding\" id=\"");
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\" aria-labelledby=\"h%zu\">\n<h3 id=\"h%zu\"><a href=\"#", i + 1,
              i + 1);
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\">%zu</a> <span dir=\"auto\">", i + 1);
    rp_print_html(print, rp_result_str(result, finding->title));
    rp_print(print, "</span></h3>\n<p class=\"verdict\">");
    rp_html_chip(finding->recommendation, print);
    rp_printf(print, " %s, ", rp_relation_name(finding->relation));
    if (finding->kind == RP_FINDING_RUN) {
        rp_print_of(print, finding->n_rows, "consecutive provision", NULL);
        rp_print(print, " in ");
    } else {
        rp_print(print, "one provision in ");
    }
    rp_print_of(print, finding->n_resolutions, "resolution", NULL);
    rp_print(print, "</p>\n<p class=\"why\">");
    rp_print_emphasis(print, rp_result_str(result, finding->reason), rp_print_html, "<em>",
                      "</em>");
    rp_print(print, "</p>\n");
    if (finding->reference.end > finding->reference.beg) {
        rp_print(print, "<p class=\"reference\">Instead: <q>");
        rp_print_emphasis(print, rp_result_str(result, finding->reference), rp_print_html,
                          "<em>", "</em>");
        rp_print(print, "</q></p>\n");
    }
    rp_print(print, "<dl class=\"evidence\">\n");
    rp_page_figure(print, "words repeated", finding->words_repeated, "");
    rp_page_figure(print, "words saved", finding->words_saved, "");
    rp_print(print, "<div><dt>shared information</dt><dd>");
    rp_print_count(print, (finding->shared_mbit + 500) / 1000);
    rp_print(print, " bits</dd></div>\n<div><dt>score</dt><dd>");
    rp_print_decimal(print, finding->score_ppm / 10000, 2);
    rp_print(print, "</dd></div>\n</dl>\n");
    const struct rp_member *member = &result->members.v[finding->first_member];
    const struct rp_member *end = member + finding->n_members;
    while (member < end)
        member = print_row(report, finding, member, end, print);
    rp_print(print, "</article>\n");
}

void rp_html_findings(const struct rp_report *report, struct rp_print *print)
{
    rp_print(print,
             "<p>The wording to keep stands first, in a frame. In the others:</p>\n"
             "<ul class=\"legend\">\n"
             "<li><mark>differs</mark> from the wording to keep</li>\n"
             "<li><mark class=\"only\">stands in no other</mark> and would be lost</li>\n"
             "<li><span class=\"own\">only in the wording to keep</span></li>\n"
             "<li><span class=\"sector\">the same but for the Sector</span></li>\n"
             "<li><span class=\"spelled\">the same, spelled otherwise</span></li>\n"
             "</ul>\n");
    for (size_t i = 0; i < report->result->findings.n; i++)
        print_finding(report, i, print);
}
