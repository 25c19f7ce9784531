//! T002.

use super::{given, received};
use crate::claim::Form;
use crate::finding::{Denial, Findings, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A service is dated after the payer received the claim.
    ///
    /// ## What it checks
    /// The first date of service of every line is not after the date of receipt; on an outpatient
    /// claim the end of the statement period is not either. A professional line may still be
    /// running on the day of receipt (a monthly rental), so its last day is not compared.
    ///
    /// ## Why it matters
    /// A service that has not happened cannot be billed; the claim comes back without adjudication.
    ///
    /// ## Example
    /// Received 2026-02-01, service on 2026-02-02 fails; service on 2026-02-01 passes.
    ///
    /// ## How to fix
    /// Correct the date of service, or send the claim after the service.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 1, §70
    "T002" "service-after-receipt" {
        severity: Reject,
        denial: Some(Denial::co("110", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(received) = received(context.claim) else {
        return findings.claim_not_evaluated(Reason::Missing("no date of receipt that can be read"));
    };
    for line in context.lines {
        if let Some(from) = line.from
            && from > received
        {
            findings
                .flag(line.index, "the service is dated {from}, after the claim was received on {received}")
                .field("from")
                .value("from", from)
                .value("received", received);
        }
    }
    if context.claim.form == Form::Outpatient
        && let Some(through) = context.claim.statement.as_ref().and_then(|period| given(&period.through))
        && through > received
    {
        findings
            .flag_claim("the statement period ends on {through}, after the claim was received on {received}")
            .field("statement")
            .value("through", through)
            .value("received", received);
    }
}
