/* A damaged index, and damaged blobs whose hash is right.
 *
 * The first byte chooses. Even: the rest is a list of changes, three bytes for the place
 * and one for the value, to the file of a sound index; everything is then read from it and
 * it is checked. Odd: the rest is what one of the unpackers gets, with its hash set right.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pipeline.h"
#include "store/pack.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/reprise-fuzz-XXXXXX", path[64];
static struct rp_buf sound;

static void clean(void)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
    rmdir(folder);
}

static void make(void)
{
    static const char text[] =
        "RESOLUTION 1 (REV. DUBAI, 2018)\nKites\nresolves\n"
        "1\tthat kites over the pass be counted daily by the nearest office;\n"
        "RESOLUTION 2 (REV. DUBAI, 2012)\nTides\nresolves\n"
        "1\tthat kites over the pass be counted daily by the nearest office;\n";
    char source[64];
    struct rp_options options;
    struct rp_indexed done;
    struct rp_error err = {0};
    rp_options_init(&options);
    if (!mkdtemp(folder))
        abort();
    snprintf(path, sizeof path, "%s/t.index", folder);
    snprintf(source, sizeof source, "%s/s.txt", folder);
    FILE *file = fopen(source, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
    const char *const sources[] = {source};
    if (rp_pipeline_index(&done, path, RP_INDEX_MAKE, sources, 1, false, NULL, &options,
                          NULL, NULL, &err) ||
        rp_file_read(path, UINT64_MAX, NULL, &sound, &err))
        abort();
    unlink(source);
    atexit(clean);
}

static void ignore(void *context, const char *fault)
{
    (void)context;
    (void)fault;
}

static void read_all(void)
{
    struct rp_store *store = NULL;
    struct rp_corpus corpus;
    struct rp_past past = {0};
    struct rp_stored_memo memo = {0};
    struct rp_store_counts counts;
    struct rp_error err = {0};
    const char *why;
    size_t n_faults;
    if (rp_store_open(&store, path, RP_STORE_READ, &err)) {
        if (!err.message[0])
            abort();
        return;
    }
    rp_corpus_init(&corpus);
    if (rp_store_corpus(store, &corpus, &err) == RP_OK &&
        (rp_corpus_seal(&corpus) || !rp_corpus_validate(&corpus, &why)))
        abort();
    if (rp_store_past(store, &past, &err) == RP_OK && !rp_past_validate(&past, &why))
        abort();
    rp_store_memo(store, &memo, &err);
    rp_store_check(store, ignore, NULL, &n_faults, &counts, NULL, &err);
    rp_stored_memo_release(&memo);
    rp_past_release(&past);
    rp_corpus_release(&corpus);
    rp_store_free(store);
}

static void change_file(const uint8_t *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, sound.v, sound.n) != (ssize_t)sound.n)
        abort();
    for (size_t i = 0; i + 4 <= size; i += 4) {
        const size_t at = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
        if (pwrite(fd, data + i + 3, 1, (off_t)(at % sound.n)) != 1)
            abort();
    }
    close(fd);
    read_all();
}

static void unpack(const uint8_t *data, size_t size)
{
    struct rp_buf blob = {0};
    struct rp_outline outline = {0};
    struct rp_document document = {0};
    struct rp_hashes hashes = {0};
    struct rp_corpus corpus;
    const struct rp_pack_ids ids[] = {{1, 0}, {2, 1}};
    const char *why;
    rp_corpus_init(&corpus);
    for (int i = 0; i < 2; i++) {
        struct rp_input input = {.path = rp_strdup("a")};
        if (rp_vec_push(&corpus.inputs, input))
            abort();
    }
    if (rp_pack_seal(&blob, (struct rp_str){(const char *)data, size}))
        abort();
    rp_unpack_outline(&outline, rp_buf_str(&blob));
    if (rp_unpack_document(&document, rp_buf_str(&blob)) == RP_OK &&
        !rp_document_validate(&document, &why))
        abort();
    rp_unpack_hashes(&hashes, rp_buf_str(&blob));
    if (rp_unpack_resolution(&corpus, rp_buf_str(&blob), ids, 2) == RP_OK &&
        !rp_corpus_validate(&corpus, &why))
        abort();
    rp_outline_release(&outline);
    rp_document_release(&document);
    rp_vec_release(&hashes);
    rp_corpus_release(&corpus);
    rp_buf_release(&blob);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!sound.n)
        make();
    if (size && data[0] & 1)
        unpack(data + 1, size - 1);
    else if (size)
        change_file(data + 1, size - 1);
    return 0;
}
