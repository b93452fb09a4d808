/* The label is the anchor's title where it is short; else the passage of it that says most
 * of what the members' titles share: the contiguous run with the greatest sum above
 * average (maximum subarray, Bentley 1984), made whole phrases. */
#include "judge/subject.h"

#include <string.h>
#include <strings.h>

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

/* A word of a title from space to space. */
struct word {
    struct rp_span span;
    bool is_function, is_determiner;
    bool is_and;      /* "and", "or" */
    bool is_joint;    /* these, "of": what goes before is not whole */
    bool ends_phrase; /* a comma follows */
};

static bool is_one_of(struct rp_str word, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == word.n && strncasecmp(*words, word.p, word.n) == 0)
            return true;
    return false;
}

/* The first words of a title, at most `most`. */
static size_t split_title(const struct rp_corpus *corpus, struct rp_span title,
                          struct word *words, size_t most)
{
    static const char *const function[] = {
        "of",    "and",       "or",       "in",        "on",      "at",         "to",
        "for",   "from",      "by",       "with",      "within",  "without",    "as",
        "into",  "among",     "under",    "over",      "through", "towards",    "via",
        "per",   "than",      "that",     "which",     "who",     "whose",      "after",
        "upon",  "before",    "about",    "during",    "against", "concerning", "between",
        "using", "regarding", "relating", "including", NULL};
    static const char *const determiner[] = {"a",     "an",  "the",   "its",
                                             "their", "all", "other", NULL};
    static const char *const and[] = {"and", "or", NULL}, *const of[] = {"of", NULL};
    const char *text = corpus->text.v;
    size_t n = 0;
    for (uint32_t i = title.beg; i < title.end && n < most;) {
        uint32_t end = i;
        while (end < title.end && text[end] != ' ')
            end++;
        struct word word = {.span = {i, end}};
        i = end + 1;
        while (word.span.end > word.span.beg && strchr(",;.:", text[word.span.end - 1])) {
            word.span.end--;
            word.ends_phrase = true;
        }
        if (word.span.end == word.span.beg)
            continue;
        const struct rp_str str = rp_corpus_str(corpus, word.span);
        word.is_determiner = is_one_of(str, determiner);
        word.is_function = word.is_determiner || is_one_of(str, function);
        word.is_and = is_one_of(str, and);
        word.is_joint = word.is_and || is_one_of(str, of);
        words[n++] = word;
    }
    return n;
}

/* "IPv6", "Palestine": a word that tells something by itself. The first word of a title has
 * a capital letter anyhow. */
static bool is_name(struct rp_str word, bool is_first)
{
    for (size_t i = 0; i < word.n; i++)
        if ((word.p[i] >= '0' && word.p[i] <= '9') ||
            (word.p[i] >= 'A' && word.p[i] <= 'Z' && !(is_first && i == 0)))
            return true;
    return false;
}

/* How whole the title's words [beg, end) are: 0 if they break off within a phrase, 1 if
 * "and", "or" or "of" follows, or there is but one word that is no name, 2 else. */
static int wholeness(const struct rp_corpus *corpus, const struct word *words, size_t n,
                     size_t beg, size_t end)
{
    size_t n_content = 0;
    for (size_t k = beg; k < end; k++)
        n_content += !words[k].is_function;
    if (n_content == 0 || words[end - 1].is_function)
        return 0;
    if (end == n || words[end - 1].ends_phrase)
        return 2;
    if (!words[end].is_function || words[end].is_determiner) /* "rebuilding its ..." */
        return 0;
    if (end - beg > 2 && words[end - 2].is_and) /* "and persons" with what? */
        return 1;
    return words[end].is_joint ||
                   (n_content == 1 &&
                    !is_name(rp_corpus_str(corpus, words[beg].span), beg == 0))
               ? 1
               : 2;
}

/* The passage [beg, end) of the title's first n words. */
struct passage {
    struct word *words;
    size_t n, beg, end;
};

static bool is_word(const struct rp_corpus *corpus, const struct word *word,
                    const char *text)
{
    const char *const words[] = {text, NULL};
    return is_one_of(rp_corpus_str(corpus, word->span), words);
}

static size_t count_content(const struct passage *p, size_t beg, size_t end)
{
    size_t n = 0;
    for (size_t k = beg; k < end; k++)
        n += !p->words[k].is_function;
    return n;
}

/* Where the noun phrase that ends before word k begins: "of" joins two. */
static size_t phrase_before(const struct passage *p, size_t k)
{
    while (k > 0 && !p->words[k - 1].ends_phrase && !p->words[k - 1].is_and &&
           (!p->words[k - 1].is_function || p->words[k - 1].is_determiner ||
            p->words[k - 1].is_joint))
        k--;
    while (p->words[k].is_function)
        k++;
    return k;
}

/* No label begins with a verb: "to bridge the digital divide and build an inclusive
 * society" is about the divide, "the Group to act between assemblies" about the Group,
 * "to combat and deter theft of ships" about theft. */
static void leave_verb(const struct rp_corpus *corpus, struct passage *p)
{
    const struct word *words = p->words;
    const size_t beg = p->beg;
    const bool is_direct = beg > 0 && is_word(corpus, &words[beg - 1], "to");
    const bool is_second = beg > 2 && words[beg - 1].is_and &&
                           !words[beg - 2].is_function &&
                           is_word(corpus, &words[beg - 3], "to");
    if (beg + 1 >= p->n || is_name(rp_corpus_str(corpus, words[beg].span), false) ||
        words[beg].ends_phrase)
        return;
    if (is_direct && words[beg + 1].is_determiner) {
        size_t k = beg + 1;
        while (k < p->n && words[k].is_function)
            k++;
        if (k == p->n)
            return;
        p->beg = k;
        for (k++; k + 2 < p->n; k++)
            if (words[k].is_and && !words[k + 1].is_function &&
                words[k + 2].is_determiner) {
                p->words[k - 1].ends_phrase = true;
                p->end = p->end < k ? p->end : k;
                break;
            }
        p->end = p->end > p->beg ? p->end : p->beg + 1;
    } else if (is_direct && words[beg + 1].is_function && !words[beg + 1].is_joint) {
        const size_t before = beg > 1 ? phrase_before(p, beg - 1) : beg;
        if (before < beg - 1) {
            p->beg = before;
            p->end = beg - 1;
        }
    } else if (is_second && count_content(p, beg + 1, p->end) >= 2) {
        p->beg++;
    }
}

/* "On an equal footing" says little without what stands on it. */
static void take_what_is_on(const struct rp_corpus *corpus, struct passage *p)
{
    enum { FEW = 2, MOST_BYTES = 70 };
    size_t k = p->beg;
    while (k > 0 && p->words[k - 1].is_determiner)
        k--;
    if (k < 2 || !is_word(corpus, &p->words[k - 1], "on") ||
        count_content(p, p->beg, p->end) > FEW)
        return;
    const size_t before = phrase_before(p, k - 1);
    if (before < k - 1 &&
        p->words[p->end - 1].span.end - p->words[before].span.beg <= MOST_BYTES)
        p->beg = before;
}

/* The passage as whole phrases: from the word after a function word or a comma to the
 * first end that leaves nothing open, if that fits; else to the last end before. */
static struct rp_span whole_phrases(const struct rp_corpus *corpus, struct rp_span passage,
                                    struct rp_span title)
{
    enum { MOST_WORDS = 128, MOST_BYTES = 90 };
    struct word words[MOST_WORDS];
    const size_t n = split_title(corpus, title, words, MOST_WORDS);
    size_t beg = 0, end = 0;
    if (n == 0)
        return passage;
    while (beg + 1 < n && words[beg].span.end <= passage.beg)
        beg++;
    while (end < n && words[end].span.beg < passage.end)
        end++;
    while (beg + 1 < end && words[beg].is_function)
        beg++;
    size_t from = beg;
    while (from > 0 && !words[from - 1].is_function && !words[from - 1].ends_phrase)
        from--;
    if (from == 0 || !words[from - 1].is_and) /* not into half of "information and ..." */
        beg = from;
    else if (from == beg && from > 1 && !words[from - 2].is_function &&
             !words[from - 2].ends_phrase &&
             (from == 2 || (words[from - 3].is_function && !words[from - 3].is_joint &&
                            !is_word(corpus, &words[from - 3], "to"))))
        beg = from - 2; /* "emergency and | disaster situations" */
    if (end <= beg)
        end = beg + 1;
    struct passage cut = {words, n, beg, end};
    leave_verb(corpus, &cut);
    take_what_is_on(corpus, &cut);
    beg = cut.beg;
    end = cut.end;
    size_t best = 0;
    int most = 0;
    for (size_t k = end;
         k <= n && words[k - 1].span.end - words[beg].span.beg <= MOST_BYTES; k++) {
        const int whole = wholeness(corpus, words, n, beg, k);
        if (whole > most) {
            most = whole;
            best = k;
        }
        if (words[k - 1].ends_phrase)
            break;
    }
    /* An end before, if the passage broke off within a phrase or is too long. */
    const bool is_open = most == 0 || wholeness(corpus, words, n, beg, end) == 0;
    for (size_t k = end; k > beg && is_open && most < 2; k--) {
        bool is_list = false; /* a part of a list would pass for the whole */
        for (size_t j = beg; j + 1 < k; j++)
            is_list = is_list || words[j].ends_phrase;
        const int whole =
            is_list || words[k - 1].span.end - words[beg].span.beg > MOST_BYTES
                ? 0
                : wholeness(corpus, words, n, beg, k);
        if (whole > most) {
            most = whole;
            best = k;
        }
    }
    if (most == 0) { /* one long phrase: as far as it goes */
        best = end;
        while (best < n && !words[best - 1].ends_phrase && !words[best].is_function)
            best++;
    }
    return (struct rp_span){words[beg].span.beg, words[best - 1].span.end};
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
        words = whole_phrases(corpus, words, title);
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
