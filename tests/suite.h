/* What every Check program of this folder needs: one main for one suite. */
#ifndef TEST_SUITE_H
#define TEST_SUITE_H

#include <check.h>
#include <stdlib.h>

/* ck_assert for what is asked millions of times: Check notes each of its own assertions in
 * a file, which takes longer than most of what is asked. */
#define ASSERT_OFTEN(condition)                                                            \
    do                                                                                     \
        if (!(condition))                                                                  \
            ck_abort_msg("%s", #condition);                                                \
    while (0)

#define RUN_SUITE(suite)                                                                   \
    int main(void)                                                                         \
    {                                                                                      \
        SRunner *runner = srunner_create(suite());                                         \
        srunner_run_all(runner, CK_ENV);                                                   \
        int failed = srunner_ntests_failed(runner);                                        \
        srunner_free(runner);                                                              \
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                       \
    }

#endif
