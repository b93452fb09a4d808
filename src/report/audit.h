/* `audit`: remarks on a published mapping, ranked, for readers and as JSON. */
#ifndef RP_REPORT_AUDIT_H
#define RP_REPORT_AUDIT_H

#include "judge/audit.h"
#include "report/print.h"

/* Everything is borrowed. */
struct rp_audit_report {
    const struct rp_audit *audit;
    const struct rp_published *published;
    const struct rp_corpus *corpus;
    const char *table; /* as the caller named it */
    const struct rp_options *options;
};

/* Both append. */
void rp_write_audit_text(const struct rp_audit_report *report, struct rp_print *print);
void rp_write_audit_json(const struct rp_audit_report *report, struct rp_print *print);

#endif
