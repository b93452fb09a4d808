/* What lasts from one run to the next: who a finding is, what was decided on it, and what
 * became of the findings of an earlier run.
 *
 * A finding has a key, its name, and a digest, its state. The key is that of the earlier
 * finding it continues; one that continues none gets its own, from the id of the first of
 * its clauses in the order of the corpus. The digest covers the resolution, section and
 * words of each member, and the recommendation; numbers of clauses and findings, scores
 * and dates of revision are left out.
 *
 * Which earlier finding a finding continues is decided by their clauses, never by keys
 * alone: a clause that is put in renames those that follow it, so that one key may come to
 * name another provision.
 */
#ifndef RP_KEEP_KEEP_H
#define RP_KEEP_KEEP_H

#include "judge/finding.h"
#include "keep/past.h"
#include "text/token.h"

enum rp_fate {
    RP_FATE_UNKNOWN, /* nothing to compare with */
    RP_FATE_NEW,
    RP_FATE_CHANGED,
    RP_FATE_UNCHANGED,
    RP_FATE_GONE,
    RP_N_FATES
};

/* What happened to one clause of a finding, or to its recommendation. */
enum rp_event_kind {
    RP_EVENT_JOINED,   /* is a member, and was none */
    RP_EVENT_LEFT,     /* was a member; it stands, and is none */
    RP_EVENT_REMOVED,  /* was a member, and stands no more */
    RP_EVENT_REWORDED, /* other words */
    RP_EVENT_MOVED,    /* the same words in another place */
    RP_EVENT_ADVICE,   /* what is recommended */
};

/* Of a document, by path and digest. */
enum rp_document_state {
    RP_DOCUMENT_SAME,
    RP_DOCUMENT_NEW,
    RP_DOCUMENT_CHANGED,
    RP_DOCUMENT_GONE,
};

struct rp_event {
    enum rp_event_kind kind;
    uint32_t clause; /* as it is called now; UINT32_MAX: it stands no more, or none */
    uint32_t member; /* in keep->since.members: as it was; UINT32_MAX: not in a finding */
    /* The document at fault: of the clause as it is now, else of what it was. */
    struct rp_str file;
    enum rp_document_state document;
    uint32_t from; /* earlier finding (keep->since) that a joined clause was in */
    uint32_t to;   /* finding (result) that a left clause is in now; UINT32_MAX: none */
    bool reworded; /* a clause that joined, left or moved */
};

/* Whether a clause joined or left as it stood, in a document that is as it was: others are
 * the cause. */
static inline bool rp_event_is_passive(const struct rp_event *event)
{
    return (event->kind == RP_EVENT_JOINED || event->kind == RP_EVENT_LEFT) &&
           event->document == RP_DOCUMENT_SAME && !event->reworded;
}

/* Beside one finding of the result. */
struct rp_kept {
    char key[RP_KEY_HEX + 1], digest[RP_KEY_HEX + 1];
    enum rp_fate fate;
    uint32_t was;                     /* finding of keep->since; UINT32_MAX: none */
    uint32_t first_change, n_changes; /* in keep->changes; what made it new or other */
    enum rp_decision decision;
    bool again;                   /* decided on in another state: to be looked at again */
    char decided[RP_KEY_HEX + 1]; /* the digest that was decided on */
    struct rp_str note;
};

struct rp_kept_member {
    char digest[RP_KEY_HEX + 1]; /* of its words */
};

/* An earlier finding that none continues. */
struct rp_gone {
    uint32_t was;                     /* in keep->since.findings */
    uint32_t first_change, n_changes; /* in keep->changes */
};

/* A decision without its finding. */
struct rp_lost {
    const struct rp_past *past; /* &keep->decided or &keep->since */
    uint32_t was;               /* in past->findings */
    uint32_t to; /* finding that has most of its clauses now; UINT32_MAX: none */
};

struct rp_document_change {
    struct rp_str path;
    enum rp_document_state state; /* never RP_DOCUMENT_SAME */
};

/* Strings are borrowed from the two rp_past and from the corpus. Do not copy: lost points
 * into it. */
struct rp_keep {
    struct rp_past decided, since; /* what the caller has read; given to it */
    bool has_decisions;            /* from a file, or carried in `since` */
    bool has_since;
    RP_VEC(struct rp_kept) findings;       /* one for each of result->findings */
    RP_VEC(struct rp_kept_member) members; /* one for each of result->members */
    RP_VEC(struct rp_event) changes;
    RP_VEC(struct rp_gone) gone; /* in the order of the earlier run */
    RP_VEC(struct rp_lost) lost; /* in the order of their files */
    RP_VEC(struct rp_document_change) documents;
    uint32_t n_fates[RP_N_FATES]; /* findings; gone ones too */
    uint32_t n_decisions[RP_N_DECISIONS], n_again;
};

/* Fill what stands behind has_since. keep->decided, since, has_decisions and has_since are
 * the caller's, the rest is zeroed. `tokenize` (rp_tokens_add) is handed in, so that this
 * room needs no other.
 * error: RP_ERR_MEMORY; release *keep also then
 * cost:  O(n log n), but for clauses of one resolution that were reworded: each with each
 * same:  every bit, whatever the order of the inputs */
int rp_keep_fill(struct rp_keep *keep, const struct rp_corpus *corpus,
                 const struct rp_result *result,
                 int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                 struct rp_error *err);
void rp_keep_release(struct rp_keep *keep);
bool rp_keep_validate(const struct rp_keep *keep, const struct rp_corpus *corpus,
                      const struct rp_result *result, const char **why);

const char *rp_fate_name(enum rp_fate fate);                      /* "new" */
const char *rp_event_name(enum rp_event_kind kind);               /* "reworded" */
const char *rp_document_state_name(enum rp_document_state state); /* "changed" */

#endif
