/* `audit`: a published mapping held against the texts. */
#include "cli/load.h"

#include "report/audit.h"

static int write(struct rp_cli *cli, const struct rp_audit_report *report,
                 struct rp_error *err)
{
    static void (*const writers[])(const struct rp_audit_report *, struct rp_print *) = {
        rp_write_audit_text, rp_write_audit_json, rp_write_audit_html};
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    writers[cli->audit](report, &print);
    int status =
        print.status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
    rp_buf_release(&text);
    return status;
}

int rp_cli_audit(struct rp_cli *cli, struct rp_error *err)
{
    if (cli->against.n == 0)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--against SOURCE is needed");
    struct rp_loaded loaded;
    struct rp_judgement judged = {0};
    struct rp_published published = {0};
    struct rp_audit audit = {0};
    rp_loaded_init(&loaded, cli);
    const struct rp_listener listener = rp_cli_listener(&loaded);
    int status = rp_cli_load(&loaded, cli->against.v, cli->against.n, err);
    if (status == RP_OK)
        status = rp_pipeline_judge_all(&judged, &rp_link_parameters_default, &loaded.corpus,
                                       &cli->options, &cli->progress, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &judged.result.cuts, err);
    if (status == RP_OK)
        status =
            rp_pipeline_audit(&audit, &published, cli->operands[0], &loaded.corpus,
                              &judged.links, &cli->options, &listener, &cli->progress, err);
    if (status == RP_OK) {
        const struct rp_report of = rp_cli_report(&loaded, &judged.result);
        const struct rp_audit_report report = {
            &audit,        &published,    &loaded.corpus, cli->operands[0],
            &cli->options, &judged.links, &judged.result, &of};
        status = write(cli, &report, err);
    }
    rp_audit_release(&audit);
    rp_published_release(&published);
    rp_judgement_release(&judged);
    rp_loaded_release(&loaded);
    return status;
}
