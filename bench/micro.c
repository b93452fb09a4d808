/* Micro-benchmarks by room, on generated text: nanoseconds of the processor, least of
 * several rounds.
 *
 *     micro FILE        (such as bench/data/200k.txt; the first 64 MB are used) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/sort.h"
#include "base/vec.h"
#include "match/candidates.h"
#include "match/sketch.h"
#include "text/shingle.h"
#include "text/words.h"

enum { ROUNDS = 9, HOT_LINES = 40, MOST_BYTES = 64 << 20 };

struct lines {
    struct rp_str *v;
    size_t n, cap;
};

static volatile uint64_t sink;

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

/* Repeat a block ROUNDS times and keep the least nanoseconds in `best`. */
#define LEAST(best, ...)                                                                   \
    do {                                                                                   \
        best = 1e300;                                                                      \
        for (int round = 0; round < ROUNDS; round++) {                                     \
            double start = now_ns();                                                       \
            __VA_ARGS__;                                                                   \
            double taken = now_ns() - start;                                               \
            best = taken < best ? taken : best;                                            \
        }                                                                                  \
    } while (0)

static uint64_t read_all(const char *p, size_t n)
{
    uint64_t sum = 0, x;
    for (size_t i = 0; i + 8 <= n; i += 8) {
        memcpy(&x, p + i, 8);
        sum += x;
    }
    return sum;
}

int main(int argc, char **argv)
{
    struct rp_map map;
    struct rp_error err;
    struct lines lines = {0};
    struct rp_hashes set = {0}, sets = {0};
    double best;
    if (argc != 2 || rp_map_open(&map, argv[1], &err)) {
        fputs("usage: micro FILE\n", stderr);
        return 2;
    }
    size_t n = map.n < MOST_BYTES ? map.n : MOST_BYTES;
    for (const char *p = map.p, *end = map.p + n, *stop; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop || rp_vec_push(&lines, (struct rp_str){p, (size_t)(stop - p)}))
            break;
    }
    double per_line = 1 / (double)lines.n;
    printf("%zu paragraphs, %.0f bytes each\n\nnanoseconds a paragraph:\n", lines.n,
           (double)n * per_line);

    LEAST(best, sink += read_all(map.p, n));
    printf("  %-34s %8.1f  (%.1f GB/s)\n", "read from memory", best * per_line,
           (double)n / best);
    LEAST(best, {
        for (const char *p = map.p; p && p < map.p + n; p++)
            p = memchr(p, '\n', (size_t)(map.p + n - p)), sink += 1, p = p ? p : map.p + n;
    });
    printf("  %-34s %8.1f\n", "find line ends", best * per_line);
    const struct rp_word_kernel *kernel;
    for (unsigned k = 0; (kernel = rp_word_kernel(k)); k++) {
        char what[64];
        LEAST(
            best, for (size_t i = 0; i < lines.n; i++) {
                if (rp_shingles_fill_by(kernel, &set, lines.v[i], 3))
                    return 1;
                sink += set.n;
            });
        snprintf(what, sizeof what, "words and shingles, %s", kernel->name);
        printf("  %-34s %8.1f  (%.2f GB/s)\n", what, best * per_line, (double)n / best);
        LEAST(
            best, for (size_t i = 0; i < lines.n; i++) {
                if (rp_shingles_fill_by(kernel, &set, lines.v[i % HOT_LINES], 3))
                    return 1;
                sink += set.n;
            });
        printf("  %-34s %8.1f\n", "  the same, text in cache", best * per_line);
    }
    size_t n_reference = lines.n / 10;
    LEAST(
        best, for (size_t i = 0; i < n_reference; i++) {
            if (rp_shingles_fill_by(NULL, &set, lines.v[i], 3))
                return 1;
            sink += set.n;
        });
    printf("  %-34s %8.1f\n", "words and shingles, reference", best / (double)n_reference);

    /* 20,000 sets, one after the other. */
    size_t n_sets = lines.n < 20000 ? lines.n : 20000, *first = malloc((n_sets + 1) * 8);
    for (size_t i = 0; first && i < n_sets; i++) {
        if (rp_shingles_fill(&set, lines.v[i], 3) || rp_vec_reserve(&sets, sets.n + set.n))
            return 1;
        first[i] = sets.n;
        memcpy(sets.v + sets.n, set.v, set.n * sizeof *set.v);
        sets.n += set.n;
        first[i + 1] = sets.n;
    }
    if (!first)
        return 1;
    double elements = (double)sets.n / (double)n_sets;
    uint64_t *copy = malloc(sets.n * 8), spare[4096];
    LEAST(best, {
        memcpy(copy, sets.v, sets.n * 8);
        for (size_t i = 0; i < n_sets; i++)
            sink += rp_sort_unique(copy + first[i], first[i + 1] - first[i], spare);
    });
    printf("  %-34s %8.1f  (%.0f elements)\n", "sort a set", best / (double)n_sets,
           elements);
    uint32_t minima[RP_SKETCH_MAX];
    LEAST(
        best, for (size_t i = 0; i < n_sets; i++) {
            rp_sketch_fill(minima, sets.v + first[i], first[i + 1] - first[i], 128);
            sink += minima[0];
        });
    printf("  %-34s %8.1f  (%.3f ns a minimum and element)\n", "sketch of 128",
           best / (double)n_sets, best / (double)n_sets / elements / 128);
    LEAST(
        best, for (size_t i = 0; i + 1 < n_sets; i++) {
            uint32_t a = (uint32_t)(first[i + 1] - first[i]);
            sink += rp_count_shared(copy + first[i], a, copy + first[i], a, a);
        });
    printf("  %-34s %8.1f\n", "verify a pair of equals", best / (double)n_sets);
    LEAST(
        best, for (size_t i = 0; i + 1 < n_sets; i++) {
            size_t k = i * 7919 % (n_sets - 1);
            uint32_t a = (uint32_t)(first[i + 1] - first[i]),
                     b = (uint32_t)(first[k + 1] - first[k]);
            sink +=
                rp_count_shared(copy + first[i], a, copy + first[k], b, (a + b) * 7 / 17);
        });
    printf("  %-34s %8.1f\n", "candidate in vain", best / (double)n_sets);
    free(copy);
    free(first);
    rp_vec_release(&set);
    rp_vec_release(&sets);
    rp_vec_release(&lines);
    rp_map_release(&map);
    return 0;
}
