/* Classifying bytes in SIMD and walking the bits of the mask is the way of simdjson
 * (Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 2019). */
#include "text/words.h"

#include <endian.h>
#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"
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

/* The code point at p, where it has two or three bytes, four can be read, and it is like
 * most; else its length is 0. */
static inline size_t decode_common(const char *p, uint32_t *cp)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    x = le32toh(x);
    if ((x & 0xc0e0) == 0x80c0 && (x & 0x1e)) {
        *cp = (x & 31) << 6 | (x >> 8 & 63);
        return 2;
    }
    if ((x & 0xc0c0f0) == 0x8080e0) {
        *cp = (x & 15) << 12 | (x >> 8 & 63) << 6 | (x >> 16 & 63);
        return *cp >= 0x800 && *cp - 0xd800 >= 0x800 ? 3 : 0;
    }
    return 0;
}

/* The packed fold of the code point at p; bytes that are not UTF-8 separate words. */
static inline uint64_t fold_at(const char *p, const char *stop, size_t *used)
{
    uint32_t cp;
    size_t n = (size_t)(stop - p);
    *used = n >= 4 ? decode_common(p, &cp) : 0;
    if (__builtin_expect(!*used, 0) && !(*used = rp_utf8_decode(p, n, &cp))) {
        *used = 1;
        return (uint64_t)RP_FOLD_ENDS_BEFORE << 56;
    }
    return rp_fold_packed(cp);
}

/* A word that is hashed as its bytes come, without being written down: up to 16 of them
 * wait in a register. */
struct open_word {
    rp_u128 bytes;
    unsigned n;
    uint64_t state;
};

static inline void add_to_word(struct open_word *word, uint64_t bytes, unsigned n)
{
    unsigned at = word->n;
    rp_u128 shifted = (rp_u128)bytes << (8 * at & 127);
    word->n += n;
    if (__builtin_expect(word->n <= 16, 1)) {
        word->bytes |= shifted;
        return;
    }
    if (at < 16)
        word->bytes |= shifted;
    word->state =
        rp_word_step(word->state, (uint64_t)word->bytes, (uint64_t)(word->bytes >> 64));
    word->bytes = bytes >> 8 * (16 - at);
    word->n -= 16;
}

static inline void end_word(struct open_word *word, uint64_t **next)
{
    if (word->n)
        *(*next)++ =
            rp_word_step(word->state, (uint64_t)word->bytes, (uint64_t)(word->bytes >> 64));
    *word = (struct open_word){0};
}

/* The words of p[0..n): ASCII letters and digits, and whatever is not ASCII, of a text that
 * ends at stop. NULL: a fold is RP_FOLD_LONG. */
static uint64_t *fold_words(uint64_t *next, const char *p, size_t n, const char *stop)
{
    struct open_word word = {0};
    for (const char *end = p + n; p < end;) {
        if ((*p & 0x80) == 0) {
            add_to_word(&word, (unsigned char)*p | 0x20, 1);
            p++;
            continue;
        }
        size_t used;
        uint64_t fold = fold_at(p, stop, &used);
        unsigned how = (unsigned)(fold >> 56);
        p += used;
        if (__builtin_expect(how == RP_FOLD_LONG, 0))
            return NULL;
        if (how & RP_FOLD_ENDS_BEFORE)
            end_word(&word, &next);
        add_to_word(&word, fold & (UINT64_MAX >> 8), how & RP_FOLD_BYTES);
        if (how & RP_FOLD_ENDS_AFTER)
            end_word(&word, &next);
    }
    end_word(&word, &next);
    return next;
}

/* The hashes of runs of bytes that made one word. Words recur as Zipf has it: of text with
 * 15 % of words outside ASCII, 561 ns a paragraph become 477 with 2^11 of them, 453 with
 * 2^12, 441 with 2^14 (bench/micro). A run has no NUL, so that zeros behind it tell lengths
 * apart. */
enum { SEEN_BYTES = 24, SEEN_BITS = 12 };
static _Thread_local struct seen_word {
    uint64_t run[SEEN_BYTES / 8], hash;
} seen_words[1 << SEEN_BITS];

/* The same as fold_words, from memory if it can be. */
static __attribute__((noinline)) uint64_t *cut_other(uint64_t *next, const char *p,
                                                     size_t n, const char *stop)
{
    if (n > SEEN_BYTES || stop - p < SEEN_BYTES)
        return fold_words(next, p, n, stop);
    uint64_t x = rp_low_bytes(rp_load64(p), n),
             y = rp_low_bytes(rp_load64(p + 8), n > 8 ? n - 8 : 0),
             z = rp_low_bytes(rp_load64(p + 16), n > 16 ? n - 16 : 0);
    struct seen_word *seen =
        &seen_words[rp_mum(x ^ RP_WORD_A, y ^ z ^ RP_WORD_B) >> (64 - SEEN_BITS)];
    if (((seen->run[0] ^ x) | (seen->run[1] ^ y) | (seen->run[2] ^ z)) == 0) {
        *next = seen->hash;
        return next + 1;
    }
    uint64_t *end = fold_words(next, p, n, stop);
    if (end && end - next == 1)
        *seen = (struct seen_word){{x, y, z}, *next};
    return end;
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

static inline uint64_t short_word_portable(const char *p, size_t n)
{
    const uint64_t bits = UINT64_C(0x2020202020202020);
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

TARGET_AVX2 static inline uint64_t short_word_avx2(const char *p, size_t n)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    x = _mm_or_si128(x, _mm_set1_epi8(0x20));
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

TARGET_AVX512 static inline uint64_t short_word_avx512(const char *p, size_t n)
{
    return short_word_avx2(p, n);
}

TARGET_AVX512 static inline size_t first_bit_avx512(uint64_t x)
{
    return _tzcnt_u64(x);
}

#include "text/words_kernel.h"

#endif

#define KERNEL(suffix)                                                                     \
    {                                                                                      \
#suffix, cut_##suffix, shingle_##suffix                                            \
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
    if (kernel->cut == cut_avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2");
    if (kernel->cut == cut_avx2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#endif
    return kernel->cut != NULL;
}

const struct rp_word_kernel *rp_word_kernel(unsigned i)
{
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
        if (can_run(&kernels[k]) && i-- == 0)
            return &kernels[k];
    return NULL;
}
