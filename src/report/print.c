#include "report/print.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void rp_print_str(struct rp_print *print, struct rp_str s)
{
    if (print->status == RP_OK)
        print->status = rp_buf_add_str(print->out, s);
}

void rp_print(struct rp_print *print, const char *s)
{
    rp_print_str(print, rp_str_of(s));
}

void rp_printf(struct rp_print *print, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof text)
        print->status = print->status ? print->status : RP_ERR_MEMORY;
    else
        rp_print_str(print, (struct rp_str){text, (size_t)n});
}

/* `escape` gives what stands for an ASCII character, or NULL where it stands for itself;
 * `broken` stands for bytes that are not UTF-8 and for control characters above ASCII. */
static void print_escaped(struct rp_print *print, struct rp_str s,
                          const char *(*escape)(unsigned char c), const char *broken)
{
    size_t i = 0, plain = 0;
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        uint32_t cp;
        size_t used = c < 0x80 ? 1 : rp_utf8_decode(s.p + i, s.n - i, &cp);
        const char *instead = used == 0 ? broken : c < 0x80 ? escape(c) : NULL;
        if (used > 1 && cp < 0xa0)
            instead = broken;
        if (instead) {
            rp_print_str(print, (struct rp_str){s.p + plain, i - plain});
            rp_print(print, instead);
            plain = i + (used ? used : 1);
        }
        i += used ? used : 1;
    }
    rp_print_str(print, (struct rp_str){s.p + plain, s.n - plain});
}

static const char *escape_html(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
        return NULL;
    default:
        return c < 0x20 || c == 0x7f ? "\xef\xbf\xbd" : NULL;
    }
}

void rp_print_html(struct rp_print *print, struct rp_str s)
{
    print_escaped(print, s, escape_html, "\xef\xbf\xbd");
}

static const char *escape_plain(unsigned char c)
{
    return c < 0x20 || c == 0x7f ? " " : NULL;
}

void rp_print_plain(struct rp_print *print, struct rp_str s)
{
    print_escaped(print, s, escape_plain, " ");
}

static const char *escape_markdown(unsigned char c)
{
    static const char marks[] = "\\`*_[]<>#|~&";
    static const char escaped[][3] = {"\\\\", "\\`", "\\*", "\\_", "\\[", "\\]",
                                      "\\<",  "\\>", "\\#", "\\|", "\\~", "\\&"};
    const char *at = c ? strchr(marks, c) : NULL;
    return at ? escaped[at - marks] : escape_plain(c);
}

void rp_print_markdown(struct rp_print *print, struct rp_str s)
{
    print_escaped(print, s, escape_markdown, " ");
}

void rp_print_csv(struct rp_print *print, struct rp_str s)
{
    bool formula = s.n && (memchr("=+-@\t\r", s.p[0], 6) != NULL);
    bool quoted = formula;
    for (size_t i = 0; i < s.n && !quoted; i++)
        quoted = memchr(",\"\r\n;\t", s.p[i], 6) != NULL;
    if (!quoted) {
        rp_print_str(print, s);
        return;
    }
    rp_print(print, formula ? "\"'" : "\"");
    size_t plain = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '"') {
            rp_print_str(print, (struct rp_str){s.p + plain, i + 1 - plain});
            plain = i; /* the quote once more */
        }
    rp_print_str(print, (struct rp_str){s.p + plain, s.n - plain});
    rp_print(print, "\"");
}

void rp_print_emphasis(struct rp_print *print, struct rp_str s,
                       void (*text)(struct rp_print *, struct rp_str), const char *open,
                       const char *close)
{
    bool inside = false;
    for (size_t i = 0; i < s.n;) {
        const char *star = memchr(s.p + i, '*', s.n - i);
        size_t end = star ? (size_t)(star - s.p) : s.n;
        bool pairs = star && (inside || memchr(star + 1, '*', s.n - end - 1));
        text(print, (struct rp_str){s.p + i, end - i});
        if (pairs) {
            rp_print(print, inside ? close : open);
            inside = !inside;
        } else if (star) {
            text(print, (struct rp_str){star, 1});
        }
        i = end + 1;
    }
}

void rp_print_decimal(struct rp_print *print, uint64_t value, unsigned digits)
{
    uint64_t scale = 1;
    for (unsigned i = 0; i < digits; i++)
        scale *= 10;
    rp_printf(print, "%" PRIu64 ".%0*" PRIu64, value / scale, (int)digits, value % scale);
}

void rp_print_percent(struct rp_print *print, uint32_t ppm)
{
    rp_printf(print, "%" PRIu32, ppm / 10000);
}

void rp_print_count(struct rp_print *print, uint64_t value)
{
    if (value >= 1000)
        rp_print_count(print, value / 1000);
    rp_printf(print, value >= 1000 ? ",%03u" : "%u", (unsigned)(value % 1000));
}

void rp_print_of(struct rp_print *print, uint64_t n, const char *one, const char *plural)
{
    rp_print_count(print, n);
    rp_print(print, " ");
    rp_print(print, n == 1 || !plural ? one : plural);
    if (n != 1 && !plural)
        rp_print(print, "s");
}

size_t rp_text_width(struct rp_str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = 0;
        size_t used = rp_utf8_decode(s.p + i, s.n - i, &cp);
        width += used == 0 || !rp_utf8_is_mark(cp);
        i += used ? used : 1;
    }
    return width;
}

struct rp_str rp_text_cut(struct rp_str s, size_t width)
{
    size_t i = 0, column = 0, space = 0, space_column = 0;
    while (i < s.n) {
        uint32_t cp = 0;
        size_t used = rp_utf8_decode(s.p + i, s.n - i, &cp);
        size_t wide = used == 0 || !rp_utf8_is_mark(cp);
        if (column + wide > width)
            return (struct rp_str){s.p, space_column * 2 >= width ? space : i};
        if (s.p[i] == ' ') {
            space = i;
            space_column = column;
        }
        column += wide;
        i += used ? used : 1;
    }
    return s;
}

/* What Markdown would take for an item of a list, were it first on a line of a paragraph
 * (CommonMark: of numbers, only 1 can begin a list there). */
static bool opens_list(struct rp_str word)
{
    return rp_str_equal(word, RP_STR("-")) || rp_str_equal(word, RP_STR("+")) ||
           rp_str_equal(word, RP_STR("1.")) || rp_str_equal(word, RP_STR("1)"));
}

void rp_print_wrapped(struct rp_print *print, struct rp_str s, size_t column, size_t indent,
                      size_t columns)
{
    bool first = true;
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        while (end < s.n && s.p[end] != ' ')
            end++;
        struct rp_str word = {s.p + i, end - i};
        size_t width = rp_text_width(word);
        if (word.n) {
            if (!first && column + 1 + width > columns && !opens_list(word)) {
                rp_printf(print, "\n%*s", (int)indent, "");
                column = indent;
            } else if (!first) {
                rp_print(print, " ");
                column++;
            }
            rp_print_plain(print, word);
            column += width;
            first = false;
        }
        i = end + 1;
    }
}
