/* What an object of the library keeps of its loading: inputs that were skipped and limits
 * that were reached, both owned. */
#ifndef RP_HEARD_H
#define RP_HEARD_H

#include "pipeline.h"
#include "report/report.h"

struct rp_heard {
    RP_VEC(struct rp_skip) skipped; /* owned strings, in the order of the inputs */
    struct rp_reached_list reached;
    void (*tell)(void *context, const struct rp_error *why); /* the caller's; may be NULL */
    void *context;
    int status; /* RP_ERR_MEMORY where something could not be kept */
};

/* Who keeps it; borrowed. */
struct rp_listener rp_heard_listener(struct rp_heard *heard);
void rp_heard_release(struct rp_heard *heard);

/* A report with what was heard; corpus and result are the caller's to set. */
struct rp_report rp_heard_report(const struct rp_heard *heard,
                                 const struct rp_options *options);

#endif
