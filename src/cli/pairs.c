/* `pairs`: the judged pairs, best first, as TSV. */
#include "cli/load.h"

int rp_cli_pairs(struct rp_cli *cli, struct rp_error *err)
{
    struct rp_loaded loaded;
    struct rp_result result;
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    rp_loaded_init(&loaded, cli);
    rp_result_init(&result);
    int status = rp_cli_load(&loaded, cli->operands, cli->n_operands, err);
    if (status == RP_OK)
        status =
            rp_pipeline_judge(&result, &loaded.corpus, &cli->options, &cli->progress, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &result.cuts, err);
    if (status == RP_OK) {
        struct rp_report report = rp_cli_report(&loaded, &result);
        rp_write_pairs_tsv(&report, cli->pairs_min_jaccard_ppm, &print);
        status =
            print.status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
    }
    rp_buf_release(&text);
    rp_result_release(&result);
    rp_loaded_release(&loaded);
    return status;
}
