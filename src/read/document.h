/* A document as its reader gives it: paragraphs over immutable, valid UTF-8 bytes.
 *
 * Readers clean what belongs to the carrier and not to the text (bookmarks, hyperlink
 * field codes), and keep apart what stands beside it (footnotes). What they leave alone:
 * numbering, headings, lost hyphens, anything that needs to know what a resolution is.
 */
#ifndef RP_READ_DOCUMENT_H
#define RP_READ_DOCUMENT_H

#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"

/* A range of rp_document.text. */
struct rp_range {
    uint32_t beg, end;
};

enum rp_change { RP_CHANGE_NONE, RP_CHANGE_INSERTED, RP_CHANGE_DELETED };

/* What a reader knows of a paragraph's role from its format alone. */
enum rp_style {
    RP_STYLE_PLAIN,
    RP_STYLE_RES_NO, /* a resolution's number line */
    RP_STYLE_RES_TITLE,
    RP_STYLE_RES_REF, /* (Marrakesh, 2002; ...) */
    RP_STYLE_CALL,    /* a section heading such as "resolves" */
    RP_STYLE_ENUM1,
    RP_STYLE_ENUM2,
    RP_STYLE_ENUM3,
    RP_STYLE_HEADING, /* any other heading */
    RP_STYLE_FOOTNOTE,
    RP_STYLE_MARGIN, /* header or footer of a page, menu, table of contents */
};

struct rp_paragraph {
    struct rp_range text; /* without footnotes and the carrier's marks */
    struct rp_range list; /* computed list number, such as "1" or "a)"; empty if none */
    uint32_t line;        /* 1-based: line of a text or .jsonl file; number of the paragraph
                             in a .docx (empty ones count) or web page; of a footnote, that
                             of the paragraph it follows */
    uint32_t byte;        /* offset of the paragraph in the file's bytes, text files */
    uint32_t table, row, cell; /* 1-based; 0: not in a table. cell: the column of the
                                  table's grid where a .docx or .html cell begins */
    enum rp_style style;
    enum rp_change change;
    bool begins_cell; /* first paragraph of a table cell */
};

struct rp_document {
    char *path; /* as given by the caller */
    const char
        *reader; /* "text", "docx", "html", "jsonl"; static; NULL: none has read it */
    char sha256[65];
    struct rp_buf text; /* all paragraphs' bytes; ranges point here */
    RP_VEC(struct rp_paragraph) paragraphs;
    RP_VEC(struct rp_note {
        char *message;   /* one sentence */
        uint64_t offset; /* byte in the file */
        uint32_t line;
        const char *limit; /* the option whose limit was reached, such as
                              "max-paragraph"; NULL: none was */
    })
    notes; /* what was mended or left out while reading; the caller reports them */
};

void rp_document_init(struct rp_document *document);
void rp_document_release(struct rp_document *document);

/* Append a note; RP_ERR_MEMORY. */
int rp_document_note(struct rp_document *document, uint32_t line, uint64_t offset,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same of a limit that was reached; the message says what was kept out. */
int rp_document_limit(struct rp_document *document, const char *limit, uint32_t line,
                      uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

struct rp_str rp_document_str(const struct rp_document *document, struct rp_range range);
const char *rp_style_name(enum rp_style style);
const char *rp_change_name(enum rp_change change);

const char *rp_view_name(enum rp_view view); /* "accepted" */

/* Whether the invariants of the struct hold; *why says which one does not. */
bool rp_document_validate(const struct rp_document *document, const char **why);

#endif
