//! M032.

use super::position;
use crate::code::{Modifier, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// PT stands where no screening turned into treatment.
    ///
    /// ## What it checks
    /// PT, which says that a colorectal screening became a diagnostic or therapeutic procedure, does
    /// not stand on the screening codes G0104, G0105 and G0121 themselves, and elsewhere only on a day
    /// with a colorectal procedure (44388 to 44408, 45190, 45300 to 45350, 45378 to 45399). Companion
    /// lines of that day (anesthesia, sedation, pathology) may carry it.
    ///
    /// ## Why it matters
    /// PT waives the deductible for a screening that went on; anywhere else the payer refuses it.
    ///
    /// ## Example
    /// G0121-PT fails; 45385-PT passes.
    ///
    /// ## How to fix
    /// A screening that stayed one is G0121 or G0105 without PT; one that went on is the procedure
    /// that was done, with PT.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 18, §60; Integrated Outpatient Code
    /// Editor, edit 120 (the colorectal codes)
    "M032" "screening-turned-elsewhere" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"PT"],
        left_out: "33, which marks preventive services for other payers, whose lists differ.",
    }
}

const TURNED: Modifier = Modifier::constant(b"PT");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if !line.has(TURNED) || findings.is_rejected(line.index) {
            continue;
        }
        let remove = [Edit::RemoveModifier { line: line.number, modifier: TURNED, keep_first: false }];
        if is_screening(procedure) {
            findings
                .flag(
                    line.index,
                    "{procedure} is the screening itself; PT belongs on the procedure it became, if it became one",
                )
                .field_at("modifiers", position(line, TURNED))
                .value("procedure", procedure)
                .fix(
                    Applicability::IfDocumented,
                    "remove {modifier} from line {line}, if it stayed a screening",
                    &remove,
                );
            continue;
        }
        let mut looks = Lookback::from(line, By::Anybody);
        let colorectal = context
            .lines
            .iter()
            .chain(context.history)
            .any(|other| looks.counts_that_day(other, |code| is_colorectal(code) || is_screening(code)));
        if !colorectal && !looks.leaves_open(findings) {
            findings
                .flag(
                    line.index,
                    "PT on {procedure} says that a colorectal screening turned into treatment, and no colorectal \
                     procedure stands on its day",
                )
                .field_at("modifiers", position(line, TURNED))
                .value("procedure", procedure)
                .severity(Severity::Warn)
                .fix(Applicability::IfDocumented, "remove {modifier} from line {line}", &remove);
        }
    }
}

fn is_screening(code: ProcedureCode) -> bool {
    matches!(&code.to_bytes(), b"G0104" | b"G0105" | b"G0121")
}

fn is_colorectal(code: ProcedureCode) -> bool {
    matches!(code.number(), Some(44_388..=44_408 | 45_190 | 45_300..=45_350 | 45_378..=45_399))
}
