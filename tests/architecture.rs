//! The shape of the source tree: layers import only downwards.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first; modules of one layer do not import each other.
const LAYERS: [&[&str]; 8] =
    [&["code"], &["claim"], &["edition"], &["finding"], &["rule"], &["profile"], &["scrub", "x12"], &["ffi"]];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The crate's modules a source names: `crate::code::…`, also inside `use crate::{code::…, …}`.
fn modules_named(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let name =
        |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut modules = Vec::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => {
                let (mut depth, mut item) = (0, String::new());
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => modules.push(name(std::mem::take(&mut item).trim())),
                        _ if depth == 0 => item.push(c),
                        _ => {}
                    }
                }
                modules.push(name(item.trim()));
            }
            None => modules.push(name(after)),
        }
    }
    modules
}

#[test]
fn layers_import_only_downwards() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = Vec::new();
    let mut checked = 0;
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        let Some(own) = layer(&module) else {
            assert_eq!(module, "lib", "{} belongs to no layer", relative.display());
            continue;
        };
        checked += 1;
        for named in modules_named(&fs::read_to_string(&file).unwrap()) {
            if let Some(theirs) = layer(&named)
                && named != module
                && theirs >= own
            {
                wrong.push(format!("{} imports {named}", relative.display()));
            }
        }
    }
    assert!(checked > 20, "only {checked} files were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let source = "use crate::code::Date;\n// use crate::ffi::x;\nuse crate::{claim::{Claim, Line}, rule};\n let x = crate::scrub::y();";
    assert_eq!(modules_named(source), ["code", "claim", "rule", "scrub"]);
}
