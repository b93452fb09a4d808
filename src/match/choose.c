#include "match/choose.h"

#include <stdio.h>

#include "base/vec.h"
#include "match/candidates.h"

enum { SMALL_SETS = 20000, SAMPLE_SETS = 4096 };

static const double ruled_out_ns = 10, compared_ns = 200, minimum_ns = 0.07;

static int search_sample(struct rp_matches *matches, struct rp_groups *groups,
                         const struct rp_sets *sets, const struct rp_options *options,
                         unsigned threads, struct rp_budget *budget,
                         const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_survivors sample = {0};
    int status = RP_OK;
    for (size_t i = 0; i < SAMPLE_SETS && status == RP_OK; i++)
        if (rp_vec_push(&sample, (uint32_t)(sets->n * i / SAMPLE_SETS)))
            status = rp_fail_memory(err);
    if (status == RP_OK)
        status = rp_groups_fill(groups, sets, &sample, threads, budget, progress, err);
    if (status == RP_OK)
        status = rp_matches_add(matches, groups, options->min_jaccard_ppm, RP_WANT_ALL,
                                NULL, UINT64_MAX, threads, progress, err);
    rp_vec_release(&sample);
    return status;
}

int rp_choose_engine(struct rp_choice *out, const struct rp_sets *sets,
                     const struct rp_options *options, unsigned threads,
                     struct rp_budget *budget, const struct rp_progress *progress,
                     struct rp_error *err)
{
    struct rp_matches matches = {0};
    struct rp_groups groups = {0};
    *out = (struct rp_choice){.engine = RP_ENGINE_EXACT};
    if (sets->n <= SMALL_SETS) {
        snprintf(out->reason, sizeof out->reason, "no more than %d texts", SMALL_SETS);
        return RP_OK;
    }
    int status =
        search_sample(&matches, &groups, sets, options, threads, budget, progress, err);
    if (status == RP_OK) {
        struct rp_banding banding =
            rp_banding_choose(options->min_jaccard_ppm, options->recall_ppm);
        double scale = (double)sets->n / SAMPLE_SETS;
        double ruled_out = (double)(matches.n_candidates - matches.n_verified);
        double compared = (double)(matches.n_verified - matches.n);
        double exact =
            1e-9 * scale * scale * (ruled_out_ns * ruled_out + compared_ns * compared);
        double lsh = 1e-9 * minimum_ns * banding.k * (double)groups.n_elements * scale;
        if (exact > lsh)
            out->engine = RP_ENGINE_LSH;
        snprintf(out->reason, sizeof out->reason,
                 "by a sample, candidates in vain would take %.2g s, sketches %.2g s",
                 exact, lsh);
    }
    rp_vec_release(&matches);
    rp_groups_release(&groups, budget);
    return status;
}
