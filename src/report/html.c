/* report.html: one file, no network, no script; the texts of documents are data. */
#include "report/report.h"

#include <string.h>

#include "base/alloc.h"

/* report.css and its digest, embedded by the build. */
extern const char rp_data_report_css[], rp_data_report_css_sha256[];

enum { TIES_SHOWN = 3 };

static void print_attr_count(struct rp_print *print, const char *name, uint64_t value)
{
    rp_print(print, "<div><dt>");
    rp_print(print, name);
    rp_print(print, "</dt><dd>");
    rp_print_count(print, value);
    rp_print(print, "</dd></div>\n");
}

static void print_head(const struct rp_report *report, const struct rp_totals *totals,
                       struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    rp_print(print,
             "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'sha256-");
    rp_print(print, rp_data_report_css_sha256);
    rp_print(print, "'; base-uri 'none'; form-action 'none'\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n"
                    "<title>Provisions that resolutions repeat</title>\n<style>");
    rp_print(print, rp_data_report_css);
    rp_print(print, "</style>\n</head>\n<body>\n"
                    "<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n"
                    "<header>\n<h1>Provisions that resolutions repeat</h1>\n"
                    "<p class=\"compared\">Compared with each other: ");
    rp_print_of(print, corpus->resolutions.n, "resolution", NULL);
    rp_print(print, " (");
    rp_print_bodies(print, totals);
    rp_print(print, ") with ");
    rp_print_of(print, corpus->clauses.n, "clause", NULL);
    rp_print(print, ", from ");
    rp_print_of(print, corpus->inputs.n, "file", NULL);
    rp_print(print, ".</p>\n<dl class=\"figures\">\n");
    print_attr_count(print, "findings", report->result->findings.n);
    print_attr_count(print, "words repeated", totals->words_repeated);
    print_attr_count(print, "words that could be saved", totals->words_saved);
    rp_print(print, "<div><dt>pages of ");
    rp_printf(print, "%d words saved</dt><dd>", RP_WORDS_A_PAGE);
    rp_print_decimal(print,
                     (totals->words_saved * 10 + RP_WORDS_A_PAGE / 2) / RP_WORDS_A_PAGE, 1);
    rp_print(print, "</dd></div>\n<div><dt>in six languages</dt><dd>");
    rp_print_decimal(print,
                     (totals->words_saved * 60 + RP_WORDS_A_PAGE / 2) / RP_WORDS_A_PAGE, 1);
    rp_print(print, "</dd></div>\n</dl>\n<nav aria-label=\"Parts of this report\"><ul>\n"
                    "<li><a href=\"#candidates\">Candidates</a></li>\n"
                    "<li><a href=\"#findings\">Findings</a></li>\n"
                    "<li><a href=\"#resolutions\">Resolutions</a></li>\n"
                    "<li><a href=\"#settings\">Settings and inputs</a></li>\n"
                    "</ul></nav>\n</header>\n<main>\n");
}

/* Names of a finding's resolutions, of PP or of the others; what is kept is said. */
static void print_names(const struct rp_report *report, const struct rp_finding *finding,
                        bool pp, struct rp_print *print)
{
    bool any = false;
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        uint32_t r = report->result->resolutions_of.v[finding->first_resolution + i];
        if ((report->corpus->resolutions.v[r].body == RP_BODY_PP) != pp)
            continue;
        rp_print(print, any ? ", <bdi>" : "<bdi>");
        rp_print_html(print, rp_resolution_name(report, r));
        rp_print(print, "</bdi>");
        any = true;
    }
    rp_print(print, any ? "" : "<span class=\"soft\">none</span>");
}

static void print_chip(enum rp_recommendation recommendation, struct rp_print *print)
{
    const char *name = rp_recommendation_name(recommendation);
    rp_printf(print, "<strong class=\"chip %s\">%s</strong>", name, name);
}

static void print_candidates(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    rp_print(print,
             "<section id=\"candidates\" aria-labelledby=\"candidates-h\">\n"
             "<h2 id=\"candidates-h\">Candidates for streamlining, best first</h2>\n");
    if (result->findings.n == 0) {
        rp_print(print, "<p>No provision is repeated.</p>\n</section>\n");
        return;
    }
    rp_print(print,
             "<table class=\"stack candidates\">\n<thead><tr>"
             "<th scope=\"col\" class=\"n\">No.</th>"
             "<th scope=\"col\">What is repeated, and its subject</th>"
             "<th scope=\"col\">PP</th><th scope=\"col\">Sectors and others</th>"
             "<th scope=\"col\">Relation</th>"
             "<th scope=\"col\">Recommended</th>"
             "<th scope=\"col\" class=\"n\">Words saved</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct rp_finding *finding = &result->findings.v[i];
        rp_printf(print,
                  "<tr><td class=\"n\" data-is=\"No.\">%zu</td><th scope=\"row\">"
                  "<span><a href=\"#",
                  i + 1);
        rp_print_html(print, rp_result_str(result, finding->id));
        rp_print(print, "\" dir=\"auto\">");
        rp_print_html(print, rp_result_str(result, finding->title));
        rp_print(print, "</a><small class=\"soft\" dir=\"auto\">");
        rp_print_html(print,
                      rp_corpus_str(report->corpus,
                                    report->corpus->resolutions.v[finding->keeps].title));
        rp_print(print, "</small></span></th><td class=\"names\" data-is=\"PP\"><span>");
        print_names(report, finding, true, print);
        rp_print(print, "</span></td><td class=\"names\" data-is=\"Sectors\"><span>");
        print_names(report, finding, false, print);
        rp_printf(print,
                  "</span></td><td data-is=\"Relation\">%s</td>"
                  "<td data-is=\"Recommended\">",
                  rp_relation_name(finding->relation));
        print_chip(finding->recommendation, print);
        rp_print(print, "</td><td class=\"n\" data-is=\"Words saved\">");
        rp_print_count(print, finding->words_saved);
        rp_print(print, "</td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n</section>\n");
}

/* How a byte of a member's text stands to the wording that is kept. */
enum standing { PLAIN, DIFFERS, ONLY, OWN, SECTOR, SPELLED };

static bool is_word_byte(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z');
}

/* Runs of DIFFERS, ONLY and OWN begin and end with a word: spaces and punctuation at their
 * ends differ from nothing. */
static void trim_runs(unsigned char *how, struct rp_str text)
{
    for (size_t beg = 0, end; beg < text.n; beg = end) {
        for (end = beg + 1; end < text.n && how[end] == how[beg]; end++)
            ;
        if (how[beg] != DIFFERS && how[beg] != ONLY && how[beg] != OWN)
            continue;
        for (size_t i = beg; i < end && !is_word_byte(text.p[i]); i++)
            how[i] = PLAIN;
        for (size_t i = end; i > beg && !is_word_byte(text.p[i - 1]); i--)
            how[i - 1] = PLAIN;
    }
}

static void mark_text(const struct rp_report *report, const struct rp_member *member,
                      unsigned char *how, struct rp_str text)
{
    const struct rp_result *result = report->result;
    memset(how, member->pair == UINT32_MAX ? PLAIN : DIFFERS, text.n);
    for (uint32_t i = 0; i < member->n_residue; i++) {
        struct rp_span span = result->residues.v[member->first_residue + i];
        memset(how + span.beg, member->keeps ? OWN : ONLY, span.end - span.beg);
    }
    if (member->pair != UINT32_MAX) {
        const struct rp_verdict *pair = &result->pairs.v[member->pair];
        bool is_a = pair->a == member->clause;
        for (uint32_t i = 0; i < pair->n_spans; i++) {
            const struct rp_aligned_span *span = &result->spans.v[pair->first_span + i];
            uint32_t beg = is_a ? span->a_beg : span->b_beg;
            uint32_t end = is_a ? span->a_end : span->b_end;
            memset(how + beg,
                   span->kind == RP_ALIGNED_SECTOR    ? SECTOR
                   : span->kind == RP_ALIGNED_SPELLED ? SPELLED
                                                      : PLAIN,
                   end - beg);
        }
    }
    trim_runs(how, text);
}

static void print_text(const struct rp_report *report, const struct rp_member *member,
                       struct rp_print *print)
{
    static const char *const tags[][2] = {
        [PLAIN] = {"", ""},
        [DIFFERS] = {"<mark>", "</mark>"},
        [ONLY] = {"<mark class=\"only\">", "</mark>"},
        [OWN] = {"<span class=\"own\">", "</span>"},
        [SECTOR] = {"<span class=\"sector\">", "</span>"},
        [SPELLED] = {"<span class=\"spelled\">", "</span>"},
    };
    struct rp_str text = rp_clause_text(report, member->clause);
    unsigned char *how = rp_alloc(text.n, 1);
    if (!how) {
        print->status = RP_ERR_MEMORY;
        return;
    }
    mark_text(report, member, how, text);
    for (size_t beg = 0, end; beg < text.n; beg = end) {
        for (end = beg + 1; end < text.n && how[end] == how[beg]; end++)
            ;
        rp_print(print, tags[how[beg]][0]);
        rp_print_html(print, (struct rp_str){text.p + beg, end - beg});
        rp_print(print, tags[how[beg]][1]);
    }
    rp_free(how);
}

static void print_sources(const struct rp_corpus *corpus, struct rp_sources sources,
                          struct rp_print *print)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[sources.first + i];
        if (source->document != last) {
            rp_print(print, i ? "; <bdi>" : "<bdi>");
            rp_print_html(print, rp_str_of(corpus->inputs.v[source->document].path));
            rp_print(print, "</bdi>, line ");
        } else {
            rp_print(print, ", ");
        }
        last = source->document;
        rp_printf(print, "%u", (unsigned)source->line);
    }
}

static void print_member(const struct rp_report *report, const struct rp_member *member,
                         struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_clause *clause = &corpus->clauses.v[member->clause];
    const struct rp_resolution *resolution = rp_clause_resolution(report, member->clause);
    const struct rp_section *section = &corpus->sections.v[clause->section];
    rp_print(print, member->keeps ? "<div class=\"member kept\">\n<h4><bdi>"
                                  : "<div class=\"member\">\n<h4><bdi>");
    rp_print_html(print, rp_corpus_str(corpus, resolution->name));
    rp_print(print, "</bdi> <small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, resolution->revision));
    rp_print(print, "</small></h4>\n<p class=\"where\" dir=\"auto\"><em>");
    rp_print_html(print, rp_corpus_str(corpus, section->name));
    rp_print(print, "</em> ");
    rp_print_html(print, rp_corpus_str(corpus, section->addressee));
    rp_print(print, clause->item.end > clause->item.beg ? " " : "");
    rp_print_html(print, rp_corpus_str(corpus, clause->item));
    rp_print(print, " &middot; ");
    rp_print(print, member->keeps ? "wording to keep"
                                  : rp_recommendation_name(member->recommendation));
    rp_print(print, "</p>\n<p class=\"text\" dir=\"auto\">");
    print_text(report, member, print);
    rp_print(print, "</p>\n<p class=\"sources\">");
    print_sources(corpus, clause->sources, print);
    rp_print(print, "</p>\n</div>\n");
}

/* Print the members of one row, each resolution of the finding in a column of its own, the
 * one that is kept first. Returns the first member of the next row. */
static const struct rp_member *
print_row(const struct rp_report *report, const struct rp_finding *finding,
          const struct rp_member *row, const struct rp_member *end, struct rp_print *print)
{
    const uint32_t *resolutions =
        &report->result->resolutions_of.v[finding->first_resolution];
    const struct rp_member *next = row;
    while (next < end && next->row == row->row)
        next++;
    rp_print(print, "<div class=\"row\">\n");
    for (uint32_t column = 0; column <= finding->n_resolutions; column++) {
        uint32_t resolution = column ? resolutions[column - 1] : finding->keeps;
        if (column && resolution == finding->keeps)
            continue;
        const struct rp_member *member = row;
        while (member < next &&
               report->corpus->clauses.v[member->clause].resolution != resolution)
            member++;
        if (member < next) {
            print_member(report, member, print);
            continue;
        }
        rp_print(print, "<div class=\"member none\">\n<h4><bdi>");
        rp_print_html(print, rp_resolution_name(report, resolution));
        rp_print(print, "</bdi></h4>\n<p class=\"where\">no such provision</p>\n</div>\n");
    }
    rp_print(print, "</div>\n");
    return next;
}

static void print_finding(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    rp_print(print, "<article class=\"finding\" id=\"");
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\" aria-labelledby=\"h%zu\">\n<h3 id=\"h%zu\"><a href=\"#", i + 1,
              i + 1);
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\">%zu</a> <span dir=\"auto\">", i + 1);
    rp_print_html(print, rp_result_str(result, finding->title));
    rp_print(print, "</span></h3>\n<p class=\"verdict\">");
    print_chip(finding->recommendation, print);
    rp_printf(print, " %s, ", rp_relation_name(finding->relation));
    if (finding->kind == RP_FINDING_RUN) {
        rp_print_of(print, finding->n_rows, "consecutive provision", NULL);
        rp_print(print, " in ");
    } else {
        rp_print(print, "one provision in ");
    }
    rp_print_of(print, finding->n_resolutions, "resolution", NULL);
    rp_print(print, "</p>\n<p class=\"why\">");
    rp_print_emphasis(print, rp_result_str(result, finding->reason), rp_print_html, "<em>",
                      "</em>");
    rp_print(print, "</p>\n");
    if (finding->reference.end > finding->reference.beg) {
        rp_print(print, "<p class=\"reference\">Instead: <q>");
        rp_print_emphasis(print, rp_result_str(result, finding->reference), rp_print_html,
                          "<em>", "</em>");
        rp_print(print, "</q></p>\n");
    }
    rp_print(print, "<dl class=\"evidence\">\n");
    print_attr_count(print, "words repeated", finding->words_repeated);
    print_attr_count(print, "words saved", finding->words_saved);
    rp_print(print, "<div><dt>shared information</dt><dd>");
    rp_print_count(print, (finding->shared_mbit + 500) / 1000);
    rp_print(print, " bits</dd></div>\n<div><dt>score</dt><dd>");
    rp_print_decimal(print, finding->score_ppm / 10000, 2);
    rp_print(print, "</dd></div>\n</dl>\n");
    const struct rp_member *member = &result->members.v[finding->first_member];
    const struct rp_member *end = member + finding->n_members;
    while (member < end)
        member = print_row(report, finding, member, end, print);
    rp_print(print, "</article>\n");
}

static void print_findings(const struct rp_report *report, struct rp_print *print)
{
    rp_print(print,
             "<section id=\"findings\" aria-labelledby=\"findings-h\">\n"
             "<h2 id=\"findings-h\">Findings</h2>\n"
             "<p>The wording to keep stands first, in a frame. In the others:</p>\n"
             "<ul class=\"legend\">\n"
             "<li><mark>differs</mark> from the wording to keep</li>\n"
             "<li><mark class=\"only\">stands in no other</mark> and would be lost</li>\n"
             "<li><span class=\"own\">only in the wording to keep</span></li>\n"
             "<li><span class=\"sector\">the same but for the Sector</span></li>\n"
             "<li><span class=\"spelled\">the same, spelled otherwise</span></li>\n"
             "</ul>\n");
    for (size_t i = 0; i < report->result->findings.n; i++)
        print_finding(report, i, print);
    rp_print(print, "</section>\n");
}

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

static void print_standings(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    size_t alone = 0;
    rp_print(print,
             "<section id=\"resolutions\" aria-labelledby=\"resolutions-h\">\n"
             "<h2 id=\"resolutions-h\">How much of each resolution stands elsewhere</h2>\n"
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
    rp_print(print, ".</p>\n</section>\n");
}

static void print_setting(struct rp_print *print, const char *name, const char *value)
{
    rp_printf(print, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", name, value);
}

static void print_settings(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_options *options = report->options;
    rp_print(print, "<section id=\"settings\" aria-labelledby=\"settings-h\">\n"
                    "<h2 id=\"settings-h\">Settings and inputs</h2>\n<table>\n<tbody>\n");
    print_setting(print, "Program", "reprise " RP_VERSION);
    print_setting(print, "Tracked changes", report->changes);
    rp_print(print, "<tr><th scope=\"row\">Least score of a pair that is listed</th><td>");
    rp_print_decimal(print, options->min_score_ppm, 6);
    rp_print(print, "</td></tr>\n</tbody>\n</table>\n<h3>Inputs</h3>\n"
                    "<table class=\"stack\">\n<thead><tr><th scope=\"col\">File</th>"
                    "<th scope=\"col\" class=\"n\">Resolutions</th>"
                    "<th scope=\"col\" class=\"n\">Clauses</th>"
                    "<th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < report->corpus->inputs.n; i++) {
        const struct rp_input *input = &report->corpus->inputs.v[i];
        rp_print(print, "<tr><th scope=\"row\"><bdi>");
        rp_print_html(print, rp_str_of(input->path));
        rp_printf(print,
                  "</bdi></th><td class=\"n\" data-is=\"Resolutions\">%u</td>"
                  "<td class=\"n\" data-is=\"Clauses\">%u</td>"
                  "<td data-is=\"SHA-256\"><span class=\"digest\">",
                  (unsigned)input->n_resolutions, (unsigned)input->n_clauses);
        rp_print_html(print, rp_str_of(input->sha256));
        rp_print(print, "</span></td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
    rp_print_left_out_html(print, report);
    rp_print(print, "</section>\n");
}

void rp_write_html(const struct rp_report *report, struct rp_print *print)
{
    struct rp_totals totals = rp_report_totals(report);
    print_head(report, &totals, print);
    print_candidates(report, print);
    print_findings(report, print);
    print_standings(report, print);
    print_settings(report, print);
    rp_print(print, "</main>\n<footer>Made by reprise " RP_VERSION
                    ". Nothing in this file runs or loads anything.</footer>\n</body>\n"
                    "</html>\n");
}
