/* The fast path: the hashes of the words of a text, without their ranges.
 *
 * One kernel for each kind of machine; all give what rp_tokens_add gives, bit by bit.
 */
#ifndef RP_TEXT_WORDS_H
#define RP_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RP_NOT_ASCII SIZE_MAX

struct rp_word_kernel {
    const char *name; /* "avx512", "avx2", "portable" */
    /* Write the hashes of the words of p[0..n) to out, which has room for n / 2 + 1, and
     * return their number; RP_NOT_ASCII (out then holds anything) where a byte is not. */
    size_t (*cut_ascii)(uint64_t *out, const char *p, size_t n);
    /* The same for folded text (text/fold.h): every byte but a space belongs to a word. */
    size_t (*cut_folded)(uint64_t *out, const char *p, size_t n);
    /* Fold ASCII bytes from p up to the first other one, at most n, into out, which has
     * room for 64 bytes more than that; return their number. */
    size_t (*fold_ascii)(char *out, const char *p, size_t n);
    /* Words to shingles, in place: v[0..n) to v[0 .. n - width + 1); 1 <= width <= n. */
    void (*shingle)(uint64_t *v, size_t n, size_t width);
};

/* Kernel i of those that this machine can run, the fastest first; NULL after the last. */
const struct rp_word_kernel *rp_word_kernel(unsigned i);

#endif
