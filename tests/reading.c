#include "reading.h"

#include <stdlib.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void put_paragraph(struct rp_buf *out, const struct rp_document *document,
                          const struct rp_paragraph *p)
{
    struct rp_str list = rp_document_str(document, p->list);
    if (p->style != RP_STYLE_PLAIN)
        must(!rp_buf_printf(out, "%s ", rp_style_name(p->style)));
    if (p->change != RP_CHANGE_NONE)
        must(!rp_buf_printf(out, "%s ", rp_change_name(p->change)));
    if (p->table)
        must(!rp_buf_printf(out, "%u.%u.%u%s ", (unsigned)p->table, (unsigned)p->row,
                            (unsigned)p->cell, p->begins_cell ? "*" : ""));
    if (list.n)
        must(!rp_buf_printf(out, "[%.*s] ", (int)list.n, list.p));
    must(!rp_buf_add_str(out, rp_document_str(document, p->text)));
    must(!rp_buf_putc(out, '\n'));
}

void reading_init(struct reading *reading,
                  int (*reader)(struct rp_document *, struct rp_str, enum rp_view,
                                const struct rp_options *, struct rp_error *),
                  struct rp_str bytes, enum rp_view view, const struct rp_options *options)
{
    struct rp_document document;
    const char *why;
    rp_document_init(&document);
    *reading = (struct reading){0};
    reading->status = reader(&document, bytes, view, options, &reading->err);
    if (reading->status == RP_OK) {
        must(rp_document_validate(&document, &why));
        for (size_t i = 0; i < document.paragraphs.n; i++)
            put_paragraph(&reading->text, &document, &document.paragraphs.v[i]);
        for (size_t i = 0; i < document.notes.n; i++)
            must(!rp_buf_printf(&reading->text, "note: %s\n", document.notes.v[i].message));
    }
    reading->n_notes = document.notes.n;
    must(!rp_buf_putc(&reading->text, '\0'));
    rp_document_release(&document);
}

void reading_release(struct reading *reading)
{
    rp_buf_release(&reading->text);
}
