/* Settings and inputs: what makes the same report again. */
#include "report/html.h"
#include "report/made.h"

static void print_setting(struct rp_print *print, const char *name, const char *value)
{
    rp_printf(print, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", name, value);
}

void rp_html_settings(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_options *options = report->options;
    rp_print(print, "<table>\n<tbody>\n");
    print_setting(print, "Program", "reprise " RP_VERSION);
    print_setting(print, "Tracked changes", report->changes);
    rp_print(print, "<tr><th scope=\"row\">Settings</th><td>");
    rp_print_settings(print, options);
    rp_print(print, "</td></tr>\n</tbody>\n</table>\n<h3>Inputs</h3>\n"
                    "<table class=\"stack\">\n<thead><tr><th scope=\"col\">File</th>"
                    "<th scope=\"col\" class=\"n\">Resolutions</th>"
                    "<th scope=\"col\" class=\"n\">Clauses</th>"
                    "<th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < report->corpus->inputs.n; i++) {
        const struct rp_input *input = &report->corpus->inputs.v[i];
        rp_print(print, "<tr><th scope=\"row\"><bdi>");
        rp_print_html(print, rp_str_of(input->path));
        rp_printf(print,
                  "</bdi></th><td class=\"n\" data-is=\"Resolutions\">%u</td>"
                  "<td class=\"n\" data-is=\"Clauses\">%u</td>"
                  "<td data-is=\"SHA-256\"><span class=\"digest\">",
                  (unsigned)input->n_resolutions, (unsigned)input->n_clauses);
        rp_print_html(print, rp_str_of(input->sha256));
        rp_print(print, "</span></td></tr>\n");
    }
    rp_print(print, "</tbody>\n</table>\n");
    rp_print_left_out_html(print, report);
}
