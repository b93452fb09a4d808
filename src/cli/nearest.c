/* What the user may have meant: optimal string alignment distance (insert, delete,
 * replace, swap neighbours), at most one edit for each three letters. */
#include "cli/cli.h"

#include <string.h>

enum { MAX_WORD = 64 };

static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t d[MAX_WORD + 1][MAX_WORD + 1];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (best > d[i - 1][j] + 1)
                best = d[i - 1][j] + 1;
            if (best > d[i][j - 1] + 1)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                best > d[i - 2][j - 2] + 1)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

size_t rp_cli_nearest(const char *word, const char *(*next)(size_t i, const void *of),
                      const void *of)
{
    size_t n = strlen(word), best = SIZE_MAX, best_distance = n / 3 + 1;
    const char *candidate;
    if (n == 0 || n > MAX_WORD)
        return SIZE_MAX;
    for (size_t i = 0; (candidate = next(i, of)) != NULL; i++) {
        size_t m = strlen(candidate);
        if (m > MAX_WORD)
            continue;
        size_t d = distance(word, n, candidate, m);
        if (d < best_distance) {
            best = i;
            best_distance = d;
        }
    }
    return best;
}
