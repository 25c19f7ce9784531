//! N004.

use super::pairs;
use crate::code::Modifier;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, ModifierBits, ServiceLine, declare_rule};

declare_rule! {
    /// A pair is bypassed by a modifier that puts both services in the same place.
    ///
    /// ## What it checks
    /// Where an NCCI pair of indicator 1 is bypassed, both lines carry the same anatomic modifier
    /// and neither any other associated modifier. When one line has none or the sides differ,
    /// nothing is said.
    ///
    /// ## Why it matters
    /// The edit lets the pair through, NCCI's policy does not: on audit the column-2 code is taken
    /// back.
    ///
    /// ## Example
    /// 29881-RT with 20610-RT, the same knee, warns; 20610-LT passes.
    ///
    /// ## How to fix
    /// Bill the column-2 code only if the record shows a separate site, and say so with XS or 59.
    ///
    /// ## Source
    /// NCCI Policy Manual for Medicare Services, chapter I, §E (modifiers 59, LT and RT)
    "N004" "same-site-bypass" {
        severity: Warn,
        denial: Some(Denial::co("236", &[])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [PtpPractitioner, PtpHospital, PtpMedicaidPractitioner, PtpMedicaidHospital],
        modifiers: any,
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.modifier_bits() == ModifierBits::NONE {
        return;
    }
    pairs::each(context, findings, |findings, pair| {
        if !pair.edit.modifier_allowed || pair.is_on_earlier_claim(pair.column_2, context) {
            return;
        }
        let (Some(one), Some(two)) = (only_associated(pair.column_1), only_associated(pair.column_2)) else {
            return;
        };
        if one != two || (one.side().is_none() && one.site().is_none()) {
            return;
        }
        let (Some(column_1), Some(column_2)) = (pair.column_1.procedure, pair.column_2.procedure) else {
            return;
        };
        let finding = findings
            .flag(
                pair.column_2.index,
                "{column_2} is part of {column_1}; {modifier} on both lines passes the edit but says that both were \
                 done at the same site",
            )
            .field("modifiers")
            .value("column_1", column_1)
            .value("column_2", column_2)
            .value("modifier", two);
        if !pair.is_on_earlier_claim(pair.column_1, context) {
            drop(finding.related(pair.column_1.index));
        }
    });
}

/// The one NCCI-associated modifier of a line; `None` when it has none or several.
fn only_associated(line: &ServiceLine<'_>) -> Option<Modifier> {
    let mut associated =
        line.modifiers().filter(|modifier| modifier.info().is_some_and(|info| info.ncci_associated));
    associated.next().filter(|_| associated.next().is_none())
}
