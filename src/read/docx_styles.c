#include "read/docx.h"

#include <stdlib.h>

#include "read/style.h"

void docx_styles_release(struct docx_styles *styles)
{
    rp_vec_release(&styles->styles);
    rp_buf_release(&styles->bytes);
}

static struct rp_str text_of(const struct docx_styles *styles, struct rp_range range)
{
    return (struct rp_str){rp_buf_str(&styles->bytes).p + range.beg, range.end - range.beg};
}

static int keep(struct docx_styles *styles, struct rp_str s, struct rp_range *out)
{
    size_t beg = styles->bytes.n;
    if (beg + s.n > UINT32_MAX || (s.n && rp_buf_add(&styles->bytes, s.p, s.n)))
        return RP_ERR_MEMORY;
    *out = (struct rp_range){(uint32_t)beg, (uint32_t)(beg + s.n)};
    return RP_OK;
}

static int start(void *context, struct rp_xml_name name,
                 struct rp_xml_attributes attributes, struct rp_error *err)
{
    struct docx_styles *styles = context;
    struct docx_style *open = &styles->open;
    enum docx_name element = docx_name_of(name);
    struct rp_str value = rp_xml_attribute(attributes, "val");
    int status = RP_OK;
    if (element == DOCX_STYLE) {
        struct rp_str type = rp_xml_attribute(attributes, "type");
        *open = (struct docx_style){.num_id = -1, .level = -1, .outline = -1};
        open->order = (uint32_t)styles->styles.n;
        open->is_paragraph = rp_str_equal(type, RP_STR("paragraph"));
        struct rp_str is_default = rp_xml_attribute(attributes, "default");
        styles->in_style = true;
        status = keep(styles, rp_xml_attribute(attributes, "styleId"), &open->id);
        if (open->is_paragraph && is_default.n && is_default.p[0] != '0' &&
            is_default.p[0] != 'f' && styles->normal < 0)
            styles->normal = (int32_t)open->order;
    } else if (styles->in_style) {
        if (element == DOCX_NAME)
            status = keep(styles, value, &open->name);
        else if (element == DOCX_BASED_ON)
            status = keep(styles, value, &open->based_on);
        else if (element == DOCX_NUM_ID)
            open->num_id = docx_number(attributes, "val", -1);
        else if (element == DOCX_ILVL)
            open->level = docx_number(attributes, "val", -1);
        else if (element == DOCX_OUTLINE_LVL)
            open->outline = docx_number(attributes, "val", -1);
    }
    return status ? rp_fail_memory(err) : RP_OK;
}
static int end(void *context, struct rp_xml_name name, struct rp_error *err)
{
    struct docx_styles *styles = context;
    if (!styles->in_style || docx_name_of(name) != DOCX_STYLE)
        return RP_OK;
    styles->in_style = false;
    return rp_vec_push(&styles->styles, styles->open) ? rp_fail_memory(err) : RP_OK;
}

static int text(void *context, struct rp_str piece, struct rp_error *err)
{
    (void)context, (void)piece, (void)err;
    return RP_OK;
}

const struct rp_xml_handler docx_styles_handler = {start, end, text};

static int compare(const void *a, const void *b, void *context)
{
    const struct docx_style *x = a, *y = b;
    int order = rp_str_compare(text_of(context, x->id), text_of(context, y->id));
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

int32_t docx_styles_find(const struct docx_styles *styles, struct rp_str id)
{
    size_t beg = 0, end_ = styles->styles.n;
    while (beg < end_) {
        size_t mid = beg + (end_ - beg) / 2;
        if (rp_str_compare(text_of(styles, styles->styles.v[mid].id), id) < 0)
            beg = mid + 1;
        else
            end_ = mid;
    }
    return beg < styles->styles.n &&
                   rp_str_equal(text_of(styles, styles->styles.v[beg].id), id)
               ? (int32_t)beg
               : -1;
}

static void resolve(struct docx_styles *styles, struct docx_style *style,
                    const struct docx_style *parent)
{
    style->has_role = rp_style_of_name(text_of(styles, style->name), &style->role) ||
                      rp_style_of_name(text_of(styles, style->id), &style->role);
    if (!style->has_role && style->outline >= 0 && style->outline < 9) {
        style->role = RP_STYLE_HEADING;
        style->has_role = true;
    }
    style->num_owner = style->num_id >= 0 ? (int32_t)(style - styles->styles.v) : -1;
    if (!parent)
        return;
    if (!style->has_role) {
        style->role = parent->role;
        style->has_role = parent->has_role;
    }
    if (style->num_id < 0) {
        style->num_id = parent->num_id;
        style->num_owner = parent->num_owner;
        if (style->level < 0)
            style->level = parent->level;
    }
}

int docx_styles_finish(struct docx_styles *styles)
{
    size_t n = styles->styles.n;
    if (n == 0) {
        styles->normal = -1;
        return RP_OK;
    }
    qsort_r(styles->styles.v, n, sizeof *styles->styles.v, compare, styles);
    RP_VEC(int32_t) path = {0};
    int32_t normal = -1;
    int status = RP_OK;
    for (size_t i = 0; i < n; i++) {
        if ((int32_t)styles->styles.v[i].order == styles->normal)
            normal = (int32_t)i;
        /* Each style is entered once, whatever the chains, and a circle ends where it
         * closes. */
        int32_t at = (int32_t)i;
        path.n = 0;
        while (at >= 0 && !styles->styles.v[at].is_resolved && status == RP_OK) {
            styles->styles.v[at].is_resolved = true;
            status = rp_vec_push(&path, at);
            struct rp_range above = styles->styles.v[at].based_on;
            at = above.end > above.beg ? docx_styles_find(styles, text_of(styles, above))
                                       : -1;
        }
        const struct docx_style *parent = at >= 0 ? &styles->styles.v[at] : NULL;
        while (path.n > 0 && status == RP_OK) {
            struct docx_style *style = &styles->styles.v[path.v[--path.n]];
            resolve(styles, style, parent);
            parent = style;
        }
    }
    styles->normal = normal;
    rp_vec_release(&path);
    return status;
}
