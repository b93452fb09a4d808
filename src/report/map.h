/* `map`: the mapping of resolutions onto the Plenipotentiary Conference's.
 * The columns of TSV and CSV and the members of the JSON are a contract. */
#ifndef RP_REPORT_MAP_H
#define RP_REPORT_MAP_H

#include "judge/citation.h"
#include "judge/finding.h"
#include "judge/link.h"
#include "report/print.h"

/* Everything is borrowed. */
struct rp_map_report {
    const struct rp_corpus *corpus;
    const struct rp_links *links;
    const struct rp_citations *citations;
    uint32_t shown_ppm; /* fainter candidates stay out of the text: TSV and JSON list all */
    const struct rp_options *options; /* NULL: the text and JSON do not name them */
    const struct rp_result *result;   /* NULL: no provisions beside each other */
};

/* All append. */
void rp_write_map_text(const struct rp_map_report *report, struct rp_print *print);
/* resolution pp_resolution score evidence */
void rp_write_map_tsv(const struct rp_map_report *report, struct rp_print *print);
/* The same, as RFC 4180 has it. */
void rp_write_map_csv(const struct rp_map_report *report, struct rp_print *print);
void rp_write_map_json(const struct rp_map_report *report, struct rp_print *print);
/* The layout of the published tables: subjects by body, and provisions side by side. */
void rp_write_map_markdown(const struct rp_map_report *report, struct rp_print *print);

/* What several writers print. */

struct rp_str rp_map_name(const struct rp_map_report *report, uint32_t resolution);
struct rp_str rp_map_title(const struct rp_map_report *report, uint32_t resolution);
struct rp_str rp_map_clause(const struct rp_map_report *report, uint32_t clause); /* id */
/* What is in doubt about the nearest resolution of a gap; "": nothing. */
const char *rp_doubt_sentence(enum rp_doubt doubt);
/* A group's label, or its anchor's name where that has no title. */
struct rp_str rp_map_label(const struct rp_map_report *report,
                           const struct rp_subject *group);
/* A member's score with the group's anchor, and the firmest evidence for it. The anchor's
 * own are 1000000 and RP_EVIDENCE_NONE. */
uint32_t rp_map_score(const struct rp_map_report *report, const struct rp_subject *group,
                      uint32_t member);
enum rp_evidence rp_map_evidence(const struct rp_map_report *report,
                                 const struct rp_subject *group, uint32_t member);
/* The bodies that the published tables have a column for, then others that any resolution
 * in a group is of; returns how many. */
size_t rp_map_columns(const struct rp_map_report *report,
                      enum rp_body columns[RP_N_BODIES]);
/* "resolves 2", of a clause: its section's name, and its number. */
struct rp_str rp_map_section(const struct rp_map_report *report, uint32_t clause);
struct rp_str rp_map_item(const struct rp_map_report *report, uint32_t clause);
/* The circle of citations that an edge is part of, SIZE_MAX: none. */
size_t rp_map_circle(const struct rp_map_report *report, const struct rp_citation *edge);
/* The revision that the corpus has of what an edge cites; empty: none. */
struct rp_str rp_map_present(const struct rp_map_report *report,
                             const struct rp_citation *edge);
/* Whether somebody should look at it: outdated, newer, unknown. */
bool rp_map_is_amiss(const struct rp_citation *edge);

#endif
