/* From the operands to inputs and a corpus, with what has to be said on the way. */
#ifndef RP_CLI_LOAD_H
#define RP_CLI_LOAD_H

#include "cli/cli.h"
#include "pipeline.h"
#include "report/report.h"

/* What a command loads; release also after a failure. */
struct rp_loaded {
    struct rp_cli *cli;
    struct rp_paths inputs;
    struct rp_corpus corpus;
    RP_VEC(struct rp_skip) skipped; /* owned strings; in the order of the inputs */
    struct rp_reached_list reached; /* limits, each said on stderr when it was added */
    /* What to do with each document; NULL: nothing. */
    void (*document)(struct rp_loaded *loaded, const struct rp_document *document,
                     const struct rp_outline *outline);
    int status; /* of that */
    struct rp_error *err;
};

void rp_loaded_init(struct rp_loaded *loaded, struct rp_cli *cli);
void rp_loaded_release(struct rp_loaded *loaded);

/* Find the inputs of sources[0..n) and fill loaded->corpus from them. Skipped inputs and
 * notes are said on stderr, and counted in cli->n_skipped. */
int rp_cli_load(struct rp_loaded *loaded, char *const *sources, size_t n,
                struct rp_error *err);
/* The same without looking for resolutions: loaded->document gets each document. */
int rp_cli_read(struct rp_loaded *loaded, char *const *sources, size_t n,
                struct rp_error *err);

/* Fill loaded->corpus from the sources, and put the drafts behind. A draft that is found
 * among the sources is left out there. *n_sources: how many of corpus->inputs are no
 * drafts. */
int rp_cli_load_drafts(struct rp_loaded *loaded, char *const *drafts, size_t n_drafts,
                       char *const *sources, size_t n, size_t *n_sources,
                       struct rp_error *err);

/* Who says what is noted of an input that is read apart. */
struct rp_listener rp_cli_listener(struct rp_loaded *loaded);

/* Say what limits kept out while judging, and keep it for the report. RP_ERR_MEMORY */
int rp_cli_reached(struct rp_loaded *loaded, const struct rp_cuts *cuts,
                   struct rp_error *err);

/* What the writers print, borrowed from both. */
struct rp_report rp_cli_report(const struct rp_loaded *loaded,
                               const struct rp_result *result);

#endif
