/* The index of a join: for each key the groups that have it, one after the other in memory.
 *
 * Keys of all groups are known before the first is looked up. So those that one group alone
 * has get no list, and a list has its room from the start: a walk reads on where it stands,
 * and nothing is chained.
 */
#ifndef RP_MATCH_INVERTED_H
#define RP_MATCH_INVERTED_H

#include "base/block.h"

/* A key as its group has it: the list it leads to, and its place in the group's order. */
struct rp_key {
    uint32_t list;  /* RP_NO_HOLDERS: no other group has the key */
    uint32_t place; /* & RP_LATE: beyond the prefix that suffices for the smaller set */
};
#define RP_LATE (UINT32_C(1) << 31)
#define RP_NO_HOLDERS UINT32_MAX

/* The keys that one thread made: key[i] is the one of the element or band hash[i]. */
struct rp_key_run {
    struct {
        uint64_t *v;
        size_t n, cap;
    } hashes;
    struct {
        struct rp_key *v;
        size_t n, cap;
    } keys;
};

/* n and place: of the group and of the key in it; RP_LONG_SET and 0 where they do not fit.
 */
struct rp_posting {
    uint32_t group;
    uint16_t n, place;
};
#define RP_LONG_SET UINT16_MAX

/* The early ones from the first place on, the late ones from the last place back. */
struct rp_holders {
    uint32_t first; /* postings from the list itself to its first place */
    uint32_t room, n_early, n_late;
};

struct rp_inverted {
    struct rp_block block;
};

/* Make the lists, empty, and set the `list` of every key. runs[].hashes are released.
 * error: RP_ERR_LIMIT (2^31 keys and more), RP_ERR_MEMORY, RP_ERR_IO, RP_ERR_INTERRUPTED
 * cost: O(keys), 16 bytes of the budget for each
 * same: the lists do not depend on the number of runs but in their numbers */
int rp_inverted_make(struct rp_inverted *lists, struct rp_key_run *runs, unsigned threads,
                     struct rp_budget *budget, const struct rp_progress *progress,
                     struct rp_error *err);
void rp_inverted_release(struct rp_inverted *lists, struct rp_budget *budget);

static inline struct rp_holders *rp_inverted_at(const struct rp_inverted *lists, uint32_t i)
{
    return (struct rp_holders *)lists->block.p + i;
}

static inline struct rp_posting *rp_holders_first(struct rp_holders *list)
{
    return (struct rp_posting *)(void *)list + list->first;
}

static inline void rp_holders_put(struct rp_holders *list, struct rp_posting posting,
                                  bool late)
{
    struct rp_posting *first = rp_holders_first(list);
    if (late)
        first[list->room - 1 - list->n_late++] = posting;
    else
        first[list->n_early++] = posting;
}

#endif
