/* The public calls for drafts: drafts and sources -> cards. */
#include "heard.h"
#include "report/score.h"

#include <string.h>

struct rp_cards {
    struct rp_options options;
    struct rp_corpus corpus; /* the sources, and the drafts behind them */
    struct rp_scores scores;
    size_t n_sources; /* of the corpus's inputs */
    struct rp_heard heard;
    RP_VEC(char *) names; /* one a card, owned */
    struct rp_buf printed;
};

static struct rp_score_report report_of(const struct rp_cards *cards)
{
    struct rp_report report = rp_heard_report(&cards->heard, &cards->options);
    report.corpus = &cards->corpus;
    return (struct rp_score_report){report, &cards->scores, cards->n_sources, false};
}

static int load(struct rp_cards *cards, const char *const *drafts, size_t n_drafts,
                const char *const *sources, size_t n, const struct rp_progress *progress,
                struct rp_error *err)
{
    const struct rp_options *options = &cards->options;
    const struct rp_listener listener = rp_heard_listener(&cards->heard);
    struct rp_paths inputs = {0}, paths = {0};
    size_t n_other;
    int status =
        rp_pipeline_inputs(&paths, drafts, n_drafts, &n_other, options, &listener, err);
    if (status == RP_OK)
        status = rp_pipeline_inputs(&inputs, sources, n, &n_other, options, &listener, err);
    if (status == RP_OK)
        status = rp_pipeline_leave_out(&inputs, &paths, &listener, err);
    if (status == RP_OK)
        status = rp_pipeline_load(&cards->corpus, &inputs, &paths, RP_VIEW_ACCEPTED,
                                  options, &listener, progress, err);
    cards->n_sources = cards->corpus.inputs.n;
    if (status == RP_OK)
        status = rp_pipeline_load_drafts(&cards->corpus, &paths, options->view, options,
                                         &listener, progress, err);
    if (status == RP_OK && cards->heard.status)
        status = rp_fail_memory(err);
    rp_paths_release(&inputs);
    rp_paths_release(&paths);
    return status;
}

static int keep_names(struct rp_cards *cards)
{
    const struct rp_score_report report = report_of(cards);
    for (size_t i = 0; i < cards->scores.cards.n; i++) {
        const struct rp_resolution *draft =
            rp_score_draft(&report, &cards->scores.cards.v[i]);
        struct rp_str s = rp_corpus_str(&cards->corpus, draft->name);
        char *name = rp_alloc(s.n + 1, 1);
        if (!name || rp_vec_push(&cards->names, name)) {
            rp_free(name);
            return RP_ERR_MEMORY;
        }
        memcpy(name, s.p, s.n);
        name[s.n] = '\0';
    }
    return RP_OK;
}

int rp_cards_new(struct rp_cards **out, const char *const *drafts, size_t n_drafts,
                 const char *const *sources, size_t n_sources,
                 const struct rp_options *options,
                 void (*skipped)(void *context, const struct rp_error *why), void *context,
                 const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_cards *cards = rp_alloc_zero(1, sizeof *cards);
    if (!cards)
        return rp_fail_memory(err);
    rp_corpus_init(&cards->corpus);
    cards->heard = (struct rp_heard){.tell = skipped, .context = context};
    int status = rp_options_take(&cards->options, options, err);
    if (status == RP_OK)
        status = load(cards, drafts, n_drafts, sources, n_sources, progress, err);
    if (status == RP_OK)
        status = rp_pipeline_score(&cards->scores, &cards->corpus, &cards->options,
                                   progress, err);
    if (status == RP_OK &&
        (rp_reached_add_cuts(&cards->heard.reached, &cards->scores.cuts, &cards->options) ||
         keep_names(cards)))
        status = rp_fail_memory(err);
    if (status) {
        rp_cards_free(cards);
        return status;
    }
    *out = cards;
    return RP_OK;
}

void rp_cards_free(struct rp_cards *cards)
{
    if (!cards)
        return;
    for (size_t i = 0; i < cards->names.n; i++)
        rp_free(cards->names.v[i]);
    rp_vec_release(&cards->names);
    rp_scores_release(&cards->scores);
    rp_corpus_release(&cards->corpus);
    rp_heard_release(&cards->heard);
    rp_buf_release(&cards->printed);
    rp_free(cards);
}

size_t rp_cards_n(const struct rp_cards *cards)
{
    return cards->scores.cards.n;
}

const char *rp_cards_path(const struct rp_cards *cards, size_t i)
{
    const struct rp_score_report report = report_of(cards);
    return i < rp_cards_n(cards) ? rp_score_path(&report, &cards->scores.cards.v[i]) : NULL;
}

const char *rp_cards_name(const struct rp_cards *cards, size_t i)
{
    return i < cards->names.n ? cards->names.v[i] : NULL;
}

uint32_t rp_cards_share_ppm(const struct rp_cards *cards, size_t i)
{
    if (i >= rp_cards_n(cards))
        return 0;
    const struct rp_tally *all = &cards->scores.cards.v[i].all;
    return rp_tally_share_ppm(all, all->neutral);
}

const char *rp_cards_limit(const struct rp_cards *cards, size_t i)
{
    return i < cards->heard.reached.n ? cards->heard.reached.v[i].what : NULL;
}

int rp_cards_print(struct rp_cards *cards, const char *format, const char **bytes,
                   size_t *n, struct rp_error *err)
{
    const struct rp_score_writer *writer = rp_score_writers;
    while (writer->format && strcmp(writer->format, format) != 0)
        writer++;
    if (!writer->format)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "cards have no format '%s'", format);
    const struct rp_score_report report = report_of(cards);
    cards->printed.n = 0;
    struct rp_print print = {&cards->printed, RP_OK};
    writer->write(&report, &print);
    if (print.status || rp_buf_putc(&cards->printed, '\0'))
        return rp_fail_memory(err);
    *bytes = cards->printed.v;
    *n = cards->printed.n - 1;
    return RP_OK;
}
