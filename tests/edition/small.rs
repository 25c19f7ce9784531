//! A small edition with every table, made from typed rows; the committed file of format 1.

use super::{code, date};
use cleanclaim::edition::{
    AddOnRow, Assistant, Bilateral, Builder, CoSurgeon, CodeStatus, CodeWindow, Coverage, DiagnosisFlags,
    DiagnosisStatus, Edition, FeeRow, FeeStatus, GapKind, GlobalPeriod, Indicator, Level2, Lookup, Mai, Mue,
    MueRationale, MueSet, MultipleProcedure, Necessity, Opps, Outpatient, OutpatientDiagnosis,
    OutpatientFlag, PcTc, PhysicianFee, PtpRow, PtpSet, PtpWindow, Rationale, Side, Source, StatusIndicator,
    Supervision, Table, Team,
};

/// What is put into a builder, one piece at a time, so that the order can be changed.
type Piece = Box<dyn Fn(&mut Builder)>;

fn pair(
    column_1: &'static str,
    column_2: &'static str,
    first: &str,
    last: &str,
    indicator: Indicator,
) -> PtpRow {
    PtpRow {
        column_1: code(column_1),
        column_2: code(column_2),
        window: PtpWindow {
            effective: date(first),
            deleted: (!last.is_empty()).then(|| date(last)),
            indicator,
            rationale: Rationale::MoreExtensive,
            before_1996: false,
        },
    }
}

fn fee() -> PhysicianFee {
    PhysicianFee {
        status: FeeStatus::Active,
        pc_tc: PcTc::Physician,
        global: GlobalPeriod::Days90,
        preoperative_percent: 10,
        intraoperative_percent: 69,
        postoperative_percent: 21,
        multiple: MultipleProcedure::Standard,
        bilateral: Bilateral::Applies,
        assistant: Assistant::Paid,
        co_surgeon: CoSurgeon::WithDocumentation,
        team: Team::NotPermitted,
        endoscopic_base: Some(code("45378")),
        supervision: Supervision::TherapistDirectSupervises,
        imaging_family: 99,
        calculation_flag: 0,
        pricing_indicator: Some(9),
        na_non_facility: true,
        na_facility: false,
        not_used_for_payment: true,
        work: "19.6".parse().unwrap(),
        practice_non_facility: "14.45".parse().unwrap(),
        practice_facility: "14.44".parse().unwrap(),
        malpractice: "3.98".parse().unwrap(),
    }
}

fn pieces() -> Vec<Piece> {
    let quarter = || (date("2024-07-01"), date("2024-09-30"));
    let mut pieces: Vec<Piece> = vec![
        Box::new(|b| {
            for set in [PtpSet::Practitioner, PtpSet::Hospital] {
                b.covers(set.table(), date("1996-01-01"), date("2024-09-30"));
            }
            b.ptp(PtpSet::Practitioner, pair("45385", "45378", "1996-01-01", "", Indicator::NotAllowed));
            b.ptp(PtpSet::Hospital, pair("45385", "45378", "2000-01-01", "", Indicator::Allowed));
        }),
        Box::new(|b| {
            b.ptp(
                PtpSet::Practitioner,
                pair("13121", "13120", "1996-01-01", "1996-01-01", Indicator::NotApplicable),
            );
            b.ptp(
                PtpSet::Practitioner,
                pair("13121", "13120", "2005-01-01", "2010-12-31", Indicator::NotAllowed),
            );
            b.ptp(PtpSet::Practitioner, pair("13121", "13120", "2012-01-01", "", Indicator::Allowed));
        }),
        Box::new(|b| {
            b.complete_family(code("99213"), date("2019-07-01"), date("2026-06-30"));
            let window = CodeWindow {
                first: date("2021-01-01"),
                last: date("2024-12-31"),
                first_known: true,
                last_known: true,
            };
            b.procedure(code("99441"), window);
            b.procedure(code("99441"), CodeWindow { first: date("2020-01-01"), ..window });
        }),
        Box::new(move |b| {
            let (first, last) = quarter();
            b.covers(Table::MueDme, first, last);
            b.covers(Table::MuePractitioner, date("2023-01-01"), date("2023-03-31"));
            b.covers(Table::MuePractitioner, first, last);
            let mue = Mue { value: 90_000, mai: Some(Mai::Line), rationale: MueRationale::NatureOfAnalyte };
            b.mue(MueSet::Practitioner, code("20610"), first, last, mue);
            b.mue(MueSet::Dme, code("J1885"), first, last, Mue { value: 0, mai: None, ..mue });
        }),
        Box::new(|b| {
            b.covers(Table::AddOn, date("2019-07-01"), date("2026-06-30"));
            let row = |kind, primary: Option<&str>| AddOnRow { kind, primary: primary.map(code) };
            b.add_on(code("22614"), date("2019-07-01"), None, row(1, Some("22612")));
            b.add_on(code("22614"), date("2019-07-01"), Some(date("2021-12-31")), row(1, Some("22600")));
            b.add_on(code("22614"), date("2022-01-01"), None, row(2, None));
        }),
        Box::new(|b| {
            b.covers(Table::PhysicianFee, date("2024-01-01"), date("2024-12-31"));
            b.physician_fee(code("27447"), FeeRow::Global, date("2024-01-01"), date("2024-12-31"), fee());
            let part = PhysicianFee { status: FeeStatus::Restricted, endoscopic_base: None, ..fee() };
            b.physician_fee(code("27447"), FeeRow::Technical, date("2024-01-01"), date("2024-12-31"), part);
        }),
        Box::new(|b| {
            b.covers(Table::Level2, date("2020-10-01"), date("2020-12-31"));
            let row = Level2 {
                coverage: Some(Coverage::NotPayable),
                multiple_pricing: b'A',
                betos: *b"O1E",
                type_of_service: [b'1', b'P', 0, 0, 0],
                action: b'N',
                cross_references: [Some(code("J1885")), None, None, None, Some(code("A0021"))],
            };
            b.level_2(code("J1890"), date("2020-10-01"), date("2020-12-31"), row);
        }),
        Box::new(|b| {
            b.complete_modifiers(true, date("2019-07-01"), date("2026-06-30"));
            let window = CodeWindow {
                first: date("2023-01-01"),
                last: date("2026-06-30"),
                first_known: true,
                last_known: false,
            };
            b.modifier("JZ".parse().unwrap(), window);
            b.modifier("25".parse().unwrap(), window);
        }),
        Box::new(|b| {
            b.covers(Table::Diagnoses, date("2022-10-01"), date("2024-09-30"));
            for year in [2023, 2024] {
                let (first, last) = (date(&format!("{}-10-01", year - 1)), date(&format!("{year}-09-30")));
                b.diagnosis("E11".parse().unwrap(), first, last, false);
                b.diagnosis("E116".parse().unwrap(), first, last, false);
                b.diagnosis("E1165".parse().unwrap(), first, last, true);
                b.diagnosis("S52501A".parse().unwrap(), first, last, year == 2024);
            }
            b.diagnosis_side("S52501A".parse().unwrap(), Side::Right);
        }),
        Box::new(|b| {
            b.covers(Table::DiagnosisFlags, date("2015-10-01"), date("2024-09-30"));
            let bit = |name| DiagnosisFlags::NAMES.iter().find(|(known, _)| *known == name).unwrap().1;
            let code = "E1165".parse().unwrap();
            b.diagnosis_flags(code, date("2015-10-01"), Some(date("2022-12-31")), bit("female"));
            b.diagnosis_flags(code, date("2023-01-01"), None, bit("maternity") | bit("manifestation"));
            b.covers(Table::OutpatientDiagnoses, date("2019-07-01"), date("2026-06-30"));
            let bits = OutpatientDiagnosis::pack(1 << 5, 15, 124);
            b.outpatient_diagnosis(code, date("2019-07-01"), date("2026-06-30"), bits);
        }),
        Box::new(|b| {
            let (first, last) = (date("2026-04-01"), date("2026-06-30"));
            b.covers(Table::Opps, first, last);
            b.covers(Table::Outpatient, first, last);
            let opps = Opps { status_indicator: StatusIndicator::J1, apc: Some(5115) };
            b.opps(code("27447"), first, last, opps);
            let flags = [OutpatientFlag::BilateralConditional, OutpatientFlag::WholeBlood];
            let mut row = Outpatient::new(flags);
            (row.highest_age, row.approved) = (64, Some(first));
            b.outpatient(code("27447"), first, last, row);
        }),
    ];
    pieces.push(Box::new(|b| {
        b.covers(Table::MedicalNecessity, date("2026-04-01"), date("2026-06-30"));
        b.policy_procedure("A1 version 2", None, code("82306"));
        b.policy_contractor("A1 version 2", None, 373);
        b.policy_diagnosis("A1 version 2", None, 1, true, "E559".parse().unwrap());
        b.policy_diagnosis("A1 version 2", None, 1, false, "Z0000".parse().unwrap());
        b.descriptor(code("82306"), "my own words");
    }));
    for (number, file) in ["one.csv", "two.txt"].into_iter().enumerate() {
        pieces.push(Box::new(move |b| {
            b.source(Source {
                file: file.to_owned(),
                kind: "own".to_owned(),
                hash: "0".repeat(16),
                read: 3,
                kept: 2,
                skipped: number as u64,
            });
        }));
    }
    pieces
}

/// The small edition, its pieces put in from the front or from the back.
pub fn bytes(backwards: bool) -> Vec<u8> {
    let mut pieces = pieces();
    if backwards {
        pieces.reverse();
    }
    let mut builder = Builder::new("small-1");
    pieces.iter().for_each(|piece| piece(&mut builder));
    builder.finish().unwrap()
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    assert_eq!(bytes(false), bytes(true));
}

/// The file was written by the first version of the format and is never written again.
const FORMAT_1: &[u8] = include_bytes!("../data/edition-format-1.cce");

#[test]
fn a_file_of_format_1_keeps_its_meaning() {
    judge(&Edition::from_static(FORMAT_1).unwrap());
}

#[test]
fn what_is_written_is_what_is_read() {
    judge(&Edition::from_bytes(bytes(false)).unwrap());
}

#[test]
fn bytes_need_no_alignment() {
    for shift in 0..8 {
        let mut shifted = vec![0; shift];
        shifted.extend(bytes(false));
        let shifted: &'static [u8] = Box::leak(shifted.into_boxed_slice());
        judge(&Edition::from_static(&shifted[shift..]).unwrap());
    }
}

fn judge(edition: &Edition) {
    edition.verify().unwrap();
    assert_eq!(edition.id(), "small-1");
    let id = |text| edition.code_id(code(text)).unwrap();
    let ptp =
        |set, day| edition.ptp(set, id("45385"), id("45378"), date(day)).map(|edit| edit.modifier_allowed);
    assert_eq!(ptp(PtpSet::Practitioner, "2024-09-30"), Lookup::Found(false));
    assert_eq!(ptp(PtpSet::Hospital, "2024-09-30"), Lookup::Found(true));
    assert_eq!(ptp(PtpSet::Hospital, "1999-12-31"), Lookup::Absent);
    assert!(matches!(ptp(PtpSet::Hospital, "2024-10-01").gap().unwrap().why, GapKind::OutsideDates { .. }));
    assert_eq!(ptp(PtpSet::MedicaidHospital, "2024-09-30").gap().unwrap().why, GapKind::NoTable);
    let repair = |day| edition.ptp(PtpSet::Practitioner, id("13121"), id("13120"), date(day)).found();
    assert_eq!(repair("1996-01-01"), None, "a tombstone is never in force");
    assert_eq!(repair("2010-12-31").unwrap().deleted, Some(date("2010-12-31")));
    assert_eq!(repair("2011-06-01"), None);
    assert_eq!(
        repair("2012-01-01").map(|edit| (edit.modifier_allowed, edit.rationale)),
        Some((true, Rationale::MoreExtensive))
    );
    assert_eq!(edition.ptp_windows(PtpSet::Practitioner, id("13121"), id("13120")).count(), 3);
    assert_eq!(edition.ptp_windows(PtpSet::Practitioner, id("13120"), id("13121")).count(), 0);

    let status = |text, day| edition.procedure(code(text), date(day));
    assert_eq!(
        status("99441", "2019-12-31"),
        Lookup::Found(CodeStatus::NotYet { first: date("2020-01-01") })
    );
    assert_eq!(status("99441", "2020-01-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("99441", "2025-01-01"), Lookup::Found(CodeStatus::Ended { last: date("2024-12-31") }));
    assert_eq!(status("99999", "2025-01-01"), Lookup::Absent);
    assert!(status("99999", "2026-07-01").gap().is_some());
    assert_eq!(status("0042T", "2025-01-01").gap().unwrap().why, GapKind::OutsideScope);

    let mue = |set, text, day| edition.mue(set, code(text), date(day)).map(|mue| (mue.value, mue.mai));
    assert_eq!(mue(MueSet::Practitioner, "20610", "2024-07-01"), Lookup::Found((90_000, Some(Mai::Line))));
    assert_eq!(mue(MueSet::Dme, "J1885", "2024-07-01"), Lookup::Found((0, None)));
    assert_eq!(mue(MueSet::Practitioner, "20610", "2023-02-01"), Lookup::Absent);
    let hole = mue(MueSet::Practitioner, "20610", "2024-06-01").gap().unwrap();
    assert_eq!(hole.why, GapKind::OutsideDates { first: date("2024-07-01"), last: date("2024-09-30") });
    assert_eq!(edition.dates(Table::MuePractitioner), Some((date("2023-01-01"), date("2024-09-30"))));

    let add_on = |day| edition.add_on(code("22614"), date(day)).found().unwrap();
    let primaries = |day| add_on(day).primaries().map(|code| code.to_string()).collect::<Vec<_>>();
    assert_eq!(primaries("2021-12-31"), ["22600", "22612"]);
    assert_eq!(primaries("2022-01-01"), ["22612"]);
    assert!(!add_on("2021-12-31").contractor_defined() && add_on("2022-01-01").contractor_defined());
    assert!(
        add_on("2022-01-01").is_one() && add_on("2022-01-01").is_two() && !add_on("2022-01-01").is_three()
    );

    let fees = |row| edition.physician_fee(code("27447"), row, date("2024-02-29"));
    assert_eq!(fees(FeeRow::Global), Lookup::Found(fee()));
    assert_eq!(fees(FeeRow::Technical).found().unwrap().endoscopic_base, None);
    assert_eq!(fees(FeeRow::Professional), Lookup::Absent);

    let level_2 = edition.level_2(code("J1890"), date("2020-10-01")).found().unwrap();
    assert_eq!((level_2.coverage, &level_2.betos), (Some(Coverage::NotPayable), b"O1E"));
    assert_eq!(level_2.cross_references, [Some(code("J1885")), None, None, None, Some(code("A0021"))]);

    let modifier = |text: &str, day| edition.modifier(text.parse().unwrap(), date(day));
    assert_eq!(modifier("JZ", "2022-12-31"), Lookup::Found(CodeStatus::NotYet { first: date("2023-01-01") }));
    assert_eq!(modifier("JZ", "2023-01-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(modifier("ZZ", "2023-01-01"), Lookup::Absent);
    assert_eq!(modifier("59", "2023-01-01").gap().unwrap().why, GapKind::OutsideScope);

    let diagnosis = |text: &str, day| edition.diagnosis(text.parse().unwrap(), date(day));
    assert_eq!(diagnosis("E11.6", "2023-01-01"), Lookup::Found(DiagnosisStatus::Header));
    assert_eq!(diagnosis("E11.65", "2023-01-01"), Lookup::Found(DiagnosisStatus::Billable));
    assert_eq!(diagnosis("E11.66", "2023-01-01"), Lookup::Absent);
    let children = |text: &str| {
        let children = edition.diagnosis_children(text.parse().unwrap(), date("2024-01-01"));
        children.map(|code| code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(children("E11"), ["E11.6"]);
    assert_eq!(children("E11.6"), ["E11.65"]);
    assert_eq!(children("E11.65"), [""; 0]);
    assert_eq!(edition.diagnosis_side("S52.501A".parse().unwrap()), Some(Side::Right));
    let flags = |day| edition.diagnosis_flags("E11.65".parse().unwrap(), date(day)).found().unwrap();
    assert!(flags("2022-12-31").is_female() && !flags("2022-12-31").is_maternity());
    assert!(flags("2023-01-01").is_manifestation() && flags("2023-01-01").ages() == Some((9, 64)));
    let outpatient =
        edition.outpatient_diagnosis("E11.65".parse().unwrap(), date("2024-01-01")).found().unwrap();
    assert!(outpatient.is_mental_health() && !outpatient.is_manifestation());
    assert_eq!(outpatient.ages(), Some((15, 124)));

    let opps = edition.opps(code("27447"), date("2026-05-01")).found().unwrap();
    assert_eq!((opps.status_indicator, opps.apc), (StatusIndicator::J1, Some(5115)));
    let outpatient = edition.outpatient(code("27447"), date("2026-05-01")).found().unwrap();
    assert_eq!(
        outpatient.flags().collect::<Vec<_>>(),
        [OutpatientFlag::BilateralConditional, OutpatientFlag::WholeBlood]
    );
    assert_eq!((outpatient.highest_age, outpatient.approved), (64, Some(date("2026-04-01"))));

    let policies = edition.medical_necessity(code("82306"), Some(373), date("2026-05-01")).found().unwrap();
    let judgments = ["E55.9", "Z00.00", "I10"].map(|text| policies.judge(text.parse().unwrap()));
    assert_eq!(judgments, [Necessity::Covered, Necessity::NonCovered, Necessity::NotListed]);
    assert_eq!(policies.iter().map(|policy| policy.name()).collect::<Vec<_>>(), ["A1 version 2"]);
    assert_eq!(edition.descriptor(code("82306")), Some("my own words"));

    let info = edition.info();
    assert_eq!((info.ptp.pairs, info.ptp.windows), (3, 5));
    assert_eq!(
        info.sources.iter().map(|source| source.file.as_str()).collect::<Vec<_>>(),
        ["one.csv", "two.txt"]
    );
    assert_eq!(edition.codes().count() as u64, info.codes);
}
