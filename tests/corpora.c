#include "corpora.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

static struct rp_span put(struct rp_corpus *corpus, const char *s)
{
    struct rp_span span = {(uint32_t)corpus->text.n, 0};
    ck_assert_int_eq(rp_buf_puts(&corpus->text, s), RP_OK);
    span.end = (uint32_t)corpus->text.n;
    return span;
}

void add_resolution(struct rp_corpus *corpus, enum rp_body body, const char *number,
                    uint32_t year, const char *title)
{
    char name[64], revision[64];
    snprintf(name, sizeof name, "%s-%s", rp_body_name(body), number);
    snprintf(revision, sizeof revision, "Rev. Somewhere, %u", (unsigned)year);
    struct rp_resolution resolution = {.name = put(corpus, name),
                                       .number = put(corpus, number),
                                       .revision = put(corpus, revision),
                                       .title = put(corpus, title),
                                       .body = body,
                                       .year = year,
                                       .first_clause = (uint32_t)corpus->clauses.n};
    ck_assert_int_eq(rp_vec_push(&corpus->resolutions, resolution), RP_OK);
}

void add_clause(struct rp_corpus *corpus, const char *addressee, const char *text)
{
    const uint32_t r = (uint32_t)corpus->resolutions.n - 1;
    struct rp_resolution *resolution = &corpus->resolutions.v[r];
    struct rp_section section = {.name = put(corpus, addressee ? "instructs" : "resolves"),
                                 .addressee = put(corpus, addressee ? addressee : ""),
                                 .ordinal = resolution->n_clauses + 1,
                                 .resolution = r,
                                 .part = RP_PART_OPERATIVE};
    ck_assert_int_eq(rp_vec_push(&corpus->sections, section), RP_OK);
    const struct rp_str name = rp_corpus_str(corpus, resolution->name);
    char id[96];
    snprintf(id, sizeof id, "%.*s/%u", (int)name.n, name.p,
             (unsigned)resolution->n_clauses + 1);
    struct rp_clause clause = {.id = put(corpus, id),
                               .text = put(corpus, text),
                               .section = (uint32_t)corpus->sections.n - 1,
                               .resolution = r,
                               .sources = {(uint32_t)corpus->sources.n, 1},
                               .first_cite = (uint32_t)corpus->cites.n};
    struct rp_source source = {0, (uint32_t)corpus->clauses.n + 1};
    ck_assert_int_eq(rp_vec_push(&corpus->sources, source), RP_OK);
    ck_assert_int_eq(rp_vec_push(&corpus->clauses, clause), RP_OK);
    resolution->n_clauses++;
}

void add_cite(struct rp_corpus *corpus, const char *name, const char *revision, uint32_t to)
{
    struct rp_cite cite = {put(corpus, name), put(corpus, revision), to};
    ck_assert_int_eq(rp_vec_push(&corpus->cites, cite), RP_OK);
    corpus->clauses.v[corpus->clauses.n - 1].n_cites++;
}

int cut_text(struct rp_tokens *out, struct rp_str s)
{
    for (size_t i = 0; i < s.n;) {
        char word[64];
        size_t n = 0;
        const size_t beg = i;
        while (i < s.n && isalnum((unsigned char)s.p[i]) && n < sizeof word)
            word[n++] = (char)tolower((unsigned char)s.p[i++]);
        if (n == 0) {
            i++;
            continue;
        }
        struct rp_token token = {rp_hash(word, n, 0), (uint32_t)beg, (uint32_t)i};
        if (rp_vec_push(out, token))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

void cut_words(struct cut_words *out, const struct rp_corpus *corpus)
{
    *out = (struct cut_words){{0}, rp_alloc(corpus->clauses.n + 1, sizeof *out->first)};
    ck_assert_ptr_nonnull(out->first);
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        out->first[i] = (uint32_t)out->tokens.n;
        ck_assert_int_eq(
            cut_text(&out->tokens, rp_corpus_str(corpus, corpus->clauses.v[i].text)),
            RP_OK);
    }
    out->first[corpus->clauses.n] = (uint32_t)out->tokens.n;
}

void release_words(struct cut_words *words)
{
    rp_vec_release(&words->tokens);
    rp_free(words->first);
}
