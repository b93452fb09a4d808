/* `scan`: the report folder, and a summary on stdout. */
#include "cli/load.h"

#include <errno.h>
#include <string.h>

enum { FINDINGS_SHOWN = 10, MAX_FILES = 16 };

/* Print one file and write it under its temporary name. */
static int write_file(struct rp_out *out, const char *folder,
                      const struct rp_writer *writer, const struct rp_report *report,
                      struct rp_error *err)
{
    struct rp_buf bytes = {0};
    struct rp_print print = {&bytes, RP_OK};
    writer->write(report, &print);
    int status = print.status ? rp_fail_memory(err) : RP_OK;
    if (status == RP_OK)
        status = rp_out_open(out, folder, writer->name, err);
    if (status == RP_OK &&
        (fwrite(bytes.v, 1, bytes.n, out->file) != bytes.n || fflush(out->file) != 0))
        status = rp_fail(err, RP_ERR_IO, out->path, 0, "cannot write: %s", strerror(errno));
    rp_buf_release(&bytes);
    return status;
}

/* All files or none: they are renamed when the last one is on the disk. */
static int write_report(const char *folder, const struct rp_report *report,
                        const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_out outs[MAX_FILES] = {0};
    size_t n = 0;
    int status = rp_folder_make(folder, err);
    for (; rp_writers[n].name && status == RP_OK; n++)
        status = write_file(&outs[n], folder, &rp_writers[n], report, err);
    if (status == RP_OK)
        status = rp_check_cancelled(progress, err);
    for (size_t i = 0; i < n && status == RP_OK; i++)
        status = rp_out_commit(&outs[i], err);
    for (size_t i = 0; i < n; i++)
        rp_out_release(&outs[i]);
    return status;
}

static int write_summary(struct rp_cli *cli, const struct rp_report *report,
                         struct rp_error *err)
{
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    rp_write_terminal(report, FINDINGS_SHOWN, cli->color, &print);
    rp_print(&print, "\nTo read on, open ");
    rp_print_plain(&print, rp_str_of(cli->output));
    rp_print(&print, "/report.html.\nFor a spreadsheet: clusters.csv, pairs.csv and "
                     "mapping.csv beside it.\n");
    int status =
        print.status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
    rp_buf_release(&text);
    return status;
}

/* What is judged of a loaded corpus. */
struct judged {
    struct rp_result result;
    struct rp_links links;
    struct rp_citations citations;
};

static int judge(struct judged *judged, const struct rp_loaded *loaded,
                 struct rp_error *err)
{
    const struct rp_cli *cli = loaded->cli;
    int status = rp_pipeline_judge(&judged->result, &loaded->corpus, &cli->options,
                                   &cli->progress, err);
    if (status == RP_OK)
        status =
            rp_pipeline_map(&judged->links, &judged->citations, &rp_link_parameters_default,
                            &loaded->corpus, &cli->options, &cli->progress, err);
    return status;
}

int rp_cli_scan(struct rp_cli *cli, struct rp_error *err)
{
    if (!cli->output)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--output: DIR is missing");
    struct rp_loaded loaded;
    struct judged judged = {0};
    rp_loaded_init(&loaded, cli);
    rp_result_init(&judged.result);
    int status = rp_cli_load(&loaded, cli->operands, cli->n_operands, err);
    if (status == RP_OK)
        status = judge(&judged, &loaded, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &judged.result.cuts, err);
    if (status == RP_OK) {
        const struct rp_map_report map = {&loaded.corpus, &judged.links, &judged.citations,
                                          rp_link_parameters_default.shown_ppm};
        struct rp_report report = rp_cli_report(&loaded, &judged.result);
        report.map = &map;
        status = write_report(cli->output, &report, &cli->progress, err);
        if (status == RP_OK)
            status = write_summary(cli, &report, err);
    }
    rp_citations_release(&judged.citations);
    rp_links_release(&judged.links);
    rp_result_release(&judged.result);
    rp_loaded_release(&loaded);
    return status;
}
