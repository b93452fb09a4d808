/* `segment`: the inputs as clauses, resolutions or paragraphs, one JSON object a line. */
#include "cli/load.h"

#include <stdio.h>

#include "report/jsonl.h"

/* Write what was printed and empty the buffer. */
static int pass_on(struct rp_cli *cli, struct rp_print *print, struct rp_error *err)
{
    int status = print->status ? rp_fail_memory(err)
                               : rp_cli_write(cli, rp_buf_str(print->out), err);
    print->out->n = 0;
    return status;
}

static void write_paragraphs(struct rp_loaded *loaded, const struct rp_document *document,
                             const struct rp_outline *outline)
{
    (void)outline;
    struct rp_buf line = {0};
    struct rp_print print = {&line, RP_OK};
    for (size_t i = 0; i < document->paragraphs.n && loaded->status == RP_OK; i++) {
        rp_write_paragraph_line(document, i, &print);
        loaded->status = pass_on(loaded->cli, &print, loaded->err);
    }
    rp_buf_release(&line);
}

/* What each line of the input was taken for, and the sums. A line counts once, as what it
 * begins with; footnotes that stand inside it are counted beside. */
static void account(struct rp_loaded *loaded, const struct rp_document *document,
                    const struct rp_outline *outline)
{
    enum { SHOWN_COLUMNS = 60 };
    size_t counts[RP_N_ROLES] = {0}, n_lines = 0, n_inside = 0;
    uint32_t last_line = 0;
    (void)loaded;
    for (size_t i = 0; i < document->paragraphs.n; i++) {
        const struct rp_paragraph *paragraph = &document->paragraphs.v[i];
        enum rp_role role = outline->roles.v[i];
        if (role == RP_ROLE_EMPTY)
            continue;
        if (paragraph->line == last_line) {
            n_inside++;
        } else {
            counts[role]++;
            n_lines++;
        }
        last_line = paragraph->line;
        struct rp_str text =
            rp_text_cut(rp_document_str(document, paragraph->text), SHOWN_COLUMNS);
        rp_cli_say("%s:%u: %s: %.*s", document->path, (unsigned)paragraph->line,
                   rp_role_name(role), (int)text.n, text.p);
    }
    char sums[320];
    int used = snprintf(sums, sizeof sums, "%zu lines", n_lines);
    for (int role = RP_ROLE_EMPTY + 1; role < RP_N_ROLES; role++)
        used += snprintf(sums + used, sizeof sums - (size_t)used, "%s%zu %s",
                         role == RP_ROLE_EMPTY + 1 ? ": " : ", ", counts[role],
                         rp_role_name((enum rp_role)role));
    if (n_inside)
        snprintf(sums + used, sizeof sums - (size_t)used,
                 "; %zu more footnotes inside lines", n_inside);
    rp_cli_say("%s: %s", document->path, sums);
}

int rp_cli_segment(struct rp_cli *cli, struct rp_error *err)
{
    if (cli->resolutions && cli->paragraphs)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "--resolutions and --paragraphs exclude each other");
    if (cli->verbose && cli->paragraphs)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "--verbose accounts for clauses, not with --paragraphs");
    struct rp_loaded loaded;
    rp_loaded_init(&loaded, cli);
    int status;
    if (cli->paragraphs) {
        loaded.document = write_paragraphs;
        status = rp_cli_read(&loaded, cli->operands, cli->n_operands, err);
    } else {
        loaded.document = cli->verbose ? account : NULL;
        status = rp_cli_load(&loaded, cli->operands, cli->n_operands, err);
    }
    struct rp_buf line = {0};
    struct rp_print print = {&line, RP_OK};
    size_t n = cli->paragraphs    ? 0
               : cli->resolutions ? loaded.corpus.resolutions.n
                                  : loaded.corpus.clauses.n;
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        if (cli->resolutions)
            rp_write_resolution_line(&loaded.corpus, (uint32_t)i, &print);
        else
            rp_write_clause_line(&loaded.corpus, (uint32_t)i, &print);
        status = pass_on(cli, &print, err);
    }
    rp_buf_release(&line);
    rp_loaded_release(&loaded);
    return status;
}
