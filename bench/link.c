/* The mapping with other numbers than the default ones: what scripts/calibrate runs.
 *
 * usage: link [--set NAME=VALUE]... SOURCE...
 *
 * Prints what `reprise map --format tsv` prints. NAME is a member of
 * struct rp_link_parameters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline.h"
#include "report/map.h"

static const struct {
    const char *name;
    size_t offset;
} members[] = {
#define MEMBER(name)                                                                       \
    {                                                                                      \
#name, offsetof(struct rp_link_parameters, name)                                   \
    }
    MEMBER(background), MEMBER(stem_bytes),     MEMBER(title_times), MEMBER(title_ppm),
    MEMBER(named_ppm),  MEMBER(citation_ppm),   MEMBER(half_words),  MEMBER(nearest),
    MEMBER(odds_ppm),   MEMBER(firm_title_ppm), MEMBER(group_ppm),   MEMBER(listed_ppm),
    MEMBER(max_listed),
};
_Static_assert(sizeof(unsigned) == sizeof(uint32_t), "all members are as wide");

static bool set(struct rp_link_parameters *parameters, const char *assignment)
{
    const char *value = strchr(assignment, '=');
    for (size_t i = 0; value && i < sizeof members / sizeof *members; i++)
        if (strlen(members[i].name) == (size_t)(value - assignment) &&
            memcmp(members[i].name, assignment, (size_t)(value - assignment)) == 0) {
            const uint32_t number = (uint32_t)strtoul(value + 1, NULL, 10);
            memcpy((char *)parameters + members[i].offset, &number, sizeof number);
            return true;
        }
    return false;
}

int main(int argc, char **argv)
{
    struct rp_link_parameters parameters = rp_link_parameters_default;
    int i = 1;
    for (; i + 1 < argc && strcmp(argv[i], "--set") == 0; i += 2)
        if (!set(&parameters, argv[i + 1])) {
            fprintf(stderr, "link: no such number: %s\n", argv[i + 1]);
            return 2;
        }
    struct rp_options options;
    rp_options_init(&options);
    struct rp_error err = {0};
    struct rp_paths inputs = {0};
    struct rp_corpus corpus;
    struct rp_judgement judged = {0};
    struct rp_buf text = {0};
    struct rp_print print = {&text, RP_OK};
    size_t n_other;
    rp_corpus_init(&corpus);
    int status = rp_pipeline_inputs(&inputs, (const char *const *)argv + i,
                                    (size_t)(argc - i), &n_other, &options, NULL, &err);
    if (status == RP_OK)
        status = rp_pipeline_load(&corpus, &inputs, NULL, RP_VIEW_ACCEPTED, &options, NULL,
                                  NULL, &err);
    if (status == RP_OK)
        status = rp_pipeline_judge_all(&judged, &parameters, &corpus, &options, NULL, &err);
    if (status == RP_OK) {
        const struct rp_map_report report = {&corpus, &judged.links, &judged.citations,
                                             0,       NULL,          NULL};
        rp_write_map_tsv(&report, &print);
        fwrite(text.v, 1, text.n, stdout);
    } else {
        fprintf(stderr, "link: %s\n", err.message);
    }
    rp_buf_release(&text);
    rp_judgement_release(&judged);
    rp_corpus_release(&corpus);
    rp_paths_release(&inputs);
    return status ? 1 : 0;
}
