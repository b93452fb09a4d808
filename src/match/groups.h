/* The sets that survived the filter, sorted, each kept once: identical ones form a group.
 */
#ifndef RP_MATCH_GROUPS_H
#define RP_MATCH_GROUPS_H

#include "match/filter.h"

struct rp_group {
    const uint64_t *v; /* ascending, no repeats */
    uint32_t n;
    uint32_t first; /* in rp_groups.members */
    uint32_t n_members;
};

struct rp_groups {
    struct rp_group *v; /* by smallest member */
    size_t n, cap;
    uint32_t *members; /* ids; of one group: ascending */
    uint64_t n_elements;
    struct {
        struct rp_block *v;
        size_t n, cap;
    } segments;
};

/* Read the survivors again and group them. *groups must be zeroed.
 * error: as rp_filter   cost: O(elements); 8 bytes of the budget for each that is kept */
int rp_groups_fill(struct rp_groups *groups, const struct rp_sets *sets,
                   const struct rp_survivors *survivors, unsigned threads,
                   struct rp_budget *budget, const struct rp_progress *progress,
                   struct rp_error *err);
void rp_groups_release(struct rp_groups *groups, struct rp_budget *budget);

#endif
