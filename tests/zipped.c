#include "zipped.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void must(int status)
{
    if (status)
        abort();
}

static void put(struct rp_buf *out, uint64_t value, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++, value >>= 8)
        must(rp_buf_putc(out, (char)value));
}

static void put_common(struct rp_buf *out, const struct zipped_entry *entry)
{
    put(out, 20, 2);
    put(out, entry->flags & ZIPPED_ENCRYPTED ? 1 : 0, 2);
    put(out, entry->flags & ZIPPED_DEFLATED ? 8 : 0, 2);
    put(out, 0, 2);
    put(out, 0x21, 2);
    put(out, entry->crc, 4);
    put(out, entry->packed, 4);
    put(out, entry->unpacked, 4);
    put(out, strlen(entry->name), 2);
    put(out, 0, 2);
}

void zipped_add(struct zipped *zip, const char *name, struct rp_str content, unsigned flags)
{
    unsigned char *packed = NULL;
    struct rp_str stored = content;
    if (flags & ZIPPED_DEFLATED) {
        z_stream z = {0};
        must(deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY));
        uLong bound = deflateBound(&z, content.n) + 64;
        packed = rp_alloc(bound, 1);
        z.next_in = (Bytef *)(uintptr_t)content.p;
        z.avail_in = (uInt)content.n;
        z.next_out = packed;
        z.avail_out = (uInt)bound;
        if (deflate(&z, Z_FINISH) != Z_STREAM_END)
            abort();
        stored = (struct rp_str){(const char *)packed, bound - z.avail_out};
        deflateEnd(&z);
    }
    uint32_t crc = (uint32_t)crc32(0, (const Bytef *)content.p, (uInt)content.n);
    struct zipped_entry entry = {
        .name = rp_strdup(name),
        .crc = flags & ZIPPED_WRONG_CRC ? ~crc : crc,
        .packed = (uint32_t)stored.n,
        .unpacked = (uint32_t)content.n,
        .offset = (uint32_t)zip->bytes.n,
        .flags = flags,
    };
    must(rp_vec_push(&zip->entries, entry));
    put(&zip->bytes, 0x04034b50, 4);
    put_common(&zip->bytes, &entry);
    must(rp_buf_puts(&zip->bytes, name));
    must(rp_buf_add_str(&zip->bytes, stored));
    rp_free(packed);
}

void zipped_finish(struct zipped *zip)
{
    size_t directory = zip->bytes.n;
    for (size_t i = 0; i < zip->entries.n; i++) {
        const struct zipped_entry *entry = &zip->entries.v[i];
        put(&zip->bytes, 0x02014b50, 4);
        put(&zip->bytes, 20, 2);
        put_common(&zip->bytes, entry);
        put(&zip->bytes, 0, 2 + 2 + 2 + 4);
        put(&zip->bytes, entry->offset, 4);
        must(rp_buf_puts(&zip->bytes, entry->name));
    }
    size_t n = zip->bytes.n - directory;
    put(&zip->bytes, 0x06054b50, 4);
    put(&zip->bytes, 0, 4);
    put(&zip->bytes, zip->entries.n, 2);
    put(&zip->bytes, zip->entries.n, 2);
    put(&zip->bytes, n, 4);
    put(&zip->bytes, directory, 4);
    put(&zip->bytes, 0, 2);
}

void zipped_release(struct zipped *zip)
{
    for (size_t i = 0; i < zip->entries.n; i++)
        rp_free(zip->entries.v[i].name);
    rp_vec_release(&zip->entries);
    rp_buf_release(&zip->bytes);
}
