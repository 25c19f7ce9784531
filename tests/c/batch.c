/* Batches: every report, in order, on any number of threads; cancellation. The argument is how many
   claims. */
#include "check.h"

enum { MOST = 1000 };

struct seen {
    size_t next, stop;
    int wrong;
};

static uint32_t take(void *context, size_t index, const cleanclaim_report *report)
{
    struct seen *seen = context;
    cleanclaim_summary summary;
    char id[16];

    sprintf(id, "B-%u", (unsigned)index);
    if (index != seen->next || cleanclaim_report_summary(report, &summary, sizeof summary) != CLEANCLAIM_OK ||
        strcmp(summary.claim.data, id) != 0) {
        seen->wrong++;
    }
    seen->next++;
    return index == seen->stop;
}

int main(int argc, char **argv)
{
    static const uint32_t threads[] = {1, 2, 3, 8, 0, 5000};
    static cleanclaim_claim *claims[MOST];
    cleanclaim_scrubber *scrubber = NULL;
    cleanclaim_header header;
    cleanclaim_line line;
    struct seen seen;
    char id[16], at[32];
    size_t index, lines, count = argc == 2 ? (size_t)atol(argv[1]) : 0;

    CHECK(0 < count && count <= MOST);
    sprintf(at, "claim %u of %u", (unsigned)count / 2, (unsigned)count);

    OK(cleanclaim_scrubber_new(NULL, 0, &scrubber));
    for (index = 0; index < count; index++) {
        OK(cleanclaim_claim_new(CLEANCLAIM_PROFESSIONAL, &claims[index]));
        memset(&header, 0, sizeof header);
        sprintf(id, "B-%u", (unsigned)index);
        header.id = cleanclaim_text_of(id);
        header.total_charge_cents = CLEANCLAIM_NOT_GIVEN;
        OK(cleanclaim_claim_set_header(claims[index], &header, sizeof header));
        for (lines = 0; lines < index % 7; lines++) {
            memset(&line, 0, sizeof line);
            line.procedure = cleanclaim_text_of(lines % 2 == 0 ? "11102" : "17000");
            line.from = 20240805;
            line.units_thousandths = 1000;
            line.charge_cents = 9500;
            OK(cleanclaim_claim_add_line(claims[index], &line, sizeof line));
        }
    }
    for (index = 0; index < sizeof threads / sizeof *threads; index++) {
        const cleanclaim_claim *const *array = (const cleanclaim_claim *const *)claims;
        memset(&seen, 0, sizeof seen);
        seen.stop = (size_t)-1;
        OK(cleanclaim_scrub_batch(scrubber, array, count, threads[index], take, &seen));
        CHECK(seen.next == count && seen.wrong == 0);
        memset(&seen, 0, sizeof seen);
        seen.stop = count / 2;
        FAILS(cleanclaim_scrub_batch(scrubber, array, count, threads[index], take, &seen), CLEANCLAIM_CANCELLED,
              at);
        CHECK(seen.next == count / 2 + 1 && seen.wrong == 0);
        memset(&seen, 0, sizeof seen);
        seen.stop = (size_t)-1;
        OK(cleanclaim_scrub_batch(scrubber, array, 3, threads[index], take, &seen));
        CHECK(seen.next == 3 && seen.wrong == 0);
    }
    for (index = 0; index < count; index++) {
        cleanclaim_claim_free(claims[index]);
    }
    cleanclaim_scrubber_free(scrubber);
    return finish("batch");
}
