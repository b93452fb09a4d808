/* `scan`: the report folder, and a summary on stdout. */
#include "cli/folder.h"
#include "cli/load.h"
#include "cli/settings.h"

enum { FINDINGS_SHOWN = 10 };

/* The files and, when they have their names, the summary, which is ready by then. */
static int write_all(struct rp_cli *cli, const struct rp_report *report,
                     struct rp_error *err)
{
    struct rp_print print = {&cli->held, RP_OK};
    rp_write_terminal(report, FINDINGS_SHOWN, cli->color, &print);
    rp_write_where(rp_str_of(cli->output), &print);
    int status = print.status ? rp_fail_memory(err) : RP_OK;
    return status ? status : rp_cli_write_folder(cli->output, report, &cli->progress, err);
}

int rp_cli_scan(struct rp_cli *cli, struct rp_error *err)
{
    if (!cli->output)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--output: DIR is missing");
    struct rp_loaded loaded;
    struct rp_judgement judged = {0};
    struct rp_keep keep = {0};
    rp_loaded_init(&loaded, cli);
    int status = rp_pipeline_remember(&keep, cli->decisions, cli->since, &cli->options,
                                      &cli->progress, err);
    if (status == RP_OK)
        status = rp_cli_load(&loaded, cli->operands, cli->n_operands, err);
    if (status == RP_OK && cli->earlier)
        rp_earlier_compare(cli->earlier, cli, &loaded.corpus);
    if (status == RP_OK)
        status = rp_pipeline_judge_all(&judged, &rp_link_parameters_default, &loaded.corpus,
                                       &cli->options, &cli->progress, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &judged.result.cuts, err);
    if (status == RP_OK)
        status = rp_pipeline_keep(&keep, &loaded.corpus, &judged.result, err);
    if (status == RP_OK) {
        const struct rp_map_report map = {
            &loaded.corpus,    &judged.links,
            &judged.citations, rp_link_parameters_default.shown_ppm,
            &cli->options,     &judged.result};
        struct rp_report report = rp_cli_report(&loaded, &judged.result);
        report.map = &map;
        report.keep = &keep;
        report.csv_bom = cli->csv_bom;
        status = write_all(cli, &report, err);
    }
    rp_keep_release(&keep);
    rp_judgement_release(&judged);
    rp_loaded_release(&loaded);
    return status;
}
