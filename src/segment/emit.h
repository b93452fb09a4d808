/* Writing a resolution into the corpus: ids, clauses, sections, sources, citations. */
#ifndef RP_SEGMENT_EMIT_H
#define RP_SEGMENT_EMIT_H

#include "segment/corpus.h"
#include "segment/heading.h"
#include "segment/wording.h"

/* What emitting needs; all borrowed. */
struct rp_emitter {
    struct rp_corpus *corpus;
    const struct rp_names *names;
    const struct rp_hyphens *hyphens;
    struct rp_match *match;
};

/* Append s to the corpus' text; *span is where it stands. RP_ERR_MEMORY, RP_ERR_LIMIT. */
int rp_emit_str(struct rp_emitter *emitter, struct rp_str s, struct rp_span *span);
/* The same with lost hyphens restored. */
int rp_emit_mended(struct rp_emitter *emitter, struct rp_str s, struct rp_span *span);
/* Sorts v[0..n) and appends each place once. */
int rp_emit_sources(struct rp_emitter *emitter, struct rp_source *v, size_t n,
                    struct rp_sources *out);
/* Append the sections and clauses of a resolution whose name and body are set, present
 * wording first, and set its range of clauses. `index` is its place in the corpus. */
int rp_emit_sections(struct rp_emitter *emitter, const struct rp_wording *wording,
                     struct rp_resolution *resolution, uint32_t index);

#endif
