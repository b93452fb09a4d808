/* What a reader gives, written out so that a test can compare it as one string: a line a
 * paragraph, "style change [list] text", with "table.row.cell" (and * where a cell begins)
 * before the list where it stands in one; then the notes. Plain style, no change and no
 * list are left out. */
#ifndef TEST_READING_H
#define TEST_READING_H

#include "read/read.h"

struct reading {
    struct rp_buf text; /* terminated */
    int status;
    struct rp_error err;
    size_t n_notes;
};

void reading_init(struct reading *reading,
                  int (*reader)(struct rp_document *, struct rp_str, enum rp_view,
                                const struct rp_options *, struct rp_error *),
                  struct rp_str bytes, enum rp_view view, const struct rp_options *options);
void reading_release(struct reading *reading);

#endif
