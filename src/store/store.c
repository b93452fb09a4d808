#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/inside.h"
#include "store/schema.h"

enum { HEADER_BYTES = 100, AT_JOURNAL = 18, AT_VERSION = 60, AT_APPLICATION = 68 };
static const char magic[16] = "SQLite format 3";

/* ---- messages ----------------------------------------------------------------------- */

int rp_store_damaged(const struct rp_store *store, const char *what, int64_t id,
                     struct rp_error *err)
{
    return rp_fail(err, RP_ERR_FORMAT, store->path, 0,
                   "a damaged index (%s %lld is not as it was written)", what,
                   (long long)id);
}

int rp_store_unpacked(const struct rp_store *store, int status, const char *what,
                      int64_t id, struct rp_error *err)
{
    if (status == RP_ERR_FORMAT)
        return rp_store_damaged(store, what, id, err);
    return status ? rp_fail_memory(err) : RP_OK;
}

int rp_store_number(struct rp_store *store, const char *sql, int64_t *value,
                    struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, store->db, sql, err);
    *value = 0;
    if (status == RP_OK)
        status = rp_query_step(&query, err);
    if (status == 1)
        *value = rp_query_int(&query, 0);
    rp_query_release(&query);
    return status < 0 ? status : RP_OK;
}

/* ---- opening ------------------------------------------------------------------------ */

static bool read_header(const char *path, unsigned char header[HEADER_BYTES])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    size_t n = 0;
    ssize_t got = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    while (got > 0 && n < HEADER_BYTES) { /* reads may come short, or interrupted */
        do
            got = pread(fd, header + n, HEADER_BYTES - n, (off_t)n);
        while (got < 0 && errno == EINTR);
        n += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    return n == HEADER_BYTES;
}

bool rp_store_is_sqlite(const char *path)
{
    unsigned char header[HEADER_BYTES];
    return read_header(path, header) && memcmp(header, magic, sizeof magic) == 0;
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Before SQLite sees the file: whose it is. */
static int check_header(const char *path, struct rp_error *err)
{
    unsigned char header[HEADER_BYTES];
    struct stat st;
    if (stat(path, &st) != 0)
        return rp_fail(err, RP_ERR_IO, path, 0, "cannot open the index: %s",
                       strerror(errno));
    if (access(path, R_OK) != 0)
        return rp_fail(err, RP_ERR_IO, path, 0, "cannot open the index: %s",
                       strerror(errno));
    if (!read_header(path, header) || memcmp(header, magic, sizeof magic) != 0)
        return rp_fail(err, RP_ERR_FORMAT, path, 0,
                       "no index: `reprise index` makes one, an SQLite file");
    if (big_endian(header + AT_APPLICATION) != RP_STORE_APPLICATION)
        return rp_fail(err, RP_ERR_FORMAT, path, 0,
                       "no index of reprise, but another program's SQLite file");
    const uint32_t version = big_endian(header + AT_VERSION);
    if (version > RP_STORE_VERSION)
        return rp_fail(err, RP_ERR_UNSUPPORTED, path, 0,
                       "an index of version %u; this program knows up to %d",
                       (unsigned)version, RP_STORE_VERSION);
    if (version && version < RP_STORE_VERSION)
        return rp_fail(err, RP_ERR_UNSUPPORTED, path, 0,
                       "an index of version %u, where this program has %d; remove it and "
                       "make it again with `reprise index`",
                       (unsigned)version, RP_STORE_VERSION);
    return version == 0 ? rp_fail(err, RP_ERR_FORMAT, path, 0,
                                  "a damaged index (its header has no version)")
                        : RP_OK;
}

/* What is ours must be as we make it; what others have added is nothing to us. */
static int check_schema(struct rp_store *store, struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, store->db,
                               "SELECT sql FROM sqlite_schema WHERE name = ?1", err);
    for (const struct rp_schema_row *row = rp_schema; row->name && status == RP_OK; row++) {
        rp_query_bind_text(&query, 1, rp_str_of(row->name));
        status = rp_query_step(&query, err);
        if (status < 0)
            break;
        if (status == 0 || !rp_str_equal(rp_query_text(&query, 0), rp_str_of(row->sql)))
            status = rp_fail(err, RP_ERR_FORMAT, store->path, 0,
                             "a damaged index (\"%s\" is not as version %d makes it)",
                             row->name, RP_STORE_VERSION);
        else
            status = RP_OK;
        rp_query_reset(&query);
    }
    rp_query_release(&query);
    return status;
}

static int make_schema(struct rp_store *store, struct rp_error *err)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "PRAGMA application_id=%d;PRAGMA user_version=%d;PRAGMA encoding='UTF-8';"
             "BEGIN",
             RP_STORE_APPLICATION, RP_STORE_VERSION);
    int status = rp_db_exec(store->db, sql, err);
    for (const struct rp_schema_row *row = rp_schema; row->name && status == RP_OK; row++)
        status = rp_db_exec(store->db, row->sql, err);
    if (status == RP_OK)
        status = rp_db_exec(store->db, "INSERT INTO state VALUES(1, '', 0, 0)", err);
    return status;
}

/* An empty file beside the one to be. */
static int make_temporary(struct rp_store *store, struct rp_error *err)
{
    struct rp_buf name = {0};
    if (rp_buf_printf(&name, "%s.XXXXXX", store->path)) {
        rp_buf_release(&name);
        return rp_fail_memory(err);
    }
    int fd = mkostemp(name.v, O_CLOEXEC);
    if (fd < 0) {
        rp_buf_release(&name);
        return rp_fail(err, RP_ERR_IO, store->path, 0, "cannot write: %s", strerror(errno));
    }
    mode_t mask = umask(0);
    umask(mask);
    if (fchmod(fd, 0666 & ~mask) != 0) {
        /* it stays the owner's alone */
    }
    store->fd = fd;
    store->temporary = name.v;
    return RP_OK;
}

/* The file that a new index is written to: without a name, where the system has such, so
 * that a run that is killed leaves nothing. */
static int make_file(struct rp_store *store, struct rp_error *err)
{
    const int fd = rp_nameless_open(store->path);
    if (fd >= 0) {
        store->fd = fd;
        return RP_OK;
    }
    if (!rp_lacks_nameless(errno))
        return errno == ENOMEM ? rp_fail_memory(err)
                               : rp_fail(err, RP_ERR_IO, store->path, 0, "cannot write: %s",
                                         strerror(errno));
    return make_temporary(store, err);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* No frame of the journal needs to be on the disk before it is brought into the file, and
 * rp_store_commit does that, journal first. SQLite syncs a journal's first frame by itself
 * as well, against frames of an earlier use behind it. Where it is new there are none, and
 * that wait for the disk, one in four, is saved. */
static int begin_writing(struct rp_store *store, struct rp_error *err)
{
    struct rp_buf journal = {0};
    struct stat st;
    int status = rp_db_exec(store->db,
                            "PRAGMA synchronous=NORMAL;PRAGMA journal_mode=WAL;"
                            "PRAGMA synchronous=OFF;BEGIN IMMEDIATE",
                            err);
    if (status == RP_OK && rp_buf_printf(&journal, "%s-wal", store->path))
        status = rp_fail_memory(err);
    /* nobody but us adds to it from here on */
    if (status == RP_OK && (stat(journal.v, &st) != 0 || st.st_size > 0))
        status = rp_db_exec(store->db, "ROLLBACK;PRAGMA synchronous=NORMAL;BEGIN IMMEDIATE",
                            err);
    rp_buf_release(&journal);
    return status;
}

static int begin(struct rp_store *store, struct rp_error *err)
{
    static const enum rp_db_mode modes[] = {RP_DB_READ, RP_DB_WRITE, RP_DB_NEW};
    struct stat before = {0}, after;
    int status = store->mode == RP_STORE_NEW ? make_file(store, err)
                                             : check_header(store->path, err);
    if (status)
        return status;
    if (store->mode == RP_STORE_WRITE && stat(store->path, &before) != 0)
        return rp_fail(err, RP_ERR_IO, store->path, 0, "%s", strerror(errno));
    if (store->mode == RP_STORE_WRITE && access(store->path, W_OK) != 0)
        return rp_fail(err, RP_ERR_IO, store->path, 0, "cannot write: %s", strerror(errno));
    const bool nameless = store->mode == RP_STORE_NEW && !store->temporary;
    status = rp_db_open(&store->db, store->temporary ? store->temporary : store->path,
                        modes[store->mode], nameless ? store->fd : -1, err);
    if (status)
        return status;
    rp_db_rename(store->db, store->path);
    if (store->mode == RP_STORE_NEW)
        return make_schema(store, err);
    status = store->mode == RP_STORE_WRITE ? begin_writing(store, err)
                                           : rp_db_exec(store->db, "BEGIN", err);
    if (status == RP_OK)
        status = check_schema(store, err);
    /* nobody but us writes from here on, if it is still this file */
    if (status == RP_OK && store->mode == RP_STORE_WRITE &&
        (stat(store->path, &after) != 0 || !same_file(&before, &after)))
        status = rp_fail(err, RP_ERR_IO, store->path, 0,
                         "another run has put another file in its place");
    return status;
}

int rp_store_open(struct rp_store **out, const char *path, enum rp_store_mode mode,
                  struct rp_error *err)
{
    struct rp_store *store = rp_alloc_zero(1, sizeof *store);
    if (!store || (store->path = rp_strdup(path)) == NULL) {
        rp_free(store);
        return rp_fail_memory(err);
    }
    store->mode = mode;
    int status = begin(store, err);
    if (status) {
        if (err && err->document[0] == '\0')
            snprintf(err->document, sizeof err->document, "%s", path);
        rp_store_free(store);
        return status;
    }
    *out = store;
    return RP_OK;
}

/* Give the file its name, unless somebody has it. */
static int name_file(const struct rp_store *store)
{
    char nameless[32];
    snprintf(nameless, sizeof nameless, "/proc/self/fd/%d", store->fd);
    if (!store->temporary)
        return linkat(AT_FDCWD, nameless, AT_FDCWD, store->path, AT_SYMLINK_FOLLOW);
    int got =
        renameat2(AT_FDCWD, store->temporary, AT_FDCWD, store->path, RENAME_NOREPLACE);
    if (got != 0 && (errno == EINVAL || errno == ENOSYS)) /* not every system can */
        got = rename(store->temporary, store->path);
    return got;
}

/* The bytes of a new file are on the disk before it gets its name. */
static int put_in_place(struct rp_store *store, struct rp_error *err)
{
    /* Readers and writers to come share it by a journal of their own: what PRAGMA
     * journal_mode=WAL writes (https://www.sqlite.org/fileformat2.html, 1.3.3), without the
     * journal that it makes on the way. */
    static const char wal[2] = {2, 2};
    size_t n = 0;
    while (n < sizeof wal) {
        const ssize_t wrote =
            pwrite(store->fd, wal + n, sizeof wal - n, (off_t)(AT_JOURNAL + n));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            break;
        n += (size_t)wrote;
    }
    if (n < sizeof wal || fsync(store->fd) != 0)
        return rp_fail(err, RP_ERR_IO, store->path, 0, "cannot write: %s", strerror(errno));
    const int got = name_file(store);
    if (got != 0 && errno == EEXIST)
        return rp_fail(err, RP_ERR_IO, store->path, 0,
                       "another run has made this file meanwhile");
    if (got != 0)
        return rp_fail(err, RP_ERR_IO, store->path, 0, "cannot give it its name: %s",
                       strerror(errno));
    rp_free(store->temporary);
    store->temporary = NULL;
    return RP_OK;
}

int rp_store_commit(struct rp_store *store, struct rp_error *err)
{
    int status = rp_db_exec(store->db, "COMMIT", err);
    /* What was committed is brought to the disk here, the journal and its name before the
     * file: three waits for it where synchronous=FULL has five. */
    if (status == RP_OK && store->mode == RP_STORE_WRITE)
        rp_db_exec(store->db, "PRAGMA synchronous=NORMAL;PRAGMA wal_checkpoint(PASSIVE)",
                   NULL);
    if (status || store->mode != RP_STORE_NEW)
        return status;
    rp_db_close(store->db);
    store->db = NULL;
    return put_in_place(store, err);
}

void rp_store_free(struct rp_store *store)
{
    if (!store)
        return;
    rp_db_close(store->db);
    if (store->fd > 0)
        close(store->fd);
    if (store->temporary)
        unlink(store->temporary);
    rp_free(store->temporary);
    rp_free(store->path);
    rp_free(store);
}

/* ---- documents ---------------------------------------------------------------------- */

void rp_stored_documents_release(struct rp_stored_documents *documents)
{
    for (size_t i = 0; i < documents->n; i++)
        rp_free(documents->v[i].path);
    rp_vec_release(documents);
}

static char *copy(struct rp_str s)
{
    char *out = memchr(s.p, '\0', s.n) ? NULL : rp_alloc(s.n + 1, 1);
    if (out) {
        memcpy(out, s.p, s.n);
        out[s.n] = '\0';
    }
    return out;
}

static bool take_sha256(struct rp_str s, char out[65])
{
    if (s.n != 64 || memchr(s.p, '\0', s.n))
        return false;
    memcpy(out, s.p, s.n);
    out[s.n] = '\0';
    return true;
}

int rp_store_documents(struct rp_store *store, struct rp_stored_documents *out,
                       struct rp_error *err)
{
    struct rp_query query = {0};
    int status =
        rp_query_init(&query, store->db,
                      "SELECT id, path, size, sha256, inode, mtime, ctime FROM document "
                      "ORDER BY path",
                      err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        struct rp_stored_document d = {.id = rp_query_int(&query, 0)};
        d.stamp = (struct rp_stamp){.size_bytes = (uint64_t)rp_query_int(&query, 2),
                                    .inode = (uint64_t)rp_query_int(&query, 4),
                                    .modified_ns = rp_query_int(&query, 5),
                                    .changed_ns = rp_query_int(&query, 6),
                                    .settled = !rp_query_is_null(&query, 6)};
        if (!take_sha256(rp_query_text(&query, 3), d.sha256))
            status = rp_store_damaged(store, "document", d.id, err);
        else if ((d.path = copy(rp_query_text(&query, 1))) == NULL || rp_vec_push(out, d)) {
            rp_free(d.path);
            status = rp_fail_memory(err);
        }
    }
    rp_query_release(&query);
    return status ? status : got;
}

int rp_store_outline(struct rp_store *store, int64_t id, struct rp_outline *outline,
                     struct rp_error *err)
{
    static const char sql[] = "SELECT outline FROM reading WHERE document = ?1";
    struct rp_query *query;
    int status = rp_query_kept(&query, store->db, sql, err);
    if (status)
        return status;
    rp_query_bind_int(query, 1, id);
    status = rp_query_step(query, err);
    if (status == 0)
        status = rp_store_damaged(store, "document", id, err);
    else if (status == 1)
        status =
            rp_store_unpacked(store, rp_unpack_outline(outline, rp_query_blob(query, 0)),
                              "document", id, err);
    rp_query_reset(query);
    return status;
}

/* A limit by its name in the option table's spelling, which outlives the document. */
static const char *limit_named(struct rp_str s)
{
    static const char *const names[] = {"max-file",  "max-paragraph", "max-unpacked",
                                        "max-ratio", "max-nesting",   "max-tag"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rp_str_equal(s, rp_str_of(names[i])))
            return names[i];
    return NULL;
}

static int read_notes(struct rp_store *store, int64_t id, struct rp_document *document,
                      struct rp_error *err)
{
    static const char sql[] = "SELECT line, byte, reached, message FROM note "
                              "WHERE document = ?1 ORDER BY ordinal";
    struct rp_query *query;
    int status = rp_query_kept(&query, store->db, sql, err);
    if (status)
        return status;
    rp_query_bind_int(query, 1, id);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(query, err)) == 1) {
        const struct rp_str message = rp_query_text(query, 3);
        const char *limit = limit_named(rp_query_text(query, 2));
        const uint32_t line = (uint32_t)rp_query_int(query, 0);
        const uint64_t byte = (uint64_t)rp_query_int(query, 1);
        if (limit
                ? rp_document_limit(document, limit, line, byte, "%.*s", (int)message.n,
                                    message.p)
                : rp_document_note(document, line, byte, "%.*s", (int)message.n, message.p))
            status = rp_fail_memory(err);
    }
    rp_query_reset(query);
    return status ? status : got;
}

int rp_store_document(struct rp_store *store, int64_t id, bool whole,
                      struct rp_document *document, struct rp_error *err)
{
    static const char sql[] = "SELECT path, sha256 FROM document WHERE id = ?1",
                      sql_whole[] = "SELECT path, sha256, paragraphs FROM document "
                                    "JOIN reading ON document = id WHERE id = ?1";
    struct rp_query *query;
    int status = rp_query_kept(&query, store->db, whole ? sql_whole : sql, err);
    if (status)
        return status;
    rp_query_bind_int(query, 1, id);
    status = rp_query_step(query, err);
    if (status == 0 ||
        (status == 1 && !take_sha256(rp_query_text(query, 1), document->sha256)))
        status = rp_store_damaged(store, "document", id, err);
    if (status == 1) {
        document->path = copy(rp_query_text(query, 0));
        status = document->path ? RP_OK : rp_fail_memory(err);
        if (whole && status == RP_OK)
            status = rp_store_unpacked(
                store, rp_unpack_document(document, rp_query_blob(query, 2)), "document",
                id, err);
    }
    rp_query_reset(query);
    return status ? status : read_notes(store, id, document, err);
}

static int add_notes(struct rp_store *store, int64_t id, const struct rp_document *document,
                     struct rp_error *err)
{
    struct rp_query query = {0};
    int status = document->notes.n
                     ? rp_query_init(&query, store->db,
                                     "INSERT INTO note VALUES(?1, ?2, ?3, ?4, ?5, ?6)", err)
                     : RP_OK;
    for (size_t i = 0; i < document->notes.n && status == RP_OK; i++) {
        const struct rp_note *note = &document->notes.v[i];
        rp_query_bind_int(&query, 1, id);
        rp_query_bind_int(&query, 2, (int64_t)i);
        rp_query_bind_int(&query, 3, note->line);
        rp_query_bind_int(&query, 4, (int64_t)note->offset);
        if (note->limit)
            rp_query_bind_text(&query, 5, rp_str_of(note->limit));
        else
            rp_query_bind_null(&query, 5);
        rp_query_bind_text(&query, 6, rp_str_of(note->message));
        status = rp_query_run(&query, err);
    }
    rp_query_release(&query);
    return status;
}

/* inode, mtime and ctime from parameter i on; NULL where they say nothing yet. */
static void bind_stamp(struct rp_query *query, int i, const struct rp_stamp *stamp)
{
    if (!stamp->settled) {
        for (int k = 0; k < 3; k++)
            rp_query_bind_null(query, i + k);
        return;
    }
    rp_query_bind_int(query, i, (int64_t)stamp->inode);
    rp_query_bind_int(query, i + 1, stamp->modified_ns);
    rp_query_bind_int(query, i + 2, stamp->changed_ns);
}

int rp_store_set_stamp(struct rp_store *store, int64_t id, const struct rp_stamp *stamp,
                       struct rp_error *err)
{
    static const char sql[] =
        "UPDATE document SET inode = ?1, mtime = ?2, ctime = ?3 WHERE id = ?4";
    struct rp_query *query;
    int status = rp_query_kept(&query, store->db, sql, err);
    if (status)
        return status;
    bind_stamp(query, 1, stamp);
    rp_query_bind_int(query, 4, id);
    return rp_query_run(query, err);
}

int rp_store_add(struct rp_store *store, const struct rp_document *document,
                 const struct rp_stamp *stamp, const struct rp_outline *outline,
                 int64_t *id, struct rp_error *err)
{
    static const char sql_row[] =
        "INSERT INTO document VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    static const char sql_reading[] = "INSERT INTO reading VALUES(?1, ?2, ?3)";
    struct rp_query *row = NULL, *reading = NULL;
    struct rp_buf outline_bytes = {0}, paragraphs = {0};
    int status = rp_query_kept(&row, store->db, sql_row, err);
    if (status == RP_OK)
        status = rp_query_kept(&reading, store->db, sql_reading, err);
    if (status == RP_OK && (rp_pack_outline(&outline_bytes, outline) ||
                            rp_pack_document(&paragraphs, document)))
        status = rp_fail_memory(err);
    if (status == RP_OK) {
        rp_query_bind_text(row, 1, rp_str_of(document->path));
        rp_query_bind_int(row, 2, (int64_t)stamp->size_bytes);
        rp_query_bind_text(row, 3, rp_str_of(document->sha256));
        rp_query_bind_text(row, 4, rp_str_of(document->reader ? document->reader : ""));
        bind_stamp(row, 5, stamp);
        status = rp_query_run(row, err);
    }
    if (status == RP_OK) {
        *id = rp_db_last_id(store->db);
        rp_query_bind_int(reading, 1, *id);
        rp_query_bind_blob(reading, 2, rp_buf_str(&outline_bytes));
        rp_query_bind_blob(reading, 3, rp_buf_str(&paragraphs));
        status = rp_query_run(reading, err);
    }
    if (status == RP_OK)
        status = add_notes(store, *id, document, err);
    rp_buf_release(&outline_bytes);
    rp_buf_release(&paragraphs);
    return status;
}

int rp_store_run_each(struct rp_store *store, const char *const *sql, size_t n,
                      int64_t value, struct rp_error *err)
{
    int status = RP_OK;
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        struct rp_query *query;
        status = rp_query_kept(&query, store->db, sql[i], err);
        if (status == RP_OK) {
            rp_query_bind_int(query, 1, value);
            status = rp_query_run(query, err);
        }
    }
    return status;
}

int rp_store_remove(struct rp_store *store, int64_t id, struct rp_error *err)
{
    static const char *const sql[] = {"DELETE FROM note WHERE document = ?1",
                                      "DELETE FROM reading WHERE document = ?1",
                                      "DELETE FROM document WHERE id = ?1"};
    return rp_store_run_each(store, sql, sizeof sql / sizeof *sql, id, err);
}

int rp_store_skipped(struct rp_store *store,
                     void (*tell)(void *context, const struct rp_error *why), void *context,
                     struct rp_error *err)
{
    struct rp_query query = {0};
    int status =
        rp_query_init(&query, store->db,
                      "SELECT path, code, byte, reason FROM skipped ORDER BY ordinal", err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        struct rp_error why = {.code = (int)rp_query_int(&query, 1),
                               .offset = (uint64_t)rp_query_int(&query, 2)};
        const struct rp_str path = rp_query_text(&query, 0),
                            reason = rp_query_text(&query, 3);
        snprintf(why.document, sizeof why.document, "%.*s", (int)path.n, path.p);
        snprintf(why.message, sizeof why.message, "%.*s", (int)reason.n, reason.p);
        tell(context, &why);
    }
    rp_query_release(&query);
    return status ? status : got;
}

int rp_store_set_skipped(struct rp_store *store, const struct rp_error *whys, size_t n,
                         struct rp_error *err)
{
    struct rp_query query = {0};
    int64_t before;
    int status = rp_store_number(store, "SELECT count(*) FROM skipped", &before, err);
    if (status == RP_OK && before)
        status = rp_db_exec(store->db, "DELETE FROM skipped", err);
    if (status == RP_OK && n)
        status = rp_query_init(&query, store->db,
                               "INSERT INTO skipped VALUES(?1, ?2, ?3, ?4, ?5)", err);
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        rp_query_bind_int(&query, 1, (int64_t)i);
        rp_query_bind_text(&query, 2, rp_str_of(whys[i].document));
        rp_query_bind_int(&query, 3, whys[i].code);
        rp_query_bind_int(&query, 4, (int64_t)whys[i].offset);
        rp_query_bind_text(&query, 5, rp_str_of(whys[i].message));
        status = rp_query_run(&query, err);
    }
    rp_query_release(&query);
    return status;
}

/* ---- state -------------------------------------------------------------------------- */

int rp_store_is_by(struct rp_store *store, const char *program, bool *same,
                   struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, store->db, "SELECT program FROM state", err);
    if (status == RP_OK)
        status = rp_query_step(&query, err);
    if (status == 1)
        *same = rp_str_equal(rp_query_text(&query, 0), rp_str_of(program));
    if (status == 0)
        status = rp_store_damaged(store, "state", 1, err);
    rp_query_release(&query);
    return status < 0 ? status : RP_OK;
}

/* Run a statement that takes one or two texts. */
static int run_texts(struct rp_store *store, const char *sql, const char *first,
                     const char *second, struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, store->db, sql, err);
    if (status == RP_OK) {
        rp_query_bind_text(&query, 1, rp_str_of(first));
        if (second)
            rp_query_bind_text(&query, 2, rp_str_of(second));
        status = rp_query_run(&query, err);
    }
    rp_query_release(&query);
    return status;
}

int rp_store_set_program(struct rp_store *store, const char *program, struct rp_error *err)
{
    return run_texts(store, "UPDATE state SET program = ?1", program, NULL, err);
}

int rp_store_setting(struct rp_store *store, const char *name,
                     char value[RP_STORE_VALUE_BYTES], bool *found, struct rp_error *err)
{
    struct rp_query query = {0};
    int status =
        rp_query_init(&query, store->db, "SELECT value FROM setting WHERE name = ?1", err);
    *found = false;
    rp_query_bind_text(&query, 1, rp_str_of(name));
    if (status == RP_OK)
        status = rp_query_step(&query, err);
    if (status == 1) {
        const struct rp_str s = rp_query_text(&query, 0);
        *found = s.n && s.n < RP_STORE_VALUE_BYTES && !memchr(s.p, '\0', s.n);
        if (*found)
            snprintf(value, RP_STORE_VALUE_BYTES, "%.*s", (int)s.n, s.p);
    }
    rp_query_release(&query);
    return status < 0 ? status : RP_OK;
}

int rp_store_set_setting(struct rp_store *store, const char *name, const char *value,
                         struct rp_error *err)
{
    return run_texts(store, "INSERT OR REPLACE INTO setting VALUES(?1, ?2)", name, value,
                     err);
}

int rp_store_advance(struct rp_store *store, struct rp_error *err)
{
    return rp_db_exec(store->db, "UPDATE state SET generation = generation + 1", err);
}

int rp_store_count(struct rp_store *store, size_t *n_resolutions, size_t *n_clauses,
                   size_t *n_findings, bool *judged, struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, store->db,
                               "SELECT (SELECT count(*) FROM resolution), "
                               "(SELECT count(*) FROM clause), "
                               "(SELECT count(*) FROM finding WHERE rank IS NOT NULL), "
                               "judged = generation FROM state",
                               err);
    if (status == RP_OK)
        status = rp_query_step(&query, err);
    if (status == 0)
        status = rp_store_damaged(store, "state", 1, err);
    if (status == 1) {
        *n_resolutions = (size_t)rp_query_int(&query, 0);
        *n_clauses = (size_t)rp_query_int(&query, 1);
        *n_findings = (size_t)rp_query_int(&query, 2);
        *judged = rp_query_int(&query, 3) != 0;
    }
    rp_query_release(&query);
    return status < 0 ? status : RP_OK;
}
