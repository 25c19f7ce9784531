//! N023.

use super::add_on_without_primary::{Primary, primary};
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// The primary procedure of an add-on code would itself be denied.
    ///
    /// ## What it checks
    /// Add-on codes of type 1 whose listed primaries on the day are all denied or rejected by
    /// another rule, or are add-on codes that stand without their own primary. The add-on falls as
    /// severely as the best of its primaries.
    ///
    /// ## Why it matters
    /// When the primary is denied, the add-on is denied with it.
    ///
    /// ## Example
    /// 22614 beside a 22612 that is denied fails; beside a payable 22612 it passes.
    ///
    /// ## How to fix
    /// Mend the primary line first.
    ///
    /// ## Source
    /// CMS, Medicare NCCI add-on code edits; NCCI Policy Manual for Medicare Services, chapter I, §R
    "N023" "add-on-of-denied-primary" {
        severity: Deny,
        denial: Some(Denial::co("B15", &["N122"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [AddOn],
        features: [AddOn],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    // An add-on may be the primary of another one, on a line before or after it: until nothing changes.
    loop {
        let mut more = false;
        for line in context.lines {
            if let (Some(procedure), Some(Primary::Denied { line: primary, severity })) =
                (line.procedure, primary(context, findings, line))
                && !findings.has(RULE.id, line.index)
            {
                more = true;
                let code = context.lines.get(primary).and_then(|line| line.procedure);
                findings
                    .flag(
                        line.index,
                        "{procedure} adds to {code} on line {primary}, which would not be paid; mend that line first",
                    )
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("code", code.unwrap_or(procedure))
                    .value("primary", context.lines.get(primary).map_or(0, |line| line.number))
                    .related(primary)
                    .severity(severity);
            }
        }
        if !more {
            return;
        }
    }
}
