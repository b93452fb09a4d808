/* Terms: what clauses are compared by. A term is a word, or a phrase that means what other
 * phrases mean: TSB and BDT (corpus/neutral.tsv), an abbreviation and the long form that a
 * text of the corpus gives it, `capacitybuilding` and `capacity-building`. Folding happens
 * once, here; the wording that was folded stays known. Drafts are folded by what the corpus
 * says and change nothing in how others are.
 */
#ifndef RP_JUDGE_TERMS_H
#define RP_JUDGE_TERMS_H

#include "judge/judge.h"
#include "judge/table.h"

struct rp_term {
    uint32_t id;       /* in the vocabulary */
    uint32_t beg, end; /* bytes of the text */
    uint32_t wording;  /* hash of the words: one term may be said in several wordings */
    uint16_t n_words;  /* that it stands for here */
    char sector;       /* 'R', 'T', 'D'; '-': any; 0: the term names no Sector */
    bool is_learned;   /* an abbreviation that the corpus spells out, or its long form */
};

/* Texts are the clauses of the corpus, then the titles of its resolutions. */
struct rp_terms {
    RP_VEC(struct rp_term) terms;
    RP_VEC(uint32_t) first; /* text i: terms.v[first.v[i] .. first.v[i + 1]) */
    RP_VEC(uint64_t) keys;  /* of the vocabulary, ascending; the id is the index */
};

/* A phrase and the term it folds to. */
struct rp_phrase {
    uint64_t first;  /* hash of its first word */
    uint64_t key;    /* of the term */
    uint32_t beg, n; /* in rp_phrases.words */
    char sector;
    bool capitals;   /* matches capitals only */
    bool is_learned; /* from the corpus, not from neutral.tsv */
};

struct rp_phrases {
    RP_VEC(struct rp_phrase) phrases; /* by first, the longest first */
    struct rp_tokens words;
    struct rp_table index; /* first -> index of its first phrase */
};

/* in:  as rp_judge_new
 * out: *terms and *phrases, zeroed before
 * cost: O(words), and O(vocabulary) calls of tokenize */
int rp_terms_fill(struct rp_terms *terms, struct rp_phrases *phrases,
                  const struct rp_corpus *corpus, struct rp_words words,
                  int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                  struct rp_error *err);
void rp_terms_release(struct rp_terms *terms);
void rp_phrases_release(struct rp_phrases *phrases);

/* The key of the term that `text`, a word or a phrase, folds to as a whole. Returns 1, 0 if
 * it is not one term, or an error. */
int rp_phrases_key(const struct rp_phrases *phrases, struct rp_str text,
                   int (*tokenize)(struct rp_tokens *out, struct rp_str s), uint64_t *key);

/* The id of a key, or UINT32_MAX. */
uint32_t rp_terms_find(const struct rp_terms *terms, uint64_t key);

bool rp_terms_validate(const struct rp_terms *terms, const struct rp_corpus *corpus,
                       const char **why);

#endif
