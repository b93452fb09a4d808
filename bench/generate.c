/* A corpus of paragraphs, one a line, for measuring: seeded, the same bytes anywhere.
 *
 *     generate PARAGRAPHS [--seed N] [--near PCT] [--hot PCT] [--non-ascii PCT]
 *
 * Words are drawn from a vocabulary of 50,000 made-up ones, the r-th with a weight of
 * 1/(r + 2): so, as in real text, some runs of words recur by chance. A paragraph has 20 to
 * 102 words. PCT of the paragraphs (10) are copies of an earlier one in which 1 to 15 % of
 * the words were exchanged, dropped or doubled; PCT of these (0) copy one of 20 originals.
 * PCT of the vocabulary's weight (0) are words with letters outside ASCII: Latin with
 * accents, Greek, Cyrillic, and runs of Han characters. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_WORDS = 50000, MAX_PARAGRAPH_TOK = 120, N_KEPT = 4096, N_HOT = 20 };

struct paragraph {
    uint32_t n;
    uint32_t word[MAX_PARAGRAPH_TOK];
};

static uint64_t state;
static char words[N_WORDS][64];
static uint32_t cumulative[N_WORDS];
static struct paragraph kept[N_KEPT], hot[N_HOT];

static uint64_t draw64(void)
{
    uint64_t x = state += 0x9e3779b97f4a7c15ULL; /* splitmix64, S. Vigna */
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

static uint32_t draw(uint32_t below)
{
    return (uint32_t)((draw64() >> 32) * below >> 32);
}

static size_t put_cp(char *out, uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 63));
        return 2;
    }
    out[0] = (char)(0xe0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 63));
    out[2] = (char)(0x80 | (cp & 63));
    return 3;
}

static void make_word(char *out, int ascii)
{
    static const char vowels[] = "aeiou", consonants[] = "bcdfghjklmnpqrstvwxz";
    uint32_t length = 2 + draw(5) + draw(6), script = ascii ? 0 : 1 + draw(4);
    size_t n = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t plain = (unsigned char)(i % 2 ? vowels[draw(5)] : consonants[draw(20)]);
        if (script == 1 && i % 3 == 1)
            n += put_cp(out + n, 0xe0 + draw(20));
        else if (script == 2)
            n += put_cp(out + n, 0x3b1 + draw(24));
        else if (script == 3)
            n += put_cp(out + n, 0x430 + draw(32));
        else if (script == 4 && i < 3)
            n += put_cp(out + n, 0x4e00 + draw(3000));
        else if (script != 4)
            n += put_cp(out + n, plain);
    }
    out[n] = '\0';
}

static uint32_t draw_word(void)
{
    uint32_t x = draw(cumulative[N_WORDS - 1]), low = 0, high = N_WORDS - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (cumulative[middle] > x)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void make_original(struct paragraph *p)
{
    p->n = 20 + draw(42) + draw(42);
    for (uint32_t i = 0; i < p->n; i++)
        p->word[i] = draw_word();
}

static void make_copy(struct paragraph *p, const struct paragraph *from)
{
    uint32_t share = 1 + draw(15);
    p->n = 0;
    for (uint32_t i = 0; i < from->n && p->n + 2 < MAX_PARAGRAPH_TOK; i++) {
        uint32_t kind = draw(100) < share ? draw(4) : 9;
        if (kind == 0)
            continue;
        p->word[p->n++] = kind == 9 || kind == 1 ? from->word[i] : draw_word();
        if (kind == 1)
            p->word[p->n++] = from->word[i];
    }
}

static int write_paragraph(const struct paragraph *p)
{
    char line[MAX_PARAGRAPH_TOK * 66];
    size_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const char *word = words[p->word[i]];
        size_t length = strlen(word);
        memcpy(line + n, word, length);
        if (i == 0 && line[0] >= 'a' && line[0] <= 'z')
            line[0] = (char)(line[0] - 32);
        n += length;
        if (i + 1 < p->n && i % 11 == 10)
            line[n++] = ',';
        line[n++] = i + 1 < p->n ? ' ' : '.';
    }
    line[n++] = '\n';
    return fwrite(line, 1, n, stdout) == n;
}

int main(int argc, char **argv)
{
    uint64_t n = 0;
    uint32_t near = 10, hot_share = 0, non_ascii = 0;
    state = 1;
    for (int i = 1; i < argc; i++) {
        unsigned long long value =
            strtoull(argv[argc > i + 1 && argv[i][0] == '-' ? i + 1 : i], NULL, 10);
        if (argv[i][0] != '-')
            n = value;
        else if (strcmp(argv[i], "--seed") == 0)
            state = value;
        else if (strcmp(argv[i], "--near") == 0)
            near = (uint32_t)value;
        else if (strcmp(argv[i], "--hot") == 0)
            hot_share = (uint32_t)value;
        else if (strcmp(argv[i], "--non-ascii") == 0)
            non_ascii = (uint32_t)value;
        else
            n = 0, argc = 0;
        i += argv[i][0] == '-';
    }
    if (n == 0) {
        fputs("usage: generate PARAGRAPHS [--seed N] [--near PCT] [--hot PCT] "
              "[--non-ascii PCT]\n",
              stderr);
        return 2;
    }
    uint32_t sum = 0;
    for (uint32_t i = 0; i < N_WORDS; i++) {
        make_word(words[i], draw(100) >= non_ascii);
        cumulative[i] = sum += UINT32_C(100000000) / (i + 2);
    }
    for (uint32_t i = 0; i < N_HOT; i++)
        make_original(&hot[i]);
    uint32_t n_kept = 0;
    for (uint64_t i = 0; i < n; i++) {
        struct paragraph p;
        if (n_kept && draw(100) < near)
            make_copy(&p, draw(100) < hot_share ? &hot[draw(N_HOT)] : &kept[draw(n_kept)]);
        else {
            make_original(&p);
            /* Originals to be copied come from all of the corpus, each about once. */
            kept[n_kept < N_KEPT ? n_kept++ : draw(N_KEPT)] = p;
        }
        if (!write_paragraph(&p))
            return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
