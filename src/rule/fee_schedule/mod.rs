//! R: payment policy indicators of the Medicare physician fee schedule.

pub mod endoscopic_base;
pub mod paid_only_alone;
pub mod status_not_paid;
pub mod supervision_at_home;
pub mod technical_part_in_facility;
pub mod therapist_in_hospital;
pub mod units_on_surgery;

use super::{Context, ServiceLine};
use crate::code::Modifier;
use crate::edition::{FeeRow, Lookup, PhysicianFee};
use crate::finding::Findings;

const PROFESSIONAL_COMPONENT: Modifier = Modifier::constant(b"26");
const TECHNICAL_COMPONENT: Modifier = Modifier::constant(b"TC");

/// Places that are departments of a hospital: on- and off-campus outpatient, inpatient, emergency.
const HOSPITAL: [u8; 4] = [19, 21, 22, 23];

/// The row of the fee schedule a line is paid by: that of its component modifier where there is
/// one, else the code's own.
///
/// Where the table cannot answer, the current rule is not evaluated on the line.
fn fee(context: &Context<'_>, findings: &mut Findings, line: &ServiceLine<'_>) -> Option<PhysicianFee> {
    if findings.is_rejected(line.index) {
        return None;
    }
    let (code, date) = (line.procedure?, line.from?);
    let row = if line.has(PROFESSIONAL_COMPONENT) {
        FeeRow::Professional
    } else if line.has(TECHNICAL_COMPONENT) {
        FeeRow::Technical
    } else {
        FeeRow::Global
    };
    let answer = match context.edition.physician_fee(code, row, date) {
        Lookup::Absent if row != FeeRow::Global => context.edition.physician_fee(code, FeeRow::Global, date),
        answer => answer,
    };
    match answer {
        Lookup::Found(fee) => Some(fee),
        Lookup::Absent => None,
        Lookup::Unknown(gap) => {
            findings.not_evaluated(line.index, gap);
            None
        }
    }
}
