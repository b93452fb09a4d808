/* What stands in an index: one statement a row, in the order they are run. ARCHITECTURE.md
 * describes the schema; a change that an older program cannot read raises
 * RP_STORE_VERSION. */
#ifndef RP_STORE_SCHEMA_H
#define RP_STORE_SCHEMA_H

enum {
    RP_STORE_APPLICATION = 0x52505258, /* "RPRX", in the header of the file */
    RP_STORE_VERSION = 2,              /* user_version */
};

struct rp_schema_row {
    const char *name; /* of the table, index or view */
    const char *sql;  /* as SQLite keeps it in sqlite_schema */
};

extern const struct rp_schema_row rp_schema[]; /* ends with a row without a name */

#endif
