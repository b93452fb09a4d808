#include "report/page.h"

/* Files and their digests, embedded by the build. */
extern const char rp_data_report_css[], rp_data_report_css_sha256[];
extern const char rp_data_mapping_css[], rp_data_mapping_css_sha256[];
extern const char rp_data_report_js[], rp_data_report_js_sha256[];
extern const char rp_data_audit_js[], rp_data_audit_js_sha256[];

static const struct {
    const char *text, *sha256;
} scripts[] = {
    [RP_PAGE_PLAIN] = {NULL, NULL},
    [RP_PAGE_REPORT] = {rp_data_report_js, rp_data_report_js_sha256},
    [RP_PAGE_AUDIT] = {rp_data_audit_js, rp_data_audit_js_sha256},
};

void rp_page_begin(const struct rp_page *page, struct rp_print *print)
{
    rp_print(print,
             "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'sha256-");
    rp_print(print, rp_data_report_css_sha256);
    if (page->script) {
        rp_print(print, "' 'sha256-");
        rp_print(print, rp_data_mapping_css_sha256);
        rp_print(print, "'; script-src 'sha256-");
        rp_print(print, scripts[page->script].sha256);
    }
    rp_print(print, "'; base-uri 'none'; form-action 'none'\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    rp_print(print, page->title);
    rp_print(print, "</title>\n<style>");
    rp_print(print, rp_data_report_css);
    if (page->script) {
        rp_print(print, "</style>\n<style>");
        rp_print(print, rp_data_mapping_css);
    }
    rp_print(print, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#");
    rp_print(print, page->skip_id);
    rp_print(print, "\">");
    rp_print(print, page->skip);
    rp_print(print, "</a>\n");
}

void rp_page_end(const struct rp_page *page, struct rp_print *print)
{
    rp_print(print, "<footer>Made by reprise " RP_VERSION
                    ". This file loads nothing and sends nothing.</footer>\n");
    if (page->script) {
        rp_print(print, "<script>");
        rp_print(print, scripts[page->script].text);
        rp_print(print, "</script>\n");
    }
    rp_print(print, "</body>\n</html>\n");
}

void rp_page_figure(struct rp_print *print, const char *name, uint64_t value,
                    const char *unit)
{
    rp_print(print, "<div><dt>");
    rp_print(print, name);
    rp_print(print, "</dt><dd>");
    rp_print_count(print, value);
    rp_print(print, unit);
    rp_print(print, "</dd></div>\n");
}
