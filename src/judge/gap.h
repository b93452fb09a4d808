/* Instructions of PP resolutions to a Sector that nothing of that Sector takes up. Internal
 * to this room. */
#ifndef RP_JUDGE_GAP_H
#define RP_JUDGE_GAP_H

#include "judge/link.h"

/* Bits 1u << body of the assemblies whose Sector a text names: the Sector, its Bureau,
 * advisory group or assembly (corpus/neutral.tsv). "The Directors of the Bureaux" names
 * none, and whom somebody is to consult or to work with is none. cost: O(bytes * phrases)
 */
unsigned rp_assemblies_named(struct rp_str text);

/* Fill links->gaps. A clause is addressed to a Sector if its section's addressee names it.
 * It is taken up where a clause of the Sector's assembly repeats, integrates or shares a
 * passage with it, where it or the resolution of the assembly cites the other, or where the
 * two resolutions are linked by group_ppm at least, by shown_ppm if more than vocabulary
 * links them. A section is passed over that is for an assembly which has met since: one at
 * or before the newest revision of that Sector's resolutions.
 * cost: O(clauses * phrases + pairs + n^2) */
int rp_gaps_fill(struct rp_links *links, const struct rp_corpus *corpus,
                 const struct rp_result *result,
                 const struct rp_link_parameters *parameters);

#endif
