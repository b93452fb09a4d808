/* A clause continues the one of its resolution that has its words, else, where the earlier
 * words are known, the one whose words are most like them. A name alone proves nothing: a
 * clause put in before gives it to another. A finding continues the one with which it
 * shares most clauses. Both are one to one: the closest pair first, ties by place. */
#include "keep/descent.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sort.h"

#define NONE UINT32_MAX

enum {
    /* Words in common over all of both, doubled: the least at which another clause of the
     * resolution is taken for the old one reworded, and one of the same name. */
    ALIKE_PPM = 500000,
    ALIKE_NAMED_PPM = 250000,
};

/* A clause as it is now, for finding it by its words. */
struct place {
    uint64_t wording;
    uint32_t resolution, clause;
};

/* What a resolution or finding is called, and which it is. */
struct name {
    struct rp_str name;
    uint32_t of;
};

/* Sorted by name, then what they name. */
struct names {
    struct name *v;
    size_t n, cap;
};

struct candidate {
    uint32_t past, now; /* members and clauses, or findings */
    uint32_t closeness_ppm;
    bool named; /* the same id or key */
};

/* Hashes of words, sorted. */
struct bag {
    uint64_t *v;
    size_t n;
};

struct work {
    const struct rp_past *past;
    const struct rp_corpus *corpus;
    const struct rp_result *result;
    const uint32_t *finding_of;
    const struct rp_kept *keys;
    int (*tokenize)(struct rp_tokens *out, struct rp_str s);
    struct rp_descent *descent;
    RP_VEC(struct place) places; /* by wording, resolution, clause */
    struct names names;          /* of resolutions */
    struct names by_key;         /* of findings */
    RP_VEC(struct rp_buf) aliases;
    uint32_t *resolution_of; /* a past member */
    uint32_t *order;         /* past members by resolution */
    RP_VEC(struct candidate) candidates;
    struct rp_tokens tokens;
};

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const void *pa, const void *pb)
{
    const struct place *a = pa, *b = pb;
    int order = compare_numbers(a->wording, b->wording);
    if (!order)
        order = compare_numbers(a->resolution, b->resolution);
    return order ? order : compare_numbers(a->clause, b->clause);
}

static int compare_names(const void *pa, const void *pb)
{
    const struct name *a = pa, *b = pb;
    int order = rp_str_compare(a->name, b->name);
    return order ? order : compare_numbers(a->of, b->of);
}

static int compare_candidates(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;
    int order = compare_numbers(b->closeness_ppm, a->closeness_ppm);
    if (!order)
        order = (int)b->named - (int)a->named;
    if (!order)
        order = compare_numbers(a->past, b->past);
    return order ? order : compare_numbers(a->now, b->now);
}

static int compare_hashes(const void *a, const void *b)
{
    return compare_numbers(*(const uint64_t *)a, *(const uint64_t *)b);
}

static uint32_t *new_indices(size_t n)
{
    uint32_t *v = rp_alloc(n + 1, sizeof *v);
    for (size_t i = 0; v && i <= n; i++)
        v[i] = NONE;
    return v;
}

static struct rp_str clause_id(const struct work *w, uint32_t clause)
{
    return rp_corpus_str(w->corpus, w->corpus->clauses.v[clause].id);
}

/* ---- clauses ------------------------------------------------------------------------ */

static int list_names(struct work *w)
{
    const struct rp_corpus *corpus = w->corpus;
    for (uint32_t r = 0; r < corpus->resolutions.n; r++) {
        const struct rp_resolution *resolution = &corpus->resolutions.v[r];
        struct rp_str alias = rp_corpus_str(corpus, resolution->alias);
        if (resolution->draft)
            continue;
        if (rp_vec_push(&w->names,
                        (struct name){rp_corpus_str(corpus, resolution->name), r}))
            return RP_ERR_MEMORY;
        if (!alias.n)
            continue;
        struct rp_buf name = {0}; /* a provisional number becomes a final one */
        if (rp_buf_printf(&name, "%s-%.*s", rp_body_name(resolution->body), (int)alias.n,
                          alias.p) ||
            rp_vec_push(&w->aliases, name)) {
            rp_buf_release(&name);
            return RP_ERR_MEMORY;
        }
        if (rp_vec_push(&w->names, (struct name){rp_buf_str(&name), r}))
            return RP_ERR_MEMORY;
    }
    if (w->names.n)
        qsort(w->names.v, w->names.n, sizeof *w->names.v, compare_names);
    return RP_OK;
}

/* The first of that name, or NONE. */
static uint32_t find_name(const struct names *names, struct rp_str name)
{
    size_t beg = 0, end = names->n;
    while (beg < end) {
        size_t mid = beg + (end - beg) / 2;
        if (rp_str_compare(names->v[mid].name, name) < 0)
            beg = mid + 1;
        else
            end = mid;
    }
    return beg < names->n && rp_str_equal(names->v[beg].name, name) ? names->v[beg].of
                                                                    : NONE;
}

static int list_places(struct work *w)
{
    const struct rp_corpus *corpus = w->corpus;
    for (uint32_t c = 0; c < corpus->clauses.n; c++) {
        const struct rp_clause *clause = &corpus->clauses.v[c];
        if (!clause->superseded && !corpus->resolutions.v[clause->resolution].draft &&
            rp_vec_push(&w->places,
                        (struct place){rp_wording(rp_corpus_str(corpus, clause->text)),
                                       clause->resolution, c}))
            return RP_ERR_MEMORY;
    }
    if (w->places.n)
        qsort(w->places.v, w->places.n, sizeof *w->places.v, compare_places);
    return RP_OK;
}

/* The first place that is not before the one asked for. */
static size_t find_place(const struct work *w, uint64_t wording, uint32_t resolution)
{
    const struct place asked = {wording, resolution, 0};
    size_t beg = 0, end = w->places.n;
    while (beg < end) {
        size_t mid = beg + (end - beg) / 2;
        if (compare_places(&w->places.v[mid], &asked) < 0)
            beg = mid + 1;
        else
            end = mid;
    }
    return beg;
}

static void join_clause(struct work *w, uint32_t member, uint32_t clause, bool same)
{
    w->descent->clause_of[member] = clause;
    w->descent->same[member] = same;
    w->descent->member_of[clause] = member;
}

/* The same words in the same resolution, first of all under the same name. */
static void match_words(struct work *w, bool named)
{
    for (uint32_t m = 0; m < w->past->members.n; m++) {
        const struct rp_past_member *member = &w->past->members.v[m];
        uint32_t resolution = w->resolution_of[m];
        if (resolution == NONE || w->descent->clause_of[m] != NONE)
            continue;
        for (size_t i = find_place(w, member->wording, resolution);
             i < w->places.n && w->places.v[i].wording == member->wording &&
             w->places.v[i].resolution == resolution;
             i++) {
            uint32_t clause = w->places.v[i].clause;
            if (w->descent->member_of[clause] == NONE &&
                (!named || rp_str_equal(clause_id(w, clause),
                                        rp_past_str(w->past, member->clause)))) {
                join_clause(w, m, clause, true);
                break;
            }
        }
    }
}

/* The same words in another resolution of the body, where the old one is there no more. */
static void match_renamed(struct work *w)
{
    for (uint32_t m = 0; m < w->past->members.n; m++) {
        const struct rp_past_member *member = &w->past->members.v[m];
        struct rp_str name = rp_past_str(w->past, member->resolution);
        if (w->resolution_of[m] != NONE)
            continue;
        for (size_t i = find_place(w, member->wording, 0);
             i < w->places.n && w->places.v[i].wording == member->wording; i++) {
            const struct place *place = &w->places.v[i];
            const char *body =
                rp_body_name(w->corpus->resolutions.v[place->resolution].body);
            size_t n = strlen(body);
            if (w->descent->member_of[place->clause] == NONE && name.n > n &&
                memcmp(name.p, body, n) == 0 && name.p[n] == '-') {
                join_clause(w, m, place->clause, true);
                break;
            }
        }
    }
}

static int fill_bag(struct work *w, struct rp_str text, struct bag *bag)
{
    w->tokens.n = 0;
    if (w->tokenize(&w->tokens, text))
        return RP_ERR_MEMORY;
    bag->v = rp_alloc(w->tokens.n + 1, sizeof *bag->v);
    if (!bag->v)
        return RP_ERR_MEMORY;
    bag->n = w->tokens.n;
    for (size_t i = 0; i < bag->n; i++)
        bag->v[i] = w->tokens.v[i].hash;
    qsort(bag->v, bag->n, sizeof *bag->v, compare_hashes);
    return RP_OK;
}

/* Twice the words in common over those of both. */
static uint32_t alike_ppm(const struct bag *a, const struct bag *b)
{
    size_t common = 0;
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        common += a->v[i] == b->v[k];
        int order = compare_numbers(a->v[i], b->v[k]);
        i += order <= 0;
        k += order >= 0;
    }
    return a->n + b->n ? (uint32_t)(2000000 * (uint64_t)common / (a->n + b->n)) : 0;
}

/* Add the candidates of one past member: clauses of its resolution that are not taken. */
static int list_alike(struct work *w, uint32_t m, const struct bag *bags)
{
    const struct rp_resolution *resolution = &w->corpus->resolutions.v[w->resolution_of[m]];
    struct bag old = {0};
    int status = fill_bag(w, rp_past_str(w->past, w->past->members.v[m].text), &old);
    for (uint32_t i = 0; i < resolution->n_clauses && status == RP_OK; i++) {
        uint32_t c = resolution->first_clause + i;
        if (!bags[i].v)
            continue;
        struct candidate candidate = {
            .past = m,
            .now = c,
            .closeness_ppm = alike_ppm(&old, &bags[i]),
            .named = rp_str_equal(clause_id(w, c),
                                  rp_past_str(w->past, w->past->members.v[m].clause))};
        if (candidate.closeness_ppm >= (candidate.named ? ALIKE_NAMED_PPM : ALIKE_PPM))
            status = rp_vec_push(&w->candidates, candidate);
    }
    rp_free(old.v);
    return status;
}

/* Reworded clauses of one resolution, whose members are order[beg..end). */
static int match_alike(struct work *w, uint32_t r, size_t beg, size_t end)
{
    const struct rp_resolution *resolution = &w->corpus->resolutions.v[r];
    struct bag *bags = rp_alloc_zero(resolution->n_clauses + 1, sizeof *bags);
    int status = bags ? RP_OK : RP_ERR_MEMORY;
    w->candidates.n = 0;
    for (uint32_t i = 0; i < resolution->n_clauses && status == RP_OK; i++) {
        const struct rp_clause *clause =
            &w->corpus->clauses.v[resolution->first_clause + i];
        if (!clause->superseded &&
            w->descent->member_of[resolution->first_clause + i] == NONE)
            status = fill_bag(w, rp_corpus_str(w->corpus, clause->text), &bags[i]);
    }
    for (size_t i = beg; i < end && status == RP_OK; i++)
        if (w->past->members.v[w->order[i]].text.end >
            w->past->members.v[w->order[i]].text.beg)
            status = list_alike(w, w->order[i], bags);
    for (uint32_t i = 0; bags && i < resolution->n_clauses; i++)
        rp_free(bags[i].v);
    rp_free(bags);
    if (status || !w->candidates.n)
        return status;
    qsort(w->candidates.v, w->candidates.n, sizeof *w->candidates.v, compare_candidates);
    for (size_t i = 0; i < w->candidates.n; i++) {
        const struct candidate *c = &w->candidates.v[i];
        if (w->descent->clause_of[c->past] == NONE && w->descent->member_of[c->now] == NONE)
            join_clause(w, c->past, c->now, false);
    }
    return RP_OK;
}

static int match_reworded(struct work *w)
{
    size_t n = 0;
    for (uint32_t m = 0; m < w->past->members.n; m++)
        if (w->descent->clause_of[m] == NONE && w->resolution_of[m] != NONE)
            w->order[n++] = m;
    RP_VEC(struct rp_keyed) keyed = {0};
    int status = rp_vec_reserve(&keyed, 2 * n + 1);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        keyed.v[i] = (struct rp_keyed){w->resolution_of[w->order[i]], w->order[i]};
    rp_sort_keyed(keyed.v, n, keyed.v + n);
    for (size_t i = 0; i < n; i++)
        w->order[i] = (uint32_t)keyed.v[i].value;
    rp_vec_release(&keyed);
    for (size_t beg = 0, end; beg < n && status == RP_OK; beg = end) {
        uint32_t r = w->resolution_of[w->order[beg]];
        for (end = beg; end < n && w->resolution_of[w->order[end]] == r; end++)
            ;
        status = match_alike(w, r, beg, end);
    }
    return status;
}

static int match_clauses(struct work *w)
{
    int status = list_names(w);
    if (status == RP_OK)
        status = list_places(w);
    if (status)
        return status;
    for (uint32_t m = 0; m < w->past->members.n; m++)
        w->resolution_of[m] =
            find_name(&w->names, rp_past_str(w->past, w->past->members.v[m].resolution));
    match_words(w, true);
    match_words(w, false);
    match_renamed(w);
    return match_reworded(w);
}

/* ---- findings ----------------------------------------------------------------------- */

/* Candidates of one past finding: the findings that its clauses are in now. Clauses in the
 * same words count twice. */
static int list_heirs(struct work *w, uint32_t past)
{
    const struct rp_past_finding *old = &w->past->findings.v[past];
    const size_t first = w->candidates.n;
    for (uint32_t i = 0; i < old->n_members; i++) {
        uint32_t m = old->first_member + i, clause = w->descent->clause_of[m];
        if (clause == NONE || w->finding_of[clause] == NONE)
            continue;
        size_t k = first;
        while (k < w->candidates.n && w->candidates.v[k].now != w->finding_of[clause])
            k++;
        if (k == w->candidates.n &&
            rp_vec_push(&w->candidates,
                        (struct candidate){.past = past, .now = w->finding_of[clause]}))
            return RP_ERR_MEMORY;
        w->candidates.v[k].closeness_ppm += w->descent->same[m] ? 2 : 1;
    }
    uint32_t most = 0;
    for (size_t k = first; k < w->candidates.n; k++) {
        struct candidate *c = &w->candidates.v[k];
        const struct rp_finding *now = &w->result->findings.v[c->now];
        if (c->closeness_ppm > most) {
            most = c->closeness_ppm;
            w->descent->heir_of[past] = c->now;
        }
        c->closeness_ppm = (uint32_t)((uint64_t)c->closeness_ppm * 1000000 /
                                      ((uint64_t)old->n_members + now->n_members));
        c->named = strcmp(old->key, w->keys[c->now].key) == 0;
    }
    return RP_OK;
}

/* A past finding whose clauses were not kept is known by its key alone. */
static int list_by_key(struct work *w)
{
    for (uint32_t now = 0; now < w->result->findings.n; now++)
        if (rp_vec_push(&w->by_key, (struct name){rp_str_of(w->keys[now].key), now}))
            return RP_ERR_MEMORY;
    if (w->by_key.n)
        qsort(w->by_key.v, w->by_key.n, sizeof *w->by_key.v, compare_names);
    for (uint32_t past = 0; past < w->past->findings.n; past++) {
        const struct rp_past_finding *old = &w->past->findings.v[past];
        uint32_t now = old->n_members ? NONE : find_name(&w->by_key, rp_str_of(old->key));
        if (now != NONE &&
            rp_vec_push(&w->candidates,
                        (struct candidate){.past = past, .now = now, .named = true}))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

static int match_findings(struct work *w)
{
    int status = RP_OK;
    w->candidates.n = 0;
    for (uint32_t past = 0; past < w->past->findings.n && status == RP_OK; past++)
        status = list_heirs(w, past);
    if (status == RP_OK)
        status = list_by_key(w);
    if (status || !w->candidates.n)
        return status;
    qsort(w->candidates.v, w->candidates.n, sizeof *w->candidates.v, compare_candidates);
    for (size_t i = 0; i < w->candidates.n; i++) {
        const struct candidate *c = &w->candidates.v[i];
        if (w->descent->now_of[c->past] == NONE && w->descent->past_of[c->now] == NONE) {
            w->descent->now_of[c->past] = c->now;
            w->descent->past_of[c->now] = c->past;
        }
    }
    return RP_OK;
}

int rp_descent_fill(struct rp_descent *descent, const struct rp_past *past,
                    const struct rp_corpus *corpus, const struct rp_result *result,
                    const uint32_t *finding_of, const struct rp_kept *keys,
                    int (*tokenize)(struct rp_tokens *out, struct rp_str s))
{
    struct work w = {.past = past,
                     .corpus = corpus,
                     .result = result,
                     .finding_of = finding_of,
                     .keys = keys,
                     .tokenize = tokenize,
                     .descent = descent};
    descent->clause_of = new_indices(past->members.n);
    descent->member_of = new_indices(corpus->clauses.n);
    descent->now_of = new_indices(past->findings.n);
    descent->heir_of = new_indices(past->findings.n);
    descent->past_of = new_indices(result->findings.n);
    descent->same = rp_alloc_zero(past->members.n + 1, sizeof *descent->same);
    w.resolution_of = new_indices(past->members.n);
    w.order = new_indices(past->members.n);
    bool all = descent->clause_of && descent->member_of && descent->now_of &&
               descent->heir_of && descent->past_of && descent->same && w.resolution_of &&
               w.order;
    int status = all ? match_clauses(&w) : RP_ERR_MEMORY;
    if (status == RP_OK)
        status = match_findings(&w);
    for (size_t i = 0; i < w.aliases.n; i++)
        rp_buf_release(&w.aliases.v[i]);
    rp_vec_release(&w.aliases);
    rp_vec_release(&w.names);
    rp_vec_release(&w.by_key);
    rp_vec_release(&w.places);
    rp_vec_release(&w.candidates);
    rp_vec_release(&w.tokens);
    rp_free(w.resolution_of);
    rp_free(w.order);
    return status;
}

void rp_descent_release(struct rp_descent *descent)
{
    rp_free(descent->clause_of);
    rp_free(descent->same);
    rp_free(descent->member_of);
    rp_free(descent->now_of);
    rp_free(descent->heir_of);
    rp_free(descent->past_of);
    *descent = (struct rp_descent){0};
}
