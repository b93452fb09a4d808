/* Instructions of PP resolutions to a Sector that nothing of that Sector takes up. */
#include "report/html.h"

enum { SHOWN = 3 }; /* instructions; the others are folded away */

static void print_clause(const struct rp_report *report, uint32_t index,
                         struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_clause *clause = &corpus->clauses.v[index];
    const struct rp_section *section = &corpus->sections.v[clause->section];
    rp_print(print, "<p class=\"where\" dir=\"auto\"><em>");
    rp_print_html(print, rp_corpus_str(corpus, section->name));
    rp_print(print, "</em> ");
    rp_print_html(print, rp_corpus_str(corpus, section->addressee));
    rp_print(print, " ");
    rp_print_html(print, rp_corpus_str(corpus, clause->item));
    rp_print(print, "</p><p class=\"text\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, clause->text));
    rp_print(print, "</p>");
}

static void print_instructions(const struct rp_report *report, const struct rp_gap *gap,
                               struct rp_print *print)
{
    const uint32_t *clauses = &report->map->links->gap_clauses.v[gap->first_clause];
    for (uint32_t k = 0; k < gap->n_clauses; k++) {
        if (k == SHOWN)
            rp_printf(print, "<details class=\"beside\"><summary>%u more</summary>",
                      (unsigned)(gap->n_clauses - SHOWN));
        print_clause(report, clauses[k], print);
    }
    rp_print(print, gap->n_clauses > SHOWN ? "</details>" : "");
}

static void print_nearest(const struct rp_report *report, const struct rp_gap *gap,
                          struct rp_print *print)
{
    if (gap->nearest_clause != UINT32_MAX && !gap->doubt) {
        rp_print(print, "<p>");
        rp_html_home(report, report->corpus->clauses.v[gap->nearest_clause].resolution,
                     print);
        rp_print(print, "</p>");
        print_clause(report, gap->nearest_clause, print);
    } else if (gap->nearest != UINT32_MAX) {
        rp_print(print,
                 gap->doubt ? "<p>" : "<p>No provision is near. Nearest by subject: ");
        rp_html_home(report, gap->nearest, print);
        rp_print(print, " <span dir=\"auto\">");
        rp_print_html(print, rp_map_title(report->map, gap->nearest));
        rp_print(print, "</span> <small class=\"soft\">");
        rp_print_decimal(print, gap->score_ppm / 10000, 2);
        rp_print(print, "</small></p>");
        if (gap->doubt)
            rp_printf(print, "<p class=\"soft\">In doubt: %s.</p>",
                      rp_doubt_sentence(gap->doubt));
    } else {
        rp_print(print, "<p class=\"soft\">nothing</p>");
    }
}

void rp_html_gaps(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_links *links = report->map->links;
    rp_print(print,
             "<p>Operative provisions of the Plenipotentiary Conference addressed to "
             "a Sector (its Director, its groups or its assembly), where no "
             "resolution of that Sector deals with the subject and no clause there "
             "takes any of them up. That may be as it should be: they may be done, "
             "or be for a Bureau alone. What was for an assembly that has met since "
             "is left out; where the nearest resolution may deal with it all the "
             "same, that is said.</p>\n"
             "<table class=\"stack gaps\">\n<thead><tr><th scope=\"col\">Resolution"
             "</th><th scope=\"col\">To</th><th scope=\"col\">Instructions</th>"
             "<th scope=\"col\">Nearest text of the Sector</th></tr></thead>\n"
             "<tbody>\n");
    for (size_t i = 0; i < links->gaps.n; i++) {
        const struct rp_gap *gap = &links->gaps.v[i];
        rp_print(print, "<tr><th scope=\"row\"><span>");
        rp_html_home(report, gap->resolution, print);
        rp_print(print, "<small class=\"soft\" dir=\"auto\">");
        rp_print_html(print, rp_map_title(report->map, gap->resolution));
        rp_printf(print,
                  "</small></span></th><td data-is=\"To\">%s</td>"
                  "<td data-is=\"Instructions\"><div>",
                  rp_body_name(gap->sector));
        print_instructions(report, gap, print);
        rp_print(print, "</div></td><td data-is=\"Nearest\"><div>");
        print_nearest(report, gap, print);
        rp_print(print, "</div></td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
}

bool rp_html_no_gaps(const struct rp_report *report)
{
    return !report->map || report->map->links->gaps.n == 0;
}
