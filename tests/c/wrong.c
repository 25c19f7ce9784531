/* Does on purpose what the argument says, to show that the tools find it. */
#include <limits.h>
#include <pthread.h>

#include "check.h"

static cleanclaim_claim *claim;

/* Changes the claim that another thread changes too. */
static void *change(void *argument)
{
    cleanclaim_claim_add_diagnosis(claim, TEXT("E11.9"));
    return argument;
}

int main(int argc, char **argv)
{
    static const char json[] = "{\"form\":\"professional\",\"id\":\"W\",\"lines\":[{\"procedure\":\"9921\"}]}";
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_report *report = NULL;
    cleanclaim_text text;
    volatile int number = INT_MAX;
    size_t sum = 0;

    OK(cleanclaim_scrubber_new(NULL, 0, &scrubber));
    OK(cleanclaim_scrub_json(scrubber, json, sizeof json - 1, &report));
    OK(cleanclaim_report_json(report, &text));
    if (argc == 2 && strcmp(argv[1], "leak") == 0) {
        report = NULL;
    }
    cleanclaim_report_free(report);
    cleanclaim_scrubber_free(scrubber);
    if (argc == 2 && strcmp(argv[1], "freed") == 0) {
        sum += (size_t)text.data[0];
        printf("%lu\n", (unsigned long)sum);
    }
    if (argc == 2 && strcmp(argv[1], "overflow") == 0) {
        number += 1;
        printf("%d\n", number);
    }
    if (argc == 2 && strcmp(argv[1], "race") == 0) {
        pthread_t threads[2];
        OK(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &claim));
        pthread_create(&threads[0], NULL, change, NULL);
        pthread_create(&threads[1], NULL, change, NULL);
        pthread_join(threads[0], NULL);
        pthread_join(threads[1], NULL);
        cleanclaim_claim_free(claim);
    }
    return failures;
}
