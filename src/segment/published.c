#include "segment/published.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_COLUMNS = 16,
    LONGEST_ENTRY_BYTES = 40, /* of a cell; what is longer is a sentence */
};

/* 1 body, 2 "Dec", 3 number, 4 its suffix. */
static const char entry_regex[] =
    "\\b(PP|WTSA|WTDC|RA|WRC)[ -]*(?:(Res|Dec)(?:olution|ision)?s?[. ]*)+\\[?"
    "([0-9]+(?![0-9]*/)|[A-Z]{2,6}[0-9]*/[0-9]+)(?:-([0-9]+))?";
/* 1 and 2: two resolutions by the names that reprise gives them. A score below one half is
 * no claim. */
static const char pair_regex[] =
    "^([A-Z]+-[A-Za-z0-9/-]+)[\\t ]+([A-Z]+-[A-Za-z0-9/-]+)(?![\\t ]+0\\.[0-4])(?:[\\t "
    "]|$)";
static const char suppressed_regex[] =
    "\\bsuppressed +(?:PP|WTSA|WTDC|RA) +Res(?:olution)?[. ]*\\[?[0-9A-Z/]+";
static const char alone_regex[] = "\\bnot\\b.*\\bequivalent\\b";

enum layout { LAYOUT_NONE, LAYOUT_SUBJECTS, LAYOUT_ALONE, LAYOUT_QUOTES, LAYOUT_PAIRS };

struct reader {
    struct rp_published *out;
    const struct rp_document *document;
    const struct rp_outline *outline;
    struct rp_pattern *entry, *pair, *alone, *suppressed;
    struct rp_match match;
    enum layout layout;
    bool numbered;                     /* the table has a column "#" */
    enum rp_body columns[MAX_COLUMNS]; /* of its header */
    size_t block;                      /* next of the outline */
    enum rp_body last_cell;            /* quotes: body of the cell at hand */
    bool row_is_open;
};

static struct rp_str trim(struct rp_str s)
{
    while (s.n && isspace((unsigned char)s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && isspace((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool is_text(struct rp_str s, const char *word)
{
    return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

static enum rp_body body_of(struct rp_str s)
{
    for (int b = RP_BODY_PP; b < RP_N_BODIES; b++) {
        const char *name = rp_body_name((enum rp_body)b);
        if (s.n >= strlen(name) && memcmp(s.p, name, strlen(name)) == 0 &&
            (s.n == strlen(name) || !isalpha((unsigned char)s.p[strlen(name)])))
            return (enum rp_body)b;
    }
    return RP_BODY_NONE;
}

static const struct rp_paragraph *paragraph_at(const struct reader *r, size_t i)
{
    return i < r->document->paragraphs.n ? &r->document->paragraphs.v[i] : NULL;
}

static struct rp_str text_at(const struct reader *r, size_t i)
{
    return trim(rp_document_str(r->document, r->document->paragraphs.v[i].text));
}

static int open_row(struct reader *r, enum rp_row_kind kind, uint32_t line)
{
    r->row_is_open = true;
    return rp_vec_push(&r->out->rows,
                       (struct rp_row){.kind = kind,
                                       .line = line,
                                       .first_entry = (uint32_t)r->out->entries.n});
}

static struct rp_row *last_row(const struct reader *r)
{
    return &r->out->rows.v[r->out->rows.n - 1];
}

static int set_subject(struct reader *r, struct rp_str s)
{
    struct rp_row *row = last_row(r);
    if (row->subject.end == row->subject.beg)
        row->subject.beg = row->subject.end = (uint32_t)r->out->text.n;
    else if (rp_buf_putc(&r->out->text, ' '))
        return RP_ERR_MEMORY;
    if (rp_buf_add_str(&r->out->text, s))
        return RP_ERR_MEMORY;
    row->subject.end = (uint32_t)r->out->text.n;
    return RP_OK;
}

static int add_entry(struct reader *r, struct rp_entry entry)
{
    if (rp_vec_push(&r->out->entries, entry))
        return RP_ERR_MEMORY;
    last_row(r)->n_entries++;
    return RP_OK;
}

/* The entries that a text names go to the last row. Returns their number or an error. */
static int read_entries(struct reader *r, struct rp_str s, uint32_t line,
                        enum rp_body column)
{
    int n = 0;
    for (size_t from = 0; from < s.n;) {
        const int found = rp_pattern_find(r->entry, s, from, &r->match);
        if (found <= 0)
            return found < 0 ? found : n;
        const struct rp_str body = rp_match_group(&r->match, s, 1);
        const struct rp_str kind = rp_match_group(&r->match, s, 2);
        const struct rp_str number = rp_match_group(&r->match, s, 3);
        const struct rp_str suffix = rp_match_group(&r->match, s, 4);
        struct rp_entry entry = {.body = body_of(body), .column = column, .line = line};
        snprintf(entry.name, sizeof entry.name, "%.*s-%s%.*s", (int)body.n, body.p,
                 kind.n && (kind.p[0] == 'D' || kind.p[0] == 'd') ? "D" : "",
                 (int)(number.n < RP_NUMBER_BYTES ? number.n : RP_NUMBER_BYTES), number.p);
        for (size_t i = 0; i < suffix.n && entry.suffix < 1000; i++)
            entry.suffix = entry.suffix * 10 + (uint32_t)(suffix.p[i] - '0');
        const size_t beg = r->match.beg[0];
        entry.in_brackets = (beg && s.p[beg - 1] == '(') ||
                            (beg > 1 && s.p[beg - 1] == ' ' && s.p[beg - 2] == '(');
        if (add_entry(r, entry))
            return RP_ERR_MEMORY;
        n++;
        from = r->match.end[0];
    }
    return n;
}

/* ---- tables of subjects ------------------------------------------------------------- */

/* The body that a header's cell names: "PP", "PP Resolution", "WTSA Resolutions". */
static enum rp_body header_body(struct rp_str s)
{
    const enum rp_body body = body_of(s);
    if (body == RP_BODY_NONE)
        return body;
    const size_t n = strlen(rp_body_name(body));
    const struct rp_str rest = trim((struct rp_str){s.p + n, s.n - n});
    return rest.n == 0 || is_text(rest, "Resolution") || is_text(rest, "Resolutions")
               ? body
               : RP_BODY_NONE;
}

/* Whether paragraphs [beg, end) are a header row; the layout is set from it. */
static bool read_header(struct reader *r, size_t beg, size_t end)
{
    bool has_subject = false, has_pp = false, numbered = false;
    enum rp_body columns[MAX_COLUMNS] = {RP_BODY_NONE};
    for (size_t i = beg; i < end; i++) {
        const struct rp_str s = text_at(r, i);
        const uint32_t cell = paragraph_at(r, i)->cell;
        const enum rp_body body = header_body(s);
        has_subject = has_subject || is_text(s, "Subject area") || is_text(s, "Subject");
        numbered = numbered || is_text(s, "#") || is_text(s, "No.");
        has_pp = has_pp || body == RP_BODY_PP;
        if (cell < MAX_COLUMNS && body != RP_BODY_NONE)
            columns[cell] = body;
    }
    if (!has_pp)
        return false;
    r->layout = has_subject ? LAYOUT_SUBJECTS : LAYOUT_QUOTES;
    r->numbered = numbered;
    r->row_is_open = false;
    r->last_cell = RP_BODY_NONE;
    memcpy(r->columns, columns, sizeof columns);
    return true;
}

static int read_subject_row(struct reader *r, size_t beg, size_t end)
{
    const size_t n_rows = r->out->rows.n;
    const struct rp_paragraph *first = paragraph_at(r, beg);
    int status = open_row(r, r->numbered ? RP_ROW_CANDIDATE : RP_ROW_SUBJECT, first->line);
    for (size_t i = beg; i < end && status == RP_OK; i++) {
        const struct rp_paragraph *p = paragraph_at(r, i);
        const struct rp_str s = text_at(r, i);
        if (s.n == 0 || p->cell >= MAX_COLUMNS)
            continue;
        if (r->columns[p->cell] != RP_BODY_NONE) {
            /* A flattened table does not say where its last cell ends: at a sentence. */
            if (s.n > LONGEST_ENTRY_BYTES)
                break;
            const int n = read_entries(r, s, p->line, r->columns[p->cell]);
            status = n < 0 ? n : RP_OK;
        } else if (r->numbered && p->cell == 1) {
            last_row(r)->number = (uint32_t)strtoul(s.p, NULL, 10);
        } else {
            status = set_subject(r, s);
        }
    }
    if (status == RP_OK && last_row(r)->n_entries == 0)
        r->out->rows.n = n_rows;
    r->row_is_open = false;
    return status;
}

/* ---- what stands in one paragraph --------------------------------------------------- */

/* "· WTSA Res.22, Authorization for ..." */
static int read_alone(struct reader *r, size_t i)
{
    const struct rp_str s = text_at(r, i);
    const uint32_t line = paragraph_at(r, i)->line;
    if (s.n == 0)
        return RP_OK;
    int status = open_row(r, RP_ROW_ALONE, line);
    const char *comma = memchr(s.p, ',', s.n);
    struct rp_str name = {s.p, comma ? (size_t)(comma - s.p) : s.n};
    while (name.n && !isalpha((unsigned char)name.p[0])) { /* a bullet */
        name.p++;
        name.n--;
    }
    const int n = status || body_of(name) == RP_BODY_NONE
                      ? 0
                      : read_entries(r, name, line, RP_BODY_NONE);
    if (status == RP_OK && n == 1 && comma)
        status = set_subject(
            r, trim((struct rp_str){comma + 1, s.n - (size_t)(comma - s.p) - 1}));
    if (n != 1) { /* the list is over */
        r->out->entries.n -= n > 0 ? (size_t)n : 0;
        r->out->rows.n--;
        r->layout = LAYOUT_NONE;
    }
    r->row_is_open = false;
    return n < 0 ? n : status;
}

/* Whether a table row may begin with paragraph i. Readers number the rows; that of text
 * files takes a blank line inside a cell for the end of one, so there the line before must
 * be blank. */
static bool may_begin_row(const struct reader *r, size_t i)
{
    const bool is_text_file = paragraph_at(r, i)->byte != 0;
    return !is_text_file || i == 0 ||
           (text_at(r, i - 1).n == 0 && !paragraph_at(r, i - 1)->begins_cell);
}

/* Go on to a resolution of this body; a row is opened where it begins one. */
static int begin_cell(struct reader *r, const struct rp_paragraph *p, enum rp_body body)
{
    if (!r->row_is_open || (p->begins_cell && body <= r->last_cell)) {
        if (open_row(r, RP_ROW_QUOTED, p->line))
            return RP_ERR_MEMORY;
        r->last_cell = RP_BODY_NONE;
    }
    if (p->begins_cell || body > r->last_cell)
        r->last_cell = body;
    return RP_OK;
}

/* A cell that begins with no heading but a name: "RA Res.7". */
static int read_named(struct reader *r, size_t i)
{
    const struct rp_paragraph *p = paragraph_at(r, i);
    const struct rp_str s = trim(text_at(r, i));
    if (!p->begins_cell || s.n > LONGEST_ENTRY_BYTES || body_of(s) == RP_BODY_NONE)
        return RP_OK;
    const int found = rp_pattern_find(r->entry, s, 0, &r->match);
    if (found <= 0 || r->match.beg[0] > 0 || r->match.end[0] < s.n)
        return found < 0 ? found : RP_OK;
    if (begin_cell(r, p, body_of(s)))
        return RP_ERR_MEMORY;
    const int n = read_entries(r, s, p->line, RP_BODY_NONE);
    return n < 0 ? n : RP_OK;
}

/* Headings of quoted resolutions. A cell that begins with a heading of a body that does not
 * come later in the order of columns begins a row. */
static int read_quoted(struct reader *r, size_t i)
{
    const struct rp_paragraph *p = paragraph_at(r, i);
    if (p->begins_cell && p->cell == 1 && text_at(r, i).n == 0 && may_begin_row(r, i))
        r->row_is_open = false; /* a row without a PP resolution */
    if (r->outline->roles.v[i] != RP_ROLE_HEADING)
        return read_named(r, i);
    while (r->block < r->outline->blocks.n && r->outline->blocks.v[r->block].line < p->line)
        r->block++;
    if (r->block == r->outline->blocks.n || r->outline->blocks.v[r->block].line != p->line)
        return RP_OK;
    const struct rp_block *block = &r->outline->blocks.v[r->block];
    const enum rp_body body = block->heading.body ? block->heading.body : block->hint;
    struct rp_entry entry = {.suffix = block->heading.suffix,
                             .year = block->heading.year,
                             .body = body,
                             .line = p->line};
    if (body == RP_BODY_NONE)
        return RP_OK;
    if (p->cell && p->cell < MAX_COLUMNS)
        entry.column = r->columns[p->cell];
    snprintf(entry.name, sizeof entry.name, "%s-%s", rp_body_name(body),
             block->heading.number);
    return begin_cell(r, p, body) ? RP_ERR_MEMORY : add_entry(r, entry);
}

static int read_pair(struct reader *r, struct rp_str s, uint32_t line)
{
    const int found = rp_pattern_find(r->pair, s, 0, &r->match);
    if (found <= 0)
        return found;
    struct rp_str names[2] = {rp_match_group(&r->match, s, 1),
                              rp_match_group(&r->match, s, 2)};
    int status = open_row(r, RP_ROW_PAIR, line);
    for (int k = 0; k < 2 && status == RP_OK; k++) {
        struct rp_entry entry = {.body = body_of(names[k]), .line = line};
        if (names[k].n >= sizeof entry.name)
            names[k].n = sizeof entry.name - 1;
        memcpy(entry.name, names[k].p, names[k].n);
        status = add_entry(r, entry);
    }
    r->row_is_open = false;
    return status;
}

/* ---- the whole ---------------------------------------------------------------------- */

/* Rows for what a sentence says to be suppressed. A clause of a quoted resolution says such
 * things of others and of other days: it is not asked. */
static int read_suppressed(struct reader *r, size_t i)
{
    const struct rp_str s = text_at(r, i);
    const bool was_open = r->row_is_open;
    int found = 0;
    if (s.n > LONGEST_ENTRY_BYTES && r->layout != LAYOUT_QUOTES)
        found = rp_pattern_find(r->suppressed, s, 0, &r->match);
    if (found <= 0)
        return found;
    const struct rp_str said = rp_match_group(&r->match, s, 0);
    int n = open_row(r, RP_ROW_SUPPRESSED, paragraph_at(r, i)->line);
    if (n == RP_OK)
        n = read_entries(r, said, paragraph_at(r, i)->line, RP_BODY_NONE);
    if (n == 0)
        r->out->rows.n--;
    r->row_is_open = was_open;
    return n < 0 ? n : RP_OK;
}

/* "resolution<tab>pp_resolution...": the header of our own TSV. */
static bool is_pair_header(struct rp_str s)
{
    static const char *const words[] = {"resolution", "pp_resolution"};
    for (size_t w = 0; w < 2; w++) {
        const size_t n = strlen(words[w]);
        if (s.n < n || memcmp(s.p, words[w], n) != 0 ||
            (s.n > n && !isspace((unsigned char)s.p[n])))
            return false;
        s = trim((struct rp_str){s.p + n, s.n - n});
    }
    return true;
}

static int read_paragraph(struct reader *r, size_t i)
{
    const struct rp_str s = text_at(r, i);
    if (is_pair_header(s))
        r->layout = LAYOUT_PAIRS;
    else if (r->layout == LAYOUT_PAIRS)
        return read_pair(r, s, paragraph_at(r, i)->line);
    else if (r->layout == LAYOUT_QUOTES)
        return read_quoted(r, i);
    else if (r->layout == LAYOUT_ALONE)
        return read_alone(r, i);
    const int found = rp_pattern_find(r->alone, s, 0, &r->match);
    if (found > 0)
        r->layout = LAYOUT_ALONE;
    return found < 0 ? found : RP_OK;
}

/* Whether paragraph i is the first of its row, or in no table. */
static bool begins_row(const struct reader *r, size_t i)
{
    const struct rp_paragraph *p = paragraph_at(r, i);
    const struct rp_paragraph *before = i ? paragraph_at(r, i - 1) : NULL;
    return !p->table || !before || before->table != p->table || before->row != p->row;
}

static int read_all(struct reader *r)
{
    const size_t n = r->document->paragraphs.n;
    int status = RP_OK;
    for (size_t beg = 0, end; beg < n && status == RP_OK; beg = end) {
        end = beg + 1;
        while (end < n && !begins_row(r, end))
            end++;
        const struct rp_paragraph *p = paragraph_at(r, beg);
        if (p->table && read_header(r, beg, end)) {
            /* What follows a header row until the next is read by it. */
        } else if (p->table && p->cell == 1 && p->begins_cell &&
                   r->layout == LAYOUT_SUBJECTS) {
            status = read_subject_row(r, beg, end);
        } else if (r->layout == LAYOUT_SUBJECTS && !p->table) {
            r->layout = LAYOUT_NONE;
        }
        /* A flattened table's last row swallows the text after it. */
        for (size_t i = beg; i < end && status == RP_OK; i++)
            status = read_suppressed(r, i);
        for (size_t i = beg; i < end && status == RP_OK; i++)
            if (r->layout != LAYOUT_SUBJECTS)
                status = read_paragraph(r, i);
            else if (text_at(r, i).n > LONGEST_ENTRY_BYTES &&
                     rp_pattern_find(r->alone, text_at(r, i), 0, &r->match) > 0)
                r->layout = LAYOUT_ALONE;
    }
    return status;
}

int rp_published_fill(struct rp_published *out, const struct rp_document *document,
                      const struct rp_outline *outline, struct rp_error *err)
{
    struct rp_published published = {0};
    struct reader r = {.out = &published, .document = document, .outline = outline};
    int status = rp_match_init(&r.match) ? rp_fail_memory(err) : RP_OK;
    if (status == RP_OK)
        status = rp_pattern_new(&r.entry, entry_regex, 0, err);
    if (status == RP_OK)
        status = rp_pattern_new(&r.pair, pair_regex, 0, err);
    if (status == RP_OK)
        status = rp_pattern_new(&r.suppressed, suppressed_regex, RP_PATTERN_CASELESS, err);
    if (status == RP_OK)
        status = rp_pattern_new(&r.alone, alone_regex, RP_PATTERN_CASELESS, err);
    if (status == RP_OK) {
        status = read_all(&r);
        if (status == RP_ERR_MEMORY)
            rp_fail_memory(err);
        else if (status)
            rp_fail(err, status, document->path, 0, "a line is too intricate to read");
    }
    rp_pattern_free(r.entry);
    rp_pattern_free(r.pair);
    rp_pattern_free(r.alone);
    rp_pattern_free(r.suppressed);
    rp_match_release(&r.match);
    if (status)
        rp_published_release(&published);
    else
        *out = published;
    return status;
}

void rp_published_release(struct rp_published *published)
{
    rp_buf_release(&published->text);
    rp_vec_release(&published->rows);
    rp_vec_release(&published->entries);
}

const char *rp_row_kind_name(enum rp_row_kind kind)
{
    static const char *const names[RP_N_ROW_KINDS] = {"subject", "candidate", "alone",
                                                      "quoted",  "pair",      "suppressed"};
    return (size_t)kind < RP_N_ROW_KINDS ? names[kind] : "?";
}
