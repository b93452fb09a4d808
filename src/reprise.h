/* reprise: find the provisions that resolutions repeat.
 *
 * The public header of libreprise. Three things can be had of it, each made in one call:
 *
 *     struct rp_study   a collection, judged: the files of a report
 *     struct rp_cards   drafts, scored against a collection
 *     rp_dedup          near-duplicates among paragraphs in memory
 *
 * Errors. The library never prints and never exits. A function that can fail returns RP_OK
 * or a negative enum rp_status and fills *err, which may be NULL. On failure the outputs
 * are as they were before the call, and nothing is left to free.
 *
 * Text is UTF-8. A path is what open(2) takes; "-" is standard input.
 *
 * Threads. The library keeps no state between calls but tables that are made once, so any
 * number of threads may call it at the same time, each with its own objects: the results
 * are the same bytes as one after the other. One object may be asked by several threads at
 * once through functions that take it as const; those that take it otherwise (print, free)
 * need it for themselves. A call itself works with `options.threads` threads and ends with
 * none of its own left over. Callbacks must not call the library.
 *
 * Versions. A program that was built with this header runs with every libreprise.so.0.
 * Functions may be added there; what changes struct rp_options or takes a function away has
 * another number.
 */
#ifndef REPRISE_H
#define REPRISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RP_VERSION "0.1.0"

#if defined(__GNUC__)
#define RP_API __attribute__((visibility("default")))
#else
#define RP_API
#endif

/* One meaning per code. */
enum rp_status {
    RP_OK = 0,
    RP_ERR_MEMORY = -1,      /* an allocation failed, or a size overflowed */
    RP_ERR_IO = -2,          /* the system refused to open, read, write or rename */
    RP_ERR_FORMAT = -3,      /* the bytes are not what their format promises */
    RP_ERR_LIMIT = -4,       /* a cap of struct rp_options was reached */
    RP_ERR_USAGE = -5,       /* an argument or option has no meaning */
    RP_ERR_EMPTY = -6,       /* nothing to work on: no file, no resolution, no clause */
    RP_ERR_UNSUPPORTED = -7, /* a format that is known and not read, such as .pdf */
    RP_ERR_INTERRUPTED = -8, /* the caller asked to stop */
};

struct rp_error {
    int code;           /* enum rp_status */
    uint64_t offset;    /* byte offset in the document; 0 where there is none */
    char document[512]; /* the file's name as the caller gave it, or "" */
    char message[512];  /* one sentence, without the document's name */
};

/* How the caller follows and stops long work. Each member may be NULL. `tick` is called
 * from one thread at a time, which need not be the caller's; total is 0 where it is not
 * known. `cancelled` is called from any thread, several times a second: true ends the work
 * with RP_ERR_INTERRUPTED. */
struct rp_progress {
    void (*tick)(void *context, const char *stage, uint64_t done, uint64_t total);
    bool (*cancelled)(void *context);
    void *context;
};

enum rp_engine { RP_ENGINE_AUTO, RP_ENGINE_EXACT, RP_ENGINE_LSH };

/* Which state of tracked changes a reader gives; ALL keeps what was deleted too. */
enum rp_view { RP_VIEW_ACCEPTED, RP_VIEW_ORIGINAL, RP_VIEW_ALL };

/* Every tunable number of the program: unit, default and reason. Shares are kept in
 * parts per million, so that a threshold is decided in integers. */
struct rp_options {
    enum rp_view view;        /* RP_VIEW_ACCEPTED; of drafts where there are any */
    unsigned threads;         /* 0: as many as OpenMP gives */
    unsigned shingle_tok;     /* words a shingle: 3, the least that carries word order */
    uint32_t min_jaccard_ppm; /* of shingle sets, for `dedup` and clusters: 800000 */
    uint32_t min_score_ppm;   /* pairs below are not listed: 300000 */
    enum rp_engine engine;    /* RP_ENGINE_AUTO */
    uint32_t recall_ppm;      /* that the LSH bands are chosen for: 990000 */
    uint64_t memory_bytes;    /* budget of the join; 0: half of what is free */
    unsigned max_pairs;       /* 50 million (1 GB): a longer list is refused by
                                rp_dedup, else cut */
    uint64_t max_file_bytes;  /* 1 GiB: a larger text is no document */
    uint64_t max_paragraph_bytes; /* 16 MiB: a longer one is cut and reported */
    uint64_t max_unpacked_bytes;  /* of one .docx: 1 GiB, as for a text */
    unsigned max_unpack_ratio;    /* unpacked to packed size: 200; Word's own files were
                                     measured at 3 to 30, deflate can reach 1030. Not
                                     applied to the first 16 MiB */
    unsigned max_nesting;         /* XML or HTML elements: 1000; Word writes under 50 */
    uint64_t max_tag_bytes;       /* of one XML tag with its attributes: 4 MiB; expat keeps
                                     a tag whole */
    unsigned max_depth;       /* folders inside folders: 64; links may lead in circles */
    unsigned max_words;       /* of a clause that are aligned: 4096; the time is
                                 quadratic, and a clause has 40 words as a rule */
    unsigned max_postings;    /* clauses that may share a passage for it to make
                                 candidates: 4096; it is procedure by then, and the time
                                 is quadratic */
    unsigned max_candidates;  /* of one clause with those before it: 256, those that
                                 share most */
    unsigned max_findings;    /* 10000, the best: some 100 MB of report.html */
    unsigned max_resolutions; /* that are mapped: 4096; a table of all pairs takes 128
                                 MiB then */
    bool all_relations;       /* pair clauses of one resolution too: false */
    bool superseded;          /* pair superseded wording too: false */
};

RP_API void rp_options_init(struct rp_options *options);

/* ---- a collection ------------------------------------------------------------------- */

/* A collection that was read, cut into clauses and judged. Opaque. */
struct rp_study;

/* Read and judge sources[0..n): files, folders (walked, sorted), "-" for standard input.
 * `skipped` (may be NULL) hears of each input that was left out, in the order of the
 * inputs, from the calling thread; *why is borrowed for the call. options (NULL: the
 * defaults) are copied; progress may be NULL.
 * error: RP_ERR_EMPTY (no input could be read, or none has a resolution), RP_ERR_LIMIT,
 *        RP_ERR_USAGE (options), RP_ERR_MEMORY, RP_ERR_INTERRUPTED
 * same:  the same inputs give the same study, whatever their order and the threads */
RP_API int rp_study_new(struct rp_study **out, const char *const *sources, size_t n,
                        const struct rp_options *options,
                        void (*skipped)(void *context, const struct rp_error *why),
                        void *context, const struct rp_progress *progress,
                        struct rp_error *err);
RP_API void rp_study_free(struct rp_study *study); /* NULL is allowed */

RP_API size_t rp_study_n_resolutions(const struct rp_study *study);
RP_API size_t rp_study_n_clauses(const struct rp_study *study);
RP_API size_t rp_study_n_findings(const struct rp_study *study);

/* What the i-th limit that was reached kept out, one sentence that ends with the option's
 * name; NULL past the last. Borrowed from the study. */
RP_API const char *rp_study_limit(const struct rp_study *study, size_t i);

/* The bytes of one file of a report: "findings.json", "report.html", "findings.xlsx",
 * "clusters.csv", "pairs.csv", "mapping.csv" or "summary.md". *bytes is borrowed until the
 * next call or rp_study_free, and a NUL stands behind its *n bytes.
 * error: RP_ERR_USAGE (no such file), RP_ERR_MEMORY */
RP_API int rp_study_print(struct rp_study *study, const char *file, const char **bytes,
                          size_t *n, struct rp_error *err);

/* ---- drafts ------------------------------------------------------------------------- */

/* Drafts that were scored against a collection, each a card. Opaque. */
struct rp_cards;

/* Score drafts[0..n_drafts) against sources[0..n_sources); both as for rp_study_new. A file
 * that is both is a draft. Drafts are read as options->view has it, sources with their
 * changes accepted. A draft's card does not depend on the other drafts.
 * error: RP_ERR_EMPTY (no draft with a provision, or no source with a resolution), and
 *        those of rp_study_new */
RP_API int rp_cards_new(struct rp_cards **out, const char *const *drafts, size_t n_drafts,
                        const char *const *sources, size_t n_sources,
                        const struct rp_options *options,
                        void (*skipped)(void *context, const struct rp_error *why),
                        void *context, const struct rp_progress *progress,
                        struct rp_error *err);
RP_API void rp_cards_free(struct rp_cards *cards); /* NULL is allowed */

/* Cards; a file with several draft resolutions has one for each. */
RP_API size_t rp_cards_n(const struct rp_cards *cards);
/* The file of card i, and the name of its draft ("PP-101", or what the file is called).
 * Borrowed; NULL past the last. */
RP_API const char *rp_cards_path(const struct rp_cards *cards, size_t i);
RP_API const char *rp_cards_name(const struct rp_cards *cards, size_t i);
/* How many of its words stand elsewhere, in parts per million of those that are no formula;
 * 0 past the last. */
RP_API uint32_t rp_cards_share_ppm(const struct rp_cards *cards, size_t i);
/* As rp_study_limit. */
RP_API const char *rp_cards_limit(const struct rp_cards *cards, size_t i);

/* All cards as "text", "json", "csv" or "html"; as rp_study_print. */
RP_API int rp_cards_print(struct rp_cards *cards, const char *format, const char **bytes,
                          size_t *n, struct rp_error *err);

/* ---- near-duplicates ---------------------------------------------------------------- */

/* Fill cluster[0..n): for each text the index of its cluster's representative, which is
 * the smallest in it and like all others in it by options->min_jaccard_ppm at least; a
 * text that is like no other, or has no words, stands for itself. Texts are compared as
 * sets of shingles of options->shingle_tok words, exactly unless options->engine is
 * RP_ENGINE_LSH.
 * in:    texts[i] has bytes[i] bytes; `bytes` NULL: they end with a NUL. n < 2^32 - 1
 * error: RP_ERR_USAGE (options), RP_ERR_LIMIT (a text of 4 GiB, too many texts),
 *        RP_ERR_MEMORY, RP_ERR_IO (no room to spill to), RP_ERR_INTERRUPTED
 * same:  every entry, whatever the threads                    memory: that of the texts */
RP_API int rp_dedup(uint32_t *cluster, const char *const *texts, const size_t *bytes,
                    size_t n, const struct rp_options *options,
                    const struct rp_progress *progress, struct rp_error *err);

/* Two texts that are alike, a < b. */
struct rp_alike {
    uint32_t a, b;
    uint32_t jaccard_ppm; /* exact, rounded down */
};

/* All pairs that are alike, by a, then b; *out is to be given to rp_dedup_free.
 * error: those of rp_dedup, and RP_ERR_LIMIT for more than options->max_pairs */
RP_API int rp_dedup_pairs(struct rp_alike **out, size_t *n_out, const char *const *texts,
                          const size_t *bytes, size_t n, const struct rp_options *options,
                          const struct rp_progress *progress, struct rp_error *err);
RP_API void rp_dedup_free(struct rp_alike *pairs); /* NULL is allowed */

/* The version the library was built as, RP_VERSION. */
RP_API const char *rp_version(void);

#ifdef __cplusplus
}
#endif
#endif
