/* Any bytes as a text file: read, cut, merge; the structs hold. The first byte chooses
 * whether text before the first heading counts. */
#include <stdlib.h>
#include <string.h>

#include "read/read.h"
#include "segment/merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct rp_names *names;
    static struct rp_lexicon *lexicon;
    struct rp_error err;
    if (!names)
        require(rp_names_new(&names, &err) == RP_OK &&
                rp_lexicon_new(&lexicon, &err) == RP_OK);
    if (n == 0)
        return 0;
    struct rp_options options;
    rp_options_init(&options);
    struct rp_document document;
    rp_document_init(&document);
    struct rp_str bytes = {(const char *)data + 1, n - 1};
    require(rp_read_text(&document, bytes, RP_VIEW_ACCEPTED, &options, &err) == RP_OK);
    const char *why;
    require(rp_document_validate(&document, &why));
    struct rp_outline outline = {0};
    struct rp_outline_options how = {.loose = data[0] & 1};
    require(rp_outline_fill(&outline, &document, names, lexicon, &how, &err) == RP_OK);
    require(outline.roles.n == document.paragraphs.n);
    struct rp_corpus corpus;
    rp_corpus_init(&corpus);
    struct rp_input input = {.path = rp_strdup("fuzz.txt")};
    require(input.path && rp_vec_push(&corpus.inputs, input) == RP_OK);
    require(rp_merge(&corpus, &outline, 1, names, &err) == RP_OK);
    require(rp_corpus_validate(&corpus, &why));
    rp_corpus_release(&corpus);
    rp_outline_release(&outline);
    rp_document_release(&document);
    return 0;
}
