//! Importing files: what is recognised, what stops an import, what is counted.

use super::{code, date};
use cleanclaim::edition::source::{Imported, Options, Sources};
use cleanclaim::edition::{Builder, Edition, EditionError, Indicator, Lookup, PtpSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A PTP file in the published layout, its header wrapped over four lines.
pub fn ptp_text(rows: &[&str]) -> String {
    let mut text = "Notice\t\t\t\t\t\t\r\nColumn1/Column2 Edits\t\t\t\t\t\t\r\n\
        Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n\
        \t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n\t\t\t\t*=no data\t1=allowed\t\r\n\
        \t\t\t\t\t9=not applicable\t\r\n"
        .to_owned();
    for row in rows {
        text += &row.replace(' ', "\t");
        text += "\r\n";
    }
    text
}

/// Writes files into a folder and imports them in the order given.
pub fn import(files: &[(&str, &[u8])], options: Options) -> Result<(Edition, Vec<Imported>), EditionError> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    import_paths(&paths, options)
}

fn import_paths(paths: &[PathBuf], options: Options) -> Result<(Edition, Vec<Imported>), EditionError> {
    let mut sources = Sources::new();
    for path in paths {
        sources.add(path)?;
    }
    let mut builder = Builder::new("");
    let imported = sources.import(&mut builder, options, |_, _| {})?;
    Ok((Edition::from_bytes(builder.finish()?)?, imported))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const NAME: &str = "ccipra-v322r0.TXT";

fn edit(edition: &Edition, column_1: &str, column_2: &str, day: &str) -> Lookup<bool> {
    let id = |text| edition.code_id(code(text)).unwrap();
    let set = PtpSet::Practitioner;
    edition.ptp(set, id(column_1), id(column_2), date(day)).map(|edit| edit.modifier_allowed)
}

#[test]
fn every_window_of_a_pair_is_kept() {
    let text = ptp_text(&[
        "13121 13120 * 19960101 * 0 x",
        "13121 13120  19960101 19960101 9 x",
        "0001A 0591T  20220101 20231231 1 x",
    ]);
    let (edition, imported) = import(&[(NAME, text.as_bytes())], Options::default()).unwrap();
    assert_eq!(edit(&edition, "13121", "13120", "2026-09-30"), Lookup::Found(false));
    assert_eq!(edit(&edition, "0001A", "0591T", "2023-12-31"), Lookup::Found(true));
    assert_eq!(edit(&edition, "0001A", "0591T", "2024-01-01"), Lookup::Absent);
    assert!(edit(&edition, "0001A", "0591T", "2026-10-01").gap().is_some());
    let id = |text| edition.code_id(code(text)).unwrap();
    let windows: Vec<_> = edition.ptp_windows(PtpSet::Practitioner, id("13121"), id("13120")).collect();
    assert_eq!(windows.len(), 2);
    assert!(windows.iter().any(|window| window.indicator == Indicator::NotApplicable));
    assert!(windows.iter().any(|window| window.before_1996));
    assert_eq!((imported[0].source.read, imported[0].source.kept, imported[0].source.skipped), (3, 3, 0));
}

#[test]
fn plain_gzip_and_zip_are_the_same_edition() {
    let text = ptp_text(&["45385 45378 * 19960101 * 0 x"]);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(NAME, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(text.as_bytes()).unwrap();
    archive.start_file("readme.pdf", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"%PDF").unwrap();
    let archive = archive.finish().unwrap().into_inner();
    let gzipped = gzip(text.as_bytes());
    let gz_name = format!("{NAME}.gz");
    for (name, bytes) in [(NAME, text.as_bytes()), (gz_name.as_str(), &gzipped), ("set.zip", &archive)] {
        let (edition, imported) = import(&[(name, bytes)], Options::default()).unwrap();
        assert_eq!(edit(&edition, "45385", "45378", "2026-09-30"), Lookup::Found(false), "{name}");
        assert_eq!(imported.len(), 1);
        assert_eq!(imported[0].source.file, NAME);
    }
}

#[test]
fn a_bad_row_stops_the_import_and_is_named() {
    for (row, column, text) in [
        ("4538 45378 * 19960101 * 0 x", "Column 1", "4538"),
        ("45385 4537O * 19960101 * 0 x", "Column 2", "4537O"),
        ("45385 45378 * 19960231 * 0 x", "Effective Date", "19960231"),
        ("45385 45378 * 19960101 1996 0 x", "Deletion Date", "1996"),
        ("45385 45378 * 19960101 19951231 0 x", "Deletion Date", "19951231"),
        ("45385 45378 * 19960101 * 2 x", "Modifier", "2"),
        ("45385 45378", "row", "45385\t45378"),
    ] {
        let bytes = ptp_text(&["13121 13120 * 19960101 * 0 x", row]);
        match import(&[(NAME, bytes.as_bytes())], Options::default()).unwrap_err() {
            EditionError::Row { file, line, column: found, text: stands, .. } => {
                assert!(file.ends_with(NAME));
                assert_eq!((line, found, stands.as_str()), (8, column, text), "{row}");
            }
            other => panic!("{row}: {other}"),
        }
        let lenient = Options { lenient: true, ..Options::default() };
        let (_, imported) = import(&[(NAME, bytes.as_bytes())], lenient).unwrap();
        assert_eq!((imported[0].source.kept, imported[0].source.skipped), (1, 1), "{row}");
        assert_eq!(imported[0].reasons.len(), 1);
    }
}

#[test]
fn a_partial_practitioner_set_is_refused_unless_told() {
    let one = ptp_text(&["45385 45378 * 19960101 * 0 x"]);
    let two = ptp_text(&["13121 13120 * 19960101 * 0 x"]);
    let files = [("ccipra-v322r0-f1.TXT", one.as_bytes()), ("ccipra-v322r0-f3.TXT", two.as_bytes())];
    let error = import(&files, Options::default()).unwrap_err();
    assert!(matches!(error, EditionError::Incomplete { .. }));
    assert!(error.to_string().contains("lacks f2, f4"), "{error}");
    import(&files, Options { partial: true, ..Options::default() }).unwrap();
    let all: Vec<(String, Vec<u8>)> =
        (1..=4).map(|part| (format!("ccipra-v322r0-f{part}.TXT"), one.clone().into_bytes())).collect();
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    import(&all, Options::default()).unwrap();
}

#[test]
fn the_newest_quarter_stands() {
    let old = ptp_text(&["45385 45378 * 19960101 * 0 x", "13121 13120 * 19960101 * 0 x"]);
    let new = ptp_text(&["45385 45378 * 19960101 20260331 0 x"]);
    let files = [("ccipra-v322r0.TXT", new.as_bytes()), ("ccipra-v320r0.TXT", old.as_bytes())];
    let (edition, imported) = import(&files, Options::default()).unwrap();
    assert_eq!(edit(&edition, "45385", "45378", "2026-03-31"), Lookup::Found(false));
    assert_eq!(edit(&edition, "45385", "45378", "2026-04-01"), Lookup::Absent);
    assert_eq!(edition.code_id(code("13121")), None);
    assert!(imported.iter().any(|import| import.reasons.keys().any(|why| why.contains("newer quarter"))));
}

#[test]
fn a_pair_with_two_edits_in_force_is_a_conflict() {
    let text = ptp_text(&["45385 45378 * 19960101 * 0 x", "45385 45378  20200101 * 1 x"]);
    let error = import(&[(NAME, text.as_bytes())], Options::default()).unwrap_err();
    assert!(error.to_string().contains("45385/45378 has two edits in force on 2026-09-30"), "{error}");
}

#[test]
fn a_pair_in_force_in_both_orders_is_a_conflict() {
    let text = ptp_text(&["45385 45378 * 19960101 * 0 x", "45378 45385  20200101 * 1 x"]);
    let error = import(&[(NAME, text.as_bytes())], Options::default()).unwrap_err();
    assert!(error.to_string().contains("in both orders"), "{error}");
}

#[test]
fn unknown_files_are_refused_and_folders_leave_them_out() {
    let error = import(&[("notes.txt", b"hello")], Options::default()).unwrap_err();
    assert!(matches!(error, EditionError::Source { .. }), "{error}");
    let error = import(&[("ccipra.TXT", ptp_text(&[]).as_bytes())], Options::default()).unwrap_err();
    assert!(error.to_string().contains("does not tell the quarter"), "{error}");
    assert!(matches!(Sources::new().add(Path::new("no such file")), Err(EditionError::Io { .. })));

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "hello").unwrap();
    std::fs::write(folder.path().join(NAME), ptp_text(&["45385 45378 * 19960101 * 0 x"])).unwrap();
    let mut sources = Sources::new();
    sources.add(folder.path()).unwrap();
    assert_eq!((sources.inputs().count(), sources.unused().count()), (1, 1));
}

#[test]
fn an_edition_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("edition.cce");
    std::fs::write(&path, super::small::bytes(false)).unwrap();
    let old = Edition::open(&path).unwrap();
    let mut builder = Builder::new("other");
    builder.covers(cleanclaim::edition::Table::AddOn, date("2024-01-01"), date("2024-12-31"));
    builder.write(&path).unwrap();
    assert_eq!(Edition::open(&path).unwrap().id(), "other");
    old.verify().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    assert!(Builder::new("x").write(&folder.path().join("none").join("edition.cce")).is_err());
    assert!(matches!(Edition::open(&folder.path().join("none")), Err(EditionError::Io { .. })));
    let error = Edition::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains("is a directory"), "{error}");
    std::fs::write(&path, b"").unwrap();
    assert!(matches!(Edition::open(&path), Err(EditionError::Empty)));
}
