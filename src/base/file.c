#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { READ_CHUNK_BYTES = 1 << 16, POLL_MS = 100 };

static int fail_errno(struct rp_error *err, const char *path, const char *what)
{
    int code = errno == ENOMEM ? RP_ERR_MEMORY : RP_ERR_IO;
    return rp_fail(err, code, path, 0, "%s: %s", what, strerror(errno));
}

/* Until there is something to read, or the caller asks to stop. */
static int wait_readable(int fd, const char *path, const struct rp_progress *progress,
                         struct rp_error *err)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (;;) {
        int status = rp_check_cancelled(progress, err);
        if (status)
            return status;
        int ready = poll(&wait, 1, POLL_MS);
        if (ready > 0)
            return RP_OK;
        if (ready < 0 && errno != EINTR)
            return fail_errno(err, path, "cannot read");
    }
}

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool rp_stamp_take(struct rp_stamp *stamp, const char *path)
{
    static const int64_t settles_ns = 2000000000;
    struct stat st;
    struct timespec now;
    if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
        clock_gettime(CLOCK_REALTIME, &now) != 0)
        return false;
    *stamp = (struct rp_stamp){.size_bytes = (uint64_t)st.st_size,
                               .inode = st.st_ino,
                               .modified_ns = nanoseconds(st.st_mtim),
                               .changed_ns = nanoseconds(st.st_ctim)};
    const int64_t latest = nanoseconds(now) - settles_ns;
    stamp->settled = stamp->modified_ns <= latest && stamp->changed_ns <= latest;
    return true;
}

bool rp_stamp_equal(const struct rp_stamp *a, const struct rp_stamp *b)
{
    return a->settled && b->settled && a->size_bytes == b->size_bytes &&
           a->inode == b->inode && a->modified_ns == b->modified_ns &&
           a->changed_ns == b->changed_ns;
}

int rp_file_read(const char *path, uint64_t max_bytes, const struct rp_progress *progress,
                 struct rp_buf *out, struct rp_error *err)
{
    int status = RP_OK;
    bool is_stdin = strcmp(path, "-") == 0;
    /* O_NONBLOCK: a named pipe that nobody writes to is waited for below, not here. */
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail_errno(err, path, "cannot open");
    size_t start = out->n;
    struct stat st;
    if (fstat(fd, &st) != 0) {
        status = fail_errno(err, path, "cannot stat");
        goto done;
    }
    if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > max_bytes) {
        status = rp_fail(err, RP_ERR_LIMIT, path, max_bytes,
                         "%llu bytes, more than the cap of %llu (--max-file)",
                         (unsigned long long)st.st_size, (unsigned long long)max_bytes);
        goto done;
    }
    if (S_ISREG(st.st_mode) && rp_vec_reserve(out, out->n + (size_t)st.st_size + 1)) {
        status = rp_fail_memory(err);
        goto done;
    }
    for (;;) {
        if (rp_vec_reserve(out, out->n + 1) ||
            (out->cap - out->n < READ_CHUNK_BYTES && !S_ISREG(st.st_mode) &&
             rp_vec_reserve(out, out->n + READ_CHUNK_BYTES))) {
            status = rp_fail_memory(err);
            break;
        }
        if (!S_ISREG(st.st_mode))
            status = wait_readable(fd, path, progress, err);
        if (status)
            break;
        ssize_t got = read(fd, out->v + out->n, out->cap - out->n);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0) {
            status = fail_errno(err, path, "cannot read");
            break;
        }
        if (got == 0)
            break;
        out->n += (size_t)got;
        if (out->n - start > max_bytes) {
            status = rp_fail(err, RP_ERR_LIMIT, path, max_bytes,
                             "more than the cap of %llu bytes (--max-file)",
                             (unsigned long long)max_bytes);
            break;
        }
    }
done:
    if (!is_stdin)
        close(fd);
    if (status)
        out->n = start;
    return status;
}

int rp_map_open(struct rp_map *map, const char *path, struct rp_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, path, "cannot open");
    int status = RP_OK;
    struct stat st;
    if (fstat(fd, &st) != 0) {
        status = fail_errno(err, path, "cannot stat");
    } else if (!S_ISREG(st.st_mode)) {
        status = rp_fail(err, RP_ERR_UNSUPPORTED, path, 0, "not a regular file");
    } else if (st.st_size == 0) {
        *map = (struct rp_map){"", 0};
    } else {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED)
            status = fail_errno(err, path, "cannot map");
        else
            *map = (struct rp_map){p, (size_t)st.st_size};
    }
    close(fd);
    return status;
}

void rp_map_release(struct rp_map *map)
{
    if (map->n)
        munmap((void *)(uintptr_t)map->p, map->n);
    *map = (struct rp_map){NULL, 0};
}

int rp_paths_add(struct rp_paths *paths, const char *path)
{
    char *copy = rp_strdup(path);
    if (!copy || rp_vec_push(paths, copy)) {
        rp_free(copy);
        return RP_ERR_MEMORY;
    }
    return RP_OK;
}

void rp_paths_release(struct rp_paths *paths)
{
    for (size_t i = 0; i < paths->n; i++)
        rp_free(paths->v[i]);
    rp_vec_release(paths);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folders above, to know a link that leads back to one of them. */
struct above {
    dev_t device;
    ino_t inode;
    const struct above *up;
};

static bool is_above(const struct above *above, const struct stat *st)
{
    for (; above; above = above->up)
        if (above->device == st->st_dev && above->inode == st->st_ino)
            return true;
    return false;
}

struct walk {
    struct rp_paths *out;
    unsigned max_depth;
    void (*left_out)(void *context, const struct rp_error *why);
    void *context;
};

static int walk_folder(const struct walk *walk, const char *path, unsigned depth,
                       const struct above *up, struct rp_error *err);

/* A folder in a folder: what cannot be read of it is told, and the rest goes on. */
static int walk_inner(const struct walk *walk, const char *path, unsigned depth,
                      const struct above *up, struct rp_error *err)
{
    struct rp_error why = {0};
    int status = walk_folder(walk, path, depth, up, &why);
    if (status == RP_ERR_IO) {
        if (walk->left_out)
            walk->left_out(walk->context, &why);
        return RP_OK;
    }
    if (status && err)
        *err = why;
    return status;
}

static int walk_folder(const struct walk *walk, const char *path, unsigned depth,
                       const struct above *up, struct rp_error *err)
{
    struct stat st;
    if (depth > walk->max_depth)
        return rp_fail(err, RP_ERR_LIMIT, path, 0,
                       "folders nested more than %u deep (--max-depth)", walk->max_depth);
    DIR *folder = opendir(path);
    if (!folder || fstat(dirfd(folder), &st) != 0) {
        int status = fail_errno(err, path, "cannot open the folder");
        if (folder)
            closedir(folder);
        return status;
    }
    const struct above here = {st.st_dev, st.st_ino, up};
    int status = RP_OK;
    struct rp_buf name = {0};
    while (status == RP_OK && !is_above(up, &st)) {
        errno = 0;
        struct dirent *entry = readdir(folder);
        if (!entry) {
            if (errno)
                status = fail_errno(err, path, "cannot read the folder");
            break;
        }
        if (entry->d_name[0] == '.' || strncmp(entry->d_name, "~$", 2) == 0)
            continue;
        name.n = 0;
        size_t len = strlen(path);
        const char *slash = len && path[len - 1] == '/' ? "" : "/";
        if (rp_buf_printf(&name, "%s%s%s", path, slash, entry->d_name)) {
            status = rp_fail_memory(err);
            break;
        }
        /* What is listed without its kind, or as a link, is looked at; if it cannot be, it
         * is taken for a file, so that reading it says why. */
        struct stat of;
        bool is_folder = entry->d_type == DT_DIR;
        bool is_file = entry->d_type == DT_REG;
        if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN) {
            const bool is_known = stat(name.v, &of) == 0;
            is_folder = is_known && S_ISDIR(of.st_mode);
            is_file = !is_known || S_ISREG(of.st_mode);
        }
        if (is_folder)
            status = walk_inner(walk, name.v, depth + 1, &here, err);
        else if (is_file && rp_paths_add(walk->out, name.v))
            status = rp_fail_memory(err);
    }
    rp_buf_release(&name);
    closedir(folder);
    return status;
}

int rp_walk(struct rp_paths *out, const char *path, unsigned max_depth,
            void (*left_out)(void *context, const struct rp_error *why), void *context,
            struct rp_error *err)
{
    size_t first = out->n;
    const struct walk walk = {out, max_depth, left_out, context};
    int status = walk_folder(&walk, path, 0, NULL, err);
    if (status) {
        while (out->n > first)
            rp_free(out->v[--out->n]);
        return status;
    }
    if (out->n > first)
        qsort(out->v + first, out->n - first, sizeof *out->v, compare_paths);
    return RP_OK;
}

int rp_folder_make(const char *path, struct rp_error *err)
{
    char *copy = rp_strdup(path);
    if (!copy)
        return rp_fail_memory(err);
    int status = RP_OK;
    for (char *p = copy + 1;; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
            status = fail_errno(err, path, "cannot make the folder");
            break;
        }
        *p = kept;
        if (kept == '\0')
            break;
    }
    struct stat st;
    if (status == RP_OK && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
        status = rp_fail(err, RP_ERR_IO, path, 0, "not a folder");
    rp_free(copy);
    return status;
}

int rp_nameless_open(const char *path)
{
    struct rp_buf folder = {0};
    const char *slash = strrchr(path, '/');
    int fd = -1;
    if (rp_buf_add(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1) ||
        rp_buf_putc(&folder, '\0'))
        errno = ENOMEM;
    else if (access("/proc/self/fd", X_OK) != 0)
        errno = EOPNOTSUPP;
    else
        fd = open(folder.v, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    rp_buf_release(&folder);
    return fd;
}

bool rp_lacks_nameless(int reason)
{
    return reason == EOPNOTSUPP || reason == EISDIR || reason == EINVAL || reason == ENOENT;
}

/* With the rights that open() would have given. */
static int open_named(char *temporary)
{
    mode_t mask = umask(0);
    umask(mask);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd >= 0 && fchmod(fd, 0666 & ~mask) != 0) {
        int reason = errno;
        close(fd);
        unlink(temporary);
        errno = reason;
        return -1;
    }
    return fd;
}

static int open_out(struct rp_out *out)
{
    struct stat st;
    if (stat(out->path, &st) == 0 && !S_ISREG(st.st_mode)) {
        out->state = RP_OUT_DIRECT;
        return open(out->path, O_WRONLY | O_CLOEXEC);
    }
    out->state = RP_OUT_NAMELESS;
    int fd = rp_nameless_open(out->path);
    if (fd >= 0 || !rp_lacks_nameless(errno))
        return fd;
    fd = open_named(out->temporary);
    if (fd >= 0)
        out->state = RP_OUT_NAMED;
    return fd;
}

int rp_out_open(struct rp_out *out, const char *folder, const char *name,
                struct rp_error *err)
{
    struct rp_buf path = {0}, temporary = {0};
    const char *base = folder ? folder : "";
    const char *slash = folder ? "/" : "";
    if (rp_buf_printf(&path, "%s%s%s", base, slash, name) ||
        rp_buf_printf(&temporary, "%s%s%s.XXXXXX", base, slash, name)) {
        rp_buf_release(&path);
        rp_buf_release(&temporary);
        return rp_fail_memory(err);
    }
    struct rp_out opened = {.path = path.v, .temporary = temporary.v};
    opened.fd = open_out(&opened);
    if (opened.fd < 0) {
        int status = fail_errno(err, path.v, "cannot write");
        rp_buf_release(&path);
        rp_buf_release(&temporary);
        return status;
    }
    *out = opened;
    return RP_OK;
}

int rp_out_write(struct rp_out *out, struct rp_str bytes, struct rp_error *err)
{
    while (bytes.n > 0) {
        ssize_t wrote = write(out->fd, bytes.p, bytes.n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return fail_errno(err, out->path, "cannot write");
        bytes.p += wrote;
        bytes.n -= (size_t)wrote;
    }
    return RP_OK;
}

/* A name that nobody has: that of mkstemp, whose file makes room for the link. */
static int link_nameless(struct rp_out *out)
{
    enum { TRIES = 100 };
    char source[64];
    snprintf(source, sizeof source, "/proc/self/fd/%d", out->fd);
    size_t n = strlen(out->temporary);
    for (int i = 0; i < TRIES; i++) {
        memcpy(out->temporary + n - 6, "XXXXXX", 6);
        int fd = mkostemp(out->temporary, O_CLOEXEC);
        if (fd < 0)
            return -1;
        close(fd);
        unlink(out->temporary);
        if (linkat(AT_FDCWD, source, AT_FDCWD, out->temporary, AT_SYMLINK_FOLLOW) == 0) {
            out->state = RP_OUT_NAMED;
            return 0;
        }
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* Name the file, beside the place it is for, and close it: what can go wrong with writing
 * has gone wrong by then. */
static int finish(struct rp_out *out, struct rp_error *err)
{
    int status = RP_OK;
    if (out->state == RP_OUT_NAMELESS && link_nameless(out) != 0)
        status = fail_errno(err, out->path, "cannot write");
    int fd = out->fd;
    out->fd = -1;
    /* Linux closes it though the call was interrupted. */
    if (close(fd) != 0 && errno != EINTR && status == RP_OK)
        status = fail_errno(err, out->path, "cannot write");
    return status;
}

/* Put the file in its place. What stood there takes its temporary name, so that this can be
 * undone; where the file system cannot do that, it is gone. */
static int place(struct rp_out *out, struct rp_error *err)
{
    struct stat st;
    if (lstat(out->path, &st) == 0 && !S_ISDIR(st.st_mode) &&
        renameat2(AT_FDCWD, out->temporary, AT_FDCWD, out->path, RENAME_EXCHANGE) == 0) {
        out->state = RP_OUT_EXCHANGED;
        return RP_OK;
    }
    if (rename(out->temporary, out->path) != 0)
        return fail_errno(err, out->path, "cannot rename");
    out->state = RP_OUT_PLACED;
    return RP_OK;
}

static void take_back(struct rp_out *out)
{
    if (out->state == RP_OUT_PLACED)
        unlink(out->path);
    else if (out->state == RP_OUT_EXCHANGED &&
             renameat2(AT_FDCWD, out->temporary, AT_FDCWD, out->path, RENAME_EXCHANGE) == 0)
        out->state = RP_OUT_NAMED;
}

int rp_outs_commit(struct rp_out *outs, size_t n, struct rp_error *err)
{
    int status = RP_OK;
    size_t n_placed = 0;
    for (size_t i = 0; i < n && status == RP_OK; i++)
        status = finish(&outs[i], err);
    for (; n_placed < n && status == RP_OK; n_placed += status == RP_OK)
        if (outs[n_placed].state != RP_OUT_DIRECT)
            status = place(&outs[n_placed], err);
    while (status && n_placed > 0)
        take_back(&outs[--n_placed]);
    for (size_t i = 0; i < n; i++)
        rp_out_release(&outs[i]);
    return status;
}

void rp_out_release(struct rp_out *out)
{
    if (!out->path)
        return;
    if (out->fd >= 0)
        close(out->fd);
    if (out->state == RP_OUT_NAMED || out->state == RP_OUT_EXCHANGED)
        unlink(out->temporary);
    rp_free(out->path);
    rp_free(out->temporary);
    *out = (struct rp_out){0};
}
