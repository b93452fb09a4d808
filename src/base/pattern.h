/* Regular expressions over UTF-8. Owner of PCRE2. Compiled with JIT where there is one;
 * every match runs under a match and a heap limit, and a limit that is reached is an
 * error, never a silent "no match". A compiled pattern is immutable and may be used by
 * several threads; a struct rp_match belongs to one. */
#ifndef RP_BASE_PATTERN_H
#define RP_BASE_PATTERN_H

#include "base/buf.h"
#include "base/status.h"

struct rp_pattern;

enum { RP_PATTERN_CASELESS = 1, RP_PATTERN_EXTENDED = 2 };

int rp_pattern_new(struct rp_pattern **out, const char *regex, unsigned flags,
                   struct rp_error *err);
void rp_pattern_free(struct rp_pattern *pattern);

#define RP_MATCH_GROUPS 16
struct rp_match {
    size_t beg[RP_MATCH_GROUPS], end[RP_MATCH_GROUPS]; /* SIZE_MAX: group not set */
    const char *checked, *checked_end;                 /* known to be UTF-8 */
    void *data;
};
int rp_match_init(struct rp_match *match);
void rp_match_release(struct rp_match *match);

/* Search in s from byte `from` on. A search from 0 looks whether s is UTF-8; one that goes
 * on with the same bytes and the same *match relies on that, so that n finds in a text take
 * time in proportion to it, and not n times as long. Returns 1 with the groups filled, 0
 * for no match, or RP_ERR_LIMIT / RP_ERR_MEMORY / RP_ERR_FORMAT (not UTF-8). */
int rp_pattern_find(const struct rp_pattern *pattern, struct rp_str s, size_t from,
                    struct rp_match *match);

/* Group i as a borrowed run of s; empty where it is not set. */
struct rp_str rp_match_group(const struct rp_match *match, struct rp_str s, unsigned i);

#endif
