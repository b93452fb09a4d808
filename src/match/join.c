#include "match/join.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/parallel.h"
#include "base/sort.h"
#include "base/vec.h"
#include "match/candidates.h"
#include "match/choose.h"

static double now_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

uint32_t rp_pair_jaccard_ppm(const struct rp_pair *pair)
{
    uint64_t all = (uint64_t)pair->size_a + pair->size_b - pair->shared;
    return all ? (uint32_t)((uint64_t)pair->shared * 1000000 / all) : 0;
}

/* The bands of a set in the place of its elements. */
struct banded {
    const struct rp_sets *sets;
    const struct rp_banding *banding;
};

static int fill_bands(const void *context, size_t i, struct rp_hashes *out)
{
    const struct banded *banded = context;
    uint64_t keys[RP_SKETCH_MAX];
    int status = banded->sets->fill(banded->sets->context, i, out);
    if (status)
        return status;
    size_t n = rp_band_keys(keys, banded->banding, out->v, out->n);
    if (rp_vec_reserve(out, n))
        return RP_ERR_MEMORY;
    if (n)
        memcpy(out->v, keys, n * sizeof *keys);
    out->n = n;
    return RP_OK;
}

/* The work of a join, from sets to matches. */
struct join {
    const struct rp_sets *sets;
    const struct rp_options *options;
    const struct rp_progress *progress;
    const struct rp_join_bounds *bounds; /* or NULL */
    struct rp_budget budget;
    struct rp_banding banding;
    struct rp_survivors survivors;
    struct rp_groups groups;
    struct rp_matches matches;
    struct rp_join_stats stats;
};

/* Sets that share no band with another drop out as those do that share too few elements:
 * n - ceil(t n) of n bands may be single for t = 1 / n. */
static int filter_sets(struct join *j, struct rp_error *err)
{
    struct rp_filter_plan plan;
    struct banded banded = {j->sets, &j->banding};
    struct rp_sets sets = *j->sets;
    uint32_t threshold_ppm = j->options->min_jaccard_ppm;
    if (j->stats.engine == RP_ENGINE_LSH) {
        sets = (struct rp_sets){j->sets->n, fill_bands, &banded};
        threshold_ppm = 1;
    }
    int status = rp_filter_plan(&plan, &sets, threshold_ppm, err);
    if (status == RP_OK)
        status = rp_filter(&j->survivors, &sets, threshold_ppm, &plan, j->stats.threads,
                           &j->budget, j->progress, err);
    return status;
}

static uint64_t count_copies(const struct rp_groups *groups)
{
    uint64_t n_pairs = 0;
    for (size_t g = 0; g < groups->n; g++) {
        uint64_t n = groups->v[g].n_members;
        n_pairs += n * (n - 1) / 2;
    }
    return n_pairs;
}

static int find_matches(struct join *j, enum rp_wanted wanted, struct rp_error *err)
{
    uint64_t max_pairs = j->options->max_pairs, n_copies = 0;
    if (wanted == RP_WANT_ALL && !j->bounds) {
        n_copies = count_copies(&j->groups);
        if (n_copies > max_pairs)
            return rp_fail(
                err, RP_ERR_LIMIT, NULL, 0,
                "%llu pairs of identical texts alone, more than %llu (--max-pairs): "
                "they can be listed as clusters",
                (unsigned long long)n_copies, (unsigned long long)max_pairs);
    }
    return rp_matches_add(&j->matches, &j->groups, j->options->min_jaccard_ppm, wanted,
                          j->stats.engine == RP_ENGINE_LSH ? &j->banding : NULL,
                          max_pairs - n_copies, j->bounds, j->stats.threads, &j->budget,
                          j->progress, err);
}

/* Every pair of a member of a and a member of b. */
static void add_products(struct rp_pairs *out, const struct rp_groups *groups,
                         const struct rp_match_of *match)
{
    const struct rp_group *a = &groups->v[match->a], *b = &groups->v[match->b];
    for (uint32_t i = 0; i < a->n_members; i++)
        for (uint32_t k = 0; k < b->n_members; k++) {
            uint32_t x = groups->members[a->first + i], y = groups->members[b->first + k];
            out->v[out->n++] = x < y ? (struct rp_pair){x, y, match->shared, a->n, b->n}
                                     : (struct rp_pair){y, x, match->shared, b->n, a->n};
        }
}

static void add_copies(struct rp_pairs *out, const struct rp_groups *groups)
{
    for (size_t g = 0; g < groups->n; g++) {
        const struct rp_group *group = &groups->v[g];
        const uint32_t *member = groups->members + group->first;
        for (uint32_t i = 0; i < group->n_members; i++)
            for (uint32_t k = i + 1; k < group->n_members; k++)
                out->v[out->n++] =
                    (struct rp_pair){member[i], member[k], group->n, group->n, group->n};
    }
}

static int sort_pairs(struct rp_pairs *pairs)
{
    struct rp_keyed *keyed = rp_alloc(2 * pairs->n, sizeof *keyed);
    struct rp_pair *sorted = rp_alloc(pairs->n, sizeof *sorted);
    int status = keyed && sorted ? RP_OK : RP_ERR_MEMORY;
    if (status == RP_OK) {
        for (size_t i = 0; i < pairs->n; i++)
            keyed[i] = (struct rp_keyed){(uint64_t)pairs->v[i].a << 32 | pairs->v[i].b, i};
        rp_sort_keyed(keyed, pairs->n, keyed + pairs->n);
        for (size_t i = 0; i < pairs->n; i++)
            sorted[i] = pairs->v[keyed[i].value];
        rp_free(pairs->v);
        pairs->v = sorted;
        pairs->cap = pairs->n;
        sorted = NULL;
    }
    rp_free(keyed);
    rp_free(sorted);
    return status;
}

static int list_pairs(struct rp_pairs *out, const struct join *j)
{
    uint64_t n = count_copies(&j->groups);
    for (size_t i = 0; i < j->matches.n; i++)
        n += (uint64_t)j->groups.v[j->matches.v[i].a].n_members *
             j->groups.v[j->matches.v[i].b].n_members;
    if (rp_vec_reserve(out, n))
        return RP_ERR_MEMORY;
    add_copies(out, &j->groups);
    for (size_t i = 0; i < j->matches.n; i++)
        add_products(out, &j->groups, &j->matches.v[i]);
    return sort_pairs(out);
}

static void least_of(struct rp_pair *least, const struct rp_pair *pair)
{
    if (least->size_a == 0 || rp_pair_jaccard_ppm(pair) < rp_pair_jaccard_ppm(least))
        *least = *pair;
}

/* Members one after the other, sorted by (representative, member), each with its pair. */
static int add_member(struct rp_clusters *clusters, const struct rp_pair *pair)
{
    struct rp_cluster *last =
        clusters->clusters.n ? &clusters->clusters.v[clusters->clusters.n - 1] : NULL;
    if (!last || last->least.a != pair->a) {
        struct rp_cluster cluster = {.first = (uint32_t)clusters->members.n, .n = 1};
        if (rp_vec_push(&clusters->members, pair->a) ||
            rp_vec_push(&clusters->clusters, cluster))
            return RP_ERR_MEMORY;
        last = &clusters->clusters.v[clusters->clusters.n - 1];
    }
    least_of(&last->least, pair);
    last->n++;
    return rp_vec_push(&clusters->members, pair->b);
}

/* Matches name leaders. The members of a matched group, and the copies of a leader, belong
 * to the leader's first member. */
static int list_clusters(struct rp_clusters *out, const struct join *j)
{
    const struct rp_groups *groups = &j->groups;
    struct rp_pairs pairs = {0};
    int status = RP_OK;
    for (size_t i = 0; i < j->matches.n && status == RP_OK; i++) {
        const struct rp_match_of *match = &j->matches.v[i];
        const struct rp_group *a = &groups->v[match->a], *b = &groups->v[match->b];
        uint32_t leader = groups->members[a->first];
        for (uint32_t k = 0; k < b->n_members && status == RP_OK; k++)
            status =
                rp_vec_push(&pairs, (struct rp_pair){leader, groups->members[b->first + k],
                                                     match->shared, a->n, b->n});
    }
    bool *joined = rp_alloc_zero(groups->n, sizeof *joined);
    if (!joined)
        status = RP_ERR_MEMORY;
    for (size_t i = 0; i < j->matches.n && status == RP_OK; i++)
        joined[j->matches.v[i].b] = true;
    for (size_t g = 0; g < groups->n && status == RP_OK; g++) {
        const struct rp_group *group = &groups->v[g];
        const uint32_t *member = groups->members + group->first;
        for (uint32_t k = 1; k < group->n_members && !joined[g] && status == RP_OK; k++)
            status = rp_vec_push(&pairs, (struct rp_pair){member[0], member[k], group->n,
                                                          group->n, group->n});
    }
    rp_free(joined);
    if (status == RP_OK)
        status = sort_pairs(&pairs);
    for (size_t i = 0; i < pairs.n && status == RP_OK; i++)
        status = add_member(out, &pairs.v[i]);
    rp_pairs_release(&pairs);
    return status;
}

/* Pairs by (a, b): when those of a come up, a's own membership is settled. */
static int cluster_pairs(struct rp_clusters *out, const struct rp_pairs *pairs, size_t n)
{
    bool *joined = rp_alloc_zero(n, sizeof *joined);
    int status = joined ? RP_OK : RP_ERR_MEMORY;
    for (size_t p = 0; p < pairs->n && status == RP_OK; p++) {
        const struct rp_pair *pair = &pairs->v[p];
        if (joined[pair->a] || joined[pair->b])
            continue;
        joined[pair->b] = true;
        status = add_member(out, pair);
    }
    rp_free(joined);
    return status;
}

static int choose_engine(struct join *j, struct rp_error *err)
{
    struct rp_choice choice = {.engine = j->options->engine};
    int status = RP_OK;
    if (choice.engine == RP_ENGINE_AUTO)
        status = rp_choose_engine(&choice, j->sets, j->options, j->stats.threads,
                                  &j->budget, j->progress, err);
    j->stats.engine = choice.engine;
    memcpy(j->stats.reason, choice.reason, sizeof choice.reason);
    if (choice.engine == RP_ENGINE_LSH) {
        j->banding = rp_banding_choose(j->options->min_jaccard_ppm, j->options->recall_ppm);
        j->stats.n_bands = j->banding.n_bands;
        j->stats.n_rows = j->banding.n_rows;
    }
    return status;
}

static int run(struct join *j, enum rp_wanted wanted, struct rp_error *err)
{
    double start = now_seconds();
    int status = choose_engine(j, err);
    double chosen = now_seconds();
    if (status == RP_OK)
        status = filter_sets(j, err);
    double filtered = now_seconds();
    if (status == RP_OK)
        status = rp_groups_fill(&j->groups, j->sets, &j->survivors, j->stats.threads,
                                &j->budget, j->progress, err);
    double collected = now_seconds();
    if (status == RP_OK)
        status = find_matches(j, wanted, err);
    j->stats.choose_seconds = chosen - start;
    j->stats.filter_seconds = filtered - chosen;
    j->stats.collect_seconds = collected - filtered;
    j->stats.match_seconds = now_seconds() - collected;
    return status;
}

static int join(struct rp_pairs *pairs, struct rp_clusters *clusters,
                struct rp_join_stats *stats, const struct rp_join_bounds *bounds,
                const struct rp_sets *sets, const struct rp_options *options,
                const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_error local;
    struct join j = {
        .sets = sets, .options = options, .progress = progress, .bounds = bounds};
    struct rp_pairs new_pairs = {0};
    struct rp_clusters new_clusters = {0};
    err = err ? err : &local;
    if (sets->n >= UINT32_MAX)
        return rp_fail(err, RP_ERR_LIMIT, NULL, 0, "%zu texts, more than %u", sets->n,
                       UINT32_MAX - 1);
    if (options->min_jaccard_ppm == 0 || options->min_jaccard_ppm > 1000000)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "a threshold is more than 0 and at most 1");
    rp_budget_init(&j.budget, options->memory_bytes, NULL);
    j.stats.threads = rp_threads(options->threads);
    int status = run(&j, pairs ? RP_WANT_ALL : RP_WANT_LEADER, err);
    double start = now_seconds();
    if (status == RP_OK && pairs && list_pairs(&new_pairs, &j))
        status = rp_fail_memory(err);
    if (status == RP_OK && clusters &&
        (pairs ? cluster_pairs(&new_clusters, &new_pairs, sets->n)
               : list_clusters(&new_clusters, &j)))
        status = rp_fail_memory(err);
    j.stats.sort_seconds = now_seconds() - start;
    if (status == RP_OK) {
        j.stats.n_nonempty = j.survivors.n_nonempty;
        j.stats.n_survivors = j.survivors.n;
        j.stats.n_groups = j.groups.n;
        j.stats.n_candidates = j.matches.n_candidates;
        j.stats.n_verified = j.matches.n_verified;
        j.stats.spilled_bytes = atomic_load(&j.budget.spilled_bytes);
        if (pairs) {
            rp_pairs_release(pairs);
            *pairs = new_pairs;
            new_pairs = (struct rp_pairs){0};
        }
        if (clusters) {
            rp_clusters_release(clusters);
            *clusters = new_clusters;
            new_clusters = (struct rp_clusters){0};
        }
        if (stats)
            *stats = j.stats;
    }
    rp_pairs_release(&new_pairs);
    rp_clusters_release(&new_clusters);
    rp_vec_release(&j.matches);
    rp_groups_release(&j.groups, &j.budget);
    rp_vec_release(&j.survivors);
    return status;
}

int rp_join(struct rp_pairs *pairs, struct rp_clusters *clusters,
            struct rp_join_stats *stats, const struct rp_sets *sets,
            const struct rp_options *options, const struct rp_progress *progress,
            struct rp_error *err)
{
    return join(pairs, clusters, stats, NULL, sets, options, progress, err);
}

int rp_join_bounded(struct rp_pairs *out, const struct rp_join_bounds *bounds,
                    const struct rp_sets *sets, const struct rp_options *options,
                    const struct rp_progress *progress, struct rp_error *err)
{
    if (sets->n)
        memset(bounds->left, 0, sets->n * sizeof *bounds->left);
    return join(out, NULL, NULL, bounds, sets, options, progress, err);
}

int rp_join_pairs(struct rp_pairs *out, const struct rp_sets *sets,
                  const struct rp_options *options, const struct rp_progress *progress,
                  struct rp_error *err)
{
    return rp_join(out, NULL, NULL, sets, options, progress, err);
}

int rp_join_clusters(struct rp_clusters *out, const struct rp_sets *sets,
                     const struct rp_options *options, const struct rp_progress *progress,
                     struct rp_error *err)
{
    return rp_join(NULL, out, NULL, sets, options, progress, err);
}

int rp_join_recall(uint32_t *ppm, const struct rp_pairs *pairs, size_t n_sample,
                   const struct rp_sets *sets, const struct rp_options *options,
                   const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_sets sample = *sets;
    struct rp_options exact = *options;
    struct rp_pairs truth = {0};
    sample.n = n_sample < sets->n ? n_sample : sets->n;
    exact.engine = RP_ENGINE_EXACT;
    int status = rp_join_pairs(&truth, &sample, &exact, progress, err);
    uint64_t n_found = 0;
    for (size_t i = 0, k = 0; i < truth.n && status == RP_OK; i++) {
        const struct rp_pair *want = &truth.v[i];
        while (k < pairs->n && (pairs->v[k].a < want->a ||
                                (pairs->v[k].a == want->a && pairs->v[k].b < want->b)))
            k++;
        n_found += k < pairs->n && pairs->v[k].a == want->a && pairs->v[k].b == want->b;
    }
    if (status == RP_OK)
        *ppm = truth.n ? (uint32_t)(n_found * 1000000 / truth.n) : 1000000;
    rp_pairs_release(&truth);
    return status;
}

void rp_pairs_release(struct rp_pairs *pairs)
{
    rp_vec_release(pairs);
}

void rp_clusters_release(struct rp_clusters *clusters)
{
    rp_vec_release(&clusters->clusters);
    rp_vec_release(&clusters->members);
}
