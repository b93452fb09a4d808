/* What every page shares: one file, no network; texts of documents are data. Its style
 * sheets, and its script where it has one, are allowed by their digests, so that a text
 * that got out of its element could still neither run nor load anything. */
#ifndef RP_REPORT_PAGE_H
#define RP_REPORT_PAGE_H

#include "report/print.h"

enum rp_page_script { RP_PAGE_PLAIN, RP_PAGE_REPORT, RP_PAGE_AUDIT };

struct rp_page {
    const char *title;
    const char *skip_id, *skip; /* "findings", "Skip to the findings" */
    enum rp_page_script script; /* report.js or audit.js, and mapping.css with either */
};

/* From the doctype to <body> and the link past what stands first. */
void rp_page_begin(const struct rp_page *page, struct rp_print *print);
/* The footer, and all that is open since rp_page_begin. */
void rp_page_end(const struct rp_page *page, struct rp_print *print);

/* "<div><dt>words saved</dt><dd>1,234 pages</dd></div>"; the strings are markup. */
void rp_page_figure(struct rp_print *print, const char *name, uint64_t value,
                    const char *unit);

#endif
