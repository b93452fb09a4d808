/* Resolutions: what merging gave, kept for the program as one blob each, and beside it in
 * tables for people. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/inside.h"

static int compare_ids(const void *a, const void *b)
{
    const struct rp_pack_ids *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

int rp_store_ids_sort(struct rp_store_ids *ids)
{
    if (ids->n)
        qsort(ids->v, ids->n, sizeof *ids->v, compare_ids);
    return RP_OK;
}

/* ---- what is known ------------------------------------------------------------------ */

static int compare_keys(const uint64_t a[2], const uint64_t b[2])
{
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return (a[1] > b[1]) - (a[1] < b[1]);
}

static int compare_merged(const void *a, const void *b)
{
    const struct rp_stored_merged *x = a, *y = b;
    int order = compare_keys(x->of.key, y->of.key);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

int rp_store_memo(struct rp_store *store, struct rp_stored_memo *out, struct rp_error *err)
{
    struct rp_query query = {0};
    int status =
        rp_query_init(&query, store->db,
                      "SELECT resolution, key_a, key_b, answers, asked FROM merged", err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        struct rp_stored_merged m = {.id = rp_query_int(&query, 0)};
        m.of.key[0] = (uint64_t)rp_query_int(&query, 1);
        m.of.key[1] = (uint64_t)rp_query_int(&query, 2);
        m.of.answers = (uint64_t)rp_query_int(&query, 3);
        m.of.resolution = UINT32_MAX;
        status = rp_store_unpacked(store,
                                   rp_unpack_hashes(&m.of.asked, rp_query_blob(&query, 4)),
                                   "resolution", m.id, err);
        if (status == RP_OK && rp_vec_push(out, m))
            status = rp_fail_memory(err);
        if (status)
            rp_vec_release(&m.of.asked);
    }
    rp_query_release(&query);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, compare_merged);
    return status ? status : got;
}

void rp_stored_memo_release(struct rp_stored_memo *memo)
{
    for (size_t i = 0; i < memo->n; i++)
        rp_vec_release(&memo->v[i].of.asked);
    rp_vec_release(memo);
}

static const struct rp_stored_merged *find(const struct rp_stored_memo *memo,
                                           const uint64_t key[2])
{
    size_t beg = 0, end = memo->n;
    while (beg < end) {
        size_t middle = beg + (end - beg) / 2;
        if (compare_keys(memo->v[middle].of.key, key) < 0)
            beg = middle + 1;
        else
            end = middle;
    }
    return beg < memo->n && compare_keys(memo->v[beg].of.key, key) == 0 ? &memo->v[beg]
                                                                        : NULL;
}

const struct rp_merged *rp_stored_memo_find(void *context, const uint64_t key[2])
{
    const struct rp_stored_merged *found = find(context, key);
    return found ? &found->of : NULL;
}

/* ---- writing ------------------------------------------------------------------------ */

/* The statements of one resolution, prepared once. */
enum row {
    ROW_RESOLUTION,
    ROW_MERGED,
    ROW_HEADING,
    ROW_SECTION,
    ROW_CLAUSE,
    ROW_TEXT,
    ROW_SKETCH,
    ROW_OCCURRENCE,
    ROW_CITATION,
    N_ROWS
};

static const char *const row_sql[N_ROWS] = {
    "INSERT INTO resolution VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    "INSERT INTO merged VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    "INSERT OR IGNORE INTO heading VALUES(?1, ?2, ?3)",
    "INSERT INTO section VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    "INSERT INTO clause VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT INTO clause_text(rowid, text) VALUES(?1, ?2)",
    "INSERT INTO sketch VALUES(?1, ?2)",
    "INSERT OR IGNORE INTO occurrence VALUES(?1, ?2, ?3)",
    "INSERT INTO citation VALUES(?1, ?2, ?3, ?4)"};

struct writing {
    struct rp_store *store;
    const struct rp_corpus *corpus;
    const int64_t *ids;
    const uint32_t *sketches;
    struct rp_query rows[N_ROWS];
    struct rp_buf asked, blob;
};

static void bind_span(const struct writing *w, struct rp_query *query, int i,
                      struct rp_span span)
{
    rp_query_bind_text(query, i, rp_corpus_str(w->corpus, span));
}

static int write_places(struct writing *w, enum row row, int64_t id,
                        struct rp_sources sources, struct rp_error *err)
{
    struct rp_query *query = &w->rows[row];
    int status = RP_OK;
    for (uint32_t i = 0; i < sources.n && status == RP_OK; i++) {
        const struct rp_source *source = &w->corpus->sources.v[sources.first + i];
        rp_query_bind_int(query, 1, id);
        rp_query_bind_int(query, 2, w->ids[source->document]);
        rp_query_bind_int(query, 3, source->line);
        status = rp_query_run(query, err);
    }
    return status;
}

/* Little-endian, whatever the machine. */
static int write_sketch(struct writing *w, int64_t clause, const uint32_t *minima,
                        struct rp_error *err)
{
    unsigned char bytes[4 * RP_STORE_MINIMA];
    struct rp_query *query = &w->rows[ROW_SKETCH];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(minima[i / 4] >> 8 * (i % 4));
    rp_query_bind_int(query, 1, clause);
    rp_query_bind_blob(query, 2, (struct rp_str){(const char *)bytes, sizeof bytes});
    return rp_query_run(query, err);
}

static int write_clause(struct writing *w, int64_t resolution, uint32_t first_section,
                        uint32_t position, const struct rp_clause *clause,
                        struct rp_error *err)
{
    struct rp_query *query = &w->rows[ROW_CLAUSE];
    rp_query_bind_int(query, 1, resolution);
    rp_query_bind_int(query, 2, clause->section - first_section);
    rp_query_bind_int(query, 3, position);
    bind_span(w, query, 4, clause->id);
    bind_span(w, query, 5, clause->item);
    rp_query_bind_int(query, 6, clause->superseded);
    bind_span(w, query, 7, clause->text);
    int status = rp_query_run(query, err);
    const int64_t id = rp_db_last_id(w->store->db);
    if (status == RP_OK) {
        query = &w->rows[ROW_TEXT];
        rp_query_bind_int(query, 1, id);
        bind_span(w, query, 2, clause->text);
        status = rp_query_run(query, err);
    }
    if (status == RP_OK)
        status = write_sketch(
            w, id, w->sketches + RP_STORE_MINIMA * (size_t)(clause - w->corpus->clauses.v),
            err);
    if (status == RP_OK)
        status = write_places(w, ROW_OCCURRENCE, id, clause->sources, err);
    for (uint32_t i = 0; i < clause->n_cites && status == RP_OK; i++) {
        const struct rp_cite *cite = &w->corpus->cites.v[clause->first_cite + i];
        query = &w->rows[ROW_CITATION];
        rp_query_bind_int(query, 1, id);
        rp_query_bind_int(query, 2, i);
        bind_span(w, query, 3, cite->name);
        bind_span(w, query, 4, cite->revision);
        status = rp_query_run(query, err);
    }
    return status;
}

static int write_sections(struct writing *w, int64_t id, uint32_t first, uint32_t index,
                          struct rp_error *err)
{
    struct rp_query *query = &w->rows[ROW_SECTION];
    int status = RP_OK;
    for (uint32_t i = first; i < w->corpus->sections.n && status == RP_OK; i++) {
        const struct rp_section *section = &w->corpus->sections.v[i];
        if (section->resolution != index)
            break;
        rp_query_bind_int(query, 1, id);
        rp_query_bind_int(query, 2, i - first);
        bind_span(w, query, 3, section->name);
        rp_query_bind_int(query, 4, section->ordinal);
        bind_span(w, query, 5, section->addressee);
        rp_query_bind_text(query, 6, rp_str_of(rp_part_name(section->part)));
        status = rp_query_run(query, err);
    }
    return status;
}

static int write_resolution(struct writing *w, int64_t ordinal,
                            const struct rp_merged *merged, struct rp_error *err)
{
    const struct rp_resolution *r = &w->corpus->resolutions.v[merged->resolution];
    struct rp_query *query = &w->rows[ROW_RESOLUTION];
    rp_query_bind_int(query, 1, ordinal);
    bind_span(w, query, 2, r->name);
    rp_query_bind_text(query, 3, rp_str_of(rp_body_name(r->body)));
    rp_query_bind_text(query, 4, rp_str_of(rp_kind_name(r->kind)));
    bind_span(w, query, 5, r->number);
    bind_span(w, query, 6, r->alias);
    bind_span(w, query, 7, r->revision);
    rp_query_bind_int(query, 8, r->year);
    bind_span(w, query, 9, r->title);
    int status = rp_query_run(query, err);
    const int64_t id = rp_db_last_id(w->store->db);
    w->asked.n = w->blob.n = 0;
    if (status == RP_OK &&
        (rp_pack_hashes(&w->asked, &merged->asked) ||
         rp_pack_resolution(&w->blob, w->corpus, merged->resolution, w->ids)))
        status = rp_fail_memory(err);
    if (status == RP_OK) {
        query = &w->rows[ROW_MERGED];
        rp_query_bind_int(query, 1, id);
        rp_query_bind_int(query, 2, (int64_t)merged->key[0]);
        rp_query_bind_int(query, 3, (int64_t)merged->key[1]);
        rp_query_bind_int(query, 4, (int64_t)merged->answers);
        rp_query_bind_blob(query, 5, rp_buf_str(&w->asked));
        rp_query_bind_blob(query, 6, rp_buf_str(&w->blob));
        status = rp_query_run(query, err);
    }
    if (status == RP_OK)
        status = write_places(w, ROW_HEADING, id, r->sources, err);
    const uint32_t first_section =
        r->n_clauses ? w->corpus->clauses.v[r->first_clause].section : 0;
    if (status == RP_OK && r->n_clauses)
        status = write_sections(w, id, first_section, merged->resolution, err);
    for (uint32_t i = 0; i < r->n_clauses && status == RP_OK; i++)
        status = write_clause(w, id, first_section, i,
                              &w->corpus->clauses.v[r->first_clause + i], err);
    return status;
}

static int remove_resolution(struct rp_store *store, int64_t id, struct rp_error *err)
{
    static const char *const sql[] = {
        "INSERT INTO clause_text(clause_text, rowid, text) "
        "SELECT 'delete', id, text FROM clause WHERE resolution = ?1",
        "DELETE FROM sketch WHERE clause IN (SELECT id FROM clause WHERE resolution = ?1)",
        "DELETE FROM citation WHERE clause IN (SELECT id FROM clause WHERE resolution = "
        "?1)",
        "DELETE FROM occurrence WHERE clause IN "
        "(SELECT id FROM clause WHERE resolution = ?1)",
        "DELETE FROM clause WHERE resolution = ?1",
        "DELETE FROM section WHERE resolution = ?1",
        "DELETE FROM heading WHERE resolution = ?1",
        "DELETE FROM merged WHERE resolution = ?1",
        "DELETE FROM resolution WHERE id = ?1"};
    return rp_store_run_each(store, sql, sizeof sql / sizeof *sql, id, err);
}

/* Which of the known ones stay, and where; the others go. */
static int keep_known(struct rp_store *store, const struct rp_merged *merged, size_t n,
                      const struct rp_stored_memo *known, struct rp_error *err)
{
    struct rp_query query = {0};
    uint32_t *ordinals = rp_alloc(known->n, sizeof *ordinals);
    if (!ordinals)
        return rp_fail_memory(err);
    for (size_t i = 0; i < known->n; i++)
        ordinals[i] = UINT32_MAX;
    for (size_t i = 0; i < n; i++)
        if (merged[i].resolution == UINT32_MAX) {
            const struct rp_stored_merged *found = find(known, merged[i].key);
            if (found)
                ordinals[found - known->v] = (uint32_t)i;
        }
    int status = rp_query_init(
        &query, store->db,
        "UPDATE resolution SET ordinal = ?1 WHERE id = ?2 AND ordinal <> ?1", err);
    for (size_t i = 0; i < known->n && status == RP_OK; i++) {
        if (ordinals[i] == UINT32_MAX) {
            status = remove_resolution(store, known->v[i].id, err);
            continue;
        }
        rp_query_bind_int(&query, 1, ordinals[i]);
        rp_query_bind_int(&query, 2, known->v[i].id);
        status = rp_query_run(&query, err);
    }
    rp_query_release(&query);
    rp_free(ordinals);
    return status;
}

int rp_store_merge(struct rp_store *store, const struct rp_corpus *corpus,
                   const struct rp_merged *merged, size_t n, const int64_t *ids,
                   const uint32_t *sketches, const struct rp_stored_memo *known,
                   struct rp_error *err)
{
    struct writing w = {.store = store, .corpus = corpus, .ids = ids, .sketches = sketches};
    int status = keep_known(store, merged, n, known, err);
    for (int i = 0; i < N_ROWS && status == RP_OK; i++)
        status = rp_query_init(&w.rows[i], store->db, row_sql[i], err);
    for (size_t i = 0; i < n && status == RP_OK; i++)
        if (merged[i].resolution != UINT32_MAX)
            status = write_resolution(&w, (int64_t)i, &merged[i], err);
    for (int i = 0; i < N_ROWS; i++)
        rp_query_release(&w.rows[i]);
    rp_buf_release(&w.asked);
    rp_buf_release(&w.blob);
    return status;
}

/* ---- reading ------------------------------------------------------------------------ */

static int read_inputs(struct rp_store *store, struct rp_corpus *corpus,
                       struct rp_store_ids *ids, struct rp_error *err)
{
    struct rp_stored_documents documents = {0};
    int status = rp_store_documents(store, &documents, err);
    for (size_t i = 0; i < documents.n && status == RP_OK; i++) {
        struct rp_input input = {.path = documents.v[i].path};
        memcpy(input.sha256, documents.v[i].sha256, sizeof input.sha256);
        if (rp_vec_push(&corpus->inputs, input)) {
            status = rp_fail_memory(err);
            break;
        }
        documents.v[i].path = NULL;
        if (rp_vec_push(ids, (struct rp_pack_ids){documents.v[i].id, (uint32_t)i}))
            status = rp_fail_memory(err);
    }
    rp_stored_documents_release(&documents);
    return status ? status : rp_store_ids_sort(ids);
}

int rp_store_corpus(struct rp_store *store, struct rp_corpus *corpus, struct rp_error *err)
{
    struct rp_store_ids ids = {0};
    struct rp_query query = {0};
    int status = read_inputs(store, corpus, &ids, err);
    if (status == RP_OK)
        status = rp_query_init(&query, store->db,
                               "SELECT m.resolution, m.corpus FROM resolution r "
                               "JOIN merged m ON m.resolution = r.id ORDER BY r.ordinal",
                               err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1)
        status = rp_store_unpacked(
            store, rp_unpack_resolution(corpus, rp_query_blob(&query, 1), ids.v, ids.n),
            "resolution", rp_query_int(&query, 0), err);
    rp_query_release(&query);
    rp_vec_release(&ids);
    return status ? status : got;
}
