/* The package of a .docx (ISO/IEC 29500-2): a zip archive whose parts are found through
 * relationships, from the package's own on. */
#include <string.h>

#include "base/zip.h"
#include "read/docx.h"
#include "read/read.h"

enum part_kind {
    PART_DOCUMENT,
    PART_STYLES,
    PART_NUMBERING,
    PART_FOOTNOTES,
    PART_ENDNOTES,
    PART_HEADER,
    PART_FOOTER,
    PART_OTHER,
};

struct relation {
    char *part; /* name in the archive */
    enum part_kind kind;
};

/* The relationships of one part. */
struct relations {
    struct rp_str folder; /* of the part whose relations they are, "" or "word/" */
    RP_VEC(struct relation) relations;
    struct rp_document *document;
    const struct rp_xml *xml;
};

static void relations_release(struct relations *relations)
{
    for (size_t i = 0; i < relations->relations.n; i++)
        rp_free(relations->relations.v[i].part);
    rp_vec_release(&relations->relations);
}

/* Transitional and strict addresses differ in front and end alike. */
static enum part_kind kind_of(struct rp_str type)
{
    static const struct {
        const char *end;
        enum part_kind kind;
    } kinds[] = {
        {"/officeDocument", PART_DOCUMENT}, {"/styles", PART_STYLES},
        {"/numbering", PART_NUMBERING},     {"/footnotes", PART_FOOTNOTES},
        {"/endnotes", PART_ENDNOTES},       {"/header", PART_HEADER},
        {"/footer", PART_FOOTER},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct rp_str end = rp_str_of(kinds[i].end);
        if (type.n >= end.n && memcmp(type.p + type.n - end.n, end.p, end.n) == 0)
            return kinds[i].kind;
    }
    return PART_OTHER;
}

/* The archive's name of `target`, seen from `folder`, in *out, terminated. Returns 1, 0
 * where it leads out of the package, or RP_ERR_MEMORY. */
static int locate(struct rp_str folder, struct rp_str target, struct rp_buf *out)
{
    out->n = 0;
    if (target.n > 0 && target.p[0] == '/') {
        target.p++;
        target.n--;
    } else if (rp_buf_add(out, folder.p, folder.n)) {
        return RP_ERR_MEMORY;
    }
    while (target.n > 0) {
        const char *slash = memchr(target.p, '/', target.n);
        struct rp_str step = {target.p, slash ? (size_t)(slash - target.p) + 1 : target.n};
        if (rp_str_equal(step, RP_STR("../")) || rp_str_equal(step, RP_STR(".."))) {
            if (out->n == 0)
                return 0;
            out->n--; /* the slash at the end */
            while (out->n > 0 && out->v[out->n - 1] != '/')
                out->n--;
        } else if (!rp_str_equal(step, RP_STR("./")) && rp_buf_add(out, step.p, step.n)) {
            return RP_ERR_MEMORY;
        }
        target.p += step.n;
        target.n -= step.n;
    }
    return rp_buf_putc(out, '\0') ? RP_ERR_MEMORY : 1;
}

static int relation_start(void *context, struct rp_xml_name name,
                          struct rp_xml_attributes attributes, struct rp_error *err)
{
    struct relations *relations = context;
    if (!rp_str_equal(name.local, RP_STR("Relationship")) ||
        rp_str_equal(rp_xml_attribute(attributes, "TargetMode"), RP_STR("External")))
        return RP_OK;
    enum part_kind kind = kind_of(rp_xml_attribute(attributes, "Type"));
    if (kind == PART_OTHER)
        return RP_OK;
    struct rp_buf part = {0};
    struct rp_str target = rp_xml_attribute(attributes, "Target");
    int found = locate(relations->folder, target, &part);
    struct relation relation = {part.v, kind};
    if (found == 1 && rp_vec_push(&relations->relations, relation) == RP_OK)
        return RP_OK;
    rp_buf_release(&part);
    if (found == 0 &&
        rp_document_note(relations->document, 0, rp_xml_offset(relations->xml),
                         "a part outside the package left out: %.*s",
                         (int)(target.n < 200 ? target.n : 200), target.p) == RP_OK)
        return RP_OK;
    return rp_fail_memory(err);
}

static int ignore_end(void *context, struct rp_xml_name name, struct rp_error *err)
{
    (void)context, (void)name, (void)err;
    return RP_OK;
}

static int ignore_text(void *context, struct rp_str text, struct rp_error *err)
{
    (void)context, (void)text, (void)err;
    return RP_OK;
}

static const struct rp_xml_handler relation_handler = {relation_start, ignore_end,
                                                       ignore_text};

static int feed(void *context, struct rp_str piece, bool last, struct rp_error *err)
{
    return rp_xml_feed(context, piece, last, err);
}

/* Parse one part. *borrowed is set to the parser while it runs. Errors name the part. */
static int parse(struct rp_zip *zip, const char *part, const struct rp_xml_handler *handler,
                 void *context, const struct rp_xml **borrowed,
                 const struct rp_options *options, struct rp_error *err)
{
    int64_t entry = rp_zip_find(zip, part);
    if (entry < 0)
        return rp_fail(err, RP_ERR_FORMAT, NULL, 0, "%s: this part is missing", part);
    struct rp_xml *xml;
    int status = rp_xml_new(&xml, handler, context, options->max_nesting,
                            options->max_tag_bytes, err);
    if (status)
        return status;
    *borrowed = xml;
    struct rp_error inner = {0};
    status = rp_zip_read(zip, entry, feed, xml, &inner);
    *borrowed = NULL;
    rp_xml_free(xml);
    if (status)
        rp_fail(err, status, NULL, inner.offset, "%s: %s", part, inner.message);
    return status;
}

/* All that reading one document takes. */
struct reading {
    struct rp_zip *zip;
    struct rp_document *document;
    const struct rp_options *options;
    struct relations package, parts;
    struct docx_styles styles;
    struct docx_numbering numbering;
    struct docx_notes footnotes, endnotes;
};

static int read_relations(struct reading *reading, struct relations *relations,
                          const char *part, struct rp_error *err)
{
    relations->document = reading->document;
    if (rp_zip_find(reading->zip, part) < 0)
        return rp_document_note(reading->document, 0, 0,
                                "%s: missing; the usual names are tried", part)
                   ? rp_fail_memory(err)
                   : RP_OK;
    return parse(reading->zip, part, &relation_handler, relations, &relations->xml,
                 reading->options, err);
}

static int note_missing(struct reading *reading, const char *part, struct rp_error *err)
{
    return rp_document_note(reading->document, 0, 0, "%s: missing; read without it", part)
               ? rp_fail_memory(err)
               : RP_OK;
}

static const char *first_part(const struct relations *relations, enum part_kind kind)
{
    for (size_t i = 0; i < relations->relations.n; i++)
        if (relations->relations.v[i].kind == kind)
            return relations->relations.v[i].part;
    return NULL;
}

/* A side part: where it is announced and missing, the document is read without it, and the
 * note says so. */
static int read_side_part(struct reading *reading, enum part_kind kind, const char *usual,
                          const struct rp_xml_handler *handler, void *context,
                          struct rp_error *err)
{
    const char *part = first_part(&reading->parts, kind);
    bool is_announced = part != NULL;
    if (!part)
        part = usual;
    if (rp_zip_find(reading->zip, part) < 0) {
        return is_announced ? note_missing(reading, part, err) : RP_OK;
    }
    const struct rp_xml *unused;
    return parse(reading->zip, part, handler, context, &unused, reading->options, err);
}

static int read_paragraphs(struct reading *reading, struct docx_body *body,
                           const char *part, struct rp_error *err)
{
    int status = parse(reading->zip, part, &docx_body_handler, body, &body->xml,
                       reading->options, err);
    if (status == RP_OK && docx_body_finish(body, part))
        status = rp_fail_memory(err);
    docx_body_release(body);
    return status;
}

static int read_notes(struct reading *reading, enum part_kind kind, enum rp_view view,
                      struct docx_notes *notes, struct rp_error *err)
{
    const char *part = first_part(&reading->parts, kind);
    if (!part)
        return RP_OK;
    if (rp_zip_find(reading->zip, part) < 0)
        return note_missing(reading, part, err);
    struct rp_builder builder;
    struct docx_counters counters[RP_N_VERSIONS] = {0};
    int status = rp_builder_init(&builder, reading->document, view, reading->options);
    builder.keeps = true;
    if (status || docx_counters_init(&counters[RP_OLD], &reading->numbering) ||
        docx_counters_init(&counters[RP_NEW], &reading->numbering)) {
        status = rp_fail_memory(err);
    } else {
        struct docx_body body = {.builder = &builder,
                                 .styles = &reading->styles,
                                 .numbering = &reading->numbering,
                                 .counters = counters,
                                 .fills = notes};
        status = read_paragraphs(reading, &body, part, err);
        docx_notes_sort(notes);
    }
    docx_counters_release(&counters[RP_OLD]);
    docx_counters_release(&counters[RP_NEW]);
    rp_builder_release(&builder);
    return status;
}

static int read_story(struct reading *reading, const char *main_part, enum rp_view view,
                      struct rp_error *err)
{
    struct rp_builder builder;
    struct docx_counters counters[RP_N_VERSIONS] = {0};
    int status = rp_builder_init(&builder, reading->document, view, reading->options);
    if (status || docx_counters_init(&counters[RP_OLD], &reading->numbering) ||
        docx_counters_init(&counters[RP_NEW], &reading->numbering)) {
        status = rp_fail_memory(err);
        goto done;
    }
    struct docx_body body = {.builder = &builder,
                             .styles = &reading->styles,
                             .numbering = &reading->numbering,
                             .counters = counters,
                             .footnotes = &reading->footnotes,
                             .endnotes = &reading->endnotes};
    status = read_paragraphs(reading, &body, main_part, err);
    for (size_t i = 0; i < reading->parts.relations.n && status == RP_OK; i++) {
        const struct relation *relation = &reading->parts.relations.v[i];
        if (relation->kind != PART_HEADER && relation->kind != PART_FOOTER)
            continue;
        if (rp_zip_find(reading->zip, relation->part) < 0) {
            status = note_missing(reading, relation->part, err);
            continue;
        }
        struct docx_body margin = {.builder = &builder,
                                   .styles = &reading->styles,
                                   .numbering = &reading->numbering,
                                   .counters = counters,
                                   .forced = RP_STYLE_MARGIN};
        status = read_paragraphs(reading, &margin, relation->part, err);
    }
done:
    docx_counters_release(&counters[RP_OLD]);
    docx_counters_release(&counters[RP_NEW]);
    rp_builder_release(&builder);
    return status;
}

static int read_package(struct reading *reading, enum rp_view view, struct rp_error *err)
{
    int status = read_relations(reading, &reading->package, "_rels/.rels", err);
    if (status)
        return status;
    const char *main_part = first_part(&reading->package, PART_DOCUMENT);
    if (!main_part)
        main_part = "word/document.xml";
    if (rp_zip_find(reading->zip, main_part) < 0)
        return rp_fail(err, RP_ERR_FORMAT, NULL, 0,
                       "a zip archive without a Word document (%s is missing)", main_part);

    const char *slash = strrchr(main_part, '/');
    size_t folder_n = slash ? (size_t)(slash - main_part) + 1 : 0;
    struct rp_buf name = {0};
    if (rp_buf_printf(&name, "%.*s_rels/%s.rels", (int)folder_n, main_part,
                      main_part + folder_n))
        return rp_fail_memory(err);
    reading->parts.folder = (struct rp_str){main_part, folder_n};
    status = read_relations(reading, &reading->parts, name.v, err);
    rp_buf_release(&name);

    if (status == RP_OK)
        status = read_side_part(reading, PART_STYLES, "word/styles.xml",
                                &docx_styles_handler, &reading->styles, err);
    if (status == RP_OK && docx_styles_finish(&reading->styles))
        status = rp_fail_memory(err);
    if (status == RP_OK)
        status = read_side_part(reading, PART_NUMBERING, "word/numbering.xml",
                                &docx_numbering_handler, &reading->numbering, err);
    if (status == RP_OK && docx_numbering_finish(&reading->numbering, &reading->styles))
        status = rp_fail_memory(err);
    if (status == RP_OK && reading->numbering.has_unknown_format &&
        rp_document_note(reading->document, 0, 0,
                         "lists with a number format that is not known are given decimal "
                         "numbers"))
        status = rp_fail_memory(err);
    if (status == RP_OK)
        status = read_notes(reading, PART_FOOTNOTES, view, &reading->footnotes, err);
    if (status == RP_OK)
        status = read_notes(reading, PART_ENDNOTES, view, &reading->endnotes, err);
    if (status == RP_OK)
        status = read_story(reading, main_part, view, err);
    return status;
}

int rp_read_docx(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                 const struct rp_options *options, struct rp_error *err)
{
    struct reading reading = {.document = document, .options = options};
    reading.styles.normal = -1;
    int status = rp_zip_open(&reading.zip, bytes, options->max_unpacked_bytes,
                             options->max_unpack_ratio, err);
    if (status)
        return status;
    status = read_package(&reading, view, err);
    docx_notes_release(&reading.footnotes);
    docx_notes_release(&reading.endnotes);
    docx_numbering_release(&reading.numbering);
    docx_styles_release(&reading.styles);
    relations_release(&reading.parts);
    relations_release(&reading.package);
    rp_zip_close(reading.zip);
    return status;
}
