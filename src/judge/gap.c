#include "judge/gap.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "judge/data.h"

enum { N_SECTORS = 3 };
static const char sectors[N_SECTORS + 1] = "TDR";
static const enum rp_body assemblies[N_SECTORS] = {RP_BODY_WTSA, RP_BODY_WTDC, RP_BODY_RA};

static bool is_abbreviation(struct rp_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (islower((unsigned char)s.p[i]))
            return false;
    return true;
}

/* Where a phrase next stands in the text, from `from` on; text.n: nowhere. */
static size_t find_phrase(struct rp_str text, struct rp_str phrase, size_t from)
{
    const bool exact = is_abbreviation(phrase);
    for (size_t i = from; phrase.n && i + phrase.n <= text.n; i++) {
        const size_t end = i + phrase.n;
        if ((i && isalnum((unsigned char)text.p[i - 1])) ||
            (end < text.n && isalnum((unsigned char)text.p[end])))
            continue;
        if (exact ? memcmp(text.p + i, phrase.p, phrase.n) == 0
                  : strncasecmp(text.p + i, phrase.p, phrase.n) == 0)
            return i;
    }
    return text.n;
}

static bool has_phrase(struct rp_str text, struct rp_str phrase)
{
    return find_phrase(text, phrase, 0) < text.n;
}

static bool are_digits(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isdigit((unsigned char)p[i]))
            return false;
    return true;
}

/* The year of a meeting whose name is [beg, end) of the text: "the 2012 world ...
 * assembly", "WTSA-12"; *beg is moved to where that begins. 0: no year. */
static uint32_t year_of(struct rp_str text, size_t *beg, size_t end)
{
    enum { CENTURY = 2000 };
    const char *p = text.p;
    if (*beg >= 5 && p[*beg - 1] == ' ' && are_digits(p + *beg - 5, 4)) {
        *beg -= 5;
        return (uint32_t)strtoul(p + *beg, NULL, 10);
    }
    if (end + 3 > text.n || p[end] != '-' || !are_digits(p + end + 1, 2) ||
        (end + 3 < text.n && isalnum((unsigned char)p[end + 3])))
        return 0;
    return CENTURY + (uint32_t)(p[end + 1] - '0') * 10 + (uint32_t)(p[end + 2] - '0');
}

static bool ends_in_word(struct rp_str text, const char *word)
{
    const size_t n = strlen(word);
    return text.n >= n && strncasecmp(text.p + text.n - n, word, n) == 0 &&
           (text.n == n || !isalnum((unsigned char)text.p[text.n - n - 1]));
}

/* Whether something is to be done by or for an assembly that has met since: "to submit, for
 * WTSA-12, ..." where the texts are of 2016. An addressee is by whom. */
static bool is_for_past(struct rp_str text, int sector, uint32_t newest, bool is_addressee)
{
    static const char *const before[] = {"for ", "to ", "by ", "before "};
    struct rp_str field[3];
    const char *line = rp_data_line(rp_data_neutral, field, 3); /* header */
    while (text.n && line && (line = rp_data_line(line, field, 3)) != NULL) {
        if (!rp_str_equal(field[0], RP_STR("assembly")) || !field[1].n ||
            field[1].p[0] != sectors[sector])
            continue;
        for (size_t i = find_phrase(text, field[2], 0); i < text.n;
             i = find_phrase(text, field[2], i + 1)) {
            size_t beg = i;
            const uint32_t year = year_of(text, &beg, i + field[2].n);
            if (year == 0 || year > newest)
                continue;
            struct rp_str lead = {text.p, beg};
            if (ends_in_word(lead, "the "))
                lead.n -= 4;
            bool is_aim = is_addressee;
            for (size_t k = 0; k < sizeof before / sizeof *before; k++)
                is_aim = is_aim || ends_in_word(lead, before[k]);
            if (is_aim)
                return true;
        }
    }
    return false;
}

/* The addressee without whom it is to consult: "the Director of BDT, in close coordination
 * with the Director of TSB". */
static struct rp_str without_partners(struct rp_str addressee)
{
    static const char *const ways[] = {"consultation with", "collaboration with",
                                       "cooperation with", "coordination with",
                                       "conjunction with"};
    for (size_t i = 0; i < addressee.n; i++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            const size_t n = strlen(ways[w]);
            if (i + n <= addressee.n && strncasecmp(addressee.p + i, ways[w], n) == 0)
                return (struct rp_str){addressee.p, i};
        }
    return addressee;
}

unsigned rp_assemblies_named(struct rp_str text)
{
    unsigned found = 0;
    text = without_partners(text);
    struct rp_str field[3];
    const char *line = rp_data_line(rp_data_neutral, field, 3); /* header */
    while (text.n && line && (line = rp_data_line(line, field, 3)) != NULL) {
        const char *at = field[1].n ? strchr(sectors, field[1].p[0]) : NULL;
        if (at && *at && has_phrase(text, field[2]))
            found |= 1u << assemblies[at - sectors];
    }
    return found;
}

static bool takes_up(const struct rp_verdict *pair)
{
    return rp_relation_repeats(pair->relation) || pair->relation == RP_RELATION_PARTIAL ||
           pair->relation == RP_RELATION_INTEGRATION;
}

/* What was found of one Sector for each clause: whether it is taken up, and the nearest
 * clause there. */
struct found {
    bool is_taken[N_SECTORS];
    uint32_t nearest[N_SECTORS], shared_mbit[N_SECTORS];
};

static void look(struct found *found, const struct rp_corpus *corpus,
                 const struct rp_verdict *pair, uint32_t clause, uint32_t other)
{
    const enum rp_body body =
        corpus->resolutions.v[corpus->clauses.v[other].resolution].body;
    for (int s = 0; s < N_SECTORS; s++) {
        struct found *f = &found[clause];
        if (assemblies[s] != body)
            continue;
        f->is_taken[s] = f->is_taken[s] || takes_up(pair);
        if (pair->shared_mbit > f->shared_mbit[s]) {
            f->shared_mbit[s] = pair->shared_mbit;
            f->nearest[s] = other;
        }
    }
}

/* Mark what cites: a PP clause that names a resolution of an assembly leaves it to that
 * Sector, and a resolution that names a PP resolution takes all of it up. */
static void follow_citations(struct found *found, const struct rp_corpus *corpus)
{
    for (uint32_t c = 0; c < corpus->clauses.n; c++) {
        const struct rp_clause *clause = &corpus->clauses.v[c];
        const enum rp_body body = corpus->resolutions.v[clause->resolution].body;
        for (uint32_t k = 0; k < clause->n_cites && !clause->superseded; k++) {
            const uint32_t cited = corpus->cites.v[clause->first_cite + k].resolution;
            if (cited >= corpus->resolutions.n)
                continue;
            const struct rp_resolution *to = &corpus->resolutions.v[cited];
            for (int s = 0; s < N_SECTORS; s++) {
                if (body == RP_BODY_PP && to->body == assemblies[s])
                    found[c].is_taken[s] = true;
                for (uint32_t i = 0;
                     body == assemblies[s] && to->body == RP_BODY_PP && i < to->n_clauses;
                     i++)
                    found[to->first_clause + i].is_taken[s] = true;
            }
        }
    }
}

/* Take from whom a section is addressed to the Sectors for whose past assembly it is. */
static unsigned without_past(const struct rp_corpus *corpus, uint32_t section,
                             unsigned addressed, const uint32_t *newest)
{
    const struct rp_section *of = &corpus->sections.v[section];
    const struct rp_resolution *resolution = &corpus->resolutions.v[of->resolution];
    for (int s = 0; s < N_SECTORS; s++) {
        bool is_past =
            is_for_past(rp_corpus_str(corpus, of->addressee), s, newest[s], true);
        for (uint32_t i = 0; i < resolution->n_clauses && !is_past; i++) {
            const struct rp_clause *clause =
                &corpus->clauses.v[resolution->first_clause + i];
            is_past = clause->section == section &&
                      is_for_past(rp_corpus_str(corpus, clause->text), s, newest[s], false);
        }
        if (is_past)
            addressed &= ~(1u << assemblies[s]);
    }
    return addressed;
}

/* The gap of one PP resolution and Sector, if there is one. */
static int find_gap(struct rp_links *links, const struct rp_corpus *corpus,
                    const struct found *found, const unsigned *addressed, uint32_t r, int s,
                    const struct rp_link_parameters *parameters)
{
    const struct rp_resolution *resolution = &corpus->resolutions.v[r];
    struct rp_gap gap = {.resolution = r,
                         .sector = assemblies[s],
                         .clause = UINT32_MAX,
                         .first_clause = (uint32_t)links->gap_clauses.n,
                         .nearest = UINT32_MAX,
                         .nearest_clause = UINT32_MAX};
    uint32_t best_mbit = 0;
    int status = RP_OK;
    for (uint32_t i = 0; i < resolution->n_clauses && status == RP_OK; i++) {
        const uint32_t c = resolution->first_clause + i;
        const struct rp_clause *clause = &corpus->clauses.v[c];
        if (clause->superseded || !(addressed[clause->section] >> assemblies[s] & 1))
            continue;
        if (found[c].is_taken[s])
            goto none;
        gap.clause = gap.clause == UINT32_MAX ? c : gap.clause;
        gap.n_clauses++;
        status = rp_vec_push(&links->gap_clauses, c);
        if (found[c].shared_mbit[s] > best_mbit) {
            best_mbit = found[c].shared_mbit[s];
            gap.nearest_clause = found[c].nearest[s];
        }
    }
    if (gap.n_clauses == 0 || status)
        return status;
    for (uint32_t q = 0; q < links->n; q++) {
        if (corpus->resolutions.v[q].body != assemblies[s])
            continue;
        const uint32_t ppm = links->scores[rp_pair_index(q, r)];
        if (ppm >= parameters->group_ppm ||
            (ppm >= parameters->shown_ppm &&
             rp_links_evidence(links, q, r, parameters) > RP_EVIDENCE_SUBJECT))
            goto none;
        if (ppm > gap.score_ppm) {
            gap.score_ppm = ppm;
            gap.nearest = q;
        }
    }
    if (gap.nearest != UINT32_MAX)
        gap.doubt = corpus->resolutions.v[gap.nearest].n_clauses == 0 ? RP_DOUBT_UNREAD
                    : gap.score_ppm >= parameters->shown_ppm          ? RP_DOUBT_NEAR
                                                                      : RP_DOUBT_NONE;
    return rp_vec_push(&links->gaps, gap);
none:
    links->gap_clauses.n = gap.first_clause;
    return RP_OK;
}

int rp_gaps_fill(struct rp_links *links, const struct rp_corpus *corpus,
                 const struct rp_result *result,
                 const struct rp_link_parameters *parameters)
{
    struct found *found = rp_alloc_zero(corpus->clauses.n, sizeof *found);
    unsigned *addressed = rp_alloc_zero(corpus->sections.n, sizeof *addressed);
    int status = found && addressed ? RP_OK : RP_ERR_MEMORY;
    uint32_t newest[N_SECTORS] = {0};
    for (size_t r = 0; r < corpus->resolutions.n; r++)
        for (int s = 0; s < N_SECTORS; s++)
            if (corpus->resolutions.v[r].body == assemblies[s] &&
                corpus->resolutions.v[r].year > newest[s])
                newest[s] = corpus->resolutions.v[r].year;
    for (size_t i = 0; i < corpus->sections.n && status == RP_OK; i++) {
        const struct rp_section *section = &corpus->sections.v[i];
        if (section->part == RP_PART_OPERATIVE &&
            corpus->resolutions.v[section->resolution].body == RP_BODY_PP)
            addressed[i] = without_past(
                corpus, (uint32_t)i,
                rp_assemblies_named(rp_corpus_str(corpus, section->addressee)), newest);
    }
    if (status == RP_OK)
        follow_citations(found, corpus);
    for (size_t i = 0; result && i < result->pairs.n && status == RP_OK; i++) {
        const struct rp_verdict *pair = &result->pairs.v[i];
        look(found, corpus, pair, pair->a, pair->b);
        look(found, corpus, pair, pair->b, pair->a);
    }
    for (uint32_t r = 0; r < links->n && status == RP_OK; r++)
        for (int s = 0; s < N_SECTORS && status == RP_OK; s++)
            if (corpus->resolutions.v[r].body == RP_BODY_PP)
                status = find_gap(links, corpus, found, addressed, r, s, parameters);
    rp_free(found);
    rp_free(addressed);
    return status;
}
