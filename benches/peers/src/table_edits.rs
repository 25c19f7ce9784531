//! Second contest: the table edits of whole claims. Six rules of ours against a plain program over
//! maps that judges the same claims by the same rules.

use crate::plain::{Lists, Plain, key, map};
use crate::rounds::{self, Contender};
use crate::support::claims;
use crate::support::mix::Mix;
use cleanclaim::claim::{Claim, Line, Provider};
use cleanclaim::code::{Modifier, ProcedureCode};
use cleanclaim::edition::{Edition, Mai};
use cleanclaim::rule::RULES;
use cleanclaim::scrub::Workspace;
use cleanclaim::{Profile, Scrubber};
use rustc_hash::FxBuildHasher;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// Pairs, unit limits, add-on codes without their primary.
const RULES_OF_TABLES: [&str; 6] = ["N001", "N002", "N010", "N011", "N012", "N020"];

/// A finding: rule and line.
type Found = (&'static str, u32);

/// The plain program.
struct Program<'p, S> {
    pairs: HashMap<u64, u32, S>,
    lists: &'p Lists,
    mue: HashMap<ProcedureCode, (u32, Mai), S>,
    add_on: HashMap<ProcedureCode, Vec<ProcedureCode>, S>,
}

/// The modifiers associated with the pairs, as two bytes.
const ASSOCIATED: &str = "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT \
                          LC LD LM RC RI 24 25 57 58 78 79 27 59 91 XE XP XS XU";

fn has(line: &Line, modifier: Modifier) -> bool {
    line.modifiers.iter().any(|own| own.value() == Some(modifier))
}

fn bypasses(line: &Line) -> bool {
    let modifiers = line.modifiers.iter().filter_map(|modifier| modifier.value());
    modifiers.into_iter().any(|modifier| {
        let text = modifier.to_bytes();
        ASSOCIATED.as_bytes().chunks(3).any(|associated| associated.starts_with(&text))
    })
}

fn performer<'c>(claim: &'c Claim, line: &'c Line) -> Option<&'c Provider> {
    let own = line.rendering_provider.as_deref().or(claim.rendering_provider.as_deref());
    own.or(claim.billing_provider.as_deref())
}

impl<'p, S: BuildHasher + Default> Program<'p, S> {
    fn new(plain: &'p Plain) -> Self {
        Self {
            pairs: map(plain.pairs.iter().copied()),
            lists: &plain.lists,
            mue: map(plain.mue.iter().copied()),
            add_on: map(plain.add_on.iter().cloned()),
        }
    }

    fn judge(&self, claim: &Claim, found: &mut Vec<Found>) {
        const POSTOPERATIVE_CARE: Modifier = Modifier::constant(b"55");
        found.clear();
        let code = |line: &Line| line.procedure.as_ref().and_then(|code| code.value());
        let day = |line: &Line| line.from.as_ref().and_then(|day| day.value());
        let units = |line: &Line| {
            line.units.as_ref().map_or(1_000, |units| units.value().map_or(0, |units| units.thousandths()))
        };
        let together = |one: &Line, two: &Line| {
            let npi = |line| performer(claim, line).map(|provider| &provider.npi);
            day(one) == day(two) && npi(one) == npi(two)
        };
        for one in &claim.lines {
            let (Some(own), Some(date)) = (code(one), day(one)) else { continue };
            for two in &claim.lines {
                let Some(other) = code(two).filter(|other| *other != own) else { continue };
                if !together(one, two) {
                    continue;
                }
                let Some(list) = self.pairs.get(&key(own, other)) else { continue };
                match self.lists.answer(*list, date.days()) {
                    1 => found.push(("N001", two.number)),
                    2 if !bypasses(one) && !bypasses(two) => found.push(("N002", two.number)),
                    _ => {}
                }
            }
            if let Some((value, mai)) = self.mue.get(&own) {
                let limit = i64::from(*value) * 1_000;
                let of_day = claim.lines.iter().filter(|other| {
                    code(other) == Some(own) && together(one, other) && !has(other, POSTOPERATIVE_CARE)
                });
                let over = match mai {
                    Mai::Line => units(one) > limit,
                    _ => of_day.map(units).sum::<i64>() > limit,
                };
                if over {
                    let rule = match mai {
                        Mai::Line => "N010",
                        Mai::DatePolicy => "N011",
                        _ => "N012",
                    };
                    found.push((rule, one.number));
                }
            }
            if let Some(primaries) = self.add_on.get(&own) {
                let primary = |other: &Line| code(other).is_some_and(|code| primaries.contains(&code));
                if !claim.lines.iter().any(|other| together(one, other) && primary(other)) {
                    found.push(("N020", one.number));
                }
            }
        }
    }

    fn all(&self, claims: &[Claim]) -> u64 {
        let (mut found, mut count) = (Vec::new(), 0);
        for claim in claims {
            self.judge(claim, &mut found);
            count += found.len() as u64;
        }
        count
    }
}

/// A profile of some rules only.
pub fn only(wanted: impl Fn(&str) -> bool) -> Profile {
    let base = Profile::shipped("medicare-professional").expect("it is shipped");
    RULES.iter().filter(|rule| !wanted(rule.id.as_str())).fold(base, |profile, rule| profile.without(rule.id))
}

/// Runs the contest.
pub fn run(edition: &Edition, plain: &Plain, names: &[String], rounds: usize) {
    let claims = claims::claims(&mut Mix::new(names, 21), 30_000, 1);
    let scrubber = Scrubber::new(edition.clone(), only(|rule| RULES_OF_TABLES.contains(&rule)));
    let std = Program::<RandomState>::new(plain);
    let fx = Program::<FxBuildHasher>::new(plain);

    let (mut counts, mut found) = (HashMap::<&str, usize>::new(), Vec::new());
    for claim in &claims {
        fx.judge(claim, &mut found);
        let mut theirs: Vec<(String, u32)> =
            found.iter().map(|(rule, line)| (rule.to_string(), *line)).collect();
        let report = scrubber.scrub(claim);
        let ours = report.findings().iter();
        let mut ours: Vec<(String, u32)> =
            ours.map(|finding| (finding.rule().to_string(), finding.line().unwrap_or(0))).collect();
        (ours.sort(), theirs.sort());
        assert_eq!(ours, theirs, "{claim:?}");
        found.iter().for_each(|(rule, _)| *counts.entry(rule).or_default() += 1);
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    let lines: usize = claims.iter().map(|claim| claim.lines.len()).sum();
    println!("\ntable edits: {} claims, {lines} lines, equal findings {counts:?}", claims.len());

    let mut workspace = Workspace::default();
    rounds::run(
        "table edits, whole claims",
        "claim",
        claims.len(),
        rounds,
        vec![
            Contender::new("cleanclaim, these six rules", || {
                claims.iter().map(|claim| scrubber.scrub_in(claim, &mut workspace).len() as u64).sum()
            }),
            Contender::new("plain program, Fx maps", || fx.all(&claims)),
            Contender::new("plain program, SipHash maps", || std.all(&claims)),
        ],
    );
}
