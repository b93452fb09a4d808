#include "segment/wording.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Shares, in percent, at which two wordings count as one wording and its revision. */
enum { LIKE_PERCENT = 50, LIKE_ADDRESSEE_PERCENT = 80 };

/* Bounds against inputs made to be slow; under one heading of the published compilation
 * stand at most 12 sections. */
enum { FARTHEST_SECTION = 100, FARTHEST_CLAUSE = 5000 };

void rp_wording_clear(struct rp_wording *w)
{
    for (size_t i = 0; i < w->chapters.n; i++)
        rp_vec_release(&w->chapters.v[i].clauses);
    for (size_t i = 0; i < w->drafts.n; i++)
        rp_vec_release(&w->drafts.v[i].sources);
    w->chapters.n = w->drafts.n = w->passages.n = w->words.n = w->text.n = 0;
}

void rp_wording_release(struct rp_wording *w)
{
    rp_wording_clear(w);
    rp_vec_release(&w->chapters);
    rp_vec_release(&w->drafts);
    rp_vec_release(&w->passages);
    rp_vec_release(&w->words);
    rp_buf_release(&w->text);
}

static int compare_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Append the sorted, unique hashes of the words of s; returns how many, or -1. */
static int64_t add_words(struct rp_wording *w, struct rp_str s)
{
    size_t first = w->words.n;
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
            if (rp_vec_push(&w->words, rp_hash(word, n, 0)))
                return -1;
            n = 0;
        }
    }
    size_t end = first;
    if (w->words.n > first)
        qsort(w->words.v + first, w->words.n - first, sizeof(uint64_t), compare_u64);
    for (size_t i = first; i < w->words.n; i++)
        if (i == first || w->words.v[i] != w->words.v[end - 1])
            w->words.v[end++] = w->words.v[i];
    w->words.n = end;
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

static bool parts_like(const struct rp_wording *w, uint32_t a, uint32_t b)
{
    const struct rp_passage *x = &w->passages.v[a], *y = &w->passages.v[b];
    return x->key == y->key ||
           is_like(w->words.v + x->first_word, x->n_words, w->words.v + y->first_word,
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

static int word_sets_near(struct rp_wording *w, struct rp_str a, struct rp_str b,
                          enum nearness nearness, bool *near)
{
    size_t first = w->words.n;
    int64_t n = add_words(w, a), k = n < 0 ? -1 : add_words(w, b);
    if (k < 0)
        return RP_ERR_MEMORY;
    static const uint64_t none = 0; /* no arithmetic on NULL */
    const uint64_t *x = w->words.v ? w->words.v + first : &none, *y = x + n;
    *near = is_like(x, (size_t)n, y, (size_t)k, LIKE_ADDRESSEE_PERCENT) ||
            (nearness == WIDER && n && k && is_inside(x, (size_t)n, y, (size_t)k));
    w->words.n = first;
    return RP_OK;
}

static int addressees_like(struct rp_wording *w, struct rp_str a, struct rp_str b,
                           enum nearness nearness, bool *like)
{
    *like = rp_str_equal(a, b);
    if (*like)
        return RP_OK;
    int status = word_sets_near(w, first_addressed(a), first_addressed(b), nearness, like);
    if (status == RP_OK && *like && nearness == LIKE)
        status = word_sets_near(w, a, b, LIKE, like);
    return status;
}

uint64_t rp_wording_key(struct rp_str s)
{
    uint64_t key = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (isalnum(c) || c >= 0x80)
            key = rp_mix(key ^ ((uint64_t)tolower(c) + (uint64_t)0x9e3779b97f4a7c15));
    }
    return key;
}

static int add_part(struct rp_wording *w, const struct rp_outline *outline,
                    uint32_t document, const struct rp_piece *piece)
{
    struct rp_passage part = {.source = {document, piece->line},
                              .is_deleted = piece->is_deleted,
                              .item = rp_outline_str(outline, piece->item),
                              .first_word = (uint32_t)w->words.n};
    part.text.beg = (uint32_t)w->text.n;
    if (rp_hyphens_restore(w->hyphens, rp_outline_str(outline, piece->text), &w->text))
        return RP_ERR_MEMORY;
    part.text.end = (uint32_t)w->text.n;
    struct rp_str text = {w->text.v + part.text.beg, part.text.end - part.text.beg};
    part.key = rp_wording_key(text);
    int64_t n_words = add_words(w, text);
    if (n_words < 0)
        return RP_ERR_MEMORY;
    part.n_words = (uint32_t)n_words;
    return rp_vec_push(&w->passages, part);
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
static int stretches_like(struct rp_wording *w, const struct stretch_view *a,
                          const struct stretch_view *b, bool is_merged, bool *like)
{
    *like = false;
    bool same_name = names_like(a->name, b->name);
    if (a->part != b->part || a->n == 0 || b->n == 0 || (!same_name && !is_merged))
        return RP_OK;
    int status = addressees_like(w, a->addressee, b->addressee, LIKE, like);
    if (status || (*like && same_name && is_merged))
        return status;
    if (!*like && is_merged)
        status = addressees_like(w, a->addressee, b->addressee, WIDER, like);
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
            found = parts_like(w, a->first + i, b->first + k);
        n_like += found;
    }
    *like = 100 * (size_t)n_like >= (size_t)LIKE_PERCENT * a->n;
    return RP_OK;
}

/* How a clause of the section stands to a part: equal, or a wording of the same item. */
enum standing { STANDS_APART, STANDS_LIKE, STANDS_EQUAL };

static enum standing find_clause(const struct rp_wording *w,
                                 const struct rp_chapter *section, uint32_t part,
                                 uint32_t *at)
{
    enum standing best = STANDS_APART;
    for (size_t i = 0; i < section->clauses.n; i++) {
        uint32_t other = w->drafts.v[section->clauses.v[i]].passage;
        enum standing now = STANDS_APART;
        if (w->passages.v[other].key == w->passages.v[part].key)
            now = STANDS_EQUAL;
        else if (rp_str_equal(w->passages.v[other].item, w->passages.v[part].item) &&
                 parts_like(w, other, part))
            now = STANDS_LIKE;
        if (now > best) {
            best = now;
            *at = section->clauses.v[i];
        }
    }
    return best;
}

/* The same for equal clauses alone, among the last ones of a section. */
static bool find_equal(const struct rp_wording *w, const struct rp_chapter *section,
                       uint32_t part, uint32_t *at)
{
    size_t n = section->clauses.n;
    size_t first = n > FARTHEST_CLAUSE ? n - FARTHEST_CLAUSE : 0;
    for (size_t i = n; i > first; i--) {
        *at = section->clauses.v[i - 1];
        if (w->passages.v[w->drafts.v[*at].passage].key == w->passages.v[part].key)
            return true;
    }
    return false;
}

static bool has_item(const struct rp_wording *w, const struct rp_chapter *section,
                     struct rp_str item)
{
    for (size_t i = 0; i < section->clauses.n; i++)
        if (rp_str_equal(w->passages.v[w->drafts.v[section->clauses.v[i]].passage].item,
                         item))
            return true;
    return false;
}

/* Whether the stretch is another quotation of this current section: they share a clause, or
 * quote different items of it. */
static int is_same_section(struct rp_wording *w, const struct rp_chapter *section,
                           const struct stretch_view *view, bool *same)
{
    *same = false;
    if (section->is_old || section->part != view->part ||
        !names_like(section->name, view->name))
        return RP_OK;
    bool like;
    int status = addressees_like(w, section->addressee, view->addressee, LIKE, &like);
    if (status || !like)
        return status;
    uint32_t at;
    bool disjoint = true;
    for (uint32_t i = 0; i < view->n; i++) {
        if (find_clause(w, section, view->first + i, &at) != STANDS_APART)
            *same = true;
        disjoint = disjoint && w->passages.v[view->first + i].item.n > 0 &&
                   !has_item(w, section, w->passages.v[view->first + i].item);
    }
    *same = *same || disjoint;
    return RP_OK;
}

/* Digits by value, the rest by byte: "2/b" < "10/a". */
int rp_compare_natural(struct rp_str a, struct rp_str b)
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
static int insert_clause(struct rp_wording *w, struct rp_chapter *section, uint32_t draft)
{
    if (rp_vec_push(&section->clauses, draft))
        return RP_ERR_MEMORY;
    struct rp_str item = w->passages.v[w->drafts.v[draft].passage].item;
    size_t i = section->clauses.n - 1;
    if (item.n == 0 || !isdigit((unsigned char)item.p[0]))
        return RP_OK;
    while (i > 0) {
        struct rp_str above =
            w->passages.v[w->drafts.v[section->clauses.v[i - 1]].passage].item;
        if (above.n == 0 || !isdigit((unsigned char)above.p[0]) ||
            rp_compare_natural(above, item) <= 0)
            break;
        section->clauses.v[i] = section->clauses.v[i - 1];
        section->clauses.v[--i] = draft;
    }
    return RP_OK;
}

static int add_source(struct rp_draft *draft, struct rp_source source)
{
    return rp_vec_push(&draft->sources, source);
}

static int add_draft(struct rp_wording *w, struct rp_chapter *section, uint32_t part,
                     bool in_order)
{
    struct rp_draft draft = {.passage = part};
    if (add_source(&draft, w->passages.v[part].source) || rp_vec_push(&w->drafts, draft)) {
        rp_vec_release(&draft.sources);
        return RP_ERR_MEMORY;
    }
    uint32_t index = (uint32_t)w->drafts.n - 1;
    return in_order ? rp_vec_push(&section->clauses, index)
                    : insert_clause(w, section, index);
}

static int add_section(struct rp_wording *w, const struct stretch_view *view, bool is_old,
                       uint32_t *index)
{
    struct rp_chapter section = {.name = view->name,
                                 .addressee = view->addressee,
                                 .part = view->part,
                                 .is_old = is_old};
    *index = (uint32_t)w->chapters.n;
    return rp_vec_push(&w->chapters, section);
}

/* The section that keeps superseded wording of this name, made where there is none. */
static int old_section(struct rp_wording *w, const struct stretch_view *view,
                       uint32_t *index)
{
    for (uint32_t i = 0; i < w->chapters.n; i++) {
        const struct rp_chapter *s = &w->chapters.v[i];
        if (s->is_old && s->part == view->part && rp_str_equal(s->name, view->name) &&
            rp_str_equal(s->addressee, view->addressee)) {
            *index = i;
            return RP_OK;
        }
    }
    return add_section(w, view, true, index);
}

static int supersede(struct rp_wording *w, const struct stretch_view *view, uint32_t part)
{
    uint32_t index, at;
    if (old_section(w, view, &index))
        return RP_ERR_MEMORY;
    if (find_equal(w, &w->chapters.v[index], part, &at))
        return add_source(&w->drafts.v[at], w->passages.v[part].source);
    return add_draft(w, &w->chapters.v[index], part, true);
}

static int place_current(struct rp_wording *w, const struct stretch_view *view,
                         uint32_t floor)
{
    /* Sections from `floor` on come from the same block: a name that stands twice there
     * without like content is two sections. */
    uint32_t target = UINT32_MAX;
    uint32_t first = floor > FARTHEST_SECTION ? floor - FARTHEST_SECTION : 0;
    for (uint32_t i = first; i < floor && target == UINT32_MAX; i++) {
        bool same;
        int status = is_same_section(w, &w->chapters.v[i], view, &same);
        if (status)
            return status;
        if (same)
            target = i;
    }
    bool is_new = target == UINT32_MAX;
    if (is_new && add_section(w, view, false, &target))
        return RP_ERR_MEMORY;
    for (uint32_t i = 0; i < view->n; i++) {
        uint32_t part = view->first + i, at;
        if (w->passages.v[part].is_deleted) {
            if (supersede(w, view, part))
                return RP_ERR_MEMORY;
            continue;
        }
        struct rp_chapter *section = &w->chapters.v[target];
        enum standing standing = is_new ? STANDS_APART : find_clause(w, section, part, &at);
        int status = standing == STANDS_EQUAL
                         ? add_source(&w->drafts.v[at], w->passages.v[part].source)
                     : standing == STANDS_LIKE ? supersede(w, view, part)
                                               : add_draft(w, section, part, is_new);
        if (status)
            return status;
    }
    return RP_OK;
}

static int place_old(struct rp_wording *w, const struct stretch_view *view)
{
    for (uint32_t i = 0; i < view->n; i++) {
        uint32_t part = view->first + i, at = 0;
        bool equal = false;
        int status = RP_OK;
        for (uint32_t k = 0; k < w->chapters.n && !equal && status == RP_OK; k++) {
            const struct rp_chapter *s = &w->chapters.v[k];
            if (s->is_old || s->part != view->part || !find_equal(w, s, part, &at))
                continue;
            equal = names_like(s->name, view->name);
            if (!equal)
                status = addressees_like(w, s->addressee, view->addressee, WIDER, &equal);
        }
        if (status)
            return status;
        status = equal ? add_source(&w->drafts.v[at], w->passages.v[part].source)
                       : supersede(w, view, part);
        if (status)
            return status;
    }
    return RP_OK;
}

/* Add the passages of a stretch. */
static int view_stretch(struct rp_wording *w, const struct rp_outline *outline,
                        uint32_t document, uint32_t index, struct stretch_view *view)
{
    const struct rp_stretch *stretch = &outline->stretches.v[index];
    *view = (struct stretch_view){.name = rp_outline_str(outline, stretch->name),
                                  .addressee = rp_outline_str(outline, stretch->addressee),
                                  .part = stretch->part,
                                  .first = (uint32_t)w->passages.n,
                                  .n = stretch->n_pieces};
    int status = RP_OK;
    for (uint32_t k = 0; k < stretch->n_pieces && status == RP_OK; k++)
        status =
            add_part(w, outline, document, &outline->pieces.v[stretch->first_piece + k]);
    return status;
}

int rp_wording_add(struct rp_wording *w, const struct rp_outline *outline,
                   uint32_t document, const struct rp_block *block, bool is_present)
{
    RP_VEC(struct stretch_view) views = {0};
    int status = RP_OK;
    for (uint32_t i = 0; i < block->n_stretches && status == RP_OK; i++) {
        struct stretch_view view;
        status = view_stretch(w, outline, document, block->first_stretch + i, &view);
        if (status == RP_OK)
            status = rp_vec_push(&views, view);
    }
    uint32_t floor = (uint32_t)w->chapters.n;
    for (size_t i = 0; i < views.n && status == RP_OK; i++) {
        bool is_old = !is_present;
        size_t first = i > FARTHEST_SECTION ? i - FARTHEST_SECTION : 0;
        for (size_t k = first; k < i && !is_old && status == RP_OK; k++)
            status =
                stretches_like(w, &views.v[k], &views.v[i], block->heading.merged, &is_old);
        if (status == RP_OK)
            status =
                is_old ? place_old(w, &views.v[i]) : place_current(w, &views.v[i], floor);
    }
    rp_vec_release(&views);
    return status;
}

int rp_wording_add_draft(struct rp_wording *w, const struct rp_outline *outline,
                         uint32_t document, const struct rp_block *block)
{
    int status = RP_OK;
    for (uint32_t i = 0; i < block->n_stretches && status == RP_OK; i++) {
        struct stretch_view view;
        uint32_t index;
        status = view_stretch(w, outline, document, block->first_stretch + i, &view);
        if (status == RP_OK)
            status = add_section(w, &view, false, &index);
        for (uint32_t k = view.first; k < view.first + view.n && status == RP_OK; k++)
            status = w->passages.v[k].is_deleted
                         ? supersede(w, &view, k)
                         : add_draft(w, &w->chapters.v[index], k, true);
    }
    return status;
}

int rp_wording_finish(struct rp_wording *w)
{
    for (size_t i = 0; i < w->chapters.n; i++) {
        struct rp_chapter *nameless = &w->chapters.v[i];
        if (nameless->is_old || !rp_str_equal(nameless->name, RP_STR(RP_NAMELESS)))
            continue;
        size_t kept = 0;
        for (size_t k = 0; k < nameless->clauses.n; k++) {
            struct rp_draft *draft = &w->drafts.v[nameless->clauses.v[k]];
            uint32_t at = 0;
            bool equal = false;
            for (size_t j = 0; j < w->chapters.n && !equal; j++)
                equal = j != i && !w->chapters.v[j].is_old &&
                        find_equal(w, &w->chapters.v[j], draft->passage, &at);
            if (!equal) {
                nameless->clauses.v[kept++] = nameless->clauses.v[k];
                continue;
            }
            for (size_t j = 0; j < draft->sources.n; j++)
                if (add_source(&w->drafts.v[at], draft->sources.v[j]))
                    return RP_ERR_MEMORY;
        }
        nameless->clauses.n = kept;
    }
    return RP_OK;
}
