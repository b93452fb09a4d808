#include "sources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- inputs ------------------------------------------------------------------------- */

bool rp_is_document_name(const char *path)
{
    static const char *const kinds[] = {".txt", ".docx", ".html", ".htm", ".jsonl"};
    const char *dot = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    if (!dot || (slash && slash > dot))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(dot, kinds[i]) == 0)
            return true;
    return false;
}

bool rp_is_index(const char *path)
{
    return strcmp(path, "-") != 0 && !rp_is_document_name(path) && rp_store_is_sqlite(path);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int rp_pipeline_inputs(struct rp_paths *inputs, const char *const *sources, size_t n,
                       size_t *n_other, const struct rp_options *options,
                       const struct rp_listener *listener, struct rp_error *err)
{
    *n_other = 0;
    for (size_t i = 0; i < n; i++) {
        struct stat st;
        bool is_folder = strcmp(sources[i], "-") != 0 && stat(sources[i], &st) == 0 &&
                         S_ISDIR(st.st_mode);
        if (!is_folder) {
            if (rp_paths_add(inputs, sources[i]))
                return rp_fail_memory(err);
            continue;
        }
        struct rp_paths found = {0};
        struct rp_error why = {0};
        int status = rp_walk(&found, sources[i], options->max_depth,
                             listener ? listener->skipped : NULL,
                             listener ? listener->context : NULL, &why);
        if (status == RP_ERR_MEMORY) {
            rp_paths_release(&found);
            return rp_fail_memory(err);
        }
        size_t n_fit = 0;
        for (size_t k = 0; k < found.n && status == RP_OK; k++) {
            if (!rp_is_document_name(found.v[k])) {
                ++*n_other;
            } else if (rp_paths_add(inputs, found.v[k])) {
                rp_paths_release(&found);
                return rp_fail_memory(err);
            } else {
                n_fit++;
            }
        }
        if (status == RP_OK && n_fit == 0)
            rp_fail(&why, RP_ERR_EMPTY, sources[i], 0,
                    found.n ? "the folder holds no .txt, .docx, .html or .jsonl file"
                            : "the folder is empty");
        if ((status || n_fit == 0) && listener && listener->skipped)
            listener->skipped(listener->context, &why);
        rp_paths_release(&found);
    }
    if (inputs->n)
        qsort(inputs->v, inputs->n, sizeof *inputs->v, compare_paths);
    size_t kept = 0;
    for (size_t i = 0; i < inputs->n; i++) {
        if (kept && strcmp(inputs->v[kept - 1], inputs->v[i]) == 0)
            rp_free(inputs->v[i]);
        else
            inputs->v[kept++] = inputs->v[i];
    }
    inputs->n = kept;
    return RP_OK;
}

/* Which file a path stands for, whatever it is called. */
struct identity {
    dev_t device;
    ino_t inode;
};

/* Of each path, which file it is; those that cannot be looked at are skipped. */
static int identify(struct identity **out, struct rp_paths *paths,
                    const struct rp_listener *listener, struct rp_error *err)
{
    struct identity *v = rp_alloc_zero(paths->n, sizeof *v);
    if (!v)
        return rp_fail_memory(err);
    size_t kept = 0;
    for (size_t i = 0; i < paths->n; i++) {
        char *path = paths->v[i];
        struct stat st;
        bool is_stdin = strcmp(path, "-") == 0;
        if ((is_stdin ? fstat(STDIN_FILENO, &st) : stat(path, &st)) == 0) {
            v[kept] = (struct identity){st.st_dev, st.st_ino};
            paths->v[kept++] = path;
            continue;
        }
        struct rp_error why = {0};
        rp_fail(&why, RP_ERR_IO, path, 0, "cannot open: %s", strerror(errno));
        if (listener && listener->skipped)
            listener->skipped(listener->context, &why);
        rp_free(path);
    }
    paths->n = kept;
    *out = v;
    return RP_OK;
}

int rp_pipeline_leave_out(struct rp_paths *inputs, struct rp_paths *drafts,
                          const struct rp_listener *listener, struct rp_error *err)
{
    char message[] = "a draft, left out of what it is compared with";
    const struct rp_note note = {.message = message};
    struct identity *theirs = NULL, *ours = NULL;
    int status = identify(&theirs, drafts, listener, err);
    if (status == RP_OK)
        status = identify(&ours, inputs, listener, err);
    size_t kept = 0;
    for (size_t i = 0; i < inputs->n && status == RP_OK; i++) {
        bool is_draft = false;
        for (size_t k = 0; k < drafts->n && !is_draft; k++)
            is_draft =
                ours[i].device == theirs[k].device && ours[i].inode == theirs[k].inode;
        if (!is_draft) {
            inputs->v[kept++] = inputs->v[i];
            continue;
        }
        if (listener && listener->noted)
            listener->noted(listener->context, inputs->v[i], &note);
        rp_free(inputs->v[i]);
    }
    if (status == RP_OK)
        inputs->n = kept;
    rp_free(theirs);
    rp_free(ours);
    return status;
}

/* The same of what an index keeps, whose file need not be there any more. */
static bool is_among(const struct rp_paths *drafts, const char *path)
{
    struct stat x, y;
    for (size_t i = 0; drafts && i < drafts->n; i++)
        if (strcmp(path, drafts->v[i]) == 0 ||
            (stat(path, &x) == 0 && stat(drafts->v[i], &y) == 0 && x.st_dev == y.st_dev &&
             x.st_ino == y.st_ino))
            return true;
    return false;
}

/* ---- items -------------------------------------------------------------------------- */

void rp_item_release(struct rp_item *item)
{
    rp_document_release(&item->document);
    rp_outline_release(&item->outline);
    item->outline = (struct rp_outline){0};
}

void rp_item_tell(const struct rp_listener *listener, const struct rp_item *item)
{
    if (!listener)
        return;
    if (item->status) {
        if (listener->skipped)
            listener->skipped(listener->context, &item->why);
        return;
    }
    for (size_t i = 0; i < item->document.notes.n && listener->noted; i++)
        listener->noted(listener->context, item->document.path, &item->document.notes.v[i]);
    if (listener->document)
        listener->document(listener->context, &item->document, &item->outline);
}

void rp_tools_release(struct rp_tools *tools)
{
    rp_names_free(tools->names);
    rp_lexicon_free(tools->lexicon);
}

int rp_fail_empty(bool drafts, size_t n_read, const char *path, struct rp_error *err)
{
    if (n_read == 0)
        return rp_fail(err, RP_ERR_EMPTY, NULL, 0, "no %s could be read",
                       drafts ? "draft" : "input");
    return n_read == 1 ? rp_fail(err, RP_ERR_EMPTY, path, 0, "no resolution found")
                       : rp_fail(err, RP_ERR_EMPTY, NULL, 0,
                                 "no resolution found in %zu inputs", n_read);
}

/* ---- how documents were read --------------------------------------------------------- */

bool rp_setting_print(size_t i, enum rp_view view, const struct rp_options *options,
                      const char **name, char value[RP_STORE_VALUE_BYTES])
{
    const struct {
        const char *name;
        uint64_t value;
    } limits[] = {
        {"max-file", options->max_file_bytes},
        {"max-paragraph", options->max_paragraph_bytes},
        {"max-unpacked", options->max_unpacked_bytes},
        {"max-ratio", options->max_unpack_ratio},
        {"max-nesting", options->max_nesting},
        {"max-tag", options->max_tag_bytes},
    };
    const size_t n = sizeof limits / sizeof *limits;
    if (i > n)
        return false;
    *name = i < n ? limits[i].name : "changes";
    if (i < n)
        snprintf(value, RP_STORE_VALUE_BYTES, "%llu", (unsigned long long)limits[i].value);
    else
        snprintf(value, RP_STORE_VALUE_BYTES, "%s", rp_view_name(view));
    return true;
}

int rp_settings_compare(struct rp_store *store, enum rp_view view,
                        const struct rp_options *options, const char **differs,
                        char there[RP_STORE_VALUE_BYTES], struct rp_error *err)
{
    char here[RP_STORE_VALUE_BYTES];
    const char *name;
    int status = RP_OK;
    *differs = NULL;
    for (size_t i = 0; status == RP_OK && rp_setting_print(i, view, options, &name, here);
         i++) {
        bool found;
        snprintf(there, RP_STORE_VALUE_BYTES, "?");
        status = rp_store_setting(store, name, there, &found, err);
        if (status == RP_OK && (!found || strcmp(here, there) != 0)) {
            *differs = name;
            break;
        }
    }
    return status;
}

void rp_program_print(char out[RP_STORE_VALUE_BYTES])
{
    snprintf(out, RP_STORE_VALUE_BYTES, "reprise %s, rules %s", RP_VERSION,
             rp_outline_rules());
}

/* ---- an index among the sources ----------------------------------------------------- */

void rp_items_release(struct rp_items *sources)
{
    for (size_t i = 0; i < sources->items.n; i++)
        rp_item_release(&sources->items.v[i]);
    rp_vec_release(&sources->items);
    for (size_t i = 0; i < sources->stores.n; i++)
        rp_store_free(sources->stores.v[i]);
    rp_vec_release(&sources->stores);
    for (size_t i = 0; i < sources->documents.n; i++)
        rp_stored_documents_release(&sources->documents.v[i]);
    rp_vec_release(&sources->documents);
}

static void pass_on_skipped(void *context, const struct rp_error *why)
{
    const struct rp_listener *listener = context;
    if (listener->skipped)
        listener->skipped(listener->context, why);
}

static int check_index(struct rp_store *store, const char *path, enum rp_view view,
                       const struct rp_options *options, const struct rp_listener *listener,
                       struct rp_error *err)
{
    char there[RP_STORE_VALUE_BYTES], program[RP_STORE_VALUE_BYTES];
    const char *differs;
    bool same = false;
    int status = rp_settings_compare(store, view, options, &differs, there, err);
    if (status == RP_OK && differs)
        status = rp_fail(err, RP_ERR_USAGE, path, 0,
                         "an index that was made with --%s %s, which is another now",
                         differs, there);
    rp_program_print(program);
    if (status == RP_OK)
        status = rp_store_is_by(store, program, &same, err);
    if (status == RP_OK && !same && listener && listener->noted) {
        char message[] = "made by another version, which may have read otherwise; "
                         "`reprise update` reads anew";
        const struct rp_note note = {.message = message};
        listener->noted(listener->context, path, &note);
    }
    return status;
}

/* Add the documents of one index; one that cannot be used is told as skipped. */
static int add_index(struct rp_items *sources, const char *path, enum rp_view view,
                     const struct rp_options *options, const struct rp_listener *listener,
                     struct rp_error *err)
{
    struct rp_store *store = NULL;
    struct rp_stored_documents documents = {0};
    struct rp_error why = {0};
    int status = rp_store_open(&store, path, RP_STORE_READ, &why);
    if (status == RP_OK)
        status = check_index(store, path, view, options, listener, &why);
    if (status == RP_OK)
        status = rp_store_documents(store, &documents, &why);
    if (status == RP_OK && listener)
        status =
            rp_store_skipped(store, pass_on_skipped, (void *)(uintptr_t)listener, &why);
    if (status == RP_OK && (rp_vec_push(&sources->stores, store) ||
                            rp_vec_push(&sources->documents, documents)))
        status = RP_ERR_MEMORY;
    if (status) {
        if (sources->stores.n == sources->documents.n)
            rp_store_free(store);
        rp_stored_documents_release(&documents);
        if (status == RP_ERR_MEMORY)
            return rp_fail_memory(err);
        if (listener && listener->skipped)
            listener->skipped(listener->context, &why);
        return RP_OK;
    }
    for (size_t i = 0; i < documents.n; i++) {
        struct rp_item item = {
            .path = documents.v[i].path, .store = store, .id = documents.v[i].id};
        if (rp_vec_push(&sources->items, item))
            return rp_fail_memory(err);
    }
    return RP_OK;
}

/* By path; a file before what an index keeps of it. */
static int compare_items(const void *a, const void *b)
{
    const struct rp_item *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : (x->store != NULL) - (y->store != NULL);
}

static void note_left_out(const struct rp_listener *listener, const char *path,
                          const char *why)
{
    char message[80];
    snprintf(message, sizeof message, "%s", why);
    const struct rp_note note = {.message = message};
    if (listener && listener->noted)
        listener->noted(listener->context, path, &note);
}

int rp_items_find(struct rp_items *sources, const struct rp_paths *inputs,
                  const struct rp_paths *without, enum rp_view view,
                  const struct rp_options *options, const struct rp_listener *listener,
                  struct rp_error *err)
{
    int status = RP_OK;
    bool any_file = false;
    for (size_t i = 0; i < inputs->n && status == RP_OK; i++) {
        const struct rp_item item = {.path = inputs->v[i]};
        if (rp_is_index(item.path)) {
            status = add_index(sources, item.path, view, options, listener, err);
        } else {
            any_file = true;
            if (rp_vec_push(&sources->items, item))
                status = rp_fail_memory(err);
        }
    }
    if (status || sources->items.n == 0)
        return status;
    qsort(sources->items.v, sources->items.n, sizeof *sources->items.v, compare_items);
    size_t kept = 0;
    for (size_t i = 0; i < sources->items.n; i++) {
        struct rp_item *item = &sources->items.v[i];
        if (item->store && is_among(without, item->path))
            note_left_out(listener, item->path,
                          "a draft, left out of what it is compared with");
        else if (kept && strcmp(item->path, sources->items.v[kept - 1].path) == 0)
            note_left_out(listener, item->path,
                          "given twice; what an index has of it is "
                          "left out");
        else
            sources->items.v[kept++] = *item;
    }
    sources->whole = !any_file && sources->stores.n == 1 && kept == sources->items.n;
    sources->items.n = kept;
    return RP_OK;
}

int rp_items_load_stored(struct rp_items *sources, const struct rp_listener *listener,
                         struct rp_error *err)
{
    const bool heard = listener && listener->document;
    int status = RP_OK;
    for (size_t i = 0; i < sources->items.n && status == RP_OK; i++) {
        struct rp_item *item = &sources->items.v[i];
        if (!item->store)
            continue;
        status = rp_store_document(item->store, item->id, heard, &item->document, err);
        if (status == RP_OK && (heard || !sources->whole))
            status = rp_store_outline(item->store, item->id, &item->outline, err);
    }
    return status;
}
