//! Claims read, judged and reported: for our own regressions.

#[path = "support/mod.rs"]
#[allow(dead_code, reason = "each program uses its part of it")]
mod support;

use cleanclaim::claim::{Claim, Line, Parsed, json};
use cleanclaim::code::Date;
use cleanclaim::finding::Applicability;
use cleanclaim::scrub::Workspace;
use cleanclaim::{Edition, Profiles, Scrubber, x12};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use support::mix::Mix;

/// A claim of so many lines, the lines of several claims of the mix after each other.
fn claim(mix: &mut Mix, lines: usize) -> Claim {
    let mut claim = Claim::default();
    while claim.lines.len() < lines {
        let more = support::claims::claims(mix, 1, 1).pop().unwrap_or_default();
        let mut taken = std::mem::take(&mut claim.lines);
        taken.extend(more.lines.iter().cloned());
        claim = Claim { lines: taken, ..more };
    }
    claim.lines.truncate(lines);
    (1..).zip(&mut claim.lines).for_each(|(number, line)| line.number = number);
    claim
}

fn scrub(criterion: &mut Criterion) {
    let (edition, _) = support::tables::full();
    let mut names: Vec<String> = edition.codes().map(|code| code.to_string()).collect();
    names.sort();
    let mut mix = Mix::new(&names, 5);
    let scrubber = Scrubber::new(edition, Profiles::by_payer());
    let mut workspace = Workspace::default();
    let mut group = criterion.benchmark_group("scrub");
    for lines in [1, 3, 10, 50, 500] {
        let claims: Vec<Claim> = (0..(1_000 / lines).max(2)).map(|_| claim(&mut mix, lines)).collect();
        group.throughput(Throughput::Elements(claims.len() as u64));
        group.bench_function(BenchmarkId::new("lines", lines), |bencher| {
            bencher.iter(|| {
                let found = claims.iter().map(|claim| scrubber.scrub_in(claim, &mut workspace).len());
                found.sum::<usize>()
            });
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("report");
    let reports: Vec<_> = (0..500).map(|_| scrubber.scrub(&claim(&mut mix, 3))).collect();
    group.throughput(Throughput::Elements(reports.len() as u64));
    group.bench_function("json", |bencher| {
        bencher.iter(|| reports.iter().map(|report| report.to_json().len()).sum::<usize>());
    });
    group.finish();

    let mut group = criterion.benchmark_group("read");
    let texts: Vec<String> = (0..1_000).map(|number| support::claims::text(&mut mix, number, 1)).collect();
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group.bench_function("json", |bencher| {
        let lines = |text: &String| json::read_one(text.as_bytes()).map_or(0, |claim| claim.lines.len());
        bencher.iter(|| texts.iter().map(lines).sum::<usize>());
    });
    let mut reader = json::Reader::default();
    group.bench_function("json, in the same memory", |bencher| {
        let mut lines = |text: &String| reader.read(text.as_bytes()).map_or(0, |claim| claim.lines.len());
        bencher.iter(|| texts.iter().map(&mut lines).sum::<usize>());
    });
    let file = include_bytes!("../examples/claims/two-office-claims.837");
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("837", |bencher| bencher.iter(|| x12::from_reader(&file[..]).count()));
}

/// Claims each line of which carries a modifier twice, mended.
fn fix(criterion: &mut Criterion) {
    let scrubber = Scrubber::new(Edition::starter().clone(), Profiles::by_payer());
    let mut group = criterion.benchmark_group("fix");
    group.sample_size(10);
    for lines in [50, 200, 800] {
        let line = |day: i32| Line {
            procedure: Some(Parsed::from_text("20610")),
            modifiers: vec![Parsed::from_text("RT"), Parsed::from_text("RT")],
            from: Date::from_ymd(2024, 1, 1).map(|first| Parsed::Valid(first.plus_days(day))),
            ..Line::default()
        };
        let claim = Claim { lines: (0..lines).map(line).collect(), ..Claim::default() };
        group.bench_function(BenchmarkId::new("lines", lines), |bencher| {
            bencher.iter(|| scrubber.fix(&claim, Applicability::Mechanical).applied.len());
        });
    }
    group.finish();
}

criterion_group!(benches, fix, scrub);
criterion_main!(benches);
