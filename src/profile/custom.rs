//! Custom edits: a payer's or a practice's own rules.

use crate::claim::Claim;
use crate::code::{Date, DiagnosisCode, Modifier, PlaceOfService, ProcedureCode, Units};
use crate::finding::{
    Applicability, Denial, Edit, FindingBuilder, Findings, Reason, RuleId, Severity, Speaker,
};
use crate::rule::{Context, SameProvider, ServiceLine, says_no_code};
use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

/// A rule of the user's own: which lines it looks at, what they must or must not have, and what is
/// said when they fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomEdit {
    /// The user's own identifier.
    pub id: RuleId,
    /// What a finding says, in the user's words.
    pub message: String,
    /// How bad a finding is.
    pub severity: Severity,
    /// The denial the payer would send.
    pub denial: Option<Denial>,
    /// The procedure codes it looks at.
    pub codes: Vec<CodeRange>,
    /// The payers it holds for, as claims name them; every payer when empty.
    pub payers: Vec<String>,
    /// The first date of service it holds for.
    pub from: Option<Date>,
    /// The last date of service it holds for.
    pub through: Option<Date>,
    /// What it asks of the lines.
    pub kind: CustomKind,
}

/// What a custom edit asks of the lines that carry its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CustomKind {
    /// No line of these codes stands on the same day by the same provider, unless one of the two
    /// lines has one of the modifiers.
    CodePair {
        /// The other codes.
        with: Vec<CodeRange>,
        /// Modifiers on either line that allow the pair.
        unless: Vec<Modifier>,
    },
    /// The line has at least one of the modifiers.
    RequiredModifier {
        /// The modifiers.
        modifiers: Vec<Modifier>,
    },
    /// One of the diagnoses the line points to (on outpatient claims, of the claim) is among these,
    /// or none is when `forbidden`. A code stands for all codes that begin with it.
    Diagnosis {
        /// The diagnoses.
        diagnoses: Vec<DiagnosisCode>,
        /// Whether they must not stand there.
        forbidden: bool,
    },
    /// The place of service is among these, or is not when `forbidden`.
    Place {
        /// The places.
        places: Vec<PlaceOfService>,
        /// Whether they must not stand there.
        forbidden: bool,
    },
    /// At most this many units of all the codes together in the period that ends with the line's day,
    /// earlier claims included; without them a period longer than a day is not evaluated.
    Frequency {
        /// The most units.
        most: u32,
        /// The period.
        per: Period,
    },
    /// The patient's age in completed years lies between these.
    Age {
        /// The youngest.
        youngest: u16,
        /// The oldest.
        oldest: u16,
    },
    /// At most this many units on the line.
    Units {
        /// The most units.
        most: u32,
    },
}

/// A period of a frequency edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The calendar day.
    Day,
    /// The calendar month.
    Month,
    /// The calendar year.
    Year,
    /// So many days, the line's day among them.
    Days(u32),
}

impl Period {
    /// Whether a day is in the period that ends with another.
    fn holds(self, day: Date, end: Date) -> bool {
        let ((year, month, _), (end_year, end_month, _)) = (day.ymd(), end.ymd());
        match self {
            Self::Day => day == end,
            Self::Month => day <= end && (year, month) == (end_year, end_month),
            Self::Year => day <= end && year == end_year,
            Self::Days(days) => u32::try_from(end.days_since(day)).is_ok_and(|apart| apart < days),
        }
    }
}

/// A procedure code, or all from one to another: `99213`, `99202-99215`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeRange {
    /// The first code.
    pub first: ProcedureCode,
    /// The last code.
    pub last: ProcedureCode,
}

impl CodeRange {
    /// Whether a code is in the range.
    pub fn contains(&self, code: ProcedureCode) -> bool {
        (self.first..=self.last).contains(&code)
    }
}

fn any_contains(ranges: &[CodeRange], line: &ServiceLine<'_>) -> bool {
    line.procedure.is_some_and(|code| ranges.iter().any(|range| range.contains(code)))
}

/// A text that lives as long as the program, kept once however often a profile is loaded.
pub(super) fn interned(text: &str) -> &'static str {
    static TEXTS: OnceLock<Mutex<BTreeSet<&'static str>>> = OnceLock::new();
    let mut texts = match TEXTS.get_or_init(Mutex::default).lock() {
        Ok(texts) => texts,
        Err(poisoned) => poisoned.into_inner(),
    };
    match texts.get(text) {
        Some(known) => known,
        None => {
            let new: &'static str = Box::leak(text.into());
            texts.insert(new);
            new
        }
    }
}

impl CustomEdit {
    fn holds_for(&self, claim: &Claim, date: Date) -> bool {
        let payer = claim.payer.as_deref().map_or("medicare", str::trim);
        (self.payers.is_empty() || self.payers.iter().any(|own| own.eq_ignore_ascii_case(payer)))
            && self.from.is_none_or(|from| from <= date)
            && self.through.is_none_or(|through| date <= through)
    }

    /// Checks the lines of a claim.
    pub(super) fn check(&self, context: &Context<'_>, findings: &mut Findings) {
        findings.begin(Speaker {
            rule: self.id,
            severity: self.severity,
            cap: Severity::Reject,
            // Each finding draws the edit's own.
            denial: None,
        });
        for line in context.lines {
            let Some(date) = line.from else { continue };
            if any_contains(&self.codes, line)
                && self.holds_for(context.claim, date)
                && !findings.is_rejected(line.index)
            {
                self.check_line(context, findings, line, date);
            }
        }
    }

    fn flag<'f>(&self, findings: &'f mut Findings, line: &ServiceLine<'_>) -> FindingBuilder<'f> {
        let finding = findings.flag(line.index, interned(&self.message));
        match self.denial {
            Some(denial) => finding.denial(denial),
            None => finding,
        }
    }

    fn check_line(&self, context: &Context<'_>, findings: &mut Findings, line: &ServiceLine<'_>, date: Date) {
        match &self.kind {
            CustomKind::CodePair { with, unless } => {
                let pair = context.lines.iter().find(|other| {
                    other.index != line.index
                        && any_contains(with, other)
                        && other.same_day(line)
                        && other.same_provider(line) == SameProvider::Same
                        && !line.has_any(unless)
                        && !other.has_any(unless)
                });
                if let Some(other) = pair {
                    let mut finding = self.flag(findings, line).field("procedure").related(other.index);
                    for modifier in unless {
                        let edit = Edit::AddModifier { line: line.number, modifier: *modifier };
                        finding = finding.fix(
                            Applicability::IfDocumented,
                            "add {modifier} to line {line}, if it is true",
                            &[edit],
                        );
                    }
                }
            }
            CustomKind::RequiredModifier { modifiers } => {
                if !line.has_any(modifiers) {
                    let mut finding = self.flag(findings, line).field("modifiers");
                    for modifier in modifiers {
                        let edit = Edit::AddModifier { line: line.number, modifier: *modifier };
                        finding = finding.fix(
                            Applicability::IfDocumented,
                            "add {modifier} to line {line}, if it is true",
                            &[edit],
                        );
                    }
                }
            }
            CustomKind::Diagnosis { diagnoses, forbidden } => {
                if line.diagnoses().any(|own| diagnoses.iter().any(|wanted| own.is_within(*wanted)))
                    == *forbidden
                {
                    self.flag(findings, line).field("diagnosis_pointers");
                }
            }
            CustomKind::Place { places, forbidden } => match line.place {
                None => findings.not_evaluated(line.index, Reason::Missing("no place of service")),
                Some(place) if places.contains(&place) == *forbidden => {
                    self.flag(findings, line).field("place");
                }
                Some(_) => {}
            },
            CustomKind::Frequency { most, per } => {
                let of_codes = || {
                    context
                        .lines
                        .iter()
                        .chain(context.history)
                        .filter(|other| any_contains(&self.codes, other))
                };
                let holds = |other: &&ServiceLine<'_>| other.from.is_some_and(|day| per.holds(day, date));
                let units: Units = of_codes().filter(holds).filter_map(|other| other.units).sum();
                let undated = || of_codes().any(|other| other.from.is_none() && !other.is_on(context.claim));
                let unnamed = || {
                    let then = |other: &ServiceLine<'_>| other.from.is_none_or(|day| per.holds(day, date));
                    context.history.iter().any(|other| says_no_code(other) && then(other))
                };
                let uncounted = || {
                    of_codes().filter(holds).any(|other| other.units.is_none() && !other.is_on(context.claim))
                };
                if units > Units::whole(*most) {
                    self.flag(findings, line).field("units").value("units", units);
                } else if *per != Period::Day && context.claim.history.is_empty() {
                    findings.not_evaluated(line.index, Reason::NoHistory);
                } else if unnamed() {
                    findings.not_evaluated(line.index, Reason::UNNAMED);
                } else if undated() {
                    findings.not_evaluated(line.index, Reason::UNDATED);
                } else if uncounted() {
                    findings.not_evaluated(line.index, Reason::UNCOUNTED);
                }
            }
            CustomKind::Age { youngest, oldest } => match context.age(date) {
                None => findings.not_evaluated(line.index, Reason::Missing("no date of birth and no age")),
                Some(age) if age < *youngest || age > *oldest => {
                    self.flag(findings, line).field("procedure").value("age", u32::from(age));
                }
                Some(_) => {}
            },
            CustomKind::Units { most } => {
                if line.units > Some(Units::whole(*most)) {
                    self.flag(findings, line).field("units");
                }
            }
        }
    }
}
