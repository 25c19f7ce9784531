//! Mending never leaves a claim worse: every case of the corpus, and claims joined from two cases.

use super::cases;
use cleanclaim::claim::{Claim, json};
use cleanclaim::finding::{Applicability, RuleId, Severity};
use cleanclaim::rule::RULES;
use cleanclaim::scrub::Report;
use cleanclaim::{Edition, Profiles, Scrubber};

type Said = Vec<(Option<u32>, RuleId, Severity)>;

fn said(report: &Report) -> Said {
    let mut said: Said = report
        .findings()
        .iter()
        .map(|finding| (finding.line(), finding.rule(), finding.severity()))
        .collect();
    said.sort();
    said
}

/// Whether all of one list stands in the other, as often as there.
fn stands_in(part: &Said, whole: &Said) -> bool {
    let mut rest = whole.clone();
    part.iter().all(|own| match rest.iter().position(|other| other == own) {
        Some(position) => {
            rest.swap_remove(position);
            true
        }
        None => false,
    })
}

fn corpus() -> Vec<Claim> {
    let of_rules = RULES.iter().flat_map(|rule| cases::of_rule(rule.id.as_str()));
    of_rules.map(|case| case.claim()).filter(|claim| claim.lines.len() <= 20).collect()
}

/// The lines of two claims on one, numbered anew.
fn joined(one: &Claim, other: &Claim) -> Claim {
    let mut claim = one.clone();
    claim.lines.extend(other.lines.iter().cloned());
    claim.history.extend(other.history.iter().cloned());
    for (number, line) in (1..).zip(&mut claim.lines) {
        line.number = number;
    }
    claim
}

/// Mends a claim every way and says whether something was.
fn check(scrubber: &Scrubber, claim: &Claim) -> bool {
    let before = scrubber.scrub(claim);
    let mended = scrubber.fix(claim, Applicability::Manual);
    assert!(mended.applied.iter().all(|fix| fix.applicability < Applicability::Manual), "{claim:?}");
    let after = scrubber.scrub(&mended.claim);
    assert_eq!(said(&after), said(&mended.after));
    assert!(
        stands_in(&said(&after), &said(&before)),
        "{:?} became {:?}\n{claim:?}",
        said(&before),
        said(&after)
    );
    // What is written is what was mended.
    let written = serde_json::to_string(&mended.claim).unwrap();
    assert_eq!(json::read_one(written.as_bytes()).unwrap(), mended.claim);
    // Nothing is left that one more round would mend.
    assert!(scrubber.fix(&mended.claim, Applicability::IfDocumented).applied.is_empty());
    let mechanical = scrubber.fix(claim, Applicability::Mechanical).claim;
    let charges = |claim: &Claim| claim.lines.iter().map(|line| line.charge.clone()).collect::<Vec<_>>();
    assert_eq!(charges(&mechanical), charges(claim));
    !mended.applied.is_empty()
}

#[test]
fn no_case_is_left_worse() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mended = corpus().iter().filter(|claim| check(&scrubber, claim)).count();
    assert!(mended > 120, "only {mended} claims were mended");
}

#[test]
fn the_smallest_set_of_fixes_clears_the_claim() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut cleared = 0;
    for claim in corpus() {
        let Some(fixes) = scrubber.smallest_fix(&claim) else { continue };
        let mut mended = claim.clone();
        for fix in &fixes {
            mended.apply(&fix.edits).unwrap();
        }
        assert!(scrubber.scrub(&mended).worst() < Some(Severity::Deny), "{claim:?}");
        assert!(!fixes.is_empty() && scrubber.scrub(&claim).worst() >= Some(Severity::Deny), "{claim:?}");
        cleared += 1;
    }
    assert!(cleared > 100, "only {cleared} claims were cleared");
}

#[test]
fn nor_are_two_cases_on_one_claim() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let corpus = corpus();
    let mut mended = 0;
    // Each case with one far from it, so that families meet.
    for (place, one) in corpus.iter().enumerate() {
        let other = &corpus[(place * 7 + corpus.len() / 3) % corpus.len()];
        if one.form == other.form && check(&scrubber, &joined(one, other)) {
            mended += 1;
        }
    }
    assert!(mended > 150, "only {mended} claims were mended");
}
