/* What readers of every format do to characters, so that the rooms after them meet one kind
 * of blank, one kind of hyphen and no letters that only look alike. */
#ifndef RP_READ_PLAIN_H
#define RP_READ_PLAIN_H

#include "base/buf.h"

/* Append s, valid UTF-8: no-break and typographic blanks and control characters become
 * blanks (tabs and line feeds stay), no-break hyphens hyphens; soft hyphens, zero-width and
 * direction characters go. RP_OK or RP_ERR_MEMORY. */
int rp_plain_add(struct rp_buf *out, struct rp_str s);

/* Replace Cyrillic letters that look Latin in text[from..), in place: only where it has
 * more Latin letters than Cyrillic, and only in words in which every Cyrillic letter has a
 * twin. */
void rp_plain_latinize(struct rp_buf *text, size_t from);

#endif
