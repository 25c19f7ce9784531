//! An edition of the real size.

use super::mix::{Random, SPECIALTIES};
use cleanclaim::Edition;
use cleanclaim::code::{Date, ProcedureCode};
use cleanclaim::edition::source::{Options, Sources};
use cleanclaim::edition::{
    AddOnRow, Builder, Indicator, Mai, Mue, MueRationale, MueSet, PtpRow, PtpSet, PtpWindow, Rationale, Table,
};
use std::collections::BTreeSet;

/// From the published files in the folder that `CLEANCLAIM_DATA` names, else generated; and which.
pub fn full() -> (Edition, &'static str) {
    match std::env::var_os("CLEANCLAIM_DATA") {
        Some(folder) => {
            let mut sources = Sources::new();
            sources.add(folder.as_ref()).expect("CLEANCLAIM_DATA names a folder of published files");
            let mut builder = Builder::new("published");
            sources.import(&mut builder, Options::default(), |_, _| {}).expect("the files can be imported");
            (open(builder), "published tables")
        }
        None => (generated(13_000), "generated tables of the published size"),
    }
}

fn open(builder: Builder) -> Edition {
    Edition::from_bytes(builder.finish().expect("the rows fit")).expect("what is built is sound")
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn parsed(text: &str) -> Option<ProcedureCode> {
    text.parse().ok()
}

/// Tables of the shape of the published ones, over so many codes: families of codes share runs of
/// column-2 codes, one pair in eight has a second window; 13,000 codes make 2.2 million pairs.
pub fn generated(codes: u32) -> Edition {
    let mut random = Random::new(1);
    let mut codes: BTreeSet<ProcedureCode> =
        (0..codes).filter_map(|number| parsed(&format!("{:05}", 100 + number * 7))).collect();
    let listed = SPECIALTIES.iter().flat_map(|specialty| [specialty.first, specialty.beside]);
    codes.extend(listed.flat_map(|list| list.split(' ')).filter_map(parsed));
    let codes: Vec<ProcedureCode> = codes.into_iter().collect();
    let (first, quarter) = (day("1996-01-01"), (day("2024-07-01"), day("2024-09-30")));

    let mut builder = Builder::new("generated");
    let window = |effective, deleted, indicator| PtpWindow {
        effective,
        deleted,
        indicator,
        rationale: Rationale::CodingInstruction,
        before_1996: false,
    };
    let mut runs: Vec<(usize, usize, u64)> = Vec::new();
    let mut taken = BTreeSet::new();
    for (number, column_1) in codes.iter().enumerate() {
        taken.clear();
        if number % 8 == 0 {
            // A family shares its runs, but for one.
            runs =
                (0..17).map(|_| (random.below(codes.len()), 1 + random.below(44), random.next())).collect();
        }
        runs[number % 17] = (random.below(codes.len()), 1 + random.below(34), random.next());
        for &(start, length, kind) in &runs {
            for column_2 in codes.iter().skip(start).take(length).filter(|code| *code > column_1) {
                // Runs overlap; a pair has one edit in force.
                if !taken.insert(column_2) {
                    continue;
                }
                let allowed = if kind % 4 == 0 { Indicator::NotAllowed } else { Indicator::Allowed };
                let begin = first.plus_days((kind % 30) as i32 * 365);
                let row = |window| PtpRow { column_1: *column_1, column_2: *column_2, window };
                let end = (kind % 5 == 0).then(|| begin.plus_days(700));
                builder.ptp(PtpSet::Practitioner, row(window(begin, end, allowed)));
                if kind % 8 == 0 {
                    let older = (first.plus_days(-200), Some(first.plus_days(-100)));
                    builder.ptp(PtpSet::Practitioner, row(window(older.0, older.1, Indicator::Allowed)));
                }
            }
        }
    }
    builder.covers(Table::PtpPractitioner, first, quarter.1);
    for code in &codes {
        let value = [1, 1, 1, 2, 3, 4, 12][random.below(7)];
        let mai = Some([Mai::Line, Mai::DatePolicy, Mai::DateClinical][random.below(3)]);
        let mue = Mue { value, mai, rationale: MueRationale::ClinicalData };
        builder.mue(MueSet::Practitioner, *code, quarter.0, quarter.1, mue);
    }
    builder.covers(MueSet::Practitioner.table(), quarter.0, quarter.1);
    for code in codes.iter().step_by(30) {
        for _ in 0..20 {
            let primary = Some(codes[random.below(codes.len())]);
            builder.add_on(*code, first, None, AddOnRow { kind: 1, primary });
        }
    }
    builder.covers(Table::AddOn, first, quarter.1);
    open(builder)
}
