#include "suite.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "judge/inside.h"

/* ---- a small corpus, built by hand ---- */

struct ground {
    struct rp_corpus corpus;
    struct rp_tokens tokens;
    uint32_t first[256];
};

/* ASCII is enough here; the rooms do not know each other. */
static int cut(struct rp_tokens *out, struct rp_str s)
{
    for (size_t i = 0; i < s.n;) {
        char word[64];
        size_t n = 0;
        const size_t beg = i;
        while (i < s.n && n < sizeof word && isalnum((unsigned char)s.p[i]))
            word[n++] = (char)tolower((unsigned char)s.p[i++]);
        if (n == 0) {
            i++;
            continue;
        }
        if (rp_vec_push(out,
                        (struct rp_token){rp_hash(word, n, 0), (uint32_t)beg, (uint32_t)i}))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

static struct rp_span put(struct rp_corpus *corpus, const char *s)
{
    const uint32_t beg = (uint32_t)corpus->text.n;
    ck_assert_int_eq(rp_buf_puts(&corpus->text, s), RP_OK);
    return (struct rp_span){beg, (uint32_t)corpus->text.n};
}

static void resolution(struct ground *g, enum rp_body body, const char *number,
                       const char *title)
{
    char name[64];
    snprintf(name, sizeof name, "%s-%s", rp_body_name(body), number);
    struct rp_corpus *c = &g->corpus;
    ck_assert_int_eq(rp_vec_push(&c->resolutions,
                                 (struct rp_resolution){
                                     .name = put(c, name),
                                     .number = put(c, number),
                                     .revision = put(c, "Rev. Dubai, 2018"),
                                     .title = put(c, title),
                                     .body = body,
                                     .first_clause = (uint32_t)c->clauses.n,
                                 }),
                     RP_OK);
    ck_assert_int_eq(rp_vec_push(&c->sections,
                                 (struct rp_section){
                                     .name = put(c, "resolves"),
                                     .resolution = (uint32_t)c->resolutions.n - 1,
                                 }),
                     RP_OK);
}

static struct rp_clause *clause(struct ground *g, const char *text)
{
    struct rp_corpus *c = &g->corpus;
    struct rp_resolution *r = &c->resolutions.v[c->resolutions.n - 1];
    char id[64], item[8];
    snprintf(item, sizeof item, "%u", ++r->n_clauses);
    snprintf(id, sizeof id, "r%zu/resolves/%s", c->resolutions.n, item);
    ck_assert_int_eq(rp_vec_push(&c->clauses,
                                 (struct rp_clause){
                                     .id = put(c, id),
                                     .item = put(c, item),
                                     .text = put(c, text),
                                     .section = (uint32_t)c->sections.n - 1,
                                     .resolution = (uint32_t)c->resolutions.n - 1,
                                 }),
                     RP_OK);
    return &c->clauses.v[c->clauses.n - 1];
}

static struct rp_words words(struct ground *g)
{
    g->tokens.n = 0;
    ck_assert_uint_lt(g->corpus.clauses.n, 255);
    for (size_t i = 0; i < g->corpus.clauses.n; i++) {
        g->first[i] = (uint32_t)g->tokens.n;
        ck_assert_int_eq(
            cut(&g->tokens, rp_corpus_str(&g->corpus, g->corpus.clauses.v[i].text)), RP_OK);
    }
    g->first[g->corpus.clauses.n] = (uint32_t)g->tokens.n;
    return (struct rp_words){g->tokens.v, g->first};
}

static void release(struct ground *g)
{
    rp_corpus_release(&g->corpus);
    rp_vec_release(&g->tokens);
}

static struct rp_options options(void)
{
    struct rp_options options;
    rp_options_init(&options);
    return options;
}

static void judge_all(struct ground *g, const struct rp_options *o,
                      struct rp_result *result)
{
    struct rp_error err = {0};
    const char *why;
    rp_result_init(result);
    ck_assert_int_eq(rp_judge(result, &g->corpus, words(g), cut, o, &err), RP_OK);
    ck_assert_msg(rp_result_validate(result, &g->corpus, &why), "%s", why);
}

static const struct rp_verdict *between(const struct rp_result *result, uint32_t a,
                                        uint32_t b)
{
    for (size_t i = 0; i < result->pairs.n; i++)
        if (result->pairs.v[i].a == a && result->pairs.v[i].b == b)
            return &result->pairs.v[i];
    return NULL;
}

static const char *relation(const struct rp_result *result, uint32_t a, uint32_t b)
{
    const struct rp_verdict *v = between(result, a, b);
    return v ? rp_relation_name(v->relation) : "no pair";
}

/* Text that two resolutions may share; every word of the subject is made up. */
#define LANTERNS                                                                           \
    "to keep a ledger of harbour lanterns and of the wardens who trim them, and to open "  \
    "it to every lighthouse that asks"
#define REPORT "to report to the Council on the implementation of this resolution"

/* ---- weights ---- */

START_TEST(logarithms_are_exact_where_they_can_be)
{
    ck_assert_uint_eq(rp_log2_mbit(1, 1), 0);
    ck_assert_uint_eq(rp_log2_mbit(1, 2), 0);
    ck_assert_uint_eq(rp_log2_mbit(1, 0), 0);
    ck_assert_uint_eq(rp_log2_mbit(8, 1), 3000);
    ck_assert_uint_eq(rp_log2_mbit(3, 1), 1584); /* 1.58496 */
    ck_assert_uint_eq(rp_log2_mbit(1ULL << 40, 1ULL << 20), 20000);
    for (uint64_t n = 2; n < 2000; n++) {
        ck_assert_uint_ge(rp_log2_mbit(n + 1, 1), rp_log2_mbit(n, 1));
        const uint32_t sum = rp_log2_mbit(n, 1) + rp_log2_mbit(3, 1);
        const uint32_t product = rp_log2_mbit(3 * n, 1);
        ck_assert(product >= sum && product - sum <= 1);
    }
}
END_TEST

static void weigh(struct ground *g, struct rp_judge **judge)
{
    struct rp_error err = {0};
    const struct rp_options o = options();
    const char *why;
    ck_assert_int_eq(rp_judge_new(judge, &g->corpus, words(g), cut, &o, &err), RP_OK);
    ck_assert_msg(rp_terms_validate(&(*judge)->terms, &g->corpus, &why), "%s", why);
}

static uint32_t id_of(const struct rp_judge *judge, const char *word)
{
    uint64_t key;
    ck_assert_int_eq(rp_phrases_key(&judge->phrases, rp_str_of(word), cut, &key), 1);
    const uint32_t id = rp_terms_find(&judge->terms, key);
    ck_assert_msg(id != UINT32_MAX, "%s is no term", word);
    return id;
}

START_TEST(rarity_counts_resolutions_and_not_clauses)
{
    struct ground g = {0};
    struct rp_judge *judge = NULL;
    resolution(&g, RP_BODY_PP, "901", "Lanterns");
    clause(&g, "lanterns zorn zorn");
    clause(&g, "lanterns zorn quib");
    clause(&g, "zorn in old wording flimsy")->superseded = true;
    resolution(&g, RP_BODY_PP, "902", "Ferries");
    clause(&g, "ferries and quib");
    weigh(&g, &judge);
    ck_assert_uint_eq(judge->weights.resolutions[id_of(judge, "zorn")], 1);
    ck_assert_uint_eq(judge->weights.resolutions[id_of(judge, "quib")], 2);
    ck_assert_uint_eq(judge->weights.resolutions[id_of(judge, "flimsy")], 0);
    ck_assert_uint_gt(judge->weights.mbit[id_of(judge, "zorn")],
                      judge->weights.mbit[id_of(judge, "quib")]);
    ck_assert_uint_gt(judge->weights.mbit[id_of(judge, "quib")],
                      judge->weights.mbit[id_of(judge, "and")]); /* from weights.tsv */
    rp_judge_free(judge);
    release(&g);
}
END_TEST

START_TEST(a_word_of_unlike_resolutions_is_procedure)
{
    /* "brillig" stands in ten resolutions that share nothing else, "mimsy" in five that
     * share their subject. */
    static const char *const subjects[] = {"ferries", "kettles", "orchards", "tunnels",
                                           "bellows"};
    struct ground g = {0};
    struct rp_judge *judge = NULL;
    char number[8], text[256];
    for (int i = 0; i < 10; i++) {
        snprintf(number, sizeof number, "%d", 800 + i);
        resolution(&g, RP_BODY_PP, number, i < 5 ? subjects[i] : "lanterns");
        if (i < 5)
            snprintf(text, sizeof text, "brillig %s%d %s%d %s%d %s%d", subjects[i], 1,
                     subjects[i], 2, subjects[i], 3, subjects[i], 4);
        else
            snprintf(text, sizeof text, "brillig mimsy lanterns wicks wardens gleam%d", i);
        clause(&g, text);
    }
    weigh(&g, &judge);
    ck_assert_uint_lt(judge->weights.subject_ppm[id_of(judge, "brillig")], 300000);
    ck_assert_uint_gt(judge->weights.subject_ppm[id_of(judge, "mimsy")], 700000);
    rp_judge_free(judge);
    release(&g);
}
END_TEST

/* ---- terms ---- */

START_TEST(one_letter_is_half_a_word_only_where_a_hyphen_stands)
{
    struct ground g = {0};
    struct rp_judge *judge = NULL;
    resolution(&g, RP_BODY_WTSA, "1", "");
    clause(&g, "e-lanterns, e-lanterns and e lanterns burn a long wick");
    resolution(&g, RP_BODY_WTDC, "2", "");
    clause(&g, "elanterns burn along");
    weigh(&g, &judge);
    size_t n, m;
    const struct rp_term *a = rp_judge_terms(judge, 0, &n);
    const struct rp_term *b = rp_judge_terms(judge, 1, &m);
    ck_assert_uint_eq(n, 11);
    ck_assert_uint_eq(m, 4); /* e, lanterns, burn, along */
    ck_assert_uint_eq(a[1].id, b[1].id);
    ck_assert_uint_ne(a[9].id, b[3].id); /* "long" is no part of "along" */
    rp_judge_free(judge);
    release(&g);
}
END_TEST

START_TEST(wording_that_means_the_same_is_one_term)
{
    struct ground g = {0};
    struct rp_judge *judge = NULL;
    resolution(&g, RP_BODY_WTSA, "1", "");
    clause(&g,
           "the Director of TSB and the Telecommunication Standardization Bureau (TSB) in "
           "capacity-building for moored lantern ships (MLSs) is free");
    resolution(&g, RP_BODY_WTDC, "2", "");
    clause(&g,
           "the Director of BDT and BDT in capacitybuilding for MLSs is who can br free, "
           "capacity-building");
    weigh(&g, &judge);
    size_t n, m;
    const struct rp_term *a = rp_judge_terms(judge, 0, &n);
    const struct rp_term *b = rp_judge_terms(judge, 1, &m);
    /* the director of [TSB] and the [TSB] in capacity building for [MLS] is free */
    ck_assert_uint_eq(n, 14);
    ck_assert_uint_eq(a[3].id, b[3].id);
    ck_assert(a[3].sector == 'T' && b[3].sector == 'D');
    ck_assert_uint_eq(a[6].id, a[3].id);
    ck_assert_uint_eq(a[6].n_words, 4);    /* long form and abbreviation are one */
    ck_assert_uint_eq(a[8].id, b[7].id);   /* capacity */
    ck_assert_uint_eq(a[9].id, b[8].id);   /* building */
    ck_assert_uint_eq(a[11].id, b[10].id); /* moored lantern ships, MLSs */
    ck_assert_uint_eq(b[14].n_words, 1);
    ck_assert_int_eq(b[14].sector, 0); /* "br" in small letters is no Bureau */
    ck_assert_uint_eq(m, 18);
    rp_judge_free(judge);
    release(&g);
}
END_TEST

START_TEST(a_citation_is_one_term_at_any_date)
{
    struct ground g = {0};
    struct rp_judge *judge = NULL;
    size_t n, m;
    resolution(&g, RP_BODY_WTSA, "1", "");
    clause(&g, "pursuant to Resolution 17 (Rev. Buenos Aires, 2017) and Decision 5, this "
               "resolution");
    resolution(&g, RP_BODY_WTDC, "2", "");
    clause(&g, "pursuant to Resolution 17 (Dubai, 2014), this resolution (7 of them)");
    weigh(&g, &judge);
    const struct rp_term *a = rp_judge_terms(judge, 0, &n);
    const struct rp_term *b = rp_judge_terms(judge, 1, &m);
    ck_assert_uint_eq(n, 7);
    ck_assert_uint_eq(m, 8);
    ck_assert_uint_eq(a[2].id, b[2].id);
    ck_assert_uint_eq(a[2].n_words, 6);
    ck_assert_int_eq(rp_aligned_kind(&a[2], &b[2]), RP_ALIGNED_SPELLED);
    ck_assert_uint_eq(a[4].n_words, 2);
    ck_assert_uint_eq(a[6].id, b[4].id); /* "resolution" */
    rp_judge_free(judge);
    release(&g);
}
END_TEST

/* ---- relations ---- */

START_TEST(relations_of_small_cases)
{
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    resolution(&g, RP_BODY_PP, "901", "Harbour lanterns and their wardens");
    clause(&g, LANTERNS ";");
    clause(&g, REPORT ";");
    clause(&g,
           "that the Director of TSB shall lend a lantern trimmer to each harbour warden");
    resolution(&g, RP_BODY_WTSA, "902", "Harbour lanterns");
    clause(&g, LANTERNS ",");
    clause(&g,
           "that the Director of TSB shall lend a lantern trimmer to each harbour warden");
    clause(&g, "to keep a ledger of harbour lanterns and of the wardens who trim and paint "
               "them, and to open it to every lighthouse that asks");
    resolution(&g, RP_BODY_WTDC, "903", "Harbour lanterns");
    clause(&g,
           "that the Director of BDT shall lend a lantern trimmer to each harbour warden");
    clause(&g, "to invite the pilots of all ferries to a yearly supper at which prizes for "
               "rope splicing are given, and in addition " LANTERNS
               ", beginning with the oldest of the islands");
    resolution(&g, RP_BODY_WTDC, "904", "Kettles");
    clause(&g, REPORT ",");
    clause(&g, "that kettles be descaled");
    judge_all(&g, &o, &result);
    ck_assert_str_eq(relation(&result, 0, 3), "identical");
    ck_assert_str_eq(relation(&result, 0, 5), "near-identical");
    ck_assert_str_eq(relation(&result, 2, 4), "identical");
    ck_assert_str_eq(relation(&result, 2, 6), "sector-variant");
    ck_assert_str_eq(relation(&result, 4, 6), "sector-variant");
    ck_assert_str_eq(relation(&result, 0, 7), "contains");
    ck_assert_str_eq(relation(&result, 1, 8), "formula");
    ck_assert_ptr_null(between(&result, 0, 1)); /* one resolution */
    ck_assert_ptr_null(between(&result, 3, 5));
    ck_assert_ptr_null(between(&result, 0, 9));
    const struct rp_verdict *v = between(&result, 4, 6);
    ck_assert_uint_lt(v->same_mbit, v->shared_mbit);
    ck_assert_uint_eq(v->shared_mbit, v->a_mbit);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(integration_and_revision)
{
    struct ground g = {0};
    struct rp_result result;
    struct rp_options o = options();
    o.all_relations = o.superseded = true;
    resolution(&g, RP_BODY_PP, "901", "Harbour lanterns");
    clause(&g, LANTERNS ";");
    clause(&g, LANTERNS " in writing;")->superseded = true;
    resolution(&g, RP_BODY_WTSA, "902", "Lantern codes");
    struct rp_clause *c = clause(
        &g,
        "in carrying out resolves 1 of Resolution 901 (Dubai, 2018), which asks " LANTERNS
        ", to draw up a semaphore alphabet of forty signals, its shutters and its "
        "cadence, by means of which wardens may confirm each entry");
    c->n_cites = 1;
    ck_assert_int_eq(rp_vec_push(&g.corpus.cites, (struct rp_cite){.resolution = 0}),
                     RP_OK);
    judge_all(&g, &o, &result);
    ck_assert_str_eq(relation(&result, 0, 1), "revision");
    ck_assert_str_eq(relation(&result, 0, 2), "integration");
    ck_assert_uint_eq(result.findings.n, 0);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(what_both_share_beside_other_substance_is_partial)
{
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    resolution(&g, RP_BODY_PP, "901", "Harbour lanterns");
    clause(&g,
           "to engrave on brass plates the tides, shoals and currents that pilots of heavy "
           "barges dread in autumn gales; " LANTERNS);
    resolution(&g, RP_BODY_WTDC, "902", "Lighthouse ledgers");
    clause(&g,
           "to teach orphans of drowned fishermen bookkeeping, penmanship and the tying of "
           "knots in evening classes; " LANTERNS);
    judge_all(&g, &o, &result);
    ck_assert_str_eq(relation(&result, 0, 1), "partial");
    ck_assert_uint_eq(result.findings.n, 0);
    rp_result_release(&result);
    release(&g);
}
END_TEST

/* ---- findings ---- */

/* Three resolutions: a run of three provisions, the last of which stands in two only; and a
 * clause that all three share with a fourth. */
static void fill_findings(struct ground *g)
{
    static const char *const provisions[] = {
        "that the choirmaster be chosen by lot from among the ferrymen of the northern "
        "quay",
        "that no ferryman be choirmaster for longer than nine winters, unless the bishop "
        "weeps",
        "that the bell rope be mended each spring with hemp from the widow's allotment"};
    resolution(g, RP_BODY_PP, "901", "Choirmasters of the ferries");
    for (int i = 0; i < 3; i++)
        clause(g, provisions[i]);
    resolution(g, RP_BODY_WTSA, "902", "Choirmasters");
    for (int i = 0; i < 2; i++)
        clause(g, provisions[i]);
    clause(g,
           "that the bell rope be mended each spring with hemp from the widow's allotment, "
           "and that jugglers with torches, a brass band and a fire-eater from the next "
           "parish accompany the mending");
    resolution(g, RP_BODY_WTDC, "903", "Choirmasters");
    for (int i = 0; i < 2; i++)
        clause(g, provisions[i]);
}

START_TEST(a_run_is_one_finding)
{
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    fill_findings(&g);
    judge_all(&g, &o, &result);
    ck_assert_uint_eq(result.findings.n, 1);
    const struct rp_finding *f = &result.findings.v[0];
    ck_assert_int_eq(f->kind, RP_FINDING_RUN);
    ck_assert_uint_eq(f->n_rows, 3);
    ck_assert_uint_eq(f->n_members, 8);
    ck_assert_uint_eq(f->n_resolutions, 3);
    ck_assert_uint_eq(f->bodies,
                      1u << RP_BODY_PP | 1u << RP_BODY_WTSA | 1u << RP_BODY_WTDC);
    ck_assert_int_eq(f->recommendation, RP_RECOMMEND_SUPPRESS);
    ck_assert_int_eq(f->relation, RP_RELATION_CONTAINS);
    const struct rp_str reference = rp_result_str(&result, f->reference);
    ck_assert_msg(
        rp_str_equal(reference, RP_STR("pursuant to *resolves* 1 to 3 of Resolution "
                                       "901 (Rev. Dubai, 2018) of the Plenipotentiary "
                                       "Conference")),
        "%.*s", (int)reference.n, reference.p);
    const struct rp_member *trimmed = &result.members.v[f->first_member + 7];
    ck_assert_uint_eq(trimmed->clause, 5);
    ck_assert_int_eq(trimmed->recommendation, RP_RECOMMEND_TRIM);
    ck_assert_uint_eq(trimmed->n_residue, 1);
    const struct rp_span residue = result.residues.v[trimmed->first_residue];
    const struct rp_str text = rp_corpus_str(&g.corpus, g.corpus.clauses.v[5].text);
    ck_assert_int_eq(strncmp(text.p + residue.beg, "and that jugglers", 17), 0);
    ck_assert_uint_eq(residue.end, text.n);
    ck_assert_uint_eq(result.members.v[f->first_member].words_shared, 15);
    /* what streamlining saves: all words of what goes, less a reference in each resolution
     */
    ck_assert_uint_eq(f->words_saved, (44 - 16) + (29 - 16));
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(procedure_inside_a_run_belongs_to_it)
{
    static const char *const provisions[] = {"that the choirmaster be chosen by lot from "
                                             "among the ferrymen of the northern quay",
                                             REPORT,
                                             "that no ferryman be choirmaster for longer "
                                             "than nine winters, unless the bishop weeps"};
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    resolution(&g, RP_BODY_PP, "901", "Choirmasters of the ferries");
    for (int i = 0; i < 3; i++)
        clause(&g, provisions[i]);
    resolution(&g, RP_BODY_WTSA, "902", "Choirmasters");
    for (int i = 0; i < 3; i++)
        clause(&g, provisions[i]);
    resolution(&g, RP_BODY_WTSA, "903", "Kettles");
    clause(&g, provisions[1]);
    judge_all(&g, &o, &result);
    ck_assert_str_eq(relation(&result, 1, 4), "formula");
    ck_assert_uint_eq(result.findings.n, 1);
    const struct rp_finding *f = &result.findings.v[0];
    ck_assert_uint_eq(f->n_rows, 3);
    ck_assert_uint_eq(f->n_members, 6);
    ck_assert_uint_eq(f->n_resolutions, 2);
    ck_assert_int_eq(f->relation, RP_RELATION_IDENTICAL);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(the_same_sentence_about_another_subject_is_no_repetition)
{
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    resolution(&g, RP_BODY_PP, "901", "Empowerment of ferrymen");
    clause(&g,
           "to see that the wishes of ferrymen are heard in drafting the tide tables, the "
           "harbour dues and the rules of the quays");
    resolution(&g, RP_BODY_PP, "902", "Empowerment of lamplighters");
    clause(&g,
           "to see that the wishes of lamplighters are heard in drafting the tide tables, "
           "the harbour dues and the rules of the quays");
    judge_all(&g, &o, &result);
    ck_assert_str_eq(relation(&result, 0, 1), "partial");
    ck_assert(between(&result, 0, 1)->swaps_subject);
    ck_assert_uint_eq(result.findings.n, 0);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(how_much_of_a_resolution_stands_elsewhere)
{
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    fill_findings(&g);
    judge_all(&g, &o, &result);
    ck_assert_uint_eq(result.standings.n, 3);
    const struct rp_standing *s = &result.standings.v[0];
    ck_assert_uint_eq(s->words_operative, 44);
    ck_assert_uint_eq(s->repeated_operative, 44);
    ck_assert_uint_eq(s->words_preamble, 0);
    ck_assert_uint_eq(s->n_ties, 2);
    ck_assert_uint_eq(result.ties.v[s->first_tie].other, 1);
    ck_assert_uint_eq(result.ties.v[s->first_tie].words_operative, 44);
    ck_assert_uint_eq(result.ties.v[s->first_tie].n_pairs, 3);
    ck_assert_uint_eq(result.ties.v[s->first_tie + 1].words_operative, 29);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(superseded_wording_and_the_resolution_itself_make_no_finding)
{
    struct ground g = {0};
    struct rp_result result;
    struct rp_options o = options();
    o.all_relations = o.superseded = true;
    resolution(&g, RP_BODY_PP, "901", "Harbour lanterns");
    clause(&g, LANTERNS);
    clause(&g, LANTERNS);
    resolution(&g, RP_BODY_WTSA, "902", "Harbour lanterns");
    clause(&g, LANTERNS)->superseded = true;
    judge_all(&g, &o, &result);
    ck_assert_str_eq(relation(&result, 0, 1), "identical");
    ck_assert_str_eq(relation(&result, 0, 2), "identical");
    ck_assert_uint_eq(result.findings.n, 0);
    ck_assert_uint_eq(result.standings.v[0].repeated_operative, 0);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(an_unrelated_resolution_changes_no_relation)
{
    struct ground g = {0}, h = {0};
    struct rp_result before, after;
    const struct rp_options o = options();
    fill_findings(&g);
    fill_findings(&h);
    resolution(&h, RP_BODY_RA, "999", "Beekeeping on rooftops");
    clause(&h, "that hives be painted in a colour which the swarm has not seen before");
    judge_all(&g, &o, &before);
    judge_all(&h, &o, &after);
    ck_assert_uint_gt(before.pairs.n, 5);
    for (size_t i = 0; i < before.pairs.n; i++) {
        const struct rp_verdict *v = &before.pairs.v[i];
        const struct rp_verdict *w = between(&after, v->a, v->b);
        ck_assert_ptr_nonnull(w);
        ck_assert_int_eq(w->relation, v->relation);
        const uint32_t change = w->score_ppm > v->score_ppm ? w->score_ppm - v->score_ppm
                                                            : v->score_ppm - w->score_ppm;
        ck_assert_uint_lt(change, 20000);
    }
    ck_assert_uint_eq(before.findings.n, after.findings.n);
    rp_result_release(&before);
    rp_result_release(&after);
    release(&g);
    release(&h);
}
END_TEST

START_TEST(ranges_do_not_matter)
{
    struct ground g = {0};
    struct rp_result whole, pieces;
    struct rp_error err = {0};
    const struct rp_options o = options();
    fill_findings(&g);
    judge_all(&g, &o, &whole);
    rp_result_init(&pieces);
    struct rp_judge *judge = NULL;
    weigh(&g, &judge);
    struct rp_candidates candidates = {0};
    for (uint32_t i = 8; i-- > 0;)
        ck_assert_int_eq(rp_judge_candidates(judge, i, i + 1, &candidates, &err), RP_OK);
    struct rp_judged judged[64] = {0};
    ck_assert_uint_lt(candidates.n, 64);
    for (size_t i = 0; i < candidates.n; i++)
        ck_assert_int_eq(rp_judge_pairs(judge, &candidates, i, i + 1, &judged[i], &err),
                         RP_OK);
    ck_assert_int_eq(rp_judge_result(judge, judged, candidates.n, &pieces, &err), RP_OK);
    ck_assert_uint_eq(whole.pairs.n, pieces.pairs.n);
    ck_assert_mem_eq(whole.pairs.v, pieces.pairs.v, whole.pairs.n * sizeof *whole.pairs.v);
    ck_assert_uint_eq(whole.spans.n, pieces.spans.n);
    ck_assert_mem_eq(whole.spans.v, pieces.spans.v, whole.spans.n * sizeof *whole.spans.v);
    ck_assert(rp_str_equal(rp_buf_str(&whole.text), rp_buf_str(&pieces.text)));
    for (size_t i = 0; i < candidates.n; i++)
        rp_judged_release(&judged[i]);
    rp_vec_release(&candidates);
    rp_judge_free(judge);
    rp_result_release(&whole);
    rp_result_release(&pieces);
    release(&g);
}
END_TEST

START_TEST(a_clause_with_too_many_candidates_keeps_the_nearest_and_it_is_counted)
{
    struct ground g = {0};
    struct rp_error err = {0};
    struct rp_judge *judge = NULL;
    struct rp_candidates candidates = {0};
    struct rp_options o = options();
    char number[8];
    for (int i = 0; i < 6; i++) {
        snprintf(number, sizeof number, "%d", 900 + i);
        resolution(&g, RP_BODY_PP, number, "Harbour lanterns");
        clause(&g, i == 2 ? LANTERNS " and to polish them" : LANTERNS);
    }
    o.max_candidates = 2;
    ck_assert_int_eq(rp_judge_new(&judge, &g.corpus, words(&g), cut, &o, &err), RP_OK);
    ck_assert_int_eq(rp_judge_candidates(judge, 5, 6, &candidates, &err), RP_OK);
    ck_assert_uint_eq(candidates.n, 2);
    ck_assert_uint_eq(candidates.v[0].a, 0);
    ck_assert_uint_eq(candidates.v[1].a, 1);
    struct rp_result result = {0};
    ck_assert_int_eq(rp_judge_result(judge, NULL, 0, &result, &err), RP_OK);
    ck_assert_uint_eq(result.cuts.candidates, 3);
    rp_result_release(&result);
    rp_vec_release(&candidates);
    rp_judge_free(judge);
    release(&g);
}
END_TEST

START_TEST(an_explanation_accounts_for_every_bit)
{
    struct ground g = {0};
    struct rp_error err = {0};
    struct rp_judge *judge = NULL;
    struct rp_explanation e = {0};
    fill_findings(&g);
    weigh(&g, &judge);
    ck_assert_int_eq(rp_judge_explain(judge, 5, 2, &e, &err), RP_OK);
    ck_assert_uint_eq(e.pair.a, 2);
    ck_assert_int_eq(e.pair.relation, RP_RELATION_CONTAINS);
    uint32_t all = 0, shared = 0, subject = 0;
    for (size_t i = 0; i < e.a.n; i++) {
        all += e.a.v[i].mbit;
        if (e.a.v[i].partner == UINT32_MAX)
            continue;
        shared += e.a.v[i].mbit;
        subject += e.a.v[i].subject_mbit;
        ck_assert_uint_eq(e.b.v[e.a.v[i].partner].partner, i);
    }
    ck_assert_uint_eq(all, e.pair.a_mbit);
    ck_assert_uint_eq(shared, e.pair.shared_mbit);
    ck_assert_uint_eq(subject, e.pair.subject_mbit);
    ck_assert_uint_gt(e.reason.n, 0);
    rp_explanation_release(&e);
    rp_judge_free(judge);
    release(&g);
}
END_TEST

START_TEST(nothing_to_judge)
{
    struct ground g = {0};
    struct rp_result result;
    const struct rp_options o = options();
    judge_all(&g, &o, &result);
    ck_assert_uint_eq(result.pairs.n + result.findings.n + result.standings.n, 0);
    rp_result_release(&result);
    resolution(&g, RP_BODY_PP, "901", "");
    clause(&g, "");
    clause(&g, "...");
    resolution(&g, RP_BODY_PP, "902", "");
    clause(&g, "word");
    judge_all(&g, &o, &result);
    ck_assert_uint_eq(result.pairs.n, 0);
    rp_result_release(&result);
    release(&g);
}
END_TEST

START_TEST(a_failed_allocation_leaves_the_result_as_it_was)
{
    struct ground g = {0};
    struct rp_result result;
    struct rp_error err = {0};
    const struct rp_options o = options();
    fill_findings(&g);
    judge_all(&g, &o, &result);
    const size_t n_pairs = result.pairs.n;
    const struct rp_words w = words(&g);
    int status = RP_ERR_MEMORY;
    /* the tables of words fill one slot after the other: most allocations are of them */
    for (uint64_t n = 1; status; n += n < 200 ? 1 : 97) {
        rp_alloc_fail_at(n);
        status = rp_judge(&result, &g.corpus, w, cut, &o, &err);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || status == RP_ERR_MEMORY);
        ck_assert_uint_eq(result.pairs.n, n_pairs);
    }
    rp_result_release(&result);
    release(&g);
}
END_TEST

static Suite *judge_suite(void)
{
    Suite *suite = suite_create("judge");
    TCase *tcase = tcase_create("judge");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, logarithms_are_exact_where_they_can_be);
    tcase_add_test(tcase, rarity_counts_resolutions_and_not_clauses);
    tcase_add_test(tcase, a_word_of_unlike_resolutions_is_procedure);
    tcase_add_test(tcase, one_letter_is_half_a_word_only_where_a_hyphen_stands);
    tcase_add_test(tcase, wording_that_means_the_same_is_one_term);
    tcase_add_test(tcase, a_citation_is_one_term_at_any_date);
    tcase_add_test(tcase, relations_of_small_cases);
    tcase_add_test(tcase, integration_and_revision);
    tcase_add_test(tcase, what_both_share_beside_other_substance_is_partial);
    tcase_add_test(tcase, a_run_is_one_finding);
    tcase_add_test(tcase, procedure_inside_a_run_belongs_to_it);
    tcase_add_test(tcase, the_same_sentence_about_another_subject_is_no_repetition);
    tcase_add_test(tcase, how_much_of_a_resolution_stands_elsewhere);
    tcase_add_test(tcase, superseded_wording_and_the_resolution_itself_make_no_finding);
    tcase_add_test(tcase, an_unrelated_resolution_changes_no_relation);
    tcase_add_test(tcase, ranges_do_not_matter);
    tcase_add_test(tcase,
                   a_clause_with_too_many_candidates_keeps_the_nearest_and_it_is_counted);
    tcase_add_test(tcase, an_explanation_accounts_for_every_bit);
    tcase_add_test(tcase, nothing_to_judge);
    tcase_add_test(tcase, a_failed_allocation_leaves_the_result_as_it_was);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(judge_suite)
