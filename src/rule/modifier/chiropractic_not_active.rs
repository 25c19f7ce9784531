//! M043.

use crate::code::{DiagnosisCode, Modifier};
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A chiropractic manipulation is not marked as active treatment.
    ///
    /// ## What it checks
    /// 98940 to 98942 to Medicare carry AT, or GA, GZ or GY where the denial is expected. With AT, the
    /// line points to a subluxation (M99.00 to M99.05) or it warns.
    ///
    /// ## Why it matters
    /// Without AT Medicare takes the manipulation for maintenance, which it never pays.
    ///
    /// ## Example
    /// 98941 fails; 98941-AT pointing to M99.03 passes.
    ///
    /// ## How to fix
    /// Add AT where the record shows active treatment; maintenance takes GA with a signed notice.
    ///
    /// ## Source
    /// Medicare Benefit Policy Manual (Pub. 100-02), chapter 15, §240; Medicare Claims Processing
    /// Manual (Pub. 100-04), chapter 12, §220
    "M043" "chiropractic-not-active" {
        severity: Deny,
        denial: Some(Denial::co("50", &["N115"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [],
        codes: [b"98940"..=b"98942"],
    }
}

const ACTIVE: Modifier = Modifier::constant(b"AT");
const EXPECTED: [Modifier; 3] =
    [Modifier::constant(b"GA"), Modifier::constant(b"GY"), Modifier::constant(b"GZ")];
const SUBLUXATION: DiagnosisCode = DiagnosisCode::constant(b"M990");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if !matches!(procedure.number(), Some(98_940..=98_942)) || line.has_any(&EXPECTED) {
            continue;
        }
        if !line.has(ACTIVE) {
            findings
                .flag(line.index, "{procedure} without AT is maintenance, which Medicare never pays")
                .field("modifiers")
                .value("procedure", procedure)
                .fix(
                    Applicability::IfDocumented,
                    "add {modifier}, if the record shows active treatment",
                    &[Edit::AddModifier { line: line.number, modifier: ACTIVE }],
                );
            continue;
        }
        let mut pointed = line
            .line
            .diagnosis_pointers
            .iter()
            .filter_map(|pointer| context.claim.diagnoses.get(pointer.value()?.index())?.value());
        if !pointed.any(|diagnosis| diagnosis.is_within(SUBLUXATION)) {
            findings
                .flag(line.index, "{procedure} treats a subluxation; point the line to it (M99.00 to M99.05)")
                .field("diagnosis_pointers")
                .value("procedure", procedure)
                .severity(Severity::Warn);
        }
    }
}
