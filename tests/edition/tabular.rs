//! The excludes 1 notes of a Tabular List in the published layout, its conditions our own.

use super::date;
use cleanclaim::edition::source::{Options, Sources};
use cleanclaim::edition::{Builder, Edition, EditionError, GapKind, Lookup, Table};

const LIST: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2024</version>
  <introduction><introSection type="instruction"><title>Excludes1</title>
    <instruction><note>Words about notes (A00-B99)</note></instruction></introSection></introduction>
  <chapter>
    <name>8</name>
    <desc>Of the ear (H60-H95)</desc>
    <excludes1><note>something of the chapter &amp; more (P96.-)</note></excludes1>
    <sectionIndex><sectionRef first="H60" last="H62" id="H60-H62">Outer</sectionRef></sectionIndex>
    <section id="H60-H62">
      <desc>Outer (H60-H62)</desc>
      <excludes1><note>an injury (S09.-)</note></excludes1>
      <diag>
        <name>H61</name>
        <desc>Another</desc>
        <excludes1>
          <note>of two kinds:</note>
          <note>one (H65.0-, H66)</note>
          <note>some of a code (B27.- with fifth character 2)</note>
        </excludes1>
        <excludes2><note>beside it (H70.-)</note></excludes2>
        <diag>
          <name>H61.2</name>
          <desc>Wax</desc>
          <excludes1><note>of its own category (H61.3-)</note></excludes1>
        </diag>
      </diag>
    </section>
  </chapter>
</ICD10CM.tabular>
"#;

fn import(text: &str) -> Result<(Edition, Vec<String>), EditionError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("icd10cm_tabular_2024.xml");
    std::fs::write(&path, text).unwrap();
    let mut sources = Sources::new();
    sources.add(&path)?;
    let mut builder = Builder::new("notes");
    let imported = sources.import(&mut builder, Options::default(), |_, _| {})?;
    let counts = imported.iter().flat_map(|one| {
        let whole = format!("{} read, {} kept", one.source.read, one.source.kept);
        std::iter::once(whole).chain(one.reasons.iter().map(|(reason, count)| format!("{count}: {reason}")))
    });
    let counts = counts.collect();
    Ok((Edition::from_bytes(builder.finish()?).unwrap(), counts))
}

#[test]
fn notes_hold_for_the_codes_below_them() {
    let (edition, counts) = import(LIST).unwrap();
    assert_eq!(counts, ["6 read, 4 kept", "2: a note that does not name whole codes"]);
    let excludes = |one: &str, other: &str, day: &str| {
        edition.excludes_1(one.parse().unwrap(), other.parse().unwrap(), date(day))
    };
    for (one, other, expected) in [
        // At the category, for a code below it and for itself.
        ("H61.21", "H65.03", true),
        ("H61", "H66.90", true),
        ("H61.21", "H65.1", false),
        ("H60.9", "H65.03", false),
        // Notes are read from where they stand.
        ("H65.03", "H61.21", false),
        // At the section and at the chapter.
        ("H62.8X9", "S09.92XA", true),
        ("H65.03", "S09.92XA", false),
        ("H95.0", "P96.9", true),
        // At the code.
        ("H61.20", "H61.30", true),
        ("H61.10", "H61.30", false),
        // Only excludes 1, and only of whole codes.
        ("H61.21", "H70.009", false),
        ("H61.21", "B27.92", false),
    ] {
        let expected = if expected { Lookup::Found(()) } else { Lookup::Absent };
        assert_eq!(excludes(one, other, "2024-02-29"), expected, "{one} {other}");
    }
    // The fiscal year, its first day and its last.
    assert_eq!(edition.dates(Table::Excludes1), Some((date("2023-10-01"), date("2024-09-30"))));
    assert_eq!(excludes("H61.21", "H66.90", "2023-10-01"), Lookup::Found(()));
    assert_eq!(excludes("H61.21", "H66.90", "2024-09-30"), Lookup::Found(()));
    let gap = excludes("H61.21", "H66.90", "2024-10-01").gap().unwrap();
    assert!(matches!(gap.why, GapKind::OutsideDates { .. }));
    assert!(gap.to_string().contains("icd10cm_tabular"));
    let none =
        Edition::starter().excludes_1("H61".parse().unwrap(), "H66".parse().unwrap(), date("2024-02-29"));
    assert_eq!(none.gap().map(|gap| gap.why), Some(GapKind::NoTable));
}

#[test]
fn a_list_that_is_cut_or_not_a_list_is_named() {
    let error = |text: &str| import(text).err().unwrap().to_string();
    let cut = LIST.split_inclusive("<excludes2>").next().unwrap();
    assert!(error(cut).contains("ends in the middle of an element"), "{}", error(cut));
    let crossed = LIST.replace("</section>", "</chapter>");
    assert!(error(&crossed).contains("line 29 is not well-formed XML"), "{}", error(&crossed));
    let undated = LIST.replace("<version>2024</version>", "");
    assert!(error(&undated).contains("no <version>"), "{}", error(&undated));
    let nameless = LIST.replace("<name>H61</name>", "");
    let said = error(&nameless);
    assert!(said.contains("line 18") && said.contains("stands at no code"), "{said}");
}

/// The notes of consecutive years are one table, and one that both years have is stored once.
#[test]
fn years_join() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = Sources::new();
    for year in ["2024", "2025"] {
        let path = folder.path().join(format!("icd10cm_tabular_{year}.xml"));
        let mut text = LIST.replace("<version>2024", &format!("<version>{year}"));
        if year == "2025" {
            text = text.replace(", H66", "");
        }
        std::fs::write(&path, text).unwrap();
        sources.add(&path).unwrap();
    }
    let mut builder = Builder::new("notes");
    sources.import(&mut builder, Options::default(), |_, _| {}).unwrap();
    let edition = Edition::from_bytes(builder.finish().unwrap()).unwrap();
    let excludes = |other: &str, day: &str| {
        edition.excludes_1("H61".parse().unwrap(), other.parse().unwrap(), date(day))
    };
    assert_eq!(excludes("H65.0", "2025-09-30"), Lookup::Found(()));
    assert_eq!(excludes("H66", "2024-09-30"), Lookup::Found(()));
    assert_eq!(excludes("H66", "2024-10-01"), Lookup::Absent);
    assert_eq!(edition.dates(Table::Excludes1), Some((date("2023-10-01"), date("2025-09-30"))));
}
