//! D008.

use crate::edition::{GapKind, Lookup};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Two diagnoses of the claim exclude each other.
    ///
    /// ## What it checks
    /// Diagnoses of the same day against the excludes 1 notes of the Tabular List in force: those at a
    /// code, at its categories, section and chapter.
    ///
    /// ## Why it matters
    /// The two conditions cannot occur together; payers deny the pair or ask for records.
    ///
    /// ## Example
    /// E10.9 with E11.9 warns; either alone passes.
    ///
    /// ## How to fix
    /// Keep the diagnosis that the record supports. Both may stand where the conditions are unrelated;
    /// the record then says so.
    ///
    /// ## Source
    /// ICD-10-CM Tabular List, excludes 1 notes; Official Guidelines, section I.A.12.a
    "D008" "excluded-together" {
        severity: Warn,
        denial: Some(Denial::co("16", &["M64"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [Excludes1],
        features: [SeveralDiagnoses],
        left_out: "Notes that name a part of a code's subcodes only, or codes elsewhere than in parentheses at \
            their end. Excludes 2 notes never make a claim wrong.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (index, first) in context.diagnoses.iter().enumerate() {
        let later = context.diagnoses.iter().skip(index + 1);
        for second in later.filter(|second| second.date == first.date && second.code != first.code) {
            let asked = [(first, second), (second, first)]
                .map(|(one, other)| context.edition.excludes_1(one.code, other.code, one.date));
            if asked.iter().any(|answer| matches!(answer, Lookup::Found(()))) {
                findings
                    .flag_claim(
                        "{first} and {second} exclude each other, unless the record shows that they are unrelated",
                    )
                    .field_at("diagnoses", second.position)
                    .value("first", first.code)
                    .value("second", second.code);
            }
            if let Some(gap) = asked.iter().find_map(|answer| answer.gap()) {
                // Every pair of that day has the same gap.
                findings.claim_not_evaluated(gap);
                if gap.why == GapKind::NoTable {
                    return;
                }
                break;
            }
        }
    }
}
