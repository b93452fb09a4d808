/* The index on disk: an SQLite file with what was read, what was merged, and what was found
 * when somebody last asked for findings. ARCHITECTURE.md has the schema and what it takes
 * to be safe.
 *
 * A file is opened to read (one state of it, whatever others write meanwhile), to write
 * (one transaction, told apart from other writers), or made anew (without a name, or under
 * a temporary one where the system has no such files, until it is whole). Nothing is
 * changed before rp_store_commit.
 *
 * Every function: RP_OK or a negative status with the file's name in *err. RP_ERR_FORMAT
 * says that the file is damaged, or another program's; RP_ERR_UNSUPPORTED that another
 * version wrote it; RP_ERR_IO that the system, or another writer, is in the way. */
#ifndef RP_STORE_STORE_H
#define RP_STORE_STORE_H

#include "base/file.h"
#include "judge/finding.h"
#include "keep/keep.h"
#include "read/document.h"
#include "segment/merge.h"
#include "segment/outline.h"

struct rp_store;

enum rp_store_mode { RP_STORE_READ, RP_STORE_WRITE, RP_STORE_NEW };

/* Whether the file begins as an SQLite file does; false also where it cannot be read. */
bool rp_store_is_sqlite(const char *path);

int rp_store_open(struct rp_store **out, const char *path, enum rp_store_mode mode,
                  struct rp_error *err);
int rp_store_commit(struct rp_store *store, struct rp_error *err);
/* What was not committed is undone. NULL is allowed. */
void rp_store_free(struct rp_store *store);

/* ---- documents ---------------------------------------------------------------------- */

struct rp_stored_document {
    int64_t id; /* names the content: no other reading of any file ever gets it */
    char *path; /* owned */
    struct rp_stamp stamp; /* of the file, from before it was read */
    char sha256[65];
};

struct rp_stored_documents {
    struct rp_stored_document *v; /* by path */
    size_t n, cap;
};

int rp_store_documents(struct rp_store *store, struct rp_stored_documents *out,
                       struct rp_error *err);
void rp_stored_documents_release(struct rp_stored_documents *documents);

/* Fill *outline, which is zeroed. */
int rp_store_outline(struct rp_store *store, int64_t id, struct rp_outline *outline,
                     struct rp_error *err);
/* Fill *document (initialised): path, digest and notes, and the paragraphs too where
 * `whole`. */
int rp_store_document(struct rp_store *store, int64_t id, bool whole,
                      struct rp_document *document, struct rp_error *err);
/* stamp: of the file, from before it was read; size_bytes: of what was read. */
int rp_store_add(struct rp_store *store, const struct rp_document *document,
                 const struct rp_stamp *stamp, const struct rp_outline *outline,
                 int64_t *id, struct rp_error *err);
/* The same bytes stand in a file with another stamp. */
int rp_store_set_stamp(struct rp_store *store, int64_t id, const struct rp_stamp *stamp,
                       struct rp_error *err);
int rp_store_remove(struct rp_store *store, int64_t id, struct rp_error *err);

/* Inputs that were left out, and why, in the order they were told. */
int rp_store_skipped(struct rp_store *store,
                     void (*tell)(void *context, const struct rp_error *why), void *context,
                     struct rp_error *err);
int rp_store_set_skipped(struct rp_store *store, const struct rp_error *whys, size_t n,
                         struct rp_error *err);

/* ---- resolutions -------------------------------------------------------------------- */

struct rp_stored_merged {
    int64_t id; /* of the resolution's row */
    struct rp_merged of;
};

/* What was merged, by key: for rp_merge_memo. */
struct rp_stored_memo {
    struct rp_stored_merged *v;
    size_t n, cap;
};

int rp_store_memo(struct rp_store *store, struct rp_stored_memo *out, struct rp_error *err);
void rp_stored_memo_release(struct rp_stored_memo *memo);
/* The `find` of rp_merge_memo; context is a struct rp_stored_memo. */
const struct rp_merged *rp_stored_memo_find(void *context, const uint64_t key[2]);

/* The minima of a MinHash sketch (match/sketch.h) of the set of runs of three words of a
 * clause, 32 bits each. The share of places where two sketches agree is off their Jaccard
 * value by 0.06 at most in two of three cases; twice as many would take 40 MB of 80,000
 * clauses to make that 0.04. */
enum { RP_STORE_MINIMA = 64, RP_STORE_SKETCH_SHINGLE_TOK = 3 };

/* Make the resolutions of the index those of merged[0..n), in that order: the ones that are
 * known stay, the others are taken from the corpus. ids[d]: the document of input d.
 * sketches: RP_STORE_MINIMA for each clause of the corpus. */
int rp_store_merge(struct rp_store *store, const struct rp_corpus *corpus,
                   const struct rp_merged *merged, size_t n, const int64_t *ids,
                   const uint32_t *sketches, const struct rp_stored_memo *known,
                   struct rp_error *err);

/* Fill *corpus (initialised) with the inputs and resolutions; it is not sealed. */
int rp_store_corpus(struct rp_store *store, struct rp_corpus *corpus, struct rp_error *err);

/* ---- state -------------------------------------------------------------------------- */

/* "reprise 0.1.0, rules 1f3a": who cut the documents. *same: whether it was this one. */
int rp_store_is_by(struct rp_store *store, const char *program, bool *same,
                   struct rp_error *err);
int rp_store_set_program(struct rp_store *store, const char *program, struct rp_error *err);
/* What was kept under a name, terminated: how documents were read. *found: whether there is
 * such, of a length that fits. */
enum { RP_STORE_VALUE_BYTES = 64 };
int rp_store_setting(struct rp_store *store, const char *name,
                     char value[RP_STORE_VALUE_BYTES], bool *found, struct rp_error *err);
int rp_store_set_setting(struct rp_store *store, const char *name, const char *value,
                         struct rp_error *err);
/* The index holds another state than before: documents or resolutions have changed. */
int rp_store_advance(struct rp_store *store, struct rp_error *err);

/* ---- findings ----------------------------------------------------------------------- */

/* Keep what was found in the corpus, which rp_store_corpus has given, in place of what was
 * found before. */
int rp_store_set_findings(struct rp_store *store, const struct rp_corpus *corpus,
                          const struct rp_result *result, const struct rp_keep *keep,
                          struct rp_error *err);
/* What was found when somebody last asked; *past is zeroed. */
int rp_store_past(struct rp_store *store, struct rp_past *past, struct rp_error *err);
/* How much there is, and whether findings are of the present state. */
int rp_store_count(struct rp_store *store, size_t *n_resolutions, size_t *n_clauses,
                   size_t *n_findings, bool *judged, struct rp_error *err);

/* ---- checking ----------------------------------------------------------------------- */

struct rp_store_counts {
    uint64_t documents, resolutions, clauses, findings;
};

/* Go through everything: the pages, what refers to what, the search, every blob, and
 * whether tables for people say what the blobs do. `tell` gets one sentence for each fault,
 * up to a hundred; *n_faults counts them. Fails only where the file cannot be gone
 * through. cost: O(file) */
int rp_store_check(struct rp_store *store, void (*tell)(void *context, const char *fault),
                   void *context, size_t *n_faults, struct rp_store_counts *counts,
                   const struct rp_progress *progress, struct rp_error *err);

#endif
