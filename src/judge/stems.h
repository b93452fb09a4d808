/* What each resolution is about, as weighted stems: the vectors that subject links compare.
 *
 * A stem is a term cut after a few letters, so that "standardization" and "standards" meet;
 * a term that stands for several wordings (a Sector's name, an abbreviation) stays whole.
 * An abbreviation that the corpus spells out counts as itself and as the words of its long
 * forms, so that "Conference Preparatory Meeting" meets "preparations of conferences".
 * Weight: rarity times 1 + log2(uses) in the wording; vectors have length 1. Rarity is
 * log2((n + background) / users) over the n resolutions, titles counted, and no more than
 * what judge/weights.h says of any of the stem's terms, which knows common words even where
 * the corpus is small.
 */
#ifndef RP_JUDGE_STEMS_H
#define RP_JUDGE_STEMS_H

#include "judge/weights.h"

/* One stem of one resolution. */
struct rp_stem {
    uint32_t id;
    uint32_t resolution;
    uint32_t title_ppm, wording_ppm; /* of unit vectors; wording counts the title too */
    struct rp_span word;             /* where it first stands: rp_corpus.text */
};

struct rp_stems {
    RP_VEC(struct rp_stem) stems; /* by resolution, then id */
    RP_VEC(uint32_t) first;       /* resolution i: stems.v[first.v[i] .. first.v[i + 1]) */
    RP_VEC(uint32_t) users;       /* stem s: indices in stems, by resolution */
    RP_VEC(uint32_t) first_user;
};

/* in:  stem_bytes > 0; a word of the title counts title_times in the wording
 * out: *out, zeroed before
 * cost: O(terms * log(terms)) */
int rp_stems_fill(struct rp_stems *out, const struct rp_corpus *corpus,
                  const struct rp_terms *terms, const struct rp_weights *weights,
                  unsigned background, unsigned stem_bytes, unsigned title_times,
                  struct rp_error *err);
void rp_stems_release(struct rp_stems *stems);

#endif
