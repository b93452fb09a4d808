#include "text/shingle.h"

#include <endian.h>
#include <stdatomic.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"
#include "text/token.h"
#include "text/words.h"

/* Room for the folds of one paragraph, as a rule; a word that does not fit goes the slow
 * way. */
enum { FOLDED_BYTES = 8192, MARGIN_BYTES = 64 + RP_FOLD_MAX_BYTES };

/* The code point at p[0..n) where it has two or three bytes and is like most; else 0. */
static inline size_t decode_common(const unsigned char *p, size_t n, uint32_t *cp)
{
    if (n >= 2 && p[0] >= 0xc2 && p[0] < 0xe0 && (p[1] & 0xc0) == 0x80) {
        *cp = (uint32_t)(p[0] & 31) << 6 | (p[1] & 63);
        return 2;
    }
    if (n >= 3 && p[0] > 0xe0 && p[0] < 0xef && p[0] != 0xed && (p[1] & 0xc0) == 0x80 &&
        (p[2] & 0xc0) == 0x80) {
        *cp = (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
        return 3;
    }
    return 0;
}

/* Fold from s.p on into out[0..room), whole code points, and set *n_out; returns the bytes
 * of s that were used. */
static size_t fold_text(const struct rp_word_kernel *kernel, char *out, size_t room,
                        size_t *n_out, struct rp_str s)
{
    size_t i = 0, n = 0;
    const uint64_t *page = NULL;
    uint32_t page_of = UINT32_MAX;
    while (i < s.n && n + MARGIN_BYTES <= room) {
        size_t most = room - n - MARGIN_BYTES + 1;
        size_t ascii =
            kernel->fold_ascii(out + n, s.p + i, s.n - i < most ? s.n - i : most);
        i += ascii;
        n += ascii;
        while (i < s.n && (unsigned char)s.p[i] >= 0x80 && n + MARGIN_BYTES <= room) {
            uint32_t cp;
            size_t used = decode_common((const unsigned char *)s.p + i, s.n - i, &cp);
            if (!used)
                used = rp_utf8_decode(s.p + i, s.n - i, &cp);
            if (!used) {
                out[n++] = ' ';
                i++;
                continue;
            }
            i += used;
            if (cp / 256 != page_of) {
                page = rp_fold_page(cp);
                page_of = cp / 256;
            }
            uint64_t fold = page ? page[cp % 256] : (uint64_t)RP_FOLD_LONG << 56;
            if (fold >> 56 == RP_FOLD_LONG) {
                n += rp_fold(cp, out + n);
                continue;
            }
            uint64_t bytes = htole64(fold);
            memcpy(out + n, &bytes, sizeof bytes);
            n += fold >> 56;
        }
    }
    *n_out = n;
    return i;
}

static int add_folded(const struct rp_word_kernel *kernel, struct rp_hashes *out,
                      const char *folded, size_t n)
{
    if (rp_vec_reserve(out, out->n + n / 2 + 1))
        return RP_ERR_MEMORY;
    out->n += kernel->cut_folded(out->v + out->n, folded, n);
    return RP_OK;
}

/* 1: a word is longer than the buffer. */
static int words_by_folding(const struct rp_word_kernel *kernel, struct rp_hashes *out,
                            struct rp_str s)
{
    char folded[FOLDED_BYTES];
    size_t kept = 0;
    out->n = 0;
    while (s.n) {
        size_t n;
        size_t used = fold_text(kernel, folded + kept, sizeof folded - kept, &n, s);
        s.p += used;
        s.n -= used;
        n += kept;
        size_t whole = n;
        while (s.n && whole && folded[whole - 1] != ' ')
            whole--;
        if (s.n && (whole == 0 || used == 0))
            return 1;
        if (add_folded(kernel, out, folded, whole))
            return RP_ERR_MEMORY;
        kept = n - whole;
        memmove(folded, folded + whole, kept);
    }
    return RP_OK;
}

static int words_by_reference(struct rp_hashes *out, struct rp_str s)
{
    struct rp_tokens words = {0};
    int status = rp_tokens_add(&words, s);
    if (status == RP_OK)
        status = rp_vec_reserve(out, words.n);
    out->n = 0;
    for (size_t i = 0; status == RP_OK && i < words.n; i++)
        out->v[out->n++] = words.v[i].hash;
    rp_vec_release(&words);
    return status;
}

int rp_shingles_fill_by(const struct rp_word_kernel *kernel, struct rp_hashes *out,
                        struct rp_str s, unsigned shingle_tok)
{
    int status = kernel ? RP_OK : words_by_reference(out, s);
    if (kernel) {
        if (s.n > UINT32_MAX)
            return RP_ERR_LIMIT;
        if (rp_vec_reserve(out, s.n / 2 + 1))
            return RP_ERR_MEMORY;
        out->n = kernel->cut_ascii(out->v, s.p, s.n);
        if (out->n == RP_NOT_ASCII)
            status = words_by_folding(kernel, out, s);
        if (status == 1)
            status = words_by_reference(out, s);
    }
    if (status)
        return status;
    if (out->n) {
        size_t width = out->n < shingle_tok ? out->n : shingle_tok;
        (kernel ? kernel : rp_word_kernel(0))->shingle(out->v, out->n, width);
        out->n -= width - 1;
    }
    return RP_OK;
}

int rp_shingles_fill(struct rp_hashes *out, struct rp_str s, unsigned shingle_tok)
{
    static _Atomic(const struct rp_word_kernel *) best;
    const struct rp_word_kernel *kernel = atomic_load_explicit(&best, memory_order_relaxed);
    if (!kernel) {
        kernel = rp_word_kernel(0);
        atomic_store_explicit(&best, kernel, memory_order_relaxed);
    }
    return rp_shingles_fill_by(kernel, out, s, shingle_tok);
}

int rp_texts_fill(const void *texts, size_t i, struct rp_hashes *out)
{
    const struct rp_texts *t = texts;
    return rp_shingles_fill(out, t->v[i], t->shingle_tok);
}
