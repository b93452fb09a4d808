/* Going through an index, to say what is wrong in it. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "store/inside.h"

enum { MOST_FAULTS = 100 };

struct checking {
    struct rp_store *store;
    void (*tell)(void *context, const char *fault);
    void *context;
    size_t n_faults;
    const struct rp_progress *progress;
};

static void fault(struct checking *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void fault(struct checking *c, const char *format, ...)
{
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (c->n_faults++ < MOST_FAULTS)
        c->tell(c->context, message);
}

/* Every row of the query is a fault; its first column says what. */
static int no_rows(struct checking *c, const char *sql, const char *what,
                   struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, c->store->db, sql, err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        const struct rp_str row = rp_query_text(&query, 0);
        status = rp_db_hindered(c->store->db, row, err);
        if (status == RP_OK && !rp_str_equal(row, RP_STR("ok")))
            fault(c, "%s: %.*s", what, (int)(row.n < 300 ? row.n : 300), row.p);
        if (status == RP_OK)
            status = rp_check_cancelled(c->progress, err);
    }
    rp_query_release(&query);
    return status ? status : got;
}

/* As rp_outline_release, which comes with all of segmenting. */
static void release_outline(struct rp_outline *outline)
{
    rp_buf_release(&outline->text);
    rp_vec_release(&outline->blocks);
    rp_vec_release(&outline->stretches);
    rp_vec_release(&outline->pieces);
    rp_vec_release(&outline->roles);
}

static int check_documents(struct checking *c, struct rp_error *err)
{
    struct rp_stored_documents documents = {0};
    int status = rp_store_documents(c->store, &documents, err);
    for (size_t i = 0; i < documents.n && status == RP_OK; i++) {
        struct rp_outline outline = {0};
        struct rp_document document = {0};
        struct rp_error why = {0};
        const char *wrong;
        status = rp_store_outline(c->store, documents.v[i].id, &outline, &why);
        if (status == RP_OK)
            status = rp_store_document(c->store, documents.v[i].id, true, &document, &why);
        if (status == RP_ERR_FORMAT) {
            fault(c, "%s: %s", documents.v[i].path, why.message);
            status = RP_OK;
        } else if (status) {
            *err = why;
        } else if (!rp_document_validate(&document, &wrong)) {
            fault(c, "%s: its paragraphs break the rule: %s", documents.v[i].path, wrong);
        } else if (outline.roles.n != document.paragraphs.n) {
            fault(c, "%s: %zu paragraphs, of which %zu have a role", documents.v[i].path,
                  document.paragraphs.n, outline.roles.n);
        }
        rp_document_release(&document);
        release_outline(&outline);
        if (status == RP_OK)
            status = rp_check_cancelled(c->progress, err);
        rp_tick(c->progress, "checking", i + 1, documents.n);
    }
    rp_stored_documents_release(&documents);
    return status;
}

/* Whether the tables that people see say what the blobs do. */
static int compare_clauses(struct checking *c, const struct rp_corpus *corpus,
                           struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, c->store->db,
                               "SELECT c.id, c.name, c.text, r.name, c.superseded "
                               "FROM resolution r JOIN clause c ON c.resolution = r.id "
                               "ORDER BY r.ordinal, c.position",
                               err);
    size_t i = 0;
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        if (i < corpus->clauses.n) {
            const struct rp_clause *clause = &corpus->clauses.v[i];
            const struct rp_resolution *r = &corpus->resolutions.v[clause->resolution];
            if (!rp_str_equal(rp_query_text(&query, 1),
                              rp_corpus_str(corpus, clause->id)) ||
                !rp_str_equal(rp_query_text(&query, 2),
                              rp_corpus_str(corpus, clause->text)) ||
                !rp_str_equal(rp_query_text(&query, 3), rp_corpus_str(corpus, r->name)) ||
                (rp_query_int(&query, 4) != 0) != clause->superseded)
                fault(c, "clause %lld is not what was merged",
                      (long long)rp_query_int(&query, 0));
        }
        i++;
    }
    rp_query_release(&query);
    if (status == RP_OK && got == 0 && i != corpus->clauses.n)
        fault(c, "%zu clauses, and %zu were merged", i, corpus->clauses.n);
    return status ? status : got;
}

static int check_corpus(struct checking *c, struct rp_store_counts *counts,
                        struct rp_error *err)
{
    struct rp_corpus corpus;
    struct rp_error why = {0};
    const char *wrong;
    rp_corpus_init(&corpus);
    int status = rp_store_corpus(c->store, &corpus, &why);
    counts->documents = corpus.inputs.n;
    counts->resolutions = corpus.resolutions.n;
    counts->clauses = corpus.clauses.n;
    if (status == RP_ERR_FORMAT) {
        fault(c, "%s", why.message);
        status = RP_OK;
    } else if (status) {
        *err = why;
    } else if (!rp_corpus_validate(&corpus, &wrong)) {
        fault(c, "the resolutions break the rule: %s", wrong);
    } else {
        status = compare_clauses(c, &corpus, err);
    }
    rp_corpus_release(&corpus);
    return status;
}

static int check_past(struct checking *c, struct rp_store_counts *counts,
                      struct rp_error *err)
{
    struct rp_past past = {0};
    struct rp_error why = {0};
    int status = rp_store_past(c->store, &past, &why);
    for (size_t i = 0; i < past.findings.n; i++)
        counts->findings += !past.findings.v[i].absent;
    rp_past_release(&past);
    if (status == RP_ERR_FORMAT) {
        fault(c, "%s", why.message);
        return RP_OK;
    }
    if (status)
        *err = why;
    return status;
}

/* The search finds the words of the clauses and no others. It asks for a write that changes
 * nothing, which a file opened to read does not allow: a copy in memory is asked instead.
 */
static int check_search(struct checking *c, struct rp_error *err)
{
    static const char sql[] =
        "CREATE VIRTUAL TABLE temp.words_kept USING fts5vocab('main', 'clause_text', "
        "'row');"
        "CREATE VIRTUAL TABLE temp.sought USING fts5(text, tokenize='porter unicode61 "
        "remove_diacritics 2', detail=full);"
        "INSERT INTO temp.sought(rowid, text) SELECT id, text FROM clause;"
        "CREATE VIRTUAL TABLE temp.words_meant USING fts5vocab('temp', 'sought', 'row')";
    struct rp_error why = {0};
    int status = rp_db_exec(c->store->db, "PRAGMA query_only=OFF", &why);
    if (status == RP_OK)
        status = rp_db_exec(c->store->db, sql, &why);
    if (status == RP_OK)
        status = no_rows(c,
                         "SELECT term FROM (SELECT * FROM temp.words_kept EXCEPT "
                         "SELECT * FROM temp.words_meant) UNION SELECT term FROM "
                         "(SELECT * FROM temp.words_meant EXCEPT "
                         "SELECT * FROM temp.words_kept) LIMIT 5",
                         "the search does not know where this word stands", &why);
    rp_db_exec(c->store->db, "PRAGMA query_only=ON", NULL);
    if (status == RP_ERR_FORMAT) {
        fault(c, "the search: %s", why.message);
        return RP_OK;
    }
    if (status)
        *err = why;
    return status;
}

int rp_store_check(struct rp_store *store, void (*tell)(void *context, const char *fault),
                   void *context, size_t *n_faults, struct rp_store_counts *counts,
                   const struct rp_progress *progress, struct rp_error *err)
{
    static const struct {
        const char *sql, *what;
    } rules[] = {
        {"SELECT 'row ' || rowid || ' of ' || \"table\" FROM pragma_foreign_key_check",
         "what it refers to is missing"},
        {"SELECT path FROM document WHERE id NOT IN (SELECT document FROM reading)",
         "a document without its text"},
        {"SELECT name FROM resolution WHERE id NOT IN (SELECT resolution FROM merged)",
         "a resolution without its text"},
        {"SELECT name FROM clause WHERE id NOT IN (SELECT clause FROM occurrence)",
         "a clause without a place"},
        {"SELECT name FROM clause WHERE id NOT IN (SELECT clause FROM sketch "
         "WHERE typeof(minima) = 'blob' AND length(minima) = 256)",
         "a clause without its sketch"},
        {"SELECT name FROM resolution WHERE id NOT IN (SELECT resolution FROM heading)",
         "a resolution without a place"},
        {"SELECT name FROM resolution GROUP BY ordinal HAVING count(*) > 1",
         "two resolutions in one place"},
        {"SELECT CAST(count(*) AS TEXT) FROM state HAVING count(*) <> 1", "rows of state"},
        {"SELECT CAST(judged AS TEXT) FROM state WHERE judged > generation",
         "findings of a generation to come"},
    };
    struct checking c = {store, tell, context, 0, progress};
    *counts = (struct rp_store_counts){0};
    int status = no_rows(&c, "PRAGMA integrity_check", "the file", err);
    for (size_t i = 0; i < sizeof rules / sizeof *rules && status == RP_OK; i++)
        status = no_rows(&c, rules[i].sql, rules[i].what, err);
    if (status == RP_OK)
        status = check_documents(&c, err);
    if (status == RP_OK)
        status = check_corpus(&c, counts, err);
    if (status == RP_OK)
        status = check_past(&c, counts, err);
    if (status == RP_OK)
        status = check_search(&c, err);
    *n_faults = c.n_faults;
    return status;
}
