/* What memory and arithmetic allow one thread of this machine, and what the engine takes:
 * nanoseconds of the processor a paragraph, least of several rounds.
 *
 *     floor FILE        (such as bench/data/2m.txt; the first 256 MB are used)
 *
 * Each part of the floor is the least work of its kind, measured by itself: the text read
 * once, its bytes told apart by SIMD, each word hashed where it is known to lie, entries
 * written once and read twice in order, counters in the second-level cache, and for the
 * paragraphs that may have a partner the same words again, their shingles sorted, written,
 * and counted in a table of half a byte each. Nothing is counted for finding the words'
 * ends, for what is mispredicted, for candidates and their comparison, or for output: a
 * share of 100 % cannot be reached. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/file.h"
#include "base/sort.h"
#include "base/vec.h"
#include "match/filter.h"
#include "text/shingle.h"
#include "text/token.h"
#include "text/word.h"
#include "text/words.h"

enum { ROUNDS = 5, MOST_BYTES = 256 << 20, BLOCK_BYTES = 1 << 14, SOME_LINES = 20 };

static volatile uint64_t sink;

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

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

static uint64_t read_all(const void *from, size_t n)
{
    uint64_t sum[8] = {0}, x[8];
    for (size_t i = 0; i + 64 <= n; i += 64) {
        memcpy(x, (const char *)from + i, 64);
        for (size_t k = 0; k < 8; k++)
            sum[k] += x[k];
    }
    return sum[0] ^ sum[1] ^ sum[2] ^ sum[3] ^ sum[4] ^ sum[5] ^ sum[6] ^ sum[7];
}

/* Letters and digits in lower case, spaces for the rest: what a compiler makes of it. */
#if defined(__x86_64__) && !defined(__clang__)
__attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#endif
static void
classify(char *restrict out, const char *restrict in, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)in[i], lower = c | 0x20;
        bool word = ((unsigned char)(lower - 'a') < 26) | ((unsigned char)(c - '0') < 10);
        out[i] = word ? (char)lower : ' ';
    }
}

/* Bytes told apart, the text in the first-level cache. */
static double classify_ns(const char *text, size_t n)
{
    static char in[BLOCK_BYTES], out[BLOCK_BYTES];
    size_t size = n < BLOCK_BYTES ? n : BLOCK_BYTES;
    double best;
    memcpy(in, text, size);
    LEAST(
        best, for (size_t i = 0; i < 1000; i++) {
            classify(out, in, size);
            sink += (uint64_t)out[i % size];
        });
    return best / 1000 / (double)size;
}

#if defined(__SSE2__)
static const unsigned char keep[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                       255, 255, 255, 255, 255, 255, 255, 255};

static inline uint64_t hash_word(const char *p, size_t n)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    x = _mm_or_si128(x, _mm_set1_epi8(0x20));
    x = _mm_and_si128(
        x, _mm_loadu_si128((const __m128i *)(const void *)(keep + (n < 16 ? 16 - n : 0))));
    x = _mm_xor_si128(x, _mm_set_epi64x((long long)RP_WORD_B, (long long)RP_WORD_A));
    return rp_mum((uint64_t)_mm_cvtsi128_si64(x),
                  (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(x, x)));
}
#else
static inline uint64_t hash_word(const char *p, size_t n)
{
    const uint64_t bits = UINT64_C(0x2020202020202020);
    return rp_word_step(0, rp_low_bytes(rp_load64(p) | bits, n),
                        rp_low_bytes(rp_load64(p + 8) | bits, n > 8 ? n - 8 : 0));
}
#endif

/* A word of up to 16 bytes whose place is known, cut and hashed; words of some lines. */
static double hash_word_ns(const struct rp_str *lines, size_t n_lines)
{
    struct rp_tokens words = {0};
    RP_VEC(char) text = {0};
    double best;
    for (size_t i = 0; i < n_lines && i < SOME_LINES; i++) {
        if (rp_vec_reserve(&text, text.n + lines[i].n + 32))
            exit(1);
        memcpy(text.v + text.n, lines[i].p, lines[i].n);
        text.v[text.n + lines[i].n] = ' ';
        text.n += lines[i].n + 1;
    }
    memset(text.v + text.n, ' ', 16);
    if (rp_tokens_add(&words, (struct rp_str){text.v, text.n}) || words.n == 0)
        exit(1);
    uint64_t *out = rp_alloc(words.n, sizeof *out);
    if (!out)
        exit(1);
    LEAST(
        best, for (size_t repeat = 0; repeat < 200; repeat++) for (size_t i = 0;
                                                                   i < words.n; i++) {
            const char *p = text.v + words.v[i].beg;
            size_t n = words.v[i].end - words.v[i].beg;
            out[i] = rp_word_step(
                0, rp_low_bytes(rp_load64(p) | 0x2020202020202020, n),
                rp_low_bytes(rp_load64(p + 8) | 0x2020202020202020, n > 8 ? n - 8 : 0));
        });
    for (size_t i = 0; i < words.n; i++)
        sink += out[i];
    best /= 200 * (double)words.n;
    rp_free(out);
    rp_vec_release(&words);
    rp_vec_release(&text);
    return best;
}

/* One read and write at a random place of a table of so many bytes. */
static double access_ns(size_t bytes)
{
    uint8_t *table = rp_alloc_zero(bytes, 1);
    double best;
    if (!table)
        exit(1);
    LEAST(best, {
        uint64_t x = 1;
        for (size_t i = 0; i < 1 << 20; i++) {
            x = x * UINT64_C(0x5851f42d4c957f2d) + 1;
            table[(x >> 32) & (bytes - 1)]++;
        }
    });
    sink += table[0];
    rp_free(table);
    return best / (1 << 20);
}

/* Bytes written to memory that was written before, and read from it. */
static void stream_ns(double *write, double *read)
{
    size_t n = 128 << 20;
    char *p = rp_alloc(n, 1);
    if (!p)
        exit(1);
    memset(p, 1, n);
    LEAST(*write, memset(p, (int)sink, n));
    LEAST(*read, sink += read_all(p, n));
    *write /= (double)n;
    *read /= (double)n;
    rp_free(p);
}

static double sort_ns(const struct rp_str *lines, size_t n_lines)
{
    struct rp_hashes set = {0}, sets = {0}, spare = {0};
    double best, n = 0;
    RP_VEC(size_t) sizes = {0};
    for (size_t i = 0; i < n_lines && i < 2000; i++) {
        if (rp_shingles_fill(&set, lines[i], 3) ||
            rp_vec_reserve(&sets, sets.n + set.n + 1) || rp_vec_push(&sizes, set.n))
            exit(1);
        memcpy(sets.v + sets.n, set.v, set.n * sizeof *set.v);
        sets.n += set.n;
        n++;
    }
    if (rp_vec_reserve(&set, sets.n) || rp_vec_reserve(&spare, sets.n))
        exit(1);
    LEAST(best, {
        memcpy(set.v, sets.v, sets.n * sizeof *set.v);
        for (size_t i = 0, at = 0; i < sizes.n; at += sizes.v[i++])
            sink += rp_sort_unique(set.v + at, sizes.v[i], spare.v);
    });
    rp_vec_release(&set);
    rp_vec_release(&sets);
    rp_vec_release(&spare);
    rp_vec_release(&sizes);
    return best / n;
}

static double print(const char *what, double ns)
{
    printf("| %-58s | %7.1f |\n", what, ns);
    return ns;
}

int main(int argc, char **argv)
{
    struct rp_map map;
    struct rp_error err;
    RP_VEC(struct rp_str) lines = {0};
    struct rp_hashes set = {0};
    double measured, read, write, best;
    if (argc != 2 || rp_map_open(&map, argv[1], &err)) {
        fputs("usage: floor FILE\n", stderr);
        return 2;
    }
    size_t n_bytes = map.n < MOST_BYTES ? map.n : MOST_BYTES;
    for (const char *p = map.p, *end = map.p + n_bytes, *stop; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop || rp_vec_push(&lines, (struct rp_str){p, (size_t)(stop - p)}))
            break;
    }
    double n = (double)lines.n, n_elements = 0;
    LEAST(measured, {
        n_elements = 0;
        for (size_t i = 0; i < lines.n; i++) {
            if (rp_shingles_fill(&set, lines.v[i], 3))
                return 1;
            n_elements += (double)set.n;
        }
    });
    struct rp_texts texts = {lines.v, lines.n, 3};
    struct rp_sets sets = {lines.n, rp_texts_fill, &texts};
    struct rp_filter_plan plan;
    struct rp_options options;
    struct rp_join_stats stats;
    struct rp_clusters clusters = {0};
    rp_options_init(&options);
    options.min_jaccard_ppm = 700000;
    options.threads = 1;
    double whole = 1e300;
    for (int round = 0; round < 3; round++) {
        double start = now_ns();
        if (rp_join(NULL, &clusters, &stats, &sets, &options, NULL, &err))
            return 1;
        double taken = now_ns() - start;
        whole = taken < whole ? taken : whole;
    }
    if (rp_filter_plan(&plan, &sets, 700000, &err))
        return 1;
    double kept =
               n_elements / n * (double)plan.n_kept / (double)(1u << plan.partition_bits),
           survivors = (double)stats.n_survivors / n, elements = n_elements / n;
    size_t counters = 1 << 10;
    while ((double)counters < survivors * n_elements / 2)
        counters *= 2;
    stream_ns(&write, &read);
    LEAST(best, sink += read_all(map.p, n_bytes));

    printf("%zu paragraphs of %.0f bytes, %.1f words; %.1f of %.1f shingles go through the "
           "filter, %.3f of the paragraphs survive it\n\n",
           lines.n, (double)n_bytes / n, elements + 2, kept, elements, survivors);
    printf("| the least, each part by itself | ns a paragraph |\n|---|---|\n");
    double text = print("read the text from memory", best / n);
    double tokens =
        print("tell its bytes apart", classify_ns(map.p, n_bytes) * (double)n_bytes / n);
    tokens += print("hash words whose places are known",
                    hash_word_ns(lines.v, lines.n) * (elements + 2));
    uint64_t *v = rp_alloc(1 << 10, sizeof *v);
    if (!v)
        return 1;
    memset(v, 1, sizeof *v << 10);
    LEAST(best,
          for (size_t i = 0; i < 1000; i++) rp_word_kernel(0)->shingle(v, 1 << 10, 3));
    sink += v[0];
    tokens += print("combine them to shingles", best / 1000 / (1 << 10) * elements);
    double filter = print("write and twice read 4 bytes an entry of the filter",
                          kept * 4 * (write + 2 * read));
    filter += print("two counters an entry in the second-level cache",
                    kept * 2 * access_ns((size_t)1 << (plan.slot_bits - 2)));
    double again =
        print("survivors: words and shingles again", survivors * (text + tokens));
    again += print("survivors: sort", survivors * sort_ns(lines.v, lines.n));
    again += print("survivors: write and twice read 8 bytes a shingle",
                   survivors * elements * 8 * (write + 2 * read));
    again += print("survivors: two counters a shingle in a table of all",
                   survivors * elements * 2 * access_ns(counters));
    double least = text + tokens + filter + again;
    printf("\n| | least | measured | share |\n|---|---|---|---|\n");
    printf("| words and shingles | %.0f | %.0f | %.0f %% |\n", text + tokens, measured / n,
           100 * (text + tokens) / (measured / n));
    printf(
        "| the whole: text in memory to clusters, one thread | %.0f | %.0f | %.0f %% |\n",
        least, whole / n, 100 * least / (whole / n));
    rp_free(v);
    rp_clusters_release(&clusters);
    rp_vec_release(&set);
    rp_vec_release(&lines);
    rp_map_release(&map);
    return 0;
}
