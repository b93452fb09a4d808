#include "base/zip.h"

#include <errno.h>
#include <zip.h>

#include "base/alloc.h"
#include "base/vec.h"

/* 256 KiB: large enough that the XML parser, which scans an unfinished tag anew with each
 * piece, does so seldom. */
enum { PIECE_BYTES = 1 << 18 };
static const uint64_t harmless_bytes = 16ULL << 20;

struct rp_zip {
    zip_t *archive;
    uint64_t packed_bytes, unpacked_bytes, max_bytes, max_ratio;
    char piece[PIECE_BYTES];
};

/* libzip 1.7 takes a failed allocation for a damaged archive here and there, and so errno,
 * which was 0 before the call, has the last word. */
static int fail_zip(struct rp_error *err, uint64_t offset, int zip_code)
{
    zip_error_t reason;
    if (zip_code == ZIP_ER_MEMORY || errno == ENOMEM)
        return rp_fail_memory(err);
    if (zip_code == ZIP_ER_NOPASSWD || zip_code == ZIP_ER_ENCRNOTSUPP)
        return rp_fail(err, RP_ERR_UNSUPPORTED, NULL, offset,
                       "encrypted; save it without a password");
    if (zip_code == ZIP_ER_CRC)
        return rp_fail(err, RP_ERR_FORMAT, NULL, offset,
                       "damaged: the checksum does not match");
    zip_error_init_with_code(&reason, zip_code);
    int code = rp_fail(err, RP_ERR_FORMAT, NULL, offset, "damaged zip archive: %s",
                       zip_error_strerror(&reason));
    zip_error_fini(&reason);
    return code;
}

int rp_zip_open(struct rp_zip **out, struct rp_str bytes, uint64_t max_bytes,
                uint64_t max_ratio, struct rp_error *err)
{
    struct rp_zip *zip = rp_alloc(1, sizeof *zip);
    if (!zip)
        return rp_fail_memory(err);
    zip_error_t reason;
    zip_error_init(&reason);
    errno = 0;
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &reason);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, &reason) : NULL;
    if (!archive) {
        int code = fail_zip(err, 0, zip_error_code_zip(&reason));
        zip_source_free(source);
        zip_error_fini(&reason);
        rp_free(zip);
        return code;
    }
    zip_error_fini(&reason);
    zip->archive = archive;
    zip->packed_bytes = bytes.n;
    zip->unpacked_bytes = 0;
    zip->max_bytes = max_bytes;
    zip->max_ratio = max_ratio;
    *out = zip;
    return RP_OK;
}

void rp_zip_close(struct rp_zip *zip)
{
    if (!zip)
        return;
    zip_discard(zip->archive);
    rp_free(zip);
}

int64_t rp_zip_find(const struct rp_zip *zip, const char *name)
{
    return zip_name_locate(zip->archive, name, ZIP_FL_NOCASE);
}

static int check_caps(const struct rp_zip *zip, uint64_t offset, struct rp_error *err)
{
    if (zip->unpacked_bytes > zip->max_bytes)
        return rp_fail(err, RP_ERR_LIMIT, NULL, offset,
                       "unpacks to more than the cap of %llu bytes (--max-unpacked)",
                       (unsigned long long)zip->max_bytes);
    if (zip->unpacked_bytes > harmless_bytes &&
        zip->unpacked_bytes / zip->max_ratio > zip->packed_bytes)
        return rp_fail(err, RP_ERR_LIMIT, NULL, offset,
                       "unpacks to more than %llu times its size (--max-ratio)",
                       (unsigned long long)zip->max_ratio);
    return RP_OK;
}

int rp_zip_read(struct rp_zip *zip, int64_t entry,
                int (*take)(void *context, struct rp_str piece, bool last,
                            struct rp_error *err),
                void *context, struct rp_error *err)
{
    errno = 0;
    zip_file_t *file = zip_fopen_index(zip->archive, (zip_uint64_t)entry, 0);
    if (!file)
        return fail_zip(err, 0, zip_error_code_zip(zip_get_error(zip->archive)));
    int status;
    uint64_t offset = 0;
    for (;;) {
        errno = 0;
        zip_int64_t n = zip_fread(file, zip->piece, PIECE_BYTES);
        if (n < 0) {
            status = fail_zip(err, offset, zip_error_code_zip(zip_file_get_error(file)));
            break;
        }
        offset += (uint64_t)n;
        zip->unpacked_bytes += (uint64_t)n;
        status = check_caps(zip, offset, err);
        if (status == RP_OK)
            status = take(context, (struct rp_str){zip->piece, (size_t)n}, n == 0, err);
        if (status || n == 0)
            break;
    }
    zip_fclose(file);
    return status;
}

enum { FIRST_OF_1980 = 1 << 5 | 1 }; /* as MS-DOS writes a date */

static int add_parts(zip_t *archive, const struct rp_zip_part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        zip_source_t *source =
            zip_source_buffer(archive, parts[i].bytes.p, parts[i].bytes.n, 0);
        if (!source)
            return -1;
        zip_int64_t index = zip_file_add(archive, parts[i].name, source, 0);
        if (index < 0) {
            zip_source_free(source);
            return -1;
        }
        if (zip_file_set_dostime(archive, (zip_uint64_t)index, 0, FIRST_OF_1980, 0) != 0)
            return -1;
    }
    return 0;
}

/* What was written into the source, which stays. */
static int take_source(zip_source_t *source, struct rp_buf *out)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return -1;
    int status = rp_vec_reserve(out, out->n + stat.size) ? -1 : 0;
    if (status == 0 &&
        zip_source_read(source, out->v + out->n, stat.size) != (zip_int64_t)stat.size)
        status = -1;
    out->n += status == 0 ? stat.size : 0;
    zip_source_close(source);
    return status;
}

int rp_zip_make(struct rp_buf *out, const struct rp_zip_part *parts, size_t n,
                struct rp_error *err)
{
    zip_error_t reason;
    zip_error_init(&reason);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &reason);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_TRUNCATE, &reason) : NULL;
    zip_error_fini(&reason);
    if (!archive) {
        zip_source_free(source);
        return rp_fail_memory(err);
    }
    zip_source_keep(source); /* closing the archive lets it go once */
    int status = add_parts(archive, parts, n);
    if (status == 0)
        status = zip_close(archive);
    if (status != 0)
        zip_discard(archive);
    else
        status = take_source(source, out);
    zip_source_free(source);
    return status ? rp_fail_memory(err) : RP_OK;
}
