/* What readers of every format do to characters, so that the rooms after them meet one kind
 * of blank, one kind of hyphen and no letters that only look alike. */
#ifndef RP_READ_PLAIN_H
#define RP_READ_PLAIN_H

#include "base/buf.h"

/* What a code point becomes, 0 where it goes: no-break and typographic blanks and control
 * characters become blanks (tabs and line feeds stay), no-break hyphens hyphens; soft
 * hyphens, zero-width and direction characters go. */
uint32_t rp_plain_cp(uint32_t cp);

/* Append s, valid UTF-8, code point by code point. RP_OK or RP_ERR_MEMORY. */
int rp_plain_add(struct rp_buf *out, struct rp_str s);

/* s without the blanks, tabs and line feeds at its ends. */
struct rp_str rp_plain_trim(struct rp_str s);

/* Replace Cyrillic letters that look Latin in text[from..), in place: only where it has
 * more Latin letters than Cyrillic, and only in words in which every Cyrillic letter has a
 * twin. */
void rp_plain_latinize(struct rp_buf *text, size_t from);

/* Append UTF-16 with its byte order mark as UTF-8; what is no character becomes U+FFFD.
 * RP_OK or RP_ERR_MEMORY. */
int rp_plain_from_utf16(struct rp_buf *out, struct rp_str bytes);
bool rp_plain_is_utf16(struct rp_str bytes);

#endif
