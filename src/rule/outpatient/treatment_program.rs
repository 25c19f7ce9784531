//! F041.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An opioid treatment program's code is billed on another claim.
    ///
    /// ## What it checks
    /// These codes are for 087x, and for 013x and 085x with condition code 89.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// G2067 on 0131 fails; on 0871 it passes.
    ///
    /// ## How to fix
    /// Bill it as the enrolled program.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 116
    "F041" "opioid-treatment-elsewhere" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[116]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(116, |_, _, line| line.is(OutpatientFlag::OpioidTreatmentProgram));
    Next::Continue
}
