/* Candidates: the findings as a table, best first, and what they can be filtered by. */
#include "report/html.h"

/* Names of a finding's resolutions, of PP or of the others. */
static void print_names(const struct rp_report *report, const struct rp_finding *finding,
                        bool pp, struct rp_print *print)
{
    bool any = false;
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        const uint32_t r = report->result->resolutions_of.v[finding->first_resolution + i];
        if ((report->corpus->resolutions.v[r].body == RP_BODY_PP) != pp)
            continue;
        rp_print(print, any ? ", " : "");
        rp_html_resolution(report, r, print);
        any = true;
    }
    rp_print(print, any ? "" : "<span class=\"soft\">none</span>");
}

static void print_row(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    const struct rp_resolution *kept = &report->corpus->resolutions.v[finding->keeps];
    rp_printf(print,
              "<tr><td class=\"n\" data-is=\"No.\">%zu</td><th scope=\"row\">"
              "<span><a href=\"#",
              i + 1);
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_print(print, "\" dir=\"auto\">");
    rp_print_html(print, rp_result_str(result, finding->title));
    rp_print(print, "</a><small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(report->corpus, kept->title));
    rp_print(print, "</small></span></th><td class=\"names\" data-is=\"PP\"><span>");
    print_names(report, finding, true, print);
    rp_print(print, "</span></td><td class=\"names\" data-is=\"Sectors\"><span>");
    print_names(report, finding, false, print);
    rp_printf(print,
              "</span></td><td data-is=\"Relation\">%s</td><td data-is=\"Recommended\">",
              rp_relation_name(finding->relation));
    rp_print(print, "<span>");
    rp_html_chip(finding->recommendation, print);
    rp_html_decided(report, i, print);
    rp_print(print, "</span></td><td class=\"n\" data-is=\"Words saved\">");
    rp_print_count(print, finding->words_saved);
    rp_print(print, "</td></tr>\n");
}

/* One list to choose from; the script fills it with what there is. */
static void print_choice(struct rp_print *print, const char *id, const char *name,
                         const char *any)
{
    rp_printf(
        print,
        "<label>%s <select id=\"%s\"><option value=\"\">%s</option></select></label>\n",
        name, id, any);
}

static void print_filters(struct rp_print *print)
{
    rp_print(print, "<details class=\"tools\" data-script hidden>\n"
                    "<summary>Filter and sort</summary>\n"
                    "<div role=\"search\" aria-label=\"Filter the findings\">\n"
                    "<label class=\"text-search\">Words in the texts "
                    "<input type=\"search\" id=\"q-text\"></label>\n");
    print_choice(print, "q-body", "Body", "any");
    print_choice(print, "q-other", "and body", "any");
    print_choice(print, "q-resolution", "Resolution", "any");
    print_choice(print, "q-relation", "Relation", "any");
    print_choice(print, "q-advice", "Recommended", "any");
    print_choice(print, "q-addressee", "Addressee", "any");
    print_choice(print, "q-decision", "Decision", "any");
    rp_print(print,
             "<label>Words saved, at least <input type=\"number\" id=\"q-saved\" min=\"0\" "
             "step=\"10\" placeholder=\"0\"></label>\n"
             "<label>Sort by <select id=\"q-sort\">"
             "<option value=\"rank\">rank</option>"
             "<option value=\"saved\">words saved</option>"
             "<option value=\"repeated\">words repeated</option>"
             "<option value=\"score\">score</option>"
             "<option value=\"members\">number of resolutions</option>"
             "<option value=\"names\">first resolution</option>"
             "</select></label>\n"
             "<button type=\"button\" id=\"q-reset\">Show all</button>\n"
             "</div>\n</details>\n");
}

/* What the table and the findings say in one word. */
static void print_terms(struct rp_print *print)
{
    static const char *const terms[][2] = {
        {"identical", "the same words; signs and capitals do not count"},
        {"near-identical", "small differences"},
        {"sector-variant", "the same but for names of the Sectors, such as TSB and BDT"},
        {"contains", "one is wholly restated inside the other"},
        {"suppress", "nothing would be lost: a reference takes the place of the text"},
        {"trim", "a reference takes the place of what is repeated; the rest stays"},
        {"merge", "no text stands above the others: make one of them"},
        {"align", "parallel texts of Sectors: settle on one wording"},
        {"keep", "nothing to do: it carries out another resolution, is a subject of one "
                 "Sector, or is procedure"},
        {"words repeated", "of the texts not kept, the words that stand in the text kept"},
        {"words saved", "if the recommendation is followed, less those of the reference"},
        {"shared information", "how much is in common, each word weighed by how rare it is "
                               "across resolutions"},
        {"score", "how sure it is that one repeats the other; findings come in the order "
                  "of what a decision saves, times that"},
    };
    rp_print(print, "<details class=\"terms\">\n<summary>What the words mean</summary>\n"
                    "<dl>\n");
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        rp_printf(print, "<div><dt>%s</dt><dd>%s</dd></div>\n", terms[i][0], terms[i][1]);
    rp_print(print, "</dl>\n</details>\n");
}

void rp_html_candidates(const struct rp_report *report, struct rp_print *print)
{
    if (report->result->findings.n == 0) {
        rp_print(print, "<p>No provision is repeated.</p>\n");
        return;
    }
    print_filters(print);
    print_terms(print);
    rp_print(print,
             "<p role=\"status\" id=\"shown\" data-script hidden></p>\n"
             "<table class=\"stack candidates\">\n<thead><tr>"
             "<th scope=\"col\" class=\"n\">No.</th>"
             "<th scope=\"col\">What is repeated, and its subject</th>"
             "<th scope=\"col\">PP</th><th scope=\"col\">Sectors and others</th>"
             "<th scope=\"col\">Relation</th><th scope=\"col\">Recommended</th>"
             "<th scope=\"col\" class=\"n\">Words saved</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < report->result->findings.n; i++)
        print_row(report, i, print);
    rp_print(print, "</tbody>\n</table>\n");
}
