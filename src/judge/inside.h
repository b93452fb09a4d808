/* What the files of this room share and no other room sees. */
#ifndef RP_JUDGE_INSIDE_H
#define RP_JUDGE_INSIDE_H

#include <stdatomic.h>

#include "judge/align.h"
#include "judge/judge.h"
#include "judge/weights.h"

struct rp_judge {
    const struct rp_corpus *corpus;
    struct rp_words words;
    struct rp_options options;
    struct rp_parameters parameters;
    struct rp_terms terms;
    struct rp_phrases phrases;
    struct rp_weights weights;
    /* Sets of word shingles, ascending: clause i has [first_shingle.v[i], ...[i + 1]). */
    RP_VEC(uint64_t) shingles;
    RP_VEC(uint32_t) first_shingle;
    /* Passages of two terms: passage p is in clauses users.v[first_user.v[p] .. [p + 1]),
     * ascending; clause i has passages passages.v[first_passage.v[i] .. [i + 1]). */
    RP_VEC(uint32_t) users;
    RP_VEC(uint32_t) first_user;
    RP_VEC(uint32_t) passage_mbit;
    RP_VEC(uint32_t) passages;
    RP_VEC(uint32_t) first_passage;
    struct rp_cuts cuts;  /* of passages and clauses */
    atomic_size_t *n_cut; /* candidates that max_candidates left out, and max_pairs */
    RP_VEC(uint32_t) clause_mbit; /* sum over a clause's passages */
    uint32_t first_draft;         /* clause; n_clauses where there is no draft */
};

/* The terms of a clause that take part, and their number. */
static inline const struct rp_term *rp_judge_terms(const struct rp_judge *judge,
                                                   uint32_t clause, size_t *n)
{
    const uint32_t *first = judge->terms.first.v + clause;
    *n = first[1] - first[0];
    if (*n > judge->options.max_words)
        *n = judge->options.max_words;
    return judge->terms.terms.v + first[0];
}

/* One thread's memory for verdicts. Zeroed at first. */
struct rp_verdict_scratch {
    struct rp_align_scratch align;
    RP_VEC(uint32_t) match_a;
    RP_VEC(uint32_t) match_b;
    uint32_t *title; /* by term: stamp << 2 | bit 1 << side for the titles that have it */
    uint32_t stamp;
    uint32_t resolutions[2]; /* that the stamp is for */
};
void rp_verdict_scratch_release(struct rp_verdict_scratch *scratch);

/* Align and judge one pair; its spans are appended to *spans.
 * out: *verdict with first_span and n_spans set; scratch->match_a, match_b filled */
int rp_verdict_fill(const struct rp_judge *judge, uint32_t a, uint32_t b,
                    struct rp_verdict_scratch *scratch, struct rp_verdict *verdict,
                    struct rp_judged *out);

/* What of a term's information is about the subject of the two resolutions that the scratch
 * was last stamped for. */
uint32_t rp_subject_mbit(const struct rp_judge *judge,
                         const struct rp_verdict_scratch *scratch, uint32_t id);

/* Whether a clause ends in a colon: it addresses the clauses that follow and provides
 * nothing by itself, not even procedure. */
bool rp_clause_leads_in(const struct rp_corpus *corpus, uint32_t clause);

/* How two matched terms are said. */
enum rp_aligned rp_aligned_kind(const struct rp_term *a, const struct rp_term *b);

/* Whether a pair counts as repetition: in force on both sides, two resolutions. */
bool rp_verdict_holds(const struct rp_corpus *corpus, const struct rp_verdict *verdict);

/* Give the findings of *result their names, sentences, references and words saved. */
int rp_result_describe(const struct rp_judge *judge, struct rp_result *result);
/* Append `lead` and "*resolves* 1 of Resolution 101 (...) of ...". RP_ERR_MEMORY. */
int rp_judge_put_reference(const struct rp_judge *judge, const char *lead, uint32_t clause,
                           struct rp_buf *out);
/* Fill result->standings and ties from its pairs. */
int rp_result_stand(const struct rp_judge *judge, struct rp_result *result);

int rp_passages_fill(struct rp_judge *judge);
int rp_shingle_sets_fill(struct rp_judge *judge);

/* rp_judge_new with other numbers than the default ones, for the bench. */
int rp_judge_new_with(struct rp_judge **out, const struct rp_corpus *corpus,
                      struct rp_words words,
                      int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                      const struct rp_options *options,
                      const struct rp_parameters *parameters, struct rp_error *err);

#endif
