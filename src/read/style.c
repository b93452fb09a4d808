#include "read/style.h"

#include <string.h>

bool rp_style_of_name(struct rp_str name, enum rp_style *out)
{
    static const struct {
        const char *name;
        enum rp_style style;
        bool numbered; /* the name may go on with digits */
    } names[] = {
        {"resno", RP_STYLE_RES_NO, false},       {"restitle", RP_STYLE_RES_TITLE, false},
        {"resref", RP_STYLE_RES_REF, false},     {"resdate", RP_STYLE_RES_REF, false},
        {"call", RP_STYLE_CALL, false},          {"enumlev1", RP_STYLE_ENUM1, false},
        {"enumlev2", RP_STYLE_ENUM2, false},     {"enumlev3", RP_STYLE_ENUM3, false},
        {"heading", RP_STYLE_HEADING, true},     {"headingb", RP_STYLE_HEADING, false},
        {"headingi", RP_STYLE_HEADING, false},   {"title", RP_STYLE_HEADING, true},
        {"subtitle", RP_STYLE_HEADING, false},   {"annexno", RP_STYLE_HEADING, false},
        {"annextitle", RP_STYLE_HEADING, false}, {"annexref", RP_STYLE_HEADING, false},
        {"appendixno", RP_STYLE_HEADING, false}, {"appendixtitle", RP_STYLE_HEADING, false},
        {"partno", RP_STYLE_HEADING, false},     {"parttitle", RP_STYLE_HEADING, false},
        {"chapno", RP_STYLE_HEADING, false},     {"chaptitle", RP_STYLE_HEADING, false},
        {"sectionno", RP_STYLE_HEADING, false},  {"sectiontitle", RP_STYLE_HEADING, false},
        {"recno", RP_STYLE_HEADING, false},      {"rectitle", RP_STYLE_HEADING, false},
        {"toc", RP_STYLE_MARGIN, true},
    };
    char plain[24];
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c == ' ' || c == '_' || c == '-' || c == '.')
            continue;
        if (n == sizeof plain - 1)
            return false;
        plain[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    plain[n] = '\0';
    if (strncmp(plain, "mso", 3) == 0) /* Word's prefix in saved web pages */
        memmove(plain, plain + 3, n + 1 - 3);
    size_t letters = strcspn(plain, "0123456789");
    bool ends_in_digits = letters + strspn(plain + letters, "0123456789") == strlen(plain);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t known = strlen(names[i].name);
        if (strcmp(plain, names[i].name) == 0 ||
            (names[i].numbered && ends_in_digits && letters == known &&
             strncmp(plain, names[i].name, known) == 0)) {
            *out = names[i].style;
            return true;
        }
    }
    return false;
}
