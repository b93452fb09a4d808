/* Errors: a code, the document and the byte offset, and one sentence. */
#ifndef RP_BASE_STATUS_H
#define RP_BASE_STATUS_H

#include "reprise.h"

/* Fill *err (may be NULL) and return code, so that `return rp_fail(...)` reads well. */
int rp_fail(struct rp_error *err, int code, const char *document, uint64_t offset,
            const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The sentence for a failed allocation. */
int rp_fail_memory(struct rp_error *err);

/* What an analyser cannot see from another file: that neither gives RP_OK. */
#ifdef __clang_analyzer__
#define rp_fail(err, code, ...) (rp_fail(err, code, __VA_ARGS__), (code))
#define rp_fail_memory(err) (rp_fail_memory(err), RP_ERR_MEMORY)
#endif

/* RP_ERR_INTERRUPTED if the caller asked to stop, else RP_OK. progress may be NULL. */
int rp_check_cancelled(const struct rp_progress *progress, struct rp_error *err);

void rp_tick(const struct rp_progress *progress, const char *stage, uint64_t done,
             uint64_t total);

/* Copy the caller's options (NULL: the defaults) to *out; in options.c.
 * error: RP_ERR_USAGE where a member is out of range */
int rp_options_take(struct rp_options *out, const struct rp_options *options,
                    struct rp_error *err);

#endif
