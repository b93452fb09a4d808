#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/vec.h"

struct rp_str rp_str_of(const char *s)
{
    return (struct rp_str){s, strlen(s)};
}

bool rp_str_equal(struct rp_str a, struct rp_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int rp_str_compare(struct rp_str a, struct rp_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

int rp_buf_add(struct rp_buf *buf, const char *bytes, size_t n)
{
    if (n == 0)
        return RP_OK;
    size_t need;
    if (__builtin_add_overflow(buf->n, n, &need) || rp_vec_reserve(buf, need))
        return RP_ERR_MEMORY;
    memcpy(buf->v + buf->n, bytes, n);
    buf->n = need;
    return RP_OK;
}

int rp_buf_add_str(struct rp_buf *buf, struct rp_str s)
{
    return rp_buf_add(buf, s.p, s.n);
}

int rp_buf_puts(struct rp_buf *buf, const char *s)
{
    return rp_buf_add(buf, s, strlen(s));
}

int rp_buf_putc(struct rp_buf *buf, char c)
{
    return rp_buf_add(buf, &c, 1);
}

int rp_buf_printf(struct rp_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    int status = n < 0 ? RP_ERR_MEMORY : rp_vec_reserve(buf, buf->n + (size_t)n + 1);
    if (status == RP_OK) {
        vsnprintf(buf->v + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
    return status;
}

void rp_buf_release(struct rp_buf *buf)
{
    rp_vec_release(buf);
}
