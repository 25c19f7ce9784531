//! The list of rules and their explanations.

use super::guard::{Failure, failure, guard, guard_or};
use super::report::cleanclaim_severity;
use super::status::cleanclaim_status::{self, CLEANCLAIM_OUT_OF_RANGE, CLEANCLAIM_UNKNOWN_RULE};
use super::structure::{self, structures};
use super::text::{Terminated, cleanclaim_text, text};
use crate::code::Quoted;
use crate::rule::{self, RULES, Rule};
use std::ffi::c_char;
use std::sync::OnceLock;

/// One rule. Its texts live as long as the library.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_rule {
    /// Its identifier, which never changes: `N002`.
    pub id: cleanclaim_text,
    /// The problem it finds: `ptp-without-modifier`.
    pub name: cleanclaim_text,
    /// What it checks, in a sentence.
    pub summary: cleanclaim_text,
    /// Its whole page, in Markdown: what it checks, why it matters, an example, how to fix, source.
    pub explanation: cleanclaim_text,
    /// Where it is published.
    pub citation: cleanclaim_text,
    /// What it leaves out, and why; empty when it is complete.
    pub left_out: cleanclaim_text,
    /// Group code of the denial it draws; empty when it draws none.
    pub denial_group: cleanclaim_text,
    /// Claim adjustment reason code of the denial.
    pub carc: cleanclaim_text,
    /// How bad a finding is, unless a profile or the finding says otherwise.
    pub severity: cleanclaim_severity,
    /// 1 when it looks at professional claims.
    pub professional: u32,
    /// 1 when it looks at outpatient claims.
    pub outpatient: u32,
}

structures! { cleanclaim_rule: 18 }

/// The texts of a rule, each with its zero.
struct Page {
    texts: [Terminated; 8],
    rule: &'static Rule,
}

fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let page = |&rule: &&'static Rule| {
            let (denial, citation) = (rule.denial, rule.citation());
            let texts = [
                rule.id.as_str(),
                rule.name,
                rule.summary(),
                rule.explanation.trim(),
                citation,
                rule.left_out,
                denial.map_or("", |denial| denial.group),
                denial.map_or("", |denial| denial.carc),
            ];
            Page { texts: texts.map(Terminated::from), rule }
        };
        RULES.iter().map(page).collect()
    })
}

impl Page {
    fn lend(&self) -> cleanclaim_rule {
        use crate::claim::Form;
        let texts = self.texts.each_ref().map(Terminated::lend);
        let [id, name, summary, explanation, citation, left_out, denial_group, carc] = texts;
        cleanclaim_rule {
            id,
            name,
            summary,
            explanation,
            citation,
            left_out,
            denial_group,
            carc,
            severity: cleanclaim_severity::of(self.rule.severity),
            professional: self.rule.forms.contains(&Form::Professional).into(),
            outpatient: self.rule.forms.contains(&Form::Outpatient).into(),
        }
    }
}

/// The rule of an identifier, in either case.
pub(super) fn identified(id: &str) -> Result<&'static Rule, Failure> {
    id.parse().ok().and_then(rule::find).ok_or_else(|| {
        failure(
            CLEANCLAIM_UNKNOWN_RULE,
            format!("there is no rule {}; cleanclaim_rule_at lists them", Quoted(id)),
        )
    })
}

/// How many rules there are.
#[unsafe(no_mangle)]
pub extern "C" fn cleanclaim_rule_count() -> usize {
    guard_or(0, || RULES.len())
}

/// Reads the rule at an index, counted from 0, in the order of evaluation.
///
/// # Safety
/// `rule` must be NULL or writable for `rule_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_rule_at(
    index: usize,
    rule: *mut cleanclaim_rule,
    rule_size: usize,
) -> cleanclaim_status {
    guard(|| {
        let page = pages().get(index).ok_or_else(|| {
            let message = format!("there is no rule {index}; there are {}", RULES.len());
            failure(CLEANCLAIM_OUT_OF_RANGE, message)
        })?;
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&page.lend(), rule, rule_size) }
    })
}

/// Reads the rule of an identifier: `N002`.
///
/// Fails with CLEANCLAIM_UNKNOWN_RULE when there is no such rule.
///
/// # Safety
/// `id` must be readable for `id_length` bytes, `rule` NULL or writable for `rule_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_rule_find(
    id: *const c_char,
    id_length: usize,
    rule: *mut cleanclaim_rule,
    rule_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises a readable text.
        let found = identified(unsafe { text(id, id_length, "rule") }?)?;
        let page = pages().iter().find(|page| page.rule.id == found.id);
        let lent = page.map(Page::lend).ok_or_else(|| failure(CLEANCLAIM_UNKNOWN_RULE, "no such rule"))?;
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&lent, rule, rule_size) }
    })
}
