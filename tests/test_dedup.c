/* Text and match together: real text by two routes, and inputs made to be slow. */
#include "match/join.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/vec.h"
#include "suite.h"
#include "text/shingle.h"

struct lines {
    struct rp_str *v;
    size_t n, cap;
};

static void cut_lines(struct lines *out, const char *p, size_t n)
{
    for (const char *end = p + n, *stop; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop ? stop : end;
        ck_assert_int_eq(rp_vec_push(out, (struct rp_str){p, (size_t)(stop - p)}), RP_OK);
    }
}

struct posting {
    uint64_t element;
    uint32_t id;
};

static int by_element(const void *left, const void *right)
{
    const struct posting *a = left, *b = right;
    if (a->element != b->element)
        return a->element < b->element ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* The join without any filter: shared elements counted over full inverted lists. */
static void join_plainly(struct rp_pairs *out, const struct rp_sets *sets,
                         uint64_t threshold_ppm)
{
    struct {
        struct posting *v;
        size_t n, cap;
    } postings = {0};
    struct rp_hashes set = {0};
    for (size_t i = 0; i < sets->n; i++) {
        ck_assert_int_eq(sets->fill(sets->context, i, &set), RP_OK);
        for (size_t k = 0; k < set.n; k++)
            ck_assert_int_eq(
                rp_vec_push(&postings, (struct posting){set.v[k], (uint32_t)i}), RP_OK);
    }
    qsort(postings.v, postings.n, sizeof *postings.v, by_element);
    uint32_t *size = rp_alloc_zero(sets->n, sizeof *size);
    uint32_t *shared = rp_alloc_zero(sets->n, sizeof *shared);
    size_t *head = rp_alloc(sets->n, sizeof *head);
    size_t *next = rp_alloc(postings.n, sizeof *next);
    ck_assert(size && shared && head && next);
    memset(head, 0xff, sets->n * sizeof *head);
    size_t n = 0;
    for (size_t i = 0; i < postings.n; i++)
        if (n == 0 || by_element(&postings.v[n - 1], &postings.v[i]) != 0)
            postings.v[n++] = postings.v[i];
    for (size_t p = n; p-- > 0;) {
        size[postings.v[p].id]++;
        next[p] = head[postings.v[p].id];
        head[postings.v[p].id] = p;
    }
    out->n = 0;
    for (uint32_t i = 0; i < sets->n; i++) {
        for (size_t p = head[i]; p != SIZE_MAX; p = next[p])
            for (size_t q = p + 1; q < n && postings.v[q].element == postings.v[p].element;
                 q++)
                shared[postings.v[q].id]++;
        for (uint32_t k = i + 1; k < sets->n; k++) {
            uint64_t all = (uint64_t)size[i] + size[k] - shared[k];
            if (shared[k] && shared[k] * UINT64_C(1000000) >= threshold_ppm * all)
                ck_assert_int_eq(
                    rp_vec_push(out, (struct rp_pair){i, k, shared[k], size[i], size[k]}),
                    RP_OK);
            shared[k] = 0;
        }
    }
    rp_vec_release(&postings);
    rp_vec_release(&set);
    rp_free(size);
    rp_free(shared);
    rp_free(head);
    rp_free(next);
}

START_TEST(statutes_by_two_routes)
{
    enum { N_LINES = 12000 };
    const char *path = getenv("STATUTES");
    struct rp_map map;
    if (!path || rp_map_open(&map, path, NULL) != RP_OK) {
        printf(
            "SKIPPED statutes_by_two_routes: ../shared/corpus/statutes-en.tsv is absent\n");
        return;
    }
    struct lines lines = {0};
    struct rp_pairs want = {0}, got = {0};
    struct rp_options options;
    rp_options_init(&options);
    options.engine = RP_ENGINE_EXACT;
    cut_lines(&lines, map.p, map.n);
    for (size_t i = 0; i < lines.n; i++) {
        const char *tab = memchr(lines.v[i].p, '\t', lines.v[i].n);
        ck_assert_ptr_nonnull(tab);
        lines.v[i].n -= (size_t)(tab + 1 - lines.v[i].p);
        lines.v[i].p = tab + 1;
    }
    const uint32_t at[] = {400000, 700000, 800000, 1000000};
    for (size_t i = 0; i < 4; i++) {
        struct rp_texts texts = {lines.v + 15000 * i, N_LINES, 3};
        struct rp_sets sets = {N_LINES, rp_texts_fill, &texts};
        options.min_jaccard_ppm = at[i];
        join_plainly(&want, &sets, at[i]);
        ck_assert_int_eq(rp_join_pairs(&got, &sets, &options, NULL, NULL), RP_OK);
        ck_assert_uint_eq(got.n, want.n);
        ck_assert_uint_gt(got.n, 0);
        ck_assert_mem_eq(got.v, want.v, got.n * sizeof *got.v);
    }
    rp_pairs_release(&want);
    rp_pairs_release(&got);
    rp_vec_release(&lines);
    rp_map_release(&map);
}
END_TEST

/* Clusters of what `put` writes for each line, and the seconds they took. */
static double seconds_for(size_t n, int (*put)(struct rp_buf *out, size_t i),
                          struct rp_clusters *clusters)
{
    struct rp_buf text = {0};
    struct lines lines = {0};
    struct rp_options options;
    struct timespec start, end;
    rp_options_init(&options);
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(put(&text, i) || rp_buf_putc(&text, '\n'), 0);
    cut_lines(&lines, text.v, text.n);
    struct rp_texts texts = {lines.v, lines.n, 3};
    struct rp_sets sets = {lines.n, rp_texts_fill, &texts};
    clock_gettime(CLOCK_MONOTONIC, &start);
    ck_assert_int_eq(rp_join_clusters(clusters, &sets, &options, NULL, NULL), RP_OK);
    clock_gettime(CLOCK_MONOTONIC, &end);
    rp_vec_release(&lines);
    rp_buf_release(&text);
    return (double)(end.tv_sec - start.tv_sec) +
           1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}

static const char base_text[] =
    "to instruct the Director of the Telecommunication Standardization Bureau to continue "
    "to "
    "take all necessary measures within the budget in order to bridge the gap between the "
    "developing and the developed countries and to report on the progress made to the "
    "Council "
    "and to the next conference so that the Member States can review the results ";

static int put_copy(struct rp_buf *out, size_t i)
{
    (void)i;
    return rp_buf_puts(out, base_text);
}

static int put_light_edit(struct rp_buf *out, size_t i)
{
    return rp_buf_printf(out, "%s in item %zu", base_text, i);
}

/* Too far apart to be alike, with all but a few words in common. */
static int put_template(struct rp_buf *out, size_t i)
{
    return rp_buf_printf(out,
                         "road %zu is closed from %zu to %zu and all %zu lanes of it %s", i,
                         3 * i, 5 * i, 7 * i, base_text);
}

static int put_one_word(struct rp_buf *out, size_t i)
{
    for (size_t k = 0; k < 1 + i % 50; k++)
        if (rp_buf_puts(out, "word "))
            return RP_ERR_MEMORY;
    return RP_OK;
}

/* A minute is many times what they take; quadratic work would take hours. */
START_TEST(dense_clusters_are_cheap)
{
    struct rp_clusters clusters = {0};
    const struct {
        size_t n;
        int (*put)(struct rp_buf *, size_t);
        size_t n_clusters, n_members;
    } cases[] = {
        {300000, put_copy, 1, 300000},
        {100000, put_light_edit, 1, 100000},
        {50000, put_template, SIZE_MAX, SIZE_MAX},
        {100000, put_one_word, 3, 100000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double seconds = seconds_for(cases[i].n, cases[i].put, &clusters);
        ck_assert_msg(seconds < 60, "case %zu took %f s", i, seconds);
        if (cases[i].n_clusters != SIZE_MAX) {
            ck_assert_uint_eq(clusters.clusters.n, cases[i].n_clusters);
            ck_assert_uint_eq(clusters.members.n, cases[i].n_members);
        }
        rp_clusters_release(&clusters);
    }
}
END_TEST

/* One line of 40 MB, of one letter, of words, and of letters outside ASCII. */
START_TEST(a_long_line)
{
    enum { BYTES = 40 << 20 };
    const char *const pieces[] = {"a", "ab ", "\xc3\xa9", "\xe4\xb8\xad"};
    for (size_t i = 0; i < 4; i++) {
        struct rp_buf text = {0};
        struct rp_hashes set = {0};
        size_t n = strlen(pieces[i]);
        ck_assert_int_eq(rp_vec_reserve(&text, BYTES + 16), RP_OK);
        while (text.n < BYTES) {
            memcpy(text.v + text.n, pieces[i], n);
            text.n += n;
        }
        ck_assert_int_eq(rp_shingles_fill(&set, rp_buf_str(&text), 3), RP_OK);
        ck_assert_uint_eq(set.n, i % 2 ? text.n / 3 - 2 : 1);
        rp_vec_release(&set);
        rp_buf_release(&text);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("dedup");
    TCase *engine = tcase_create("engine");
    tcase_set_timeout(engine, 120);
    tcase_add_test(engine, statutes_by_two_routes);
    tcase_add_test(engine, dense_clusters_are_cheap);
    tcase_add_test(engine, a_long_line);
    suite_add_tcase(suite, engine);
    return suite;
}

RUN_SUITE(suite)
