//! What a claim says, said otherwise: other line numbers, the lines or the diagnoses in another order,
//! the payer in capitals. The rules say the same of it.

use super::cases::{self, Case};
use super::clean;
use cleanclaim::claim::{Claim, Parsed, Pointer};
use cleanclaim::code::Money;
use cleanclaim::scrub::Report;
use cleanclaim::{Edition, Profile, Profiles, Scrubber};

/// Rules that flag one of several lines of a day that are wrong together, the first or the last: in another
/// order it is another line.
const ONE_OF_SEVERAL: [&str; 13] =
    ["E009", "F007", "F049", "G011", "G012", "M033", "M048", "N036", "N037", "T009", "T010", "U004", "U008"];

/// What was found: rule, severity, line, field, the other lines and the money at risk.
type Said = Vec<(String, String, Option<u32>, &'static str, Vec<u32>, Option<Money>)>;

fn said(report: &Report) -> Said {
    let mut said: Said = report
        .findings()
        .iter()
        .map(|found| {
            let (rule, severity) = (found.rule().to_string(), found.severity().to_string());
            let (line, related) = (found.line(), found.related_lines().to_vec());
            (rule, severity, line, found.field(), related, Some(found.at_risk()))
        })
        .collect();
    said.sort();
    said
}

/// The scrubber that a case is judged by.
fn scrubber(case: &Case) -> Scrubber {
    let edition = case
        .edition()
        .map_or_else(|| Edition::starter().clone(), |bytes| Edition::from_bytes(bytes).unwrap());
    match case.profile() {
        Some(name) => Scrubber::new(edition, Profile::shipped(name).unwrap()),
        None => Scrubber::new(edition, Profiles::by_payer()),
    }
}

/// Holds every claim of the corpus, and another that says the same, to the same findings; of some rules
/// only to whether they find something.
fn assert_same(change: impl Fn(&mut Claim), back: impl Fn(u32) -> u32, on_any_line: &[&str]) {
    let mut wrong = Vec::new();
    let clean = clean::claims().into_iter().map(|case| ("clean".to_owned(), case));
    for (rule, case) in cases::all().chain(clean) {
        let (scrubber, claim) = (scrubber(&case), case.claim());
        let mut other = claim.clone();
        change(&mut other);
        let lines = |mut said: Said, name: &dyn Fn(u32) -> u32| {
            for (rule, _, line, _, related, at_risk) in &mut said {
                if on_any_line.contains(&rule.as_str()) {
                    (*line, *at_risk) = (None, None);
                    related.clear();
                }
                *line = line.map(name);
                related.iter_mut().for_each(|number| *number = name(*number));
                related.sort_unstable();
            }
            said.sort();
            said.dedup();
            said
        };
        let before = lines(said(&scrubber.scrub(&claim)), &|number| number);
        let after = lines(said(&scrubber.scrub(&other)), &back);
        if before != after {
            let only = |these: &Said, those: &Said| {
                these.iter().filter(|one| !those.contains(one)).cloned().collect::<Said>()
            };
            wrong.push(format!(
                "{rule} {}: {:?} became {:?}",
                case.name(),
                only(&before, &after),
                only(&after, &before)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} claims\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbers_of_lines_are_names() {
    let number = |claim: &mut Claim| {
        for (line, position) in claim.lines.iter_mut().zip(1..) {
            line.number = if line.number == 0 { position } else { line.number } * 10 + 5;
        }
    };
    assert_same(number, |number| (number - 5) / 10, &[]);
}

#[test]
fn the_order_of_lines_does_not_matter() {
    assert_same(|claim| claim.lines.reverse(), |number| number, &ONE_OF_SEVERAL);
}

#[test]
fn nor_that_of_the_diagnoses_after_the_first() {
    let turn = |claim: &mut Claim| {
        let Some(last) = claim.diagnoses.len().checked_sub(1).filter(|last| *last > 1) else { return };
        claim.diagnoses[1..].reverse();
        let pointers = claim.lines.iter_mut().flat_map(|line| &mut line.diagnosis_pointers);
        for pointer in pointers {
            if let Parsed::Valid(old) = pointer
                && (1..=last).contains(&old.index())
            {
                *old = Pointer::new((last + 1 - old.index() + 1) as u8).unwrap();
            }
        }
    };
    assert_same(turn, |number| number, &[]);
}

#[test]
fn nor_the_case_of_the_payer() {
    let shout = |claim: &mut Claim| {
        claim.payer = claim.payer.as_deref().map(str::to_uppercase);
    };
    assert_same(shout, |number| number, &[]);
}
