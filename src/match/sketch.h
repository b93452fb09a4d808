/* MinHash sketches and their bands.
 *
 * Two sets with Jaccard value J agree in one minimum with probability J, and in at least
 * one of `bands` bands of `rows` minima each with 1 - (1 - J^rows)^bands.
 */
#ifndef RP_MATCH_SKETCH_H
#define RP_MATCH_SKETCH_H

#include <stddef.h>
#include <stdint.h>

enum { RP_SKETCH_MAX = 512, RP_SKETCH_STEP = 32 };

/* Fill out[0..k) with k minima of v[0..n), k a multiple of RP_SKETCH_STEP and at most
 * RP_SKETCH_MAX; all ones if n = 0. Repeats in v make no difference.
 * error:  none   cost: O(n k)
 * same:   every bit, on any platform and by any path (AVX-512, AVX2, portable)
 * source: Broder 1997; differs: 32-bit minima, of (x ^ b_i) a_i mod 2^32 with odd a_i */
void rp_sketch_fill(uint32_t *out, const uint64_t *v, size_t n, unsigned k);
/* The same, one minimum after the other: the reference. */
void rp_sketch_fill_plain(uint32_t *out, const uint64_t *v, size_t n, unsigned k);

struct rp_banding {
    unsigned n_bands, n_rows, k; /* k: bands * rows, rounded up to RP_SKETCH_STEP */
};

/* The most rows with which no more than 128 minima (or one row, with as many as it takes,
 * up to RP_SKETCH_MAX) find a pair at the threshold with probability recall_ppm: more rows,
 * fewer false candidates. */
struct rp_banding rp_banding_choose(uint32_t threshold_ppm, uint32_t recall_ppm);
/* That probability for a pair of the given Jaccard value. */
double rp_banding_recall(const struct rp_banding *banding, double jaccard);

/* One key for each band, different for different bands; none if n = 0. Returns their
 * number. out has room for n_bands. */
size_t rp_band_keys(uint64_t *out, const struct rp_banding *banding, const uint64_t *v,
                    size_t n);

#endif
