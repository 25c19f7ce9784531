/* Wrong calls: each gets a status and a message, and writes no output. */
#include <stdio.h>
#include <string.h>

#include "cleanclaim.h"
#include "cleanclaim.h"

static int failures = 0;

#define CHECK(condition)                                               \
    do {                                                               \
        if (!(condition)) {                                            \
            printf("line %d: %s\n", __LINE__, #condition);             \
            failures++;                                                \
        }                                                              \
    } while (0)

static int says(const char *words)
{
    const char *message = cleanclaim_last_error(NULL);
    if (strstr(message, words) == NULL) {
        printf("the message is: %s\n", message);
        return 0;
    }
    return 1;
}

int main(void)
{
    static const char good[] =
        "{\"form\":\"professional\",\"lines\":[{\"procedure\":\"9921\",\"from\":\"2024-08-05\"}]}";
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_report *report = NULL;
    cleanclaim_finding finding;
    cleanclaim_text json = {NULL, 0};

    CHECK(cleanclaim_abi_version() == CLEANCLAIM_ABI_VERSION);
    CHECK(strlen(cleanclaim_version()) > 0);
    CHECK(strcmp(cleanclaim_status_name(CLEANCLAIM_OK), "CLEANCLAIM_OK") == 0);
    CHECK(strcmp(cleanclaim_status_name(999), "CLEANCLAIM_UNKNOWN") == 0);

    CHECK(cleanclaim_scrubber_new(NULL, 0, NULL) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_scrubber_new(NULL, 5, &scrubber) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_scrubber_new("nobody", 6, &scrubber) == CLEANCLAIM_UNKNOWN_PROFILE);
    CHECK(says("medicare-professional"));
    CHECK(cleanclaim_scrubber_new("\xff", 1, &scrubber) == CLEANCLAIM_NOT_UTF8);
    CHECK(scrubber == NULL);
    CHECK(cleanclaim_scrubber_new("medicaid", 8, &scrubber) == CLEANCLAIM_OK);
    cleanclaim_scrubber_free(scrubber);
    scrubber = NULL;
    CHECK(cleanclaim_scrubber_new(NULL, 0, &scrubber) == CLEANCLAIM_OK);

    CHECK(cleanclaim_scrub_json(NULL, good, sizeof good - 1, &report) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_scrub_json(scrubber, NULL, 3, &report) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_scrub_json(scrubber, good, (size_t)-1, &report) == CLEANCLAIM_OUT_OF_RANGE);
    CHECK(cleanclaim_scrub_json(scrubber, good, sizeof good - 1, NULL) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_scrub_json(scrubber, NULL, 0, &report) == CLEANCLAIM_NOT_A_CLAIM);
    CHECK(cleanclaim_scrub_json(scrubber, "{}", 2, &report) == CLEANCLAIM_NOT_A_CLAIM);
    CHECK(says("form"));
    CHECK(cleanclaim_scrub_json(scrubber, "{\xff", 2, &report) == CLEANCLAIM_NOT_A_CLAIM);
    CHECK(report == NULL);

    CHECK(cleanclaim_scrub_json(scrubber, good, sizeof good - 1, &report) == CLEANCLAIM_OK);
    cleanclaim_scrubber_free(scrubber);
    CHECK(cleanclaim_report_verdict(report) == 2);
    CHECK(cleanclaim_report_verdict(NULL) == 2);
    CHECK(cleanclaim_report_finding_count(NULL) == 0);
    CHECK(cleanclaim_report_finding_count(report) > 0);
    CHECK(cleanclaim_report_finding(NULL, 0, &finding, sizeof finding) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_report_finding(report, 0, NULL, sizeof finding) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_report_finding(report, cleanclaim_report_finding_count(report), &finding,
                                    sizeof finding) == CLEANCLAIM_OUT_OF_RANGE);
    CHECK(cleanclaim_report_json(report, NULL) == CLEANCLAIM_NULL_POINTER);
    CHECK(cleanclaim_report_json(NULL, &json) == CLEANCLAIM_NULL_POINTER);
    CHECK(json.data == NULL && json.length == 0);
    CHECK(cleanclaim_report_json(report, &json) == CLEANCLAIM_OK);
    CHECK(json.length > 2 && json.data[0] == '{' && json.data[json.length - 1] == '}');
    CHECK(strlen(json.data) == json.length);
    CHECK(cleanclaim_report_finding(report, 0, &finding, 8) == CLEANCLAIM_WRONG_SIZE);
    CHECK(cleanclaim_report_finding(report, 0, &finding, (size_t)-1) == CLEANCLAIM_WRONG_SIZE);
    CHECK(cleanclaim_report_finding(report, 0, &finding, sizeof finding) == CLEANCLAIM_OK);
    CHECK(finding.rule.length == 4 && finding.message.length > 0 && finding.citation.length > 0);
    cleanclaim_report_free(report);
    cleanclaim_report_free(NULL);
    cleanclaim_scrubber_free(NULL);

    if (failures == 0) {
        printf("calls: all passed\n");
    }
    return failures != 0;
}
