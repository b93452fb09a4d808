#include "match/lists.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "suite.h"

enum { N_SETS = 120, ALPHABET = 40, LONGEST = 24 };

/* Sets of small numbers in their order; of set i the first `single[i]` elements are its own
 * and not listed. */
struct sets {
    uint64_t v[N_SETS][LONGEST];
    uint32_t n[N_SETS], single[N_SETS];
};

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = rp_mix(state + 0x9e3779b97f4a7c15ULL);
    return (uint32_t)((state >> 32) * below >> 32);
}

static void sets_draw(struct sets *sets)
{
    for (uint32_t i = 0; i < N_SETS; i++) {
        bool in[ALPHABET] = {false};
        uint32_t like = i && draw(3) ? draw(i) : i, n = 0;
        for (uint32_t k = 0; k < (like < i ? sets->n[like] : 0); k++)
            in[sets->v[like][k]] = draw(6) != 0;
        for (uint32_t k = draw(like < i ? 3 : 20); k > 0; k--)
            in[draw(ALPHABET)] = true;
        for (uint32_t e = 0; e < ALPHABET && n < LONGEST; e++)
            if (in[e])
                sets->v[i][n++] = e;
        sets->n[i] = n;
        sets->single[i] = draw(2) ? draw(4) : 0;
    }
}

static uint32_t count_shared(const struct sets *sets, uint32_t a, uint32_t b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < sets->n[a]; i++)
        for (uint32_t k = 0; k < sets->n[b]; k++)
            shared += sets->v[a][i] == sets->v[b][k];
    return shared;
}

static bool alike(uint32_t shared, uint64_t size_a, uint64_t size_b, uint64_t t)
{
    return shared && shared * UINT64_C(1000000) >= t * (size_a + size_b - shared);
}

/* All lists, each set in those of its whole prefix. */
static int join(struct rp_likenesses *out, struct rp_list *list, const struct sets *sets,
                enum rp_side (*side_of)(uint32_t))
{
    for (uint64_t key = 0; key < ALPHABET; key++) {
        rp_list_begin(list, key);
        for (uint32_t i = 0; i < N_SETS; i++) {
            uint64_t size = sets->n[i] + sets->single[i];
            uint64_t least = (list->threshold_ppm * size + 999999) / 1000000;
            bool stands = false, has_key;
            for (uint32_t k = 0; k < sets->n[i]; k++)
                stands |= sets->v[i][k] == key && k + sets->single[i] < size - least + 1;
            if (!stands)
                continue;
            struct rp_listed set = {i, side_of(i), (uint32_t)size, sets->n[i], sets->v[i]};
            if (rp_list_add(list, out, &has_key, &set))
                return RP_ERR_MEMORY;
            ck_assert(has_key);
        }
    }
    return RP_OK;
}

static enum rp_side each(uint32_t i)
{
    (void)i;
    return RP_SIDE_EACH;
}

static enum rp_side halves(uint32_t i)
{
    return i < N_SETS / 2 ? RP_SIDE_LEADER : RP_SIDE_FOLLOWER;
}

START_TEST(lists_find_every_pair_once)
{
    static const uint32_t thresholds[] = {1, 200000, 500000, 700000, 1000000};
    static struct sets sets;
    uint64_t n_alike = 0;
    for (unsigned round = 0; round < 200; round++) {
        struct rp_list list = {.threshold_ppm = thresholds[round % 5]};
        struct rp_likenesses found = {0};
        static uint32_t times[N_SETS][N_SETS];
        state = round;
        memset(times, 0, sizeof times);
        sets_draw(&sets);
        ck_assert_int_eq(join(&found, &list, &sets, each), RP_OK);
        for (size_t i = 0; i < found.n; i++) {
            const struct rp_likeness *p = &found.v[i];
            times[p->a][p->b]++;
            ck_assert_uint_eq(p->shared,
                              count_shared(&sets, (uint32_t)p->a, (uint32_t)p->b));
        }
        for (uint32_t a = 0; a < N_SETS; a++)
            for (uint32_t b = 0; b < N_SETS; b++) {
                bool want =
                    a < b && alike(count_shared(&sets, a, b), sets.n[a] + sets.single[a],
                                   sets.n[b] + sets.single[b], list.threshold_ppm);
                ck_assert_uint_eq(times[a][b], want);
                n_alike += want;
            }
        rp_vec_release(&found);
        rp_list_release(&list);
    }
    ck_assert_uint_gt(n_alike, 1000);
}
END_TEST

START_TEST(followers_find_their_first_leader)
{
    static struct sets sets;
    for (unsigned round = 0; round < 100; round++) {
        struct rp_list list = {.threshold_ppm = 500000};
        struct rp_likenesses found = {0};
        uint64_t first[N_SETS];
        state = 1000 + round;
        sets_draw(&sets);
        ck_assert_int_eq(join(&found, &list, &sets, halves), RP_OK);
        memset(first, 0xff, sizeof first);
        for (size_t i = 0; i < found.n; i++)
            if (found.v[i].a < first[found.v[i].b])
                first[found.v[i].b] = found.v[i].a;
        for (uint32_t b = 0; b < N_SETS; b++) {
            uint64_t want = UINT64_MAX;
            for (uint32_t a = 0; a < N_SETS / 2 && b >= N_SETS / 2 && want == UINT64_MAX;
                 a++)
                if (alike(count_shared(&sets, a, b), sets.n[a] + sets.single[a],
                          sets.n[b] + sets.single[b], list.threshold_ppm))
                    want = a;
            ck_assert_uint_eq(first[b], want);
        }
        rp_vec_release(&found);
        rp_list_release(&list);
    }
}
END_TEST

START_TEST(a_set_without_the_key_is_told)
{
    static const uint64_t v[] = {3, 5};
    struct rp_list list = {.threshold_ppm = 500000};
    struct rp_likenesses found = {0};
    struct rp_listed set = {1, RP_SIDE_EACH, 2, 2, v};
    bool has_key = true;
    rp_list_begin(&list, 4);
    ck_assert_int_eq(rp_list_add(&list, &found, &has_key, &set), RP_OK);
    ck_assert(!has_key);
    ck_assert_uint_eq(list.kept.n, 0);
    rp_list_release(&list);
}
END_TEST

START_TEST(no_memory)
{
    static struct sets sets;
    state = 5;
    sets_draw(&sets);
    int status = RP_ERR_MEMORY;
    for (uint64_t n = 1; status; n++) {
        struct rp_list list = {.threshold_ppm = 500000};
        struct rp_likenesses found = {0};
        rp_alloc_fail_at(n);
        status = join(&found, &list, &sets, each);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || status == RP_ERR_MEMORY);
        rp_vec_release(&found);
        rp_list_release(&list);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("lists");
    TCase *lists = tcase_create("lists");
    tcase_set_timeout(lists, 60);
    tcase_add_test(lists, lists_find_every_pair_once);
    tcase_add_test(lists, followers_find_their_first_leader);
    tcase_add_test(lists, a_set_without_the_key_is_told);
    tcase_add_test(lists, no_memory);
    suite_add_tcase(suite, lists);
    return suite;
}

RUN_SUITE(suite)
