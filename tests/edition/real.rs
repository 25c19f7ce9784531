//! The whole published tables against slow, simple readers of the same files.
//!
//! Runs when `CLEANCLAIM_DATA` names the folder of the published files; passes without a word when
//! it does not. Meant for `cargo test --release`.

use super::oracle;
use cleanclaim::code::Date;
use cleanclaim::edition::source::{Options, Sources, build_starter};
use cleanclaim::edition::{Builder, DiagnosisStatus, Edition, FeeRow, Lookup, MueSet, PtpSet};
use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;

fn data(file: &str) -> Option<PathBuf> {
    std::env::var_os("CLEANCLAIM_DATA").map(|folder| PathBuf::from(folder).join(file))
}

fn text(file: &str) -> Option<String> {
    let raw = std::fs::read(data(file)?).unwrap();
    let mut bytes = raw.clone();
    if file.ends_with(".gz") {
        bytes.clear();
        flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut bytes).unwrap();
    }
    Some(bytes.into_iter().map(char::from).collect())
}

fn edition(file: &str) -> Edition {
    let mut sources = Sources::new();
    sources.add(&data(file).unwrap()).unwrap();
    let mut builder = Builder::new("real");
    sources.import(&mut builder, Options::default(), |_, _| {}).unwrap();
    Edition::from_bytes(builder.finish().unwrap()).unwrap()
}

fn ptp(file: &str, set: PtpSet, pairs: usize, windows: usize) {
    let Some(text) = text(file) else { return };
    let edition = edition(file);
    let rows = oracle::read(&text);
    assert_eq!(rows.len(), windows);
    let mut of_pair: HashMap<(&str, &str), Vec<&oracle::Row>> = HashMap::new();
    for row in &rows {
        of_pair.entry((&row.column_1, &row.column_2)).or_default().push(row);
    }
    assert_eq!(of_pair.len(), pairs);
    assert_eq!(edition.ptp_pairs(set).count(), pairs);
    let info = edition.info();
    assert_eq!((info.ptp.pairs, info.ptp.windows), (pairs as u64, windows as u64));
    assert!(info.ptp.bytes_per_pair <= 4.2, "{}", info.ptp.bytes_per_pair);

    let (first, last) = edition.dates(set.table()).unwrap();
    let id = |text: &str| edition.code_id(text.parse().unwrap());
    let mut days: HashMap<&str, [(Date, String); 3]> = HashMap::new();
    for edge in
        rows.iter().flat_map(|row| [row.effective.as_str(), row.deleted.as_str()]).filter(|edge| *edge != "*")
    {
        days.entry(edge).or_insert_with(|| {
            [-1, 0, 1].map(|shift| {
                let day = edge.parse::<Date>().unwrap().plus_days(shift);
                (day, day.to_string().replace('-', ""))
            })
        });
    }
    oracle::many_at_once_are_as_one_by_one(&edition, set, &[first, last]);
    let edits = edition.ptp_edits(set);
    for ((column_1, column_2), rows) in &of_pair {
        let edges = rows.iter().flat_map(|row| [row.effective.as_str(), row.deleted.as_str()]);
        for (day, text) in edges.filter_map(|edge| days.get(edge)).flatten() {
            for reversed in [false, true] {
                let (a, b) = if reversed { (column_2, column_1) } else { (column_1, column_2) };
                let rows =
                    if reversed { of_pair.get(&(*a, *b)).map_or(&[][..], Vec::as_slice) } else { rows };
                // Where windows overlap, the one that ends first was in force until then.
                let in_force = rows.iter().filter(|row| row.in_force(text));
                let expected =
                    in_force.min_by_key(|row| row.deleted.replace('*', "9")).map(|row| row.indicator == '1');
                let (Some(a), Some(b)) = (id(a), id(b)) else { panic!("{a} or {b} has no id") };
                let answer = edition.ptp(set, a, b, *day);
                assert_eq!(edits.edit(a, b, *day), answer);
                match answer {
                    Lookup::Found(edit) => {
                        assert_eq!(Some(edit.modifier_allowed), expected, "{column_1}/{column_2} {day}")
                    }
                    Lookup::Absent => assert_eq!(None, expected, "{column_1}/{column_2} {day}"),
                    Lookup::Unknown(_) => assert!(*day < first || *day > last),
                }
            }
        }
    }
}

#[test]
fn practitioner_pairs() {
    ptp("ncci/ccipra-v302-reconstructed.TXT.gz", PtpSet::Practitioner, 2_238_466, 2_546_017);
}

#[test]
fn hospital_pairs() {
    ptp("ncci/ccioph-v321-reconstructed.TXT.gz", PtpSet::Hospital, 1_525_043, 1_594_456);
}

#[test]
fn mue_values() {
    for (name, set, count) in [
        ("PractitionerServices", MueSet::Practitioner, 14_677),
        ("OutpatientHospitalServices", MueSet::Outpatient, 14_628),
        ("DMESupplierServices", MueSet::Dme, 2_928),
    ] {
        let file = format!("ncci/MCR_MUE_{name}_Eff_07-01-2024-reconstructed.csv");
        let Some(text) = text(&file) else { return };
        let edition = edition(&file);
        let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let rows: Vec<_> = rows.filter(|fields| fields.len() >= 4 && fields[0].len() == 5).collect();
        assert_eq!(rows.len(), count);
        for fields in rows {
            let mue =
                edition.mue(set, fields[0].parse().unwrap(), "2024-08-01".parse().unwrap()).found().unwrap();
            assert_eq!(mue.value.to_string(), fields[1]);
            assert_eq!(mue.mai.map(|mai| mai.code()), Some(&fields[2][..1]));
            assert!(fields[3].starts_with(mue.rationale.code()), "{fields:?}");
        }
    }
}

#[test]
fn add_on_primaries() {
    let file = "ncci/AOC_V2026Q2-reconstructed.txt";
    let Some(text) = text(file) else { return };
    let edition = edition(file);
    let rows: Vec<Vec<&str>> = text.lines().skip(2).map(|line| line.split('\t').collect()).collect();
    for day in ["2019-07-01", "2021-12-31", "2022-01-01", "2026-06-30"] {
        let date: Date = day.parse().unwrap();
        let (year, _, _) = date.ymd();
        let ordinal = date.days_since(Date::from_ymd(year, 1, 1).unwrap()) + 1;
        let today = format!("{year}{ordinal:03}");
        let in_force =
            |row: &&Vec<&str>| row[5] <= today.as_str() && (row[6].is_empty() || today.as_str() <= row[6]);
        let mut expected: HashMap<&str, Vec<&str>> = HashMap::new();
        for row in rows.iter().filter(in_force) {
            expected.entry(row[1]).or_default().push(row[3]);
        }
        for row in &rows {
            let mut expected: Vec<&str> = expected.get(row[1]).cloned().unwrap_or_default();
            expected.retain(|code| *code != "CCCCC");
            let add_on = edition.add_on(row[1].parse().unwrap(), date).found();
            let mut found: Vec<String> = add_on
                .map(|add_on| add_on.primaries().map(|code| code.to_string()).collect())
                .unwrap_or_default();
            found.sort();
            expected.sort_unstable();
            assert_eq!(found, expected, "{} on {day}", row[1]);
        }
    }
}

#[test]
fn fee_schedule_rows() {
    let file = "pfs/PPRRVU24_JUL-reconstructed.csv.gz";
    let Some(text) = text(file) else { return };
    let edition = edition(file);
    let rows: Vec<Vec<&str>> = text.lines().skip(9).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 18_664);
    for row in rows {
        let kind = FeeRow::from_code(row[1]).unwrap();
        let fee = edition
            .physician_fee(row[0].parse().unwrap(), kind, "2024-07-01".parse().unwrap())
            .found()
            .unwrap();
        let codes = [
            fee.status.code(),
            fee.pc_tc.code(),
            fee.global.code(),
            fee.multiple.code(),
            fee.bilateral.code(),
            fee.assistant.code(),
            fee.co_surgeon.code(),
            fee.team.code(),
            fee.supervision.code(),
        ];
        assert_eq!(codes, [3, 13, 14, 18, 19, 20, 21, 22, 25].map(|column| row[column]), "{row:?}");
        assert_eq!(fee.endoscopic_base.map(|code| code.to_string()).unwrap_or_default(), row[23]);
        assert_eq!([fee.na_non_facility, fee.na_facility], [7, 9].map(|column| row[column] == "NA"));
        assert_eq!([fee.work, fee.practice_non_facility].map(|value| value.to_string()), [row[5], row[6]]);
        assert_eq!(fee.imaging_family.to_string(), row[27]);
        assert_eq!(fee.intraoperative_percent as f64 / 100.0, row[16].parse::<f64>().unwrap());
    }
}

#[test]
fn diagnosis_codes() {
    let file = "icd10cm/icd10cm_order_2026.txt.gz";
    let Some(text) = text(file) else { return };
    let edition = edition(file);
    let mut billable = 0;
    for line in text.lines().filter(|line| line.len() > 16) {
        let expected = if &line[14..15] == "1" { DiagnosisStatus::Billable } else { DiagnosisStatus::Header };
        billable += usize::from(expected == DiagnosisStatus::Billable);
        let found = edition.diagnosis(line[6..13].trim().parse().unwrap(), "2026-01-01".parse().unwrap());
        assert_eq!(found, Lookup::Found(expected), "{line}");
    }
    assert_eq!(billable, 74_719);
    assert_eq!(edition.diagnoses().count(), text.lines().filter(|line| line.len() > 16).count());
}

#[test]
fn the_starter_is_what_its_recipe_makes() {
    let Some(folder) = data("") else { return };
    let (bytes, _) = build_starter(&folder, |_, _| {}).unwrap();
    assert!(bytes == Edition::starter().as_bytes(), "rebuild it: see examples/edition");
}
