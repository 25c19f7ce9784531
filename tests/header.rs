//! The C header is what cbindgen makes of the sources.

use std::fs;
use std::path::Path;

const OPENING: &str = "\
/*
 * cleanclaim: checks medical claims against the coding rules in force on each date of service.
 *
 * Calls. Every function that can fail returns a cleanclaim_status; 0 is success. Outputs come last
 * and are written only on success. cleanclaim_last_error says in words why the last call of this
 * thread failed.
 *
 * Text is UTF-8, a pointer and a length in bytes; NULL with length 0 is empty.
 *
 * Ownership. What a function named _new or an output of type T ** hands out is the caller's, who
 * frees it with the _free function of its type. Freeing NULL does nothing. Texts and findings that
 * are read from a report are lent and live as long as it. Nothing keeps a pointer to the caller's
 * memory after a call returns.
 *
 * Threads. A scrubber or a report may be used by several threads at once, as long as none frees it.
 *
 * Stability. Names, statuses and structures keep their meaning while CLEANCLAIM_ABI_VERSION stays
 * the same; new functions and statuses may be added.
 *
 * This file is made from the Rust sources; do not edit it.
 */";

fn generated() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(config).with_header(OPENING);
    for file in ["status", "version", "scrubber", "report"] {
        builder = builder.with_src(root.join(format!("src/ffi/{file}.rs")));
    }
    let mut header = Vec::new();
    builder.generate().unwrap().write(&mut header);
    let text = String::from_utf8(header).unwrap();
    // Rust's safety sections and links say to Rust programmers what the opening comment says to all.
    let mut lines = Vec::new();
    let mut in_safety = false;
    for line in text.lines() {
        let comment = line.trim_start().strip_prefix("*").map(str::trim);
        match comment {
            Some("# Safety") => in_safety = true,
            Some("/") => in_safety = false,
            _ => {}
        }
        if !in_safety {
            if comment == Some("/") {
                while lines.last().is_some_and(|last: &String| last.trim() == "*") {
                    lines.pop();
                }
            }
            lines.push(line.replace("[`", "").replace("`]", "").trim_end().to_owned());
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_committed_header_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("include/cleanclaim.h");
    let generated = generated();
    if std::env::var_os("CLEANCLAIM_WRITE_HEADER").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == generated,
        "include/cleanclaim.h is stale; run CLEANCLAIM_WRITE_HEADER=1 cargo test --features capi header"
    );
}

#[test]
fn every_exported_function_is_in_the_header() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let header = fs::read_to_string(root.join("include/cleanclaim.h")).unwrap();
    let mut count = 0;
    for file in fs::read_dir(root.join("src/ffi")).unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        for declaration in source.split("extern \"C\" fn ").skip(1) {
            let name = declaration.split('(').next().unwrap();
            assert!(header.contains(&format!("{name}(")), "{name} is not in the header");
            count += 1;
        }
    }
    assert!(count >= 10, "only {count} functions were found");
}
