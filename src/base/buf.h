/* An owned, growing run of bytes. `v` is never NULL once something was added; a released
 * or zeroed buffer is an empty one. */
#ifndef RP_BASE_BUF_H
#define RP_BASE_BUF_H

#include <stddef.h>

#include "reprise.h"

struct rp_buf {
    char *v;
    size_t n, cap;
};

/* A borrowed run of bytes, not terminated. */
struct rp_str {
    const char *p;
    size_t n;
};

#define RP_STR(literal) ((struct rp_str){(literal), sizeof(literal) - 1})

struct rp_str rp_str_of(const char *s);
bool rp_str_equal(struct rp_str a, struct rp_str b);
int rp_str_compare(struct rp_str a, struct rp_str b);

/* All return RP_OK or RP_ERR_MEMORY. */
int rp_buf_add(struct rp_buf *buf, const char *bytes, size_t n);
int rp_buf_add_str(struct rp_buf *buf, struct rp_str s);
int rp_buf_puts(struct rp_buf *buf, const char *s);
int rp_buf_putc(struct rp_buf *buf, char c);
int rp_buf_printf(struct rp_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void rp_buf_release(struct rp_buf *buf);

static inline struct rp_str rp_buf_str(const struct rp_buf *buf)
{
    return (struct rp_str){buf->v ? buf->v : "", buf->n};
}

#endif
