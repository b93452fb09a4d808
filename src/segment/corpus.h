/* The corpus: resolutions, sections and clauses over one immutable run of bytes.
 *
 * Every string is a range of `text`; the texts of the clauses stand there one after the
 * other, white space squeezed, so that rooms further on take (bytes, ranges) and nothing
 * else. Filled by merge.c, sealed by rp_corpus_seal, read-only from then on.
 */
#ifndef RP_SEGMENT_CORPUS_H
#define RP_SEGMENT_CORPUS_H

#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"

/* A range of rp_corpus.text. */
struct rp_span {
    uint32_t beg, end;
};

enum rp_body {
    RP_BODY_NONE,
    RP_BODY_PP,
    RP_BODY_WTSA,
    RP_BODY_WTDC,
    RP_BODY_RA,
    RP_BODY_WRC,
    RP_BODY_COUNCIL,
    RP_N_BODIES
};

enum rp_part { RP_PART_OPERATIVE, RP_PART_PREAMBLE, RP_PART_ANNEX };

enum rp_kind {
    RP_KIND_RESOLUTION,
    RP_KIND_DECISION,
    RP_KIND_RECOMMENDATION,
    RP_KIND_OPINION
};

/* A place in the input. Documents are numbered in byte order of their paths. */
struct rp_source {
    uint32_t document;
    uint32_t line; /* 1-based; paragraph number in a .docx */
};

struct rp_sources {
    uint32_t first, n; /* in rp_corpus.sources */
};

struct rp_clause {
    struct rp_span id;   /* "PP-101/resolves/5", unique */
    struct rp_span item; /* "5", "a", "1/i"; empty where the paragraph has no number */
    struct rp_span text;
    uint32_t section;
    uint32_t resolution;
    struct rp_sources sources;    /* every occurrence, in order */
    uint32_t first_cite, n_cites; /* in rp_corpus.cites */
    bool superseded;
};

struct rp_section {
    struct rp_span name;      /* "resolves", "instructs" */
    struct rp_span addressee; /* "the Director of ..."; empty where there is none */
    uint32_t ordinal;         /* 1 for the first of its name in the resolution */
    uint32_t resolution;
    enum rp_part part;
};

/* What a proposal's header asks for: "MOD ABC/12/3". */
enum rp_proposal {
    RP_PROPOSAL_NONE,
    RP_PROPOSAL_ADD,
    RP_PROPOSAL_MOD,
    RP_PROPOSAL_SUP,
    RP_PROPOSAL_NOC,
    RP_N_PROPOSALS
};

struct rp_resolution {
    struct rp_span name;     /* "PP-101" */
    struct rp_span number;   /* "101", "COM5/2", "D5" */
    struct rp_span alias;    /* provisional number, "PLEN-1"; empty where there is none */
    struct rp_span revision; /* "Rev. Dubai, 2018" */
    struct rp_span title;
    enum rp_body body;
    enum rp_kind kind;
    uint32_t year;
    uint32_t first_clause, n_clauses;
    struct rp_sources sources; /* every heading */
    /* A draft that is compared with the corpus and is no part of it. Drafts stand behind
     * all others, in order of their places; the name may be "draft", the body
     * RP_BODY_NONE, and names and ids may stand in the corpus too. */
    bool draft;
    enum rp_proposal proposal; /* of a draft */
};

struct rp_cite {
    struct rp_span name;     /* "WTSA-69" */
    struct rp_span revision; /* "Rev. Dubai, 2018"; empty where none is given */
    uint32_t resolution;     /* index, or UINT32_MAX where the corpus has none such */
};

struct rp_input {
    char *path;
    char sha256[65];
    uint32_t n_resolutions, n_clauses;
};

struct rp_corpus {
    struct rp_buf text;
    RP_VEC(struct rp_input) inputs;
    RP_VEC(struct rp_resolution) resolutions; /* by body, then number in natural order */
    RP_VEC(struct rp_section) sections;
    RP_VEC(struct rp_clause) clauses; /* by resolution, in order of the text */
    RP_VEC(struct rp_source) sources;
    RP_VEC(struct rp_cite) cites;
};

void rp_corpus_init(struct rp_corpus *corpus);
void rp_corpus_release(struct rp_corpus *corpus);
/* When all is in: count resolutions and clauses of each input, and find the resolutions
 * that are cited. RP_ERR_MEMORY. Drafts are neither counted nor cited. */
int rp_corpus_seal(struct rp_corpus *corpus);
/* The second half of that alone. */
int rp_corpus_link_cites(struct rp_corpus *corpus);
bool rp_corpus_validate(const struct rp_corpus *corpus, const char **why);

static inline struct rp_str rp_corpus_str(const struct rp_corpus *corpus, struct rp_span s)
{
    return (struct rp_str){corpus->text.v ? corpus->text.v + s.beg : "", s.end - s.beg};
}

const char *rp_body_name(enum rp_body body);             /* "PP" */
const char *rp_part_name(enum rp_part part);             /* "operative" */
const char *rp_kind_name(enum rp_kind kind);             /* "resolution" */
const char *rp_proposal_name(enum rp_proposal proposal); /* "MOD"; "" for none */

#endif
