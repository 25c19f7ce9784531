//! The published tables as lists of texts, read the slow way.
//!
//! Dates are texts `YYYYMMDD`, which compare as dates do; `99999999` is the end of an open row.

use cleanclaim::code::{Date, ProcedureCode};
use cleanclaim::edition::{CodeId, Edition, Indicator, Lookup, MueSet, PtpSet, Table};
use std::collections::{BTreeMap, BTreeSet};

pub const OPEN: &str = "99999999";

/// The days a table answers for, both included.
pub type Coverage = Vec<(String, String)>;

pub struct Ptp {
    pub effective: String,
    pub deleted: String,
    pub indicator: char,
}

pub struct Mue {
    pub first: String,
    pub last: String,
    pub value: i64,
    pub indicator: char,
}

pub struct AddOn {
    pub kind: char,
    pub primary: String,
    pub effective: String,
    pub deleted: String,
}

/// The tables of one claim form (an outpatient claim has no add-on table).
#[derive(Default)]
pub struct Tables {
    /// By column 1 and column 2.
    pub ptp: BTreeMap<(String, String), Vec<Ptp>>,
    pub ptp_days: Coverage,
    pub mue: BTreeMap<String, Vec<Mue>>,
    pub mue_days: Coverage,
    pub add_on: BTreeMap<String, Vec<AddOn>>,
    pub add_on_days: Coverage,
}

pub fn plain(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A day that many days later.
pub fn later(day: &str, days: i32) -> String {
    plain(day.parse::<Date>().unwrap().plus_days(days))
}

impl Tables {
    /// Reads PTP rows of which both codes are wanted; the file answers from one day to another.
    pub fn read_ptp(&mut self, text: &str, wanted: &BTreeSet<String>, first: &str, last: &str) {
        for line in text.lines() {
            if !line.get(..5).is_some_and(|one| wanted.contains(one)) {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [one, two, _, effective, deleted, indicator, ..] = fields[..] else { panic!("{line}") };
            if !wanted.contains(two) {
                continue;
            }
            let deleted = if deleted == "*" { OPEN } else { deleted };
            self.ptp.entry((one.to_owned(), two.to_owned())).or_default().push(Ptp {
                effective: effective.to_owned(),
                deleted: deleted.to_owned(),
                indicator: indicator.chars().next().unwrap(),
            });
        }
        self.ptp_days.push((first.to_owned(), last.to_owned()));
    }

    /// Reads an MUE file in force from one day to another.
    pub fn read_mue(&mut self, text: &str, first: &str, last: &str) {
        for line in text.lines() {
            let fields: Vec<&str> = line.split(',').collect();
            let [code, value, indicator, ..] = fields[..] else { continue };
            let Ok(value) = value.parse() else { continue };
            self.mue.entry(code.to_owned()).or_default().push(Mue {
                first: first.to_owned(),
                last: last.to_owned(),
                value,
                indicator: indicator.chars().next().unwrap(),
            });
        }
        self.mue_days.push((first.to_owned(), last.to_owned()));
    }

    /// Reads the add-on file; `last` is the last day of its quarter.
    pub fn read_add_on(&mut self, text: &str, last: &str) {
        let mut earliest = OPEN.to_owned();
        for line in text.lines().skip(2) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [kind, code, code_end, primary, primary_end, effective, deleted, ..] = fields[..] else {
                panic!("{line}")
            };
            let effective = ordinal(effective);
            let ends = [code_end, primary_end, deleted].into_iter().filter(|end| !end.is_empty());
            let deleted = ends.map(ordinal).min().unwrap_or(OPEN.to_owned());
            earliest = earliest.min(effective.clone());
            let kind = kind.chars().next().unwrap();
            let row = AddOn { kind, primary: primary.to_owned(), effective, deleted };
            self.add_on.entry(code.to_owned()).or_default().push(row);
        }
        self.add_on_days.push((earliest, last.to_owned()));
    }

    /// What the starter edition publishes of these codes; add-on rows for some days only.
    pub fn of_starter(ptp: PtpSet, mue: MueSet, codes: &[ProcedureCode], days: &[String]) -> Self {
        let edition = Edition::starter();
        let mut tables = Self::default();
        let names: BTreeMap<CodeId, String> =
            edition.codes().filter_map(|code| Some((edition.code_id(code)?, code.to_string()))).collect();
        for (one, two, windows) in edition.ptp_pairs(ptp) {
            let rows = windows.map(|window| Ptp {
                effective: plain(window.effective),
                deleted: window.deleted.map_or(OPEN.to_owned(), plain),
                indicator: match window.indicator {
                    Indicator::NotAllowed => '0',
                    Indicator::Allowed => '1',
                    Indicator::NotApplicable => '9',
                },
            });
            tables.ptp.insert((names[&one].clone(), names[&two].clone()), rows.collect());
        }
        let span = |table: Table| edition.dates(table).map(|(first, last)| (plain(first), plain(last)));
        tables.ptp_days.extend(span(ptp.table()));
        tables.mue_days.extend(span(mue.table()));
        for code in codes {
            for (first, last) in &tables.mue_days {
                if let Lookup::Found(found) = edition.mue(mue, *code, first.parse().unwrap()) {
                    let indicator = found.mai.unwrap().code().chars().next().unwrap();
                    let (first, last) = (first.clone(), last.clone());
                    let row = Mue { first, last, value: i64::from(found.value), indicator };
                    tables.mue.entry(code.to_string()).or_default().push(row);
                }
            }
            for day in days {
                let Lookup::Found(found) = edition.add_on(*code, day.parse().unwrap()) else { continue };
                let rows = tables.add_on.entry(code.to_string()).or_default();
                let mut row = |kind, primary| {
                    rows.push(AddOn { kind, primary, effective: day.clone(), deleted: day.clone() });
                };
                for (kind, is) in [('1', found.is_one()), ('2', found.is_two()), ('3', found.is_three())] {
                    if is && kind == '2' || found.contractor_defined() {
                        row(kind, "CCCCC".to_owned());
                    } else if is {
                        found.primaries().for_each(|primary| row(kind, primary.to_string()));
                    }
                }
            }
        }
        tables.add_on_days.extend(span(Table::AddOn));
        tables
    }
}

/// A date `YYYYDDD` as `YYYYMMDD`.
fn ordinal(text: &str) -> String {
    let days: i32 = text[4..].parse().unwrap();
    later(&format!("{}0101", &text[..4]), days - 1)
}
