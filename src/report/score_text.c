/* The cards for a terminal, at most 80 columns but for long words. */
#include "report/made.h"
#include "report/score.h"

#include <string.h>

#include "base/alloc.h"

enum { COLUMNS = 80, INDENT = 4, PLACE_COLUMNS = 40 };

static const char *const marks[][2] = {
    [RP_MARK_SAME] = {"", ""},
    [RP_MARK_OWN] = {"{+", "+}"},
    [RP_MARK_SECTOR] = {"<", ">"},
    [RP_MARK_SPELLED] = {"~", "~"},
};
static const char *const mark_colors[] = {
    [RP_MARK_SAME] = "",
    [RP_MARK_OWN] = "\033[33m",
    [RP_MARK_SECTOR] = "\033[32m",
    [RP_MARK_SPELLED] = "\033[36m",
};
static const char *const verdict_colors[RP_N_SCORES] = {
    [RP_SCORE_NEW] = "\033[32m",     [RP_SCORE_REPEATS] = "\033[31m",
    [RP_SCORE_ADAPTS] = "\033[31m",  [RP_SCORE_INTEGRATES] = "\033[36m",
    [RP_SCORE_FORMULA] = "\033[2m",  [RP_SCORE_REVERTS] = "\033[35m",
    [RP_SCORE_REVISION] = "\033[2m",
};

/* Where a line is being made. */
struct page {
    const struct rp_score_report *report;
    struct rp_print *print;
    struct rp_buf line; /* scratch */
    size_t column;
};

static void open_color(struct page *page, const char *color)
{
    rp_print(page->print, page->report->color ? color : "");
}

static void close_color(struct page *page, const char *color)
{
    rp_print(page->print, page->report->color && *color ? "\033[0m" : "");
}

/* How wide a word is with its marks. */
static size_t marked_width(struct rp_str word, const unsigned char *how, bool opens,
                           bool closes)
{
    size_t width = rp_text_width(word);
    for (size_t i = 0; i < word.n; i++) {
        width += (i ? how[i] != how[i - 1] : opens) ? strlen(marks[how[i]][0]) : 0;
        width +=
            (i + 1 < word.n ? how[i] != how[i + 1] : closes) ? strlen(marks[how[i]][1]) : 0;
    }
    return width;
}

/* Print a text word by word, wrapped and indented, its marked runs set off. */
static void print_marked(struct page *page, struct rp_str text, const unsigned char *how)
{
    size_t column = INDENT;
    bool first = true;
    rp_printf(page->print, "%*s", INDENT, "");
    for (size_t i = 0; i < text.n;) {
        size_t end = i;
        while (end < text.n && text.p[end] != ' ')
            end++;
        const struct rp_str word = {text.p + i, end - i};
        /* a run goes on over a space that is marked as the words around it are */
        const bool opens = i == 0 || how[i - 1] != how[i];
        const bool closes = end == text.n || how[end] != how[end - 1];
        if (word.n) {
            const size_t width = marked_width(word, how + i, opens, closes);
            if (!first && column + 1 + width > COLUMNS) {
                rp_printf(page->print, "\n%*s", INDENT, "");
                column = INDENT;
            } else if (!first) {
                rp_print(page->print, " ");
                column++;
            }
            for (size_t k = i; k < end;) {
                size_t stop = k + 1;
                while (stop < end && how[stop] == how[k])
                    stop++;
                open_color(page, mark_colors[how[k]]);
                rp_print(page->print, k > i || opens ? marks[how[k]][0] : "");
                rp_print_plain(page->print, (struct rp_str){text.p + k, stop - k});
                rp_print(page->print, stop < end || closes ? marks[how[k]][1] : "");
                close_color(page, mark_colors[how[k]]);
                k = stop;
            }
            column += width;
            first = false;
        }
        i = end + 1;
    }
    rp_print(page->print, "\n");
}

static void print_text(struct page *page, const struct rp_scored *scored)
{
    const struct rp_str text = rp_clause_text(&page->report->of, scored->clause);
    const struct rp_scored_match *beside = rp_score_beside(page->report, scored);
    unsigned char *how = rp_alloc_zero(text.n, 1);
    if (!how) {
        page->print->status = RP_ERR_MEMORY;
        return;
    }
    rp_score_mark(page->report, beside, true, how);
    print_marked(page, text, how);
    rp_free(how);
}

/* The line that page->line holds, wrapped. */
static void flush_line(struct page *page, size_t indent)
{
    rp_printf(page->print, "%*s", INDENT, "");
    rp_print_wrapped(page->print, rp_buf_str(&page->line), INDENT, indent, COLUMNS);
    rp_print(page->print, "\n");
    page->line.n = 0;
}

static struct rp_print aside(struct page *page)
{
    return (struct rp_print){&page->line, page->print->status};
}

static void keep_status(struct page *page, const struct rp_print *side)
{
    if (side->status && !page->print->status)
        page->print->status = side->status;
}

static void put_percents(struct rp_print *to, uint32_t ppm, uint32_t raw_ppm)
{
    rp_print_percent(to, ppm);
    rp_print(to, "%");
    if (ppm / 10000 != raw_ppm / 10000) {
        rp_print(to, " (raw ");
        rp_print_percent(to, raw_ppm);
        rp_print(to, "%)");
    }
}

/* What of the clause is not in the paragraph. */
static void print_left_out(struct page *page, const struct rp_scored_match *match)
{
    const struct rp_str text = rp_clause_text(&page->report->of, match->pair.a);
    struct rp_print to = aside(page);
    unsigned char *how = rp_alloc_zero(text.n, 1);
    bool any = false;
    if (!how) {
        page->print->status = RP_ERR_MEMORY;
        return;
    }
    rp_score_mark(page->report, match, false, how);
    for (size_t beg = 0, end; beg < text.n; beg = end) {
        for (end = beg + 1; end < text.n && how[end] == how[beg]; end++)
            ;
        if (how[beg] != RP_MARK_OWN)
            continue;
        if (!any) {
            rp_print(&to, "not here, in ");
            rp_print_str(&to, rp_clause_id(&page->report->of, match->pair.a));
            rp_print(&to, ": ");
        }
        rp_print(&to, any ? "; [-" : "[-");
        rp_print_str(&to, (struct rp_str){text.p + beg, end - beg});
        rp_print(&to, "-]");
        any = true;
    }
    keep_status(page, &to);
    rp_free(how);
    if (any)
        flush_line(page, INDENT + 2);
}

static void print_match(struct page *page, const struct rp_scored_match *match)
{
    const struct rp_corpus *corpus = page->report->of.corpus;
    const struct rp_clause *clause = &corpus->clauses.v[match->pair.a];
    const struct rp_coverage cover = rp_score_coverage(match);
    struct rp_print to = aside(page);
    rp_print(&to, "= ");
    rp_print_str(&to, rp_clause_id(&page->report->of, match->pair.a));
    rp_print(&to, clause->superseded ? " (superseded), " : ", ");
    rp_print(&to, rp_relation_name(match->pair.relation));
    rp_print(&to, ": ");
    put_percents(&to, cover.draft_ppm, cover.draft_raw_ppm);
    rp_print(&to, " of this, ");
    put_percents(&to, cover.match_ppm, cover.match_raw_ppm);
    rp_print(&to, " of it");
    keep_status(page, &to);
    flush_line(page, INDENT + 2);
}

static void print_paragraph(struct page *page, const struct rp_scored *scored)
{
    const struct rp_score_report *report = page->report;
    const struct rp_scored_match *beside = rp_score_beside(report, scored);
    const char *color = verdict_colors[scored->verdict];
    struct rp_buf place = {0};
    struct rp_print to = {&place, page->print->status};
    const struct rp_str item = rp_score_item(report, scored->clause);
    rp_score_print_place(report, scored->clause, &to);
    rp_print(page->print, "\n");
    open_color(page, "\033[1m");
    struct rp_str cut = rp_buf_str(&place);
    if (rp_text_width(cut) > PLACE_COLUMNS) {
        const size_t tail = rp_text_width(item) + 4;
        cut = rp_text_cut(cut, PLACE_COLUMNS > tail + 8 ? PLACE_COLUMNS - tail : 8);
    }
    const bool is_cut = cut.n < place.n;
    rp_print_str(page->print, cut);
    rp_print(page->print, is_cut ? "..." : "");
    rp_print(page->print, is_cut && item.n ? " " : "");
    if (is_cut)
        rp_print_plain(page->print, item);
    close_color(page, "\033[1m");
    size_t width = rp_text_width(cut);
    if (is_cut)
        width += 3 + (item.n ? 1 + rp_text_width(item) : 0);
    place.n = 0;
    rp_score_print_verdict(report, scored, &to);
    if (scored->own != RP_OWN_NONE && scored->verdict != RP_SCORE_REVISION) {
        rp_print(&to, "; ");
        rp_print(&to, rp_own_name(scored->own));
    }
    const size_t verdict = rp_text_width(rp_buf_str(&place));
    if (width + 2 + verdict > COLUMNS) {
        rp_print(page->print, "\n");
        width = 0;
    }
    rp_printf(page->print, "%*s",
              (int)(width + verdict < COLUMNS ? COLUMNS - width - verdict : 0), "");
    open_color(page, color);
    rp_print_str(page->print, rp_buf_str(&place));
    close_color(page, color);
    rp_print(page->print, "\n");
    keep_status(page, &to);
    rp_buf_release(&place);
    print_text(page, scored);
    for (uint32_t i = 0; i < scored->n_matches; i++)
        print_match(page, &report->scores->matches.v[scored->first_match + i]);
    if (beside)
        print_left_out(page, beside);
    if (scored->reference.end > scored->reference.beg) {
        struct rp_print line = aside(page);
        rp_print(&line, "instead: ");
        rp_print_str(&line, rp_scores_str(report->scores, scored->reference));
        keep_status(page, &line);
        open_color(page, "\033[1m");
        flush_line(page, INDENT + 2);
        close_color(page, "\033[1m");
    }
}

static void print_tally(struct page *page, const char *name, const struct rp_tally *tally)
{
    struct rp_print *print = page->print;
    struct rp_print to = aside(page);
    if (tally->words == 0)
        return;
    rp_printf(print, "  %-10s", name);
    for (int raw = 0; raw < 2; raw++) {
        page->line.n = 0;
        rp_print_count(&to, raw ? tally->raw : tally->neutral);
        rp_printf(print, raw ? "%11.*s" : "%5.*s", (int)page->line.n,
                  page->line.v ? page->line.v : "");
        page->line.n = 0;
        rp_print_percent(&to, rp_tally_share_ppm(tally, raw ? tally->raw : tally->neutral));
        rp_printf(print, "%6.*s %%", (int)page->line.n, page->line.v ? page->line.v : "");
    }
    page->line.n = 0;
    rp_print_count(&to, rp_tally_counted(tally));
    rp_printf(print, "%11.*s", (int)page->line.n, page->line.v ? page->line.v : "");
    page->line.n = 0;
    rp_print_count(&to, tally->formula);
    rp_printf(print, "%17.*s\n", (int)page->line.n, page->line.v ? page->line.v : "");
    page->line.n = 0;
    keep_status(page, &to);
}

/* "2 new, 3 repeat" */
static void print_verdicts(struct page *page, const struct rp_card *card)
{
    static const char *const names[RP_N_SCORES][2] = {
        [RP_SCORE_NEW] = {"new", "new"},
        [RP_SCORE_REPEATS] = {"repeats", "repeat"},
        [RP_SCORE_ADAPTS] = {"adapts", "adapt"},
        [RP_SCORE_INTEGRATES] = {"integrates", "integrate"},
        [RP_SCORE_FORMULA] = {"formula", "formulae"},
        [RP_SCORE_REVERTS] = {"goes back", "go back"},
        [RP_SCORE_REVISION] = {"is of its own resolution only",
                               "are of their own resolution only"},
    };
    struct rp_print to = aside(page);
    rp_print_of(&to, card->n_scored, "paragraph", NULL);
    const char *between = ": ";
    for (int i = 0; i < RP_N_SCORES; i++)
        if (card->verdicts[i]) {
            rp_print(&to, between);
            rp_print_count(&to, card->verdicts[i]);
            rp_print(&to, " ");
            rp_print(&to, names[i][card->verdicts[i] > 1]);
            between = ", ";
        }
    keep_status(page, &to);
    rp_print_wrapped(page->print, rp_buf_str(&page->line), 0, 2, COLUMNS);
    rp_print(page->print, "\n");
    page->line.n = 0;
    if (card->revises == UINT32_MAX)
        return;
    rp_print(&to, "Beside ");
    rp_print_str(&to, rp_resolution_name(&page->report->of, card->revises));
    rp_printf(&to, " as it stands: %u unchanged, %u changed, %u added, %u dropped",
              (unsigned)card->own[RP_OWN_UNCHANGED], (unsigned)card->own[RP_OWN_CHANGED],
              (unsigned)card->own[RP_OWN_ADDED], (unsigned)card->n_dropped);
    keep_status(page, &to);
    rp_print_wrapped(page->print, rp_buf_str(&page->line), 0, 2, COLUMNS);
    rp_print(page->print, "\n");
    page->line.n = 0;
}

static void print_head(struct page *page, const struct rp_card *card)
{
    const struct rp_corpus *corpus = page->report->of.corpus;
    const struct rp_resolution *draft = rp_score_draft(page->report, card);
    struct rp_print *print = page->print;
    struct rp_print to = aside(page);
    open_color(page, "\033[1m");
    rp_print_plain(print, rp_str_of(rp_score_path(page->report, card)));
    close_color(page, "\033[1m");
    rp_print(print, "\n");
    rp_print(&to, rp_proposal_name(draft->proposal));
    rp_print(&to, draft->proposal ? " " : "");
    if (draft->number.end > draft->number.beg)
        rp_print_str(&to, rp_corpus_str(corpus, draft->name));
    else
        rp_print(&to, "a draft without a number");
    if (draft->revision.end > draft->revision.beg) {
        rp_print(&to, " (");
        rp_print_str(&to, rp_corpus_str(corpus, draft->revision));
        rp_print(&to, ")");
    }
    if (draft->title.end > draft->title.beg) {
        rp_print(&to, ", ");
        rp_print_str(&to, rp_corpus_str(corpus, draft->title));
    }
    keep_status(page, &to);
    rp_print_wrapped(print, rp_buf_str(&page->line), 0, 0, COLUMNS);
    rp_print(print, "\n");
    page->line.n = 0;
}

static void print_card(struct page *page, const struct rp_card *card)
{
    static const char *const names[] = {"operative", "preamble", "annex"};
    const struct rp_scores *scores = page->report->scores;
    struct rp_print *print = page->print;
    print_head(page, card);
    rp_print(print, "\n");
    if (card->all.words) {
        rp_print(print, "  words        elsewhere      word for word   of words   "
                        "formulae apart\n");
        for (int i = 0; i < 3; i++)
            print_tally(page, names[i], &card->parts[i]);
        print_tally(page, "in all", &card->all);
        rp_print(print, "\n");
    }
    print_verdicts(page, card);
    for (uint32_t i = 0; i < card->n_scored; i++)
        print_paragraph(page, &scores->scored.v[card->first_scored + i]);
    if (card->n_dropped)
        rp_print(print, "\nDropped:\n");
    for (uint32_t i = 0; i < card->n_dropped; i++) {
        const uint32_t clause = scores->dropped.v[card->first_dropped + i];
        struct rp_print to = aside(page);
        rp_print_str(&to, rp_clause_id(&page->report->of, clause));
        rp_print(&to, ": ");
        rp_print_str(&to, rp_clause_text(&page->report->of, clause));
        keep_status(page, &to);
        flush_line(page, INDENT + 2);
    }
}

void rp_write_score_text(const struct rp_score_report *report, struct rp_print *print)
{
    struct page page = {.report = report, .print = print};
    struct rp_print to = aside(&page);
    size_t n_resolutions, n_clauses;
    rp_score_against(report, &n_resolutions, &n_clauses);
    for (size_t i = 0; i < report->scores->cards.n; i++) {
        print_card(&page, &report->scores->cards.v[i]);
        rp_print(print, "\n");
    }
    rp_print(&to, "Compared with ");
    rp_print_of(&to, n_resolutions, "resolution", NULL);
    rp_print(&to, ", ");
    rp_print_of(&to, n_clauses, "clause", NULL);
    rp_print(&to, ", from ");
    rp_print_of(&to, report->n_sources, "file", NULL);
    rp_print(&to, ".");
    keep_status(&page, &to);
    rp_print_wrapped(print, rp_buf_str(&page.line), 0, 0, COLUMNS);
    rp_print(print, "\n");
    rp_print_made(print, report->of.corpus, report->of.options);
    rp_buf_release(&page.line);
}
