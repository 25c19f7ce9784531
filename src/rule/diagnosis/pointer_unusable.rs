//! D001.

use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A line does not point to a diagnosis of the claim.
    ///
    /// ## What it checks
    /// Every professional line has one to four diagnosis pointers, each the number (or letter) of a
    /// diagnosis that stands on the claim. The same pointer twice warns. Institutional claims have
    /// no pointers; a claim without any diagnosis is D002's.
    ///
    /// ## Why it matters
    /// The pointer says why the service was given; without it the line cannot be adjudicated.
    ///
    /// ## Example
    /// Pointer 5 on a claim of three diagnoses fails; pointers 1 and 2 pass.
    ///
    /// ## How to fix
    /// Point to the diagnosis the record gives as the reason for the service; add it to the claim
    /// first if it is missing.
    ///
    /// ## Source
    /// 005010X222A1, SV107; CMS-1500 instructions, item 24E
    "D001" "pointer-unusable" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M76"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
    }
}

const MOST: usize = 4;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let diagnoses = context.claim.diagnoses.len();
    for line in context.lines {
        let pointers = &line.line.diagnosis_pointers;
        if pointers.is_empty() && diagnoses > 0 {
            findings
                .flag(line.index, "the line points to no diagnosis; point it to the one it was given for")
                .field("diagnosis_pointers");
        }
        if pointers.len() > MOST {
            findings
                .flag(line.index, "the line has {count} diagnosis pointers; keep the {most} that matter most")
                .field("diagnosis_pointers")
                .value("count", pointers.len())
                .value("most", MOST);
        }
        for (position, pointer) in pointers.iter().enumerate() {
            let Some(value) = pointer.value() else {
                findings
                    .flag(
                        line.index,
                        "the diagnosis pointer {pointer} is neither a number nor a letter A to L",
                    )
                    .field_at("diagnosis_pointers", position)
                    .value("pointer", format!("{:?}", pointer.to_string()));
                continue;
            };
            if diagnoses == 0 {
                continue;
            }
            if value.index() >= diagnoses {
                let removable = pointers.len() > 1;
                let edit = Edit::RemovePointer { line: line.number, position: position.min(255) as u8 };
                let finding = findings
                    .flag(line.index, "pointer {pointer} points to no diagnosis; the claim has {diagnoses}")
                    .field_at("diagnosis_pointers", position)
                    .value("pointer", u32::from(value.number()))
                    .value("diagnoses", diagnoses);
                if removable {
                    drop(finding.fix(
                        Applicability::IfDocumented,
                        "remove pointer {pointer}, if the other pointers say why the service was given",
                        &[edit],
                    ));
                }
            } else if pointers.iter().take(position).any(|earlier| earlier.value() == Some(value)) {
                findings
                    .flag(line.index, "pointer {pointer} stands twice on the line")
                    .field_at("diagnosis_pointers", position)
                    .value("pointer", u32::from(value.number()))
                    .severity(Severity::Warn)
                    .fix(
                        Applicability::Mechanical,
                        "remove the second pointer {pointer}",
                        &[Edit::RemovePointer { line: line.number, position: position.min(255) as u8 }],
                    );
            }
        }
    }
}
