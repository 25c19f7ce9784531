//! What changed between two editions.
//!
//! Each table is compared as it stands on the last day each edition answers for.

use super::table::ptp::window_of;
use super::{Edition, FeeRow, Indicator, MueSet, PtpSet, Table};
use crate::code::{Date, ProcedureCode};
use serde::Serialize;
use std::cmp::Ordering;
use std::fmt::{self, Display};

/// The differences of two editions, table by table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Id of the old edition.
    pub old: String,
    /// Id of the new edition.
    pub new: String,
    /// The tables that both have, or one of them.
    pub groups: Vec<DiffGroup>,
}

/// The differences of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffGroup {
    /// The name of the table.
    pub name: String,
    /// The day on which the old edition was asked, when it has the table.
    pub old_date: Option<Date>,
    /// The day on which the new edition was asked, when it has the table.
    pub new_date: Option<Date>,
    /// Entries in force in the new edition only.
    pub added: u64,
    /// Entries in force in the old edition only.
    pub ended: u64,
    /// Entries in force in both with another value.
    pub changed: u64,
    /// The first of the differences, ascending by entry.
    pub examples: Vec<Change>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The code, pair of codes or code and row.
    pub entry: String,
    /// What the old edition says, `None` when it has no such entry.
    pub old: Option<String>,
    /// What the new edition says, `None` when it has no such entry.
    pub new: Option<String>,
}

impl Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (None, Some(new)) => write!(f, "+ {} {new}", self.entry),
            (Some(old), None) => write!(f, "- {} {old}", self.entry),
            (old, new) => {
                let text = |side: &Option<String>| side.clone().unwrap_or_default();
                write!(f, "~ {} {} -> {}", self.entry, text(old), text(new))
            }
        }
    }
}

impl Diff {
    /// Compares two editions; each table names at most `limit` of its differences and counts all.
    pub fn between(old: &Edition, new: &Edition, limit: usize) -> Self {
        let sides = Sides { old, new, limit };
        let mut groups = vec![
            sides.compare(Table::Procedures, |edition, date| {
                let active = move |code: &ProcedureCode| {
                    edition.procedure_windows(*code).any(|window| window.first <= date && date <= window.last)
                };
                edition.codes().filter(active).map(|code| (code, "active".to_owned())).collect()
            }),
            sides.compare(Table::Modifiers, |edition, date| {
                edition
                    .modifiers()
                    .filter_map(|(modifier, mut windows)| {
                        let active = windows.any(|window| window.first <= date && date <= window.last);
                        active.then(|| (modifier, "active".to_owned()))
                    })
                    .collect()
            }),
        ];
        for set in PtpSet::ALL {
            groups.push(sides.compare(set.table(), |edition, date| ptp_in_force(edition, set, date)));
        }
        for set in MueSet::ALL {
            groups.push(sides.compare(set.table(), |edition, date| {
                of_codes(edition, |code| {
                    let mue = edition.mue(set, code, date).found()?;
                    let mai = mue.mai.map_or(String::new(), |mai| format!(", indicator {mai}"));
                    Some(format!("{} units{mai}", mue.value))
                })
            }));
        }
        groups.push(sides.compare(Table::AddOn, |edition, date| {
            of_codes(edition, |code| {
                let add_on = edition.add_on(code, date).found()?;
                let kinds = [(add_on.is_one(), "1"), (add_on.is_two(), "2"), (add_on.is_three(), "3")];
                let kinds: Vec<&str> =
                    kinds.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect();
                let primaries: Vec<String> = add_on.primaries().map(|code| code.to_string()).collect();
                Some(format!("type {}, primaries {}", kinds.join(" and "), primaries.join(" ")))
            })
        }));
        groups.push(sides.compare(Table::PhysicianFee, fees_in_force));
        groups.push(sides.compare(Table::Opps, |edition, date| {
            of_codes(edition, |code| {
                let opps = edition.opps(code, date).found()?;
                Some(format!("{} APC {}", opps.status_indicator, opps.apc.unwrap_or_default()))
            })
        }));
        groups.push(sides.compare(Table::Diagnoses, |edition, date| {
            let billable = |code: &crate::code::DiagnosisCode| match edition.diagnosis(*code, date).found() {
                Some(super::DiagnosisStatus::Billable) => Some((*code, "billable".to_owned())),
                Some(super::DiagnosisStatus::Header) => Some((*code, "header".to_owned())),
                _ => None,
            };
            edition.diagnoses().filter_map(|code| billable(&code)).collect()
        }));
        groups.retain(|group| group.old_date.is_some() || group.new_date.is_some());
        Self { old: old.id().to_owned(), new: new.id().to_owned(), groups }
    }

    /// Whether no table differs.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.added + group.ended + group.changed == 0)
    }
}

fn of_codes(
    edition: &Edition,
    say: impl Fn(ProcedureCode) -> Option<String>,
) -> Vec<(ProcedureCode, String)> {
    edition.codes().filter_map(|code| Some((code, say(code)?))).collect()
}

/// An ordered pair of codes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pair(ProcedureCode, ProcedureCode);

impl Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.1)
    }
}

fn ptp_in_force(edition: &Edition, set: PtpSet, date: Date) -> Vec<(Pair, &'static str)> {
    let codes: Vec<ProcedureCode> = edition.codes().collect();
    let pairs = edition.layout.ptp(edition.bytes.get(), set.table()).pairs();
    pairs
        .filter_map(|(row, column, windows)| {
            let says = windows.iter().map(window_of).find_map(|window| {
                let in_force =
                    window.effective <= date && window.deleted.is_none_or(|deleted| date <= deleted);
                match window.indicator {
                    Indicator::NotAllowed if in_force => Some("no modifier bypasses"),
                    Indicator::Allowed if in_force => Some("a modifier bypasses"),
                    _ => None,
                }
            })?;
            Some((Pair(*codes.get(row.index())?, *codes.get(column.index())?), says))
        })
        .collect()
}

fn fees_in_force(edition: &Edition, date: Date) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    for code in edition.codes() {
        for row in FeeRow::ALL {
            let Some(fee) = edition.physician_fee(code, *row, date).found() else { continue };
            let base = fee.endoscopic_base.map_or(String::new(), |base| format!(", base {base}"));
            let says = format!(
                "status {}, PC/TC {}, global {}, multiple {}, bilateral {}, assistant {}, co-surgeon {}, team {}, \
                 supervision {}{base}",
                fee.status,
                fee.pc_tc,
                fee.global,
                fee.multiple,
                fee.bilateral,
                fee.assistant,
                fee.co_surgeon,
                fee.team,
                fee.supervision
            );
            let dash = if row.code().is_empty() { "" } else { "-" };
            entries.push((format!("{code}{dash}{row}"), says));
        }
    }
    entries.sort();
    entries
}

struct Sides<'a> {
    old: &'a Edition,
    new: &'a Edition,
    limit: usize,
}

impl<'a> Sides<'a> {
    /// Compares what two editions say, each on its last day; the entries come ascending.
    fn compare<K: Ord + Display, V: PartialEq + Display>(
        &self,
        table: Table,
        entries: impl Fn(&'a Edition, Date) -> Vec<(K, V)>,
    ) -> DiffGroup {
        let last = |edition: &Edition| edition.dates(table).map(|(_, last)| last);
        let (old_date, new_date) = (last(self.old), last(self.new));
        let mut group = DiffGroup {
            name: table.name().to_owned(),
            old_date,
            new_date,
            added: 0,
            ended: 0,
            changed: 0,
            examples: Vec::new(),
        };
        let all = |edition: &'a Edition, date: Option<Date>| {
            date.map(|date| entries(edition, date)).unwrap_or_default().into_iter().peekable()
        };
        let (mut old, mut new) = (all(self.old, old_date), all(self.new, new_date));
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return group,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((a, _)), Some((b, _))) => a.cmp(b),
            };
            let before = if order == Ordering::Greater { None } else { old.next() };
            let after = if order == Ordering::Less { None } else { new.next() };
            match (&before, &after) {
                (Some((_, a)), Some((_, b))) if a == b => continue,
                (Some(_), Some(_)) => group.changed += 1,
                (Some(_), None) => group.ended += 1,
                _ => group.added += 1,
            }
            if group.examples.len() < self.limit
                && let Some((entry, _)) = after.as_ref().or(before.as_ref())
            {
                group.examples.push(Change {
                    entry: entry.to_string(),
                    old: before.as_ref().map(|(_, says)| says.to_string()),
                    new: after.as_ref().map(|(_, says)| says.to_string()),
                });
            }
        }
    }
}
