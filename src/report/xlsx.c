/* findings.xlsx: SpreadsheetML (ECMA-376, part 1) as Excel, LibreOffice and openpyxl read
 * it, texts inline, a fixed date, so that the same report gives the same bytes. Written
 * here and not by libxlsxwriter, which this was before: that crashed on one in three
 * allocations that failed, lost cells in silence on others, printed on stderr, and kept its
 * parts in temporary files without looking whether they were written. */
#include "report/beside.h"
#include "report/kept.h"
#include "report/made.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/zip.h"

enum {
    MOST_SHEETS = 9,
    MOST_ROWS = 1048576,     /* of a sheet, by the format */
    MOST_LINKS = 65000,      /* of a sheet; Excel takes 65,530 */
    MOST_CHARACTERS = 32000, /* of a cell; Excel takes 32,767 */
};

/* One more than a look is its place among the formats of cells; 0 is the format of none. */
enum look { PLAIN, WRAPPED, COUNT, SHARE, BITS, LINK, HEADER };

struct column {
    const char *name;
    unsigned width; /* characters */
    enum look look;
};

struct sheet {
    struct book *book;
    const char *name;
    const struct column *columns;
    unsigned row, column, n_columns; /* from 0 */
    bool in_row;
    unsigned n_links;
    struct rp_print cells, links, targets; /* parts of the sheet and of its relationships */
    struct rp_buf cells_bytes, links_bytes, targets_bytes;
};

struct book {
    const struct rp_report *report;
    struct rp_buf cell;
    uint64_t n_cut;      /* cells */
    uint64_t n_left_out; /* rows */
    struct sheet sheets[MOST_SHEETS];
    unsigned n_sheets;
    int status;
};

/* ---- cells -------------------------------------------------------------------------- */

/* "AB12", both from 0 */
static void print_place(struct rp_print *print, unsigned column, unsigned row)
{
    char letters[8];
    size_t n = sizeof letters;
    for (column++; column; column = (column - 1) / 26)
        letters[--n] = (char)('A' + (column - 1) % 26);
    rp_print_str(print, (struct rp_str){letters + n, sizeof letters - n});
    rp_printf(print, "%u", row + 1);
}

/* What Excel would take for a character: "_x0041_". */
static bool is_escape(struct rp_str s)
{
    if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'A' && s.p[i] <= 'F') ||
              (s.p[i] >= 'a' && s.p[i] <= 'f')))
            return false;
    return true;
}

/* What XML can carry: controls and bytes that are not UTF-8 come out as U+FFFD. Long text
 * is cut, with a word about it. */
static void print_text(struct book *book, struct rp_print *print, struct rp_str s)
{
    size_t plain = 0, n = 0;
    for (size_t i = 0; i < s.n; n++) {
        uint32_t cp;
        size_t used = rp_utf8_decode(s.p + i, s.n - i, &cp);
        bool is_sound = used && (cp >= 0x20 || cp == '\n' || cp == '\t') && cp != 0x7f &&
                        (cp & 0xfffe) != 0xfffe;
        const char *instead = !is_sound   ? "\xef\xbf\xbd"
                              : cp == '&' ? "&amp;"
                              : cp == '<' ? "&lt;"
                              : cp == '>' ? "&gt;"
                              : is_escape((struct rp_str){s.p + i, s.n - i}) ? "_x005F_"
                                                                             : NULL;
        if (n == MOST_CHARACTERS) {
            rp_print_str(print, (struct rp_str){s.p + plain, i - plain});
            rp_print(print, " \xe2\x80\xa6 (cut)");
            book->n_cut++;
            return;
        }
        if (instead) {
            rp_print_str(print, (struct rp_str){s.p + plain, i - plain});
            rp_print(print, instead);
            plain = i + (used ? used : 1);
        }
        i += used ? used : 1;
    }
    rp_print_str(print, (struct rp_str){s.p + plain, s.n - plain});
}

static bool is_full(const struct sheet *sheet)
{
    return sheet->row >= MOST_ROWS;
}

/* `<c r="A2" s="1"` */
static void open_cell(struct sheet *sheet, enum look look)
{
    struct rp_print *print = &sheet->cells;
    if (!sheet->in_row)
        rp_printf(print, "<row r=\"%u\">", sheet->row + 1);
    sheet->in_row = true;
    rp_print(print, "<c r=\"");
    print_place(print, sheet->column, sheet->row);
    rp_printf(print, "\" s=\"%d\"", (int)look + 1);
}

static void put_as(struct sheet *sheet, struct rp_str s, enum look look)
{
    if (s.n && !is_full(sheet)) {
        open_cell(sheet, look);
        rp_print(&sheet->cells, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        print_text(sheet->book, &sheet->cells, s);
        rp_print(&sheet->cells, "</t></is></c>");
    }
    sheet->column++;
}

static void put_text(struct sheet *sheet, struct rp_str s)
{
    put_as(sheet, s, sheet->columns[sheet->column].look);
}

static void put_word(struct sheet *sheet, const char *s)
{
    put_text(sheet, rp_str_of(s));
}

/* value / 10^digits */
static void put_number(struct sheet *sheet, uint64_t value, unsigned digits)
{
    if (!is_full(sheet)) {
        open_cell(sheet, sheet->columns[sheet->column].look);
        rp_print(&sheet->cells, "><v>");
        rp_print_decimal(&sheet->cells, value, digits);
        rp_print(&sheet->cells, "</v></c>");
    }
    sheet->column++;
}

/* A finding's id, with a link to it in the report beside the workbook. */
static void put_link(struct sheet *sheet, struct rp_str id)
{
    if (sheet->n_links < MOST_LINKS && !is_full(sheet)) {
        sheet->n_links++;
        rp_print(&sheet->links, "<hyperlink ref=\"");
        print_place(&sheet->links, sheet->column, sheet->row);
        rp_printf(&sheet->links, "\" r:id=\"rId%u\" location=\"", sheet->n_links);
        rp_print_html(&sheet->links, id);
        rp_print(&sheet->links, "\"/>");
        rp_printf(&sheet->targets,
                  "<Relationship Id=\"rId%u\" Type=\"http://schemas.openxmlformats.org/"
                  "officeDocument/2006/relationships/hyperlink\" Target=\"report.html\" "
                  "TargetMode=\"External\"/>",
                  sheet->n_links);
    }
    put_text(sheet, id);
}

/* Printing into the cell: between cell_begin and put_cell. */
static struct rp_print cell_begin(struct sheet *sheet)
{
    sheet->book->cell.n = 0;
    return (struct rp_print){&sheet->book->cell, RP_OK};
}

static void put_cell(struct sheet *sheet, const struct rp_print *print)
{
    if (print->status)
        sheet->book->status = print->status;
    put_text(sheet, rp_buf_str(&sheet->book->cell));
}

/* ---- sheets ------------------------------------------------------------------------- */

static void end_row(struct sheet *sheet)
{
    sheet->column = 0;
    if (sheet->in_row)
        rp_print(&sheet->cells, "</row>\n");
    sheet->in_row = false;
    if (is_full(sheet))
        sheet->book->n_left_out++;
    else
        sheet->row++;
}

static struct sheet *begin_sheet(struct book *book, const char *name,
                                 const struct column *columns, unsigned n)
{
    struct sheet *sheet = &book->sheets[book->n_sheets++];
    *sheet = (struct sheet){.book = book, .name = name, .columns = columns, .n_columns = n};
    sheet->cells = (struct rp_print){&sheet->cells_bytes, RP_OK};
    sheet->links = (struct rp_print){&sheet->links_bytes, RP_OK};
    sheet->targets = (struct rp_print){&sheet->targets_bytes, RP_OK};
    for (unsigned i = 0; i < n; i++)
        put_as(sheet, rp_str_of(columns[i].name), HEADER);
    end_row(sheet);
    return sheet;
}

static void end_sheet(const struct sheet *sheet)
{
    struct book *book = sheet->book;
    int status = sheet->cells.status   ? sheet->cells.status
                 : sheet->links.status ? sheet->links.status
                                       : sheet->targets.status;
    if (status)
        book->status = status;
}

/* "A1:C9": all that is filled, or the first two rows. */
static void print_range(const struct sheet *sheet, const char *mark, struct rp_print *print)
{
    unsigned last = sheet->row > 2 ? sheet->row - 1 : 1;
    rp_printf(print, "%sA%s1:%s", mark, mark, mark);
    if (*mark) {
        struct rp_buf place = {0};
        struct rp_print aside = {&place, RP_OK};
        print_place(&aside, sheet->n_columns - 1, 0);
        if (aside.status)
            print->status = aside.status;
        else
            rp_print_str(print, (struct rp_str){place.v, place.n - 1});
        rp_printf(print, "$%u", last + 1);
        rp_buf_release(&place);
    } else {
        print_place(print, sheet->n_columns - 1, last);
    }
}

/* ---- findings ----------------------------------------------------------------------- */

static const struct column finding_columns[] = {
    {"finding", 9, LINK},
    {"recommended", 13, PLAIN},
    {"relation", 15, PLAIN},
    {"what is repeated", 50, WRAPPED},
    {"PP", 14, WRAPPED},
    {"WTSA", 14, WRAPPED},
    {"WTDC", 14, WRAPPED},
    {"RA", 14, WRAPPED},
    {"others", 14, WRAPPED},
    {"words saved", 12, COUNT},
    {"words repeated", 14, COUNT},
    {"score", 10, SHARE},
    {"shared bits", 11, BITS},
    {"clauses", 9, COUNT},
    {"keeps", 12, PLAIN},
    {"reason", 50, WRAPPED},
    {"reference", 50, WRAPPED},
    {"kind", 9, PLAIN},
    {"decision", 10, PLAIN},
    {"changed since", 13, PLAIN},
    {"note", 30, WRAPPED},
    {"since earlier run", 16, PLAIN},
    {"key", 18, PLAIN},
};

/* Resolutions of a finding that are of this body; of no Sector and not PP for NONE. */
static void put_resolutions(struct sheet *sheet, const struct rp_finding *finding,
                            enum rp_body body)
{
    const struct rp_report *report = sheet->book->report;
    struct rp_print print = cell_begin(sheet);
    for (uint32_t i = 0; i < finding->n_resolutions; i++) {
        uint32_t r = report->result->resolutions_of.v[finding->first_resolution + i];
        enum rp_body of = report->corpus->resolutions.v[r].body;
        if (body == RP_BODY_NONE ? of > RP_BODY_RA || of == RP_BODY_NONE : of == body) {
            rp_print(&print, print.out->n ? ", " : "");
            rp_print_str(&print, rp_resolution_name(report, r));
        }
    }
    put_cell(sheet, &print);
}

static void put_finding(struct sheet *sheet, size_t i)
{
    const struct rp_report *report = sheet->book->report;
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    const struct rp_kept *kept = &report->keep->findings.v[i];
    put_link(sheet, rp_result_str(result, finding->id));
    put_word(sheet, rp_recommendation_name(finding->recommendation));
    put_word(sheet, rp_relation_name(finding->relation));
    put_text(sheet, rp_result_str(result, finding->title));
    for (enum rp_body body = RP_BODY_PP; body <= RP_BODY_RA; body++)
        put_resolutions(sheet, finding, body);
    put_resolutions(sheet, finding, RP_BODY_NONE);
    put_number(sheet, finding->words_saved, 0);
    put_number(sheet, finding->words_repeated, 0);
    put_number(sheet, finding->score_ppm, 6);
    put_number(sheet, finding->shared_mbit, 3);
    put_number(sheet, finding->n_members, 0);
    put_text(sheet, rp_resolution_name(report, finding->keeps));
    put_text(sheet, rp_result_str(result, finding->reason));
    put_text(sheet, rp_result_str(result, finding->reference));
    put_word(sheet, rp_finding_kind_name(finding->kind));
    put_word(sheet, rp_decision_name(kept->decision));
    put_word(sheet, !kept->decision ? "" : kept->again ? "yes" : "no");
    put_text(sheet, kept->note);
    put_word(sheet, rp_fate_name(kept->fate));
    put_word(sheet, kept->key);
    end_row(sheet);
}

/* ---- pairs -------------------------------------------------------------------------- */

static const struct column pair_columns[] = {
    {"clause A", 24, PLAIN},   {"places A", 20, WRAPPED}, {"clause B", 24, PLAIN},
    {"places B", 20, WRAPPED}, {"relation", 15, PLAIN},   {"score", 10, SHARE},
    {"shared bits", 11, BITS}, {"jaccard", 10, SHARE},    {"part of A", 10, SHARE},
    {"part of B", 10, SHARE},  {"text A", 60, WRAPPED},   {"text B", 60, WRAPPED},
};

static void put_places(struct sheet *sheet, uint32_t clause)
{
    const struct rp_corpus *corpus = sheet->book->report->corpus;
    struct rp_print print = cell_begin(sheet);
    rp_print_sources(&print, corpus, corpus->clauses.v[clause].sources, ", ");
    put_cell(sheet, &print);
}

static void put_pair(struct sheet *sheet, const struct rp_verdict *pair)
{
    const struct rp_report *report = sheet->book->report;
    put_text(sheet, rp_clause_id(report, pair->a));
    put_places(sheet, pair->a);
    put_text(sheet, rp_clause_id(report, pair->b));
    put_places(sheet, pair->b);
    put_word(sheet, rp_relation_name(pair->relation));
    put_number(sheet, pair->score_ppm, 6);
    put_number(sheet, pair->shared_mbit, 3);
    put_number(sheet, rp_verdict_jaccard_ppm(pair), 6);
    put_number(sheet, rp_ratio_ppm(pair->shingles_shared, pair->shingles_a), 6);
    put_number(sheet, rp_ratio_ppm(pair->shingles_shared, pair->shingles_b), 6);
    put_text(sheet, rp_clause_text(report, pair->a));
    put_text(sheet, rp_clause_text(report, pair->b));
    end_row(sheet);
}

/* ---- resolutions -------------------------------------------------------------------- */

static const struct column resolution_columns[] = {
    {"resolution", 14, PLAIN},
    {"title", 50, WRAPPED},
    {"body", 8, PLAIN},
    {"revision", 22, PLAIN},
    {"operative words", 15, COUNT},
    {"of them elsewhere", 16, COUNT},
    {"preamble words", 15, COUNT},
    {"of them elsewhere", 16, COUNT},
    {"shares with", 40, WRAPPED},
};

static void put_standing(struct sheet *sheet, const struct rp_standing *standing)
{
    const struct rp_report *report = sheet->book->report;
    const struct rp_resolution *resolution =
        &report->corpus->resolutions.v[standing->resolution];
    put_text(sheet, rp_resolution_name(report, standing->resolution));
    put_text(sheet, rp_corpus_str(report->corpus, resolution->title));
    put_word(sheet, rp_body_name(resolution->body));
    put_text(sheet, rp_corpus_str(report->corpus, resolution->revision));
    put_number(sheet, standing->words_operative, 0);
    put_number(sheet, standing->repeated_operative, 0);
    put_number(sheet, standing->words_preamble, 0);
    put_number(sheet, standing->repeated_preamble, 0);
    struct rp_print print = cell_begin(sheet);
    for (uint32_t i = 0; i < standing->n_ties; i++) {
        rp_print(&print, i ? ", " : "");
        rp_print_str(&print,
                     rp_resolution_name(
                         report, report->result->ties.v[standing->first_tie + i].other));
    }
    put_cell(sheet, &print);
    end_row(sheet);
}

/* ---- mapping ------------------------------------------------------------------------ */

static const struct column mapping_columns[] = {
    {"resolution", 14, PLAIN}, {"title", 50, WRAPPED}, {"PP resolution", 14, PLAIN},
    {"PP title", 50, WRAPPED}, {"score", 10, SHARE},   {"evidence", 12, PLAIN},
};

static void put_mapping(struct sheet *sheet, const struct rp_link *link)
{
    const struct rp_corpus *corpus = sheet->book->report->corpus;
    put_text(sheet, rp_corpus_str(corpus, corpus->resolutions.v[link->a].name));
    put_text(sheet, rp_corpus_str(corpus, corpus->resolutions.v[link->a].title));
    put_text(sheet, rp_corpus_str(corpus, corpus->resolutions.v[link->b].name));
    put_text(sheet, rp_corpus_str(corpus, corpus->resolutions.v[link->b].title));
    put_number(sheet, link->score_ppm, 6);
    put_word(sheet, rp_evidence_name(link->evidence));
    end_row(sheet);
}

/* ---- subjects, in the layout of the published tables -------------------------------- */

/* The four bodies and all others. */
static const enum rp_body body_columns[] = {RP_BODY_PP, RP_BODY_WTSA, RP_BODY_WTDC,
                                            RP_BODY_RA, RP_BODY_NONE};
enum { N_BODY_COLUMNS = sizeof body_columns / sizeof *body_columns };

static bool is_in_column(enum rp_body body, enum rp_body column)
{
    return column == RP_BODY_NONE ? body > RP_BODY_RA || body == RP_BODY_NONE
                                  : body == column;
}

static const struct column subject_columns[] = {
    {"subject area", 40, WRAPPED},
    {"PP", 24, WRAPPED},
    {"WTSA", 24, WRAPPED},
    {"WTDC", 24, WRAPPED},
    {"RA", 24, WRAPPED},
    {"others", 14, WRAPPED},
    {"provisions in common", 14, COUNT},
};

/* "WTSA-20 (0.66 subject)", one a line: a group's members of one column. */
static void put_members(struct sheet *sheet, const struct rp_subject *group,
                        enum rp_body column)
{
    const struct rp_map_report *map = sheet->book->report->map;
    struct rp_print print = cell_begin(sheet);
    for (uint32_t m = 0; m < group->n_members; m++) {
        const uint32_t r = map->links->members.v[group->first_member + m];
        if (!is_in_column(map->corpus->resolutions.v[r].body, column))
            continue;
        rp_print(&print, print.out->n ? "\n" : "");
        rp_print_str(&print, rp_map_name(map, r));
        if (r == group->anchor)
            continue;
        rp_print(&print, " (");
        rp_print_decimal(&print, rp_map_score(map, group, r) / 10000, 2);
        rp_printf(&print, " %s)", rp_evidence_name(rp_map_evidence(map, group, r)));
    }
    put_cell(sheet, &print);
}

static void put_subject(struct sheet *sheet, const struct rp_beside *beside, size_t g)
{
    const struct rp_map_report *map = sheet->book->report->map;
    const struct rp_subject *group = &map->links->groups.v[g];
    put_text(sheet, rp_map_label(map, group));
    for (int c = 0; c < N_BODY_COLUMNS; c++)
        put_members(sheet, group, body_columns[c]);
    put_number(sheet, beside->first_row.v[g + 1] - beside->first_row.v[g], 0);
    end_row(sheet);
}

/* A resolution without a counterpart, in the column of its body. */
static void put_alone(struct sheet *sheet, uint32_t resolution)
{
    const struct rp_map_report *map = sheet->book->report->map;
    const enum rp_body body = map->corpus->resolutions.v[resolution].body;
    put_word(sheet, "(no counterpart)");
    for (int c = 0; c < N_BODY_COLUMNS; c++)
        put_text(sheet, is_in_column(body, body_columns[c]) ? rp_map_name(map, resolution)
                                                            : RP_STR(""));
    put_number(sheet, 0, 0);
    end_row(sheet);
}

static const struct column provision_columns[] = {
    {"subject area", 30, WRAPPED}, {"PP", 60, WRAPPED}, {"WTSA", 60, WRAPPED},
    {"WTDC", 60, WRAPPED},         {"RA", 60, WRAPPED}, {"others", 30, WRAPPED},
};

/* "WTSA-64/resolves/2 (partial): the text", after what the cell has. */
static void print_provision(struct rp_print *print, const struct rp_report *report,
                            uint32_t clause, enum rp_relation relation)
{
    rp_print(print, print->out->n ? "\n\n" : "");
    rp_print_str(print, rp_clause_id(report, clause));
    if (relation != RP_RELATION_NONE)
        rp_printf(print, " (%s)", rp_relation_name(relation));
    rp_print(print, ": ");
    rp_print_str(print, rp_clause_text(report, clause));
}

static void put_beside(struct sheet *sheet, const struct rp_beside *beside, size_t i)
{
    const struct rp_report *report = sheet->book->report;
    const struct rp_beside_row *row = &beside->rows.v[i];
    put_text(sheet, rp_map_label(report->map, &report->map->links->groups.v[row->group]));
    for (int c = 0; c < N_BODY_COLUMNS; c++) {
        struct rp_print print = cell_begin(sheet);
        for (uint32_t k = 0; k < row->n; k++) {
            const struct rp_beside_clause *one = &beside->clauses.v[row->first + k];
            if (is_in_column(rp_clause_resolution(report, one->clause)->body,
                             body_columns[c]))
                print_provision(&print, report, one->clause, one->relation);
        }
        put_cell(sheet, &print);
    }
    end_row(sheet);
}

/* ---- citations, and what is not taken up -------------------------------------------- */

static const struct column citation_columns[] = {
    {"resolution", 14, PLAIN},    {"cites", 14, PLAIN},    {"revision cited", 24, PLAIN},
    {"revision here", 24, PLAIN}, {"state", 12, PLAIN},    {"in a circle", 11, PLAIN},
    {"first in", 30, PLAIN},      {"places", 20, WRAPPED}, {"clauses", 9, COUNT},
};

static void put_citation(struct sheet *sheet, const struct rp_citation *edge)
{
    const struct rp_report *report = sheet->book->report;
    put_text(sheet, rp_resolution_name(report, edge->from));
    put_text(sheet, rp_corpus_str(report->corpus, edge->name));
    put_text(sheet, rp_corpus_str(report->corpus, edge->revision));
    put_text(sheet, rp_map_present(report->map, edge));
    put_word(sheet, rp_citation_state_name(edge->state));
    put_word(sheet, rp_map_circle(report->map, edge) == SIZE_MAX ? "no" : "yes");
    put_text(sheet, rp_clause_id(report, edge->clause));
    put_places(sheet, edge->clause);
    put_number(sheet, edge->n_clauses, 0);
    end_row(sheet);
}

static const struct column gap_columns[] = {
    {"PP resolution", 14, PLAIN},
    {"title", 40, WRAPPED},
    {"to", 8, PLAIN},
    {"instructions", 60, WRAPPED},
    {"nearest resolution", 18, PLAIN},
    {"score", 10, SHARE},
    {"doubt", 24, WRAPPED},
    {"nearest provision", 60, WRAPPED},
};

static void put_gap(struct sheet *sheet, const struct rp_gap *gap)
{
    const struct rp_report *report = sheet->book->report;
    const struct rp_map_report *map = report->map;
    put_text(sheet, rp_map_name(map, gap->resolution));
    put_text(sheet, rp_map_title(map, gap->resolution));
    put_word(sheet, rp_body_name(gap->sector));
    struct rp_print print = cell_begin(sheet);
    for (uint32_t k = 0; k < gap->n_clauses; k++)
        print_provision(&print, report, map->links->gap_clauses.v[gap->first_clause + k],
                        RP_RELATION_NONE);
    put_cell(sheet, &print);
    put_text(sheet,
             gap->nearest == UINT32_MAX ? RP_STR("") : rp_map_name(map, gap->nearest));
    put_number(sheet, gap->score_ppm, 6);
    put_word(sheet, rp_doubt_sentence(gap->doubt));
    print = cell_begin(sheet);
    if (gap->nearest_clause != UINT32_MAX)
        print_provision(&print, report, gap->nearest_clause, RP_RELATION_NONE);
    put_cell(sheet, &print);
    end_row(sheet);
}

/* ---- settings ----------------------------------------------------------------------- */

static const struct column setting_columns[] = {
    {"what", 40, WRAPPED},
    {"value", 70, WRAPPED},
    {"resolutions", 12, COUNT},
    {"clauses", 12, COUNT},
};

static void put_setting(struct sheet *sheet, const char *name, struct rp_str value)
{
    put_word(sheet, name);
    put_text(sheet, value);
    end_row(sheet);
}

static void put_settings(struct sheet *sheet)
{
    const struct rp_report *report = sheet->book->report;
    put_setting(sheet, "reprise", rp_str_of(rp_version()));
    const char *name;
    struct rp_print print = cell_begin(sheet);
    for (size_t i = 0; (name = rp_setting(report->options, i, &print)) != NULL; i++) {
        put_word(sheet, name);
        put_cell(sheet, &print);
        end_row(sheet);
        print = cell_begin(sheet);
    }
    for (size_t i = 0; i < report->corpus->inputs.n; i++) {
        const struct rp_input *input = &report->corpus->inputs.v[i];
        print = cell_begin(sheet);
        rp_printf(&print, "input: %s", input->path);
        put_cell(sheet, &print);
        print = cell_begin(sheet);
        rp_printf(&print, "sha256 %s", input->sha256);
        put_cell(sheet, &print);
        put_number(sheet, input->n_resolutions, 0);
        put_number(sheet, input->n_clauses, 0);
        end_row(sheet);
    }
    for (size_t i = 0; i < report->n_skipped; i++) {
        print = cell_begin(sheet);
        rp_printf(&print, "skipped: %s", report->skipped[i].path);
        put_cell(sheet, &print);
        put_word(sheet, report->skipped[i].reason);
        end_row(sheet);
    }
    for (size_t i = 0; i < report->n_reached; i++)
        put_setting(sheet, "limit reached", rp_str_of(report->reached[i].what));
    if (sheet->book->n_cut) {
        put_word(sheet, "texts cut at 32,000 characters");
        print = cell_begin(sheet);
        rp_print_count(&print, sheet->book->n_cut);
        put_cell(sheet, &print);
        end_row(sheet);
    }
    if (sheet->book->n_left_out) {
        put_word(sheet, "rows that no sheet has room for");
        print = cell_begin(sheet);
        rp_print_count(&print, sheet->book->n_left_out);
        put_cell(sheet, &print);
        end_row(sheet);
    }
}

/* ---- the parts ---------------------------------------------------------------------- */

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define KIND "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define RELATIONS HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"

static void print_sheet(const struct sheet *sheet, struct rp_print *print)
{
    rp_print(print, HEAD "<worksheet " MAIN " xmlns:r=\"" OFFICE
                         "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>"
                         "<sheetView ");
    rp_print(print, sheet == sheet->book->sheets ? "tabSelected=\"1\" " : "");
    rp_print(print,
             "workbookViewId=\"0\"><pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" "
             "activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews>"
             "<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
    for (unsigned i = 0; i < sheet->n_columns; i++)
        rp_printf(print,
                  "<col min=\"%u\" max=\"%u\" width=\"%u.7109375\" style=\"%d\" "
                  "customWidth=\"1\"/>",
                  i + 1, i + 1, sheet->columns[i].width, (int)sheet->columns[i].look + 1);
    rp_print(print, "</cols><sheetData>\n");
    rp_print_str(print, rp_buf_str(&sheet->cells_bytes));
    rp_print(print, "</sheetData><autoFilter ref=\"");
    print_range(sheet, "", print);
    rp_print(print, "\"/>");
    if (sheet->n_links) {
        rp_print(print, "<hyperlinks>");
        rp_print_str(print, rp_buf_str(&sheet->links_bytes));
        rp_print(print, "</hyperlinks>");
    }
    /* A4, as wide as the sheet */
    rp_print(print, "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" "
                    "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
                    "fitToHeight=\"0\" orientation=\"landscape\"/></worksheet>\n");
}

static void print_targets(const struct sheet *sheet, struct rp_print *print)
{
    rp_print(print, RELATIONS);
    rp_print_str(print, rp_buf_str(&sheet->targets_bytes));
    rp_print(print, "</Relationships>\n");
}

static void print_workbook(const struct book *book, struct rp_print *print)
{
    rp_print(print, HEAD "<workbook " MAIN " xmlns:r=\"" OFFICE "\"><bookViews>"
                         "<workbookView/></bookViews><sheets>");
    for (unsigned i = 0; i < book->n_sheets; i++)
        rp_printf(print, "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>",
                  book->sheets[i].name, i + 1, i + 1);
    rp_print(print, "</sheets><definedNames>");
    for (unsigned i = 0; i < book->n_sheets; i++) {
        rp_printf(print,
                  "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%u\" "
                  "hidden=\"1\">'%s'!",
                  i, book->sheets[i].name);
        print_range(&book->sheets[i], "$", print);
        rp_print(print, "</definedName>");
    }
    for (unsigned i = 0; i < book->n_sheets; i++)
        rp_printf(print,
                  "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%u\">'%s'!$1:$1"
                  "</definedName>",
                  i, book->sheets[i].name);
    rp_print(print, "</definedNames></workbook>\n");
}

static void print_workbook_targets(const struct book *book, struct rp_print *print)
{
    rp_print(print, RELATIONS);
    for (unsigned i = 0; i < book->n_sheets; i++)
        rp_printf(print,
                  "<Relationship Id=\"rId%u\" Type=\"" OFFICE "/worksheet\" "
                  "Target=\"worksheets/sheet%u.xml\"/>",
                  i + 1, i + 1);
    rp_printf(print,
              "<Relationship Id=\"rId%u\" Type=\"" OFFICE "/styles\" "
              "Target=\"styles.xml\"/></Relationships>\n",
              book->n_sheets + 1);
}

static void print_types(const struct book *book, struct rp_print *print)
{
    rp_print(print, HEAD
             "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
             "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
             "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override "
             "PartName=\"/xl/workbook.xml\" ContentType=\"" KIND "sheet.main+xml\"/>");
    for (unsigned i = 0; i < book->n_sheets; i++)
        rp_printf(print,
                  "<Override PartName=\"/xl/worksheets/sheet%u.xml\" ContentType=\"" KIND
                  "worksheet+xml\"/>",
                  i + 1);
    rp_print(print,
             "<Override PartName=\"/xl/styles.xml\" ContentType=\"" KIND "styles+xml\"/>"
             "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
             "vnd.openxmlformats-package.core-properties+xml\"/></Types>\n");
}

static void print_root_targets(const struct book *book, struct rp_print *print)
{
    (void)book;
    rp_print(print, RELATIONS
             "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" "
             "Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
             "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
             "</Relationships>\n");
}

static void print_properties(const struct book *book, struct rp_print *print)
{
    (void)book;
    rp_print(print,
             HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                  "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
                  "Provisions that resolutions repeat</dc:title><dcterms:created "
                  "xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z</dcterms:created>"
                  "</cp:coreProperties>\n");
}

/* Format 0 is what a cell without one has; then one for each look, in their order. */
static void print_styles(const struct book *book, struct rp_print *print)
{
    static const struct {
        unsigned number, font, border;
        bool wraps;
    } looks[] = {[PLAIN] = {0, 0, 0, false},  [WRAPPED] = {0, 0, 0, true},
                 [COUNT] = {3, 0, 0, false},  [SHARE] = {164, 0, 0, false},
                 [BITS] = {165, 0, 0, false}, [LINK] = {0, 1, 0, false},
                 [HEADER] = {0, 2, 1, true}};
    enum { N_LOOKS = sizeof looks / sizeof *looks };
    (void)book;
    rp_print(print, HEAD
             "<styleSheet " MAIN "><numFmts count=\"2\"><numFmt numFmtId=\"164\" "
             "formatCode=\"0.000000\"/><numFmt numFmtId=\"165\" formatCode=\"0.000\"/>"
             "</numFmts><fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/>"
             "</font><font><u/><sz val=\"11\"/><color rgb=\"FF0B57D0\"/><name "
             "val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/>"
             "</font></fonts>");
    rp_print(print,
             "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill>"
             "<patternFill patternType=\"gray125\"/></fill></fills><borders count=\"2\">"
             "<border><left/><right/><top/><bottom/><diagonal/></border><border><left/>"
             "<right/><top/><bottom style=\"thin\"/><diagonal/></border></borders>"
             "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
             "borderId=\"0\"/></cellStyleXfs>");
    rp_printf(print,
              "<cellXfs count=\"%d\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
              "borderId=\"0\" xfId=\"0\"/>",
              N_LOOKS + 1);
    for (int i = 0; i < N_LOOKS; i++)
        rp_printf(print,
                  "<xf numFmtId=\"%u\" fontId=\"%u\" fillId=\"0\" borderId=\"%u\" "
                  "xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" "
                  "applyAlignment=\"1\"><alignment vertical=\"top\"%s/></xf>",
                  looks[i].number, looks[i].font, looks[i].border,
                  looks[i].wraps ? " wrapText=\"1\"" : "");
    rp_print(print, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" "
                    "xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>\n");
}

/* ---- the workbook ------------------------------------------------------------------- */

#define BEGIN(book, name, columns)                                                         \
    begin_sheet(book, name, columns, sizeof(columns) / sizeof *(columns))

static void fill_mapping(struct book *book)
{
    const struct rp_map_report *map = book->report->map;
    struct rp_beside beside = {0};
    struct sheet *sheet;
    if (rp_beside_fill(&beside, map)) {
        book->status = RP_ERR_MEMORY;
        return;
    }
    sheet = BEGIN(book, "Subjects", subject_columns);
    for (size_t g = 0; g < map->links->groups.n; g++)
        put_subject(sheet, &beside, g);
    for (size_t i = 0; i < map->links->alone.n; i++)
        put_alone(sheet, map->links->alone.v[i]);
    end_sheet(sheet);
    sheet = BEGIN(book, "Provisions", provision_columns);
    for (size_t i = 0; i < beside.rows.n; i++)
        put_beside(sheet, &beside, i);
    end_sheet(sheet);
    sheet = BEGIN(book, "Citations", citation_columns);
    for (size_t i = 0; i < map->citations->edges.n; i++)
        put_citation(sheet, &map->citations->edges.v[i]);
    end_sheet(sheet);
    sheet = BEGIN(book, "Not taken up", gap_columns);
    for (size_t i = 0; i < map->links->gaps.n; i++)
        put_gap(sheet, &map->links->gaps.v[i]);
    end_sheet(sheet);
    rp_beside_release(&beside);
}

static void fill_book(struct book *book)
{
    const struct rp_report *report = book->report;
    const struct rp_result *result = report->result;
    struct sheet *sheet;
    sheet = BEGIN(book, "Findings", finding_columns);
    for (size_t i = 0; i < result->findings.n; i++)
        put_finding(sheet, i);
    end_sheet(sheet);
    sheet = BEGIN(book, "Pairs", pair_columns);
    for (size_t i = 0; i < result->pairs.n; i++)
        if (result->pairs.v[i].score_ppm >= report->options->min_score_ppm)
            put_pair(sheet, &result->pairs.v[i]);
    end_sheet(sheet);
    sheet = BEGIN(book, "Resolutions", resolution_columns);
    for (size_t i = 0; i < result->standings.n; i++)
        put_standing(sheet, &result->standings.v[i]);
    end_sheet(sheet);
    sheet = BEGIN(book, "Mapping", mapping_columns);
    for (size_t i = 0; i < report->map->links->links.n; i++)
        put_mapping(sheet, &report->map->links->links.v[i]);
    end_sheet(sheet);
    fill_mapping(book);
    sheet = BEGIN(book, "Settings", setting_columns);
    put_settings(sheet);
    end_sheet(sheet);
}

/* Where a part begins in the bytes of all, and its name. */
struct part {
    char name[64];
    size_t begin;
};

struct package {
    struct part parts[2 * MOST_SHEETS + 6];
    size_t n;
    struct rp_buf bytes;
    struct rp_print print;
};

static void begin_part(struct package *package, const char *name, unsigned number)
{
    struct part *part = &package->parts[package->n++];
    part->begin = package->bytes.n;
    int n = snprintf(part->name, sizeof part->name, "%s", name);
    if (number)
        snprintf(part->name + n, sizeof part->name - (size_t)n, "%u.xml%s", number,
                 strstr(name, "_rels/") ? ".rels" : "");
}

static void print_package(const struct book *book, struct package *package)
{
    static const struct {
        const char *name;
        void (*print)(const struct book *, struct rp_print *);
    } common[] = {{"[Content_Types].xml", print_types},
                  {"_rels/.rels", print_root_targets},
                  {"docProps/core.xml", print_properties},
                  {"xl/workbook.xml", print_workbook},
                  {"xl/_rels/workbook.xml.rels", print_workbook_targets},
                  {"xl/styles.xml", print_styles}};
    package->print = (struct rp_print){&package->bytes, RP_OK};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        begin_part(package, common[i].name, 0);
        common[i].print(book, &package->print);
    }
    for (unsigned i = 0; i < book->n_sheets; i++) {
        begin_part(package, "xl/worksheets/sheet", i + 1);
        print_sheet(&book->sheets[i], &package->print);
        if (book->sheets[i].n_links) {
            begin_part(package, "xl/worksheets/_rels/sheet", i + 1);
            print_targets(&book->sheets[i], &package->print);
        }
    }
}

static int pack(const struct package *package, struct rp_buf *out)
{
    struct rp_zip_part parts[sizeof package->parts / sizeof *package->parts];
    for (size_t i = 0; i < package->n; i++) {
        size_t begin = package->parts[i].begin;
        size_t end = i + 1 < package->n ? package->parts[i + 1].begin : package->bytes.n;
        parts[i] = (struct rp_zip_part){
            package->parts[i].name,
            {package->bytes.v + begin, end - begin},
        };
    }
    return rp_zip_make(out, parts, package->n, NULL);
}

void rp_write_xlsx(const struct rp_report *report, struct rp_print *print)
{
    struct book book = {.report = report};
    struct package package = {0};
    fill_book(&book);
    print_package(&book, &package);
    int status = book.status ? book.status : package.print.status;
    if (status == RP_OK)
        status = pack(&package, print->out);
    for (unsigned i = 0; i < book.n_sheets; i++) {
        rp_buf_release(&book.sheets[i].cells_bytes);
        rp_buf_release(&book.sheets[i].links_bytes);
        rp_buf_release(&book.sheets[i].targets_bytes);
    }
    rp_buf_release(&book.cell);
    rp_buf_release(&package.bytes);
    if (!print->status)
        print->status = status;
}
