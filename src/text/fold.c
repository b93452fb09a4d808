#include "text/fold.h"

#include <stdatomic.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { PAGE_CP = 256, N_PAGES = 0x110000 / PAGE_CP };

/* Making all of them takes 0.1 s, more than a small run; a text touches a few. */
static _Atomic(uint64_t *) pages[N_PAGES];

static const struct {
    uint32_t first, last;
} unspaced[] = {
    {0x0e00, 0x0eff}, {0x1000, 0x109f},   {0x1780, 0x17ff},   {0x2e80, 0x2fdf},
    {0x3005, 0x3007}, {0x3021, 0x3029},   {0x3041, 0x3096},   {0x309d, 0x309f},
    {0x30a1, 0x312f}, {0x31a0, 0x31bf},   {0x31f0, 0x31ff},   {0x3400, 0x4dbf},
    {0x4e00, 0x9fff}, {0xa000, 0xa48f},   {0xa9e0, 0xa9ff},   {0xaa60, 0xaa7f},
    {0xf900, 0xfaff}, {0x1aff0, 0x1b16f}, {0x20000, 0x3ffff},
};

static int stands_alone(uint32_t cp)
{
    for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
        if (cp >= unspaced[i].first && cp <= unspaced[i].last)
            return 1;
    return 0;
}

static size_t fold_once(uint32_t cp, char out[RP_FOLD_MAX_BYTES])
{
    uint32_t folded[18];
    size_t n_folded = rp_utf8_fold(cp, folded);
    size_t n = 0;
    for (size_t i = 0; i < n_folded; i++) {
        int alone = stands_alone(folded[i]);
        if (!rp_utf8_is_word(folded[i])) {
            out[n++] = ' ';
            continue;
        }
        if (alone)
            out[n++] = ' ';
        n += rp_utf8_encode(folded[i], out + n);
        if (alone)
            out[n++] = ' ';
    }
    return n;
}

static uint64_t *make_page(uint32_t first)
{
    uint64_t *page = rp_alloc(PAGE_CP, sizeof *page);
    for (uint32_t i = 0; page && i < PAGE_CP; i++) {
        char fold[RP_FOLD_MAX_BYTES] = {0};
        uint64_t n = fold_once(first + i, fold);
        page[i] = n < 8 ? n << 56 : (uint64_t)RP_FOLD_LONG << 56;
        for (uint64_t j = 0; n < 8 && j < n; j++)
            page[i] |= (uint64_t)(unsigned char)fold[j] << 8 * j;
    }
    return page;
}

const uint64_t *rp_fold_page(uint32_t cp)
{
    _Atomic(uint64_t *) *slot = &pages[cp / PAGE_CP];
    uint64_t *page = atomic_load_explicit(slot, memory_order_acquire);
    if (page)
        return page;
    page = make_page(cp - cp % PAGE_CP);
    uint64_t *other = NULL;
    if (page && !atomic_compare_exchange_strong(slot, &other, page)) {
        rp_free(page);
        page = other;
    }
    return page;
}

size_t rp_fold(uint32_t cp, char out[RP_FOLD_MAX_BYTES])
{
    const uint64_t *page = rp_fold_page(cp);
    uint64_t fold = page ? page[cp % PAGE_CP] : (uint64_t)RP_FOLD_LONG << 56;
    size_t n = fold >> 56;
    if (n == RP_FOLD_LONG)
        return fold_once(cp, out);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)(fold >> 8 * i);
    return n;
}
