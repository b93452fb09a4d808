/* The provisions of a subject side by side: the second of the published tables, with what
 * corresponds and no more. A row is one provision and those of other members that repeat
 * it, share a passage with it or carry it out; each of them does so with the row's first,
 * so that no row is a chain. Of a resolution that repeats the provision, what only shares
 * a passage with it stays out. What two members share that neither is the group's first
 * stands in one group alone.
 */
#ifndef RP_REPORT_BESIDE_H
#define RP_REPORT_BESIDE_H

#include "report/map.h"

struct rp_beside_clause {
    uint32_t clause;
    enum rp_relation relation; /* to the row's first; RP_RELATION_NONE for that one */
};

struct rp_beside_row {
    uint32_t group;    /* of rp_links.groups */
    uint32_t first, n; /* in rp_beside.clauses, ascending; the first is what they stand
                          beside */
};

struct rp_beside {
    RP_VEC(struct rp_beside_row) rows; /* by group, then first clause */
    RP_VEC(struct rp_beside_clause) clauses;
    RP_VEC(uint32_t) first_row; /* of each group, and the end */
};

/* Pairs of clauses in force that score at least min_score (report->options; NULL: all).
 * in:    report->result NULL: no rows; *out zeroed
 * error: RP_ERR_MEMORY
 * cost:  O(pairs * log(pairs) + pairs * groups of a resolution) */
int rp_beside_fill(struct rp_beside *out, const struct rp_map_report *report);
void rp_beside_release(struct rp_beside *beside);

#endif
