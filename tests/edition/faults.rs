//! Sources that fail and places that cannot be written: a clear error, and the old file as it was.

use super::importers::ptp_text;
use super::small;
use cleanclaim::edition::source::{Options, Sources};
use cleanclaim::edition::{Builder, Edition, EditionError};
use std::path::Path;

const NAME: &str = "ccipra-v322r0.TXT";

fn added(path: &Path) -> Sources {
    let mut sources = Sources::new();
    sources.add(path).unwrap();
    sources
}

fn import(sources: Sources) -> Result<Builder, EditionError> {
    let mut builder = Builder::new("faults");
    sources.import(&mut builder, Options::default(), |_, _| {})?;
    Ok(builder)
}

fn is_io_of(error: &EditionError, name: &str) -> bool {
    matches!(error, EditionError::Io { path, .. } if path.to_string_lossy().contains(name))
}

#[test]
fn a_source_that_is_missing_or_vanishes_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let error = Sources::new().add(&path).unwrap_err();
    assert!(is_io_of(&error, NAME), "{error}");
    std::fs::write(&path, ptp_text(&["13121 13120 * 19960101 * 0 x"])).unwrap();
    let sources = added(&path);
    std::fs::remove_file(&path).unwrap();
    let error = import(sources).err().unwrap();
    assert!(is_io_of(&error, NAME), "{error}");
}

#[test]
fn a_source_cut_short_while_it_is_imported_is_no_import() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let text = ptp_text(&["13121 13120 * 19960101 * 0 x"; 3]);
    std::fs::write(&path, &text).unwrap();
    let sources = added(&path);
    // In the middle of the last row.
    std::fs::write(&path, &text[..text.len() - 15]).unwrap();
    let error = import(sources).err().unwrap();
    assert!(matches!(error, EditionError::Row { line: 9, .. }), "{error:?}");
    let sources = added(&path);
    std::fs::write(&path, "").unwrap();
    assert!(matches!(import(sources).err().unwrap(), EditionError::Source { .. }));
}

#[test]
fn a_place_that_cannot_be_written_leaves_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join(NAME);
    std::fs::write(&source, ptp_text(&["13121 13120 * 19960101 * 0 x"])).unwrap();
    let build = |out: &Path| import(added(&source)).unwrap().write(out);

    let missing = folder.path().join("none/full.cce");
    assert!(is_io_of(&build(&missing).unwrap_err(), "full.cce"));

    // A folder stands where the file is to go: it is not replaced, and no part of a file stays.
    let taken = folder.path().join("taken");
    std::fs::create_dir(&taken).unwrap();
    std::fs::write(taken.join("inside"), "kept").unwrap();
    assert!(is_io_of(&build(&taken).unwrap_err(), "taken"));
    assert_eq!(std::fs::read(taken.join("inside")).unwrap(), b"kept");
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, [NAME, "taken"]);

    // A file that is open while it is replaced stays what it was for who has it open.
    let out = folder.path().join("full.cce");
    std::fs::write(&out, small::bytes(false)).unwrap();
    let old = Edition::open(&out).unwrap();
    build(&out).unwrap();
    old.verify().unwrap();
    assert_eq!(old.as_bytes(), small::bytes(false));
    assert_eq!(Edition::open(&out).unwrap().id(), "faults");
}

/// Runs the build of the `edition` example in a shell that lets no file grow beyond a few blocks.
/// The edition example; it says so when it is not built.
fn program() -> Option<std::path::PathBuf> {
    // The tests are linked into target/<profile>/deps, the examples beside it.
    let test = std::env::current_exe().unwrap();
    let program = test
        .ancestors()
        .nth(2)
        .unwrap()
        .join("examples/edition")
        .with_extension(std::env::consts::EXE_EXTENSION);
    if !program.exists() {
        println!("skipped: {} is not built", program.display());
        return None;
    }
    Some(program)
}

#[test]
fn a_folder_without_published_files_makes_no_edition() {
    let Some(program) = program() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "nothing published").unwrap();
    let out = folder.path().join("full.cce");
    let build =
        std::process::Command::new(program).arg("build").arg("--out").arg(&out).arg(folder.path()).output();
    let build = build.unwrap();
    assert_eq!(build.status.code(), Some(2), "{build:?}");
    assert!(String::from_utf8_lossy(&build.stderr).contains("none of the sources"), "{build:?}");
    assert!(!out.exists());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let Some(program) = program() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (source, out) = (folder.path().join(NAME), folder.path().join("full.cce"));
    let rows: Vec<String> =
        (0..3_000).map(|n| format!("{:05} 99213 * 19960101 * 0 x", 10_000 + n * 7)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    std::fs::write(&source, ptp_text(&rows)).unwrap();
    std::fs::write(&out, small::bytes(false)).unwrap();
    let run = |limit: &str| {
        let mut shell = std::process::Command::new("sh");
        // Without the signal, writing beyond the limit is an error, as on a full disk.
        shell
            .arg("-c")
            .arg(format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" build --out \"$1\" \"$2\""));
        shell.args([&program, &out, &source]).output().unwrap()
    };
    let failed = run("8");
    assert_eq!(failed.status.code(), Some(2), "{failed:?}");
    assert!(String::from_utf8_lossy(&failed.stderr).contains("full.cce"), "{failed:?}");
    assert_eq!(std::fs::read(&out).unwrap(), small::bytes(false));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(run("unlimited").status.code(), Some(0));
    assert_eq!(Edition::open(&out).unwrap().info().ptp.pairs, 3_000);
}
