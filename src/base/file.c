#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
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

static int walk(struct rp_paths *out, const char *path, unsigned depth, unsigned max_depth,
                struct rp_error *err)
{
    if (depth > max_depth)
        return rp_fail(err, RP_ERR_LIMIT, path, 0,
                       "folders nested more than %u deep (--max-depth)", max_depth);
    DIR *folder = opendir(path);
    if (!folder)
        return fail_errno(err, path, "cannot open the folder");
    int status = RP_OK;
    struct rp_buf name = {0};
    for (;;) {
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
        struct stat st;
        if (stat(name.v, &st) != 0)
            continue; /* vanished meanwhile, or a link to nowhere */
        if (S_ISDIR(st.st_mode))
            status = walk(out, name.v, depth + 1, max_depth, err);
        else if (S_ISREG(st.st_mode) && rp_paths_add(out, name.v))
            status = rp_fail_memory(err);
        if (status)
            break;
    }
    rp_buf_release(&name);
    closedir(folder);
    return status;
}

int rp_walk(struct rp_paths *out, const char *path, unsigned max_depth,
            struct rp_error *err)
{
    size_t first = out->n;
    int status = walk(out, path, 0, max_depth, err);
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
    int fd = mkostemp(temporary.v, O_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!file) {
        int status = fail_errno(err, path.v, "cannot write");
        if (fd >= 0) {
            close(fd);
            unlink(temporary.v);
        }
        rp_buf_release(&path);
        rp_buf_release(&temporary);
        return status;
    }
    *out = (struct rp_out){file, path.v, temporary.v};
    return RP_OK;
}

int rp_out_commit(struct rp_out *out, struct rp_error *err)
{
    int status = RP_OK;
    mode_t mask = umask(0);
    umask(mask);
    bool failed = ferror(out->file) != 0;
    if (fflush(out->file) != 0 || failed || fchmod(fileno(out->file), 0666 & ~mask) != 0)
        status = fail_errno(err, out->path, "cannot write");
    if (fclose(out->file) != 0 && status == RP_OK)
        status = fail_errno(err, out->path, "cannot write");
    out->file = NULL;
    if (status == RP_OK && rename(out->temporary, out->path) != 0)
        status = fail_errno(err, out->path, "cannot rename");
    if (status)
        unlink(out->temporary);
    rp_free(out->path);
    rp_free(out->temporary);
    *out = (struct rp_out){0};
    return status;
}

void rp_out_release(struct rp_out *out)
{
    if (out->file) {
        fclose(out->file);
        unlink(out->temporary);
    }
    rp_free(out->path);
    rp_free(out->temporary);
    *out = (struct rp_out){0};
}
