#include "judge/audit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "judge/gap.h"

const struct rp_audit_parameters rp_audit_parameters_default = {.weak_ppm = 100000,
                                                                .better_ppm = 500000,
                                                                .strong_ppm = 800000,
                                                                .same_title_ppm = 500000,
                                                                .same_clauses = 3,
                                                                .subject_letters = 6,
                                                                .common_share = 10};

#define NONE UINT32_MAX

const char *rp_remark_kind_name(enum rp_remark_kind kind)
{
    static const char *const names[RP_N_REMARK_KINDS] = {
        "contradiction", "repeated row", "shifted",      "no anchor", "misquoted",
        "missing link",  "better link",  "parts differ", "twice",     "column",
        "revision",      "unknown",      "numbering",    "to judge",  "title only"};
    return (size_t)kind < RP_N_REMARK_KINDS ? names[kind] : "?";
}

struct auditor {
    struct rp_audit *out;
    const struct rp_published *published;
    const struct rp_corpus *corpus;
    const struct rp_links *links;
    const struct rp_audit_parameters *parameters;
    uint32_t *resolution; /* of each entry; NONE: not in the corpus */
    bool *is_repeated;    /* by row: a repetition was remarked on */
};

/* ---- rows --------------------------------------------------------------------------- */

static const struct rp_row *row_at(const struct auditor *a, uint32_t i)
{
    return &a->published->rows.v[i];
}

static const struct rp_entry *entry_at(const struct auditor *a, const struct rp_row *row,
                                       uint32_t k)
{
    return &a->published->entries.v[row->first_entry + k];
}

static uint32_t resolution_at(const struct auditor *a, const struct rp_row *row, uint32_t k)
{
    return a->resolution[row->first_entry + k];
}

static struct rp_str subject_of(const struct auditor *a, const struct rp_row *row)
{
    return rp_published_str(a->published, row->subject);
}

static bool names(const struct auditor *a, const struct rp_row *row, const char *name)
{
    for (uint32_t k = 0; k < row->n_entries; k++)
        if (strcmp(entry_at(a, row, k)->name, name) == 0)
            return true;
    return false;
}

static bool has_resolution(const struct auditor *a, const struct rp_row *row,
                           uint32_t resolution)
{
    for (uint32_t k = 0; k < row->n_entries; k++)
        if (resolution_at(a, row, k) == resolution)
            return true;
    return false;
}

static bool has_body(const struct auditor *a, const struct rp_row *row, enum rp_body body)
{
    for (uint32_t k = 0; k < row->n_entries; k++)
        if (entry_at(a, row, k)->body == body)
            return true;
    return false;
}

static bool same_subject(const struct auditor *a, const struct rp_row *x,
                         const struct rp_row *y)
{
    const struct rp_str s = subject_of(a, x), t = subject_of(a, y);
    return s.n && s.n == t.n && strncasecmp(s.p, t.p, s.n) == 0;
}

static bool same_entries(const struct auditor *a, const struct rp_row *x,
                         const struct rp_row *y)
{
    if (x->n_entries != y->n_entries || x->n_entries < 2)
        return false;
    for (uint32_t k = 0; k < x->n_entries; k++)
        if (!names(a, y, entry_at(a, x, k)->name))
            return false;
    return true;
}

/* The row of the table of subjects with the same subject, or NULL. */
static const struct rp_row *subject_row(const struct auditor *a, const struct rp_row *row)
{
    for (uint32_t i = 0; i < a->published->rows.n; i++)
        if (row_at(a, i)->kind == RP_ROW_SUBJECT && same_subject(a, row_at(a, i), row))
            return row_at(a, i);
    return NULL;
}

/* Whether a row that links by subject names both. */
static bool is_linked(const struct auditor *a, uint32_t x, uint32_t y)
{
    for (uint32_t i = 0; i < a->published->rows.n; i++) {
        const struct rp_row *row = row_at(a, i);
        if (row->kind != RP_ROW_ALONE && row->kind != RP_ROW_QUOTED &&
            row->kind != RP_ROW_SUPPRESSED && has_resolution(a, row, x) &&
            has_resolution(a, row, y))
            return true;
    }
    return false;
}

static bool is_in(const struct auditor *a, enum rp_row_kind kind, uint32_t resolution)
{
    for (uint32_t i = 0; i < a->published->rows.n; i++)
        if (row_at(a, i)->kind == kind && has_resolution(a, row_at(a, i), resolution))
            return true;
    return false;
}

static uint32_t score_of(const struct auditor *a, uint32_t x, uint32_t y)
{
    return x == NONE || y == NONE || x == y ? 0 : a->links->scores[rp_pair_index(x, y)];
}

static enum rp_evidence evidence_of(const struct auditor *a, uint32_t x, uint32_t y)
{
    if (x == NONE || y == NONE || x == y)
        return RP_EVIDENCE_NONE;
    const enum rp_evidence evidence =
        rp_links_evidence(a->links, x, y, &rp_link_parameters_default);
    return evidence == RP_EVIDENCE_SUBJECT && score_of(a, x, y) < a->parameters->weak_ppm
               ? RP_EVIDENCE_NONE
               : evidence;
}

/* ---- sentences ---------------------------------------------------------------------- */

static int say_str(const struct auditor *a, struct rp_str s)
{
    return rp_buf_add_str(&a->out->text, s);
}

static int say(const struct auditor *a, const char *s)
{
    return rp_buf_puts(&a->out->text, s);
}

static int say_name(const struct auditor *a, uint32_t resolution)
{
    return say_str(a, rp_corpus_str(a->corpus, a->corpus->resolutions.v[resolution].name));
}

static int say_quoted(const struct auditor *a, struct rp_str s)
{
    return say(a, "\"") || say_str(a, s) || say(a, "\"") ? RP_ERR_MEMORY : RP_OK;
}

/* PP-110 ("Its title") */
static int say_titled(const struct auditor *a, uint32_t resolution)
{
    enum { MOST = 70 };
    struct rp_str title =
        rp_corpus_str(a->corpus, a->corpus->resolutions.v[resolution].title);
    const bool is_cut = title.n > MOST;
    if (is_cut) {
        size_t n = MOST;
        while (n && title.p[n] != ' ')
            n--;
        title.n = n ? n : title.n;
    }
    if (say_name(a, resolution))
        return RP_ERR_MEMORY;
    if (title.n == 0)
        return RP_OK;
    return say(a, " (\"") || say_str(a, title) || say(a, is_cut ? " ...\")" : "\")")
               ? RP_ERR_MEMORY
               : RP_OK;
}

/* "candidate 7 (Counterfeit)" or the quoted subject. */
static int say_row(const struct auditor *a, const struct rp_row *row)
{
    if (row->kind == RP_ROW_QUOTED)
        return say(a, "a row of quotations");
    if (row->kind == RP_ROW_PAIR)
        return say(a, "the mapping");
    if (row->kind != RP_ROW_CANDIDATE)
        return say_quoted(a, subject_of(a, row));
    return rp_buf_printf(&a->out->text, "candidate %u (", (unsigned)row->number) ||
                   say_str(a, subject_of(a, row)) || say(a, ")")
               ? RP_ERR_MEMORY
               : RP_OK;
}

/* The row's entries of a body (NONE: all but `except`), as a list. */
static int say_entries(const struct auditor *a, const struct rp_row *row, enum rp_body body,
                       const char *except)
{
    const char *comma = "";
    for (uint32_t k = 0; k < row->n_entries; k++) {
        const struct rp_entry *entry = entry_at(a, row, k);
        if ((body != RP_BODY_NONE && entry->body != body) ||
            (except && strcmp(entry->name, except) == 0))
            continue;
        if (say(a, comma) || say(a, entry->name))
            return RP_ERR_MEMORY;
        comma = ", ";
    }
    return RP_OK;
}

static struct rp_remark remark(const struct auditor *a, enum rp_remark_kind kind,
                               uint32_t line, uint32_t other_line)
{
    return (struct rp_remark){.kind = kind,
                              .line = line,
                              .other_line = other_line,
                              .a = NONE,
                              .b = NONE,
                              .alternative = NONE,
                              .message = {(uint32_t)a->out->text.n, 0}};
}

/* What was said since the remark began is its message, until `half`, then its suggestion.
 */
static int end_remark(const struct auditor *a, struct rp_remark r, size_t half)
{
    r.message.end = (uint32_t)half;
    r.suggestion.beg = (uint32_t)half;
    r.suggestion.end = (uint32_t)a->out->text.n;
    return rp_vec_push(&a->out->remarks, r);
}

/* ---- the table against itself ------------------------------------------------------- */

static int check_alone(const struct auditor *a, const struct rp_row *alone)
{
    const struct rp_entry *entry = entry_at(a, alone, 0);
    const uint32_t resolution = resolution_at(a, alone, 0);
    const struct rp_row *rows[4];
    size_t n = 0;
    for (uint32_t i = 0; i < a->published->rows.n && n < sizeof rows / sizeof *rows; i++) {
        const struct rp_row *row = row_at(a, i);
        if ((row->kind == RP_ROW_SUBJECT || row->kind == RP_ROW_CANDIDATE) &&
            row->n_entries > 1 && names(a, row, entry->name))
            rows[n++] = row;
    }
    for (uint32_t i = 0; i < a->published->rows.n && n == 0; i++)
        if (row_at(a, i)->kind == RP_ROW_QUOTED && row_at(a, i)->n_entries > 1 &&
            has_body(a, row_at(a, i), RP_BODY_PP) && names(a, row_at(a, i), entry->name))
            rows[n++] = row_at(a, i);
    if (n == 0)
        return RP_OK;
    struct rp_remark r = remark(a, RP_REMARK_CONTRADICTION, alone->line, rows[0]->line);
    r.a = resolution;
    if (say(a, entry->name) || say(a, " is said to have no equivalent, but "))
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        if (say(a, i ? "; " : "") || say_row(a, rows[i]) || say(a, " puts it with ") ||
            say_entries(a, rows[i], RP_BODY_NONE, entry->name))
            return RP_ERR_MEMORY;
        for (uint32_t k = 0; k < rows[i]->n_entries; k++) {
            const uint32_t other = resolution_at(a, rows[i], k);
            if (score_of(a, resolution, other) > r.score_ppm) {
                r.b = other;
                r.score_ppm = score_of(a, resolution, other);
                r.evidence = evidence_of(a, resolution, other);
            }
        }
    }
    if (say(a, "."))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    if (r.score_ppm >= a->parameters->better_ppm) {
        if (say(a, "Take it off the list: it belongs with ") || say_titled(a, r.b))
            return RP_ERR_MEMORY;
    } else if (say(a, "Decide which holds: the texts do not settle it")) {
        return RP_ERR_MEMORY;
    }
    return say(a, ".") ? RP_ERR_MEMORY : end_remark(a, r, half);
}

static int check_repeated(const struct auditor *a, uint32_t i)
{
    const struct rp_row *row = row_at(a, i);
    for (uint32_t k = 0; k < i; k++) {
        const struct rp_row *other = row_at(a, k);
        if (other->kind != row->kind || a->is_repeated[k] || !same_entries(a, row, other))
            continue;
        /* The one that its own subject's row does not confirm is the copy. */
        const struct rp_row *mine = subject_row(a, row), *theirs = subject_row(a, other);
        bool copy_is_other = false;
        if (row->kind == RP_ROW_CANDIDATE && mine && theirs)
            for (uint32_t e = 0; e < row->n_entries; e++)
                copy_is_other |= names(a, mine, entry_at(a, row, e)->name) &&
                                 !names(a, theirs, entry_at(a, row, e)->name);
        const struct rp_row *copy = copy_is_other ? other : row;
        const struct rp_row *source = copy_is_other ? row : other;
        const struct rp_row *right = copy_is_other ? theirs : mine;
        a->is_repeated[copy_is_other ? k : i] = true;
        struct rp_remark r = remark(a, RP_REMARK_REPEATED, copy->line, source->line);
        if (say_row(a, copy) || say(a, " names the same resolutions as ") ||
            say_row(a, source) || say(a, ": ") ||
            say_entries(a, copy, RP_BODY_NONE, NULL) || say(a, "."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        if (right && right != copy) {
            r.other_line = right->line;
            if (say(a, "The table of subjects has ") ||
                say_entries(a, right, RP_BODY_NONE, NULL) || say(a, " for it."))
                return RP_ERR_MEMORY;
        } else if (say(a, "Make one row of the two, or say what tells them apart.")) {
            return RP_ERR_MEMORY;
        }
        return end_remark(a, r, half);
    }
    return RP_OK;
}

/* An entry of a numbered row that the subject's own row does not have. */
static int check_shifted(const struct auditor *a, uint32_t i)
{
    const struct rp_row *row = row_at(a, i), *right = subject_row(a, row);
    if (!right || a->is_repeated[i])
        return RP_OK;
    for (uint32_t k = 0; k < row->n_entries; k++) {
        const struct rp_entry *entry = entry_at(a, row, k);
        if (entry->in_brackets || names(a, right, entry->name))
            continue;
        struct rp_remark r = remark(a, RP_REMARK_SHIFTED, entry->line, right->line);
        r.a = resolution_at(a, row, k);
        if (say_row(a, row) || say(a, " names ") || say(a, entry->name) ||
            say(a, ", which the table of subjects does not have for it"))
            return RP_ERR_MEMORY;
        const struct rp_row *home = NULL, *neighbour = NULL;
        for (uint32_t j = 0; j < a->published->rows.n; j++)
            if (row_at(a, j)->kind == RP_ROW_SUBJECT && !home &&
                names(a, row_at(a, j), entry->name))
                home = row_at(a, j);
        for (uint32_t j = i ? i - 1 : 0; home && j <= i + 1 && j < a->published->rows.n;
             j++)
            if (j != i && row_at(a, j)->kind == RP_ROW_CANDIDATE &&
                subject_row(a, row_at(a, j)) &&
                names(a, subject_row(a, row_at(a, j)), entry->name))
                neighbour = row_at(a, j);
        if (home && (say(a, "; there it stands under ") || say_row(a, home)))
            return RP_ERR_MEMORY;
        if (say(a, "."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        if (neighbour) {
            r.other_line = neighbour->line;
            if (say(a, "Move it to ") || say_row(a, neighbour) ||
                say(a, ": a cell seems to have slipped by a row"))
                return RP_ERR_MEMORY;
        } else if (say(a, "Take it out, or add it under ") || say_row(a, right)) {
            return RP_ERR_MEMORY;
        }
        if (say(a, ".") || end_remark(a, r, half))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

static int check_anchor(const struct auditor *a, const struct rp_row *row)
{
    const struct rp_row *right = subject_row(a, row);
    if (!right || has_body(a, row, RP_BODY_PP) || !has_body(a, right, RP_BODY_PP))
        return RP_OK;
    struct rp_remark r = remark(a, RP_REMARK_UNANCHORED, row->line, right->line);
    if (say_row(a, row) || say(a, " names no PP resolution; the table of subjects has ") ||
        say_entries(a, right, RP_BODY_PP, NULL) || say(a, " for it."))
        return RP_ERR_MEMORY;
    for (uint32_t k = 0; k < right->n_entries; k++)
        for (uint32_t e = 0; e < row->n_entries; e++) {
            const uint32_t x = resolution_at(a, row, e), y = resolution_at(a, right, k);
            if (entry_at(a, right, k)->body == RP_BODY_PP &&
                score_of(a, x, y) > r.score_ppm) {
                r.a = x;
                r.b = r.alternative = y;
                r.score_ppm = score_of(a, x, y);
                r.evidence = evidence_of(a, x, y);
            }
        }
    const size_t half = a->out->text.n;
    if (r.alternative != NONE && (say(a, "Add ") || say_titled(a, r.alternative) ||
                                  say(a, ", the one that its resolutions are nearest to.")))
        return RP_ERR_MEMORY;
    return end_remark(a, r, half);
}

static int check_twice(const struct auditor *a, uint32_t i)
{
    const struct rp_row *row = row_at(a, i);
    for (uint32_t k = 0; k < i; k++) {
        const struct rp_row *other = row_at(a, k);
        if (other->kind != row->kind || !same_subject(a, row, other))
            continue;
        struct rp_remark r = remark(a, RP_REMARK_TWICE, row->line, other->line);
        if (say(a, "Two rows are called ") || say_quoted(a, subject_of(a, row)) ||
            say(a, ": one with ") || say_entries(a, other, RP_BODY_PP, NULL) ||
            say(a, ", one with ") || say_entries(a, row, RP_BODY_PP, NULL) || say(a, "."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        if (say(a, "Give each a name of its own, or make one row of them."))
            return RP_ERR_MEMORY;
        return end_remark(a, r, half);
    }
    return RP_OK;
}

static int check_columns(const struct auditor *a, const struct rp_row *row)
{
    const struct rp_entry *first = NULL;
    struct rp_remark r = remark(a, RP_REMARK_COLUMN, row->line, 0);
    for (uint32_t k = 0; k < row->n_entries; k++) {
        const struct rp_entry *entry = entry_at(a, row, k);
        if (entry->column == RP_BODY_NONE || entry->column == entry->body)
            continue;
        if (say(a, first ? ", " : "") || say(a, entry->name))
            return RP_ERR_MEMORY;
        first = first ? first : entry;
    }
    if (!first)
        return RP_OK;
    r.line = first->line;
    if (say(a, " under ") || say_row(a, row) || say(a, ": the column is that of ") ||
        say(a, rp_body_name(first->column)) || say(a, "."))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    if (say(a, "Move to a column of ") || say(a, rp_body_name(first->body)) ||
        say(a, ", or say that the column holds both."))
        return RP_ERR_MEMORY;
    return end_remark(a, r, half);
}

/* "ITU-R 7-3" -> 3; 0: none. */
static uint32_t suffix_of(struct rp_str revision)
{
    for (size_t i = revision.n; i-- > 1;)
        if (revision.p[i] == '-' && isdigit((unsigned char)revision.p[i - 1]) &&
            i + 1 < revision.n)
            return (uint32_t)strtoul(revision.p + i + 1, NULL, 10);
    return 0;
}

static int check_entry(const struct auditor *a, const struct rp_row *row, uint32_t k)
{
    const struct rp_entry *entry = entry_at(a, row, k);
    const uint32_t resolution = resolution_at(a, row, k);
    if (resolution == NONE) {
        for (size_t e = 0; e < row->first_entry + (size_t)k; e++)
            if (strcmp(a->published->entries.v[e].name, entry->name) == 0)
                return RP_OK; /* said already */
        struct rp_remark r = remark(a, RP_REMARK_UNKNOWN, entry->line, 0);
        if (say(a, entry->name) || say(a, " is named under ") || say_row(a, row) ||
            say(a, ", but the sources have no such resolution."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        return say(a, "Check the number, or add its text to the sources.")
                   ? RP_ERR_MEMORY
                   : end_remark(a, r, half);
    }
    const struct rp_str revision =
        rp_corpus_str(a->corpus, a->corpus->resolutions.v[resolution].revision);
    if (!entry->suffix || suffix_of(revision) == entry->suffix)
        return RP_OK;
    struct rp_remark r = remark(a, RP_REMARK_REVISION, entry->line, 0);
    r.a = resolution;
    if (rp_buf_printf(&a->out->text, "%s-%u is named under ", entry->name,
                      (unsigned)entry->suffix) ||
        say_row(a, row) || say(a, ", but the text is that of ") || say_str(a, revision) ||
        say(a, "."))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    return say(a, "Name the revision in force.") ? RP_ERR_MEMORY : end_remark(a, r, half);
}

static int check_numbers(const struct auditor *a, uint32_t i, uint32_t *last)
{
    const struct rp_row *row = row_at(a, i);
    const uint32_t before = *last;
    *last = row->number;
    if (row->number <= before + 1 || before == 0)
        return RP_OK;
    struct rp_remark r = remark(a, RP_REMARK_NUMBERING, row->line, 0);
    if (rp_buf_printf(&a->out->text, "The numbers jump from %u to %u.", (unsigned)before,
                      (unsigned)row->number))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    return say(a, "See whether candidates were left out.") ? RP_ERR_MEMORY
                                                           : end_remark(a, r, half);
}

/* Whether a row of quotations has entry k of a row beside another one of it: of another
 * body, or both of PP. */
static bool is_quoted(const struct auditor *a, const struct rp_row *row, uint32_t k)
{
    const struct rp_entry *entry = entry_at(a, row, k);
    for (uint32_t i = 0; i < a->published->rows.n; i++) {
        const struct rp_row *quoted = row_at(a, i);
        if (quoted->kind != RP_ROW_QUOTED || !names(a, quoted, entry->name))
            continue;
        for (uint32_t e = 0; e < row->n_entries; e++) {
            const struct rp_entry *other = entry_at(a, row, e);
            if (e != k && names(a, quoted, other->name) &&
                (other->body != entry->body || entry->body == RP_BODY_PP))
                return true;
        }
    }
    return false;
}

/* The row of quotations that begins as a row of subjects does, or NULL. */
static const struct rp_row *quoted_row(const struct auditor *a, const struct rp_row *row)
{
    for (uint32_t i = 0; i < a->published->rows.n; i++)
        if (row_at(a, i)->kind == RP_ROW_QUOTED &&
            strcmp(entry_at(a, row_at(a, i), 0)->name, entry_at(a, row, 0)->name) == 0)
            return row_at(a, i);
    return NULL;
}

/* What a row of subjects names and the quotations beside its first resolution leave out. */
static int check_unquoted(const struct auditor *a, const struct rp_row *row)
{
    const struct rp_row *quoted = quoted_row(a, row);
    struct rp_remark r = remark(a, RP_REMARK_PARTS, row->line, quoted ? quoted->line : 0);
    uint32_t n = 0;
    for (uint32_t k = 1; quoted && k < row->n_entries; k++) {
        if (resolution_at(a, row, k) == NONE || is_quoted(a, row, k))
            continue;
        if (n == 0 && (say_row(a, row) || say(a, " names ")))
            return RP_ERR_MEMORY;
        if (say(a, n ? ", " : "") || say(a, entry_at(a, row, k)->name))
            return RP_ERR_MEMORY;
        r.line = n ? r.line : entry_at(a, row, k)->line;
        r.a = n ? NONE : resolution_at(a, row, k);
        n++;
    }
    if (n == 0)
        return RP_OK;
    if (say(a, ", which the quotations beside ") || say(a, entry_at(a, row, 0)->name) ||
        say(a, " leave out."))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    return say(a, n > 1 ? "Quote them there, or take them out of the row."
                        : "Quote it there, or take it out of the row.")
               ? RP_ERR_MEMORY
               : end_remark(a, r, half);
}

/* ---- the table against the texts ---------------------------------------------------- */

/* Whether an entry is one that others of its row are linked with: in rows with PP
 * resolutions these, else all of other bodies. */
static bool is_counterpart(const struct auditor *a, const struct rp_row *row, uint32_t of,
                           uint32_t k)
{
    const enum rp_body mine = entry_at(a, row, of)->body, body = entry_at(a, row, k)->body;
    if (resolution_at(a, row, k) == NONE || body == mine)
        return false;
    return has_body(a, row, RP_BODY_PP) ? body == RP_BODY_PP : true;
}

/* The best other counterpart in the corpus: the first listed candidate. */
static const struct rp_link *best_link(const struct auditor *a, uint32_t resolution)
{
    size_t lo = 0, hi = a->links->links.n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (a->links->links.v[mid].a < resolution)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < a->links->links.n && a->links->links.v[lo].a == resolution
               ? &a->links->links.v[lo]
               : NULL;
}

/* The row of another subject that links the resolution best, if that is borne out: by
 * score, then the row whose first PP resolution it is. */
static const struct rp_row *other_home(const struct auditor *a, const struct rp_row *row,
                                       uint32_t resolution)
{
    const struct rp_row *home = NULL;
    uint32_t best = a->parameters->better_ppm;
    for (uint32_t i = 0; i < a->published->rows.n; i++) {
        const struct rp_row *other = row_at(a, i);
        if (other == row || other->kind != RP_ROW_SUBJECT ||
            !has_resolution(a, other, resolution))
            continue;
        for (uint32_t k = 0; k < other->n_entries; k++) {
            const uint32_t ppm = score_of(a, resolution, resolution_at(a, other, k));
            if (entry_at(a, other, k)->body == RP_BODY_PP &&
                (ppm > best || (ppm == best && (k == 0 || !home)))) {
                best = ppm;
                home = other;
            }
        }
    }
    return home;
}

/* Whether a link is likelier than not and more than shared vocabulary speaks for it: a
 * person who has read both will not be corrected by less. */
static bool is_firm(const struct auditor *a, const struct rp_link *link)
{
    return link->score_ppm >= a->parameters->better_ppm &&
           (link->evidence > RP_EVIDENCE_TITLE ||
            (link->evidence == RP_EVIDENCE_TITLE &&
             link->strength.title >= a->parameters->same_title_ppm));
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Whether a title has a word that begins with these letters. */
static bool title_has(const struct auditor *a, uint32_t resolution, struct rp_str letters)
{
    const struct rp_str t =
        rp_corpus_str(a->corpus, a->corpus->resolutions.v[resolution].title);
    for (size_t i = 0; i + letters.n <= t.n; i++)
        if ((i == 0 || !is_word_byte(t.p[i - 1])) &&
            strncasecmp(t.p + i, letters.p, letters.n) == 0)
            return true;
    return false;
}

/* Whether the row's subject has a word that both titles have, and not everybody's. */
static bool is_named_by_subject(const struct auditor *a, const struct rp_row *row,
                                uint32_t x, uint32_t y)
{
    enum { LEAST_LETTERS = 4 };
    const struct rp_str s = subject_of(a, row);
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        while (end < s.n && is_word_byte(s.p[end]))
            end++;
        struct rp_str word = {s.p + i, end - i};
        i = end + 1;
        if (word.n < LEAST_LETTERS)
            continue;
        if (word.n > a->parameters->subject_letters)
            word.n = a->parameters->subject_letters;
        if (!title_has(a, x, word) || !title_has(a, y, word))
            continue;
        size_t users = 0;
        for (uint32_t r = 0; r < a->corpus->resolutions.n; r++)
            users += title_has(a, r, word);
        if (users * a->parameters->common_share <= a->corpus->resolutions.n)
            return true;
    }
    return false;
}

static bool has_clauses(const struct auditor *a, uint32_t resolution)
{
    return a->corpus->resolutions.v[resolution].n_clauses > 0;
}

/* Whether a link of the row is borne out, or its subject names both. */
static bool holds(const struct auditor *a, const struct rp_row *row, uint32_t x, uint32_t y)
{
    return score_of(a, x, y) >= a->parameters->weak_ppm ||
           evidence_of(a, x, y) >= RP_EVIDENCE_TITLE || is_named_by_subject(a, row, x, y);
}

/* In a row without PP resolutions: whether any two belong together. */
static bool row_holds(const struct auditor *a, const struct rp_row *row)
{
    for (uint32_t i = 0; i < row->n_entries; i++)
        for (uint32_t k = 0; k < i; k++)
            if (is_counterpart(a, row, i, k) && resolution_at(a, row, i) != NONE &&
                holds(a, row, resolution_at(a, row, i), resolution_at(a, row, k)))
                return true;
    return false;
}

static int say_doubt(const struct auditor *a, const struct rp_row *row, uint32_t of,
                     bool anchored)
{
    const uint32_t resolution = resolution_at(a, row, of);
    if (say_titled(a, resolution) ||
        say(a, row->kind == RP_ROW_PAIR ? " stands in " : " stands under ") ||
        say_row(a, row) || say(a, " with ") ||
        say_entries(a, row, anchored ? RP_BODY_PP : RP_BODY_NONE,
                    entry_at(a, row, of)->name))
        return RP_ERR_MEMORY;
    return say(a,
               has_clauses(a, resolution)
                   ? "; no provision or citation links them, and the titles are not alike."
                   : "; no citation links them, the titles are not alike, and of it there "
                     "is no more.");
}

/* What a person who has to judge may want to know: where else it stands, or what is near.
 */
static int say_what_is_near(const struct auditor *a, const struct rp_row *home,
                            const struct rp_link *link)
{
    if (home)
        return say(a, "See whether it belongs here too: it also stands under ") ||
                       say_row(a, home) || say(a, ", which bears it out.")
                   ? RP_ERR_MEMORY
                   : RP_OK;
    if (!link || link->score_ppm < rp_link_parameters_default.shown_ppm)
        return say(a,
                   "No PP resolution is near it; if the link holds, say in the row why.");
    return say(a, "The PP resolution nearest to it is ") || say_titled(a, link->b) ||
                   say(a, ": see whether that is meant.")
               ? RP_ERR_MEMORY
               : RP_OK;
}

/* One entry of a row against its counterparts there. */
static int check_link(const struct auditor *a, uint32_t i, uint32_t of)
{
    const struct rp_row *row = row_at(a, i);
    const uint32_t resolution = resolution_at(a, row, of);
    const bool anchored = has_body(a, row, RP_BODY_PP);
    const bool is_shifted = row->kind == RP_ROW_CANDIDATE && subject_row(a, row) &&
                            !names(a, subject_row(a, row), entry_at(a, row, of)->name);
    uint32_t best = NONE;
    bool is_first = true, is_held = false;
    for (uint32_t k = 0; k < row->n_entries; k++) {
        if (!is_counterpart(a, row, of, k))
            continue;
        const uint32_t other = resolution_at(a, row, k);
        const struct rp_borne borne = {i, resolution, other, score_of(a, resolution, other),
                                       evidence_of(a, resolution, other)};
        if ((anchored || of < k) && rp_vec_push(&a->out->borne, borne))
            return RP_ERR_MEMORY;
        is_first = is_first && of < k;
        is_held = is_held || holds(a, row, resolution, other);
        if (best == NONE || borne.score_ppm > score_of(a, resolution, best))
            best = other;
    }
    if (best == NONE || is_held || is_shifted || row->kind == RP_ROW_QUOTED ||
        (!anchored && (!is_first || row_holds(a, row))))
        return RP_OK;
    const struct rp_link *link = best_link(a, resolution);
    const struct rp_row *home = other_home(a, row, resolution);
    const bool is_better = anchored && !home && link && is_firm(a, link);
    struct rp_remark r = remark(a,
                                is_better                            ? RP_REMARK_BETTER
                                : has_clauses(a, resolution) || home ? RP_REMARK_UNSUPPORTED
                                                                     : RP_REMARK_UNTESTED,
                                entry_at(a, row, of)->line, home ? home->line : 0);
    r.a = resolution;
    r.b = best;
    r.score_ppm = score_of(a, resolution, best);
    r.evidence = evidence_of(a, resolution, best);
    if (say_doubt(a, row, of, anchored))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    if (is_better) {
        r.alternative = link->b;
        r.score_ppm = link->score_ppm;
        r.evidence = link->evidence;
        if (say(a, "It is nearest to ") || say_titled(a, link->b) || say(a, "."))
            return RP_ERR_MEMORY;
    } else if (say_what_is_near(a, home, link)) {
        return RP_ERR_MEMORY;
    }
    return end_remark(a, r, half);
}

/* Whether the PP resolution's title names Sectors, and not that of the other: a subject
 * that belongs to one Sector stays there. */
static bool is_of_other_sectors(const struct auditor *a, const struct rp_link *link)
{
    const struct rp_resolution *pp = &a->corpus->resolutions.v[link->b];
    const unsigned named = rp_assemblies_named(rp_corpus_str(a->corpus, pp->title));
    return named && !(named >> a->corpus->resolutions.v[link->a].body & 1);
}

/* Whether the table links the PP resolution with another one of that body, by a title
 * that is as near to it or nearer. */
static bool has_nearer_one(const struct auditor *a, const struct rp_link *link)
{
    const struct rp_resolution *mine = &a->corpus->resolutions.v[link->a];
    for (uint32_t r = 0; r < a->corpus->resolutions.n; r++)
        if (r != link->a && a->corpus->resolutions.v[r].body == mine->body &&
            score_of(a, r, link->b) >= link->score_ppm && is_linked(a, r, link->b))
            return true;
    return false;
}

/* Whether a link is so firm that a table without it wants it. What only titles speak for
 * is wanted less. */
static bool is_strong(const struct auditor *a, const struct rp_link *link)
{
    return is_firm(a, link) &&
           (link->evidence > RP_EVIDENCE_TITLE ||
            (link->score_ppm >= a->parameters->strong_ppm &&
             !is_of_other_sectors(a, link) && !has_nearer_one(a, link)));
}

/* Whether the link was offered as the better one already. */
static bool is_offered(const struct auditor *a, const struct rp_link *link)
{
    for (size_t i = 0; i < a->out->remarks.n; i++)
        if (a->out->remarks.v[i].kind == RP_REMARK_BETTER &&
            a->out->remarks.v[i].a == link->a &&
            a->out->remarks.v[i].alternative == link->b)
            return true;
    return false;
}

/* Whether a text stands under a wrong heading, so that its links are another's. */
static bool is_misquoted(const struct auditor *a, uint32_t resolution)
{
    for (size_t i = 0; i < a->out->remarks.n; i++)
        if (a->out->remarks.v[i].kind == RP_REMARK_MISQUOTED &&
            a->out->remarks.v[i].a == resolution)
            return true;
    return false;
}

/* Whether the link was said to be missing. */
static bool is_missed(const struct auditor *a, uint32_t x, uint32_t y)
{
    for (size_t i = 0; i < a->out->remarks.n; i++) {
        const struct rp_remark *r = &a->out->remarks.v[i];
        if (r->kind == RP_REMARK_MISSING && r->a == x && r->b == y)
            return true;
    }
    return false;
}

/* What a strong link is known by, and no more. */
static const char *in_common(enum rp_evidence evidence)
{
    return evidence == RP_EVIDENCE_TEXT       ? " has provisions in common with "
           : evidence == RP_EVIDENCE_CITATION ? " is linked by a citation with "
                                              : " shares telling words of its title with ";
}

/* Strong links that no row has. */
static int check_missing(const struct auditor *a)
{
    for (size_t i = 0; i < a->links->links.n; i++) {
        const struct rp_link *link = &a->links->links.v[i];
        if (!is_strong(a, link) || is_linked(a, link->a, link->b) || is_offered(a, link) ||
            is_misquoted(a, link->a) || is_misquoted(a, link->b) ||
            is_in(a, RP_ROW_SUPPRESSED, link->a) || is_in(a, RP_ROW_SUPPRESSED, link->b))
            continue;
        struct rp_remark r = remark(a, RP_REMARK_MISSING, 0, 0);
        r.a = link->a;
        r.b = r.alternative = link->b;
        r.score_ppm = link->score_ppm;
        r.evidence = link->evidence;
        if (say_titled(a, link->a) || say(a, in_common(link->evidence)) ||
            say_titled(a, link->b) || say(a, ", but no row of subjects has both."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        const struct rp_row *home = NULL;
        for (uint32_t k = 0; k < a->published->rows.n && !home; k++)
            if (row_at(a, k)->kind == RP_ROW_SUBJECT && row_at(a, k)->n_entries &&
                resolution_at(a, row_at(a, k), 0) == link->b)
                home = row_at(a, k);
        for (uint32_t k = 0; k < a->published->rows.n && !home; k++)
            if (row_at(a, k)->kind == RP_ROW_SUBJECT &&
                has_resolution(a, row_at(a, k), link->a))
                home = row_at(a, k);
        if (home) {
            const bool has_pp = has_resolution(a, home, link->b);
            r.line = home->line;
            if (say(a, "See whether to add ") || say_name(a, has_pp ? link->a : link->b) ||
                say(a, " to ") || say_row(a, home) || say(a, "."))
                return RP_ERR_MEMORY;
        } else if (say(a, "See whether they want a row.")) {
            return RP_ERR_MEMORY;
        }
        if (end_remark(a, r, half))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

/* Whether entry e is one that entry k of a row of quotations is linked with there: for one
 * of a Sector each PP resolution, or, where there is none, each one of another Sector; for
 * a PP resolution the first one of the row, beside which all others stand. */
static bool is_beside(const struct auditor *a, const struct rp_row *row, uint32_t k,
                      uint32_t e)
{
    const enum rp_body mine = entry_at(a, row, k)->body, body = entry_at(a, row, e)->body;
    if (mine == RP_BODY_PP)
        return e == 0 && k > 0 && body == RP_BODY_PP;
    return has_body(a, row, RP_BODY_PP) ? body == RP_BODY_PP : body != mine;
}

/* Quoted side by side, and linked in no row of subjects. */
static int check_quoted(const struct auditor *a, const struct rp_row *row)
{
    for (uint32_t k = 0; k < row->n_entries; k++) {
        const struct rp_entry *entry = entry_at(a, row, k);
        const uint32_t resolution = resolution_at(a, row, k);
        bool is_new =
            resolution != NONE && !is_in(a, RP_ROW_ALONE, resolution); /* said there */
        uint32_t best = NONE;
        for (uint32_t e = 0; e < row->n_entries && is_new; e++) {
            const uint32_t other = resolution_at(a, row, e);
            if (!is_beside(a, row, k, e) || other == NONE || other == resolution)
                continue;
            const uint32_t ppm = score_of(a, resolution, other);
            is_new = !is_linked(a, resolution, other) &&
                     !is_in(a, RP_ROW_SUPPRESSED, other) &&
                     !is_missed(a, resolution, other);
            /* The first, unless the words tell of another. */
            if (best == NONE ||
                (ppm >= a->parameters->weak_ppm && ppm > score_of(a, resolution, best)))
                best = other;
        }
        for (uint32_t e = 0; e < k && is_new; e++)
            is_new = resolution_at(a, row, e) != resolution;
        if (!is_new || best == NONE)
            continue;
        struct rp_remark r = remark(a, RP_REMARK_PARTS, entry->line, row->line);
        r.a = resolution;
        r.b = best;
        r.score_ppm = score_of(a, resolution, best);
        r.evidence = evidence_of(a, resolution, best);
        if (say_titled(a, resolution) || say(a, " is quoted beside ") ||
            say_titled(a, best) || say(a, ", but no row of subjects has both."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        if (say(a, r.score_ppm >= a->parameters->better_ppm
                       ? "Add the link: the texts bear it out."
                   : r.score_ppm >= a->parameters->weak_ppm
                       ? "Decide whether they belong together."
                       : "Add the link or take it out here: the texts do not settle it."))
            return RP_ERR_MEMORY;
        if (end_remark(a, r, half))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

/* ---- old wording among the quotations ----------------------------------------------- */

static bool is_old(const struct auditor *a, const struct rp_entry *entry,
                   uint32_t resolution)
{
    return entry->year && resolution != NONE &&
           entry->year < a->corpus->resolutions.v[resolution].year;
}

/* Resolutions that are quoted at an earlier date than the texts have, one remark each. */
static int check_old_quotations(const struct auditor *a)
{
    const struct rp_published *p = a->published;
    for (size_t e = 0; e < p->entries.n; e++) {
        const struct rp_entry *entry = &p->entries.v[e];
        const uint32_t resolution = a->resolution[e];
        if (!is_old(a, entry, resolution))
            continue;
        uint32_t n = 0, right_line = 0;
        bool is_said = false;
        for (size_t k = 0; k < p->entries.n; k++) {
            if (a->resolution[k] != resolution || p->entries.v[k].year == 0)
                continue;
            const bool old = is_old(a, &p->entries.v[k], resolution);
            is_said = is_said || (old && k < e);
            n += old;
            if (!old && !right_line)
                right_line = p->entries.v[k].line;
        }
        if (is_said)
            continue;
        struct rp_remark r = remark(a, RP_REMARK_REVISION, entry->line, right_line);
        r.a = resolution;
        if (say(a, entry->name) ||
            rp_buf_printf(&a->out->text, " is quoted as of %u", (unsigned)entry->year) ||
            (n > 1 &&
             rp_buf_printf(&a->out->text, " (in %u rows at an old date)", (unsigned)n)) ||
            say(a, ", but the text in force is that of ") ||
            say_str(a, rp_corpus_str(a->corpus,
                                     a->corpus->resolutions.v[resolution].revision)) ||
            say(a, right_line ? ", as other rows have it." : "."))
            return RP_ERR_MEMORY;
        const size_t half = a->out->text.n;
        if (say(a, "Name the revision in force, and see whether what is quoted still "
                   "stands.") ||
            end_remark(a, r, half))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

/* ---- one text under two headings ---------------------------------------------------- */

/* A clause by its letters and digits. */
struct sentence {
    uint64_t key;
    uint32_t resolution;
};

/* Two resolutions and how many sentences both have. */
struct shared {
    uint32_t x, y, n;
};

static uint64_t key_of(struct rp_str s)
{
    enum { LEAST_BYTES = 40 }; /* "report to Council" is everybody's */
    uint64_t key = 0;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (is_word_byte(s.p[i])) {
            key = rp_mix(key + (unsigned char)tolower((unsigned char)s.p[i]));
            n++;
        }
    return n < LEAST_BYTES ? 0 : key;
}

static int compare_sentences(const void *x, const void *y)
{
    const struct sentence *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->resolution > b->resolution) - (a->resolution < b->resolution);
}

/* The line where a row of quotations begins with the resolution, or first has it; 0: none
 * has. */
static uint32_t quoted_line(const struct auditor *a, uint32_t resolution)
{
    uint32_t line = 0;
    for (uint32_t i = 0; i < a->published->rows.n; i++)
        for (uint32_t k = 0; k < row_at(a, i)->n_entries; k++) {
            if (row_at(a, i)->kind != RP_ROW_QUOTED ||
                resolution_at(a, row_at(a, i), k) != resolution)
                continue;
            if (k == 0)
                return row_at(a, i)->line;
            line = line ? line : entry_at(a, row_at(a, i), k)->line;
        }
    return line;
}

static int say_misquoted(const struct auditor *a, uint32_t x, uint32_t y, uint32_t n,
                         const uint32_t *n_clauses)
{
    /* The one of which it is the smaller part has it by mistake, as far as one can tell. */
    const bool is_x = n_clauses[x] > n_clauses[y];
    const uint32_t of = is_x ? y : x, by = is_x ? x : y;
    struct rp_remark r =
        remark(a, RP_REMARK_MISQUOTED, quoted_line(a, by), quoted_line(a, of));
    r.a = by;
    r.b = of;
    r.score_ppm = score_of(a, by, of);
    r.evidence = RP_EVIDENCE_TEXT;
    if (say_titled(a, by) ||
        rp_buf_printf(&a->out->text, " has %u provisions word for word that ",
                      (unsigned)n) ||
        say_titled(a, of) || say(a, " has: two resolutions of one conference."))
        return RP_ERR_MEMORY;
    const size_t half = a->out->text.n;
    if (rp_buf_printf(&a->out->text,
                      "See under which heading they belong: they are %u of the %u of ",
                      (unsigned)n, (unsigned)n_clauses[of]) ||
        say_name(a, of) ||
        rp_buf_printf(&a->out->text, ", and %u of the %u of ", (unsigned)n,
                      (unsigned)n_clauses[by]) ||
        say_name(a, by) || say(a, "."))
        return RP_ERR_MEMORY;
    return end_remark(a, r, half);
}

/* Two of one body that share provisions word for word, so many that no chance is left. */
static int check_misquoted(const struct auditor *a)
{
    const struct rp_corpus *corpus = a->corpus;
    RP_VEC(struct sentence) sentences = {0};
    RP_VEC(struct shared) pairs = {0};
    uint32_t *n_clauses = rp_alloc_zero(corpus->resolutions.n, sizeof *n_clauses);
    int status = n_clauses ? RP_OK : RP_ERR_MEMORY;
    for (size_t c = 0; c < corpus->clauses.n && status == RP_OK; c++) {
        const struct rp_clause *clause = &corpus->clauses.v[c];
        if (clause->superseded)
            continue;
        n_clauses[clause->resolution]++;
        const uint64_t key = key_of(rp_corpus_str(corpus, clause->text));
        if (key)
            status = rp_vec_push(&sentences, (struct sentence){key, clause->resolution});
    }
    if (sentences.n)
        qsort(sentences.v, sentences.n, sizeof *sentences.v, compare_sentences);
    for (size_t i = 1; i < sentences.n && status == RP_OK; i++) {
        const struct sentence *s = &sentences.v[i - 1], *t = &sentences.v[i];
        if (s->key != t->key || s->resolution == t->resolution ||
            corpus->resolutions.v[s->resolution].body !=
                corpus->resolutions.v[t->resolution].body)
            continue;
        size_t k = 0;
        while (k < pairs.n &&
               (pairs.v[k].x != s->resolution || pairs.v[k].y != t->resolution))
            k++;
        if (k < pairs.n)
            pairs.v[k].n++;
        else
            status = rp_vec_push(&pairs, (struct shared){s->resolution, t->resolution, 1});
    }
    for (size_t k = 0; k < pairs.n && status == RP_OK; k++) {
        const uint32_t x = pairs.v[k].x, y = pairs.v[k].y, n = pairs.v[k].n;
        if (n >= a->parameters->same_clauses &&
            (2 * n >= n_clauses[x] || 2 * n >= n_clauses[y]))
            status = say_misquoted(a, x, y, n, n_clauses);
    }
    rp_vec_release(&sentences);
    rp_vec_release(&pairs);
    rp_free(n_clauses);
    return status;
}

/* ---- the whole ---------------------------------------------------------------------- */

static int compare_remarks(const void *x, const void *y)
{
    const struct rp_remark *r = x, *s = y;
    if (r->kind != s->kind)
        return r->kind < s->kind ? -1 : 1;
    /* Alternatives and missing links: the surest first; doubts: the faintest first. */
    const bool surest = r->alternative != NONE || r->kind == RP_REMARK_CONTRADICTION;
    if (r->score_ppm != s->score_ppm)
        return (r->score_ppm > s->score_ppm) == surest ? -1 : 1;
    if (r->line != s->line)
        return r->line < s->line ? -1 : 1;
    if (r->a != s->a)
        return r->a < s->a ? -1 : 1;
    return (r->message.beg > s->message.beg) - (r->message.beg < s->message.beg);
}

static uint32_t find_resolution(const struct rp_corpus *corpus, const char *name)
{
    for (uint32_t i = 0; i < corpus->resolutions.n; i++) {
        const struct rp_resolution *r = &corpus->resolutions.v[i];
        const struct rp_str known = rp_corpus_str(corpus, r->name);
        if (known.n == strlen(name) && memcmp(known.p, name, known.n) == 0)
            return i;
        /* A provisional number names the same: "PP-83" and "PP-PLEN/1". */
        const struct rp_str alias = rp_corpus_str(corpus, r->alias);
        const char *number = strchr(name, '-');
        const size_t body = number ? (size_t)(number - name) : 0;
        if (alias.n && number && strlen(number + 1) == alias.n &&
            memcmp(number + 1, alias.p, alias.n) == 0 && known.n > body &&
            memcmp(known.p, name, body + 1) == 0)
            return i;
    }
    return NONE;
}

static int check_rows(const struct auditor *a)
{
    uint32_t last_number = 0;
    int status = RP_OK;
    for (uint32_t i = 0; i < a->published->rows.n && status == RP_OK; i++) {
        const struct rp_row *row = row_at(a, i);
        switch (row->kind) {
        case RP_ROW_ALONE:
            status = check_alone(a, row);
            break;
        case RP_ROW_CANDIDATE:
            status = check_repeated(a, i);
            if (status == RP_OK)
                status = check_shifted(a, i);
            if (status == RP_OK)
                status = check_anchor(a, row);
            if (status == RP_OK)
                status = check_numbers(a, i, &last_number);
            if (status == RP_OK)
                status = check_columns(a, row);
            break;
        case RP_ROW_SUBJECT:
            status = check_repeated(a, i);
            if (status == RP_OK)
                status = check_unquoted(a, row);
            if (status == RP_OK)
                status = check_twice(a, i);
            if (status == RP_OK)
                status = check_columns(a, row);
            break;
        default:
            break;
        }
        for (uint32_t k = 0; k < row->n_entries && status == RP_OK; k++) {
            const enum rp_body body = entry_at(a, row, k)->body;
            if (row->kind != RP_ROW_QUOTED && row->kind != RP_ROW_SUPPRESSED)
                status = check_entry(a, row, k);
            if (status == RP_OK && body != RP_BODY_PP && resolution_at(a, row, k) != NONE)
                status = check_link(a, i, k);
        }
    }
    return status;
}

int rp_audit_fill(struct rp_audit *out, const struct rp_published *published,
                  const struct rp_corpus *corpus, const struct rp_links *links,
                  const struct rp_audit_parameters *parameters, struct rp_error *err)
{
    if (published->entries.n == 0)
        return rp_fail(err, RP_ERR_EMPTY, NULL, 0, "the table names no resolution");
    struct rp_audit audit = {0};
    struct auditor a = {.out = &audit,
                        .published = published,
                        .corpus = corpus,
                        .links = links,
                        .parameters = parameters,
                        .resolution = rp_alloc(published->entries.n, sizeof *a.resolution),
                        .is_repeated =
                            rp_alloc_zero(published->rows.n, sizeof *a.is_repeated)};
    int status = a.resolution && a.is_repeated ? RP_OK : RP_ERR_MEMORY;
    for (size_t e = 0; e < published->entries.n && status == RP_OK; e++)
        a.resolution[e] = find_resolution(corpus, published->entries.v[e].name);
    if (status == RP_OK)
        status = check_rows(&a);
    if (status == RP_OK)
        status = check_misquoted(&a); /* before the links that its texts make */
    if (status == RP_OK)
        status = check_missing(&a);
    for (uint32_t i = 0; i < published->rows.n && status == RP_OK; i++)
        if (row_at(&a, i)->kind == RP_ROW_QUOTED)
            status = check_quoted(&a, row_at(&a, i));
    if (status == RP_OK)
        status = check_old_quotations(&a);
    if (status == RP_OK && audit.remarks.n)
        qsort(audit.remarks.v, audit.remarks.n, sizeof *audit.remarks.v, compare_remarks);
    rp_free(a.resolution);
    rp_free(a.is_repeated);
    if (status) {
        rp_audit_release(&audit);
        return rp_fail_memory(err);
    }
    *out = audit;
    return RP_OK;
}

void rp_audit_release(struct rp_audit *audit)
{
    rp_buf_release(&audit->text);
    rp_vec_release(&audit->remarks);
    rp_vec_release(&audit->borne);
}

bool rp_audit_validate(const struct rp_audit *audit, const struct rp_published *published,
                       const struct rp_corpus *corpus, const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < audit->remarks.n && !*why; i++) {
        const struct rp_remark *r = &audit->remarks.v[i];
        if (r->message.end <= r->message.beg || r->suggestion.end > audit->text.n)
            *why = "a remark says nothing";
        else if ((r->a != NONE && r->a >= corpus->resolutions.n) ||
                 (r->b != NONE && r->b >= corpus->resolutions.n))
            *why = "a remark is about no resolution of the corpus";
        else if (i && compare_remarks(r - 1, r) >= 0)
            *why = "the remarks are not ranked";
    }
    for (size_t i = 0; i < audit->borne.n && !*why; i++)
        if (audit->borne.v[i].row >= published->rows.n)
            *why = "a link stands in no row";
    return !*why;
}
