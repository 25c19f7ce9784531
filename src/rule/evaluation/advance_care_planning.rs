//! E015.

use super::number;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::units::{beside, minutes_of_both, whole_units};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// Advance care planning was shorter than its codes say.
    ///
    /// ## What it checks
    /// 99497 has at least 16 minutes; 99498 has a unit for each further 30 minutes of which more
    /// than the half was reached (the first from 46 minutes on).
    ///
    /// ## Why it matters
    /// The codes are defined by time; minutes that are not reached are not paid.
    ///
    /// ## Example
    /// 99497 with 15 minutes fails; with 16 it passes.
    ///
    /// ## How to fix
    /// Bill what the minutes give; a shorter talk is part of the visit.
    ///
    /// ## Source
    /// CPT, advance care planning; CMS, frequently asked questions on advance care planning
    "E015" "advance-care-planning-time" {
        severity: Deny,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        codes: [b"99497"..=b"99498"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(code @ (99_497 | 99_498)) = number(line) else { continue };
        let (Some(procedure), Some(units)) = (line.procedure, whole_units(line)) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let minutes = if code == 99_497 {
            line.line.minutes
        } else {
            beside(context, line, &[b"99497"]).and_then(|first| minutes_of_both(first, Some(line), 45))
        };
        let Some(minutes) = minutes else {
            findings.not_evaluated(line.index, Reason::Missing("no minutes of advance care planning"));
            continue;
        };
        let most = if code == 99_497 { u32::from(minutes >= 16) } else { minutes.saturating_sub(16) / 30 };
        if most == 0 || (code == 99_498 && units > most) {
            findings
                .flag(
                    line.index,
                    "{minutes} minutes of advance care planning give {most} units of {procedure}; the line bills {units}",
                )
                .field("minutes")
                .value("procedure", procedure)
                .value("minutes", minutes)
                .value("most", most)
                .value("units", units);
        }
    }
}
