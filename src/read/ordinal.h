/* Numbers as lists show them. */
#ifndef RP_READ_ORDINAL_H
#define RP_READ_ORDINAL_H

#include "base/buf.h"

/* Append n, from 1 to 32767, in Roman figures. RP_OK or RP_ERR_MEMORY. */
int rp_ordinal_roman(struct rp_buf *out, int32_t n, bool is_upper);

#endif
