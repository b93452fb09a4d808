#include "judge/inside.h"

#include <stdlib.h>

#include "base/hash.h"

static int compare_shingles(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

int rp_shingle_sets_fill(struct rp_judge *judge)
{
    const size_t n_clauses = judge->corpus->clauses.n;
    int status = rp_vec_reserve(&judge->shingles, 1);
    if (status == RP_OK)
        status = rp_vec_push(&judge->first_shingle, 0);
    for (size_t i = 0; i < n_clauses && status == RP_OK; i++) {
        const struct rp_token *t = judge->words.v + judge->words.first[i];
        const size_t n = judge->words.first[i + 1] - judge->words.first[i];
        const size_t k = n < judge->options.shingle_tok ? n : judge->options.shingle_tok;
        const size_t beg = judge->shingles.n;
        for (size_t j = 0; k && j + k <= n && status == RP_OK; j++) {
            uint64_t h = 0;
            for (size_t m = 0; m < k; m++)
                h = rp_mix(h + t[j + m].hash);
            status = rp_vec_push(&judge->shingles, h);
        }
        uint64_t *v = judge->shingles.v + beg;
        const size_t m = judge->shingles.n - beg;
        if (m)
            qsort(v, m, sizeof *v, compare_shingles);
        size_t kept = 0;
        for (size_t j = 0; j < m; j++)
            if (j == 0 || v[j] != v[j - 1])
                v[kept++] = v[j];
        judge->shingles.n = beg + kept;
        if (status == RP_OK)
            status = rp_vec_push(&judge->first_shingle, (uint32_t)judge->shingles.n);
    }
    return status;
}

int rp_judge_new_with(struct rp_judge **out, const struct rp_corpus *corpus,
                      struct rp_words words,
                      int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                      const struct rp_options *options,
                      const struct rp_parameters *parameters, struct rp_error *err)
{
    const size_t n = corpus->clauses.n;
    if (n && words.first[n] > INT32_MAX)
        return rp_fail(err, RP_ERR_LIMIT, "", 0, "more than 2^31 words to judge");
    struct rp_judge *judge = rp_alloc_zero(1, sizeof *judge);
    if (!judge)
        return rp_fail_memory(err);
    judge->corpus = corpus;
    judge->words = words;
    static const struct rp_token none;
    if (!words.v) /* a corpus without words: no arithmetic on NULL */
        judge->words.v = &none;
    judge->options = *options;
    judge->parameters = *parameters;
    while (judge->first_draft < n &&
           !corpus->resolutions.v[corpus->clauses.v[judge->first_draft].resolution].draft)
        judge->first_draft++;
    judge->n_cut = rp_alloc_zero(2, sizeof *judge->n_cut);
    if (!judge->n_cut) {
        rp_free(judge);
        return rp_fail_memory(err);
    }
    int status =
        rp_terms_fill(&judge->terms, &judge->phrases, corpus, judge->words, tokenize, err);
    if (status == RP_OK)
        status = rp_weights_fill(&judge->weights, corpus, &judge->terms, &judge->phrases,
                                 tokenize, parameters, err);
    if (status == RP_OK && (rp_shingle_sets_fill(judge) || rp_passages_fill(judge)))
        status = rp_fail_memory(err);
    if (status) {
        rp_judge_free(judge);
        return status;
    }
    *out = judge;
    return RP_OK;
}

int rp_judge_new(struct rp_judge **out, const struct rp_corpus *corpus,
                 struct rp_words words,
                 int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                 const struct rp_options *options, struct rp_error *err)
{
    return rp_judge_new_with(out, corpus, words, tokenize, options, &rp_parameters_default,
                             err);
}

void rp_judge_cut_candidates(const struct rp_judge *judge, size_t n)
{
    atomic_fetch_add(judge->n_cut, n);
}

void rp_judge_cut_pairs(const struct rp_judge *judge, size_t n)
{
    atomic_fetch_add(judge->n_cut + 1, n);
}

struct rp_cuts rp_judge_cuts(const struct rp_judge *judge)
{
    struct rp_cuts cuts = judge->cuts;
    cuts.candidates = atomic_load(judge->n_cut);
    cuts.pairs = atomic_load(judge->n_cut + 1);
    return cuts;
}

void rp_judge_free(struct rp_judge *judge)
{
    if (!judge)
        return;
    rp_terms_release(&judge->terms);
    rp_phrases_release(&judge->phrases);
    rp_weights_release(&judge->weights);
    rp_vec_release(&judge->shingles);
    rp_vec_release(&judge->first_shingle);
    rp_vec_release(&judge->users);
    rp_vec_release(&judge->first_user);
    rp_vec_release(&judge->passage_mbit);
    rp_vec_release(&judge->passages);
    rp_vec_release(&judge->first_passage);
    rp_vec_release(&judge->clause_mbit);
    rp_free(judge->n_cut);
    rp_free(judge);
}

int rp_judge_pairs(const struct rp_judge *judge, const struct rp_candidates *candidates,
                   size_t beg, size_t end, struct rp_judged *out, struct rp_error *err)
{
    const size_t n_pairs = out->pairs.n, n_spans = out->spans.n;
    struct rp_verdict_scratch scratch = {0};
    int status = RP_OK;
    for (size_t i = beg; i < end && status == RP_OK; i++) {
        struct rp_verdict verdict;
        status = rp_verdict_fill(judge, candidates->v[i].a, candidates->v[i].b, &scratch,
                                 &verdict, out);
        if (status == RP_OK && verdict.shared_mbit)
            status = rp_vec_push(&out->pairs, verdict);
        else if (status == RP_OK)
            out->spans.n = verdict.first_span;
    }
    rp_verdict_scratch_release(&scratch);
    if (status) {
        out->pairs.n = n_pairs;
        out->spans.n = n_spans;
        return rp_fail_memory(err);
    }
    return RP_OK;
}

void rp_judged_release(struct rp_judged *judged)
{
    rp_vec_release(&judged->pairs);
    rp_vec_release(&judged->spans);
}

int rp_judge(struct rp_result *result, const struct rp_corpus *corpus,
             struct rp_words words, int (*tokenize)(struct rp_tokens *out, struct rp_str s),
             const struct rp_options *options, struct rp_error *err)
{
    struct rp_judge *judge = NULL;
    struct rp_candidates candidates = {0};
    struct rp_judged judged = {0};
    int status = rp_judge_new(&judge, corpus, words, tokenize, options, err);
    if (status == RP_OK)
        status =
            rp_judge_candidates(judge, 0, (uint32_t)corpus->clauses.n, &candidates, err);
    if (status == RP_OK)
        status = rp_judge_pairs(judge, &candidates, 0, candidates.n, &judged, err);
    if (status == RP_OK)
        status = rp_judge_result(judge, &judged, 1, result, err);
    rp_vec_release(&candidates);
    rp_judged_release(&judged);
    rp_judge_free(judge);
    return status;
}

static const char *const reasons[RP_N_RELATIONS] = {
    [RP_RELATION_NONE] = "What they share is too little of the subject of either to count.",
    [RP_RELATION_IDENTICAL] = "They are the same, word for word.",
    [RP_RELATION_NEAR_IDENTICAL] =
        "Nearly all of both is shared, and it is about the subject.",
    [RP_RELATION_SECTOR_VARIANT] =
        "Nearly all of both is shared once the names of the Sectors are folded together.",
    [RP_RELATION_CONTAINS] =
        "Most of what one says of its subject stands in the other, which says more.",
    [RP_RELATION_PARTIAL] =
        "A passage of substance is shared; each has substance of its own.",
    [RP_RELATION_FORMULA] = "What they share is procedure: it hardly touches any subject.",
    [RP_RELATION_REVISION] = "Old and new wording of one resolution.",
    [RP_RELATION_INTEGRATION] =
        "The Sector clause cites the resolution that it carries out and adds to it.",
};

/* The terms of one side, each with its partner. */
static int explain_side(const struct rp_judge *judge,
                        const struct rp_verdict_scratch *scratch, uint32_t clause,
                        uint32_t other, const uint32_t *match,
                        struct rp_explained_words *out)
{
    size_t n, n_other;
    const struct rp_term *t = rp_judge_terms(judge, clause, &n);
    const struct rp_term *u = rp_judge_terms(judge, other, &n_other);
    for (size_t i = 0; i < n; i++) {
        struct rp_explained_word word = {
            .beg = t[i].beg,
            .end = t[i].end,
            .mbit = judge->weights.mbit[t[i].id],
            .subject_mbit = rp_subject_mbit(judge, scratch, t[i].id),
            .partner = match[i],
        };
        if (match[i] < n_other)
            word.kind = rp_aligned_kind(&t[i], &u[match[i]]);
        if (rp_vec_push(out, word))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

int rp_judge_explain(const struct rp_judge *judge, uint32_t a, uint32_t b,
                     struct rp_explanation *out, struct rp_error *err)
{
    if (a > b) {
        const uint32_t c = a;
        a = b;
        b = c;
    }
    struct rp_verdict_scratch scratch = {0};
    struct rp_explanation e = {0};
    struct rp_judged judged = {0};
    int status = rp_verdict_fill(judge, a, b, &scratch, &e.pair, &judged);
    if (status == RP_OK)
        status = explain_side(judge, &scratch, a, b, scratch.match_a.v, &e.a);
    if (status == RP_OK)
        status = explain_side(judge, &scratch, b, a, scratch.match_b.v, &e.b);
    if (status == RP_OK)
        status = rp_buf_puts(&e.reason, e.pair.swaps_subject
                                            ? "They say the same of different subjects."
                                            : reasons[e.pair.relation]);
    for (int i = 0; i < 2; i++) {
        const uint32_t clause = i ? b : a, *first = judge->terms.first.v + clause;
        e.cuts.clauses += first[1] - first[0] > judge->options.max_words;
    }
    e.spans.v = judged.spans.v;
    e.spans.n = judged.spans.n;
    e.spans.cap = judged.spans.cap;
    rp_verdict_scratch_release(&scratch);
    if (status) {
        rp_explanation_release(&e);
        return rp_fail_memory(err);
    }
    rp_explanation_release(out);
    *out = e;
    return RP_OK;
}

void rp_explanation_release(struct rp_explanation *explanation)
{
    rp_vec_release(&explanation->spans);
    rp_vec_release(&explanation->a);
    rp_vec_release(&explanation->b);
    rp_buf_release(&explanation->reason);
}
