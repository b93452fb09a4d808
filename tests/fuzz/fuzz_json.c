/* Whatever a document holds, the writer makes JSON of it that reads back as the same text.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rp_buf line = {0}, back = {0};
    struct rp_json json;
    struct rp_error err;
    struct rp_str text = {(const char *)data, size};
    rp_json_init(&json, &line, 0);
    rp_json_object_begin(&json);
    rp_json_key(&json, "t");
    rp_json_str(&json, text);
    rp_json_object_end(&json);
    if (rp_json_status(&json))
        abort();
    int status = rp_json_line_field(rp_buf_str(&line), "t", &back, &err);
    /* jansson refuses the escaped NUL. */
    if (status != 1 && (status != RP_ERR_FORMAT || !memchr(data, 0, size)))
        abort();
    bool plain = rp_utf8_valid_prefix(text.p, size) == size;
    if (status == 1 && plain && !rp_str_equal(rp_buf_str(&back), text))
        abort();
    rp_buf_release(&line);
    rp_buf_release(&back);
    /* The bytes as a line of their own: any outcome but a crash. */
    rp_json_line_field(text, "t", &back, &err);
    rp_buf_release(&back);
    return 0;
}
