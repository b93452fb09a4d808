/* The owner of SQLite. */
#include "store/db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/vec.h"

enum {
    READER_WAITS_MS = 10000, /* for a moment of another's commit */
    WRITER_WAITS_MS = 500,   /* another writer may take minutes: say so at once */
    CACHE_KIB = 65536,
};

struct kept {
    const char *sql;
    struct rp_query query;
};

struct rp_db {
    sqlite3 *handle;
    RP_VEC(struct kept *) kept;
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
             mode == RP_DB_NEW     ? "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;"
                                     "PRAGMA locking_mode=EXCLUSIVE"
             : mode == RP_DB_WRITE ? "PRAGMA wal_autocheckpoint=0"
                                   : "PRAGMA query_only=ON");
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
}

/* ---- a file without a name ---------------------------------------------------------- */

/* SQLite opens files by name and follows no link, so one that has none comes to it through
 * these few calls. Nobody else has it open: there is nothing to lock. It is read and
 * written at places alone. */
struct nameless {
    sqlite3_file file;
    int fd; /* borrowed */
};

static int fd_of(const sqlite3_file *file)
{
    return ((const struct nameless *)file)->fd;
}

static int nameless_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static int nameless_read(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
    for (char *p = out; n > 0;) {
        const ssize_t got = pread(fd_of(file), p, (size_t)n, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return SQLITE_IOERR_READ;
        if (got == 0) {
            memset(p, 0, (size_t)n);
            return SQLITE_IOERR_SHORT_READ;
        }
        p += got;
        at += got;
        n -= (int)got;
    }
    return SQLITE_OK;
}

static int nameless_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    for (const char *p = bytes; n > 0;) {
        const ssize_t wrote = pwrite(fd_of(file), p, (size_t)n, at);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return wrote < 0 && errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR_WRITE;
        p += wrote;
        at += wrote;
        n -= (int)wrote;
    }
    return SQLITE_OK;
}

static int nameless_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return ftruncate(fd_of(file), size) == 0 ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static int nameless_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    return fsync(fd_of(file)) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int nameless_size(sqlite3_file *file, sqlite3_int64 *size)
{
    struct stat st;
    if (fstat(fd_of(file), &st) != 0)
        return SQLITE_IOERR_FSTAT;
    *size = st.st_size;
    return SQLITE_OK;
}

static int nameless_lock(sqlite3_file *file, int level)
{
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int nameless_is_locked(sqlite3_file *file, int *locked)
{
    (void)file;
    *locked = 0;
    return SQLITE_OK;
}

static int nameless_control(sqlite3_file *file, int op, void *value)
{
    (void)file;
    (void)op;
    (void)value;
    return SQLITE_NOTFOUND;
}

static int nameless_zero(sqlite3_file *file)
{
    (void)file;
    return 0;
}

static int nameless_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file,
                         int flags, int *got)
{
    static const sqlite3_io_methods methods = {
        .iVersion = 1,
        .xClose = nameless_close,
        .xRead = nameless_read,
        .xWrite = nameless_write,
        .xTruncate = nameless_truncate,
        .xSync = nameless_sync,
        .xFileSize = nameless_size,
        .xLock = nameless_lock,
        .xUnlock = nameless_lock,
        .xCheckReservedLock = nameless_is_locked,
        .xFileControl = nameless_control,
        .xSectorSize = nameless_zero,
        .xDeviceCharacteristics = nameless_zero,
    };
    sqlite3_vfs *common = vfs->pAppData;
    if (!name || !(flags & SQLITE_OPEN_MAIN_DB)) /* what does not fit into memory */
        return common->xOpen(common, name, file, flags, got);
    ((struct nameless *)file)->fd = (int)strtol(name, NULL, 10);
    file->pMethods = &methods;
    if (got)
        *got = flags;
    return SQLITE_OK;
}

static int nameless_name(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    (void)vfs;
    return snprintf(out, (size_t)n, "%s", name) < n ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int nameless_access(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    (void)vfs;
    (void)name;
    (void)flags;
    *result = 0;
    return SQLITE_OK;
}

static int nameless_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    (void)name;
    (void)sync;
    return SQLITE_OK;
}

/* The rest - time, randomness - is the system's. */
static const char *nameless_vfs(void)
{
    static sqlite3_vfs vfs;
    static const char name[] = "reprise-nameless";
    sqlite3_vfs *common = sqlite3_vfs_find(NULL);
    if (common && !sqlite3_vfs_find(name)) {
        vfs = *common;
        vfs.pAppData = common;
        if (vfs.szOsFile < (int)sizeof(struct nameless))
            vfs.szOsFile = (int)sizeof(struct nameless);
        vfs.zName = name;
        vfs.xOpen = nameless_open;
        vfs.xFullPathname = nameless_name;
        vfs.xAccess = nameless_access;
        vfs.xDelete = nameless_delete;
        sqlite3_vfs_register(&vfs, 0);
    }
    return name;
}

/* ---- opening ------------------------------------------------------------------------ */

int rp_db_open(struct rp_db **out, const char *path, enum rp_db_mode mode, int nameless,
               struct rp_error *err)
{
    char number[16];
    struct rp_db *db = rp_alloc_zero(1, sizeof *db);
    if (!db || (db->path = rp_strdup(path)) == NULL) {
        rp_free(db);
        return rp_fail_memory(err);
    }
    db->name = db->path;
    snprintf(number, sizeof number, "%d", nameless);
    /* Readers open it to write, too, where they may: the last one to close takes away the
     * journal and its index, which stay beside the file otherwise. */
    int code = sqlite3_open_v2(nameless >= 0 ? number : path, &db->handle,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                               nameless >= 0 ? nameless_vfs() : NULL);
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
    for (size_t i = 0; i < db->kept.n; i++) {
        rp_query_release(&db->kept.v[i]->query);
        rp_free(db->kept.v[i]);
    }
    rp_vec_release(&db->kept);
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

int rp_query_kept(struct rp_query **out, struct rp_db *db, const char *sql,
                  struct rp_error *err)
{
    for (size_t i = 0; i < db->kept.n; i++)
        if (db->kept.v[i]->sql == sql) {
            *out = &db->kept.v[i]->query;
            rp_query_reset(*out);
            return RP_OK;
        }
    struct kept *kept = rp_alloc_zero(1, sizeof *kept);
    if (!kept)
        return rp_fail_memory(err);
    kept->sql = sql;
    int status = rp_query_init(&kept->query, db, sql, err);
    if (status == RP_OK && rp_vec_push(&db->kept, kept)) {
        rp_query_release(&kept->query);
        status = rp_fail_memory(err);
    }
    if (status) {
        rp_free(kept);
        return status;
    }
    *out = &kept->query;
    return RP_OK;
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

bool rp_query_is_null(const struct rp_query *query, int i)
{
    return sqlite3_column_type(query->statement, i) == SQLITE_NULL;
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
