#include "suite.h"

#include "base/alloc.h"
#include "corpora.h"
#include "report/beside.h"

/* Two PP resolutions and three of Sectors; each has three clauses. */
enum { PP_A, PP_B, T, D, R, N };
enum { CLAUSES = 3 };

static struct rp_corpus corpus;
static struct rp_links links;
static struct rp_result result;
static struct rp_beside beside;

static void start(void)
{
    rp_corpus_init(&corpus);
    rp_result_init(&result);
    links = (struct rp_links){.n = N};
    links.scores = rp_alloc_zero((size_t)N * N, sizeof *links.scores);
    ck_assert_ptr_nonnull(links.scores);
    static const enum rp_body bodies[N] = {RP_BODY_PP, RP_BODY_PP, RP_BODY_WTSA,
                                           RP_BODY_WTDC, RP_BODY_RA};
    for (int r = 0; r < N; r++) {
        add_resolution(&corpus, bodies[r], "1", 2018, "Lamps");
        for (int c = 0; c < CLAUSES; c++)
            add_clause(&corpus, NULL, "to light the lamps;");
    }
}

static void finish(void)
{
    rp_beside_release(&beside);
    rp_links_release(&links);
    rp_result_release(&result);
    rp_corpus_release(&corpus);
}

static void add_group(uint32_t anchor, const uint32_t *members, uint32_t n)
{
    const struct rp_subject group = {
        .anchor = anchor, .first_member = (uint32_t)links.members.n, .n_members = n};
    for (uint32_t i = 0; i < n; i++)
        ck_assert_int_eq(rp_vec_push(&links.members, members[i]), RP_OK);
    ck_assert_int_eq(rp_vec_push(&links.groups, group), RP_OK);
}

static uint32_t clause(uint32_t resolution, uint32_t i)
{
    return resolution * CLAUSES + i;
}

static void add_pair(uint32_t a, uint32_t b, enum rp_relation relation)
{
    const struct rp_verdict pair = {
        .a = a, .b = b, .relation = relation, .score_ppm = 900000};
    ck_assert_int_eq(rp_vec_push(&result.pairs, pair), RP_OK);
}

static void fill(void)
{
    const struct rp_map_report report = {
        .corpus = &corpus, .links = &links, .result = &result};
    ck_assert_int_eq(rp_beside_fill(&beside, &report), RP_OK);
    ck_assert_uint_eq(beside.first_row.n, links.groups.n + 1);
}

/* Row i is of the group and has these clauses. */
static void expect(size_t i, uint32_t group, const uint32_t *clauses, uint32_t n)
{
    ck_assert_uint_lt(i, beside.rows.n);
    const struct rp_beside_row *row = &beside.rows.v[i];
    ck_assert_uint_eq(row->group, group);
    ck_assert_uint_eq(row->n, n);
    for (uint32_t k = 0; k < n; k++) {
        const struct rp_beside_clause *c = &beside.clauses.v[row->first + k];
        ck_assert_uint_eq(c->clause, clauses[k]);
        ck_assert_int_eq(c->relation == RP_RELATION_NONE, k == 0);
    }
}
#define EXPECT(i, group, ...)                                                              \
    expect(i, group, (const uint32_t[]){__VA_ARGS__},                                      \
           sizeof(const uint32_t[]){__VA_ARGS__} / sizeof(uint32_t))

START_TEST(a_row_is_one_provision_and_what_is_like_it)
{
    add_group(PP_A, (const uint32_t[]){PP_A, T, D}, 3);
    add_pair(clause(PP_A, 1), clause(T, 0), RP_RELATION_SECTOR_VARIANT);
    add_pair(clause(PP_A, 1), clause(D, 2), RP_RELATION_CONTAINS);
    add_pair(clause(T, 0), clause(D, 2), RP_RELATION_IDENTICAL); /* in that row already */
    add_pair(clause(T, 2), clause(D, 0), RP_RELATION_INTEGRATION);
    add_pair(clause(PP_A, 0), clause(T, 1), RP_RELATION_FORMULA);
    add_pair(clause(PP_A, 0), clause(R, 0), RP_RELATION_IDENTICAL); /* no member */
    fill();
    ck_assert_uint_eq(beside.rows.n, 2);
    EXPECT(0, 0, clause(PP_A, 1), clause(T, 0), clause(D, 2));
    EXPECT(1, 0, clause(T, 2), clause(D, 0));
}
END_TEST

START_TEST(no_row_is_a_chain)
{
    add_group(PP_A, (const uint32_t[]){PP_A, T, D}, 3);
    add_pair(clause(PP_A, 0), clause(T, 0), RP_RELATION_IDENTICAL);
    add_pair(clause(T, 0), clause(D, 0), RP_RELATION_IDENTICAL);
    fill();
    ck_assert_uint_eq(beside.rows.n, 2);
    EXPECT(0, 0, clause(PP_A, 0), clause(T, 0));
    EXPECT(1, 0, clause(T, 0), clause(D, 0));
}
END_TEST

START_TEST(a_passage_gives_way_to_a_repetition)
{
    add_group(PP_A, (const uint32_t[]){PP_A, T, D}, 3);
    add_pair(clause(PP_A, 0), clause(T, 0), RP_RELATION_PARTIAL);
    add_pair(clause(PP_A, 0), clause(T, 1), RP_RELATION_IDENTICAL);
    add_pair(clause(PP_A, 0), clause(D, 1), RP_RELATION_PARTIAL);
    fill();
    ck_assert_uint_eq(beside.rows.n, 1);
    EXPECT(0, 0, clause(PP_A, 0), clause(T, 1), clause(D, 1));
}
END_TEST

START_TEST(superseded_wording_stands_beside_nothing)
{
    add_group(PP_A, (const uint32_t[]){PP_A, T}, 2);
    add_pair(clause(PP_A, 0), clause(T, 0), RP_RELATION_IDENTICAL);
    corpus.clauses.v[clause(T, 0)].superseded = true;
    fill();
    ck_assert_uint_eq(beside.rows.n, 0);
}
END_TEST

/* What T and D share stands where both belong most, not in each group that has both; what
 * a group's first shares always stands there. */
START_TEST(what_two_members_share_stands_once)
{
    add_group(PP_A, (const uint32_t[]){PP_A, T, D}, 3);
    add_group(PP_B, (const uint32_t[]){PP_B, T, D}, 3);
    links.scores[rp_pair_index(PP_A, T)] = 600000;
    links.scores[rp_pair_index(PP_A, D)] = 900000;
    links.scores[rp_pair_index(PP_B, T)] = 700000;
    links.scores[rp_pair_index(PP_B, D)] = 700000;
    add_pair(clause(T, 0), clause(D, 0), RP_RELATION_IDENTICAL);
    add_pair(clause(PP_A, 0), clause(T, 1), RP_RELATION_IDENTICAL);
    add_pair(clause(PP_B, 0), clause(T, 1), RP_RELATION_IDENTICAL);
    fill();
    ck_assert_uint_eq(beside.rows.n, 3);
    EXPECT(0, 0, clause(PP_A, 0), clause(T, 1));
    EXPECT(1, 1, clause(PP_B, 0), clause(T, 1));
    EXPECT(2, 1, clause(T, 0), clause(D, 0));
}
END_TEST

START_TEST(without_judging_there_are_no_rows)
{
    add_group(PP_A, (const uint32_t[]){PP_A, T}, 2);
    const struct rp_map_report report = {.corpus = &corpus, .links = &links};
    ck_assert_int_eq(rp_beside_fill(&beside, &report), RP_OK);
    ck_assert_uint_eq(beside.rows.n, 0);
    ck_assert_uint_eq(beside.first_row.n, 2);
}
END_TEST

static Suite *beside_suite(void)
{
    Suite *suite = suite_create("beside");
    TCase *all = tcase_create("rows");
    tcase_add_checked_fixture(all, start, finish);
    tcase_add_test(all, a_row_is_one_provision_and_what_is_like_it);
    tcase_add_test(all, no_row_is_a_chain);
    tcase_add_test(all, a_passage_gives_way_to_a_repetition);
    tcase_add_test(all, superseded_wording_stands_beside_nothing);
    tcase_add_test(all, what_two_members_share_stands_once);
    tcase_add_test(all, without_judging_there_are_no_rows);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(beside_suite)
