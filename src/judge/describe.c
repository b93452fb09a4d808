/* Findings in words: name, title, reason, reference, and the words that are saved. */
#include "judge/inside.h"

#include <string.h>

enum {
    TITLE_WORDS = 14,
    NAMES = 6, /* resolutions that a sentence lists */
};

struct work {
    const struct rp_judge *judge;
    const struct rp_corpus *corpus;
    struct rp_result *result;
    struct rp_buf *out;
};

static const char *const conferences[RP_N_BODIES] = {
    [RP_BODY_PP] = "the Plenipotentiary Conference",
    [RP_BODY_WTSA] = "the World Telecommunication Standardization Assembly",
    [RP_BODY_WTDC] = "the World Telecommunication Development Conference",
    [RP_BODY_RA] = "the Radiocommunication Assembly",
    [RP_BODY_WRC] = "the World Radiocommunication Conference",
    [RP_BODY_COUNCIL] = "the Council",
};

static const char *const kinds[] = {
    [RP_KIND_RESOLUTION] = "Resolution",
    [RP_KIND_DECISION] = "Decision",
    [RP_KIND_RECOMMENDATION] = "Recommendation",
    [RP_KIND_OPINION] = "Opinion",
};

static struct rp_span closed(const struct work *w, size_t beg)
{
    return (struct rp_span){(uint32_t)beg, (uint32_t)w->out->n};
}

static int put_citation(const struct work *w, uint32_t resolution)
{
    const struct rp_resolution *r = &w->corpus->resolutions.v[resolution];
    struct rp_str number = rp_corpus_str(w->corpus, r->number);
    const struct rp_str revision = rp_corpus_str(w->corpus, r->revision);
    if (r->kind != RP_KIND_RESOLUTION && number.n > 1 &&
        (number.p[0] < '0' || number.p[0] > '9')) { /* D5 is Decision 5 */
        number.p++;
        number.n--;
    }
    if (r->body == RP_BODY_RA && revision.n) /* its revision carries the number */
        return rp_buf_printf(w->out, "%s %.*s of %s", kinds[r->kind], (int)revision.n,
                             revision.p, conferences[r->body]);
    int status = rp_buf_printf(w->out, "%s %.*s", kinds[r->kind], (int)number.n, number.p);
    if (status == RP_OK && revision.n)
        status = rp_buf_printf(w->out, " (%.*s)", (int)revision.n, revision.p);
    return status ? status : rp_buf_printf(w->out, " of %s", conferences[r->body]);
}

/* "2", "a)", "1 i)": an item as it is cited. */
static int put_item(const struct work *w, struct rp_str item)
{
    int status = RP_OK;
    for (size_t i = 0; i < item.n && status == RP_OK; i++)
        status = rp_buf_putc(w->out, item.p[i] == '/' ? ' ' : item.p[i]);
    const char last = item.n ? item.p[item.n - 1] : ' ';
    if (status == RP_OK && ((last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z')))
        status = rp_buf_putc(w->out, ')');
    return status;
}

/* "*instructs the Council* 2", or "*resolves* 1 to 6" where last is not first. */
static int put_place(const struct work *w, uint32_t first, uint32_t last)
{
    const struct rp_clause *c = &w->corpus->clauses.v[first];
    const struct rp_section *s = &w->corpus->sections.v[c->section];
    const struct rp_str name = rp_corpus_str(w->corpus, s->name);
    const struct rp_str addressee = rp_corpus_str(w->corpus, s->addressee);
    const struct rp_str item = rp_corpus_str(w->corpus, c->item);
    const struct rp_str end = rp_corpus_str(w->corpus, w->corpus->clauses.v[last].item);
    int status = rp_buf_printf(w->out, "*%.*s%s%.*s*", (int)name.n, name.p,
                               addressee.n ? " " : "", (int)addressee.n, addressee.p);
    if (status == RP_OK && item.n)
        status = rp_buf_putc(w->out, ' ');
    if (status == RP_OK)
        status = put_item(w, item);
    if (status == RP_OK && first != last && end.n)
        status = rp_buf_puts(w->out, " to ");
    return status == RP_OK && first != last ? put_item(w, end) : status;
}

static const struct rp_member *member(const struct work *w, const struct rp_finding *f,
                                      uint32_t i)
{
    return &w->result->members.v[f->first_member + i];
}

/* The next kept clause of the finding's kept resolution from member i on, as an index of
 * members; n_members if there is none. */
static uint32_t next_kept(const struct work *w, const struct rp_finding *f, uint32_t i)
{
    while (i < f->n_members &&
           !(member(w, f, i)->keeps &&
             w->corpus->clauses.v[member(w, f, i)->clause].resolution == f->keeps))
        i++;
    return i;
}

static int put_reference(struct work *w, struct rp_finding *f)
{
    const size_t beg = w->out->n;
    const struct rp_clause *clauses = w->corpus->clauses.v;
    const enum rp_part part =
        w->corpus->sections.v[clauses[member(w, f, 0)->clause].section].part;
    int status =
        rp_buf_puts(w->out, part == RP_PART_PREAMBLE ? "recalling " : "pursuant to ");
    bool some = false;
    for (uint32_t i = next_kept(w, f, 0); i < f->n_members && status == RP_OK;) {
        const uint32_t first = member(w, f, i)->clause;
        uint32_t last = first;
        for (i = next_kept(w, f, i + 1); i < f->n_members; i = next_kept(w, f, i + 1)) {
            if (clauses[member(w, f, i)->clause].section != clauses[first].section)
                break;
            last = member(w, f, i)->clause;
        }
        if (some)
            status = rp_buf_puts(w->out, i < f->n_members ? ", " : " and ");
        if (status == RP_OK)
            status = put_place(w, first, last);
        some = true;
    }
    if (status == RP_OK)
        status = rp_buf_puts(w->out, " of ");
    if (status == RP_OK)
        status = put_citation(w, f->keeps);
    f->reference = closed(w, beg);
    return status;
}

static int put_title(struct work *w, struct rp_finding *f)
{
    const size_t beg = w->out->n;
    const struct rp_str text =
        rp_corpus_str(w->corpus, w->corpus->clauses.v[member(w, f, 0)->clause].text);
    size_t n = 0, words = 0;
    while (n < text.n && words < TITLE_WORDS)
        words += text.p[n++] == ' ';
    const bool cut = n < text.n;
    while (n && strchr(" ,;:.", text.p[n - 1]))
        n--;
    int status = rp_buf_add(w->out, text.p, n);
    if (status == RP_OK && cut)
        status = rp_buf_puts(w->out, " \u2026");
    f->title = closed(w, beg);
    return status;
}

/* Whether a resolution has a member that is to be treated so; of the kept one, no. */
static bool has_advice(const struct work *w, const struct rp_finding *f,
                       uint32_t resolution, unsigned advice)
{
    for (uint32_t i = 0; i < f->n_members; i++) {
        const struct rp_member *m = member(w, f, i);
        if (!m->keeps && (advice >> m->recommendation & 1) &&
            w->corpus->clauses.v[m->clause].resolution == resolution)
            return true;
    }
    return false;
}

/* "WTSA-35, WTDC-61 and RA-15": the resolutions with a member that is advised so and none
 * that is advised otherwise; a bit for each recommendation. */
static bool is_named(const struct work *w, const struct rp_finding *f, uint32_t resolution,
                     unsigned advice, unsigned otherwise)
{
    return resolution != f->keeps && has_advice(w, f, resolution, advice) &&
           !has_advice(w, f, resolution, otherwise);
}

static uint32_t count_names(const struct work *w, const struct rp_finding *f,
                            unsigned advice, unsigned otherwise)
{
    const uint32_t *v = w->result->resolutions_of.v + f->first_resolution;
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_resolutions; i++)
        n += is_named(w, f, v[i], advice, otherwise);
    return n;
}

static int put_names(struct work *w, const struct rp_finding *f, unsigned advice,
                     unsigned otherwise)
{
    const uint32_t *v = w->result->resolutions_of.v + f->first_resolution;
    const uint32_t n = count_names(w, f, advice, otherwise);
    uint32_t k = 0;
    int status = RP_OK;
    for (uint32_t i = 0; i < f->n_resolutions && status == RP_OK; i++) {
        if (!is_named(w, f, v[i], advice, otherwise))
            continue;
        if (k == NAMES)
            return rp_buf_printf(w->out, " and %u more", n - k);
        const struct rp_str name =
            rp_corpus_str(w->corpus, w->corpus->resolutions.v[v[i]].name);
        const char *before = k == 0 ? "" : k + 1 == n ? " and " : ", ";
        status = rp_buf_printf(w->out, "%s%.*s", before, (int)name.n, name.p);
        k++;
    }
    return status;
}

static bool has_residue(const struct work *w, const struct rp_finding *f)
{
    for (uint32_t i = 0; i < f->n_members; i++)
        if (!member(w, f, i)->keeps && member(w, f, i)->n_residue)
            return true;
    return false;
}

enum { ALIGN = 1 << RP_RECOMMEND_ALIGN, GO = ~ALIGN };

/* "PP-137, PP-25 and PP-135": the kept resolution first. */
static int put_with_kept(struct work *w, const struct rp_finding *f, unsigned advice,
                         unsigned otherwise)
{
    const struct rp_str kept =
        rp_corpus_str(w->corpus, w->corpus->resolutions.v[f->keeps].name);
    const bool one = count_names(w, f, advice, otherwise) == 1;
    int status = rp_buf_printf(w->out, "%.*s%s", (int)kept.n, kept.p, one ? " and " : ", ");
    return status ? status : put_names(w, f, advice, otherwise);
}

/* What goes or is merged, and why. */
static int put_going(struct work *w, const struct rp_finding *f)
{
    const struct rp_str kept =
        rp_corpus_str(w->corpus, w->corpus->resolutions.v[f->keeps].name);
    const bool one = count_names(w, f, (unsigned)GO, 0) == 1;
    const bool merge = f->recommendation == RP_RECOMMEND_MERGE;
    int status =
        merge ? put_with_kept(w, f, (unsigned)GO, 0) : put_names(w, f, (unsigned)GO, 0);
    if (status)
        return status;
    if (merge)
        return rp_buf_printf(
            w->out, " share a provision, and each adds to it: one text can hold %s.",
            one ? "both" : "all");
    status = rp_buf_printf(w->out, " %s %.*s and %s ", one ? "repeats" : "repeat",
                           (int)kept.n, kept.p, one ? "adds" : "add");
    if (status)
        return status;
    if (f->recommendation == RP_RECOMMEND_TRIM)
        return rp_buf_printf(w->out,
                             "something of %s own: a reference and the rest will do.",
                             one ? "its" : "their");
    return rp_buf_printf(w->out, "%s: a reference can take %s place.",
                         has_residue(w, f) ? "little" : "nothing", one ? "its" : "their");
}

static int put_reason(struct work *w, struct rp_finding *f)
{
    const size_t beg = w->out->n;
    const bool going = count_names(w, f, (unsigned)GO, 0);
    const uint32_t n = count_names(w, f, ALIGN, (unsigned)GO);
    int status = going ? put_going(w, f) : RP_OK;
    if (status == RP_OK && n && going) {
        status = rp_buf_putc(w->out, ' ');
        if (status == RP_OK)
            status = put_names(w, f, ALIGN, (unsigned)GO);
        if (status == RP_OK)
            status =
                rp_buf_printf(w->out, " %s the same for %s Sector: settle on one wording.",
                              n == 1 ? "says" : "say", n == 1 ? "its" : "their");
    } else if (status == RP_OK && n) {
        status = put_with_kept(w, f, ALIGN, (unsigned)GO);
        if (status == RP_OK)
            status = rp_buf_puts(
                w->out, " say the same, each for its Sector, and no plenipotentiary "
                        "text says it for all: settle on one wording.");
    }
    f->reason = closed(w, beg);
    return status;
}

static uint32_t count_words(const struct rp_result *result, struct rp_span s)
{
    const struct rp_str text = rp_result_str(result, s);
    uint32_t n = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == ' ';
    return n;
}

/* Each resolution that gives up text takes one reference for it. */
static void count_saved(struct work *w, struct rp_finding *f)
{
    const uint32_t *v = w->result->resolutions_of.v + f->first_resolution;
    const uint32_t reference = count_words(w->result, f->reference);
    for (uint32_t r = 0; r < f->n_resolutions; r++) {
        uint32_t words = 0;
        for (uint32_t i = 0; i < f->n_members; i++) {
            const struct rp_member *m = member(w, f, i);
            if (m->keeps || w->corpus->clauses.v[m->clause].resolution != v[r] ||
                m->recommendation == RP_RECOMMEND_ALIGN ||
                m->recommendation == RP_RECOMMEND_KEEP)
                continue;
            words +=
                m->recommendation == RP_RECOMMEND_SUPPRESS ? m->words : m->words_shared;
        }
        f->words_saved += words > reference ? words - reference : 0;
    }
}

int rp_result_describe(const struct rp_judge *judge, struct rp_result *result)
{
    struct work w = {judge, judge->corpus, result, &result->text};
    int status = RP_OK;
    for (size_t i = 0; i < result->findings.n && status == RP_OK; i++) {
        struct rp_finding *f = &result->findings.v[i];
        const size_t beg = w.out->n;
        status = rp_buf_printf(w.out, "f%zu", i + 1);
        f->id = closed(&w, beg);
        if (status == RP_OK)
            status = put_title(&w, f);
        if (status == RP_OK)
            status = put_reason(&w, f);
        if (status == RP_OK && count_names(&w, f, (unsigned)GO, 0))
            status = put_reference(&w, f);
        if (status == RP_OK)
            count_saved(&w, f);
    }
    return status;
}

int rp_judge_put_reference(const struct rp_judge *judge, const char *lead, uint32_t clause,
                           struct rp_buf *out)
{
    const struct work w = {.judge = judge, .corpus = judge->corpus, .out = out};
    int status = rp_buf_puts(out, lead);
    if (status == RP_OK)
        status = put_place(&w, clause, clause);
    if (status == RP_OK)
        status = rp_buf_puts(out, " of ");
    return status ? status : put_citation(&w, judge->corpus->clauses.v[clause].resolution);
}
