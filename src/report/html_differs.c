/* What differs: each resolution of a finding against the wording that is kept, in a
 * sentence; those that say the same together. */
#include "report/html.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum {
    SHOWN = 6,   /* differences of a resolution that are told; the rest is marked below */
    QUOTED = 90, /* characters of a passage */
};

/* A passage that corresponds to one of the kept wording, and what of that wording stands
 * between it and the next. Bytes of the texts. */
struct passage {
    uint32_t beg, end; /* of the member's text */
    uint32_t kept_beg, kept_end, kept_next;
    enum rp_aligned kind;
};

struct telling {
    struct rp_print *print;
    uint32_t n_told, n_left; /* differences of the resolution so far */
    bool began;              /* something stands before the next difference */
};

static int compare_kept(const void *x, const void *y)
{
    const struct passage *a = x, *b = y;
    return (a->kept_beg > b->kept_beg) - (a->kept_beg < b->kept_beg);
}

static int compare_own(const void *x, const void *y)
{
    const struct passage *a = x, *b = y;
    return (a->beg > b->beg) - (a->beg < b->beg);
}

static void print_quote(struct rp_print *print, struct rp_str s)
{
    const struct rp_str cut = rp_text_cut(s, QUOTED);
    rp_print(print, "<q dir=\"auto\">");
    rp_print_html(print, cut);
    rp_print(print, cut.n < s.n ? " &hellip;</q>" : "</q>");
}

static size_t first_word(struct rp_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ')
        n++;
    return n;
}

static size_t last_word(struct rp_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[s.n - n - 1] != ' ')
        n++;
    return n;
}

static struct rp_str drop_first(struct rp_str s, size_t n)
{
    const size_t space = n < s.n;
    return (struct rp_str){s.p + n + space, s.n - n - space};
}

static struct rp_str drop_last(struct rp_str s, size_t n)
{
    const size_t space = n < s.n;
    return (struct rp_str){s.p, s.n - n - space};
}

/* Words that both begin or end with differ in nothing: an alignment leaves out what says
 * too little. */
static void drop_common(struct rp_str *a, struct rp_str *b)
{
    for (size_t n;
         (n = first_word(*a)) > 0 && n == first_word(*b) && memcmp(a->p, b->p, n) == 0;) {
        *a = drop_first(*a, n);
        *b = drop_first(*b, n);
    }
    for (size_t n; (n = last_word(*a)) > 0 && n == last_word(*b) &&
                   memcmp(a->p + a->n - n, b->p + b->n - n, n) == 0;) {
        *a = drop_last(*a, n);
        *b = drop_last(*b, n);
    }
}

/* [beg, end) of the text from its first word to its last, with the bracket that closes one
 * of them: "Internet Protocol (IP)". */
static struct rp_str words_of(struct rp_str text, size_t beg, size_t end)
{
    const struct rp_str s =
        rp_html_words((struct rp_str){text.p + beg, end > beg ? end - beg : 0});
    const size_t next = (size_t)(s.p - text.p) + s.n;
    const bool opens = memchr(s.p, '(', s.n) && !memchr(s.p, ')', s.n);
    return (struct rp_str){s.p, s.n + (opens && next < text.n && text.p[next] == ')')};
}

/* "says X for Y", "adds X", "leaves out Y"; nothing where neither has a word. */
static void tell(struct telling *t, struct rp_str own, struct rp_str kept, const char *why)
{
    if (!*why)
        drop_common(&own, &kept);
    if (own.n == 0 && kept.n == 0)
        return;
    if (t->n_told == SHOWN) {
        t->n_left++;
        return;
    }
    t->n_told++;
    rp_print(t->print, t->began ? "; " : "");
    t->began = true;
    if (own.n == 0) {
        rp_print(t->print, "leaves out ");
        print_quote(t->print, kept);
        return;
    }
    rp_print(t->print, kept.n ? "says " : "adds ");
    print_quote(t->print, own);
    if (kept.n) {
        rp_print(t->print, " for ");
        print_quote(t->print, kept);
    }
    rp_print(t->print, why);
}

/* The passages of a member, in the order of its text. An alignment has passages that moved
 * as well, so both orders are sorted for. */
static struct passage *passages_of(const struct rp_report *report,
                                   const struct rp_verdict *pair, bool is_a,
                                   uint32_t n_kept)
{
    struct passage *passages = rp_alloc(pair->n_spans, sizeof *passages);
    if (!passages)
        return NULL;
    for (uint32_t i = 0; i < pair->n_spans; i++) {
        const struct rp_aligned_span *s = &report->result->spans.v[pair->first_span + i];
        passages[i] =
            is_a
                ? (struct passage){s->a_beg, s->a_end, s->b_beg, s->b_end, n_kept, s->kind}
                : (struct passage){s->b_beg, s->b_end, s->a_beg, s->a_end, n_kept, s->kind};
    }
    qsort(passages, pair->n_spans, sizeof *passages, compare_kept);
    for (uint32_t i = 0; i + 1 < pair->n_spans; i++)
        passages[i].kept_next = passages[i + 1].kept_beg;
    return passages;
}

static void tell_member(const struct rp_report *report, const struct rp_member *member,
                        struct telling *t)
{
    static const char *const why[] = {[RP_ALIGNED_SAME] = "",
                                      [RP_ALIGNED_SPELLED] = ", spelled otherwise",
                                      [RP_ALIGNED_SECTOR] = ", its Sector&rsquo;s"};
    const struct rp_verdict *pair = &report->result->pairs.v[member->pair];
    const bool is_a = pair->a == member->clause;
    const struct rp_str own = rp_clause_text(report, member->clause);
    const struct rp_str kept = rp_clause_text(report, is_a ? pair->b : pair->a);
    struct passage *v = passages_of(report, pair, is_a, (uint32_t)kept.n);
    if (!v) {
        t->print->status = RP_ERR_MEMORY;
        return;
    }
    /* Between two passages the words of both texts belong together. */
    const size_t first_kept = pair->n_spans ? v[0].kept_beg : kept.n;
    qsort(v, pair->n_spans, sizeof *v, compare_own);
    tell(t, words_of(own, 0, pair->n_spans ? v[0].beg : own.n),
         words_of(kept, 0, first_kept), "");
    for (uint32_t i = 0; i < pair->n_spans; i++) {
        if (v[i].kind != RP_ALIGNED_SAME)
            tell(t, words_of(own, v[i].beg, v[i].end),
                 words_of(kept, v[i].kept_beg, v[i].kept_end), why[v[i].kind]);
        tell(t, words_of(own, v[i].end, i + 1 < pair->n_spans ? v[i + 1].beg : own.n),
             words_of(kept, v[i].kept_end, v[i].kept_next), "");
    }
    rp_free(v);
}

/* What a resolution's provisions differ in; false where it has none but kept ones. */
static bool tell_resolution(const struct rp_report *report,
                            const struct rp_finding *finding, uint32_t resolution,
                            struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    struct telling t = {print, 0, 0, false};
    uint32_t n = 0, n_same = 0;
    for (uint32_t i = 0; i < finding->n_members; i++) {
        const struct rp_member *member =
            &report->result->members.v[finding->first_member + i];
        const struct rp_clause *clause = &corpus->clauses.v[member->clause];
        if (clause->resolution != resolution || member->pair == UINT32_MAX)
            continue;
        const uint32_t before = t.n_told + t.n_left;
        const size_t beg = print->out->n;
        if (finding->n_rows > 1 && t.n_told < SHOWN) {
            rp_print(print, n == n_same ? "<em>" : "; <em>");
            rp_print_html(print,
                          rp_corpus_str(corpus, corpus->sections.v[clause->section].name));
            rp_print(print, "</em> ");
            rp_print_html(print, rp_corpus_str(corpus, clause->item));
            rp_print(print, " ");
            t.began = false;
        }
        n++;
        tell_member(report, member, &t);
        if (t.n_told + t.n_left == before) {
            n_same++;
            print->out->n = beg;
        }
    }
    if (n == n_same) {
        rp_print(print, "the same words");
        return n > 0;
    }
    if (t.n_left) {
        rp_print(print, "; and ");
        rp_print_of(print, t.n_left, "more difference", NULL);
        rp_print(print, ", marked below");
    }
    if (n_same) {
        rp_print(print, "; the same words in ");
        rp_print_of(print, n_same, "other provision", NULL);
    }
    return true;
}

static struct rp_str sentence(struct rp_str text, struct rp_span of)
{
    return (struct rp_str){text.p + of.beg, of.end - of.beg};
}

/* Resolutions whose sentences are the same make one. */
static void print_sentences(const struct rp_report *report,
                            const struct rp_finding *finding, struct rp_str text,
                            const struct rp_span *of, struct rp_print *print)
{
    const uint32_t *resolutions =
        &report->result->resolutions_of.v[finding->first_resolution];
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        const struct rp_str said = sentence(text, of[i]);
        uint32_t first = 0;
        while (!rp_str_equal(sentence(text, of[first]), said))
            first++;
        if (said.n == 0 || first < i)
            continue;
        rp_print(print, "<li>");
        for (uint32_t k = i; k < finding->n_resolutions; k++) {
            if (!rp_str_equal(sentence(text, of[k]), said))
                continue;
            rp_print(print, k > i ? ", <b>" : "<b>");
            rp_html_bdi(print, rp_resolution_name(report, resolutions[k]));
            rp_print(print, "</b>");
        }
        rp_print(print, ": ");
        rp_print_str(print, said);
        rp_print(print, "</li>\n");
    }
}

void rp_html_differences(const struct rp_report *report, const struct rp_finding *finding,
                         struct rp_print *print)
{
    struct rp_buf text = {0};
    struct rp_print sentences = {&text, RP_OK};
    struct rp_span *of = rp_alloc(finding->n_resolutions, sizeof *of);
    for (uint32_t i = 0; of && i < finding->n_resolutions; i++) {
        const size_t beg = text.n;
        if (!tell_resolution(
                report, finding,
                report->result->resolutions_of.v[finding->first_resolution + i],
                &sentences))
            text.n = beg;
        of[i] = (struct rp_span){(uint32_t)beg, (uint32_t)text.n};
    }
    rp_print(print, "<div class=\"differs\">\n<h4>What differs from ");
    rp_html_bdi(print, rp_resolution_name(report, finding->keeps));
    rp_print(print, "</h4>\n<ul>\n");
    if (!of || sentences.status)
        print->status = RP_ERR_MEMORY;
    else
        print_sentences(report, finding, rp_buf_str(&text), of, print);
    rp_print(print, "</ul>\n</div>\n");
    rp_free(of);
    rp_buf_release(&text);
}
