//! G011.

use crate::code::{Date, DiagnosisCode, Modifier, ProcedureCode};
use crate::finding::{Denial, Findings, Reason, Severity};
use crate::rule::{By, Context, Lookback, ServiceLine, declare_rule};

declare_rule! {
    /// Care that the maternity package includes is billed beside it.
    ///
    /// ## What it checks
    /// A global maternity code (59400, 59510, 59610, 59618) against the lines of the same group within
    /// 300 days, in the claim and its history: the same package twice is denied, antepartum (59425,
    /// 59426) or postpartum care (59430) beside it warns, and so does an office visit of the 300 days
    /// before the delivery that points to nothing but supervision of pregnancy (Z34.-, O09.-). Twins (O30.-, Z37.2 to Z37.7) are not judged.
    /// The packages end with 2026.
    ///
    /// ## Why it matters
    /// The package pays antepartum care, delivery and postpartum care together.
    ///
    /// ## Example
    /// 59400 and 59430 of one pregnancy and group warn; 59400 alone passes.
    ///
    /// ## How to fix
    /// Bill the package alone, or the parts when the care was shared.
    ///
    /// ## Source
    /// CPT, maternity care and delivery; Medicare physician fee schedule, global period MMM
    "G011" "maternity-package" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M144"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"59400"..=b"59622", b"99202"..=b"99499"],
        left_out: "Visits beyond the usual number, and care that was taken over or passed on, which the group may bill.",
    }
}

fn is_package(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(59_400 | 59_510 | 59_610 | 59_618))
}

fn is_part(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(59_425 | 59_426 | 59_430))
}

/// An office visit that points to nothing but the supervision of a pregnancy.
fn is_antepartum_visit(line: &ServiceLine<'_>) -> bool {
    let supervision = |code: DiagnosisCode| {
        let (characters, _) = code.characters();
        characters.starts_with(b"Z34") || characters.starts_with(b"O09")
    };
    let separate = [Modifier::constant(b"24"), Modifier::constant(b"25")];
    line.procedure.is_some_and(|code| matches!(code.number(), Some(99_202..=99_215)))
        && !line.has_any(&separate)
        && line.diagnoses().next().is_some()
        && line.diagnoses().all(supervision)
}

fn is_multiple(code: DiagnosisCode) -> bool {
    let (characters, _) = code.characters();
    characters.starts_with(b"O30") || matches!(&characters[..4], [b'Z', b'3', b'7', b'2'..=b'7'])
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let packages =
        |line: &ServiceLine<'_>| line.procedure.is_some_and(|code| is_package(code) || is_part(code));
    if !context.lines.iter().chain(context.history).any(packages) {
        return;
    }
    let last = Date::from_ymd(2026, 12, 31);
    let multiple = context.lines.iter().chain(context.history).any(|line| line.diagnoses().any(is_multiple));
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let visit = is_antepartum_visit(line);
        if !(is_package(procedure) || is_part(procedure) || visit) || multiple || Some(date) > last {
            continue;
        }
        let ours = is_package(procedure);
        let mut looks = Lookback::from(line, By::Practice);
        let conflict = context.lines.iter().chain(context.history).find_map(|other| {
            if std::ptr::eq(other.claim, context.claim) && other.index >= line.index {
                return None;
            }
            let antepartum = ours && is_antepartum_visit(other);
            let included =
                |code| if ours { is_package(code) || is_part(code) || antepartum } else { is_package(code) };
            // The visits of a pregnancy come before its delivery.
            let of_pregnancy = |day: Date| {
                let ordered = (!antepartum || day <= date) && (!visit || date <= day);
                ordered && day.days_since(date).abs() <= 300
            };
            if !looks.counts(other, included, of_pregnancy) {
                return None;
            }
            let code = other.procedure?;
            Some((code, if ours && is_package(code) { Severity::Deny } else { Severity::Warn }))
        });
        match conflict {
            Some((other, severity)) => {
                let message = if severity == Severity::Deny {
                    "{procedure} and {other} are both the whole package of one pregnancy"
                } else {
                    "one of {procedure} and {other} is the whole package of the pregnancy, which includes the other"
                };
                findings
                    .flag(line.index, message)
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("other", other)
                    .severity(severity);
            }
            None if context.claim.history.is_empty() && !visit => {
                findings.not_evaluated(line.index, Reason::NoHistory)
            }
            None => {
                looks.leaves_open(findings);
            }
        }
    }
}
