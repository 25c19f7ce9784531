//! A report as the structures of the header, in memory that is used again.

use super::report::{
    cleanclaim_applicability, cleanclaim_bypassed, cleanclaim_edit, cleanclaim_finding, cleanclaim_fix,
    cleanclaim_not_evaluated, cleanclaim_operation, cleanclaim_severity, cleanclaim_value,
};
use super::text::cleanclaim_text;
use crate::finding::{Edit, Finding, Fix};
use crate::scrub::Report;
use std::fmt::{self, Write};
use std::ptr::without_provenance;

/// The structures of one report. Their pointers lead into this object's own lists, which never
/// change once they are rendered, and to the numbers of related lines in the report.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) findings: Vec<cleanclaim_finding>,
    pub(super) bypassed: Vec<cleanclaim_bypassed>,
    pub(super) gaps: Vec<cleanclaim_not_evaluated>,
    names: Vec<cleanclaim_text>,
    texts: String,
    rarcs: Vec<cleanclaim_text>,
    values: Vec<cleanclaim_value>,
    fixes: Vec<cleanclaim_fix>,
    edits: Vec<cleanclaim_edit>,
    lines: Vec<u32>,
}

// SAFETY: its pointers lead only to memory that it, or the report it is kept with, owns.
unsafe impl Send for Rendered {}
// SAFETY: nothing reachable through a shared reference is ever written.
unsafe impl Sync for Rendered {}

impl Rendered {
    /// Renders a report in this memory.
    ///
    /// The lists still move while they grow, so a pointer holds the place in its list first.
    pub(super) fn render(mut self, report: &Report) -> Self {
        self.clear();
        for name in [report.claim().unwrap_or_default(), report.edition(), report.profile()] {
            let name = self.text(name);
            self.names.push(name);
        }
        for finding in report.findings().iter() {
            let finding = self.finding(finding);
            self.findings.push(finding);
        }
        for bypassed in report.findings().bypasses() {
            let rule = self.text(bypassed.rule.as_str());
            let by = self.text(bypassed.by);
            let (line, related_line) = (bypassed.line, bypassed.related_line);
            self.bypassed.push(cleanclaim_bypassed { rule, by, line, related_line });
        }
        for gap in report.findings().gaps() {
            let (lines, line_count) = (without_provenance(self.lines.len()), gap.lines.len());
            self.lines.extend(gap.lines);
            let rule = self.text(gap.rule.as_str());
            let reason = self.text(gap.reason);
            self.gaps.push(cleanclaim_not_evaluated { rule, reason, lines, line_count });
        }
        self.settle();
        self
    }

    /// The claim's identifier, the edition's id and the profile's name.
    pub(super) fn names(&self) -> [cleanclaim_text; 3] {
        let name = |index| self.names.get(index).copied().unwrap_or(cleanclaim_text::EMPTY);
        [name(0), name(1), name(2)]
    }

    fn clear(&mut self) {
        self.findings.clear();
        self.bypassed.clear();
        self.gaps.clear();
        self.names.clear();
        self.texts.clear();
        self.rarcs.clear();
        self.values.clear();
        self.fixes.clear();
        self.edits.clear();
        self.lines.clear();
    }

    /// Writes a text and its zero, and gives its place.
    fn text(&mut self, text: impl fmt::Display) -> cleanclaim_text {
        self.write(|texts| write!(texts, "{text}"))
    }

    fn write(&mut self, write: impl FnOnce(&mut String) -> fmt::Result) -> cleanclaim_text {
        let start = self.texts.len();
        // Writing to a string does not fail.
        let _ = write(&mut self.texts);
        let length = self.texts.len() - start;
        self.texts.push('\0');
        cleanclaim_text { data: without_provenance(start), length }
    }

    fn finding(&mut self, finding: Finding<'_>) -> cleanclaim_finding {
        let denial = finding.denial();
        let (rarcs, first_rarc) = (denial.map_or(&[][..], |denial| denial.rarc), self.rarcs.len());
        for rarc in rarcs {
            let rarc = self.text(rarc);
            self.rarcs.push(rarc);
        }
        let first_value = self.values.len();
        for (name, value) in finding.values() {
            let (name, text) = (self.text(name), self.text(value));
            self.values.push(cleanclaim_value { name, text });
        }
        let first_fix = self.fixes.len();
        for fix in finding.fixes() {
            let fix = self.fix(fix);
            self.fixes.push(fix);
        }
        cleanclaim_finding {
            rule: self.text(finding.rule().as_str()),
            name: self.text(Report::name_of(finding.rule())),
            message: self.write(|texts| finding.write_message(texts)),
            citation: self.text(Report::citation_of(finding.rule())),
            field: self.text(finding.field()),
            denial_group: self.text(denial.map_or("", |denial| denial.group)),
            carc: self.text(denial.map_or("", |denial| denial.carc)),
            rarcs: without_provenance(first_rarc),
            rarc_count: rarcs.len(),
            related_lines: finding.related_lines().as_ptr(),
            related_line_count: finding.related_lines().len(),
            values: without_provenance(first_value),
            value_count: self.values.len() - first_value,
            fixes: without_provenance(first_fix),
            fix_count: self.fixes.len() - first_fix,
            at_risk_cents: finding.at_risk().cents(),
            severity: cleanclaim_severity::of(finding.severity()),
            line: finding.line().unwrap_or(0),
            position: u32::try_from(finding.position()).unwrap_or(u32::MAX),
            ioce_edit: finding.ioce_edit().map_or(0, u32::from),
            disposition: self.text(finding.disposition().map_or("", |disposition| disposition.code())),
        }
    }

    fn fix(&mut self, fix: Fix<'_>) -> cleanclaim_fix {
        let first = self.edits.len();
        for edit in fix.edits() {
            let edit = self.edit(edit);
            self.edits.push(edit);
        }
        cleanclaim_fix {
            applicability: cleanclaim_applicability::of(fix.applicability()),
            title: self.write(|texts| fix.write_title(texts)),
            edits: without_provenance(first),
            edit_count: self.edits.len() - first,
        }
    }

    fn edit(&mut self, edit: &Edit) -> cleanclaim_edit {
        use cleanclaim_operation::*;
        let (operation, position, number, code): (_, u32, i64, &dyn fmt::Display) = match edit {
            Edit::AddModifier { modifier, .. } => (CLEANCLAIM_ADD_MODIFIER, 0, 0, modifier),
            Edit::RemoveModifier { modifier, keep_first, .. } => {
                (CLEANCLAIM_REMOVE_MODIFIER, u32::from(*keep_first), 0, modifier)
            }
            Edit::MoveModifier { modifier, to, .. } => {
                (CLEANCLAIM_MOVE_MODIFIER, u32::from(*to), 0, modifier)
            }
            Edit::SetProcedure { procedure, .. } => (CLEANCLAIM_SET_PROCEDURE, 0, 0, procedure),
            Edit::SetUnits { units, .. } => (CLEANCLAIM_SET_UNITS, 0, units.thousandths(), &""),
            Edit::SetPlace { place, .. } => (CLEANCLAIM_SET_PLACE, 0, 0, place),
            Edit::RemoveLine { .. } => (CLEANCLAIM_REMOVE_LINE, 0, 0, &""),
            Edit::RemovePointer { position, .. } => (CLEANCLAIM_REMOVE_POINTER, u32::from(*position), 0, &""),
            Edit::SetDiagnosis { diagnosis, code } => {
                (CLEANCLAIM_SET_DIAGNOSIS, u32::from(*diagnosis), 0, code)
            }
            Edit::SetTotalToSum => (CLEANCLAIM_SET_TOTAL_TO_SUM, 0, 0, &""),
        };
        let code = self.text(code);
        cleanclaim_edit { operation, line: edit.line().unwrap_or(0), position, number, code }
    }

    /// Turns every place in a list into the pointer to it; a list is settled before it is pointed at.
    fn settle(&mut self) {
        let texts = self.texts.as_ptr();
        let settle = |text: &mut cleanclaim_text| text.data = texts.wrapping_add(text.data.addr()).cast();
        self.names.iter_mut().for_each(settle);
        self.rarcs.iter_mut().for_each(settle);
        self.edits.iter_mut().for_each(|edit| settle(&mut edit.code));
        for value in &mut self.values {
            settle(&mut value.name);
            settle(&mut value.text);
        }
        let edits = self.edits.as_ptr();
        for fix in &mut self.fixes {
            settle(&mut fix.title);
            fix.edits = edits.wrapping_add(fix.edits.addr());
        }
        let (rarcs, values, fixes) = (self.rarcs.as_ptr(), self.values.as_ptr(), self.fixes.as_ptr());
        for finding in &mut self.findings {
            for text in [
                &mut finding.rule,
                &mut finding.name,
                &mut finding.message,
                &mut finding.citation,
                &mut finding.disposition,
                &mut finding.field,
                &mut finding.denial_group,
                &mut finding.carc,
            ] {
                settle(text);
            }
            finding.rarcs = rarcs.wrapping_add(finding.rarcs.addr());
            finding.values = values.wrapping_add(finding.values.addr());
            finding.fixes = fixes.wrapping_add(finding.fixes.addr());
        }
        for bypassed in &mut self.bypassed {
            settle(&mut bypassed.rule);
            settle(&mut bypassed.by);
        }
        let lines = self.lines.as_ptr();
        for gap in &mut self.gaps {
            settle(&mut gap.rule);
            settle(&mut gap.reason);
            gap.lines = lines.wrapping_add(gap.lines.addr());
        }
    }
}
