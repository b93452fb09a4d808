/* What a term tells: its information, and how much of that is about a subject.
 *
 * Information is rarity across resolutions: a term that n of N resolutions use carries
 * log2(N / n) bits. Occurrences, clauses, superseded wording and drafts do not count.
 *
 * A term is about a subject as far as the resolutions that use it are like each other in
 * everything else (cohesion): "counterfeit" is used by resolutions that share much besides,
 * "annually" by resolutions that share nothing. That is how procedure is told from
 * substance, without a list of formulas.
 *
 * Both are mixed with compiled-in values (corpus/weights.tsv), which decide where the
 * corpus is small.
 */
#ifndef RP_JUDGE_WEIGHTS_H
#define RP_JUDGE_WEIGHTS_H

#include "judge/parameters.h"
#include "judge/terms.h"

/* By term id. */
struct rp_weights {
    uint32_t *mbit;
    uint32_t *subject_ppm;
    uint32_t *resolutions; /* that use the term in wording in force */
    size_t n;
};

/* error: RP_ERR_MEMORY
 * cost:  O(sum over terms of min(resolutions, sample) * terms of a resolution)
 * same:  integers throughout; every bit, on any platform */
int rp_weights_fill(struct rp_weights *weights, const struct rp_corpus *corpus,
                    const struct rp_terms *terms, const struct rp_phrases *phrases,
                    int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                    const struct rp_parameters *parameters, struct rp_error *err);
void rp_weights_release(struct rp_weights *weights);

/* 1000 * log2(num / den), rounded down; 0 where num <= den or den = 0. */
uint32_t rp_log2_mbit(uint64_t num, uint64_t den);

#endif
