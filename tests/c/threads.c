/* One scrubber, one claim and one report, used by several threads at once.

   What is made when it is first asked for, is asked for by all threads at once; or, with the argument
   "warm", made before they start: a race detector that does not know how Rust's locks work then finds
   every write to what is shared. */
#include <pthread.h>

#include "check.h"

enum { THREADS = 4, ROUNDS = 8 };

static const char text[] =
    "{\"id\":\"T-1\",\"form\":\"professional\",\"diagnoses\":[\"L57.0\"],\"lines\":["
    "{\"procedure\":\"11102\",\"from\":\"2024-08-05\",\"charge\":\"160.00\"},"
    "{\"procedure\":\"17000\",\"from\":\"2024-08-05\",\"charge\":\"95.00\"}]}";

static cleanclaim_edition *edition;
static cleanclaim_scrubber *scrubber;
static cleanclaim_claim *claim;
static cleanclaim_report *report;

/* Asks the shared objects; returns how often something went wrong. */
static size_t ask(cleanclaim_text *shared)
{
    cleanclaim_finding finding;
    cleanclaim_rule rule;
    cleanclaim_text own;
    size_t wrong = 0;

    wrong += cleanclaim_report_finding(report, 0, &finding, sizeof finding) != CLEANCLAIM_OK;
    wrong += strlen(finding.message.data) != finding.message.length;
    wrong += cleanclaim_report_json(report, shared) != CLEANCLAIM_OK;
    wrong += cleanclaim_claim_json(claim, &own) != CLEANCLAIM_OK || own.length == 0;
    wrong += cleanclaim_edition_info_json(edition, &own) != CLEANCLAIM_OK || own.length == 0;
    wrong += cleanclaim_rule_at(3, &rule, sizeof rule) != CLEANCLAIM_OK;
    return wrong;
}

/* Returns how often something went wrong. */
static void *work(void *argument)
{
    cleanclaim_workspace *workspace = NULL;
    const cleanclaim_report *lent = NULL;
    cleanclaim_text shared, own;
    size_t wrong = 0;
    int round;

    wrong += cleanclaim_workspace_new(&workspace) != CLEANCLAIM_OK;
    for (round = 0; round < ROUNDS; round++) {
        wrong += ask(&shared);
        wrong += cleanclaim_scrub_in(scrubber, claim, workspace, &lent) != CLEANCLAIM_OK;
        wrong += cleanclaim_report_json(lent, &own) != CLEANCLAIM_OK;
        wrong += strcmp(own.data, shared.data) != 0;
        /* The last error is a thread's own. */
        wrong += cleanclaim_npi_parse((const char *)argument, 1, NULL, 0) != CLEANCLAIM_NOT_A_CODE;
        wrong += strchr(cleanclaim_last_error(NULL), *(const char *)argument) == NULL;
    }
    cleanclaim_workspace_free(workspace);
    return (void *)wrong;
}

int main(int argc, char **argv)
{
    cleanclaim_text shared;
    static const char letters[THREADS][2] = {"W", "X", "Y", "Z"};
    pthread_t threads[THREADS];
    void *wrong = NULL;
    int index;

    OK(cleanclaim_edition_starter(&edition));
    OK(cleanclaim_scrubber_new(NULL, 0, &scrubber));
    OK(cleanclaim_claim_from_json(text, sizeof text - 1, &claim));
    OK(cleanclaim_scrub(scrubber, claim, &report));
    if (argc == 2 && strcmp(argv[1], "warm") == 0) {
        CHECK(ask(&shared) == 0);
    }
    for (index = 0; index < THREADS; index++) {
        CHECK(pthread_create(&threads[index], NULL, work, (void *)(size_t)letters[index]) == 0);
    }
    for (index = 0; index < THREADS; index++) {
        CHECK(pthread_join(threads[index], &wrong) == 0 && wrong == NULL);
    }
    cleanclaim_report_free(report);
    cleanclaim_claim_free(claim);
    cleanclaim_scrubber_free(scrubber);
    cleanclaim_edition_free(edition);
    return finish("threads");
}
