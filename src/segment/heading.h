/* Names of resolutions: headings, and citations inside a text. Body and year come from the
 * place and year of the meeting (corpus/bodies.tsv), never from a column. */
#ifndef RP_SEGMENT_HEADING_H
#define RP_SEGMENT_HEADING_H

#include "base/pattern.h"
#include "segment/corpus.h"

#define RP_NUMBER_BYTES 24

/* What a heading says. Strings are terminated. */
struct rp_heading {
    enum rp_body body; /* RP_BODY_NONE: neither place nor prefix tells */
    enum rp_kind kind;
    char number[RP_NUMBER_BYTES]; /* "101", "COM5/2", "7" (RA), "D5" */
    char alias[RP_NUMBER_BYTES];  /* provisional number beside a final one, or "" */
    char revision[64];            /* "Rev. Dubai, 2018", "ITU-R 7-3", or "" */
    uint32_t year;                /* 0: not told */
    uint32_t suffix;              /* RA: the revision's number */
    bool merged;        /* old and new revision stand merged: "(REV. DUBAIBUSAN, 20184)" */
    uint32_t title_beg; /* where a title on the same line begins; line length if none */
};

/* Compiled patterns and the table of meetings. Immutable once made: threads may share it.
 */
struct rp_names;
int rp_names_new(struct rp_names **out, struct rp_error *err);
void rp_names_free(struct rp_names *names);

/* Whether the line is a resolution's heading: 1, 0, or a negative status. */
int rp_heading_parse(const struct rp_names *names, struct rp_str line,
                     struct rp_match *scratch, struct rp_heading *heading);

/* Called for each resolution that a text cites, in order; a negative return stops. */
typedef int rp_cite_visitor(void *context, const struct rp_heading *cited);

/* Visit the citations in s: "Resolutions 32, 44 and 54 (Rev. Dubai, 2012) of WTSA".
 * A citation without body or place belongs to the body `home`. RP_OK or negative. */
int rp_cites_each(const struct rp_names *names, struct rp_str s, enum rp_body home,
                  struct rp_match *scratch, rp_cite_visitor *visit, void *context);

#endif
