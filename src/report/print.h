/* Printing into a buffer, each format's escaping in one place. The first failure sticks, so
 * that writers read as what they print; the caller looks at `status` at the end. */
#ifndef RP_REPORT_PRINT_H
#define RP_REPORT_PRINT_H

#include "base/buf.h"

struct rp_print {
    struct rp_buf *out;
    int status; /* RP_OK or RP_ERR_MEMORY */
};

void rp_print(struct rp_print *print, const char *s);
void rp_print_str(struct rp_print *print, struct rp_str s);
void rp_printf(struct rp_print *print, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text of documents and names of files are data: */
/* ... in HTML content and quoted attributes; control characters come out as U+FFFD */
void rp_print_html(struct rp_print *print, struct rp_str s);
/* ... in a CSV field (RFC 4180); one that a spreadsheet would run as a formula gets an
 * apostrophe before it */
void rp_print_csv(struct rp_print *print, struct rp_str s);
/* What a .csv begins with for programs that take it for another encoding otherwise. */
#define RP_BYTE_ORDER_MARK "\xef\xbb\xbf"
/* ... in a terminal, TSV or line of text: control characters come out as spaces */
void rp_print_plain(struct rp_print *print, struct rp_str s);
/* ... in Markdown: what would be markup is escaped */
void rp_print_markdown(struct rp_print *print, struct rp_str s);

/* Text with *emphasis* as the judge's sentences have it: `text` prints what stands between
 * the asterisks, in `open` and `close`, and around them. */
void rp_print_emphasis(struct rp_print *print, struct rp_str s,
                       void (*text)(struct rp_print *, struct rp_str), const char *open,
                       const char *close);

/* value/10^digits, exactly: (123, 2) gives 1.23. */
void rp_print_decimal(struct rp_print *print, uint64_t value, unsigned digits);
/* Millionths as whole per cent, rounded down: 99.9 % is no 100 %. */
void rp_print_percent(struct rp_print *print, uint32_t ppm);
/* 12,345 */
void rp_print_count(struct rp_print *print, uint64_t value);
/* "1 finding", "2 findings"; `plural` NULL: an s is added. */
void rp_print_of(struct rp_print *print, uint64_t n, const char *one, const char *plural);

/* Characters of UTF-8, marks not counted: what a terminal's width is measured in. */
size_t rp_text_width(struct rp_str s);
/* The longest beginning of s that is at most `width` wide, cut between words where that
 * leaves at least half of it. */
struct rp_str rp_text_cut(struct rp_str s, size_t width);
/* Append s wrapped at `columns`, each line after the first indented by `indent`; the
 * current line holds `column` characters already. No line begins with what Markdown would
 * take for an item of a list. */
void rp_print_wrapped(struct rp_print *print, struct rp_str s, size_t column, size_t indent,
                      size_t columns);

#endif
