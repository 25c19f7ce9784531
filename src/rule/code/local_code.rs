//! C009.

use crate::code::{Date, ProcedureKind};
use crate::finding::{Denial, Findings, Reason};
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
        codes: [b"W0000"..=b"Z9999"],
    }
}

const LAST_DAY: Date = Date::constant(2003, 12, 31);

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let Some(procedure) = line.procedure else { continue };
        if procedure.kind() != ProcedureKind::Level3 {
            continue;
        }
        let Some(from) = line.from else {
            findings.not_evaluated(line.index, Reason::Missing("no date of service"));
            continue;
        };
        if from > LAST_DAY {
            findings
                .flag(line.index, "{procedure} is a local (Level III) code; these ended on 2003-12-31")
                .field("procedure")
                .value("procedure", procedure);
        }
    }
}
