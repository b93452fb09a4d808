/* The only allocator: sizes are checked for overflow, and tests can make the n-th call
 * fail. */
#ifndef RP_BASE_ALLOC_H
#define RP_BASE_ALLOC_H

#include <stddef.h>
#include <stdint.h>

/* n elements of `size` bytes, or NULL. n = 0 gives a valid pointer. */
void *rp_alloc(size_t n, size_t size);
void *rp_alloc_zero(size_t n, size_t size);
/* As realloc; on failure the old block stands. */
void *rp_realloc(void *block, size_t n, size_t size);
void rp_free(void *block);
char *rp_strdup(const char *s);

/* Let the n-th allocation from now on fail (1: the next); 0: none. Tests only;
 * counts calls of all threads. */
void rp_alloc_fail_at(uint64_t n);

#endif
