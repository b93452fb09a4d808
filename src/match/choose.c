#include "match/choose.h"

#include <stdio.h>

#include "base/vec.h"
#include "match/candidates.h"

enum { SMALL_SETS = 20000, SAMPLE_SETS = 4096 };

static const double ruled_out_ns = 10, compared_ns = 200, minimum_ns = 0.07;

static int read_sample(struct rp_groups *groups, const struct rp_sets *sets,
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
    rp_vec_release(&sample);
    return status;
}

/* The nanoseconds that candidates in vain take in the sample. Leaders only: all pairs of a
 * sample that lies in one dense cluster took twenty times what the whole join takes. */
static int time_in_vain(double *ns, const struct rp_groups *groups,
                        const struct rp_options *options, const struct rp_banding *banding,
                        unsigned threads, struct rp_budget *budget,
                        const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_matches matches = {0};
    int status = rp_matches_add(&matches, groups, options->min_jaccard_ppm, RP_WANT_LEADER,
                                banding, UINT64_MAX, NULL, threads, budget, progress, err);
    *ns = ruled_out_ns * (double)(matches.n_candidates - matches.n_verified) +
          compared_ns * (double)(matches.n_verified - matches.n);
    rp_vec_release(&matches);
    return status;
}

int rp_choose_engine(struct rp_choice *out, const struct rp_sets *sets,
                     const struct rp_options *options, unsigned threads,
                     struct rp_budget *budget, const struct rp_progress *progress,
                     struct rp_error *err)
{
    struct rp_banding banding =
        rp_banding_choose(options->min_jaccard_ppm, options->recall_ppm);
    struct rp_groups groups = {0};
    double exact_ns = 0, lsh_ns, scale = (double)sets->n / SAMPLE_SETS;
    *out = (struct rp_choice){.engine = RP_ENGINE_EXACT};
    if (sets->n <= SMALL_SETS) {
        snprintf(out->reason, sizeof out->reason, "no more than %d texts", SMALL_SETS);
        return RP_OK;
    }
    int status = read_sample(&groups, sets, threads, budget, progress, err);
    if (status == RP_OK)
        status =
            time_in_vain(&exact_ns, &groups, options, NULL, threads, budget, progress, err);
    double exact = 1e-9 * scale * scale * exact_ns;
    double sketches = 1e-9 * minimum_ns * banding.k * (double)groups.n_elements * scale;
    /* Most text is decided here, without a sketch. */
    if (status == RP_OK && exact <= sketches)
        snprintf(
            out->reason, sizeof out->reason,
            "by a sample, exact would waste %.2g s on candidates in vain, lsh %.2g s on "
            "sketches alone",
            exact, sketches);
    if (status || exact <= sketches)
        goto done;
    status =
        time_in_vain(&lsh_ns, &groups, options, &banding, threads, budget, progress, err);
    if (status == RP_OK) {
        double lsh = sketches + 1e-9 * scale * scale * lsh_ns;
        if (exact > lsh)
            out->engine = RP_ENGINE_LSH;
        snprintf(
            out->reason, sizeof out->reason,
            "by a sample, exact would waste %.2g s on candidates in vain, lsh %.2g s on "
            "these and on sketches",
            exact, lsh);
    }
done:
    rp_groups_release(&groups, budget);
    return status;
}
