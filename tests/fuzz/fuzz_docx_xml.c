/* The XML of a .docx, past the zip: the input is document.xml, numbering.xml, styles.xml
 * and footnotes.xml, separated by NUL bytes, packed here. */
#include <stdlib.h>
#include <string.h>

#include "../zipped.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char relations[] =
        "<Relationships><Relationship Type='" RELATION
        "numbering' Target='numbering.xml'/><Relationship Type='" RELATION
        "styles' Target='styles.xml'/><Relationship Type='" RELATION
        "footnotes' Target='footnotes.xml'/></Relationships>";
    static const char *const names[] = {"word/document.xml", "word/numbering.xml",
                                        "word/styles.xml", "word/footnotes.xml"};
    struct zipped zip = {0};
    const char *at = (const char *)data, *end = at + size;
    zipped_add(&zip, "word/_rels/document.xml.rels", RP_STR(relations), ZIPPED_STORED);
    for (size_t i = 0; i < 4 && at < end; i++) {
        const char *nul = memchr(at, '\0', (size_t)(end - at));
        size_t n = nul ? (size_t)(nul - at) : (size_t)(end - at);
        zipped_add(&zip, names[i], (struct rp_str){at, n}, ZIPPED_STORED);
        at += nul ? n + 1 : n;
    }
    zipped_finish(&zip);

    struct rp_options options;
    rp_options_init(&options);
    options.max_nesting = 200;
    for (int view = RP_VIEW_ACCEPTED; view <= RP_VIEW_ALL; view++) {
        struct rp_document document;
        struct rp_error err = {0};
        const char *why;
        rp_document_init(&document);
        int status = rp_read_docx(&document, rp_buf_str(&zip.bytes), (enum rp_view)view,
                                  &options, &err);
        if (status ? err.message[0] == '\0' : !rp_document_validate(&document, &why))
            abort();
        rp_document_release(&document);
    }
    zipped_release(&zip);
    return 0;
}
