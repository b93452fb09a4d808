#include "cli/settings.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

static char *copy(struct rp_str s)
{
    char *out = rp_alloc(s.n + 1, 1);
    if (out) {
        memcpy(out, s.p, s.n);
        out[s.n] = '\0';
    }
    return out;
}

/* One member of "inputs" or "skipped". */
static int add_input(struct rp_earlier *earlier, const struct rp_json_record *record)
{
    struct rp_str path, sha256;
    struct rp_earlier_input input = {0};
    if (!record || !rp_json_record_str(record, "path", &path))
        return RP_ERR_FORMAT;
    input.path = copy(path);
    if (rp_json_record_str(record, "sha256", &sha256))
        input.sha256 = copy(sha256);
    if (!input.path || rp_vec_push(&earlier->inputs, input)) {
        rp_free(input.path);
        rp_free(input.sha256);
        return RP_ERR_MEMORY;
    }
    return rp_vec_push(&earlier->operands, input.path);
}

struct giving {
    int (*set)(void *context, const char *name, const char *value, struct rp_error *err);
    void *context;
};

/* "max_file": 1073741824 -> --max-file 1073741824 */
static int give(void *context, const char *key, const char *value, struct rp_error *err)
{
    const struct giving *giving = context;
    char name[64];
    if (!value)
        return rp_fail(err, RP_ERR_FORMAT, NULL, 0, "the setting \"%s\" has no value", key);
    snprintf(name, sizeof name, "%s", key);
    for (char *p = name; *p; p++)
        *p = (char)(*p == '_' ? '-' : *p);
    return giving->set(giving->context, name, value, err);
}

static int read_record(struct rp_earlier *earlier, const struct rp_json_record *record,
                       struct giving *giving, struct rp_error *err)
{
    static const char *const lists[] = {"inputs", "skipped"};
    const struct rp_json_record *settings = rp_json_record_object(record, "settings");
    struct rp_str version;
    if (!settings || !rp_json_record_str(record, "reprise", &version))
        return rp_fail(err, RP_ERR_FORMAT, NULL, 0,
                       "no findings.json of a scan: it has no settings");
    earlier->version = copy(version);
    int status = earlier->version ? RP_OK : RP_ERR_MEMORY;
    for (size_t l = 0; l < 2 && status == RP_OK; l++) {
        size_t n = 0;
        rp_json_record_length(record, lists[l], &n);
        for (size_t i = 0; i < n && status == RP_OK; i++)
            status = add_input(earlier, rp_json_record_at(record, lists[l], i));
    }
    if (status == RP_ERR_FORMAT)
        return rp_fail(err, status, NULL, 0, "an input without a path");
    return status ? rp_fail_memory(err) : rp_json_record_each(settings, give, giving, err);
}

int rp_earlier_read(struct rp_earlier *earlier, const char *file,
                    int (*set)(void *context, const char *name, const char *value,
                               struct rp_error *err),
                    void *context, struct rp_error *err)
{
    struct rp_buf text = {0};
    struct rp_json_text *json = NULL;
    const struct rp_json_record *record = NULL;
    struct giving giving = {set, context};
    int status = rp_file_read(file, UINT64_MAX, NULL, &text, err);
    if (status == RP_OK)
        status = rp_json_text_new(&json, &record, rp_buf_str(&text), err);
    if (status == RP_OK)
        status = read_record(earlier, record, &giving, err);
    if (status && err->document[0] == '\0')
        snprintf(err->document, sizeof err->document, "%s", file);
    rp_json_text_free(json);
    rp_buf_release(&text);
    earlier->file = file;
    return status;
}

void rp_earlier_release(struct rp_earlier *earlier)
{
    for (size_t i = 0; i < earlier->inputs.n; i++) {
        rp_free(earlier->inputs.v[i].path);
        rp_free(earlier->inputs.v[i].sha256);
    }
    rp_vec_release(&earlier->inputs);
    rp_vec_release(&earlier->operands);
    rp_free(earlier->version);
    *earlier = (struct rp_earlier){0};
}

void rp_earlier_compare(const struct rp_earlier *earlier, const struct rp_cli *cli,
                        const struct rp_corpus *corpus)
{
    if (!earlier->file)
        return;
    if (strcmp(earlier->version, RP_VERSION) != 0)
        rp_cli_note(cli, "%s: written by reprise %s; this is " RP_VERSION, earlier->file,
                    earlier->version);
    for (size_t i = 0; i < corpus->inputs.n; i++)
        for (size_t k = 0; k < earlier->inputs.n; k++) {
            const struct rp_earlier_input *then = &earlier->inputs.v[k];
            if (then->sha256 && strcmp(corpus->inputs.v[i].path, then->path) == 0 &&
                strcmp(corpus->inputs.v[i].sha256, then->sha256) != 0)
                rp_cli_note(cli, "%s: not as it was for %s", then->path, earlier->file);
        }
}
