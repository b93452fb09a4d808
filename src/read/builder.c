#include "read/builder.h"

#include "read/plain.h"

void rp_fragment_release(struct rp_fragment *fragment)
{
    rp_buf_release(&fragment->text);
    rp_vec_release(&fragment->paragraphs);
}

static void fragment_clear(struct rp_fragment *fragment)
{
    fragment->text.n = 0;
    fragment->paragraphs.n = 0;
}

int rp_builder_init(struct rp_builder *builder, struct rp_document *document,
                    enum rp_view view, const struct rp_options *options)
{
    static const unsigned needed[] = {[RP_VIEW_ACCEPTED] = RP_IN_NEW,
                                      [RP_VIEW_ORIGINAL] = RP_IN_OLD,
                                      [RP_VIEW_ALL] = RP_IN_BOTH};
    *builder = (struct rp_builder){.document = document,
                                   .view = view,
                                   .versions = needed[view],
                                   .max_paragraph_bytes = options->max_paragraph_bytes};
    return rp_builder_frame_begin(builder);
}

void rp_builder_release(struct rp_builder *builder)
{
    for (size_t i = 0; i < builder->frames.n; i++) {
        for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
            rp_buf_release(&builder->frames.v[i].text[v]);
            rp_fragment_release(&builder->frames.v[i].after[v]);
        }
    }
    rp_vec_release(&builder->frames);
    rp_vec_release(&builder->tables);
    for (unsigned v = 0; v < RP_N_VERSIONS; v++)
        rp_fragment_release(&builder->done[v]);
}

static struct rp_builder_frame *top_frame(const struct rp_builder *builder)
{
    return &builder->frames.v[builder->n_frames - 1];
}

/* The innermost cell of the open frame, or NULL outside a table. */
static struct rp_builder_table *open_table(const struct rp_builder *builder)
{
    return builder->tables.n > top_frame(builder)->n_cells_outside
               ? &builder->tables.v[builder->tables.n - 1]
               : NULL;
}

static void set_cell(const struct rp_builder *builder, struct rp_paragraph *paragraph)
{
    const struct rp_builder_table *table =
        builder->tables.n ? &builder->tables.v[builder->tables.n - 1] : NULL;
    if (!table || table->cell == 0)
        return;
    paragraph->table = table->table;
    paragraph->row = table->row;
    paragraph->cell = table->cell;
}

void rp_builder_count(struct rp_builder *builder)
{
    builder->line++;
    struct rp_builder_frame *frame = top_frame(builder);
    for (unsigned v = 0; v < RP_N_VERSIONS; v++)
        if (frame->text[v].n == 0)
            frame->line[v] = builder->line;
}

int rp_builder_text(struct rp_builder *builder, unsigned versions, struct rp_str text)
{
    struct rp_builder_frame *frame = top_frame(builder);
    for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
        if (!(versions & builder->versions & 1U << v) || frame->cut[v])
            continue;
        size_t n = text.n;
        if (n > builder->max_paragraph_bytes - frame->text[v].n) {
            n = builder->max_paragraph_bytes - frame->text[v].n;
            while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
                n--;
            frame->cut[v] = true;
        }
        if (rp_plain_add(&frame->text[v], (struct rp_str){text.p, n}))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

unsigned rp_builder_pending(const struct rp_builder *builder)
{
    const struct rp_builder_frame *frame = top_frame(builder);
    unsigned pending = 0;
    for (unsigned v = 0; v < RP_N_VERSIONS; v++)
        if (frame->text[v].n > 0 || frame->after[v].paragraphs.n > 0)
            pending |= 1U << v;
    return pending & builder->versions;
}

static int fragment_add(struct rp_fragment *out, struct rp_paragraph paragraph,
                        struct rp_str text, struct rp_str list)
{
    if (out->text.n + text.n + list.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    paragraph.text.beg = (uint32_t)out->text.n;
    paragraph.text.end = (uint32_t)(out->text.n + text.n);
    paragraph.list.beg = paragraph.text.end;
    paragraph.list.end = paragraph.text.end + (uint32_t)list.n;
    size_t before = out->text.n;
    if (rp_buf_add(&out->text, text.p, text.n) || rp_buf_add(&out->text, list.p, list.n) ||
        rp_vec_push(&out->paragraphs, paragraph)) {
        out->text.n = before;
        return RP_ERR_MEMORY;
    }
    return RP_OK;
}

static struct rp_str text_of(const struct rp_fragment *fragment, struct rp_range range)
{
    struct rp_str all = rp_buf_str(&fragment->text);
    return (struct rp_str){all.p + range.beg, range.end - range.beg};
}

static int fragment_join(struct rp_fragment *out, const struct rp_fragment *in)
{
    for (size_t i = 0; i < in->paragraphs.n; i++) {
        struct rp_paragraph p = in->paragraphs.v[i];
        int status = fragment_add(out, p, text_of(in, p.text), text_of(in, p.list));
        if (status)
            return status;
    }
    return RP_OK;
}

static int document_add(struct rp_document *document, const struct rp_fragment *from,
                        size_t i, enum rp_change change)
{
    struct rp_paragraph p = from->paragraphs.v[i];
    struct rp_str text = text_of(from, p.text), list = text_of(from, p.list);
    if (document->text.n + text.n + list.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    size_t n = document->paragraphs.n;
    uint32_t least = n ? document->paragraphs.v[n - 1].line : 1;
    p.line = p.line > least ? p.line : least;
    p.change = change;
    p.text = (struct rp_range){(uint32_t)document->text.n,
                               (uint32_t)(document->text.n + text.n)};
    p.list = (struct rp_range){p.text.end, p.text.end + (uint32_t)list.n};
    if (rp_buf_add(&document->text, text.p, text.n) ||
        rp_buf_add(&document->text, list.p, list.n) ||
        rp_vec_push(&document->paragraphs, p))
        return RP_ERR_MEMORY;
    return RP_OK;
}

static int document_add_range(struct rp_document *document, const struct rp_fragment *from,
                              size_t beg, size_t end, enum rp_change change)
{
    int status = RP_OK;
    for (size_t i = beg; i < end && status == RP_OK; i++)
        status = document_add(document, from, i, change);
    return status;
}

static bool reads_alike(const struct rp_fragment *a, size_t i, const struct rp_fragment *b,
                        size_t j)
{
    return rp_str_equal(text_of(a, a->paragraphs.v[i].text),
                        text_of(b, b->paragraphs.v[j].text));
}

/* Move what is done in both versions into the document, once neither has an open
 * paragraph: only there do the two stand side by side. */
static int settle(struct rp_builder *builder)
{
    if (builder->keeps || builder->n_frames > 1 || rp_builder_pending(builder))
        return RP_OK;
    struct rp_document *document = builder->document;
    const struct rp_fragment *older = &builder->done[RP_OLD],
                             *newer = &builder->done[RP_NEW];
    size_t n_old = older->paragraphs.n, n_new = newer->paragraphs.n;
    int status;
    if (builder->view != RP_VIEW_ALL) {
        const struct rp_fragment *only = builder->view == RP_VIEW_ORIGINAL ? older : newer;
        status = document_add_range(document, only, 0, only->paragraphs.n, RP_CHANGE_NONE);
    } else {
        size_t least = n_old < n_new ? n_old : n_new, head = 0, tail = 0;
        while (head < least && reads_alike(older, head, newer, head))
            head++;
        while (tail < least - head &&
               reads_alike(older, n_old - 1 - tail, newer, n_new - 1 - tail))
            tail++;
        status = document_add_range(document, newer, 0, head, RP_CHANGE_NONE);
        if (status == RP_OK)
            status =
                document_add_range(document, older, head, n_old - tail, RP_CHANGE_DELETED);
        if (status == RP_OK)
            status =
                document_add_range(document, newer, head, n_new - tail, RP_CHANGE_INSERTED);
        if (status == RP_OK)
            status =
                document_add_range(document, newer, n_new - tail, n_new, RP_CHANGE_NONE);
    }
    fragment_clear(&builder->done[RP_OLD]);
    fragment_clear(&builder->done[RP_NEW]);
    return status;
}

static int end_in_version(struct rp_builder *builder, unsigned v, struct rp_shape shape)
{
    struct rp_builder_frame *frame = top_frame(builder);
    struct rp_fragment *out =
        builder->n_frames > 1 ? &frame[-1].after[v] : &builder->done[v];
    struct rp_paragraph paragraph = {.line = frame->line[v], .style = shape.style};
    set_cell(builder, &paragraph);
    if (frame->cut[v] &&
        rp_document_limit(builder->document, "max-paragraph", frame->line[v], 0,
                          "a paragraph is cut at the cap of %llu bytes (--max-paragraph)",
                          (unsigned long long)builder->max_paragraph_bytes))
        return RP_ERR_MEMORY;
    size_t first = out->paragraphs.n;
    rp_plain_latinize(&frame->text[v], 0);
    struct rp_str text = rp_plain_trim(rp_buf_str(&frame->text[v]));
    int status = text.n ? fragment_add(out, paragraph, text, shape.list) : RP_OK;
    if (status == RP_OK)
        status = fragment_join(out, &frame->after[v]);
    struct rp_builder_table *table = open_table(builder);
    if (table && table->is_fresh[v] && out->paragraphs.n > first) {
        out->paragraphs.v[first].begins_cell = true;
        table->is_fresh[v] = false;
    }
    frame->text[v].n = 0;
    fragment_clear(&frame->after[v]);
    frame->cut[v] = false;
    frame->line[v] = builder->line;
    return status;
}

int rp_builder_end(struct rp_builder *builder, unsigned versions,
                   const struct rp_shape shape[RP_N_VERSIONS])
{
    for (unsigned v = 0; v < RP_N_VERSIONS; v++) {
        if (!(versions & builder->versions & 1U << v))
            continue;
        int status = end_in_version(builder, v, shape[v]);
        if (status)
            return status;
    }
    return settle(builder);
}

int rp_builder_table_begin(struct rp_builder *builder)
{
    struct rp_builder_table table = {.table = ++builder->n_tables};
    return rp_vec_push(&builder->tables, table);
}

void rp_builder_row_begin(struct rp_builder *builder, unsigned versions)
{
    if (builder->tables.n && versions & builder->versions)
        builder->tables.v[builder->tables.n - 1].row++;
}

void rp_builder_cell_begin(struct rp_builder *builder, uint32_t column)
{
    if (builder->tables.n == 0)
        return;
    struct rp_builder_table *table = &builder->tables.v[builder->tables.n - 1];
    table->cell = column;
    table->is_fresh[RP_OLD] = table->is_fresh[RP_NEW] = true;
}

void rp_builder_table_end(struct rp_builder *builder)
{
    if (builder->tables.n)
        builder->tables.n--;
}

int rp_builder_frame_begin(struct rp_builder *builder)
{
    if (builder->n_frames == builder->frames.n &&
        rp_vec_push(&builder->frames, (struct rp_builder_frame){0}))
        return RP_ERR_MEMORY;
    struct rp_builder_frame *frame = &builder->frames.v[builder->n_frames++];
    frame->n_cells_outside = builder->tables.n;
    frame->line[RP_OLD] = frame->line[RP_NEW] = builder->line;
    return RP_OK;
}

void rp_builder_frame_end(struct rp_builder *builder)
{
    builder->tables.n = top_frame(builder)->n_cells_outside;
    builder->n_frames--;
}

int rp_builder_attach(struct rp_builder *builder, enum rp_style style, unsigned version,
                      struct rp_str list, const struct rp_fragment *note)
{
    struct rp_builder_frame *frame = top_frame(builder);
    struct rp_fragment *out = &frame->after[version];
    for (size_t i = 0; i < note->paragraphs.n; i++) {
        struct rp_paragraph p = {.line = frame->line[version], .style = style};
        set_cell(builder, &p);
        struct rp_str own = text_of(note, note->paragraphs.v[i].list);
        int status = fragment_add(out, p, text_of(note, note->paragraphs.v[i].text),
                                  i == 0 ? list : own);
        if (status)
            return status;
    }
    return RP_OK;
}

void rp_builder_take(struct rp_builder *builder, unsigned version, struct rp_fragment *out)
{
    *out = builder->done[version];
    builder->done[version] = (struct rp_fragment){0};
}
