#include "text/shingle.h"

#include <stdatomic.h>

#include "base/vec.h"
#include "text/token.h"
#include "text/words.h"

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
        out->n = kernel->cut(out->v, s.p, s.n);
        if (out->n == RP_NOT_PLAIN)
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
