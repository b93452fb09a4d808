/* What earlier runs left, as a file of decisions and as a findings.json: refused with a
 * word, or read into something valid that a small result can be held against. */
#include <stdlib.h>

#include "keep/keep.h"
#include "text/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "PP-1" and "RA-7" with a clause each, which are one finding. */
static struct rp_corpus corpus;
static struct rp_result result;

static struct rp_span put(const char *s)
{
    struct rp_span span = {(uint32_t)corpus.text.n, 0};
    if (rp_buf_puts(&corpus.text, s))
        abort();
    span.end = (uint32_t)corpus.text.n;
    return span;
}

static void make(void)
{
    static const char *const names[] = {"PP-1", "RA-7"};
    static const char *const ids[] = {"PP-1/resolves/1", "RA-7/resolves/2"};
    struct rp_input input = {.path = rp_strdup("a.txt"), .sha256 = "00"};
    struct rp_finding finding = {.n_members = 2};
    if (rp_vec_push(&corpus.inputs, input) ||
        rp_vec_push(&corpus.sources, (struct rp_source){0, 1}))
        abort();
    for (uint32_t i = 0; i < 2; i++) {
        struct rp_resolution resolution = {.name = put(names[i]),
                                           .body = i ? RP_BODY_RA : RP_BODY_PP,
                                           .first_clause = i,
                                           .n_clauses = 1,
                                           .sources = {0, 1}};
        struct rp_section section = {
            .name = put("resolves"), .ordinal = 1, .resolution = i};
        struct rp_clause clause = {.id = put(ids[i]),
                                   .text = put("to keep the list of words"),
                                   .section = i,
                                   .resolution = i,
                                   .sources = {0, 1}};
        if (rp_vec_push(&corpus.resolutions, resolution) ||
            rp_vec_push(&corpus.sections, section) ||
            rp_vec_push(&corpus.clauses, clause) ||
            rp_vec_push(&result.members, (struct rp_member){.clause = i}))
            abort();
    }
    if (rp_vec_push(&result.findings, finding))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rp_str json = {(const char *)data, size};
    struct rp_keep keep = {0};
    struct rp_error err = {0};
    const char *why;
    if (!corpus.clauses.n)
        make();
    int status = rp_past_read_decisions(&keep.decided, json, "d", &err);
    keep.has_decisions = status == RP_OK;
    if (status && !err.message[0])
        abort();
    status = rp_past_read_findings(&keep.since, json, "f", &err);
    keep.has_since = status == RP_OK;
    if (status && !err.message[0])
        abort();
    if (keep.has_decisions || keep.has_since)
        if (rp_keep_fill(&keep, &corpus, &result, rp_tokens_add, &err) ||
            !rp_keep_validate(&keep, &corpus, &result, &why))
            abort();
    rp_keep_release(&keep);
    return 0;
}
