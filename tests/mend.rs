//! Mending never leaves a claim worse: every case of the corpus, and claims joined from two cases.

use super::cases;
use cleanclaim::claim::{Claim, json};
use cleanclaim::finding::{Applicability, RuleId, Severity};
use cleanclaim::rule::RULES;
use cleanclaim::scrub::Report;
use cleanclaim::{Edition, Profile, Profiles, Scrubber};
use std::fmt::Write;

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

/// A claim of a line a day, each of one of two kinds in turn: procedure, modifiers.
fn a_line_a_day(lines: usize, kinds: [(&str, &str); 2]) -> Claim {
    let mut text = String::new();
    for (index, (procedure, modifiers)) in kinds.iter().cycle().take(lines).enumerate() {
        let (year, month, day) = (2022 + index / 336, index / 28 % 12 + 1, index % 28 + 1);
        let comma = if index == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"number": {}, "procedure": "{procedure}", "modifiers": [{modifiers}], "place": "11",
                "from": "{year}-{month:02}-{day:02}", "units": "1", "diagnosis_pointers": [1]}}"#,
            index + 1
        )
        .unwrap();
    }
    let text = format!(r#"{{"form": "professional", "diagnoses": ["L57.0"], "lines": [{text}]}}"#);
    json::read_one(text.as_bytes()).unwrap()
}

/// A line that a mechanical fix mends, and one whose two fixes each bring another finding.
const TWICE: (&str, &str) = ("20610", r#""RT", "RT""#);
const SIDELESS: (&str, &str) = ("99213", "");

#[test]
fn judgments_grow_slower_than_lines() {
    let profile = Profile::from_text(
        r#"
        name = "own"
        extends = "medicare-professional"
        [[edit]]
        id = "OWN-1"
        kind = "required-modifier"
        message = "a visit has a side"
        severity = "deny"
        codes = ["99213"]
        modifiers = ["RT", "LT"]
        "#,
    );
    let scrubber = Scrubber::new(Edition::starter().clone(), profile.unwrap());
    for (kinds, kept_in_eight, most) in
        [([TWICE, TWICE], 8, 12), ([TWICE, SIDELESS], 4, 100), ([SIDELESS, SIDELESS], 0, 50)]
    {
        for lines in [48, 400] {
            let mended = scrubber.fix(&a_line_a_day(lines, kinds), Applicability::IfDocumented);
            assert_eq!(mended.applied.len(), lines * kept_in_eight / 8, "{lines} lines of {kinds:?}");
            assert!(
                mended.judgments <= most,
                "{} judgments for {lines} lines of {kinds:?}",
                mended.judgments
            );
            let again = scrubber.fix(&mended.claim, Applicability::IfDocumented);
            assert!(again.applied.is_empty());
        }
    }
}

/// With units of an earlier claim in the sum, no number of units on the line mends it.
#[test]
fn units_of_an_earlier_claim_leave_nothing_to_set() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let claim = |units: u32, history: &str| {
        let text = format!(
            r#"{{"form": "professional", "diagnoses": ["L57.0"], "billing_provider": {{"npi": "1234567893"}},
                "lines": [{{"procedure": "11102", "from": "2024-08-05", "place": "11", "units": "{units}",
                "diagnosis_pointers": [1]}}], "history": [{history}]}}"#
        );
        json::read_one(text.as_bytes()).unwrap()
    };
    let earlier = r#"{"form": "professional", "billing_provider": {"npi": "1234567893"}, "lines": [
        {"procedure": "11102", "from": "2024-08-05", "place": "11", "units": "1"}]}"#;
    for (claim, edits) in [(claim(2, ""), true), (claim(1, earlier), false)] {
        let report = scrubber.scrub(&claim);
        let found = report.findings().iter().find(|found| found.rule().as_str() == "N011").unwrap();
        assert!(found.fixes().len() > 0);
        assert_eq!(found.fixes().any(|fix| !fix.edits().is_empty()), edits);
    }
}

/// A warning beside a surgery without a date says that the date may make it a denial.
#[test]
fn a_warning_says_what_stays_open() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let text = r#"{"form": "professional", "diagnoses": ["S72.001A"], "billing_provider": {"npi": "1234567893"},
        "lines": [{"procedure": "99223", "modifiers": ["25"], "from": "2024-08-05", "place": "21", "diagnosis_pointers": [1]},
        {"procedure": "27236", "from": "2024-08-05", "place": "21", "diagnosis_pointers": [1]}],
        "history": [{"form": "professional", "billing_provider": {"npi": "1234567893"},
        "lines": [{"procedure": "27447", "modifiers": ["RT"], "place": "21"}]}]}"#;
    let report = scrubber.scrub(&json::read_one(text.as_bytes()).unwrap());
    assert!(report.findings().iter().any(|found| found.rule().as_str() == "G003"));
    assert!(report.findings().gaps().iter().any(|gap| gap.rule.as_str() == "G003"));
}

/// Where every line conflicts with most of the others, the search for fixes is broken off.
#[test]
fn mending_is_bounded_where_everything_conflicts() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let claim = |lines: usize| {
        let procedures = ["99213", "17000", "11102", "17003"].iter().cycle().take(lines);
        let lines = procedures.map(|procedure| {
            format!(r#"{{"procedure": "{procedure}", "from": "2024-08-05", "place": "11", "diagnosis_pointers": [1]}}"#)
        });
        let lines = lines.collect::<Vec<_>>().join(",");
        let text = format!(r#"{{"form": "professional", "diagnoses": ["L57.0"], "lines": [{lines}]}}"#);
        json::read_one(text.as_bytes()).unwrap()
    };
    let small = scrubber.fix(&claim(24), Applicability::IfDocumented);
    assert!(small.complete && small.judgments > 40, "{} judgments", small.judgments);
    let large = scrubber.fix(&claim(240), Applicability::IfDocumented);
    assert!(!large.complete);
    let compared = large.before.findings().len() * large.judgments;
    assert!(compared < 1_100_000, "{compared} findings compared");
    assert!(large.after.findings().len() <= large.before.findings().len());
}

#[test]
fn every_fix_that_was_applied_has_its_part() {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let corpus = corpus();
    let mut several = 0;
    for (place, one) in corpus.iter().enumerate() {
        let other = &corpus[(place * 11 + corpus.len() / 2) % corpus.len()];
        if one.form != other.form {
            continue;
        }
        let mut claim = joined(one, other);
        let applied = scrubber.fix(&claim, Applicability::IfDocumented).applied;
        several += usize::from(applied.len() > 1);
        // One after the other, each finds what it mends still there.
        for fix in &applied {
            let report = scrubber.scrub(&claim);
            let stands = report.findings().iter().any(|own| (own.rule(), own.line()) == (fix.rule, fix.line));
            assert!(stands, "{fix:?} of {applied:?} has nothing to mend\n{claim:?}");
            claim.apply(&fix.edits).unwrap();
        }
    }
    assert!(several > 30, "only {several} claims had more than one fix");
}
