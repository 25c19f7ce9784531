//! F011.

use super::claim_kind::CRITICAL_ACCESS;
use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A discontinued or bilateral procedure has more than one unit.
    ///
    /// ## What it checks
    /// 52 or 73 with units above one, or with 50 on a bilateral procedure; 50 with units
    /// above one.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 45378-73 with 2 units fails; with 1 it passes.
    ///
    /// ## How to fix
    /// Report one unit.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 37,
    /// 74
    "F011" "bilateral-or-discontinued-units" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[37, 74]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let independent = |line: &EditedLine| {
        line.is(OutpatientFlag::BilateralConditional) || line.is(OutpatientFlag::BilateralIndependent)
    };
    editor.each(37, |editor, index, line| {
        let twice = line.units > 1 || editor.has(index, &[b"50"]) && independent(line);
        editor.has(index, &[b"52", b"73"]) && twice
    });
    editor.each(74, |editor, index, line| {
        independent(line)
            && editor.has(index, &[b"50"])
            && line.units > 1
            && (editor.kind.bill != CRITICAL_ACCESS || line.is_professional())
    });
    Next::Continue
}
