/* `map --format md`: the layout of the published tables, to be pasted into a document. */
#include "report/beside.h"
#include "report/made.h"

/* The head of a table with a column for each body, after a `first` one where it has a name.
 */
static void print_table_head(const enum rp_body *columns, size_t n, const char *first,
                             struct rp_print *print)
{
    if (first)
        rp_printf(print, "| %s ", first);
    for (size_t c = 0; c < n; c++)
        rp_printf(print, "| %s ", rp_body_name(columns[c]));
    rp_print(print, first ? "|\n|---" : "|\n");
    for (size_t c = 0; c < n; c++)
        rp_print(print, "|---");
    rp_print(print, "|\n");
}

static enum rp_body body_of(const struct rp_map_report *report, uint32_t resolution)
{
    return report->corpus->resolutions.v[resolution].body;
}

/* A group's members of one body, those with provisions in common in bold. */
static void print_members(const struct rp_map_report *report,
                          const struct rp_subject *group, enum rp_body body,
                          struct rp_print *print)
{
    const char *between = " ";
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = report->links->members.v[group->first_member + m];
        if (body_of(report, r) != body)
            continue;
        const bool is_bold = rp_map_evidence(report, group, r) == RP_EVIDENCE_TEXT;
        rp_print(print, between);
        rp_print(print, is_bold ? "**" : "");
        rp_print_markdown(print, rp_map_name(report, r));
        rp_print(print, is_bold ? "**" : "");
        between = "<br>";
    }
}

static void print_subjects(const struct rp_map_report *report, const enum rp_body *columns,
                           size_t n, struct rp_print *print)
{
    rp_print(print,
             "## Table 1 - Resolutions by subject\n\n"
             "In bold: with provisions in common with the first of the subject.\n\n");
    print_table_head(columns, n, "Subject area", print);
    for (size_t i = 0; i < report->links->groups.n; i++) {
        const struct rp_subject *group = &report->links->groups.v[i];
        rp_print(print, "| ");
        rp_print_markdown(print, rp_map_label(report, group));
        for (size_t c = 0; c < n; c++) {
            rp_print(print, " |");
            print_members(report, group, columns[c], print);
        }
        rp_print(print, " |\n");
    }
}

static void print_alone(const struct rp_map_report *report, struct rp_print *print)
{
    if (report->links->alone.n == 0)
        return;
    rp_print(print, "\n## Resolutions without a counterpart\n\n");
    for (size_t i = 0; i < report->links->alone.n; i++) {
        rp_print(print, "- ");
        rp_print_markdown(print, rp_map_name(report, report->links->alone.v[i]));
        const struct rp_str title = rp_map_title(report, report->links->alone.v[i]);
        rp_print(print, title.n ? ", " : "");
        rp_print_markdown(print, title);
        rp_print(print, "\n");
    }
}

/* "**WTSA-64** *resolves* 2: the text" */
static void print_clause(const struct rp_map_report *report,
                         const struct rp_beside_clause *c, struct rp_print *print)
{
    const struct rp_clause *clause = &report->corpus->clauses.v[c->clause];
    rp_print(print, "**");
    rp_print_markdown(print, rp_map_name(report, clause->resolution));
    rp_print(print, "** *");
    rp_print_markdown(print, rp_map_section(report, c->clause));
    rp_print(print, clause->item.end > clause->item.beg ? "* " : "*");
    rp_print_markdown(print, rp_map_item(report, c->clause));
    if (c->relation != RP_RELATION_NONE)
        rp_printf(print, " (%s)", rp_relation_name(c->relation));
    rp_print(print, ": ");
    rp_print_markdown(print, rp_corpus_str(report->corpus, clause->text));
}

static void print_row(const struct rp_map_report *report, const struct rp_beside *beside,
                      const struct rp_beside_row *row, const enum rp_body *columns,
                      size_t n, struct rp_print *print)
{
    for (size_t c = 0; c < n; c++) {
        const char *between = " ";
        rp_print(print, c ? " |" : "|");
        for (uint32_t i = 0; i < row->n; i++) {
            const struct rp_beside_clause *member = &beside->clauses.v[row->first + i];
            if (body_of(report, report->corpus->clauses.v[member->clause].resolution) !=
                columns[c])
                continue;
            rp_print(print, between);
            print_clause(report, member, print);
            between = "<br>";
        }
    }
    rp_print(print, " |\n");
}

/* The headings of a group's resolutions, a cell for each body. */
static void print_heads(const struct rp_map_report *report, const struct rp_subject *group,
                        const enum rp_body *columns, size_t n, struct rp_print *print)
{
    for (size_t c = 0; c < n; c++) {
        const char *between = " ";
        rp_print(print, c ? " |" : "|");
        for (uint32_t m = 0; m < group->n_members; m++) {
            const uint32_t r = report->links->members.v[group->first_member + m];
            if (body_of(report, r) != columns[c])
                continue;
            const struct rp_str revision =
                rp_corpus_str(report->corpus, report->corpus->resolutions.v[r].revision);
            rp_print(print, between);
            rp_print(print, "**");
            rp_print_markdown(print, rp_map_name(report, r));
            rp_print(print, "**");
            if (revision.n) {
                rp_print(print, " (");
                rp_print_markdown(print, revision);
                rp_print(print, ")");
            }
            rp_print(print, " ");
            rp_print_markdown(print, rp_map_title(report, r));
            between = "<br>";
        }
    }
    rp_print(print, " |\n");
}

static void print_beside(const struct rp_map_report *report, const enum rp_body *columns,
                         size_t n, struct rp_print *print)
{
    struct rp_beside beside = {0};
    const int status = rp_beside_fill(&beside, report);
    if (status) {
        print->status = status;
        return;
    }
    rp_print(print, "\n## Table 2 - Provisions side by side\n\n"
                    "A row has a provision and those of the same subject that repeat it, "
                    "share a passage with it or carry it out.\n");
    for (size_t g = 0; g < report->links->groups.n; g++) {
        const struct rp_subject *group = &report->links->groups.v[g];
        rp_print(print, "\n### ");
        rp_print_markdown(print, rp_map_label(report, group));
        rp_print(print, "\n\n");
        print_table_head(columns, n, NULL, print);
        print_heads(report, group, columns, n, print);
        for (uint32_t k = beside.first_row.v[g]; k < beside.first_row.v[g + 1]; k++)
            print_row(report, &beside, &beside.rows.v[k], columns, n, print);
    }
    rp_beside_release(&beside);
}

static void print_revision(struct rp_str revision, const char *none, struct rp_print *print)
{
    rp_print(print, " | ");
    if (revision.n)
        rp_print_markdown(print, revision);
    else
        rp_print(print, none);
}

static void print_citations(const struct rp_map_report *report, struct rp_print *print)
{
    const struct rp_citations *citations = report->citations;
    if (citations->edges.n == 0)
        return;
    rp_print(print,
             "\n## Who cites whom\n\n"
             "| Cites | Cited | Revision cited | Revision here | State | First in |\n"
             "|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < citations->edges.n; i++) {
        const struct rp_citation *edge = &citations->edges.v[i];
        rp_print(print, "| ");
        rp_print_markdown(print, rp_map_name(report, edge->from));
        rp_print(print, " | ");
        rp_print_markdown(print, rp_corpus_str(report->corpus, edge->name));
        print_revision(rp_corpus_str(report->corpus, edge->revision), "not given", print);
        print_revision(rp_map_present(report, edge), "none", print);
        rp_printf(print, " | %s%s | ", rp_citation_state_name(edge->state),
                  rp_map_circle(report, edge) == SIZE_MAX ? "" : ", in a circle");
        rp_print_markdown(print, rp_map_clause(report, edge->clause));
        rp_print(print, " |\n");
    }
}

static void print_gaps(const struct rp_map_report *report, struct rp_print *print)
{
    const struct rp_links *links = report->links;
    if (links->gaps.n == 0)
        return;
    rp_print(print,
             "\n## Instructions to a Sector that none of its resolutions takes up\n\n"
             "| To | Instructions | Nearest there |\n|---|---|---|\n");
    for (size_t i = 0; i < links->gaps.n; i++) {
        const struct rp_gap *gap = &links->gaps.v[i];
        rp_printf(print, "| %s |", rp_body_name(gap->sector));
        for (uint32_t k = 0; k < gap->n_clauses; k++) {
            const struct rp_beside_clause c = {links->gap_clauses.v[gap->first_clause + k],
                                               RP_RELATION_NONE};
            rp_print(print, k ? "<br>" : " ");
            print_clause(report, &c, print);
        }
        rp_print(print, " | ");
        if (gap->doubt) {
            rp_print_markdown(print, rp_map_name(report, gap->nearest));
            rp_print(print, ", ");
            rp_print_markdown(print, rp_map_title(report, gap->nearest));
            rp_printf(print, " (%s)", rp_doubt_sentence(gap->doubt));
        } else if (gap->nearest_clause != UINT32_MAX) {
            print_clause(report,
                         &(struct rp_beside_clause){gap->nearest_clause, RP_RELATION_NONE},
                         print);
        } else if (gap->nearest != UINT32_MAX) {
            rp_print_markdown(print, rp_map_name(report, gap->nearest));
            rp_print(print, ", ");
            rp_print_markdown(print, rp_map_title(report, gap->nearest));
        } else {
            rp_print(print, "nothing");
        }
        rp_print(print, " |\n");
    }
}

void rp_write_map_markdown(const struct rp_map_report *report, struct rp_print *print)
{
    enum rp_body columns[RP_N_BODIES];
    const size_t n = rp_map_columns(report, columns);
    rp_print(print, "# Resolutions mapped onto each other\n\n");
    print_subjects(report, columns, n, print);
    print_alone(report, print);
    print_beside(report, columns, n, print);
    print_citations(report, print);
    print_gaps(report, print);
    if (report->options) {
        struct rp_buf made = {0};
        struct rp_print aside = {&made, RP_OK};
        rp_print_made(&aside, report->corpus, report->options);
        rp_print(print, "\n");
        rp_print_markdown(print, rp_buf_str(&made));
        rp_print(print, "\n");
        if (aside.status && !print->status)
            print->status = aside.status;
        rp_buf_release(&made);
    }
}
