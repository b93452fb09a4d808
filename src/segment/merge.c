#include "segment/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "segment/emit.h"

/* Against inputs made to be slow: headings with two numbers that are looked at, and blocks
 * of a draft among which one of the same name is looked for. */
enum { MOST_ALIASES = 1000, FARTHEST_BLOCK = 200 };

struct named_block {
    enum rp_body body;
    const char *number;
    uint32_t outline, block;
    uint64_t rank; /* of the revision: year, suffix */
};

struct merger {
    const struct rp_outline *outlines;
    struct rp_wording wording; /* of the resolution at hand */
    struct rp_emitter emitter;
    RP_VEC(struct named_block) blocks;
    RP_VEC(const struct rp_heading *) aliased; /* headings with two numbers */
};

static struct rp_str title_of(const struct merger *m, const struct named_block *b)
{
    const struct rp_outline *outline = &m->outlines[b->outline];
    return rp_outline_str(outline, outline->blocks.v[b->block].title);
}

/* The title that most headings of the newest revision carry; of equals the first. */
static struct rp_str choose_title(const struct merger *m, const struct named_block *blocks,
                                  size_t n, uint64_t newest)
{
    struct rp_str best = {"", 0};
    size_t best_votes = 0;
    for (int any = 0; any < 2 && best_votes == 0; any++)
        for (size_t i = 0; i < n; i++) {
            struct rp_str title = title_of(m, &blocks[i]);
            if (title.n == 0 || (!any && blocks[i].rank != newest))
                continue;
            size_t votes = 0;
            for (size_t k = 0; k < n; k++)
                votes += rp_wording_key(title_of(m, &blocks[k])) == rp_wording_key(title);
            if (votes > best_votes) {
                best_votes = votes;
                best = title;
            }
        }
    return best;
}

static const struct rp_heading *heading_of(const struct merger *m,
                                           const struct named_block *b)
{
    return &m->outlines[b->outline].blocks.v[b->block].heading;
}

static int add_block(struct merger *m, const struct named_block *named, bool is_present)
{
    const struct rp_outline *outline = &m->outlines[named->outline];
    return rp_wording_add(&m->wording, outline, named->outline,
                          &outline->blocks.v[named->block], is_present);
}

static int merge_resolution(struct merger *m, const struct named_block *blocks, size_t n)
{
    struct rp_corpus *corpus = m->emitter.corpus;
    rp_wording_clear(&m->wording);
    uint64_t newest = 0, newest_worded = 0;
    const struct rp_heading *heading = heading_of(m, &blocks[0]);
    RP_VEC(struct rp_source) sources = {0};
    int status = RP_OK;
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        const struct rp_block *block =
            &m->outlines[blocks[i].outline].blocks.v[blocks[i].block];
        bool worded = false;
        for (uint32_t k = 0; k < block->n_stretches; k++)
            worded = worded || m->outlines[blocks[i].outline]
                                   .stretches.v[block->first_stretch + k]
                                   .n_pieces;
        if (blocks[i].rank > newest || !heading->revision[0]) {
            newest = blocks[i].rank > newest ? blocks[i].rank : newest;
            heading = block->heading.revision[0] ? &block->heading : heading;
        }
        if (worded && blocks[i].rank > newest_worded)
            newest_worded = blocks[i].rank;
        status = rp_vec_push(&sources, (struct rp_source){blocks[i].outline, block->line});
    }
    for (int old = 0; old < 2; old++)
        for (size_t i = 0; i < n && status == RP_OK; i++) {
            /* A heading without a date stands for the newest text. */
            bool is_old = blocks[i].rank && blocks[i].rank < newest_worded;
            if (is_old == (old == 1))
                status = add_block(m, &blocks[i], !is_old);
        }
    if (status == RP_OK)
        status = rp_wording_finish(&m->wording);
    struct rp_resolution resolution = {
        .body = blocks[0].body, .kind = heading->kind, .year = heading->year};
    char name[64];
    snprintf(name, sizeof name, "%s-%s", rp_body_name(blocks[0].body), blocks[0].number);
    const char *alias = "";
    for (size_t i = 0; i < n; i++)
        if (heading_of(m, &blocks[i])->alias[0])
            alias = heading_of(m, &blocks[i])->alias;
    if (status == RP_OK)
        status = rp_emit_str(&m->emitter, rp_str_of(name), &resolution.name);
    resolution.number.beg =
        resolution.name.beg + (uint32_t)strlen(rp_body_name(resolution.body)) + 1;
    resolution.number.end = resolution.name.end;
    if (status == RP_OK)
        status = rp_emit_str(&m->emitter, rp_str_of(alias), &resolution.alias);
    if (status == RP_OK)
        status =
            rp_emit_str(&m->emitter, rp_str_of(heading->revision), &resolution.revision);
    if (status == RP_OK)
        status = rp_emit_mended(&m->emitter, choose_title(m, blocks, n, newest),
                                &resolution.title);
    if (status == RP_OK)
        status = rp_emit_sources(&m->emitter, sources.v, sources.n, &resolution.sources);
    if (status == RP_OK)
        status = rp_emit_sections(&m->emitter, &m->wording, &resolution,
                                  (uint32_t)corpus->resolutions.n);
    if (status == RP_OK)
        status = rp_vec_push(&corpus->resolutions, resolution);
    rp_vec_release(&sources);
    return status;
}

static int compare_blocks(const void *a, const void *b)
{
    const struct named_block *x = a, *y = b;
    if (x->body != y->body)
        return x->body < y->body ? -1 : 1;
    int order = rp_compare_natural(rp_str_of(x->number), rp_str_of(y->number));
    if (order == 0)
        order = strcmp(x->number, y->number);
    if (order)
        return order;
    if (x->outline != y->outline)
        return x->outline < y->outline ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

/* Give each block its body and final number. */
static int name_blocks(struct merger *m, size_t n)
{
    for (uint32_t o = 0; o < n; o++)
        for (uint32_t b = 0; b < m->outlines[o].blocks.n; b++) {
            const struct rp_heading *h = &m->outlines[o].blocks.v[b].heading;
            if (h->number[0] == '\0')
                continue; /* a draft that does not name itself */
            struct named_block named = {.body = h->body,
                                        .number = h->number,
                                        .outline = o,
                                        .block = b,
                                        .rank = (uint64_t)h->year << 32 | h->suffix};
            if (rp_vec_push(&m->blocks, named) ||
                (h->alias[0] && m->aliased.n < MOST_ALIASES && rp_vec_push(&m->aliased, h)))
                return RP_ERR_MEMORY;
        }
    for (size_t i = 0; i < m->blocks.n; i++) {
        struct named_block *b = &m->blocks.v[i];
        for (size_t k = 0; k < m->aliased.n; k++) {
            const struct rp_heading *final = m->aliased.v[k];
            bool fits = b->body == RP_BODY_NONE || b->body == final->body;
            if (fits && strcmp(final->alias, b->number) == 0) {
                b->body = final->body;
                b->number = final->number;
            }
        }
        if (b->body == RP_BODY_NONE)
            b->body = m->outlines[b->outline].blocks.v[b->block].hint;
        if (b->body == RP_BODY_NONE)
            b->body = RP_BODY_PP;
    }
    if (m->blocks.n)
        qsort(m->blocks.v, m->blocks.n, sizeof *m->blocks.v, compare_blocks);
    return RP_OK;
}

/* Release what merging used and say what went wrong. */
static int finish(struct merger *m, struct rp_hyphens *hyphens, int status,
                  struct rp_error *err)
{
    rp_wording_release(&m->wording);
    rp_vec_release(&m->blocks);
    rp_vec_release(&m->aliased);
    rp_match_release(m->emitter.match);
    rp_hyphens_free(hyphens);
    if (status == RP_ERR_MEMORY)
        return rp_fail_memory(err);
    if (status)
        return rp_fail(err, status, NULL, 0,
                       "the corpus is too large, or a pattern reached its limit");
    return RP_OK;
}

/* ---- what was merged before --------------------------------------------------------- */

static bool is_one_group(const struct named_block *a, const struct named_block *b)
{
    return a->body == b->body && strcmp(a->number, b->number) == 0;
}

/* Name the blocks of one resolution: body, number, and of each its document and place. */
static int name_group(const struct named_block *blocks, size_t n, const uint64_t *documents,
                      uint64_t key[2])
{
    enum { SEEDS = 2 };
    RP_VEC(uint64_t) words = {0};
    char number[RP_NUMBER_BYTES] = {0};
    snprintf(number, sizeof number, "%s", blocks[0].number);
    int status = rp_vec_push(&words, blocks[0].body);
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        status = rp_vec_push(&words, documents[blocks[i].outline]);
        if (status == RP_OK)
            status = rp_vec_push(&words, blocks[i].block);
    }
    for (uint64_t seed = 0; seed < SEEDS && status == RP_OK; seed++)
        key[seed] = rp_hash(words.v, words.n * sizeof *words.v,
                            rp_hash(number, sizeof number, seed));
    rp_vec_release(&words);
    return status;
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void keep_each_once(struct rp_hashes *hashes)
{
    size_t kept = 0;
    if (hashes->n)
        qsort(hashes->v, hashes->n, sizeof *hashes->v, compare_hashes);
    for (size_t i = 0; i < hashes->n; i++)
        if (kept == 0 || hashes->v[kept - 1] != hashes->v[i])
            hashes->v[kept++] = hashes->v[i];
    hashes->n = kept;
}

/* Merge one resolution, unless what was made of the same blocks still holds. */
static int merge_unless_known(struct merger *m, const struct named_block *blocks, size_t n,
                              struct rp_hyphens *hyphens, struct rp_merge_memo *memo)
{
    struct rp_merged merged = {.resolution = UINT32_MAX};
    int status = name_group(blocks, n, memo->documents, merged.key);
    const struct rp_merged *known = status ? NULL : memo->find(memo->context, merged.key);
    if (known &&
        rp_hyphens_answers(hyphens, known->asked.v, known->asked.n) == known->answers)
        return rp_vec_push(&memo->merged, merged);
    if (status == RP_OK) {
        merged.resolution = (uint32_t)m->emitter.corpus->resolutions.n;
        rp_hyphens_watch(hyphens, &merged.asked);
        status = merge_resolution(m, blocks, n);
        rp_hyphens_watch(hyphens, NULL);
        keep_each_once(&merged.asked);
        merged.answers = rp_hyphens_answers(hyphens, merged.asked.v, merged.asked.n);
    }
    if (status == RP_OK)
        status = rp_vec_push(&memo->merged, merged);
    if (status)
        rp_vec_release(&merged.asked);
    return status;
}

void rp_merge_memo_release(struct rp_merge_memo *memo)
{
    for (size_t i = 0; i < memo->merged.n; i++)
        rp_vec_release(&memo->merged.v[i].asked);
    rp_vec_release(&memo->merged);
}

static int merge(struct rp_corpus *corpus, const struct rp_outline *outlines, size_t n,
                 const struct rp_names *names, struct rp_merge_memo *memo,
                 struct rp_error *err)
{
    struct rp_hyphens *hyphens = NULL;
    struct rp_match match = {0};
    int status = rp_hyphens_new(&hyphens, err);
    if (status)
        return status;
    struct merger m = {.outlines = outlines,
                       .wording = {.hyphens = hyphens},
                       .emitter = {corpus, names, hyphens, &match}};
    if (rp_match_init(&match))
        status = RP_ERR_MEMORY;
    for (size_t i = 0; i < n && status == RP_OK; i++)
        status = rp_hyphens_learn(hyphens, rp_buf_str(&outlines[i].text));
    if (status == RP_OK)
        status = name_blocks(&m, n);
    for (size_t i = 0; i < m.blocks.n && status == RP_OK;) {
        size_t end = i + 1;
        while (end < m.blocks.n && is_one_group(&m.blocks.v[end], &m.blocks.v[i]))
            end++;
        status = memo ? merge_unless_known(&m, m.blocks.v + i, end - i, hyphens, memo)
                      : merge_resolution(&m, m.blocks.v + i, end - i);
        i = end;
    }
    if (status == RP_OK && !memo)
        status = rp_corpus_seal(corpus);
    return finish(&m, hyphens, status, err);
}

int rp_merge(struct rp_corpus *corpus, const struct rp_outline *outlines, size_t n,
             const struct rp_names *names, struct rp_error *err)
{
    return merge(corpus, outlines, n, names, NULL, err);
}

int rp_merge_anew(struct rp_corpus *corpus, const struct rp_outline *outlines, size_t n,
                  const struct rp_names *names, struct rp_merge_memo *memo,
                  struct rp_error *err)
{
    return merge(corpus, outlines, n, names, memo, err);
}

/* ---- drafts ------------------------------------------------------------------------- */

static int merge_draft(struct merger *m, const struct named_block *blocks, size_t n,
                       uint32_t first_input)
{
    struct rp_corpus *corpus = m->emitter.corpus;
    const struct rp_outline *outline = &m->outlines[blocks[0].outline];
    const uint32_t document = first_input + blocks[0].outline;
    const struct rp_heading *heading = heading_of(m, &blocks[0]);
    const char *prefix = blocks[0].body ? rp_body_name(blocks[0].body) : "draft";
    struct rp_resolution draft = {.body = blocks[0].body,
                                  .kind = heading->kind,
                                  .year = heading->year,
                                  .draft = true};
    RP_VEC(struct rp_source) sources = {0};
    int status = RP_OK;
    rp_wording_clear(&m->wording);
    for (size_t i = 0; i < n && status == RP_OK; i++) {
        const struct rp_block *block = &outline->blocks.v[blocks[i].block];
        draft.proposal = draft.proposal ? draft.proposal : block->proposal;
        status = rp_wording_add_draft(&m->wording, outline, document, block);
        if (status == RP_OK)
            status = rp_vec_push(&sources, (struct rp_source){document, block->line});
    }
    char name[64];
    snprintf(name, sizeof name, "%s%s%s", heading->number[0] ? prefix : "draft",
             heading->number[0] ? "-" : "", heading->number);
    if (status == RP_OK)
        status = rp_emit_str(&m->emitter, rp_str_of(name), &draft.name);
    draft.number = (struct rp_span){draft.name.end - (uint32_t)strlen(heading->number),
                                    draft.name.end};
    if (status == RP_OK)
        status = rp_emit_str(&m->emitter, rp_str_of(heading->alias), &draft.alias);
    if (status == RP_OK)
        status = rp_emit_str(&m->emitter, rp_str_of(heading->revision), &draft.revision);
    if (status == RP_OK)
        status = rp_emit_mended(&m->emitter, choose_title(m, blocks, n, blocks[0].rank),
                                &draft.title);
    if (status == RP_OK)
        status = rp_emit_sources(&m->emitter, sources.v, sources.n, &draft.sources);
    if (status == RP_OK)
        status = rp_emit_sections(&m->emitter, &m->wording, &draft,
                                  (uint32_t)corpus->resolutions.n);
    if (status == RP_OK)
        status = rp_vec_push(&corpus->resolutions, draft);
    if (status == RP_OK) {
        corpus->inputs.v[document].n_resolutions++;
        corpus->inputs.v[document].n_clauses += draft.n_clauses;
    }
    rp_vec_release(&sources);
    return status;
}

static bool same_draft(const struct named_block *a, const struct named_block *b)
{
    return a->number[0] && a->body == b->body && strcmp(a->number, b->number) == 0;
}

/* The blocks of outline o that make a draft, those of one name behind each other. */
static int gather_draft_blocks(struct merger *m, uint32_t o)
{
    const struct rp_outline *outline = &m->outlines[o];
    m->blocks.n = 0;
    for (uint32_t b = 0; b < outline->blocks.n; b++) {
        const struct rp_block *block = &outline->blocks.v[b];
        const struct rp_heading *h = &block->heading;
        const struct named_block named = {.body = h->body ? h->body : block->hint,
                                          .number = h->number,
                                          .outline = o,
                                          .block = b,
                                          .rank = (uint64_t)h->year << 32 | h->suffix};
        uint32_t n_pieces = 0;
        for (uint32_t i = 0; i < block->n_stretches; i++)
            n_pieces += outline->stretches.v[block->first_stretch + i].n_pieces;
        if (n_pieces == 0 && !block->proposal)
            continue;
        const size_t floor =
            m->blocks.n > FARTHEST_BLOCK ? m->blocks.n - FARTHEST_BLOCK : 0;
        size_t at = m->blocks.n;
        while (at > floor && !same_draft(&named, &m->blocks.v[at - 1]))
            at--;
        if (at == floor)
            at = m->blocks.n;
        if (rp_vec_push(&m->blocks, named))
            return RP_ERR_MEMORY;
        memmove(m->blocks.v + at + 1, m->blocks.v + at,
                (m->blocks.n - 1 - at) * sizeof *m->blocks.v);
        m->blocks.v[at] = named;
    }
    return RP_OK;
}

int rp_merge_drafts(struct rp_corpus *corpus, const struct rp_outline *drafts, size_t n,
                    const struct rp_names *names, struct rp_error *err)
{
    struct rp_hyphens *hyphens = NULL;
    struct rp_match match = {0};
    const uint32_t first_input = (uint32_t)(corpus->inputs.n - n);
    int status = rp_hyphens_new(&hyphens, err);
    if (status)
        return status;
    struct merger m = {.outlines = drafts,
                       .wording = {.hyphens = hyphens},
                       .emitter = {corpus, names, hyphens, &match}};
    if (rp_match_init(&match))
        status = RP_ERR_MEMORY;
    if (status == RP_OK)
        status = rp_hyphens_learn(hyphens, rp_buf_str(&corpus->text));
    for (uint32_t o = 0; o < n && status == RP_OK; o++) {
        status = gather_draft_blocks(&m, o);
        for (size_t i = 0, end; i < m.blocks.n && status == RP_OK; i = end) {
            end = i + 1;
            while (end < m.blocks.n && same_draft(&m.blocks.v[i], &m.blocks.v[end]))
                end++;
            status = merge_draft(&m, m.blocks.v + i, end - i, first_input);
        }
    }
    if (status == RP_OK)
        status = rp_corpus_link_cites(corpus);
    return finish(&m, hyphens, status, err);
}
