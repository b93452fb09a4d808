#include "judge/stems.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { STEM_SEED = 3, UNIT = 1000000 };

/* A term where it stands, or a word of what it is short for. */
struct use {
    uint64_t stem; /* key, later id */
    uint32_t resolution;
    uint32_t term; /* UINT32_MAX: a word of its long form */
    struct rp_span word;
    bool is_title;
};

struct uses {
    RP_VEC(struct use) v;
};

static bool ends_in(const char *word, size_t n, const char *ending)
{
    const size_t k = strlen(ending);
    return n > k && memcmp(word + n - k, ending, k) == 0;
}

/* The key of a word without the ending of its plural (Harman 1991, the "S stemmer"), or of
 * an adjective ("African"), cut after `most` letters. 0: no plain word. */
static uint64_t stem_key(struct rp_str word, unsigned most)
{
    char stem[64];
    size_t n = word.n;
    if (n == 0 || n > sizeof stem)
        return 0;
    for (size_t i = 0; i < n; i++) {
        char c = word.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return 0;
        stem[i] = c;
    }
    if (n > 4 && ends_in(stem, n, "ies")) {
        n -= 2;
        stem[n - 1] = 'y';
    } else if (n > 3 && stem[n - 1] == 's' && !ends_in(stem, n, "ss") &&
               !ends_in(stem, n, "us")) {
        n--;
    }
    if (n > 4 && ends_in(stem, n, "an"))
        n--;
    return rp_hash(stem, n < most ? n : most, STEM_SEED);
}

/* The words that a learned abbreviation stands for: those of its long forms. */
struct part {
    uint32_t term;
    uint64_t stem;
};

struct parts {
    RP_VEC(struct part) v; /* by term, each stem once */
};

static int compare_parts(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    if (a->term != b->term)
        return a->term < b->term ? -1 : 1;
    return (a->stem > b->stem) - (a->stem < b->stem);
}

/* The parts of a long form; of "long form (LF)", those before the bracket. */
static int add_parts(struct parts *parts, uint32_t term, struct rp_str words,
                     unsigned stem_bytes)
{
    enum { LEAST = 4 }; /* letters: "of", "the" */
    size_t beg = 0;
    for (size_t i = 0; i <= words.n; i++) {
        const bool ends = i == words.n || words.p[i] == ' ' || words.p[i] == '-' ||
                          words.p[i] == '/' || words.p[i] == '(';
        if (!ends)
            continue;
        const struct rp_str word = {words.p + beg, i - beg};
        const uint64_t stem = word.n >= LEAST ? stem_key(word, stem_bytes) : 0;
        if (stem && rp_vec_push(&parts->v, (struct part){term, stem}))
            return RP_ERR_MEMORY;
        if (i < words.n && words.p[i] == '(')
            break;
        beg = i + 1;
    }
    return RP_OK;
}

static int find_parts(struct parts *parts, const struct rp_corpus *corpus,
                      const struct rp_terms *terms, const struct rp_span *texts,
                      unsigned stem_bytes)
{
    int status = RP_OK;
    for (size_t i = 0; i + 1 < terms->first.n; i++)
        for (size_t k = terms->first.v[i]; k < terms->first.v[i + 1] && status == RP_OK;
             k++) {
            const struct rp_term *t = &terms->terms.v[k];
            const struct rp_span span = {texts[i].beg + t->beg, texts[i].beg + t->end};
            if (t->is_learned && t->n_words > 1)
                status = add_parts(parts, t->id, rp_corpus_str(corpus, span), stem_bytes);
        }
    if (parts->v.n)
        qsort(parts->v.v, parts->v.n, sizeof *parts->v.v, compare_parts);
    size_t n = 0;
    for (size_t i = 0; i < parts->v.n; i++)
        if (n == 0 || compare_parts(&parts->v.v[n - 1], &parts->v.v[i]) != 0)
            parts->v.v[n++] = parts->v.v[i];
    parts->v.n = n;
    return status;
}

/* The first part of a term, or where it would stand. */
static size_t first_part(const struct parts *parts, uint32_t term)
{
    size_t lo = 0, hi = parts->v.n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (parts->v.v[mid].term < term)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The stem of each term: its own key where its wordings begin differently. */
static uint64_t *stems_of_terms(const struct rp_corpus *corpus,
                                const struct rp_terms *terms, const struct rp_span *texts,
                                unsigned stem_bytes)
{
    uint64_t *stem = rp_alloc_zero(terms->keys.n, sizeof *stem);
    for (size_t i = 0; stem && i + 1 < terms->first.n; i++)
        for (size_t k = terms->first.v[i]; k < terms->first.v[i + 1]; k++) {
            const struct rp_term *t = &terms->terms.v[k];
            const struct rp_span span = {texts[i].beg + t->beg, texts[i].beg + t->end};
            const uint64_t own = terms->keys.v[t->id];
            uint64_t key =
                t->n_words == 1 ? stem_key(rp_corpus_str(corpus, span), stem_bytes) : 0;
            if (!key || (stem[t->id] && stem[t->id] != key))
                key = own;
            stem[t->id] = key;
        }
    return stem;
}

static int compare_u64(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* By resolution, then stem, the title first, then by place. */
static int compare_uses(const void *x, const void *y)
{
    const struct use *a = x, *b = y;
    if (a->resolution != b->resolution)
        return a->resolution < b->resolution ? -1 : 1;
    if (a->stem != b->stem)
        return a->stem < b->stem ? -1 : 1;
    if (a->is_title != b->is_title)
        return a->is_title ? -1 : 1;
    return (a->word.beg > b->word.beg) - (a->word.beg < b->word.beg);
}

/* Clauses in force and titles; what is superseded does not count. */
static int collect(struct uses *uses, const struct rp_corpus *corpus,
                   const struct rp_terms *terms, const struct rp_span *texts,
                   const uint64_t *stem, const struct parts *parts)
{
    for (size_t i = 0; i + 1 < terms->first.n; i++) {
        const bool is_title = i >= corpus->clauses.n;
        if (!is_title && corpus->clauses.v[i].superseded)
            continue;
        const uint32_t resolution =
            is_title ? (uint32_t)(i - corpus->clauses.n) : corpus->clauses.v[i].resolution;
        for (size_t k = terms->first.v[i]; k < terms->first.v[i + 1]; k++) {
            const struct rp_term *t = &terms->terms.v[k];
            struct use use = {.stem = stem[t->id],
                              .resolution = resolution,
                              .term = t->id,
                              .word = {texts[i].beg + t->beg, texts[i].beg + t->end},
                              .is_title = is_title};
            if (rp_vec_push(&uses->v, use))
                return RP_ERR_MEMORY;
            use.term = UINT32_MAX;
            for (size_t p = t->is_learned ? first_part(parts, t->id) : parts->v.n;
                 p < parts->v.n && parts->v.v[p].term == t->id; p++) {
                use.stem = parts->v.v[p].stem;
                if (rp_vec_push(&uses->v, use))
                    return RP_ERR_MEMORY;
            }
        }
    }
    return RP_OK;
}

/* Give the stems in use ids from 0 on, in the order of their keys. */
static int number_stems(struct uses *uses, size_t *n_stems)
{
    uint64_t *keys = rp_alloc(uses->v.n, sizeof *keys);
    if (!keys)
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < uses->v.n; i++)
        keys[i] = uses->v.v[i].stem;
    if (uses->v.n)
        qsort(keys, uses->v.n, sizeof *keys, compare_u64);
    size_t n = 0;
    for (size_t i = 0; i < uses->v.n; i++)
        if (i == 0 || keys[i] != keys[i - 1])
            keys[n++] = keys[i];
    for (size_t i = 0; i < uses->v.n; i++) {
        const uint64_t *at =
            bsearch(&uses->v.v[i].stem, keys, n, sizeof *keys, compare_u64);
        uses->v.v[i].stem = (uint64_t)(at - keys);
    }
    rp_free(keys);
    *n_stems = n;
    return RP_OK;
}

/* One entry for each stem of a resolution; title_ppm and wording_ppm hold counts. */
static int count(struct rp_stems *out, const struct uses *uses, unsigned title_times,
                 size_t n_resolutions)
{
    size_t i = 0;
    for (uint32_t r = 0; r < n_resolutions; r++) {
        if (rp_vec_push(&out->first, (uint32_t)out->stems.n))
            return RP_ERR_MEMORY;
        while (i < uses->v.n && uses->v.v[i].resolution == r) {
            const struct use *first = &uses->v.v[i];
            struct rp_stem stem = {
                .id = (uint32_t)first->stem, .resolution = r, .word = first->word};
            for (; i < uses->v.n && uses->v.v[i].resolution == r &&
                   uses->v.v[i].stem == first->stem;
                 i++) {
                stem.title_ppm |= uses->v.v[i].is_title;
                stem.wording_ppm += uses->v.v[i].is_title ? title_times : 1;
            }
            if (rp_vec_push(&out->stems, stem))
                return RP_ERR_MEMORY;
        }
    }
    return rp_vec_push(&out->first, (uint32_t)out->stems.n);
}

static int list_users(struct rp_stems *out, size_t n_stems)
{
    if (rp_vec_reserve(&out->first_user, n_stems + 2) ||
        rp_vec_reserve(&out->users, out->stems.n))
        return RP_ERR_MEMORY;
    for (size_t s = 0; s < n_stems + 2; s++)
        out->first_user.v[s] = 0;
    for (size_t i = 0; i < out->stems.n; i++)
        out->first_user.v[out->stems.v[i].id + 2]++;
    for (size_t s = 2; s < n_stems + 2; s++)
        out->first_user.v[s] += out->first_user.v[s - 1];
    for (size_t i = 0; i < out->stems.n; i++)
        out->users.v[out->first_user.v[out->stems.v[i].id + 1]++] = (uint32_t)i;
    out->first_user.n = n_stems + 1;
    out->users.n = out->stems.n;
    return RP_OK;
}

static uint64_t root(uint64_t x)
{
    uint64_t r = 0;
    for (uint64_t bit = 1ULL << 31; bit; bit >>= 1)
        if ((r | bit) * (r | bit) <= x)
            r |= bit;
    return r;
}

/* The rarity of each stem, in mbit. */
static void weigh_stems(uint32_t *rarity, const struct rp_stems *out,
                        const struct uses *uses, const struct rp_weights *weights,
                        size_t n_resolutions, unsigned background)
{
    for (size_t s = 0; s + 1 < out->first_user.n; s++)
        rarity[s] = rp_log2_mbit(n_resolutions + background,
                                 out->first_user.v[s + 1] - out->first_user.v[s]);
    for (size_t i = 0; i < uses->v.n; i++) {
        const struct use *use = &uses->v.v[i];
        if (use->term != UINT32_MAX && weights->mbit[use->term] < rarity[use->stem])
            rarity[use->stem] = weights->mbit[use->term];
    }
}

/* From counts to unit vectors. */
static void weigh(struct rp_stems *out, const uint32_t *rarity, size_t n_resolutions)
{
    for (size_t r = 0; r < n_resolutions; r++) {
        uint64_t title = 0, wording = 0;
        const size_t n = out->first.v[r + 1] - out->first.v[r];
        if (n == 0)
            continue;
        struct rp_stem *stems = out->stems.v + out->first.v[r];
        for (size_t k = 0; k < n; k++) {
            const uint32_t mbit = rarity[stems[k].id];
            const uint32_t times = 1000 + rp_log2_mbit(stems[k].wording_ppm, 1);
            stems[k].title_ppm *= mbit;
            stems[k].wording_ppm = (uint32_t)((uint64_t)mbit * times / 1000);
            title += (uint64_t)stems[k].title_ppm * stems[k].title_ppm;
            wording += (uint64_t)stems[k].wording_ppm * stems[k].wording_ppm;
        }
        title = root(title);
        wording = root(wording);
        for (size_t k = 0; k < n; k++) {
            stems[k].title_ppm =
                title ? (uint32_t)((uint64_t)stems[k].title_ppm * UNIT / title) : 0;
            stems[k].wording_ppm =
                wording ? (uint32_t)((uint64_t)stems[k].wording_ppm * UNIT / wording) : 0;
        }
    }
}

int rp_stems_fill(struct rp_stems *out, const struct rp_corpus *corpus,
                  const struct rp_terms *terms, const struct rp_weights *weights,
                  unsigned background, unsigned stem_bytes, unsigned title_times,
                  struct rp_error *err)
{
    const size_t n = corpus->resolutions.n, n_texts = corpus->clauses.n + n;
    struct rp_stems stems = {0};
    struct uses uses = {0};
    struct parts parts = {0};
    size_t n_stems = 0;
    struct rp_span *texts = rp_alloc(n_texts, sizeof *texts);
    for (size_t i = 0; texts && i < n_texts; i++)
        texts[i] = i < corpus->clauses.n
                       ? corpus->clauses.v[i].text
                       : corpus->resolutions.v[i - corpus->clauses.n].title;
    uint64_t *of_terms = texts ? stems_of_terms(corpus, terms, texts, stem_bytes) : NULL;
    int status = of_terms ? RP_OK : RP_ERR_MEMORY;
    if (status == RP_OK)
        status = find_parts(&parts, corpus, terms, texts, stem_bytes);
    if (status == RP_OK)
        status = collect(&uses, corpus, terms, texts, of_terms, &parts);
    if (status == RP_OK)
        status = number_stems(&uses, &n_stems);
    if (status == RP_OK && uses.v.n)
        qsort(uses.v.v, uses.v.n, sizeof *uses.v.v, compare_uses);
    if (status == RP_OK)
        status = count(&stems, &uses, title_times, n);
    if (status == RP_OK)
        status = list_users(&stems, n_stems);
    uint32_t *rarity = status ? NULL : rp_alloc(n_stems, sizeof *rarity);
    if (rarity) {
        weigh_stems(rarity, &stems, &uses, weights, n, background);
        weigh(&stems, rarity, n);
        *out = stems;
    } else {
        status = RP_ERR_MEMORY;
        rp_stems_release(&stems);
        rp_fail_memory(err);
    }
    rp_vec_release(&uses.v);
    rp_vec_release(&parts.v);
    rp_free(texts);
    rp_free(rarity);
    rp_free(of_terms);
    return status;
}

void rp_stems_release(struct rp_stems *stems)
{
    rp_vec_release(&stems->stems);
    rp_vec_release(&stems->first);
    rp_vec_release(&stems->users);
    rp_vec_release(&stems->first_user);
}
