#include "text/shingle.h"
#include "text/token.h"

#include <string.h>

#include "suite.h"
#include "text/fold.h"

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
    return suite;
}

RUN_SUITE(suite)
