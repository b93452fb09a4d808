#include "suite.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "corpora.h"
#include "judge/audit.h"

/* Links are given by hand: scores[pair], no evidence but the subject. */
enum { BEACONS, TIDES, KITES, BEACONS_T, TIDES_T, ROPES_T, KITES_D, RADIO, N };

static struct rp_corpus corpus;
static struct rp_links links;
static struct rp_published published;
static struct rp_audit audit;

static void link_pair(uint32_t a, uint32_t b, uint32_t ppm, uint32_t title_ppm)
{
    struct rp_link link = {.a = a, .b = b, .score_ppm = ppm, .through = UINT32_MAX};
    links.scores[rp_pair_index(a, b)] = ppm;
    links.strengths[rp_pair_index(a, b)].title = title_ppm;
    link.strength = links.strengths[rp_pair_index(a, b)];
    link.evidence = rp_links_evidence(&links, a, b, &rp_link_parameters_default);
    ck_assert_int_eq(rp_vec_push(&links.links, link), RP_OK);
}

static void setup(void)
{
    rp_corpus_init(&corpus);
    add_resolution(&corpus, RP_BODY_PP, "1", 2018, "Harbour beacons");
    add_resolution(&corpus, RP_BODY_PP, "2", 2018, "Tide gauges");
    add_resolution(&corpus, RP_BODY_PP, "3", 2018, "Kites");
    add_resolution(&corpus, RP_BODY_WTSA, "10", 2016, "Lamps");
    add_clause(&corpus, NULL, "one");
    add_resolution(&corpus, RP_BODY_WTSA, "20", 2016, "Ebb and flow");
    add_clause(&corpus, NULL, "two");
    add_resolution(&corpus, RP_BODY_WTSA, "30", 2016, "Ropes");
    add_resolution(&corpus, RP_BODY_WTDC, "40", 2017, "Wind toys");
    add_clause(&corpus, NULL, "three");
    add_resolution(&corpus, RP_BODY_PP, "4", 2018,
                   "Songs of the Radiocommunication Sector");
    links = (struct rp_links){.n = N};
    links.scores = rp_alloc_zero(N * N, sizeof *links.scores);
    links.strengths = rp_alloc_zero(N * N, sizeof *links.strengths);
    link_pair(BEACONS_T, BEACONS, 950000, 700000);
    link_pair(TIDES_T, TIDES, 900000, 700000);
    link_pair(KITES_D, KITES, 850000, 700000);
}

static void teardown(void)
{
    rp_audit_release(&audit);
    rp_buf_release(&published.text);
    rp_vec_release(&published.rows);
    rp_vec_release(&published.entries);
    rp_links_release(&links);
    rp_corpus_release(&corpus);
    audit = (struct rp_audit){0};
    published = (struct rp_published){0};
}

/* A row and its entries, names up to NULL. */
static void add_row(enum rp_row_kind kind, uint32_t number, const char *subject, ...)
{
    struct rp_row row = {.kind = kind,
                         .number = number,
                         .line = (uint32_t)published.rows.n + 1,
                         .subject = {(uint32_t)published.text.n, 0},
                         .first_entry = (uint32_t)published.entries.n};
    ck_assert_int_eq(rp_buf_puts(&published.text, subject), RP_OK);
    row.subject.end = (uint32_t)published.text.n;
    va_list names;
    va_start(names, subject);
    for (const char *name; (name = va_arg(names, const char *)) != NULL; row.n_entries++) {
        struct rp_entry entry = {.line = row.line};
        snprintf(entry.name, sizeof entry.name, "%s", name);
        for (int b = RP_BODY_PP; b < RP_N_BODIES; b++)
            if (strncmp(name, rp_body_name((enum rp_body)b),
                        strlen(rp_body_name((enum rp_body)b))) == 0)
                entry.body = (enum rp_body)b;
        ck_assert_int_eq(rp_vec_push(&published.entries, entry), RP_OK);
    }
    va_end(names);
    ck_assert_int_eq(rp_vec_push(&published.rows, row), RP_OK);
}

static void run(void)
{
    const char *why;
    struct rp_audit_parameters parameters = rp_audit_parameters_default;
    parameters.common_share = 3; /* of eight titles, two may have a word of a subject */
    ck_assert_int_eq(rp_audit_fill(&audit, &published, &corpus, &links, &parameters, NULL),
                     RP_OK);
    ck_assert_msg(rp_audit_validate(&audit, &published, &corpus, &why), "%s", why);
}

static const struct rp_remark *find(enum rp_remark_kind kind)
{
    for (size_t i = 0; i < audit.remarks.n; i++)
        if (audit.remarks.v[i].kind == kind)
            return &audit.remarks.v[i];
    return NULL;
}

static bool says(struct rp_span span, const char *words)
{
    const struct rp_str s = rp_audit_str(&audit, span);
    return memmem(s.p, s.n, words, strlen(words)) != NULL;
}

START_TEST(a_table_that_holds_gets_no_remark)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Tides", "PP-2", "WTSA-20", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Kites", "PP-3", "WTDC-40", NULL);
    add_row(RP_ROW_ALONE, 0, "Ropes", "WTSA-30", NULL);
    add_row(RP_ROW_CANDIDATE, 1, "Kites", "PP-3", "WTDC-40", NULL);
    run();
    ck_assert_uint_eq(audit.remarks.n, 0);
    ck_assert_uint_eq(audit.borne.n, 4);
    ck_assert_int_eq(audit.borne.v[0].evidence, RP_EVIDENCE_TITLE);
}
END_TEST

START_TEST(a_table_is_caught_at_contradicting_itself)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Tides", "PP-2", "WTSA-20", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Kites", "PP-3", "WTDC-40", NULL);
    add_row(RP_ROW_ALONE, 0, "Lamps", "WTSA-10", NULL);
    add_row(RP_ROW_CANDIDATE, 1, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_CANDIDATE, 2, "Tides", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_CANDIDATE, 5, "Kites", "WTDC-40", NULL);
    run();
    const struct rp_remark *contradiction = find(RP_REMARK_CONTRADICTION);
    ck_assert_ptr_nonnull(contradiction);
    ck_assert_uint_eq(contradiction->line, 4);
    ck_assert_uint_eq(contradiction->other_line, 1);
    ck_assert(says(contradiction->message, "WTSA-10 is said to have no equivalent"));
    ck_assert(says(contradiction->suggestion, "Take it off the list"));
    const struct rp_remark *repeated = find(RP_REMARK_REPEATED);
    ck_assert_ptr_nonnull(repeated);
    ck_assert_uint_eq(repeated->line, 6);
    ck_assert(says(repeated->suggestion, "PP-2, WTSA-20"));
    const struct rp_remark *anchor = find(RP_REMARK_UNANCHORED);
    ck_assert_ptr_nonnull(anchor);
    ck_assert_uint_eq(anchor->alternative, KITES);
    const struct rp_remark *jump = find(RP_REMARK_NUMBERING);
    ck_assert_ptr_nonnull(jump);
    ck_assert(says(jump->message, "from 2 to 5"));
}
END_TEST

START_TEST(a_slipped_cell_is_sent_back_to_its_row)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Kites", "PP-3", "WTDC-40", NULL);
    add_row(RP_ROW_CANDIDATE, 1, "Kites", "PP-3", NULL);
    add_row(RP_ROW_CANDIDATE, 2, "Beacons", "PP-1", "WTSA-10", "WTDC-40", NULL);
    run();
    const struct rp_remark *shifted = find(RP_REMARK_SHIFTED);
    ck_assert_ptr_nonnull(shifted);
    ck_assert_uint_eq(shifted->a, KITES_D);
    ck_assert_uint_eq(shifted->other_line, 3);
    ck_assert(says(shifted->suggestion, "candidate 1 (Kites)"));
    ck_assert_ptr_null(find(RP_REMARK_UNSUPPORTED));
}
END_TEST

START_TEST(the_texts_decide_about_links)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", "WTSA-30", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Tides", "PP-1", "WTSA-20", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Wind", "PP-2", "WTSA-10", "PP-99", NULL);
    run();
    const struct rp_remark *better = find(RP_REMARK_BETTER);
    ck_assert_ptr_nonnull(better);
    ck_assert_uint_eq(better->a, TIDES_T);
    ck_assert_uint_eq(better->alternative, TIDES);
    const struct rp_remark *unsupported = find(RP_REMARK_UNSUPPORTED);
    ck_assert_ptr_nonnull(unsupported);
    ck_assert_uint_eq(unsupported->a, BEACONS_T);
    ck_assert_uint_eq(unsupported->line, 3);
    ck_assert(says(unsupported->suggestion, "it also stands under \"Beacons\""));
    const struct rp_remark *untested = find(RP_REMARK_UNTESTED);
    ck_assert_ptr_nonnull(untested);
    ck_assert_uint_eq(untested->a, ROPES_T);
    const struct rp_remark *missing = find(RP_REMARK_MISSING);
    ck_assert_ptr_nonnull(missing);
    ck_assert_uint_ge(missing->score_ppm, 850000);
    const struct rp_remark *unknown = find(RP_REMARK_UNKNOWN);
    ck_assert_ptr_nonnull(unknown);
    ck_assert(says(unknown->message, "PP-99"));
}
END_TEST

START_TEST(what_titles_alone_speak_for_is_wanted_less)
{
    /* Of another Sector by its title. */
    link_pair(ROPES_T, RADIO, 960000, 700000);
    add_row(RP_ROW_SUBJECT, 0, "Tides", "PP-2", "WTSA-20", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Kites", "PP-3", "WTDC-40", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    run();
    ck_assert_ptr_null(find(RP_REMARK_MISSING));
    rp_audit_release(&audit);
    /* Another one of its body is nearer, and in the table. */
    link_pair(ROPES_T, BEACONS, 940000, 700000);
    run();
    ck_assert_ptr_null(find(RP_REMARK_MISSING));
    rp_audit_release(&audit);
    links.scores[rp_pair_index(BEACONS_T, BEACONS)] = 930000;
    run();
    ck_assert_ptr_nonnull(find(RP_REMARK_MISSING));
    ck_assert_uint_eq(find(RP_REMARK_MISSING)->a, ROPES_T);
    rp_audit_release(&audit);
    /* A provision that both have needs no title. */
    links.scores[rp_pair_index(BEACONS_T, BEACONS)] = 950000;
    links.links.v[links.links.n - 1].evidence = RP_EVIDENCE_TEXT;
    run();
    ck_assert_ptr_nonnull(find(RP_REMARK_MISSING));
}
END_TEST

START_TEST(pp_resolutions_quoted_beside_the_first_are_held_against_the_subjects_too)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "PP-2", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Tides", "PP-2", "PP-3", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "PP-1", "PP-2", "PP-3", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "PP-2", "PP-3", NULL);
    run();
    const struct rp_remark *parts = find(RP_REMARK_PARTS);
    ck_assert_ptr_nonnull(parts);
    ck_assert_uint_eq(audit.remarks.n, 4); /* and the three strong links */
    ck_assert_uint_eq(parts->line, 3);
    ck_assert(says(parts->message, "PP-3 (\"Kites\") is quoted beside PP-1"));
}
END_TEST

START_TEST(a_doubt_names_what_is_near)
{
    add_row(RP_ROW_SUBJECT, 0, "Songs", "PP-4", "WTSA-10", "WTSA-30", NULL);
    links.links.v[0].strength.title = 100000; /* not firm enough to be offered */
    run();
    ck_assert_ptr_null(find(RP_REMARK_BETTER));
    ck_assert(says(find(RP_REMARK_UNSUPPORTED)->suggestion,
                   "The PP resolution nearest to it is PP-1"));
    ck_assert(says(find(RP_REMARK_UNTESTED)->suggestion, "No PP resolution is near it"));
}
END_TEST

START_TEST(what_is_suppressed_is_not_missed)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_SUBJECT, 0, "Tides", "PP-2", "WTSA-20", NULL);
    add_row(RP_ROW_SUPPRESSED, 0, "", "PP-3", NULL);
    run();
    ck_assert_ptr_null(find(RP_REMARK_MISSING));
}
END_TEST

START_TEST(a_subject_that_names_both_bears_out)
{
    struct rp_resolution *r = &corpus.resolutions.v[ROPES_T];
    r->title = corpus.resolutions.v[KITES].title;
    add_row(RP_ROW_SUBJECT, 0, "Flying kites", "PP-3", "WTSA-30", NULL);
    run();
    ck_assert_ptr_null(find(RP_REMARK_UNTESTED));
    ck_assert_ptr_null(find(RP_REMARK_UNSUPPORTED));
}
END_TEST

START_TEST(nothing_to_audit_is_said)
{
    ck_assert_int_eq(rp_audit_fill(&audit, &published, &corpus, &links,
                                   &rp_audit_parameters_default, NULL),
                     RP_ERR_EMPTY);
}
END_TEST

START_TEST(a_failed_allocation_leaves_nothing_behind)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-20", NULL);
    add_row(RP_ROW_ALONE, 0, "Lamps", "WTSA-20", NULL);
    int status = RP_ERR_MEMORY;
    for (uint64_t n = 1; status == RP_ERR_MEMORY; n++) {
        struct rp_audit again = {0};
        rp_alloc_fail_at(n);
        status = rp_audit_fill(&again, &published, &corpus, &links,
                               &rp_audit_parameters_default, NULL);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || again.remarks.v == NULL);
        rp_audit_release(&again);
    }
    ck_assert_int_eq(status, RP_OK);
}
END_TEST

START_TEST(quotations_are_held_against_the_subjects)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", "WTSA-30", "WTDC-40", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "WTSA-20", "WTDC-40", NULL);
    run();
    size_t n = 0;
    for (size_t i = 0; i < audit.remarks.n; i++)
        n += audit.remarks.v[i].kind == RP_REMARK_PARTS;
    ck_assert_uint_eq(n, 3); /* and WTSA-20 beside WTDC-40, said of each */
    const struct rp_remark *left_out = NULL;
    for (size_t i = 0; i < audit.remarks.n; i++)
        if (audit.remarks.v[i].kind == RP_REMARK_PARTS && audit.remarks.v[i].line == 1)
            left_out = &audit.remarks.v[i];
    ck_assert_ptr_nonnull(left_out);
    ck_assert_uint_eq(left_out->other_line, 2);
    ck_assert(says(left_out->message, "\"Beacons\" names WTSA-30, WTDC-40, which the "
                                      "quotations beside PP-1 leave out."));
}
END_TEST

START_TEST(what_all_quotations_have_is_not_left_out)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "PP-2", "WTSA-10", "WTDC-40", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "PP-2", "WTDC-40", "PP-1", NULL);
    run();
    ck_assert_ptr_null(find(RP_REMARK_PARTS));
}
END_TEST

START_TEST(a_text_under_two_headings_is_misquoted)
{
    static const char *const provisions[] = {
        "that every lamp of the harbour is trimmed at nightfall by its keeper;",
        "that the oil of each lamp is measured on the first day of the month;",
        "that the keepers write what they have seen into the book of the harbour;"};
    for (int times = 0; times < 2; times++) {
        add_resolution(&corpus, RP_BODY_RA, times ? "51" : "50", 2019, "Lamps");
        for (size_t i = 0; i < 3; i++)
            add_clause(&corpus, NULL, provisions[i]);
    }
    add_clause(&corpus, NULL, "to report to the assembly;");
    links.n = N + 2;
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "RA-51", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "RA-50", NULL);
    run();
    const struct rp_remark *remark = find(RP_REMARK_MISQUOTED);
    ck_assert_ptr_nonnull(remark);
    ck_assert_uint_eq(remark->line, 2);
    ck_assert_uint_eq(remark->other_line, 3);
    ck_assert(says(remark->message, "has 3 provisions word for word that RA-50"));
    ck_assert(says(remark->suggestion, "3 of the 3 of RA-50, and 3 of the 4 of RA-51."));

    corpus.clauses.v[corpus.clauses.n - 2].superseded = true;
    rp_audit_release(&audit);
    audit = (struct rp_audit){0};
    run();
    ck_assert_ptr_null(find(RP_REMARK_MISQUOTED));
}
END_TEST

START_TEST(old_wording_among_the_quotations_is_named_once)
{
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "PP-1", "WTSA-10", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "WTSA-10", NULL);
    add_row(RP_ROW_QUOTED, 0, "", "WTSA-10", NULL);
    published.entries.v[2].year = 2018; /* of PP-1 */
    published.entries.v[3].year = 2012;
    published.entries.v[4].year = 2008;
    published.entries.v[5].year = 2016;
    run();
    const struct rp_remark *remark = find(RP_REMARK_REVISION);
    ck_assert_ptr_nonnull(remark);
    size_t n = 0;
    for (size_t k = 0; k < audit.remarks.n; k++)
        n += audit.remarks.v[k].kind == RP_REMARK_REVISION;
    ck_assert_uint_eq(n, 1);
    ck_assert_uint_eq(remark->line, 2);
    ck_assert_uint_eq(remark->other_line, 4);
    ck_assert(says(remark->message, "WTSA-10 is quoted as of 2012 (in 2 rows at an old "));
    ck_assert(says(remark->message, ", as other rows have it."));
}
END_TEST

START_TEST(what_is_faint_is_borne_out_by_nothing)
{
    links.scores[rp_pair_index(ROPES_T, BEACONS)] = 90000;
    add_row(RP_ROW_SUBJECT, 0, "Beacons", "PP-1", "WTSA-10", "WTSA-30", NULL);
    run();
    ck_assert_uint_eq(audit.borne.n, 2);
    ck_assert_int_eq(audit.borne.v[0].evidence, RP_EVIDENCE_TITLE);
    ck_assert_int_eq(audit.borne.v[1].evidence, RP_EVIDENCE_NONE);
}
END_TEST

static Suite *audit_suite(void)
{
    Suite *suite = suite_create("audit");
    TCase *tcase = tcase_create("audit");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_table_that_holds_gets_no_remark);
    tcase_add_test(tcase, a_table_is_caught_at_contradicting_itself);
    tcase_add_test(tcase, a_slipped_cell_is_sent_back_to_its_row);
    tcase_add_test(tcase, the_texts_decide_about_links);
    tcase_add_test(tcase, what_titles_alone_speak_for_is_wanted_less);
    tcase_add_test(
        tcase, pp_resolutions_quoted_beside_the_first_are_held_against_the_subjects_too);
    tcase_add_test(tcase, a_doubt_names_what_is_near);
    tcase_add_test(tcase, what_is_suppressed_is_not_missed);
    tcase_add_test(tcase, a_subject_that_names_both_bears_out);
    tcase_add_test(tcase, nothing_to_audit_is_said);
    tcase_add_test(tcase, a_failed_allocation_leaves_nothing_behind);
    tcase_add_test(tcase, quotations_are_held_against_the_subjects);
    tcase_add_test(tcase, what_all_quotations_have_is_not_left_out);
    tcase_add_test(tcase, a_text_under_two_headings_is_misquoted);
    tcase_add_test(tcase, old_wording_among_the_quotations_is_named_once);
    tcase_add_test(tcase, what_is_faint_is_borne_out_by_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(audit_suite)
