//! The 35 public 837 files, read from the folder that CLEANCLAIM_DATA names.

use cleanclaim::claim::Form;
use cleanclaim::x12::{self, X12Claim};
use std::path::PathBuf;

/// The folder, where the data is at hand.
fn folder() -> Option<PathBuf> {
    let Some(data) = std::env::var_os("CLEANCLAIM_DATA") else {
        println!("skipped: CLEANCLAIM_DATA does not name the folder of the public data");
        return None;
    };
    Some(PathBuf::from(data).join("claims/837"))
}

fn claims(bytes: &[u8]) -> (Vec<X12Claim>, Vec<String>, Vec<String>) {
    let (mut claims, mut errors, mut warnings) = (vec![], vec![], vec![]);
    for result in x12::read(bytes) {
        match result {
            Ok(claim) => {
                warnings.extend(claim.remarks.iter().map(ToString::to_string));
                claims.push(claim);
            }
            Err(error) if error.is_warning() => warnings.push(error.to_string()),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (claims, errors, warnings)
}

#[test]
fn all_files_are_read_with_every_claim_and_line() {
    let Some(folder) = folder() else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 35);
    let (mut count, mut lines) = (0, 0);
    for file in files {
        let (claims, errors, warnings) = claims(&std::fs::read(&file).unwrap());
        assert_eq!(errors, Vec::<String>::new(), "{}", file.display());
        count += claims.len();
        lines += claims.iter().map(|claim| claim.claim.lines.len()).sum::<usize>();
        if std::env::var_os("SHOW").is_some() {
            println!("=== {} {warnings:#?}", file.file_name().unwrap().display());
            for claim in &claims {
                println!("{}", serde_json::to_string_pretty(&claim.claim).unwrap());
            }
        }
        let _ = Form::Professional;
    }
    assert_eq!((count, lines), (42, 103));
}
