/* XML, parsed as it streams in. Owner of expat. A document type declaration is refused, so
 * there is no entity to expand; nesting and the length of one tag are capped; the memory
 * comes from base/alloc. */
#ifndef RP_BASE_XML_H
#define RP_BASE_XML_H

#include "base/buf.h"
#include "base/status.h"

/* A name is its namespace and its local part; `space` is empty where there is none. */
struct rp_xml_name {
    struct rp_str space, local;
};

/* The attributes of one element, valid while its start handler runs. */
struct rp_xml_attributes {
    const char *const *v;
};

/* What the caller wants to hear. A handler returns RP_OK, or fills *err and returns what
 * ends the parse. `text` may come in several pieces, cut at any character. */
struct rp_xml_handler {
    int (*start)(void *context, struct rp_xml_name name,
                 struct rp_xml_attributes attributes, struct rp_error *err);
    int (*end)(void *context, struct rp_xml_name name, struct rp_error *err);
    int (*text)(void *context, struct rp_str text, struct rp_error *err);
};

struct rp_xml;

/* handler and context are borrowed. error: RP_ERR_MEMORY */
int rp_xml_new(struct rp_xml **out, const struct rp_xml_handler *handler, void *context,
               unsigned max_nesting, uint64_t max_tag_bytes, struct rp_error *err);
void rp_xml_free(struct rp_xml *xml);

/* error: RP_ERR_FORMAT with the byte offset of what is not well formed, RP_ERR_LIMIT,
 *        RP_ERR_MEMORY, or what a handler returned; after one, only rp_xml_free. */
int rp_xml_feed(struct rp_xml *xml, struct rp_str piece, bool last, struct rp_error *err);

/* Byte offset of what is being parsed. */
uint64_t rp_xml_offset(const struct rp_xml *xml);

/* The value of the attribute with this local name, in whatever namespace; p is NULL where
 * there is none. */
struct rp_str rp_xml_attribute(struct rp_xml_attributes attributes, const char *local);

#endif
