#include "text/fold.h"

#include <stdatomic.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { PAGE_CP = 256, N_PAGES = 0x110000 / PAGE_CP };

/* Folds one after the other; that of code point i is bytes[at[i] .. at[i + 1]). */
struct page {
    uint16_t at[PAGE_CP + 1];
    char bytes[];
};

/* Making all of them takes 0.1 s, more than a small run; a text touches a few. */
static _Atomic(struct page *) pages[N_PAGES];

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

static struct page *make_page(uint32_t first)
{
    char fold[RP_FOLD_MAX_BYTES];
    size_t n = 0;
    for (uint32_t i = 0; i < PAGE_CP; i++)
        n += fold_once(first + i, fold);
    struct page *page = rp_alloc(1, sizeof *page + n);
    if (!page)
        return NULL;
    n = 0;
    for (uint32_t i = 0; i < PAGE_CP; i++) {
        page->at[i] = (uint16_t)n;
        n += fold_once(first + i, page->bytes + n);
    }
    page->at[PAGE_CP] = (uint16_t)n;
    return page;
}

size_t rp_fold(uint32_t cp, char out[RP_FOLD_MAX_BYTES])
{
    _Atomic(struct page *) *slot = &pages[cp / PAGE_CP];
    struct page *page = atomic_load_explicit(slot, memory_order_acquire);
    if (!page) {
        page = make_page(cp - cp % PAGE_CP);
        if (!page)
            return fold_once(cp, out);
        struct page *other = NULL;
        if (!atomic_compare_exchange_strong(slot, &other, page)) {
            rp_free(page);
            page = other;
        }
    }
    size_t i = cp % PAGE_CP;
    size_t n = (size_t)page->at[i + 1] - page->at[i];
    memcpy(out, page->bytes + page->at[i], n);
    return n;
}
