#include "cli/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum {
    MAGIC_BYTES = 8,
    CHUNK_BYTES = 1 << 18,
    POLL_MS = 100,
    MAX_ROWS = 1 << 24,
    FULL_ROWS = 1 << 14,
    FULL_ELEMENTS = 1 << 20,
};

static size_t column_bytes(enum rp_column column, size_t n_rows, size_t n_elements)
{
    switch (column) {
    case RP_COLUMN_ROW64:
        return n_rows * sizeof(uint64_t);
    case RP_COLUMN_ELEMENT64:
        return n_elements * sizeof(uint64_t);
    case RP_COLUMN_OFFSET32:
        return (n_rows + 1) * sizeof(uint32_t);
    case RP_COLUMN_ROW32:
        return n_rows * sizeof(uint32_t);
    case RP_COLUMN_BYTE:
        return n_elements;
    case RP_COLUMN_NONE:
        break;
    }
    return 0;
}

/* Fill the chunk again; nothing more: in->eof. */
static int read_chunk(struct rp_frame_in *in, const struct rp_progress *progress,
                      struct rp_error *err)
{
    struct pollfd wait = {.fd = in->fd, .events = POLLIN};
    in->chunk_at = in->chunk_n = 0;
    for (;;) {
        int status = rp_check_cancelled(progress, err);
        if (status)
            return status;
        int ready = poll(&wait, 1, POLL_MS);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        ssize_t got = ready < 0 ? -1 : read(in->fd, in->chunk, CHUNK_BYTES);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return rp_fail(err, RP_ERR_IO, in->path, 0, "cannot read: %s", strerror(errno));
        in->chunk_n = (size_t)got;
        in->eof = got == 0;
        return RP_OK;
    }
}

/* The next n bytes appended to in->bytes, fewer at the end of the file: memory grows with
 * what is there, not with what a frame says of itself. */
static int take(struct rp_frame_in *in, size_t n, const struct rp_progress *progress,
                struct rp_error *err)
{
    while (n && !in->eof) {
        size_t here = in->chunk_n - in->chunk_at;
        here = here < n ? here : n;
        if (here && rp_buf_add(&in->bytes, in->chunk + in->chunk_at, here))
            return rp_fail_memory(err);
        in->chunk_at += here;
        n -= here;
        int status = n ? read_chunk(in, progress, err) : RP_OK;
        if (status)
            return status;
    }
    return RP_OK;
}

int rp_frame_open(struct rp_frame_in *in, const struct rp_frame_layout *layout,
                  const char *path, const struct rp_progress *progress,
                  struct rp_error *err)
{
    in->layout = layout;
    in->path = path;
    in->fd = -1;
    in->first = 1;
    if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
        return rp_fail(err, RP_ERR_UNSUPPORTED, path, 0,
                       "stages work on little-endian machines only");
    in->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0)
        return rp_fail(err, RP_ERR_IO, path, 0, "cannot open: %s", strerror(errno));
    in->chunk = rp_alloc(CHUNK_BYTES, 1);
    if (!in->chunk)
        return rp_fail_memory(err);
    int status = take(in, MAGIC_BYTES, progress, err);
    if (status)
        return status;
    if (in->bytes.n != MAGIC_BYTES || memcmp(in->bytes.v, layout->magic, MAGIC_BYTES) != 0)
        return rp_fail(err, RP_ERR_FORMAT, path, 0,
                       "no stream of %.*s for this stage: that begins with \"%.*s\"",
                       MAGIC_BYTES - 2, layout->magic, MAGIC_BYTES - 1, layout->magic);
    in->n_bytes = MAGIC_BYTES;
    return RP_OK;
}

static int fail_short(const struct rp_frame_in *in, struct rp_error *err)
{
    return rp_fail(err, RP_ERR_FORMAT, in->path, in->n_bytes,
                   "the stream was cut: it ends in the frame that begins here, with row "
                   "%llu",
                   (unsigned long long)in->first);
}

int rp_frame_fail(const struct rp_frame_in *in, uint32_t i, const char *what,
                  struct rp_error *err)
{
    return rp_fail(err, RP_ERR_FORMAT, in->path, in->n_bytes, "row %llu: %s",
                   (unsigned long long)(in->first + i), what);
}

static int check_offsets(const struct rp_frame_in *in, const uint32_t *offset,
                         struct rp_error *err)
{
    if (offset[0] != 0)
        return rp_frame_fail(in, 0, "its elements do not begin at 0", err);
    for (uint32_t i = 0; i < in->n_rows; i++)
        if (offset[i + 1] < offset[i] || offset[i + 1] > in->n_elements)
            return rp_frame_fail(in, i,
                                 "its elements end before they begin, or past the "
                                 "frame's",
                                 err);
    if (offset[in->n_rows] != in->n_elements)
        return rp_frame_fail(in, in->n_rows - 1,
                             "the frame has elements past those of its last row", err);
    return RP_OK;
}

int rp_frame_next(struct rp_frame_in *in, const struct rp_progress *progress,
                  struct rp_error *err)
{
    uint32_t header[2] = {0};
    in->n_bytes += in->n_rows ? sizeof header + in->bytes.n : 0;
    in->first += in->n_rows;
    in->n_rows = 0;
    in->bytes.n = 0;
    int status = take(in, sizeof header, progress, err);
    if (status)
        return status;
    if (in->bytes.n == 0)
        return rp_fail(err, RP_ERR_FORMAT, in->path, in->n_bytes,
                       "the stream was cut: it has no frame without rows at its end, "
                       "after row %llu",
                       (unsigned long long)in->first - 1);
    if (in->bytes.n < sizeof header)
        return fail_short(in, err);
    memcpy(header, in->bytes.v, sizeof header);
    in->bytes.n = 0;
    if (header[0] == 0) {
        status = take(in, 1, progress, err);
        if (status == RP_OK && (header[1] || in->bytes.n))
            return rp_fail(err, RP_ERR_FORMAT, in->path, in->n_bytes,
                           "something follows the frame without rows, which ends a stream");
        return status;
    }
    if (header[0] > MAX_ROWS || header[1] > in->layout->max_elements)
        return rp_fail(err, RP_ERR_FORMAT, in->path, in->n_bytes,
                       "row %llu: its frame has %u rows and %u elements, more than %d and "
                       "%u",
                       (unsigned long long)in->first, header[0], header[1], MAX_ROWS,
                       in->layout->max_elements);
    in->n_rows = header[0];
    in->n_elements = header[1];
    size_t all = 0;
    for (unsigned c = 0; c < RP_FRAME_COLUMNS; c++)
        all += column_bytes(in->layout->columns[c], in->n_rows, in->n_elements);
    status = take(in, all, progress, err);
    if (status)
        return status;
    if (in->bytes.n < all)
        return fail_short(in, err);
    const char *p = in->bytes.v;
    for (unsigned c = 0; c < RP_FRAME_COLUMNS && status == RP_OK; c++) {
        in->columns[c] = p;
        p += column_bytes(in->layout->columns[c], in->n_rows, in->n_elements);
        if (in->layout->columns[c] == RP_COLUMN_OFFSET32)
            status = check_offsets(in, in->columns[c], err);
    }
    return status;
}

void rp_frame_in_release(struct rp_frame_in *in)
{
    if (in->fd > STDIN_FILENO)
        close(in->fd);
    rp_free(in->chunk);
    rp_buf_release(&in->bytes);
}

int rp_frame_put(struct rp_frame_out *out, unsigned c, const void *values, size_t bytes)
{
    return bytes ? rp_buf_add(&out->columns[c], values, bytes) : RP_OK;
}

static int write_frame(struct rp_frame_out *out, struct rp_error *err)
{
    static const uint32_t zero = 0;
    int status = RP_OK;
    if (!out->begun)
        status =
            rp_cli_write(out->cli, (struct rp_str){out->layout->magic, MAGIC_BYTES}, err);
    out->begun = true;
    if (status == RP_OK && out->n_rows) {
        const uint32_t header[2] = {out->n_rows, out->n_elements};
        status = rp_cli_write(out->cli,
                              (struct rp_str){(const char *)header, sizeof header}, err);
    }
    for (unsigned c = 0; c < RP_FRAME_COLUMNS && status == RP_OK; c++) {
        if (out->layout->columns[c] == RP_COLUMN_OFFSET32 && out->n_rows)
            status = rp_cli_write(out->cli,
                                  (struct rp_str){(const char *)&zero, sizeof zero}, err);
        if (status == RP_OK && out->columns[c].n)
            status = rp_cli_write(out->cli, rp_buf_str(&out->columns[c]), err);
        out->columns[c].n = 0;
    }
    out->n_rows = out->n_elements = 0;
    return status;
}

int rp_frame_end_row(struct rp_frame_out *out, uint32_t n_elements, struct rp_error *err)
{
    out->n_rows++;
    out->n_elements += n_elements;
    for (unsigned c = 0; c < RP_FRAME_COLUMNS; c++)
        if (out->layout->columns[c] == RP_COLUMN_OFFSET32 &&
            rp_frame_put(out, c, &out->n_elements, sizeof out->n_elements))
            return rp_fail_memory(err);
    return out->n_rows >= FULL_ROWS || out->n_elements >= FULL_ELEMENTS
               ? write_frame(out, err)
               : RP_OK;
}

int rp_frame_finish(struct rp_frame_out *out, struct rp_error *err)
{
    static const char end[8];
    int status = write_frame(out, err);
    return status ? status : rp_cli_write(out->cli, (struct rp_str){end, sizeof end}, err);
}

void rp_frame_out_release(struct rp_frame_out *out)
{
    for (unsigned c = 0; c < RP_FRAME_COLUMNS; c++)
        rp_buf_release(&out->columns[c]);
}
