/* From judged pairs to findings.
 *
 *   rows  clauses that repeat one clause: stars round a representative, no chains. A PP
 *         clause becomes the representative before any other, then the one that has most
 *         to give.
 *   runs  rows whose members stand next to each other in the same resolutions, and the
 *         procedure between them.
 *   rank  what a decision would save, in bits, times how sure we are of it:
 *         sum over members that are not kept of shared information * score.
 */
#include "judge/inside.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/* One row: the clause whose wording is kept, and those that repeat it. */
struct row {
    uint32_t keeps;
    uint32_t first, n; /* in places; the kept clause is not among them */
    uint32_t run;      /* root of its run, in rows */
};

struct place {
    uint32_t clause, pair;
};

struct work {
    const struct rp_judge *judge;
    const struct rp_corpus *corpus;
    struct rp_result *result;
    uint32_t *first_edge; /* by clause, in edges */
    struct edge {
        uint32_t other, pair;
        bool holds; /* else the same procedure */
    } * edges;
    uint64_t *gain;   /* by clause */
    uint32_t *row_of; /* by clause; NONE: in no row */
    RP_VEC(struct row) rows;
    RP_VEC(struct place) places;
    struct rp_verdict_scratch scratch;
    uint8_t *covered; /* terms of one clause that stand in another member */
};

static const struct rp_clause *clause(const struct work *w, uint32_t i)
{
    return &w->corpus->clauses.v[i];
}

static enum rp_body body(const struct work *w, uint32_t i)
{
    return w->corpus->resolutions.v[clause(w, i)->resolution].body;
}

/* ---- pairs ---- */

static int compare_pairs(const void *x, const void *y)
{
    const struct rp_verdict *a = x, *b = y;
    if (a->score_ppm != b->score_ppm)
        return a->score_ppm < b->score_ppm ? 1 : -1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* All pairs, best first, their spans in the same order. */
static int gather_pairs(struct rp_result *out, const struct rp_judged *ranges, size_t n)
{
    RP_VEC(struct rp_aligned_span) spans = {0};
    size_t n_pairs = 0, n_spans = 0;
    for (size_t i = 0; i < n; i++) {
        n_pairs += ranges[i].pairs.n;
        n_spans += ranges[i].spans.n;
    }
    if (n_spans > UINT32_MAX || rp_vec_reserve(&out->pairs, n_pairs) ||
        rp_vec_reserve(&out->spans, n_spans) || rp_vec_reserve(&spans, n_spans)) {
        rp_vec_release(&spans);
        return RP_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < ranges[i].pairs.n; k++) {
            struct rp_verdict v = ranges[i].pairs.v[k];
            v.first_span += (uint32_t)spans.n;
            out->pairs.v[out->pairs.n++] = v;
        }
        if (ranges[i].spans.n)
            memcpy(spans.v + spans.n, ranges[i].spans.v,
                   ranges[i].spans.n * sizeof *spans.v);
        spans.n += ranges[i].spans.n;
    }
    if (n_pairs)
        qsort(out->pairs.v, n_pairs, sizeof *out->pairs.v, compare_pairs);
    for (size_t i = 0; i < n_pairs; i++) {
        struct rp_verdict *v = &out->pairs.v[i];
        const uint32_t first = (uint32_t)out->spans.n;
        for (uint32_t k = 0; k < v->n_spans; k++)
            out->spans.v[out->spans.n++] = spans.v[v->first_span + k];
        v->first_span = first;
    }
    rp_vec_release(&spans);
    return RP_OK;
}

bool rp_verdict_holds(const struct rp_corpus *corpus, const struct rp_verdict *v)
{
    const struct rp_clause *a = &corpus->clauses.v[v->a], *b = &corpus->clauses.v[v->b];
    return rp_relation_repeats(v->relation) && !a->superseded && !b->superseded &&
           a->resolution != b->resolution;
}

/* ---- rows ---- */

/* Procedure that both clauses consist of: no repetition by itself, but part of a section
 * that was taken over. */
static bool is_same_procedure(const struct work *w, const struct rp_verdict *v)
{
    const uint32_t near = w->judge->parameters.near_ppm;
    return v->relation == RP_RELATION_FORMULA && !clause(w, v->a)->superseded &&
           !clause(w, v->b)->superseded &&
           clause(w, v->a)->resolution != clause(w, v->b)->resolution &&
           rp_share_ppm(v->shared_mbit, v->a_mbit) >= near &&
           rp_share_ppm(v->shared_mbit, v->b_mbit) >= near;
}

static int list_edges(struct work *w)
{
    const size_t n = w->corpus->clauses.n;
    const struct rp_result *r = w->result;
    w->first_edge = rp_alloc_zero(n + 2, sizeof *w->first_edge);
    w->gain = rp_alloc_zero(n, sizeof *w->gain);
    w->row_of = rp_alloc(n, sizeof *w->row_of);
    if (!w->first_edge || !w->gain || !w->row_of)
        return RP_ERR_MEMORY;
    memset(w->row_of, 0xff, n * sizeof *w->row_of);
    size_t n_edges = 0;
    for (size_t i = 0; i < r->pairs.n; i++)
        if (rp_verdict_holds(w->corpus, &r->pairs.v[i]) ||
            is_same_procedure(w, &r->pairs.v[i])) {
            w->first_edge[r->pairs.v[i].a + 2]++;
            w->first_edge[r->pairs.v[i].b + 2]++;
            n_edges += 2;
        }
    w->edges = rp_alloc(n_edges, sizeof *w->edges);
    if (!w->edges)
        return RP_ERR_MEMORY;
    for (size_t i = 2; i < n + 2; i++)
        w->first_edge[i] += w->first_edge[i - 1];
    /* pairs come best first, so a clause's edges do too */
    for (size_t i = 0; i < r->pairs.n; i++) {
        const struct rp_verdict *v = &r->pairs.v[i];
        const bool holds = rp_verdict_holds(w->corpus, v);
        if (!holds && !is_same_procedure(w, v))
            continue;
        w->edges[w->first_edge[v->a + 1]++] = (struct edge){v->b, (uint32_t)i, holds};
        w->edges[w->first_edge[v->b + 1]++] = (struct edge){v->a, (uint32_t)i, holds};
        if (!holds)
            continue;
        const uint64_t gain = (uint64_t)v->shared_mbit * v->score_ppm / 1000000;
        w->gain[v->a] += gain;
        w->gain[v->b] += gain;
    }
    return RP_OK;
}

static int compare_places(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    return (a->clause > b->clause) - (a->clause < b->clause);
}

/* The star round clause c: its best neighbour of every other resolution that is in no row.
 */
static int add_row(struct work *w, uint32_t c)
{
    struct row row = {.keeps = c, .first = (uint32_t)w->places.n};
    for (uint32_t e = w->first_edge[c]; e < w->first_edge[c + 1]; e++) {
        const uint32_t other = w->edges[e].other;
        bool taken = w->row_of[other] != NONE || !w->edges[e].holds;
        for (uint32_t k = 0; k < row.n && !taken; k++)
            taken = clause(w, w->places.v[row.first + k].clause)->resolution ==
                    clause(w, other)->resolution;
        if (taken)
            continue;
        if (rp_vec_push(&w->places, (struct place){other, w->edges[e].pair}))
            return RP_ERR_MEMORY;
        row.n++;
    }
    if (row.n == 0)
        return RP_OK;
    qsort(w->places.v + row.first, row.n, sizeof *w->places.v, compare_places);
    const uint32_t index = row.run = (uint32_t)w->rows.n;
    w->row_of[c] = index;
    for (uint32_t k = 0; k < row.n; k++)
        w->row_of[w->places.v[row.first + k].clause] = index;
    return rp_vec_push(&w->rows, row);
}

struct turn {
    uint64_t gain;
    uint32_t clause;
    bool pp;
};

static int compare_turns(const void *x, const void *y)
{
    const struct turn *a = x, *b = y;
    if (a->pp != b->pp)
        return a->pp ? -1 : 1;
    if (a->gain != b->gain)
        return a->gain > b->gain ? -1 : 1;
    return (a->clause > b->clause) - (a->clause < b->clause);
}

static int make_rows(struct work *w)
{
    RP_VEC(struct turn) turns = {0};
    int status = RP_OK;
    for (uint32_t c = 0; c < w->corpus->clauses.n && status == RP_OK; c++)
        if (w->gain[c])
            status =
                rp_vec_push(&turns, (struct turn){w->gain[c], c, body(w, c) == RP_BODY_PP});
    if (turns.n)
        qsort(turns.v, turns.n, sizeof *turns.v, compare_turns);
    for (size_t i = 0; i < turns.n && status == RP_OK; i++)
        if (w->row_of[turns.v[i].clause] == NONE)
            status = add_row(w, turns.v[i].clause);
    rp_vec_release(&turns);
    return status;
}

/* ---- runs ---- */

/* The clause of a row that belongs to a resolution, or NONE. */
static uint32_t member_of(const struct work *w, const struct row *row, uint32_t resolution)
{
    if (clause(w, row->keeps)->resolution == resolution)
        return row->keeps;
    for (uint32_t k = 0; k < row->n; k++) {
        const uint32_t c = w->places.v[row->first + k].clause;
        if (clause(w, c)->resolution == resolution)
            return c;
    }
    return NONE;
}

/* Whether s goes on where r stands: in two resolutions at least, the same direction in all
 * that they share, and they share more than half. */
static bool continues(const struct work *w, const struct row *r, const struct row *s)
{
    uint32_t n_common = 0, n_near = 0;
    for (uint32_t k = 0; k <= r->n; k++) {
        const uint32_t c = k ? w->places.v[r->first + k - 1].clause : r->keeps;
        const uint32_t d = member_of(w, s, clause(w, c)->resolution);
        if (d == NONE)
            continue;
        n_common++;
        n_near += d > c && d - c <= w->judge->parameters.run_gap;
    }
    return n_near >= 2 && n_common * 2 > r->n + 1 + s->n + 1 - n_common;
}

static uint32_t find_run(struct work *w, uint32_t row)
{
    while (w->rows.v[row].run != row)
        row = w->rows.v[row].run = w->rows.v[w->rows.v[row].run].run;
    return row;
}

static void make_runs(struct work *w)
{
    for (uint32_t i = 0; i < w->rows.n; i++) {
        const struct row *r = &w->rows.v[i];
        for (uint32_t k = 0; k <= r->n; k++) {
            const uint32_t c = k ? w->places.v[r->first + k - 1].clause : r->keeps;
            for (uint32_t d = c + 1;
                 d < w->corpus->clauses.n && d - c <= w->judge->parameters.run_gap &&
                 clause(w, d)->resolution == clause(w, c)->resolution;
                 d++) {
                const uint32_t j = w->row_of[d];
                if (j == NONE || j == i || !continues(w, r, &w->rows.v[j]))
                    continue;
                const uint32_t a = find_run(w, i), b = find_run(w, j);
                w->rows.v[a > b ? a : b].run = a > b ? b : a;
            }
        }
    }
}

static uint32_t pair_between(const struct work *w, uint32_t a, uint32_t b)
{
    for (uint32_t e = w->first_edge[a]; e < w->first_edge[a + 1]; e++)
        if (w->edges[e].other == b && w->edges[e].holds)
            return w->edges[e].pair;
    return NONE;
}

/* Let the row keep clause c, one of its members, if every other member repeats c too. */
static void keep_instead(struct work *w, struct row *row, uint32_t c)
{
    struct place *places = w->places.v + row->first;
    for (uint32_t k = 0; k < row->n; k++)
        if (places[k].clause != c && pair_between(w, c, places[k].clause) == NONE)
            return;
    for (uint32_t k = 0; k < row->n; k++) {
        if (places[k].clause == c)
            places[k].clause = row->keeps;
        places[k].pair = pair_between(w, c, places[k].clause);
    }
    row->keeps = c;
    qsort(places, row->n, sizeof *places, compare_places);
}

/* Rows of a run keep the wording of one resolution where they can: that of the first row,
 * which was the first to choose. */
static void settle_runs(struct work *w)
{
    for (uint32_t i = 0; i < w->rows.n; i++) {
        struct row *row = &w->rows.v[i];
        const uint32_t home = clause(w, w->rows.v[find_run(w, i)].keeps)->resolution;
        const uint32_t c = member_of(w, row, home);
        if (c != NONE && c != row->keeps && body(w, c) == body(w, row->keeps))
            keep_instead(w, row, c);
    }
}

/* The run of two rows or more that goes on, within run_gap, beside clause a in one
 * resolution and beside clause b in another; or NONE. */
static uint32_t run_beside(struct work *w, const uint32_t *n_rows, uint32_t a, uint32_t b)
{
    const uint32_t gap = w->judge->parameters.run_gap;
    const uint32_t resolution = clause(w, a)->resolution, other = clause(w, b)->resolution;
    const uint32_t beg = a < gap ? 0 : a - gap;
    for (uint32_t c = beg; c < w->corpus->clauses.n && c <= a + gap; c++) {
        if (c == a || w->row_of[c] == NONE || clause(w, c)->resolution != resolution)
            continue;
        const uint32_t d = member_of(w, &w->rows.v[w->row_of[c]], other);
        const uint32_t run = find_run(w, w->row_of[c]);
        if (d != NONE && n_rows[run] > 1 && (c < a) == (d < b) &&
            (d < b ? b - d : d - b) <= gap)
            return run;
    }
    return NONE;
}

/* A row of the same procedure: clause c and those that stand beside the same run. */
static int add_procedure(struct work *w, const uint32_t *n_rows, uint32_t c)
{
    struct row row = {.keeps = c, .first = (uint32_t)w->places.n, .run = NONE};
    for (uint32_t e = w->first_edge[c]; e < w->first_edge[c + 1]; e++) {
        const uint32_t other = w->edges[e].other;
        if (w->row_of[other] != NONE ||
            member_of(w, &row, clause(w, other)->resolution) != NONE)
            continue;
        const uint32_t run = run_beside(w, n_rows, c, other);
        if (run == NONE || (row.run != NONE && row.run != run))
            continue;
        row.run = run;
        if (rp_vec_push(&w->places, (struct place){other, w->edges[e].pair}))
            return RP_ERR_MEMORY;
        row.n++;
    }
    if (row.n == 0)
        return RP_OK;
    qsort(w->places.v + row.first, row.n, sizeof *w->places.v, compare_places);
    const uint32_t index = (uint32_t)w->rows.n;
    w->row_of[c] = index;
    for (uint32_t k = 0; k < row.n; k++)
        w->row_of[w->places.v[row.first + k].clause] = index;
    return rp_vec_push(&w->rows, row);
}

/* Procedure between the provisions of a run belongs to it: the section was taken over as a
 * whole. Clauses come in the order of the corpus, PP first. */
static int fill_runs(struct work *w)
{
    uint32_t *n_rows = rp_alloc_zero(w->rows.n, sizeof *n_rows); /* by root */
    if (!n_rows)
        return RP_ERR_MEMORY;
    for (uint32_t i = 0; i < w->rows.n; i++)
        n_rows[find_run(w, i)]++;
    int status = RP_OK;
    for (uint32_t c = 0; c < w->corpus->clauses.n && status == RP_OK; c++)
        if (w->row_of[c] == NONE && w->first_edge[c] < w->first_edge[c + 1])
            status = add_procedure(w, n_rows, c);
    rp_free(n_rows);
    return status;
}

/* ---- what is left when a member goes ---- */

/* Mark the terms of clause a that stand in clause b; returns RP_OK or an error. */
static int cover(struct work *w, uint32_t a, uint32_t b)
{
    size_t n_a, n_b;
    const struct rp_term *ta = rp_judge_terms(w->judge, a, &n_a);
    const struct rp_term *tb = rp_judge_terms(w->judge, b, &n_b);
    struct rp_verdict_scratch *s = &w->scratch;
    if (rp_vec_reserve(&s->match_a, n_a) || rp_vec_reserve(&s->match_b, n_b))
        return RP_ERR_MEMORY;
    int status = rp_align(ta, n_a, tb, n_b, w->judge->weights.mbit, &w->judge->parameters,
                          &s->align, s->match_a.v, s->match_b.v);
    for (size_t i = 0; i < n_a && status == RP_OK; i++)
        if (s->match_a.v[i] != NONE)
            w->covered[i] = 1;
    return status;
}

/* The residue of a member: what stands in no other member of its row. Runs that carry
 * less than block_mbit are no loss. Returns the information that would be lost, or an
 * error. */
static int64_t add_residue(struct work *w, const struct row *row, struct rp_member *m)
{
    size_t n;
    const struct rp_term *t = rp_judge_terms(w->judge, m->clause, &n);
    const struct rp_parameters *p = &w->judge->parameters;
    memset(w->covered, 0, n);
    for (uint32_t k = 0; k <= row->n; k++) {
        const uint32_t c = k ? w->places.v[row->first + k - 1].clause : row->keeps;
        if (c != m->clause && cover(w, m->clause, c))
            return RP_ERR_MEMORY;
    }
    m->first_residue = (uint32_t)w->result->residues.n;
    int64_t lost = 0;
    for (size_t i = 0, end; i < n; i = end) {
        end = i + 1;
        m->words += t[i].n_words;
        if (w->covered[i]) {
            m->words_shared += t[i].n_words;
            continue;
        }
        uint32_t mbit = w->judge->weights.mbit[t[i].id];
        for (; end < n && !w->covered[end]; end++) {
            m->words += t[end].n_words;
            mbit += w->judge->weights.mbit[t[end].id];
        }
        if (mbit < p->block_mbit || t[i].beg == t[end - 1].end)
            continue;
        lost += mbit;
        if (rp_vec_push(&w->result->residues, (struct rp_span){t[i].beg, t[end - 1].end}))
            return RP_ERR_MEMORY;
    }
    m->n_residue = (uint32_t)w->result->residues.n - m->first_residue;
    return lost;
}

/* ---- findings ---- */

static enum rp_recommendation recommend(const struct work *w, uint32_t keeps, uint32_t c,
                                        int64_t lost)
{
    const bool loses = lost >= w->judge->parameters.residue_mbit;
    if (body(w, keeps) == RP_BODY_PP && body(w, c) != RP_BODY_PP)
        return loses ? RP_RECOMMEND_TRIM : RP_RECOMMEND_SUPPRESS;
    if (body(w, keeps) == body(w, c))
        return loses ? RP_RECOMMEND_MERGE : RP_RECOMMEND_SUPPRESS;
    return RP_RECOMMEND_ALIGN;
}

static int add_members(struct work *w, struct rp_finding *f, const struct row *row)
{
    for (uint32_t k = 0; k <= row->n; k++) {
        struct rp_member m = {.clause = row->keeps,
                              .row = f->n_rows,
                              .pair = NONE,
                              .keeps = k == 0,
                              .recommendation = RP_RECOMMEND_KEEP};
        if (k) {
            m.clause = w->places.v[row->first + k - 1].clause;
            m.pair = w->places.v[row->first + k - 1].pair;
        }
        const int64_t lost = add_residue(w, row, &m);
        if (lost < 0)
            return (int)lost;
        if (k) {
            const struct rp_verdict *v = &w->result->pairs.v[m.pair];
            m.recommendation = recommend(w, row->keeps, m.clause, lost);
            f->rank_mbit += (uint32_t)((uint64_t)v->shared_mbit * v->score_ppm / 1000000);
            f->shared_mbit += v->shared_mbit;
            f->words_repeated += v->a == m.clause ? v->words_shared_a : v->words_shared_b;
            const bool holds =
                rp_relation_repeats(v->relation); /* else procedure of a run */
            if (holds && v->score_ppm < f->score_ppm)
                f->score_ppm = v->score_ppm;
            if (holds && v->relation > f->relation) /* they come in order of strength */
                f->relation = v->relation;
        }
        if (rp_vec_push(&w->result->members, m))
            return RP_ERR_MEMORY;
        f->n_members++;
        f->bodies |= 1u << body(w, m.clause);
    }
    f->n_rows++;
    return RP_OK;
}

static int compare_u32(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The members' resolutions, ascending, once each. */
static int add_resolutions(struct work *w, struct rp_finding *f)
{
    struct rp_result *r = w->result;
    f->first_resolution = (uint32_t)r->resolutions_of.n;
    for (uint32_t k = 0; k < f->n_members; k++)
        if (rp_vec_push(&r->resolutions_of,
                        clause(w, r->members.v[f->first_member + k].clause)->resolution))
            return RP_ERR_MEMORY;
    uint32_t *v = r->resolutions_of.v + f->first_resolution;
    qsort(v, f->n_members, sizeof *v, compare_u32);
    uint32_t n = 0;
    for (uint32_t k = 0; k < f->n_members; k++)
        if (n == 0 || v[n - 1] != v[k])
            v[n++] = v[k];
    f->n_resolutions = n;
    r->resolutions_of.n = f->first_resolution + n;
    return RP_OK;
}

/* All repetitions between members of one row, best first. */
static int add_pairs(struct work *w, struct rp_finding *f)
{
    struct rp_result *r = w->result;
    f->first_pair = (uint32_t)r->pairs_of.n;
    for (uint32_t k = 0; k < f->n_members; k++) {
        const struct rp_member *m = &r->members.v[f->first_member + k];
        for (uint32_t e = w->first_edge[m->clause]; e < w->first_edge[m->clause + 1]; e++) {
            const struct edge *edge = &w->edges[e];
            if (edge->other > m->clause && w->row_of[edge->other] == w->row_of[m->clause] &&
                rp_vec_push(&r->pairs_of, edge->pair))
                return RP_ERR_MEMORY;
        }
    }
    f->n_pairs = (uint32_t)r->pairs_of.n - f->first_pair;
    if (f->n_pairs)
        qsort(r->pairs_of.v + f->first_pair, f->n_pairs, sizeof *r->pairs_of.v,
              compare_u32);
    return RP_OK;
}

/* What the finding as a whole comes to: the recommendation for most of its words. */
static void settle(const struct work *w, struct rp_finding *f)
{
    uint64_t words[RP_N_RECOMMENDATIONS] = {0};
    for (uint32_t k = 0; k < f->n_members; k++) {
        const struct rp_member *m = &w->result->members.v[f->first_member + k];
        if (m->keeps)
            continue;
        words[m->recommendation] += m->words;
    }
    f->recommendation = RP_RECOMMEND_SUPPRESS;
    for (int i = 0; i < RP_N_RECOMMENDATIONS; i++)
        if (words[i] > words[f->recommendation])
            f->recommendation = (enum rp_recommendation)i;
}

static int compare_rows(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->run != b->run)
        return a->run < b->run ? -1 : 1;
    return (a->keeps > b->keeps) - (a->keeps < b->keeps);
}

/* The resolution that most rows keep; the first of them. */
static uint32_t most_kept(const struct work *w, const struct row *rows, size_t n)
{
    uint32_t best = 0;
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t resolution = clause(w, rows[i].keeps)->resolution;
        size_t times = 0;
        for (size_t k = i; k < n; k++)
            times += clause(w, rows[k].keeps)->resolution == resolution;
        if (times > most) {
            most = times;
            best = resolution;
        }
    }
    return best;
}

static int add_finding(struct work *w, const struct row *rows, size_t n)
{
    struct rp_finding f = {.kind = n > 1 ? RP_FINDING_RUN : RP_FINDING_CLUSTER,
                           .score_ppm = UINT32_MAX,
                           .first_member = (uint32_t)w->result->members.n,
                           .keeps = most_kept(w, rows, n)};
    int status = RP_OK;
    for (size_t i = 0; i < n && status == RP_OK; i++)
        status = add_members(w, &f, &rows[i]);
    if (status == RP_OK)
        status = add_resolutions(w, &f);
    if (status == RP_OK)
        status = add_pairs(w, &f);
    settle(w, &f);
    return status ? status : rp_vec_push(&w->result->findings, f);
}

static int compare_findings(const void *x, const void *y)
{
    const struct rp_finding *a = x, *b = y;
    if (a->rank_mbit != b->rank_mbit)
        return a->rank_mbit < b->rank_mbit ? 1 : -1;
    return a->first_member < b->first_member ? -1 : 1; /* members came in order of rows */
}

static int make_findings(struct work *w)
{
    size_t most = 0;
    for (uint32_t i = 0; i < w->corpus->clauses.n; i++) {
        size_t n;
        rp_judge_terms(w->judge, i, &n);
        most = n > most ? n : most;
    }
    w->covered = rp_alloc(most, 1);
    if (!w->covered)
        return RP_ERR_MEMORY;
    for (uint32_t i = 0; i < w->rows.n; i++)
        w->rows.v[i].run = find_run(w, i);
    /* from here on row_of is no index, only a name */
    if (w->rows.n)
        qsort(w->rows.v, w->rows.n, sizeof *w->rows.v, compare_rows);
    int status = RP_OK;
    for (size_t i = 0, end; i < w->rows.n && status == RP_OK; i = end) {
        for (end = i + 1; end < w->rows.n && w->rows.v[end].run == w->rows.v[i].run; end++)
            ;
        status = add_finding(w, w->rows.v + i, end - i);
    }
    if (status == RP_OK && w->result->findings.n)
        qsort(w->result->findings.v, w->result->findings.n, sizeof *w->result->findings.v,
              compare_findings);
    return status;
}

int rp_judge_result(const struct rp_judge *judge, const struct rp_judged *ranges, size_t n,
                    struct rp_result *result, struct rp_error *err)
{
    struct rp_result out = {0};
    struct work w = {.judge = judge, .corpus = judge->corpus, .result = &out};
    int status = gather_pairs(&out, ranges, n);
    if (status == RP_OK)
        status = list_edges(&w);
    if (status == RP_OK)
        status = make_rows(&w);
    if (status == RP_OK) {
        make_runs(&w);
        settle_runs(&w);
        status = fill_runs(&w);
    }
    if (status == RP_OK)
        status = make_findings(&w);
    const size_t n_found = out.findings.n;
    if (out.findings.n > judge->options.max_findings)
        out.findings.n = judge->options.max_findings;
    if (status == RP_OK)
        status = rp_result_describe(judge, &out);
    if (status == RP_OK)
        status = rp_result_stand(judge, &out);
    rp_free(w.first_edge);
    rp_free(w.edges);
    rp_free(w.gain);
    rp_free(w.row_of);
    rp_free(w.covered);
    rp_vec_release(&w.rows);
    rp_vec_release(&w.places);
    rp_verdict_scratch_release(&w.scratch);
    if (status) {
        rp_result_release(&out);
        return rp_fail_memory(err);
    }
    out.cuts = rp_judge_cuts(judge);
    out.cuts.findings = n_found - out.findings.n;
    rp_result_release(result);
    *result = out;
    return RP_OK;
}
