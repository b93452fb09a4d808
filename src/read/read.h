/* The readers: bytes of one file -> struct rp_document. A reader is chosen by the file's
 * first bytes, then by its name. To add a format, add a row to the table in read.c. */
#ifndef RP_READ_READ_H
#define RP_READ_READ_H

#include "read/document.h"

/* Read `bytes` (borrowed) under the name `path`. The document must be initialised.
 * error: RP_ERR_UNSUPPORTED (known and refused, with what to do), RP_ERR_FORMAT,
 *        RP_ERR_LIMIT, RP_ERR_MEMORY; the document is then empty. */
int rp_read(struct rp_document *document, const char *path, struct rp_str bytes,
            enum rp_view view, const struct rp_options *options, struct rp_error *err);

/* The readers of one format each. They leave path and sha256 alone; on failure the document
 * may hold what was read so far. An error gives the byte offset in the file, or in the part
 * of a .docx that its message names. */
int rp_read_text(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                 const struct rp_options *options, struct rp_error *err);
int rp_read_docx(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                 const struct rp_options *options, struct rp_error *err);
int rp_read_html(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                 const struct rp_options *options, struct rp_error *err);
int rp_read_jsonl(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                  const struct rp_options *options, struct rp_error *err);

#endif
