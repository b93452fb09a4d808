/* Inside the .docx reader: what its files know of each other.
 *
 *   docx.c            the package: which part is what, one after the other
 *   docx_names.c      namespaces and element names -> enum docx_name
 *   docx_styles.c     styles.xml -> what a paragraph's style means
 *   docx_numbering.c  numbering.xml -> list labels, as Word computes them
 *   docx_body.c       the document, a set of notes, a header or footer -> paragraphs
 */
#ifndef RP_READ_DOCX_H
#define RP_READ_DOCX_H

#include "base/xml.h"
#include "read/builder.h"

/* Elements of WordprocessingML (transitional or strict), but for the last two groups. */
enum docx_name {
    DOCX_OTHER,
    DOCX_ABSTRACT_NUM,
    DOCX_ABSTRACT_NUM_ID,
    DOCX_ALT_CHUNK,
    DOCX_BASED_ON,
    DOCX_BR,
    DOCX_CELL_DEL,
    DOCX_CELL_INS,
    DOCX_CR,
    DOCX_DEL,
    DOCX_DEL_TEXT,
    DOCX_DOCUMENT,
    DOCX_ENDNOTE,
    DOCX_ENDNOTE_REFERENCE,
    DOCX_ENDNOTES,
    DOCX_FLD_CHAR,
    DOCX_FOOTNOTE,
    DOCX_FOOTNOTE_REFERENCE,
    DOCX_FOOTNOTES,
    DOCX_FTR,
    DOCX_GRID_BEFORE,
    DOCX_GRID_SPAN,
    DOCX_HDR,
    DOCX_ILVL,
    DOCX_INS,
    DOCX_INSTR_TEXT,
    DOCX_IS_LGL,
    DOCX_LVL,
    DOCX_LVL_OVERRIDE,
    DOCX_LVL_RESTART,
    DOCX_LVL_TEXT,
    DOCX_MOVE_FROM,
    DOCX_MOVE_TO,
    DOCX_NAME,
    DOCX_NO_BREAK_HYPHEN,
    DOCX_NUM,
    DOCX_NUM_FMT,
    DOCX_NUM_ID,
    DOCX_NUM_PR,
    DOCX_NUM_STYLE_LINK,
    DOCX_OUTLINE_LVL,
    DOCX_P,
    DOCX_P_PR,
    DOCX_P_PR_CHANGE,
    DOCX_P_STYLE,
    DOCX_PTAB,
    DOCX_R,
    DOCX_R_PR,
    DOCX_START,
    DOCX_START_OVERRIDE,
    DOCX_STYLE,
    DOCX_SUB_DOC,
    DOCX_SYM,
    DOCX_T,
    DOCX_TAB,
    DOCX_TBL,
    DOCX_TC,
    DOCX_TC_PR,
    DOCX_TR,
    DOCX_TR_PR,
    DOCX_TXBX_CONTENT,
    DOCX_VANISH,
    DOCX_SKIPPED, /* whole subtrees that hold no text of the document */
    /* markup compatibility */
    DOCX_ALTERNATE_CONTENT,
    DOCX_CHOICE,
    DOCX_FALLBACK,
    /* mathematics */
    DOCX_MATH_T,
};

enum docx_name docx_name_of(struct rp_xml_name name);

/* The attribute as a number; `otherwise` where it is missing or no number. */
int32_t docx_number(struct rp_xml_attributes attributes, const char *local,
                    int32_t otherwise);
/* Whether an on/off property's element switches it on (w:val="0" switches it off). */
bool docx_is_on(struct rp_xml_attributes attributes);

struct docx_style {
    struct rp_range id, name, based_on; /* in bytes */
    enum rp_style role;
    int32_t num_id;    /* -1: none said */
    int32_t level;     /* -1: none said */
    int32_t outline;   /* -1: none said */
    int32_t num_owner; /* index of the style that says num_id; -1 */
    uint32_t order;    /* place in the file; of two with one id the first counts */
    bool is_paragraph, has_role, is_resolved;
};

/* styles.xml. A document without it has plain paragraphs. */
struct docx_styles {
    RP_VEC(struct docx_style) styles; /* by id */
    struct rp_buf bytes;
    int32_t normal; /* index of the default paragraph style; -1 */
    /* while parsing */
    struct docx_style open;
    bool in_style;
};

void docx_styles_release(struct docx_styles *styles);
extern const struct rp_xml_handler docx_styles_handler; /* context: struct docx_styles */
/* After parsing: sort, follow basedOn. error: RP_ERR_MEMORY */
int docx_styles_finish(struct docx_styles *styles);
/* Index of the style with this id, or -1. */
int32_t docx_styles_find(const struct docx_styles *styles, struct rp_str id);

enum { DOCX_LEVELS = 9 };

struct docx_level {
    struct rp_range text, style; /* in bytes */
    int32_t start;               /* >= 0 */
    int32_t restart;             /* restarts after a level below this, 0: never */
    uint8_t format;              /* enum docx_format */
    bool is_legal;               /* all parts in decimal */
};

struct docx_abstract {
    int32_t id;
    int32_t level[DOCX_LEVELS]; /* index in levels, -1: none */
    struct rp_range num_style_link;
    uint32_t order;
};

struct docx_num {
    int32_t id, abstract; /* index in abstracts; -1: none */
    int32_t level[DOCX_LEVELS];
    int32_t start[DOCX_LEVELS]; /* startOverride, -1: none */
    uint32_t order;
};

/* numbering.xml. */
struct docx_numbering {
    RP_VEC(struct docx_level) levels;
    RP_VEC(struct docx_abstract) abstracts; /* by id */
    RP_VEC(struct docx_num) nums;           /* by id */
    struct rp_buf bytes;
    /* while parsing */
    struct docx_level open_level;
    int32_t at_level;
    enum { DOCX_IN_NOTHING, DOCX_IN_ABSTRACT, DOCX_IN_NUM } in;
    bool in_level, has_unknown_format;
};

void docx_numbering_release(struct docx_numbering *numbering);
extern const struct rp_xml_handler docx_numbering_handler; /* context: the struct */
/* After parsing both: sort, connect num to abstractNum, follow links to list styles. */
int docx_numbering_finish(struct docx_numbering *numbering,
                          const struct docx_styles *styles);

/* How far the lists have counted in one version of the text. */
struct docx_counters {
    struct docx_count {
        int32_t value[DOCX_LEVELS];
        uint16_t is_running; /* bit a level */
    } * abstracts;
    uint16_t *nums; /* bit a level: its startOverride is spent */
};
int docx_counters_init(struct docx_counters *counters,
                       const struct docx_numbering *numbering);
void docx_counters_release(struct docx_counters *counters);

/* The level of list num_id that is linked to this style, or -1. */
int32_t docx_numbering_level_of(const struct docx_numbering *numbering, int32_t num_id,
                                struct rp_str style_id);
/* Count one paragraph of list num_id at `level` and append its label, such as "a)", to
 * *out; nothing for an unknown list. A label is cut at 200 bytes. error: RP_ERR_MEMORY */
int docx_numbering_label(const struct docx_numbering *numbering,
                         struct docx_counters *counters, int32_t num_id, int32_t level,
                         struct rp_buf *out);

/* n in a format of w:numFmt, by its name; decimal for a name that is not known. */
int docx_format_number(struct rp_buf *out, int32_t n, const char *format);

struct docx_note {
    int32_t id;
    struct rp_fragment version[RP_N_VERSIONS];
    bool is_used[RP_N_VERSIONS];
    uint32_t order;
};

/* Footnotes or endnotes, by id. */
struct docx_notes {
    RP_VEC(struct docx_note) notes;
    uint32_t n_used[RP_N_VERSIONS];
};
void docx_notes_release(struct docx_notes *notes);
void docx_notes_sort(struct docx_notes *notes);

/* One part that holds paragraphs. */
struct docx_body {
    struct rp_builder *builder;
    const struct docx_styles *styles;
    const struct docx_numbering *numbering;
    struct docx_counters *counters;          /* one for each version */
    struct docx_notes *footnotes, *endnotes; /* referred to; NULL inside notes */
    struct docx_notes *fills;                /* the set of notes being read, or NULL */
    const struct rp_xml *xml;                /* for offsets */
    enum rp_style forced;                    /* RP_STYLE_PLAIN: as the style says */

    struct docx_element {
        uint8_t name, versions; /* versions: outside the element */
        bool has_taken;         /* AlternateContent: a branch had text */
        uint64_t n_chars;       /* Choice: n_chars before it */
    } * elements;
    size_t n_elements, cap_elements;
    unsigned skipping; /* depth inside a skipped subtree */
    unsigned versions; /* where what is read now stands */
    uint64_t n_chars;  /* of text seen, shown or not */
    struct {
        struct docx_frame *v;
        size_t n, cap;
    } frames;
    struct {
        struct docx_row {
            uint32_t column;
            bool is_open;
        } * v;
        size_t n, cap;
    } rows;
    struct rp_buf label[RP_N_VERSIONS];
    int32_t note_id;
    bool in_text, in_code, is_hidden;
    bool in_note;
    uint32_t n_hidden, n_chunks, n_missing_notes, n_list_fields;
    uint64_t first_hidden, first_chunk, first_missing_note, first_list_field;
};
extern const struct rp_xml_handler docx_body_handler; /* context: struct docx_body */
void docx_body_release(struct docx_body *body);
/* At the end of the part: end what is pending, and note what was left out. */
int docx_body_finish(struct docx_body *body, const char *part);

#endif
