#include "read/read.h"

int rp_read(struct rp_document *document, const char *path, struct rp_str bytes,
            enum rp_view view, const struct rp_options *options, struct rp_error *err)
{
    document->path = rp_strdup(path);
    if (!document->path)
        return rp_fail_memory(err);
    int status = rp_read_text(document, bytes, view, options, err);
    if (status)
        rp_document_release(document);
    return status;
}
