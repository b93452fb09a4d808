/* The owners of libzip and expat. */
#include "suite.h"

#include <string.h>

#include "base/xml.h"
#include "base/vec.h"
#include "base/zip.h"
#include "zipped.h"

/* What a parse saw, written out: "<name@space value>" and ">" and text. */
struct seen {
    struct rp_buf text;
};

static int see_start(void *context, struct rp_xml_name name,
                     struct rp_xml_attributes attributes, struct rp_error *err)
{
    (void)err;
    struct seen *seen = context;
    struct rp_str v = rp_xml_attribute(attributes, "v");
    return rp_buf_printf(&seen->text, "<%.*s@%.*s %.*s", (int)name.local.n, name.local.p,
                         (int)name.space.n, name.space.p, (int)v.n, v.p ? v.p : "");
}

static int see_end(void *context, struct rp_xml_name name, struct rp_error *err)
{
    (void)name, (void)err;
    struct seen *seen = context;
    return rp_buf_putc(&seen->text, '>');
}

static int see_text(void *context, struct rp_str text, struct rp_error *err)
{
    (void)err;
    struct seen *seen = context;
    return rp_buf_add_str(&seen->text, text);
}

static const struct rp_xml_handler see = {see_start, see_end, see_text};

/* Parse s in pieces of `step` bytes. */
static int parse(struct seen *seen, struct rp_str s, size_t step, struct rp_error *err)
{
    struct rp_xml *xml;
    int status = rp_xml_new(&xml, &see, seen, 100, 4 << 20, err);
    if (status)
        return status;
    for (size_t i = 0; i < s.n && status == RP_OK; i += step) {
        size_t n = s.n - i < step ? s.n - i : step;
        status = rp_xml_feed(xml, (struct rp_str){s.p + i, n}, i + n == s.n, err);
    }
    rp_xml_free(xml);
    return status;
}

START_TEST(xml_names_come_with_their_space_whatever_the_prefix)
{
    static const char xml[] = "<a xmlns='urn:x' xmlns:y='urn:y' y:v='1'>t&amp;u<y:b/></a>";
    for (size_t step = 1; step < sizeof xml; step += 7) {
        struct seen seen = {0};
        struct rp_error err;
        ck_assert_int_eq(parse(&seen, rp_str_of(xml), step, &err), RP_OK);
        ck_assert_int_eq(rp_buf_putc(&seen.text, '\0'), RP_OK);
        ck_assert_str_eq(seen.text.v, "<a@urn:x 1t&u<b@urn:y >>");
        rp_buf_release(&seen.text);
    }
}
END_TEST

static void refuses(const char *text, int code, uint64_t offset, const char *message)
{
    struct seen seen = {0};
    struct rp_error err = {0};
    ck_assert_int_eq(parse(&seen, rp_str_of(text), 1 << 20, &err), code);
    ck_assert_uint_eq(err.offset, offset);
    ck_assert_msg(strstr(err.message, message) != NULL, "%s", err.message);
    rp_buf_release(&seen.text);
}

START_TEST(xml_errors_give_the_offset)
{
    refuses("<a><b></a>", RP_ERR_FORMAT, 8, "mismatched tag");
    refuses("<a>&none;</a>", RP_ERR_FORMAT, 3, "undefined entity");
    refuses("<a>\xff</a>", RP_ERR_FORMAT, 3, "not well-formed");
    refuses("<a><b>", RP_ERR_FORMAT, 6, "no element found");
}
END_TEST

START_TEST(xml_refuses_document_types_and_so_entities)
{
    refuses("<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;'>]><a>&y;</a>",
            RP_ERR_FORMAT, 12, "document type");
    refuses("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            RP_ERR_FORMAT, 60, "document type");
}
END_TEST

START_TEST(xml_caps_nesting_and_the_length_of_a_tag)
{
    struct rp_buf text = {0};
    struct seen seen = {0};
    struct rp_error err = {0};
    for (int i = 0; i < 10000; i++)
        ck_assert_int_eq(rp_buf_puts(&text, "<a>"), RP_OK);
    ck_assert_int_eq(parse(&seen, rp_buf_str(&text), 4096, &err), RP_ERR_LIMIT);
    ck_assert_uint_eq(err.offset, 300);
    ck_assert_ptr_nonnull(strstr(err.message, "--max-nesting"));

    text.n = 0;
    ck_assert_int_eq(rp_buf_puts(&text, "<a v='"), RP_OK);
    ck_assert_int_eq(rp_vec_reserve(&text, 9 << 20), RP_OK);
    memset(text.v + text.n, 'x', (9 << 20) - text.n);
    text.n = 9 << 20;
    ck_assert_int_eq(parse(&seen, rp_buf_str(&text), 1 << 18, &err), RP_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "one tag of more than"));
    rp_buf_release(&text);
    rp_buf_release(&seen.text);
}
END_TEST

START_TEST(xml_fails_cleanly_at_every_allocation)
{
    static const char xml[] = "<a xmlns='urn:x' v='1'>some <b v='2'>text</b></a>";
    bool is_done = false;
    for (uint64_t n = 1; !is_done; n++) {
        struct seen seen = {0};
        struct rp_error err = {0};
        rp_alloc_fail_at(n);
        int status = parse(&seen, rp_str_of(xml), 8, &err);
        rp_alloc_fail_at(0);
        ck_assert_msg(status == RP_OK || status == RP_ERR_MEMORY, "%d at %d", status,
                      (int)n);
        is_done = status == RP_OK;
        ck_assert(n < 10000);
        rp_buf_release(&seen.text);
    }
}
END_TEST

static int collect(void *context, struct rp_str piece, bool last, struct rp_error *err)
{
    (void)last, (void)err;
    return rp_buf_add_str(context, piece);
}

START_TEST(zip_reads_what_was_packed)
{
    struct zipped made = {0};
    zipped_add(&made, "a", RP_STR("stored"), ZIPPED_STORED);
    zipped_add(&made, "dir/B.xml", RP_STR("deflated deflated deflated"), ZIPPED_DEFLATED);
    zipped_finish(&made);
    struct rp_zip *zip;
    struct rp_error err;
    struct rp_buf out = {0};
    ck_assert_int_eq(rp_zip_open(&zip, rp_buf_str(&made.bytes), 1000, 100, &err), RP_OK);
    ck_assert_int_eq((int)rp_zip_find(zip, "c"), -1);
    ck_assert_int_eq(rp_zip_read(zip, rp_zip_find(zip, "a"), collect, &out, &err), RP_OK);
    int64_t b = rp_zip_find(zip, "dir/b.XML");
    ck_assert_int_eq(rp_zip_read(zip, b, collect, &out, &err), RP_OK);
    ck_assert(rp_str_equal(rp_buf_str(&out), RP_STR("storeddeflated deflated deflated")));
    rp_zip_close(zip);
    rp_buf_release(&out);
    zipped_release(&made);
}
END_TEST

static int read_first(struct zipped *made, uint64_t max_bytes, uint64_t max_ratio,
                      struct rp_error *err)
{
    struct rp_zip *zip;
    struct rp_buf out = {0};
    int status = rp_zip_open(&zip, rp_buf_str(&made->bytes), max_bytes, max_ratio, err);
    if (status)
        return status;
    status = rp_zip_read(zip, 0, collect, &out, err);
    rp_zip_close(zip);
    rp_buf_release(&out);
    return status;
}

START_TEST(zip_names_what_is_wrong)
{
    static const struct {
        unsigned flags;
        int code;
        const char *message;
    } wrong[] = {
        {ZIPPED_WRONG_CRC, RP_ERR_FORMAT, "checksum"},
        {ZIPPED_DEFLATED | ZIPPED_WRONG_CRC, RP_ERR_FORMAT, "checksum"},
        {ZIPPED_ENCRYPTED, RP_ERR_UNSUPPORTED, "password"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct zipped made = {0};
        struct rp_error err = {0};
        zipped_add(&made, "a", RP_STR("some content, some content"), wrong[i].flags);
        zipped_finish(&made);
        ck_assert_int_eq(read_first(&made, 1000, 100, &err), wrong[i].code);
        ck_assert_msg(strstr(err.message, wrong[i].message) != NULL, "%s", err.message);
        zipped_release(&made);
    }
}
END_TEST

START_TEST(zip_stops_at_its_caps_whatever_the_archive_claims)
{
    enum { BOMB_BYTES = 64 << 20 };
    char *zeros = rp_alloc_zero(BOMB_BYTES, 1);
    struct zipped made = {0};
    struct rp_error err = {0};
    zipped_add(&made, "a", (struct rp_str){zeros, BOMB_BYTES}, ZIPPED_DEFLATED);
    made.entries.v[0].unpacked = 10;
    zipped_finish(&made);
    int status = read_first(&made, 1 << 30, 100, &err);
    ck_assert_int_eq(status, RP_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "--max-ratio"));
    ck_assert_uint_lt(err.offset, 17 << 20);
    ck_assert_int_eq(read_first(&made, 1 << 20, 100000, &err), RP_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "--max-unpacked"));
    ck_assert_uint_lt(err.offset, 2 << 20);
    zipped_release(&made);
    rp_free(zeros);
}
END_TEST

START_TEST(zip_cut_anywhere_or_with_any_byte_changed_is_read_or_refused)
{
    struct zipped made = {0};
    zipped_add(&made, "a", RP_STR("some content, some content"), ZIPPED_DEFLATED);
    zipped_finish(&made);
    size_t n = made.bytes.n;
    for (size_t cut = 0; cut < n; cut++) {
        struct rp_error err = {0};
        made.bytes.n = cut;
        ck_assert_int_ne(read_first(&made, 1000, 100, &err), RP_OK);
        ck_assert_str_ne(err.message, "");
    }
    made.bytes.n = n;
    for (size_t i = 0; i < n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            struct rp_error err = {0};
            made.bytes.v[i] = (char)(made.bytes.v[i] ^ 1 << bit);
            int status = read_first(&made, 1000, 100, &err);
            ck_assert(status == RP_OK || err.message[0] != '\0');
            made.bytes.v[i] = (char)(made.bytes.v[i] ^ 1 << bit);
        }
    }
    zipped_release(&made);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("xml");
    TCase *t = tcase_create("xml");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, xml_names_come_with_their_space_whatever_the_prefix);
    tcase_add_test(t, xml_errors_give_the_offset);
    tcase_add_test(t, xml_refuses_document_types_and_so_entities);
    tcase_add_test(t, xml_caps_nesting_and_the_length_of_a_tag);
    tcase_add_test(t, xml_fails_cleanly_at_every_allocation);
    tcase_add_test(t, zip_reads_what_was_packed);
    tcase_add_test(t, zip_names_what_is_wrong);
    tcase_add_test(t, zip_stops_at_its_caps_whatever_the_archive_claims);
    tcase_add_test(t, zip_cut_anywhere_or_with_any_byte_changed_is_read_or_refused);
    suite_add_tcase(s, t);
    return s;
}

RUN_SUITE(suite)
