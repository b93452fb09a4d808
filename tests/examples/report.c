/* Write the report folder of some sources, as `reprise scan` does.
 *
 *     cc report.c $(pkg-config --cflags --libs reprise) -o report
 *     ./report FOLDER SOURCE...
 */
#include <reprise.h>

#include <stdio.h>
#include <sys/stat.h>

static void on_skipped(void *context, const struct rp_error *why)
{
    (void)context;
    fprintf(stderr, "%s: %s (skipped)\n", why->document, why->message);
}

static int write_file(const char *folder, const char *name, const char *bytes, size_t n)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file)
        return -1;
    int failed = fwrite(bytes, 1, n, file) != n;
    failed |= fclose(file) != 0;
    return failed ? -1 : 0;
}

int main(int argc, char **argv)
{
    static const char *const files[] = {"findings.json", "report.html", "findings.xlsx",
                                        "clusters.csv",  "pairs.csv",   "mapping.csv",
                                        "summary.md"};
    if (argc < 3) {
        fprintf(stderr, "usage: report FOLDER SOURCE...\n");
        return 2;
    }
    struct rp_study *study = NULL;
    struct rp_error err = {0};
    if (rp_study_new(&study, (const char *const *)argv + 2, (size_t)argc - 2, NULL,
                     on_skipped, NULL, NULL, &err) != RP_OK) {
        fprintf(stderr, "%s: %s\n", err.document, err.message);
        return 1;
    }
    for (size_t i = 0; rp_study_limit(study, i); i++)
        fprintf(stderr, "%s\n", rp_study_limit(study, i));
    mkdir(argv[1], 0777);
    int failed = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files && !failed; i++) {
        const char *bytes;
        size_t n;
        failed = rp_study_print(study, files[i], &bytes, &n, &err) != RP_OK ||
                 write_file(argv[1], files[i], bytes, n) != 0;
        if (failed)
            fprintf(stderr, "%s cannot be written\n", files[i]);
    }
    if (!failed)
        printf("%zu findings in %zu resolutions\n", rp_study_n_findings(study),
               rp_study_n_resolutions(study));
    rp_study_free(study);
    return failed;
}
