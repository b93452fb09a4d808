/* Words, with the bytes they were cut from. text/fold.h has the rule.
 *
 * This is the scalar path with byte ranges, for judging and reports, and the reference of
 * the fast path (text/shingle.h), which gives the same hashes in the same order.
 */
#ifndef RP_TEXT_TOKEN_H
#define RP_TEXT_TOKEN_H

#include "base/buf.h"
#include "base/vec.h"

struct rp_token {
    uint64_t hash;     /* rp_word_hash of the folded word */
    uint32_t beg, end; /* bytes of the text it was cut from */
};

struct rp_tokens {
    struct rp_token *v;
    size_t n, cap;
};

/* Append the words of s (n <= UINT32_MAX) to *out, in order. A range holds the characters
 * of the word and what vanished between and after them; two words of one character (U+00BD)
 * share its range. A text without words appends nothing. Invalid bytes separate words.
 * error: RP_ERR_MEMORY (*out as it was), RP_ERR_LIMIT (s is too long)   cost: O(n) */
int rp_tokens_add(struct rp_tokens *out, struct rp_str s);

/* The hash of a folded word: UTF-8, n > 0, no NUL and no space. The same on every
 * platform. Two words differ in it but for a chance of 2^-64. */
uint64_t rp_word_hash(const char *word, size_t n);

#endif
