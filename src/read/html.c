/* Saved web pages -> paragraphs. Written for the pages that carry resolutions: a site's
 * own, and what Word saves as a web page, whose classes and mso- properties name styles,
 * notes and list labels. Tag soup is read as browsers read it where that matters for the
 * text: a block ends an open <p>, a cell a cell, an end tag that opens nowhere is ignored.
 */
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "read/builder.h"
#include "read/ordinal.h"
#include "read/plain.h"
#include "read/style.h"

enum { MAX_NAME_BYTES = 32, MAX_GRID = 256, MAX_SPAN = 1000, MAX_LABEL_BYTES = 200 };

enum tag_kind {
    TAG_INLINE,
    TAG_BLOCK,
    TAG_PARAGRAPH, /* a block that the next block ends */
    TAG_VOID,
    TAG_BREAK,
    TAG_RAW,    /* its content is no markup, and no text of the page */
    TAG_HIDDEN, /* neither is this, but it is markup */
    TAG_MARGIN,
    TAG_HEADING,
    TAG_PRE,
    TAG_OL,
    TAG_UL,
    TAG_LI,
    TAG_TABLE,
    TAG_ROW,
    TAG_CELL,
    TAG_INS,
    TAG_DEL,
    TAG_BODY,
    TAG_HEAD,
};

struct tag {
    const char *name;
    enum tag_kind kind;
};

/* In byte order. */
static const struct tag tags[] = {
    {"address", TAG_BLOCK}, {"area", TAG_VOID},       {"article", TAG_BLOCK},
    {"aside", TAG_MARGIN},  {"base", TAG_VOID},       {"blockquote", TAG_BLOCK},
    {"body", TAG_BODY},     {"br", TAG_BREAK},        {"caption", TAG_BLOCK},
    {"center", TAG_BLOCK},  {"col", TAG_VOID},        {"dd", TAG_PARAGRAPH},
    {"del", TAG_DEL},       {"details", TAG_BLOCK},   {"dir", TAG_UL},
    {"div", TAG_BLOCK},     {"dl", TAG_BLOCK},        {"dt", TAG_PARAGRAPH},
    {"embed", TAG_VOID},    {"fieldset", TAG_BLOCK},  {"figcaption", TAG_BLOCK},
    {"figure", TAG_BLOCK},  {"footer", TAG_MARGIN},   {"form", TAG_BLOCK},
    {"h1", TAG_HEADING},    {"h2", TAG_HEADING},      {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},    {"h5", TAG_HEADING},      {"h6", TAG_HEADING},
    {"head", TAG_HEAD},     {"header", TAG_MARGIN},   {"hr", TAG_VOID},
    {"iframe", TAG_RAW},    {"img", TAG_VOID},        {"input", TAG_VOID},
    {"ins", TAG_INS},       {"li", TAG_LI},           {"link", TAG_VOID},
    {"main", TAG_BLOCK},    {"menu", TAG_UL},         {"meta", TAG_VOID},
    {"nav", TAG_MARGIN},    {"noscript", TAG_HIDDEN}, {"object", TAG_HIDDEN},
    {"ol", TAG_OL},         {"option", TAG_HIDDEN},   {"p", TAG_PARAGRAPH},
    {"param", TAG_VOID},    {"pre", TAG_PRE},         {"script", TAG_RAW},
    {"section", TAG_BLOCK}, {"source", TAG_VOID},     {"style", TAG_RAW},
    {"summary", TAG_BLOCK}, {"svg", TAG_HIDDEN},      {"table", TAG_TABLE},
    {"td", TAG_CELL},       {"template", TAG_HIDDEN}, {"textarea", TAG_RAW},
    {"th", TAG_CELL},       {"title", TAG_RAW},       {"tr", TAG_ROW},
    {"track", TAG_VOID},    {"ul", TAG_UL},           {"wbr", TAG_VOID},
    {"xml", TAG_HIDDEN},
};

static int compare_tags(const void *key, const void *tag)
{
    return strcmp(key, ((const struct tag *)tag)->name);
}

static enum tag_kind kind_of(const char *name)
{
    const struct tag *found =
        bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, compare_tags);
    return found ? found->kind : TAG_INLINE;
}

/* One open element: what it changes for what stands in it. */
struct element {
    uint64_t name; /* hash */
    enum tag_kind kind;
    enum rp_style style;
    uint8_t versions;
    bool is_hidden, is_pre, is_label;
    bool has_label;   /* li: not given to a paragraph yet */
    int32_t next;     /* ol, and li: the number */
    char list_format; /* '1' 'a' 'A' 'i' 'I', '*' bullet, 0 none */
};

struct grid {
    uint32_t column;
    uint16_t spans[MAX_GRID]; /* rows that a cell above still fills */
};

struct reader {
    struct rp_builder builder;
    struct rp_str s;
    size_t at;
    RP_VEC(struct element) open;
    RP_VEC(struct grid) grids;
    struct rp_buf label, scratch;
    uint32_t n_kind[32], n_named[256]; /* open elements by kind, and by name's hash: most
                                          searches end before they begin */
    bool is_counted;                   /* the open paragraph has its number */
    bool has_blank[RP_N_VERSIONS];     /* a blank waits for the next word */
    bool has_word[RP_N_VERSIONS];
    unsigned max_nesting;
};

/* ---- characters --------------------------------------------------------------------- */

/* Windows-1252 from 0x80 to 0x9F; the rest is Latin-1. */
static uint32_t from_1252(unsigned char c)
{
    static const uint16_t upper[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? upper[c - 0x80] : c;
}

struct entity {
    const char *name;
    uint16_t cp;
};

static int compare_entities(const void *key, const void *entity)
{
    return strcmp(key, ((const struct entity *)entity)->name);
}

static uint32_t entity_of(const char *name)
{
    /* U+00A0..U+00FF, in order of their code points */
    static const char latin1[] =
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr "
        "deg "
        "plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 "
        "frac34 "
        "iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc "
        "Euml "
        "Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash "
        "Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring "
        "aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve "
        "oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn "
        "yuml ";
    static const struct entity others[] = {
        {"OElig", 0x152},   {"Scaron", 0x160}, {"amp", '&'},       {"apos", '\''},
        {"asymp", 0x2248},  {"bdquo", 0x201E}, {"bull", 0x2022},   {"circ", 0x2C6},
        {"dagger", 0x2020}, {"emsp", 0x2003},  {"ensp", 0x2002},   {"euro", 0x20AC},
        {"ge", 0x2265},     {"gt", '>'},       {"hellip", 0x2026}, {"infin", 0x221E},
        {"ldquo", 0x201C},  {"le", 0x2264},    {"lrm", 0x200E},    {"lsaquo", 0x2039},
        {"lsquo", 0x2018},  {"lt", '<'},       {"mdash", 0x2014},  {"minus", 0x2212},
        {"ndash", 0x2013},  {"ne", 0x2260},    {"oelig", 0x153},   {"permil", 0x2030},
        {"quot", '"'},      {"rarr", 0x2192},  {"rdquo", 0x201D},  {"rlm", 0x200F},
        {"rsaquo", 0x203A}, {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"scaron", 0x161},
        {"thinsp", 0x2009}, {"tilde", 0x2DC},  {"trade", 0x2122},  {"zwj", 0x200D},
        {"zwnj", 0x200C},
    };
    const struct entity *found = bsearch(name, others, sizeof others / sizeof *others,
                                         sizeof *others, compare_entities);
    if (found)
        return found->cp;
    size_t n = strlen(name);
    uint32_t cp = 0xA0;
    for (const char *p = latin1; *p; p = strchr(p, ' ') + 1, cp++)
        if (strncmp(p, name, n) == 0 && p[n] == ' ')
            return cp;
    return 0;
}

/* The character reference at s.p[0] == '&': its length, with *cp set; 0 where it is none.
 */
static size_t reference(struct rp_str s, uint32_t *cp)
{
    size_t i = 1;
    if (i < s.n && s.p[i] == '#') {
        bool is_hex = ++i < s.n && (s.p[i] == 'x' || s.p[i] == 'X');
        size_t first = i += is_hex;
        uint32_t value = 0;
        for (; i < s.n; i++) {
            char c = s.p[i];
            int digit = c >= '0' && c <= '9'             ? c - '0'
                        : is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : is_hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                         : -1;
            if (digit < 0)
                break;
            if (value <= 0x10FFFF)
                value = value * (is_hex ? 16 : 10) + (uint32_t)digit;
        }
        if (i == first)
            return 0;
        if (value < 0x100)
            value = from_1252((unsigned char)value);
        bool is_scalar = value && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
        *cp = is_scalar ? value : 0xFFFD;
    } else {
        char name[16];
        size_t n = 0;
        while (i < s.n && n < sizeof name - 1 &&
               ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
                (s.p[i] >= '0' && s.p[i] <= '9')))
            name[n++] = s.p[i++];
        name[n] = '\0';
        *cp = n ? entity_of(name) : 0;
        if (*cp == 0)
            return 0;
    }
    return i + (i < s.n && s.p[i] == ';');
}

/* ---- attributes --------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool caseless_equal(struct rp_str s, const char *with)
{
    for (size_t i = 0; i < s.n; i++)
        if (with[i] == '\0' || lower(s.p[i]) != with[i])
            return false;
    return with[s.n] == '\0';
}

/* Whether s holds `what`, which is lower case and without blanks; letter case and blanks of
 * s do not count. O(|s| |what|), and `what` is short. */
static bool holds(struct rp_str s, const char *what)
{
    for (size_t i = 0; i < s.n; i++) {
        const char *w = what;
        for (size_t k = i; k < s.n && *w; k++) {
            if (is_blank(s.p[k]))
                continue;
            if (lower(s.p[k]) != *w)
                break;
            w++;
        }
        if (!*w)
            return true;
    }
    return false;
}

/* What matters of a start tag's attributes; each is empty where it is missing. */
struct attributes {
    struct rp_str class, style, type, start, value, colspan, rowspan;
    bool is_hidden;
};

static void attribute(struct attributes *out, struct rp_str name, struct rp_str value)
{
    struct {
        const char *name;
        struct rp_str *value;
    } known[] = {{"class", &out->class},    {"style", &out->style},
                 {"type", &out->type},      {"start", &out->start},
                 {"value", &out->value},    {"colspan", &out->colspan},
                 {"rowspan", &out->rowspan}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].value->p == NULL && caseless_equal(name, known[i].name))
            *known[i].value = value;
    if (caseless_equal(name, "hidden"))
        out->is_hidden = true;
}

/* Read attributes from r->at to behind the tag's '>'. */
static void read_attributes(struct reader *r, struct attributes *out)
{
    struct rp_str s = r->s;
    size_t i = r->at;
    while (i < s.n && s.p[i] != '>') {
        if (is_blank(s.p[i]) || s.p[i] == '/') {
            i++;
            continue;
        }
        size_t beg = i++;
        while (i < s.n && !is_blank(s.p[i]) && s.p[i] != '=' && s.p[i] != '>' &&
               s.p[i] != '/')
            i++;
        struct rp_str name = {s.p + beg, i - beg}, value = {"", 0};
        while (i < s.n && is_blank(s.p[i]))
            i++;
        if (i < s.n && s.p[i] == '=') {
            i++;
            while (i < s.n && is_blank(s.p[i]))
                i++;
            char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i++] : '\0';
            beg = i;
            while (i < s.n &&
                   (quote ? s.p[i] != quote : !is_blank(s.p[i]) && s.p[i] != '>'))
                i++;
            value = (struct rp_str){s.p + beg, i - beg};
            i += quote && i < s.n;
        }
        attribute(out, name, value);
    }
    r->at = i < s.n ? i + 1 : s.n;
}

static int32_t number_of(struct rp_str s, int32_t otherwise)
{
    int32_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || n > 99999)
            return otherwise;
        n = 10 * n + (s.p[i] - '0');
    }
    return s.n ? n : otherwise;
}

/* ---- paragraphs --------------------------------------------------------------------- */

static struct element *top(const struct reader *r)
{
    static struct element page;
    if (r->open.n)
        return &r->open.v[r->open.n - 1];
    page = (struct element){.versions = RP_IN_BOTH};
    return &page;
}

/* a ... z, aa, ab, ...: carried, where Word repeats. */
static int add_letters(struct rp_buf *out, int32_t n, char first)
{
    char digits[8];
    size_t i = sizeof digits;
    for (; n > 0 && i > 0; n = (n - 1) / 26)
        digits[--i] = (char)(first + (n - 1) % 26);
    return rp_buf_add(out, digits + i, sizeof digits - i);
}

static int add_label(struct rp_buf *out, const struct element *item)
{
    int status = RP_OK;
    bool has_form = item->next >= 1 && item->next <= 3999;
    switch (has_form || item->list_format < 'A' ? item->list_format : '1') {
    case '\0':
        return RP_OK;
    case '*':
        return rp_buf_puts(out, "\u2022");
    case 'a':
    case 'A':
        status = add_letters(out, item->next, item->list_format);
        break;
    case 'i':
    case 'I':
        status = rp_ordinal_roman(out, item->next, item->list_format == 'I');
        break;
    default:
        status = rp_buf_printf(out, "%d", (int)item->next);
    }
    return status ? status : rp_buf_putc(out, '.');
}

/* End the open paragraph, if it has text. */
static int end_paragraph(struct reader *r)
{
    unsigned pending = rp_builder_pending(&r->builder);
    int status = RP_OK;
    r->has_blank[RP_OLD] = r->has_blank[RP_NEW] = false;
    if (!r->has_word[RP_OLD] && !r->has_word[RP_NEW] && !pending)
        return RP_OK;
    struct element *item = NULL;
    for (size_t i = r->n_kind[TAG_LI] ? r->open.n : 0; i-- > 0 && !item;)
        if (r->open.v[i].kind == TAG_LI)
            item = &r->open.v[i];
    if (r->label.n == 0 && item && item->has_label)
        status = add_label(&r->label, item);
    if (item)
        item->has_label = false;
    struct rp_str list = rp_plain_trim(rp_buf_str(&r->label));
    struct rp_shape shape = {top(r)->style, list};
    if (status == RP_OK && pending)
        status = rp_builder_end(&r->builder, pending,
                                (struct rp_shape[RP_N_VERSIONS]){shape, shape});
    r->label.n = 0;
    r->is_counted = false;
    r->has_word[RP_OLD] = r->has_word[RP_NEW] = false;
    return status;
}

/* Add text, its runs of blanks made one. */
static int add_text(struct reader *r, struct rp_str s)
{
    const struct element *in = top(r);
    if (in->is_hidden)
        return RP_OK;
    if (in->is_label)
        return r->label.n + s.n <= MAX_LABEL_BYTES ? rp_plain_add(&r->label, s) : RP_OK;
    if (in->is_pre && s.n) {
        if (!r->is_counted)
            rp_builder_count(&r->builder);
        r->is_counted = true;
        return rp_builder_text(&r->builder, in->versions, s);
    }
    for (size_t i = 0; i < s.n;) {
        size_t beg = i;
        while (i < s.n && is_blank(s.p[i]))
            i++;
        bool is_blank_run = i > beg;
        size_t word = i;
        while (i < s.n && !is_blank(s.p[i]))
            i++;
        for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
            if (!(in->versions & 1U << v))
                continue;
            r->has_blank[v] = (r->has_blank[v] || is_blank_run) && r->has_word[v];
            if (i == word)
                continue;
            if (!r->is_counted)
                rp_builder_count(&r->builder);
            r->is_counted = true;
            if ((r->has_blank[v] && rp_builder_text(&r->builder, 1U << v, RP_STR(" "))) ||
                rp_builder_text(&r->builder, 1U << v,
                                (struct rp_str){s.p + word, i - word}))
                return RP_ERR_MEMORY;
            r->has_blank[v] = false;
            r->has_word[v] = true;
        }
    }
    return RP_OK;
}

/* The text up to `end`, its references decoded. */
static int add_run(struct reader *r, size_t end)
{
    struct rp_buf *text = &r->scratch;
    text->n = 0;
    while (r->at < end) {
        const char *p = r->s.p + r->at;
        const char *amp = memchr(p, '&', end - r->at);
        size_t n = amp ? (size_t)(amp - p) : end - r->at;
        if (rp_buf_add(text, p, n))
            return RP_ERR_MEMORY;
        r->at += n;
        if (!amp)
            break;
        uint32_t cp;
        size_t used = reference((struct rp_str){amp, end - r->at}, &cp);
        char utf8[4];
        if (rp_buf_add(text, used ? utf8 : "&", used ? rp_utf8_encode(cp, utf8) : 1))
            return RP_ERR_MEMORY;
        r->at += used ? used : 1;
    }
    return add_text(r, rp_buf_str(text));
}

/* ---- elements ----------------------------------------------------------------------- */

static bool is_block(enum tag_kind kind)
{
    return kind != TAG_INLINE && kind != TAG_INS && kind != TAG_DEL && kind != TAG_HIDDEN &&
           kind != TAG_RAW && kind != TAG_BREAK && kind != TAG_VOID;
}

static int pop(struct reader *r)
{
    struct element element = r->open.v[r->open.n - 1];
    int status = is_block(element.kind) ? end_paragraph(r) : RP_OK;
    r->open.n--;
    r->n_kind[element.kind]--;
    r->n_named[element.name & 0xFF]--;
    if (element.kind == TAG_TABLE) {
        rp_builder_table_end(&r->builder);
        r->grids.n--;
    } else if (element.kind == TAG_ROW && r->grids.n) {
        struct grid *grid = &r->grids.v[r->grids.n - 1];
        for (uint32_t c = grid->column; c < MAX_GRID; c++)
            if (grid->spans[c] > 0)
                grid->spans[c]--;
    }
    return status;
}

/* Close the innermost element of this kind, unless one of the kinds in `walls` (bits) is
 * nearer, with all that is open in it. */
static int close_nearest(struct reader *r, enum tag_kind kind, uint32_t walls)
{
    for (size_t i = r->n_kind[kind] ? r->open.n : 0; i-- > 0;) {
        if (walls & 1U << r->open.v[i].kind)
            return RP_OK;
        if (r->open.v[i].kind != kind)
            continue;
        int status = RP_OK;
        while (r->open.n > i && status == RP_OK)
            status = pop(r);
        return status;
    }
    return RP_OK;
}

/* What a browser closes before it opens an element of this kind. */
static int close_before(struct reader *r, enum tag_kind kind)
{
    const uint32_t cell = 1U << TAG_CELL, row = 1U << TAG_ROW, table = 1U << TAG_TABLE;
    int status = RP_OK;
    if (is_block(kind) && kind != TAG_HEAD)
        status = close_nearest(r, TAG_HEAD, 0);
    if (status == RP_OK && is_block(kind))
        status = close_nearest(r, TAG_PARAGRAPH, cell | table | 1U << TAG_LI);
    if (status == RP_OK && kind == TAG_LI)
        status = close_nearest(r, TAG_LI, cell | table | 1U << TAG_OL | 1U << TAG_UL);
    if (status == RP_OK && kind == TAG_ROW)
        status = close_nearest(r, TAG_ROW, table);
    if (status == RP_OK && kind == TAG_CELL)
        status = close_nearest(r, TAG_CELL, row | table);
    return status;
}

static char list_format(const struct attributes *a, enum tag_kind kind)
{
    if (holds(a->style, "list-style-type:none") || holds(a->style, "list-style:none"))
        return '\0';
    if (kind == TAG_UL)
        return '*';
    if (a->type.n == 1 && strchr("1aAiI", a->type.p[0]))
        return a->type.p[0];
    return holds(a->style, "lower-alpha") || holds(a->style, "lower-latin")   ? 'a'
           : holds(a->style, "upper-alpha") || holds(a->style, "upper-latin") ? 'A'
           : holds(a->style, "lower-roman")                                   ? 'i'
           : holds(a->style, "upper-roman")                                   ? 'I'
                                                                              : '1';
}

/* The role that a class names; of several the first that says something. */
static void style_of_class(struct element *element, struct rp_str class)
{
    static const struct {
        const char *name;
        enum rp_style style;
    } words[] = {{"msoheader", RP_STYLE_MARGIN},
                 {"msofooter", RP_STYLE_MARGIN},
                 {"msofootnotetext", RP_STYLE_FOOTNOTE},
                 {"msoendnotetext", RP_STYLE_FOOTNOTE}};
    for (size_t i = 0; i < class.n;) {
        size_t n = 0;
        while (i + n < class.n && !is_blank(class.p[i + n]))
            n++;
        struct rp_str word = {class.p + i, n};
        i += n + 1;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            if (caseless_equal(word, words[k].name)) {
                element->style = words[k].style;
                return;
            }
        }
        if (caseless_equal(word, "msofootnotereference") ||
            caseless_equal(word, "msoendnotereference"))
            element->is_hidden = true;
        if (rp_style_of_name(word, &element->style))
            return;
    }
}

static void open_cell(struct reader *r, const struct attributes *a)
{
    if (r->grids.n == 0)
        return;
    struct grid *grid = &r->grids.v[r->grids.n - 1];
    while (grid->column < MAX_GRID && grid->spans[grid->column] > 0)
        grid->spans[grid->column++]--;
    int32_t wide = number_of(a->colspan, 1), tall = number_of(a->rowspan, 1);
    wide = wide < 1 ? 1 : wide > MAX_SPAN ? MAX_SPAN : wide;
    tall = tall < 1 ? 1 : tall > UINT16_MAX ? UINT16_MAX : tall;
    rp_builder_cell_begin(&r->builder, grid->column + 1);
    for (int32_t i = 0; i < wide; i++, grid->column++)
        if (grid->column < MAX_GRID)
            grid->spans[grid->column] = (uint16_t)(tall - 1);
}

static int open_element(struct reader *r, uint64_t name, enum tag_kind kind,
                        const struct attributes *a, struct rp_error *err)
{
    int status = close_before(r, kind);
    if (status == RP_OK && is_block(kind))
        status = end_paragraph(r);
    if (status)
        return status;
    struct element element = *top(r);
    element.name = name;
    element.kind = kind;
    element.has_label = false;
    enum rp_style style = element.style;
    style_of_class(&element, a->class);
    if (!is_block(kind))
        element.style = style; /* a paragraph's role is its own, not its words' */
    switch (kind) {
    case TAG_HEADING:
        if (element.style == RP_STYLE_PLAIN)
            element.style = RP_STYLE_HEADING;
        break;
    case TAG_MARGIN:
        element.style = RP_STYLE_MARGIN;
        break;
    case TAG_HIDDEN:
    case TAG_HEAD:
        element.is_hidden = true;
        break;
    case TAG_PRE:
        element.is_pre = true;
        break;
    case TAG_INS:
        element.versions &= RP_IN_NEW;
        break;
    case TAG_DEL:
        element.versions &= RP_IN_OLD;
        break;
    case TAG_OL:
    case TAG_UL:
        element.list_format = list_format(a, kind);
        element.next = number_of(a->start, 1);
        break;
    case TAG_LI:
        for (size_t i = r->open.n; i-- > 0;) {
            if (r->open.v[i].kind == TAG_OL || r->open.v[i].kind == TAG_UL) {
                element.next = number_of(a->value, r->open.v[i].next);
                r->open.v[i].next = element.next + 1;
                element.has_label = true;
                break;
            }
        }
        break;
    case TAG_TABLE:
        if (rp_vec_push(&r->grids, (struct grid){0}))
            return RP_ERR_MEMORY;
        status = rp_builder_table_begin(&r->builder);
        if (status) {
            r->grids.n--;
            return status;
        }
        break;
    case TAG_ROW:
        if (r->grids.n) {
            r->grids.v[r->grids.n - 1].column = 0;
            rp_builder_row_begin(&r->builder, element.versions);
        }
        break;
    case TAG_CELL:
        open_cell(r, a);
        break;
    default:
        break;
    }
    element.is_hidden = element.is_hidden || a->is_hidden ||
                        holds(a->style, "display:none") || holds(a->style, "mso-hide:all");
    if (holds(a->style, "mso-list:ignore"))
        element.is_label = true;
    if (holds(a->style, "mso-element:footnote") || holds(a->style, "mso-element:endnote"))
        element.style = RP_STYLE_FOOTNOTE;
    if (holds(a->style, "mso-element:header") || holds(a->style, "mso-element:footer"))
        element.style = RP_STYLE_MARGIN;
    if (r->open.n == r->max_nesting)
        return rp_fail(err, RP_ERR_LIMIT, NULL, r->at,
                       "elements nested more than %u deep (--max-nesting)", r->max_nesting);
    if (rp_vec_push(&r->open, element))
        return RP_ERR_MEMORY;
    r->n_kind[kind]++;
    r->n_named[name & 0xFF]++;
    return RP_OK;
}

static int close_element(struct reader *r, uint64_t name, enum tag_kind kind)
{
    uint32_t walls = kind == TAG_CELL || kind == TAG_ROW || kind == TAG_TABLE
                         ? 1U << TAG_TABLE
                         : 1U << TAG_CELL | 1U << TAG_TABLE;
    for (size_t i = r->n_named[name & 0xFF] ? r->open.n : 0; i-- > 0;) {
        if (r->open.v[i].name == name) {
            int status = RP_OK;
            while (r->open.n > i && status == RP_OK)
                status = pop(r);
            return status;
        }
        if (walls & 1U << r->open.v[i].kind ||
            (kind == TAG_INLINE && is_block(r->open.v[i].kind)))
            return RP_OK;
    }
    return RP_OK;
}

/* Behind the end tag `name`, or the end of the page. */
static size_t raw_end(struct rp_str s, size_t at, const char *name)
{
    size_t n = strlen(name);
    for (;;) {
        const char *open = at < s.n ? memchr(s.p + at, '<', s.n - at) : NULL;
        if (!open)
            return s.n;
        at = (size_t)(open - s.p) + 1;
        if (s.n - at > n && s.p[at] == '/' &&
            caseless_equal((struct rp_str){s.p + at + 1, n}, name)) {
            const char *close = memchr(s.p + at, '>', s.n - at);
            return close ? (size_t)(close - s.p) + 1 : s.n;
        }
    }
}

/* The markup at r->at, which is a '<'. */
static int read_markup(struct reader *r, struct rp_error *err)
{
    struct rp_str rest = {r->s.p + r->at, r->s.n - r->at};
    if (rest.n >= 4 && memcmp(rest.p, "<!--", 4) == 0) {
        const char *end = memmem(rest.p + 4, rest.n - 4, "-->", 3);
        r->at = end ? (size_t)(end - r->s.p) + 3 : r->s.n;
        return RP_OK;
    }
    bool is_end = rest.n > 1 && rest.p[1] == '/';
    size_t i = 1 + is_end;
    char first = i < rest.n ? lower(rest.p[i]) : '\0';
    if (first < 'a' || first > 'z') {
        if (!is_end && first != '!' && first != '?') {
            int status = add_text(r, RP_STR("<"));
            r->at++;
            return status;
        }
        const char *end = memchr(rest.p, '>', rest.n);
        r->at = end ? (size_t)(end - r->s.p) + 1 : r->s.n;
        return RP_OK;
    }
    char name[MAX_NAME_BYTES];
    size_t n = 0, beg = i;
    for (; i < rest.n && !is_blank(rest.p[i]) && rest.p[i] != '>' && rest.p[i] != '/'; i++)
        if (n < sizeof name - 1)
            name[n++] = lower(rest.p[i]);
    name[n] = '\0';
    uint64_t hash = rp_hash(name, n, i - beg);
    enum tag_kind kind = kind_of(name);
    struct attributes a = {0};
    r->at += i;
    read_attributes(r, &a);
    if (is_end)
        return kind == TAG_VOID || kind == TAG_BREAK ? RP_OK : close_element(r, hash, kind);
    switch (kind) {
    case TAG_VOID:
        return strcmp(name, "hr") == 0 ? end_paragraph(r) : RP_OK;
    case TAG_BREAK:
        if (top(r)->is_hidden || top(r)->is_label)
            return RP_OK;
        for (unsigned v = 0; v < RP_N_VERSIONS; v++)
            if (top(r)->versions & 1U << v) {
                r->has_blank[v] = false;
                if (r->has_word[v] && rp_builder_text(&r->builder, 1U << v, RP_STR("\n")))
                    return RP_ERR_MEMORY;
                r->has_word[v] = false; /* no blank after a line end */
            }
        return RP_OK;
    case TAG_RAW:
        r->at = raw_end(r->s, r->at, name);
        return RP_OK;
    default:
        return open_element(r, hash, kind, &a, err);
    }
}

/* ---- the page's encoding ------------------------------------------------------------ */

static struct rp_str declared_charset(struct rp_str s)
{
    struct rp_str head = {s.p, s.n < 2048 ? s.n : 2048};
    for (size_t i = 0; i + 8 < head.n; i++) {
        if (!caseless_equal((struct rp_str){head.p + i, 8}, "charset="))
            continue;
        i += 8;
        while (i < head.n && (head.p[i] == '"' || head.p[i] == '\'' || is_blank(head.p[i])))
            i++;
        size_t n = 0;
        while (i + n < head.n && !is_blank(head.p[i + n]) &&
               !strchr("\"'>;/", head.p[i + n]))
            n++;
        return (struct rp_str){head.p + i, n};
    }
    return (struct rp_str){"", 0};
}

/* The page as UTF-8: *s itself, or converted into *out and *s pointed there. */
static int decode(struct rp_document *document, struct rp_str *s, struct rp_buf *out,
                  struct rp_error *err)
{
    if (rp_plain_is_utf16(*s)) {
        if (rp_plain_from_utf16(out, *s))
            return rp_fail_memory(err);
        *s = rp_buf_str(out);
        return RP_OK;
    }
    if (s->n >= 3 && memcmp(s->p, "\xef\xbb\xbf", 3) == 0)
        *s = (struct rp_str){s->p + 3, s->n - 3};
    size_t good = rp_utf8_valid_prefix(s->p, s->n);
    if (good == s->n)
        return RP_OK;
    struct rp_str charset = declared_charset(*s);
    bool is_latin = caseless_equal(charset, "windows-1252") || charset.n == 0 ||
                    caseless_equal(charset, "iso-8859-1") ||
                    caseless_equal(charset, "latin1") ||
                    caseless_equal(charset, "us-ascii");
    bool is_utf8 = caseless_equal(charset, "utf-8") || caseless_equal(charset, "utf8");
    if (!is_latin && !is_utf8)
        return rp_fail(err, RP_ERR_UNSUPPORTED, NULL, good,
                       "a page in %.*s; save it as UTF-8",
                       (int)(charset.n < 40 ? charset.n : 40), charset.p);
    if (rp_document_note(document, 1, good,
                         is_utf8
                             ? "bytes that are not UTF-8 are read as U+FFFD; the first here"
                             : "read as Windows-1252; offsets count UTF-8 bytes"))
        return rp_fail_memory(err);
    for (size_t i = 0; i < s->n;) {
        struct rp_str rest = {s->p + i, s->n - i};
        size_t n = 0;
        while (n < rest.n && !((unsigned char)rest.p[n] & 0x80))
            n++;
        int status = rp_buf_add(out, rest.p, n);
        i += n;
        if (status == RP_OK && i < s->n) {
            uint32_t cp;
            char utf8[4];
            size_t used = is_utf8 ? rp_utf8_decode(s->p + i, s->n - i, &cp) : 0;
            if (used == 0) {
                cp = is_utf8 ? 0xFFFD : from_1252((unsigned char)s->p[i]);
                used = 1;
            }
            status = rp_buf_add(out, utf8, rp_utf8_encode(cp, utf8));
            i += used;
        }
        if (status)
            return rp_fail_memory(err);
    }
    *s = rp_buf_str(out);
    return RP_OK;
}

int rp_read_html(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                 const struct rp_options *options, struct rp_error *err)
{
    struct reader r = {.s = bytes, .max_nesting = options->max_nesting};
    struct rp_buf decoded = {0};
    struct rp_error why = {0};
    int status = rp_builder_init(&r.builder, document, view, options);
    if (status == RP_OK)
        status = decode(document, &r.s, &decoded, &why);
    while (status == RP_OK && r.at < r.s.n) {
        const char *open = memchr(r.s.p + r.at, '<', r.s.n - r.at);
        status = add_run(&r, open ? (size_t)(open - r.s.p) : r.s.n);
        if (status == RP_OK && open)
            status = read_markup(&r, &why);
    }
    while (status == RP_OK && r.open.n)
        status = pop(&r);
    if (status == RP_OK)
        status = end_paragraph(&r);
    if (status && why.code == 0) {
        if (status == RP_ERR_LIMIT)
            rp_fail(&why, status, NULL, r.at, "more than 4 GiB of text");
        else
            rp_fail_memory(&why);
    }
    rp_builder_release(&r.builder);
    rp_vec_release(&r.open);
    rp_vec_release(&r.grids);
    rp_buf_release(&r.label);
    rp_buf_release(&r.scratch);
    rp_buf_release(&decoded);
    return status ? rp_fail(err, status, NULL, why.offset, "%s", why.message) : RP_OK;
}
