/* A quick look into one line of JSON. */
#ifndef RP_BASE_JSON_FLAT_H
#define RP_BASE_JSON_FLAT_H

#include "base/buf.h"

/* The string at member `field` of a flat object: at most 16 members, whose names and
 * strings are ASCII without escapes, and whose other values are whole numbers, true, false
 * or null. Returns 1 with *value a run of `line`; 0 where the field is missing or no
 * string; -1 where the line is anything else, which rp_json_line_field must then judge. It
 * agrees with that on every line that it answers for. cost: O(line.n), a tenth of a full
 * parse */
int rp_json_flat_field(struct rp_str line, struct rp_str field, struct rp_str *value);

#endif
