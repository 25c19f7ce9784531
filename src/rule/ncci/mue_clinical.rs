//! N012.

use super::{unit_limits, unit_remedy};
use crate::edition::Mai;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A day bills more units than are clinically likely.
    ///
    /// ## What it checks
    /// Codes whose medically unlikely edit is a clinical limit for the date of service
    /// (adjudication indicator 3): the units of all lines of the code, day and provider, whatever
    /// their modifiers, and those of the history, against the published limit of the quarter. What
    /// counts is what N011 counts.
    ///
    /// ## Why it matters
    /// All units of the day are denied. Records on appeal may show that more were necessary;
    /// modifiers do not.
    ///
    /// ## Example
    /// 20610 with 3 units fails (limit 2); 20610-50 with one unit passes.
    ///
    /// ## How to fix
    /// Correct the units. If they are right, keep the record ready for the appeal.
    ///
    /// ## Source
    /// CMS, Medicare NCCI medically unlikely edits, MUE tables and "MUE adjudication indicators"
    "N012" "mue-clinical" {
        severity: Deny,
        denial: Some(Denial::co("151", &["N362"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [MuePractitioner, MueOutpatient, MueDme],
        features: [Units, Repetition, History, UnknownLimit],
        left_out: "Claims to a DME contractor that do not name a supplier's taxonomy (332B, 335E).",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    unit_limits::each(context, findings, Mai::DateClinical, |findings, limited| {
        if let Some(finding) = unit_limits::flag_day(context, findings, &limited) {
            drop(unit_remedy::propose(context, finding, &limited, Mai::DateClinical));
        }
    });
}
