/* The cards as CSV (RFC 4180). */
#include "report/score.h"

static void print_percents(struct rp_print *print, uint32_t neutral_ppm, uint32_t raw_ppm)
{
    rp_print(print, ",");
    rp_print_decimal(print, neutral_ppm, 6);
    rp_print(print, ",");
    rp_print_decimal(print, raw_ppm, 6);
}

static void print_field(struct rp_print *print, struct rp_str s)
{
    rp_print(print, ",");
    rp_print_csv(print, s);
}

static void print_start(const struct rp_score_report *report, const struct rp_card *card,
                        struct rp_print *print)
{
    rp_print_csv(print, rp_str_of(rp_score_path(report, card)));
    print_field(print,
                rp_corpus_str(report->of.corpus, rp_score_draft(report, card)->name));
}

/* What is the same of a draft's paragraph and of a clause that it drops. */
static void print_clause(const struct rp_score_report *report, uint32_t index,
                         struct rp_print *print)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_clause *clause = &corpus->clauses.v[index];
    struct rp_buf place = {0};
    struct rp_print aside = {&place, RP_OK};
    rp_score_print_place(report, index, &aside);
    print_field(print, rp_clause_id(&report->of, index));
    rp_printf(print, ",%u", (unsigned)corpus->sources.v[clause->sources.first].line);
    rp_printf(print, ",%s", rp_part_name(corpus->sections.v[clause->section].part));
    print_field(print, rp_buf_str(&place));
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&place);
}

static void print_scored(const struct rp_score_report *report, const struct rp_card *card,
                         const struct rp_scored *scored, struct rp_print *print)
{
    const struct rp_scored_match *matches =
        scored->n_matches ? &report->scores->matches.v[scored->first_match] : NULL;
    print_start(report, card, print);
    print_clause(report, scored->clause, print);
    rp_printf(print, ",%s,%s", rp_score_name(scored->verdict), rp_own_name(scored->own));
    if (matches) {
        const struct rp_coverage cover = rp_score_coverage(matches);
        print_field(print, rp_clause_id(&report->of, matches->pair.a));
        rp_printf(print, ",%s", rp_relation_name(matches->pair.relation));
        print_percents(print, cover.draft_ppm, cover.draft_raw_ppm);
        print_percents(print, cover.match_ppm, cover.match_raw_ppm);
    } else {
        rp_print(print, ",,,,,,");
    }
    rp_printf(print, ",%u,%u,%u,", (unsigned)scored->words, (unsigned)scored->neutral,
              (unsigned)scored->raw);
    for (uint32_t i = 1; i < scored->n_matches; i++) {
        rp_print(print, i > 1 ? " " : "");
        rp_print_csv(print, rp_clause_id(&report->of, matches[i].pair.a));
    }
    print_field(print, rp_scores_str(report->scores, scored->reference));
    print_field(print, rp_clause_text(&report->of, scored->clause));
    rp_print(print, "\r\n");
}

void rp_write_score_csv(const struct rp_score_report *report, struct rp_print *print)
{
    const struct rp_scores *scores = report->scores;
    rp_print(print, report->of.csv_bom ? RP_BYTE_ORDER_MARK : "");
    rp_print(print, "draft,name,paragraph,line,part,place,verdict,revision,clause,relation,"
                    "paragraph_covered,paragraph_covered_raw,clause_covered,"
                    "clause_covered_raw,words,elsewhere,elsewhere_raw,more_clauses,"
                    "reference,text\r\n");
    for (size_t i = 0; i < scores->cards.n; i++) {
        const struct rp_card *card = &scores->cards.v[i];
        for (uint32_t k = 0; k < card->n_scored; k++)
            print_scored(report, card, &scores->scored.v[card->first_scored + k], print);
        for (uint32_t k = 0; k < card->n_dropped; k++) {
            const uint32_t clause = scores->dropped.v[card->first_dropped + k];
            print_start(report, card, print);
            print_clause(report, clause, print);
            rp_print(print, ",,dropped,,,,,,,,,,,");
            print_field(print, rp_clause_text(&report->of, clause));
            rp_print(print, "\r\n");
        }
    }
}
