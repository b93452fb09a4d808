#include "match/join.h"

#include <string.h>

#include "base/vec.h"
#include "suite.h"

/* Sets as the join reads them: set i is v[first[i] .. first[i + 1]), unsorted, repeats in.
 */
struct corpus {
    struct rp_hashes elements;
    struct {
        size_t *v;
        size_t n, cap;
    } first;
};

static int fill(const void *context, size_t i, struct rp_hashes *out)
{
    const struct corpus *corpus = context;
    size_t n = corpus->first.v[i + 1] - corpus->first.v[i];
    if (rp_vec_reserve(out, n))
        return RP_ERR_MEMORY;
    if (n)
        memcpy(out->v, corpus->elements.v + corpus->first.v[i], n * sizeof *out->v);
    out->n = n;
    return RP_OK;
}

static void corpus_release(struct corpus *corpus)
{
    rp_vec_release(&corpus->elements);
    rp_vec_release(&corpus->first);
}

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = rp_mix(state + 0x9e3779b97f4a7c15ULL);
    return (uint32_t)((state >> 32) * below >> 32);
}

/* Up to n sets over a small alphabet, many of them edited copies of earlier ones. */
static void corpus_draw(struct corpus *corpus, size_t n, uint32_t alphabet,
                        uint32_t longest)
{
    corpus->elements.n = corpus->first.n = 0;
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(rp_vec_push(&corpus->first, corpus->elements.n), RP_OK);
        uint32_t kind = draw(4);
        if (kind < 2 && i > 0) {
            size_t from = draw((uint32_t)i);
            size_t end = corpus->first.v[from + 1 < i + 1 ? from + 1 : i];
            for (size_t j = corpus->first.v[from]; j < end; j++) {
                uint64_t x = corpus->elements.v[j];
                if (kind == 1 && draw(8) == 0)
                    x = rp_mix(draw(alphabet) + 1);
                ck_assert_int_eq(rp_vec_push(&corpus->elements, x), RP_OK);
            }
        } else if (kind == 2) {
            for (uint32_t m = draw(longest + 1); m > 0; m--)
                ck_assert_int_eq(rp_vec_push(&corpus->elements, rp_mix(draw(alphabet) + 1)),
                                 RP_OK);
        } else {
            for (uint32_t m = draw(4); m > 0; m--)
                ck_assert_int_eq(rp_vec_push(&corpus->elements, rp_mix(draw(6) + 1)),
                                 RP_OK);
        }
    }
    ck_assert_int_eq(rp_vec_push(&corpus->first, corpus->elements.n), RP_OK);
}

static int by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static size_t distinct(struct rp_hashes *set)
{
    size_t n = 0;
    if (set->n)
        qsort(set->v, set->n, sizeof *set->v, by_value);
    for (size_t i = 0; i < set->n; i++)
        if (n == 0 || set->v[n - 1] != set->v[i])
            set->v[n++] = set->v[i];
    return set->n = n;
}

/* All pairs, each counted the slow way. */
static void oracle(struct rp_pairs *out, const struct corpus *corpus,
                   uint64_t threshold_ppm)
{
    struct rp_hashes a = {0}, b = {0};
    out->n = 0;
    for (size_t i = 0; i + 1 < corpus->first.n; i++)
        for (size_t j = i + 1; j + 1 < corpus->first.n; j++) {
            ck_assert_int_eq(fill(corpus, i, &a), RP_OK);
            ck_assert_int_eq(fill(corpus, j, &b), RP_OK);
            distinct(&a);
            distinct(&b);
            uint32_t shared = 0;
            for (size_t x = 0; x < a.n; x++)
                for (size_t y = 0; y < b.n; y++)
                    shared += a.v[x] == b.v[y];
            if (shared &&
                shared * UINT64_C(1000000) >= threshold_ppm * (a.n + b.n - shared))
                ck_assert_int_eq(
                    rp_vec_push(out, (struct rp_pair){(uint32_t)i, (uint32_t)j, shared,
                                                      (uint32_t)a.n, (uint32_t)b.n}),
                    RP_OK);
        }
    rp_vec_release(&a);
    rp_vec_release(&b);
}

static void expect_equal(const struct rp_pairs *got, const struct rp_pairs *want)
{
    ck_assert_uint_eq(got->n, want->n);
    for (size_t i = 0; i < got->n; i++)
        ck_assert_mem_eq(&got->v[i], &want->v[i], sizeof got->v[i]);
}

/* Clusters by their definition, from all pairs of the oracle. */
static void expect_clusters(const struct rp_clusters *got, const struct rp_pairs *pairs,
                            size_t n)
{
    uint32_t *home = rp_alloc(n, sizeof *home), *found = rp_alloc(n, sizeof *found);
    ck_assert(home && found);
    for (uint32_t i = 0; i < n; i++) {
        home[i] = found[i] = i;
        for (uint32_t r = 0; r < i && home[i] == i; r++)
            for (size_t p = 0; p < pairs->n && home[r] == r; p++)
                if (pairs->v[p].a == r && pairs->v[p].b == i)
                    home[i] = r;
    }
    for (size_t c = 0; c < got->clusters.n; c++) {
        const struct rp_cluster *cluster = &got->clusters.v[c];
        const uint32_t *members = got->members.v + cluster->first;
        uint32_t least = UINT32_MAX;
        ck_assert_uint_ge(cluster->n, 2);
        if (c)
            ck_assert_uint_lt(cluster[-1].least.a, cluster->least.a);
        for (uint32_t m = 0; m < cluster->n; m++) {
            if (m)
                ck_assert_uint_lt(members[m - 1], members[m]);
            found[members[m]] = members[0];
            for (size_t p = 0; p < pairs->n; p++)
                if (m && pairs->v[p].a == members[0] && pairs->v[p].b == members[m] &&
                    rp_pair_jaccard_ppm(&pairs->v[p]) < least)
                    least = rp_pair_jaccard_ppm(&pairs->v[p]);
        }
        ck_assert_uint_eq(least, rp_pair_jaccard_ppm(&cluster->least));
    }
    ck_assert_mem_eq(found, home, n * sizeof *home);
    rp_free(home);
    rp_free(found);
}

static const uint32_t thresholds_ppm[] = {50000,  100000, 333333, 333334, 500000, 600000,
                                          666666, 700000, 800000, 900000, 1000000};

START_TEST(exact_join_equals_all_pairs)
{
    struct corpus corpus = {0};
    struct rp_pairs want = {0}, got = {0};
    struct rp_clusters clusters = {0};
    struct rp_options options;
    rp_options_init(&options);
    options.engine = RP_ENGINE_EXACT;
    options.threads = 1;
    for (state = 1; state < 20; state++) {
        uint64_t seed = state;
        for (size_t round = 0; round < 100; round++) {
            corpus_draw(&corpus, draw(24), 10 + draw(60), 1 + draw(40));
            struct rp_sets sets = {corpus.first.n - 1, fill, &corpus};
            size_t which = draw(sizeof thresholds_ppm / sizeof *thresholds_ppm);
            options.min_jaccard_ppm = thresholds_ppm[which];
            oracle(&want, &corpus, options.min_jaccard_ppm);
            ck_assert_int_eq(rp_join_pairs(&got, &sets, &options, NULL, NULL), RP_OK);
            expect_equal(&got, &want);
            ck_assert_int_eq(rp_join_clusters(&clusters, &sets, &options, NULL, NULL),
                             RP_OK);
            expect_clusters(&clusters, &want, sets.n);
        }
        state = seed;
    }
    rp_clusters_release(&clusters);
    rp_pairs_release(&want);
    rp_pairs_release(&got);
    corpus_release(&corpus);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("match");
    TCase *join = tcase_create("join");
    tcase_set_timeout(join, 60);
    tcase_add_test(join, exact_join_equals_all_pairs);
    suite_add_tcase(suite, join);
    return suite;
}

RUN_SUITE(suite)
