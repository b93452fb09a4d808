/* The cards as one page, without script. */
#include "report/made.h"
#include "report/page.h"
#include "report/score.h"

#include "base/alloc.h"

static void print_percent(struct rp_print *print, uint32_t ppm)
{
    rp_print_percent(print, ppm);
    rp_print(print, "&nbsp;%");
}

static void print_chip(enum rp_score verdict, struct rp_print *print)
{
    const char *name = rp_score_name(verdict);
    rp_printf(print, "<strong class=\"chip %s\">%s</strong>",
              verdict == RP_SCORE_REVERTS ? "goes-back" : name,
              verdict == RP_SCORE_REVISION ? "own text" : name);
}

static void print_clause_place(const struct rp_score_report *report, uint32_t index,
                               struct rp_print *print)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_clause *clause = &corpus->clauses.v[index];
    const struct rp_section *section = &corpus->sections.v[clause->section];
    rp_print(print, "<em>");
    rp_print_html(print, rp_score_section(report, index));
    rp_print(print, section->addressee.end > section->addressee.beg ? "</em> " : "</em>");
    rp_print_html(print, rp_corpus_str(corpus, section->addressee));
    rp_print(print, " ");
    rp_print_html(print, rp_score_item(report, index));
}

/* A draft's name: "MOD PP-301 (Rev. Dubai, 2018)". */
static void print_name(const struct rp_score_report *report, const struct rp_card *card,
                       struct rp_print *print)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_resolution *draft = rp_score_draft(report, card);
    rp_print(print, rp_proposal_name(draft->proposal));
    rp_print(print, draft->proposal ? " <bdi>" : "<bdi>");
    if (draft->number.end > draft->number.beg)
        rp_print_html(print, rp_corpus_str(corpus, draft->name));
    else
        rp_print(print, "draft without a number");
    rp_print(print, "</bdi>");
    if (draft->revision.end > draft->revision.beg) {
        rp_print(print, " (<bdi>");
        rp_print_html(print, rp_corpus_str(corpus, draft->revision));
        rp_print(print, "</bdi>)");
    }
}

static void print_head(const struct rp_score_report *report, struct rp_print *print)
{
    size_t n_resolutions, n_clauses;
    rp_score_against(report, &n_resolutions, &n_clauses);
    rp_print(print, "<header>\n<h1>What drafts repeat</h1>\n<p class=\"compared\">");
    rp_print_of(print, report->scores->cards.n, "draft", NULL);
    rp_print(print, " compared with ");
    rp_print_of(print, n_resolutions, "resolution", NULL);
    rp_print(print, " (");
    rp_print_of(print, n_clauses, "clause", NULL);
    rp_print(print, ", from ");
    rp_print_of(print, report->n_sources, "file", NULL);
    rp_print(print, ").</p>\n</header>\n<main>\n");
}

/* All drafts, where there are several. */
static void print_overview(const struct rp_score_report *report, struct rp_print *print)
{
    const struct rp_scores *scores = report->scores;
    if (scores->cards.n < 2)
        return;
    rp_print(print, "<table class=\"stack cards\">\n<thead><tr><th scope=\"col\">Draft</th>"
                    "<th scope=\"col\">File</th>"
                    "<th scope=\"col\" class=\"n\">Paragraphs</th>"
                    "<th scope=\"col\" class=\"n\">New</th>"
                    "<th scope=\"col\" class=\"n\">Stands elsewhere</th></tr></thead>\n"
                    "<tbody>\n");
    for (size_t i = 0; i < scores->cards.n; i++) {
        const struct rp_card *card = &scores->cards.v[i];
        rp_printf(print, "<tr><th scope=\"row\"><a href=\"#d%zu\">", i + 1);
        print_name(report, card, print);
        rp_print(print, "</a></th><td data-is=\"File\"><bdi>");
        rp_print_html(print, rp_str_of(rp_score_path(report, card)));
        rp_printf(print,
                  "</bdi></td><td class=\"n\" data-is=\"Paragraphs\">%u</td>"
                  "<td class=\"n\" data-is=\"New\">%u</td>"
                  "<td class=\"n\" data-is=\"Stands elsewhere\">",
                  (unsigned)card->n_scored, (unsigned)card->verdicts[RP_SCORE_NEW]);
        print_percent(print, rp_tally_share_ppm(&card->all, card->all.neutral));
        rp_print(print, "</td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
}

static void print_cell(struct rp_print *print, const char *name, uint64_t value)
{
    rp_printf(print, "<td class=\"n\" data-is=\"%s\">", name);
    rp_print_count(print, value);
    rp_print(print, "</td>");
}

static void print_tally(const char *name, const struct rp_tally *tally,
                        struct rp_print *print)
{
    if (tally->words == 0)
        return;
    rp_printf(print, "<tr><th scope=\"row\">%s</th>", name);
    print_cell(print, "Words", rp_tally_counted(tally));
    print_cell(print, "Elsewhere", tally->neutral);
    rp_print(print, "<td class=\"n\" data-is=\"Share\">");
    print_percent(print, rp_tally_share_ppm(tally, tally->neutral));
    rp_print(print, "</td>");
    print_cell(print, "Word for word", tally->raw);
    rp_print(print, "<td class=\"n\" data-is=\"Share\">");
    print_percent(print, rp_tally_share_ppm(tally, tally->raw));
    rp_print(print, "</td>");
    print_cell(print, "Formulae, apart", tally->formula);
    rp_print(print, "</tr>\n");
}

static void print_tallies(const struct rp_card *card, struct rp_print *print)
{
    static const char *const names[] = {"Operative", "Preamble", "Annex"};
    rp_print(print, "<table class=\"stack\">\n<thead><tr><th scope=\"col\">Part</th>"
                    "<th scope=\"col\" class=\"n\">Words</th>"
                    "<th scope=\"col\" class=\"n\">Elsewhere</th>"
                    "<th scope=\"col\" class=\"n\">Share</th>"
                    "<th scope=\"col\" class=\"n\">Word for word</th>"
                    "<th scope=\"col\" class=\"n\">Share</th>"
                    "<th scope=\"col\" class=\"n\">Formulae, apart</th></tr></thead>\n"
                    "<tbody>\n");
    for (int i = 0; i < 3; i++)
        print_tally(names[i], &card->parts[i], print);
    print_tally("In all", &card->all, print);
    rp_print(print, "</tbody>\n</table>\n");
}

/* One row a paragraph: the page's first answer. */
static void print_contents(const struct rp_score_report *report, const struct rp_card *card,
                           size_t number, struct rp_print *print)
{
    const struct rp_scores *scores = report->scores;
    rp_print(print, "<h3>Paragraphs</h3>\n<table class=\"stack cards\">\n<thead><tr>"
                    "<th scope=\"col\">Place</th><th scope=\"col\">Verdict</th>"
                    "<th scope=\"col\">Clause</th><th scope=\"col\">Relation</th>"
                    "<th scope=\"col\" class=\"n\">Covers</th>");
    rp_print(print, card->revises != UINT32_MAX
                        ? "<th scope=\"col\">Beside its own text</th>"
                        : "");
    rp_print(print, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < card->n_scored; i++) {
        const struct rp_scored *s = &scores->scored.v[card->first_scored + i];
        const struct rp_scored_match *match =
            s->n_matches && s->verdict != RP_SCORE_REVISION
                ? &scores->matches.v[s->first_match]
                : NULL;
        rp_printf(print, "<tr><th scope=\"row\"><span><a href=\"#d%zu-%u\" dir=\"auto\">",
                  number, (unsigned)(i + 1));
        print_clause_place(report, s->clause, print);
        rp_print(print, "</a></span></th><td data-is=\"Verdict\">");
        print_chip(s->verdict, print);
        rp_print(print, "</td><td data-is=\"Clause\"><bdi>");
        if (match)
            rp_print_html(print, rp_clause_id(&report->of, match->pair.a));
        rp_print(print, "</bdi></td><td data-is=\"Relation\">");
        rp_print(print, match ? rp_relation_name(match->pair.relation) : "");
        rp_print(print, "</td><td class=\"n\" data-is=\"Covers\">");
        if (match)
            print_percent(print, rp_score_coverage(match).draft_ppm);
        if (card->revises != UINT32_MAX)
            rp_printf(print, "</td><td data-is=\"Own\">%s", rp_own_name(s->own));
        rp_print(print, "</td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
}

static void print_text(const struct rp_score_report *report,
                       const struct rp_scored_match *match, uint32_t clause, bool paragraph,
                       struct rp_print *print)
{
    static const char *const own[] = {"<mark class=\"only\">", "<mark>"};
    const struct rp_str text = rp_clause_text(&report->of, clause);
    unsigned char *how = rp_alloc_zero(text.n, 1);
    if (!how) {
        print->status = RP_ERR_MEMORY;
        return;
    }
    rp_score_mark(report, match, paragraph, how);
    for (size_t beg = 0, end; beg < text.n; beg = end) {
        for (end = beg + 1; end < text.n && how[end] == how[beg]; end++)
            ;
        rp_print(print, how[beg] == RP_MARK_OWN       ? own[!paragraph]
                        : how[beg] == RP_MARK_SECTOR  ? "<span class=\"sector\">"
                        : how[beg] == RP_MARK_SPELLED ? "<span class=\"spelled\">"
                                                      : "");
        rp_print_html(print, (struct rp_str){text.p + beg, end - beg});
        rp_print(print, how[beg] == RP_MARK_OWN    ? "</mark>"
                        : how[beg] == RP_MARK_SAME ? ""
                                                   : "</span>");
    }
    rp_free(how);
}

static void print_cover(struct rp_print *print, uint32_t ppm, uint32_t raw_ppm)
{
    print_percent(print, ppm);
    if (ppm / 10000 != raw_ppm / 10000) {
        rp_print(print, " (raw ");
        print_percent(print, raw_ppm);
        rp_print(print, ")");
    }
}

static void print_match(const struct rp_score_report *report,
                        const struct rp_scored_match *match, bool own,
                        struct rp_print *print)
{
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_clause *clause = &corpus->clauses.v[match->pair.a];
    const struct rp_resolution *resolution = &corpus->resolutions.v[clause->resolution];
    const struct rp_coverage cover = rp_score_coverage(match);
    rp_print(print, "<div class=\"member\">\n<h4><bdi>");
    rp_print_html(print, rp_corpus_str(corpus, resolution->name));
    rp_print(print, "</bdi> <small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, resolution->revision));
    rp_print(print, "</small></h4>\n<p class=\"where\" dir=\"auto\">");
    print_clause_place(report, match->pair.a, print);
    rp_print(print, " &middot; ");
    rp_print(print, own                  ? "its present text"
                    : clause->superseded ? "superseded wording"
                                         : rp_relation_name(match->pair.relation));
    rp_print(print, "</p>\n<p class=\"text\" dir=\"auto\">");
    print_text(report, match, match->pair.a, false, print);
    rp_print(print, "</p>\n<p class=\"covers\">covers ");
    print_cover(print, cover.draft_ppm, cover.draft_raw_ppm);
    rp_print(print, " of the paragraph, with ");
    print_cover(print, cover.match_ppm, cover.match_raw_ppm);
    rp_print(print, " of itself</p>\n<p class=\"sources\">");
    for (uint32_t i = 0; i < clause->sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[clause->sources.first + i];
        rp_print(print, i ? "; <bdi>" : "<bdi>");
        rp_print_html(print, rp_str_of(corpus->inputs.v[source->document].path));
        rp_printf(print, "</bdi>, line %u", (unsigned)source->line);
    }
    rp_print(print, "</p>\n</div>\n");
}

static void print_paragraph(const struct rp_score_report *report,
                            const struct rp_scored *scored, size_t number, uint32_t i,
                            struct rp_print *print)
{
    const struct rp_scores *scores = report->scores;
    const struct rp_scored_match *beside = rp_score_beside(report, scored);
    const struct rp_scored_match *own =
        scored->own_match == UINT32_MAX || scored->own == RP_OWN_UNCHANGED
            ? NULL
            : &scores->matches.v[scored->own_match];
    const struct rp_str reference = rp_scores_str(scores, scored->reference);
    const bool alone = !own && scored->n_matches == 0;
    rp_printf(print,
              "<article class=\"finding\" id=\"d%zu-%u\" aria-labelledby=\"h%zu-%u\">\n"
              "<h3 id=\"h%zu-%u\" dir=\"auto\">",
              number, (unsigned)(i + 1), number, (unsigned)(i + 1), number,
              (unsigned)(i + 1));
    print_clause_place(report, scored->clause, print);
    rp_print(print, "</h3>\n<p class=\"verdict\">");
    print_chip(scored->verdict, print);
    if (scored->n_matches && scored->verdict != RP_SCORE_REVISION) {
        rp_print(print, scored->verdict == RP_SCORE_NEW       ? " in part as <bdi>"
                        : scored->verdict == RP_SCORE_FORMULA ? " as <bdi>"
                                                              : " <bdi>");
        /* n_matches says that there is a first.
         * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
        const uint32_t first = scores->matches.v[scored->first_match].pair.a;
        rp_print_html(print, rp_clause_id(&report->of, first));
        rp_print(print, "</bdi>");
    }
    if (scored->own != RP_OWN_NONE) {
        rp_print(print, " &middot; beside its own present text: ");
        rp_print(print, rp_own_name(scored->own));
    }
    rp_printf(print, " &middot; %u of ", (unsigned)scored->neutral);
    rp_print_of(print, scored->words, "word", NULL);
    rp_print(print, " elsewhere</p>\n");
    if (reference.n) {
        rp_print(print, "<p class=\"reference\">Instead: <q>");
        rp_print_emphasis(print, reference, rp_print_html, "<em>", "</em>");
        rp_print(print, "</q></p>\n");
    }
    rp_print(print, alone ? "<div class=\"row one\">\n" : "<div class=\"row\">\n");
    rp_print(print, "<div class=\"member kept\">\n<h4>Draft</h4>\n"
                    "<p class=\"text\" dir=\"auto\">");
    print_text(report, beside, scored->clause, true, print);
    rp_print(print, "</p>\n</div>\n");
    for (uint32_t k = 0; k < scored->n_matches; k++)
        print_match(report, &scores->matches.v[scored->first_match + k], false, print);
    if (own)
        print_match(report, own, true, print);
    rp_print(print, "</div>\n</article>\n");
}

static void print_card(const struct rp_score_report *report, size_t number,
                       struct rp_print *print)
{
    const struct rp_scores *scores = report->scores;
    const struct rp_card *card = &scores->cards.v[number - 1];
    const struct rp_corpus *corpus = report->of.corpus;
    const struct rp_resolution *draft = rp_score_draft(report, card);
    rp_printf(print,
              "<section class=\"card\" id=\"d%zu\" aria-labelledby=\"dh%zu\">\n"
              "<h2 id=\"dh%zu\" dir=\"auto\">",
              number, number, number);
    if (draft->title.end > draft->title.beg)
        rp_print_html(print, rp_corpus_str(corpus, draft->title));
    else
        print_name(report, card, print);
    rp_print(print, "</h2>\n<p class=\"compared\">");
    print_name(report, card, print);
    rp_print(print, " &middot; <bdi>");
    rp_print_html(print, rp_str_of(rp_score_path(report, card)));
    rp_print(print, "</bdi></p>\n<dl class=\"figures\">\n");
    rp_page_figure(print, "of its words stand elsewhere",
                   rp_tally_share_ppm(&card->all, card->all.neutral) / 10000, "&nbsp;%");
    rp_page_figure(print, "word for word",
                   rp_tally_share_ppm(&card->all, card->all.raw) / 10000, "&nbsp;%");
    for (int i = 0; i < RP_N_SCORES; i++)
        if (card->verdicts[i])
            rp_page_figure(print,
                           i == RP_SCORE_REVISION ? "own text only"
                                                  : rp_score_name((enum rp_score)i),
                           card->verdicts[i], "");
    rp_print(print, "</dl>\n");
    if (card->revises != UINT32_MAX) {
        rp_print(print, "<p>Beside <bdi>");
        rp_print_html(print, rp_resolution_name(&report->of, card->revises));
        rp_printf(print,
                  "</bdi> as it stands: %u unchanged, %u changed, %u added, "
                  "%u dropped.</p>\n",
                  (unsigned)card->own[RP_OWN_UNCHANGED],
                  (unsigned)card->own[RP_OWN_CHANGED], (unsigned)card->own[RP_OWN_ADDED],
                  (unsigned)card->n_dropped);
    }
    if (card->n_scored) {
        print_tallies(card, print);
        print_contents(report, card, number, print);
        rp_print(print,
                 "<h3>Side by side</h3>\n<ul class=\"legend\">\n"
                 "<li><mark class=\"only\">only in the draft</mark>, beside the first "
                 "clause</li>\n<li><mark>only in that clause</mark></li>\n"
                 "<li><span class=\"sector\">names another Sector</span></li>\n"
                 "<li><span class=\"spelled\">spelled otherwise</span></li>\n</ul>\n");
    }
    for (uint32_t i = 0; i < card->n_scored; i++)
        print_paragraph(report, &scores->scored.v[card->first_scored + i], number, i,
                        print);
    if (card->n_dropped)
        rp_print(print, "<h3>Dropped</h3>\n<ul>\n");
    for (uint32_t i = 0; i < card->n_dropped; i++) {
        const uint32_t clause = scores->dropped.v[card->first_dropped + i];
        rp_print(print, "<li dir=\"auto\"><span class=\"where\">");
        print_clause_place(report, clause, print);
        rp_print(print, "</span>: ");
        rp_print_html(print, rp_clause_text(&report->of, clause));
        rp_print(print, i + 1 == card->n_dropped ? "</li>\n</ul>\n" : "</li>\n");
    }
    rp_print(print, "</section>\n");
}

static void print_inputs(const struct rp_score_report *report, struct rp_print *print)
{
    const struct rp_corpus *corpus = report->of.corpus;
    rp_print(print,
             "<section aria-labelledby=\"inputs-h\">\n<h2 id=\"inputs-h\">Inputs</h2>\n"
             "<p>Settings: ");
    rp_print_settings(print, report->of.options);
    rp_print(print, ". Tracked changes of drafts: ");
    rp_print(print, report->of.changes);
    rp_print(print, ". Words of paragraphs that are procedure count neither as standing "
                    "elsewhere nor among those that shares are taken of.</p>\n"
                    "<table class=\"stack\">\n<thead><tr><th scope=\"col\">File</th>"
                    "<th scope=\"col\">Read as</th><th scope=\"col\">SHA-256</th></tr>"
                    "</thead>\n<tbody>\n");
    for (size_t i = 0; i < corpus->inputs.n; i++) {
        rp_print(print, "<tr><th scope=\"row\"><bdi>");
        rp_print_html(print, rp_str_of(corpus->inputs.v[i].path));
        rp_printf(print,
                  "</bdi></th><td data-is=\"Read as\">%s</td><td data-is=\"SHA-256\">"
                  "<span class=\"digest\">",
                  i < report->n_sources ? "source" : "draft");
        rp_print_html(print, rp_str_of(corpus->inputs.v[i].sha256));
        rp_print(print, "</span></td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
    rp_print_left_out_html(print, &report->of);
    rp_print(print, "</section>\n");
}

void rp_write_score_html(const struct rp_score_report *report, struct rp_print *print)
{
    const struct rp_page page = {"What drafts repeat", "d1", "Skip to the first draft",
                                 RP_PAGE_PLAIN};
    rp_page_begin(&page, print);
    print_head(report, print);
    print_overview(report, print);
    for (size_t i = 1; i <= report->scores->cards.n; i++)
        print_card(report, i, print);
    print_inputs(report, print);
    rp_print(print, "</main>\n");
    rp_page_end(&page, print);
}
