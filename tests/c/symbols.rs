//! What the libraries export is what the header declares.

use super::toolchain::{built, root, run};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

fn declared() -> BTreeSet<String> {
    let header = fs::read_to_string(root().join("include/cleanclaim.h")).unwrap();
    let names = header.split("cleanclaim_").skip(1).filter_map(|text| {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        text[end..].starts_with('(').then(|| format!("cleanclaim_{}", &text[..end]))
    });
    let mut names: BTreeSet<_> = names.collect();
    assert!(names.remove("cleanclaim_text_of"), "the header's own function");
    assert!(names.len() > 50, "only {} functions are declared", names.len());
    names
}

#[test]
fn the_shared_library_exports_the_header_and_nothing_else() {
    let symbols =
        run(Command::new("nm").args(["-D", "--defined-only"]).arg(built().join("libcleanclaim.so")));
    let exported: BTreeSet<_> =
        symbols.lines().filter_map(|line| Some(line.split_whitespace().nth(2)?.to_owned())).collect();
    assert_eq!(exported, declared());
}

#[test]
fn the_static_library_has_the_header() {
    let symbols = run(Command::new("nm").args(["-g", "--defined-only"]).arg(built().join("libcleanclaim.a")));
    let exported: BTreeSet<_> =
        symbols.lines().filter_map(|line| line.split_whitespace().nth(2)).map(str::to_owned).collect();
    let missing: Vec<_> = declared().into_iter().filter(|name| !exported.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let extra: Vec<_> = exported
        .iter()
        .filter(|name| name.starts_with("cleanclaim_") && !declared().contains(*name))
        .collect();
    assert!(extra.is_empty(), "{extra:?}");
}

#[test]
fn every_function_is_called_by_the_tests_in_c() {
    let mut sources = String::new();
    for file in fs::read_dir(root().join("tests/c")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "c") {
            sources += &fs::read_to_string(path).unwrap();
        }
    }
    let called = |name: &&String| {
        let mut rest = sources.split(name.as_str()).skip(1);
        rest.any(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    };
    let untested: Vec<_> = declared().into_iter().filter(|name| !called(&name)).collect();
    assert!(untested.is_empty(), "{untested:?}");
}
