/* What is made of the command table, the option table and the topics beside the help:
 * manual pages, completions, and the README's table of limits. */
#include "cli/option.h"

#include <stdio.h>
#include <string.h>

enum { LINE_BYTES = 56 };         /* of roff, as one edits it */
#define VERSION_DATE "2026-11-24" /* in the foot of each page: that of RP_VERSION */

int rp_cli_limits_table(struct rp_buf *out)
{
    if (rp_buf_puts(out, "| option | default | what it does | why so much |\n"
                         "|---|---|---|---|\n"))
        return RP_ERR_MEMORY;
    for (const struct rp_option_row *row = rp_option_rows; row->name; row++)
        if (row->why && rp_buf_printf(out, "| `--%s` | %s | %s | %s |\n", row->name,
                                      row->standard, row->help, row->why))
            return RP_ERR_MEMORY;
    return RP_OK;
}

/* ---- manual pages ------------------------------------------------------------------- */

/* A page on its way. The first failure sticks. */
struct page {
    struct rp_buf *out;
    int status;
    bool literal; /* lines stand as they are */
};

static void put(struct page *page, const char *s)
{
    if (!page->status)
        page->status = rp_buf_puts(page->out, s);
}

/* Bytes since the last line end. */
static size_t column(const struct page *page)
{
    size_t n = 0;
    while (n < page->out->n && page->out->v[page->out->n - 1 - n] != '\n')
        n++;
    return n;
}

/* n bytes as text: nothing in them is a request or an escape. */
static void put_text(struct page *page, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const bool begins = page->out->n == 0 || page->out->v[page->out->n - 1] == '\n';
        if (begins && (s[i] == '.' || s[i] == '\''))
            put(page, "\\&");
        const char byte[] = {s[i], '\0'};
        const bool breaks = s[i] == ' ' && !page->literal && column(page) > LINE_BYTES;
        put(page, breaks ? "\n" : s[i] == '\\' ? "\\e" : s[i] == '-' ? "\\-" : byte);
    }
}

static void put_words(struct page *page, const char *s)
{
    put_text(page, s, strlen(s));
}

/* Paragraphs below a heading; lines that begin with a space stand as they are. */
static void put_paragraphs(struct page *page, struct rp_str s)
{
    bool parted = false, begun = false; /* an empty line went before */
    for (size_t i = 0; i < s.n;) {
        const char *line = s.p + i, *end = memchr(line, '\n', s.n - i);
        const size_t n = end ? (size_t)(end - line) : s.n - i;
        i += n + 1;
        if (n == 0) {
            parted = true;
            continue;
        }
        const bool indented = line[0] == ' ';
        if (page->literal && !indented)
            put(page, ".fi\n");
        if (begun && (parted || page->literal != indented))
            put(page, ".PP\n");
        if (indented && !page->literal)
            put(page, ".nf\n");
        page->literal = indented;
        begun = true;
        parted = false;
        put_text(page, line, n);
        put(page, "\n");
    }
    put(page, page->literal ? ".fi\n" : "");
    page->literal = false;
}

static void put_head(struct page *page, const char *name, const char *section,
                     const char *summary)
{
    put(page, ".\\\" Made from the program's own tables by `reprise help --man`.\n.TH ");
    for (const char *p = name; *p; p++)
        put_text(page, (const char[]){*p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p}, 1);
    put(page, " ");
    put(page, section);
    put(page, " " VERSION_DATE " \"reprise " RP_VERSION "\" \"reprise\"\n.SH NAME\n");
    put_words(page, name);
    put(page, " \\- ");
    put_words(page, summary);
    put(page, "\n");
}

static void put_options(struct page *page, unsigned commands, bool limits)
{
    for (const struct rp_option_row *row = rp_option_rows; row->name; row++) {
        if (!(row->commands & commands) || (row->why != NULL) != limits)
            continue;
        put(page, ".TP\n");
        if (row->letter) {
            put(page, "\\fB\\-");
            put_text(page, &row->letter, 1);
            put(page, "\\fR, ");
        }
        put(page, "\\fB\\-\\-");
        put_words(page, row->name);
        put(page, "\\fR");
        if (row->argument) {
            put(page, " \\fI");
            put_words(page, row->argument);
            put(page, "\\fR");
        }
        put(page, "\n");
        put_words(page, row->help);
        if (row->standard) {
            put(page, " (default ");
            put_words(page, row->standard);
            put(page, row->why ? ": " : ")");
        }
        if (row->why) {
            put_words(page, row->why);
            put(page, ")");
        }
        put(page, "\n");
    }
}

static void put_exit_statuses(struct page *page, unsigned commands)
{
    put(page, ".SH EXIT STATUS\n");
    for (const struct rp_exit_row *row = rp_exit_rows; row->code; row++) {
        if (!(row->commands & commands))
            continue;
        put(page, ".TP\n.B ");
        put(page, row->code);
        put(page, "\n");
        put_words(page, row->meaning);
        put(page, "\n");
    }
}

static void put_see_also(struct page *page, const struct rp_command *but)
{
    put(page, ".SH SEE ALSO\n");
    if (but)
        put(page, ".BR reprise (1),\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        if (c == but)
            continue;
        put(page, ".BR reprise\\-");
        put_words(page, c->name);
        put(page, " (1),\n");
    }
    put(page, ".BR reprise (7)\n");
}

static void put_program(struct page *page)
{
    put_head(page, "reprise", "1", "find the provisions that resolutions repeat");
    put(page, ".SH SYNOPSIS\n.B reprise\n.I COMMAND OPERANDS...\n.RI [ options ]\n.br\n"
              ".B reprise help\n.IR COMMAND | TOPIC\n.br\n.B reprise \\-\\-version\n"
              ".SH DESCRIPTION\nFinds the provisions that resolutions repeat\n"
              "(verbatim, nearly, adapted to another Sector, shortened or expanded)\n"
              "and says which of them are worth streamlining, with what would be lost\n"
              "and what to write instead. Results go to standard output, progress and\n"
              "messages to standard error.\n.SH COMMANDS\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        put(page, ".TP\n.BR reprise\\-");
        put_words(page, c->name);
        put(page, " (1)\n");
        put_words(page, c->summary);
        put(page, "\n");
    }
    put_exit_statuses(page, RP_CMD_ALL);
    put(page, ".SH ENVIRONMENT\n.TP\n.B OMP_NUM_THREADS\n"
              "threads to work with where \\-\\-threads is not given\n.TP\n.B NO_COLOR\n"
              "no colours in the terminal, if it is set and not empty\n.TP\n.B TMPDIR\n"
              "where \\fBreprise dedup\\fR borrows memory from a file (/var/tmp)\n"
              ".SH EXAMPLES\n.nf\nreprise scan corpus/sample \\-o report\n"
              "reprise help relations\n.fi\n");
    put_see_also(page, NULL);
}

int rp_cli_man(const struct rp_command *command, struct rp_buf *out)
{
    struct page page = {.out = out};
    if (!command) {
        put_program(&page);
        return page.status;
    }
    char name[64];
    snprintf(name, sizeof name, "reprise-%s", command->name);
    put_head(&page, name, "1", command->summary);
    put(&page, ".SH SYNOPSIS\n.B reprise ");
    put_words(&page, command->name);
    put(&page, "\n.I ");
    put_words(&page, command->operands);
    put(&page, "\n.RI [ options ]\n.SH DESCRIPTION\n");
    put_paragraphs(&page, rp_str_of(command->help));
    put(&page, ".SH OPTIONS\n");
    put_options(&page, command->bit, false);
    put(&page, ".SH LIMITS\nWhat one of them keeps out is said on standard error.\n");
    put_options(&page, command->bit, true);
    put_exit_statuses(&page, command->bit);
    put(&page, ".SH EXAMPLES\n");
    put_paragraphs(&page, rp_str_of(command->examples));
    put_see_also(&page, command);
    return page.status;
}

int rp_cli_man_topics(struct rp_buf *out)
{
    struct page page = {.out = out};
    struct rp_topic topic;
    put_head(&page, "reprise", "7", "what to know of reprise");
    put(&page,
        ".SH DESCRIPTION\nEach section is what\n.B reprise help\n.I TOPIC\nprints.\n");
    for (size_t i = 0; rp_cli_topic(i, &topic); i++) {
        put(&page, ".SH ");
        for (size_t k = 0; k < topic.name.n; k++)
            put_text(&page, (const char[]){(char)(topic.name.p[k] & ~0x20)}, 1);
        put(&page, "\n");
        put(&page, ".I ");
        page.literal = true;
        put_text(&page, topic.summary.p, topic.summary.n);
        page.literal = false;
        put(&page, "\n.PP\n");
        put_paragraphs(&page, topic.body);
        if (rp_str_equal(topic.name, RP_STR("limits")))
            put_options(&page, RP_CMD_ALL, true);
        for (const struct rp_exit_row *row = rp_exit_rows;
             row->code && rp_str_equal(topic.name, RP_STR("exit")); row++) {
            put(&page, ".TP\n.B ");
            put(&page, row->code);
            put(&page, "\n");
            put_words(&page, row->meaning);
            put(&page, "\n");
        }
    }
    put_see_also(&page, NULL);
    return page.status;
}

/* ---- completions -------------------------------------------------------------------- */

static bool takes(const struct rp_option_row *row, const struct rp_command *command)
{
    return row->commands & command->bit;
}

static bool is_file(const struct rp_option_row *row)
{
    return row->kind == RP_OPTION_LIST || (row->kind == RP_OPTION_TEXT && row->argument &&
                                           strcmp(row->argument, "FIELD") != 0);
}

/* Names of commands and topics, each after `lead`. */
static void put_names(struct page *page, const char *lead, bool topics)
{
    struct rp_topic topic;
    for (const struct rp_command *c = rp_commands; c->name && !topics; c++) {
        put(page, lead);
        put(page, c->name);
    }
    for (size_t i = 0; topics && rp_cli_topic(i, &topic); i++) {
        put(page, lead);
        if (!page->status)
            page->status = rp_buf_add_str(page->out, topic.name);
    }
}

static void put_choices(struct page *page, const struct rp_option_row *row)
{
    for (size_t i = 0; i < 4 && row->choices[i]; i++) {
        put(page, i ? " " : "");
        put(page, row->choices[i]);
    }
}

static void put_bash(struct page *page)
{
    put(page, "# bash completion for reprise\n"
              "_reprise() {\n"
              "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
              "    local command=${COMP_WORDS[1]} options= i\n"
              "    COMPREPLY=()\n"
              "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
              "        mapfile -t COMPREPLY < <(compgen -W '");
    put_names(page, " ", false);
    put(page, " help --help --version' -- \"$cur\")\n"
              "        return\n"
              "    fi\n"
              "    # the shell splits --option=value into three words\n"
              "    if [ \"$cur\" = = ]; then cur= ; fi\n"
              "    if [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
              "    case $command,$prev in\n"
              "    help,*)\n"
              "        mapfile -t COMPREPLY < <(compgen -W '");
    put_names(page, " ", false);
    put_names(page, " ", true);
    put(page, "' -- \"$cur\")\n"
              "        return ;;\n");
    for (const struct rp_command *c = rp_commands; c->name; c++)
        for (const struct rp_option_row *row = rp_option_rows; row->name; row++) {
            if (!takes(row, c) || row->kind == RP_OPTION_FLAG || is_file(row))
                continue;
            put(page, "    ");
            put(page, c->name);
            put(page, ",--");
            put(page, row->name);
            put(page, ")\n");
            if (row->kind == RP_OPTION_CHOICE) {
                put(page, "        mapfile -t COMPREPLY < <(compgen -W '");
                put_choices(page, row);
                put(page, "' -- \"$cur\")\n");
            }
            put(page, "        return ;;\n");
        }
    put(page, "    esac\n"
              "    case $command in\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        put(page, "    ");
        put(page, c->name);
        put(page, ") options='");
        for (const struct rp_option_row *row = rp_option_rows; row->name; row++)
            if (takes(row, c)) {
                put(page, " --");
                put(page, row->name);
            }
        put(page, "' ;;\n");
    }
    put(page, "    esac\n"
              "    if [ \"${cur:0:1}\" = - ]; then\n"
              "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
              "    else\n"
              "        compopt -o filenames 2>/dev/null\n"
              "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
              "    fi\n"
              "}\n"
              "complete -F _reprise reprise\n");
}

/* A sentence between single quotes; in zsh's specs brackets and colons need a backslash. */
static void put_quoted(struct page *page, const char *s, bool zsh)
{
    for (; *s; s++) {
        const char byte[] = {*s, '\0'};
        if (*s == '\'')
            put(page, zsh ? "'\\''" : "\\'");
        else {
            put(page, zsh && strchr("[]:\\", *s) ? "\\" : "");
            put(page, byte);
        }
    }
}

static void put_zsh(struct page *page)
{
    struct rp_topic topic;
    put(page, "#compdef reprise\n"
              "_reprise() {\n"
              "    local -a commands topics\n"
              "    commands=(\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        put(page, "        '");
        put(page, c->name);
        put(page, ":");
        put_quoted(page, c->summary, true);
        put(page, "'\n");
    }
    put(page, "        'help:show the help of a command or a topic'\n"
              "    )\n"
              "    topics=(\n");
    for (size_t i = 0; rp_cli_topic(i, &topic); i++) {
        char text[256];
        put(page, "        '");
        snprintf(text, sizeof text, "%.*s", (int)topic.name.n, topic.name.p);
        put(page, text);
        put(page, ":");
        snprintf(text, sizeof text, "%.*s", (int)topic.summary.n, topic.summary.p);
        put_quoted(page, text, true);
        put(page, "'\n");
    }
    put(page, "    )\n"
              "    if (( CURRENT == 2 )); then\n"
              "        _describe command commands\n"
              "        return\n"
              "    fi\n"
              "    local command=$words[2]\n"
              "    shift words\n"
              "    (( CURRENT-- ))\n"
              "    case $command in\n"
              "    help)\n"
              "        _describe command commands\n"
              "        _describe topic topics ;;\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        put(page, "    ");
        put(page, c->name);
        put(page, ")\n        _arguments -S");
        for (const struct rp_option_row *row = rp_option_rows; row->name; row++) {
            if (!takes(row, c))
                continue;
            put(page, " \\\n            ");
            const char letter[] = {row->letter, '\0'};
            if (row->letter) {
                put(page, "{-");
                put(page, letter);
                put(page, ",--");
                put(page, row->name);
                put(page, row->argument ? "=}'[" : "}'[");
            } else {
                put(page, "'--");
                put(page, row->name);
                put(page, row->argument ? "=[" : "[");
            }
            put_quoted(page, row->help, true);
            put(page, "]");
            if (row->argument) {
                put(page, ":");
                put(page, row->argument);
                put(page, ":");
            }
            if (row->kind == RP_OPTION_CHOICE) {
                put(page, "(");
                put_choices(page, row);
                put(page, ")");
            } else if (is_file(row)) {
                put(page, "_files");
            }
            put(page, "'");
        }
        put(page, " \\\n            '*:file:_files' ;;\n");
    }
    put(page, "    esac\n"
              "}\n"
              "_reprise \"$@\"\n");
}

static void put_fish(struct page *page)
{
    struct rp_topic topic;
    put(page, "# fish completion for reprise\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        put(page, "complete -c reprise -f -n __fish_use_subcommand -a ");
        put(page, c->name);
        put(page, " -d '");
        put_quoted(page, c->summary, false);
        put(page, "'\n");
    }
    put(page,
        "complete -c reprise -f -n __fish_use_subcommand -a help -d 'show the help of "
        "a command or a topic'\n"
        "complete -c reprise -f -n __fish_use_subcommand -l version -s V -d 'show the "
        "version'\n");
    for (const struct rp_command *c = rp_commands; c->name; c++) {
        put(page, "complete -c reprise -f -n '__fish_seen_subcommand_from help' -a ");
        put(page, c->name);
        put(page, " -d '");
        put_quoted(page, c->summary, false);
        put(page, "'\n");
    }
    for (size_t i = 0; rp_cli_topic(i, &topic); i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "complete -c reprise -f -n '__fish_seen_subcommand_from help' -a %.*s -d "
                 "'%.*s'\n",
                 (int)topic.name.n, topic.name.p, (int)topic.summary.n, topic.summary.p);
        put(page, text);
    }
    for (const struct rp_command *c = rp_commands; c->name; c++)
        for (const struct rp_option_row *row = rp_option_rows; row->name; row++) {
            if (!takes(row, c))
                continue;
            const char letter[] = {row->letter, '\0'};
            put(page, "complete -c reprise -n '__fish_seen_subcommand_from ");
            put(page, c->name);
            put(page, "' -l ");
            put(page, row->name);
            if (row->letter) {
                put(page, " -s ");
                put(page, letter);
            }
            if (row->kind == RP_OPTION_CHOICE) {
                put(page, " -x -a '");
                put_choices(page, row);
                put(page, "'");
            } else if (is_file(row)) {
                put(page, " -r -F");
            } else if (row->argument) {
                put(page, " -x");
            }
            put(page, " -d '");
            put_quoted(page, row->help, false);
            put(page, "'\n");
        }
}

bool rp_cli_completion(const char *shell, struct rp_buf *out)
{
    static const struct {
        const char *name;
        void (*write)(struct page *page);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    struct page page = {.out = out};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].write(&page);
            return page.status == RP_OK;
        }
    return false;
}
