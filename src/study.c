/* The public calls: sources -> study -> the files of a report. */
#include "pipeline.h"
#include "report/map.h"
#include "report/report.h"

struct rp_study {
    struct rp_options options;
    struct rp_corpus corpus;
    struct rp_judgement judged;
    RP_VEC(struct rp_skip) skipped; /* owned strings */
    struct rp_reached_list reached;
    struct rp_buf printed;
};

/* What is needed while the sources are loaded. */
struct hearing {
    struct rp_study *study;
    void (*skipped)(void *context, const struct rp_error *why);
    void *context;
    int status;
};

static void hear_skipped(void *context, const struct rp_error *why)
{
    struct hearing *hearing = context;
    struct rp_skip skip = {rp_strdup(why->document), rp_strdup(why->message)};
    if (!skip.path || !skip.reason || rp_vec_push(&hearing->study->skipped, skip)) {
        rp_free((char *)(uintptr_t)skip.path);
        rp_free((char *)(uintptr_t)skip.reason);
        hearing->status = RP_ERR_MEMORY;
    }
    if (hearing->skipped)
        hearing->skipped(hearing->context, why);
}

static void hear_noted(void *context, const char *path, const struct rp_note *note)
{
    struct hearing *hearing = context;
    if (note->limit && rp_reached_add(&hearing->study->reached, note->limit, "%s:%u: %s",
                                      path, (unsigned)note->line, note->message))
        hearing->status = RP_ERR_MEMORY;
}

static int load(struct rp_study *study, const char *const *sources, size_t n,
                struct hearing *hearing, const struct rp_progress *progress,
                struct rp_error *err)
{
    const struct rp_listener listener = {
        .skipped = hear_skipped, .noted = hear_noted, .context = hearing};
    struct rp_paths inputs = {0};
    size_t n_other;
    int status =
        rp_pipeline_inputs(&inputs, sources, n, &n_other, &study->options, &listener, err);
    if (status == RP_OK)
        status = rp_pipeline_load(&study->corpus, &inputs, RP_VIEW_ACCEPTED,
                                  &study->options, &listener, progress, err);
    if (status == RP_OK && hearing->status)
        status = rp_fail_memory(err);
    rp_paths_release(&inputs);
    return status;
}

int rp_study_new(struct rp_study **out, const char *const *sources, size_t n,
                 const struct rp_options *options,
                 void (*skipped)(void *context, const struct rp_error *why), void *context,
                 const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_study *study = rp_alloc_zero(1, sizeof *study);
    if (!study)
        return rp_fail_memory(err);
    rp_options_init(&study->options);
    if (options)
        study->options = *options;
    rp_corpus_init(&study->corpus);
    struct hearing hearing = {study, skipped, context, RP_OK};
    int status = load(study, sources, n, &hearing, progress, err);
    if (status == RP_OK)
        status = rp_pipeline_judge_all(&study->judged, &rp_link_parameters_default,
                                       &study->corpus, &study->options, progress, err);
    if (status == RP_OK &&
        rp_reached_add_cuts(&study->reached, &study->judged.result.cuts, &study->options))
        status = rp_fail_memory(err);
    if (status) {
        rp_study_free(study);
        return status;
    }
    *out = study;
    return RP_OK;
}

void rp_study_free(struct rp_study *study)
{
    if (!study)
        return;
    for (size_t i = 0; i < study->skipped.n; i++) {
        rp_free((char *)(uintptr_t)study->skipped.v[i].path);
        rp_free((char *)(uintptr_t)study->skipped.v[i].reason);
    }
    rp_vec_release(&study->skipped);
    rp_judgement_release(&study->judged);
    rp_corpus_release(&study->corpus);
    rp_reached_release(&study->reached);
    rp_buf_release(&study->printed);
    rp_free(study);
}

size_t rp_study_n_resolutions(const struct rp_study *study)
{
    return study->corpus.resolutions.n;
}

size_t rp_study_n_clauses(const struct rp_study *study)
{
    return study->corpus.clauses.n;
}

size_t rp_study_n_findings(const struct rp_study *study)
{
    return study->judged.result.findings.n;
}

const char *rp_study_limit(const struct rp_study *study, size_t i)
{
    return i < study->reached.n ? study->reached.v[i].what : NULL;
}

int rp_study_print(struct rp_study *study, const char *file, const char **bytes, size_t *n,
                   struct rp_error *err)
{
    const struct rp_writer *writer = rp_writer_named(file);
    if (!writer)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "a report has no file '%s'", file);
    const struct rp_map_report map = {&study->corpus, &study->judged.links,
                                      &study->judged.citations,
                                      rp_link_parameters_default.shown_ppm};
    const struct rp_report report = {.corpus = &study->corpus,
                                     .result = &study->judged.result,
                                     .options = &study->options,
                                     .changes = "accepted",
                                     .skipped = study->skipped.v,
                                     .n_skipped = study->skipped.n,
                                     .reached = study->reached.v,
                                     .n_reached = study->reached.n,
                                     .map = &map};
    study->printed.n = 0;
    struct rp_print print = {&study->printed, RP_OK};
    writer->write(&report, &print);
    if (print.status)
        return rp_fail_memory(err);
    *bytes = rp_buf_str(&study->printed).p;
    *n = study->printed.n;
    return RP_OK;
}
