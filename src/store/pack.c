#include "store/pack.h"

#include <string.h>

#include "base/utf8.h"

enum { HASH_BYTES = 8, SEED = 0x7265 };

/* ---- writing ------------------------------------------------------------------------ */

struct packing {
    struct rp_buf *out;
    size_t begin; /* of the blob */
    int status;
};

static struct packing pack_begin(struct rp_buf *out)
{
    struct packing p = {out, out->n, RP_OK};
    p.status = rp_buf_add(out, "\0\0\0\0\0\0\0\0", HASH_BYTES);
    return p;
}

static void put_bytes(struct packing *p, const void *bytes, size_t n)
{
    if (p->status == RP_OK)
        p->status = rp_buf_add(p->out, bytes, n);
}

static void put_le(struct packing *p, uint64_t value, size_t n)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < n; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
    put_bytes(p, bytes, n);
}

static void put(struct packing *p, uint32_t value)
{
    put_le(p, value, 4);
}

static void put_run(struct packing *p, struct rp_str s)
{
    put(p, (uint32_t)s.n);
    put_bytes(p, s.p, s.n);
}

/* An empty one stands nowhere. */
static void put_span(struct packing *p, struct rp_span span, uint32_t from)
{
    if (span.beg == span.end)
        span = (struct rp_span){from, from};
    put(p, span.beg - from);
    put(p, span.end - from);
}

static int pack_end(struct packing *p)
{
    if (p->status)
        return p->status;
    const char *rest = p->out->v + p->begin + HASH_BYTES;
    uint64_t hash = rp_hash(rest, p->out->n - p->begin - HASH_BYTES, SEED);
    for (size_t i = 0; i < HASH_BYTES; i++)
        p->out->v[p->begin + i] = (char)(unsigned char)(hash >> 8 * i);
    return RP_OK;
}

int rp_pack_seal(struct rp_buf *out, struct rp_str bytes)
{
    struct packing p = pack_begin(out);
    put_bytes(&p, bytes.p, bytes.n);
    return pack_end(&p);
}

/* ---- reading ------------------------------------------------------------------------ */

struct unpacking {
    const char *p;
    size_t n, at;
    bool wrong; /* it ended too early, or a value is out of its range */
};

static struct unpacking unpack_begin(struct rp_str bytes)
{
    struct unpacking u = {bytes.p, bytes.n, HASH_BYTES, bytes.n < HASH_BYTES};
    uint64_t hash = 0;
    for (size_t i = 0; i < HASH_BYTES && !u.wrong; i++)
        hash |= (uint64_t)(unsigned char)bytes.p[i] << 8 * i;
    if (!u.wrong)
        u.wrong = hash != rp_hash(bytes.p + HASH_BYTES, bytes.n - HASH_BYTES, SEED);
    return u;
}

static uint64_t take_le(struct unpacking *u, size_t n)
{
    uint64_t value = 0;
    if (u->wrong || u->n - u->at < n) {
        u->wrong = true;
        return 0;
    }
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)(unsigned char)u->p[u->at + i] << 8 * i;
    u->at += n;
    return value;
}

static uint32_t take(struct unpacking *u)
{
    return (uint32_t)take_le(u, 4);
}

/* A number below `end`. */
static uint32_t take_below(struct unpacking *u, uint64_t end)
{
    uint32_t value = take(u);
    u->wrong = u->wrong || value >= end;
    return u->wrong ? 0 : value;
}

/* How many items follow, of at least `bytes` each. */
static uint32_t take_count(struct unpacking *u, size_t bytes)
{
    uint32_t n = take(u);
    u->wrong = u->wrong || n > (u->n - u->at) / bytes;
    return u->wrong ? 0 : n;
}

static struct rp_str take_run(struct unpacking *u)
{
    uint32_t n = take_count(u, 1);
    struct rp_str s = {u->p + u->at, n};
    u->at += u->wrong ? 0 : n;
    return u->wrong ? RP_STR("") : s;
}

static struct rp_str take_text(struct unpacking *u)
{
    struct rp_str s = take_run(u);
    u->wrong = u->wrong || rp_utf8_valid_prefix(s.p, s.n) != s.n;
    return u->wrong ? RP_STR("") : s;
}

/* A range of a text of n bytes, moved by `to`. */
static struct rp_span take_span(struct unpacking *u, size_t n, uint32_t to)
{
    struct rp_span span = {take(u), take(u)};
    u->wrong = u->wrong || span.beg > span.end || span.end > n;
    return u->wrong ? (struct rp_span){to, to}
                    : (struct rp_span){span.beg + to, span.end + to};
}

static void take_terminated(struct unpacking *u, char *out, size_t n)
{
    struct rp_str s = take_run(u);
    u->wrong = u->wrong || s.n >= n || (s.n && memchr(s.p, '\0', s.n));
    memset(out, 0, n);
    if (!u->wrong)
        memcpy(out, s.p, s.n);
}

static int unpack_end(const struct unpacking *u, int status)
{
    if (status)
        return status;
    return u->wrong || u->at != u->n ? RP_ERR_FORMAT : RP_OK;
}

/* ---- outlines ----------------------------------------------------------------------- */

enum { BLOCK_BYTES = 14 * 4, STRETCH_BYTES = 8 * 4, PIECE_BYTES = 6 * 4 };

static void put_heading(struct packing *p, const struct rp_heading *h)
{
    put(p, h->body);
    put(p, h->kind);
    put_run(p, rp_str_of(h->number));
    put_run(p, rp_str_of(h->alias));
    put_run(p, rp_str_of(h->revision));
    put(p, h->year);
    put(p, h->suffix);
    put(p, h->merged);
    put(p, h->title_beg);
}

static void take_heading(struct unpacking *u, struct rp_heading *h)
{
    h->body = (enum rp_body)take_below(u, RP_N_BODIES);
    h->kind = (enum rp_kind)take_below(u, RP_KIND_OPINION + 1);
    take_terminated(u, h->number, sizeof h->number);
    take_terminated(u, h->alias, sizeof h->alias);
    take_terminated(u, h->revision, sizeof h->revision);
    h->year = take(u);
    h->suffix = take(u);
    h->merged = take_below(u, 2);
    h->title_beg = take(u);
}

int rp_pack_outline(struct rp_buf *out, const struct rp_outline *outline)
{
    struct packing p = pack_begin(out);
    put_run(&p, rp_buf_str(&outline->text));
    put(&p, (uint32_t)outline->blocks.n);
    for (size_t i = 0; i < outline->blocks.n; i++) {
        const struct rp_block *b = &outline->blocks.v[i];
        put_heading(&p, &b->heading);
        put(&p, b->hint);
        put(&p, b->proposal);
        put_span(&p, b->title, 0);
        put(&p, b->line);
        put(&p, b->first_stretch);
        put(&p, b->n_stretches);
    }
    put(&p, (uint32_t)outline->stretches.n);
    for (size_t i = 0; i < outline->stretches.n; i++) {
        const struct rp_stretch *s = &outline->stretches.v[i];
        put_span(&p, s->name, 0);
        put_span(&p, s->addressee, 0);
        put(&p, s->part);
        put(&p, s->first_piece);
        put(&p, s->n_pieces);
        put(&p, s->line);
    }
    put(&p, (uint32_t)outline->pieces.n);
    for (size_t i = 0; i < outline->pieces.n; i++) {
        const struct rp_piece *piece = &outline->pieces.v[i];
        put_span(&p, piece->text, 0);
        put_span(&p, piece->item, 0);
        put(&p, piece->line);
        put(&p, (uint32_t)piece->is_inserted | (uint32_t)piece->is_deleted << 1);
    }
    put_run(&p, (struct rp_str){(const char *)outline->roles.v, outline->roles.n});
    return pack_end(&p);
}

/* [first, first + n) among `all`, where the blocks or stretches name their parts. */
static void check_range(struct unpacking *u, uint32_t first, uint32_t n, size_t all)
{
    u->wrong = u->wrong || first > all || n > all - first;
}

int rp_unpack_outline(struct rp_outline *outline, struct rp_str bytes)
{
    struct unpacking u = unpack_begin(bytes);
    const struct rp_str text = take_text(&u);
    int status = text.n ? rp_buf_add_str(&outline->text, text) : RP_OK;
    uint32_t n = take_count(&u, BLOCK_BYTES);
    if (status == RP_OK)
        status = rp_vec_reserve(&outline->blocks, n);
    for (uint32_t i = 0; i < n && status == RP_OK && !u.wrong; i++) {
        struct rp_block *b = &outline->blocks.v[outline->blocks.n++];
        *b = (struct rp_block){0};
        take_heading(&u, &b->heading);
        b->hint = (enum rp_body)take_below(&u, RP_N_BODIES);
        b->proposal = (enum rp_proposal)take_below(&u, RP_N_PROPOSALS);
        b->title = take_span(&u, text.n, 0);
        b->line = take(&u);
        b->first_stretch = take(&u);
        b->n_stretches = take(&u);
        u.wrong = u.wrong || b->line == 0;
    }
    n = take_count(&u, STRETCH_BYTES);
    if (status == RP_OK)
        status = rp_vec_reserve(&outline->stretches, n);
    for (uint32_t i = 0; i < n && status == RP_OK && !u.wrong; i++) {
        struct rp_stretch *s = &outline->stretches.v[outline->stretches.n++];
        *s = (struct rp_stretch){0};
        s->name = take_span(&u, text.n, 0);
        s->addressee = take_span(&u, text.n, 0);
        s->part = (enum rp_part)take_below(&u, RP_PART_ANNEX + 1);
        s->first_piece = take(&u);
        s->n_pieces = take(&u);
        s->line = take(&u);
    }
    n = take_count(&u, PIECE_BYTES);
    if (status == RP_OK)
        status = rp_vec_reserve(&outline->pieces, n);
    for (uint32_t i = 0; i < n && status == RP_OK && !u.wrong; i++) {
        struct rp_piece *piece = &outline->pieces.v[outline->pieces.n++];
        *piece = (struct rp_piece){0};
        piece->text = take_span(&u, text.n, 0);
        piece->item = take_span(&u, text.n, 0);
        piece->line = take(&u);
        u.wrong = u.wrong || piece->line == 0;
        const uint32_t changes = take_below(&u, 4);
        piece->is_inserted = changes & 1;
        piece->is_deleted = changes & 2;
    }
    for (size_t i = 0; i < outline->blocks.n; i++)
        check_range(&u, outline->blocks.v[i].first_stretch,
                    outline->blocks.v[i].n_stretches, outline->stretches.n);
    for (size_t i = 0; i < outline->stretches.n; i++)
        check_range(&u, outline->stretches.v[i].first_piece,
                    outline->stretches.v[i].n_pieces, outline->pieces.n);
    const struct rp_str roles = take_run(&u);
    if (status == RP_OK)
        status = rp_vec_reserve(&outline->roles, roles.n);
    for (size_t i = 0; i < roles.n && status == RP_OK; i++) {
        u.wrong = u.wrong || (unsigned char)roles.p[i] >= RP_N_ROLES;
        outline->roles.v[outline->roles.n++] = (unsigned char)roles.p[i];
    }
    return unpack_end(&u, status);
}

/* ---- documents ---------------------------------------------------------------------- */

enum { PARAGRAPH_BYTES = 12 * 4 };

int rp_pack_document(struct rp_buf *out, const struct rp_document *document)
{
    struct packing p = pack_begin(out);
    put_run(&p, rp_buf_str(&document->text));
    put(&p, (uint32_t)document->paragraphs.n);
    for (size_t i = 0; i < document->paragraphs.n; i++) {
        const struct rp_paragraph *a = &document->paragraphs.v[i];
        const uint32_t numbers[] = {a->text.beg, a->text.end, a->list.beg, a->list.end,
                                    a->line,     a->byte,     a->table,    a->row,
                                    a->cell,     a->style,    a->change,   a->begins_cell};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            put(&p, numbers[k]);
    }
    return pack_end(&p);
}

static struct rp_range take_range(struct unpacking *u, size_t n)
{
    const struct rp_span span = take_span(u, n, 0);
    return (struct rp_range){span.beg, span.end};
}

int rp_unpack_document(struct rp_document *document, struct rp_str bytes)
{
    struct unpacking u = unpack_begin(bytes);
    const struct rp_str text = take_text(&u);
    int status = text.n ? rp_buf_add_str(&document->text, text) : RP_OK;
    const uint32_t n = take_count(&u, PARAGRAPH_BYTES);
    if (status == RP_OK)
        status = rp_vec_reserve(&document->paragraphs, n);
    for (uint32_t i = 0; i < n && status == RP_OK && !u.wrong; i++) {
        struct rp_paragraph *a = &document->paragraphs.v[document->paragraphs.n++];
        *a = (struct rp_paragraph){0};
        a->text = take_range(&u, text.n);
        a->list = take_range(&u, text.n);
        a->line = take(&u);
        a->byte = take(&u);
        a->table = take(&u);
        a->row = take(&u);
        a->cell = take(&u);
        a->style = (enum rp_style)take_below(&u, RP_STYLE_MARGIN + 1);
        a->change = (enum rp_change)take_below(&u, RP_CHANGE_DELETED + 1);
        a->begins_cell = take_below(&u, 2);
        u.wrong = u.wrong || a->line == 0 || (i && a->line < a[-1].line);
    }
    return unpack_end(&u, status);
}

/* ---- resolutions -------------------------------------------------------------------- */

enum { SECTION_BYTES = 6 * 4, CLAUSE_BYTES = 12 * 4, SOURCE_BYTES = 12, CITE_BYTES = 16 };

/* Where the parts of resolution i begin, or of the one behind the last. */
struct parts {
    uint32_t text, section, source, cite;
};

static struct parts parts_at(const struct rp_corpus *corpus, size_t i)
{
    struct parts parts = {(uint32_t)corpus->text.n, (uint32_t)corpus->sections.n,
                          (uint32_t)corpus->sources.n, (uint32_t)corpus->cites.n};
    if (i == corpus->resolutions.n)
        return parts;
    parts.text = corpus->resolutions.v[i].name.beg;
    parts.source = corpus->resolutions.v[i].sources.first;
    /* those of resolutions without clauses are empty and begin where the next do */
    for (size_t k = i; k < corpus->resolutions.n; k++) {
        const struct rp_resolution *r = &corpus->resolutions.v[k];
        if (r->n_clauses == 0)
            continue;
        parts.section = corpus->clauses.v[r->first_clause].section;
        parts.cite = corpus->clauses.v[r->first_clause].first_cite;
        break;
    }
    return parts;
}

int rp_pack_resolution(struct rp_buf *out, const struct rp_corpus *corpus, uint32_t i,
                       const int64_t *ids)
{
    struct packing p = pack_begin(out);
    const struct rp_resolution *r = &corpus->resolutions.v[i];
    const struct parts beg = parts_at(corpus, i), end = parts_at(corpus, (size_t)i + 1);
    put_run(&p, (struct rp_str){corpus->text.v + beg.text, end.text - beg.text});
    const struct rp_span spans[] = {r->name, r->number, r->alias, r->revision, r->title};
    for (size_t k = 0; k < sizeof spans / sizeof *spans; k++)
        put_span(&p, spans[k], beg.text);
    put(&p, r->body);
    put(&p, r->kind);
    put(&p, r->year);
    put(&p, r->sources.n);
    put(&p, end.section - beg.section);
    for (uint32_t k = beg.section; k < end.section; k++) {
        const struct rp_section *s = &corpus->sections.v[k];
        put_span(&p, s->name, beg.text);
        put_span(&p, s->addressee, beg.text);
        put(&p, s->ordinal);
        put(&p, s->part);
    }
    put(&p, end.source - beg.source);
    for (uint32_t k = beg.source; k < end.source; k++) {
        put_le(&p, (uint64_t)ids[corpus->sources.v[k].document], 8);
        put(&p, corpus->sources.v[k].line);
    }
    put(&p, end.cite - beg.cite);
    for (uint32_t k = beg.cite; k < end.cite; k++) {
        put_span(&p, corpus->cites.v[k].name, beg.text);
        put_span(&p, corpus->cites.v[k].revision, beg.text);
    }
    put(&p, r->n_clauses);
    for (uint32_t k = 0; k < r->n_clauses; k++) {
        const struct rp_clause *c = &corpus->clauses.v[r->first_clause + k];
        put_span(&p, c->id, beg.text);
        put_span(&p, c->item, beg.text);
        put_span(&p, c->text, beg.text);
        put(&p, c->section - beg.section);
        put(&p, c->sources.first - beg.source);
        put(&p, c->sources.n);
        put(&p, c->first_cite - beg.cite);
        put(&p, c->n_cites);
        put(&p, c->superseded);
    }
    return pack_end(&p);
}

static uint32_t take_document(struct unpacking *u, const struct rp_pack_ids *by_id,
                              size_t n)
{
    const int64_t id = (int64_t)take_le(u, 8);
    size_t beg = 0, end = n;
    while (beg < end) {
        size_t middle = beg + (end - beg) / 2;
        if (by_id[middle].id < id)
            beg = middle + 1;
        else
            end = middle;
    }
    u->wrong = u->wrong || beg == n || by_id[beg].id != id;
    return u->wrong ? 0 : by_id[beg].input;
}

int rp_unpack_resolution(struct rp_corpus *corpus, struct rp_str bytes,
                         const struct rp_pack_ids *by_id, size_t n_ids)
{
    struct unpacking u = unpack_begin(bytes);
    const struct parts to = {(uint32_t)corpus->text.n, (uint32_t)corpus->sections.n,
                             (uint32_t)corpus->sources.n, (uint32_t)corpus->cites.n};
    const uint32_t index = (uint32_t)corpus->resolutions.n;
    const struct rp_str text = take_run(&u);
    u.wrong = u.wrong || text.n > UINT32_MAX - corpus->text.n;
    int status = u.wrong ? RP_OK : rp_buf_add_str(&corpus->text, text);
    struct rp_resolution r = {.first_clause = (uint32_t)corpus->clauses.n};
    struct rp_span *const spans[] = {&r.name, &r.number, &r.alias, &r.revision, &r.title};
    for (size_t k = 0; k < sizeof spans / sizeof *spans; k++)
        *spans[k] = take_span(&u, text.n, to.text);
    r.body = (enum rp_body)take_below(&u, RP_N_BODIES);
    r.kind = (enum rp_kind)take_below(&u, RP_KIND_OPINION + 1);
    r.year = take(&u);
    r.sources = (struct rp_sources){to.source, take(&u)};
    u.wrong = u.wrong || r.name.beg == r.name.end || r.body == RP_BODY_NONE;

    const uint32_t n_sections = take_count(&u, SECTION_BYTES);
    for (uint32_t k = 0; k < n_sections && status == RP_OK && !u.wrong; k++) {
        struct rp_section s = {.resolution = index};
        s.name = take_span(&u, text.n, to.text);
        s.addressee = take_span(&u, text.n, to.text);
        s.ordinal = take(&u);
        s.part = (enum rp_part)take_below(&u, RP_PART_ANNEX + 1);
        u.wrong = u.wrong || s.ordinal == 0;
        status = rp_vec_push(&corpus->sections, s);
    }
    const uint32_t n_sources = take_count(&u, SOURCE_BYTES);
    for (uint32_t k = 0; k < n_sources && status == RP_OK && !u.wrong; k++) {
        struct rp_source s = {.document = take_document(&u, by_id, n_ids)};
        s.line = take(&u);
        u.wrong = u.wrong || s.line == 0;
        status = rp_vec_push(&corpus->sources, s);
    }
    const uint32_t n_cites = take_count(&u, CITE_BYTES);
    for (uint32_t k = 0; k < n_cites && status == RP_OK && !u.wrong; k++) {
        struct rp_cite c = {.resolution = UINT32_MAX};
        c.name = take_span(&u, text.n, to.text);
        c.revision = take_span(&u, text.n, to.text);
        status = rp_vec_push(&corpus->cites, c);
    }
    u.wrong = u.wrong || r.sources.n == 0 || r.sources.n > n_sources;
    r.n_clauses = take_count(&u, CLAUSE_BYTES);
    for (uint32_t k = 0; k < r.n_clauses && status == RP_OK && !u.wrong; k++) {
        struct rp_clause c = {.resolution = index};
        c.id = take_span(&u, text.n, to.text);
        c.item = take_span(&u, text.n, to.text);
        c.text = take_span(&u, text.n, to.text);
        c.section = to.section + take_below(&u, n_sections);
        const uint32_t source = take(&u);
        c.sources.n = take(&u);
        check_range(&u, source, c.sources.n, n_sources);
        c.sources.first = to.source + source;
        const uint32_t cite = take(&u);
        c.n_cites = take(&u);
        check_range(&u, cite, c.n_cites, n_cites);
        c.first_cite = to.cite + cite;
        c.superseded = take_below(&u, 2);
        u.wrong = u.wrong || c.id.beg == c.id.end || c.sources.n == 0;
        status = rp_vec_push(&corpus->clauses, c);
    }
    if (status == RP_OK)
        status = rp_vec_push(&corpus->resolutions, r);
    return unpack_end(&u, status);
}

/* ---- questions ---------------------------------------------------------------------- */

int rp_pack_hashes(struct rp_buf *out, const struct rp_hashes *hashes)
{
    struct packing p = pack_begin(out);
    put(&p, (uint32_t)hashes->n);
    for (size_t i = 0; i < hashes->n; i++)
        put_le(&p, hashes->v[i], 8);
    return pack_end(&p);
}

int rp_unpack_hashes(struct rp_hashes *hashes, struct rp_str bytes)
{
    struct unpacking u = unpack_begin(bytes);
    const uint32_t n = take_count(&u, 8);
    int status = rp_vec_reserve(hashes, n);
    for (uint32_t i = 0; i < n && status == RP_OK && !u.wrong; i++)
        hashes->v[hashes->n++] = take_le(&u, 8);
    return unpack_end(&u, status);
}
