/* JSON lines: one paragraph an object, as `reprise segment --paragraphs` writes them and as
 * anyone can: "text" is needed; "style", "list", "cell" and "change" are understood. */
#include "read/read.h"

#include <string.h>

#include "base/json.h"
#include "read/plain.h"

struct reader {
    struct rp_document *document;
    const struct rp_options *options;
    enum rp_view view;
    uint32_t cell[3], line;
    uint64_t n_without_text, first_without_text, n_cut, first_cut;
    uint32_t line_without_text, line_cut;
};

static enum rp_style style_named(struct rp_str name)
{
    for (int style = RP_STYLE_PLAIN; style <= RP_STYLE_MARGIN; style++)
        if (rp_str_equal(name, rp_str_of(rp_style_name((enum rp_style)style))))
            return (enum rp_style)style;
    return RP_STYLE_PLAIN;
}

static enum rp_change change_named(struct rp_str name)
{
    for (int change = RP_CHANGE_NONE; change <= RP_CHANGE_DELETED; change++)
        if (rp_str_equal(name, rp_str_of(rp_change_name((enum rp_change)change))))
            return (enum rp_change)change;
    return RP_CHANGE_NONE;
}

static int add(struct reader *reader, const struct rp_json_record *record, uint64_t offset)
{
    struct rp_document *document = reader->document;
    struct rp_str text, list = {"", 0}, style = {"", 0}, change = {"", 0};
    if (!rp_json_record_str(record, "text", &text)) {
        if (reader->n_without_text++ == 0) {
            reader->first_without_text = offset;
            reader->line_without_text = reader->line;
        }
        return RP_OK;
    }
    rp_json_record_str(record, "list", &list);
    rp_json_record_str(record, "style", &style);
    rp_json_record_str(record, "change", &change);
    struct rp_paragraph p = {.line = reader->line,
                             .byte = (uint32_t)offset,
                             .style = style_named(style),
                             .change = change_named(change)};
    if ((reader->view == RP_VIEW_ACCEPTED && p.change == RP_CHANGE_DELETED) ||
        (reader->view == RP_VIEW_ORIGINAL && p.change == RP_CHANGE_INSERTED))
        return RP_OK;
    if (reader->view != RP_VIEW_ALL)
        p.change = RP_CHANGE_NONE;
    uint32_t cell[3] = {0, 0, 0};
    rp_json_record_uints(record, "cell", cell, 3);
    p.table = cell[0];
    p.row = cell[1];
    p.cell = cell[2];
    p.begins_cell = p.table && memcmp(cell, reader->cell, sizeof cell) != 0;
    memcpy(reader->cell, cell, sizeof cell);

    text = rp_plain_trim(text);
    if (text.n > reader->options->max_paragraph_bytes) {
        text.n = (size_t)reader->options->max_paragraph_bytes;
        while (text.n > 0 && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
            text.n--;
        if (reader->n_cut++ == 0) {
            reader->first_cut = offset;
            reader->line_cut = reader->line;
        }
    }
    p.text.beg = (uint32_t)document->text.n;
    if (rp_plain_add(&document->text, text))
        return RP_ERR_MEMORY;
    rp_plain_latinize(&document->text, p.text.beg);
    p.text.end = p.list.beg = (uint32_t)document->text.n;
    if (rp_plain_add(&document->text, list))
        return RP_ERR_MEMORY;
    p.list.end = (uint32_t)document->text.n;
    return rp_vec_push(&document->paragraphs, p);
}

int rp_read_jsonl(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                  const struct rp_options *options, struct rp_error *err)
{
    struct reader reader = {.document = document, .options = options, .view = view};
    /* Text is never longer than the JSON that holds it, so ranges fit. */
    if (bytes.n > UINT32_MAX / 2)
        return rp_fail(err, RP_ERR_LIMIT, NULL, UINT32_MAX / 2, "more than 2 GiB");
    uint64_t n_objects = 0;
    for (size_t i = 0; i < bytes.n;) {
        const char *newline = memchr(bytes.p + i, '\n', bytes.n - i);
        size_t n = newline ? (size_t)(newline - (bytes.p + i)) : bytes.n - i;
        struct rp_str line = {bytes.p + i, n};
        if (i == 0 && n >= 3 && memcmp(line.p, "\xef\xbb\xbf", 3) == 0)
            line = (struct rp_str){line.p + 3, n - 3};
        reader.line++;
        while (line.n > 0 && (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' '))
            line.n--;
        if (line.n > 0) {
            struct rp_json_text *text;
            const struct rp_json_record *record;
            int status = rp_json_text_new(&text, &record, line, err);
            if (status == RP_ERR_FORMAT && err) {
                char message[sizeof err->message];
                memcpy(message, err->message, sizeof message);
                rp_fail(err, status, NULL, (uint64_t)(line.p - bytes.p) + err->offset,
                        "line %u: %.*s", (unsigned)reader.line, 400, message);
            }
            if (status)
                return status;
            n_objects++;
            status = add(&reader, record, i);
            rp_json_text_free(text);
            if (status)
                return rp_fail_memory(err);
        }
        i += n + 1;
    }
    if (n_objects > 0 && reader.n_without_text == n_objects)
        return rp_fail(err, RP_ERR_FORMAT, NULL, 0, "no line has a string member \"text\"");
    if (reader.n_without_text &&
        rp_document_note(document, reader.line_without_text, reader.first_without_text,
                         "%llu lines without a string member \"text\", left out; the first "
                         "here",
                         (unsigned long long)reader.n_without_text))
        return rp_fail_memory(err);
    if (reader.n_cut &&
        rp_document_limit(document, "max-paragraph", reader.line_cut, reader.first_cut,
                          "%llu paragraphs cut at the cap of %llu bytes (--max-paragraph); "
                          "the first here",
                          (unsigned long long)reader.n_cut,
                          (unsigned long long)options->max_paragraph_bytes))
        return rp_fail_memory(err);
    return RP_OK;
}
