//! The 35 public 837 files, read from the folder that CLEANCLAIM_DATA names.

use super::read;
use cleanclaim::claim::Form;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files, in order of name, where the data is at hand.
fn files() -> Option<Vec<PathBuf>> {
    let Some(data) = std::env::var_os("CLEANCLAIM_DATA") else {
        println!("skipped: CLEANCLAIM_DATA does not name the folder of the public data");
        return None;
    };
    let folder = PathBuf::from(data).join("claims/837");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    Some(files)
}

#[test]
fn every_claim_and_line_is_read() {
    let Some(files) = files() else { return };
    assert_eq!(files.len(), 35);
    let (mut forms, mut lines, mut warnings) = (BTreeMap::new(), 0, Vec::new());
    for file in files {
        let (claims, errors) = read(&std::fs::read(&file).unwrap());
        for error in errors.iter().chain(claims.iter().flat_map(|claim| &claim.remarks)) {
            assert!(error.is_warning(), "{}: {error}", file.display());
            warnings.push(error.to_string());
        }
        for claim in claims {
            *forms.entry(claim.claim.form == Form::Professional).or_insert(0) += 1;
            lines += claim.claim.lines.len();
            for line in &claim.claim.lines {
                assert!(line.procedure.as_ref().unwrap().value().is_some(), "{}", file.display());
                assert!(line.charge.as_ref().unwrap().value().is_some(), "{}", file.display());
                assert!(line.from.as_ref().unwrap().value().is_some(), "{}", file.display());
            }
        }
    }
    // Five claims are 837I; twelve more stand in 837I sets but are written as 837P.
    assert_eq!(forms, BTreeMap::from([(true, 37), (false, 5)]));
    assert_eq!(lines, 103);
    let count = |words: &str| warnings.iter().filter(|warning| warning.contains(words)).count();
    assert_eq!(count("the transaction set is an 837I"), 12);
    assert_eq!(count("separated by \">\""), 7);
    assert_eq!(count("SE counts 24 segments, there are 25"), 2);
    assert_eq!(count("GE counts 1 transaction sets, there are 3"), 1);
    assert_eq!(warnings.len(), 22);
}
