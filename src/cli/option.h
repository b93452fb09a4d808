/* The one option table. The parser, the help, the manual pages and the completions are made
 * from it, and the README's table of limits is held against it. */
#ifndef RP_CLI_OPTION_H
#define RP_CLI_OPTION_H

#include "cli/cli.h"

/* LIST: operands up to the next option; it may be given again. */
enum rp_option_kind {
    RP_OPTION_FLAG,
    RP_OPTION_COUNT,
    RP_OPTION_SHARE,
    RP_OPTION_PERCENT,
    RP_OPTION_SIZE,
    RP_OPTION_CHOICE,
    RP_OPTION_TEXT,
    RP_OPTION_LIST,
};

struct rp_option_row {
    const char *name;
    char letter;
    enum rp_option_kind kind;
    const char *argument;
    const char *help;     /* one sentence */
    const char *standard; /* the default as a user would write it; NULL: none */
    const char *why;      /* of a limit: the reason of its default, which makes it one */
    unsigned commands;
    size_t offset;          /* of the member that it sets */
    uint64_t least, most;   /* of a COUNT or SIZE */
    const char *choices[4]; /* of a CHOICE; the index is the value */
};

extern const struct rp_option_row rp_option_rows[]; /* ends with a row without a name */

#endif
