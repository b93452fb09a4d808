/* Threads. Owner of OpenMP: the one parallel region of the library is here. */
#ifndef RP_BASE_PARALLEL_H
#define RP_BASE_PARALLEL_H

#include <stdatomic.h>

#include "reprise.h"

/* The number of threads to work with: `wanted`, or what OpenMP gives for 0; at most 256. */
unsigned rp_threads(unsigned wanted);

/* Call work(context, t) for t in [0, threads), all at once where the machine can. Returns
 * RP_OK, or what the lowest failing t returned. The calls may be fewer threads one after
 * the other, so none waits for another. */
int rp_parallel(unsigned threads, int (*work)(void *context, unsigned thread),
                void *context);

/* Claim the next run of at most `step` of n items; false when none is left. The runs that
 * one thread claims ascend. */
static inline bool rp_claim(_Atomic uint64_t *next, uint64_t n, uint64_t step,
                            uint64_t *begin, uint64_t *end)
{
    *begin = atomic_fetch_add_explicit(next, step, memory_order_relaxed);
    *end = *begin + step < n ? *begin + step : n;
    return *begin < n;
}

#endif
