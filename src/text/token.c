#include "text/token.h"

#include "base/utf8.h"
#include "text/fold.h"
#include "text/word.h"

uint64_t rp_word_hash(const char *word, size_t n)
{
    uint64_t state = 0;
    for (size_t i = 0; i < n; i += 16) {
        char block[16] = {0};
        memcpy(block, word + i, n - i < 16 ? n - i : 16);
        state = rp_word_step(state, rp_load64(block), rp_load64(block + 8));
    }
    return state;
}

/* The word that is being read. */
struct open_word {
    struct rp_buf folded;
    uint32_t beg, end;
};

static int close_word(struct rp_tokens *out, struct open_word *word)
{
    if (word->folded.n == 0)
        return RP_OK;
    uint64_t hash = rp_word_hash(word->folded.v, word->folded.n);
    word->folded.n = 0;
    return rp_vec_push(out, (struct rp_token){hash, word->beg, word->end});
}

int rp_tokens_add(struct rp_tokens *out, struct rp_str s)
{
    if (s.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    struct open_word word = {0};
    size_t n_before = out->n;
    int status = RP_OK;
    for (size_t i = 0, used; i < s.n && status == RP_OK; i += used) {
        char fold[RP_FOLD_MAX_BYTES] = " ";
        size_t n = 1;
        uint32_t cp;
        used = rp_utf8_decode(s.p + i, s.n - i, &cp);
        if (used)
            n = rp_fold(cp, fold);
        else
            used = 1;
        if (n == 0)
            word.end = (uint32_t)(i + used);
        for (size_t j = 0; j < n && status == RP_OK; j++) {
            if (fold[j] == ' ') {
                status = close_word(out, &word);
                continue;
            }
            if (word.folded.n == 0)
                word.beg = (uint32_t)i;
            word.end = (uint32_t)(i + used);
            status = rp_buf_putc(&word.folded, fold[j]);
        }
    }
    if (status == RP_OK)
        status = close_word(out, &word);
    rp_buf_release(&word.folded);
    if (status)
        out->n = n_before;
    return status;
}
