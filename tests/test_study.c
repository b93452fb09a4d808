/* The library as another program meets it: the public header alone. */
#include "reprise.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *sample;

static void count(void *context, const struct rp_error *why)
{
    ck_assert_str_ne(why->message, "");
    ++*(size_t *)context;
}

START_TEST(a_study_of_the_sample_prints_every_file)
{
    static const char *const files[] = {"findings.json", "report.html", "clusters.csv",
                                        "pairs.csv",     "mapping.csv", "summary.md",
                                        "findings.xlsx"};
    struct rp_study *study = NULL;
    struct rp_error err = {0};
    size_t n_skipped = 0;
    const char *sources[] = {sample, "/nowhere/at-all.txt"};
    ck_assert_int_eq(rp_study_new(&study, sources, 2, NULL, count, &n_skipped, NULL, &err),
                     RP_OK);
    ck_assert_uint_eq(n_skipped, 1);
    ck_assert_uint_eq(rp_study_n_resolutions(study), 24);
    ck_assert_uint_gt(rp_study_n_clauses(study), 380);
    ck_assert_uint_gt(rp_study_n_findings(study), 10);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *bytes = NULL;
        size_t n = 0;
        ck_assert_int_eq(rp_study_print(study, files[i], &bytes, &n, &err), RP_OK);
        ck_assert_uint_gt(n, 1000);
    }
    const char *json = NULL;
    size_t n = 0;
    ck_assert_int_eq(rp_study_print(study, "findings.json", &json, &n, &err), RP_OK);
    ck_assert_ptr_nonnull(memmem(json, n, "/nowhere/at-all.txt", 19));
    ck_assert_int_eq(rp_study_print(study, "findings.pdf", &json, &n, &err), RP_ERR_USAGE);
    ck_assert_ptr_nonnull(strstr(err.message, "findings.pdf"));
    rp_study_free(study);
}
END_TEST

START_TEST(threads_change_nothing)
{
    struct rp_study *one = NULL, *four = NULL;
    struct rp_options options;
    const char *a, *b;
    size_t n, k;
    rp_options_init(&options);
    options.threads = 1;
    ck_assert_int_eq(rp_study_new(&one, &sample, 1, &options, NULL, NULL, NULL, NULL),
                     RP_OK);
    options.threads = 4;
    ck_assert_int_eq(rp_study_new(&four, &sample, 1, &options, NULL, NULL, NULL, NULL),
                     RP_OK);
    ck_assert_int_eq(rp_study_print(one, "findings.json", &a, &n, NULL), RP_OK);
    ck_assert_int_eq(rp_study_print(four, "findings.json", &b, &k, NULL), RP_OK);
    ck_assert_uint_eq(n, k);
    ck_assert_mem_eq(a, b, n);
    rp_study_free(one);
    rp_study_free(four);
}
END_TEST

START_TEST(nothing_to_read_is_an_error_and_leaves_the_output_alone)
{
    struct rp_study *study = NULL;
    struct rp_error err = {0};
    const char *source = "/nowhere/at-all.txt";
    ck_assert_int_eq(rp_study_new(&study, &source, 1, NULL, NULL, NULL, NULL, &err),
                     RP_ERR_EMPTY);
    ck_assert_ptr_null(study);
    ck_assert_int_eq(err.code, RP_ERR_EMPTY);
    rp_study_free(NULL);
}
END_TEST

static bool stop(void *context)
{
    (void)context;
    return true;
}

START_TEST(the_caller_can_stop_it)
{
    struct rp_study *study = NULL;
    const struct rp_progress progress = {.cancelled = stop};
    ck_assert_int_eq(rp_study_new(&study, &sample, 1, NULL, NULL, NULL, &progress, NULL),
                     RP_ERR_INTERRUPTED);
    ck_assert_ptr_null(study);
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    struct rp_study *study = NULL;
    struct rp_error err = {0};
    const struct rp_options zeroed = {0};
    struct rp_options options;
    ck_assert_int_eq(rp_study_new(&study, &sample, 1, &zeroed, NULL, NULL, NULL, &err),
                     RP_ERR_USAGE);
    ck_assert_ptr_nonnull(strstr(err.message, "rp_options_init"));
    rp_options_init(&options);
    options.min_jaccard_ppm = 1000001;
    ck_assert_int_eq(rp_study_new(&study, &sample, 1, &options, NULL, NULL, NULL, &err),
                     RP_ERR_USAGE);
    ck_assert_ptr_null(study);
}
END_TEST

START_TEST(a_limit_that_was_reached_is_told)
{
    struct rp_study *study = NULL;
    struct rp_options options;
    const char *json;
    size_t n;
    rp_options_init(&options);
    options.max_findings = 2;
    ck_assert_int_eq(rp_study_new(&study, &sample, 1, &options, NULL, NULL, NULL, NULL),
                     RP_OK);
    ck_assert_uint_eq(rp_study_n_findings(study), 2);
    ck_assert_ptr_nonnull(strstr(rp_study_limit(study, 0), "(--max-findings)"));
    ck_assert_ptr_null(rp_study_limit(study, 1));
    ck_assert_int_eq(rp_study_print(study, "findings.json", &json, &n, NULL), RP_OK);
    ck_assert_uint_eq(strlen(json), n);
    ck_assert_ptr_nonnull(strstr(json, "\"limit\": \"max-findings\""));
    rp_study_free(study);
}
END_TEST

START_TEST(a_draft_gets_its_card)
{
    static const char *const formats[] = {"text", "json", "csv", "html"};
    struct rp_cards *cards = NULL;
    struct rp_error err = {0};
    const char *bytes;
    char draft[4096];
    size_t n;
    snprintf(draft, sizeof draft, "%s/wtsa-345.txt", sample);
    const char *drafts[] = {draft};
    ck_assert_int_eq(
        rp_cards_new(&cards, drafts, 1, &sample, 1, NULL, NULL, NULL, NULL, &err), RP_OK);
    ck_assert_uint_eq(rp_cards_n(cards), 1);
    ck_assert_str_eq(rp_cards_path(cards, 0), draft);
    ck_assert_str_eq(rp_cards_name(cards, 0), "WTSA-345");
    ck_assert_uint_gt(rp_cards_share_ppm(cards, 0), 500000); /* it repeats PP-308 */
    ck_assert_uint_le(rp_cards_share_ppm(cards, 0), 1000000);
    ck_assert_ptr_null(rp_cards_path(cards, 1));
    ck_assert_ptr_null(rp_cards_name(cards, 1));
    ck_assert_uint_eq(rp_cards_share_ppm(cards, 1), 0);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        ck_assert_int_eq(rp_cards_print(cards, formats[i], &bytes, &n, &err), RP_OK);
        ck_assert_uint_gt(n, 500);
        ck_assert_uint_eq(strlen(bytes), n);
        ck_assert_ptr_nonnull(strstr(bytes, "PP-308"));
    }
    ck_assert_int_eq(rp_cards_print(cards, "pdf", &bytes, &n, &err), RP_ERR_USAGE);
    rp_cards_free(cards);
    cards = NULL;
    ck_assert_int_eq(
        rp_cards_new(&cards, drafts, 1, drafts, 1, NULL, NULL, NULL, NULL, &err),
        RP_ERR_EMPTY); /* a draft is no source of itself */
    ck_assert_ptr_null(cards);
    rp_cards_free(NULL);
}
END_TEST

static const char *const paragraphs[] = {
    "the pilot of the harbour lowers the lamp at dawn", "",
    "the pilot of the harbour lowers the lamp at dawn, as ever",
    "THE PILOT OF THE HARBOUR LOWERS THE LAMP AT DAWN", "kites"};
enum { N_PARAGRAPHS = sizeof paragraphs / sizeof *paragraphs };

START_TEST(paragraphs_are_clustered_and_paired)
{
    uint32_t cluster[N_PARAGRAPHS];
    struct rp_alike *pairs = NULL;
    struct rp_options options;
    struct rp_error err = {0};
    size_t n = 0;
    rp_options_init(&options);
    ck_assert_int_eq(rp_dedup(cluster, paragraphs, NULL, N_PARAGRAPHS, NULL, NULL, &err),
                     RP_OK);
    ck_assert_uint_eq(cluster[0], 0);
    ck_assert_uint_eq(cluster[1], 1); /* without words: like nothing */
    ck_assert_uint_eq(cluster[2], 0); /* 8 of 10 shingles: at the threshold */
    ck_assert_uint_eq(cluster[3], 0);
    ck_assert_uint_eq(cluster[4], 4);
    options.min_jaccard_ppm = 500000;
    ck_assert_int_eq(
        rp_dedup_pairs(&pairs, &n, paragraphs, NULL, N_PARAGRAPHS, &options, NULL, &err),
        RP_OK);
    ck_assert_uint_eq(n, 3);
    ck_assert_uint_eq(pairs[1].a, 0);
    ck_assert_uint_eq(pairs[1].b, 3);
    ck_assert_uint_eq(pairs[1].jaccard_ppm, 1000000);
    ck_assert_uint_eq(pairs[0].b, 2);
    ck_assert_uint_eq(pairs[0].jaccard_ppm, 800000);
    rp_dedup_free(pairs);
    pairs = NULL;
    options.max_pairs = 1;
    ck_assert_int_eq(
        rp_dedup_pairs(&pairs, &n, paragraphs, NULL, N_PARAGRAPHS, &options, NULL, &err),
        RP_ERR_LIMIT);
    ck_assert_ptr_null(pairs);
    ck_assert_int_eq(rp_dedup(cluster, paragraphs, NULL, 0, NULL, NULL, &err), RP_OK);
    size_t bytes[N_PARAGRAPHS] = {3, 0, 3, 3, 5};
    ck_assert_int_eq(rp_dedup(cluster, paragraphs, bytes, N_PARAGRAPHS, NULL, NULL, &err),
                     RP_OK);
    ck_assert_uint_eq(cluster[2], 0); /* "the" */
    rp_dedup_free(NULL);
}
END_TEST

/* What one of several threads makes on its own. */
struct work {
    unsigned threads;
    char *json, *card;
    uint32_t cluster[N_PARAGRAPHS];
    uint64_t n_asked;
    const struct rp_study *shared;
};

static void *work(void *context)
{
    struct work *w = context;
    struct rp_study *study = NULL;
    struct rp_cards *cards = NULL;
    struct rp_options options;
    const char *bytes;
    size_t n;
    rp_options_init(&options);
    options.threads = w->threads;
    if (rp_study_new(&study, &sample, 1, &options, NULL, NULL, NULL, NULL) == RP_OK &&
        rp_study_print(study, "findings.json", &bytes, &n, NULL) == RP_OK)
        w->json = strdup(bytes);
    rp_study_free(study);
    char draft[4096];
    snprintf(draft, sizeof draft, "%s/ra-171-2.txt", sample);
    const char *drafts[] = {draft};
    if (rp_cards_new(&cards, drafts, 1, &sample, 1, &options, NULL, NULL, NULL, NULL) ==
            RP_OK &&
        rp_cards_print(cards, "json", &bytes, &n, NULL) == RP_OK)
        w->card = strdup(bytes);
    rp_cards_free(cards);
    rp_dedup(w->cluster, paragraphs, NULL, N_PARAGRAPHS, &options, NULL, NULL);
    for (int i = 0; i < 1000; i++)
        w->n_asked += rp_study_n_clauses(w->shared);
    return NULL;
}

START_TEST(threads_may_call_at_the_same_time)
{
    enum { N = 4 };
    static struct work works[N + 1];
    pthread_t threads[N];
    struct rp_study *shared = NULL;
    ck_assert_int_eq(rp_study_new(&shared, &sample, 1, NULL, NULL, NULL, NULL, NULL),
                     RP_OK);
    for (int i = 0; i <= N; i++)
        works[i] = (struct work){.threads = 1 + (unsigned)i % 2, .shared = shared};
    for (int i = 0; i < N; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &works[i]), 0);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    work(&works[N]); /* and one by itself */
    for (int i = 0; i <= N; i++) {
        ck_assert_ptr_nonnull(works[i].json);
        ck_assert_ptr_nonnull(works[i].card);
        ck_assert_str_eq(works[i].json, works[N].json);
        ck_assert_str_eq(works[i].card, works[N].card);
        ck_assert_mem_eq(works[i].cluster, works[N].cluster, sizeof works[N].cluster);
        ck_assert_uint_eq(works[i].n_asked, 1000 * rp_study_n_clauses(shared));
    }
    for (int i = 0; i <= N; i++) {
        free(works[i].json);
        free(works[i].card);
    }
    rp_study_free(shared);
}
END_TEST

int main(int argc, char **argv)
{
    if (argc != 2)
        return EXIT_FAILURE;
    sample = argv[1];
    Suite *suite = suite_create("study");
    TCase *all = tcase_create("study");
    tcase_add_test(all, a_study_of_the_sample_prints_every_file);
    tcase_add_test(all, threads_change_nothing);
    tcase_add_test(all, nothing_to_read_is_an_error_and_leaves_the_output_alone);
    tcase_add_test(all, the_caller_can_stop_it);
    tcase_add_test(all, options_out_of_range_are_refused);
    tcase_add_test(all, a_limit_that_was_reached_is_told);
    tcase_add_test(all, a_draft_gets_its_card);
    tcase_add_test(all, paragraphs_are_clustered_and_paired);
    tcase_add_test(all, threads_may_call_at_the_same_time);
    tcase_set_timeout(all, 60);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
