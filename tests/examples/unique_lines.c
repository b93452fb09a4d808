/* Print the lines of standard input but for near-duplicates of earlier ones.
 *
 *     cc unique_lines.c $(pkg-config --cflags --libs reprise) -o unique_lines
 *     ./unique_lines <paragraphs.txt
 */
#include <reprise.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char **lines = NULL, *line = NULL;
    size_t n = 0, cap = 0, size = 0;
    ssize_t got;
    while ((got = getline(&line, &size, stdin)) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        if (n == cap) {
            cap = cap ? 2 * cap : 1024;
            lines = realloc(lines, cap * sizeof *lines);
            if (!lines)
                return 1;
        }
        if (!(lines[n++] = strdup(line)))
            return 1;
    }
    free(line);
    uint32_t *cluster = calloc(n ? n : 1, sizeof *cluster);
    struct rp_error err = {0};
    int status =
        cluster ? rp_dedup(cluster, (const char *const *)lines, NULL, n, NULL, NULL, &err)
                : RP_ERR_MEMORY;
    for (size_t i = 0; i < n && status == RP_OK; i++)
        if (cluster[i] == i)
            puts(lines[i]);
    if (status)
        fprintf(stderr, "%s\n", err.message);
    for (size_t i = 0; i < n; i++)
        free(lines[i]);
    free(lines);
    free(cluster);
    return status != RP_OK;
}
