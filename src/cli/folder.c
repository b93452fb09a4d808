/* The files of a report, all of them or none. */
#include "cli/folder.h"

#include "base/file.h"

/* Print one file and write it under its temporary name. */
static int write_file(struct rp_out *out, const char *folder,
                      const struct rp_writer *writer, const struct rp_report *report,
                      struct rp_error *err)
{
    struct rp_buf bytes = {0};
    int status = rp_writer_print(writer, report, &bytes, err);
    if (status == RP_OK)
        status = rp_out_open(out, folder, writer->name, err);
    if (status == RP_OK)
        status = rp_out_write(out, rp_buf_str(&bytes), err);
    rp_buf_release(&bytes);
    return status;
}

int rp_cli_write_folder(const char *folder, const struct rp_report *report,
                        const struct rp_progress *progress, struct rp_error *err)
{
    RP_VEC(struct rp_out) outs = {0};
    int status = rp_folder_make(folder, err);
    for (const struct rp_writer *w = rp_writers; w->name && status == RP_OK; w++) {
        status = rp_vec_push(&outs, (struct rp_out){0}) ? rp_fail_memory(err) : RP_OK;
        if (status == RP_OK)
            status = write_file(&outs.v[outs.n - 1], folder, w, report, err);
        if (status == RP_OK)
            status = rp_check_cancelled(progress, err);
    }
    if (status == RP_OK)
        status = rp_outs_commit(outs.v, outs.n, err);
    for (size_t i = 0; i < outs.n; i++)
        rp_out_release(&outs.v[i]);
    rp_vec_release(&outs);
    return status;
}
