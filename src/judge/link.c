#include "judge/link.h"

#include <stdlib.h>

#include "judge/subject.h"
#include "judge/gap.h"
#include "judge/inside.h"
#include "judge/stems.h"

enum { UNIT = 1000000 };

const struct rp_link_parameters rp_link_parameters_default = {
    .background = 24,
    .stem_bytes = 7,
    .title_times = 2,
    .title_ppm = 800000,
    .named_ppm = 200000,
    .citation_ppm = 500000,
    .half_words = 40,
    .nearest = 8,
    .odds_ppm = 400000,
    .firm_title_ppm = 300000,
    .group_ppm = 500000,
    .listed_ppm = 1000,
    .max_listed = 10,
    .shown_ppm = 300000,
};

const char *rp_evidence_name(enum rp_evidence evidence)
{
    static const char *const names[RP_N_EVIDENCES] = {"none", "subject", "title",
                                                      "citation", "text"};
    return (size_t)evidence < RP_N_EVIDENCES ? names[evidence] : "?";
}

static uint32_t mul_ppm(uint32_t a, uint32_t b)
{
    return (uint32_t)((uint64_t)a * b / UNIT);
}

/* 1 - (1 - a)(1 - b) */
static uint32_t either_ppm(uint32_t a, uint32_t b)
{
    return UNIT - mul_ppm(UNIT - a, UNIT - b);
}

/* Odds times odds_ppm. */
static uint32_t calibrate(uint32_t ppm, uint32_t odds_ppm)
{
    const uint64_t yes = (uint64_t)ppm * odds_ppm / UNIT, no = UNIT - ppm;
    return yes + no ? (uint32_t)(yes * UNIT / (yes + no)) : 0;
}

/* ---- strengths ---------------------------------------------------------------------- */

static bool is_pp(const struct rp_corpus *corpus, uint32_t resolution)
{
    return corpus->resolutions.v[resolution].body == RP_BODY_PP;
}

static bool is_sector(const struct rp_corpus *corpus, uint32_t resolution)
{
    const enum rp_body body = corpus->resolutions.v[resolution].body;
    return body != RP_BODY_PP && body != RP_BODY_NONE;
}

static uint32_t whole_ppm(uint64_t products)
{
    return products / UNIT < UNIT ? (uint32_t)(products / UNIT) : UNIT;
}

/* Titles are unit vectors: the squares of the weights of all stems are a whole. */
struct sums {
    uint64_t title, wording; /* products of weights */
    uint64_t mine, theirs;   /* squares in the one title, of stems that the other has */
};

static void fill_strength(struct rp_strength *strength, const struct sums *sums,
                          bool is_mine_pp, bool is_theirs_pp)
{
    const uint64_t lesser = sums->mine < sums->theirs ? sums->mine : sums->theirs;
    strength->title = whole_ppm(sums->title);
    strength->subject = whole_ppm(sums->wording);
    strength->named = whole_ppm(is_mine_pp == is_theirs_pp ? lesser
                                : is_mine_pp               ? sums->mine
                                                           : sums->theirs);
}

/* Titles and wordings, row by row over the stems' users. */
static int compare_wordings(struct rp_links *links, const struct rp_corpus *corpus,
                            const struct rp_stems *stems)
{
    struct sums *sums = rp_alloc_zero(links->n, sizeof *sums);
    if (!sums)
        return RP_ERR_MEMORY;
    for (uint32_t b = 0; b < links->n; b++) {
        for (uint32_t a = 0; a < b; a++)
            sums[a] = (struct sums){0};
        for (size_t k = stems->first.v[b]; k < stems->first.v[b + 1]; k++) {
            const struct rp_stem *mine = &stems->stems.v[k];
            for (size_t u = stems->first_user.v[mine->id];; u++) {
                const struct rp_stem *other = &stems->stems.v[stems->users.v[u]];
                if (other->resolution >= b) /* users ascend, b is among them */
                    break;
                struct sums *s = &sums[other->resolution];
                s->title += (uint64_t)mine->title_ppm * other->title_ppm;
                s->wording += (uint64_t)mine->wording_ppm * other->wording_ppm;
                s->mine += (uint64_t)mine->title_ppm * mine->title_ppm;
                s->theirs += (uint64_t)other->title_ppm * other->title_ppm;
            }
        }
        for (uint32_t a = 0; a < b; a++)
            fill_strength(&links->strengths[rp_pair_index(a, b)], &sums[a],
                          is_pp(corpus, b), is_pp(corpus, a));
    }
    rp_free(sums);
    return RP_OK;
}

static void count_citations(struct rp_links *links, const struct rp_corpus *corpus)
{
    for (size_t i = 0; i < corpus->clauses.n; i++) {
        const struct rp_clause *clause = &corpus->clauses.v[i];
        for (uint32_t k = 0; k < clause->n_cites && !clause->superseded; k++) {
            const uint32_t cited = corpus->cites.v[clause->first_cite + k].resolution;
            if (cited < links->n && cited != clause->resolution)
                links->strengths[rp_pair_index(cited, clause->resolution)].citation = 1;
        }
    }
}

static void count_shared_words(struct rp_links *links, const struct rp_result *result,
                               uint32_t half_words)
{
    for (size_t i = 0; i < result->ties.n; i++) {
        const struct rp_tie *tie = &result->ties.v[i];
        const uint64_t words = (uint64_t)tie->words_operative + tie->words_preamble;
        struct rp_strength *s =
            &links->strengths[rp_pair_index(tie->resolution, tie->other)];
        const uint32_t text = words ? (uint32_t)(words * UNIT / (words + half_words)) : 0;
        if (text > s->text)
            s->text = text;
    }
}

/* ---- scores ------------------------------------------------------------------------- */

static uint32_t likeness_ppm(const struct rp_strength *s,
                             const struct rp_link_parameters *parameters)
{
    const uint32_t wording =
        either_ppm(s->subject, mul_ppm(s->named, parameters->named_ppm));
    const uint32_t titles = mul_ppm(s->title, parameters->title_ppm);
    return either_ppm(either_ppm(wording, titles), s->text);
}

static uint32_t direct_ppm(const struct rp_strength *s,
                           const struct rp_link_parameters *parameters)
{
    const uint32_t ppm = likeness_ppm(s, parameters);
    return s->citation ? either_ppm(ppm, parameters->citation_ppm) : ppm;
}

struct near {
    uint32_t resolution, ppm;
};

static int compare_near(const void *x, const void *y)
{
    const struct near *a = x, *b = y;
    if (a->ppm != b->ppm)
        return a->ppm > b->ppm ? -1 : 1;
    return (a->resolution > b->resolution) - (a->resolution < b->resolution);
}

/* The best way from Sector resolution a to PP resolution b over one of near[0..n). */
static uint32_t lead(const struct rp_links *links, const struct near *near, size_t n,
                     uint32_t b, uint32_t *through)
{
    uint32_t best = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t ppm =
            mul_ppm(near[i].ppm, links->scores[rp_pair_index(near[i].resolution, b)]);
        if (ppm > best) {
            best = ppm;
            *through = near[i].resolution;
        }
    }
    return best;
}

static int compare_links(const void *x, const void *y)
{
    const struct rp_link *a = x, *b = y;
    if (a->score_ppm != b->score_ppm)
        return a->score_ppm > b->score_ppm ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* Candidates of Sector resolution a. links->scores still holds direct scores; those with
 * a PP resolution get their final value in `final`. */
static int link_one(struct rp_links *links, const struct rp_corpus *corpus, uint32_t a,
                    const struct rp_link_parameters *parameters, struct near *near,
                    uint32_t *final)
{
    size_t n = 0;
    for (uint32_t q = 0; q < links->n; q++)
        if (q != a && is_sector(corpus, q))
            near[n++] = (struct near){
                q, likeness_ppm(&links->strengths[rp_pair_index(a, q)], parameters)};
    qsort(near, n, sizeof *near, compare_near);
    if (n > parameters->nearest)
        n = parameters->nearest;
    const size_t first = links->links.n;
    for (uint32_t b = 0; b < links->n; b++) {
        if (!is_pp(corpus, b))
            continue;
        struct rp_link link = {.a = a, .b = b, .through = UINT32_MAX};
        const uint32_t direct = links->scores[rp_pair_index(a, b)];
        const uint32_t led = lead(links, near, n, b, &link.through);
        const struct rp_strength *s = &links->strengths[rp_pair_index(a, b)];
        if (led <= direct || s->text || s->citation)
            link.through = UINT32_MAX;
        link.score_ppm = calibrate(either_ppm(direct, led), parameters->odds_ppm);
        final[rp_pair_index(a, b)] = link.score_ppm;
        if (link.score_ppm >= parameters->listed_ppm && rp_vec_push(&links->links, link))
            return RP_ERR_MEMORY;
    }
    if (links->links.n > first)
        qsort(links->links.v + first, links->links.n - first, sizeof *links->links.v,
              compare_links);
    if (links->links.n - first > parameters->max_listed)
        links->links.n = first + parameters->max_listed;
    return RP_OK;
}

static int score(struct rp_links *links, const struct rp_corpus *corpus,
                 const struct rp_link_parameters *parameters, size_t n_pairs)
{
    struct near *near = rp_alloc(links->n, sizeof *near);
    uint32_t *final = rp_alloc(n_pairs, sizeof *final);
    int status = near && final ? RP_OK : RP_ERR_MEMORY;
    for (size_t i = 0; i < n_pairs && status == RP_OK; i++) {
        links->scores[i] = direct_ppm(&links->strengths[i], parameters);
        final[i] = calibrate(links->scores[i], parameters->odds_ppm);
    }
    for (uint32_t a = 0; a < links->n && status == RP_OK; a++)
        if (is_sector(corpus, a))
            status = link_one(links, corpus, a, parameters, near, final);
    rp_free(near);
    if (status) {
        rp_free(final);
        return status;
    }
    rp_free(links->scores);
    links->scores = final;
    return RP_OK;
}

/* ---- what to say of them ------------------------------------------------------------ */

enum rp_evidence rp_links_evidence(const struct rp_links *links, uint32_t a, uint32_t b,
                                   const struct rp_link_parameters *parameters)
{
    const size_t i = rp_pair_index(a, b);
    const struct rp_strength *s = &links->strengths[i];
    if (s->text)
        return RP_EVIDENCE_TEXT;
    if (s->citation)
        return RP_EVIDENCE_CITATION;
    if (links->scores[i] < parameters->listed_ppm)
        return RP_EVIDENCE_NONE;
    return s->title >= parameters->firm_title_ppm ? RP_EVIDENCE_TITLE : RP_EVIDENCE_SUBJECT;
}

/* Put a word among the most telling ones; a place is named once, by the stem that tells
 * most, though an abbreviation counts as several. */
static void add_word(struct rp_link *link, uint64_t best[RP_LINK_WORDS],
                     struct rp_span word, uint64_t value)
{
    size_t at = 0;
    while (at + 1 < RP_LINK_WORDS &&
           (link->words[at].beg != word.beg || link->words[at].end != word.end))
        at++;
    /* Its own place, or else the last, gives way. */
    if (value <= best[at])
        return;
    for (; at > 0 && best[at - 1] < value; at--) {
        best[at] = best[at - 1];
        link->words[at] = link->words[at - 1];
    }
    best[at] = value;
    link->words[at] = word;
}

/* The stems that both have, most telling first. */
static void find_words(struct rp_link *link, const struct rp_stems *stems)
{
    uint64_t best[RP_LINK_WORDS] = {0};
    size_t i = stems->first.v[link->a], k = stems->first.v[link->b];
    while (i < stems->first.v[link->a + 1] && k < stems->first.v[link->b + 1]) {
        const struct rp_stem *a = &stems->stems.v[i], *b = &stems->stems.v[k];
        if (a->id != b->id) {
            i += a->id < b->id;
            k += a->id > b->id;
            continue;
        }
        add_word(link, best, b->word, (uint64_t)a->wording_ppm * b->wording_ppm);
        i++;
        k++;
    }
}

static int fill(struct rp_links *links, const struct rp_judge *judge,
                const struct rp_result *result, const struct rp_link_parameters *parameters,
                const struct rp_stems *stems)
{
    const size_t n = links->n, n_pairs = n * (n - (n > 0)) / 2;
    links->strengths = rp_alloc_zero(n_pairs, sizeof *links->strengths);
    links->scores = rp_alloc_zero(n_pairs, sizeof *links->scores);
    if (!links->strengths || !links->scores ||
        compare_wordings(links, judge->corpus, stems))
        return RP_ERR_MEMORY;
    count_citations(links, judge->corpus);
    if (result)
        count_shared_words(links, result, parameters->half_words);
    int status = score(links, judge->corpus, parameters, n_pairs);
    for (size_t i = 0; i < links->links.n && status == RP_OK; i++) {
        struct rp_link *link = &links->links.v[i];
        link->strength = links->strengths[rp_pair_index(link->a, link->b)];
        link->evidence = rp_links_evidence(links, link->a, link->b, parameters);
        find_words(link, stems);
    }
    if (status == RP_OK)
        status = rp_gaps_fill(links, judge->corpus, result, parameters);
    if (status == RP_OK)
        status = rp_subjects_fill(links, judge->corpus, &judge->terms, stems, parameters);
    return status;
}

int rp_links_fill(struct rp_links *links, const struct rp_judge *judge,
                  const struct rp_result *result,
                  const struct rp_link_parameters *parameters, struct rp_error *err)
{
    const size_t n = judge->corpus->resolutions.n;
    if (n > judge->options.max_resolutions)
        return rp_fail(err, RP_ERR_LIMIT, NULL, 0,
                       "%zu resolutions to map, more than %u (--max-resolutions)", n,
                       judge->options.max_resolutions);
    struct rp_links out = {.n = (uint32_t)n};
    struct rp_stems stems = {0};
    int status = rp_stems_fill(&stems, judge->corpus, &judge->terms, &judge->weights,
                               parameters->background, parameters->stem_bytes,
                               parameters->title_times, err);
    if (status == RP_OK) {
        status = fill(&out, judge, result, parameters, &stems);
        if (status)
            rp_fail_memory(err);
    }
    rp_stems_release(&stems);
    if (status)
        rp_links_release(&out);
    else
        *links = out;
    return status;
}

void rp_links_release(struct rp_links *links)
{
    rp_free(links->strengths);
    rp_free(links->scores);
    rp_vec_release(&links->links);
    rp_vec_release(&links->groups);
    rp_vec_release(&links->members);
    rp_vec_release(&links->gaps);
    rp_vec_release(&links->gap_clauses);
    rp_vec_release(&links->alone);
    rp_buf_release(&links->text);
    *links = (struct rp_links){0};
}

bool rp_links_validate(const struct rp_links *links, const struct rp_corpus *corpus,
                       const char **why)
{
    *why = NULL;
    if (links->n != corpus->resolutions.n)
        *why = "the links are of another corpus";
    for (size_t i = 0; i < links->links.n && !*why; i++) {
        const struct rp_link *link = &links->links.v[i], *before = link - 1;
        if (link->a >= links->n || link->b >= links->n || !is_sector(corpus, link->a) ||
            !is_pp(corpus, link->b))
            *why = "a link does not lead from a Sector to the Plenipotentiary Conference";
        else if (link->score_ppm > UNIT ||
                 link->score_ppm != links->scores[rp_pair_index(link->a, link->b)])
            *why = "a link's score is not that of its pair";
        else if (i && (link->a < before->a ||
                       (link->a == before->a && compare_links(before, link) >= 0)))
            *why = "the links are not sorted";
    }
    for (size_t i = 0; i < links->gaps.n && !*why; i++)
        if (links->gaps.v[i].resolution >= links->n ||
            links->gaps.v[i].clause >= corpus->clauses.n ||
            corpus->clauses.v[links->gaps.v[i].clause].resolution !=
                links->gaps.v[i].resolution)
            *why = "a gap is of no clause of its resolution";
        else if (links->gaps.v[i].n_clauses == 0 ||
                 links->gaps.v[i].first_clause + links->gaps.v[i].n_clauses >
                     links->gap_clauses.n ||
                 links->gap_clauses.v[links->gaps.v[i].first_clause] !=
                     links->gaps.v[i].clause)
            *why = "a gap does not begin with its first clause";
    for (size_t i = 0; i < links->groups.n && !*why; i++) {
        const struct rp_subject *group = &links->groups.v[i];
        if (group->n_members < 2 ||
            group->first_member + group->n_members > links->members.n)
            *why = "a group has no two members";
        else if (i && group->anchor <= links->groups.v[i - 1].anchor)
            *why = "the groups are not sorted";
        for (uint32_t k = 1; k < group->n_members && !*why; k++)
            if (links->members.v[group->first_member + k - 1] >=
                links->members.v[group->first_member + k])
                *why = "a group's members are not sorted";
    }
    return !*why;
}
