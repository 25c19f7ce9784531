//! The layouts that CMS also publishes as spreadsheets, and archives of several files.

use super::importers::{import, ptp_text};
use super::{code, date};
use cleanclaim::edition::source::Options;
use cleanclaim::edition::{Edition, EditionError, Lookup, Mai, MueSet, PtpSet, Table};
use std::io::Write;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet as Office Open XML puts it (ECMA-376). Cells are texts but for those that
/// are whole numbers, which Excel keeps as numbers; empty ones are left out.
fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut sheet = String::new();
    for (row, cells) in (1..).zip(rows) {
        sheet += &format!("<row r=\"{row}\">");
        for (column, cell) in ('A'..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{column}{row}");
            let number = !cell.starts_with('0') && cell.bytes().all(|byte| byte.is_ascii_digit());
            sheet += &if number || *cell == "0" {
                format!("<c r=\"{place}\"><v>{cell}</v></c>")
            } else {
                let text = cell.replace('&', "&amp;").replace('<', "&lt;");
                format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
            };
        }
        sheet += "</row>";
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = format!(
        "<Types xmlns=\"{package}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
    );
    let relation = |what: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\">\
             <Relationship Id=\"r1\" Type=\"{office}/{what}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
         <sheet name=\"Edits\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>");
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn cells(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split('\t').collect()).collect()
}

fn one(name: &str, bytes: &[u8]) -> Edition {
    import(&[(name, bytes)], Options::default()).unwrap_or_else(|error| panic!("{error}")).0
}

/// What an edition says, its sources apart.
fn pairs(edition: &Edition) -> Vec<String> {
    let codes: Vec<_> = edition.codes().collect();
    let pairs = edition.ptp_pairs(PtpSet::Practitioner);
    pairs
        .map(|(a, b, windows)| {
            format!("{}/{} {:?}", codes[a.index()], codes[b.index()], windows.collect::<Vec<_>>())
        })
        .collect()
}

#[test]
fn pairs_in_a_workbook_are_those_of_the_text() {
    let text = ptp_text(&[
        "13121 13120 * 19960101 * 0 Misuse",
        "13121 13120  19960101 19960101 9 x",
        "00100 36415  20220101 20231231 1 x",
        "0001A 0591T  20220101 20231231 1 x",
    ]);
    let of_text = one("ccipra-v322r0.TXT", text.as_bytes());
    let of_sheet = one("ccipra-v322r0.xlsx", &workbook(&cells(&text)));
    assert_eq!(pairs(&of_sheet), pairs(&of_text));
    assert_eq!(pairs(&of_sheet).len(), 3);
    assert_eq!(of_sheet.dates(Table::PtpPractitioner), of_text.dates(Table::PtpPractitioner));
    // A bad cell is named by its row in the sheet.
    let bad = text.replace("20231231", "20231301");
    let error = import(&[("ccipra-v322r0.xlsx", &workbook(&cells(&bad)))], Options::default()).unwrap_err();
    assert!(matches!(error, EditionError::Row { line: 9, column: "Deletion Date", .. }), "{error:?}");
}

#[test]
fn unit_limits_in_a_workbook() {
    let rows = [
        vec!["A notice\nof several lines."],
        vec![
            "HCPCS/\nCPT Code",
            "Practitioner Services MUE Values",
            "MUE Adjudication Indicator",
            "MUE Rationale",
        ],
        vec!["20610", "2", "3 Date of Service Edit: Clinical", "Clinical: Data"],
        vec!["00100", "0", "2 Date of Service Edit: Policy", "CMS Policy"],
    ];
    let edition = one("MCR_MUE_PractitionerServices_Eff_07-01-2026.xlsx", &workbook(&rows));
    let mue = |text| edition.mue(MueSet::Practitioner, code(text), date("2026-07-01")).found().unwrap();
    assert_eq!((mue("20610").value, mue("20610").mai), (2, Some(Mai::DateClinical)));
    assert_eq!((mue("00100").value, mue("00100").mai), (0, Some(Mai::DatePolicy)));
}

#[test]
fn add_on_codes_in_a_workbook() {
    let text = "A notice\nAOC_Edit_Type\tAdd-On_Code\tAOC_DelDT (YYYYDDD)\tPrimary_Code\tPrimary_Code_DelDT\t\
        AOC_Edit_EffDT (YYYYDDD)\tAOC_Edit_DelDT\tSpecial_Instruction_Notes\n\
        1\t22614\t\t22612\t\t2019182\t\t\n1\t22614\t\t22600\t2021365\t2019182\t\t\n\
        2\t61781\t\tCCCCC\t\t2020060\t\t\n3\t01953\t\t01952\t\t2020001\t\tA note\n";
    let edition = one("AOC_V2026Q2-MCR.xlsx", &workbook(&cells(text)));
    let add_on = |text, day| edition.add_on(code(text), date(day)).found().unwrap();
    assert_eq!(add_on("22614", "2021-12-31").primaries().count(), 2);
    assert_eq!(add_on("22614", "2022-01-01").primaries().count(), 1);
    assert!(add_on("61781", "2026-01-01").contractor_defined());
    assert!(add_on("01953", "2026-01-01").is_three());
    assert_eq!(edition.dates(Table::AddOn).unwrap().1, date("2026-06-30"));
}

#[test]
fn a_set_of_four_parts_in_one_archive_with_its_workbook() {
    let rows = [
        "13121 13120 * 19960101 * 0 x",
        "22612 22614 * 20200101 * 1 x",
        "45385 45378 * 19960101 * 0 x",
        "99291 36000 * 19960101 * 1 x",
    ];
    let parts: Vec<String> = rows.iter().map(|row| ptp_text(&[row])).collect();
    let names: Vec<String> = (1..=4).map(|part| format!("ccipra-v322r0-f{part}.TXT")).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().map(String::as_str).zip(parts.iter().map(String::as_bytes)).collect();
    // CMS puts the same rows into the archive once more, as a workbook.
    let sheet = workbook(&cells(&parts[0]));
    files.push(("ccipra-v322r0-f1.xlsx", &sheet));
    files.push(("README.txt", b"What this is."));
    let edition = one("practitioner.zip", &archive(&files));
    assert_eq!(pairs(&edition).len(), 4);
    assert_eq!(edition.info().ptp.windows, 4);
    let id = |text| edition.code_id(code(text)).unwrap();
    let found = edition.ptp(PtpSet::Practitioner, id("45385"), id("45378"), date("2026-09-30"));
    assert!(matches!(found, Lookup::Found(edit) if !edit.modifier_allowed));

    let three: Vec<_> = files.iter().copied().filter(|(name, _)| !name.contains("-f3")).collect();
    let error = import(&[("practitioner.zip", &archive(&three))], Options::default()).unwrap_err();
    assert!(matches!(&error, EditionError::Incomplete { problem, .. } if problem.contains("f3")), "{error}");
}

#[test]
fn damaged_workbooks_and_archives_say_so() {
    let good = workbook(&cells(&ptp_text(&["13121 13120 * 19960101 * 0 x"])));
    for length in [4, 30, good.len() / 2, good.len() - 1] {
        for name in ["ccipra-v322r0.xlsx", "ccipra-v322r0.zip"] {
            let outcome = import(&[(name, &good[..length])], Options::default());
            assert!(outcome.is_err_and(|error| error.to_string().contains(name)), "{name} of {length} bytes");
        }
    }
}
