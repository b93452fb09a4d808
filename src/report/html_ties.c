/* Who shares with whom: a heat map of resolutions by resolutions as inline SVG, the graph,
 * and the facts of both as a table. */
#include "report/html.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/vec.h"

/* Sides in CSS pixels. */
enum {
    MAP_MOST = 150, /* resolutions in the map, those that share most words first */
    CELL = 16,
    LABEL = 76,
};

/* One end of a tie between two resolutions, each seen from both; `words` and what they are
 * a share of are those of `resolution`. */
struct edge {
    uint32_t resolution, other;
    uint32_t words, of;
};

/* A finding that both of two resolutions stand in, a < b. */
struct meeting {
    uint32_t a, b, finding;
};

struct ties {
    RP_VEC(struct edge) edges;       /* by resolution, then other */
    RP_VEC(struct meeting) meetings; /* by a, b, finding */
};

static int compare_edges(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    if (a->resolution != b->resolution)
        return a->resolution < b->resolution ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

static int compare_meetings(const void *x, const void *y)
{
    const struct meeting *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return (a->finding > b->finding) - (a->finding < b->finding);
}

static int gather_ties(const struct rp_report *report, struct ties *ties)
{
    const struct rp_result *result = report->result;
    int status = RP_OK;
    for (size_t i = 0; i < result->standings.n; i++) {
        const struct rp_standing *s = &result->standings.v[i];
        for (uint32_t t = 0; t < s->n_ties && status == RP_OK; t++) {
            const struct rp_tie *tie = &result->ties.v[s->first_tie + t];
            status = rp_vec_push(&ties->edges,
                                 (struct edge){s->resolution, tie->other,
                                               tie->words_operative + tie->words_preamble,
                                               s->words_operative + s->words_preamble});
        }
    }
    for (uint32_t f = 0; f < result->findings.n; f++) {
        const struct rp_finding *finding = &result->findings.v[f];
        const uint32_t *of = &result->resolutions_of.v[finding->first_resolution];
        for (uint32_t i = 0; i < finding->n_resolutions; i++)
            for (uint32_t k = i + 1; k < finding->n_resolutions && status == RP_OK; k++)
                status = rp_vec_push(&ties->meetings, (struct meeting){of[i], of[k], f});
    }
    if (ties->edges.n)
        qsort(ties->edges.v, ties->edges.n, sizeof *ties->edges.v, compare_edges);
    if (ties->meetings.n)
        qsort(ties->meetings.v, ties->meetings.n, sizeof *ties->meetings.v,
              compare_meetings);
    return status;
}

static const struct edge *find_edge(const struct ties *ties, uint32_t resolution,
                                    uint32_t other)
{
    const struct edge key = {.resolution = resolution, .other = other};
    return ties->edges.n ? bsearch(&key, ties->edges.v, ties->edges.n,
                                   sizeof *ties->edges.v, compare_edges)
                         : NULL;
}

/* The first meeting of two resolutions that is not before finding 0, or the end. */
static size_t find_meeting(const struct ties *ties, uint32_t x, uint32_t y)
{
    const struct meeting key = {x < y ? x : y, x < y ? y : x, 0};
    size_t beg = 0, end = ties->meetings.n;
    while (beg < end) {
        const size_t mid = beg + (end - beg) / 2;
        if (compare_meetings(&ties->meetings.v[mid], &key) < 0)
            beg = mid + 1;
        else
            end = mid;
    }
    return beg;
}

static bool meets(const struct ties *ties, size_t at, uint32_t x, uint32_t y)
{
    /* A place before n is there.
     * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    return at < ties->meetings.n && ties->meetings.v[at].a == (x < y ? x : y) &&
           ties->meetings.v[at].b == (x < y ? y : x);
}

struct ranked {
    uint32_t resolution;
    uint64_t words;
};

static int compare_words(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->words != b->words)
        return a->words < b->words ? 1 : -1;
    return (a->resolution > b->resolution) - (a->resolution < b->resolution);
}

static int compare_resolutions(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    return (a->resolution > b->resolution) - (a->resolution < b->resolution);
}

/* Which resolutions the map shows, in their order; `*n` of them, of `*n_all`. */
static struct ranked *choose_shown(const struct ties *ties, size_t *n, size_t *n_all)
{
    struct ranked *shown = rp_alloc(ties->edges.n, sizeof *shown);
    *n = *n_all = 0;
    if (!shown)
        return NULL;
    for (size_t i = 0; i < ties->edges.n; i++) {
        const struct edge *edge = &ties->edges.v[i];
        if (*n == 0 || shown[*n - 1].resolution != edge->resolution)
            shown[(*n)++] = (struct ranked){edge->resolution, 0};
        shown[*n - 1].words += edge->words;
    }
    *n_all = *n;
    qsort(shown, *n, sizeof *shown, compare_words);
    *n = *n > MAP_MOST ? MAP_MOST : *n;
    qsort(shown, *n, sizeof *shown, compare_resolutions);
    return shown;
}

/* 1 to 5: a share's step in the map, shown by the side of a square and by its shade. */
static unsigned step_of(uint32_t ppm)
{
    return ppm < 100000 ? 1 : ppm < 250000 ? 2 : ppm < 500000 ? 3 : ppm < 750000 ? 4 : 5;
}

static void print_square(unsigned step, size_t column, size_t row, struct rp_print *print)
{
    const unsigned side = 4 + 2 * step, gap = (CELL - side) / 2;
    rp_printf(print, "<rect class=\"s%u\" x=\"%zu\" y=\"%zu\" width=\"%u\" height=\"%u\"/>",
              step, LABEL + column * CELL + gap, LABEL + row * CELL + gap, side, side);
}

/* "34 % of PP-101 stands in PP-102, finding 3" */
static void print_edge_text(const struct rp_report *report, const struct ties *ties,
                            const struct edge *edge, struct rp_print *print)
{
    const size_t at = find_meeting(ties, edge->resolution, edge->other);
    rp_print_percent(print, rp_ratio_ppm(edge->words, edge->of));
    rp_print(print, "&nbsp;% of ");
    rp_print_html(print, rp_resolution_name(report, edge->resolution));
    rp_print(print, " stands in ");
    rp_print_html(print, rp_resolution_name(report, edge->other));
    if (meets(ties, at, edge->resolution, edge->other))
        rp_printf(print, ", finding %u", (unsigned)ties->meetings.v[at].finding + 1);
}

static void print_cell(const struct rp_report *report, const struct ties *ties,
                       const struct edge *edge, size_t row, size_t column,
                       struct rp_print *print)
{
    const size_t at = find_meeting(ties, edge->resolution, edge->other);
    rp_print(print, "<a href=\"#");
    if (meets(ties, at, edge->resolution, edge->other))
        rp_print_html(
            print,
            rp_result_str(report->result,
                          report->result->findings.v[ties->meetings.v[at].finding].id));
    else
        rp_print_html(print, rp_resolution_name(report, edge->resolution));
    rp_print(print, "\"><title>");
    print_edge_text(report, ties, edge, print);
    rp_printf(print,
              "</title><rect class=\"hit\" x=\"%zu\" y=\"%zu\" width=\"%d\" "
              "height=\"%d\"/>",
              LABEL + column * CELL, LABEL + row * CELL, CELL, CELL);
    print_square(step_of(rp_ratio_ppm(edge->words, edge->of)), column, row, print);
    rp_print(print, "</a>\n");
}

/* The names of row and column i, and a line before each body. */
static void print_axis(const struct rp_report *report, const struct ranked *shown, size_t i,
                       size_t n, struct rp_print *print)
{
    const struct rp_resolution *resolutions = report->corpus->resolutions.v;
    const size_t at = LABEL + i * CELL, far = LABEL + n * CELL;
    if (i == 0 ||
        resolutions[shown[i].resolution].body != resolutions[shown[i - 1].resolution].body)
        rp_printf(print, "<path class=\"rule\" d=\"M0 %zuH%zuM%zu 0V%zu\"/>\n", at, far, at,
                  far);
    rp_print(print, "<a href=\"#");
    rp_print_html(print, rp_resolution_name(report, shown[i].resolution));
    rp_printf(print, "\"><text x=\"%d\" y=\"%zu\" text-anchor=\"end\">", LABEL - 6,
              at + CELL - 4);
    rp_print_html(print, rp_resolution_name(report, shown[i].resolution));
    rp_printf(print,
              "</text></a>\n<text aria-hidden=\"true\" transform=\"translate(%zu %d) "
              "rotate(-90)\">",
              at + CELL - 4, LABEL - 6);
    rp_print_html(print, rp_resolution_name(report, shown[i].resolution));
    rp_print(print, "</text>\n");
}

static void print_scale(struct rp_print *print)
{
    static const char *const names[] = {"under 10 %", "10 to 25 %", "25 to 50 %",
                                        "50 to 75 %", "75 % and more"};
    rp_print(print, "<ul class=\"legend\">\n");
    for (unsigned step = 1; step <= 5; step++) {
        const unsigned side = 4 + 2 * step;
        rp_printf(
            print,
            "<li><svg class=\"heat\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
            "<rect class=\"s%u\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/></svg> "
            "%s</li>\n",
            CELL, CELL, step, (CELL - side) / 2, (CELL - side) / 2, side, side,
            names[step - 1]);
    }
    rp_print(print, "</ul>\n");
}

static void print_map(const struct rp_report *report, const struct ties *ties,
                      struct rp_print *print)
{
    size_t n, n_all;
    struct ranked *shown = choose_shown(ties, &n, &n_all);
    if (!shown) {
        print->status = RP_ERR_MEMORY;
        return;
    }
    const size_t side = LABEL + n * CELL + 2;
    rp_print(print,
             "<h3 id=\"map-h\">Heat map</h3>\n<p>How much of the resolution of a row "
             "stands in the resolution of a column: the larger and stronger, "
             "the more. A square leads to the best finding of both.</p>\n");
    if (n < n_all) {
        rp_printf(print,
                  "<p>Shown are the %zu that share most words, of %zu; the table "
                  "has all.</p>\n",
                  n, n_all);
    }
    print_scale(print);
    rp_printf(print,
              "<div class=\"wide\" role=\"region\" aria-labelledby=\"map-h\" "
              "tabindex=\"0\">\n<svg class=\"heat\" id=\"map\" role=\"group\" "
              "aria-labelledby=\"map-h\" width=\"%zu\" height=\"%zu\" "
              "viewBox=\"0 0 %zu %zu\">\n",
              side, side, side, side);
    for (size_t i = 0; i < n; i++)
        print_axis(report, shown, i, n, print);
    for (size_t row = 0; row < n; row++)
        for (size_t column = 0; column < n; column++) {
            const struct edge *edge =
                find_edge(ties, shown[row].resolution, shown[column].resolution);
            if (edge)
                print_cell(report, ties, edge, row, column, print);
        }
    rp_print(print, "</svg>\n</div>\n");
    rp_free(shown);
}

/* The words of one that stand in the other; nothing where none do. */
static void print_words(const struct ties *ties, uint32_t resolution, uint32_t other,
                        const char *name, struct rp_print *print)
{
    const struct edge *edge = find_edge(ties, resolution, other);
    rp_printf(print, "<td class=\"n\" data-is=\"%s\"><span>", name);
    rp_print_count(print, edge ? edge->words : 0);
    if (edge) {
        rp_print(print, " (");
        rp_print_percent(print, rp_ratio_ppm(edge->words, edge->of));
        rp_print(print, "&nbsp;%)");
    }
    rp_print(print, "</span></td>");
}

/* One row for each two resolutions, told by the smaller one. */
static void print_row(const struct rp_report *report, const struct ties *ties, uint32_t a,
                      uint32_t b, struct rp_print *print)
{
    size_t at = find_meeting(ties, a, b);
    rp_print(print, "<tr><th scope=\"row\">");
    rp_html_resolution(report, a, print);
    rp_print(print, "</th><th scope=\"row\">");
    rp_html_resolution(report, b, print);
    rp_print(print, "</th><td data-is=\"Findings\"><span>");
    if (!meets(ties, at, a, b))
        rp_print(print, "none");
    for (bool first = true; meets(ties, at, a, b); at++, first = false) {
        const struct rp_finding *finding =
            &report->result->findings.v[ties->meetings.v[at].finding];
        rp_print(print, first ? "<a href=\"#" : ", <a href=\"#");
        rp_print_html(print, rp_result_str(report->result, finding->id));
        rp_printf(print, "\">%u</a>&nbsp;%s", (unsigned)ties->meetings.v[at].finding + 1,
                  rp_recommendation_name(finding->recommendation));
    }
    rp_print(print, "</span></td>");
    print_words(ties, a, b, "Of the first in the second", print);
    print_words(ties, b, a, "Of the second in the first", print);
    rp_print(print, "</tr>\n");
}

static void print_table(const struct rp_report *report, const struct ties *ties,
                        struct rp_print *print)
{
    rp_print(print,
             "<h3>The same as a table</h3>\n<table class=\"stack ties\">\n<thead><tr>"
             "<th scope=\"col\">Resolution</th><th scope=\"col\">and</th>"
             "<th scope=\"col\">Findings</th>"
             "<th scope=\"col\" class=\"n\">Words of the first in the second</th>"
             "<th scope=\"col\" class=\"n\">Words of the second in the first</th>"
             "</tr></thead>\n<tbody>\n");
    /* Edges are there from both sides, but a meeting need not have one: merge the two. */
    size_t e = 0, m = 0;
    while (e < ties->edges.n || m < ties->meetings.n) {
        const struct edge *edge = e < ties->edges.n ? &ties->edges.v[e] : NULL;
        const struct meeting *meeting = m < ties->meetings.n ? &ties->meetings.v[m] : NULL;
        if (edge && edge->resolution > edge->other) {
            e++;
            continue;
        }
        const bool takes_edge =
            edge && (!meeting || edge->resolution < meeting->a ||
                     (edge->resolution == meeting->a && edge->other <= meeting->b));
        /* One of the two is there while the loop goes on.
         * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
        const uint32_t a = takes_edge ? edge->resolution : meeting->a;
        const uint32_t b = takes_edge ? edge->other : meeting->b;
        print_row(report, ties, a, b, print);
        e += takes_edge;
        while (meets(ties, m, a, b))
            m++;
    }
    rp_print(print, "</tbody>\n</table>\n");
}

bool rp_html_no_ties(const struct rp_report *report)
{
    return report->result->ties.n == 0;
}

void rp_html_ties(const struct rp_report *report, struct rp_print *print)
{
    struct ties ties = {0};
    const int status = gather_ties(report, &ties);
    if (status) {
        print->status = status;
    } else {
        print_map(report, &ties, print);
        rp_html_graph(report, print);
        print_table(report, &ties, print);
    }
    rp_vec_release(&ties.edges);
    rp_vec_release(&ties.meetings);
}
