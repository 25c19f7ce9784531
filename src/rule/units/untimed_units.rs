//! U005.

use super::{days, whole_units};
use crate::claim::Form;
use crate::code::{ProcedureCode, Units};
use crate::edition::Lookup;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A therapy service that counts once a day is billed more than once.
    ///
    /// ## What it checks
    /// Untimed therapy codes (supervised modalities, group therapy, therapy evaluations, speech and
    /// swallowing treatment, 97597) have one unit a day. Where a medically unlikely edit is
    /// published for the code and day, N010 to N012 judge the units and this rule says nothing.
    ///
    /// ## Why it matters
    /// The time of an untimed code does not matter: further units are denied.
    ///
    /// ## Example
    /// 97161 with 2 units fails; with 1 unit it passes.
    ///
    /// ## How to fix
    /// Bill one unit.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 5, §20.2
    "U005" "untimed-units" {
        severity: Deny,
        denial: Some(Denial::co("151", &["N362"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [],
        codes: [b"92507"..=b"92526", b"97010"..=b"97597", b"G0281"..=b"G0329"],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(_date), Some(units)) = (line.procedure, line.from, whole_units(line))
        else {
            continue;
        };
        let limited = || matches!(context.mue(line), Lookup::Found(_));
        if units <= days(line)
            || !is_untimed(procedure, context.claim.form)
            || findings.is_rejected(line.index)
            || limited()
        {
            continue;
        }
        findings
            .flag(line.index, "{procedure} counts once a day whatever its time; the line bills {units} units")
            .field("units")
            .value("procedure", procedure)
            .value("units", units)
            .fix(
                Applicability::IfDocumented,
                "set the units of line {line} to {units}, if the service was given once",
                &[Edit::SetUnits { line: line.number, units: Units::whole(days(line)) }],
            );
    }
}

fn is_untimed(code: ProcedureCode, form: Form) -> bool {
    match code.number() {
        // Two disciplines of one hospital may each hold a group.
        Some(97_150) => form == Form::Professional,
        Some(number) => matches!(
            number,
            92_507
                | 92_508
                | 92_521..=92_524
                | 92_526
                | 97_010
                | 97_012
                | 97_014
                | 97_016
                | 97_018
                | 97_022
                | 97_024
                | 97_026
                | 97_028
                | 97_161..=97_168
                | 97_597
        ),
        None => matches!(&code.to_bytes(), b"G0281" | b"G0283" | b"G0329"),
    }
}
