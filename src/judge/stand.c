/* How much of each resolution stands elsewhere: the words inside the spans of repetitions,
 * each word once. */
#include "judge/inside.h"

#include <stdlib.h>
#include <string.h>

struct half {
    uint32_t clause, other; /* other: a clause of another resolution */
    uint32_t pair;
};

static int compare_halves(const void *x, const void *y)
{
    const struct half *a = x, *b = y;
    if (a->clause != b->clause)
        return a->clause < b->clause ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

/* Mark the words of a clause that a pair's spans cover. */
static void mark(const struct rp_judge *judge, const struct rp_result *result,
                 const struct half *h, uint8_t *marks)
{
    const struct rp_verdict *v = &result->pairs.v[h->pair];
    const uint32_t first = judge->words.first[h->clause];
    const uint32_t n = judge->words.first[h->clause + 1] - first;
    for (uint32_t k = 0; k < v->n_spans; k++) {
        const struct rp_aligned_span *s = &result->spans.v[v->first_span + k];
        const uint32_t beg = v->a == h->clause ? s->a_beg : s->b_beg;
        const uint32_t end = v->a == h->clause ? s->a_end : s->b_end;
        for (uint32_t i = 0; i < n; i++) {
            const struct rp_token *t = &judge->words.v[first + i];
            if (t->beg >= beg && t->end <= end)
                marks[i] = 1;
        }
    }
}

static uint32_t count(const uint8_t *marks, uint32_t n)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += marks[i];
    return sum;
}

static void add_words(const struct rp_corpus *corpus, uint32_t clause, uint32_t words,
                      uint32_t *operative, uint32_t *preamble)
{
    const enum rp_part part = corpus->sections.v[corpus->clauses.v[clause].section].part;
    *operative += part == RP_PART_OPERATIVE ? words : 0;
    *preamble += part == RP_PART_PREAMBLE ? words : 0;
}

static struct rp_tie *tie_with(struct rp_result *result, struct rp_standing *s,
                               uint32_t other)
{
    for (uint32_t i = 0; i < s->n_ties; i++)
        if (result->ties.v[s->first_tie + i].other == other)
            return &result->ties.v[s->first_tie + i];
    if (rp_vec_push(&result->ties,
                    (struct rp_tie){.resolution = s->resolution, .other = other}))
        return NULL;
    return &result->ties.v[s->first_tie + s->n_ties++];
}

static int compare_ties(const void *x, const void *y)
{
    const struct rp_tie *a = x, *b = y;
    const uint32_t wa = a->words_operative + a->words_preamble;
    const uint32_t wb = b->words_operative + b->words_preamble;
    if (wa != wb)
        return wa < wb ? 1 : -1;
    return (a->other > b->other) - (a->other < b->other);
}

/* Whether two clauses of different bodies share something of substance: a repetition, a
 * passage, or one carries out the other. */
static bool is_shared(const struct rp_corpus *corpus, const struct rp_verdict *v)
{
    const struct rp_clause *a = &corpus->clauses.v[v->a], *b = &corpus->clauses.v[v->b];
    return (rp_relation_repeats(v->relation) || v->relation == RP_RELATION_PARTIAL ||
            v->relation == RP_RELATION_INTEGRATION) &&
           !a->superseded && !b->superseded &&
           corpus->resolutions.v[a->resolution].body !=
               corpus->resolutions.v[b->resolution].body;
}

/* halves[0..n): those of one clause */
static int add_clause(const struct rp_judge *judge, struct rp_result *result,
                      struct rp_standing *s, uint32_t clause, const struct half *halves,
                      size_t n, uint8_t *all, uint8_t *some)
{
    const struct rp_corpus *corpus = judge->corpus;
    const uint32_t n_words = judge->words.first[clause + 1] - judge->words.first[clause];
    add_words(corpus, clause, n_words, &s->words_operative, &s->words_preamble);
    memset(all, 0, n_words);
    for (size_t i = 0, end; i < n; i = end) {
        const uint32_t other = corpus->clauses.v[halves[i].other].resolution;
        struct rp_tie *tie = tie_with(result, s, other);
        if (!tie)
            return RP_ERR_MEMORY;
        memset(some, 0, n_words);
        for (end = i; end < n && corpus->clauses.v[halves[end].other].resolution == other;
             end++) {
            mark(judge, result, &halves[end], some);
            mark(judge, result, &halves[end], all);
            tie->n_pairs++;
        }
        add_words(corpus, clause, count(some, n_words), &tie->words_operative,
                  &tie->words_preamble);
    }
    add_words(corpus, clause, count(all, n_words), &s->repeated_operative,
              &s->repeated_preamble);
    return RP_OK;
}

int rp_result_stand(const struct rp_judge *judge, struct rp_result *result)
{
    const struct rp_corpus *corpus = judge->corpus;
    RP_VEC(struct half) halves = {0};
    uint32_t most = 0;
    int status = RP_OK;
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        const uint32_t n = judge->words.first[i + 1] - judge->words.first[i];
        most = n > most ? n : most;
    }
    uint8_t *all = rp_alloc(most, 1), *some = rp_alloc(most, 1);
    uint8_t *shared = rp_alloc_zero(corpus->resolutions.n, 1); /* by resolution */
    if (!all || !some || !shared || rp_vec_reserve(&halves, 1))
        status = RP_ERR_MEMORY;
    for (size_t i = 0; i < result->pairs.n && status == RP_OK; i++) {
        const struct rp_verdict *v = &result->pairs.v[i];
        if (!rp_verdict_holds(corpus, v))
            continue;
        if (rp_vec_push(&halves, (struct half){v->a, v->b, (uint32_t)i}) ||
            rp_vec_push(&halves, (struct half){v->b, v->a, (uint32_t)i}))
            status = RP_ERR_MEMORY;
    }
    if (halves.n)
        qsort(halves.v, halves.n, sizeof *halves.v, compare_halves);
    for (size_t i = 0; i < result->pairs.n && status == RP_OK; i++)
        if (is_shared(corpus, &result->pairs.v[i]))
            shared[corpus->clauses.v[result->pairs.v[i].a].resolution] =
                shared[corpus->clauses.v[result->pairs.v[i].b].resolution] = 1;
    size_t at = 0;
    for (uint32_t r = 0; r < corpus->resolutions.n && status == RP_OK; r++) {
        const struct rp_resolution *resolution = &corpus->resolutions.v[r];
        if (resolution->n_clauses == 0)
            continue;
        struct rp_standing s = {
            .resolution = r, .first_tie = (uint32_t)result->ties.n, .alone = !shared[r]};
        for (uint32_t c = resolution->first_clause;
             c < resolution->first_clause + resolution->n_clauses && status == RP_OK; c++) {
            size_t end = at;
            while (end < halves.n && halves.v[end].clause == c)
                end++;
            if (!corpus->clauses.v[c].superseded)
                status =
                    add_clause(judge, result, &s, c, halves.v + at, end - at, all, some);
            at = end;
        }
        if (s.n_ties)
            qsort(result->ties.v + s.first_tie, s.n_ties, sizeof *result->ties.v,
                  compare_ties);
        if (status == RP_OK)
            status = rp_vec_push(&result->standings, s);
    }
    rp_free(all);
    rp_free(some);
    rp_free(shared);
    rp_vec_release(&halves);
    return status;
}
