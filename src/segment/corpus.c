#include "segment/corpus.h"

#include <stdlib.h>

void rp_corpus_init(struct rp_corpus *corpus)
{
    *corpus = (struct rp_corpus){0};
}

void rp_corpus_release(struct rp_corpus *corpus)
{
    for (size_t i = 0; i < corpus->inputs.n; i++)
        rp_free(corpus->inputs.v[i].path);
    rp_vec_release(&corpus->inputs);
    rp_vec_release(&corpus->resolutions);
    rp_vec_release(&corpus->sections);
    rp_vec_release(&corpus->clauses);
    rp_vec_release(&corpus->sources);
    rp_vec_release(&corpus->cites);
    rp_buf_release(&corpus->text);
}

/* For looking a resolution up by its name. */
struct named_index {
    struct rp_str name;
    uint32_t index;
};

static int compare_names(const void *a, const void *b)
{
    const struct named_index *x = a, *y = b;
    return rp_str_compare(x->name, y->name);
}

static size_t n_without_drafts(const struct rp_corpus *corpus)
{
    size_t n = corpus->resolutions.n;
    while (n && corpus->resolutions.v[n - 1].draft)
        n--;
    return n;
}

int rp_corpus_link_cites(struct rp_corpus *corpus)
{
    const size_t n = n_without_drafts(corpus);
    struct named_index *names = rp_alloc(n, sizeof *names);
    if (!names)
        return RP_ERR_MEMORY;
    for (uint32_t i = 0; i < n; i++)
        names[i] =
            (struct named_index){rp_corpus_str(corpus, corpus->resolutions.v[i].name), i};
    if (n)
        qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < corpus->cites.n && n; i++) {
        struct rp_cite *cite = &corpus->cites.v[i];
        struct named_index wanted = {rp_corpus_str(corpus, cite->name), 0};
        const struct named_index *found =
            bsearch(&wanted, names, n, sizeof *names, compare_names);
        if (found)
            cite->resolution = found->index;
    }
    rp_free(names);
    return RP_OK;
}

/* The i-th place of `sources` is the first in its document. */
static struct rp_input *first_in(struct rp_corpus *corpus, struct rp_sources sources,
                                 uint32_t i)
{
    const struct rp_source *v = corpus->sources.v + sources.first;
    return i == 0 || v[i].document != v[i - 1].document ? &corpus->inputs.v[v[i].document]
                                                        : NULL;
}

int rp_corpus_seal(struct rp_corpus *corpus)
{
    const size_t n = n_without_drafts(corpus);
    struct rp_input *input;
    for (size_t i = 0; i < n; i++) {
        const struct rp_resolution *r = &corpus->resolutions.v[i];
        for (uint32_t k = 0; k < r->sources.n; k++)
            if ((input = first_in(corpus, r->sources, k)) != NULL)
                input->n_resolutions++;
        for (uint32_t c = 0; c < r->n_clauses; c++) {
            const struct rp_sources sources =
                corpus->clauses.v[r->first_clause + c].sources;
            for (uint32_t k = 0; k < sources.n; k++)
                if ((input = first_in(corpus, sources, k)) != NULL)
                    input->n_clauses++;
        }
    }
    return rp_corpus_link_cites(corpus);
}

static bool is_span(const struct rp_corpus *corpus, struct rp_span s)
{
    return s.beg <= s.end && s.end <= corpus->text.n;
}

static bool is_sources(const struct rp_corpus *corpus, struct rp_sources s)
{
    if (s.n == 0 || s.first > corpus->sources.n || s.n > corpus->sources.n - s.first)
        return false;
    for (uint32_t i = 0; i < s.n; i++)
        if (corpus->sources.v[s.first + i].document >= corpus->inputs.n ||
            corpus->sources.v[s.first + i].line == 0)
            return false;
    return true;
}

bool rp_corpus_validate(const struct rp_corpus *corpus, const char **why)
{
#define REQUIRE(condition)                                                                 \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            *why = #condition;                                                             \
            return false;                                                                  \
        }                                                                                  \
    } while (0)
    uint32_t next = 0;
    for (size_t i = 0; i < corpus->resolutions.n; i++) {
        const struct rp_resolution *r = &corpus->resolutions.v[i];
        REQUIRE(r->draft || i == 0 || !r[-1].draft);
        REQUIRE(r->first_clause == next);
        REQUIRE(r->n_clauses <= corpus->clauses.n - next);
        next += r->n_clauses;
        REQUIRE((r->body > RP_BODY_NONE || r->draft) && r->body < RP_N_BODIES);
        REQUIRE(r->proposal < RP_N_PROPOSALS);
        REQUIRE(is_span(corpus, r->name) && r->name.beg < r->name.end);
        REQUIRE(is_span(corpus, r->number) && is_span(corpus, r->alias));
        REQUIRE(is_span(corpus, r->revision) && is_span(corpus, r->title));
        REQUIRE(is_sources(corpus, r->sources));
    }
    REQUIRE(next == corpus->clauses.n);
    for (size_t i = 0; i < corpus->sections.n; i++) {
        const struct rp_section *s = &corpus->sections.v[i];
        REQUIRE(s->resolution < corpus->resolutions.n && s->ordinal > 0);
        REQUIRE(is_span(corpus, s->name) && is_span(corpus, s->addressee));
    }
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        const struct rp_clause *c = &corpus->clauses.v[i];
        REQUIRE(c->section < corpus->sections.n);
        REQUIRE(c->resolution < corpus->resolutions.n);
        REQUIRE(corpus->sections.v[c->section].resolution == c->resolution);
        REQUIRE(i - corpus->resolutions.v[c->resolution].first_clause <
                corpus->resolutions.v[c->resolution].n_clauses);
        REQUIRE(is_span(corpus, c->id) && c->id.beg < c->id.end);
        REQUIRE(is_span(corpus, c->item) && is_span(corpus, c->text));
        REQUIRE(is_sources(corpus, c->sources));
        REQUIRE(c->first_cite <= corpus->cites.n);
        REQUIRE(c->n_cites <= corpus->cites.n - c->first_cite);
    }
    for (size_t i = 0; i < corpus->cites.n; i++) {
        const struct rp_cite *c = &corpus->cites.v[i];
        REQUIRE(is_span(corpus, c->name) && is_span(corpus, c->revision));
        REQUIRE(c->resolution == UINT32_MAX || c->resolution < corpus->resolutions.n);
    }
#undef REQUIRE
    return true;
}

const char *rp_body_name(enum rp_body body)
{
    static const char *const names[RP_N_BODIES] = {"",   "PP",  "WTSA",   "WTDC",
                                                   "RA", "WRC", "Council"};
    return names[body];
}

const char *rp_part_name(enum rp_part part)
{
    static const char *const names[] = {"operative", "preamble", "annex"};
    return names[part];
}

const char *rp_kind_name(enum rp_kind kind)
{
    static const char *const names[] = {"resolution", "decision", "recommendation",
                                        "opinion"};
    return names[kind];
}

const char *rp_proposal_name(enum rp_proposal proposal)
{
    static const char *const names[RP_N_PROPOSALS] = {"", "ADD", "MOD", "SUP", "NOC"};
    return names[proposal];
}
