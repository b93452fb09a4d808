#include "segment/corpus.h"

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
