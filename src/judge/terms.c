/* Abbreviations are found by their place, "long form (ABC)", and their initials; after
 * Schwartz and Hearst 2003, with whole initials only: a looser rule finds more in medical
 * texts and nothing here. */
#include "judge/terms.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "judge/data.h"

enum {
    MIN_HALF_BYTES = 2,     /* of a word that lost its hyphen; the first may be one letter
                               where a hyphen stands somewhere: `e-health`, not `a long` */
    MAX_SPLIT_BYTES = 40,   /* longer words are no two words */
    MAX_INITIALS = 8,       /* longer capitals are headings */
    MAX_CITATION_WORDS = 8, /* "Resolution 17 (Rev. Santa Cruz de la Sierra, 2017)" */
    CLASS_SEED = 1,
};

/* A clause or a title, after words were respelled. */
struct text {
    struct rp_str str;
    const struct rp_token *words;
    size_t n;
};

struct build {
    const struct rp_corpus *corpus;
    int (*tokenize)(struct rp_tokens *out, struct rp_str s);
    struct rp_tokens titles, respelled, scratch;
    RP_VEC(uint32_t) first_title;
    RP_VEC(uint32_t) first; /* of texts, in respelled */
    RP_VEC(uint64_t) keys;  /* of terms, before they have ids */
    struct rp_words words;
    size_t n_texts;
};

static struct rp_str text_str(const struct rp_corpus *corpus, size_t i)
{
    return rp_corpus_str(corpus, i < corpus->clauses.n
                                     ? corpus->clauses.v[i].text
                                     : corpus->resolutions.v[i - corpus->clauses.n].title);
}

/* Drafts are folded by what the corpus says and teach nothing. */
static bool is_draft(const struct rp_corpus *corpus, size_t i)
{
    const size_t r =
        i < corpus->clauses.n ? corpus->clauses.v[i].resolution : i - corpus->clauses.n;
    return corpus->resolutions.v[r].draft;
}

/* The words of text i as they came. */
static struct text raw_text(const struct build *b, size_t i)
{
    struct text text = {.str = text_str(b->corpus, i)};
    if (i < b->corpus->clauses.n) {
        text.words = b->words.v + b->words.first[i];
        text.n = b->words.first[i + 1] - b->words.first[i];
    } else {
        const uint32_t *first = b->first_title.v + (i - b->corpus->clauses.n);
        text.words = b->titles.v + first[0];
        text.n = first[1] - first[0];
    }
    return text;
}

static struct text respelled_text(const struct build *b, size_t i)
{
    return (struct text){text_str(b->corpus, i), b->respelled.v + b->first.v[i],
                         b->first.v[i + 1] - b->first.v[i]};
}

static int tokenize_titles(struct build *b)
{
    const size_t n = b->corpus->resolutions.n;
    if (rp_vec_push(&b->first_title, 0))
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        int status = b->tokenize(&b->titles, text_str(b->corpus, b->corpus->clauses.n + i));
        if (status)
            return status;
        if (b->titles.n > INT32_MAX)
            return RP_ERR_LIMIT;
        if (rp_vec_push(&b->first_title, (uint32_t)b->titles.n))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

/* ---- lost hyphens: one spelling for `capacity-building` and `capacitybuilding` ---- */

struct spelling {
    uint64_t hash;
    uint32_t n;         /* how often */
    struct rp_str word; /* as it first stood */
    uint32_t split;     /* bytes of its first half, where it is read as two words */
};

/* Two words that stand as one somewhere. */
struct split {
    uint32_t whole; /* the one */
    uint32_t n;     /* how often they stand as two */
    uint32_t bytes; /* of the first half */
};

struct spellings {
    RP_VEC(struct spelling) v;
    struct rp_table index; /* word -> v */
    RP_VEC(struct split) splits;
    struct rp_table pairs; /* pair of words -> splits */
};

static uint64_t pair_key(uint64_t u, uint64_t v)
{
    return rp_mix(u) * 3 + v;
}

static int collect_words(struct build *b, struct spellings *sp, bool of_drafts)
{
    for (size_t i = 0; i < b->n_texts; i++) {
        const struct text text = raw_text(b, i);
        if (is_draft(b->corpus, i) != of_drafts)
            continue;
        for (size_t k = 0; k < text.n; k++) {
            const struct rp_token *t = &text.words[k];
            uint32_t *at = rp_table_put(&sp->index, t->hash, (uint32_t)sp->v.n);
            if (!at)
                return RP_ERR_MEMORY;
            if (*at < sp->v.n)
                sp->v.v[*at].n += !of_drafts;
            else if (rp_vec_push(&sp->v, (struct spelling){.hash = t->hash,
                                                           .n = !of_drafts,
                                                           .word = {text.str.p + t->beg,
                                                                    t->end - t->beg}}))
                return RP_ERR_MEMORY;
        }
    }
    return RP_OK;
}

static bool is_plain(struct rp_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            return false;
    }
    return true;
}

/* The hash of a word; 0 if it is not one word of the corpus. */
static int half(struct build *b, const struct spellings *sp, struct rp_str s,
                uint64_t *hash)
{
    b->scratch.n = 0;
    *hash = 0;
    int status = b->tokenize(&b->scratch, s);
    if (status == RP_OK && b->scratch.n == 1 &&
        rp_table_find(&sp->index, b->scratch.v->hash))
        *hash = b->scratch.v->hash;
    return status;
}

/* Whether words k - 1 and k may be one word that a hyphen or a space divides after `bytes`.
 */
static bool may_be_one(struct text text, size_t k, uint32_t bytes)
{
    const uint32_t end = text.words[k - 1].end, beg = text.words[k].beg;
    return bytes >= MIN_HALF_BYTES || (beg == end + 1 && text.str.p[end] == '-');
}

static int find_splits(struct build *b, struct spellings *sp)
{
    for (size_t i = 0; i < sp->v.n; i++) {
        const struct rp_str word = sp->v.v[i].word;
        if (word.n > MAX_SPLIT_BYTES || !is_plain(word))
            continue;
        for (size_t k = 1; k + MIN_HALF_BYTES <= word.n; k++) {
            uint64_t u, v = 0;
            int status = half(b, sp, (struct rp_str){word.p, k}, &u);
            if (status == RP_OK && u)
                status = half(b, sp, (struct rp_str){word.p + k, word.n - k}, &v);
            if (status)
                return status;
            if (!u || !v)
                continue;
            if (!rp_table_put(&sp->pairs, pair_key(u, v), (uint32_t)sp->splits.n) ||
                rp_vec_push(&sp->splits, (struct split){(uint32_t)i, 0, (uint32_t)k}))
                return RP_ERR_MEMORY;
        }
    }
    for (size_t i = 0; i < b->n_texts; i++) {
        const struct text text = raw_text(b, i);
        for (size_t k = 1; k < text.n && !is_draft(b->corpus, i); k++) {
            const uint32_t *at = rp_table_find(
                &sp->pairs, pair_key(text.words[k - 1].hash, text.words[k].hash));
            /* A pair that is found leads to a split.
             * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
            if (at && may_be_one(text, k, sp->splits.v[*at].bytes))
                sp->splits.v[*at].n++;
        }
    }
    /* The rarer spelling gives way; where both are as common, two words stand. */
    for (size_t i = 0; i < sp->splits.n; i++) {
        const struct split *s = &sp->splits.v[i];
        struct spelling *whole = &sp->v.v[s->whole];
        if (s->n && s->n >= whole->n && !whole->split)
            whole->split = s->bytes;
    }
    return RP_OK;
}

static int respell_text(struct build *b, const struct spellings *sp, struct text text)
{
    for (size_t k = 0; k < text.n; k++) {
        struct rp_token t = text.words[k];
        const uint32_t *at =
            k + 1 < text.n
                ? rp_table_find(&sp->pairs, pair_key(t.hash, text.words[k + 1].hash))
                : NULL;
        /* A pair that is found leads to a split.
         * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
        if (at && sp->splits.v[*at].n < sp->v.v[sp->splits.v[*at].whole].n &&
            may_be_one(text, k + 1, sp->splits.v[*at].bytes)) {
            t.hash = sp->v.v[sp->splits.v[*at].whole].hash;
            t.end = text.words[++k].end;
        } else {
            const struct spelling *s = &sp->v.v[*rp_table_find(&sp->index, t.hash)];
            /* Every word of the corpus is in the index.
             * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
            if (s->split && s->word.n == t.end - t.beg) {
                const uint32_t mid = t.beg + s->split;
                b->scratch.n = 0;
                int status = b->tokenize(&b->scratch, (struct rp_str){s->word.p, s->split});
                if (status == RP_OK)
                    status =
                        b->tokenize(&b->scratch, (struct rp_str){s->word.p + s->split,
                                                                 s->word.n - s->split});
                if (status)
                    return status;
                if (b->scratch.n == 2) {
                    if (rp_vec_push(&b->respelled,
                                    (struct rp_token){b->scratch.v[0].hash, t.beg, mid}))
                        return RP_ERR_MEMORY;
                    t.hash = b->scratch.v[1].hash;
                    t.beg = mid;
                }
            }
        }
        if (rp_vec_push(&b->respelled, t))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

static int respell(struct build *b)
{
    struct spellings sp = {0};
    int status = collect_words(b, &sp, false);
    if (status == RP_OK)
        status = collect_words(b, &sp, true);
    if (status == RP_OK)
        status = find_splits(b, &sp);
    if (status == RP_OK)
        status = rp_vec_push(&b->first, 0);
    for (size_t i = 0; i < b->n_texts && status == RP_OK; i++) {
        status = respell_text(b, &sp, raw_text(b, i));
        if (status == RP_OK)
            status = rp_vec_push(&b->first, (uint32_t)b->respelled.n);
    }
    rp_vec_release(&sp.v);
    rp_table_release(&sp.index);
    rp_vec_release(&sp.splits);
    rp_table_release(&sp.pairs);
    return status;
}

/* ---- phrases ---- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Whether a phrase is written as an abbreviation: a capital first, another, no space. */
static bool is_abbreviation(struct rp_str s)
{
    size_t n_upper = 0;
    if (!s.n || !is_upper(*s.p))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ')
            return false;
        n_upper += is_upper(s.p[i]);
    }
    return n_upper >= 2;
}

static const struct rp_token *phrase_words(const struct rp_phrases *phrases,
                                           const struct rp_phrase *p)
{
    return phrases->words.v + p->beg;
}

/* Add a phrase of words[0..n), unless it is there. */
static int add_phrase(struct rp_phrases *phrases, const struct rp_token *words, size_t n,
                      struct rp_phrase as)
{
    for (size_t i = 0; i < phrases->phrases.n; i++) {
        const struct rp_phrase *p = &phrases->phrases.v[i];
        if (p->first != words[0].hash || p->n != n)
            continue;
        size_t k = 0;
        while (k < n && phrase_words(phrases, p)[k].hash == words[k].hash)
            k++;
        if (k == n)
            return RP_OK;
    }
    as.first = words[0].hash;
    as.beg = (uint32_t)phrases->words.n;
    as.n = (uint32_t)n;
    for (size_t k = 0; k < n; k++)
        if (rp_vec_push(&phrases->words, words[k]))
            return RP_ERR_MEMORY;
    return rp_vec_push(&phrases->phrases, as);
}

static int read_neutral(struct build *b, struct rp_phrases *phrases)
{
    struct rp_str field[3];
    const char *line = rp_data_line(rp_data_neutral, field, 3); /* header */
    while (line && (line = rp_data_line(line, field, 3))) {
        b->scratch.n = 0;
        int status = b->tokenize(&b->scratch, field[2]);
        if (status == RP_OK && b->scratch.n)
            status = add_phrase(phrases, b->scratch.v, b->scratch.n,
                                (struct rp_phrase){
                                    .key = rp_hash(field[0].p, field[0].n, CLASS_SEED),
                                    .sector = field[1].n ? *field[1].p : 0,
                                    .capitals = is_abbreviation(field[2]),
                                });
        if (status)
            return status;
    }
    return RP_OK;
}

static int compare_phrases(const void *x, const void *y)
{
    const struct rp_phrase *a = x, *b = y;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return a->beg < b->beg ? -1 : 1;
}

static int index_phrases(struct rp_phrases *phrases)
{
    rp_table_release(&phrases->index);
    if (phrases->phrases.n)
        qsort(phrases->phrases.v, phrases->phrases.n, sizeof *phrases->phrases.v,
              compare_phrases);
    for (size_t i = 0; i < phrases->phrases.n; i++)
        if (!rp_table_put(&phrases->index, phrases->phrases.v[i].first, (uint32_t)i))
            return RP_ERR_MEMORY;
    return RP_OK;
}

/* The longest phrase that begins at word k, or NULL. */
static const struct rp_phrase *match_phrase(const struct rp_phrases *phrases,
                                            struct text text, size_t k)
{
    const uint32_t *at = rp_table_find(&phrases->index, text.words[k].hash);
    if (!at)
        return NULL;
    for (size_t i = *at; i < phrases->phrases.n; i++) {
        const struct rp_phrase *p = &phrases->phrases.v[i];
        if (p->first != text.words[k].hash)
            break;
        if (p->n > text.n - k || (p->capitals && is_lower(text.str.p[text.words[k].beg])))
            continue;
        size_t j = 1;
        while (j < p->n && phrase_words(phrases, p)[j].hash == text.words[k + j].hash)
            j++;
        if (j == p->n)
            return p;
    }
    return NULL;
}

/* ---- abbreviations that the corpus spells out ---- */

/* The capitals of an abbreviation in brackets that begins at word k: their number, and
 * *end, the word after it. 0: no abbreviation. A plural s is passed over. */
static size_t read_initials(struct text text, size_t k, char initials[MAX_INITIALS],
                            size_t *end)
{
    const struct rp_str s = text.str;
    size_t i = text.words[k].beg;
    if (i == 0 || s.p[i - 1] != '(')
        return 0;
    size_t n = 0;
    for (; i < s.n && s.p[i] != ')'; i++) {
        if (is_upper(s.p[i])) {
            if (n == MAX_INITIALS)
                return 0;
            initials[n++] = s.p[i];
        } else if (!strchr("&-/s", s.p[i])) {
            return 0;
        }
    }
    if (i == s.n || n < 2)
        return 0;
    for (*end = k; *end < text.n && text.words[*end].beg < i;)
        ++*end;
    return n;
}

/* The first word of the long form that ends before word k: its initials are the given ones,
 * short words may stand between. k if there is none. */
static size_t find_long_form(struct text text, size_t k, const char *initials, size_t n)
{
    size_t i = k;
    while (n) {
        if (i == 0)
            return k;
        const struct rp_token *t = &text.words[--i];
        const char c = text.str.p[t->beg];
        if ((is_lower(c) ? (char)(c - 'a' + 'A') : c) == initials[n - 1])
            n--;
        else if (t->end - t->beg > 3 || i + 1 == k)
            return k;
    }
    return i;
}

static int learn_abbreviations(struct build *b, struct rp_phrases *phrases)
{
    /* Only what neutral.tsv gives is matched meanwhile: learned phrases enter the index
     * together, so that the order of the texts does not matter. */
    for (size_t i = 0; i < b->n_texts; i++) {
        const struct text text = respelled_text(b, i);
        for (size_t k = 1; k < text.n && !is_draft(b->corpus, i); k++) {
            char initials[MAX_INITIALS];
            size_t end;
            const size_t n = read_initials(text, k, initials, &end);
            if (n == 0)
                continue;
            const size_t beg = find_long_form(text, k, initials, n);
            if (k - beg < 2)
                continue;
            struct rp_phrase as = {.key = rp_hash(initials, n, CLASS_SEED),
                                   .is_learned = true};
            const struct rp_phrase *known = match_phrase(phrases, text, k);
            if (known && known->n == end - k) {
                as.key = known->key;
                as.sector = known->sector;
                as.is_learned = false;
            }
            int status = add_phrase(phrases, text.words + beg, k - beg, as);
            as.capitals = true;
            if (status == RP_OK)
                status = add_phrase(phrases, text.words + k, end - k, as);
            if (status)
                return status;
        }
    }
    return index_phrases(phrases);
}

/* ---- folding ---- */

/* Whether the bytes between two terms are those between a long form and its abbreviation.
 */
static bool is_gloss(struct rp_str s, uint32_t beg, uint32_t end)
{
    bool opens = false;
    for (; beg < end; beg++) {
        if (s.p[beg] == '(' && !opens)
            opens = true;
        else if (s.p[beg] != ' ')
            return false;
    }
    return opens;
}

static bool is_word(struct rp_str s, const struct rp_token *t, const char *word)
{
    const size_t n = t->end - t->beg;
    return strlen(word) == n && strncasecmp(s.p + t->beg, word, n) == 0;
}

/* How many words from k on are one citation, "Resolution 17 (Rev. Buenos Aires, 2017)" or
 * "Decision 5": it tells as much as one word does, not as five. 0: none begins here. */
static size_t citation(struct text text, size_t k)
{
    static const char *const kinds[] = {"Resolution", "Decision", "Recommendation",
                                        "Opinion"};
    const struct rp_str s = text.str;
    size_t kind = 0;
    while (kind < sizeof kinds / sizeof *kinds && !is_word(s, &text.words[k], kinds[kind]))
        kind++;
    if (kind == sizeof kinds / sizeof *kinds || k + 1 == text.n)
        return 0;
    const char digit = s.p[text.words[k + 1].beg];
    if (digit < '0' || digit > '9' || text.words[k + 1].beg != text.words[k].end + 1)
        return 0;
    size_t end = k + 2;
    if (end == text.n || text.words[end].beg < 2 || s.p[text.words[end].beg - 1] != '(')
        return end - k;
    while (end < text.n && end - k < MAX_CITATION_WORDS) {
        const uint32_t close = text.words[end++].end;
        if (close < s.n && s.p[close] == ')')
            return end - k;
    }
    return 2;
}

static int fold_text(struct build *b, const struct rp_phrases *phrases, struct text text,
                     struct rp_terms *out)
{
    const size_t beg = out->terms.n;
    for (size_t k = 0, n; k < text.n; k += n) {
        const struct rp_phrase *p = match_phrase(phrases, text, k);
        const size_t cited = p ? 0 : citation(text, k);
        n = p ? p->n : cited ? cited : 1;
        const struct rp_token *last = &text.words[k + n - 1];
        struct rp_term term = {.beg = text.words[k].beg,
                               .end = last->end,
                               .n_words = (uint16_t)n,
                               .sector = p ? p->sector : (char)0,
                               .is_learned = p && p->is_learned};
        uint64_t wording = 0;
        for (size_t j = 0; j < n; j++)
            wording = rp_mix(wording + text.words[k + j].hash);
        term.wording = (uint32_t)(wording >> 32);
        uint64_t key = p ? p->key : text.words[k].hash;
        if (cited) /* one term at any date */
            key = rp_mix(key + text.words[k + 1].hash);
        if (p && out->terms.n > beg && b->keys.v[out->terms.n - 1] == key) {
            struct rp_term *before = &out->terms.v[out->terms.n - 1];
            if (is_gloss(text.str, before->end, term.beg)) {
                before->end = term.end;
                before->n_words = (uint16_t)(before->n_words + n);
                continue;
            }
        }
        if (rp_vec_push(&out->terms, term) || rp_vec_push(&b->keys, key))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

static int compare_keys(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static int number_terms(const struct build *b, struct rp_terms *terms)
{
    if (rp_vec_reserve(&terms->keys, b->keys.n))
        return RP_ERR_MEMORY;
    if (b->keys.n)
        memcpy(terms->keys.v, b->keys.v, b->keys.n * sizeof *b->keys.v);
    struct rp_table ids = {0};
    size_t n = 0;
    for (size_t i = 0; i < b->keys.n; i++) {
        const uint32_t *at = rp_table_put(&ids, b->keys.v[i], 0);
        if (!at) {
            rp_table_release(&ids);
            return RP_ERR_MEMORY;
        }
    }
    for (size_t i = 0; ids.slots && i <= ids.mask; i++)
        if (ids.slots[i].used)
            terms->keys.v[n++] = ids.slots[i].key;
    terms->keys.n = n;
    if (n)
        qsort(terms->keys.v, n, sizeof *terms->keys.v, compare_keys);
    for (size_t i = 0; i < n; i++)
        *rp_table_find(&ids, terms->keys.v[i]) = (uint32_t)i;
    for (size_t i = 0; i < b->keys.n; i++)
        terms->terms.v[i].id = *rp_table_find(&ids, b->keys.v[i]);
    rp_table_release(&ids);
    return RP_OK;
}

int rp_terms_fill(struct rp_terms *terms, struct rp_phrases *phrases,
                  const struct rp_corpus *corpus, struct rp_words words,
                  int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                  struct rp_error *err)
{
    struct build b = {.corpus = corpus,
                      .tokenize = tokenize,
                      .words = words,
                      .n_texts = corpus->clauses.n + corpus->resolutions.n};
    struct rp_terms out = {0};
    struct rp_phrases folds = {0};
    /* at least one, so that a range of none is no arithmetic on NULL */
    int status = rp_vec_reserve(&b.titles, 1);
    if (status == RP_OK)
        status = rp_vec_reserve(&b.respelled, 1);
    if (status == RP_OK)
        status = rp_vec_reserve(&out.terms, 1);
    if (status == RP_OK)
        status = tokenize_titles(&b);
    if (status == RP_OK)
        status = respell(&b);
    if (status == RP_OK)
        status = read_neutral(&b, &folds);
    if (status == RP_OK)
        status = index_phrases(&folds);
    if (status == RP_OK)
        status = learn_abbreviations(&b, &folds);
    if (status == RP_OK)
        status = rp_vec_push(&out.first, 0);
    for (size_t i = 0; i < b.n_texts && status == RP_OK; i++) {
        status = fold_text(&b, &folds, respelled_text(&b, i), &out);
        if (status == RP_OK)
            status = rp_vec_push(&out.first, (uint32_t)out.terms.n);
    }
    if (status == RP_OK)
        status = number_terms(&b, &out);
    if (status == RP_OK) {
        *terms = out;
        *phrases = folds;
    } else {
        rp_terms_release(&out);
        rp_phrases_release(&folds);
    }
    rp_vec_release(&b.titles);
    rp_vec_release(&b.respelled);
    rp_vec_release(&b.scratch);
    rp_vec_release(&b.first_title);
    rp_vec_release(&b.first);
    rp_vec_release(&b.keys);
    if (status == RP_ERR_MEMORY)
        return rp_fail_memory(err);
    return status ? rp_fail(err, status, "", 0, "the titles are too long to compare")
                  : RP_OK;
}

int rp_phrases_key(const struct rp_phrases *phrases, struct rp_str text,
                   int (*tokenize)(struct rp_tokens *out, struct rp_str s), uint64_t *key)
{
    struct rp_tokens words = {0};
    int status = tokenize(&words, text);
    if (status == RP_OK && words.n) {
        const struct rp_phrase *p =
            match_phrase(phrases, (struct text){text, words.v, words.n}, 0);
        status = (p ? p->n : 1) == words.n;
        *key = p ? p->key : words.v[0].hash;
    }
    rp_vec_release(&words);
    return status;
}

uint32_t rp_terms_find(const struct rp_terms *terms, uint64_t key)
{
    size_t lo = 0, hi = terms->keys.n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (terms->keys.v[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < terms->keys.n && terms->keys.v[lo] == key ? (uint32_t)lo : UINT32_MAX;
}

bool rp_terms_validate(const struct rp_terms *terms, const struct rp_corpus *corpus,
                       const char **why)
{
    const size_t n_texts = corpus->clauses.n + corpus->resolutions.n;
    *why = NULL;
    if (terms->first.n != n_texts + 1 || terms->first.v[n_texts] != terms->terms.n)
        *why = "the texts do not account for all terms";
    for (size_t i = 1; i < terms->keys.n && !*why; i++)
        if (terms->keys.v[i - 1] >= terms->keys.v[i])
            *why = "the vocabulary is not sorted";
    for (size_t i = 0; i < n_texts && !*why; i++) {
        uint32_t done = 0;
        const size_t n_bytes = text_str(corpus, i).n;
        for (size_t k = terms->first.v[i]; k < terms->first.v[i + 1] && !*why; k++) {
            const struct rp_term *t = &terms->terms.v[k];
            if (t->id >= terms->keys.n)
                *why = "a term is not in the vocabulary";
            else if (t->beg < done || t->end < t->beg || t->end > n_bytes)
                *why = "terms overlap or lie outside their text";
            done = t->end;
        }
    }
    return !*why;
}

void rp_terms_release(struct rp_terms *terms)
{
    rp_vec_release(&terms->terms);
    rp_vec_release(&terms->first);
    rp_vec_release(&terms->keys);
}

void rp_phrases_release(struct rp_phrases *phrases)
{
    rp_vec_release(&phrases->phrases);
    rp_vec_release(&phrases->words);
    rp_table_release(&phrases->index);
}
