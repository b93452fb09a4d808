/* Zip archives for tests, written by hand so that they can be wrong in a chosen way. */
#ifndef TEST_ZIPPED_H
#define TEST_ZIPPED_H

#include "base/buf.h"
#include "base/vec.h"

enum {
    ZIPPED_STORED = 0,
    ZIPPED_DEFLATED = 1,
    ZIPPED_WRONG_CRC = 2,
    ZIPPED_ENCRYPTED = 4, /* says so; it is not */
};

struct zipped_entry {
    char *name;
    uint32_t crc, packed, unpacked, offset;
    unsigned flags;
};

struct zipped {
    struct rp_buf bytes;
    RP_VEC(struct zipped_entry) entries;
};

void zipped_add(struct zipped *zip, const char *name, struct rp_str content,
                unsigned flags);
/* Write the directory; the archive is then zip->bytes. */
void zipped_finish(struct zipped *zip);
void zipped_release(struct zipped *zip);

#endif
