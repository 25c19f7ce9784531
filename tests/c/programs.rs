//! The C and C++ test programs: plain, under sanitizers, under valgrind.

use super::toolchain::{Link, c_compilers, compile, cpp, has, outcome, program, root, run};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The test programs and their arguments; those of `sequences` are a seed and its steps.
const PROGRAMS: [(&str, &[&str]); 9] = [
    ("calls", &[]),
    ("codes", &[]),
    ("claims", &[]),
    ("findings", &[]),
    ("files", &["examples/claims/two-office-claims.837"]),
    ("batch", &["300"]),
    ("sequences", &["1", "1500"]),
    ("ranges", &[]),
    ("wrapper", &["examples/claims/two-office-claims.837"]),
];

const SANITIZERS: [&str; 4] =
    ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g"];

fn build(compiler: &str, name: &str, folder: &Path, link: Link, flags: &[&str]) -> std::path::PathBuf {
    let output = folder.join(format!("{name}-{compiler}"));
    let (compiler, standard, suffix) = match name {
        "wrapper" => (cpp(compiler), "-std=c++17", "cpp"),
        "ranges" => (cpp(compiler), "-std=c++20", "cpp"),
        _ => (compiler, "-std=c99", "c"),
    };
    let mut all = vec![standard];
    all.extend(flags);
    compile(compiler, &format!("tests/c/{name}.{suffix}"), &output, link, &all);
    output
}

fn passes(name: &str, text: &str) {
    assert!(text.contains(&format!("{name}: all passed")), "{name}:\n{text}");
}

#[test]
fn every_program_passes() {
    let scratch = tempfile::tempdir().unwrap();
    for compiler in c_compilers() {
        for (index, (name, arguments)) in PROGRAMS.iter().enumerate() {
            let link = if index == 0 { Link::Static } else { Link::Shared };
            let path = build(compiler, name, scratch.path(), link, &["-O1"]);
            passes(name, &run(Command::new(path).args(*arguments).current_dir(root())));
        }
    }
}

#[test]
fn random_sequences_of_calls_do_no_harm() {
    let scratch = tempfile::tempdir().unwrap();
    let path = build("gcc", "sequences", scratch.path(), Link::Shared, &SANITIZERS);
    for seed in 2..8 {
        passes("sequences", &program(&path, &[seed.to_string(), "1500".to_owned()]));
    }
}

#[test]
fn every_program_passes_under_sanitizers() {
    let scratch = tempfile::tempdir().unwrap();
    for compiler in c_compilers() {
        if !sanitizes(compiler, scratch.path()) {
            continue;
        }
        sanitizers_are_on(compiler, scratch.path());
        for (name, arguments) in PROGRAMS {
            let path = build(compiler, name, scratch.path(), Link::Shared, &SANITIZERS);
            passes(name, &run(Command::new(path).args(arguments).current_dir(root())));
        }
    }
}

/// Whether a compiler has the libraries of its sanitizers, which gcc always has.
fn sanitizes(compiler: &str, scratch: &Path) -> bool {
    let source = scratch.join("empty.c");
    fs::write(&source, "int main(void) { return 0; }\n").unwrap();
    let (found, text) =
        outcome(Command::new(compiler).args(SANITIZERS).arg(&source).arg("-o").arg(scratch.join("empty")));
    assert!(found || compiler != "gcc", "{text}");
    if !found {
        eprintln!("{compiler} has no sanitizers: its programs are not run under them");
    }
    found
}

/// A program that reads a lent text after it was freed, overflows a number, or leaks a report must
/// be found out; else the sanitizers prove nothing.
fn sanitizers_are_on(compiler: &str, scratch: &Path) {
    let path = build(compiler, "wrong", scratch, Link::Shared, &SANITIZERS);
    for (crime, accusation) in
        [("freed", "heap-use-after-free"), ("overflow", "signed integer overflow"), ("leak", "LeakSanitizer")]
    {
        let (success, text) = outcome(Command::new(&path).arg(crime));
        assert!(!success && text.contains(accusation), "{crime} by {compiler}: {text}");
    }
    let (success, text) = outcome(Command::new(&path).arg("nothing"));
    assert!(success, "{text}");
}

#[test]
fn no_program_leaks_under_valgrind() {
    if !has("valgrind") {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let valgrind = |path: &Path, arguments: &[&str]| {
        let mut command = Command::new("valgrind");
        command.args(["--quiet", "--leak-check=full", "--error-exitcode=99"]);
        command.arg("--errors-for-leak-kinds=definite,indirect,possible");
        command.arg(format!("--suppressions={}", root().join("tests/c/valgrind.supp").display()));
        command.arg(path).args(arguments).current_dir(root());
        command
    };
    let wrong = build("gcc", "wrong", scratch.path(), Link::Shared, &["-g"]);
    for crime in ["freed", "leak"] {
        let (success, text) = outcome(&mut valgrind(&wrong, &[crime]));
        assert!(!success, "valgrind does not see {crime}: {text}");
    }
    for (name, arguments) in PROGRAMS {
        let path = build("gcc", name, scratch.path(), Link::Shared, &["-g"]);
        let arguments = match name {
            "batch" => &["20"],
            "sequences" => &["11", "100"][..],
            _ => arguments,
        };
        passes(name, &run(&mut valgrind(&path, arguments)));
    }
}

#[test]
fn objects_are_shared_between_threads() {
    let scratch = tempfile::tempdir().unwrap();
    let build = |name| build("gcc", name, scratch.path(), Link::Shared, &["-D_POSIX_C_SOURCE=200809L", "-g"]);
    let threads = build("threads");
    for _ in 0..5 {
        passes("threads", &program::<&str>(&threads, &[]));
    }
    if has("valgrind") {
        let helgrind = |path: &Path, argument: &str| {
            let mut command = Command::new("valgrind");
            command.args(["--quiet", "--tool=helgrind", "--error-exitcode=99"]).arg(path).arg(argument);
            command
        };
        passes("threads", &run(&mut helgrind(&threads, "warm")));
        let (success, text) = outcome(&mut helgrind(&build("wrong"), "race"));
        assert!(!success && text.contains("data race"), "helgrind does not see a race: {text}");
    }
}

/// The header and the program in `tests/c/abi-1` are those of the first release with binary interface
/// 1; a program compiled then must run with the library of now.
#[test]
fn a_program_compiled_with_the_older_header_runs() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("older");
    let older = format!("-I{}", root().join("tests/c/abi-1").display());
    compile("gcc", "tests/c/abi-1/program.c", &path, Link::Shared, &["-std=c99", &older]);
    passes("abi-1", &program::<&str>(&path, &[]));
}
