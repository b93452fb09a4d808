/* The self-join: which of n sets (paragraphs as sets of shingles) are alike.
 *
 *     struct rp_texts texts = {strings, n, options.shingle_tok};
 *     struct rp_sets sets = {n, rp_texts_fill, &texts};
 *     struct rp_pairs pairs = {0};
 *     status = rp_join_pairs(&pairs, &sets, &options, progress, &err);
 *     ...
 *     rp_pairs_release(&pairs);
 *
 * The likeness of A and B is their Jaccard value |A n B| / |A u B|. It is compared with
 * options->min_jaccard_ppm in integers; every pair that is reported was counted, none is
 * estimated. Empty sets are like nothing. The result does not depend on the number of
 * threads.
 */
#ifndef RP_MATCH_JOIN_H
#define RP_MATCH_JOIN_H

#include "base/hash.h"
#include "base/status.h"

/* Where the join reads from. `fill` replaces *out by the elements of set i, in any order,
 * repeats allowed; it is called from any thread, more than once for a set, and gives the
 * same elements each time. Returns RP_OK or an error, which ends the join. n <= UINT32_MAX.
 */
struct rp_sets {
    size_t n;
    int (*fill)(const void *context, size_t i, struct rp_hashes *out);
    const void *context;
};

struct rp_pair {
    uint32_t a, b; /* a < b */
    uint32_t shared, size_a, size_b;
};

struct rp_pairs {
    struct rp_pair *v; /* by a, then b */
    size_t n, cap;
};

/* A cluster is no chain: each member is within the threshold of the representative, which
 * is the smallest id. Ids are taken in order: one that is like an earlier representative
 * joins the first such, another becomes a representative itself. */
struct rp_cluster {
    uint32_t first, n;    /* in rp_clusters.members; n >= 2 */
    struct rp_pair least; /* the member least like the representative (a) */
};

struct rp_clusters {
    struct {
        struct rp_cluster *v; /* by representative */
        size_t n, cap;
    } clusters;
    struct {
        uint32_t *v; /* of one cluster: ascending, the representative first */
        size_t n, cap;
    } members;
};

/* Engines. RP_ENGINE_EXACT: filter (match/filter.h), then prefixes (match/candidates.h);
 * every pair is found. RP_ENGINE_LSH: the filter and the index work on the bands of a
 * MinHash sketch (match/sketch.h) instead of the elements; a pair at the threshold is found
 * with probability options->recall_ppm. RP_ENGINE_AUTO: see match/choose.h.
 *
 * Memory: options->memory_bytes holds for what grows with the elements; beyond it, that is
 * written to a nameless file in $TMPDIR (base/block.h). Some 20 bytes a set come on top. */

/* All pairs with a Jaccard value of at least options->min_jaccard_ppm, [1, 1000000].
 * Replaces *out. error: what `fill` returned, RP_ERR_MEMORY, RP_ERR_LIMIT,
 * RP_ERR_INTERRUPTED (then *out is as it was). progress and err may be NULL. */
int rp_join_pairs(struct rp_pairs *out, const struct rp_sets *sets,
                  const struct rp_options *options, const struct rp_progress *progress,
                  struct rp_error *err);

/* Which of the pairs are wanted, so that a dense cluster costs what its members cost. */
struct rp_join_bounds {
    const uint32_t
        *until;     /* set i is paired with sets before until[i] only, until[i] <= i */
    uint32_t most;  /* so many of them: the first that stand with it in the inverted lists,
                       those of its rarest elements first */
    uint32_t *left; /* set i: how many more may be like it, at most; filled */
};

/* The pairs within bounds, of distinct sets: equal ones share the bounds of the first, and
 * are paired all. max_pairs does not hold: there are n * most pairs at most. Else as
 * rp_join_pairs. cost: each set is compared with `most` that are alike, and those that are
 * not which come up before them */
int rp_join_bounded(struct rp_pairs *out, const struct rp_join_bounds *bounds,
                    const struct rp_sets *sets, const struct rp_options *options,
                    const struct rp_progress *progress, struct rp_error *err);

/* The clusters, without listing the pairs: a dense cluster costs what its members cost. */
int rp_join_clusters(struct rp_clusters *out, const struct rp_sets *sets,
                     const struct rp_options *options, const struct rp_progress *progress,
                     struct rp_error *err);

/* What a join did and what it cost. */
struct rp_join_stats {
    enum rp_engine engine; /* the one that ran */
    char reason[160];      /* why, where it was left to the program; "" otherwise */
    unsigned threads;
    unsigned n_bands, n_rows; /* 0 for the exact engine */
    uint64_t n_nonempty;      /* sets */
    uint64_t n_survivors;     /* sets that may have a partner */
    uint64_t n_groups;        /* of identical survivors, a set without its like included */
    uint64_t n_candidates;    /* pairs of groups that may be alike */
    uint64_t n_verified;      /* of which the elements were compared */
    uint64_t spilled_bytes;
    double choose_seconds, filter_seconds, collect_seconds, match_seconds, sort_seconds;
};

/* Both of the above, and what they cost; `pairs`, `clusters` and `stats` may each be NULL.
 * With pairs the clusters are made from them. */
int rp_join(struct rp_pairs *pairs, struct rp_clusters *clusters,
            struct rp_join_stats *stats, const struct rp_sets *sets,
            const struct rp_options *options, const struct rp_progress *progress,
            struct rp_error *err);

/* How many of the pairs that the exact engine finds among the first `n_sample` sets are
 * among `pairs` (sorted), in parts per million; 1000000 if there are none. */
int rp_join_recall(uint32_t *ppm, const struct rp_pairs *pairs, size_t n_sample,
                   const struct rp_sets *sets, const struct rp_options *options,
                   const struct rp_progress *progress, struct rp_error *err);

/* floor(10^6 * shared / union). */
uint32_t rp_pair_jaccard_ppm(const struct rp_pair *pair);

void rp_pairs_release(struct rp_pairs *pairs);
void rp_clusters_release(struct rp_clusters *clusters);

#endif
