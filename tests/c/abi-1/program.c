/* A program as it was written for binary interface 1; it is never changed. */
#include <stdio.h>
#include <string.h>

#include "cleanclaim.h"

static int failures = 0;

static void check(int holds, int line)
{
    if (!holds) {
        printf("line %d: %s\n", line, cleanclaim_last_error(NULL));
        failures++;
    }
}
#define CHECK(condition) check(condition, __LINE__)

int main(void)
{
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_claim *claim = NULL;
    cleanclaim_workspace *workspace = NULL;
    const cleanclaim_report *report = NULL;
    cleanclaim_header header;
    cleanclaim_patient patient;
    cleanclaim_provider provider;
    cleanclaim_line line;
    cleanclaim_summary summary;
    cleanclaim_rule rule;
    cleanclaim_code code;
    size_t index;
    int found = 0;

    CHECK(cleanclaim_abi_version() == CLEANCLAIM_ABI_VERSION);
    CHECK(cleanclaim_scrubber_new(NULL, 0, &scrubber) == CLEANCLAIM_OK);
    CHECK(cleanclaim_workspace_new(&workspace) == CLEANCLAIM_OK);
    CHECK(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &claim) == CLEANCLAIM_OK);
    memset(&header, 0, sizeof header);
    header.id = cleanclaim_text_of("OLD-1");
    header.total_charge_cents = 25500;
    CHECK(cleanclaim_claim_set_header(claim, &header, sizeof header) == CLEANCLAIM_OK);
    memset(&patient, 0, sizeof patient);
    patient.birth_date = 19580304;
    patient.sex = cleanclaim_text_of("F");
    CHECK(cleanclaim_claim_set_patient(claim, &patient, sizeof patient) == CLEANCLAIM_OK);
    memset(&provider, 0, sizeof provider);
    provider.npi = cleanclaim_text_of("1234567893");
    CHECK(cleanclaim_claim_set_provider(claim, CLEANCLAIM_BILLING, &provider, sizeof provider) == CLEANCLAIM_OK);
    CHECK(cleanclaim_claim_add_diagnosis(claim, "L57.0", 5) == CLEANCLAIM_OK);
    for (index = 0; index < 2; index++) {
        memset(&line, 0, sizeof line);
        line.procedure = cleanclaim_text_of(index == 0 ? "11102" : "17000");
        line.place = cleanclaim_text_of("11");
        line.from = 20240805;
        line.units_thousandths = 1000;
        line.charge_cents = index == 0 ? 16000 : 9500;
        line.diagnosis_pointers[0] = 1;
        CHECK(cleanclaim_claim_add_line(claim, &line, sizeof line) == CLEANCLAIM_OK);
    }
    CHECK(cleanclaim_scrub_in(scrubber, claim, workspace, &report) == CLEANCLAIM_OK);
    CHECK(cleanclaim_report_verdict(report) == CLEANCLAIM_FLAGGED);
    CHECK(cleanclaim_report_summary(report, &summary, sizeof summary) == CLEANCLAIM_OK);
    CHECK(strcmp(summary.claim.data, "OLD-1") == 0 && summary.at_risk_cents == 9500);
    for (index = 0; index < summary.findings; index++) {
        /* What stands behind a structure of the older size is not touched. */
        struct {
            cleanclaim_finding finding;
            char behind[64];
        } room;
        size_t byte;
        memset(&room, 7, sizeof room);
        CHECK(cleanclaim_report_finding(report, index, &room.finding, sizeof room.finding) == CLEANCLAIM_OK);
        for (byte = 0; byte < sizeof room.behind; byte++) {
            CHECK(room.behind[byte] == 7);
        }
        if (strcmp(room.finding.rule.data, "N002") == 0) {
            CHECK(room.finding.severity == CLEANCLAIM_DENY && room.finding.line == 2);
            CHECK(room.finding.related_line_count == 1 && room.finding.related_lines[0] == 1);
            CHECK(strcmp(room.finding.carc.data, "236") == 0 && room.finding.fix_count > 0);
            CHECK(room.finding.fixes[0].edits[0].operation == CLEANCLAIM_ADD_MODIFIER);
            found = 1;
        }
    }
    CHECK(found);
    CHECK(cleanclaim_rule_find("N002", 4, &rule, sizeof rule) == CLEANCLAIM_OK && rule.explanation.length > 0);
    CHECK(cleanclaim_npi_parse("1234567893", 10, &code, sizeof code) == CLEANCLAIM_OK);
    CHECK(strcmp(code.text, "1234567893") == 0);
    CHECK(cleanclaim_npi_parse("1234567890", 10, &code, sizeof code) == CLEANCLAIM_NOT_A_CODE);
    cleanclaim_workspace_free(workspace);
    cleanclaim_claim_free(claim);
    cleanclaim_scrubber_free(scrubber);
    if (failures == 0) {
        printf("abi-1: all passed\n");
    }
    return failures != 0;
}
