/* Sorting of numbers. */
#ifndef RP_BASE_SORT_H
#define RP_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Sort v[0..n) ascending and drop repeats; returns how many are left. The values are
 * hashes, spread evenly over 64 bits: that makes it fast, not correct. `spare` has room for
 * n. cost: O(n); for other values than hashes some passes more */
size_t rp_sort_unique(uint64_t *v, size_t n, uint64_t *spare);

/* A record to be sorted by its key. */
struct rp_keyed {
    uint64_t key;
    uint64_t value;
};

/* Sort v[0..n) by key, equal keys in the order they stand. `spare` has room for n.
 * cost: one pass for each byte in which the keys differ (LSD radix sort) */
void rp_sort_keyed(struct rp_keyed *v, size_t n, struct rp_keyed *spare);

#endif
