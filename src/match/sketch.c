#include "match/sketch.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/hash.h"

enum { USUAL_K = 128 };

/* The loader chooses before ThreadSanitizer is ready: one version for all there. */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ONE_MACHINE
#endif
#endif

#if defined(__x86_64__) && defined(__ELF__) && !defined(ONE_MACHINE) &&                    \
    !defined(__SANITIZE_THREAD__)
#define FOR_EACH_MACHINE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_MACHINE
#endif

static uint32_t factor[RP_SKETCH_MAX], mask[RP_SKETCH_MAX];

static void draw_permutations(void)
{
    for (uint32_t i = 0; i < RP_SKETCH_MAX; i++) {
        uint64_t x = rp_mix(i + UINT64_C(0x9e3779b97f4a7c15));
        factor[i] = (uint32_t)x | 1;
        mask[i] = (uint32_t)(x >> 32);
    }
}

static void permutations_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, draw_permutations);
}

static inline uint32_t narrow(uint64_t x)
{
    return (uint32_t)(x ^ x >> 32);
}

/* Step by step of 32 minima, which stay in registers while all of v goes by. */
FOR_EACH_MACHINE
static void fill_steps(uint32_t *out, const uint64_t *v, size_t n, unsigned k)
{
    for (unsigned first = 0; first < k; first += RP_SKETCH_STEP) {
        uint32_t least[RP_SKETCH_STEP], a[RP_SKETCH_STEP], b[RP_SKETCH_STEP];
        memset(least, 0xff, sizeof least);
        memcpy(a, factor + first, sizeof a);
        memcpy(b, mask + first, sizeof b);
        for (size_t j = 0; j < n; j++) {
            uint32_t x = narrow(v[j]);
            for (unsigned i = 0; i < RP_SKETCH_STEP; i++) {
                uint32_t y = (x ^ b[i]) * a[i];
                least[i] = y < least[i] ? y : least[i];
            }
        }
        memcpy(out + first, least, sizeof least);
    }
}

void rp_sketch_fill(uint32_t *out, const uint64_t *v, size_t n, unsigned k)
{
    permutations_init();
    fill_steps(out, v, n, k);
}

void rp_sketch_fill_plain(uint32_t *out, const uint64_t *v, size_t n, unsigned k)
{
    permutations_init();
    for (unsigned i = 0; i < k; i++) {
        out[i] = UINT32_MAX;
        for (size_t j = 0; j < n; j++) {
            uint32_t y = (narrow(v[j]) ^ mask[i]) * factor[i];
            if (y < out[i])
                out[i] = y;
        }
    }
}

double rp_banding_recall(const struct rp_banding *banding, double jaccard)
{
    return 1 - pow(1 - pow(jaccard, banding->n_rows), banding->n_bands);
}

struct rp_banding rp_banding_choose(uint32_t threshold_ppm, uint32_t recall_ppm)
{
    double threshold = (double)threshold_ppm / 1e6;
    double miss = recall_ppm < 1000000 ? 1 - (double)recall_ppm / 1e6 : 1e-6;
    struct rp_banding banding = {0};
    for (unsigned rows = 1; rows <= 16; rows++) {
        double one = pow(threshold, rows);
        double bands = one < 1 ? ceil(log(miss) / log(1 - one)) : 1;
        if (rows > 1 && bands * rows > USUAL_K)
            break;
        banding.n_rows = rows;
        banding.n_bands = bands < RP_SKETCH_MAX ? (unsigned)bands : RP_SKETCH_MAX;
    }
    banding.k = banding.n_bands * banding.n_rows;
    banding.k = (banding.k + RP_SKETCH_STEP - 1) / RP_SKETCH_STEP * RP_SKETCH_STEP;
    return banding;
}

size_t rp_band_keys(uint64_t *out, const struct rp_banding *banding, const uint64_t *v,
                    size_t n)
{
    uint32_t least[RP_SKETCH_MAX];
    if (n == 0)
        return 0;
    rp_sketch_fill(least, v, n, banding->k);
    const uint32_t *row = least;
    for (unsigned b = 0; b < banding->n_bands; b++) {
        uint64_t key = b;
        for (unsigned r = 0; r < banding->n_rows; r++)
            /* All seeds up to k were filled.
             * NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
            key = rp_mix(key ^ *row++);
        out[b] = key;
    }
    return banding->n_bands;
}
