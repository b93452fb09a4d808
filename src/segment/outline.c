#include "segment/outline.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "segment/data.h"
#include "segment/label.h"

struct cutter {
    struct rp_outline *out;
    const struct rp_document *document;
    const struct rp_names *names;
    const struct rp_lexicon *lexicon;
    struct rp_match match;
    struct rp_label_path path;
    bool in_block;
    bool title_open;    /* after a heading, before its first section or clause */
    bool section_open;  /* a section's heading stands, no clause under it yet */
    bool has_operative; /* an operative section began in this block */
    bool after_gap;     /* an empty line stands above */
    bool is_citation;   /* the paragraph reads like a heading and is none */
    uint32_t n_plain;   /* paragraphs without a label in this section, or under its item */
    uint32_t cell_row, cell; /* where the block stands */
    bool is_loose;
    enum rp_body enacting;     /* body of the enacting words last seen, in a draft */
    enum rp_proposal proposal; /* of the header above, until a block takes it */
    struct rp_error *err;
};

void rp_outline_release(struct rp_outline *outline)
{
    rp_buf_release(&outline->text);
    rp_vec_release(&outline->blocks);
    rp_vec_release(&outline->stretches);
    rp_vec_release(&outline->pieces);
    rp_vec_release(&outline->roles);
}

const char *rp_outline_rules(void)
{
    return rp_data_rules;
}

const char *rp_role_name(enum rp_role role)
{
    static const char *const names[RP_N_ROLES] = {"empty",   "heading",   "title",
                                                  "section", "clause",    "footnote",
                                                  "table",   "unassigned"};
    return names[role];
}

/* Copy s into the outline, white space squeezed. */
static int keep(struct cutter *c, struct rp_str s, struct rp_span *span)
{
    struct rp_buf *text = &c->out->text;
    span->beg = (uint32_t)text->n;
    bool space = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '\t') {
            space = text->n > span->beg;
            continue;
        }
        if ((space && rp_buf_putc(text, ' ')) || rp_buf_putc(text, s.p[i]))
            return RP_ERR_MEMORY;
        space = false;
    }
    span->end = (uint32_t)text->n;
    return RP_OK;
}

/* The same on a line of its own: the words of two texts must not run into one, since the
 * collection learns its words from all of it. */
static int keep_apart(struct cutter *c, struct rp_str s, struct rp_span *span)
{
    if (s.n && c->out->text.n && rp_buf_putc(&c->out->text, '\n'))
        return RP_ERR_MEMORY;
    return keep(c, s, span);
}

static struct rp_str trimmed(struct rp_str s)
{
    while (s.n && (*s.p == ' ' || *s.p == '\t')) {
        s.p++;
        s.n--;
    }
    /* There are n bytes at p.
     * NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static bool begins_with(struct rp_str s, const char *word)
{
    size_t n = strlen(word);
    return s.n >= n && memcmp(s.p, word, n) == 0;
}

static size_t count_words(struct rp_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] != ' ' && s.p[i] != '\t' &&
             (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\t');
    return n;
}

/* Rules and rows of dots are no text. */
static bool has_word(struct rp_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (isalnum((unsigned char)s.p[i]) || (unsigned char)s.p[i] >= 0x80)
            return true;
    return false;
}

static bool ends_sentence(struct rp_str s)
{
    return s.n > 0 && strchr(",;.:", s.p[s.n - 1]) != NULL;
}

static bool is_lower(struct rp_str s)
{
    return s.n > 0 && islower((unsigned char)s.p[0]);
}

/* Whether the last words promise more: "... relevant organizations and". */
static bool breaks_off(struct rp_str s)
{
    static const char *const open[] = {"and",   "or",   "of",    "the",    "to",  "in",
                                       "for",   "a",    "an",    "on",     "by",  "with",
                                       "from",  "that", "as",    "at",     "its", "this",
                                       "under", "into", "their", "between"};
    size_t beg = s.n;
    while (beg > 0 && s.p[beg - 1] != ' ')
        beg--;
    struct rp_str word = {s.p + beg, s.n - beg};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (word.n == strlen(open[i]) && memcmp(word.p, open[i], word.n) == 0)
            return true;
    return false;
}

static struct rp_block *last_block(struct cutter *c)
{
    return &c->out->blocks.v[c->out->blocks.n - 1];
}

static struct rp_stretch *last_stretch(struct cutter *c)
{
    struct rp_block *block = last_block(c);
    return block->n_stretches ? &c->out->stretches.v[c->out->stretches.n - 1] : NULL;
}

static struct rp_piece *last_piece(struct cutter *c)
{
    struct rp_stretch *stretch = last_stretch(c);
    return stretch && stretch->n_pieces ? &c->out->pieces.v[c->out->pieces.n - 1] : NULL;
}

static int open_block(struct cutter *c, const struct rp_heading *heading, uint32_t line)
{
    struct rp_block block = {.heading = *heading,
                             .proposal = c->proposal,
                             .line = line,
                             .first_stretch = (uint32_t)c->out->stretches.n};
    c->proposal = RP_PROPOSAL_NONE;
    c->in_block = true;
    c->title_open = true;
    c->section_open = false;
    c->has_operative = false;
    return rp_vec_push(&c->out->blocks, block);
}

static int open_stretch(struct cutter *c, struct rp_str name, struct rp_str addressee,
                        enum rp_part part, uint32_t line)
{
    struct rp_stretch stretch = {
        .part = part, .line = line, .first_piece = (uint32_t)c->out->pieces.n};
    while (addressee.n && strchr(",;.: ", addressee.p[addressee.n - 1]))
        addressee.n--;
    if (keep_apart(c, name, &stretch.name) || keep_apart(c, addressee, &stretch.addressee))
        return RP_ERR_MEMORY;
    for (uint32_t i = stretch.name.beg; i < stretch.name.end; i++)
        c->out->text.v[i] = (char)tolower((unsigned char)c->out->text.v[i]);
    last_block(c)->n_stretches++;
    c->title_open = false;
    c->section_open = true;
    c->has_operative = c->has_operative || part == RP_PART_OPERATIVE;
    c->path.depth = 0;
    c->n_plain = 0;
    return rp_vec_push(&c->out->stretches, stretch);
}

static int add_piece(struct cutter *c, const struct rp_paragraph *p, struct rp_str text,
                     struct rp_span item)
{
    struct rp_piece piece = {.item = item,
                             .line = p->line,
                             .is_inserted = p->change == RP_CHANGE_INSERTED,
                             .is_deleted = p->change == RP_CHANGE_DELETED};
    if (!last_stretch(c) &&
        open_stretch(c, RP_STR(RP_NAMELESS), RP_STR(""), RP_PART_OPERATIVE, p->line))
        return RP_ERR_MEMORY;
    if (keep_apart(c, text, &piece.text))
        return RP_ERR_MEMORY;
    last_stretch(c)->n_pieces++;
    c->section_open = false;
    c->title_open = false;
    return rp_vec_push(&c->out->pieces, piece);
}

static int add_labelled(struct cutter *c, const struct rp_paragraph *p,
                        struct rp_label label, struct rp_str text)
{
    if (!last_stretch(c) &&
        open_stretch(c, RP_STR(RP_NAMELESS), RP_STR(""), RP_PART_OPERATIVE, p->line))
        return RP_ERR_MEMORY;
    if (rp_buf_putc(&c->out->text, '\n'))
        return RP_ERR_MEMORY;
    struct rp_span item = {(uint32_t)c->out->text.n, 0};
    rp_label_path_enter(&c->path, label);
    c->n_plain = 0;
    if (rp_label_path_print(&c->path, &c->out->text))
        return RP_ERR_MEMORY;
    item.end = (uint32_t)c->out->text.n;
    return add_piece(c, p, text, item);
}

static int add_plain(struct cutter *c, const struct rp_paragraph *p, struct rp_str text)
{
    struct rp_span item = {0};
    c->n_plain++;
    return add_piece(c, p, text, item);
}

/* The paragraph goes on where the last clause broke off. */
static int continue_piece(struct cutter *c, struct rp_str text)
{
    struct rp_piece *piece = last_piece(c);
    struct rp_span more;
    if (piece->text.end != c->out->text.n) {
        struct rp_str so_far = rp_outline_str(c->out, piece->text);
        uint32_t beg = (uint32_t)c->out->text.n;
        if (rp_vec_reserve(&c->out->text, c->out->text.n + so_far.n))
            return RP_ERR_MEMORY;
        memcpy(c->out->text.v + beg, c->out->text.v + piece->text.beg, so_far.n);
        c->out->text.n += so_far.n;
        piece->text = (struct rp_span){beg, (uint32_t)c->out->text.n};
    }
    if (rp_buf_putc(&c->out->text, ' ') || keep(c, text, &more))
        return RP_ERR_MEMORY;
    piece->text.end = more.end;
    return RP_OK;
}

/* Where a complete clause begins in the words after a section's opening, or SIZE_MAX where
 * they are an addressee: "the Council to consider ..., " has one at "to". */
static size_t inline_clause(struct rp_str rest, enum rp_lexicon_role role)
{
    enum { LONGEST_ADDRESSEE_WORDS = 40, LONGEST_LEAD_IN_WORDS = 15 };
    bool ends = ends_sentence(rest) && rest.p[rest.n - 1] != ':';
    size_t n_words = count_words(rest);
    if (begins_with(rest, "that ") || begins_with(rest, "to "))
        return ends || n_words > LONGEST_LEAD_IN_WORDS ? 0 : SIZE_MAX;
    if (role == RP_LEXICON_PREAMBLE)
        return ends || n_words > LONGEST_LEAD_IN_WORDS ? 0 : SIZE_MAX;
    if (!ends)
        return SIZE_MAX;
    for (size_t i = 0; i + 4 < rest.n; i++) {
        struct rp_str tail = {rest.p + i, rest.n - i};
        if (begins_with(tail, " to ") && islower((unsigned char)tail.p[4]) &&
            count_words(tail) > 3)
            return i + 1;
    }
    if (rest.p[rest.n - 1] == ',' && n_words <= LONGEST_ADDRESSEE_WORDS)
        return SIZE_MAX;
    return 0;
}

/* Try the paragraph as a section's opening. Returns its role in *role if it is one. */
static int try_section(struct cutter *c, const struct rp_paragraph *p, struct rp_str s,
                       enum rp_role *role)
{
    uint32_t end;
    enum { LONGEST_ANNEX_BYTES = 160 };
    if (c->in_block && !c->title_open && s.n < LONGEST_ANNEX_BYTES && !is_lower(s) &&
        !ends_sentence(s) && rp_lexicon_begins(c->lexicon, RP_LEXICON_ANNEX, s, &end)) {
        *role = RP_ROLE_SECTION;
        struct rp_str name = {s.p, end};
        return open_stretch(c, name, RP_STR(""), RP_PART_ANNEX, p->line);
    }
    struct rp_opening opening;
    if (!rp_lexicon_opening(c->lexicon, s, &opening))
        return RP_OK;
    struct rp_str name = {s.p, opening.verb_end};
    struct rp_str rest =
        trimmed((struct rp_str){s.p + opening.verb_end, s.n - opening.verb_end});
    bool bare = rest.n == 0 || (rest.n == 1 && strchr(",:", *rest.p));
    const struct rp_piece *piece = last_piece(c);
    if (!bare) {
        bool before_title = c->title_open && last_block(c)->title.end == 0;
        if (!is_lower(s) && (before_title || !is_lower(rest)) && p->style != RP_STYLE_CALL)
            return RP_OK;
        if (opening.role == RP_LEXICON_PREAMBLE && c->has_operative)
            return RP_OK;
        if (piece && !ends_sentence(rp_outline_str(c->out, piece->text)) &&
            breaks_off(rp_outline_str(c->out, piece->text)))
            return RP_OK;
    } else if (!is_lower(s) && c->title_open && p->style != RP_STYLE_CALL &&
               last_block(c)->title.end == 0) {
        return RP_OK;
    }
    enum rp_part part =
        opening.role == RP_LEXICON_PREAMBLE ? RP_PART_PREAMBLE : RP_PART_OPERATIVE;
    size_t at = bare ? SIZE_MAX : inline_clause(rest, opening.role);
    struct rp_str addressee = bare ? RP_STR("") : rest;
    if (at != SIZE_MAX)
        addressee.n = at;
    else if (begins_with(addressee, "that "))
        addressee = (struct rp_str){addressee.p + 5, addressee.n - 5};
    addressee = trimmed(addressee);
    *role = RP_ROLE_SECTION;
    int status = open_stretch(c, name, addressee, part, p->line);
    if (status == RP_OK && at != SIZE_MAX) {
        *role = RP_ROLE_CLAUSE;
        status = add_plain(c, p, (struct rp_str){rest.p + at, rest.n - at});
    }
    return status;
}

/* A line such as "(Marrakesh, 2002; Antalya, 2006)" under a title, or the enacting words.
 */
static bool is_apparatus(struct cutter *c, struct rp_str s)
{
    uint32_t end;
    if (rp_lexicon_begins(c->lexicon, RP_LEXICON_ENACTING, s, &end) && ends_sentence(s))
        return true;
    if (s.p[0] != '(' || s.p[s.n - 1] != ')')
        return false;
    for (size_t i = 0; i + 4 < s.n; i++) {
        bool year =
            (s.p[i] == '1' && s.p[i + 1] == '9') || (s.p[i] == '2' && s.p[i + 1] == '0');
        if (year && isdigit((unsigned char)s.p[i + 2]) &&
            isdigit((unsigned char)s.p[i + 3]))
            return true;
    }
    return false;
}

/* The share of the words of s that stand in `title`, in percent; 0 if they are too few. */
static size_t share_in_title(struct rp_str s, struct rp_str title)
{
    enum { LEAST_WORDS = 3, LEAST_WORD_BYTES = 4 };
    size_t n = 0, n_found = 0;
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        while (end < s.n && s.p[end] != ' ')
            end++;
        if (end - i >= LEAST_WORD_BYTES) {
            n++;
            n_found += memmem(title.p, title.n, s.p + i, end - i) != NULL;
        }
        i = end + 1;
    }
    return n < LEAST_WORDS ? 0 : 100 * n_found / n;
}

/* Where changes were tracked, the old title may stand glued to the new one: "exposure to
 * electromagnetic fieldsHuman exposure to electromagnetic fields". A capital letter within
 * a word, and behind it words that stand before it: the new title ends there. */
static struct rp_str without_old_title(struct rp_str s)
{
    enum { BEFORE = 3, SHARE_PERCENT = 40 };
    for (size_t i = BEFORE; i + 1 < s.n; i++) {
        bool is_seam =
            s.p[i] >= 'A' && s.p[i] <= 'Z' && !(s.p[i - 1] >= 'A' && s.p[i - 1] <= 'Z');
        for (size_t k = 1; k <= BEFORE && is_seam; k++)
            is_seam = isalnum((unsigned char)s.p[i - k]);
        const struct rp_str new = {s.p, i};
        if (is_seam &&
            share_in_title((struct rp_str){s.p + i, s.n - i}, new) >= SHARE_PERCENT)
            return new;
    }
    return s;
}

static int add_title(struct cutter *c, struct rp_str s)
{
    struct rp_block *block = last_block(c);
    struct rp_span more;
    if (block->heading.merged)
        s = without_old_title(s);
    if (block->title.end == 0)
        return keep_apart(c, s, &block->title);
    if (rp_buf_putc(&c->out->text, ' ') || keep(c, s, &more))
        return RP_ERR_MEMORY;
    block->title.end = more.end;
    return RP_OK;
}

/* "T.1 (Development of standards) ...": a numbered item of a plan or an annex. */
static bool begins_with_code(struct rp_str s)
{
    size_t i = 2;
    if (s.n < 4 || s.p[0] < 'A' || s.p[0] > 'Z' || s.p[1] != '.')
        return false;
    while (i < s.n && isdigit((unsigned char)s.p[i]))
        i++;
    return i > 2 && i < s.n && s.p[i] == ' ';
}

/* Whether an unlabelled line under a heading still belongs to the title. */
static bool is_title(struct cutter *c, struct rp_str s)
{
    enum { LONGEST_TITLE_WORDS = 60, LONGEST_TITLE_LINE_WORDS = 30 };
    const struct rp_block *block = last_block(c);
    if (block->title.end == 0)
        return true;
    if (c->after_gap)
        return false;
    struct rp_str so_far = rp_outline_str(c->out, block->title);
    return !ends_sentence(s) && !begins_with(s, "to ") && !begins_with(s, "that ") &&
           !begins_with_code(s) && block->title.end == c->out->text.n &&
           count_words(s) <= LONGEST_TITLE_LINE_WORDS &&
           count_words(so_far) + count_words(s) <= LONGEST_TITLE_WORDS;
}

/* A heading inside running text is a citation: the clause above broke off, or the line goes
 * on with small letters below. */
static bool is_running_text(struct cutter *c, size_t index, bool has_revision)
{
    const struct rp_piece *piece = c->in_block ? last_piece(c) : NULL;
    const struct rp_paragraph *p = &c->document->paragraphs.v[index];
    if (!piece || p->begins_cell || p->style == RP_STYLE_RES_NO)
        return false;
    struct rp_str above = rp_outline_str(c->out, piece->text);
    if (breaks_off(above))
        return true;
    bool follows = index > 0 && c->document->paragraphs.v[index - 1].text.beg <
                                    c->document->paragraphs.v[index - 1].text.end;
    bool goes_on = false;
    if (index + 1 < c->document->paragraphs.n) {
        struct rp_str below =
            rp_document_str(c->document, c->document->paragraphs.v[index + 1].text);
        struct rp_opening opening;
        struct rp_label label;
        rp_label_parse(below, &label);
        goes_on = is_lower(below) && label.kind == RP_LABEL_NONE &&
                  !rp_lexicon_opening(c->lexicon, below, &opening);
    }
    if (follows && goes_on && !ends_sentence(above))
        return true;
    return !has_revision && follows && !ends_sentence(above);
}

static int try_heading(struct cutter *c, size_t index, struct rp_str s, bool *is_heading)
{
    const struct rp_paragraph *p = &c->document->paragraphs.v[index];
    struct rp_heading heading;
    *is_heading = false;
    c->is_citation = false;
    int found = rp_heading_parse(c->names, s, &c->match, &heading);
    if (found <= 0)
        return found;
    c->is_citation = is_running_text(c, index, heading.revision[0] != '\0');
    if (c->is_citation)
        return RP_OK;
    enum rp_body hint = RP_BODY_NONE;
    bool same_cell = c->cell_row == p->row && c->cell == p->cell && !p->begins_cell;
    if (c->out->blocks.n && same_cell) {
        const struct rp_block *above = last_block(c);
        hint = above->heading.body ? above->heading.body : above->hint;
    } else if (p->begins_cell && p->cell >= 1 && p->cell <= 4) {
        hint = (enum rp_body)((uint32_t)RP_BODY_PP + p->cell - 1);
    }
    c->cell_row = p->row;
    c->cell = p->cell;
    int status = open_block(c, &heading, p->line);
    if (status == RP_OK) {
        last_block(c)->hint = hint;
        *is_heading = true;
        if (heading.title_beg < s.n)
            status = add_title(c, trimmed((struct rp_str){s.p + heading.title_beg,
                                                          s.n - heading.title_beg}));
    }
    return status;
}

/* Whether a number set off by a mere space is the label of the next item: it follows the
 * one above, or begins a section, or stands after a whole sentence before a small letter.
 */
static bool fits_sequence(struct cutter *c, const struct rp_label *label)
{
    const struct rp_piece *piece = last_piece(c);
    uint32_t above =
        c->path.depth && c->path.at[0].kind == RP_LABEL_NUMBER ? c->path.at[0].value : 0;
    if (label->is_capital)
        return c->section_open || (above && label->value == above + 1);
    return !piece || label->value == above + 1 ||
           ends_sentence(rp_outline_str(c->out, piece->text));
}

/* Where a section's heading is glued to the clause above, "... resolution,instructs the
 * Director", or 0. */
static size_t glued_heading(struct cutter *c, struct rp_str s)
{
    for (size_t i = 1; i + 4 < s.n; i++) {
        if (!strchr(",;.", s.p[i]) || !islower((unsigned char)s.p[i + 1]))
            continue;
        struct rp_str rest = {s.p + i + 1, s.n - i - 1};
        struct rp_opening opening;
        if (rp_lexicon_opening(c->lexicon, rest, &opening) &&
            opening.role == RP_LEXICON_OPERATIVE && !ends_sentence(rest))
            return i + 1;
    }
    return 0;
}

/* Whether an unlabelled line repeats the block's title, as the old one does where changes
 * were tracked: most of its words stand there. */
static bool is_old_title(struct cutter *c, struct rp_str s)
{
    enum { SHARE_PERCENT = 60 };
    struct rp_str title = rp_outline_str(c->out, last_block(c)->title);
    return !is_lower(s) && !ends_sentence(s) && share_in_title(s, title) >= SHARE_PERCENT;
}

/* What else may follow a section's heading and still belong to it: "to instruct the
 * Director" under a bare "resolves", "within available resources". */
static int extend_section(struct cutter *c, size_t index, struct rp_str s, bool *extended)
{
    enum { LONGEST_LEAD_IN_WORDS = 20 };
    struct rp_stretch *stretch = last_stretch(c);
    struct rp_span more;
    uint32_t end;
    *extended = false;
    if (!c->section_open || !stretch || !is_lower(s) ||
        stretch->addressee.end != c->out->text.n)
        return RP_OK;
    bool has_addressee = stretch->addressee.beg < stretch->addressee.end;
    if (!has_addressee && !ends_sentence(s) &&
        rp_lexicon_begins(c->lexicon, RP_LEXICON_TRAIL, s, &end)) {
        *extended = true;
        struct rp_str name = rp_outline_str(c->out, stretch->name);
        struct rp_span again = {(uint32_t)c->out->text.n, 0};
        if (rp_vec_reserve(&c->out->text, c->out->text.n + name.n))
            return RP_ERR_MEMORY;
        name = rp_outline_str(c->out, stretch->name);
        if (rp_buf_add_str(&c->out->text, name) || rp_buf_putc(&c->out->text, ' ') ||
            keep(c, (struct rp_str){s.p, end}, &more))
            return RP_ERR_MEMORY;
        again.end = more.end;
        stretch->name = again;
        return keep_apart(c, trimmed((struct rp_str){s.p + end, s.n - end}),
                          &stretch->addressee);
    }
    if (!has_addressee || begins_with(s, "to ") || begins_with(s, "that ") ||
        count_words(s) > LONGEST_LEAD_IN_WORDS)
        return RP_OK;
    if (ends_sentence(s) && s.p[s.n - 1] != ':') {
        /* A comma ends a lead-in only before what it leads to. */
        struct rp_label label = {0};
        struct rp_str below = {"", 0};
        for (size_t i = index + 1; i < c->document->paragraphs.n && below.n == 0; i++)
            below =
                trimmed(rp_document_str(c->document, c->document->paragraphs.v[i].text));
        rp_label_parse(below, &label);
        if (s.p[s.n - 1] != ',' ||
            (label.kind == RP_LABEL_NONE && !begins_with(below, "to ")))
            return RP_OK;
    }
    *extended = true;
    if (strchr(",:", s.p[s.n - 1]))
        s.n--;
    if (rp_buf_putc(&c->out->text, ' ') || keep(c, s, &more))
        return RP_ERR_MEMORY;
    stretch->addressee.end = more.end;
    return RP_OK;
}

static int cut_text(struct cutter *c, size_t index, struct rp_str s, enum rp_role *role)
{
    const struct rp_paragraph *p = &c->document->paragraphs.v[index];
    size_t glued = glued_heading(c, s);
    if (glued) {
        int status = cut_text(c, index, (struct rp_str){s.p, glued}, role);
        enum rp_role heading = RP_ROLE_UNASSIGNED;
        if (status == RP_OK)
            status = try_section(c, p, (struct rp_str){s.p + glued, s.n - glued}, &heading);
        return status;
    }
    *role = RP_ROLE_UNASSIGNED;
    struct rp_label label = {0};
    struct rp_str list = rp_document_str(c->document, p->list);
    bool is_listed = list.n > 0;
    if (is_listed) {
        char with_space[40];
        size_t n = list.n < sizeof with_space - 2 ? list.n : sizeof with_space - 2;
        memcpy(with_space, list.p, n);
        memcpy(with_space + n, "\tx", 2);
        rp_label_parse((struct rp_str){with_space, n + 2}, &label);
        label.end = 0;
    } else {
        rp_label_parse(s, &label);
    }
    const struct rp_piece *piece = last_piece(c);
    if (label.kind == RP_LABEL_NUMBER && !label.is_sure && !fits_sequence(c, &label))
        label.kind = RP_LABEL_NONE;
    if (label.kind != RP_LABEL_NONE) {
        *role = RP_ROLE_CLAUSE;
        struct rp_str text = {s.p + label.end, s.n - label.end};
        return add_labelled(c, p, label, text);
    }
    int status = try_section(c, p, s, role);
    if (status || *role != RP_ROLE_UNASSIGNED)
        return status;
    if (c->title_open && is_title(c, s)) {
        *role = RP_ROLE_TITLE;
        return add_title(c, s);
    }
    /* Under a title without sections: names of files and pictures are no text. */
    enum { LEAST_CLAUSE_WORDS = 4 };
    if (!last_stretch(c) && count_words(s) < LEAST_CLAUSE_WORDS)
        return RP_OK;
    bool extended;
    status = extend_section(c, index, s, &extended);
    if (status || extended) {
        *role = RP_ROLE_SECTION;
        return status;
    }
    if (is_old_title(c, s)) {
        *role = RP_ROLE_TITLE;
        return RP_OK;
    }
    *role = RP_ROLE_CLAUSE;
    if (piece) {
        struct rp_str above = rp_outline_str(c->out, piece->text);
        if (!ends_sentence(above) && (is_lower(s) || c->is_citation || breaks_off(above)))
            return continue_piece(c, s);
    }
    return add_plain(c, p, s);
}

/* ---- drafts ------------------------------------------------------------------------- */

static size_t begins_word(struct rp_str s, const char *word)
{
    size_t n = strlen(word);
    bool begins = s.n >= n && strncasecmp(s.p, word, n) == 0 &&
                  (s.n == n || !isalnum((unsigned char)s.p[n]));
    return begins ? n : 0;
}

static struct rp_str after(struct rp_str s, size_t n)
{
    return trimmed((struct rp_str){s.p + n, s.n - n});
}

/* "MOD ABC/12A3/4#567": its mark, and whether a reference follows; false if the line is no
 * proposal header. */
static bool is_proposal(struct rp_str s, enum rp_proposal *proposal, bool *has_reference)
{
    if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')')
        s = (struct rp_str){s.p + 1, s.n - 2};
    for (int i = RP_PROPOSAL_ADD; i < RP_N_PROPOSALS; i++) {
        const char *mark = rp_proposal_name((enum rp_proposal)i);
        if (!begins_with(s, mark) || (s.n > 3 && s.p[3] != ' ' && s.p[3] != '\t'))
            continue;
        struct rp_str rest = after(s, strlen(mark));
        *proposal = (enum rp_proposal)i;
        *has_reference = rest.n > 0;
        for (size_t k = 0; k < rest.n; k++)
            if (!isalnum((unsigned char)rest.p[k]) && !strchr("/#+-().", rest.p[k]))
                return false;
        return rest.n == 0 || memchr(rest.p, '/', rest.n);
    }
    return false;
}

/* Where a heading begins behind "MOD", "Draft revision of" and the like. */
static struct rp_str without_proposal_words(struct rp_str s, enum rp_proposal *proposal)
{
    static const char *const words[] = {"draft", "proposed", "revision",     "revised",
                                        "of",    "to",       "modification", "amendment"};
    struct rp_str rest = s;
    for (int i = RP_PROPOSAL_ADD; i < RP_N_PROPOSALS; i++)
        if (begins_with(s, rp_proposal_name((enum rp_proposal)i)) &&
            begins_word(s, rp_proposal_name((enum rp_proposal)i))) {
            *proposal = (enum rp_proposal)i;
            rest = after(s, 3);
        }
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = begins_word(rest, words[i]);
            rest = after(rest, n);
            more = more || n;
        }
    }
    return begins_word(rest, "resolution") || begins_word(rest, "decision") ? rest : s;
}

/* "[1 that ...]" without the bracket it begins with, and the one that closes it at its end.
 */
static struct rp_str without_bracket(struct rp_str s)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        depth += s.p[i] == '[';
        if (s.p[i] == ']' && depth && --depth == 0 && i + 1 < s.n)
            return after(s, 1);
    }
    return depth == 0 && s.n > 2 ? trimmed((struct rp_str){s.p + 1, s.n - 2}) : after(s, 1);
}

/* "Draft new Resolution", without a number. */
static bool is_unnumbered(struct rp_str s)
{
    static const char *const words[] = {"draft", "proposed", "proposal", "for", "a", "new"};
    enum { LONGEST_BYTES = 100 };
    bool some = false;
    if (s.n > LONGEST_BYTES || ends_sentence(s))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = begins_word(s, words[i]);
        some = some || n > 2;
        s = after(s, n);
    }
    return some && (begins_word(s, "resolution") || begins_word(s, "decision"));
}

/* The conference whose place and year stand in brackets behind its enacting words. */
static int read_enacting(struct cutter *c, struct rp_str s)
{
    uint32_t end;
    if (!rp_lexicon_begins(c->lexicon, RP_LEXICON_ENACTING, s, &end))
        return RP_OK;
    const char *open = memrchr(s.p, '(', s.n);
    const char *close = memrchr(s.p, ')', s.n);
    char line[96];
    if (!open || !close || close < open || close - open > 60)
        return RP_OK;
    int n = snprintf(line, sizeof line, "RESOLUTION 1 %.*s)", (int)(close - open), open);
    struct rp_heading heading;
    int found =
        rp_heading_parse(c->names, (struct rp_str){line, (size_t)n}, &c->match, &heading);
    if (found > 0 && heading.body)
        c->enacting = heading.body;
    if (c->in_block && last_block(c)->hint == RP_BODY_NONE)
        last_block(c)->hint = c->enacting;
    return found < 0 ? found : RP_OK;
}

/* Whether a paragraph opens a section although no heading stands above. */
static bool opens_draft(struct cutter *c, const struct rp_paragraph *p, struct rp_str s)
{
    struct rp_opening opening;
    if (!rp_lexicon_opening(c->lexicon, s, &opening))
        return false;
    struct rp_str rest = after(s, opening.verb_end);
    bool bare = rest.n == 0 || (rest.n == 1 && strchr(",:", *rest.p));
    return is_lower(s) || bare || p->style == RP_STYLE_CALL;
}

/* Whether the document has anything that a block begins with. */
static int has_structure(struct cutter *c, bool *has)
{
    *has = false;
    for (size_t i = 0; i < c->document->paragraphs.n && !*has; i++) {
        const struct rp_paragraph *p = &c->document->paragraphs.v[i];
        struct rp_str s = trimmed(rp_document_str(c->document, p->text));
        enum rp_proposal proposal;
        bool has_reference;
        struct rp_heading heading;
        if (s.n == 0 || p->style == RP_STYLE_FOOTNOTE || p->style == RP_STYLE_MARGIN)
            continue;
        if (s.p[0] == '[')
            s = after(s, 1);
        int found = rp_heading_parse(c->names, without_proposal_words(s, &proposal),
                                     &c->match, &heading);
        if (found < 0)
            return found;
        *has = found || is_unnumbered(s) || is_proposal(s, &proposal, &has_reference) ||
               opens_draft(c, p, s);
    }
    return RP_OK;
}

/* A draft's own furniture: what begins and ends its blocks besides headings. */
static int cut_draft(struct cutter *c, const struct rp_paragraph *p, struct rp_str s,
                     bool *done, enum rp_role *role)
{
    enum rp_proposal proposal;
    bool has_reference;
    *done = true;
    *role = RP_ROLE_HEADING;
    int status = read_enacting(c, s);
    if (status)
        return status;
    if (is_proposal(s, &proposal, &has_reference)) {
        c->proposal = proposal;
        c->in_block = c->in_block && !has_reference;
        return RP_OK;
    }
    if (is_unnumbered(s)) {
        status = open_block(c, &(struct rp_heading){0}, p->line);
        if (status == RP_OK)
            last_block(c)->hint = c->enacting;
        return status;
    }
    if (begins_word(s, "reasons") && memchr(s.p, ':', s.n < 12 ? s.n : 12)) {
        c->in_block = false;
        *role = RP_ROLE_UNASSIGNED;
        return RP_OK;
    }
    *done = false;
    if (!c->in_block && opens_draft(c, p, s)) {
        status = open_block(c, &(struct rp_heading){0}, p->line);
        c->title_open = false;
        if (status == RP_OK)
            last_block(c)->hint = c->enacting;
    }
    return status;
}

/* ---- paragraphs --------------------------------------------------------------------- */

static int cut(struct cutter *c, size_t index, enum rp_role *role)
{
    const struct rp_paragraph *p = &c->document->paragraphs.v[index];
    struct rp_str s = trimmed(rp_document_str(c->document, p->text));
    *role = RP_ROLE_EMPTY;
    if (s.n == 0) {
        c->after_gap = true;
        return RP_OK;
    }
    if (p->style == RP_STYLE_FOOTNOTE) {
        *role = RP_ROLE_FOOTNOTE;
        return RP_OK;
    }
    *role = RP_ROLE_UNASSIGNED;
    if (p->style == RP_STYLE_MARGIN)
        return RP_OK;
    bool is_heading, is_done = false;
    struct rp_str heading = s;
    if (c->is_loose) {
        if (s.p[0] == '[' && s.n > 1)
            s = without_bracket(s);
        enum rp_proposal before = c->proposal;
        heading = without_proposal_words(s, &c->proposal);
        if (heading.p == s.p)
            c->proposal = before;
    }
    int status = try_heading(c, index, heading, &is_heading);
    if (status || is_heading) {
        *role = RP_ROLE_HEADING;
        if (status == RP_OK && c->is_loose)
            last_block(c)->hint = c->enacting;
        return status;
    }
    if (c->is_loose)
        status = cut_draft(c, p, s, &is_done, role);
    if (status || is_done)
        return status;
    *role = RP_ROLE_UNASSIGNED;
    if (c->in_block && p->begins_cell && (!c->title_open || last_block(c)->title.end)) {
        struct rp_opening opening;
        struct rp_label label;
        rp_label_parse(s, &label);
        if (label.kind == RP_LABEL_NONE && !begins_with(s, "to ") &&
            !begins_with(s, "that ") && !rp_lexicon_opening(c->lexicon, s, &opening))
            c->in_block = false;
    }
    if (!c->in_block) {
        if (p->table)
            *role = RP_ROLE_TABLE;
        return RP_OK;
    }
    if (!has_word(s))
        return RP_OK;
    if (is_apparatus(c, s)) {
        *role = RP_ROLE_HEADING;
        return RP_OK;
    }
    return cut_text(c, index, s, role);
}

int rp_outline_fill(struct rp_outline *outline, const struct rp_document *document,
                    const struct rp_names *names, const struct rp_lexicon *lexicon,
                    const struct rp_outline_options *options, struct rp_error *err)
{
    struct cutter c = {.out = outline,
                       .document = document,
                       .names = names,
                       .lexicon = lexicon,
                       .is_loose = options->loose,
                       .err = err};
    if (rp_match_init(&c.match))
        return rp_fail_memory(err);
    int status = RP_OK;
    if (c.is_loose) {
        bool has;
        status = has_structure(&c, &has);
        if (status == RP_OK && !has) {
            status = open_block(&c, &(struct rp_heading){0}, 1);
            c.title_open = false;
        }
        if (status == RP_ERR_MEMORY)
            rp_fail_memory(err);
        else if (status)
            rp_fail(err, status, document->path, 0, "a pattern reached its match limit");
    }
    for (size_t i = 0; i < document->paragraphs.n && status == RP_OK; i++) {
        enum rp_role role;
        status = cut(&c, i, &role);
        if (role != RP_ROLE_EMPTY)
            c.after_gap = false;
        if (status == RP_OK)
            status = rp_vec_push(&outline->roles, (unsigned char)role);
        if (status == RP_ERR_MEMORY)
            rp_fail_memory(err);
        else if (status)
            rp_fail(err, status, document->path, document->paragraphs.v[i].byte,
                    "line %u: a pattern reached its match limit",
                    document->paragraphs.v[i].line);
    }
    rp_match_release(&c.match);
    if (status) {
        rp_outline_release(outline);
        *outline = (struct rp_outline){0};
    }
    return status;
}
