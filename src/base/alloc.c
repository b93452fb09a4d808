#include "base/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_uint_fast64_t countdown;

static int refused(void)
{
    if (atomic_load_explicit(&countdown, memory_order_relaxed) == 0)
        return 0;
    return atomic_fetch_sub(&countdown, 1) == 1;
}

void rp_alloc_fail_at(uint64_t n)
{
    atomic_store(&countdown, n);
}

void *rp_alloc(size_t n, size_t size)
{
    return rp_realloc(NULL, n, size);
}

void *rp_alloc_zero(size_t n, size_t size)
{
    if (refused())
        return NULL;
    return calloc(n ? n : 1, size);
}

void *rp_realloc(void *block, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n ? n : 1, size, &bytes) || bytes > PTRDIFF_MAX || refused())
        return NULL;
    return realloc(block, bytes);
}

void rp_free(void *block)
{
    free(block);
}

char *rp_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    char *copy = rp_alloc(n, 1);
    if (copy)
        memcpy(copy, s, n);
    return copy;
}
