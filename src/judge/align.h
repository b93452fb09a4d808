/* Alignment of two clauses, term by term.
 *
 * First the heaviest common subsequence, which keeps the order of both sides; then, among
 * what is left, passages that moved; then matched runs that say nothing are dropped. A term
 * weighs its information. The alignment of (b, a) is that of (a, b) turned round.
 */
#ifndef RP_JUDGE_ALIGN_H
#define RP_JUDGE_ALIGN_H

#include "judge/parameters.h"
#include "judge/terms.h"

/* Memory for alignments, used again and again by one thread. Zeroed at first. */
struct rp_align_scratch {
    RP_VEC(uint32_t) rows; /* of the dynamic programme */
    RP_VEC(uint8_t) steps; /* of a small one */
};

/* Set match_a[i] = j and match_b[j] = i where a[i] and b[j] correspond, UINT32_MAX
 * elsewhere.
 * in:     mbit by term id; n_a, n_b of any size: the caller caps them
 * out:    match_a[0..n_a), match_b[0..n_b)
 * error:  RP_ERR_MEMORY
 * cost:   O(n_a * n_b) time, O(n_a + n_b) memory
 * source: Hirschberg 1975 for the subsequence, with weights; small squares are solved with
 *         a table of fixed size. Moved passages greedily, heaviest first, after the greedy
 *         string tiling of Wise 1993. */
int rp_align(const struct rp_term *a, size_t n_a, const struct rp_term *b, size_t n_b,
             const uint32_t *mbit, const struct rp_parameters *parameters,
             struct rp_align_scratch *scratch, uint32_t *match_a, uint32_t *match_b);

/* The first of the three steps alone, for tests: the weight is the greatest there is. */
int rp_align_subsequence(const struct rp_term *a, size_t n_a, const struct rp_term *b,
                         size_t n_b, const uint32_t *mbit, struct rp_align_scratch *scratch,
                         uint32_t *match_a, uint32_t *match_b);

void rp_align_scratch_release(struct rp_align_scratch *scratch);

/* Whether the matches are one to one and of equal terms. */
bool rp_align_validate(const struct rp_term *a, size_t n_a, const struct rp_term *b,
                       size_t n_b, const uint32_t *match_a, const uint32_t *match_b,
                       const char **why);

#endif
