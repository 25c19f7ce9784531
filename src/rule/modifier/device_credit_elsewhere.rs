//! M041.

use super::positioned;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// A device credit stands on a practitioner's claim.
    ///
    /// ## What it checks
    /// FB and FC (a device free of charge or at partial credit) stand on facility claims: outpatient
    /// claims, and professional ones of an ambulatory surgical center (place 24).
    ///
    /// ## Why it matters
    /// The credit reduces the facility's payment; a practitioner is paid no device.
    ///
    /// ## Example
    /// 33249-FB at place 21 on a professional claim warns; on 0131 it passes.
    ///
    /// ## How to fix
    /// Remove the modifier from the practitioner's claim.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 4, §61.3, and chapter 14, §40.8
    "M041" "device-credit-elsewhere" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N823"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"FB", b"FC"],
        left_out: "Outpatient edit 75 (status indicator of the procedure) needs the outpatient table.",
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        let surgical_center = line.place.is_some_and(|place| place.number() == 24);
        let credit = positioned(line).find(|(_, own)| matches!(&own.to_bytes(), b"FB" | b"FC"));
        if let Some((position, modifier)) = credit.filter(|_| !surgical_center) {
            findings
                .flag(
                    line.index,
                    "{modifier} credits a facility for a device; a practitioner's claim has none",
                )
                .field_at("modifiers", position)
                .value("modifier", modifier);
        }
    }
}
