/* Verdicts on drafts: for each paragraph, what of the corpus it repeats and what it adds.
 *
 * Order of calls (pipeline.c): rp_judge_new and rp_judge_pairs as judge.h has them, over a
 * corpus with drafts behind it and options that ask for superseded wording; then
 * rp_judge_score. Drafts count for no weight, no spelling and no abbreviation, so that a
 * draft's card does not depend on what else is scored, nor the corpus on any draft.
 *
 * A paragraph is measured against everything but the resolution that its draft revises.
 * That one is compared apart: paragraph by paragraph, each with at most one.
 */
#ifndef RP_JUDGE_SCORE_H
#define RP_JUDGE_SCORE_H

#include "judge/judge.h"

enum rp_score {
    RP_SCORE_NEW,        /* nothing of substance stands elsewhere as a whole; what it shares
                            in part is listed */
    RP_SCORE_REPEATS,    /* stands elsewhere: identical, near-identical, contains */
    RP_SCORE_ADAPTS,     /* the same but for the Sector */
    RP_SCORE_INTEGRATES, /* cites the PP resolution that it carries out, and adds to it */
    RP_SCORE_FORMULA,    /* procedure */
    RP_SCORE_REVERTS,    /* superseded wording, while the present one is further away */
    RP_SCORE_REVISION,   /* only the present text of the resolution that it revises */
    RP_N_SCORES
};
const char *rp_score_name(enum rp_score score); /* "goes back" */

/* How a paragraph stands to the present text of the resolution that its draft revises. */
enum rp_standing_of {
    RP_OWN_NONE,      /* the draft revises none */
    RP_OWN_UNCHANGED, /* word for word */
    RP_OWN_CHANGED,
    RP_OWN_ADDED,
    RP_N_OWN
};
const char *rp_own_name(enum rp_standing_of own); /* "unchanged"; "" for none */

enum { RP_MATCHES_SHOWN = 3 };

/* A clause of the corpus beside a paragraph: pair.a is the clause, pair.b the paragraph;
 * pair.first_span counts in rp_scores.spans. */
struct rp_scored_match {
    struct rp_verdict pair;
    uint32_t near_ppm; /* 2 * shared / (a + b): what matches are ranked by */
};

struct rp_scored {
    uint32_t clause;
    enum rp_score verdict;
    enum rp_standing_of own;
    uint32_t own_match;              /* in rp_scores.matches; UINT32_MAX: none */
    uint32_t first_match, n_matches; /* best first, at most RP_MATCHES_SHOWN */
    uint32_t words;                  /* in all, raw words */
    uint32_t neutral, raw;    /* of these, that stand elsewhere; raw: word for word */
    struct rp_span reference; /* of rp_scores.text: what can stand instead, empty where the
                                 matched resolution cannot be cited */
};

/* Words of one part of a draft. The share that stands elsewhere is that of `counted`. */
struct rp_tally {
    uint32_t words;
    uint32_t formula; /* in paragraphs that are procedure */
    uint32_t neutral, raw;
};
/* Words that a share is taken of: procedure is counted apart. */
static inline uint32_t rp_tally_counted(const struct rp_tally *tally)
{
    return tally->words - tally->formula;
}

struct rp_card {
    uint32_t draft;                  /* in corpus->resolutions */
    uint32_t revises;                /* likewise; UINT32_MAX: none */
    uint32_t first_scored, n_scored; /* in rp_scores.scored, deleted paragraphs left out */
    struct rp_tally parts[3], all;   /* by enum rp_part */
    uint32_t verdicts[RP_N_SCORES];  /* paragraphs */
    uint32_t own[RP_N_OWN];          /* likewise */
    uint32_t first_dropped, n_dropped; /* in rp_scores.dropped: clauses of `revises` that
                                          the draft has no more */
};

struct rp_scores {
    struct rp_buf text;
    RP_VEC(struct rp_card) cards; /* in order of the drafts */
    RP_VEC(struct rp_scored) scored;
    RP_VEC(struct rp_scored_match) matches;
    RP_VEC(struct rp_aligned_span) spans;
    RP_VEC(uint32_t) dropped;
    struct rp_cuts cuts;
};

/* Fill *scores (zeroed) from the judged pairs of the corpus, in any order. Pairs of two
 * clauses of the corpus, or of two drafts, are passed over. */
int rp_judge_score(const struct rp_judge *judge, const struct rp_judged *ranges, size_t n,
                   struct rp_scores *scores, struct rp_error *err);
void rp_scores_release(struct rp_scores *scores);
bool rp_scores_validate(const struct rp_scores *scores, const struct rp_corpus *corpus,
                        const char **why);

static inline struct rp_str rp_scores_str(const struct rp_scores *scores, struct rp_span s)
{
    return (struct rp_str){scores->text.v ? scores->text.v + s.beg : "", s.end - s.beg};
}

#endif
