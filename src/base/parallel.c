#include "base/parallel.h"

#include <omp.h>

enum { MAX_THREADS = 256 };

unsigned rp_threads(unsigned wanted)
{
    unsigned threads = wanted ? wanted : (unsigned)omp_get_max_threads();
    return threads < 1 ? 1 : threads > MAX_THREADS ? MAX_THREADS : threads;
}

int rp_parallel(unsigned threads, int (*work)(void *context, unsigned thread),
                void *context)
{
    int status[MAX_THREADS];
    if (threads == 1)
        return work(context, 0);
#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (unsigned t = 0; t < threads; t++)
        status[t] = work(context, t);
    for (unsigned t = 0; t < threads; t++)
        if (status[t])
            return status[t];
    return RP_OK;
}
