//! What anatomic modifiers name.

use super::Modifier;

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
}

/// A part of the body that an anatomic modifier names; a finger, toe or eyelid has its [`Side`]
/// too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// An upper eyelid: E1, E3.
    UpperEyelid,
    /// A lower eyelid: E2, E4.
    LowerEyelid,
    /// A digit of the hand, 1 for the thumb to 5: FA, F1 to F9.
    Finger(u8),
    /// A digit of the foot, 1 for the great toe to 5: TA, T1 to T9.
    Toe(u8),
    /// A coronary artery: LC, LD, LM, RC, RI. The letters L and R are no sides of the body.
    CoronaryArtery,
}

impl Modifier {
    /// The side of the body that LT, RT and the modifiers of eyelids, fingers and toes name.
    ///
    /// ```
    /// use cleanclaim::code::{Modifier, Side, Site};
    /// let thumb: Modifier = "FA".parse().unwrap();
    /// assert_eq!((thumb.side(), thumb.site()), (Some(Side::Left), Some(Site::Finger(1))));
    /// ```
    pub const fn side(self) -> Option<Side> {
        match self.to_bytes() {
            [b'L', b'T'] | [b'E', b'1' | b'2'] | [b'F' | b'T', b'A' | b'1'..=b'4'] => Some(Side::Left),
            [b'R', b'T'] | [b'E', b'3' | b'4'] | [b'F' | b'T', b'5'..=b'9'] => Some(Side::Right),
            _ => None,
        }
    }

    /// The eyelid, finger, toe or coronary artery that the modifier names.
    pub const fn site(self) -> Option<Site> {
        Some(match self.to_bytes() {
            [b'E', b'1' | b'3'] => Site::UpperEyelid,
            [b'E', b'2' | b'4'] => Site::LowerEyelid,
            [b'F', digit] => match digit_from_first(digit) {
                Some(digit) => Site::Finger(digit),
                None => return None,
            },
            [b'T', digit] => match digit_from_first(digit) {
                Some(digit) => Site::Toe(digit),
                None => return None,
            },
            [b'L', b'C' | b'D' | b'M'] | [b'R', b'C' | b'I'] => Site::CoronaryArtery,
            _ => return None,
        })
    }
}

/// Left digits are numbered A, 1 to 4 and right digits 5 to 9, the thumb or great toe first.
const fn digit_from_first(second: u8) -> Option<u8> {
    match second {
        b'A' => Some(1),
        b'1'..=b'4' => Some(second - b'0' + 1),
        b'5'..=b'9' => Some(second - b'5' + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::modifier::{ModifierKind, table::TABLE};

    #[test]
    fn every_anatomic_modifier_names_a_side_or_a_site_and_no_other_does() {
        for (text, info) in TABLE.entries() {
            let modifier: Modifier = text.parse().unwrap();
            let named = modifier.side().is_some() || modifier.site().is_some();
            assert_eq!(named, info.kind == ModifierKind::Anatomic, "{text}");
        }
    }

    #[test]
    fn each_hand_and_foot_has_five_digits() {
        for site in [Site::Finger, Site::Toe] {
            for side in [Side::Left, Side::Right] {
                let digits: Vec<u8> = (1..=5)
                    .filter(|&digit| {
                        TABLE.keys().filter_map(|text| text.parse::<Modifier>().ok()).any(|modifier| {
                            modifier.side() == Some(side) && modifier.site() == Some(site(digit))
                        })
                    })
                    .collect();
                assert_eq!(digits, [1, 2, 3, 4, 5], "{side:?}");
            }
        }
    }

    #[test]
    fn labels_agree_with_sides() {
        for (text, info) in TABLE.entries().filter(|(_, info)| info.kind == ModifierKind::Anatomic) {
            let modifier: Modifier = text.parse().unwrap();
            match modifier.side() {
                Some(Side::Left) => assert!(info.label.starts_with("left"), "{text}"),
                Some(Side::Right) => assert!(info.label.starts_with("right"), "{text}"),
                None => assert_eq!(modifier.site(), Some(Site::CoronaryArtery), "{text}"),
            }
        }
    }
}
