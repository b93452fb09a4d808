#include "suite.h"

#include <string.h>

#include "corpora.h"
#include "judge/citation.h"
#include "judge/link.h"
#include "reprise.h"

/* A map of the corpus, with what it was made from. */
struct mapped {
    struct rp_corpus corpus;
    struct cut_words words;
    struct rp_options options;
    struct rp_judge *judge;
    struct rp_result result;
    struct rp_links links;
};

static void map_corpus_by(struct mapped *m, const struct rp_link_parameters *parameters)
{
    const char *why;
    rp_options_init(&m->options);
    rp_result_init(&m->result);
    cut_words(&m->words, &m->corpus);
    const struct rp_words words = {m->words.tokens.v, m->words.first};
    ck_assert_int_eq(
        rp_judge_new(&m->judge, &m->corpus, words, cut_text, &m->options, NULL), RP_OK);
    ck_assert_int_eq(rp_judge(&m->result, &m->corpus, words, cut_text, &m->options, NULL),
                     RP_OK);
    ck_assert_int_eq(rp_links_fill(&m->links, m->judge, &m->result, parameters, NULL),
                     RP_OK);
    ck_assert_msg(rp_links_validate(&m->links, &m->corpus, &why), "%s", why);
}

static void map_corpus(struct mapped *m)
{
    map_corpus_by(m, &rp_link_parameters_default);
}

static void release(struct mapped *m)
{
    rp_links_release(&m->links);
    rp_links_release(&m->links);
    rp_result_release(&m->result);
    rp_judge_free(m->judge);
    release_words(&m->words);
    rp_corpus_release(&m->corpus);
}

/* Indices, in order: three PP resolutions, then Sector ones. */
enum { HARBOURS, KITES, FROST, BEACONS_T, BEACONS_D, SIGNALS_R, KITES_T, N };

static void fill_corpus(struct rp_corpus *corpus)
{
    rp_corpus_init(corpus);
    add_resolution(corpus, RP_BODY_PP, "1", 2018, "Beacons that light fishing harbours");
    add_clause(corpus, NULL, "that every fishing harbour keeps a beacon with two lamps;");
    add_resolution(corpus, RP_BODY_PP, "2", 2018, "Travelling kite festivals");
    add_resolution(corpus, RP_BODY_PP, "3", 2014, "Warnings of frost for orchards");
    add_clause(corpus, NULL, "to warn orchards before the night of a frost;");
    add_resolution(corpus, RP_BODY_WTSA, "10", 2016, "Lamps of harbour beacons");
    add_clause(corpus, NULL, "that lamps carry the candle mark of the smelting guild;");
    add_resolution(corpus, RP_BODY_WTDC, "20", 2017, "Fishing harbours and their beacons");
    add_resolution(corpus, RP_BODY_RA, "30", 2015, "The candle mark of the smelting guild");
    add_clause(corpus, NULL, "that the candle mark is cut by the smelting guild of lamps;");
    add_resolution(corpus, RP_BODY_WTSA, "40", 2016, "Ropes");
    add_clause(corpus, "the Director", "to count ropes, under Resolution 2;");
    add_cite(corpus, "PP-2", "Rev. Somewhere, 2014", KITES);
}

static uint32_t score_of(const struct mapped *m, uint32_t a, uint32_t b)
{
    return m->links.scores[rp_pair_index(a, b)];
}

static const struct rp_link *best_of(const struct mapped *m, uint32_t a)
{
    for (size_t i = 0; i < m->links.links.n; i++)
        if (m->links.links.v[i].a == a)
            return &m->links.links.v[i];
    return NULL;
}

START_TEST(a_resolution_leads_to_the_one_of_its_subject)
{
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    map_corpus(&m);
    ck_assert_uint_eq(best_of(&m, BEACONS_T)->b, HARBOURS);
    ck_assert_uint_eq(best_of(&m, BEACONS_D)->b, HARBOURS);
    ck_assert_int_eq(best_of(&m, BEACONS_D)->evidence, RP_EVIDENCE_TITLE);
    ck_assert_uint_gt(score_of(&m, BEACONS_D, HARBOURS), score_of(&m, BEACONS_D, FROST));
    const struct rp_str word = rp_corpus_str(&m.corpus, best_of(&m, BEACONS_D)->words[0]);
    ck_assert(rp_str_equal(word, RP_STR("Beacons")) ||
              rp_str_equal(word, RP_STR("fishing")) ||
              rp_str_equal(word, RP_STR("harbours")));
    release(&m);
}
END_TEST

START_TEST(a_citation_is_evidence_where_no_word_is_shared)
{
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    map_corpus(&m);
    const struct rp_link *link = best_of(&m, KITES_T);
    ck_assert_ptr_nonnull(link);
    ck_assert_uint_eq(link->b, KITES);
    ck_assert_int_eq(link->evidence, RP_EVIDENCE_CITATION);
    ck_assert_uint_eq(link->strength.citation, 1);
    release(&m);
}
END_TEST

START_TEST(a_name_said_in_a_long_text_counts)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_PP, "1", 2018, "Smudge pots");
    add_resolution(&m.corpus, RP_BODY_PP, "2", 2018, "Travelling kite festivals");
    add_resolution(&m.corpus, RP_BODY_WTSA, "10", 2016, "Orchards");
    add_clause(&m.corpus, NULL, "to plant, prune, graft, spray and water all fruit trees;");
    add_clause(&m.corpus, NULL, "to light smudge pots in frosty valleys before sunrise;");
    add_resolution(&m.corpus, RP_BODY_WTSA, "11", 2016, "Kite ropes");
    map_corpus(&m);
    const struct rp_strength *said = &m.links.strengths[rp_pair_index(0, 2)];
    const struct rp_strength *half = &m.links.strengths[rp_pair_index(1, 3)];
    ck_assert_uint_ge(said->named, 999990); /* of squares, rounded down */
    ck_assert_uint_lt(said->subject, 500000);
    ck_assert_uint_gt(half->named, 100000); /* "kite" of three words */
    ck_assert_uint_lt(half->named, 700000);
    struct rp_link_parameters without = rp_link_parameters_default;
    struct rp_links links = {0};
    without.named_ppm = 0;
    ck_assert_int_eq(rp_links_fill(&links, m.judge, &m.result, &without, NULL), RP_OK);
    ck_assert_uint_gt(m.links.scores[rp_pair_index(0, 2)],
                      links.scores[rp_pair_index(0, 2)]);
    rp_links_release(&links);
    release(&m);
}
END_TEST

START_TEST(a_neighbour_leads_where_no_word_is_shared)
{
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    map_corpus(&m);
    const struct rp_link *link = best_of(&m, SIGNALS_R);
    ck_assert_ptr_nonnull(link);
    ck_assert_uint_eq(link->b, HARBOURS);
    ck_assert_uint_eq(link->through, BEACONS_T);
    release(&m);
}
END_TEST

START_TEST(a_neighbour_by_citation_leads_nowhere)
{
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    /* Ropes cite the guild's mark, and that leads to no harbour. */
    add_cite(&m.corpus, "RA-30", "Rev. Somewhere, 2015", SIGNALS_R);
    map_corpus(&m);
    ck_assert_uint_eq(m.links.strengths[rp_pair_index(KITES_T, SIGNALS_R)].citation, 1);
    for (size_t i = 0; i < m.links.links.n; i++)
        ck_assert(m.links.links.v[i].a != KITES_T ||
                  m.links.links.v[i].through != SIGNALS_R);
    release(&m);
}
END_TEST

/* The title strength of a PP and a WTDC resolution; `clause` is another's. */
static uint32_t title_strength(const char *pp, const char *wtdc, const char *clause)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_PP, "1", 2018, pp);
    add_resolution(&m.corpus, RP_BODY_PP, "2", 2018, "Ropes and their knots");
    add_clause(&m.corpus, NULL, clause);
    add_resolution(&m.corpus, RP_BODY_WTDC, "3", 2017, wtdc);
    map_corpus(&m);
    const uint32_t ppm = m.links.strengths[rp_pair_index(0, 2)].title;
    release(&m);
    return ppm;
}

START_TEST(words_of_a_long_form_count_beside_it)
{
    static const char spelled[] = "to keep the Lantern Keeping Assembly (LKA) warm;";
    static const char not_spelled[] = "to keep the assembly warm;";
    ck_assert_uint_eq(title_strength("Lanterns of quays", "LKA", not_spelled), 0);
    ck_assert_uint_gt(title_strength("Lanterns of quays", "LKA", spelled), 100000);
    ck_assert_uint_gt(
        title_strength("Lanterns of quays", "Lantern Keeping Assembly", spelled), 100000);
    /* The abbreviation is still worth more than any of its words. */
    ck_assert_uint_gt(title_strength("LKA", "Lantern Keeping Assembly", spelled),
                      title_strength("Lanterns of quays", "LKA", spelled));
}
END_TEST

START_TEST(a_stem_is_the_same_in_plural_and_as_an_adjective)
{
    static const char *const same[][2] = {{"Utopia", "Utopian"},
                                          {"gallery", "galleries"},
                                          {"lanterns", "Lantern"},
                                          {"lamp", "lamps"},
                                          {"lighthouses", "lighthouse"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        ck_assert_msg(title_strength(same[i][0], same[i][1], "to knot ropes;") > 990000,
                      "%s, %s", same[i][0], same[i][1]);
    ck_assert_uint_eq(title_strength("glass", "glare", "to knot ropes;"), 0);
    ck_assert_uint_eq(title_strength("Utopia", "uses", "to knot ropes;"), 0);
}
END_TEST

START_TEST(a_shared_provision_is_evidence_by_text)
{
    static const char provision[] =
        "to publish each autumn the register of lamp oil, with the weight of every cask, "
        "the harbour where it was filled and the name of the keeper who signed for it;";
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_RA, "50", 2015, "Ledgers");
    const uint32_t ledgers = (uint32_t)m.corpus.resolutions.n - 1;
    add_clause(&m.corpus, NULL, provision);
    /* The PP resolution is first, so its clause has to be the first too. */
    struct rp_clause *first = &m.corpus.clauses.v[0];
    first->text = m.corpus.clauses.v[m.corpus.clauses.n - 1].text;
    map_corpus(&m);
    const struct rp_link *link = best_of(&m, ledgers);
    ck_assert_ptr_nonnull(link);
    ck_assert_uint_eq(link->b, HARBOURS);
    ck_assert_int_eq(link->evidence, RP_EVIDENCE_TEXT);
    ck_assert_uint_gt(link->strength.text, 200000);
    release(&m);
}
END_TEST

START_TEST(a_label_ends_where_a_word_does)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_PP, "1", 2018,
                   "Appointment of the keepers of harbours and their (vice-)keepers, and "
                   "of all others who watch over ships");
    add_resolution(&m.corpus, RP_BODY_WTSA, "10", 2016,
                   "Harbours and their (vice-)keepers");
    add_resolution(&m.corpus, RP_BODY_WTSA, "11", 2016, "Kites");
    map_corpus(&m);
    ck_assert_uint_eq(m.links.groups.n, 1);
    const struct rp_subject *group = &m.links.groups.v[0];
    const struct rp_str label = {m.links.text.v + group->label.beg,
                                 group->label.end - group->label.beg};
    const struct rp_str title = rp_corpus_str(&m.corpus, m.corpus.resolutions.v[0].title);
    /* But for its first letter, the label stands in the title, from space to space. */
    const char *at = memmem(title.p, title.n, label.p + 1, label.n - 1);
    ck_assert_ptr_nonnull(at);
    ck_assert(at - 1 == title.p || at[-2] == ' ');
    ck_assert_uint_lt(label.n, title.n);
    ck_assert(memmem(label.p, label.n, "(vice-)keepers", 14) != NULL);
    ck_assert_int_ne(label.p[label.n - 1], ',');
    release(&m);
}
END_TEST

/* The label of a subject whose first title is this and whose other title is that. */
static void expect_label(const char *title, const char *other, const char *expected)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_PP, "1", 2018, title);
    add_resolution(&m.corpus, RP_BODY_WTSA, "10", 2016, other);
    add_resolution(&m.corpus, RP_BODY_WTSA, "11", 2016, "Kites");
    struct rp_link_parameters parameters = rp_link_parameters_default;
    parameters.group_ppm = 50000; /* long titles with little in common */
    map_corpus_by(&m, &parameters);
    ck_assert_uint_eq(m.links.groups.n, 1);
    const struct rp_subject *group = &m.links.groups.v[0];
    const size_t n = group->label.end - group->label.beg;
    const char *label = m.links.text.v + group->label.beg;
    ck_assert_msg(n == strlen(expected) && memcmp(label, expected, n) == 0, "%.*s", (int)n,
                  label);
    release(&m);
}

START_TEST(a_label_is_whole_phrases)
{
    /* Not "Lighting", nor "... lamps for": the noun, and what "of" goes before. */
    expect_label(
        "Lighting of harbour lamps for the safe return of everybody who went out to "
        "sea in winter",
        "Lighting", "Lighting of harbour lamps");
    /* An adjective has its noun. */
    expect_label("Report about the counterfeit lanterns in the hands of "
                 "strangers from abroad",
                 "Counterfeit", "Counterfeit lanterns");
    /* A verb has what it is about. */
    expect_label("Support given to the people of the island to rebuild their ferries, with "
                 "help of the neighbours",
                 "Island to rebuild", "Island to rebuild their ferries");
    /* No verb begins a label, nor half of what a noun has before it. */
    expect_label("Use of lanterns and of many other tools to bridge the frosty valley and "
                 "build a better town",
                 "Bridge the frosty valley", "Frosty valley");
    expect_label("Permission for the Council of the Harbour to act between gatherings of "
                 "captains",
                 "Act between gatherings of captains", "Council of the Harbour");
    expect_label("Help for all towns of the coast to hinder and deter lantern thieves in "
                 "winter time",
                 "Deter lantern thieves", "Lantern thieves");
    expect_label("Duties of all towns in the upkeep of whitewashed (limestone) harbour "
                 "walls for everybody",
                 "(limestone) harbour walls", "Whitewashed (limestone) harbour walls");
    expect_label("Use of many kinds of lanterns in all shipwreck and lifeboat exercises of "
                 "the coast",
                 "Lifeboat exercises", "Shipwreck and lifeboat exercises of the coast");
    expect_label("Use of the six official flags of the coast and of its islands on an "
                 "equal footing",
                 "Equal footing", "Islands on an equal footing");
}
END_TEST

START_TEST(subjects_have_members_of_several_bodies_and_a_label)
{
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    map_corpus(&m);
    ck_assert_uint_ge(m.links.groups.n, 1);
    const struct rp_subject *group = &m.links.groups.v[0];
    ck_assert_uint_eq(group->anchor, HARBOURS);
    bool has_beacons = false;
    for (uint32_t i = 0; i < group->n_members; i++)
        has_beacons |= m.links.members.v[group->first_member + i] == BEACONS_D;
    ck_assert(has_beacons);
    ck_assert_uint_gt(group->label.end, group->label.beg);
    ck_assert(m.links.text.v[group->label.beg] == 'B' ||
              m.links.text.v[group->label.beg] == 'F');
    bool frost_is_alone = false;
    for (size_t i = 0; i < m.links.alone.n; i++)
        frost_is_alone |= m.links.alone.v[i] == FROST;
    ck_assert(frost_is_alone);
    release(&m);
}
END_TEST

START_TEST(an_instruction_that_nobody_takes_up_is_a_gap)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_PP, "1", 2018, "Frost in orchards");
    add_clause(&m.corpus, "the Director of the Telecommunication Development Bureau",
               "to lend smudge pots to orchards of the high valleys before the frost;");
    add_clause(&m.corpus, "the Director of TSB", "to number the smudge pots of orchards;");
    add_clause(&m.corpus, "the Secretary-General", "to admire the orchards;");
    add_resolution(&m.corpus, RP_BODY_WTDC, "20", 2017, "Stamps");
    add_clause(&m.corpus, NULL, "to collect stamps;");
    map_corpus(&m);
    ck_assert_uint_eq(m.links.gaps.n, 2);
    ck_assert_int_eq(m.links.gaps.v[0].sector, RP_BODY_WTSA);
    ck_assert_uint_eq(m.links.gaps.v[0].clause, 1);
    ck_assert_uint_eq(m.links.gaps.v[0].nearest, UINT32_MAX);
    ck_assert_int_eq(m.links.gaps.v[1].sector, RP_BODY_WTDC);
    ck_assert_uint_eq(m.links.gaps.v[1].n_clauses, 1);
    release(&m);

    /* Whom the Director is to consult is not asked; who is named is. */
    struct mapped cited = {0};
    rp_corpus_init(&cited.corpus);
    add_resolution(&cited.corpus, RP_BODY_PP, "1", 2018, "Frost in orchards");
    add_clause(&cited.corpus,
               "the Director of BDT, in close coordination with the Director of TSB",
               "to lend smudge pots to orchards of the high valleys before the frost;");
    add_resolution(&cited.corpus, RP_BODY_PP, "2", 2018, "Kites");
    add_clause(&cited.corpus, "the Director of BDT", "to fly them, under Resolution 20;");
    add_cite(&cited.corpus, "WTDC-20", "Rev. Somewhere, 2017", 2);
    add_resolution(&cited.corpus, RP_BODY_WTDC, "20", 2017, "Stamps");
    add_clause(&cited.corpus, NULL, "to collect stamps;");
    map_corpus(&cited);
    ck_assert_uint_eq(cited.links.gaps.n, 1);
    ck_assert_uint_eq(cited.links.gaps.v[0].resolution, 0);
    ck_assert_int_eq(cited.links.gaps.v[0].sector, RP_BODY_WTDC);
    release(&cited);

    struct mapped taken = {0};
    rp_corpus_init(&taken.corpus);
    add_resolution(&taken.corpus, RP_BODY_PP, "1", 2018, "Frost in orchards");
    add_clause(&taken.corpus, "the Director of the Telecommunication Development Bureau",
               "to lend smudge pots to orchards of the high valleys before the frost;");
    add_resolution(&taken.corpus, RP_BODY_WTDC, "20", 2017, "Orchards in the frost");
    add_clause(&taken.corpus, NULL,
               "to lend smudge pots to orchards of the high valleys before the frost;");
    map_corpus(&taken);
    ck_assert_uint_eq(taken.links.gaps.n, 0);
    release(&taken);
}
END_TEST

static size_t gaps_of(const char *addressee, const char *text, enum rp_doubt *doubt)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    add_resolution(&m.corpus, RP_BODY_PP, "1", 2018, "Frost in orchards");
    add_clause(&m.corpus, addressee, text);
    add_resolution(&m.corpus, RP_BODY_WTSA, "20", 2016, "Trees of windy orchards");
    map_corpus(&m);
    const size_t n = m.links.gaps.n;
    if (n && doubt)
        *doubt = m.links.gaps.v[0].doubt;
    release(&m);
    return n;
}

START_TEST(what_was_for_an_assembly_that_has_met_is_no_gap)
{
    enum rp_doubt doubt = RP_DOUBT_NONE;
    ck_assert_uint_eq(gaps_of("the Director of TSB", "to count pots, for WTSA-20;", &doubt),
                      1);
    ck_assert_int_eq(doubt, RP_DOUBT_UNREAD); /* the title is all that there is */
    ck_assert_uint_eq(gaps_of("the Director of TSB", "to count pots, for WTSA-16;", NULL),
                      0);
    ck_assert_uint_eq(gaps_of("the Director of TSB",
                              "to report to the 2012 World Telecommunication "
                              "Standardization Assembly on pots;",
                              NULL),
                      0);
    ck_assert_uint_eq(gaps_of("the 2012 world telecommunication standardization assembly",
                              "to count pots;", NULL),
                      0);
    /* What an assembly said is no date by which to do it; nor is another Sector's. */
    ck_assert_uint_eq(
        gaps_of("the Director of TSB", "to count pots, as WTSA-12 asked;", NULL), 1);
    ck_assert_uint_eq(gaps_of("the Director of TSB", "to count pots, for WTDC-10;", NULL),
                      1);
}
END_TEST

START_TEST(nothing_comes_of_nothing)
{
    struct mapped m = {0};
    rp_corpus_init(&m.corpus);
    map_corpus(&m);
    ck_assert_uint_eq(m.links.links.n, 0);
    release(&m);
    struct mapped one = {0};
    rp_corpus_init(&one.corpus);
    add_resolution(&one.corpus, RP_BODY_WTSA, "1", 2016, "");
    map_corpus(&one);
    ck_assert_uint_eq(one.links.alone.n, 1);
    release(&one);
}
END_TEST

START_TEST(a_failed_allocation_leaves_nothing_behind)
{
    struct mapped m = {0};
    fill_corpus(&m.corpus);
    map_corpus(&m);
    int status = RP_ERR_MEMORY;
    for (uint64_t n = 1; status == RP_ERR_MEMORY; n++) {
        ck_assert_uint_lt(n, 10000);
        struct rp_links links = {0};
        rp_alloc_fail_at(n);
        status =
            rp_links_fill(&links, m.judge, &m.result, &rp_link_parameters_default, NULL);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || links.strengths == NULL);
        rp_links_release(&links);
    }
    ck_assert_int_eq(status, RP_OK);
    status = RP_ERR_MEMORY;
    for (uint64_t n = 1; status == RP_ERR_MEMORY; n++) {
        struct rp_citations citations = {0};
        rp_alloc_fail_at(n);
        status = rp_citations_fill(&citations, &m.corpus, NULL);
        rp_alloc_fail_at(0);
        ck_assert(status == RP_OK || citations.edges.v == NULL);
        rp_citations_release(&citations);
    }
    ck_assert_int_eq(status, RP_OK);
    release(&m);
}
END_TEST

START_TEST(too_many_resolutions_are_refused)
{
    struct mapped m = {0};
    struct rp_options few;
    struct rp_error err = {0};
    struct rp_links links = {0};
    struct rp_judge *judge = NULL;
    rp_options_init(&few);
    few.max_resolutions = N - 1;
    fill_corpus(&m.corpus);
    map_corpus(&m);
    const struct rp_words words = {m.words.tokens.v, m.words.first};
    ck_assert_int_eq(rp_judge_new(&judge, &m.corpus, words, cut_text, &few, &err), RP_OK);
    ck_assert_int_eq(rp_links_fill(&links, judge, NULL, &rp_link_parameters_default, &err),
                     RP_ERR_LIMIT);
    ck_assert_str_eq(err.message, "7 resolutions to map, more than 6 (--max-resolutions)");
    rp_judge_free(judge);
    release(&m);
}
END_TEST

START_TEST(citations_know_what_they_lead_to)
{
    const char *why;
    struct rp_corpus corpus;
    struct rp_citations citations = {0};
    rp_corpus_init(&corpus);
    add_resolution(&corpus, RP_BODY_PP, "1", 2018, "One");
    add_clause(&corpus, NULL, "see two");
    add_cite(&corpus, "WTSA-2", "Rev. Somewhere, 2012", 1);
    add_cite(&corpus, "WTSA-9", "", UINT32_MAX);
    add_clause(&corpus, NULL, "see two again");
    add_cite(&corpus, "WTSA-2", "Rev. Somewhere, 2016", 1);
    add_resolution(&corpus, RP_BODY_WTSA, "2", 2016, "Two");
    add_clause(&corpus, NULL, "see one");
    add_cite(&corpus, "PP-1", "Rev. Somewhere, 2018", 0);
    add_cite(&corpus, "WTDC-3", "Rev. Somewhere, 2022", 2);
    add_resolution(&corpus, RP_BODY_WTDC, "3", 2017, "Three");
    add_clause(&corpus, NULL, "see itself");
    add_cite(&corpus, "WTDC-3", "", 2);
    ck_assert_int_eq(rp_citations_fill(&citations, &corpus, NULL), RP_OK);
    ck_assert_msg(rp_citations_validate(&citations, &corpus, &why), "%s", why);
    static const enum rp_citation_state states[] = {
        RP_CITATION_OUTDATED, RP_CITATION_UNKNOWN, RP_CITATION_CURRENT, RP_CITATION_NEWER};
    ck_assert_uint_eq(citations.edges.n, 4);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(citations.edges.v[i].state, states[i]);
    ck_assert_uint_eq(citations.edges.v[0].n_clauses, 2);
    ck_assert_uint_eq(citations.edges.v[0].clause, 0);
    ck_assert_uint_eq(citations.first_round.n, 2);
    ck_assert_uint_eq(citations.round.n, 2);
    ck_assert_uint_eq(citations.round.v[0], 0);
    ck_assert_uint_eq(citations.round.v[1], 1);
    rp_citations_release(&citations);
    rp_corpus_release(&corpus);
}
END_TEST

START_TEST(a_long_chain_of_citations_is_no_deep_recursion)
{
    enum { LENGTH = 100000 };
    struct rp_corpus corpus;
    struct rp_citations citations = {0};
    rp_corpus_init(&corpus);
    for (uint32_t i = 0; i < LENGTH; i++) {
        add_resolution(&corpus, RP_BODY_PP, "1", 2018, "");
        add_clause(&corpus, NULL, "");
        add_cite(&corpus, "PP-1", "", (i + 1) % LENGTH);
    }
    ck_assert_int_eq(rp_citations_fill(&citations, &corpus, NULL), RP_OK);
    ck_assert_uint_eq(citations.round.n, LENGTH);
    rp_citations_release(&citations);
    rp_corpus_release(&corpus);
}
END_TEST

static Suite *link_suite(void)
{
    Suite *suite = suite_create("link");
    TCase *tcase = tcase_create("link");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_resolution_leads_to_the_one_of_its_subject);
    tcase_add_test(tcase, a_citation_is_evidence_where_no_word_is_shared);
    tcase_add_test(tcase, a_name_said_in_a_long_text_counts);
    tcase_add_test(tcase, a_neighbour_leads_where_no_word_is_shared);
    tcase_add_test(tcase, a_neighbour_by_citation_leads_nowhere);
    tcase_add_test(tcase, words_of_a_long_form_count_beside_it);
    tcase_add_test(tcase, a_stem_is_the_same_in_plural_and_as_an_adjective);
    tcase_add_test(tcase, a_shared_provision_is_evidence_by_text);
    tcase_add_test(tcase, subjects_have_members_of_several_bodies_and_a_label);
    tcase_add_test(tcase, a_label_ends_where_a_word_does);
    tcase_add_test(tcase, a_label_is_whole_phrases);
    tcase_add_test(tcase, an_instruction_that_nobody_takes_up_is_a_gap);
    tcase_add_test(tcase, what_was_for_an_assembly_that_has_met_is_no_gap);
    tcase_add_test(tcase, nothing_comes_of_nothing);
    tcase_add_test(tcase, a_failed_allocation_leaves_nothing_behind);
    tcase_add_test(tcase, too_many_resolutions_are_refused);
    tcase_add_test(tcase, citations_know_what_they_lead_to);
    tcase_add_test(tcase, a_long_chain_of_citations_is_no_deep_recursion);
    suite_add_tcase(suite, tcase);
    return suite;
}

RUN_SUITE(link_suite)
