//! What judging a claim costs in memory: nothing, once the workspace is warm.

#[cfg(feature = "capi")]
use super::round_trips::structures::{Structures, must};
use super::{cases, clean};
use cleanclaim::claim::json;
use cleanclaim::scrub::Workspace;
use cleanclaim::{Claim, Edition, Profiles, Scrubber};

/// Allocations of judging a claim whose like has been judged before.
fn allocations(scrubber: &Scrubber, claim: &Claim, workspace: &mut Workspace) -> u64 {
    scrubber.scrub_in(claim, workspace);
    allocation_counter::measure(|| {
        scrubber.scrub_in(claim, workspace);
    })
    .count_total
}

#[test]
fn clean_claims_are_judged_without_allocation() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut workspace = Workspace::default();
    for case in clean::claims() {
        assert_eq!(allocations(&scrubber, &case.claim(), &mut workspace), 0, "{}", case.name());
    }
}

/// Rules whose findings quote what the claim says, or put words together: a text of their own.
const QUOTING: [&str; 28] = [
    "C001", "C011", "C012", "C013", "C014", "C015", "C016", "C019", "C020", "C021", "C022", "C023", "C025",
    "D001", "D002", "D003", "E017", "G006", "M001", "M005", "P004", "T009", "T013", "T014", "T019", "T020",
    "T025", "U001",
];

#[test]
fn flagged_claims_are_judged_without_allocation_but_for_texts_they_quote() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut workspace = Workspace::default();
    let mut silent = 0;
    for (rule, name, claim) in cases::flagged_claims() {
        let allocations = allocations(&scrubber, &claim, &mut workspace);
        let findings = scrubber.scrub_in(&claim, &mut workspace);
        let quotes = findings.iter().any(|finding| QUOTING.contains(&finding.rule().as_str()));
        assert!(allocations == 0 || quotes, "{rule} {name}: {allocations} allocations");
        silent += usize::from(allocations == 0);
    }
    assert!(silent > 300, "only {silent} claims are judged without allocation");
}

/// Claims read from JSON in memory that is warm, their earlier claims too.
#[test]
fn claims_are_read_from_json_without_allocation() {
    let texts: Vec<String> =
        clean::claims().iter().map(|case| serde_json::to_string(&case.claim()).unwrap()).collect();
    let mut reader = json::Reader::default();
    let mut round = || texts.iter().for_each(|text| assert!(reader.read(text.as_bytes()).is_ok()));
    // Memory goes round among lines and texts: after a few rounds there is enough for each.
    let mut rounds = (0..40).map(|_| allocation_counter::measure(&mut round).count_total);
    assert!(rounds.any(|allocations| allocations == 0), "it never ends");
    assert!(rounds.take(3).all(|allocations| allocations == 0), "it begins again");
}

/// A claim of unusual size is not paid for ever after.
#[test]
fn a_large_claim_leaves_no_large_memory() {
    let line = format!(r#"{{"procedure":"99213","modifiers":[{}"25"]}}"#, r#""25","#.repeat(1_000));
    let lines = vec![line; 500].join(",");
    let note = "x".repeat(1 << 20);
    let large = format!(r#"{{"form":"professional","note":"{note}","lines":[{lines}]}}"#);
    let small = r#"{"form":"professional","lines":[]}"#;
    let mut reader = json::Reader::default();
    let held = allocation_counter::measure(|| {
        reader.read(large.as_bytes()).unwrap();
        reader.read(small.as_bytes()).unwrap();
        let first = r#"{"form":"professional","lines":["#.to_owned();
        let every = first + &vec![r#"{"procedure":"99213"}"#; 500].join(",") + "]}";
        reader.read(every.as_bytes()).unwrap();
    });
    // 500 lines of 424 bytes, and not their 1,001 modifiers.
    assert!(held.bytes_current < 1 << 20, "{} bytes", held.bytes_current);
}

/// A claim built from structures and judged through the C functions, on memory that is warm: claims
/// without history, whose codes can be read.
#[cfg(feature = "capi")]
#[test]
#[allow(unsafe_code, reason = "it calls the functions as C does")]
fn claims_are_built_and_judged_from_c_without_allocation() {
    use cleanclaim::ffi::*;
    use std::ptr::{null, null_mut};

    let claims: Vec<Structures> = clean::claims()
        .iter()
        .map(|case| case.claim())
        .filter(|claim| claim.history.is_empty())
        .filter_map(|claim| Structures::of(&claim).ok())
        .collect();
    assert!(claims.len() > 80, "only {} claims", claims.len());
    let (mut scrubber, mut workspace, mut claim, mut report) = (null_mut(), null_mut(), null_mut(), null());
    // SAFETY: every output can be written, every object is live until it is freed.
    unsafe {
        must(cleanclaim_scrubber_new(null(), 0, &mut scrubber));
        must(cleanclaim_workspace_new(&mut workspace));
        must(cleanclaim_claim_new(0, &mut claim));
        let mut round = || {
            for structures in &claims {
                structures.build(claim);
                must(cleanclaim_scrub_in(scrubber, claim, workspace, &mut report));
                assert_eq!(cleanclaim_report_finding_count(report), 0);
            }
        };
        // Memory goes round among lines and texts: after a few rounds there is enough for each.
        let mut rounds = (0..20).map(|_| allocation_counter::measure(&mut round).count_total);
        assert!(rounds.any(|allocations| allocations == 0), "it never ends");
        assert!(rounds.take(3).all(|allocations| allocations == 0), "it begins again");
        cleanclaim_claim_free(claim);
        cleanclaim_workspace_free(workspace);
        cleanclaim_scrubber_free(scrubber);
    }
}

/// What a claim from memory costs is mostly the waiting for it.
#[test]
#[cfg(target_pointer_width = "64")]
fn claims_and_lines_stay_small() {
    use cleanclaim::claim::Line;
    assert!(size_of::<Line>() <= 424, "{} bytes a line", size_of::<Line>());
    assert!(size_of::<Claim>() <= 840, "{} bytes a claim", size_of::<Claim>());
}
