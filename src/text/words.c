/* Classifying bytes in SIMD and walking the bits of the mask is the way of simdjson
 * (Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 2019). */
#include "text/words.h"

#include <string.h>

#include "text/word.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define HAVE_X86 1
#endif

static inline uint64_t rp_rotate(uint64_t x, unsigned by)
{
    return x << (by & 63) | x >> (-by & 63);
}

static inline bool is_ascii_word(unsigned char c)
{
    unsigned char letter = (unsigned char)((c | 0x20) - 'a'),
                  digit = (unsigned char)(c - '0');
    return letter < 26 || digit < 10;
}

#define TARGET
#define NAME(x) x##_portable

static inline uint64_t ascii_mask_portable(const char *p, uint64_t *high)
{
    uint64_t word = 0, other = 0;
    for (unsigned i = 0; i < 64; i++) {
        word |= (uint64_t)is_ascii_word((unsigned char)p[i]) << i;
        other |= (uint64_t)((unsigned char)p[i] >> 7) << i;
    }
    *high = other;
    return word;
}

static inline uint64_t folded_mask_portable(const char *p)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 64; i++)
        word |= (uint64_t)((unsigned char)p[i] > ' ') << i;
    return word;
}

static inline uint64_t fold_block_portable(char *out, const char *p)
{
    uint64_t high = 0;
    for (unsigned i = 0; i < 64; i++) {
        unsigned char c = (unsigned char)p[i];
        high |= (uint64_t)(c >> 7) << i;
        out[i] = is_ascii_word(c) ? (char)(c | 0x20) : ' ';
    }
    return high;
}

static inline uint64_t short_word_portable(const char *p, size_t n, uint64_t bits)
{
    return rp_word_step(0, rp_low_bytes(rp_load64(p) | bits, n),
                        rp_low_bytes(rp_load64(p + 8) | bits, n > 8 ? n - 8 : 0));
}

static inline size_t first_bit_portable(uint64_t x)
{
    return x ? (size_t)__builtin_ctzll(x) : 64;
}

#include "text/words_kernel.h"

#ifdef HAVE_X86

#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define TARGET TARGET_AVX2
#define NAME(x) x##_avx2

/* The bytes to keep of a word of n bytes are the 16 at keep + 16 - n. */
static const unsigned char keep[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                       255, 255, 255, 255, 255, 255, 255, 255};

TARGET_AVX2 static inline uint64_t short_word_avx2(const char *p, size_t n, uint64_t bits)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    x = _mm_or_si128(x, _mm_set1_epi64x((long long)bits));
    x = _mm_and_si128(x, _mm_loadu_si128((const __m128i *)(const void *)(keep + 16 - n)));
    x = _mm_xor_si128(x, _mm_set_epi64x((long long)RP_WORD_B, (long long)RP_WORD_A));
    return rp_mum((uint64_t)_mm_cvtsi128_si64(x), (uint64_t)_mm_extract_epi64(x, 1));
}

/* 0xff for letters and digits. A letter's or digit's distance from the first of its kind,
 * taken as a signed number that begins at -128, is below the size of its kind. */
TARGET_AVX2 static inline __m256i is_word_avx2(__m256i c)
{
    __m256i lower = _mm256_or_si256(c, _mm256_set1_epi8(0x20));
    __m256i letter = _mm256_sub_epi8(lower, _mm256_set1_epi8((char)('a' + 128)));
    __m256i digit = _mm256_sub_epi8(c, _mm256_set1_epi8((char)('0' + 128)));
    return _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 26), letter),
                           _mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 10), digit));
}

TARGET_AVX2 static inline uint64_t bits_avx2(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

TARGET_AVX2 static inline __m256i load_avx2(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

TARGET_AVX2 static inline uint64_t ascii_mask_avx2(const char *p, uint64_t *high)
{
    __m256i a = load_avx2(p), b = load_avx2(p + 32);
    *high = bits_avx2(a, b);
    return bits_avx2(is_word_avx2(a), is_word_avx2(b));
}

TARGET_AVX2 static inline uint64_t folded_mask_avx2(const char *p)
{
    __m256i space = _mm256_set1_epi8(' '), a = load_avx2(p), b = load_avx2(p + 32);
    return ~bits_avx2(_mm256_cmpeq_epi8(_mm256_min_epu8(a, space), a),
                      _mm256_cmpeq_epi8(_mm256_min_epu8(b, space), b));
}

TARGET_AVX2 static inline uint64_t fold_block_avx2(char *out, const char *p)
{
    __m256i space = _mm256_set1_epi8(' '), a = load_avx2(p), b = load_avx2(p + 32);
    __m256i x = _mm256_blendv_epi8(space, _mm256_or_si256(a, space), is_word_avx2(a));
    __m256i y = _mm256_blendv_epi8(space, _mm256_or_si256(b, space), is_word_avx2(b));
    _mm256_storeu_si256((__m256i *)(void *)out, x);
    _mm256_storeu_si256((__m256i *)(void *)(out + 32), y);
    return bits_avx2(a, b);
}

TARGET_AVX2 static inline size_t first_bit_avx2(uint64_t x)
{
    return _tzcnt_u64(x);
}

#include "text/words_kernel.h"

#define TARGET_AVX512                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,lzcnt,popcnt")))
#define TARGET TARGET_AVX512
#define NAME(x) x##_avx512

TARGET_AVX512 static inline uint64_t is_word_avx512(__m512i c)
{
    __m512i letter =
        _mm512_sub_epi8(_mm512_or_si512(c, _mm512_set1_epi8(0x20)), _mm512_set1_epi8('a'));
    __m512i digit = _mm512_sub_epi8(c, _mm512_set1_epi8('0'));
    return _mm512_cmplt_epu8_mask(letter, _mm512_set1_epi8(26)) |
           _mm512_cmplt_epu8_mask(digit, _mm512_set1_epi8(10));
}

TARGET_AVX512 static inline uint64_t ascii_mask_avx512(const char *p, uint64_t *high)
{
    __m512i c = _mm512_loadu_si512(p);
    *high = _mm512_movepi8_mask(c);
    return is_word_avx512(c);
}

TARGET_AVX512 static inline uint64_t folded_mask_avx512(const char *p)
{
    return _mm512_cmpgt_epu8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8(' '));
}

TARGET_AVX512 static inline uint64_t fold_block_avx512(char *out, const char *p)
{
    __m512i c = _mm512_loadu_si512(p), space = _mm512_set1_epi8(' ');
    _mm512_storeu_si512(
        out, _mm512_mask_blend_epi8(is_word_avx512(c), space, _mm512_or_si512(c, space)));
    return _mm512_movepi8_mask(c);
}

TARGET_AVX512 static inline uint64_t short_word_avx512(const char *p, size_t n,
                                                       uint64_t bits)
{
    return short_word_avx2(p, n, bits);
}

TARGET_AVX512 static inline size_t first_bit_avx512(uint64_t x)
{
    return _tzcnt_u64(x);
}

#include "text/words_kernel.h"

#endif

#define KERNEL(suffix)                                                                     \
    {                                                                                      \
#suffix, cut_ascii_##suffix, cut_folded_##suffix, fold_ascii_##suffix,             \
            shingle_##suffix                                                               \
    }

static const struct rp_word_kernel kernels[] = {
#ifdef HAVE_X86
    KERNEL(avx512),
    KERNEL(avx2),
#endif
    KERNEL(portable),
};

static bool can_run(const struct rp_word_kernel *kernel)
{
#ifdef HAVE_X86
    if (kernel->cut_ascii == cut_ascii_avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2");
    if (kernel->cut_ascii == cut_ascii_avx2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#endif
    return kernel->cut_ascii != NULL;
}

const struct rp_word_kernel *rp_word_kernel(unsigned i)
{
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
        if (can_run(&kernels[k]) && i-- == 0)
            return &kernels[k];
    return NULL;
}
