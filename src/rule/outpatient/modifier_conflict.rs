//! F016.

use super::editor::{Editor, Next};
use crate::edition::PairList;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Two modifiers of one line contradict each other.
    ///
    /// ## What it checks
    /// The published pairs: CT, FX and FY among each other; ER with PN or PO; PN with PO.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// G0463-PN-PO fails; G0463-PN passes.
    ///
    /// ## How to fix
    /// Keep the modifier that is true of the department.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 102
    "F016" "modifiers-contradict" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[102]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let edition = editor.context.edition;
    editor.each(102, |editor, index, _| {
        editor.modifiers(index).any(|one| {
            editor.modifiers(index).any(|two| {
                let (one, two) = (one.to_bytes(), two.to_bytes());
                edition.outpatient_pair(PairList::Modifiers, &one, &two, editor.kind.from).found().is_some()
            })
        })
    });
    Next::Continue
}
