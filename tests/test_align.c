#include "suite.h"

#include <string.h>

#include "base/alloc.h"
#include "judge/align.h"

/* Numbers of its own, so that the defaults may change. */
static const struct rp_parameters parameters = {
    .moved_terms = 2,
    .moved_mbit = 600,
    .moved_passages = 8,
    .block_mbit = 400,
    .block_terms = 3,
};

static uint64_t state = 1;

static uint32_t pick(uint32_t n)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(state >> 33) % n;
}

static void fill(struct rp_term *t, size_t n, uint32_t n_ids)
{
    for (size_t i = 0; i < n; i++)
        t[i] = (struct rp_term){.id = pick(n_ids)};
}

static uint64_t weight_of(const struct rp_term *a, size_t n, const uint32_t *match,
                          const uint32_t *mbit)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += match[i] == UINT32_MAX ? 0 : mbit[a[i].id] + 1;
    return sum;
}

static uint64_t max(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The reference: the whole table. */
static uint64_t heaviest(const struct rp_term *a, size_t n, const struct rp_term *b,
                         size_t m, const uint32_t *mbit)
{
    uint64_t *table = rp_alloc_zero((n + 1) * (m + 1), sizeof *table);
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            uint64_t *cell = &table[i * (m + 1) + j];
            *cell = max(cell[-1], cell[-(ptrdiff_t)(m + 1)]);
            if (a[i - 1].id == b[j - 1].id)
                *cell = max(*cell, cell[-(ptrdiff_t)(m + 2)] + mbit[a[i - 1].id] + 1);
        }
    const uint64_t best = table[(n + 1) * (m + 1) - 1];
    rp_free(table);
    return best;
}

enum { MOST = 700 };
static struct rp_term a[MOST], b[MOST];
static uint32_t match_a[MOST], match_b[MOST], other_a[MOST], other_b[MOST], mbit[64];

static void weigh_ids(void)
{
    for (uint32_t i = 0; i < 64; i++)
        mbit[i] = pick(1000);
}

START_TEST(the_subsequence_is_the_heaviest_there_is)
{
    struct rp_align_scratch scratch = {0};
    for (int round = 0; round < 400; round++) {
        /* every tenth is too large for the table: the divided solution */
        const uint32_t most = round % 10 ? 60 : MOST;
        const size_t n = pick(most), m = pick(most);
        const uint32_t n_ids = 1 + pick(round % 3 ? 60 : 4);
        weigh_ids();
        fill(a, n, n_ids);
        fill(b, m, n_ids);
        ck_assert_int_eq(rp_align_subsequence(a, n, b, m, mbit, &scratch, match_a, match_b),
                         RP_OK);
        const char *why;
        ck_assert_msg(rp_align_validate(a, n, b, m, match_a, match_b, &why), "%s", why);
        uint32_t last = 0;
        for (size_t i = 0; i < n; i++) {
            if (match_a[i] == UINT32_MAX)
                continue;
            ck_assert(match_a[i] >= last);
            last = match_a[i] + 1;
        }
        ck_assert_uint_eq(weight_of(a, n, match_a, mbit), heaviest(a, n, b, m, mbit));
    }
    rp_align_scratch_release(&scratch);
}
END_TEST

START_TEST(both_orders_give_one_alignment)
{
    struct rp_align_scratch scratch = {0};
    for (int round = 0; round < 400; round++) {
        const size_t n = pick(round % 10 ? 50 : MOST), m = pick(round % 10 ? 50 : MOST);
        const uint32_t n_ids = 1 + pick(60);
        weigh_ids();
        fill(a, n, n_ids);
        fill(b, m, n_ids);
        ck_assert_int_eq(
            rp_align(a, n, b, m, mbit, &parameters, &scratch, match_a, match_b), RP_OK);
        ck_assert_int_eq(
            rp_align(b, m, a, n, mbit, &parameters, &scratch, other_b, other_a), RP_OK);
        const char *why;
        ck_assert_msg(rp_align_validate(a, n, b, m, match_a, match_b, &why), "%s", why);
        ck_assert_mem_eq(match_a, other_a, n * sizeof *match_a);
        ck_assert_mem_eq(match_b, other_b, m * sizeof *match_b);
    }
    rp_align_scratch_release(&scratch);
}
END_TEST

START_TEST(memory_is_linear)
{
    enum { LONG = 4096 };
    struct rp_align_scratch scratch = {0};
    struct rp_term *x = rp_alloc(LONG, sizeof *x), *y = rp_alloc(LONG, sizeof *y);
    uint32_t *mx = rp_alloc(LONG, sizeof *mx), *my = rp_alloc(LONG, sizeof *my);
    fill(x, LONG, 64);
    fill(y, LONG, 64);
    ck_assert_int_eq(rp_align(x, LONG, y, LONG, mbit, &parameters, &scratch, mx, my),
                     RP_OK);
    ck_assert_uint_le(scratch.rows.cap * sizeof *scratch.rows.v + scratch.steps.cap,
                      64 * 1024 + 16 * LONG);
    rp_free(x);
    rp_free(y);
    rp_free(mx);
    rp_free(my);
    rp_align_scratch_release(&scratch);
}
END_TEST

/* Terms from letters, a weight of 300 each. */
static size_t spell(struct rp_term *t, const char *s)
{
    size_t n = 0;
    for (; s[n]; n++)
        t[n] = (struct rp_term){.id = (uint32_t)(s[n] - 'A')};
    return n;
}

static size_t align_letters(const char *s, const char *t)
{
    struct rp_align_scratch scratch = {0};
    for (int i = 0; i < 64; i++)
        mbit[i] = 300;
    const size_t n = spell(a, s), m = spell(b, t);
    ck_assert_int_eq(rp_align(a, n, b, m, mbit, &parameters, &scratch, match_a, match_b),
                     RP_OK);
    rp_align_scratch_release(&scratch);
    size_t matched = 0;
    for (size_t i = 0; i < n; i++)
        matched += match_a[i] != UINT32_MAX;
    return matched;
}

START_TEST(a_moved_passage_is_found)
{
    ck_assert_uint_eq(align_letters("ABCDEFGHIJ", "HIJABCDEFG"), 10);
    ck_assert_uint_eq(match_a[7], 0);
    ck_assert_uint_eq(match_a[0], 3);
}
END_TEST

START_TEST(a_single_word_out_of_place_is_chance)
{
    ck_assert_uint_eq(align_letters("ABCDXEFGH", "XABCDEFGH"), 8);
    ck_assert_uint_eq(match_a[4], UINT32_MAX);
    ck_assert_uint_eq(align_letters("AXBYCZ", "AUBVCW"), 0); /* never two together */
}
END_TEST

START_TEST(a_word_that_names_a_sector_is_no_chance)
{
    struct rp_align_scratch scratch = {0};
    const size_t n = spell(a, "ABCXZ"), m = spell(b, "ABCYYZ");
    mbit['Z' - 'A'] = 100;
    a[4].sector = 'T';
    b[5].sector = 'D';
    ck_assert_int_eq(rp_align(a, n, b, m, mbit, &parameters, &scratch, match_a, match_b),
                     RP_OK);
    ck_assert_uint_eq(match_a[4], 5);
    a[4].sector = 0;
    ck_assert_int_eq(rp_align(a, n, b, m, mbit, &parameters, &scratch, match_a, match_b),
                     RP_OK);
    ck_assert_uint_eq(match_a[4], UINT32_MAX);
    rp_align_scratch_release(&scratch);
}
END_TEST

START_TEST(equal_words_join_the_run_they_belong_to)
{
    align_letters("OXXABO", "OABYYO");
    /* O A B: the first O of b stands next to A B, that of a does not, so both stay */
    align_letters("OXOABC", "OABC");
    ck_assert_uint_eq(match_a[2], 0);
    ck_assert_uint_eq(match_a[0], UINT32_MAX);
    align_letters("ABCOXO", "ABCO");
    ck_assert_uint_eq(match_a[3], 3);
    ck_assert_uint_eq(match_a[5], UINT32_MAX);
}
END_TEST

START_TEST(empty_sides_and_failed_allocations)
{
    struct rp_align_scratch scratch = {0};
    ck_assert_uint_eq(align_letters("", "ABC"), 0);
    ck_assert_uint_eq(align_letters("ABC", ""), 0);
    const size_t n = spell(a, "ABC");
    rp_alloc_fail_at(1);
    ck_assert_int_eq(rp_align(a, n, a, n, mbit, &parameters, &scratch, match_a, match_b),
                     RP_ERR_MEMORY);
    rp_alloc_fail_at(0);
    rp_align_scratch_release(&scratch);
}
END_TEST

static Suite *align_suite(void)
{
    Suite *suite = suite_create("align");
    TCase *tcase = tcase_create("align");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, the_subsequence_is_the_heaviest_there_is);
    tcase_add_test(tcase, both_orders_give_one_alignment);
    tcase_add_test(tcase, memory_is_linear);
    tcase_add_test(tcase, a_moved_passage_is_found);
    tcase_add_test(tcase, a_single_word_out_of_place_is_chance);
    tcase_add_test(tcase, a_word_that_names_a_sector_is_no_chance);
    tcase_add_test(tcase, equal_words_join_the_run_they_belong_to);
    tcase_add_test(tcase, empty_sides_and_failed_allocations);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(align_suite)
