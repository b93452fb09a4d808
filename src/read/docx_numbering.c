/* List labels as Word computes them (ISO/IEC 29500-1, 17.9). What the standard leaves open
 * and Word does: lists (w:num) that share an abstractNum count on together, until one with
 * a startOverride is used for the first time; a level above that has not been used shows
 * its start. */
#include "read/docx.h"

#include <stdlib.h>
#include <string.h>

#include "read/ordinal.h"

enum { MAX_LABEL_BYTES = 200, MAX_PART_BYTES = 64 };

enum docx_format {
    FORMAT_DECIMAL,
    FORMAT_DECIMAL_ZERO,
    FORMAT_UPPER_ROMAN,
    FORMAT_LOWER_ROMAN,
    FORMAT_UPPER_LETTER,
    FORMAT_LOWER_LETTER,
    FORMAT_RUSSIAN_UPPER,
    FORMAT_RUSSIAN_LOWER,
    FORMAT_ORDINAL,
    FORMAT_IN_DASHES,
    FORMAT_BULLET,
    FORMAT_NONE,
};

/* False, and decimal, for a format that is not known. */
static bool format_of(struct rp_str name, uint8_t *out)
{
    static const struct {
        const char *name;
        uint8_t format;
    } formats[] = {
        {"decimal", FORMAT_DECIMAL},
        {"decimalZero", FORMAT_DECIMAL_ZERO},
        {"upperRoman", FORMAT_UPPER_ROMAN},
        {"lowerRoman", FORMAT_LOWER_ROMAN},
        {"upperLetter", FORMAT_UPPER_LETTER},
        {"lowerLetter", FORMAT_LOWER_LETTER},
        {"russianUpper", FORMAT_RUSSIAN_UPPER},
        {"russianLower", FORMAT_RUSSIAN_LOWER},
        {"ordinal", FORMAT_ORDINAL},
        {"numberInDash", FORMAT_IN_DASHES},
        {"bullet", FORMAT_BULLET},
        {"none", FORMAT_NONE},
    };
    *out = FORMAT_DECIMAL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (rp_str_equal(name, rp_str_of(formats[i].name))) {
            *out = formats[i].format;
            return true;
        }
    }
    return false;
}

/* a ... z, aa, bb, ... zz, aaa: the letter is repeated, not carried. */
static int add_letters(struct rp_buf *out, int32_t n, bool is_upper, bool is_russian)
{
    /* The 29 letters that Russian lists use: no io, short i, hard or soft sign. */
    static const char russian[] = "абвгдежзиклмнопрстуфхцчшщыэюя";
    int32_t letters = is_russian ? 29 : 26;
    int32_t which = (n - 1) % letters, times = (n - 1) / letters + 1;
    char letter[2] = {(char)((is_upper ? 'A' : 'a') + which), '\0'};
    size_t used = 1;
    if (is_russian) {
        uint32_t cp = ((uint32_t)((unsigned char)russian[2 * which] & 0x1F) << 6 |
                       ((unsigned char)russian[2 * which + 1] & 0x3F)) -
                      (is_upper ? 0x20 : 0);
        letter[0] = (char)(0xC0 | cp >> 6);
        letter[1] = (char)(0x80 | (cp & 0x3F));
        used = 2;
    }
    while (times-- > 0)
        if (rp_buf_add(out, letter, used))
            return RP_ERR_MEMORY;
    return RP_OK;
}

static int add_number(struct rp_buf *out, int32_t n, uint8_t format)
{
    /* Past these Word itself falls back to figures or repeats without end. */
    bool has_form = n >= 1 && n <= 32767;
    switch (has_form ? format : FORMAT_DECIMAL) {
    case FORMAT_DECIMAL_ZERO:
        return rp_buf_printf(out, "%02d", (int)n);
    case FORMAT_UPPER_ROMAN:
    case FORMAT_LOWER_ROMAN:
        return rp_ordinal_roman(out, n, format == FORMAT_UPPER_ROMAN);
    case FORMAT_UPPER_LETTER:
    case FORMAT_LOWER_LETTER:
        return add_letters(out, n <= 780 ? n : 780, format == FORMAT_UPPER_LETTER, false);
    case FORMAT_RUSSIAN_UPPER:
    case FORMAT_RUSSIAN_LOWER:
        return add_letters(out, n <= 870 ? n : 870, format == FORMAT_RUSSIAN_UPPER, true);
    case FORMAT_ORDINAL: {
        bool is_teen = n / 10 % 10 == 1;
        const char *ending = is_teen       ? "th"
                             : n % 10 == 1 ? "st"
                             : n % 10 == 2 ? "nd"
                             : n % 10 == 3 ? "rd"
                                           : "th";
        return rp_buf_printf(out, "%d%s", (int)n, ending);
    }
    case FORMAT_IN_DASHES:
        return rp_buf_printf(out, "- %d -", (int)n);
    default:
        return rp_buf_printf(out, "%d", (int)n);
    }
}

int docx_format_number(struct rp_buf *out, int32_t n, const char *format)
{
    uint8_t known;
    format_of(rp_str_of(format), &known);
    return add_number(out, n, known);
}

void docx_numbering_release(struct docx_numbering *numbering)
{
    rp_vec_release(&numbering->levels);
    rp_vec_release(&numbering->abstracts);
    rp_vec_release(&numbering->nums);
    rp_buf_release(&numbering->bytes);
}

static struct rp_str text_of(const struct docx_numbering *numbering, struct rp_range range)
{
    return (struct rp_str){rp_buf_str(&numbering->bytes).p + range.beg,
                           range.end - range.beg};
}

static int keep(struct docx_numbering *numbering, struct rp_str s, struct rp_range *out)
{
    size_t beg = numbering->bytes.n;
    if (beg + s.n > UINT32_MAX || rp_buf_add(&numbering->bytes, s.p, s.n))
        return RP_ERR_MEMORY;
    *out = (struct rp_range){(uint32_t)beg, (uint32_t)(beg + s.n)};
    return RP_OK;
}

static int start_level(struct docx_numbering *numbering, enum docx_name element,
                       struct rp_xml_attributes attributes)
{
    struct docx_level *level = &numbering->open_level;
    struct rp_str value = rp_xml_attribute(attributes, "val");
    switch (element) {
    case DOCX_START:
        level->start = docx_number(attributes, "val", 0);
        level->start = level->start < 0 ? 0 : level->start;
        break;
    case DOCX_NUM_FMT:
        /* Word 2010 writes "custom" for a pattern, and the plain format as a fallback. */
        if (!rp_str_equal(value, RP_STR("custom")) && !format_of(value, &level->format))
            numbering->has_unknown_format = true;
        break;
    case DOCX_LVL_RESTART:
        level->restart = docx_number(attributes, "val", DOCX_LEVELS);
        break;
    case DOCX_IS_LGL:
        level->is_legal = docx_is_on(attributes);
        break;
    case DOCX_LVL_TEXT:
        return keep(numbering, value, &level->text);
    case DOCX_P_STYLE:
        return keep(numbering, value, &level->style);
    default:
        break;
    }
    return RP_OK;
}

static int start(void *context, struct rp_xml_name name,
                 struct rp_xml_attributes attributes, struct rp_error *err)
{
    struct docx_numbering *numbering = context;
    enum docx_name element = docx_name_of(name);
    int status = RP_OK;
    if (numbering->in_level)
        return start_level(numbering, element, attributes) ? rp_fail_memory(err) : RP_OK;
    switch (element) {
    case DOCX_ABSTRACT_NUM: {
        struct docx_abstract abstract = {
            .id = docx_number(attributes, "abstractNumId", -1),
            .order = (uint32_t)numbering->abstracts.n,
        };
        memset(abstract.level, -1, sizeof abstract.level);
        status = rp_vec_push(&numbering->abstracts, abstract);
        numbering->in = DOCX_IN_ABSTRACT;
        break;
    }
    case DOCX_NUM: {
        struct docx_num num = {
            .id = docx_number(attributes, "numId", -1),
            .abstract = -1,
            .order = (uint32_t)numbering->nums.n,
        };
        memset(num.level, -1, sizeof num.level);
        memset(num.start, -1, sizeof num.start);
        status = rp_vec_push(&numbering->nums, num);
        numbering->in = DOCX_IN_NUM;
        numbering->at_level = -1;
        break;
    }
    case DOCX_ABSTRACT_NUM_ID:
        if (numbering->in == DOCX_IN_NUM)
            numbering->nums.v[numbering->nums.n - 1].abstract =
                docx_number(attributes, "val", -1);
        break;
    case DOCX_NUM_STYLE_LINK:
        if (numbering->in == DOCX_IN_ABSTRACT)
            status =
                keep(numbering, rp_xml_attribute(attributes, "val"),
                     &numbering->abstracts.v[numbering->abstracts.n - 1].num_style_link);
        break;
    case DOCX_LVL_OVERRIDE:
        numbering->at_level = docx_number(attributes, "ilvl", -1);
        break;
    case DOCX_START_OVERRIDE:
        if (numbering->in == DOCX_IN_NUM && numbering->at_level >= 0 &&
            numbering->at_level < DOCX_LEVELS)
            numbering->nums.v[numbering->nums.n - 1].start[numbering->at_level] =
                docx_number(attributes, "val", -1);
        break;
    case DOCX_LVL:
        numbering->open_level = (struct docx_level){.restart = DOCX_LEVELS};
        numbering->at_level = docx_number(attributes, "ilvl", -1);
        numbering->in_level = true;
        break;
    default:
        break;
    }
    return status ? rp_fail_memory(err) : RP_OK;
}

static int end(void *context, struct rp_xml_name name, struct rp_error *err)
{
    struct docx_numbering *numbering = context;
    enum docx_name element = docx_name_of(name);
    if (element == DOCX_ABSTRACT_NUM || element == DOCX_NUM)
        numbering->in = DOCX_IN_NOTHING;
    if (element != DOCX_LVL || !numbering->in_level)
        return RP_OK;
    numbering->in_level = false;
    int32_t at = numbering->at_level;
    if (at < 0 || at >= DOCX_LEVELS || numbering->in == DOCX_IN_NOTHING)
        return RP_OK;
    if (rp_vec_push(&numbering->levels, numbering->open_level))
        return rp_fail_memory(err);
    int32_t index = (int32_t)(numbering->levels.n - 1);
    if (numbering->in == DOCX_IN_ABSTRACT)
        numbering->abstracts.v[numbering->abstracts.n - 1].level[at] = index;
    else
        numbering->nums.v[numbering->nums.n - 1].level[at] = index;
    return RP_OK;
}

static int text(void *context, struct rp_str piece, struct rp_error *err)
{
    (void)context, (void)piece, (void)err;
    return RP_OK;
}

const struct rp_xml_handler docx_numbering_handler = {start, end, text};

/* Both tables begin with an id and break ties by their place in the file. */
static int compare_abstracts(const void *a, const void *b)
{
    const struct docx_abstract *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static int compare_nums(const void *a, const void *b)
{
    const struct docx_num *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static int32_t find_abstract(const struct docx_numbering *numbering, int32_t id)
{
    size_t beg = 0, end_ = numbering->abstracts.n;
    while (beg < end_) {
        size_t mid = beg + (end_ - beg) / 2;
        if (numbering->abstracts.v[mid].id < id)
            beg = mid + 1;
        else
            end_ = mid;
    }
    return beg < numbering->abstracts.n && numbering->abstracts.v[beg].id == id
               ? (int32_t)beg
               : -1;
}

static int32_t find_num(const struct docx_numbering *numbering, int32_t id)
{
    size_t beg = 0, end_ = numbering->nums.n;
    while (beg < end_) {
        size_t mid = beg + (end_ - beg) / 2;
        if (numbering->nums.v[mid].id < id)
            beg = mid + 1;
        else
            end_ = mid;
    }
    return beg < numbering->nums.n && numbering->nums.v[beg].id == id ? (int32_t)beg : -1;
}

int docx_numbering_finish(struct docx_numbering *numbering,
                          const struct docx_styles *styles)
{
    if (numbering->abstracts.n)
        qsort(numbering->abstracts.v, numbering->abstracts.n,
              sizeof *numbering->abstracts.v, compare_abstracts);
    if (numbering->nums.n)
        qsort(numbering->nums.v, numbering->nums.n, sizeof *numbering->nums.v,
              compare_nums);
    for (size_t i = 0; i < numbering->nums.n; i++)
        numbering->nums.v[i].abstract =
            find_abstract(numbering, numbering->nums.v[i].abstract);
    /* A link to a list style leads to a num, whose abstractNum holds the levels. */
    for (size_t i = 0; i < numbering->abstracts.n; i++) {
        struct docx_abstract *abstract = &numbering->abstracts.v[i];
        if (abstract->num_style_link.end == abstract->num_style_link.beg)
            continue;
        int32_t style =
            docx_styles_find(styles, text_of(numbering, abstract->num_style_link));
        int32_t num = style >= 0 ? find_num(numbering, styles->styles.v[style].num_id) : -1;
        int32_t target = num >= 0 ? numbering->nums.v[num].abstract : -1;
        if (target < 0 || target == (int32_t)i)
            continue;
        for (int l = 0; l < DOCX_LEVELS; l++)
            if (abstract->level[l] < 0)
                abstract->level[l] = numbering->abstracts.v[target].level[l];
    }
    return RP_OK;
}

int docx_counters_init(struct docx_counters *counters,
                       const struct docx_numbering *numbering)
{
    counters->abstracts =
        rp_alloc_zero(numbering->abstracts.n, sizeof *counters->abstracts);
    counters->nums = rp_alloc_zero(numbering->nums.n, sizeof *counters->nums);
    if (counters->abstracts && counters->nums)
        return RP_OK;
    docx_counters_release(counters);
    return RP_ERR_MEMORY;
}

void docx_counters_release(struct docx_counters *counters)
{
    rp_free(counters->abstracts);
    rp_free(counters->nums);
    *counters = (struct docx_counters){0};
}

static const struct docx_level *level_at(const struct docx_numbering *numbering,
                                         const struct docx_num *num, int32_t level)
{
    static const struct docx_level none = {.format = FORMAT_NONE, .restart = DOCX_LEVELS};
    int32_t index = num->level[level];
    if (index < 0)
        index = numbering->abstracts.v[num->abstract].level[level];
    return index < 0 ? &none : &numbering->levels.v[index];
}

int32_t docx_numbering_level_of(const struct docx_numbering *numbering, int32_t num_id,
                                struct rp_str style_id)
{
    int32_t at = find_num(numbering, num_id);
    if (at < 0 || numbering->nums.v[at].abstract < 0)
        return -1;
    for (int32_t l = 0; l < DOCX_LEVELS; l++) {
        struct rp_range style = level_at(numbering, &numbering->nums.v[at], l)->style;
        if (style.end > style.beg && rp_str_equal(text_of(numbering, style), style_id))
            return l;
    }
    return -1;
}

static int32_t start_of(const struct docx_numbering *numbering, const struct docx_num *num,
                        int32_t level)
{
    return num->start[level] >= 0 ? num->start[level]
                                  : level_at(numbering, num, level)->start;
}

/* Symbol fonts keep their glyphs in U+F000..F0FF; whatever the glyph, it is a bullet. */
static int add_bullet(struct rp_buf *out, struct rp_str glyph)
{
    bool is_private = glyph.n == 3 && (unsigned char)glyph.p[0] == 0xEF &&
                      (unsigned char)glyph.p[1] >= 0x80 && (unsigned char)glyph.p[1] < 0x84;
    return is_private ? rp_buf_puts(out, "\u2022") : rp_buf_add(out, glyph.p, glyph.n);
}

int docx_numbering_label(const struct docx_numbering *numbering,
                         struct docx_counters *counters, int32_t num_id, int32_t level,
                         struct rp_buf *out)
{
    int32_t at = find_num(numbering, num_id);
    if (at < 0 || numbering->nums.v[at].abstract < 0)
        return RP_OK;
    const struct docx_num *num = &numbering->nums.v[at];
    struct docx_count *count = &counters->abstracts[num->abstract];
    uint16_t *spent = &counters->nums[at];
    level = level < 0 ? 0 : level >= DOCX_LEVELS ? DOCX_LEVELS - 1 : level;
    const struct docx_level *own = level_at(numbering, num, level);

    uint16_t bit = (uint16_t)(1U << level);
    bool restarts = num->start[level] >= 0 && !(*spent & bit);
    if (count->is_running & bit && !restarts) {
        if (count->value[level] < INT32_MAX)
            count->value[level]++;
    } else {
        count->value[level] = start_of(numbering, num, level);
    }
    *spent |= bit;
    count->is_running |= bit;
    for (int32_t l = level + 1; l < DOCX_LEVELS; l++)
        if (level_at(numbering, num, l)->restart > level)
            count->is_running &= (uint16_t) ~(1U << l);

    struct rp_str pattern = text_of(numbering, own->text);
    if (own->format == FORMAT_BULLET)
        return pattern.n <= MAX_LABEL_BYTES ? add_bullet(out, pattern) : RP_OK;
    size_t beg = out->n;
    for (size_t i = 0; i < pattern.n && out->n - beg < MAX_LABEL_BYTES - MAX_PART_BYTES;
         i++) {
        if (pattern.p[i] != '%' || i + 1 == pattern.n || pattern.p[i + 1] < '1' ||
            pattern.p[i + 1] > '9') {
            /* whole characters, for the cap */
            size_t n = 1;
            while (i + n < pattern.n && ((unsigned char)pattern.p[i + n] & 0xC0) == 0x80)
                n++;
            if (rp_buf_add(out, pattern.p + i, n))
                return RP_ERR_MEMORY;
            i += n - 1;
            continue;
        }
        int32_t part = pattern.p[++i] - '1';
        if (part > level)
            continue;
        uint8_t format = level_at(numbering, num, part)->format;
        if (format == FORMAT_NONE || format == FORMAT_BULLET)
            continue;
        int32_t value = count->is_running & 1U << part ? count->value[part]
                                                       : start_of(numbering, num, part);
        if (add_number(out, value, own->is_legal ? FORMAT_DECIMAL : format))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}
