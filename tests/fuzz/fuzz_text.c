/* Any bytes as .txt: a valid document, or an error with a sentence. */
#include <stdlib.h>

#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rp_options options;
    struct rp_document document;
    struct rp_error err = {0};
    const char *why;
    rp_options_init(&options);
    options.max_paragraph_bytes = 200;
    rp_document_init(&document);
    int status = rp_read_text(&document, (struct rp_str){(const char *)data, size},
                              RP_VIEW_ACCEPTED, &options, &err);
    if (status ? err.message[0] == '\0' : !rp_document_validate(&document, &why))
        abort();
    rp_document_release(&document);
    return 0;
}
