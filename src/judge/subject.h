/* Groups of resolutions by subject: the rows of a mapping table. Internal to this room. */
#ifndef RP_JUDGE_SUBJECT_H
#define RP_JUDGE_SUBJECT_H

#include "judge/link.h"
#include "judge/stems.h"

/* Fill groups, members, alone and the labels from links->scores.
 * A PP resolution groups what is linked to it by group_ppm at least. Sector resolutions
 * that belong to no PP resolution group around the first of them, other bodies only.
 * cost: O(n^2) */
int rp_subjects_fill(struct rp_links *links, const struct rp_corpus *corpus,
                     const struct rp_terms *terms, const struct rp_stems *stems,
                     const struct rp_link_parameters *parameters);

#endif
