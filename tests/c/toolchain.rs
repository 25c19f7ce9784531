//! Compilers, and the library that cargo built with this test.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the `libcleanclaim.so` and `libcleanclaim.a` that cargo built with this test.
pub fn built() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// A folder with both libraries, without debugging information so that linking and valgrind are
/// quick. It stays until the test run ends.
pub fn libraries() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for library in ["libcleanclaim.so", "libcleanclaim.a"] {
            let copy = folder.path().join(library);
            run(Command::new("strip").arg("-g").arg("-o").arg(copy).arg(built().join(library)));
        }
        folder
    });
    folder.path()
}

/// Whether a program can be started.
pub fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        eprintln!("{program} is not installed: what needs it is skipped");
    }
    found
}

/// Every C compiler of the machine.
pub fn c_compilers() -> Vec<&'static str> {
    let found: Vec<_> = ["gcc", "clang"].into_iter().filter(|compiler| has(compiler)).collect();
    assert!(!found.is_empty(), "the C tests need gcc or clang");
    found
}

/// The C++ compiler that goes with a C compiler.
pub fn cpp(compiler: &str) -> &'static str {
    if compiler == "clang" { "clang++" } else { "g++" }
}

/// Runs a command that must succeed; its standard output.
pub fn run(command: &mut Command) -> String {
    let (success, text) = outcome(command);
    assert!(success, "{command:?}\n{text}");
    text
}

/// Runs a command; whether it succeeded, and all it printed.
///
/// Cargo's search path for libraries would outrank the one a program was linked with.
pub fn outcome(command: &mut Command) -> (bool, String) {
    command.env_remove("LD_LIBRARY_PATH");
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    (status.success(), text)
}

/// Strict about warnings.
pub const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// The system libraries the static library needs; the README names the same.
pub const SYSTEM: [&str; 4] = ["-lpthread", "-ldl", "-lm", "-lgcc_s"];

/// How a program is linked with the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Shared,
    Static,
}

/// Compiles a program of one source with the header and the library.
pub fn compile(compiler: &str, source: &str, output: &Path, link: Link, flags: &[&str]) {
    let folder = libraries();
    let mut command = Command::new(compiler);
    command.args(STRICT).args(flags).arg("-I").arg(root().join("include")).arg(root().join(source));
    command.arg("-o").arg(output);
    match link {
        Link::Shared => {
            command.arg("-L").arg(folder).arg("-lcleanclaim");
            command.arg(format!("-Wl,-rpath,{}", folder.display())).arg("-lpthread");
        }
        Link::Static => {
            command.arg(folder.join("libcleanclaim.a")).args(SYSTEM);
        }
    }
    run(&mut command);
}

/// Runs a program with arguments; its output.
pub fn program<S: AsRef<OsStr>>(path: &Path, arguments: &[S]) -> String {
    run(Command::new(path).args(arguments))
}
