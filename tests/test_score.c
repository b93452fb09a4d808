/* Verdicts on drafts, through the whole library, on the sample. */
#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "pipeline.h"

#define SAMPLE REPRISE_SOURCE "/corpus/sample"
#define MOD REPRISE_SOURCE "/corpus/drafts/wtsa-341-mod.docx"
#define COMPOSED REPRISE_SOURCE "/tests/cli/draft.txt"

static struct rp_options options;

static int load(struct rp_corpus *corpus, const char *const *drafts, size_t n,
                struct rp_error *err)
{
    static const char *const sources[] = {SAMPLE};
    struct rp_paths inputs = {0}, paths = {0};
    size_t n_other;
    int status = rp_pipeline_inputs(&inputs, sources, 1, &n_other, &options, NULL, err);
    if (status == RP_OK)
        status = rp_pipeline_inputs(&paths, drafts, n, &n_other, &options, NULL, err);
    if (status == RP_OK)
        status = rp_pipeline_load(corpus, &inputs, NULL, RP_VIEW_ACCEPTED, &options, NULL,
                                  NULL, err);
    if (status == RP_OK && n)
        status = rp_pipeline_load_drafts(corpus, &paths, RP_VIEW_ACCEPTED, &options, NULL,
                                         NULL, err);
    rp_paths_release(&inputs);
    rp_paths_release(&paths);
    return status;
}

static void score(struct rp_corpus *corpus, struct rp_scores *scores,
                  const char *const *drafts, size_t n)
{
    struct rp_error err = {0};
    const char *why = "";
    rp_options_init(&options);
    options.threads = 1;
    rp_corpus_init(corpus);
    *scores = (struct rp_scores){0};
    ck_assert_msg(load(corpus, drafts, n, &err) == RP_OK, "%s", err.message);
    ck_assert_msg(rp_corpus_validate(corpus, &why), "%s", why);
    ck_assert_int_eq(rp_pipeline_score(scores, corpus, &options, NULL, &err), RP_OK);
    ck_assert_msg(rp_scores_validate(scores, corpus, &why), "%s", why);
}

START_TEST(each_paragraph_gets_its_verdict)
{
    static const struct {
        enum rp_score verdict;
        const char *of; /* its first match */
    } wanted[] = {
        {RP_SCORE_REPEATS, "WTDC-392/considering/b"},
        {RP_SCORE_NEW, ""},
        {RP_SCORE_REPEATS, "PP-302/resolves/2"},
        {RP_SCORE_REPEATS, "PP-302/resolves/3"},
        {RP_SCORE_REVERTS, "PP-305/resolves#2/1"},
        {RP_SCORE_REPEATS, "WTSA-344/resolves/3"},
        {RP_SCORE_NEW, ""},
        {RP_SCORE_ADAPTS, "WTSA-342/instructs#2/1"},
        {RP_SCORE_FORMULA, NULL},
    };
    static const char *const drafts[] = {COMPOSED};
    struct rp_corpus corpus;
    struct rp_scores scores;
    score(&corpus, &scores, drafts, 1);
    ck_assert_uint_eq(scores.cards.n, 1);
    ck_assert_uint_eq(scores.scored.n, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < scores.scored.n; i++) {
        const struct rp_scored *s = &scores.scored.v[i];
        struct rp_str of = {"", 0};
        if (s->n_matches)
            of = rp_corpus_str(
                &corpus, corpus.clauses.v[scores.matches.v[s->first_match].pair.a].id);
        ck_assert_msg(s->verdict == wanted[i].verdict, "paragraph %zu %s", i + 1,
                      rp_score_name(s->verdict));
        ck_assert_msg(!wanted[i].of || rp_str_equal(of, rp_str_of(wanted[i].of)),
                      "paragraph %zu: %.*s", i + 1, (int)of.n, of.p);
    }
    const struct rp_card *card = scores.cards.v;
    ck_assert_uint_eq(card->revises, UINT32_MAX);
    ck_assert_uint_eq(card->all.formula, scores.scored.v[8].words);
    ck_assert_uint_eq(card->parts[RP_PART_PREAMBLE].neutral, scores.scored.v[0].words);
    rp_scores_release(&scores);
    rp_corpus_release(&corpus);
}
END_TEST

START_TEST(a_revision_is_held_against_its_own_text)
{
    static const char *const drafts[] = {MOD};
    struct rp_corpus corpus;
    struct rp_scores scores;
    score(&corpus, &scores, drafts, 1);
    ck_assert_uint_eq(scores.cards.n, 1);
    const struct rp_card *card = scores.cards.v;
    ck_assert(rp_str_equal(rp_corpus_str(&corpus, corpus.resolutions.v[card->revises].name),
                           RP_STR("WTSA-341")));
    ck_assert_uint_eq(card->own[RP_OWN_UNCHANGED], 17);
    ck_assert_uint_eq(card->own[RP_OWN_CHANGED], 3);
    ck_assert_uint_eq(card->own[RP_OWN_ADDED], 2);
    ck_assert_uint_eq(card->n_dropped, 2);
    for (size_t i = 0; i < scores.scored.n; i++)
        for (uint32_t k = 0; k < scores.scored.v[i].n_matches; k++) {
            const struct rp_verdict *pair =
                &scores.matches.v[scores.scored.v[i].first_match + k].pair;
            ck_assert(corpus.clauses.v[pair->a].resolution != card->revises ||
                      corpus.clauses.v[pair->a].superseded);
        }
    rp_scores_release(&scores);
    rp_corpus_release(&corpus);
}
END_TEST

/* Judged with a draft behind it, the corpus is judged as without. */
START_TEST(a_draft_changes_nothing_in_the_corpus)
{
    static const char *const drafts[] = {COMPOSED, MOD};
    struct rp_corpus alone, with;
    struct rp_result a, b;
    struct rp_error err = {0};
    rp_options_init(&options);
    options.threads = 1;
    rp_corpus_init(&alone);
    rp_corpus_init(&with);
    rp_result_init(&a);
    rp_result_init(&b);
    ck_assert_int_eq(load(&alone, NULL, 0, &err), RP_OK);
    ck_assert_int_eq(load(&with, drafts, 2, &err), RP_OK);
    ck_assert_int_eq(rp_pipeline_judge(&a, &alone, &options, NULL, &err), RP_OK);
    ck_assert_int_eq(rp_pipeline_judge(&b, &with, &options, NULL, &err), RP_OK);
    size_t n = 0;
    for (size_t i = 0; i < b.pairs.n; i++) {
        const struct rp_verdict *y = &b.pairs.v[i];
        if (y->b >= alone.clauses.n)
            continue;
        ck_assert_uint_lt(n, a.pairs.n);
        const struct rp_verdict *x = &a.pairs.v[n++];
        ck_assert(x->a == y->a && x->b == y->b && x->relation == y->relation &&
                  x->score_ppm == y->score_ppm && x->shared_mbit == y->shared_mbit &&
                  x->subject_mbit == y->subject_mbit);
    }
    ck_assert_uint_eq(n, a.pairs.n);
    rp_result_release(&a);
    rp_result_release(&b);
    rp_corpus_release(&alone);
    rp_corpus_release(&with);
}
END_TEST

START_TEST(every_failed_allocation_is_an_error)
{
    static const char *const drafts[] = {MOD};
    struct rp_corpus corpus;
    struct rp_scores scores;
    score(&corpus, &scores, drafts, 1);
    rp_scores_release(&scores);
    uint64_t n = 1, step = 1;
    for (int status = RP_ERR_MEMORY; status; n += step) {
        struct rp_error err = {0};
        rp_alloc_fail_at(n);
        status = rp_pipeline_score(&scores, &corpus, &options, NULL, &err);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || status == RP_ERR_MEMORY);
        if (status)
            ck_assert_uint_eq(scores.cards.n, 0);
        step = 1 + n / 50; /* the room's own ones stand at the end of a long row */
    }
    rp_scores_release(&scores);
    rp_corpus_release(&corpus);
}
END_TEST

static Suite *score_suite(void)
{
    Suite *suite = suite_create("score");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, each_paragraph_gets_its_verdict);
    tcase_add_test(all, a_revision_is_held_against_its_own_text);
    tcase_add_test(all, a_draft_changes_nothing_in_the_corpus);
    tcase_add_test(all, every_failed_allocation_is_an_error);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(score_suite)
