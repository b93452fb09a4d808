/* Zip archives held in memory. Owner of libzip. Nothing is ever written to disk, so an
 * entry's name is only a key; what an archive claims of its sizes is never believed. */
#ifndef RP_BASE_ZIP_H
#define RP_BASE_ZIP_H

#include "base/buf.h"
#include "base/status.h"

struct rp_zip;

/* Open the archive in `bytes` (borrowed until rp_zip_close).
 * max_bytes: what all reads together may unpack to
 * max_ratio: how many times the archive's own size that may be, once it is past 16 MiB
 *            (a smaller one does no harm, and tiny files pack absurdly well)
 * error: RP_ERR_FORMAT (no archive, or cut short), RP_ERR_MEMORY */
int rp_zip_open(struct rp_zip **out, struct rp_str bytes, uint64_t max_bytes,
                uint64_t max_ratio, struct rp_error *err);
void rp_zip_close(struct rp_zip *zip);

/* The entry of this name, whatever its case; -1 if there is none. The first of several. */
int64_t rp_zip_find(const struct rp_zip *zip, const char *name);

/* Unpack an entry piece by piece into take(), which returns RP_OK or what ends the read.
 * `last` comes once, with the end of the entry (n may be 0 then) and its checksum verified.
 * error: RP_ERR_FORMAT (damaged, encrypted, unknown packing; err->offset counts unpacked
 *        bytes), RP_ERR_LIMIT, RP_ERR_MEMORY, or what take() returned */
int rp_zip_read(struct rp_zip *zip, int64_t entry,
                int (*take)(void *context, struct rp_str piece, bool last,
                            struct rp_error *err),
                void *context, struct rp_error *err);

/* An entry to be: both are borrowed. */
struct rp_zip_part {
    const char *name;
    struct rp_str bytes;
};
/* Append an archive with these entries, deflated, dated 1 January 1980, to *out.
 * error: RP_ERR_MEMORY */
int rp_zip_make(struct rp_buf *out, const struct rp_zip_part *parts, size_t n,
                struct rp_error *err);

#endif
