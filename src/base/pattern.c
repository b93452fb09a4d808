#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <pcre2.h>

#include "base/alloc.h"

/* Far more than a line or a clause takes; what backtracks without end is stopped. */
enum { MATCH_LIMIT = 1000000, HEAP_LIMIT_KIB = 65536 };

struct rp_pattern {
    pcre2_code *code;
    pcre2_match_context *context;
};

int rp_pattern_new(struct rp_pattern **out, const char *regex, unsigned flags,
                   struct rp_error *err)
{
    struct rp_pattern *pattern = rp_alloc_zero(1, sizeof *pattern);
    if (!pattern)
        return rp_fail_memory(err);
    uint32_t options = PCRE2_UTF | PCRE2_UCP;
    if (flags & RP_PATTERN_CASELESS)
        options |= PCRE2_CASELESS;
    if (flags & RP_PATTERN_EXTENDED)
        options |= PCRE2_EXTENDED;
    int code;
    PCRE2_SIZE at;
    pattern->code =
        pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, options, &code, &at, NULL);
    if (!pattern->code) {
        PCRE2_UCHAR text[128];
        pcre2_get_error_message(code, text, sizeof text);
        rp_pattern_free(pattern);
        return rp_fail(err, RP_ERR_USAGE, NULL, at, "in the pattern: %s", (char *)text);
    }
    pattern->context = pcre2_match_context_create(NULL);
    if (!pattern->context) {
        rp_pattern_free(pattern);
        return rp_fail_memory(err);
    }
    pcre2_set_match_limit(pattern->context, MATCH_LIMIT);
    pcre2_set_heap_limit(pattern->context, HEAP_LIMIT_KIB);
    /* Without JIT (refused by some kernels) the interpreter gives the same answers. */
#ifndef RP_NO_JIT
    (void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
#endif
    *out = pattern;
    return RP_OK;
}

void rp_pattern_free(struct rp_pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_match_context_free(pattern->context);
    pcre2_code_free(pattern->code);
    rp_free(pattern);
}

int rp_match_init(struct rp_match *match)
{
    match->checked = match->checked_end = NULL;
    match->data = pcre2_match_data_create(RP_MATCH_GROUPS, NULL);
    return match->data ? RP_OK : RP_ERR_MEMORY;
}

void rp_match_release(struct rp_match *match)
{
    pcre2_match_data_free(match->data);
    match->data = NULL;
}

int rp_pattern_find(const struct rp_pattern *pattern, struct rp_str s, size_t from,
                    struct rp_match *match)
{
    bool is_inside =
        match->checked && s.p >= match->checked && s.p + s.n <= match->checked_end;
    /* Within a character PCRE2 has to be asked. */
    bool is_checked = is_inside && from > 0 && from <= s.n &&
                      (from == s.n || ((unsigned char)s.p[from] & 0xc0) != 0x80);
    int n = pcre2_match(pattern->code, (PCRE2_SPTR)s.p, s.n, from,
                        is_checked ? PCRE2_NO_UTF_CHECK : 0, match->data, pattern->context);
    if (from == 0 && !is_inside) {
        match->checked = n >= 0 || n == PCRE2_ERROR_NOMATCH ? s.p : NULL;
        match->checked_end = s.p + s.n;
    }
    if (n == PCRE2_ERROR_NOMATCH)
        return 0;
    if (n == PCRE2_ERROR_NOMEMORY)
        return RP_ERR_MEMORY;
    if (n <= PCRE2_ERROR_UTF8_ERR1 && n >= PCRE2_ERROR_UTF8_ERR21)
        return RP_ERR_FORMAT;
    if (n < 0)
        return RP_ERR_LIMIT;
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(match->data);
    for (int i = 0; i < RP_MATCH_GROUPS; i++) {
        bool set = i < n && at[2 * i] != PCRE2_UNSET;
        match->beg[i] = set ? at[2 * i] : SIZE_MAX;
        match->end[i] = set ? at[2 * i + 1] : SIZE_MAX;
    }
    return 1;
}

struct rp_str rp_match_group(const struct rp_match *match, struct rp_str s, unsigned i)
{
    if (match->beg[i] == SIZE_MAX)
        return (struct rp_str){s.p, 0};
    return (struct rp_str){s.p + match->beg[i], match->end[i] - match->beg[i]};
}
