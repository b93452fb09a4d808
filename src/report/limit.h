/* Limits that were reached: what struct rp_options kept out of a run, by the option's name.
 * Reaching one is never silent. */
#ifndef RP_REPORT_LIMIT_H
#define RP_REPORT_LIMIT_H

#include "judge/finding.h"

struct rp_reached {
    const char *limit; /* the option, such as "max-candidates"; static */
    char *what;        /* one sentence: what was kept out */
};

/* Zeroed at first. */
struct rp_reached_list {
    struct rp_reached *v;
    size_t n, cap;
};

/* RP_ERR_MEMORY */
int rp_reached_add(struct rp_reached_list *list, const char *limit, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Those that judging counted: nothing where all is 0. */
int rp_reached_add_cuts(struct rp_reached_list *list, const struct rp_cuts *cuts,
                        const struct rp_options *options);
void rp_reached_release(struct rp_reached_list *list);

#endif
