/* The help text, laid out for 80 columns. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 80 };

static int spaces(struct rp_buf *out, size_t n)
{
    for (; n; n--)
        if (rp_buf_putc(out, ' '))
            return RP_ERR_MEMORY;
    return RP_OK;
}

int rp_cli_wrap(struct rp_buf *out, const char *text, size_t indent, size_t column)
{
    bool first = true;
    while (*text) {
        size_t word = strcspn(text, " ");
        if (!first && column + 1 + word > COLUMNS - 1) {
            if (rp_buf_putc(out, '\n') || spaces(out, indent))
                return RP_ERR_MEMORY;
            column = indent;
        } else if (!first) {
            if (rp_buf_putc(out, ' '))
                return RP_ERR_MEMORY;
            column++;
        }
        if (rp_buf_add(out, text, word))
            return RP_ERR_MEMORY;
        column += word;
        first = false;
        text += word;
        text += strspn(text, " ");
    }
    return RP_OK;
}

/* Paragraphs end with a newline; a line that begins with a space stands as it is. */
static int paragraphs(struct rp_buf *out, const char *text)
{
    for (; *text; text += *text == '\n') {
        size_t n = strcspn(text, "\n");
        char line[1024];
        snprintf(line, sizeof line, "%.*s", (int)n, text);
        if ((*text == ' ' ? rp_buf_puts(out, line) : rp_cli_wrap(out, line, 0, 0)) ||
            rp_buf_putc(out, '\n'))
            return RP_ERR_MEMORY;
        text += n;
    }
    return RP_OK;
}

const struct rp_exit_row rp_exit_rows[] = {
    {"0", "done", RP_CMD_ALL},
    {"1", "more of a draft stands elsewhere than --fail-over allows", RP_CMD_SCORE},
    {"2", "wrong usage, no readable input, or no way to write the results", RP_CMD_ALL},
    {"3", "done, but some inputs were skipped; each is named on stderr", RP_CMD_ALL},
    {"130", "ended by SIGINT (Ctrl-C); no file is left half-written", RP_CMD_ALL},
    {"143", "ended by SIGTERM, likewise", RP_CMD_ALL},
    {0},
};

/* Of one command, or of all (RP_CMD_ALL). */
static int exit_statuses(unsigned commands, struct rp_buf *out)
{
    for (const struct rp_exit_row *row = rp_exit_rows; row->code; row++)
        if (row->commands & commands &&
            rp_buf_printf(out, "  %-3s  %s\n", row->code, row->meaning))
            return RP_ERR_MEMORY;
    return RP_OK;
}

static int topic_list(struct rp_buf *out)
{
    struct rp_topic topic;
    for (size_t i = 0; rp_cli_topic(i, &topic); i++)
        if (rp_buf_printf(out, "  %-15.*s %.*s\n", (int)topic.name.n, topic.name.p,
                          (int)topic.summary.n, topic.summary.p))
            return RP_ERR_MEMORY;
    return RP_OK;
}

static int program_help(struct rp_buf *out)
{
    if (rp_buf_puts(out, "reprise - find the provisions that resolutions repeat\n\n"
                         "usage: reprise COMMAND OPERANDS... [options]\n"
                         "       reprise help COMMAND|TOPIC\n"
                         "       reprise --version\n\ncommands:\n"))
        return RP_ERR_MEMORY;
    for (const struct rp_command *c = rp_commands; c->name; c++)
        if (rp_buf_printf(out, "  %-15s %s\n", c->name, c->summary))
            return RP_ERR_MEMORY;
    return rp_buf_puts(out, "\ntopics:\n") || topic_list(out) ||
                   rp_buf_puts(out,
                               "\nSOURCE is a file, a folder (walked, in byte order), an "
                               "index, or - for\nstandard input.\n"
                               "Results go to stdout, progress and messages to stderr.\n"
                               "\nexit status:\n") ||
                   exit_statuses(RP_CMD_ALL, out) ||
                   rp_buf_puts(out, "\nexamples:\n"
                                    "  reprise scan corpus/sample -o report\n"
                                    "  reprise help scan\n"
                                    "  reprise help relations\n")
               ? RP_ERR_MEMORY
               : RP_OK;
}

int rp_cli_help_topic(const struct rp_topic *topic, struct rp_buf *out)
{
    if (rp_buf_printf(out, "reprise help %.*s - %.*s\n\n", (int)topic->name.n,
                      topic->name.p, (int)topic->summary.n, topic->summary.p) ||
        rp_buf_add_str(out, topic->body))
        return RP_ERR_MEMORY;
    if (rp_str_equal(topic->name, RP_STR("limits")))
        return rp_buf_putc(out, '\n') || rp_cli_help_limits(out) ? RP_ERR_MEMORY : RP_OK;
    if (rp_str_equal(topic->name, RP_STR("exit")))
        return exit_statuses(RP_CMD_ALL, out);
    return RP_OK;
}

int rp_cli_help(const struct rp_command *command, struct rp_buf *out)
{
    if (!command)
        return program_help(out);
    return rp_buf_printf(out, "reprise %s - %s\n\nusage: reprise %s %s [options]\n\n",
                         command->name, command->summary, command->name,
                         command->operands) ||
                   paragraphs(out, command->help) || rp_buf_puts(out, "\noptions:\n") ||
                   rp_cli_help_options(command->bit, false, out) ||
                   rp_buf_puts(out, "\nlimits (reprise help limits says why):\n") ||
                   rp_cli_help_options(command->bit, true, out) ||
                   rp_buf_puts(out, "\nexit status:\n") ||
                   exit_statuses(command->bit, out) || rp_buf_puts(out, "\nexamples:\n") ||
                   rp_buf_puts(out, command->examples)
               ? RP_ERR_MEMORY
               : RP_OK;
}
