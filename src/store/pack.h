/* Structs as bytes in the index, and back. Every blob begins with a hash of the rest; what
 * comes back was checked whole, range by range, so that a damaged one is an error and never
 * a fault.
 *
 * Layout: hash (8 bytes), then 32-bit numbers, least byte first, and runs of bytes with
 * their length before them, in the order of the struct. */
#ifndef RP_STORE_PACK_H
#define RP_STORE_PACK_H

#include "base/hash.h"
#include "read/document.h"
#include "segment/corpus.h"
#include "segment/outline.h"

/* All append to *out, or return RP_ERR_MEMORY. */
int rp_pack_outline(struct rp_buf *out, const struct rp_outline *outline);
/* The paragraphs and their text; path, digest and notes have columns of their own. */
int rp_pack_document(struct rp_buf *out, const struct rp_document *document);
/* Resolution i with all that belongs to it. Its documents come out as ids[document]. */
int rp_pack_resolution(struct rp_buf *out, const struct rp_corpus *corpus, uint32_t i,
                       const int64_t *ids);
int rp_pack_hashes(struct rp_buf *out, const struct rp_hashes *hashes);

/* A blob of these bytes, with their hash before them. */
int rp_pack_seal(struct rp_buf *out, struct rp_str bytes);

/* All fill zeroed storage, or append it to a corpus; on failure the caller releases it.
 * error: RP_ERR_FORMAT (no message: the caller knows the place), RP_ERR_MEMORY */
int rp_unpack_outline(struct rp_outline *outline, struct rp_str bytes);
int rp_unpack_document(struct rp_document *document, struct rp_str bytes);
int rp_unpack_hashes(struct rp_hashes *hashes, struct rp_str bytes);
/* by_id[0..n_ids): documents in rising order of their ids, each with its place among the
 * corpus's inputs; a document that is none of them is a damage. */
struct rp_pack_ids {
    int64_t id;
    uint32_t input;
};
int rp_unpack_resolution(struct rp_corpus *corpus, struct rp_str bytes,
                         const struct rp_pack_ids *by_id, size_t n_ids);

#endif
