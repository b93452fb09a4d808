#include "judge/finding.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const relations[RP_N_RELATIONS] = {
    "none",    "identical", "near-identical", "sector-variant", "contains",
    "partial", "formula",   "revision",       "integration",
};

static const char *const recommendations[RP_N_RECOMMENDATIONS] = {
    "keep", "suppress", "trim", "merge", "align",
};

const char *rp_relation_name(enum rp_relation relation)
{
    return (size_t)relation < COUNT(relations) ? relations[relation] : "?";
}

bool rp_relation_repeats(enum rp_relation relation)
{
    return relation == RP_RELATION_IDENTICAL || relation == RP_RELATION_NEAR_IDENTICAL ||
           relation == RP_RELATION_SECTOR_VARIANT || relation == RP_RELATION_CONTAINS;
}

const char *rp_recommendation_name(enum rp_recommendation recommendation)
{
    return (size_t)recommendation < COUNT(recommendations) ? recommendations[recommendation]
                                                           : "?";
}

const char *rp_aligned_name(enum rp_aligned kind)
{
    static const char *const names[] = {"same", "spelled", "sector"};
    return (size_t)kind < COUNT(names) ? names[kind] : "?";
}

const char *rp_finding_kind_name(enum rp_finding_kind kind)
{
    return kind == RP_FINDING_RUN ? "run" : "cluster";
}

void rp_result_init(struct rp_result *result)
{
    *result = (struct rp_result){0};
}

void rp_result_release(struct rp_result *result)
{
    rp_buf_release(&result->text);
    rp_vec_release(&result->pairs);
    rp_vec_release(&result->spans);
    rp_vec_release(&result->findings);
    rp_vec_release(&result->members);
    rp_vec_release(&result->residues);
    rp_vec_release(&result->pairs_of);
    rp_vec_release(&result->resolutions_of);
    rp_vec_release(&result->standings);
    rp_vec_release(&result->ties);
}

static bool within(uint32_t first, uint32_t n, size_t size)
{
    return first <= size && n <= size - first;
}

static uint32_t length(const struct rp_corpus *corpus, uint32_t clause)
{
    const struct rp_span text = corpus->clauses.v[clause].text;
    return text.end - text.beg;
}

static const char *check_pair(const struct rp_result *result,
                              const struct rp_corpus *corpus, size_t i)
{
    const struct rp_verdict *p = &result->pairs.v[i];
    if (p->a >= p->b || p->b >= corpus->clauses.n)
        return "a pair's clauses are not in order, or not in the corpus";
    if (i && p[-1].score_ppm < p->score_ppm)
        return "pairs are not sorted by score";
    if (p->score_ppm > 1000000)
        return "a score is above one";
    if (p->shingles_shared > p->shingles_a || p->shingles_shared > p->shingles_b)
        return "a pair shares more shingles than a side has";
    if (p->words_shared_a > p->words_a || p->words_shared_b > p->words_b)
        return "a pair shares more words than a side has";
    if (p->same_mbit > p->shared_mbit || p->subject_mbit > p->shared_mbit ||
        p->shared_mbit > p->a_mbit || p->shared_mbit > p->b_mbit ||
        p->subject_mbit > p->a_subject_mbit || p->subject_mbit > p->b_subject_mbit)
        return "shared information is not within its bounds";
    if (!within(p->first_span, p->n_spans, result->spans.n))
        return "a pair's spans are out of range";
    const uint32_t a_bytes = length(corpus, p->a), b_bytes = length(corpus, p->b);
    uint32_t a_done = 0;
    for (uint32_t k = 0; k < p->n_spans; k++) {
        const struct rp_aligned_span *s = &result->spans.v[p->first_span + k];
        if (s->a_beg >= s->a_end || s->b_beg >= s->b_end || s->a_end > a_bytes ||
            s->b_end > b_bytes)
            return "a span is empty or outside its clause";
        if (s->a_beg < a_done)
            return "spans overlap or are not in order";
        a_done = s->a_end;
    }
    return NULL;
}

static const char *check_finding(const struct rp_result *result,
                                 const struct rp_corpus *corpus, size_t i)
{
    const struct rp_finding *f = &result->findings.v[i];
    if (i && f[-1].rank_mbit < f->rank_mbit)
        return "findings are not sorted by rank";
    if (!within(f->first_member, f->n_members, result->members.n) ||
        !within(f->first_pair, f->n_pairs, result->pairs_of.n) ||
        !within(f->first_resolution, f->n_resolutions, result->resolutions_of.n))
        return "a finding's parts are out of range";
    if (f->n_resolutions < 2)
        return "a finding pairs a resolution with itself";
    if (f->n_rows == 0 || (f->kind == RP_FINDING_CLUSTER && f->n_rows != 1))
        return "a finding has a wrong number of rows";
    for (uint32_t k = 0; k < f->n_members; k++) {
        const struct rp_member *m = &result->members.v[f->first_member + k];
        if (m->clause >= corpus->clauses.n)
            return "a member is no clause of the corpus";
        if (m->row >= f->n_rows || (k && m->row < m[-1].row))
            return "members are not in order of rows";
        for (uint32_t j = 0; j < k; j++)
            if (m[-(ptrdiff_t)j - 1].row == m->row &&
                corpus->clauses.v[m[-(ptrdiff_t)j - 1].clause].resolution ==
                    corpus->clauses.v[m->clause].resolution)
                return "a row has two members of one resolution";
        if (m->keeps != (m->pair == UINT32_MAX))
            return "a member is neither kept nor tied to the one that is";
        if (m->pair != UINT32_MAX && m->pair >= result->pairs.n)
            return "a member's pair is out of range";
        if (m->words_shared > m->words)
            return "a member shares more words than it has";
        if (!within(m->first_residue, m->n_residue, result->residues.n))
            return "a member's residue is out of range";
        for (uint32_t r = 0; r < m->n_residue; r++) {
            const struct rp_span s = result->residues.v[m->first_residue + r];
            if (s.beg >= s.end || s.end > length(corpus, m->clause))
                return "a residue is empty or outside its clause";
        }
    }
    for (uint32_t k = 0; k < f->n_pairs; k++)
        if (result->pairs_of.v[f->first_pair + k] >= result->pairs.n)
            return "a finding's pair is out of range";
    for (uint32_t k = 0; k < f->n_resolutions; k++) {
        const uint32_t *r = &result->resolutions_of.v[f->first_resolution + k];
        if (*r >= corpus->resolutions.n || (k && r[-1] >= *r))
            return "a finding's resolutions are not in order, or not in the corpus";
    }
    return NULL;
}

bool rp_result_validate(const struct rp_result *result, const struct rp_corpus *corpus,
                        const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < result->pairs.n && !*why; i++)
        *why = check_pair(result, corpus, i);
    for (size_t i = 0; i < result->findings.n && !*why; i++)
        *why = check_finding(result, corpus, i);
    for (size_t i = 0; i < result->standings.n && !*why; i++) {
        const struct rp_standing *s = &result->standings.v[i];
        if (s->resolution >= corpus->resolutions.n ||
            !within(s->first_tie, s->n_ties, result->ties.n))
            *why = "a standing is out of range";
        else if (s->repeated_operative > s->words_operative ||
                 s->repeated_preamble > s->words_preamble)
            *why = "more of a resolution stands elsewhere than there is";
    }
    return !*why;
}
