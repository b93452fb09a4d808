#include "judge/data.h"

#include <string.h>

const char *rp_data_line(const char *data, struct rp_str *fields, size_t n)
{
    if (!*data)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        fields[i] = (struct rp_str){data, strcspn(data, "\t\n")};
        data += fields[i].n;
        data += *data == '\t';
    }
    return strchr(data, '\n') + 1;
}
