//! M001.

use super::positioned;
use crate::code::{Modifier, ProcedureCode};
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, ServiceLine, declare_rule, outpatient};

declare_rule! {
    /// A modifier is not a published one.
    ///
    /// ## What it checks
    /// Every modifier is two letters or digits and one of CPT or HCPCS Level II. The pairs of an
    /// origin and a destination (RH, HN …) stand on ambulance lines only: A0021 to A0999 or revenue
    /// code 0540; on the transport codes of state programs they pass.
    ///
    /// ## Why it matters
    /// A modifier nobody knows stops the line before it is priced (outpatient code editor, edit 22).
    ///
    /// ## Example
    /// 99213-2Z fails; 99213-25 and A0428-RH pass.
    ///
    /// ## How to fix
    /// Take the modifier from the record; a letter O for a zero is a common slip.
    ///
    /// ## Source
    /// CMS HCPCS Level II file and CPT appendix A (numbers only); Integrated Outpatient Code Editor
    /// specification, edit 22; Medicare Claims Processing Manual (Pub. 100-04), chapter 15, §30
    "M001" "unknown-modifier" {
        severity: Reject,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
    }
}

const EDIT: u16 = 22;

fn check(context: &Context<'_>, findings: &mut Findings) {
    if outpatient::speaks(context, findings, &[22]) {
        return;
    }
    for line in context.lines {
        for (position, own) in line.line.modifiers.iter().enumerate() {
            if let Some(text) = own.malformed()
                && let Err(error) = text.parse::<Modifier>()
            {
                let finding = findings
                    .flag(line.index, "the modifier {text} {problem}")
                    .field_at("modifiers", position)
                    .value("text", format!("{text:?}"))
                    .value("problem", error.problem().to_string());
                match error.repair() {
                    Some(repair) => drop(finding.value("repair", repair.to_owned()).fix(
                        Applicability::Manual,
                        "read it as {repair}",
                        &[],
                    )),
                    None => drop(finding),
                }
            }
        }
        for (position, modifier) in positioned(line) {
            let pair = modifier.is_ambulance_pair();
            if modifier.info().is_some() || (pair && takes_pairs(line)) {
                continue;
            }
            let message = if pair {
                "{modifier} is an ambulance's origin and destination and stands on ambulance lines only"
            } else {
                "{modifier} is no modifier of CPT or HCPCS"
            };
            let mut finding = findings
                .flag(line.index, message)
                .field_at("modifiers", position)
                .value("modifier", modifier);
            if !line.is_professional() {
                finding = finding.ioce_edit(outpatient::edit_of_bill(context, EDIT));
            }
            if let (false, Some(meant), Ok(to)) = (pair, look_alike(modifier), u8::try_from(position)) {
                let number = line.number;
                drop(finding.value("meant", meant).fix(
                    Applicability::IfDocumented,
                    "read it as {meant}",
                    &[
                        Edit::RemoveModifier { line: number, modifier, keep_first: false },
                        Edit::AddModifier { line: number, modifier: meant },
                        Edit::MoveModifier { line: number, modifier: meant, to },
                    ],
                ));
            }
        }
    }
}

/// Ambulance lines, and the transport codes of state programs.
fn takes_pairs(line: &ServiceLine<'_>) -> bool {
    let code = line.procedure.map(ProcedureCode::to_bytes).unwrap_or_default();
    line.is_ambulance()
        || [*b"S0207", *b"S0208", *b"S0209", *b"S0215", *b"T2049"].contains(&code)
        || (*b"T2001"..=*b"T2007").contains(&code)
}

/// The published modifier that letters looking like digits were most likely meant for.
fn look_alike(modifier: Modifier) -> Option<Modifier> {
    let meant = modifier.to_bytes().map(|byte| match byte {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    });
    Modifier::from_bytes(meant).filter(|meant| *meant != modifier && meant.info().is_some())
}
