/* A published mapping held against the texts: what it says and they do not bear out, what
 * they say and it does not, and where it contradicts itself.
 */
#ifndef RP_JUDGE_AUDIT_H
#define RP_JUDGE_AUDIT_H

#include "judge/link.h"
#include "segment/published.h"

/* The gravest first: remarks are ranked by kind, then by how sure they are. */
enum rp_remark_kind {
    RP_REMARK_CONTRADICTION, /* said to have no equivalent, and given one elsewhere */
    RP_REMARK_REPEATED,      /* a row names what another row names for another subject */
    RP_REMARK_SHIFTED,       /* an entry of the numbered list belongs to another row */
    RP_REMARK_UNANCHORED,    /* a numbered row without the PP resolution it has elsewhere */
    RP_REMARK_MISQUOTED,     /* provisions of one resolution stand under another of its body
                                too, word for word: a heading has slipped */
    RP_REMARK_MISSING,       /* a strong link that no part of the table has */
    RP_REMARK_BETTER,        /* a link that nothing bears out, and a better one */
    RP_REMARK_PARTS,         /* quoted side by side, and not linked in the other part; or
                                the reverse */
    RP_REMARK_TWICE,         /* one subject in two rows */
    RP_REMARK_COLUMN,        /* a resolution of one body in the column of another */
    RP_REMARK_REVISION,      /* another revision than the texts have */
    RP_REMARK_UNKNOWN,       /* no text of it was given */
    RP_REMARK_NUMBERING,     /* numbers left out */
    /* Notes: words do not bear a link out, which a person may know better. */
    RP_REMARK_UNSUPPORTED, /* no provision, no citation, titles not alike */
    RP_REMARK_UNTESTED,    /* titles have too little in common, of a resolution that the
                              sources give no clause of */
    RP_N_REMARK_KINDS
};

/* Numbers given by hand. */
struct rp_audit_parameters {
    uint32_t weak_ppm;   /* 100000: a link is borne out by nothing if fewer than one in ten
                            such links are ones that people draw */
    uint32_t better_ppm; /* 500000: an alternative is offered if it is likelier than not */
    uint32_t strong_ppm; /* 800000: a link that no table has, and that titles speak for, is
                            missed from here on; one by text or citation if it is likelier
                            than not */
    uint32_t same_title_ppm; /* 500000: titles speak for a link, or for an alternative, if
                                they are alike so far */
    uint32_t same_clauses;   /* 3: provisions under two headings that are no chance, if they
                                are half of either resolution; two can be formulas */
    unsigned subject_letters; /* 6: a word of a row's subject and one of a title are the
                                 same if they begin so */
    unsigned common_share;    /* 10: unless every tenth title has such a word */
};
extern const struct rp_audit_parameters rp_audit_parameters_default;

struct rp_remark {
    enum rp_remark_kind kind;
    uint32_t line, other_line; /* of the table; 0: none */
    uint32_t a, b;             /* resolutions of the corpus; UINT32_MAX: none */
    uint32_t alternative;      /* resolution; UINT32_MAX: none */
    uint32_t score_ppm;        /* of a and b, or of a and the alternative */
    enum rp_evidence evidence; /* of the same */
    struct rp_span message;    /* of rp_audit.text: a sentence */
    struct rp_span suggestion; /* a sentence */
};

/* A link of the table and what bears it out: RP_EVIDENCE_SUBJECT from weak_ppm on, what is
 * fainter is borne out by nothing. */
struct rp_borne {
    uint32_t row;  /* of rp_published.rows */
    uint32_t a, b; /* a Sector resolution and a PP one; in rows without PP two of Sectors */
    uint32_t score_ppm;
    enum rp_evidence evidence;
};

struct rp_audit {
    struct rp_buf text;
    RP_VEC(struct rp_remark) remarks; /* ranked */
    RP_VEC(struct rp_borne) borne;    /* by row, a, b */
};

/* in:    *out zeroed
 * error: RP_ERR_MEMORY, RP_ERR_EMPTY (the table names no resolution)
 * cost:  O(rows^2 * entries of a row + links * rows) */
int rp_audit_fill(struct rp_audit *out, const struct rp_published *published,
                  const struct rp_corpus *corpus, const struct rp_links *links,
                  const struct rp_audit_parameters *parameters, struct rp_error *err);
void rp_audit_release(struct rp_audit *audit);
bool rp_audit_validate(const struct rp_audit *audit, const struct rp_published *published,
                       const struct rp_corpus *corpus, const char **why);

static inline struct rp_str rp_audit_str(const struct rp_audit *audit, struct rp_span s)
{
    return (struct rp_str){audit->text.v ? audit->text.v + s.beg : "", s.end - s.beg};
}

const char *rp_remark_kind_name(enum rp_remark_kind kind); /* "contradiction" */

#endif
