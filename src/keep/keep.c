#include "keep/keep.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "keep/descent.h"

#define NONE UINT32_MAX
enum { SEED = 0x66696e64 }; /* "find" */

struct work {
    struct rp_keep *keep;
    const struct rp_corpus *corpus;
    const struct rp_result *result;
    int (*tokenize)(struct rp_tokens *out, struct rp_str s);
    uint32_t *finding_of; /* a clause; NONE: in none */
    struct rp_descent since, decided;
    enum rp_document_state *inputs;      /* of each input of the corpus */
    enum rp_document_state *past_inputs; /* of each of keep->since.inputs */
    struct rp_buf scratch;
};

static int compare_keys(const void *pa, const void *pb)
{
    return memcmp(pa, pb, RP_KEY_HEX + 1);
}

/* ---- who a finding is --------------------------------------------------------------- */

static uint64_t hash_text(const struct rp_buf *text)
{
    return rp_hash(text->v ? text->v : "", text->n, SEED);
}

/* One member's part of the digest: where it stands, and its words. */
static int print_member(struct work *w, uint32_t c, char out[RP_KEY_HEX + 1])
{
    const struct rp_corpus *corpus = w->corpus;
    const struct rp_clause *clause = &corpus->clauses.v[c];
    const struct rp_section *section = &corpus->sections.v[clause->section];
    const struct rp_span where[] = {corpus->resolutions.v[clause->resolution].name,
                                    section->name, section->addressee, clause->text};
    w->scratch.n = 0;
    for (size_t i = 0; i < sizeof where / sizeof *where; i++)
        if (rp_buf_add_str(&w->scratch, rp_corpus_str(corpus, where[i])) ||
            rp_buf_putc(&w->scratch, '\0'))
            return RP_ERR_MEMORY;
    rp_key_print(hash_text(&w->scratch), out);
    return RP_OK;
}

/* Members are hashed one by one and sorted, so that their order does not count. */
static int fill_digest(struct work *w, const struct rp_finding *finding,
                       struct rp_kept *kept)
{
    char(*digests)[RP_KEY_HEX + 1] = rp_alloc(finding->n_members, sizeof *digests);
    int status = digests ? RP_OK : RP_ERR_MEMORY;
    for (uint32_t i = 0; i < finding->n_members && status == RP_OK; i++)
        status = print_member(w, w->result->members.v[finding->first_member + i].clause,
                              digests[i]);
    if (status == RP_OK && finding->n_members)
        qsort(digests, finding->n_members, sizeof *digests, compare_keys);
    w->scratch.n = 0;
    for (uint32_t i = 0; i < finding->n_members && status == RP_OK; i++)
        status = rp_buf_puts(&w->scratch, digests[i]);
    if (status == RP_OK)
        status = rp_buf_puts(&w->scratch, rp_recommendation_name(finding->recommendation));
    if (status == RP_OK)
        rp_key_print(hash_text(&w->scratch), kept->digest);
    rp_free(digests);
    return status;
}

/* A key of its own: from the id of its first clause; `turn` counts keys that were taken. It
 * begins with a letter, a to f: sixteen digits, or digits with an e, are a number to a
 * spreadsheet, which rounds it. */
static void make_key(const struct work *w, const struct rp_finding *finding, uint64_t turn,
                     char out[RP_KEY_HEX + 1])
{
    uint32_t first = NONE;
    for (uint32_t i = 0; i < finding->n_members; i++) {
        uint32_t c = w->result->members.v[finding->first_member + i].clause;
        first = c < first ? c : first;
    }
    struct rp_str id = {"", 0};
    if (first != NONE)
        id = rp_corpus_str(w->corpus, w->corpus->clauses.v[first].id);
    const uint64_t hash = rp_hash(id.p, id.n, SEED + turn),
                   first_hex = 10 + (hash >> 60) % 6;
    rp_key_print(first_hex << 60 | (hash & (UINT64_MAX >> 4)), out);
}

static int identify(struct work *w)
{
    struct rp_keep *keep = w->keep;
    for (uint32_t c = 0; c < w->corpus->clauses.n; c++)
        w->finding_of[c] = NONE;
    for (size_t i = 0; i < w->result->members.n; i++) {
        const struct rp_clause *clause =
            &w->corpus->clauses.v[w->result->members.v[i].clause];
        struct rp_kept_member member = {0};
        rp_key_print(rp_wording(rp_corpus_str(w->corpus, clause->text)), member.digest);
        if (rp_vec_push(&keep->members, member))
            return RP_ERR_MEMORY;
    }
    for (uint32_t f = 0; f < w->result->findings.n; f++) {
        const struct rp_finding *finding = &w->result->findings.v[f];
        struct rp_kept kept = {.was = NONE, .note = {"", 0}};
        for (uint32_t i = 0; i < finding->n_members; i++)
            w->finding_of[w->result->members.v[finding->first_member + i].clause] = f;
        make_key(w, finding, 0, kept.key);
        if (fill_digest(w, finding, &kept) || rp_vec_push(&keep->findings, kept))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

/* Who has a key. Of several, the first of these keeps it. */
struct holder {
    char key[RP_KEY_HEX + 1];
    enum { CARRIED, GONE, OWN } right; /* GONE: an earlier finding that none continues */
    uint32_t finding;
};

static int compare_holders(const void *pa, const void *pb)
{
    const struct holder *a = pa, *b = pb;
    int order = memcmp(a->key, b->key, sizeof a->key);
    if (!order)
        order = (int)a->right - (int)b->right;
    return order ? order : (a->finding > b->finding) - (a->finding < b->finding);
}

/* Add the findings of one earlier file, and let those that continue them have their keys.
 */
static size_t add_holders(const struct rp_past *past, const struct rp_descent *descent,
                          struct holder *now, struct holder *out)
{
    size_t n = 0;
    for (uint32_t p = 0; descent->now_of && p < past->findings.n; p++) {
        struct holder *holder = &out[n];
        if (descent->now_of[p] == NONE) {
            holder->right = GONE;
            holder->finding = p;
            n++;
        } else {
            holder = &now[descent->now_of[p]];
            holder->right = CARRIED;
        }
        memcpy(holder->key, past->findings.v[p].key, sizeof holder->key);
    }
    return n;
}

/* Give each finding its key: that of what it continues, else its own, or another where that
 * is or was another's. */
static int settle_keys(struct work *w)
{
    struct rp_keep *keep = w->keep;
    size_t n = keep->findings.n;
    struct holder *holders =
        rp_alloc(n + keep->decided.findings.n + keep->since.findings.n, sizeof *holders);
    if (!holders)
        return RP_ERR_MEMORY;
    for (uint32_t f = 0; f < n; f++) {
        memcpy(holders[f].key, keep->findings.v[f].key, sizeof holders[f].key);
        holders[f].right = OWN;
        holders[f].finding = f;
    }
    n += add_holders(&keep->decided, &w->decided, holders, holders + n);
    n += add_holders(&keep->since, &w->since, holders, holders + n);
    bool again = n > 1;
    for (uint64_t turn = 1; again; turn++) {
        again = false;
        qsort(holders, n, sizeof *holders, compare_holders);
        for (size_t i = n - 1; i > 0; i--) {
            struct holder *holder = &holders[i];
            if (holder->right == GONE || strcmp(holder->key, holders[i - 1].key) != 0)
                continue;
            make_key(w, &w->result->findings.v[holder->finding], turn, holder->key);
            holder->right = OWN;
            again = true;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (holders[i].right != GONE)
            memcpy(keep->findings.v[holders[i].finding].key, holders[i].key,
                   sizeof holders[i].key);
    rp_free(holders);
    return RP_OK;
}

/* ---- what changed ------------------------------------------------------------------- */

struct named_input {
    struct rp_str path, sha256;
    uint32_t i;
};

static struct rp_str path_of(const struct named_input *input)
{
    return input->path;
}

static struct rp_str digest_of(const struct named_input *input)
{
    return input->sha256;
}

/* The last part of its path. */
static struct rp_str name_of(const struct named_input *input)
{
    const char *slash = memrchr(input->path.p, '/', input->path.n);
    size_t skip = slash ? (size_t)(slash - input->path.p) + 1 : 0;
    return (struct rp_str){input->path.p + skip, input->path.n - skip};
}

/* What inputs are compared by; what comes later decides. */
static struct rp_str (*const parts[])(const struct named_input *) = {name_of, path_of,
                                                                     digest_of};

static int compare_inputs(const void *pa, const void *pb, void *part)
{
    const struct named_input *a = pa, *b = pb;
    struct rp_str (*const of)(const struct named_input *) =
        *(struct rp_str(**)(const struct named_input *))part;
    int order = rp_str_compare(of(a), of(b));
    return order ? order : (a->i > b->i) - (a->i < b->i);
}

/* How many of the sorted inputs have that part, up to 2. */
static size_t count_inputs(const struct named_input *b, size_t n,
                           struct rp_str (*of)(const struct named_input *),
                           struct rp_str asked)
{
    size_t beg = 0, end = n, found = 0;
    while (beg < end) {
        size_t mid = beg + (end - beg) / 2;
        if (rp_str_compare(of(&b[mid]), asked) < 0)
            beg = mid + 1;
        else
            end = mid;
    }
    while (found < 2 && beg + found < n && rp_str_equal(of(&b[beg + found]), asked))
        found++;
    return found;
}

/* Fill the states of the inputs a, of which b are the other run's: the same bytes anywhere,
 * the same path, a file name that is there once, or none of these. */
static void state_of_inputs(const struct named_input *a, size_t n, struct named_input *b,
                            size_t n_b, enum rp_document_state missing,
                            enum rp_document_state *states)
{
    for (size_t i = 0; i < n; i++)
        states[a[i].i] = missing;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        if (n_b)
            qsort_r(b, n_b, sizeof *b, compare_inputs, (void *)(uintptr_t)&parts[p]);
        for (size_t i = 0; i < n; i++) {
            size_t found = count_inputs(b, n_b, parts[p], parts[p](&a[i]));
            if (found == 1 || (found && parts[p] != name_of))
                states[a[i].i] =
                    parts[p] == digest_of ? RP_DOCUMENT_SAME : RP_DOCUMENT_CHANGED;
        }
    }
}

static int compare_documents(const void *pa, const void *pb)
{
    const struct rp_document_change *a = pa, *b = pb;
    int order = rp_str_compare(a->path, b->path);
    return order ? order : (a->state > b->state) - (a->state < b->state);
}

static int fill_documents(struct work *w)
{
    struct rp_keep *keep = w->keep;
    const size_t n_now = w->corpus->inputs.n, n_past = keep->since.inputs.n;
    struct named_input *now = rp_alloc(n_now, sizeof *now);
    struct named_input *past = rp_alloc(n_past, sizeof *past);
    int status = now && past ? RP_OK : RP_ERR_MEMORY;
    for (uint32_t i = 0; i < n_now && status == RP_OK; i++)
        now[i] = (struct named_input){rp_str_of(w->corpus->inputs.v[i].path),
                                      rp_str_of(w->corpus->inputs.v[i].sha256), i};
    for (uint32_t i = 0; i < n_past && status == RP_OK; i++)
        past[i] = (struct named_input){
            rp_past_str(&keep->since, keep->since.inputs.v[i].path),
            rp_past_str(&keep->since, keep->since.inputs.v[i].sha256), i};
    if (status == RP_OK) {
        state_of_inputs(now, n_now, past, n_past, RP_DOCUMENT_NEW, w->inputs);
        state_of_inputs(past, n_past, now, n_now, RP_DOCUMENT_GONE, w->past_inputs);
    }
    for (size_t i = 0; i < n_now && status == RP_OK; i++)
        if (w->inputs[now[i].i] != RP_DOCUMENT_SAME)
            status =
                rp_vec_push(&keep->documents,
                            (struct rp_document_change){now[i].path, w->inputs[now[i].i]});
    for (size_t i = 0; i < n_past && status == RP_OK; i++)
        if (w->past_inputs[past[i].i] == RP_DOCUMENT_GONE)
            status =
                rp_vec_push(&keep->documents,
                            (struct rp_document_change){past[i].path, RP_DOCUMENT_GONE});
    if (status == RP_OK && keep->documents.n)
        qsort(keep->documents.v, keep->documents.n, sizeof *keep->documents.v,
              compare_documents);
    rp_free(now);
    rp_free(past);
    return status;
}

/* Of the file of a past member. */
static enum rp_document_state past_state(const struct work *w, struct rp_str file)
{
    const struct rp_past *since = &w->keep->since;
    for (size_t i = 0; i < since->inputs.n; i++)
        if (rp_str_equal(rp_past_str(since, since->inputs.v[i].path), file))
            return w->past_inputs[i];
    return RP_DOCUMENT_SAME;
}

static int add_change(struct work *w, enum rp_event_kind kind, uint32_t clause,
                      uint32_t member)
{
    struct rp_event change = {kind, clause, member, {"", 0}, RP_DOCUMENT_SAME,
                              NONE, NONE,   false};
    if (clause != NONE) {
        const struct rp_clause *now = &w->corpus->clauses.v[clause];
        uint32_t document = w->corpus->sources.v[now->sources.first].document;
        change.file = rp_str_of(w->corpus->inputs.v[document].path);
        change.document = w->inputs[document];
        if (kind == RP_EVENT_LEFT)
            change.to = w->finding_of[clause];
    } else if (member != NONE) {
        change.file = rp_past_str(&w->keep->since, w->keep->since.members.v[member].file);
        change.document = past_state(w, change.file);
    }
    if (clause != NONE && member != NONE)
        change.reworded = !w->since.same[member];
    if (kind == RP_EVENT_JOINED && member != NONE)
        for (uint32_t f = 0; f < w->keep->since.findings.n && change.from == NONE; f++)
            if (!w->keep->since.findings.v[f].absent &&
                member - w->keep->since.findings.v[f].first_member <
                    w->keep->since.findings.v[f].n_members)
                change.from = f;
    return rp_vec_push(&w->keep->changes, change);
}

/* Where a clause stands, without its number: "PP-101/resolves". */
static struct rp_str place_of(struct rp_str id)
{
    while (id.n && id.p[id.n - 1] != '/')
        id.n--;
    return id;
}

/* What became of a member of the past finding `was`, which is `now` (NONE: gone). */
static int compare_member(struct work *w, uint32_t m, uint32_t now)
{
    const struct rp_past_member *member = &w->keep->since.members.v[m];
    uint32_t clause = w->since.clause_of[m];
    if (clause == NONE)
        return add_change(w, RP_EVENT_REMOVED, NONE, m);
    if (w->finding_of[clause] != now || now == NONE)
        return add_change(w, RP_EVENT_LEFT, clause, m);
    if (!w->since.same[m])
        return add_change(w, RP_EVENT_REWORDED, clause, m);
    struct rp_str id = rp_corpus_str(w->corpus, w->corpus->clauses.v[clause].id);
    if (!rp_str_equal(place_of(id), place_of(rp_past_str(&w->keep->since, member->clause))))
        return add_change(w, RP_EVENT_MOVED, clause, m);
    return RP_OK;
}

/* What made a finding other than it was, or new. */
static int compare_finding(struct work *w, uint32_t now)
{
    struct rp_keep *keep = w->keep;
    struct rp_kept *kept = &keep->findings.v[now];
    const struct rp_finding *finding = &w->result->findings.v[now];
    const struct rp_past_finding *past =
        kept->was == NONE ? NULL : &keep->since.findings.v[kept->was];
    int status = RP_OK;
    kept->first_change = (uint32_t)keep->changes.n;
    for (uint32_t i = 0; past && i < past->n_members && status == RP_OK; i++)
        status = compare_member(w, past->first_member + i, now);
    for (uint32_t i = 0; i < finding->n_members && status == RP_OK; i++) {
        uint32_t clause = w->result->members.v[finding->first_member + i].clause;
        uint32_t member = w->since.member_of[clause];
        bool was_here =
            past && member != NONE && member - past->first_member < past->n_members;
        if (!was_here)
            status = add_change(w, RP_EVENT_JOINED, clause, member);
    }
    if (status == RP_OK && past &&
        !rp_str_equal(rp_past_str(&keep->since, past->recommendation),
                      rp_str_of(rp_recommendation_name(finding->recommendation))))
        status = add_change(w, RP_EVENT_ADVICE, NONE, NONE);
    kept->n_changes = (uint32_t)keep->changes.n - kept->first_change;
    return status;
}

static int fill_since(struct work *w)
{
    struct rp_keep *keep = w->keep;
    int status = fill_documents(w);
    for (uint32_t f = 0; f < keep->findings.n && status == RP_OK; f++) {
        struct rp_kept *kept = &keep->findings.v[f];
        kept->was = w->since.past_of[f];
        if (kept->was != NONE && keep->since.findings.v[kept->was].absent)
            kept->was = NONE; /* it is back */
        kept->fate = RP_FATE_NEW;
        if (kept->was != NONE)
            kept->fate = strcmp(kept->digest, keep->since.findings.v[kept->was].digest) == 0
                             ? RP_FATE_UNCHANGED
                             : RP_FATE_CHANGED;
        keep->n_fates[kept->fate]++;
        if (kept->fate != RP_FATE_UNCHANGED)
            status = compare_finding(w, f);
    }
    for (uint32_t p = 0; p < keep->since.findings.n && status == RP_OK; p++) {
        const struct rp_past_finding *past = &keep->since.findings.v[p];
        struct rp_gone gone = {.was = p, .first_change = (uint32_t)keep->changes.n};
        if (w->since.now_of[p] != NONE || past->absent)
            continue;
        for (uint32_t i = 0; i < past->n_members && status == RP_OK; i++)
            status = compare_member(w, past->first_member + i, NONE);
        gone.n_changes = (uint32_t)keep->changes.n - gone.first_change;
        if (status == RP_OK)
            status = rp_vec_push(&keep->gone, gone);
        keep->n_fates[RP_FATE_GONE]++;
    }
    return status;
}

/* ---- what was decided --------------------------------------------------------------- */

static void decide(struct rp_keep *keep, uint32_t f, const struct rp_past *past,
                   uint32_t was)
{
    struct rp_kept *kept = &keep->findings.v[f];
    const struct rp_past_finding *old = &past->findings.v[was];
    if (old->decision == RP_DECISION_NONE)
        return;
    kept->decision = old->decision;
    memcpy(kept->decided, old->decided, sizeof kept->decided);
    kept->again = strcmp(kept->decided, kept->digest) != 0;
    kept->note = rp_past_str(past, old->note);
}

/* Whether the file of decisions speaks of the finding with this key too. */
static bool is_decided(const struct rp_keep *keep, const char *key)
{
    for (size_t i = 0; i < keep->decided.findings.n; i++)
        if (strcmp(keep->decided.findings.v[i].key, key) == 0)
            return true;
    return false;
}

static int fill_decisions(struct work *w)
{
    struct rp_keep *keep = w->keep;
    const struct rp_past *const pasts[] = {&keep->since, &keep->decided};
    const struct rp_descent *const descents[] = {&w->since, &w->decided};
    for (int i = 0; i < 2; i++) /* the file of decisions has the last word */
        for (uint32_t f = 0; f < keep->findings.n; f++)
            if (descents[i]->past_of && descents[i]->past_of[f] != NONE)
                decide(keep, f, pasts[i], descents[i]->past_of[f]);
    for (int i = 0; i < 2; i++)
        for (uint32_t p = 0; p < pasts[i]->findings.n; p++) {
            const struct rp_past_finding *past = &pasts[i]->findings.v[p];
            if (past->decision != RP_DECISION_NONE)
                keep->has_decisions = true;
            /* There is one for each past finding.
             * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
            if (past->decision == RP_DECISION_NONE || descents[i]->now_of[p] != NONE ||
                (i == 0 && is_decided(keep, past->key)))
                continue;
            if (rp_vec_push(&keep->lost,
                            (struct rp_lost){pasts[i], p, descents[i]->heir_of[p]}))
                return RP_ERR_MEMORY;
        }
    for (size_t f = 0; f < keep->findings.n; f++) {
        keep->n_decisions[keep->findings.v[f].decision]++;
        keep->n_again += keep->findings.v[f].again;
    }
    return RP_OK;
}

static int fill(struct work *w)
{
    struct rp_keep *keep = w->keep;
    int status = identify(w);
    if (status == RP_OK && keep->has_since)
        status = rp_descent_fill(&w->since, &keep->since, w->corpus, w->result,
                                 w->finding_of, keep->findings.v, w->tokenize);
    if (status == RP_OK)
        status = settle_keys(w);
    if (status == RP_OK && keep->has_decisions)
        status = rp_descent_fill(&w->decided, &keep->decided, w->corpus, w->result,
                                 w->finding_of, keep->findings.v, w->tokenize);
    if (status == RP_OK && keep->has_decisions)
        status = settle_keys(w);
    if (status == RP_OK && keep->has_since)
        status = fill_since(w);
    if (status == RP_OK)
        status = fill_decisions(w);
    return status;
}

int rp_keep_fill(struct rp_keep *keep, const struct rp_corpus *corpus,
                 const struct rp_result *result,
                 int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                 struct rp_error *err)
{
    struct work w = {
        .keep = keep, .corpus = corpus, .result = result, .tokenize = tokenize};
    w.finding_of = rp_alloc(corpus->clauses.n, sizeof *w.finding_of);
    w.inputs = rp_alloc_zero(corpus->inputs.n, sizeof *w.inputs);
    w.past_inputs = rp_alloc_zero(keep->since.inputs.n, sizeof *w.past_inputs);
    int status = w.finding_of && w.inputs && w.past_inputs ? fill(&w) : RP_ERR_MEMORY;
    rp_descent_release(&w.since);
    rp_descent_release(&w.decided);
    rp_free(w.finding_of);
    rp_free(w.inputs);
    rp_free(w.past_inputs);
    rp_buf_release(&w.scratch);
    return status ? rp_fail_memory(err) : RP_OK;
}

void rp_keep_release(struct rp_keep *keep)
{
    rp_past_release(&keep->decided);
    rp_past_release(&keep->since);
    rp_vec_release(&keep->findings);
    rp_vec_release(&keep->members);
    rp_vec_release(&keep->changes);
    rp_vec_release(&keep->gone);
    rp_vec_release(&keep->lost);
    rp_vec_release(&keep->documents);
}

bool rp_keep_validate(const struct rp_keep *keep, const struct rp_corpus *corpus,
                      const struct rp_result *result, const char **why)
{
#define REQUIRE(condition)                                                                 \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            *why = #condition;                                                             \
            return false;                                                                  \
        }                                                                                  \
    } while (0)
    if (!rp_past_validate(&keep->since, why) || !rp_past_validate(&keep->decided, why))
        return false;
    REQUIRE(keep->findings.n == result->findings.n);
    REQUIRE(keep->members.n == result->members.n);
    uint64_t value;
    for (size_t i = 0; i < keep->findings.n; i++) {
        const struct rp_kept *kept = &keep->findings.v[i];
        REQUIRE(rp_key_parse(rp_str_of(kept->key), &value));
        REQUIRE(rp_key_parse(rp_str_of(kept->digest), &value));
        REQUIRE(kept->fate < RP_N_FATES && kept->fate != RP_FATE_GONE);
        REQUIRE(keep->has_since == (kept->fate != RP_FATE_UNKNOWN));
        REQUIRE((kept->fate == RP_FATE_CHANGED || kept->fate == RP_FATE_UNCHANGED) ==
                (kept->was != NONE));
        REQUIRE(kept->was == NONE || kept->was < keep->since.findings.n);
        REQUIRE(kept->first_change <= keep->changes.n);
        REQUIRE(kept->n_changes <= keep->changes.n - kept->first_change);
        REQUIRE(kept->decision < RP_N_DECISIONS);
        REQUIRE(!kept->again || kept->decision != RP_DECISION_NONE);
    }
    for (size_t i = 0; i < keep->changes.n; i++) {
        const struct rp_event *change = &keep->changes.v[i];
        REQUIRE(change->clause == NONE || change->clause < corpus->clauses.n);
        REQUIRE(change->member == NONE || change->member < keep->since.members.n);
        REQUIRE(change->from == NONE || change->from < keep->since.findings.n);
        REQUIRE(change->to == NONE || change->to < result->findings.n);
    }
    for (size_t i = 0; i < keep->lost.n; i++) {
        const struct rp_lost *lost = &keep->lost.v[i];
        REQUIRE(lost->past == &keep->since || lost->past == &keep->decided);
        REQUIRE(lost->was < lost->past->findings.n);
        REQUIRE(lost->to == NONE || lost->to < result->findings.n);
    }
    REQUIRE(keep->gone.n == keep->n_fates[RP_FATE_GONE]);
    for (size_t i = 0; i < keep->gone.n; i++)
        REQUIRE(keep->gone.v[i].was < keep->since.findings.n);
#undef REQUIRE
    return true;
}

const char *rp_fate_name(enum rp_fate fate)
{
    static const char *const names[RP_N_FATES] = {"", "new", "changed", "unchanged",
                                                  "gone"};
    return names[fate];
}

const char *rp_event_name(enum rp_event_kind kind)
{
    static const char *const names[] = {"joined",   "left",  "removed",
                                        "reworded", "moved", "recommendation"};
    return names[kind];
}

const char *rp_document_state_name(enum rp_document_state state)
{
    static const char *const names[] = {"same", "new", "changed", "gone"};
    return names[state];
}
