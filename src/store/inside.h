/* What the files of the store share. */
#ifndef RP_STORE_INSIDE_H
#define RP_STORE_INSIDE_H

#include "store/db.h"
#include "store/pack.h"
#include "store/store.h"

struct rp_store {
    struct rp_db *db;
    char *path;
    int fd;          /* of a new one; 0 otherwise */
    char *temporary; /* its name, where the system has no files without one; else NULL */
    enum rp_store_mode mode;
};

/* A row of a table that does not fit the rest. */
int rp_store_damaged(const struct rp_store *store, const char *what, int64_t id,
                     struct rp_error *err);
/* RP_OK, or a message for what unpacking returned. */
int rp_store_unpacked(const struct rp_store *store, int status, const char *what,
                      int64_t id, struct rp_error *err);
/* Run statements that take one number. */
int rp_store_run_each(struct rp_store *store, const char *const *sql, size_t n,
                      int64_t value, struct rp_error *err);
/* The first number of the first row; 0 where there is none. */
int rp_store_number(struct rp_store *store, const char *sql, int64_t *value,
                    struct rp_error *err);

/* Documents of the index by id, with their place among its inputs; *out is zeroed. */
struct rp_store_ids {
    struct rp_pack_ids *v;
    size_t n, cap;
};
int rp_store_ids_sort(struct rp_store_ids *ids);

#endif
