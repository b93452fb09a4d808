/* JSON. Writing is a stream into a buffer, so that a report needs no tree in memory;
 * reading is jansson's, and this is the one place that names it. */
#ifndef RP_BASE_JSON_H
#define RP_BASE_JSON_H

#include "base/buf.h"
#include "base/status.h"

/* A writer nests up to 32 deep. The first failure sticks; rp_json_end_document tells it. */
struct rp_json {
    struct rp_buf *out;
    int status;
    unsigned depth, indent; /* indent 0: compact, on one line */
    bool has_item[32];
    bool after_key;
};

void rp_json_init(struct rp_json *json, struct rp_buf *out, unsigned indent);
void rp_json_object_begin(struct rp_json *json);
void rp_json_object_end(struct rp_json *json);
void rp_json_array_begin(struct rp_json *json);
void rp_json_array_end(struct rp_json *json);
void rp_json_key(struct rp_json *json, const char *key);
/* Bytes that are not UTF-8 come out as U+FFFD. */
void rp_json_str(struct rp_json *json, struct rp_str value);
void rp_json_cstr(struct rp_json *json, const char *value); /* NULL gives null */
void rp_json_uint(struct rp_json *json, uint64_t value);
void rp_json_bool(struct rp_json *json, bool value);
void rp_json_null(struct rp_json *json);
/* value/10^digits as a decimal number, exactly: (123, 2) gives 1.23. */
void rp_json_decimal(struct rp_json *json, uint64_t value, unsigned digits);
/* A member of the object at hand: key and value. Parts per million come out as a decimal
 * from 0 to 1. */
void rp_json_put_str(struct rp_json *json, const char *key, struct rp_str value);
void rp_json_put_cstr(struct rp_json *json, const char *key, const char *value);
/* As put_str; an empty one comes out as null. */
void rp_json_put_any(struct rp_json *json, const char *key, struct rp_str value);
void rp_json_put_uint(struct rp_json *json, const char *key, uint64_t value);
void rp_json_put_ppm(struct rp_json *json, const char *key, uint32_t ppm);
/* RP_OK, or the first failure since init. */
int rp_json_status(const struct rp_json *json);

/* A JSON text, read, and an object in it. What they give is borrowed from the text. */
struct rp_json_text;
struct rp_json_record;
/* The text, which must be an object: *record.
 * error: RP_ERR_FORMAT with err->offset in the text; RP_ERR_MEMORY */
int rp_json_text_new(struct rp_json_text **out, const struct rp_json_record **record,
                     struct rp_str bytes, struct rp_error *err);
void rp_json_text_free(struct rp_json_text *text);
/* False, with *out as it was, where the member is missing or no string. */
bool rp_json_record_str(const struct rp_json_record *record, const char *field,
                        struct rp_str *out);
/* False where the member is no whole number from 0 to UINT32_MAX. */
bool rp_json_record_uint(const struct rp_json_record *record, const char *field,
                         uint32_t *out);
/* False where the member is no array of n whole numbers from 0 to UINT32_MAX. */
bool rp_json_record_uints(const struct rp_json_record *record, const char *field,
                          uint32_t *out, size_t n);

/* Whether the object has such a member, of whatever kind; null is none. */
bool rp_json_record_has(const struct rp_json_record *record, const char *field);
/* The member, borrowed as the rest; NULL where it is no object. */
const struct rp_json_record *rp_json_record_object(const struct rp_json_record *record,
                                                   const char *field);
/* Items of the member; false where it is no array. The i-th; NULL where it is no object. */
bool rp_json_record_length(const struct rp_json_record *record, const char *field,
                           size_t *n);
const struct rp_json_record *rp_json_record_at(const struct rp_json_record *record,
                                               const char *field, size_t i);

/* Call `each` for every member, in their order: a string, a number or a boolean as text
 * ("0.3", at most six decimals; "true"), NULL for anything else. Ends with the first value
 * that is not RP_OK. */
int rp_json_record_each(const struct rp_json_record *record,
                        int (*each)(void *context, const char *key, const char *value,
                                    struct rp_error *err),
                        void *context, struct rp_error *err);

/* The string at member `field` of the object on one line of JSON text, appended to *out.
 * Returns 1; 0 where the field is missing or no string; RP_ERR_FORMAT with
 * err->offset in the line; RP_ERR_MEMORY. */
int rp_json_line_field(struct rp_str line, const char *field, struct rp_buf *out,
                       struct rp_error *err);

#endif
