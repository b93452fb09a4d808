/* The index on disk: what goes in comes out, and no damage does harm. */
#include "suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "corpora.h"
#include "store/pack.h"
#include "store/store.h"

enum { ROUNDS = 300, N_DOCUMENTS = 3 };

static char folder[64], path[96];

static void setup(void)
{
    snprintf(folder, sizeof folder, "/tmp/reprise-store-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.index", folder);
}

static void teardown(void)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
    ck_assert_int_eq(rmdir(folder), 0); /* nothing is left beside it */
}

static unsigned draw(uint64_t *state, unsigned below)
{
    *state = rp_mix(*state + 0x9e3779b97f4a7c15ULL);
    return (unsigned)(*state % below);
}

static struct rp_span draw_span(uint64_t *state, size_t n)
{
    uint32_t a = draw(state, (unsigned)n + 1), b = draw(state, (unsigned)n + 1);
    return a < b ? (struct rp_span){a, b} : (struct rp_span){b, a};
}

/* ---- what goes in ------------------------------------------------------------------- */

static void make_outline(struct rp_outline *outline, uint64_t seed)
{
    uint64_t state = seed;
    const unsigned n = 20 + draw(&state, 200);
    for (unsigned i = 0; i < n; i++)
        ck_assert_int_eq(rp_buf_putc(&outline->text, (char)('a' + draw(&state, 26))),
                         RP_OK);
    for (unsigned i = 0, n_pieces = draw(&state, 9); i < n_pieces; i++)
        ck_assert_int_eq(
            rp_vec_push(&outline->pieces,
                        (struct rp_piece){draw_span(&state, n), draw_span(&state, n), i + 1,
                                          draw(&state, 2), draw(&state, 2)}),
            RP_OK);
    const uint32_t all = (uint32_t)outline->pieces.n;
    struct rp_stretch stretch = {
        draw_span(&state, n), draw_span(&state, n), RP_PART_ANNEX, 0, all, 7};
    ck_assert_int_eq(rp_vec_push(&outline->stretches, stretch), RP_OK);
    struct rp_block block = {.heading = {.body = RP_BODY_RA,
                                         .kind = RP_KIND_OPINION,
                                         .number = "7",
                                         .alias = "PLEN-1",
                                         .revision = "ITU-R 7-3",
                                         .year = 2015,
                                         .suffix = 3,
                                         .merged = true,
                                         .title_beg = 9},
                             .hint = RP_BODY_WTSA,
                             .proposal = RP_PROPOSAL_SUP,
                             .title = draw_span(&state, n),
                             .line = 3,
                             .n_stretches = 1};
    ck_assert_int_eq(rp_vec_push(&outline->blocks, block), RP_OK);
    for (unsigned i = 0; i < 5; i++)
        ck_assert_int_eq(
            rp_vec_push(&outline->roles, (unsigned char)draw(&state, RP_N_ROLES)), RP_OK);
}

static void release_outline(struct rp_outline *outline)
{
    rp_buf_release(&outline->text);
    rp_vec_release(&outline->blocks);
    rp_vec_release(&outline->stretches);
    rp_vec_release(&outline->pieces);
    rp_vec_release(&outline->roles);
}

static void make_document(struct rp_document *document, const char *name)
{
    rp_document_init(document);
    document->path = rp_strdup(name);
    document->reader = "text";
    memset(document->sha256, 'a', 64);
    ck_assert_int_eq(rp_buf_puts(&document->text, "one two three"), RP_OK);
    for (uint32_t i = 0; i < 5; i++) {
        struct rp_paragraph p = {.text = {i, i + 4},
                                 .line = i + 1,
                                 .style = RP_STYLE_CALL,
                                 .change = RP_CHANGE_INSERTED,
                                 .begins_cell = i & 1};
        ck_assert_int_eq(rp_vec_push(&document->paragraphs, p), RP_OK);
    }
    ck_assert_int_eq(rp_document_note(document, 3, 9, "a note"), RP_OK);
    ck_assert_int_eq(rp_document_limit(document, "max-paragraph", 4, 11, "a limit"), RP_OK);
}

/* Three documents, each in every resolution. */
static void make_corpus(struct rp_corpus *corpus)
{
    rp_corpus_init(corpus);
    for (unsigned i = 0; i < N_DOCUMENTS; i++) {
        char name[16];
        snprintf(name, sizeof name, "%u.txt", i);
        struct rp_input input = {.path = rp_strdup(name)};
        memset(input.sha256, 'a', 64);
        ck_assert_int_eq(rp_vec_push(&corpus->inputs, input), RP_OK);
    }
    add_resolution(corpus, RP_BODY_PP, "1", 2018, "Kites");
    add_clause(corpus, NULL, "that kites over the pass be counted daily;");
    add_cite(corpus, "WTSA-2", "Rev. Dubai, 2012", UINT32_MAX);
    add_clause(corpus, "the Director", "to count the kites;");
    add_resolution(corpus, RP_BODY_PP, "2", 2018, "Empty");
    add_resolution(corpus, RP_BODY_WTSA, "2", 2012, "Tides");
    add_clause(corpus, NULL, "that tide tables be kept in each field office.");
    corpus->sources.n = 0;
    for (size_t i = 0; i < corpus->resolutions.n; i++) {
        struct rp_resolution *r = &corpus->resolutions.v[i];
        r->sources = (struct rp_sources){(uint32_t)corpus->sources.n, N_DOCUMENTS};
        for (uint32_t d = 0; d < N_DOCUMENTS; d++)
            ck_assert_int_eq(
                rp_vec_push(&corpus->sources, (struct rp_source){d, 10 * d + 1}), RP_OK);
        for (uint32_t c = 0; c < r->n_clauses; c++) {
            struct rp_clause *clause = &corpus->clauses.v[r->first_clause + c];
            clause->sources = (struct rp_sources){(uint32_t)corpus->sources.n, 2};
            for (uint32_t d = 1; d < N_DOCUMENTS; d++)
                ck_assert_int_eq(
                    rp_vec_push(&corpus->sources, (struct rp_source){d, c + 2}), RP_OK);
        }
    }
    const char *why = "";
    ck_assert_msg(rp_corpus_validate(corpus, &why), "%s", why);
}

static void make_merged(struct rp_merged merged[3])
{
    for (uint32_t i = 0; i < 3; i++) {
        merged[i] = (struct rp_merged){
            .key = {i + 100, UINT64_MAX - i}, .answers = UINT64_MAX / 3, .resolution = i};
        ck_assert_int_eq(rp_vec_push(&merged[i].asked, i + 5), RP_OK);
    }
}

/* Put all of it into an index. */
static int fill(enum rp_store_mode mode, struct rp_error *err)
{
    struct rp_store *store = NULL;
    struct rp_corpus corpus;
    struct rp_merged merged[3];
    struct rp_stored_memo known = {0};
    int64_t ids[N_DOCUMENTS] = {0};
    uint32_t sketches[3 * RP_STORE_MINIMA];
    for (uint32_t i = 0; i < 3 * RP_STORE_MINIMA; i++)
        sketches[i] = i / 32 == 2 || i / 32 == 4 ? i % 32 : i << 24 | i;
    rp_alloc_fail_at(0);
    make_corpus(&corpus);
    make_merged(merged);
    int status = rp_store_open(&store, path, mode, err);
    for (unsigned i = 0; i < N_DOCUMENTS && status == RP_OK; i++) {
        struct rp_document document;
        struct rp_outline outline = {0};
        make_document(&document, corpus.inputs.v[i].path);
        make_outline(&outline, i);
        const struct rp_stamp stamp = {.size_bytes = 100 + i,
                                       .inode = 7,
                                       .modified_ns = -1,
                                       .changed_ns = 1700000000123456789,
                                       .settled = i != 2};
        status = rp_store_add(store, &document, &stamp, &outline, &ids[i], err);
        rp_document_release(&document);
        release_outline(&outline);
    }
    const struct rp_error skipped = {.code = RP_ERR_IO,
                                     .offset = 17,
                                     .document = "lost.txt",
                                     .message = "cannot be read"};
    if (status == RP_OK)
        status = rp_store_set_skipped(store, &skipped, 1, err);
    if (status == RP_OK)
        status = rp_store_merge(store, &corpus, merged, 3, ids, sketches, &known, err);
    if (status == RP_OK)
        status = rp_store_set_setting(store, "changes", "accepted", err);
    if (status == RP_OK)
        status = rp_store_advance(store, err);
    if (status == RP_OK)
        status = rp_store_commit(store, err);
    rp_store_free(store);
    for (int i = 0; i < 3; i++)
        rp_vec_release(&merged[i].asked);
    rp_corpus_release(&corpus);
    return status;
}

static void make_index(void)
{
    struct rp_error err = {0};
    ck_assert_msg(fill(RP_STORE_NEW, &err) == RP_OK, "%s", err.message);
}

static struct rp_store *open_index(enum rp_store_mode mode)
{
    struct rp_store *store = NULL;
    struct rp_error err = {0};
    ck_assert_msg(rp_store_open(&store, path, mode, &err) == RP_OK, "%s", err.message);
    return store;
}

static void print_fault(void *context, const char *fault)
{
    (void)context;
    (void)fault;
}

/* ---- tests -------------------------------------------------------------------------- */

START_TEST(outlines_come_back_and_damaged_ones_do_not)
{
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        struct rp_outline outline = {0}, back = {0};
        struct rp_buf bytes = {0}, again = {0};
        make_outline(&outline, seed);
        ck_assert_int_eq(rp_pack_outline(&bytes, &outline), RP_OK);
        ck_assert_int_eq(rp_unpack_outline(&back, rp_buf_str(&bytes)), RP_OK);
        ck_assert_int_eq(rp_pack_outline(&again, &back), RP_OK);
        ck_assert(rp_str_equal(rp_buf_str(&bytes), rp_buf_str(&again)));
        ck_assert_str_eq(back.blocks.v[0].heading.revision, "ITU-R 7-3");
        release_outline(&back);
        back = (struct rp_outline){0};
        uint64_t state = seed;
        const size_t at = draw(&state, (unsigned)bytes.n);
        bytes.v[at] = (char)(bytes.v[at] ^ (1 << draw(&state, 8)));
        ck_assert_int_eq(rp_unpack_outline(&back, rp_buf_str(&bytes)), RP_ERR_FORMAT);
        release_outline(&back);
        release_outline(&outline);
        rp_buf_release(&bytes);
        rp_buf_release(&again);
    }
}
END_TEST

START_TEST(what_is_kept_is_read_back)
{
    make_index();
    struct rp_store *store = open_index(RP_STORE_READ);
    struct rp_error err = {0};
    struct rp_corpus corpus, want;
    const char *why = "";
    rp_corpus_init(&corpus);
    make_corpus(&want);
    ck_assert_int_eq(rp_store_corpus(store, &corpus, &err), RP_OK);
    ck_assert_msg(rp_corpus_validate(&corpus, &why), "%s", why);
    ck_assert(rp_str_equal(rp_buf_str(&corpus.text), rp_buf_str(&want.text)));
    ck_assert_uint_eq(corpus.resolutions.n, want.resolutions.n);
    ck_assert_uint_eq(corpus.clauses.n, want.clauses.n);
    ck_assert_int_eq(
        memcmp(corpus.sources.v, want.sources.v, want.sources.n * sizeof *want.sources.v),
        0);
    for (size_t i = 0; i < want.clauses.n; i++) {
        const struct rp_clause *a = &corpus.clauses.v[i], *b = &want.clauses.v[i];
        ck_assert_uint_eq(a->id.beg, b->id.beg);
        ck_assert_uint_eq(a->text.end, b->text.end);
        ck_assert_uint_eq(a->section, b->section);
        ck_assert_uint_eq(a->resolution, b->resolution);
        ck_assert_uint_eq(a->n_cites, b->n_cites);
    }
    struct rp_stored_documents documents = {0};
    ck_assert_int_eq(rp_store_documents(store, &documents, &err), RP_OK);
    ck_assert_uint_eq(documents.n, N_DOCUMENTS);
    ck_assert_uint_eq(documents.v[1].stamp.size_bytes, 101);
    /* a stamp that says nothing is not kept */
    ck_assert(rp_stamp_equal(&documents.v[0].stamp, &documents.v[0].stamp));
    ck_assert_int_eq(documents.v[0].stamp.modified_ns, -1);
    ck_assert_int_eq(documents.v[0].stamp.changed_ns, 1700000000123456789);
    ck_assert(!rp_stamp_equal(&documents.v[0].stamp, &documents.v[1].stamp));
    ck_assert(!rp_stamp_equal(&documents.v[2].stamp, &documents.v[2].stamp));
    struct rp_document document;
    rp_document_init(&document);
    ck_assert_int_eq(rp_store_document(store, documents.v[2].id, true, &document, &err),
                     RP_OK);
    ck_assert_str_eq(document.path, "2.txt");
    ck_assert_uint_eq(document.notes.n, 2);
    ck_assert_str_eq(document.notes.v[1].limit, "max-paragraph");
    ck_assert_uint_eq(document.paragraphs.n, 5);
    ck_assert(document.paragraphs.v[1].begins_cell);
    rp_document_release(&document);
    rp_stored_documents_release(&documents);
    size_t n_faults;
    struct rp_store_counts counts;
    /* roles and paragraphs are as many */
    ck_assert_int_eq(
        rp_store_check(store, print_fault, NULL, &n_faults, &counts, NULL, &err), RP_OK);
    ck_assert_uint_eq(n_faults, 0);
    ck_assert_uint_eq(counts.clauses, 3);
    rp_corpus_release(&corpus);
    rp_corpus_release(&want);
    rp_store_free(store);
}
END_TEST

START_TEST(known_resolutions_stay_and_others_go)
{
    make_index();
    struct rp_store *store = open_index(RP_STORE_WRITE);
    struct rp_error err = {0};
    struct rp_stored_memo known = {0};
    struct rp_merged merged[3];
    struct rp_corpus none, corpus;
    rp_corpus_init(&none);
    rp_corpus_init(&corpus);
    make_merged(merged);
    ck_assert_int_eq(rp_store_memo(store, &known, &err), RP_OK);
    ck_assert_uint_eq(known.n, 3);
    const struct rp_merged *found = rp_stored_memo_find(&known, merged[2].key);
    ck_assert_uint_eq(found->answers, merged[2].answers);
    ck_assert_uint_eq(found->asked.v[0], 7);
    const uint64_t other[2] = {merged[2].key[0], 0};
    ck_assert_ptr_null(rp_stored_memo_find(&known, other));
    /* the first goes */
    merged[1].resolution = merged[2].resolution = UINT32_MAX;
    ck_assert_int_eq(rp_store_merge(store, &none, merged + 1, 2, NULL, NULL, &known, &err),
                     RP_OK);
    ck_assert_int_eq(rp_store_commit(store, &err), RP_OK);
    ck_assert_int_eq(rp_store_corpus(store, &corpus, &err), RP_OK);
    ck_assert_uint_eq(corpus.resolutions.n, 2);
    ck_assert_uint_eq(corpus.clauses.n, 1);
    rp_stored_memo_release(&known);
    rp_corpus_release(&corpus);
    for (int i = 0; i < 3; i++)
        rp_vec_release(&merged[i].asked);
    rp_store_free(store);
}
END_TEST

START_TEST(writers_are_told_apart_and_what_is_not_committed_is_undone)
{
    make_index();
    struct rp_store *writer = open_index(RP_STORE_WRITE), *second = NULL;
    struct rp_error err = {0};
    ck_assert_int_eq(rp_store_open(&second, path, RP_STORE_WRITE, &err), RP_ERR_IO);
    ck_assert_str_eq(err.document, path);
    ck_assert_ptr_nonnull(strstr(err.message, "another run"));
    ck_assert_int_eq(rp_store_remove(writer, 1, &err), RP_OK);
    struct rp_store *reader = open_index(RP_STORE_READ);
    rp_store_free(writer);
    struct rp_stored_documents documents = {0};
    ck_assert_int_eq(rp_store_documents(reader, &documents, &err), RP_OK);
    ck_assert_uint_eq(documents.n, N_DOCUMENTS);
    rp_stored_documents_release(&documents);
    rp_store_free(reader);
    /* a new one does not take the place of one that came meanwhile */
    ck_assert_int_eq(fill(RP_STORE_NEW, &err), RP_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "meanwhile"));
}
END_TEST

static void look_at_all(void)
{
    struct rp_store *store = NULL;
    struct rp_corpus corpus;
    struct rp_past past = {0};
    struct rp_stored_memo memo = {0};
    struct rp_store_counts counts;
    size_t n_faults;
    rp_corpus_init(&corpus);
    if (rp_store_open(&store, path, RP_STORE_READ, NULL) == RP_OK) {
        const char *why;
        if (rp_store_corpus(store, &corpus, NULL) == RP_OK)
            rp_corpus_validate(&corpus, &why);
        if (rp_store_past(store, &past, NULL) == RP_OK)
            rp_past_release(&past);
        rp_store_memo(store, &memo, NULL);
        rp_store_check(store, print_fault, NULL, &n_faults, &counts, NULL,
                       &(struct rp_error){0});
    }
    rp_stored_memo_release(&memo);
    rp_corpus_release(&corpus);
    rp_store_free(store);
}

START_TEST(no_damage_does_harm)
{
    make_index();
    struct rp_buf bytes = {0};
    ck_assert_int_eq(rp_file_read(path, UINT64_MAX, NULL, &bytes, NULL), RP_OK);
    uint64_t state = 1;
    for (int round = 0; round < ROUNDS; round++) {
        const int fd = open(path, O_WRONLY | O_TRUNC);
        size_t n = draw(&state, 4) ? bytes.n : draw(&state, (unsigned)bytes.n);
        ck_assert_int_eq(write(fd, bytes.v, n), (ssize_t)n);
        for (unsigned i = 0, times = 1 + draw(&state, 8); i < times; i++) {
            const char byte = (char)draw(&state, 256);
            ck_assert_int_eq(pwrite(fd, &byte, 1, draw(&state, (unsigned)bytes.n)), 1);
        }
        close(fd);
        look_at_all();
    }
    rp_buf_release(&bytes);
}
END_TEST

START_TEST(a_failed_allocation_is_an_error)
{
    struct rp_error err = {0};
    make_index();
    for (uint64_t n = 1;; n++) {
        struct rp_store *store = NULL;
        struct rp_corpus corpus;
        struct rp_stored_memo memo = {0};
        rp_corpus_init(&corpus);
        rp_alloc_fail_at(n);
        int status = rp_store_open(&store, path, RP_STORE_READ, &err);
        if (status == RP_OK)
            status = rp_store_corpus(store, &corpus, &err);
        if (status == RP_OK)
            status = rp_store_memo(store, &memo, &err);
        rp_alloc_fail_at(0);
        rp_stored_memo_release(&memo);
        rp_corpus_release(&corpus);
        rp_store_free(store);
        if (status == RP_OK) {
            ck_assert_uint_gt(n, 10);
            break;
        }
        ck_assert_int_eq(status, RP_ERR_MEMORY);
    }
}
END_TEST

static Suite *store_suite(void)
{
    Suite *suite = suite_create("store");
    TCase *all = tcase_create("store");
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, outlines_come_back_and_damaged_ones_do_not);
    tcase_add_test(all, what_is_kept_is_read_back);
    tcase_add_test(all, known_resolutions_stay_and_others_go);
    tcase_add_test(all, writers_are_told_apart_and_what_is_not_committed_is_undone);
    tcase_add_test(all, no_damage_does_harm);
    tcase_add_test(all, a_failed_allocation_is_an_error);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(store_suite)
