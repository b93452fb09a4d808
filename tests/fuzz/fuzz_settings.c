/* Any bytes as the findings.json of `scan --settings`: taken, or refused with a sentence.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/cli.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const struct rp_command rp_commands[] = {{.name = "scan",
                                          .operands = "SOURCE...",
                                          .bit = RP_CMD_SCAN,
                                          .min_operands = 1,
                                          .max_operands = SIZE_MAX},
                                         {0}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], program[] = "reprise", command[] = "scan", settings[] = "--settings",
                   output[] = "-o", folder[] = "report";
    char *argv[] = {program, command, settings, path, output, folder, NULL};
    int fd = memfd_create("settings", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct rp_cli cli;
    struct rp_error err = {0};
    rp_cli_init(&cli);
    if (rp_cli_parse(&cli, &rp_commands[0], 6, argv, &err) && !err.message[0])
        abort();
    rp_cli_release(&cli);
    close(fd);
    return 0;
}
