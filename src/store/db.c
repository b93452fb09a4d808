/* The owner of SQLite. */
#include "store/db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

enum {
    READER_WAITS_MS = 10000, /* for a moment of another's commit */
    WRITER_WAITS_MS = 500,   /* another writer may take minutes: say so at once */
    CACHE_KIB = 65536,
};

struct rp_db {
    sqlite3 *handle;
    const char *name; /* for messages; owned is what `path` has */
    char *path;
};

static int fail(const struct rp_db *db, int code, struct rp_error *err)
{
    const char *name = db->name;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return rp_fail_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return rp_fail(err, RP_ERR_IO, name, 0,
                       "another run is writing to this index; try again when it is done");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return rp_fail(err, RP_ERR_IO, name, 0,
                       "the file may not be written, or its folder may not");
    case SQLITE_FULL:
        return rp_fail(err, RP_ERR_IO, name, 0, "no room left on the disk");
    case SQLITE_CANTOPEN:
        return rp_fail(err, RP_ERR_IO, name, 0, "cannot open the index: %s",
                       sqlite3_system_errno(db->handle)
                           ? strerror(sqlite3_system_errno(db->handle))
                           : "the file, or one beside it");
    case SQLITE_IOERR:
        return rp_fail(err, RP_ERR_IO, name, 0, "cannot read or write: %s",
                       sqlite3_system_errno(db->handle)
                           ? strerror(sqlite3_system_errno(db->handle))
                           : sqlite3_errstr(code));
    case SQLITE_INTERRUPT:
        return rp_fail(err, RP_ERR_INTERRUPTED, name, 0, "interrupted");
    case SQLITE_TOOBIG:
        return rp_fail(err, RP_ERR_LIMIT, name, 0, "a document of more than 1 GB");
    default: /* SQLITE_NOTADB, SQLITE_CORRUPT, or tables that are not as they were made */
        return rp_fail(err, RP_ERR_FORMAT, name, 0, "a damaged index (%s)",
                       sqlite3_errmsg(db->handle));
    }
}

/* "file:...?immutable=1": no lock, no files beside it. */
static int immutable_uri(const char *path, struct rp_buf *uri)
{
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                               "0123456789/._-";
    int status = rp_buf_puts(uri, "file:");
    for (const char *p = path; *p && status == RP_OK; p++)
        status = strchr(safe, *p) ? rp_buf_putc(uri, *p)
                                  : rp_buf_printf(uri, "%%%02X", (unsigned char)*p);
    return status ? status : rp_buf_printf(uri, "?immutable=1%c", '\0');
}

/* What nobody can write to needs no lock: a file in a folder that is read-only, without a
 * journal in which more could stand. */
static int open_immutable(struct rp_db *db)
{
    struct rp_buf uri = {0}, journal = {0};
    int code = SQLITE_NOMEM;
    if (rp_buf_printf(&journal, "%s-wal", db->path) || immutable_uri(db->path, &uri)) {
        rp_buf_release(&uri);
        rp_buf_release(&journal);
        return code;
    }
    if (access(journal.v, F_OK) == 0) {
        code = SQLITE_CANTOPEN;
    } else {
        sqlite3_close(db->handle);
        db->handle = NULL;
        code = sqlite3_open_v2(uri.v, &db->handle,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                               NULL);
    }
    rp_buf_release(&uri);
    rp_buf_release(&journal);
    return code;
}

/* Nothing that stands in the file decides what we run: functions in its views and triggers
 * are no longer trusted, and its pages are checked when they are read. */
static int set_up(struct rp_db *db, enum rp_db_mode mode)
{
    char sql[400];
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_busy_timeout(db->handle,
                         mode == RP_DB_WRITE ? WRITER_WAITS_MS : READER_WAITS_MS);
    snprintf(sql, sizeof sql,
             "PRAGMA cell_size_check=ON;PRAGMA cache_size=-%d;PRAGMA temp_store=MEMORY;%s",
             CACHE_KIB,
             mode == RP_DB_NEW     ? "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;"
                                     "PRAGMA locking_mode=EXCLUSIVE"
             : mode == RP_DB_WRITE ? "PRAGMA synchronous=NORMAL"
                                   : "PRAGMA query_only=ON");
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
}

int rp_db_open(struct rp_db **out, const char *path, enum rp_db_mode mode,
               struct rp_error *err)
{
    struct rp_db *db = rp_alloc_zero(1, sizeof *db);
    if (!db || (db->path = rp_strdup(path)) == NULL) {
        rp_free(db);
        return rp_fail_memory(err);
    }
    db->name = db->path;
    int code = sqlite3_open_v2(
        path, &db->handle,
        (mode == RP_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
            SQLITE_OPEN_NOMUTEX,
        NULL);
    if (code == SQLITE_OK)
        code = set_up(db, mode);
    /* the first look at the file: locks are tried, a journal is played back */
    if (code == SQLITE_OK)
        code = sqlite3_exec(db->handle, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL,
                            NULL);
    if (mode == RP_DB_READ &&
        ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY)) {
        code = open_immutable(db);
        if (code == SQLITE_OK)
            code = set_up(db, mode);
    }
    if (code) {
        int status = fail(db, code, err);
        rp_db_close(db);
        return status;
    }
    *out = db;
    return RP_OK;
}

void rp_db_close(struct rp_db *db)
{
    if (!db)
        return;
    sqlite3_close(db->handle);
    rp_free(db->path);
    rp_free(db);
}

void rp_db_rename(struct rp_db *db, const char *name)
{
    db->name = name;
}

int rp_db_exec(struct rp_db *db, const char *sql, struct rp_error *err)
{
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code ? fail(db, code, err) : RP_OK;
}

int64_t rp_db_last_id(const struct rp_db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

int rp_db_hindered(const struct rp_db *db, struct rp_str row, struct rp_error *err)
{
    static const char mark[] = "error code=";
    const char *at = memmem(row.p, row.n, mark, sizeof mark - 1);
    int code = 0;
    if (!at)
        return RP_OK;
    for (at += sizeof mark - 1; at < row.p + row.n && *at >= '0' && *at <= '9'; at++)
        code = code < 100000 ? 10 * code + *at - '0' : code;
    return (code & 0xff) == SQLITE_NOMEM || (code & 0xff) == SQLITE_IOERR
               ? fail(db, code, err)
               : RP_OK;
}

bool rp_db_in_transaction(const struct rp_db *db)
{
    return !sqlite3_get_autocommit(db->handle);
}

int rp_query_init(struct rp_query *query, struct rp_db *db, const char *sql,
                  struct rp_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);
    if (code)
        return fail(db, code, err);
    *query = (struct rp_query){.db = db, .statement = statement};
    return RP_OK;
}

void rp_query_release(struct rp_query *query)
{
    sqlite3_finalize(query->statement);
    *query = (struct rp_query){0};
}

static void bound(struct rp_query *query, int code)
{
    if (code && !query->failed)
        query->failed = code;
}

void rp_query_bind_int(struct rp_query *query, int i, int64_t value)
{
    bound(query, sqlite3_bind_int64(query->statement, i, value));
}

void rp_query_bind_text(struct rp_query *query, int i, struct rp_str value)
{
    bound(query, sqlite3_bind_text64(query->statement, i, value.p ? value.p : "", value.n,
                                     SQLITE_STATIC, SQLITE_UTF8));
}

void rp_query_bind_blob(struct rp_query *query, int i, struct rp_str value)
{
    bound(query, sqlite3_bind_blob64(query->statement, i, value.p ? value.p : "", value.n,
                                     SQLITE_STATIC));
}

void rp_query_bind_null(struct rp_query *query, int i)
{
    bound(query, sqlite3_bind_null(query->statement, i));
}

int rp_query_step(struct rp_query *query, struct rp_error *err)
{
    int code = query->failed ? query->failed : sqlite3_step(query->statement);
    if (code == SQLITE_ROW)
        return 1;
    int status = code == SQLITE_DONE ? RP_OK : fail(query->db, code, err);
    rp_query_reset(query);
    return status;
}

void rp_query_reset(struct rp_query *query)
{
    query->failed = 0;
    sqlite3_reset(query->statement);
}

int rp_query_run(struct rp_query *query, struct rp_error *err)
{
    int got;
    do
        got = rp_query_step(query, err);
    while (got > 0);
    return got;
}

int64_t rp_query_int(const struct rp_query *query, int i)
{
    return sqlite3_column_type(query->statement, i) == SQLITE_INTEGER
               ? sqlite3_column_int64(query->statement, i)
               : 0;
}

static struct rp_str bytes_of(const struct rp_query *query, int i, int type)
{
    if (sqlite3_column_type(query->statement, i) != type)
        return RP_STR("");
    const char *p = sqlite3_column_blob(query->statement, i);
    return (struct rp_str){p ? p : "", (size_t)sqlite3_column_bytes(query->statement, i)};
}

struct rp_str rp_query_text(const struct rp_query *query, int i)
{
    return bytes_of(query, i, SQLITE_TEXT);
}

struct rp_str rp_query_blob(const struct rp_query *query, int i)
{
    return bytes_of(query, i, SQLITE_BLOB);
}
