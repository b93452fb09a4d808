/* Builds the paragraphs of a document in its two versions at once: the old one, with every
 * tracked change rejected, and the new one, with all accepted. A reader says of each piece
 * of text, and of each paragraph mark, in which versions it stands; a paragraph ends in a
 * version where its mark stands, so that inserted marks split paragraphs and deleted ones
 * join them.
 *
 * What comes out:
 *   accepted, original  the one version, with RP_CHANGE_NONE
 *   all                 paragraphs that read alike in both versions once, as NONE; of a
 *                       paragraph that differs its old wording as DELETED, then its new one
 *                       as INSERTED. Wording decides, not markup: new formatting or a list
 *                       number that moved up is no change. Text inserted and deleted again
 *                       stands in neither version.
 * Blanks at the ends of a paragraph are cut off, and blank paragraphs are left out.
 */
#ifndef RP_READ_BUILDER_H
#define RP_READ_BUILDER_H

#include "read/document.h"

enum { RP_OLD, RP_NEW, RP_N_VERSIONS };
enum { RP_IN_OLD = 1 << RP_OLD, RP_IN_NEW = 1 << RP_NEW, RP_IN_BOTH = 3 };

/* Paragraphs with text of their own. */
struct rp_fragment {
    struct rp_buf text;
    RP_VEC(struct rp_paragraph) paragraphs;
};
void rp_fragment_release(struct rp_fragment *fragment);

/* What a paragraph's mark carries. */
struct rp_shape {
    enum rp_style style;
    struct rp_str list; /* borrowed for the call */
};

/* A text box inside a paragraph is a frame of its own; its paragraphs follow the one that
 * holds it. Frame 0 is the page. */
struct rp_builder_frame {
    struct rp_buf text[RP_N_VERSIONS];       /* of the paragraph that is open */
    struct rp_fragment after[RP_N_VERSIONS]; /* what follows it: boxes, footnotes */
    uint32_t line[RP_N_VERSIONS];            /* where it began; 0: not yet */
    bool cut[RP_N_VERSIONS];                 /* reached max_paragraph_bytes */
    size_t n_cells_outside;
};

struct rp_builder_table {
    uint32_t table, row, cell;
    bool is_fresh[RP_N_VERSIONS]; /* nothing stands in the cell yet */
};

struct rp_builder {
    struct rp_document *document;
    enum rp_view view;
    unsigned versions; /* those that the view needs */
    uint64_t max_paragraph_bytes;
    RP_VEC(struct rp_builder_frame) frames;
    size_t n_frames; /* in use; the others keep their buffers */
    RP_VEC(struct rp_builder_table) tables;
    struct rp_fragment done[RP_N_VERSIONS];
    uint32_t line, n_tables;
    bool keeps; /* nothing goes into the document; rp_builder_take */
};

/* The document is borrowed; its paragraphs are appended to. error: RP_ERR_MEMORY */
int rp_builder_init(struct rp_builder *builder, struct rp_document *document,
                    enum rp_view view, const struct rp_options *options);
void rp_builder_release(struct rp_builder *builder);

/* All below return RP_OK, RP_ERR_MEMORY, or RP_ERR_LIMIT where the document would pass
 * 4 GiB of text. */

/* A paragraph begins: number it. */
void rp_builder_count(struct rp_builder *builder);
int rp_builder_text(struct rp_builder *builder, unsigned versions, struct rp_str text);
/* The versions in which text stands that no mark has ended yet. */
unsigned rp_builder_pending(const struct rp_builder *builder);
/* End the paragraph in these versions; shape[v] is read for each of them. */
int rp_builder_end(struct rp_builder *builder, unsigned versions,
                   const struct rp_shape shape[RP_N_VERSIONS]);

/* Before any of these, end what is pending. `column` is 1-based, of the table's grid. */
int rp_builder_table_begin(struct rp_builder *builder);
void rp_builder_row_begin(struct rp_builder *builder, unsigned versions);
void rp_builder_cell_begin(struct rp_builder *builder, uint32_t column);
void rp_builder_table_end(struct rp_builder *builder);
int rp_builder_frame_begin(struct rp_builder *builder);
void rp_builder_frame_end(struct rp_builder *builder);

/* Let a footnote follow the open paragraph. */
int rp_builder_attach(struct rp_builder *builder, enum rp_style style, unsigned version,
                      struct rp_str list, const struct rp_fragment *note);
/* With builder->keeps: move out what was built in `version` since the last take. */
void rp_builder_take(struct rp_builder *builder, unsigned version, struct rp_fragment *out);

#endif
