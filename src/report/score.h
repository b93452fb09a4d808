/* The cards of drafts, one writer a format: what `score` prints. */
#ifndef RP_REPORT_SCORE_H
#define RP_REPORT_SCORE_H

#include "judge/score.h"
#include "report/report.h"

/* What a card is made of; everything is borrowed. of.result is NULL. */
struct rp_score_report {
    struct rp_report of;
    const struct rp_scores *scores;
    size_t n_sources; /* of the corpus's inputs; behind them stand the drafts */
    bool color;       /* for the text: with the terminal's colours */
};

void rp_write_score_text(const struct rp_score_report *report, struct rp_print *print);
void rp_write_score_json(const struct rp_score_report *report, struct rp_print *print);
/* One row a paragraph, and one for each clause that a draft drops. */
void rp_write_score_csv(const struct rp_score_report *report, struct rp_print *print);
void rp_write_score_html(const struct rp_score_report *report, struct rp_print *print);

/* The same by name; ends with a row without one. */
struct rp_score_writer {
    const char *format;
    void (*write)(const struct rp_score_report *report, struct rp_print *print);
};
extern const struct rp_score_writer rp_score_writers[];

/* What several of them need. */

/* How a byte of a text stands to the text beside it. Runs of RP_MARK_OWN begin and end with
 * a word: what stands between words differs from nothing. */
enum rp_mark { RP_MARK_SAME, RP_MARK_OWN, RP_MARK_SECTOR, RP_MARK_SPELLED };

/* Fill marks[0..n) for the n bytes of the paragraph's text (or of the clause's beside it).
 * match NULL: all is RP_MARK_SAME. */
void rp_score_mark(const struct rp_score_report *report,
                   const struct rp_scored_match *match, bool paragraph,
                   unsigned char *marks);

/* "repeats PP-1/resolves/2", "goes back to superseded PP-1/resolves#2/1", "new, in part as
 * PP-1/resolves/2", "as it stands" (unchanged and nowhere else). Plain. */
void rp_score_print_verdict(const struct rp_score_report *report,
                            const struct rp_scored *scored, struct rp_print *print);
/* "resolves", or "paragraph" where no section's heading stands above; "2". */
struct rp_str rp_score_section(const struct rp_score_report *report, uint32_t clause);
struct rp_str rp_score_item(const struct rp_score_report *report, uint32_t clause);
/* "resolves 2", "instructs the Secretary-General 1"; plain. */
void rp_score_print_place(const struct rp_score_report *report, uint32_t clause,
                          struct rp_print *print);

/* The match that a paragraph's text is compared with; NULL: none is worth it. */
const struct rp_scored_match *rp_score_beside(const struct rp_score_report *report,
                                              const struct rp_scored *scored);
const struct rp_resolution *rp_score_draft(const struct rp_score_report *report,
                                           const struct rp_card *card);
const char *rp_score_path(const struct rp_score_report *report, const struct rp_card *card);
/* Resolutions and clauses that the drafts were compared with. */
void rp_score_against(const struct rp_score_report *report, size_t *n_resolutions,
                      size_t *n_clauses);
/* Share of the words counted, in ppm. */
uint32_t rp_tally_share_ppm(const struct rp_tally *tally, uint32_t part);

/* Coverage of a side by information; raw: of what is said in the same words. */
struct rp_coverage {
    uint32_t draft_ppm, draft_raw_ppm, match_ppm, match_raw_ppm;
};
struct rp_coverage rp_score_coverage(const struct rp_scored_match *match);

#endif
