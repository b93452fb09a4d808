/* The judged corpus: pairs with their evidence, findings, and how much of each resolution
 * stands elsewhere. This is what reports print; nothing in it is an estimate.
 *
 * Units: _mbit thousandths of a bit of information, _ppm millionths, words and shingles
 * are counts. Byte ranges of clauses are relative to the clause's text. Every string made
 * here is a range of rp_result.text.
 */
#ifndef RP_JUDGE_FINDING_H
#define RP_JUDGE_FINDING_H

#include "judge/relation.h"
#include "segment/corpus.h"

enum rp_aligned {
    RP_ALIGNED_SAME,    /* the same words */
    RP_ALIGNED_SPELLED, /* an abbreviation and its long form, a word with a lost hyphen */
    RP_ALIGNED_SECTOR,  /* the same but for the Sector: TSB and BDT */
};

/* Two passages that correspond; [beg, end) bytes of the clauses' texts. */
struct rp_aligned_span {
    uint32_t a_beg, a_end, b_beg, b_end;
    enum rp_aligned kind;
};

/* What two clauses are to each other, with the evidence. */
struct rp_verdict {
    uint32_t a, b; /* clauses, a < b */
    enum rp_relation relation;
    uint32_t score_ppm; /* how sure it is that b repeats a; ranks the pairs */
    uint32_t shingles_shared, shingles_a, shingles_b; /* sets of word shingles, raw words */
    uint32_t words_a, words_b;                        /* in all */
    uint32_t words_shared_a, words_shared_b;          /* aligned, of any kind */
    uint32_t a_mbit, b_mbit;                          /* information of each clause */
    uint32_t shared_mbit;                             /* of what is aligned */
    uint32_t same_mbit;                      /* of that, what is said in the same words */
    uint32_t a_subject_mbit, b_subject_mbit; /* of a_mbit, b_mbit, what is no procedure */
    uint32_t subject_mbit;                   /* of shared_mbit, likewise */
    bool
        swaps_subject; /* the same sentence, said of another subject: the score is halved */
    uint32_t first_span, n_spans; /* in rp_result.spans, in order of a_beg */
};

enum rp_finding_kind {
    RP_FINDING_CLUSTER, /* one provision in several resolutions */
    RP_FINDING_RUN,     /* several consecutive provisions in several resolutions */
};

/* One clause of a finding. A run has one row for each provision: members of one row
 * correspond to each other. Members stand by row, the representative's column first, then
 * in order of resolutions; a resolution has at most one member in a row. */
struct rp_member {
    uint32_t clause;
    uint32_t row;          /* 0 in a cluster */
    uint32_t pair;         /* with its row's representative; UINT32_MAX for that one */
    uint32_t words;        /* in all */
    uint32_t words_shared; /* that stand in another member of its row */
    uint32_t first_residue, n_residue; /* in rp_result.residues */
    bool keeps;                        /* the row's representative: the wording to keep */
    enum rp_recommendation recommendation; /* for this clause */
};

struct rp_finding {
    enum rp_finding_kind kind;
    enum rp_relation relation; /* the weakest between a representative and its members */
    enum rp_recommendation recommendation;
    uint32_t score_ppm;   /* least over the pairs that hold it together */
    uint32_t shared_mbit; /* sum over rows of the least shared information */
    uint32_t rank_mbit; /* what findings are ranked by, what a decision saves times how sure
 it is: sum of shared information * score over the members that are not kept */
    uint32_t bodies;    /* bit 1 << enum rp_body */
    uint32_t first_resolution, n_resolutions; /* in rp_result.resolutions_of, ascending */
    uint32_t first_member, n_members;         /* in rp_result.members */
    uint32_t n_rows;
    uint32_t first_pair, n_pairs; /* in rp_result.pairs_of: pairs among its members */
    uint32_t keeps;               /* the resolution whose wording is the representative */
    uint32_t words_repeated;  /* standing in a member that is not kept, and in the kept */
    uint32_t words_saved;     /* if the recommendation is followed, reference counted */
    struct rp_span id;        /* "f1" for the first, in rank order */
    struct rp_span title;     /* the first words of what is repeated */
    struct rp_span reason;    /* one sentence */
    struct rp_span reference; /* "pursuant to *resolves* 1 of Resolution 101 (...)";
                                 empty where nothing is to be referred to */
};

/* How much of a resolution stands elsewhere. */
struct rp_standing {
    uint32_t resolution;
    uint32_t words_operative, words_preamble;       /* in all; annexes are left out */
    uint32_t repeated_operative, repeated_preamble; /* aligned in repetitions */
    uint32_t first_tie, n_ties; /* in rp_result.ties, most words first */
    bool alone; /* shares nothing of substance with another body: a subject of its own, to
                   keep */
};

/* Words of one resolution that stand in another. */
struct rp_tie {
    uint32_t resolution, other;
    uint32_t words_operative, words_preamble; /* of `resolution` */
    uint32_t n_pairs;                         /* repetitions between the two */
};

/* What limits of struct rp_options kept out; 0 each where its limit was not reached. */
struct rp_cuts {
    uint64_t candidates; /* max_candidates: pairs that were not judged, at most: one may be
                            cut on one way and come in on another */
    uint64_t pairs;      /* max_pairs: likewise */
    uint64_t passages;   /* max_postings: passages that made no candidates */
    uint64_t clauses;    /* max_words: clauses whose end was not aligned */
    uint64_t findings;   /* max_findings: the faintest findings */
};

struct rp_result {
    struct rp_buf text;
    RP_VEC(struct rp_verdict) pairs; /* best score first, then a, then b */
    RP_VEC(struct rp_aligned_span) spans;
    RP_VEC(struct rp_finding) findings; /* best rank first */
    RP_VEC(struct rp_member) members;
    RP_VEC(struct rp_span) residues;      /* bytes of the member's clause text */
    RP_VEC(uint32_t) pairs_of;            /* indices in pairs */
    RP_VEC(uint32_t) resolutions_of;      /* indices in corpus->resolutions */
    RP_VEC(struct rp_standing) standings; /* one a resolution with clauses */
    RP_VEC(struct rp_tie) ties;
    struct rp_cuts cuts;
};

void rp_result_init(struct rp_result *result);
void rp_result_release(struct rp_result *result);
bool rp_result_validate(const struct rp_result *result, const struct rp_corpus *corpus,
                        const char **why);

static inline struct rp_str rp_result_str(const struct rp_result *result, struct rp_span s)
{
    return (struct rp_str){result->text.v ? result->text.v + s.beg : "", s.end - s.beg};
}

/* Coverage of a side in ppm: shared information over all; 0 for a clause without any. */
static inline uint32_t rp_share_ppm(uint32_t part, uint32_t whole)
{
    return whole ? (uint32_t)((uint64_t)part * 1000000 / whole) : 0;
}

const char *rp_aligned_name(enum rp_aligned kind);           /* "sector" */
const char *rp_finding_kind_name(enum rp_finding_kind kind); /* "run" */

#endif
