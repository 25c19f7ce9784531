//! M003.

use super::position;
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A line has more modifiers than fit, or says so without need.
    ///
    /// ## What it checks
    /// A line has at most four modifiers. 99, which says that further ones stand in the note, warns
    /// unless it stands with three others and there is a note.
    ///
    /// ## Why it matters
    /// The claim forms have four places; a fifth modifier breaks the file or is lost.
    ///
    /// ## Example
    /// Five modifiers fail; four pass, as do three with 99 and the rest in the note.
    ///
    /// ## How to fix
    /// Keep the modifiers that price the line in front and put 99 in the fourth place; name the
    /// others in the line's note. Equipment with a liability notice takes KB instead of 99.
    ///
    /// ## Source
    /// 005010X222A1, SV101-3 to -6; 005010X223A2, SV202-3 to -6; UB-04 form locator 44; CPT appendix A
    "M003" "too-many-modifiers" {
        severity: Reject,
        denial: Some(Denial::co("4", &["N519"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
    }
}

/// Places for modifiers on a line.
const MOST: usize = 4;
const MULTIPLE: Modifier = Modifier::constant(b"99");

fn check(context: &Context<'_>, findings: &mut Findings) {
    let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    for line in context.lines {
        let count = line.line.modifiers.len();
        if count > MOST {
            findings
                .flag(line.index, "the line has {count} modifiers; it has places for {most}")
                .field_at("modifiers", MOST)
                .value("count", count)
                .value("most", MOST);
        }
        let noted = said(&line.line.description) || said(&context.claim.note);
        if line.has(MULTIPLE) && !(count == MOST && noted) {
            let finding = findings
                .flag(
                    line.index,
                    "99 says that more modifiers stand in the note; it is for a line that needs more than four",
                )
                .field_at("modifiers", position(line, MULTIPLE))
                .severity(Severity::Warn);
            if count < MOST {
                drop(finding.fix(
                    Applicability::IfDocumented,
                    "remove {modifier}, if no further modifiers are meant",
                    &[Edit::RemoveModifier { line: line.number, modifier: MULTIPLE, keep_first: false }],
                ));
            }
        }
    }
}
