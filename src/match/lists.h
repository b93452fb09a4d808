/* The join of one inverted list: which of the sets that have an element in their prefixes
 * are alike. For runs that are spread over machines, where the lists of one join arrive at
 * different ones; src/match/candidates.h is the same join in one memory.
 *
 * The elements of a set are ordered by what the sender thinks rare: any order will do that
 * is the same for all sets of a run. Two sets that are alike have common elements; the
 * first of these stands in the prefix of both, and in that list alone the pair is counted.
 * So no pair is found twice, and lists need to know nothing of each other.
 */
#ifndef RP_MATCH_LISTS_H
#define RP_MATCH_LISTS_H

#include <stdbool.h>

#include "base/hash.h"

/* Who is compared with whom in a list. */
enum rp_side {
    RP_SIDE_EACH,     /* with all others of this side before it */
    RP_SIDE_LEADER,   /* with none: kept for those that follow */
    RP_SIDE_FOLLOWER, /* with leaders in their order, up to the first that it is like */
};

struct rp_listed {
    uint64_t id;
    enum rp_side side;
    uint32_t size;     /* elements of the set, those that occur nowhere else included */
    uint32_t n;        /* of which are in v: ascending, no repeats; 1 <= n <= size */
    const uint64_t *v; /* the size - n others come before all of them in the order */
};

/* Two that are alike, in the order in which they were added. */
struct rp_likeness {
    uint64_t a, b;
    uint32_t shared, size_a, size_b;
};

struct rp_likenesses {
    struct rp_likeness *v;
    size_t n, cap;
};

/* A list in work; zeroed storage is an empty one. */
struct rp_list {
    uint64_t key;
    uint32_t threshold_ppm; /* [1, 1000000] */
    struct {
        struct rp_kept *v;
        size_t n, cap;
    } kept;
    struct rp_hashes elements;
    uint64_t n_ruled_out; /* pairs: by place and length, */
    uint64_t n_elsewhere; /* as counted in another list; */
    uint64_t n_compared;  /* the rest */
};

/* Begin the list of element `key`, dropping the one before; the counts run on. */
void rp_list_begin(struct rp_list *list, uint64_t key);

/* Compare the set with those added before it, append what it is like to *out, and keep it
 * unless it is a follower. False through *has_key, with nothing done, where the list's key
 * is not among its elements.
 * error: RP_ERR_MEMORY   cost: O(kept), and O(size) for each that is not ruled out
 * source: prefix filtering as in candidates.h; counting a pair in the list of its first
 * common element alone: Vernica, Carey, Li 2010 leave that to a pass after */
int rp_list_add(struct rp_list *list, struct rp_likenesses *out, bool *has_key,
                const struct rp_listed *set);

void rp_list_release(struct rp_list *list);

#endif
