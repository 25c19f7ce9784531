//! The record of a rule.

use super::{Context, Trigger};
use crate::claim::Form;
use crate::edition::Table;
use crate::finding::{Denial, Findings, RuleId, Severity};

/// One rule: what it is called, what it needs and how it is checked.
///
/// Its explanation is the doc comment of its static, under the headings of [`Rule::HEADINGS`].
#[derive(Debug)]
pub struct Rule {
    /// Stable identifier.
    pub id: RuleId,
    /// The problem in kebab-case: `ptp-pair-without-modifier`.
    pub name: &'static str,
    /// How bad a finding is, unless the finding says otherwise.
    pub severity: Severity,
    /// The denial a finding draws, unless the finding says otherwise.
    pub denial: Option<Denial>,
    /// Who judges by it.
    pub scope: Scope,
    /// The claim forms it looks at.
    pub forms: &'static [Form],
    /// The tables of an edition it reads; without them it is not evaluated.
    pub tables: &'static [Table],
    /// What a claim must have for the rule to be asked about it.
    pub trigger: Trigger,
    /// What the rule leaves out, and why; empty when it is complete.
    pub left_out: &'static str,
    /// The explanation, in Markdown.
    pub explanation: &'static str,
    /// Checks a claim.
    pub check: fn(&Context<'_>, &mut Findings),
}

impl Rule {
    /// The headings every explanation has, in order.
    pub const HEADINGS: [&'static str; 5] =
        ["What it checks", "Why it matters", "Example", "How to fix", "Source"];

    /// The first sentence of the explanation: the rule in one line.
    pub fn summary(&self) -> &'static str {
        self.explanation.split("\n\n").next().unwrap_or_default().trim()
    }

    /// The text under one of the explanation's headings.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let mut parts = self.explanation.split("\n ## ").skip(1);
        parts.find_map(|part| {
            let (title, body) = part.split_once('\n')?;
            (title.trim() == heading).then(|| body.trim())
        })
    }

    /// Where the rule is published, on one line.
    pub fn citation(&self) -> &'static str {
        super::named(self.id).map_or("", |entry| &entry.citation)
    }

    pub(super) fn source_on_one_line(&self) -> String {
        let words = self.section("Source").unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// The severity of its findings under a payer's profile; `None` when that payer does not judge
    /// by the rule.
    pub fn severity_for(&self, payer: Payer) -> Option<Severity> {
        if self.scope.judges(payer) {
            Some(self.severity)
        } else if self.scope.softens(payer) {
            Some(self.severity.min(Severity::Warn))
        } else {
            None
        }
    }
}

/// The kinds of payer the shipped profiles know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Payer {
    /// Original Medicare.
    Medicare,
    /// A state's Medicaid.
    Medicaid,
    /// Everyone else.
    Commercial,
}

impl Payer {
    /// The kind of payer a claim names; none is Medicare, an unknown name is commercial.
    pub fn of(name: Option<&str>) -> Self {
        match name.map(str::trim) {
            None | Some("") => Self::Medicare,
            Some(name) if name.eq_ignore_ascii_case("medicare") => Self::Medicare,
            Some(name) if name.eq_ignore_ascii_case("medicaid") => Self::Medicaid,
            Some(_) => Self::Commercial,
        }
    }
}

/// Which payers judge by a rule, and which only may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    full: &'static [Payer],
    softened: &'static [Payer],
}

impl Scope {
    /// Every payer: the code sets and the claim standard bind all of them.
    pub const ALL: Self =
        Self { full: &[Payer::Medicare, Payer::Medicaid, Payer::Commercial], softened: &[] };
    /// Medicare's own rule; other payers are not judged by it.
    pub const MEDICARE: Self = Self { full: &[Payer::Medicare], softened: &[] };
    /// Medicare's rule that many others follow: a warning for them.
    pub const MEDICARE_THEN_WARN: Self =
        Self { full: &[Payer::Medicare], softened: &[Payer::Medicaid, Payer::Commercial] };
    /// Medicaid and commercial payers, not Medicare.
    pub const NOT_MEDICARE: Self = Self { full: &[Payer::Medicaid, Payer::Commercial], softened: &[] };

    /// Whether the payer judges by the rule at its full severity.
    pub fn judges(self, payer: Payer) -> bool {
        self.full.contains(&payer)
    }

    /// Whether the payer may judge by the rule, which then warns at most.
    pub fn softens(self, payer: Payer) -> bool {
        self.softened.contains(&payer)
    }
}

/// Both claim forms.
pub const ANY_FORM: &[Form] = &[Form::Professional, Form::Outpatient];
/// The professional claim only.
pub const PROFESSIONAL: &[Form] = &[Form::Professional];
/// The outpatient claim only.
pub const OUTPATIENT: &[Form] = &[Form::Outpatient];

/// Declares a rule: the doc comment is both the rustdoc of the static and the explanation a user
/// reads.
macro_rules! declare_rule {
    (@modifiers any) => { $crate::rule::ModifierBits::ALL };
    (@modifiers [$($modifier:literal),* $(,)?]) => { $crate::rule::ModifierBits::any_of(&[$($modifier),*]) };
    (
        $(#[doc = $doc:literal])*
        $id:literal $name:literal {
            severity: $severity:ident,
            denial: $denial:expr,
            scope: $scope:ident,
            forms: $forms:ident,
            tables: [$($table:ident),* $(,)?],
            $(modifiers: $modifiers:tt,)?
            $(features: [$($feature:ident),* $(,)?],)?
            $(codes: [$($first:literal ..= $last:literal),* $(,)?],)?
            $(left_out: $left_out:literal,)?
        }
    ) => {
        $(#[doc = $doc])*
        pub static RULE: $crate::rule::Rule = $crate::rule::Rule {
            id: $crate::finding::RuleId::new($id),
            name: $name,
            severity: $crate::finding::Severity::$severity,
            denial: $denial,
            scope: $crate::rule::Scope::$scope,
            forms: $crate::rule::$forms,
            tables: &[$($crate::edition::Table::$table),*],
            trigger: $crate::rule::Trigger::ANY
                $(.modifiers($crate::rule::declare_rule!(@modifiers $modifiers)))?
                $(.features(&[$($crate::rule::Feature::$feature),*]))?
                $(.codes(&const { [$(($first, $last)),*] }))?,
            left_out: concat!($($left_out)?),
            explanation: concat!($($doc, "\n"),*),
            check,
        };
    };
}
pub(crate) use declare_rule;
