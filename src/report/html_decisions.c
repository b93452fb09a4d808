/* Decisions: what people decided on findings. The script keeps the list up to date; without
 * it the list is that of the run. */
#include "report/html.h"
#include "report/kept.h"

static const char *const signs[RP_N_DECISIONS] = {"", "", "&#10003;&nbsp;",
                                                  "&#10007;&nbsp;"};

void rp_html_decided(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_kept *kept = &report->keep->findings.v[i];
    if (kept->decision == RP_DECISION_NONE)
        return;
    rp_printf(print, " <span class=\"decision\" data-decision=\"%s\">%s",
              rp_decision_name(kept->decision), signs[kept->decision]);
    rp_print_decided(kept, print);
    rp_print(print, kept->note.n ? ", with a note</span>" : "</span>");
}

static void print_row(const struct rp_report *report, size_t i, struct rp_print *print)
{
    const struct rp_result *result = report->result;
    const struct rp_finding *finding = &result->findings.v[i];
    const struct rp_kept *kept = &report->keep->findings.v[i];
    rp_printf(print,
              "<tr><td data-is=\"No.\" class=\"n\">%zu</td><th scope=\"row\"><a href=\"#",
              i + 1);
    rp_print_html(print, rp_result_str(result, finding->id));
    rp_print(print, "\" dir=\"auto\">");
    rp_print_html(print, rp_result_str(result, finding->title));
    rp_print(print, "</a>");
    if (finding->reference.end > finding->reference.beg) {
        rp_print(print, "<small class=\"soft\">instead: ");
        rp_print_emphasis(print, rp_result_str(result, finding->reference), rp_print_html,
                          "<em>", "</em>");
        rp_print(print, "</small>");
    }
    rp_print(print, "</th><td data-is=\"Resolutions\"><span>");
    for (uint32_t r = 0; r < finding->n_resolutions; r++) {
        rp_print(print, r ? ", " : "");
        rp_html_bdi(print,
                    rp_resolution_name(
                        report, result->resolutions_of.v[finding->first_resolution + r]));
    }
    rp_printf(print,
              "</span></td><td data-is=\"Recommended\">%s</td>"
              "<td data-is=\"Words saved\" class=\"n\">",
              rp_recommendation_name(finding->recommendation));
    rp_print_count(print, finding->words_saved);
    rp_printf(print, "</td><td data-is=\"Decision\"><span>%s", signs[kept->decision]);
    rp_print_decided(kept, print);
    rp_print(print, "</span></td><td data-is=\"Note\"><span dir=\"auto\">");
    rp_print_html(print, kept->note);
    rp_print(print, "</span></td></tr>\n");
}

/* A decision whose finding is gone, as the file of decisions has it, for the script to save
 * again. */
static void print_entry(const struct rp_lost *lost, struct rp_print *print)
{
    const struct rp_past_finding *was = &lost->past->findings.v[lost->was];
    struct rp_buf buf = {0};
    struct rp_json json;
    rp_json_init(&json, &buf, 0);
    rp_json_object_begin(&json);
    rp_json_put_str(&json, "finding", rp_str_of(was->key));
    rp_json_put_str(&json, "digest", rp_str_of(was->decided));
    rp_json_put_str(&json, "decision", rp_str_of(rp_decision_name(was->decision)));
    rp_json_put_str(&json, "note", rp_past_str(lost->past, was->note));
    rp_json_put_str(&json, "title", rp_past_str(lost->past, was->title));
    rp_json_key(&json, "members");
    rp_json_array_begin(&json);
    for (uint32_t m = 0; m < was->n_members; m++) {
        const struct rp_past_member *member = &lost->past->members.v[was->first_member + m];
        char digest[RP_KEY_HEX + 1];
        rp_key_print(member->wording, digest);
        rp_json_object_begin(&json);
        rp_json_put_str(&json, "clause", rp_past_str(lost->past, member->clause));
        rp_json_put_str(&json, "resolution", rp_past_str(lost->past, member->resolution));
        rp_json_put_str(&json, "digest", rp_str_of(digest));
        if (member->text.end > member->text.beg)
            rp_json_put_str(&json, "text", rp_past_str(lost->past, member->text));
        rp_json_object_end(&json);
    }
    rp_json_array_end(&json);
    rp_json_object_end(&json);
    if (rp_json_status(&json))
        print->status = rp_json_status(&json);
    rp_print_html(print, rp_buf_str(&buf));
    rp_buf_release(&buf);
}

static void print_lost(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    if (keep->lost.n == 0)
        return;
    rp_print(print, "<h3>Decisions on findings that are gone</h3>\n<ul class=\"lost\">\n");
    for (size_t i = 0; i < keep->lost.n; i++) {
        const struct rp_lost *lost = &keep->lost.v[i];
        const struct rp_past_finding *was = &lost->past->findings.v[lost->was];
        const struct rp_kept as_kept = {.decision = was->decision};
        rp_print(print, "<li data-entry=\"");
        print_entry(lost, print);
        rp_print(print, "\"><span dir=\"auto\">");
        rp_print_html(print, rp_past_str(lost->past, was->title));
        rp_printf(print, "</span>: %s", signs[was->decision]);
        rp_print_decided(&as_kept, print);
        if (was->note.end > was->note.beg) {
            rp_print(print, "; <span dir=\"auto\">");
            rp_print_html(print, rp_past_str(lost->past, was->note));
            rp_print(print, "</span>");
        }
        if (lost->to != UINT32_MAX) {
            const struct rp_span id = report->result->findings.v[lost->to].id;
            rp_print(print, ". Most of it is now in <a href=\"#");
            rp_print_html(print, rp_result_str(report->result, id));
            rp_printf(print, "\">finding %u</a>", (unsigned)lost->to + 1);
        }
        rp_print(print, "</li>\n");
    }
    rp_print(print, "</ul>\n");
}

static void print_tools(struct rp_print *print)
{
    rp_print(
        print,
        "<p class=\"scriptless\">To decide on findings in this page, open it in a browser "
        "that runs its script.</p>\n"
        "<div data-script hidden>\n"
        "<p>Decide at each finding. This browser keeps what was decided; a saved file "
        "carries it to others, back into this page, and into the next run "
        "(<code>reprise scan --decisions FILE</code>).</p>\n"
        "<p class=\"buttons\"><button type=\"button\" id=\"save\">Save to a file</button>\n"
        "<button type=\"button\" id=\"load\">Load from a file</button>\n"
        "<button type=\"button\" id=\"print\">Print the decisions</button></p>\n"
        "<p role=\"status\" id=\"told\"></p>\n"
        "<input type=\"file\" id=\"file\" accept=\".json,application/json\" "
        "aria-label=\"File of decisions\" hidden>\n"
        "</div>\n"
        "<template id=\"decide\"><fieldset class=\"decide\"><legend>Decision</legend>"
        "<label><input type=\"radio\" value=\"accept\"> accept</label> "
        "<label><input type=\"radio\" value=\"reject\"> reject</label> "
        "<label><input type=\"radio\" value=\"open\" checked> open</label> "
        "<label class=\"note\">Note <textarea rows=\"1\"></textarea></label>"
        "</fieldset></template>\n");
}

bool rp_html_no_decisions(const struct rp_report *report)
{
    return report->result->findings.n == 0 && report->keep->lost.n == 0;
}

void rp_html_decisions(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_keep *keep = report->keep;
    const uint32_t n = keep->n_decisions[RP_DECISION_OPEN] +
                       keep->n_decisions[RP_DECISION_ACCEPT] +
                       keep->n_decisions[RP_DECISION_REJECT];
    print_tools(print);
    rp_print(print, "<p id=\"decided\">");
    if (n) {
        rp_print_decisions(keep, print);
        rp_print(print, ".</p>\n");
    } else {
        rp_print(print, "No finding is decided yet.</p>\n");
    }
    rp_printf(print,
              "<table class=\"stack decisions\"%s>\n<thead><tr>"
              "<th scope=\"col\" class=\"n\">No.</th><th scope=\"col\">Finding</th>"
              "<th scope=\"col\">Resolutions</th><th scope=\"col\">Recommended</th>"
              "<th scope=\"col\" class=\"n\">Words saved</th>"
              "<th scope=\"col\">Decision</th><th scope=\"col\">Note</th></tr></thead>\n"
              "<tbody>\n",
              n ? "" : " hidden");
    for (size_t i = 0; i < keep->findings.n; i++)
        if (keep->findings.v[i].decision != RP_DECISION_NONE)
            print_row(report, i, print);
    rp_print(print, "</tbody>\n</table>\n");
    print_lost(report, print);
}
