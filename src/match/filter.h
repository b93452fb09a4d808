/* The singleton filter: which sets can have a partner at all.
 *
 * An element that occurs in one set only cannot be shared. A set of n elements that is like
 * another with a Jaccard value of at least t shares at least ceil(t n) of them with it; so
 * more than n - ceil(t n) elements that occur nowhere else rule it out. Any part of the
 * elements will do for counting, and any over-estimate of "occurs elsewhere" is safe: what
 * the filter drops has no partner, what it keeps may have one.
 *
 * Elements are spread by their leading bits over partitions; an entry takes four bytes, a
 * slot of the partition and the distance to the set before. A partition is read twice,
 * against two bits a slot ("seen", "seen twice") that stay in cache. Only the leading
 * partitions are kept, as many as it takes to rule out a set of usual size with some
 * certainty.
 */
#ifndef RP_MATCH_FILTER_H
#define RP_MATCH_FILTER_H

#include "base/block.h"
#include "match/join.h"

struct rp_filter_plan {
    unsigned partition_bits; /* 2^this partitions of the whole range of elements */
    uint32_t n_kept;         /* of which the first so many are looked at */
    unsigned slot_bits;      /* 2^this slots a partition */
};

/* The plan for sets->n sets; what it says changes the time, not the result of a join.
 * threshold_ppm: see rp_filter. Reads some 500 of the sets. */
int rp_filter_plan(struct rp_filter_plan *plan, const struct rp_sets *sets,
                   uint32_t threshold_ppm, struct rp_error *err);

struct rp_survivors {
    uint32_t *v; /* ascending */
    size_t n, cap;
    uint64_t n_elements; /* of all sets, repeats included */
    size_t n_nonempty;
};

/* Append the sets that may have a partner. A set of n elements, repeats included, is
 * dropped if more than n - ceil(threshold_ppm n / 10^6) of its elements occur once. error:
 * what sets->fill returned; RP_ERR_MEMORY, RP_ERR_IO (spilling), RP_ERR_INTERRUPTED cost:
 * O(elements), 4 bytes of the budget for each that is kept source: the bound is the one
 * under prefix filtering (Chaudhuri, Ganti, Kaushik 2006) */
int rp_filter(struct rp_survivors *out, const struct rp_sets *sets, uint32_t threshold_ppm,
              const struct rp_filter_plan *plan, unsigned threads, struct rp_budget *budget,
              const struct rp_progress *progress, struct rp_error *err);

#endif
