/* Growable arrays: any struct that begins with { T *v; size_t n, cap; }. */
#ifndef RP_BASE_VEC_H
#define RP_BASE_VEC_H

#include <stddef.h>

#include "base/alloc.h"
#include "reprise.h"

#define RP_VEC(T)                                                                          \
    struct {                                                                               \
        T *v;                                                                              \
        size_t n, cap;                                                                     \
    }

int rp_vec_reserve_raw(void *vec, size_t need, size_t elem_bytes);

/* RP_OK or RP_ERR_MEMORY; on failure the array stands as it was. */
#ifndef __clang_analyzer__
#define rp_vec_reserve(vec, need)                                                          \
    ((need) <= (vec)->cap ? RP_OK : rp_vec_reserve_raw((vec), (need), sizeof *(vec)->v))
#else /* it cannot see from another file that an array with room is not NULL */
#define rp_vec_reserve(vec, need)                                                          \
    (rp_vec_reserve_raw((vec), (need), sizeof *(vec)->v) ? RP_ERR_MEMORY                   \
     : (vec)->v                                          ? RP_OK                           \
                                                         : (__builtin_unreachable(), RP_OK))
#endif

/* Append one value; amortised O(1). */
#define rp_vec_push(vec, ...)                                                              \
    (rp_vec_reserve((vec), (vec)->n + 1) ? RP_ERR_MEMORY                                   \
                                         : ((vec)->v[(vec)->n++] = (__VA_ARGS__), RP_OK))

#define rp_vec_release(vec)                                                                \
    do {                                                                                   \
        rp_free((vec)->v);                                                                 \
        (vec)->v = NULL;                                                                   \
        (vec)->n = (vec)->cap = 0;                                                         \
    } while (0)

#endif
