/* `dedup --stage`: the two stages that a distributed run leaves to this program, as filters
 * over streams of frames (cli/frame.h; scripts/spark/PROTOCOL.md). They keep nothing but
 * the list in work, so a partition of any size goes through. */
#include "cli/cli.h"
#include "cli/frame.h"

#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/json_flat.h"
#include "base/sort.h"
#include "match/lists.h"
#include "text/shingle.h"

enum { SKIPPED_NAMED = 5, MAX_TEXT_BYTES = INT32_MAX, MAX_ELEMENTS = 1 << 27 };

/* id, bytes */
static const struct rp_frame_layout texts_layout = {
    "RPTEXT1\n", {RP_COLUMN_ROW64, RP_COLUMN_OFFSET32, RP_COLUMN_BYTE}, MAX_TEXT_BYTES};
/* id, digest (two columns), elements, skipped */
static const struct rp_frame_layout sets_layout = {"RPSETS1\n",
                                                   {RP_COLUMN_ROW64, RP_COLUMN_ROW64,
                                                    RP_COLUMN_ROW64, RP_COLUMN_ELEMENT64,
                                                    RP_COLUMN_OFFSET32, RP_COLUMN_ROW32},
                                                   0};
/* key, id, elements, part, side, size */
static const struct rp_frame_layout lists_layout = {
    "RPLIST1\n",
    {RP_COLUMN_ROW64, RP_COLUMN_ROW64, RP_COLUMN_ELEMENT64, RP_COLUMN_OFFSET32,
     RP_COLUMN_ROW32, RP_COLUMN_ROW32, RP_COLUMN_ROW32},
    MAX_ELEMENTS};
/* a, b, shared, size of a, size of b */
static const struct rp_frame_layout pairs_layout = {
    "RPPAIR1\n",
    {RP_COLUMN_ROW64, RP_COLUMN_ROW64, RP_COLUMN_ROW32, RP_COLUMN_ROW32, RP_COLUMN_ROW32},
    0};

struct stage {
    struct rp_cli *cli;
    struct rp_frame_in in;
    struct rp_frame_out out;
    uint64_t n_rows, n_with_words, n_elements;
    /* shingle */
    struct rp_hashes set, spare;
    struct rp_buf unescaped;
    /* verify */
    struct rp_list list;
    struct rp_likenesses found;
    uint64_t n_lists, n_pairs, key, id;
    uint32_t part, side; /* of the row before, with key and id */
};

/* *text becomes the member that --jsonl names; false: there is none. */
static int take_member(struct stage *s, struct rp_str *text, bool *there)
{
    struct rp_str value = {"", 0};
    int found = rp_json_flat_field(*text, rp_str_of(s->cli->jsonl), &value);
    if (found < 0) {
        struct rp_error err;
        s->unescaped.n = 0;
        found = rp_json_line_field(*text, s->cli->jsonl, &s->unescaped, &err);
        if (found == RP_ERR_MEMORY)
            return RP_ERR_MEMORY;
        value = rp_buf_str(&s->unescaped);
    }
    *there = found == 1;
    *text = *there ? value : (struct rp_str){"", 0};
    return RP_OK;
}

static int put_set(struct stage *s, uint64_t id, struct rp_str text, struct rp_error *err)
{
    bool there = true;
    if (s->cli->jsonl && take_member(s, &text, &there))
        return rp_fail_memory(err);
    if (!there && s->cli->n_skipped++ < SKIPPED_NAMED)
        rp_cli_say("%s: text %llu: skipped: no JSON object with a string \"%s\"",
                   s->in.path, (unsigned long long)id, s->cli->jsonl);
    int status = rp_shingles_fill(&s->set, text, s->cli->options.shingle_tok);
    if (status || rp_vec_reserve(&s->spare, s->set.n))
        return rp_fail_memory(err);
    size_t n = rp_sort_unique(s->set.v, s->set.n, s->spare.v), bytes = n * sizeof *s->set.v;
    uint64_t digest[2] = {rp_hash(s->set.v, bytes, 0), rp_hash(s->set.v, bytes, 1)};
    uint32_t skipped = !there;
    s->n_with_words += n > 0;
    s->n_elements += n;
    if (rp_frame_put(&s->out, 0, &id, sizeof id) ||
        rp_frame_put(&s->out, 1, &digest[0], sizeof digest[0]) ||
        rp_frame_put(&s->out, 2, &digest[1], sizeof digest[1]) ||
        rp_frame_put(&s->out, 3, s->set.v, bytes) ||
        rp_frame_put(&s->out, 5, &skipped, sizeof skipped))
        return rp_fail_memory(err);
    return rp_frame_end_row(&s->out, (uint32_t)n, err);
}

static int shingle_frame(struct stage *s, struct rp_error *err)
{
    const uint64_t *id = s->in.columns[0];
    const uint32_t *offset = s->in.columns[1];
    const char *bytes = s->in.columns[2];
    int status = RP_OK;
    for (uint32_t i = 0; i < s->in.n_rows && status == RP_OK; i++)
        status = put_set(
            s, id[i], (struct rp_str){bytes + offset[i], offset[i + 1] - offset[i]}, err);
    return status;
}

static const char *fault_of(const struct stage *s, uint64_t key, uint32_t part,
                            const struct rp_listed *set)
{
    if (set->side > RP_SIDE_FOLLOWER)
        return "its side is none of 0, 1 and 2";
    if (set->n == 0)
        return "it has no elements";
    if (set->size < set->n)
        return "its size is less than the number of its elements";
    for (uint32_t k = 1; k < set->n; k++)
        if (set->v[k] <= set->v[k - 1])
            return "its elements do not ascend";
    if (s->n_rows == 0 || key > s->key)
        return NULL;
    bool ascends = key == s->key &&
                   (part > s->part ||
                    (part == s->part &&
                     (set->side > s->side || (set->side == s->side && set->id > s->id))));
    return ascends ? NULL : "it is not after the row before it by (key, part, side, id)";
}

static int put_pairs(struct stage *s, struct rp_error *err)
{
    int status = RP_OK;
    for (size_t i = 0; i < s->found.n && status == RP_OK; i++) {
        const struct rp_likeness *p = &s->found.v[i];
        if (rp_frame_put(&s->out, 0, &p->a, sizeof p->a) ||
            rp_frame_put(&s->out, 1, &p->b, sizeof p->b) ||
            rp_frame_put(&s->out, 2, &p->shared, sizeof p->shared) ||
            rp_frame_put(&s->out, 3, &p->size_a, sizeof p->size_a) ||
            rp_frame_put(&s->out, 4, &p->size_b, sizeof p->size_b))
            return rp_fail_memory(err);
        status = rp_frame_end_row(&s->out, 0, err);
    }
    s->n_pairs += s->found.n;
    s->found.n = 0;
    return status;
}

static int verify_frame(struct stage *s, struct rp_error *err)
{
    const uint64_t *key = s->in.columns[0], *id = s->in.columns[1],
                   *element = s->in.columns[2];
    const uint32_t *offset = s->in.columns[3], *part = s->in.columns[4],
                   *side = s->in.columns[5], *size = s->in.columns[6];
    for (uint32_t i = 0; i < s->in.n_rows; i++) {
        struct rp_listed set = {id[i], (enum rp_side)side[i], size[i],
                                offset[i + 1] - offset[i], element + offset[i]};
        const char *fault = fault_of(s, key[i], part[i], &set);
        if (fault)
            return rp_frame_fail(&s->in, i, fault, err);
        if (s->n_rows == 0 || key[i] != s->key || part[i] != s->part) {
            rp_list_begin(&s->list, key[i]);
            s->n_lists++;
        }
        s->n_rows++;
        s->key = key[i];
        s->part = part[i];
        s->side = side[i];
        s->id = id[i];
        bool has_key;
        if (rp_list_add(&s->list, &s->found, &has_key, &set))
            return rp_fail_memory(err);
        if (!has_key)
            return rp_frame_fail(&s->in, i, "its key is not among its elements", err);
        int status = s->found.n ? put_pairs(s, err) : RP_OK;
        if (status)
            return status;
    }
    return RP_OK;
}

/* What stands for a whole run, or for the other stage. */
static int check_options(const struct rp_cli *cli, struct rp_error *err)
{
    const char *wrong = cli->pairs                                    ? "pairs"
                        : cli->stats                                  ? "stats"
                        : cli->check_recall                           ? "check-recall"
                        : cli->options.engine == RP_ENGINE_LSH        ? "engine lsh"
                        : cli->jsonl && cli->stage == RP_STAGE_VERIFY ? "jsonl"
                                                                      : NULL;
    if (wrong)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0, "--%s does not go with --stage %s",
                       wrong, cli->stage == RP_STAGE_VERIFY ? "verify" : "shingle");
    if (cli->options.min_jaccard_ppm == 0)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "a threshold is more than 0 and at most 1");
    return RP_OK;
}

static void say_what_was_done(const struct stage *s)
{
    if (s->cli->stage == RP_STAGE_SHINGLE)
        rp_cli_note(s->cli, "%llu texts, %llu with words, %zu skipped; %llu shingles",
                    (unsigned long long)s->in.first - 1,
                    (unsigned long long)s->n_with_words, s->cli->n_skipped,
                    (unsigned long long)s->n_elements);
    else
        rp_cli_note(s->cli,
                    "%llu rows in %llu lists; pairs: %llu ruled out by place or length, "
                    "%llu counted in other lists, %llu compared, %llu alike",
                    (unsigned long long)s->n_rows, (unsigned long long)s->n_lists,
                    (unsigned long long)s->list.n_ruled_out,
                    (unsigned long long)s->list.n_elsewhere,
                    (unsigned long long)s->list.n_compared, (unsigned long long)s->n_pairs);
}

int rp_cli_dedup_stage(struct rp_cli *cli, struct rp_error *err)
{
    bool verify = cli->stage == RP_STAGE_VERIFY;
    struct stage s = {
        .cli = cli,
        .out = {.layout = verify ? &pairs_layout : &sets_layout, .cli = cli},
        .list = {.threshold_ppm = cli->options.min_jaccard_ppm},
    };
    int status = check_options(cli, err);
    if (status)
        return status;
    status = rp_frame_open(&s.in, verify ? &lists_layout : &texts_layout, cli->operands[0],
                           &cli->progress, err);
    while (status == RP_OK) {
        status = rp_frame_next(&s.in, &cli->progress, err);
        if (status || s.in.n_rows == 0)
            break;
        status = verify ? verify_frame(&s, err) : shingle_frame(&s, err);
    }
    if (status == RP_OK)
        status = rp_frame_finish(&s.out, err);
    if (status == RP_OK)
        status = rp_cli_flush(cli, err);
    if (status == RP_OK)
        say_what_was_done(&s);
    rp_frame_in_release(&s.in);
    rp_frame_out_release(&s.out);
    rp_vec_release(&s.set);
    rp_vec_release(&s.spare);
    rp_buf_release(&s.unescaped);
    rp_list_release(&s.list);
    rp_vec_release(&s.found);
    return status;
}
