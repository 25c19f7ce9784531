//! T004.

use super::given;
use crate::code::{Modifier, ProcedureCode, ProcedureKind, Section};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// A service is dated after the patient's death.
    ///
    /// ## What it checks
    /// Where the claim gives a date of death, no line is dated after it. Services that may rightly
    /// be later pass: laboratory and pathology (specimens taken before death, autopsy), care plan
    /// oversight, services marked as after death (PM), an ambulance called before the death (QL),
    /// and a rental already delivered for the month (RR). The day of death itself passes.
    ///
    /// ## Why it matters
    /// The payer's eligibility file ends on the date of death and the line is denied.
    ///
    /// ## Example
    /// Death on 2026-01-04, an office visit on 2026-01-05 fails; on 2026-01-04 it passes.
    ///
    /// ## How to fix
    /// Correct the date of service, or have the date of death corrected with the payer.
    ///
    /// ## Source
    /// Claim adjustment reason code 13; Medicare Claims Processing Manual (Pub. 100-04), chapter 15
    /// (modifier QL) and chapter 20 (rental months)
    "T004" "service-after-death" {
        severity: Deny,
        denial: Some(Denial::co("13", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

const OVERSIGHT: [ProcedureCode; 2] = [ProcedureCode::constant(b"G0181"), ProcedureCode::constant(b"G0182")];
const AFTER_DEATH: Modifier = Modifier::constant(b"PM");
const CALLED_BEFORE_DEATH: Modifier = Modifier::constant(b"QL");
const RENTAL: Modifier = Modifier::constant(b"RR");

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(death) = given(&context.claim.patient.death_date) else { return };
    for line in context.lines {
        if let Some(from) = line.from
            && from > death
            && !may_follow_death(line)
        {
            findings
                .flag(line.index, "the service is dated {from}, after the patient's death on {death}")
                .field("from")
                .value("from", from)
                .value("death", death);
        }
    }
}

fn may_follow_death(line: &ServiceLine<'_>) -> bool {
    let Some(code) = line.procedure else { return false };
    let laboratory = code.section() == Some(Section::PathologyAndLaboratory)
        || matches!(code.kind(), ProcedureKind::Pla | ProcedureKind::Maaa | ProcedureKind::Level2('P'));
    let oversight =
        OVERSIGHT.contains(&code) || code.number().is_some_and(|number| (99_374..=99_380).contains(&number));
    laboratory || oversight || line.has_any(&[AFTER_DEATH, CALLED_BEFORE_DEATH, RENTAL])
}
