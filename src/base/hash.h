/* Hashing. Owner of xxHash (64-bit, for tables and sketches) and of nettle (SHA-256, for
 * the manifest of inputs). Same bits on every platform. */
#ifndef RP_BASE_HASH_H
#define RP_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* A growing run of hashes, such as the shingles of a text. */
struct rp_hashes {
    uint64_t *v;
    size_t n, cap;
};

uint64_t rp_hash(const void *bytes, size_t n, uint64_t seed);

/* Lower-case hexadecimal, terminated. */
void rp_sha256_hex(const void *bytes, size_t n, char out[65]);

/* A bijective mixer of 64 bits (the finaliser of MurmurHash3, A. Appleby). */
static inline uint64_t rp_mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
}

#endif
