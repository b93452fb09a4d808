#include "judge/weights.h"

#include "judge/data.h"

uint32_t rp_log2_mbit(uint64_t num, uint64_t den)
{
    if (den == 0 || num <= den)
        return 0;
    uint32_t whole = 0;
    while (num > UINT32_MAX) { /* 32 bits of precision are kept */
        num >>= 1;
        den >>= 1;
    }
    if (den == 0)
        return 0;
    while (num / 2 >= den) {
        whole++;
        den <<= 1;
    }
    /* The fraction, bit by bit: x in [1, 2) with 31 binary places is squared. */
    uint64_t x = (num << 31) / den, fraction = 0;
    for (int i = 0; i < 16; i++) {
        x = x * x >> 31;
        fraction <<= 1;
        if (x >> 32) {
            x >>= 1;
            fraction |= 1;
        }
    }
    return whole * 1000 + (uint32_t)(fraction * 1000 >> 16);
}

static uint64_t root(uint64_t x)
{
    uint64_t r = 0;
    for (uint64_t bit = 1ULL << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= x)
            r += bit;
    return r;
}

/* A resolution as a vector over terms, of length 2^16. */
struct entry {
    uint32_t id;
    uint32_t value; /* first how many texts use the term, then its share of the vector */
};

struct vectors {
    RP_VEC(struct entry) entries;
    RP_VEC(uint32_t) first; /* one more than there are vectors */
    RP_VEC(uint32_t) users; /* vectors that use term i: [first_user.v[i], ...[i + 1]) */
    RP_VEC(uint32_t) first_user;
    uint64_t *sums; /* by term; zero between uses */
};

static int add_text(struct vectors *v, const struct rp_terms *terms, size_t text,
                    uint32_t *slot, uint32_t *last, uint32_t stamp)
{
    const size_t beg = v->first.v[v->first.n - 1];
    for (size_t k = terms->first.v[text]; k < terms->first.v[text + 1]; k++) {
        const uint32_t id = terms->terms.v[k].id;
        if (last[id] == stamp)
            continue; /* counted for this text */
        last[id] = stamp;
        if (slot[id] < beg) {
            slot[id] = (uint32_t)v->entries.n;
            if (rp_vec_push(&v->entries, (struct entry){id, 0}))
                return RP_ERR_MEMORY;
        }
        v->entries.v[slot[id]].value++;
    }
    return RP_OK;
}

/* One vector for each resolution that has a clause in force. */
static int count_terms(struct vectors *v, const struct rp_corpus *corpus,
                       const struct rp_terms *terms, uint32_t *resolutions)
{
    const size_t n = terms->keys.n;
    uint32_t *slot = rp_alloc_zero(n, sizeof *slot), *last = rp_alloc_zero(n, sizeof *last);
    int status = slot && last ? RP_OK : RP_ERR_MEMORY;
    uint32_t stamp = 0;
    /* entry 0 belongs to no resolution, so that slot 0 means none */
    if (status == RP_OK)
        status = rp_vec_push(&v->entries, (struct entry){0});
    if (status == RP_OK)
        status = rp_vec_push(&v->first, 1);
    for (size_t i = 0; i < corpus->resolutions.n && status == RP_OK; i++) {
        const struct rp_resolution *r = &corpus->resolutions.v[i];
        uint32_t n_in_force = 0;
        if (r->draft)
            continue;
        for (uint32_t c = r->first_clause; c < r->first_clause + r->n_clauses; c++) {
            if (corpus->clauses.v[c].superseded || status)
                continue;
            n_in_force++;
            status = add_text(v, terms, c, slot, last, ++stamp);
        }
        if (n_in_force == 0 || status)
            continue;
        status = add_text(v, terms, corpus->clauses.n + i, slot, last, ++stamp);
        for (size_t k = v->first.v[v->first.n - 1]; k < v->entries.n; k++)
            resolutions[v->entries.v[k].id]++;
        if (status == RP_OK)
            status = rp_vec_push(&v->first, (uint32_t)v->entries.n);
    }
    rp_free(slot);
    rp_free(last);
    return status;
}

/* Weigh the counts as is usual, (1 + log count) * information, and scale to 2^16. */
static void scale(struct vectors *v, const uint32_t *mbit)
{
    for (size_t i = 0; i + 1 < v->first.n; i++) {
        uint64_t square = 0;
        for (size_t k = v->first.v[i]; k < v->first.v[i + 1]; k++) {
            struct entry *e = &v->entries.v[k];
            e->value = (1000 + rp_log2_mbit(e->value, 1)) * (mbit[e->id] / 8) / 1000;
            square += (uint64_t)e->value * e->value;
        }
        const uint64_t length = root(square);
        for (size_t k = v->first.v[i]; k < v->first.v[i + 1] && length; k++)
            v->entries.v[k].value =
                (uint32_t)(((uint64_t)v->entries.v[k].value << 16) / length);
    }
}

static int list_users(struct vectors *v, const uint32_t *resolutions, size_t n_ids)
{
    const size_t n = v->entries.n - 1;
    if (rp_vec_reserve(&v->users, n) || rp_vec_reserve(&v->first_user, n_ids + 1))
        return RP_ERR_MEMORY;
    v->users.n = n;
    v->first_user.n = n_ids + 1;
    uint32_t at = 0;
    for (size_t id = 0; id < n_ids; id++) {
        v->first_user.v[id] = at;
        at += resolutions[id];
    }
    for (size_t i = 0; i + 1 < v->first.n; i++)
        for (size_t k = v->first.v[i]; k < v->first.v[i + 1]; k++)
            v->users.v[v->first_user.v[v->entries.v[k].id]++] = (uint32_t)i;
    for (size_t id = n_ids; id > 0; id--)
        v->first_user.v[id] = v->first_user.v[id - 1];
    v->first_user.v[0] = 0;
    return RP_OK;
}

/* The mean cosine of two of the users[0..n), leaving out term `except`, in units of 2^-32.
 * The sum over all pairs comes from the length of the sum of the vectors. */
static uint64_t mean_cosine(struct vectors *v, const uint32_t *users, size_t n,
                            uint32_t except)
{
    uint64_t own = 0, all = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = v->first.v[users[i]]; k < v->first.v[users[i] + 1]; k++) {
            const struct entry *e = &v->entries.v[k];
            if (e->id == except)
                continue;
            own += (uint64_t)e->value * e->value;
            v->sums[e->id] += e->value;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t k = v->first.v[users[i]]; k < v->first.v[users[i] + 1]; k++) {
            const uint32_t id = v->entries.v[k].id;
            all += v->sums[id] * v->sums[id];
            v->sums[id] = 0;
        }
    return (all - own) / ((uint64_t)n * (n - 1));
}

/* At most `sample` of the users of a term, evenly spread. */
static size_t sample_users(const struct vectors *v, uint32_t id, uint32_t sample,
                           uint32_t *out)
{
    const uint32_t *users = v->users.v + v->first_user.v[id];
    const size_t n = v->first_user.v[id + 1] - v->first_user.v[id];
    const size_t m = n < sample ? n : sample;
    for (size_t i = 0; i < m; i++)
        out[i] = users[i * n / m];
    return m;
}

struct background {
    uint32_t per_million; /* of resolutions use it */
    uint32_t cohesion_pct;
};

static uint32_t number(struct rp_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    return n;
}

static int read_background(struct background *background, const struct rp_terms *terms,
                           const struct rp_phrases *phrases,
                           int (*tokenize)(struct rp_tokens *out, struct rp_str s))
{
    struct rp_str field[3];
    const char *line = rp_data_line(rp_data_weights, field, 3); /* header */
    while (line && (line = rp_data_line(line, field, 3))) {
        uint64_t key;
        int one = rp_phrases_key(phrases, field[0], tokenize, &key);
        if (one < 0)
            return one;
        const uint32_t id = one ? rp_terms_find(terms, key) : UINT32_MAX;
        if (id != UINT32_MAX && number(field[1]))
            background[id] = (struct background){number(field[1]), number(field[2])};
    }
    return RP_OK;
}

static uint32_t subject_ppm(uint64_t cohesion_pct, const struct rp_parameters *p)
{
    if (cohesion_pct <= p->procedure_cohesion_pct)
        return 0;
    if (cohesion_pct >= p->subject_cohesion_pct)
        return 1000000;
    return (uint32_t)((cohesion_pct - p->procedure_cohesion_pct) * 1000000 /
                      (p->subject_cohesion_pct - p->procedure_cohesion_pct));
}

static int weigh_subjects(struct rp_weights *w, struct vectors *v,
                          const struct background *background,
                          const struct rp_parameters *p)
{
    const uint64_t n_vectors = v->first.n - 1;
    uint32_t *users = rp_alloc(p->sample_resolutions, sizeof *users);
    if (!users)
        return RP_ERR_MEMORY;
    size_t n_base = 0;
    for (size_t m = n_vectors < p->sample_resolutions ? n_vectors : p->sample_resolutions;
         n_base < m; n_base++)
        users[n_base] = (uint32_t)(n_base * n_vectors / m);
    const uint64_t base = n_base > 1 ? mean_cosine(v, users, n_base, UINT32_MAX) : 0;
    for (uint32_t id = 0; id < w->n; id++) {
        /* a term that nothing is known of is taken for subject */
        const uint32_t known = background[id].cohesion_pct ? background[id].cohesion_pct
                                                           : p->subject_cohesion_pct;
        const size_t n = sample_users(v, id, p->sample_resolutions, users);
        uint64_t pct = known;
        if (n > 1 && base) {
            const uint64_t here = mean_cosine(v, users, n, id) * 100 / base;
            /* a handful of resolutions cannot say what is alike */
            const uint64_t all = n_vectors + p->background_resolutions;
            const uint64_t say =
                w->resolutions[id] * 1000ULL * n_vectors / all * n_vectors / all;
            const uint64_t prior =
                background[id].cohesion_pct ? p->background_cohesion * 1000ULL : 500;
            pct = (here * say + known * prior) / (say + prior);
        }
        w->subject_ppm[id] = subject_ppm(pct, p);
    }
    rp_free(users);
    return RP_OK;
}

int rp_weights_fill(struct rp_weights *weights, const struct rp_corpus *corpus,
                    const struct rp_terms *terms, const struct rp_phrases *phrases,
                    int (*tokenize)(struct rp_tokens *out, struct rp_str s),
                    const struct rp_parameters *parameters, struct rp_error *err)
{
    const size_t n = terms->keys.n;
    struct vectors v = {0};
    struct rp_weights w = {rp_alloc_zero(n, sizeof *w.mbit),
                           rp_alloc_zero(n, sizeof *w.subject_ppm),
                           rp_alloc_zero(n, sizeof *w.resolutions), n};
    struct background *background = rp_alloc_zero(n, sizeof *background);
    v.sums = rp_alloc_zero(n, sizeof *v.sums);
    int status = w.mbit && w.subject_ppm && w.resolutions && background && v.sums
                     ? RP_OK
                     : RP_ERR_MEMORY;
    if (status == RP_OK)
        status = count_terms(&v, corpus, terms, w.resolutions);
    if (status == RP_OK)
        status = read_background(background, terms, phrases, tokenize);
    if (status == RP_OK) {
        const uint64_t prior = parameters->background_resolutions;
        const uint64_t all = (v.first.n - 1 + prior) * 1000000 + 1000000;
        for (size_t id = 0; id < n; id++)
            w.mbit[id] = rp_log2_mbit(all, (uint64_t)w.resolutions[id] * 1000000 + 500000 +
                                               prior * background[id].per_million);
        scale(&v, w.mbit);
        status = list_users(&v, w.resolutions, n);
    }
    if (status == RP_OK)
        status = weigh_subjects(&w, &v, background, parameters);
    rp_vec_release(&v.entries);
    rp_vec_release(&v.first);
    rp_vec_release(&v.users);
    rp_vec_release(&v.first_user);
    rp_free(v.sums);
    rp_free(background);
    if (status) {
        rp_weights_release(&w);
        return rp_fail_memory(err);
    }
    *weights = w;
    return RP_OK;
}

void rp_weights_release(struct rp_weights *weights)
{
    rp_free(weights->mbit);
    rp_free(weights->subject_ppm);
    rp_free(weights->resolutions);
    *weights = (struct rp_weights){0};
}
