#include "report/map.h"

#include "base/json.h"
#include "report/beside.h"
#include "report/made.h"

enum { COLUMNS = 80 };

struct rp_str rp_map_name(const struct rp_map_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].name);
}

struct rp_str rp_map_title(const struct rp_map_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].title);
}

struct rp_str rp_map_clause(const struct rp_map_report *report, uint32_t clause)
{
    return rp_corpus_str(report->corpus, report->corpus->clauses.v[clause].id);
}

struct rp_str rp_map_section(const struct rp_map_report *report, uint32_t clause)
{
    const struct rp_corpus *corpus = report->corpus;
    return rp_corpus_str(corpus,
                         corpus->sections.v[corpus->clauses.v[clause].section].name);
}

struct rp_str rp_map_item(const struct rp_map_report *report, uint32_t clause)
{
    return rp_corpus_str(report->corpus, report->corpus->clauses.v[clause].item);
}

struct rp_str rp_map_label(const struct rp_map_report *report,
                           const struct rp_subject *group)
{
    const struct rp_links *links = report->links;
    struct rp_str label = {links->text.v ? links->text.v + group->label.beg : "",
                           group->label.end - group->label.beg};
    return label.n ? label : rp_map_name(report, group->anchor);
}

uint32_t rp_map_score(const struct rp_map_report *report, const struct rp_subject *group,
                      uint32_t member)
{
    return member == group->anchor
               ? 1000000
               : report->links->scores[rp_pair_index(member, group->anchor)];
}

enum rp_evidence rp_map_evidence(const struct rp_map_report *report,
                                 const struct rp_subject *group, uint32_t member)
{
    return member == group->anchor ? RP_EVIDENCE_NONE
                                   : rp_links_evidence(report->links, member, group->anchor,
                                                       &rp_link_parameters_default);
}

static enum rp_body body_of(const struct rp_map_report *report, uint32_t resolution)
{
    return report->corpus->resolutions.v[resolution].body;
}

size_t rp_map_columns(const struct rp_map_report *report, enum rp_body columns[RP_N_BODIES])
{
    bool has[RP_N_BODIES] = {[RP_BODY_PP] = true,
                             [RP_BODY_WTSA] = true,
                             [RP_BODY_WTDC] = true,
                             [RP_BODY_RA] = true};
    size_t n = 0;
    for (size_t i = 0; i < report->links->members.n; i++)
        has[body_of(report, report->links->members.v[i])] = true;
    for (int body = RP_BODY_PP; body < RP_N_BODIES; body++)
        if (has[body])
            columns[n++] = (enum rp_body)body;
    return n;
}

size_t rp_map_circle(const struct rp_map_report *report, const struct rp_citation *edge)
{
    const struct rp_citations *c = report->citations;
    for (size_t i = 0; i + 1 < c->first_round.n && edge->to != UINT32_MAX; i++) {
        bool has_from = false, has_to = false;
        for (uint32_t k = c->first_round.v[i]; k < c->first_round.v[i + 1]; k++) {
            has_from = has_from || c->round.v[k] == edge->from;
            has_to = has_to || c->round.v[k] == edge->to;
        }
        if (has_from && has_to)
            return i;
    }
    return SIZE_MAX;
}

struct rp_str rp_map_present(const struct rp_map_report *report,
                             const struct rp_citation *edge)
{
    return edge->to == UINT32_MAX
               ? RP_STR("")
               : rp_corpus_str(report->corpus,
                               report->corpus->resolutions.v[edge->to].revision);
}

bool rp_map_is_amiss(const struct rp_citation *edge)
{
    return edge->state == RP_CITATION_OUTDATED || edge->state == RP_CITATION_NEWER ||
           edge->state == RP_CITATION_UNKNOWN;
}

/* ---- TSV ---------------------------------------------------------------------------- */

static void print_links(const struct rp_map_report *report,
                        void (*field)(struct rp_print *, struct rp_str),
                        const char *between, const char *end, struct rp_print *print)
{
    rp_printf(print, "resolution%spp_resolution%sscore%sevidence%s", between, between,
              between, end);
    for (size_t i = 0; i < report->links->links.n; i++) {
        const struct rp_link *link = &report->links->links.v[i];
        field(print, rp_map_name(report, link->a));
        rp_print(print, between);
        field(print, rp_map_name(report, link->b));
        rp_print(print, between);
        rp_print_decimal(print, link->score_ppm, 6);
        rp_print(print, between);
        rp_print(print, rp_evidence_name(link->evidence));
        rp_print(print, end);
    }
}

void rp_write_map_tsv(const struct rp_map_report *report, struct rp_print *print)
{
    print_links(report, rp_print_plain, "\t", "\n", print);
}

void rp_write_map_csv(const struct rp_map_report *report, struct rp_print *print)
{
    print_links(report, rp_print_csv, ",", "\r\n", print);
}

/* ---- text --------------------------------------------------------------------------- */

/* What was printed aside, wrapped from `column` on, on lines of its own; released. */
static void print_aside(struct rp_print *print, struct rp_print *aside, size_t column,
                        size_t indent)
{
    rp_printf(print, "%*s", (int)column, "");
    rp_print_wrapped(print, rp_buf_str(aside->out), column, indent, COLUMNS);
    rp_print(print, "\n");
    if (aside->status && !print->status)
        print->status = aside->status;
    rp_buf_release(aside->out);
}

/* "  WTSA  WTSA-50 0.93, WTSA-52 0.88": the members of one body with their scores. */
static void print_body(const struct rp_map_report *report, const struct rp_subject *group,
                       enum rp_body body, struct rp_print *print)
{
    struct rp_buf list = {0};
    struct rp_print aside = {&list, RP_OK};
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = report->links->members.v[group->first_member + m];
        if (body_of(report, r) != body)
            continue;
        rp_print(&aside, list.n ? ", " : "");
        rp_print_plain(&aside, rp_map_name(report, r));
        if (r != group->anchor) {
            rp_print(&aside, " ");
            rp_print_decimal(
                &aside, report->links->scores[rp_pair_index(r, group->anchor)] / 10000, 2);
        }
    }
    if (list.n) {
        const struct rp_str name = rp_str_of(rp_body_name(body));
        rp_print(print, "  ");
        rp_print_str(print, name);
        rp_printf(print, "%*s", (int)(9 - name.n), "");
        rp_print_wrapped(print, rp_buf_str(&list), 11, 11, COLUMNS);
        rp_print(print, "\n");
    }
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&list);
}

/* "  PP-101/resolves/2  WTSA-64/resolves/1 (contains)": a row of provisions. */
static void print_row(const struct rp_map_report *report, const struct rp_beside *beside,
                      const struct rp_beside_row *row, struct rp_print *print)
{
    struct rp_buf line = {0};
    struct rp_print aside = {&line, RP_OK};
    for (uint32_t i = 0; i < row->n; i++) {
        const struct rp_beside_clause *c = &beside->clauses.v[row->first + i];
        rp_print(&aside, i > 1 ? ", " : i ? ": " : "");
        rp_print_plain(&aside, rp_map_clause(report, c->clause));
        if (i)
            rp_printf(&aside, " (%s)", rp_relation_name(c->relation));
    }
    print_aside(print, &aside, 4, 6);
}

static void print_groups(const struct rp_map_report *report, struct rp_print *print)
{
    struct rp_beside beside = {0};
    const int status = rp_beside_fill(&beside, report);
    if (status) {
        print->status = status;
        return;
    }
    rp_print(print, "Subjects (each resolution's score with the first of its subject, and "
                    "the\nprovisions that they have in common)\n");
    for (size_t i = 0; i < report->links->groups.n; i++) {
        const struct rp_subject *group = &report->links->groups.v[i];
        struct rp_buf label = {0};
        struct rp_print aside = {&label, RP_OK};
        rp_print_plain(&aside, rp_map_label(report, group));
        rp_print(print, "\n");
        print_aside(print, &aside, 0, 2);
        for (int body = RP_BODY_PP; body < RP_N_BODIES; body++)
            print_body(report, group, (enum rp_body)body, print);
        for (uint32_t k = beside.first_row.v[i]; k < beside.first_row.v[i + 1]; k++)
            print_row(report, &beside, &beside.rows.v[k], print);
    }
    rp_beside_release(&beside);
}

/* "title: counterfeit, combating" or "subject, through WTSA-98: ..." */
static void print_evidence(const struct rp_map_report *report, const struct rp_link *link,
                           struct rp_print *print)
{
    rp_print(print, rp_evidence_name(link->evidence));
    if (link->through != UINT32_MAX) {
        rp_print(print, ", through ");
        rp_print_plain(print, rp_map_name(report, link->through));
    }
    for (size_t w = 0; w < RP_LINK_WORDS && link->words[w].end > link->words[w].beg; w++) {
        rp_print(print, w ? ", " : ": ");
        rp_print_plain(print, rp_corpus_str(report->corpus, link->words[w]));
    }
}

static void print_candidates(const struct rp_map_report *report, struct rp_print *print)
{
    uint32_t last = UINT32_MAX;
    rp_print(print, "\nCandidates of each resolution\n");
    for (size_t i = 0; i < report->links->links.n; i++) {
        const struct rp_link *link = &report->links->links.v[i];
        if (link->score_ppm < report->shown_ppm)
            continue;
        struct rp_buf text = {0};
        struct rp_print aside = {&text, RP_OK};
        if (link->a != last) {
            last = link->a;
            rp_print_plain(&aside, rp_map_name(report, link->a));
            rp_print(&aside, "  ");
            rp_print_plain(&aside, rp_map_title(report, link->a));
            rp_print(print, "\n");
            rp_print_wrapped(print, rp_buf_str(&text), 0, 2, COLUMNS);
            rp_print(print, "\n");
            text.n = 0;
        }
        rp_print_decimal(&aside, link->score_ppm / 10000, 2);
        rp_print(&aside, "  ");
        rp_print_plain(&aside, rp_map_name(report, link->b));
        rp_print(&aside, "  ");
        print_evidence(report, link, &aside);
        print_aside(print, &aside, 2, 8);
    }
}

static void print_alone(const struct rp_map_report *report, struct rp_print *print)
{
    rp_print(print, "\nWithout a counterpart\n\n");
    for (size_t i = 0; i < report->links->alone.n; i++) {
        const uint32_t r = report->links->alone.v[i];
        struct rp_buf line = {0};
        struct rp_print aside = {&line, RP_OK};
        rp_print_plain(&aside, rp_map_name(report, r));
        rp_print(&aside, "  ");
        rp_print_plain(&aside, rp_map_title(report, r));
        print_aside(print, &aside, 2, 4);
    }
}

const char *rp_doubt_sentence(enum rp_doubt doubt)
{
    static const char *const sentences[RP_N_DOUBTS] = {
        "", "its subject is near, so it may take this up",
        "only its title is given, so it may take this up"};
    return (size_t)doubt < RP_N_DOUBTS ? sentences[doubt] : "";
}

static void print_gaps(const struct rp_map_report *report, struct rp_print *print)
{
    rp_print(print, "\nInstructions to a Sector that none of its resolutions takes up\n\n");
    for (size_t i = 0; i < report->links->gaps.n; i++) {
        const struct rp_gap *gap = &report->links->gaps.v[i];
        struct rp_buf line = {0};
        struct rp_print aside = {&line, RP_OK};
        rp_print_plain(&aside, rp_map_clause(report, gap->clause));
        if (gap->n_clauses > 1)
            rp_printf(&aside, " and %u more", (unsigned)gap->n_clauses - 1);
        rp_print(&aside, ", to ");
        rp_print(&aside, rp_body_name(gap->sector));
        rp_print(&aside, "; nearest: ");
        if (gap->doubt) {
            rp_print_plain(&aside, rp_map_name(report, gap->nearest));
            rp_print(&aside, "; ");
            rp_print(&aside, rp_doubt_sentence(gap->doubt));
        } else if (gap->nearest_clause != UINT32_MAX) {
            rp_print_plain(&aside, rp_map_clause(report, gap->nearest_clause));
        } else if (gap->nearest != UINT32_MAX) {
            rp_print_plain(&aside, rp_map_name(report, gap->nearest));
        } else {
            rp_print(&aside, "nothing");
        }
        print_aside(print, &aside, 2, 4);
    }
}

static void print_citations(const struct rp_map_report *report, struct rp_print *print)
{
    size_t counts[RP_N_CITATION_STATES] = {0};
    const struct rp_citations *citations = report->citations;
    for (size_t i = 0; i < citations->edges.n; i++)
        counts[citations->edges.v[i].state]++;
    rp_print(print, "\nCitations\n\n  ");
    for (int state = 0; state < RP_N_CITATION_STATES; state++)
        rp_printf(print, "%s%zu %s", state ? ", " : "", counts[state],
                  rp_citation_state_name((enum rp_citation_state)state));
    rp_print(print, "\n");
    for (size_t i = 0; i < citations->edges.n; i++) {
        const struct rp_citation *edge = &citations->edges.v[i];
        if (!rp_map_is_amiss(edge))
            continue;
        struct rp_buf line = {0};
        struct rp_print aside = {&line, RP_OK};
        const struct rp_str revision = rp_corpus_str(report->corpus, edge->revision);
        rp_print_plain(&aside, rp_map_clause(report, edge->clause));
        rp_print(&aside, " cites ");
        rp_print_plain(&aside, rp_corpus_str(report->corpus, edge->name));
        if (revision.n) {
            rp_print(&aside, " (");
            rp_print_plain(&aside, revision);
            rp_print(&aside, ")");
        }
        if (edge->to == UINT32_MAX) {
            rp_print(&aside, ", which is not among the sources");
        } else {
            rp_print(&aside, "; the corpus has (");
            rp_print_plain(&aside, rp_map_present(report, edge));
            rp_print(&aside, ")");
        }
        print_aside(print, &aside, 2, 4);
    }
    for (size_t i = 0; i + 1 < citations->first_round.n; i++) {
        rp_print(print, "  in a circle:");
        for (uint32_t k = citations->first_round.v[i]; k < citations->first_round.v[i + 1];
             k++) {
            rp_print(print, " ");
            rp_print_plain(print, rp_map_name(report, citations->round.v[k]));
        }
        rp_print(print, "\n");
    }
}

void rp_write_map_text(const struct rp_map_report *report, struct rp_print *print)
{
    print_groups(report, print);
    print_candidates(report, print);
    print_alone(report, print);
    if (report->links->gaps.n)
        print_gaps(report, print);
    print_citations(report, print);
    if (report->options) {
        rp_print(print, "\n");
        rp_print_made(print, report->corpus, report->options);
    }
}

/* ---- JSON --------------------------------------------------------------------------- */

static void put_ppm(struct rp_json *json, const char *key, uint32_t ppm)
{
    rp_json_key(json, key);
    rp_json_decimal(json, ppm, 6);
}

static void put_link(const struct rp_map_report *report, const struct rp_link *link,
                     struct rp_json *json)
{
    rp_json_object_begin(json);
    rp_json_put_str(json, "resolution", rp_map_name(report, link->a));
    rp_json_put_str(json, "pp_resolution", rp_map_name(report, link->b));
    put_ppm(json, "score", link->score_ppm);
    rp_json_put_str(json, "evidence", rp_str_of(rp_evidence_name(link->evidence)));
    put_ppm(json, "text", link->strength.text);
    rp_json_key(json, "citation");
    rp_json_bool(json, link->strength.citation);
    put_ppm(json, "title", link->strength.title);
    put_ppm(json, "subject", link->strength.subject);
    put_ppm(json, "named", link->strength.named);
    rp_json_key(json, "through");
    if (link->through != UINT32_MAX)
        rp_json_str(json, rp_map_name(report, link->through));
    else
        rp_json_null(json);
    rp_json_key(json, "words");
    rp_json_array_begin(json);
    for (size_t w = 0; w < RP_LINK_WORDS && link->words[w].end > link->words[w].beg; w++)
        rp_json_str(json, rp_corpus_str(report->corpus, link->words[w]));
    rp_json_array_end(json);
    rp_json_object_end(json);
}

static void put_row(const struct rp_map_report *report, const struct rp_beside *beside,
                    const struct rp_beside_row *row, struct rp_json *json)
{
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < row->n; i++) {
        const struct rp_beside_clause *c = &beside->clauses.v[row->first + i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "clause", rp_map_clause(report, c->clause));
        rp_json_key(json, "relation");
        rp_json_cstr(json, i ? rp_relation_name(c->relation) : NULL);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
}

static void put_group(const struct rp_map_report *report, const struct rp_beside *beside,
                      size_t g, struct rp_json *json)
{
    const struct rp_subject *group = &report->links->groups.v[g];
    rp_json_object_begin(json);
    rp_json_put_str(json, "subject", rp_map_label(report, group));
    rp_json_put_str(json, "anchor", rp_map_name(report, group->anchor));
    rp_json_key(json, "members");
    rp_json_array_begin(json);
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = report->links->members.v[group->first_member + m];
        rp_json_object_begin(json);
        rp_json_put_str(json, "resolution", rp_map_name(report, r));
        put_ppm(json, "score", rp_map_score(report, group, r));
        rp_json_key(json, "evidence");
        rp_json_cstr(json, r == group->anchor
                               ? NULL
                               : rp_evidence_name(rp_map_evidence(report, group, r)));
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_key(json, "provisions");
    rp_json_array_begin(json);
    for (uint32_t k = beside->first_row.v[g]; k < beside->first_row.v[g + 1]; k++)
        put_row(report, beside, &beside->rows.v[k], json);
    rp_json_array_end(json);
    rp_json_object_end(json);
}

static void put_groups(const struct rp_map_report *report, struct rp_json *json,
                       struct rp_print *print)
{
    struct rp_beside beside = {0};
    const int status = rp_beside_fill(&beside, report);
    if (status)
        print->status = status;
    rp_json_key(json, "groups");
    rp_json_array_begin(json);
    for (size_t i = 0; i < report->links->groups.n && status == RP_OK; i++)
        put_group(report, &beside, i, json);
    rp_json_array_end(json);
    rp_beside_release(&beside);
}

static void put_gaps(const struct rp_map_report *report, struct rp_json *json)
{
    rp_json_key(json, "gaps");
    rp_json_array_begin(json);
    for (size_t i = 0; i < report->links->gaps.n; i++) {
        const struct rp_gap *gap = &report->links->gaps.v[i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "resolution", rp_map_name(report, gap->resolution));
        rp_json_put_str(json, "sector", rp_str_of(rp_body_name(gap->sector)));
        rp_json_put_str(json, "clause", rp_map_clause(report, gap->clause));
        rp_json_key(json, "clauses");
        rp_json_uint(json, gap->n_clauses);
        rp_json_key(json, "instructions");
        rp_json_array_begin(json);
        for (uint32_t k = 0; k < gap->n_clauses; k++)
            rp_json_str(
                json,
                rp_map_clause(report, report->links->gap_clauses.v[gap->first_clause + k]));
        rp_json_array_end(json);
        rp_json_key(json, "nearest");
        if (gap->nearest != UINT32_MAX)
            rp_json_str(json, rp_map_name(report, gap->nearest));
        else
            rp_json_null(json);
        put_ppm(json, "score", gap->score_ppm);
        rp_json_key(json, "nearest_clause");
        if (gap->nearest_clause != UINT32_MAX)
            rp_json_str(json, rp_map_clause(report, gap->nearest_clause));
        else
            rp_json_null(json);
        rp_json_key(json, "doubt");
        if (gap->doubt)
            rp_json_str(json,
                        rp_str_of(gap->doubt == RP_DOUBT_NEAR ? "near" : "title only"));
        else
            rp_json_null(json);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
}

static void put_citations(const struct rp_map_report *report, struct rp_json *json)
{
    const struct rp_citations *citations = report->citations;
    rp_json_key(json, "citations");
    rp_json_array_begin(json);
    for (size_t i = 0; i < citations->edges.n; i++) {
        const struct rp_citation *edge = &citations->edges.v[i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "from", rp_map_name(report, edge->from));
        rp_json_put_str(json, "to", rp_corpus_str(report->corpus, edge->name));
        rp_json_put_str(json, "revision", rp_corpus_str(report->corpus, edge->revision));
        rp_json_put_str(json, "state", rp_str_of(rp_citation_state_name(edge->state)));
        rp_json_key(json, "present");
        if (edge->to == UINT32_MAX)
            rp_json_null(json);
        else
            rp_json_str(json, rp_map_present(report, edge));
        rp_json_put_str(json, "clause", rp_map_clause(report, edge->clause));
        rp_json_key(json, "clauses");
        rp_json_uint(json, edge->n_clauses);
        rp_json_key(json, "circle");
        const size_t circle = rp_map_circle(report, edge);
        if (circle == SIZE_MAX)
            rp_json_null(json);
        else
            rp_json_uint(json, circle);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_key(json, "circles");
    rp_json_array_begin(json);
    for (size_t i = 0; i + 1 < citations->first_round.n; i++) {
        rp_json_array_begin(json);
        for (uint32_t k = citations->first_round.v[i]; k < citations->first_round.v[i + 1];
             k++)
            rp_json_str(json, rp_map_name(report, citations->round.v[k]));
        rp_json_array_end(json);
    }
    rp_json_array_end(json);
}

/* What the graph of citations ties, and all else here names. */
static void put_resolutions(const struct rp_map_report *report, struct rp_json *json)
{
    const struct rp_corpus *corpus = report->corpus;
    rp_json_key(json, "resolutions");
    rp_json_array_begin(json);
    for (uint32_t r = 0; r < corpus->resolutions.n; r++) {
        rp_json_object_begin(json);
        rp_json_put_str(json, "resolution", rp_map_name(report, r));
        rp_json_put_str(json, "body", rp_str_of(rp_body_name(body_of(report, r))));
        rp_json_put_str(json, "revision",
                        rp_corpus_str(corpus, corpus->resolutions.v[r].revision));
        rp_json_put_str(json, "title", rp_map_title(report, r));
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
}

void rp_write_map_json(const struct rp_map_report *report, struct rp_print *print)
{
    struct rp_json json;
    rp_json_init(&json, print->out, 1);
    rp_json_object_begin(&json);
    rp_json_put_str(&json, "reprise", rp_str_of(RP_VERSION));
    rp_json_key(&json, "links");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->links->links.n; i++)
        put_link(report, &report->links->links.v[i], &json);
    rp_json_array_end(&json);
    put_groups(report, &json, print);
    rp_json_key(&json, "without_counterpart");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->links->alone.n; i++)
        rp_json_str(&json, rp_map_name(report, report->links->alone.v[i]));
    rp_json_array_end(&json);
    put_gaps(report, &json);
    put_resolutions(report, &json);
    put_citations(report, &json);
    if (report->options)
        rp_put_settings(&json, report->options);
    rp_put_inputs(&json, report->corpus, 0, report->corpus->inputs.n);
    rp_json_object_end(&json);
    if (!print->status)
        print->status = rp_json_status(&json);
    rp_print(print, "\n");
}
