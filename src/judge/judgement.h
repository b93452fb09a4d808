/* All that is judged of a corpus: what `scan`, `map` and `audit` report from. */
#ifndef RP_JUDGE_JUDGEMENT_H
#define RP_JUDGE_JUDGEMENT_H

#include "judge/citation.h"
#include "judge/finding.h"
#include "judge/link.h"

/* Zeroed storage is an empty one. */
struct rp_judgement {
    struct rp_result result;
    struct rp_links links;
    struct rp_citations citations;
};

static inline void rp_judgement_release(struct rp_judgement *judgement)
{
    rp_citations_release(&judgement->citations);
    rp_links_release(&judgement->links);
    rp_result_release(&judgement->result);
}

#endif
