/* Drafts: cut loosely and put behind a corpus. */
#include "suite.h"

#include <string.h>

#include "segment/merge.h"

static struct rp_names *names;
static struct rp_lexicon *lexicon;

static void setup(void)
{
    struct rp_error err = {0};
    ck_assert_int_eq(rp_names_new(&names, &err), RP_OK);
    ck_assert_int_eq(rp_lexicon_new(&lexicon, &err), RP_OK);
}

static void teardown(void)
{
    rp_names_free(names);
    rp_lexicon_free(lexicon);
}

/* A paragraph a line; a leading '-' or '+' marks one deleted or inserted. */
static void make_document(struct rp_document *document, const char *text)
{
    rp_document_init(document);
    uint32_t line = 0;
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        struct rp_paragraph paragraph = {.line = ++line};
        if (n && (*p == '-' || *p == '+'))
            paragraph.change = *p == '-' ? RP_CHANGE_DELETED : RP_CHANGE_INSERTED;
        const size_t skip = paragraph.change != RP_CHANGE_NONE;
        paragraph.text.beg = (uint32_t)document->text.n;
        ck_assert_int_eq(rp_buf_add(&document->text, p + skip, n - skip), RP_OK);
        paragraph.text.end = (uint32_t)document->text.n;
        ck_assert_int_eq(rp_vec_push(&document->paragraphs, paragraph), RP_OK);
        p += n + (p[n] == '\n');
    }
}

static int add(struct rp_corpus *corpus, const char *path, const char *text, bool draft)
{
    struct rp_document document;
    struct rp_outline outline = {0};
    struct rp_outline_options options = {.loose = draft};
    struct rp_error err = {0};
    make_document(&document, text);
    int status = rp_outline_fill(&outline, &document, names, lexicon, &options, &err);
    struct rp_input input = {.path = status ? NULL : rp_strdup(path)};
    if (status == RP_OK && (!input.path || rp_vec_push(&corpus->inputs, input))) {
        rp_free(input.path);
        status = RP_ERR_MEMORY;
    }
    if (status == RP_OK)
        status = draft ? rp_merge_drafts(corpus, &outline, 1, names, &err)
                       : rp_merge(corpus, &outline, 1, names, &err);
    rp_outline_release(&outline);
    rp_document_release(&document);
    return status;
}

static const char present[] = "RESOLUTION 301 (Rev. Dubai, 2018)\n"
                              "World Register of Harbour Beacons\n"
                              "resolves\n"
                              "1\tto establish a register;\n"
                              "2\tthat every beacon shall be entered,\n";

/* "name proposal body: id|line|text; ..." of each draft, superseded ones with a '~'. */
static void check(const char *draft, const char *expected)
{
    struct rp_corpus corpus;
    struct rp_buf out = {0};
    const char *why = "";
    rp_corpus_init(&corpus);
    ck_assert_int_eq(add(&corpus, "a.txt", present, false), RP_OK);
    ck_assert_int_eq(add(&corpus, "d.txt", draft, true), RP_OK);
    ck_assert_msg(rp_corpus_validate(&corpus, &why), "%s", why);
    ck_assert_uint_eq(corpus.inputs.v[0].n_clauses, 2);
    for (size_t i = 0; i < corpus.resolutions.n; i++) {
        const struct rp_resolution *r = &corpus.resolutions.v[i];
        if (!r->draft)
            continue;
        struct rp_str name = rp_corpus_str(&corpus, r->name);
        struct rp_str title = rp_corpus_str(&corpus, r->title);
        ck_assert_int_eq(rp_buf_printf(&out, "%.*s %s %s [%.*s]\n", (int)name.n, name.p,
                                       rp_proposal_name(r->proposal), rp_body_name(r->body),
                                       (int)title.n, title.p),
                         RP_OK);
        for (uint32_t c = r->first_clause; c < r->first_clause + r->n_clauses; c++) {
            const struct rp_clause *clause = &corpus.clauses.v[c];
            struct rp_str id = rp_corpus_str(&corpus, clause->id);
            struct rp_str text = rp_corpus_str(&corpus, clause->text);
            ck_assert_int_eq(
                rp_buf_printf(&out, "%s%.*s|%u|%.*s\n", clause->superseded ? "~" : "",
                              (int)id.n, id.p,
                              (unsigned)corpus.sources.v[clause->sources.first].line,
                              (int)text.n, text.p),
                RP_OK);
        }
    }
    ck_assert_int_eq(rp_buf_putc(&out, '\0'), RP_OK);
    ck_assert_str_eq(out.v, expected);
    rp_buf_release(&out);
    rp_corpus_release(&corpus);
}

START_TEST(text_without_a_heading_is_a_draft)
{
    check("Document 17-E\n"
          "This contribution invites the Council to think.\n"
          "considering\n"
          "a)\tthat the sea is wide,\n"
          "resolves\n"
          "1\tto swim;\n",
          "draft   []\n"
          "draft/considering/a|4|that the sea is wide,\n"
          "draft/resolves/1|6|to swim;\n");
}
END_TEST

START_TEST(paragraphs_without_a_section_are_a_draft)
{
    check("that gulls shall be asked before a buoy is launched;\n"
          "\n"
          "2)\tthat they may answer.\n",
          "draft   []\n"
          "draft/text/p1|1|that gulls shall be asked before a buoy is launched;\n"
          "draft/text/2|3|that they may answer.\n");
}
END_TEST

START_TEST(an_unnumbered_heading_takes_body_and_title)
{
    check("ADD\tABC/17/1\n"
          "Draft new Resolution\n"
          "On swimming\n"
          "The World Telecommunication Standardization Assembly (Hammamet, 2016),\n"
          "resolves to instruct the Director of TSB\n"
          "to swim,\n"
          "Reasons: The sea is wide.\n"
          "And deep.\n",
          "draft ADD WTSA [On swimming]\n"
          "draft/resolves-to-instruct/1|6|to swim,\n");
}
END_TEST

START_TEST(proposals_follow_each_other)
{
    check("SUP ABC/1/1\n"
          "RESOLUTION 7 (Kyoto, 1994)\n"
          "MOD ABC/1/2#45\n"
          "Draft revision of RESOLUTION 301 (Rev. Dubai, 2018)\n"
          "World Register\n"
          "resolves\n"
          "[1\tto [establish][abolish] a register;]\n"
          "NOC\n"
          "2\tthat every beacon shall be entered,\n"
          "ADD ABC/1/3\n"
          "DRAFT NEW RESOLUTION [ABC-1] (Dubai, 2018)\n"
          "invites Member States\n"
          "to wait.\n",
          "PP-7 SUP PP []\n"
          "PP-301 MOD PP [World Register]\n"
          "PP-301/resolves/1|7|to [establish][abolish] a register;\n"
          "PP-301/resolves/2|9|that every beacon shall be entered,\n"
          "PP-ABC-1 ADD PP []\n"
          "PP-ABC-1/invites/1|13|to wait.\n");
}
END_TEST

START_TEST(deleted_paragraphs_are_superseded)
{
    check("RESOLUTION 301 (Rev. Dubai, 2018)\n"
          "World Register\n"
          "resolves\n"
          "-1\tto establish a register;\n"
          "+1\tto close a register;\n"
          "2\tthat every beacon shall be entered,\n",
          "PP-301  PP [World Register]\n"
          "PP-301/resolves/1|5|to close a register;\n"
          "PP-301/resolves/2|6|that every beacon shall be entered,\n"
          "~PP-301/resolves#2/1|4|to establish a register;\n");
}
END_TEST

START_TEST(what_has_no_provision_is_no_draft)
{
    check("", "");
    check("Agenda\n\nItem 4\n", "");
    check("resolves\n", "");
    check("RESOLUTION 301 (Rev. Dubai, 2018)\n", "");
}
END_TEST

START_TEST(every_failed_allocation_is_an_error)
{
    static const char draft[] = "MOD ABC/1/2\n"
                                "RESOLUTION 301 (Rev. Dubai, 2018)\n"
                                "resolves\n"
                                "1\tto establish a register under Resolution 7 (Kyoto, "
                                "1994);\n"
                                "-2\tto wait;\n";
    uint64_t n = 1;
    for (int status = RP_ERR_MEMORY; status; n++) {
        struct rp_corpus corpus;
        rp_corpus_init(&corpus);
        ck_assert_int_eq(add(&corpus, "a.txt", present, false), RP_OK);
        struct rp_document document;
        struct rp_outline outline = {0};
        struct rp_outline_options options = {.loose = true};
        struct rp_error err = {0};
        make_document(&document, draft);
        struct rp_input input = {.path = rp_strdup("d.txt")};
        ck_assert_int_eq(rp_vec_push(&corpus.inputs, input), RP_OK);
        rp_alloc_fail_at(n);
        status = rp_outline_fill(&outline, &document, names, lexicon, &options, &err);
        if (status == RP_OK)
            status = rp_merge_drafts(&corpus, &outline, 1, names, &err);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || status == RP_ERR_MEMORY);
        rp_outline_release(&outline);
        rp_document_release(&document);
        rp_corpus_release(&corpus);
    }
    ck_assert_uint_gt(n, 10);
}
END_TEST

static Suite *drafts_suite(void)
{
    Suite *suite = suite_create("drafts");
    TCase *all = tcase_create("all");
    tcase_add_unchecked_fixture(all, setup, teardown);
    tcase_add_test(all, text_without_a_heading_is_a_draft);
    tcase_add_test(all, paragraphs_without_a_section_are_a_draft);
    tcase_add_test(all, an_unnumbered_heading_takes_body_and_title);
    tcase_add_test(all, proposals_follow_each_other);
    tcase_add_test(all, deleted_paragraphs_are_superseded);
    tcase_add_test(all, what_has_no_provision_is_no_draft);
    tcase_add_test(all, every_failed_allocation_is_an_error);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(drafts_suite)
