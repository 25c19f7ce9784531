/*
 * Checks codes as they are typed, and says what was probably meant.
 *
 *     ./codes procedure 9921O npi 1234567893 ndc 0409-1234-01
 *
 * Ends with 0 when every code is right, 1 when one is not.
 */
#include <stdio.h>
#include <string.h>

#include "cleanclaim.h"

static const struct {
    const char *name;
    cleanclaim_status (*parse)(const char *, size_t, cleanclaim_code *, size_t);
} kinds[] = {
    {"procedure", cleanclaim_procedure_parse}, {"modifier", cleanclaim_modifier_parse},
    {"diagnosis", cleanclaim_diagnosis_parse}, {"place", cleanclaim_place_parse},
    {"revenue", cleanclaim_revenue_parse},     {"bill-type", cleanclaim_bill_type_parse},
    {"npi", cleanclaim_npi_parse},             {"taxonomy", cleanclaim_taxonomy_parse},
    {"ndc", cleanclaim_ndc_parse},             {"mbi", cleanclaim_mbi_parse},
    {"clia", cleanclaim_clia_parse},
};

/* Checks one code; whether it is right. */
static int check(const char *kind, const char *text)
{
    cleanclaim_code code;
    size_t index;

    for (index = 0; index < sizeof kinds / sizeof *kinds; index++) {
        if (strcmp(kinds[index].name, kind) != 0) {
            continue;
        }
        if (kinds[index].parse(text, strlen(text), &code, sizeof code) == CLEANCLAIM_OK) {
            printf("%s %s\n", kind, code.text);
            return 1;
        }
        printf("%s\n", cleanclaim_last_error(NULL));
        if (*cleanclaim_last_repair(NULL) != '\0') {
            printf("    use %s\n", cleanclaim_last_repair(NULL));
        }
        return 0;
    }
    printf("there is no kind of code %s\n", kind);
    return 0;
}

int main(int argc, char **argv)
{
    int argument, wrong = 0;

    if (argc < 3 || argc % 2 == 0) {
        fprintf(stderr, "usage: %s KIND CODE [KIND CODE ...]\n", argv[0]);
        return 2;
    }
    for (argument = 1; argument < argc; argument += 2) {
        wrong += !check(argv[argument], argv[argument + 1]);
    }
    return wrong != 0;
}
