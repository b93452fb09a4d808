#include "read/read.h"

#include <string.h>

static bool begins(struct rp_str s, struct rp_str with)
{
    return s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins_caseless(struct rp_str s, const char *with)
{
    size_t n = strlen(with);
    for (size_t i = 0; i < n; i++)
        if (i == s.n || lower(s.p[i]) != with[i])
            return false;
    return true;
}

static bool holds(struct rp_str s, struct rp_str what)
{
    return s.n && memmem(s.p, s.n, what.p, what.n) != NULL;
}

/* The first KiB, where a format shows itself. */
static struct rp_str head_of(struct rp_str s)
{
    return (struct rp_str){s.p, s.n < 1024 ? s.n : 1024};
}

static struct rp_str skip_blanks(struct rp_str s)
{
    if (begins(s, RP_STR("\xef\xbb\xbf")))
        s = (struct rp_str){s.p + 3, s.n - 3};
    while (s.n > 0 && (*s.p == ' ' || *s.p == '\t' || *s.p == '\n' || *s.p == '\r')) {
        s.p++;
        s.n--;
    }
    return s;
}

static bool is_zip(struct rp_str s)
{
    return begins(s, RP_STR("PK\3\4")) || begins(s, RP_STR("PK\5\6"));
}

static bool is_odt(struct rp_str s)
{
    return is_zip(s) && holds(head_of(s), RP_STR("mimetypeapplication/vnd.oasis"));
}

static bool is_ole(struct rp_str s)
{
    return begins(s, RP_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

/* Office puts an encrypted .docx into the container of the old formats. */
static bool is_encrypted(struct rp_str s)
{
    return is_ole(s) && holds(s, RP_STR("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"));
}

static bool is_pdf(struct rp_str s)
{
    return holds(head_of(s), RP_STR("%PDF-"));
}

static bool is_rtf(struct rp_str s)
{
    return begins(s, RP_STR("{\\rtf"));
}

static bool is_sqlite(struct rp_str s)
{
    return begins(s, RP_STR("SQLite format 3\0"));
}

static bool is_gzip(struct rp_str s)
{
    return begins(s, RP_STR("\x1f\x8b"));
}

static bool is_word_xml(struct rp_str s)
{
    return begins(skip_blanks(s), RP_STR("<?xml")) &&
           (holds(head_of(s), RP_STR("Word.Document")) ||
            holds(head_of(s), RP_STR("schemas.microsoft.com/office/2006/xmlPackage")));
}

static bool is_html(struct rp_str s)
{
    s = skip_blanks(s);
    return begins_caseless(s, "<!doctype html") || begins_caseless(s, "<html") ||
           (begins(s, RP_STR("<?xml")) && holds(head_of(s), RP_STR("<html")));
}

/* In order: the first row whose test or, after all tests, whose name fits. A row without a
 * reader refuses. */
static const struct format {
    bool (*shows)(struct rp_str bytes);
    const char *suffixes[4];
    int (*read)(struct rp_document *document, struct rp_str bytes, enum rp_view view,
                const struct rp_options *options, struct rp_error *err);
    const char *advice;
    const char *name;
} formats[] = {
    {is_odt, {".odt"}, NULL, "an OpenDocument file; save it as .docx", NULL},
    {is_zip, {NULL}, rp_read_docx, NULL, "docx"},
    {is_encrypted,
     {NULL},
     NULL,
     "an encrypted Office file; save it without a password",
     NULL},
    {is_ole, {".doc"}, NULL, "a file of an old Word (.doc); save it as .docx", NULL},
    {is_pdf,
     {".pdf"},
     NULL,
     "a PDF, which keeps no paragraphs; get the .docx, or save its "
     "text as .txt",
     NULL},
    {is_rtf, {".rtf"}, NULL, "a rich text file (.rtf); save it as .docx", NULL},
    {is_sqlite,
     {NULL},
     NULL,
     "an SQLite file under a document's name; an index has another, such as .index",
     NULL},
    {is_gzip, {".gz"}, NULL, "a compressed file; unpack it first", NULL},
    {is_word_xml, {NULL}, NULL, "a Word document as one XML file; save it as .docx", NULL},
    {is_html, {".html", ".htm", ".xhtml"}, rp_read_html, NULL, "html"},
    {NULL, {".jsonl", ".ndjson"}, rp_read_jsonl, NULL, "jsonl"},
    {NULL,
     {".docx", ".docm", ".dotx"},
     NULL,
     "no zip archive, as a Word document is: "
     "damaged, or misnamed",
     NULL},
};
static const struct format text_format = {NULL, {".txt"}, rp_read_text, NULL, "text"};

static bool ends_in(const char *path, const char *suffix)
{
    size_t n = strlen(path), m = strlen(suffix);
    return n > m && begins_caseless((struct rp_str){path + n - m, m}, suffix);
}

static const struct format *choose(const char *path, struct rp_str bytes)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].shows && formats[i].shows(bytes))
            return &formats[i];
    /* A text may be named anything, but not as one of the binary formats. */
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        for (size_t k = 0; k < 4 && formats[i].suffixes[k]; k++)
            if (ends_in(path, formats[i].suffixes[k]))
                return &formats[i];
    if (strcmp(path, "-") == 0 && begins(skip_blanks(bytes), RP_STR("{\"")))
        return choose(".jsonl-.jsonl", RP_STR(""));
    return &text_format;
}

int rp_read(struct rp_document *document, const char *path, struct rp_str bytes,
            enum rp_view view, const struct rp_options *options, struct rp_error *err)
{
    struct rp_error why = {0};
    const struct format *format = choose(path, bytes);
    int status;
    document->path = rp_strdup(path);
    if (!document->path)
        status = rp_fail_memory(&why);
    else if (format->read)
        status = format->read(document, bytes, view, options, &why);
    else
        status = rp_fail(&why, RP_ERR_UNSUPPORTED, NULL, 0, "%s", format->advice);
    if (status == RP_OK) {
        document->reader = format->name;
        return RP_OK;
    }
    rp_document_release(document);
    return rp_fail(err, status, path, why.offset, "%s", why.message);
}
