#include "judge/align.h"

#include <string.h>

enum { TABLE_CELLS = 16384 }; /* a square of 128 terms: nearly every pair of clauses */

#define NONE UINT32_MAX

struct side {
    const struct rp_term *v;
    uint32_t *match;
    size_t n;
};

struct job {
    struct side a, b; /* the whole sides; a is the canonical first */
    const uint32_t *mbit;
    struct rp_align_scratch *scratch;
};

/* Each matched term counts one more than its information, so that of two alignments of the
 * same information the one with more words wins. */
static uint32_t weight(const struct job *job, size_t i)
{
    return job->mbit[job->a.v[i].id] + 1;
}

static void match(struct job *job, size_t i, size_t j)
{
    job->a.match[i] = (uint32_t)j;
    job->b.match[j] = (uint32_t)i;
}

/* row[j - b_beg], j in [b_beg, b_end]: the weight of a[a_beg..a_end) against b[b_beg..j).
 */
static void forward(const struct job *job, size_t a_beg, size_t a_end, size_t b_beg,
                    size_t b_end, uint32_t *row)
{
    memset(row, 0, (b_end - b_beg + 1) * sizeof *row);
    for (size_t i = a_beg; i < a_end; i++) {
        const uint32_t id = job->a.v[i].id, w = weight(job, i);
        uint32_t diagonal = 0;
        for (size_t j = b_beg; j < b_end; j++) {
            uint32_t *cell = &row[j - b_beg + 1];
            const uint32_t above = *cell;
            uint32_t best = above > cell[-1] ? above : cell[-1];
            if (job->b.v[j].id == id && diagonal + w > best)
                best = diagonal + w;
            *cell = best;
            diagonal = above;
        }
    }
}

/* row[j - b_beg]: the weight of a[a_beg..a_end) against b[j..b_end). */
static void backward(const struct job *job, size_t a_beg, size_t a_end, size_t b_beg,
                     size_t b_end, uint32_t *row)
{
    memset(row, 0, (b_end - b_beg + 1) * sizeof *row);
    for (size_t i = a_end; i-- > a_beg;) {
        const uint32_t id = job->a.v[i].id, w = weight(job, i);
        uint32_t diagonal = 0;
        for (size_t j = b_end; j-- > b_beg;) {
            uint32_t *cell = &row[j - b_beg];
            const uint32_t below = *cell;
            uint32_t best = below > cell[1] ? below : cell[1];
            if (job->b.v[j].id == id && diagonal + w > best)
                best = diagonal + w;
            *cell = best;
            diagonal = below;
        }
    }
}

enum step { STEP_A, STEP_B, STEP_MATCH };

/* A square that fits the table: one pass, and back along the steps. */
static void solve_small(struct job *job, size_t a_beg, size_t a_end, size_t b_beg,
                        size_t b_end, uint32_t *row, uint8_t *steps)
{
    const size_t m = b_end - b_beg;
    memset(row, 0, (m + 1) * sizeof *row);
    for (size_t i = a_beg; i < a_end; i++) {
        const uint32_t id = job->a.v[i].id, w = weight(job, i);
        uint8_t *step = steps + (i - a_beg) * m;
        uint32_t diagonal = 0;
        for (size_t j = 0; j < m; j++) {
            const uint32_t above = row[j + 1];
            uint32_t best = row[j];
            step[j] = STEP_B;
            if (above > best) {
                best = above;
                step[j] = STEP_A;
            }
            if (job->b.v[b_beg + j].id == id && diagonal + w >= best) {
                best = diagonal + w;
                step[j] = STEP_MATCH;
            }
            row[j + 1] = best;
            diagonal = above;
        }
    }
    for (size_t i = a_end, j = m; i > a_beg && j > 0;)
        switch (steps[(i - a_beg - 1) * m + j - 1]) {
        case STEP_MATCH:
            match(job, --i, b_beg + --j);
            break;
        case STEP_A:
            i--;
            break;
        default:
            j--;
        }
}

static void solve(struct job *job, size_t a_beg, size_t a_end, size_t b_beg, size_t b_end)
{
    /* Equal ends belong to some heaviest subsequence: identical clauses cost one pass. */
    for (; a_beg < a_end && b_beg < b_end && job->a.v[a_beg].id == job->b.v[b_beg].id;
         a_beg++, b_beg++)
        match(job, a_beg, b_beg);
    for (;
         a_beg < a_end && b_beg < b_end && job->a.v[a_end - 1].id == job->b.v[b_end - 1].id;
         a_end--, b_end--)
        match(job, a_end - 1, b_end - 1);
    const size_t n = a_end - a_beg, m = b_end - b_beg;
    if (n == 0 || m == 0)
        return;
    uint32_t *row = job->scratch->rows.v;
    if (m <= TABLE_CELLS / n) {
        solve_small(job, a_beg, a_end, b_beg, b_end, row, job->scratch->steps.v);
        return;
    }
    if (n == 1) { /* longer than the table: take the first of the same */
        for (size_t j = b_beg; j < b_end; j++)
            if (job->b.v[j].id == job->a.v[a_beg].id) {
                match(job, a_beg, j);
                break;
            }
        return;
    }
    const size_t a_mid = a_beg + n / 2;
    uint32_t *back = row + m + 1;
    forward(job, a_beg, a_mid, b_beg, b_end, row);
    backward(job, a_mid, a_end, b_beg, b_end, back);
    size_t b_mid = b_beg;
    uint64_t best = 0;
    for (size_t j = 0; j <= m; j++)
        if ((uint64_t)row[j] + back[j] > best) {
            best = (uint64_t)row[j] + back[j];
            b_mid = b_beg + j;
        }
    solve(job, a_beg, a_mid, b_beg, b_mid);
    solve(job, a_mid, a_end, b_mid, b_end);
}

/* Where a matched term stands alone and the same terms stand next to a neighbouring run,
 * let it join the run: "of ... of the Council" against "of the Council". The weight stays.
 */
static void join_runs(struct job *job)
{
    uint32_t *ma = job->a.match, *mb = job->b.match;
    for (size_t i = job->a.n; i-- > 0;) { /* forward, from the right */
        if (ma[i] == NONE)
            continue;
        size_t k = i + 1;
        while (k < job->a.n && ma[k] == NONE)
            k++;
        if (k == job->a.n || ma[k] <= ma[i])
            continue;
        const size_t l = ma[k], j = ma[i];
        const bool free_a = k - 1 == i || ma[k - 1] == NONE;
        const bool free_b = l - 1 == j || mb[l - 1] == NONE;
        const bool joined = i > 0 && j > 0 && ma[i - 1] == j - 1;
        if ((k - 1 == i && l - 1 == j) || joined || !free_a || !free_b ||
            job->a.v[k - 1].id != job->a.v[i].id || job->b.v[l - 1].id != job->a.v[i].id)
            continue;
        ma[i] = mb[j] = NONE;
        match(job, k - 1, l - 1);
    }
    for (size_t i = 0; i < job->a.n; i++) { /* backward, from the left */
        if (ma[i] == NONE)
            continue;
        size_t k = i;
        while (k > 0 && ma[k - 1] == NONE)
            k--;
        if (k == 0 || ma[k - 1] >= ma[i])
            continue;
        const size_t l = (size_t)ma[k - 1] + 1, j = ma[i];
        const bool free_b = l == j || mb[l] == NONE;
        const bool joined = i + 1 < job->a.n && j + 1 < job->b.n && ma[i + 1] == j + 1;
        if ((k == i && l == j) || joined || !free_b || job->a.v[k].id != job->a.v[i].id ||
            job->b.v[l].id != job->a.v[i].id)
            continue;
        ma[i] = mb[j] = NONE;
        match(job, k, l);
    }
}

/* Passages that moved: the heaviest common run of what is left, again and again. */
static void match_moved(struct job *job, const struct rp_parameters *p)
{
    for (uint32_t round = 0; round < p->moved_passages; round++) {
        size_t at_a = 0, at_b = 0, length = 0;
        uint32_t heaviest = 0;
        for (size_t i = 0; i < job->a.n; i++) {
            if (job->a.match[i] != NONE)
                continue;
            for (size_t j = 0; j < job->b.n; j++) {
                if (job->b.match[j] != NONE || job->a.v[i].id != job->b.v[j].id)
                    continue;
                /* a run is looked at from its beginning only */
                if (i > 0 && j > 0 && job->a.match[i - 1] == NONE &&
                    job->b.match[j - 1] == NONE && job->a.v[i - 1].id == job->b.v[j - 1].id)
                    continue;
                size_t n = 0;
                uint32_t w = 0;
                while (i + n < job->a.n && j + n < job->b.n &&
                       job->a.match[i + n] == NONE && job->b.match[j + n] == NONE &&
                       job->a.v[i + n].id == job->b.v[j + n].id) {
                    w += job->mbit[job->a.v[i + n].id];
                    n++;
                }
                if (n >= p->moved_terms && w >= p->moved_mbit && w > heaviest) {
                    at_a = i;
                    at_b = j;
                    length = n;
                    heaviest = w;
                }
            }
        }
        if (length == 0)
            return;
        for (size_t k = 0; k < length; k++)
            match(job, at_a + k, at_b + k);
    }
}

/* A run that names a Sector, its Bureau, group or assembly stays, however short: that is
 * where parallel texts differ. */
static void drop_chance(struct job *job, const struct rp_parameters *p)
{
    uint32_t *ma = job->a.match;
    for (size_t i = 0, end; i < job->a.n; i = end) {
        end = i + 1;
        if (ma[i] == NONE)
            continue;
        uint32_t w = job->mbit[job->a.v[i].id];
        bool sector = job->a.v[i].sector && job->b.v[ma[i]].sector;
        for (; end < job->a.n && ma[end] != NONE && ma[end] == ma[end - 1] + 1; end++) {
            w += job->mbit[job->a.v[end].id];
            sector |= job->a.v[end].sector && job->b.v[ma[end]].sector;
        }
        if (sector || w >= p->block_mbit || end - i >= p->block_terms)
            continue;
        for (size_t k = i; k < end; k++) {
            job->b.match[ma[k]] = NONE;
            ma[k] = NONE;
        }
    }
}

/* The longer side first, then the one whose terms come first: so both orders of the
 * arguments solve the same problem. */
static bool turned(const struct rp_term *a, size_t n_a, const struct rp_term *b, size_t n_b)
{
    if (n_a != n_b)
        return n_a < n_b;
    for (size_t i = 0; i < n_a; i++)
        if (a[i].id != b[i].id)
            return a[i].id > b[i].id;
    return false;
}

static int prepare(struct job *job, const struct rp_term *a, size_t n_a,
                   const struct rp_term *b, size_t n_b, const uint32_t *mbit,
                   struct rp_align_scratch *scratch, uint32_t *match_a, uint32_t *match_b)
{
    *job = (struct job){{a, match_a, n_a}, {b, match_b, n_b}, mbit, scratch};
    if (turned(a, n_a, b, n_b)) {
        const struct side side = job->a;
        job->a = job->b;
        job->b = side;
    }
    memset(match_a, 0xff, n_a * sizeof *match_a);
    memset(match_b, 0xff, n_b * sizeof *match_b);
    if (rp_vec_reserve(&scratch->rows, 2 * (job->b.n + 1)) ||
        rp_vec_reserve(&scratch->steps, TABLE_CELLS))
        return RP_ERR_MEMORY;
    return RP_OK;
}

int rp_align_subsequence(const struct rp_term *a, size_t n_a, const struct rp_term *b,
                         size_t n_b, const uint32_t *mbit, struct rp_align_scratch *scratch,
                         uint32_t *match_a, uint32_t *match_b)
{
    struct job job;
    if (n_a == 0 || n_b == 0) {
        memset(match_a, 0xff, n_a * sizeof *match_a);
        memset(match_b, 0xff, n_b * sizeof *match_b);
        return RP_OK;
    }
    int status = prepare(&job, a, n_a, b, n_b, mbit, scratch, match_a, match_b);
    if (status)
        return status;
    solve(&job, 0, job.a.n, 0, job.b.n);
    join_runs(&job);
    return RP_OK;
}

int rp_align(const struct rp_term *a, size_t n_a, const struct rp_term *b, size_t n_b,
             const uint32_t *mbit, const struct rp_parameters *parameters,
             struct rp_align_scratch *scratch, uint32_t *match_a, uint32_t *match_b)
{
    int status = rp_align_subsequence(a, n_a, b, n_b, mbit, scratch, match_a, match_b);
    if (status || n_a == 0 || n_b == 0)
        return status;
    struct job job = {{a, match_a, n_a}, {b, match_b, n_b}, mbit, scratch};
    if (turned(a, n_a, b, n_b))
        job = (struct job){{b, match_b, n_b}, {a, match_a, n_a}, mbit, scratch};
    match_moved(&job, parameters);
    drop_chance(&job, parameters);
    return RP_OK;
}

void rp_align_scratch_release(struct rp_align_scratch *scratch)
{
    rp_vec_release(&scratch->rows);
    rp_vec_release(&scratch->steps);
}

bool rp_align_validate(const struct rp_term *a, size_t n_a, const struct rp_term *b,
                       size_t n_b, const uint32_t *match_a, const uint32_t *match_b,
                       const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < n_a && !*why; i++)
        if (match_a[i] != NONE && (match_a[i] >= n_b || match_b[match_a[i]] != i))
            *why = "a match is not one to one";
        else if (match_a[i] != NONE && a[i].id != b[match_a[i]].id)
            *why = "unlike terms are matched";
    for (size_t j = 0; j < n_b && !*why; j++)
        if (match_b[j] != NONE && (match_b[j] >= n_a || match_a[match_b[j]] != j))
            *why = "a match is not one to one";
    return !*why;
}
