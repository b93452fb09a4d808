/* Hyphens lost on the way: "ITUT", "20202023", "capacitybuilding". What the hyphen was is
 * learned from the documents themselves (a word that stands elsewhere with its hyphen) and
 * from corpus/hyphens.tsv for those too small to tell. */
#ifndef RP_SEGMENT_REPAIR_H
#define RP_SEGMENT_REPAIR_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/status.h"

struct rp_hyphens;

int rp_hyphens_new(struct rp_hyphens **out, struct rp_error *err);
void rp_hyphens_free(struct rp_hyphens *hyphens);

/* Count the words of s, with and without hyphens. RP_ERR_MEMORY.  cost: O(n) */
int rp_hyphens_learn(struct rp_hyphens *hyphens, struct rp_str s);

/* From here on, note what rp_hyphens_restore asks for: a question is appended to *asked for
 * each word that it looks up. NULL: no longer. Borrowed. */
void rp_hyphens_watch(struct rp_hyphens *hyphens, struct rp_hashes *asked);
/* A hash of the answers to asked[0..n), in order. Where it is the same, what asked for
 * them restores the same. */
uint64_t rp_hyphens_answers(const struct rp_hyphens *hyphens, const uint64_t *asked,
                            size_t n);

/* Append s to *out with lost hyphens restored and footnote marks that stick to a word
 * dropped: a word is given the hyphens that its letters
 * carry elsewhere, where the hyphened form is on the list, or stands at least twice and
 * more than twice as often as the plain one. RP_ERR_MEMORY. */
int rp_hyphens_restore(const struct rp_hyphens *hyphens, struct rp_str s,
                       struct rp_buf *out);

#endif
