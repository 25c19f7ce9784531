//! What judging a claim costs in memory: nothing, once the workspace is warm.

use super::{cases, clean};
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
