/* A library to preload: makes the n-th allocation or system call of a program fail. What to
 * do stands in the environment:
 *
 *   FAULTS=KIND:HOW@N    the N-th only
 *   FAULTS=KIND:HOW@N+   the N-th and all after it
 *   FAULTS=KIND:HOW@N~   every N-th
 *   FAULTS_LOG=FILE      at the end of the run: "n_seen n_failed", and for KIND alloc with
 *                        HOW trace one line for each allocation, a hash of who called it
 *
 * KIND alloc: malloc and its family, and mmap as the program and its libraries call them;
 * HOW is "fail" or "trace" (count only). Other kinds are groups of system calls, see
 * `groups`; HOW is "short" (reads and writes: fewer bytes than asked for), "count", or an
 * error.
 *
 * System calls are caught by a seccomp filter that raises SIGSYS, so that those which the C
 * library makes for itself are caught too; the handler makes the call, from an address that
 * the filter lets pass, or does not. x86-64 only. Those on stderr, and those before the
 * program starts, do not count.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define SHOW __attribute__((visibility("default")))

enum when { NEVER, ONCE, FROM, EACH };
enum { MAX_TRACE = 4 << 20, EARLY_BYTES = 1 << 16, FRAMES = 24, SKIPPED_FRAMES = 3 };

static enum when when;
static bool is_alloc, is_trace, is_short;
static long error_number;
static uint64_t at;
static atomic_bool armed;
static atomic_uint_fast64_t n_seen, n_failed;
static uint32_t *trace;
static char log_path[4096];

static bool fails(void)
{
    uint64_t n = atomic_fetch_add(&n_seen, 1) + 1;
    bool is_due = (when == ONCE && n == at) || (when == FROM && n >= at) ||
                  (when == EACH && n % at == 0);
    if (is_due)
        atomic_fetch_add(&n_failed, 1);
    return is_due;
}

/* ---- allocations -------------------------------------------------------------------- */

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);
static int (*real_posix_memalign)(void **, size_t, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);

/* dlsym allocates before it can say where malloc is. */
static _Alignas(16) char early[EARLY_BYTES];
static size_t n_early;

static void *take_early(size_t n)
{
    size_t first = n_early;
    n_early += (n + 15) / 16 * 16;
    if (n_early > sizeof early)
        abort();
    return early + first;
}

static bool is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof early;
}

static void find_real(void)
{
    static bool is_finding;
    if (real_mmap || is_finding)
        return;
    is_finding = true;
#define FIND(name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)
    FIND(malloc);
    FIND(calloc);
    FIND(realloc);
    FIND(free);
    FIND(posix_memalign);
    FIND(aligned_alloc);
    FIND(mmap);
#undef FIND
    is_finding = false;
}

/* A hash of the return addresses, which says who wants memory. */
static uint32_t who(void)
{
    void *frames[FRAMES];
    uint64_t hash = 14695981039346656037u;
    int n = backtrace(frames, FRAMES);
    for (int i = SKIPPED_FRAMES; i < n; i++)
        hash = (hash ^ (uintptr_t)frames[i]) * 1099511628211u;
    return (uint32_t)(hash ^ hash >> 32);
}

static bool alloc_fails(void)
{
    static _Thread_local bool is_inside;
    if (!is_alloc || !atomic_load_explicit(&armed, memory_order_relaxed) || is_inside)
        return false;
    is_inside = true;
    bool is_due = fails();
    if (is_trace) {
        uint64_t n = atomic_load(&n_seen);
        if (n <= MAX_TRACE)
            trace[n - 1] = who();
    }
    is_inside = false;
    if (is_due)
        errno = ENOMEM;
    return is_due;
}

SHOW void *malloc(size_t n)
{
    find_real();
    if (!real_malloc)
        return take_early(n);
    return alloc_fails() ? NULL : real_malloc(n);
}

SHOW void *calloc(size_t n, size_t size)
{
    find_real();
    if (!real_calloc)
        return take_early(n * size);
    return alloc_fails() ? NULL : real_calloc(n, size);
}

SHOW void *realloc(void *p, size_t n)
{
    find_real();
    if (!real_realloc || is_early(p))
        abort(); /* dlsym does not do this */
    return alloc_fails() ? NULL : real_realloc(p, n);
}

SHOW void free(void *p)
{
    if (!is_early(p) && real_free)
        real_free(p);
}

SHOW int posix_memalign(void **p, size_t alignment, size_t n)
{
    find_real();
    return alloc_fails() ? ENOMEM : real_posix_memalign(p, alignment, n);
}

SHOW void *aligned_alloc(size_t alignment, size_t n)
{
    find_real();
    return alloc_fails() ? NULL : real_aligned_alloc(alignment, n);
}

SHOW void *mmap(void *p, size_t n, int protection, int flags, int fd, off_t offset)
{
    find_real();
    return alloc_fails() ? MAP_FAILED : real_mmap(p, n, protection, flags, fd, offset);
}

/* ---- system calls ------------------------------------------------------------------- */

#if defined(__x86_64__)

static const struct group {
    const char *name;
    int calls[6]; /* ends with -1 */
    bool has_fd;  /* as its first argument */
} groups[] = {
    {"read", {SYS_read, SYS_pread64, SYS_readv, -1}, true},
    {"write", {SYS_write, SYS_pwrite64, SYS_writev, -1}, true},
    {"open", {SYS_open, SYS_openat, SYS_creat, SYS_memfd_create, -1}, false},
    {"close", {SYS_close, -1}, true},
    {"stat", {SYS_stat, SYS_fstat, SYS_lstat, SYS_newfstatat, SYS_statx, -1}, false},
    {"folder", {SYS_getdents64, -1}, true},
    {"mkdir", {SYS_mkdir, SYS_mkdirat, -1}, false},
    {"rename", {SYS_rename, SYS_renameat, SYS_renameat2, -1}, false},
    {"exchange", {SYS_renameat2, -1}, false},
    {"link", {SYS_link, SYS_linkat, -1}, false},
    {"sync", {SYS_fsync, SYS_fdatasync, -1}, true},
    {"unlink", {SYS_unlink, SYS_unlinkat, -1}, false},
    {"chmod", {SYS_fchmod, -1}, true},
    {"seek", {SYS_lseek, -1}, true},
    {"space", {SYS_fallocate, SYS_ftruncate, -1}, true},
    {"poll", {SYS_poll, SYS_ppoll, -1}, false},
    {"map", {SYS_mmap, -1}, false},
};

/* All real calls are made here; the filter lets calls from this page pass. */
__asm__(".pushsection .text\n"
        ".balign 4096\n"
        ".type faults_call, @function\n"
        "faults_call:\n"
        "  mov %rdi, %rax\n"
        "  mov %rsi, %rdi\n"
        "  mov %rdx, %rsi\n"
        "  mov %rcx, %rdx\n"
        "  mov %r8, %r10\n"
        "  mov %r9, %r8\n"
        "  mov 8(%rsp), %r9\n"
        "  syscall\n"
        "  ret\n"
        ".balign 4096\n"
        ".popsection\n");
long faults_call(long number, long a, long b, long c, long d, long e, long f)
    __attribute__((visibility("hidden")));

static const struct group *chosen;

static void on_call(int number, siginfo_t *info, void *context)
{
    static atomic_uint_fast32_t random = 1;
    greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    int saved = errno;
    long size = r[REG_RDX];
    (void)number;
    bool is_due =
        atomic_load(&armed) && !(chosen->has_fd && r[REG_RDI] == STDERR_FILENO) && fails();
    if (is_due && !is_short) {
        r[REG_RAX] = -error_number;
        errno = saved;
        return;
    }
    if (is_due && size > 1) {
        uint_fast32_t x = atomic_fetch_add(&random, 1) * 2654435761u % 1009;
        size = size > (long)x ? (long)x + 1 : size / 2;
    }
    r[REG_RAX] = faults_call(info->si_syscall, r[REG_RDI], r[REG_RSI], size, r[REG_R10],
                             r[REG_R8], r[REG_R9]);
    errno = saved;
}

static void catch_calls(void)
{
    struct sock_filter filter[32];
    unsigned short n = 0;
    uint64_t page = (uintptr_t)&faults_call;
    const uint32_t ip = offsetof(struct seccomp_data, instruction_pointer);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ip + 4);
    filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                               (uint32_t)(page >> 32), 0, 4);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ip);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, ~UINT32_C(4095));
    filter[n++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)page, 0, 1);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                               offsetof(struct seccomp_data, nr));
    for (int i = 0; chosen->calls[i] >= 0; i++) {
        filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                                   (uint32_t)chosen->calls[i], 0, 1);
        filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    }
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_fprog program = {n, filter};
    struct sigaction action = {.sa_sigaction = on_call,
                               .sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART};
    if (sigaction(SIGSYS, &action, NULL) != 0 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        dprintf(STDERR_FILENO, "faults: no seccomp filter here\n");
        _exit(77);
    }
}

static bool choose(const char *kind)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].name, kind) == 0)
            chosen = &groups[i];
    return chosen != NULL;
}

#else

static void catch_calls(void)
{
}

static bool choose(const char *kind)
{
    (void)kind;
    dprintf(STDERR_FILENO, "faults: system calls are caught on x86-64 only\n");
    _exit(77);
}

#endif

/* ---- the run ------------------------------------------------------------------------ */

static bool parse_how(const char *how)
{
    static const struct {
        const char *name;
        int number;
    } errors[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC},        {"EINTR", EINTR},
                  {"EMFILE", EMFILE}, {"ENFILE", ENFILE},        {"ENOENT", ENOENT},
                  {"EACCES", EACCES}, {"ENOMEM", ENOMEM},        {"EDQUOT", EDQUOT},
                  {"EAGAIN", EAGAIN}, {"EPIPE", EPIPE},          {"EROFS", EROFS},
                  {"EINVAL", EINVAL}, {"EOPNOTSUPP", EOPNOTSUPP}};
    if (strcmp(how, "count") == 0 || strcmp(how, "trace") == 0) {
        when = NEVER;
        is_trace = how[0] == 't';
        return true;
    }
    is_short = strcmp(how, "short") == 0;
    if (is_short || strcmp(how, "fail") == 0)
        return true;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].name, how) == 0)
            error_number = errors[i].number;
    return error_number != 0;
}

__attribute__((constructor)) static void begin(void)
{
    char kind[32], how[32], mark = 0;
    unsigned long long n;
    const char *spec = getenv("FAULTS"), *path = getenv("FAULTS_LOG");
    find_real();
    if (!spec)
        return;
    if (path && strlen(path) < sizeof log_path)
        memcpy(log_path, path, strlen(path) + 1);
    int n_read = sscanf(spec, "%31[^:]:%31[^@]@%llu%c", kind, how, &n, &mark);
    at = n;
    when = mark == '+' ? FROM : mark == '~' ? EACH : ONCE;
    is_alloc = strcmp(kind, "alloc") == 0;
    if (n_read < 3 || at == 0 || !parse_how(how) || !(is_alloc || choose(kind))) {
        dprintf(STDERR_FILENO, "faults: %s: not understood\n", spec);
        _exit(78);
    }
    if (is_trace) {
        void *frames[1];
        backtrace(frames, 1); /* loads what it needs */
        trace = real_mmap(NULL, MAX_TRACE * sizeof *trace, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    }
    unsetenv("FAULTS"); /* programs that this one starts run as they are */
    if (!is_alloc)
        catch_calls();
    atomic_store(&armed, true);
}

__attribute__((destructor)) static void end(void)
{
    if (!atomic_exchange(&armed, false) || !log_path[0])
        return;
    int fd = open(log_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return;
    uint64_t n = atomic_load(&n_seen);
    dprintf(fd, "%llu %llu\n", (unsigned long long)n,
            (unsigned long long)atomic_load(&n_failed));
    for (uint64_t i = 0; trace && i < n && i < MAX_TRACE; i++)
        dprintf(fd, "%08x\n", trace[i]);
    close(fd);
}
