/* Subject links: which resolutions deal with the same thing, and what says so.
 *
 * Each kind of evidence is kept apart, as a strength in ppm:
 *   text      provisions that stand in both (rp_result.ties): w words make w / (w + h)
 *   citation  one cites the other
 *   title     cosine of the two titles' stems, weighted by rarity
 *   subject   the same over titles and wording in force
 *   named     how much of the PP resolution's title stands anywhere in the other's wording,
 *             by squares of weights (between others, the lesser of both ways): a cosine
 *             falls with all else that a long text says, this does not
 *   through   a Sector resolution may reach a PP resolution by another Sector resolution
 *             that it is like: the best product over its nearest. To be like another is
 *             all but to cite it: what a resolution cites need not be what it is about
 * A kind that is right r of the time leaves a doubt of 1 - r * strength; doubts multiply
 * ("noisy or", Pearl 1988). The odds are then scaled so that the score reads as the share
 * of such links that people make too (scripts/calibrate): of ten at 0.8, some eight.
 *
 * Stems are terms (judge/terms.h: Sector names, abbreviations and their long forms folded
 * together) cut after a few letters. No knowledge of any resolution is built in.
 */
#ifndef RP_JUDGE_LINK_H
#define RP_JUDGE_LINK_H

#include "judge/judge.h"

enum rp_evidence {
    RP_EVIDENCE_NONE,
    RP_EVIDENCE_SUBJECT,
    RP_EVIDENCE_TITLE,
    RP_EVIDENCE_CITATION,
    RP_EVIDENCE_TEXT,
    RP_N_EVIDENCES
};

/* Every number that linking was given by hand; scripts/calibrate chooses them anew on half
 * of the published subjects and scores the other half. */
struct rp_link_parameters {
    unsigned background;  /* 24: resolutions that a small corpus is taken to lie among,
                             as for judging */
    unsigned stem_bytes;  /* 7: 6 to 8 do as well, whole words and 5 worse */
    unsigned title_times; /* 2: what a word of the title counts for in the wording */
    uint32_t title_ppm;   /* 800000: two titles alike are the same subject so often */
    uint32_t named_ppm;   /* 200000: and where one says all that the other is called; 150000
                             to 250000 do as well */
    uint32_t citation_ppm; /* 500000: and where one cites the other */
    uint32_t half_words;   /* 40: shared words, about a provision, that are strength 1/2 */
    unsigned nearest;      /* 8: Sector resolutions that may lead on; 2 to all do as well */
    uint32_t odds_ppm;     /* 400000: what the odds are multiplied with */
    uint32_t
        firm_title_ppm;  /* 300000: title strength from which a link is named after it */
    uint32_t group_ppm;  /* 500000: a subject's group takes what is likelier than not */
    uint32_t listed_ppm; /* 1000: fainter candidates are not listed */
    unsigned max_listed; /* 10: candidates of one resolution */
    uint32_t shown_ppm;  /* 300000: nor are these shown to a reader, who decides */
};

extern const struct rp_link_parameters rp_link_parameters_default;

/* What says that two resolutions belong together; all strengths in ppm, whole. */
struct rp_strength {
    uint32_t text, title, subject, named;
    uint32_t citation; /* 1: one cites the other; 0 */
};

enum { RP_LINK_WORDS = 4 };

struct rp_link {
    uint32_t a, b;             /* resolutions */
    uint32_t score_ppm;        /* calibrated */
    enum rp_evidence evidence; /* the firmest kind there is */
    struct rp_strength strength;
    uint32_t through; /* the Sector resolution that it leads through, where that says more
                         than the two themselves; UINT32_MAX: none */
    struct rp_span words[RP_LINK_WORDS]; /* of rp_corpus.text: the most telling words that
                                            both have; unused ones are empty */
};

/* A PP resolution (or, where there is none, a Sector resolution) with what belongs to it.
 * Members stand in the order of the corpus, the anchor among them. */
struct rp_subject {
    uint32_t anchor;
    uint32_t first_member, n_members; /* in rp_links.members */
    struct rp_span label;             /* in rp_links.text */
};

/* Why a gap may be none. */
enum rp_doubt {
    RP_DOUBT_NONE,
    RP_DOUBT_NEAR, /* the nearest resolution is one that a reader is shown as a candidate */
    RP_DOUBT_UNREAD, /* of the nearest resolution only the title is given */
    RP_N_DOUBTS
};

/* Operative clauses of a PP resolution addressed to a Sector, none of which anything of
 * that Sector takes up (judge/gap.h). */
struct rp_gap {
    uint32_t resolution;
    enum rp_body sector;              /* its assembly */
    uint32_t clause;                  /* the first */
    uint32_t first_clause, n_clauses; /* all of them, in rp_links.gap_clauses */
    uint32_t nearest;                 /* resolution of the assembly; UINT32_MAX: none */
    uint32_t score_ppm;               /* of that */
    uint32_t nearest_clause; /* that shares most with any of them; UINT32_MAX: none */
    enum rp_doubt doubt;
};

struct rp_links {
    uint32_t n;                    /* resolutions */
    struct rp_strength *strengths; /* pair a < b: [b * (b - 1) / 2 + a] */
    uint32_t *scores;              /* the same pairs, ppm */
    RP_VEC(struct rp_link)
    links;                            /* Sector resolution a and PP resolution b: by a, then
                                         best score, then b */
    RP_VEC(struct rp_subject) groups; /* in order of their anchors */
    RP_VEC(uint32_t) members;
    RP_VEC(struct rp_gap) gaps; /* by resolution, then Sector */
    RP_VEC(uint32_t) gap_clauses;
    RP_VEC(uint32_t) alone; /* resolutions in no group, ascending */
    struct rp_buf text;
};

/* in:    judge (made of the corpus), result (NULL: without shared provisions)
 * out:   *links, zeroed before
 * error: RP_ERR_MEMORY, RP_ERR_LIMIT (rp_options.max_resolutions)
 * cost:  O(sum over stems of resolutions^2 + n^2 * nearest)
 * same:  integers throughout; every bit, on any platform and in any order of the inputs */
int rp_links_fill(struct rp_links *links, const struct rp_judge *judge,
                  const struct rp_result *result,
                  const struct rp_link_parameters *parameters, struct rp_error *err);
void rp_links_release(struct rp_links *links);
bool rp_links_validate(const struct rp_links *links, const struct rp_corpus *corpus,
                       const char **why);

/* Index of a pair, a != b, in strengths and scores. */
static inline size_t rp_pair_index(uint32_t a, uint32_t b)
{
    return a < b ? (size_t)b * (b - 1) / 2 + a : (size_t)a * (a - 1) / 2 + b;
}

/* The firmest kind of evidence for a pair, RP_EVIDENCE_NONE where its score is less than
 * listed_ppm. */
enum rp_evidence rp_links_evidence(const struct rp_links *links, uint32_t a, uint32_t b,
                                   const struct rp_link_parameters *parameters);

const char *rp_evidence_name(enum rp_evidence evidence); /* "citation" */

#endif
