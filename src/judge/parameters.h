/* Every number that judging was given by hand: unit, default and reason. bench/judge.c
 * prints what the labelled pairs say of them; scripts/crossvalidate chooses them anew on
 * part of the resolutions and scores the rest. */
#ifndef RP_JUDGE_PARAMETERS_H
#define RP_JUDGE_PARAMETERS_H

#include <stdint.h>

struct rp_parameters {
    /* Weights. */
    uint32_t background_resolutions; /* what the compiled-in weights count for: 24. A corpus
                                        of ten times as many decides for itself */
    uint32_t background_cohesion; /* occurrences they count for, in a word's cohesion: 4 */
    uint32_t procedure_cohesion_pct; /* up to here a word is procedure: 150, half as alike
                                        again as two resolutions taken at random */
    uint32_t subject_cohesion_pct;   /* from here on a word is subject: 300, three times */
    uint32_t title_mbit;             /* a word of either title with as much information is
                                        subject whatever its cohesion: 2500 */
    uint32_t sample_resolutions;     /* that a word's cohesion is measured on: 256; a larger
                                        sample does not change the second digit */

    /* Alignment. */
    uint32_t moved_terms;    /* least length of a moved passage: 2, a single word out of
                                order is chance */
    uint32_t moved_mbit;     /* and its least information: 6000 */
    uint32_t moved_passages; /* at most: 8; a text torn into more is not the same text, and
                                each costs a pass */
    uint32_t block_mbit;     /* a matched run with less is chance ("of", "and the"): 4000 */
    uint32_t block_terms;    /* unless it has as many terms: 4 */
    uint32_t max_terms;      /* of a clause that are aligned: 4096; the time is quadratic */

    /* Candidates. */
    uint32_t passage_mbit; /* shared passages that make a candidate at any length: 9000 */
    uint32_t short_mbit;   /* or, of short clauses, this much: 2500 */
    uint32_t short_share_ppm; /* and this part of the shorter one: 200000 */

    uint32_t max_postings; /* a passage that more clauses have makes no candidates: 4096;
                              it is procedure by then, and the time is quadratic */

    /* Verdicts. */
    uint32_t half_mbit;    /* shared subject information that gives half the score: 15000,
                              some three words of the subject */
    uint32_t repeats_ppm;  /* score from which a pair is a repetition */
    uint32_t formula_mbit; /* less shared subject information is procedure */
    uint32_t formula_share_ppm; /* that must cover this part of one side, or it is chance */
    uint32_t contains_ppm;      /* the part of one side that must stand in the other, for a
                                   repetition */
    uint32_t near_ppm;          /* both sides covered: near-identical or sector-variant */
    uint32_t partial_mbit;      /* shared information that makes a passage of substance */
    uint32_t partial_share_ppm; /* of one side, at least */
    uint32_t partial_subject_mbit; /* and what of it must be about the subject */
    uint32_t residue_mbit;         /* information of a residue that would be missed */

    /* Findings. */
    uint32_t run_gap; /* clauses on which a run goes on, at most: 3, so that two that were
                         left out or put in do not break it */
};

extern const struct rp_parameters rp_parameters_default;

#endif
