//! Modifiers: edit 22, which the rule on unknown modifiers speaks for.

use super::editor::{Editor, Facts, Next};
use crate::claim::Parsed;
use crate::edition::Lookup;
use crate::finding::Place;

/// The revenue code of ambulance trips, whose origin and destination are no modifier.
const AMBULANCE: u16 = 540;
/// The revenue code of a home health payment rate.
const HOME_HEALTH_RATE: u16 = 23;

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    if !editor.kind.asks(22) {
        return Next::Continue;
    }
    for line in 0..editor.count() {
        let Some(own) = editor.edited.lines.get(line).filter(|line| !line.out) else { continue };
        let revenue = own.revenue_number();
        if revenue == AMBULANCE || editor.kind.bill == 32 && revenue == HOME_HEALTH_RATE {
            continue;
        }
        let Some(sent) = editor.context.lines.get(line) else { continue };
        for (position, modifier) in sent.line.modifiers.iter().enumerate() {
            let known = match modifier {
                Parsed::Valid(modifier) => {
                    let text = modifier.to_bytes();
                    editor.context.edition.outpatient_modifier(&text, editor.kind.from)
                }
                Parsed::Malformed(text) => {
                    editor.context.edition.outpatient_modifier(text.trim().as_bytes(), editor.kind.from)
                }
            };
            if matches!(known, Lookup::Absent) {
                editor.raise(22, Place::Modifier(line, position));
            }
        }
    }
    Next::Continue
}
