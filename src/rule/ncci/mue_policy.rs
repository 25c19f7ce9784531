//! N011.

use super::{unit_limits, unit_remedy};
use crate::edition::Mai;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A day bills more units than policy can ever allow.
    ///
    /// ## What it checks
    /// Codes whose medically unlikely edit is an absolute limit for the date of service
    /// (adjudication indicator 2): the units of all lines of the code, day and provider, whatever
    /// their modifiers, and those of the history, against the published limit of the quarter. A
    /// bilateral line with 50 counts its units as billed; the professional and the technical half of
    /// a service are one; rejected lines do not count. Where the limit is passed only together with
    /// a colleague of the same group and specialty, it warns. An ambulatory surgical center, which
    /// bills two sides as two units, has twice the limit, and warns above it.
    ///
    /// ## Why it matters
    /// All units of the day are denied, and no modifier or appeal changes it.
    ///
    /// ## Example
    /// 27447-RT and 27447-LT on two lines fail (limit 1); 27447-50 with one unit passes.
    ///
    /// ## How to fix
    /// Bill both sides on one line with modifier 50 and one unit where the code allows it; otherwise
    /// correct the units.
    ///
    /// ## Source
    /// CMS, Medicare NCCI medically unlikely edits, MUE tables and "MUE adjudication indicators"
    "N011" "mue-policy" {
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
    unit_limits::each(context, findings, Mai::DatePolicy, |findings, limited| {
        if let Some(finding) = unit_limits::flag_day(context, findings, &limited) {
            drop(unit_remedy::propose(context, finding, &limited, Mai::DatePolicy));
        }
    });
}
