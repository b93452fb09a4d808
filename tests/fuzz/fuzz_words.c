/* Any bytes: every kernel gives the shingles of the scalar reference. The first byte
 * chooses how many words a shingle has. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "text/shingle.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rp_hashes want = {0}, got = {0};
    unsigned shingle_tok = size ? 1 + data[0] % 8 : 3;
    struct rp_str text = {(const char *)data, size};
    if (rp_shingles_fill_by(NULL, &want, text, shingle_tok))
        abort();
    const struct rp_word_kernel *kernel;
    for (unsigned i = 0; (kernel = rp_word_kernel(i)); i++) {
        if (rp_shingles_fill_by(kernel, &got, text, shingle_tok) || got.n != want.n)
            abort();
        if (got.n && memcmp(got.v, want.v, got.n * sizeof *got.v) != 0)
            abort();
    }
    rp_vec_release(&want);
    rp_vec_release(&got);
    return 0;
}
