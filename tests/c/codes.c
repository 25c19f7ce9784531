/* Single codes: what is right, what is wrong, and what was meant. */
#include "check.h"

typedef cleanclaim_status (*parse)(const char *, size_t, cleanclaim_code *, size_t);

static const struct {
    parse parse;
    const char *right, *written, *wrong, *repair;
} codes[] = {
    {cleanclaim_procedure_parse, "g0008", "G0008", "9921O", "99210"},
    {cleanclaim_modifier_parse, " lt ", "LT", "L", ""},
    {cleanclaim_diagnosis_parse, "e119", "E11.9", "E1", ""},
    {cleanclaim_place_parse, "11", "11", "1I", "11"},
    {cleanclaim_revenue_parse, "0510", "0510", "05100", ""},
    {cleanclaim_bill_type_parse, "0131", "0131", "9", ""},
    {cleanclaim_npi_parse, "1234567893", "1234567893", "I234567893", "1234567893"},
    {cleanclaim_taxonomy_parse, "207q00000x", "207Q00000X", "207", ""},
    {cleanclaim_ndc_parse, "00409123401", "00409123401", "0409-1234-01", "00409123401"},
    {cleanclaim_mbi_parse, "1EG4TE5MK73", "1EG4TE5MK73", "1EG4", ""},
    {cleanclaim_clia_parse, "05D1234567", "05D1234567", "05", ""},
};

int main(void)
{
    cleanclaim_code code;
    uint32_t date = 7;
    int64_t number = 7;
    const char *message, *repair;
    size_t index;

    for (index = 0; index < sizeof codes / sizeof *codes; index++) {
        parse parse = codes[index].parse;
        OK(parse(codes[index].right, strlen(codes[index].right), &code, sizeof code));
        CHECK(strcmp(code.text, codes[index].written) == 0);
        CHECK(code.length == strlen(code.text));
        OK(parse(codes[index].right, strlen(codes[index].right), NULL, 0));
        memset(&code, 1, sizeof code);
        FAILS(parse(codes[index].wrong, strlen(codes[index].wrong), &code, sizeof code), CLEANCLAIM_NOT_A_CODE,
              codes[index].wrong);
        CHECK(code.text[0] == 1);
        CHECK(strcmp(cleanclaim_last_repair(NULL), codes[index].repair) == 0);
        FAILS(parse(NULL, 0, &code, sizeof code), CLEANCLAIM_NOT_A_CODE, "empty");
        FAILS(parse(NULL, 1, &code, sizeof code), CLEANCLAIM_NULL_POINTER, "code");
        CHECK(strcmp(cleanclaim_last_repair(NULL), "") == 0);
        FAILS(parse("\xff", 1, &code, sizeof code), CLEANCLAIM_NOT_UTF8, "code");
        FAILS(parse("25", 2, &code, 3), CLEANCLAIM_WRONG_SIZE, "sizeof");
    }

    /* Both texts of a failure outlive calls that succeed. */
    FAILS(cleanclaim_procedure_parse(TEXT(" 9921o"), NULL, 0), CLEANCLAIM_NOT_A_CODE,
          "procedure code \"9921o\" cannot have 'o' at position 5");
    message = cleanclaim_last_error(NULL);
    repair = cleanclaim_last_repair(NULL);
    OK(cleanclaim_modifier_parse(TEXT("25"), NULL, 0));
    CHECK(message == cleanclaim_last_error(NULL) && strstr(message, "9921o") != NULL);
    CHECK(repair == cleanclaim_last_repair(NULL) && strcmp(repair, "99210") == 0);

    OK(cleanclaim_date_parse(TEXT("2026-01-05"), &date));
    CHECK(date == 20260105);
    FAILS(cleanclaim_date_parse(TEXT("01/31/2024"), &date), CLEANCLAIM_NOT_A_CODE, "01/31/2024");
    CHECK(date == 20260105 && strcmp(cleanclaim_last_repair(NULL), "2024-01-31") == 0);
    FAILS(cleanclaim_date_parse(TEXT("20240101"), NULL), CLEANCLAIM_NULL_POINTER, "output");
    OK(cleanclaim_money_parse(TEXT("125.5"), &number));
    CHECK(number == 12550);
    FAILS(cleanclaim_money_parse(TEXT("$1,250.00"), &number), CLEANCLAIM_NOT_A_CODE, "1,250");
    CHECK(number == 12550 && strcmp(cleanclaim_last_repair(NULL), "1250.00") == 0);
    FAILS(cleanclaim_money_parse(TEXT("1"), NULL), CLEANCLAIM_NULL_POINTER, "output");
    OK(cleanclaim_units_parse(TEXT("2.5"), &number));
    CHECK(number == 2500);
    FAILS(cleanclaim_units_parse(TEXT("two"), &number), CLEANCLAIM_NOT_A_CODE, "two");
    return finish("codes");
}
