#include "segment/lexicon.h"

#include <string.h>

#include "base/vec.h"
#include "segment/data.h"

struct rp_lexicon {
    RP_VEC(struct rp_str) phrases[RP_N_LEXICON_ROLES];
};

static const char *const role_names[RP_N_LEXICON_ROLES] = {
    "operative", "preamble", "lead", "trail", "annex", "enacting"};

int rp_lexicon_new(struct rp_lexicon **out, struct rp_error *err)
{
    struct rp_lexicon *lexicon = rp_alloc_zero(1, sizeof *lexicon);
    if (!lexicon)
        return rp_fail_memory(err);
    const char *line = strchr(rp_data_lexicon, '\n') + 1;
    for (const char *end; (end = strchr(line, '\n')); line = end + 1) {
        const char *role = strchr(line, '\t') + 1;
        const char *phrase = strchr(role, '\t') + 1;
        size_t role_len = (size_t)(phrase - role) - 1;
        for (int i = 0; i < RP_N_LEXICON_ROLES; i++) {
            if (strlen(role_names[i]) != role_len ||
                memcmp(role_names[i], role, role_len) != 0)
                continue;
            struct rp_str s = {phrase, (size_t)(end - phrase)};
            if (rp_vec_push(&lexicon->phrases[i], s)) {
                rp_lexicon_free(lexicon);
                return rp_fail_memory(err);
            }
        }
    }
    *out = lexicon;
    return RP_OK;
}

void rp_lexicon_free(struct rp_lexicon *lexicon)
{
    if (!lexicon)
        return;
    for (int i = 0; i < RP_N_LEXICON_ROLES; i++)
        rp_vec_release(&lexicon->phrases[i]);
    rp_free(lexicon);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

bool rp_lexicon_begins(const struct rp_lexicon *lexicon, enum rp_lexicon_role role,
                       struct rp_str s, uint32_t *end)
{
    size_t longest = 0;
    for (size_t i = 0; i < lexicon->phrases[role].n; i++) {
        struct rp_str phrase = lexicon->phrases[role].v[i];
        if (phrase.n <= longest || phrase.n > s.n)
            continue;
        size_t k = 0;
        while (k < phrase.n && lower(s.p[k]) == phrase.p[k])
            k++;
        if (k == phrase.n && (k == s.n || !is_letter(s.p[k])))
            longest = k;
    }
    *end = (uint32_t)longest;
    return longest > 0;
}

static uint32_t skip_spaces(struct rp_str s, uint32_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    return i;
}

bool rp_lexicon_opening(const struct rp_lexicon *lexicon, struct rp_str s,
                        struct rp_opening *opening)
{
    uint32_t i = 0, end;
    if (rp_lexicon_begins(lexicon, RP_LEXICON_LEAD, s, &end))
        i = skip_spaces(s, end);
    struct rp_str verb = {s.p + i, s.n - i};
    if (rp_lexicon_begins(lexicon, RP_LEXICON_OPERATIVE, verb, &end))
        opening->role = RP_LEXICON_OPERATIVE;
    else if (rp_lexicon_begins(lexicon, RP_LEXICON_PREAMBLE, verb, &end))
        opening->role = RP_LEXICON_PREAMBLE;
    else
        return false;
    opening->verb_end = i + end;
    for (;;) {
        i = skip_spaces(s, opening->verb_end);
        struct rp_str rest = {s.p + i, s.n - i};
        if (i == opening->verb_end ||
            !rp_lexicon_begins(lexicon, RP_LEXICON_TRAIL, rest, &end))
            return true;
        opening->verb_end = i + end;
    }
}
