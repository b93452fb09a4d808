/* What was found, and what an earlier run left: kept as it was when it was found. */
#include <string.h>

#include "store/inside.h"

/* ---- writing ------------------------------------------------------------------------ */

struct judged {
    struct rp_store *store;
    const struct rp_corpus *corpus;
    const struct rp_result *result;
    const struct rp_keep *keep;
    int64_t *clauses; /* rows of the corpus's clauses */
    struct rp_query finding, member;
    int64_t n_findings;
};

/* The rows of the clauses, in the order of the corpus. */
static int find_clauses(struct judged *j, struct rp_error *err)
{
    struct rp_query query = {0};
    const size_t n = j->corpus->clauses.n;
    size_t i = 0;
    j->clauses = rp_alloc(n, sizeof *j->clauses);
    if (!j->clauses)
        return rp_fail_memory(err);
    int status = rp_query_init(&query, j->store->db,
                               "SELECT c.id FROM resolution r JOIN clause c "
                               "ON c.resolution = r.id ORDER BY r.ordinal, c.position",
                               err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        if (i < n)
            j->clauses[i] = rp_query_int(&query, 0);
        i++;
    }
    rp_query_release(&query);
    if (status == RP_OK && got == 0 && i != n)
        status = rp_store_damaged(j->store, "clause", (int64_t)i, err);
    return status ? status : got;
}

static int write_inputs(struct judged *j, struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(&query, j->store->db,
                               "INSERT INTO judged_input VALUES(?1, ?2, ?3)", err);
    for (size_t i = 0; i < j->corpus->inputs.n && status == RP_OK; i++) {
        rp_query_bind_int(&query, 1, (int64_t)i);
        rp_query_bind_text(&query, 2, rp_str_of(j->corpus->inputs.v[i].path));
        rp_query_bind_text(&query, 3, rp_str_of(j->corpus->inputs.v[i].sha256));
        status = rp_query_run(&query, err);
    }
    rp_query_release(&query);
    return status;
}

static uint32_t jaccard_ppm(const struct rp_verdict *pair)
{
    const uint64_t all =
        (uint64_t)pair->shingles_a + pair->shingles_b - pair->shingles_shared;
    return all ? (uint32_t)(pair->shingles_shared * UINT64_C(1000000) / all) : 0;
}

static int write_pairs(struct judged *j, struct rp_error *err)
{
    struct rp_query query = {0};
    int status =
        rp_query_init(&query, j->store->db,
                      "INSERT INTO pair VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", err);
    for (size_t i = 0; i < j->result->pairs.n && status == RP_OK; i++) {
        const struct rp_verdict *pair = &j->result->pairs.v[i];
        rp_query_bind_int(&query, 1, j->clauses[pair->a]);
        rp_query_bind_int(&query, 2, j->clauses[pair->b]);
        rp_query_bind_text(&query, 3, rp_str_of(rp_relation_name(pair->relation)));
        rp_query_bind_int(&query, 4, pair->score_ppm);
        rp_query_bind_int(&query, 5, jaccard_ppm(pair));
        rp_query_bind_int(&query, 6, pair->a_mbit);
        rp_query_bind_int(&query, 7, pair->b_mbit);
        rp_query_bind_int(&query, 8, pair->shared_mbit);
        status = rp_query_run(&query, err);
    }
    rp_query_release(&query);
    return status;
}

static struct rp_str name_of(const struct judged *j, uint32_t resolution)
{
    return rp_corpus_str(j->corpus, j->corpus->resolutions.v[resolution].name);
}

static int write_member(struct judged *j, uint32_t position, uint32_t index,
                        struct rp_error *err)
{
    const struct rp_member *member = &j->result->members.v[index];
    const struct rp_clause *clause = &j->corpus->clauses.v[member->clause];
    const struct rp_source *source = &j->corpus->sources.v[clause->sources.first];
    struct rp_query *query = &j->member;
    rp_query_bind_int(query, 1, j->n_findings);
    rp_query_bind_int(query, 2, position);
    rp_query_bind_int(query, 3, j->clauses[member->clause]);
    rp_query_bind_text(query, 4, rp_corpus_str(j->corpus, clause->id));
    rp_query_bind_text(query, 5, name_of(j, clause->resolution));
    rp_query_bind_text(query, 6, rp_str_of(j->corpus->inputs.v[source->document].path));
    rp_query_bind_text(query, 7, rp_corpus_str(j->corpus, clause->text));
    rp_query_bind_text(query, 8, rp_str_of(j->keep->members.v[index].digest));
    rp_query_bind_int(query, 9, (int64_t)member->row + 1);
    rp_query_bind_int(query, 10, member->keeps);
    rp_query_bind_text(query, 11,
                       rp_str_of(rp_recommendation_name(member->recommendation)));
    rp_query_bind_int(query, 12, member->words);
    rp_query_bind_int(query, 13, member->words_shared);
    return rp_query_run(query, err);
}

static int write_finding(struct judged *j, size_t i, struct rp_error *err)
{
    const struct rp_finding *f = &j->result->findings.v[i];
    const struct rp_kept *kept = &j->keep->findings.v[i];
    struct rp_query *query = &j->finding;
    const bool decided = kept->decision != RP_DECISION_NONE;
    rp_query_bind_int(query, 1, ++j->n_findings);
    rp_query_bind_int(query, 2, (int64_t)i + 1);
    rp_query_bind_text(query, 3, rp_result_str(j->result, f->id));
    rp_query_bind_text(query, 4, rp_str_of(kept->key));
    rp_query_bind_text(query, 5, rp_str_of(kept->digest));
    rp_query_bind_text(query, 6, rp_str_of(rp_finding_kind_name(f->kind)));
    rp_query_bind_text(query, 7, rp_str_of(rp_relation_name(f->relation)));
    rp_query_bind_text(query, 8, rp_str_of(rp_recommendation_name(f->recommendation)));
    rp_query_bind_text(query, 9, rp_result_str(j->result, f->title));
    rp_query_bind_text(query, 10, rp_result_str(j->result, f->reason));
    rp_query_bind_text(query, 11, rp_result_str(j->result, f->reference));
    rp_query_bind_text(query, 12, name_of(j, f->keeps));
    rp_query_bind_int(query, 13, f->score_ppm);
    rp_query_bind_int(query, 14, f->shared_mbit);
    rp_query_bind_int(query, 15, f->words_repeated);
    rp_query_bind_int(query, 16, f->words_saved);
    rp_query_bind_text(query, 17, rp_str_of(rp_decision_name(kept->decision)));
    rp_query_bind_text(query, 18, rp_str_of(decided ? kept->decided : ""));
    rp_query_bind_text(query, 19, decided ? kept->note : RP_STR(""));
    int status = rp_query_run(query, err);
    for (uint32_t k = 0; k < f->n_members && status == RP_OK; k++)
        status = write_member(j, k, f->first_member + k, err);
    return status;
}

/* A decision whose finding is gone, for the run in which it may be back. */
static int write_lost(struct judged *j, const struct rp_lost *lost, struct rp_error *err)
{
    const struct rp_past *past = lost->past;
    const struct rp_past_finding *was = &past->findings.v[lost->was];
    struct rp_query *query = &j->finding;
    rp_query_bind_int(query, 1, ++j->n_findings);
    rp_query_bind_null(query, 2);
    rp_query_bind_text(query, 4, rp_str_of(was->key));
    rp_query_bind_text(query, 5, rp_str_of(was->decided));
    rp_query_bind_text(query, 9, rp_past_str(past, was->title));
    static const int empty[] = {3, 6, 7, 8, 10, 11, 12};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        rp_query_bind_text(query, empty[i], RP_STR(""));
    for (int i = 13; i <= 16; i++)
        rp_query_bind_int(query, i, 0);
    rp_query_bind_text(query, 17, rp_str_of(rp_decision_name(was->decision)));
    rp_query_bind_text(query, 18, rp_str_of(was->decided));
    rp_query_bind_text(query, 19, rp_past_str(past, was->note));
    int status = rp_query_run(query, err);
    for (uint32_t k = 0; k < was->n_members && status == RP_OK; k++) {
        const struct rp_past_member *member = &past->members.v[was->first_member + k];
        char digest[RP_KEY_HEX + 1];
        rp_key_print(member->wording, digest);
        query = &j->member;
        rp_query_bind_int(query, 1, j->n_findings);
        rp_query_bind_int(query, 2, k);
        rp_query_bind_null(query, 3);
        rp_query_bind_text(query, 4, rp_past_str(past, member->clause));
        rp_query_bind_text(query, 5, rp_past_str(past, member->resolution));
        rp_query_bind_text(query, 6, rp_past_str(past, member->file));
        rp_query_bind_text(query, 7, rp_past_str(past, member->text));
        rp_query_bind_text(query, 8, rp_str_of(digest));
        rp_query_bind_text(query, 11, RP_STR(""));
        for (int i = 9; i <= 13; i++)
            if (i != 11)
                rp_query_bind_int(query, i, 0);
        status = rp_query_run(query, err);
    }
    return status;
}

static int write_findings(struct judged *j, struct rp_error *err)
{
    int status = rp_query_init(
        &j->finding, j->store->db,
        "INSERT INTO finding VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        err);
    if (status == RP_OK)
        status = rp_query_init(&j->member, j->store->db,
                               "INSERT INTO member VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                               "?9, ?10, ?11, ?12, ?13)",
                               err);
    for (size_t i = 0; i < j->result->findings.n && status == RP_OK; i++)
        status = write_finding(j, i, err);
    for (size_t i = 0; i < j->keep->lost.n && status == RP_OK; i++)
        status = write_lost(j, &j->keep->lost.v[i], err);
    rp_query_release(&j->finding);
    rp_query_release(&j->member);
    return status;
}

static int write_standings(struct judged *j, struct rp_error *err)
{
    struct rp_query standing = {0}, overlap = {0};
    int status = rp_query_init(&standing, j->store->db,
                               "INSERT INTO standing VALUES(?1, ?2, ?3, ?4, ?5)", err);
    if (status == RP_OK)
        status = rp_query_init(&overlap, j->store->db,
                               "INSERT INTO overlap VALUES(?1, ?2, ?3, ?4, ?5)", err);
    for (size_t i = 0; i < j->result->standings.n && status == RP_OK; i++) {
        const struct rp_standing *s = &j->result->standings.v[i];
        rp_query_bind_text(&standing, 1, name_of(j, s->resolution));
        rp_query_bind_int(&standing, 2, s->words_operative);
        rp_query_bind_int(&standing, 3, s->words_preamble);
        rp_query_bind_int(&standing, 4, s->repeated_operative);
        rp_query_bind_int(&standing, 5, s->repeated_preamble);
        status = rp_query_run(&standing, err);
        for (uint32_t k = 0; k < s->n_ties && status == RP_OK; k++) {
            const struct rp_tie *tie = &j->result->ties.v[s->first_tie + k];
            rp_query_bind_text(&overlap, 1, name_of(j, s->resolution));
            rp_query_bind_text(&overlap, 2, name_of(j, tie->other));
            rp_query_bind_int(&overlap, 3, tie->words_operative);
            rp_query_bind_int(&overlap, 4, tie->words_preamble);
            rp_query_bind_int(&overlap, 5, tie->n_pairs);
            status = rp_query_run(&overlap, err);
        }
    }
    rp_query_release(&standing);
    rp_query_release(&overlap);
    return status;
}

int rp_store_set_findings(struct rp_store *store, const struct rp_corpus *corpus,
                          const struct rp_result *result, const struct rp_keep *keep,
                          struct rp_error *err)
{
    struct judged j = {.store = store, .corpus = corpus, .result = result, .keep = keep};
    int status = rp_db_exec(store->db,
                            "DELETE FROM member;DELETE FROM finding;DELETE FROM pair;"
                            "DELETE FROM overlap;DELETE FROM standing;"
                            "DELETE FROM judged_input",
                            err);
    if (status == RP_OK)
        status = find_clauses(&j, err);
    if (status == RP_OK)
        status = write_inputs(&j, err);
    if (status == RP_OK)
        status = write_pairs(&j, err);
    if (status == RP_OK)
        status = write_findings(&j, err);
    if (status == RP_OK)
        status = write_standings(&j, err);
    if (status == RP_OK)
        status = rp_db_exec(store->db, "UPDATE state SET judged = generation", err);
    rp_free(j.clauses);
    return status;
}

/* ---- reading ------------------------------------------------------------------------ */

static int take(struct rp_past *past, struct rp_str s, struct rp_span *span)
{
    if (past->text.n + s.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    span->beg = (uint32_t)past->text.n;
    int status = rp_buf_add_str(&past->text, s);
    span->end = (uint32_t)past->text.n;
    return status;
}

static int take_key(struct rp_str s, char out[RP_KEY_HEX + 1])
{
    uint64_t value;
    if (!rp_key_parse(s, &value))
        return RP_ERR_FORMAT;
    rp_key_print(value, out);
    return RP_OK;
}

static int take_decision(struct rp_str s, enum rp_decision *decision)
{
    for (int d = RP_DECISION_NONE; d < RP_N_DECISIONS; d++)
        if (rp_str_equal(s, rp_str_of(rp_decision_name((enum rp_decision)d)))) {
            *decision = (enum rp_decision)d;
            return RP_OK;
        }
    return RP_ERR_FORMAT;
}

static int read_members(struct rp_past *past, struct rp_query *query, int64_t id,
                        struct rp_past_finding *finding, struct rp_error *err)
{
    int got, status = RP_OK;
    finding->first_member = (uint32_t)past->members.n;
    rp_query_bind_int(query, 1, id);
    while (status == RP_OK && (got = rp_query_step(query, err)) != 0) {
        struct rp_past_member member = {0};
        if (got < 0)
            return got;
        struct rp_span *const spans[] = {&member.clause, &member.resolution, &member.file,
                                         &member.text};
        for (int k = 0; k < 4 && status == RP_OK; k++)
            status = take(past, rp_query_text(query, k), spans[k]);
        if (status == RP_OK && (!rp_key_parse(rp_query_text(query, 4), &member.wording) ||
                                member.clause.beg == member.clause.end ||
                                member.resolution.beg == member.resolution.end))
            status = RP_ERR_FORMAT;
        if (status == RP_OK)
            status = rp_vec_push(&past->members, member);
    }
    finding->n_members = (uint32_t)past->members.n - finding->first_member;
    return status;
}

static int read_finding(struct rp_past *past, struct rp_query *query,
                        struct rp_query *members, struct rp_error *err)
{
    struct rp_past_finding finding = {.absent = rp_query_int(query, 1) == 0};
    int status = take_key(rp_query_text(query, 2), finding.key);
    if (status == RP_OK)
        status = take_key(rp_query_text(query, 3), finding.digest);
    if (status == RP_OK)
        status = take(past, rp_query_text(query, 4), &finding.id);
    if (status == RP_OK)
        status = take(past, rp_query_text(query, 5), &finding.title);
    if (status == RP_OK)
        status = take(past, rp_query_text(query, 6), &finding.recommendation);
    if (status == RP_OK)
        status = take_decision(rp_query_text(query, 7), &finding.decision);
    if (status == RP_OK && finding.decision)
        status = take_key(rp_query_text(query, 8), finding.decided);
    if (status == RP_OK && finding.decision)
        status = take(past, rp_query_text(query, 9), &finding.note);
    if (status == RP_OK)
        status = read_members(past, members, rp_query_int(query, 0), &finding, err);
    return status ? status : rp_vec_push(&past->findings, finding);
}

static int read_findings(struct rp_store *store, struct rp_past *past, struct rp_error *err)
{
    struct rp_query query = {0}, members = {0};
    int status = rp_query_init(&query, store->db,
                               "SELECT id, rank, key, digest, name, title, recommendation, "
                               "decision, decided, decision_note FROM finding "
                               "ORDER BY rank IS NULL, rank, id",
                               err);
    if (status == RP_OK)
        status = rp_query_init(&members, store->db,
                               "SELECT name, resolution, file, text, wording FROM member "
                               "WHERE finding = ?1 ORDER BY position",
                               err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        status = read_finding(past, &query, &members, err);
        if (status == RP_ERR_FORMAT || status == RP_ERR_LIMIT)
            status = rp_store_damaged(store, "finding", rp_query_int(&query, 0), err);
        else if (status == RP_ERR_MEMORY)
            rp_fail_memory(err);
    }
    rp_query_release(&query);
    rp_query_release(&members);
    return status ? status : got;
}

static int read_past_inputs(struct rp_store *store, struct rp_past *past,
                            struct rp_error *err)
{
    struct rp_query query = {0};
    int status = rp_query_init(
        &query, store->db, "SELECT path, sha256 FROM judged_input ORDER BY ordinal", err);
    int got = 0;
    while (status == RP_OK && (got = rp_query_step(&query, err)) == 1) {
        struct rp_past_input input;
        if (take(past, rp_query_text(&query, 0), &input.path) ||
            take(past, rp_query_text(&query, 1), &input.sha256) ||
            rp_vec_push(&past->inputs, input))
            status = rp_fail_memory(err);
    }
    rp_query_release(&query);
    return status ? status : got;
}

int rp_store_past(struct rp_store *store, struct rp_past *past, struct rp_error *err)
{
    struct rp_past found = {0};
    const char *why;
    int status = read_past_inputs(store, &found, err);
    if (status == RP_OK)
        status = read_findings(store, &found, err);
    if (status == RP_OK && !rp_past_validate(&found, &why))
        status = rp_store_damaged(store, "finding", 0, err);
    if (status == RP_OK)
        *past = found;
    else
        rp_past_release(&found);
    return status;
}
