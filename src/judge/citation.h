/* Who cites whom. One edge for each resolution and what it cites, whatever the number of
 * clauses that do; superseded wording cites nothing. */
#ifndef RP_JUDGE_CITATION_H
#define RP_JUDGE_CITATION_H

#include "segment/corpus.h"

enum rp_citation_state {
    RP_CITATION_UNDATED,  /* no revision is given */
    RP_CITATION_CURRENT,  /* the revision that the corpus has */
    RP_CITATION_OUTDATED, /* an older one */
    RP_CITATION_NEWER,    /* one that the corpus does not have yet */
    RP_CITATION_UNKNOWN,  /* the corpus has no such resolution */
    RP_N_CITATION_STATES
};

struct rp_citation {
    uint32_t from;
    uint32_t to;                  /* UINT32_MAX: not in the corpus */
    struct rp_span name;          /* "WTSA-69" */
    struct rp_span revision;      /* as first cited; empty: none */
    enum rp_citation_state state; /* the worst of its clauses, in the order above */
    uint32_t clause;              /* the first that cites in that state */
    uint32_t n_clauses;           /* that cite it at all */
};

struct rp_citations {
    RP_VEC(struct rp_citation) edges; /* by from, then name */
    /* Resolutions that cite each other in a circle: each circle is a strongly connected
     * part of two or more, circle i being round.v[first_round.v[i] .. [i + 1]), ascending.
     * Circles stand in the order of their first resolutions. */
    RP_VEC(uint32_t) round;
    RP_VEC(uint32_t) first_round;
};

/* in:    *out zeroed
 * error: RP_ERR_MEMORY       cost: O(citations * log(citations) + resolutions)
 * source: Tarjan 1972 for the circles; differs: a stack of its own, so that a long chain
 *         of citations is no deep recursion */
int rp_citations_fill(struct rp_citations *out, const struct rp_corpus *corpus,
                      struct rp_error *err);
void rp_citations_release(struct rp_citations *citations);
bool rp_citations_validate(const struct rp_citations *citations,
                           const struct rp_corpus *corpus, const char **why);

const char *rp_citation_state_name(enum rp_citation_state state); /* "outdated" */

#endif
