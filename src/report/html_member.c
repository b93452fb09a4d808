/* A member of a finding: its text, word by word beside the wording that is kept. */
#include "report/html.h"

#include <string.h>

#include "base/alloc.h"

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

void rp_html_member(const struct rp_report *report, uint32_t index, struct rp_print *print)
{
    const struct rp_member *member = &report->result->members.v[index];
    const struct rp_corpus *corpus = report->corpus;
    const struct rp_clause *clause = &corpus->clauses.v[member->clause];
    const struct rp_resolution *resolution = rp_clause_resolution(report, member->clause);
    const struct rp_section *section = &corpus->sections.v[clause->section];
    rp_print(print, member->keeps ? "<div class=\"member kept\"" : "<div class=\"member\"");
    rp_print(print, " data-clause=\"");
    rp_print_html(print, rp_clause_id(report, member->clause));
    rp_printf(print, "\" data-digest=\"%s\">\n<h4>", report->keep->members.v[index].digest);
    rp_html_resolution(report, clause->resolution, print);
    rp_print(print, " <small class=\"soft\" dir=\"auto\">");
    rp_print_html(print, rp_corpus_str(corpus, resolution->revision));
    rp_print(print, "</small></h4>\n<p class=\"where\" dir=\"auto\"><em>");
    rp_print_html(print, rp_corpus_str(corpus, section->name));
    rp_print(print, "</em> <span class=\"addressee\">");
    rp_print_html(print, rp_corpus_str(corpus, section->addressee));
    rp_print(print, "</span>");
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
