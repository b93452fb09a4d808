/* What a report was made with: version, settings, inputs. The same in every format, so that
 * whoever holds a report can make it again. */
#ifndef RP_REPORT_MADE_H
#define RP_REPORT_MADE_H

#include "base/json.h"
#include "report/print.h"
#include "segment/corpus.h"

/* The member "settings": all that a result depends on, by the names of the options. */
void rp_put_settings(struct rp_json *json, const struct rp_options *options);
/* The member "inputs", [beg, end) of the corpus's. */
void rp_put_inputs(struct rp_json *json, const struct rp_corpus *corpus, size_t beg,
                   size_t end);

/* The name of the i-th setting, NULL after the last; appends its value. */
const char *rp_setting(const struct rp_options *options, size_t i, struct rp_print *print);
/* "the defaults", or those that are not: "min_score 0.400000, engine lsh". Plain. */
void rp_print_settings(struct rp_print *print, const struct rp_options *options);
/* A command line that gives the same findings: "reprise scan a.txt b.txt --engine lsh -o
 * report", quoted for a shell. */
void rp_print_command(struct rp_print *print, const struct rp_corpus *corpus,
                      const struct rp_options *options);
/* A digest of all inputs, as hexadecimal: the SHA-256 of their SHA-256s, a line each.
 * RP_ERR_MEMORY */
int rp_inputs_digest(const struct rp_corpus *corpus, char digest[65]);
/* Two lines for the end of a text: "Made by reprise 0.1.0 with the defaults ...". */
void rp_print_made(struct rp_print *print, const struct rp_corpus *corpus,
                   const struct rp_options *options);

#endif
