/* The program's frame: what the options said, and the way to the terminal.
 *
 * A command is a row of the table in main.c; its options are rows of the table in
 * option.c, which makes the parser and the help text. A command writes results with
 * rp_cli_write, says what went on with rp_cli_note, and returns RP_OK or a negative
 * enum rp_status with *err filled: main prints the error and chooses the exit status.
 */
#ifndef RP_CLI_CLI_H
#define RP_CLI_CLI_H

#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"
#include "read/document.h"

/* What a shell sees. A signal that ended the run gives 128 + its number. */
enum rp_exit {
    RP_EXIT_DONE = 0,
    RP_EXIT_EXCEEDED = 1, /* only with --fail-over */
    RP_EXIT_FAILED = 2,   /* wrong usage, no readable input, no way to write */
    RP_EXIT_SKIPPED = 3,  /* done, but some inputs were skipped */
};

/* --format of `map`, and of `audit`; each in the order of its choices. */
enum rp_format { RP_FORMAT_TEXT, RP_FORMAT_TSV, RP_FORMAT_JSON, RP_FORMAT_MD };
enum rp_audit_format { RP_AUDIT_TEXT, RP_AUDIT_JSON, RP_AUDIT_HTML };
/* In the order of rp_score_writers. */
enum rp_card_format { RP_CARD_TEXT, RP_CARD_JSON, RP_CARD_CSV, RP_CARD_HTML };

enum rp_stage { RP_STAGE_ALL, RP_STAGE_SHINGLE, RP_STAGE_VERIFY };

/* Which commands take an option: a set of bits. */
enum {
    RP_CMD_SEGMENT = 1 << 0,
    RP_CMD_PAIRS = 1 << 1,
    RP_CMD_SCAN = 1 << 2,
    RP_CMD_EXPLAIN = 1 << 3,
    RP_CMD_DEDUP = 1 << 4,
    RP_CMD_MAP = 1 << 5,
    RP_CMD_AUDIT = 1 << 6,
    RP_CMD_SCORE = 1 << 7,
    RP_CMD_INDEX = 1 << 8,
    RP_CMD_UPDATE = 1 << 9,
    RP_CMD_CHECK = 1 << 10,
    RP_CMD_ALL = (1 << 11) - 1,
};

/* Arguments of argv, in order. */
struct rp_operands {
    char **v;
    size_t n, cap;
};

/* What the options said; the members named in option.c's table are set by it. */
struct rp_cli {
    const struct rp_command *command;
    struct rp_options options;
    uint32_t pairs_min_jaccard_ppm; /* `pairs --min-jaccard` */
    enum rp_format format;          /* --format of `map` */
    enum rp_audit_format audit;     /* --format of `audit` */
    enum rp_card_format card;       /* --format of `score` */
    enum rp_stage stage;            /* --stage */
    uint32_t fail_over_ppm;         /* --fail-over; UINT32_MAX: not given */
    struct rp_operands against;     /* --against */
    const char *output;             /* -o; NULL where not given, as the next two */
    const char *jsonl, *stats, *decisions, *since, *settings;
    bool help, quiet, no_color, verbose, csv_bom;
    bool resolutions, paragraphs, pairs, check_recall, judge, checksum;

    char *const *operands; /* what is no option, in order */
    size_t n_operands;

    struct rp_progress progress; /* hand it to the library */
    struct rp_earlier *earlier;  /* --settings; owned */
    bool color;                  /* stdout is a terminal that wants colour */
    size_t n_skipped;            /* inputs; more than 0 makes the exit status 3 */
    bool exceeded;               /* --fail-over: the exit status is 1 */
    struct rp_buf held;          /* not yet written to stdout */
};

struct rp_command {
    const char *name, *operands; /* "scan", "SOURCE..." */
    const char *summary;         /* one line, no full stop */
    const char *help;            /* paragraphs; indented lines stand as they are */
    const char *examples;        /* lines */
    unsigned bit;                /* RP_CMD_X */
    size_t min_operands, max_operands;
    int (*run)(struct rp_cli *cli, struct rp_error *err);
};

extern const struct rp_command rp_commands[]; /* ends with a row without a name */

/* Parse argv[2..argc) for command `command`; members of *cli as initialised where an
 * option is not given. argv is reordered, operands last, and must outlive *cli.
 * error: RP_ERR_USAGE; the message names the option and, if it is unknown, the nearest */
int rp_cli_parse(struct rp_cli *cli, const struct rp_command *command, int argc,
                 char **argv, struct rp_error *err);
void rp_cli_init(struct rp_cli *cli);
void rp_cli_release(struct rp_cli *cli);

/* "0.8", "80%", "1" -> parts per million, exactly; at most 1 and at most six decimals
 * (four before a '%'). "10M" -> bytes (K, M, G, T: powers of 1024). False: no such. */
bool rp_cli_parse_share(const char *s, uint32_t *ppm);
bool rp_cli_parse_size(const char *s, uint64_t *bytes);
/* Whether the default that each option's help states is the one in force; else *why is
 * the option's name. For tests. */
bool rp_cli_options_validate(const char **why);

/* Index of the candidate that is fewest edits away from `word`, or SIZE_MAX where none is
 * near. `next` gives the i-th candidate, valid until its next call; NULL after the last. */
size_t rp_cli_nearest(const char *word, const char *(*next)(size_t i, const void *of),
                      const void *of);

/* One subject that the help teaches; the i-th of topics.txt, false past the last. */
struct rp_topic {
    struct rp_str name, summary, body; /* static; the body is laid out for 80 columns */
};
bool rp_cli_topic(size_t i, struct rp_topic *topic);
bool rp_cli_topic_find(const char *name, struct rp_topic *topic);

/* What the program's exit status says, in rising order; ends with a row without a code. */
struct rp_exit_row {
    const char *code, *meaning;
    unsigned commands; /* that give it */
};
extern const struct rp_exit_row rp_exit_rows[];

/* The help of one topic; that of the limits ends with their list. */
int rp_cli_help_topic(const struct rp_topic *topic, struct rp_buf *out);
/* The manual page of a command, reprise(1) for NULL, or the topics as reprise(7): roff. */
int rp_cli_man(const struct rp_command *command, struct rp_buf *out);
int rp_cli_man_topics(struct rp_buf *out);
/* The completions for "bash", "zsh" or "fish". False: there are none for such a shell. */
bool rp_cli_completion(const char *shell, struct rp_buf *out);

/* The help of one command, or of the whole program (NULL), wrapped at 80 columns. */
int rp_cli_help(const struct rp_command *command, struct rp_buf *out);
/* The help's list of the options that `bit` takes: the limits, or all others. */
int rp_cli_help_options(unsigned bit, bool limits, struct rp_buf *out);
/* All limits with the reasons of their defaults, at most 80 columns. */
int rp_cli_help_limits(struct rp_buf *out);
/* The limits among the options as a table in Markdown, for the README. */
int rp_cli_limits_table(struct rp_buf *out);
/* Append text wrapped at 80 columns, continuation lines indented by `indent`; the current
 * line already holds `column` characters. */
int rp_cli_wrap(struct rp_buf *out, const char *text, size_t indent, size_t column);

/* Results for stdout, written in order; all is out when main ends. After an error the
 * rest is dropped and main exits with status 2. RP_OK, RP_ERR_IO or RP_ERR_MEMORY. */
int rp_cli_write(struct rp_cli *cli, struct rp_str bytes, struct rp_error *err);
int rp_cli_flush(struct rp_cli *cli, struct rp_error *err);

/* One line on stderr, "reprise: ...", control characters as spaces. */
void rp_cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, unless --quiet. */
void rp_cli_note(const struct rp_cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* An error as a line: document, byte offset where there is one, sentence, and `after`. */
void rp_cli_say_error(const struct rp_error *err, const char *after);

/* Once the options are known: from here on SIGINT and SIGTERM ask the run to stop (a second
 * one ends it at once), and cli->progress draws on stderr where that is a terminal and
 * --quiet was not given. */
void rp_cli_watch(struct rp_cli *cli);
/* The signal that asked to stop, or 0. */
int rp_cli_signal(void);
/* Take the progress line away. */
void rp_cli_progress_erase(void);

int rp_cli_audit(struct rp_cli *cli, struct rp_error *err);
int rp_cli_check(struct rp_cli *cli, struct rp_error *err);
int rp_cli_dedup(struct rp_cli *cli, struct rp_error *err);
int rp_cli_dedup_stage(struct rp_cli *cli, struct rp_error *err);
int rp_cli_explain(struct rp_cli *cli, struct rp_error *err);
int rp_cli_index(struct rp_cli *cli, struct rp_error *err);
int rp_cli_map(struct rp_cli *cli, struct rp_error *err);
int rp_cli_pairs(struct rp_cli *cli, struct rp_error *err);
int rp_cli_scan(struct rp_cli *cli, struct rp_error *err);
int rp_cli_score(struct rp_cli *cli, struct rp_error *err);
int rp_cli_segment(struct rp_cli *cli, struct rp_error *err);
int rp_cli_update(struct rp_cli *cli, struct rp_error *err);

#endif
