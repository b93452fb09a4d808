/* For `scripts/check threads`: two threads add up one sum, without a lock where `racing` is
 * defined. A checker of threads that is at work complains of the one and not of the other.
 */
#include <stdio.h>

int main(void)
{
    long sum = 0, parts[2] = {0};
#pragma omp parallel for num_threads(2)
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 1000; k++) {
            parts[i]++;
#ifndef racing
#pragma omp atomic
#endif
            sum++;
        }
    /* After the loop the parts are this thread's: what OpenMP orders is no race. */
    printf("%ld %ld\n", sum, parts[0] + parts[1]);
    return 0;
}
