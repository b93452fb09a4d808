#include "suite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/block.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/pattern.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "base/vec.h"

START_TEST(vec_keeps_its_values_when_an_allocation_fails)
{
    RP_VEC(int) vec = {0};
    for (int i = 0; i < 8; i++)
        ck_assert_int_eq(rp_vec_push(&vec, i), RP_OK);
    rp_alloc_fail_at(1);
    ck_assert_int_eq(rp_vec_push(&vec, 8), RP_ERR_MEMORY);
    ck_assert_uint_eq(vec.n, 8);
    ck_assert_int_eq(vec.v[7], 7);
    ck_assert_int_eq(rp_vec_push(&vec, 8), RP_OK);
    ck_assert_int_eq(vec.v[8], 8);
    rp_vec_release(&vec);
}
END_TEST

START_TEST(alloc_refuses_sizes_that_overflow)
{
    ck_assert_ptr_null(rp_alloc(SIZE_MAX / 2, 4));
    ck_assert_ptr_null(rp_alloc(SIZE_MAX, 1));
}
END_TEST

static int by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Hashes, small numbers, few values many times, and what differs in the lowest bits only.
 */
START_TEST(sorting_and_dropping_repeats_equals_qsort)
{
    enum { MOST = 6000 };
    uint64_t *got = rp_alloc(MOST, sizeof *got), *want = rp_alloc(MOST, sizeof *want),
             *spare = rp_alloc(MOST, sizeof *spare);
    ck_assert(got && want && spare);
    for (size_t round = 0; round < 200; round++) {
        size_t n = rp_mix(round + 1) % (round % 2 ? MOST : 60), n_want = 0;
        for (size_t i = 0; i < n; i++) {
            uint64_t x = rp_mix(round << 20 | (i + 7));
            got[i] = round % 5 == 0   ? x
                     : round % 5 == 1 ? x % 50
                     : round % 5 == 2 ? rp_mix(x % 3)
                     : round % 5 == 3 ? UINT64_MAX - x % 1000
                                      : 7;
        }
        memcpy(want, got, n * sizeof *got);
        qsort(want, n, sizeof *want, by_value);
        for (size_t i = 0; i < n; i++)
            if (n_want == 0 || want[n_want - 1] != want[i])
                want[n_want++] = want[i];
        ck_assert_uint_eq(rp_sort_unique(got, n, spare), n_want);
        ck_assert_mem_eq(got, want, n_want * sizeof *got);
    }
    rp_free(got);
    rp_free(want);
    rp_free(spare);
}
END_TEST

START_TEST(sha256_of_the_standard_vectors)
{
    char hex[65];
    rp_sha256_hex("abc", 3, hex);
    ck_assert_str_eq(hex,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(utf8_names_the_first_bad_byte)
{
    ck_assert_uint_eq(rp_utf8_valid_prefix("ab\xc3\xa9", 4), 4);
    ck_assert_uint_eq(rp_utf8_valid_prefix("ab\xc3", 3), 2);
    ck_assert_uint_eq(rp_utf8_valid_prefix("a\xc0\xaf", 3), 1);     /* overlong */
    ck_assert_uint_eq(rp_utf8_valid_prefix("a\xed\xa0\x80", 4), 1); /* surrogate */
}
END_TEST

START_TEST(fold_strips_case_marks_and_width)
{
    uint32_t out[18];
    ck_assert_uint_eq(rp_utf8_fold(0xC9, out), 1); /* E acute */
    ck_assert_uint_eq(out[0], 'e');
    ck_assert_uint_eq(rp_utf8_fold(0xFF21, out), 1); /* fullwidth A */
    ck_assert_uint_eq(out[0], 'a');
    ck_assert_uint_eq(rp_utf8_fold(0xAD, out), 0); /* soft hyphen */
}
END_TEST

START_TEST(json_writer_escapes_and_nests)
{
    struct rp_buf out = {0};
    struct rp_json json;
    rp_json_init(&json, &out, 0);
    rp_json_object_begin(&json);
    rp_json_key(&json, "a");
    rp_json_str(&json, (struct rp_str){"q\"\\\n\x01\xff\xc3\xa9", 8});
    rp_json_key(&json, "b");
    rp_json_array_begin(&json);
    rp_json_uint(&json, 7);
    rp_json_decimal(&json, 705, 3);
    rp_json_null(&json);
    rp_json_array_end(&json);
    rp_json_object_end(&json);
    ck_assert_int_eq(rp_json_status(&json), RP_OK);
    rp_buf_putc(&out, '\0');
    ck_assert_str_eq(out.v, "{\"a\":\"q\\\"\\\\\\n\\u0001\xef\xbf\xbd\xc3\xa9\","
                            "\"b\":[7,0.705,null]}");
    rp_buf_release(&out);
}
END_TEST

START_TEST(json_line_field_tells_missing_from_broken)
{
    struct rp_buf out = {0};
    struct rp_error err = {0};
    ck_assert_int_eq(rp_json_line_field(RP_STR("{\"t\":\"x\\ny\"}"), "t", &out, &err), 1);
    ck_assert_uint_eq(out.n, 3);
    ck_assert_int_eq(rp_json_line_field(RP_STR("{\"t\":3}"), "t", &out, &err), 0);
    ck_assert_int_eq(rp_json_line_field(RP_STR("{\"t\":"), "t", &out, &err), RP_ERR_FORMAT);
    ck_assert_uint_eq(err.offset, 5);
    rp_buf_release(&out);
}
END_TEST

START_TEST(pattern_limits_are_errors)
{
    struct rp_pattern *pattern = NULL;
    struct rp_match match;
    struct rp_error err = {0};
    ck_assert_int_eq(rp_match_init(&match), RP_OK);
    ck_assert_int_eq(rp_pattern_new(&pattern, "^(a+)+$", 0, &err), RP_OK);
    ck_assert_int_eq(rp_pattern_find(pattern, RP_STR("aaaa"), 0, &match), 1);
    ck_assert_int_eq(rp_pattern_find(pattern,
                                     RP_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
                                     0, &match),
                     RP_ERR_LIMIT);
    rp_pattern_free(pattern);
    ck_assert_int_eq(rp_pattern_new(&pattern, "(", 0, &err), RP_ERR_USAGE);
    rp_match_release(&match);
}
END_TEST

/* A search that goes on relies on the one from 0 for the same bytes only. */
START_TEST(pattern_searches_go_on)
{
    struct rp_pattern *pattern = NULL;
    struct rp_match match;
    struct rp_error err = {0};
    const struct rp_str text = RP_STR("k\xc3\xafte kite"),
                        broken = RP_STR("kite \xff kite");
    ck_assert_int_eq(rp_match_init(&match), RP_OK);
    ck_assert_int_eq(rp_pattern_new(&pattern, "k.te", 0, &err), RP_OK);
    ck_assert_int_eq(rp_pattern_find(pattern, text, 0, &match), 1);
    ck_assert_int_eq(rp_pattern_find(pattern, text, match.end[0], &match), 1);
    ck_assert_uint_eq(match.beg[0], 6);
    ck_assert_int_eq(rp_pattern_find(pattern, text, match.end[0], &match), 0);
    ck_assert_int_lt(rp_pattern_find(pattern, text, 2, &match), 0);
    ck_assert_int_eq(rp_pattern_find(pattern, broken, 1, &match), RP_ERR_FORMAT);
    ck_assert_int_eq(rp_pattern_find(pattern, broken, 0, &match), RP_ERR_FORMAT);
    ck_assert_int_eq(rp_pattern_find(pattern, broken, 1, &match), RP_ERR_FORMAT);
    rp_pattern_free(pattern);
    rp_match_release(&match);
}
END_TEST

START_TEST(out_is_whole_or_absent)
{
    char folder[] = "/tmp/reprise-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    struct rp_error err = {0};
    struct rp_out out = {0};
    ck_assert_int_eq(rp_out_open(&out, folder, "a.txt", &err), RP_OK);
    ck_assert_int_eq(rp_out_write(&out, RP_STR("half"), &err), RP_OK);
    rp_out_release(&out);
    struct rp_paths paths = {0};
    ck_assert_int_eq(rp_walk(&paths, folder, 64, NULL, NULL, &err), RP_OK);
    ck_assert_uint_eq(paths.n, 0);
    ck_assert_int_eq(rp_out_open(&out, folder, "a.txt", &err), RP_OK);
    ck_assert_int_eq(rp_out_write(&out, RP_STR("whole"), &err), RP_OK);
    ck_assert_int_eq(rp_outs_commit(&out, 1, &err), RP_OK);
    ck_assert_int_eq(rp_walk(&paths, folder, 64, NULL, NULL, &err), RP_OK);
    ck_assert_uint_eq(paths.n, 1);
    struct rp_buf bytes = {0};
    ck_assert_int_eq(rp_file_read(paths.v[0], 100, NULL, &bytes, &err), RP_OK);
    ck_assert_uint_eq(bytes.n, 5);
    ck_assert_int_eq(rp_file_read(paths.v[0], 4, NULL, &bytes, &err), RP_ERR_LIMIT);
    ck_assert_uint_eq(bytes.n, 5);
    unlink(paths.v[0]);
    rmdir(folder);
    rp_paths_release(&paths);
    rp_buf_release(&bytes);
}
END_TEST

static void put_file(struct rp_out *out, const char *folder, const char *name,
                     const char *text)
{
    struct rp_error err = {0};
    ck_assert_int_eq(rp_out_open(out, folder, name, &err), RP_OK);
    ck_assert_int_eq(rp_out_write(out, rp_str_of(text), &err), RP_OK);
}

START_TEST(outs_are_all_placed_or_none)
{
    char folder[] = "/tmp/reprise-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    struct rp_error err = {0};
    struct rp_out outs[3];
    put_file(&outs[0], folder, "old.txt", "old");
    ck_assert_int_eq(rp_outs_commit(outs, 1, &err), RP_OK);
    struct rp_buf wall = {0}, bytes = {0};
    ck_assert_int_eq(rp_buf_printf(&wall, "%s/wall.txt", folder), RP_OK);
    put_file(&outs[0], folder, "old.txt", "new");
    put_file(&outs[1], folder, "new.txt", "new");
    put_file(&outs[2], folder, "wall.txt", "new");
    ck_assert_int_eq(mkdir(wall.v, 0777), 0); /* cannot be replaced by a file */
    ck_assert_int_eq(rp_outs_commit(outs, 3, &err), RP_ERR_IO);
    struct rp_paths paths = {0};
    ck_assert_int_eq(rp_walk(&paths, folder, 64, NULL, NULL, &err), RP_OK);
    ck_assert_uint_eq(paths.n, 1);
    ck_assert_int_eq(rp_file_read(paths.v[0], 100, NULL, &bytes, &err), RP_OK);
    ck_assert(rp_str_equal(rp_buf_str(&bytes), RP_STR("old")));
    unlink(paths.v[0]);
    rmdir(wall.v);
    ck_assert_int_eq(rmdir(folder), 0);
    rp_paths_release(&paths);
    rp_buf_release(&wall);
    rp_buf_release(&bytes);
}
END_TEST

static void count_left_out(void *context, const struct rp_error *why)
{
    ck_assert_int_eq(why->code, RP_ERR_IO);
    ++*(int *)context;
}

/* A link to a folder above brings nothing again, one to nowhere is for the reader to name.
 */
START_TEST(walk_goes_round_no_circle)
{
    char folder[] = "/tmp/reprise-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    struct rp_error err = {0};
    struct rp_paths paths = {0};
    struct rp_buf circle = {0}, nowhere = {0};
    int n_left_out = 0;
    ck_assert_int_eq(rp_buf_printf(&circle, "%s/circle", folder), RP_OK);
    ck_assert_int_eq(rp_buf_printf(&nowhere, "%s/nowhere.txt", folder), RP_OK);
    ck_assert_int_eq(symlink(".", circle.v), 0);
    ck_assert_int_eq(symlink("gone", nowhere.v), 0);
    ck_assert_int_eq(rp_walk(&paths, folder, 64, count_left_out, &n_left_out, &err), RP_OK);
    ck_assert_uint_eq(paths.n, 1);
    ck_assert_str_eq(paths.v[0], nowhere.v);
    ck_assert_int_eq(n_left_out, 0);
    unlink(circle.v);
    unlink(nowhere.v);
    rmdir(folder);
    rp_paths_release(&paths);
    rp_buf_release(&circle);
    rp_buf_release(&nowhere);
}
END_TEST

static bool never_goes_on(void *context)
{
    (void)context;
    return true;
}

/* Past the budget a block is a file without a name, zeroed like memory; where that cannot
 * be, the error names the folder, and the budget is as it was. */
START_TEST(blocks_spill_or_say_why)
{
    char folder[] = "/tmp/reprise-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    struct rp_error err = {0};
    struct rp_budget budget;
    struct rp_block small = {0}, large = {0};
    rp_budget_init(&budget, 1 << 16, folder);
    ck_assert_int_eq(rp_block_new(&small, &budget, 0, &err), RP_OK);
    ck_assert(!small.spilled);
    ck_assert_int_eq(rp_block_new(&large, &budget, 1 << 20, &err), RP_OK);
    ck_assert(large.spilled);
    ck_assert_uint_eq(budget.spilled_bytes, 1 << 20);
    for (size_t i = 0; i < 1 << 20; i++)
        ck_assert_int_eq(((const char *)large.p)[i], 0);
    ck_assert_int_eq(rmdir(folder), 0); /* empty: the file has no name */
    rp_block_release(&large, &budget);
    rp_block_release(&small, &budget);
    rp_block_release(&small, &budget);
    ck_assert_uint_eq(budget.used_bytes, 0);

    ck_assert_int_eq(rp_block_new(&large, &budget, 1 << 20, &err), RP_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, folder));
    ck_assert_uint_eq(budget.used_bytes, 0);
    rp_alloc_fail_at(1);
    ck_assert_int_eq(rp_block_new(&small, &budget, 16, &err), RP_ERR_MEMORY);
    ck_assert_uint_eq(budget.used_bytes, 0);
    ck_assert_ptr_null(small.p);
    ck_assert_ptr_null(large.p);
    rp_budget_init(&budget, 0, NULL);
    ck_assert_uint_gt(budget.limit_bytes, 0);
}
END_TEST

/* All bytes arrive, in memory or in a file; what cannot be read leaves no block behind. */
START_TEST(blocks_read_a_file_to_its_end)
{
    enum { N_BYTES = 5 << 20 };
    char path[] = "/tmp/reprise-test-XXXXXX";
    struct rp_error err = {0};
    const int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    char *bytes = rp_alloc(N_BYTES, 1);
    ck_assert_ptr_nonnull(bytes);
    for (size_t i = 0; i < N_BYTES; i++)
        bytes[i] = (char)rp_mix(i);
    ck_assert_int_eq(write(fd, bytes, N_BYTES), N_BYTES);
    for (int large = 0; large < 2; large++) {
        struct rp_budget budget;
        struct rp_block block = {0};
        size_t n = 0;
        rp_budget_init(&budget, large ? UINT64_C(1) << 30 : 1 << 20, "/tmp");
        ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
        ck_assert_int_eq(rp_block_read(&block, &n, fd, path, &budget, NULL, &err), RP_OK);
        ck_assert_uint_eq(n, N_BYTES);
        ck_assert(block.spilled == !large);
        ck_assert_int_eq(memcmp(block.p, bytes, N_BYTES), 0);
        rp_block_release(&block, &budget);
        ck_assert_uint_eq(budget.used_bytes, 0);
    }
    close(fd);
    unlink(path);
    rp_free(bytes);

    struct rp_budget budget;
    struct rp_block block = {0};
    size_t n = 7;
    rp_budget_init(&budget, UINT64_C(1) << 30, "/tmp");
    const int folder = open("/tmp", O_RDONLY | O_CLOEXEC);
    ck_assert_int_eq(rp_block_read(&block, &n, folder, "here", &budget, NULL, &err),
                     RP_ERR_IO);
    ck_assert_str_eq(err.document, "here");
    const struct rp_progress stop = {.cancelled = never_goes_on};
    ck_assert_int_eq(rp_block_read(&block, &n, folder, "here", &budget, &stop, &err),
                     RP_ERR_INTERRUPTED);
    close(folder);
    ck_assert_ptr_null(block.p);
    ck_assert_uint_eq(n, 7);
    ck_assert_uint_eq(budget.used_bytes, 0);
}
END_TEST

/* What there is no way to read, map, walk or write is said with its path, and what the
 * caller holds stays as it was. */
START_TEST(files_that_cannot_be_say_why)
{
    char folder[] = "/tmp/reprise-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    struct rp_error err = {0};
    struct rp_buf bytes = {0}, path = {0};
    struct rp_map map = {0};
    struct rp_paths paths = {0};
    struct rp_out out = {0};
    ck_assert_int_eq(rp_file_read(folder, 100, NULL, &bytes, &err), RP_ERR_IO);
    ck_assert_str_eq(err.document, folder);
    ck_assert_uint_eq(bytes.n, 0);
    ck_assert_int_eq(rp_map_open(&map, folder, &err), RP_ERR_UNSUPPORTED);
    ck_assert_int_eq(rp_buf_printf(&path, "%s/empty.txt", folder), RP_OK);
    ck_assert_int_eq(rp_map_open(&map, path.v, &err), RP_ERR_IO);
    ck_assert_int_eq(rp_walk(&paths, path.v, 64, NULL, NULL, &err), RP_ERR_IO);
    put_file(&out, folder, "empty.txt", "");
    ck_assert_int_eq(rp_outs_commit(&out, 1, &err), RP_OK);
    ck_assert_int_eq(rp_map_open(&map, path.v, &err), RP_OK);
    ck_assert_uint_eq(map.n, 0);
    rp_map_release(&map);
    ck_assert_int_eq(rp_folder_make(path.v, &err), RP_ERR_IO); /* a file stands there */
    ck_assert_int_eq(rp_out_open(&out, path.v, "inside.txt", &err), RP_ERR_IO);
    ck_assert_ptr_null(out.path);

    int pipes[2];
    ck_assert_int_eq(pipe(pipes), 0);
    bytes.n = 0;
    path.n = 0;
    ck_assert_int_eq(rp_buf_printf(&path, "/dev/fd/%d", pipes[0]), RP_OK);
    const struct rp_progress stop = {.cancelled = never_goes_on};
    ck_assert_int_eq(rp_file_read(path.v, 100, &stop, &bytes, &err), RP_ERR_INTERRUPTED);
    ck_assert_int_eq(write(pipes[1], "12345", 5), 5);
    close(pipes[1]);
    ck_assert_int_eq(rp_file_read(path.v, 4, NULL, &bytes, &err), RP_ERR_LIMIT);
    ck_assert_uint_eq(bytes.n, 0);
    close(pipes[0]);

    /* A device is written as it is, and a full one says so. */
    ck_assert_int_eq(rp_out_open(&out, NULL, "/dev/full", &err), RP_OK);
    ck_assert_int_eq(out.state, RP_OUT_DIRECT);
    ck_assert_int_eq(rp_out_write(&out, RP_STR("x"), &err), RP_ERR_IO);
    ck_assert_str_eq(err.document, "/dev/full");
    rp_out_release(&out);

    path.n = 0;
    ck_assert_int_eq(rp_buf_printf(&path, "%s/empty.txt", folder), RP_OK);
    unlink(path.v);
    ck_assert_int_eq(rmdir(folder), 0);
    rp_paths_release(&paths);
    rp_buf_release(&bytes);
    rp_buf_release(&path);
}
END_TEST

static Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *all = tcase_create("base");
    tcase_add_test(all, sorting_and_dropping_repeats_equals_qsort);
    tcase_add_test(all, vec_keeps_its_values_when_an_allocation_fails);
    tcase_add_test(all, alloc_refuses_sizes_that_overflow);
    tcase_add_test(all, sha256_of_the_standard_vectors);
    tcase_add_test(all, utf8_names_the_first_bad_byte);
    tcase_add_test(all, fold_strips_case_marks_and_width);
    tcase_add_test(all, json_writer_escapes_and_nests);
    tcase_add_test(all, json_line_field_tells_missing_from_broken);
    tcase_add_test(all, pattern_limits_are_errors);
    tcase_add_test(all, pattern_searches_go_on);
    tcase_add_test(all, out_is_whole_or_absent);
    tcase_add_test(all, outs_are_all_placed_or_none);
    tcase_add_test(all, walk_goes_round_no_circle);
    tcase_add_test(all, blocks_spill_or_say_why);
    tcase_add_test(all, blocks_read_a_file_to_its_end);
    tcase_add_test(all, files_that_cannot_be_say_why);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(base_suite)
