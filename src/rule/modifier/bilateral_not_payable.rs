//! M014.

use crate::code::Modifier;
use crate::edition::Bilateral;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// 50 stands on a code that is not billed as bilateral.
    ///
    /// ## What it checks
    /// A line with modifier 50 against the bilateral indicator of the fee schedule: 1 and 3 allow
    /// it, 0 and 9 do not, and 2 is bilateral already.
    ///
    /// ## Why it matters
    /// The line is denied, or paid once.
    ///
    /// ## Example
    /// 58150-50 (0) and 31231-50 (2) fail; 69436-50 (1) and 73030-50 (3) pass.
    ///
    /// ## How to fix
    /// Remove 50. For indicator 2 one unit already stands for both sides.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, bilateral surgery indicator; Medicare Claims
    /// Processing Manual (Pub. 100-04), chapter 12, §40.7
    "M014" "bilateral-not-payable" {
        severity: Deny,
        denial: Some(Denial::co("4", &["N823"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        modifiers: [b"50"],
    }
}

const BILATERAL: Modifier = Modifier::constant(b"50");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if !line.has(BILATERAL) {
            continue;
        }
        let (Some(fee), Some(procedure)) = (context.fee(findings, line), line.procedure) else { continue };
        let message = match fee.bilateral {
            Bilateral::Applies | Bilateral::Independent => continue,
            Bilateral::Inherent => {
                "{procedure} stands for both sides already (bilateral indicator {indicator}); 50 is not added"
            }
            _ => "{procedure} is not billed as bilateral (bilateral indicator {indicator})",
        };
        findings
            .flag(line.index, message)
            .field_at("modifiers", super::position(line, BILATERAL))
            .value("procedure", procedure)
            .value("indicator", fee.bilateral.code())
            .fix(
                Applicability::IfDocumented,
                "remove {modifier} from line {line}",
                &[Edit::RemoveModifier { line: line.number, modifier: BILATERAL, keep_first: false }],
            );
    }
}
