//! For information: every rule on typical claims, what each family costs, and the writing of reports.

use crate::rounds::{self, Contender};
use crate::support::claims;
use crate::support::mix::Mix;
use crate::table_edits::only;
use cleanclaim::claim::{Claim, json};
use cleanclaim::rule::RULES;
use cleanclaim::scrub::{Report, Workspace};
use cleanclaim::{Edition, Profiles, Scrubber};

/// What the letter of a rule's id stands for.
const FAMILIES: [(&str, &str); 10] = [
    ("C", "C codes"),
    ("T", "T dates, charges, headers"),
    ("D", "D diagnoses"),
    ("M", "M modifiers"),
    ("P", "P places and providers"),
    ("N", "N NCCI edits"),
    ("R", "R fee schedule"),
    ("G", "G global surgery"),
    ("E", "E visits"),
    ("U", "U units and time"),
];

/// Runs the measurements.
pub fn run(edition: &Edition, names: &[String], rounds: usize) {
    let mut mix = Mix::new(names, 33);
    let mut three = Vec::new();
    while three.len() < 10_000 {
        three.extend(claims::claims(&mut mix, 10_000, 3).into_iter().filter(|claim| claim.lines.len() == 3));
    }
    let all = Scrubber::new(edition.clone(), Profiles::by_payer());
    let families: Vec<(&str, Scrubber)> = FAMILIES
        .into_iter()
        .filter(|(letter, _)| RULES.iter().any(|rule| rule.id.as_str().starts_with(letter)))
        .map(|(letter, name)| (name, Scrubber::new(edition.clone(), only(|rule| rule.starts_with(letter)))))
        .collect();
    let none = Scrubber::new(edition.clone(), only(|_| false));
    let scrub = |scrubber: &Scrubber| {
        let (scrubber, claims) = (scrubber.clone(), &three);
        let mut workspace = Workspace::default();
        move || claims.iter().map(|claim| scrubber.scrub_in(claim, &mut workspace).len() as u64).sum()
    };
    let mut contenders =
        vec![Contender::new("every rule", scrub(&all)), Contender::new("no rule", scrub(&none))];
    contenders.extend(families.iter().map(|(name, scrubber)| Contender::new(name, scrub(scrubber))));
    rounds::run("professional claims of three lines", "claim", three.len(), rounds, contenders);

    let reports: Vec<Report> = three.iter().map(|claim| all.scrub(claim)).collect();
    rounds::run(
        "reports of these claims",
        "report",
        reports.len(),
        rounds,
        vec![
            Contender::new("report to JSON", || {
                reports.iter().map(|report| report.to_json().len() as u64).sum()
            }),
            Contender::new("every message", || {
                let messages = reports.iter().flat_map(|report| report.findings().iter());
                messages.map(|finding| finding.message().len() as u64).sum()
            }),
        ],
    );

    let texts: Vec<String> = (0..three.len()).map(|number| claims::text(&mut mix, number, 1)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut reader = json::Reader::default();
    rounds::run(
        "claims as JSON",
        "byte",
        bytes,
        rounds,
        vec![
            Contender::new("JSON to claim", || {
                let read = texts.iter().filter_map(|text| json::read_one(text.as_bytes()).ok());
                read.map(|claim: Claim| claim.lines.len() as u64).sum()
            }),
            Contender::new("JSON to claim, in the same memory", || {
                let lines =
                    |text: &String| reader.read(text.as_bytes()).map_or(0, |claim| claim.lines.len() as u64);
                texts.iter().map(lines).sum()
            }),
        ],
    );
}
