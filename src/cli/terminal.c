/* stdout, stderr, signals, and the progress line. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    HOLD_BYTES = 1 << 16,
    FIRST_DRAW_MS = 400, /* short runs show no progress at all */
    REDRAW_MS = 100,
    FIRST_ESTIMATE_MS = 2000, /* of the time left in a stage */
};

static volatile sig_atomic_t caught;
static bool drawn; /* a progress line stands on the terminal */

static void on_signal(int number)
{
    caught = number;
}

int rp_cli_signal(void)
{
    return caught;
}

static bool is_cancelled(void *context)
{
    (void)context;
    return caught != 0;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What the stages count. */
static const char *unit_of(const char *stage)
{
    static const char *const units[][2] = {{"reading", " files"},   {"collect", " texts"},
                                           {"filter", " texts"},    {"match", " texts"},
                                           {"finding", " clauses"}, {"judging", " pairs"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i][0], stage) == 0)
            return units[i][1];
    return "";
}

/* "12.5 files/s, 3 min 20 s left", where `done` took so long and `left` are to come */
static void draw_rate(const char *stage, uint64_t done, uint64_t left, uint64_t spent_ms)
{
    const uint64_t tenths = done * 10000 / spent_ms;
    if (tenths < 100)
        fprintf(stderr, ", %llu.%llu%s/s", (unsigned long long)tenths / 10,
                (unsigned long long)tenths % 10, unit_of(stage));
    else
        fprintf(stderr, ", %llu%s/s", (unsigned long long)tenths / 10, unit_of(stage));
    /* in floating point: the product can be larger than 64 bits */
    const double to_come = (double)spent_ms / (double)done * (double)left / 1000;
    const unsigned long long seconds = (unsigned long long)to_come + 1;
    if (seconds < 60)
        fprintf(stderr, ", %llu s left", seconds);
    else if (seconds < 3600)
        fprintf(stderr, ", %llu min %llu s left", seconds / 60, seconds % 60);
    else
        fprintf(stderr, ", %llu h %llu min left", seconds / 3600, seconds / 60 % 60);
}

static void draw(void *context, const char *stage, uint64_t done, uint64_t total)
{
    static int64_t started, last, stage_started;
    static uint64_t first; /* done when the stage was heard of */
    static const char *shown;
    (void)context;
    int64_t now = now_ms();
    if (!started)
        started = last = now;
    if (shown != stage) {
        shown = stage;
        stage_started = now;
        first = done;
        last = 0;
    }
    if (now - started < FIRST_DRAW_MS || now - last < REDRAW_MS)
        return;
    last = now;
    drawn = true;
    fprintf(stderr, "\r\033[Kreprise: %.40s ", stage);
    if (!total) {
        fprintf(stderr, "%llu", (unsigned long long)done);
        return;
    }
    fprintf(stderr, "%3u%%", (unsigned)(done * 100 / total));
    uint64_t spent_ms = (uint64_t)(now - stage_started);
    if (done > first && done < total && spent_ms >= FIRST_ESTIMATE_MS)
        draw_rate(stage, done - first, total - done, spent_ms);
}

void rp_cli_progress_erase(void)
{
    if (drawn)
        fputs("\r\033[K", stderr);
    drawn = false;
}

static bool wants_color(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term &&
           strcmp(term, "dumb") != 0;
}

/* One that is ignored, as in a background job, stays so. */
static void catch_signal(int number)
{
    struct sigaction before,
        action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

/* A file that is mapped was cut while it was read, or its disk fails. */
static void on_lost_page(int number, siginfo_t *info, void *context)
{
    static const char message[] =
        "reprise: an input shrank, or could not be read, while it was in use\n";
    (void)context;
    if (info->si_code != BUS_ADRERR && info->si_code != BUS_OBJERR) {
        signal(number, SIG_DFL);
        return;
    }
    ssize_t wrote = write(STDERR_FILENO, message, sizeof message - 1);
    (void)wrote;
    _exit(RP_EXIT_FAILED);
}

void rp_cli_watch(struct rp_cli *cli)
{
    struct sigaction lost_page = {.sa_sigaction = on_lost_page, .sa_flags = SA_SIGINFO};
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    sigaction(SIGBUS, &lost_page, NULL);
    cli->color = !cli->no_color && wants_color();
    cli->progress.cancelled = is_cancelled;
    if (!cli->quiet && isatty(STDERR_FILENO))
        cli->progress.tick = draw;
}

static void say(const char *format, va_list args)
{
    char line[1536];
    vsnprintf(line, sizeof line, format, args);
    for (char *p = line; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' ';
    rp_cli_progress_erase();
    fprintf(stderr, "reprise: %s\n", line);
}

void rp_cli_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

void rp_cli_note(const struct rp_cli *cli, const char *format, ...)
{
    if (cli->quiet)
        return;
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

void rp_cli_say_error(const struct rp_error *err, const char *after)
{
    const char *document =
        strcmp(err->document, "-") == 0 ? "standard input" : err->document;
    if (err->document[0] && err->offset)
        rp_cli_say("%s: byte %llu: %s%s", document, (unsigned long long)err->offset,
                   err->message, after);
    else
        rp_cli_say("%s%s%s%s", document, document[0] ? ": " : "", err->message, after);
}

int rp_cli_write(struct rp_cli *cli, struct rp_str bytes, struct rp_error *err)
{
    if (rp_buf_add_str(&cli->held, bytes))
        return rp_fail_memory(err);
    return cli->held.n < HOLD_BYTES ? RP_OK : rp_cli_flush(cli, err);
}

int rp_cli_flush(struct rp_cli *cli, struct rp_error *err)
{
    size_t done = 0, n = cli->held.n;
    cli->held.n = 0;
    if (n)
        rp_cli_progress_erase();
    while (done < n) {
        /* a signal can also end a write with a part of it done, without an error */
        int status = rp_check_cancelled(&cli->progress, err);
        if (status)
            return status;
        ssize_t wrote = write(STDOUT_FILENO, cli->held.v + done, n - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return rp_fail(err, RP_ERR_IO, "standard output", 0, "cannot write: %s",
                           strerror(errno));
        done += (size_t)wrote;
    }
    return RP_OK;
}
