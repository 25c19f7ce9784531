//! The examples, built as their users build them, and run.

use super::toolchain::{Link, SYSTEM, compile, has, libraries, outcome, program, root, run};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PAIR: &str = "examples/claims/bundled-pair.json";
const CLEAN: &str = "examples/claims/clean-office-visit.json";
const FILE: &str = "examples/claims/two-office-claims.837";
const FINDING: &str = "17000 is part of 11102";

/// Runs a program in the project's folder; its exit status and all it printed.
fn end(path: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(path)
        .args(arguments)
        .current_dir(root())
        .env_remove("LD_LIBRARY_PATH")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

/// Checks what the programs of `examples/c` and `examples/cpp` do, wherever they were built.
pub fn programs_do_what_they_say(folder: &Path) {
    for scrub in ["scrub", "scrub_cpp"] {
        let (status, text) = end(&folder.join(scrub), &[PAIR]);
        assert!(status == Some(1) && text.contains("N002") && text.contains(FINDING), "{scrub}: {text}");
        assert_eq!(end(&folder.join(scrub), &[CLEAN]).0, Some(0), "{scrub}");
        assert_eq!(end(&folder.join(scrub), &["no-such-file"]).0, Some(2), "{scrub}");
    }
    let codes = folder.join("codes");
    let (status, text) = end(&codes, &["procedure", "9921O", "npi", "1234567893"]);
    assert!(status == Some(1) && text.contains("use 99210\nnpi 1234567893\n"), "{text}");
    assert_eq!(end(&codes, &["diagnosis", "e119"]), (Some(0), "diagnosis E11.9\n".to_owned()));

    let (status, text) = end(&folder.join("x12_batch"), &[FILE]);
    assert!(status == Some(1) && text.contains("claim X12-KNEE") && text.contains("(segment "), "{text}");
    assert_eq!(end(&folder.join("x12_batch"), &["no-such-file"]).0, Some(2));
    let (status, text) = end(&folder.join("x12_batch_cpp"), &[FILE]);
    assert!(status == Some(0) && text.contains("claim X12-CLEAN: 0 findings"), "{text}");

    let (status, text) = end(&folder.join("billing_cpp"), &[]);
    assert!(status == Some(0) && text.contains("if documented: add XS") && text.contains(FINDING), "{text}");
    let text = type_into(&folder.join("billing_screen"));
    let shown: Vec<_> = text.split("> ").collect();
    assert!(shown[3].contains(FINDING) && shown[4].starts_with("fix 0 0\nclean"), "{text}");
}

/// What the billing screen shows.
fn type_into(screen: &Path) -> String {
    let mut screen = Command::new(screen)
        .env_remove("LD_LIBRARY_PATH")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let typed =
        "diagnosis L57.0\nline 2024-08-05 11102 160.00 1\nline 2024-08-05 17000 95.00 1\nfix 0 0\nnew\n";
    screen.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = screen.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn make_builds_every_example() {
    let scratch = tempfile::tempdir().unwrap();
    let mut make = Command::new("make");
    make.arg("-s").arg("-C").arg(root().join("examples/c")).arg(format!("OUT={}", scratch.path().display()));
    make.arg(format!("LIBRARY={}", libraries().display())).arg("CFLAGS=-O1 -Wall -Wextra -Wpedantic -Werror");
    run(&mut make);
    programs_do_what_they_say(scratch.path());
}

#[test]
fn the_static_library_needs_what_the_readme_says() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&SYSTEM.join(" ")), "the README does not name {SYSTEM:?}");
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("scrub");
    compile("gcc", "examples/c/scrub.c", &path, Link::Static, &["-std=c99"]);
    assert_eq!(end(&path, &[PAIR]).0, Some(1));
}

#[test]
fn the_programs_of_the_readme_run() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    for (language, compiler, standard) in [("c", "gcc", "-std=c99"), ("cpp", "g++", "-std=c++17")] {
        let shown =
            readme.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("\n```").next());
        let source = scratch.path().join(format!("program.{language}"));
        fs::write(&source, format!("{}\n", shown.unwrap())).unwrap();
        let path = scratch.path().join(language);
        compile(compiler, source.to_str().unwrap(), &path, Link::Shared, &[standard]);
        assert_eq!(
            program::<&str>(&path, &[]).lines().filter(|line| line.starts_with("N002 line 2: 17000")).count(),
            1
        );
    }
}

/// Its numbers mean something only with a library built for speed.
#[test]
fn the_bench_measures_every_call() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("cost");
    compile("gcc", "benches/c/cost.c", &path, Link::Shared, &["-std=c99", "-O2"]);
    assert_eq!(program(&path, &["1"]).lines().filter(|line| line.ends_with(" ns")).count(), 12);
}

#[test]
fn python_calls_the_shared_library() {
    if !has("python3") {
        return;
    }
    let library = libraries().join("libcleanclaim.so");
    let script = root().join("examples/python/scrub.py");
    let judge = |claim: &str| {
        let mut python = Command::new("python3");
        python.arg("-B").arg(&script).arg(&library).arg(root().join(claim));
        outcome(&mut python)
    };
    let (success, text) = judge(PAIR);
    assert!(!success && text.contains(FINDING) && text.contains("'1234567893')"), "{text}");
    let (success, text) = judge(CLEAN);
    assert!(success, "{text}");
}

#[test]
fn cobol_calls_the_shared_library() {
    if !has("cobc") {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("scrub");
    let mut cobc = Command::new("cobc");
    cobc.args(["-x", "-fstatic-call", "-o"]).arg(&path).arg(root().join("examples/cobol/scrub.cob"));
    cobc.arg("-L").arg(libraries()).arg("-lcleanclaim").current_dir(scratch.path());
    run(cobc.env("COB_LDFLAGS", format!("-Wl,-rpath,{}", libraries().display())));
    assert!(program::<&str>(&path, &[]).contains(FINDING));
}

#[test]
fn dotnet_calls_the_shared_library() {
    if !has("mcs") || !has("mono") {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("Scrub.exe");
    run(Command::new("mcs")
        .arg(format!("-out:{}", path.display()))
        .arg(root().join("examples/dotnet/Scrub.cs")));
    let library = scratch.path().join("libcleanclaim.so");
    std::os::unix::fs::symlink(libraries().join("libcleanclaim.so"), library).unwrap();
    let text = run(Command::new("mono").arg(&path).arg(root().join(PAIR)));
    assert!(text.contains(FINDING), "{text}");
}
