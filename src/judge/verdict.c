/* The score asks three things: how much of the subject is shared (half of the way at
 * half_mbit), what part of either clause is shared, and what part of its subject:
 *
 *     score = s / (s + half) * sqrt(coverage * subject coverage)
 *
 * with the greater of both sides each time, since a clause that is wholly restated inside a
 * longer one is a repetition too. Half of it where each names its own subject in the same
 * place. */
#include "judge/inside.h"

const struct rp_parameters rp_parameters_default = {
    .background_resolutions = 24,
    .background_cohesion = 4,
    .procedure_cohesion_pct = 150,
    .subject_cohesion_pct = 300,
    .title_mbit = 2500,
    .sample_resolutions = 256,
    .moved_terms = 2,
    .moved_mbit = 6000,
    .moved_passages = 8,
    .block_mbit = 2500,
    .block_terms = 3,
    .passage_mbit = 6000,
    .short_mbit = 1000,
    .short_share_ppm = 200000,
    .half_mbit = 15000,
    .repeats_ppm = 300000,
    .contains_ppm = 660000,
    .near_ppm = 700000,
    .partial_mbit = 20000,
    .partial_subject_mbit = 6000,
    .partial_share_ppm = 250000,
    .formula_mbit = 8000,
    .formula_share_ppm = 250000,
    .residue_mbit = 8000,
    .procedure_ppm = 500000,
    .run_gap = 3,
};

#define NONE UINT32_MAX

static uint64_t root(uint64_t x)
{
    uint64_t r = 0;
    for (uint64_t bit = 1ULL << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= x)
            r += bit;
    return r;
}

static int stamp_titles(const struct rp_judge *judge, const struct rp_verdict *v,
                        struct rp_verdict_scratch *scratch)
{
    const uint32_t ra = judge->corpus->clauses.v[v->a].resolution;
    const uint32_t rb = judge->corpus->clauses.v[v->b].resolution;
    if (!scratch->title) {
        scratch->title = rp_alloc_zero(judge->weights.n, sizeof *scratch->title);
        if (!scratch->title)
            return RP_ERR_MEMORY;
    } else if (scratch->resolutions[0] == ra && scratch->resolutions[1] == rb) {
        return RP_OK;
    }
    scratch->resolutions[0] = ra;
    scratch->resolutions[1] = rb;
    scratch->stamp++;
    const size_t n_clauses = judge->corpus->clauses.n;
    for (int side = 0; side < 2; side++) {
        const size_t text = n_clauses + scratch->resolutions[side];
        for (size_t k = judge->terms.first.v[text]; k < judge->terms.first.v[text + 1];
             k++) {
            uint32_t *title = &scratch->title[judge->terms.terms.v[k].id];
            *title =
                (*title >> 2 == scratch->stamp ? *title : scratch->stamp << 2) | 1u << side;
        }
    }
    return RP_OK;
}

/* Bit 1 << side for each of the two titles that has the term, if it tells anything. */
static uint32_t in_titles(const struct rp_judge *judge,
                          const struct rp_verdict_scratch *scratch, uint32_t id)
{
    if (scratch->title[id] >> 2 != scratch->stamp ||
        judge->weights.mbit[id] < judge->parameters.title_mbit)
        return 0;
    return scratch->title[id] & 3;
}

uint32_t rp_subject_mbit(const struct rp_judge *judge,
                         const struct rp_verdict_scratch *scratch, uint32_t id)
{
    const uint32_t mbit = judge->weights.mbit[id];
    if (in_titles(judge, scratch, id))
        return mbit;
    return (uint32_t)((uint64_t)mbit * judge->weights.subject_ppm[id] / 1000000);
}

enum rp_aligned rp_aligned_kind(const struct rp_term *a, const struct rp_term *b)
{
    if (a->wording == b->wording)
        return RP_ALIGNED_SAME;
    return a->sector && b->sector && a->sector != b->sector ? RP_ALIGNED_SECTOR
                                                            : RP_ALIGNED_SPELLED;
}

/* One span for each run of matches of one kind. */
static int add_spans(const struct rp_term *a, size_t n_a, const struct rp_term *b,
                     const uint32_t *match_a, struct rp_verdict *v, struct rp_judged *out)
{
    v->first_span = (uint32_t)out->spans.n;
    for (size_t i = 0, end; i < n_a; i = end) {
        end = i + 1;
        if (match_a[i] == NONE)
            continue;
        const enum rp_aligned kind = rp_aligned_kind(&a[i], &b[match_a[i]]);
        while (end < n_a && match_a[end] == match_a[end - 1] + 1 && match_a[end] != NONE &&
               rp_aligned_kind(&a[end], &b[match_a[end]]) == kind)
            end++;
        const struct rp_aligned_span span = {a[i].beg, a[end - 1].end, b[match_a[i]].beg,
                                             b[match_a[end - 1]].end, kind};
        /* two words of one character have one range: a span may not begin before the last
         * one ended */
        if (span.a_beg == span.a_end || span.b_beg == span.b_end ||
            (out->spans.n > v->first_span &&
             out->spans.v[out->spans.n - 1].a_end > span.a_beg))
            continue;
        if (rp_vec_push(&out->spans, span))
            return RP_ERR_MEMORY;
    }
    v->n_spans = (uint32_t)out->spans.n - v->first_span;
    return RP_OK;
}

/* What one side has in all. */
struct side {
    uint32_t words, mbit, subject_mbit;
};

static struct side weigh(const struct rp_judge *judge,
                         const struct rp_verdict_scratch *scratch, const struct rp_term *t,
                         size_t n)
{
    struct side side = {0};
    for (size_t i = 0; i < n; i++) {
        side.words += t[i].n_words;
        side.mbit += judge->weights.mbit[t[i].id];
        side.subject_mbit += rp_subject_mbit(judge, scratch, t[i].id);
    }
    return side;
}

static uint32_t count_common(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b)
{
    uint32_t n = 0;
    for (size_t i = 0, j = 0; i < n_a && j < n_b;)
        if (a[i] == b[j])
            n++, i++, j++;
        else if (a[i] < b[j])
            i++;
        else
            j++;
    return n;
}

static bool same_words(const struct rp_judge *judge, uint32_t a, uint32_t b)
{
    const uint32_t *first = judge->words.first;
    const uint32_t n = first[a + 1] - first[a];
    if (n != first[b + 1] - first[b])
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (judge->words.v[first[a] + i].hash != judge->words.v[first[b] + i].hash)
            return false;
    return true;
}

static bool has_term(const struct rp_term *t, size_t n, uint32_t id)
{
    while (n && t[n - 1].id != id)
        n--;
    return n;
}

/* Whether t[beg..end) has a term of its own resolution's title alone that the other clause
 * does without. */
static bool names_subject(const struct rp_judge *judge,
                          const struct rp_verdict_scratch *scratch, const struct rp_term *t,
                          size_t beg, size_t end, const uint32_t *match,
                          const struct rp_term *other, size_t n_other, unsigned side)
{
    for (size_t i = beg; i < end; i++)
        if (match[i] == NONE && in_titles(judge, scratch, t[i].id) == 1u << side &&
            !has_term(other, n_other, t[i].id))
            return true;
    return false;
}

/* Whether, where the clauses differ, one names its own subject and the other, in the same
 * place, its own: "of women and girls" against "of youth". */
static bool swaps_subject(const struct rp_judge *judge,
                          const struct rp_verdict_scratch *scratch, const struct rp_term *a,
                          size_t n_a, const struct rp_term *b, size_t n_b)
{
    const uint32_t *ma = scratch->match_a.v, *mb = scratch->match_b.v;
    for (size_t i = 0, end, j = 0; i < n_a; i = end) {
        end = i + 1;
        if (ma[i] != NONE) {
            j = (size_t)ma[i] + 1;
            continue;
        }
        while (end < n_a && ma[end] == NONE)
            end++;
        const size_t j_end = end < n_a ? ma[end] : n_b;
        if (names_subject(judge, scratch, a, i, end, ma, b, n_b, 0) &&
            names_subject(judge, scratch, b, j, j_end, mb, a, n_a, 1))
            return true;
    }
    return false;
}

static uint32_t score(const struct rp_parameters *p, const struct rp_verdict *v)
{
    const uint64_t a = rp_share_ppm(v->shared_mbit, v->a_mbit);
    const uint64_t b = rp_share_ppm(v->shared_mbit, v->b_mbit);
    const uint64_t sa = rp_share_ppm(v->subject_mbit, v->a_subject_mbit);
    const uint64_t sb = rp_share_ppm(v->subject_mbit, v->b_subject_mbit);
    const uint64_t cover = root((a > b ? a : b) * (sa > sb ? sa : sb));
    return (uint32_t)(cover * v->subject_mbit / (v->subject_mbit + (uint64_t)p->half_mbit));
}

/* Whether clause `from` cites the resolution of clause `to`, or the one that a draft of it
 * is to replace. */
static bool cites(const struct rp_corpus *corpus, uint32_t from, uint32_t to)
{
    const struct rp_clause *c = &corpus->clauses.v[from];
    const uint32_t index = corpus->clauses.v[to].resolution;
    const struct rp_resolution *r = &corpus->resolutions.v[index];
    for (uint32_t i = 0; i < c->n_cites; i++) {
        const struct rp_cite *cite = &corpus->cites.v[c->first_cite + i];
        if (cite->resolution == index ||
            (r->draft && rp_str_equal(rp_corpus_str(corpus, cite->name),
                                      rp_corpus_str(corpus, r->name))))
            return true;
    }
    return false;
}

static bool is_sector(enum rp_body body)
{
    return body == RP_BODY_WTSA || body == RP_BODY_WTDC || body == RP_BODY_RA;
}

/* A Sector clause that cites the resolution of the other and has substance of its own. A
 * draft that does not say whose it is may be a Sector's. */
static bool integrates(const struct rp_judge *judge, uint32_t sector, uint32_t pp,
                       uint32_t residue_mbit)
{
    const struct rp_corpus *corpus = judge->corpus;
    const struct rp_resolution *r = corpus->resolutions.v;
    const enum rp_part part = corpus->sections.v[corpus->clauses.v[sector].section].part;
    return part == RP_PART_OPERATIVE &&
           (is_sector(r[corpus->clauses.v[sector].resolution].body) ||
            (r[corpus->clauses.v[sector].resolution].draft &&
             r[corpus->clauses.v[sector].resolution].body == RP_BODY_NONE)) &&
           r[corpus->clauses.v[pp].resolution].body == RP_BODY_PP &&
           cites(corpus, sector, pp) && residue_mbit >= judge->parameters.residue_mbit;
}

bool rp_clause_leads_in(const struct rp_corpus *corpus, uint32_t clause)
{
    const struct rp_str text = rp_corpus_str(corpus, corpus->clauses.v[clause].text);
    return text.n && text.p[text.n - 1] == ':';
}

static enum rp_relation relate(const struct rp_judge *judge, const struct rp_verdict *v,
                               bool sector)
{
    const struct rp_parameters *p = &judge->parameters;
    const struct rp_clause *a = &judge->corpus->clauses.v[v->a];
    const struct rp_clause *b = &judge->corpus->clauses.v[v->b];
    const uint32_t cover_a = rp_share_ppm(v->shared_mbit, v->a_mbit);
    const uint32_t cover_b = rp_share_ppm(v->shared_mbit, v->b_mbit);
    const uint32_t more = cover_a > cover_b ? cover_a : cover_b;
    const uint32_t less = cover_a > cover_b ? cover_b : cover_a;
    const bool substance = v->shared_mbit >= p->partial_mbit;
    const bool partial = substance && more >= p->partial_share_ppm &&
                         v->subject_mbit >= p->partial_subject_mbit;
    /* what both consist of leaves neither a substance of its own */
    const bool repeats = substance && !v->swaps_subject &&
                         ((v->score_ppm >= p->repeats_ppm && more >= p->contains_ppm) ||
                          (partial && less >= p->near_ppm));

    if (a->resolution == b->resolution && a->superseded != b->superseded)
        return RP_RELATION_REVISION;
    if ((v->score_ppm >= p->repeats_ppm || partial) &&
        (integrates(judge, v->a, v->b, v->a_mbit - v->shared_mbit) ||
         integrates(judge, v->b, v->a, v->b_mbit - v->shared_mbit)))
        return RP_RELATION_INTEGRATION;
    if (repeats) {
        if (same_words(judge, v->a, v->b))
            return RP_RELATION_IDENTICAL;
        if (less < p->near_ppm)
            return RP_RELATION_CONTAINS;
        return sector ? RP_RELATION_SECTOR_VARIANT : RP_RELATION_NEAR_IDENTICAL;
    }
    if (partial)
        return RP_RELATION_PARTIAL;
    if (v->subject_mbit < p->formula_mbit && v->subject_mbit <= v->shared_mbit / 2 &&
        more >= p->formula_share_ppm && !rp_clause_leads_in(judge->corpus, v->a) &&
        !rp_clause_leads_in(judge->corpus, v->b))
        return RP_RELATION_FORMULA;
    return RP_RELATION_NONE;
}

int rp_verdict_fill(const struct rp_judge *judge, uint32_t a, uint32_t b,
                    struct rp_verdict_scratch *scratch, struct rp_verdict *verdict,
                    struct rp_judged *out)
{
    struct rp_verdict v = {.a = a, .b = b};
    size_t n_a, n_b;
    const struct rp_term *ta = rp_judge_terms(judge, a, &n_a);
    const struct rp_term *tb = rp_judge_terms(judge, b, &n_b);
    if (rp_vec_reserve(&scratch->match_a, n_a) || rp_vec_reserve(&scratch->match_b, n_b))
        return RP_ERR_MEMORY;
    int status = stamp_titles(judge, &v, scratch);
    if (status == RP_OK)
        status = rp_align(ta, n_a, tb, n_b, judge->weights.mbit, &judge->parameters,
                          &scratch->align, scratch->match_a.v, scratch->match_b.v);
    if (status == RP_OK)
        status = add_spans(ta, n_a, tb, scratch->match_a.v, &v, out);
    if (status)
        return status;

    const struct side side_a = weigh(judge, scratch, ta, n_a);
    const struct side side_b = weigh(judge, scratch, tb, n_b);
    v.words_a = side_a.words;
    v.words_b = side_b.words;
    v.a_mbit = side_a.mbit;
    v.b_mbit = side_b.mbit;
    v.a_subject_mbit = side_a.subject_mbit;
    v.b_subject_mbit = side_b.subject_mbit;
    bool sector = false;
    for (size_t i = 0; i < n_a; i++) {
        const uint32_t j = scratch->match_a.v[i];
        if (j == NONE)
            continue;
        const uint32_t mbit = judge->weights.mbit[ta[i].id];
        const enum rp_aligned kind = rp_aligned_kind(&ta[i], &tb[j]);
        v.words_shared_a += ta[i].n_words;
        v.words_shared_b += tb[j].n_words;
        v.shared_mbit += mbit;
        v.same_mbit += kind == RP_ALIGNED_SAME ? mbit : 0;
        v.subject_mbit += rp_subject_mbit(judge, scratch, ta[i].id);
        sector |= kind == RP_ALIGNED_SECTOR;
    }
    const uint32_t *first = judge->first_shingle.v;
    v.shingles_a = first[a + 1] - first[a];
    v.shingles_b = first[b + 1] - first[b];
    v.shingles_shared = count_common(judge->shingles.v + first[a], v.shingles_a,
                                     judge->shingles.v + first[b], v.shingles_b);
    v.score_ppm = score(&judge->parameters, &v);
    v.swaps_subject = swaps_subject(judge, scratch, ta, n_a, tb, n_b);
    if (v.swaps_subject)
        v.score_ppm /= 2;
    v.relation = relate(judge, &v, sector);
    *verdict = v;
    return RP_OK;
}

void rp_verdict_scratch_release(struct rp_verdict_scratch *scratch)
{
    rp_align_scratch_release(&scratch->align);
    rp_vec_release(&scratch->match_a);
    rp_vec_release(&scratch->match_b);
    rp_free(scratch->title);
    *scratch = (struct rp_verdict_scratch){0};
}
