/* Files: read whole, mapped, walked; written under a temporary name and renamed. */
#ifndef RP_BASE_FILE_H
#define RP_BASE_FILE_H

#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"

/* Append the whole of `path` ("-": standard input) to *out. Where a pipe or terminal keeps
 * it waiting, progress->cancelled is asked ten times a second; progress may be NULL.
 * error: RP_ERR_IO, RP_ERR_MEMORY, RP_ERR_LIMIT past max_bytes, RP_ERR_INTERRUPTED */
int rp_file_read(const char *path, uint64_t max_bytes, const struct rp_progress *progress,
                 struct rp_buf *out, struct rp_error *err);

/* What a file system says of a regular file: while it says the same, the bytes are taken to
 * be the same. Any write, and a name that is given to another file, changes one of these;
 * changed_ns (ctime) cannot be set by hand. */
struct rp_stamp {
    uint64_t size_bytes, inode;
    int64_t modified_ns, changed_ns; /* since 1970 */
    bool settled; /* both at least two seconds ago: times count in ticks, of up to two
                     seconds, and a write in the tick of the last one would not show */
};
/* false where it is none, or cannot be looked at. Taken before the file is read, a write
 * meanwhile shows in the next one. */
bool rp_stamp_take(struct rp_stamp *stamp, const char *path);
/* Both settled, and the same in all. */
bool rp_stamp_equal(const struct rp_stamp *a, const struct rp_stamp *b);

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
 * (a leading '.') and Word's lock files (~$) are left out, and links that lead back to a
 * folder above them. A file that cannot be looked at is among them: reading it says why.
 * Of each folder inside that cannot be read, left_out (may be NULL) hears, and the rest
 * goes on; *why is borrowed for the call. error: RP_ERR_IO (of `path` itself),
 * RP_ERR_MEMORY, RP_ERR_LIMIT (folders nested deeper than max_depth) */
int rp_walk(struct rp_paths *out, const char *path, unsigned max_depth,
            void (*left_out)(void *context, const struct rp_error *why), void *context,
            struct rp_error *err);
int rp_paths_add(struct rp_paths *paths, const char *path);
void rp_paths_release(struct rp_paths *paths);

/* A file without a name in the folder of `path`, open to read and write: a run that is
 * killed leaves nothing of it. /proc/self/fd/N stands for it until linkat gives it a name.
 * -1 with errno where the system has none; rp_lacks_nameless(errno) tells that from other
 * reasons. */
int rp_nameless_open(const char *path);
bool rp_lacks_nameless(int reason);

/* An output that is either whole or absent. Where the system allows, the file has no name
 * until it is whole, so that a run that is killed leaves nothing; else a temporary one.
 * What is no regular file (a device, a pipe) is written as it is. release of a zeroed or
 * committed one does nothing; of an open one it takes the file away. */
enum rp_out_state {
    RP_OUT_NAMELESS,
    RP_OUT_NAMED,     /* `temporary` is this file */
    RP_OUT_PLACED,    /* `path` is */
    RP_OUT_EXCHANGED, /* so it is, and `temporary` what stood there */
    RP_OUT_DIRECT
};
struct rp_out {
    int fd; /* -1 when closed */
    enum rp_out_state state;
    char *path, *temporary; /* NULL: not open */
};
int rp_out_open(struct rp_out *out, const char *folder, const char *name,
                struct rp_error *err);
/* All of the bytes, or RP_ERR_IO. */
int rp_out_write(struct rp_out *out, struct rp_str bytes, struct rp_error *err);
/* Put all n in their places or none: after an error the files that stood there stand there
 * again (unless the file system knows no exchange, as NFS does not). All are released. */
int rp_outs_commit(struct rp_out *outs, size_t n, struct rp_error *err);
void rp_out_release(struct rp_out *out);

/* Make the folder and what is missing above it. */
int rp_folder_make(const char *path, struct rp_error *err);

#endif
