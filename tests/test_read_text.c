#include "suite.h"

#include <string.h>

#include "read/read.h"

static struct rp_document document;
static struct rp_options options;

static void setup(void)
{
    rp_document_init(&document);
    rp_options_init(&options);
}

static void teardown(void)
{
    rp_document_release(&document);
}

static void read_bytes(const char *bytes, size_t n)
{
    struct rp_error err = {0};
    const char *why = "";
    rp_document_release(&document);
    ck_assert_int_eq(rp_read_text(&document, (struct rp_str){bytes, n}, RP_VIEW_ACCEPTED,
                                  &options, &err),
                     RP_OK);
    ck_assert_msg(rp_document_validate(&document, &why), "%s", why);
}

static void read_string(const char *s)
{
    read_bytes(s, strlen(s));
}

static void assert_text(size_t i, const char *want)
{
    ck_assert_uint_lt(i, document.paragraphs.n);
    struct rp_str s = rp_document_str(&document, document.paragraphs.v[i].text);
    ck_assert_msg(s.n == strlen(want) && memcmp(s.p, want, s.n) == 0, "'%.*s' is not '%s'",
                  (int)s.n, s.p, want);
}

START_TEST(the_carriers_marks_are_taken_out)
{
    static const struct {
        const char *line, *want;
    } cases[] = {
        {"[bookmark: _Toc17]RESOLUTION 9", "RESOLUTION 9"},
        {"\t HYPERLINK \"http://a.b/?c=d\" RESOLUTION 35", "RESOLUTION 35"},
        {"groups[footnoteRef:16]2 involved", "groups involved"},
        {"no\xc2\xa0"
         "break\xe2\x80\x91hyphen",
         "no break-hyphen"},
        {"soft\xc2\xadly", "softly"},
        {"the \xd0\x9e\xd0\xa2\xd0\xa2 market", "the OTT market"},
        {"\xd0\xbe\xd1\x82\xd1\x87\xd0\xb5\xd1\x82",
         "\xd0\xbe\xd1\x82\xd1\x87\xd0\xb5\xd1\x82"},
        {"[WGPL/3] stays", "[WGPL/3] stays"},
        {"[bookmark: never closed", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_string(cases[i].line);
        assert_text(0, cases[i].want);
    }
}
END_TEST

START_TEST(footnotes_stand_apart)
{
    read_string(
        "a group[footnoteRef:3]1 of [3: 1 \tThat is [two] of them.] people,\nnext\n");
    ck_assert_uint_eq(document.paragraphs.n, 3);
    assert_text(0, "a group of  people,");
    assert_text(1, "1 \tThat is [two] of them.");
    ck_assert_int_eq(document.paragraphs.v[1].style, RP_STYLE_FOOTNOTE);
    ck_assert_uint_eq(document.paragraphs.v[1].line, 1);
    assert_text(2, "next");
    ck_assert_uint_eq(document.paragraphs.v[2].line, 2);
}
END_TEST

START_TEST(a_footnote_may_close_lines_below)
{
    read_string(
        "of X.1[footnoteRef:4]1 use; [4: 1 These are:\n\tone\ntwo] and so on\nnext\n");
    static const struct {
        const char *text;
        uint32_t line;
        enum rp_style style;
    } want[] = {{"of X.1 use;", 1, RP_STYLE_PLAIN}, {"1 These are:", 1, RP_STYLE_FOOTNOTE},
                {"one", 2, RP_STYLE_FOOTNOTE},      {"two", 3, RP_STYLE_FOOTNOTE},
                {"and so on", 3, RP_STYLE_PLAIN},   {"next", 4, RP_STYLE_PLAIN}};
    ck_assert_uint_eq(document.paragraphs.n, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_text(i, want[i].text);
        ck_assert_uint_eq(document.paragraphs.v[i].line, want[i].line);
        ck_assert_int_eq(document.paragraphs.v[i].style, want[i].style);
    }
    read_string("of X[footnoteRef:4]1 [4: never closed\na\nb\n");
    ck_assert_int_eq(document.paragraphs.v[2].style, RP_STYLE_PLAIN);
}
END_TEST

START_TEST(a_tab_begins_a_cell_and_an_empty_line_ends_the_row)
{
    read_string("\tone\nmore\n\ttwo\n\n\tthree\n");
    static const struct {
        uint32_t row, cell;
        bool begins;
    } want[] = {{1, 1, true}, {1, 1, false}, {1, 2, true}, {1, 2, false}, {2, 1, true}};
    ck_assert_uint_eq(document.paragraphs.n, 5);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(document.paragraphs.v[i].row, want[i].row);
        ck_assert_uint_eq(document.paragraphs.v[i].cell, want[i].cell);
        ck_assert_int_eq(document.paragraphs.v[i].begins_cell, want[i].begins);
    }
}
END_TEST

START_TEST(every_line_ending_counts_once)
{
    read_string("a\r\nb\rc\nd");
    ck_assert_uint_eq(document.paragraphs.n, 4);
    for (uint32_t i = 0; i < 4; i++)
        ck_assert_uint_eq(document.paragraphs.v[i].line, i + 1);
    ck_assert_uint_eq(document.paragraphs.v[3].byte, 7);
}
END_TEST

START_TEST(bad_bytes_are_named_and_the_rest_is_read)
{
    read_bytes("good\nb\xff"
               "d\nNUL\0here\n",
               18);
    ck_assert_uint_eq(document.paragraphs.n, 3);
    assert_text(1, "b\xef\xbf\xbd"
                   "d");
    assert_text(2, "NUL here");
    ck_assert_uint_eq(document.notes.n, 2);
    ck_assert_uint_eq(document.notes.v[0].offset, 6);
    ck_assert_uint_eq(document.notes.v[0].line, 2);
    ck_assert_uint_eq(document.notes.v[1].offset, 12);
    ck_assert_uint_eq(document.notes.v[1].line, 3);
}
END_TEST

START_TEST(utf16_is_converted)
{
    read_bytes("\xff\xfe"
               "a\0\n\0\xe9\0",
               8);
    assert_text(0, "a");
    assert_text(1, "\xc3\xa9");
    ck_assert_uint_eq(document.notes.n, 1);
    read_bytes("\xfe\xff\xd8\x3d\xde\x00\0a", 8); /* a surrogate pair */
    assert_text(0, "\xf0\x9f\x98\x80"
                   "a");
    read_bytes("\xfe\xff\xd8\x3d\0a\0", 7); /* half of one, and half a unit */
    assert_text(0, "\xef\xbf\xbd"
                   "a\xef\xbf\xbd");
}
END_TEST

START_TEST(a_long_line_is_cut_and_said)
{
    options.max_paragraph_bytes = 10;
    read_string("short\n0123456789abcdef\nend\n");
    assert_text(1, "0123456789");
    assert_text(2, "end");
    ck_assert_uint_eq(document.notes.n, 1);
    ck_assert_uint_eq(document.notes.v[0].offset, 16);
}
END_TEST

START_TEST(random_bytes_never_break_the_struct)
{
    static const char alphabet[] =
        "ab[]:{}\"\t\n\r \xff\xc3\xa9\xd0\x9e\xe2\x80\x91 1footnoteRef";
    uint64_t state = 88172645463325252ULL;
    for (int round = 0; round < 3000; round++) {
        char bytes[200];
        size_t n = 0;
        static const char *const marks[] = {"[footnoteRef:", "[bookmark:", "HYPERLINK \"",
                                            "[12: "};
        while (n < 150) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if (state % 11 == 0) {
                const char *mark = marks[(state >> 8) % 4];
                memcpy(bytes + n, mark, strlen(mark));
                n += strlen(mark);
            } else {
                bytes[n++] = alphabet[(state >> 8) % (sizeof alphabet - 1)];
            }
        }
        read_bytes(bytes, n);
    }
}
END_TEST

START_TEST(every_failed_allocation_is_an_error)
{
    static const char text[] =
        "\tRESOLUTION 1\na[footnoteRef:1]1 [1: note] \xff\n\xc2\xa0z\n";
    uint64_t n = 1;
    for (;; n++) {
        struct rp_error err = {0};
        rp_document_release(&document);
        rp_alloc_fail_at(n);
        int status = rp_read_text(&document, (struct rp_str){text, sizeof text - 1},
                                  RP_VIEW_ACCEPTED, &options, &err);
        rp_alloc_fail_at(0);
        if (status == RP_OK)
            break;
        ck_assert_int_eq(status, RP_ERR_MEMORY);
    }
    ck_assert_uint_gt(n, 3);
}
END_TEST

static Suite *read_suite(void)
{
    Suite *suite = suite_create("read_text");
    TCase *all = tcase_create("text");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, the_carriers_marks_are_taken_out);
    tcase_add_test(all, footnotes_stand_apart);
    tcase_add_test(all, a_footnote_may_close_lines_below);
    tcase_add_test(all, a_tab_begins_a_cell_and_an_empty_line_ends_the_row);
    tcase_add_test(all, every_line_ending_counts_once);
    tcase_add_test(all, bad_bytes_are_named_and_the_rest_is_read);
    tcase_add_test(all, utf16_is_converted);
    tcase_add_test(all, a_long_line_is_cut_and_said);
    tcase_add_test(all, random_bytes_never_break_the_struct);
    tcase_add_test(all, every_failed_allocation_is_an_error);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(read_suite)
