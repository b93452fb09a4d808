#include "text/fold.h"

#include "base/alloc.h"
#include "base/utf8.h"

/* Making all of them takes 0.1 s, more than a small run; a text touches a few. */
_Atomic(uint64_t *) rp_fold_pages[RP_FOLD_PAGES];

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

static uint64_t pack(const char *fold, size_t n)
{
    uint64_t how = 0, bytes = 0;
    size_t n_bytes = 0;
    for (size_t i = 0; i < n; i++) {
        if (fold[i] == ' ') {
            how |= n_bytes ? RP_FOLD_ENDS_AFTER : RP_FOLD_ENDS_BEFORE;
            continue;
        }
        if (n_bytes == 7 || how & RP_FOLD_ENDS_AFTER)
            return (uint64_t)RP_FOLD_LONG << 56;
        bytes |= (uint64_t)(unsigned char)fold[i] << 8 * n_bytes++;
    }
    return (how | n_bytes) << 56 | bytes;
}

static uint64_t *make_page(uint32_t first)
{
    uint64_t *page = rp_alloc(RP_FOLD_PAGE_CP, sizeof *page);
    for (uint32_t i = 0; page && i < RP_FOLD_PAGE_CP; i++) {
        char fold[RP_FOLD_MAX_BYTES] = {0};
        page[i] = pack(fold, fold_once(first + i, fold));
    }
    return page;
}

const uint64_t *rp_fold_new_page(uint32_t cp)
{
    _Atomic(uint64_t *) *slot = &rp_fold_pages[cp / RP_FOLD_PAGE_CP];
    uint64_t *page = make_page(cp - cp % RP_FOLD_PAGE_CP), *other = NULL;
    if (page && !atomic_compare_exchange_strong(slot, &other, page)) {
        rp_free(page);
        page = other;
    }
    return page;
}

size_t rp_fold(uint32_t cp, char out[RP_FOLD_MAX_BYTES])
{
    uint64_t fold = rp_fold_packed(cp), how = fold >> 56;
    if (how == RP_FOLD_LONG)
        return fold_once(cp, out);
    size_t n = 0;
    if (how & RP_FOLD_ENDS_BEFORE)
        out[n++] = ' ';
    for (uint64_t i = 0; i < (how & RP_FOLD_BYTES); i++)
        out[n++] = (char)(fold >> 8 * i);
    if (how & RP_FOLD_ENDS_AFTER)
        out[n++] = ' ';
    return n;
}
