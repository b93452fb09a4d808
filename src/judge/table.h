/* From 64-bit keys to 32-bit values: open addressing, linear probing. Keys are hashes. */
#ifndef RP_JUDGE_TABLE_H
#define RP_JUDGE_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct rp_table {
    struct rp_slot {
        uint64_t key;
        uint32_t value;
        uint32_t used;
    } * slots;
    size_t n, mask;
};

/* The value of `key`, or NULL. */
uint32_t *rp_table_find(const struct rp_table *table, uint64_t key);
/* The value of `key`, put there as `value` if it is new; NULL: no memory. The pointer
 * holds until the next call. */
uint32_t *rp_table_put(struct rp_table *table, uint64_t key, uint32_t value);
void rp_table_release(struct rp_table *table);

#endif
