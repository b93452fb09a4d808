#include "base/block.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/alloc.h"

/* Blocks of this size are mapped in huge pages: the first touch of 240 MB of join entries
 * takes a third of the time. */
enum { HUGE_PAGE_BYTES = 2 << 20 };

static uint64_t available_bytes(void)
{
    static const char label[] = "MemAvailable:";
    unsigned long long kib = 0;
    char line[128];
    FILE *file = fopen("/proc/meminfo", "re");
    while (file && !kib && fgets(line, sizeof line, file))
        if (strncmp(line, label, sizeof label - 1) == 0)
            kib = strtoull(line + sizeof label - 1, NULL, 10);
    if (file)
        fclose(file);
    return kib ? kib * 1024 : UINT64_C(1) << 30;
}

void rp_budget_init(struct rp_budget *budget, uint64_t limit_bytes, const char *folder)
{
    const char *tmpdir = getenv("TMPDIR");
    *budget = (struct rp_budget){
        .limit_bytes = limit_bytes ? limit_bytes : available_bytes() / 2,
        .folder = folder              ? folder
                  : tmpdir && *tmpdir ? tmpdir
                                      : "/var/tmp",
    };
}

static int fail_spill(struct rp_error *err, const char *folder, size_t n_bytes, int reason)
{
    return rp_fail(err, RP_ERR_IO, NULL, 0,
                   "cannot spill %zu MiB to %s: %s (--memory, TMPDIR)", n_bytes >> 20,
                   folder, strerror(reason));
}

static int open_nameless(const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    char path[4096];
    if (snprintf(path, sizeof path, "%s/reprise.XXXXXX", folder) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static int map_spilled(struct rp_block *block, const char *folder, size_t n_bytes,
                       struct rp_error *err)
{
    int fd = open_nameless(folder);
    if (fd < 0)
        return fail_spill(err, folder, n_bytes, errno);
    int reason = posix_fallocate(fd, 0, (off_t)n_bytes);
    void *p = MAP_FAILED;
    if (!reason) {
        p = mmap(NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        reason = p == MAP_FAILED ? errno : 0;
    }
    close(fd);
    if (reason)
        return fail_spill(err, folder, n_bytes, reason);
    *block = (struct rp_block){p, n_bytes, true};
    return RP_OK;
}

int rp_block_new(struct rp_block *block, struct rp_budget *budget, size_t n_bytes,
                 struct rp_error *err)
{
    if (n_bytes == 0)
        n_bytes = 1;
    uint64_t used = atomic_fetch_add(&budget->used_bytes, n_bytes) + n_bytes;
    if (used > budget->limit_bytes) {
        atomic_fetch_sub(&budget->used_bytes, n_bytes);
        int status = map_spilled(block, budget->folder, n_bytes, err);
        if (status == RP_OK)
            atomic_fetch_add(&budget->spilled_bytes, n_bytes);
        return status;
    }
    /* Tests make the n-th allocation fail; a mapping counts as one. */
    void *probe = rp_alloc(1, 1);
    void *p = probe ? mmap(NULL, n_bytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                    : MAP_FAILED;
    rp_free(probe);
    if (p == MAP_FAILED) {
        atomic_fetch_sub(&budget->used_bytes, n_bytes);
        return rp_fail_memory(err);
    }
    if (n_bytes >= HUGE_PAGE_BYTES)
        (void)madvise(p, n_bytes, MADV_HUGEPAGE);
    *block = (struct rp_block){p, n_bytes, false};
    return RP_OK;
}

void rp_block_release(struct rp_block *block, struct rp_budget *budget)
{
    if (!block->p)
        return;
    munmap(block->p, block->n_bytes);
    if (!block->spilled)
        atomic_fetch_sub(&budget->used_bytes, block->n_bytes);
    *block = (struct rp_block){0};
}

/* Grow by moving into a block of twice the size; past half of the budget that is a file. */
static int grow(struct rp_block *block, size_t n, struct rp_budget *budget,
                struct rp_error *err)
{
    struct rp_block larger;
    struct rp_budget half = {.limit_bytes = budget->limit_bytes / 2,
                             .folder = budget->folder};
    bool in_memory = 2 * block->n_bytes <= half.limit_bytes;
    int status = rp_block_new(&larger, in_memory ? budget : &half, 2 * block->n_bytes, err);
    if (status)
        return status;
    memcpy(larger.p, block->p, n);
    rp_block_release(block, budget);
    *block = larger;
    return RP_OK;
}

int rp_block_read(struct rp_block *block, size_t *n_bytes, int fd, const char *name,
                  struct rp_budget *budget, const struct rp_progress *progress,
                  struct rp_error *err)
{
    struct rp_block read_in = {0};
    size_t n = 0;
    int status = rp_block_new(&read_in, budget, HUGE_PAGE_BYTES, err);
    while (status == RP_OK) {
        if (n == read_in.n_bytes && (status = grow(&read_in, n, budget, err)))
            break;
        if ((status = rp_check_cancelled(progress, err)))
            break;
        size_t room = read_in.n_bytes - n;
        ssize_t got = read(fd, (char *)read_in.p + n, room < 1 << 22 ? room : 1 << 22);
        if (got < 0 && errno != EINTR)
            status = rp_fail(err, RP_ERR_IO, name, n, "cannot read: %s", strerror(errno));
        if (got == 0)
            break;
        n += got > 0 ? (size_t)got : 0;
    }
    if (status) {
        rp_block_release(&read_in, budget);
        return status;
    }
    *block = read_in;
    *n_bytes = n;
    return RP_OK;
}
