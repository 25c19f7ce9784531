/*
 * Judges every claim of 837 files on all processors, and says where in the file each finding stands.
 *
 *     ./x12_batch examples/claims/two-office-claims.837
 *
 * Ends with 0 when nothing would be denied, 1 when something would, 2 when a file cannot be read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanclaim.h"

struct batch {
    cleanclaim_claim **claims;
    size_t count, room;
    int denied, unreadable;
};

/* Keeps a claim until the batch has been judged. */
static int keep(struct batch *batch, cleanclaim_claim *claim)
{
    if (batch->count == batch->room) {
        size_t room = batch->room == 0 ? 64 : batch->room * 2;
        cleanclaim_claim **larger = realloc(batch->claims, room * sizeof *larger);
        if (larger == NULL) {
            cleanclaim_claim_free(claim);
            return 0;
        }
        batch->claims = larger;
        batch->room = room;
    }
    batch->claims[batch->count++] = claim;
    return 1;
}

/* Reads the claims of a file. What a claim was lost to is printed; the others are read. */
static void read_file(struct batch *batch, const char *path)
{
    cleanclaim_x12 *file = NULL;
    cleanclaim_x12_item item;
    cleanclaim_claim *claim = NULL;

    if (cleanclaim_x12_open(path, strlen(path), &file) != CLEANCLAIM_OK) {
        fprintf(stderr, "%s\n", cleanclaim_last_error(NULL));
        batch->unreadable = 1;
        return;
    }
    while (cleanclaim_x12_next(file, &item, sizeof item, &claim) == CLEANCLAIM_OK &&
           item.kind != CLEANCLAIM_X12_END) {
        if (item.kind == CLEANCLAIM_X12_CLAIM) {
            batch->unreadable |= !keep(batch, claim);
        } else {
            fprintf(stderr, "%s: %s\n", path, item.message.data);
            batch->unreadable |= item.kind == CLEANCLAIM_X12_ERROR;
        }
    }
    cleanclaim_x12_free(file);
}

/* Prints one report; the library calls it claim by claim, in order. */
static uint32_t print(void *context, size_t index, const cleanclaim_report *report)
{
    struct batch *batch = context;
    cleanclaim_summary summary;
    cleanclaim_finding finding;
    cleanclaim_position place;
    size_t number;

    if (cleanclaim_report_summary(report, &summary, sizeof summary) != CLEANCLAIM_OK) {
        return 1;
    }
    printf("claim %s by %s: %lu findings\n", summary.claim.data, summary.profile.data,
           (unsigned long)summary.findings);
    for (number = 0; number < summary.findings; number++) {
        if (cleanclaim_report_finding(report, number, &finding, sizeof finding) != CLEANCLAIM_OK) {
            return 1;
        }
        batch->denied |= finding.severity >= CLEANCLAIM_DENY;
        printf("  %s: %s", finding.rule.data, finding.message.data);
        if (cleanclaim_claim_position(batch->claims[index], finding.line, finding.field.data,
                                      finding.field.length, finding.position, &place,
                                      sizeof place) == CLEANCLAIM_OK) {
            printf(" (segment %lu, %s", (unsigned long)place.segment, place.id);
            if (place.element != 0) {
                printf("%02lu", (unsigned long)place.element);
            }
            printf(")");
        }
        printf("\n");
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct batch batch = {NULL, 0, 0, 0, 0};
    cleanclaim_scrubber *scrubber = NULL;
    int argument;
    size_t index;

    for (argument = 1; argument < argc; argument++) {
        read_file(&batch, argv[argument]);
    }
    if (cleanclaim_scrubber_new(NULL, 0, &scrubber) != CLEANCLAIM_OK ||
        cleanclaim_scrub_batch(scrubber, (const cleanclaim_claim *const *)batch.claims, batch.count, 0, print,
                               &batch) != CLEANCLAIM_OK) {
        fprintf(stderr, "%s\n", cleanclaim_last_error(NULL));
        batch.unreadable = 1;
    }
    for (index = 0; index < batch.count; index++) {
        cleanclaim_claim_free(batch.claims[index]);
    }
    free(batch.claims);
    cleanclaim_scrubber_free(scrubber);
    return batch.unreadable ? 2 : batch.denied;
}
