/* `segment`: one JSON object a line. Field names and their order are a contract. */
#include "report/jsonl.h"

#include "base/json.h"

static void put_source(struct rp_json *json, const char *file, uint32_t line)
{
    rp_json_object_begin(json);
    rp_json_put_cstr(json, "file", file);
    rp_json_key(json, "line");
    rp_json_uint(json, line);
    rp_json_object_end(json);
}

static void put_sources(struct rp_json *json, const struct rp_corpus *corpus,
                        struct rp_sources sources)
{
    rp_json_key(json, "sources");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < sources.n; i++) {
        const struct rp_source *source = &corpus->sources.v[sources.first + i];
        put_source(json, corpus->inputs.v[source->document].path, source->line);
    }
    rp_json_array_end(json);
}

/* From "resolution" to "title", the same in both kinds of line. */
static void put_resolution(struct rp_json *json, const struct rp_corpus *corpus,
                           const struct rp_resolution *resolution)
{
    rp_json_put_any(json, "resolution", rp_corpus_str(corpus, resolution->name));
    rp_json_put_cstr(json, "body",
                     resolution->body ? rp_body_name(resolution->body) : NULL);
    rp_json_put_cstr(json, "kind", rp_kind_name(resolution->kind));
    rp_json_put_any(json, "number", rp_corpus_str(corpus, resolution->number));
    rp_json_put_any(json, "revision", rp_corpus_str(corpus, resolution->revision));
    rp_json_key(json, "year");
    if (resolution->year)
        rp_json_uint(json, resolution->year);
    else
        rp_json_null(json);
    rp_json_put_any(json, "title", rp_corpus_str(corpus, resolution->title));
}

static void line_end(struct rp_json *json, struct rp_print *print)
{
    rp_json_object_end(json);
    if (!print->status)
        print->status = rp_json_status(json);
    rp_print(print, "\n");
}

void rp_write_clause_line(const struct rp_corpus *corpus, uint32_t index,
                          struct rp_print *print)
{
    const struct rp_clause *clause = &corpus->clauses.v[index];
    const struct rp_section *section = &corpus->sections.v[clause->section];
    struct rp_json json;
    rp_json_init(&json, print->out, 0);
    rp_json_object_begin(&json);
    rp_json_put_any(&json, "id", rp_corpus_str(corpus, clause->id));
    put_resolution(&json, corpus, &corpus->resolutions.v[clause->resolution]);
    rp_json_put_cstr(&json, "part", rp_part_name(section->part));
    rp_json_put_any(&json, "section", rp_corpus_str(corpus, section->name));
    rp_json_put_any(&json, "addressee", rp_corpus_str(corpus, section->addressee));
    rp_json_put_any(&json, "item", rp_corpus_str(corpus, clause->item));
    rp_json_put_any(&json, "text", rp_corpus_str(corpus, clause->text));
    rp_json_key(&json, "cites");
    rp_json_array_begin(&json);
    for (uint32_t i = 0; i < clause->n_cites; i++)
        rp_json_str(&json,
                    rp_corpus_str(corpus, corpus->cites.v[clause->first_cite + i].name));
    rp_json_array_end(&json);
    put_sources(&json, corpus, clause->sources);
    if (clause->superseded) {
        rp_json_key(&json, "superseded");
        rp_json_bool(&json, true);
    }
    line_end(&json, print);
}

void rp_write_resolution_line(const struct rp_corpus *corpus, uint32_t index,
                              struct rp_print *print)
{
    const struct rp_resolution *resolution = &corpus->resolutions.v[index];
    struct rp_json json;
    rp_json_init(&json, print->out, 0);
    rp_json_object_begin(&json);
    put_resolution(&json, corpus, resolution);
    rp_json_key(&json, "n_clauses");
    rp_json_uint(&json, resolution->n_clauses);
    put_sources(&json, corpus, resolution->sources);
    if (resolution->alias.end > resolution->alias.beg)
        rp_json_put_any(&json, "alias", rp_corpus_str(corpus, resolution->alias));
    line_end(&json, print);
}

void rp_write_paragraph_line(const struct rp_document *document, size_t index,
                             struct rp_print *print)
{
    const struct rp_paragraph *paragraph = &document->paragraphs.v[index];
    struct rp_json json;
    rp_json_init(&json, print->out, 0);
    rp_json_object_begin(&json);
    rp_json_key(&json, "text");
    rp_json_str(&json, rp_document_str(document, paragraph->text));
    rp_json_put_cstr(&json, "style", rp_style_name(paragraph->style));
    rp_json_put_any(&json, "list", rp_document_str(document, paragraph->list));
    rp_json_key(&json, "cell");
    if (paragraph->table) {
        rp_json_array_begin(&json);
        rp_json_uint(&json, paragraph->table);
        rp_json_uint(&json, paragraph->row);
        rp_json_uint(&json, paragraph->cell);
        rp_json_array_end(&json);
    } else {
        rp_json_null(&json);
    }
    rp_json_put_cstr(&json, "change", rp_change_name(paragraph->change));
    rp_json_key(&json, "sources");
    rp_json_array_begin(&json);
    put_source(&json, document->path, paragraph->line);
    rp_json_array_end(&json);
    line_end(&json, print);
}
