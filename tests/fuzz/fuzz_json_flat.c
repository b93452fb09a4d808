/* What the quick look at a JSON line answers, the full parser answers too. */
#include <stdlib.h>

#include "base/json.h"
#include "base/json_flat.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rp_str line = {(const char *)data, size}, value;
    struct rp_buf full = {0};
    int found = rp_json_flat_field(line, RP_STR("t"), &value);
    if (found >= 0 && rp_json_line_field(line, "t", &full, NULL) != found)
        abort();
    if (found == 1 && !rp_str_equal(rp_buf_str(&full), value))
        abort();
    rp_buf_release(&full);
    return 0;
}
