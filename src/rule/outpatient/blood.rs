//! F028.

use super::editor::{Editor, Facts, Next};
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Blood, its processing or its transfusion is not billed as it has to be.
    ///
    /// ## What it checks
    /// A transfusion needs a blood product on the claim; a product stands under 038x
    /// (bought, with BL, beside an equal line under 039x) or 039x alone; 0381 is for packed
    /// red cells, 0382 for whole blood.
    ///
    /// ## Why it matters
    /// The claim is returned.
    ///
    /// ## Example
    /// 36430 alone fails; with P9016 under 0390 it passes.
    ///
    /// ## How to fix
    /// Report the product, and both lines with BL and the same units where blood was
    /// bought.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 43,
    /// 73, 79
    "F028" "blood-billed-wrongly" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[43, 73, 79]);
}

/// The revenue code of packed red cells.
const PACKED_RED_CELLS: u16 = 381;
/// The revenue code of whole blood.
const WHOLE_BLOOD: u16 = 382;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    let product = editor.edited.lines.iter().any(|line| line.is(OutpatientFlag::BloodProduct));
    editor.each(43, |_, _, line| line.is(OutpatientFlag::BloodService) && !product);
    editor.each(73, |editor, index, line| {
        line.is(OutpatientFlag::BloodProduct) && !editor.is_whole_bill(index, line)
    });
    editor.each(79, |_, _, line| match line.revenue_number() {
        PACKED_RED_CELLS => !line.is(OutpatientFlag::PackedRedCells),
        WHOLE_BLOOD => !line.is(OutpatientFlag::WholeBlood),
        _ => false,
    });
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether the lines of a blood product say together what was bought and what was processed.
    fn is_whole_bill(&self, index: usize, line: &EditedLine) -> bool {
        let (product, processing) = (38, 39);
        let department = line.revenue.map(|code| code.category());
        let same = |(other, own): &(usize, &EditedLine)| {
            *other != index && own.code == line.code && own.date == line.date
        };
        let of = |category: u16| {
            self.open()
                .filter(same)
                .filter(move |(_, own)| own.revenue.is_some_and(|code| code.category() == category))
        };
        let bought = |place: usize| self.has(place, &[b"BL"]);
        if department == Some(product) {
            bought(index) && of(processing).any(|(place, own)| bought(place) && own.units == line.units)
        } else if department == Some(processing) {
            if bought(index) {
                of(product).any(|(place, own)| bought(place) && own.units == line.units)
            } else {
                of(product).next().is_none()
            }
        } else {
            false
        }
    }
}
