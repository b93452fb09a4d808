/* Outlines -> corpus. What is quoted in several places becomes one resolution with its
 * occurrences; wording that was replaced is kept and marked. */
#ifndef RP_SEGMENT_MERGE_H
#define RP_SEGMENT_MERGE_H

#include "segment/corpus.h"
#include "segment/outline.h"

/* Fill *corpus (initialised; corpus->inputs holds one entry for each outline, in the same
 * order) from outlines[0..n).
 *
 * - Blocks with one body and number are one resolution; a provisional number that stands
 *   beside a final one somewhere ("83[PLEN-1]") names the same.
 * - The text of the newest revision that has clauses is current; what older ones word
 *   otherwise is superseded.
 * - In one block, a section that comes again with like content is the old wording behind
 *   the new (tracked changes flattened): its clauses are occurrences where they are equal,
 *   superseded where they are not.
 * - Clauses are equal if their letters and digits are.
 * error: RP_ERR_MEMORY, RP_ERR_LIMIT (4 GiB of text)
 * cost:  O(bytes + sum over resolutions of clauses^2 * words), small in practice: a
 *        resolution has some 50 clauses */
int rp_merge(struct rp_corpus *corpus, const struct rp_outline *outlines, size_t n,
             const struct rp_names *names, struct rp_error *err);

/* Append drafts[0..n), cut loosely, to *corpus, which rp_merge has filled from others.
 * corpus->inputs has an entry for each draft, in order, behind those of the corpus. Each
 * block that has a text or a proposal header is one draft; blocks of one name in one
 * document are one. Deleted paragraphs are superseded clauses. Nothing that is in the
 * corpus changes, and no draft depends on another.
 * error: RP_ERR_MEMORY, RP_ERR_LIMIT; *corpus is then to be released
 * cost:  O(bytes) */
int rp_merge_drafts(struct rp_corpus *corpus, const struct rp_outline *drafts, size_t n,
                    const struct rp_names *names, struct rp_error *err);

#endif
