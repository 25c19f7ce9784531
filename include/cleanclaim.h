/*
 * cleanclaim: checks medical claims against the coding rules in force on each date of service.
 *
 * A first program. Make a cleanclaim_scrubber once; for each claim, fill a cleanclaim_claim from
 * structures or read it from JSON, scrub it, and read the findings of its cleanclaim_report:
 *
 *     cleanclaim_scrubber *scrubber = NULL;
 *     cleanclaim_report *report = NULL;
 *     if (cleanclaim_scrubber_new(NULL, 0, &scrubber) != CLEANCLAIM_OK ||
 *         cleanclaim_scrub_json(scrubber, json, strlen(json), &report) != CLEANCLAIM_OK) {
 *         fprintf(stderr, "%s\n", cleanclaim_last_error(NULL));
 *     }
 *
 * Calls. A function that can fail returns a cleanclaim_status; 0 is success. Its object comes first,
 * its outputs come last and are written only on success. NULL where it may not be, a text that is
 * not UTF-8, a number outside its enumeration and an index out of range are answered with a status,
 * never with a crash. cleanclaim_last_error says in words why the last call of the thread failed.
 *
 * Text is UTF-8, a pointer and a length in bytes; NULL with length 0 is empty. Texts that the
 * library lends are also followed by a zero byte: print them with "%s".
 *
 * Structures are passed as a pointer and their sizeof, so that they may grow: a program compiled
 * with this header runs with every later library of the same CLEANCLAIM_ABI_VERSION. Fill those you
 * pass with zeros first ({0}, memset): zero is not given, unless a member says otherwise, as charges
 * and units do. Numbers of enumerations are passed as uint32_t.
 *
 * Ownership. What a call writes to an output of type T ** is the caller's, who frees it with the
 * _free function of its type; freeing NULL does nothing. What it writes to an output of type
 * const T **, and every text and list read from an object, is lent: it lives until the object is
 * changed or freed, and is not freed itself. Nothing the caller passes in is kept: texts are copied
 * and objects may be freed in any order. Behaviour is undefined only when an object is used after it
 * was freed, or lent memory after its end, or when a length is larger than the memory it is of.
 *
 * Threads. An object that is passed as const may be used by several threads at once; one that is
 * passed as a plain pointer is used by one thread at a time. A scrubber is made once and shared.
 *
 * Stability. Functions, statuses, numbers and members keep their meaning while
 * CLEANCLAIM_ABI_VERSION stays the same; new functions, statuses and numbers may be added, and new
 * members at the end of structures that are passed with their size.
 *
 * This file is made from the Rust sources; do not edit it.
 */

#ifndef CLEANCLAIM_H
#define CLEANCLAIM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/**
 * The version of the binary interface a header was written for.
 *
 * A program compares it with cleanclaim_abi_version() of the library it runs with; they agree
 * when both are equal. It is counted apart from the library's version.
 */
#define CLEANCLAIM_ABI_VERSION 1

/**
 * A number that is not given, where 0 is a number: units and charges.
 */
#define CLEANCLAIM_NOT_GIVEN INT64_MIN

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
     * A text is not UTF-8. JSON that is not is CLEANCLAIM_NOT_A_CLAIM, with the place of the byte.
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
     * An index is not below the count, or a length or a number is impossible.
     */
    CLEANCLAIM_OUT_OF_RANGE = 5,
    /**
     * The library failed inside; the objects of the call must not be used again, only freed.
     */
    CLEANCLAIM_PANIC = 6,
    /**
     * A number is none of its enumeration.
     */
    CLEANCLAIM_UNKNOWN_VALUE = 7,
    /**
     * The size given with a structure is not one that a header of this library declares, or declared
     * in an earlier release.
     */
    CLEANCLAIM_WRONG_SIZE = 8,
    /**
     * A file cannot be opened or read.
     */
    CLEANCLAIM_UNREADABLE = 9,
    /**
     * A file or its bytes are no edition, or a damaged one.
     */
    CLEANCLAIM_NOT_AN_EDITION = 10,
    /**
     * A text is not the code it should be.
     */
    CLEANCLAIM_NOT_A_CODE = 11,
    /**
     * There is no rule of that identifier.
     */
    CLEANCLAIM_UNKNOWN_RULE = 12,
    /**
     * The caller's callback ended the batch.
     */
    CLEANCLAIM_CANCELLED = 13,
    /**
     * A fix does not fit the claim.
     */
    CLEANCLAIM_NOT_APPLICABLE = 14,
    /**
     * What is given of a visit supports no code.
     */
    CLEANCLAIM_NO_LEVEL = 15,
    /**
     * A text is no profile.
     */
    CLEANCLAIM_NOT_A_PROFILE = 16,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_status cleanclaim_status;
#else
typedef uint32_t cleanclaim_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The outcome of a claim.
 */
enum cleanclaim_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing flagged, every selected rule evaluated.
     */
    CLEANCLAIM_CLEAN = 0,
    /**
     * Nothing flagged, some rules not evaluated.
     */
    CLEANCLAIM_CLEAN_WITH_GAPS = 1,
    /**
     * Something flagged.
     */
    CLEANCLAIM_FLAGGED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_verdict cleanclaim_verdict;
#else
typedef uint32_t cleanclaim_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How far a fix may be trusted.
 */
enum cleanclaim_applicability
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It writes the same claim correctly; nothing that was claimed changes.
     */
    CLEANCLAIM_MECHANICAL = 0,
    /**
     * It is right when the record shows what it says.
     */
    CLEANCLAIM_IF_DOCUMENTED = 1,
    /**
     * A person has to decide; the edits, if any, are one way.
     */
    CLEANCLAIM_MANUAL = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_applicability cleanclaim_applicability;
#else
typedef uint32_t cleanclaim_applicability;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What an edit does. A number beyond these is an edit of a later library; show its fix's title.
 */
enum cleanclaim_operation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * An edit this header does not know.
     */
    CLEANCLAIM_OTHER_EDIT = 0,
    /**
     * Adds modifier `code` after the others.
     */
    CLEANCLAIM_ADD_MODIFIER = 1,
    /**
     * Takes every occurrence of modifier `code` away or, where `position` is 1, all but the first.
     */
    CLEANCLAIM_REMOVE_MODIFIER = 2,
    /**
     * Moves modifier `code` to `position`, counted from 0.
     */
    CLEANCLAIM_MOVE_MODIFIER = 3,
    /**
     * Replaces the procedure code by `code`.
     */
    CLEANCLAIM_SET_PROCEDURE = 4,
    /**
     * Replaces the units by `number`, in thousandths.
     */
    CLEANCLAIM_SET_UNITS = 5,
    /**
     * Replaces the place of service by `code`.
     */
    CLEANCLAIM_SET_PLACE = 6,
    /**
     * Takes the line away.
     */
    CLEANCLAIM_REMOVE_LINE = 7,
    /**
     * Takes the diagnosis pointer at `position` away, counted from 0.
     */
    CLEANCLAIM_REMOVE_POINTER = 8,
    /**
     * Replaces the claim's diagnosis number `position`, counted from 1, by `code`.
     */
    CLEANCLAIM_SET_DIAGNOSIS = 9,
    /**
     * Sets the claim's total charge to the sum of its lines.
     */
    CLEANCLAIM_SET_TOTAL_TO_SUM = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_operation cleanclaim_operation;
#else
typedef uint32_t cleanclaim_operation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How bad a finding is.
 */
enum cleanclaim_severity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Good to know; nothing is expected to happen.
     */
    CLEANCLAIM_INFO = 0,
    /**
     * Often denied, or denied unless the record shows what the claim cannot.
     */
    CLEANCLAIM_WARN = 1,
    /**
     * The payer would deny the line.
     */
    CLEANCLAIM_DENY = 2,
    /**
     * The claim would not get as far as adjudication.
     */
    CLEANCLAIM_REJECT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_severity cleanclaim_severity;
#else
typedef uint32_t cleanclaim_severity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What stands next in a file.
 */
enum cleanclaim_x12_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing: the file has been read.
     */
    CLEANCLAIM_X12_END = 0,
    /**
     * A claim.
     */
    CLEANCLAIM_X12_CLAIM = 1,
    /**
     * Something a receiver may refuse the file for, which cost no claim here.
     */
    CLEANCLAIM_X12_WARNING = 2,
    /**
     * Something that could not be read; the message says whether claims are missing.
     */
    CLEANCLAIM_X12_ERROR = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_x12_kind cleanclaim_x12_kind;
#else
typedef uint32_t cleanclaim_x12_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the level of a visit rests on.
 */
enum cleanclaim_basis
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Medical decision making.
     */
    CLEANCLAIM_BY_DECISION = 0,
    /**
     * Total time on the date.
     */
    CLEANCLAIM_BY_TIME = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_basis cleanclaim_basis;
#else
typedef uint32_t cleanclaim_basis;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which form a claim is on.
 */
enum cleanclaim_form
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * 837P or CMS-1500.
     */
    CLEANCLAIM_PROFESSIONAL = 0,
    /**
     * 837I or UB-04, outpatient.
     */
    CLEANCLAIM_OUTPATIENT = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_form cleanclaim_form;
#else
typedef uint32_t cleanclaim_form;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a provider is to a claim or a line.
 */
enum cleanclaim_role
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Who bills; on the claim only.
     */
    CLEANCLAIM_BILLING = 0,
    /**
     * Who performed the service.
     */
    CLEANCLAIM_RENDERING = 1,
    /**
     * Who referred the patient.
     */
    CLEANCLAIM_REFERRING = 2,
    /**
     * Who ordered the service.
     */
    CLEANCLAIM_ORDERING = 3,
    /**
     * Who supervised the service.
     */
    CLEANCLAIM_SUPERVISING = 4,
    /**
     * Who operated (institutional).
     */
    CLEANCLAIM_OPERATING = 5,
    /**
     * Who attended the patient (institutional); on the claim only.
     */
    CLEANCLAIM_ATTENDING = 6,
    /**
     * Where the service took place.
     */
    CLEANCLAIM_FACILITY = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_role cleanclaim_role;
#else
typedef uint32_t cleanclaim_role;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A list of codes of a claim beside its diagnoses.
 */
enum cleanclaim_list
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Condition codes.
     */
    CLEANCLAIM_CONDITION_CODES = 0,
    /**
     * Patient's reasons for the visit: diagnosis codes.
     */
    CLEANCLAIM_REASONS_FOR_VISIT = 1,
    /**
     * External causes of injury sent apart from the diagnoses: diagnosis codes.
     */
    CLEANCLAIM_EXTERNAL_CAUSES = 2,
    /**
     * Treatment codes of home health.
     */
    CLEANCLAIM_TREATMENT_CODES = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_list cleanclaim_list;
#else
typedef uint32_t cleanclaim_list;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A level of medical decision making, or of one of its three elements.
 */
enum cleanclaim_decision
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Not given.
     */
    CLEANCLAIM_NO_DECISION = 0,
    /**
     * Straightforward; for an element: minimal.
     */
    CLEANCLAIM_STRAIGHTFORWARD = 1,
    /**
     * Low; for data: limited.
     */
    CLEANCLAIM_LOW = 2,
    /**
     * Moderate.
     */
    CLEANCLAIM_MODERATE = 3,
    /**
     * High; for data: extensive.
     */
    CLEANCLAIM_HIGH = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_decision cleanclaim_decision;
#else
typedef uint32_t cleanclaim_decision;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What kind of encounter a visit is.
 */
enum cleanclaim_encounter
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A patient not seen for three years, in an office, at home, or in an emergency department.
     */
    CLEANCLAIM_NEW = 0,
    /**
     * A patient seen within three years.
     */
    CLEANCLAIM_ESTABLISHED = 1,
    /**
     * A consultation.
     */
    CLEANCLAIM_CONSULTATION = 2,
    /**
     * The first visit of a stay in a hospital or nursing facility.
     */
    CLEANCLAIM_INITIAL = 3,
    /**
     * A later visit of a stay.
     */
    CLEANCLAIM_SUBSEQUENT = 4,
    /**
     * Admission and discharge on one day.
     */
    CLEANCLAIM_ADMISSION_AND_DISCHARGE = 5,
    /**
     * A telehealth visit by video, new patient; the place does not matter.
     */
    CLEANCLAIM_VIDEO_NEW = 6,
    /**
     * A telehealth visit by video, established patient; the place does not matter.
     */
    CLEANCLAIM_VIDEO_ESTABLISHED = 7,
    /**
     * A telehealth visit by telephone, new patient; the place does not matter.
     */
    CLEANCLAIM_AUDIO_NEW = 8,
    /**
     * A telehealth visit by telephone, established patient; the place does not matter.
     */
    CLEANCLAIM_AUDIO_ESTABLISHED = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cleanclaim_encounter cleanclaim_encounter;
#else
typedef uint32_t cleanclaim_encounter;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * One claim: its header, patient, providers, diagnoses, lines and earlier claims.
 *
 * Made by cleanclaim_claim_new, cleanclaim_claim_from_json, cleanclaim_x12_next or
 * cleanclaim_claim_clone, and freed with cleanclaim_claim_free. While it is changed by one thread no
 * other may use it; otherwise it may be used by several threads at once. It copies every text it is
 * given.
 *
 * A code that cannot be read is kept as it was sent and becomes a finding.
 */
typedef struct cleanclaim_claim cleanclaim_claim;

/**
 * Reference data by date of service: code sets, NCCI edits, unit limits, fee schedule indicators.
 *
 * Made by cleanclaim_edition_starter, cleanclaim_edition_open or cleanclaim_edition_from_bytes and
 * freed with cleanclaim_edition_free. It never changes and may be used by several threads at once.
 * Scrubbers made of it share its memory and may outlive it.
 */
typedef struct cleanclaim_edition cleanclaim_edition;

/**
 * A claim after its fixes, with the reports before and after.
 *
 * Made by cleanclaim_mend and freed with cleanclaim_mended_free. It never changes and may be read by
 * several threads at once. Everything read from it is lent and lives as long as it.
 */
typedef struct cleanclaim_mended cleanclaim_mended;

/**
 * Which rules judge a claim, and how severely.
 *
 * Made by cleanclaim_profile_shipped, cleanclaim_profile_from_text or cleanclaim_profile_by_payer and
 * freed with cleanclaim_profile_free. While it is changed by one thread no other may use it. A
 * scrubber takes a copy: later changes do not reach it, and it may outlive the profile.
 */
typedef struct cleanclaim_profile cleanclaim_profile;

/**
 * What was found on one claim.
 *
 * Made by cleanclaim_scrub or cleanclaim_scrub_json and freed with cleanclaim_report_free, or lent
 * by cleanclaim_scrub_in and cleanclaim_scrub_json_in. It never changes and may be read by several
 * threads at once. It keeps nothing of the scrubber and the claim. Everything read from it is lent and
 * lives as long as it.
 */
typedef struct cleanclaim_report cleanclaim_report;

/**
 * Judges claims by an edition and a profile.
 *
 * Made by cleanclaim_scrubber_new or cleanclaim_scrubber_with, once for a program, and freed with
 * cleanclaim_scrubber_free. It never changes and may be used by several threads at once.
 */
typedef struct cleanclaim_scrubber cleanclaim_scrubber;

/**
 * The memory of one report and of one claim read from JSON, used again from claim to claim, for loops
 * that judge many.
 *
 * Made by cleanclaim_workspace_new and freed with cleanclaim_workspace_free. Each thread has its
 * own.
 */
typedef struct cleanclaim_workspace cleanclaim_workspace;

/**
 * The claims of an 837P or 837I file, read one by one.
 *
 * Made by cleanclaim_x12_open or cleanclaim_x12_from_bytes and freed with cleanclaim_x12_free. Used
 * by one thread at a time. The claims it gives are the caller's and may outlive it.
 */
typedef struct cleanclaim_x12 cleanclaim_x12;

/**
 * A text: UTF-8, a pointer and a length in bytes.
 *
 * Given to the library it needs no zero at its end, and NULL with length 0 is empty. Lent by the
 * library it is never NULL, and the byte after it is a zero, so that it can be printed as it is.
 */
typedef struct {
    /**
     * Its first byte.
     */
    const char *data;
    /**
     * Its bytes, without a zero at its end.
     */
    size_t length;
} cleanclaim_text;

/**
 * One table of an edition and the dates it answers for. Its text is lent by the edition.
 */
typedef struct {
    /**
     * Its name: `practitioner PTP`.
     */
    cleanclaim_text name;
    /**
     * Rows kept from the published files.
     */
    uint64_t rows;
    /**
     * Bytes.
     */
    uint64_t bytes;
    /**
     * First day it answers for, as YYYYMMDD.
     */
    uint32_t first_date;
    /**
     * Last day it answers for, as YYYYMMDD.
     */
    uint32_t last_date;
    /**
     * 1 when it answers only for the codes it lists, as the tables of the starter edition do.
     */
    uint32_t partial;
} cleanclaim_table;

/**
 * The header of a claim. An empty text, and a number 0 unless said otherwise, is not given.
 * Dates are numbers: 20260105 for 2026-01-05.
 */
typedef struct {
    /**
     * The submitter's identifier of the claim (837: CLM01).
     */
    cleanclaim_text id;
    /**
     * `medicare`, `medicaid`, `commercial` or a payer's name; not given is Medicare.
     */
    cleanclaim_text payer;
    /**
     * Claim frequency: `1` original, `7` replacement, `8` void (837: CLM05-3).
     */
    cleanclaim_text frequency;
    /**
     * The payer's control number of the claim this one replaces (837: REF*F8).
     */
    cleanclaim_text original_reference;
    /**
     * Type of bill (outpatient): `0131`.
     */
    cleanclaim_text type_of_bill;
    /**
     * CLIA number of the performing laboratory.
     */
    cleanclaim_text clia;
    /**
     * Prior authorization number.
     */
    cleanclaim_text prior_authorization;
    /**
     * Number of the clinical trial (837: REF*P4).
     */
    cleanclaim_text clinical_trial;
    /**
     * Admitting diagnosis (institutional).
     */
    cleanclaim_text admitting_diagnosis;
    /**
     * Type of admission (institutional).
     */
    cleanclaim_text admission_type;
    /**
     * Patient discharge status (institutional).
     */
    cleanclaim_text discharge_status;
    /**
     * `AA` auto accident, `EM` employment, `OA` other accident.
     */
    cleanclaim_text related_cause;
    /**
     * State of the auto accident.
     */
    cleanclaim_text accident_state;
    /**
     * Note to the payer.
     */
    cleanclaim_text note;
    /**
     * Total charge in cents; CLEANCLAIM_NOT_GIVEN when the claim carries none. 0 is 0.00, so set it in
     * a header that was filled with zeros: a total of 0.00 is not that of lines with charges (T014).
     */
    int64_t total_charge_cents;
    /**
     * What the patient has paid, in cents.
     */
    int64_t patient_paid_cents;
    /**
     * First day of the statement period (outpatient).
     */
    uint32_t statement_from;
    /**
     * Last day of the statement period (outpatient).
     */
    uint32_t statement_through;
    /**
     * The day the payer received or will receive the claim.
     */
    uint32_t received;
    /**
     * Day of admission.
     */
    uint32_t admission_date;
    /**
     * Day of the accident.
     */
    uint32_t accident_date;
    /**
     * The code set of the diagnoses: 10 or 0 for ICD-10-CM, 9 for ICD-9-CM.
     */
    uint32_t diagnosis_code_set;
    /**
     * Whether the claim is paid under OPPS (outpatient): 1 yes, 2 no; 0 where the type of bill tells.
     */
    uint32_t opps;
    /**
     * Not used; 0.
     */
    uint32_t reserved;
} cleanclaim_header;

/**
 * The patient. An empty text or a date 0 is not given.
 */
typedef struct {
    /**
     * Administrative sex: `F`, `M` or `U`.
     */
    cleanclaim_text sex;
    /**
     * The member identifier the payer knows the patient by; for Medicare the MBI.
     */
    cleanclaim_text member_id;
    /**
     * Day of birth, as YYYYMMDD.
     */
    uint32_t birth_date;
    /**
     * Day of death, as YYYYMMDD.
     */
    uint32_t death_date;
    /**
     * 1 when `age_years` is given, for claims without a date of birth; else 0.
     */
    uint32_t has_age;
    /**
     * Age in completed years on the first date of service.
     */
    uint32_t age_years;
} cleanclaim_patient;

/**
 * A provider. An empty text is not given.
 */
typedef struct {
    /**
     * National provider identifier.
     */
    cleanclaim_text npi;
    /**
     * Provider taxonomy code.
     */
    cleanclaim_text taxonomy;
    /**
     * Medicare's two-character specialty code.
     */
    cleanclaim_text specialty;
} cleanclaim_provider;

/**
 * One service line. An empty text, and a number 0 unless said otherwise, is not given.
 *
 * Dates, units and charge are numbers or, when the text beside them is not empty, that text: for
 * systems that hold them as text, so that what cannot be read becomes a finding.
 */
typedef struct {
    /**
     * Procedure code: CPT or HCPCS.
     */
    cleanclaim_text procedure;
    /**
     * Modifiers in the order sent; an empty one is none.
     */
    cleanclaim_text modifiers[4];
    /**
     * Place of service: `11`.
     */
    cleanclaim_text place;
    /**
     * Units in thousandths: 1000 is one. 0 is no unit; CLEANCLAIM_NOT_GIVEN is one.
     */
    int64_t units_thousandths;
    /**
     * Charge of the whole line in cents. 0 is 0.00; CLEANCLAIM_NOT_GIVEN when there is none.
     */
    int64_t charge_cents;
    /**
     * First day of service, as YYYYMMDD.
     */
    uint32_t from;
    /**
     * Last day of service, as YYYYMMDD; 0 is the first.
     */
    uint32_t through;
    /**
     * Numbers of the claim's diagnoses, counted from 1, the primary one first; 0 is none.
     */
    uint8_t diagnosis_pointers[4];
    /**
     * The line's own number, unique on the claim; 0 takes its position, counted from 1.
     */
    uint32_t number;
    /**
     * The first day as text.
     */
    cleanclaim_text from_text;
    /**
     * The last day as text.
     */
    cleanclaim_text through_text;
    /**
     * The units as text: `1`, `2.5`.
     */
    cleanclaim_text units_text;
    /**
     * The charge as text: `125.00`.
     */
    cleanclaim_text charge_text;
    /**
     * What the units count: `UN` units, `MJ` minutes, `DA` days; not given is units.
     */
    cleanclaim_text unit_basis;
    /**
     * Revenue code (outpatient): `0510`.
     */
    cleanclaim_text revenue_code;
    /**
     * Free text describing the service, for unlisted codes and drugs.
     */
    cleanclaim_text description;
    /**
     * National drug code, 11 digits.
     */
    cleanclaim_text ndc;
    /**
     * Unit of the drug quantity: `F2`, `GR`, `ME`, `ML` or `UN`.
     */
    cleanclaim_text ndc_unit;
    /**
     * Quantity of the drug in thousandths of its unit.
     */
    int64_t ndc_quantity_thousandths;
    /**
     * The part of the charge not claimed as covered, in cents (institutional).
     */
    int64_t non_covered_charge_cents;
    /**
     * CLIA number of the performing laboratory, when not the claim's.
     */
    cleanclaim_text clia;
    /**
     * CLIA number of the laboratory a test was referred to.
     */
    cleanclaim_text referred_clia;
    /**
     * Prior authorization number, when not the claim's.
     */
    cleanclaim_text prior_authorization;
    /**
     * The submitter's own line control number.
     */
    cleanclaim_text control_number;
    /**
     * Minutes spent, for codes chosen by time.
     */
    uint32_t minutes;
    /**
     * Medical decision making of a visit as a whole (a cleanclaim_decision).
     */
    uint32_t decision_making;
    /**
     * Its problems (a cleanclaim_decision). The three elements are given together, instead of the
     * whole.
     */
    uint32_t problems;
    /**
     * Its data (a cleanclaim_decision).
     */
    uint32_t data;
    /**
     * Its risk (a cleanclaim_decision).
     */
    uint32_t risk;
    /**
     * 1 for an emergency service, else 0.
     */
    uint32_t emergency;
    /**
     * Line item action flag by which a contractor lets the line pass edits (outpatient): 1 to 4; 0 for
     * none.
     */
    uint32_t action_flag;
    /**
     * Not used; 0.
     */
    uint32_t reserved;
} cleanclaim_line;

/**
 * The report in numbers. Its texts are lent by the report.
 */
typedef struct {
    /**
     * The claim's identifier; empty when it has none.
     */
    cleanclaim_text claim;
    /**
     * The id of the edition it was judged by.
     */
    cleanclaim_text edition;
    /**
     * The name of the profile it was judged by.
     */
    cleanclaim_text profile;
    /**
     * Findings.
     */
    size_t findings;
    /**
     * Findings that a modifier let pass.
     */
    size_t bypassed;
    /**
     * Rules that could not be evaluated, by rule and reason.
     */
    size_t not_evaluated;
    /**
     * The charges that would not be paid, each line once, in cents.
     */
    int64_t at_risk_cents;
    /**
     * The outcome.
     */
    cleanclaim_verdict verdict;
    /**
     * Findings at info, warn, deny and reject, by cleanclaim_severity.
     */
    uint32_t by_severity[4];
} cleanclaim_summary;

/**
 * A fact behind a finding.
 */
typedef struct {
    /**
     * Its name: `column_1`.
     */
    cleanclaim_text name;
    /**
     * The fact: `11102`.
     */
    cleanclaim_text text;
} cleanclaim_value;

/**
 * One edit on the claim. The operation says which members mean something.
 */
typedef struct {
    /**
     * What it does.
     */
    cleanclaim_operation operation;
    /**
     * The claim's own number of the line; 0 for the claim.
     */
    uint32_t line;
    /**
     * A position or a number; see the operation.
     */
    uint32_t position;
    /**
     * A quantity; see the operation.
     */
    int64_t number;
    /**
     * A code; see the operation.
     */
    cleanclaim_text code;
} cleanclaim_edit;

/**
 * One way to mend what a finding says.
 */
typedef struct {
    /**
     * How far it may be trusted.
     */
    cleanclaim_applicability applicability;
    /**
     * What it does, in a sentence.
     */
    cleanclaim_text title;
    /**
     * The edits in the order to apply them; none when a person has to decide what to write.
     */
    const cleanclaim_edit *edits;
    /**
     * How many edits there are.
     */
    size_t edit_count;
} cleanclaim_fix;

/**
 * One finding. Everything in it is lent by the report.
 */
typedef struct {
    /**
     * The rule's identifier: `N002`.
     */
    cleanclaim_text rule;
    /**
     * The rule's name: `ptp-without-modifier`; `custom-edit` for an edit of the profile.
     */
    cleanclaim_text name;
    /**
     * What is wrong, in a sentence.
     */
    cleanclaim_text message;
    /**
     * Where the rule is published; that it is the profile's own edit, for one.
     */
    cleanclaim_text citation;
    /**
     * The field that is wrong, as the claim's JSON names it; empty when no one field is.
     */
    cleanclaim_text field;
    /**
     * Group code of the denial the payer would send (`CO`, `PR`, `OA`); empty when there is none.
     */
    cleanclaim_text denial_group;
    /**
     * Claim adjustment reason code of the denial.
     */
    cleanclaim_text carc;
    /**
     * Remittance advice remark codes of the denial, the first the likeliest.
     */
    const cleanclaim_text *rarcs;
    /**
     * How many remark codes there are.
     */
    size_t rarc_count;
    /**
     * The claim's own numbers of the other lines it is about.
     */
    const uint32_t *related_lines;
    /**
     * How many other lines there are.
     */
    size_t related_line_count;
    /**
     * The facts behind it.
     */
    const cleanclaim_value *values;
    /**
     * How many facts there are.
     */
    size_t value_count;
    /**
     * The ways to mend it.
     */
    const cleanclaim_fix *fixes;
    /**
     * How many ways there are.
     */
    size_t fix_count;
    /**
     * The charge that would not be paid, in cents.
     */
    int64_t at_risk_cents;
    /**
     * How bad it is.
     */
    cleanclaim_severity severity;
    /**
     * The claim's own number of the line; 0 for the whole claim.
     */
    uint32_t line;
    /**
     * The element of a list field, counted from 0.
     */
    uint32_t position;
    /**
     * The I/OCE edit it corresponds to; 0 when there is none.
     */
    uint32_t ioce_edit;
    /**
     * What the I/OCE edit does: `LIR` (line item rejection), `RTP` (return to provider) …, as the
     * published table names it; empty when there is none.
     */
    cleanclaim_text disposition;
} cleanclaim_finding;

/**
 * A rule that would have flagged a line but for a modifier. Its texts are lent by the report.
 */
typedef struct {
    /**
     * The rule's identifier.
     */
    cleanclaim_text rule;
    /**
     * The modifier that lets it pass.
     */
    cleanclaim_text by;
    /**
     * The claim's own number of the line that would have been flagged.
     */
    uint32_t line;
    /**
     * The claim's own number of the line it was paired with; 0 when that line is on an earlier claim.
     */
    uint32_t related_line;
} cleanclaim_bypassed;

/**
 * A rule that could not be evaluated, and why. Everything in it is lent by the report.
 */
typedef struct {
    /**
     * The rule's identifier.
     */
    cleanclaim_text rule;
    /**
     * Why, and what would have to be imported or given.
     */
    cleanclaim_text reason;
    /**
     * The claim's own numbers of the lines; none for the whole claim.
     */
    const uint32_t *lines;
    /**
     * How many lines there are.
     */
    size_t line_count;
} cleanclaim_not_evaluated;

/**
 * A fix that was applied. Its texts are lent by the mended claim.
 */
typedef struct {
    /**
     * The rule whose finding it mends.
     */
    cleanclaim_text rule;
    /**
     * What it does, in a sentence.
     */
    cleanclaim_text title;
    /**
     * The claim's own number of the line; 0 for the whole claim.
     */
    uint32_t line;
    /**
     * How far it may be trusted.
     */
    cleanclaim_applicability applicability;
} cleanclaim_applied;

/**
 * Takes the report of one claim of a batch: its index in the array, and the report, which is lent
 * until the callback returns. Returns 0 to go on; anything else ends the batch.
 *
 * It must return: no longjmp, no exception that leaves it.
 */
typedef uint32_t (*cleanclaim_batch_callback)(void *context,
                                              size_t index,
                                              const cleanclaim_report *report);

/**
 * An item of a file. Its text is lent until the next call with the file.
 */
typedef struct {
    /**
     * What it is.
     */
    cleanclaim_x12_kind kind;
    /**
     * What is wrong, where, and the remedy; empty for a claim and at the end.
     */
    cleanclaim_text message;
} cleanclaim_x12_item;

/**
 * Where in a file a fact of a claim stood: segment 27, SV101-2.
 */
typedef struct {
    /**
     * Offset of the segment's first byte in the file.
     */
    uint64_t offset;
    /**
     * Number of the segment in the file, counted from 1.
     */
    uint32_t segment;
    /**
     * Number of the element, counted from 1; 0 for the whole segment.
     */
    uint32_t element;
    /**
     * Number of the component, counted from 1; 0 for the whole element.
     */
    uint32_t component;
    /**
     * Identifier of the segment, ended by a zero byte: `SV1`.
     */
    char id[4];
} cleanclaim_position;

/**
 * A code as it is written on claims: upper case, without spaces or hyphens, a diagnosis with its
 * dot.
 */
typedef struct {
    /**
     * The code, ended by a zero byte.
     */
    char text[24];
    /**
     * Its bytes without the zero.
     */
    size_t length;
} cleanclaim_code;

/**
 * A visit whose level is asked. Give the decision making, the minutes, or both.
 */
typedef struct {
    /**
     * Place of service: `11`.
     */
    cleanclaim_text place;
    /**
     * Date of service, as YYYYMMDD.
     */
    uint32_t date;
    /**
     * What kind of encounter it is (a cleanclaim_encounter).
     */
    uint32_t encounter;
    /**
     * Total minutes of the practitioner on the date; 0 is not given.
     */
    uint32_t minutes;
    /**
     * Medical decision making as a whole (a cleanclaim_decision).
     */
    uint32_t decision_making;
    /**
     * Its problems (a cleanclaim_decision). The three elements are given together, instead of the
     * whole.
     */
    uint32_t problems;
    /**
     * Its data (a cleanclaim_decision).
     */
    uint32_t data;
    /**
     * Its risk (a cleanclaim_decision).
     */
    uint32_t risk;
} cleanclaim_visit;

/**
 * What a visit supports.
 */
typedef struct {
    /**
     * Why, in sentences; lent until the next call of cleanclaim_visit_level on this thread.
     */
    cleanclaim_text reasoning;
    /**
     * The code, ended by a zero byte.
     */
    char code[8];
    /**
     * The code the decision making supports by itself; empty when it was not given.
     */
    char by_decision[8];
    /**
     * The code the minutes support by themselves; empty when they were not given or reach none.
     */
    char by_time[8];
    /**
     * What supports the code.
     */
    cleanclaim_basis basis;
} cleanclaim_level;

/**
 * One rule. Its texts live as long as the library.
 */
typedef struct {
    /**
     * Its identifier, which never changes: `N002`.
     */
    cleanclaim_text id;
    /**
     * The problem it finds: `ptp-without-modifier`.
     */
    cleanclaim_text name;
    /**
     * What it checks, in a sentence.
     */
    cleanclaim_text summary;
    /**
     * Its whole page, in Markdown: what it checks, why it matters, an example, how to fix, source.
     */
    cleanclaim_text explanation;
    /**
     * Where it is published.
     */
    cleanclaim_text citation;
    /**
     * What it leaves out, and why; empty when it is complete.
     */
    cleanclaim_text left_out;
    /**
     * Group code of the denial it draws; empty when it draws none.
     */
    cleanclaim_text denial_group;
    /**
     * Claim adjustment reason code of the denial.
     */
    cleanclaim_text carc;
    /**
     * How bad a finding is, unless a profile or the finding says otherwise.
     */
    cleanclaim_severity severity;
    /**
     * 1 when it looks at professional claims.
     */
    uint32_t professional;
    /**
     * 1 when it looks at outpatient claims.
     */
    uint32_t outpatient;
} cleanclaim_rule;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Why the last call on this thread that did not return CLEANCLAIM_OK failed, for a person to read.
 *
 * The text is valid until a later call on this thread fails, or the thread ends: calls that succeed,
 * this function and cleanclaim_last_repair leave it, so that one `printf` may print both. It ends
 * with a zero byte and has no other; one that it quotes is written as `\0`. `length` gets its bytes
 * without the zero and may be NULL. Without a failure the text is empty; never NULL.
 */
const char *cleanclaim_last_error(size_t *length);

/**
 * What a text that is not a code was probably meant to be, when the last failure on this thread
 * was CLEANCLAIM_NOT_A_CODE and one repair is likely: `"99210"` for `"9921O"`; otherwise empty.
 *
 * The text is valid as long as that of cleanclaim_last_error, and ends with a zero byte. `length`
 * gets its bytes without the zero and may be NULL.
 */
const char *cleanclaim_last_repair(size_t *length);

/**
 * The name of a status: `"CLEANCLAIM_OK"`; `"CLEANCLAIM_UNKNOWN"` for a number that is none.
 *
 * The text ends with a zero byte and lives as long as the library.
 */
const char *cleanclaim_status_name(uint32_t status);

/**
 * The version of the binary interface of the library.
 */
uint32_t cleanclaim_abi_version(void);

/**
 * The version of the library: `"0.1.0"`.
 *
 * The text ends with a zero byte and lives as long as the library.
 */
const char *cleanclaim_version(void);

/**
 * The edition every program has without any file: all HCPCS Level II and ICD-10-CM codes of its
 * years, and the edits of a small set of well-known codes. What it cannot answer is reported as
 * not evaluated, never as a pass.
 */
cleanclaim_status cleanclaim_edition_starter(cleanclaim_edition **edition);

/**
 * Opens an edition file, built by the `edition` example of the library from the files CMS
 * publishes, through a memory map: the processes of a machine share one copy.
 *
 * `path` is the name of the file: any bytes on Unix, UTF-8 elsewhere. The file may be replaced by
 * another while it is open, but not be changed in place.
 *
 * Fails with CLEANCLAIM_UNREADABLE when the file cannot be opened and with
 * CLEANCLAIM_NOT_AN_EDITION when it is none, is damaged, or is of a later format.
 */
cleanclaim_status cleanclaim_edition_open(const char *path,
                                          size_t path_length,
                                          cleanclaim_edition **edition);

/**
 * An edition of the bytes of a file, which are copied.
 *
 * Fails with CLEANCLAIM_NOT_AN_EDITION when they are none, are damaged, or are of a later format.
 */
cleanclaim_status cleanclaim_edition_from_bytes(const uint8_t *data,
                                                size_t length,
                                                cleanclaim_edition **edition);

/**
 * Compares the checksum of the whole edition with the one in its header. Opening does not, because
 * it would read every page of the file.
 */
cleanclaim_status cleanclaim_edition_verify(const cleanclaim_edition *edition);

/**
 * The edition's id, which reports name; lent by the edition.
 */
cleanclaim_status cleanclaim_edition_id(const cleanclaim_edition *edition, cleanclaim_text *id);

/**
 * What the edition holds, as JSON: tables, rows, dates, sizes and the published files it was made
 * of, each with its hash; lent by the edition.
 */
cleanclaim_status cleanclaim_edition_info_json(const cleanclaim_edition *edition,
                                               cleanclaim_text *json);

/**
 * How many tables the edition has. NULL gives 0.
 */
size_t cleanclaim_edition_table_count(const cleanclaim_edition *edition);

/**
 * Reads a table of the edition by its index, counted from 0: what it is and from when to when it
 * answers. A table that is not there answers for no date.
 */
cleanclaim_status cleanclaim_edition_table(const cleanclaim_edition *edition,
                                           size_t index,
                                           cleanclaim_table *table,
                                           size_t table_size);

/**
 * Frees an edition. NULL is accepted. Scrubbers that were made of it stay as they are.
 */
void cleanclaim_edition_free(cleanclaim_edition *edition);

/**
 * A shipped profile by its name: `medicare-professional`, `medicare-outpatient`, `medicaid`,
 * `commercial`, or `all` with every rule.
 *
 * Fails with CLEANCLAIM_UNKNOWN_PROFILE, whose message lists the names.
 */
cleanclaim_status cleanclaim_profile_shipped(const char *name,
                                             size_t name_length,
                                             cleanclaim_profile **profile);

/**
 * A profile from the text of a profile file, TOML or JSON: a name, the shipped profile it extends,
 * the rules it selects and ignores, severities, limits and edits of its own.
 *
 * Fails with CLEANCLAIM_NOT_A_PROFILE, whose message names the line and the key.
 */
cleanclaim_status cleanclaim_profile_from_text(const char *file,
                                               size_t file_length,
                                               cleanclaim_profile **profile);

/**
 * The choice among the shipped profiles by each claim's payer and form: no payer means Medicare,
 * an unknown one commercial.
 */
cleanclaim_status cleanclaim_profile_by_payer(cleanclaim_profile **profile);

/**
 * Adds a profile to another, for the claims of the payers it names, for which it is tried first.
 * Other claims are judged as before. It is copied.
 *
 * Fails with CLEANCLAIM_NOT_A_PROFILE when it is a choice itself.
 */
cleanclaim_status cleanclaim_profile_add(cleanclaim_profile *profile,
                                         const cleanclaim_profile *own);

/**
 * The profile's name, `by-payer` for the choice; lent by the profile.
 */
cleanclaim_status cleanclaim_profile_name(const cleanclaim_profile *profile, cleanclaim_text *name);

/**
 * Takes a rule out of the profile, by its identifier or name (`T005`, `ptp-without-modifier`), or all
 * rules of a family by its letter (`T`). A rule that is not in it stays out.
 *
 * Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule or family.
 */
cleanclaim_status cleanclaim_profile_remove_rule(cleanclaim_profile *profile,
                                                 const char *rule,
                                                 size_t rule_length);

/**
 * Gives a rule a severity (a cleanclaim_severity) in the profile, by its identifier or name, and takes
 * the rule in when it is not there; or, by the letter of a family, those of its rules that are there.
 *
 * Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule or family and with CLEANCLAIM_UNKNOWN_VALUE
 * when there is no such severity.
 */
cleanclaim_status cleanclaim_profile_set_severity(cleanclaim_profile *profile,
                                                  const char *rule,
                                                  size_t rule_length,
                                                  uint32_t severity);

/**
 * Frees a profile. NULL is accepted.
 */
void cleanclaim_profile_free(cleanclaim_profile *profile);

/**
 * Makes a scrubber of the built-in starter edition.
 *
 * `profile` is the name of a shipped profile; empty (NULL, 0) chooses by each claim's payer and
 * form. cleanclaim_scrubber_with takes another edition or a profile that was changed.
 */
cleanclaim_status cleanclaim_scrubber_new(const char *profile,
                                          size_t profile_length,
                                          cleanclaim_scrubber **scrubber);

/**
 * Makes a scrubber of an edition and a profile. It keeps what it needs of both, which may be freed.
 */
cleanclaim_status cleanclaim_scrubber_with(const cleanclaim_edition *edition,
                                           const cleanclaim_profile *profile,
                                           cleanclaim_scrubber **scrubber);

/**
 * Frees a scrubber. NULL is accepted. Reports it made stay as they are.
 */
void cleanclaim_scrubber_free(cleanclaim_scrubber *scrubber);

/**
 * Makes a claim of a form (a cleanclaim_form) with nothing on it.
 */
cleanclaim_status cleanclaim_claim_new(uint32_t form, cleanclaim_claim **claim);

/**
 * Reads a claim from JSON: one object, of which only `form` and each line's `procedure` must be
 * there. Money and quantities are decimal strings, dates `YYYY-MM-DD`.
 *
 * {"id": "A-1", "form": "professional", "payer": "medicare",
 *  "patient": {"birth_date": "1958-03-04", "sex": "F"},
 *  "billing_provider": {"npi": "1234567893", "taxonomy": "207Q00000X"},
 *  "diagnoses": ["E11.9", "I10"], "total_charge": "125.00",
 *  "lines": [{"number": 1, "procedure": "99213", "modifiers": ["25"], "units": "1",
 *             "charge": "125.00", "from": "2026-01-05", "through": "2026-01-05",
 *             "place": "11", "diagnosis_pointers": [1, 2]}],
 *  "history": []}
 *
 * The other fields have the names of the members of cleanclaim_header and cleanclaim_line without
 * their units, but for: `statement` (`{"from": …, "through": …}`), `service_facility`,
 * `reason_for_visit`, `diagnosis_code_set` (`"icd-10-cm"` or `"icd-9-cm"`), `value_codes`
 * (`[{"code": …, "amount": …}]`), `occurrence_codes` (`[{"code": …, "date": …}]`), `occurrence_spans`
 * (`[{"code": …, "from": …, "through": …}]`), `procedures_performed`
 * (`[{"code": …, "qualifier": …, "date": …}]`) and a line's `medical_decision_making` (a level such as
 * `"low"`, or `{"problems": …, "data": …, "risk": …}`). cleanclaim_claim_json shows those that are
 * filled. `form` is `professional` or `outpatient`;
 * `history` holds earlier claims in the same shape.
 *
 * Fails with CLEANCLAIM_NOT_A_CLAIM, whose message names the line, the column and the field, and for
 * an unknown field the nearest known one.
 */
cleanclaim_status cleanclaim_claim_from_json(const char *json,
                                             size_t json_length,
                                             cleanclaim_claim **claim);

/**
 * Copies a claim, with the earlier claims it holds.
 */
cleanclaim_status cleanclaim_claim_clone(const cleanclaim_claim *claim, cleanclaim_claim **copy);

/**
 * Takes everything off a claim but its memory, to build the next one of a form (a cleanclaim_form).
 */
cleanclaim_status cleanclaim_claim_clear(cleanclaim_claim *claim, uint32_t form);

/**
 * Adds a diagnosis after the others; the first is the principal one. A dot is free: `E11.9`.
 */
cleanclaim_status cleanclaim_claim_add_diagnosis(cleanclaim_claim *claim,
                                                 const char *code,
                                                 size_t code_length);

/**
 * Adds an earlier claim of the same patient, which is copied, for the rules that look back. Earlier
 * claims of its own are left out; no rule reads them.
 */
cleanclaim_status cleanclaim_claim_add_history(cleanclaim_claim *claim,
                                               const cleanclaim_claim *earlier);

/**
 * The claim as JSON on one line, which cleanclaim_claim_from_json reads; lent by the claim until it
 * is changed.
 */
cleanclaim_status cleanclaim_claim_json(const cleanclaim_claim *claim, cleanclaim_text *json);

/**
 * Frees a claim. NULL is accepted.
 */
void cleanclaim_claim_free(cleanclaim_claim *claim);

/**
 * Sets the header of a claim, all of it.
 */
cleanclaim_status cleanclaim_claim_set_header(cleanclaim_claim *claim,
                                              const cleanclaim_header *header,
                                              size_t header_size);

/**
 * Sets the patient of a claim, all of it.
 */
cleanclaim_status cleanclaim_claim_set_patient(cleanclaim_claim *claim,
                                               const cleanclaim_patient *patient,
                                               size_t patient_size);

/**
 * Sets the provider of a claim in a role (a cleanclaim_role), all of it.
 */
cleanclaim_status cleanclaim_claim_set_provider(cleanclaim_claim *claim,
                                                uint32_t role,
                                                const cleanclaim_provider *provider,
                                                size_t provider_size);

/**
 * Adds a line after the others.
 *
 * Fails with CLEANCLAIM_OUT_OF_RANGE when another line has its number: its own or, without one, its
 * place counted from 1.
 */
cleanclaim_status cleanclaim_claim_add_line(cleanclaim_claim *claim,
                                            const cleanclaim_line *line,
                                            size_t line_size);

/**
 * How many lines a claim has. NULL gives 0.
 */
size_t cleanclaim_claim_line_count(const cleanclaim_claim *claim);

/**
 * Sets the provider of one line in a role (a cleanclaim_role), when it is not the claim's. Lines
 * count from 0, in the order they were added.
 */
cleanclaim_status cleanclaim_claim_set_line_provider(cleanclaim_claim *claim,
                                                     size_t index,
                                                     uint32_t role,
                                                     const cleanclaim_provider *provider,
                                                     size_t provider_size);

/**
 * Adds a code to one of the claim's lists (a cleanclaim_list).
 */
cleanclaim_status cleanclaim_claim_add_code(cleanclaim_claim *claim,
                                            uint32_t list,
                                            const char *code,
                                            size_t code_length);

/**
 * Adds a value code with its amount in cents (or the number it stands for, in hundredths);
 * CLEANCLAIM_NOT_GIVEN when it has none.
 */
cleanclaim_status cleanclaim_claim_add_value_code(cleanclaim_claim *claim,
                                                  const char *code,
                                                  size_t code_length,
                                                  int64_t amount_cents);

/**
 * Adds an occurrence code with its date (as YYYYMMDD, 0 when it has none), or an occurrence span
 * code when `through` is not 0.
 */
cleanclaim_status cleanclaim_claim_add_occurrence_code(cleanclaim_claim *claim,
                                                       const char *code,
                                                       size_t code_length,
                                                       uint32_t from,
                                                       uint32_t through);

/**
 * Adds a procedure sent beside the lines: an ICD procedure of an institutional claim, or the surgery
 * that the anaesthesia of a professional claim was given for. `qualifier` is the one it is sent under
 * (837: HI01-1): `BBR` principal and `BBQ` other ICD-10-PCS, `BR` and `BQ` ICD-9-CM, `BP` and `BO`
 * HCPCS; `date` is the day it was performed, as YYYYMMDD, 0 when it has none.
 */
cleanclaim_status cleanclaim_claim_add_procedure(cleanclaim_claim *claim,
                                                 const char *code,
                                                 size_t code_length,
                                                 const char *qualifier,
                                                 size_t qualifier_length,
                                                 uint32_t date);

/**
 * Judges a claim and makes a report, which is the caller's to free with cleanclaim_report_free.
 */
cleanclaim_status cleanclaim_scrub(const cleanclaim_scrubber *scrubber,
                                   const cleanclaim_claim *claim,
                                   cleanclaim_report **report);

/**
 * Judges one claim, given as JSON, and makes a report, which is the caller's to free with
 * cleanclaim_report_free.
 *
 * Fails with CLEANCLAIM_NOT_A_CLAIM, whose message names the line, the column and the field; a text
 * that is not UTF-8 is no JSON either. A code that cannot be read is no failure but a finding.
 */
cleanclaim_status cleanclaim_scrub_json(const cleanclaim_scrubber *scrubber,
                                        const char *claim,
                                        size_t claim_length,
                                        cleanclaim_report **report);

/**
 * Judges a claim in the memory of a workspace, for loops that judge many.
 *
 * The report is lent by the workspace: it is valid until the next call with the workspace, and is
 * not freed.
 */
cleanclaim_status cleanclaim_scrub_in(const cleanclaim_scrubber *scrubber,
                                      const cleanclaim_claim *claim,
                                      cleanclaim_workspace *workspace,
                                      const cleanclaim_report **report);

/**
 * Judges one claim, given as JSON, in the memory of a workspace: cleanclaim_scrub_json for loops that
 * judge many.
 *
 * The report is lent by the workspace: it is valid until the next call with the workspace, and is
 * not freed. A text that is no claim leaves the workspace and its report as they are.
 */
cleanclaim_status cleanclaim_scrub_json_in(const cleanclaim_scrubber *scrubber,
                                           const char *claim,
                                           size_t claim_length,
                                           cleanclaim_workspace *workspace,
                                           const cleanclaim_report **report);

/**
 * Makes a workspace.
 */
cleanclaim_status cleanclaim_workspace_new(cleanclaim_workspace **workspace);

/**
 * Frees a workspace, and with it the report it lent. NULL is accepted.
 */
void cleanclaim_workspace_free(cleanclaim_workspace *workspace);

/**
 * The outcome. NULL gives CLEANCLAIM_FLAGGED.
 */
cleanclaim_verdict cleanclaim_report_verdict(const cleanclaim_report *report);

/**
 * How many findings there are. NULL gives 0.
 */
size_t cleanclaim_report_finding_count(const cleanclaim_report *report);

/**
 * Reads the report in numbers.
 */
cleanclaim_status cleanclaim_report_summary(const cleanclaim_report *report,
                                            cleanclaim_summary *summary,
                                            size_t summary_size);

/**
 * Reads the finding at an index, counted from 0, in the report's order: those on the claim as a whole
 * first, then by the number of the line, wherever it stands on the claim; for one line by rule.
 */
cleanclaim_status cleanclaim_report_finding(const cleanclaim_report *report,
                                            size_t index,
                                            cleanclaim_finding *finding,
                                            size_t finding_size);

/**
 * Reads, by its index counted from 0, a finding that a modifier let pass.
 */
cleanclaim_status cleanclaim_report_bypassed(const cleanclaim_report *report,
                                             size_t index,
                                             cleanclaim_bypassed *bypassed,
                                             size_t bypassed_size);

/**
 * Reads, by its index counted from 0, a rule that could not be evaluated.
 */
cleanclaim_status cleanclaim_report_not_evaluated(const cleanclaim_report *report,
                                                  size_t index,
                                                  cleanclaim_not_evaluated *not_evaluated,
                                                  size_t not_evaluated_size);

/**
 * The report as JSON on one line; lent by the report.
 */
cleanclaim_status cleanclaim_report_json(const cleanclaim_report *report, cleanclaim_text *json);

/**
 * Frees a report, and with it everything read from it. NULL is accepted.
 */
void cleanclaim_report_free(cleanclaim_report *report);

/**
 * Judges a claim, applies the fixes that may be trusted as far as `most` (a
 * cleanclaim_applicability), and judges again. The claim itself stays as it is.
 *
 * A fix is kept only when it takes findings away and brings none. What changes what was claimed is
 * never mechanical: CLEANCLAIM_IF_DOCUMENTED says that the record shows what every fix says.
 * CLEANCLAIM_MANUAL is refused with CLEANCLAIM_UNKNOWN_VALUE: such a fix is chosen by a person, see
 * cleanclaim_claim_apply.
 */
cleanclaim_status cleanclaim_mend(const cleanclaim_scrubber *scrubber,
                                  const cleanclaim_claim *claim,
                                  uint32_t most,
                                  cleanclaim_mended **mended);

/**
 * The claim with the fixes; lent, see cleanclaim_claim_clone.
 */
cleanclaim_status cleanclaim_mended_claim(const cleanclaim_mended *mended,
                                          const cleanclaim_claim **claim);

/**
 * The report of the claim as it was; lent.
 */
cleanclaim_status cleanclaim_mended_before(const cleanclaim_mended *mended,
                                           const cleanclaim_report **report);

/**
 * The report of the claim with the fixes; lent.
 */
cleanclaim_status cleanclaim_mended_after(const cleanclaim_mended *mended,
                                          const cleanclaim_report **report);

/**
 * How many fixes were applied. NULL gives 0.
 */
size_t cleanclaim_mended_applied_count(const cleanclaim_mended *mended);

/**
 * Reads an applied fix by its index, counted from 0, in the order of applying.
 */
cleanclaim_status cleanclaim_mended_applied(const cleanclaim_mended *mended,
                                            size_t index,
                                            cleanclaim_applied *applied,
                                            size_t applied_size);

/**
 * Whether the search for fixes came to its end: 1, or 0 when it was broken off with the fixes kept so
 * far, since the reports it compared hold a million findings (claims of hundreds of lines each of which
 * conflicts with most of the others). NULL gives 0.
 */
uint32_t cleanclaim_mended_complete(const cleanclaim_mended *mended);

/**
 * Frees a mended claim, and with it everything read from it. NULL is accepted.
 */
void cleanclaim_mended_free(cleanclaim_mended *mended);

/**
 * Applies one fix of a report to the claim the report is of, both counted from 0: all its edits or,
 * with CLEANCLAIM_NOT_APPLICABLE, none. A fix without edits changes nothing. Whether the report is of
 * this claim is not checked: lines are found by their numbers. Several fixes of one report may be applied
 * one after the other.
 */
cleanclaim_status cleanclaim_claim_apply(cleanclaim_claim *claim,
                                         const cleanclaim_report *report,
                                         size_t finding,
                                         size_t fix);

/**
 * Judges an array of claims and hands each report to a callback, in the order of the array and on
 * the calling thread.
 *
 * `threads` is how many threads judge: 1 is the calling thread alone, 0 as many as the machine has.
 * `context` is handed to the callback as it is. Reports ahead of the callback are few, and fewer where
 * claims have many lines: memory does not grow with the array.
 *
 * Fails with CLEANCLAIM_CANCELLED when the callback ended the batch. A NULL claim fails before
 * anything is judged.
 */
cleanclaim_status cleanclaim_scrub_batch(const cleanclaim_scrubber *scrubber,
                                         const cleanclaim_claim *const *claims,
                                         size_t claim_count,
                                         uint32_t threads,
                                         cleanclaim_batch_callback callback,
                                         void *context);

/**
 * Opens an 837 file. It is read as claims are asked for, in constant memory.
 *
 * `path` is the name of the file: any bytes on Unix, UTF-8 elsewhere.
 */
cleanclaim_status cleanclaim_x12_open(const char *path, size_t path_length, cleanclaim_x12 **file);

/**
 * Reads an 837 file from its bytes, which are copied.
 */
cleanclaim_status cleanclaim_x12_from_bytes(const uint8_t *data,
                                            size_t length,
                                            cleanclaim_x12 **file);

/**
 * Reads what stands next in the file, in its order: a claim, which is the caller's to free with
 * cleanclaim_claim_free, or a message; `claim` gets NULL with a message and at the end.
 *
 * A file that is no 837 at all is answered with messages, not with a failure.
 */
cleanclaim_status cleanclaim_x12_next(cleanclaim_x12 *file,
                                      cleanclaim_x12_item *item,
                                      size_t item_size,
                                      cleanclaim_claim **claim);

/**
 * Where in its file a field of a claim stood. `line` is the claim's own number of a line, 0 for the
 * claim; `field` is the name a finding gives, with a dot inside an object (`patient.birth_date`);
 * `index` counts from 0 in a list. A field that was not sent is answered with the place where one
 * would look for it.
 *
 * Fails with CLEANCLAIM_OUT_OF_RANGE when the claim comes from no file or has no such line, and with
 * CLEANCLAIM_UNKNOWN_VALUE when neither claims nor lines have a field of that name; an empty one is the
 * claim or the line as a whole.
 */
cleanclaim_status cleanclaim_claim_position(const cleanclaim_claim *claim,
                                            uint32_t line,
                                            const char *field,
                                            size_t field_length,
                                            size_t index,
                                            cleanclaim_position *position,
                                            size_t position_size);

/**
 * Frees the reader of a file. NULL is accepted.
 */
void cleanclaim_x12_free(cleanclaim_x12 *file);

/**
 * Checks a procedure code, CPT or HCPCS Level II, by its form: `99213`, `J1100`.
 *
 * Writes the code as claims carry it to `code`, which may be NULL when only the status is wanted.
 * Fails with CLEANCLAIM_NOT_A_CODE: cleanclaim_last_error says what is wrong, and
 * cleanclaim_last_repair what was probably meant. Whether the code set has such a code on a date is
 * for a scrubber to say.
 */
cleanclaim_status cleanclaim_procedure_parse(const char *text,
                                             size_t text_length,
                                             cleanclaim_code *code,
                                             size_t code_size);

/**
 * Checks a modifier, by its form: `25`, `LT`. As cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_modifier_parse(const char *text,
                                            size_t text_length,
                                            cleanclaim_code *code,
                                            size_t code_size);

/**
 * Checks an ICD-10-CM diagnosis code, by its form; the dot is free: `E11.9`. As
 * cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_diagnosis_parse(const char *text,
                                             size_t text_length,
                                             cleanclaim_code *code,
                                             size_t code_size);

/**
 * Checks a place of service, two digits: `11`. As cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_place_parse(const char *text,
                                         size_t text_length,
                                         cleanclaim_code *code,
                                         size_t code_size);

/**
 * Checks a revenue code, four digits: `0510`. As cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_revenue_parse(const char *text,
                                           size_t text_length,
                                           cleanclaim_code *code,
                                           size_t code_size);

/**
 * Checks a type of bill: `0131`. As cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_bill_type_parse(const char *text,
                                             size_t text_length,
                                             cleanclaim_code *code,
                                             size_t code_size);

/**
 * Checks a national provider identifier: ten digits, the last one a check digit. As
 * cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_npi_parse(const char *text,
                                       size_t text_length,
                                       cleanclaim_code *code,
                                       size_t code_size);

/**
 * Checks a provider taxonomy code, by its form: `207Q00000X`. As cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_taxonomy_parse(const char *text,
                                            size_t text_length,
                                            cleanclaim_code *code,
                                            size_t code_size);

/**
 * Checks a national drug code as claims carry it: eleven digits without hyphens. As
 * cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_ndc_parse(const char *text,
                                       size_t text_length,
                                       cleanclaim_code *code,
                                       size_t code_size);

/**
 * Checks a Medicare beneficiary identifier, by its form: eleven characters. As
 * cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_mbi_parse(const char *text,
                                       size_t text_length,
                                       cleanclaim_code *code,
                                       size_t code_size);

/**
 * Checks a CLIA number of a laboratory, by its form: `05D1234567`. As cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_clia_parse(const char *text,
                                        size_t text_length,
                                        cleanclaim_code *code,
                                        size_t code_size);

/**
 * Reads a date, `2026-01-05` or `20260105`, and writes it as a number: 20260105.
 *
 * Fails as cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_date_parse(const char *text, size_t text_length, uint32_t *date);

/**
 * Reads an amount, `125.00`, and writes it in cents.
 *
 * Fails as cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_money_parse(const char *text, size_t text_length, int64_t *cents);

/**
 * Reads a quantity of at most three decimals, `2.5`, and writes it in thousandths.
 *
 * Fails as cleanclaim_procedure_parse.
 */
cleanclaim_status cleanclaim_units_parse(const char *text,
                                         size_t text_length,
                                         int64_t *thousandths);

/**
 * Says the code that a visit supports, and why: the higher of what its decision making and its
 * total time support (CPT E/M guidelines, 2021 for offices, 2023 for the other families).
 *
 * Fails with CLEANCLAIM_NOT_A_CODE when the place or the date cannot be read, with
 * CLEANCLAIM_UNKNOWN_VALUE when there is no such encounter or level of decision making, with
 * CLEANCLAIM_OUT_OF_RANGE when some of problems, data and risk are given and not all three, or beside
 * the whole, and with CLEANCLAIM_NO_LEVEL when the place has no such encounter, the date is before
 * these rules, or what is given supports no code.
 */
cleanclaim_status cleanclaim_visit_level(const cleanclaim_visit *visit,
                                         size_t visit_size,
                                         cleanclaim_level *level,
                                         size_t level_size);

/**
 * How many rules there are.
 */
size_t cleanclaim_rule_count(void);

/**
 * Reads the rule at an index, counted from 0, in the order of evaluation.
 */
cleanclaim_status cleanclaim_rule_at(size_t index, cleanclaim_rule *rule, size_t rule_size);

/**
 * Reads the rule of an identifier: `N002`.
 *
 * Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule.
 */
cleanclaim_status cleanclaim_rule_find(const char *id,
                                       size_t id_length,
                                       cleanclaim_rule *rule,
                                       size_t rule_size);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/**
 * The text of a string that ends with a zero byte; NULL is the empty text.
 */
static inline cleanclaim_text cleanclaim_text_of(const char *string)
{
    cleanclaim_text text;
    text.data = string;
    text.length = string ? strlen(string) : 0;
    return text;
}

#endif  /* CLEANCLAIM_H */
