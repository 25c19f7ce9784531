//! The examples, built and run.

use super::toolchain::{Link, compile, root};
use std::process::Command;

#[test]
fn the_example_judges_a_sample_claim() {
    let scratch = tempfile::tempdir().unwrap();
    for link in [Link::Shared, Link::Static] {
        let program = scratch.path().join(format!("scrub-{link:?}"));
        compile("gcc", "examples/c/scrub.c", &program, link, &["-std=c99", "-O1"]);
        let scrub = |claim| Command::new(&program).arg(root().join(claim)).output().unwrap();
        let flagged = scrub("examples/claims/bundled-pair.json");
        assert_eq!(flagged.status.code(), Some(1), "{}", String::from_utf8_lossy(&flagged.stderr));
        let text = String::from_utf8_lossy(&flagged.stdout);
        assert!(text.contains("N002") && text.contains("17000"), "{text}");
        assert_eq!(scrub("examples/claims/clean-office-visit.json").status.code(), Some(0));
        assert_eq!(scrub("no-such-file").status.code(), Some(2));
    }
}
