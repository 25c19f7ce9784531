//! F019.

use super::INTENSIVE_OUTPATIENT;
use super::claim_kind::ConditionCode;
use super::editor::{Editor, Next};
use crate::edition::Lookup;
use crate::finding::{Denial, Findings, Place};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The outpatient code editor does not take the claim.
    ///
    /// ## What it checks
    /// The type of bill against those the editor takes from OPPS providers and from others
    /// (085x is never OPPS), condition codes 41 and 92 against the types of bill they
    /// belong to from 2024-01-01, the date of receipt against the first day and the
    /// editor's versions, and the first day itself.
    ///
    /// ## Why it matters
    /// A claim the editor does not take is returned, and nothing else on it is looked at.
    ///
    /// ## Example
    /// 0111 fails; 0131 passes. 0121 with condition code 41 in 2024 fails.
    ///
    /// ## How to fix
    /// Correct the type of bill, the condition code or the dates.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 118,
    /// 119, 24
    "F019" "claim-not-taken-by-editor" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[118, 119, 24]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let edition = editor.context.edition;
    let received = editor.context.claim.received.as_ref();
    let unusable = received.is_some_and(|received| match received.value() {
        None => true,
        Some(day) => day < editor.kind.from || matches!(edition.outpatient_version(day), Lookup::Absent),
    });
    if unusable {
        editor.raise(119, Place::Claim);
        return Next::Stop;
    }
    let kind = editor.kind;
    let (partial, intensive) = (kind.has(ConditionCode::C41), kind.has(ConditionCode::C92));
    let misplaced = kind.from >= INTENSIVE_OUTPATIENT
        && (matches!(kind.bill, 12 | 14) && partial || kind.bill == 76 && !partial && !intensive);
    if !kind.is_accepted() || misplaced {
        editor.raise(118, Place::Claim);
        return Next::Stop;
    }
    if matches!(edition.outpatient_version(kind.from), Lookup::Absent) {
        editor.raise(24, Place::Claim);
        return Next::Stop;
    }
    Next::Continue
}
