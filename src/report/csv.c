/* clusters.csv (one member of a finding a line), pairs.csv, mapping.csv, and the pairs as
 * TSV. CSV is RFC 4180: CRLF, quotes doubled; UTF-8, with a mark at its beginning where the
 * caller wants one. */
#include "report/kept.h"

static const char *const pair_columns[] = {
    "a_id",           "a_lines",     "b_id",  "b_lines",  "jaccard", "containment_ab",
    "containment_ba", "shared_bits", "score", "relation", NULL,
};

static void print_header(struct rp_print *print, const char *const *columns,
                         const char *between, const char *end)
{
    for (size_t i = 0; columns[i]; i++) {
        rp_print(print, i ? between : "");
        rp_print(print, columns[i]);
    }
    rp_print(print, end);
}

static void print_pair(const struct rp_report *report, const struct rp_verdict *pair,
                       void (*field)(struct rp_print *, struct rp_str), const char *between,
                       const char *end, struct rp_print *print)
{
    struct rp_buf lines = {0};
    struct rp_print aside = {&lines, RP_OK};
    for (int side = 0; side < 2; side++) {
        uint32_t clause = side ? pair->b : pair->a;
        field(print, rp_clause_id(report, clause));
        rp_print(print, between);
        lines.n = 0;
        rp_print_sources(&aside, report->corpus, report->corpus->clauses.v[clause].sources,
                         *between == ',' ? ", " : ",");
        field(print, rp_buf_str(&lines));
        rp_print(print, between);
    }
    rp_print_decimal(print, rp_verdict_jaccard_ppm(pair), 6);
    rp_print(print, between);
    rp_print_decimal(print, rp_ratio_ppm(pair->shingles_shared, pair->shingles_a), 6);
    rp_print(print, between);
    rp_print_decimal(print, rp_ratio_ppm(pair->shingles_shared, pair->shingles_b), 6);
    rp_print(print, between);
    rp_print_decimal(print, pair->shared_mbit, 3);
    rp_print(print, between);
    rp_print_decimal(print, pair->score_ppm, 6);
    rp_print(print, between);
    rp_print(print, rp_relation_name(pair->relation));
    rp_print(print, end);
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&lines);
}

static void print_pairs(const struct rp_report *report, uint32_t min_jaccard_ppm,
                        void (*field)(struct rp_print *, struct rp_str),
                        const char *between, const char *end, struct rp_print *print)
{
    print_header(print, pair_columns, between, end);
    for (size_t i = 0; i < report->result->pairs.n; i++) {
        const struct rp_verdict *pair = &report->result->pairs.v[i];
        if (pair->score_ppm >= report->options->min_score_ppm &&
            rp_verdict_jaccard_ppm(pair) >= min_jaccard_ppm)
            print_pair(report, pair, field, between, end, print);
    }
}

static void print_mark(const struct rp_report *report, struct rp_print *print)
{
    rp_print(print, report->csv_bom ? RP_BYTE_ORDER_MARK : "");
}

void rp_write_pairs_csv(const struct rp_report *report, struct rp_print *print)
{
    print_mark(report, print);
    print_pairs(report, 0, rp_print_csv, ",", "\r\n", print);
}

void rp_write_pairs_tsv(const struct rp_report *report, uint32_t min_jaccard_ppm,
                        struct rp_print *print)
{
    print_pairs(report, min_jaccard_ppm, rp_print_plain, "\t", "\n", print);
}

static void print_member(const struct rp_report *report, size_t i, uint32_t m,
                         struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    const struct rp_member *member = &result->members.v[m];
    const struct rp_kept *kept = &report->keep->findings.v[i];
    const struct rp_clause *clause = &report->corpus->clauses.v[member->clause];
    const struct rp_resolution *resolution = rp_clause_resolution(report, member->clause);
    struct rp_str text = rp_clause_text(report, member->clause);
    struct rp_buf joined = {0};
    struct rp_print aside = {&joined, RP_OK};
    rp_print_str(print, rp_result_str(result, finding->id));
    rp_printf(print, ",%s,%s,%s,", rp_finding_kind_name(finding->kind),
              rp_relation_name(finding->relation),
              rp_recommendation_name(finding->recommendation));
    rp_print_decimal(print, finding->score_ppm, 6);
    rp_print(print, ",");
    rp_print_decimal(print, finding->shared_mbit, 3);
    rp_printf(print, ",%u,%u,%u,", (unsigned)finding->words_repeated,
              (unsigned)finding->words_saved, (unsigned)member->row + 1);
    rp_print_csv(print, rp_clause_id(report, member->clause));
    rp_print(print, ",");
    rp_print_csv(print, rp_resolution_name(report, clause->resolution));
    rp_printf(print, ",%s,%u,%s,%s,%u,%u,",
              resolution->body ? rp_body_name(resolution->body) : "",
              (unsigned)resolution->year, member->keeps ? "yes" : "no",
              rp_recommendation_name(member->recommendation), (unsigned)member->words,
              (unsigned)member->words_shared);
    rp_print_sources(&aside, report->corpus, clause->sources, ", ");
    rp_print_csv(print, rp_buf_str(&joined));
    rp_print(print, ",");
    joined.n = 0;
    for (uint32_t r = 0; r < member->n_residue; r++) {
        struct rp_span span = result->residues.v[member->first_residue + r];
        rp_print(&aside, r ? " ... " : "");
        rp_print_str(&aside, (struct rp_str){text.p + span.beg, span.end - span.beg});
    }
    rp_print_csv(print, rp_buf_str(&joined));
    rp_print(print, ",");
    rp_print_csv(print, text);
    rp_printf(print, ",%s,%s,%s,", kept->key, rp_decision_name(kept->decision),
              !kept->decision ? ""
              : kept->again   ? "yes"
                              : "no");
    rp_print_csv(print, kept->note);
    rp_printf(print, ",%s\r\n", rp_fate_name(kept->fate));
    if (aside.status && !print->status)
        print->status = aside.status;
    rp_buf_release(&joined);
}

void rp_write_clusters_csv(const struct rp_report *report, struct rp_print *print)
{
    static const char *const columns[] = {
        "finding",
        "kind",
        "relation",
        "recommendation",
        "score",
        "shared_bits",
        "words_repeated",
        "words_saved",
        "row",
        "clause",
        "resolution",
        "body",
        "year",
        "keeps",
        "advice",
        "words",
        "words_shared",
        "sources",
        "residue",
        "text",
        "key",
        "decision",
        "changed_since_decided",
        "note",
        "since",
        NULL,
    };
    print_mark(report, print);
    print_header(print, columns, ",", "\r\n");
    for (size_t i = 0; i < report->result->findings.n; i++) {
        const struct rp_finding *finding = &report->result->findings.v[i];
        for (uint32_t m = 0; m < finding->n_members; m++)
            print_member(report, i, finding->first_member + m, print);
    }
}

void rp_write_mapping_csv(const struct rp_report *report, struct rp_print *print)
{
    print_mark(report, print);
    rp_write_map_csv(report->map, print);
}
