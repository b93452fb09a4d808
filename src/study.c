/* The public calls for a collection: sources -> study -> the files of a report. */
#include "heard.h"
#include "report/map.h"

struct rp_study {
    struct rp_options options;
    struct rp_corpus corpus;
    struct rp_judgement judged;
    struct rp_heard heard;
    struct rp_keep keep;
    struct rp_buf printed;
};

static int load(struct rp_study *study, const char *const *sources, size_t n,
                const struct rp_progress *progress, struct rp_error *err)
{
    const struct rp_listener listener = rp_heard_listener(&study->heard);
    struct rp_paths inputs = {0};
    size_t n_other;
    int status =
        rp_pipeline_inputs(&inputs, sources, n, &n_other, &study->options, &listener, err);
    if (status == RP_OK)
        status = rp_pipeline_load(&study->corpus, &inputs, NULL, study->options.view,
                                  &study->options, &listener, progress, err);
    if (status == RP_OK && study->heard.status)
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
    rp_corpus_init(&study->corpus);
    study->heard = (struct rp_heard){.tell = skipped, .context = context};
    int status = rp_options_take(&study->options, options, err);
    if (status == RP_OK)
        status = load(study, sources, n, progress, err);
    if (status == RP_OK)
        status = rp_pipeline_judge_all(&study->judged, &rp_link_parameters_default,
                                       &study->corpus, &study->options, progress, err);
    if (status == RP_OK)
        status = rp_pipeline_keep(&study->keep, &study->corpus, &study->judged.result, err);
    if (status == RP_OK && rp_reached_add_cuts(&study->heard.reached,
                                               &study->judged.result.cuts, &study->options))
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
    rp_keep_release(&study->keep);
    rp_judgement_release(&study->judged);
    rp_corpus_release(&study->corpus);
    rp_heard_release(&study->heard);
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
    return i < study->heard.reached.n ? study->heard.reached.v[i].what : NULL;
}

int rp_study_print(struct rp_study *study, const char *file, const char **bytes, size_t *n,
                   struct rp_error *err)
{
    const struct rp_writer *writer = rp_writer_named(file);
    if (!writer)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "a report has no file '%s'", file);
    const struct rp_map_report map = {
        &study->corpus,           &study->judged.links,
        &study->judged.citations, rp_link_parameters_default.shown_ppm,
        &study->options,          &study->judged.result};
    struct rp_report report = rp_heard_report(&study->heard, &study->options);
    report.corpus = &study->corpus;
    report.result = &study->judged.result;
    report.map = &map;
    report.keep = &study->keep;
    study->printed.n = 0;
    int status = rp_writer_print(writer, &report, &study->printed, err);
    if (status)
        return status;
    if (rp_buf_putc(&study->printed, '\0'))
        return rp_fail_memory(err);
    *bytes = study->printed.v;
    *n = study->printed.n - 1;
    return RP_OK;
}
