/* Steps of rp_pipeline_index, which has their order: they hold what was read against what
 * an index keeps. */
#ifndef RP_INDEXING_H
#define RP_INDEXING_H

#include "sources.h"

struct rp_index_run {
    struct rp_store *store;
    struct rp_items sources; /* files alone */
    struct rp_stored_documents known;
    struct rp_tools tools;
    struct rp_listener listener;        /* the caller's */
    RP_VEC(struct rp_error) skipped;    /* told so far */
    RP_VEC(struct rp_outline) outlines; /* borrowed from the items that were read */
    RP_VEC(int64_t) ids;                /* of them */
    bool changed;                       /* the state has to be written */
    int status;                         /* of remembering what was skipped */
};

void rp_indexing_hear_skipped(void *context, const struct rp_error *why);
void rp_indexing_hear_noted(void *context, const char *path, const struct rp_note *note);
void rp_indexing_release(struct rp_index_run *x);
/* Open it, and see which of its documents need not be read again. */
int rp_indexing_open(struct rp_index_run *x, struct rp_indexed *done, const char *file,
                     enum rp_indexing what, const struct rp_options *options,
                     struct rp_error *err);
/* Take out what has gone or changed, and put in what was read. */
int rp_indexing_write_documents(struct rp_index_run *x, struct rp_indexed *done,
                                struct rp_error *err);
/* Merge what the change touches. */
int rp_indexing_write_resolutions(struct rp_index_run *x, struct rp_indexed *done,
                                  struct rp_error *err);

#endif
