/* The data files of corpus/ that are compiled in (scripts/embed). */
#ifndef RP_SEGMENT_DATA_H
#define RP_SEGMENT_DATA_H

extern const char rp_data_bodies[];  /* bodies.tsv: body place year */
extern const char rp_data_lexicon[]; /* lexicon.tsv: language role phrase */
extern const char rp_data_hyphens[]; /* hyphens.tsv: words that keep their hyphen */
extern const char rp_data_rules[];   /* a digest of the sources (scripts/digest) */

#endif
