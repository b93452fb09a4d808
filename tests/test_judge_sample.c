/* The sample's truth, end to end: every planted relation is found and named, and nothing
 * else is a repetition, a finding, or recommended for suppression. */
#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "pipeline.h"

#define SAMPLE REPRISE_SOURCE "/corpus/sample"

static struct rp_corpus corpus;
static struct rp_result result;
static char *truth; /* TSV */

static void setup(void)
{
    static const char *const sources[] = {SAMPLE};
    struct rp_options options;
    struct rp_error err = {0};
    struct rp_paths inputs = {0};
    size_t n_other;
    rp_options_init(&options);
    options.superseded = options.all_relations = true;
    rp_corpus_init(&corpus);
    rp_result_init(&result);
    ck_assert_int_eq(
        rp_pipeline_inputs(&inputs, sources, 1, &n_other, &options, NULL, &err), RP_OK);
    ck_assert_msg(rp_pipeline_load(&corpus, &inputs, NULL, RP_VIEW_ACCEPTED, &options, NULL,
                                   NULL, &err) == RP_OK,
                  "%s", err.message);
    ck_assert_int_eq(rp_pipeline_judge(&result, &corpus, &options, NULL, &err), RP_OK);
    struct rp_buf buf = {0};
    ck_assert_int_eq(rp_file_read(SAMPLE "/truth.tsv", 1 << 20, NULL, &buf, &err), RP_OK);
    ck_assert_int_eq(rp_buf_putc(&buf, '\0'), RP_OK);
    truth = buf.v;
    rp_paths_release(&inputs);
}

static void teardown(void)
{
    rp_corpus_release(&corpus);
    rp_result_release(&result);
    rp_free(truth);
}

static uint32_t clause_of(struct rp_str id)
{
    for (uint32_t i = 0; i < corpus.clauses.n; i++)
        if (rp_str_equal(rp_corpus_str(&corpus, corpus.clauses.v[i].id), id))
            return i;
    ck_abort_msg("no clause %.*s", (int)id.n, id.p);
}

struct planted {
    uint32_t a, b; /* a < b */
    struct rp_str relation, note;
};

/* The next line of the truth; false at its end. */
static bool next(const char **at, struct planted *planted)
{
    struct rp_str field[4];
    if (!**at)
        return false;
    for (int i = 0; i < 4; i++) {
        field[i] = (struct rp_str){*at, strcspn(*at, "\t\n")};
        *at += field[i].n;
        *at += **at == '\t';
    }
    *at += strcspn(*at, "\n");
    *at += **at == '\n';
    const uint32_t a = clause_of(field[0]), b = clause_of(field[1]);
    *planted = (struct planted){a < b ? a : b, a < b ? b : a, field[2], field[3]};
    return true;
}

static const char *first_line(void)
{
    return strchr(truth, '\n') + 1;
}

static enum rp_relation found(uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < result.pairs.n; i++)
        if (result.pairs.v[i].a == a && result.pairs.v[i].b == b)
            return result.pairs.v[i].relation;
    return RP_RELATION_NONE;
}

static const char *id(uint32_t clause)
{
    static char text[2][128];
    static int turn;
    const struct rp_str s = rp_corpus_str(&corpus, corpus.clauses.v[clause].id);
    turn = !turn;
    snprintf(text[turn], sizeof text[turn], "%.*s", (int)s.n, s.p);
    return text[turn];
}

START_TEST(every_planted_relation_is_found_and_named)
{
    const char *at = first_line(), *why;
    struct planted p;
    size_t n = 0;
    ck_assert_msg(rp_result_validate(&result, &corpus, &why), "%s", why);
    for (; next(&at, &p); n++) {
        const char *name = rp_relation_name(found(p.a, p.b));
        const bool related = rp_str_equal(p.relation, RP_STR("related"));
        ck_assert_msg(rp_str_equal(related ? RP_STR("none") : p.relation, rp_str_of(name)),
                      "%s and %s are %.*s, found %s", id(p.a), id(p.b), (int)p.relation.n,
                      p.relation.p, name);
    }
    ck_assert_uint_gt(n, 200);
}
END_TEST

START_TEST(nothing_else_is_more_than_procedure)
{
    for (size_t i = 0; i < result.pairs.n; i++) {
        const struct rp_verdict *v = &result.pairs.v[i];
        if (v->relation == RP_RELATION_NONE || v->relation == RP_RELATION_FORMULA)
            continue;
        const char *at = first_line();
        struct planted p;
        bool planted = false;
        while (!planted && next(&at, &p))
            planted = p.a == v->a && p.b == v->b;
        ck_assert_msg(planted, "%s and %s are found %s", id(v->a), id(v->b),
                      rp_relation_name(v->relation));
    }
}
END_TEST

START_TEST(sections_taken_over_are_one_finding_each)
{
    /* note -> the finding that its pairs stand in */
    static const char *const runs[] = {"run:kits", "run:rapporteurs"};
    for (int r = 0; r < 2; r++) {
        const char *at = first_line();
        struct planted p;
        size_t holder = SIZE_MAX;
        while (next(&at, &p)) {
            const size_t n = strlen(runs[r]);
            if (p.note.n < n || memcmp(p.note.p, runs[r], n) != 0)
                continue;
            size_t in = SIZE_MAX;
            for (size_t f = 0; f < result.findings.n; f++) {
                const struct rp_finding *finding = &result.findings.v[f];
                for (uint32_t k = 0; k < finding->n_pairs; k++) {
                    const struct rp_verdict *v =
                        &result.pairs.v[result.pairs_of.v[finding->first_pair + k]];
                    if (v->a == p.a && v->b == p.b)
                        in = f;
                }
            }
            ck_assert_msg(in != SIZE_MAX, "%s and %s stand in no finding", id(p.a),
                          id(p.b));
            ck_assert(holder == SIZE_MAX || holder == in);
            holder = in;
        }
        ck_assert_int_eq(result.findings.v[holder].kind, RP_FINDING_RUN);
    }
}
END_TEST

START_TEST(subjects_of_one_body_stand_alone)
{
    static const char *const names[] = {"PP-306", "PP-307", "WTSA-344", "WTDC-394",
                                        "RA-174"};
    size_t n = 0;
    for (size_t i = 0; i < result.standings.n; i++) {
        const struct rp_standing *s = &result.standings.v[i];
        const struct rp_str name =
            rp_corpus_str(&corpus, corpus.resolutions.v[s->resolution].name);
        bool listed = false;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            listed |= rp_str_equal(name, rp_str_of(names[k]));
        ck_assert_msg(s->alone == listed, "%.*s", (int)name.n, name.p);
        n += listed;
    }
    ck_assert_uint_eq(n, 5);
}
END_TEST

static Suite *sample_suite(void)
{
    Suite *suite = suite_create("judge_sample");
    TCase *tcase = tcase_create("sample");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_planted_relation_is_found_and_named);
    tcase_add_test(tcase, nothing_else_is_more_than_procedure);
    tcase_add_test(tcase, sections_taken_over_are_one_finding_each);
    tcase_add_test(tcase, subjects_of_one_body_stand_alone);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(sample_suite)
