/*
 * What calls from C cost, in nanoseconds: the median of rounds of calls. What they cost more than the
 * same through Rust is for benches/border.rs to say.
 *
 *     cargo build --release --features capi
 *     cc -O2 -I include benches/c/cost.c -L target/release -lcleanclaim -Wl,-rpath,target/release -o cost
 *     ./cost [ROUNDS [EDITION]]
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cleanclaim.h"

enum { MOST_ROUNDS = 1000 };

static cleanclaim_scrubber *scrubber;
static cleanclaim_workspace *workspace;
static cleanclaim_claim *claim, *built;
/* The claim as the library writes it, with every field. */
static cleanclaim_text json;
/* The claim as a program writes it, with the fields it has. */
#define LINE(number, procedure, more)                                                                            \
    "{\"number\":" number ",\"procedure\":\"" procedure "\"," more "\"units\":\"1\",\"charge\":\"100.00\","            \
    "\"from\":\"2024-08-05\",\"place\":\"11\",\"diagnosis_pointers\":[1,2]}"
static const char brief[] =
    "{\"id\":\"COST-1\",\"form\":\"professional\",\"payer\":\"medicare\",\"total_charge\":\"400.00\","
    "\"patient\":{\"birth_date\":\"1958-03-04\",\"sex\":\"F\"},\"billing_provider\":{\"npi\":\"1234567893\"},"
    "\"diagnoses\":[\"L57.0\",\"D48.5\"],\"lines\":["
    LINE("1", "99213", "\"modifiers\":[\"25\"],") "," LINE("2", "11102", "") ","
    LINE("3", "17000", "") "," LINE("4", "36415", "") "]}";
static const char *const procedures[] = {"99213", "11102", "17000", "36415"};
static size_t sum;

static void must(cleanclaim_status status)
{
    if (status != CLEANCLAIM_OK) {
        fprintf(stderr, "%s\n", cleanclaim_last_error(NULL));
        exit(2);
    }
}

/* A professional claim of four lines. */
static void build(cleanclaim_claim *empty)
{
    cleanclaim_header header;
    cleanclaim_patient patient;
    cleanclaim_provider provider;
    cleanclaim_line line;
    size_t index;

    memset(&header, 0, sizeof header);
    header.id = cleanclaim_text_of("COST-1");
    header.payer = cleanclaim_text_of("medicare");
    header.total_charge_cents = 40000;
    must(cleanclaim_claim_set_header(empty, &header, sizeof header));
    memset(&patient, 0, sizeof patient);
    patient.birth_date = 19580304;
    patient.sex = cleanclaim_text_of("F");
    must(cleanclaim_claim_set_patient(empty, &patient, sizeof patient));
    memset(&provider, 0, sizeof provider);
    provider.npi = cleanclaim_text_of("1234567893");
    must(cleanclaim_claim_set_provider(empty, CLEANCLAIM_BILLING, &provider, sizeof provider));
    must(cleanclaim_claim_add_diagnosis(empty, "L57.0", 5));
    must(cleanclaim_claim_add_diagnosis(empty, "D48.5", 5));
    for (index = 0; index < 4; index++) {
        memset(&line, 0, sizeof line);
        line.procedure = cleanclaim_text_of(procedures[index]);
        line.modifiers[0] = cleanclaim_text_of(index == 0 ? "25" : "");
        line.from = 20240805;
        line.place = cleanclaim_text_of("11");
        line.units_thousandths = 1000;
        line.charge_cents = 10000;
        line.diagnosis_pointers[0] = 1;
        line.diagnosis_pointers[1] = 2;
        must(cleanclaim_claim_add_line(empty, &line, sizeof line));
    }
}

static void empty_call(void)
{
    sum += cleanclaim_abi_version();
}

static void validate_npi(void)
{
    sum += cleanclaim_npi_parse("1234567893", 10, NULL, 0);
}

static void validate_and_write(void)
{
    cleanclaim_code code;
    sum += cleanclaim_procedure_parse("99213", 5, &code, sizeof code) + code.length;
}

static void build_only(void)
{
    must(cleanclaim_claim_clear(claim, CLEANCLAIM_PROFESSIONAL));
    build(claim);
}

static void scrub_only(void)
{
    const cleanclaim_report *report;
    must(cleanclaim_scrub_in(scrubber, built, workspace, &report));
    sum += cleanclaim_report_verdict(report);
}

static void build_and_scrub(void)
{
    const cleanclaim_report *report;
    build_only();
    must(cleanclaim_scrub_in(scrubber, claim, workspace, &report));
    sum += cleanclaim_report_verdict(report);
}

static void scrub_and_read(void)
{
    const cleanclaim_report *report;
    cleanclaim_finding finding;
    size_t index;
    must(cleanclaim_scrub_in(scrubber, built, workspace, &report));
    for (index = 0; index < cleanclaim_report_finding_count(report); index++) {
        must(cleanclaim_report_finding(report, index, &finding, sizeof finding));
        sum += finding.message.length;
    }
}

static void read_json(void)
{
    cleanclaim_claim *read = NULL;
    must(cleanclaim_claim_from_json(brief, sizeof brief - 1, &read));
    sum += cleanclaim_claim_line_count(read);
    cleanclaim_claim_free(read);
}

static void scrub_json(void)
{
    cleanclaim_report *report = NULL;
    must(cleanclaim_scrub_json(scrubber, brief, sizeof brief - 1, &report));
    sum += cleanclaim_report_verdict(report);
    cleanclaim_report_free(report);
}

static void scrub_json_in(void)
{
    const cleanclaim_report *report;
    must(cleanclaim_scrub_json_in(scrubber, brief, sizeof brief - 1, workspace, &report));
    sum += cleanclaim_report_verdict(report);
}

static void scrub_whole_json_in(void)
{
    const cleanclaim_report *report;
    must(cleanclaim_scrub_json_in(scrubber, json.data, json.length, workspace, &report));
    sum += cleanclaim_report_verdict(report);
}

static void write_report(void)
{
    const cleanclaim_report *report;
    cleanclaim_text text;
    must(cleanclaim_scrub_in(scrubber, built, workspace, &report));
    must(cleanclaim_report_json(report, &text));
    sum += text.length;
}

static int ascending(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

/* The nanoseconds of one call: the median of rounds. */
static void measure(const char *name, void (*call)(void), int rounds, int calls)
{
    static double times[MOST_ROUNDS];
    struct timespec start, end;
    int round, index;

    for (round = 0; round < rounds; round++) {
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (index = 0; index < calls; index++) {
            call();
        }
        clock_gettime(CLOCK_MONOTONIC, &end);
        times[round] = ((double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec)) / calls;
    }
    qsort(times, (size_t)rounds, sizeof *times, ascending);
    printf("%-44s %10.1f ns\n", name, times[rounds / 2]);
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 200;
    cleanclaim_edition *edition = NULL;
    cleanclaim_profile *profile = NULL;

    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    must(argc > 2 ? cleanclaim_edition_open(argv[2], strlen(argv[2]), &edition)
                  : cleanclaim_edition_starter(&edition));
    must(cleanclaim_profile_by_payer(&profile));
    must(cleanclaim_scrubber_with(edition, profile, &scrubber));
    must(cleanclaim_workspace_new(&workspace));
    must(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &claim));
    must(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &built));
    build(built);
    must(cleanclaim_claim_json(built, &json));

    measure("an empty call", empty_call, rounds, 10000);
    measure("validate an NPI", validate_npi, rounds, 1000);
    measure("validate a procedure code and write it", validate_and_write, rounds, 1000);
    measure("build a claim of 4 lines", build_only, rounds, 200);
    measure("scrub a claim of 4 lines", scrub_only, rounds, 50);
    measure("build and scrub", build_and_scrub, rounds, 50);
    measure("scrub and read every finding", scrub_and_read, rounds, 50);
    measure("read the same claim from JSON", read_json, rounds, 50);
    measure("scrub it from JSON", scrub_json, rounds, 50);
    measure("scrub it from JSON in the workspace", scrub_json_in, rounds, 50);
    measure("the same with every field written", scrub_whole_json_in, rounds, 50);
    measure("scrub and write the report as JSON", write_report, rounds, 50);

    cleanclaim_claim_free(claim);
    cleanclaim_claim_free(built);
    cleanclaim_workspace_free(workspace);
    cleanclaim_scrubber_free(scrubber);
    cleanclaim_profile_free(profile);
    cleanclaim_edition_free(edition);
    return sum == 0;
}
