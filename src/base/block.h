/* Large blocks of memory under a budget: within it they are memory, beyond it they are a
 * file in the spill folder, mapped. The file has no name from the moment it is made and its
 * room is reserved at once: an end of any kind leaves nothing behind, and a full disk is an
 * error here, never a fault later. */
#ifndef RP_BASE_BLOCK_H
#define RP_BASE_BLOCK_H

#include <stdatomic.h>

#include "base/status.h"

struct rp_budget {
    uint64_t limit_bytes;
    const char *folder; /* borrowed */
    _Atomic uint64_t used_bytes, spilled_bytes;
};

struct rp_block {
    void *p; /* zeroed by rp_block_new */
    size_t n_bytes;
    bool spilled;
};

/* limit_bytes 0: half of the memory that the system calls available. folder NULL: $TMPDIR,
 * or /var/tmp (which, unlike /tmp, is seldom memory itself). */
void rp_budget_init(struct rp_budget *budget, uint64_t limit_bytes, const char *folder);

/* Any thread. error: RP_ERR_MEMORY; RP_ERR_IO, naming the folder and the reason */
int rp_block_new(struct rp_block *block, struct rp_budget *budget, size_t n_bytes,
                 struct rp_error *err);
/* A zeroed block is released already. */
void rp_block_release(struct rp_block *block, struct rp_budget *budget);

/* Read the file descriptor to its end into a new block, *n_bytes bytes: into memory up to
 * half of the budget, into a file beyond that. `name` is for messages. error: as
 * rp_block_new, and RP_ERR_IO (reading), RP_ERR_INTERRUPTED */
int rp_block_read(struct rp_block *block, size_t *n_bytes, int fd, const char *name,
                  struct rp_budget *budget, const struct rp_progress *progress,
                  struct rp_error *err);

#endif
