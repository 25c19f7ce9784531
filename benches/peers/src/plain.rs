//! The same tables as one would hold them without this crate.

use cleanclaim::Edition;
use cleanclaim::code::{Date, ProcedureCode};
use cleanclaim::edition::{CodeId, Indicator, Lookup, Mai, MueSet, PtpSet};
use std::collections::HashMap;
use std::hash::BuildHasher;

/// First day, last day, published indicator.
pub type Window = (u32, u32, u8);

/// Pairs by packed codes, with the number of their list of windows: equal lists are kept once, which
/// keeps the maps small.
pub struct Plain {
    pub pairs: Vec<(u64, u32)>,
    pub lists: Lists,
    pub mue: Vec<(ProcedureCode, (u32, Mai))>,
    /// Codes of which one listed primary must be there, and which are they.
    pub add_on: Vec<(ProcedureCode, Vec<ProcedureCode>)>,
}

/// The lists of windows.
#[derive(Clone, Default)]
pub struct Lists {
    bounds: Vec<(u32, u32)>,
    windows: Vec<Window>,
}

impl Lists {
    /// 0 for no edit in force, else 1 and the indicator.
    #[inline]
    pub fn answer(&self, list: u32, day: u32) -> u8 {
        let (start, end) = self.bounds[list as usize];
        let of_pair = self.windows[start as usize..end as usize].iter();
        let mut in_force =
            of_pair.filter(|(first, last, indicator)| *first <= day && day <= *last && *indicator < 2);
        in_force.next().map_or(0, |(_, _, indicator)| indicator + 1)
    }

    pub fn get(&self, list: u32) -> &[Window] {
        let (start, end) = self.bounds[list as usize];
        &self.windows[start as usize..end as usize]
    }
}

/// The key of an ordered pair.
#[inline]
pub fn key(column_1: ProcedureCode, column_2: ProcedureCode) -> u64 {
    u64::from(column_1.packed()) << 32 | u64::from(column_2.packed())
}

/// A map with any hash.
pub fn map<K: Eq + std::hash::Hash, V, S: BuildHasher + Default>(
    items: impl Iterator<Item = (K, V)>,
) -> HashMap<K, V, S> {
    items.collect()
}

impl Plain {
    /// The tables of an edition as they are on a day of the mix.
    pub fn of(edition: &Edition, day: Date) -> Self {
        let codes: Vec<ProcedureCode> = edition.codes().collect();
        let code = |id: CodeId| codes[id.index()];
        let (mut lists, mut numbers) = (Lists::default(), HashMap::<Vec<Window>, u32>::new());
        let mut pairs = Vec::new();
        for (column_1, column_2, windows) in edition.ptp_pairs(PtpSet::Practitioner) {
            let windows = windows.map(|window| {
                let last = window.deleted.map_or(u32::MAX, Date::days);
                let indicator = match window.indicator {
                    Indicator::NotAllowed => 0,
                    Indicator::Allowed => 1,
                    Indicator::NotApplicable => 9,
                };
                (window.effective.days(), last, indicator)
            });
            let windows: Vec<Window> = windows.collect();
            let next = numbers.len() as u32;
            let list = *numbers.entry(windows).or_insert_with_key(|windows| {
                let start = lists.windows.len() as u32;
                lists.windows.extend(windows);
                lists.bounds.push((start, lists.windows.len() as u32));
                next
            });
            pairs.push((key(code(column_1), code(column_2)), list));
        }
        let mue = codes.iter().filter_map(|code| match edition.mue(MueSet::Practitioner, *code, day) {
            Lookup::Found(mue) if mue.value > 0 => Some((*code, (mue.value, mue.mai?))),
            _ => None,
        });
        let add_on = codes.iter().filter_map(|code| {
            let add_on = edition.add_on(*code, day).found()?;
            let closed = !add_on.is_three() && !add_on.is_two() && !add_on.contractor_defined();
            closed.then(|| (*code, add_on.primaries().collect()))
        });
        let (mue, add_on) = (mue.collect(), add_on.collect());
        Self { pairs, lists, mue, add_on }
    }
}
