//! R011.

use crate::code::Money;
use crate::edition::FeeStatus;
use crate::finding::{Denial, Findings};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// A service that is paid only by itself stands beside another.
    ///
    /// ## What it checks
    /// Codes of status T (injections into ports, pulse oximetry) beside another line of the same
    /// provider and day that the fee schedule pays (status A, R or C, with a charge). Beside
    /// laboratory tests, drugs and other services of other schedules nothing is said.
    ///
    /// ## Why it matters
    /// A T service is bundled into whatever else is paid that day.
    ///
    /// ## Example
    /// 99213 with 36591 fails; 36591 with 80053 passes.
    ///
    /// ## How to fix
    /// Remove the T service.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, status T
    "R011" "paid-only-alone" {
        severity: Deny,
        denial: Some(Denial::co("97", &["M15"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [InactiveStatus],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        if fee.status != FeeStatus::PaidAlone {
            continue;
        }
        let Some(day) = line.from else { continue };
        let mut looks = Lookback::from(line, By::Practice);
        let company = context.lines.iter().chain(context.history).find(|other| {
            let paid = || {
                let fee = context.whole_fee_or_of(other, day).found()?;
                let status = matches!(
                    fee.status,
                    FeeStatus::Active | FeeStatus::Restricted | FeeStatus::ContractorPriced
                );
                Some(status && other.charge.is_none_or(|charge| charge > Money::ZERO))
            };
            let own = std::ptr::eq(other.claim, context.claim);
            !(own && (other.index == line.index || findings.is_rejected(other.index)))
                && looks.counts_that_day(other, |_| paid() == Some(true))
        });
        if let Some(company) = company
            && let Some(other) = company.procedure
        {
            let finding = findings
                .flag(line.index, "{procedure} is paid only when nothing else is; {other} is paid that day")
                .field("procedure")
                .value("procedure", procedure)
                .value("other", other);
            if std::ptr::eq(company.claim, context.claim) {
                drop(finding.related(company.index));
            }
        } else {
            looks.leaves_open(findings);
        }
    }
}
