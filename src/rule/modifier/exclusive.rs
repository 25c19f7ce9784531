//! Which modifiers exclude each other on one line.

use crate::code::Modifier;
use crate::finding::Severity;
use crate::rule::ModifierBits;

/// Modifiers of which one line takes one.
pub(super) struct Group {
    pub severity: Severity,
    pub kind: Kind,
    /// What a line has at least, when the group is about it: something of each.
    one: ModifierBits,
    other: ModifierBits,
    /// What to do, as the end of the message.
    pub advice: &'static str,
    /// Whether payers other than Medicare may take it, so that it warns for them.
    pub medicare: bool,
}

impl Group {
    /// Whether a line with these modifiers may have those that exclude each other.
    pub(super) fn may_be_on(&self, line: ModifierBits) -> bool {
        self.one.meets(line) && self.other.meets(line)
    }
}

/// The lists are modifiers with one space between.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// At most one of the list.
    OneOf(&'static str),
    /// None of the second list beside one of the first.
    NotBoth(&'static str, &'static str),
    /// The first only together with the second.
    Needs(&'static str, &'static str),
}

/// Whether a list of the table names a modifier.
pub(super) fn names(list: &str, modifier: Modifier) -> bool {
    list.split(' ').any(|own| own.as_bytes() == modifier.to_bytes())
}

/// The modifiers of a list, as bits.
const fn bits(list: &str) -> ModifierBits {
    let (text, mut bits, mut place) = (list.as_bytes(), ModifierBits::NONE, 0);
    while place < text.len() {
        bits = bits.with(ModifierBits::of(Modifier::constant(&[text[place], text[place + 1]])));
        place += 3;
    }
    bits
}

const fn group(severity: Severity, kind: Kind, advice: &'static str) -> Group {
    let (one, other) = match kind {
        OneOf(list) => (bits(list), bits(list)),
        NotBoth(one, other) => (bits(one), bits(other)),
        // It stands without the second list.
        Needs(one, _) => (bits(one), ModifierBits::ALL),
    };
    Group { severity, kind, one, other, advice, medicare: false }
}

const fn deny(kind: Kind, advice: &'static str) -> Group {
    group(Severity::Deny, kind, advice)
}

const fn warn(kind: Kind, advice: &'static str) -> Group {
    group(Severity::Warn, kind, advice)
}

const fn medicare(group: Group) -> Group {
    Group { medicare: true, ..group }
}

use Kind::{Needs, NotBoth, OneOf};

/// The pairs that the outpatient code editor publishes (edit 102), in both orders, for services
/// from 2019-07-01 to 2026-06-30 (versions 76 to 103).
pub(super) const PUBLISHED: [(&str, &str); 6] =
    [("CT", "FX"), ("CT", "FY"), ("FX", "FY"), ("ER", "PN"), ("ER", "PO"), ("PN", "PO")];

/// Modifiers that stand beside another one only.
pub(super) static COMPANIONS: &[Group] = &[
    medicare(deny(Needs("CQ", "GP"), "an assistant in physical therapy stands with that discipline")),
    medicare(deny(Needs("CO", "GO"), "an assistant in occupational therapy stands with that discipline")),
];

/// Every other group, of two modifiers or more: first those that are denied, then those that warn.
pub(super) static GROUPS: &[Group] = &[
    deny(OneOf("26 TC"), "together they are the whole service, which takes neither"),
    deny(OneOf("53 73 74"), "a stopped procedure takes one: 53 a practitioner's, 73 or 74 a facility's"),
    deny(OneOf("76 77"), "a repetition is by the same practitioner (76) or by another (77)"),
    deny(OneOf("80 81 82"), "an assistant has one of these roles"),
    deny(OneOf("62 66"), "either two surgeons share the procedure (62) or a team does it (66)"),
    deny(NotBoth("62", "80 81 82 AS"), "who shares the procedure (62) does not assist at it"),
    deny(OneOf("JW JZ"), "the discarded amount (JW) has a line of its own; JZ says nothing was discarded"),
    deny(
        OneOf("GP GO GN"),
        "a line belongs to one therapy plan of care; bill each discipline on its own line",
    ),
    deny(OneOf("CQ CO"), "an assistant is a physical (CQ) or an occupational therapist's (CO)"),
    deny(
        OneOf("AA AD QK QX QY QZ"),
        "a line has one anesthesia role; bill each provider on a line of its own",
    ),
    deny(OneOf("P1 P2 P3 P4 P5 P6"), "a patient has one physical status"),
    deny(OneOf("NU RR UE"), "equipment is new, rented or used"),
    deny(OneOf("KH KI KJ"), "a rental line is one month's"),
    deny(OneOf("K0 K1 K2 K3 K4"), "a patient has one functional level"),
    deny(OneOf("A1 A2 A3 A4 A5 A6 A7 A8 A9"), "a line has one number of wounds"),
    deny(OneOf("KO KP KQ"), "a unit dose is of one drug, the first or a further one"),
    deny(OneOf("UN UP UQ UR US"), "one trip served one number of patients"),
    deny(OneOf("Q7 Q8 Q9"), "a line has one set of class findings"),
    deny(OneOf("PA PB PC"), "a wrong surgery has one of these"),
    deny(OneOf("N1 N2 N3"), "a patient is in one group of the oxygen criteria"),
    deny(OneOf("EA EB EC"), "the anemia has one cause on a line"),
    deny(OneOf("ED EE"), "the hematocrit is above the limit (ED) or not (EE)"),
    deny(OneOf("G1 G2 G3 G4 G5"), "a month has one urea reduction ratio"),
    deny(OneOf("V5 V6 V7"), "a dialysis has one access"),
    deny(OneOf("PI PS"), "a scan is for the first strategy (PI) or a later one (PS)"),
    deny(OneOf("Q0 Q1"), "a study's service is investigational (Q0) or routine (Q1)"),
    deny(OneOf("Q5 Q6"), "a substitute is paid by reciprocity (Q5) or for time (Q6)"),
    deny(OneOf("GC GE"), "a resident is under a teaching physician (GC) or the primary care exception (GE)"),
    deny(OneOf("GG GH"), "either both mammograms were done (GG) or one became the other (GH)"),
    deny(OneOf("1P 2P 3P 8P"), "a measure has one reason for not being met"),
    deny(OneOf("X1 X2 X3 X4 X5"), "a practitioner has one relation to the patient"),
    deny(OneOf("59 XE XP XS XU"), "one of them is enough; an X modifier says more than 59"),
    deny(OneOf("GA GZ"), "the notice is on file (GA) or not (GZ)"),
    deny(OneOf("GA GY"), "what is excluded by statute (GY) needs no notice; a voluntary one is GX"),
    deny(OneOf("GY GZ"), "a line is excluded by statute (GY) or expected to be denied (GZ)"),
    deny(NotBoth("GX", "EY GA GL GZ KB QL TQ"), "a voluntary notice (GX) goes with GY or TS only"),
    deny(NotBoth("LT", "E3 E4 F5 F6 F7 F8 F9 T5 T6 T7 T8 T9"), "one says left, the other right"),
    deny(NotBoth("RT", "E1 E2 FA F1 F2 F3 F4 TA T1 T2 T3 T4"), "one says right, the other left"),
    medicare(deny(NotBoth("50", "LT RT"), "both sides are 50 alone, one side is LT or RT alone")),
    warn(OneOf("52 53"), "a service is reduced (52) or stopped (53)"),
    warn(OneOf("54 55 56"), "whoever gives several parts of the surgical package sends none of them"),
    warn(OneOf("58 78 79"), "a later procedure is planned (58), a return (78) or unrelated (79)"),
    warn(NotBoth("AS", "80 81 82"), "AS is for assistants who are no physicians; some payers want both"),
    warn(OneOf("93 95"), "a visit was by audio (93) or by video (95)"),
    warn(OneOf("95 FQ"), "a visit was by video (95) or by audio only (FQ)"),
    warn(OneOf("GT 95"), "95 has replaced GT on professional claims"),
    warn(OneOf("GQ 95"), "a visit was live (95) or not (GQ)"),
    warn(OneOf("96 97"), "a skill is gained (96) or regained (97)"),
    warn(OneOf("JG TB"), "a 340B drug takes one; from 2025-01-01 it is TB"),
    warn(OneOf("E1 E2 E3 E4"), "bill each eyelid on a line of its own"),
    warn(OneOf("FA F1 F2 F3 F4 F5 F6 F7 F8 F9"), "bill each finger on a line of its own"),
    warn(OneOf("TA T1 T2 T3 T4 T5 T6 T7 T8 T9"), "bill each toe on a line of its own"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Side;
    use std::collections::BTreeSet;

    fn lists() -> impl Iterator<Item = &'static str> {
        COMPANIONS.iter().chain(GROUPS).flat_map(|group| match group.kind {
            OneOf(list) => [list, ""],
            NotBoth(first, second) | Needs(first, second) => [first, second],
        })
    }

    #[test]
    fn every_name_is_a_published_modifier() {
        let published = PUBLISHED.iter().flat_map(|(a, b)| [*a, *b]);
        for text in lists().flat_map(str::split_whitespace).chain(published) {
            let modifier: Modifier = text.parse().unwrap();
            assert!(modifier.info().is_some(), "{text}");
        }
    }

    #[test]
    fn each_side_excludes_every_part_of_the_other() {
        for (own, other) in [("LT", Side::Right), ("RT", Side::Left)] {
            let excluded = GROUPS.iter().find_map(|group| match group.kind {
                NotBoth(first, second) if first == own => Some(second),
                _ => None,
            });
            let parts: BTreeSet<String> = ('A'..='Z')
                .flat_map(|first| ('A'..='Z').chain('0'..='9').map(move |second| format!("{first}{second}")))
                .filter(|text| {
                    let modifier: Modifier = text.parse().unwrap();
                    modifier.side() == Some(other) && modifier.site().is_some()
                })
                .collect();
            let listed: BTreeSet<String> = excluded.unwrap().split(' ').map(str::to_owned).collect();
            assert_eq!(listed, parts, "{own}");
        }
    }
}
