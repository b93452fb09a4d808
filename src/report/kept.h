/* What is kept from run to run (keep/keep.h), as the reports tell it. */
#ifndef RP_REPORT_KEPT_H
#define RP_REPORT_KEPT_H

#include "base/json.h"
#include "report/report.h"

/* "PP-308/resolves/2 reworded (pp-308.txt changed)"; names go through `text`. `finding` is
 * that of the result, or UINT32_MAX for one that is gone. */
void rp_print_event(const struct rp_report *report, const struct rp_event *change,
                    uint32_t finding, void (*text)(struct rp_print *, struct rp_str),
                    struct rp_print *print);
/* What caused a change: ": PP-308/resolves/2 reworded (...); ...". Clauses that stand as
 * they stood, and joined or left because of others, are no cause where there are others. */
void rp_print_events(const struct rp_report *report, uint32_t first, uint32_t n,
                     uint32_t finding, void (*text)(struct rp_print *, struct rp_str),
                     struct rp_print *print);
/* "accepted", "rejected", "left open" or ""; with ", changed since" where it is another. */
void rp_print_decided(const struct rp_kept *kept, struct rp_print *print);
/* "2 new, 3 changed, 1 gone, 16 unchanged since the earlier run" */
void rp_print_fates(const struct rp_keep *keep, struct rp_print *print);
/* "4 accepted, 1 rejected, 2 of them changed since, 1 gone" */
void rp_print_decisions(const struct rp_keep *keep, struct rp_print *print);

/* Members of an object of findings.json: of finding i, and of the whole. */
void rp_put_kept(struct rp_json *json, const struct rp_report *report, size_t i);
void rp_put_keep(struct rp_json *json, const struct rp_report *report);

#endif
