//! F042.

use super::editor::{Editor, Facts, Next};
use crate::code::Date;
use crate::edition::OutpatientFlag;
use crate::finding::{Denial, EditedLine, Findings, Place, Reason};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A health centre's claim lacks its payment code, or carries what is not covered.
    ///
    /// ## What it checks
    /// 077x: G0466 to G0470 on each day, under 0519 or 052x (mental health: 0519, 0900), but
    /// on days of telehealth, care management, vaccines or an intensive outpatient program and
    /// on claims for no payment; 071x and 077x: services that are not covered, and 029x and
    /// 054x.
    ///
    /// ## Why it matters
    /// The claim is returned, or the line rejected.
    ///
    /// ## Example
    /// 99213 alone on 0771 fails; with G0467 it passes.
    ///
    /// ## How to fix
    /// Add the payment code under the right revenue code.
    ///
    /// ## Source
    /// Integrated Outpatient Code Editor (I/OCE) specifications and data files, edits 88,
    /// 90, 91
    "F042" "health-centre-visit-wrong" {
        severity: Reject,
        denial: Some(Denial::co("16", &[])),
        scope: MEDICARE,
        forms: OUTPATIENT,
        tables: [OutpatientEdits, Outpatient, Opps, RevenueCodes],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    super::say(context, findings, &[88, 90, 91]);
    let bill = context.claim.type_of_bill.as_ref().and_then(|bill| bill.value());
    if findings.edited().judged && bill.is_some_and(|bill| bill.facility_and_classification() == 77) {
        findings.claim_not_evaluated(Reason::NoList(
            "which services are the qualifying visits of each payment code (edit 89)",
        ));
    }
}

/// Payment codes of visits.
const PAYMENT_CODES: [&[u8; 5]; 5] = [b"G0466", b"G0467", b"G0468", b"G0469", b"G0470"];
/// Services that are paid apart from visits: telehealth, and treatment of opioid use disorder.
const APART: [&[u8; 5]; 3] = [b"G2025", b"G2172", b"Q3014"];
/// Treatment of opioid use disorder in an office.
const OFFICE_TREATMENT: [&[u8; 5]; 3] = [b"G2086", b"G2087", b"G2088"];
/// Those of medical visits.
const MEDICAL: [&[u8; 5]; 3] = [b"G0466", b"G0467", b"G0468"];
/// Those of mental health visits.
const MENTAL: [&[u8; 5]; 2] = [b"G0469", b"G0470"];

pub(super) fn edits(editor: &mut Editor<'_, '_>) -> Next {
    editor.each(91, |editor, _, line| {
        let not_covered = line.is(OutpatientFlag::FqhcNonCovered)
            || matches!(line.revenue.map(|code| code.category()), Some(29 | 54));
        let intensive = || {
            line.is(OutpatientFlag::IopService)
                && editor.is_of_program(line)
                && editor.has_intensive_day(line.date)
        };
        not_covered && !intensive()
    });
    let program = editor.has_intensive_day_at_all();
    let open_day =
        editor.kind.asks(88) && editor.open().any(|(_, line)| editor.lacks_payment_code(line.date, program));
    if open_day {
        editor.raise(88, Place::Claim);
    }
    editor.each(90, |editor, index, line| {
        let revenue = line.revenue_number();
        // A revenue code that is not valid has an edit of its own.
        let valid = line.department.is_some();
        let medical = line.code_in(&MEDICAL) && !matches!(revenue, 519..=529);
        let mental =
            line.code_in(&MENTAL) && !matches!(revenue, 519 | 900) && !editor.has_intensive_day(line.date);
        valid && !editor.edited.has(91, index) && (medical || mental)
    });
    Next::Continue
}

fn is_payment_code(line: &EditedLine) -> bool {
    line.code_in(&PAYMENT_CODES)
}

/// Whether a service is paid apart from visits.
fn is_paid_apart(line: &EditedLine) -> bool {
    line.is(OutpatientFlag::FqhcChronicCare)
        || line.is(OutpatientFlag::FqhcDcaps)
        || line.is(OutpatientFlag::FqhcNonPackagedPreventive)
        || line.code_in(&APART)
}

impl Editor<'_, '_> {
    /// Whether a day has covered services and neither a payment code nor what is paid apart; `program`
    /// where the claim is of an intensive outpatient program.
    fn lacks_payment_code(&self, day: Option<Date>, program: bool) -> bool {
        let covered = || {
            let of_day = self.open().filter(move |(_, line)| line.date == day);
            of_day.filter(|(index, _)| !self.edited.has(91, *index)).map(|(_, line)| line)
        };
        // Treatment of opioid use disorder is paid apart unless it is the office's own.
        let office = covered().any(|line| line.code_in(&[b"G2172"]))
            && covered().any(|line| line.code_in(&OFFICE_TREATMENT));
        // On a program's claim a day of its further services has no visit either.
        let further = || covered().all(|line| line.is(OutpatientFlag::PhpIopReportable));
        covered().next().is_some()
            && !covered().any(is_payment_code)
            && (office || !covered().any(is_paid_apart))
            && !(program && (self.has_intensive_day(day) || further()))
    }
}
