//! N026.

use crate::claim::Form;
use crate::code::Date;
use crate::finding::{Applicability, Denial, Edit, Findings, Severity};
use crate::rule::{By, Context, Lookback, declare_rule};

declare_rule! {
    /// A further infusion or injection is billed without its initial one.
    ///
    /// ## What it checks
    /// The add-on codes of hydration, infusion, injection and chemotherapy, which are not in the
    /// add-on code file, against CMS's own table of their initial services: one of them is billed on
    /// the same day or, for an infusion over night, the day before, on the claim or in its history.
    /// On professional claims it warns, because a port visit or a split claim can explain it.
    ///
    /// ## Why it matters
    /// An additional hour or push is paid only with the initial service.
    ///
    /// ## Example
    /// 96375 alone fails; with 96374 it passes.
    ///
    /// ## How to fix
    /// Bill the initial service of the encounter; one initial code per encounter and access site.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor, table map_addon_drug_admin (2019 Q3 on); Medicare Claims
    /// Processing Manual (Pub. 100-04), chapter 4, §230
    "N026" "infusion-add-on-alone" {
        severity: Deny,
        denial: Some(Denial::co("B15", &["N122"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [],
        codes: [b"96361"..=b"96423"],
    }
}

type Code = [u8; 5];

/// Add-on and its initial services.
const INITIAL: &[(&Code, &[&Code])] = &[
    (b"96361", &[b"96360", b"96365", b"96374", b"96409", b"96413"]),
    (b"96366", &[b"96360", b"96365", b"96367", b"96413"]),
    (b"96367", &[b"96360", b"96365", b"96374", b"96409", b"96413"]),
    (b"96368", &[b"96360", b"96365", b"96366", b"96413", b"96415", b"96416", b"C8957"]),
    (b"96370", &[b"96369"]),
    (b"96371", &[b"96369"]),
    (b"96375", &[b"96360", b"96365", b"96374", b"96409", b"96413"]),
    (b"96376", &[b"96365", b"96374", b"96409", b"96413"]),
    (b"96411", &[b"96409", b"96413"]),
    (b"96415", &[b"96413"]),
    (b"96417", &[b"96413"]),
    (b"96423", &[b"96422"]),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let first_quarter = Date::from_ymd(2019, 7, 1);
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        let code = procedure.to_bytes();
        let Some((_, initial)) = INITIAL.iter().find(|(add_on, _)| **add_on == code) else { continue };
        if findings.edited().has(106, line.index)
            || findings.is_rejected(line.index)
            || Some(date) < first_quarter
        {
            continue;
        }
        let mut looks = Lookback::from(line, By::Practice);
        let found = context.lines.iter().chain(context.history).any(|other| {
            let near = |from| (0..=1).contains(&date.days_since(from));
            looks.counts(other, |code| initial.contains(&&code.to_bytes()), near)
        });
        if !found && !looks.leaves_open(findings) {
            let severity =
                if context.claim.form == Form::Outpatient { Severity::Deny } else { Severity::Warn };
            let example =
                initial.first().and_then(|code| std::str::from_utf8(*code).ok()).unwrap_or_default();
            findings
                .flag(
                    line.index,
                    "{procedure} adds to an initial infusion or injection ({example} for one); none is billed for \
                     {date} or the day before",
                )
                .field("procedure")
                .value("procedure", procedure)
                .value("example", example)
                .value("date", date)
                .severity(severity)
                .fix(
                    Applicability::Manual,
                    "bill the initial service of the encounter with it; if there was none, remove line {line}",
                    &[Edit::RemoveLine { line: line.number }],
                );
        }
    }
}
