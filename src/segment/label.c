#include "segment/label.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const bullets[] = {
    "\xe2\x80\xa2", "\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xb7", "\xef\x82\xb7", "-", "*",
    "\xe2\x97\xa6"};

static uint32_t roman_value(const char *s, size_t n)
{
    static const char digits[] = "ivxl";
    static const uint32_t worth[] = {1, 5, 10, 50};
    uint32_t value = 0;
    for (size_t i = 0; i < n; i++) {
        const char *d = strchr(digits, s[i]);
        const char *next = i + 1 < n ? strchr(digits, s[i + 1]) : NULL;
        if (!d || (i + 1 < n && !next))
            return 0;
        uint32_t here = worth[d - digits];
        if (next && worth[next - digits] > here)
            value -= here;
        else
            value += here;
    }
    return value < 60 ? value : 0;
}

static uint32_t skip_space(struct rp_str s, uint32_t i, bool *tab)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        *tab = s.p[i++] == '\t' || *tab;
    return i;
}

static bool parse_bullet(struct rp_str s, struct rp_label *label)
{
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t n = strlen(bullets[i]);
        if (s.n <= n || memcmp(s.p, bullets[i], n) != 0 ||
            (s.p[n] != ' ' && s.p[n] != '\t'))
            continue;
        bool tab = false;
        *label = (struct rp_label){.kind = RP_LABEL_BULLET, .text = "-", .is_sure = true};
        label->end = skip_space(s, (uint32_t)n, &tab);
        return true;
    }
    return false;
}

static bool parse_number(struct rp_str s, struct rp_label *label)
{
    uint32_t i = 0, value = 0, digits = 0;
    while (i < s.n && isdigit((unsigned char)s.p[i]) && digits < 4) {
        value = value * 10 + (uint32_t)(s.p[i++] - '0');
        digits++;
    }
    if (digits == 0 || digits > 3)
        return false;
    bool dotted = false;
    while (i + 1 < s.n && s.p[i] == '.' && isdigit((unsigned char)s.p[i + 1]) && i < 12) {
        dotted = true;
        i++;
        while (i < s.n && isdigit((unsigned char)s.p[i]) && i < 12)
            i++;
    }
    if (s.n > i + 3 && (memcmp(s.p + i, "bis", 3) == 0 || memcmp(s.p + i, "ter", 3) == 0))
        i += 3;
    else if (!dotted && s.n > i + 1 && islower((unsigned char)s.p[i]) && s.p[i + 1] == ')')
        i++; /* "2b)" */
    size_t n = i;
    bool paren = false, stop = false;
    if (i < s.n && s.p[i] == ')') {
        paren = true;
        i++;
    } else if (i < s.n && s.p[i] == '.') {
        stop = true;
        i++;
    }
    bool tab = false;
    uint32_t after = skip_space(s, i, &tab);
    if (after == s.n)
        return false;
    if (after == i && !paren)
        return false;
    bool sure = tab || paren || stop;
    bool capital = !sure && isupper((unsigned char)s.p[after]);
    if (!sure && !dotted &&
        (digits > 2 || (!capital && !islower((unsigned char)s.p[after]))))
        return false;
    bool lettered = islower((unsigned char)s.p[n - 1]) && paren;
    *label =
        (struct rp_label){.kind = paren && !lettered ? RP_LABEL_PAREN : RP_LABEL_NUMBER,
                          .value = value,
                          .end = after,
                          .is_sure = sure,
                          .is_capital = capital};
    memcpy(label->text, s.p, n < sizeof label->text ? n : sizeof label->text - 1);
    return true;
}

static bool parse_letter(struct rp_str s, struct rp_label *label)
{
    uint32_t i = s.n > 0 && s.p[0] == '(' ? 1 : 0;
    uint32_t beg = i;
    while (i < s.n && i - beg < 6 && islower((unsigned char)s.p[i]))
        i++;
    uint32_t n = i - beg;
    if (n == 0 || i == s.n || s.p[i] != ')')
        return false;
    uint32_t roman = roman_value(s.p + beg, n);
    if (!roman && n > 2)
        return false;
    if (n == 2 && !roman && s.p[beg] != s.p[beg + 1])
        return false;
    uint32_t letter = (uint32_t)(s.p[beg] - 'a') + 1 + (n - 1) * 26;
    bool tab = false;
    *label = (struct rp_label){.kind = roman ? RP_LABEL_ROMAN : RP_LABEL_LETTER,
                               .value = roman ? roman : letter,
                               .end = skip_space(s, i + 1, &tab),
                               .is_sure = true};
    memcpy(label->text, s.p + beg, n);
    return label->end < s.n;
}

void rp_label_parse(struct rp_str s, struct rp_label *label)
{
    *label = (struct rp_label){0};
    if (parse_bullet(s, label) || parse_number(s, label) || parse_letter(s, label))
        return;
    *label = (struct rp_label){0};
}

void rp_label_path_enter(struct rp_label_path *path, struct rp_label label)
{
    if (label.kind == RP_LABEL_ROMAN && strlen(label.text) == 1) {
        uint32_t as_letter = (uint32_t)(label.text[0] - 'a' + 1);
        for (uint32_t i = 0; i < path->depth; i++) {
            if (path->at[i].kind == RP_LABEL_ROMAN)
                break;
            if (path->at[i].kind == RP_LABEL_LETTER && path->at[i].value + 1 == as_letter) {
                label.kind = RP_LABEL_LETTER;
                label.value = as_letter;
            }
        }
    }
    uint32_t level = 0;
    while (level < path->depth && path->at[level].kind != label.kind)
        level++;
    if (label.kind == RP_LABEL_NUMBER)
        level = 0;
    else if (level == RP_LABEL_DEPTH)
        level = RP_LABEL_DEPTH - 1;
    if (label.kind == RP_LABEL_BULLET)
        label.value = level < path->depth ? path->at[level].value + 1 : 1;
    path->at[level] = label;
    path->depth = level + 1;
}

int rp_label_path_print(const struct rp_label_path *path, struct rp_buf *out)
{
    for (uint32_t i = 0; i < path->depth; i++) {
        int status = i ? rp_buf_putc(out, '/') : RP_OK;
        if (status == RP_OK && path->at[i].kind == RP_LABEL_BULLET)
            status = rp_buf_printf(out, "-%u", path->at[i].value);
        else if (status == RP_OK)
            status = rp_buf_puts(out, path->at[i].text);
        if (status)
            return status;
    }
    return RP_OK;
}
