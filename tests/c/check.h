/* What the C tests share. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanclaim.h"

static int failures = 0;

/* Counts and prints a condition that does not hold. */
#define CHECK(condition)                                                \
    do {                                                                \
        if (!(condition)) {                                             \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);      \
            failures++;                                                 \
        }                                                               \
    } while (0)

/* Checks the status of a call and, where words are given, that the message has them. */
#define FAILS(call, wanted, words)                                      \
    do {                                                                \
        cleanclaim_status got_ = (call);                                \
        if (got_ != (wanted)) {                                         \
            printf("%s:%d: %s is %s\n", __FILE__, __LINE__, #call,      \
                   cleanclaim_status_name(got_));                       \
            failures++;                                                 \
        } else if (strstr(cleanclaim_last_error(NULL), words) == NULL) {\
            printf("%s:%d: %s says: %s\n", __FILE__, __LINE__, #call,   \
                   cleanclaim_last_error(NULL));                        \
            failures++;                                                 \
        }                                                               \
    } while (0)

#define OK(call) FAILS(call, CLEANCLAIM_OK, "")
#define TEXT(literal) (literal), (sizeof(literal) - 1)

/* Whether a lent text is a string, and ends with its zero. */
static inline int is(cleanclaim_text text, const char *string)
{
    int same = text.length == strlen(string) && memcmp(text.data, string, text.length) == 0 &&
               text.data[text.length] == '\0';
    if (!same) {
        printf("the text is: %s\n", text.data);
    }
    return same;
}

/* Ends a test program. */
static inline int finish(const char *name)
{
    if (failures == 0) {
        printf("%s: all passed\n", name);
    }
    return failures != 0;
}

#endif
