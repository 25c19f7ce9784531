//! F044.

use super::editor::{Editor, Facts, Next};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A planning service is billed beside IMRT planning.
    ///
    /// ## What it checks
    /// On 12x and 13x with 77301: 77014 77280 77285 77290 77295 77306 77307 77316 77317
    /// 77318 77321 77331 77370.
    ///
    /// ## Why it matters
    /// They are part of 77301; the claim is returned.
    ///
    /// ## Example
    /// 77301 with 77280 fails; 77280 alone passes.
    ///
    /// ## How to fix
    /// Remove the planning service.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 125
    "F044" "included-in-imrt-planning" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[125]);
}

/// What 77301 includes.
const INCLUDED: [&[u8; 5]; 13] = [
    b"77014", b"77280", b"77285", b"77290", b"77295", b"77306", b"77307", b"77316", b"77317", b"77318",
    b"77321", b"77331", b"77370",
];

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(125, |editor, _, line| {
        line.code_in(&INCLUDED) && editor.open().any(|(_, other)| other.code_in(&[b"77301"]))
    });
    Next::Continue
}
