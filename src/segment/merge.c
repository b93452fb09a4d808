#include "segment/merge.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "segment/repair.h"

/* Shares, in percent, at which two wordings count as one wording and its revision. Measured
 * on the compilation: of 139 re-listed sections none lies between 35 and 60. */
enum { LIKE_PERCENT = 50, LIKE_ADDRESSEE_PERCENT = 80 };

/* Bounds against inputs made to be slow; a published compilation has 5 headings with two
 * numbers, and some 30 sections under one heading. */
enum { MOST_ALIASES = 1000, FARTHEST_SECTION = 100, FARTHEST_CLAUSE = 5000 };

/* A piece with its text mended and hashed. */
struct part {
    struct rp_span text;          /* of merger.text */
    struct rp_str item;           /* of its outline */
    uint64_t key;                 /* letters and digits, folded */
    uint32_t first_word, n_words; /* sorted, unique word hashes in merger.words */
    struct rp_source source;
};

struct section {
    struct rp_str name, addressee;
    enum rp_part part;
    bool is_old;
    RP_VEC(uint32_t) clauses; /* of merger.drafts, in order */
};

/* A clause in the making. */
struct draft {
    uint32_t part;
    RP_VEC(struct rp_source) sources;
};

/* For looking a resolution up by its name. */
struct named_index {
    struct rp_str name;
    uint32_t index;
};

struct named_block {
    enum rp_body body;
    const char *number;
    uint32_t outline, block;
    uint64_t rank; /* of the revision: year, suffix */
};

struct merger {
    struct rp_corpus *corpus;
    const struct rp_outline *outlines;
    const struct rp_names *names;
    struct rp_hyphens *hyphens;
    struct rp_match match;
    struct rp_buf text;
    RP_VEC(uint64_t) words;
    RP_VEC(struct part) parts; /* of one resolution, in the order of its blocks */
    RP_VEC(struct draft) drafts;
    RP_VEC(struct section) sections;
    RP_VEC(struct named_block) blocks;
    RP_VEC(const struct rp_heading *) aliased; /* headings with two numbers */
};

static void clear_resolution(struct merger *m)
{
    for (size_t i = 0; i < m->sections.n; i++)
        rp_vec_release(&m->sections.v[i].clauses);
    for (size_t i = 0; i < m->drafts.n; i++)
        rp_vec_release(&m->drafts.v[i].sources);
    m->sections.n = m->drafts.n = m->parts.n = m->words.n = m->text.n = 0;
}

static int compare_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Append the sorted, unique hashes of the words of s; returns how many, or -1. */
static int64_t add_words(struct merger *m, struct rp_str s)
{
    size_t first = m->words.n;
    char word[64];
    size_t n = 0;
    for (size_t i = 0; i <= s.n; i++) {
        unsigned char c = i < s.n ? (unsigned char)s.p[i] : ' ';
        if (isalnum(c) || c >= 0x80) {
            if (n < sizeof word)
                word[n++] = (char)tolower(c);
        } else if (n) {
            /* A plural is its singular: "the Directors of" is "the Director of". */
            if (n > 3 && word[n - 1] == 's')
                n--;
            if (rp_vec_push(&m->words, rp_hash(word, n, 0)))
                return -1;
            n = 0;
        }
    }
    size_t end = first;
    if (m->words.n > first)
        qsort(m->words.v + first, m->words.n - first, sizeof(uint64_t), compare_u64);
    for (size_t i = first; i < m->words.n; i++)
        if (i == first || m->words.v[i] != m->words.v[end - 1])
            m->words.v[end++] = m->words.v[i];
    m->words.n = end;
    return (int64_t)(end - first);
}

static bool is_like(const uint64_t *a, size_t n, const uint64_t *b, size_t k,
                    size_t percent)
{
    size_t shared = 0, i = 0, j = 0;
    while (i < n && j < k) {
        shared += a[i] == b[j];
        size_t step = a[i] <= b[j];
        j += a[i] >= b[j];
        i += step;
    }
    return 100 * shared >= percent * (n + k - shared);
}

/* Whether the smaller of two sets lies in the other. */
static bool is_inside(const uint64_t *a, size_t n, const uint64_t *b, size_t k)
{
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < n && j < k;) {
        shared += a[i] == b[j];
        size_t step = a[i] <= b[j];
        j += a[i] >= b[j];
        i += step;
    }
    return shared == (n < k ? n : k);
}

static bool parts_like(const struct merger *m, uint32_t a, uint32_t b)
{
    const struct part *x = &m->parts.v[a], *y = &m->parts.v[b];
    return x->key == y->key ||
           is_like(m->words.v + x->first_word, x->n_words, m->words.v + y->first_word,
                   y->n_words, LIKE_PERCENT);
}

/* How near two addressees have to be. Who is addressed first counts apart from those "in
 * collaboration with" whom: Bureaux change places there. */
enum nearness {
    LIKE,  /* one, up to order and number: "the Directors of A and B" */
    WIDER, /* or one among others: "the Directors of A, B and C" */
};

static struct rp_str first_addressed(struct rp_str s)
{
    const char *comma = s.n ? memchr(s.p, ',', s.n) : NULL;
    return (struct rp_str){s.p, comma ? (size_t)(comma - s.p) : s.n};
}

static int word_sets_near(struct merger *m, struct rp_str a, struct rp_str b,
                          enum nearness nearness, bool *near)
{
    size_t first = m->words.n;
    int64_t n = add_words(m, a), k = n < 0 ? -1 : add_words(m, b);
    if (k < 0)
        return RP_ERR_MEMORY;
    const uint64_t *x = m->words.v + first, *y = x + n;
    *near = is_like(x, (size_t)n, y, (size_t)k, LIKE_ADDRESSEE_PERCENT) ||
            (nearness == WIDER && n && k && is_inside(x, (size_t)n, y, (size_t)k));
    m->words.n = first;
    return RP_OK;
}

static int addressees_like(struct merger *m, struct rp_str a, struct rp_str b,
                           enum nearness nearness, bool *like)
{
    *like = rp_str_equal(a, b);
    if (*like)
        return RP_OK;
    int status = word_sets_near(m, first_addressed(a), first_addressed(b), nearness, like);
    if (status == RP_OK && *like && nearness == LIKE)
        status = word_sets_near(m, a, b, LIKE, like);
    return status;
}

static uint64_t key_of(struct rp_str s)
{
    uint64_t key = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (isalnum(c) || c >= 0x80)
            key = rp_mix(key ^ ((uint64_t)tolower(c) + (uint64_t)0x9e3779b97f4a7c15));
    }
    return key;
}

static int add_part(struct merger *m, const struct rp_outline *outline, uint32_t document,
                    const struct rp_piece *piece)
{
    struct part part = {.source = {document, piece->line},
                        .item = rp_outline_str(outline, piece->item),
                        .first_word = (uint32_t)m->words.n};
    part.text.beg = (uint32_t)m->text.n;
    if (rp_hyphens_restore(m->hyphens, rp_outline_str(outline, piece->text), &m->text))
        return RP_ERR_MEMORY;
    part.text.end = (uint32_t)m->text.n;
    struct rp_str text = {m->text.v + part.text.beg, part.text.end - part.text.beg};
    part.key = key_of(text);
    int64_t n_words = add_words(m, text);
    if (n_words < 0)
        return RP_ERR_MEMORY;
    part.n_words = (uint32_t)n_words;
    return rp_vec_push(&m->parts, part);
}

/* A stretch together with where its parts stand. */
struct stretch_view {
    struct rp_str name, addressee;
    enum rp_part part;
    uint32_t first, n; /* of merger.parts */
};

/* "resolves further" is "further resolves". */
static bool names_like(struct rp_str a, struct rp_str b)
{
    static const char *const words[] = {"further", "also"};
    if (rp_str_equal(a, b))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        for (int swap = 0; swap < 2; swap++) {
            struct rp_str lead = swap ? b : a, trail = swap ? a : b;
            if (lead.n == trail.n && lead.n > n + 1 && memcmp(lead.p, words[i], n) == 0 &&
                memcmp(trail.p + trail.n - n, words[i], n) == 0 &&
                memcmp(lead.p + n + 1, trail.p, lead.n - n - 1) == 0)
                return true;
        }
    }
    return false;
}

/* Whether b is a again in other wording: most of the smaller one's clauses have their like
 * in the other. Under a heading with merged dates, where old wording is expected, a section
 * of one name and addressee needs no like content, and one with like content may have been
 * renamed or addressed more widely. */
static int stretches_like(struct merger *m, const struct stretch_view *a,
                          const struct stretch_view *b, bool is_merged, bool *like)
{
    *like = false;
    bool same_name = names_like(a->name, b->name);
    if (a->part != b->part || a->n == 0 || b->n == 0 || (!same_name && !is_merged))
        return RP_OK;
    int status = addressees_like(m, a->addressee, b->addressee, LIKE, like);
    if (status || (*like && same_name && is_merged))
        return status;
    if (!*like && is_merged)
        status = addressees_like(m, a->addressee, b->addressee, WIDER, like);
    if (status || !*like)
        return status;
    if (b->n < a->n) {
        const struct stretch_view *swap = a;
        a = b;
        b = swap;
    }
    uint32_t n_like = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->n && !found; k++)
            found = parts_like(m, a->first + i, b->first + k);
        n_like += found;
    }
    *like = 100 * (size_t)n_like >= (size_t)LIKE_PERCENT * a->n;
    return RP_OK;
}

/* How a clause of the section stands to a part: equal, or a wording of the same item. */
enum standing { STANDS_APART, STANDS_LIKE, STANDS_EQUAL };

static enum standing find_clause(const struct merger *m, const struct section *section,
                                 uint32_t part, uint32_t *at)
{
    enum standing best = STANDS_APART;
    for (size_t i = 0; i < section->clauses.n; i++) {
        uint32_t other = m->drafts.v[section->clauses.v[i]].part;
        enum standing now = STANDS_APART;
        if (m->parts.v[other].key == m->parts.v[part].key)
            now = STANDS_EQUAL;
        else if (rp_str_equal(m->parts.v[other].item, m->parts.v[part].item) &&
                 parts_like(m, other, part))
            now = STANDS_LIKE;
        if (now > best) {
            best = now;
            *at = section->clauses.v[i];
        }
    }
    return best;
}

/* The same for equal clauses alone, among the last ones of a section. */
static bool find_equal(const struct merger *m, const struct section *section, uint32_t part,
                       uint32_t *at)
{
    size_t n = section->clauses.n;
    size_t first = n > FARTHEST_CLAUSE ? n - FARTHEST_CLAUSE : 0;
    for (size_t i = n; i > first; i--) {
        *at = section->clauses.v[i - 1];
        if (m->parts.v[m->drafts.v[*at].part].key == m->parts.v[part].key)
            return true;
    }
    return false;
}

static bool has_item(const struct merger *m, const struct section *section,
                     struct rp_str item)
{
    for (size_t i = 0; i < section->clauses.n; i++)
        if (rp_str_equal(m->parts.v[m->drafts.v[section->clauses.v[i]].part].item, item))
            return true;
    return false;
}

/* Whether the stretch is another quotation of this current section: they share a clause, or
 * quote different items of it. */
static int is_same_section(struct merger *m, const struct section *section,
                           const struct stretch_view *view, bool *same)
{
    *same = false;
    if (section->is_old || section->part != view->part ||
        !names_like(section->name, view->name))
        return RP_OK;
    bool like;
    int status = addressees_like(m, section->addressee, view->addressee, LIKE, &like);
    if (status || !like)
        return status;
    uint32_t at;
    bool disjoint = true;
    for (uint32_t i = 0; i < view->n; i++) {
        if (find_clause(m, section, view->first + i, &at) != STANDS_APART)
            *same = true;
        disjoint = disjoint && m->parts.v[view->first + i].item.n > 0 &&
                   !has_item(m, section, m->parts.v[view->first + i].item);
    }
    *same = *same || disjoint;
    return RP_OK;
}

/* Digits by value, the rest by byte: "2/b" < "10/a". */
static int compare_natural(struct rp_str a, struct rp_str b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n) {
        if (isdigit((unsigned char)a.p[i]) && isdigit((unsigned char)b.p[k])) {
            uint64_t x = 0, y = 0;
            while (i < a.n && isdigit((unsigned char)a.p[i]))
                x = x * 10 + (uint64_t)(a.p[i++] - '0');
            while (k < b.n && isdigit((unsigned char)b.p[k]))
                y = y * 10 + (uint64_t)(b.p[k++] - '0');
            if (x != y)
                return x < y ? -1 : 1;
            continue;
        }
        if (a.p[i] != b.p[k])
            return (unsigned char)a.p[i] < (unsigned char)b.p[k] ? -1 : 1;
        i++;
        k++;
    }
    return (i < a.n) - (k < b.n);
}

/* New items of a section quoted before go behind the last one that comes before them. */
static int insert_clause(struct merger *m, struct section *section, uint32_t draft)
{
    if (rp_vec_push(&section->clauses, draft))
        return RP_ERR_MEMORY;
    struct rp_str item = m->parts.v[m->drafts.v[draft].part].item;
    size_t i = section->clauses.n - 1;
    if (item.n == 0 || !isdigit((unsigned char)item.p[0]))
        return RP_OK;
    while (i > 0) {
        struct rp_str above = m->parts.v[m->drafts.v[section->clauses.v[i - 1]].part].item;
        if (above.n == 0 || !isdigit((unsigned char)above.p[0]) ||
            compare_natural(above, item) <= 0)
            break;
        section->clauses.v[i] = section->clauses.v[i - 1];
        section->clauses.v[--i] = draft;
    }
    return RP_OK;
}

static int add_source(struct draft *draft, struct rp_source source)
{
    return rp_vec_push(&draft->sources, source);
}

static int add_draft(struct merger *m, struct section *section, uint32_t part,
                     bool in_order)
{
    struct draft draft = {.part = part};
    if (add_source(&draft, m->parts.v[part].source) || rp_vec_push(&m->drafts, draft)) {
        rp_vec_release(&draft.sources);
        return RP_ERR_MEMORY;
    }
    uint32_t index = (uint32_t)m->drafts.n - 1;
    return in_order ? rp_vec_push(&section->clauses, index)
                    : insert_clause(m, section, index);
}

static int add_section(struct merger *m, const struct stretch_view *view, bool is_old,
                       uint32_t *index)
{
    struct section section = {.name = view->name,
                              .addressee = view->addressee,
                              .part = view->part,
                              .is_old = is_old};
    *index = (uint32_t)m->sections.n;
    return rp_vec_push(&m->sections, section);
}

/* The section that keeps superseded wording of this name, made where there is none. */
static int old_section(struct merger *m, const struct stretch_view *view, uint32_t *index)
{
    for (uint32_t i = 0; i < m->sections.n; i++) {
        const struct section *s = &m->sections.v[i];
        if (s->is_old && s->part == view->part && rp_str_equal(s->name, view->name) &&
            rp_str_equal(s->addressee, view->addressee)) {
            *index = i;
            return RP_OK;
        }
    }
    return add_section(m, view, true, index);
}

static int supersede(struct merger *m, const struct stretch_view *view, uint32_t part)
{
    uint32_t index, at;
    if (old_section(m, view, &index))
        return RP_ERR_MEMORY;
    if (find_equal(m, &m->sections.v[index], part, &at))
        return add_source(&m->drafts.v[at], m->parts.v[part].source);
    return add_draft(m, &m->sections.v[index], part, true);
}

static int place_current(struct merger *m, const struct stretch_view *view, uint32_t floor)
{
    /* Sections from `floor` on come from the same block: a name that stands twice there
     * without like content is two sections. */
    uint32_t target = UINT32_MAX;
    uint32_t first = floor > FARTHEST_SECTION ? floor - FARTHEST_SECTION : 0;
    for (uint32_t i = first; i < floor && target == UINT32_MAX; i++) {
        bool same;
        int status = is_same_section(m, &m->sections.v[i], view, &same);
        if (status)
            return status;
        if (same)
            target = i;
    }
    bool is_new = target == UINT32_MAX;
    if (is_new && add_section(m, view, false, &target))
        return RP_ERR_MEMORY;
    for (uint32_t i = 0; i < view->n; i++) {
        uint32_t part = view->first + i, at;
        struct section *section = &m->sections.v[target];
        enum standing standing = is_new ? STANDS_APART : find_clause(m, section, part, &at);
        int status = standing == STANDS_EQUAL
                         ? add_source(&m->drafts.v[at], m->parts.v[part].source)
                     : standing == STANDS_LIKE ? supersede(m, view, part)
                                               : add_draft(m, section, part, is_new);
        if (status)
            return status;
    }
    return RP_OK;
}

static int place_old(struct merger *m, const struct stretch_view *view)
{
    for (uint32_t i = 0; i < view->n; i++) {
        uint32_t part = view->first + i, at = 0;
        bool equal = false;
        int status = RP_OK;
        for (uint32_t k = 0; k < m->sections.n && !equal && status == RP_OK; k++) {
            const struct section *s = &m->sections.v[k];
            if (s->is_old || s->part != view->part || !find_equal(m, s, part, &at))
                continue;
            equal = names_like(s->name, view->name);
            if (!equal)
                status = addressees_like(m, s->addressee, view->addressee, WIDER, &equal);
        }
        if (status)
            return status;
        status = equal ? add_source(&m->drafts.v[at], m->parts.v[part].source)
                       : supersede(m, view, part);
        if (status)
            return status;
    }
    return RP_OK;
}

static int merge_block(struct merger *m, const struct named_block *named, bool is_current)
{
    const struct rp_outline *outline = &m->outlines[named->outline];
    const struct rp_block *block = &outline->blocks.v[named->block];
    RP_VEC(struct stretch_view) views = {0};
    int status = RP_OK;
    for (uint32_t i = 0; i < block->n_stretches && status == RP_OK; i++) {
        const struct rp_stretch *stretch = &outline->stretches.v[block->first_stretch + i];
        struct stretch_view view = {.name = rp_outline_str(outline, stretch->name),
                                    .addressee =
                                        rp_outline_str(outline, stretch->addressee),
                                    .part = stretch->part,
                                    .first = (uint32_t)m->parts.n,
                                    .n = stretch->n_pieces};
        for (uint32_t k = 0; k < stretch->n_pieces && status == RP_OK; k++)
            status = add_part(m, outline, named->outline,
                              &outline->pieces.v[stretch->first_piece + k]);
        if (status == RP_OK)
            status = rp_vec_push(&views, view);
    }
    uint32_t floor = (uint32_t)m->sections.n;
    for (size_t i = 0; i < views.n && status == RP_OK; i++) {
        bool is_old = !is_current;
        size_t first = i > FARTHEST_SECTION ? i - FARTHEST_SECTION : 0;
        for (size_t k = first; k < i && !is_old && status == RP_OK; k++)
            status =
                stretches_like(m, &views.v[k], &views.v[i], block->heading.merged, &is_old);
        if (status == RP_OK)
            status =
                is_old ? place_old(m, &views.v[i]) : place_current(m, &views.v[i], floor);
    }
    rp_vec_release(&views);
    return status;
}

/* Paragraphs quoted without their section's heading are occurrences of equal clauses that
 * stand under one. */
static int fold_nameless(struct merger *m)
{
    for (size_t i = 0; i < m->sections.n; i++) {
        struct section *nameless = &m->sections.v[i];
        if (nameless->is_old || !rp_str_equal(nameless->name, RP_STR(RP_NAMELESS)))
            continue;
        size_t kept = 0;
        for (size_t k = 0; k < nameless->clauses.n; k++) {
            struct draft *draft = &m->drafts.v[nameless->clauses.v[k]];
            uint32_t at = 0;
            bool equal = false;
            for (size_t j = 0; j < m->sections.n && !equal; j++)
                equal = j != i && !m->sections.v[j].is_old &&
                        find_equal(m, &m->sections.v[j], draft->part, &at);
            if (!equal) {
                nameless->clauses.v[kept++] = nameless->clauses.v[k];
                continue;
            }
            for (size_t j = 0; j < draft->sources.n; j++)
                if (add_source(&m->drafts.v[at], draft->sources.v[j]))
                    return RP_ERR_MEMORY;
        }
        nameless->clauses.n = kept;
    }
    return RP_OK;
}

static int put(struct rp_corpus *corpus, struct rp_str s, struct rp_span *span)
{
    if (corpus->text.n + s.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    span->beg = (uint32_t)corpus->text.n;
    if (rp_buf_add_str(&corpus->text, s))
        return RP_ERR_MEMORY;
    span->end = (uint32_t)corpus->text.n;
    return RP_OK;
}

/* The same with lost hyphens restored. */
static int put_mended(struct merger *m, struct rp_str s, struct rp_span *span)
{
    struct rp_buf *text = &m->corpus->text;
    if (text->n + 2 * s.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    span->beg = (uint32_t)text->n;
    if (rp_hyphens_restore(m->hyphens, s, text))
        return RP_ERR_MEMORY;
    span->end = (uint32_t)text->n;
    return RP_OK;
}

struct citing {
    struct rp_corpus *corpus;
    uint32_t first;
};

static int add_cite(void *context, const struct rp_heading *cited)
{
    struct citing *citing = context;
    struct rp_corpus *corpus = citing->corpus;
    if (cited->body == RP_BODY_NONE)
        return RP_OK;
    char name[48];
    snprintf(name, sizeof name, "%s-%s", rp_body_name(cited->body), cited->number);
    for (size_t i = citing->first; i < corpus->cites.n; i++)
        if (rp_str_equal(rp_corpus_str(corpus, corpus->cites.v[i].name), rp_str_of(name)))
            return RP_OK;
    struct rp_cite cite = {.resolution = UINT32_MAX};
    int status = put(corpus, rp_str_of(name), &cite.name);
    if (status == RP_OK)
        status = put(corpus, rp_str_of(cited->revision), &cite.revision);
    return status ? status : rp_vec_push(&corpus->cites, cite);
}

static int compare_sources(const void *a, const void *b)
{
    const struct rp_source *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static int put_sources(struct rp_corpus *corpus, struct rp_source *v, size_t n,
                       struct rp_sources *out)
{
    qsort(v, n, sizeof *v, compare_sources);
    out->first = (uint32_t)corpus->sources.n;
    for (size_t i = 0; i < n; i++)
        if ((i == 0 || compare_sources(&v[i - 1], &v[i]) != 0) &&
            rp_vec_push(&corpus->sources, v[i]))
            return RP_ERR_MEMORY;
    out->n = (uint32_t)corpus->sources.n - out->first;
    return RP_OK;
}

/* "resolves to instruct" -> "resolves-to-instruct"; the second of its name gets "#2". */
static int put_id(struct rp_corpus *corpus, struct rp_str resolution, struct rp_str section,
                  uint32_t ordinal, const char *item, struct rp_span *id)
{
    struct rp_buf buf = {0};
    int status = rp_buf_printf(&buf, "%.*s/", (int)resolution.n, resolution.p);
    for (size_t i = 0; i < section.n && status == RP_OK; i++)
        status = rp_buf_putc(&buf, section.p[i] == ' ' ? '-' : section.p[i]);
    if (status == RP_OK && ordinal > 1)
        status = rp_buf_printf(&buf, "#%u", ordinal);
    if (status == RP_OK)
        status = rp_buf_printf(&buf, "/%s", item);
    if (status == RP_OK)
        status = put(corpus, rp_buf_str(&buf), id);
    rp_buf_release(&buf);
    return status;
}

/* What stands for an item in an id. */
struct item_name {
    struct rp_str item;
    uint32_t position; /* in the section */
    uint32_t same;     /* how many before it have the same label, or likewise none */
};

static int compare_items(const void *a, const void *b)
{
    const struct item_name *x = a, *y = b;
    int order = rp_str_compare(x->item, y->item);
    return order ? order : (x->position > y->position) - (x->position < y->position);
}

static int compare_positions(const void *a, const void *b)
{
    const struct item_name *x = a, *y = b;
    return (x->position > y->position) - (x->position < y->position);
}

/* One entry for each clause of the section, in order; NULL without memory. */
static struct item_name *name_items(const struct merger *m, const struct section *section)
{
    size_t n = section->clauses.n;
    struct item_name *names = rp_alloc(n, sizeof *names);
    if (!names)
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        names[i] = (struct item_name){
            m->parts.v[m->drafts.v[section->clauses.v[i]].part].item, i, 0};
    qsort(names, n, sizeof *names, compare_items);
    for (size_t i = 1; i < n; i++)
        if (rp_str_equal(names[i - 1].item, names[i].item))
            names[i].same = names[i - 1].same + 1;
    qsort(names, n, sizeof *names, compare_positions);
    return names;
}

/* Its path; for a paragraph without a label its place among such, "2", or "p2" where other
 * paragraphs have labels. */
static void print_item(const struct item_name *name, bool any_label, char out[64])
{
    int n = (int)(name->item.n > 48 ? 48 : name->item.n);
    if (name->item.n == 0)
        snprintf(out, 64, "%s%u", any_label ? "p" : "", name->same + 1);
    else if (name->same > 0)
        snprintf(out, 64, "%.*s#%u", n, name->item.p, name->same + 1);
    else
        snprintf(out, 64, "%.*s", n, name->item.p);
}

static int put_clause(struct merger *m, struct rp_str resolution, enum rp_body body,
                      uint32_t section_index, const struct section *section, size_t index,
                      const char *item)
{
    struct rp_corpus *corpus = m->corpus;
    struct draft *draft = &m->drafts.v[section->clauses.v[index]];
    const struct part *part = &m->parts.v[draft->part];
    struct rp_str text = {m->text.v + part->text.beg, part->text.end - part->text.beg};
    const struct rp_section *home = &corpus->sections.v[section_index];
    struct rp_clause clause = {.section = section_index,
                               .resolution = home->resolution,
                               .superseded = section->is_old};
    int status = put_id(corpus, resolution, section->name, home->ordinal, item, &clause.id);
    if (status == RP_OK)
        status = put(corpus, part->item, &clause.item);
    if (status == RP_OK)
        status = put(corpus, text, &clause.text);
    clause.first_cite = (uint32_t)corpus->cites.n;
    struct citing citing = {corpus, clause.first_cite};
    if (status == RP_OK)
        status = rp_cites_each(m->names, text, body, &m->match, add_cite, &citing);
    clause.n_cites = (uint32_t)corpus->cites.n - clause.first_cite;
    if (status == RP_OK)
        status = put_sources(corpus, draft->sources.v, draft->sources.n, &clause.sources);
    return status ? status : rp_vec_push(&corpus->clauses, clause);
}

static int put_sections(struct merger *m, struct rp_resolution *resolution, uint32_t index)
{
    struct rp_corpus *corpus = m->corpus;
    resolution->first_clause = (uint32_t)corpus->clauses.n;
    size_t first_section = corpus->sections.n;
    for (int old = 0; old < 2; old++)
        for (size_t i = 0; i < m->sections.n; i++) {
            const struct section *section = &m->sections.v[i];
            if (section->is_old != (old == 1) || section->clauses.n == 0)
                continue;
            struct rp_section out = {
                .resolution = index, .part = section->part, .ordinal = 1};
            for (size_t k = corpus->sections.n; k > first_section && out.ordinal == 1; k--)
                if (rp_str_equal(rp_corpus_str(corpus, corpus->sections.v[k - 1].name),
                                 section->name))
                    out.ordinal = corpus->sections.v[k - 1].ordinal + 1;
            int status = put(corpus, section->name, &out.name);
            if (status == RP_OK)
                status = put_mended(m, section->addressee, &out.addressee);
            if (status == RP_OK)
                status = rp_vec_push(&corpus->sections, out);
            struct item_name *items = status ? NULL : name_items(m, section);
            if (status == RP_OK && !items)
                status = RP_ERR_MEMORY;
            bool any_label = false;
            for (size_t k = 0; items && k < section->clauses.n; k++)
                any_label = any_label || items[k].item.n;
            for (size_t k = 0; k < section->clauses.n && status == RP_OK; k++) {
                char item[64];
                print_item(&items[k], any_label, item);
                status =
                    put_clause(m, rp_corpus_str(corpus, resolution->name), resolution->body,
                               (uint32_t)corpus->sections.n - 1, section, k, item);
            }
            rp_free(items);
            if (status)
                return status;
        }
    resolution->n_clauses = (uint32_t)corpus->clauses.n - resolution->first_clause;
    return RP_OK;
}

static struct rp_str title_of(const struct merger *m, const struct named_block *b)
{
    const struct rp_outline *outline = &m->outlines[b->outline];
    return rp_outline_str(outline, outline->blocks.v[b->block].title);
}

/* The title that most headings of the newest revision carry; of equals the first. */
static struct rp_str choose_title(const struct merger *m, const struct named_block *blocks,
                                  size_t n, uint64_t newest)
{
    struct rp_str best = {"", 0};
    size_t best_votes = 0;
    for (int any = 0; any < 2 && best_votes == 0; any++)
        for (size_t i = 0; i < n; i++) {
            struct rp_str title = title_of(m, &blocks[i]);
            if (title.n == 0 || (!any && blocks[i].rank != newest))
                continue;
            size_t votes = 0;
            for (size_t k = 0; k < n; k++)
                votes += key_of(title_of(m, &blocks[k])) == key_of(title);
            if (votes > best_votes) {
                best_votes = votes;
                best = title;
            }
        }
    return best;
}

static const struct rp_heading *heading_of(const struct merger *m,
                                           const struct named_block *b)
{
    return &m->outlines[b->outline].blocks.v[b->block].heading;
}

static int merge_resolution(struct merger *m, const struct named_block *blocks, size_t n)
{
    struct rp_corpus *corpus = m->corpus;
    clear_resolution(m);
    uint64_t newest = 0, newest_worded = 0;
    const struct rp_heading *heading = heading_of(m, &blocks[0]);
    RP_VEC(struct rp_source) sources = {0};
    int status = RP_OK;
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        const struct rp_block *block =
            &m->outlines[blocks[i].outline].blocks.v[blocks[i].block];
        bool worded = false;
        for (uint32_t k = 0; k < block->n_stretches; k++)
            worded = worded || m->outlines[blocks[i].outline]
                                   .stretches.v[block->first_stretch + k]
                                   .n_pieces;
        if (blocks[i].rank > newest || !heading->revision[0]) {
            newest = blocks[i].rank > newest ? blocks[i].rank : newest;
            heading = block->heading.revision[0] ? &block->heading : heading;
        }
        if (worded && blocks[i].rank > newest_worded)
            newest_worded = blocks[i].rank;
        status = rp_vec_push(&sources, (struct rp_source){blocks[i].outline, block->line});
    }
    for (int old = 0; old < 2; old++)
        for (size_t i = 0; i < n && status == RP_OK; i++) {
            /* A heading without a date stands for the newest text. */
            bool is_old = blocks[i].rank && blocks[i].rank < newest_worded;
            if (is_old == (old == 1))
                status = merge_block(m, &blocks[i], !is_old);
        }
    if (status == RP_OK)
        status = fold_nameless(m);
    struct rp_resolution resolution = {
        .body = blocks[0].body, .kind = heading->kind, .year = heading->year};
    char name[64];
    snprintf(name, sizeof name, "%s-%s", rp_body_name(blocks[0].body), blocks[0].number);
    const char *alias = "";
    for (size_t i = 0; i < n; i++)
        if (heading_of(m, &blocks[i])->alias[0])
            alias = heading_of(m, &blocks[i])->alias;
    if (status == RP_OK)
        status = put(corpus, rp_str_of(name), &resolution.name);
    resolution.number.beg =
        resolution.name.beg + (uint32_t)strlen(rp_body_name(resolution.body)) + 1;
    resolution.number.end = resolution.name.end;
    if (status == RP_OK)
        status = put(corpus, rp_str_of(alias), &resolution.alias);
    if (status == RP_OK)
        status = put(corpus, rp_str_of(heading->revision), &resolution.revision);
    if (status == RP_OK)
        status = put_mended(m, choose_title(m, blocks, n, newest), &resolution.title);
    if (status == RP_OK)
        status = put_sources(corpus, sources.v, sources.n, &resolution.sources);
    if (status == RP_OK)
        status = put_sections(m, &resolution, (uint32_t)corpus->resolutions.n);
    if (status == RP_OK)
        status = rp_vec_push(&corpus->resolutions, resolution);
    rp_vec_release(&sources);
    return status;
}

static int compare_blocks(const void *a, const void *b)
{
    const struct named_block *x = a, *y = b;
    if (x->body != y->body)
        return x->body < y->body ? -1 : 1;
    int order = compare_natural(rp_str_of(x->number), rp_str_of(y->number));
    if (order == 0)
        order = strcmp(x->number, y->number);
    if (order)
        return order;
    if (x->outline != y->outline)
        return x->outline < y->outline ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

/* Give each block its body and final number. */
static int name_blocks(struct merger *m, size_t n)
{
    for (uint32_t o = 0; o < n; o++)
        for (uint32_t b = 0; b < m->outlines[o].blocks.n; b++) {
            const struct rp_heading *h = &m->outlines[o].blocks.v[b].heading;
            if (h->number[0] == '\0')
                continue; /* a draft that does not name itself */
            struct named_block named = {.body = h->body,
                                        .number = h->number,
                                        .outline = o,
                                        .block = b,
                                        .rank = (uint64_t)h->year << 32 | h->suffix};
            if (rp_vec_push(&m->blocks, named) ||
                (h->alias[0] && m->aliased.n < MOST_ALIASES && rp_vec_push(&m->aliased, h)))
                return RP_ERR_MEMORY;
        }
    for (size_t i = 0; i < m->blocks.n; i++) {
        struct named_block *b = &m->blocks.v[i];
        for (size_t k = 0; k < m->aliased.n; k++) {
            const struct rp_heading *final = m->aliased.v[k];
            bool fits = b->body == RP_BODY_NONE || b->body == final->body;
            if (fits && strcmp(final->alias, b->number) == 0) {
                b->body = final->body;
                b->number = final->number;
            }
        }
        if (b->body == RP_BODY_NONE)
            b->body = m->outlines[b->outline].blocks.v[b->block].hint;
        if (b->body == RP_BODY_NONE)
            b->body = RP_BODY_PP;
    }
    if (m->blocks.n)
        qsort(m->blocks.v, m->blocks.n, sizeof *m->blocks.v, compare_blocks);
    return RP_OK;
}

static int compare_names(const void *a, const void *b)
{
    const struct named_index *x = a, *y = b;
    return rp_str_compare(x->name, y->name);
}

static int resolve_cites(struct rp_corpus *corpus)
{
    size_t n = corpus->resolutions.n;
    struct named_index *names = rp_alloc(n, sizeof *names);
    if (!names)
        return RP_ERR_MEMORY;
    for (uint32_t i = 0; i < n; i++)
        names[i] =
            (struct named_index){rp_corpus_str(corpus, corpus->resolutions.v[i].name), i};
    if (n)
        qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < corpus->cites.n && n; i++) {
        struct rp_cite *cite = &corpus->cites.v[i];
        struct named_index wanted = {rp_corpus_str(corpus, cite->name), 0};
        const struct named_index *found =
            bsearch(&wanted, names, n, sizeof *names, compare_names);
        if (found)
            cite->resolution = found->index;
    }
    rp_free(names);
    return RP_OK;
}

int rp_merge(struct rp_corpus *corpus, const struct rp_outline *outlines, size_t n,
             const struct rp_names *names, struct rp_error *err)
{
    struct merger m = {.corpus = corpus, .outlines = outlines, .names = names};
    int status = rp_hyphens_new(&m.hyphens, err);
    if (status)
        return status;
    if (rp_match_init(&m.match))
        status = RP_ERR_MEMORY;
    for (size_t i = 0; i < n && status == RP_OK; i++)
        status = rp_hyphens_learn(m.hyphens, rp_buf_str(&outlines[i].text));
    if (status == RP_OK)
        status = name_blocks(&m, n);
    for (size_t i = 0; i < m.blocks.n && status == RP_OK;) {
        size_t end = i + 1;
        while (end < m.blocks.n && m.blocks.v[end].body == m.blocks.v[i].body &&
               strcmp(m.blocks.v[end].number, m.blocks.v[i].number) == 0)
            end++;
        status = merge_resolution(&m, m.blocks.v + i, end - i);
        for (size_t k = i; k < end && status == RP_OK; k++)
            if (k == i || m.blocks.v[k - 1].outline != m.blocks.v[k].outline)
                corpus->inputs.v[m.blocks.v[k].outline].n_resolutions++;
        i = end;
    }
    if (status == RP_OK)
        status = resolve_cites(corpus);
    if (status == RP_OK) {
        for (size_t i = 0; i < corpus->clauses.n; i++) {
            const struct rp_clause *c = &corpus->clauses.v[i];
            for (uint32_t k = 0; k < c->sources.n; k++) {
                uint32_t d = corpus->sources.v[c->sources.first + k].document;
                if (k == 0 || corpus->sources.v[c->sources.first + k - 1].document != d)
                    corpus->inputs.v[d].n_clauses++;
            }
        }
    }
    clear_resolution(&m);
    rp_vec_release(&m.sections);
    rp_vec_release(&m.drafts);
    rp_vec_release(&m.parts);
    rp_vec_release(&m.words);
    rp_vec_release(&m.blocks);
    rp_vec_release(&m.aliased);
    rp_buf_release(&m.text);
    rp_match_release(&m.match);
    rp_hyphens_free(m.hyphens);
    if (status == RP_ERR_MEMORY)
        return rp_fail_memory(err);
    if (status)
        return rp_fail(err, status, NULL, 0,
                       "the corpus is too large, or a pattern reached its limit");
    return RP_OK;
}
