/* Entries (hash, key) are spread by their leading bits over partitions, each of which is
 * counted in a table that stays in cache. What is left of a partition is then its lists: of
 * n entries of 16 bytes, at most n / 2 lists of 16 bytes and n postings of 8. */
#include "match/inverted.h"

#include <string.h>

#include "base/hash.h"
#include "base/parallel.h"
#include "base/vec.h"

enum { PARTITION_ENTRIES = 4096, MAX_PARTITION_BITS = 12, RUN_BITS = 8 };

struct entry {
    uint64_t hash;
    uint64_t key; /* index in the run << RUN_BITS | run */
};
_Static_assert(sizeof(struct entry) == sizeof(struct rp_holders) &&
                   sizeof(struct entry) == 2 * sizeof(struct rp_posting),
               "a partition has room for its lists");

/* Open addressing by hash; n = 0: empty. */
struct slot {
    uint64_t hash;
    uint32_t n, list;
};

struct counter {
    struct {
        struct slot *v;
        size_t n, cap;
    } table;
    struct rp_error err;
};

struct making {
    struct rp_key_run *runs;
    unsigned threads, shift;
    uint32_t n_partitions;
    struct entry *entries;
    uint64_t *begin; /* of partition p from run t: begin[p * threads + t], then the end */
    struct counter *counters;
    const struct rp_progress *progress;
    _Atomic uint64_t next;
};

static int count_run(void *context, unsigned t)
{
    struct making *m = context;
    const struct rp_key_run *run = &m->runs[t];
    for (size_t i = 0; i < run->hashes.n; i++)
        m->begin[(run->hashes.v[i] >> m->shift) * m->threads + t]++;
    return RP_OK;
}

static int spread_run(void *context, unsigned t)
{
    struct making *m = context;
    struct rp_key_run *run = &m->runs[t];
    for (size_t i = 0; i < run->hashes.n; i++) {
        uint64_t hash = run->hashes.v[i];
        m->entries[m->begin[(hash >> m->shift) * m->threads + t]++] =
            (struct entry){hash, (uint64_t)i << RUN_BITS | t};
    }
    rp_vec_release(&run->hashes);
    return RP_OK;
}

static struct slot *find_slot(struct slot *table, uint64_t mask, uint64_t hash)
{
    uint64_t at = rp_mix(hash) & mask;
    while (table[at].n && table[at].hash != hash)
        at = (at + 1) & mask;
    return &table[at];
}

static int make_partition(struct making *m, struct counter *counter, uint64_t begin,
                          uint64_t end)
{
    struct entry *entries = m->entries + begin;
    size_t n = end - begin, n_slots = 16;
    while (n_slots < 2 * n)
        n_slots *= 2;
    if (rp_vec_reserve(&counter->table, n_slots))
        return rp_fail_memory(&counter->err);
    struct slot *table = counter->table.v;
    memset(table, 0, n_slots * sizeof *table);
    for (size_t i = 0; i < n; i++) {
        struct slot *slot = find_slot(table, n_slots - 1, entries[i].hash);
        slot->hash = entries[i].hash;
        slot->n++;
    }
    uint32_t n_lists = 0;
    for (size_t i = 0; i < n_slots; i++)
        table[i].list = table[i].n > 1 ? (uint32_t)begin + n_lists++ : RP_NO_HOLDERS;
    for (size_t i = 0; i < n; i++) {
        uint32_t list = find_slot(table, n_slots - 1, entries[i].hash)->list;
        m->runs[entries[i].key & ((1 << RUN_BITS) - 1)]
            .keys.v[entries[i].key >> RUN_BITS]
            .list = list;
    }
    /* The entries are done with; `first` counts from the list's own place. */
    struct rp_holders *lists = (struct rp_holders *)entries;
    uint64_t place = 2 * (uint64_t)n_lists;
    for (size_t i = 0, k = 0; i < n_slots; i++)
        if (table[i].list != RP_NO_HOLDERS) {
            lists[k] =
                (struct rp_holders){.first = (uint32_t)(place - 2 * k), .room = table[i].n};
            place += table[i].n;
            k++;
        }
    return RP_OK;
}

static int make_partitions(void *context, unsigned t)
{
    struct making *m = context;
    uint64_t p, past;
    int status = RP_OK;
    while (status == RP_OK && rp_claim(&m->next, m->n_partitions, 1, &p, &past)) {
        status = rp_check_cancelled(m->progress, &m->counters[t].err);
        /* spreading has moved each begin to its end */
        uint64_t begin = p ? m->begin[p * m->threads - 1] : 0,
                 end = m->begin[(p + 1) * m->threads - 1];
        if (status == RP_OK)
            status = make_partition(m, &m->counters[t], begin, end);
    }
    return status;
}

int rp_inverted_make(struct rp_inverted *lists, struct rp_key_run *runs, unsigned threads,
                     struct rp_budget *budget, const struct rp_progress *progress,
                     struct rp_error *err)
{
    uint64_t n = 0;
    for (unsigned t = 0; t < threads; t++)
        n += runs[t].hashes.n;
    /* A list and its postings are numbered in 32 bits from the begin of a partition. */
    if (n > INT32_MAX)
        return rp_fail(
            err, RP_ERR_LIMIT, NULL, 0,
            "%llu places in the index, more than %d: the text has to be taken in "
            "parts, or with a higher threshold",
            (unsigned long long)n, INT32_MAX);
    unsigned bits = 1;
    while (bits < MAX_PARTITION_BITS && n >> bits > PARTITION_ENTRIES)
        bits++;
    struct making m = {
        .runs = runs,
        .threads = threads,
        .shift = 64 - bits,
        .n_partitions = UINT32_C(1) << bits,
        .progress = progress,
        .counters = rp_alloc_zero(threads, sizeof *m.counters),
    };
    m.begin = rp_alloc_zero((size_t)m.n_partitions * threads, sizeof *m.begin);
    int status = m.begin && m.counters ? RP_OK : rp_fail_memory(err);
    if (status == RP_OK)
        status = rp_block_new(&lists->block, budget, (size_t)n * sizeof *m.entries, err);
    if (status)
        goto done;
    m.entries = lists->block.p;
    rp_parallel(threads, count_run, &m);
    uint64_t sum = 0;
    for (size_t i = 0; i < (size_t)m.n_partitions * threads; i++) {
        uint64_t here = m.begin[i];
        m.begin[i] = sum;
        sum += here;
    }
    rp_parallel(threads, spread_run, &m);
    status = rp_parallel(threads, make_partitions, &m);
    for (unsigned t = 0; t < threads; t++) {
        if (status && err && m.counters[t].err.code == status)
            *err = m.counters[t].err;
        rp_vec_release(&m.counters[t].table);
    }
done:
    rp_free(m.begin);
    rp_free(m.counters);
    return status;
}

void rp_inverted_release(struct rp_inverted *lists, struct rp_budget *budget)
{
    rp_block_release(&lists->block, budget);
}
