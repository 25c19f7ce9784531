//! T014.

use crate::code::{Money, RevenueCode};
use crate::finding::{Applicability, Denial, Edit, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The claim's total charge is not the sum of its lines.
    ///
    /// ## What it checks
    /// The total equals the sum of the line charges to the cent. The total line of a paper claim
    /// (revenue code 0001) is not added. Without a total, or with a line whose charge is missing or
    /// cannot be read, it is not evaluated.
    ///
    /// ## Why it matters
    /// Claims that do not balance are rejected before adjudication.
    ///
    /// ## Example
    /// A total of 100.00 over lines of 60.00 and 39.99 fails; 60.00 and 40.00 pass.
    ///
    /// ## How to fix
    /// Find which is wrong: a line that is missing or stands twice, a line's charge, or the total.
    ///
    /// ## Source
    /// 005010X222A1 and 005010X223A2, CLM02 (balances to the line charges)
    "T014" "total-not-sum-of-lines" {
        severity: Reject,
        denial: Some(Denial::co("16", &["M54"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(total) = context.claim.total_charge.as_ref() else {
        return findings.claim_not_evaluated(Reason::Missing("no total charge"));
    };
    let Some(total) = total.value() else {
        findings
            .flag_claim("the total charge {text} is not an amount of money")
            .field("total_charge")
            .value("text", format!("{:?}", total.to_string()));
        return;
    };
    let mut sum = Money::ZERO;
    for line in context.lines {
        let revenue = line.line.revenue_code.as_ref().and_then(|code| code.value());
        let total_line = revenue == Some(RevenueCode::TOTAL);
        match line.charge {
            _ if total_line => {}
            Some(charge) => sum += charge,
            None => return findings.claim_not_evaluated(Reason::Missing("no readable charge on every line")),
        }
    }
    if sum != total {
        findings
            .flag_claim("the total charge is {total}, but the lines add up to {sum}")
            .field("total_charge")
            .value("total", total)
            .value("sum", sum)
            .fix(
                Applicability::IfDocumented,
                "set the total to {sum}, if every line is right",
                &[Edit::SetTotalToSum],
            );
    }
}
