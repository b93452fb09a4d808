#include "match/join.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"
#include "match/inverted.h"
#include "match/sketch.h"
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
        ASSERT_OFTEN(rp_vec_push(&corpus->first, corpus->elements.n) == RP_OK);
        uint32_t kind = draw(4);
        if (kind < 2 && i > 0) {
            size_t from = draw((uint32_t)i);
            size_t end = corpus->first.v[from + 1 < i + 1 ? from + 1 : i];
            for (size_t j = corpus->first.v[from]; j < end; j++) {
                uint64_t x = corpus->elements.v[j];
                if (kind == 1 && draw(8) == 0)
                    x = rp_mix(draw(alphabet) + 1);
                ASSERT_OFTEN(rp_vec_push(&corpus->elements, x) == RP_OK);
            }
        } else if (kind == 2) {
            for (uint32_t m = draw(longest + 1); m > 0; m--)
                ASSERT_OFTEN(rp_vec_push(&corpus->elements, rp_mix(draw(alphabet) + 1)) ==
                             RP_OK);
        } else {
            for (uint32_t m = draw(4); m > 0; m--)
                ASSERT_OFTEN(rp_vec_push(&corpus->elements, rp_mix(draw(6) + 1)) == RP_OK);
        }
    }
    ASSERT_OFTEN(rp_vec_push(&corpus->first, corpus->elements.n) == RP_OK);
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
            ASSERT_OFTEN(fill(corpus, i, &a) == RP_OK);
            ASSERT_OFTEN(fill(corpus, j, &b) == RP_OK);
            distinct(&a);
            distinct(&b);
            uint32_t shared = 0;
            for (size_t x = 0; x < a.n; x++)
                for (size_t y = 0; y < b.n; y++)
                    shared += a.v[x] == b.v[y];
            if (shared &&
                shared * UINT64_C(1000000) >= threshold_ppm * (a.n + b.n - shared))
                ASSERT_OFTEN(rp_vec_push(out, (struct rp_pair){(uint32_t)i, (uint32_t)j,
                                                               shared, (uint32_t)a.n,
                                                               (uint32_t)b.n}) == RP_OK);
        }
    rp_vec_release(&a);
    rp_vec_release(&b);
}

static void expect_equal(const struct rp_pairs *got, const struct rp_pairs *want)
{
    ASSERT_OFTEN(got->n == want->n);
    for (size_t i = 0; i < got->n; i++)
        ASSERT_OFTEN(memcmp(&got->v[i], &want->v[i], sizeof got->v[i]) == 0);
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
        ASSERT_OFTEN(cluster->n >= 2);
        if (c)
            ASSERT_OFTEN(cluster[-1].least.a < cluster->least.a);
        for (uint32_t m = 0; m < cluster->n; m++) {
            if (m)
                ASSERT_OFTEN(members[m - 1] < members[m]);
            found[members[m]] = members[0];
            for (size_t p = 0; p < pairs->n; p++)
                if (m && pairs->v[p].a == members[0] && pairs->v[p].b == members[m] &&
                    rp_pair_jaccard_ppm(&pairs->v[p]) < least)
                    least = rp_pair_jaccard_ppm(&pairs->v[p]);
        }
        ASSERT_OFTEN(least == rp_pair_jaccard_ppm(&cluster->least));
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

/* Within bounds: what the oracle finds before until[i], or `most` of it. */
START_TEST(a_bounded_join_finds_so_many_of_all_pairs)
{
    struct corpus corpus = {0}, copy = {0};
    struct rp_pairs want = {0}, got = {0}, again = {0};
    struct rp_options options;
    uint32_t until[40], left[40], n_cut = 0;
    rp_options_init(&options);
    options.engine = RP_ENGINE_EXACT;
    options.max_pairs = 1; /* does not hold */
    for (state = 1; state < 150; state++) {
        uint64_t seed = state;
        corpus_draw(&corpus, draw(40), 10 + draw(20), 1 + draw(40));
        /* distinct sets: each has an element of its own */
        copy.elements.n = copy.first.n = 0;
        for (size_t i = 0; i + 1 < corpus.first.n; i++) {
            ASSERT_OFTEN(rp_vec_push(&copy.first, copy.elements.n) == RP_OK);
            ASSERT_OFTEN(rp_vec_push(&copy.elements, rp_mix(1000 + i)) == RP_OK);
            for (size_t k = corpus.first.v[i]; k < corpus.first.v[i + 1]; k++)
                ASSERT_OFTEN(rp_vec_push(&copy.elements, corpus.elements.v[k]) == RP_OK);
        }
        ASSERT_OFTEN(rp_vec_push(&copy.first, copy.elements.n) == RP_OK);
        struct rp_sets sets = {copy.first.n - 1, fill, &copy};
        for (uint32_t i = 0; i < sets.n; i++)
            until[i] = draw(2) ? i : draw(i + 1);
        struct rp_join_bounds bounds = {until, 1 + draw(6), left};
        options.min_jaccard_ppm = thresholds_ppm[draw(6)];
        oracle(&want, &copy, options.min_jaccard_ppm);
        options.threads = 1;
        ck_assert_int_eq(rp_join_bounded(&got, &bounds, &sets, &options, NULL, NULL),
                         RP_OK);
        options.threads = 2;
        ck_assert_int_eq(rp_join_bounded(&again, &bounds, &sets, &options, NULL, NULL),
                         RP_OK);
        expect_equal(&again, &got);
        for (uint32_t i = 0; i < sets.n; i++) {
            uint32_t n_want = 0, n_got = 0;
            for (size_t p = 0; p < want.n; p++)
                n_want += want.v[p].b == i && want.v[p].a < until[i];
            for (size_t p = 0; p < got.n; p++)
                n_got += got.v[p].b == i && got.v[p].a < until[i];
            ASSERT_OFTEN(n_got == (n_want < bounds.most ? n_want : bounds.most));
            ASSERT_OFTEN(left[i] >= n_want - n_got);
            n_cut += n_want > n_got;
        }
        for (size_t p = 0, k = 0; p < got.n; p++, k++) {
            while (k < want.n && memcmp(&want.v[k], &got.v[p], sizeof got.v[p]) != 0)
                k++;
            ASSERT_OFTEN(k < want.n && got.v[p].a < until[got.v[p].b]);
        }
        state = seed;
    }
    ck_assert_uint_gt(n_cut, 20);
    rp_pairs_release(&want);
    rp_pairs_release(&got);
    rp_pairs_release(&again);
    corpus_release(&corpus);
    corpus_release(&copy);
}
END_TEST

/* A join must not depend on what it costs: threads, budget, plan. */
START_TEST(threads_and_spilling_change_nothing)
{
    struct corpus corpus = {0};
    struct rp_pairs want = {0}, got = {0};
    struct rp_clusters first = {0}, clusters = {0};
    struct rp_join_stats stats;
    struct rp_options options;
    rp_options_init(&options);
    options.min_jaccard_ppm = 600000;
    for (enum rp_engine engine = RP_ENGINE_EXACT; engine <= RP_ENGINE_LSH; engine++) {
        state = 7;
        corpus_draw(&corpus, 5000, 4000, 60);
        struct rp_sets sets = {corpus.first.n - 1, fill, &corpus};
        options.engine = engine;
        options.threads = 1;
        options.memory_bytes = 0;
        ck_assert_int_eq(rp_join(&want, &first, NULL, &sets, &options, NULL, NULL), RP_OK);
        ck_assert_uint_gt(want.n, 1000);
        const unsigned threads[] = {1, 2, 8};
        for (size_t i = 0; i < 6; i++) {
            options.threads = threads[i % 3];
            options.memory_bytes = i < 3 ? 0 : 1;
            ck_assert_int_eq(rp_join(&got, &clusters, &stats, &sets, &options, NULL, NULL),
                             RP_OK);
            ck_assert((stats.spilled_bytes > 0) == (i >= 3));
            expect_equal(&got, &want);
            rp_clusters_release(&clusters);
            ck_assert_int_eq(rp_join_clusters(&clusters, &sets, &options, NULL, NULL),
                             RP_OK);
            ck_assert_uint_eq(clusters.members.n, first.members.n);
            ck_assert_mem_eq(clusters.members.v, first.members.v,
                             first.members.n * sizeof *first.members.v);
        }
        rp_clusters_release(&clusters);
    }
    rp_clusters_release(&first);
    rp_pairs_release(&want);
    rp_pairs_release(&got);
    corpus_release(&corpus);
}
END_TEST

/* Each set is the beginning of one sequence, so that two share all of the smaller: lengths
 * about 2^16, where the lists of the index hold them in another way, and about the
 * threshold. */
START_TEST(long_sets_are_compared_as_short_ones)
{
    static const size_t lengths[] = {45875, 65533, 65534, 65535, 65536, 65537,
                                     70000, 93618, 93619, 93620, 93622, 93623};
    struct corpus corpus = {0};
    struct rp_pairs want = {0}, got = {0};
    struct rp_clusters clusters = {0};
    struct rp_options options;
    rp_options_init(&options);
    options.engine = RP_ENGINE_EXACT;
    options.min_jaccard_ppm = 700000;
    size_t n = sizeof lengths / sizeof *lengths;
    for (size_t i = 0; i < n; i++) {
        ASSERT_OFTEN(rp_vec_push(&corpus.first, corpus.elements.n) == RP_OK);
        for (size_t j = 0; j < lengths[i]; j++)
            ASSERT_OFTEN(rp_vec_push(&corpus.elements, rp_mix(j + 1)) == RP_OK);
        for (size_t k = i + 1; k < n; k++)
            if (lengths[i] * 10 >= lengths[k] * 7)
                ASSERT_OFTEN(rp_vec_push(&want, (struct rp_pair){(uint32_t)i, (uint32_t)k,
                                                                 (uint32_t)lengths[i],
                                                                 (uint32_t)lengths[i],
                                                                 (uint32_t)lengths[k]}) ==
                             RP_OK);
    }
    ASSERT_OFTEN(rp_vec_push(&corpus.first, corpus.elements.n) == RP_OK);
    ASSERT_OFTEN(want.n < n * (n - 1) / 2);
    struct rp_sets sets = {n, fill, &corpus};
    for (options.threads = 1; options.threads <= 2; options.threads++) {
        ck_assert_int_eq(rp_join_pairs(&got, &sets, &options, NULL, NULL), RP_OK);
        expect_equal(&got, &want);
        ck_assert_int_eq(rp_join_clusters(&clusters, &sets, &options, NULL, NULL), RP_OK);
        expect_clusters(&clusters, &want, n);
    }
    rp_clusters_release(&clusters);
    rp_pairs_release(&want);
    rp_pairs_release(&got);
    corpus_release(&corpus);
}
END_TEST

START_TEST(lsh_reports_true_pairs_and_most_of_them)
{
    struct corpus corpus = {0};
    struct rp_pairs want = {0}, got = {0};
    struct rp_options options;
    rp_options_init(&options);
    const uint32_t at[] = {500000, 700000, 900000};
    for (size_t i = 0; i < 3; i++) {
        state = 11 + i;
        corpus_draw(&corpus, 4000, 20000, 80);
        struct rp_sets sets = {corpus.first.n - 1, fill, &corpus};
        options.min_jaccard_ppm = at[i];
        options.engine = RP_ENGINE_EXACT;
        ck_assert_int_eq(rp_join_pairs(&want, &sets, &options, NULL, NULL), RP_OK);
        options.engine = RP_ENGINE_LSH;
        ck_assert_int_eq(rp_join_pairs(&got, &sets, &options, NULL, NULL), RP_OK);
        size_t k = 0;
        for (size_t p = 0; p < got.n; p++, k++) {
            while (k < want.n && memcmp(&want.v[k], &got.v[p], sizeof got.v[p]) != 0)
                k++;
            ck_assert_uint_lt(k, want.n);
        }
        ck_assert_msg(got.n >= want.n * 98 / 100, "%zu of %zu", got.n, want.n);
        uint32_t recall;
        ck_assert_int_eq(rp_join_recall(&recall, &got, 4000, &sets, &options, NULL, NULL),
                         RP_OK);
        ck_assert_uint_eq(recall, got.n * 1000000 / want.n);
    }
    rp_pairs_release(&want);
    rp_pairs_release(&got);
    corpus_release(&corpus);
}
END_TEST

START_TEST(sketches_equal_the_plain_ones)
{
    uint64_t v[300];
    uint32_t got[RP_SKETCH_MAX], want[RP_SKETCH_MAX];
    for (state = 1; state < 40; state++) {
        size_t n = draw(300);
        unsigned k = RP_SKETCH_STEP * (1 + draw(RP_SKETCH_MAX / RP_SKETCH_STEP));
        uint64_t seed = state;
        for (size_t i = 0; i < n; i++)
            v[i] = rp_mix(state++);
        state = seed;
        rp_sketch_fill(got, v, n, k);
        rp_sketch_fill_plain(want, v, n, k);
        ck_assert_mem_eq(got, want, k * sizeof *got);
    }
}
END_TEST

/* The share of equal minima estimates the Jaccard value: over 200 pairs of sets at J = 1/2
 * the mean of 512 minima is within five standard errors. */
START_TEST(minima_agree_as_often_as_they_should)
{
    uint64_t a[60], b[60];
    uint32_t x[RP_SKETCH_MAX], y[RP_SKETCH_MAX];
    uint64_t equal = 0;
    for (uint64_t pair = 0; pair < 200; pair++) {
        for (uint64_t i = 0; i < 60; i++) {
            a[i] = rp_mix(pair << 16 | i);
            b[i] = rp_mix(pair << 16 | (i + 20));
        }
        rp_sketch_fill(x, a, 60, RP_SKETCH_MAX);
        rp_sketch_fill(y, b, 60, RP_SKETCH_MAX);
        for (size_t i = 0; i < RP_SKETCH_MAX; i++)
            equal += x[i] == y[i];
    }
    double share = (double)equal / (200 * RP_SKETCH_MAX);
    ck_assert_msg(share > 0.492 && share < 0.508, "%f", share);
}
END_TEST

START_TEST(a_list_of_pairs_is_complete_or_refused)
{
    struct corpus corpus = {0};
    struct rp_pairs pairs = {0};
    struct rp_clusters clusters = {0};
    struct rp_options options;
    struct rp_error err;
    for (size_t i = 0; i < 100; i++) {
        ck_assert_int_eq(rp_vec_push(&corpus.first, corpus.elements.n), RP_OK);
        for (uint64_t e = 0; e < 20; e++)
            ck_assert_int_eq(
                rp_vec_push(&corpus.elements, rp_mix(e == 0 && i % 2 ? 100 + i : e)),
                RP_OK);
    }
    ck_assert_int_eq(rp_vec_push(&corpus.first, corpus.elements.n), RP_OK);
    struct rp_sets sets = {100, fill, &corpus};
    rp_options_init(&options);
    options.max_pairs = 4950;
    ck_assert_int_eq(rp_join_pairs(&pairs, &sets, &options, NULL, &err), RP_OK);
    ck_assert_uint_eq(pairs.n, 4950);
    options.max_pairs = 4949;
    ck_assert_int_eq(rp_join_pairs(&pairs, &sets, &options, NULL, &err), RP_ERR_LIMIT);
    ck_assert_uint_eq(pairs.n, 4950);
    ck_assert_int_eq(rp_join_clusters(&clusters, &sets, &options, NULL, &err), RP_OK);
    ck_assert_uint_eq(clusters.clusters.n, 1);
    ck_assert_uint_eq(clusters.members.n, 100);
    rp_pairs_release(&pairs);
    rp_clusters_release(&clusters);
    corpus_release(&corpus);
}
END_TEST

/* Every allocation fails once; the join says so and leaves nothing behind. */
START_TEST(no_memory)
{
    struct corpus corpus = {0};
    struct rp_pairs pairs = {0};
    struct rp_clusters clusters = {0};
    struct rp_options options;
    rp_options_init(&options);
    options.threads = 1;
    state = 3;
    corpus_draw(&corpus, 200, 100, 30);
    struct rp_sets sets = {200, fill, &corpus};
    for (enum rp_engine engine = RP_ENGINE_EXACT; engine <= RP_ENGINE_LSH; engine++) {
        int status = RP_ERR_MEMORY;
        options.engine = engine;
        for (uint64_t n = 1; status == RP_ERR_MEMORY && n < 1000; n++) {
            rp_alloc_fail_at(n);
            status = rp_join(&pairs, &clusters, NULL, &sets, &options, NULL, NULL);
            rp_alloc_fail_at(0);
            ck_assert(status == RP_OK || pairs.v == NULL || engine != RP_ENGINE_EXACT);
        }
        ck_assert_int_eq(status, RP_OK);
    }
    rp_pairs_release(&pairs);
    rp_clusters_release(&clusters);
    corpus_release(&corpus);
}
END_TEST

/* A key of one group has no list; the room of the others is what they need. */
START_TEST(lists_have_room_for_all_that_share_a_key)
{
    enum { RUNS = 3, KEYS = 5000 };
    for (uint32_t n_values = 1; n_values < KEYS; n_values = 3 * n_values + 1) {
        struct rp_key_run runs[RUNS] = {0};
        struct rp_inverted lists = {0};
        struct rp_budget budget;
        uint32_t count[KEYS] = {0}, list_of[KEYS];
        RP_VEC(uint32_t) value = {0};
        rp_budget_init(&budget, 0, NULL);
        memset(list_of, 0xff, sizeof list_of);
        state = n_values;
        for (size_t i = 0; i < KEYS; i++) {
            uint32_t x = draw(n_values);
            count[x]++;
            ck_assert(rp_vec_push(&value, x) == RP_OK &&
                      rp_vec_push(&runs[i % RUNS].hashes, rp_mix(x)) == RP_OK &&
                      rp_vec_push(&runs[i % RUNS].keys, (struct rp_key){0, 0}) == RP_OK);
        }
        ck_assert_int_eq(rp_inverted_make(&lists, runs, RUNS, &budget, NULL, NULL), RP_OK);
        bool right = true;
        for (size_t i = 0; i < KEYS; i++) {
            uint32_t x = value.v[i], list = runs[i % RUNS].keys.v[i / RUNS].list;
            right = right && (list == RP_NO_HOLDERS) == (count[x] == 1);
            if (list == RP_NO_HOLDERS)
                continue;
            right = right && rp_inverted_at(&lists, list)->room == count[x] &&
                    (list_of[x] == RP_NO_HOLDERS || list_of[x] == list);
            list_of[x] = list;
            rp_holders_put(rp_inverted_at(&lists, list), (struct rp_posting){x, 0, 0},
                           i % 2);
        }
        ck_assert(right);
        for (uint32_t x = 0; x < n_values; x++) {
            if (count[x] < 2)
                continue;
            struct rp_holders *list = rp_inverted_at(&lists, list_of[x]);
            right = right && list->n_early + list->n_late == count[x];
            for (uint32_t k = 0; k < count[x]; k++)
                right = right && rp_holders_first(list)[k].group == x;
        }
        ck_assert(right);
        for (size_t t = 0; t < RUNS; t++)
            rp_vec_release(&runs[t].keys);
        rp_vec_release(&value);
        rp_inverted_release(&lists, &budget);
        ck_assert_uint_eq(atomic_load(&budget.used_bytes), 0);
    }
}
END_TEST

/* 2^31 keys are numbered in 31 bits: one fewer would do, and is not allocated here. */
START_TEST(too_many_keys_are_refused_by_name)
{
    struct rp_key_run runs[2] = {{.hashes = {.n = (size_t)1 << 30}},
                                 {.hashes = {.n = (size_t)1 << 30}}};
    struct rp_inverted lists = {0};
    struct rp_budget budget;
    struct rp_error err = {0};
    rp_budget_init(&budget, 0, NULL);
    ck_assert_int_eq(rp_inverted_make(&lists, runs, 2, &budget, NULL, &err), RP_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "2147483648 places in the index"));
    ck_assert_ptr_null(lists.block.p);
}
END_TEST

static int refuse(const void *context, size_t i, struct rp_hashes *out)
{
    (void)context, (void)i, (void)out;
    return RP_ERR_MEMORY;
}

START_TEST(too_many_sets_are_refused_by_name)
{
    struct rp_sets sets = {UINT32_MAX, refuse, NULL};
    struct rp_pairs pairs = {0};
    struct rp_options options;
    struct rp_error err = {0};
    rp_options_init(&options);
    ck_assert_int_eq(rp_join_pairs(&pairs, &sets, &options, NULL, &err), RP_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "4294967295 texts, more than 4294967294"));
}
END_TEST

static bool stop_after(void *context)
{
    return atomic_fetch_sub((atomic_long *)context, 1) <= 0;
}

static size_t n_files_in(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    ck_assert_ptr_nonnull(dir);
    for (const struct dirent *entry; (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    closedir(dir);
    return n;
}

/* At each place where it looks, in memory and spilling, with one thread and two: it says
 * so, gives nothing and leaves nothing behind. */
START_TEST(it_can_be_stopped)
{
    struct corpus corpus = {0};
    struct rp_options options;
    char folder[] = "/tmp/reprise-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(setenv("TMPDIR", folder, 1), 0);
    rp_options_init(&options);
    state = 3;
    corpus_draw(&corpus, 200, 100, 30);
    struct rp_sets sets = {200, fill, &corpus};
    for (unsigned way = 0; way < 12; way++) {
        options.engine = way % 3 ? RP_ENGINE_EXACT : RP_ENGINE_LSH;
        options.threads = 1 + way / 3 % 2;
        options.memory_bytes = way < 6 ? 0 : 1;
        bool wants_pairs = way % 3 == 1;
        int status = RP_ERR_INTERRUPTED;
        long looks = 0;
        for (; status == RP_ERR_INTERRUPTED; looks++) {
            atomic_long left = looks;
            struct rp_progress progress = {.cancelled = stop_after, .context = &left};
            struct rp_pairs pairs = {0};
            struct rp_clusters clusters = {0};
            struct rp_error err = {0};
            status = wants_pairs
                         ? rp_join_pairs(&pairs, &sets, &options, &progress, &err)
                         : rp_join_clusters(&clusters, &sets, &options, &progress, &err);
            if (status) {
                ck_assert_int_eq(status, RP_ERR_INTERRUPTED);
                ck_assert_str_eq(err.message, "interrupted");
                ck_assert(!pairs.v && !clusters.members.v);
            }
            ck_assert_uint_eq(n_files_in(folder), 0);
            rp_pairs_release(&pairs);
            rp_clusters_release(&clusters);
        }
        ck_assert_int_eq(status, RP_OK);
        ck_assert_int_gt(looks, 10);
    }
    corpus_release(&corpus);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("match");
    TCase *join = tcase_create("join");
    tcase_set_timeout(join, 120);
    tcase_add_test(join, exact_join_equals_all_pairs);
    tcase_add_test(join, a_bounded_join_finds_so_many_of_all_pairs);
    tcase_add_test(join, threads_and_spilling_change_nothing);
    tcase_add_test(join, long_sets_are_compared_as_short_ones);
    tcase_add_test(join, lsh_reports_true_pairs_and_most_of_them);
    tcase_add_test(join, a_list_of_pairs_is_complete_or_refused);
    tcase_add_test(join, lists_have_room_for_all_that_share_a_key);
    tcase_add_test(join, too_many_keys_are_refused_by_name);
    tcase_add_test(join, too_many_sets_are_refused_by_name);
    tcase_add_test(join, no_memory);
    tcase_add_test(join, it_can_be_stopped);
    tcase_add_test(join, sketches_equal_the_plain_ones);
    tcase_add_test(join, minima_agree_as_often_as_they_should);
    suite_add_tcase(suite, join);
    return suite;
}

RUN_SUITE(suite)
