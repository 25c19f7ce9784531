//! Codes read, editions opened, pairs looked up: for our own regressions.

#[path = "support/mod.rs"]
#[allow(dead_code, reason = "each program uses its part of it")]
mod support;

use cleanclaim::Edition;
use cleanclaim::code::{Date, DiagnosisCode, Modifier, ProcedureCode};
use cleanclaim::edition::{CodeId, FeeRow, MueSet, PtpColumns, PtpSet};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use support::mix::Mix;

const SET: PtpSet = PtpSet::Practitioner;

fn codes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    group.bench_function("procedure code", |bencher| {
        bencher.iter(|| black_box("99213").parse::<ProcedureCode>().ok());
    });
    group.bench_function("diagnosis code", |bencher| {
        bencher.iter(|| black_box("M25.561").parse::<DiagnosisCode>().ok());
    });
    group.bench_function("modifier", |bencher| bencher.iter(|| black_box("25").parse::<Modifier>().ok()));
    group.bench_function("date", |bencher| bencher.iter(|| black_box("2024-08-15").parse::<Date>().ok()));
}

fn open(criterion: &mut Criterion) {
    let (edition, _) = support::tables::full();
    let full: &'static [u8] = edition.as_bytes().to_vec().leak();
    let mut group = criterion.benchmark_group("open and validate");
    let starter = Edition::starter().as_bytes();
    group.bench_function("starter", |bencher| bencher.iter(|| Edition::from_static(starter)));
    group.bench_function("full", |bencher| bencher.iter(|| Edition::from_static(full)));
}

fn lookups(criterion: &mut Criterion) {
    let (edition, _) = support::tables::full();
    let date = "2024-08-15".parse().expect("a date");
    let mut names: Vec<String> = edition.codes().map(|code| code.to_string()).collect();
    names.sort();
    let mut mix = Mix::new(&names, 3);
    let claims: Vec<Vec<ProcedureCode>> =
        (0..2_000).map(|_| mix.claim(2).iter().filter_map(|code| code.parse().ok()).collect()).collect();
    let id = |code: &ProcedureCode| edition.code_id(*code).expect("the mix holds codes of the edition");
    let pairs: Vec<(CodeId, CodeId)> = claims
        .iter()
        .flat_map(|codes| codes.iter().flat_map(|one| codes.iter().map(|two| (id(one), id(two)))))
        .filter(|(one, two)| one != two)
        .collect();
    let in_force = |pair: &(CodeId, CodeId)| edition.ptp(SET, pair.0, pair.1, date).found().is_some();
    let (hits, misses): (Vec<_>, Vec<_>) = pairs.iter().copied().partition(in_force);

    let mut group = criterion.benchmark_group("ptp");
    for (name, pairs) in [("mix", &pairs), ("hit", &hits), ("miss", &misses)] {
        group.throughput(Throughput::Elements(pairs.len() as u64));
        group.bench_function(name, |bencher| {
            let edits = edition.ptp_edits(SET);
            let count =
                || pairs.iter().filter(|pair| edits.edit(pair.0, pair.1, date).found().is_some()).count();
            bencher.iter(count);
        });
    }
    group.throughput(Throughput::Elements(claims.len() as u64));
    group.bench_function("claims, together", |bencher| {
        let edits = edition.ptp_edits(SET);
        let mut columns = PtpColumns::default();
        bencher.iter(|| {
            let beside = claims.iter().map(|codes| {
                columns.fill(&edits, codes.iter().map(id));
                codes.iter().map(|code| edits.beside(id(code), &columns).count()).sum::<usize>()
            });
            beside.sum::<usize>()
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("lookup");
    let codes: Vec<ProcedureCode> = claims.iter().flatten().copied().collect();
    group.throughput(Throughput::Elements(codes.len() as u64));
    macro_rules! lookup {
        ($name:literal, $code:ident => $answer:expr) => {
            group.bench_function($name, |bencher| {
                bencher.iter(|| codes.iter().filter(|&&$code| $answer).count());
            });
        };
    }
    lookup!("code id", code => edition.code_id(code).is_some());
    lookup!("procedure", code => edition.procedure(code, date).found().is_some());
    lookup!("unit limit", code => edition.mue(MueSet::Practitioner, code, date).found().is_some());
    lookup!("add-on", code => edition.add_on(code, date).found().is_some());
    lookup!("fee", code => edition.physician_fee(code, FeeRow::Global, date).found().is_some());
    let diagnoses: Vec<DiagnosisCode> = edition.diagnoses().step_by(37).collect();
    group.throughput(Throughput::Elements(diagnoses.len() as u64));
    group.bench_function("diagnosis", |bencher| {
        bencher.iter(|| {
            diagnoses.iter().filter(|code| edition.diagnosis(**code, date).found().is_some()).count()
        });
    });
}

criterion_group!(benches, codes, open, lookups);
criterion_main!(benches);
