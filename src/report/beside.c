#include "report/beside.h"

#include <stdlib.h>

#include "base/alloc.h"

/* A pair that can stand in a row, a < b. */
struct match {
    uint32_t a, b;
    enum rp_relation relation;
    uint32_t home; /* the group that it is shown in, unless it is the anchor's; NOWHERE */
};

#define NOWHERE UINT32_MAX

struct builder {
    struct rp_beside *out;
    const struct rp_corpus *corpus;
    RP_VEC(struct match) matches; /* by a, then b */
    uint32_t *group;              /* of each resolution: the last it was seen in, from 1 */
    uint32_t *row; /* of each clause: the last it joined, from 1; its rows' firsts do not */
};

static int compare_matches(const void *x, const void *y)
{
    const struct match *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static int gather(struct builder *builder, const struct rp_result *result,
                  uint32_t least_ppm)
{
    const struct rp_clause *clauses = builder->corpus->clauses.v;
    int status = RP_OK;
    for (size_t i = 0; result && i < result->pairs.n && status == RP_OK; i++) {
        const struct rp_verdict *pair = &result->pairs.v[i];
        if (pair->score_ppm >= least_ppm &&
            (rp_relation_repeats(pair->relation) || pair->relation == RP_RELATION_PARTIAL ||
             pair->relation == RP_RELATION_INTEGRATION) &&
            !clauses[pair->a].superseded && !clauses[pair->b].superseded &&
            clauses[pair->a].resolution != clauses[pair->b].resolution)
            status = rp_vec_push(&builder->matches,
                                 (struct match){pair->a, pair->b, pair->relation, NOWHERE});
    }
    if (status == RP_OK && builder->matches.n)
        qsort(builder->matches.v, builder->matches.n, sizeof *builder->matches.v,
              compare_matches);
    return status;
}

static bool is_anchored(const struct rp_subject *group, uint32_t x, uint32_t y)
{
    return group->anchor == x || group->anchor == y;
}

static uint32_t score_with(const struct rp_links *links, const struct rp_subject *group,
                           uint32_t resolution)
{
    return links->scores[rp_pair_index(resolution, group->anchor)];
}

/* Two resolutions that share provisions on another subject may both be in a group for
 * reasons of their own. Where they are in a group of one of them, their provisions stand
 * there; else in the group that they both belong to most. */
static int find_homes(struct builder *builder, const struct rp_links *links)
{
    const size_t n = links->n;
    uint32_t *first = rp_alloc_zero(n + 1, sizeof *first);
    uint32_t *groups = rp_alloc(links->members.n, sizeof *groups);
    const struct rp_clause *clauses = builder->corpus->clauses.v;
    int status = first && groups ? RP_OK : RP_ERR_MEMORY;
    for (size_t i = 0; i < links->members.n && status == RP_OK; i++)
        first[links->members.v[i]]++;
    for (size_t r = 1; r <= n && status == RP_OK; r++)
        first[r] += first[r - 1]; /* the end of each, counted down below */
    for (size_t g = links->groups.n; g-- > 0 && status == RP_OK;)
        for (uint32_t m = 0; m < links->groups.v[g].n_members; m++)
            groups[--first[links->members.v[links->groups.v[g].first_member + m]]] =
                (uint32_t)g;
    for (size_t i = 0; i < builder->matches.n && status == RP_OK; i++) {
        struct match *match = &builder->matches.v[i];
        const uint32_t a = clauses[match->a].resolution, b = clauses[match->b].resolution;
        uint32_t best = 0, k = first[a], l = first[b];
        bool has_own = false;
        while (k < first[a + 1] && l < first[b + 1]) {
            if (groups[k] != groups[l]) {
                *(groups[k] < groups[l] ? &k : &l) += 1;
                continue;
            }
            const struct rp_subject *group = &links->groups.v[groups[k]];
            has_own = has_own || is_anchored(group, a, b);
            if (!has_own) {
                const uint32_t x = score_with(links, group, a);
                const uint32_t y = score_with(links, group, b);
                if (match->home == NOWHERE || (x < y ? x : y) > best) {
                    best = x < y ? x : y;
                    match->home = groups[k];
                }
            }
            k++;
            l++;
        }
        match->home = has_own ? NOWHERE : match->home;
    }
    rp_free(first);
    rp_free(groups);
    return status;
}

/* The first match whose a is this clause or a later one. */
static size_t find(const struct builder *builder, uint32_t clause)
{
    size_t lo = 0, hi = builder->matches.n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (builder->matches.v[mid].a < clause)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Whether the resolution of matches[i].b has a clause among [beg, end) that repeats a: then
 * what only shares a passage with it stays out. */
static bool is_repeated_elsewhere(const struct builder *builder, size_t i, size_t beg,
                                  size_t end)
{
    const struct match *m = builder->matches.v;
    const struct rp_clause *clauses = builder->corpus->clauses.v;
    for (size_t k = beg; k < end && !rp_relation_repeats(m[i].relation); k++)
        if (rp_relation_repeats(m[k].relation) &&
            clauses[m[k].b].resolution == clauses[m[i].b].resolution)
            return true;
    return false;
}

/* The row of the matches [beg, end), all with one a, unless another row has all of it. */
static int add_row(struct builder *builder, const struct rp_links *links, uint32_t group,
                   size_t beg, size_t end)
{
    const struct rp_clause *clauses = builder->corpus->clauses.v;
    struct rp_beside *out = builder->out;
    const uint32_t a = builder->matches.v[beg].a, joined = builder->row[a];
    const uint32_t first = (uint32_t)out->clauses.n;
    const uint32_t first_row = out->first_row.v[group] + 1;
    bool is_new = joined < first_row;
    int status = rp_vec_push(&out->clauses, (struct rp_beside_clause){a, RP_RELATION_NONE});
    for (size_t i = beg; i < end && status == RP_OK; i++) {
        const struct match *match = &builder->matches.v[i];
        const uint32_t b = clauses[match->b].resolution;
        if (builder->group[b] != group + 1 ||
            (match->home != group &&
             !is_anchored(&links->groups.v[group], clauses[a].resolution, b)) ||
            is_repeated_elsewhere(builder, i, beg, end))
            continue;
        is_new = is_new || builder->row[match->b] != joined;
        status = rp_vec_push(&out->clauses,
                             (struct rp_beside_clause){match->b, match->relation});
    }
    const uint32_t n = (uint32_t)out->clauses.n - first;
    if (status || n < 2 || !is_new) {
        out->clauses.n = first;
        return status;
    }
    status = rp_vec_push(&out->rows, (struct rp_beside_row){group, first, n});
    for (uint32_t i = 1; i < n; i++)
        builder->row[out->clauses.v[first + i].clause] = (uint32_t)out->rows.n;
    return status;
}

static int add_group(struct builder *builder, const struct rp_links *links, uint32_t g)
{
    const struct rp_subject *group = &links->groups.v[g];
    const uint32_t *members = &links->members.v[group->first_member];
    int status = rp_vec_push(&builder->out->first_row, (uint32_t)builder->out->rows.n);
    for (uint32_t m = 0; m < group->n_members; m++)
        builder->group[members[m]] = g + 1;
    for (uint32_t m = 0; m < group->n_members && status == RP_OK; m++) {
        const struct rp_resolution *r = &builder->corpus->resolutions.v[members[m]];
        size_t end = find(builder, r->first_clause + r->n_clauses);
        for (size_t i = find(builder, r->first_clause), next; i < end && status == RP_OK;
             i = next) {
            for (next = i + 1;
                 next < end && builder->matches.v[next].a == builder->matches.v[i].a;)
                next++;
            status = add_row(builder, links, g, i, next);
        }
    }
    return status;
}

int rp_beside_fill(struct rp_beside *out, const struct rp_map_report *report)
{
    const struct rp_corpus *corpus = report->corpus;
    struct rp_beside made = {0};
    struct builder builder = {.out = &made, .corpus = corpus};
    builder.group = rp_alloc_zero(corpus->resolutions.n, sizeof *builder.group);
    builder.row = rp_alloc_zero(corpus->clauses.n, sizeof *builder.row);
    int status = builder.group && builder.row
                     ? gather(&builder, report->result,
                              report->options ? report->options->min_score_ppm : 0)
                     : RP_ERR_MEMORY;
    if (status == RP_OK)
        status = find_homes(&builder, report->links);
    for (uint32_t g = 0; g < report->links->groups.n && status == RP_OK; g++)
        status = add_group(&builder, report->links, g);
    if (status == RP_OK)
        status = rp_vec_push(&made.first_row, (uint32_t)made.rows.n);
    rp_vec_release(&builder.matches);
    rp_free(builder.group);
    rp_free(builder.row);
    if (status)
        rp_beside_release(&made);
    else
        *out = made;
    return status;
}

void rp_beside_release(struct rp_beside *beside)
{
    rp_vec_release(&beside->rows);
    rp_vec_release(&beside->clauses);
    rp_vec_release(&beside->first_row);
}
