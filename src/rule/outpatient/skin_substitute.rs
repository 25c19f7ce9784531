//! F021.

use super::claim_kind::CRITICAL_ACCESS;
use super::editor::{Editor, Facts, Next};
use crate::edition::{OutpatientFlag, StatusIndicator};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A skin substitute is applied and no product is billed.
    ///
    /// ## What it checks
    /// The application's list needs a product of the same list on its day, to 2025-12-31;
    /// from 2026-01-01 15271 to 15278 need a product of status indicator S1.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 15271 alone fails; with Q4186 it passes.
    ///
    /// ## How to fix
    /// Add the product that was applied.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edit 87
    "F021" "skin-product-missing" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[87]);
}

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    use OutpatientFlag::{
        SkinSubstituteApplicationProcedure, SkinSubstituteHi, SkinSubstituteLo, SkinSubstituteSgHi,
        SkinSubstituteSgLo,
    };
    let critical_access = editor.kind.bill == CRITICAL_ACCESS;
    editor.each(87, |editor, _, line| {
        if critical_access && editor.any_on(line.date, |other| other.is_professional()) {
            return false;
        }
        let lacks = |flag| !editor.any_on(line.date, |other| other.is(flag));
        line.is(SkinSubstituteSgLo) && lacks(SkinSubstituteLo)
            || line.is(SkinSubstituteSgHi) && lacks(SkinSubstituteHi)
            || line.is(SkinSubstituteApplicationProcedure)
                && !editor.any_on(line.date, |other| other.status == StatusIndicator::S1)
    });
    Next::Continue
}
