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

/* Of one command, or of all (RP_CMD_ALL). */
static int exit_statuses(unsigned commands, struct rp_buf *out)
{
    return rp_buf_puts(out, "\nexit status:\n  0  done\n") ||
                   (commands & RP_CMD_SCORE &&
                    rp_buf_puts(out, "  1  more of a draft stands elsewhere than "
                                     "--fail-over allows\n")) ||
                   rp_buf_puts(
                       out, "  2  wrong usage, no readable input, or no way to write the "
                            "results\n"
                            "  3  done, but some inputs were skipped; each is named on "
                            "stderr\n"
                            "  128 + the signal's number, where SIGINT (130) or SIGTERM "
                            "(143) ended the run;\n"
                            "  no output is left half-written\n")
               ? RP_ERR_MEMORY
               : RP_OK;
}

static int program_help(struct rp_buf *out)
{
    if (rp_buf_puts(out, "reprise - find the provisions that resolutions repeat\n\n"
                         "usage: reprise COMMAND OPERANDS... [options]\n"
                         "       reprise COMMAND --help\n"
                         "       reprise --version\n\ncommands:\n"))
        return RP_ERR_MEMORY;
    for (const struct rp_command *c = rp_commands; c->name; c++)
        if (rp_buf_printf(out, "  %-9s %s\n", c->name, c->summary))
            return RP_ERR_MEMORY;
    return rp_buf_puts(out, "\n"
                            "SOURCE is a file, a folder (walked, in byte order), or - for "
                            "standard input.\n"
                            "Results go to stdout, progress and messages to stderr.\n") ||
                   exit_statuses(RP_CMD_ALL, out) ||
                   rp_buf_puts(out, "\nexamples:\n"
                                    "  reprise scan corpus/sample -o report\n"
                                    "  reprise scan --help\n")
               ? RP_ERR_MEMORY
               : RP_OK;
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
                   rp_buf_puts(out, "\nlimits (reaching one is always said):\n") ||
                   rp_cli_help_options(command->bit, true, out) ||
                   exit_statuses(command->bit, out) || rp_buf_puts(out, "\nexamples:\n") ||
                   rp_buf_puts(out, command->examples)
               ? RP_ERR_MEMORY
               : RP_OK;
}
