/* Any bytes as a document with published tables, .html or, by the first byte, .txt: rows
 * and entries lie where they say, and so do the citations of the corpus made of it. */
#include <stdlib.h>

#include "judge/citation.h"
#include "read/read.h"
#include "segment/merge.h"
#include "segment/published.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_published(const struct rp_published *published)
{
    for (size_t i = 0; i < published->rows.n; i++) {
        const struct rp_row *row = &published->rows.v[i];
        require(row->subject.beg <= row->subject.end &&
                row->subject.end <= published->text.n &&
                row->first_entry + row->n_entries <= published->entries.n);
    }
}

static void cite(const struct rp_outline *outline, const struct rp_names *names)
{
    struct rp_corpus corpus;
    struct rp_citations citations = {0};
    struct rp_error err = {0};
    const char *why;
    rp_corpus_init(&corpus);
    struct rp_input input = {.path = rp_strdup("fuzz.txt")};
    require(input.path && rp_vec_push(&corpus.inputs, input) == RP_OK);
    require(rp_merge(&corpus, outline, 1, names, &err) == RP_OK);
    require(rp_citations_fill(&citations, &corpus, &err) == RP_OK);
    require(rp_citations_validate(&citations, &corpus, &why));
    rp_citations_release(&citations);
    rp_corpus_release(&corpus);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct rp_names *names;
    static struct rp_lexicon *lexicon;
    struct rp_error err = {0};
    if (!names)
        require(rp_names_new(&names, &err) == RP_OK &&
                rp_lexicon_new(&lexicon, &err) == RP_OK);
    if (size == 0)
        return 0;
    struct rp_options options;
    struct rp_document document;
    struct rp_outline outline = {0};
    struct rp_published published = {0};
    const struct rp_str bytes = {(const char *)data + 1, size - 1};
    rp_options_init(&options);
    rp_document_init(&document);
    int status = data[0] & 1
                     ? rp_read_html(&document, bytes, RP_VIEW_ACCEPTED, &options, &err)
                     : rp_read_text(&document, bytes, RP_VIEW_ACCEPTED, &options, &err);
    if (status == RP_OK) {
        const struct rp_outline_options how = {0};
        require(rp_outline_fill(&outline, &document, names, lexicon, &how, &err) == RP_OK);
        status = rp_published_fill(&published, &document, &outline, &err);
        require(status == RP_OK || err.message[0]);
        check_published(&published);
        cite(&outline, names);
    }
    rp_published_release(&published);
    rp_outline_release(&outline);
    rp_document_release(&document);
    return 0;
}
