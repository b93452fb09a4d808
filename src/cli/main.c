/* The commands and the way into them. To add a command, add a row (and its bit in cli.h,
 * and its options in option.c). */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct rp_command rp_commands[] = {
    {.name = "segment",
     .operands = "SOURCE...",
     .summary = "read documents and print their clauses, one JSON object a line",
     .help =
         "Cuts each document into resolutions, sections and clauses. A clause is one "
         "numbered or lettered paragraph under a heading such as \"resolves\"; a clause "
         "that stands in several places is printed once, with all its sources. Wording "
         "that a newer one replaces is marked \"superseded\":true.\n",
     .examples = "  reprise segment corpus/sample\n"
                 "  reprise segment --resolutions corpus/sample\n"
                 "  reprise segment --verbose draft.txt >clauses.jsonl\n",
     .bit = RP_CMD_SEGMENT,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_segment},
    {.name = "pairs",
     .operands = "SOURCE...",
     .summary = "list pairs of clauses that have something in common",
     .help =
         "Prints TSV with a header: a_id a_lines b_id b_lines jaccard containment_ab "
         "containment_ba shared_bits score relation. Lines are those of all places where "
         "a clause stands; with more than one input file they are file:line. Jaccard and "
         "containment are exact, over sets of word shingles; shared_bits weighs each "
         "word by how rare it is.\n"
         "\n"
         "Relations: identical, near-identical, sector-variant (the same but for the "
         "Sector's own names), contains (one restated inside the other), partial, "
         "formula (procedure only), integration (cites the provision it carries out), "
         "revision, none.\n",
     .examples = "  reprise pairs corpus/sample | head\n"
                 "  reprise pairs --min-score 0 --superseded resolutions.txt\n",
     .bit = RP_CMD_PAIRS,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_pairs},
    {.name = "scan",
     .operands = "SOURCE... -o DIR",
     .summary = "find repeated provisions, rank them, write a report folder",
     .help =
         "Compares all resolutions of the sources with each other and writes into DIR: "
         "report.html (to read and print), summary.md, findings.xlsx, clusters.csv, "
         "pairs.csv and mapping.csv (for spreadsheets), and findings.json (everything, for "
         "programs). "
         "Prints a summary. All files are written, or none.\n"
         "\n"
         "A finding is a provision, or a run of consecutive ones, that several "
         "resolutions share. Each comes with what to do about it: suppress, trim, "
         "merge, align or keep.\n"
         "\n"
         "Before the next meeting: --decisions takes what was decided in report.html, so "
         "that decided findings stay decided, and --since tells the new ones from the old. "
         "A finding is known again by its clauses, also where they were reworded.\n",
     .examples = "  reprise scan corpus/sample -o report\n"
                 "  reprise scan corpus/ --since report --decisions decisions.json -o new\n"
                 "  reprise scan --min-score 50% pp/ wtsa/ wtdc/ ra/ -o report\n",
     .bit = RP_CMD_SCAN,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_scan},
    {.name = "score",
     .operands = "DRAFT... --against SOURCE...",
     .summary = "say what a draft repeats, paragraph by paragraph",
     .help =
         "Compares drafts with the resolutions of the sources. A draft is a .docx, .txt, "
         ".html or .jsonl file, or a folder of them. It need not name its resolution; one "
         "that does and is among the sources is compared with its present text apart. "
         "Sources are read with tracked changes accepted; --changes is for the drafts.\n"
         "\n"
         "Each paragraph is new, repeats or adapts (the same but for the Sector) a clause, "
         "integrates one (cites the resolution it carries out and adds to it), is a "
         "formula (procedure), or goes back to superseded wording. Up to three clauses "
         "are shown beside it, with what part of the paragraph each covers and what part "
         "of itself that is, by information: \"raw\" counts only what is said in the same "
         "words. Where a clause can be cited, the words that could stand instead are "
         "given.\n"
         "\n"
         "The share of words that stand elsewhere leaves formulae out of both sides. In "
         "the text, {+so+} stands only in the draft, <so> names another Sector, and ~so~ "
         "is spelled otherwise.\n",
     .examples = "  reprise score draft.docx --against corpus/sample\n"
                 "  reprise score drafts/ --against pp/ wtsa/ --format html >cards.html\n"
                 "  reprise score draft.docx --against pp/ --fail-over 30 --quiet\n",
     .bit = RP_CMD_SCORE,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_score},
    {.name = "index",
     .operands = "SOURCE... -o FILE",
     .summary = "make an index: a collection that lives in one file",
     .help =
         "Reads the sources and keeps in FILE, an SQLite database, their text, "
         "resolutions, "
         "clauses, citations, pairs and findings. Wherever a command takes SOURCE it takes "
         "FILE, and gives the same bytes as from the documents, without reading them. Any "
         "SQLite client can ask it: the views v_clause, v_finding, v_pair, v_overlap, "
         "v_citation and others are for people, and clause_text searches the clauses "
         "(FTS5). "
         "ARCHITECTURE.md describes all tables.\n"
         "\n"
         "A new FILE gets its name when it is whole. One that is there is made anew in one "
         "transaction; what was decided on its findings is carried on.\n",
     .examples = "  reprise index corpus/ -o texts.index\n"
                 "  reprise scan texts.index -o report\n"
                 "  sqlite3 texts.index 'SELECT * FROM v_finding'\n",
     .bit = RP_CMD_INDEX,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_index},
    {.name = "update",
     .operands = "FILE SOURCE...",
     .summary = "bring an index to what the sources hold now",
     .help =
         "Reads documents of the sources that are new, or whose bytes are not those that "
         "were read, and takes out those that are not among the sources any more: "
         "afterwards the index is the one that `reprise index` would make of these "
         "sources. "
         "All in one transaction: whoever reads meanwhile sees the state before, and after "
         "an interruption of any kind the file holds that or the new one.\n"
         "\n"
         "Findings depend on all documents, and finding takes longer than the rest. "
         "Without --judge, pairs and findings stay those of an earlier state: v_state "
         "tells, and v_finding.touched_since. `reprise scan FILE` always finds anew.\n",
     .examples = "  reprise update texts.index corpus/\n"
                 "  reprise update --judge texts.index corpus/\n"
                 "  reprise update --judge --decisions decisions.json texts.index\n",
     .bit = RP_CMD_UPDATE,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_update},
    {.name = "check",
     .operands = "FILE",
     .summary = "go through an index and say what is wrong in it",
     .help =
         "Looks at every page of the file, at what refers to what, at the search, and at "
         "each text: whether it is as it was written, and whether the tables for people "
         "say "
         "the same. Faults are named on stderr, and the exit status is then 2.\n",
     .examples = "  reprise check texts.index\n",
     .bit = RP_CMD_CHECK,
     .min_operands = 1,
     .max_operands = 1,
     .run = rp_cli_check},
    {.name = "map",
     .operands = "SOURCE...",
     .summary = "map Sector resolutions onto those of the Plenipotentiary",
     .help =
         "For each resolution of a Sector's assembly (WTSA, WTDC, RA): the resolutions of "
         "the Plenipotentiary Conference (PP) on the same subject, best first. Each has a "
         "score - of ten candidates at 0.8, people would pick about eight too - and the "
         "firmest evidence there is: text (provisions that stand in both), citation (one "
         "cites the other), title (the titles are alike), or subject (rare words in "
         "common, or a resolution of another Sector that leads there).\n\n"
         "Then come the subjects, with their resolutions in all bodies and the provisions "
         "that these share; resolutions without a counterpart; instructions of PP to a "
         "Sector that none of its resolutions takes up; and citations of revisions that "
         "are out of date or unknown.\n\n"
         "text is for reading, and leaves out candidates below 0.3; tsv has one candidate "
         "a line, which `reprise audit` reads; json has everything; md has the two tables "
         "of a published mapping, subjects and provisions side by side.\n",
     .examples = "  reprise map corpus/sample\n"
                 "  reprise map --format tsv corpus/sample >mapping.tsv\n"
                 "  reprise map --format md corpus/sample >mapping.md\n",
     .bit = RP_CMD_MAP,
     .min_operands = 1,
     .max_operands = SIZE_MAX,
     .run = rp_cli_map},
    {.name = "audit",
     .operands = "TABLE --against SOURCE...",
     .summary = "hold a published mapping against the texts",
     .help =
         "TABLE says which resolutions belong together: a published document with tables "
         "of subjects (a header cell \"Subject area\"), numbered candidates, a list of "
         "resolutions without an equivalent, or quoted resolutions side by side; or a "
         "mapping as `reprise map --format tsv` prints it. SOURCE has the texts of the "
         "resolutions; a document that quotes them can be both.\n\n"
         "What follows begins with how many links are borne out, and by what: provisions "
         "in common, a citation only, titles or rare words only, nothing. Then come "
         "remarks, gravest first: where the table contradicts itself, strong links that it "
         "does not have, other revisions than the texts have, and, last, notes on links "
         "that no words bear out, which may hold all the same. Each has its line in the "
         "table, the evidence and a suggestion.\n\n"
         "--format html makes one page to send round: each remark with what the table "
         "prints there and the nearest provisions, filters, and every row with what bears "
         "each of its links out.\n",
     .examples = "  reprise map --format tsv corpus/sample >mapping.tsv\n"
                 "  reprise audit mapping.tsv --against corpus/sample\n"
                 "  reprise audit table.docx --against corpus/ --format html >audit.html\n",
     .bit = RP_CMD_AUDIT,
     .min_operands = 1,
     .max_operands = 1,
     .run = rp_cli_audit},
    {.name = "explain",
     .operands = "A_ID B_ID SOURCE...",
     .summary = "show how two clauses align and what their relation rests on",
     .help =
         "A_ID and B_ID are clauses as `reprise segment` and the reports name them, such "
         "as PP-101/resolves/5. All sources are read, because how rare a word is shows "
         "only in all of them. Words without a partner stand as [-so-] in A and {+so+} "
         "in B, those that name another Sector as <so>, those that are spelled "
         "otherwise as ~so~.\n",
     .examples = "  reprise explain PP-308/resolves/2 RA-172/resolves/2 corpus/sample\n",
     .bit = RP_CMD_EXPLAIN,
     .min_operands = 3,
     .max_operands = SIZE_MAX,
     .run = rp_cli_explain},
    {.name = "dedup",
     .operands = "FILE",
     .summary = "find near-duplicates among paragraphs, one a line",
     .help =
         "Reads one paragraph a line (- is standard input) and prints, for each line that "
         "has a near-duplicate, its number and that of its cluster: the cluster's smallest "
         "line, to which every line in it is within the threshold. With --pairs prints all "
         "pairs and their Jaccard values, sorted. Lines are compared as sets of word "
         "shingles; "
         "nothing is estimated. A line without words is in no cluster.\n"
         "\n"
         "The list of pairs is complete: if there are more of them than --max-pairs, the "
         "run is refused before anything is printed. Clusters have no such limit.\n"
         "\n"
         "More memory than --memory is borrowed from a file without a name in $TMPDIR (or "
         "/var/tmp).\n"
         "\n"
         "For what one machine cannot hold, scripts/spark spreads the same join over many, "
         "with --stage on each; PROTOCOL.md there has the streams that it reads and "
         "writes.\n",
     .examples = "  reprise dedup paragraphs.txt >clusters.tsv\n"
                 "  reprise dedup --pairs --threshold 0.7 --stats run.json paragraphs.txt\n"
                 "  zcat dump.jsonl.gz | reprise dedup --jsonl text -\n",
     .bit = RP_CMD_DEDUP,
     .min_operands = 1,
     .max_operands = 1,
     .run = rp_cli_dedup},
    {0},
};
enum { N_COMMANDS = sizeof rp_commands / sizeof *rp_commands };

/* Commands and, where `of` is not NULL, topics. */
static const char *next_word(size_t i, const void *of)
{
    static char name[64];
    struct rp_topic topic;
    if (i < N_COMMANDS - 1)
        return rp_commands[i].name;
    if (!of || !rp_cli_topic(i - (N_COMMANDS - 1), &topic))
        return NULL;
    snprintf(name, sizeof name, "%.*s", (int)topic.name.n, topic.name.p);
    return name;
}

static const struct rp_command *find_command(const char *name)
{
    for (const struct rp_command *c = rp_commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static int fail_command(const char *name, struct rp_error *err)
{
    if (name[0] == '-')
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "'%s' stands where a command is expected", name);
    const char *near = next_word(rp_cli_nearest(name, next_word, NULL), NULL);
    return rp_fail(err, RP_ERR_USAGE, NULL, 0, "unknown command '%s'%s%s%s", name,
                   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static int fail_topic(const char *name, struct rp_error *err)
{
    const char *near = next_word(rp_cli_nearest(name, next_word, name), name);
    return rp_fail(err, RP_ERR_USAGE, NULL, 0, "no command and no topic '%s'%s%s%s", name,
                   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static int write_help(struct rp_cli *cli, const struct rp_command *command,
                      struct rp_error *err)
{
    struct rp_buf text = {0};
    int status = rp_cli_help(command, &text);
    status = status ? rp_fail_memory(err) : rp_cli_write(cli, rp_buf_str(&text), err);
    rp_buf_release(&text);
    return status;
}

/* `help COMMAND`, `help TOPIC`; and, for the build, `help --man [COMMAND|topics]` and
 * `help --completion SHELL`. */
static int help(struct rp_cli *cli, const char *word, const char *of, struct rp_error *err)
{
    const struct rp_command *command = find_command(of ? of : word);
    struct rp_topic topic;
    struct rp_buf text = {0};
    int status = RP_OK;
    if (strcmp(word, "--completion") == 0 && of)
        status = rp_cli_completion(of, &text) ? RP_OK : fail_topic(of, err);
    else if (strcmp(word, "--man") == 0 && of && strcmp(of, "topics") == 0)
        status = rp_cli_man_topics(&text) ? rp_fail_memory(err) : RP_OK;
    else if (strcmp(word, "--man") == 0 && of && !command)
        status = fail_topic(of, err);
    else if (strcmp(word, "--man") == 0)
        status = rp_cli_man(command, &text) ? rp_fail_memory(err) : RP_OK;
    else if (of)
        status = rp_fail(err, RP_ERR_USAGE, NULL, 0, "unexpected '%s'", of);
    else if (command)
        status = rp_cli_help(command, &text) ? rp_fail_memory(err) : RP_OK;
    else if (rp_cli_topic_find(word, &topic))
        status = rp_cli_help_topic(&topic, &text) ? rp_fail_memory(err) : RP_OK;
    else
        status = fail_topic(word, err);
    if (status == RP_OK)
        status = rp_cli_write(cli, rp_buf_str(&text), err);
    rp_buf_release(&text);
    return status;
}

static bool is_any(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* Do what the command line says; RP_OK or a negative status with *err filled. */
static int run(struct rp_cli *cli, int argc, char **argv, struct rp_error *err)
{
    if (argc < 2)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "a command is expected");
    const char *word = argv[1];
    if (is_any(word, "--version", "-V"))
        return rp_cli_write(cli, RP_STR("reprise " RP_VERSION "\n"), err);
    if (is_any(word, "--help", "-h") || (strcmp(word, "help") == 0 && argc == 2))
        return write_help(cli, NULL, err);
    if (strcmp(word, "help") == 0)
        return argc > 4 ? rp_fail(err, RP_ERR_USAGE, NULL, 0, "unexpected '%s'", argv[4])
                        : help(cli, argv[2], argc > 3 ? argv[3] : NULL, err);
    const struct rp_command *command = find_command(word);
    if (!command)
        return fail_command(word, err);
    int status = rp_cli_parse(cli, command, argc, argv, err);
    if (status)
        return status;
    if (cli->help)
        return write_help(cli, command, err);
    rp_cli_watch(cli);
    return command->run(cli, err);
}

static bool ended; /* main has chosen the exit status */

/* OpenMP's library ends the program, with status 1, where it gets no memory or threads. */
static void on_exit_of_others(void)
{
    if (ended)
        return;
    rp_cli_say("no memory, or no threads (--threads); no file was left half-written");
    _exit(RP_EXIT_FAILED);
}

int main(int argc, char **argv)
{
    struct rp_cli cli;
    struct rp_error err = {0};
    rp_cli_init(&cli);
    atexit(on_exit_of_others);
    /* A closed pipe and a full quota are write errors, with a message and a status. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    int status = run(&cli, argc, argv, &err);
    if (status == RP_OK)
        status = rp_cli_flush(&cli, &err);
    int code = status          ? RP_EXIT_FAILED
               : cli.exceeded  ? RP_EXIT_EXCEEDED
               : cli.n_skipped ? RP_EXIT_SKIPPED
                               : RP_EXIT_DONE;
    if (status == RP_ERR_USAGE)
        rp_cli_say("%s%s%s (see reprise%s%s --help)", cli.command ? cli.command->name : "",
                   cli.command ? ": " : "", err.message, cli.command ? " " : "",
                   cli.command ? cli.command->name : "");
    else if (status && status != RP_ERR_INTERRUPTED)
        rp_cli_say_error(&err, "");
    if (status == RP_ERR_INTERRUPTED && rp_cli_signal()) {
        rp_cli_say("%s; no file was left half-written", strsignal(rp_cli_signal()));
        code = 128 + rp_cli_signal();
    }
    rp_cli_progress_erase();
    rp_cli_release(&cli);
    ended = true;
    return code;
}
