/*
 * cleanclaim: checks medical claims against the coding rules in force on each date of service.
 *
 * Calls. Every function that can fail returns a cleanclaim_status; 0 is success. Outputs come last
 * and are written only on success. cleanclaim_last_error says in words why the last call of this
 * thread failed.
 *
 * Text is UTF-8, a pointer and a length in bytes; NULL with length 0 is empty.
 *
 * Ownership. What a function named _new or an output of type T ** hands out is the caller's, who
 * frees it with the _free function of its type. Freeing NULL does nothing. Texts and findings that
 * are read from a report are lent and live as long as it. Nothing keeps a pointer to the caller's
 * memory after a call returns.
 *
 * Threads. A scrubber or a report may be used by several threads at once, as long as none frees it.
 *
 * Stability. Names, statuses and structures keep their meaning while CLEANCLAIM_ABI_VERSION stays
 * the same; new functions and statuses may be added.
 *
 * This file is made from the Rust sources; do not edit it.
 */

#ifndef CLEANCLAIM_H
#define CLEANCLAIM_H

#include <stddef.h>
#include <stdint.h>

/**
 * The version of the binary interface a header was written for.
 *
 * A program compares it with cleanclaim_abi_version of the library it runs with; they agree
 * when both are equal. It is counted apart from the library's version.
 */
#define CLEANCLAIM_ABI_VERSION 1

/**
 * What a call came to. Zero is success; the others say who has to do what.
 *
 * New statuses may be added; treat an unknown one as a failure.
 */
enum cleanclaim_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The call did what it says.
     */
    CLEANCLAIM_OK = 0,
    /**
     * A pointer that may not be NULL is NULL.
     */
    CLEANCLAIM_NULL_POINTER = 1,
    /**
     * A text is not UTF-8.
     */
    CLEANCLAIM_NOT_UTF8 = 2,
    /**
     * A text is not the JSON of a claim.
     */
    CLEANCLAIM_NOT_A_CLAIM = 3,
    /**
     * There is no profile of that name.
     */
    CLEANCLAIM_UNKNOWN_PROFILE = 4,
    /**
     * An index is not below the count.
     */
    CLEANCLAIM_OUT_OF_RANGE = 5,
    /**
     * The library failed inside; the objects of the call must not be used again, only freed.
     */
    CLEANCLAIM_PANIC = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_status cleanclaim_status;
#else
typedef uint32_t cleanclaim_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What was found on one claim. It may be read by several threads at once.
 */
typedef struct cleanclaim_report cleanclaim_report;

/**
 * Judges claims. It may be used by several threads at once.
 */
typedef struct cleanclaim_scrubber cleanclaim_scrubber;

/**
 * One finding, lent by a report: its texts live as long as the report and are UTF-8, not
 * terminated by a zero.
 */
typedef struct {
    /**
     * The rule's identifier: `N002`.
     */
    const char *rule;
    /**
     * Its bytes.
     */
    size_t rule_length;
    /**
     * 0 info, 1 warn, 2 deny, 3 reject.
     */
    uint32_t severity;
    /**
     * The claim's own number of the line; 0 for the whole claim.
     */
    uint32_t line;
    /**
     * The charge that would not be paid, in cents.
     */
    int64_t at_risk_cents;
    /**
     * What is wrong, in a sentence.
     */
    const char *message;
    /**
     * Its bytes.
     */
    size_t message_length;
    /**
     * Where the rule is published.
     */
    const char *citation;
    /**
     * Its bytes.
     */
    size_t citation_length;
} cleanclaim_finding;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Why the last call on this thread that did not return CLEANCLAIM_OK failed, as UTF-8.
 *
 * The text stays valid until the next call on this thread. `length` gets its bytes; it is not
 * terminated by a zero. Without a failure the length is 0.
 */
const char *cleanclaim_last_error(size_t *length);

/**
 * The name of a status: `"CLEANCLAIM_OK"`; `"CLEANCLAIM_UNKNOWN"` for a number that is none.
 *
 * The text is terminated by a zero and lives as long as the library.
 */
const char *cleanclaim_status_name(uint32_t status);

/**
 * The version of the binary interface of the library.
 */
uint32_t cleanclaim_abi_version(void);

/**
 * The version of the library, as text terminated by a zero that lives as long as the library.
 */
const char *cleanclaim_version(void);

/**
 * Makes a scrubber of the built-in starter edition.
 *
 * `profile` is the name of a shipped profile as UTF-8; empty (NULL, 0) chooses by each claim's
 * payer and form. Free it with cleanclaim_scrubber_free.
 */
cleanclaim_status cleanclaim_scrubber_new(const char *profile,
                                          size_t profile_length,
                                          cleanclaim_scrubber **scrubber);

/**
 * Frees a scrubber. NULL is accepted.
 */
void cleanclaim_scrubber_free(cleanclaim_scrubber *scrubber);

/**
 * Judges one claim, given as JSON, and makes a report.
 *
 * The report keeps nothing of the scrubber or the text. Free it with cleanclaim_report_free.
 */
cleanclaim_status cleanclaim_scrub_json(const cleanclaim_scrubber *scrubber,
                                        const char *claim,
                                        size_t claim_length,
                                        cleanclaim_report **report);

/**
 * The outcome: 0 clean, 1 clean with gaps, 2 flagged. NULL gives 2.
 */
uint32_t cleanclaim_report_verdict(const cleanclaim_report *report);

/**
 * How many findings there are. NULL gives 0.
 */
size_t cleanclaim_report_length(const cleanclaim_report *report);

/**
 * Reads the finding at an index, counted from 0, in the report's order: by line, then rule.
 */
cleanclaim_status cleanclaim_report_get(const cleanclaim_report *report,
                                        size_t index,
                                        cleanclaim_finding *finding);

/**
 * The report as JSON, UTF-8, lent for as long as the report lives; not terminated by a zero.
 */
cleanclaim_status cleanclaim_report_json(const cleanclaim_report *report,
                                         const char **json,
                                         size_t *json_length);

/**
 * Frees a report. NULL is accepted.
 */
void cleanclaim_report_free(cleanclaim_report *report);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* CLEANCLAIM_H */
