/* Keys, digests, decisions and what changed, over collections that are edited at random. */
#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "corpora.h"
#include "keep/keep.h"

/* ---- a collection and its edits ----------------------------------------------------- */

enum {
    MAX_RESOLUTIONS = 12,
    MAX_CLAUSES = 24,
    MAX_WORDS = 40,
    N_PROVISIONS = 64,
    NO_PROVISION = -1,
    ROUNDS = 400,
};

struct model_clause {
    unsigned uid;  /* the same for as long as it lives */
    int provision; /* clauses of one provision are one finding */
    unsigned words[MAX_WORDS];
    unsigned n_words;
};

struct model_resolution {
    bool is_there;
    unsigned version; /* of its document */
    struct model_clause clauses[MAX_CLAUSES];
    unsigned n;
};

struct model {
    struct model_resolution resolutions[MAX_RESOLUTIONS];
    unsigned next_uid;
    uint64_t state;
};

static unsigned draw(struct model *model, unsigned below)
{
    model->state = rp_mix(model->state + 0x9e3779b97f4a7c15ULL);
    return (unsigned)(model->state % below);
}

static void put_clause(struct model *model, struct model_resolution *resolution,
                       unsigned at, int provision)
{
    if (resolution->n == MAX_CLAUSES)
        return;
    memmove(&resolution->clauses[at + 1], &resolution->clauses[at],
            (resolution->n - at) * sizeof *resolution->clauses);
    resolution->n++;
    struct model_clause *clause = &resolution->clauses[at];
    clause->uid = model->next_uid++;
    clause->provision = provision;
    clause->n_words = 20;
    for (unsigned i = 0; i < clause->n_words; i++) /* a provision has words of its own */
        clause->words[i] = provision == NO_PROVISION ? draw(model, 100000)
                                                     : (unsigned)provision * 1000 + i;
    if (provision != NO_PROVISION)
        clause->words[draw(model, 20)] = draw(model, 100000);
}

static void make_model(struct model *model, uint64_t seed)
{
    memset(model, 0, sizeof *model);
    model->state = seed;
    for (unsigned r = 0; r < MAX_RESOLUTIONS - 2; r++) {
        struct model_resolution *resolution = &model->resolutions[r];
        resolution->is_there = true;
        for (unsigned i = 0; i < 8; i++)
            put_clause(model, resolution, resolution->n, NO_PROVISION);
    }
    for (int provision = 0; provision < N_PROVISIONS / 4; provision++)
        for (unsigned i = 0, n = 2 + draw(model, 3); i < n; i++) {
            struct model_resolution *resolution =
                &model->resolutions[draw(model, MAX_RESOLUTIONS - 2)];
            put_clause(model, resolution, draw(model, resolution->n + 1), provision);
        }
}

/* Reword a clause: three words in twenty. */
static void reword(struct model *model, struct model_clause *clause)
{
    for (unsigned i = 0; i < clause->n_words * 3 / 20; i++)
        clause->words[draw(model, clause->n_words)] = draw(model, 100000);
}

static void edit(struct model *model)
{
    for (unsigned r = 0; r < MAX_RESOLUTIONS; r++) {
        struct model_resolution *resolution = &model->resolutions[r];
        if (!resolution->is_there || draw(model, 3) == 0)
            continue;
        resolution->version++;
        for (unsigned i = 0; i < resolution->n; i++)
            if (draw(model, 4) == 0)
                reword(model, &resolution->clauses[i]);
        if (draw(model, 2) == 0)
            put_clause(model, resolution, draw(model, resolution->n + 1), NO_PROVISION);
        if (draw(model, 3) == 0)
            put_clause(model, resolution, draw(model, resolution->n + 1),
                       (int)draw(model, N_PROVISIONS));
        if (resolution->n && draw(model, 3) == 0) {
            unsigned at = draw(model, resolution->n);
            memmove(&resolution->clauses[at], &resolution->clauses[at + 1],
                    (resolution->n - at - 1) * sizeof *resolution->clauses);
            resolution->n--;
        }
        if (resolution->n > 1 && draw(model, 3) == 0) {
            unsigned a = draw(model, resolution->n), b = draw(model, resolution->n);
            struct model_clause held = resolution->clauses[a];
            resolution->clauses[a] = resolution->clauses[b];
            resolution->clauses[b] = held;
        }
    }
    int provision = (int)draw(model, N_PROVISIONS);
    for (unsigned i = 0; i < 2; i++) { /* a provision comes, or comes into more */
        struct model_resolution *resolution =
            &model->resolutions[draw(model, MAX_RESOLUTIONS)];
        if (resolution->is_there)
            put_clause(model, resolution, draw(model, resolution->n + 1), provision);
    }
    if (draw(model, 2) == 0) { /* a document leaves or comes */
        struct model_resolution *resolution =
            &model->resolutions[draw(model, MAX_RESOLUTIONS)];
        resolution->is_there = !resolution->is_there;
        if (resolution->is_there && resolution->n == 0)
            for (unsigned i = 0; i < 4; i++)
                put_clause(model, resolution, i, (int)draw(model, N_PROVISIONS));
    }
}

/* ---- from the model to what rp_keep_fill takes -------------------------------------- */

struct made {
    struct rp_corpus corpus;
    struct rp_result result;
    const struct model_clause *of[MAX_RESOLUTIONS * MAX_CLAUSES]; /* each clause */
    unsigned resolution_of[MAX_RESOLUTIONS * MAX_CLAUSES];
    int provision_of[N_PROVISIONS];    /* each finding */
    uint32_t finding_of[N_PROVISIONS]; /* each provision; UINT32_MAX: none */
    struct rp_keep keep;
};

static void add_input(struct rp_corpus *corpus, const char *path, unsigned version)
{
    struct rp_input input = {.path = rp_strdup(path)};
    char text[96];
    ck_assert_ptr_nonnull(input.path);
    snprintf(text, sizeof text, "%s %u", path, version);
    rp_sha256_hex(text, strlen(text), input.sha256);
    ck_assert_int_eq(rp_vec_push(&corpus->inputs, input), RP_OK);
}

static void make_corpus(struct made *made, const struct model *model)
{
    for (unsigned r = 0; r < MAX_RESOLUTIONS; r++) {
        const struct model_resolution *resolution = &model->resolutions[r];
        char number[16], path[32];
        if (!resolution->is_there)
            continue;
        snprintf(number, sizeof number, "%u", r);
        snprintf(path, sizeof path, "r%u.txt", r);
        add_resolution(&made->corpus, r < 6 ? RP_BODY_PP : RP_BODY_WTSA, number, 2018, "");
        add_input(&made->corpus, path, resolution->version);
        for (unsigned i = 0; i < resolution->n; i++) {
            const struct model_clause *clause = &resolution->clauses[i];
            char text[MAX_WORDS * 12] = "";
            for (unsigned k = 0, n = 0; k < clause->n_words; k++)
                n += (unsigned)snprintf(text + n, sizeof text - n, "%sw%u", k ? " " : "",
                                        clause->words[k]);
            made->of[made->corpus.clauses.n] = clause;
            made->resolution_of[made->corpus.clauses.n] = r;
            add_clause(&made->corpus, NULL, text);
            made->corpus.sources.v[made->corpus.sources.n - 1].document =
                (uint32_t)made->corpus.inputs.n - 1;
        }
    }
}

static void add_text(struct rp_buf *text, const char *s, struct rp_span *span)
{
    span->beg = (uint32_t)text->n;
    ck_assert_int_eq(rp_buf_puts(text, s), RP_OK);
    span->end = (uint32_t)text->n;
}

/* Findings in an order that depends on `turn`, so that ids are no help. */
static void make_findings(struct made *made, unsigned turn)
{
    for (int i = 0; i < N_PROVISIONS; i++) {
        int provision = (int)(((unsigned)i * 5 + turn * 7) % N_PROVISIONS);
        struct rp_finding finding = {.first_member = (uint32_t)made->result.members.n,
                                     .recommendation = RP_RECOMMEND_SUPPRESS};
        made->finding_of[provision] = UINT32_MAX;
        for (uint32_t c = 0; c < made->corpus.clauses.n; c++)
            if (made->of[c]->provision == provision) {
                ck_assert_int_eq(
                    rp_vec_push(&made->result.members, (struct rp_member){.clause = c}),
                    RP_OK);
                finding.n_members++;
            }
        if (finding.n_members < 2) {
            made->result.members.n = finding.first_member;
            continue;
        }
        char id[16];
        snprintf(id, sizeof id, "f%zu", made->result.findings.n + 1);
        add_text(&made->result.text, id, &finding.id);
        made->provision_of[made->result.findings.n] = provision;
        made->finding_of[provision] = (uint32_t)made->result.findings.n;
        ck_assert_int_eq(rp_vec_push(&made->result.findings, finding), RP_OK);
    }
}

static struct made *make(const struct model *model, unsigned turn)
{
    struct made *made = rp_alloc_zero(1, sizeof *made);
    ck_assert_ptr_nonnull(made);
    make_corpus(made, model);
    make_findings(made, turn);
    return made;
}

static void fill(struct made *made)
{
    const char *why = "";
    struct rp_error err = {0};
    ck_assert_int_eq(
        rp_keep_fill(&made->keep, &made->corpus, &made->result, cut_text, &err), RP_OK);
    ck_assert_msg(rp_keep_validate(&made->keep, &made->corpus, &made->result, &why), "%s",
                  why);
}

static void unmake(struct made *made)
{
    rp_keep_release(&made->keep);
    rp_result_release(&made->result);
    rp_corpus_release(&made->corpus);
    rp_free(made);
}

/* The files that the earlier run left, through the readers. */
static void print_past(const struct made *old, bool decisions, bool texts,
                       struct rp_buf *json)
{
    const struct rp_corpus *corpus = &old->corpus;
    int status = rp_buf_puts(json, decisions ? "{\"format\":\"reprise-decisions\","
                                               "\"version\":1,\"decisions\":["
                                             : "{\"reprise\":\"0\",\"findings\":[");
    for (size_t f = 0; f < old->result.findings.n; f++) {
        const struct rp_finding *finding = &old->result.findings.v[f];
        const struct rp_kept *kept = &old->keep.findings.v[f];
        status |= rp_buf_printf(
            json,
            decisions ? "%s{\"finding\":\"%s\",\"digest\":\"%s\",\"decision\":\"accept\","
                        "\"note\":\"p%d\",\"members\":["
                      : "%s{\"key\":\"%s\",\"digest\":\"%s\",\"id\":\"f%d\","
                        "\"recommendation\":\"suppress\",\"members\":[",
            f ? "," : "", kept->key, kept->digest, old->provision_of[f]);
        for (uint32_t i = 0; i < finding->n_members; i++) {
            uint32_t m = finding->first_member + i;
            const struct rp_clause *clause =
                &corpus->clauses.v[old->result.members.v[m].clause];
            struct rp_str id = rp_corpus_str(corpus, clause->id),
                          name = rp_corpus_str(
                              corpus, corpus->resolutions.v[clause->resolution].name),
                          text = rp_corpus_str(corpus, clause->text);
            status |= rp_buf_printf(
                json, "%s{\"clause\":\"%.*s\",\"resolution\":\"%.*s\",\"digest\":\"%s\"",
                i ? "," : "", (int)id.n, id.p, (int)name.n, name.p,
                old->keep.members.v[m].digest);
            if (texts)
                status |= rp_buf_printf(json, ",\"text\":\"%.*s\"", (int)text.n, text.p);
            if (!decisions)
                status |= rp_buf_printf(
                    json, ",\"sources\":[{\"file\":\"%s\",\"line\":1}]",
                    corpus->inputs.v[corpus->sources.v[clause->sources.first].document]
                        .path);
            status |= rp_buf_puts(json, "}");
        }
        status |= rp_buf_puts(json, "]}");
    }
    status |= rp_buf_puts(json, "]");
    for (size_t i = 0; i < corpus->inputs.n && !decisions; i++)
        status |= rp_buf_printf(json, "%s{\"path\":\"%s\",\"sha256\":\"%s\"}",
                                i ? "," : ",\"inputs\":[", corpus->inputs.v[i].path,
                                corpus->inputs.v[i].sha256);
    status |= rp_buf_puts(json, decisions ? "}" : "]}");
    ck_assert_int_eq(status, RP_OK);
}

static void remember(struct made *now, const struct made *old, bool decisions, bool texts)
{
    struct rp_buf json = {0};
    struct rp_error err = {0};
    print_past(old, decisions, texts, &json);
    if (decisions) {
        now->keep.has_decisions = true;
        ck_assert_int_eq(
            rp_past_read_decisions(&now->keep.decided, rp_buf_str(&json), "d", &err),
            RP_OK);
    } else {
        now->keep.has_since = true;
        ck_assert_msg(
            rp_past_read_findings(&now->keep.since, rp_buf_str(&json), "s", &err) == RP_OK,
            "%s", err.message);
    }
    rp_buf_release(&json);
}

/* ---- properties --------------------------------------------------------------------- */

static bool is_same_words(const struct model_clause *a, const struct model_clause *b)
{
    return a->n_words == b->n_words &&
           memcmp(a->words, b->words, a->n_words * sizeof *a->words) == 0;
}

/* Clauses that are members of both findings; of them, those with the same words. */
static unsigned count_common(const struct made *old, uint32_t f, const struct made *now,
                             uint32_t g, unsigned *n_same)
{
    const struct rp_finding *a = &old->result.findings.v[f],
                            *b = &now->result.findings.v[g];
    unsigned n = 0;
    *n_same = 0;
    for (uint32_t i = 0; i < a->n_members; i++)
        for (uint32_t k = 0; k < b->n_members; k++) {
            uint32_t c = old->result.members.v[a->first_member + i].clause;
            uint32_t d = now->result.members.v[b->first_member + k].clause;
            if (old->of[c]->uid != now->of[d]->uid ||
                old->resolution_of[c] != now->resolution_of[d])
                continue;
            n++;
            *n_same += is_same_words(old->of[c], now->of[d]);
        }
    return n;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Where and what the members are, sorted: two findings that print alike are alike. */
static void print_members(const struct made *made, uint32_t f, struct rp_buf *out)
{
    static char lines[MAX_RESOLUTIONS * MAX_CLAUSES][MAX_WORDS * 12 + 32];
    const struct rp_finding *finding = &made->result.findings.v[f];
    for (uint32_t i = 0; i < finding->n_members; i++) {
        uint32_t c = made->result.members.v[finding->first_member + i].clause;
        struct rp_str text = rp_corpus_str(&made->corpus, made->corpus.clauses.v[c].text);
        snprintf(lines[i], sizeof lines[i], "%u %.*s", made->resolution_of[c], (int)text.n,
                 text.p);
    }
    qsort(lines, finding->n_members, sizeof *lines, compare_words);
    for (uint32_t i = 0; i < finding->n_members; i++)
        ck_assert_int_eq(rp_buf_printf(out, "%s\n", lines[i]), RP_OK);
}

static bool is_alike(const struct made *a, uint32_t f, const struct made *b, uint32_t g)
{
    struct rp_buf x = {0}, y = {0};
    print_members(a, f, &x);
    print_members(b, g, &y);
    bool alike = rp_str_equal(rp_buf_str(&x), rp_buf_str(&y));
    rp_buf_release(&x);
    rp_buf_release(&y);
    return alike;
}

static bool has_key(const struct made *made, const char *key)
{
    for (size_t f = 0; f < made->keep.findings.n; f++)
        if (strcmp(made->keep.findings.v[f].key, key) == 0)
            return true;
    return false;
}

/* And are words to a spreadsheet, no numbers. */
static void check_keys_are_unique(const struct made *made)
{
    for (size_t f = 0; f < made->keep.findings.n; f++) {
        const char *key = made->keep.findings.v[f].key;
        ck_assert(key[0] >= 'a' && key[0] <= 'f' && strlen(key) == RP_KEY_HEX);
        for (size_t g = 0; g < f; g++)
            ck_assert_str_ne(key, made->keep.findings.v[g].key);
    }
}

START_TEST(keys_last_and_digests_tell_under_random_edits)
{
    unsigned n_kept = 0, n_new = 0, n_changed = 0, n_gone = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct model model;
        make_model(&model, round);
        struct model before = model;
        struct made *old = make(&before, round);
        fill(old);
        check_keys_are_unique(old);
        edit(&model);
        const bool decisions = round % 2, texts = round % 4 != 3;
        struct made *now = make(&model, round + 1);
        remember(now, old, decisions, texts);
        fill(now);
        check_keys_are_unique(now);
        for (uint32_t g = 0; g < now->result.findings.n; g++) {
            const struct rp_kept *kept = &now->keep.findings.v[g];
            uint32_t f = old->finding_of[now->provision_of[g]];
            unsigned n_same = 0, n_common = 0;
            if (f != UINT32_MAX)
                n_common = count_common(old, f, now, g, &n_same);
            if (texts ? n_common : n_same) {
                ck_assert_str_eq(kept->key, old->keep.findings.v[f].key);
                bool alike = is_alike(old, f, now, g);
                ck_assert_int_eq(strcmp(kept->digest, old->keep.findings.v[f].digest) == 0,
                                 alike);
                if (!decisions)
                    ck_assert_int_eq(kept->fate,
                                     alike ? RP_FATE_UNCHANGED : RP_FATE_CHANGED);
                else
                    ck_assert_int_eq(kept->again, !alike);
                n_kept++;
                n_changed += !alike;
            } else if (n_common == 0) {
                if (!decisions)
                    ck_assert_int_eq(kept->fate, RP_FATE_NEW);
                ck_assert(!has_key(old, kept->key));
                n_new++;
            }
        }
        for (uint32_t f = 0; f < old->result.findings.n && !decisions; f++) {
            unsigned n_same;
            uint32_t g = now->finding_of[old->provision_of[f]];
            if (g != UINT32_MAX && count_common(old, f, now, g, &n_same))
                continue;
            bool is_named = false;
            for (size_t i = 0; i < now->keep.gone.n; i++)
                is_named |= now->keep.gone.v[i].was == f;
            ck_assert(is_named);
            n_gone++;
        }
        unmake(now);
        unmake(old);
    }
    /* the edits did what they are for */
    ck_assert_uint_gt(n_kept, 2000);
    ck_assert_uint_gt(n_changed, 1000);
    ck_assert_uint_gt(n_new, 50);
    ck_assert_uint_gt(n_gone, 50);
}
END_TEST

static const struct rp_event *event_of(const struct made *made, uint32_t f,
                                       enum rp_event_kind kind)
{
    const struct rp_kept *kept = &made->keep.findings.v[f];
    for (uint32_t i = 0; i < kept->n_changes; i++)
        if (made->keep.changes.v[kept->first_change + i].kind == kind)
            return &made->keep.changes.v[kept->first_change + i];
    return NULL;
}

static struct model_clause *clause_of(struct model *model, int provision, unsigned nth)
{
    for (unsigned r = 0; r < MAX_RESOLUTIONS; r++)
        for (unsigned i = 0; i < model->resolutions[r].n && model->resolutions[r].is_there;
             i++)
            if (model->resolutions[r].clauses[i].provision == provision && nth-- == 0)
                return &model->resolutions[r].clauses[i];
    return NULL;
}

START_TEST(what_caused_a_change_is_named)
{
    struct model model;
    make_model(&model, 7);
    struct model before = model;
    struct made *old = make(&before, 0);
    fill(old);
    reword(&model, clause_of(&model, 3, 0));           /* 3 is reworded */
    clause_of(&model, 4, 0)->provision = NO_PROVISION; /* 4 loses a clause that stands */
    struct model_resolution *coming = &model.resolutions[MAX_RESOLUTIONS - 1];
    coming->is_there = true;
    put_clause(&model, coming, 0, 5); /* 5 stands in a new document too */
    struct made *now = make(&model, 1);
    remember(now, old, false, true);
    fill(now);
    const struct rp_event *event = event_of(now, now->finding_of[3], RP_EVENT_REWORDED);
    ck_assert_ptr_nonnull(event);
    ck_assert_ptr_eq(now->of[event->clause], clause_of(&model, 3, 0));
    event = event_of(now, now->finding_of[5], RP_EVENT_JOINED);
    ck_assert_ptr_nonnull(event);
    ck_assert_int_eq(event->document, RP_DOCUMENT_NEW);
    ck_assert(rp_str_equal(event->file, RP_STR("r11.txt")));
    ck_assert_uint_eq(now->keep.documents.n, 1);
    if (now->finding_of[4] != UINT32_MAX)
        ck_assert_ptr_nonnull(event_of(now, now->finding_of[4], RP_EVENT_LEFT));
    else
        ck_assert_uint_eq(now->keep.gone.n, 1);
    ck_assert_int_eq(now->keep.findings.v[now->finding_of[6]].fate, RP_FATE_UNCHANGED);
    unmake(now);
    unmake(old);
}
END_TEST

START_TEST(a_key_that_another_finding_would_get_is_not_taken_for_it)
{
    struct model model;
    memset(&model, 0, sizeof model);
    for (unsigned r = 0; r < 2; r++) {
        model.resolutions[r].is_there = true;
        put_clause(&model, &model.resolutions[r], 0, 1);
        put_clause(&model, &model.resolutions[r], 1, 2);
    }
    struct model before = model;
    struct made *old = make(&before, 0);
    fill(old);
    /* a provision put in before gives each its neighbour's id */
    for (unsigned r = 0; r < 2; r++)
        put_clause(&model, &model.resolutions[r], 0, 3);
    for (int decisions = 0; decisions < 2; decisions++) {
        struct made *now = make(&model, 0);
        remember(now, old, decisions, !decisions);
        fill(now);
        check_keys_are_unique(now);
        for (int provision = 1; provision <= 2; provision++)
            ck_assert_str_eq(now->keep.findings.v[now->finding_of[provision]].key,
                             old->keep.findings.v[old->finding_of[provision]].key);
        ck_assert_int_eq(now->keep.findings.v[now->finding_of[3]].decision,
                         RP_DECISION_NONE);
        ck_assert_uint_eq(now->keep.lost.n, 0);
        unmake(now);
    }
    unmake(old);
}
END_TEST

START_TEST(a_resolution_that_gets_another_number_takes_its_findings_along)
{
    struct model model;
    memset(&model, 0, sizeof model);
    for (unsigned r = 0; r < 2; r++) {
        model.resolutions[r].is_there = true;
        put_clause(&model, &model.resolutions[r], 0, 1);
    }
    struct model before = model;
    struct made *old = make(&before, 0);
    fill(old);
    model.resolutions[4] = model.resolutions[0];
    model.resolutions[5] = model.resolutions[1];
    model.resolutions[0].is_there = model.resolutions[1].is_there = false;
    struct made *now = make(&model, 0);
    remember(now, old, false, true);
    fill(now);
    ck_assert_str_eq(now->keep.findings.v[0].key, old->keep.findings.v[0].key);
    ck_assert_int_eq(now->keep.findings.v[0].fate, RP_FATE_CHANGED);
    ck_assert_ptr_nonnull(event_of(now, 0, RP_EVENT_MOVED));
    unmake(now);
    unmake(old);
}
END_TEST

/* ---- files -------------------------------------------------------------------------- */

#define DECISIONS(list)                                                                    \
    "{\"format\":\"reprise-decisions\",\"version\":1,\"decisions\":" list "}"
#define KEY "\"0123456789abcdef\""

START_TEST(a_bad_file_of_decisions_is_refused_by_name_and_place)
{
    static const struct {
        const char *json, *what;
        int code;
    } cases[] = {
        {"", "not JSON", RP_ERR_FORMAT},
        {"[]", "not a JSON object", RP_ERR_FORMAT},
        {"{\"format\":\"x\"}", "reprise-decisions", RP_ERR_FORMAT},
        {"{\"format\":\"reprise-decisions\"}", "version", RP_ERR_FORMAT},
        {"{\"format\":\"reprise-decisions\",\"version\":2,\"decisions\":[]}", "newer",
         RP_ERR_UNSUPPORTED},
        {"{\"format\":\"reprise-decisions\",\"version\":1}", "decisions: missing",
         RP_ERR_FORMAT},
        {DECISIONS("[3]"), "decisions[0]: not an object", RP_ERR_FORMAT},
        {DECISIONS("[{}]"), "decisions[0].finding: missing", RP_ERR_FORMAT},
        {DECISIONS("[{\"finding\":\"0123\"}]"), "decisions[0].finding: not 16",
         RP_ERR_FORMAT},
        {DECISIONS("[{\"finding\":" KEY ",\"digest\":" KEY ",\"decision\":\"maybe\"}]"),
         "decisions[0].decision: 'maybe'", RP_ERR_FORMAT},
        {DECISIONS("[{\"finding\":" KEY ",\"digest\":" KEY
                   ",\"decision\":\"open\",\"note\":1}]"),
         "decisions[0].note: not a string", RP_ERR_FORMAT},
        {DECISIONS("[{\"finding\":" KEY ",\"digest\":" KEY
                   ",\"decision\":\"open\",\"members\":[{\"clause\":\"a\"}]}]"),
         "decisions[0].members[0].resolution: missing", RP_ERR_FORMAT},
        {DECISIONS("[{\"finding\":" KEY ",\"digest\":" KEY ",\"decision\":\"open\"},"
                   "{\"finding\":" KEY ",\"digest\":" KEY ",\"decision\":\"accept\"}]"),
         "decisions[1].finding: the same as in decisions[0]", RP_ERR_FORMAT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rp_past past = {0};
        struct rp_error err = {0};
        ck_assert_int_eq(
            rp_past_read_decisions(&past, rp_str_of(cases[i].json), "notes.json", &err),
            cases[i].code);
        ck_assert_str_eq(err.document, "notes.json");
        ck_assert_msg(strstr(err.message, cases[i].what), "%s", err.message);
        ck_assert_uint_eq(past.findings.n, 0);
    }
    struct rp_past past = {0};
    struct rp_error err = {0};
    ck_assert_int_eq(rp_past_read_decisions(&past, RP_STR("{\"format\": tru"), "d", &err),
                     RP_ERR_FORMAT);
    ck_assert_uint_gt(err.offset, 9);
    /* what is not known is passed over */
    ck_assert_int_eq(
        rp_past_read_decisions(&past,
                               RP_STR("{\"format\":\"reprise-decisions\",\"version\":1,"
                                      "\"more\":{},\"decisions\":[{\"x\":1,\"finding\":" KEY
                                      ",\"digest\":" KEY ",\"decision\":\"reject\"}]}"),
                               "d", &err),
        RP_OK);
    ck_assert_uint_eq(past.findings.n, 1);
    ck_assert_int_eq(past.findings.v[0].decision, RP_DECISION_REJECT);
    rp_past_release(&past);
}
END_TEST

START_TEST(a_decision_without_members_is_found_by_its_key)
{
    struct model model;
    make_model(&model, 3);
    struct made *old = make(&model, 0), *now = make(&model, 1);
    fill(old);
    struct rp_buf json = {0};
    struct rp_error err = {0};
    ck_assert_int_eq(
        rp_buf_printf(
            &json,
            DECISIONS("[{\"finding\":\"%s\",\"digest\":" KEY
                      ",\"decision\":\"accept\",\"note\":\"yes\"},{\"finding\":" KEY
                      ",\"digest\":" KEY ",\"decision\":\"reject\"}]"),
            old->keep.findings.v[2].key),
        RP_OK);
    now->keep.has_decisions = true;
    ck_assert_int_eq(
        rp_past_read_decisions(&now->keep.decided, rp_buf_str(&json), "d", &err), RP_OK);
    fill(now);
    const struct rp_kept *kept =
        &now->keep.findings.v[now->finding_of[old->provision_of[2]]];
    ck_assert_int_eq(kept->decision, RP_DECISION_ACCEPT);
    ck_assert(kept->again);
    ck_assert(rp_str_equal(kept->note, RP_STR("yes")));
    ck_assert_uint_eq(now->keep.lost.n, 1);
    ck_assert_uint_eq(now->keep.lost.v[0].was, 1);
    rp_buf_release(&json);
    unmake(now);
    unmake(old);
}
END_TEST

static Suite *keep_suite(void)
{
    Suite *suite = suite_create("keep");
    TCase *tcase = tcase_create("keep");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, keys_last_and_digests_tell_under_random_edits);
    tcase_add_test(tcase, what_caused_a_change_is_named);
    tcase_add_test(tcase, a_key_that_another_finding_would_get_is_not_taken_for_it);
    tcase_add_test(tcase, a_resolution_that_gets_another_number_takes_its_findings_along);
    tcase_add_test(tcase, a_bad_file_of_decisions_is_refused_by_name_and_place);
    tcase_add_test(tcase, a_decision_without_members_is_found_by_its_key);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(keep_suite)
