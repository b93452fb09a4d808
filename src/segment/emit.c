#include "segment/emit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int rp_emit_str(struct rp_emitter *e, struct rp_str s, struct rp_span *span)
{
    struct rp_corpus *corpus = e->corpus;
    if (corpus->text.n + s.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    span->beg = (uint32_t)corpus->text.n;
    if (rp_buf_add_str(&corpus->text, s))
        return RP_ERR_MEMORY;
    span->end = (uint32_t)corpus->text.n;
    return RP_OK;
}

int rp_emit_mended(struct rp_emitter *e, struct rp_str s, struct rp_span *span)
{
    struct rp_buf *text = &e->corpus->text;
    if (text->n + 2 * s.n > UINT32_MAX)
        return RP_ERR_LIMIT;
    span->beg = (uint32_t)text->n;
    if (rp_hyphens_restore(e->hyphens, s, text))
        return RP_ERR_MEMORY;
    span->end = (uint32_t)text->n;
    return RP_OK;
}

struct citing {
    struct rp_emitter *emitter;
    uint32_t first;
};

static int add_cite(void *context, const struct rp_heading *cited)
{
    struct citing *citing = context;
    struct rp_corpus *corpus = citing->emitter->corpus;
    if (cited->body == RP_BODY_NONE)
        return RP_OK;
    char name[48];
    snprintf(name, sizeof name, "%s-%s", rp_body_name(cited->body), cited->number);
    for (size_t i = citing->first; i < corpus->cites.n; i++)
        if (rp_str_equal(rp_corpus_str(corpus, corpus->cites.v[i].name), rp_str_of(name)))
            return RP_OK;
    struct rp_cite cite = {.resolution = UINT32_MAX};
    int status = rp_emit_str(citing->emitter, rp_str_of(name), &cite.name);
    if (status == RP_OK)
        status = rp_emit_str(citing->emitter, rp_str_of(cited->revision), &cite.revision);
    return status ? status : rp_vec_push(&corpus->cites, cite);
}

static int compare_sources(const void *a, const void *b)
{
    const struct rp_source *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

int rp_emit_sources(struct rp_emitter *e, struct rp_source *v, size_t n,
                    struct rp_sources *out)
{
    struct rp_corpus *corpus = e->corpus;
    qsort(v, n, sizeof *v, compare_sources);
    out->first = (uint32_t)corpus->sources.n;
    for (size_t i = 0; i < n; i++)
        if ((i == 0 || compare_sources(&v[i - 1], &v[i]) != 0) &&
            rp_vec_push(&corpus->sources, v[i]))
            return RP_ERR_MEMORY;
    out->n = (uint32_t)corpus->sources.n - out->first;
    return RP_OK;
}

/* "resolves to instruct" -> "resolves-to-instruct"; the second of its name gets "#2". */
static int put_id(struct rp_emitter *e, struct rp_str resolution, struct rp_str section,
                  uint32_t ordinal, const char *item, struct rp_span *id)
{
    struct rp_buf buf = {0};
    int status = rp_buf_printf(&buf, "%.*s/", (int)resolution.n, resolution.p);
    for (size_t i = 0; i < section.n && status == RP_OK; i++)
        status = rp_buf_putc(&buf, section.p[i] == ' ' ? '-' : section.p[i]);
    if (status == RP_OK && ordinal > 1)
        status = rp_buf_printf(&buf, "#%u", ordinal);
    if (status == RP_OK)
        status = rp_buf_printf(&buf, "/%s", item);
    if (status == RP_OK)
        status = rp_emit_str(e, rp_buf_str(&buf), id);
    rp_buf_release(&buf);
    return status;
}

/* What stands for an item in an id. */
struct item_name {
    struct rp_str item;
    uint32_t position; /* in the section */
    uint32_t same;     /* how many before it have the same label, or likewise none */
};

static int compare_items(const void *a, const void *b)
{
    const struct item_name *x = a, *y = b;
    int order = rp_str_compare(x->item, y->item);
    return order ? order : (x->position > y->position) - (x->position < y->position);
}

static int compare_positions(const void *a, const void *b)
{
    const struct item_name *x = a, *y = b;
    return (x->position > y->position) - (x->position < y->position);
}

/* One entry for each clause of the section, in order; NULL without memory. */
static struct item_name *name_items(const struct rp_wording *w,
                                    const struct rp_chapter *chapter)
{
    size_t n = chapter->clauses.n;
    struct item_name *names = rp_alloc(n, sizeof *names);
    if (!names)
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        names[i] = (struct item_name){
            rp_wording_item(w, &w->drafts.v[chapter->clauses.v[i]]), i, 0};
    qsort(names, n, sizeof *names, compare_items);
    for (size_t i = 1; i < n; i++)
        if (rp_str_equal(names[i - 1].item, names[i].item))
            names[i].same = names[i - 1].same + 1;
    qsort(names, n, sizeof *names, compare_positions);
    return names;
}

/* Its path; for a paragraph without a label its place among such, "2", or "p2" where other
 * paragraphs have labels. */
static void print_item(const struct item_name *name, bool any_label, char out[64])
{
    int n = (int)(name->item.n > 48 ? 48 : name->item.n);
    if (name->item.n == 0)
        snprintf(out, 64, "%s%u", any_label ? "p" : "", name->same + 1);
    else if (name->same > 0)
        snprintf(out, 64, "%.*s#%u", n, name->item.p, name->same + 1);
    else
        snprintf(out, 64, "%.*s", n, name->item.p);
}

static int put_clause(struct rp_emitter *e, const struct rp_wording *w,
                      struct rp_str resolution, enum rp_body body, uint32_t section_index,
                      const struct rp_chapter *chapter, size_t index, const char *item)
{
    struct rp_corpus *corpus = e->corpus;
    const struct rp_draft *draft = &w->drafts.v[chapter->clauses.v[index]];
    struct rp_str text = rp_wording_text(w, draft);
    const struct rp_section *home = &corpus->sections.v[section_index];
    struct rp_clause clause = {.section = section_index,
                               .resolution = home->resolution,
                               .superseded = chapter->is_old};
    int status = put_id(e, resolution, chapter->name, home->ordinal, item, &clause.id);
    if (status == RP_OK)
        status = rp_emit_str(e, rp_wording_item(w, draft), &clause.item);
    if (status == RP_OK)
        status = rp_emit_str(e, text, &clause.text);
    clause.first_cite = (uint32_t)corpus->cites.n;
    struct citing citing = {e, clause.first_cite};
    if (status == RP_OK)
        status = rp_cites_each(e->names, text, body, e->match, add_cite, &citing);
    clause.n_cites = (uint32_t)corpus->cites.n - clause.first_cite;
    if (status == RP_OK)
        status = rp_emit_sources(e, draft->sources.v, draft->sources.n, &clause.sources);
    return status ? status : rp_vec_push(&corpus->clauses, clause);
}

int rp_emit_sections(struct rp_emitter *e, const struct rp_wording *w,
                     struct rp_resolution *resolution, uint32_t index)
{
    struct rp_corpus *corpus = e->corpus;
    resolution->first_clause = (uint32_t)corpus->clauses.n;
    size_t first_section = corpus->sections.n;
    for (int old = 0; old < 2; old++)
        for (size_t i = 0; i < w->chapters.n; i++) {
            const struct rp_chapter *chapter = &w->chapters.v[i];
            if (chapter->is_old != (old == 1) || chapter->clauses.n == 0)
                continue;
            struct rp_section out = {
                .resolution = index, .part = chapter->part, .ordinal = 1};
            for (size_t k = corpus->sections.n; k > first_section && out.ordinal == 1; k--)
                if (rp_str_equal(rp_corpus_str(corpus, corpus->sections.v[k - 1].name),
                                 chapter->name))
                    out.ordinal = corpus->sections.v[k - 1].ordinal + 1;
            int status = rp_emit_str(e, chapter->name, &out.name);
            if (status == RP_OK)
                status = rp_emit_mended(e, chapter->addressee, &out.addressee);
            if (status == RP_OK)
                status = rp_vec_push(&corpus->sections, out);
            struct item_name *items = status ? NULL : name_items(w, chapter);
            if (status == RP_OK && !items)
                status = RP_ERR_MEMORY;
            bool any_label = false;
            for (size_t k = 0; items && k < chapter->clauses.n; k++)
                any_label = any_label || items[k].item.n;
            for (size_t k = 0; k < chapter->clauses.n && status == RP_OK; k++) {
                char item[64];
                print_item(&items[k], any_label, item);
                status = put_clause(e, w, rp_corpus_str(corpus, resolution->name),
                                    resolution->body, (uint32_t)corpus->sections.n - 1,
                                    chapter, k, item);
            }
            rp_free(items);
            if (status)
                return status;
        }
    resolution->n_clauses = (uint32_t)corpus->clauses.n - resolution->first_clause;
    return RP_OK;
}
