#include "match/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/vec.h"
#include "match/inverted.h"

/* Keys of all groups first, then the lists of those that several have. Groups then go
 * through in rounds, in order of their ids. Wanted all: a round's groups are put into the
 * lists, then each looks up those before it. Wanted leaders: each looks up the leaders of
 * the rounds before, in parallel; those without a match then look up each other and become
 * leaders, one after the other. The lists hold leaders only, which is what makes a dense
 * cluster cheap. */
enum {
    GROUPS_A_ROUND = 32768,
    GROUPS_A_CLAIM = 16,
    N_CLASSES = 16,
    EXACT_CLASSES = 8,
    AHEAD = 4, /* groups */
};

static const uint32_t none = UINT32_MAX;

struct searcher {
    struct {
        uint32_t *v;
        size_t n, cap;
    } candidates;
    struct rp_matches found;
    uint32_t *seen; /* of each group: the last that it came up for */
    struct rp_hashes scratch;
    struct rp_error err;
};

/* Of a group: where its keys are. */
struct span {
    uint64_t first;
    uint32_t n, run;
};

/* Of a group in the round: its leader. */
struct item {
    uint32_t leader, shared;
};

struct search {
    const struct rp_groups *groups;
    uint32_t threshold_ppm;
    enum rp_wanted wanted;
    const struct rp_banding *banding;
    uint64_t max_pairs;
    const struct rp_join_bounds *bounds;
    const struct rp_progress *progress;
    unsigned threads;
    struct searcher *searchers;
    struct rp_key_run *runs; /* one a thread */
    struct span *spans;
    struct item *items;
    struct rp_inverted lists;

    uint8_t *classes; /* of rarity, two slots a byte */
    unsigned slot_shift;

    uint32_t begin, end; /* the groups of the round */
    _Atomic uint64_t next, n_pairs;
};

static uint64_t divide_up(uint64_t a, uint64_t b)
{
    return (a + b - 1) / b;
}

/* The least that two sets of n_a and n_b elements share if they are alike. */
static uint32_t least_shared(uint64_t threshold_ppm, uint64_t n_a, uint64_t n_b)
{
    return (uint32_t)divide_up(threshold_ppm * (n_a + n_b), 1000000 + threshold_ppm);
}

uint32_t rp_count_shared(const uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b,
                         uint32_t least)
{
    uint32_t i = 0, j = 0, shared = 0;
    while (i < n_a && j < n_b) {
        uint32_t left_a = n_a - i, left_b = n_b - j,
                 left = left_a < left_b ? left_a : left_b;
        if (shared + (uint64_t)left < least)
            return UINT32_MAX;
        /* As many steps as cannot run past either end. */
        for (uint32_t step = left < 16 ? left : 16; step > 0; step--) {
            uint64_t x = a[i], y = b[j];
            shared += x == y;
            i += x <= y;
            j += y <= x;
        }
    }
    return shared >= least ? shared : UINT32_MAX;
}

static size_t class_slot(const struct search *s, uint64_t element)
{
    return element >> s->slot_shift;
}

static unsigned class_at(const struct search *s, size_t slot)
{
    return s->classes[slot >> 1] >> 4 * (slot & 1) & 15;
}

/* Four bits a slot, so that the table of two million paragraphs fits a cache: classes up to
 * 8 count exactly, each one above stands for twice as many and is reached by chance (Morris
 * 1978) that only the group's number decides. */
static void raise_class(const struct search *s, size_t slot, size_t group)
{
    unsigned class = class_at(s, slot);
    if (class >= EXACT_CLASSES) {
        uint64_t chance =
            rp_mix(group) & ((UINT64_C(1) << (class - EXACT_CLASSES + 3)) - 1);
        if (class == N_CLASSES - 1 || chance)
            return;
    }
    s->classes[slot >> 1] = (uint8_t)(s->classes[slot >> 1] + (1u << 4 * (slot & 1)));
}

/* Each thread counts in its own part of the table. */
static int count_elements(void *context, unsigned thread)
{
    struct search *s = context;
    size_t n_slots = (size_t)1 << (64 - s->slot_shift),
           part = n_slots / s->threads & ~(size_t)1;
    size_t low = part * thread, high = thread + 1 == s->threads ? n_slots : low + part;
    for (size_t g = 0; g < s->groups->n; g++) {
        const struct rp_group *group = &s->groups->v[g];
        if (g + 2 < s->groups->n) {
            const struct rp_group *ahead = &s->groups->v[g + 2];
            for (uint32_t i = 0; i < ahead->n; i += 8)
                __builtin_prefetch(ahead->v + i);
        }
        if (g + 1 < s->groups->n) {
            const struct rp_group *ahead = &s->groups->v[g + 1];
            for (uint32_t i = 0; i < ahead->n; i++) {
                size_t slot = class_slot(s, ahead->v[i]);
                if (slot - low < high - low)
                    __builtin_prefetch(&s->classes[slot >> 1], 1);
            }
        }
        for (uint32_t i = 0; i < group->n; i++) {
            size_t slot = class_slot(s, group->v[i]);
            if (slot - low < high - low)
                raise_class(s, slot, g);
        }
    }
    return RP_OK;
}

static void prefetch_classes(const struct search *s, size_t g)
{
    if (s->banding || g >= s->groups->n)
        return;
    const struct rp_group *group = &s->groups->v[g];
    for (uint32_t i = 0; i < group->n; i++)
        __builtin_prefetch(&s->classes[class_slot(s, group->v[i]) >> 1]);
}

static int reserve_keys(struct rp_key_run *run, size_t n)
{
    return rp_vec_reserve(&run->hashes, run->hashes.n + n) ||
                   rp_vec_reserve(&run->keys, run->keys.n + n)
               ? RP_ERR_MEMORY
               : RP_OK;
}

/* The prefix in order of (class of rarity, element), without what no other group has: class
 * 1 counts one group exactly, for counts are never too low. */
static int add_prefix(const struct search *s, unsigned thread, uint32_t g)
{
    const struct rp_group *group = &s->groups->v[g];
    struct searcher *searcher = &s->searchers[thread];
    struct rp_key_run *run = &s->runs[thread];
    uint64_t n = group->n, t = s->threshold_ppm;
    uint32_t n_prefix = (uint32_t)(n - divide_up(t * n, 1000000) + 1);
    uint32_t n_early = (uint32_t)(n - divide_up(2 * t * n, 1000000 + t) + 1);
    if (reserve_keys(run, n_prefix) || rp_vec_reserve(&searcher->scratch, n))
        return RP_ERR_MEMORY;
    /* Those that others may have, in order of the elements: place << 8 | class. */
    uint64_t *shared = searcher->scratch.v;
    uint32_t n_shared = 0;
    for (uint32_t i = 0; i < n; i++) {
        unsigned class = class_at(s, class_slot(s, group->v[i]));
        shared[n_shared] = (uint64_t)i << 8 | class;
        n_shared += class > 1;
    }
    uint32_t n_single = (uint32_t)n - n_shared;
    if (n_single >= n_prefix)
        return RP_OK;
    uint32_t place[N_CLASSES] = {0}, sum = n_single;
    for (uint32_t i = 0; i < n_shared; i++)
        place[shared[i] & 255]++;
    for (unsigned c = 0; c < N_CLASSES; c++) {
        uint32_t here = place[c];
        place[c] = sum;
        sum += here;
    }
    uint64_t *hashes = run->hashes.v + run->hashes.n;
    struct rp_key *keys = run->keys.v + run->keys.n;
    for (uint32_t i = 0; i < n_shared; i++) {
        uint32_t at = place[shared[i] & 255]++;
        if (at < n_prefix) {
            hashes[at - n_single] = group->v[shared[i] >> 8];
            keys[at - n_single].place = at | (at >= n_early ? RP_LATE : 0);
        }
    }
    run->hashes.n += n_prefix - n_single;
    run->keys.n += n_prefix - n_single;
    return RP_OK;
}

static int add_bands(const struct search *s, unsigned thread, uint32_t g)
{
    const struct rp_group *group = &s->groups->v[g];
    struct rp_key_run *run = &s->runs[thread];
    if (reserve_keys(run, s->banding->n_bands))
        return RP_ERR_MEMORY;
    size_t n = rp_band_keys(run->hashes.v + run->hashes.n, s->banding, group->v, group->n);
    for (size_t i = 0; i < n; i++)
        run->keys.v[run->keys.n++].place = 0;
    run->hashes.n += n;
    return RP_OK;
}

static int make_keys(void *context, unsigned thread)
{
    struct search *s = context;
    struct rp_key_run *run = &s->runs[thread];
    uint64_t begin, end;
    int status = RP_OK;
    while (status == RP_OK &&
           rp_claim(&s->next, s->groups->n, GROUPS_A_CLAIM, &begin, &end)) {
        status = rp_check_cancelled(s->progress, &s->searchers[thread].err);
        for (uint64_t g = begin; g < end && status == RP_OK; g++) {
            uint64_t first = run->keys.n;
            prefetch_classes(s, g + 1);
            status = s->banding ? add_bands(s, thread, (uint32_t)g)
                                : add_prefix(s, thread, (uint32_t)g);
            s->spans[g] = (struct span){first, (uint32_t)(run->keys.n - first), thread};
            if (status)
                rp_fail_memory(&s->searchers[thread].err);
        }
    }
    return status;
}

static struct rp_key *keys_of(const struct search *s, uint32_t g)
{
    const struct span *span = &s->spans[g];
    return s->runs[span->run].keys.v + span->first;
}

/* Keys without a list lead nowhere. */
static void drop_lone_keys(struct search *s, uint32_t g)
{
    struct rp_key *keys = keys_of(s, g);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->spans[g].n; i++) {
        keys[kept] = keys[i];
        kept += keys[i].list != RP_NO_HOLDERS;
    }
    s->spans[g].n = kept;
}

static void put_keys(const struct search *s, uint32_t g)
{
    const struct rp_key *keys = keys_of(s, g);
    uint32_t n = s->groups->v[g].n;
    bool is_long = n >= RP_LONG_SET;
    for (uint32_t i = 0; i < s->spans[g].n; i++) {
        uint32_t place = keys[i].place & ~RP_LATE;
        rp_holders_put(rp_inverted_at(&s->lists, keys[i].list),
                       (struct rp_posting){g, (uint16_t)(is_long ? RP_LONG_SET : n),
                                           (uint16_t)(is_long ? 0 : place)},
                       keys[i].place & RP_LATE);
    }
}

/* Whether group g, with `left` of its elements from the key on, meets in this posting one
 * that it may be like and has not met before. */
static inline bool is_met(const struct search *s, struct searcher *searcher, uint32_t g,
                          uint64_t left, const struct rp_posting *p)
{
    const struct rp_group *groups = s->groups->v;
    /* What is left of either from its first key in common must hold least_shared. */
    uint64_t n = groups[g].n, t = s->threshold_ppm,
             n_other = p->n == RP_LONG_SET ? groups[p->group].n : p->n,
             left_other = n_other - p->place;
    if ((left < left_other ? left : left_other) * (1000000 + t) < t * (n + n_other) ||
        searcher->seen[p->group] == g)
        return false;
    searcher->seen[p->group] = g;
    searcher->found.n_candidates++;
    return true;
}

/* Add to the candidates of g those in one half of a list, ids in [from, g), the last first.
 */
static int walk_list(const struct search *s, struct searcher *searcher, uint32_t g,
                     const struct rp_key *key, bool late, uint32_t from)
{
    const struct rp_group *groups = s->groups->v;
    struct rp_holders *list = rp_inverted_at(&s->lists, key->list);
    uint64_t left = groups[g].n - (key->place & ~RP_LATE);
    uint32_t n_postings = late ? list->n_late : list->n_early;
    const struct rp_posting *first = rp_holders_first(list), *last = first + list->room - 1;
    for (uint32_t k = n_postings; k-- > 0;) {
        const struct rp_posting *p = late ? last - k : first + k;
        if (p->group < from)
            break;
        if (p->group >= g || !is_met(s, searcher, g, left, p))
            continue;
        if (rp_vec_push(&searcher->candidates, p->group))
            return RP_ERR_MEMORY;
        __builtin_prefetch(groups[p->group].v);
        __builtin_prefetch(groups[p->group].v + 8);
    }
    return RP_OK;
}

static int find_candidates(const struct search *s, struct searcher *searcher, uint32_t g,
                           uint32_t from)
{
    const struct rp_key *keys = keys_of(s, g);
    searcher->candidates.n = 0;
    for (uint32_t i = 0; i < s->spans[g].n; i++) {
        int status = walk_list(s, searcher, g, &keys[i], false, from);
        if (status == RP_OK && !s->banding && !(keys[i].place & RP_LATE))
            status = walk_list(s, searcher, g, &keys[i], true, from);
        if (status)
            return status;
    }
    return RP_OK;
}

static uint32_t verify(const struct search *s, struct searcher *searcher, uint32_t a,
                       uint32_t b)
{
    const struct rp_group *x = &s->groups->v[a], *y = &s->groups->v[b];
    searcher->found.n_verified++;
    return rp_count_shared(x->v, x->n, y->v, y->n,
                           least_shared(s->threshold_ppm, x->n, y->n));
}

static int by_id(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The smallest leader in [from, g) that is like g, or none. */
static int find_leader(const struct search *s, struct searcher *searcher, uint32_t g,
                       uint32_t from)
{
    struct item *item = &s->items[g - s->begin];
    int status = find_candidates(s, searcher, g, from);
    size_t n = searcher->candidates.n;
    if (n > 1)
        qsort(searcher->candidates.v, n, sizeof *searcher->candidates.v, by_id);
    item->leader = none;
    for (size_t i = 0; i < n && status == RP_OK && item->leader == none; i++) {
        item->shared = verify(s, searcher, searcher->candidates.v[i], g);
        if (item->shared != UINT32_MAX)
            item->leader = searcher->candidates.v[i];
    }
    return status;
}

static int fail_limit(const struct search *s, struct rp_error *err)
{
    return rp_fail(err, RP_ERR_LIMIT, NULL, 0,
                   "more than %llu pairs (--max-pairs): the text has dense clusters, which "
                   "can be listed as clusters",
                   (unsigned long long)s->max_pairs);
}

static int find_all(struct search *s, struct searcher *searcher, uint32_t g)
{
    int status = find_candidates(s, searcher, g, 0);
    uint64_t n_pairs = 0, weight = s->groups->v[g].n_members;
    for (size_t i = 0; i < searcher->candidates.n && status == RP_OK; i++) {
        uint32_t other = searcher->candidates.v[i], shared = verify(s, searcher, other, g);
        if (shared == UINT32_MAX)
            continue;
        n_pairs += weight * s->groups->v[other].n_members;
        status = rp_vec_push(&searcher->found, (struct rp_match_of){other, g, shared});
    }
    if (n_pairs && atomic_fetch_add(&s->n_pairs, n_pairs) + n_pairs > s->max_pairs)
        return fail_limit(s, &searcher->err);
    return status ? rp_fail_memory(&searcher->err) : RP_OK;
}

/* The first group past those that group g may be paired with. */
static uint32_t bound_of(const struct search *s, uint32_t g)
{
    const struct rp_groups *groups = s->groups;
    const uint32_t until = s->bounds->until[groups->members[groups->v[g].first]];
    uint32_t beg = 0, end = g;
    while (beg < end) {
        uint32_t middle = beg + (end - beg) / 2;
        if (groups->members[groups->v[middle].first] < until)
            beg = middle + 1;
        else
            end = middle;
    }
    return beg;
}

/* The first matches of g within its bounds. */
static int find_first(const struct search *s, struct searcher *searcher, uint32_t g)
{
    const struct rp_key *keys = keys_of(s, g);
    const uint32_t until = bound_of(s, g), most = s->bounds->most;
    uint64_t n_met = 0, n_found = 0, n_left = 0;
    for (uint32_t i = 0; i < 2 * s->spans[g].n && until; i++) {
        const struct rp_key *key = &keys[i / 2];
        const bool late = i % 2;
        if (late && (s->banding || key->place & RP_LATE))
            continue;
        struct rp_holders *list = rp_inverted_at(&s->lists, key->list);
        const struct rp_posting *first = rp_holders_first(list),
                                *last = first + list->room - 1;
        const uint32_t n_postings = late ? list->n_late : list->n_early;
        const uint64_t left = s->groups->v[g].n - (key->place & ~RP_LATE);
        for (uint32_t k = 0; k < n_postings; k++) {
            const struct rp_posting *p = late ? last - k : first + k;
            if (p->group >= until)
                break;
            if (n_found == most) {
                n_left += n_postings - k;
                break;
            }
            if (!is_met(s, searcher, g, left, p))
                continue;
            const uint32_t shared = verify(s, searcher, p->group, g);
            n_met++;
            if (shared == UINT32_MAX)
                continue;
            n_found++;
            if (rp_vec_push(&searcher->found, (struct rp_match_of){p->group, g, shared}))
                return rp_fail_memory(&searcher->err);
        }
    }
    if (n_left > until - n_met)
        n_left = until - n_met;
    s->bounds->left[s->groups->members[s->groups->v[g].first]] = (uint32_t)n_left;
    return RP_OK;
}

/* Three steps ahead of a group: its keys, their lists, the lists' last postings. */
static void prefetch_keys(const struct search *s, uint32_t g)
{
    const struct rp_key *keys = keys_of(s, g);
    for (uint32_t i = 0; i < s->spans[g].n; i += 8)
        __builtin_prefetch(keys + i);
}

static void prefetch_lists(const struct search *s, uint32_t g)
{
    const struct rp_key *keys = keys_of(s, g);
    for (uint32_t i = 0; i < s->spans[g].n; i++)
        __builtin_prefetch(rp_inverted_at(&s->lists, keys[i].list));
}

static void prefetch_postings(const struct search *s, uint32_t g)
{
    const struct rp_key *keys = keys_of(s, g);
    for (uint32_t i = 0; i < s->spans[g].n; i++) {
        struct rp_holders *list = rp_inverted_at(&s->lists, keys[i].list);
        const struct rp_posting *first = rp_holders_first(list);
        if (list->n_early)
            __builtin_prefetch(first + list->n_early - 1);
        if (list->n_late && !(keys[i].place & RP_LATE))
            __builtin_prefetch(first + list->room - list->n_late);
    }
}

static void prefetch_ahead(const struct search *s, uint32_t g)
{
    if (s->end - g > AHEAD)
        prefetch_postings(s, g + AHEAD);
    if (s->end - g > 2 * AHEAD)
        prefetch_lists(s, g + 2 * AHEAD);
    if (s->end - g > 3 * AHEAD)
        prefetch_keys(s, g + 3 * AHEAD);
}

/* Look up the groups of the round: leaders of the rounds before, or all that are before. */
static int look_up(void *context, unsigned thread)
{
    struct search *s = context;
    struct searcher *searcher = &s->searchers[thread];
    uint64_t begin, end;
    int status = RP_OK;
    while (status == RP_OK &&
           rp_claim(&s->next, s->end - s->begin, GROUPS_A_CLAIM, &begin, &end)) {
        uint32_t first = s->begin + (uint32_t)begin, past = s->begin + (uint32_t)end;
        status = rp_check_cancelled(s->progress, &searcher->err);
        for (uint32_t g = first; g < past && s->wanted == RP_WANT_LEADER; g++)
            drop_lone_keys(s, g);
        for (uint32_t g = first; g < past; g++)
            prefetch_lists(s, g);
        for (uint32_t g = first; g < past; g++)
            prefetch_postings(s, g);
        for (uint32_t g = first; g < past && status == RP_OK; g++)
            if (s->bounds)
                status = find_first(s, searcher, g);
            else if (s->wanted == RP_WANT_ALL)
                status = find_all(s, searcher, g);
            else if (find_leader(s, searcher, g, 0))
                status = rp_fail_memory(&searcher->err);
    }
    return status;
}

static int settle_leaders(struct search *s, struct rp_matches *out)
{
    struct rp_error *err = &s->searchers[0].err;
    for (uint32_t g = s->begin; g < s->end; g++) {
        struct item *item = &s->items[g - s->begin];
        prefetch_ahead(s, g);
        if (g % GROUPS_A_CLAIM == 0 && rp_check_cancelled(s->progress, err))
            return err->code;
        if (s->spans[g].n == 0)
            continue;
        if (item->leader == none && find_leader(s, &s->searchers[0], g, s->begin))
            return rp_fail_memory(err);
        if (item->leader == none)
            put_keys(s, g);
        else if (rp_vec_push(out, (struct rp_match_of){item->leader, g, item->shared}))
            return rp_fail_memory(err);
    }
    return RP_OK;
}

static int search_round(struct search *s, struct rp_matches *out)
{
    atomic_store(&s->next, 0);
    if (s->wanted == RP_WANT_ALL)
        for (uint32_t g = s->begin; g < s->end; g++) {
            drop_lone_keys(s, g);
            put_keys(s, g);
        }
    int status = rp_parallel(s->threads, look_up, s);
    return status == RP_OK && s->wanted == RP_WANT_LEADER ? settle_leaders(s, out) : status;
}

static int search_init(struct search *s, unsigned slot_bits, struct rp_error *err)
{
    size_t n = s->groups->n;
    s->searchers = rp_alloc_zero(s->threads, sizeof *s->searchers);
    s->runs = rp_alloc_zero(s->threads, sizeof *s->runs);
    s->spans = rp_alloc(n, sizeof *s->spans);
    s->items = rp_alloc(GROUPS_A_ROUND, sizeof *s->items);
    if (!s->banding)
        s->classes = rp_alloc_zero((size_t)1 << (slot_bits - 1), 1);
    s->slot_shift = 64 - slot_bits;
    if (!s->searchers || !s->runs || !s->spans || !s->items || (!s->banding && !s->classes))
        return rp_fail_memory(err);
    for (unsigned t = 0; t < s->threads; t++) {
        s->searchers[t].seen = rp_alloc(n, sizeof *s->searchers[t].seen);
        if (!s->searchers[t].seen)
            return rp_fail_memory(err);
        memset(s->searchers[t].seen, 0xff, n * sizeof *s->searchers[t].seen);
    }
    return RP_OK;
}

static int index_groups(struct search *s, struct rp_budget *budget, struct rp_error *err)
{
    int status = s->banding ? RP_OK : rp_parallel(s->threads, count_elements, s);
    if (status == RP_OK)
        status = rp_parallel(s->threads, make_keys, s);
    rp_free(s->classes);
    s->classes = NULL;
    if (status == RP_OK)
        status = rp_inverted_make(&s->lists, s->runs, s->threads, budget, s->progress, err);
    return status;
}

int rp_matches_add(struct rp_matches *out, const struct rp_groups *groups,
                   uint32_t threshold_ppm, enum rp_wanted wanted,
                   const struct rp_banding *banding, uint64_t max_pairs,
                   const struct rp_join_bounds *bounds, unsigned threads,
                   struct rp_budget *budget, const struct rp_progress *progress,
                   struct rp_error *err)
{
    struct search s = {
        .groups = groups,
        .threshold_ppm = threshold_ppm,
        .wanted = wanted,
        .banding = banding,
        .max_pairs = max_pairs,
        .bounds = bounds,
        .progress = progress,
        .threads = threads,
    };
    unsigned slot_bits = 10;
    while (slot_bits < 32 && UINT64_C(1) << slot_bits < groups->n_elements)
        slot_bits++;
    int status = search_init(&s, slot_bits, err);
    if (status == RP_OK)
        status = index_groups(&s, budget, err);
    for (size_t begin = 0; begin < groups->n && status == RP_OK; begin += GROUPS_A_ROUND) {
        size_t left = groups->n - begin;
        s.begin = (uint32_t)begin;
        s.end = s.begin + (uint32_t)(left < GROUPS_A_ROUND ? left : GROUPS_A_ROUND);
        status = search_round(&s, out);
        rp_tick(progress, "match", s.end, groups->n);
    }
    for (unsigned t = 0; s.searchers && t < threads; t++) {
        struct searcher *searcher = &s.searchers[t];
        if (status && searcher->err.code == status)
            *err = searcher->err;
        for (size_t i = 0; i < searcher->found.n && status == RP_OK; i++)
            if (rp_vec_push(out, searcher->found.v[i]))
                status = rp_fail_memory(err);
        out->n_candidates += searcher->found.n_candidates;
        out->n_verified += searcher->found.n_verified;
        rp_vec_release(&searcher->found);
        rp_vec_release(&searcher->candidates);
        rp_vec_release(&searcher->scratch);
        rp_free(searcher->seen);
    }
    for (unsigned t = 0; s.runs && t < threads; t++) {
        rp_vec_release(&s.runs[t].hashes);
        rp_vec_release(&s.runs[t].keys);
    }
    rp_inverted_release(&s.lists, budget);
    rp_free(s.searchers);
    rp_free(s.runs);
    rp_free(s.spans);
    rp_free(s.items);
    rp_free(s.classes);
    return status;
}
