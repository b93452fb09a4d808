#include "pipeline.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "alike.h"
#include "base/file.h"
#include "base/hash.h"
#include "indexing.h"
#include "segment/merge.h"
#include "sources.h"

/* ---- documents ---------------------------------------------------------------------- */

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

static bool is_unchanged(struct rp_item *item, const struct rp_stored_document *known,
                         struct rp_str bytes)
{
    if (!known || known->stamp.size_bytes != bytes.n)
        return false;
    rp_sha256_hex(bytes.p, bytes.n, item->document.sha256);
    return strcmp(known->sha256, item->document.sha256) == 0;
}

static void read_item(struct rp_item *item, enum rp_view view,
                      const struct rp_options *options, const struct rp_tools *tools,
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

static int n_threads(const struct rp_options *options)
{
    return options->threads ? (int)options->threads : omp_get_max_threads();
}

/* Read and cut what is a file. */
static int load_items(struct rp_item *items, size_t n, enum rp_view view,
                      const struct rp_options *options, const struct rp_tools *tools,
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
        struct rp_item *item = &items[i];
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

static int make_tools(struct rp_tools *tools, struct rp_error *err)
{
    int status = rp_names_new(&tools->names, err);
    return status ? status : rp_lexicon_new(&tools->lexicon, err);
}

static int merge_items(struct rp_corpus *corpus, struct rp_item *items, size_t n,
                       const struct rp_tools *tools, struct rp_error *err)
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
        status = rp_fail_empty(tools->drafts, 0, NULL, err);
    if (status == RP_OK)
        status = tools->drafts
                     ? rp_merge_drafts(corpus, outlines, n_read, tools->names, err)
                     : rp_merge(corpus, outlines, n_read, tools->names, err);
    if (status == RP_OK && corpus->resolutions.n == 0)
        status = rp_fail_empty(tools->drafts, n_read, corpus->inputs.v[0].path, err);
    rp_free(outlines);
    return status;
}

/* Whether an outline has something to score; if not, the item is a skipped one. */
static void require_draft(struct rp_item *item)
{
    bool any = item->outline.pieces.n > 0;
    for (size_t i = 0; i < item->outline.blocks.n && !any; i++)
        any = item->outline.blocks.v[i].proposal != RP_PROPOSAL_NONE;
    if (item->status == RP_OK && !any)
        item->status = rp_fail(&item->why, RP_ERR_EMPTY, item->document.path, 0,
                               "no provision found in the draft");
}

/* ---- a corpus ----------------------------------------------------------------------- */

static int load(struct rp_corpus *corpus, const struct rp_paths *inputs,
                const struct rp_paths *without, bool drafts, enum rp_view view,
                const struct rp_options *options, const struct rp_listener *listener,
                const struct rp_progress *progress, struct rp_error *err)
{
    struct rp_tools tools = {.drafts = drafts};
    struct rp_items sources = {0};
    int status = rp_items_find(&sources, inputs, without, view, options, listener, err);
    struct rp_item *const items = sources.items.v;
    const size_t n = sources.items.n;
    const bool whole = sources.whole && !drafts;
    if (status == RP_OK && !whole)
        status = make_tools(&tools, err);
    if (status == RP_OK)
        status = rp_items_load_stored(&sources, listener, err);
    if (status == RP_OK && !whole)
        status = load_items(items, n, view, options, &tools, progress, err);
    for (size_t i = 0; i < n && drafts && status == RP_OK; i++)
        require_draft(&items[i]);
    for (size_t i = 0; i < n && status == RP_OK; i++)
        rp_item_tell(listener, &items[i]);
    if (status == RP_OK && whole) {
        status = rp_store_corpus(sources.stores.v[0], corpus, err);
        if (status == RP_OK && rp_corpus_seal(corpus))
            status = rp_fail_memory(err);
        if (status == RP_OK && corpus->resolutions.n == 0)
            status = rp_fail_empty(false, n, n ? items[0].path : NULL, err);
    } else if (status == RP_OK) {
        status = merge_items(corpus, items, n, &tools, err);
    }
    rp_items_release(&sources);
    rp_tools_release(&tools);
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
    struct rp_tools none = {0};
    struct rp_progress quiet = progress ? *progress : (struct rp_progress){0};
    quiet.tick = NULL; /* one input a call would be all there is */
    struct rp_items found = {0};
    int status = rp_items_find(&found, inputs, NULL, view, options, listener, err);
    for (size_t i = 0; i < found.items.n && status == RP_OK; i++) {
        struct rp_item *item = &found.items.v[i];
        status = load_items(item, 1, view, options, &none, &quiet, err);
        if (status == RP_OK && item->store)
            status = rp_store_document(item->store, item->id, true, &item->document, err);
        if (status == RP_OK)
            rp_item_tell(listener, item);
        n_read += item->status == RP_OK;
        rp_item_release(item);
        rp_tick(progress, "reading", i + 1, found.items.n);
    }
    rp_items_release(&found);
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
        if (!is_folder && rp_is_index(since))
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

static int refuse_indexes(const struct rp_paths *inputs, struct rp_error *err)
{
    for (size_t i = 0; i < inputs->n; i++)
        if (rp_is_index(inputs->v[i]))
            return rp_fail(err, RP_ERR_USAGE, inputs->v[i], 0,
                           "an index is made of documents, not of another index");
    return RP_OK;
}

static int read_sources(struct rp_index_run *x, const char *const *sources, size_t n,
                        const struct rp_options *options,
                        const struct rp_progress *progress, struct rp_paths *inputs,
                        struct rp_error *err)
{
    const struct rp_listener listener = {
        .skipped = rp_indexing_hear_skipped, .noted = rp_indexing_hear_noted, .context = x};
    size_t n_other;
    int status = rp_pipeline_inputs(inputs, sources, n, &n_other, options, &listener, err);
    if (status == RP_OK)
        status = refuse_indexes(inputs, err);
    if (status == RP_OK)
        status = rp_items_find(&x->sources, inputs, NULL, options->view, options, &listener,
                               err);
    if (status == RP_OK)
        status = make_tools(&x->tools, err);
    if (status == RP_OK)
        status = load_items(x->sources.items.v, x->sources.items.n, options->view, options,
                            &x->tools, progress, err);
    for (size_t i = 0; i < x->sources.items.n && status == RP_OK; i++)
        if (!x->sources.items.v[i].id)
            rp_item_tell(&listener, &x->sources.items.v[i]);
    if (status == RP_OK && x->status)
        status = rp_fail_memory(err);
    return status;
}

/* Judge what the index holds, and keep what is found beside it. */
static int write_findings(struct rp_index_run *x, struct rp_indexed *done,
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
        status = rp_fail_empty(false, corpus.inputs.n, NULL, err);
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
    struct rp_index_run x = {.listener = listener ? *listener : (struct rp_listener){0},
                             .tools = {.stamps = true, .rereads = checksum}};
    struct rp_paths inputs = {0};
    const bool only_judge = n == 0;
    *done = (struct rp_indexed){0};
    int status = RP_OK;
    if (rp_is_document_name(file))
        return rp_fail(err, RP_ERR_USAGE, file, 0,
                       "an index is not named as a document is; such as %.*s.index",
                       (int)(strrchr(file, '.') - file), file);
    if (only_judge)
        status = rp_store_open(&x.store, file, RP_STORE_WRITE, err);
    else
        status = rp_indexing_open(&x, done, file, what, options, err);
    if (status == RP_OK && !only_judge)
        status = read_sources(&x, sources, n, options, progress, &inputs, err);
    if (status == RP_OK && !only_judge)
        status = rp_indexing_write_documents(&x, done, err);
    if (status == RP_OK && !only_judge && (x.changed || done->n_same == 0))
        status = rp_indexing_write_resolutions(&x, done, err);
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
    rp_indexing_release(&x);
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
    struct rp_item item = {0};
    struct rp_tools tools = {0};
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
        rp_item_tell(listener, &item);
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
    rp_item_release(&item);
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
