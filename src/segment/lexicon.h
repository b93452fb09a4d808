/* The words that open a section, read from corpus/lexicon.tsv. Another language is another
 * set of rows. */
#ifndef RP_SEGMENT_LEXICON_H
#define RP_SEGMENT_LEXICON_H

#include "base/buf.h"
#include "base/status.h"

enum rp_lexicon_role {
    RP_LEXICON_OPERATIVE, /* "resolves" */
    RP_LEXICON_PREAMBLE,  /* "considering" */
    RP_LEXICON_LEAD,      /* stands before: "further" */
    RP_LEXICON_TRAIL,     /* stands after: "further", "to instruct" */
    RP_LEXICON_ANNEX,
    RP_LEXICON_ENACTING, /* "The World Telecommunication Standardization Assembly (...)," */
    RP_N_LEXICON_ROLES
};

struct rp_lexicon;

int rp_lexicon_new(struct rp_lexicon **out, struct rp_error *err);
void rp_lexicon_free(struct rp_lexicon *lexicon);

/* Where the opening words of a line end. */
struct rp_opening {
    enum rp_lexicon_role role; /* OPERATIVE or PREAMBLE */
    uint32_t verb_end;         /* end of the name: lead, verb and trailing words */
};

/* Whether s opens with a section's words (ASCII case is ignored). */
bool rp_lexicon_opening(const struct rp_lexicon *lexicon, struct rp_str s,
                        struct rp_opening *opening);

/* Whether s begins with a phrase of that role, as whole words; *end is where it stops. */
bool rp_lexicon_begins(const struct rp_lexicon *lexicon, enum rp_lexicon_role role,
                       struct rp_str s, uint32_t *end);

#endif
