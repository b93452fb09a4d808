/* What two clauses are to each other, and what to do about it: the names that reports
 * print. */
#ifndef RP_JUDGE_RELATION_H
#define RP_JUDGE_RELATION_H

#include <stdbool.h>

enum rp_relation {
    RP_RELATION_NONE,           /* words in common by chance or by subject alone */
    RP_RELATION_IDENTICAL,      /* the same words after normalisation */
    RP_RELATION_NEAR_IDENTICAL, /* small differences */
    RP_RELATION_SECTOR_VARIANT, /* the same but for the Sector */
    RP_RELATION_CONTAINS,       /* one wholly restated inside the other */
    RP_RELATION_PARTIAL,        /* a passage shared, each with substance of its own */
    RP_RELATION_FORMULA,        /* what they share is procedure */
    RP_RELATION_REVISION,       /* one resolution at another date */
    RP_RELATION_INTEGRATION,    /* cites the resolution it carries out, adds action */
    RP_N_RELATIONS
};

const char *rp_relation_name(enum rp_relation relation); /* "near-identical" */

/* Whether the relation is a repetition: identical, near-identical, sector-variant,
 * contains. Findings are made of these. */
bool rp_relation_repeats(enum rp_relation relation);

enum rp_recommendation {
    RP_RECOMMEND_KEEP,     /* integration, single-Sector subject, formula */
    RP_RECOMMEND_SUPPRESS, /* nothing would be lost: refer to the representative */
    RP_RECOMMEND_TRIM,     /* refer to the representative, keep the residue */
    RP_RECOMMEND_MERGE,    /* same body, or no representative above the others: one text */
    RP_RECOMMEND_ALIGN,    /* parallel Sector texts: settle on one wording */
    RP_N_RECOMMENDATIONS
};

const char *rp_recommendation_name(enum rp_recommendation recommendation); /* "trim" */

#endif
