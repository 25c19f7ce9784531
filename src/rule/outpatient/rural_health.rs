//! F040.

use super::editor::{Editor, Facts, Next};
use crate::code::{Modifier, ProcedureCode};
use crate::edition::{OutpatientFlag, PairList};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A rural health clinic puts CG on a line that cannot have it.
    ///
    /// ## What it checks
    /// 071x: CG on the listed codes, and under 0905 on codes that are no primary service of
    /// an intensive outpatient program.
    ///
    /// ## Why it matters
    /// The line is rejected, or the claim returned.
    ///
    /// ## Example
    /// 36415-CG fails; 36415 passes.
    ///
    /// ## How to fix
    /// Put CG on the visit's line.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 104,
    /// 130
    "F040" "modifier-cg-misused" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[104, 130]);
}

/// The revenue code of an intensive outpatient program.
const INTENSIVE_OUTPATIENT_PROGRAM: u16 = 905;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let edition = editor.context.edition;
    editor.each(104, |editor, index, line| {
        let code = line.code.map(ProcedureCode::to_bytes).unwrap_or_default();
        let conflict = |modifier: Modifier| {
            edition
                .outpatient_pair(PairList::RuralHealth, &code, &modifier.to_bytes(), editor.kind.from)
                .found()
                .is_some()
        };
        !line.denied && editor.modifiers(index).any(conflict)
    });
    editor.each(130, |editor, index, line| {
        line.revenue_number() == INTENSIVE_OUTPATIENT_PROGRAM
            && editor.has(index, &[b"CG"])
            && !line.is(OutpatientFlag::IopPrimary)
    });
    Next::Continue
}
