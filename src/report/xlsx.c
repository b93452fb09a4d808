/* findings.xlsx. Owner of libxlsxwriter. The workbook is made in memory (a file without a
 * name) and carries a fixed date, so that the same report gives the same bytes. The library
 * holds its parts in temporary files and does not look whether they were written, so the
 * workbook is read back and its cells are counted. */
#include "report/beside.h"
#include "report/kept.h"
#include "report/made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/utf8.h"
#include "base/zip.h"

enum {
    MOST_SHEETS = 9,
    MOST_ROWS = 1048576,     /* of a sheet, by the format */
    MOST_LINKS = 65000,      /* of a sheet; Excel takes 65,530 */
    MOST_CHARACTERS = 32000, /* of a cell; Excel takes 32,767 */
    A4 = 9,
    FIRST_OF_1980 = 315532800 /* what a .zip takes for the beginning of time */
};

enum look { PLAIN, WRAPPED, COUNT, SHARE, BITS, LINK, HEADER, N_LOOKS };

struct book {
    const struct rp_report *report;
    lxw_workbook *workbook;
    lxw_format *looks[N_LOOKS];
    struct rp_buf cell, clean;
    uint64_t n_cut;                /* cells */
    uint64_t n_left_out;           /* rows */
    uint64_t n_cells[MOST_SHEETS]; /* of each sheet */
    unsigned n_sheets, n_links;
    bool failed; /* no memory */
};

struct column {
    const char *name;
    double width; /* characters */
    enum look look;
};

struct sheet {
    struct book *book;
    lxw_worksheet *worksheet;
    const struct column *columns;
    lxw_row_t row;
    lxw_col_t column, n_columns;
    unsigned n_links;
    uint64_t n_cells;
};

/* ---- cells -------------------------------------------------------------------------- */

/* What XML can carry: controls and bytes that are not UTF-8 come out as U+FFFD. Long text
 * is cut, with a word about it. */
static const char *cleaned(struct book *book, struct rp_str s)
{
    struct rp_buf *out = &book->clean;
    size_t n = 0;
    int status = RP_OK;
    out->n = 0;
    for (size_t i = 0; i < s.n && status == RP_OK; n++) {
        uint32_t cp;
        size_t used = rp_utf8_decode(s.p + i, s.n - i, &cp);
        bool is_sound = used && (cp >= 0x20 || cp == '\n' || cp == '\t') && cp != 0x7f &&
                        (cp & 0xfffe) != 0xfffe;
        if (n == MOST_CHARACTERS) {
            status = rp_buf_puts(out, " \xe2\x80\xa6 (cut)");
            book->n_cut++;
            break;
        }
        status =
            is_sound ? rp_buf_add(out, s.p + i, used) : rp_buf_puts(out, "\xef\xbf\xbd");
        i += used ? used : 1;
    }
    if (status == RP_OK)
        status = rp_buf_putc(out, '\0');
    book->failed |= status != RP_OK;
    return status ? "" : out->v;
}

static bool is_full(const struct sheet *sheet)
{
    return sheet->row >= MOST_ROWS;
}

static lxw_format *look_of(const struct sheet *sheet)
{
    return sheet->book->looks[sheet->columns[sheet->column].look];
}

static void put_text(struct sheet *sheet, struct rp_str s)
{
    if (s.n && !is_full(sheet) &&
        worksheet_write_string(sheet->worksheet, sheet->row, sheet->column,
                               cleaned(sheet->book, s), look_of(sheet)))
        sheet->book->failed = true;
    sheet->n_cells += s.n != 0 && !is_full(sheet);
    sheet->column++;
}

static void put_word(struct sheet *sheet, const char *s)
{
    put_text(sheet, rp_str_of(s));
}

/* value / scale; nearest double, which reads as the decimal that other files have */
static void put_number(struct sheet *sheet, uint64_t value, double scale)
{
    if (!is_full(sheet) &&
        worksheet_write_number(sheet->worksheet, sheet->row, sheet->column,
                               (double)value / scale, look_of(sheet)))
        sheet->book->failed = true;
    sheet->n_cells += !is_full(sheet);
    sheet->column++;
}

/* A finding's id, with a link to it in the report beside the workbook. */
static void put_link(struct sheet *sheet, struct rp_str id)
{
    char url[64];
    if (sheet->n_links == MOST_LINKS) {
        put_text(sheet, id);
        return;
    }
    snprintf(url, sizeof url, "external:report.html#%.*s", (int)id.n, id.p);
    if (!is_full(sheet) &&
        worksheet_write_url_opt(sheet->worksheet, sheet->row, sheet->column, url,
                                look_of(sheet), cleaned(sheet->book, id), NULL))
        sheet->book->failed = true;
    sheet->n_cells += !is_full(sheet);
    sheet->n_links++;
    sheet->column++;
}

/* Printing into the cell: between cell_begin and put_cell. */
static struct rp_print cell_begin(struct sheet *sheet)
{
    sheet->book->cell.n = 0;
    return (struct rp_print){&sheet->book->cell, RP_OK};
}

static void put_cell(struct sheet *sheet, const struct rp_print *print)
{
    sheet->book->failed |= print->status != RP_OK;
    put_text(sheet, rp_buf_str(&sheet->book->cell));
}

/* ---- sheets ------------------------------------------------------------------------- */

static void begin_sheet(struct sheet *sheet, struct book *book, const char *name,
                        const struct column *columns, size_t n)
{
    *sheet = (struct sheet){.book = book,
                            .worksheet = workbook_add_worksheet(book->workbook, name),
                            .columns = columns,
                            .n_columns = (lxw_col_t)n};
    if (!sheet->worksheet) {
        book->failed = true;
        return;
    }
    for (lxw_col_t i = 0; i < sheet->n_columns; i++) {
        worksheet_set_column(sheet->worksheet, i, i, columns[i].width,
                             book->looks[columns[i].look]);
        worksheet_write_string(sheet->worksheet, 0, i, columns[i].name,
                               book->looks[HEADER]);
    }
    worksheet_freeze_panes(sheet->worksheet, 1, 1);
    worksheet_repeat_rows(sheet->worksheet, 0, 0);
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, A4);
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    sheet->row = 1;
    sheet->n_cells = n;
}

static void end_row(struct sheet *sheet)
{
    sheet->column = 0;
    if (is_full(sheet))
        sheet->book->n_left_out++;
    else
        sheet->row++;
}

static void end_sheet(const struct sheet *sheet)
{
    sheet->book->n_cells[sheet->book->n_sheets++] = sheet->n_cells;
    if (sheet->worksheet)
        worksheet_autofilter(sheet->worksheet, 0, 0, sheet->row > 1 ? sheet->row - 1 : 1,
                             (lxw_col_t)(sheet->n_columns - 1));
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
    put_number(sheet, finding->words_saved, 1);
    put_number(sheet, finding->words_repeated, 1);
    put_number(sheet, finding->score_ppm, 1000000);
    put_number(sheet, finding->shared_mbit, 1000);
    put_number(sheet, finding->n_members, 1);
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
    put_number(sheet, pair->score_ppm, 1000000);
    put_number(sheet, pair->shared_mbit, 1000);
    put_number(sheet, rp_verdict_jaccard_ppm(pair), 1000000);
    put_number(sheet, rp_ratio_ppm(pair->shingles_shared, pair->shingles_a), 1000000);
    put_number(sheet, rp_ratio_ppm(pair->shingles_shared, pair->shingles_b), 1000000);
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
    put_number(sheet, standing->words_operative, 1);
    put_number(sheet, standing->repeated_operative, 1);
    put_number(sheet, standing->words_preamble, 1);
    put_number(sheet, standing->repeated_preamble, 1);
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
    put_number(sheet, link->score_ppm, 1000000);
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
    put_number(sheet, beside->first_row.v[g + 1] - beside->first_row.v[g], 1);
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
    put_number(sheet, 0, 1);
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
    put_number(sheet, edge->n_clauses, 1);
    end_row(sheet);
}

static const struct column gap_columns[] = {
    {"PP resolution", 14, PLAIN},
    {"title", 40, WRAPPED},
    {"to", 8, PLAIN},
    {"instructions", 60, WRAPPED},
    {"nearest resolution", 18, PLAIN},
    {"score", 10, SHARE},
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
    put_number(sheet, gap->score_ppm, 1000000);
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
        put_number(sheet, input->n_resolutions, 1);
        put_number(sheet, input->n_clauses, 1);
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

/* ---- the workbook ------------------------------------------------------------------- */

static void make_looks(struct book *book)
{
    static const char *const formats[N_LOOKS] = {
        [COUNT] = "#,##0", [SHARE] = "0.000000", [BITS] = "0.000"};
    for (int i = 0; i < N_LOOKS; i++) {
        lxw_format *look = workbook_add_format(book->workbook);
        book->looks[i] = look;
        if (!look) {
            book->failed = true;
            return;
        }
        format_set_align(look, LXW_ALIGN_VERTICAL_TOP);
        if (formats[i])
            format_set_num_format(look, formats[i]);
        if (i == WRAPPED || i == HEADER)
            format_set_text_wrap(look);
        if (i == LINK) {
            format_set_font_color(look, 0x0b57d0);
            format_set_underline(look, LXW_UNDERLINE_SINGLE);
        }
        if (i == HEADER) {
            format_set_bold(look);
            format_set_bottom(look, LXW_BORDER_THIN);
        }
    }
}

#define BEGIN(sheet, book, name, columns)                                                  \
    begin_sheet(sheet, book, name, columns, sizeof(columns) / sizeof *(columns))

static void fill_mapping(struct book *book)
{
    const struct rp_map_report *map = book->report->map;
    struct rp_beside beside = {0};
    struct sheet sheet;
    if (rp_beside_fill(&beside, map)) {
        book->failed = true;
        return;
    }
    BEGIN(&sheet, book, "Subjects", subject_columns);
    for (size_t g = 0; g < map->links->groups.n && !book->failed; g++)
        put_subject(&sheet, &beside, g);
    for (size_t i = 0; i < map->links->alone.n && !book->failed; i++)
        put_alone(&sheet, map->links->alone.v[i]);
    end_sheet(&sheet);
    BEGIN(&sheet, book, "Provisions", provision_columns);
    for (size_t i = 0; i < beside.rows.n && !book->failed; i++)
        put_beside(&sheet, &beside, i);
    end_sheet(&sheet);
    BEGIN(&sheet, book, "Citations", citation_columns);
    for (size_t i = 0; i < map->citations->edges.n && !book->failed; i++)
        put_citation(&sheet, &map->citations->edges.v[i]);
    end_sheet(&sheet);
    BEGIN(&sheet, book, "Not taken up", gap_columns);
    for (size_t i = 0; i < map->links->gaps.n && !book->failed; i++)
        put_gap(&sheet, &map->links->gaps.v[i]);
    end_sheet(&sheet);
    rp_beside_release(&beside);
}

static void fill_book(struct book *book)
{
    const struct rp_report *report = book->report;
    const struct rp_result *result = report->result;
    struct sheet sheet;
    BEGIN(&sheet, book, "Findings", finding_columns);
    for (size_t i = 0; i < result->findings.n && !book->failed; i++)
        put_finding(&sheet, i);
    end_sheet(&sheet);
    book->n_links = sheet.n_links;
    BEGIN(&sheet, book, "Pairs", pair_columns);
    for (size_t i = 0; i < result->pairs.n && !book->failed; i++)
        if (result->pairs.v[i].score_ppm >= report->options->min_score_ppm)
            put_pair(&sheet, &result->pairs.v[i]);
    end_sheet(&sheet);
    BEGIN(&sheet, book, "Resolutions", resolution_columns);
    for (size_t i = 0; i < result->standings.n && !book->failed; i++)
        put_standing(&sheet, &result->standings.v[i]);
    end_sheet(&sheet);
    BEGIN(&sheet, book, "Mapping", mapping_columns);
    for (size_t i = 0; i < report->map->links->links.n && !book->failed; i++)
        put_mapping(&sheet, &report->map->links->links.v[i]);
    end_sheet(&sheet);
    fill_mapping(book);
    BEGIN(&sheet, book, "Settings", setting_columns);
    if (!book->failed)
        put_settings(&sheet);
    end_sheet(&sheet);
}

/* ---- reading it back ---------------------------------------------------------------- */

static int take_piece(void *context, struct rp_str piece, bool last, struct rp_error *err)
{
    (void)last;
    return rp_buf_add_str(context, piece) ? rp_fail_memory(err) : RP_OK;
}

static uint64_t count_of(struct rp_str s, const char *mark)
{
    const char *end = s.p + s.n;
    uint64_t n = 0;
    for (const char *at = s.p; (at = memmem(at, (size_t)(end - at), mark, strlen(mark)));
         at++)
        n++;
    return n;
}

/* Whether a part of the workbook is there, ends as it must and holds n marks. */
static int check_part(struct rp_zip *zip, const char *name, const char *end,
                      const char *mark, uint64_t n, struct rp_buf *bytes)
{
    int64_t entry = rp_zip_find(zip, name);
    size_t n_end = strlen(end);
    bytes->n = 0;
    int status = entry < 0 ? RP_ERR_IO : rp_zip_read(zip, entry, take_piece, bytes, NULL);
    if (status)
        return status == RP_ERR_MEMORY ? status : RP_ERR_IO;
    while (bytes->n && bytes->v[bytes->n - 1] == '\n')
        bytes->n--;
    bool is_whole = bytes->n >= n_end &&
                    memcmp(bytes->v + bytes->n - n_end, end, n_end) == 0 &&
                    (!mark || count_of(rp_buf_str(bytes), mark) == n);
    return is_whole ? RP_OK : RP_ERR_IO;
}

static int check_book(const struct book *book, struct rp_str file)
{
    static const struct {
        const char *name, *end;
    } parts[] = {
        {"[Content_Types].xml", "</Types>"},
        {"_rels/.rels", "</Relationships>"},
        {"xl/_rels/workbook.xml.rels", "</Relationships>"},
        {"xl/workbook.xml", "</workbook>"},
        {"xl/theme/theme1.xml", "</a:theme>"},
        {"xl/styles.xml", "</styleSheet>"},
        {"docProps/core.xml", "</cp:coreProperties>"},
        {"docProps/app.xml", "</Properties>"},
    };
    struct rp_zip *zip = NULL;
    struct rp_buf bytes = {0};
    int status = rp_zip_open(&zip, file, INT64_MAX, UINT32_MAX, NULL);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == RP_OK; i++)
        status = check_part(zip, parts[i].name, parts[i].end, NULL, 0, &bytes);
    for (unsigned i = 0; i < book->n_sheets && status == RP_OK; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", i + 1);
        status = check_part(zip, name, "</worksheet>", "<c r=", book->n_cells[i], &bytes);
    }
    if (status == RP_OK && book->n_links)
        status = check_part(zip, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>",
                            "<Relationship ", book->n_links, &bytes);
    if (status == RP_OK) {
        status = check_part(zip, "xl/sharedStrings.xml", "</sst>", NULL, 0, &bytes);
        const char *count = status ? NULL : memmem(bytes.v, bytes.n, "uniqueCount=\"", 13);
        if (!count ||
            strtoull(count + 13, NULL, 10) != count_of(rp_buf_str(&bytes), "<si>"))
            status = status ? status : RP_ERR_IO;
    }
    rp_buf_release(&bytes);
    rp_zip_close(zip);
    return status == RP_OK || status == RP_ERR_MEMORY ? status : RP_ERR_IO;
}

/* ---- the file ----------------------------------------------------------------------- */

/* Append what was written to the file without a name. */
static int take_file(int fd, struct rp_buf *out)
{
    char piece[1 << 16];
    ssize_t n;
    if (lseek(fd, 0, SEEK_SET) != 0)
        return RP_ERR_IO;
    while ((n = read(fd, piece, sizeof piece)) > 0)
        if (rp_buf_add(out, piece, (size_t)n))
            return RP_ERR_MEMORY;
    return n == 0 ? RP_OK : RP_ERR_IO;
}

static int make_book(struct book *book, int fd)
{
    char path[64];
    lxw_workbook_options options = {.tmpdir = getenv("TMPDIR")};
    lxw_doc_properties properties = {.title = "Provisions that resolutions repeat",
                                     .company = "",
                                     .created = FIRST_OF_1980};
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    book->workbook = workbook_new_opt(path, &options);
    if (!book->workbook)
        return RP_ERR_MEMORY;
    workbook_set_properties(book->workbook, &properties);
    make_looks(book);
    if (!book->failed)
        fill_book(book);
    lxw_error error = workbook_close(book->workbook); /* frees it, whatever comes of it */
    if (book->failed || error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return RP_ERR_MEMORY;
    return error ? RP_ERR_IO : RP_OK;
}

void rp_write_xlsx(const struct rp_report *report, struct rp_print *print)
{
    struct book book = {.report = report};
    int fd = memfd_create("findings.xlsx", MFD_CLOEXEC);
    int status = fd < 0 ? RP_ERR_IO : make_book(&book, fd);
    const size_t first = print->out->n;
    if (status == RP_OK)
        status = take_file(fd, print->out);
    if (status == RP_OK)
        status = check_book(&book,
                            (struct rp_str){print->out->v + first, print->out->n - first});
    if (fd >= 0)
        close(fd);
    rp_buf_release(&book.cell);
    rp_buf_release(&book.clean);
    if (!print->status)
        print->status = status;
}
