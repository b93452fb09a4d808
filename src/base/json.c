#include "base/json.h"

#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { MAX_DEPTH = 32 };

void rp_json_init(struct rp_json *json, struct rp_buf *out, unsigned indent)
{
    *json = (struct rp_json){.out = out, .indent = indent};
}

static void put(struct rp_json *json, const char *bytes, size_t n)
{
    if (json->status == RP_OK)
        json->status = rp_buf_add(json->out, bytes, n);
}

static void newline(struct rp_json *json)
{
    if (!json->indent)
        return;
    put(json, "\n", 1);
    for (unsigned i = 0; i < json->depth * json->indent; i++)
        put(json, " ", 1);
}

static void before_value(struct rp_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0)
        return;
    if (json->has_item[json->depth - 1])
        put(json, ",", 1);
    json->has_item[json->depth - 1] = true;
    newline(json);
}

static void begin(struct rp_json *json, char bracket)
{
    before_value(json);
    put(json, &bracket, 1);
    if (json->depth == MAX_DEPTH) {
        json->status = json->status ? json->status : RP_ERR_LIMIT;
        return;
    }
    json->has_item[json->depth++] = false;
}

static void end(struct rp_json *json, char bracket)
{
    if (json->depth == 0) {
        json->status = json->status ? json->status : RP_ERR_USAGE;
        return;
    }
    if (json->has_item[--json->depth])
        newline(json);
    put(json, &bracket, 1);
}

void rp_json_object_begin(struct rp_json *json)
{
    begin(json, '{');
}

void rp_json_object_end(struct rp_json *json)
{
    end(json, '}');
}

void rp_json_array_begin(struct rp_json *json)
{
    begin(json, '[');
}

void rp_json_array_end(struct rp_json *json)
{
    end(json, ']');
}

static void quoted(struct rp_json *json, struct rp_str s)
{
    put(json, "\"", 1);
    size_t i = 0;
    while (i < s.n) {
        size_t plain = i;
        while (plain < s.n && (unsigned char)s.p[plain] >= 0x20 &&
               (unsigned char)s.p[plain] < 0x7f && s.p[plain] != '"' && s.p[plain] != '\\')
            plain++;
        put(json, s.p + i, plain - i);
        i = plain;
        if (i == s.n)
            break;
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80) {
            uint32_t cp;
            size_t used = rp_utf8_decode(s.p + i, s.n - i, &cp);
            if (used)
                put(json, s.p + i, used);
            else
                put(json, "\xef\xbf\xbd", 3);
            i += used ? used : 1;
            continue;
        }
        char escape[8];
        int n;
        if (c == '"' || c == '\\')
            n = snprintf(escape, sizeof escape, "\\%c", c);
        else if (c == '\n')
            n = snprintf(escape, sizeof escape, "\\n");
        else if (c == '\t')
            n = snprintf(escape, sizeof escape, "\\t");
        else
            n = snprintf(escape, sizeof escape, "\\u%04x", c);
        put(json, escape, (size_t)n);
        i++;
    }
    put(json, "\"", 1);
}

void rp_json_key(struct rp_json *json, const char *key)
{
    before_value(json);
    quoted(json, rp_str_of(key));
    put(json, json->indent ? ": " : ":", json->indent ? 2 : 1);
    json->after_key = true;
}

void rp_json_str(struct rp_json *json, struct rp_str value)
{
    before_value(json);
    quoted(json, value);
}

void rp_json_cstr(struct rp_json *json, const char *value)
{
    if (value)
        rp_json_str(json, rp_str_of(value));
    else
        rp_json_null(json);
}

void rp_json_uint(struct rp_json *json, uint64_t value)
{
    char digits[24];
    before_value(json);
    put(json, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, value));
}

void rp_json_bool(struct rp_json *json, bool value)
{
    before_value(json);
    put(json, value ? "true" : "false", value ? 4 : 5);
}

void rp_json_null(struct rp_json *json)
{
    before_value(json);
    put(json, "null", 4);
}

void rp_json_decimal(struct rp_json *json, uint64_t value, unsigned digits)
{
    uint64_t scale = 1;
    for (unsigned i = 0; i < digits; i++)
        scale *= 10;
    char text[48];
    before_value(json);
    int n = snprintf(text, sizeof text, "%" PRIu64 ".%0*" PRIu64, value / scale,
                     (int)digits, value % scale);
    put(json, text, (size_t)n);
}

void rp_json_put_str(struct rp_json *json, const char *key, struct rp_str value)
{
    rp_json_key(json, key);
    rp_json_str(json, value);
}

void rp_json_put_any(struct rp_json *json, const char *key, struct rp_str value)
{
    rp_json_key(json, key);
    if (value.n)
        rp_json_str(json, value);
    else
        rp_json_null(json);
}

void rp_json_put_cstr(struct rp_json *json, const char *key, const char *value)
{
    rp_json_key(json, key);
    rp_json_cstr(json, value);
}

void rp_json_put_uint(struct rp_json *json, const char *key, uint64_t value)
{
    rp_json_key(json, key);
    rp_json_uint(json, value);
}

void rp_json_put_ppm(struct rp_json *json, const char *key, uint32_t ppm)
{
    rp_json_key(json, key);
    rp_json_decimal(json, ppm, 6);
}

int rp_json_status(const struct rp_json *json)
{
    return json->status;
}

struct rp_json_record {
    json_t json; /* a name for jansson's object, which this is */
};

/* jansson 2.14 does not come through a failed allocation: it loses characters of a string,
 * or ends the program by an assertion. So what it asks for while it parses comes out of an
 * arena of the text's own; where that cannot grow, the parse is left by longjmp. Nothing of
 * it has to be put in order then, since the arena is all there is. jansson has one
 * allocator for the whole process: outside a parse of ours it is the one that it had. */
struct chunk {
    struct chunk *next;
    size_t n, size;
    _Alignas(max_align_t) char bytes[];
};

struct rp_json_text {
    struct chunk *chunks; /* the last first */
    jmp_buf no_memory;
};

enum { FIRST_CHUNK_BYTES = 1 << 10, LARGEST_CHUNK_BYTES = 1 << 20 };

static _Thread_local struct rp_json_text *parsing;
static json_malloc_t others_malloc = malloc;
static json_free_t others_free = free;

static void *take(size_t n)
{
    struct rp_json_text *text = parsing;
    if (!text)
        return others_malloc(n);
    const size_t unit = _Alignof(max_align_t);
    struct chunk *chunk = text->chunks;
    if (n > PTRDIFF_MAX / 2)
        longjmp(text->no_memory, 1);
    n = (n + unit - 1) / unit * unit;
    if (!chunk || chunk->size - chunk->n < n) {
        size_t size = chunk ? chunk->size * 2 : FIRST_CHUNK_BYTES;
        size = size > LARGEST_CHUNK_BYTES ? LARGEST_CHUNK_BYTES : size;
        size = size < n ? n : size;
        struct chunk *more = rp_alloc(sizeof *more + size, 1);
        if (!more)
            longjmp(text->no_memory, 1);
        *more = (struct chunk){.next = chunk, .size = size};
        text->chunks = chunk = more;
    }
    void *taken = chunk->bytes + chunk->n;
    chunk->n += n;
    return taken;
}

static void give_back(void *block)
{
    if (!parsing)
        others_free(block);
}

/* Each time, since another part of the process may have set its own meanwhile. */
static void set_allocator(void)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    json_malloc_t get;
    json_free_t give;
    pthread_mutex_lock(&lock);
    json_get_alloc_funcs(&get, &give);
    if (get != take) {
        others_malloc = get;
        others_free = give;
        json_set_alloc_funcs(take, give_back);
    }
    pthread_mutex_unlock(&lock);
}

/* NULL where memory ran out, with *why as it was. */
static json_t *parse(struct rp_json_text *text, struct rp_str bytes, json_error_t *why)
{
    json_t *volatile value = NULL;
    parsing = text;
    if (setjmp(text->no_memory) == 0)
        value = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, why);
    parsing = NULL;
    return value;
}

int rp_json_text_new(struct rp_json_text **out, const struct rp_json_record **record,
                     struct rp_str bytes, struct rp_error *err)
{
    struct rp_json_text *text = rp_alloc_zero(1, sizeof *text);
    if (!text)
        return rp_fail_memory(err);
    set_allocator();
    json_error_t at = {0};
    json_t *value = parse(text, bytes, &at);
    if (json_is_object(value)) {
        *out = text;
        *record = (const struct rp_json_record *)value;
        return RP_OK;
    }
    rp_json_text_free(text);
    if (value)
        return rp_fail(err, RP_ERR_FORMAT, NULL, 0, "not a JSON object");
    if (at.text[0] == '\0')
        return rp_fail_memory(err);
    return rp_fail(err, RP_ERR_FORMAT, NULL, (uint64_t)at.position, "not JSON: %s",
                   at.text);
}

void rp_json_text_free(struct rp_json_text *text)
{
    while (text && text->chunks) {
        struct chunk *chunk = text->chunks;
        text->chunks = chunk->next;
        rp_free(chunk);
    }
    rp_free(text);
}

static const json_t *member(const struct rp_json_record *record, const char *field)
{
    return json_object_get(&record->json, field);
}

bool rp_json_record_str(const struct rp_json_record *record, const char *field,
                        struct rp_str *out)
{
    const json_t *value = member(record, field);
    if (!json_is_string(value))
        return false;
    *out = (struct rp_str){json_string_value(value), json_string_length(value)};
    return true;
}

static bool take_uint(const json_t *value, uint32_t *out)
{
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 0 || number > UINT32_MAX)
        return false;
    *out = (uint32_t)number;
    return true;
}

bool rp_json_record_uint(const struct rp_json_record *record, const char *field,
                         uint32_t *out)
{
    return take_uint(member(record, field), out);
}

bool rp_json_record_uints(const struct rp_json_record *record, const char *field,
                          uint32_t *out, size_t n)
{
    const json_t *value = member(record, field);
    if (!json_is_array(value) || json_array_size(value) != n)
        return false;
    uint32_t number;
    for (size_t i = 0; i < n; i++)
        if (!take_uint(json_array_get(value, i), &number))
            return false;
    for (size_t i = 0; i < n; i++)
        take_uint(json_array_get(value, i), &out[i]);
    return true;
}

bool rp_json_record_has(const struct rp_json_record *record, const char *field)
{
    const json_t *value = member(record, field);
    return value && !json_is_null(value);
}

static const struct rp_json_record *as_record(const json_t *value)
{
    return json_is_object(value) ? (const struct rp_json_record *)value : NULL;
}

const struct rp_json_record *rp_json_record_object(const struct rp_json_record *record,
                                                   const char *field)
{
    return as_record(member(record, field));
}

bool rp_json_record_length(const struct rp_json_record *record, const char *field,
                           size_t *n)
{
    const json_t *value = member(record, field);
    if (!json_is_array(value))
        return false;
    *n = json_array_size(value);
    return true;
}

const struct rp_json_record *rp_json_record_at(const struct rp_json_record *record,
                                               const char *field, size_t i)
{
    return as_record(json_array_get(member(record, field), i));
}

int rp_json_record_each(const struct rp_json_record *record,
                        int (*each)(void *context, const char *key, const char *value,
                                    struct rp_error *err),
                        void *context, struct rp_error *err)
{
    json_t *object = (json_t *)(uintptr_t)&record->json; /* jansson asks for no const */
    const char *key;
    json_t *value;
    int status = RP_OK;
    json_object_foreach(object, key, value)
    {
        char number[64];
        const char *text = NULL;
        if (json_is_string(value))
            text = json_string_value(value);
        else if (json_is_boolean(value))
            text = json_is_true(value) ? "true" : "false";
        else if (json_is_integer(value))
            snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        else if (json_is_real(value))
            snprintf(number, sizeof number, "%.6f", json_real_value(value));
        text = json_is_number(value) ? number : text;
        status = each(context, key, text, err);
        if (status)
            break;
    }
    return status;
}

int rp_json_line_field(struct rp_str line, const char *field, struct rp_buf *out,
                       struct rp_error *err)
{
    struct rp_json_text *text;
    const struct rp_json_record *record;
    struct rp_str value;
    int status = rp_json_text_new(&text, &record, line, err);
    if (status)
        return status;
    if (rp_json_record_str(record, field, &value))
        status = rp_buf_add_str(out, value) ? rp_fail_memory(err) : 1;
    rp_json_text_free(text);
    return status;
}
