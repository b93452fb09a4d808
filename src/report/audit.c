#include "report/audit.h"

#include "base/json.h"
#include "report/made.h"

enum { COLUMNS = 80 };

static struct rp_str name_of(const struct rp_audit_report *report, uint32_t resolution)
{
    return rp_corpus_str(report->corpus, report->corpus->resolutions.v[resolution].name);
}

static uint32_t other_of(const struct rp_remark *remark)
{
    return remark->alternative != UINT32_MAX ? remark->alternative : remark->b;
}

/* ---- text --------------------------------------------------------------------------- */

/* "Links: 12 by text, 9 by citation only, ..." of the rows that link. */
static void print_links(const struct rp_audit_report *report, struct rp_print *print)
{
    static const char *const by[RP_N_EVIDENCES] = {
        [RP_EVIDENCE_TEXT] = "by text",        [RP_EVIDENCE_CITATION] = "by citation only",
        [RP_EVIDENCE_TITLE] = "by title only", [RP_EVIDENCE_SUBJECT] = "by subject only",
        [RP_EVIDENCE_NONE] = "by nothing",
    };
    size_t counts[RP_N_ROW_KINDS][RP_N_EVIDENCES] = {{0}};
    for (size_t i = 0; i < report->audit->borne.n; i++) {
        const struct rp_borne *borne = &report->audit->borne.v[i];
        counts[report->published->rows.v[borne->row].kind][borne->evidence]++;
    }
    for (int kind = 0; kind < RP_N_ROW_KINDS; kind++) {
        size_t n = 0;
        for (int e = 0; e < RP_N_EVIDENCES; e++)
            n += counts[kind][e];
        if (n == 0)
            continue;
        struct rp_buf line = {0};
        struct rp_print aside = {&line, RP_OK};
        rp_print_of(&aside, n, "link", NULL);
        rp_printf(&aside, " of %s rows, borne out",
                  rp_row_kind_name((enum rp_row_kind)kind));
        for (int e = RP_N_EVIDENCES; e-- > 0;)
            rp_printf(&aside, "%s %s: %zu", e == RP_N_EVIDENCES - 1 ? "" : ",", by[e],
                      counts[kind][e]);
        rp_print_wrapped(print, rp_buf_str(&line), 0, 2, COLUMNS);
        rp_print(print, "\n");
        if (aside.status && !print->status)
            print->status = aside.status;
        rp_buf_release(&line);
    }
}

static void print_plain_wrapped(struct rp_str s, size_t indent, struct rp_print *print)
{
    struct rp_buf text = {0};
    struct rp_print aside = {&text, RP_OK};
    rp_print_plain(&aside, s);
    rp_print_wrapped(print, rp_buf_str(&text), indent, indent, COLUMNS);
    rp_print(print, "\n");
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&text);
}

static void print_remark(const struct rp_audit_report *report, size_t i,
                         struct rp_print *print)
{
    const struct rp_remark *remark = &report->audit->remarks.v[i];
    rp_printf(print, "\n%zu. %s", i + 1, rp_remark_kind_name(remark->kind));
    if (remark->line)
        rp_printf(print, ", line %u", (unsigned)remark->line);
    if (remark->other_line && remark->other_line != remark->line)
        rp_printf(print, " (see line %u)", (unsigned)remark->other_line);
    rp_print(print, "\n   ");
    print_plain_wrapped(rp_audit_str(report->audit, remark->message), 3, print);
    if (remark->a != UINT32_MAX && other_of(remark) != UINT32_MAX) {
        rp_print(print, "   ");
        rp_print_plain(print, name_of(report, remark->a));
        rp_print(print, " and ");
        rp_print_plain(print, name_of(report, other_of(remark)));
        rp_print(print, ": ");
        rp_print_decimal(print, remark->score_ppm / 10000, 2);
        rp_print(print, " by ");
        rp_print(print, remark->evidence == RP_EVIDENCE_NONE
                            ? "nothing"
                            : rp_evidence_name(remark->evidence));
        rp_print(print, "\n");
    }
    if (remark->suggestion.end > remark->suggestion.beg) {
        rp_print(print, "   > ");
        print_plain_wrapped(rp_audit_str(report->audit, remark->suggestion), 5, print);
    }
}

void rp_write_audit_text(const struct rp_audit_report *report, struct rp_print *print)
{
    size_t counts[RP_N_REMARK_KINDS] = {0};
    const size_t n = report->audit->remarks.n;
    for (size_t i = 0; i < n; i++)
        counts[report->audit->remarks.v[i].kind]++;
    rp_print_plain(print, rp_str_of(report->table));
    rp_print(print, ": ");
    rp_print_of(print, report->published->rows.n, "row", NULL);
    rp_print(print, ", ");
    rp_print_of(print, n, "remark", NULL);
    rp_print(print, "\n");
    print_links(report, print);
    for (int kind = 0; kind < RP_N_REMARK_KINDS; kind++)
        if (counts[kind])
            rp_printf(print, "%5zu %s\n", counts[kind],
                      rp_remark_kind_name((enum rp_remark_kind)kind));
    for (size_t i = 0; i < n; i++)
        print_remark(report, i, print);
    rp_print(print, "\n");
    rp_print_made(print, report->corpus, report->options);
    rp_printf(print, "The table, SHA-256\n%s\n", report->published->sha256);
}

/* ---- JSON --------------------------------------------------------------------------- */

static void put_resolution(const struct rp_audit_report *report, struct rp_json *json,
                           const char *key, uint32_t resolution)
{
    rp_json_key(json, key);
    if (resolution == UINT32_MAX)
        rp_json_null(json);
    else
        rp_json_str(json, name_of(report, resolution));
}

static void put_line(struct rp_json *json, const char *key, uint32_t line)
{
    rp_json_key(json, key);
    if (line)
        rp_json_uint(json, line);
    else
        rp_json_null(json);
}

static void put_evidence(struct rp_json *json, uint32_t score_ppm,
                         enum rp_evidence evidence)
{
    rp_json_key(json, "score");
    rp_json_decimal(json, score_ppm, 6);
    rp_json_put_str(json, "evidence", rp_str_of(rp_evidence_name(evidence)));
}

static void put_remark(const struct rp_audit_report *report, struct rp_json *json,
                       const struct rp_remark *remark)
{
    rp_json_object_begin(json);
    rp_json_put_str(json, "kind", rp_str_of(rp_remark_kind_name(remark->kind)));
    put_line(json, "line", remark->line);
    put_line(json, "other_line", remark->other_line);
    put_resolution(report, json, "resolution", remark->a);
    put_resolution(report, json, "other", remark->b);
    put_resolution(report, json, "alternative", remark->alternative);
    put_evidence(json, remark->score_ppm, remark->evidence);
    rp_json_put_str(json, "message", rp_audit_str(report->audit, remark->message));
    rp_json_put_str(json, "suggestion", rp_audit_str(report->audit, remark->suggestion));
    rp_json_object_end(json);
}

static void put_borne(const struct rp_audit_report *report, struct rp_json *json,
                      const struct rp_borne *borne)
{
    const struct rp_row *row = &report->published->rows.v[borne->row];
    rp_json_object_begin(json);
    rp_json_put_str(json, "row", rp_str_of(rp_row_kind_name(row->kind)));
    put_line(json, "line", row->line);
    rp_json_put_str(json, "subject", rp_published_str(report->published, row->subject));
    put_resolution(report, json, "resolution", borne->a);
    put_resolution(report, json, "other", borne->b);
    put_evidence(json, borne->score_ppm, borne->evidence);
    rp_json_object_end(json);
}

void rp_write_audit_json(const struct rp_audit_report *report, struct rp_print *print)
{
    struct rp_json json;
    rp_json_init(&json, print->out, 1);
    rp_json_object_begin(&json);
    rp_json_put_str(&json, "reprise", rp_str_of(RP_VERSION));
    rp_json_put_str(&json, "table", rp_str_of(report->table));
    rp_json_put_str(&json, "table_sha256", rp_str_of(report->published->sha256));
    rp_json_key(&json, "remarks");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->audit->remarks.n; i++)
        put_remark(report, &json, &report->audit->remarks.v[i]);
    rp_json_array_end(&json);
    rp_json_key(&json, "links");
    rp_json_array_begin(&json);
    for (size_t i = 0; i < report->audit->borne.n; i++)
        put_borne(report, &json, &report->audit->borne.v[i]);
    rp_json_array_end(&json);
    rp_put_settings(&json, report->options);
    rp_put_inputs(&json, report->corpus, 0, report->corpus->inputs.n);
    rp_json_object_end(&json);
    if (!print->status)
        print->status = rp_json_status(&json);
    rp_print(print, "\n");
}
