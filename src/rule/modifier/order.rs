//! The order in which the modifiers of a line are sent.
//!
//! What prices the line comes first, then what decides whether it is paid, then what only says
//! where or how. Payers that read all places do not mind; those that read the first two do.

use crate::claim::Form;
use crate::code::{Modifier, ModifierKind};

/// What a modifier's place on the line depends on; lower stands further in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// GP, GO, GN: the therapy discipline, within the first two places.
    Discipline,
    /// CQ, CO: the therapy assistant, in the second place behind the discipline.
    Assistant,
    /// Changes the price: components, sides, surgical roles, stopped services, anesthesia roles,
    /// new, used or rented equipment, discarded drugs.
    Pricing,
    /// Decides whether the line is paid: distinct services, global periods, liability, KX.
    Eligibility,
    /// Names a place or informs.
    Informing,
}

/// Level II and CPT modifiers that change the price though their kind is another.
const ALSO_PRICING: [&[u8; 2]; 14] =
    [b"54", b"55", b"56", b"78", b"AA", b"AD", b"QK", b"QX", b"QY", b"QZ", b"JW", b"NU", b"RR", b"UE"];

impl Rank {
    /// The rank of a modifier. Informing and unpublished modifiers come last, an ambulance's origin
    /// and destination with the pricing ones.
    pub fn of(modifier: Modifier, form: Form) -> Self {
        let bytes = modifier.to_bytes();
        match &bytes {
            b"GP" | b"GO" | b"GN" => return Self::Discipline,
            b"CQ" | b"CO" => return Self::Assistant,
            // The components are a professional's; a facility's line has no 26.
            b"26" | b"TC" if form == Form::Outpatient => return Self::Informing,
            b"76" | b"77" => return Self::Eligibility,
            _ if ALSO_PRICING.contains(&&bytes) => return Self::Pricing,
            _ => {}
        }
        let Some(info) = modifier.info() else {
            return if modifier.is_ambulance_pair() { Self::Pricing } else { Self::Informing };
        };
        match info.kind {
            ModifierKind::Pricing => Self::Pricing,
            ModifierKind::Ncci
            | ModifierKind::GlobalPeriod
            | ModifierKind::Liability
            | ModifierKind::PaymentAffecting
            | ModifierKind::Drug => Self::Eligibility,
            _ => Self::Informing,
        }
    }
}

/// The modifiers in the order to send them; those of one rank keep the order they had.
///
/// ```
/// use cleanclaim::claim::Form;
/// use cleanclaim::code::Modifier;
/// use cleanclaim::rule::modifier::order::ordered;
/// let sent: [Modifier; 3] = ["RT", "59", "26"].map(|text| text.parse().unwrap());
/// let order: Vec<String> = ordered(&sent, Form::Professional).iter().map(Modifier::to_string).collect();
/// assert_eq!(order, ["26", "59", "RT"]);
/// ```
pub fn ordered(modifiers: &[Modifier], form: Form) -> Vec<Modifier> {
    let mut order = modifiers.to_vec();
    order.sort_by_key(|modifier| Rank::of(*modifier, form));
    order
}

/// The moves that turn one order into another of the same modifiers, each one from where it then
/// stands to its place, counted from 0.
pub fn moves(from: &[Modifier], to: &[Modifier]) -> Vec<(Modifier, u8)> {
    let mut current = from.to_vec();
    let mut moves = Vec::new();
    for (place, wanted) in (0_u8..).zip(to) {
        let place_in_list = usize::from(place);
        if current.get(place_in_list) == Some(wanted) {
            continue;
        }
        let Some(stands) = current.iter().position(|own| own == wanted) else { continue };
        let moved = current.remove(stands);
        current.insert(place_in_list.min(current.len()), moved);
        moves.push((moved, place));
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<Modifier> {
        text.split('-').map(|modifier| modifier.parse().unwrap()).collect()
    }

    #[test]
    fn what_prices_comes_first() {
        for (sent, expected) in [
            ("RT-26", "26-RT"),
            ("59-GP", "GP-59"),
            ("KX-CQ-GP", "GP-CQ-KX"),
            ("P3-AA-QS", "AA-P3-QS"),
            ("KH-KX-RR", "RR-KX-KH"),
            ("95-25", "25-95"),
        ] {
            assert_eq!(ordered(&list(sent), Form::Professional), list(expected), "{sent}");
        }
    }

    #[test]
    fn moves_lead_to_the_order_and_none_is_needless() {
        for sent in ["RT-26", "KX-CQ-GP-59", "RT-59-26", "26-59-RT", "25"] {
            let (sent, wanted) = (list(sent), ordered(&list(sent), Form::Professional));
            let mut current = sent.clone();
            for (modifier, to) in moves(&sent, &wanted) {
                let stands = current.iter().position(|own| *own == modifier).unwrap();
                assert_ne!(stands, usize::from(to));
                current.remove(stands);
                current.insert(to.into(), modifier);
            }
            assert_eq!(current, wanted);
        }
    }
}
