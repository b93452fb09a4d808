/* Which clauses and findings continue those of an earlier run. */
#ifndef RP_KEEP_DESCENT_H
#define RP_KEEP_DESCENT_H

#include "keep/keep.h"

/* UINT32_MAX: none. Release also after a failure. */
struct rp_descent {
    uint32_t *clause_of; /* a past member: the clause it is now */
    bool *same;          /* ... in the same words */
    uint32_t *member_of; /* a clause: the past member it was */
    uint32_t *now_of;    /* a past finding: the finding that continues it */
    uint32_t *heir_of;   /* a past finding: the finding with most of its clauses */
    uint32_t *past_of;   /* a finding: the past finding it continues */
};

/* in:    finding_of[c]: the finding of clause c; keys[i]: of finding i, for ties and for
 *        past findings without members
 * out:   *descent, zeroed before
 * error: RP_ERR_MEMORY */
int rp_descent_fill(struct rp_descent *descent, const struct rp_past *past,
                    const struct rp_corpus *corpus, const struct rp_result *result,
                    const uint32_t *finding_of, const struct rp_kept *keys,
                    int (*tokenize)(struct rp_tokens *out, struct rp_str s));
void rp_descent_release(struct rp_descent *descent);

#endif
