//! The outpatient code editor against its published tables, read the slow way: edits that one row of a
//! table decides, on random claims of every version.

use super::random::Random;
use cleanclaim::claim::{Claim, Form, Line, Patient, Period};
use cleanclaim::code::Date;
use cleanclaim::edition::source::{Options, Sources};
use cleanclaim::edition::{Builder, Edition};
use cleanclaim::{Profile, Scrubber};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The tables that the editor needs.
const FILES: [&str; 8] = [
    "data_hcpcs",
    "data_dx10",
    "data_modifier",
    "data_revenue",
    "data_apc",
    "dsc_edit",
    "version_range",
    "data_edit_bypass",
];

/// The edits that are compared: each is decided by one row of a table.
const COMPARED: [u16; 11] = [1, 2, 5, 6, 7, 22, 41, 65, 72, 86, 113];

/// Edits that end the editing of a claim or of a day.
const ENDS: [u16; 5] = [18, 23, 27, 118, 119];

type Rows = BTreeMap<String, Vec<Value>>;

fn rows(folder: &Path, name: &str) -> Rows {
    let file = std::fs::File::open(folder.join(format!("{name}.jsonl.gz"))).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let mut rows = Rows::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let key = row["key"].as_str().unwrap().split('|').next().unwrap().to_owned();
        rows.entry(key).or_default().push(row);
    }
    rows
}

fn number(row: &Value, name: &str, missing: u64) -> u64 {
    match &row[name] {
        Value::Bool(value) => u64::from(*value),
        value => value.as_u64().unwrap_or(missing),
    }
}

fn row<'r>(rows: &'r Rows, key: &str, version: u64) -> Option<&'r Value> {
    let of_version =
        |row: &&Value| (number(row, "lo_version", 0)..=number(row, "hi_version", 0)).contains(&version);
    rows.get(key)?.iter().find(of_version)
}

fn is(row: &Value, flag: &str) -> bool {
    row[flag] == Value::Bool(true)
}

fn ages(row: &Value, age: u64) -> bool {
    (number(row, "lo_age", 0)..=number(row, "hi_age", 124)).contains(&age)
}

/// What the published tables say of a claim on 013x: edits with the line, 0 for the claim.
fn judge(tables: &[Rows; 4], claim: &Claim, version: u64, age: u64) -> BTreeSet<(u16, u32)> {
    let [procedures, diagnoses, modifiers, revenues] = tables;
    let mut edits = BTreeSet::new();
    for (position, code) in claim.diagnoses.iter().enumerate() {
        let Some(row) = row(diagnoses, &code.to_string().replace('.', ""), version) else {
            edits.insert((1, 0));
            continue;
        };
        if !ages(row, age) {
            edits.insert((2, 0));
        }
        let principal = [
            (5, is(row, "external_cause")),
            (86, is(row, "manifestation")),
            (113, version > 76 && is(row, "unacceptable_pdx") && !is(row, "unacceptable_pdx_exclusion")),
        ];
        edits.extend(
            principal.into_iter().filter(|(_, set)| *set && position == 0).map(|(edit, _)| (edit, 0)),
        );
    }
    for line in &claim.lines {
        let number = line.number;
        let department = line.revenue_code.as_ref().unwrap().to_string();
        match row(revenues, department.trim_start_matches('0'), version) {
            None => drop(edits.insert((41, number))),
            Some(row) if is(row, "not_recognized") => drop(edits.insert((65, number))),
            Some(_) => {}
        }
        for modifier in &line.modifiers {
            if row(modifiers, &modifier.to_string(), version).is_none() {
                edits.insert((22, number));
            }
        }
        let Some(code) = &line.procedure else { continue };
        match row(procedures, &code.to_string(), version) {
            None => drop(edits.insert((6, number))),
            Some(row) => {
                edits.extend((!ages(row, age)).then_some((7, number)));
                edits.extend(is(row, "non_billable_mac").then_some((72, number)));
            }
        }
    }
    edits
}

fn pick<'k>(random: &mut Random, keys: &[&'k String]) -> &'k str {
    keys[random.below(keys.len())]
}

#[test]
fn the_editor_agrees_with_its_published_tables() {
    let Some(data) = std::env::var_os("CLEANCLAIM_DATA") else {
        println!("skipped: CLEANCLAIM_DATA names no folder of published files");
        return;
    };
    let folder = PathBuf::from(data).join("ioce");
    let mut sources = Sources::new();
    for file in FILES {
        sources.add(&folder.join(format!("{file}.jsonl.gz"))).unwrap();
    }
    let mut builder = Builder::new("editor");
    sources.import(&mut builder, Options::default(), |_, _| {}).unwrap();
    let edition = Edition::from_bytes(builder.finish().unwrap()).unwrap();
    let scrubber = Scrubber::new(edition, Profile::shipped("medicare-outpatient").unwrap());
    let tables = ["data_hcpcs", "data_dx10", "data_modifier", "data_revenue"].map(|name| rows(&folder, name));
    let keys = tables.each_ref().map(|rows| rows.keys().collect::<Vec<_>>());
    let mut random = Random::new(8);
    let (mut compared, mut seen) = (0, BTreeMap::<u16, u32>::new());
    for _ in 0..4_000 {
        let quarter = random.below(28);
        let version = 76 + quarter as u64;
        let months = 6 + quarter * 3 + random.below(3);
        let day = Date::from_ymd(2019 + (months / 12) as u16, (months % 12) as u8 + 1, 14).unwrap();
        let age = [0, 2, 15, 40, 70, 99][random.below(6)];
        let lines = (1..=1 + random.below(4) as u32).map(|number| Line {
            number,
            procedure: Some(
                pick(&mut random, &keys[0]).parse().map(cleanclaim::ProcedureCode::into).unwrap(),
            ),
            modifiers: (0..random.below(2))
                .map(|_| cleanclaim::claim::Parsed::from_text(pick(&mut random, &keys[2])))
                .collect(),
            revenue_code: Some(cleanclaim::claim::Parsed::from_text(&format!(
                "{:0>4}",
                pick(&mut random, &keys[3])
            ))),
            from: Some(day.into()),
            ..Line::default()
        });
        let lines = lines.collect();
        let claim = Claim {
            form: Form::Outpatient,
            type_of_bill: Some("0131".parse::<cleanclaim::code::TypeOfBill>().unwrap().into()),
            statement: Some(Period { from: Some(day.into()), through: Some(day.into()) }),
            patient: Patient { age_years: Some(age as u16), ..Patient::default() },
            diagnoses: (0..1 + random.below(3))
                .map(|_| cleanclaim::claim::Parsed::from_text(pick(&mut random, &keys[1])))
                .collect(),
            lines,
            ..Claim::default()
        };
        let report = scrubber.scrub(&claim);
        let edited = report.findings().edited();
        assert_eq!(edited.gap, None);
        if edited.raised.iter().any(|raised| ENDS.contains(&raised.edit)) {
            continue;
        }
        let found: BTreeSet<(u16, u32)> = report
            .findings()
            .iter()
            .filter_map(|finding| Some((finding.ioce_edit()?, finding.line().unwrap_or(0))))
            .filter(|(edit, _)| COMPARED.contains(edit))
            .collect();
        let expected = judge(&tables, &claim, version, age);
        assert_eq!(found, expected, "{claim:#?}");
        compared += 1;
        for (edit, _) in found {
            *seen.entry(edit).or_default() += 1;
        }
    }
    assert!(compared > 2_000, "{compared} claims");
    assert!(COMPARED.iter().all(|edit| seen.contains_key(edit)), "{seen:?}");
}
