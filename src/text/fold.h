/* Folding: what one code point contributes to the words of a text.
 *
 * A word is a run of letters and digits of the folded text. Folding is compatibility
 * decomposition, case folding, and removal of marks and default ignorables (utf8proc).
 * After it
 *   - letters and digits (general categories L*, M*, N*) make words;
 *   - a character of a script that is written without spaces (Han, Hiragana, Katakana,
 *     Bopomofo, Yi, Thai, Lao, Myanmar, Khmer) is a word of its own; Hangul is not, for
 *     Korean separates its words;
 *   - what folds to nothing (marks, soft hyphen, joiners, variation selectors) vanishes and
 *     separates nothing;
 *   - everything else separates words. So do apostrophes (' and U+2019 alike: "State's" is
 *     `state s`, "l'Union" is `l union`), hyphens, and bytes that are not UTF-8.
 *
 * The rule is kept as data: a code point's fold is a string of UTF-8 in which a space
 * stands for "a word ends here". U+00E9 gives "e", U+00BD "1 2", U+4E2D " 中 ", a comma "
 * ", a soft hyphen "".
 */
#ifndef RP_TEXT_FOLD_H
#define RP_TEXT_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* Longest fold in bytes: U+FDFA, 18 code points, with spaces. */
#define RP_FOLD_MAX_BYTES 80

/* Write the fold of cp (a scalar value) to out, return its length in bytes. cost: O(1) */
size_t rp_fold(uint32_t cp, char out[RP_FOLD_MAX_BYTES]);

/* A fold of up to 7 bytes in one number: bytes in the order of memory (little end first),
 * the length in the highest byte; RP_FOLD_LONG there for the few that are longer. */
#define RP_FOLD_LONG 0xff

/* The packed folds of the 256 code points around cp; fold of cp: page[cp % 256]. Made on
 * first use and kept for the life of the process; any thread may call. NULL: no memory. */
const uint64_t *rp_fold_page(uint32_t cp);

#endif
