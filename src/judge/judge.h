/* Judging: from clauses and their words to pairs with relations, and findings.
 *
 * Order of calls (pipeline.c; 2 and 3 run on disjoint ranges in parallel):
 *   1. rp_judge_new         terms, weights and passages of the whole corpus
 *   2. rp_judge_candidates  pairs of clauses worth aligning, clause range by range
 *   3. rp_judge_pairs       align and judge candidates, range by range
 *   4. rp_judge_result      sort, cluster, rank, recommend
 * rp_judge runs all four on one thread.
 *
 * The same corpus gives the same result whatever the ranges and the order of the inputs.
 */
#ifndef RP_JUDGE_JUDGE_H
#define RP_JUDGE_JUDGE_H

#include "judge/finding.h"
#include "text/token.h"

/* Words of all clauses: those of clause i are v[first[i] .. first[i + 1]), their bytes
 * relative to the clause's text. */
struct rp_words {
    const struct rp_token *v;
    const uint32_t *first; /* n_clauses + 1 */
};

/* Two clauses to be aligned, a < b. */
struct rp_candidate {
    uint32_t a, b;
};

struct rp_candidates {
    struct rp_candidate *v;
    size_t n, cap;
};

/* Judged pairs of one range, with spans of their own. */
struct rp_judged {
    RP_VEC(struct rp_verdict) pairs;
    RP_VEC(struct rp_aligned_span) spans;
};

struct rp_judge; /* read-only once made: shared by threads */

/* `corpus` and `words` are borrowed until rp_judge_free. `tokenize` cuts a text into words
 * the way `words` was made (rp_tokens_add); handed in, so that this room needs no other.
 * Drafts among the resolutions (corpus.h) count for nothing that is learned.
 * error: RP_ERR_MEMORY, RP_ERR_LIMIT (more than 2^31 words) */
int rp_judge_new(struct rp_judge **out, const struct rp_corpus *corpus,
                 struct rp_words words,
                 int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                 const struct rp_options *options, struct rp_error *err);
void rp_judge_free(struct rp_judge *judge);

/* What limits have kept out so far, for results of any kind; findings is 0. */
struct rp_cuts rp_judge_cuts(const struct rp_judge *judge);
/* Count candidates that the caller left out for max_candidates. Any thread. */
void rp_judge_cut_candidates(const struct rp_judge *judge, size_t n);
/* And for max_pairs. */
void rp_judge_cut_pairs(const struct rp_judge *judge, size_t n);

/* Append the candidates whose larger clause b lies in [beg, end): pairs that share
 * passages of enough information, however long either clause is. Pairs of two drafts, of
 * one resolution
 * and superseded clauses are left out unless the options ask for them. */
int rp_judge_candidates(const struct rp_judge *judge, uint32_t beg, uint32_t end,
                        struct rp_candidates *out, struct rp_error *err);

/* Judge candidates [beg, end) and append those that have anything in common to *out. */
int rp_judge_pairs(const struct rp_judge *judge, const struct rp_candidates *candidates,
                   size_t beg, size_t end, struct rp_judged *out, struct rp_error *err);

/* Fill *result (initialised) from the judged ranges. */
int rp_judge_result(const struct rp_judge *judge, const struct rp_judged *ranges, size_t n,
                    struct rp_result *result, struct rp_error *err);
void rp_judged_release(struct rp_judged *judged);

/* All of the above, on the calling thread. */
int rp_judge(struct rp_result *result, const struct rp_corpus *corpus,
             struct rp_words words, int (*tokenize)(struct rp_tokens *out, struct rp_str s),
             const struct rp_options *options, struct rp_error *err);

/* One word or folded phrase of an explained clause. */
struct rp_explained_word {
    uint32_t beg, end;     /* bytes of the clause's text */
    uint32_t mbit;         /* information */
    uint32_t subject_mbit; /* of that, what counts as subject and not as procedure */
    uint32_t partner;      /* index in the other clause's words; UINT32_MAX: none */
    enum rp_aligned kind;  /* where there is a partner */
};

struct rp_explained_words {
    struct rp_explained_word *v;
    size_t n, cap;
};

/* One pair of clauses, any two, with its alignment: what `explain` prints. */
struct rp_explanation {
    struct rp_verdict pair; /* first_span = 0 */
    RP_VEC(struct rp_aligned_span) spans;
    struct rp_explained_words a, b; /* of pair.a and pair.b */
    struct rp_buf reason;           /* one sentence: why this relation */
    struct rp_cuts cuts;            /* of the two alone: clauses */
};

/* in: a != b, of one resolution or not, in any order; out->pair.a is the smaller. *out is
 * zeroed or filled before. */
int rp_judge_explain(const struct rp_judge *judge, uint32_t a, uint32_t b,
                     struct rp_explanation *out, struct rp_error *err);
void rp_explanation_release(struct rp_explanation *explanation);

#endif
