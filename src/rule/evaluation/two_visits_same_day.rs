//! E009.

use super::{is_one_practice, number};
use crate::code::Modifier;
use crate::edition::Lookup;
use crate::finding::{Denial, Findings};
use crate::rule::ncci::ptp_set;
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// Two visits of one practice stand on one day for the same problem.
    ///
    /// ## What it checks
    /// Two visits of different codes (office, hospital, emergency department, home) of one provider,
    /// or of one group and specialty, on one day that share a diagnosis, for which NCCI has no pair
    /// and none of which has 24, 25, 27, 57 or FT. Discharges, nursing facilities (where a transfer
    /// makes two visits right) and critical care are not judged.
    ///
    /// ## Why it matters
    /// Medicare pays one visit a day to a practice unless the visits were for unrelated problems.
    ///
    /// ## Example
    /// 99213 and 99283 for one diagnosis warn; with 25 on one of them they pass.
    ///
    /// ## How to fix
    /// Bill one visit whose level covers the day's work; 25 only for an unrelated problem.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 12, §30.6.5 and §30.6.9
    "E009" "two-visits-same-day" {
        severity: Warn,
        denial: Some(Denial::co("97", &["M80"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PtpPractitioner, PtpMedicaidPractitioner],
        codes: [b"99202"..=b"99285", b"99341"..=b"99350"],
        left_out: "Visits joined by an NCCI pair (N001, N002) and the same code twice (T009, T010).",
    }
}

const SEPARATE: [Modifier; 5] = [
    Modifier::constant(b"24"),
    Modifier::constant(b"25"),
    Modifier::constant(b"27"),
    Modifier::constant(b"57"),
    Modifier::constant(b"FT"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if !is_judged(line) || findings.is_rejected(line.index) {
            continue;
        }
        let other = context.lines.iter().take(line.index).find(|other| {
            is_judged(other)
                && other.procedure != line.procedure
                && other.same_day(line)
                && is_one_practice(other, line)
                && shares_diagnosis(line, other)
                && !findings.is_rejected(other.index)
        });
        let Some((other, first)) = other.and_then(|other| Some((other, other.procedure?))) else { continue };
        let Some((own, theirs)) = line.code.zip(other.code) else { continue };
        let set = ptp_set(context);
        let pairs =
            [context.edition.ptp(set, own, theirs, date), context.edition.ptp(set, theirs, own, date)];
        if let Some(gap) =
            pairs.iter().find_map(|pair| if let Lookup::Unknown(gap) = pair { Some(*gap) } else { None })
        {
            findings.not_evaluated(line.index, gap);
        } else if pairs.iter().all(|pair| *pair == Lookup::Absent) {
            findings
                .flag(
                    line.index,
                    "{procedure} and {first} (line {first_line}) are two visits of one practice on {date} for one \
                     problem; one visit a day is paid",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("first", first)
                .value("first_line", other.number)
                .value("date", date)
                .related(other.index);
        }
    }
}

fn is_judged(line: &ServiceLine<'_>) -> bool {
    matches!(
        number(line),
        Some(99_202..=99_215 | 99_221..=99_223 | 99_231..=99_233 | 99_281..=99_285 | 99_341..=99_350)
    ) && !line.has_any(&SEPARATE)
}

fn shares_diagnosis(line: &ServiceLine<'_>, other: &ServiceLine<'_>) -> bool {
    line.diagnoses().any(|own| other.diagnoses().any(|diagnosis| diagnosis == own))
}
