#include "match/lists.h"

#include <string.h>

#include "base/vec.h"
#include "match/candidates.h"

struct rp_kept {
    uint64_t id;
    enum rp_side side;
    uint32_t size, n;
    uint32_t at;  /* of the key in the elements listed */
    bool late;    /* the key is beyond the prefix that suffices for the smaller set */
    size_t first; /* in list->elements */
};

static uint64_t divide_up(uint64_t a, uint64_t b)
{
    return (a + b - 1) / b;
}

/* The place of the key among the elements, or n. */
static uint32_t find_key(const struct rp_listed *set, uint64_t key)
{
    uint32_t low = 0, high = set->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set->v[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->n && set->v[low] == key ? low : set->n;
}

/* Whether a and b have an element in common before the list's. */
static bool share_before(const uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b)
{
    for (uint32_t i = 0, k = 0; i < n_a && k < n_b;) {
        if (a[i] == b[k])
            return true;
        uint64_t x = a[i], y = b[k];
        i += x < y;
        k += y < x;
    }
    return false;
}

/* Append the pair of `old`, which was added before, and `new`, whose elements are v, if
 * they are alike; *found says whether. */
static int compare(struct rp_list *list, struct rp_likenesses *out, bool *found,
                   const struct rp_kept *old, const struct rp_kept *new, const uint64_t *v)
{
    uint64_t t = list->threshold_ppm, both = (uint64_t)old->size + new->size;
    uint32_t left_old = old->n - old->at, left_new = new->n - new->at;
    /* What is left of either from its key on must hold what alike sets share. */
    uint32_t least = (uint32_t)divide_up(t * both, 1000000 + t);
    *found = false;
    if ((left_old < left_new ? left_old : left_new) < least || (old->late && new->late)) {
        list->n_ruled_out++;
        return RP_OK;
    }
    const uint64_t *w = list->elements.v + old->first;
    if (share_before(w, old->at, v, new->at)) {
        list->n_elsewhere++;
        return RP_OK;
    }
    list->n_compared++;
    uint32_t rest = rp_count_shared(w + old->at + 1, left_old - 1, v + new->at + 1,
                                    left_new - 1, least - 1);
    if (rest == UINT32_MAX)
        return RP_OK;
    *found = true;
    return rp_vec_push(
        out, (struct rp_likeness){old->id, new->id, rest + 1, old->size, new->size});
}

void rp_list_begin(struct rp_list *list, uint64_t key)
{
    list->key = key;
    list->kept.n = 0;
    list->elements.n = 0;
}

int rp_list_add(struct rp_list *list, struct rp_likenesses *out, bool *has_key,
                const struct rp_listed *set)
{
    uint64_t n = set->size, t = list->threshold_ppm;
    struct rp_kept new = {
        set->id, set->side,       set->size, set->n, find_key(set, list->key),
        false,   list->elements.n};
    *has_key = new.at < new.n;
    if (!*has_key)
        return RP_OK;
    new.late = n - new.n + new.at >= n - divide_up(2 * t * n, 1000000 + t) + 1;
    enum rp_side with = set->side == RP_SIDE_FOLLOWER ? RP_SIDE_LEADER : RP_SIDE_EACH;
    int status = RP_OK;
    for (size_t i = 0; i < list->kept.n && set->side != RP_SIDE_LEADER && status == RP_OK;
         i++) {
        bool found;
        if (list->kept.v[i].side != with)
            continue;
        status = compare(list, out, &found, &list->kept.v[i], &new, set->v);
        if (found && set->side == RP_SIDE_FOLLOWER)
            break;
    }
    if (status || set->side == RP_SIDE_FOLLOWER)
        return status;
    if (rp_vec_reserve(&list->elements, list->elements.n + set->n) ||
        rp_vec_push(&list->kept, new))
        return RP_ERR_MEMORY;
    memcpy(list->elements.v + list->elements.n, set->v, set->n * sizeof *set->v);
    list->elements.n += set->n;
    return RP_OK;
}

void rp_list_release(struct rp_list *list)
{
    rp_vec_release(&list->kept);
    rp_vec_release(&list->elements);
}
