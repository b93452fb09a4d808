/* WordprocessingML -> paragraphs (ISO/IEC 29500-1, 17; revisions 17.13.5). The stream is
 * read once; an element stack restores, at each end tag, in which versions of the text the
 * parser stands. */
#include "read/docx.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Word nests no text boxes, and each level copies the text within once more; deeper ones
 * are read as part of the one around them. */
enum { MAX_BOXES = 8 };

/* What a paragraph's properties say in one version. */
struct properties {
    int32_t style;  /* index; -1: the default */
    int32_t num_id; /* -1: not said, 0: no list */
    int32_t level;  /* -1: not said */
};

/* A text box has fields and properties of its own. */
struct docx_frame {
    struct properties properties[RP_N_VERSIONS];
    unsigned mark; /* versions in which the paragraph's mark stands */
    struct rp_buf
        fields[RP_N_VERSIONS]; /* open fields: 'c' in its code, 'r' in its result */
    size_t n_codes[RP_N_VERSIONS];
    bool in_old_properties; /* in pPrChange */
    size_t n_elements_outside, n_rows_outside;
};

static const struct properties no_properties = {-1, -1, -1};

/* Text-font characters that ITU documents use through w:sym, by Symbol's encoding. */
static uint32_t symbol_of(unsigned char c)
{
    static const struct {
        unsigned char c;
        uint16_t cp;
    } known[] = {
        {0x2D, 0x2212}, {0x44, 0x0394}, {0x46, 0x03A6}, {0x47, 0x0393}, {0x4C, 0x039B},
        {0x50, 0x03A0}, {0x51, 0x0398}, {0x53, 0x03A3}, {0x57, 0x03A9}, {0x58, 0x039E},
        {0x59, 0x03A8}, {0x61, 0x03B1}, {0x62, 0x03B2}, {0x63, 0x03C7}, {0x64, 0x03B4},
        {0x65, 0x03B5}, {0x66, 0x03C6}, {0x67, 0x03B3}, {0x68, 0x03B7}, {0x69, 0x03B9},
        {0x6A, 0x03D5}, {0x6B, 0x03BA}, {0x6C, 0x03BB}, {0x6D, 0x03BC}, {0x6E, 0x03BD},
        {0x70, 0x03C0}, {0x71, 0x03B8}, {0x72, 0x03C1}, {0x73, 0x03C3}, {0x74, 0x03C4},
        {0x75, 0x03C5}, {0x77, 0x03C9}, {0x78, 0x03BE}, {0x79, 0x03C8}, {0x7A, 0x03B6},
        {0xA3, 0x2264}, {0xA5, 0x221E}, {0xAE, 0x2192}, {0xB0, 0x00B0}, {0xB1, 0x00B1},
        {0xB3, 0x2265}, {0xB4, 0x00D7}, {0xB6, 0x2202}, {0xB8, 0x00F7}, {0xB9, 0x2260},
        {0xBB, 0x2248}, {0xBC, 0x2026}, {0xD0, 0x2220}, {0xD1, 0x2207}, {0xD6, 0x221A},
        {0xE5, 0x2211}, {0xF2, 0x222B},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].c == c)
            return known[i].cp;
    return 0x2022;
}

static struct docx_frame *top_frame(const struct docx_body *body)
{
    return &body->frames.v[body->frames.n - 1];
}

static int frame_begin(struct docx_body *body)
{
    struct docx_frame frame = {
        .properties = {no_properties, no_properties},
        .mark = RP_IN_BOTH,
        .n_elements_outside = body->n_elements,
        .n_rows_outside = body->rows.n,
    };
    return rp_vec_push(&body->frames, frame);
}

static void frame_end(struct docx_body *body)
{
    struct docx_frame *frame = top_frame(body);
    body->rows.n = frame->n_rows_outside;
    rp_buf_release(&frame->fields[RP_OLD]);
    rp_buf_release(&frame->fields[RP_NEW]);
    body->frames.n--;
}

void docx_body_release(struct docx_body *body)
{
    while (body->frames.n)
        frame_end(body);
    rp_vec_release(&body->frames);
    rp_vec_release(&body->rows);
    rp_buf_release(&body->label[RP_OLD]);
    rp_buf_release(&body->label[RP_NEW]);
    rp_free(body->elements);
    body->elements = NULL;
}

/* --- text ------------------------------------------------------------------------- */

static unsigned shown_in(const struct docx_body *body)
{
    const struct docx_frame *frame = top_frame(body);
    unsigned versions = body->versions;
    for (unsigned v = 0; v < RP_N_VERSIONS; v++)
        if (frame->n_codes[v] > 0)
            versions &= ~(1U << v);
    return versions;
}

static int add_text(struct docx_body *body, struct rp_str s)
{
    body->n_chars += s.n;
    if (body->is_hidden) {
        if (body->n_hidden++ == 0)
            body->first_hidden = rp_xml_offset(body->xml);
        return RP_OK;
    }
    return rp_builder_text(body->builder, shown_in(body), s);
}

static int add_symbol(struct docx_body *body, struct rp_xml_attributes attributes)
{
    struct rp_str hex = rp_xml_attribute(attributes, "char");
    uint32_t cp = 0;
    for (size_t i = 0; i < hex.n; i++) {
        char c = hex.p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0 || cp > 0xFFFFF)
            return RP_OK;
        cp = cp << 4 | (uint32_t)digit;
    }
    bool is_private = cp >= 0xF000 && cp <= 0xF0FF;
    if (is_private && rp_str_equal(rp_xml_attribute(attributes, "font"), RP_STR("Symbol")))
        cp = symbol_of((unsigned char)(cp & 0xFF));
    else if (is_private)
        cp = 0x2022;
    if (cp < 0x20 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return RP_OK;
    char utf8[4];
    return add_text(body, (struct rp_str){utf8, rp_utf8_encode(cp, utf8)});
}

static int field_char(struct docx_body *body, struct rp_xml_attributes attributes)
{
    struct docx_frame *frame = top_frame(body);
    struct rp_str type = rp_xml_attribute(attributes, "fldCharType");
    for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
        struct rp_buf *fields = &frame->fields[v];
        if (!(body->versions & 1U << v))
            continue;
        char *open = fields->n ? &fields->v[fields->n - 1] : NULL;
        if (rp_str_equal(type, RP_STR("begin"))) {
            if (rp_buf_putc(fields, 'c'))
                return RP_ERR_MEMORY;
            frame->n_codes[v]++;
        } else if (open && rp_str_equal(type, RP_STR("separate"))) {
            frame->n_codes[v] -= *open == 'c';
            *open = 'r';
        } else if (open && rp_str_equal(type, RP_STR("end"))) {
            frame->n_codes[v] -= *open == 'c';
            fields->n--;
        }
    }
    return RP_OK;
}

/* --- notes ------------------------------------------------------------------------ */

static int compare_notes(const void *a, const void *b)
{
    const struct docx_note *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

void docx_notes_sort(struct docx_notes *notes)
{
    if (notes->notes.n)
        qsort(notes->notes.v, notes->notes.n, sizeof *notes->notes.v, compare_notes);
}

void docx_notes_release(struct docx_notes *notes)
{
    for (size_t i = 0; i < notes->notes.n; i++) {
        rp_fragment_release(&notes->notes.v[i].version[RP_OLD]);
        rp_fragment_release(&notes->notes.v[i].version[RP_NEW]);
    }
    rp_vec_release(&notes->notes);
}

static struct docx_note *find_note(struct docx_notes *notes, int32_t id)
{
    size_t beg = 0, end = notes->notes.n;
    while (beg < end) {
        size_t mid = beg + (end - beg) / 2;
        if (notes->notes.v[mid].id < id)
            beg = mid + 1;
        else
            end = mid;
    }
    return beg < notes->notes.n && notes->notes.v[beg].id == id ? &notes->notes.v[beg]
                                                                : NULL;
}

/* A note comes once in each version, at its first reference. */
static int refer(struct docx_body *body, struct docx_notes *notes, const char *format,
                 struct rp_xml_attributes attributes)
{
    if (!notes)
        return RP_OK;
    struct docx_note *note = find_note(notes, docx_number(attributes, "id", INT32_MIN));
    if (!note) {
        if (body->n_missing_notes++ == 0)
            body->first_missing_note = rp_xml_offset(body->xml);
        return RP_OK;
    }
    int status = RP_OK;
    unsigned versions = shown_in(body) & body->builder->versions;
    for (unsigned v = 0; v < RP_N_VERSIONS && status == RP_OK; v++) {
        if (!(versions & 1U << v) || note->is_used[v])
            continue;
        note->is_used[v] = true;
        struct rp_buf *label = &body->label[v];
        label->n = 0;
        status = docx_format_number(label, (int32_t)++notes->n_used[v], format);
        if (status == RP_OK)
            status = rp_builder_attach(body->builder, RP_STYLE_FOOTNOTE, v,
                                       rp_buf_str(label), &note->version[v]);
    }
    return status;
}

static int note_end(struct docx_body *body)
{
    struct docx_note note = {.id = body->note_id, .order = (uint32_t)body->fills->notes.n};
    rp_builder_take(body->builder, RP_OLD, &note.version[RP_OLD]);
    rp_builder_take(body->builder, RP_NEW, &note.version[RP_NEW]);
    if (rp_vec_push(&body->fills->notes, note)) {
        rp_fragment_release(&note.version[RP_OLD]);
        rp_fragment_release(&note.version[RP_NEW]);
        return RP_ERR_MEMORY;
    }
    return RP_OK;
}

/* --- paragraphs ------------------------------------------------------------------- */

static int shape_of(struct docx_body *body, unsigned v, struct rp_shape *out)
{
    const struct properties *own = &top_frame(body)->properties[v];
    int32_t at = own->style >= 0 ? own->style : body->styles->normal;
    const struct docx_style *style = at >= 0 ? &body->styles->styles.v[at] : NULL;
    *out = (struct rp_shape){.style = style ? style->role : RP_STYLE_PLAIN};
    if (body->forced != RP_STYLE_PLAIN)
        out->style = body->forced;
    int32_t num_id = own->num_id, level = own->level;
    if (num_id < 0 && style && style->num_id > 0) {
        num_id = style->num_id;
        const struct docx_style *owner = &body->styles->styles.v[style->num_owner];
        struct rp_str id = {rp_buf_str(&body->styles->bytes).p + owner->id.beg,
                            owner->id.end - owner->id.beg};
        if (level < 0)
            level = style->level;
        if (level < 0)
            level = docx_numbering_level_of(body->numbering, num_id, id);
    }
    struct rp_buf *label = &body->label[v];
    label->n = 0;
    int status = RP_OK;
    if (num_id > 0)
        status =
            docx_numbering_label(body->numbering, &body->counters[v], num_id, level, label);
    out->list = rp_buf_str(label);
    return status;
}

static int end_in(struct docx_body *body, unsigned versions)
{
    struct rp_shape shape[RP_N_VERSIONS] = {{RP_STYLE_PLAIN, {"", 0}},
                                            {RP_STYLE_PLAIN, {"", 0}}};
    versions &= body->builder->versions;
    for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
        if (!(versions & 1U << v))
            continue;
        int status = shape_of(body, v, &shape[v]);
        if (status)
            return status;
    }
    return versions ? rp_builder_end(body->builder, versions, shape) : RP_OK;
}

/* At the border of a cell, a table, a text box or the part, where nothing can be joined:
 * text whose mark is gone is a paragraph all the same. */
static int end_pending(struct docx_body *body)
{
    unsigned pending = rp_builder_pending(body->builder);
    return pending ? end_in(body, pending) : RP_OK;
}

static void paragraph_begin(struct docx_body *body)
{
    struct docx_frame *frame = top_frame(body);
    frame->properties[RP_OLD] = frame->properties[RP_NEW] = no_properties;
    frame->mark = body->versions;
    frame->in_old_properties = false;
    rp_builder_count(body->builder);
}

static void set_property(struct docx_body *body, enum docx_name element,
                         struct rp_xml_attributes attributes)
{
    struct docx_frame *frame = top_frame(body);
    for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
        struct properties *properties = &frame->properties[v];
        if (v == RP_NEW && frame->in_old_properties)
            continue;
        if (element == DOCX_P_STYLE)
            properties->style =
                docx_styles_find(body->styles, rp_xml_attribute(attributes, "val"));
        else if (element == DOCX_NUM_ID)
            properties->num_id = docx_number(attributes, "val", -1);
        else
            properties->level = docx_number(attributes, "val", -1);
    }
}

/* --- elements --------------------------------------------------------------------- */

static int push_element(struct docx_body *body, enum docx_name name)
{
    if (body->n_elements == body->cap_elements) {
        size_t cap = body->cap_elements ? 2 * body->cap_elements : 64;
        struct docx_element *grown = rp_realloc(body->elements, cap, sizeof *grown);
        if (!grown)
            return RP_ERR_MEMORY;
        body->elements = grown;
        body->cap_elements = cap;
    }
    body->elements[body->n_elements++] = (struct docx_element){
        .name = (uint8_t)name,
        .versions = (uint8_t)body->versions,
        .n_chars = body->n_chars,
    };
    return RP_OK;
}

/* The i-th open element from the innermost, which is 0. */
static struct docx_element *outer(const struct docx_body *body, size_t i)
{
    static struct docx_element none;
    return i < body->n_elements ? &body->elements[body->n_elements - 1 - i] : &none;
}

static int row_open(struct docx_body *body)
{
    if (body->rows.n == 0)
        return rp_vec_push(&body->rows, (struct docx_row){1, true});
    struct docx_row *row = &body->rows.v[body->rows.n - 1];
    if (!row->is_open)
        rp_builder_row_begin(body->builder, body->versions);
    row->is_open = true;
    return RP_OK;
}

/* A change mark: a container of runs, or a property of the paragraph's mark, the row, the
 * cell or the list. */
static void change(struct docx_body *body, unsigned stands_in)
{
    struct docx_element *parent = outer(body, 1);
    if (parent->name == DOCX_R_PR) {
        if (outer(body, 2)->name == DOCX_P_PR)
            top_frame(body)->mark &= stands_in;
    } else if (parent->name == DOCX_TR_PR || parent->name == DOCX_TC_PR) {
        /* outlives the properties: what they restore at their end is narrowed too */
        outer(body, 0)->versions &= (uint8_t)stands_in;
        parent->versions &= (uint8_t)stands_in;
        body->versions &= stands_in;
    } else if (parent->name == DOCX_NUM_PR) {
        if (stands_in == RP_IN_NEW)
            top_frame(body)->properties[RP_OLD].num_id = 0;
    } else {
        body->versions &= stands_in;
    }
}

static int begin_element(struct docx_body *body, enum docx_name element,
                         struct rp_xml_attributes attributes)
{
    struct docx_frame *frame = top_frame(body);
    int status = RP_OK;
    switch (element) {
    case DOCX_P:
        paragraph_begin(body);
        break;
    case DOCX_P_PR_CHANGE:
        frame->in_old_properties = true;
        frame->properties[RP_OLD] = no_properties;
        break;
    case DOCX_P_STYLE:
    case DOCX_NUM_ID:
    case DOCX_ILVL:
        set_property(body, element, attributes);
        break;
    case DOCX_INS:
    case DOCX_MOVE_TO:
    case DOCX_CELL_INS:
        change(body, RP_IN_NEW);
        break;
    case DOCX_DEL:
    case DOCX_MOVE_FROM:
    case DOCX_CELL_DEL:
        change(body, RP_IN_OLD);
        break;
    case DOCX_R:
        body->is_hidden = false;
        break;
    case DOCX_VANISH:
        if (outer(body, 1)->name == DOCX_R_PR && outer(body, 2)->name == DOCX_R)
            body->is_hidden = docx_is_on(attributes);
        break;
    case DOCX_DEL_TEXT:
        body->versions &= RP_IN_OLD;
        body->in_text = true;
        break;
    case DOCX_T:
    case DOCX_MATH_T:
        body->in_text = true;
        break;
    case DOCX_INSTR_TEXT:
        body->in_code = true;
        break;
    case DOCX_TAB:
    case DOCX_PTAB:
        status = add_text(body, RP_STR("\t"));
        break;
    case DOCX_BR:
    case DOCX_CR:
        status = add_text(body, RP_STR("\n"));
        break;
    case DOCX_NO_BREAK_HYPHEN:
        status = add_text(body, RP_STR("-"));
        break;
    case DOCX_SYM:
        status = add_symbol(body, attributes);
        break;
    case DOCX_FLD_CHAR:
        status = field_char(body, attributes);
        break;
    case DOCX_FOOTNOTE_REFERENCE:
        status = refer(body, body->footnotes, "decimal", attributes);
        break;
    case DOCX_ENDNOTE_REFERENCE:
        status = refer(body, body->endnotes, "lowerRoman", attributes);
        break;
    case DOCX_FOOTNOTE:
    case DOCX_ENDNOTE:
        body->note_id = docx_number(attributes, "id", INT32_MIN);
        body->in_note = true;
        break;
    case DOCX_TBL:
        status = end_pending(body);
        if (status == RP_OK)
            status = rp_builder_table_begin(body->builder);
        break;
    case DOCX_TR:
        status = rp_vec_push(&body->rows, (struct docx_row){1, false});
        break;
    case DOCX_GRID_BEFORE:
        if (body->rows.n > frame->n_rows_outside) {
            int32_t n = docx_number(attributes, "val", 0);
            body->rows.v[body->rows.n - 1].column += n > 0 && n < 1000 ? (uint32_t)n : 0;
        }
        break;
    case DOCX_TC:
        status = row_open(body);
        if (status == RP_OK)
            status = end_pending(body);
        if (status == RP_OK)
            rp_builder_cell_begin(body->builder, body->rows.v[body->rows.n - 1].column++);
        break;
    case DOCX_GRID_SPAN:
        if (body->rows.n > frame->n_rows_outside) {
            int32_t n = docx_number(attributes, "val", 1);
            body->rows.v[body->rows.n - 1].column +=
                n > 1 && n < 1000 ? (uint32_t)n - 1 : 0;
        }
        break;
    case DOCX_TXBX_CONTENT:
        if (body->frames.n > MAX_BOXES)
            break;
        status = frame_begin(body);
        if (status == RP_OK)
            status = rp_builder_frame_begin(body->builder);
        break;
    case DOCX_ALT_CHUNK:
    case DOCX_SUB_DOC:
        if (body->n_chunks++ == 0)
            body->first_chunk = rp_xml_offset(body->xml);
        break;
    default:
        break;
    }
    return status;
}

static int end_element(struct docx_body *body, enum docx_name element)
{
    int status = RP_OK;
    switch (element) {
    case DOCX_P:
        status = end_in(body, top_frame(body)->mark);
        break;
    case DOCX_P_PR_CHANGE:
        top_frame(body)->in_old_properties = false;
        break;
    case DOCX_R:
        body->is_hidden = false;
        break;
    case DOCX_T:
    case DOCX_MATH_T:
    case DOCX_DEL_TEXT:
        body->in_text = false;
        break;
    case DOCX_INSTR_TEXT:
        body->in_code = false;
        break;
    case DOCX_FOOTNOTE:
    case DOCX_ENDNOTE:
        status = end_pending(body);
        if (status == RP_OK && body->fills && body->in_note)
            status = note_end(body);
        body->in_note = false;
        break;
    case DOCX_TC:
        status = end_pending(body);
        break;
    case DOCX_TR:
        if (body->rows.n > top_frame(body)->n_rows_outside)
            body->rows.n--;
        break;
    case DOCX_TBL:
        status = end_pending(body);
        rp_builder_table_end(body->builder);
        break;
    case DOCX_TXBX_CONTENT:
        if (top_frame(body)->n_elements_outside != body->n_elements)
            break;
        status = end_pending(body);
        rp_builder_frame_end(body->builder);
        frame_end(body);
        break;
    case DOCX_CHOICE:
        if (body->n_chars > outer(body, 0)->n_chars)
            outer(body, 1)->has_taken = true;
        break;
    default:
        break;
    }
    return status;
}

static int fail(const struct docx_body *body, int status, struct rp_error *err)
{
    if (status == RP_ERR_LIMIT)
        return rp_fail(err, status, NULL, rp_xml_offset(body->xml),
                       "more than 4 GiB of text");
    return status ? rp_fail_memory(err) : RP_OK;
}

static int start(void *context, struct rp_xml_name name,
                 struct rp_xml_attributes attributes, struct rp_error *err)
{
    struct docx_body *body = context;
    if (body->skipping) {
        body->skipping++;
        return RP_OK;
    }
    enum docx_name element = docx_name_of(name);
    if (body->frames.n == 0) {
        bool is_known = element == DOCX_DOCUMENT || element == DOCX_FOOTNOTES ||
                        element == DOCX_ENDNOTES || element == DOCX_HDR ||
                        element == DOCX_FTR;
        if (!is_known)
            return rp_fail(err, RP_ERR_UNSUPPORTED, NULL, rp_xml_offset(body->xml),
                           "an Office file, but its content is <%.*s> and no Word document",
                           (int)(name.local.n < 40 ? name.local.n : 40), name.local.p);
        body->versions = RP_IN_BOTH;
        if (frame_begin(body))
            return rp_fail_memory(err);
    }
    /* Of alternatives the first with text counts: a newer Word's text box, not its picture
     * for older ones. */
    bool is_late = (element == DOCX_CHOICE || element == DOCX_FALLBACK) &&
                   outer(body, 0)->name == DOCX_ALTERNATE_CONTENT &&
                   outer(body, 0)->has_taken;
    /* w:type marks the separator lines between text and notes. */
    bool is_separator =
        (element == DOCX_FOOTNOTE || element == DOCX_ENDNOTE) &&
        rp_xml_attribute(attributes, "type").n > 0 &&
        !rp_str_equal(rp_xml_attribute(attributes, "type"), RP_STR("normal"));
    if (element == DOCX_SKIPPED || is_late || is_separator) {
        body->skipping = 1;
        return RP_OK;
    }
    if (push_element(body, element))
        return rp_fail_memory(err);
    return fail(body, begin_element(body, element, attributes), err);
}

static int end(void *context, struct rp_xml_name name, struct rp_error *err)
{
    (void)name;
    struct docx_body *body = context;
    if (body->skipping) {
        body->skipping--;
        return RP_OK;
    }
    int status = end_element(body, outer(body, 0)->name);
    body->versions = outer(body, 0)->versions;
    body->n_elements--;
    return fail(body, status, err);
}

static int text(void *context, struct rp_str piece, struct rp_error *err)
{
    struct docx_body *body = context;
    if (body->skipping)
        return RP_OK;
    if (body->in_code &&
        (memmem(piece.p, piece.n, "LISTNUM", 7) ||
         memmem(piece.p, piece.n, "AUTONUM", 7)) &&
        body->n_list_fields++ == 0)
        body->first_list_field = rp_xml_offset(body->xml);
    if (!body->in_text)
        return RP_OK;
    /* A line end or tab inside w:t is how the file was laid out; Word shows a space. */
    while (piece.n > 0) {
        size_t n = 0;
        while (n < piece.n && piece.p[n] != '\n' && piece.p[n] != '\t' &&
               piece.p[n] != '\r')
            n++;
        int status = add_text(body, (struct rp_str){piece.p, n});
        if (status == RP_OK && n < piece.n)
            status = add_text(body, RP_STR(" "));
        if (status)
            return fail(body, status, err);
        n += n < piece.n;
        piece.p += n;
        piece.n -= n;
    }
    return RP_OK;
}

const struct rp_xml_handler docx_body_handler = {start, end, text};

int docx_body_finish(struct docx_body *body, const char *part)
{
    int status = end_pending(body);
    struct rp_document *document = body->builder->document;
    uint32_t line = body->builder->line;
    const struct docx_frame *frame = top_frame(body);
    if (status == RP_OK && (frame->n_codes[RP_OLD] || frame->n_codes[RP_NEW]))
        status = rp_document_note(
            document, line, 0, "%s: a field has no end; what follows its code is left out",
            part);
    if (status == RP_OK && body->n_hidden)
        status = rp_document_note(document, line, body->first_hidden,
                                  "%s: %u pieces of hidden text left out", part,
                                  (unsigned)body->n_hidden);
    if (status == RP_OK && body->n_list_fields)
        status =
            rp_document_note(document, line, body->first_list_field,
                             "%s: the numbers of %u LISTNUM or AUTONUM fields left out",
                             part, (unsigned)body->n_list_fields);
    if (status == RP_OK && body->n_chunks)
        status = rp_document_note(document, line, body->first_chunk,
                                  "%s: %u embedded documents left out", part,
                                  (unsigned)body->n_chunks);
    if (status == RP_OK && body->n_missing_notes)
        status = rp_document_note(document, line, body->first_missing_note,
                                  "%s: %u notes are referred to and missing", part,
                                  (unsigned)body->n_missing_notes);
    return status;
}
