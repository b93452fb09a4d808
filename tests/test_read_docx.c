#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "reading.h"
#include "zipped.h"

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

static const char package_relations[] =
    "<Relationships xmlns='" PACKAGE "'><Relationship Id='r1' Type='" OFFICE
    "officeDocument' Target='word/document.xml'/></Relationships>";
static const char relations[] =
    "<Relationships xmlns='" PACKAGE "'>"
    "<Relationship Id='r1' Type='" OFFICE "styles' Target='styles.xml'/>"
    "<Relationship Id='r2' Type='" OFFICE "numbering' Target='/word/numbering.xml'/>"
    "<Relationship Id='r3' Type='" OFFICE "footnotes' Target='./footnotes.xml'/>"
    "<Relationship Id='r4' Type='" OFFICE "endnotes' Target='../word/endnotes.xml'/>"
    "<Relationship Id='r5' Type='" OFFICE "header' Target='header1.xml'/>"
    "</Relationships>";

/* The parts of one document; what is NULL is not announced. */
struct parts {
    const char *body, *styles, *numbering, *footnotes, *endnotes, *header;
    unsigned flags;
};

static void add(struct zipped *zip, const char *name, const char *text, unsigned flags)
{
    zipped_add(zip, name, rp_str_of(text), flags);
}

/* Wrap content into the root element of a part. */
static void add_part(struct zipped *zip, const char *name, const char *root,
                     const char *content, unsigned flags)
{
    struct rp_buf text = {0};
    ck_assert_int_eq(
        rp_buf_printf(
            &text,
            "<?xml version='1.0' encoding='UTF-8'?><w:%s xmlns:w='" WORD
            "' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/"
            "2006' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/"
            "math' xmlns:x='urn:unknown'>%s</w:%s>",
            root, content, root),
        RP_OK);
    add(zip, name, text.v, flags);
    rp_buf_release(&text);
}

static void make(struct zipped *zip, const struct parts *parts)
{
    *zip = (struct zipped){0};
    struct rp_buf body = {0}, announced = {0};
    ck_assert_int_eq(rp_buf_printf(&body, "<w:body>%s</w:body>", parts->body), RP_OK);
    add(zip, "_rels/.rels", package_relations, 0);
    add_part(zip, "word/document.xml", "document", body.v, parts->flags);
    const char *const content[] = {parts->styles, parts->numbering, parts->footnotes,
                                   parts->endnotes, parts->header};
    const char *const names[] = {"styles", "numbering", "footnotes", "endnotes", "header1"};
    const char *const roots[] = {"styles", "numbering", "footnotes", "endnotes", "hdr"};
    /* only the relations to parts that are there */
    const char *at = strchr(relations, '>') + 1;
    ck_assert_int_eq(rp_buf_add(&announced, relations, (size_t)(at - relations)), RP_OK);
    for (size_t i = 0; i < 5; i++) {
        const char *end = strchr(at, '>') + 1;
        char file[40];
        if (content[i]) {
            snprintf(file, sizeof file, "word/%s.xml", names[i]);
            add_part(zip, file, roots[i], content[i], parts->flags);
            ck_assert_int_eq(rp_buf_add(&announced, at, (size_t)(end - at)), RP_OK);
        }
        at = end;
    }
    ck_assert_int_eq(rp_buf_printf(&announced, "</Relationships>"), RP_OK);
    add(zip, "word/_rels/document.xml.rels", announced.v, 0);
    zipped_finish(zip);
    rp_buf_release(&announced);
    rp_buf_release(&body);
}

static struct rp_options options;

static void setup(void)
{
    rp_options_init(&options);
}

static void gives(struct zipped *zip, enum rp_view view, const char *want)
{
    struct reading reading;
    reading_init(&reading, rp_read_docx, rp_buf_str(&zip->bytes), view, &options);
    ck_assert_msg(reading.status == RP_OK, "%s", reading.err.message);
    ck_assert_str_eq(reading.text.v, want);
    reading_release(&reading);
}

static void reads(const struct parts *parts, const char *want)
{
    struct zipped zip;
    make(&zip, parts);
    gives(&zip, RP_VIEW_ACCEPTED, want);
    zipped_release(&zip);
}

static void body_reads(const char *body, const char *want)
{
    reads(&(struct parts){.body = body}, want);
}

/* The three views of one body. */
static void views(const char *body, const char *accepted, const char *original,
                  const char *all)
{
    struct zipped zip;
    make(&zip, &(struct parts){.body = body});
    gives(&zip, RP_VIEW_ACCEPTED, accepted);
    gives(&zip, RP_VIEW_ORIGINAL, original);
    gives(&zip, RP_VIEW_ALL, all);
    zipped_release(&zip);
}

static void fails(struct zipped *zip, int code, const char *message)
{
    struct reading reading;
    reading_init(&reading, rp_read_docx, rp_buf_str(&zip->bytes), RP_VIEW_ALL, &options);
    ck_assert_msg(reading.status == code, "%d: %s", reading.status, reading.err.message);
    ck_assert_msg(strstr(reading.err.message, message) != NULL, "%s", reading.err.message);
    reading_release(&reading);
}

#define P(runs) "<w:p>" runs "</w:p>"
#define R(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define INS(runs) "<w:ins w:id='1' w:author='a'>" runs "</w:ins>"
#define DEL(text)                                                                          \
    "<w:del w:id='2' w:author='a'><w:r><w:delText xml:space='preserve'>" text              \
    "</w:delText></w:r></w:del>"
#define MARK(change) "<w:pPr><w:rPr><w:" change " w:id='3'/></w:rPr></w:pPr>"
#define STYLE(id) "<w:pPr><w:pStyle w:val='" id "'/></w:pPr>"
#define LIST(num, level)                                                                   \
    "<w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num                      \
    "'/></w:numPr></w:pPr>"

/* Documents are easier to read as they are laid out here. */
/* clang-format off */
/* ---- text --------------------------------------------------------------------------- */

START_TEST(runs_and_what_stands_for_characters)
{
    body_reads(P(R("a") R("b ") "<w:r><w:t>c</w:t><w:tab/><w:t>d</w:t></w:r>")
          P("<w:r><w:t>ITU</w:t><w:noBreakHyphen/><w:t>T re</w:t>"
          "<w:softHyphen/><w:t>port</w:t><w:br/><w:t>next</w:t></w:r>")
          P("<w:r><w:sym w:font='Symbol' w:char='F061'/><w:sym "
          "w:font='Wingdings' w:char='F0A7'/><w:sym w:font='Arial' "
          "w:char='2264'/></w:r>")
          P("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" R(" "))
          P(""), "ab c\td\nITU-T report\nnext\nα•≤\n");
}
END_TEST

START_TEST(fields_give_their_result_alone)
{
    body_reads(P("<w:fldSimple w:instr='PAGE'>" R("7") "</w:fldSimple>")
          P(R("see ") "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> "
          "HYPERLINK \"u\" </w:instrText></w:r>" R("code")
          "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" R("inner")
          "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" R("inner result")
          "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:fldChar "
          "w:fldCharType='separate'/></w:r>" R("result")
          "<w:r><w:fldChar w:fldCharType='end'/></w:r>" R(" end"))
          P("<w:hyperlink>" R("link") "</w:hyperlink>"),
          "7\nsee result end\nlink\n");
    body_reads(P("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" R("lost")),
          "note: word/document.xml: a field has no end; what follows its "
          "code is left out\n");
    body_reads(P("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> LISTNUM "
          "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>" R("item")),
          "item\nnote: word/document.xml: the numbers of 1 LISTNUM or AUTONUM fields left "
          "out\n");
}
END_TEST

START_TEST(wrappers_are_read_through_and_comments_are_not)
{
    body_reads("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
          P(R("a")) "</w:sdtContent></w:sdt>"
          P("<w:smartTag>" R("b") "</w:smartTag><w:customXml>" R("c")
          "</w:customXml><w:sdt><w:sdtContent>" R("d")
          "</w:sdtContent></w:sdt><w:commentRangeStart w:id='0'/><w:r>"
          "<w:commentReference w:id='0'/></w:r><x:new><x:t>no text of " "Word's</x:t>" R(
          "e") "</x:new>")
          P("<w:r><w:ruby><w:rt>" R("gloss") "</w:rt><w:rubyBase>" R("base")
          "</w:rubyBase></w:ruby></w:r>")
          P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>" R("shown")),
          "a\nbcde\nbase\nshown\n"
          "note: word/document.xml: 1 pieces of hidden text left out\n");
}
END_TEST

START_TEST(a_text_box_comes_once_after_its_paragraph)
{
    body_reads(P(R("before")
          "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>"
          P(R("box")) "</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
          P(R("box"))
          "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>" R(" after"))
          P("<w:r><mc:AlternateContent><mc:Choice Requires='new'><x:ink/>"
          "</mc:Choice><mc:Fallback><w:txbxContent>"
          P(R("old box")) "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"),
          "before after\nbox\nold box\n");
}
END_TEST

START_TEST(notes_follow_the_paragraph_that_refers_to_them)
{
    reads(&(struct parts){.body =
          P(R("one") "<w:r><w:footnoteReference w:id='2'/></w:r>" R(" more")
          "<w:r><w:endnoteReference w:id='2'/></w:r>")
          P(R("two") "<w:r><w:footnoteReference w:id='3'/></w:r><w:r>"
          "<w:footnoteReference w:id='3'/></w:r><w:r><w:footnoteReference "
          "w:id='9'/></w:r>"),
          .footnotes = "<w:footnote w:type='separator' w:id='0'>"
          P(R("---")) "</w:footnote><w:footnote w:id='3'>"
          P("<w:r><w:footnoteRef/></w:r>" R(" B")) "</w:footnote><w:footnote w:id='2'>"
          P(R("A")) P(R("A2")) "</w:footnote>",
          .endnotes = "<w:endnote w:id='2'>"
          P(R("E")) "</w:endnote>",
          .header = P(R("head"))},
          "one more\nfootnote [1] A\nfootnote A2\nfootnote [i] E\ntwo\n"
          "footnote [2] B\nmargin head\n"
          "note: word/document.xml: 1 notes are referred to and missing\n");
}
END_TEST

START_TEST(tables_tell_row_and_grid_column)
{
    body_reads("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
          "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
          P(R("a")) P(R("b")) "</w:tc><w:tc>"
          P(R("c")) "</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
          "<w:tc><w:tcPr><w:vMerge/></w:tcPr>"
          P("") "</w:tc><w:tc>"
          P(R("d")) "<w:tbl><w:tr><w:tc>"
          P(R("in")) "</w:tc></w:tr></w:tbl>"
          P(R("e")) "</w:tc></w:tr></w:tbl>"
          P(R("out")), "1.1.1* a\n1.1.1 b\n1.1.3* c\n1.2.3* d\n2.1.1* in\n1.2.3 e\nout\n");
}
END_TEST

START_TEST(styles_tell_roles_by_name_id_and_descent)
{
    static const char styles[] =
        "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/>"
        "</w:style>"
        "<w:style w:type='paragraph' w:styleId='ResNo'><w:name w:val='Res_No'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Restitle'><w:name w:val='x'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='C2'><w:name w:val='Call2'/><w:basedOn "
        "w:val='Call'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Call'><w:name w:val='Call'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='e2'><w:name w:val='enumlev2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 3'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='O'><w:name w:val='mine'/><w:pPr>"
        "<w:outlineLvl w:val='1'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='toc 1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='L1'><w:name w:val='l1'/><w:basedOn "
        "w:val='L2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='L2'><w:name w:val='l2'/><w:basedOn "
        "w:val='L1'/></w:style>";
    reads(&(struct parts){.styles = styles,
          .body = P(STYLE("ResNo") R("1"))
          P(STYLE("Restitle") R("2"))
          P(STYLE("C2") R("3"))
          P(STYLE("e2") R("4"))
          P(STYLE("H") R("5"))
          P(STYLE("O") R("6"))
          P(STYLE("T") R("7"))
          P(STYLE("L1") R("8"))
          P(STYLE("none") R("9"))
          P(R("10"))}, "res-no 1\nres-title 2\ncall 3\nenumlev2 4\nheading 5\nheading 6\n"
          "margin 7\n8\n9\n10\n");
}
END_TEST

/* ---- lists -------------------------------------------------------------------------- */

#define LEVEL(i, format, text, more)                                                       \
    "<w:lvl w:ilvl='" i "'><w:start w:val='1'/><w:numFmt w:val='" format "'/>" more        \
    "<w:lvlText w:val='" text "'/></w:lvl>"

START_TEST(lists_count_and_restart_below_what_is_above)
{
    static const char numbering[] = "<w:abstractNum w:abstractNumId='5'>"
          LEVEL("0", "decimal",
          "%1", "") LEVEL("1", "lowerLetter",
          "%2)", "") LEVEL("2",
          "lowerRoman", "%1.%2.%3",
          "") LEVEL("3", "upperRoman",
          "%4", "<w:lvlRestart w:val='1'/>")
          LEVEL("4", "decimal",
          "%5", "<w:lvlRestart w:val='0'/>")
          LEVEL("5", "decimal",
          "%1.%3.%6", "<w:isLgl/>")
          "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='5'/>"
          "</w:num><w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>"
          "<w:num w:numId='3'><w:abstractNumId w:val='5'/><w:lvlOverride "
          "w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
          "<w:num w:numId='4'><w:abstractNumId w:val='5'/><w:lvlOverride " "w:ilvl='0'>"
          LEVEL("0", "upperLetter",
          "(%1)", "") "</w:lvlOverride></w:num>";
    reads(&(struct parts){.numbering = numbering,
          .body = P(LIST("1", "0") R("a"))
          P(LIST("1", "1") R("b"))
          P(LIST("1", "1") R("c"))
          P(LIST("1", "2") R("d"))
          P(LIST("1", "3") R("e"))
          P(LIST("1", "4") R("f"))
          P(LIST("1", "1") R("g"))
          P(LIST("1", "3") R("h"))
          P(LIST("1", "4") R("i"))
          P(LIST("1", "5") R("j"))
          P(LIST("2", "0") R("k"))
          P(LIST("1", "1") R("l"))
          P(LIST("3", "0") R("m"))
          P(LIST("3", "0") R("n"))
          P(LIST("4", "0") R("o"))
          P(LIST("0", "0") R("p"))
          P(LIST("8", "0") R("q"))},
          "[1] a\n[a)] b\n[b)] c\n[1.b.i] d\n[I] e\n[1] f\n[c)] g\n[II] h\n"
          "[2] i\n[1.1.1] j\n[2] k\n[a)] l\n[7] m\n[8] n\n[(I)] o\np\nq\n");
}
END_TEST

START_TEST(lists_have_many_figures)
{
    static const char *const wanted[][2] = {{"decimal", "1 2 3 4"},
                                            {"decimalZero", "01 02 03 04"},
                                            {"upperRoman", "I II III IV"},
                                            {"lowerLetter", "a b c d"},
                                            {"russianUpper", "А Б В Г"},
                                            {"ordinal", "1st 2nd 3rd 4th"},
                                            {"numberInDash", "- 1 - - 2 - - 3 - - 4 -"}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct rp_buf numbering = {0};
        struct zipped zip;
        struct reading reading;
        char got[200] = "";
        ck_assert_int_eq(
            rp_buf_printf(
                &numbering,
                "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start "
                "w:val='1'/><w:numFmt w:val='%s'/><w:lvlText w:val='%%1'/></w:lvl>"
                "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/>"
                "</w:num>",
                wanted[i][0]),
            RP_OK);
    make(&zip, &(struct parts){.numbering = numbering.v,
          .body = P(LIST("1", "0") R("x"))
          P(LIST("1", "0") R("x"))
          P(LIST("1", "0") R("x"))
          P(LIST("1", "0") R("x"))});
        reading_init(&reading, rp_read_docx, rp_buf_str(&zip.bytes), RP_VIEW_ACCEPTED,
                     &options);
        for (char *p = reading.text.v; (p = strchr(p, '[')) != NULL; p++) {
            size_t n = strlen(got);
            snprintf(got + n, sizeof got - n, "%s%.*s", n ? " " : "",
                     (int)(strstr(p, "] x") - p - 1), p + 1);
        }
        ck_assert_str_eq(got, wanted[i][1]);
        reading_release(&reading);
        zipped_release(&zip);
        rp_buf_release(&numbering);
    }
}
END_TEST

START_TEST(lists_come_through_styles_and_links)
{
    static const char numbering[] =
          "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start "
          "w:val='1'/><w:pStyle w:val='H1'/><w:lvlText w:val='%1'/></w:lvl>"
          "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:pStyle w:val='H2'/>"
          "<w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:abstractNum "
          "w:abstractNumId='1'><w:numStyleLink w:val='LS'/></w:abstractNum>"
          "<w:abstractNum w:abstractNumId='2'><w:styleLink w:val='LS'/>"
          LEVEL("0", "bullet", "\uF0B7",
          "") LEVEL("1", "bullet",
          "–", "") "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/>"
          "</w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
          "<w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num>";
    static const char styles[] =
        "<w:style w:type='paragraph' w:styleId='H1'><w:name w:val='a'/><w:pPr><w:numPr>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='H2'><w:name w:val='b'/><w:basedOn "
        "w:val='H1'/>"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='H3'><w:name w:val='c'/><w:basedOn "
        "w:val='H2'/></w:style>"
        "<w:style w:type='numbering' w:styleId='LS'><w:name w:val='ls'/><w:pPr><w:numPr>"
        "<w:numId w:val='3'/></w:numPr></w:pPr></w:style>";
    reads(&(struct parts){.numbering = numbering,
          .styles = styles,
          .body = P(STYLE("H1") R("a"))
          P(STYLE("H2") R("b"))
          P(STYLE("H3") R("c"))
          P(LIST("2", "0") R("d"))
          P(LIST("2", "1") R("e"))
          P("<w:pPr><w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/>"
          "</w:numPr></w:pPr>" R("f"))
          P(STYLE("H1") R("g"))},
          "[1] a\n[1.1] b\n[1.2] c\n[•] d\n[–] e\nf\n[2] g\n");
}
END_TEST

/* ---- tracked changes ---------------------------------------------------------------- */

START_TEST(inserted_and_deleted_runs)
{
    views(P(R("keep ") INS(R("new")) DEL("old") R(" end"))
          P(R("same")), "keep new end\nsame\n",
          "keep old end\nsame\n",
          "deleted keep old end\ninserted keep new end\nsame\n");
    views(P(INS("<w:del w:id='9'><w:r><w:delText>brief</w:delText></w:r></w:del>" R("x")))
          P("<w:moveFrom w:id='1'>" R("moved") "</w:moveFrom>")
          P(R("mid"))
          P("<w:moveTo w:id='2'>" R("moved") "</w:moveTo>"),
          "x\nmid\nmoved\n", "moved\nmid\n",
          "inserted x\ndeleted moved\nmid\ninserted moved\n");
}
END_TEST

START_TEST(inserted_marks_split_and_deleted_marks_join)
{
    views(P(MARK("ins") R("first "))
          P(R("second")), "first\nsecond\n",
          "first second\n", "deleted first second\ninserted first\ninserted second\n");
    views(P(MARK("del") R("first "))
          P(R("second"))
          P(R("third")), "first second\nthird\n",
          "first\nsecond\nthird\n",
          "deleted first\ndeleted second\ninserted first second\nthird\n");
    views(P(R("a")) P(MARK("ins") INS(R("new")))
          P(MARK("del") DEL("gone"))
          P(R("b")), "a\nnew\nb\n",
          "a\ngone\nb\n", "a\ninserted new\ndeleted gone\nb\n");
    /* the last mark of a cell is gone, and nothing to join with */
    views("<w:tbl><w:tr><w:tc>"
          P(MARK("del") R("x")) "</w:tc><w:tc>"
          P(R("y")) "</w:tc></w:tr></w:tbl>"
          P(MARK("moveFrom") R("z")),
          "1.1.1* x\n1.1.2* y\nz\n",
          "1.1.1* x\n1.1.2* y\nz\n",
          "1.1.1* x\n1.1.2* y\nz\n");
}
END_TEST

START_TEST(inserted_and_deleted_rows_and_cells)
{
    views("<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>"
          P(R("old")) "</w:tc></w:tr><w:tr><w:trPr><w:ins w:id='2'/></w:trPr><w:tc>"
          P(R("new")) "</w:tc></w:tr><w:tr><w:tc>"
          P(R("a")) "</w:tc><w:tc><w:tcPr><w:cellDel w:id='3'/></w:tcPr>"
          P(R("b")) "</w:tc><w:tc><w:tcPr><w:cellIns w:id='4'/></w:tcPr>"
          P(R("c")) "</w:tc></w:tr></w:tbl>"
          P(R("end")), "1.1.1* new\n1.2.1* a\n1.2.3* c\nend\n",
          "1.1.1* old\n1.2.1* a\n1.2.2* b\nend\n",
          "deleted 1.1.1* old\ninserted 1.2.1* new\n1.3.1* a\n"
          "deleted 1.3.2* b\ninserted 1.3.3* c\nend\n");
}
END_TEST

START_TEST(each_version_counts_its_own_lists_and_notes)
{
    struct zipped zip;
    make(&zip, &(struct parts){.numbering = "<w:abstractNum w:abstractNumId='0'>"
          LEVEL("0", "decimal",
          "%1", "") "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/>"
          "</w:num>",
          .footnotes = "<w:footnote w:id='1'>"
          P(R("note ") INS(R("new")) DEL("old")) "</w:footnote>",
          .body = P("<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
          "<w:rPr><w:ins w:id='1'/></w:rPr></w:pPr>" INS(R("new")))
          P(LIST("1", "0") R("a"))
          P("<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/><w:ins "
          "w:id='7'/></w:numPr></w:pPr>" R("b"))
          P("<w:pPr><w:pPrChange w:id='8'><w:pPr><w:numPr><w:ilvl w:val='0'/>"
          "<w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange></w:pPr>" R("c"))
          P(R("d") "<w:del w:id='5'><w:r><w:footnoteReference w:id='1'/></w:r></w:del>")});
    gives(&zip, RP_VIEW_ACCEPTED, "[1] new\n[2] a\n[3] b\nc\nd\n");
    gives(&zip, RP_VIEW_ORIGINAL, "[1] a\nb\n[2] c\nd\nfootnote [1] note old\n");
    gives(&zip, RP_VIEW_ALL,
          "inserted [1] new\n[2] a\n[3] b\nc\nd\nfootnote deleted [1] note old\n");
    zipped_release(&zip);
}
END_TEST

START_TEST(fields_around_changes)
{
    views(P(INS("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
          "X</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/>" "</w:r>") R(
          "text") INS("<w:r><w:fldChar w:fldCharType='end'/></w:r>"))
          P("<w:del w:id='4'><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
          "<w:delInstrText>X</w:delInstrText></w:r><w:r><w:fldChar "
          "w:fldCharType='separate'/></w:r></w:del>" DEL("result")
          "<w:del w:id='6'><w:r><w:fldChar w:fldCharType='end'/></w:r></w:del>" R("tail")),
          "text\ntail\n", "text\nresulttail\n",
          "text\ndeleted resulttail\ninserted tail\n");
}
END_TEST

/* clang-format on */
/* ---- what is wrong with a file ------------------------------------------------------ */

START_TEST(strict_files_and_other_places_are_read)
{
    struct zipped zip = {0};
    add(&zip, "_rels/.rels",
        "<Relationships xmlns='" PACKAGE
        "'><Relationship Id='r1' Type='http://purl.oclc.org/"
        "ooxml/officeDocument/relationships/officeDocument' Target='/a/../Main/Doc.xml'/>"
        "</Relationships>",
        0);
    add(&zip, "Main/doc.xml",
        "<d:document xmlns:d='" STRICT "'><d:body><d:p><d:r><d:t>strict</d:t></d:r></d:p>"
        "</d:body></d:document>",
        ZIPPED_DEFLATED);
    zipped_finish(&zip);
    gives(&zip, RP_VIEW_ACCEPTED,
          "strict\nnote: Main/_rels/Doc.xml.rels: missing; the usual names are tried\n");
    zipped_release(&zip);
}
END_TEST

START_TEST(missing_parts_are_named)
{
    struct zipped zip = {0};
    add(&zip, "_rels/.rels", package_relations, 0);
    zipped_finish(&zip);
    fails(&zip, RP_ERR_FORMAT, "word/document.xml is missing");
    zipped_release(&zip);

    zip = (struct zipped){0};
    add_part(&zip, "word/document.xml", "document",
             "<w:body>" P(R("x") "<w:r><w:footnoteReference w:id='1'/></w:r>") "</w:body>",
             0);
    add(&zip, "word/_rels/document.xml.rels", relations, 0);
    zipped_finish(&zip);
    gives(&zip, RP_VIEW_ACCEPTED,
          "x\nnote: _rels/.rels: missing; the usual names are tried\n"
          "note: word/styles.xml: missing; read without it\n"
          "note: word/numbering.xml: missing; read without it\n"
          "note: word/footnotes.xml: missing; read without it\n"
          "note: word/endnotes.xml: missing; read without it\n"
          "note: word/document.xml: 1 notes are referred to and missing\n"
          "note: word/header1.xml: missing; read without it\n");
    zipped_release(&zip);
}
END_TEST

START_TEST(names_that_lead_out_of_the_package_are_left_out)
{
    struct zipped zip = {0};
    add(&zip, "_rels/.rels", package_relations, 0);
    add(&zip, "../../styles.xml", "never read", 0);
    add_part(&zip, "word/document.xml", "document", "<w:body>" P(R("x")) "</w:body>", 0);
    add(&zip, "word/_rels/document.xml.rels",
        "<Relationships xmlns='" PACKAGE "'><Relationship Id='r1' Type='" OFFICE
        "styles' Target='../../../styles.xml'/><Relationship Id='r2' Type='" OFFICE
        "header' Target='http://example.org/h' TargetMode='External'/></Relationships>",
        0);
    zipped_finish(&zip);
    gives(&zip, RP_VIEW_ACCEPTED,
          "x\nnote: a part outside the package left out: ../../../styles.xml\n");
    zipped_release(&zip);
}
END_TEST

START_TEST(broken_parts_are_errors_with_an_offset)
{
    static const struct {
        const char *content;
        int code;
        const char *message;
    } wrong[] = {
        {"<w:document xmlns:w='" WORD "'><w:body><w:p></w:body>", RP_ERR_FORMAT,
         "word/document.xml: not well-formed XML: mismatched tag"},
        {"<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>", RP_ERR_FORMAT, "document type"},
        {"<workbook xmlns='urn:x'/>", RP_ERR_UNSUPPORTED,
         "<workbook> and no Word document"},
        {"", RP_ERR_FORMAT, "no element found"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct zipped zip = {0};
        add(&zip, "_rels/.rels", package_relations, 0);
        add(&zip, "word/document.xml", wrong[i].content, ZIPPED_DEFLATED);
        zipped_finish(&zip);
        fails(&zip, wrong[i].code, wrong[i].message);
        zipped_release(&zip);
    }
    struct zipped zip;
    make(&zip, &(struct parts){.body = P(R("x")), .flags = ZIPPED_WRONG_CRC});
    fails(&zip, RP_ERR_FORMAT, "word/document.xml: damaged: the checksum does not match");
    zipped_release(&zip);
}
END_TEST

START_TEST(ten_thousand_nested_elements)
{
    static const char *const tags[] = {
        "w:sdt", "w:tbl", "w:txbxContent", "w:ins", "mc:AlternateContent", "w:p",
        "w:r",   "x:y"};
    for (size_t t = 0; t < sizeof tags / sizeof *tags; t++) {
        struct rp_buf body = {0};
        struct zipped zip;
        for (int i = 0; i < 10000; i++)
            if (rp_buf_printf(&body, "<%s>", tags[t]))
                abort();
        if (rp_buf_puts(&body, P(R("deep"))))
            abort();
        for (int i = 0; i < 10000; i++)
            if (rp_buf_printf(&body, "</%s>", tags[t]))
                abort();
        make(&zip, &(struct parts){.body = body.v, .flags = ZIPPED_DEFLATED});
        fails(&zip, RP_ERR_LIMIT, "--max-nesting");
        options.max_nesting = 30000;
        gives(&zip, RP_VIEW_ACCEPTED, "deep\n");
        options.max_nesting = 1000;
        zipped_release(&zip);
        rp_buf_release(&body);
    }
}
END_TEST

START_TEST(a_bomb_is_refused_early)
{
    struct zipped zip = {0};
    struct rp_buf text = {0};
    const char *head = "<w:document xmlns:w='" WORD "'><w:body><w:p><w:r><w:t>";
    if (rp_buf_puts(&text, head) || rp_vec_reserve(&text, 64 << 20))
        abort();
    memset(text.v + text.n, 'a', (64 << 20) - text.n);
    text.n = 64 << 20;
    add(&zip, "_rels/.rels", package_relations, 0);
    zipped_add(&zip, "word/document.xml", rp_buf_str(&text), ZIPPED_DEFLATED);
    zipped_finish(&zip);
    fails(&zip, RP_ERR_LIMIT, "--max-ratio");
    zipped_release(&zip);
    rp_buf_release(&text);
}
END_TEST

START_TEST(a_long_paragraph_is_cut_between_characters_and_said)
{
    struct rp_options small = options;
    struct zipped zip;
    struct reading reading;
    make(&zip, &(struct parts){.body = P(R("aé") R("éé")) P(R("next"))});
    small.max_paragraph_bytes = 4;
    reading_init(&reading, rp_read_docx, rp_buf_str(&zip.bytes), RP_VIEW_ACCEPTED, &small);
    ck_assert_str_eq(reading.text.v,
                     "aé\nnext\nnote: a paragraph is cut at the cap of 4 bytes "
                     "(--max-paragraph)\n");
    reading_release(&reading);
    zipped_release(&zip);
}
END_TEST

/* Peak resident memory so far; kilobytes. */
static long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

START_TEST(three_hundred_megabytes_stream_through)
{
    enum { XML_BYTES = 300 << 20 };
    static const char head[] = "<w:document xmlns:w='" WORD "'><w:body>";
    static const char tail[] = "</w:body></w:document>";
    static const char paragraph[] =
        "<w:p w:rsidR='00D46247' w:rsidRDefault='00D46247'><w:pPr><w:pStyle "
        "w:val='enumlev1'/>"
        "<w:rPr><w:lang w:val='en-US'/></w:rPr></w:pPr><w:r "
        "w:rsidRPr='00097DFA'><w:rPr><w:lang "
        "w:val='en-US'/></w:rPr><w:t>to report to the Council on the progress "
        "made</w:t></w:r>"
        "</w:p>";
    const size_t n = (XML_BYTES - sizeof head - sizeof tail) / (sizeof paragraph - 1);
    struct rp_buf xml = {0};
    struct zipped zip = {0};
    struct rp_document document;
    struct rp_error err = {0};
    if (rp_vec_reserve(&xml, XML_BYTES) || rp_buf_puts(&xml, head))
        abort();
    for (size_t i = 0; i < n; i++)
        if (rp_buf_add(&xml, paragraph, sizeof paragraph - 1))
            abort();
    if (rp_buf_puts(&xml, tail))
        abort();
    add(&zip, "_rels/.rels", package_relations, 0);
    zipped_add(&zip, "word/document.xml", rp_buf_str(&xml), ZIPPED_STORED);
    zipped_finish(&zip);
    rp_buf_release(&xml);
    long before_kb = peak_kb();
    rp_document_init(&document);
    int status =
        rp_read_docx(&document, rp_buf_str(&zip.bytes), RP_VIEW_ACCEPTED, &options, &err);
    ck_assert_msg(status == RP_OK, "%s", err.message);
    ck_assert_uint_eq(document.paragraphs.n, n);
    /* the text and its ranges, with room to grow, and nothing of the XML */
    size_t own_kb =
        (document.text.cap + document.paragraphs.cap * sizeof(struct rp_paragraph)) >> 10;
    ck_assert_int_lt(peak_kb() - before_kb, (long)(2 * own_kb) + (16 << 10));
    rp_document_release(&document);
    zipped_release(&zip);
}
END_TEST

/* Everything the reader knows, in one document. */
/* clang-format off */
static const struct parts rich = {
    .body =
        P(STYLE("ResNo") R("RESOLUTION 1"))
        P(LIST("1", "0") R("a ") INS(R("b")) DEL("c"))
        P(MARK("del") R("joined ") "<w:r><w:footnoteReference w:id='1'/></w:r>")
        P(MARK("ins") R("split "))
        P(R("rest"))
        "<w:tbl><w:tr><w:trPr><w:ins w:id='1'/></w:trPr><w:tc>"
        P(R("cell")) "</w:tc></w:tr></w:tbl>"
        P("<w:r><w:txbxContent>" P(LIST("1", "1") R("box")) "</w:txbxContent></w:r>")
        P("<w:r><w:fldChar w:fldCharType='begin'/></w:r>"),
    .styles =
        "<w:style w:type='paragraph' w:styleId='ResNo'><w:name w:val='Res_No'/>"
        "<w:basedOn w:val='B'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:name w:val='b'/></w:style>",
    .numbering =
        "<w:abstractNum w:abstractNumId='0'>"
        LEVEL("0", "decimal", "%1", "")
        LEVEL("1", "upperRoman", "%2", "")
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
    .footnotes = "<w:footnote w:id='1'>" P(R("note")) "</w:footnote>",
    .endnotes = "<w:endnote w:id='1'>" P(R("end")) "</w:endnote>",
    .header = P(R("head")),
};
/* clang-format on */

START_TEST(every_failed_allocation_is_an_error)
{
    struct zipped zip;
    make(&zip, &rich);
    uint64_t n = 1;
    for (;; n++) {
        struct rp_document document;
        struct rp_error err = {0};
        rp_document_init(&document);
        rp_alloc_fail_at(n);
        int status =
            rp_read_docx(&document, rp_buf_str(&zip.bytes), RP_VIEW_ALL, &options, &err);
        rp_alloc_fail_at(0);
        rp_document_release(&document);
        if (status == RP_OK)
            break;
        if (status != RP_ERR_MEMORY)
            ck_abort_msg("allocation %d: %d: %s", (int)n, status, err.message);
    }
    ck_assert_uint_gt(n, 50);
    zipped_release(&zip);
}
END_TEST

START_TEST(cut_or_changed_files_are_read_or_refused)
{
    struct zipped zip;
    make(&zip, &rich);
    size_t n = zip.bytes.n;
    uint64_t state = 88172645463325252ULL;
    for (size_t cut = 0; cut < n; cut += 7) {
        struct reading reading;
        reading_init(&reading, rp_read_docx, (struct rp_str){zip.bytes.v, cut}, RP_VIEW_ALL,
                     &options);
        if (reading.status == RP_OK || reading.err.message[0] == '\0')
            ck_abort_msg("cut at %zu", cut);
        reading_release(&reading);
    }
    /* A changed byte is met by the checksum, unless it is in the directory; so change the
     * parts before they are packed. */
    for (int round = 0; round < 4000; round++) {
        struct zipped changed = {0};
        struct reading reading;
        for (size_t i = 0; i < zip.entries.n; i++) {
            const struct zipped_entry *entry = &zip.entries.v[i];
            char part[8192];
            ck_assert_uint_lt(entry->unpacked, sizeof part);
            memcpy(part, zip.bytes.v + entry->offset + 30 + strlen(entry->name),
                   entry->unpacked);
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if (state % 3 == 0)
                part[(state >> 8) % entry->unpacked] = "<>/'w\xc3 09"[(state >> 40) % 9];
            zipped_add(&changed, entry->name, (struct rp_str){part, entry->unpacked}, 0);
        }
        zipped_finish(&changed);
        reading_init(&reading, rp_read_docx, rp_buf_str(&changed.bytes), RP_VIEW_ALL,
                     &options);
        if (reading.status != RP_OK && reading.err.message[0] == '\0')
            ck_abort_msg("round %d", round);
        reading_release(&reading);
        zipped_release(&changed);
    }
    zipped_release(&zip);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("read_docx");
    TCase *t = tcase_create("docx");
    tcase_set_timeout(t, 100);
    tcase_add_checked_fixture(t, setup, NULL);
    tcase_add_test(t, runs_and_what_stands_for_characters);
    tcase_add_test(t, fields_give_their_result_alone);
    tcase_add_test(t, wrappers_are_read_through_and_comments_are_not);
    tcase_add_test(t, a_text_box_comes_once_after_its_paragraph);
    tcase_add_test(t, notes_follow_the_paragraph_that_refers_to_them);
    tcase_add_test(t, tables_tell_row_and_grid_column);
    tcase_add_test(t, styles_tell_roles_by_name_id_and_descent);
    tcase_add_test(t, lists_count_and_restart_below_what_is_above);
    tcase_add_test(t, lists_have_many_figures);
    tcase_add_test(t, lists_come_through_styles_and_links);
    tcase_add_test(t, inserted_and_deleted_runs);
    tcase_add_test(t, inserted_marks_split_and_deleted_marks_join);
    tcase_add_test(t, inserted_and_deleted_rows_and_cells);
    tcase_add_test(t, each_version_counts_its_own_lists_and_notes);
    tcase_add_test(t, fields_around_changes);
    tcase_add_test(t, strict_files_and_other_places_are_read);
    tcase_add_test(t, missing_parts_are_named);
    tcase_add_test(t, names_that_lead_out_of_the_package_are_left_out);
    tcase_add_test(t, broken_parts_are_errors_with_an_offset);
    tcase_add_test(t, ten_thousand_nested_elements);
    tcase_add_test(t, a_bomb_is_refused_early);
    tcase_add_test(t, a_long_paragraph_is_cut_between_characters_and_said);
    tcase_add_test(t, three_hundred_megabytes_stream_through);
    tcase_add_test(t, every_failed_allocation_is_an_error);
    tcase_add_test(t, cut_or_changed_files_are_read_or_refused);
    suite_add_tcase(s, t);
    return s;
}

RUN_SUITE(suite)
