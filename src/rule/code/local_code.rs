//! C009.

use crate::code::Date;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A local code is billed after local codes ended.
    ///
    /// ## What it checks
    /// Codes of HCPCS Level III (W, X, Y or Z and four digits) are not used for services after
    /// 2003-12-31.
    ///
    /// ## Why it matters
    /// The codes were withdrawn for all payers under HIPAA; the line is rejected.
    ///
    /// ## Example
    /// Y1234 on a service of 2024 fails; on 2003-12-31 it passes.
    ///
    /// ## How to fix
    /// Use the national code. Workers' compensation and some state programs, which HIPAA does not
    /// bind, may still have local codes: leave the rule out of their profile.
    ///
    /// ## Source
    /// HCPCS Level III withdrawal (BIPA 2000, §532; CMS), last day 2003-12-31
    "C009" "local-code" {
        severity: Reject,
        denial: Some(Denial::co("181", &[])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if matches!(procedure.to_bytes(), [b'W'..=b'Z', ..]) && line.from > Date::from_ymd(2003, 12, 31) {
            findings
                .flag(line.index, "{procedure} is a local (Level III) code; these ended on 2003-12-31")
                .field("procedure")
                .value("procedure", procedure);
        }
    }
}
