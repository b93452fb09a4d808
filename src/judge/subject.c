/* The label is the anchor's title where it is short; else the passage of it that says most
 * of what the members' titles share: the contiguous run with the greatest sum above
 * average (maximum subarray, Bentley 1984). */
#include "judge/subject.h"

#include <string.h>

enum { LABEL_BYTES = 60 }; /* a title that fits a column as it is */

/* The stem of a resolution with this id, or NULL. */
static const struct rp_stem *find_stem(const struct rp_stems *stems, uint32_t resolution,
                                       uint32_t id)
{
    size_t lo = stems->first.v[resolution], hi = stems->first.v[resolution + 1];
    const size_t end = hi;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (stems->stems.v[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < end && stems->stems.v[lo].id == id ? &stems->stems.v[lo] : NULL;
}

/* What a stem of the anchor's title says: its weight, once for each member whose title has
 * it. */
static int64_t telling(const struct rp_links *links, const struct rp_subject *group,
                       const struct rp_stems *stems, const struct rp_stem *stem)
{
    int64_t users = 0;
    for (uint32_t m = 0; m < group->n_members; m++) {
        const struct rp_stem *other =
            find_stem(stems, links->members.v[group->first_member + m], stem->id);
        users += other && other->title_ppm;
    }
    return users * stem->title_ppm;
}

/* The stem whose word lies at a title's term, the weightiest of an abbreviation's; stems
 * know only the first place of each. */
static const struct rp_stem *stem_at(const struct rp_stems *stems, uint32_t resolution,
                                     uint32_t beg)
{
    const struct rp_stem *best = NULL;
    for (size_t k = stems->first.v[resolution]; k < stems->first.v[resolution + 1]; k++) {
        const struct rp_stem *stem = &stems->stems.v[k];
        if (stem->word.beg == beg && (!best || stem->title_ppm > best->title_ppm))
            best = stem;
    }
    return best;
}

/* The terms [*beg, *end) of the anchor's title that make the label. */
static void choose_passage(const struct rp_links *links, const struct rp_corpus *corpus,
                           const struct rp_terms *terms, const struct rp_stems *stems,
                           const struct rp_subject *group, size_t *beg, size_t *end)
{
    const struct rp_span title = corpus->resolutions.v[group->anchor].title;
    const struct rp_term *t = terms->terms.v;
    int64_t sum = 0, weights = 0, best = INT64_MIN, run = 0;
    const size_t first = *beg, last = *end;
    const int64_t n = (int64_t)(last - first);
    for (size_t k = first; k < last; k++) {
        const struct rp_stem *stem = stem_at(stems, group->anchor, title.beg + t[k].beg);
        sum += stem ? telling(links, group, stems, stem) : 0;
        weights += stem ? stem->title_ppm : 0;
    }
    size_t from = first;
    for (size_t k = first; k < last; k++) {
        const struct rp_stem *stem = stem_at(stems, group->anchor, title.beg + t[k].beg);
        if (run <= 0) {
            run = 0;
            from = k;
        }
        run += (stem ? telling(links, group, stems, stem) : 0) - sum / n;
        if (run > best) {
            best = run;
            *beg = from;
            *end = k + 1;
        }
    }
    /* "Preparations for": no label begins or ends with a word that says little. */
    for (int edge = 0; edge < 2; edge++)
        while (*end - *beg > 1) {
            const size_t k = edge ? *end - 1 : *beg;
            const struct rp_stem *stem =
                stem_at(stems, group->anchor, title.beg + t[k].beg);
            if (stem && stem->title_ppm * n * 2 >= weights)
                break;
            *end -= edge != 0;
            *beg += edge == 0;
        }
}

/* From space to space: "vice-chairmen", "ITU's role", "(multilingual) domain names". */
static struct rp_span whole_words(const struct rp_corpus *corpus, struct rp_span words,
                                  struct rp_span title)
{
    const char *text = corpus->text.v;
    while (words.beg > title.beg && text[words.beg - 1] != ' ')
        words.beg--;
    while (words.end < title.end && text[words.end] != ' ')
        words.end++;
    while (words.end - words.beg > 1 && strchr(",;.:", text[words.end - 1]))
        words.end--;
    return words;
}

static int label(struct rp_links *links, const struct rp_corpus *corpus,
                 const struct rp_terms *terms, const struct rp_stems *stems,
                 struct rp_subject *group)
{
    const struct rp_span title = corpus->resolutions.v[group->anchor].title;
    const size_t text = corpus->clauses.n + group->anchor;
    size_t beg = terms->first.v[text], end = terms->first.v[text + 1];
    struct rp_span words = title;
    if (title.end - title.beg > LABEL_BYTES && beg < end) {
        choose_passage(links, corpus, terms, stems, group, &beg, &end);
        words.beg = title.beg + terms->terms.v[beg].beg;
        words.end = title.beg + terms->terms.v[end - 1].end;
        words = whole_words(corpus, words, title);
    }
    group->label.beg = (uint32_t)links->text.n;
    if (rp_buf_add_str(&links->text, rp_corpus_str(corpus, words)))
        return RP_ERR_MEMORY;
    group->label.end = (uint32_t)links->text.n;
    if (group->label.end > group->label.beg) {
        char *initial = links->text.v + group->label.beg;
        if (*initial >= 'a' && *initial <= 'z')
            *initial = (char)(*initial - 'a' + 'A');
    }
    return RP_OK;
}

/* Whether resolution r joins the group of the anchor. */
static bool joins(const struct rp_links *links, const struct rp_corpus *corpus,
                  const bool *grouped, uint32_t anchor, uint32_t r,
                  const struct rp_link_parameters *parameters)
{
    if (r == anchor)
        return true;
    const enum rp_body body = corpus->resolutions.v[r].body;
    const bool is_of_pp = corpus->resolutions.v[anchor].body == RP_BODY_PP;
    if (body == RP_BODY_NONE || (!is_of_pp && (grouped[r] || body == RP_BODY_PP ||
                                               corpus->resolutions.v[anchor].body == body)))
        return false;
    return links->scores[rp_pair_index(anchor, r)] >= parameters->group_ppm;
}

/* Add the group of the anchor if there is one. */
static int add_group(struct rp_links *links, const struct rp_corpus *corpus,
                     const struct rp_terms *terms, const struct rp_stems *stems,
                     bool *grouped, uint32_t anchor,
                     const struct rp_link_parameters *parameters)
{
    struct rp_subject group = {.anchor = anchor,
                               .first_member = (uint32_t)links->members.n};
    bool has_sector = false;
    for (uint32_t r = 0; r < links->n; r++) {
        if (!joins(links, corpus, grouped, anchor, r, parameters))
            continue;
        if (rp_vec_push(&links->members, r))
            return RP_ERR_MEMORY;
        has_sector =
            has_sector || (r != anchor && corpus->resolutions.v[r].body != RP_BODY_PP);
    }
    group.n_members = (uint32_t)links->members.n - group.first_member;
    if (!has_sector) {
        links->members.n = group.first_member;
        return RP_OK;
    }
    for (uint32_t m = 0; m < group.n_members; m++) {
        const uint32_t r = links->members.v[group.first_member + m];
        grouped[r] =
            grouped[r] || r == anchor || corpus->resolutions.v[r].body != RP_BODY_PP;
    }
    if (label(links, corpus, terms, stems, &group))
        return RP_ERR_MEMORY;
    return rp_vec_push(&links->groups, group);
}

int rp_subjects_fill(struct rp_links *links, const struct rp_corpus *corpus,
                     const struct rp_terms *terms, const struct rp_stems *stems,
                     const struct rp_link_parameters *parameters)
{
    bool *grouped = rp_alloc_zero(links->n, sizeof *grouped);
    int status = grouped ? RP_OK : RP_ERR_MEMORY;
    for (int pp = 1; pp >= 0; pp--)
        for (uint32_t r = 0; r < links->n && status == RP_OK; r++)
            if ((corpus->resolutions.v[r].body == RP_BODY_PP) == pp && !grouped[r] &&
                corpus->resolutions.v[r].body != RP_BODY_NONE)
                status = add_group(links, corpus, terms, stems, grouped, r, parameters);
    for (uint32_t r = 0; r < links->n && status == RP_OK; r++)
        if (!grouped[r])
            status = rp_vec_push(&links->alone, r);
    rp_free(grouped);
    return status;
}
