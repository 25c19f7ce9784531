/* Random sequences of calls with random arguments, right and wrong: nothing crashes, no output is
   written on failure. The arguments are a seed and a number of steps. */
#include "check.h"

static uint64_t state;

static uint32_t roll(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

/* Texts from a pool with all kinds of wrong ones. */
static cleanclaim_text some_text(void)
{
    static const char *const pool[] = {
        "",        "99213",  "11102",      "17000",    "9921O", "25",      "59",  "XS",  "E11.9", "L57.0",
        "\xff\xfe", "11",     "1234567893", "20240805", "x",     "medicaid", "MJ",  "-1",  "N002",  "0510",
        "all",     "  ",     "1.5",        "\xc3\xa9", "{}",    "procedure", "modifiers",
        "97110",   "97530",  "96372",      "J1100",    "90460", "90461",   "99291", "99292", "00740", "36415",
        "80053",   "80048",  "G0008",      "E0601",    "K0001", "45378",   "45385", "76942", "99215", "50",
        "26",      "TC",     "RR",         "QW",       "GA",    "AA",      "24",  "57",  "0131",  "0250",
        "Z00.00",  "O80",    "S72.001A",   "M",        "F",     "27447",   "20610", "93000", "93005", "A0427",
    };
    cleanclaim_text text;
    switch (roll(40)) {
    case 0:
        text.data = NULL;
        text.length = roll(3);
        return text;
    case 1:
        text.data = pool[1];
        text.length = (size_t)-1 - roll(2);
        return text;
    default:
        return cleanclaim_text_of(pool[roll(sizeof pool / sizeof *pool)]);
    }
}

static uint32_t some_number(void)
{
    static const uint32_t pool[] = {0, 1, 2, 3, 4, 7, 8, 9, 10, 20240805, 20260230, 99999999, 0xffffffffu};
    return pool[roll(sizeof pool / sizeof *pool)];
}

static int64_t some_amount(void)
{
    static const int64_t pool[] = {0, 1, 100, 1000, 9500, -5, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    return pool[roll(sizeof pool / sizeof *pool)];
}

/* Mostly the right size. */
static size_t some_size(size_t right)
{
    return roll(10) != 0 ? right : right + roll(20) - 10;
}

enum { SLOTS = 4 };
static cleanclaim_scrubber *scrubbers[SLOTS];
static cleanclaim_profile *profiles[SLOTS];
static cleanclaim_edition *editions[SLOTS];
static cleanclaim_claim *claims[SLOTS];
static cleanclaim_report *reports[SLOTS];
static cleanclaim_workspace *workspaces[SLOTS];
static cleanclaim_mended *mended[SLOTS];
static cleanclaim_x12 *files[SLOTS];

/* Reads everything that a structure lends. */
static size_t read_text(cleanclaim_text text)
{
    CHECK(text.data[text.length] == '\0');
    return strlen(text.data);
}

static void read_report(const cleanclaim_report *report)
{
    cleanclaim_summary summary;
    cleanclaim_finding finding;
    cleanclaim_bypassed bypassed;
    cleanclaim_not_evaluated gap;
    cleanclaim_text json;
    size_t index, fix, edit, total = 0;

    if (cleanclaim_report_summary(report, &summary, sizeof summary) != CLEANCLAIM_OK) {
        CHECK(report == NULL);
        return;
    }
    total += read_text(summary.claim) + read_text(summary.edition) + read_text(summary.profile);
    for (index = 0; index < summary.findings; index++) {
        OK(cleanclaim_report_finding(report, index, &finding, sizeof finding));
        total += read_text(finding.rule) + read_text(finding.message) + read_text(finding.citation) +
                 read_text(finding.field) + read_text(finding.denial_group) + read_text(finding.carc);
        for (fix = 0; fix < finding.rarc_count; fix++) {
            total += read_text(finding.rarcs[fix]);
        }
        for (fix = 0; fix < finding.related_line_count; fix++) {
            total += finding.related_lines[fix];
        }
        for (fix = 0; fix < finding.value_count; fix++) {
            total += read_text(finding.values[fix].name) + read_text(finding.values[fix].text);
        }
        for (fix = 0; fix < finding.fix_count; fix++) {
            total += read_text(finding.fixes[fix].title);
            for (edit = 0; edit < finding.fixes[fix].edit_count; edit++) {
                total += read_text(finding.fixes[fix].edits[edit].code);
            }
        }
    }
    for (index = 0; index < summary.bypassed; index++) {
        OK(cleanclaim_report_bypassed(report, index, &bypassed, sizeof bypassed));
        total += read_text(bypassed.rule) + read_text(bypassed.by);
    }
    for (index = 0; index < summary.not_evaluated; index++) {
        OK(cleanclaim_report_not_evaluated(report, index, &gap, sizeof gap));
        total += read_text(gap.rule) + read_text(gap.reason);
        for (fix = 0; fix < gap.line_count; fix++) {
            total += gap.lines[fix];
        }
    }
    OK(cleanclaim_report_json(report, &json));
    CHECK(read_text(json) > 0 && total > 0);
}

static void change_claim(cleanclaim_claim *claim)
{
    cleanclaim_header header;
    cleanclaim_patient patient;
    cleanclaim_provider provider;
    cleanclaim_line line;
    cleanclaim_text text = some_text();
    cleanclaim_position position;
    size_t index;

    switch (roll(12)) {
    case 0:
        memset(&header, 0, sizeof header);
        header.id = some_text();
        header.payer = some_text();
        header.type_of_bill = some_text();
        header.total_charge_cents = some_amount();
        header.received = some_number();
        header.diagnosis_code_set = roll(11);
        cleanclaim_claim_set_header(claim, &header, some_size(sizeof header));
        break;
    case 1:
        memset(&patient, 0, sizeof patient);
        patient.sex = some_text();
        patient.birth_date = some_number();
        patient.has_age = roll(2);
        patient.age_years = some_number();
        cleanclaim_claim_set_patient(claim, roll(20) == 0 ? NULL : &patient, some_size(sizeof patient));
        break;
    case 2:
        provider.npi = some_text();
        provider.taxonomy = some_text();
        provider.specialty = some_text();
        cleanclaim_claim_set_provider(claim, some_number(), &provider, some_size(sizeof provider));
        cleanclaim_claim_set_line_provider(claim, roll(3), some_number(), &provider, sizeof provider);
        break;
    case 3:
        cleanclaim_claim_add_diagnosis(claim, text.data, text.length);
        break;
    case 4:
        cleanclaim_claim_add_code(claim, some_number(), text.data, text.length);
        cleanclaim_claim_add_value_code(claim, text.data, text.length, some_amount());
        cleanclaim_claim_add_occurrence_code(claim, text.data, text.length, some_number(), some_number());
        cleanclaim_claim_add_procedure(claim, text.data, text.length, text.data, text.length, some_number());
        break;
    case 5:
        cleanclaim_claim_clear(claim, roll(3));
        break;
    case 6:
        if (roll(4) == 0) {
            cleanclaim_claim_clear(claim, roll(2));
            cleanclaim_claim_add_history(claim, claims[roll(SLOTS)]);
        }
        break;
    case 7:
        text = some_text();
        cleanclaim_claim_position(claim, roll(3), text.data, text.length, roll(3), &position,
                                  some_size(sizeof position));
        break;
    case 8:
        cleanclaim_claim_apply(claim, reports[roll(SLOTS)], roll(4), roll(4));
        break;
    default:
        memset(&line, 0, sizeof line);
        line.procedure = some_text();
        for (index = 0; index < 4; index++) {
            line.modifiers[index] = roll(3) == 0 ? some_text() : cleanclaim_text_of("");
            line.diagnosis_pointers[index] = (uint8_t)roll(6);
        }
        line.units_thousandths = some_amount();
        line.charge_cents = some_amount();
        line.from = roll(3) == 0 ? some_number() : 20240805;
        line.through = roll(3) == 0 ? some_number() : 0;
        line.number = roll(4);
        line.place = some_text();
        line.units_text = roll(5) == 0 ? some_text() : cleanclaim_text_of(NULL);
        line.revenue_code = some_text();
        line.ndc = some_text();
        line.minutes = some_number();
        line.decision_making = roll(8) == 0 ? some_number() : 0;
        cleanclaim_claim_add_line(claim, &line, some_size(sizeof line));
    }
}

static uint32_t deliver(void *context, size_t index, const cleanclaim_report *report)
{
    (void)index;
    read_report(report);
    return *(uint32_t *)context == index;
}

static void step(void)
{
    static const char *const isa = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *";
    size_t slot = roll(SLOTS), other = roll(SLOTS);
    cleanclaim_text text = some_text();
    const cleanclaim_report *lent = NULL;
    const cleanclaim_claim *lent_claim = NULL;
    const cleanclaim_claim *array[3];
    cleanclaim_table table;
    cleanclaim_rule rule;
    cleanclaim_applied applied;
    cleanclaim_x12_item item;
    cleanclaim_code code;
    cleanclaim_text own;
    uint32_t stop = roll(4), date;
    int64_t number;

    switch (roll(17)) {
    case 0:
        cleanclaim_scrubber_free(scrubbers[slot]);
        scrubbers[slot] = NULL;
        if (roll(2) == 0) {
            cleanclaim_scrubber_new(text.data, text.length, &scrubbers[slot]);
        } else {
            cleanclaim_scrubber_with(editions[other], profiles[other], &scrubbers[slot]);
        }
        break;
    case 1:
        cleanclaim_profile_free(profiles[slot]);
        profiles[slot] = NULL;
        if (roll(2) == 0) {
            cleanclaim_profile_shipped(text.data, text.length, &profiles[slot]);
        } else {
            cleanclaim_profile_by_payer(&profiles[slot]);
        }
        break;
    case 2:
        cleanclaim_profile_remove_rule(profiles[slot], text.data, text.length);
        cleanclaim_profile_set_severity(profiles[slot], text.data, text.length, roll(5));
        cleanclaim_profile_name(profiles[slot], &own);
        break;
    case 3:
        cleanclaim_edition_free(editions[slot]);
        editions[slot] = NULL;
        if (roll(3) == 0) {
            cleanclaim_edition_from_bytes((const uint8_t *)text.data, text.length, &editions[slot]);
        } else {
            cleanclaim_edition_starter(&editions[slot]);
        }
        if (cleanclaim_edition_table(editions[slot], roll(30), &table, some_size(sizeof table)) == CLEANCLAIM_OK) {
            read_text(table.name);
        }
        break;
    case 4:
        cleanclaim_claim_free(claims[slot]);
        claims[slot] = NULL;
        if (roll(3) == 0) {
            cleanclaim_claim_from_json(text.data, text.length, &claims[slot]);
        } else if (roll(2) == 0 && slot != other) {
            cleanclaim_claim_clone(claims[other], &claims[slot]);
        } else {
            cleanclaim_claim_new(roll(3), &claims[slot]);
        }
        break;
    case 5:
        cleanclaim_report_free(reports[slot]);
        reports[slot] = NULL;
        if (roll(4) == 0) {
            cleanclaim_scrub_json(scrubbers[slot], text.data, text.length, &reports[slot]);
        } else {
            cleanclaim_scrub(scrubbers[slot], claims[other], &reports[slot]);
        }
        read_report(reports[slot]);
        break;
    case 6:
        if (workspaces[slot] == NULL || roll(10) == 0) {
            cleanclaim_workspace_free(workspaces[slot]);
            workspaces[slot] = NULL;
            cleanclaim_workspace_new(&workspaces[slot]);
        }
        if (cleanclaim_scrub_in(scrubbers[other], claims[slot], workspaces[slot], &lent) == CLEANCLAIM_OK) {
            read_report(lent);
        }
        if (cleanclaim_claim_json(claims[other], &own) == CLEANCLAIM_OK &&
            cleanclaim_scrub_json_in(scrubbers[slot], own.data, own.length, workspaces[slot], &lent) ==
                CLEANCLAIM_OK) {
            read_report(lent);
        }
        break;
    case 7:
        cleanclaim_mended_free(mended[slot]);
        mended[slot] = NULL;
        cleanclaim_mend(scrubbers[slot], claims[other], roll(3), &mended[slot]);
        if (cleanclaim_mended_after(mended[slot], &lent) == CLEANCLAIM_OK) {
            read_report(lent);
        }
        if (cleanclaim_mended_claim(mended[slot], &lent_claim) == CLEANCLAIM_OK) {
            OK(cleanclaim_claim_json(lent_claim, &own));
        }
        if (cleanclaim_mended_applied(mended[slot], 0, &applied, some_size(sizeof applied)) == CLEANCLAIM_OK) {
            read_text(applied.title);
        }
        break;
    case 8:
        array[0] = claims[0];
        array[1] = claims[1];
        array[2] = claims[2];
        cleanclaim_scrub_batch(scrubbers[slot], array, roll(4), roll(3) + 1, deliver, &stop);
        break;
    case 9:
        cleanclaim_x12_free(files[slot]);
        files[slot] = NULL;
        if (roll(2) == 0) {
            text = cleanclaim_text_of(isa);
            text.length = roll((uint32_t)text.length + 1);
        }
        cleanclaim_x12_from_bytes((const uint8_t *)text.data, text.length, &files[slot]);
        break;
    case 10:
        cleanclaim_claim_free(claims[other]);
        claims[other] = NULL;
        cleanclaim_x12_next(files[slot], &item, some_size(sizeof item), &claims[other]);
        break;
    case 11:
        cleanclaim_rule_find(text.data, text.length, &rule, some_size(sizeof rule));
        cleanclaim_rule_at(roll(300), &rule, some_size(sizeof rule));
        cleanclaim_status_name(some_number());
        break;
    case 12:
        cleanclaim_procedure_parse(text.data, text.length, &code, some_size(sizeof code));
        cleanclaim_diagnosis_parse(text.data, text.length, &code, some_size(sizeof code));
        cleanclaim_ndc_parse(text.data, text.length, roll(2) == 0 ? NULL : &code, sizeof code);
        cleanclaim_date_parse(text.data, text.length, &date);
        cleanclaim_money_parse(text.data, text.length, &number);
        break;
    default:
        change_claim(claims[slot]);
    }
}

int main(int argc, char **argv)
{
    long steps = argc == 3 ? atol(argv[2]) : 0;
    size_t slot;

    state = argc == 3 ? (uint64_t)atol(argv[1]) : 0;
    for (; steps > 0; steps--) {
        step();
        CHECK(strstr(cleanclaim_last_error(NULL), "failed inside") == NULL);
    }
    for (slot = 0; slot < SLOTS; slot++) {
        cleanclaim_scrubber_free(scrubbers[slot]);
        cleanclaim_profile_free(profiles[slot]);
        cleanclaim_edition_free(editions[slot]);
        cleanclaim_claim_free(claims[slot]);
        cleanclaim_report_free(reports[slot]);
        cleanclaim_workspace_free(workspaces[slot]);
        cleanclaim_mended_free(mended[slot]);
        cleanclaim_x12_free(files[slot]);
    }
    return finish("sequences");
}
