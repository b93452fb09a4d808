#include "base/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

#include "base/alloc.h"

/* An unfinished tag is scanned again with every piece, which is quadratic in its length. */
#define SEPARATOR '\f' /* stands in no well-formed name or address */

struct rp_xml {
    XML_Parser parser;
    const struct rp_xml_handler *handler;
    void *context;
    struct rp_error *err;
    uint64_t fed_bytes;
    unsigned depth, max_nesting;
    uint64_t max_tag_bytes;
    int status;
};

static void *take_block(size_t bytes)
{
    return rp_alloc(bytes, 1);
}

static void *resize_block(void *block, size_t bytes)
{
    return rp_realloc(block, bytes, 1);
}

static void stop(struct rp_xml *xml, int status)
{
    xml->status = status;
    XML_StopParser(xml->parser, XML_FALSE);
}

static struct rp_xml_name split(const char *name)
{
    const char *at = strchr(name, SEPARATOR);
    if (!at)
        return (struct rp_xml_name){{name, 0}, rp_str_of(name)};
    return (struct rp_xml_name){{name, (size_t)(at - name)}, rp_str_of(at + 1)};
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    struct rp_xml *xml = data;
    if (xml->status)
        return;
    if (++xml->depth > xml->max_nesting) {
        stop(xml, rp_fail(xml->err, RP_ERR_LIMIT, NULL, rp_xml_offset(xml),
                          "elements nested more than %u deep (--max-nesting)",
                          xml->max_nesting));
        return;
    }
    struct rp_xml_attributes borrowed = {(const char *const *)attributes};
    int status = xml->handler->start(xml->context, split(name), borrowed, xml->err);
    if (status)
        stop(xml, status);
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct rp_xml *xml = data;
    if (xml->status)
        return;
    xml->depth--;
    int status = xml->handler->end(xml->context, split(name), xml->err);
    if (status)
        stop(xml, status);
}

static void XMLCALL on_text(void *data, const char *text, int n)
{
    struct rp_xml *xml = data;
    if (xml->status)
        return;
    int status =
        xml->handler->text(xml->context, (struct rp_str){text, (size_t)n}, xml->err);
    if (status)
        stop(xml, status);
}

static void XMLCALL on_doctype(void *data, const char *name, const char *system_id,
                               const char *public_id, int has_internal_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    struct rp_xml *xml = data;
    stop(xml, rp_fail(xml->err, RP_ERR_FORMAT, NULL, rp_xml_offset(xml),
                      "declares a document type, which no Office file does"));
}

int rp_xml_new(struct rp_xml **out, const struct rp_xml_handler *handler, void *context,
               unsigned max_nesting, uint64_t max_tag_bytes, struct rp_error *err)
{
    static const XML_Memory_Handling_Suite memory = {take_block, resize_block, rp_free};
    static const char separator[] = {SEPARATOR, '\0'};
    struct rp_xml *xml = rp_alloc_zero(1, sizeof *xml);
    XML_Parser parser = xml ? XML_ParserCreate_MM(NULL, &memory, separator) : NULL;
    if (!parser) {
        rp_free(xml);
        return rp_fail_memory(err);
    }
    *xml = (struct rp_xml){.parser = parser,
                           .handler = handler,
                           .context = context,
                           .max_nesting = max_nesting,
                           .max_tag_bytes = max_tag_bytes};
    XML_SetUserData(parser, xml);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    *out = xml;
    return RP_OK;
}

void rp_xml_free(struct rp_xml *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    rp_free(xml);
}

int rp_xml_feed(struct rp_xml *xml, struct rp_str piece, bool last, struct rp_error *err)
{
    xml->err = err;
    do {
        int n = piece.n > INT_MAX / 2 ? INT_MAX / 2 : (int)piece.n;
        piece.n -= (size_t)n;
        xml->fed_bytes += (uint64_t)n;
        enum XML_Status parsed =
            XML_Parse(xml->parser, piece.p, n, last && piece.n == 0 ? XML_TRUE : XML_FALSE);
        piece.p += n;
        if (xml->status)
            return xml->status;
        if (parsed != XML_STATUS_OK) {
            enum XML_Error code = XML_GetErrorCode(xml->parser);
            if (code == XML_ERROR_NO_MEMORY)
                return xml->status = rp_fail_memory(err);
            return xml->status = rp_fail(err, RP_ERR_FORMAT, NULL, rp_xml_offset(xml),
                                         "not well-formed XML: %s", XML_ErrorString(code));
        }
        if (xml->fed_bytes - rp_xml_offset(xml) > xml->max_tag_bytes + (uint64_t)n)
            return xml->status = rp_fail(err, RP_ERR_LIMIT, NULL, rp_xml_offset(xml),
                                         "one tag of more than %llu bytes (--max-tag)",
                                         (unsigned long long)xml->max_tag_bytes);
    } while (piece.n > 0);
    return RP_OK;
}

uint64_t rp_xml_offset(const struct rp_xml *xml)
{
    XML_Index at = XML_GetCurrentByteIndex(xml->parser);
    return at < 0 ? xml->fed_bytes : (uint64_t)at;
}

struct rp_str rp_xml_attribute(struct rp_xml_attributes attributes, const char *local)
{
    for (const char *const *a = attributes.v; *a; a += 2) {
        const char *at = strchr(*a, SEPARATOR);
        if (strcmp(at ? at + 1 : *a, local) == 0)
            return rp_str_of(a[1]);
    }
    return (struct rp_str){NULL, 0};
}
