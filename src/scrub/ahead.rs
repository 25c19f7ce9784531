//! Reading a claim ahead of the rules.
//!
//! A claim and its lines lie in some fifty lines of the cache, and each list and provider in one more.
//! Judging meets them one after another, and where the claim comes from memory it waits for most of
//! them alone. Read at once, before any is needed and none because of what another says, they come side
//! by side: a fifth less of the time of a claim without any rule.

use crate::claim::{Claim, Line, Parsed, Provider};
use std::hint::black_box;

/// Reads a value in each cache line of a claim that rules look at often, of its lines and their lists.
#[inline]
pub(super) fn read(claim: &Claim) {
    let lines = claim.lines.iter().map(in_line).sum::<usize>();
    let lists = claim.lines.iter().map(|line| first(&line.modifiers) + first(&line.diagnosis_pointers));
    black_box(in_claim(claim) + lines + lists.sum::<usize>());
}

fn in_claim(claim: &Claim) -> usize {
    held(&claim.received)
        + held(&claim.patient.birth_date)
        + held(&claim.clia)
        + held(&claim.accident_date)
        + held(&claim.statement)
        + claim.value_codes.len()
        + claim.history.len()
        + text(&claim.payer)
        + text(&claim.frequency)
        + held(&claim.prior_authorization)
        + held(&claim.discharge_status)
        + first(&claim.diagnoses)
        + in_provider(&claim.billing_provider)
        + in_provider(&claim.rendering_provider)
        + in_provider(&claim.referring_provider)
        + in_provider(&claim.ordering_provider)
        + in_provider(&claim.service_facility)
        + text(&claim.patient.member_id)
}

fn in_line(line: &Line) -> usize {
    held(&line.units)
        + held(&line.from)
        + held(&line.place)
        + held(&line.referred_clia)
        + held(&line.description)
        + held(&line.control_number)
        + held(&line.rendering_provider)
        + usize::from(line.number != 0)
}

fn in_provider(provider: &Option<Box<Provider>>) -> usize {
    provider.as_ref().map_or(0, |provider| held(&provider.npi))
}

fn text(field: &Option<String>) -> usize {
    field.as_ref().and_then(|text| text.as_bytes().first()).map_or(0, |byte| usize::from(*byte))
}

fn held<T>(field: &Option<T>) -> usize {
    usize::from(field.is_some())
}

fn first<T>(list: &[Parsed<T>]) -> usize {
    list.first().map_or(0, |value| usize::from(value.malformed().is_some()))
}
