#include "report/score.h"

#include <string.h>

const struct rp_score_writer rp_score_writers[] = {
    {"text", rp_write_score_text},
    {"json", rp_write_score_json},
    {"csv", rp_write_score_csv},
    {"html", rp_write_score_html},
    {0},
};

static bool is_word_byte(char c)
{
    const unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z');
}

void rp_score_mark(const struct rp_score_report *report,
                   const struct rp_scored_match *match, bool paragraph,
                   unsigned char *marks)
{
    static const unsigned char kinds[] = {
        [RP_ALIGNED_SAME] = RP_MARK_SAME,
        [RP_ALIGNED_SPELLED] = RP_MARK_SPELLED,
        [RP_ALIGNED_SECTOR] = RP_MARK_SECTOR,
    };
    if (!match)
        return;
    const struct rp_str text =
        rp_clause_text(&report->of, paragraph ? match->pair.b : match->pair.a);
    memset(marks, RP_MARK_OWN, text.n);
    for (uint32_t i = 0; i < match->pair.n_spans; i++) {
        const struct rp_aligned_span *s =
            &report->scores->spans.v[match->pair.first_span + i];
        const uint32_t beg = paragraph ? s->b_beg : s->a_beg;
        const uint32_t end = paragraph ? s->b_end : s->a_end;
        memset(marks + beg, kinds[s->kind], end - beg);
    }
    for (size_t beg = 0, end; beg < text.n; beg = end) {
        for (end = beg + 1; end < text.n && marks[end] == marks[beg]; end++)
            ;
        if (marks[beg] != RP_MARK_OWN)
            continue;
        for (size_t i = beg; i < end && !is_word_byte(text.p[i]); i++)
            marks[i] = RP_MARK_SAME;
        for (size_t i = end; i > beg && !is_word_byte(text.p[i - 1]); i--)
            marks[i - 1] = RP_MARK_SAME;
    }
}

static const struct rp_scored_match *match_of(const struct rp_score_report *report,
                                              const struct rp_scored *scored)
{
    return scored->n_matches ? &report->scores->matches.v[scored->first_match] : NULL;
}

void rp_score_print_verdict(const struct rp_score_report *report,
                            const struct rp_scored *scored, struct rp_print *print)
{
    const struct rp_scored_match *match = match_of(report, scored);
    switch (scored->verdict) {
    case RP_SCORE_NEW:
        rp_print(print, match ? "new, in part as " : "new");
        break;
    case RP_SCORE_FORMULA:
        rp_print(print, match ? "formula, as " : "formula");
        break;
    case RP_SCORE_REVERTS:
        rp_print(print, "goes back to superseded ");
        break;
    case RP_SCORE_REVISION:
        rp_print(print,
                 scored->own == RP_OWN_UNCHANGED ? "as it stands" : "revised wording");
        return;
    default:
        rp_print(print, rp_score_name(scored->verdict));
        rp_print(print, " ");
    }
    if (match)
        rp_print_plain(print, rp_clause_id(&report->of, match->pair.a));
}

/* Paragraphs without a section's heading are named by their number in the draft. */
static bool is_nameless(const struct rp_score_report *report, uint32_t clause)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_section *s = &corpus->sections.v[corpus->clauses.v[clause].section];
    return rp_str_equal(rp_corpus_str(corpus, s->name), RP_STR("text"));
}

struct rp_str rp_score_section(const struct rp_score_report *report, uint32_t clause)
{
    const struct rp_corpus *corpus = report->of.corpus;
    return is_nameless(report, clause)
               ? RP_STR("paragraph")
               : rp_corpus_str(corpus,
                               corpus->sections.v[corpus->clauses.v[clause].section].name);
}

struct rp_str rp_score_item(const struct rp_score_report *report, uint32_t clause)
{
    const struct rp_corpus *corpus = report->of.corpus;
    struct rp_str item = rp_corpus_str(corpus, corpus->clauses.v[clause].item);
    if (item.n || !is_nameless(report, clause))
        return item;
    const struct rp_str id = rp_clause_id(&report->of, clause);
    size_t beg = id.n;
    while (beg > 0 && id.p[beg - 1] != '/')
        beg--;
    return (struct rp_str){id.p + beg, id.n - beg};
}

void rp_score_print_place(const struct rp_score_report *report, uint32_t clause,
                          struct rp_print *print)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_clause *c = &corpus->clauses.v[clause];
    const struct rp_section *s = &corpus->sections.v[c->section];
    const struct rp_str item = rp_score_item(report, clause);
    rp_print_plain(print, rp_score_section(report, clause));
    rp_print(print, s->addressee.end > s->addressee.beg ? " " : "");
    rp_print_plain(print, rp_corpus_str(corpus, s->addressee));
    rp_print(print, item.n ? " " : "");
    rp_print_plain(print, item);
}

const struct rp_scored_match *rp_score_beside(const struct rp_score_report *report,
                                              const struct rp_scored *scored)
{
    const bool rests = scored->verdict != RP_SCORE_NEW &&
                       scored->verdict != RP_SCORE_FORMULA &&
                       scored->verdict != RP_SCORE_REVISION;
    if (rests)
        return match_of(report, scored);
    if (scored->own_match != UINT32_MAX)
        return &report->scores->matches.v[scored->own_match];
    return match_of(report, scored);
}

const struct rp_resolution *rp_score_draft(const struct rp_score_report *report,
                                           const struct rp_card *card)
{
    return &report->of.corpus->resolutions.v[card->draft];
}

const char *rp_score_path(const struct rp_score_report *report, const struct rp_card *card)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_resolution *draft = rp_score_draft(report, card);
    return corpus->inputs.v[corpus->sources.v[draft->sources.first].document].path;
}

void rp_score_against(const struct rp_score_report *report, size_t *n_resolutions,
                      size_t *n_clauses)
{
    const struct rp_corpus *corpus = report->of.corpus;
    *n_resolutions = *n_clauses = 0;
    for (size_t i = 0; i < corpus->resolutions.n; i++)
        if (!corpus->resolutions.v[i].draft) {
            ++*n_resolutions;
            *n_clauses += corpus->resolutions.v[i].n_clauses;
        }
}

uint32_t rp_tally_share_ppm(const struct rp_tally *tally, uint32_t part)
{
    return rp_ratio_ppm(part, rp_tally_counted(tally));
}

struct rp_coverage rp_score_coverage(const struct rp_scored_match *match)
{
    const struct rp_verdict *v = &match->pair;
    return (struct rp_coverage){
        rp_share_ppm(v->shared_mbit, v->b_mbit), rp_share_ppm(v->same_mbit, v->b_mbit),
        rp_share_ppm(v->shared_mbit, v->a_mbit), rp_share_ppm(v->same_mbit, v->a_mbit)};
}
