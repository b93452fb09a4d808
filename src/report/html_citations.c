/* Who cites whom: a picture of each family of resolutions tied by citations, a column for
 * each body, and the facts of all pictures as a table.
 *
 * Columns are ordered by the mean place of their neighbours, in sweeps (the barycentre
 * method of Sugiyama, Tagawa and Toda 1981); differs: the layers are the bodies, and lines
 * within a body run beside its column. */
#include "report/html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"

/* Sides in CSS pixels. */
enum {
    N_COLUMNS = 5, /* the four bodies, and the others */
    SWEEPS = 8,
    EDGES_MOST = 400, /* of one picture; more than that nobody follows */
    PILL = 104,
    PILL_HIGH = 24,
    LINE = 36,    /* from row to row */
    BETWEEN = 84, /* columns */
    BESIDE = 34,  /* a column: room for lines within it */
    MARGIN = 8,
    LANE = 8,  /* above and below, for lines that go around a pill */
    APART = 3, /* a line from the middle of its pills: there and back are two lines */
};

/* A resolution that cites or is cited; one that the corpus has not is known by its name. */
struct node {
    uint32_t resolution; /* UINT32_MAX: not in the corpus */
    struct rp_span name; /* of rp_corpus.text */
    int column;
    uint32_t family; /* the smallest node of it */
    uint32_t size;   /* of the family whose smallest node this is */
    double at;       /* its place in its column, while columns are ordered; then y */
    double mean;     /* of its neighbours' places */
};

struct line {
    uint32_t from, to; /* nodes */
    uint32_t edge;
};

struct graph {
    const struct rp_report *report;
    RP_VEC(struct node) nodes;
    RP_VEC(struct line) lines; /* one for each edge, the largest family first */
};

static const struct rp_citation *edge_at(const struct rp_report *report, size_t i)
{
    return &report->map->citations->edges.v[i];
}

static int column_of(enum rp_body body)
{
    return body >= RP_BODY_PP && body <= RP_BODY_RA ? (int)body - RP_BODY_PP
                                                    : N_COLUMNS - 1;
}

/* "WTSA-69" is of WTSA. */
static enum rp_body named_body(struct rp_str name)
{
    for (int body = RP_BODY_PP; body < RP_N_BODIES; body++) {
        const struct rp_str of = rp_str_of(rp_body_name((enum rp_body)body));
        if (name.n > of.n && memcmp(name.p, of.p, of.n) == 0 && name.p[of.n] == '-')
            return (enum rp_body)body;
    }
    return RP_BODY_NONE;
}

/* ---- nodes and families ------------------------------------------------------------- */

/* The node of what is not in the corpus; made where there is none yet. */
static int find_stranger(struct graph *graph, size_t first, struct rp_span name,
                         uint32_t *out)
{
    const struct rp_corpus *corpus = graph->report->corpus;
    const struct rp_str s = rp_corpus_str(corpus, name);
    for (size_t i = first; i < graph->nodes.n; i++) {
        const struct rp_str t = rp_corpus_str(corpus, graph->nodes.v[i].name);
        if (s.n == t.n && memcmp(s.p, t.p, s.n) == 0) {
            *out = (uint32_t)i;
            return RP_OK;
        }
    }
    *out = (uint32_t)graph->nodes.n;
    return rp_vec_push(&graph->nodes, (struct node){.resolution = UINT32_MAX,
                                                    .name = name,
                                                    .column = column_of(named_body(s))});
}

static int gather(struct graph *graph)
{
    const struct rp_corpus *corpus = graph->report->corpus;
    const struct rp_citations *citations = graph->report->map->citations;
    uint32_t *at = rp_alloc_zero(corpus->resolutions.n, sizeof *at);
    int status = at ? RP_OK : RP_ERR_MEMORY;
    for (size_t i = 0; i < citations->edges.n && status == RP_OK; i++) {
        at[citations->edges.v[i].from] = 1;
        if (citations->edges.v[i].to != UINT32_MAX)
            at[citations->edges.v[i].to] = 1;
    }
    for (uint32_t r = 0; r < corpus->resolutions.n && status == RP_OK; r++)
        if (at[r]) {
            const struct rp_resolution *resolution = &corpus->resolutions.v[r];
            at[r] = (uint32_t)graph->nodes.n;
            status = rp_vec_push(&graph->nodes,
                                 (struct node){.resolution = r,
                                               .name = resolution->name,
                                               .column = column_of(resolution->body)});
        }
    const size_t first = graph->nodes.n;
    for (uint32_t i = 0; i < citations->edges.n && status == RP_OK; i++) {
        const struct rp_citation *edge = &citations->edges.v[i];
        struct line line = {at[edge->from], 0, i};
        if (edge->to != UINT32_MAX)
            line.to = at[edge->to];
        else
            status = find_stranger(graph, first, edge->name, &line.to);
        if (status == RP_OK)
            status = rp_vec_push(&graph->lines, line);
    }
    rp_free(at);
    return status;
}

static uint32_t root_of(struct node *nodes, uint32_t i)
{
    while (nodes[i].family != i)
        i = nodes[i].family = nodes[nodes[i].family].family;
    return i;
}

/* Largest family first, then by smallest node; in it, as the edges stand. */
static int compare_lines(const void *x, const void *y, void *context)
{
    const struct line *a = x, *b = y;
    const struct node *nodes = context;
    const uint32_t f = nodes[a->from].family, g = nodes[b->from].family;
    if (nodes[f].size != nodes[g].size)
        return nodes[f].size < nodes[g].size ? 1 : -1;
    if (f != g)
        return f < g ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static void find_families(struct graph *graph)
{
    struct node *nodes = graph->nodes.v;
    for (uint32_t i = 0; i < graph->nodes.n; i++)
        nodes[i].family = i;
    for (size_t i = 0; i < graph->lines.n; i++) {
        const uint32_t x = root_of(nodes, graph->lines.v[i].from);
        const uint32_t y = root_of(nodes, graph->lines.v[i].to);
        nodes[x > y ? x : y].family = x > y ? y : x;
    }
    for (uint32_t i = 0; i < graph->nodes.n; i++)
        nodes[nodes[i].family = root_of(nodes, i)].size++;
    if (graph->lines.n)
        qsort_r(graph->lines.v, graph->lines.n, sizeof *graph->lines.v, compare_lines,
                nodes);
}

/* ---- places ------------------------------------------------------------------------- */

/* The nodes of a family by column, each column in the order of its places. */
struct columns {
    uint32_t *v; /* nodes */
    size_t first[N_COLUMNS + 1];
    size_t most; /* nodes in one column */
    double x[N_COLUMNS], width;
};

static int compare_places(const void *x, const void *y, void *context)
{
    const struct node *nodes = context;
    const struct node *a = &nodes[*(const uint32_t *)x], *b = &nodes[*(const uint32_t *)y];
    if (a->mean < b->mean || a->mean > b->mean)
        return a->mean < b->mean ? -1 : 1;
    return (a > b) - (a < b);
}

static double mean_of(const struct graph *graph, uint32_t me, const struct line *lines,
                      size_t n_lines)
{
    double sum = 0;
    unsigned n = 0;
    for (size_t k = 0; k < n_lines; k++) {
        const uint32_t other = lines[k].from == me ? lines[k].to : lines[k].from;
        if (lines[k].from != me && lines[k].to != me)
            continue;
        sum += graph->nodes.v[other].at;
        n++;
    }
    return sum / n; /* each node has a line */
}

/* Order the columns anew by where their neighbours stand. Shorter ones stand in the
 * middle. */
static void sweep(struct graph *graph, const struct columns *columns,
                  const struct line *lines, size_t n_lines)
{
    struct node *nodes = graph->nodes.v;
    for (int c = 0; c < N_COLUMNS; c++) {
        const size_t beg = columns->first[c], n = columns->first[c + 1] - beg;
        for (size_t i = beg; i < beg + n; i++)
            nodes[columns->v[i]].mean = mean_of(graph, columns->v[i], lines, n_lines);
        if (n)
            qsort_r(columns->v + beg, n, sizeof *columns->v, compare_places, nodes);
        for (size_t i = 0; i < n; i++)
            nodes[columns->v[beg + i]].at = (double)i + (double)(columns->most - n) / 2;
    }
}

static bool has_line_within(const struct graph *graph, const struct line *lines,
                            size_t n_lines, int column)
{
    for (size_t k = 0; k < n_lines; k++)
        if (graph->nodes.v[lines[k].from].column == column &&
            graph->nodes.v[lines[k].to].column == column)
            return true;
    return false;
}

static int lay_out(struct graph *graph, uint32_t family, const struct line *lines,
                   size_t n_lines, struct columns *columns)
{
    struct node *nodes = graph->nodes.v;
    columns->v = rp_alloc(nodes[family].size, sizeof *columns->v);
    if (!columns->v)
        return RP_ERR_MEMORY;
    size_t n = 0;
    for (int c = 0; c < N_COLUMNS; c++) {
        columns->first[c] = n;
        for (uint32_t i = family; i < graph->nodes.n; i++)
            if (nodes[i].family == family && nodes[i].column == c) {
                nodes[i].at = (double)(n - columns->first[c]);
                columns->v[n++] = i;
            }
        columns->first[c + 1] = n;
        if (n - columns->first[c] > columns->most)
            columns->most = n - columns->first[c];
        if (n == columns->first[c])
            continue;
        columns->x[c] = columns->width + (columns->width > 0 ? BETWEEN : MARGIN) +
                        (has_line_within(graph, lines, n_lines, c) ? BESIDE : 0);
        columns->width = columns->x[c] + PILL;
    }
    columns->width += MARGIN;
    for (int i = 0; i < SWEEPS; i++)
        sweep(graph, columns, lines, n_lines);
    for (size_t i = 0; i < n; i++)
        nodes[columns->v[i]].at =
            MARGIN + LANE + nodes[columns->v[i]].at * LINE + PILL_HIGH / 2.0;
    return RP_OK;
}

/* ---- the picture -------------------------------------------------------------------- */

static const char *class_of(const struct rp_citation *edge)
{
    return rp_map_is_amiss(edge) ? "amiss" : "well";
}

/* Where a line may pass through a column: at y, or between the nodes that are nearest. */
static double lane(const struct graph *graph, const struct columns *columns, int c,
                   double y)
{
    double best = y, least = -1;
    bool is_free = true;
    for (size_t i = columns->first[c]; i < columns->first[c + 1]; i++) {
        const double at = graph->nodes.v[columns->v[i]].at;
        is_free = is_free && fabs(at - y) > PILL_HIGH / 2.0 + APART + 1;
        for (int side = -1; side <= 1; side += 2) {
            const double gap = at + side * LINE / 2.0;
            if (least < 0 || fabs(gap - y) < least) {
                least = fabs(gap - y);
                best = gap;
            }
        }
    }
    return is_free ? y : best;
}

/* From one column to another, through lanes of those between. */
static void print_way(const struct graph *graph, const struct columns *columns,
                      const struct node *a, const struct node *b, struct rp_print *d)
{
    const int step = a->column < b->column ? 1 : -1;
    const double apart = -APART * step, bend = BETWEEN * 0.5 * step;
    const double from_x = columns->x[a->column] + (step > 0 ? PILL : 0);
    const double from_y = a->at + apart, to_y = b->at + apart;
    const double to_x = columns->x[b->column] + (step > 0 ? -2 : PILL + 2);
    double x = from_x, y = from_y;
    rp_printf(d, "M%.0f %.1f", x, y);
    for (int c = a->column + step; c != b->column; c += step) {
        if (columns->first[c] == columns->first[c + 1])
            continue;
        const double in = columns->x[c] + (step > 0 ? 0 : PILL), out = in + step * PILL;
        const double straight = from_y + (to_y - from_y) * (in - from_x) / (to_x - from_x);
        const double at = lane(graph, columns, c, straight) + apart;
        rp_printf(d, "C%.0f %.1f %.0f %.1f %.0f %.1fL%.0f %.1f", x + bend, y, in - bend, at,
                  in, at, out, at);
        x = out;
        y = at;
    }
    rp_printf(d, "C%.0f %.1f %.0f %.1f %.0f %.1f", x + bend, y, to_x - bend, to_y, to_x,
              to_y);
}

/* Within a column, beside it. */
static void print_loop(const struct columns *columns, const struct node *a,
                       const struct node *b, struct rp_print *d)
{
    const double x = columns->x[a->column], out = x - BESIDE + 4;
    const double down = a->at < b->at ? APART : -APART;
    rp_printf(d, "M%.0f %.1fC%.0f %.1f %.0f %.1f %.0f %.1f", x, a->at + down, out,
              a->at + down, out, b->at - down, x - 2, b->at - down);
}

/* "WTSA-64 cites WTDC-63 (Rev. Dubai, 2014): outdated" */
static void print_says(const struct rp_report *report, const struct rp_citation *edge,
                       struct rp_print *print)
{
    const struct rp_str revision = rp_corpus_str(report->corpus, edge->revision);
    rp_print_html(print, rp_resolution_name(report, edge->from));
    rp_print(print, " cites ");
    rp_print_html(print, rp_corpus_str(report->corpus, edge->name));
    if (revision.n) {
        rp_print(print, " (");
        rp_print_html(print, revision);
        rp_print(print, ")");
    }
    rp_printf(print, ": %s", rp_citation_state_name(edge->state));
}

static void print_line(const struct graph *graph, const struct columns *columns,
                       const struct line *line, struct rp_print *print)
{
    const struct rp_citation *edge = edge_at(graph->report, line->edge);
    const struct node *a = &graph->nodes.v[line->from], *b = &graph->nodes.v[line->to];
    struct rp_buf path = {0};
    struct rp_print d = {&path, RP_OK};
    if (a->column == b->column)
        print_loop(columns, a, b, &d);
    else
        print_way(graph, columns, a, b, &d);
    rp_printf(print, "<a class=\"%s%s\" href=\"#c%u\"><title>", class_of(edge),
              rp_map_circle(graph->report->map, edge) == SIZE_MAX ? "" : " round",
              (unsigned)line->edge + 1);
    print_says(graph->report, edge, print);
    rp_print(print, "</title><path class=\"hit\" d=\"");
    rp_print_str(print, rp_buf_str(&path));
    rp_print(print, "\"/><path class=\"line\" d=\"");
    rp_print_str(print, rp_buf_str(&path));
    rp_printf(print, "\" marker-end=\"url(#to-%s)\"/></a>\n", class_of(edge));
    if (d.status && !print->status)
        print->status = d.status;
    rp_buf_release(&path);
}

static void print_node(const struct graph *graph, const struct columns *columns,
                       const struct node *node, struct rp_print *print)
{
    static const char *const classes[N_COLUMNS] = {"pp", "wtsa", "wtdc", "ra", "other"};
    const struct rp_report *report = graph->report;
    const bool is_known = node->resolution != UINT32_MAX;
    const double x = columns->x[node->column];
    if (is_known) {
        rp_html_home_begin(report, node->resolution, print);
        rp_print(print, "<title>");
        rp_print_html(print, rp_resolution_name(report, node->resolution));
        rp_print(print, " ");
        rp_print_html(print, rp_map_title(report->map, node->resolution));
        rp_print(print, "</title>");
    } else {
        rp_print(print, "<g><title>not among the sources</title>");
    }
    rp_printf(print,
              "<rect class=\"pill %s\" x=\"%.0f\" y=\"%.1f\" width=\"%d\" height=\"%d\" "
              "rx=\"6\"/><text x=\"%.0f\" y=\"%.1f\" text-anchor=\"middle\">",
              is_known ? classes[node->column] : "unknown", x, node->at - PILL_HIGH / 2.0,
              PILL, PILL_HIGH, x + PILL / 2.0, node->at + 4.5);
    rp_print_html(print, rp_corpus_str(report->corpus, node->name));
    rp_print(print, is_known ? "</text></a>\n" : " ?</text></g>\n");
}

static void print_picture(struct graph *graph, uint32_t family, const struct line *lines,
                          size_t n_lines, struct rp_print *print)
{
    struct columns columns = {0};
    if (n_lines > EDGES_MOST) {
        rp_printf(print,
                  "<p>%zu citations among %u resolutions are too many to draw; the table "
                  "has them.</p>\n",
                  n_lines, (unsigned)graph->nodes.v[family].size);
        return;
    }
    const int status = lay_out(graph, family, lines, n_lines, &columns);
    if (status) {
        print->status = status;
        return;
    }
    rp_printf(print,
              "<svg role=\"group\" aria-label=\"%u resolutions and their citations\" "
              "width=\"%.0f\" height=\"%.0f\">\n",
              (unsigned)graph->nodes.v[family].size, columns.width,
              2.0 * (MARGIN + LANE) + (double)(columns.most - 1) * LINE + PILL_HIGH);
    for (size_t i = 0; i < n_lines; i++)
        print_line(graph, &columns, &lines[i], print);
    for (size_t i = 0; i < columns.first[N_COLUMNS]; i++)
        print_node(graph, &columns, &graph->nodes.v[columns.v[i]], print);
    rp_print(print, "</svg>\n");
    rp_free(columns.v);
}

static void print_key(const char *classes, const char *marker, const char *says,
                      struct rp_print *print)
{
    rp_printf(print,
              "<li><svg class=\"cited\" width=\"46\" height=\"16\" aria-hidden=\"true\">"
              "<g class=\"%s\"><path class=\"line\" d=\"M2 8H42\" "
              "marker-end=\"url(#to-%s)\"/></g></svg> %s</li>\n",
              classes, marker, says);
}

static void print_legend(struct rp_print *print)
{
    static const char *const markers[] = {"well", "amiss"};
    rp_print(print,
             "<svg class=\"cited defs\" width=\"0\" height=\"0\" aria-hidden=\"true\">"
             "<defs>");
    for (int i = 0; i < 2; i++)
        rp_printf(print,
                  "<marker id=\"to-%s\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
                  "markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"9\" "
                  "orient=\"auto\"><path class=\"%s\" d=\"M0 0L8 4L0 8z\"/></marker>",
                  markers[i], markers[i]);
    rp_print(print, "</defs></svg>\n<ul class=\"legend\">\n");
    print_key("well", "well", "cites the revision that is here, or none", print);
    print_key("amiss", "amiss", "cites an older or newer revision, or what is not here",
              print);
    print_key("well round", "well", "part of a circle", print);
    rp_print(print, "</ul>\n");
}

static void print_graph(const struct rp_report *report, struct rp_print *print)
{
    struct graph graph = {.report = report};
    const int status = gather(&graph);
    if (status)
        print->status = status;
    else
        find_families(&graph);
    print_legend(print);
    rp_print(print, "<div class=\"cited\" id=\"cited\">\n");
    for (size_t i = 0, end; i < graph.lines.n && print->status == RP_OK; i = end) {
        const uint32_t family = graph.nodes.v[graph.lines.v[i].from].family;
        for (end = i + 1; end < graph.lines.n &&
                          graph.nodes.v[graph.lines.v[end].from].family == family;)
            end++;
        print_picture(&graph, family, graph.lines.v + i, end - i, print);
    }
    rp_print(print, "</div>\n");
    rp_vec_release(&graph.nodes);
    rp_vec_release(&graph.lines);
}

/* ---- the table ---------------------------------------------------------------------- */

/* "line 2304", or "a.txt:12" in a corpus of several files. */
static void print_places(const struct rp_report *report, uint32_t clause,
                         struct rp_print *print)
{
    struct rp_buf text = {0};
    struct rp_print aside = {&text, RP_OK};
    const struct rp_sources sources = report->corpus->clauses.v[clause].sources;
    rp_print(&aside, report->corpus->inputs.n > 1 ? ""
                     : sources.n > 1              ? "lines "
                                                  : "line ");
    rp_print_sources(&aside, report->corpus, sources, ", ");
    rp_html_bdi(print, rp_buf_str(&text));
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&text);
}

static void print_edge(const struct rp_report *report, uint32_t i, struct rp_print *print)
{
    const struct rp_citation *edge = edge_at(report, i);
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_str revision = rp_corpus_str(corpus, edge->revision);
    rp_printf(print, "<tr id=\"c%u\"><th scope=\"row\"><span>", (unsigned)i + 1);
    rp_html_home(report, edge->from, print);
    rp_print(print, "</span></th><td data-is=\"Cites\"><span>");
    if (edge->to != UINT32_MAX)
        rp_html_home(report, edge->to, print);
    else
        rp_html_bdi(print, rp_corpus_str(corpus, edge->name));
    rp_print(print, "</span></td><td data-is=\"Revision cited\"><span dir=\"auto\">");
    rp_print_html(print, revision);
    rp_print(print, revision.n ? "" : "<span class=\"soft\">none given</span>");
    rp_print(print, "</span></td><td data-is=\"Revision here\"><span dir=\"auto\">");
    if (edge->to != UINT32_MAX)
        rp_print_html(print, rp_map_present(report->map, edge));
    else
        rp_print(print, "<span class=\"soft\">not among the sources</span>");
    rp_printf(print,
              "</span></td><td data-is=\"State\"><span><span class=\"state %s\">%s</span>"
              "%s</span></td><td data-is=\"First in\"><span>",
              class_of(edge), rp_citation_state_name(edge->state),
              rp_map_circle(report->map, edge) == SIZE_MAX ? "" : ", in a circle");
    rp_html_bdi(print, rp_clause_id(report, edge->clause));
    rp_print(print, ", ");
    print_places(report, edge->clause, print);
    if (edge->n_clauses > 1) {
        rp_print(print, " and in ");
        rp_print_of(print, edge->n_clauses - 1, "more clause", "more clauses");
    }
    rp_print(print, "</span></td></tr>\n");
}

/* What somebody should look at stands first. */
static void print_table(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_citations *citations = report->map->citations;
    rp_print(print, "<table class=\"stack citations\">\n<thead><tr>"
                    "<th scope=\"col\">Resolution</th><th scope=\"col\">Cites</th>"
                    "<th scope=\"col\">Revision cited</th><th scope=\"col\">Revision here"
                    "</th><th scope=\"col\">State</th><th scope=\"col\">First in</th></tr>"
                    "</thead>\n<tbody>\n");
    for (int amiss = 1; amiss >= 0; amiss--)
        for (uint32_t i = 0; i < citations->edges.n; i++)
            if (rp_map_is_amiss(edge_at(report, i)) == (amiss == 1))
                print_edge(report, i, print);
    rp_print(print, "</tbody>\n</table>\n");
}

static void print_circles(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_citations *citations = report->map->citations;
    if (citations->first_round.n < 2)
        return;
    rp_print(print, "<p>In a circle cite each other: ");
    for (size_t i = 0; i + 1 < citations->first_round.n; i++) {
        const uint32_t beg = citations->first_round.v[i];
        const uint32_t end = citations->first_round.v[i + 1];
        rp_print(print, i ? "; " : "");
        for (uint32_t k = beg; k < end; k++) {
            rp_print(print, k == beg ? "" : k + 1 == end ? " and " : ", ");
            rp_html_home(report, citations->round.v[k], print);
        }
    }
    rp_print(print, ".</p>\n");
}

void rp_html_citations(const struct rp_report *report, struct rp_print *print)
{
    static const char *const meanings[RP_N_CITATION_STATES] = {
        [RP_CITATION_UNDATED] = "without a revision",
        [RP_CITATION_CURRENT] = "of the revision that is here",
        [RP_CITATION_OUTDATED] = "of an older revision",
        [RP_CITATION_NEWER] = "of a revision that is not here yet",
        [RP_CITATION_UNKNOWN] = "of what is not among the sources",
    };
    const struct rp_citations *citations = report->map->citations;
    size_t counts[RP_N_CITATION_STATES] = {0};
    for (size_t i = 0; i < citations->edges.n; i++)
        counts[citations->edges.v[i].state]++;
    rp_print(print, "<p>");
    rp_print_of(print, citations->edges.n, "citation", NULL);
    rp_print(print, " in clauses in force, counted once for each two resolutions");
    const char *between = ": ";
    for (int state = RP_N_CITATION_STATES - 1; state >= 0; state--)
        if (counts[state]) {
            rp_printf(print, "%s%zu %s", between, counts[state], meanings[state]);
            between = ", ";
        }
    rp_print(print, ".</p>\n");
    print_circles(report, print);
    print_graph(report, print);
    print_table(report, print);
}

bool rp_html_no_citations(const struct rp_report *report)
{
    return !report->map || report->map->citations->edges.n == 0;
}
