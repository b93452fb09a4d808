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

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* Longest fold in bytes: U+FDFA, 18 code points, with spaces. */
#define RP_FOLD_MAX_BYTES 80

/* Write the fold of cp (a scalar value) to out, return its length in bytes. cost: O(1) */
size_t rp_fold(uint32_t cp, char out[RP_FOLD_MAX_BYTES]);

/* The fold of at most one word of up to 7 bytes in one number: its bytes in the order of
 * memory (little end first); in the highest byte their number, and whether a word ends
 * before and after them. RP_FOLD_LONG there for the few that are longer or have a space
 * between two words. */
enum {
    RP_FOLD_BYTES = 0x0f,
    RP_FOLD_ENDS_BEFORE = 0x20,
    RP_FOLD_ENDS_AFTER = 0x40,
    RP_FOLD_LONG = 0xff
};

/* The packed folds of RP_FOLD_PAGE_CP code points each, made on first use and kept for the
 * life of the process. */
enum { RP_FOLD_PAGE_CP = 256, RP_FOLD_PAGES = 0x110000 / RP_FOLD_PAGE_CP };
extern _Atomic(uint64_t *) rp_fold_pages[RP_FOLD_PAGES];

/* Make the page of cp. Any thread may call. NULL: no memory. */
const uint64_t *rp_fold_new_page(uint32_t cp);

/* The packed fold of cp; RP_FOLD_LONG also where there is no memory. */
static inline uint64_t rp_fold_packed(uint32_t cp)
{
    const uint64_t *page =
        atomic_load_explicit(&rp_fold_pages[cp / RP_FOLD_PAGE_CP], memory_order_acquire);
    if (__builtin_expect(!page, 0) && !(page = rp_fold_new_page(cp)))
        return (uint64_t)RP_FOLD_LONG << 56;
    return page[cp % RP_FOLD_PAGE_CP];
}

#endif
