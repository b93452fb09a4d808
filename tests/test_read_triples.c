/* Tracked changes against an oracle that stands beside the project: of each Word file the
 * accepted view reads like the file with all changes accepted, the original view like the
 * one with all rejected. Skipped, visibly, where ../shared is not there. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "read/read.h"

static const char folder[] = "../shared/corpus/docx-tracked";

static bool load(struct rp_document *document, const char *name, enum rp_view view)
{
    struct rp_options options;
    struct rp_error err = {0};
    struct rp_buf path = {0}, bytes = {0};
    rp_options_init(&options);
    bool is_good =
        rp_buf_printf(&path, "%s/%s/%s", REPRISE_SOURCE, folder, name) == RP_OK &&
        rp_file_read(path.v, options.max_file_bytes, NULL, &bytes, &err) == RP_OK &&
        rp_read_docx(document, rp_buf_str(&bytes), view, &options, &err) == RP_OK;
    if (!is_good)
        printf("%s: byte %llu: %s\n", name, (unsigned long long)err.offset, err.message);
    rp_buf_release(&path);
    rp_buf_release(&bytes);
    return is_good;
}

static bool reads_alike(const struct rp_document *ours, const struct rp_document *oracle,
                        bool with_lists)
{
    size_t n = ours->paragraphs.n;
    bool is_same = n == oracle->paragraphs.n;
    for (size_t i = 0; i < n && i < oracle->paragraphs.n; i++) {
        const struct rp_paragraph *a = &ours->paragraphs.v[i];
        const struct rp_paragraph *b = &oracle->paragraphs.v[i];
        struct rp_str x = rp_document_str(ours, a->text),
                      y = rp_document_str(oracle, b->text);
        struct rp_str s = rp_document_str(ours, a->list),
                      t = rp_document_str(oracle, b->list);
        if (rp_str_equal(x, y) && (!with_lists || rp_str_equal(s, t)))
            continue;
        printf("  paragraph %zu:\n    [%.*s] %.*s\n    [%.*s] %.*s\n", i + 1, (int)s.n, s.p,
               (int)x.n, x.p, (int)t.n, t.p, (int)y.n, y.p);
        is_same = false;
        break;
    }
    if (n != oracle->paragraphs.n)
        printf("  %zu paragraphs, the oracle has %zu\n", n, oracle->paragraphs.n);
    return is_same;
}

static bool compare(const char *tracked, enum rp_view view, const char *oracle)
{
    struct rp_document ours, theirs;
    rp_document_init(&ours);
    rp_document_init(&theirs);
    const char *why = "";
    bool is_same = load(&ours, tracked, view) && load(&theirs, oracle, RP_VIEW_ACCEPTED) &&
                   reads_alike(&ours, &theirs, true);
    if (is_same && !rp_document_validate(&ours, &why)) {
        printf("  not valid: %s\n", why);
        is_same = false;
    }
    if (!is_same)
        printf("%s differs from %s\n", tracked, oracle);
    rp_document_release(&ours);
    rp_document_release(&theirs);
    return is_same;
}

int main(void)
{
    struct rp_buf path = {0};
    struct stat st;
    if (rp_buf_printf(&path, "%s/%s/triples.json", REPRISE_SOURCE, folder))
        return 1;
    if (stat(path.v, &st) != 0) {
        printf("SKIPPED: %s is not there\n", folder);
        rp_buf_release(&path);
        return 77;
    }
    json_error_t at;
    json_t *triples = json_load_file(path.v, 0, &at);
    rp_buf_release(&path);
    int n_good = 0, n_bad = 0;
    size_t i;
    json_t *triple;
    json_array_foreach(triples, i, triple)
    {
        const char *tracked = json_string_value(json_object_get(triple, "tracked"));
        const char *accepted = json_string_value(json_object_get(triple, "accepted"));
        const char *rejected = json_string_value(json_object_get(triple, "rejected"));
        if (accepted)
            *(compare(tracked, RP_VIEW_ACCEPTED, accepted) ? &n_good : &n_bad) += 1;
        if (rejected)
            *(compare(tracked, RP_VIEW_ORIGINAL, rejected) ? &n_good : &n_bad) += 1;
    }
    json_decref(triples);
    printf("%d passed, %d failed\n", n_good, n_bad);
    return n_bad > 0 || n_good == 0;
}
