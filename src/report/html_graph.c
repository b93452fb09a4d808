/* The graph: resolutions, and the findings that tie them, one picture for each family of
 * resolutions that are tied to each other. A family's resolutions stand on a circle, so
 * that no line passes through one; its findings stand among those they tie. */
#include "report/html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"

/* Lengths in CSS pixels. */
enum {
    NODES_MOST = 150, /* of a family that are drawn */
    UPRIGHT_MOST = 8, /* a larger one has its names turned outwards */
    SPACING = 60,     /* of upright names on the circle */
    TURNED = 17,      /* of turned ones */
    NAME = 94,        /* for a name beside the circle */
    LINE = 30,        /* for one above or below it */
    HUB = 22,         /* for the number of a finding */
    NUMBERS_MOST = 4, /* of findings that tie the same resolutions */
    ROUNDS = 60,      /* of moving findings apart */
};

/* Findings of the same resolutions. */
struct hub {
    uint32_t findings[NUMBERS_MOST + 1]; /* the best of them, best first */
    uint32_t n, n_shown;                 /* findings; and what its numbers take */
    uint32_t family;
    double x, y;
};

struct node {
    uint32_t resolution;
    uint32_t
        family; /* the smallest resolution that it is tied to, over any number of ties */
    double x, y, angle;
};

struct graph {
    RP_VEC(struct node) nodes; /* by family, largest first, then resolution */
    RP_VEC(struct hub) hubs;   /* by family in the same order, then finding */
    uint32_t *family;          /* by resolution; UINT32_MAX: in no finding */
    uint32_t *size;            /* by family */
    uint32_t *at;              /* of a resolution in nodes */
};

static uint32_t root_of(uint32_t *family, uint32_t r)
{
    while (family[r] != r)
        r = family[r] = family[family[r]];
    return r;
}

static void join_families(const struct rp_report *report, struct graph *graph)
{
    const struct rp_result *result = report->result;
    const size_t n = report->corpus->resolutions.n;
    memset(graph->family, 0xff, n * sizeof *graph->family);
    for (size_t f = 0; f < result->findings.n; f++) {
        const struct rp_finding *finding = &result->findings.v[f];
        const uint32_t *of = &result->resolutions_of.v[finding->first_resolution];
        for (uint32_t i = 0; i < finding->n_resolutions; i++) {
            if (graph->family[of[i]] == UINT32_MAX)
                graph->family[of[i]] = of[i];
            const uint32_t x = root_of(graph->family, of[0]);
            const uint32_t y = root_of(graph->family, of[i]);
            graph->family[x > y ? x : y] = x > y ? y : x;
        }
    }
    for (uint32_t r = 0; r < n; r++)
        if (graph->family[r] != UINT32_MAX)
            graph->size[graph->family[r] = root_of(graph->family, r)]++;
}

/* Largest family first; the order of families is that of their smallest resolutions. */
static int compare_families(uint32_t a, uint32_t b, const uint32_t *size)
{
    if (a == b)
        return 0;
    if (size[a] != size[b])
        return size[a] < size[b] ? 1 : -1;
    return a < b ? -1 : 1;
}

static int compare_nodes(const void *x, const void *y, void *size)
{
    const struct node *a = x, *b = y;
    const int order = compare_families(a->family, b->family, size);
    return order ? order
                 : (a->resolution > b->resolution) - (a->resolution < b->resolution);
}

static int compare_hubs(const void *x, const void *y, void *size)
{
    const struct hub *a = x, *b = y;
    const int order = compare_families(a->family, b->family, size);
    return order ? order
                 : (a->findings[0] > b->findings[0]) - (a->findings[0] < b->findings[0]);
}

static bool same_resolutions(const struct rp_result *result, uint32_t x, uint32_t y)
{
    const struct rp_finding *a = &result->findings.v[x], *b = &result->findings.v[y];
    return a->n_resolutions == b->n_resolutions &&
           memcmp(&result->resolutions_of.v[a->first_resolution],
                  &result->resolutions_of.v[b->first_resolution],
                  a->n_resolutions * sizeof(uint32_t)) == 0;
}

static int gather_graph(const struct rp_report *report, struct graph *graph)
{
    const struct rp_result *result = report->result;
    const size_t n = report->corpus->resolutions.n;
    graph->family = rp_alloc(n, sizeof *graph->family);
    graph->size = rp_alloc_zero(n, sizeof *graph->size);
    graph->at = rp_alloc_zero(n, sizeof *graph->at);
    if (!graph->family || !graph->size || !graph->at)
        return RP_ERR_MEMORY;
    join_families(report, graph);
    for (uint32_t r = 0; r < n; r++)
        if (graph->family[r] != UINT32_MAX &&
            rp_vec_push(&graph->nodes,
                        (struct node){.resolution = r, .family = graph->family[r]}))
            return RP_ERR_MEMORY;
    if (graph->nodes.n)
        qsort_r(graph->nodes.v, graph->nodes.n, sizeof *graph->nodes.v, compare_nodes,
                graph->size);
    for (uint32_t i = 0; i < graph->nodes.n; i++)
        graph->at[graph->nodes.v[i].resolution] = i;
    for (uint32_t f = 0; f < result->findings.n; f++) {
        const uint32_t first =
            result->resolutions_of.v[result->findings.v[f].first_resolution];
        const struct hub hub = {.findings = {f}, .n = 1, .family = graph->family[first]};
        if (rp_vec_push(&graph->hubs, hub))
            return RP_ERR_MEMORY;
    }
    if (graph->hubs.n)
        qsort_r(graph->hubs.v, graph->hubs.n, sizeof *graph->hubs.v, compare_hubs,
                graph->size);
    return RP_OK;
}

/* Findings that stand in each other's place are moved apart, by rounds. */
static void move_apart(struct hub *hubs, size_t n)
{
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; k < n; k++) {
                double dx = hubs[k].x - hubs[i].x, dy = hubs[k].y - hubs[i].y;
                const double wide = HUB * (hubs[i].n_shown + hubs[k].n_shown) / 2.0 + 4;
                const double over_x = wide - fabs(dx), over_y = HUB + 4 - fabs(dy);
                if (over_x <= 0 || over_y <= 0)
                    continue;
                if (over_y <= over_x) {
                    dy = dy < 0 ? -over_y / 2 : over_y / 2;
                    hubs[i].y -= dy;
                    hubs[k].y += dy;
                } else {
                    dx = dx < 0 ? -over_x / 2 : over_x / 2;
                    hubs[i].x -= dx;
                    hubs[k].x += dx;
                }
            }
}

/* Leave the first of each group of hubs that tie the same resolutions; returns how many. */
static size_t group_hubs(const struct rp_result *result, struct hub *hubs, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < kept &&
               !same_resolutions(result, hubs[k].findings[0], hubs[i].findings[0]))
            k++;
        if (k == kept)
            hubs[kept++] = hubs[i];
        else if (hubs[k].n <= NUMBERS_MOST)
            hubs[k].findings[hubs[k].n++] = hubs[i].findings[0];
        else
            hubs[k].n++;
    }
    for (size_t k = 0; k < kept; k++)
        hubs[k].n_shown = hubs[k].n <= NUMBERS_MOST ? hubs[k].n : NUMBERS_MOST + 1;
    return kept;
}

struct picture {
    double width, height;
    bool turned;
};

/* The places of a family's nodes and hubs. Two stand beside each other. */
static struct picture lay_out(const struct rp_result *result, struct node *nodes, size_t n,
                              struct hub *hubs, size_t n_hubs, const uint32_t *at,
                              const struct node *all)
{
    const double turn = 2 * acos(-1.0) / (double)n;
    const bool turned = n > UPRIGHT_MOST;
    const double around = (double)n * (turned ? TURNED : SPACING) / (2 * acos(-1.0));
    double radius = around < 54 ? 54 : around;
    for (size_t h = 0; h < n_hubs; h++)
        if (radius < HUB * hubs[h].n_shown / 2.0 + 24)
            radius = HUB * hubs[h].n_shown / 2.0 + 24;
    const double beside = radius + NAME,
                 above = n == 2 ? LINE : radius + (turned ? NAME : LINE);
    for (size_t i = 0; i < n; i++) {
        nodes[i].angle = (double)i * turn - acos(-1.0) / (n == 2 ? 1 : 2);
        nodes[i].x = beside + radius * cos(nodes[i].angle);
        nodes[i].y = above + radius * sin(nodes[i].angle);
    }
    for (size_t h = 0; h < n_hubs; h++) {
        const struct rp_finding *finding = &result->findings.v[hubs[h].findings[0]];
        const uint32_t *of = &result->resolutions_of.v[finding->first_resolution];
        hubs[h].x = hubs[h].y = 0;
        for (uint32_t i = 0; i < finding->n_resolutions; i++) {
            hubs[h].x += all[at[of[i]]].x / finding->n_resolutions;
            hubs[h].y += all[at[of[i]]].y / finding->n_resolutions;
        }
    }
    move_apart(hubs, n_hubs);
    double low = 0;
    for (size_t i = 0; i < n; i++)
        low = nodes[i].y > low ? nodes[i].y : low;
    return (struct picture){2 * beside, low + (turned ? NAME : LINE), turned};
}

static void print_lines(const struct rp_report *report, const struct hub *hub,
                        const struct graph *graph, struct rp_print *print)
{
    const struct rp_finding *finding = &report->result->findings.v[hub->findings[0]];
    const uint32_t words = finding->words_repeated;
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        const uint32_t r = report->result->resolutions_of.v[finding->first_resolution + i];
        const struct node *node = &graph->nodes.v[graph->at[r]];
        rp_printf(print, "<path class=\"w%d\" d=\"M%.0f %.0fL%.0f %.0f\"/>\n",
                  words < 50    ? 1
                  : words < 200 ? 2
                                : 3,
                  hub->x, hub->y, node->x, node->y);
    }
}

static void print_hub(const struct rp_report *report, const struct hub *hub,
                      struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const double left = hub->x - HUB * hub->n_shown / 2.0;
    for (uint32_t i = 0; i < hub->n_shown; i++) {
        const uint32_t f = hub->findings[i];
        const bool more = i == NUMBERS_MOST; /* stands for all that follow */
        const struct rp_finding *finding = &result->findings.v[f];
        const double x = left + HUB * i;
        rp_print(print, "<a href=\"#");
        rp_print_html(print, rp_result_str(result, finding->id));
        rp_printf(print, "\"><title>Finding %u: %s, saves ", (unsigned)f + 1,
                  rp_recommendation_name(finding->recommendation));
        rp_print_of(print, finding->words_saved, "word", NULL);
        rp_printf(print,
                  "</title><rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" "
                  "rx=\"4\"/><text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%s%u"
                  "</text></a>\n",
                  x + 1, hub->y - HUB / 2.0 + 1, HUB - 2, HUB - 2, x + HUB / 2.0,
                  hub->y + 4, more ? "+" : "",
                  more ? (unsigned)(hub->n - NUMBERS_MOST) : (unsigned)f + 1);
    }
}

/* A body's shape, so that its colour is not the only sign. */
static void print_shape(enum rp_body body, double x, double y, struct rp_print *print)
{
    switch (body) {
    case RP_BODY_PP:
        rp_printf(print, "<circle class=\"b-pp\" cx=\"%.0f\" cy=\"%.0f\" r=\"7\"/>", x, y);
        break;
    case RP_BODY_WTSA:
        rp_printf(print,
                  "<rect class=\"b-wtsa\" x=\"%.0f\" y=\"%.0f\" width=\"12\" "
                  "height=\"12\"/>",
                  x - 6, y - 6);
        break;
    case RP_BODY_WTDC:
        rp_printf(print, "<path class=\"b-wtdc\" d=\"M%.0f %.0fl8 14h-16z\"/>", x, y - 9);
        break;
    case RP_BODY_RA:
        rp_printf(print, "<path class=\"b-ra\" d=\"M%.0f %.0fl8 8l-8 8l-8 -8z\"/>", x,
                  y - 8);
        break;
    default:
        rp_printf(print, "<circle class=\"b-other\" cx=\"%.0f\" cy=\"%.0f\" r=\"6\"/>", x,
                  y);
    }
}

static void print_node(const struct rp_report *report, const struct node *node, bool turned,
                       struct rp_print *print)
{
    const double c = cos(node->angle), s = sin(node->angle);
    rp_print(print, "<a href=\"#");
    rp_print_html(print, rp_resolution_name(report, node->resolution));
    rp_print(print, "\">");
    print_shape(report->corpus->resolutions.v[node->resolution].body, node->x, node->y,
                print);
    if (turned) {
        const double degrees = node->angle * 180 / acos(-1.0);
        rp_printf(print,
                  "<text transform=\"translate(%.0f %.0f) rotate(%.1f)\" y=\"4\" "
                  "text-anchor=\"%s\">",
                  node->x + 12 * c, node->y + 12 * s, c < -0.001 ? degrees + 180 : degrees,
                  c < -0.001 ? "end" : "start");
    } else if (fabs(c) > 0.4) {
        rp_printf(print, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">",
                  node->x + (c < 0 ? -12 : 12), node->y + 5, c < 0 ? "end" : "start");
    } else {
        rp_printf(print, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">", node->x,
                  node->y + (s < 0 ? -14 : 22));
    }
    rp_print_html(print, rp_resolution_name(report, node->resolution));
    rp_print(print, "</text></a>\n");
}

/* Of a family that is too large, the resolutions of its best findings, as many as there is
 * room for, and those findings. They become the first of `nodes` and `hubs`. */
static void keep_best(const struct rp_report *report, struct graph *graph,
                      struct node *nodes, size_t *n, const struct hub *hubs, size_t *n_hubs)
{
    const struct rp_result *result = report->result;
    size_t kept = 0, h = 0;
    for (; h < *n_hubs; h++) {
        const struct rp_finding *finding = &result->findings.v[hubs[h].findings[0]];
        const uint32_t *of = &result->resolutions_of.v[finding->first_resolution];
        const size_t before = kept;
        uint32_t i = 0;
        for (; i < finding->n_resolutions && kept <= NODES_MOST; i++) {
            const size_t at = graph->at[of[i]] - (size_t)(nodes - graph->nodes.v);
            if (at < kept)
                continue;
            const struct node node = nodes[at];
            nodes[at] = nodes[kept];
            nodes[kept] = node;
            graph->at[nodes[at].resolution] = (uint32_t)(&nodes[at] - graph->nodes.v);
            graph->at[node.resolution] = (uint32_t)(&nodes[kept++] - graph->nodes.v);
        }
        if (kept > NODES_MOST) {
            kept = before;
            break;
        }
    }
    *n = kept;
    *n_hubs = h;
    qsort_r(nodes, kept, sizeof *nodes, compare_nodes, graph->size);
    for (size_t i = 0; i < kept; i++)
        graph->at[nodes[i].resolution] = (uint32_t)(&nodes[i] - graph->nodes.v);
}

static void print_family(const struct rp_report *report, struct graph *graph,
                         struct node *nodes, size_t n, struct hub *hubs, size_t n_hubs,
                         struct rp_print *print)
{
    if (n > NODES_MOST) {
        const size_t n_all = n;
        keep_best(report, graph, nodes, &n, hubs, &n_hubs);
        rp_printf(print,
                  "<p>Drawn of a family of %zu resolutions are the %zu of its best "
                  "findings; the table below has all its ties.</p>\n",
                  n_all, n);
        if (n == 0)
            return;
    }
    n_hubs = group_hubs(report->result, hubs, n_hubs);
    const struct picture picture =
        lay_out(report->result, nodes, n, hubs, n_hubs, graph->at, graph->nodes.v);
    rp_printf(print,
              "<svg role=\"group\" aria-label=\"%zu resolutions and the findings that tie "
              "them\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n",
              n, picture.width, picture.height, picture.width, picture.height);
    for (size_t h = 0; h < n_hubs; h++)
        print_lines(report, &hubs[h], graph, print);
    for (size_t h = 0; h < n_hubs; h++)
        print_hub(report, &hubs[h], print);
    for (size_t i = 0; i < n; i++)
        print_node(report, &nodes[i], picture.turned, print);
    rp_print(print, "</svg>\n");
}

static void print_shapes(struct rp_print *print)
{
    static const enum rp_body bodies[] = {RP_BODY_PP, RP_BODY_WTSA, RP_BODY_WTDC,
                                          RP_BODY_RA};
    rp_print(print, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        rp_print(print, "<li><svg class=\"graph\" width=\"18\" height=\"18\" "
                        "aria-hidden=\"true\">");
        print_shape(bodies[i], 9, 9, print);
        rp_printf(print, "</svg> %s</li>\n", rp_body_name(bodies[i]));
    }
    rp_print(print,
             "<li><b>3</b> a finding, by its number; the thicker its lines, the more "
             "words it repeats</li>\n</ul>\n");
}

void rp_html_graph(const struct rp_report *report, struct rp_print *print)
{
    struct graph graph = {0};
    const int status = gather_graph(report, &graph);
    if (status)
        print->status = status;
    rp_print(print, "<h3>Families: resolutions tied by findings</h3>\n");
    print_shapes(print);
    rp_print(print, "<div class=\"graph\" id=\"graph\">\n");
    for (size_t i = 0, h = 0, end, h_end; i < graph.nodes.n && print->status == RP_OK;
         i = end, h = h_end) {
        const uint32_t family = graph.nodes.v[i].family;
        for (end = i; end < graph.nodes.n && graph.nodes.v[end].family == family;)
            end++;
        for (h_end = h; h_end < graph.hubs.n && graph.hubs.v[h_end].family == family;)
            h_end++;
        print_family(report, &graph, &graph.nodes.v[i], end - i, &graph.hubs.v[h],
                     h_end - h, print);
    }
    rp_print(print, "</div>\n");
    rp_vec_release(&graph.nodes);
    rp_vec_release(&graph.hubs);
    rp_free(graph.family);
    rp_free(graph.size);
    rp_free(graph.at);
}
