#include "suite.h"

#include "judge/finding.h"
#include "judge/judge.h"

START_TEST(names_are_those_of_the_contract)
{
    ck_assert_str_eq(rp_relation_name(RP_RELATION_SECTOR_VARIANT), "sector-variant");
    ck_assert_str_eq(rp_relation_name(RP_RELATION_INTEGRATION), "integration");
    ck_assert_str_eq(rp_recommendation_name(RP_RECOMMEND_ALIGN), "align");
    ck_assert(rp_relation_repeats(RP_RELATION_CONTAINS));
    ck_assert(!rp_relation_repeats(RP_RELATION_PARTIAL));
    ck_assert(!rp_relation_repeats(RP_RELATION_FORMULA));
}
END_TEST

START_TEST(an_empty_result_is_valid_and_a_wrong_pair_is_named)
{
    const struct rp_corpus corpus = {0};
    struct rp_result result;
    rp_result_init(&result);
    const char *why;
    ck_assert(rp_result_validate(&result, &corpus, &why));
    ck_assert_int_eq(rp_vec_push(&result.pairs, (struct rp_verdict){.a = 1, .b = 1}),
                     RP_OK);
    ck_assert(!rp_result_validate(&result, &corpus, &why));
    ck_assert_ptr_nonnull(why);
    rp_result_release(&result);
    rp_result_release(&result);
}
END_TEST

static Suite *finding_suite(void)
{
    Suite *suite = suite_create("finding");
    TCase *tcase = tcase_create("finding");
    tcase_add_test(tcase, names_are_those_of_the_contract);
    tcase_add_test(tcase, an_empty_result_is_valid_and_a_wrong_pair_is_named);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(finding_suite)
