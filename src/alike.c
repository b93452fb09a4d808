#include "alike.h"

#include <stdlib.h>

#include "base/sort.h"
#include "match/join.h"
#include "text/shingle.h"

/* Likeness from which shingles alone make a candidate; below it a pair has to share a
 * passage of rare words. */
enum { CANDIDATE_JACCARD_PPM = 300000 };

/* Clauses of the same shingles are one unit, and joined once. Unit i is clauses[first[i]]
 * to clauses[first[i + 1] - 1], ascending. Those of several resolutions come first, the
 * others by resolution: so what a unit may be paired with is all that stands before
 * until[i], and a resolution full of clauses that are alike is not walked through for each
 * of them. */
struct units {
    const struct rp_corpus *corpus;
    const struct rp_options *options;
    uint32_t *clauses, *first, *until, *left;
    uint32_t *n_paired; /* of each clause, with those before it */
    size_t n, n_clauses;
    struct rp_hashes shingles, spare;
};

static int fill_shingles(const struct units *units, uint32_t clause, struct rp_hashes *out)
{
    struct rp_str text =
        rp_corpus_str(units->corpus, units->corpus->clauses.v[clause].text);
    return rp_shingles_fill(out, text, units->options->shingle_tok);
}

static int fill_unit(const void *context, size_t i, struct rp_hashes *out)
{
    const struct units *units = context;
    return fill_shingles(units, units->clauses[units->first[i]], out);
}

/* The clauses that count and have words, by a hash of their shingles: keyed[0..*n). */
static int key_clauses(struct units *units, struct rp_keyed *keyed, size_t *n)
{
    const struct rp_corpus *corpus = units->corpus;
    for (uint32_t i = 0; i < corpus->clauses.n; i++) {
        if (corpus->clauses.v[i].superseded && !units->options->superseded)
            continue;
        int status = fill_shingles(units, i, &units->shingles);
        if (status == RP_OK && rp_vec_reserve(&units->spare, units->shingles.n))
            status = RP_ERR_MEMORY;
        if (status)
            return status;
        if (units->shingles.n == 0)
            continue;
        size_t n_shingles =
            rp_sort_unique(units->shingles.v, units->shingles.n, units->spare.v);
        uint64_t key =
            rp_hash(units->shingles.v, n_shingles * sizeof *units->shingles.v, 0);
        keyed[(*n)++] = (struct rp_keyed){key, i};
    }
    rp_sort_keyed(keyed, *n, keyed + *n);
    return RP_OK;
}

static uint32_t resolution_of(const struct units *units, uint64_t clause)
{
    return units->corpus->clauses.v[clause].resolution;
}

/* Where a unit stands: 0 and its first clause if all before may be paired with it, its
 * resolution + 1 and the clause if those of the resolution may not. */
static uint64_t rank(const struct units *units, const struct rp_keyed *v, size_t n)
{
    const uint32_t resolution = resolution_of(units, v[0].value);
    for (size_t i = 1; i < n; i++)
        if (resolution_of(units, v[i].value) != resolution)
            return v[0].value;
    return units->options->all_relations ? v[0].value
                                         : (uint64_t)(resolution + 1) << 32 | v[0].value;
}

static void order_units(struct units *units, const struct rp_keyed *keyed, size_t n,
                        struct rp_keyed *ranked)
{
    for (size_t beg = 0, end; beg < n; beg = end) {
        for (end = beg + 1; end < n && keyed[end].key == keyed[beg].key; end++)
            ;
        ranked[units->n++] = (struct rp_keyed){rank(units, keyed + beg, end - beg), beg};
    }
    rp_sort_keyed(ranked, units->n, ranked + units->n);
    for (uint32_t i = 0; i < units->n; i++) {
        const uint64_t group = ranked[i].key >> 32;
        units->until[i] = group == 0 || i == 0 || group != ranked[i - 1].key >> 32
                              ? i
                              : units->until[i - 1];
        units->first[i] = (uint32_t)units->n_clauses;
        for (size_t k = ranked[i].value;
             k < n && keyed[k].key == keyed[ranked[i].value].key; k++)
            units->clauses[units->n_clauses++] = (uint32_t)keyed[k].value;
    }
    units->first[units->n] = (uint32_t)units->n_clauses;
}

static int fill_units(struct units *units)
{
    const size_t n = units->corpus->clauses.n;
    struct rp_keyed *keyed = rp_alloc(2 * n, sizeof *keyed),
                    *ranked = rp_alloc(2 * n, sizeof *ranked);
    units->clauses = rp_alloc(n, sizeof *units->clauses);
    units->first = rp_alloc(n + 1, sizeof *units->first);
    units->until = rp_alloc(n, sizeof *units->until);
    units->left = rp_alloc(n, sizeof *units->left);
    units->n_paired = rp_alloc_zero(n, sizeof *units->n_paired);
    int status = keyed && ranked && units->clauses && units->first && units->until &&
                         units->left && units->n_paired
                     ? RP_OK
                     : RP_ERR_MEMORY;
    size_t n_keyed = 0;
    if (status == RP_OK)
        status = key_clauses(units, keyed, &n_keyed);
    if (status == RP_OK)
        order_units(units, keyed, n_keyed, ranked);
    rp_free(keyed);
    rp_free(ranked);
    return status;
}

static void release_units(struct units *units)
{
    rp_free(units->clauses);
    rp_free(units->first);
    rp_free(units->until);
    rp_free(units->left);
    rp_free(units->n_paired);
    rp_vec_release(&units->shingles);
    rp_vec_release(&units->spare);
}

/* Pair each clause of unit v with those of unit u before it, of other resolutions. */
static int pair_units(struct rp_candidates *candidates, struct units *units, uint32_t u,
                      uint32_t v, size_t most, const struct rp_judge *judge)
{
    const uint32_t *before = units->clauses + units->first[u];
    const size_t n_before = units->first[u + 1] - units->first[u];
    const bool any = units->options->all_relations;
    size_t n = 0; /* those before b, and before its resolution where that matters */
    for (size_t i = units->first[v]; i < units->first[v + 1]; i++) {
        const uint32_t b = units->clauses[i];
        while (n < n_before && before[n] < b &&
               (any || resolution_of(units, before[n]) != resolution_of(units, b)))
            n++;
        const size_t room = units->options->max_candidates - units->n_paired[b];
        const size_t n_wanted = n < room ? n : room, left = most - candidates->n;
        const size_t n_new = n_wanted < left ? n_wanted : left;
        if (rp_vec_reserve(candidates, candidates->n + n_new))
            return RP_ERR_MEMORY;
        for (size_t k = 0; k < n_new; k++)
            candidates->v[candidates->n++] = (struct rp_candidate){before[k], b};
        units->n_paired[b] += (uint32_t)n_new;
        rp_judge_cut_candidates(judge, n - n_wanted);
        rp_judge_cut_pairs(judge, n_wanted - n_new);
    }
    return RP_OK;
}

static int compare_sizes(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a < b) - (a > b);
}

/* Count what the join did not look for any more: `left` units at most, with no more clauses
 * than the largest have, and none but those before until. */
static int count_left(const struct units *units, const struct rp_judge *judge)
{
    uint64_t *most = rp_alloc(units->n + 1, sizeof *most); /* clauses of the k largest */
    if (!most)
        return RP_ERR_MEMORY;
    most[0] = 0;
    for (size_t i = 0; i < units->n; i++)
        most[i + 1] = units->first[i + 1] - units->first[i];
    qsort(most + 1, units->n, sizeof *most, compare_sizes);
    for (size_t i = 0; i < units->n; i++)
        most[i + 1] += most[i];
    for (size_t i = 0; i < units->n; i++) {
        const uint64_t n = units->first[i + 1] - units->first[i],
                       all = units->first[units->until[i]], some = most[units->left[i]];
        rp_judge_cut_candidates(judge, (size_t)(n * (some < all ? some : all)));
    }
    rp_free(most);
    return RP_OK;
}

int rp_alike_add(struct rp_candidates *candidates, const struct rp_judge *judge,
                 const struct rp_corpus *corpus, const struct rp_options *options,
                 const struct rp_progress *progress, struct rp_error *err)
{
    struct units units = {.corpus = corpus, .options = options};
    struct rp_pairs pairs = {0};
    struct rp_options join = *options;
    if (join.min_jaccard_ppm > CANDIDATE_JACCARD_PPM)
        join.min_jaccard_ppm = CANDIDATE_JACCARD_PPM;
    const size_t most = candidates->n + options->max_pairs;
    int status = fill_units(&units);
    if (status)
        rp_fail(err, status, NULL, 0,
                status == RP_ERR_MEMORY ? "out of memory" : "a clause cannot be read");
    struct rp_sets sets = {units.n, fill_unit, &units};
    struct rp_join_bounds bounds = {units.until, options->max_candidates, units.left};
    if (status == RP_OK)
        status = rp_join_bounded(&pairs, &bounds, &sets, &join, progress, err);
    if (status == RP_OK && count_left(&units, judge))
        status = rp_fail_memory(err);
    for (uint32_t i = 0; i < units.n && status == RP_OK; i++)
        if (pair_units(candidates, &units, i, i, most, judge))
            status = rp_fail_memory(err);
    for (size_t i = 0; i < pairs.n && status == RP_OK; i++)
        if (pair_units(candidates, &units, pairs.v[i].a, pairs.v[i].b, most, judge) ||
            pair_units(candidates, &units, pairs.v[i].b, pairs.v[i].a, most, judge))
            status = rp_fail_memory(err);
    rp_pairs_release(&pairs);
    release_units(&units);
    return status;
}
