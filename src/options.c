#include "reprise.h"

void rp_options_init(struct rp_options *options)
{
    *options = (struct rp_options){
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

const char *rp_version(void)
{
    return RP_VERSION;
}
