#include "indexing.h"

#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "match/sketch.h"
#include "segment/merge.h"
#include "text/shingle.h"

void rp_indexing_hear_skipped(void *context, const struct rp_error *why)
{
    struct rp_index_run *x = context;
    if (rp_vec_push(&x->skipped, *why))
        x->status = RP_ERR_MEMORY;
    if (x->listener.skipped)
        x->listener.skipped(x->listener.context, why);
}

void rp_indexing_hear_noted(void *context, const char *path, const struct rp_note *note)
{
    struct rp_index_run *x = context;
    if (x->listener.noted)
        x->listener.noted(x->listener.context, path, note);
}

void rp_indexing_release(struct rp_index_run *x)
{
    rp_store_free(x->store);
    rp_items_release(&x->sources);
    rp_stored_documents_release(&x->known);
    rp_tools_release(&x->tools);
    rp_vec_release(&x->skipped);
    rp_vec_release(&x->outlines);
    rp_vec_release(&x->ids);
}

int rp_indexing_open(struct rp_index_run *x, struct rp_indexed *done, const char *file,
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
        status =
            rp_settings_compare(x->store, options->view, options, &differs, there, err);
    rp_program_print(program);
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
         status == RP_OK && rp_setting_print(i, options->view, options, &differs, there);
         i++)
        status = rp_store_set_setting(x->store, differs, there, err);
    return status;
}

int rp_indexing_write_documents(struct rp_index_run *x, struct rp_indexed *done,
                                struct rp_error *err)
{
    int status = RP_OK;
    size_t next = 0;
    for (size_t i = 0; i < x->known.n && status == RP_OK; i++) {
        const struct rp_stored_document *known = &x->known.v[i];
        const struct rp_items *s = &x->sources;
        while (next < s->items.n && strcmp(s->items.v[next].path, known->path) < 0)
            next++;
        const struct rp_item *item = next < s->items.n ? &s->items.v[next] : NULL;
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
        struct rp_item *item = &x->sources.items.v[i];
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
static int gather_outlines(struct rp_index_run *x, struct rp_error *err)
{
    int status = RP_OK;
    for (size_t i = 0; i < x->sources.items.n && status == RP_OK; i++) {
        struct rp_item *item = &x->sources.items.v[i];
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

static const char *first_read(const struct rp_index_run *x)
{
    for (size_t i = 0; i < x->sources.items.n; i++)
        if (x->sources.items.v[i].status == RP_OK)
            return x->sources.items.v[i].path;
    return NULL;
}

/* A sketch of each clause, by the code that `dedup --engine lsh` has. */
static int sketch_clauses(uint32_t **out, const struct rp_corpus *corpus,
                          struct rp_error *err)
{
    struct rp_hashes shingles = {0};
    uint32_t *minima = rp_alloc(corpus->clauses.n * RP_STORE_MINIMA, sizeof *minima);
    int status = minima ? RP_OK : RP_ERR_MEMORY;
    for (size_t i = 0; i < corpus->clauses.n && status == RP_OK; i++) {
        status =
            rp_shingles_fill(&shingles, rp_corpus_str(corpus, corpus->clauses.v[i].text),
                             RP_STORE_SKETCH_SHINGLE_TOK);
        if (status == RP_OK)
            rp_sketch_fill(minima + i * RP_STORE_MINIMA, shingles.v, shingles.n,
                           RP_STORE_MINIMA);
    }
    rp_vec_release(&shingles);
    if (status) {
        rp_free(minima);
        return rp_fail_memory(err); /* a clause is far from 4 GiB */
    }
    *out = minima;
    return RP_OK;
}

int rp_indexing_write_resolutions(struct rp_index_run *x, struct rp_indexed *done,
                                  struct rp_error *err)
{
    struct rp_stored_memo known = {0};
    struct rp_corpus corpus;
    uint32_t *sketches = NULL;
    rp_corpus_init(&corpus);
    struct rp_merge_memo memo = {.find = rp_stored_memo_find, .context = &known};
    /* rows that were never used before: no number names two contents */
    int status = gather_outlines(x, err);
    if (status == RP_OK)
        status = x->outlines.n ? rp_store_memo(x->store, &known, err)
                               : rp_fail_empty(false, 0, NULL, err);
    memo.documents = (const uint64_t *)x->ids.v;
    if (status == RP_OK)
        status = rp_merge_anew(&corpus, x->outlines.v, x->outlines.n, x->tools.names, &memo,
                               err);
    if (status == RP_OK && memo.merged.n == 0)
        status = rp_fail_empty(false, x->outlines.n, first_read(x), err);
    if (status == RP_OK)
        status = sketch_clauses(&sketches, &corpus, err);
    if (status == RP_OK)
        status = rp_store_merge(x->store, &corpus, memo.merged.v, memo.merged.n, x->ids.v,
                                sketches, &known, err);
    rp_free(sketches);
    done->n_resolutions = memo.merged.n;
    done->n_merged = corpus.resolutions.n;
    rp_merge_memo_release(&memo);
    rp_stored_memo_release(&known);
    rp_corpus_release(&corpus);
    return status;
}
