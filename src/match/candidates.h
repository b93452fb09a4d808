/* Candidates and their verification: from groups to matches. */
#ifndef RP_MATCH_CANDIDATES_H
#define RP_MATCH_CANDIDATES_H

#include "match/groups.h"
#include "match/sketch.h"

/* Groups a < b that are alike. */
struct rp_match_of {
    uint32_t a, b, shared;
};

struct rp_matches {
    struct rp_match_of *v;
    size_t n, cap;
    uint64_t n_candidates; /* groups that came up for another and are not ruled out by
                            * lengths and positions, once each */
    uint64_t n_verified;   /* of which the elements were compared */
};

enum rp_wanted {
    RP_WANT_ALL,    /* all matches, by b; of one b in no order */
    RP_WANT_LEADER, /* for each b the match with the smallest leader, if there is one: a
                       group without a match is a leader. By b */
};

/* Append the matches among the groups, by rarity-ordered prefixes (banding NULL) or by
 * bands. With RP_WANT_ALL no more than max_pairs pairs of ids may come of it
 * (RP_ERR_LIMIT), or those within *bounds, which is NULL otherwise. error: RP_ERR_MEMORY,
 * RP_ERR_LIMIT, RP_ERR_INTERRUPTED
 *
 * Prefixes: two sets that are alike share one of the m - ceil(t m) + 1 elements that come
 * first in any order common to all sets; ordered by how many sets have an element, these
 * are rare (Chaudhuri 2006; Bayardo 2007). Of the smaller set m - ceil(2 t m / (1 + t)) + 1
 * are enough (Xiao 2008), so the rest stand in lists of their own, which only smaller sets
 * look into: a template whose copies differ a little too much leaves no long list to walk.
 * Lengths and positions rule candidates out before their elements are read (Xiao 2008). */
int rp_matches_add(struct rp_matches *out, const struct rp_groups *groups,
                   uint32_t threshold_ppm, enum rp_wanted wanted,
                   const struct rp_banding *banding, uint64_t max_pairs,
                   const struct rp_join_bounds *bounds, unsigned threads,
                   struct rp_budget *budget, const struct rp_progress *progress,
                   struct rp_error *err);

/* The elements that two sets share, or UINT32_MAX once they cannot be `least` or more. */
uint32_t rp_count_shared(const uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b,
                         uint32_t least);

#endif
