/* Which engine to take.
 *
 * Either engine wastes work on candidates in vain: pairs that share a rare element, or a
 * band, and are not alike. Their number grows with the square of the number of sets, and a
 * sample tells it: of each pair, a sample of m of n sets holds (m / n)^2. The engine with
 * sketches pays for these besides, k minima of every element. All else costs both about the
 * same.
 *
 *     in vain: (n / m)^2 (ruled out * 10 ns + compared * 200 ns)
 *     sketches: n * elements * k * 0.07 ns
 *
 * The constants are from `bench/micro` ("candidate in vain", "sketch of 128"). Only their
 * ratio matters, so that a machine of another speed decides alike.
 */
#ifndef RP_MATCH_CHOOSE_H
#define RP_MATCH_CHOOSE_H

#include "base/block.h"
#include "match/join.h"

struct rp_choice {
    enum rp_engine engine;
    char reason[160];
};

/* Exact for up to 20,000 sets; beyond that by 4,096 of them.
 * error: as rp_join_pairs   cost: some 20 ms */
int rp_choose_engine(struct rp_choice *out, const struct rp_sets *sets,
                     const struct rp_options *options, unsigned threads,
                     struct rp_budget *budget, const struct rp_progress *progress,
                     struct rp_error *err);

#endif
