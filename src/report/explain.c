#include "report/explain.h"

#include "report/report.h"

enum { COLUMNS = 80, WORD_COLUMNS = 28 };

static struct rp_str word_of(struct rp_str text, const struct rp_explained_word *word)
{
    return (struct rp_str){text.p + word->beg, word->end - word->beg};
}

static void print_side(const struct rp_corpus *corpus, char name, uint32_t index,
                       struct rp_print *print)
{
    const struct rp_clause *clause = &corpus->clauses.v[index];
    const struct rp_resolution *resolution = &corpus->resolutions.v[clause->resolution];
    struct rp_str revision = rp_corpus_str(corpus, resolution->revision);
    rp_printf(print, "%c  ", name);
    rp_print_plain(print, rp_corpus_str(corpus, clause->id));
    if (revision.n) {
        rp_print(print, " (");
        rp_print_plain(print, revision);
        rp_print(print, ")");
    }
    rp_print(print, clause->superseded ? ", superseded\n   " : "\n   ");
    for (uint32_t i = 0; i < clause->sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[clause->sources.first + i];
        rp_print(print, i ? ", " : "");
        rp_print_plain(print, rp_str_of(corpus->inputs.v[source->document].path));
        rp_printf(print, ":%u", (unsigned)source->line);
    }
    rp_print(print, "\n");
}

/* "12.345 of 20.000" */
static void print_share(struct rp_print *print, const char *name, uint32_t part,
                        uint32_t whole)
{
    rp_printf(print, "%s", name);
    rp_print_decimal(print, part, 3);
    rp_print(print, " of ");
    rp_print_decimal(print, whole, 3);
    rp_print(print, " (");
    rp_print_percent(print, rp_share_ppm(part, whole));
    rp_print(print, "%)");
}

static void print_numbers(const struct rp_explanation *explanation, struct rp_print *print)
{
    const struct rp_verdict *pair = &explanation->pair;
    rp_printf(print, "relation     %s\nbecause      ", rp_relation_name(pair->relation));
    rp_print_wrapped(print, rp_buf_str(&explanation->reason), 13, 13, COLUMNS);
    rp_print(print, "\nscore        ");
    rp_print_decimal(print, pair->score_ppm, 6);
    print_share(print, "\nbits         A ", pair->shared_mbit, pair->a_mbit);
    print_share(print, ", B ", pair->shared_mbit, pair->b_mbit);
    rp_print(print, "\n             in the same words ");
    rp_print_decimal(print, pair->same_mbit, 3);
    print_share(print, "\non subject   A ", pair->subject_mbit, pair->a_subject_mbit);
    print_share(print, ", B ", pair->subject_mbit, pair->b_subject_mbit);
    rp_printf(print, "\nwords        A %u of %u, B %u of %u",
              (unsigned)pair->words_shared_a, (unsigned)pair->words_a,
              (unsigned)pair->words_shared_b, (unsigned)pair->words_b);
    rp_printf(print, "\nshingles     %u shared, A has %u, B has %u; jaccard ",
              (unsigned)pair->shingles_shared, (unsigned)pair->shingles_a,
              (unsigned)pair->shingles_b);
    rp_print_decimal(print, rp_verdict_jaccard_ppm(pair), 6);
    rp_print(print, "\n");
}

/* How a word is set off, before and after; runs of one kind are set off together. */
static const char *const marks[][2] = {
    {"", ""}, {"~", "~"}, {"<", ">"}, {"[-", "-]"}, {"{+", "+}"},
};
static const char *const colors[] = {"", "\033[36m", "\033[32m", "\033[31m", "\033[33m"};

static unsigned mark_of(const struct rp_explained_word *word, bool is_a)
{
    if (word->partner == UINT32_MAX)
        return is_a ? 3 : 4;
    return word->kind == RP_ALIGNED_SECTOR ? 2 : word->kind == RP_ALIGNED_SPELLED ? 1 : 0;
}

static void print_text(struct rp_str text, const struct rp_explained_word *words, size_t n,
                       bool is_a, bool color, struct rp_print *print)
{
    /* Marked first, wrapped then; colour would be counted as columns, so it is wrapped
     * without and goes by line. */
    struct rp_buf marked = {0};
    struct rp_print aside = {&marked, RP_OK};
    size_t done = 0;
    for (size_t i = 0; i < n;) {
        unsigned mark = mark_of(&words[i], is_a);
        size_t last = i;
        while (mark && last + 1 < n && mark_of(&words[last + 1], is_a) == mark)
            last++;
        rp_print_plain(&aside, (struct rp_str){text.p + done, words[i].beg - done});
        if (color)
            rp_print(&aside, colors[mark]);
        rp_print(&aside, marks[mark][0]);
        rp_print_plain(
            &aside, (struct rp_str){text.p + words[i].beg, words[last].end - words[i].beg});
        rp_print(&aside, marks[mark][1]);
        if (color && mark)
            rp_print(&aside, "\033[0m");
        done = words[last].end;
        i = last + 1;
    }
    rp_print_plain(&aside, (struct rp_str){text.p + done, text.n - done});
    rp_printf(print, "%c  ", is_a ? 'A' : 'B');
    if (color)
        rp_print_str(print, rp_buf_str(&marked));
    else
        rp_print_wrapped(print, rp_buf_str(&marked), 3, 3, COLUMNS);
    rp_print(print, "\n");
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&marked);
}

/* A word in a column of its own. */
static void print_cell(struct rp_print *print, struct rp_str word)
{
    struct rp_str cut = rp_text_cut(word, WORD_COLUMNS);
    rp_print_plain(print, cut);
    rp_printf(print, "%*s", (int)(WORD_COLUMNS - rp_text_width(cut)) + 1, "");
}

static void print_word(struct rp_print *print, const struct rp_explained_word *word,
                       struct rp_str a, struct rp_str b, const char *kind)
{
    rp_printf(print, "%5u.%03u %5u.%03u  ", (unsigned)(word->mbit / 1000),
              (unsigned)(word->mbit % 1000), (unsigned)(word->subject_mbit / 1000),
              (unsigned)(word->subject_mbit % 1000));
    print_cell(print, a);
    rp_print_plain(print, rp_text_cut(b, WORD_COLUMNS));
    rp_printf(print, "%s%s%s\n", *kind ? " (" : "", kind, *kind ? ")" : "");
}

static void print_alignment(struct rp_str a, struct rp_str b,
                            const struct rp_explanation *explanation,
                            struct rp_print *print)
{
    static const struct rp_str none = {"-", 1};
    rp_print(print, "     bits   subject  A                            B\n");
    for (size_t i = 0; i < explanation->a.n; i++) {
        const struct rp_explained_word *word = &explanation->a.v[i];
        bool has = word->partner != UINT32_MAX;
        print_word(print, word, word_of(a, word),
                   has ? word_of(b, &explanation->b.v[word->partner]) : none,
                   has && word->kind != RP_ALIGNED_SAME ? rp_aligned_name(word->kind) : "");
    }
    for (size_t i = 0; i < explanation->b.n; i++)
        if (explanation->b.v[i].partner == UINT32_MAX)
            print_word(print, &explanation->b.v[i], none, word_of(b, &explanation->b.v[i]),
                       "");
}

void rp_write_explanation(const struct rp_corpus *corpus,
                          const struct rp_explanation *explanation, bool color,
                          struct rp_print *print)
{
    const struct rp_verdict *pair = &explanation->pair;
    struct rp_str a = rp_corpus_str(corpus, corpus->clauses.v[pair->a].text);
    struct rp_str b = rp_corpus_str(corpus, corpus->clauses.v[pair->b].text);
    print_side(corpus, 'A', pair->a, print);
    print_side(corpus, 'B', pair->b, print);
    rp_print(print, "\n");
    print_numbers(explanation, print);
    rp_print(print, "\n");
    print_text(a, explanation->a.v, explanation->a.n, true, color, print);
    rp_print(print, "\n");
    print_text(b, explanation->b.v, explanation->b.n, false, color, print);
    rp_print(print, "\n");
    print_alignment(a, b, explanation, print);
}
