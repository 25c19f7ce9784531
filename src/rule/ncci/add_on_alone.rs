//! N021 and N022 share how they look for company.

use crate::edition::AddOn;
use crate::edition::Lookup;
use crate::finding::{Findings, Severity};
use crate::rule::{By, Context, Lookback, ServiceLine};

/// Finds the add-on lines of a kind that stand alone: no other line of the day could be their
/// primary.
pub(super) fn each<'c>(
    context: &Context<'c>,
    findings: &mut Findings,
    wanted: impl Fn(AddOn<'_>) -> bool,
    mut found: impl FnMut(&mut Findings, &'c ServiceLine<'c>),
) {
    for line in context.lines {
        if findings.is_rejected(line.index) {
            continue;
        }
        let (Some(procedure), Some(_date)) = (line.procedure, line.from) else { continue };
        match context.add_on(line) {
            Lookup::Absent => continue,
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                continue;
            }
            Lookup::Found(add_on) if !wanted(add_on) => continue,
            Lookup::Found(_) => {}
        }
        let mut looks = Lookback::from(line, By::Anybody);
        let company = context.lines.iter().chain(context.history).any(|other| {
            let own = std::ptr::eq(other.claim, context.claim);
            let payable = !own || findings.worst(other.index).is_none_or(|worst| worst < Severity::Deny);
            payable && looks.counts_that_day(other, |code| code != procedure)
        });
        if !company && !looks.leaves_open(findings) {
            found(findings, line);
        }
    }
}
