#include "read/ordinal.h"

int rp_ordinal_roman(struct rp_buf *out, int32_t n, bool is_upper)
{
    static const struct {
        int32_t value;
        const char *upper, *lower;
    } parts[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
                 {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
                 {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
                 {1, "I", "i"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; n >= parts[i].value; n -= parts[i].value)
            if (rp_buf_puts(out, is_upper ? parts[i].upper : parts[i].lower))
                return RP_ERR_MEMORY;
    return RP_OK;
}
