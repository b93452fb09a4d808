/* Settings and inputs: what makes the same report again. */
#include "report/html.h"
#include "report/made.h"

enum { INPUTS_NAMED = 12 };

static void print_text(struct rp_print *print, const char *name, const char *value)
{
    rp_printf(print, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", name, value);
}

/* Each setting, of the defaults too: another version may have others. */
static void print_all(const struct rp_options *options, struct rp_print *print)
{
    rp_print(print, "<details class=\"all\">\n<summary>Each setting</summary>\n"
                    "<table>\n<thead><tr><th scope=\"col\">Setting</th>"
                    "<th scope=\"col\">Value</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0;; i++) {
        struct rp_buf value = {0};
        struct rp_print to = {&value, RP_OK};
        const char *name = rp_setting(options, i, &to);
        if (name) {
            rp_printf(print, "<tr><th scope=\"row\">%s</th><td>", name);
            rp_print_html(print, rp_buf_str(&value));
            rp_print(print, "</td></tr>\n");
        }
        if (to.status)
            print->status = to.status;
        rp_buf_release(&value);
        if (!name || print->status)
            break;
    }
    rp_print(print, "</tbody>\n</table>\n</details>\n");
}

/* Few inputs are named; for more than that there is the file that lists them. */
static void print_command(const struct rp_report *report, struct rp_print *print)
{
    struct rp_buf buf = {0};
    struct rp_print command = {&buf, RP_OK};
    rp_print(print, "</td></tr>\n<tr><th scope=\"row\">Command</th><td>");
    if (report->corpus->inputs.n <= INPUTS_NAMED) {
        rp_print_command(&command, report->corpus, report->options);
        rp_print(print, "<code dir=\"ltr\">");
        rp_print_html(print, rp_buf_str(&buf));
        rp_print(print, "</code>; or ");
    }
    rp_print(print,
             "<code>reprise scan --settings findings.json -o report</code>, with the "
             "findings.json that stands beside this file");
    if (command.status)
        print->status = command.status;
    rp_buf_release(&buf);
}

void rp_html_settings(const struct rp_report *report, struct rp_print *print)
{
    const struct rp_options *options = report->options;
    rp_print(print, "<table>\n<tbody>\n");
    print_text(print, "Program", "reprise " RP_VERSION);
    print_text(print, "Tracked changes", report->changes);
    rp_print(print, "<tr><th scope=\"row\">Settings</th><td>");
    rp_print_settings(print, options);
    rp_printf(print, "</td></tr>\n<tr><th scope=\"row\">Words a page</th><td>%d",
              RP_WORDS_A_PAGE);
    print_command(report, print);
    rp_print(print, "</td></tr>\n</tbody>\n</table>\n");
    print_all(options, print);
    rp_print(print, "<h3>Inputs</h3>\n"
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
