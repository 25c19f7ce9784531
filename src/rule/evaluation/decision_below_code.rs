//! E017.

use super::level::{LevelError, explain, supported};
use super::{Family, Visit};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A visit is billed higher than its decision making and its time support.
    ///
    /// ## What it checks
    /// Where the line gives the medical decision making (as a level, or as problems, data and risk,
    /// of which two must reach the level), the code is no higher than what that or the minutes, if
    /// they are given, support on the date. A visit by sound alone (98008 to 98015) has more than ten
    /// minutes of discussion.
    ///
    /// ## Why it matters
    /// The level of a visit is what payers review most.
    ///
    /// ## Example
    /// 99214 with low problems, limited data and high risk warns: two of three reach low, which is
    /// 99213. Moderate problems, minimal data and moderate risk support 99214.
    ///
    /// ## How to fix
    /// Bill the code that is supported, or correct the elements from the record.
    ///
    /// ## Source
    /// CPT, evaluation and management guidelines of 2021 (offices), 2023 (other families) and 2025
    /// (telehealth)
    "E017" "decision-below-code" {
        severity: Warn,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"98000"..=b"98016", b"99202"..=b"99499"],
        left_out: "Dates before 2021 (offices) and 2023, when levels rested on history and examination too. Whether \
                   the elements are what the record shows is for a person to judge.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let Some(family) = Family::of(procedure) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let (decision, minutes) = (line.line.medical_decision_making, line.line.minutes);
        if decision.is_none() {
            if minutes.is_none() {
                findings.not_evaluated(
                    line.index,
                    Reason::Missing("neither minutes nor medical decision making of the visit"),
                );
            }
            continue;
        }
        let visit = Visit { family, date, decision, minutes };
        let supported = match supported(&visit) {
            Ok(supported) => supported,
            Err(LevelError::ShortTalk { minutes, .. }) => {
                findings
                    .flag(
                        line.index,
                        "{procedure} is by sound alone and has at least {fewest} minutes of medical discussion; \
                         {minutes} are recorded",
                    )
                    .field("minutes")
                    .value("procedure", procedure)
                    .value("fewest", family.fewest_minutes())
                    .value("minutes", minutes);
                continue;
            }
            Err(_) => {
                findings.not_evaluated(
                    line.index,
                    Reason::NoList("what decision making the visit needed on its date"),
                );
                continue;
            }
        };
        if procedure <= supported.code {
            continue;
        }
        findings
            .flag(line.index, "{procedure} is billed; {reasoning}")
            .field("procedure")
            .value("procedure", procedure)
            .value("reasoning", explain(&visit, &supported).join("; "))
            .value("supported", supported.code)
            .fix(
                Applicability::IfDocumented,
                "bill {procedure} on line {line}, the code that is supported",
                &[Edit::SetProcedure { line: line.number, procedure: supported.code }],
            );
    }
}
