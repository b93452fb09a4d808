/* The writers: one judged corpus -> the bytes of one file. To add a format, add a file and
 * a row to the table in report.c. Writers print into a buffer and touch no file, so that a
 * report is whole in memory before the first byte of it is written. */
#ifndef RP_REPORT_REPORT_H
#define RP_REPORT_REPORT_H

#include "judge/finding.h"
#include "keep/keep.h"
#include "report/limit.h"
#include "report/map.h"
#include "report/print.h"
#include "segment/corpus.h"

/* An input that was left out, and why. */
struct rp_skip {
    const char *path;
    const char *reason; /* one sentence */
};

/* What a report is made of; everything is borrowed. */
struct rp_report {
    const struct rp_corpus *corpus;
    const struct rp_result *result;
    const struct rp_options *options;
    const char *changes;           /* "accepted": which state of tracked changes was read */
    const struct rp_skip *skipped; /* in order of their paths */
    size_t n_skipped;
    const struct rp_reached *reached; /* limits that kept something out */
    size_t n_reached;
    const struct rp_map_report *map; /* for mapping.csv; other writers take NULL */
    bool csv_bom;                    /* .csv begins with a byte order mark */
    const struct rp_keep *keep;      /* of the report folder's writers; others take NULL */
};

/* A file of the report folder. */
struct rp_writer {
    const char *name;
    void (*write)(const struct rp_report *, struct rp_print *print); /* appends */
    const char *holds; /* for summary.md's list of files */
};
extern const struct rp_writer rp_writers[]; /* ends with a row without a name */
/* Append the bytes of the file. error: RP_ERR_MEMORY */
int rp_writer_print(const struct rp_writer *writer, const struct rp_report *report,
                    struct rp_buf *out, struct rp_error *err);
const struct rp_writer *rp_writer_named(const char *name); /* NULL: there is none */

void rp_write_json(const struct rp_report *report, struct rp_print *print);
void rp_write_html(const struct rp_report *report, struct rp_print *print);
void rp_write_xlsx(const struct rp_report *report, struct rp_print *print);
void rp_write_clusters_csv(const struct rp_report *report, struct rp_print *print);
void rp_write_pairs_csv(const struct rp_report *report, struct rp_print *print);
void rp_write_mapping_csv(const struct rp_report *report, struct rp_print *print);
void rp_write_markdown(const struct rp_report *report, struct rp_print *print);
/* The pairs that score at least options->min_score_ppm and whose shingles are at least
 * min_jaccard_ppm alike, as TSV. */
void rp_write_pairs_tsv(const struct rp_report *report, uint32_t min_jaccard_ppm,
                        struct rp_print *print);
/* The summary for a terminal: at most 80 columns, the n best findings; `color`: with the
 * terminal's bold. */
void rp_write_terminal(const struct rp_report *report, size_t n, bool color,
                       struct rp_print *print);
/* After it: where to read on. */
void rp_write_where(struct rp_str folder, struct rp_print *print);

/* What several writers print. */

/* A4, 11 points: what translation services reckon a page as, give or take a tenth. */
enum { RP_WORDS_A_PAGE = 500 };

struct rp_totals {
    uint64_t words_repeated, words_saved; /* sums over findings */
    uint32_t resolutions[RP_N_BODIES];
    uint32_t recommended[RP_N_RECOMMENDATIONS]; /* findings */
};
struct rp_totals rp_report_totals(const struct rp_report *report);

/* Shared shingles over all of both, in ppm, rounded to the nearest; 0 where both are none.
 */
uint32_t rp_verdict_jaccard_ppm(const struct rp_verdict *pair);
/* Part of `whole` in ppm, rounded to the nearest; 0 of nothing. */
uint32_t rp_ratio_ppm(uint64_t part, uint64_t whole);

struct rp_str rp_clause_id(const struct rp_report *report, uint32_t clause);
struct rp_str rp_clause_text(const struct rp_report *report, uint32_t clause);
const struct rp_resolution *rp_clause_resolution(const struct rp_report *report,
                                                 uint32_t clause);
struct rp_str rp_resolution_name(const struct rp_report *report, uint32_t resolution);

/* The member "limits" of a JSON object: an array of {"limit", "what"}. */
struct rp_json;
void rp_put_limits(struct rp_json *json, const struct rp_report *report);
/* "Skipped" and "Limits that were reached", lists in a page; nothing where there are none.
 */
void rp_print_left_out_html(struct rp_print *print, const struct rp_report *report);

/* "12,40" in a corpus of one input, "a.txt:12,b.txt:40" otherwise; plain. Where it goes
 * into a spreadsheet, `comma` has a space behind it: "868,880" would open as one number. */
void rp_print_sources(struct rp_print *print, const struct rp_corpus *corpus,
                      struct rp_sources sources, const char *comma);
/* "PP 6, WTSA 7": bodies that have resolutions. */
void rp_print_bodies(struct rp_print *print, const struct rp_totals *totals);

#endif
