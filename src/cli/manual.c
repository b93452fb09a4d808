/* What is made from the option table beside the help: the README's table of limits. */
#include "cli/option.h"

int rp_cli_limits_table(struct rp_buf *out)
{
    if (rp_buf_puts(out, "| option | default | what it does | why so much |\n"
                         "|---|---|---|---|\n"))
        return RP_ERR_MEMORY;
    for (const struct rp_option_row *row = rp_option_rows; row->name; row++)
        if (row->why && rp_buf_printf(out, "| `--%s` | %s | %s | %s |\n", row->name,
                                      row->standard, row->help, row->why))
            return RP_ERR_MEMORY;
    return RP_OK;
}
