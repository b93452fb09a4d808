/* `audit`: remarks on a published mapping, ranked: as text, as JSON and as a page. */
#ifndef RP_REPORT_AUDIT_H
#define RP_REPORT_AUDIT_H

#include "judge/audit.h"
#include "report/report.h"

/* Everything is borrowed. */
struct rp_audit_report {
    const struct rp_audit *audit;
    const struct rp_published *published;
    const struct rp_corpus *corpus;
    const char *table; /* as the caller named it */
    const struct rp_options *options;
    /* Of the page alone; the others take NULL. */
    const struct rp_links *links;
    const struct rp_result *result;
    const struct rp_report *of; /* for what was left out */
};

/* All append. */
void rp_write_audit_text(const struct rp_audit_report *report, struct rp_print *print);
void rp_write_audit_json(const struct rp_audit_report *report, struct rp_print *print);
void rp_write_audit_html(const struct rp_audit_report *report, struct rp_print *print);

#endif
