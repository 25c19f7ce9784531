//! F024.

use super::claim_kind::CRITICAL_ACCESS;
use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::{OutpatientFlag, PairList, Table};
use crate::finding::{Denial, EditedLine, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An add-on code is billed without its primary.
    ///
    /// ## What it checks
    /// On claims outside of OPPS: add-ons of type 1 and 3, and of drug administration, need
    /// a listed primary that is itself in order, on the day or the day before (drug
    /// administration: anywhere on the claim; critical access hospitals: on the same side,
    /// professional or facility); type 2 is left to the contractor on professional lines. On
    /// 013x under OPPS: add-ons of software as a service need a listed primary on the claim.
    /// U0005 needs U0003 or U0004.
    ///
    /// ## Why it matters
    /// The line is denied.
    ///
    /// ## Example
    /// 22614 alone on 0851 fails; with 22612 it passes.
    ///
    /// ## How to fix
    /// Bill the primary on the same claim.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 106,
    /// 107, 108, 115
    "F024" "outpatient-add-on-alone" {
        severity: Deny,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes, AddOn],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[106, 107, 108, 115]);
    // Which procedures are the primaries stands in the table of add-on codes.
    let gap = context.first_day().and_then(|day| context.edition.gap_on(Table::AddOn, day));
    let Some(gap) = gap.filter(|_| findings.edited().judged) else { return };
    let mut index = 0;
    while let Some(line) = findings.edited().lines.get(index) {
        if ADD_ONS_OF_TABLE.into_iter().any(|flag| line.is(flag)) {
            findings.not_evaluated(index, Reason::Edition(gap));
        }
        index += 1;
    }
}

/// Add-ons whose primaries stand in the table of add-on codes.
const ADD_ONS_OF_TABLE: [OutpatientFlag; 3] =
    [OutpatientFlag::AddonType1, OutpatientFlag::AddonType3, OutpatientFlag::AddonSaas];

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(115, |editor, _, line| {
        line.is(OutpatientFlag::AddonCovidLab)
            && line.code_in(&[b"U0005"])
            && !editor.any_on(line.date, |other| other.code_in(&[b"U0003", b"U0004"]))
    });
    // Under OPPS other add-ons are packaged.
    if !editor.kind.asks(107) {
        editor.each(106, |editor, _, line| {
            line.code_in(&[b"C7902"])
                && !editor.any_on(line.date, |other| other.code_in(&[b"C7900", b"C7901"]))
        });
        if editor.kind.takes_software_add_ons() {
            editor.each(106, |editor, index, line| {
                line.is(OutpatientFlag::AddonSaas)
                    && !editor.is_unknown_add_on(line)
                    && !editor.has_listed_primary(index, line)
            });
        }
        return Next::Continue;
    }
    for index in 0..editor.count() {
        let Some(line) = editor.edited.lines.get(index).filter(|line| !line.out && line.row.is_some()) else {
            continue;
        };
        if editor.is_unknown_add_on(line) {
            continue;
        }
        if line.is(OutpatientFlag::AddonType2) && line.is_professional() {
            if !line.denied {
                editor.on(107, index);
            }
        } else if line.is(OutpatientFlag::AddonType1) || line.is(OutpatientFlag::AddonDrugAdmin) {
            if !editor.has_primary(index, editor.count()) {
                editor.on(106, index);
            }
        } else if line.is(OutpatientFlag::AddonType3) && !editor.has_primary(index, editor.count()) {
            editor.on(108, index);
        }
    }
    Next::Continue
}

impl Editor<'_, '_> {
    /// Whether an add-on has a primary procedure: on its day or the day before; drug administration
    /// anywhere on the claim. A primary that is itself an add-on has to have one too.
    fn has_primary(&self, index: usize, depth: usize) -> bool {
        let Some(line) = self.edited.lines.get(index) else { return false };
        let Some(next) = depth.checked_sub(1) else { return false };
        let near = |day: Option<Date>| {
            line.date.zip(day).is_some_and(|(own, other)| (0..=1).contains(&own.days_since(other)))
        };
        self.open().any(|(other, primary)| {
            let side =
                self.kind.bill != CRITICAL_ACCESS || primary.is_professional() == line.is_professional();
            if other == index || !side {
                return false;
            }
            let administration = line.is(OutpatientFlag::AddonDrugAdmin);
            if administration {
                return self.is_drug_primary(line, primary);
            }
            let listed = near(primary.date) && self.is_listed_primary(line, primary);
            let add_on = primary.is(OutpatientFlag::AddonType1) || primary.is(OutpatientFlag::AddonDrugAdmin);
            listed && (!add_on || self.has_primary(other, next))
        })
    }

    /// Whether a primary procedure of an add-on stands anywhere on the claim.
    fn has_listed_primary(&self, index: usize, line: &EditedLine) -> bool {
        self.open().any(|(other, primary)| {
            other != index && primary.row.is_some() && self.is_listed_primary(line, primary)
        })
    }

    fn is_drug_primary(&self, add_on: &EditedLine, primary: &EditedLine) -> bool {
        let (Some(one), Some(two)) = (add_on.code, primary.code) else { return false };
        let (one, two) = (one.to_bytes(), two.to_bytes());
        let edition = self.context.edition;
        edition.outpatient_pair(PairList::DrugAdministration, &one, &two, self.kind.from).found().is_some()
    }

    fn is_listed_primary(&self, add_on: &EditedLine, primary: &EditedLine) -> bool {
        let (Some(one), Some(two)) = (add_on.code, primary.code) else { return false };
        let rows = self.context.edition.add_on(one, self.kind.from).found();
        rows.is_some_and(|rows| rows.has_primary(two))
    }

    /// Whether the edition cannot say which primaries an add-on has.
    fn is_unknown_add_on(&self, line: &EditedLine) -> bool {
        ADD_ONS_OF_TABLE.into_iter().any(|flag| line.is(flag))
            && line.code.is_some_and(|code| self.context.edition.add_on(code, self.kind.from).gap().is_some())
    }
}
