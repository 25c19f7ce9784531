//! M023.

use super::visit::is_visit;
use crate::claim::Form;
use crate::code::Modifier;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A discontinued procedure is marked with the other setting's modifier.
    ///
    /// ## What it checks
    /// 73 and 74 (stopped before or after anesthesia) belong to hospital outpatient departments and
    /// surgical centers; on a practitioner's claim they pass only at place 24. 53 is the
    /// practitioner's and does not stand on an outpatient hospital claim, nor on a visit.
    ///
    /// ## Why it matters
    /// The wrong modifier is returned, or pays the wrong share.
    ///
    /// ## Example
    /// 45378-73 on a practice's claim at place 11 fails; 45378-53 passes.
    ///
    /// ## How to fix
    /// Practitioners use 53, facilities 73 or 74; a procedure that was reduced on purpose takes 52.
    ///
    /// ## Source
    /// CPT, Appendix A (53, 73, 74); Medicare Claims Processing Manual (Pub. 100-04), chapter 4, §20.6.4
    /// and chapter 14, §40.4
    "M023" "discontinued-in-wrong-setting" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: [b"53", b"73", b"74"],
        left_out: "Units and 50 beside 52 or 73 on outpatient claims (edit 37) are the outpatient rules'.",
    }
}

const DISCONTINUED: Modifier = Modifier::constant(b"53");
const FACILITY: [Modifier; 2] = [Modifier::constant(b"73"), Modifier::constant(b"74")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let professional = context.claim.form == Form::Professional;
    for line in context.lines {
        let surgical_center = line.place.is_some_and(|place| place.number() == 24);
        for modifier in line.modifiers() {
            let message = if professional && FACILITY.contains(&modifier) && !surgical_center {
                "{modifier} is the facility's; a practitioner marks a stopped procedure with 53"
            } else if !professional && modifier == DISCONTINUED {
                "53 is the practitioner's; a hospital marks a stopped procedure with 73 or 74"
            } else if professional && modifier == DISCONTINUED && line.procedure.is_some_and(is_visit) {
                "53 is for procedures; a visit is billed at the level reached"
            } else {
                continue;
            };
            findings
                .flag(line.index, message)
                .field_at("modifiers", super::position(line, modifier))
                .value("modifier", modifier);
        }
    }
}
