/* Every number that judging was given by hand: unit, default and reason. bench_judge --set
 * tries others; scripts/crossvalidate chooses the weights and verdicts anew on part of the
 * resolutions and judges the rest. Bits are those of a corpus of a hundred resolutions or
 * more; with fewer, words are less rare and everything is a little smaller. */
#ifndef RP_JUDGE_PARAMETERS_H
#define RP_JUDGE_PARAMETERS_H

#include <stdint.h>

struct rp_parameters {
    /* Weights. */
    uint32_t background_resolutions; /* 24: what the compiled-in weights count for; a corpus
                                        of ten times as many decides for itself */
    uint32_t background_cohesion;    /* 4: uses that they count for in a word's cohesion */
    uint32_t procedure_cohesion_pct; /* 150: up to here a word is procedure, its resolutions
                                        half as alike again as two taken at random */
    uint32_t subject_cohesion_pct;   /* 300: from here on it is subject, thrice as alike */
    uint32_t title_mbit;             /* 2500: a word of either title is subject whatever its
                                        cohesion, if it tells as much; "development" is not */
    uint32_t sample_resolutions;     /* 256: that a word's cohesion is measured on; more
                                        change the third digit */

    /* Alignment. */
    uint32_t moved_terms;    /* 2: least length of a moved passage; one word out of place is
                                chance */
    uint32_t moved_mbit;     /* 6000: and its least information, two common words */
    uint32_t moved_passages; /* 8: at most; a text torn into more is another text, and each
                                costs a pass */
    uint32_t block_mbit;     /* 2500: a matched run that tells less is chance: "of the" */
    uint32_t block_terms;    /* 3: unless it has as many terms */

    /* Candidates. */
    uint32_t passage_mbit;    /* 6000: shared passages that make one, however long both are;
                                 less than what makes a passage of substance */
    uint32_t short_mbit;      /* 1000: or this much, where it is */
    uint32_t short_share_ppm; /* 200000: this part of the shorter: formulas are short */

    /* Verdicts. */
    uint32_t half_mbit;    /* 15000: shared subject information that gives half the score,
                              some three words; anything from 8000 to 30000 ranks as well */
    uint32_t repeats_ppm;  /* 300000: score of a repetition, where F1 is best */
    uint32_t contains_ppm; /* 660000: and the part of one side that stands in the other: two
                              thirds, or nothing is restated wholly */
    uint32_t near_ppm; /* 700000: of both sides, for near-identical and sector-variant */
    uint32_t
        partial_mbit; /* 20000: a passage of substance, five words or so of a subject */
    uint32_t partial_subject_mbit; /* 6000: of that, at least this is about the subject */
    uint32_t partial_share_ppm;    /* 250000: and it is this part of one side */
    uint32_t formula_mbit;         /* 8000: less shared subject information is procedure */
    uint32_t formula_share_ppm;    /* 250000: if it covers this part of one side */
    uint32_t residue_mbit; /* 8000: a residue that would be missed: two rare words */

    /* Drafts. */
    uint32_t procedure_ppm; /* the part of a paragraph that is procedure, for all of it to
                               be counted as a formula: 500000 */

    /* Findings. */
    uint32_t run_gap; /* 3: clauses on which a run goes on, at most, so that two that were
                         left out or put in do not break it */
};

extern const struct rp_parameters rp_parameters_default;

#endif
