#include "segment/repair.h"

#include <string.h>

#include "base/hash.h"
#include "base/vec.h"
#include "segment/data.h"

enum {
    MIN_WORD_BYTES = 4,
    MAX_WORD_BYTES = 48,
    MIN_PART_BYTES = 2, /* "e-mail" and "email" are both words */
    MIN_HYPHENED = 2,
};

/* A word by its letters, hyphens left out. */
struct entry {
    uint64_t key;     /* 0: free */
    uint64_t hyphens; /* bit i: a hyphen stands before letter i */
    uint32_t n_hyphened, n_plain;
    bool is_listed;
};

struct rp_hyphens {
    struct entry *slots;
    size_t n_slots, n_used;  /* n_slots is a power of two */
    struct rp_hashes *asked; /* borrowed; NULL: nobody wants to know */
};

/* A question is a word's key, which is odd; without its lowest bit it asks for a mark. */
enum { LEAST_PLAIN = 2 };

struct word {
    uint64_t key, hyphens;
    size_t end;       /* in the text, past the word */
    size_t n_letters; /* without hyphens */
    bool is_fit;      /* of a length to be asked about */
    bool has_short_part;
};

/* ASCII letters, in lower case, and digits; 0 for all else. Every byte of a collection is
 * asked, at each update of an index too: a table takes a third of what comparing takes. */
static const char letter_of[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5',
    ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['a'] = 'a', ['b'] = 'b',
    ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h',
    ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
    ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
    ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
    ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l',
    ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
    ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x',
    ['Y'] = 'y', ['Z'] = 'z',
};

static bool is_alnum(char c)
{
    return letter_of[(unsigned char)c] != 0;
}

/* The word at s.p[i], which is a letter or digit: runs of them joined by single hyphens. */
static struct word word_at(struct rp_str s, size_t i)
{
    struct word word = {.end = i};
    char letters[MAX_WORD_BYTES];
    while (true) {
        size_t begin = word.end;
        char c;
        while (word.end < s.n && (c = letter_of[(unsigned char)s.p[word.end]])) {
            if (word.n_letters < MAX_WORD_BYTES)
                letters[word.n_letters] = c;
            word.n_letters++;
            word.end++;
        }
        word.has_short_part = word.has_short_part || word.end - begin < MIN_PART_BYTES;
        if (word.end + 1 >= s.n || s.p[word.end] != '-' || !is_alnum(s.p[word.end + 1]))
            break;
        if (word.n_letters < MAX_WORD_BYTES)
            word.hyphens |= 1ULL << word.n_letters;
        word.end++;
    }
    word.is_fit = word.n_letters >= MIN_WORD_BYTES && word.n_letters <= MAX_WORD_BYTES;
    if (word.is_fit)
        word.key = rp_hash(letters, word.n_letters, 0) | 1;
    return word;
}

static struct entry *slot_of(const struct rp_hyphens *hyphens, uint64_t key)
{
    size_t i = (size_t)rp_mix(key) & (hyphens->n_slots - 1);
    while (hyphens->slots[i].key && hyphens->slots[i].key != key)
        i = (i + 1) & (hyphens->n_slots - 1);
    return &hyphens->slots[i];
}

static int grow(struct rp_hyphens *hyphens)
{
    struct rp_hyphens larger = {.n_slots = hyphens->n_slots ? 2 * hyphens->n_slots : 4096,
                                .n_used = hyphens->n_used};
    larger.slots = rp_alloc_zero(larger.n_slots, sizeof *larger.slots);
    if (!larger.slots)
        return RP_ERR_MEMORY;
    for (size_t i = 0; i < hyphens->n_slots; i++)
        if (hyphens->slots[i].key)
            *slot_of(&larger, hyphens->slots[i].key) = hyphens->slots[i];
    rp_free(hyphens->slots);
    *hyphens = larger;
    return RP_OK;
}

static int learn(struct rp_hyphens *hyphens, const struct word *word, bool is_listed)
{
    if (!word->is_fit || (word->hyphens && word->has_short_part && !is_listed))
        return RP_OK;
    if (2 * hyphens->n_used >= hyphens->n_slots && grow(hyphens))
        return RP_ERR_MEMORY;
    struct entry *entry = slot_of(hyphens, word->key);
    if (!entry->key) {
        *entry = (struct entry){.key = word->key};
        hyphens->n_used++;
    }
    if (word->hyphens) {
        entry->n_hyphened++;
        if (!entry->is_listed)
            entry->hyphens = word->hyphens;
    } else {
        entry->n_plain++;
    }
    entry->is_listed = entry->is_listed || is_listed;
    return RP_OK;
}

int rp_hyphens_learn(struct rp_hyphens *hyphens, struct rp_str s)
{
    for (size_t i = 0; i < s.n;) {
        if (!is_alnum(s.p[i])) {
            i++;
            continue;
        }
        struct word word = word_at(s, i);
        if (learn(hyphens, &word, false))
            return RP_ERR_MEMORY;
        i = word.end;
    }
    return RP_OK;
}

int rp_hyphens_new(struct rp_hyphens **out, struct rp_error *err)
{
    struct rp_hyphens *hyphens = rp_alloc_zero(1, sizeof *hyphens);
    if (!hyphens)
        return rp_fail_memory(err);
    const char *line = strchr(rp_data_hyphens, '\n') + 1;
    for (const char *end; (end = strchr(line, '\n')); line = end + 1) {
        struct word word = word_at((struct rp_str){line, (size_t)(end - line)}, 0);
        if (learn(hyphens, &word, true)) {
            rp_hyphens_free(hyphens);
            return rp_fail_memory(err);
        }
    }
    *out = hyphens;
    return RP_OK;
}

void rp_hyphens_free(struct rp_hyphens *hyphens)
{
    if (!hyphens)
        return;
    rp_free(hyphens->slots);
    rp_free(hyphens);
}

/* "WTSA16", "WRC19": where the hyphen before the year belongs, or 0. */
static size_t year_of_meeting(const char *p, size_t n)
{
    static const char *const bodies[] = {"WTSA", "WTDC", "WRC", "WCIT", "WTPF"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        size_t k = strlen(bodies[i]);
        if ((n != k + 2 && n != k + 4) || memcmp(p, bodies[i], k) != 0)
            continue;
        size_t digits = k;
        while (digits < n && p[digits] >= '0' && p[digits] <= '9')
            digits++;
        return digits == n ? k : 0;
    }
    return 0;
}

void rp_hyphens_watch(struct rp_hyphens *hyphens, struct rp_hashes *asked)
{
    hyphens->asked = asked;
}

static int note(const struct rp_hyphens *hyphens, uint64_t question)
{
    return hyphens->asked ? rp_vec_push(hyphens->asked, question) : RP_OK;
}

static bool is_lost(const struct entry *entry)
{
    return entry->key && (entry->is_listed || (entry->n_hyphened >= MIN_HYPHENED &&
                                               entry->n_hyphened > 2 * entry->n_plain));
}

static bool is_plain(const struct entry *entry)
{
    return entry->key && entry->n_plain >= LEAST_PLAIN;
}

uint64_t rp_hyphens_answers(const struct rp_hyphens *hyphens, const uint64_t *asked,
                            size_t n)
{
    uint64_t answers = n;
    for (size_t i = 0; i < n; i++) {
        const struct entry *entry = slot_of(hyphens, asked[i] | 1);
        const bool of_mark = (asked[i] & 1) == 0;
        const uint64_t answer = of_mark          ? is_plain(entry)
                                : is_lost(entry) ? entry->hyphens | 1
                                                 : 0;
        if (answer)
            answers = rp_mix(answers ^ rp_mix(asked[i] ^ answer));
    }
    return answers;
}

/* "organizations1": a footnote's mark behind a word that stands elsewhere without it. 1, 0
 * or RP_ERR_MEMORY. */
static int has_mark(const struct rp_hyphens *hyphens, const char *p, size_t n)
{
    enum { LEAST_LETTERS = 5 };
    if (n < LEAST_LETTERS + 1 || p[n - 1] < '1' || p[n - 1] > '9')
        return 0;
    for (size_t i = 0; i + 1 < n; i++)
        if (p[i] < 'a' || p[i] > 'z')
            return 0;
    struct word word = word_at((struct rp_str){p, n - 1}, 0);
    if (!word.is_fit)
        return 0;
    if (note(hyphens, word.key & ~UINT64_C(1)))
        return RP_ERR_MEMORY;
    return is_plain(slot_of(hyphens, word.key));
}

int rp_hyphens_restore(const struct rp_hyphens *hyphens, struct rp_str s,
                       struct rp_buf *out)
{
    size_t plain = 0;
    for (size_t i = 0; i < s.n;) {
        if (!is_alnum(s.p[i])) {
            i++;
            continue;
        }
        struct word word = word_at(s, i);
        const struct entry *entry =
            word.is_fit && !word.hyphens ? slot_of(hyphens, word.key) : NULL;
        if (entry && note(hyphens, word.key))
            return RP_ERR_MEMORY;
        bool lost = entry && is_lost(entry);
        size_t year = year_of_meeting(s.p + i, word.end - i);
        int mark = year ? 0 : has_mark(hyphens, s.p + i, word.end - i);
        if (mark < 0)
            return mark;
        if (year) {
            if (rp_buf_add(out, s.p + plain, i + year - plain) || rp_buf_putc(out, '-'))
                return RP_ERR_MEMORY;
            plain = i + year;
        } else if (mark) {
            if (rp_buf_add(out, s.p + plain, word.end - 1 - plain))
                return RP_ERR_MEMORY;
            plain = word.end;
        } else if (lost) {
            if (rp_buf_add(out, s.p + plain, i - plain))
                return RP_ERR_MEMORY;
            for (size_t k = 0; k < word.n_letters; k++)
                if ((k && entry->hyphens >> k & 1 && rp_buf_putc(out, '-')) ||
                    rp_buf_putc(out, s.p[i + k]))
                    return RP_ERR_MEMORY;
            plain = word.end;
        }
        i = word.end;
    }
    return rp_buf_add(out, s.p + plain, s.n - plain);
}
