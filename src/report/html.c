/* report.html: its frame, and the order of its sections. */
#include "report/html.h"
#include "report/kept.h"
#include "report/made.h"

/* Findings from which on the page is laid out as it is read: quick, but what is far from
 * the screen is then not in the tree that a screen reader sees. */
enum { LARGE = 250 };

static const struct rp_html_section sections[] = {
    {"candidates", "Candidates", "Candidates for streamlining, best first",
     rp_html_candidates, NULL},
    {"findings", "Findings", "Findings", rp_html_findings, NULL},
    {"decisions", "Decisions", "Decisions", rp_html_decisions, rp_html_no_decisions},
    {"since", "What changed", "Since the earlier run", rp_html_since, rp_html_no_since},
    {"resolutions", "Resolutions", "How much of each resolution stands elsewhere",
     rp_html_resolutions, NULL},
    {"ties", "Who shares with whom", "Who shares with whom", rp_html_ties, rp_html_no_ties},
    {"subjects", "Subjects", "Resolutions by subject", rp_html_subjects,
     rp_html_no_subjects},
    {"citations", "Citations", "Who cites whom", rp_html_citations, rp_html_no_citations},
    {"gaps", "Not taken up", "Instructions to a Sector that it has not taken up",
     rp_html_gaps, rp_html_no_gaps},
    {"settings", "Settings and inputs", "Settings and inputs", rp_html_settings, NULL},
    {0},
};

void rp_html_bdi(struct rp_print *print, struct rp_str s)
{
    rp_print(print, "<bdi>");
    rp_print_html(print, s);
    rp_print(print, "</bdi>");
}

void rp_html_chip(enum rp_recommendation recommendation, struct rp_print *print)
{
    const char *name = rp_recommendation_name(recommendation);
    rp_printf(print, "<strong class=\"chip %s\">%s</strong>", name, name);
}

void rp_html_resolution(const struct rp_report *report, uint32_t resolution,
                        struct rp_print *print)
{
    rp_print(print, "<a class=\"to\" href=\"#");
    rp_print_html(print, rp_resolution_name(report, resolution));
    rp_print(print, "\">");
    rp_html_bdi(print, rp_resolution_name(report, resolution));
    rp_print(print, "</a>");
}

/* Tenths of pages, of `times` as many words. */
static void print_pages(const struct rp_totals *totals, uint64_t times,
                        struct rp_print *print)
{
    rp_print_decimal(
        print, (totals->words_saved * 10 * times + RP_WORDS_A_PAGE / 2) / RP_WORDS_A_PAGE,
        1);
}

static void print_figures(const struct rp_report *report, const struct rp_totals *totals,
                          struct rp_print *print)
{
    rp_print(print, "<dl class=\"figures\">\n");
    rp_page_figure(print, "findings", report->result->findings.n, "");
    rp_page_figure(print, "words repeated", totals->words_repeated, "");
    rp_page_figure(print, "words that could be saved", totals->words_saved, "");
    rp_printf(print, "<div><dt>pages of %d words saved</dt><dd>", RP_WORDS_A_PAGE);
    print_pages(totals, 1, print);
    rp_print(print, "</dd></div>\n<div><dt>pages in six languages</dt><dd>");
    print_pages(totals, 6, print);
    rp_print(print, "</dd></div>\n</dl>\n");
}

static void print_header(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_totals totals = rp_report_totals(report);
    rp_print(print, "<header>\n<h1>Provisions that resolutions repeat</h1>\n"
                    "<p class=\"compared\">Compared with each other: ");
    rp_print_of(print, corpus->resolutions.n, "resolution", NULL);
    rp_print(print, " (");
    rp_print_bodies(print, &totals);
    rp_print(print, ") with ");
    rp_print_of(print, corpus->clauses.n, "clause", NULL);
    rp_print(print, ", from ");
    if (corpus->inputs.n == 1)
        rp_html_bdi(print, rp_str_of(corpus->inputs.v[0].path));
    else
        rp_print_of(print, corpus->inputs.n, "file", NULL);
    rp_print(print, ".</p>\n");
    if (report->keep->has_since) {
        rp_print(print, "<p class=\"compared\">Since the earlier run: ");
        rp_print_fates(report->keep, print);
        rp_print(print, ".</p>\n");
    }
    print_figures(report, &totals, print);
    rp_print(print, "<nav aria-label=\"Parts of this report\"><ul>\n");
    for (const struct rp_html_section *s = sections; s->id; s++)
        if (!s->is_absent || !s->is_absent(report))
            rp_printf(print, "<li><a href=\"#%s\">%s</a></li>\n", s->id, s->name);
    rp_print(print, "</ul></nav>\n</header>\n");
}

/* Named after its inputs, which is what a browser keeps decisions under. */
static void print_main(const struct rp_report *report, struct rp_print *print)
{
    char digest[65];
    if (rp_inputs_digest(report->corpus, digest))
        print->status = RP_ERR_MEMORY;
    else
        rp_printf(print, "<main data-report=\"%.32s\"%s>\n", digest,
                  report->result->findings.n >= LARGE ? " class=\"large\"" : "");
}

void rp_write_html(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_page page = {"Provisions that resolutions repeat", "findings",
                                 "Skip to the findings", RP_PAGE_REPORT};
    rp_page_begin(&page, print);
    print_header(report, print);
    print_main(report, print);
    for (const struct rp_html_section *s = sections; s->id; s++) {
        if (s->is_absent && s->is_absent(report))
            continue;
        rp_printf(print,
                  "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">%s</h2>\n",
                  s->id, s->id, s->id, s->title);
        s->write(report, print);
        rp_print(print, "</section>\n");
    }
    rp_print(print, "</main>\n");
    rp_page_end(&page, print);
}
