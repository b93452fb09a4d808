/* `dedup`: the near-duplicates of a large collection of paragraphs, one a line. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/block.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_flat.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "match/join.h"
#include "match/sketch.h"
#include "text/shingle.h"

enum {
    PIECE_BYTES = 1 << 22,
    SKIPPED_NAMED = 5,
    RECALL_SAMPLE = 200000,
    LINES_A_LOOK = 1 << 16
};

struct strings {
    struct rp_str *v;
    size_t n, cap;
};

/* A piece of the input, cut at line ends; pieces are cut into lines in parallel. */
struct piece {
    const char *begin;
    struct strings lines;
    struct rp_buf unescaped; /* JSON strings with escapes */
    struct {
        size_t *v; /* lines whose p is still an offset in `unescaped` */
        size_t n, cap;
    } moved;
    struct {
        size_t *v; /* lines without the field */
        size_t n, cap;
    } skipped;
    struct rp_error err;
};

struct dedup {
    struct rp_cli *cli;
    struct rp_budget budget;
    struct rp_map map;     /* the input: mapped, */
    struct rp_block block; /* or read from a stream */
    struct rp_str input;
    struct piece *pieces;
    size_t n_pieces;
    _Atomic uint64_t next_piece;
    struct strings lines;
    struct rp_join_stats stats;
    struct rp_pairs pairs;
    struct rp_clusters clusters;
    uint32_t recall_ppm;
    double read_seconds, split_seconds, recall_seconds, write_seconds;
};

static double now_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int read_input(struct dedup *d, struct rp_error *err)
{
    const char *path = d->cli->operands[0];
    size_t n = 0;
    if (strcmp(path, "-") == 0) {
        int status = rp_block_read(&d->block, &n, STDIN_FILENO, "standard input",
                                   &d->budget, &d->cli->progress, err);
        d->input = (struct rp_str){d->block.p, n};
        return status;
    }
    int status = rp_map_open(&d->map, path, err);
    if (status == RP_OK) {
        d->input = (struct rp_str){d->map.p, d->map.n};
        return RP_OK;
    }
    if (status != RP_ERR_UNSUPPORTED)
        return status;
    /* A pipe or a device. */
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return rp_fail(err, RP_ERR_IO, path, 0, "cannot open: %s", strerror(errno));
    status = rp_block_read(&d->block, &n, fd, path, &d->budget, &d->cli->progress, err);
    d->input = (struct rp_str){d->block.p, n};
    close(fd);
    return status;
}

/* The text of one line of JSON: a run of the line, or of piece->unescaped. */
static int add_member(struct piece *piece, struct rp_str line, struct rp_str field)
{
    struct rp_str value = {"", 0};
    int found = rp_json_flat_field(line, field, &value);
    if (found < 0) {
        size_t at = piece->unescaped.n;
        struct rp_error err;
        found = rp_json_line_field(line, field.p, &piece->unescaped, &err);
        if (found == RP_ERR_MEMORY)
            return RP_ERR_MEMORY;
        if (found == 1) {
            if (rp_vec_push(&piece->moved, piece->lines.n))
                return RP_ERR_MEMORY;
            value = (struct rp_str){(const char *)at, piece->unescaped.n - at};
        }
    }
    if (found != 1 && rp_vec_push(&piece->skipped, piece->lines.n))
        return RP_ERR_MEMORY;
    return rp_vec_push(&piece->lines, value);
}

/* Where pieces begin: after the first line end at or past their nominal begin. One after
 * the other, so that a line over many pieces is looked through once, not once for each. */
static void set_piece_begins(struct dedup *d)
{
    const char *end = d->input.p + d->input.n, *p = d->input.p;
    for (size_t i = 0; i < d->n_pieces; i++) {
        const char *nominal = d->input.p + i * PIECE_BYTES;
        if (i > 0 && p < nominal) {
            const char *newline = memchr(nominal - 1, '\n', (size_t)(end - nominal) + 1);
            p = newline ? newline + 1 : end;
        }
        d->pieces[i].begin = p;
    }
}

static int cut_lines(void *context, unsigned thread)
{
    struct dedup *d = context;
    uint64_t i, past;
    int status = RP_OK;
    const char *field = d->cli->jsonl;
    (void)thread;
    while (status == RP_OK && rp_claim(&d->next_piece, d->n_pieces, 1, &i, &past)) {
        struct piece *piece = &d->pieces[i];
        const char *end =
            i + 1 < d->n_pieces ? d->pieces[i + 1].begin : d->input.p + d->input.n;
        status = rp_check_cancelled(&d->cli->progress, &piece->err);
        for (const char *p = piece->begin, *stop; p < end && status == RP_OK;
             p = stop + 1) {
            stop = memchr(p, '\n', (size_t)(end - p));
            stop = stop ? stop : end;
            struct rp_str line = {p, (size_t)(stop - p)};
            if (field ? add_member(piece, line, rp_str_of(field))
                      : rp_vec_push(&piece->lines, line))
                status = rp_fail_memory(&piece->err);
        }
        for (size_t k = 0; k < piece->moved.n && status == RP_OK; k++) {
            struct rp_str *line = &piece->lines.v[piece->moved.v[k]];
            line->p = piece->unescaped.v + (size_t)line->p;
        }
    }
    return status;
}

/* Bring the pieces' lines into one array and name those that were skipped. */
static int join_pieces(struct dedup *d, struct rp_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_pieces; i++)
        n += d->pieces[i].lines.n;
    if (rp_vec_reserve(&d->lines, n))
        return rp_fail_memory(err);
    for (size_t i = 0; i < d->n_pieces; i++) {
        struct piece *piece = &d->pieces[i];
        for (size_t k = 0; k < piece->skipped.n; k++)
            if (d->cli->n_skipped++ < SKIPPED_NAMED)
                rp_cli_say("%s:%zu: skipped: no JSON object with a string \"%s\"",
                           d->cli->operands[0], d->lines.n + piece->skipped.v[k] + 1,
                           d->cli->jsonl);
        if (piece->lines.n)
            memcpy(d->lines.v + d->lines.n, piece->lines.v,
                   piece->lines.n * sizeof *d->lines.v);
        d->lines.n += piece->lines.n;
        rp_vec_release(&piece->lines);
    }
    if (d->cli->n_skipped > SKIPPED_NAMED)
        rp_cli_say("%s: %zu lines skipped in all", d->cli->operands[0], d->cli->n_skipped);
    return RP_OK;
}

static int split_input(struct dedup *d, struct rp_error *err)
{
    d->n_pieces = d->input.n / PIECE_BYTES + 1;
    d->pieces = rp_alloc_zero(d->n_pieces, sizeof *d->pieces);
    if (!d->pieces)
        return rp_fail_memory(err);
    set_piece_begins(d);
    int status = rp_parallel(rp_threads(d->cli->options.threads), cut_lines, d);
    for (size_t i = 0; i < d->n_pieces && status; i++)
        if (d->pieces[i].err.code == status) {
            *err = d->pieces[i].err;
            return status;
        }
    status = join_pieces(d, err);
    for (size_t i = 0; i < d->lines.n && status == RP_OK; i++)
        if (d->lines.v[i].n > UINT32_MAX)
            status = rp_fail(err, RP_ERR_LIMIT, d->cli->operands[0], 0,
                             "line %zu is longer than 4 GiB", i + 1);
    return status;
}

static int find_duplicates(struct dedup *d, struct rp_error *err)
{
    const struct rp_options *options = &d->cli->options;
    struct rp_texts texts = {d->lines.v, d->lines.n, options->shingle_tok};
    struct rp_sets sets = {d->lines.n, rp_texts_fill, &texts};
    struct rp_options left = *options;
    uint64_t used = atomic_load(&d->budget.used_bytes);
    left.memory_bytes = d->budget.limit_bytes > used ? d->budget.limit_bytes - used : 1;
    bool pairs = d->cli->pairs || d->cli->check_recall;
    int status = rp_join(pairs ? &d->pairs : NULL, &d->clusters, &d->stats, &sets, &left,
                         &d->cli->progress, err);
    if (status || !d->cli->check_recall)
        return status;
    double start = now_seconds();
    status = rp_join_recall(&d->recall_ppm, &d->pairs, RECALL_SAMPLE, &sets, &left,
                            &d->cli->progress, err);
    d->recall_seconds = now_seconds() - start;
    return status;
}

/* Decimal digits of x at out; returns their number. */
static size_t put_number(char *out, uint64_t x)
{
    char digits[20];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + x % 10);
    while (x /= 10);
    for (size_t i = 0; i < n; i++)
        out[i] = digits[n - 1 - i];
    return n;
}

static int write_pairs(struct dedup *d, struct rp_error *err)
{
    int status = RP_OK;
    for (size_t i = 0; i < d->pairs.n && status == RP_OK; i++) {
        if (i % LINES_A_LOOK == 0 && (status = rp_check_cancelled(&d->cli->progress, err)))
            break;
        const struct rp_pair *pair = &d->pairs.v[i];
        uint64_t all = (uint64_t)pair->size_a + pair->size_b - pair->shared;
        uint64_t ppm = ((uint64_t)pair->shared * 2000000 + all) / (2 * all);
        char line[64];
        size_t n = put_number(line, (uint64_t)pair->a + 1);
        line[n++] = '\t';
        n += put_number(line + n, (uint64_t)pair->b + 1);
        line[n++] = '\t';
        line[n++] = (char)('0' + ppm / 1000000);
        line[n++] = '.';
        n += put_number(line + n, 1000000 + ppm % 1000000) - 7;
        memmove(line + n, line + n + 1, 6);
        line[n + 6] = '\n';
        status = rp_cli_write(d->cli, (struct rp_str){line, n + 7}, err);
    }
    return status;
}

static int write_clusters(struct dedup *d, struct rp_error *err)
{
    uint32_t *home = rp_alloc_zero(d->lines.n, sizeof *home); /* representative + 1 */
    if (!home)
        return rp_fail_memory(err);
    for (size_t c = 0; c < d->clusters.clusters.n; c++) {
        const struct rp_cluster *cluster = &d->clusters.clusters.v[c];
        const uint32_t *member = d->clusters.members.v + cluster->first;
        for (uint32_t k = 0; k < cluster->n; k++)
            home[member[k]] = member[0] + 1;
    }
    int status = RP_OK;
    for (size_t i = 0; i < d->lines.n && status == RP_OK; i++) {
        if (i % LINES_A_LOOK == 0 && (status = rp_check_cancelled(&d->cli->progress, err)))
            break;
        if (!home[i])
            continue;
        char line[32];
        size_t n = put_number(line, i + 1);
        line[n++] = '\t';
        n += put_number(line + n, home[i]);
        line[n++] = '\n';
        status = rp_cli_write(d->cli, (struct rp_str){line, n}, err);
    }
    rp_free(home);
    return status;
}

static void put_seconds(struct rp_json *json, const char *stage, double seconds)
{
    rp_json_key(json, stage);
    rp_json_decimal(json, (uint64_t)(seconds * 1e6), 6);
}

static void put_count(struct rp_json *json, const char *what, uint64_t n)
{
    rp_json_key(json, what);
    rp_json_uint(json, n);
}

/* The most memory that this program has held. getrusage also counts what the program that
 * started it held, from before the exec. */
static uint64_t peak_rss_bytes(void)
{
    static const char label[] = "VmHWM:";
    unsigned long long kib = 0;
    char line[128];
    FILE *file = fopen("/proc/self/status", "re");
    while (file && !kib && fgets(line, sizeof line, file))
        if (strncmp(line, label, sizeof label - 1) == 0)
            kib = strtoull(line + sizeof label - 1, NULL, 10);
    if (file)
        fclose(file);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (kib ? kib : (uint64_t)usage.ru_maxrss) * 1024;
}

static void put_stats(struct rp_json *json, const struct dedup *d, double total_seconds)
{
    const struct rp_options *options = &d->cli->options;
    const struct rp_join_stats *stats = &d->stats;
    rp_json_object_begin(json);
    rp_json_key(json, "reprise");
    rp_json_cstr(json, RP_VERSION);
    rp_json_put_str(json, "input", rp_str_of(d->cli->operands[0]));
    /* as `xxhsum -H3` prints it: SHA-256 would take as long as the join */
    char digest[17];
    snprintf(digest, sizeof digest, "%016llx",
             (unsigned long long)rp_hash(d->input.p, d->input.n, 0));
    rp_json_put_str(json, "xxh3", rp_str_of(digest));
    rp_json_key(json, "engine");
    rp_json_cstr(json, stats->engine == RP_ENGINE_LSH ? "lsh" : "exact");
    rp_json_key(json, "reason");
    rp_json_cstr(json, stats->reason[0] ? stats->reason : NULL);
    put_count(json, "threads", stats->threads);
    rp_json_key(json, "threshold");
    rp_json_decimal(json, options->min_jaccard_ppm, 6);
    put_count(json, "shingle", options->shingle_tok);
    put_count(json, "max_pairs", options->max_pairs);
    rp_json_key(json, "recall");
    rp_json_decimal(json, options->recall_ppm, 6);
    put_count(json, "paragraphs", d->lines.n);
    put_count(json, "nonempty", stats->n_nonempty);
    put_count(json, "bytes", d->input.n);
    rp_json_key(json, "seconds");
    rp_json_object_begin(json);
    put_seconds(json, "read", d->read_seconds);
    put_seconds(json, "split", d->split_seconds);
    put_seconds(json, "choose", stats->choose_seconds);
    put_seconds(json, "filter", stats->filter_seconds);
    put_seconds(json, "collect", stats->collect_seconds);
    put_seconds(json, "match", stats->match_seconds);
    put_seconds(json, "sort", stats->sort_seconds);
    put_seconds(json, "write", d->write_seconds);
    put_seconds(json, "check_recall", d->recall_seconds);
    put_seconds(json, "total", total_seconds);
    rp_json_object_end(json);
    put_count(json, "survivors", stats->n_survivors);
    put_count(json, "groups", stats->n_groups);
    put_count(json, "candidates", stats->n_candidates);
    put_count(json, "verified", stats->n_verified);
    put_count(json, "pairs",
              d->cli->pairs ? d->pairs.n : d->clusters.members.n - d->clusters.clusters.n);
    put_count(json, "clusters", d->clusters.clusters.n);
    put_count(json, "clustered", d->clusters.members.n);
    if (stats->n_bands) {
        struct rp_banding banding = {stats->n_bands, stats->n_rows, 0};
        double recall = rp_banding_recall(&banding, (double)options->min_jaccard_ppm / 1e6);
        put_count(json, "bands", stats->n_bands);
        put_count(json, "rows", stats->n_rows);
        rp_json_key(json, "recall_at_threshold");
        rp_json_decimal(json, (uint64_t)(recall * 1e6), 6);
    }
    if (d->cli->check_recall) {
        rp_json_key(json, "recall_measured");
        rp_json_decimal(json, d->recall_ppm, 6);
    }
    put_count(json, "spilled_bytes", stats->spilled_bytes);
    put_count(json, "peak_rss_bytes", peak_rss_bytes());
    rp_json_object_end(json);
}

static int write_stats(const struct dedup *d, double total_seconds, struct rp_error *err)
{
    struct rp_buf text = {0};
    struct rp_json json;
    struct rp_out out = {0};
    rp_json_init(&json, &text, 2);
    put_stats(&json, d, total_seconds);
    int status =
        rp_json_status(&json) || rp_buf_putc(&text, '\n') ? rp_fail_memory(err) : RP_OK;
    if (status == RP_OK)
        status = rp_out_open(&out, NULL, d->cli->stats, err);
    if (status == RP_OK)
        status = rp_out_write(&out, rp_buf_str(&text), err);
    if (status == RP_OK)
        status = rp_outs_commit(&out, 1, err);
    rp_out_release(&out);
    rp_buf_release(&text);
    return status;
}

static void say_what_was_done(const struct dedup *d)
{
    const struct rp_join_stats *stats = &d->stats;
    if (stats->reason[0])
        rp_cli_note(d->cli, "engine %s: %s",
                    stats->engine == RP_ENGINE_LSH ? "lsh" : "exact", stats->reason);
    if (stats->n_bands)
        rp_cli_note(d->cli, "lsh with %u bands of %u rows", stats->n_bands, stats->n_rows);
    if (stats->spilled_bytes)
        rp_cli_note(d->cli, "%llu MiB spilled to a temporary file",
                    (unsigned long long)(stats->spilled_bytes >> 20));
    if (d->cli->check_recall)
        rp_cli_note(d->cli, "recall measured on the first %zu paragraphs: %u.%06u",
                    d->lines.n < RECALL_SAMPLE ? d->lines.n : (size_t)RECALL_SAMPLE,
                    d->recall_ppm / 1000000, d->recall_ppm % 1000000);
}

int rp_cli_dedup(struct rp_cli *cli, struct rp_error *err)
{
    struct dedup d = {.cli = cli};
    double start = now_seconds();
    if (cli->stage != RP_STAGE_ALL)
        return rp_cli_dedup_stage(cli, err);
    rp_budget_init(&d.budget, cli->options.memory_bytes, NULL);
    int status = read_input(&d, err);
    double then = now_seconds();
    d.read_seconds = then - start;
    if (status == RP_OK)
        status = split_input(&d, err);
    d.split_seconds = now_seconds() - then;
    if (status == RP_OK)
        status = find_duplicates(&d, err);
    if (status == RP_OK)
        say_what_was_done(&d);
    then = now_seconds();
    if (status == RP_OK)
        status = cli->pairs ? write_pairs(&d, err) : write_clusters(&d, err);
    if (status == RP_OK)
        status = rp_cli_flush(cli, err);
    d.write_seconds = now_seconds() - then;
    if (status == RP_OK && cli->stats)
        status = write_stats(&d, now_seconds() - start, err);
    if (status && err->document[0] == '\0')
        snprintf(err->document, sizeof err->document, "%s", cli->operands[0]);
    rp_pairs_release(&d.pairs);
    rp_clusters_release(&d.clusters);
    rp_vec_release(&d.lines);
    for (size_t i = 0; d.pieces && i < d.n_pieces; i++) {
        rp_vec_release(&d.pieces[i].lines);
        rp_vec_release(&d.pieces[i].moved);
        rp_vec_release(&d.pieces[i].skipped);
        rp_buf_release(&d.pieces[i].unescaped);
    }
    rp_free(d.pieces);
    rp_block_release(&d.block, &d.budget);
    rp_map_release(&d.map);
    return status;
}
