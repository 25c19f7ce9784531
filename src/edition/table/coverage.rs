//! Medical necessity: which diagnoses a coverage policy (an article or local determination of a
//! Medicare contractor, or a list of one's own) covers for a procedure.
//!
//! A [`Windowed`](super::windowed) table keyed by procedure; row: first day u32, last day u32, policy
//! u32, 0 u32. Further parts:
//!
//! | part | record |
//! |---|---|
//! | `POLICIES` | 24 bytes: name start u32, name length u32, set of its contractors u32, first group u32, end of its groups u32, 0 u32 |
//! | `GROUPS` | 8 bytes: set of its diagnoses u32, number u16, 1 covered or 0 non-covered u8, 0 |
//! | `STARTS` | u32 per set (and one more): first member |
//! | `MEMBERS` | u32, ascending within a set: a contractor, or a position in `DIAGNOSES` |
//! | `DIAGNOSES` | u64 packed diagnosis codes, ascending |
//! | `NAMES` | UTF-8 |

use super::super::builder::Sections;
use super::super::format::{PARTS, Records, Span, span, u8_in, u16_in, u32_in};
use super::Table;
use super::windowed::covers;
use crate::code::{Date, DiagnosisCode, ProcedureCode};
use std::collections::{BTreeMap, BTreeSet};

/// Part numbers beside those of a windowed table.
pub(in crate::edition) mod part {
    pub(in crate::edition) const POLICIES: u16 = 4;
    pub(in crate::edition) const GROUPS: u16 = 5;
    pub(in crate::edition) const STARTS: u16 = 6;
    pub(in crate::edition) const MEMBERS: u16 = 7;
    pub(in crate::edition) const DIAGNOSES: u16 = 8;
    pub(in crate::edition) const NAMES: u16 = 9;
}

/// What a policy says of a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Necessity {
    /// It supports medical necessity.
    Covered,
    /// It does not, and the policy names it.
    NonCovered,
    /// The policy lists what is covered, and not this.
    NotListed,
}

/// The sections of the table.
#[derive(Clone, Copy)]
pub(in crate::edition) struct CoverageTable<'a> {
    bytes: &'a [u8],
    parts: &'a [Span; PARTS],
}

impl<'a> CoverageTable<'a> {
    pub(in crate::edition) fn new(bytes: &'a [u8], parts: &'a [Span; PARTS]) -> Self {
        Self { bytes, parts }
    }

    fn records<const N: usize>(self, part: u16) -> Records<'a, N> {
        Records::new(self.bytes, span(self.parts, part))
    }

    fn set(self, number: u32) -> &'a [[u8; 4]] {
        let range = self.records::<4>(part::STARTS).bounds(number as usize);
        range.map(|range| self.records::<4>(part::MEMBERS).range(range)).unwrap_or_default()
    }

    pub(in crate::edition) fn is_sound(self, rows: &[[u8; 16]]) -> bool {
        let starts = self.records::<4>(part::STARTS);
        let sets = starts.len().saturating_sub(1);
        let (policies, groups) = (self.records::<24>(part::POLICIES), self.records::<8>(part::GROUPS));
        let names = span(self.parts, part::NAMES).length as usize;
        starts.are_starts(self.records::<4>(part::MEMBERS).len())
            && rows.iter().all(|row| (u32_in(row, 8) as usize) < policies.len())
            && groups.iter().all(|group| (u32_in(group, 0) as usize) < sets)
            && policies.iter().all(|policy| {
                let [start, length, set, first, end] =
                    [0, 4, 8, 12, 16].map(|at| u32_in(policy, at) as usize);
                start + length <= names && set < sets && first <= end && end <= groups.len()
            })
    }
}

/// The policies in force for a procedure, a contractor and a date.
#[derive(Clone, Copy)]
pub struct Policies<'a> {
    pub(in crate::edition) table: CoverageTable<'a>,
    pub(in crate::edition) rows: &'a [[u8; 16]],
    pub(in crate::edition) contractor: Option<u32>,
    pub(in crate::edition) date: Date,
}

impl<'a> Policies<'a> {
    /// The policies, in the order of their names.
    pub fn iter(self) -> impl Iterator<Item = Policy<'a>> {
        self.rows
            .iter()
            .filter(move |row| covers(*row, self.date))
            .filter_map(move |row| {
                let record = self.table.records::<24>(part::POLICIES).get(u32_in(row, 8) as usize)?;
                Some(Policy { table: self.table, record })
            })
            .filter(move |policy| self.contractor.is_none_or(|contractor| policy.binds(contractor)))
    }

    /// What the policies say of a diagnosis together: non-covered when one names it so, covered when
    /// one covers it, not listed otherwise.
    pub fn judge(self, diagnosis: DiagnosisCode) -> Necessity {
        let mut judgment = Necessity::NotListed;
        for policy in self.iter() {
            match policy.judge(diagnosis) {
                Necessity::NonCovered => return Necessity::NonCovered,
                Necessity::Covered => judgment = Necessity::Covered,
                Necessity::NotListed => {}
            }
        }
        judgment
    }
}

impl std::fmt::Debug for Policies<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().map(Policy::name)).finish()
    }
}

/// A coverage policy.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    table: CoverageTable<'a>,
    record: &'a [u8; 24],
}

impl<'a> Policy<'a> {
    /// Its name: `A52345 version 12`, or what one's own list calls it.
    pub fn name(self) -> &'a str {
        let names = span(self.table.parts, part::NAMES);
        let start = u32_in(self.record, 0) as usize;
        let name = names.of(self.table.bytes).get(start..start + u32_in(self.record, 4) as usize);
        name.and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default()
    }

    /// The numbers of the contractors it binds; none when it binds all.
    pub fn contractors(self) -> impl Iterator<Item = u32> + 'a {
        self.table.set(u32_in(self.record, 8)).iter().map(|number| u32::from_le_bytes(*number))
    }

    /// Whether it binds a contractor.
    pub fn binds(self, contractor: u32) -> bool {
        let mut all = self.contractors().peekable();
        all.peek().is_none() || all.any(|number| number == contractor)
    }

    /// The groups of diagnoses: number, whether they are covered, the codes.
    pub fn groups(self) -> impl Iterator<Item = (u16, bool, impl Iterator<Item = DiagnosisCode> + 'a)> {
        let diagnoses = self.table.records::<8>(part::DIAGNOSES);
        self.group_records().iter().map(move |group| {
            let codes = self.table.set(u32_in(group, 0)).iter().filter_map(move |position| {
                let packed = diagnoses.get(u32::from_le_bytes(*position) as usize)?;
                DiagnosisCode::from_packed(u64::from_le_bytes(*packed))
            });
            (u16_in(group, 4), u8_in(group, 6) != 0, codes)
        })
    }

    fn group_records(self) -> &'a [[u8; 8]] {
        let (first, end) = (u32_in(self.record, 12) as usize, u32_in(self.record, 16) as usize);
        self.table.records::<8>(part::GROUPS).range(first..end)
    }

    /// What it says of a diagnosis. A policy that lists only what is not covered covers the rest.
    pub fn judge(self, diagnosis: DiagnosisCode) -> Necessity {
        let diagnoses = self.table.records::<8>(part::DIAGNOSES).all();
        let position =
            diagnoses.binary_search_by_key(&diagnosis.packed(), |packed| u64::from_le_bytes(*packed));
        let holds = |group: &[u8; 8]| {
            let set = self.table.set(u32_in(group, 0));
            position.is_ok_and(|position| {
                set.binary_search_by_key(&(position as u32), |member| u32::from_le_bytes(*member)).is_ok()
            })
        };
        let groups = |covered: bool| {
            self.group_records().iter().filter(move |group| (u8_in(*group, 6) != 0) == covered)
        };
        if groups(false).any(holds) {
            Necessity::NonCovered
        } else if groups(true).next().is_none() || groups(true).any(holds) {
            Necessity::Covered
        } else {
            Necessity::NotListed
        }
    }
}

/// A policy as it is collected.
#[derive(Debug, Clone, Default)]
pub(in crate::edition) struct PolicyRows {
    pub(in crate::edition) procedures: BTreeSet<ProcedureCode>,
    pub(in crate::edition) contractors: BTreeSet<u32>,
    pub(in crate::edition) groups: BTreeMap<(u16, bool), BTreeSet<DiagnosisCode>>,
}

/// Writes the parts beside the windowed ones, from policies in the order of their numbers.
pub(in crate::edition) fn encode<'a>(
    policies: impl Iterator<Item = (&'a str, &'a PolicyRows)> + Clone,
    out: &mut Sections,
) {
    let all = policies.clone().flat_map(|(_, policy)| policy.groups.values().flatten().copied());
    let all: BTreeSet<DiagnosisCode> = all.collect();
    let position: BTreeMap<DiagnosisCode, u32> = all.iter().copied().zip(0..).collect();
    let mut sets: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
    let (mut starts, mut members) = (vec![0; 4], Vec::<u8>::new());
    let mut set = |numbers: Vec<u32>| {
        let next = sets.len() as u32;
        *sets.entry(numbers).or_insert_with_key(|numbers| {
            members.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            starts.extend(((members.len() / 4) as u32).to_le_bytes());
            next
        })
    };
    let (mut records, mut groups, mut names) = (Vec::new(), Vec::<u8>::new(), Vec::new());
    for (name, policy) in policies {
        let contractors = set(policy.contractors.iter().copied().collect());
        let first = groups.len() / 8;
        for ((number, covered), diagnoses) in &policy.groups {
            let of_group = set(diagnoses.iter().filter_map(|code| position.get(code).copied()).collect());
            groups.extend(of_group.to_le_bytes());
            groups.extend(number.to_le_bytes());
            groups.extend([u8::from(*covered), 0]);
        }
        for number in [names.len(), name.len(), contractors as usize, first, groups.len() / 8, 0] {
            records.extend((number as u32).to_le_bytes());
        }
        names.extend(name.bytes());
    }
    let table = Table::MedicalNecessity;
    out.add(table, part::POLICIES, records);
    out.add(table, part::GROUPS, groups);
    out.add(table, part::STARTS, starts);
    out.add(table, part::MEMBERS, members);
    out.add(table, part::DIAGNOSES, all.iter().flat_map(|code| code.packed().to_le_bytes()).collect());
    out.add(table, part::NAMES, names);
}
