//! M006.

use super::exclusive::{COMPANIONS, GROUPS, Group, Kind, PUBLISHED, names};
use super::position;
use crate::code::{Date, Modifier, ProcedureKind};
use crate::finding::{Applicability, Denial, Edit, FindingBuilder, Findings, Reason, Severity};
use crate::rule::{Context, Payer, ServiceLine, declare_rule, outpatient};

declare_rule! {
    /// Two modifiers on a line exclude each other.
    ///
    /// ## What it checks
    /// Pairs that the outpatient code editor publishes (CT, FX, FY; ER, PN, PO) are rejected. Groups
    /// of which a line takes one (26 and TC; 59 and the X modifiers; JW and JZ; the therapy
    /// disciplines; the anesthesia roles; GA, GY and GZ; a side with a digit of the other …) are
    /// denied, and so are CQ without GP and CO without GO. Some pairs warn (52 and 53, 54 and 55, 93 and
    /// 95, two digits on one line). LT with RT is rejected on Medicare lines for equipment,
    /// orthoses, prostheses and lenses from 2019-03-01 and warns elsewhere. GK warns where no line
    /// of the claim carries GA or GZ.
    ///
    /// ## Why it matters
    /// The payer cannot tell which of the two is meant and refuses the line.
    ///
    /// ## Example
    /// 71046-26-TC, 97110-GP-GO, J9271-JW-JZ and 26055-F5-LT fail; 71046-26, 97110-GP, J9271-JW and
    /// 26055-F5 pass, as do 97530-GP-59, GX with GY, and 93 with FQ.
    ///
    /// ## How to fix
    /// Keep the one the record supports, or split the line.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor, modifier conflict table and edit 102; CPT appendix A; HCPCS
    /// Level II; NCCI Policy Manual, chapter I, §E; Medicare Claims Processing Manual (Pub. 100-04),
    /// chapter 5, §20.1, chapter 12, §40.7, chapter 17, §40, and chapter 30, §50
    "M006" "exclusive-modifiers" {
        severity: Reject,
        denial: Some(Denial::co("4", &["N519"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        modifiers: any,
        left_out: "Outside 2019-07-01 to 2026-06-30, the quarters whose conflict table is known, its pairs \
                   warn.",
    }
}

const FIRST_PUBLISHED: Date = Date::constant(2019, 7, 1);
const LAST_PUBLISHED: Date = Date::constant(2026, 6, 30);
/// From this day each side of an item has its own line (DME contractors' joint publication).
const SIDES_APART: Date = Date::constant(2019, 3, 1);
const LEFT: Modifier = Modifier::constant(b"LT");
const RIGHT: Modifier = Modifier::constant(b"RT");
const UPGRADED: Modifier = Modifier::constant(b"GK");
const NOTICES: [Modifier; 2] = [Modifier::constant(b"GA"), Modifier::constant(b"GZ")];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        for group in COMPANIONS.iter().filter(|group| group.may_be_on(line.modifier_bits)) {
            judge(context, line, group, findings);
        }
        if line.line.modifiers.len() > 1 {
            // Of an edited claim the editor's own table speaks (F016).
            if !outpatient::is_edited(context) {
                published(line, findings);
            }
            for group in GROUPS.iter().filter(|group| group.may_be_on(line.modifier_bits)) {
                judge(context, line, group, findings);
            }
            if line.has(LEFT) && line.has(RIGHT) {
                both_sides(context, line, findings);
            }
        }
        if line.has(UPGRADED) && !context.lines.iter().any(|other| other.has_any(&NOTICES)) {
            findings
                .flag(
                    line.index,
                    "{modifier} marks the covered item of an upgrade; a line before it carries the upgrade with \
                     GA or GZ, and none does",
                )
                .field_at("modifiers", position(line, UPGRADED))
                .value("modifier", UPGRADED)
                .severity(Severity::Warn);
        }
    }
}

/// The modifiers of a line that stand in a list. On an ambulance line a pair such as PS or GG is an
/// origin and a destination.
fn listed<'c>(line: &ServiceLine<'c>, list: &'static str) -> impl Iterator<Item = Modifier> + use<'c> {
    let ambulance = line.is_ambulance();
    line.modifiers().filter(move |own| names(list, *own) && !(ambulance && own.is_ambulance_pair()))
}

/// The pairs of the outpatient code editor; where their table is not known they warn.
fn published(line: &ServiceLine<'_>, findings: &mut Findings) {
    for (a, b) in PUBLISHED {
        let (Some(first), Some(second)) = (listed(line, a).next(), listed(line, b).next()) else { continue };
        let Some(date) = line.from else {
            findings.not_evaluated(line.index, Reason::Missing("no date of service that can be read"));
            continue;
        };
        let known = (FIRST_PUBLISHED..=LAST_PUBLISHED).contains(&date);
        let finding = findings
            .flag(
                line.index,
                "{first} and {second} exclude each other on one line; keep the one that applies",
            )
            .severity(if known { Severity::Reject } else { Severity::Warn });
        keep_one(finding, line, first, second);
    }
}

fn judge(context: &Context<'_>, line: &ServiceLine<'_>, group: &Group, findings: &mut Findings) {
    let softened = group.medicare && context.payer != Payer::Medicare;
    let severity = if softened { Severity::Warn } else { group.severity };
    let (first, second) = match group.kind {
        Kind::OneOf(list) => {
            let Some(first) = listed(line, list).next() else { return };
            let Some(second) = listed(line, list).find(|own| *own != first) else { return };
            (first, second)
        }
        Kind::NotBoth(one, other) => match (listed(line, one).next(), listed(line, other).next()) {
            (Some(first), Some(second)) => (first, second),
            _ => return,
        },
        Kind::Needs(one, other) => {
            if let (Some(stands), None) = (listed(line, one).next(), listed(line, other).next()) {
                findings
                    .flag(line.index, "{modifier} stands without {needed}: {advice}")
                    .field_at("modifiers", position(line, stands))
                    .value("modifier", stands)
                    .value("needed", other)
                    .value("advice", group.advice)
                    .severity(severity);
            }
            return;
        }
    };
    let finding = findings
        .flag(line.index, "{first} and {second} exclude each other on one line: {advice}")
        .value("advice", group.advice)
        .severity(severity);
    keep_one(finding, line, first, second);
}

fn both_sides(context: &Context<'_>, line: &ServiceLine<'_>, findings: &mut Findings) {
    let code = line.procedure;
    let item = code.is_some_and(|code| match code.kind() {
        ProcedureKind::Level2('A' | 'E' | 'K' | 'L') => true,
        ProcedureKind::Level2('V') => code.to_bytes() < *b"V5000",
        _ => false,
    });
    let apart = item && context.payer == Payer::Medicare && line.from.is_some_and(|from| from >= SIDES_APART);
    let message = if apart {
        "LT and RT stand on one line; bill each side on a line of its own, one unit each"
    } else {
        "LT and RT stand on one line; both sides are 50 where the procedure takes it, else two lines"
    };
    findings
        .flag(line.index, message)
        .field_at("modifiers", position(line, LEFT).max(position(line, RIGHT)))
        .severity(if apart { Severity::Reject } else { Severity::Warn });
}

/// Completes a finding on two modifiers of which one has to go.
fn keep_one(finding: FindingBuilder<'_>, line: &ServiceLine<'_>, first: Modifier, second: Modifier) {
    let remove = |modifier| Edit::RemoveModifier { line: line.number, modifier, keep_first: false };
    let finding = finding
        .field_at("modifiers", position(line, first).max(position(line, second)))
        .value("first", first)
        .value("second", second);
    match (&first.to_bytes(), &second.to_bytes()) {
        (b"26", b"TC") | (b"TC", b"26") => drop(finding.fix(
            Applicability::IfDocumented,
            "remove both, if one biller gave the whole service",
            &[remove(first), remove(second)],
        )),
        (b"59", [b'X', _]) => drop(keep_x(finding, remove(first))),
        ([b'X', _], b"59") => drop(keep_x(finding, remove(second))),
        _ => {
            drop(
                finding
                    .fix(Applicability::Manual, "keep {first} and remove {second}", &[remove(second)])
                    .fix(Applicability::Manual, "keep {second} and remove {first}", &[remove(first)]),
            )
        }
    }
}

fn keep_x<'f>(finding: FindingBuilder<'f>, remove: Edit) -> FindingBuilder<'f> {
    finding.fix(Applicability::IfDocumented, "remove 59; the X modifier says why", &[remove])
}
