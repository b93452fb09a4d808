#include "read/docx.h"

#include <stdlib.h>
#include <string.h>

enum space { SPACE_OTHER, SPACE_WORD, SPACE_COMPATIBILITY, SPACE_MATH };

/* The same vocabulary has two addresses: of ECMA-376 (transitional) and of ISO 29500
 * strict. */
static enum space space_of(struct rp_str address)
{
    static const struct {
        const char *address;
        enum space space;
    } known[] = {
        {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", SPACE_WORD},
        {"http://purl.oclc.org/ooxml/wordprocessingml/main", SPACE_WORD},
        {"http://schemas.openxmlformats.org/markup-compatibility/2006",
         SPACE_COMPATIBILITY},
        {"http://schemas.openxmlformats.org/officeDocument/2006/math", SPACE_MATH},
        {"http://purl.oclc.org/ooxml/officeDocument/math", SPACE_MATH},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (rp_str_equal(address, rp_str_of(known[i].address)))
            return known[i].space;
    return SPACE_OTHER;
}

struct entry {
    const char *local;
    enum docx_name name;
};

static int compare(const void *key, const void *entry)
{
    return rp_str_compare(*(const struct rp_str *)key,
                          rp_str_of(((const struct entry *)entry)->local));
}

/* In byte order. */
static const struct entry word_names[] = {
    {"abstractNum", DOCX_ABSTRACT_NUM},
    {"abstractNumId", DOCX_ABSTRACT_NUM_ID},
    {"altChunk", DOCX_ALT_CHUNK},
    {"basedOn", DOCX_BASED_ON},
    {"br", DOCX_BR},
    {"cellDel", DOCX_CELL_DEL},
    {"cellIns", DOCX_CELL_INS},
    {"cr", DOCX_CR},
    {"del", DOCX_DEL},
    {"delInstrText", DOCX_SKIPPED},
    {"delText", DOCX_DEL_TEXT},
    {"document", DOCX_DOCUMENT},
    {"endnote", DOCX_ENDNOTE},
    {"endnoteReference", DOCX_ENDNOTE_REFERENCE},
    {"endnotes", DOCX_ENDNOTES},
    {"ffData", DOCX_SKIPPED},
    {"fldChar", DOCX_FLD_CHAR},
    {"footnote", DOCX_FOOTNOTE},
    {"footnoteReference", DOCX_FOOTNOTE_REFERENCE},
    {"footnotes", DOCX_FOOTNOTES},
    {"ftr", DOCX_FTR},
    {"gridBefore", DOCX_GRID_BEFORE},
    {"gridSpan", DOCX_GRID_SPAN},
    {"hdr", DOCX_HDR},
    {"ilvl", DOCX_ILVL},
    {"ins", DOCX_INS},
    {"instrText", DOCX_INSTR_TEXT},
    {"isLgl", DOCX_IS_LGL},
    {"lvl", DOCX_LVL},
    {"lvlOverride", DOCX_LVL_OVERRIDE},
    {"lvlRestart", DOCX_LVL_RESTART},
    {"lvlText", DOCX_LVL_TEXT},
    {"moveFrom", DOCX_MOVE_FROM},
    {"moveTo", DOCX_MOVE_TO},
    {"name", DOCX_NAME},
    {"noBreakHyphen", DOCX_NO_BREAK_HYPHEN},
    {"num", DOCX_NUM},
    {"numFmt", DOCX_NUM_FMT},
    {"numId", DOCX_NUM_ID},
    {"numPr", DOCX_NUM_PR},
    {"numStyleLink", DOCX_NUM_STYLE_LINK},
    {"outlineLvl", DOCX_OUTLINE_LVL},
    {"p", DOCX_P},
    {"pPr", DOCX_P_PR},
    {"pPrChange", DOCX_P_PR_CHANGE},
    {"pStyle", DOCX_P_STYLE},
    {"ptab", DOCX_PTAB},
    {"r", DOCX_R},
    {"rPr", DOCX_R_PR},
    {"rPrChange", DOCX_SKIPPED},
    {"rt", DOCX_SKIPPED},
    {"sdtEndPr", DOCX_SKIPPED},
    {"sdtPr", DOCX_SKIPPED},
    {"sectPr", DOCX_SKIPPED},
    {"start", DOCX_START},
    {"startOverride", DOCX_START_OVERRIDE},
    {"style", DOCX_STYLE},
    {"subDoc", DOCX_SUB_DOC},
    {"sym", DOCX_SYM},
    {"t", DOCX_T},
    {"tab", DOCX_TAB},
    {"tabs", DOCX_SKIPPED},
    {"tbl", DOCX_TBL},
    {"tblGrid", DOCX_SKIPPED},
    {"tblPr", DOCX_SKIPPED},
    {"tblPrEx", DOCX_SKIPPED},
    {"tblStylePr", DOCX_SKIPPED},
    {"tc", DOCX_TC},
    {"tcPr", DOCX_TC_PR},
    {"tcPrChange", DOCX_SKIPPED},
    {"tr", DOCX_TR},
    {"trPr", DOCX_TR_PR},
    {"trPrChange", DOCX_SKIPPED},
    {"txbxContent", DOCX_TXBX_CONTENT},
    {"vanish", DOCX_VANISH},
};

static const struct entry compatibility_names[] = {
    {"AlternateContent", DOCX_ALTERNATE_CONTENT},
    {"Choice", DOCX_CHOICE},
    {"Fallback", DOCX_FALLBACK},
};

static const struct entry math_names[] = {
    {"ctrlPr", DOCX_SKIPPED},
    {"r", DOCX_R},
    {"t", DOCX_MATH_T},
};

#define LOOK_UP(table, key)                                                                \
    bsearch(&(key), table, sizeof(table) / sizeof *(table), sizeof *(table), compare)

enum docx_name docx_name_of(struct rp_xml_name name)
{
    const struct entry *found = NULL;
    switch (space_of(name.space)) {
    case SPACE_WORD:
        found = LOOK_UP(word_names, name.local);
        break;
    case SPACE_COMPATIBILITY:
        found = LOOK_UP(compatibility_names, name.local);
        break;
    case SPACE_MATH:
        found = LOOK_UP(math_names, name.local);
        break;
    case SPACE_OTHER:
        break;
    }
    return found ? found->name : DOCX_OTHER;
}

int32_t docx_number(struct rp_xml_attributes attributes, const char *local,
                    int32_t otherwise)
{
    struct rp_str value = rp_xml_attribute(attributes, local);
    bool is_negative = value.n > 0 && value.p[0] == '-';
    int64_t number = 0;
    size_t i = is_negative;
    if (i >= value.n)
        return otherwise;
    for (; i < value.n; i++) {
        if (value.p[i] < '0' || value.p[i] > '9' || number > INT32_MAX / 10)
            return otherwise;
        number = 10 * number + (value.p[i] - '0');
    }
    number = is_negative ? -number : number;
    return number > INT32_MAX || number < INT32_MIN ? otherwise : (int32_t)number;
}

bool docx_is_on(struct rp_xml_attributes attributes)
{
    struct rp_str value = rp_xml_attribute(attributes, "val");
    return !rp_str_equal(value, RP_STR("0")) && !rp_str_equal(value, RP_STR("false")) &&
           !rp_str_equal(value, RP_STR("off"));
}
