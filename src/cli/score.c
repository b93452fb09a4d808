/* `score`: the cards of drafts. */
#include "cli/load.h"

#include "report/score.h"

static bool is_exceeded(const struct rp_scores *scores, uint32_t most_ppm)
{
    for (size_t i = 0; i < scores->cards.n; i++) {
        const struct rp_tally *all = &scores->cards.v[i].all;
        if (all->neutral * UINT64_C(1000000) > (uint64_t)most_ppm * rp_tally_counted(all))
            return true;
    }
    return false;
}

int rp_cli_score(struct rp_cli *cli, struct rp_error *err)
{
    if (cli->against.n == 0)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--against: SOURCE is missing");
    struct rp_loaded loaded;
    struct rp_scores scores = {0};
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    size_t n_sources;
    rp_loaded_init(&loaded, cli);
    int status = rp_cli_load_drafts(&loaded, cli->operands, cli->n_operands, cli->against.v,
                                    cli->against.n, &n_sources, err);
    if (status == RP_OK)
        status =
            rp_pipeline_score(&scores, &loaded.corpus, &cli->options, &cli->progress, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &scores.cuts, err);
    if (status == RP_OK) {
        struct rp_score_report report = {rp_cli_report(&loaded, NULL), &scores, n_sources,
                                         cli->color};
        report.of.csv_bom = cli->csv_bom;
        rp_score_writers[cli->card].write(&report, &print);
        status =
            print.status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
        cli->exceeded =
            cli->fail_over_ppm != UINT32_MAX && is_exceeded(&scores, cli->fail_over_ppm);
    }
    rp_buf_release(&text);
    rp_scores_release(&scores);
    rp_loaded_release(&loaded);
    return status;
}
