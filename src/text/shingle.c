#include "text/shingle.h"

#include "text/token.h"

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << (by & 63) | x >> (-by & 63);
}

int rp_shingles_fill(struct rp_hashes *out, struct rp_str s, unsigned shingle_tok)
{
    struct rp_tokens words = {0};
    int status = rp_tokens_add(&words, s);
    size_t width = words.n < shingle_tok ? words.n : shingle_tok;
    size_t n = width ? words.n - width + 1 : 0;
    if (status == RP_OK)
        status = rp_vec_reserve(out, n);
    if (status == RP_OK) {
        for (size_t i = 0; i < n; i++) {
            uint64_t hash = 0;
            for (size_t j = 0; j < width; j++)
                hash ^= rotate(words.v[i + j].hash, 21 * (unsigned)(width - 1 - j));
            out->v[i] = hash;
        }
        out->n = n;
    }
    rp_vec_release(&words);
    return status;
}

int rp_texts_fill(const void *texts, size_t i, struct rp_hashes *out)
{
    const struct rp_texts *t = texts;
    return rp_shingles_fill(out, t->v[i], t->shingle_tok);
}
