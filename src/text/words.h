/* The fast path: the hashes of the words of a text, without their ranges.
 *
 * One kernel for each kind of machine; all give what rp_tokens_add gives, bit by bit. Words
 * of ASCII are hashed where they lie. Others are folded a code point at a time; each thread
 * remembers some thousand of them (128 kB), which are most of what a text repeats.
 */
#ifndef RP_TEXT_WORDS_H
#define RP_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RP_NOT_PLAIN SIZE_MAX

struct rp_word_kernel {
    const char *name; /* "avx512", "avx2", "portable" */
    /* Write the hashes of the words of p[0..n) to out, which has room for n / 2 + 1, and
     * return their number; RP_NOT_PLAIN (out then holds anything) where a fold is
     * RP_FOLD_LONG (text/fold.h). */
    size_t (*cut)(uint64_t *out, const char *p, size_t n);
    /* Words to shingles, in place: v[0..n) to v[0 .. n - width + 1); 1 <= width <= n. */
    void (*shingle)(uint64_t *v, size_t n, size_t width);
};

/* Kernel i of those that this machine can run, the fastest first; NULL after the last. */
const struct rp_word_kernel *rp_word_kernel(unsigned i);

#endif
