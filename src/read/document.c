#include "read/document.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

void rp_document_init(struct rp_document *document)
{
    *document = (struct rp_document){0};
}

void rp_document_release(struct rp_document *document)
{
    for (size_t i = 0; i < document->notes.n; i++)
        rp_free(document->notes.v[i].message);
    rp_vec_release(&document->notes);
    rp_vec_release(&document->paragraphs);
    rp_buf_release(&document->text);
    rp_free(document->path);
    rp_document_init(document);
}

static int add_note(struct rp_document *document, struct rp_note note, const char *format,
                    va_list args)
{
    char message[512];
    vsnprintf(message, sizeof message, format, args);
    note.message = rp_strdup(message);
    if (!note.message || rp_vec_push(&document->notes, note)) {
        rp_free(note.message);
        return RP_ERR_MEMORY;
    }
    return RP_OK;
}

int rp_document_note(struct rp_document *document, uint32_t line, uint64_t offset,
                     const char *format, ...)
{
    const struct rp_note note = {.offset = offset, .line = line};
    va_list args;
    va_start(args, format);
    int status = add_note(document, note, format, args);
    va_end(args);
    return status;
}

int rp_document_limit(struct rp_document *document, const char *limit, uint32_t line,
                      uint64_t offset, const char *format, ...)
{
    const struct rp_note note = {.offset = offset, .line = line, .limit = limit};
    va_list args;
    va_start(args, format);
    int status = add_note(document, note, format, args);
    va_end(args);
    return status;
}

struct rp_str rp_document_str(const struct rp_document *document, struct rp_range range)
{
    return (struct rp_str){document->text.v ? document->text.v + range.beg : "",
                           range.end - range.beg};
}

const char *rp_style_name(enum rp_style style)
{
    static const char *const names[] = {"plain",   "res-no",   "res-title", "res-ref",
                                        "call",    "enumlev1", "enumlev2",  "enumlev3",
                                        "heading", "footnote", "margin"};
    return names[style];
}

const char *rp_change_name(enum rp_change change)
{
    static const char *const names[] = {"none", "inserted", "deleted"};
    return names[change];
}

bool rp_document_validate(const struct rp_document *document, const char **why)
{
    size_t n = document->text.n;
    if (rp_utf8_valid_prefix(document->text.v ? document->text.v : "", n) != n) {
        *why = "text is UTF-8";
        return false;
    }
    uint32_t line = 0;
    for (size_t i = 0; i < document->paragraphs.n; i++) {
        const struct rp_paragraph *p = &document->paragraphs.v[i];
        if (p->text.beg > p->text.end || p->text.end > n || p->list.beg > p->list.end ||
            p->list.end > n) {
            *why = "ranges lie in text";
            return false;
        }
        if (p->line < line || p->line == 0) {
            *why = "lines ascend";
            return false;
        }
        line = p->line;
    }
    return true;
}

const char *rp_view_name(enum rp_view view)
{
    static const char *const names[] = {"accepted", "original", "all"};
    return names[view];
}
