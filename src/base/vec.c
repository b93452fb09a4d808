#include "base/vec.h"

#include <string.h>

int rp_vec_reserve_raw(void *vec, size_t need, size_t elem_bytes)
{
    struct {
        void *v;
        size_t n, cap;
    } raw;
    memcpy(&raw, vec, sizeof raw);
    if (need <= raw.cap)
        return RP_OK;
    size_t cap = raw.cap < 8 ? 8 : raw.cap + raw.cap / 2;
    if (cap < need)
        cap = need;
    void *v = rp_realloc(raw.v, cap, elem_bytes);
    if (!v)
        return RP_ERR_MEMORY;
    raw.v = v;
    raw.cap = cap;
    memcpy(vec, &raw, sizeof raw);
    return RP_OK;
}
