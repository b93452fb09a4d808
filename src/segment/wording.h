/* The wording of one resolution in the making: which paragraphs are one clause, in which
 * section it stands, and what a newer wording has replaced. merge.c feeds it the blocks of
 * a resolution, emit.c writes the outcome into the corpus. */
#ifndef RP_SEGMENT_WORDING_H
#define RP_SEGMENT_WORDING_H

#include "segment/outline.h"
#include "segment/repair.h"

/* One paragraph, mended and hashed. */
struct rp_passage {
    struct rp_span text; /* of rp_wording.text */
    struct rp_str item;  /* path of labels; of its outline */
    uint64_t key;        /* letters and digits, folded: equal keys, equal clauses */
    uint32_t first_word, n_words; /* sorted, unique word hashes in rp_wording.words */
    struct rp_source source;
    bool is_deleted; /* by a tracked change: superseded */
};

/* A clause in the making. */
struct rp_draft {
    uint32_t passage; /* where it stands first */
    RP_VEC(struct rp_source) sources;
};

/* A section in the making. */
struct rp_chapter {
    struct rp_str name, addressee;
    enum rp_part part;
    bool is_old;
    RP_VEC(uint32_t) clauses; /* in rp_wording.drafts, in order */
};

struct rp_wording {
    const struct rp_hyphens *hyphens; /* borrowed */
    struct rp_buf text;
    RP_VEC(uint64_t) words;
    RP_VEC(struct rp_passage) passages; /* in the order of the blocks */
    RP_VEC(struct rp_draft) drafts;
    RP_VEC(struct rp_chapter) chapters; /* in the order they were first seen */
};

/* Zeroed storage with `hyphens` set is an empty wording. */
void rp_wording_clear(struct rp_wording *wording);
void rp_wording_release(struct rp_wording *wording);

/* Add what stands under one heading, as present wording or as that of an older revision.
 * Add the present ones first. RP_OK or RP_ERR_MEMORY. cost: O(paragraphs of the block *
 * clauses so far) */
int rp_wording_add(struct rp_wording *wording, const struct rp_outline *outline,
                   uint32_t document, const struct rp_block *block, bool is_present);

/* Add what stands under one heading of a draft, as it stands: nothing is looked for twice.
 * RP_OK or RP_ERR_MEMORY. cost: O(paragraphs) */
int rp_wording_add_draft(struct rp_wording *wording, const struct rp_outline *outline,
                         uint32_t document, const struct rp_block *block);

/* After the last block: paragraphs quoted without their section's heading become
 * occurrences of equal clauses that stand under one. RP_OK or RP_ERR_MEMORY. */
int rp_wording_finish(struct rp_wording *wording);

static inline struct rp_str rp_wording_text(const struct rp_wording *wording,
                                            const struct rp_draft *draft)
{
    const struct rp_passage *p = &wording->passages.v[draft->passage];
    return (struct rp_str){wording->text.v ? wording->text.v + p->text.beg : "",
                           p->text.end - p->text.beg};
}

static inline struct rp_str rp_wording_item(const struct rp_wording *wording,
                                            const struct rp_draft *draft)
{
    return wording->passages.v[draft->passage].item;
}

/* A hash of the letters and digits of s, ASCII case folded. */
uint64_t rp_wording_key(struct rp_str s);

/* Order with digits by value, the rest by byte: "2/b" < "10/a". */
int rp_compare_natural(struct rp_str a, struct rp_str b);

#endif
