#include "base/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { HUGE_PAGE_BYTES = 2 << 20 };

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

/* Zeros are written even to pages that are new and hold zeros already: what is read before
 * it is written maps a shared page first, and the write that follows costs a second fault
 * and a flush of every processor's TLB. */
void *rp_alloc_zero(size_t n, size_t size)
{
    void *block = rp_alloc(n, size);
    if (block)
        memset(block, 0, (n ? n : 1) * size);
    return block;
}

/* Ask for huge pages where there is room for some: large tables are read at random. */
static void use_huge_pages(void *block, size_t bytes)
{
    uintptr_t mask = HUGE_PAGE_BYTES - 1, begin = ((uintptr_t)block + mask) & ~mask,
              end = ((uintptr_t)block + bytes) & ~mask;
    if (bytes >= 2 * HUGE_PAGE_BYTES && begin < end)
        (void)madvise((char *)block + (begin - (uintptr_t)block), end - begin,
                      MADV_HUGEPAGE);
}

void *rp_realloc(void *block, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n ? n : 1, size, &bytes) || bytes > PTRDIFF_MAX || refused())
        return NULL;
    void *moved = realloc(block, bytes);
    if (moved)
        use_huge_pages(moved, bytes);
    return moved;
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
