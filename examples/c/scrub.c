/*
 * Judges one claim, given as JSON in a file, and prints what was found.
 *
 *     cc -I include examples/c/scrub.c -L target/release -lcleanclaim -o scrub
 *     ./scrub examples/claims/bundled-pair.json
 *
 * Ends with 0 when nothing would be denied, 1 when something would, 2 when the claim cannot be read.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cleanclaim.h"

/* Prints why the last call failed. */
static int fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, cleanclaim_last_error(NULL));
    return 2;
}

/* Reads a whole file; the caller frees it. NULL when it cannot be read. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t room = 0;
    size_t got;

    *length = 0;
    if (file == NULL) {
        return NULL;
    }
    do {
        char *larger = realloc(text, room += 65536);
        if (larger == NULL) {
            free(text);
            fclose(file);
            return NULL;
        }
        text = larger;
        got = fread(text + *length, 1, room - *length, file);
        *length += got;
    } while (got > 0);
    if (ferror(file)) {
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    static const char *const severities[] = {"info", "warn", "deny", "reject"};
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_report *report = NULL;
    cleanclaim_finding finding;
    size_t length, index, fix;
    int worst = 0;
    char *claim;

    if (argc != 2) {
        fprintf(stderr, "usage: %s CLAIM.json\n", argv[0]);
        return 2;
    }
    if (cleanclaim_abi_version() != CLEANCLAIM_ABI_VERSION) {
        fprintf(stderr, "the library is of another version than its header\n");
        return 2;
    }
    claim = read_file(argv[1], &length);
    if (claim == NULL) {
        perror(argv[1]);
        return 2;
    }
    if (cleanclaim_scrubber_new(NULL, 0, &scrubber) != CLEANCLAIM_OK) {
        free(claim);
        return fail("no scrubber");
    }
    if (cleanclaim_scrub_json(scrubber, claim, length, &report) != CLEANCLAIM_OK) {
        cleanclaim_scrubber_free(scrubber);
        free(claim);
        return fail(argv[1]);
    }
    for (index = 0; index < cleanclaim_report_finding_count(report); index++) {
        if (cleanclaim_report_finding(report, index, &finding, sizeof finding) != CLEANCLAIM_OK) {
            break;
        }
        if (finding.severity >= CLEANCLAIM_DENY) {
            worst = 1;
        }
        printf("line %lu  %-6s  %s  %s\n", (unsigned long)finding.line,
               severities[finding.severity & 3], finding.rule.data, finding.message.data);
        for (fix = 0; fix < finding.fix_count; fix++) {
            printf("        %s\n", finding.fixes[fix].title.data);
        }
    }
    cleanclaim_report_free(report);
    cleanclaim_scrubber_free(scrubber);
    free(claim);
    return worst;
}
