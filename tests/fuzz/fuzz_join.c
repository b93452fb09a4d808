/* Any sets: the exact join finds all pairs, the other no false ones. Two bytes choose the
 * threshold; in what follows a zero byte ends a set and any other is an element. */
#include <stdlib.h>

#include "base/vec.h"
#include "match/join.h"

enum { MAX_SETS = 64 };

struct corpus {
    const uint8_t *begin[MAX_SETS], *end[MAX_SETS];
};

static int fill(const void *context, size_t i, struct rp_hashes *out)
{
    const struct corpus *corpus = context;
    out->n = 0;
    for (const uint8_t *p = corpus->begin[i]; p < corpus->end[i]; p++)
        if (rp_vec_push(out, rp_mix(*p)))
            return RP_ERR_MEMORY;
    return RP_OK;
}

/* 1 in have[x] for each element x; returns the number of elements. */
static uint32_t mark(const struct corpus *corpus, size_t i, uint8_t have[256])
{
    uint32_t n = 0;
    for (const uint8_t *p = corpus->begin[i]; p < corpus->end[i]; p++) {
        n += !have[*p];
        have[*p] = 1;
    }
    return n;
}

static bool are_alike(const struct corpus *corpus, size_t a, size_t b,
                      uint64_t threshold_ppm, struct rp_pair *pair)
{
    uint8_t x[256] = {0}, y[256] = {0};
    uint32_t n_a = mark(corpus, a, x), n_b = mark(corpus, b, y), shared = 0;
    for (int i = 0; i < 256; i++)
        shared += x[i] & y[i];
    *pair = (struct rp_pair){(uint32_t)a, (uint32_t)b, shared, n_a, n_b};
    return shared && shared * UINT64_C(1000000) >= threshold_ppm * (n_a + n_b - shared);
}

static bool same(const struct rp_pair *p, const struct rp_pair *q)
{
    return p->a == q->a && p->b == q->b && p->shared == q->shared &&
           p->size_a == q->size_a && p->size_b == q->size_b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct corpus corpus;
    struct rp_sets sets = {0, fill, &corpus};
    struct rp_pairs exact = {0}, lsh = {0};
    struct rp_options options;
    if (size < 2)
        return 0;
    rp_options_init(&options);
    options.threads = 1;
    options.min_jaccard_ppm = 1 + (data[0] * 256u + data[1]) * UINT32_C(999999) / 65535;
    const uint8_t *p = data + 2, *end = data + size;
    while (p < end && sets.n < MAX_SETS) {
        corpus.begin[sets.n] = p;
        while (p < end && *p)
            p++;
        corpus.end[sets.n++] = p++;
    }
    options.engine = RP_ENGINE_EXACT;
    if (rp_join_pairs(&exact, &sets, &options, NULL, NULL))
        abort();
    options.engine = RP_ENGINE_LSH;
    if (rp_join_pairs(&lsh, &sets, &options, NULL, NULL))
        abort();
    size_t n_exact = 0, n_lsh = 0;
    for (size_t a = 0; a < sets.n; a++)
        for (size_t b = a + 1; b < sets.n; b++) {
            struct rp_pair pair;
            if (!are_alike(&corpus, a, b, options.min_jaccard_ppm, &pair))
                continue;
            if (n_exact == exact.n || !same(&exact.v[n_exact++], &pair))
                abort();
            n_lsh += n_lsh < lsh.n && same(&lsh.v[n_lsh], &pair);
        }
    if (n_exact != exact.n || n_lsh != lsh.n)
        abort();
    rp_pairs_release(&exact);
    rp_pairs_release(&lsh);
    return 0;
}
