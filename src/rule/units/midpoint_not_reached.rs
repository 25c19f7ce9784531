//! U017.

use super::whole_units;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A timed service did not reach the midpoint of its time.
    ///
    /// ## What it checks
    /// Codes whose unit is a stretch of time and that no other rule counts: medical nutrition
    /// therapy, testing, communication devices, preventive counseling, self-management training,
    /// moderate sedation. The last unit counts from one minute past its middle (30 minutes: from
    /// 16); the first unit of moderate sedation from 10 minutes.
    ///
    /// ## Why it matters
    /// A unit whose middle was not passed was not given and is denied on review.
    ///
    /// ## Example
    /// 97804 with 15 minutes warns; with 16 it passes.
    ///
    /// ## How to fix
    /// Bill the units whose middle was passed.
    ///
    /// ## Source
    /// CPT, introduction, time
    "U017" "midpoint-not-reached" {
        severity: Warn,
        denial: Some(Denial::co("150", &["M25"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        codes: [b"92607"..=b"92608", b"96116"..=b"96139", b"97802"..=b"97804", b"98960"..=b"98962", b"99151"..=b"99156", b"99401"..=b"99412", b"G0270"..=b"G0271"],
        left_out: "Visits, critical care and services of a month, which need their full time; therapy (U004), \
                   psychotherapy (U006) and infusions (U007).",
    }
}

/// Code, minutes of a unit, fewest minutes of the last unit.
const TIMED: &[(&[u8; 5], u32, u32)] = &[
    (b"92607", 60, 31),
    (b"92608", 30, 16),
    (b"96116", 60, 31),
    (b"96125", 60, 31),
    (b"96130", 60, 31),
    (b"96131", 60, 31),
    (b"96132", 60, 31),
    (b"96133", 60, 31),
    (b"96136", 30, 16),
    (b"96137", 30, 16),
    (b"96138", 30, 16),
    (b"96139", 30, 16),
    (b"97802", 15, 8),
    (b"97803", 15, 8),
    (b"97804", 30, 16),
    (b"98960", 30, 16),
    (b"98961", 30, 16),
    (b"98962", 30, 16),
    (b"99151", 15, 10),
    (b"99152", 15, 10),
    (b"99155", 15, 10),
    (b"99156", 15, 10),
    (b"99401", 15, 8),
    (b"99402", 30, 16),
    (b"99411", 30, 16),
    (b"99412", 60, 31),
    (b"G0270", 15, 8),
    (b"G0271", 30, 16),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(units)) = (line.procedure, whole_units(line)) else { continue };
        let code = procedure.to_bytes();
        let Some((_, unit, last)) = TIMED.iter().find(|(own, ..)| **own == code) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let Some(minutes) = line.line.minutes else {
            findings.not_evaluated(line.index, Reason::Missing("no minutes of the timed service"));
            continue;
        };
        let fewest = units.saturating_sub(1).saturating_mul(*unit).saturating_add(*last);
        if minutes < fewest {
            findings
                .flag(
                    line.index,
                    "{units} units of {procedure} need at least {fewest} minutes; {minutes} are recorded",
                )
                .field("minutes")
                .value("procedure", procedure)
                .value("units", units)
                .value("fewest", fewest)
                .value("minutes", minutes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TIMED;

    #[test]
    fn the_table_is_ascending_and_counts_from_the_middle() {
        assert!(TIMED.is_sorted_by_key(|(code, ..)| code));
        for (code, unit, last) in TIMED {
            let sedation = code.starts_with(b"9915");
            assert_eq!(*last, if sedation { 10 } else { unit / 2 + 1 }, "{code:?}");
        }
    }
}
