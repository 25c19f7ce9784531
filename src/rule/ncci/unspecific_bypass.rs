//! N007.

use super::pairs;
use crate::code::Modifier;
use crate::finding::{Applicability, Edit, FindingBuilder, Findings, RuleId};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A pair is bypassed by 59 where a modifier that says why may fit.
    ///
    /// ## What it checks
    /// The modifier that bypasses an NCCI pair is 59. XE (separate encounter), XP (separate
    /// practitioner), XS (separate structure) and XU (unusual, non-overlapping service) are subsets
    /// of it that say why. On a visit, which takes none of them, M007 speaks.
    ///
    /// ## Why it matters
    /// Medicare asks for the most specific modifier; 59 alone is reviewed most.
    ///
    /// ## Example
    /// 11102 with 17000-59 is noted; 17000-XS is not.
    ///
    /// ## How to fix
    /// Use the X modifier that the record supports; keep 59 when none fits.
    ///
    /// ## Source
    /// NCCI Policy Manual for Medicare Services, chapter I, §E; CMS Transmittal 1422 (X modifiers from
    /// 2015-01-01)
    "N007" "unspecific-bypass" {
        severity: Info,
        denial: None,
        scope: MEDICARE,
        forms: ANY_FORM,
        tables: [PtpPractitioner, PtpHospital],
        modifiers: [b"59"],
    }
}

const DISTINCT_SERVICE: Modifier = Modifier::constant(b"59");
const ON_A_VISIT: RuleId = RuleId::new("M007");

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !context.lines.iter().any(|line| line.has(DISTINCT_SERVICE)) {
        return;
    }
    pairs::each(context, findings, |findings, pair| {
        let carrier = [pair.column_2, pair.column_1].into_iter().find(|line| line.has(DISTINCT_SERVICE));
        let specific = [pair.column_1, pair.column_2]
            .into_iter()
            .flat_map(|line| line.modifiers())
            .any(|own| own != DISTINCT_SERVICE && own.info().is_some_and(|info| info.ncci_associated));
        if let Some(line) = carrier
            && pair.edit.modifier_allowed
            && pairs::bypass(&pair) == Some(DISTINCT_SERVICE)
            && !specific
            && Some(pair.date) >= Modifier::constant(b"XS").info().and_then(|info| info.valid_from)
            && !pair.is_on_earlier_claim(line, context)
            && !findings.has(ON_A_VISIT, line.index)
        {
            let (Some(column_1), Some(column_2)) = (pair.column_1.procedure, pair.column_2.procedure) else {
                return;
            };
            let mut finding = findings
                .flag(
                    line.index,
                    "59 separates {column_2} from {column_1}; an X modifier would say why: XS another site, organ or \
                     lesion, XE another encounter, XU work that does not overlap",
                )
                .field("modifiers")
                .value("column_1", column_1)
                .value("column_2", column_2);
            if pair.two_of_a_group {
                finding = offer(
                    finding,
                    line.number,
                    Modifier::constant(b"XP"),
                    "send {modifier} instead of 59, if another practitioner did it apart",
                );
            }
            finding = offer(
                finding,
                line.number,
                Modifier::constant(b"XS"),
                "send {modifier} instead of 59, if it was another site, organ or lesion",
            );
            drop(offer(
                finding,
                line.number,
                Modifier::constant(b"XE"),
                "send {modifier} instead of 59, if it was another encounter that day",
            ));
        }
    });
}

fn offer<'f>(
    finding: FindingBuilder<'f>,
    line: u32,
    modifier: Modifier,
    title: &'static str,
) -> FindingBuilder<'f> {
    let remove = Edit::RemoveModifier { line, modifier: DISTINCT_SERVICE, keep_first: false };
    finding.fix(Applicability::IfDocumented, title, &[Edit::AddModifier { line, modifier }, remove])
}
