/* A member of a finding: its text, word by word beside the wording that is kept. */
#include "report/html.h"

#include <string.h>

#include "base/alloc.h"

/* How a byte of a member's text stands to the wording that is kept. */
enum standing { PLAIN, DIFFERS, ONLY, OWN, SECTOR, SPELLED };

/* The length of the punctuation or space at text[at], 0 for part of a word: ASCII, Latin-1
 * signs (C2 xx), and general punctuation (E2 80 xx and E2 81 xx). */
static size_t sign_at(struct rp_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p + at;
    const size_t left = text.n - at;
    if (*p < 0x80)
        return !((*p >= '0' && *p <= '9') || ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z'));
    if (*p == 0xc2 && left > 1)
        return 2;
    return *p == 0xe2 && left > 2 && (p[1] == 0x80 || p[1] == 0x81) ? 3 : 0;
}

struct rp_str rp_html_words(struct rp_str text)
{
    size_t beg = 0, end = 0;
    for (size_t n; beg < text.n && (n = sign_at(text, beg)) > 0;)
        beg += n;
    end = beg;
    for (size_t i = beg; i < text.n;) {
        const size_t n = sign_at(text, i);
        i += n ? n : 1;
        end = n ? end : i;
    }
    return (struct rp_str){text.p + beg, end - beg};
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
        const struct rp_str words = rp_html_words((struct rp_str){text.p + beg, end - beg});
        const size_t first = (size_t)(words.p - text.p);
        memset(how + beg, PLAIN, first - beg);
        memset(how + first + words.n, PLAIN, end - first - words.n);
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
