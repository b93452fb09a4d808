/* reprise: find the provisions that resolutions repeat.
 *
 * The public header of libreprise. The library never prints and never exits; every
 * function that can fail returns RP_OK or a negative enum rp_status and fills a
 * struct rp_error. On failure the outputs are as they were before the call.
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
 * from one thread at a time; `cancelled` from any thread. */
struct rp_progress {
    void (*tick)(void *context, const char *stage, uint64_t done, uint64_t total);
    bool (*cancelled)(void *context);
    void *context;
};

enum rp_engine { RP_ENGINE_AUTO, RP_ENGINE_EXACT, RP_ENGINE_LSH };

/* Every tunable number of the program: unit, default and reason. Shares are kept in
 * parts per million, so that a threshold is decided in integers. */
struct rp_options {
    unsigned threads;         /* 0: as many as OpenMP gives */
    unsigned shingle_tok;     /* words a shingle: 3, the least that carries word order */
    uint32_t min_jaccard_ppm; /* of shingle sets, for `dedup` and clusters: 800000 */
    uint32_t min_score_ppm;   /* pairs below are not listed: 300000 */
    enum rp_engine engine;    /* RP_ENGINE_AUTO */
    uint32_t recall_ppm;      /* that the LSH bands are chosen for: 990000 */
    uint64_t memory_bytes;    /* budget of the join; 0: half of what is free */
    unsigned max_pairs;       /* 50 million (1 GB): a longer list is refused, not cut */
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
    unsigned max_findings;    /* 10000, the best: some 60 MB of report.html */
    unsigned max_resolutions; /* that are mapped: 4096; a table of all pairs takes 128
                                 MiB then */
    bool all_relations;       /* pair clauses of one resolution too: false */
    bool superseded;          /* pair superseded wording too: false */
};

RP_API void rp_options_init(struct rp_options *options);

/* A collection that was read, cut into clauses and judged. Opaque; read-only once made, so
 * that several threads may ask it, but for rp_study_print. */
struct rp_study;

/* Read and judge sources[0..n): files, folders (walked, sorted), "-" for standard input.
 * `skipped` (may be NULL) hears of each input that was left out, in the order of the
 * inputs, from the calling thread. options, progress and err may be NULL; options are
 * copied. error: RP_ERR_EMPTY (no input could be read, or none has a resolution),
 * RP_ERR_MEMORY, RP_ERR_LIMIT, RP_ERR_INTERRUPTED; *out is untouched then. same:  the same
 * inputs give the same study, whatever their order and the threads. */
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

/* The bytes of one file of a report: "findings.json", "report.html", "clusters.csv",
 * "pairs.csv", "mapping.csv" or "summary.md". *bytes is borrowed until the next call or
 * rp_study_free. error: RP_ERR_USAGE (no such file), RP_ERR_MEMORY */
RP_API int rp_study_print(struct rp_study *study, const char *file, const char **bytes,
                          size_t *n, struct rp_error *err);

/* The version the library was built as, RP_VERSION. */
RP_API const char *rp_version(void);

#ifdef __cplusplus
}
#endif
#endif
