/* What judging costs, and what it says in numbers.
 *
 * usage: judge [--set NAME=VALUE]... [--pairs|--findings] SOURCE...
 *
 * Without --pairs: processor seconds for each step on one thread, and nanoseconds a
 * candidate pair. With it: every judged pair with its evidence, TSV on stdout, superseded
 * wording included; what scripts/crossvalidate reads. --set changes a number of struct
 * rp_parameters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "judge/inside.h"
#include "pipeline.h"

#define PARAMETER(name)                                                                    \
    {                                                                                      \
#name, offsetof(struct rp_parameters, name)                                        \
    }
static const struct {
    const char *name;
    size_t offset;
} parameters[] = {
    PARAMETER(background_resolutions),
    PARAMETER(background_cohesion),
    PARAMETER(procedure_cohesion_pct),
    PARAMETER(subject_cohesion_pct),
    PARAMETER(title_mbit),
    PARAMETER(moved_mbit),
    PARAMETER(moved_passages),
    PARAMETER(block_mbit),
    PARAMETER(block_terms),
    PARAMETER(passage_mbit),
    PARAMETER(short_mbit),
    PARAMETER(short_share_ppm),
    PARAMETER(half_mbit),
    PARAMETER(repeats_ppm),
    PARAMETER(formula_mbit),
    PARAMETER(formula_share_ppm),
    PARAMETER(near_ppm),
    PARAMETER(contains_ppm),
    PARAMETER(partial_share_ppm),
    PARAMETER(partial_mbit),
    PARAMETER(partial_subject_mbit),
    PARAMETER(residue_mbit),
};

static bool set(struct rp_parameters *p, const char *assignment)
{
    const char *value = strchr(assignment, '=');
    if (!value)
        return false;
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        if (strlen(parameters[i].name) == (size_t)(value - assignment) &&
            memcmp(parameters[i].name, assignment, (size_t)(value - assignment)) == 0) {
            const uint32_t n = (uint32_t)strtoul(value + 1, NULL, 10);
            memcpy((char *)p + parameters[i].offset, &n, sizeof n);
            return true;
        }
    return false;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void print_sources(const struct rp_corpus *corpus, uint32_t clause)
{
    const struct rp_sources s = corpus->clauses.v[clause].sources;
    for (uint32_t i = 0; i < s.n; i++)
        printf("%s%u", i ? "," : "", corpus->sources.v[s.first + i].line);
    putchar('\t');
}

static void print_id(const struct rp_corpus *corpus, uint32_t clause)
{
    const struct rp_str id = rp_corpus_str(corpus, corpus->clauses.v[clause].id);
    printf("%.*s\t", (int)id.n, id.p);
}

static void print_str(struct rp_str s)
{
    printf("%.*s", (int)s.n, s.p);
}

static void print_findings(const struct rp_corpus *corpus, const struct rp_result *result)
{
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct rp_finding *f = &result->findings.v[i];
        print_str(rp_result_str(result, f->id));
        printf(" %s %s %s score %u rank %u repeated %u saved %u\n  ",
               rp_finding_kind_name(f->kind), rp_relation_name(f->relation),
               rp_recommendation_name(f->recommendation), f->score_ppm / 1000, f->rank_mbit,
               f->words_repeated, f->words_saved);
        print_str(rp_result_str(result, f->reason));
        printf("\n  ");
        print_str(rp_result_str(result, f->reference));
        putchar('\n');
        for (uint32_t k = 0; k < f->n_members; k++) {
            const struct rp_member *m = &result->members.v[f->first_member + k];
            printf("  %u %s%-8s ", m->row, m->keeps ? "* " : "  ",
                   rp_recommendation_name(m->recommendation));
            print_str(rp_corpus_str(corpus, corpus->clauses.v[m->clause].id));
            if (m->pair != UINT32_MAX)
                printf(" %s %u", rp_relation_name(result->pairs.v[m->pair].relation),
                       result->pairs.v[m->pair].score_ppm / 1000);
            printf(" residue");
            for (uint32_t r = 0; r < m->n_residue; r++) {
                struct rp_span s = result->residues.v[m->first_residue + r];
                s.beg += corpus->clauses.v[m->clause].text.beg;
                s.end += corpus->clauses.v[m->clause].text.beg;
                printf(" [");
                print_str(rp_corpus_str(corpus, s));
                printf("]");
            }
            printf("\n      ");
            print_str(rp_corpus_str(corpus, corpus->clauses.v[m->clause].text));
            putchar('\n');
        }
    }
}

static void print_pairs(const struct rp_corpus *corpus, const struct rp_judged *judged)
{
    puts("a_id\ta_lines\tb_id\tb_lines\tscore\trelation\tshared\tsame\tsubject\ta\tb\t"
         "a_subject\tb_subject\ta_words\tb_words\ta_shared_words\tb_shared_words\tleads_"
         "in\tswaps_subject");
    for (size_t i = 0; i < judged->pairs.n; i++) {
        const struct rp_verdict *v = &judged->pairs.v[i];
        const bool leads_in =
            rp_clause_leads_in(corpus, v->a) || rp_clause_leads_in(corpus, v->b);
        print_id(corpus, v->a);
        print_sources(corpus, v->a);
        print_id(corpus, v->b);
        print_sources(corpus, v->b);
        printf("%u.%06u\t%s\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%d\t%d\n",
               v->score_ppm / 1000000, v->score_ppm % 1000000,
               rp_relation_name(v->relation), v->shared_mbit, v->same_mbit, v->subject_mbit,
               v->a_mbit, v->b_mbit, v->a_subject_mbit, v->b_subject_mbit, v->words_a,
               v->words_b, v->words_shared_a, v->words_shared_b, leads_in,
               v->swaps_subject);
    }
}

/* The words of all clauses. */
static int cut(const struct rp_corpus *corpus, struct rp_tokens *tokens, uint32_t **first)
{
    *first = rp_alloc(corpus->clauses.n + 1, sizeof **first);
    if (!*first)
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        (*first)[i] = (uint32_t)tokens->n;
        if (rp_tokens_add(tokens, rp_corpus_str(corpus, corpus->clauses.v[i].text)))
            return RP_ERR_MEMORY;
    }
    (*first)[corpus->clauses.n] = (uint32_t)tokens->n;
    return RP_OK;
}

int main(int argc, char **argv)
{
    struct rp_options options;
    rp_options_init(&options);
    struct rp_parameters p = rp_parameters_default;
    bool pairs = false, findings = false;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--pairs") == 0) {
            pairs = options.superseded = true;
        } else if (strcmp(argv[i], "--findings") == 0) {
            findings = true;
        } else if (strcmp(argv[i], "--set") == 0 && i + 1 < argc && set(&p, argv[i + 1])) {
            i++;
        } else {
            fprintf(stderr,
                    "usage: judge [--set NAME=VALUE]... [--pairs|--findings] SOURCE...\n");
            return 2;
        }
    }
    struct rp_error err = {0};
    struct rp_paths inputs = {0};
    struct rp_corpus corpus;
    rp_corpus_init(&corpus);
    struct rp_tokens tokens = {0};
    uint32_t *first = NULL;
    struct rp_judge *judge = NULL;
    struct rp_candidates candidates = {0};
    struct rp_judged judged = {0};
    struct rp_result result;
    rp_result_init(&result);
    size_t n_other;
    int status = rp_pipeline_inputs(&inputs, (const char *const *)argv + i,
                                    (size_t)(argc - i), &n_other, &options, NULL, &err);
    if (status == RP_OK)
        status = rp_pipeline_load(&corpus, &inputs, NULL, RP_VIEW_ACCEPTED, &options, NULL,
                                  NULL, &err);
    if (status == RP_OK)
        status = cut(&corpus, &tokens, &first);
    const double t0 = seconds();
    if (status == RP_OK)
        status = rp_judge_new_with(&judge, &corpus, (struct rp_words){tokens.v, first},
                                   rp_tokens_add, &options, &p, &err);
    const double t1 = seconds();
    if (status == RP_OK)
        status =
            rp_judge_candidates(judge, 0, (uint32_t)corpus.clauses.n, &candidates, &err);
    const double t2 = seconds();
    if (status == RP_OK)
        status = rp_judge_pairs(judge, &candidates, 0, candidates.n, &judged, &err);
    const double t3 = seconds();
    if (status == RP_OK)
        status = rp_judge_result(judge, &judged, 1, &result, &err);
    const double t4 = seconds();
    const char *why;
    if (status == RP_OK && !rp_result_validate(&result, &corpus, &why)) {
        fprintf(stderr, "judge: the result is not valid: %s\n", why);
        status = RP_ERR_FORMAT;
    }
    if (status) {
        fprintf(stderr, "judge: %s\n", err.message);
    } else if (pairs) {
        print_pairs(&corpus, &judged);
    } else if (findings) {
        print_findings(&corpus, &result);
    } else {
        printf("%zu resolutions, %zu clauses, %zu words\n", corpus.resolutions.n,
               corpus.clauses.n, tokens.n);
        printf("terms and weights %.3f s\n", t1 - t0);
        printf("candidates        %.3f s, %zu pairs\n", t2 - t1, candidates.n);
        printf("verdicts          %.3f s, %.0f ns a pair\n", t3 - t2,
               candidates.n ? (t3 - t2) * 1e9 / (double)candidates.n : 0);
        printf("findings          %.3f s, %zu\n", t4 - t3, result.findings.n);
    }
    rp_result_release(&result);
    rp_judged_release(&judged);
    rp_vec_release(&candidates);
    rp_judge_free(judge);
    rp_free(first);
    rp_vec_release(&tokens);
    rp_corpus_release(&corpus);
    rp_paths_release(&inputs);
    return status ? 1 : 0;
}
