#include "cli/load.h"

#include <stdio.h>
#include <string.h>

void rp_loaded_init(struct rp_loaded *loaded, struct rp_cli *cli)
{
    *loaded = (struct rp_loaded){.cli = cli};
    rp_corpus_init(&loaded->corpus);
}

void rp_loaded_release(struct rp_loaded *loaded)
{
    for (size_t i = 0; i < loaded->skipped.n; i++) {
        rp_free((char *)(uintptr_t)loaded->skipped.v[i].path);
        rp_free((char *)(uintptr_t)loaded->skipped.v[i].reason);
    }
    rp_vec_release(&loaded->skipped);
    rp_reached_release(&loaded->reached);
    rp_corpus_release(&loaded->corpus);
    rp_paths_release(&loaded->inputs);
}

static void on_skipped(void *context, const struct rp_error *why)
{
    struct rp_loaded *loaded = context;
    rp_cli_say_error(why, " (skipped)");
    loaded->cli->n_skipped++;
    char reason[sizeof why->message + 32];
    if (why->offset)
        snprintf(reason, sizeof reason, "byte %llu: %s", (unsigned long long)why->offset,
                 why->message);
    else
        snprintf(reason, sizeof reason, "%s", why->message);
    struct rp_skip skip = {rp_strdup(why->document), rp_strdup(reason)};
    if (!skip.path || !skip.reason || rp_vec_push(&loaded->skipped, skip)) {
        rp_free((char *)(uintptr_t)skip.path);
        rp_free((char *)(uintptr_t)skip.reason);
        loaded->status = rp_fail_memory(loaded->err);
    }
}

static void say_last(const struct rp_loaded *loaded)
{
    rp_cli_say("%s", loaded->reached.v[loaded->reached.n - 1].what);
}

static void on_noted(void *context, const char *path, const struct rp_note *note)
{
    struct rp_loaded *loaded = context;
    char place[16] = "";
    if (note->line)
        snprintf(place, sizeof place, ":%u", (unsigned)note->line);
    if (!note->limit)
        rp_cli_note(loaded->cli, "%s%s: %s", path, place, note->message);
    else if (rp_reached_add(&loaded->reached, note->limit, "%s%s: %s", path, place,
                            note->message))
        loaded->status = rp_fail_memory(loaded->err);
    else
        say_last(loaded);
}

static void on_document(void *context, const struct rp_document *document,
                        const struct rp_outline *outline)
{
    struct rp_loaded *loaded = context;
    if (loaded->status == RP_OK)
        loaded->document(loaded, document, outline);
}

struct rp_listener rp_cli_listener(struct rp_loaded *loaded)
{
    return (struct rp_listener){on_skipped, on_noted, loaded->document ? on_document : NULL,
                                loaded};
}

static int load(struct rp_loaded *loaded, char *const *sources, size_t n, bool only_read,
                struct rp_error *err)
{
    struct rp_cli *cli = loaded->cli;
    const struct rp_listener listener = rp_cli_listener(loaded);
    size_t n_other = 0;
    loaded->err = err;
    int status = rp_pipeline_inputs(&loaded->inputs, (const char *const *)sources, n,
                                    &n_other, &cli->options, &listener, err);
    if (n_other)
        rp_cli_note(cli, "%zu file%s of other kinds left out", n_other,
                    n_other == 1 ? "" : "s");
    if (status == RP_OK && only_read)
        status = rp_pipeline_read(&loaded->inputs, cli->options.view, &cli->options,
                                  &listener, &cli->progress, err);
    else if (status == RP_OK)
        status = rp_pipeline_load(&loaded->corpus, &loaded->inputs, NULL, cli->options.view,
                                  &cli->options, &listener, &cli->progress, err);
    return status ? status : loaded->status;
}

int rp_cli_load(struct rp_loaded *loaded, char *const *sources, size_t n,
                struct rp_error *err)
{
    return load(loaded, sources, n, false, err);
}

int rp_cli_read(struct rp_loaded *loaded, char *const *sources, size_t n,
                struct rp_error *err)
{
    return load(loaded, sources, n, true, err);
}

int rp_cli_load_drafts(struct rp_loaded *loaded, char *const *drafts, size_t n_drafts,
                       char *const *sources, size_t n, size_t *n_sources,
                       struct rp_error *err)
{
    struct rp_cli *cli = loaded->cli;
    const struct rp_listener listener = rp_cli_listener(loaded);
    struct rp_paths paths = {0};
    size_t n_other = 0, n_more = 0;
    loaded->err = err;
    int status = rp_pipeline_inputs(&paths, (const char *const *)drafts, n_drafts, &n_other,
                                    &cli->options, &listener, err);
    if (status == RP_OK)
        status = rp_pipeline_inputs(&loaded->inputs, (const char *const *)sources, n,
                                    &n_more, &cli->options, &listener, err);
    n_other += n_more;
    if (n_other)
        rp_cli_note(cli, "%zu file%s of other kinds left out", n_other,
                    n_other == 1 ? "" : "s");
    if (status == RP_OK)
        status = rp_pipeline_leave_out(&loaded->inputs, &paths, &listener, err);
    if (status == RP_OK)
        status =
            rp_pipeline_load(&loaded->corpus, &loaded->inputs, &paths, RP_VIEW_ACCEPTED,
                             &cli->options, &listener, &cli->progress, err);
    *n_sources = loaded->corpus.inputs.n;
    if (status == RP_OK)
        status = rp_pipeline_load_drafts(&loaded->corpus, &paths, cli->options.view,
                                         &cli->options, &listener, &cli->progress, err);
    rp_paths_release(&paths);
    return status ? status : loaded->status;
}

int rp_cli_reached(struct rp_loaded *loaded, const struct rp_cuts *cuts,
                   struct rp_error *err)
{
    size_t n = loaded->reached.n;
    if (rp_reached_add_cuts(&loaded->reached, cuts, &loaded->cli->options))
        return rp_fail_memory(err);
    for (; n < loaded->reached.n; n++)
        rp_cli_say("%s", loaded->reached.v[n].what);
    return RP_OK;
}

struct rp_report rp_cli_report(const struct rp_loaded *loaded,
                               const struct rp_result *result)
{
    return (struct rp_report){
        .corpus = &loaded->corpus,
        .result = result,
        .options = &loaded->cli->options,
        .changes = rp_view_name(loaded->cli->options.view),
        .skipped = loaded->skipped.v,
        .n_skipped = loaded->skipped.n,
        .reached = loaded->reached.v,
        .n_reached = loaded->reached.n,
    };
}
