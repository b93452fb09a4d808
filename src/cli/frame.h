/* Streams of columns, by which the stages of a distributed run talk to their surroundings;
 * scripts/spark/PROTOCOL.md has the layouts. A stream is eight bytes that name it, frames,
 * and a frame without rows, which ends it: a stream that was cut is told from a whole one.
 * A frame is its number of rows and of elements (32 bits each), then its columns, numbers
 * little-endian; those of 64 bits come first, so that all are aligned. */
#ifndef RP_CLI_FRAME_H
#define RP_CLI_FRAME_H

#include "cli/cli.h"

enum rp_column {
    RP_COLUMN_NONE,
    RP_COLUMN_ROW64,     /* one a row */
    RP_COLUMN_ELEMENT64, /* one an element */
    RP_COLUMN_OFFSET32, /* one a row and one more: where the row's elements begin and end */
    RP_COLUMN_ROW32,
    RP_COLUMN_BYTE, /* one an element */
};

enum { RP_FRAME_COLUMNS = 8 };

struct rp_frame_layout {
    char magic[9];
    enum rp_column columns[RP_FRAME_COLUMNS];
    uint32_t max_elements; /* of a frame */
};

struct rp_frame_in {
    const struct rp_frame_layout *layout;
    const char *path;
    int fd;
    bool eof;
    char *chunk; /* read ahead */
    size_t chunk_at, chunk_n;
    uint64_t n_bytes; /* read before this frame */
    uint64_t first;   /* number of the frame's first row in the stream, from 1 */
    uint32_t n_rows, n_elements;
    struct rp_buf bytes;
    const void *columns[RP_FRAME_COLUMNS]; /* in the order of the layout */
};

/* path "-": standard input. in must be zeroed; release it also after an error.
 * error: RP_ERR_IO, RP_ERR_FORMAT, RP_ERR_UNSUPPORTED (this machine is big-endian),
 * RP_ERR_MEMORY, RP_ERR_INTERRUPTED */
int rp_frame_open(struct rp_frame_in *in, const struct rp_frame_layout *layout,
                  const char *path, const struct rp_progress *progress,
                  struct rp_error *err);
/* The next frame; n_rows is 0 at the end of the stream. Offsets are checked: from 0 to
 * n_elements, never falling. error: as above; the message names the row */
int rp_frame_next(struct rp_frame_in *in, const struct rp_progress *progress,
                  struct rp_error *err);
/* RP_ERR_FORMAT, "row N: ...", for the i-th row of the frame. */
int rp_frame_fail(const struct rp_frame_in *in, uint32_t i, const char *what,
                  struct rp_error *err);
void rp_frame_in_release(struct rp_frame_in *in);

/* Rows on their way to stdout, through rp_cli_write. Zero all but layout and cli. */
struct rp_frame_out {
    const struct rp_frame_layout *layout;
    struct rp_cli *cli;
    bool begun;
    uint32_t n_rows, n_elements;
    struct rp_buf columns[RP_FRAME_COLUMNS];
};

/* Append values to column c. RP_OK or RP_ERR_MEMORY. */
int rp_frame_put(struct rp_frame_out *out, unsigned c, const void *values, size_t bytes);
/* A row is whole: it has so many elements; a full frame is written. */
int rp_frame_end_row(struct rp_frame_out *out, uint32_t n_elements, struct rp_error *err);
/* Write what is left and the end. */
int rp_frame_finish(struct rp_frame_out *out, struct rp_error *err);
void rp_frame_out_release(struct rp_frame_out *out);

#endif
