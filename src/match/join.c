#include "match/join.h"

#include <stdlib.h>

#include "base/vec.h"

struct posting {
    uint64_t hash;
    uint32_t id;
};

static int by_hash_then_id(const void *left, const void *right)
{
    const struct posting *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static int by_ids(const void *left, const void *right)
{
    const struct rp_pair *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

uint32_t rp_pair_jaccard_ppm(const struct rp_pair *pair)
{
    uint64_t all = (uint64_t)pair->size_a + pair->size_b - pair->shared;
    return all ? (uint32_t)((uint64_t)pair->shared * 1000000 / all) : 0;
}

int rp_join_pairs(struct rp_pairs *out, const struct rp_sets *sets,
                  const struct rp_options *options, const struct rp_progress *progress,
                  struct rp_error *err)
{
    RP_VEC(struct posting) postings = {0};
    struct rp_hashes hashes = {0};
    struct rp_pairs pairs = {0};
    uint32_t *size = rp_alloc_zero(sets->n, sizeof *size);
    uint32_t *shared = rp_alloc_zero(sets->n, sizeof *shared);
    size_t *next = NULL;
    int status = size && shared ? RP_OK : rp_fail_memory(err);
    for (size_t i = 0; i < sets->n && status == RP_OK; i++) {
        status = sets->fill(sets->context, i, &hashes);
        for (size_t j = 0; j < hashes.n && status == RP_OK; j++)
            if (rp_vec_push(&postings, (struct posting){hashes.v[j], (uint32_t)i}))
                status = rp_fail_memory(err);
    }
    if (status)
        goto done;
    if (postings.n)
        qsort(postings.v, postings.n, sizeof *postings.v, by_hash_then_id);
    size_t n = 0;
    for (size_t i = 0; i < postings.n; i++)
        if (n == 0 || by_hash_then_id(&postings.v[n - 1], &postings.v[i]) != 0) {
            postings.v[n++] = postings.v[i];
            size[postings.v[i].id]++;
        }
    /* next[p]: the next posting of the same set. */
    next = rp_alloc(n, sizeof *next);
    size_t *head = rp_alloc(sets->n, sizeof *head);
    if (!next || !head) {
        rp_free(head);
        status = rp_fail_memory(err);
        goto done;
    }
    for (size_t i = 0; i < sets->n; i++)
        head[i] = SIZE_MAX;
    for (size_t p = n; p-- > 0;) {
        next[p] = head[postings.v[p].id];
        head[postings.v[p].id] = p;
    }
    for (size_t i = 0; i < sets->n && status == RP_OK; i++) {
        size_t first = pairs.n;
        for (size_t p = head[i]; p != SIZE_MAX && status == RP_OK; p = next[p])
            for (size_t q = p + 1; q < n && postings.v[q].hash == postings.v[p].hash; q++) {
                uint32_t other = postings.v[q].id;
                if (shared[other]++ == 0 &&
                    rp_vec_push(&pairs, (struct rp_pair){.a = (uint32_t)i, .b = other})) {
                    status = rp_fail_memory(err);
                    break;
                }
            }
        size_t kept = first;
        for (size_t k = first; k < pairs.n; k++) {
            struct rp_pair pair = pairs.v[k];
            pair.shared = shared[pair.b];
            pair.size_a = size[pair.a];
            pair.size_b = size[pair.b];
            shared[pair.b] = 0;
            uint64_t all = (uint64_t)pair.size_a + pair.size_b - pair.shared;
            if ((uint64_t)pair.shared * 1000000 >= options->min_jaccard_ppm * all)
                pairs.v[kept++] = pair;
        }
        pairs.n = kept;
        if (status == RP_OK)
            status = rp_check_cancelled(progress, err);
    }
    rp_free(head);
    if (status == RP_OK) {
        if (pairs.n)
            qsort(pairs.v, pairs.n, sizeof *pairs.v, by_ids);
        struct rp_pairs old = *out;
        *out = pairs;
        pairs = old;
    }
done:
    rp_free(next);
    rp_free(size);
    rp_free(shared);
    rp_vec_release(&hashes);
    rp_vec_release(&postings);
    rp_vec_release(&pairs);
    return status;
}

/* Pairs by (a, b): when those of a come up, a's own membership is settled. */
static int cluster_pairs(struct rp_clusters *out, const struct rp_pairs *pairs, size_t n)
{
    struct rp_clusters clusters = {0};
    bool *joined = rp_alloc_zero(n, sizeof *joined);
    int status = joined ? RP_OK : RP_ERR_MEMORY;
    for (size_t p = 0; p < pairs->n && status == RP_OK;) {
        uint32_t a = pairs->v[p].a;
        struct rp_cluster cluster = {.first = (uint32_t)clusters.members.n};
        for (; p < pairs->n && pairs->v[p].a == a && status == RP_OK; p++) {
            const struct rp_pair *pair = &pairs->v[p];
            if (joined[a] || joined[pair->b])
                continue;
            joined[pair->b] = true;
            if (cluster.n == 0) {
                status = rp_vec_push(&clusters.members, a);
                cluster.n = 1;
                cluster.least = *pair;
            }
            if (status == RP_OK)
                status = rp_vec_push(&clusters.members, pair->b);
            cluster.n++;
            if (rp_pair_jaccard_ppm(pair) < rp_pair_jaccard_ppm(&cluster.least))
                cluster.least = *pair;
        }
        if (cluster.n && status == RP_OK)
            status = rp_vec_push(&clusters.clusters, cluster);
    }
    rp_free(joined);
    if (status == RP_OK) {
        struct rp_clusters old = *out;
        *out = clusters;
        clusters = old;
    }
    rp_clusters_release(&clusters);
    return status;
}

int rp_join_clusters(struct rp_clusters *out, const struct rp_sets *sets,
                     const struct rp_options *options, const struct rp_progress *progress,
                     struct rp_error *err)
{
    struct rp_pairs pairs = {0};
    int status = rp_join_pairs(&pairs, sets, options, progress, err);
    if (status == RP_OK && cluster_pairs(out, &pairs, sets->n))
        status = rp_fail_memory(err);
    rp_pairs_release(&pairs);
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
