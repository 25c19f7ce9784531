//! The C example, compiled against the header and run against the library of this test run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder with `libcleanclaim.so` and `libcleanclaim.a` that cargo built with this test.
fn library_folder() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// The system libraries the static library needs.
const SYSTEM: [&str; 4] = ["-lpthread", "-ldl", "-lm", "-lgcc_s"];

fn compile(source: &str, output: &Path, link_static: bool) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = library_folder();
    let mut command = Command::new("cc");
    command.args(["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O1"]);
    command.arg("-I").arg(root.join("include")).arg(root.join(source)).arg("-o").arg(output);
    if link_static {
        command.arg(folder.join("libcleanclaim.a")).args(SYSTEM);
    } else {
        command.arg(folder.join("libcleanclaim.so")).arg(format!("-Wl,-rpath,{}", folder.display()));
    }
    succeed(command.output().unwrap());
}

fn succeed(output: Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}\n{out}\n{err}", output.status);
    out.into_owned()
}

#[test]
fn the_example_judges_a_sample_claim() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = tempfile::tempdir().unwrap();
    for link_static in [false, true] {
        let program = scratch.path().join(if link_static { "scrub-static" } else { "scrub" });
        compile("examples/c/scrub.c", &program, link_static);
        let flagged =
            Command::new(&program).arg(root.join("examples/claims/bundled-pair.json")).output().unwrap();
        assert_eq!(flagged.status.code(), Some(1), "{}", String::from_utf8_lossy(&flagged.stderr));
        let text = String::from_utf8_lossy(&flagged.stdout);
        assert!(text.contains("N002") && text.contains("17000"), "{text}");
        let clean = Command::new(&program).arg(root.join("examples/claims/clean-office-visit.json")).output();
        assert_eq!(clean.unwrap().status.code(), Some(0));
        let missing = Command::new(&program).arg("no-such-file").output().unwrap();
        assert_eq!(missing.status.code(), Some(2));
    }
}

#[test]
fn wrong_calls_get_a_status() {
    let scratch = tempfile::tempdir().unwrap();
    let program = scratch.path().join("calls");
    compile("tests/c/calls.c", &program, true);
    let out = succeed(Command::new(&program).output().unwrap());
    assert!(out.ends_with("calls: all passed\n"), "{out}");
}
