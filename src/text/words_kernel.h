/* The body of one kernel; words.c includes it once for each kind of machine, after defining
 *   TARGET      the target attribute
 *   NAME(x)     x with the machine's suffix
 * and the functions
 *   NAME(ascii_mask)   of the 64 bytes at p: which are ASCII letters and digits; *high:
 *                      which are >= 0x80
 *   NAME(short_word)   the hash of the n <= 16 ASCII letters and digits at p, of which 16
 *                      bytes can be read
 *   NAME(first_bit)    the place of the lowest bit of x; 64 if there is none
 *
 * A block of 64 bytes becomes a mask of what words are made of, whose edges are the
 * beginnings and ends of words. A word of ASCII is hashed where it lies, cut to its length
 * in registers; lower case is bit 5, which digits have anyway. What has other bytes between
 * two edges is folded and cut by itself (cut_other). Nothing is read beyond p[0..n): the
 * last block is read so as to end there, and a word near the end from a copy. */

TARGET static __attribute__((noinline)) uint64_t NAME(long_word)(const char *p, size_t n)
{
    const uint64_t bits = UINT64_C(0x2020202020202020);
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
    bool other;     /* it has bytes that are not ASCII */
    size_t tail_at; /* tail[0..16) is p[tail_at..n), then zeros */
    char tail[32];
};

/* The hash of the ASCII word at offset begin. */
TARGET static inline __attribute__((always_inline)) uint64_t
NAME(hash_at)(const struct NAME(cutter) * c, size_t begin, size_t n, bool near_end)
{
    if (__builtin_expect(n > 16, 0))
        return NAME(long_word)(c->p + begin, n);
    return NAME(short_word)(
        near_end && begin >= c->tail_at ? c->tail + (begin - c->tail_at) : c->p + begin, n);
}

/* The words that end in the block at offset i, whose bytes of words are `word`, and of
 * these not ASCII `high`. false: a fold is RP_FOLD_LONG. */
TARGET static inline __attribute__((always_inline)) bool
NAME(cut_block)(struct NAME(cutter) * c, size_t i, uint64_t word, uint64_t high,
                bool near_end)
{
    uint64_t before = word << 1 | c->carry;
    uint64_t starts = word & ~before, ends = ~word & before;
    uint64_t *next = c->next;
    size_t begin = c->open;
    if (!c->carry) {
        begin = i + NAME(first_bit)(starts);
        starts &= starts - 1;
    }
    if (__builtin_expect(high == 0 && !c->other, 1)) {
        while (ends) {
            size_t end = i + NAME(first_bit)(ends);
            *next++ = NAME(hash_at)(c, begin, end - begin, near_end);
            ends &= ends - 1;
            begin = i + NAME(first_bit)(starts);
            starts &= starts - 1;
        }
    } else {
        while (ends) {
            uint64_t until = ends ^ (ends - 1);
            size_t end = i + NAME(first_bit)(ends);
            if (high & until || c->other) {
                next = cut_other(next, c->p + begin, end - begin, c->p + c->n);
                if (!next)
                    return false;
                high &= ~until;
                c->other = false;
            } else {
                *next++ = NAME(hash_at)(c, begin, end - begin, near_end);
            }
            ends &= ends - 1;
            begin = i + NAME(first_bit)(starts);
            starts &= starts - 1;
        }
        c->other |= high != 0;
    }
    c->next = next;
    c->open = begin;
    c->carry = word >> 63;
    return true;
}

TARGET static size_t NAME(cut)(uint64_t *out, const char *p, size_t n)
{
    struct NAME(cutter) c = {.p = p, .n = n, .next = out, .tail_at = n < 16 ? 0 : n - 16};
    size_t i = 0;
    for (; i + 64 + 16 <= n; i += 64) {
        uint64_t high, word = NAME(ascii_mask)(p + i, &high);
        if (!NAME(cut_block)(&c, i, word | high, high, false))
            return RP_NOT_PLAIN;
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
        uint64_t high, word = NAME(ascii_mask)(block, &high);
        if (!NAME(cut_block)(&c, i, (word | high) >> shift, high >> shift, true))
            return RP_NOT_PLAIN;
    }
    if (c.carry) {
        if (c.other)
            c.next = cut_other(c.next, p + c.open, n - c.open, p + n);
        else
            *c.next++ = NAME(hash_at)(&c, c.open, n - c.open, true);
    }
    return c.next ? (size_t)(c.next - out) : RP_NOT_PLAIN;
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
