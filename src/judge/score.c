#include "judge/score.h"

#include <stdlib.h>
#include <string.h>

#include "judge/inside.h"

#define NONE UINT32_MAX

const char *rp_score_name(enum rp_score score)
{
    static const char *const names[RP_N_SCORES] = {
        "new", "repeats", "adapts", "integrates", "formula", "goes back", "revision",
    };
    return names[score];
}

const char *rp_own_name(enum rp_standing_of own)
{
    static const char *const names[RP_N_OWN] = {"", "unchanged", "changed", "added"};
    return names[own];
}

/* What a pair is worth to a paragraph: the greater, the more its verdict rests on it. */
enum rank { RANK_NOTHING, RANK_FORMULA, RANK_PARTIAL, RANK_INTEGRATION, RANK_REPETITION };

struct candidate {
    const struct rp_verdict *pair;
    const struct rp_aligned_span *spans; /* of its range */
    uint32_t near_ppm;
    enum rank rank;
    bool superseded;
    bool own; /* of the resolution that the draft revises */
};

/* A draft clause of a card with a clause of the resolution that it revises. */
struct kinship {
    uint32_t candidate;
    uint32_t near_ppm;
    bool same_place; /* section and item */
    uint32_t a, b;
};

struct work {
    const struct rp_judge *judge;
    const struct rp_corpus *corpus;
    struct rp_scores *out;
    RP_VEC(struct candidate) candidates; /* by b, then best first */
    RP_VEC(uint32_t) first;              /* by clause: its candidates */
    RP_VEC(struct kinship) kin;
    RP_VEC(uint8_t) marks;
};

static uint32_t near_ppm(const struct rp_verdict *v)
{
    const uint64_t all = (uint64_t)v->a_mbit + v->b_mbit;
    return all ? (uint32_t)(2000000ULL * v->shared_mbit / all) : 0;
}

static enum rank rank_of(const struct rp_judge *judge, const struct rp_verdict *v)
{
    const struct rp_corpus *corpus = judge->corpus;
    const struct rp_resolution *draft =
        &corpus->resolutions.v[corpus->clauses.v[v->b].resolution];
    switch (v->relation) {
    case RP_RELATION_FORMULA:
        return rp_share_ppm(v->shared_mbit, v->b_mbit) >= judge->parameters.procedure_ppm
                   ? RANK_FORMULA
                   : RANK_NOTHING;
    case RP_RELATION_PARTIAL:
        return RANK_PARTIAL;
    case RP_RELATION_INTEGRATION:
        /* of a plenipotentiary draft it is the clause that carries the paragraph out */
        return draft->body == RP_BODY_PP ? RANK_PARTIAL : RANK_INTEGRATION;
    default:
        return rp_relation_repeats(v->relation) ? RANK_REPETITION : RANK_NOTHING;
    }
}

static int compare_candidates(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->pair->b != b->pair->b)
        return a->pair->b < b->pair->b ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    if (a->near_ppm != b->near_ppm)
        return a->near_ppm > b->near_ppm ? -1 : 1;
    if (a->pair->same_mbit != b->pair->same_mbit)
        return a->pair->same_mbit > b->pair->same_mbit ? -1 : 1;
    if (a->superseded != b->superseded)
        return a->superseded ? 1 : -1;
    return (a->pair->a > b->pair->a) - (a->pair->a < b->pair->a);
}

/* The resolution of the corpus that a draft names, or NONE. */
static uint32_t find_revised(const struct rp_corpus *corpus,
                             const struct rp_resolution *draft)
{
    const struct rp_str number = rp_corpus_str(corpus, draft->number);
    if (draft->body == RP_BODY_NONE || number.n == 0)
        return NONE;
    for (uint32_t i = 0; i < corpus->resolutions.n && !corpus->resolutions.v[i].draft;
         i++) {
        const struct rp_resolution *r = &corpus->resolutions.v[i];
        if (r->body == draft->body && r->kind == draft->kind &&
            (rp_str_equal(rp_corpus_str(corpus, r->number), number) ||
             rp_str_equal(rp_corpus_str(corpus, r->alias), number)))
            return i;
    }
    return NONE;
}

static int gather(struct work *w, const struct rp_judged *ranges, size_t n)
{
    const struct rp_corpus *corpus = w->corpus;
    uint32_t *revises = rp_alloc(corpus->resolutions.n, sizeof *revises);
    int status = revises ? RP_OK : RP_ERR_MEMORY;
    for (uint32_t i = 0; i < corpus->resolutions.n && status == RP_OK; i++)
        revises[i] = corpus->resolutions.v[i].draft
                         ? find_revised(corpus, &corpus->resolutions.v[i])
                         : NONE;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < ranges[i].pairs.n && status == RP_OK; k++) {
            const struct rp_verdict *v = &ranges[i].pairs.v[k];
            const uint32_t ra = corpus->clauses.v[v->a].resolution;
            const uint32_t rb = corpus->clauses.v[v->b].resolution;
            if (corpus->resolutions.v[ra].draft || !corpus->resolutions.v[rb].draft)
                continue;
            const struct candidate c = {v,
                                        ranges[i].spans.v + v->first_span,
                                        near_ppm(v),
                                        rank_of(w->judge, v),
                                        corpus->clauses.v[v->a].superseded,
                                        ra == revises[rb]};
            status = rp_vec_push(&w->candidates, c);
        }
    rp_free(revises);
    if (status == RP_OK && w->candidates.n)
        qsort(w->candidates.v, w->candidates.n, sizeof *w->candidates.v,
              compare_candidates);
    if (status == RP_OK)
        status = rp_vec_reserve(&w->first, corpus->clauses.n + 1);
    for (size_t i = 0, at = 0; i <= corpus->clauses.n && status == RP_OK; i++) {
        while (at < w->candidates.n && w->candidates.v[at].pair->b < i)
            at++;
        w->first.v[w->first.n++] = (uint32_t)at;
    }
    return status;
}

/* The present clause of the candidate's resolution that shares most with the paragraph, as
 * an index of the candidates in [beg, end); NONE if there is none. */
static uint32_t present_of(const struct work *w, uint32_t beg, uint32_t end,
                           const struct candidate *old)
{
    const struct rp_clause *clauses = w->corpus->clauses.v;
    uint32_t best = NONE;
    for (uint32_t i = beg; i < end; i++) {
        const struct candidate *c = &w->candidates.v[i];
        if (!c->superseded &&
            clauses[c->pair->a].resolution == clauses[old->pair->a].resolution &&
            (best == NONE ||
             c->pair->shared_mbit > w->candidates.v[best].pair->shared_mbit))
            best = i;
    }
    return best;
}

/* Whether the paragraph goes back to this superseded wording: it says something that only
 * the old wording says, and stands nearer to it. */
static bool goes_back(const struct work *w, uint32_t beg, uint32_t end,
                      const struct candidate *old)
{
    if (old->rank != RANK_REPETITION)
        return false;
    for (uint32_t i = beg; i < end; i++) {
        const struct candidate *c = &w->candidates.v[i];
        const struct rp_clause *clauses = w->corpus->clauses.v;
        if (!c->superseded &&
            clauses[c->pair->a].resolution == clauses[old->pair->a].resolution &&
            (c->near_ppm >= old->near_ppm ||
             c->pair->shared_mbit >= old->pair->shared_mbit))
            return false;
    }
    return true;
}

/* Mark the words of the paragraph that the pair's spans cover: 1, or 2 word for word. */
static void mark(struct work *w, const struct candidate *c)
{
    const uint32_t first = w->judge->words.first[c->pair->b];
    const uint32_t n = w->judge->words.first[c->pair->b + 1] - first;
    uint32_t i = 0;
    for (uint32_t k = 0; k < c->pair->n_spans; k++) {
        const struct rp_aligned_span *s = &c->spans[k];
        /* spans are in order of the other side: moved ones go back here */
        while (i > 0 && w->judge->words.v[first + i - 1].beg >= s->b_beg)
            i--;
        while (i < n && w->judge->words.v[first + i].beg < s->b_beg)
            i++;
        for (; i < n && w->judge->words.v[first + i].end <= s->b_end; i++)
            w->marks.v[i] |= s->kind == RP_ALIGNED_SAME ? 3 : 1;
    }
}

static int add_match(struct work *w, const struct candidate *c)
{
    struct rp_scored_match match = {*c->pair, c->near_ppm};
    match.pair.first_span = (uint32_t)w->out->spans.n;
    for (uint32_t k = 0; k < c->pair->n_spans; k++)
        if (rp_vec_push(&w->out->spans, c->spans[k]))
            return RP_ERR_MEMORY;
    return rp_vec_push(&w->out->matches, match);
}

/* Whether the draft can refer to the resolution: it has a final number, with the place and
 * date, and is of the same conference or of the Plenipotentiary. */
static bool is_citable(const struct rp_corpus *corpus, const struct rp_resolution *draft,
                       const struct rp_resolution *r)
{
    if (r->body != RP_BODY_PP && draft->body != RP_BODY_NONE && r->body != draft->body)
        return false;
    struct rp_str number = rp_corpus_str(corpus, r->number);
    if (r->kind != RP_KIND_RESOLUTION && number.n > 1) {
        number.p++;
        number.n--;
    }
    return number.n && number.p[0] >= '0' && number.p[0] <= '9' &&
           r->revision.end > r->revision.beg;
}

/* Refer to the clause instead of the paragraph, unless there is a reference already. */
static int put_reference(struct work *w, uint32_t clause, uint32_t paragraph,
                         struct rp_span *reference)
{
    const struct rp_corpus *corpus = w->corpus;
    const struct rp_clause *p = &corpus->clauses.v[paragraph];
    struct rp_buf *text = &w->out->text;
    if (reference->end > reference->beg ||
        !is_citable(corpus, &corpus->resolutions.v[p->resolution],
                    &corpus->resolutions.v[corpus->clauses.v[clause].resolution]))
        return RP_OK;
    const uint32_t beg = (uint32_t)text->n;
    int status = rp_judge_put_reference(
        w->judge,
        corpus->sections.v[p->section].part == RP_PART_PREAMBLE ? "recalling "
                                                                : "pursuant to ",
        clause, text);
    if (status == RP_OK)
        *reference = (struct rp_span){beg, (uint32_t)text->n};
    return status;
}

static enum rp_score verdict_of(const struct candidate *best)
{
    switch (best ? best->rank : RANK_NOTHING) {
    case RANK_REPETITION:
        return best->superseded                                     ? RP_SCORE_REVERTS
               : best->pair->relation == RP_RELATION_SECTOR_VARIANT ? RP_SCORE_ADAPTS
                                                                    : RP_SCORE_REPEATS;
    case RANK_INTEGRATION:
        return RP_SCORE_INTEGRATES;
    case RANK_FORMULA:
        return RP_SCORE_FORMULA;
    default:
        return RP_SCORE_NEW;
    }
}

static int score_clause(struct work *w, uint32_t clause)
{
    const uint32_t beg = w->first.v[clause], end = w->first.v[clause + 1];
    struct rp_scored s = {.clause = clause,
                          .own_match = NONE,
                          .words = w->judge->words.first[clause + 1] -
                                   w->judge->words.first[clause],
                          .first_match = (uint32_t)w->out->matches.n};
    const struct candidate *best = NULL;
    uint32_t present = NONE;
    if (rp_vec_reserve(&w->marks, s.words))
        return RP_ERR_MEMORY;
    if (s.words)
        memset(w->marks.v, 0, s.words);
    int status = RP_OK;
    for (uint32_t i = beg; i < end && status == RP_OK; i++) {
        const struct candidate *c = &w->candidates.v[i];
        const bool counts =
            c->superseded ? goes_back(w, beg, end, c) : c->rank != RANK_NOTHING && !c->own;
        if (!counts)
            continue;
        /* Old wording is of interest where nothing in force is nearer. */
        if (i == present || (c->superseded && best))
            continue;
        if (!best) {
            best = c;
            present = c->superseded ? present_of(w, beg, end, c) : NONE;
        }
        if (c->rank == RANK_REPETITION)
            mark(w, c);
        if (c->rank == RANK_REPETITION && !c->superseded && !best->superseded &&
            s.n_matches < RP_MATCHES_SHOWN)
            status = put_reference(w, c->pair->a, clause, &s.reference);
        /* Under what the verdict rests on, procedure says nothing more. */
        if (status == RP_OK && s.n_matches < RP_MATCHES_SHOWN &&
            (c->rank > RANK_FORMULA || best->rank <= RANK_FORMULA)) {
            status = add_match(w, c);
            s.n_matches++;
        }
        if (c == best && present != NONE && status == RP_OK) {
            status = add_match(w, &w->candidates.v[present]);
            s.n_matches++;
        }
    }
    s.verdict = verdict_of(best);
    for (uint32_t i = 0; i < s.words; i++) {
        s.neutral += w->marks.v[i] != 0;
        s.raw += w->marks.v[i] == 3;
    }
    if (status == RP_OK && s.verdict == RP_SCORE_REVERTS && present != NONE)
        status = put_reference(w, w->candidates.v[present].pair->a, clause, &s.reference);
    return status ? status : rp_vec_push(&w->out->scored, s);
}

/* ---- the resolution that a draft revises -------------------------------------------- */

static bool same_place(const struct rp_corpus *corpus, uint32_t a, uint32_t b)
{
    const struct rp_clause *x = &corpus->clauses.v[a], *y = &corpus->clauses.v[b];
    return rp_str_equal(rp_corpus_str(corpus, x->item), rp_corpus_str(corpus, y->item)) &&
           rp_str_equal(rp_corpus_str(corpus, corpus->sections.v[x->section].name),
                        rp_corpus_str(corpus, corpus->sections.v[y->section].name)) &&
           rp_str_equal(rp_corpus_str(corpus, corpus->sections.v[x->section].addressee),
                        rp_corpus_str(corpus, corpus->sections.v[y->section].addressee));
}

static int compare_kin(const void *x, const void *y)
{
    const struct kinship *a = x, *b = y;
    if (a->near_ppm != b->near_ppm)
        return a->near_ppm > b->near_ppm ? -1 : 1;
    if (a->same_place != b->same_place)
        return a->same_place ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* Whether the two differ in no word. */
static bool is_unchanged(const struct rp_judge *judge, uint32_t a, uint32_t b)
{
    const uint32_t *first = judge->words.first;
    const uint32_t n = first[a + 1] - first[a];
    bool same = n == first[b + 1] - first[b];
    for (uint32_t i = 0; i < n && same; i++)
        same = judge->words.v[first[a] + i].hash == judge->words.v[first[b] + i].hash;
    return same;
}

static struct rp_scored *scored_of(struct work *w, const struct rp_card *card, uint32_t b)
{
    uint32_t lo = card->first_scored, hi = lo + card->n_scored;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (w->out->scored.v[mid].clause < b)
            lo = mid + 1;
        else
            hi = mid;
    }
    return &w->out->scored.v[lo];
}

/* Clauses too short to share a passage stand for each other where all their words do. */
static int add_equal(struct work *w, const struct rp_card *card, uint8_t *taken)
{
    const struct rp_resolution *r = &w->corpus->resolutions.v[card->revises];
    for (uint32_t i = 0; i < card->n_scored; i++) {
        struct rp_scored *s = &w->out->scored.v[card->first_scored + i];
        for (uint32_t k = 0; k < r->n_clauses && s->own == RP_OWN_ADDED; k++)
            if (!taken[k] && !w->corpus->clauses.v[r->first_clause + k].superseded &&
                same_place(w->corpus, r->first_clause + k, s->clause) &&
                is_unchanged(w->judge, r->first_clause + k, s->clause)) {
                taken[k] = 1;
                s->own = RP_OWN_UNCHANGED;
            }
    }
    return RP_OK;
}

static int compare_revised(struct work *w, struct rp_card *card)
{
    const struct rp_corpus *corpus = w->corpus;
    const struct rp_resolution *draft = &corpus->resolutions.v[card->draft];
    const struct rp_resolution *r = &corpus->resolutions.v[card->revises];
    const struct rp_parameters *p = &w->judge->parameters;
    uint8_t *taken = rp_alloc_zero(r->n_clauses, 1);
    int status = taken ? RP_OK : RP_ERR_MEMORY;
    w->kin.n = 0;
    for (uint32_t i = 0; i < card->n_scored && status == RP_OK; i++) {
        struct rp_scored *s = &w->out->scored.v[card->first_scored + i];
        s->own = RP_OWN_ADDED;
        for (uint32_t k = w->first.v[s->clause];
             k < w->first.v[s->clause + 1] && status == RP_OK; k++) {
            const struct candidate *c = &w->candidates.v[k];
            const uint32_t in_a = rp_share_ppm(c->pair->shared_mbit, c->pair->a_mbit);
            const uint32_t in_b = rp_share_ppm(c->pair->shared_mbit, c->pair->b_mbit);
            if (c->own && !c->superseded &&
                (in_a >= p->contains_ppm || in_b >= p->contains_ppm))
                status = rp_vec_push(
                    &w->kin, (struct kinship){k, c->near_ppm,
                                              same_place(corpus, c->pair->a, c->pair->b),
                                              c->pair->a, c->pair->b});
        }
    }
    if (status == RP_OK && w->kin.n)
        qsort(w->kin.v, w->kin.n, sizeof *w->kin.v, compare_kin);
    for (size_t i = 0; i < w->kin.n && status == RP_OK; i++) {
        const struct kinship *k = &w->kin.v[i];
        struct rp_scored *s = scored_of(w, card, k->b);
        if (s->own != RP_OWN_ADDED || taken[k->a - r->first_clause])
            continue;
        taken[k->a - r->first_clause] = 1;
        s->own = is_unchanged(w->judge, k->a, k->b) ? RP_OWN_UNCHANGED : RP_OWN_CHANGED;
        s->own_match = (uint32_t)w->out->matches.n;
        status = add_match(w, &w->candidates.v[k->candidate]);
    }
    if (status == RP_OK)
        status = add_equal(w, card, taken);
    for (uint32_t i = 0; i < card->n_scored && status == RP_OK; i++) {
        struct rp_scored *s = &w->out->scored.v[card->first_scored + i];
        if (s->own != RP_OWN_ADDED && s->verdict == RP_SCORE_NEW)
            s->verdict = RP_SCORE_REVISION;
    }
    /* A heading without text says nothing of what it drops, unless it drops all. */
    const bool drops = card->n_scored || draft->proposal == RP_PROPOSAL_SUP;
    for (uint32_t k = 0; k < r->n_clauses && drops && status == RP_OK; k++)
        if (!taken[k] && !corpus->clauses.v[r->first_clause + k].superseded)
            status = rp_vec_push(&w->out->dropped, r->first_clause + k);
    rp_free(taken);
    return status;
}

static void add_up(struct work *w, struct rp_card *card)
{
    for (uint32_t i = 0; i < card->n_scored; i++) {
        const struct rp_scored *s = &w->out->scored.v[card->first_scored + i];
        const struct rp_clause *c = &w->corpus->clauses.v[s->clause];
        struct rp_tally *to[] = {&card->parts[w->corpus->sections.v[c->section].part],
                                 &card->all};
        for (int k = 0; k < 2; k++) {
            to[k]->words += s->words;
            to[k]->formula += s->verdict == RP_SCORE_FORMULA ? s->words : 0;
            to[k]->neutral += s->neutral;
            to[k]->raw += s->raw;
        }
        card->verdicts[s->verdict]++;
        card->own[s->own]++;
    }
}

int rp_judge_score(const struct rp_judge *judge, const struct rp_judged *ranges, size_t n,
                   struct rp_scores *scores, struct rp_error *err)
{
    const struct rp_corpus *corpus = judge->corpus;
    struct rp_scores out = {0};
    struct work w = {.judge = judge, .corpus = corpus, .out = &out};
    int status = gather(&w, ranges, n);
    for (uint32_t i = 0; i < corpus->resolutions.n && status == RP_OK; i++) {
        const struct rp_resolution *r = &corpus->resolutions.v[i];
        if (!r->draft)
            continue;
        struct rp_card card = {.draft = i,
                               .revises = find_revised(corpus, r),
                               .first_scored = (uint32_t)out.scored.n,
                               .first_dropped = (uint32_t)out.dropped.n};
        for (uint32_t c = r->first_clause;
             c < r->first_clause + r->n_clauses && status == RP_OK; c++)
            if (!corpus->clauses.v[c].superseded)
                status = score_clause(&w, c);
        card.n_scored = (uint32_t)out.scored.n - card.first_scored;
        if (status == RP_OK && card.revises != NONE)
            status = compare_revised(&w, &card);
        card.n_dropped = (uint32_t)out.dropped.n - card.first_dropped;
        if (status == RP_OK) {
            add_up(&w, &card);
            status = rp_vec_push(&out.cards, card);
        }
    }
    rp_vec_release(&w.candidates);
    rp_vec_release(&w.first);
    rp_vec_release(&w.kin);
    rp_vec_release(&w.marks);
    if (status) {
        rp_scores_release(&out);
        return rp_fail_memory(err);
    }
    out.cuts = rp_judge_cuts(judge);
    *scores = out;
    return RP_OK;
}

void rp_scores_release(struct rp_scores *scores)
{
    rp_buf_release(&scores->text);
    rp_vec_release(&scores->cards);
    rp_vec_release(&scores->scored);
    rp_vec_release(&scores->matches);
    rp_vec_release(&scores->spans);
    rp_vec_release(&scores->dropped);
}

static const char *fault_of_match(const struct rp_scores *scores,
                                  const struct rp_corpus *corpus,
                                  const struct rp_scored_match *m)
{
    if (m->pair.a >= corpus->clauses.n || m->pair.b >= corpus->clauses.n)
        return "a match is of no clause";
    const struct rp_clause *a = &corpus->clauses.v[m->pair.a];
    const struct rp_clause *b = &corpus->clauses.v[m->pair.b];
    if (corpus->resolutions.v[a->resolution].draft ||
        !corpus->resolutions.v[b->resolution].draft)
        return "a match is no clause of the corpus with one of a draft";
    if (m->pair.n_spans > scores->spans.n ||
        m->pair.first_span > scores->spans.n - m->pair.n_spans)
        return "a match's spans are not there";
    for (uint32_t i = 0; i < m->pair.n_spans; i++) {
        const struct rp_aligned_span *s = &scores->spans.v[m->pair.first_span + i];
        if (s->a_beg >= s->a_end || s->a_end > a->text.end - a->text.beg ||
            s->b_beg >= s->b_end || s->b_end > b->text.end - b->text.beg)
            return "a span lies outside its text";
    }
    return NULL;
}

bool rp_scores_validate(const struct rp_scores *scores, const struct rp_corpus *corpus,
                        const char **why)
{
    *why = NULL;
    uint32_t next = 0, dropped = 0;
    for (size_t i = 0; i < scores->matches.n && !*why; i++)
        *why = fault_of_match(scores, corpus, &scores->matches.v[i]);
    for (size_t i = 0; i < scores->cards.n && !*why; i++) {
        const struct rp_card *card = &scores->cards.v[i];
        uint32_t words = 0, parts = 0;
        if (card->draft >= corpus->resolutions.n ||
            !corpus->resolutions.v[card->draft].draft)
            *why = "a card is of no draft";
        else if (card->first_scored != next || card->n_scored > scores->scored.n - next)
            *why = "the cards do not account for all paragraphs";
        else if (card->first_dropped != dropped ||
                 card->n_dropped > scores->dropped.n - dropped)
            *why = "the cards do not account for all dropped clauses";
        next += card->n_scored;
        dropped += card->n_dropped;
        for (uint32_t k = 0; k < card->n_scored && !*why; k++) {
            const struct rp_scored *s = &scores->scored.v[card->first_scored + k];
            words += s->words;
            if (s->raw > s->neutral || s->neutral > s->words)
                *why = "more words stand elsewhere than there are";
            else if (s->n_matches > RP_MATCHES_SHOWN || s->n_matches > scores->matches.n ||
                     s->first_match > scores->matches.n - s->n_matches)
                *why = "a paragraph's matches are not there";
            else if (s->own_match != NONE && s->own_match >= scores->matches.n)
                *why = "a paragraph's own clause is not there";
            else if (s->reference.beg > s->reference.end ||
                     s->reference.end > scores->text.n)
                *why = "a reference is not there";
        }
        for (int k = 0; k < 3; k++)
            parts += card->parts[k].words;
        if (!*why && (words != card->all.words || parts != words ||
                      card->all.formula > card->all.words))
            *why = "the words of a card do not add up";
    }
    if (!*why && (next != scores->scored.n || dropped != scores->dropped.n))
        *why = "the cards do not account for everything";
    return !*why;
}
