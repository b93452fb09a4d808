/* The body of one kernel; words.c includes it once for each kind of machine, after defining
 *   TARGET      the target attribute
 *   NAME(x)     x with the machine's suffix
 * and the functions
 *   NAME(ascii_mask)   of the 64 bytes at p: which make words; *high: which are >= 0x80
 *   NAME(folded_mask)  of the 64 bytes at p: which are greater than a space
 *   NAME(fold_block)   64 bytes: letters in lower case, spaces for what makes no words
 *   NAME(short_word)   the hash of the n <= 16 bytes at p, of which 16 can be read, each of
 *                      them or-ed with `bits`
 *   NAME(first_bit)    the place of the lowest bit of x; 64 if there is none
 *
 * A block of 64 bytes becomes a mask of word bytes, whose edges are the beginnings and ends
 * of words. A word is hashed where it lies, cut to its length in registers; lower case is
 * bit 5, which digits have anyway. Nothing is read beyond p[0..n): the last block is read
 * so as to end there, and a word near the end from a copy. */

TARGET static __attribute__((noinline)) uint64_t NAME(long_word)(const char *p, size_t n,
                                                                 uint64_t bits)
{
    uint64_t state = 0;
    for (size_t i = 0; i < n; i += 16) {
        char block[16] = {0};
        size_t left = n - i < 16 ? n - i : 16;
        memcpy(block, p + i, left);
        uint64_t x = rp_low_bytes(rp_load64(block) | bits, left);
        uint64_t y = rp_low_bytes(rp_load64(block + 8) | bits, left > 8 ? left - 8 : 0);
        state = rp_word_step(state, x, y);
    }
    return state;
}

struct NAME(cutter) {
    const char *p;
    size_t n;
    uint64_t *next; /* the next hash goes here */
    size_t open;    /* where the word that reaches into the block begins */
    uint64_t carry; /* 1 if there is one */
    size_t tail_at; /* tail[0..16) is p[tail_at..n), then zeros */
    char tail[32];
};

/* The words that end in the block at offset i with the mask `word`. */
TARGET static inline __attribute__((always_inline)) void
NAME(cut_block)(struct NAME(cutter) * c, size_t i, uint64_t word, bool near_end,
                uint64_t bits)
{
    uint64_t before = word << 1 | c->carry;
    uint64_t starts = word & ~before, ends = ~word & before;
    const char *p = c->p;
    uint64_t *next = c->next;
    size_t begin = c->open;
    if (!c->carry) {
        begin = i + NAME(first_bit)(starts);
        starts &= starts - 1;
    }
    while (ends) {
        size_t end = i + NAME(first_bit)(ends);
        size_t n = end - begin;
        if (__builtin_expect(n > 16, 0))
            *next++ = NAME(long_word)(p + begin, n, bits);
        else
            *next++ = NAME(short_word)(near_end && begin >= c->tail_at
                                           ? c->tail + (begin - c->tail_at)
                                           : p + begin,
                                       n, bits);
        ends &= ends - 1;
        begin = i + NAME(first_bit)(starts);
        starts &= starts - 1;
    }
    c->next = next;
    c->open = begin;
    c->carry = word >> 63;
}

TARGET static inline __attribute__((always_inline)) size_t
NAME(cut)(uint64_t *out, const char *p, size_t n, bool folded)
{
    const uint64_t bits = folded ? 0 : UINT64_C(0x2020202020202020);
    struct NAME(cutter) c = {.p = p, .n = n, .next = out, .tail_at = n < 16 ? 0 : n - 16};
    uint64_t high = 0;
    size_t i = 0;
    for (; i + 64 + 16 <= n; i += 64) {
        uint64_t word = folded ? NAME(folded_mask)(p + i) : NAME(ascii_mask)(p + i, &high);
        if (high)
            return RP_NOT_ASCII;
        NAME(cut_block)(&c, i, word, false, bits);
    }
    if (n < 16)
        memcpy(c.tail, p, n);
    else
        memcpy(c.tail, p + c.tail_at, 16);
    for (; i < n; i += 64) {
        char copy[64] = {0};
        const char *block = p + i;
        unsigned shift = n - i < 64 ? 64 - (unsigned)(n - i) : 0;
        if (shift && n < 64) {
            memcpy(copy + shift, p, n);
            block = copy;
        } else {
            block -= shift;
        }
        uint64_t word = folded ? NAME(folded_mask)(block) : NAME(ascii_mask)(block, &high);
        if (high)
            return RP_NOT_ASCII;
        NAME(cut_block)(&c, i, word >> shift, true, bits);
    }
    if (c.carry) {
        size_t length = n - c.open;
        *c.next++ = length > 16
                        ? NAME(long_word)(p + c.open, length, bits)
                        : NAME(short_word)(c.tail + (c.open - c.tail_at), length, bits);
    }
    return (size_t)(c.next - out);
}

TARGET static size_t NAME(cut_ascii)(uint64_t *out, const char *p, size_t n)
{
    return NAME(cut)(out, p, n, false);
}

TARGET static size_t NAME(cut_folded)(uint64_t *out, const char *p, size_t n)
{
    return NAME(cut)(out, p, n, true);
}

TARGET static size_t NAME(fold_ascii)(char *out, const char *p, size_t n)
{
    size_t i = 0;
    for (; n - i >= 64; i += 64) {
        uint64_t high = NAME(fold_block)(out + i, p + i);
        if (high)
            return i + (size_t)__builtin_ctzll(high);
    }
    if (i == n)
        return n;
    char copy[64] = {0};
    memcpy(copy, p + i, n - i);
    uint64_t high = NAME(fold_block)(out + i, copy);
    return high ? i + (size_t)__builtin_ctzll(high) : n;
}

TARGET static void NAME(shingle)(uint64_t *v, size_t n, size_t width)
{
    size_t n_shingles = n - width + 1;
    if (width == 3) {
        for (size_t i = 0; i < n_shingles; i++)
            v[i] = rp_rotate(v[i], 42) ^ rp_rotate(v[i + 1], 21) ^ v[i + 2];
        return;
    }
    for (size_t i = 0; i < n_shingles; i++) {
        uint64_t hash = 0;
        for (size_t j = 0; j < width; j++)
            hash ^= rp_rotate(v[i + j], 21 * (unsigned)(width - 1 - j));
        v[i] = hash;
    }
}

#undef TARGET
#undef NAME
