/* What changed since an earlier run: documents, findings, and what caused it. */
#include "report/html.h"
#include "report/kept.h"

static void print_documents(const struct rp_keep *keep, struct rp_print *print)
{
    if (keep->documents.n == 0)
        return;
    rp_print(print, "<h3>Documents</h3>\n<ul>\n");
    for (size_t i = 0; i < keep->documents.n; i++) {
        rp_print(print, "<li>");
        rp_html_bdi(print, keep->documents.v[i].path);
        rp_printf(print, ": %s</li>\n", rp_document_state_name(keep->documents.v[i].state));
    }
    rp_print(print, "</ul>\n");
}

static void print_findings(const struct rp_report *report, enum rp_fate fate,
                           const char *title, struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    if (keep->n_fates[fate] == 0)
        return;
    rp_printf(print, "<h3>%s</h3>\n<ul>\n", title);
    for (size_t i = 0; i < keep->findings.n; i++) {
        const struct rp_kept *kept = &keep->findings.v[i];
        const struct rp_finding *finding = &report->result->findings.v[i];
        if (kept->fate != fate)
            continue;
        rp_print(print, "<li><a href=\"#");
        rp_print_html(print, rp_result_str(report->result, finding->id));
        rp_print(print, "\" dir=\"auto\">");
        rp_print_html(print, rp_result_str(report->result, finding->title));
        rp_print(print, "</a>");
        rp_html_decided(report, i, print);
        rp_print_events(report, kept->first_change, kept->n_changes, (uint32_t)i,
                        rp_html_bdi, print);
        rp_print(print, "</li>\n");
    }
    rp_print(print, "</ul>\n");
}

static void print_gone(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    if (keep->gone.n == 0)
        return;
    rp_print(print, "<h3>Gone</h3>\n<ul>\n");
    for (size_t i = 0; i < keep->gone.n; i++) {
        const struct rp_gone *gone = &keep->gone.v[i];
        rp_print(print, "<li><span dir=\"auto\">");
        rp_print_html(print,
                      rp_past_str(&keep->since, keep->since.findings.v[gone->was].title));
        rp_print(print, "</span>");
        rp_print_events(report, gone->first_change, gone->n_changes, UINT32_MAX,
                        rp_html_bdi, print);
        rp_print(print, "</li>\n");
    }
    rp_print(print, "</ul>\n");
}

void rp_html_since(const struct rp_report *report, struct rp_print *print)
{
    rp_print(print, "<p>Findings: ");
    rp_print_fates(report->keep, print);
    rp_print(print, ". A finding is known again by its clauses, also where they were "
                    "reworded or renumbered.</p>\n");
    print_documents(report->keep, print);
    print_findings(report, RP_FATE_NEW, "New", print);
    print_findings(report, RP_FATE_CHANGED, "Changed", print);
    print_gone(report, print);
}

bool rp_html_no_since(const struct rp_report *report)
{
    return !report->keep->has_since;
}
