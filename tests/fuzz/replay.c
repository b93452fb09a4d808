/* Give a fuzz target the files of a folder, or files, one after the other: what was found
 * once is tried again by every test run, without libFuzzer. Each goes in whole and cut in
 * the middle, from a block of just its size, so that a read past its end is seen by a
 * sanitizer.
 *
 * usage: replay_TARGET FILE|FOLDER... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void give(const char *bytes, size_t n)
{
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact)
        abort();
    memcpy(exact, bytes, n);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

static void replay(const char *path)
{
    struct rp_buf bytes = {0};
    struct rp_error err = {0};
    if (rp_file_read(path, UINT64_MAX, NULL, &bytes, &err)) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        exit(2);
    }
    printf("%s\n", path);
    fflush(stdout); /* the last one is to blame */
    if (bytes.n) {
        give(bytes.v, bytes.n);
        give(bytes.v, bytes.n / 2);
    }
    rp_buf_release(&bytes);
}

int main(int argc, char **argv)
{
    size_t n = 0;
    for (int i = 1; i < argc; i++) {
        struct rp_paths paths = {0};
        struct rp_error err = {0};
        struct stat st;
        int status = stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode)
                         ? rp_walk(&paths, argv[i], 8, NULL, NULL, &err)
                         : rp_paths_add(&paths, argv[i]);
        if (status)
            return 2;
        for (size_t k = 0; k < paths.n; k++)
            replay(paths.v[k]);
        n += paths.n;
        rp_paths_release(&paths);
    }
    give("", 0);
    printf("%zu inputs\n", n);
    return n == 0;
}
