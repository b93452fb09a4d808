/* Outlines -> corpus. What is quoted in several places becomes one resolution with its
 * occurrences; wording that was replaced is kept and marked. */
#ifndef RP_SEGMENT_MERGE_H
#define RP_SEGMENT_MERGE_H

#include "base/hash.h"
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

/* What merging one resolution took, and where what it made is. Nothing but its blocks, the
 * hyphens that it asked for and the program itself decides over what is made of it. */
struct rp_merged {
    uint64_t key[2];        /* of its body, number and blocks */
    struct rp_hashes asked; /* what it asked the hyphens, rising; owned */
    uint64_t answers;       /* rp_hyphens_answers */
    uint32_t resolution;    /* in the corpus; UINT32_MAX: what is known holds */
};

struct rp_merge_memo {
    /* One for each outline: a number that names its content, and no other ever. */
    const uint64_t *documents;
    /* What was merged from blocks of this key, by the same program; NULL: not known. */
    const struct rp_merged *(*find)(void *context, const uint64_t key[2]);
    void *context;
    RP_VEC(struct rp_merged) merged; /* out: one for each resolution, in their order */
};

/* rp_merge of the resolutions alone whose result is not known; the corpus is not sealed.
 * Together with the known ones, in the order of memo->merged, they are what rp_merge gives.
 * error: as rp_merge   cost: O(bytes) to learn the hyphens, and that of what is merged */
int rp_merge_anew(struct rp_corpus *corpus, const struct rp_outline *outlines, size_t n,
                  const struct rp_names *names, struct rp_merge_memo *memo,
                  struct rp_error *err);
void rp_merge_memo_release(struct rp_merge_memo *memo);

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
