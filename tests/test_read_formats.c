/* The choice of a reader, and the readers of .html and .jsonl. */
#include "suite.h"

#include <string.h>

#include "reading.h"
#include "zipped.h"

static struct rp_options options;

static void setup(void)
{
    rp_options_init(&options);
}

static void html_in(enum rp_view view, const char *page, const char *want)
{
    struct reading reading;
    reading_init(&reading, rp_read_html, rp_str_of(page), view, &options);
    ck_assert_msg(reading.status == RP_OK, "%s", reading.err.message);
    ck_assert_str_eq(reading.text.v, want);
    reading_release(&reading);
}

static void html(const char *page, const char *want)
{
    html_in(RP_VIEW_ACCEPTED, page, want);
}

/* ---- html --------------------------------------------------------------------------- */

START_TEST(html_paragraphs_and_blanks)
{
    html("<!DOCTYPE html><html><head><title>no</title><style>p{}</style></head><body>\n"
         "<p class=ResNo>RESOLUTION&nbsp;1\n  (Rev.)<p class='Restitle'>On <b>one</b> <i> "
         "thing"
         "</i></p>loose <div>div<br>\nnext</div><h2>Head</h2><pre> a\n  b</pre>"
         "<script>if (a < b) '<p>'</script>a &lt; b &amp;&#x2013;&#150;&eacute;&unknown; <3"
         "<p></p><!-- <p>no --><p hidden>no</p><p style='Display : none'>no</p>",
         "res-no RESOLUTION 1 (Rev.)\nres-title On one thing\nloose\ndiv\nnext\nheading "
         "Head\n"
         "a\n  b\na < b &––é&unknown; <3\n");
}
END_TEST

START_TEST(html_lists_are_numbered_as_shown)
{
    html("<ol><li>a<li>b<ol type=a><li>c<p>d</ol>e<li value=7>f</ol>"
         "<ul><li>g</ul><ol start=3 type=i><li>h<li><p>i</ol>"
         "<ol style='list-style-type:none'><li>j</ol>",
         "[1.] a\n[2.] b\n[a.] c\nd\ne\n[7.] f\n[•] g\n[iii.] h\n[iv.] i\nj\n");
}
END_TEST

START_TEST(html_tables_tell_row_and_grid_column)
{
    html("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td><p>d<p>e</table>"
         "<table><tbody><tr><th>f</th><td>g<table><tr><td>in</table>h</td></tr></tbody></"
         "table>o",
         "1.1.1* a\n1.1.2* b\n1.2.2* c\n1.2.3* d\n1.2.3 e\n2.1.1* f\n2.1.2* g\n3.1.1* in\n"
         "2.1.2 h\no\n");
}
END_TEST

START_TEST(html_of_word_keeps_labels_notes_and_margins)
{
    html("<p class=MsoNormal style='mso-list:l0 level1'><![if !supportLists]><span\n"
         "style='mso-list:Ignore'>a)<span style='font:7pt'>&nbsp;&nbsp; </span></span>"
         "<![endif]>text<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a> "
         "end</p>"
         "<p class=Call>resolves<o:p></o:p></p><p class=MsoHeader>head</p><nav>menu</nav>"
         "<!--[if gte mso 9]><xml>no</xml><![endif]--><div "
         "style='mso-element:footnote-list'>"
         "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>note</p></div>"
         "</div><p class=MsoToc1>contents</p>",
         "[a)] text end\ncall resolves\nmargin head\nmargin menu\nfootnote note\n"
         "margin contents\n");
}
END_TEST

START_TEST(html_changes_in_three_views)
{
    static const char page[] =
        "<p>keep <ins>new</ins> <del>old</del> end<p><del>gone</del><p>x";
    html_in(RP_VIEW_ACCEPTED, page, "keep new end\nx\n");
    html_in(RP_VIEW_ORIGINAL, page, "keep old end\ngone\nx\n");
    html_in(RP_VIEW_ALL, page,
            "deleted keep old end\ninserted keep new end\ndeleted gone\nx\n");
}
END_TEST

START_TEST(html_encodings)
{
    html("<p>caf\xc3\xa9", "café\n");
    html("<p>caf\xe9 \x96",
         "café –\nnote: read as Windows-1252; offsets count UTF-8 bytes\n");
    html("<meta charset=utf-8><p>a\xff",
         "a\ufffd\nnote: bytes that are not UTF-8 are read as U+FFFD; the first here\n");
    struct reading reading;
    reading_init(&reading, rp_read_html, RP_STR("\xff\xfe<\0p\0>\0A\0"), RP_VIEW_ACCEPTED,
                 &options);
    ck_assert_str_eq(reading.text.v, "A\n");
    reading_release(&reading);
    reading_init(&reading, rp_read_html,
                 RP_STR("<meta http-equiv=x content='text/html; charset=Shift_JIS'>\x82"),
                 RP_VIEW_ACCEPTED, &options);
    ck_assert_int_eq(reading.status, RP_ERR_UNSUPPORTED);
    ck_assert_uint_eq(reading.err.offset, 58);
    ck_assert_str_eq(reading.err.message, "a page in Shift_JIS; save it as UTF-8");
    reading_release(&reading);
}
END_TEST

START_TEST(html_nesting_is_capped)
{
    struct rp_buf page = {0};
    struct reading reading;
    for (int i = 0; i < 10000; i++)
        if (rp_buf_puts(&page, "<div>"))
            abort();
    reading_init(&reading, rp_read_html, rp_buf_str(&page), RP_VIEW_ACCEPTED, &options);
    ck_assert_int_eq(reading.status, RP_ERR_LIMIT);
    ck_assert_uint_eq(reading.err.offset, 5005);
    ck_assert_ptr_nonnull(strstr(reading.err.message, "--max-nesting"));
    reading_release(&reading);
    rp_buf_release(&page);
}
END_TEST

START_TEST(html_soup_never_breaks_the_struct)
{
    static const char *const pieces[] = {"<p>",
                                         "</p>",
                                         "<table>",
                                         "</table>",
                                         "<tr>",
                                         "<td rowspan=9 colspan=99999>",
                                         "</td>",
                                         "<ol>",
                                         "<li>",
                                         "</ol>",
                                         "<ins>",
                                         "</ins>",
                                         "<del>",
                                         "</del>",
                                         "<pre>",
                                         "<!--",
                                         "-->",
                                         "<script>",
                                         "</script>",
                                         "&#0;",
                                         "&#x110000;",
                                         "&amp",
                                         "<",
                                         "</",
                                         "<a b='",
                                         "text ",
                                         "\xc3\xa9",
                                         "\n",
                                         "<br>",
                                         "<span style=mso-list:ignore>",
                                         "</span>",
                                         "<head>",
                                         "<body>",
                                         "</div>",
                                         "<div class='Call x'>",
                                         "\xe2\x80\x8b"};
    uint64_t state = 88172645463325252ULL;
    for (int round = 0; round < 4000; round++) {
        struct rp_buf page = {0};
        struct reading reading;
        for (int i = 0; i < 60; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if (rp_buf_puts(&page,
                            pieces[(state >> 20) % (sizeof pieces / sizeof *pieces)]))
                abort();
        }
        reading_init(&reading, rp_read_html, rp_buf_str(&page), (enum rp_view)(round % 3),
                     &options);
        if (reading.status != RP_OK)
            ck_abort_msg("%s", reading.err.message);
        reading_release(&reading);
        rp_buf_release(&page);
    }
}
END_TEST

/* ---- jsonl -------------------------------------------------------------------------- */

static const char lines[] =
    "{\"text\":\"RESOLUTION 1\",\"style\":\"res-no\",\"list\":\"\",\"cell\":null,"
    "\"change\":\"none\",\"sources\":[{\"file\":\"x\",\"line\":1}]}\r\n"
    "{\"text\":\" old\\u00a0x \",\"list\":\"a)\",\"change\":\"deleted\",\"cell\":[1,2,3]}\n"
    "\n"
    "{\"text\":\"new\",\"change\":\"inserted\",\"cell\":[1,2,3]}\n"
    "{\"id\":7}\n"
    "{\"text\":\"\",\"style\":\"none such\",\"cell\":[1,2]}";

START_TEST(jsonl_reads_what_segment_writes)
{
    static const char *const want[] = {
        [RP_VIEW_ACCEPTED] =
            "res-no RESOLUTION 1\n1.2.3* new\n\n"
            "note: 1 lines without a string member \"text\", left out; the "
            "first here\n",
        [RP_VIEW_ORIGINAL] =
            "res-no RESOLUTION 1\n1.2.3* [a)] old x\n\n"
            "note: 1 lines without a string member \"text\", left out; the "
            "first here\n",
        [RP_VIEW_ALL] =
            "res-no RESOLUTION 1\ndeleted 1.2.3* [a)] old x\n"
            "inserted 1.2.3 new\n\nnote: 1 lines without a string member \"text\", "
            "left out; the first here\n",
    };
    for (int view = RP_VIEW_ACCEPTED; view <= RP_VIEW_ALL; view++) {
        struct reading reading;
        reading_init(&reading, rp_read_jsonl, rp_str_of(lines), (enum rp_view)view,
                     &options);
        ck_assert_int_eq(reading.status, RP_OK);
        ck_assert_str_eq(reading.text.v, want[view]);
        reading_release(&reading);
    }
}
END_TEST

START_TEST(jsonl_errors_give_line_and_offset)
{
    static const struct {
        const char *text;
        uint64_t offset;
        const char *message;
    } wrong[] = {
        {"{\"text\":\"x\"}\n{\"text\":", 21, "line 2: not JSON"},
        {"[1]\n", 0, "line 1: not a JSON object"},
        {"{\"text\":\"\xff\"}", 9, "line 1: not JSON"},
        {"{\"t\":1}\n{\"text\":2}\n", 0, "no line has a string member \"text\""},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct reading reading;
        reading_init(&reading, rp_read_jsonl, rp_str_of(wrong[i].text), RP_VIEW_ACCEPTED,
                     &options);
        ck_assert_int_eq(reading.status, RP_ERR_FORMAT);
        ck_assert_msg(strstr(reading.err.message, wrong[i].message) != NULL, "%s",
                      reading.err.message);
        ck_assert_uint_eq(reading.err.offset, wrong[i].offset);
        reading_release(&reading);
    }
    /* as deep as jansson goes */
    struct rp_buf deep = {0};
    struct reading reading;
    for (int i = 0; i < 100000; i++)
        if (rp_buf_puts(&deep, "{\"a\":"))
            abort();
    reading_init(&reading, rp_read_jsonl, rp_buf_str(&deep), RP_VIEW_ACCEPTED, &options);
    ck_assert_int_eq(reading.status, RP_ERR_FORMAT);
    reading_release(&reading);
    rp_buf_release(&deep);
}
END_TEST

START_TEST(every_failed_allocation_is_an_error)
{
    static const char page[] =
        "<ol><li>a<ins>b</ins><del>c</del></ol><table><tr><td>d</table>"
        "caf\xe9 &eacute; <pre>x</pre>";
    for (int which = 0; which < 2; which++) {
        uint64_t n = 1;
        for (;; n++) {
            struct rp_document document;
            struct rp_error err = {0};
            rp_document_init(&document);
            rp_alloc_fail_at(n);
            int status = which ? rp_read_jsonl(&document, rp_str_of(lines), RP_VIEW_ALL,
                                               &options, &err)
                               : rp_read_html(&document, rp_str_of(page), RP_VIEW_ALL,
                                              &options, &err);
            rp_alloc_fail_at(0);
            rp_document_release(&document);
            if (status == RP_OK)
                break;
            if (status != RP_ERR_MEMORY)
                ck_abort_msg("allocation %d: %d: %s", (int)n, status, err.message);
        }
        ck_assert_uint_gt(n, 4);
    }
}
END_TEST

/* ---- the choice --------------------------------------------------------------------- */

static void refused(const char *path, struct rp_str bytes, int code, const char *message)
{
    struct rp_document document;
    struct rp_error err = {0};
    rp_document_init(&document);
    int status = rp_read(&document, path, bytes, RP_VIEW_ACCEPTED, &options, &err);
    ck_assert_msg(status == code, "%s: %d %s", path, status, err.message);
    ck_assert_msg(strstr(err.message, message) != NULL, "%s: %s", path, err.message);
    ck_assert_str_eq(err.document, path);
    ck_assert_ptr_null(document.path);
    ck_assert_uint_eq(document.paragraphs.n, 0);
}

START_TEST(formats_are_refused_by_name_with_what_to_do)
{
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ... ";
    static const char locked[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ... "
                                 "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    refused("x.doc", RP_STR(ole), RP_ERR_UNSUPPORTED, "save it as .docx");
    refused("x.docx", RP_STR(ole), RP_ERR_UNSUPPORTED, "old Word");
    refused("x.docx", RP_STR(locked), RP_ERR_UNSUPPORTED, "without a password");
    refused("x", RP_STR("%PDF-1.7 ..."), RP_ERR_UNSUPPORTED, "PDF");
    refused("x.PDF", RP_STR("?"), RP_ERR_UNSUPPORTED, "PDF");
    refused("x.doc", RP_STR("{\\rtf1 ..."), RP_ERR_UNSUPPORTED, "rich text");
    refused("x.gz", RP_STR("\x1f\x8b\x08"), RP_ERR_UNSUPPORTED, "unpack it");
    refused("x.xml",
            RP_STR("<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>"),
            RP_ERR_UNSUPPORTED, "one XML file");
    refused("x.docx", RP_STR("plain text"), RP_ERR_UNSUPPORTED, "no zip archive");
    refused("x.docx", RP_STR(""), RP_ERR_UNSUPPORTED, "no zip archive");
    refused("x.docx", RP_STR("PK\3\4"), RP_ERR_FORMAT, "zip");
    struct zipped odt = {0}, other = {0};
    zipped_add(&odt, "mimetype", RP_STR("application/vnd.oasis.opendocument.text"), 0);
    zipped_finish(&odt);
    refused("x", rp_buf_str(&odt.bytes), RP_ERR_UNSUPPORTED, "OpenDocument");
    zipped_add(&other, "picture", RP_STR("x"), 0);
    zipped_finish(&other);
    refused("x.zip", rp_buf_str(&other.bytes), RP_ERR_FORMAT, "without a Word document");
    zipped_release(&odt);
    zipped_release(&other);
}
END_TEST

static void reads(const char *path, const char *bytes, const char *first)
{
    struct rp_document document;
    struct rp_error err = {0};
    rp_document_init(&document);
    int status =
        rp_read(&document, path, rp_str_of(bytes), RP_VIEW_ACCEPTED, &options, &err);
    ck_assert_msg(status == RP_OK, "%s: %s", path, err.message);
    ck_assert_str_eq(document.path, path);
    ck_assert_uint_gt(document.paragraphs.n, 0);
    struct rp_str text = rp_document_str(&document, document.paragraphs.v[0].text);
    ck_assert_msg(rp_str_equal(text, rp_str_of(first)), "%s: %.*s", path, (int)text.n,
                  text.p);
    rp_document_release(&document);
}

START_TEST(readers_are_chosen_by_first_bytes_then_by_name)
{
    reads("x.txt", "a <b> c", "a <b> c");
    reads("x.txt", "  <!DocType HTML><p>a", "a");
    reads("x.html", "a <b>b</b>", "a b");
    reads("x.HTM", "a", "a");
    reads("x.doc", "<html xmlns:o='x'><p>saved as .doc", "saved as .doc");
    reads("x", "{\"text\":\"a\"}", "{\"text\":\"a\"}");
    reads("x.jsonl", "{\"text\":\"a\"}", "a");
    reads("-", "{\"text\":\"a\"}", "a");
    reads("-", "a", "a");
    reads("notes.docx.txt", "a", "a");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("read_formats");
    TCase *t = tcase_create("formats");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, setup, NULL);
    tcase_add_test(t, html_paragraphs_and_blanks);
    tcase_add_test(t, html_lists_are_numbered_as_shown);
    tcase_add_test(t, html_tables_tell_row_and_grid_column);
    tcase_add_test(t, html_of_word_keeps_labels_notes_and_margins);
    tcase_add_test(t, html_changes_in_three_views);
    tcase_add_test(t, html_encodings);
    tcase_add_test(t, html_nesting_is_capped);
    tcase_add_test(t, html_soup_never_breaks_the_struct);
    tcase_add_test(t, jsonl_reads_what_segment_writes);
    tcase_add_test(t, jsonl_errors_give_line_and_offset);
    tcase_add_test(t, every_failed_allocation_is_an_error);
    tcase_add_test(t, formats_are_refused_by_name_with_what_to_do);
    tcase_add_test(t, readers_are_chosen_by_first_bytes_then_by_name);
    suite_add_tcase(s, t);
    return s;
}

RUN_SUITE(suite)
