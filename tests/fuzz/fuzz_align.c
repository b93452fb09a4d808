/* Any two clauses: matches are one to one and of equal terms, the subsequence keeps the
 * order, and the alignment of (b, a) is that of (a, b) turned round. A zero byte divides
 * the clauses; any other is a term that weighs eight times its value. */
#include <stdlib.h>
#include <string.h>

#include "judge/align.h"

enum { MAX_TERMS = 512 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct rp_term a[MAX_TERMS], b[MAX_TERMS];
    static uint32_t mbit[256], ma[MAX_TERMS], mb[MAX_TERMS], na[MAX_TERMS], nb[MAX_TERMS];
    static struct rp_align_scratch scratch;
    const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
    const size_t n_a = zero ? (size_t)(zero - data) : size;
    const size_t n_b = zero ? size - n_a - 1 : 0;
    if (n_a > MAX_TERMS || n_b > MAX_TERMS)
        return 0;
    for (uint32_t i = 0; i < 256; i++)
        mbit[i] = i * 8;
    for (size_t i = 0; i < n_a; i++)
        a[i] = (struct rp_term){.id = data[i], .sector = data[i] < 8 ? 'T' : (char)0};
    for (size_t i = 0; i < n_b; i++)
        b[i] =
            (struct rp_term){.id = zero[i + 1], .sector = zero[i + 1] < 8 ? 'D' : (char)0};

    const char *why;
    if (rp_align_subsequence(a, n_a, b, n_b, mbit, &scratch, ma, mb))
        return 0;
    uint32_t next = 0;
    for (size_t i = 0; i < n_a; i++) {
        if (ma[i] == UINT32_MAX)
            continue;
        if (ma[i] < next)
            abort();
        next = ma[i] + 1;
    }
    if (rp_align(a, n_a, b, n_b, mbit, &rp_parameters_default, &scratch, ma, mb) ||
        rp_align(b, n_b, a, n_a, mbit, &rp_parameters_default, &scratch, nb, na))
        return 0;
    if (!rp_align_validate(a, n_a, b, n_b, ma, mb, &why) ||
        memcmp(ma, na, n_a * sizeof *ma) != 0 || memcmp(mb, nb, n_b * sizeof *mb) != 0)
        abort();
    return 0;
}
