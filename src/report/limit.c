#include "report/limit.h"

#include <stdarg.h>
#include <stdio.h>

int rp_reached_add(struct rp_reached_list *list, const char *limit, const char *format, ...)
{
    char what[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    struct rp_reached reached = {limit, rp_strdup(what)};
    if (!reached.what || rp_vec_push(list, reached)) {
        rp_free(reached.what);
        return RP_ERR_MEMORY;
    }
    return RP_OK;
}

int rp_reached_add_cuts(struct rp_reached_list *list, const struct rp_cuts *cuts,
                        const struct rp_options *options)
{
    int status = RP_OK;
    if (cuts->candidates)
        status = rp_reached_add(
            list, "max-candidates",
            "up to %llu pairs of clauses were not judged: their clauses have "
            "more than %u candidates each (--max-candidates)",
            (unsigned long long)cuts->candidates, options->max_candidates);
    if (cuts->pairs && status == RP_OK)
        status = rp_reached_add(
            list, "max-pairs",
            "up to %llu pairs of clauses that are alike were not judged; %u were "
            "(--max-pairs)",
            (unsigned long long)cuts->pairs, options->max_pairs);
    if (cuts->passages && status == RP_OK)
        status = rp_reached_add(list, "max-postings",
                                "passages of two words that make no candidates: %llu; each "
                                "stands in more than %u clauses (--max-postings)",
                                (unsigned long long)cuts->passages, options->max_postings);
    if (cuts->clauses && status == RP_OK)
        status = rp_reached_add(list, "max-words",
                                "clauses of which only the first %u words were compared: "
                                "%llu (--max-words)",
                                options->max_words, (unsigned long long)cuts->clauses);
    if (cuts->findings && status == RP_OK)
        status =
            rp_reached_add(list, "max-findings",
                           "%llu findings were left out, the faintest; the best %u are "
                           "listed (--max-findings)",
                           (unsigned long long)cuts->findings, options->max_findings);
    return status;
}

void rp_reached_release(struct rp_reached_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        rp_free(list->v[i].what);
    rp_vec_release(list);
}
