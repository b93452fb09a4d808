#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#undef rp_fail
#undef rp_fail_memory

int rp_fail(struct rp_error *err, int code, const char *document, uint64_t offset,
            const char *format, ...)
{
    if (!err)
        return code;
    err->code = code;
    err->offset = offset;
    snprintf(err->document, sizeof err->document, "%s", document ? document : "");
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return code;
}

int rp_fail_memory(struct rp_error *err)
{
    return rp_fail(err, RP_ERR_MEMORY, NULL, 0, "out of memory");
}

int rp_check_cancelled(const struct rp_progress *progress, struct rp_error *err)
{
    if (progress && progress->cancelled && progress->cancelled(progress->context))
        return rp_fail(err, RP_ERR_INTERRUPTED, NULL, 0, "interrupted");
    return RP_OK;
}

void rp_tick(const struct rp_progress *progress, const char *stage, uint64_t done,
             uint64_t total)
{
    if (progress && progress->tick)
        progress->tick(progress->context, stage, done, total);
}
