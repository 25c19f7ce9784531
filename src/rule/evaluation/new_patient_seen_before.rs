//! E001.

use super::number;
use crate::code::{Date, ProcedureCode};
use crate::edition::{GlobalPeriod, Lookup};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason, Severity};
use crate::rule::{By, Context, Lookback, PROFESSIONAL_COMPONENT, SameProvider, ServiceLine, declare_rule};

declare_rule! {
    /// A patient is billed as new whom the practice has seen in the last three years.
    ///
    /// ## What it checks
    /// For codes of new patients: no visit, psychiatric evaluation, eye visit or surgery face to
    /// face with the same provider, or one of the same group and specialty, stands in the history
    /// (or earlier on the claim) less than three calendar years before; the same day three years
    /// later is new again. Tests, drugs, interpretations (26) and remote services do not count. A visit to a
    /// nurse practitioner or physician assistant of the group warns, because payers differ on their
    /// specialty.
    ///
    /// ## Why it matters
    /// Payers keep the date of the last visit and deny the code of a new patient.
    ///
    /// ## Example
    /// 99203 fails when 99213 was billed twelve months ago; 99213 passes.
    ///
    /// ## How to fix
    /// Bill the code for an established patient that the record supports.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.7
    "E001" "new-patient-seen-before" {
        severity: Deny,
        denial: Some(Denial::co("B16", &[])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"92002"..=b"92004", b"98000"..=b"98011", b"99202"..=b"99205", b"99324"..=b"99387"],
        left_out: "Subspecialties, which taxonomy codes tell apart but Medicare's specialties do not. A surgery counts \
                   when the fee schedule of its date is there.",
    }
}

/// Codes of new patients and, where there is one, the code of an established patient of the same
/// decision making.
const NEW: &[(&[u8; 5], Option<&[u8; 5]>)] = &[
    (b"92002", Some(b"92012")),
    (b"92004", Some(b"92014")),
    (b"98000", Some(b"98004")),
    (b"98001", Some(b"98005")),
    (b"98002", Some(b"98006")),
    (b"98003", Some(b"98007")),
    (b"98008", Some(b"98012")),
    (b"98009", Some(b"98013")),
    (b"98010", Some(b"98014")),
    (b"98011", Some(b"98015")),
    (b"99202", Some(b"99212")),
    (b"99203", Some(b"99213")),
    (b"99204", Some(b"99214")),
    (b"99205", Some(b"99215")),
    (b"99324", None),
    (b"99325", None),
    (b"99326", None),
    (b"99327", None),
    (b"99328", None),
    (b"99341", Some(b"99347")),
    (b"99342", Some(b"99348")),
    (b"99343", None),
    (b"99344", Some(b"99349")),
    (b"99345", Some(b"99350")),
    (b"99381", Some(b"99391")),
    (b"99382", Some(b"99392")),
    (b"99383", Some(b"99393")),
    (b"99384", Some(b"99394")),
    (b"99385", Some(b"99395")),
    (b"99386", Some(b"99396")),
    (b"99387", Some(b"99397")),
];

const YEARS: u16 = 3;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let code = procedure.to_bytes();
        let Some((_, established)) = NEW.iter().find(|(new, _)| **new == code) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let mut unknown: Option<Reason> = None;
        let seen = context.history.iter().chain(context.lines).filter_map(|earlier| {
            let recent =
                |before: Date| before < date && date.years_since(before).is_some_and(|years| years < YEARS);
            if earlier.from.is_some_and(|before| !recent(before)) {
                return None;
            }
            let severity = relation(line, earlier);
            let mut looks = Lookback::from(line, By::Anybody);
            if severity.is_none() {
                if !line.is_unmatched(earlier) {
                    return None;
                }
                looks = Lookback::from(line, By::Practice);
            }
            match is_face_to_face(context, earlier, date) {
                Lookup::Found(()) => {
                    let counts = looks.counts(earlier, |_| true, recent);
                    unknown = unknown.or(looks.unknown());
                    Some((severity.filter(|_| counts)?, earlier.from?, earlier))
                }
                Lookup::Absent => None,
                Lookup::Unknown(gap) => {
                    unknown = Some(gap.into());
                    None
                }
            }
        });
        let latest = seen.max_by_key(|(severity, before, _)| (*severity, *before));
        let Some((severity, before, earlier)) = latest else {
            if let Some(reason) = unknown {
                findings.not_evaluated(line.index, reason);
            } else if context.claim.history.is_empty() {
                findings.not_evaluated(line.index, Reason::NoHistory);
            }
            continue;
        };
        let Some(seen) = earlier.procedure else { continue };
        let message = if severity == Severity::Deny {
            "{procedure} is for new patients; the practice billed {seen} on {before}, less than three years before"
        } else {
            "{procedure} is for new patients; a nurse practitioner or physician assistant of the group billed {seen} on \
             {before}: check whether the payer takes both for one specialty"
        };
        let finding = findings
            .flag(line.index, message)
            .field("procedure")
            .value("procedure", procedure)
            .value("seen", seen)
            .value("before", before)
            .severity(severity);
        if let Some(established) = established.and_then(|code| ProcedureCode::from_bytes(*code)) {
            drop(finding.fix(
                Applicability::IfDocumented,
                "bill {procedure} on line {line}, the code of the same decision making for an established patient",
                &[Edit::SetProcedure { line: line.number, procedure: established }],
            ));
        }
    }
}

/// How bad it is that the provider of an earlier line saw the patient; `None` when it is somebody
/// else's line.
fn relation(line: &ServiceLine<'_>, earlier: &ServiceLine<'_>) -> Option<Severity> {
    if line.same_provider(earlier) != SameProvider::Other {
        return Some(Severity::Deny);
    }
    let (own, theirs) = (
        line.claim.billing_provider.as_ref()?.npi.as_ref()?,
        earlier.claim.billing_provider.as_ref()?.npi.as_ref()?,
    );
    let works_with_any = |line: &ServiceLine<'_>| {
        let taxonomy = line.performer().and_then(|performer| performer.taxonomy.as_ref()?.value());
        taxonomy
            .is_some_and(|taxonomy| ["363L", "363A", "364S"].iter().any(|kind| taxonomy.starts_with(kind)))
    };
    (own == theirs && works_with_any(line) != works_with_any(earlier)).then_some(Severity::Warn)
}

/// Whether a line is, or may be, a professional service face to face with the patient: one that gives
/// no date by the fee schedule of today.
fn is_face_to_face(context: &Context<'_>, line: &ServiceLine<'_>, today: Date) -> Lookup<()> {
    if !line.is_professional() || line.has(PROFESSIONAL_COMPONENT) {
        return Lookup::Absent;
    }
    let visit = matches!(
        number(line),
        Some(
            90_791
            | 90_792
            | 92_002
            | 92_004
            | 92_012
            | 92_014
            | 98_000..=98_007
            | 99_201..=99_239
            | 99_241..=99_255
            | 99_281..=99_285
            | 99_291
            | 99_304..=99_318
            | 99_324..=99_337
            | 99_341..=99_350
            | 99_381..=99_397
            | 99_460..=99_463
            | 99_468..=99_480
            | 99_483
            | 99_495..=99_498,
        )
    );
    if visit {
        return Lookup::Found(());
    }
    let surgery = matches!(number(line), Some(10_004..=69_990));
    if !surgery {
        // One that nobody can read may be anything.
        return if line.procedure.is_some() { Lookup::Absent } else { Lookup::Found(()) };
    }
    match context.whole_fee_or_of(line, today) {
        Lookup::Found(fee) => match fee.global {
            GlobalPeriod::Days0 | GlobalPeriod::Days10 | GlobalPeriod::Days90 | GlobalPeriod::Maternity => {
                Lookup::Found(())
            }
            _ => Lookup::Absent,
        },
        Lookup::Absent => Lookup::Absent,
        Lookup::Unknown(gap) => Lookup::Unknown(gap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::evaluation::Family;

    #[test]
    fn new_and_established_codes_need_the_same_decision_making() {
        let today = "2026-01-05".parse().unwrap();
        let decision = |code: &[u8; 5]| {
            let code = ProcedureCode::constant(code);
            Family::of(code)
                .and_then(|family| family.codes(today).find(|(own, ..)| *own == code))
                .map(|(_, own, _)| own)
        };
        assert!(NEW.is_sorted_by_key(|(new, _)| new));
        for (new, established) in NEW {
            let Some(established) = established else { continue };
            assert_eq!(decision(new), decision(established), "{new:?}");
        }
    }
}
