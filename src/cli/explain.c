/* `explain`: one pair of clauses and the numbers behind its relation. */
#include "cli/load.h"

#include <stdio.h>
#include <string.h>

#include "report/explain.h"
#include "report/made.h"

static const char *next_id(size_t i, const void *of)
{
    static char id[128];
    const struct rp_corpus *corpus = of;
    if (i >= corpus->clauses.n)
        return NULL;
    struct rp_str s = rp_corpus_str(corpus, corpus->clauses.v[i].id);
    snprintf(id, sizeof id, "%.*s", (int)s.n, s.p);
    return id;
}

static int find_clause(const struct rp_corpus *corpus, const char *id, uint32_t *clause,
                       struct rp_error *err)
{
    for (size_t i = 0; i < corpus->clauses.n; i++)
        if (rp_str_equal(rp_corpus_str(corpus, corpus->clauses.v[i].id), rp_str_of(id))) {
            *clause = (uint32_t)i;
            return RP_OK;
        }
    const char *name = next_id(rp_cli_nearest(id, next_id, corpus), corpus);
    return rp_fail(err, RP_ERR_USAGE, NULL, 0, "the sources have no clause '%s'%s%s%s", id,
                   name ? "; did you mean '" : "", name ? name : "", name ? "'?" : "");
}

int rp_cli_explain(struct rp_cli *cli, struct rp_error *err)
{
    struct rp_loaded loaded;
    struct rp_explanation explanation = {0};
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    uint32_t a = 0, b = 0;
    rp_loaded_init(&loaded, cli);
    int status = rp_cli_load(&loaded, cli->operands + 2, cli->n_operands - 2, err);
    if (status == RP_OK)
        status = find_clause(&loaded.corpus, cli->operands[0], &a, err);
    if (status == RP_OK)
        status = find_clause(&loaded.corpus, cli->operands[1], &b, err);
    if (status == RP_OK && a == b)
        status = rp_fail(err, RP_ERR_USAGE, NULL, 0, "'%s' is one clause, not two",
                         cli->operands[0]);
    if (status == RP_OK)
        status =
            rp_pipeline_explain(&explanation, &loaded.corpus, a, b, &cli->options, err);
    if (status == RP_OK)
        status = rp_cli_reached(&loaded, &explanation.cuts, err);
    if (status == RP_OK) {
        rp_write_explanation(&loaded.corpus, &explanation, cli->color, &print);
        rp_print(&print, "\n");
        rp_print_made(&print, &loaded.corpus, &cli->options);
        status =
            print.status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
    }
    rp_buf_release(&text);
    rp_explanation_release(&explanation);
    rp_loaded_release(&loaded);
    return status;
}
