/* Resolutions by subject across the bodies: the two tables of the published mapping, made
 * from the texts; then each Sector resolution's candidates, and what has no counterpart. */
#include "report/beside.h"
#include "report/html.h"

#include <stdlib.h>

static int compare_indices(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static int compare_standings(const void *x, const void *y)
{
    const struct rp_standing *a = x, *b = y;
    return (a->resolution > b->resolution) - (a->resolution < b->resolution);
}

/* Whether the section on resolutions has an article for it. */
static bool has_article(const struct rp_report *report, uint32_t resolution)
{
    const struct rp_result *result = report->result;
    const struct rp_standing key = {.resolution = resolution};
    const struct rp_standing *found =
        result->standings.n ? bsearch(&key, result->standings.v, result->standings.n,
                                      sizeof key, compare_standings)
                            : NULL;
    return found && found->n_ties > 0;
}

/* The first group that has it; SIZE_MAX: none. */
static size_t group_of(const struct rp_links *links, uint32_t resolution)
{
    for (size_t g = 0; g < links->groups.n; g++) {
        const struct rp_subject *group = &links->groups.v[g];
        if (bsearch(&resolution, &links->members.v[group->first_member], group->n_members,
                    sizeof resolution, compare_indices))
            return g;
    }
    return SIZE_MAX;
}

void rp_html_home_begin(const struct rp_report *report, uint32_t resolution,
                        struct rp_print *print)
{
    const bool is_there = has_article(report, resolution);
    const size_t g = is_there ? SIZE_MAX : group_of(report->map->links, resolution);
    rp_print(print, "<a class=\"to\" href=\"#");
    if (g != SIZE_MAX) {
        rp_printf(print, "s%zu", g + 1);
    } else {
        rp_print(print, is_there ? "" : "a-");
        rp_print_html(print, rp_resolution_name(report, resolution));
    }
    rp_print(print, "\">");
}

void rp_html_home(const struct rp_report *report, uint32_t resolution,
                  struct rp_print *print)
{
    rp_html_home_begin(report, resolution, print);
    rp_html_bdi(print, rp_resolution_name(report, resolution));
    rp_print(print, "</a>");
}

static enum rp_body body_of(const struct rp_report *report, uint32_t resolution)
{
    return report->corpus->resolutions.v[resolution].body;
}

static void print_score(uint32_t ppm, enum rp_evidence evidence, struct rp_print *print)
{
    rp_print(print, " <small class=\"soft\">");
    rp_print_decimal(print, ppm / 10000, 2);
    rp_printf(print, "&nbsp;%s</small>", rp_evidence_name(evidence));
}

static void print_heads(const enum rp_body *columns, size_t n, const char *first,
                        struct rp_print *print)
{
    rp_print(print, "<thead><tr>");
    if (first)
        rp_printf(print, "<th scope=\"col\">%s</th>", first);
    for (size_t c = 0; c < n; c++)
        rp_printf(print, "<th scope=\"col\">%s</th>", rp_body_name(columns[c]));
    rp_print(print, "</tr></thead>\n");
}

/* ---- Table 1 ------------------------------------------------------------------------ */

static void print_members(const struct rp_report *report, const struct rp_subject *group,
                          enum rp_body body, struct rp_print *print)
{
    const struct rp_map_report *map = report->map;
    bool has_any = false;
    rp_printf(print, "<td data-is=\"%s\"><span>", rp_body_name(body));
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = map->links->members.v[group->first_member + m];
        if (body_of(report, r) != body)
            continue;
        const enum rp_evidence evidence = rp_map_evidence(map, group, r);
        rp_print(print, has_any ? "<br>" : "");
        rp_print(print, evidence == RP_EVIDENCE_TEXT ? "<b>" : "");
        rp_html_home(report, r, print);
        rp_print(print, evidence == RP_EVIDENCE_TEXT ? "</b>" : "");
        if (r != group->anchor)
            print_score(rp_map_score(map, group, r), evidence, print);
        has_any = true;
    }
    rp_print(print,
             has_any ? "</span></td>" : "<span class=\"soft\">none</span></span></td>");
}

static void print_subjects(const struct rp_report *report, const struct rp_beside *beside,
                           const enum rp_body *columns, size_t n, struct rp_print *print)
{
    const struct rp_links *links = report->map->links;
    rp_print(print, "<table class=\"stack subjects\">\n");
    print_heads(columns, n, "Subject area", print);
    rp_print(print, "<tbody>\n");
    for (size_t g = 0; g < links->groups.n; g++) {
        const struct rp_subject *group = &links->groups.v[g];
        const uint32_t rows = beside->first_row.v[g + 1] - beside->first_row.v[g];
        rp_printf(print, "<tr id=\"%s%zu\"><th scope=\"row\"><span>", rows ? "t" : "s",
                  g + 1);
        if (rows)
            rp_printf(print, "<a href=\"#s%zu\" dir=\"auto\">", g + 1);
        else
            rp_print(print, "<span dir=\"auto\">");
        rp_print_html(print, rp_map_label(report->map, group));
        rp_print(print, rows ? "</a>" : "</span>");
        if (rows) {
            rp_print(print, "<small class=\"soft\">");
            rp_print_of(print, rows, "provision in common", "provisions in common");
            rp_print(print, "</small>");
        }
        rp_print(print, "</span></th>");
        for (size_t c = 0; c < n; c++)
            print_members(report, group, columns[c], print);
        rp_print(print, "</tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
}

/* ---- Table 2 ------------------------------------------------------------------------ */

static enum rp_body body_of_clause(const struct rp_report *report,
                                   const struct rp_beside_clause *c)
{
    return rp_clause_resolution(report, c->clause)->body;
}

static void print_clause(const struct rp_report *report, const struct rp_beside_clause *c,
                         struct rp_print *print)
{
    const struct rp_clause *clause = &report->corpus->clauses.v[c->clause];
    rp_print(print, "<p class=\"where\" dir=\"auto\">");
    rp_html_bdi(print, rp_resolution_name(report, clause->resolution));
    rp_print(print, " <em>");
    rp_print_html(print, rp_map_section(report->map, c->clause));
    rp_print(print, "</em> ");
    rp_print_html(print, rp_map_item(report->map, c->clause));
    if (c->relation != RP_RELATION_NONE)
        rp_printf(print, " &middot; %s", rp_relation_name(c->relation));
    rp_print(print, "</p><p class=\"text\" dir=\"auto\">");
    rp_print_html(print, rp_clause_text(report, c->clause));
    rp_print(print, "</p>");
}

static void print_row(const struct rp_report *report, const struct rp_beside *beside,
                      const struct rp_beside_row *row, const enum rp_body *columns,
                      size_t n, struct rp_print *print)
{
    const struct rp_beside_clause *clauses = &beside->clauses.v[row->first];
    rp_print(print, "<tr>");
    for (size_t c = 0; c < n; c++) {
        bool has_any = false;
        rp_printf(print, "<td data-is=\"%s\"><div>", rp_body_name(columns[c]));
        for (uint32_t i = 0; i < row->n; i++)
            if (body_of_clause(report, &clauses[i]) == columns[c]) {
                print_clause(report, &clauses[i], print);
                has_any = true;
            }
        rp_print(print, has_any ? "</div></td>" : "<p class=\"soft\">none</p></div></td>");
    }
    rp_print(print, "</tr>\n");
}

/* The headings of the group's resolutions of one body. */
static void print_headings(const struct rp_report *report, const struct rp_subject *group,
                           enum rp_body body, struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    rp_printf(print, "<td data-is=\"%s\"><div>", rp_body_name(body));
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = report->map->links->members.v[group->first_member + m];
        if (body_of(report, r) != body)
            continue;
        rp_print(print, "<p>");
        rp_html_home(report, r, print);
        rp_print(print, " <small class=\"soft\" dir=\"auto\">");
        rp_print_html(print, rp_corpus_str(corpus, corpus->resolutions.v[r].revision));
        rp_print(print, "</small><br><span dir=\"auto\">");
        rp_print_html(print, rp_map_title(report->map, r));
        rp_print(print, "</span></p>");
    }
    rp_print(print, "</div></td>");
}

/* The columns that a group has anything for. */
static size_t columns_of(const struct rp_report *report, const struct rp_subject *group,
                         const enum rp_body *columns, size_t n, enum rp_body *out)
{
    size_t kept = 0;
    for (size_t c = 0; c < n; c++)
        for (uint32_t m = 0; m < group->n_members; m++)
            if (body_of(report, report->map->links->members.v[group->first_member + m]) ==
                columns[c]) {
                out[kept++] = columns[c];
                break;
            }
    return kept;
}

static void print_beside(const struct rp_report *report, const struct rp_beside *beside,
                         const enum rp_body *all, size_t n_all, struct rp_print *print)
{
    const struct rp_links *links = report->map->links;
    if (beside->rows.n == 0)
        return;
    rp_print(print, "<h3 id=\"side-by-side\">Provisions side by side</h3>\n"
                    "<p>A row has a provision, and those of the same subject that repeat "
                    "it, share a passage with it or carry it out.</p>\n");
    for (size_t g = 0; g < links->groups.n; g++) {
        const struct rp_subject *group = &links->groups.v[g];
        const uint32_t beg = beside->first_row.v[g], end = beside->first_row.v[g + 1];
        enum rp_body columns[RP_N_BODIES];
        if (beg == end)
            continue;
        const size_t n = columns_of(report, group, all, n_all, columns);
        rp_printf(print,
                  "<details class=\"beside\" id=\"s%zu\">\n<summary>"
                  "<span dir=\"auto\">",
                  g + 1);
        rp_print_html(print, rp_map_label(report->map, group));
        rp_print(print, "</span> <small class=\"soft\">");
        rp_print_of(print, end - beg, "provision in common", "provisions in common");
        rp_printf(print,
                  "</small></summary>\n<p class=\"back\"><a href=\"#t%zu\">In the table of "
                  "subjects</a></p>\n<table class=\"stack provisions\">\n",
                  g + 1);
        print_heads(columns, n, NULL, print);
        rp_print(print, "<tbody>\n<tr class=\"headings\">");
        for (size_t c = 0; c < n; c++)
            print_headings(report, group, columns[c], print);
        rp_print(print, "</tr>\n");
        for (uint32_t k = beg; k < end; k++)
            print_row(report, beside, &beside->rows.v[k], columns, n, print);
        rp_print(print, "</tbody>\n</table>\n</details>\n");
    }
}

/* ---- candidates --------------------------------------------------------------------- */

static void print_candidate(const struct rp_report *report, const struct rp_link *link,
                            struct rp_print *print)
{
    const bool has_words = link->words[0].end > link->words[0].beg;
    rp_print(print, "<li>");
    rp_html_home(report, link->b, print);
    print_score(link->score_ppm, link->evidence, print);
    rp_print(print, " <span dir=\"auto\">");
    rp_print_html(print, rp_map_title(report->map, link->b));
    rp_print(print, "</span>");
    if (link->through != UINT32_MAX || has_words) {
        rp_print(print, " <small class=\"soft\">");
        if (link->through != UINT32_MAX) {
            rp_print(print, "through ");
            rp_html_bdi(print, rp_resolution_name(report, link->through));
            rp_print(print, has_words ? "; " : "");
        }
        for (size_t w = 0; w < RP_LINK_WORDS && link->words[w].end > link->words[w].beg;
             w++) {
            rp_print(print, w ? ", " : "in common: ");
            rp_html_bdi(print, rp_corpus_str(report->corpus, link->words[w]));
        }
        rp_print(print, "</small>");
    }
    rp_print(print, "</li>");
}

/* Of one Sector resolution: links [beg, end). */
static void print_mapped(const struct rp_report *report, size_t beg, size_t end,
                         struct rp_print *print)
{
    const struct rp_link *links = report->map->links->links.v;
    rp_print(print, "<tr><th scope=\"row\"><span>");
    rp_html_home(report, links[beg].a, print);
    rp_print(print, "<small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_map_title(report->map, links[beg].a));
    rp_print(print, "</small></span></th><td data-is=\"PP resolutions\"><ul>");
    for (size_t i = beg; i < end && links[i].score_ppm >= report->map->shown_ppm; i++)
        print_candidate(report, &links[i], print);
    rp_print(print, "</ul></td></tr>\n");
}

/* Best score first: one that has any shown has its first shown. */
static void print_candidates(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_links *links = report->map->links;
    size_t n = 0;
    for (size_t i = 0; i < links->links.n; i++)
        n += links->links.v[i].score_ppm >= report->map->shown_ppm &&
             (i == 0 || links->links.v[i - 1].a != links->links.v[i].a);
    if (n == 0)
        return;
    rp_print(print, "<details class=\"beside\" id=\"mapping\">\n<summary>Each Sector "
                    "resolution and the PP resolutions on its subject <small "
                    "class=\"soft\">");
    rp_print_of(print, n, "resolution", NULL);
    rp_print(print, "</small></summary>\n<table class=\"stack\">\n<thead><tr>"
                    "<th scope=\"col\">Resolution</th><th scope=\"col\">PP resolutions, "
                    "likeliest first</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0, end; i < links->links.n; i = end) {
        for (end = i + 1;
             end < links->links.n && links->links.v[end].a == links->links.v[i].a;)
            end++;
        if (links->links.v[i].score_ppm >= report->map->shown_ppm)
            print_mapped(report, i, end, print);
    }
    rp_print(print, "</tbody>\n</table>\n</details>\n");
}

/* ---- what stands alone -------------------------------------------------------------- */

static void print_alone(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_links *links = report->map->links;
    if (links->alone.n == 0)
        return;
    rp_print(print,
             "<details class=\"beside\" id=\"alone\">\n<summary>Resolutions without a "
             "counterpart <small class=\"soft\">");
    rp_print_of(print, links->alone.n, "resolution", NULL);
    rp_print(print, "</small></summary>\n<ul class=\"alone\">\n");
    for (size_t i = 0; i < links->alone.n; i++) {
        const uint32_t r = links->alone.v[i];
        rp_print(print, "<li id=\"a-");
        rp_print_html(print, rp_resolution_name(report, r));
        rp_print(print, "\">");
        if (has_article(report, r)) {
            rp_html_resolution(report, r, print);
        } else {
            rp_print(print, "<b>");
            rp_html_bdi(print, rp_resolution_name(report, r));
            rp_print(print, "</b>");
        }
        rp_print(print, " <span dir=\"auto\">");
        rp_print_html(print, rp_map_title(report->map, r));
        rp_print(print, "</span></li>\n");
    }
    rp_print(print, "</ul>\n</details>\n");
}

void rp_html_subjects(const struct rp_report *report, struct rp_print *print)
{
    struct rp_beside beside = {0};
    enum rp_body columns[RP_N_BODIES];
    const size_t n = rp_map_columns(report->map, columns);
    const int status = rp_beside_fill(&beside, report->map);
    if (status) {
        print->status = status;
        return;
    }
    if (report->map->links->groups.n) {
        rp_print(print,
                 "<p>A subject gathers what is likelier than not to deal with the same as "
                 "its first resolution. Beside each other resolution stand how likely that "
                 "is, and the firmest evidence: text (provisions in common; in bold), "
                 "citation, title, or subject (rare words, or another Sector&#39;s "
                 "resolution that leads there).</p>\n");
        print_subjects(report, &beside, columns, n, print);
        print_beside(report, &beside, columns, n, print);
    }
    rp_print(print, "<h3 id=\"all-mapped\">All resolutions</h3>\n");
    print_candidates(report, print);
    print_alone(report, print);
    rp_beside_release(&beside);
}

bool rp_html_no_subjects(const struct rp_report *report)
{
    return !report->map || report->map->links->n < 2;
}
