/* Files: read whole, mapped, walked; written under a temporary name and renamed. */
#ifndef RP_BASE_FILE_H
#define RP_BASE_FILE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"

/* Append the whole of `path` ("-": standard input) to *out. Where a pipe or terminal keeps
 * it waiting, progress->cancelled is asked ten times a second; progress may be NULL.
 * error: RP_ERR_IO, RP_ERR_MEMORY, RP_ERR_LIMIT past max_bytes, RP_ERR_INTERRUPTED */
int rp_file_read(const char *path, uint64_t max_bytes, const struct rp_progress *progress,
                 struct rp_buf *out, struct rp_error *err);

/* A file mapped for reading; an empty file has p = "" and n = 0. */
struct rp_map {
    const char *p;
    size_t n;
};
int rp_map_open(struct rp_map *map, const char *path, struct rp_error *err);
void rp_map_release(struct rp_map *map);

/* Owned, terminated strings. */
struct rp_paths {
    char **v;
    size_t n, cap;
};
/* Append the regular files under folder `path`, in byte order of their paths; hidden ones
 * (a leading '.') and Word's lock files (~$) are left out.
 * error: RP_ERR_IO, RP_ERR_MEMORY, RP_ERR_LIMIT (folders nested deeper than max_depth) */
int rp_walk(struct rp_paths *out, const char *path, unsigned max_depth,
            struct rp_error *err);
int rp_paths_add(struct rp_paths *paths, const char *path);
void rp_paths_release(struct rp_paths *paths);

/* An output that is either whole or absent. After rp_out_open write to `file`; then commit
 * (checks every write, renames) or abandon (removes the temporary file). release of a
 * zeroed, committed or abandoned one does nothing; of an open one it abandons. */
struct rp_out {
    FILE *file;
    char *path, *temporary;
};
int rp_out_open(struct rp_out *out, const char *folder, const char *name,
                struct rp_error *err);
int rp_out_commit(struct rp_out *out, struct rp_error *err);
void rp_out_release(struct rp_out *out);

/* Make the folder and what is missing above it. */
int rp_folder_make(const char *path, struct rp_error *err);

#endif
