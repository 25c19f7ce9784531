//! The C header is what cbindgen makes of the sources.

use crate::c::toolchain::{STRICT, c_compilers, cpp, root, run};
use std::fs;
use std::path::Path;
use std::process::Command;

const OPENING: &str = "\
/*
 * cleanclaim: checks medical claims against the coding rules in force on each date of service.
 *
 * A first program. Make a cleanclaim_scrubber once; for each claim, fill a cleanclaim_claim from
 * structures or read it from JSON, scrub it, and read the findings of its cleanclaim_report:
 *
 *     cleanclaim_scrubber *scrubber = NULL;
 *     cleanclaim_report *report = NULL;
 *     if (cleanclaim_scrubber_new(NULL, 0, &scrubber) != CLEANCLAIM_OK ||
 *         cleanclaim_scrub_json(scrubber, json, strlen(json), &report) != CLEANCLAIM_OK) {
 *         fprintf(stderr, \"%s\\n\", cleanclaim_last_error(NULL));
 *     }
 *
 * Calls. A function that can fail returns a cleanclaim_status; 0 is success. Its object comes first,
 * its outputs come last and are written only on success. NULL where it may not be, a text that is
 * not UTF-8, a number outside its enumeration and an index out of range are answered with a status,
 * never with a crash. cleanclaim_last_error says in words why the last call of the thread failed.
 *
 * Text is UTF-8, a pointer and a length in bytes; NULL with length 0 is empty. Texts that the
 * library lends are also followed by a zero byte: print them with \"%s\".
 *
 * Structures are passed as a pointer and their sizeof, so that they may grow: a program compiled
 * with this header runs with every later library of the same CLEANCLAIM_ABI_VERSION. Fill those you
 * pass with zeros first ({0}, memset): zero is not given, unless a member says otherwise, as charges
 * and units do. Numbers of enumerations are passed as uint32_t.
 *
 * Ownership. What a call writes to an output of type T ** is the caller's, who frees it with the
 * _free function of its type; freeing NULL does nothing. What it writes to an output of type
 * const T **, and every text and list read from an object, is lent: it lives until the object is
 * changed or freed, and is not freed itself. Nothing the caller passes in is kept: texts are copied
 * and objects may be freed in any order. Behaviour is undefined only when an object is used after it
 * was freed, or lent memory after its end, or when a length is larger than the memory it is of.
 *
 * Threads. An object that is passed as const may be used by several threads at once; one that is
 * passed as a plain pointer is used by one thread at a time. A scrubber is made once and shared.
 *
 * Stability. Functions, statuses, numbers and members keep their meaning while
 * CLEANCLAIM_ABI_VERSION stays the same; new functions, statuses and numbers may be added, and new
 * members at the end of structures that are passed with their size.
 *
 * This file is made from the Rust sources; do not edit it.
 */";

/// A convenience that cannot be made from the sources.
const TEXT_OF: &str = "\
/**
 * The text of a string that ends with a zero byte; NULL is the empty text.
 */
static inline cleanclaim_text cleanclaim_text_of(const char *string)
{
    cleanclaim_text text;
    text.data = string;
    text.length = string ? strlen(string) : 0;
    return text;
}
";

/// The sources in the order of the header.
const SOURCES: [&str; 17] = [
    "status", "version", "text", "edition", "profile", "scrubber", "claim", "header", "line", "scrub",
    "report", "mend", "batch", "x12", "code", "visit", "rule",
];

fn generated() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(config).with_header(OPENING);
    for file in SOURCES {
        builder = builder.with_src(root.join(format!("src/ffi/{file}.rs")));
    }
    let mut header = Vec::new();
    builder.generate().unwrap().write(&mut header);
    let text = String::from_utf8(header).unwrap();
    // Rust's safety sections, links and fences are for Rust programmers and their tools.
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
            if !comment.is_some_and(|comment| comment.starts_with("```")) {
                lines.push(line.replace("[`", "").replace("`]", "").trim_end().to_owned());
            }
        }
    }
    let header = lines.join("\n") + "\n";
    let (declarations, end) = header.rsplit_once("#endif").unwrap();
    format!("{declarations}{TEXT_OF}\n#endif{end}")
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

/// Every C function of the sources: its name, and its body without comments.
fn functions() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut functions = Vec::new();
    for file in fs::read_dir(root.join("src/ffi")).unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        let code: String = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| [line, "\n"])
            .collect();
        for declaration in code.split("#[unsafe(no_mangle)]").skip(1) {
            let (head, body) = declaration.split_once("{\n").unwrap();
            let name = head.split("extern \"C\" fn ").nth(1).unwrap().split('(').next().unwrap();
            functions.push((name.to_owned(), body.split("\n}\n").next().unwrap().trim().to_owned()));
        }
    }
    assert!(functions.len() > 50, "only {} functions were found", functions.len());
    functions
}

/// What of a text follows the parenthesis that closes its first one.
fn after_call(text: &str) -> Option<&str> {
    let mut depth = 0;
    for (place, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(&text[place + 1..]),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[test]
fn every_exported_function_is_in_the_header() {
    let header = generated();
    for (name, _) in functions() {
        assert!(header.contains(&format!("{name}(")), "{name} is not in the header");
    }
    let outside = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    for path in outside.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        assert!(!fs::read_to_string(path).unwrap().contains("no_mangle"));
    }
}

/// `src/ffi/guard.rs` tests that nothing leaves the guard.
#[test]
fn every_exported_function_is_one_call_of_the_guard() {
    for (name, body) in functions() {
        let guarded = body.starts_with("guard(|| ") || body.starts_with("guard_or(");
        assert!(guarded, "{name} does something outside the guard: {body}");
        let rest = after_call(&body).unwrap();
        assert!(rest.trim().is_empty(), "{name} does something after the guard: {rest}");
        let argument = body.strip_prefix("guard_or(").map_or("0", |rest| rest.split(',').next().unwrap());
        assert!(
            ["0", "()", "cleanclaim_verdict::CLEANCLAIM_FLAGGED", "c\"\".as_ptr()"].contains(&argument),
            "{name} computes {argument} outside the guard"
        );
    }
    assert_eq!(after_call("guard(|| (1)) + 2"), Some(" + 2"));
}

#[test]
fn the_claim_the_header_shows_is_one() {
    let header = generated();
    let shown = header.split(" * {\"id\"").nth(1).unwrap().split(" *\n").next().unwrap();
    let text = format!("{{\"id\"{}", shown.replace("\n *", "\n"));
    let claim = cleanclaim::claim::json::read_one(text.as_bytes()).unwrap();
    assert_eq!((claim.id.as_deref(), claim.lines.len()), (Some("A-1"), 1));
}

/// The standards of C and C++ the header compiles in.
const STANDARDS: [&str; 7] = ["c99", "c11", "c17", "c++11", "c++14", "c++17", "c++20"];

#[test]
fn the_headers_compile_alone_and_twice_in_every_standard() {
    let scratch = tempfile::tempdir().unwrap();
    for (header, first) in [("cleanclaim.h", 0), ("cleanclaim.hpp", 5)] {
        for compiler in c_compilers() {
            for standard in &STANDARDS[first..] {
                let (language, compiler) = match standard.starts_with("c++") {
                    true => ("c++", cpp(compiler)),
                    false => ("c", compiler),
                };
                for times in [1, 2] {
                    let source = scratch.path().join("source");
                    fs::write(&source, format!("#include \"{header}\"\n").repeat(times) + "int used;\n")
                        .unwrap();
                    let mut command = Command::new(compiler);
                    command.args(STRICT).args(["-Wshadow", "-Wconversion", "-fsyntax-only"]);
                    command.arg(format!("-std={standard}")).args(["-x", language]).arg(&source);
                    run(command.arg("-I").arg(root().join("include")));
                }
            }
        }
    }
}

/// Members that hold a place for later.
const UNUSED: &str = "reserved";

#[test]
fn the_classes_of_cpp_give_every_member_of_a_claim() {
    let header = without_comments(&generated());
    let classes = fs::read_to_string(root().join("include/cleanclaim.hpp")).unwrap();
    let structures: Vec<(&str, &str)> =
        header.split("typedef struct {").skip(1).filter_map(|rest| rest.split_once('}')).collect();
    for name in ["header", "patient", "provider", "line"] {
        let named = format!("cleanclaim_{name};");
        let (members, _) = structures.iter().find(|(_, rest)| rest.trim().starts_with(&named)).unwrap();
        for member in members.split(';').filter_map(|member| member.split_whitespace().last()) {
            let member = member.split('[').next().unwrap();
            let is_set =
                classes.contains(&format!("own.{member} =")) || classes.contains(&format!("own.{member}["));
            assert!(is_set || member == UNUSED, "{named} {member} is not set by cleanclaim.hpp");
        }
    }
}

/// The header of the first release of each binary interface; it is never changed.
#[test]
fn nothing_an_older_header_declares_has_changed() {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let older = fs::read_to_string(root().join("tests/c/abi-1/cleanclaim.h")).unwrap();
    let now = squeezed(&without_comments(&generated()));
    let older = without_comments(&older);
    let mut declared = 0;
    for declaration in
        older.split(';').map(squeezed).filter(|text| text.contains("cleanclaim_") && text.contains('('))
    {
        let declaration = declaration.rsplit(['}', '{']).next().unwrap().trim();
        assert!(now.contains(declaration), "changed or gone: {declaration}");
        declared += 1;
    }
    for constant in older.lines().map(str::trim).filter(|line| line.starts_with("CLEANCLAIM_")) {
        assert!(now.contains(constant.trim_end_matches(',')), "changed or gone: {constant}");
        declared += 1;
    }
    // Structures may grow at their end.
    for structure in older.split("typedef struct {").skip(1) {
        let members = squeezed(structure.split('}').next().unwrap());
        assert!(now.contains(&members), "changed or gone: {members}");
        declared += 1;
    }
    assert!(declared > 100, "only {declared} declarations were compared");
}

fn without_comments(header: &str) -> String {
    let code = header.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, code)| code));
    code.flat_map(|part| part.lines())
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| [line, "\n"])
        .collect()
}
