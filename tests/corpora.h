/* Small corpora made by hand, for tests of rooms that take a corpus. */
#ifndef TEST_CORPORA_H
#define TEST_CORPORA_H

#include "base/buf.h"
#include "segment/corpus.h"
#include "text/token.h"

/* Append a resolution; bodies must come in order. */
void add_resolution(struct rp_corpus *corpus, enum rp_body body, const char *number,
                    uint32_t year, const char *title);
/* Append a clause to the last resolution, under "instructs" and this addressee (NULL:
 * "resolves"). */
void add_clause(struct rp_corpus *corpus, const char *addressee, const char *text);
/* Let the last clause cite a resolution; `to` may be UINT32_MAX. */
void add_cite(struct rp_corpus *corpus, const char *name, const char *revision,
              uint32_t to);

/* The words of all clauses, letters and digits, for rp_judge_new. */
struct cut_words {
    struct rp_tokens tokens;
    uint32_t *first;
};
int cut_text(struct rp_tokens *out, struct rp_str s);
void cut_words(struct cut_words *out, const struct rp_corpus *corpus);
void release_words(struct cut_words *words);

#endif
