#include "judge/table.h"

#include "base/alloc.h"
#include "base/hash.h"

static struct rp_slot *probe(const struct rp_table *table, uint64_t key)
{
    size_t i = (size_t)rp_mix(key) & table->mask;
    while (table->slots[i].used && table->slots[i].key != key)
        i = (i + 1) & table->mask;
    return &table->slots[i];
}

uint32_t *rp_table_find(const struct rp_table *table, uint64_t key)
{
    if (!table->n)
        return NULL;
    struct rp_slot *slot = probe(table, key);
    return slot->used ? &slot->value : NULL;
}

static int grow(struct rp_table *table)
{
    struct rp_table larger = {.mask = table->mask ? table->mask * 2 + 1 : 255};
    larger.slots = rp_alloc_zero(larger.mask + 1, sizeof *larger.slots);
    if (!larger.slots)
        return -1;
    for (size_t i = 0; table->slots && i <= table->mask; i++)
        if (table->slots[i].used)
            *probe(&larger, table->slots[i].key) = table->slots[i];
    larger.n = table->n;
    rp_free(table->slots);
    *table = larger;
    return 0;
}

uint32_t *rp_table_put(struct rp_table *table, uint64_t key, uint32_t value)
{
    /* at most half full: probes stay short */
    if ((!table->slots || table->n * 2 >= table->mask) && grow(table))
        return NULL;
    struct rp_slot *slot = probe(table, key);
    if (!slot->used) {
        *slot = (struct rp_slot){key, value, 1};
        table->n++;
    }
    return &slot->value;
}

void rp_table_release(struct rp_table *table)
{
    rp_free(table->slots);
    *table = (struct rp_table){0};
}
