/* Resolutions: how much of each stands elsewhere, and what of it stands where. */
#include "report/html.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/vec.h"

enum { TIES_SHOWN = 3, WORDING_SHOWN = 90, COMMON_SHOWN = 240 };

/* A clause that stands elsewhere: as a member of a finding, or in a pair that is in none.
 */
struct place {
    uint32_t clause;
    uint32_t finding; /* UINT32_MAX: in none */
    uint32_t of;      /* index of the member, or of the pair */
};

struct places {
    struct place *v;
    size_t n, cap;
};

static int compare_places(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->clause != b->clause)
        return a->clause < b->clause ? -1 : 1;
    if (a->finding != b->finding)
        return a->finding < b->finding ? -1 : 1;
    return (a->of > b->of) - (a->of < b->of);
}

static bool is_repetition(const struct rp_report *report, const struct rp_verdict *pair)
{
    const struct rp_clause *clauses = report->corpus->clauses.v;
    return rp_relation_repeats(pair->relation) && !clauses[pair->a].superseded &&
           !clauses[pair->b].superseded &&
           clauses[pair->a].resolution != clauses[pair->b].resolution;
}

static int gather_places(const struct rp_report *report, struct places *places)
{
    const struct rp_result *result = report->result;
    unsigned char *in_finding = rp_alloc_zero(result->pairs.n, 1);
    int status = in_finding ? RP_OK : RP_ERR_MEMORY;
    for (uint32_t f = 0; f < result->findings.n && status == RP_OK; f++) {
        const struct rp_finding *finding = &result->findings.v[f];
        for (uint32_t i = 0; i < finding->n_pairs; i++)
            in_finding[result->pairs_of.v[finding->first_pair + i]] = 1;
        for (uint32_t i = 0; i < finding->n_members && status == RP_OK; i++) {
            const uint32_t m = finding->first_member + i;
            status = rp_vec_push(places, (struct place){result->members.v[m].clause, f, m});
        }
    }
    for (uint32_t i = 0; i < result->pairs.n && status == RP_OK; i++) {
        const struct rp_verdict *pair = &result->pairs.v[i];
        if (in_finding[i] || !is_repetition(report, pair))
            continue;
        status = rp_vec_push(places, (struct place){pair->a, UINT32_MAX, i});
        if (status == RP_OK)
            status = rp_vec_push(places, (struct place){pair->b, UINT32_MAX, i});
    }
    if (status == RP_OK && places->n)
        qsort(places->v, places->n, sizeof *places->v, compare_places);
    rp_free(in_finding);
    return status;
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

static void print_ties(const struct rp_report *report, const struct rp_standing *standing,
                       uint32_t most, struct rp_print *print)
{
    for (uint32_t t = 0; t < standing->n_ties && t < most; t++) {
        const struct rp_tie *tie = &report->result->ties.v[standing->first_tie + t];
        rp_print(print, t ? ", " : "");
        rp_html_resolution(report, tie->other, print);
        rp_print(print, " (");
        rp_print_count(print, (uint64_t)tie->words_operative + tie->words_preamble);
        rp_print(print, ")");
    }
    rp_print(print, standing->n_ties > most ? ", ..." : "");
}

static void print_standing(const struct rp_report *report,
                           const struct rp_standing *standing, bool preamble,
                           struct rp_print *print)
{
    const struct rp_resolution *resolution =
        &report->corpus->resolutions.v[standing->resolution];
    rp_print(print, "<tr><th scope=\"row\"><span>");
    rp_html_resolution(report, standing->resolution, print);
    rp_print(print, "<small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(report->corpus, resolution->title));
    rp_print(print, "</small></span></th>");
    print_part("Operative", standing->repeated_operative, standing->words_operative, print);
    if (preamble)
        print_part("Preamble", standing->repeated_preamble, standing->words_preamble,
                   print);
    rp_print(print, "<td data-is=\"Shares with\"><span>");
    print_ties(report, standing, TIES_SHOWN, print);
    rp_print(print, "</span></td></tr>\n");
}

static void print_also(const struct rp_report *report, uint32_t clause, bool first,
                       struct rp_print *print)
{
    rp_print(print, first ? "<a href=\"#" : ", <a href=\"#");
    rp_print_html(
        print, rp_corpus_str(report->corpus, rp_clause_resolution(report, clause)->name));
    rp_print(print, "\">");
    rp_html_bdi(print, rp_clause_id(report, clause));
    rp_print(print, "</a>");
}

/* What two clauses have in common, in the words of `clause`: passages with nothing but
 * spaces and signs between them are one. */
static void print_common(const struct rp_report *report, const struct rp_verdict *pair,
                         uint32_t clause, struct rp_print *print)
{
    const struct rp_str text = rp_clause_text(report, clause);
    const struct rp_aligned_span *spans = &report->result->spans.v[pair->first_span];
    const bool is_a = pair->a == clause;
    size_t left = COMMON_SHOWN;
    rp_print(print, "<small class=\"soft\">");
    for (uint32_t i = 0, next; i < pair->n_spans && left; i = next) {
        const size_t beg = is_a ? spans[i].a_beg : spans[i].b_beg;
        size_t end = is_a ? spans[i].a_end : spans[i].b_end;
        for (next = i + 1; next < pair->n_spans; next++) {
            const size_t from = is_a ? spans[next].a_beg : spans[next].b_beg;
            if (from < end ||
                rp_html_words((struct rp_str){text.p + end, from - end}).n > 0)
                break;
            end = is_a ? spans[next].a_end : spans[next].b_end;
        }
        const struct rp_str whole = {text.p + beg, end - beg};
        const struct rp_str cut = rp_text_cut(whole, left);
        rp_print(print, i ? "; <q dir=\"auto\">" : "<q dir=\"auto\">");
        rp_print_html(print, cut);
        rp_print(print, cut.n < whole.n ? " &hellip;</q>" : "</q>");
        left = cut.n < whole.n ? 0 : left - rp_text_width(cut);
    }
    rp_print(print, "</small>");
}

/* Where else a clause stands: the members of its row, or the other side of its pair. */
static void print_elsewhere(const struct rp_report *report, const struct place *place,
                            struct rp_print *print)
{
    const struct rp_result *result = report->result;
    if (place->finding == UINT32_MAX) {
        const struct rp_verdict *pair = &result->pairs.v[place->of];
        print_also(report, pair->a == place->clause ? pair->b : pair->a, true, print);
        rp_printf(print, "</span></td><td data-is=\"Finding\"><span>in none: %s, score ",
                  rp_relation_name(pair->relation));
        rp_print_decimal(print, pair->score_ppm / 10000, 2);
        rp_print(print, " ");
        print_common(report, pair, place->clause, print);
        rp_print(print, "</span>");
        return;
    }
    const struct rp_finding *finding = &result->findings.v[place->finding];
    const struct rp_member *member = &result->members.v[place->of];
    bool first = true;
    for (uint32_t i = 0; i < finding->n_members; i++) {
        const struct rp_member *other = &result->members.v[finding->first_member + i];
        if (other->row != member->row || other == member)
            continue;
        print_also(report, other->clause, first, print);
        first = false;
    }
    rp_print(print, "</span></td><td data-is=\"Finding\"><span><a href=\"#");
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_printf(print, "\">finding %u</a>: %s", (unsigned)place->finding + 1,
              member->keeps ? "wording to keep"
                            : rp_recommendation_name(member->recommendation));
    rp_print(print, "</span>");
}

static void print_place(const struct rp_report *report, const struct place *place,
                        struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    /* A resolution that is listed has a place.
     * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    const struct rp_clause *clause = &corpus->clauses.v[place->clause];
    const struct rp_section *section = &corpus->sections.v[clause->section];
    const struct rp_str text = rp_corpus_str(corpus, clause->text);
    const struct rp_str cut = rp_text_cut(text, WORDING_SHOWN);
    rp_print(print, "<tr><th scope=\"row\"><span dir=\"auto\"><em>");
    rp_print_html(print, rp_corpus_str(corpus, section->name));
    rp_print(print, "</em> ");
    rp_print_html(print, rp_corpus_str(corpus, clause->item));
    rp_print(print, "</span></th><td data-is=\"Begins\"><span dir=\"auto\">");
    rp_print_html(print, cut);
    rp_print(print, cut.n < text.n ? " &hellip;" : "");
    rp_print(print, "</span></td><td data-is=\"Stands also in\"><span>");
    print_elsewhere(report, place, print);
    rp_print(print, "</td></tr>\n");
}

/* What the page says of one resolution: where links to its name lead. */
static void print_resolution(const struct rp_report *report,
                             const struct rp_standing *standing, const struct place *places,
                             size_t n, struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_resolution *resolution = &corpus->resolutions.v[standing->resolution];
    rp_print(print, "<article class=\"resolution\" id=\"");
    rp_print_html(print, rp_corpus_str(corpus, resolution->name));
    rp_printf(print, "\" aria-labelledby=\"r%u\">\n<h3 id=\"r%u\">",
              (unsigned)standing->resolution, (unsigned)standing->resolution);
    rp_html_bdi(print, rp_corpus_str(corpus, resolution->name));
    rp_print(print, " <span dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, resolution->title));
    rp_print(print, "</span> <small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, resolution->revision));
    rp_print(print, "</small></h3>\n<p>Elsewhere stand ");
    rp_print_count(print, standing->repeated_operative);
    rp_print(print, " of its ");
    rp_print_of(print, standing->words_operative, "operative word", NULL);
    if (standing->words_preamble) {
        rp_print(print, " and ");
        rp_print_count(print, standing->repeated_preamble);
        rp_print(print, " of its ");
        rp_print_of(print, standing->words_preamble, "preamble word", NULL);
    }
    rp_print(print, standing->n_ties ? ". Words in common with " : ".</p>\n");
    if (standing->n_ties) {
        print_ties(report, standing, UINT32_MAX, print);
        rp_print(print, ".</p>\n");
    }
    rp_print(print, "<table class=\"stack\">\n<thead><tr><th scope=\"col\">Provision</th>"
                    "<th scope=\"col\">Begins</th><th scope=\"col\">Stands also in</th>"
                    "<th scope=\"col\">Finding</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n; i++)
        print_place(report, &places[i], print);
    rp_print(print, "</tbody>\n</table>\n</article>\n");
}

/* The part of the places, from *at on, that is of one resolution. */
static size_t places_of(const struct rp_report *report, const struct places *places,
                        size_t at, uint32_t resolution)
{
    size_t end = at;
    while (end < places->n &&
           report->corpus->clauses.v[places->v[end].clause].resolution == resolution)
        end++;
    return end - at;
}

static void print_table(const struct rp_report *report, const struct places *places,
                        struct rp_print *print)
{
    const struct rp_result *result = report->result;
    size_t alone = 0, at = 0;
    bool preamble = false; /* a compilation of provisions has none */
    for (size_t i = 0; i < result->standings.n; i++)
        preamble |= result->standings.v[i].words_preamble > 0;
    rp_printf(
        print,
        "<table class=\"stack standings\">\n<thead><tr><th scope=\"col\">Resolution</th>"
        "<th scope=\"col\" class=\"n\">Operative words</th>"
        "<th scope=\"col\" class=\"n\">of them elsewhere</th>%s"
        "<th scope=\"col\">Shares most words with</th></tr></thead>\n<tbody>\n",
        preamble ? "<th scope=\"col\" class=\"n\">Preamble words</th>"
                   "<th scope=\"col\" class=\"n\">of them elsewhere</th>"
                 : "");
    for (size_t i = 0; i < result->standings.n; i++) {
        const struct rp_standing *standing = &result->standings.v[i];
        const size_t n = places_of(report, places, at, standing->resolution);
        alone += n == 0;
        at += n;
        if (n)
            print_standing(report, standing, preamble, print);
    }
    rp_print(print, "</tbody>\n</table>\n<p class=\"soft\">Nothing is repeated in ");
    rp_print_of(print, alone, "other resolution with text", "other resolutions with text");
    rp_print(print, ".</p>\n");
}

void rp_html_resolutions(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    struct places places = {0};
    const int status = gather_places(report, &places);
    if (status)
        print->status = status;
    else
        print_table(report, &places, print);
    size_t at = 0;
    for (size_t i = 0; i < result->standings.n && print->status == RP_OK; i++) {
        const struct rp_standing *standing = &result->standings.v[i];
        const size_t n = places_of(report, &places, at, standing->resolution);
        if (n)
            print_resolution(report, standing, places.v + at, n, print);
        at += n;
    }
    rp_vec_release(&places);
}
