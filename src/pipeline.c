#include "pipeline.h"

#include <errno.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alike.h"
#include "base/file.h"
#include "base/hash.h"
#include "segment/merge.h"

/* ---- inputs ------------------------------------------------------------------------- */

static bool is_readable_kind(const char *path)
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

/* By its first bytes. What is named as a document is none: so folders need not be opened
 * file by file, and the reader refuses what is misnamed. */
static bool is_index(const char *path)
{
    return strcmp(path, "-") != 0 && !is_readable_kind(path) && rp_store_is_sqlite(path);
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
            if (!is_readable_kind(found.v[k])) {
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

/* ---- documents ---------------------------------------------------------------------- */

/* One input on its way. */
struct item {
    const char *path; /* borrowed */
    /* Where it is kept and under which name; NULL, 0: it is a file to be read. */
    struct rp_store *store;
    int64_t id;
    struct rp_stamp stamp; /* of a file */
    bool restamped;        /* its bytes are as they were, its stamp is not */
    struct rp_document document;
    struct rp_outline outline;
    struct rp_error why; /* of a skipped one */
    int status;
};

/* What is known of a file from its reading before. */
static const struct rp_stored_document *find_known(const struct rp_stored_documents *known,
                                                   const char *path)
{
    size_t beg = 0, end = known ? known->n : 0;
    while (beg < end) {
        size_t middle = beg + (end - beg) / 2;
        if (strcmp(known->v[middle].path, path) < 0)
            beg = middle + 1;
        else
            end = middle;
    }
    return known && beg < known->n && strcmp(known->v[beg].path, path) == 0 ? &known->v[beg]
                                                                            : NULL;
}

/* What segmenting needs besides the document; NULL names: read only. */
struct tools {
    struct rp_names *names;
    struct rp_lexicon *lexicon;
    bool drafts;                             /* cut loosely */
    const struct rp_stored_documents *known; /* not to be read again; NULL: nothing is */
    bool stamps;                             /* files are looked at before they are read */
    bool rereads;                            /* known ones are read, whatever their stamp */
};

static bool is_unchanged(struct item *item, const struct rp_stored_document *known,
                         struct rp_str bytes)
{
    if (!known || known->stamp.size_bytes != bytes.n)
        return false;
    rp_sha256_hex(bytes.p, bytes.n, item->document.sha256);
    return strcmp(known->sha256, item->document.sha256) == 0;
}

static void read_item(struct item *item, enum rp_view view,
                      const struct rp_options *options, const struct tools *tools,
                      const struct rp_progress *progress)
{
    const char *path = item->path;
    const struct rp_stored_document *before = find_known(tools->known, path);
    struct rp_buf bytes = {0};
    rp_document_init(&item->document);
    if (tools->stamps)
        rp_stamp_take(&item->stamp, path);
    if (before && !tools->rereads && rp_stamp_equal(&before->stamp, &item->stamp)) {
        item->id = before->id;
        return;
    }
    item->status =
        rp_file_read(path, options->max_file_bytes, progress, &bytes, &item->why);
    item->stamp.settled = item->stamp.settled && item->stamp.size_bytes == bytes.n;
    item->stamp.size_bytes = bytes.n;
    if (item->status == RP_OK && is_unchanged(item, before, rp_buf_str(&bytes))) {
        item->id = before->id;
        item->restamped = item->stamp.settled || before->stamp.settled;
    } else if (item->status == RP_OK) {
        item->status =
            rp_read(&item->document, path, rp_buf_str(&bytes), view, options, &item->why);
        if (item->status == RP_OK && bytes.n == 0 &&
            rp_document_note(&item->document, 0, 0, "the file is empty"))
            item->status = rp_fail_memory(&item->why);
        if (item->status == RP_OK)
            rp_sha256_hex(bytes.v ? bytes.v : "", bytes.n, item->document.sha256);
    }
    rp_buf_release(&bytes);
}

static void release_item(struct item *item)
{
    rp_document_release(&item->document);
    rp_outline_release(&item->outline);
    item->outline = (struct rp_outline){0};
}

static void tell(const struct rp_listener *listener, const struct item *item)
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

static int n_threads(const struct rp_options *options)
{
    return options->threads ? (int)options->threads : omp_get_max_threads();
}

/* Read and cut what is a file. */
static int load_items(struct item *items, size_t n, enum rp_view view,
                      const struct rp_options *options, const struct tools *tools,
                      const struct rp_progress *progress, struct rp_error *err)
{
    size_t n_done = 0;
    int cancelled = 0;
#pragma omp parallel for schedule(dynamic) num_threads(n_threads(options))
    for (size_t i = 0; i < n; i++) {
        int stop;
#pragma omp atomic read
        stop = cancelled;
        if (stop || rp_check_cancelled(progress, NULL)) {
#pragma omp atomic write
            cancelled = 1;
            continue;
        }
        struct item *item = &items[i];
        if (!item->store)
            read_item(item, view, options, tools, progress);
        if (item->status == RP_OK && tools->names && !item->id) {
            struct rp_outline_options outline_options = {.loose = tools->drafts};
            item->status = rp_outline_fill(&item->outline, &item->document, tools->names,
                                           tools->lexicon, &outline_options, &item->why);
        }
        size_t done;
#pragma omp atomic capture
        done = ++n_done;
#pragma omp critical(rp_tick)
        rp_tick(progress, "reading", done, n);
    }
    int status = rp_check_cancelled(progress, err);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        if (items[i].status == RP_ERR_MEMORY)
            return rp_fail_memory(err);
    return RP_OK;
}

static int make_tools(struct tools *tools, struct rp_error *err)
{
    int status = rp_names_new(&tools->names, err);
    return status ? status : rp_lexicon_new(&tools->lexicon, err);
}

static void release_tools(struct tools *tools)
{
    rp_names_free(tools->names);
    rp_lexicon_free(tools->lexicon);
}

/* Why nothing can be merged or was. */
static int fail_empty(bool drafts, size_t n_read, const char *path, struct rp_error *err)
{
    if (n_read == 0)
        return rp_fail(err, RP_ERR_EMPTY, NULL, 0, "no %s could be read",
                       drafts ? "draft" : "input");
    return n_read == 1 ? rp_fail(err, RP_ERR_EMPTY, path, 0, "no resolution found")
                       : rp_fail(err, RP_ERR_EMPTY, NULL, 0,
                                 "no resolution found in %zu inputs", n_read);
}

static int merge_items(struct rp_corpus *corpus, struct item *items, size_t n,
                       const struct tools *tools, struct rp_error *err)
{
    struct rp_outline *outlines = rp_alloc_zero(n, sizeof *outlines);
    if (!outlines)
        return rp_fail_memory(err);
    int status = RP_OK;
    size_t n_read = 0;
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        if (items[i].status)
            continue;
        struct rp_input input = {.path = rp_strdup(items[i].document.path)};
        memcpy(input.sha256, items[i].document.sha256, sizeof input.sha256);
        if (!input.path || rp_vec_push(&corpus->inputs, input)) {
            rp_free(input.path);
            status = rp_fail_memory(err);
        }
        outlines[n_read++] = items[i].outline;
    }
    if (status == RP_OK && n_read == 0)
        status = fail_empty(tools->drafts, 0, NULL, err);
    if (status == RP_OK)
        status = tools->drafts
                     ? rp_merge_drafts(corpus, outlines, n_read, tools->names, err)
                     : rp_merge(corpus, outlines, n_read, tools->names, err);
    if (status == RP_OK && corpus->resolutions.n == 0)
        status = fail_empty(tools->drafts, n_read, corpus->inputs.v[0].path, err);
    rp_free(outlines);
    return status;
}

/* Whether an outline has something to score; if not, the item is a skipped one. */
static void require_draft(struct item *item)
{
    bool any = item->outline.pieces.n > 0;
    for (size_t i = 0; i < item->outline.blocks.n && !any; i++)
        any = item->outline.blocks.v[i].proposal != RP_PROPOSAL_NONE;
    if (item->status == RP_OK && !any)
        item->status = rp_fail(&item->why, RP_ERR_EMPTY, item->document.path, 0,
                               "no provision found in the draft");
}

/* ---- an index among the sources ----------------------------------------------------- */

/* How documents were read, as an index keeps it: the options that decide what is in an
 * outline. The i-th as name and value; false past the last. */
static bool print_setting(size_t i, enum rp_view view, const struct rp_options *options,
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

/* The first setting that is not as the index was made with: its name and value there. NULL:
 * all are the same. */
static int compare_settings(struct rp_store *store, enum rp_view view,
                            const struct rp_options *options, const char **differs,
                            char there[RP_STORE_VALUE_BYTES], struct rp_error *err)
{
    char here[RP_STORE_VALUE_BYTES];
    const char *name;
    int status = RP_OK;
    *differs = NULL;
    for (size_t i = 0; status == RP_OK && print_setting(i, view, options, &name, here);
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

/* Who reads and cuts documents. */
static void print_program(char out[RP_STORE_VALUE_BYTES])
{
    snprintf(out, RP_STORE_VALUE_BYTES, "reprise %s, rules %s", RP_VERSION,
             rp_outline_rules());
}

/* What `inputs` stand for, by path. */
struct sources {
    RP_VEC(struct item) items;
    RP_VEC(struct rp_store *) stores;
    RP_VEC(struct rp_stored_documents) documents; /* of each store; they own the paths */
    bool whole; /* one index, all of it and nothing else */
};

static void release_sources(struct sources *sources)
{
    for (size_t i = 0; i < sources->items.n; i++)
        release_item(&sources->items.v[i]);
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
    int status = compare_settings(store, view, options, &differs, there, err);
    if (status == RP_OK && differs)
        status = rp_fail(err, RP_ERR_USAGE, path, 0,
                         "an index that was made with --%s %s, which is another now",
                         differs, there);
    print_program(program);
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
static int add_index(struct sources *sources, const char *path, enum rp_view view,
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
        struct item item = {
            .path = documents.v[i].path, .store = store, .id = documents.v[i].id};
        if (rp_vec_push(&sources->items, item))
            return rp_fail_memory(err);
    }
    return RP_OK;
}

/* By path; a file before what an index keeps of it. */
static int compare_items(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
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

/* in: *sources zeroed; release it also after a failure */
static int find_items(struct sources *sources, const struct rp_paths *inputs,
                      const struct rp_paths *without, enum rp_view view,
                      const struct rp_options *options, const struct rp_listener *listener,
                      struct rp_error *err)
{
    int status = RP_OK;
    bool any_file = false;
    for (size_t i = 0; i < inputs->n && status == RP_OK; i++) {
        const struct item item = {.path = inputs->v[i]};
        if (is_index(item.path)) {
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
        struct item *item = &sources->items.v[i];
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

/* Get what an index keeps of the items; outlines only where they are to be merged or heard
 * of. */
static int load_stored(struct sources *sources, const struct rp_listener *listener,
                       struct rp_error *err)
{
    const bool heard = listener && listener->document;
    int status = RP_OK;
    for (size_t i = 0; i < sources->items.n && status == RP_OK; i++) {
        struct item *item = &sources->items.v[i];
        if (!item->store)
            continue;
        status = rp_store_document(item->store, item->id, heard, &item->document, err);
        if (status == RP_OK && (heard || !sources->whole))
            status = rp_store_outline(item->store, item->id, &item->outline, err);
    }
    return status;
}

static int load(struct rp_corpus *corpus, const struct rp_paths *inputs,
                const struct rp_paths *without, bool drafts, enum rp_view view,
                const struct rp_options *options, const struct rp_listener *listener,
                const struct rp_progress *progress, struct rp_error *err)
{
    struct tools tools = {.drafts = drafts};
    struct sources sources = {0};
    int status = find_items(&sources, inputs, without, view, options, listener, err);
    struct item *const items = sources.items.v;
    const size_t n = sources.items.n;
    const bool whole = sources.whole && !drafts;
    if (status == RP_OK && !whole)
        status = make_tools(&tools, err);
    if (status == RP_OK)
        status = load_stored(&sources, listener, err);
    if (status == RP_OK && !whole)
        status = load_items(items, n, view, options, &tools, progress, err);
    for (size_t i = 0; i < n && drafts && status == RP_OK; i++)
        require_draft(&items[i]);
    for (size_t i = 0; i < n && status == RP_OK; i++)
        tell(listener, &items[i]);
    if (status == RP_OK && whole) {
        status = rp_store_corpus(sources.stores.v[0], corpus, err);
        if (status == RP_OK && rp_corpus_seal(corpus))
            status = rp_fail_memory(err);
        if (status == RP_OK && corpus->resolutions.n == 0)
            status = fail_empty(false, n, n ? items[0].path : NULL, err);
    } else if (status == RP_OK) {
        status = merge_items(corpus, items, n, &tools, err);
    }
    release_sources(&sources);
    release_tools(&tools);
    if (status) {
        rp_corpus_release(corpus);
        rp_corpus_init(corpus);
    }
    return status;
}

int rp_pipeline_load(struct rp_corpus *corpus, const struct rp_paths *inputs,
                     const struct rp_paths *without, enum rp_view view,
                     const struct rp_options *options, const struct rp_listener *listener,
                     const struct rp_progress *progress, struct rp_error *err)
{
    return load(corpus, inputs, without, false, view, options, listener, progress, err);
}

int rp_pipeline_load_drafts(struct rp_corpus *corpus, const struct rp_paths *inputs,
                            enum rp_view view, const struct rp_options *options,
                            const struct rp_listener *listener,
                            const struct rp_progress *progress, struct rp_error *err)
{
    return load(corpus, inputs, NULL, true, view, options, listener, progress, err);
}

int rp_pipeline_read(const struct rp_paths *inputs, enum rp_view view,
                     const struct rp_options *options, const struct rp_listener *listener,
                     const struct rp_progress *progress, struct rp_error *err)
{
    size_t n_read = 0;
    struct tools none = {0};
    struct rp_progress quiet = progress ? *progress : (struct rp_progress){0};
    quiet.tick = NULL; /* one input a call would be all there is */
    struct sources found = {0};
    int status = find_items(&found, inputs, NULL, view, options, listener, err);
    for (size_t i = 0; i < found.items.n && status == RP_OK; i++) {
        struct item *item = &found.items.v[i];
        status = load_items(item, 1, view, options, &none, &quiet, err);
        if (status == RP_OK && item->store)
            status = rp_store_document(item->store, item->id, true, &item->document, err);
        if (status == RP_OK)
            tell(listener, item);
        n_read += item->status == RP_OK;
        release_item(item);
        rp_tick(progress, "reading", i + 1, found.items.n);
    }
    release_sources(&found);
    if (status == RP_OK && n_read == 0)
        return rp_fail(err, RP_ERR_EMPTY, NULL, 0, "no input could be read");
    return status;
}

/* ---- judging ------------------------------------------------------------------------ */

enum { CANDIDATES_A_RANGE = 256, CLAUSES_A_RANGE = 64 };

/* The words of all clauses, one after the other. */
struct clause_words {
    struct rp_tokens tokens;
    uint32_t *first;
};

static void release_words(struct clause_words *words)
{
    rp_vec_release(&words->tokens);
    rp_free(words->first);
}

static int fill_words(struct clause_words *words, const struct rp_corpus *corpus,
                      struct rp_error *err)
{
    words->first = rp_alloc(corpus->clauses.n + 1, sizeof *words->first);
    if (!words->first)
        return rp_fail_memory(err);
    words->first[0] = 0;
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        if (rp_tokens_add(&words->tokens, rp_corpus_str(corpus, corpus->clauses.v[i].text)))
            return rp_fail_memory(err);
        words->first[i + 1] = (uint32_t)words->tokens.n;
    }
    return RP_OK;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct rp_candidate *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* first: that of the drafts, whose pairs alone are wanted; 0: all pairs are. */
static bool is_wanted(const struct rp_corpus *corpus, uint32_t first, uint32_t a,
                      uint32_t b, const struct rp_options *options)
{
    const struct rp_clause *x = &corpus->clauses.v[a], *y = &corpus->clauses.v[b];
    if (first && (a >= first || b < first))
        return false;
    return (options->all_relations || x->resolution != y->resolution) &&
           (options->superseded || (!x->superseded && !y->superseded));
}

struct ranges {
    const struct rp_judge *judge;
    const struct rp_corpus *corpus;
    uint32_t first;                    /* step 1: clause */
    struct rp_candidates *found;       /* step 1: one a range */
    const struct rp_candidates *given; /* step 2 */
    struct rp_judged *judged;          /* step 2: one a range */
};

static int find_range(const struct ranges *r, size_t i, struct rp_error *err)
{
    uint32_t n = (uint32_t)r->corpus->clauses.n;
    uint32_t beg = r->first + (uint32_t)i * CLAUSES_A_RANGE;
    uint32_t end = n - beg < CLAUSES_A_RANGE ? n : beg + CLAUSES_A_RANGE;
    return rp_judge_candidates(r->judge, beg, end, &r->found[i], err);
}

static int judge_range(const struct ranges *r, size_t i, struct rp_error *err)
{
    size_t beg = i * CANDIDATES_A_RANGE;
    size_t end =
        r->given->n - beg < CANDIDATES_A_RANGE ? r->given->n : beg + CANDIDATES_A_RANGE;
    return rp_judge_pairs(r->judge, r->given, beg, end, &r->judged[i], err);
}

/* Call work(i) for the ranges i of [0, n), `each` of them a range, in parallel; the first
 * failure by range counts. */
static int each_range(const struct ranges *ranges, size_t n, size_t each,
                      int (*work)(const struct ranges *, size_t, struct rp_error *),
                      const char *stage, const struct rp_options *options,
                      const struct rp_progress *progress, struct rp_error *err)
{
    const size_t n_ranges = (n + each - 1) / each;
    size_t n_done = 0, failed = n_ranges;
    struct rp_error first = {0};
#pragma omp parallel for schedule(dynamic) num_threads(n_threads(options))
    for (size_t i = 0; i < n_ranges; i++) {
        size_t first_failed;
#pragma omp atomic read
        first_failed = failed;
        if (first_failed < i)
            continue;
        struct rp_error why = {0};
        int status = rp_check_cancelled(progress, &why);
        if (status == RP_OK)
            status = work(ranges, i, &why);
        size_t done;
#pragma omp atomic capture
        done = ++n_done;
#pragma omp critical(rp_tick)
        {
            rp_tick(progress, stage, done < n_ranges ? done * each : n, n);
            if (status && i < failed) {
                failed = i;
                first = why;
                first.code = status;
            }
        }
    }
    if (failed < n_ranges && err)
        *err = first;
    return first.code;
}

/* Candidates of both sides, sorted, each once. */
static int find_candidates(struct rp_candidates *out, const struct rp_judge *judge,
                           const struct rp_corpus *corpus, uint32_t first,
                           const struct rp_options *options,
                           const struct rp_progress *progress, struct rp_error *err)
{
    size_t n = (corpus->clauses.n - first + CLAUSES_A_RANGE - 1) / CLAUSES_A_RANGE;
    struct ranges ranges = {.judge = judge, .corpus = corpus, .first = first};
    ranges.found = rp_alloc_zero(n, sizeof *ranges.found);
    int status = ranges.found ? RP_OK : rp_fail_memory(err);
    /* What a draft repeats shares a passage with it; a join would pair drafts too. */
    if (status == RP_OK && first == 0)
        status = rp_alike_add(out, judge, corpus, options, progress, err);
    if (status == RP_OK)
        status = each_range(&ranges, corpus->clauses.n - first, CLAUSES_A_RANGE, find_range,
                            "finding", options, progress, err);
    for (size_t i = 0; ranges.found && i < n; i++) {
        for (size_t k = 0; k < ranges.found[i].n && status == RP_OK; k++)
            if (is_wanted(corpus, first, ranges.found[i].v[k].a, ranges.found[i].v[k].b,
                          options) &&
                rp_vec_push(out, ranges.found[i].v[k]))
                status = rp_fail_memory(err);
        rp_vec_release(&ranges.found[i]);
    }
    rp_free(ranges.found);
    if (status || out->n == 0)
        return status;
    qsort(out->v, out->n, sizeof *out->v, compare_candidates);
    size_t kept = 1;
    for (size_t i = 1; i < out->n; i++)
        if (compare_candidates(&out->v[kept - 1], &out->v[i]) != 0)
            out->v[kept++] = out->v[i];
    out->n = kept;
    return RP_OK;
}

/* Judge the candidates into *result or, of drafts, into *scores; the other is NULL. */
static int judge_candidates(struct rp_result *result, struct rp_scores *scores,
                            const struct rp_judge *judge,
                            const struct rp_candidates *candidates,
                            const struct rp_options *options,
                            const struct rp_progress *progress, struct rp_error *err)
{
    size_t n = (candidates->n + CANDIDATES_A_RANGE - 1) / CANDIDATES_A_RANGE;
    struct ranges ranges = {.judge = judge, .given = candidates};
    ranges.judged = rp_alloc_zero(n, sizeof *ranges.judged);
    if (!ranges.judged)
        return rp_fail_memory(err);
    int status = each_range(&ranges, candidates->n, CANDIDATES_A_RANGE, judge_range,
                            "judging", options, progress, err);
    if (status == RP_OK)
        status = result ? rp_judge_result(judge, ranges.judged, n, result, err)
                        : rp_judge_score(judge, ranges.judged, n, scores, err);
    for (size_t i = 0; i < n; i++)
        rp_judged_release(&ranges.judged[i]);
    rp_free(ranges.judged);
    return status;
}

/* Judge the corpus, and link its resolutions where the caller wants that. */
static int judge_corpus(struct rp_result *result, struct rp_links *links,
                        const struct rp_link_parameters *parameters,
                        const struct rp_corpus *corpus, const struct rp_options *options,
                        const struct rp_progress *progress, struct rp_error *err)
{
    struct clause_words words = {0};
    struct rp_judge *judge = NULL;
    struct rp_candidates candidates = {0};
    int status = fill_words(&words, corpus, err);
    if (status == RP_OK)
        status =
            rp_judge_new(&judge, corpus, (struct rp_words){words.tokens.v, words.first},
                         rp_tokens_add, options, err);
    if (status == RP_OK)
        status = find_candidates(&candidates, judge, corpus, 0, options, progress, err);
    if (status == RP_OK)
        status = judge_candidates(result, NULL, judge, &candidates, options, progress, err);
    if (status == RP_OK && links)
        status = rp_links_fill(links, judge, result, parameters, err);
    rp_vec_release(&candidates);
    rp_judge_free(judge);
    release_words(&words);
    return status;
}

int rp_pipeline_judge(struct rp_result *result, const struct rp_corpus *corpus,
                      const struct rp_options *options, const struct rp_progress *progress,
                      struct rp_error *err)
{
    return judge_corpus(result, NULL, NULL, corpus, options, progress, err);
}

int rp_pipeline_judge_all(struct rp_judgement *judgement,
                          const struct rp_link_parameters *parameters,
                          const struct rp_corpus *corpus, const struct rp_options *options,
                          const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_judgement made = {0};
    int status =
        judge_corpus(&made.result, &made.links, parameters, corpus, options, progress, err);
    if (status == RP_OK)
        status = rp_citations_fill(&made.citations, corpus, err);
    if (status == RP_OK)
        *judgement = made;
    else
        rp_judgement_release(&made);
    return status;
}

/* Read a file with one of the readers of past.h. */
static int remember(struct rp_past *past, const char *path,
                    int (*read)(struct rp_past *, struct rp_str, const char *,
                                struct rp_error *),
                    const struct rp_options *options, const struct rp_progress *progress,
                    struct rp_error *err)
{
    struct rp_buf bytes = {0};
    int status = rp_file_read(path, options->max_file_bytes, progress, &bytes, err);
    if (status == RP_OK)
        status = read(past, rp_buf_str(&bytes), path, err);
    rp_buf_release(&bytes);
    return status;
}

static int remember_index(struct rp_past *past, const char *path, struct rp_error *err)
{
    struct rp_store *store = NULL;
    int status = rp_store_open(&store, path, RP_STORE_READ, err);
    if (status == RP_OK)
        status = rp_store_past(store, past, err);
    rp_store_free(store);
    return status;
}

int rp_pipeline_remember(struct rp_keep *keep, const char *decisions, const char *since,
                         const struct rp_options *options,
                         const struct rp_progress *progress, struct rp_error *err)
{
    struct stat st;
    struct rp_buf path = {0};
    int status = RP_OK;
    if (decisions) {
        keep->has_decisions = true;
        status = remember(&keep->decided, decisions, rp_past_read_decisions, options,
                          progress, err);
    }
    if (since && status == RP_OK) {
        bool is_folder = stat(since, &st) == 0 && S_ISDIR(st.st_mode);
        keep->has_since = true;
        if (!is_folder && is_index(since))
            return remember_index(&keep->since, since, err);
        if (rp_buf_printf(&path, "%s%s", since, is_folder ? "/findings.json" : ""))
            status = rp_fail_memory(err);
        if (status == RP_OK)
            status = remember(&keep->since, path.v, rp_past_read_findings, options,
                              progress, err);
    }
    rp_buf_release(&path);
    return status;
}

int rp_pipeline_keep(struct rp_keep *keep, const struct rp_corpus *corpus,
                     const struct rp_result *result, struct rp_error *err)
{
    return rp_keep_fill(keep, corpus, result, rp_tokens_add, err);
}

/* ---- an index on disk --------------------------------------------------------------- */

/* An index while it is brought up to date. */
struct indexing {
    struct rp_store *store;
    struct sources sources; /* files alone */
    struct rp_stored_documents known;
    struct tools tools;
    struct rp_listener listener;        /* the caller's */
    RP_VEC(struct rp_error) skipped;    /* told so far */
    RP_VEC(struct rp_outline) outlines; /* borrowed from the items that were read */
    RP_VEC(int64_t) ids;                /* of them */
    bool changed;                       /* the state has to be written */
    int status;                         /* of remembering what was skipped */
};

static void hear_skipped(void *context, const struct rp_error *why)
{
    struct indexing *x = context;
    if (rp_vec_push(&x->skipped, *why))
        x->status = RP_ERR_MEMORY;
    if (x->listener.skipped)
        x->listener.skipped(x->listener.context, why);
}

static void hear_noted(void *context, const char *path, const struct rp_note *note)
{
    struct indexing *x = context;
    if (x->listener.noted)
        x->listener.noted(x->listener.context, path, note);
}

static void release_indexing(struct indexing *x)
{
    rp_store_free(x->store);
    release_sources(&x->sources);
    rp_stored_documents_release(&x->known);
    release_tools(&x->tools);
    rp_vec_release(&x->skipped);
    rp_vec_release(&x->outlines);
    rp_vec_release(&x->ids);
}

/* Open it, and see which of its documents need not be read again. */
static int open_index(struct indexing *x, struct rp_indexed *done, const char *file,
                      enum rp_indexing what, const struct rp_options *options,
                      struct rp_error *err)
{
    struct stat st;
    char there[RP_STORE_VALUE_BYTES], program[RP_STORE_VALUE_BYTES];
    const char *differs;
    bool same = false;
    const bool is_new = what == RP_INDEX_MAKE && stat(file, &st) != 0;
    int status =
        rp_store_open(&x->store, file, is_new ? RP_STORE_NEW : RP_STORE_WRITE, err);
    if (status == RP_OK)
        status = rp_store_documents(x->store, &x->known, err);
    if (status == RP_OK)
        status = compare_settings(x->store, options->view, options, &differs, there, err);
    print_program(program);
    if (status == RP_OK)
        status = rp_store_is_by(x->store, program, &same, err);
    if (status)
        return status;
    done->all_anew = what != RP_INDEX_MAKE && (differs || !same);
    if (what != RP_INDEX_MAKE && !done->all_anew)
        x->tools.known = &x->known;
    x->changed = x->tools.known == NULL;
    if (x->tools.known)
        return RP_OK;
    status = rp_store_set_program(x->store, program, err);
    for (size_t i = 0;
         status == RP_OK && print_setting(i, options->view, options, &differs, there); i++)
        status = rp_store_set_setting(x->store, differs, there, err);
    return status;
}

static int refuse_indexes(const struct rp_paths *inputs, struct rp_error *err)
{
    for (size_t i = 0; i < inputs->n; i++)
        if (is_index(inputs->v[i]))
            return rp_fail(err, RP_ERR_USAGE, inputs->v[i], 0,
                           "an index is made of documents, not of another index");
    return RP_OK;
}

static int read_sources(struct indexing *x, const char *const *sources, size_t n,
                        const struct rp_options *options,
                        const struct rp_progress *progress, struct rp_paths *inputs,
                        struct rp_error *err)
{
    const struct rp_listener listener = {
        .skipped = hear_skipped, .noted = hear_noted, .context = x};
    size_t n_other;
    int status = rp_pipeline_inputs(inputs, sources, n, &n_other, options, &listener, err);
    if (status == RP_OK)
        status = refuse_indexes(inputs, err);
    if (status == RP_OK)
        status =
            find_items(&x->sources, inputs, NULL, options->view, options, &listener, err);
    if (status == RP_OK)
        status = make_tools(&x->tools, err);
    if (status == RP_OK)
        status = load_items(x->sources.items.v, x->sources.items.n, options->view, options,
                            &x->tools, progress, err);
    for (size_t i = 0; i < x->sources.items.n && status == RP_OK; i++)
        if (!x->sources.items.v[i].id)
            tell(&listener, &x->sources.items.v[i]);
    if (status == RP_OK && x->status)
        status = rp_fail_memory(err);
    return status;
}

/* Take out what has gone or changed, and put in what was read. */
static int write_documents(struct indexing *x, struct rp_indexed *done,
                           struct rp_error *err)
{
    int status = RP_OK;
    size_t next = 0;
    for (size_t i = 0; i < x->known.n && status == RP_OK; i++) {
        const struct rp_stored_document *known = &x->known.v[i];
        const struct sources *s = &x->sources;
        while (next < s->items.n && strcmp(s->items.v[next].path, known->path) < 0)
            next++;
        const struct item *item = next < s->items.n ? &s->items.v[next] : NULL;
        const bool is_there =
            item && strcmp(item->path, known->path) == 0 && item->status == RP_OK;
        if (is_there && item->id)
            continue;
        done->n_gone += !is_there;
        done->n_changed += is_there;
        status = rp_store_remove(x->store, known->id, err);
        x->changed = true;
    }
    for (size_t i = 0; i < x->sources.items.n && status == RP_OK; i++) {
        struct item *item = &x->sources.items.v[i];
        if (item->status)
            continue;
        if (item->id) {
            done->n_same++;
            if (item->restamped)
                status = rp_store_set_stamp(x->store, item->id, &item->stamp, err);
        } else {
            done->n_new++;
            x->changed = true;
            status = rp_store_add(x->store, &item->document, &item->stamp, &item->outline,
                                  &item->id, err);
        }
    }
    done->n_new -= done->n_changed;
    return status;
}

/* The outlines of all documents, also of those that were not read. */
static int gather_outlines(struct indexing *x, struct rp_error *err)
{
    int status = RP_OK;
    for (size_t i = 0; i < x->sources.items.n && status == RP_OK; i++) {
        struct item *item = &x->sources.items.v[i];
        if (item->status)
            continue;
        if (!item->outline.roles.n)
            status = rp_store_outline(x->store, item->id, &item->outline, err);
        if (status == RP_OK &&
            (rp_vec_push(&x->outlines, item->outline) || rp_vec_push(&x->ids, item->id)))
            status = rp_fail_memory(err);
    }
    return status;
}

static const char *first_read(const struct indexing *x)
{
    for (size_t i = 0; i < x->sources.items.n; i++)
        if (x->sources.items.v[i].status == RP_OK)
            return x->sources.items.v[i].path;
    return NULL;
}

/* Merge what the change touches. */
static int write_resolutions(struct indexing *x, struct rp_indexed *done,
                             struct rp_error *err)
{
    struct rp_stored_memo known = {0};
    struct rp_corpus corpus;
    rp_corpus_init(&corpus);
    struct rp_merge_memo memo = {.find = rp_stored_memo_find, .context = &known};
    /* rows that were never used before: no number names two contents */
    int status = gather_outlines(x, err);
    if (status == RP_OK)
        status = x->outlines.n ? rp_store_memo(x->store, &known, err)
                               : fail_empty(false, 0, NULL, err);
    memo.documents = (const uint64_t *)x->ids.v;
    if (status == RP_OK)
        status = rp_merge_anew(&corpus, x->outlines.v, x->outlines.n, x->tools.names, &memo,
                               err);
    if (status == RP_OK && memo.merged.n == 0)
        status = fail_empty(false, x->outlines.n, first_read(x), err);
    if (status == RP_OK)
        status = rp_store_merge(x->store, &corpus, memo.merged.v, memo.merged.n, x->ids.v,
                                &known, err);
    done->n_resolutions = memo.merged.n;
    done->n_merged = corpus.resolutions.n;
    rp_merge_memo_release(&memo);
    rp_stored_memo_release(&known);
    rp_corpus_release(&corpus);
    return status;
}

/* Judge what the index holds, and keep what is found beside it. */
static int write_findings(struct indexing *x, struct rp_indexed *done,
                          const char *decisions, const struct rp_options *options,
                          const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_corpus corpus;
    struct rp_result result;
    struct rp_keep keep = {0};
    rp_corpus_init(&corpus);
    rp_result_init(&result);
    int status = rp_pipeline_remember(&keep, decisions, NULL, options, progress, err);
    if (status == RP_OK)
        status = rp_store_past(x->store, &keep.since, err);
    keep.has_since = true;
    if (status == RP_OK)
        status = rp_store_corpus(x->store, &corpus, err);
    if (status == RP_OK && rp_corpus_seal(&corpus))
        status = rp_fail_memory(err);
    if (status == RP_OK && corpus.resolutions.n == 0)
        status = fail_empty(false, corpus.inputs.n, NULL, err);
    if (status == RP_OK)
        status = rp_pipeline_judge(&result, &corpus, options, progress, err);
    if (status == RP_OK)
        status = rp_pipeline_keep(&keep, &corpus, &result, err);
    if (status == RP_OK)
        status = rp_store_set_findings(x->store, &corpus, &result, &keep, err);
    done->n_resolutions = corpus.resolutions.n;
    rp_keep_release(&keep);
    rp_result_release(&result);
    rp_corpus_release(&corpus);
    return status;
}

int rp_pipeline_index(struct rp_indexed *done, const char *file, enum rp_indexing what,
                      const char *const *sources, size_t n, bool checksum,
                      const char *decisions, const struct rp_options *options,
                      const struct rp_listener *listener,
                      const struct rp_progress *progress, struct rp_error *err)
{
    struct indexing x = {.listener = listener ? *listener : (struct rp_listener){0},
                         .tools = {.stamps = true, .rereads = checksum}};
    struct rp_paths inputs = {0};
    const bool only_judge = n == 0;
    *done = (struct rp_indexed){0};
    int status = RP_OK;
    if (is_readable_kind(file))
        return rp_fail(err, RP_ERR_USAGE, file, 0,
                       "an index is not named as a document is; such as %.*s.index",
                       (int)(strrchr(file, '.') - file), file);
    if (only_judge)
        status = rp_store_open(&x.store, file, RP_STORE_WRITE, err);
    else
        status = open_index(&x, done, file, what, options, err);
    if (status == RP_OK && !only_judge)
        status = read_sources(&x, sources, n, options, progress, &inputs, err);
    if (status == RP_OK && !only_judge)
        status = write_documents(&x, done, err);
    if (status == RP_OK && !only_judge && (x.changed || done->n_same == 0))
        status = write_resolutions(&x, done, err);
    if (status == RP_OK && !only_judge)
        status = rp_store_set_skipped(x.store, x.skipped.v, x.skipped.n, err);
    if (status == RP_OK && x.changed)
        status = rp_store_advance(x.store, err);
    if (status == RP_OK && what != RP_INDEX_UPDATE)
        status = write_findings(&x, done, decisions, options, progress, err);
    if (status == RP_OK)
        status = rp_check_cancelled(progress, err);
    if (status == RP_OK)
        status = rp_store_count(x.store, &done->n_resolutions, &done->n_clauses,
                                &done->n_findings, &done->judged, err);
    if (status == RP_OK)
        status = rp_store_commit(x.store, err);
    release_indexing(&x);
    rp_paths_release(&inputs);
    return status;
}

int rp_pipeline_check(const char *file, void (*report)(void *context, const char *fault),
                      void *context, size_t *n_faults, struct rp_store_counts *counts,
                      const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_store *store = NULL;
    int status = rp_store_open(&store, file, RP_STORE_READ, err);
    if (status == RP_OK)
        status = rp_store_check(store, report, context, n_faults, counts, progress, err);
    rp_store_free(store);
    return status;
}

int rp_pipeline_audit(struct rp_audit *audit, struct rp_published *published,
                      const char *table, const struct rp_corpus *corpus,
                      const struct rp_links *links, const struct rp_options *options,
                      const struct rp_listener *listener,
                      const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_published found = {0};
    struct item item = {0};
    struct tools tools = {0};
    item.path = table;
    int status = rp_names_new(&tools.names, err);
    if (status == RP_OK)
        status = rp_lexicon_new(&tools.lexicon, err);
    if (status == RP_OK)
        status = load_items(&item, 1, RP_VIEW_ACCEPTED, options, &tools, progress, err);
    if (status == RP_OK && item.status) {
        status = item.status;
        if (err)
            *err = item.why;
    }
    if (status == RP_OK) {
        tell(listener, &item);
        status = rp_published_fill(&found, &item.document, &item.outline, err);
    }
    if (status == RP_OK)
        status =
            rp_audit_fill(audit, &found, corpus, links, &rp_audit_parameters_default, err);
    if (status == RP_ERR_EMPTY)
        rp_fail(err, status, table, 0, "the file names no resolution in a table or list");
    memcpy(found.sha256, item.document.sha256, sizeof found.sha256);
    if (status == RP_OK)
        *published = found;
    else
        rp_published_release(&found);
    release_item(&item);
    rp_names_free(tools.names);
    rp_lexicon_free(tools.lexicon);
    return status;
}

int rp_pipeline_score(struct rp_scores *scores, const struct rp_corpus *corpus,
                      const struct rp_options *options, const struct rp_progress *progress,
                      struct rp_error *err)
{
    struct rp_options all = *options;
    struct clause_words words = {0};
    struct rp_judge *judge = NULL;
    struct rp_candidates candidates = {0};
    uint32_t first = 0;
    all.superseded = true;
    while (first < corpus->clauses.n &&
           !corpus->resolutions.v[corpus->clauses.v[first].resolution].draft)
        first++;
    int status = fill_words(&words, corpus, err);
    if (status == RP_OK)
        status =
            rp_judge_new(&judge, corpus, (struct rp_words){words.tokens.v, words.first},
                         rp_tokens_add, &all, err);
    if (status == RP_OK && first)
        status = find_candidates(&candidates, judge, corpus, first, &all, progress, err);
    if (status == RP_OK)
        status = judge_candidates(NULL, scores, judge, &candidates, &all, progress, err);
    rp_vec_release(&candidates);
    rp_judge_free(judge);
    release_words(&words);
    return status;
}

int rp_pipeline_explain(struct rp_explanation *explanation, const struct rp_corpus *corpus,
                        uint32_t a, uint32_t b, const struct rp_options *options,
                        struct rp_error *err)
{
    struct clause_words words = {0};
    struct rp_judge *judge = NULL;
    int status = fill_words(&words, corpus, err);
    if (status == RP_OK)
        status =
            rp_judge_new(&judge, corpus, (struct rp_words){words.tokens.v, words.first},
                         rp_tokens_add, options, err);
    if (status == RP_OK)
        status = rp_judge_explain(judge, a, b, explanation, err);
    rp_judge_free(judge);
    release_words(&words);
    return status;
}
