#include "match/filter.h"

#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "base/vec.h"

/* STAGE_ENTRIES and two numbers fill a cache line; a chunk holds a whole number of stages.
 */
enum {
    STAGE_ENTRIES = 14,
    CHUNK_ENTRIES = 36 * STAGE_ENTRIES,
    SEGMENT_CHUNKS = 2048,
    SETS_A_CLAIM = 512,
    SAMPLE_SETS = 512,
    MAX_PARTITION_BITS = 14,
    MIN_SLOT_BITS = 10,
    SLOT_BITS = 20,    /* 256 kB of two-bit slots: half of a small second-level cache */
    WRITTEN_BITS = 11, /* past so many partitions, writing to them costs more than slots
                          that fit no longer: at 10 million texts 25.5 and 26.9 s of
                          processor time for 29.5 and 32.3, two rounds in turns */
    MAX_SLOT_BITS = 22,
    SATURATED = 255,
};

/* entry = slot << delta_bits | distance; a distance of all ones only moves on. */
struct stage {
    uint32_t last; /* set of the entry before */
    uint32_t n;
    uint32_t entry[STAGE_ENTRIES];
};

struct chunk {
    struct chunk *next;
    uint64_t n;
    uint32_t entry[CHUNK_ENTRIES];
};

/* What one thread wrote to one partition. */
struct stream {
    struct chunk *first, *last;
};

struct writer {
    struct stage *stages;
    struct stream *streams;
    RP_VEC(struct rp_block) segments;
    size_t n_chunks_left;
    struct chunk *next_chunk;
    uint8_t *singles; /* of each set; saturates */
    uint64_t n_elements;
    struct rp_error err;
};

struct filter {
    const struct rp_sets *sets;
    const struct rp_filter_plan *plan;
    unsigned threads, delta_bits;
    struct rp_budget *budget;
    const struct rp_progress *progress;
    struct writer *writers; /* one a thread */
    uint32_t *size;         /* elements of each set, repeats included */
    _Atomic uint64_t next_set, next_partition;
};

static struct chunk *new_chunk(struct filter *filter, struct writer *w)
{
    if (w->n_chunks_left == 0) {
        struct rp_block segment;
        if (rp_vec_reserve(&w->segments, w->segments.n + 1)) {
            rp_fail_memory(&w->err);
            return NULL;
        }
        if (rp_block_new(&segment, filter->budget, SEGMENT_CHUNKS * sizeof(struct chunk),
                         &w->err))
            return NULL;
        w->segments.v[w->segments.n++] = segment;
        w->next_chunk = segment.p;
        w->n_chunks_left = SEGMENT_CHUNKS;
    }
    w->n_chunks_left--;
    /* Written before it is read: a first read would map the shared page of zeros, and the
     * write after it cost a second fault and a flush of every processor's TLB. */
    w->next_chunk->next = NULL;
    w->next_chunk->n = 0;
    return w->next_chunk++;
}

static int flush_stage(struct filter *filter, struct writer *w, uint32_t partition)
{
    struct stage *stage = &w->stages[partition];
    struct stream *stream = &w->streams[partition];
    if (!stream->last || stream->last->n == CHUNK_ENTRIES) {
        struct chunk *chunk = new_chunk(filter, w);
        if (!chunk)
            return w->err.code;
        if (stream->last)
            stream->last->next = chunk;
        else
            stream->first = chunk;
        stream->last = chunk;
    }
    memcpy(stream->last->entry + stream->last->n, stage->entry, sizeof stage->entry);
    stream->last->n += stage->n;
    stage->n = 0;
    return RP_OK;
}

static int put(struct filter *filter, struct writer *w, uint32_t partition, uint32_t entry)
{
    struct stage *stage = &w->stages[partition];
    stage->entry[stage->n++] = entry;
    return stage->n == STAGE_ENTRIES ? flush_stage(filter, w, partition) : RP_OK;
}

static int add_set(struct filter *filter, struct writer *w, uint32_t id, const uint64_t *v,
                   size_t n)
{
    const unsigned shift = 64 - filter->plan->partition_bits,
                   delta_bits = filter->delta_bits;
    const uint32_t skip = (UINT32_C(1) << delta_bits) - 1;
    const uint64_t slot_mask = (UINT64_C(1) << filter->plan->slot_bits) - 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t partition = shift == 64 ? 0 : (uint32_t)(v[i] >> shift);
        struct stage *stage = &w->stages[partition];
        uint32_t distance = id - stage->last;
        stage->last = id;
        while (distance >= skip) {
            int status = put(filter, w, partition, skip);
            if (status)
                return status;
            distance -= skip;
        }
        int status = put(filter, w, partition,
                         (uint32_t)(v[i] & slot_mask) << delta_bits | distance);
        if (status)
            return status;
    }
    return RP_OK;
}

/* Move the elements of the kept partitions to the front; a branch would be mispredicted for
 * half of them. */
static size_t keep_leading(uint64_t *v, size_t n, uint64_t limit)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t x = v[i];
        v[kept] = x;
        kept += x <= limit;
    }
    return kept;
}

static int write_entries(void *context, unsigned thread)
{
    struct filter *filter = context;
    struct writer *w = &filter->writers[thread];
    struct rp_hashes set = {0};
    const struct rp_filter_plan *plan = filter->plan;
    uint64_t limit = plan->n_kept >> plan->partition_bits
                         ? UINT64_MAX
                         : ((uint64_t)plan->n_kept << (64 - plan->partition_bits)) - 1;
    uint64_t begin, end;
    int status = RP_OK;
    while (status == RP_OK &&
           rp_claim(&filter->next_set, filter->sets->n, SETS_A_CLAIM, &begin, &end)) {
        status = rp_check_cancelled(filter->progress, &w->err);
        for (uint64_t i = begin; i < end && status == RP_OK; i++) {
            status = filter->sets->fill(filter->sets->context, i, &set);
            if (status == RP_OK && set.n > UINT32_MAX)
                status = RP_ERR_LIMIT;
            if (status) {
                rp_fail(&w->err, status, NULL, 0,
                        status == RP_ERR_MEMORY ? "out of memory"
                                                : "set %llu cannot be read",
                        (unsigned long long)i);
                break;
            }
            filter->size[i] = (uint32_t)set.n;
            w->n_elements += set.n;
            status =
                add_set(filter, w, (uint32_t)i, set.v, keep_leading(set.v, set.n, limit));
        }
        if (thread == 0)
            rp_tick(filter->progress, "filter", end, filter->sets->n);
    }
    for (uint32_t p = 0; p < plan->n_kept && status == RP_OK; p++)
        if (w->stages[p].n)
            status = flush_stage(filter, w, p);
    rp_vec_release(&set);
    return status;
}

/* Two bits a slot: 1 seen, 2 seen again. */
static inline unsigned slot_shift(uint32_t slot)
{
    return 2 * (slot & 3);
}

static void mark_slots(uint8_t *slots, const struct chunk *chunk, unsigned delta_bits)
{
    const uint32_t skip = (UINT32_C(1) << delta_bits) - 1;
    for (; chunk; chunk = chunk->next)
        for (uint64_t i = 0; i < chunk->n; i++) {
            uint32_t slot = chunk->entry[i] >> delta_bits;
            unsigned shift = slot_shift(slot), value = slots[slot >> 2];
            unsigned seen = (chunk->entry[i] & skip) != skip;
            slots[slot >> 2] =
                (uint8_t)(value | seen << shift | (seen & value >> shift) << (shift + 1));
        }
}

static void count_singles(uint8_t *singles, const uint8_t *slots, const struct chunk *chunk,
                          unsigned delta_bits)
{
    const uint32_t skip = (UINT32_C(1) << delta_bits) - 1;
    uint32_t id = 0;
    for (; chunk; chunk = chunk->next)
        for (uint64_t i = 0; i < chunk->n; i++) {
            uint32_t slot = chunk->entry[i] >> delta_bits;
            uint32_t distance = chunk->entry[i] & skip;
            id += distance;
            unsigned once = (slots[slot >> 2] >> slot_shift(slot) & 3) == 1;
            once &= distance != skip;
            singles[id] = (uint8_t)(singles[id] + (once & (singles[id] != SATURATED)));
        }
}

static int read_partitions(void *context, unsigned thread)
{
    struct filter *filter = context;
    struct writer *w = &filter->writers[thread];
    size_t n_bytes = (size_t)1 << (filter->plan->slot_bits - 2);
    uint8_t *slots = rp_alloc(n_bytes, 1);
    int status = slots ? RP_OK : rp_fail_memory(&w->err);
    uint64_t p, end;
    while (status == RP_OK &&
           rp_claim(&filter->next_partition, filter->plan->n_kept, 1, &p, &end)) {
        status = rp_check_cancelled(filter->progress, &w->err);
        memset(slots, 0, n_bytes);
        for (unsigned t = 0; t < filter->threads; t++)
            mark_slots(slots, filter->writers[t].streams[p].first, filter->delta_bits);
        for (unsigned t = 0; t < filter->threads; t++)
            count_singles(w->singles, slots, filter->writers[t].streams[p].first,
                          filter->delta_bits);
    }
    rp_free(slots);
    return status;
}

static int add_survivors(struct rp_survivors *out, const struct filter *filter,
                         uint32_t threshold_ppm)
{
    size_t n_before = out->n;
    for (size_t i = 0; i < filter->sets->n; i++) {
        uint64_t n = filter->size[i], singles = 0;
        if (n == 0)
            continue;
        out->n_nonempty++;
        uint64_t may_differ = n - (n * threshold_ppm + 999999) / 1000000;
        for (unsigned t = 0; t < filter->threads; t++)
            singles += filter->writers[t].singles[i];
        if (singles <= may_differ && rp_vec_push(out, (uint32_t)i)) {
            out->n = n_before;
            return RP_ERR_MEMORY;
        }
    }
    for (unsigned t = 0; t < filter->threads; t++)
        out->n_elements += filter->writers[t].n_elements;
    return RP_OK;
}

static void writer_release(struct writer *w, struct rp_budget *budget)
{
    for (size_t i = 0; i < w->segments.n; i++)
        rp_block_release(&w->segments.v[i], budget);
    rp_vec_release(&w->segments);
    rp_free(w->stages);
    rp_free(w->streams);
    rp_free(w->singles);
}

int rp_filter(struct rp_survivors *out, const struct rp_sets *sets, uint32_t threshold_ppm,
              const struct rp_filter_plan *plan, unsigned threads, struct rp_budget *budget,
              const struct rp_progress *progress, struct rp_error *err)
{
    struct filter filter = {
        .sets = sets,
        .plan = plan,
        .threads = threads,
        .delta_bits = 32 - plan->slot_bits,
        .budget = budget,
        .progress = progress,
        .writers = rp_alloc_zero(threads, sizeof *filter.writers),
        .size = rp_alloc(sets->n, sizeof *filter.size),
    };
    int status = filter.writers && filter.size ? RP_OK : rp_fail_memory(err);
    for (unsigned t = 0; t < threads && status == RP_OK; t++) {
        struct writer *w = &filter.writers[t];
        w->stages = rp_alloc_zero(plan->n_kept, sizeof *w->stages);
        w->streams = rp_alloc_zero(plan->n_kept, sizeof *w->streams);
        w->singles = rp_alloc_zero(sets->n, 1);
        if (!w->stages || !w->streams || !w->singles)
            status = rp_fail_memory(err);
    }
    if (status)
        goto done;
    status = rp_parallel(threads, write_entries, &filter);
    if (status == RP_OK)
        status = rp_parallel(threads, read_partitions, &filter);
    if (status == RP_OK && add_survivors(out, &filter, threshold_ppm))
        status = rp_fail_memory(err);
    for (unsigned t = 0; t < threads && status && err; t++)
        if (filter.writers[t].err.code == status) {
            *err = filter.writers[t].err;
            break;
        }
done:
    for (unsigned t = 0; filter.writers && t < threads; t++)
        writer_release(&filter.writers[t], budget);
    rp_free(filter.writers);
    rp_free(filter.size);
    return status;
}

/* The least share of the elements by which a set of n elements, nine tenths of them single,
 * is ruled out but for two standard deviations. Measured on generated text at t = 0.7:
 * from 1.0 to 0.5 the filter's time falls by half, and one set in a hundred is kept more.
 */
static const double single_share = 0.75;

static double share_to_keep(double n, double threshold)
{
    for (double share = 0.1; share < 1; share += 0.05) {
        double mean = share * single_share * n;
        if (mean - 2 * sqrt(mean * (1 - share * single_share)) > (1 - threshold) * n + 1)
            return share;
    }
    return 1;
}

int rp_filter_plan(struct rp_filter_plan *plan, const struct rp_sets *sets,
                   uint32_t threshold_ppm, struct rp_error *err)
{
    struct rp_hashes set = {0};
    uint64_t n_elements = 0, n_read = 0;
    size_t step = sets->n / SAMPLE_SETS + 1;
    for (size_t i = 0; i < sets->n; i += step) {
        int status = sets->fill(sets->context, i, &set);
        if (status) {
            rp_vec_release(&set);
            return status == RP_ERR_MEMORY
                       ? rp_fail_memory(err)
                       : rp_fail(err, status, NULL, 0, "set %zu cannot be read", i);
        }
        n_elements += set.n;
        n_read++;
    }
    rp_vec_release(&set);
    double mean = n_read ? (double)n_elements / (double)n_read : 0;
    double total = mean * (double)sets->n;
    /* Two elements in one slot look like one seen twice. A set is kept in vain if that
     * befalls as many of its elements as must be shared, so slots are many where these are
     * few. */
    double must_share =
        threshold_ppm * mean > 1e6 ? threshold_ppm / 1e6 : 1 / fmax(mean, 1);
    double slots = total * fmax(8, 6 / must_share);
    plan->partition_bits = 1;
    while (plan->partition_bits < MAX_PARTITION_BITS &&
           ldexp(slots, -(int)plan->partition_bits) >
               1 << (plan->partition_bits < WRITTEN_BITS ? SLOT_BITS : MAX_SLOT_BITS))
        plan->partition_bits++;
    double n_partitions = ldexp(1, (int)plan->partition_bits);
    plan->slot_bits = MIN_SLOT_BITS;
    while (plan->slot_bits < MAX_SLOT_BITS &&
           slots / n_partitions > (double)(UINT32_C(1) << plan->slot_bits))
        plan->slot_bits++;
    plan->n_kept =
        (uint32_t)ceil(share_to_keep(mean, (double)threshold_ppm / 1e6) * n_partitions);
    return RP_OK;
}
