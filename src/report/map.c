#include "report/map.h"

#include "base/json.h"
#include "report/made.h"

enum { COLUMNS = 80 };

static struct rp_str name_of(const struct rp_map_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].name);
}

static struct rp_str title_of(const struct rp_map_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].title);
}

static struct rp_str label_of(const struct rp_map_report *report,
                              const struct rp_subject *group)
{
    const struct rp_links *links = report->links;
    struct rp_str label = {links->text.v ? links->text.v + group->label.beg : "",
                           group->label.end - group->label.beg};
    return label.n ? label : name_of(report, group->anchor);
}

static enum rp_body body_of(const struct rp_map_report *report, uint32_t resolution)
{
    return report->corpus->resolutions.v[resolution].body;
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
        field(print, name_of(report, link->a));
        rp_print(print, between);
        field(print, name_of(report, link->b));
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
        rp_print_plain(&aside, name_of(report, r));
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

static void print_groups(const struct rp_map_report *report, struct rp_print *print)
{
    rp_print(print, "Subjects (each resolution's score with the first of its subject)\n");
    for (size_t i = 0; i < report->links->groups.n; i++) {
        const struct rp_subject *group = &report->links->groups.v[i];
        struct rp_buf label = {0};
        struct rp_print aside = {&label, RP_OK};
        rp_print_plain(&aside, label_of(report, group));
        rp_print(print, "\n");
        rp_print_wrapped(print, rp_buf_str(&label), 0, 2, COLUMNS);
        rp_print(print, "\n");
        rp_buf_release(&label);
        for (int body = RP_BODY_PP; body < RP_N_BODIES; body++)
            print_body(report, group, (enum rp_body)body, print);
    }
}

/* "title: counterfeit, combating" or "subject, through WTSA-98: ..." */
static void print_evidence(const struct rp_map_report *report, const struct rp_link *link,
                           struct rp_print *print)
{
    rp_print(print, rp_evidence_name(link->evidence));
    if (link->through != UINT32_MAX) {
        rp_print(print, ", through ");
        rp_print_plain(print, name_of(report, link->through));
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
            rp_print_plain(&aside, name_of(report, link->a));
            rp_print(&aside, "  ");
            rp_print_plain(&aside, title_of(report, link->a));
            rp_print(print, "\n");
            rp_print_wrapped(print, rp_buf_str(&text), 0, 2, COLUMNS);
            rp_print(print, "\n");
            text.n = 0;
        }
        rp_print_decimal(&aside, link->score_ppm / 10000, 2);
        rp_print(&aside, "  ");
        rp_print_plain(&aside, name_of(report, link->b));
        rp_print(&aside, "  ");
        print_evidence(report, link, &aside);
        rp_print(print, "  ");
        rp_print_wrapped(print, rp_buf_str(&text), 2, 8, COLUMNS);
        rp_print(print, "\n");
        if (aside.status && !print->status)
            print->status = aside.status;
        rp_buf_release(&text);
    }
}

static void print_alone(const struct rp_map_report *report, struct rp_print *print)
{
    rp_print(print, "\nWithout a counterpart\n\n");
    for (size_t i = 0; i < report->links->alone.n; i++) {
        const uint32_t r = report->links->alone.v[i];
        struct rp_buf line = {0};
        struct rp_print aside = {&line, RP_OK};
        rp_print_plain(&aside, name_of(report, r));
        rp_print(&aside, "  ");
        rp_print_plain(&aside, title_of(report, r));
        rp_print(print, "  ");
        rp_print_wrapped(print, rp_buf_str(&line), 2, 4, COLUMNS);
        rp_print(print, "\n");
        if (aside.status && !print->status)
            print->status = aside.status;
        rp_buf_release(&line);
    }
}

static void print_gaps(const struct rp_map_report *report, struct rp_print *print)
{
    const struct rp_corpus *corpus = report->corpus;
    rp_print(print, "\nInstructions to a Sector that none of its resolutions takes up\n\n");
    for (size_t i = 0; i < report->links->gaps.n; i++) {
        const struct rp_gap *gap = &report->links->gaps.v[i];
        struct rp_buf line = {0};
        struct rp_print aside = {&line, RP_OK};
        rp_print_plain(&aside, rp_corpus_str(corpus, corpus->clauses.v[gap->clause].id));
        if (gap->n_clauses > 1)
            rp_printf(&aside, " and %u more", (unsigned)gap->n_clauses - 1);
        rp_print(&aside, ", to ");
        rp_print(&aside, rp_body_name(gap->sector));
        rp_print(&aside, "; nearest: ");
        if (gap->nearest_clause != UINT32_MAX)
            rp_print_plain(
                &aside, rp_corpus_str(corpus, corpus->clauses.v[gap->nearest_clause].id));
        else if (gap->nearest != UINT32_MAX)
            rp_print_plain(&aside, name_of(report, gap->nearest));
        else
            rp_print(&aside, "nothing");
        rp_print(print, "  ");
        rp_print_wrapped(print, rp_buf_str(&line), 2, 4, COLUMNS);
        rp_print(print, "\n");
        if (aside.status && !print->status)
            print->status = aside.status;
        rp_buf_release(&line);
    }
}

static bool is_worth_a_word(enum rp_citation_state state)
{
    return state == RP_CITATION_OUTDATED || state == RP_CITATION_NEWER;
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
        if (!is_worth_a_word(edge->state))
            continue;
        rp_print(print, "  ");
        rp_print_plain(print, name_of(report, edge->from));
        rp_print(print, " cites ");
        rp_print_plain(print, rp_corpus_str(report->corpus, edge->name));
        rp_print(print, " (");
        rp_print_plain(print, rp_corpus_str(report->corpus, edge->revision));
        rp_print(print, "); the corpus has (");
        rp_print_plain(print,
                       rp_corpus_str(report->corpus,
                                     report->corpus->resolutions.v[edge->to].revision));
        rp_print(print, ")\n");
    }
    for (size_t i = 0; i + 1 < citations->first_round.n; i++) {
        rp_print(print, "  in a circle:");
        for (uint32_t k = citations->first_round.v[i]; k < citations->first_round.v[i + 1];
             k++) {
            rp_print(print, " ");
            rp_print_plain(print, name_of(report, citations->round.v[k]));
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

/* ---- Markdown ----------------------------------------------------------------------- */

void rp_write_map_markdown(const struct rp_map_report *report, struct rp_print *print)
{
    static const enum rp_body columns[] = {RP_BODY_PP, RP_BODY_WTSA, RP_BODY_WTDC,
                                           RP_BODY_RA};
    rp_print(print, "| Subject area | PP | WTSA | WTDC | RA |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < report->links->groups.n; i++) {
        const struct rp_subject *group = &report->links->groups.v[i];
        rp_print(print, "| ");
        rp_print_markdown(print, label_of(report, group));
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            rp_print(print, " |");
            for (uint32_t m = 0; m < group->n_members; m++) {
                const uint32_t r = report->links->members.v[group->first_member + m];
                if (body_of(report, r) != columns[c])
                    continue;
                rp_print(print, " ");
                rp_print_markdown(print, name_of(report, r));
            }
        }
        rp_print(print, " |\n");
    }
    rp_print(print, "\nWithout a counterpart:\n\n");
    for (size_t i = 0; i < report->links->alone.n; i++) {
        rp_print(print, "- ");
        rp_print_markdown(print, name_of(report, report->links->alone.v[i]));
        rp_print(print, ", ");
        rp_print_markdown(print, title_of(report, report->links->alone.v[i]));
        rp_print(print, "\n");
    }
}

/* ---- JSON --------------------------------------------------------------------------- */

static void put_str(struct rp_json *json, const char *key, struct rp_str value)
{
    rp_json_key(json, key);
    rp_json_str(json, value);
}

static void put_ppm(struct rp_json *json, const char *key, uint32_t ppm)
{
    rp_json_key(json, key);
    rp_json_decimal(json, ppm, 6);
}

static void put_link(const struct rp_map_report *report, const struct rp_link *link,
                     struct rp_json *json)
{
    rp_json_object_begin(json);
    put_str(json, "resolution", name_of(report, link->a));
    put_str(json, "pp_resolution", name_of(report, link->b));
    put_ppm(json, "score", link->score_ppm);
    put_str(json, "evidence", rp_str_of(rp_evidence_name(link->evidence)));
    put_ppm(json, "text", link->strength.text);
    rp_json_key(json, "citation");
    rp_json_bool(json, link->strength.citation);
    put_ppm(json, "title", link->strength.title);
    put_ppm(json, "subject", link->strength.subject);
    rp_json_key(json, "through");
    if (link->through != UINT32_MAX)
        rp_json_str(json, name_of(report, link->through));
    else
        rp_json_null(json);
    rp_json_key(json, "words");
    rp_json_array_begin(json);
    for (size_t w = 0; w < RP_LINK_WORDS && link->words[w].end > link->words[w].beg; w++)
        rp_json_str(json, rp_corpus_str(report->corpus, link->words[w]));
    rp_json_array_end(json);
    rp_json_object_end(json);
}

static void put_group(const struct rp_map_report *report, const struct rp_subject *group,
                      struct rp_json *json)
{
    rp_json_object_begin(json);
    put_str(json, "subject", label_of(report, group));
    put_str(json, "anchor", name_of(report, group->anchor));
    rp_json_key(json, "members");
    rp_json_array_begin(json);
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = report->links->members.v[group->first_member + m];
        rp_json_object_begin(json);
        put_str(json, "resolution", name_of(report, r));
        put_ppm(json, "score",
                r == group->anchor
                    ? 1000000
                    : report->links->scores[rp_pair_index(r, group->anchor)]);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_object_end(json);
}

static void put_gaps(const struct rp_map_report *report, struct rp_json *json)
{
    const struct rp_corpus *corpus = report->corpus;
    rp_json_key(json, "gaps");
    rp_json_array_begin(json);
    for (size_t i = 0; i < report->links->gaps.n; i++) {
        const struct rp_gap *gap = &report->links->gaps.v[i];
        rp_json_object_begin(json);
        put_str(json, "resolution", name_of(report, gap->resolution));
        put_str(json, "sector", rp_str_of(rp_body_name(gap->sector)));
        put_str(json, "clause", rp_corpus_str(corpus, corpus->clauses.v[gap->clause].id));
        rp_json_key(json, "clauses");
        rp_json_uint(json, gap->n_clauses);
        rp_json_key(json, "nearest");
        if (gap->nearest != UINT32_MAX)
            rp_json_str(json, name_of(report, gap->nearest));
        else
            rp_json_null(json);
        put_ppm(json, "score", gap->score_ppm);
        rp_json_key(json, "nearest_clause");
        if (gap->nearest_clause != UINT32_MAX)
            rp_json_str(json,
                        rp_corpus_str(corpus, corpus->clauses.v[gap->nearest_clause].id));
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
        put_str(json, "from", name_of(report, edge->from));
        put_str(json, "to", rp_corpus_str(report->corpus, edge->name));
        put_str(json, "revision", rp_corpus_str(report->corpus, edge->revision));
        put_str(json, "state", rp_str_of(rp_citation_state_name(edge->state)));
        put_str(json, "clause",
                rp_corpus_str(report->corpus, report->corpus->clauses.v[edge->clause].id));
        rp_json_key(json, "clauses");
        rp_json_uint(json, edge->n_clauses);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_key(json, "circles");
    rp_json_array_begin(json);
    for (size_t i = 0; i + 1 < citations->first_round.n; i++) {
        rp_json_array_begin(json);
        for (uint32_t k = citations->first_round.v[i]; k < citations->first_round.v[i + 1];
             k++)
            rp_json_str(json, name_of(report, citations->round.v[k]));
        rp_json_array_end(json);
    }
    rp_json_array_end(json);
}

void rp_write_map_json(const struct rp_map_report *report, struct rp_print *print)
{
    struct rp_json json;
    rp_json_init(&json, print->out, 1);
    rp_json_object_begin(&json);
    put_str(&json, "reprise", rp_str_of(RP_VERSION));
    rp_json_key(&json, "links");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->links->links.n; i++)
        put_link(report, &report->links->links.v[i], &json);
    rp_json_array_end(&json);
    rp_json_key(&json, "groups");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->links->groups.n; i++)
        put_group(report, &report->links->groups.v[i], &json);
    rp_json_array_end(&json);
    rp_json_key(&json, "without_counterpart");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->links->alone.n; i++)
        rp_json_str(&json, name_of(report, report->links->alone.v[i]));
    rp_json_array_end(&json);
    put_gaps(report, &json);
    put_citations(report, &json);
    if (report->options)
        rp_put_settings(&json, report->options);
    rp_put_inputs(&json, report->corpus, 0, report->corpus->inputs.n);
    rp_json_object_end(&json);
    if (!print->status)
        print->status = rp_json_status(&json);
    rp_print(print, "\n");
}
