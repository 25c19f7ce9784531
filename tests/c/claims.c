/* A claim built from structures is the claim its JSON reads to, and is judged alike. */
#include "check.h"

/* Every field that the structures can carry. */
static const char full[] =
    "{\"id\":\"A-1\",\"form\":\"outpatient\",\"payer\":\"medicare\",\"frequency\":\"7\","
    "\"original_reference\":\"REF9\",\"type_of_bill\":\"0131\","
    "\"statement\":{\"from\":\"2026-01-05\",\"through\":\"2026-01-06\"},\"received\":\"2026-02-01\","
    "\"patient\":{\"birth_date\":\"1958-03-04\",\"age_years\":67,\"sex\":\"F\",\"death_date\":\"2026-01-30\","
    "\"member_id\":\"1EG4TE5MK73\"},"
    "\"billing_provider\":{\"npi\":\"1234567893\",\"taxonomy\":\"207Q00000X\",\"specialty\":\"08\"},"
    "\"attending_provider\":{\"npi\":\"123\"},\"service_facility\":{\"npi\":\"1234567893\"},"
    "\"rendering_provider\":{\"npi\":\"1234567893\"},\"referring_provider\":{\"npi\":\"1234567893\"},"
    "\"ordering_provider\":{\"npi\":\"1234567893\"},\"supervising_provider\":{\"npi\":\"1234567893\"},"
    "\"operating_provider\":{\"npi\":\"1234567893\"},"
    "\"clia\":\"05D1234567\",\"prior_authorization\":\"PA1\",\"clinical_trial\":\"01234567\","
    "\"condition_codes\":[\"07\"],\"value_codes\":[{\"code\":\"80\",\"amount\":\"3.00\"},{\"code\":\"81\"}],"
    "\"occurrence_codes\":[{\"code\":\"11\",\"date\":\"2026-01-01\"}],"
    "\"occurrence_spans\":[{\"code\":\"72\",\"from\":\"2026-01-01\",\"through\":\"2026-01-03\"}],"
    "\"admission_date\":\"2026-01-05\",\"admission_type\":\"1\",\"discharge_status\":\"01\","
    "\"related_cause\":\"AA\",\"accident_date\":\"2026-01-04\",\"accident_state\":\"CA\","
    "\"diagnoses\":[\"E11.9\",\"I1O\"],\"diagnosis_code_set\":\"icd-10-cm\",\"admitting_diagnosis\":\"I10\","
    "\"reason_for_visit\":[\"R05.1\"],\"external_causes\":[\"W01.0XXA\"],\"treatment_codes\":[\"A01\"],"
    "\"procedures_performed\":[{\"code\":\"0DTJ4ZZ\",\"qualifier\":\"BBR\",\"date\":\"2026-01-05\"},"
    "{\"code\":\"0DB\",\"qualifier\":\"BBQ\"}],"
    "\"total_charge\":\"230.00\",\"patient_paid\":\"10.00\",\"note\":\"a note\","
    "\"lines\":["
    "{\"number\":1,\"procedure\":\"99213\",\"modifiers\":[\"25\",\"LT\"],\"units\":\"1\",\"unit_basis\":\"UN\","
    "\"charge\":\"125.00\",\"from\":\"2026-01-05\",\"through\":\"2026-01-06\",\"place\":\"11\","
    "\"diagnosis_pointers\":[1,2],\"revenue_code\":\"0510\",\"minutes\":25,"
    "\"medical_decision_making\":{\"problems\":\"low\",\"data\":\"straightforward\",\"risk\":\"moderate\"},"
    "\"description\":\"words\",\"ndc\":\"00409123401\",\"ndc_quantity\":\"2.5\",\"ndc_unit\":\"ML\","
    "\"emergency\":true,\"clia\":\"05D1234567\",\"referred_clia\":\"05D7654321\",\"prior_authorization\":\"PA2\","
    "\"non_covered_charge\":\"5.00\",\"control_number\":\"LN1\","
    "\"rendering_provider\":{\"npi\":\"1234567893\"},\"referring_provider\":{\"npi\":\"1234567893\"},"
    "\"ordering_provider\":{\"npi\":\"1234567893\"},\"supervising_provider\":{\"npi\":\"1234567893\"},"
    "\"operating_provider\":{\"npi\":\"1234567893\"},\"service_facility\":{\"npi\":\"1234567893\"}},"
    "{\"number\":2,\"procedure\":\"9921\",\"units\":\"one\",\"charge\":\"1O5\",\"from\":\"1/5/2026\","
    "\"through\":\"20260230\",\"medical_decision_making\":\"high\"}],"
    "\"history\":[{\"form\":\"professional\",\"lines\":[{\"number\":9,\"procedure\":\"99213\",\"charge\":\"0.00\","
    "\"units\":\"0\"}]}]}";

static void build(cleanclaim_claim *claim, cleanclaim_claim *earlier)
{
    cleanclaim_header header;
    cleanclaim_patient patient;
    cleanclaim_provider provider;
    cleanclaim_line line;
    uint32_t role;

    memset(&header, 0, sizeof header);
    header.id = cleanclaim_text_of("A-1");
    header.payer = cleanclaim_text_of("medicare");
    header.frequency = cleanclaim_text_of("7");
    header.original_reference = cleanclaim_text_of("REF9");
    header.type_of_bill = cleanclaim_text_of("0131");
    header.clia = cleanclaim_text_of("05D1234567");
    header.prior_authorization = cleanclaim_text_of("PA1");
    header.clinical_trial = cleanclaim_text_of("01234567");
    header.admitting_diagnosis = cleanclaim_text_of("I10");
    header.admission_type = cleanclaim_text_of("1");
    header.discharge_status = cleanclaim_text_of("01");
    header.related_cause = cleanclaim_text_of("AA");
    header.accident_state = cleanclaim_text_of("CA");
    header.note = cleanclaim_text_of("a note");
    header.total_charge_cents = 23000;
    header.patient_paid_cents = 1000;
    header.statement_from = 20260105;
    header.statement_through = 20260106;
    header.received = 20260201;
    header.admission_date = 20260105;
    header.accident_date = 20260104;
    header.diagnosis_code_set = 10;
    OK(cleanclaim_claim_set_header(claim, &header, sizeof header));

    memset(&patient, 0, sizeof patient);
    patient.sex = cleanclaim_text_of("F");
    patient.member_id = cleanclaim_text_of("1EG4TE5MK73");
    patient.birth_date = 19580304;
    patient.death_date = 20260130;
    patient.has_age = 1;
    patient.age_years = 67;
    OK(cleanclaim_claim_set_patient(claim, &patient, sizeof patient));

    memset(&provider, 0, sizeof provider);
    provider.npi = cleanclaim_text_of("1234567893");
    for (role = CLEANCLAIM_RENDERING; role <= CLEANCLAIM_FACILITY; role++) {
        OK(cleanclaim_claim_set_provider(claim, role, &provider, sizeof provider));
    }
    provider.taxonomy = cleanclaim_text_of("207Q00000X");
    provider.specialty = cleanclaim_text_of("08");
    OK(cleanclaim_claim_set_provider(claim, CLEANCLAIM_BILLING, &provider, sizeof provider));
    memset(&provider, 0, sizeof provider);
    provider.npi = cleanclaim_text_of("123");
    OK(cleanclaim_claim_set_provider(claim, CLEANCLAIM_ATTENDING, &provider, sizeof provider));

    OK(cleanclaim_claim_add_diagnosis(claim, TEXT("e119")));
    OK(cleanclaim_claim_add_diagnosis(claim, TEXT("I1O")));
    OK(cleanclaim_claim_add_code(claim, CLEANCLAIM_CONDITION_CODES, TEXT("07")));
    OK(cleanclaim_claim_add_code(claim, CLEANCLAIM_REASONS_FOR_VISIT, TEXT("R051")));
    OK(cleanclaim_claim_add_code(claim, CLEANCLAIM_EXTERNAL_CAUSES, TEXT("W010XXA")));
    OK(cleanclaim_claim_add_code(claim, CLEANCLAIM_TREATMENT_CODES, TEXT("A01")));
    OK(cleanclaim_claim_add_procedure(claim, TEXT("0DTJ4ZZ"), TEXT("BBR"), 20260105));
    OK(cleanclaim_claim_add_procedure(claim, TEXT("0DB"), TEXT("BBQ"), 0));
    OK(cleanclaim_claim_add_value_code(claim, TEXT("80"), 300));
    OK(cleanclaim_claim_add_value_code(claim, TEXT("81"), CLEANCLAIM_NOT_GIVEN));
    OK(cleanclaim_claim_add_occurrence_code(claim, TEXT("11"), 20260101, 0));
    OK(cleanclaim_claim_add_occurrence_code(claim, TEXT("72"), 20260101, 20260103));

    memset(&line, 0, sizeof line);
    line.number = 1;
    line.procedure = cleanclaim_text_of("99213");
    line.modifiers[0] = cleanclaim_text_of("25");
    line.modifiers[2] = cleanclaim_text_of("LT");
    line.units_thousandths = 1000;
    line.unit_basis = cleanclaim_text_of("UN");
    line.charge_cents = 12500;
    line.from = 20260105;
    line.through = 20260106;
    line.place = cleanclaim_text_of("11");
    line.diagnosis_pointers[0] = 1;
    line.diagnosis_pointers[1] = 2;
    line.revenue_code = cleanclaim_text_of("0510");
    line.minutes = 25;
    line.problems = CLEANCLAIM_LOW;
    line.data = CLEANCLAIM_STRAIGHTFORWARD;
    line.risk = CLEANCLAIM_MODERATE;
    line.description = cleanclaim_text_of("words");
    line.ndc = cleanclaim_text_of("00409123401");
    line.ndc_quantity_thousandths = 2500;
    line.ndc_unit = cleanclaim_text_of("ML");
    line.emergency = 1;
    line.clia = cleanclaim_text_of("05D1234567");
    line.referred_clia = cleanclaim_text_of("05D7654321");
    line.prior_authorization = cleanclaim_text_of("PA2");
    line.non_covered_charge_cents = 500;
    line.control_number = cleanclaim_text_of("LN1");
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));
    memset(&provider, 0, sizeof provider);
    provider.npi = cleanclaim_text_of("1234567893");
    for (role = CLEANCLAIM_RENDERING; role <= CLEANCLAIM_FACILITY; role++) {
        if (role != CLEANCLAIM_ATTENDING) {
            OK(cleanclaim_claim_set_line_provider(claim, 0, role, &provider, sizeof provider));
        }
    }

    /* What cannot be read stays as it was sent; a text outranks the number beside it. */
    memset(&line, 0, sizeof line);
    line.number = 2;
    line.procedure = cleanclaim_text_of("9921");
    line.units_thousandths = 3000;
    line.units_text = cleanclaim_text_of("one");
    line.charge_text = cleanclaim_text_of("1O5");
    line.from_text = cleanclaim_text_of("1/5/2026");
    line.through = 20260230;
    line.decision_making = CLEANCLAIM_HIGH;
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));

    /* Zero is a number of units and a charge. */
    memset(&line, 0, sizeof line);
    line.number = 9;
    line.procedure = cleanclaim_text_of("99213");
    OK(cleanclaim_claim_clear(earlier, CLEANCLAIM_PROFESSIONAL));
    OK(cleanclaim_claim_add_line(earlier, &line, sizeof line));
    OK(cleanclaim_claim_add_history(claim, earlier));
}

/* Amounts that are not given, and those with more digits than are read: as the JSON of the claim says. */
static void build_odd(cleanclaim_claim *claim)
{
    cleanclaim_header header;
    cleanclaim_line line;

    OK(cleanclaim_claim_clear(claim, CLEANCLAIM_PROFESSIONAL));
    memset(&header, 0, sizeof header);
    header.total_charge_cents = INT64_MAX;
    header.patient_paid_cents = CLEANCLAIM_NOT_GIVEN;
    OK(cleanclaim_claim_set_header(claim, &header, sizeof header));
    memset(&line, 0, sizeof line);
    line.procedure = cleanclaim_text_of("99213");
    line.units_thousandths = INT64_MAX;
    line.charge_cents = -INT64_MAX;
    line.non_covered_charge_cents = CLEANCLAIM_NOT_GIVEN;
    line.ndc_quantity_thousandths = CLEANCLAIM_NOT_GIVEN;
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));
    line.units_thousandths = 999999999999999999;
    line.charge_cents = 99999999999999999;
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));
    /* Numbers may go up and down, but none comes twice. */
    line.number = 9;
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));
    line.number = 5;
    OK(cleanclaim_claim_add_line(claim, &line, sizeof line));
    line.number = 0;
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_OUT_OF_RANGE, "number 5 already");
    line.number = 9;
    FAILS(cleanclaim_claim_add_line(claim, &line, sizeof line), CLEANCLAIM_OUT_OF_RANGE, "number 9 already");
}

static int same(const cleanclaim_claim *one, const cleanclaim_claim *other)
{
    cleanclaim_text a, b;
    OK(cleanclaim_claim_json(one, &a));
    OK(cleanclaim_claim_json(other, &b));
    if (strcmp(a.data, b.data) != 0) {
        printf("%s\n%s\n", a.data, b.data);
        return 0;
    }
    return 1;
}

int main(void)
{
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_workspace *workspace = NULL;
    cleanclaim_claim *built = NULL, *read = NULL, *copy = NULL, *earlier = NULL, *again = NULL;
    cleanclaim_report *one = NULL, *two = NULL;
    const cleanclaim_report *lent = NULL;
    cleanclaim_summary summary;
    cleanclaim_text json, other;
    int round;

    OK(cleanclaim_scrubber_new(NULL, 0, &scrubber));
    OK(cleanclaim_workspace_new(&workspace));
    OK(cleanclaim_claim_new(CLEANCLAIM_OUTPATIENT, &built));
    OK(cleanclaim_claim_new(CLEANCLAIM_OUTPATIENT, &earlier));
    OK(cleanclaim_claim_from_json(full, sizeof full - 1, &read));

    build_odd(built);
    OK(cleanclaim_claim_json(built, &json));
    CHECK(strstr(json.data, "patient_paid") == NULL && strstr(json.data, "non_covered") == NULL);
    CHECK(strstr(json.data, "\"ndc_quantity\":null") != NULL);
    OK(cleanclaim_claim_from_json(json.data, json.length, &again));
    OK(cleanclaim_scrub(scrubber, built, &one));
    OK(cleanclaim_scrub(scrubber, again, &two));
    OK(cleanclaim_report_json(one, &json));
    OK(cleanclaim_report_json(two, &other));
    CHECK(strcmp(json.data, other.data) == 0);
    cleanclaim_report_free(one);
    cleanclaim_report_free(two);
    cleanclaim_claim_free(again);
    OK(cleanclaim_claim_clear(built, CLEANCLAIM_OUTPATIENT));

    for (round = 0; round < 3; round++) {
        build(built, earlier);
        CHECK(same(built, read));
        OK(cleanclaim_scrub(scrubber, built, &one));
        OK(cleanclaim_scrub_json(scrubber, full, sizeof full - 1, &two));
        OK(cleanclaim_scrub_in(scrubber, read, workspace, &lent));
        OK(cleanclaim_report_json(one, &json));
        OK(cleanclaim_report_json(two, &other));
        CHECK(strcmp(json.data, other.data) == 0);
        OK(cleanclaim_report_json(lent, &other));
        CHECK(strcmp(json.data, other.data) == 0);
        OK(cleanclaim_scrub_json_in(scrubber, full, sizeof full - 1, workspace, &lent));
        OK(cleanclaim_report_json(lent, &other));
        CHECK(strcmp(json.data, other.data) == 0);
        OK(cleanclaim_report_summary(lent, &summary, sizeof summary));
        CHECK(is(summary.claim, "A-1") && is(summary.profile, "medicare-outpatient"));
        cleanclaim_report_free(one);
        cleanclaim_report_free(two);
        OK(cleanclaim_claim_clear(built, CLEANCLAIM_OUTPATIENT));
        CHECK(cleanclaim_claim_line_count(built) == 0);
    }

    /* A cleared claim holds nothing; a copy is its own. */
    OK(cleanclaim_claim_new(CLEANCLAIM_OUTPATIENT, &copy));
    CHECK(same(built, copy));
    cleanclaim_claim_free(copy);
    OK(cleanclaim_claim_clone(read, &copy));
    OK(cleanclaim_claim_add_diagnosis(read, TEXT("J18.9")));
    CHECK(!is((cleanclaim_claim_json(read, &json), json), (cleanclaim_claim_json(copy, &other), other.data)));
    build(built, earlier);
    CHECK(same(built, copy));

    /* Claims that are each the earlier one of the next do not pile up. */
    OK(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &again));
    for (round = 0; round < 2000; round++) {
        OK(cleanclaim_claim_add_history(earlier, again));
        OK(cleanclaim_claim_clear(again, CLEANCLAIM_PROFESSIONAL));
        OK(cleanclaim_claim_add_history(again, earlier));
        OK(cleanclaim_claim_clear(earlier, CLEANCLAIM_PROFESSIONAL));
    }
    OK(cleanclaim_claim_json(again, &json));
    CHECK(json.length < 10000);
    cleanclaim_claim_free(again);

    /* What a claim writes, it reads. */
    OK(cleanclaim_claim_json(copy, &json));
    OK(cleanclaim_claim_from_json(json.data, json.length, &again));
    CHECK(same(again, copy));

    cleanclaim_claim_free(again);
    cleanclaim_claim_free(built);
    cleanclaim_claim_free(read);
    cleanclaim_claim_free(copy);
    cleanclaim_claim_free(earlier);
    cleanclaim_workspace_free(workspace);
    cleanclaim_scrubber_free(scrubber);
    return finish("claims");
}
