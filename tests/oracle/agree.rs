//! The engine and the judge find the same on random claims.

use super::generated::{self, Mix};
use super::judge::{Found, judge};
use super::random::Random;
use super::tables::Tables;
use cleanclaim::claim::json;
use cleanclaim::code::ProcedureCode;
use cleanclaim::edition::source::{Sources, practice_set};
use cleanclaim::edition::{Builder, MueSet, PtpSet};
use cleanclaim::finding::RuleId;
use cleanclaim::rule::RULES;
use cleanclaim::{Edition, Profile, Scrubber};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::PathBuf;

const JUDGED: [&str; 7] = ["N001", "N002", "N010", "N011", "N012", "N020", "N023"];

/// A scrubber of the judged rules only.
fn scrubber(edition: Edition) -> Scrubber {
    let mut profile = Profile::shipped("all").unwrap();
    for rule in RULES.iter().filter(|rule| !JUDGED.contains(&rule.id.as_str())) {
        profile = profile.without(rule.id);
    }
    assert_eq!(profile.rules().count(), JUDGED.len());
    Scrubber::new(edition, profile)
}

fn scrub(scrubber: &Scrubber, claim: &Value) -> Vec<Found> {
    let claim = json::read_one(claim.to_string().as_bytes()).unwrap();
    let report = scrubber.scrub(&claim);
    let pair = |rule: RuleId| ["N001", "N002"].contains(&rule.as_str());
    let mut found: Vec<Found> = report
        .findings()
        .iter()
        .map(|finding| {
            let related = finding.related_lines().iter().map(|line| u64::from(*line));
            let related = related.filter(|_| pair(finding.rule())).collect();
            let (rule, severity) = (finding.rule().to_string(), finding.severity().to_string());
            (rule, u64::from(finding.line().unwrap()), severity, related)
        })
        .collect();
    found.sort();
    found
}

/// Judges random claims both ways; counts the findings by rule.
fn compare(
    name: &str,
    edition: Edition,
    tables: &Tables,
    mix: &Mix,
    claims: usize,
    random: &mut Random,
    counts: &mut BTreeMap<String, usize>,
) {
    let scrubber = scrubber(edition);
    for number in 0..claims {
        let claim = mix.claim(tables, random);
        let (ours, theirs) = (scrub(&scrubber, &claim), judge(&claim, tables));
        assert_eq!(ours, theirs, "{name}, claim {number}: the engine left, the judge right\n{claim:#}");
        *counts.entry("claims".to_owned()).or_default() += 1;
        for (rule, ..) in ours {
            *counts.entry(rule).or_default() += 1;
        }
    }
}

/// Every judged rule has been seen to fire, so that agreeing means something.
fn assert_rich(counts: &BTreeMap<String, usize>, rules: &[&str]) {
    for rule in rules {
        assert!(counts.get(*rule).is_some_and(|count| *count >= 10), "{rule} hardly fired: {counts:?}");
    }
}

#[test]
fn generated_editions() {
    let mut random = Random::new(20_240_701);
    let mut counts = BTreeMap::new();
    for round in 0..60 {
        let form = if round % 3 == 2 { "outpatient" } else { "professional" };
        let (edition, tables) = generated::tables(form, &mut random);
        let mix = Mix::of(&tables, form, &mut random);
        let name = format!("edition {round}");
        compare(&name, edition, &tables, &mix, 100, &mut random, &mut counts);
    }
    println!("generated editions: {counts:?}");
    assert_rich(&counts, &JUDGED);
}

#[test]
fn the_starter_edition() {
    let codes: Vec<ProcedureCode> = practice_set().unwrap();
    let mut random = Random::new(1);
    let mut counts = BTreeMap::new();
    for (form, ptp, mue) in [
        ("professional", PtpSet::Practitioner, MueSet::Practitioner),
        ("outpatient", PtpSet::Hospital, MueSet::Outpatient),
    ] {
        let edition = Edition::starter();
        let no_days = Tables::of_starter(ptp, mue, &codes, &[]);
        let mut days = Mix::of(&no_days, form, &mut random).days;
        days.sort();
        days.dedup();
        let tables = Tables::of_starter(ptp, mue, &codes, &days);
        let mix = Mix { days, ..Mix::of(&tables, form, &mut random) };
        compare("starter", edition.clone(), &tables, &mix, 3_000, &mut random, &mut counts);
    }
    println!("starter edition: {counts:?}");
    assert_rich(&counts, &["N001", "N002", "N011", "N012", "N020"]);
}

fn data(file: &str) -> Option<PathBuf> {
    std::env::var_os("CLEANCLAIM_DATA").map(|folder| PathBuf::from(folder).join("ncci").join(file))
}

fn text(path: &PathBuf) -> String {
    let raw = std::fs::read(path).unwrap();
    let mut bytes = Vec::new();
    match path.extension().is_some_and(|extension| extension == "gz") {
        true => drop(flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut bytes).unwrap()),
        false => bytes = raw,
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The whole published files, imported as a user would, against the judge on the text of the rows
/// of some hundred codes.
fn published(form: &'static str, ptp: &str, mue: &str, ptp_days: [&str; 2], rules: &[&str]) {
    let (Some(ptp), Some(mue)) = (data(ptp), data(mue)) else {
        println!("skipped: CLEANCLAIM_DATA does not name the folder of the published files");
        return;
    };
    let aoc = data("AOC_V2026Q2-reconstructed.txt").unwrap();
    let mut sources = Sources::new();
    for path in [&ptp, &mue, &aoc] {
        sources.add(path).unwrap();
    }
    let mut builder = Builder::new("published");
    sources.import(&mut builder, Default::default(), |_, _| {}).unwrap();
    let edition = Edition::from_bytes(builder.finish().unwrap()).unwrap();

    let mut random = Random::new(form.len() as u64);
    let (ptp, aoc) = (text(&ptp), text(&aoc));
    let rows: Vec<&str> = ptp.lines().skip(6).collect();
    let mut wanted = BTreeSet::new();
    for _ in 0..120 {
        wanted.extend(random.pick(&rows).split('\t').take(2).map(str::to_owned));
    }
    let add_ons: Vec<&str> = aoc.lines().skip(2).collect();
    for _ in 0..60 {
        wanted.extend(random.pick(&add_ons).split('\t').skip(1).step_by(2).take(2).map(str::to_owned));
    }
    let mut tables = Tables::default();
    tables.read_ptp(&ptp, &wanted, ptp_days[0], ptp_days[1]);
    tables.read_mue(&text(&mue), "20240701", "20240930");
    tables.read_add_on(&aoc, "20260630");
    tables.add_on.retain(|code, _| wanted.contains(code));
    // Claims keep to the codes whose rows were read.
    let mut mix = Mix::of(&tables, form, &mut random);
    mix.add_ons.retain(|(_, primary)| wanted.contains(primary));
    let mut counts = BTreeMap::new();
    compare(form, edition, &tables, &mix, 5_000, &mut random, &mut counts);
    println!("published files, {form}, {} codes: {counts:?}", wanted.len());
    assert_rich(&counts, rules);
}

#[test]
fn published_practitioner_files() {
    published(
        "professional",
        "ccipra-v302-reconstructed.TXT.gz",
        "MCR_MUE_PractitionerServices_Eff_07-01-2024-reconstructed.csv",
        ["19960101", "20240930"],
        &["N001", "N002", "N011", "N012", "N020", "N023"],
    );
}

#[test]
fn published_hospital_files() {
    published(
        "outpatient",
        "ccioph-v321-reconstructed.TXT.gz",
        "MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024-reconstructed.csv",
        ["20190701", "20260630"],
        &["N001", "N002", "N011", "N012"],
    );
}
