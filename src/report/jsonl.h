/* What `segment` prints: one JSON object and a newline a call, appended. */
#ifndef RP_REPORT_JSONL_H
#define RP_REPORT_JSONL_H

#include "read/document.h"
#include "report/print.h"
#include "segment/corpus.h"

/* Empty strings, a year of 0 and no body are null. */
void rp_write_clause_line(const struct rp_corpus *corpus, uint32_t index,
                          struct rp_print *print);
void rp_write_resolution_line(const struct rp_corpus *corpus, uint32_t index,
                              struct rp_print *print);
/* "cell" is [table, row, cell], counted from 1, or null outside of tables. */
void rp_write_paragraph_line(const struct rp_document *document, size_t index,
                             struct rp_print *print);

#endif
