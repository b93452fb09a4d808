/* Which pairs are worth an alignment: those that share passages of two neighbouring terms
 * with enough information between them. The passages stand in inverted lists; a clause adds
 * up what it shares with every earlier one. */
#include "judge/inside.h"

#include <stdatomic.h>
#include <stdlib.h>

struct posting {
    uint64_t passage; /* the two terms */
    uint32_t clause;
};

static int compare_postings(const void *x, const void *y)
{
    const struct posting *a = x, *b = y;
    if (a->passage != b->passage)
        return a->passage < b->passage ? -1 : 1;
    return (a->clause > b->clause) - (a->clause < b->clause);
}

/* Number the passages and list their users; the postings become unique. */
static int index_postings(struct rp_judge *judge, struct posting *v, size_t n)
{
    const uint32_t *mbit = judge->weights.mbit;
    const size_t n_clauses = judge->corpus->clauses.n;
    if (rp_vec_reserve(&judge->first_passage, n_clauses + 1) ||
        rp_vec_reserve(&judge->clause_mbit, n_clauses) ||
        rp_vec_reserve(&judge->passages, n))
        return RP_ERR_MEMORY;
    uint32_t *first = judge->first_passage.v;
    judge->first_passage.n = n_clauses + 1;
    judge->clause_mbit.n = n_clauses;
    for (size_t i = 0; i <= n_clauses; i++)
        first[i] = 0;
    size_t kept = 0;
    struct posting last = {0};
    for (size_t i = 0; i < n; i++) {
        if (i && compare_postings(&v[i], &last) == 0)
            continue;
        if (i == 0 || v[i].passage != last.passage) {
            const uint32_t w =
                (mbit[v[i].passage >> 32] + mbit[(uint32_t)v[i].passage]) / 2;
            if (rp_vec_push(&judge->first_user, (uint32_t)judge->users.n) ||
                rp_vec_push(&judge->passage_mbit, w))
                return RP_ERR_MEMORY;
        }
        if (rp_vec_push(&judge->users, v[i].clause))
            return RP_ERR_MEMORY;
        first[v[i].clause + 1]++;
        last = v[i];
        v[kept++] = (struct posting){judge->passage_mbit.n - 1, v[i].clause};
    }
    if (rp_vec_push(&judge->first_user, (uint32_t)judge->users.n))
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < n_clauses; i++) {
        first[i + 1] += first[i];
        judge->clause_mbit.v[i] = 0;
    }
    judge->passages.n = kept;
    for (size_t i = kept; i-- > 0;) {
        const uint32_t passage = (uint32_t)v[i].passage;
        judge->passages.v[--first[v[i].clause + 1]] = passage;
        judge->clause_mbit.v[v[i].clause] += judge->passage_mbit.v[passage];
    }
    for (size_t i = 0; i < n_clauses; i++) /* first[i + 1] is now the beginning of i */
        first[i] = first[i + 1];
    first[n_clauses] = (uint32_t)kept;
    return RP_OK;
}

/* Whether so many clauses have a passage that it makes no candidates. */
static bool is_too_common(const struct rp_judge *judge, uint32_t passage)
{
    const uint32_t beg = judge->first_user.v[passage], most = judge->options.max_postings;
    return judge->first_user.v[passage + 1] - beg > most &&
           judge->users.v[beg + most] < judge->first_draft;
}

int rp_passages_fill(struct rp_judge *judge)
{
    RP_VEC(struct posting) postings = {0};
    int status = RP_OK;
    for (uint32_t i = 0; i < judge->corpus->clauses.n && status == RP_OK; i++) {
        if (judge->corpus->clauses.v[i].superseded && !judge->options.superseded)
            continue;
        size_t n;
        const struct rp_term *t = rp_judge_terms(judge, i, &n);
        judge->cuts.clauses += judge->terms.first.v[i + 1] - judge->terms.first.v[i] > n;
        for (size_t k = 1; k < n && status == RP_OK; k++)
            status = rp_vec_push(
                &postings, (struct posting){(uint64_t)t[k - 1].id << 32 | t[k].id, i});
    }
    if (status == RP_OK && postings.n)
        qsort(postings.v, postings.n, sizeof *postings.v, compare_postings);
    if (status == RP_OK)
        status = index_postings(judge, postings.v, postings.n);
    for (uint32_t p = 0; p < judge->passage_mbit.n && status == RP_OK; p++)
        judge->cuts.passages += judge->passage_mbit.v[p] && is_too_common(judge, p);
    rp_vec_release(&postings);
    return status;
}

/* What clause b shares with earlier ones: sums[a], for the clauses in *touched. */
static int add_up(const struct rp_judge *judge, uint32_t b, uint32_t *sums,
                  struct rp_candidates *touched)
{
    const uint32_t limit =
        b < judge->first_draft
            ? b
            : judge->first_draft; /* drafts are no candidates of drafts */
    touched->n = 0;
    for (uint32_t k = judge->first_passage.v[b]; k < judge->first_passage.v[b + 1]; k++) {
        const uint32_t passage = judge->passages.v[k], w = judge->passage_mbit.v[passage];
        const uint32_t beg = judge->first_user.v[passage];
        const uint32_t end = judge->first_user.v[passage + 1];
        if (w == 0 || is_too_common(judge, passage))
            continue;
        for (uint32_t u = beg; u < end && judge->users.v[u] < limit; u++) {
            const uint32_t a = judge->users.v[u];
            if (sums[a] == 0 && rp_vec_push(touched, (struct rp_candidate){a, b}))
                return RP_ERR_MEMORY;
            sums[a] += w;
        }
    }
    return RP_OK;
}

/* A clause that shares enough with clause b, and how much. */
struct near {
    uint32_t a, mbit;
};

static int compare_nearest(const void *x, const void *y)
{
    const struct near *a = x, *b = y;
    if (a->mbit != b->mbit)
        return a->mbit > b->mbit ? -1 : 1;
    return (a->a > b->a) - (a->a < b->a);
}

static int compare_clauses(const void *x, const void *y)
{
    const struct near *a = x, *b = y;
    return (a->a > b->a) - (a->a < b->a);
}

int rp_judge_candidates(const struct rp_judge *judge, uint32_t beg, uint32_t end,
                        struct rp_candidates *out, struct rp_error *err)
{
    const struct rp_parameters *p = &judge->parameters;
    const struct rp_clause *clauses = judge->corpus->clauses.v;
    const size_t n_before = out->n;
    uint32_t *sums = rp_alloc_zero(judge->corpus->clauses.n, sizeof *sums);
    struct rp_candidates touched = {0};
    RP_VEC(struct near) near = {0};
    int status = sums ? RP_OK : RP_ERR_MEMORY;
    for (uint32_t b = beg; b < end && status == RP_OK; b++) {
        status = add_up(judge, b, sums, &touched);
        near.n = 0;
        for (size_t i = 0; i < touched.n; i++) {
            const uint32_t a = touched.v[i].a, sum = sums[a];
            const uint32_t less = judge->clause_mbit.v[a] < judge->clause_mbit.v[b]
                                      ? judge->clause_mbit.v[a]
                                      : judge->clause_mbit.v[b];
            sums[a] = 0;
            if (clauses[a].resolution == clauses[b].resolution &&
                !judge->options.all_relations)
                continue;
            if (sum < p->passage_mbit &&
                (sum < p->short_mbit ||
                 (uint64_t)sum * 1000000 < (uint64_t)less * p->short_share_ppm))
                continue;
            if (status == RP_OK)
                status = rp_vec_push(&near, (struct near){a, sum});
        }
        if (near.n > judge->options.max_candidates) {
            qsort(near.v, near.n, sizeof *near.v, compare_nearest);
            atomic_fetch_add(judge->n_cut, near.n - judge->options.max_candidates);
            near.n = judge->options.max_candidates;
        }
        if (near.n)
            qsort(near.v, near.n, sizeof *near.v, compare_clauses);
        for (size_t i = 0; i < near.n && status == RP_OK; i++)
            status = rp_vec_push(out, (struct rp_candidate){near.v[i].a, b});
    }
    rp_vec_release(&near);
    rp_free(sums);
    rp_vec_release(&touched);
    if (status) {
        out->n = n_before;
        return rp_fail_memory(err);
    }
    return RP_OK;
}
