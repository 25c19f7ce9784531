/* Wrong calls: each gets a status and a message, and writes no output. Included twice: the guard. */
#include "cleanclaim.h"
#include "check.h"

static const char pair[] =
    "{\"form\":\"professional\",\"diagnoses\":[\"L57.0\"],\"lines\":["
    "{\"number\":1,\"procedure\":\"11102\",\"from\":\"2024-08-05\",\"diagnosis_pointers\":[1],\"charge\":\"160.00\"},"
    "{\"number\":2,\"procedure\":\"17000\",\"from\":\"2024-08-05\",\"diagnosis_pointers\":[1],\"charge\":\"95.00\"}]}";
static const char not_utf8[] = "\xff";

static void status_and_version(void)
{
    size_t length = 99;
    CHECK(cleanclaim_abi_version() == CLEANCLAIM_ABI_VERSION);
    CHECK(strlen(cleanclaim_version()) > 0);
    CHECK(strcmp(cleanclaim_status_name(CLEANCLAIM_OK), "CLEANCLAIM_OK") == 0);
    CHECK(strcmp(cleanclaim_status_name(CLEANCLAIM_NOT_A_PROFILE), "CLEANCLAIM_NOT_A_PROFILE") == 0);
    CHECK(strcmp(cleanclaim_status_name(999), "CLEANCLAIM_UNKNOWN") == 0);
    CHECK(strcmp(cleanclaim_last_error(&length), "") == 0 && length == 0);
    CHECK(strcmp(cleanclaim_last_repair(NULL), "") == 0);
}

static void editions(void)
{
    cleanclaim_edition *edition = NULL;
    cleanclaim_text text = {NULL, 0};
    cleanclaim_table table;
    size_t index;

    FAILS(cleanclaim_edition_starter(NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_edition_open(NULL, 5, &edition), CLEANCLAIM_NULL_POINTER, "path");
    FAILS(cleanclaim_edition_open(TEXT("no-such-file"), &edition), CLEANCLAIM_UNREADABLE, "no-such-file");
    FAILS(cleanclaim_edition_open(NULL, 0, &edition), CLEANCLAIM_UNREADABLE, "the path is empty");
    FAILS(cleanclaim_edition_open(TEXT("a\0b"), &edition), CLEANCLAIM_UNREADABLE, "a\\0b: ");
    FAILS(cleanclaim_edition_open(TEXT("x"), NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_edition_from_bytes(NULL, 0, &edition), CLEANCLAIM_NOT_AN_EDITION, "empty");
    FAILS(cleanclaim_edition_from_bytes((const uint8_t *)TEXT("CLEANCLM and more"), &edition),
          CLEANCLAIM_NOT_AN_EDITION, "");
    FAILS(cleanclaim_edition_from_bytes(NULL, 7, &edition), CLEANCLAIM_NULL_POINTER, "edition");
    FAILS(cleanclaim_edition_from_bytes((const uint8_t *)"x", (size_t)-1, &edition), CLEANCLAIM_OUT_OF_RANGE,
          "length");
    CHECK(edition == NULL);
    FAILS(cleanclaim_edition_verify(NULL), CLEANCLAIM_NULL_POINTER, "edition");
    FAILS(cleanclaim_edition_id(NULL, &text), CLEANCLAIM_NULL_POINTER, "edition");
    FAILS(cleanclaim_edition_info_json(NULL, &text), CLEANCLAIM_NULL_POINTER, "edition");
    FAILS(cleanclaim_edition_table(NULL, 0, &table, sizeof table), CLEANCLAIM_NULL_POINTER, "edition");
    CHECK(cleanclaim_edition_table_count(NULL) == 0);

    OK(cleanclaim_edition_starter(&edition));
    OK(cleanclaim_edition_verify(edition));
    FAILS(cleanclaim_edition_id(edition, NULL), CLEANCLAIM_NULL_POINTER, "output");
    OK(cleanclaim_edition_id(edition, &text));
    CHECK(text.length > 0 && strlen(text.data) == text.length);
    OK(cleanclaim_edition_info_json(edition, &text));
    CHECK(text.data[0] == '{' && text.data[text.length - 1] == '}' && text.data[text.length] == '\0');
    CHECK(cleanclaim_edition_table_count(edition) > 5);
    FAILS(cleanclaim_edition_table(edition, cleanclaim_edition_table_count(edition), &table, sizeof table),
          CLEANCLAIM_OUT_OF_RANGE, "there is no table");
    FAILS(cleanclaim_edition_table(edition, 0, &table, sizeof table - 1), CLEANCLAIM_WRONG_SIZE, "sizeof");
    for (index = 0; index < cleanclaim_edition_table_count(edition); index++) {
        OK(cleanclaim_edition_table(edition, index, &table, sizeof table));
        CHECK(table.name.length > 0 && table.rows > 0);
        CHECK(19000101 <= table.first_date && table.first_date <= table.last_date &&
              table.last_date <= 21991231);
    }
    cleanclaim_edition_free(edition);
    cleanclaim_edition_free(NULL);
}

static void profiles(void)
{
    cleanclaim_profile *profile = NULL;
    cleanclaim_text text = {NULL, 0};

    FAILS(cleanclaim_profile_shipped(TEXT("nobody"), &profile), CLEANCLAIM_UNKNOWN_PROFILE, "medicaid");
    FAILS(cleanclaim_profile_shipped(not_utf8, 1, &profile), CLEANCLAIM_NOT_UTF8, "profile name");
    FAILS(cleanclaim_profile_shipped(TEXT("all"), NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_profile_by_payer(NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_profile_name(NULL, &text), CLEANCLAIM_NULL_POINTER, "profile");
    FAILS(cleanclaim_profile_remove_rule(NULL, TEXT("N002")), CLEANCLAIM_NULL_POINTER, "profile");
    FAILS(cleanclaim_profile_set_severity(NULL, TEXT("N002"), CLEANCLAIM_WARN), CLEANCLAIM_NULL_POINTER,
          "profile");
    FAILS(cleanclaim_profile_from_text(TEXT("name = 7"), &profile), CLEANCLAIM_NOT_A_PROFILE, "name");
    FAILS(cleanclaim_profile_from_text(TEXT("name = \"own\"\nselect = [\"Q999\"]"), &profile),
          CLEANCLAIM_NOT_A_PROFILE, "Q999");
    FAILS(cleanclaim_profile_from_text(not_utf8, 1, &profile), CLEANCLAIM_NOT_UTF8, "profile");
    FAILS(cleanclaim_profile_from_text(TEXT("name = \"own\""), NULL), CLEANCLAIM_NULL_POINTER, "output");
    CHECK(profile == NULL);
    OK(cleanclaim_profile_by_payer(&profile));
    FAILS(cleanclaim_profile_add(NULL, profile), CLEANCLAIM_NULL_POINTER, "profile");
    FAILS(cleanclaim_profile_add(profile, NULL), CLEANCLAIM_NULL_POINTER, "profile to add");
    FAILS(cleanclaim_profile_add(profile, profile), CLEANCLAIM_NOT_A_PROFILE, "one by one");
    OK(cleanclaim_profile_name(profile, &text));
    CHECK(is(text, "by-payer"));
    FAILS(cleanclaim_profile_remove_rule(profile, TEXT("Q999")), CLEANCLAIM_UNKNOWN_RULE, "Q999");
    FAILS(cleanclaim_profile_remove_rule(profile, NULL, 0), CLEANCLAIM_UNKNOWN_RULE, "");
    FAILS(cleanclaim_profile_set_severity(profile, TEXT("N002"), 4), CLEANCLAIM_UNKNOWN_VALUE, "reject");
    OK(cleanclaim_profile_set_severity(profile, TEXT("n002"), CLEANCLAIM_INFO));
    OK(cleanclaim_profile_remove_rule(profile, TEXT("T005")));
    OK(cleanclaim_profile_set_severity(profile, TEXT("ptp-without-modifier"), CLEANCLAIM_WARN));
    OK(cleanclaim_profile_set_severity(profile, TEXT("m"), CLEANCLAIM_WARN));
    OK(cleanclaim_profile_remove_rule(profile, TEXT("N")));
    FAILS(cleanclaim_profile_remove_rule(profile, TEXT("Z")), CLEANCLAIM_UNKNOWN_RULE, "family");
    cleanclaim_profile_free(profile);
    cleanclaim_profile_free(NULL);
}

static void claims(void)
{
    cleanclaim_claim *claim = NULL, *copy = NULL;
    cleanclaim_header header;
    cleanclaim_patient patient;
    cleanclaim_provider provider;
    cleanclaim_line line;
    cleanclaim_position position;
    cleanclaim_text json = {NULL, 0};
    size_t index;

    memset(&header, 0, sizeof header);
    memset(&patient, 0, sizeof patient);
    memset(&provider, 0, sizeof provider);
    memset(&line, 0, sizeof line);
    FAILS(cleanclaim_claim_new(2, &claim), CLEANCLAIM_UNKNOWN_VALUE, "form");
    FAILS(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_claim_from_json(TEXT("{}"), &claim), CLEANCLAIM_NOT_A_CLAIM, "form");
    FAILS(cleanclaim_claim_from_json(TEXT("{\"form\":\"professional\",\"line\":[]}"), &claim),
          CLEANCLAIM_NOT_A_CLAIM, "did you mean `lines`?");
    FAILS(cleanclaim_claim_from_json(NULL, 0, &claim), CLEANCLAIM_NOT_A_CLAIM, "");
    FAILS(cleanclaim_claim_from_json(not_utf8, 1, &claim), CLEANCLAIM_NOT_A_CLAIM, "UTF-8");
    FAILS(cleanclaim_claim_from_json(TEXT("{\"form\":\"professional\",\"lines\":[{\"medical_decision_making\":\"Low\"}]}"),
                                     &claim),
          CLEANCLAIM_NOT_A_CLAIM, "lines[0].medical_decision_making: this is no decision making: give straightforward, low,");
    FAILS(cleanclaim_claim_from_json(
              TEXT("{\"form\":\"professional\",\"lines\":[{\"medical_decision_making\":{\"data\":\"low\"}}]}"), &claim),
          CLEANCLAIM_NOT_A_CLAIM, "an object with all of problems, data and risk");
    FAILS(cleanclaim_claim_from_json(pair, sizeof pair - 1, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_claim_clone(NULL, &copy), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_clear(NULL, 0), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_json(NULL, &json), CLEANCLAIM_NULL_POINTER, "claim");
    CHECK(claim == NULL && copy == NULL && cleanclaim_claim_line_count(NULL) == 0);
    OK(cleanclaim_claim_new(CLEANCLAIM_OUTPATIENT, &claim));

    FAILS(cleanclaim_claim_set_header(NULL, &header, sizeof header), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_set_header(claim, NULL, sizeof header), CLEANCLAIM_NULL_POINTER, "header");
    FAILS(cleanclaim_claim_set_header(claim, &header, 0), CLEANCLAIM_WRONG_SIZE, "sizeof");
    FAILS(cleanclaim_claim_set_header(claim, &header, (size_t)-1), CLEANCLAIM_WRONG_SIZE, "newer");
    /* The header of before `opps`, and no part of what came then. */
    OK(cleanclaim_claim_set_header(claim, &header, offsetof(cleanclaim_header, opps)));
    for (index = offsetof(cleanclaim_header, opps) + 1; index < sizeof header; index++) {
        FAILS(cleanclaim_claim_set_header(claim, &header, index), CLEANCLAIM_WRONG_SIZE, "sizeof");
    }
    header.diagnosis_code_set = 11;
    FAILS(cleanclaim_claim_set_header(claim, &header, sizeof header), CLEANCLAIM_UNKNOWN_VALUE, "ICD-9-CM");
    header.diagnosis_code_set = 0;
    header.note.length = 3;
    FAILS(cleanclaim_claim_set_header(claim, &header, sizeof header), CLEANCLAIM_NULL_POINTER, "note");
    header.note.data = not_utf8;
    header.note.length = 1;
    FAILS(cleanclaim_claim_set_header(claim, &header, sizeof header), CLEANCLAIM_NOT_UTF8, "note");

    FAILS(cleanclaim_claim_set_patient(NULL, &patient, sizeof patient), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_set_patient(claim, NULL, sizeof patient), CLEANCLAIM_NULL_POINTER, "patient");
    FAILS(cleanclaim_claim_set_patient(claim, &patient, 1), CLEANCLAIM_WRONG_SIZE, "cleanclaim_patient");
    patient.has_age = 2;
    FAILS(cleanclaim_claim_set_patient(claim, &patient, sizeof patient), CLEANCLAIM_UNKNOWN_VALUE, "age");
    patient.has_age = 1;
    patient.age_years = 70000;
    FAILS(cleanclaim_claim_set_patient(claim, &patient, sizeof patient), CLEANCLAIM_OUT_OF_RANGE, "70000");

    FAILS(cleanclaim_claim_set_provider(NULL, 0, &provider, sizeof provider), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_set_provider(claim, 8, &provider, sizeof provider), CLEANCLAIM_UNKNOWN_VALUE, "role");
    FAILS(cleanclaim_claim_set_provider(claim, 0, NULL, sizeof provider), CLEANCLAIM_NULL_POINTER, "provider");
    FAILS(cleanclaim_claim_set_provider(claim, 0, &provider, 7), CLEANCLAIM_WRONG_SIZE, "provider");

    FAILS(cleanclaim_claim_add_diagnosis(NULL, TEXT("E119")), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_add_diagnosis(claim, NULL, 4), CLEANCLAIM_NULL_POINTER, "diagnosis");
    FAILS(cleanclaim_claim_add_diagnosis(claim, not_utf8, 1), CLEANCLAIM_NOT_UTF8, "diagnosis");
    FAILS(cleanclaim_claim_add_code(NULL, 0, TEXT("07")), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_add_code(claim, 4, TEXT("07")), CLEANCLAIM_UNKNOWN_VALUE, "list");
    FAILS(cleanclaim_claim_add_value_code(NULL, TEXT("80"), 0), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_add_value_code(claim, not_utf8, 1, 0), CLEANCLAIM_NOT_UTF8, "value code");
    FAILS(cleanclaim_claim_add_occurrence_code(NULL, TEXT("11"), 0, 0), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_add_occurrence_code(claim, not_utf8, 1, 0, 0), CLEANCLAIM_NOT_UTF8, "occurrence");
    FAILS(cleanclaim_claim_add_procedure(NULL, TEXT("0DTJ4ZZ"), TEXT("BBR"), 0), CLEANCLAIM_NULL_POINTER,
          "claim");
    FAILS(cleanclaim_claim_add_procedure(claim, not_utf8, 1, TEXT("BBR"), 0), CLEANCLAIM_NOT_UTF8,
          "procedure performed");
    FAILS(cleanclaim_claim_add_procedure(claim, TEXT("0DTJ4ZZ"), NULL, 3, 0), CLEANCLAIM_NULL_POINTER,
          "qualifier");

    FAILS(cleanclaim_claim_add_line(NULL, &line, sizeof line), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_add_line(claim, NULL, sizeof line), CLEANCLAIM_NULL_POINTER, "line");
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line + 1), CLEANCLAIM_WRONG_SIZE, "newer");
    line.modifiers[3].length = (size_t)-1;
    line.modifiers[3].data = "x";
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_OUT_OF_RANGE, "modifier");
    line.modifiers[3].length = 0;
    line.decision_making = 5;
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_UNKNOWN_VALUE, "decision");
    line.decision_making = CLEANCLAIM_LOW;
    line.risk = CLEANCLAIM_LOW;
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_OUT_OF_RANGE, "all three");
    line.decision_making = line.risk = 0;
    line.emergency = 5;
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_UNKNOWN_VALUE, "emergency");
    FAILS(cleanclaim_claim_set_line_provider(claim, 0, 1, &provider, sizeof provider), CLEANCLAIM_OUT_OF_RANGE,
          "there is no line 0");
    CHECK(cleanclaim_claim_line_count(claim) == 0);
    line.emergency = 0;
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));
    CHECK(cleanclaim_claim_line_count(claim) == 1);
    /* The first line is number 1 by its place. */
    line.number = 1;
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_OUT_OF_RANGE, "number 1 already");
    CHECK(cleanclaim_claim_line_count(claim) == 1);
    FAILS(cleanclaim_claim_set_line_provider(NULL, 0, 1, &provider, sizeof provider), CLEANCLAIM_NULL_POINTER,
          "claim");
    FAILS(cleanclaim_claim_set_line_provider(claim, 0, CLEANCLAIM_BILLING, &provider, sizeof provider),
          CLEANCLAIM_UNKNOWN_VALUE, "whole claim");
    FAILS(cleanclaim_claim_add_history(NULL, claim), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_add_history(claim, NULL), CLEANCLAIM_NULL_POINTER, "earlier");
    OK(cleanclaim_claim_add_history(claim, claim));
    FAILS(cleanclaim_claim_json(claim, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_claim_clone(claim, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_claim_clear(claim, 7), CLEANCLAIM_UNKNOWN_VALUE, "form");
    CHECK(cleanclaim_claim_line_count(claim) == 1);
    FAILS(cleanclaim_claim_position(NULL, 0, TEXT("id"), 0, &position, sizeof position),
          CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_position(claim, 0, TEXT("id"), 0, &position, sizeof position),
          CLEANCLAIM_OUT_OF_RANGE, "no position");
    cleanclaim_claim_free(claim);
    cleanclaim_claim_free(NULL);
}

static void scrubbers(void)
{
    cleanclaim_edition *edition = NULL;
    cleanclaim_profile *profile = NULL;
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_workspace *workspace = NULL;
    cleanclaim_claim *claim = NULL;
    cleanclaim_report *report = NULL;
    const cleanclaim_report *lent = NULL;

    FAILS(cleanclaim_scrubber_new(NULL, 0, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_scrubber_new(NULL, 5, &scrubber), CLEANCLAIM_NULL_POINTER, "profile name");
    FAILS(cleanclaim_scrubber_new(TEXT("nobody"), &scrubber), CLEANCLAIM_UNKNOWN_PROFILE, "medicare-professional");
    FAILS(cleanclaim_scrubber_new(not_utf8, 1, &scrubber), CLEANCLAIM_NOT_UTF8, "profile name");
    OK(cleanclaim_edition_starter(&edition));
    OK(cleanclaim_profile_shipped(TEXT("medicaid"), &profile));
    FAILS(cleanclaim_scrubber_with(NULL, profile, &scrubber), CLEANCLAIM_NULL_POINTER, "edition");
    FAILS(cleanclaim_scrubber_with(edition, NULL, &scrubber), CLEANCLAIM_NULL_POINTER, "profile");
    FAILS(cleanclaim_scrubber_with(edition, profile, NULL), CLEANCLAIM_NULL_POINTER, "output");
    CHECK(scrubber == NULL);
    OK(cleanclaim_scrubber_with(edition, profile, &scrubber));
    cleanclaim_edition_free(edition);
    cleanclaim_profile_free(profile);

    OK(cleanclaim_claim_from_json(pair, sizeof pair - 1, &claim));
    OK(cleanclaim_workspace_new(&workspace));
    FAILS(cleanclaim_workspace_new(NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_scrub(NULL, claim, &report), CLEANCLAIM_NULL_POINTER, "scrubber");
    FAILS(cleanclaim_scrub(scrubber, NULL, &report), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_scrub(scrubber, claim, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_scrub_in(NULL, claim, workspace, &lent), CLEANCLAIM_NULL_POINTER, "scrubber");
    FAILS(cleanclaim_scrub_in(scrubber, NULL, workspace, &lent), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_scrub_in(scrubber, claim, NULL, &lent), CLEANCLAIM_NULL_POINTER, "workspace");
    FAILS(cleanclaim_scrub_in(scrubber, claim, workspace, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_scrub_json_in(NULL, pair, sizeof pair - 1, workspace, &lent), CLEANCLAIM_NULL_POINTER,
          "scrubber");
    FAILS(cleanclaim_scrub_json_in(scrubber, NULL, 3, workspace, &lent), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_scrub_json_in(scrubber, pair, (size_t)-1, workspace, &lent), CLEANCLAIM_OUT_OF_RANGE,
          "length");
    FAILS(cleanclaim_scrub_json_in(scrubber, pair, sizeof pair - 1, NULL, &lent), CLEANCLAIM_NULL_POINTER,
          "workspace");
    FAILS(cleanclaim_scrub_json_in(scrubber, pair, sizeof pair - 1, workspace, NULL), CLEANCLAIM_NULL_POINTER,
          "output");
    FAILS(cleanclaim_scrub_json_in(scrubber, "{}", 2, workspace, &lent), CLEANCLAIM_NOT_A_CLAIM, "form");
    FAILS(cleanclaim_scrub_json(NULL, pair, sizeof pair - 1, &report), CLEANCLAIM_NULL_POINTER, "scrubber");
    FAILS(cleanclaim_scrub_json(scrubber, NULL, 3, &report), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_scrub_json(scrubber, pair, (size_t)-1, &report), CLEANCLAIM_OUT_OF_RANGE, "length");
    FAILS(cleanclaim_scrub_json(scrubber, pair, sizeof pair - 1, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_scrub_json(scrubber, NULL, 0, &report), CLEANCLAIM_NOT_A_CLAIM, "");
    FAILS(cleanclaim_scrub_json(scrubber, TEXT("{\xff"), &report), CLEANCLAIM_NOT_A_CLAIM, "");
    CHECK(report == NULL && lent == NULL);
    cleanclaim_workspace_free(workspace);
    cleanclaim_workspace_free(NULL);
    cleanclaim_claim_free(claim);
    cleanclaim_scrubber_free(scrubber);
    cleanclaim_scrubber_free(NULL);
}

static uint32_t never(void *context, size_t index, const cleanclaim_report *report)
{
    (void)index;
    (void)report;
    *(int *)context += 1;
    return 0;
}

static void reports(void)
{
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_claim *claim = NULL;
    cleanclaim_report *report = NULL;
    cleanclaim_mended *mended = NULL;
    const cleanclaim_claim *claims[2] = {NULL, NULL};
    const cleanclaim_claim *lent = NULL;
    const cleanclaim_report *lent_report = NULL;
    cleanclaim_summary summary;
    cleanclaim_finding finding;
    cleanclaim_bypassed bypassed;
    cleanclaim_not_evaluated gap;
    cleanclaim_applied applied;
    cleanclaim_text json = {NULL, 0};
    int calls = 0;

    OK(cleanclaim_scrubber_new(NULL, 0, &scrubber));
    OK(cleanclaim_claim_from_json(pair, sizeof pair - 1, &claim));
    OK(cleanclaim_scrub(scrubber, claim, &report));
    CHECK(cleanclaim_report_verdict(report) == CLEANCLAIM_FLAGGED);
    CHECK(cleanclaim_report_verdict(NULL) == CLEANCLAIM_FLAGGED);
    CHECK(cleanclaim_report_finding_count(NULL) == 0 && cleanclaim_report_finding_count(report) > 0);
    FAILS(cleanclaim_report_summary(NULL, &summary, sizeof summary), CLEANCLAIM_NULL_POINTER, "report");
    FAILS(cleanclaim_report_summary(report, NULL, sizeof summary), CLEANCLAIM_NULL_POINTER, "summary");
    FAILS(cleanclaim_report_summary(report, &summary, 3), CLEANCLAIM_WRONG_SIZE, "sizeof");
    OK(cleanclaim_report_summary(report, &summary, sizeof summary));
    FAILS(cleanclaim_report_finding(NULL, 0, &finding, sizeof finding), CLEANCLAIM_NULL_POINTER, "report");
    FAILS(cleanclaim_report_finding(report, 0, NULL, sizeof finding), CLEANCLAIM_NULL_POINTER, "finding");
    FAILS(cleanclaim_report_finding(report, 0, &finding, 8), CLEANCLAIM_WRONG_SIZE, "sizeof");
    FAILS(cleanclaim_report_finding(report, summary.findings, &finding, sizeof finding),
          CLEANCLAIM_OUT_OF_RANGE, "there is no finding");
    FAILS(cleanclaim_report_finding(report, (size_t)-1, &finding, sizeof finding), CLEANCLAIM_OUT_OF_RANGE, "");
    FAILS(cleanclaim_report_bypassed(NULL, 0, &bypassed, sizeof bypassed), CLEANCLAIM_NULL_POINTER, "report");
    FAILS(cleanclaim_report_bypassed(report, summary.bypassed, &bypassed, sizeof bypassed),
          CLEANCLAIM_OUT_OF_RANGE, "bypassed");
    FAILS(cleanclaim_report_not_evaluated(NULL, 0, &gap, sizeof gap), CLEANCLAIM_NULL_POINTER, "report");
    FAILS(cleanclaim_report_not_evaluated(report, summary.not_evaluated, &gap, sizeof gap),
          CLEANCLAIM_OUT_OF_RANGE, "not evaluated");
    FAILS(cleanclaim_report_json(report, NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_report_json(NULL, &json), CLEANCLAIM_NULL_POINTER, "report");
    CHECK(json.data == NULL && json.length == 0);

    FAILS(cleanclaim_mend(NULL, claim, 0, &mended), CLEANCLAIM_NULL_POINTER, "scrubber");
    FAILS(cleanclaim_mend(scrubber, NULL, 0, &mended), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_mend(scrubber, claim, CLEANCLAIM_MANUAL, &mended), CLEANCLAIM_UNKNOWN_VALUE, "mechanical");
    FAILS(cleanclaim_mend(scrubber, claim, 0, NULL), CLEANCLAIM_NULL_POINTER, "output");
    CHECK(mended == NULL && cleanclaim_mended_applied_count(NULL) == 0 && cleanclaim_mended_complete(NULL) == 0);
    FAILS(cleanclaim_mended_claim(NULL, &lent), CLEANCLAIM_NULL_POINTER, "mended");
    FAILS(cleanclaim_mended_before(NULL, &lent_report), CLEANCLAIM_NULL_POINTER, "mended");
    FAILS(cleanclaim_mended_after(NULL, &lent_report), CLEANCLAIM_NULL_POINTER, "mended");
    FAILS(cleanclaim_mended_applied(NULL, 0, &applied, sizeof applied), CLEANCLAIM_NULL_POINTER, "mended");
    OK(cleanclaim_mend(scrubber, claim, CLEANCLAIM_MECHANICAL, &mended));
    FAILS(cleanclaim_mended_applied(mended, 0, &applied, sizeof applied), CLEANCLAIM_OUT_OF_RANGE, "applied");
    cleanclaim_mended_free(mended);
    cleanclaim_mended_free(NULL);
    FAILS(cleanclaim_claim_apply(NULL, report, 0, 0), CLEANCLAIM_NULL_POINTER, "claim");
    FAILS(cleanclaim_claim_apply(claim, NULL, 0, 0), CLEANCLAIM_NULL_POINTER, "report");
    FAILS(cleanclaim_claim_apply(claim, report, summary.findings, 0), CLEANCLAIM_OUT_OF_RANGE, "finding");
    FAILS(cleanclaim_claim_apply(claim, report, 0, (size_t)-1), CLEANCLAIM_OUT_OF_RANGE, "fix");

    FAILS(cleanclaim_scrub_batch(NULL, claims, 2, 1, never, &calls), CLEANCLAIM_NULL_POINTER, "scrubber");
    FAILS(cleanclaim_scrub_batch(scrubber, NULL, 2, 1, never, &calls), CLEANCLAIM_NULL_POINTER, "array");
    FAILS(cleanclaim_scrub_batch(scrubber, claims, 2, 1, NULL, &calls), CLEANCLAIM_NULL_POINTER, "callback");
    claims[0] = claim;
    FAILS(cleanclaim_scrub_batch(scrubber, claims, 2, 1, never, &calls), CLEANCLAIM_NULL_POINTER, "claim 1");
    FAILS(cleanclaim_scrub_batch(scrubber, claims, (size_t)-1, 1, never, &calls), CLEANCLAIM_OUT_OF_RANGE,
          "array");
    CHECK(calls == 0);
    OK(cleanclaim_scrub_batch(scrubber, NULL, 0, 0, never, &calls));
    OK(cleanclaim_scrub_batch(scrubber, claims, 1, 0, never, &calls));
    CHECK(calls == 1);
    cleanclaim_report_free(report);
    cleanclaim_report_free(NULL);
    cleanclaim_claim_free(claim);
    cleanclaim_scrubber_free(scrubber);
}

static void files(void)
{
    cleanclaim_x12 *file = NULL;
    cleanclaim_x12_item item;
    cleanclaim_claim *claim = NULL;

    FAILS(cleanclaim_x12_open(TEXT("no-such-file"), &file), CLEANCLAIM_UNREADABLE, "no-such-file");
    FAILS(cleanclaim_x12_open(TEXT("x"), NULL), CLEANCLAIM_NULL_POINTER, "output");
    FAILS(cleanclaim_x12_open(TEXT(""), &file), CLEANCLAIM_UNREADABLE, "the path is empty");
    FAILS(cleanclaim_x12_open(TEXT("a\0b"), &file), CLEANCLAIM_UNREADABLE, "a\\0b: ");
    FAILS(cleanclaim_x12_from_bytes(NULL, 3, &file), CLEANCLAIM_NULL_POINTER, "file");
    FAILS(cleanclaim_x12_from_bytes((const uint8_t *)"x", 1, NULL), CLEANCLAIM_NULL_POINTER, "output");
    CHECK(file == NULL);
    FAILS(cleanclaim_x12_next(NULL, &item, sizeof item, &claim), CLEANCLAIM_NULL_POINTER, "file");
    OK(cleanclaim_x12_from_bytes((const uint8_t *)"hello", 5, &file));
    FAILS(cleanclaim_x12_next(file, NULL, sizeof item, &claim), CLEANCLAIM_NULL_POINTER, "item");
    FAILS(cleanclaim_x12_next(file, &item, 1, &claim), CLEANCLAIM_WRONG_SIZE, "sizeof");
    FAILS(cleanclaim_x12_next(file, &item, sizeof item, NULL), CLEANCLAIM_NULL_POINTER, "output");
    OK(cleanclaim_x12_next(file, &item, sizeof item, &claim));
    CHECK(item.kind == CLEANCLAIM_X12_ERROR && strstr(item.message.data, "ISA") != NULL && claim == NULL);
    OK(cleanclaim_x12_next(file, &item, sizeof item, &claim));
    CHECK(item.kind == CLEANCLAIM_X12_END && item.message.length == 0);
    OK(cleanclaim_x12_next(file, &item, sizeof item, &claim));
    CHECK(item.kind == CLEANCLAIM_X12_END && claim == NULL);
    cleanclaim_x12_free(file);
    cleanclaim_x12_free(NULL);
}

static void visits(void)
{
    cleanclaim_visit visit;
    cleanclaim_level level;

    memset(&visit, 0, sizeof visit);
    visit.place = cleanclaim_text_of("11");
    visit.date = 20260105;
    visit.minutes = 30;
    FAILS(cleanclaim_visit_level(NULL, sizeof visit, &level, sizeof level), CLEANCLAIM_NULL_POINTER, "visit");
    FAILS(cleanclaim_visit_level(&visit, 0, &level, sizeof level), CLEANCLAIM_WRONG_SIZE, "sizeof");
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, NULL, sizeof level), CLEANCLAIM_NULL_POINTER, "level");
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, 99), CLEANCLAIM_WRONG_SIZE, "newer");
    OK(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level));
    visit.encounter = 10;
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_UNKNOWN_VALUE, "10");
    visit.encounter = CLEANCLAIM_INITIAL;
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_NO_LEVEL, "11");
    visit.encounter = CLEANCLAIM_NEW;
    visit.risk = 9;
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_UNKNOWN_VALUE, "9");
    visit.risk = CLEANCLAIM_LOW;
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_OUT_OF_RANGE, "all three");
    visit.risk = visit.minutes = 0;
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_NO_LEVEL, "neither");
    visit.date = 20260230;
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_NOT_A_CODE, "20260230");
    visit.place = cleanclaim_text_of("1I");
    FAILS(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level), CLEANCLAIM_NOT_A_CODE, "1I");
    CHECK(strcmp(cleanclaim_last_repair(NULL), "11") == 0);
}

static void rules(void)
{
    cleanclaim_rule rule;
    FAILS(cleanclaim_rule_at(cleanclaim_rule_count(), &rule, sizeof rule), CLEANCLAIM_OUT_OF_RANGE, "no rule");
    FAILS(cleanclaim_rule_at(0, NULL, sizeof rule), CLEANCLAIM_NULL_POINTER, "rule");
    FAILS(cleanclaim_rule_at(0, &rule, 5), CLEANCLAIM_WRONG_SIZE, "sizeof");
    FAILS(cleanclaim_rule_find(TEXT("Q999"), &rule, sizeof rule), CLEANCLAIM_UNKNOWN_RULE, "Q999");
    FAILS(cleanclaim_rule_find(not_utf8, 1, &rule, sizeof rule), CLEANCLAIM_NOT_UTF8, "rule");
    FAILS(cleanclaim_rule_find(TEXT("N002"), NULL, sizeof rule), CLEANCLAIM_NULL_POINTER, "rule");
}

int main(void)
{
    status_and_version();
    editions();
    profiles();
    claims();
    scrubbers();
    reports();
    files();
    visits();
    rules();
    return finish("calls");
}
