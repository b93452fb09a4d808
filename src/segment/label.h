/* Labels of paragraphs: "1", "4.2", "a)", "iv)", "(b)", a bullet. */
#ifndef RP_SEGMENT_LABEL_H
#define RP_SEGMENT_LABEL_H

#include "base/buf.h"

enum rp_label_kind {
    RP_LABEL_NONE,
    RP_LABEL_NUMBER, /* 1  4.2  3bis */
    RP_LABEL_PAREN,  /* 1) */
    RP_LABEL_LETTER, /* a) */
    RP_LABEL_ROMAN,  /* iv) */
    RP_LABEL_BULLET,
};

struct rp_label {
    enum rp_label_kind kind;
    char text[16];   /* "4.2", "a", "iv"; "-" for a bullet */
    uint32_t value;  /* its place in the sequence: 3 for "c" and "iii" */
    uint32_t end;    /* bytes of the line that the label and the space after it take */
    bool is_sure;    /* set off by a tab or a bracket, not by a mere space */
    bool is_capital; /* not sure, and a capital follows: "1 To do", "5 GHz" */
};

/* Parse the label at the start of s; kind RP_LABEL_NONE if there is none. A single letter
 * that could be either is ROMAN; the caller knows the sequence. */
void rp_label_parse(struct rp_str s, struct rp_label *label);

/* The path of labels down to the paragraph at hand. */
enum { RP_LABEL_DEPTH = 6 };
struct rp_label_path {
    struct rp_label at[RP_LABEL_DEPTH];
    uint32_t depth;
};

/* Enter a label: to its own level if its kind is open, else one deeper. */
void rp_label_path_enter(struct rp_label_path *path, struct rp_label label);

/* Append "1/a/ii" to *out. RP_ERR_MEMORY. */
int rp_label_path_print(const struct rp_label_path *path, struct rp_buf *out);

#endif
