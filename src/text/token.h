/* Words. A word is a run of letters, marks and digits after folding (NFKD, case folded,
 * marks and default ignorables stripped); a Han, Hiragana, Katakana or Hangul character
 * is a word of its own... (see token.c for the exact rule).
 *
 * This is the scalar path with byte ranges, for judging and reports. The engine's fast path
 * (hashes only) must give the same hashes in the same order.
 */
#ifndef RP_TEXT_TOKEN_H
#define RP_TEXT_TOKEN_H

#include "base/buf.h"
#include "base/vec.h"

struct rp_token {
    uint64_t hash;
    uint32_t beg, end; /* bytes of the text it was cut from */
};

struct rp_tokens {
    struct rp_token *v;
    size_t n, cap;
};

/* Append the words of s (n <= UINT32_MAX) to *out. Invalid bytes separate words.
 * error: RP_ERR_MEMORY   cost: O(n) */
int rp_tokens_add(struct rp_tokens *out, struct rp_str s);

#endif
