/* UTF-8. Owner of utf8proc. */
#ifndef RP_BASE_UTF8_H
#define RP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decode one code point at s[0..n), n > 0. Returns its length in bytes, or 0 where the
 * bytes are not UTF-8 (overlong forms and surrogates are not). */
size_t rp_utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Encode into out[0..4); returns the length. cp must be a valid scalar value. */
size_t rp_utf8_encode(uint32_t cp, char out[4]);
/* Offset of the first byte that is not UTF-8, or n if all are. O(n). */
size_t rp_utf8_valid_prefix(const char *s, size_t n);

/* Letters, marks and numbers make words. */
bool rp_utf8_is_word(uint32_t cp);
/* Nonspacing and enclosing marks. */
bool rp_utf8_is_mark(uint32_t cp);
/* Fold one code point: compatibility decomposition, case folding, marks and default
 * ignorables stripped (NFKD + casefold, utf8proc). Writes up to 18 code points and
 * returns their number (0: nothing is left). */
size_t rp_utf8_fold(uint32_t cp, uint32_t out[18]);

#endif
