/* What every Check program of this folder needs: one main for one suite. */
#ifndef TEST_SUITE_H
#define TEST_SUITE_H

#include <check.h>
#include <stdlib.h>

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
