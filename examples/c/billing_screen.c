/*
 * The loop of a billing screen: after every change of the claim its findings are shown anew, in the
 * memory of one workspace. Changes come from standard input, one a line:
 *
 *     diagnosis L57.0                         adds a diagnosis
 *     line 2024-08-05 11102 160.00 1 [XS]     adds a line: date, code, charge, pointer, modifier
 *     fix 0 1                                 applies fix 1 of finding 0
 *     new                                     begins the next claim
 */
#include <stdio.h>
#include <string.h>

#include "cleanclaim.h"

/* Stops at the first call that fails. */
#define TRY(call)                                                              \
    do {                                                                       \
        if ((call) != CLEANCLAIM_OK) {                                         \
            fprintf(stderr, "%s\n", cleanclaim_last_error(NULL));              \
            return 0;                                                          \
        }                                                                      \
    } while (0)

/* Makes the change a command asks for; 0 when it cannot be made, which changes nothing. */
static int change(cleanclaim_claim *claim, const cleanclaim_report *report, const char *command)
{
    char date[16], code[16], charge[16], modifier[8] = "";
    unsigned pointer, finding, fix;
    cleanclaim_line line;

    if (sscanf(command, "diagnosis %15s", code) == 1) {
        TRY(cleanclaim_claim_add_diagnosis(claim, code, strlen(code)));
    } else if (sscanf(command, "line %15s %15s %15s %u %7s", date, code, charge, &pointer, modifier) >= 4) {
        memset(&line, 0, sizeof line);
        line.from_text = cleanclaim_text_of(date);
        line.procedure = cleanclaim_text_of(code);
        line.charge_text = cleanclaim_text_of(charge);
        line.modifiers[0] = cleanclaim_text_of(modifier);
        line.diagnosis_pointers[0] = (uint8_t)pointer;
        line.units_thousandths = 1000;
        line.place = cleanclaim_text_of("11");
        TRY(cleanclaim_claim_add_line(claim, &line, sizeof line));
    } else if (sscanf(command, "fix %u %u", &finding, &fix) == 2) {
        TRY(cleanclaim_claim_apply(claim, report, finding, fix));
    } else if (strncmp(command, "new", 3) == 0) {
        TRY(cleanclaim_claim_clear(claim, CLEANCLAIM_PROFESSIONAL));
    } else {
        fprintf(stderr, "not understood: %s", command);
        return 0;
    }
    return 1;
}

/* Shows a report: what is wrong, how bad it is, and the ways to mend it. */
static void show(const cleanclaim_report *report)
{
    static const char *const verdicts[] = {"clean", "clean, with gaps", "flagged"};
    static const char *const severities[] = {"info", "warn", "deny", "reject"};
    static const char *const trust[] = {"writes it right", "if documented", "to decide"};
    cleanclaim_summary summary;
    cleanclaim_finding finding;
    size_t index, fix;

    if (cleanclaim_report_summary(report, &summary, sizeof summary) != CLEANCLAIM_OK) {
        return;
    }
    printf("%s, %.2f at risk\n", verdicts[summary.verdict], (double)summary.at_risk_cents / 100);
    for (index = 0; index < summary.findings; index++) {
        if (cleanclaim_report_finding(report, index, &finding, sizeof finding) != CLEANCLAIM_OK) {
            return;
        }
        printf("  %lu. line %lu, %s, %s: %s\n", (unsigned long)index, (unsigned long)finding.line,
               severities[finding.severity & 3], finding.rule.data, finding.message.data);
        for (fix = 0; fix < finding.fix_count; fix++) {
            printf("       %lu. %s: %s\n", (unsigned long)fix,
                   trust[finding.fixes[fix].applicability % 3], finding.fixes[fix].title.data);
        }
    }
}

int main(void)
{
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_workspace *workspace = NULL;
    cleanclaim_claim *claim = NULL;
    const cleanclaim_report *report = NULL;
    char command[128];
    int ready;

    ready = cleanclaim_scrubber_new(NULL, 0, &scrubber) == CLEANCLAIM_OK &&
            cleanclaim_workspace_new(&workspace) == CLEANCLAIM_OK &&
            cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &claim) == CLEANCLAIM_OK;
    if (!ready) {
        fprintf(stderr, "%s\n", cleanclaim_last_error(NULL));
    }
    while (ready && fgets(command, sizeof command, stdin) != NULL) {
        printf("> %s", command);
        if (change(claim, report, command)) {
            ready = cleanclaim_scrub_in(scrubber, claim, workspace, &report) == CLEANCLAIM_OK;
            show(report);
        }
    }
    cleanclaim_claim_free(claim);
    cleanclaim_workspace_free(workspace);
    cleanclaim_scrubber_free(scrubber);
    return ready ? 0 : 2;
}
