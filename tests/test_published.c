#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "segment/published.h"

static struct rp_document document;
static struct rp_outline outline;
static struct rp_published published;
static uint32_t row;

/* A paragraph of cell `cell` of the row at hand; 0: in no table. "|" begins a cell. */
static void add(uint32_t cell, const char *text)
{
    const bool begins = text[0] == '|';
    struct rp_paragraph p = {.text = {(uint32_t)document.text.n, 0},
                             .line = (uint32_t)document.paragraphs.n + 1,
                             .table = cell ? 1 : 0,
                             .row = cell ? row : 0,
                             .cell = cell,
                             .begins_cell = begins};
    ck_assert_int_eq(rp_buf_puts(&document.text, text + begins), RP_OK);
    p.text.end = (uint32_t)document.text.n;
    ck_assert_int_eq(rp_vec_push(&document.paragraphs, p), RP_OK);
}

/* A row of cells; an entry "a\nb" is two paragraphs of a cell. */
static void add_row(size_t n, const char *const *cells)
{
    row++;
    for (uint32_t c = 0; c < n; c++) {
        char text[256];
        snprintf(text, sizeof text, "|%s", cells[c]);
        for (char *line = text; line;) {
            char *next = strchr(line, '\n');
            if (next)
                *next++ = '\0';
            add(c + 1, line);
            line = next;
        }
    }
}

static void setup(void)
{
    row = 0;
    rp_document_init(&document);
    document.path = rp_strdup("table.txt");
}

static void teardown(void)
{
    rp_published_release(&published);
    rp_published_release(&published);
    rp_outline_release(&outline);
    rp_document_release(&document);
    published = (struct rp_published){0};
    outline = (struct rp_outline){0};
}

static void read_document(void)
{
    struct rp_error err = {0};
    struct rp_names *names = NULL;
    struct rp_lexicon *lexicon = NULL;
    struct rp_outline_options options = {0};
    ck_assert_int_eq(rp_names_new(&names, &err), RP_OK);
    ck_assert_int_eq(rp_lexicon_new(&lexicon, &err), RP_OK);
    ck_assert_int_eq(rp_outline_fill(&outline, &document, names, lexicon, &options, &err),
                     RP_OK);
    ck_assert_int_eq(rp_published_fill(&published, &document, &outline, &err), RP_OK);
    rp_names_free(names);
    rp_lexicon_free(lexicon);
}

/* "kind number subject: name name" of a row. */
static const char *row_text(size_t i)
{
    static char text[512];
    const struct rp_row *r = &published.rows.v[i];
    const struct rp_str subject = rp_published_str(&published, r->subject);
    int n = snprintf(text, sizeof text, "%s %u %.*s:", rp_row_kind_name(r->kind),
                     (unsigned)r->number, (int)subject.n, subject.p);
    for (uint32_t k = 0; k < r->n_entries; k++)
        n += snprintf(text + n, sizeof text - (size_t)n, " %s",
                      published.entries.v[r->first_entry + k].name);
    return text;
}

START_TEST(rows_of_subjects_name_resolutions_in_many_ways)
{
    add_row(5, (const char *[]){"Subject area", "PP Resolution", "WTSA Resolution",
                                "WTDC Resolution", "RA Resolution"});
    add_row(5, (const char *[]){"Harbour\nbeacons", "PP Res.301\nPP Dec.5", "WTSA Res 341",
                                "", "RA Res.Res.2-7\nWRC Res.646"});
    add_row(5, (const char *[]){"Kites", "PP Res.[WGPL/3]", "( WTSA Res.1)",
                                "WTDC Resolution 12", ""});
    add_row(5, (const char *[]){"Nothing here", "", "", "", ""});
    read_document();
    ck_assert_uint_eq(published.rows.n, 2);
    ck_assert_str_eq(row_text(0), "subject 0 Harbour beacons: PP-301 PP-D5 WTSA-341 RA-2 "
                                  "WRC-646");
    ck_assert_str_eq(row_text(1), "subject 0 Kites: PP-WGPL/3 WTSA-1 WTDC-12");
    ck_assert_uint_eq(published.entries.v[3].suffix, 7);
    ck_assert_int_eq(published.entries.v[4].column, RP_BODY_RA);
    ck_assert_int_eq(published.entries.v[4].body, RP_BODY_WRC);
    ck_assert(published.entries.v[6].in_brackets);
    ck_assert_uint_eq(published.rows.v[0].line, 6);
}
END_TEST

START_TEST(a_list_and_what_is_suppressed_follow_a_swallowing_row)
{
    add_row(3, (const char *[]){"Subject", "PP", "WTSA"});
    add_row(3, (const char *[]){"Kites", "PP Res.2", "WTSA Res.3"});
    add(3, "The following WTSA Resolutions do not appear to have an equivalent anywhere:");
    add(3, "\u00b7 WTSA Res.34, Ropes");
    add(3, "\u00b7 WTSA Res.45, Knots, and their names");
    add(3, "Note: suppressed PP Resolution 166 has gone, and nobody misses it at all.");
    add_row(4, (const char *[]){"#", "Subject area", "PP Resolution", "WTSA Resolution"});
    add_row(4, (const char *[]){"7", "Kites", "PP Res.2", "WTSA Res.3"});
    read_document();
    ck_assert_uint_eq(published.rows.n, 5);
    ck_assert_str_eq(row_text(0), "subject 0 Kites: PP-2 WTSA-3");
    ck_assert_str_eq(row_text(1), "suppressed 0 : PP-166");
    ck_assert_str_eq(row_text(2), "alone 0 Ropes: WTSA-34");
    ck_assert_str_eq(row_text(3), "alone 0 Knots, and their names: WTSA-45");
    ck_assert_str_eq(row_text(4), "candidate 7 Kites: PP-2 WTSA-3");
}
END_TEST

START_TEST(quoted_rows_are_found_by_the_order_of_bodies)
{
    add_row(2, (const char *[]){"PP Resolutions", "WTSA Resolutions"});
    add_row(2, (const char *[]){"RESOLUTION 301 (Rev. Dubai, 2018)\nHarbour beacons",
                                "RESOLUTION 341 (Rev. Hammamet, 2016)\nBeacons"});
    row++; /* a blank line inside a cell: the reader takes it for a new row */
    add(1, "|RESOLUTION 391 (Rev. Buenos Aires, 2017)");
    add(1, "More beacons");
    row++;
    add(1, "|");
    add(2, "|RESOLUTION 342 (Rev. Hammamet, 2016)");
    add(2, "Tides");
    add(3, "|RA Res.7");
    add(3, "Kites");
    add(4, "|RA Res.8 is not in force");
    row++;
    add(1, "|RESOLUTION 302 (Rev. Dubai, 2018)");
    add(1, "Tide gauges");
    read_document();
    ck_assert_uint_eq(published.rows.n, 3);
    ck_assert_str_eq(row_text(0), "quoted 0 : PP-301 WTSA-341 WTDC-391");
    ck_assert_str_eq(row_text(1), "quoted 0 : WTSA-342 RA-7");
    ck_assert_str_eq(row_text(2), "quoted 0 : PP-302");
}
END_TEST

START_TEST(an_empty_cell_after_a_blank_line_in_a_text_begins_no_row)
{
    add_row(2, (const char *[]){"PP Resolutions", "WTSA Resolutions"});
    add_row(1, (const char *[]){"RESOLUTION 301 (Rev. Dubai, 2018)\nHarbour beacons"});
    add(1, "");
    add(1, "to keep the harbour lit;");
    row++; /* as the reader has it */
    add(1, "|");
    add(2, "|RESOLUTION 391 (Rev. Buenos Aires, 2017)");
    add(2, "More beacons");
    row++;
    add(1, "");
    add(1, "|");
    add(2, "|RESOLUTION 392 (Rev. Buenos Aires, 2017)");
    add(2, "Kites");
    for (size_t i = 0; i < document.paragraphs.n; i++)
        document.paragraphs.v[i].byte = (uint32_t)i + 1;
    read_document();
    ck_assert_uint_eq(published.rows.n, 2);
    ck_assert_str_eq(row_text(0), "quoted 0 : PP-301 WTDC-391");
    ck_assert_str_eq(row_text(1), "quoted 0 : WTDC-392");
}
END_TEST

START_TEST(a_tsv_of_our_own_is_read_where_it_claims_something)
{
    add(0, "resolution\tpp_resolution\tscore\tevidence");
    add(0, "WTSA-341\tPP-301\t0.991234\ttext");
    add(0, "WTSA-341\tPP-COM5/2\t0.412345\tsubject");
    add(0, "RA-2\tPP-303");
    add(0, "WTDC-COM3-4\tPP-183\t0.970998\ttitle");
    read_document();
    ck_assert_uint_eq(published.rows.n, 3);
    ck_assert_str_eq(row_text(0), "pair 0 : WTSA-341 PP-301");
    ck_assert_str_eq(row_text(1), "pair 0 : RA-2 PP-303");
    ck_assert_str_eq(row_text(2), "pair 0 : WTDC-COM3-4 PP-183");
}
END_TEST

START_TEST(a_failed_allocation_leaves_nothing_behind)
{
    add_row(3, (const char *[]){"Subject", "PP", "WTSA"});
    add_row(3, (const char *[]){"Kites", "PP Res.2", "WTSA Res.3"});
    read_document();
    int status = RP_ERR_MEMORY;
    for (uint64_t n = 1; status == RP_ERR_MEMORY; n++) {
        struct rp_published again = {0};
        rp_alloc_fail_at(n);
        status = rp_published_fill(&again, &document, &outline, NULL);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || again.rows.v == NULL);
        rp_published_release(&again);
    }
    ck_assert_int_eq(status, RP_OK);
}
END_TEST

static Suite *published_suite(void)
{
    Suite *suite = suite_create("published");
    TCase *tcase = tcase_create("published");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, rows_of_subjects_name_resolutions_in_many_ways);
    tcase_add_test(tcase, a_list_and_what_is_suppressed_follow_a_swallowing_row);
    tcase_add_test(tcase, quoted_rows_are_found_by_the_order_of_bodies);
    tcase_add_test(tcase, an_empty_cell_after_a_blank_line_in_a_text_begins_no_row);
    tcase_add_test(tcase, a_tsv_of_our_own_is_read_where_it_claims_something);
    tcase_add_test(tcase, a_failed_allocation_leaves_nothing_behind);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(published_suite)
