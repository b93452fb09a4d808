/* What `explain` prints: one pair of clauses, its alignment, and the numbers behind the
 * relation. */
#ifndef RP_REPORT_EXPLAIN_H
#define RP_REPORT_EXPLAIN_H

#include "judge/judge.h"
#include "report/print.h"

/* At most 80 columns but for long words; `color`: with the terminal's colours. Words
 * without a partner stand as [-so-] on the one side and {+so+} on the other, words that
 * name another Sector as <so>, words that are spelled otherwise as ~so~. */
void rp_write_explanation(const struct rp_corpus *corpus,
                          const struct rp_explanation *explanation, bool color,
                          struct rp_print *print);

#endif
