//! D023.

use crate::code::Modifier;
use crate::edition::{GapKind, Lookup, Necessity};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// No diagnosis of the line supports the service under a coverage policy.
    ///
    /// ## What it checks
    /// Each line against the coverage policies in force on its date for its procedure (of the
    /// contractor that the profile names, else of every contractor): one of the diagnoses it points
    /// to is covered. The advance notice modifiers decide who owes: with GA the patient, with GZ or
    /// none the provider; GY bills for a denial and is not judged.
    ///
    /// ## Why it matters
    /// The contractor denies the line as not medically necessary.
    ///
    /// ## Example
    /// 82306 for Z00.00 fails under a policy that covers E55.9; for E55.9 it passes.
    ///
    /// ## How to fix
    /// Point to the covered diagnosis the record supports. If none is, have the patient sign a notice
    /// before the service (GA).
    ///
    /// ## Source
    /// Medicare Coverage Database (local coverage articles); Medicare Claims Processing Manual (Pub.
    /// 100-04), chapter 30
    "D023" "not-covered-by-policy" {
        severity: Deny,
        denial: Some(Denial::co("50", &["N115"])),
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [MedicalNecessity],
        features: [Policy],
        left_out: "Policies that ask for two diagnoses together, for a frequency or for a modifier.",
    }
}

const NOTICE: Modifier = Modifier::constant(b"GA");
const FOR_DENIAL: Modifier = Modifier::constant(b"GY");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) || line.has(FOR_DENIAL) {
            continue;
        }
        let contractor = context.thresholds.contractor;
        let policies = match context.edition.medical_necessity(procedure, contractor, date) {
            Lookup::Found(policies) => policies,
            Lookup::Absent => continue,
            // Without any policy the claim as a whole is not evaluated.
            Lookup::Unknown(gap) if gap.why == GapKind::NoTable => return findings.claim_not_evaluated(gap),
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                continue;
            }
        };
        let Some(policy) = policies.iter().next() else { continue };
        let mut diagnoses = line.diagnoses().peekable();
        if diagnoses.peek().is_none() || diagnoses.any(|code| policies.judge(code) == Necessity::Covered) {
            continue;
        }
        let finding = findings
            .flag(line.index, "no diagnosis of the line supports {procedure} under {policy}")
            .field("diagnosis_pointers")
            .value("procedure", procedure)
            .value("policy", policy.name().to_owned());
        if line.has(NOTICE) {
            drop(finding.denial(Denial::pr("50", &["N115"])));
        }
    }
}
