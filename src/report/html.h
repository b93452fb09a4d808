/* The sections of report.html, one file each: html_NAME.c. To add one, write its function,
 * declare it here and give it a row in html.c; heading and navigation follow from there. */
#ifndef RP_REPORT_HTML_H
#define RP_REPORT_HTML_H

#include "report/page.h"
#include "report/report.h"

struct rp_html_section {
    const char *id;    /* of the element, and what links lead to */
    const char *name;  /* in the navigation */
    const char *title; /* the heading */
    /* Append what stands under the heading: markup that is closed where it ends, with
     * headings from <h3> on, ids that no other section uses, and no style attribute. */
    void (*write)(const struct rp_report *report, struct rp_print *print);
    /* Whether there is nothing to show, so that the section is left out; NULL: never. */
    bool (*is_absent)(const struct rp_report *report);
};

void rp_html_candidates(const struct rp_report *report, struct rp_print *print);
void rp_html_findings(const struct rp_report *report, struct rp_print *print);
void rp_html_decisions(const struct rp_report *report, struct rp_print *print);
bool rp_html_no_decisions(const struct rp_report *report);
void rp_html_since(const struct rp_report *report, struct rp_print *print);
bool rp_html_no_since(const struct rp_report *report);
void rp_html_resolutions(const struct rp_report *report, struct rp_print *print);
void rp_html_ties(const struct rp_report *report, struct rp_print *print);
bool rp_html_no_ties(const struct rp_report *report);
void rp_html_subjects(const struct rp_report *report, struct rp_print *print);
bool rp_html_no_subjects(const struct rp_report *report);
void rp_html_citations(const struct rp_report *report, struct rp_print *print);
bool rp_html_no_citations(const struct rp_report *report);
void rp_html_gaps(const struct rp_report *report, struct rp_print *print);
bool rp_html_no_gaps(const struct rp_report *report);
void rp_html_settings(const struct rp_report *report, struct rp_print *print);

/* A part of the ties' section, from its heading on. */
void rp_html_graph(const struct rp_report *report, struct rp_print *print);

/* What several sections print. */

/* A recommendation in its frame. */
void rp_html_chip(enum rp_recommendation recommendation, struct rp_print *print);
/* What was decided on finding i, with a sign; nothing where nothing was. */
void rp_html_decided(const struct rp_report *report, size_t i, struct rp_print *print);
/* A resolution's name, as a link to what the page says of it. */
void rp_html_resolution(const struct rp_report *report, uint32_t resolution,
                        struct rp_print *print);
/* The same where the page has an article on it; else a link to its subject, or to the list
 * of what stands alone. For sections on the mapping. */
void rp_html_home(const struct rp_report *report, uint32_t resolution,
                  struct rp_print *print);
/* Its beginning, up to and with ">". */
void rp_html_home_begin(const struct rp_report *report, uint32_t resolution,
                        struct rp_print *print);
/* One clause of a finding: where it stands, and its text, marked word by word where it
 * differs from the wording that is kept. */
void rp_html_member(const struct rp_report *report, uint32_t index, struct rp_print *print);
/* How the other resolutions of a finding differ from the wording that is kept, in words. */
void rp_html_differences(const struct rp_report *report, const struct rp_finding *finding,
                         struct rp_print *print);
/* s without the spaces and punctuation at its ends. */
struct rp_str rp_html_words(struct rp_str text);
/* The text of an element: escaped, between <bdi> and </bdi>. */
void rp_html_bdi(struct rp_print *print, struct rp_str s);

#endif
