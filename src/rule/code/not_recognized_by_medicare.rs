//! C026.

use crate::code::{Date, Money, ProcedureCode, ProcedureKind};
use crate::edition::{FeeStatus, Lookup};
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, ServiceLine, declare_rule};

declare_rule! {
    /// Medicare wants another code for this service.
    ///
    /// ## What it checks
    /// No line has a code of status I (not valid for Medicare) in the physician fee schedule of its
    /// date. Where Medicare's own code is published, the message names it. Category II codes without
    /// a charge only report and pass. Where the fee schedule of the date is not there, the codes whose
    /// substitute is published warn from 2021 on (the telemedicine visits 98000 to 98015 fail).
    /// Families that Medicare does not take at all (S, H, T) are C008's.
    ///
    /// ## Why it matters
    /// The code is right for other payers, but Medicare denies it.
    ///
    /// ## Example
    /// 99417 to Medicare fails; G2212 passes.
    ///
    /// ## How to fix
    /// Bill the code Medicare uses for the service.
    ///
    /// ## Source
    /// CMS, physician fee schedule relative value file, status code I
    "C026" "not-recognized-by-medicare" {
        severity: Deny,
        denial: Some(Denial::co("96", &["N56"])),
        scope: MEDICARE,
        forms: PROFESSIONAL,
        tables: [PhysicianFee],
        features: [InactiveStatus],
    }
}

/// What Medicare uses instead, in words; first and last code of each range.
const INSTEAD: &[(&[u8; 5], &[u8; 5], &str)] = &[
    (b"27215", b"27218", "G0412-G0415"),
    (b"77061", b"77062", "G0279"),
    (b"80320", b"80377", "80305-80307 or G0480-G0483"),
    (b"83992", b"83992", "80305-80307 or G0480-G0483"),
    (b"90658", b"90658", "Q2035-Q2039"),
    (b"95120", b"95134", "95115 or 95117 with 95144-95170"),
    (b"97014", b"97014", "G0283"),
    (b"98000", b"98015", "99202-99215 with a telehealth place of service"),
    (b"99242", b"99245", "99202-99215"),
    (b"99252", b"99255", "99221-99223 or 99231-99233"),
    (b"99358", b"99359", "no code of its own"),
    (b"99375", b"99375", "G0181"),
    (b"99378", b"99378", "G0182"),
    (b"99417", b"99417", "G2212"),
    (b"99418", b"99418", "G0316 or G0317"),
    (b"99500", b"99512", "no code for home visits of this kind"),
    (b"99600", b"99602", "no code for home visits of this kind"),
];

fn instead(procedure: ProcedureCode) -> Option<&'static str> {
    let code = procedure.to_bytes();
    let found = INSTEAD.iter().find(|(first, last, _)| (**first..=**last).contains(&code));
    found.map(|(_, _, instead)| *instead)
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let (Some(procedure), Some(date)) = (line.procedure, line.from) else { continue };
        if findings.is_rejected(line.index) || judged_elsewhere(procedure, line.charge) {
            continue;
        }
        let status = match context.whole_fee(line) {
            Lookup::Found(fee) => fee.status,
            Lookup::Absent => continue,
            Lookup::Unknown(gap) => {
                match instead(procedure) {
                    Some(instead) if date >= LONG_KNOWN && !is_prolonged(procedure) => {
                        report_known(findings, line, procedure, date, instead);
                    }
                    _ => findings.not_evaluated(line.index, gap),
                }
                continue;
            }
        };
        if status != FeeStatus::NotValid {
            continue;
        }
        match instead(procedure) {
            Some(instead) => {
                findings
                    .flag(line.index, "Medicare does not take {procedure}; it uses {instead}")
                    .field("procedure")
                    .value("procedure", procedure)
                    .value("instead", instead);
            }
            None => {
                findings
                    .flag(
                        line.index,
                        "Medicare does not take {procedure}; it wants another code for the service",
                    )
                    .field("procedure")
                    .value("procedure", procedure);
            }
        }
    }
}

/// From here on every code of the list has been without Medicare's recognition, but for those that
/// are younger (99418 in 2023, the telemedicine visits in 2025, which no earlier date may bill).
const LONG_KNOWN: Date = Date::constant(2021, 1, 1);
const TELEMEDICINE: Date = Date::constant(2025, 1, 1);

/// Flags a code of the list where the fee schedule of the date is not there: a warning, but for the
/// telemedicine visits, which Medicare has never taken.
fn report_known(
    findings: &mut Findings,
    line: &ServiceLine<'_>,
    procedure: ProcedureCode,
    date: Date,
    instead: &'static str,
) {
    let never = matches!(procedure.number(), Some(98_000..=98_015)) && date >= TELEMEDICINE;
    let message = if never {
        "Medicare does not take {procedure}; it uses {instead}"
    } else {
        "Medicare has not taken {procedure} for years and uses {instead}; import the fee schedule of {date} to be sure"
    };
    findings
        .flag(line.index, message)
        .field("procedure")
        .value("procedure", procedure)
        .value("instead", instead)
        .value("date", date)
        .severity(if never { Severity::Deny } else { Severity::Warn });
}

/// Prolonged services, of which E003 says whenever the fee schedule does not.
fn is_prolonged(procedure: ProcedureCode) -> bool {
    matches!(procedure.number(), Some(99_417 | 99_418))
}

fn judged_elsewhere(procedure: ProcedureCode, charge: Option<Money>) -> bool {
    match procedure.kind() {
        ProcedureKind::Level2('S' | 'H' | 'T') | ProcedureKind::Cdt => true,
        ProcedureKind::Cpt2 => charge.is_none_or(|charge| charge <= Money::from_cents(1)),
        _ => false,
    }
}
