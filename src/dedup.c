/* The public calls for paragraphs in memory: texts -> clusters, or pairs. */
#include "match/join.h"
#include "pipeline.h"
#include "text/shingle.h"

#include <string.h>

/* The texts as the match room reads them; *strings is owned. */
struct dedup {
    struct rp_options options;
    struct rp_str *strings;
    struct rp_texts texts;
    struct rp_sets sets;
};

static int prepare(struct dedup *d, const char *const *texts, const size_t *bytes, size_t n,
                   const struct rp_options *options, struct rp_error *err)
{
    int status = rp_options_take(&d->options, options, err);
    if (status)
        return status;
    if (n >= UINT32_MAX)
        return rp_fail(err, RP_ERR_LIMIT, NULL, 0, "%zu texts, more than %u", n,
                       UINT32_MAX - 1);
    d->strings = rp_alloc(n ? n : 1, sizeof *d->strings);
    if (!d->strings)
        return rp_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        d->strings[i] = (struct rp_str){texts[i], bytes ? bytes[i] : strlen(texts[i])};
        if (d->strings[i].n > UINT32_MAX)
            return rp_fail(err, RP_ERR_LIMIT, NULL, 0, "text %zu is longer than 4 GiB", i);
    }
    d->texts = (struct rp_texts){d->strings, n, d->options.shingle_tok};
    d->sets = (struct rp_sets){n, rp_texts_fill, &d->texts};
    return RP_OK;
}

int rp_dedup(uint32_t *cluster, const char *const *texts, const size_t *bytes, size_t n,
             const struct rp_options *options, const struct rp_progress *progress,
             struct rp_error *err)
{
    struct dedup d = {0};
    struct rp_clusters clusters = {0};
    int status = prepare(&d, texts, bytes, n, options, err);
    if (status == RP_OK)
        status = rp_join_clusters(&clusters, &d.sets, &d.options, progress, err);
    for (size_t i = 0; i < n && status == RP_OK; i++)
        cluster[i] = (uint32_t)i;
    for (size_t c = 0; c < clusters.clusters.n && status == RP_OK; c++) {
        const struct rp_cluster *one = &clusters.clusters.v[c];
        const uint32_t *member = clusters.members.v + one->first;
        for (uint32_t k = 0; k < one->n; k++)
            cluster[member[k]] = member[0];
    }
    rp_clusters_release(&clusters);
    rp_free(d.strings);
    return status;
}

int rp_dedup_pairs(struct rp_alike **out, size_t *n_out, const char *const *texts,
                   const size_t *bytes, size_t n, const struct rp_options *options,
                   const struct rp_progress *progress, struct rp_error *err)
{
    struct dedup d = {0};
    struct rp_pairs pairs = {0};
    struct rp_alike *alike = NULL;
    int status = prepare(&d, texts, bytes, n, options, err);
    if (status == RP_OK)
        status = rp_join_pairs(&pairs, &d.sets, &d.options, progress, err);
    if (status == RP_OK) {
        alike = rp_alloc(pairs.n ? pairs.n : 1, sizeof *alike);
        status = alike ? RP_OK : rp_fail_memory(err);
    }
    if (status == RP_OK) {
        for (size_t i = 0; i < pairs.n; i++)
            alike[i] = (struct rp_alike){pairs.v[i].a, pairs.v[i].b,
                                         rp_pair_jaccard_ppm(&pairs.v[i])};
        *out = alike;
        *n_out = pairs.n;
    }
    rp_pairs_release(&pairs);
    rp_free(d.strings);
    return status;
}

void rp_dedup_free(struct rp_alike *pairs)
{
    rp_free(pairs);
}
