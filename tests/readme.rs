//! What the README shows is what the program prints.

use cleanclaim::claim::json;
use cleanclaim::scrub::{Colors, Page, Summary};
use cleanclaim::{Edition, Profiles, Scrubber};
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_screen_is_real() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let screen = readme.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let claim = fs::read(root().join("examples/claims/bundled-pair.json")).unwrap();
    let claim = json::read_one(&claim).unwrap();
    let report = Scrubber::new(Edition::starter().clone(), Profiles::by_payer()).scrub(&claim);
    let mut summary = Summary::default();
    summary.add(claim.lines.len(), &report);
    let printed = format!("{}\n{}", Page::new(&claim, &report, Colors::Never), summary.text(Colors::Never));
    assert_eq!(screen, printed.trim_end());
}

#[test]
fn the_commands_name_what_there_is() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for named in
        ["examples/claims/bundled-pair.json", "examples/c/scrub.c", "include/cleanclaim.h", "CONTRIBUTING.md"]
    {
        assert!(readme.contains(named) && root().join(named).exists(), "{named}");
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let version = manifest.split("rust-version = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(readme.contains(&format!("Rust {version} or later")));
}

#[cfg(feature = "profiles")]
#[test]
fn the_profile_shown_is_one() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let shown = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let profile = cleanclaim::Profile::from_text(shown).unwrap();
    assert_eq!((profile.name(), profile.edits().len()), ("lakeside-health", 1));
}
