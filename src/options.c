#include "base/status.h"

/* A run of more words than a clause has is no shingle. */
enum { MAX_SHINGLE_TOK = 64 };

void rp_options_init(struct rp_options *options)
{
    *options = (struct rp_options){
        .view = RP_VIEW_ACCEPTED,
        .shingle_tok = 3,
        .min_jaccard_ppm = 800000,
        .min_score_ppm = 300000,
        .engine = RP_ENGINE_AUTO,
        .recall_ppm = 990000,
        .max_pairs = 50000000,
        .max_file_bytes = 1ULL << 30,
        .max_paragraph_bytes = 16ULL << 20,
        .max_unpacked_bytes = 1ULL << 30,
        .max_unpack_ratio = 200,
        .max_nesting = 1000,
        .max_tag_bytes = 4 << 20,
        .max_depth = 64,
        .max_words = 4096,
        .max_postings = 4096,
        .max_candidates = 256,
        .max_findings = 10000,
        .max_resolutions = 4096,
    };
}

int rp_options_take(struct rp_options *out, const struct rp_options *options,
                    struct rp_error *err)
{
    if (!options) {
        rp_options_init(out);
        return RP_OK;
    }
    const char *wrong = NULL;
    if ((unsigned)options->view > RP_VIEW_ALL)
        wrong = "view";
    else if ((unsigned)options->engine > RP_ENGINE_LSH)
        wrong = "engine";
    else if (options->shingle_tok < 1 || options->shingle_tok > MAX_SHINGLE_TOK)
        wrong = "shingle_tok";
    else if (options->min_jaccard_ppm < 1 || options->min_jaccard_ppm > 1000000)
        wrong = "min_jaccard_ppm";
    else if (options->min_score_ppm > 1000000)
        wrong = "min_score_ppm";
    else if (options->recall_ppm > 1000000)
        wrong = "recall_ppm";
    else if (options->max_words < 1)
        wrong = "max_words";
    if (wrong)
        return rp_fail(err, RP_ERR_USAGE, NULL, 0,
                       "options: %s is out of range; rp_options_init sets all members",
                       wrong);
    *out = *options;
    return RP_OK;
}

const char *rp_version(void)
{
    return RP_VERSION;
}
