#include "heard.h"

static void hear_skipped(void *context, const struct rp_error *why)
{
    struct rp_heard *heard = context;
    struct rp_skip skip = {rp_strdup(why->document), rp_strdup(why->message)};
    if (!skip.path || !skip.reason || rp_vec_push(&heard->skipped, skip)) {
        rp_free((char *)(uintptr_t)skip.path);
        rp_free((char *)(uintptr_t)skip.reason);
        heard->status = RP_ERR_MEMORY;
    }
    if (heard->tell)
        heard->tell(heard->context, why);
}

static void hear_noted(void *context, const char *path, const struct rp_note *note)
{
    struct rp_heard *heard = context;
    if (note->limit && rp_reached_add(&heard->reached, note->limit, "%s:%u: %s", path,
                                      (unsigned)note->line, note->message))
        heard->status = RP_ERR_MEMORY;
}

struct rp_listener rp_heard_listener(struct rp_heard *heard)
{
    return (struct rp_listener){
        .skipped = hear_skipped, .noted = hear_noted, .context = heard};
}

void rp_heard_release(struct rp_heard *heard)
{
    for (size_t i = 0; i < heard->skipped.n; i++) {
        rp_free((char *)(uintptr_t)heard->skipped.v[i].path);
        rp_free((char *)(uintptr_t)heard->skipped.v[i].reason);
    }
    rp_vec_release(&heard->skipped);
    rp_reached_release(&heard->reached);
}

struct rp_report rp_heard_report(const struct rp_heard *heard,
                                 const struct rp_options *options)
{
    return (struct rp_report){.options = options,
                              .changes = rp_view_name(options->view),
                              .skipped = heard->skipped.v,
                              .n_skipped = heard->skipped.n,
                              .reached = heard->reached.v,
                              .n_reached = heard->reached.n};
}
