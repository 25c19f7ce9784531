//! A slow, simple reader of the same text answers every lookup of generated tables alike.

use super::importers::{import, ptp_text};
use cleanclaim::code::Date;
use cleanclaim::edition::source::Options;
use cleanclaim::edition::{Edition, Lookup, PtpColumns, PtpSet};
use proptest::prelude::*;

/// A published row as texts.
pub struct Row {
    pub column_1: String,
    pub column_2: String,
    pub effective: String,
    pub deleted: String,
    pub indicator: char,
}

/// Reads rows the slow way: split the lines, look at every one for every question.
pub fn read(text: &str) -> Vec<Row> {
    text.lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|fields| fields.len() >= 6 && fields[0].len() == 5 && fields[1].len() == 5)
        .map(|fields| Row {
            column_1: fields[0].to_owned(),
            column_2: fields[1].to_owned(),
            effective: fields[3].to_owned(),
            deleted: fields[4].to_owned(),
            indicator: fields[5].chars().next().unwrap(),
        })
        .collect()
}

impl Row {
    /// Whether the row is an edit in force on a day written `YYYYMMDD`; texts compare as dates do.
    pub fn in_force(&self, day: &str) -> bool {
        self.indicator != '9'
            && self.effective.as_str() <= day
            && (self.deleted == "*" || day <= self.deleted.as_str())
    }
}

fn plain(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// Up to four windows of a pair that do not overlap, and a tombstone now and then.
fn windows() -> impl Strategy<Value = Vec<(i32, i32, char)>> {
    proptest::collection::vec((0_i32..900, 0_i32..900, prop_oneof!["0", "1", "9"]), 1..4).prop_map(|raw| {
        let mut day = 0;
        raw.into_iter()
            .map(|(gap, length, indicator)| {
                let first = day + gap;
                day = first + length + 1;
                (first, first + length, indicator.chars().next().unwrap())
            })
            .collect()
    })
}

/// Codes that sit together and apart, with letters at both ends.
fn codes() -> impl Strategy<Value = Vec<String>> {
    let code = prop_oneof![
        (0_u32..200).prop_map(|number| format!("{number:05}")),
        (99_000_u32..99_700).prop_map(|number| format!("{number}")),
        (0_u32..99).prop_map(|number| format!("{number:04}T")),
        (0_u32..99).prop_map(|number| format!("J{number:04}")),
    ];
    proptest::collection::btree_set(code, 2..150).prop_map(|codes| codes.into_iter().collect())
}

#[test]
fn more_distinct_words_than_two_bytes_number() {
    // Every row has its own indicator pattern in every word: 66,000 words, none like another.
    let codes: Vec<String> = (0..8_000).map(|number| format!("{number:05}")).collect();
    let mut rows = Vec::new();
    for row in 0..540_usize {
        for word in 0..125_usize {
            // Which of the 64 columns, told by both numbers: the bits of one number per word.
            let pattern = row * 125 + word + 1;
            for bit in 0..17 {
                if pattern >> bit & 1 != 0 {
                    rows.push((row, word * 64 + bit * 3));
                }
            }
        }
    }
    let text: Vec<String> = rows
        .iter()
        .map(|(row, column)| format!("{} {}  20200101 * 1 x", 90_000 + row, codes[*column]))
        .collect();
    let borrowed: Vec<&str> = text.iter().map(String::as_str).collect();
    let text = ptp_text(&borrowed);
    let (edition, _) = import(&[("ccipra-v322r0.TXT", text.as_bytes())], Options::default()).unwrap();
    let pairs: std::collections::BTreeSet<(usize, usize)> = rows.into_iter().collect();
    let set = PtpSet::Practitioner;
    assert_eq!(edition.ptp_pairs(set).count(), pairs.len());
    let day = "2026-01-01".parse().unwrap();
    let ids: Vec<_> = codes.iter().map(|code| edition.code_id(code.parse().unwrap())).collect();
    for row in [0, 1, 77, 539] {
        let column_1 = edition.code_id(format!("{}", 90_000 + row).parse().unwrap()).unwrap();
        for (column, id) in ids.iter().enumerate().filter_map(|(column, id)| Some((column, (*id)?))) {
            let found = edition.ptp(set, column_1, id, day).found().is_some();
            assert_eq!(found, pairs.contains(&(row, column)), "{row} {column}");
        }
    }
    many_at_once_are_as_one_by_one(&edition, set, &[day]);
}

/// `PtpEdits` answers as the edition does, pair by pair and column by column.
pub fn many_at_once_are_as_one_by_one(edition: &Edition, set: PtpSet, days: &[Date]) {
    let ids: Vec<_> = edition.codes().filter_map(|code| edition.code_id(code)).collect();
    let edits = edition.ptp_edits(set);
    // Every third row and every column; the codes in two heaps, so that not all of a word is asked.
    for column_1 in ids.iter().copied().step_by(ids.len() / 150 + 1) {
        let mut columns = PtpColumns::default();
        for heap in [0, 1] {
            let asked = || ids.iter().copied().filter(|id| (id.index() * 7 / 5) % 2 == heap);
            columns.fill(&edits, asked().chain(asked().take(3)));
            let expected: Vec<_> =
                asked().filter(|id| edition.ptp_windows(set, column_1, *id).next().is_some()).collect();
            assert_eq!(edits.beside(column_1, &columns).collect::<Vec<_>>(), expected);
        }
        for (column_2, day) in ids.iter().flat_map(|id| days.iter().map(move |day| (*id, *day))) {
            let answer = edits.edit(column_1, column_2, day);
            assert_eq!(answer, edition.ptp(set, column_1, column_2, day), "{column_1:?} {column_2:?} {day}");
        }
    }
}

#[test]
fn many_pairs_of_the_starter_at_once() {
    let days = ["1995-12-31", "2024-08-01", "2030-01-01"].map(|day| day.parse().unwrap());
    for set in PtpSet::ALL {
        many_at_once_are_as_one_by_one(Edition::starter(), set, &days[..2]);
    }
    let set = PtpSet::Hospital;
    let small = Edition::from_bytes(super::small::bytes(false)).unwrap();
    many_at_once_are_as_one_by_one(&small, set, &days);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn generated_tables_answer_as_their_text_does(
        codes in codes(),
        pairs in proptest::collection::vec(((any::<prop::sample::Index>(), any::<prop::sample::Index>()), windows()), 1..120),
    ) {
        let start: Date = "2005-01-01".parse().unwrap();
        let mut seen = std::collections::BTreeSet::new();
        let mut rows = Vec::new();
        for ((a, b), windows) in &pairs {
            let (a, b) = (a.get(&codes), b.get(&codes));
            // A pair stands once, and in one order: the published tables never have both in force.
            if a == b || !seen.insert((a.min(b), a.max(b))) {
                continue;
            }
            for (first, last, indicator) in windows {
                let (first, last) = (plain(start.plus_days(*first)), plain(start.plus_days(*last)));
                let last = if *indicator == '9' { first.clone() } else { last };
                rows.push(format!("{a} {b}  {first} {last} {indicator} x"));
            }
        }
        prop_assume!(!rows.is_empty());
        let borrowed: Vec<&str> = rows.iter().map(String::as_str).collect();
        let text = ptp_text(&borrowed);
        let (edition, _) = import(&[("ccipra-v322r0.TXT", text.as_bytes())], Options::default()).unwrap();

        let oracle = read(&text);
        let days: Vec<Date> = oracle.iter().flat_map(|row| [&row.effective, &row.deleted])
            .flat_map(|edge| [-1, 0, 1].map(|shift| edge.parse::<Date>().unwrap().plus_days(shift))).collect();
        many_at_once_are_as_one_by_one(&edition, PtpSet::Practitioner, &days[..days.len().min(9)]);
        let (begin, end) = edition.dates(PtpSet::Practitioner.table()).unwrap();
        for row in &oracle {
            for edge in [&row.effective, &row.deleted] {
                for day in [-1, 0, 1].map(|shift| edge.parse::<Date>().unwrap().plus_days(shift)) {
                    for (column_1, column_2) in [(&row.column_1, &row.column_2), (&row.column_2, &row.column_1)] {
                        let expected = if day < begin || end < day {
                            None
                        } else {
                            let of_pair = |row: &&Row| row.column_1 == *column_1 && row.column_2 == *column_2;
                            let found = oracle.iter().filter(of_pair).find(|row| row.in_force(&plain(day)));
                            Some(found.map(|row| row.indicator == '1'))
                        };
                        let id = |text: &str| edition.code_id(text.parse().unwrap()).unwrap();
                        let answer = edition.ptp(PtpSet::Practitioner, id(column_1), id(column_2), day);
                        let answer = match answer {
                            Lookup::Found(edit) => Some(Some(edit.modifier_allowed)),
                            Lookup::Absent => Some(None),
                            Lookup::Unknown(_) => None,
                        };
                        prop_assert_eq!(answer, expected, "{}/{} on {}", column_1, column_2, day);
                    }
                }
            }
        }
    }
}
