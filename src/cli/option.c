/* The option table and the parser made from it. To add an option, add a row (and a member
 * of struct rp_cli or rp_options that it sets): help and parser follow. */
#include "cli/option.h"
#include "cli/settings.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct rp_cli, member)
#define READERS                                                                            \
    (RP_CMD_SCORE | RP_CMD_SEGMENT | RP_CMD_PAIRS | RP_CMD_SCAN | RP_CMD_EXPLAIN |         \
     RP_CMD_MAP | RP_CMD_AUDIT | RP_CMD_INDEX | RP_CMD_UPDATE)

#define INDEXERS (RP_CMD_INDEX | RP_CMD_UPDATE)
#define COMPARERS                                                                          \
    (RP_CMD_SCORE | RP_CMD_PAIRS | RP_CMD_SCAN | RP_CMD_MAP | RP_CMD_AUDIT | INDEXERS)
#define JUDGES (COMPARERS | RP_CMD_EXPLAIN)

const struct rp_option_row rp_option_rows[] = {
    {.name = "output",
     .letter = 'o',
     .kind = RP_OPTION_TEXT,
     .argument = "DIR",
     .help = "write the report into this folder, which is made where it is missing",
     .commands = RP_CMD_SCAN,
     .offset = AT(output)},
    {.name = "output",
     .letter = 'o',
     .kind = RP_OPTION_TEXT,
     .argument = "FILE",
     .help = "the index; one that is there is made anew",
     .commands = RP_CMD_INDEX,
     .offset = AT(output)},
    {.name = "judge",
     .kind = RP_OPTION_FLAG,
     .help = "find anew as well, so that pairs and findings in the index are those of what "
             "it holds",
     .commands = RP_CMD_UPDATE,
     .offset = AT(judge)},
    {.name = "checksum",
     .kind = RP_OPTION_FLAG,
     .help = "read every file and compare its bytes, also where its size, times and inode "
             "are as they were",
     .commands = RP_CMD_UPDATE,
     .offset = AT(checksum)},
    {.name = "csv-bom",
     .kind = RP_OPTION_FLAG,
     .help = "begin .csv files with a byte order mark, by which some spreadsheet programs "
             "know that they are UTF-8",
     .commands = RP_CMD_SCAN | RP_CMD_SCORE,
     .offset = AT(csv_bom)},
    {.name = "decisions",
     .kind = RP_OPTION_TEXT,
     .argument = "FILE",
     .help = "what was decided on findings, as the report's page saves it: carried over, "
             "and marked where a finding is another by now",
     .commands = RP_CMD_SCAN | INDEXERS,
     .offset = AT(decisions)},
    {.name = "since",
     .kind = RP_OPTION_TEXT,
     .argument = "OLD",
     .help = "say what is new, changed or gone since an earlier run: its findings.json or "
             "folder, or an index",
     .commands = RP_CMD_SCAN,
     .offset = AT(since)},
    {.name = "settings",
     .kind = RP_OPTION_TEXT,
     .argument = "FILE",
     .help = "repeat the run of this findings.json: its settings, and its inputs where no "
             "SOURCE is given; options on the command line come on top",
     .commands = RP_CMD_SCAN,
     .offset = AT(settings)},
    {.name = "format",
     .kind = RP_OPTION_CHOICE,
     .argument = "FORMAT",
     .help = "what to print: text, tsv, json or md (Markdown)",
     .standard = "text",
     .choices = {"text", "tsv", "json", "md"},
     .commands = RP_CMD_MAP,
     .offset = AT(format)},
    {.name = "format",
     .kind = RP_OPTION_CHOICE,
     .argument = "FORMAT",
     .help = "what to print: text, json or html (one page)",
     .standard = "text",
     .choices = {"text", "json", "html"},
     .commands = RP_CMD_AUDIT,
     .offset = AT(audit)},
    {.name = "against",
     .kind = RP_OPTION_LIST,
     .argument = "SOURCE...",
     .help = "compare with these: files, folders, an index, or - (all operands up to the "
             "next option)",
     .commands = RP_CMD_SCORE | RP_CMD_AUDIT,
     .offset = AT(against)},
    {.name = "format",
     .kind = RP_OPTION_CHOICE,
     .argument = "FORMAT",
     .help = "what to print: text, json, csv or html",
     .standard = "text",
     .choices = {"text", "json", "csv", "html"},
     .commands = RP_CMD_SCORE,
     .offset = AT(card)},
    {.name = "fail-over",
     .kind = RP_OPTION_PERCENT,
     .argument = "PCT",
     .help = "exit with status 1 where more than this percentage of a draft's words stands "
             "elsewhere, such as 30 or 12.5",
     .commands = RP_CMD_SCORE,
     .offset = AT(fail_over_ppm)},
    {.name = "resolutions",
     .kind = RP_OPTION_FLAG,
     .help = "one resolution a line instead of one clause",
     .commands = RP_CMD_SEGMENT,
     .offset = AT(resolutions)},
    {.name = "paragraphs",
     .kind = RP_OPTION_FLAG,
     .help = "one paragraph a line, as the reader gives the document",
     .commands = RP_CMD_SEGMENT,
     .offset = AT(paragraphs)},
    {.name = "changes",
     .kind = RP_OPTION_CHOICE,
     .argument = "STATE",
     .help = "which state of tracked changes to read: accepted, original or all",
     .standard = "accepted",
     .choices = {"accepted", "original", "all"},
     .commands = READERS,
     .offset = AT(options.view)},
    {.name = "verbose",
     .letter = 'v',
     .kind = RP_OPTION_FLAG,
     .help = "account on stderr for every line of the input",
     .commands = RP_CMD_SEGMENT,
     .offset = AT(verbose)},
    {.name = "min-score",
     .kind = RP_OPTION_SHARE,
     .argument = "S",
     .help = "leave out pairs that score less, such as 0.3 or 30%",
     .standard = "0.3",
     .commands = RP_CMD_PAIRS | RP_CMD_SCAN | INDEXERS,
     .offset = AT(options.min_score_ppm)},
    {.name = "min-jaccard",
     .kind = RP_OPTION_SHARE,
     .argument = "J",
     .help = "leave out pairs whose sets of word shingles are less alike",
     .standard = "0",
     .commands = RP_CMD_PAIRS,
     .offset = AT(pairs_min_jaccard_ppm)},
    {.name = "all-relations",
     .kind = RP_OPTION_FLAG,
     .help = "pair clauses of one resolution with each other too",
     .commands = RP_CMD_PAIRS,
     .offset = AT(options.all_relations)},
    {.name = "superseded",
     .kind = RP_OPTION_FLAG,
     .help = "pair superseded wording too",
     .commands = RP_CMD_PAIRS,
     .offset = AT(options.superseded)},
    {.name = "jsonl",
     .kind = RP_OPTION_TEXT,
     .argument = "FIELD",
     .help = "read a JSON object a line and compare this member of it",
     .commands = RP_CMD_DEDUP,
     .offset = AT(jsonl)},
    {.name = "threshold",
     .kind = RP_OPTION_SHARE,
     .argument = "J",
     .help = "how alike two paragraphs must be: the least Jaccard value of their shingles",
     .standard = "0.8",
     .commands = RP_CMD_DEDUP,
     .offset = AT(options.min_jaccard_ppm)},
    {.name = "shingle",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "words a shingle",
     .standard = "3",
     .least = 1,
     .most = 16,
     .commands = RP_CMD_DEDUP,
     .offset = AT(options.shingle_tok)},
    {.name = "pairs",
     .kind = RP_OPTION_FLAG,
     .help = "list the pairs with their exact values instead of the clusters",
     .commands = RP_CMD_DEDUP,
     .offset = AT(pairs)},
    {.name = "max-pairs",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "list no more pairs that are alike: dedup refuses, others leave the "
             "rest out",
     .standard = "50000000",
     .least = 1,
     .most = UINT32_MAX,
     .commands = (COMPARERS & ~RP_CMD_SCORE) | RP_CMD_DEDUP,
     .offset = AT(options.max_pairs),
     .why = "a list of so many takes 1 GB"},
    {.name = "check-recall",
     .kind = RP_OPTION_FLAG,
     .help = "measure the recall of the engine against the exact one on the first 200,000 "
             "paragraphs",
     .commands = RP_CMD_DEDUP,
     .offset = AT(check_recall)},
    {.name = "stats",
     .kind = RP_OPTION_TEXT,
     .argument = "FILE",
     .help = "write counts, seconds by stage and peak memory to this file, as JSON",
     .commands = RP_CMD_DEDUP,
     .offset = AT(stats)},
    {.name = "engine",
     .kind = RP_OPTION_CHOICE,
     .argument = "NAME",
     .help = "how candidates are found: auto, exact or lsh",
     .standard = "auto",
     .choices = {"auto", "exact", "lsh"},
     .commands = RP_CMD_PAIRS | RP_CMD_SCAN | RP_CMD_DEDUP | INDEXERS,
     .offset = AT(options.engine)},
    {.name = "recall",
     .kind = RP_OPTION_SHARE,
     .argument = "R",
     .help = "share of the pairs at the threshold that the lsh engine is laid out to find",
     .standard = "0.99",
     .commands = RP_CMD_PAIRS | RP_CMD_SCAN | RP_CMD_DEDUP | INDEXERS,
     .offset = AT(options.recall_ppm)},
    {.name = "stage",
     .kind = RP_OPTION_CHOICE,
     .argument = "NAME",
     .help =
         "be a filter of a run over several machines: all (no filter), shingle (texts to "
         "sets) or verify (lists of sets to pairs)",
     .standard = "all",
     .choices = {"all", "shingle", "verify"},
     .commands = RP_CMD_DEDUP,
     .offset = AT(stage)},
    {.name = "memory",
     .kind = RP_OPTION_SIZE,
     .argument = "SIZE",
     .help = "memory that the join may take, such as 2G (default half of what is free)",
     .least = 1,
     .most = UINT64_MAX,
     .commands = RP_CMD_DEDUP,
     .offset = AT(options.memory_bytes)},
    {.name = "max-file",
     .kind = RP_OPTION_SIZE,
     .argument = "SIZE",
     .help = "skip files larger than this",
     .standard = "1G",
     .least = 1,
     .most = UINT64_MAX,
     .commands = READERS,
     .offset = AT(options.max_file_bytes),
     .why = "a larger text is no document"},
    {.name = "max-paragraph",
     .kind = RP_OPTION_SIZE,
     .argument = "SIZE",
     .help = "cut paragraphs that are longer, and say so",
     .standard = "16M",
     .least = 1,
     .most = UINT32_MAX,
     .commands = READERS,
     .offset = AT(options.max_paragraph_bytes),
     .why = "a longer one is no paragraph"},
    {.name = "max-unpacked",
     .kind = RP_OPTION_SIZE,
     .argument = "SIZE",
     .help = "refuse a .docx that unpacks to more than this",
     .standard = "1G",
     .least = 1,
     .most = UINT64_MAX,
     .commands = READERS,
     .offset = AT(options.max_unpacked_bytes),
     .why = "as for a text"},
    {.name = "max-ratio",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "refuse a .docx that unpacks to more than N times its size and 16M",
     .standard = "200",
     .least = 1,
     .most = UINT32_MAX,
     .commands = READERS,
     .offset = AT(options.max_unpack_ratio),
     .why = "Word's own files have 3 to 30; an archive bomb has 1000"},
    {.name = "max-nesting",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "refuse a .docx or .html whose elements nest deeper",
     .standard = "1000",
     .least = 1,
     .most = 100000,
     .commands = READERS,
     .offset = AT(options.max_nesting),
     .why = "Word writes fewer than 50"},
    {.name = "max-tag",
     .kind = RP_OPTION_SIZE,
     .argument = "SIZE",
     .help = "refuse a .docx with a longer XML tag",
     .standard = "4M",
     .least = 1,
     .most = UINT32_MAX,
     .commands = READERS,
     .offset = AT(options.max_tag_bytes),
     .why = "the parser keeps a tag whole"},
    {.name = "max-depth",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "skip a folder whose folders nest deeper",
     .standard = "64",
     .least = 1,
     .most = 1024,
     .commands = READERS,
     .offset = AT(options.max_depth),
     .why = "links can lead in circles"},
    {.name = "max-words",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "compare the first N words of a clause, and say so of longer ones",
     .standard = "4096",
     .least = 1,
     .most = 65536,
     .commands = JUDGES,
     .offset = AT(options.max_words),
     .why = "time grows with the square; a clause has some 40 words"},
    {.name = "max-postings",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "a passage that more clauses share makes no candidates",
     .standard = "4096",
     .least = 1,
     .most = UINT32_MAX,
     .commands = COMPARERS,
     .offset = AT(options.max_postings),
     .why = "time grows with the square; such a passage is procedure"},
    {.name = "max-candidates",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "pair a clause with at most N before it, those that share most, and N "
             "that are alike",
     .standard = "256",
     .least = 1,
     .most = UINT32_MAX,
     .commands = COMPARERS,
     .offset = AT(options.max_candidates),
     .why = "a formula that stands everywhere would pair with everything"},
    {.name = "max-resolutions",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "refuse to map more resolutions than this",
     .standard = "4096",
     .least = 1,
     .most = 65535,
     .commands = RP_CMD_SCAN | RP_CMD_MAP | RP_CMD_AUDIT,
     .offset = AT(options.max_resolutions),
     .why = "a table of all pairs of resolutions takes 128 MiB then"},
    {.name = "max-findings",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "report the N best findings",
     .standard = "10000",
     .least = 1,
     .most = UINT32_MAX,
     .commands = RP_CMD_SCAN | INDEXERS,
     .offset = AT(options.max_findings),
     .why = "some 100 MB of report.html, which a browser loads in ten seconds"},
    {.name = "threads",
     .kind = RP_OPTION_COUNT,
     .argument = "N",
     .help = "threads to work with (default as many as there are cores); results do not "
             "depend on it",
     .least = 1,
     .most = 256,
     .commands = RP_CMD_ALL,
     .offset = AT(options.threads)},
    {.name = "quiet",
     .letter = 'q',
     .kind = RP_OPTION_FLAG,
     .help =
         "no progress and no notes on stderr; errors, skipped inputs and limits that were "
         "reached still show",
     .commands = RP_CMD_ALL,
     .offset = AT(quiet)},
    {.name = "no-color",
     .kind = RP_OPTION_FLAG,
     .help = "no colours in the terminal, as with NO_COLOR set",
     .commands = RP_CMD_ALL,
     .offset = AT(no_color)},
    {.name = "help",
     .letter = 'h',
     .kind = RP_OPTION_FLAG,
     .help = "show this text",
     .commands = RP_CMD_ALL,
     .offset = AT(help)},
    {0},
};

static const struct rp_option_row *const rows = rp_option_rows;
enum { N_ROWS = sizeof rp_option_rows / sizeof *rp_option_rows - 1, LONG_BASE = 256 };

void rp_cli_init(struct rp_cli *cli)
{
    *cli = (struct rp_cli){.fail_over_ppm = UINT32_MAX};
    rp_options_init(&cli->options);
}

void rp_cli_release(struct rp_cli *cli)
{
    rp_buf_release(&cli->held);
    rp_vec_release(&cli->against);
    if (cli->earlier)
        rp_earlier_release(cli->earlier);
    rp_free(cli->earlier);
}

/* Digits at *s as a number, *s moved past them; false where there is none or it is too
 * large. */
static bool take_digits(const char **s, uint64_t *value)
{
    const char *p = *s;
    *value = 0;
    for (; *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(*value, 10, value) ||
            __builtin_add_overflow(*value, (uint64_t)(*p - '0'), value))
            return false;
    bool any = p != *s;
    *s = p;
    return any;
}

bool rp_cli_parse_share(const char *s, uint32_t *ppm)
{
    uint64_t whole, decimals = 0;
    unsigned n_decimals = 0;
    if (!take_digits(&s, &whole) || whole > 100)
        return false;
    if (*s == '.') {
        const char *start = ++s;
        if (!take_digits(&s, &decimals))
            return false;
        n_decimals = (unsigned)(s - start);
    }
    bool percent = *s == '%';
    unsigned allowed = percent ? 4 : 6;
    if (s[percent] != '\0' || n_decimals > allowed)
        return false;
    for (; n_decimals < allowed; n_decimals++)
        decimals *= 10;
    uint64_t value = whole * (percent ? 10000 : 1000000) + decimals;
    if (value > 1000000)
        return false;
    *ppm = (uint32_t)value;
    return true;
}

bool rp_cli_parse_size(const char *s, uint64_t *bytes)
{
    static const char units[] = "KMGT";
    uint64_t value;
    if (!take_digits(&s, &value))
        return false;
    const char *unit = *s ? strchr(units, *s & ~0x20) : NULL;
    if (unit) {
        for (const char *u = units; u <= unit; u++)
            if (__builtin_mul_overflow(value, 1024, &value))
                return false;
        s++;
    }
    if (*s != '\0')
        return false;
    *bytes = value;
    return true;
}

static const char *next_option(size_t i, const void *of)
{
    unsigned bit = *(const unsigned *)of;
    for (size_t r = 0; r < N_ROWS; r++)
        if (rows[r].commands & bit && i-- == 0)
            return rows[r].name;
    return NULL;
}

static const char *next_choice(size_t i, const void *of)
{
    const struct rp_option_row *row = of;
    return i < sizeof row->choices / sizeof *row->choices ? row->choices[i] : NULL;
}

/* Set the member of *cli that the row names from the argument as it was written. */
static int set_option(struct rp_cli *cli, const struct rp_option_row *row, const char *arg,
                      struct rp_error *err)
{
    void *member = (char *)cli + row->offset;
    switch (row->kind) {
    case RP_OPTION_FLAG:
        *(bool *)member = true;
        return RP_OK;
    case RP_OPTION_TEXT:
        if (!*arg)
            return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--%s: %s is empty", row->name,
                           row->argument);
        *(const char **)member = arg;
        return RP_OK;
    case RP_OPTION_SHARE:
        if (!rp_cli_parse_share(arg, member))
            return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                           "--%s: '%s' is no share such as 0.8 or 80%%", row->name, arg);
        return RP_OK;
    case RP_OPTION_PERCENT: {
        char with_sign[32];
        size_t n = strlen(arg);
        snprintf(with_sign, sizeof with_sign, "%s%s", arg,
                 n && arg[n - 1] == '%' ? "" : "%");
        if (n + 2 > sizeof with_sign || !rp_cli_parse_share(with_sign, member))
            return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                           "--%s: '%s' is no percentage such as 30 or 12.5", row->name,
                           arg);
        return RP_OK;
    }
    case RP_OPTION_LIST:
        if (!*arg)
            return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--%s: SOURCE is empty", row->name);
        return rp_vec_push((struct rp_operands *)member, (char *)(uintptr_t)arg)
                   ? rp_fail_memory(err)
                   : RP_OK;
    case RP_OPTION_COUNT: {
        uint64_t value;
        const char *s = arg;
        if (!take_digits(&s, &value) || *s || value < row->least || value > row->most)
            return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                           "--%s: '%s' is no number from %llu to %llu", row->name, arg,
                           (unsigned long long)row->least, (unsigned long long)row->most);
        *(unsigned *)member = (unsigned)value;
        return RP_OK;
    }
    case RP_OPTION_SIZE: {
        uint64_t value;
        if (!rp_cli_parse_size(arg, &value) || value < row->least || value > row->most)
            return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                           "--%s: '%s' is no size such as 500M or 2G", row->name, arg);
        *(uint64_t *)member = value;
        return RP_OK;
    }
    case RP_OPTION_CHOICE: {
        const char *choice;
        for (unsigned i = 0; (choice = next_choice(i, row)) != NULL; i++)
            if (strcmp(choice, arg) == 0) {
                memcpy(member, &i, sizeof i); /* enums of the structs are as wide */
                return RP_OK;
            }
        const char *near = next_choice(rp_cli_nearest(arg, next_choice, row), row);
        const char *fourth = next_choice(3, row);
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "--%s: '%s' is none of %s, %s, %s%s%s%s%s%s", row->name, arg,
                       row->choices[0], row->choices[1], row->choices[2],
                       fourth ? ", " : "", fourth ? fourth : "",
                       near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    }
    return RP_OK;
}
_Static_assert(sizeof(enum rp_view) == sizeof(unsigned), "a choice is stored as unsigned");
_Static_assert(sizeof(enum rp_card_format) == sizeof(unsigned),
               "a choice is stored as unsigned");
_Static_assert(sizeof(enum rp_stage) == sizeof(unsigned), "a choice is stored as unsigned");
_Static_assert(sizeof(enum rp_audit_format) == sizeof(unsigned),
               "a choice is stored as unsigned");
_Static_assert(sizeof(enum rp_format) == sizeof(unsigned),
               "a choice is stored as unsigned");
_Static_assert(sizeof(enum rp_engine) == sizeof(unsigned),
               "a choice is stored as unsigned");

static int fail_unknown(const char *option, unsigned bit, struct rp_error *err)
{
    char name[64];
    const char *word = option + (option[0] == '-') + (option[0] == '-' && option[1] == '-');
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    const char *near = next_option(rp_cli_nearest(name, next_option, &bit), &bit);
    return rp_fail(err, RP_ERR_USAGE, NULL, 0, "unknown option '%s'%s%s%s", option,
                   near ? "; did you mean '--" : "", near ? near : "", near ? "'?" : "");
}

/* Set what the options of argv say; optind is then where the operands begin. */
static int take_options(struct rp_cli *cli, const struct rp_command *command, int argc,
                        char **argv, struct rp_error *err)
{
    struct option longs[N_ROWS + 1];
    char shorts[2 * N_ROWS + 2] = ":";
    size_t n_longs = 0, n_shorts = 1;
    for (int r = 0; r < N_ROWS; r++) {
        const struct rp_option_row *row = &rows[r];
        if (!(row->commands & command->bit))
            continue;
        int takes = row->kind == RP_OPTION_FLAG ? no_argument : required_argument;
        longs[n_longs++] = (struct option){row->name, takes, NULL, LONG_BASE + r};
        if (row->letter) {
            shorts[n_shorts++] = row->letter;
            if (takes)
                shorts[n_shorts++] = ':';
        }
    }
    longs[n_longs] = (struct option){0};
    shorts[n_shorts] = '\0';

    optind = 0; /* glibc: scan anew */
    opterr = 0;
    for (;;) {
        int got = getopt_long(argc - 1, argv + 1, shorts, longs, NULL);
        if (got == -1)
            break;
        bool fault = got == '?' || got == ':';
        int value = fault ? optopt : got;
        const struct rp_option_row *row = NULL;
        for (int r = 0; r < N_ROWS && !row; r++)
            if (rows[r].commands & command->bit &&
                (value == LONG_BASE + r || (value && value == rows[r].letter)))
                row = &rows[r];
        if (fault && !row && value) {
            char letter[] = {'-', (char)value, '\0'};
            return rp_fail(err, RP_ERR_USAGE, NULL, 0, "unknown option '%s'", letter);
        }
        if (fault && !row)
            return fail_unknown(argv[optind], command->bit, err);
        if (got == ':')
            return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--%s: %s is missing", row->name,
                           row->argument);
        if (fault)
            return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--%s takes no argument", row->name);
        int status = set_option(cli, row, optarg, err);
        /* getopt moves options before operands and lets optind go past more of them */
        while (row->kind == RP_OPTION_LIST && status == RP_OK && optind < argc - 1 &&
               (argv[1 + optind][0] != '-' || argv[1 + optind][1] == '\0'))
            status = set_option(cli, row, argv[1 + optind++], err);
        if (status)
            return status;
    }
    return RP_OK;
}

/* A setting of an earlier run, as an option. */
static int set_earlier(void *context, const char *name, const char *value,
                       struct rp_error *err)
{
    struct rp_cli *cli = context;
    /* `scan` has no option for it; `dedup` sets the same member */
    const char *option = strcmp(name, "min-jaccard") == 0 ? "threshold" : name;
    for (const struct rp_option_row *row = rows; row->name; row++)
        if (strcmp(row->name, option) == 0) {
            if (row->kind != RP_OPTION_FLAG)
                return set_option(cli, row, value, err);
            *(bool *)((char *)cli + row->offset) = strcmp(value, "true") == 0;
            return RP_OK;
        }
    return rp_fail(err, RP_ERR_FORMAT, NULL, 0, "this version has no setting \"%s\"", name);
}

/* Take the settings of an earlier run, and on top of them what argv says. */
static int take_earlier(struct rp_cli *cli, const struct rp_command *command, int argc,
                        char **argv, struct rp_error *err)
{
    cli->earlier = rp_alloc_zero(1, sizeof *cli->earlier);
    if (!cli->earlier)
        return rp_fail_memory(err);
    int status = rp_earlier_read(cli->earlier, cli->settings, set_earlier, cli, err);
    if (status == RP_ERR_USAGE) /* of a setting: the file is wrong, not the usage */
        status = err->code = RP_ERR_FORMAT;
    return status ? status : take_options(cli, command, argc, argv, err);
}

int rp_cli_parse(struct rp_cli *cli, const struct rp_command *command, int argc,
                 char **argv, struct rp_error *err)
{
    cli->command = command;
    int status = take_options(cli, command, argc, argv, err);
    if (status == RP_OK && cli->settings && !cli->help)
        status = take_earlier(cli, command, argc, argv, err);
    if (status)
        return status;
    cli->operands = argv + 1 + optind;
    cli->n_operands = (size_t)(argc - 1 - optind);
    if (cli->help)
        return RP_OK;
    if (cli->n_operands == 0 && cli->earlier) {
        cli->operands = cli->earlier->operands.v;
        cli->n_operands = cli->earlier->operands.n;
    }
    if (cli->n_operands < command->min_operands)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "%s expected", command->operands);
    if (cli->n_operands > command->max_operands)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "unexpected '%s'",
                       cli->operands[command->max_operands]);
    return RP_OK;
}

static int help_option(const struct rp_option_row *row, struct rp_buf *out)
{
    enum { TEXT_COLUMN = 24 };
    char sentence[256];
    snprintf(sentence, sizeof sentence, "%s%s%s%s", row->help,
             row->standard ? " (default " : "", row->standard ? row->standard : "",
             row->standard ? ")" : "");
    char name[64];
    char letter[] = {'-', row->letter, ',', ' ', '\0'};
    int width =
        snprintf(name, sizeof name, "  %s--%s%s%s", row->letter ? letter : "    ",
                 row->name, row->argument ? " " : "", row->argument ? row->argument : "");
    size_t column = (size_t)width;
    if (rp_buf_puts(out, name))
        return RP_ERR_MEMORY;
    if (column >= TEXT_COLUMN) {
        if (rp_buf_putc(out, '\n'))
            return RP_ERR_MEMORY;
        column = 0;
    }
    for (; column < TEXT_COLUMN; column++)
        if (rp_buf_putc(out, ' '))
            return RP_ERR_MEMORY;
    return rp_cli_wrap(out, sentence, TEXT_COLUMN, column) || rp_buf_putc(out, '\n')
               ? RP_ERR_MEMORY
               : RP_OK;
}

int rp_cli_help_options(unsigned bit, bool limits, struct rp_buf *out)
{
    int status = RP_OK;
    for (const struct rp_option_row *row = rows; row->name && status == RP_OK; row++)
        if (row->commands & bit && (row->why != NULL) == limits)
            status = help_option(row, out);
    return status;
}

int rp_cli_help_limits(struct rp_buf *out)
{
    enum { INDENT = 6 };
    for (const struct rp_option_row *row = rows; row->name; row++) {
        char sentence[512];
        snprintf(sentence, sizeof sentence, "%s (default %s: %s)", row->help, row->standard,
                 row->why);
        if (row->why &&
            (rp_buf_printf(out, "  --%s %s\n      ", row->name, row->argument) ||
             rp_cli_wrap(out, sentence, INDENT, INDENT) || rp_buf_putc(out, '\n')))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

bool rp_cli_options_validate(const char **why)
{
    for (size_t r = 0; r < N_ROWS; r++) {
        const struct rp_option_row *row = &rows[r];
        if (!row->standard)
            continue;
        struct rp_cli untouched, set;
        memset(&untouched, 0, sizeof untouched);
        rp_cli_init(&untouched);
        set = untouched;
        *why = row->name;
        if (set_option(&set, row, row->standard, NULL) ||
            memcmp((char *)&set + row->offset, (char *)&untouched + row->offset,
                   row->kind == RP_OPTION_SIZE ? sizeof(uint64_t) : sizeof(unsigned)) != 0)
            return false;
    }
    return true;
}
