//! The fuzzer's targets on its seeds and on what it has found: a smoke run on every machine.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// Runs a target on every seed and on cut and changed copies of each.
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut seeds = 0;
    for seed in fs::read_dir(folder).unwrap() {
        let seed = fs::read(seed.unwrap().path()).unwrap();
        seeds += 1;
        run(&seed);
        let step = (seed.len() / 40).max(1);
        for place in (0..seed.len()).step_by(step) {
            run(&seed[..place]);
            let mut changed = seed.clone();
            changed[place] ^= 0x15;
            run(&changed);
        }
    }
    assert!(seeds > 0, "{target} has no seeds");
}

#[test]
fn codes() {
    replay("codes", targets::codes);
}

#[test]
fn claim_json() {
    replay("claim_json", targets::claim_json);
}

#[test]
fn profile() {
    replay("profile", targets::profile);
}

#[test]
fn x12() {
    replay("x12", targets::x12);
}

#[test]
fn edition() {
    replay("edition", targets::edition);
}
