#include "match/groups.h"

#include <string.h>

#include "base/parallel.h"
#include "base/sort.h"
#include "base/vec.h"

enum {
    SETS_A_ROUND = 16384,
    ELEMENTS_A_ROUND = 16 << 20, /* of one thread: long texts make a round of fewer sets */
    SETS_A_CLAIM = 128,
    SEGMENT_ELEMENTS = 4 << 20,
    AHEAD = 16, /* sets */
};

/* A round reads some survivors in parallel into the readers' buffers, then looks at one
 * after the other, for the order of the ids decides which copy is kept; those that are kept
 * move out of the buffers in parallel again. */
struct reader {
    struct rp_hashes set, kept;
    struct rp_error err;
};

struct item {
    size_t at; /* in the reader's buffer */
    uint32_t n;
    uint32_t reader;
    uint64_t sum; /* of the elements: equal for equal sets */
};

struct grouping {
    const struct rp_sets *sets;
    const struct rp_survivors *survivors;
    const struct rp_progress *progress;
    struct reader *readers;
    struct item *items;
    size_t begin, end; /* the survivors of this round */
    struct rp_groups *groups;
    size_t first_group; /* the first that this round makes */
    uint64_t **place;   /* of each that it makes: where its elements go */
    _Atomic uint64_t next;
};

static int read_round(void *context, unsigned thread)
{
    struct grouping *g = context;
    struct reader *reader = &g->readers[thread];
    uint64_t begin, end;
    int status = RP_OK;
    while (status == RP_OK && reader->kept.n < ELEMENTS_A_ROUND &&
           rp_claim(&g->next, g->end - g->begin, SETS_A_CLAIM, &begin, &end)) {
        status = rp_check_cancelled(g->progress, &reader->err);
        for (uint64_t i = begin; i < end && status == RP_OK; i++) {
            size_t id = g->survivors->v[g->begin + i];
            status = g->sets->fill(g->sets->context, id, &reader->set);
            size_t n = reader->set.n;
            if (status == RP_OK && rp_vec_reserve(&reader->kept, reader->kept.n + n))
                status = RP_ERR_MEMORY;
            if (status) {
                rp_fail(&reader->err, status, NULL, 0,
                        status == RP_ERR_MEMORY ? "out of memory"
                                                : "set %zu cannot be read",
                        id);
                break;
            }
            uint64_t *set = reader->kept.v + reader->kept.n;
            n = rp_sort_unique(reader->set.v, n, set);
            if (n)
                memcpy(set, reader->set.v, n * sizeof *set);
            struct item *item = &g->items[i];
            *item = (struct item){reader->kept.n, (uint32_t)n, thread, n};
            for (size_t j = 0; j < n; j++)
                item->sum += set[j];
            reader->kept.n += n;
        }
    }
    return status;
}

static int move_elements(void *context, unsigned thread)
{
    struct grouping *g = context;
    uint64_t begin, end;
    (void)thread;
    while (rp_claim(&g->next, g->groups->n - g->first_group, SETS_A_CLAIM, &begin, &end))
        for (uint64_t i = begin; i < end; i++) {
            struct rp_group *group = &g->groups->v[g->first_group + i];
            memcpy(g->place[i], group->v, group->n * sizeof *group->v);
            group->v = g->place[i];
        }
    return RP_OK;
}

static uint64_t *new_elements(struct rp_groups *groups, size_t n, size_t *n_left,
                              struct rp_budget *budget, struct rp_error *err)
{
    struct rp_block *last =
        groups->segments.n ? &groups->segments.v[groups->segments.n - 1] : NULL;
    if (!last || n > *n_left) {
        size_t size = n > SEGMENT_ELEMENTS ? n : SEGMENT_ELEMENTS;
        struct rp_block segment;
        if (rp_vec_reserve(&groups->segments, groups->segments.n + 1)) {
            rp_fail_memory(err);
            return NULL;
        }
        if (rp_block_new(&segment, budget, size * sizeof(uint64_t), err))
            return NULL;
        last = &groups->segments.v[groups->segments.n++];
        *last = segment;
        *n_left = size;
    }
    uint64_t *v = (uint64_t *)last->p + (last->n_bytes / sizeof(uint64_t) - *n_left);
    *n_left -= n;
    return v;
}

/* Open addressing over the sums of the groups' elements. */
struct table {
    uint32_t *slot; /* group + 1; 0: empty */
    size_t mask;
    uint64_t *sum; /* of each group */
};

static void prefetch_slot(const struct table *table, const struct item *item)
{
    __builtin_prefetch(&table->slot[rp_mix(item->sum) & table->mask], 1);
}

static size_t find_slot(const struct table *table, const struct rp_groups *groups,
                        const uint64_t *set, const struct item *item)
{
    size_t at = rp_mix(item->sum) & table->mask;
    for (; table->slot[at]; at = (at + 1) & table->mask) {
        uint32_t group = table->slot[at] - 1;
        if (table->sum[group] == item->sum && groups->v[group].n == item->n &&
            (item->n == 0 || memcmp(groups->v[group].v, set, item->n * sizeof *set) == 0))
            break;
    }
    return at;
}

/* group_of[k]: the group of survivor k. */
static int list_members(struct rp_groups *groups, const struct rp_survivors *survivors,
                        const uint32_t *group_of)
{
    groups->members = rp_alloc(survivors->n, sizeof *groups->members);
    if (!groups->members)
        return RP_ERR_MEMORY;
    uint32_t first = 0;
    for (size_t g = 0; g < groups->n; g++) {
        groups->v[g].first = first;
        first += groups->v[g].n_members;
        groups->v[g].n_members = 0;
    }
    for (size_t k = 0; k < survivors->n; k++) {
        struct rp_group *group = &groups->v[group_of[k]];
        groups->members[group->first + group->n_members++] = survivors->v[k];
    }
    return RP_OK;
}

int rp_groups_fill(struct rp_groups *groups, const struct rp_sets *sets,
                   const struct rp_survivors *survivors, unsigned threads,
                   struct rp_budget *budget, const struct rp_progress *progress,
                   struct rp_error *err)
{
    struct grouping g = {
        .sets = sets,
        .survivors = survivors,
        .progress = progress,
        .readers = rp_alloc_zero(threads, sizeof *g.readers),
        .items = rp_alloc(SETS_A_ROUND, sizeof *g.items),
        .groups = groups,
        .place = rp_alloc(SETS_A_ROUND, sizeof *g.place),
    };
    struct table table = {.mask = 15};
    while (table.mask < 2 * survivors->n)
        table.mask = 2 * table.mask + 1;
    table.slot = rp_alloc_zero(table.mask + 1, sizeof *table.slot);
    table.sum = rp_alloc(survivors->n, sizeof *table.sum);
    uint32_t *group_of = rp_alloc(survivors->n, sizeof *group_of);
    int status = g.readers && g.items && g.place && table.slot && table.sum && group_of
                     ? RP_OK
                     : rp_fail_memory(err);
    size_t n_left = 0;
    for (; g.begin < survivors->n && status == RP_OK; g.begin = g.end) {
        g.end =
            survivors->n - g.begin < SETS_A_ROUND ? survivors->n : g.begin + SETS_A_ROUND;
        atomic_store(&g.next, 0);
        for (unsigned t = 0; t < threads; t++)
            g.readers[t].kept.n = 0;
        status = rp_parallel(threads, read_round, &g);
        uint64_t n_read = atomic_load(&g.next);
        if (n_read < g.end - g.begin)
            g.end = g.begin + n_read;
        rp_tick(progress, "collect", g.end, survivors->n);
        g.first_group = groups->n;
        for (size_t k = g.begin; k < g.end && status == RP_OK; k++) {
            const struct item *item = &g.items[k - g.begin];
            const uint64_t *set = g.readers[item->reader].kept.v + item->at;
            if (k + AHEAD < g.end)
                prefetch_slot(&table, item + AHEAD);
            size_t at = find_slot(&table, groups, set, item);
            if (table.slot[at]) {
                group_of[k] = table.slot[at] - 1;
                groups->v[group_of[k]].n_members++;
                continue;
            }
            uint64_t *place = new_elements(groups, item->n, &n_left, budget, err);
            if (!place) {
                status = err ? err->code : RP_ERR_MEMORY;
                break;
            }
            g.place[groups->n - g.first_group] = place;
            if (rp_vec_push(groups,
                            (struct rp_group){.v = set, .n = item->n, .n_members = 1})) {
                status = rp_fail_memory(err);
                break;
            }
            group_of[k] = (uint32_t)groups->n - 1;
            table.sum[group_of[k]] = item->sum;
            table.slot[at] = (uint32_t)groups->n;
            groups->n_elements += item->n;
        }
        atomic_store(&g.next, 0);
        if (status == RP_OK)
            status = rp_parallel(threads, move_elements, &g);
    }
    if (status == RP_OK && list_members(groups, survivors, group_of))
        status = rp_fail_memory(err);
    for (unsigned t = 0; g.readers && t < threads; t++) {
        if (status && err && g.readers[t].err.code == status)
            *err = g.readers[t].err;
        rp_vec_release(&g.readers[t].set);
        rp_vec_release(&g.readers[t].kept);
    }
    rp_free(g.readers);
    rp_free(g.items);
    rp_free(g.place);
    rp_free(table.slot);
    rp_free(table.sum);
    rp_free(group_of);
    return status;
}

void rp_groups_release(struct rp_groups *groups, struct rp_budget *budget)
{
    for (size_t i = 0; i < groups->segments.n; i++)
        rp_block_release(&groups->segments.v[i], budget);
    rp_vec_release(&groups->segments);
    rp_free(groups->members);
    rp_vec_release(groups);
    *groups = (struct rp_groups){0};
}
