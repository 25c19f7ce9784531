//! What the embedded edition says of well-known codes, checked against published facts.

use cleanclaim::code::{Date, DiagnosisCode, ProcedureCode};
use cleanclaim::edition::{
    Bilateral, CodeStatus, DiagnosisStatus, Edition, FeeRow, FeeStatus, GapKind, GlobalPeriod, Lookup, Mai,
    MueSet, PcTc, PtpSet, Table,
};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn code(text: &str) -> ProcedureCode {
    text.parse().unwrap()
}

fn ptp(set: PtpSet, column_1: &str, column_2: &str, day: &str) -> Lookup<bool> {
    let edition = Edition::starter();
    let id = |text| edition.code_id(code(text)).unwrap_or_else(|| panic!("{text} has no id"));
    edition.ptp(set, id(column_1), id(column_2), date(day)).map(|edit| edit.modifier_allowed)
}

#[test]
fn it_is_small_sound_and_whole() {
    let edition = Edition::starter();
    assert!(edition.as_bytes().len() <= 1_000_000);
    edition.verify().unwrap();
    Edition::from_bytes(edition.as_bytes()).unwrap();
    assert!(edition.codes().is_sorted());
    for (index, code) in edition.codes().enumerate() {
        assert_eq!(edition.code_id(code).map(|id| id.index()), Some(index), "{code}");
    }
}

#[test]
fn practitioner_edits() {
    for (column_1, column_2, allowed) in [
        ("45385", "45378", Some(false)),
        ("45385", "45380", Some(true)),
        ("45380", "45385", None),
        ("29881", "29877", Some(false)),
        ("96372", "99211", Some(false)),
        ("96372", "99213", Some(true)),
        ("90471", "99213", Some(true)),
        ("20610", "99213", Some(true)),
        ("20610", "99203", None),
        ("11102", "17000", Some(true)),
        ("80053", "80048", Some(false)),
        ("97530", "97140", None),
        ("93000", "99213", None),
        ("99291", "71045", Some(true)),
        ("99291", "36591", Some(false)),
        ("97140", "97124", Some(false)),
    ] {
        let found = ptp(PtpSet::Practitioner, column_1, column_2, "2024-07-01");
        assert_eq!(found, allowed.map_or(Lookup::Absent, Lookup::Found), "{column_1}/{column_2}");
    }
}

#[test]
fn hospital_edits_differ() {
    assert_eq!(ptp(PtpSet::Hospital, "96372", "99211", "2024-07-01"), Lookup::Found(true));
    assert_eq!(ptp(PtpSet::Practitioner, "96372", "99211", "2024-07-01"), Lookup::Found(false));
    let edition = Edition::starter();
    let id = |text| edition.code_id(code(text)).unwrap();
    let gap = edition.ptp(PtpSet::Hospital, id("96372"), id("99211"), date("2019-06-30")).gap().unwrap();
    let (first, last) = (date("2019-07-01"), date("2026-06-30"));
    assert_eq!(gap.why, GapKind::OutsideDates { first, last });
}

#[test]
fn a_code_outside_of_the_practice_set_is_unknown() {
    let edition = Edition::starter();
    let id = |text| edition.code_id(code(text)).unwrap();
    let gap = edition.ptp(PtpSet::Practitioner, id("99213"), id("L5000"), date("2024-07-01")).gap().unwrap();
    assert_eq!((gap.table, gap.why), (Table::PtpPractitioner, GapKind::OutsideScope));
    let gap = edition.procedure(code("61510"), date("2024-07-01")).gap().unwrap();
    assert_eq!(gap.why, GapKind::OutsideScope);
    assert_eq!(
        edition.mue(MueSet::Practitioner, code("61510"), date("2024-07-01")).gap().unwrap().why,
        GapKind::OutsideScope
    );
}

#[test]
fn procedure_windows() {
    let edition = Edition::starter();
    let status = |text: &str, day: &str| edition.procedure(code(text), date(day));
    assert_eq!(status("99201", "2020-12-31"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("99201", "2021-01-02"), Lookup::Found(CodeStatus::Ended { last: date("2020-12-31") }));
    assert_eq!(status("99213", "2024-07-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("99441", "2025-01-01"), Lookup::Found(CodeStatus::Ended { last: date("2024-12-31") }));
    assert_eq!(
        status("98000", "2024-12-31"),
        Lookup::Found(CodeStatus::NotYet { first: date("2025-01-01") })
    );
    assert_eq!(status("0042T", "2026-01-01"), Lookup::Found(CodeStatus::Ended { last: date("2025-12-31") }));
    assert_eq!(status("J0570", "2025-02-01"), Lookup::Found(CodeStatus::Ended { last: date("2024-12-31") }));
    assert_eq!(status("A9999", "2024-07-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("J0001", "2024-07-01"), Lookup::Absent);
    assert!(status("99213", "2019-06-30").gap().is_some());
    assert!(status("99213", "2026-07-01").gap().is_some());
}

#[test]
fn medically_unlikely_edits() {
    let edition = Edition::starter();
    let mue =
        |set, text: &str| edition.mue(set, code(text), date("2024-07-01")).map(|mue| (mue.value, mue.mai));
    assert_eq!(mue(MueSet::Practitioner, "20610"), Lookup::Found((2, Some(Mai::DateClinical))));
    assert_eq!(mue(MueSet::Practitioner, "27447"), Lookup::Found((1, Some(Mai::DatePolicy))));
    assert_eq!(mue(MueSet::Practitioner, "36416").map(|(value, _)| value), Lookup::Found(0));
    assert_eq!(mue(MueSet::Practitioner, "96361").map(|(value, _)| value), Lookup::Found(8));
    assert_eq!(mue(MueSet::Outpatient, "96361").map(|(value, _)| value), Lookup::Found(24));
    assert_eq!(mue(MueSet::Practitioner, "G2211"), Lookup::Absent);
    let outside = edition.mue(MueSet::Practitioner, code("20610"), date("2024-10-01"));
    assert_eq!(
        outside.gap().unwrap().to_string(),
        "practitioner MUE table answers 2024-07-01 to 2024-09-30; import the NCCI practitioner MUE file \
         (MCR_MUE_PractitionerServices) for the date asked"
    );
}

#[test]
fn add_on_codes() {
    let edition = Edition::starter();
    let add_on = edition.add_on(code("22614"), date("2024-07-01")).found().unwrap();
    assert!(add_on.is_one() && !add_on.is_two() && !add_on.is_three());
    assert!(add_on.primaries().any(|primary| primary == code("22612")));
    let add_on = edition.add_on(code("76937"), date("2024-07-01")).found().unwrap();
    assert!(add_on.is_two() && add_on.contractor_defined());
    assert_eq!(edition.add_on(code("99213"), date("2024-07-01")), Lookup::Absent);
}

#[test]
fn fee_schedule_indicators() {
    let edition = Edition::starter();
    let fee = |text: &str, row| edition.physician_fee(code(text), row, date("2024-07-01"));
    let knee = fee("27447", FeeRow::Global).found().unwrap();
    assert_eq!(
        (knee.status, knee.global, knee.bilateral),
        (FeeStatus::Active, GlobalPeriod::Days90, Bilateral::Applies)
    );
    assert!(knee.na_non_facility && !knee.na_facility);
    assert_eq!(fee("71046", FeeRow::Professional).found().unwrap().pc_tc, PcTc::Split);
    assert_eq!(fee("99213", FeeRow::Professional), Lookup::Absent);
    assert_eq!(fee("99417", FeeRow::Global).found().unwrap().status, FeeStatus::NotValid);
    assert_eq!(fee("45385", FeeRow::Global).found().unwrap().endoscopic_base, Some(code("45378")));
    let office = fee("99213", FeeRow::Global).found().unwrap();
    assert_eq!(office.work.to_string(), "1.3");
    assert!(office.total_non_facility() > office.total_facility());
}

#[test]
fn diagnoses() {
    let edition = Edition::starter();
    let diagnosis = |text: &str| text.parse::<DiagnosisCode>().unwrap();
    let status = |text: &str, day: &str| edition.diagnosis(diagnosis(text), date(day));
    assert_eq!(status("E11.9", "2024-07-01"), Lookup::Found(DiagnosisStatus::Billable));
    assert_eq!(status("E11.6", "2024-07-01"), Lookup::Found(DiagnosisStatus::Header));
    assert_eq!(status("E66.811", "2024-10-01"), Lookup::Found(DiagnosisStatus::Billable));
    assert_eq!(
        status("E66.811", "2024-09-30"),
        Lookup::Found(DiagnosisStatus::NotYet { first: date("2024-10-01") })
    );
    assert_eq!(
        status("T74.A1XA", "2023-03-31"),
        Lookup::Found(DiagnosisStatus::NotYet { first: date("2023-04-01") })
    );
    assert_eq!(status("Z59.1", "2023-03-31"), Lookup::Found(DiagnosisStatus::Billable));
    assert_eq!(status("Z59.1", "2023-04-01"), Lookup::Found(DiagnosisStatus::Header));
    assert_eq!(status("E11.99", "2024-07-01"), Lookup::Absent);
    assert!(status("E11.9", "2022-09-30").gap().is_some());
    let children: Vec<String> = edition
        .diagnosis_children(diagnosis("E11.6"), date("2024-07-01"))
        .map(|code| code.to_string())
        .collect();
    assert_eq!(children, ["E11.61", "E11.62", "E11.63", "E11.64", "E11.65", "E11.69"]);
}

#[test]
fn diagnosis_flags() {
    let edition = Edition::starter();
    let flags =
        |text: &str, day: &str| edition.diagnosis_flags(text.parse().unwrap(), date(day)).found().unwrap();
    assert!(flags("N40.1", "2024-03-01").is_male());
    assert!(!flags("N40.1", "2024-11-01").is_male());
    assert!(flags("F02.80", "2024-07-01").is_manifestation());
    assert!(flags("W19.XXXA", "2024-07-01").is_external_cause());
    assert_eq!(flags("O80", "2024-07-01").ages(), Some((9, 64)));
    assert_eq!(flags("O80", "2019-09-30").ages(), Some((12, 55)));
    assert_eq!(flags("Z38.00", "2024-07-01").ages(), Some((0, 0)));
    assert_eq!(flags("P07.18", "2024-07-01").ages(), None);
}

#[test]
fn billable_codes_are_as_many_as_published() {
    let edition = Edition::starter();
    for (day, billable) in [
        ("2022-10-01", 73_639),
        ("2023-09-30", 73_674),
        ("2024-09-30", 74_044),
        ("2025-09-30", 74_260),
        ("2026-09-30", 74_719),
    ] {
        let count = edition
            .diagnoses()
            .filter(|code| edition.diagnosis(*code, date(day)) == Lookup::Found(DiagnosisStatus::Billable))
            .count();
        assert_eq!(count, billable, "{day}");
    }
}
