//! N010.

use super::unit_limits;
use crate::code::Section;
use crate::edition::Mai;
use crate::finding::{Applicability, Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A line bills more units than its line limit allows.
    ///
    /// ## What it checks
    /// Codes whose medically unlikely edit is a line edit (adjudication indicator 1): the units of
    /// each line, divided over its days, against the published limit of the quarter. Codes without
    /// a published limit are not judged: some limits are confidential.
    ///
    /// ## Why it matters
    /// All units of the line are denied, not only those above the limit.
    ///
    /// ## Example
    /// A0425 with 260 miles fails (limit 250); with 240 it passes.
    ///
    /// ## How to fix
    /// Correct the units. Where more were medically necessary, bill the rest on a second line with
    /// the modifier that says why (59 or X, 76, 77, 91, anatomic).
    ///
    /// ## Source
    /// CMS, Medicare NCCI medically unlikely edits, MUE tables and "MUE adjudication indicators"
    "N010" "mue-line" {
        severity: Deny,
        denial: Some(Denial::co("151", &["N362"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [MuePractitioner, MueOutpatient, MueDme, MueMedicaidPractitioner, MueMedicaidOutpatient],
        features: [Units, UnknownLimit],
        left_out: "Claims to a DME contractor that do not name a supplier's taxonomy (332B, 335E): nothing else says \
                   where they go. The units of a line over several days are divided by the days and rounded half \
                   up, which CMS does not publish.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    unit_limits::each(context, findings, Mai::Line, |findings, limited| {
        if limited.units <= limited.limit {
            return;
        }
        let Some(procedure) = limited.line.procedure else { return };
        let message = if limited.days > 1 {
            "{procedure}: {billed} units over {days} days are {units} a day; the medically unlikely edit (MUE) allows \
             {limit} a line and day, and all units of the line are denied"
        } else {
            "{procedure}: {units} units on the line; the medically unlikely edit (MUE) allows {limit} a line ({rationale}), \
             and all units of the line are denied"
        };
        let title = match procedure.section() {
            Some(Section::PathologyAndLaboratory) => {
                "correct the units, or bill those above {limit} on a second line with 91 (repeated for a new result) \
                 or 59 (other specimen)"
            }
            _ => {
                "correct the units, or bill those above {limit} on a second line with the modifier that is true: RT, \
                 LT or a digit (other site), 76 or 77 (repeated), XE (other encounter), 59"
            }
        };
        findings
            .flag(limited.line.index, message)
            .field("units")
            .value("procedure", procedure)
            .value("units", limited.units)
            .value("billed", limited.line.units.unwrap_or_default())
            .value("limit", limited.limit)
            .value("days", limited.days)
            .value("rationale", limited.mue.rationale.meaning())
            .fix(Applicability::Manual, title, &[]);
    });
}
