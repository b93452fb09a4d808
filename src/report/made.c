#include "report/made.h"

#include <inttypes.h>
#include <string.h>

#include "base/hash.h"

enum { COLUMNS = 80 };

enum kind { UINT, SIZE, SHARE, FLAG, VIEW, ENGINE };

/* Of struct rp_options: what a result depends on. `threads` and `memory_bytes` are not
 * among them. */
static const struct setting {
    const char *name;
    enum kind kind;
    size_t offset;
} settings[] = {
#define AT(member) offsetof(struct rp_options, member)
    {"changes", VIEW, AT(view)},
    {"shingle", UINT, AT(shingle_tok)},
    {"min_score", SHARE, AT(min_score_ppm)},
    {"min_jaccard", SHARE, AT(min_jaccard_ppm)},
    {"engine", ENGINE, AT(engine)},
    {"all_relations", FLAG, AT(all_relations)},
    {"superseded", FLAG, AT(superseded)},
    {"recall", SHARE, AT(recall_ppm)},
    {"max_pairs", UINT, AT(max_pairs)},
    {"max_file", SIZE, AT(max_file_bytes)},
    {"max_paragraph", SIZE, AT(max_paragraph_bytes)},
    {"max_unpacked", SIZE, AT(max_unpacked_bytes)},
    {"max_ratio", UINT, AT(max_unpack_ratio)},
    {"max_nesting", UINT, AT(max_nesting)},
    {"max_tag", SIZE, AT(max_tag_bytes)},
    {"max_depth", UINT, AT(max_depth)},
    {"max_words", UINT, AT(max_words)},
    {"max_postings", UINT, AT(max_postings)},
    {"max_candidates", UINT, AT(max_candidates)},
    {"max_findings", UINT, AT(max_findings)},
    {"max_resolutions", UINT, AT(max_resolutions)},
#undef AT
};
enum { N_SETTINGS = sizeof settings / sizeof *settings };

static uint64_t value_of(const struct setting *setting, const struct rp_options *options)
{
    const char *at = (const char *)options + setting->offset;
    if (setting->kind == SIZE)
        return *(const uint64_t *)(const void *)at;
    if (setting->kind == FLAG)
        return *(const bool *)at;
    return *(const unsigned *)(const void *)at; /* enums too */
}

static const char *word_of(const struct setting *setting, uint64_t value)
{
    static const char *const views[] = {"accepted", "original", "all"};
    static const char *const engines[] = {"auto", "exact", "lsh"};
    return setting->kind == VIEW     ? views[value]
           : setting->kind == ENGINE ? engines[value]
           : setting->kind == FLAG   ? (value ? "true" : "false")
                                     : NULL;
}

void rp_put_settings(struct rp_json *json, const struct rp_options *options)
{
    rp_json_key(json, "settings");
    rp_json_object_begin(json);
    for (size_t i = 0; i < N_SETTINGS; i++) {
        const uint64_t value = value_of(&settings[i], options);
        rp_json_key(json, settings[i].name);
        if (settings[i].kind == FLAG)
            rp_json_bool(json, value);
        else if (word_of(&settings[i], value))
            rp_json_cstr(json, word_of(&settings[i], value));
        else if (settings[i].kind == SHARE)
            rp_json_decimal(json, value, 6);
        else
            rp_json_uint(json, value);
    }
    rp_json_object_end(json);
}

void rp_put_inputs(struct rp_json *json, const struct rp_corpus *corpus, size_t beg,
                   size_t end)
{
    rp_json_key(json, "inputs");
    rp_json_array_begin(json);
    for (size_t i = beg; i < end; i++) {
        const struct rp_input *input = &corpus->inputs.v[i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "path", rp_str_of(input->path));
        rp_json_put_str(json, "sha256", rp_str_of(input->sha256));
        rp_json_put_uint(json, "resolutions", input->n_resolutions);
        rp_json_put_uint(json, "clauses", input->n_clauses);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
}

static void print_value(struct rp_print *print, const struct setting *setting,
                        uint64_t value)
{
    if (word_of(setting, value))
        rp_print(print, word_of(setting, value));
    else if (setting->kind == SHARE)
        rp_print_decimal(print, value, 6);
    else
        rp_printf(print, "%" PRIu64, value);
}

/* A word of a command line, quoted for a shell where it needs that. */
static void print_word(struct rp_print *print, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_./,:=@%+-";
    if (*word && word[strspn(word, plain)] == '\0') {
        rp_print(print, word);
        return;
    }
    rp_print(print, "'");
    for (const char *p = word; *p; p++)
        if (*p == '\'')
            rp_print(print, "'\\''");
        else
            rp_print_str(print, (struct rp_str){p, 1});
    rp_print(print, "'");
}

void rp_print_command(struct rp_print *print, const struct rp_corpus *corpus,
                      const struct rp_options *options)
{
    struct rp_options defaults;
    rp_options_init(&defaults);
    rp_print(print, "reprise scan");
    for (size_t i = 0; i < corpus->inputs.n; i++) {
        rp_print(print, " ");
        print_word(print, corpus->inputs.v[i].path);
    }
    for (size_t i = 0; i < N_SETTINGS; i++) {
        const uint64_t value = value_of(&settings[i], options);
        if (value == value_of(&settings[i], &defaults))
            continue;
        rp_print(print, " --");
        for (const char *p = settings[i].name; *p; p++)
            rp_print_str(print, *p == '_' ? RP_STR("-") : (struct rp_str){p, 1});
        rp_print(print, " ");
        print_value(print, &settings[i], value);
    }
    rp_print(print, " -o report");
}

const char *rp_setting(const struct rp_options *options, size_t i, struct rp_print *print)
{
    if (i >= N_SETTINGS)
        return NULL;
    print_value(print, &settings[i], value_of(&settings[i], options));
    return settings[i].name;
}

void rp_print_settings(struct rp_print *print, const struct rp_options *options)
{
    struct rp_options defaults;
    bool any = false;
    rp_options_init(&defaults);
    for (size_t i = 0; i < N_SETTINGS; i++) {
        const uint64_t value = value_of(&settings[i], options);
        if (value == value_of(&settings[i], &defaults))
            continue;
        rp_printf(print, "%s%s ", any ? ", " : "", settings[i].name);
        print_value(print, &settings[i], value);
        any = true;
    }
    if (!any)
        rp_print(print, "the defaults");
}

int rp_inputs_digest(const struct rp_corpus *corpus, char digest[65])
{
    struct rp_buf list = {0};
    int status = RP_OK;
    for (size_t i = 0; i < corpus->inputs.n && status == RP_OK; i++)
        status = rp_buf_printf(&list, "%s\n", corpus->inputs.v[i].sha256);
    rp_sha256_hex(list.v ? list.v : "", list.n, digest);
    rp_buf_release(&list);
    return status;
}

void rp_print_made(struct rp_print *print, const struct rp_corpus *corpus,
                   const struct rp_options *options)
{
    struct rp_buf line = {0};
    struct rp_print aside = {&line, RP_OK};
    char digest[65];
    aside.status = rp_inputs_digest(corpus, digest);
    rp_print(&aside, "Made by reprise " RP_VERSION " with ");
    rp_print_settings(&aside, options);
    rp_print(&aside, " from ");
    rp_print_of(&aside, corpus->inputs.n, "input", NULL);
    rp_print(&aside, ", SHA-256");
    rp_print_wrapped(print, rp_buf_str(&line), 0, 0, COLUMNS);
    rp_printf(print, "\n%s\n", digest);
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&line);
}
