/* Say how much of each draft stands elsewhere; more than a third is a failure.
 *
 *     cc check_draft.c $(pkg-config --cflags --libs reprise) -o check_draft
 *     ./check_draft DRAFT SOURCE...
 */
#include <reprise.h>

#include <stdio.h>

static void on_tick(void *context, const char *stage, uint64_t done, uint64_t total)
{
    (void)context;
    if (done == total)
        fprintf(stderr, "%s: done\n", stage);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: check_draft DRAFT SOURCE...\n");
        return 2;
    }
    struct rp_options options;
    rp_options_init(&options);
    options.view = RP_VIEW_ORIGINAL; /* the draft before its tracked changes */
    const struct rp_progress progress = {.tick = on_tick};
    struct rp_cards *cards = NULL;
    struct rp_error err = {0};
    if (rp_cards_new(&cards, (const char *const *)argv + 1, 1,
                     (const char *const *)argv + 2, (size_t)argc - 2, &options, NULL, NULL,
                     &progress, &err) != RP_OK) {
        fprintf(stderr, "%s: %s\n", err.document, err.message);
        return 2;
    }
    int too_many = 0;
    for (size_t i = 0; i < rp_cards_n(cards); i++) {
        uint32_t ppm = rp_cards_share_ppm(cards, i);
        printf("%s, %s: %u.%u %%\n", rp_cards_path(cards, i), rp_cards_name(cards, i),
               (unsigned)(ppm / 10000), (unsigned)(ppm / 1000 % 10));
        too_many += ppm > 333333;
    }
    rp_cards_free(cards);
    return too_many != 0;
}
