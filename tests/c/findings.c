/* What a report says, read as structures, and what its fixes do. */
#include "check.h"

static const char claim_text[] =
    "{\"id\":\"P-1\",\"form\":\"professional\",\"diagnoses\":[\"L57.0\"],\"lines\":["
    "{\"number\":10,\"procedure\":\"11102\",\"from\":\"2024-08-05\",\"diagnosis_pointers\":[1],\"place\":\"11\",\"charge\":\"160.00\"},"
    "{\"number\":20,\"procedure\":\"17000\",\"from\":\"2024-08-05\",\"diagnosis_pointers\":[1],\"place\":\"11\",\"charge\":\"95.00\"}]}";

/* Finds the finding of a rule; its index, or -1. */
static long find(const cleanclaim_report *report, const char *rule, cleanclaim_finding *finding)
{
    size_t index;
    for (index = 0; index < cleanclaim_report_finding_count(report); index++) {
        OK(cleanclaim_report_finding(report, index, finding, sizeof *finding));
        if (strcmp(finding->rule.data, rule) == 0) {
            return (long)index;
        }
    }
    return -1;
}

int main(void)
{
    cleanclaim_edition *edition = NULL;
    cleanclaim_profile *profile = NULL, *own = NULL;
    cleanclaim_scrubber *scrubber = NULL, *without = NULL;
    cleanclaim_claim *claim = NULL;
    cleanclaim_report *report = NULL, *other = NULL;
    cleanclaim_mended *mended = NULL;
    const cleanclaim_claim *fixed = NULL;
    const cleanclaim_report *before = NULL, *after = NULL;
    cleanclaim_finding finding;
    cleanclaim_summary summary;
    cleanclaim_bypassed bypassed;
    cleanclaim_not_evaluated gap;
    cleanclaim_applied applied;
    cleanclaim_rule rule;
    cleanclaim_header header;
    cleanclaim_visit visit;
    cleanclaim_level level;
    cleanclaim_text json;
    uint32_t counted = 0;
    size_t index, fix;
    long pair;

    OK(cleanclaim_scrubber_new(TEXT("medicare-professional"), &scrubber));
    OK(cleanclaim_claim_from_json(claim_text, sizeof claim_text - 1, &claim));
    OK(cleanclaim_scrub(scrubber, claim, &report));

    pair = find(report, "N002", &finding);
    CHECK(pair >= 0);
    CHECK(is(finding.rule, "N002") && is(finding.name, "ptp-without-modifier"));
    CHECK(finding.severity == CLEANCLAIM_DENY && finding.line == 20 && finding.at_risk_cents == 9500);
    CHECK(finding.related_line_count == 1 && finding.related_lines[0] == 10);
    CHECK(is(finding.denial_group, "CO") && is(finding.carc, "236"));
    CHECK(finding.rarc_count == 1 && is(finding.rarcs[0], "N20"));
    CHECK(strncmp(finding.message.data, "17000 is part of 11102", 22) == 0);
    CHECK(strlen(finding.message.data) == finding.message.length);
    CHECK(finding.citation.length > 10 && strlen(finding.citation.data) == finding.citation.length);
    for (index = 0; index < finding.value_count; index++) {
        if (strcmp(finding.values[index].name.data, "column_1") == 0) {
            CHECK(is(finding.values[index].text, "11102"));
            counted++;
        }
    }
    CHECK(counted == 1);
    CHECK(finding.fix_count >= 2);
    CHECK(finding.fixes[0].applicability == CLEANCLAIM_IF_DOCUMENTED && finding.fixes[0].title.length > 0);
    CHECK(finding.fixes[0].edit_count == 1);
    CHECK(finding.fixes[0].edits[0].operation == CLEANCLAIM_ADD_MODIFIER);
    CHECK(finding.fixes[0].edits[0].line == 20 && is(finding.fixes[0].edits[0].code, "XS"));

    /* The JSON says the same. */
    OK(cleanclaim_report_json(report, &json));
    CHECK(strstr(json.data, finding.message.data) != NULL);
    CHECK(strstr(json.data, finding.fixes[0].title.data) != NULL);

    OK(cleanclaim_report_summary(report, &summary, sizeof summary));
    CHECK(is(summary.claim, "P-1") && is(summary.profile, "medicare-professional"));
    CHECK(summary.verdict == CLEANCLAIM_FLAGGED && summary.at_risk_cents == 9500);
    CHECK(summary.findings == cleanclaim_report_finding_count(report));
    CHECK(summary.by_severity[0] + summary.by_severity[1] + summary.by_severity[2] + summary.by_severity[3] ==
          summary.findings);
    for (index = 0; index < summary.not_evaluated; index++) {
        OK(cleanclaim_report_not_evaluated(report, index, &gap, sizeof gap));
        CHECK(gap.rule.length == 4 && gap.reason.length > 0);
        CHECK(gap.line_count == 0 || gap.lines[gap.line_count - 1] > 0);
    }

    /* Applying the fix of a person's choice bypasses the pair. */
    for (fix = 0; fix < finding.fix_count && finding.fixes[fix].edit_count == 0; fix++) {
    }
    OK(cleanclaim_claim_apply(claim, report, (size_t)pair, fix));
    FAILS(cleanclaim_claim_apply(claim, report, (size_t)pair, 99), CLEANCLAIM_OUT_OF_RANGE, "fix 99");
    OK(cleanclaim_scrub(scrubber, claim, &other));
    CHECK(find(other, "N002", &finding) == -1);
    OK(cleanclaim_report_summary(other, &summary, sizeof summary));
    CHECK(summary.bypassed >= 1);
    OK(cleanclaim_report_bypassed(other, 0, &bypassed, sizeof bypassed));
    CHECK(is(bypassed.rule, "N002") && is(bypassed.by, "XS"));
    CHECK(bypassed.line == 20 && bypassed.related_line == 10);
    cleanclaim_report_free(other);
    cleanclaim_claim_free(claim);

    /* A fix of another claim's report does not fit. */
    OK(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &claim));
    FAILS(cleanclaim_claim_apply(claim, report, (size_t)pair, fix), CLEANCLAIM_NOT_APPLICABLE, "no line 20");
    cleanclaim_claim_free(claim);

    /* Nothing mechanical mends the pair; the record may. */
    OK(cleanclaim_claim_from_json(claim_text, sizeof claim_text - 1, &claim));
    OK(cleanclaim_mend(scrubber, claim, CLEANCLAIM_MECHANICAL, &mended));
    CHECK(cleanclaim_mended_applied_count(mended) == 0);
    CHECK(cleanclaim_mended_complete(mended) == 1);
    cleanclaim_mended_free(mended);
    OK(cleanclaim_mend(scrubber, claim, CLEANCLAIM_IF_DOCUMENTED, &mended));
    CHECK(cleanclaim_mended_applied_count(mended) >= 1);
    OK(cleanclaim_mended_applied(mended, 0, &applied, sizeof applied));
    CHECK(applied.rule.length == 4 && applied.title.length > 0);
    CHECK(applied.applicability <= CLEANCLAIM_IF_DOCUMENTED);
    OK(cleanclaim_mended_before(mended, &before));
    OK(cleanclaim_mended_after(mended, &after));
    CHECK(find(before, "N002", &finding) >= 0 && find(after, "N002", &finding) == -1);
    OK(cleanclaim_mended_claim(mended, &fixed));
    OK(cleanclaim_claim_json(fixed, &json));
    CHECK(strstr(json.data, "\"XS\"") != NULL);
    cleanclaim_mended_free(mended);

    /* A profile without the rule says nothing of it; one that softens it warns. */
    OK(cleanclaim_edition_starter(&edition));
    OK(cleanclaim_profile_shipped(TEXT("medicare-professional"), &profile));
    OK(cleanclaim_profile_set_severity(profile, TEXT("N002"), CLEANCLAIM_INFO));
    OK(cleanclaim_scrubber_with(edition, profile, &without));
    OK(cleanclaim_scrub(without, claim, &other));
    CHECK(find(other, "N002", &finding) >= 0 && finding.severity == CLEANCLAIM_INFO);
    cleanclaim_report_free(other);
    cleanclaim_scrubber_free(without);
    OK(cleanclaim_profile_set_severity(profile, TEXT("N"), CLEANCLAIM_WARN));
    OK(cleanclaim_scrubber_with(edition, profile, &without));
    OK(cleanclaim_scrub(without, claim, &other));
    CHECK(find(other, "N002", &finding) >= 0 && finding.severity == CLEANCLAIM_WARN);
    cleanclaim_report_free(other);
    cleanclaim_scrubber_free(without);
    OK(cleanclaim_profile_remove_rule(profile, TEXT("ptp-without-modifier")));
    OK(cleanclaim_scrubber_with(edition, profile, &without));
    OK(cleanclaim_scrub(without, claim, &other));
    CHECK(find(other, "N002", &finding) == -1);
    cleanclaim_report_free(other);
    cleanclaim_scrubber_free(without);
    cleanclaim_profile_free(profile);

    /* A profile of one's own judges the payer it names; its edit has an identifier of its own. */
    OK(cleanclaim_profile_from_text(TEXT("name = \"own\"\npayers = [\"medicare\"]\n[[edit]]\nid = \"HOUSE-1\"\n"
                                         "kind = \"unit-limit\"\nmessage = \"never\"\nseverity = \"deny\"\n"
                                         "codes = [\"17000\"]\nmost = 0\n"),
                                    &own));
    OK(cleanclaim_profile_by_payer(&profile));
    OK(cleanclaim_profile_add(profile, own));
    cleanclaim_profile_free(own);
    OK(cleanclaim_scrubber_with(edition, profile, &without));
    OK(cleanclaim_scrub(without, claim, &other));
    CHECK(find(other, "HOUSE-1", &finding) < 0);
    cleanclaim_report_free(other);
    /* A total of 0 is 0.00, which is not the sum of the lines. */
    memset(&header, 0, sizeof header);
    header.payer = cleanclaim_text_of("medicare");
    OK(cleanclaim_claim_set_header(claim, &header, sizeof header));
    OK(cleanclaim_scrub(scrubber, claim, &other));
    CHECK(find(other, "T014", &finding) >= 0);
    cleanclaim_report_free(other);
    header.total_charge_cents = CLEANCLAIM_NOT_GIVEN;
    OK(cleanclaim_claim_set_header(claim, &header, sizeof header));
    OK(cleanclaim_scrub(scrubber, claim, &other));
    CHECK(find(other, "T014", &finding) < 0);
    cleanclaim_report_free(other);
    OK(cleanclaim_scrub(without, claim, &other));
    CHECK(find(other, "HOUSE-1", &finding) >= 0 && is(finding.message, "never"));
    CHECK(is(finding.name, "custom-edit") && finding.citation.length > 0);
    CHECK(find(other, "N002", &finding) < 0);
    cleanclaim_report_free(other);
    cleanclaim_scrubber_free(without);
    cleanclaim_profile_free(profile);
    cleanclaim_edition_free(edition);

    /* The level of a visit: the higher of decision making and time, with its reasons. */
    memset(&visit, 0, sizeof visit);
    visit.place = cleanclaim_text_of("11");
    visit.date = 20260105;
    visit.encounter = CLEANCLAIM_ESTABLISHED;
    visit.minutes = 32;
    visit.problems = CLEANCLAIM_LOW;
    visit.data = CLEANCLAIM_STRAIGHTFORWARD;
    visit.risk = CLEANCLAIM_LOW;
    OK(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level));
    CHECK(strcmp(level.code, "99214") == 0 && level.basis == CLEANCLAIM_BY_TIME);
    CHECK(strcmp(level.by_decision, "99213") == 0 && strcmp(level.by_time, "99214") == 0);
    CHECK(strstr(level.reasoning.data, "32 minutes support 99214") != NULL);
    CHECK(strlen(level.reasoning.data) == level.reasoning.length);
    visit.minutes = 0;
    OK(cleanclaim_visit_level(&visit, sizeof visit, &level, sizeof level));
    CHECK(strcmp(level.code, "99213") == 0 && level.by_time[0] == '\0');

    /* Every rule explains itself, and is found by its identifier. */
    CHECK(cleanclaim_rule_count() > 30);
    for (index = 0; index < cleanclaim_rule_count(); index++) {
        cleanclaim_rule found;
        OK(cleanclaim_rule_at(index, &rule, sizeof rule));
        OK(cleanclaim_rule_find(rule.id.data, rule.id.length, &found, sizeof found));
        CHECK(is(found.id, rule.id.data) && is(found.name, rule.name.data));
        CHECK(rule.summary.length > 0 && rule.explanation.length > rule.summary.length);
        CHECK(rule.citation.length > 0 && rule.professional + rule.outpatient > 0);
        CHECK(rule.severity <= CLEANCLAIM_REJECT);
    }
    OK(cleanclaim_rule_find(TEXT("n002"), &rule, sizeof rule));
    CHECK(is(rule.carc, "236") && is(rule.denial_group, "CO"));

    cleanclaim_report_free(report);
    cleanclaim_claim_free(claim);
    cleanclaim_scrubber_free(scrubber);
    return finish("findings");
}
