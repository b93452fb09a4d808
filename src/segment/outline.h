/* One document cut into blocks (a resolution's heading and what stands under it), sections
 * and pieces (paragraphs that will become clauses). Nothing is merged or judged yet: a
 * resolution quoted twice is two blocks. Every paragraph is given a role, so that a caller
 * can account for each line of the input. */
#ifndef RP_SEGMENT_OUTLINE_H
#define RP_SEGMENT_OUTLINE_H

#include "read/document.h"
#include "segment/corpus.h"
#include "segment/heading.h"
#include "segment/lexicon.h"

enum rp_role {
    RP_ROLE_EMPTY,
    RP_ROLE_HEADING,
    RP_ROLE_TITLE,
    RP_ROLE_SECTION,
    RP_ROLE_CLAUSE,
    RP_ROLE_FOOTNOTE,
    RP_ROLE_TABLE, /* a cell without a resolution */
    RP_ROLE_UNASSIGNED,
    RP_N_ROLES
};

/* The name of a section whose heading is missing. */
#define RP_NAMELESS "text"

/* Spans are ranges of rp_outline.text. */
struct rp_piece {
    struct rp_span text;
    struct rp_span item; /* path of labels, "1/i"; empty for a paragraph without one */
    uint32_t line;
    bool is_inserted, is_deleted; /* tracked changes, where the reader tells */
};

struct rp_stretch { /* a section as it stands in one block */
    struct rp_span name, addressee;
    enum rp_part part;
    uint32_t first_piece, n_pieces;
    uint32_t line;
};

struct rp_block {
    struct rp_heading heading;
    enum rp_body hint; /* of the block above in the same cell, or of the cell's column;
                          in a draft, of the conference that its enacting words name */
    enum rp_proposal proposal; /* of the header above it */
    struct rp_span title;
    uint32_t line;
    uint32_t first_stretch, n_stretches;
};

struct rp_outline {
    struct rp_buf text;
    RP_VEC(struct rp_block) blocks;
    RP_VEC(struct rp_stretch) stretches;
    RP_VEC(struct rp_piece) pieces;
    RP_VEC(unsigned char) roles; /* enum rp_role, one for each paragraph of the document */
};

struct rp_outline_options {
    /* A draft, which need not name its resolution: sections without a heading above them
     * are a block whose heading has no number, and so is a "Draft new Resolution"; a
     * document with neither heading nor section is one block throughout. Proposal headers
     * and "Reasons:" end a block, and square brackets hide no heading, section or label. */
    bool loose;
};

/* Fill *outline (zeroed) from the document.
 * error: RP_ERR_MEMORY, RP_ERR_LIMIT (a match limit)   cost: O(bytes) */
int rp_outline_fill(struct rp_outline *outline, const struct rp_document *document,
                    const struct rp_names *names, const struct rp_lexicon *lexicon,
                    const struct rp_outline_options *options, struct rp_error *err);
void rp_outline_release(struct rp_outline *outline);

static inline struct rp_str rp_outline_str(const struct rp_outline *outline,
                                           struct rp_span s)
{
    return (struct rp_str){outline->text.v ? outline->text.v + s.beg : "", s.end - s.beg};
}

/* Names the rules by which documents are read and cut, the sources of both rooms and their
 * tables: what another program has cut may be cut otherwise today. */
const char *rp_outline_rules(void);

const char *rp_role_name(enum rp_role role);

#endif
