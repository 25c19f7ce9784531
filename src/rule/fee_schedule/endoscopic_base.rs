//! R007.

use crate::edition::{Lookup, PtpSet};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, SameProvider, declare_rule};

declare_rule! {
    /// A diagnostic endoscopy is billed beside another of its family.
    ///
    /// ## What it checks
    /// A code that is the endoscopic base of another line's code, for one day and provider, where no
    /// NCCI pair judges the two (five family pairs have none; the others are N001's and N002's).
    ///
    /// ## Why it matters
    /// The base endoscopy is part of every other of its family and is not paid beside it.
    ///
    /// ## Example
    /// 43235 with 43290 warns; 43290 alone passes.
    ///
    /// ## How to fix
    /// Remove the base endoscopy.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, endoscopic base code; Medicare Claims Processing
    /// Manual (Pub. 100-04), chapter 12, §40.6
    "R007" "endoscopic-base" {
        severity: Warn,
        denial: Some(Denial::co("97", &["M15"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee, PtpPractitioner],
        features: [Endoscopy],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) {
            continue;
        }
        let base = match context.whole_fee(line) {
            Lookup::Found(fee) => fee.endoscopic_base,
            Lookup::Absent => None,
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                None
            }
        };
        let Some(base) = base.filter(|base| *base != procedure) else { continue };
        for other in context.lines {
            if other.procedure != Some(base)
                || !other.same_day(line)
                || other.same_provider(line) != SameProvider::Same
                || findings.worst(other.index) >= Some(Severity::Deny)
            {
                continue;
            }
            let judged_by_pair = line.code.zip(other.code).is_some_and(|(family, base)| {
                context.edition.ptp(PtpSet::Practitioner, family, base, date) != Lookup::Absent
            });
            if !judged_by_pair {
                findings
                    .flag(other.index, "{base} is the base endoscopy of {procedure} and part of it")
                    .field("procedure")
                    .value("base", base)
                    .value("procedure", procedure)
                    .related(line.index);
            }
        }
    }
}
