/* What an earlier run left: the findings of a findings.json, or those that a file of
 * decisions speaks of. Both readers fill the same struct; one that reads it from elsewhere
 * needs to know no more than this header. */
#ifndef RP_KEEP_PAST_H
#define RP_KEEP_PAST_H

#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"
#include "segment/corpus.h"

enum { RP_KEY_HEX = 16 }; /* digits of a key or digest */

enum rp_decision {
    RP_DECISION_NONE,
    RP_DECISION_OPEN, /* looked at and left open: a note, or a decision taken back */
    RP_DECISION_ACCEPT,
    RP_DECISION_REJECT,
    RP_N_DECISIONS
};

/* A clause of an earlier finding; ranges of rp_past.text. */
struct rp_past_member {
    struct rp_span clause;     /* "PP-101/resolves/5" */
    struct rp_span resolution; /* "PP-101" */
    struct rp_span file;       /* where it stood first; empty: not known */
    struct rp_span text;       /* empty: not known */
    uint64_t wording;          /* rp_wording of the text */
};

struct rp_past_finding {
    char key[RP_KEY_HEX + 1], digest[RP_KEY_HEX + 1];
    struct rp_span id, title, recommendation; /* empty: not known */
    uint32_t first_member, n_members;         /* in rp_past.members; may be none */
    enum rp_decision decision;
    char decided[RP_KEY_HEX + 1]; /* the digest that was decided on */
    struct rp_span note;
    bool absent; /* was gone in that run already: a decision that it carried on */
};

struct rp_past_input {
    struct rp_span path, sha256;
};

/* Zeroed storage is an empty one. */
struct rp_past {
    struct rp_buf text;
    RP_VEC(struct rp_past_finding) findings; /* keys are unique; absent ones come last */
    RP_VEC(struct rp_past_member) members;
    RP_VEC(struct rp_past_input) inputs; /* of decisions: none */
};

/* Read what findings.json holds, or a file of decisions (ARCHITECTURE.md has the format).
 * *past is zeroed; on failure it is as it was. `name` is the file's, for messages.
 * error: RP_ERR_FORMAT (no JSON: err->offset; else the message names the member, such as
 *        "findings[3].key"), RP_ERR_MEMORY */
int rp_past_read_findings(struct rp_past *past, struct rp_str json, const char *name,
                          struct rp_error *err);
int rp_past_read_decisions(struct rp_past *past, struct rp_str json, const char *name,
                           struct rp_error *err);
void rp_past_release(struct rp_past *past);
bool rp_past_validate(const struct rp_past *past, const char **why);

static inline struct rp_str rp_past_str(const struct rp_past *past, struct rp_span s)
{
    return (struct rp_str){past->text.v ? past->text.v + s.beg : "", s.end - s.beg};
}

/* Names the words of a clause, whatever its number and resolution. */
uint64_t rp_wording(struct rp_str text);
/* 16 hexadecimal digits, terminated, and back; false: no such. */
void rp_key_print(uint64_t value, char out[RP_KEY_HEX + 1]);
bool rp_key_parse(struct rp_str s, uint64_t *value);

const char *rp_decision_name(enum rp_decision decision); /* "accept"; "" for none */

#endif
