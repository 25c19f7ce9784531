//! The small tables of the outpatient code editor, from rows of our own in the published layout.

use super::date;
use super::importers::import;
use cleanclaim::edition::source::Options;
use cleanclaim::edition::{Disposition, EditionError, GapKind, Lookup, PairList, StatusIndicator, Table};

const REVENUE: &str = r#"{"key":"360|76|103","status_indicator":"B","lo_version":76,"hi_version":103}
{"key":"905|76|93","status_indicator":"E1","not_recognized":true,"bypass_e48":true,"lo_version":76,"hi_version":93}
{"key":"905|94|103","status_indicator":"E1","bypass_e48":true,"lo_version":94,"hi_version":103}
"#;
const EDITS: &str = r#"{"key":"27|76|86","disposition_id":true,"buffer":"Procedure","lo_version":76,"hi_version":86}
{"key":"27|88|103","disposition_id":true,"buffer":"Procedure","lo_version":88,"hi_version":103}
{"key":"47|76|103","disposition_id":5,"buffer":"Procedure","lo_version":76,"hi_version":103}
"#;
const VERSIONS: &str = r#"{"key":"103","version":103,"date_started":20260401,"date_ended":20360331,"version_id":"27.1.0"}
{"key":"102","version":102,"date_started":20260101,"date_ended":20260331,"version_id":"27.0.1"}
"#;
const BYPASSES: &str = r#"{"key":"104|76|103","line_bypass_required":true,"lo_version":76,"hi_version":103}
{"key":"109|76|103","lo_version":76,"hi_version":103}
"#;
const DEVICES: &str = r#"{"key":"0308T|C1840|94|103","lo_version":94,"hi_version":103}
"#;
const CONFLICTS: &str = r#"{"key":"PN|PO|76|103","lo_version":76,"hi_version":103}
"#;

fn files() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("a.jsonl", REVENUE.as_bytes()),
        ("b.jsonl", EDITS.as_bytes()),
        ("c.jsonl", VERSIONS.as_bytes()),
        ("d.jsonl", BYPASSES.as_bytes()),
        ("e.jsonl", DEVICES.as_bytes()),
        ("f.jsonl", CONFLICTS.as_bytes()),
    ]
}

#[test]
fn every_small_table_is_recognised_by_its_content_and_answers_by_quarter() {
    let (edition, imported) = import(&files(), Options::default()).unwrap();
    assert_eq!(imported.iter().map(|one| one.source.kept).sum::<u64>(), 12);
    let of_2023 = date("2023-12-31");
    let room = |day: &str| edition.revenue_code("0905".parse().unwrap(), date(day)).found().unwrap();
    assert!(room("2023-12-31").is_not_recognized());
    assert!(!room("2024-01-01").is_not_recognized());
    assert_eq!(room("2024-01-01").status_indicator(), StatusIndicator::E1);
    assert_eq!(edition.revenue_code("0007".parse().unwrap(), of_2023), Lookup::Absent);

    let edit = |number, day: &str| edition.outpatient_edit(number, date(day));
    assert_eq!(edit(27, "2022-03-31"), Lookup::Found(Disposition::ClaimRejection));
    assert_eq!(edit(27, "2022-05-01"), Lookup::Absent);
    assert_eq!(edit(47, "2022-05-01"), Lookup::Found(Disposition::LineRejection));

    assert_eq!(edition.outpatient_version(date("2026-03-31")), Lookup::Found(102));
    assert_eq!(edition.outpatient_version(date("2030-01-01")), Lookup::Found(103));
    assert_eq!(edition.outpatient_version(date("2025-12-31")), Lookup::Absent);

    assert!(edition.edit_bypass(104, of_2023).found().unwrap().of_line);
    assert!(!edition.edit_bypass(109, of_2023).found().unwrap().of_line);

    let pair = |list, one: &str, two: &str, day: &str| {
        edition.outpatient_pair(list, one.as_bytes(), two.as_bytes(), date(day)).found().is_some()
    };
    assert!(pair(PairList::DeviceProcedure, "0308T", "C1840", "2024-01-01"));
    assert!(!pair(PairList::DeviceProcedure, "C1840", "0308T", "2024-01-01"));
    assert!(pair(PairList::Modifiers, "PN", "PO", "2019-07-01"));
}

#[test]
fn a_table_that_is_not_there_or_does_not_reach_a_day_says_so() {
    let (edition, _) = import(&[("a.jsonl", REVENUE.as_bytes())], Options::default()).unwrap();
    let gap = edition.outpatient_edit(27, date("2024-01-01")).gap().unwrap();
    assert_eq!(gap.to_string(), "edition has no I/OCE edit table; import the I/OCE table dsc_edit");
    let late = edition.revenue_code("0360".parse().unwrap(), date("2026-07-01")).gap().unwrap();
    assert_eq!(late.table, Table::RevenueCodes);
    assert!(matches!(late.why, GapKind::OutsideDates { .. }));
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let bad = REVENUE.replace("\"360|76", "\"36X|76");
    // Its first row tells the table, so the bad one stands second.
    let mut lines: Vec<&str> = bad.lines().collect();
    lines.swap(0, 1);
    let Err(EditionError::Row { line, column, .. }) =
        import(&[("a.jsonl", lines.join("\n").as_bytes())], Options::default())
    else {
        panic!("the row was taken")
    };
    assert_eq!((line, column), (2, "key"));
    let two =
        EDITS.replace("27|88|103", "27|86|103").replace("\"lo_version\":88", "\"lo_version\":86").replace(
            "true,\"buffer\":\"Procedure\",\"lo_version\":86",
            "3,\"buffer\":\"Procedure\",\"lo_version\":86",
        );
    let conflict = import(&[("b.jsonl", two.as_bytes())], Options::default()).unwrap_err();
    assert!(matches!(conflict, EditionError::Conflict { table: Table::OutpatientEdits, .. }), "{conflict}");
}
