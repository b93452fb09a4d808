/* `map`: the resolutions of the Sectors onto those of the Plenipotentiary Conference. */
#include "cli/load.h"

#include "report/map.h"

int rp_cli_map(struct rp_cli *cli, struct rp_error *err)
{
    static void (*const writers[])(const struct rp_map_report *, struct rp_print *) = {
        rp_write_map_text, rp_write_map_tsv, rp_write_map_json, rp_write_map_markdown};
    struct rp_loaded loaded;
    struct rp_judgement judged = {0};
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    rp_loaded_init(&loaded, cli);
    int status = rp_cli_load(&loaded, cli->operands, cli->n_operands, err);
    if (status == RP_OK)
        status = rp_pipeline_judge_all(&judged, &rp_link_parameters_default, &loaded.corpus,
                                       &cli->options, &cli->progress, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &judged.result.cuts, err);
    if (status == RP_OK) {
        const struct rp_map_report report = {
            &loaded.corpus,    &judged.links,
            &judged.citations, rp_link_parameters_default.shown_ppm,
            &cli->options,     &judged.result};
        writers[cli->format](&report, &print);
        status =
            print.status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
    }
    rp_buf_release(&text);
    rp_judgement_release(&judged);
    rp_loaded_release(&loaded);
    return status;
}
