/* `map`: the mapping of resolutions onto the Plenipotentiary Conference's.
 * The columns of TSV and CSV and the members of the JSON are a contract. */
#ifndef RP_REPORT_MAP_H
#define RP_REPORT_MAP_H

#include "judge/citation.h"
#include "judge/link.h"
#include "report/print.h"

/* Everything is borrowed. */
struct rp_map_report {
    const struct rp_corpus *corpus;
    const struct rp_links *links;
    const struct rp_citations *citations;
    uint32_t shown_ppm; /* fainter candidates stay out of the text: TSV and JSON list all */
    const struct rp_options *options; /* NULL: the text and JSON do not name them */
};

/* All append. */
void rp_write_map_text(const struct rp_map_report *report, struct rp_print *print);
/* resolution pp_resolution score evidence */
void rp_write_map_tsv(const struct rp_map_report *report, struct rp_print *print);
/* The same, as RFC 4180 has it. */
void rp_write_map_csv(const struct rp_map_report *report, struct rp_print *print);
void rp_write_map_json(const struct rp_map_report *report, struct rp_print *print);
/* The layout of the published tables. */
void rp_write_map_markdown(const struct rp_map_report *report, struct rp_print *print);

#endif
