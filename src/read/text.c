/* Text files: one paragraph a line.
 *
 * A published mapping is a .docx flattened to text, and the flattening leaves the carrier's
 * marks in the lines. Here they are taken out:
 *   [bookmark: _Toc1]            dropped
 *   HYPERLINK "url"              dropped, its text stays
 *   [footnoteRef:16]2            dropped with the printed mark
 *   [16: 2 Including ...]        a footnote paragraph of its own, after the one it stands
 * in a tab at the start of a line begins a table cell no-break spaces and hyphens,
 * zero-width characters, control characters Cyrillic letters that look Latin, in a
 * paragraph that is mostly Latin
 */
#include "read/read.h"

#include <string.h>

#include "base/utf8.h"
#include "read/plain.h"

enum { MAX_LINES_NOTED = 20 };

struct reader {
    struct rp_document *document;
    struct rp_buf footnotes; /* of the line at hand, each followed by '\n' */
    uint64_t n_bad_bytes, n_nul;
    uint64_t first_bad, first_nul;
    uint32_t first_bad_line, first_nul_line;
    uint32_t table, row, cell;
    bool in_row;
    bool in_footnote;  /* its bracket is open at the end of the line */
    size_t note_bytes; /* what of the text below still belongs to a footnote */
};

static bool begins(struct rp_str s, const char *word)
{
    size_t n = strlen(word);
    return s.n >= n && memcmp(s.p, word, n) == 0;
}

/* Length of the bracket that opens at s.p[0], nested ones included; to the end of the line
 * where it never closes. */
static size_t bracket_length(struct rp_str s)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '[')
            depth++;
        else if (s.p[i] == ']' && --depth == 0)
            return i + 1;
    }
    return s.n;
}

/* "[16: 2 Including": the number of digits, or 0 where it is no footnote's body. */
static size_t footnote_digits(struct rp_str s)
{
    size_t i = 1;
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    bool is_body = i > 1 && i + 1 < s.n && s.p[i] == ':' &&
                   (s.p[i + 1] == ' ' || s.p[i + 1] == '\t' || s.p[i + 1] == ']');
    return is_body ? i - 1 : 0;
}

/* Append a line's bytes to *out without the carrier's marks. Footnotes go to r. */
static int clean(struct reader *r, struct rp_buf *out, struct rp_str line, int depth)
{
    int status = RP_OK;
    for (size_t i = 0; i < line.n && status == RP_OK;) {
        struct rp_str rest = {line.p + i, line.n - i};
        if (*rest.p == '[') {
            if (begins(rest, "[bookmark:")) {
                i += bracket_length(rest);
                continue;
            }
            if (begins(rest, "[footnoteRef:")) {
                i += bracket_length(rest);
                for (int k = 0; k < 2 && i < line.n && line.p[i] >= '0' && line.p[i] <= '9';
                     k++)
                    i++;
                continue;
            }
            size_t digits = footnote_digits(rest);
            if (digits && depth == 0) {
                size_t n = bracket_length(rest);
                size_t closed = rest.p[n - 1] == ']' ? 1 : 0;
                r->in_footnote = !closed;
                struct rp_str body = {rest.p + digits + 2, n - digits - 2 - closed};
                status = clean(r, &r->footnotes, body, depth + 1);
                if (status == RP_OK)
                    status = rp_buf_putc(&r->footnotes, '\n');
                i += n;
                continue;
            }
        }
        if (*rest.p == 'H' && begins(rest, "HYPERLINK \"")) {
            const char *quote = memchr(rest.p + 11, '"', rest.n - 11);
            if (quote) {
                i += (size_t)(quote - rest.p) + 1;
                while (i < line.n && line.p[i] == ' ')
                    i++;
                continue;
            }
        }
        uint32_t cp;
        size_t used = rp_utf8_decode(rest.p, rest.n, &cp);
        cp = rp_plain_cp(cp);
        if (cp) {
            char utf8[4];
            status = rp_buf_add(out, utf8, rp_utf8_encode(cp, utf8));
        }
        i += used;
    }
    return status;
}

/* Shrink [*beg, end of text) by white space at both ends. */
static void trim(struct rp_document *document, uint32_t *beg)
{
    struct rp_buf *text = &document->text;
    while (text->n > *beg && (text->v[text->n - 1] == ' ' || text->v[text->n - 1] == '\t'))
        text->n--;
    while (*beg < text->n && (text->v[*beg] == ' ' || text->v[*beg] == '\t'))
        ++*beg;
}

static int add_paragraph(struct reader *r, struct rp_paragraph p)
{
    rp_plain_latinize(&r->document->text, p.text.beg);
    trim(r->document, &p.text.beg);
    p.text.end = (uint32_t)r->document->text.n;
    p.list = (struct rp_range){p.text.end, p.text.end};
    int status = rp_vec_push(&r->document->paragraphs, p);
    return status ? status : rp_buf_putc(&r->document->text, '\n');
}

/* Replace what is no UTF-8 by U+FFFD and NUL bytes by spaces; remember the first of each.
 */
static int mend(struct reader *r, struct rp_buf *out, struct rp_str line, uint64_t offset,
                uint32_t number)
{
    out->n = 0;
    for (size_t i = 0; i < line.n;) {
        struct rp_str rest = {line.p + i, line.n - i};
        size_t good = rp_utf8_valid_prefix(rest.p, rest.n);
        const char *nul = good ? memchr(rest.p, '\0', good) : NULL;
        if (nul)
            good = (size_t)(nul - rest.p);
        if (rp_buf_add(out, rest.p, good))
            return RP_ERR_MEMORY;
        i += good;
        if (i == line.n)
            break;
        if (nul) {
            if (r->n_nul++ == 0) {
                r->first_nul = offset + i;
                r->first_nul_line = number;
            }
            if (rp_buf_putc(out, ' '))
                return RP_ERR_MEMORY;
        } else {
            if (r->n_bad_bytes++ == 0) {
                r->first_bad = offset + i;
                r->first_bad_line = number;
            }
            if (rp_buf_puts(out, "\xef\xbf\xbd"))
                return RP_ERR_MEMORY;
        }
        i++;
    }
    return RP_OK;
}

/* How much of the text is the rest of a footnote that the line above left open: up to and
 * with its bracket, 0 if it does not close soon. */
static size_t footnote_rest(struct rp_str below)
{
    enum { MOST_LINES = 8 };
    size_t n_lines = 0;
    for (size_t i = 0; i < below.n && n_lines < MOST_LINES; i++) {
        if (below.p[i] == ']')
            return i + 1;
        if (below.p[i] == '[')
            return 0;
        n_lines += below.p[i] == '\n';
    }
    return 0;
}

static int read_line(struct reader *r, struct rp_str line, uint64_t offset, uint32_t number)
{
    struct rp_document *document = r->document;
    bool begins_cell = line.n > 0 && line.p[0] == '\t';
    if (line.n == 0) {
        r->in_row = false;
    } else if (begins_cell) {
        if (!r->in_row) {
            r->row++;
            r->cell = 0;
        }
        r->in_row = true;
        r->cell++;
    }
    struct rp_paragraph p = {.text = {(uint32_t)document->text.n, 0},
                             .style = r->note_bytes ? RP_STYLE_FOOTNOTE : RP_STYLE_PLAIN,
                             .line = number,
                             .byte = (uint32_t)offset,
                             .row = r->row,
                             .cell = r->cell,
                             .table = r->row ? 1 : 0,
                             .begins_cell = begins_cell};
    r->footnotes.n = 0;
    if (clean(r, &document->text, line, 0) || add_paragraph(r, p))
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < r->footnotes.n;) {
        const char *body = r->footnotes.v + i;
        size_t n = (size_t)((const char *)memchr(body, '\n', r->footnotes.n - i) - body);
        p.text.beg = (uint32_t)document->text.n;
        p.style = RP_STYLE_FOOTNOTE;
        p.begins_cell = false;
        if (rp_buf_add(&document->text, body, n) || add_paragraph(r, p))
            return RP_ERR_MEMORY;
        i += n + 1;
    }
    return RP_OK;
}

static int note_mended(struct reader *r)
{
    int status = RP_OK;
    if (r->n_bad_bytes)
        status = rp_document_note(r->document, r->first_bad_line, r->first_bad,
                                  "%llu byte%s not UTF-8, read as U+FFFD; the first here",
                                  (unsigned long long)r->n_bad_bytes,
                                  r->n_bad_bytes == 1 ? " is" : "s are");
    if (r->n_nul && status == RP_OK)
        status = rp_document_note(r->document, r->first_nul_line, r->first_nul,
                                  "%llu NUL byte%s, read as spaces; the first here",
                                  (unsigned long long)r->n_nul, r->n_nul == 1 ? "" : "s");
    return status;
}

int rp_read_text(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                 const struct rp_options *options, struct rp_error *err)
{
    (void)view;
    struct reader r = {.document = document};
    struct rp_buf decoded = {0}, mended = {0};
    int status = RP_OK;
    uint64_t n_cut = 0;
    if (rp_plain_is_utf16(bytes)) {
        if (rp_plain_from_utf16(&decoded, bytes) ||
            rp_document_note(document, 1, 0,
                             "UTF-16, converted; offsets count UTF-8 bytes")) {
            status = rp_fail_memory(err);
            goto done;
        }
        bytes = rp_buf_str(&decoded);
    } else if (begins(bytes, "\xef\xbb\xbf")) {
        bytes.p += 3;
        bytes.n -= 3;
    }
    if (bytes.n > UINT32_MAX / 4) {
        status = rp_fail(err, RP_ERR_LIMIT, document->path, UINT32_MAX / 4,
                         "a text of more than 1 GiB");
        goto done;
    }
    uint32_t number = 0;
    for (size_t i = 0; i < bytes.n;) {
        struct rp_str line = {bytes.p + i, 0};
        while (i + line.n < bytes.n && line.p[line.n] != '\n' && line.p[line.n] != '\r')
            line.n++;
        size_t next = i + line.n + 1;
        if (next < bytes.n && line.p[line.n] == '\r' && line.p[line.n + 1] == '\n')
            next++;
        number++;
        if (line.n > options->max_paragraph_bytes) {
            if (n_cut++ < MAX_LINES_NOTED &&
                rp_document_limit(
                    document, "max-paragraph", number, i + options->max_paragraph_bytes,
                    "a paragraph of %zu bytes, cut after %llu (--max-paragraph)", line.n,
                    (unsigned long long)options->max_paragraph_bytes)) {
                status = rp_fail_memory(err);
                goto done;
            }
            line.n = (size_t)options->max_paragraph_bytes;
        }
        struct rp_str good = line;
        if (rp_utf8_valid_prefix(line.p, line.n) != line.n || memchr(line.p, 0, line.n)) {
            if (mend(&r, &mended, line, i, number)) {
                status = rp_fail_memory(err);
                goto done;
            }
            good = rp_buf_str(&mended);
        }
        if (r.note_bytes && r.note_bytes <= line.n && good.n == line.n) {
            /* The footnote closes here; what follows it is text again. */
            struct rp_str note = {good.p, r.note_bytes - 1};
            if (read_line(&r, note, i, number)) {
                status = rp_fail_memory(err);
                goto done;
            }
            good.p += r.note_bytes;
            good.n -= r.note_bytes;
            r.note_bytes = 0;
        }
        r.in_footnote = false;
        if ((good.n || good.p == line.p || r.note_bytes) &&
            read_line(&r, good, i, number)) {
            status = rp_fail_memory(err);
            goto done;
        }
        r.note_bytes = r.note_bytes > next - i ? r.note_bytes - (next - i) : 0;
        i = next;
        if (r.in_footnote && i < bytes.n)
            r.note_bytes = footnote_rest((struct rp_str){bytes.p + i, bytes.n - i});
    }
    if (n_cut > MAX_LINES_NOTED &&
        rp_document_limit(document, "max-paragraph", number, bytes.n,
                          "%llu paragraphs were cut in all (--max-paragraph)",
                          (unsigned long long)n_cut))
        status = rp_fail_memory(err);
    if (status == RP_OK && note_mended(&r))
        status = rp_fail_memory(err);
done:
    rp_buf_release(&r.footnotes);
    rp_buf_release(&decoded);
    rp_buf_release(&mended);
    return status;
}
