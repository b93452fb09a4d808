#include "judge/citation.h"

#include <stdlib.h>

const char *rp_citation_state_name(enum rp_citation_state state)
{
    static const char *const names[RP_N_CITATION_STATES] = {"undated", "current",
                                                            "outdated", "newer", "unknown"};
    return (size_t)state < RP_N_CITATION_STATES ? names[state] : "?";
}

/* The last number of four digits: the year of "Rev. Dubai, 2018"; 0 if there is none. */
static uint32_t year_of(struct rp_str revision)
{
    uint32_t year = 0, number = 0;
    size_t digits = 0;
    for (size_t i = 0; i <= revision.n; i++) {
        const char c = i < revision.n ? revision.p[i] : ' ';
        if (c >= '0' && c <= '9') {
            number = digits ? number * 10 + (uint32_t)(c - '0') : (uint32_t)(c - '0');
            digits++;
            continue;
        }
        if (digits == 4)
            year = number;
        digits = 0;
    }
    return year;
}

/* An ITU-R resolution names its revision by a suffix, "ITU-R 7-3": compared as a number. */
static uint32_t suffix_of(struct rp_str revision)
{
    uint32_t suffix = 0;
    size_t i = revision.n;
    while (i && revision.p[i - 1] >= '0' && revision.p[i - 1] <= '9')
        i--;
    if (i < 2 || revision.p[i - 1] != '-' || revision.p[i - 2] < '0' ||
        revision.p[i - 2] > '9')
        return 0;
    for (; i < revision.n; i++)
        suffix = suffix < 1000 ? suffix * 10 + (uint32_t)(revision.p[i] - '0') : suffix;
    return suffix;
}

static enum rp_citation_state state_of(const struct rp_corpus *corpus,
                                       const struct rp_cite *cite)
{
    if (cite->resolution >= corpus->resolutions.n)
        return RP_CITATION_UNKNOWN;
    const struct rp_resolution *cited = &corpus->resolutions.v[cite->resolution];
    const struct rp_str said = rp_corpus_str(corpus, cite->revision);
    const struct rp_str has = rp_corpus_str(corpus, cited->revision);
    uint32_t a = year_of(said), b = cited->year;
    if (cited->body == RP_BODY_RA && !a) {
        a = suffix_of(said);
        b = suffix_of(has);
    }
    if (!a || !b)
        return RP_CITATION_UNDATED;
    return a == b ? RP_CITATION_CURRENT : a < b ? RP_CITATION_OUTDATED : RP_CITATION_NEWER;
}

static int compare_edges(const struct rp_corpus *corpus, const struct rp_citation *a,
                         const struct rp_citation *b)
{
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->to == UINT32_MAX ? rp_str_compare(rp_corpus_str(corpus, a->name),
                                                rp_corpus_str(corpus, b->name))
                               : 0;
}

/* Insert or merge; edges of one resolution are few. */
static int add_edge(struct rp_citations *out, const struct rp_corpus *corpus, size_t first,
                    struct rp_citation edge)
{
    size_t at = first;
    int order = 1;
    while (at < out->edges.n &&
           (order = compare_edges(corpus, &out->edges.v[at], &edge)) < 0)
        at++;
    if (at < out->edges.n && order == 0) {
        struct rp_citation *known = &out->edges.v[at];
        const uint32_t n = known->n_clauses + 1;
        if (edge.state > known->state)
            *known = edge;
        known->n_clauses = n;
        return RP_OK;
    }
    if (rp_vec_push(&out->edges, edge))
        return RP_ERR_MEMORY;
    for (size_t i = out->edges.n - 1; i > at; i--)
        out->edges.v[i] = out->edges.v[i - 1];
    out->edges.v[at] = edge;
    return RP_OK;
}

static int collect(struct rp_citations *out, const struct rp_corpus *corpus)
{
    for (uint32_t r = 0; r < corpus->resolutions.n; r++) {
        const struct rp_resolution *resolution = &corpus->resolutions.v[r];
        const size_t first = out->edges.n;
        for (uint32_t i = 0; i < resolution->n_clauses; i++) {
            const uint32_t c = resolution->first_clause + i;
            const struct rp_clause *clause = &corpus->clauses.v[c];
            for (uint32_t k = 0; k < clause->n_cites && !clause->superseded; k++) {
                const struct rp_cite *cite = &corpus->cites.v[clause->first_cite + k];
                if (cite->resolution == r)
                    continue;
                struct rp_citation edge = {.from = r,
                                           .to = cite->resolution,
                                           .name = cite->name,
                                           .revision = cite->revision,
                                           .state = state_of(corpus, cite),
                                           .clause = c,
                                           .n_clauses = 1};
                if (add_edge(out, corpus, first, edge))
                    return RP_ERR_MEMORY;
            }
        }
    }
    return RP_OK;
}

/* ---- circles ------------------------------------------------------------------------ */

struct walk {
    uint32_t n;
    size_t *first;                /* edges of resolution r: [first[r], first[r + 1]) */
    uint32_t *order, *low, *part; /* order 0: not seen; part UINT32_MAX: still open */
    uint32_t *open, *path;
    size_t *next; /* edge to follow from r */
    uint32_t n_open, n_path, n_seen, n_parts;
};

static void enter(struct walk *w, uint32_t r)
{
    w->order[r] = w->low[r] = ++w->n_seen;
    w->open[w->n_open++] = r;
    w->path[w->n_path++] = r;
    w->next[r] = w->first[r];
}

static void leave(struct walk *w, uint32_t r)
{
    w->n_path--;
    if (w->low[r] == w->order[r]) {
        uint32_t member;
        do {
            member = w->open[--w->n_open];
            w->part[member] = w->n_parts;
        } while (member != r);
        w->n_parts++;
    }
    if (w->n_path) {
        const uint32_t above = w->path[w->n_path - 1];
        w->low[above] = w->low[above] < w->low[r] ? w->low[above] : w->low[r];
    }
}

static void find_parts(struct walk *w, const struct rp_citations *out)
{
    for (uint32_t root = 0; root < w->n; root++) {
        if (w->order[root])
            continue;
        enter(w, root);
        while (w->n_path) {
            const uint32_t r = w->path[w->n_path - 1];
            if (w->next[r] == w->first[r + 1]) {
                leave(w, r);
                continue;
            }
            /* Before the first of the next there is an edge.
             * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
            const uint32_t to = out->edges.v[w->next[r]++].to;
            if (to == UINT32_MAX)
                continue;
            if (!w->order[to])
                enter(w, to);
            else if (w->part[to] == UINT32_MAX && w->order[to] < w->low[r])
                w->low[r] = w->order[to];
        }
    }
}

/* The parts of two or more; the walk is over, its memory holds the members of each part as
 * a chain. */
static int list_circles(struct rp_citations *out, const struct walk *w)
{
    uint32_t *head = w->open, *next = w->low;
    for (uint32_t i = 0; i < w->n; i++)
        head[i] = UINT32_MAX;
    for (uint32_t r = w->n; r-- > 0;) {
        next[r] = head[w->part[r]];
        head[w->part[r]] = r;
    }
    for (uint32_t r = 0; r < w->n; r++) {
        if (head[w->part[r]] != r || next[r] == UINT32_MAX)
            continue;
        if (rp_vec_push(&out->first_round, (uint32_t)out->round.n))
            return RP_ERR_MEMORY;
        for (uint32_t q = r; q != UINT32_MAX; q = next[q])
            if (rp_vec_push(&out->round, q))
                return RP_ERR_MEMORY;
    }
    return rp_vec_push(&out->first_round, (uint32_t)out->round.n);
}

static int find_circles(struct rp_citations *out, uint32_t n)
{
    struct walk w = {.n = n};
    uint32_t *memory = rp_alloc_zero((size_t)n * 5, sizeof *memory);
    size_t *places = rp_alloc_zero((size_t)n * 2 + 1, sizeof *places);
    int status = memory && places ? RP_OK : RP_ERR_MEMORY;
    if (status == RP_OK) {
        w.order = memory;
        w.low = memory + n;
        w.part = memory + 2 * (size_t)n;
        w.open = memory + 3 * (size_t)n;
        w.path = memory + 4 * (size_t)n;
        w.first = places;
        w.next = places + n + 1;
        for (uint32_t r = 0; r < n; r++)
            w.part[r] = UINT32_MAX;
        for (size_t i = 0; i < out->edges.n; i++)
            w.first[out->edges.v[i].from + 1]++;
        for (uint32_t r = 0; r < n; r++)
            w.first[r + 1] += w.first[r];
        find_parts(&w, out);
        status = list_circles(out, &w);
    }
    rp_free(memory);
    rp_free(places);
    return status;
}

int rp_citations_fill(struct rp_citations *out, const struct rp_corpus *corpus,
                      struct rp_error *err)
{
    struct rp_citations citations = {0};
    int status = collect(&citations, corpus);
    if (status == RP_OK)
        status = find_circles(&citations, (uint32_t)corpus->resolutions.n);
    if (status) {
        rp_citations_release(&citations);
        return rp_fail_memory(err);
    }
    *out = citations;
    return RP_OK;
}

void rp_citations_release(struct rp_citations *citations)
{
    rp_vec_release(&citations->edges);
    rp_vec_release(&citations->round);
    rp_vec_release(&citations->first_round);
}

bool rp_citations_validate(const struct rp_citations *citations,
                           const struct rp_corpus *corpus, const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < citations->edges.n && !*why; i++) {
        const struct rp_citation *edge = &citations->edges.v[i];
        if (edge->from >= corpus->resolutions.n || edge->clause >= corpus->clauses.n ||
            corpus->clauses.v[edge->clause].resolution != edge->from)
            *why = "a citation stands in no clause of its resolution";
        else if ((edge->to >= corpus->resolutions.n) !=
                 (edge->state == RP_CITATION_UNKNOWN))
            *why = "a citation's state does not fit what it leads to";
        else if (i && compare_edges(corpus, edge - 1, edge) >= 0)
            *why = "the citations are not sorted";
    }
    for (size_t i = 1; i < citations->first_round.n && !*why; i++)
        if (citations->first_round.v[i] - citations->first_round.v[i - 1] < 2)
            *why = "a circle has no two members";
    return !*why;
}
