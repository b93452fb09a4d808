/* What a style's name says of a paragraph's role: the names of ITU's Word templates
 * (Res_No, Restitle, Call, enumlev1, ...) and Word's own (heading 1, title, toc 1, ...),
 * which saved web pages carry as classes. */
#ifndef RP_READ_STYLE_H
#define RP_READ_STYLE_H

#include "read/document.h"

/* Letter case, spaces, hyphens, underscores and dots do not count. False, with *out as it
 * was, where the name says nothing. */
bool rp_style_of_name(struct rp_str name, enum rp_style *out);

#endif
