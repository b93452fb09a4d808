#include "text/shingle.h"
#include "text/token.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"
#include "text/words.h"

/* The words of s, as "[beg,end)" ranges' source bytes joined by '|'. */
static const char *cut(const char *s)
{
    static char out[512];
    struct rp_tokens words = {0};
    ck_assert_int_eq(rp_tokens_add(&words, rp_str_of(s)), RP_OK);
    out[0] = '\0';
    for (size_t i = 0; i < words.n; i++) {
        if (i)
            strcat(out, "|");
        strncat(out, s + words.v[i].beg, words.v[i].end - words.v[i].beg);
    }
    rp_vec_release(&words);
    return out;
}

static bool same_words(const char *a, const char *b)
{
    struct rp_tokens x = {0}, y = {0};
    ck_assert_int_eq(rp_tokens_add(&x, rp_str_of(a)), RP_OK);
    ck_assert_int_eq(rp_tokens_add(&y, rp_str_of(b)), RP_OK);
    bool same = x.n == y.n;
    for (size_t i = 0; same && i < x.n; i++)
        same = x.v[i].hash == y.v[i].hash;
    rp_vec_release(&x);
    rp_vec_release(&y);
    return same;
}

START_TEST(words_are_runs_of_letters_and_digits)
{
    ck_assert_str_eq(cut("to report, annually (2018/19)"), "to|report|annually|2018|19");
    ck_assert_str_eq(cut(""), "");
    ck_assert_str_eq(cut(" \t.,;"), "");
    ck_assert_str_eq(cut("ITU-T's l\xe2\x80\x99Union"), "ITU|T|s|l|Union");
    ck_assert_str_eq(cut("caf\xc3\xa9s"), "caf\xc3\xa9s");
    ck_assert_str_eq(cut("\xe4\xb8\xad\xe5\x9b\xbd x"), "\xe4\xb8\xad|\xe5\x9b\xbd|x");
    ck_assert_str_eq(cut("\xc2\xbd"), "\xc2\xbd|\xc2\xbd");
    ck_assert_str_eq(cut("a\xff"
                         "b"),
                     "a|b");
}
END_TEST

START_TEST(folding_makes_variants_equal)
{
    ck_assert(same_words("Resolves", "RESOLVES"));
    ck_assert(same_words("caf\xc3\xa9", "CAFE\xcc\x81"));
    ck_assert(same_words("co\xc2\xadoperation", "cooperation"));
    ck_assert(same_words("\xef\xac\x81le", "file"));
    ck_assert(same_words("Stra\xc3\x9f"
                         "e",
                         "strasse"));
    ck_assert(same_words("\xd0\x9c\xd0\xa1\xd0\xad", "\xd0\xbc\xd1\x81\xd1\x8d"));
    ck_assert(same_words("a'b", "a\xe2\x80\x99"
                                "b"));
    ck_assert(!same_words("co-operation", "cooperation"));
    ck_assert(!same_words("1506", "1507"));
    ck_assert(!same_words("abcdefghijklmnopq", "abcdefghijklmnopr"));
}
END_TEST

START_TEST(korean_keeps_its_words)
{
    /* two words of two syllables each */
    struct rp_tokens words = {0};
    const char *s = "\xea\xb5\xad\xec\xa0\x9c \xed\x86\xb5\xec\x8b\xa0";
    ck_assert_int_eq(rp_tokens_add(&words, rp_str_of(s)), RP_OK);
    ck_assert_uint_eq(words.n, 2);
    rp_vec_release(&words);
}
END_TEST

START_TEST(a_fold_is_short_and_has_no_upper_case)
{
    char fold[RP_FOLD_MAX_BYTES];
    uint32_t wrong = 0;
    for (uint32_t cp = 1; cp < 0x110000 && !wrong; cp++) {
        if (cp >= 0xd800 && cp < 0xe000)
            continue;
        size_t n = rp_fold(cp, fold);
        if (n > RP_FOLD_MAX_BYTES)
            wrong = cp;
        for (size_t i = 0; i < n; i++) {
            char c = fold[i];
            if (c != ' ' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
                !(c & 0x80))
                wrong = cp;
        }
    }
    ck_assert_msg(!wrong, "U+%04X", wrong);
}
END_TEST

START_TEST(shingles_of_short_texts)
{
    struct rp_hashes a = {0}, b = {0};
    ck_assert_int_eq(rp_shingles_fill(&a, rp_str_of("one two three four"), 3), RP_OK);
    ck_assert_uint_eq(a.n, 2);
    ck_assert_int_eq(rp_shingles_fill(&b, rp_str_of("Two, three; four!"), 3), RP_OK);
    ck_assert_uint_eq(b.n, 1);
    ck_assert_uint_eq(a.v[1], b.v[0]);
    ck_assert_int_eq(rp_shingles_fill(&a, rp_str_of("one two"), 3), RP_OK);
    ck_assert_uint_eq(a.n, 1);
    ck_assert_int_eq(rp_shingles_fill(&b, rp_str_of("two one"), 3), RP_OK);
    ck_assert(a.v[0] != b.v[0]);
    ck_assert_int_eq(rp_shingles_fill(&a, rp_str_of(" -- "), 3), RP_OK);
    ck_assert_uint_eq(a.n, 0);
    rp_vec_release(&a);
    rp_vec_release(&b);
}
END_TEST

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = rp_mix(state + 0x9e3779b97f4a7c15ULL);
    return (uint32_t)((state >> 32) * below >> 32);
}

/* Bytes of one of the kinds that texts are made of, broken UTF-8 among them. */
static void draw_text(struct rp_buf *out, size_t n)
{
    static const char *const pieces[] = {
        "a",
        "Z",
        "9",
        "word",
        "Resolution",
        "cooperation",
        " ",
        ", ",
        "\n",
        "-",
        "'",
        "\xe2\x80\x99",
        "\xc3\xa9",
        "\xc3\x89",
        "\xc2\xad",
        "\xcc\x81",
        "\xc2\xbd",
        "\xd0\x96",
        "\xe4\xb8\xad",
        "\xef\xac\x81",
        "\xef\xb7\xba",
        "\xf0\x9f\x98\x80",
        "\xf0\xa0\x80\x80",
        "\xe1\x84\x80",
        "\xea\xb5\xad",
        "\xc2\xa0",
        "\xff",
        "\xc3",
        "\xe4\xb8",
        "\xed\xa0\x80",
        "\xc0\x80",
        "\xf4\x90\x80\x80",
        "\xef\xbf\xbe",
        "\xef\xbb\xbf",
        "internationalization",
        "abcdefghijklmnop",
        "abcdefghijklmnopq",
    };
    uint32_t kind = draw(5);
    while (out->n < n) {
        int status;
        if (kind == 0) {
            status = rp_buf_putc(out, (char)draw(256));
        } else if (kind == 1) {
            status = rp_buf_putc(out, (char)draw(128));
        } else if (kind == 2) {
            char cp[4];
            uint32_t c = draw(8) ? draw(0x3000) : draw(0x110000);
            if (c >= 0xd800 && c < 0xe000)
                continue;
            status = rp_buf_add(out, cp, rp_utf8_encode(c, cp));
        } else {
            uint32_t n_pieces = sizeof pieces / sizeof *pieces;
            status = rp_buf_puts(out, pieces[draw(kind == 3 ? 10 : n_pieces)]);
        }
        ck_assert_int_eq(status, RP_OK);
    }
}

static bool kernels_agree(struct rp_str s, unsigned shingle_tok)
{
    struct rp_hashes want = {0}, got = {0};
    bool agree = rp_shingles_fill_by(NULL, &want, s, shingle_tok) == RP_OK;
    const struct rp_word_kernel *kernel;
    for (unsigned i = 0; (kernel = rp_word_kernel(i)) && agree; i++)
        agree = rp_shingles_fill_by(kernel, &got, s, shingle_tok) == RP_OK &&
                got.n == want.n &&
                (want.n == 0 || memcmp(got.v, want.v, want.n * sizeof *want.v) == 0);
    rp_vec_release(&want);
    rp_vec_release(&got);
    return agree;
}

/* Each text stands in a block of its own size, so that a sanitizer sees a read past it. */
START_TEST(every_kernel_gives_the_words_of_the_reference)
{
    struct rp_buf text = {0};
    for (state = 1; rp_word_kernel((unsigned)state - 1); state++)
        printf("kernel: %s\n", rp_word_kernel((unsigned)state - 1)->name);
    for (int round = 0; round < 20000; round++) {
        text.n = 0;
        draw_text(&text, draw(round % 100 == 0 ? 30000 : 300));
        char *exact = rp_alloc(text.n, 1);
        ck_assert(exact);
        if (text.n)
            memcpy(exact, text.v, text.n);
        bool agree = kernels_agree((struct rp_str){exact, text.n}, 1 + draw(8));
        rp_free(exact);
        ck_assert_msg(agree, "round %d, %zu bytes", round, text.n);
    }
    rp_buf_release(&text);
}
END_TEST

START_TEST(a_word_longer_than_any_buffer)
{
    struct rp_buf text = {0};
    for (int i = 0; i < 50000; i++)
        ck_assert_int_eq(rp_buf_puts(&text, "\xc3\xa9x"), RP_OK);
    ck_assert(kernels_agree(rp_buf_str(&text), 3));
    for (int i = 0; i < 50000; i++)
        ck_assert_int_eq(rp_buf_puts(&text, i % 9 ? "y" : "\xcc\x81"), RP_OK);
    ck_assert(kernels_agree(rp_buf_str(&text), 3));
    rp_buf_release(&text);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("text");
    TCase *tokens = tcase_create("tokens");
    tcase_add_test(tokens, words_are_runs_of_letters_and_digits);
    tcase_add_test(tokens, folding_makes_variants_equal);
    tcase_add_test(tokens, korean_keeps_its_words);
    tcase_add_test(tokens, a_fold_is_short_and_has_no_upper_case);
    tcase_add_test(tokens, shingles_of_short_texts);
    suite_add_tcase(suite, tokens);
    TCase *kernels = tcase_create("kernels");
    tcase_set_timeout(kernels, 60);
    tcase_add_test(kernels, every_kernel_gives_the_words_of_the_reference);
    tcase_add_test(kernels, a_word_longer_than_any_buffer);
    suite_add_tcase(suite, kernels);
    return suite;
}

RUN_SUITE(suite)
