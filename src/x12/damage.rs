//! Signs that a damaged segment hides where a claim begins or ends.
//!
//! A lost `CLM` would hang one claim's lines onto the claim before it, a lost `HL` would give one
//! patient's claim to another. Such damage is told by the shape of the segment.

use super::SegmentId;
use super::segment::{Segment, element_limit};

/// What a segment with a wrong identifier is meant as, where that is structure: `HL`, `CLM`, `SE`.
pub(super) fn meant_as(segment: &Segment, set_control: Option<&str>) -> Option<SegmentId> {
    // An HI is one letter from an HL, but holds qualified codes, never bare numbers.
    if element_limit(segment.name()).is_some() && segment.name() != "HI" {
        return None;
    }
    let number = |element| {
        let text = segment.element(element);
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let empty = |element| segment.element(element).is_empty();
    let level = matches!(segment.element(3), "20" | "22" | "23");
    let name = match segment.len() {
        3 | 4 if level && number(1) && (number(2) || empty(2)) => "HL",
        2 if number(1) && set_control == Some(segment.element(2)) => "SE",
        5.. if !empty(1)
            && segment.element(2).parse::<f64>().is_ok()
            && empty(3)
            && empty(4)
            && !empty(5) =>
        {
            "CLM"
        }
        _ => return None,
    };
    SegmentId::new(name)
}

/// Whether another segment seems to have run into this one, which has too many elements: one of
/// them ends in a segment identifier.
pub(super) fn hides_segment(segment: &Segment) -> bool {
    (1..=segment.len()).any(|number| {
        let text = segment.element(number);
        let ending = |length: usize| text.len().checked_sub(length).and_then(|start| text.get(start..));
        [2, 3].into_iter().filter_map(ending).any(|ending| element_limit(ending).is_some())
    })
}

/// Whether a last segment without terminator is a trailer with all its elements.
pub(super) fn is_whole_trailer(segment: &Segment) -> bool {
    matches!(segment.name(), "SE" | "GE" | "IEA") && segment.len() == 2
}
