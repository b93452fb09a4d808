#include "suite.h"

#include <string.h>

#include "base/alloc.h"
#include "report/print.h"

static struct rp_buf out;
static struct rp_print print;

static void start(void)
{
    out = (struct rp_buf){0};
    print = (struct rp_print){&out, RP_OK};
}

static void finish(void)
{
    rp_buf_release(&out);
}

/* What was printed since the last call. */
static const char *printed(void)
{
    ck_assert_int_eq(print.status, RP_OK);
    ck_assert_int_eq(rp_buf_putc(&out, '\0'), RP_OK);
    out.n = 0;
    return out.v;
}

START_TEST(html_lets_nothing_out_of_its_text)
{
    rp_print_html(&print,
                  RP_STR("<script>alert('x')</script> & \" \x01\x7f \xff \xc2\x9b"));
    ck_assert_str_eq(printed(),
                     "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot; "
                     "\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd");
    rp_print_html(&print, RP_STR("caf\xc3\xa9"));
    ck_assert_str_eq(printed(), "caf\xc3\xa9");
}
END_TEST

START_TEST(csv_quotes_what_needs_it_and_runs_nothing)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "plain"},
        {"", ""},
        {"a,b", "\"a,b\""},
        {"say \"so\"", "\"say \"\"so\"\"\""},
        {"\"", "\"\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"=1+1", "\"'=1+1\""},
        {"-x", "\"'-x\""},
        {"@\"x\"", "\"'@\"\"x\"\"\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rp_print_csv(&print, rp_str_of(cases[i].in));
        ck_assert_str_eq(printed(), cases[i].out);
    }
}
END_TEST

START_TEST(a_terminal_gets_no_control_characters)
{
    rp_print_plain(&print, RP_STR("a\x1b[31m\tb\r\n\xc2\x9b"
                                  "c\xe2\x80\x94"));
    ck_assert_str_eq(printed(), "a [31m b   c\xe2\x80\x94");
}
END_TEST

START_TEST(markdown_stays_text)
{
    rp_print_markdown(&print, RP_STR("*[x](y)* <b> a_b | # `c`"));
    ck_assert_str_eq(printed(), "\\*\\[x\\](y)\\* \\<b\\> a\\_b \\| \\# \\`c\\`");
}
END_TEST

START_TEST(emphasis_is_marked_and_the_rest_escaped)
{
    rp_print_emphasis(&print, RP_STR("see *resolves <1>* & *no* end*"), rp_print_html,
                      "<em>", "</em>");
    ck_assert_str_eq(printed(), "see <em>resolves &lt;1&gt;</em> &amp; <em>no</em> end*");
}
END_TEST

START_TEST(numbers_are_exact)
{
    rp_print_decimal(&print, 1000000, 6);
    ck_assert_str_eq(printed(), "1.000000");
    rp_print_decimal(&print, 705, 3);
    ck_assert_str_eq(printed(), "0.705");
    rp_print_count(&print, 999);
    ck_assert_str_eq(printed(), "999");
    rp_print_count(&print, 1002003);
    ck_assert_str_eq(printed(), "1,002,003");
    rp_print_percent(&print, 999999);
    ck_assert_str_eq(printed(), "99");
    rp_print_of(&print, 1, "finding", NULL);
    rp_print_of(&print, 0, "finding", NULL);
    ck_assert_str_eq(printed(), "1 finding0 findings");
}
END_TEST

START_TEST(texts_are_cut_between_words_and_characters)
{
    ck_assert_uint_eq(rp_text_cut(RP_STR("one two three"), 20).n, 13);
    ck_assert_uint_eq(rp_text_cut(RP_STR("one two three"), 13).n, 13);
    ck_assert_uint_eq(rp_text_cut(RP_STR("one two three"), 10).n, 7);
    ck_assert_uint_eq(rp_text_cut(RP_STR("onetwothree"), 4).n, 4);
    ck_assert_uint_eq(rp_text_cut(RP_STR("\xc3\xa9\xc3\xa9\xc3\xa9"), 2).n, 4);
    ck_assert_uint_eq(rp_text_width(RP_STR("e\xcc\x81t\xc3\xa9")), 3);
}
END_TEST

START_TEST(wrapping_keeps_the_margin)
{
    rp_print_wrapped(&print, RP_STR("one two  three verylongword end"), 2, 2, 12);
    ck_assert_str_eq(printed(), "one two\n  three\n  verylongword\n  end");
    rp_print_wrapped(&print, RP_STR("page ten - 12 and 1) 3"), 0, 0, 8);
    ck_assert_str_eq(printed(), "page ten -\n12 and 1)\n3");
}
END_TEST

START_TEST(a_failed_allocation_sticks)
{
    rp_alloc_fail_at(1);
    rp_print(&print, "lost");
    rp_print(&print, "kept?");
    ck_assert_int_eq(print.status, RP_ERR_MEMORY);
    ck_assert_uint_eq(out.n, 0);
}
END_TEST

static Suite *report_suite(void)
{
    Suite *suite = suite_create("report");
    TCase *all = tcase_create("print");
    tcase_add_checked_fixture(all, start, finish);
    tcase_add_test(all, html_lets_nothing_out_of_its_text);
    tcase_add_test(all, csv_quotes_what_needs_it_and_runs_nothing);
    tcase_add_test(all, a_terminal_gets_no_control_characters);
    tcase_add_test(all, markdown_stays_text);
    tcase_add_test(all, emphasis_is_marked_and_the_rest_escaped);
    tcase_add_test(all, numbers_are_exact);
    tcase_add_test(all, texts_are_cut_between_words_and_characters);
    tcase_add_test(all, wrapping_keeps_the_margin);
    tcase_add_test(all, a_failed_allocation_sticks);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(report_suite)
