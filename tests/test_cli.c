#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/option.h"

const struct rp_command rp_commands[] = {
    {.name = "dedup", .bit = RP_CMD_DEDUP, .max_operands = 1},
    {0},
};

START_TEST(shares_are_exact)
{
    static const struct {
        const char *text;
        uint32_t ppm;
    } good[] = {{"0", 0},
                {"1", 1000000},
                {"0.7", 700000},
                {"70%", 700000},
                {"0.000001", 1},
                {"0.0001%", 1},
                {"1.000000", 1000000},
                {"100%", 1000000},
                {"33.3333%", 333333}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        uint32_t ppm = 7;
        ck_assert_msg(rp_cli_parse_share(good[i].text, &ppm), "%s", good[i].text);
        ck_assert_uint_eq(ppm, good[i].ppm);
    }
    static const char *const bad[] = {
        "",    "%",  "1.1", "101%", "-1",       "0.0000001",           "0.5x",
        "1e0", ".5", "5.",  "70",   "0.00001%", "99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint32_t ppm = 7;
        ck_assert_msg(!rp_cli_parse_share(bad[i], &ppm), "%s", bad[i]);
        ck_assert_uint_eq(ppm, 7);
    }
}
END_TEST

START_TEST(sizes_know_their_units_and_their_limit)
{
    uint64_t bytes = 0;
    ck_assert(rp_cli_parse_size("3", &bytes));
    ck_assert_uint_eq(bytes, 3);
    ck_assert(rp_cli_parse_size("2k", &bytes));
    ck_assert_uint_eq(bytes, 2048);
    ck_assert(rp_cli_parse_size("1T", &bytes));
    ck_assert_uint_eq(bytes, 1ULL << 40);
    ck_assert(!rp_cli_parse_size("16777216T", &bytes));
    ck_assert(!rp_cli_parse_size("1KB", &bytes));
    ck_assert(!rp_cli_parse_size("", &bytes));
    ck_assert(!rp_cli_parse_size("G", &bytes));
}
END_TEST

START_TEST(the_defaults_in_the_help_are_those_in_force)
{
    const char *why = "";
    ck_assert_msg(rp_cli_options_validate(&why), "--%s", why);
}
END_TEST

static int parse(struct rp_cli *cli, struct rp_error *err, char **argv)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    rp_cli_init(cli);
    return rp_cli_parse(cli, &rp_commands[0], argc, argv, err);
}

START_TEST(options_and_operands_mix)
{
    struct rp_cli cli;
    struct rp_error err = {0};
    char *argv[] = {"reprise",         "dedup",    "-q",  "-",
                    "--threshold=70%", "--engine", "lsh", NULL};
    ck_assert_int_eq(parse(&cli, &err, argv), RP_OK);
    ck_assert(cli.quiet);
    ck_assert_uint_eq(cli.options.min_jaccard_ppm, 700000);
    ck_assert_uint_eq(cli.options.engine, RP_ENGINE_LSH);
    ck_assert_uint_eq(cli.n_operands, 1);
    ck_assert_str_eq(cli.operands[0], "-");
    char *dashes[] = {"reprise", "dedup", "--", "--quiet", NULL};
    ck_assert_int_eq(parse(&cli, &err, dashes), RP_OK);
    ck_assert(!cli.quiet);
    ck_assert_str_eq(cli.operands[0], "--quiet");
}
END_TEST

START_TEST(wrong_usage_is_named)
{
    static const struct {
        const char *argument, *value, *message;
    } cases[] = {
        {"--treshold", "1", "unknown option '--treshold'; did you mean '--threshold'?"},
        {"--min-score", "1", "unknown option '--min-score'"},
        {"-x", NULL, "unknown option '-x'"},
        {"--threshold", NULL, "--threshold: J is missing"},
        {"--threshold", "1.5", "--threshold: '1.5' is no share such as 0.8 or 80%"},
        {"--quiet=1", NULL, "--quiet takes no argument"},
        {"--threads", "0", "--threads: '0' is no number from 1 to 256"},
        {"--engine", "exakt",
         "--engine: 'exakt' is none of auto, exact, lsh; did you mean 'exact'?"},
        {"--stats", "", "--stats: FILE is empty"},
        {"a", "b", "unexpected 'b'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rp_cli cli;
        struct rp_error err = {0};
        char argument[32], value[32];
        strcpy(argument, cases[i].argument);
        strcpy(value, cases[i].value ? cases[i].value : "");
        char *argv[] = {"reprise", "dedup", argument, cases[i].value ? value : NULL, NULL};
        ck_assert_int_eq(parse(&cli, &err, argv), RP_ERR_USAGE);
        ck_assert_str_eq(err.message, cases[i].message);
    }
}
END_TEST

START_TEST(help_fits_eighty_columns)
{
    struct rp_buf out = {0};
    ck_assert_int_eq(rp_cli_help_options(RP_CMD_ALL, false, &out), RP_OK);
    ck_assert_int_eq(rp_cli_help_options(RP_CMD_ALL, true, &out), RP_OK);
    size_t column = 0;
    for (size_t i = 0; i < out.n; i++) {
        column = out.v[i] == '\n' ? 0 : column + 1;
        ck_assert_uint_le(column, 80);
    }
    rp_buf_release(&out);
}
END_TEST

/* The text of a file of the project, terminated. */
static void read_source(const char *name, struct rp_buf *out)
{
    char path[4096];
    struct rp_error err = {0};
    snprintf(path, sizeof path, "%s/%s", getenv("REPRISE_SOURCE"), name);
    ck_assert_msg(rp_file_read(path, 1 << 24, NULL, out, &err) == RP_OK, "%s: %s", path,
                  err.message);
    ck_assert_int_eq(rp_buf_putc(out, '\0'), RP_OK);
}

START_TEST(the_readme_lists_the_limits)
{
    struct rp_buf readme = {0}, table = {0};
    read_source("README.md", &readme);
    ck_assert_int_eq(rp_cli_limits_table(&table), RP_OK);
    ck_assert_int_eq(rp_buf_putc(&table, '\0'), RP_OK);
    ck_assert_msg(strstr(readme.v, table.v) != NULL, "README.md should have:\n%s", table.v);
    rp_buf_release(&readme);
    rp_buf_release(&table);
}
END_TEST

START_TEST(every_limit_of_the_library_is_an_option)
{
    struct rp_buf header = {0};
    size_t n_members = 0, n_rows = 0;
    read_source("src/reprise.h", &header);
    for (const char *p = header.v; (p = strstr(p, " max_")) != NULL; p++)
        n_members += p[1 + strcspn(p + 1, ";* ")] == ';';
    for (const struct rp_option_row *row = rp_option_rows; row->name; row++) {
        ck_assert_msg(!row->why || row->standard, "--%s: no default", row->name);
        n_rows += row->why != NULL;
    }
    ck_assert_uint_eq(n_rows, n_members);
    rp_buf_release(&header);
}
END_TEST

static Suite *cli_suite(void)
{
    Suite *suite = suite_create("cli");
    TCase *all = tcase_create("cli");
    tcase_add_test(all, shares_are_exact);
    tcase_add_test(all, sizes_know_their_units_and_their_limit);
    tcase_add_test(all, the_defaults_in_the_help_are_those_in_force);
    tcase_add_test(all, options_and_operands_mix);
    tcase_add_test(all, wrong_usage_is_named);
    tcase_add_test(all, help_fits_eighty_columns);
    tcase_add_test(all, the_readme_lists_the_limits);
    tcase_add_test(all, every_limit_of_the_library_is_an_option);
    suite_add_tcase(suite, all);
    return suite;
}

RUN_SUITE(cli_suite)
