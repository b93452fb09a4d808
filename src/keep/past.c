#include "keep/past.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"

enum { DECISIONS_VERSION = 1, SEED = 0x6b656570 }; /* "keep" */

struct reading {
    struct rp_past past;
    const char *name; /* of the file */
    struct rp_error *err;
};

/* "findings[3].members[1]", or "" for the whole. */
struct place {
    char v[128];
};

static int fail(const struct reading *r, const struct place *at, const char *field,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

static int fail(const struct reading *r, const struct place *at, const char *field,
                const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return rp_fail(r->err, RP_ERR_FORMAT, r->name, 0, "%s%s%s: %s", at->v,
                   at->v[0] && field[0] ? "." : "", field, what);
}

/* ---- members of objects ------------------------------------------------------------- */

static int add_text(struct reading *r, struct rp_str s, struct rp_span *out)
{
    struct rp_buf *text = &r->past.text;
    if (s.n > UINT32_MAX - text->n)
        return rp_fail(r->err, RP_ERR_LIMIT, r->name, 0, "more than 4 GiB of text");
    const size_t beg = text->n;
    if (rp_buf_add_str(text, s))
        return rp_fail_memory(r->err);
    *out = (struct rp_span){(uint32_t)beg, (uint32_t)text->n};
    return RP_OK;
}

/* A string, which may be missing; *out is then empty. */
static int take_any(struct reading *r, const struct rp_json_record *record,
                    const struct place *at, const char *field, struct rp_span *out)
{
    struct rp_str s;
    *out = (struct rp_span){0};
    if (!rp_json_record_has(record, field))
        return RP_OK;
    if (!rp_json_record_str(record, field, &s))
        return fail(r, at, field, "not a string");
    return add_text(r, s, out);
}

static int take_str(struct reading *r, const struct rp_json_record *record,
                    const struct place *at, const char *field, struct rp_span *out)
{
    int status = take_any(r, record, at, field, out);
    if (status == RP_OK && out->beg == out->end)
        return fail(r, at, field, "missing or empty");
    return status;
}

/* A key or digest. */
static int take_key(const struct reading *r, const struct rp_json_record *record,
                    const struct place *at, const char *field, char out[RP_KEY_HEX + 1])
{
    struct rp_str s;
    uint64_t value;
    if (!rp_json_record_has(record, field))
        return fail(r, at, field, "missing");
    if (!rp_json_record_str(record, field, &s) || !rp_key_parse(s, &value))
        return fail(r, at, field, "not %d hexadecimal digits", RP_KEY_HEX);
    rp_key_print(value, out);
    return RP_OK;
}

static int take_decision(const struct reading *r, const struct rp_json_record *record,
                         const struct place *at, enum rp_decision *out)
{
    struct rp_str s;
    if (!rp_json_record_str(record, "decision", &s))
        return fail(r, at, "decision", "missing or not a string");
    for (int i = RP_DECISION_OPEN; i < RP_N_DECISIONS; i++)
        if (rp_str_equal(s, rp_str_of(rp_decision_name((enum rp_decision)i)))) {
            *out = (enum rp_decision)i;
            return RP_OK;
        }
    return fail(r, at, "decision", "'%.*s' is none of accept, reject, open",
                (int)(s.n < 40 ? s.n : 40), s.p);
}

static int take_length(const struct reading *r, const struct rp_json_record *record,
                       const struct place *at, const char *field, size_t *n)
{
    if (!rp_json_record_length(record, field, n))
        return fail(r, at, field, "missing or not an array");
    return *n < UINT32_MAX ? RP_OK : fail(r, at, field, "too long");
}

static struct place item(const struct place *at, const char *field, size_t i)
{
    struct place place;
    snprintf(place.v, sizeof place.v, "%.60s%s%s[%zu]", at->v, at->v[0] ? "." : "", field,
             i);
    return place;
}

static int take_item(const struct reading *r, const struct rp_json_record *record,
                     const struct place *at, const char *field, size_t i,
                     const struct rp_json_record **out)
{
    const struct place place = item(at, field, i);
    *out = rp_json_record_at(record, field, i);
    return *out ? RP_OK : fail(r, &place, "", "not an object");
}

/* ---- members of findings ------------------------------------------------------------ */

/* The path of a member's first source. */
static int read_file_of(struct reading *r, const struct rp_json_record *record,
                        const struct place *at, struct rp_past_member *member)
{
    const struct rp_json_record *source;
    size_t n;
    int status = take_length(r, record, at, "sources", &n);
    if (status || n == 0)
        return status;
    const struct place place = item(at, "sources", 0);
    status = take_item(r, record, at, "sources", 0, &source);
    return status ? status : take_str(r, source, &place, "file", &member->file);
}

/* Members of a finding; of a decision, where `decided`, with digests and perhaps texts. */
static int read_members(struct reading *r, const struct rp_json_record *record,
                        const struct place *at, bool decided,
                        struct rp_past_finding *finding)
{
    size_t n;
    int status = take_length(r, record, at, "members", &n);
    finding->first_member = (uint32_t)r->past.members.n;
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        const struct place place = item(at, "members", i);
        const struct rp_json_record *object = NULL;
        struct rp_past_member member = {0};
        char digest[RP_KEY_HEX + 1];
        struct rp_str text;
        status = take_item(r, record, at, "members", i, &object);
        if (status == RP_OK)
            status = take_str(r, object, &place, "clause", &member.clause);
        if (status == RP_OK)
            status = take_str(r, object, &place, "resolution", &member.resolution);
        if (status == RP_OK && decided)
            status = take_key(r, object, &place, "digest", digest);
        if (status == RP_OK && decided)
            rp_key_parse(rp_str_of(digest), &member.wording);
        if (status == RP_OK)
            status =
                (decided ? take_any : take_str)(r, object, &place, "text", &member.text);
        if (status == RP_OK && !decided)
            status = read_file_of(r, object, &place, &member);
        if (status == RP_OK && rp_json_record_str(object, "text", &text) && !decided)
            member.wording = rp_wording(text);
        if (status == RP_OK && rp_vec_push(&r->past.members, member))
            status = rp_fail_memory(r->err);
    }
    finding->n_members = (uint32_t)r->past.members.n - finding->first_member;
    return status;
}

struct keyed {
    uint64_t key;
    size_t i;
};

static int compare_keyed(const void *pa, const void *pb)
{
    const struct keyed *a = pa, *b = pb;
    int order = (a->key > b->key) - (a->key < b->key);
    return order ? order : (a->i > b->i) - (a->i < b->i);
}

/* Two findings of one key cannot be told apart. The first n stand in `list`, the others in
 * `rest`. */
static int check_keys(const struct reading *r, const char *list, size_t n_list,
                      const char *rest, const char *field)
{
    const size_t n = r->past.findings.n;
    struct keyed *keys = rp_alloc(n, sizeof *keys);
    int status = RP_OK;
    if (!keys)
        return rp_fail_memory(r->err);
    for (size_t i = 0; i < n; i++) {
        keys[i].i = i;
        rp_key_parse(rp_str_of(r->past.findings.v[i].key), &keys[i].key);
    }
    if (n)
        qsort(keys, n, sizeof *keys, compare_keyed);
    for (size_t i = 1; i < n && status == RP_OK; i++)
        if (keys[i - 1].key == keys[i].key) {
            const size_t a = keys[i - 1].i, b = keys[i].i;
            const struct place place = item(&(struct place){""}, b < n_list ? list : rest,
                                            b < n_list ? b : b - n_list);
            status = fail(r, &place, field, "the same as in %s[%zu]",
                          a < n_list ? list : rest, a < n_list ? a : a - n_list);
        }
    rp_free(keys);
    return status;
}

/* ---- findings.json ------------------------------------------------------------------ */

static int read_finding(struct reading *r, const struct rp_json_record *record,
                        const struct place *at)
{
    struct rp_past_finding finding = {0};
    int status = take_str(r, record, at, "id", &finding.id);
    if (status == RP_OK)
        status = take_key(r, record, at, "key", finding.key);
    if (status == RP_OK)
        status = take_key(r, record, at, "digest", finding.digest);
    if (status == RP_OK)
        status = take_any(r, record, at, "title", &finding.title);
    if (status == RP_OK)
        status = take_str(r, record, at, "recommendation", &finding.recommendation);
    if (status == RP_OK)
        status = read_members(r, record, at, false, &finding);
    const struct rp_json_record *decision = rp_json_record_object(record, "decision");
    if (status == RP_OK && rp_json_record_has(record, "decision") && !decision)
        status = fail(r, at, "decision", "not an object");
    if (status == RP_OK && decision) {
        struct place place;
        snprintf(place.v, sizeof place.v, "%.60s.decision", at->v);
        status = take_decision(r, decision, &place, &finding.decision);
        if (status == RP_OK)
            status = take_key(r, decision, &place, "digest", finding.decided);
        if (status == RP_OK)
            status = take_any(r, decision, &place, "note", &finding.note);
    }
    if (status == RP_OK && rp_vec_push(&r->past.findings, finding))
        status = rp_fail_memory(r->err);
    return status;
}

static int read_input(struct reading *r, const struct rp_json_record *record,
                      const struct place *at)
{
    struct rp_past_input input = {0};
    int status = take_str(r, record, at, "path", &input.path);
    if (status == RP_OK)
        status = take_str(r, record, at, "sha256", &input.sha256);
    if (status == RP_OK && rp_vec_push(&r->past.inputs, input))
        status = rp_fail_memory(r->err);
    return status;
}

/* A decision whose finding was gone. */
static int read_absent(struct reading *r, const struct rp_json_record *record,
                       const struct place *at)
{
    struct rp_past_finding finding = {.absent = true};
    int status = take_key(r, record, at, "key", finding.key);
    if (status == RP_OK)
        status = take_key(r, record, at, "digest", finding.digest);
    memcpy(finding.decided, finding.digest, sizeof finding.decided);
    if (status == RP_OK)
        status = take_decision(r, record, at, &finding.decision);
    if (status == RP_OK)
        status = take_any(r, record, at, "note", &finding.note);
    if (status == RP_OK)
        status = take_any(r, record, at, "title", &finding.title);
    if (status == RP_OK)
        status = read_members(r, record, at, true, &finding);
    if (status == RP_OK && rp_vec_push(&r->past.findings, finding))
        status = rp_fail_memory(r->err);
    return status;
}

/* ---- decisions ---------------------------------------------------------------------- */

static int read_decided(struct reading *r, const struct rp_json_record *record,
                        const struct place *at)
{
    struct rp_past_finding finding = {0};
    int status = take_key(r, record, at, "finding", finding.key);
    if (status == RP_OK)
        status = take_key(r, record, at, "digest", finding.digest);
    memcpy(finding.decided, finding.digest, sizeof finding.decided);
    if (status == RP_OK)
        status = take_decision(r, record, at, &finding.decision);
    if (status == RP_OK)
        status = take_any(r, record, at, "note", &finding.note);
    if (status == RP_OK)
        status = take_any(r, record, at, "title", &finding.title);
    if (status == RP_OK && rp_json_record_has(record, "members"))
        status = read_members(r, record, at, true, &finding);
    if (status == RP_OK && rp_vec_push(&r->past.findings, finding))
        status = rp_fail_memory(r->err);
    return status;
}

/* ---- files -------------------------------------------------------------------------- */

/* The objects of a list; `at` is the object that has it. */
static int read_list(struct reading *r, const struct rp_json_record *object,
                     const struct place *at, const char *field,
                     int (*read)(struct reading *, const struct rp_json_record *,
                                 const struct place *))
{
    const struct rp_json_record *record;
    size_t n;
    int status = take_length(r, object, at, field, &n);
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        const struct place place = item(at, field, i);
        status = take_item(r, object, at, field, i, &record);
        if (status == RP_OK)
            status = read(r, record, &place);
    }
    return status;
}

static int read_findings(struct reading *r, const struct rp_json_record *whole)
{
    struct rp_str version;
    if (!rp_json_record_str(whole, "reprise", &version))
        return rp_fail(r->err, RP_ERR_FORMAT, r->name, 0,
                       "no findings.json: the member \"reprise\" is missing");
    const struct place top = {""}, decided = {"decisions"};
    int status = read_list(r, whole, &top, "inputs", read_input);
    if (status == RP_OK)
        status = read_list(r, whole, &top, "findings", read_finding);
    const size_t n = r->past.findings.n;
    const struct rp_json_record *decisions = rp_json_record_object(whole, "decisions");
    if (status == RP_OK && decisions)
        status = read_list(r, decisions, &decided, "findings_gone", read_absent);
    return status ? status : check_keys(r, "findings", n, "decisions.findings_gone", "key");
}

static int read_decisions(struct reading *r, const struct rp_json_record *whole)
{
    struct rp_str format;
    uint32_t version;
    if (!rp_json_record_str(whole, "format", &format) ||
        !rp_str_equal(format, RP_STR("reprise-decisions")))
        return rp_fail(r->err, RP_ERR_FORMAT, r->name, 0,
                       "no file of decisions: \"format\" is not \"reprise-decisions\"");
    if (!rp_json_record_uint(whole, "version", &version) || version < 1)
        return fail(r, &(struct place){""}, "version", "not a number from 1");
    if (version > DECISIONS_VERSION)
        return rp_fail(r->err, RP_ERR_UNSUPPORTED, r->name, 0,
                       "version %u of the format is newer than this program's, %d",
                       (unsigned)version, DECISIONS_VERSION);
    int status = read_list(r, whole, &(struct place){""}, "decisions", read_decided);
    return status ? status : check_keys(r, "decisions", r->past.findings.n, "", "finding");
}

static int read_whole(struct rp_past *past, struct rp_str json, const char *name,
                      int (*read)(struct reading *, const struct rp_json_record *),
                      struct rp_error *err)
{
    struct reading reading = {.name = name, .err = err};
    struct rp_json_text *text = NULL;
    const struct rp_json_record *whole = NULL;
    int status = rp_json_text_new(&text, &whole, json, err);
    if (status && err)
        snprintf(err->document, sizeof err->document, "%s", name);
    if (status == RP_OK)
        status = read(&reading, whole);
    rp_json_text_free(text);
    if (status == RP_OK)
        *past = reading.past;
    else
        rp_past_release(&reading.past);
    return status;
}

int rp_past_read_findings(struct rp_past *past, struct rp_str json, const char *name,
                          struct rp_error *err)
{
    return read_whole(past, json, name, read_findings, err);
}

int rp_past_read_decisions(struct rp_past *past, struct rp_str json, const char *name,
                           struct rp_error *err)
{
    return read_whole(past, json, name, read_decisions, err);
}

void rp_past_release(struct rp_past *past)
{
    rp_vec_release(&past->findings);
    rp_vec_release(&past->members);
    rp_vec_release(&past->inputs);
    rp_buf_release(&past->text);
}

static bool is_span(const struct rp_past *past, struct rp_span s)
{
    return s.beg <= s.end && s.end <= past->text.n;
}

bool rp_past_validate(const struct rp_past *past, const char **why)
{
#define REQUIRE(condition)                                                                 \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            *why = #condition;                                                             \
            return false;                                                                  \
        }                                                                                  \
    } while (0)
    uint64_t value;
    for (size_t i = 0; i < past->findings.n; i++) {
        const struct rp_past_finding *f = &past->findings.v[i];
        REQUIRE(rp_key_parse(rp_str_of(f->key), &value));
        REQUIRE(rp_key_parse(rp_str_of(f->digest), &value));
        REQUIRE(is_span(past, f->id) && is_span(past, f->title));
        REQUIRE(is_span(past, f->recommendation) && is_span(past, f->note));
        REQUIRE(f->first_member <= past->members.n);
        REQUIRE(f->n_members <= past->members.n - f->first_member);
        REQUIRE(f->decision < RP_N_DECISIONS);
        REQUIRE(!f->decision || rp_key_parse(rp_str_of(f->decided), &value));
    }
    for (size_t i = 0; i < past->members.n; i++) {
        const struct rp_past_member *m = &past->members.v[i];
        REQUIRE(is_span(past, m->clause) && m->clause.beg < m->clause.end);
        REQUIRE(is_span(past, m->resolution) && m->resolution.beg < m->resolution.end);
        REQUIRE(is_span(past, m->file) && is_span(past, m->text));
    }
    for (size_t i = 0; i < past->inputs.n; i++) {
        REQUIRE(is_span(past, past->inputs.v[i].path));
        REQUIRE(is_span(past, past->inputs.v[i].sha256));
    }
#undef REQUIRE
    return true;
}

uint64_t rp_wording(struct rp_str text)
{
    return rp_hash(text.p, text.n, SEED);
}

void rp_key_print(uint64_t value, char out[RP_KEY_HEX + 1])
{
    snprintf(out, RP_KEY_HEX + 1, "%016" PRIx64, value);
}

bool rp_key_parse(struct rp_str s, uint64_t *value)
{
    uint64_t parsed = 0;
    if (s.n != RP_KEY_HEX)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = s.p[i] ? strchr(digits, s.p[i]) : NULL;
        if (!digit)
            return false;
        parsed = parsed << 4 | (uint64_t)(digit - digits);
    }
    *value = parsed;
    return true;
}

const char *rp_decision_name(enum rp_decision decision)
{
    static const char *const names[RP_N_DECISIONS] = {"", "open", "accept", "reject"};
    return names[decision];
}
