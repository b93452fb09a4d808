#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

/* A paragraph has some 60 shingles: one pass into buckets of about one value, then
 * insertion over the whole. Twice as fast as qsort's best rival for that size. */
enum { MIN_BUCKETED = 24, MAX_BUCKET_BITS = 11, MAX_INSERTION = 48 };

static int by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void insertion_sort(uint64_t *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t x = v[i];
        size_t j = i;
        for (; j > 0 && v[j - 1] > x; j--)
            v[j] = v[j - 1];
        v[j] = x;
    }
}

static size_t unique(uint64_t *v, size_t n)
{
    size_t kept = n ? 1 : 0;
    for (size_t i = 1; i < n; i++) {
        v[kept] = v[i];
        kept += v[i] != v[kept - 1];
    }
    return kept;
}

/* By the bits below the leading `done`, in which all are equal. A bucket that is still
 * large is taken by its next bits: equal values come to an end with their last bit, where a
 * sort by comparison took a line of one repeated word n log n. */
static void sort_buckets(uint64_t *v, size_t n, uint64_t *spare, unsigned done)
{
    if (n < MIN_BUCKETED) {
        insertion_sort(v, n);
        return;
    }
    if (done == 64)
        return;
    unsigned bits = 6, left = 64 - done;
    while (bits < MAX_BUCKET_BITS && (size_t)1 << bits < n)
        bits++;
    if (bits > left)
        bits = left;
    unsigned shift = left - bits;
    uint64_t mask = (UINT64_C(1) << bits) - 1;
    uint32_t end[1 << MAX_BUCKET_BITS];
    memset(end, 0, sizeof *end << bits);
    for (size_t i = 0; i < n; i++)
        end[v[i] >> shift & mask]++;
    uint32_t sum = 0, largest = 0;
    for (size_t b = 0; b <= mask; b++) {
        uint32_t count = end[b];
        largest = count > largest ? count : largest;
        end[b] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        spare[end[v[i] >> shift & mask]++] = v[i];
    memcpy(v, spare, n * sizeof *v);
    if (largest <= MAX_INSERTION) {
        insertion_sort(v, n);
        return;
    }
    for (size_t b = 0, begin = 0; b <= mask; begin = end[b++])
        sort_buckets(v + begin, end[b] - begin, spare, done + bits);
}

size_t rp_sort_unique(uint64_t *v, size_t n, uint64_t *spare)
{
    if (n >= UINT32_MAX)
        qsort(v, n, sizeof *v, by_value);
    else
        sort_buckets(v, n, spare, 0);
    return unique(v, n);
}

void rp_sort_keyed(struct rp_keyed *v, size_t n, struct rp_keyed *spare)
{
    uint64_t differ = 0;
    for (size_t i = 1; i < n; i++)
        differ |= v[i].key ^ v[0].key;
    struct rp_keyed *from = v, *to = spare;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differ >> shift & 255) == 0)
            continue;
        size_t begin[256] = {0}, sum = 0;
        for (size_t i = 0; i < n; i++)
            begin[from[i].key >> shift & 255]++;
        for (size_t b = 0; b < 256; b++) {
            size_t count = begin[b];
            begin[b] = sum;
            sum += count;
        }
        for (size_t i = 0; i < n; i++)
            to[begin[from[i].key >> shift & 255]++] = from[i];
        struct rp_keyed *swap = from;
        from = to;
        to = swap;
    }
    if (from != v && n)
        memcpy(v, from, n * sizeof *v);
}
