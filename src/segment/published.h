/* Published mapping tables, read out of the document that prints them: which resolutions
 * somebody has put together, where, and under what subject. Nothing is judged here.
 *
 * Read are
 *   - tables whose header row has a cell "Subject area": a row for each subject,
 * resolutions named in cells ("PP Res.21", "WTSA Res 29", "RA Res.Res.2-7", "PP
 * Res.[WGPL/3]"), with a column "#" numbered candidates;
 *   - a list of resolutions after a sentence that says they have no equivalent;
 *   - "suppressed PP Resolution 166" in a sentence;
 *   - tables that quote resolutions under their headings: a row is what stands side by
 * side, found by the order of the bodies, because flattened cells lose their column;
 *   - TSV of our own, with the columns resolution and pp_resolution first; a pair whose
 * third column is less than one half is no claim and left out.
 */
#ifndef RP_SEGMENT_PUBLISHED_H
#define RP_SEGMENT_PUBLISHED_H

#include "segment/outline.h"

enum rp_row_kind {
    RP_ROW_SUBJECT,    /* of a table of subjects */
    RP_ROW_CANDIDATE,  /* of a numbered list */
    RP_ROW_ALONE,      /* said to have no equivalent; one entry */
    RP_ROW_QUOTED,     /* of a table that quotes */
    RP_ROW_PAIR,       /* of a TSV; two entries */
    RP_ROW_SUPPRESSED, /* said to be suppressed; one entry */
    RP_N_ROW_KINDS
};

/* A resolution as a row names it. */
struct rp_entry {
    char name[RP_NUMBER_BYTES + 16]; /* "RA-7", as the corpus would call it */
    uint32_t suffix;                 /* "RA Res.2-7": 7; 0: none */
    uint32_t year;                   /* of the revision that is quoted; 0: not told */
    enum rp_body body;
    enum rp_body column; /* that its cell belongs to; RP_BODY_NONE: not told */
    uint32_t line;
    bool in_brackets; /* "( WTSA Res.1)" */
};

struct rp_row {
    enum rp_row_kind kind;
    uint32_t number; /* of a candidate; 0: none */
    uint32_t line;
    struct rp_span subject; /* of rp_published.text; for RP_ROW_ALONE the title */
    uint32_t first_entry, n_entries;
};

struct rp_published {
    char sha256[65]; /* of its file; set by who read it */
    struct rp_buf text;
    RP_VEC(struct rp_row) rows; /* in the order of the document */
    RP_VEC(struct rp_entry) entries;
};

/* in:    outline: of the document; *out zeroed
 * error: RP_ERR_MEMORY, RP_ERR_LIMIT (a match limit)      cost: O(bytes) */
int rp_published_fill(struct rp_published *out, const struct rp_document *document,
                      const struct rp_outline *outline, struct rp_error *err);
void rp_published_release(struct rp_published *published);

static inline struct rp_str rp_published_str(const struct rp_published *published,
                                             struct rp_span s)
{
    return (struct rp_str){published->text.v ? published->text.v + s.beg : "",
                           s.end - s.beg};
}

const char *rp_row_kind_name(enum rp_row_kind kind); /* "subject" */

#endif
