/* 837 files: claims, messages and the place of every fact. The argument is a sample file. */
#include "check.h"

static char *read_file(const char *path, size_t *length)
{
    static char room[1 << 16];
    FILE *file = fopen(path, "rb");
    *length = file != NULL ? fread(room, 1, sizeof room, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    return room;
}

/* Reads a whole file; how many claims it has. */
static int drain(cleanclaim_x12 *file, int *messages)
{
    cleanclaim_x12_item item;
    cleanclaim_claim *claim = NULL;
    int claims = 0;

    while (cleanclaim_x12_next(file, &item, sizeof item, &claim) == CLEANCLAIM_OK &&
           item.kind != CLEANCLAIM_X12_END) {
        if (item.kind == CLEANCLAIM_X12_CLAIM) {
            CHECK(claim != NULL && item.message.length == 0 && cleanclaim_claim_line_count(claim) > 0);
            cleanclaim_claim_free(claim);
            claims++;
        } else {
            CHECK(claim == NULL && item.message.length > 0);
            CHECK(strlen(item.message.data) == item.message.length);
            *messages += 1;
        }
    }
    return claims;
}

int main(int argc, char **argv)
{
    cleanclaim_x12 *file = NULL;
    cleanclaim_x12_item item;
    cleanclaim_claim *claim = NULL, *copy = NULL;
    cleanclaim_position position, whole;
    size_t length, cut;
    int messages = 0;
    char *bytes;

    if (argc != 2) {
        return 2;
    }
    OK(cleanclaim_x12_open(argv[1], strlen(argv[1]), &file));
    CHECK(drain(file, &messages) == 2 && messages == 0);
    cleanclaim_x12_free(file);

    bytes = read_file(argv[1], &length);
    OK(cleanclaim_x12_from_bytes((const uint8_t *)bytes, length, &file));
    OK(cleanclaim_x12_next(file, &item, sizeof item, &claim));
    CHECK(item.kind == CLEANCLAIM_X12_CLAIM);
    cleanclaim_x12_free(file);

    /* The claim outlives its file and knows where its facts stood, and so does its copy. */
    OK(cleanclaim_claim_clone(claim, &copy));
    OK(cleanclaim_claim_position(copy, 1, TEXT("procedure"), 0, &position, sizeof position));
    CHECK(strcmp(position.id, "SV1") == 0 && position.element == 1 && position.component == 2);
    CHECK(memcmp(bytes + position.offset, "SV1", 3) == 0 && position.segment > 5);
    OK(cleanclaim_claim_position(claim, 0, NULL, 0, 0, &whole, sizeof whole));
    CHECK(strcmp(whole.id, "CLM") == 0 && whole.element == 0 && whole.segment < position.segment);
    OK(cleanclaim_claim_position(claim, 0, TEXT("billing_provider.npi"), 0, &position, sizeof position));
    FAILS(cleanclaim_claim_position(claim, 0, TEXT("procedures"), 0, &position, sizeof position),
          CLEANCLAIM_UNKNOWN_VALUE, "have a field");
    FAILS(cleanclaim_claim_position(claim, 1, TEXT("procedure.npi"), 0, &position, sizeof position),
          CLEANCLAIM_UNKNOWN_VALUE, "have a field");
    FAILS(cleanclaim_claim_position(claim, 99, TEXT("procedure"), 0, &position, sizeof position),
          CLEANCLAIM_OUT_OF_RANGE, "line 99");
    FAILS(cleanclaim_claim_position(claim, 1, TEXT("procedure"), 0, &position, 4), CLEANCLAIM_WRONG_SIZE, "");
    OK(cleanclaim_claim_clear(claim, CLEANCLAIM_PROFESSIONAL));
    FAILS(cleanclaim_claim_position(claim, 0, NULL, 0, 0, &whole, sizeof whole), CLEANCLAIM_OUT_OF_RANGE, "");
    cleanclaim_claim_free(claim);
    cleanclaim_claim_free(copy);

    /* A file cut off anywhere is answered with claims and messages. */
    for (cut = 0; cut < length; cut += 37) {
        messages = 0;
        OK(cleanclaim_x12_from_bytes((const uint8_t *)bytes, cut, &file));
        CHECK(drain(file, &messages) <= 2 && messages > 0);
        cleanclaim_x12_free(file);
    }
    return finish("files");
}
