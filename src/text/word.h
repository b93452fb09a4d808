/* The hash of a word, shared by the scalar and the fast path.
 *
 * The word, padded with zeros, is taken 16 bytes at a time through one folded 128-bit
 * multiplication (the "mum" step of wyhash, Wang Yi 2019); most words need a single one. */
#ifndef RP_TEXT_WORD_H
#define RP_TEXT_WORD_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#define RP_WORD_A UINT64_C(0xa0761d6478bd642f)
#define RP_WORD_B UINT64_C(0xe7037ed1a0b428db)

__extension__ typedef unsigned __int128 rp_u128;

static inline uint64_t rp_mum(uint64_t a, uint64_t b)
{
    rp_u128 product = (rp_u128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t rp_load64(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return le64toh(x);
}

/* The low n bytes of x, 0 <= n <= 8. */
static inline uint64_t rp_low_bytes(uint64_t x, size_t n)
{
    return n >= 8 ? x : x & ((UINT64_C(1) << (8 * n)) - 1);
}

static inline uint64_t rp_word_step(uint64_t state, uint64_t x, uint64_t y)
{
    return rp_mum(x ^ state ^ RP_WORD_A, y ^ RP_WORD_B);
}

#endif
