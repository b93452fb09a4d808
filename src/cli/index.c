/* `index`, `update` and `check`: a collection that lives in a file. */
#include <string.h>

#include "cli/load.h"
#include "report/print.h"

static void say_fault(void *context, const char *fault)
{
    rp_cli_say("%s: %s", (const char *)context, fault);
}

static int write_print(struct rp_cli *cli, const struct rp_print *print,
                       struct rp_error *err)
{
    return print->status ? rp_fail_memory(err)
                         : rp_cli_write(cli, rp_buf_str(print->out), err);
}

static void print_sums(struct rp_print *print, size_t n_documents, size_t n_resolutions,
                       size_t n_clauses)
{
    rp_print_of(print, n_documents, "document", NULL);
    rp_print(print, ", ");
    rp_print_of(print, n_resolutions, "resolution", NULL);
    rp_print(print, ", ");
    rp_print_of(print, n_clauses, "clause", NULL);
}

/* "3 changed" behind what was printed; nothing for none. */
static void print_some(struct rp_print *print, size_t n, const char *what, const char **sep)
{
    if (n == 0)
        return;
    rp_print(print, *sep);
    rp_print_count(print, n);
    rp_printf(print, " %s", what);
    *sep = ", ";
}

/* Room for what write_done says, taken before the index changes: a run that has changed it
 * does not end for want of memory. */
static int make_room(struct rp_cli *cli, struct rp_buf *text, const char *file)
{
    enum { SENTENCES_BYTES = 1024 };
    const size_t need = SENTENCES_BYTES + 4 * strlen(file);
    return rp_vec_reserve(text, need) || rp_vec_reserve(&cli->held, need) ? RP_ERR_MEMORY
                                                                          : RP_OK;
}

static int write_done(struct rp_cli *cli, struct rp_buf *text, const char *file,
                      const struct rp_indexed *done, bool counts, struct rp_error *err)
{
    struct rp_print print = {text, RP_OK};
    const char *sep = "";
    rp_print_plain(&print, rp_str_of(file));
    rp_print(&print, ": ");
    if (counts) {
        print_sums(&print, done->n_new + done->n_changed + done->n_same,
                   done->n_resolutions, done->n_clauses);
    } else {
        rp_print_of(&print, done->n_resolutions, "resolution", NULL);
        rp_print(&print, ", ");
        rp_print_of(&print, done->n_clauses, "clause", NULL);
    }
    if (done->judged) {
        rp_print(&print, ", ");
        rp_print_of(&print, done->n_findings, "finding", NULL);
    }
    rp_print(&print, "\n");
    if (counts && cli->command->bit == RP_CMD_UPDATE) {
        print_some(&print, done->n_new, "new", &sep);
        print_some(&print, done->n_changed, done->all_anew ? "read anew" : "changed", &sep);
        print_some(&print, done->n_gone, "gone", &sep);
        print_some(&print, done->n_same, "unchanged", &sep);
        if (done->n_merged) {
            rp_print(&print, sep);
            rp_print_of(&print, done->n_merged, "resolution", NULL);
            rp_print(&print, " merged anew");
        }
        rp_print(&print, "\n");
    }
    if (!done->judged)
        rp_print(&print, "Pairs and findings in it are those of an earlier state; "
                         "`reprise update --judge`\nfinds anew.\n");
    return write_print(cli, &print, err);
}

static int index_into(struct rp_cli *cli, const char *file, enum rp_indexing what,
                      char *const *sources, size_t n, struct rp_error *err)
{
    struct rp_loaded loaded;
    struct rp_indexed done = {0};
    struct rp_buf text = {0};
    rp_loaded_init(&loaded, cli);
    loaded.err = err;
    const struct rp_listener listener = rp_cli_listener(&loaded);
    int status = make_room(cli, &text, file) ? rp_fail_memory(err) : RP_OK;
    if (status == RP_OK)
        status = rp_pipeline_index(&done, file, what, (const char *const *)sources, n,
                                   cli->checksum, cli->decisions, &cli->options, &listener,
                                   &cli->progress, err);
    if (status == RP_OK)
        status = loaded.status;
    if (status == RP_OK && done.all_anew)
        rp_cli_note(cli,
                    "%s: the program, or how documents are to be read, is another: "
                    "all were read anew",
                    file);
    if (status == RP_OK)
        status = write_done(cli, &text, file, &done, n > 0, err);
    rp_buf_release(&text);
    rp_loaded_release(&loaded);
    return status;
}

int rp_cli_index(struct rp_cli *cli, struct rp_error *err)
{
    if (!cli->output)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--output: FILE is missing");
    return index_into(cli, cli->output, RP_INDEX_MAKE, cli->operands, cli->n_operands, err);
}

int rp_cli_update(struct rp_cli *cli, struct rp_error *err)
{
    if (cli->n_operands < 2 && !cli->judge)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "SOURCE... expected; with --judge alone, nothing is read");
    if (cli->decisions && !cli->judge)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--decisions is for findings: --judge");
    return index_into(cli, cli->operands[0], cli->judge ? RP_INDEX_JUDGE : RP_INDEX_UPDATE,
                      cli->operands + 1, cli->n_operands - 1, err);
}

int rp_cli_check(struct rp_cli *cli, struct rp_error *err)
{
    const char *file = cli->operands[0];
    struct rp_store_counts counts;
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    size_t n_faults = 0;
    int status = rp_pipeline_check(file, say_fault, (void *)(uintptr_t)file, &n_faults,
                                   &counts, &cli->progress, err);
    if (status == RP_OK && n_faults)
        status =
            rp_fail(err, RP_ERR_FORMAT, file, 0,
                    "a damaged index, with %zu fault%s; `reprise index` makes a new one",
                    n_faults, n_faults == 1 ? "" : "s");
    if (status)
        return status;
    rp_print_plain(&print, rp_str_of(file));
    rp_print(&print, ": sound: ");
    print_sums(&print, (size_t)counts.documents, (size_t)counts.resolutions,
               (size_t)counts.clauses);
    rp_print(&print, ", ");
    rp_print_of(&print, counts.findings, "finding", NULL);
    rp_print(&print, "\n");
    status = write_print(cli, &print, err);
    rp_buf_release(&text);
    return status;
}
