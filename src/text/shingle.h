/* Shingles: the runs of k consecutive words of a text, hashed. Two texts are compared by
 * the sets of their shingles.
 */
#ifndef RP_TEXT_SHINGLE_H
#define RP_TEXT_SHINGLE_H

#include "base/buf.h"
#include "base/hash.h"

struct rp_word_kernel;

enum { RP_MAX_SHINGLE_TOK = 64 };

/* Replace *out by the shingles of s, in order, repeats included: n_words - shingle_tok + 1
 * of them; a text of fewer words has one shingle of what there is, a text without words
 * none. shingle_tok is in [1, RP_MAX_SHINGLE_TOK]. hash:   the word hashes, each rotated by
 * 21 bits more than the one after it, xor-ed; two different runs of words agree but for a
 * chance of 2^-64 same:   every bit, on any platform and by any kernel error:
 * RP_ERR_MEMORY, RP_ERR_LIMIT (4 GiB)   cost: O(s.n) */
int rp_shingles_fill(struct rp_hashes *out, struct rp_str s, unsigned shingle_tok);

/* The same by a kernel of one's choice; NULL: from rp_tokens_add, the reference. For tests
 * and benchmarks. */
int rp_shingles_fill_by(const struct rp_word_kernel *kernel, struct rp_hashes *out,
                        struct rp_str s, unsigned shingle_tok);

/* Texts as the match room reads them: struct rp_sets sets = {n, rp_texts_fill, &texts}. */
struct rp_texts {
    const struct rp_str *v;
    size_t n;
    unsigned shingle_tok;
};

/* The shingles of text i of the struct rp_texts at `texts`. */
int rp_texts_fill(const void *texts, size_t i, struct rp_hashes *out);

#endif
