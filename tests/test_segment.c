#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "segment/label.h"
#include "segment/merge.h"
#include "segment/repair.h"

static struct rp_names *names;
static struct rp_lexicon *lexicon;
static struct rp_match match;

static void setup(void)
{
    struct rp_error err = {0};
    ck_assert_int_eq(rp_names_new(&names, &err), RP_OK);
    ck_assert_int_eq(rp_lexicon_new(&lexicon, &err), RP_OK);
    ck_assert_int_eq(rp_match_init(&match), RP_OK);
}

static void teardown(void)
{
    rp_names_free(names);
    rp_lexicon_free(lexicon);
    rp_match_release(&match);
}

START_TEST(headings_name_body_number_and_revision)
{
    static const struct {
        const char *line;
        enum rp_body body;
        const char *number, *revision, *alias;
        uint32_t year;
        bool merged;
    } cases[] = {
        {"RESOLUTION 7 (KYOTO, 1994)", RP_BODY_PP, "7", "Kyoto, 1994", "", 1994, false},
        {"RESOLUTION 2 (REV. DUBAIBUSAN, 20184)", RP_BODY_PP, "2", "Rev. Dubai, 2018", "",
         2018, true},
        {"RESOLUTION 11 (REV. BUSANDUBAI, 20184)", RP_BODY_PP, "11", "Rev. Dubai, 2018", "",
         2018, true},
        {"RESOLUTION 160 (Rev. DUBAIANTALYA, 201806)", RP_BODY_PP, "160",
         "Rev. Dubai, 2018", "", 2018, true},
        {"RESOLUTION 66 (REV. DUBAI018)", RP_BODY_PP, "66", "Rev. Dubai, 2018", "", 2018,
         false},
        {"RESOLUTION 9 (REV. DIBAIBUSAN, 20184)", RP_BODY_PP, "9", "Rev. Dubai, 2018", "",
         2018, true},
        {"RESOLUTION 5 (Rev. Dubai, 2014)", RP_BODY_WTDC, "5", "Rev. Dubai, 2014", "", 2014,
         false},
        {"RESOLUTION 43 (Rev. Dubai, 2012)", RP_BODY_WTSA, "43", "Rev. Dubai, 2012", "",
         2012, false},
        {"resolution 59 (Rev. Buenos, Aires, 2017)", RP_BODY_WTDC, "59",
         "Rev. Buenos Aires, 2017", "", 2017, false},
        {"RESOLUTION 15 (Rev. Buenos Aires, 2015)", RP_BODY_WTDC, "15",
         "Rev. Buenos Aires, 2017", "", 2017, false},
        {"RESOLUTION 148 ANTALYA, 2006)", RP_BODY_PP, "148", "Antalya, 2006", "", 2006,
         false},
        {"RESOLUTION ITU-R 7-3", RP_BODY_RA, "7", "ITU-R 7-3", "", 0, false},
        {"RESOLUTION ITU R-19-4", RP_BODY_RA, "19", "ITU-R 19-4", "", 0, false},
        {"RESOLUTION ITU-R 65", RP_BODY_RA, "65", "ITU-R 65", "", 0, false},
        {"Resolution COM5/2 (DUBAI, 2018)", RP_BODY_PP, "COM5/2", "Dubai, 2018", "", 2018,
         false},
        {"NEW RESOLUTION 83[PLEN-1] (Buenos Aires, 2017)", RP_BODY_WTDC, "83",
         "Buenos Aires, 2017", "PLEN-1", 2017, false},
        {"RESOLUTION [PLEN-1] (Arab States)", RP_BODY_NONE, "PLEN-1", "", "", 0, false},
        {"DECISION 5 (Rev. dubai, 2018)", RP_BODY_PP, "D5", "Rev. Dubai, 2018", "", 2018,
         false},
        {"Resolution 63", RP_BODY_NONE, "63", "", "", 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rp_heading h;
        ck_assert_msg(rp_heading_parse(names, rp_str_of(cases[i].line), &match, &h) == 1,
                      "%s", cases[i].line);
        ck_assert_msg(h.body == cases[i].body, "%s: body %d", cases[i].line, (int)h.body);
        ck_assert_str_eq(h.number, cases[i].number);
        ck_assert_str_eq(h.revision, cases[i].revision);
        ck_assert_str_eq(h.alias, cases[i].alias);
        ck_assert_uint_eq(h.year, cases[i].year);
        ck_assert_msg(h.merged == cases[i].merged, "%s: merged", cases[i].line);
    }
}
END_TEST

START_TEST(running_text_is_no_heading)
{
    static const char *const lines[] = {
        "Resolution 50 (Rev. Hammamet, 2016), on cybersecurity;",
        "Resolution 44 (Rev. Hammamet, 2016) of WTSA,",
        "Resolutions 32 and 44 (Rev. Hammamet, 2016)",
        "resolution of disputes",
        "Resolution",
        "resolves",
        "PP Res.101",
    };
    struct rp_heading h;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ck_assert_msg(rp_heading_parse(names, rp_str_of(lines[i]), &match, &h) == 0, "%s",
                      lines[i]);
}
END_TEST

struct list {
    char text[256];
};

static int add_name(void *context, const struct rp_heading *cited)
{
    struct list *list = context;
    size_t n = strlen(list->text);
    snprintf(list->text + n, sizeof list->text - n, "%s%s-%s", n ? " " : "",
             rp_body_name(cited->body), cited->number);
    return RP_OK;
}

START_TEST(citations_are_resolved_by_place_or_by_name)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"as well as Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of WTSA",
         "WTSA-32 WTSA-44 WTSA-54"},
        {"pursuant to Resolution 64 (Rev. Dubai, 2018), and Resolution ITU-R 9-5",
         "PP-64 RA-9"},
        {"Resolution 1332 of the Council; Council Resolution 1344",
         "Council-1332 Council-1344"},
        {"Resolution 23 (Rev. Buenos Aires, 2017) of the world telecommunication "
         "development conference",
         "WTDC-23"},
        {"Decision 5 (Rev. Dubai, 2018)", "PP-D5"},
        {"Resolution 71", "WTSA-71"},
        {"Recommendation ITU-T D.50, and this resolution", ""},
        {"Resolutions 45 (Rev. Dubai, 2014) and 69 (Rev. Buenos Aires, 2017)",
         "WTDC-45 WTDC-69"},
        {"Resolution 71/243 and UNGA Resolution 70 of the General Assembly", ""},
        {"its Resolution 1344", "Council-1344"},
        /* ranges, of plurals only */
        {"Resolutions 32 to 34 (Rev. Hammamet, 2016)", "WTSA-32 WTSA-33 WTSA-34"},
        {"Resolutions 101\u2013103 (Rev. Dubai, 2018)", "PP-101 PP-102 PP-103"},
        {"Resolutions 43-45, 50 and 61 through 62 of WTDC",
         "WTDC-43 WTDC-44 WTDC-45 WTDC-50 WTDC-61 WTDC-62"},
        {"Resolutions ITU-R 7-3 and ITU-R 9-5", "RA-7 RA-9"},
        {"Resolutions 9 to 7 of WTSA", "WTSA-9 WTSA-7"},
        {"Resolution 40 to 3 keepers of lamps", "WTSA-40"},
        /* of those who speak */
        {"Resolution 55 (Rev. Hammamet, 2016) of this assembly", "WTSA-55"},
        {"Resolution 12 (Rev. Dubai, 2014) of this assembly", "WTSA-12"},
        {"Resolution 12 of the present assembly", "WTSA-12"},
        {"Resolution 70 (Rev. Dubai, 2018) of the Plenipotentiary Conference", "PP-70"},
        {"Resolution 70 of the Plenipotentiary Conference", "PP-70"},
        {"in WRC Resolutions, 646 and 647, which say", "WRC-646 WRC-647"},
        {"these resolutions, 12 of them", ""},
        {"Security Council Resolution 1325", ""},
        {"Resolution ITU-R 7 (Rev. Geneva, 2015) of RA", "RA-7"},
        {"Resolution 62 (Rev. Geneva, 2015) and Resolution COM5/2 (Dubai, 2018)",
         "RA-62 PP-COM5/2"},
        {"Resolution 45 (Dubai, 2018), Resolution 45 (Dubai, 2014) and Resolution 45 "
         "(Dubai, 2012)",
         "PP-45 WTDC-45 WTSA-45"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct list list = {{0}};
        ck_assert_int_eq(rp_cites_each(names, rp_str_of(cases[i].text), RP_BODY_WTSA,
                                       &match, add_name, &list),
                         RP_OK);
        ck_assert_str_eq(list.text, cases[i].want);
    }
}
END_TEST

START_TEST(labels_are_told_from_text)
{
    static const struct {
        const char *line, *label;
        enum rp_label_kind kind;
    } cases[] = {
        {"1\tto do", "1", RP_LABEL_NUMBER},
        {"3 to do", "3", RP_LABEL_NUMBER},
        {"17 SDGs", "17", RP_LABEL_NUMBER},
        {"2030 agenda", "", RP_LABEL_NONE},
        {"4.2\tWRC", "4.2", RP_LABEL_NUMBER},
        {"a)\tone", "a", RP_LABEL_LETTER},
        {"i)alternative", "i", RP_LABEL_ROMAN},
        {"viii) all", "viii", RP_LABEL_ROMAN},
        {"(b) two", "b", RP_LABEL_LETTER},
        {"\xe2\x80\xa2\tpoint", "-", RP_LABEL_BULLET},
        {"1) first", "1", RP_LABEL_PAREN},
        {"2b) second", "2b", RP_LABEL_NUMBER},
        {"5bis\tmore", "5bis", RP_LABEL_NUMBER},
        {"abc) no", "", RP_LABEL_NONE},
        {"3", "", RP_LABEL_NONE},
        {"chairman) and", "", RP_LABEL_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rp_label label;
        rp_label_parse(rp_str_of(cases[i].line), &label);
        ck_assert_msg(label.kind == cases[i].kind, "%s", cases[i].line);
        ck_assert_str_eq(label.text, cases[i].label);
    }
}
END_TEST

START_TEST(the_letter_i_follows_h)
{
    static const char *const lines[] = {"1\tx", "g) x",  "h) x", "i) x",
                                        "i) x", "ii) x", "2\tx"};
    static const char *const want[] = {"1", "1/g", "1/h", "1/i", "1/i/i", "1/i/ii", "2"};
    struct rp_label_path path = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct rp_label label;
        struct rp_buf out = {0};
        rp_label_parse(rp_str_of(lines[i]), &label);
        rp_label_path_enter(&path, label);
        ck_assert_int_eq(rp_label_path_print(&path, &out), RP_OK);
        ck_assert_msg(rp_str_equal(rp_buf_str(&out), rp_str_of(want[i])), "%.*s is not %s",
                      (int)out.n, out.v, want[i]);
        rp_buf_release(&out);
    }
}
END_TEST

START_TEST(lost_hyphens_come_back)
{
    struct rp_hyphens *hyphens = NULL;
    struct rp_error err = {0};
    struct rp_buf out = {0};
    ck_assert_int_eq(rp_hyphens_new(&hyphens, &err), RP_OK);
    ck_assert_int_eq(
        rp_hyphens_learn(hyphens, RP_STR("capacity-building Capacity-building plan for "
                                         "2020-2023 2020-2023 re-form reform reform "
                                         "countries countries")),
        RP_OK);
    ck_assert_int_eq(
        rp_hyphens_restore(hyphens,
                           RP_STR("ITUT Capacitybuilding 20202023 reform itut. "
                                  "WTSA16 countries1 sha256"),
                           &out),
        RP_OK);
    ck_assert(rp_str_equal(rp_buf_str(&out),
                           RP_STR("ITU-T Capacity-building 2020-2023 reform itu-t. "
                                  "WTSA-16 countries sha256")));
    rp_buf_release(&out);
    rp_hyphens_free(hyphens);
}
END_TEST

/* ---- outline and corpus ---------------------------------------------------------------
 */

/* A document of one paragraph a line, as a reader would give it. */
static void make_document(struct rp_document *document, const char *text)
{
    rp_document_init(document);
    document->path = rp_strdup("test.txt");
    ck_assert_int_eq(rp_buf_puts(&document->text, text), RP_OK);
    uint32_t line = 0, row = 0, cell = 0;
    bool in_row = false;
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        uint32_t beg = (uint32_t)(p - text), end = beg + (uint32_t)n;
        bool begins_cell = *p == '\t';
        if (n == 0)
            in_row = false;
        else if (begins_cell) {
            row += !in_row;
            cell = in_row ? cell + 1 : 1;
            in_row = true;
        }
        struct rp_paragraph paragraph = {.text = {beg + begins_cell, end},
                                         .list = {end, end},
                                         .line = ++line,
                                         .table = row ? 1 : 0,
                                         .row = row,
                                         .cell = cell,
                                         .begins_cell = begins_cell};
        ck_assert_int_eq(rp_vec_push(&document->paragraphs, paragraph), RP_OK);
        p += n + (p[n] == '\n');
    }
}

static void make_corpus(struct rp_corpus *corpus, const char *text, char *roles)
{
    struct rp_document document;
    struct rp_outline outline = {0};
    struct rp_outline_options loose = {0};
    struct rp_error err = {0};
    make_document(&document, text);
    ck_assert_int_eq(rp_outline_fill(&outline, &document, names, lexicon, &loose, &err),
                     RP_OK);
    ck_assert_uint_eq(outline.roles.n, document.paragraphs.n);
    for (size_t i = 0; roles && i < outline.roles.n; i++)
        *roles++ = "-HTSCFXU"[outline.roles.v[i]];
    if (roles)
        *roles = '\0';
    rp_corpus_init(corpus);
    struct rp_input input = {.path = rp_strdup("test.txt")};
    ck_assert_int_eq(rp_vec_push(&corpus->inputs, input), RP_OK);
    ck_assert_int_eq(rp_merge(corpus, &outline, 1, names, &err), RP_OK);
    const char *why = "";
    ck_assert_msg(rp_corpus_validate(corpus, &why), "%s", why);
    rp_outline_release(&outline);
    rp_document_release(&document);
}

/* The corpus as lines "id|addressee|lines|text", superseded ones with a leading '~'. */
static void print_corpus(const struct rp_corpus *corpus, struct rp_buf *out)
{
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        const struct rp_clause *c = &corpus->clauses.v[i];
        struct rp_str id = rp_corpus_str(corpus, c->id);
        struct rp_str to = rp_corpus_str(corpus, corpus->sections.v[c->section].addressee);
        struct rp_str text = rp_corpus_str(corpus, c->text);
        rp_buf_printf(out, "%s%.*s|%.*s|", c->superseded ? "~" : "", (int)id.n, id.p,
                      (int)to.n, to.p);
        for (uint32_t k = 0; k < c->sources.n; k++)
            rp_buf_printf(out, "%s%u", k ? "," : "",
                          corpus->sources.v[c->sources.first + k].line);
        rp_buf_printf(out, "|%.*s\n", (int)text.n, text.p);
    }
    rp_buf_putc(out, '\0');
}

static void assert_corpus(const char *text, const char *roles, const char *want)
{
    struct rp_corpus corpus;
    struct rp_buf got = {0};
    char seen[256] = "";
    make_corpus(&corpus, text, seen);
    print_corpus(&corpus, &got);
    if (roles)
        ck_assert_str_eq(seen, roles);
    ck_assert_str_eq(got.v, want);
    rp_buf_release(&got);
    rp_corpus_release(&corpus);
}

START_TEST(a_resolution_is_cut_into_sections_and_items)
{
    assert_corpus(
        "RESOLUTION 301 (Rev. Dubai, 2018)\n"
        "Tide gauges and\n"
        "their readers\n"
        "The Plenipotentiary Conference of the International Telecommunication Union "
        "(Dubai, 2018),\n"
        "considering\n"
        "a)\tthat tides are high;\n"
        "b)\tthat Resolution 44 (Rev. Hammamet, 2016) of WTSA is known,\n"
        "resolves\n"
        "1\tto read gauges:\n"
        "i)\tby day;\n"
        "ii)\tby night;\n"
        "2 to publish the\n"
        "readings,\n"
        "instructs the Secretary-General\n"
        "to pay for it,\n"
        "invites the Council to take note of the readings.\n",
        "HTTHSCCSCCCCCSCC",
        "PP-301/considering/a||6|that tides are high;\n"
        "PP-301/considering/b||7|that Resolution 44 (Rev. Hammamet, 2016) of WTSA is "
        "known,\n"
        "PP-301/resolves/1||9|to read gauges:\n"
        "PP-301/resolves/1/i||10|by day;\n"
        "PP-301/resolves/1/ii||11|by night;\n"
        "PP-301/resolves/2||12|to publish the readings,\n"
        "PP-301/instructs/1|the Secretary-General|15|to pay for it,\n"
        "PP-301/invites/1|the Council|16|to take note of the readings.\n");
}
END_TEST

START_TEST(a_section_that_comes_again_changed_is_superseded)
{
    assert_corpus(
        "\tRESOLUTION 301 (REV. DUBAIBUSAN, 20184)\n"
        "Gauges\n"
        "resolves\n"
        "1\tto read every gauge of the northern coast twice a day;\n"
        "2\tto keep the readings for ten years,\n"
        "instructs the Council\n"
        "to look at the readings,\n"
        "resolves\n"
        "1\tto read every gauge of the northern coast once a day;\n"
        "2\tto keep the readings for ten years,\n"
        "\t\n",
        "HTSCCSCSCC-",
        "PP-301/resolves/1||4|to read every gauge of the northern coast twice a day;\n"
        "PP-301/resolves/2||5,10|to keep the readings for ten years,\n"
        "PP-301/instructs/1|the Council|7|to look at the readings,\n"
        "~PP-301/resolves#2/1||9|to read every gauge of the northern coast once a "
        "day;\n");
}
END_TEST

START_TEST(sections_of_one_name_with_other_content_both_stand)
{
    assert_corpus(
        "RESOLUTION 301 (Rev. Dubai, 2018)\n"
        "Gauges\n"
        "instructs the Director of the Telecommunication Standardization Bureau\n"
        "1\tto report on the gauges;\n"
        "instructs the Director of the Telecommunication Development Bureau\n"
        "1\tto report on the gauges;\n",
        NULL,
        "PP-301/instructs/1|the Director of the Telecommunication Standardization "
        "Bureau|4|to report on the gauges;\n"
        "PP-301/instructs#2/1|the Director of the Telecommunication Development "
        "Bureau|6|to report on the gauges;\n");
}
END_TEST

START_TEST(quotations_in_several_rows_are_one_resolution)
{
    assert_corpus("\tRESOLUTION 301 (Rev. Dubai, 2018)\nGauges\nresolves\n1\tto read;\n"
                  "3\tto keep;\n\t\n\n"
                  "\tRESOLUTION 301 (Rev. Dubai, 2018)\nGauges\nresolves\n2\tto write;\n"
                  "3\tto keep;\n\t\n\n"
                  "\tRESOLUTION 301 (Rev. Busan, 2014)\nGauges\nresolves\n1\tto look;\n",
                  NULL,
                  "PP-301/resolves/1||4|to read;\n"
                  "PP-301/resolves/2||11|to write;\n"
                  "PP-301/resolves/3||5,12|to keep;\n"
                  "~PP-301/resolves#2/1||18|to look;\n");
}
END_TEST

START_TEST(old_wording_is_known_by_its_place_under_a_merged_heading)
{
    /* rewritten, renamed, addressed more widely, glued to the clause above */
    assert_corpus(
        "\tRESOLUTION 301 (REV. DUBAIBUSAN, 20184)\nGauges\n"
        "resolves\n1\tto build lighthouses on every coast;\n"
        "instructs the Directors of the Bureaux\n1\tto list every lighthouse;\n"
        "2\tto send the list to the Council,resolves\n"
        "1\tthat nobody shall pay for light;\n"
        "resolves to instruct the Directors of the Bureaux, within their means\n"
        "1\tto list every lighthouse;\n2\tto send that list to Council;\n",
        "HTSCSCCCSCC",
        "PP-301/resolves/1||4|to build lighthouses on every coast;\n"
        "PP-301/instructs/1|the Directors of the Bureaux|6,10|to list every "
        "lighthouse;\n"
        "PP-301/instructs/2|the Directors of the Bureaux|7|to send the list to the "
        "Council,\n"
        "~PP-301/resolves#2/1||8|that nobody shall pay for light;\n"
        "~PP-301/resolves-to-instruct/2|the Directors of the Bureaux, within their "
        "means|11|to send that list to Council;\n");
}
END_TEST

static void assert_title(const char *text, const char *want)
{
    struct rp_corpus corpus;
    make_corpus(&corpus, text, NULL);
    const struct rp_str title = rp_corpus_str(&corpus, corpus.resolutions.v[0].title);
    ck_assert_msg(title.n == strlen(want) && memcmp(title.p, want, title.n) == 0, "%.*s",
                  (int)title.n, title.p);
    rp_corpus_release(&corpus);
}

START_TEST(an_old_title_glued_to_the_new_one_is_left_out)
{
    assert_title("RESOLUTION 301 (REV. DUBAIBUSAN, 20184)\n"
                 "Gauges of rain on the coastsGauges of rain and snow\n",
                 "Gauges of rain on the coasts");
    /* Nothing was changed here, or another word is written so. */
    assert_title("RESOLUTION 301 (Rev. Dubai, 2018)\n"
                 "Gauges of rain on the coastsGauges of rain and snow\n",
                 "Gauges of rain on the coastsGauges of rain and snow");
    assert_title("RESOLUTION 301 (REV. DUBAIBUSAN, 20184)\n"
                 "Gauges made by the RainMaker company of a distant coast\n",
                 "Gauges made by the RainMaker company of a distant coast");
}
END_TEST

START_TEST(a_numbered_item_is_no_part_of_a_title)
{
    assert_corpus("RESOLUTION 301 (Rev. Dubai, 2018)\nPlan for gauges of 2020-2023\n"
                  "T.1 (Rain) Measure the rain of every month with care\n",
                  "HTC",
                  "PP-301/text/1||3|T.1 (Rain) Measure the rain of every month with "
                  "care\n");
}
END_TEST

START_TEST(words_of_two_lines_do_not_run_into_one)
{
    /* Twice in the titles: so the hyphen is lost in the text. */
    assert_corpus("RESOLUTION 301 (Rev. Dubai, 2018)\nPlan for 2020-2023\n"
                  "1\tgauges as of 20202023;\n\n"
                  "RESOLUTION 302 (Rev. Dubai, 2018)\nPlan for 2020-2023\n"
                  "a)\tgauges as of 2020-2023\nb)\tgauges;\n",
                  NULL,
                  "PP-301/text/1||3|gauges as of 2020-2023;\n"
                  "PP-302/text/a||7|gauges as of 2020-2023\n"
                  "PP-302/text/b||8|gauges;\n");
}
END_TEST

START_TEST(bureaux_that_change_places_are_two_addressees)
{
    assert_corpus(
        "\tRESOLUTION 301 (REV. DUBAIBUSAN, 20184)\nGauges\n"
        "instructs the Director of A, in collaboration with the Director of B\n"
        "to read gauges;\n"
        "instructs the Director of B, in collaboration with the Director of A\n"
        "to mend gauges;\n",
        NULL,
        "PP-301/instructs/1|the Director of A, in collaboration with the Director of "
        "B|4|to read gauges;\n"
        "PP-301/instructs#2/1|the Director of B, in collaboration with the Director "
        "of A|6|to mend gauges;\n");
}
END_TEST

START_TEST(a_heading_goes_on_in_the_line_below)
{
    assert_corpus(
        "RESOLUTION 301 (Rev. Dubai, 2018)\nGauges\n"
        "resolves\nto instruct the Council\nwithin available resources,\n"
        "1 To read gauges;\n2 To mend them,\n"
        "further resolves\n5 MHz is enough for gauges,\n",
        "HTSSSCCSC",
        "PP-301/resolves-to-instruct/1|the Council within available resources|6|To "
        "read gauges;\n"
        "PP-301/resolves-to-instruct/2|the Council within available resources|7|To "
        "mend them,\n"
        "PP-301/further-resolves/5||9|MHz is enough for gauges,\n");
}
END_TEST

START_TEST(paragraphs_without_a_heading_join_their_section)
{
    assert_corpus("\tRESOLUTION 301 (Rev. Dubai, 2018)\nGauges\n"
                  "1\tto read gauges on the coast;\n\t\n\n"
                  "\tRESOLUTION 301 (Rev. Dubai, 2018)\nGauges\nfurther resolves\n"
                  "1\tto read gauges on the coast;\n\t\n\n"
                  "\tRESOLUTION 301 (Rev. Dubai, 2018)\nGauges\nresolves further\n"
                  "1\tto read gauges on the coast;\n",
                  NULL, "PP-301/further-resolves/1||3,9,15|to read gauges on the coast;\n");
}
END_TEST

START_TEST(a_provisional_number_names_the_final_resolution)
{
    struct rp_corpus corpus;
    make_corpus(
        &corpus,
        "\tRESOLUTION 83[PLEN-1] (Buenos Aires, 2017)\nLighthouses\n\t\n\n"
        "\tRESOLUTION [PLEN-1] (Arab States)\nLighthouses\nresolves\nto build one,\n",
        NULL);
    ck_assert_uint_eq(corpus.resolutions.n, 1);
    const struct rp_resolution *r = &corpus.resolutions.v[0];
    ck_assert(rp_str_equal(rp_corpus_str(&corpus, r->name), RP_STR("WTDC-83")));
    ck_assert(rp_str_equal(rp_corpus_str(&corpus, r->alias), RP_STR("PLEN-1")));
    ck_assert_uint_eq(r->sources.n, 2);
    ck_assert_uint_eq(r->n_clauses, 1);
    rp_corpus_release(&corpus);
}
END_TEST

START_TEST(a_citation_at_the_start_of_a_line_is_no_heading)
{
    assert_corpus(
        "RESOLUTION 301 (Rev. Dubai, 2018)\nGauges\nresolves\n"
        "1\tto go on with the work that was begun under\n"
        "Resolution 44 (Rev. Hammamet, 2016)\n"
        "and to end it,\n",
        "HTSCCC",
        "PP-301/resolves/1||4|to go on with the work that was begun under Resolution "
        "44 (Rev. Hammamet, 2016) and to end it,\n");
}
END_TEST

START_TEST(cells_without_a_resolution_are_a_table)
{
    char roles[64];
    struct rp_corpus corpus;
    make_corpus(
        &corpus,
        "Report\n\tSubject\n\tPP Res.21\n\n\tRESOLUTION 301 (Rev. Dubai, 2018)\nGauges\n"
        "resolves\nto read gauges,\n________\n\tRA Res.7\n",
        roles);
    ck_assert_str_eq(roles, "UXX-HTSCUX");
    rp_corpus_release(&corpus);
}
END_TEST

START_TEST(every_failed_allocation_is_an_error)
{
    static const char text[] =
        "\tRESOLUTION 301 (REV. DUBAIBUSAN, 20184)\nGauges\nresolves\n"
        "1\tto read under Resolution 7 (Kyoto, 1994);\nresolves\n"
        "1\tto read under Resolution 8 (Kyoto, 1994);\n";
    struct rp_document document;
    make_document(&document, text);
    uint64_t n = 1;
    for (;; n++) {
        struct rp_outline outline = {0};
        struct rp_outline_options loose = {0};
        struct rp_error err = {0};
        struct rp_corpus corpus;
        rp_corpus_init(&corpus);
        struct rp_input input = {.path = rp_strdup("test.txt")};
        ck_assert_int_eq(rp_vec_push(&corpus.inputs, input), RP_OK);
        rp_alloc_fail_at(n);
        int status = rp_outline_fill(&outline, &document, names, lexicon, &loose, &err);
        if (status == RP_OK)
            status = rp_merge(&corpus, &outline, 1, names, &err);
        rp_alloc_fail_at(0);
        rp_outline_release(&outline);
        rp_corpus_release(&corpus);
        if (status == RP_OK)
            break;
        ck_assert_int_eq(status, RP_ERR_MEMORY);
    }
    ck_assert_uint_gt(n, 10);
    rp_document_release(&document);
}
END_TEST

static Suite *segment_suite(void)
{
    Suite *suite = suite_create("segment");
    TCase *all = tcase_create("segment");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, headings_name_body_number_and_revision);
    tcase_add_test(all, running_text_is_no_heading);
    tcase_add_test(all, citations_are_resolved_by_place_or_by_name);
    tcase_add_test(all, labels_are_told_from_text);
    tcase_add_test(all, the_letter_i_follows_h);
    tcase_add_test(all, lost_hyphens_come_back);
    tcase_add_test(all, a_resolution_is_cut_into_sections_and_items);
    tcase_add_test(all, a_section_that_comes_again_changed_is_superseded);
    tcase_add_test(all, sections_of_one_name_with_other_content_both_stand);
    tcase_add_test(all, quotations_in_several_rows_are_one_resolution);
    tcase_add_test(all, old_wording_is_known_by_its_place_under_a_merged_heading);
    tcase_add_test(all, bureaux_that_change_places_are_two_addressees);
    tcase_add_test(all, an_old_title_glued_to_the_new_one_is_left_out);
    tcase_add_test(all, a_numbered_item_is_no_part_of_a_title);
    tcase_add_test(all, words_of_two_lines_do_not_run_into_one);
    tcase_add_test(all, a_heading_goes_on_in_the_line_below);
    tcase_add_test(all, paragraphs_without_a_heading_join_their_section);
    tcase_add_test(all, a_provisional_number_names_the_final_resolution);
    tcase_add_test(all, a_citation_at_the_start_of_a_line_is_no_heading);
    tcase_add_test(all, cells_without_a_resolution_are_a_table);
    tcase_add_test(all, every_failed_allocation_is_an_error);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(segment_suite)
