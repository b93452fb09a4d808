/* What the command line calls sources, as the pipeline takes them: files, and the documents
 * that an index among them keeps. Reading and cutting a file is the pipeline's; what stands
 * here opens indexes and finds what there is. */
#ifndef RP_SOURCES_H
#define RP_SOURCES_H

#include "pipeline.h"
#include "segment/outline.h"

/* By its first bytes. What is named as a document is none: so folders need not be opened
 * file by file, and the reader refuses what is misnamed. */
bool rp_is_index(const char *path);
bool rp_is_document_name(const char *path);

/* One input on its way. */
struct rp_item {
    const char *path; /* borrowed */
    /* Where it is kept and under which name; NULL, 0: it is a file to be read. */
    struct rp_store *store;
    int64_t id;
    struct rp_stamp stamp; /* of a file */
    bool restamped;        /* its bytes are as they were, its stamp is not */
    struct rp_document document;
    struct rp_outline outline;
    struct rp_error why; /* of a skipped one */
    int status;
};

void rp_item_release(struct rp_item *item);
/* A skipped one, or its notes and the document itself. */
void rp_item_tell(const struct rp_listener *listener, const struct rp_item *item);

/* What segmenting needs besides the document; NULL names: read only. */
struct rp_tools {
    struct rp_names *names;
    struct rp_lexicon *lexicon;
    bool drafts;                             /* cut loosely */
    const struct rp_stored_documents *known; /* not to be read again; NULL: nothing is */
    bool stamps;                             /* files are looked at before they are read */
    bool rereads;                            /* known ones are read, whatever their stamp */
};

void rp_tools_release(struct rp_tools *tools);

/* Why nothing can be merged or was. */
int rp_fail_empty(bool drafts, size_t n_read, const char *path, struct rp_error *err);

/* How documents were read, as an index keeps it: the options that decide what is in an
 * outline. The i-th as name and value; false past the last. */
bool rp_setting_print(size_t i, enum rp_view view, const struct rp_options *options,
                      const char **name, char value[RP_STORE_VALUE_BYTES]);
/* The first setting that is not as the index was made with: its name and value there. NULL:
 * all are the same. */
int rp_settings_compare(struct rp_store *store, enum rp_view view,
                        const struct rp_options *options, const char **differs,
                        char there[RP_STORE_VALUE_BYTES], struct rp_error *err);
/* Who reads and cuts documents. */
void rp_program_print(char out[RP_STORE_VALUE_BYTES]);

/* What `inputs` stand for, by path. */
struct rp_items {
    RP_VEC(struct rp_item) items;
    RP_VEC(struct rp_store *) stores;
    RP_VEC(struct rp_stored_documents) documents; /* of each store; they own the paths */
    bool whole; /* one index, all of it and nothing else */
};

void rp_items_release(struct rp_items *sources);
/* Files, and the documents of indexes; what an index has of the files `without` (may be
 * NULL), or has beside the file itself, is left out, and the listener gets a note. An index
 * that cannot be used is told as skipped.
 * in: *sources zeroed; release it also after a failure */
int rp_items_find(struct rp_items *sources, const struct rp_paths *inputs,
                  const struct rp_paths *without, enum rp_view view,
                  const struct rp_options *options, const struct rp_listener *listener,
                  struct rp_error *err);
/* Get what an index keeps of the items; outlines only where they are to be merged or heard
 * of. */
int rp_items_load_stored(struct rp_items *sources, const struct rp_listener *listener,
                         struct rp_error *err);

#endif
