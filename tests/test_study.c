/* The library as another program meets it: the public header alone. */
#include "reprise.h"

#include <check.h>
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
                                        "pairs.csv",     "mapping.csv", "summary.md"};
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
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
