/* The data files of corpus/ that judging uses, compiled in by scripts/embed. */
#ifndef RP_JUDGE_DATA_H
#define RP_JUDGE_DATA_H

#include "base/buf.h"

extern const char rp_data_neutral[]; /* neutral.tsv: class sector phrase */
extern const char rp_data_weights[]; /* weights.tsv: term per_million cohesion_pct */

/* The n tab-separated fields of the line at `data`; missing ones are empty. Lines that
 * begin with # are passed over. Returns the next line, or NULL if there was none. */
const char *rp_data_line(const char *data, struct rp_str *fields, size_t n);

#endif
