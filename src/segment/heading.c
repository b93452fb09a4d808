#include "segment/heading.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "segment/data.h"

struct meeting {
    enum rp_body body;
    uint32_t year;
    char letters[32]; /* the place, folded to letters: "BUENOSAIRES" */
    char place[32];   /* as printed: "Buenos Aires" */
};

struct rp_names {
    struct rp_pattern *heading, *cite, *cite_more, *cite_number;
    RP_VEC(struct meeting) meetings;
};

/* Groups: 1 kind, 2 "ITU-R" prefix, 3 number, 4 provisional number, 5 revision. White space
 * is taken possessively: a long run of it costs one pass. */
static const char heading_regex[] =
    "^(?:(?:draft|new|revised|mod|add|sup|noc|proposed|modification\\sto)\\s++){0,6}"
    "(?:(?:PP|WTSA|WTDC|RA|WRC|COUNCIL)\\s++)?"
    "(resolution|decision|recommendation|opinion)(?=[\\s\\[\\d])\\s*+"
    "(ITU[\\s-]?[RTD][\\s-]*+)?"
    "(\\d{1,4}(?:-\\d{1,2})?|(?:COM|WGPL|PLEN|GT-PLEN)\\d{0,2}[/-]\\d{1,3})?"
    "(?:\\s*+\\[\\s*+((?:COM|WGPL|PLEN|[A-Z]+)-?\\d{0,2}[/-]?[A-Z0-9]{1,6})\\s*+\\])?"
    "\\s*+(?:\\(?\\s*+((?:rev\\b)?[^()\\[\\];:]{0,40}?\\d{3,6}|arab "
    "states|africa|europe|cis|"
    "asia-pacific|americas|iap|apt|cept|rcc|atu)\\s*+\\))?"
    "(?=$|\\s*+[-\\x{2013}\\x{2014}]\\s++\\S)";

/* Groups: 1 body before, 2 kind, 3 plural, 4 "ITU-R", 5 numbers, 6 place, 7 year, 8 body
 * after. Only a plural has ranges, "Resolutions 32 to 34", and only after a body may a
 * comma stand before the numbers. Every repeat is bounded, so that no text can make a match
 * expensive. */
static const char cite_regex[] =
    "(?:\\b(PP|WTSA|WTDC|RA|WRC|Council|Plenipotentiary Conference|UNGA|"
    "General Assembly|Security Council)\\s{1,3})?"
    "\\b(Resolution|Decision|Recommendation|Opinion)(s)?(?(1),?)\\s{1,3}"
    "(ITU[\\s-]?[RTD]\\s?-?\\s?)?"
    "((?:\\d{1,4}(?:-\\d{1,2})?(?![\\d/])|(?:COM|WGPL|PLEN)\\d{0,2}[/-]\\d{1,2})"
    "(?:\\s?(?:,\\s?and|,|and|or|(?(3)(?:to|through|\\x{2013}|-)|(?!)))\\s?(?:ITU-R\\s?)?"
    "\\d{1,4}(?:-\\d{1,2})?(?![\\d/.])){0,40})"
    "(?:\\s?\\(\\s?(?:rev\\.?,?\\s?)?([^()\\d,;]{2,40}?)[\\s,.-]{0,4}(\\d{2,6})\\s?\\))?"
    "(?:,?\\s{1,3}(?:of|adopted by)\\s{1,3}(?:the\\s)?(?:ITU\\s)?(WTSA|WTDC|RA\\b|WRC|"
    "(?:this|the\\spresent)\\s(?:conference|assembly)|present\\s(?:conference|assembly)|"
    "world telecommunication standardization assembly|"
    "world telecommunication development conference|radiocommunication assembly|"
    "world radiocommunication conference|plenipotentiary conference|council))?";

/* A further number with a date of its own: "Resolutions 45 (...) and 69 (...)". Groups: 1
 * number, 2 place, 3 year. */
static const char more_regex[] =
    "\\G\\s?(?:,\\s?and|,|and|or)\\s(\\d{1,4}(?:-\\d{1,2})?)(?![\\d/])\\s?"
    "\\(\\s?(?:rev\\.?,?\\s?)?([^()\\d,;]{2,40}?)[\\s,.-]{0,4}(\\d{2,6})\\s?\\)";

static const char number_regex[] =
    "(?:COM|WGPL|PLEN)\\d{0,2}[/-]\\d{1,2}|\\d{1,4}(?:-\\d{1,2})?";

static size_t fold_letters(struct rp_str s, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n + 1 < cap; i++)
        if (isalpha((unsigned char)s.p[i]) || (unsigned char)s.p[i] >= 0x80)
            out[n++] = (char)toupper((unsigned char)s.p[i]);
    out[n] = '\0';
    return n;
}

static void copy_str(char *out, size_t cap, struct rp_str s)
{
    size_t n = s.n < cap - 1 ? s.n : cap - 1;
    memcpy(out, s.p, n);
    out[n] = '\0';
}

static int load_meetings(struct rp_names *names)
{
    const char *line = strchr(rp_data_bodies, '\n') + 1;
    for (const char *end; (end = strchr(line, '\n')); line = end + 1) {
        const char *place = strchr(line, '\t') + 1;
        const char *year = strchr(place, '\t') + 1;
        struct meeting m = {.year = (uint32_t)strtoul(year, NULL, 10)};
        size_t body_len = (size_t)(place - line) - 1;
        for (int b = RP_BODY_PP; b < RP_N_BODIES; b++) {
            const char *name = rp_body_name((enum rp_body)b);
            if (strlen(name) == body_len && memcmp(name, line, body_len) == 0)
                m.body = (enum rp_body)b;
        }
        struct rp_str printed = {place, (size_t)(year - place) - 1};
        copy_str(m.place, sizeof m.place, printed);
        fold_letters(printed, m.letters, sizeof m.letters);
        if (rp_vec_push(&names->meetings, m))
            return RP_ERR_MEMORY;
    }
    return RP_OK;
}

int rp_names_new(struct rp_names **out, struct rp_error *err)
{
    struct rp_names *names = rp_alloc_zero(1, sizeof *names);
    if (!names)
        return rp_fail_memory(err);
    int status = load_meetings(names) ? rp_fail_memory(err) : RP_OK;
    if (status == RP_OK)
        status = rp_pattern_new(&names->heading, heading_regex, RP_PATTERN_CASELESS, err);
    if (status == RP_OK)
        status = rp_pattern_new(&names->cite, cite_regex, RP_PATTERN_CASELESS, err);
    if (status == RP_OK)
        status = rp_pattern_new(&names->cite_more, more_regex, RP_PATTERN_CASELESS, err);
    if (status == RP_OK)
        status = rp_pattern_new(&names->cite_number, number_regex, 0, err);
    if (status) {
        rp_names_free(names);
        return status;
    }
    *out = names;
    return RP_OK;
}

void rp_names_free(struct rp_names *names)
{
    if (!names)
        return;
    rp_pattern_free(names->heading);
    rp_pattern_free(names->cite);
    rp_pattern_free(names->cite_more);
    rp_pattern_free(names->cite_number);
    rp_vec_release(&names->meetings);
    rp_free(names);
}

/* Whether the strings differ by at most one inserted, deleted or replaced character. */
static bool is_within_one_edit(const char *a, size_t n, const char *b, size_t m)
{
    if (n > m)
        return is_within_one_edit(b, m, a, n);
    if (m - n > 1)
        return false;
    size_t i = 0;
    while (i < n && a[i] == b[i])
        i++;
    size_t j = 0;
    while (j < n - i && a[n - 1 - j] == b[m - 1 - j])
        j++;
    return n - i - j + (m - n) <= 1 || (n == m && n - i - j <= 1);
}

/* 0 same, 1 one edit apart, 2 not the same place. */
static int place_cost(const char *a, size_t n, const char *b, size_t m)
{
    if (n == m && memcmp(a, b, n) == 0)
        return 0;
    return n > 3 && is_within_one_edit(a, n, b, m) ? 1 : 2;
}

static bool is_subsequence(const char *part, size_t n, const char *whole, size_t m)
{
    size_t k = 0;
    for (size_t i = 0; i < m && k < n; i++)
        k += whole[i] == part[k];
    return k == n;
}

/* 0: the year; 1: its digits stand in order among others (two years merged); 2: a digit is
 * lost; 3: at most two years off, a slip; 9: another year. */
static int year_cost(const char *digits, size_t n, uint32_t year)
{
    char want[12];
    snprintf(want, sizeof want, "%u", year);
    if (n == 4 && memcmp(digits, want, 4) == 0)
        return 0;
    if (n > 4)
        return is_subsequence(want, 4, digits, n) ? 1 : 9;
    if (n == 2)
        return memcmp(digits, want + 2, 2) == 0 ? 1 : 9; /* WRC-15 */
    if (n == 3)
        return is_subsequence(digits, n, want, 4) ? 2 : 9;
    long off = labs(strtol(digits, NULL, 10) - (long)year);
    return off <= 2 ? 3 : 9;
}

enum { NO_MEETING = 1000 };

/* Find the meeting of "DUBAIBUSAN" and "20184": first two meetings of one body whose places
 * stand merged (the later one counts), then a single one. `body` narrows the choice where
 * it is known. Returns the cost, NO_MEETING where none fits. */
static int find_meeting(const struct rp_names *names, const char *letters,
                        const char *digits, enum rp_body body, const struct meeting **found,
                        bool *merged)
{
    size_t n = strlen(letters), n_digits = strlen(digits);
    int best = NO_MEETING;
    for (size_t i = 0; i < names->meetings.n; i++) {
        const struct meeting *a = &names->meetings.v[i];
        if (body != RP_BODY_NONE && a->body != body)
            continue;
        size_t len = strlen(a->letters);
        int place = place_cost(letters, n, a->letters, len);
        int year = year_cost(digits, n_digits, a->year);
        if (place < 2 && year < 9) {
            int cost = 2 * place + 3 * year;
            bool newer = *found && cost == best && a->body == (*found)->body &&
                         a->year > (*found)->year;
            if (cost < best || newer) {
                best = cost;
                *found = a;
                *merged = n_digits > 4;
            }
        }
        if (n <= len)
            continue;
        for (size_t k = 0; k < names->meetings.n; k++) {
            const struct meeting *b = &names->meetings.v[k];
            if (b->body != a->body || b->year >= a->year)
                continue;
            size_t other = strlen(b->letters);
            if (len + other + 1 < n || n + 1 < len + other)
                continue;
            int pair = NO_MEETING;
            for (int order = 0; order < 2; order++) {
                const char *first = order ? b->letters : a->letters;
                const char *second = order ? a->letters : b->letters;
                size_t split = order ? other : len;
                int cost =
                    place_cost(letters, split, first, split) +
                    place_cost(letters + split, n - split, second, order ? len : other);
                pair = cost < pair ? cost : pair;
            }
            if (pair > 1)
                continue;
            int pair_year = year_cost(digits, n_digits, a->year);
            int old_year = year_cost(digits, n_digits, b->year);
            int cost = 2 + 2 * pair + (pair_year < 9 ? 0 : 2) + (old_year < 9 ? 0 : 2);
            if (cost < best || (cost == best && *found && a->year > (*found)->year)) {
                best = cost;
                *found = a;
                *merged = true;
            }
        }
    }
    return best;
}

/* Fill body, year, revision and merged from "REV. DUBAIBUSAN, 20184". */
static void apply_revision(const struct rp_names *names, struct rp_str s,
                           struct rp_heading *heading)
{
    char letters[96], digits[16];
    size_t n_digits = 0;
    bool is_revised = s.n >= 3 && tolower((unsigned char)s.p[0]) == 'r' &&
                      tolower((unsigned char)s.p[1]) == 'e' &&
                      tolower((unsigned char)s.p[2]) == 'v' &&
                      (s.n == 3 || !isalpha((unsigned char)s.p[3]));
    if (is_revised) {
        s.p += 3;
        s.n -= 3;
    }
    fold_letters(s, letters, sizeof letters);
    for (size_t i = 0; i < s.n && n_digits + 1 < sizeof digits; i++)
        if (isdigit((unsigned char)s.p[i]))
            digits[n_digits++] = s.p[i];
    digits[n_digits] = '\0';
    const struct meeting *meeting = NULL;
    bool merged = false;
    if (find_meeting(names, letters, digits, heading->body, &meeting, &merged) <
        NO_MEETING) {
        heading->body = meeting->body;
        heading->year = meeting->year;
        heading->merged = merged;
        snprintf(heading->revision, sizeof heading->revision, "%s%s, %u",
                 is_revised ? "Rev. " : "", meeting->place, meeting->year);
    } else if (n_digits == 4) {
        heading->year = (uint32_t)strtoul(digits, NULL, 10);
        while (s.n && !isalnum((unsigned char)*s.p)) {
            s.p++;
            s.n--;
        }
        snprintf(heading->revision, sizeof heading->revision, "%s%.*s",
                 is_revised ? "Rev. " : "", (int)(s.n > 48 ? 48 : s.n), s.p);
    }
}

static void apply_number(struct rp_str number, bool is_itu_r, struct rp_heading *heading)
{
    const char *dash = memchr(number.p, '-', number.n);
    if (is_itu_r) {
        heading->body = RP_BODY_RA;
        snprintf(heading->revision, sizeof heading->revision, "ITU-R %.*s", (int)number.n,
                 number.p);
        if (dash) {
            heading->suffix = (uint32_t)strtoul(dash + 1, NULL, 10);
            number.n = (size_t)(dash - number.p);
        }
    }
    const char *prefix = heading->kind == RP_KIND_DECISION         ? "D"
                         : heading->kind == RP_KIND_RECOMMENDATION ? "R"
                         : heading->kind == RP_KIND_OPINION        ? "O"
                                                                   : "";
    char upper[RP_NUMBER_BYTES];
    copy_str(upper, sizeof upper, number);
    for (char *p = upper; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    snprintf(heading->number, sizeof heading->number, "%s%.20s", prefix, upper);
}

static enum rp_kind kind_of(struct rp_str s)
{
    switch (tolower((unsigned char)s.p[0])) {
    case 'd':
        return RP_KIND_DECISION;
    case 'o':
        return RP_KIND_OPINION;
    default:
        return tolower((unsigned char)s.p[2]) == 'c' ? RP_KIND_RECOMMENDATION
                                                     : RP_KIND_RESOLUTION;
    }
}

static enum rp_body body_of_name(struct rp_str s)
{
    static const struct {
        const char *word;
        enum rp_body body;
    } words[] = {{"PP", RP_BODY_PP},
                 {"PLENIPOTENTIARYCONFERENCE", RP_BODY_PP},
                 {"WTSA", RP_BODY_WTSA},
                 {"WORLDTELECOMMUNICATIONSTANDARDIZATIONASSEMBLY", RP_BODY_WTSA},
                 {"WTDC", RP_BODY_WTDC},
                 {"WORLDTELECOMMUNICATIONDEVELOPMENTCONFERENCE", RP_BODY_WTDC},
                 {"RA", RP_BODY_RA},
                 {"RADIOCOMMUNICATIONASSEMBLY", RP_BODY_RA},
                 {"WRC", RP_BODY_WRC},
                 {"WORLDRADIOCOMMUNICATIONCONFERENCE", RP_BODY_WRC},
                 {"COUNCIL", RP_BODY_COUNCIL}};
    char letters[64];
    fold_letters(s, letters, sizeof letters);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, letters) == 0)
            return words[i].body;
    return RP_BODY_NONE;
}

/* "RESOLUTION 148 ANTALYA, 2006)" has lost a bracket; "RESOLUTION 40 (..." none. */
int rp_heading_parse(const struct rp_names *names, struct rp_str line,
                     struct rp_match *scratch, struct rp_heading *heading)
{
    enum { LONGEST_HEADING_BYTES = 400 };
    if (line.n < 6 || line.n > LONGEST_HEADING_BYTES)
        return 0;
    int found = rp_pattern_find(names->heading, line, 0, scratch);
    if (found <= 0)
        return found;
    struct rp_str itu = rp_match_group(scratch, line, 2);
    struct rp_str number = rp_match_group(scratch, line, 3);
    struct rp_str alias = rp_match_group(scratch, line, 4);
    struct rp_str revision = rp_match_group(scratch, line, 5);
    if (number.n == 0 && alias.n == 0)
        return 0;
    struct rp_heading h = {.kind = kind_of(rp_match_group(scratch, line, 1))};
    bool is_itu_r = itu.n > 0 && memchr(itu.p, 'R', itu.n) != NULL;
    if (!is_itu_r)
        for (size_t i = 3; i < itu.n; i++)
            is_itu_r = is_itu_r || itu.p[i] == 'r';
    apply_number(number.n ? number : alias, is_itu_r, &h);
    if (number.n && alias.n)
        copy_str(h.alias, sizeof h.alias, alias);
    for (char *p = h.alias; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    if (revision.n && !is_itu_r)
        apply_revision(names, revision, &h);
    size_t end = scratch->end[0];
    while (end < line.n && (line.p[end] == ' ' || line.p[end] == '-' ||
                            (unsigned char)line.p[end] == 0xe2)) {
        end += (unsigned char)line.p[end] == 0xe2 ? 3 : 1;
    }
    h.title_beg = (uint32_t)(end < line.n ? end : line.n);
    *heading = h;
    return 1;
}

/* A whole number of at most four digits; 0: none. */
static unsigned plain_number(struct rp_str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!isdigit((unsigned char)s.p[i]) || i > 3)
            return 0;
        n = n * 10 + (unsigned)(s.p[i] - '0');
    }
    return n;
}

static int visit_number(struct rp_str number, const struct rp_heading *common,
                        bool is_itu_r, rp_cite_visitor *visit, void *context)
{
    struct rp_heading cited = *common;
    apply_number(number, is_itu_r, &cited);
    return visit(context, &cited);
}

/* The numbers after `first` up to `last`; a range as long as no list of resolutions is, or
 * one that runs backwards, is `last` alone. */
static int visit_range(unsigned first, unsigned last, const struct rp_heading *common,
                       rp_cite_visitor *visit, void *context)
{
    enum { LONGEST_RANGE = 40 };
    if (first == 0 || last <= first || last - first > LONGEST_RANGE)
        first = last - 1;
    int status = RP_OK;
    for (unsigned i = first + 1; i <= last && status >= 0; i++) {
        char text[12];
        const int n = snprintf(text, sizeof text, "%u", i);
        status =
            visit_number((struct rp_str){text, (size_t)n}, common, false, visit, context);
    }
    return status;
}

/* Whether what stands between two numbers makes them a range: "to", "through", a dash. */
static bool is_range(struct rp_str between)
{
    for (size_t i = 0; i < between.n; i++)
        if (between.p[i] == 't' || between.p[i] == 'T' || between.p[i] == '-' ||
            (unsigned char)between.p[i] == 0xe2)
            return true;
    return false;
}

static int visit_numbers(const struct rp_names *names, struct rp_str numbers,
                         const struct rp_heading *common, bool is_itu_r,
                         struct rp_match *scratch, rp_cite_visitor *visit, void *context)
{
    unsigned before = 0;
    for (size_t from = 0; from < numbers.n;) {
        int found = rp_pattern_find(names->cite_number, numbers, from, scratch);
        if (found <= 0)
            return found;
        const struct rp_str number = rp_match_group(scratch, numbers, 0);
        const struct rp_str between = {numbers.p + from,
                                       (size_t)(number.p - numbers.p) - from};
        /* "43-45": a suffix of the Radiocommunication Assembly's, a range of others. */
        const char *dash =
            is_itu_r || common->body == RP_BODY_RA ? NULL : memchr(number.p, '-', number.n);
        const size_t half = dash ? (size_t)(dash - number.p) : 0;
        const unsigned last =
            plain_number(dash ? (struct rp_str){dash + 1, number.n - half - 1} : number);
        int status = RP_OK;
        if (dash && plain_number((struct rp_str){number.p, half}))
            before = plain_number((struct rp_str){number.p, half}) - 1;
        if (last && !is_itu_r &&
            ((dash && before + 1 < last) || (before && is_range(between))))
            status = visit_range(before, last, common, visit, context);
        else
            status = visit_number(number, common, is_itu_r, visit, context);
        if (status < 0)
            return status;
        before = last;
        from = (size_t)(number.p - numbers.p) + number.n;
    }
    return RP_OK;
}

/* Whose resolution it is: named in the text, told by place and year, or the home body's.
 * Only the Council has come to numbers above a thousand. */
static void apply_place(const struct rp_names *names, struct rp_str numbers,
                        struct rp_str place, struct rp_str year, enum rp_body home,
                        struct rp_heading *cited)
{
    enum { FIRST_COUNCIL_NUMBER = 1000 };
    if (year.n) {
        char text[256]; /* forty characters of place, at most four bytes each */
        size_t before = (size_t)(place.p - numbers.p) - numbers.n;
        bool is_revised = memchr(numbers.p + numbers.n, 'v', before) ||
                          memchr(numbers.p + numbers.n, 'V', before);
        struct rp_str revision = {text, 0};
        revision.n =
            (size_t)snprintf(text, sizeof text, "%s%.*s, %.*s", is_revised ? "Rev. " : "",
                             (int)place.n, place.p, (int)year.n, year.p);
        if (revision.n < sizeof text)
            apply_revision(names, revision, cited);
    }
    if (cited->body == RP_BODY_NONE)
        cited->body = numbers.n == 4 && strtoul(numbers.p, NULL, 10) >= FIRST_COUNCIL_NUMBER
                          ? RP_BODY_COUNCIL
                          : home;
}

/* "this conference", "the present assembly": whose text it is that cites. */
static bool is_present(struct rp_str body)
{
    return body.n > 4 &&
           (strncasecmp(body.p, "this", 4) == 0 || strncasecmp(body.p, "pres", 4) == 0 ||
            strncasecmp(body.p, "the ", 4) == 0);
}

int rp_cites_each(const struct rp_names *names, struct rp_str s, enum rp_body home,
                  struct rp_match *scratch, rp_cite_visitor *visit, void *context)
{
    for (size_t from = 0; from < s.n;) {
        int found = rp_pattern_find(names->cite, s, from, scratch);
        if (found <= 0)
            return found;
        from = scratch->end[0];
        struct rp_str before = rp_match_group(scratch, s, 1);
        struct rp_str kind = rp_match_group(scratch, s, 2);
        struct rp_str itu = rp_match_group(scratch, s, 4);
        struct rp_str numbers = rp_match_group(scratch, s, 5);
        struct rp_str place = rp_match_group(scratch, s, 6);
        struct rp_str year = rp_match_group(scratch, s, 7);
        struct rp_str after = rp_match_group(scratch, s, 8);
        struct rp_heading common = {.kind = kind_of(kind)};
        common.body = is_present(after) ? home : body_of_name(after.n ? after : before);
        bool is_itu_r = itu.n > 0 && memchr(itu.p, 'R', itu.n) != NULL;
        /* A Recommendation ITU-T X.1205 is no decision of a conference, and the United
         * Nations' resolutions are not ours. */
        if (common.kind == RP_KIND_RECOMMENDATION || (itu.n && !is_itu_r) ||
            (before.n && common.body == RP_BODY_NONE))
            continue;
        for (;;) {
            struct rp_heading cited = common;
            if (!is_itu_r)
                apply_place(names, numbers, place, year, home, &cited);
            int status =
                visit_numbers(names, numbers, &cited, is_itu_r, scratch, visit, context);
            if (status < 0)
                return status;
            found = after.n || is_itu_r
                        ? 0
                        : rp_pattern_find(names->cite_more, s, from, scratch);
            if (found < 0)
                return found;
            if (found == 0)
                break;
            from = scratch->end[0];
            numbers = rp_match_group(scratch, s, 1);
            place = rp_match_group(scratch, s, 2);
            year = rp_match_group(scratch, s, 3);
        }
    }
    return RP_OK;
}
