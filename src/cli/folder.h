#ifndef RP_CLI_FOLDER_H
#define RP_CLI_FOLDER_H

#include "report/report.h"

/* Print every file of rp_writers and write it into the folder, which is made where it is
 * missing. Files get their names when the last one is on the disk. */
int rp_cli_write_folder(const char *folder, const struct rp_report *report,
                        const struct rp_progress *progress, struct rp_error *err);

#endif
