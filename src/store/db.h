/* SQLite, as the store needs it: the owner of that library. Errors carry the file's name
 * and one sentence; what SQLite calls corrupt is RP_ERR_FORMAT, a full disk, a lock or a
 * file that may not be written is RP_ERR_IO. */
#ifndef RP_STORE_DB_H
#define RP_STORE_DB_H

#include "base/buf.h"
#include "base/status.h"

struct rp_db;

enum rp_db_mode {
    RP_DB_READ,  /* what the file says is not changed */
    RP_DB_WRITE, /* an existing file */
    RP_DB_NEW,   /* an empty file that nobody else knows: no journal, no waiting */
};

/* nameless: for RP_DB_NEW, a file open to read and write that has no name, which stays the
 * caller's; `path` is for messages then. -1: the file at `path`.
 * error: RP_ERR_IO, RP_ERR_FORMAT, RP_ERR_MEMORY */
int rp_db_open(struct rp_db **out, const char *path, enum rp_db_mode mode, int nameless,
               struct rp_error *err);
/* Whatever is not committed is undone. NULL is allowed. */
void rp_db_close(struct rp_db *db);
/* From here on errors call the file so; borrowed. */
void rp_db_rename(struct rp_db *db, const char *name);

/* Run statements without parameters; results are dropped. */
int rp_db_exec(struct rp_db *db, const char *sql, struct rp_error *err);
int64_t rp_db_last_id(const struct rp_db *db);
bool rp_db_in_transaction(const struct rp_db *db);
/* What kept SQLite from looking, where a row of its integrity_check is that and says no
 * damage: RP_ERR_MEMORY, RP_ERR_IO. RP_OK for other rows. */
int rp_db_hindered(const struct rp_db *db, struct rp_str row, struct rp_error *err);

/* A prepared statement; zeroed storage is none. Binding never fails by itself: the first
 * failure comes out of the next step. */
struct rp_query {
    struct rp_db *db;
    void *statement;
    int failed; /* while binding: SQLite's code */
};

int rp_query_init(struct rp_query *query, struct rp_db *db, const char *sql,
                  struct rp_error *err);
void rp_query_release(struct rp_query *query);
/* The statement that was prepared of this text before, or now: for what is run once for
 * each document or resolution, where preparing costs more than running. Ready to be bound,
 * the database's, and told by the address of sql, which is a constant. *out is unchanged
 * after a failure. */
int rp_query_kept(struct rp_query **out, struct rp_db *db, const char *sql,
                  struct rp_error *err);
/* The i-th parameter, from 1. Text and bytes are borrowed until the next step has ended. */
void rp_query_bind_int(struct rp_query *query, int i, int64_t value);
void rp_query_bind_text(struct rp_query *query, int i, struct rp_str value);
void rp_query_bind_blob(struct rp_query *query, int i, struct rp_str value);
void rp_query_bind_null(struct rp_query *query, int i);
/* 1: a row; 0: no more, and the statement is ready to be bound and run again; negative: a
 * status. */
int rp_query_step(struct rp_query *query, struct rp_error *err);
/* The statement can be bound and run again before its last row was asked for. */
void rp_query_reset(struct rp_query *query);
/* Run a statement that has no rows. */
int rp_query_run(struct rp_query *query, struct rp_error *err);
/* Columns of the row, from 0; borrowed until the next step. Not of that type: 0, empty. */
int64_t rp_query_int(const struct rp_query *query, int i);
bool rp_query_is_null(const struct rp_query *query, int i);
struct rp_str rp_query_text(const struct rp_query *query, int i);
struct rp_str rp_query_blob(const struct rp_query *query, int i);

#endif
