/* Candidates by likeness: pairs of clauses of which a join says that their shingles are
 * alike. Text and match together, for the pipeline.
 */
#ifndef RP_ALIKE_H
#define RP_ALIKE_H

#include "judge/judge.h"
#include "reprise.h"

/* Append the pairs of clauses of two resolutions (of any, with options->all_relations)
 * whose shingle sets are alike, a < b; superseded ones where options->superseded is set. A
 * clause is paired with at most options->max_candidates before it: those of the same
 * shingles, then those of texts found first (rp_join_bounded), in the order of the corpus.
 * No more than options->max_pairs are added. What either limit leaves out is counted in the
 * judge, at most.
 * error: those of rp_join_pairs, without RP_ERR_LIMIT
 * cost: time and memory of max_candidates a clause, however alike all are */
int rp_alike_add(struct rp_candidates *candidates, const struct rp_judge *judge,
                 const struct rp_corpus *corpus, const struct rp_options *options,
                 const struct rp_progress *progress, struct rp_error *err);

#endif
