/* The way the data takes. The only place that knows the order of the rooms, and the only
 * one, beside base/parallel.c, that runs anything in parallel.
 *
 *     sources -> read -> segment -> corpus -> text -> judge -> result
 */
#ifndef RP_PIPELINE_H
#define RP_PIPELINE_H

#include "base/file.h"
#include "judge/audit.h"
#include "judge/judge.h"
#include "judge/judgement.h"
#include "judge/score.h"
#include "keep/keep.h"
#include "read/read.h"
#include "segment/corpus.h"
#include "segment/outline.h"
#include "store/store.h"

/* What the caller hears while sources are loaded; each member may be NULL. Called from one
 * thread, in the order of the inputs. */
struct rp_listener {
    /* An input that is not part of the corpus, and why. */
    void (*skipped)(void *context, const struct rp_error *why);
    /* Something mended or left out inside an input that was read. */
    void (*noted)(void *context, const char *path, const struct rp_note *note);
    /* A document as it was read and cut: roles has one entry for each paragraph. */
    void (*document)(void *context, const struct rp_document *document,
                     const struct rp_outline *outline);
    void *context;
};

/* The inputs that `sources` stand for: files as they are, an index among them, folders
 * walked and sorted, "-" standard input. Sorted by path, each once. Files of other kinds
 * found in a folder (not .txt, .docx, .html, .htm, .jsonl) are left out and counted in
 * *n_other. A source that cannot be opened is reported to the listener, and so is a folder
 * in it. */
int rp_pipeline_inputs(struct rp_paths *inputs, const char *const *sources, size_t n,
                       size_t *n_other, const struct rp_options *options,
                       const struct rp_listener *listener, struct rp_error *err);

/* Take out of *inputs what is among the drafts, as the same file; the listener gets a note
 * of each. What cannot be looked at is taken out of both and reported as skipped. */
int rp_pipeline_leave_out(struct rp_paths *inputs, struct rp_paths *drafts,
                          const struct rp_listener *listener, struct rp_error *err);

/* Read the inputs as documents, without looking for resolutions: listener->document gets
 * each, with an outline that is empty. */
int rp_pipeline_read(const struct rp_paths *inputs, enum rp_view view,
                     const struct rp_options *options, const struct rp_listener *listener,
                     const struct rp_progress *progress, struct rp_error *err);

/* Read and segment the inputs into *corpus (initialised). An index among them stands for
 * the documents that it was made of, in their places; one that was read otherwise than
 * `view` and the options have it is skipped. What an index has of the files
 * `without` (may be NULL) is left out; the listener gets a note of each.
 * error: RP_ERR_EMPTY where no input could be read or none has a resolution */
int rp_pipeline_load(struct rp_corpus *corpus, const struct rp_paths *inputs,
                     const struct rp_paths *without, enum rp_view view,
                     const struct rp_options *options, const struct rp_listener *listener,
                     const struct rp_progress *progress, struct rp_error *err);

/* What became of the documents of an index. */
struct rp_indexed {
    size_t n_new, n_changed, n_same, n_gone; /* documents */
    size_t n_resolutions, n_merged;          /* in all; of them, merged anew */
    size_t n_clauses;
    size_t n_findings;
    bool judged;   /* findings are those of this state */
    bool all_anew; /* documents that had not changed were read again: the program, or how it
                      is to read, is another */
};

/* What to do with an index. */
enum rp_indexing {
    RP_INDEX_MAKE,   /* read everything; the file need not be there */
    RP_INDEX_UPDATE, /* read what has changed */
    RP_INDEX_JUDGE,  /* the same, and find anew; without sources: what is in it */
};

/* Bring the index `file` to what the sources hold, in one transaction: afterwards it is the
 * one that RP_INDEX_MAKE makes of them. MAKE finds too. Decisions of earlier findings are
 * carried on; those in the file `decisions` (may be NULL) come on top. A file whose stamp
 * (base/file.h) is as it was is not read, unless `checksum` wants its bytes.
 * error: as rp_pipeline_load, and those of store/store.h; the index is then as it was */
int rp_pipeline_index(struct rp_indexed *done, const char *file, enum rp_indexing what,
                      const char *const *sources, size_t n, bool checksum,
                      const char *decisions, const struct rp_options *options,
                      const struct rp_listener *listener,
                      const struct rp_progress *progress, struct rp_error *err);

/* Go through the index: rp_store_check. */
int rp_pipeline_check(const char *file, void (*report)(void *context, const char *fault),
                      void *context, size_t *n_faults, struct rp_store_counts *counts,
                      const struct rp_progress *progress, struct rp_error *err);

/* Judge every pair of clauses that may repeat one another. Candidates come from two sides:
 * passages of rare words that both share (judge), and shingle sets that are alike (match;
 * options->engine says how they are found).
 * *result is initialised; on failure it is as it was. The same bytes for any number of
 * threads. */
int rp_pipeline_judge(struct rp_result *result, const struct rp_corpus *corpus,
                      const struct rp_options *options, const struct rp_progress *progress,
                      struct rp_error *err);

/* The same, and link its resolutions by subject and citation. *judgement is zeroed; on
 * failure it is as it was. */
int rp_pipeline_judge_all(struct rp_judgement *judgement,
                          const struct rp_link_parameters *parameters,
                          const struct rp_corpus *corpus, const struct rp_options *options,
                          const struct rp_progress *progress, struct rp_error *err);

/* Read what earlier runs left into *keep, which is zeroed: the file `decisions`, and the
 * run `since`, an index, a findings.json or the folder that it is in; either may be NULL.
 * error: as rp_past_read_findings and rp_file_read, with the file's name; release *keep
 * also then */
int rp_pipeline_remember(struct rp_keep *keep, const char *decisions, const char *since,
                         const struct rp_options *options,
                         const struct rp_progress *progress, struct rp_error *err);

/* Then hold the result against it. */
int rp_pipeline_keep(struct rp_keep *keep, const struct rp_corpus *corpus,
                     const struct rp_result *result, struct rp_error *err);

/* Read the published mapping in the file `table` and hold it against the corpus and its
 * links. *audit and *published are zeroed, and as they were after a failure.
 * error: RP_ERR_EMPTY where the file names no resolution in a table or list */
int rp_pipeline_audit(struct rp_audit *audit, struct rp_published *published,
                      const char *table, const struct rp_corpus *corpus,
                      const struct rp_links *links, const struct rp_options *options,
                      const struct rp_listener *listener,
                      const struct rp_progress *progress, struct rp_error *err);

/* Read the inputs as drafts and put them behind the resolutions of *corpus, which
 * rp_pipeline_load has filled. An input without a provision, a number or a proposal is
 * told to the listener as skipped.
 * error: RP_ERR_EMPTY where none is left; *corpus is then empty */
int rp_pipeline_load_drafts(struct rp_corpus *corpus, const struct rp_paths *inputs,
                            enum rp_view view, const struct rp_options *options,
                            const struct rp_listener *listener,
                            const struct rp_progress *progress, struct rp_error *err);

/* Judge the drafts of *corpus against its resolutions. *scores is zeroed; on failure it is
 * as it was. The same bytes for any number of threads, and for each draft whatever others
 * are scored with it. */
int rp_pipeline_score(struct rp_scores *scores, const struct rp_corpus *corpus,
                      const struct rp_options *options, const struct rp_progress *progress,
                      struct rp_error *err);

/* Align and judge the clauses a and b (indices of corpus->clauses), whatever they are. */
int rp_pipeline_explain(struct rp_explanation *explanation, const struct rp_corpus *corpus,
                        uint32_t a, uint32_t b, const struct rp_options *options,
                        struct rp_error *err);

#endif
