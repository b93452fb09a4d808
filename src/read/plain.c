#include "read/plain.h"

#include <string.h>

#include "base/utf8.h"

uint32_t rp_plain_cp(uint32_t cp)
{
    switch (cp) {
    case '\t':
    case '\n':
        return cp;
    case 0x1e:   /* Word's no-break hyphen */
    case 0x2010: /* hyphen */
    case 0x2011: /* no-break hyphen */
        return '-';
    case 0x1f: /* Word's optional hyphen */
    case 0xad:
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x200e:
    case 0x200f:
    case 0x2060:
    case 0xfeff:
        return 0;
    case 0xa0:
    case 0x202f:
    case 0x2028:
    case 0x2029:
        return ' ';
    default:
        if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0x2000 && cp <= 0x200a))
            return ' ';
        return cp;
    }
}

int rp_plain_add(struct rp_buf *out, struct rp_str s)
{
    size_t i = 0;
    while (i < s.n) {
        size_t plain = i;
        while (plain < s.n && (unsigned char)s.p[plain] >= 0x20 &&
               (unsigned char)s.p[plain] < 0x7f)
            plain++;
        if (rp_buf_add(out, s.p + i, plain - i))
            return RP_ERR_MEMORY;
        i = plain;
        if (i == s.n)
            break;
        uint32_t cp;
        i += rp_utf8_decode(s.p + i, s.n - i, &cp);
        cp = rp_plain_cp(cp);
        char utf8[4];
        if (cp && rp_buf_add(out, utf8, rp_utf8_encode(cp, utf8)))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

struct rp_str rp_plain_trim(struct rp_str s)
{
    while (s.n > 0 && (*s.p == ' ' || *s.p == '\t' || *s.p == '\n')) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\n'))
        s.n--;
    return s;
}

/* The Latin letter that a Cyrillic one looks like, or 0. */
static uint32_t latin_twin(uint32_t cp)
{
    static const struct {
        uint16_t cyrillic;
        char latin;
    } twins[] = {{0x405, 'S'}, {0x406, 'I'}, {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'},
                 {0x415, 'E'}, {0x41a, 'K'}, {0x41c, 'M'}, {0x41d, 'H'}, {0x41e, 'O'},
                 {0x420, 'P'}, {0x421, 'C'}, {0x422, 'T'}, {0x425, 'X'}, {0x430, 'a'},
                 {0x435, 'e'}, {0x43e, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'},
                 {0x445, 'x'}, {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'}};
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].cyrillic == cp)
            return (unsigned char)twins[i].latin;
    return 0;
}

static bool is_cyrillic(uint32_t cp)
{
    return cp >= 0x400 && cp < 0x530;
}

void rp_plain_latinize(struct rp_buf *text, size_t from)
{
    size_t n_latin = 0, n_cyrillic = 0;
    uint32_t cp;
    for (size_t i = from; i < text->n;) {
        i += rp_utf8_decode(text->v + i, text->n - i, &cp);
        n_latin += (cp | 32) >= 'a' && (cp | 32) <= 'z';
        n_cyrillic += is_cyrillic(cp);
    }
    if (n_cyrillic == 0 || n_latin <= n_cyrillic)
        return;
    size_t out = from;
    for (size_t i = from; i < text->n;) {
        size_t end = i;
        bool replaceable = true;
        while (end < text->n) {
            size_t used = rp_utf8_decode(text->v + end, text->n - end, &cp);
            if (!rp_utf8_is_word(cp))
                break;
            if (is_cyrillic(cp) && !latin_twin(cp))
                replaceable = false;
            end += used;
        }
        if (end == i)
            end = i + rp_utf8_decode(text->v + i, text->n - i, &cp);
        while (i < end) {
            size_t used = rp_utf8_decode(text->v + i, text->n - i, &cp);
            uint32_t twin = replaceable ? latin_twin(cp) : 0;
            if (twin) {
                text->v[out++] = (char)twin;
            } else {
                memmove(text->v + out, text->v + i, used);
                out += used;
            }
            i += used;
        }
    }
    text->n = out;
}

bool rp_plain_is_utf16(struct rp_str bytes)
{
    return bytes.n >= 2 &&
           (memcmp(bytes.p, "\xff\xfe", 2) == 0 || memcmp(bytes.p, "\xfe\xff", 2) == 0);
}

int rp_plain_from_utf16(struct rp_buf *out, struct rp_str bytes)
{
    size_t hi = bytes.p[0] == '\xfe' ? 0 : 1;
    for (size_t i = 2; i < bytes.n; i += 2) {
        if (i + 1 == bytes.n)
            return rp_buf_puts(out, "\xef\xbf\xbd");
        const unsigned char *u = (const unsigned char *)bytes.p + i;
        uint32_t cp = (uint32_t)u[hi] << 8 | u[1 - hi];
        if (cp >= 0xd800 && cp < 0xdc00 && i + 3 < bytes.n) {
            uint32_t low = (uint32_t)u[2 + hi] << 8 | u[3 - hi];
            if (low >= 0xdc00 && low < 0xe000) {
                cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        if (cp >= 0xd800 && cp < 0xe000)
            cp = 0xfffd;
        char utf8[4];
        if (rp_buf_add(out, utf8, rp_utf8_encode(cp, utf8)))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}
