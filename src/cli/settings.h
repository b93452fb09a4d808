/* An earlier run, as its findings.json tells: the settings, and which inputs it had. */
#ifndef RP_CLI_SETTINGS_H
#define RP_CLI_SETTINGS_H

#include "cli/cli.h"
#include "segment/corpus.h"

struct rp_earlier_input {
    char *path, *sha256; /* owned; sha256 is NULL for one that was skipped */
};

struct rp_earlier {
    const char *file; /* the caller's; NULL: there is none */
    char *version;
    RP_VEC(struct rp_earlier_input) inputs; /* in their order, skipped ones last */
    RP_VEC(char *) operands;                /* their paths, borrowed */
};

/* Read `file` into *earlier (zeroed) and hand its settings to `set` one by one, as names of
 * options and values as one would type them.
 * error: those of rp_file_read, RP_ERR_FORMAT, and what `set` returned; with the file's
 *        name. Release *earlier also then */
int rp_earlier_read(struct rp_earlier *earlier, const char *file,
                    int (*set)(void *context, const char *name, const char *value,
                               struct rp_error *err),
                    void *context, struct rp_error *err);
void rp_earlier_release(struct rp_earlier *earlier);

/* Say what is not as it was then: the version, and inputs. */
void rp_earlier_compare(const struct rp_earlier *earlier, const struct rp_cli *cli,
                        const struct rp_corpus *corpus);

#endif
