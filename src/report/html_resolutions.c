/* Resolutions: how much of each stands elsewhere. */
#include "report/html.h"

enum { TIES_SHOWN = 3 };

/* Two cells: words in all, and how much of them stands elsewhere. */
static void print_part(const char *name, uint32_t repeated, uint32_t words,
                       struct rp_print *print)
{
    uint32_t ppm = rp_share_ppm(repeated, words);
    rp_printf(print, "<td class=\"n\" data-is=\"%s words\">", name);
    rp_print_count(print, words);
    rp_printf(print, "</td><td class=\"n\" data-is=\"of them elsewhere\"><span>");
    if (words) {
        rp_print_percent(print, ppm);
        rp_printf(print,
                  "&nbsp;%% <meter min=\"0\" max=\"100\" value=\"%u\" aria-label=\""
                  "share of the %s part\"></meter>",
                  (unsigned)(ppm / 10000), name);
    }
    rp_print(print, "</span></td>");
}

void rp_html_resolutions(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    size_t alone = 0;
    rp_print(print,
             "<table class=\"stack\">\n<thead><tr><th scope=\"col\">Resolution</th>"
             "<th scope=\"col\" class=\"n\">Operative words</th>"
             "<th scope=\"col\" class=\"n\">of them elsewhere</th>"
             "<th scope=\"col\" class=\"n\">Preamble words</th>"
             "<th scope=\"col\" class=\"n\">of them elsewhere</th>"
             "<th scope=\"col\">Shares most words with</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < result->standings.n; i++) {
        const struct rp_standing *standing = &result->standings.v[i];
        if (standing->n_ties == 0) {
            alone++;
            continue;
        }
        rp_print(print, "<tr><th scope=\"row\"><span><bdi>");
        rp_print_html(print, rp_resolution_name(report, standing->resolution));
        rp_print(print, "</bdi><small class=\"soft\" dir=\"auto\">");
        rp_print_html(
            print,
            rp_corpus_str(report->corpus,
                          report->corpus->resolutions.v[standing->resolution].title));
        rp_print(print, "</small></span></th>");
        print_part("Operative", standing->repeated_operative, standing->words_operative,
                   print);
        print_part("Preamble", standing->repeated_preamble, standing->words_preamble,
                   print);
        rp_print(print, "<td data-is=\"Shares with\"><span>");
        for (uint32_t t = 0; t < standing->n_ties && t < TIES_SHOWN; t++) {
            const struct rp_tie *tie = &result->ties.v[standing->first_tie + t];
            rp_print(print, t ? ", <bdi>" : "<bdi>");
            rp_print_html(print, rp_resolution_name(report, tie->other));
            rp_print(print, "</bdi> (");
            rp_print_count(print, (uint64_t)tie->words_operative + tie->words_preamble);
            rp_print(print, ")");
        }
        rp_print(print, standing->n_ties > TIES_SHOWN ? ", ..." : "");
        rp_print(print, "</span></td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n<p class=\"soft\">Nothing is repeated in ");
    rp_print_of(print, alone, "other resolution with text", "other resolutions with text");
    rp_print(print, ".</p>\n");
}
