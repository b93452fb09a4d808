/* The commands and the way into them. To add a command, add a row (and its bit in cli.h,
 * and its options in option.c). */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

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
    {0},
};

static const char *next_command(size_t i, const void *of)
{
    (void)of;
    return rp_commands[i].name;
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
    const char *near = rp_cli_nearest(name, next_command, NULL);
    return rp_fail(err, RP_ERR_USAGE, NULL, 0, "unknown command '%s'%s%s%s", name,
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
    bool asks = strcmp(word, "help") == 0;
    const struct rp_command *command = find_command(asks ? argv[2] : word);
    if (!command)
        return fail_command(asks ? argv[2] : word, err);
    if (asks)
        return write_help(cli, command, err);
    int status = rp_cli_parse(cli, command, argc, argv, err);
    if (status)
        return status;
    if (cli->help)
        return write_help(cli, command, err);
    rp_cli_watch(cli);
    return command->run(cli, err);
}

int main(int argc, char **argv)
{
    struct rp_cli cli;
    struct rp_error err = {0};
    rp_cli_init(&cli);
    /* A closed pipe and a full quota are write errors, with a message and a status. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    int status = run(&cli, argc, argv, &err);
    if (status == RP_OK)
        status = rp_cli_flush(&cli, &err);
    int code = status ? RP_EXIT_FAILED : cli.n_skipped ? RP_EXIT_SKIPPED : RP_EXIT_DONE;
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
    return code;
}
