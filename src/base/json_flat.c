#include "base/json_flat.h"

#include <string.h>

enum { MAX_MEMBERS = 16 };

struct cursor {
    const char *p, *end;
};

static void skip_space(struct cursor *c)
{
    while (c->p < c->end &&
           (*c->p == ' ' || *c->p == '\t' || *c->p == '\r' || *c->p == '\n'))
        c->p++;
}

static bool take(struct cursor *c, char want)
{
    skip_space(c);
    if (c->p == c->end || *c->p != want)
        return false;
    c->p++;
    return true;
}

static bool take_string(struct cursor *c, struct rp_str *out)
{
    if (!take(c, '"'))
        return false;
    const char *close = memchr(c->p, '"', (size_t)(c->end - c->p));
    if (!close)
        return false;
    *out = (struct rp_str){c->p, (size_t)(close - c->p)};
    unsigned odd = 0;
    for (const char *p = c->p; p < close; p++)
        odd |=
            (unsigned)(*p < ' ' || *p == '\\'); /* signed: what is not ASCII is below ' ' */
    c->p = close + 1;
    return !odd;
}

static bool take_scalar(struct cursor *c)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(c->end - c->p) >= n && memcmp(c->p, words[i], n) == 0) {
            c->p += n;
            return true;
        }
    }
    const char *first = c->p;
    while (c->p < c->end && *c->p >= '0' && *c->p <= '9')
        c->p++;
    return c->p > first && c->p - first < 18 && (*first != '0' || c->p == first + 1);
}

int rp_json_flat_field(struct rp_str line, struct rp_str field, struct rp_str *value)
{
    struct cursor c = {line.p, line.p + line.n};
    struct rp_str names[MAX_MEMBERS], found = {NULL, 0};
    size_t n_names = 0;
    if (!take(&c, '{'))
        return -1;
    do {
        struct rp_str name, string = {NULL, 0};
        if (n_names == MAX_MEMBERS || !take_string(&c, &name) || !take(&c, ':'))
            return -1;
        for (size_t i = 0; i < n_names; i++)
            if (rp_str_equal(names[i], name))
                return -1;
        names[n_names++] = name;
        skip_space(&c);
        if (c.p == c.end || !(*c.p == '"' ? take_string(&c, &string) : take_scalar(&c)))
            return -1;
        if (rp_str_equal(name, field))
            found = string;
    } while (take(&c, ','));
    if (!take(&c, '}'))
        return -1;
    skip_space(&c);
    if (c.p != c.end)
        return -1;
    if (!found.p)
        return 0;
    *value = found;
    return 1;
}
