//! First contest: is this pair of codes an edit in force on this day, and may a modifier bypass it?

use crate::plain::{Lists, Plain, key, map};
use crate::rounds::{self, Contender};
use crate::support::mix::{Mix, Random};
use cleanclaim::Edition;
use cleanclaim::code::{Date, ProcedureCode};
use cleanclaim::edition::{CodeId, Lookup, PtpColumns, PtpEdit, PtpSet};
use rustc_hash::FxBuildHasher;
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

const SET: PtpSet = PtpSet::Practitioner;

/// What is asked: for each claim its day and its codes, as ids of the edition and packed for maps.
#[derive(Default)]
struct Questions {
    claims: Vec<(Date, usize)>,
    codes: Vec<(CodeId, ProcedureCode)>,
    /// Every ordered pair of two lines is asked, else the first with the others.
    both_ways: bool,
    count: usize,
}

impl Questions {
    fn add(&mut self, edition: &Edition, date: Date, codes: impl IntoIterator<Item = ProcedureCode>) {
        let start = self.codes.len();
        let known = codes.into_iter().filter_map(|code| Some((edition.code_id(code)?, code)));
        self.codes.extend(known);
        let lines = self.codes.len() - start;
        self.count += if self.both_ways { lines * lines.saturating_sub(1) } else { lines.saturating_sub(1) };
        self.claims.push((date, self.codes.len()));
    }

    /// Asks for every pair: ids, key, day.
    #[inline(always)]
    fn each(&self, mut ask: impl FnMut((CodeId, CodeId), u64, Date)) {
        let mut start = 0;
        for (date, end) in &self.claims {
            let codes = &self.codes[start..*end];
            start = *end;
            let firsts = if self.both_ways { codes.len() } else { 1 };
            for (place, one) in codes.iter().enumerate().take(firsts) {
                for (other, two) in codes.iter().enumerate() {
                    if place != other {
                        ask((one.0, two.0), key(one.1, two.1), *date);
                    }
                }
            }
        }
    }
}

/// Every ordered pair of two lines of so many claims of the mix.
fn of_claims(edition: &Edition, mix: &mut Mix, claims: usize, first: Date) -> Questions {
    let mut questions = Questions { both_ways: true, ..Questions::default() };
    for _ in 0..claims {
        let date = first.plus_days(mix.random().below(90) as i32);
        questions.add(edition, date, mix.claim(1).iter().filter_map(|code| code.parse().ok()));
    }
    questions
}

fn answer(found: Lookup<PtpEdit>) -> u8 {
    match found {
        Lookup::Found(edit) => 1 + u8::from(edit.modifier_allowed),
        _ => 0,
    }
}

// One function for each contender, so that none shares its registers with another.

#[inline(never)]
fn edition_many(edition: &Edition, questions: &Questions, mut take: impl FnMut(u8)) {
    let edits = edition.ptp_edits(SET);
    questions.each(|(one, two), _, date| take(answer(edits.edit(one, two, date))));
}

#[inline(never)]
fn edition_one(edition: &Edition, questions: &Questions, mut take: impl FnMut(u8)) {
    questions.each(|(one, two), _, date| take(answer(edition.ptp(SET, one, two, date))));
}

#[inline(never)]
fn in_map<S: BuildHasher>(
    map: &HashMap<u64, u32, S>,
    lists: &Lists,
    questions: &Questions,
    mut take: impl FnMut(u8),
) {
    questions.each(|_, key, date| {
        take(map.get(&key).map_or(0, |list| lists.answer(*list, date.days())));
    });
}

#[inline(never)]
fn in_hashbrown(
    map: &hashbrown::HashMap<u64, u32>,
    lists: &Lists,
    questions: &Questions,
    mut take: impl FnMut(u8),
) {
    questions.each(|_, key, date| {
        take(map.get(&key).map_or(0, |list| lists.answer(*list, date.days())));
    });
}

#[inline(never)]
fn sorted(keys: &[u64], values: &[u32], lists: &Lists, questions: &Questions, mut take: impl FnMut(u8)) {
    questions.each(|_, key, date| {
        let found = keys.binary_search(&key);
        take(found.map_or(0, |at| lists.answer(values[at], date.days())));
    });
}

/// The pairs in a database in memory, one row a window.
pub fn database(plain: &Plain) -> rusqlite::Result<rusqlite::Connection> {
    let connection = rusqlite::Connection::open_in_memory()?;
    connection.execute_batch(
        "CREATE TABLE ptp (column_1 INTEGER, column_2 INTEGER, first INTEGER, last INTEGER, indicator INTEGER,
         PRIMARY KEY (column_1, column_2, last, first, indicator)) WITHOUT ROWID;
         BEGIN",
    )?;
    {
        let mut insert = connection.prepare("INSERT OR IGNORE INTO ptp VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (key, list) in &plain.pairs {
            for (first, last, indicator) in plain.lists.get(*list) {
                insert.execute(((key >> 32) as u32, *key as u32, first, last, indicator))?;
            }
        }
    }
    connection.execute_batch("COMMIT; BEGIN")?;
    Ok(connection)
}

fn in_database(statement: &mut rusqlite::Statement<'_>, questions: &Questions, mut take: impl FnMut(u8)) {
    questions.each(|_, key, date| {
        let day = date.days();
        let mut rows = statement.query(((key >> 32) as u32, key as u32, day)).expect("a query");
        let found = rows.next().expect("a row").map(|row| row.get::<_, u8>(0).expect("a number") + 1);
        take(found.unwrap_or(0));
    });
}

/// Runs the contest on the claim mix, on hits and on misses.
pub fn run(edition: &Edition, plain: &Plain, names: &[String], rounds: usize) {
    let (_, last) = edition.dates(SET.table()).expect("the table is there");
    let first = last.plus_days(-91);
    let mut mix = Mix::new(names, 7);
    let claims = of_claims(edition, &mut mix, 60_000, first);

    let std: HashMap<u64, u32, RandomState> = map(plain.pairs.iter().copied());
    let fx: HashMap<u64, u32, FxBuildHasher> = map(plain.pairs.iter().copied());
    let brown: hashbrown::HashMap<u64, u32> = plain.pairs.iter().copied().collect();
    let mut ordered = plain.pairs.clone();
    ordered.sort_unstable();
    let (keys, values): (Vec<u64>, Vec<u32>) = ordered.iter().copied().unzip();
    let connection = database(plain).expect("a database in memory");
    let mut statement = connection
        .prepare("SELECT indicator FROM ptp WHERE column_1 = ?1 AND column_2 = ?2 AND first <= ?3 AND last >= ?3 AND indicator < 2 ORDER BY last LIMIT 1")
        .expect("a statement");

    let mut random = Random::new(11);
    let code = |packed: u64| ProcedureCode::from_packed(packed as u32).expect("a code");
    let (mut hits, mut misses) = (Questions::default(), Questions::default());
    let mut draw = || plain.pairs[random.below(plain.pairs.len())];
    for _ in 0..200_000 {
        let (key, list) = draw();
        if plain.lists.answer(list, last.days()) != 0 {
            hits.add(edition, last, [code(key >> 32), code(key & 0xFFFF_FFFF)]);
        }
        let (one, two) = (draw().0 >> 32, draw().0 & 0xFFFF_FFFF);
        if !fx.contains_key(&(one << 32 | two)) {
            misses.add(edition, last, [code(one), code(two)]);
        }
    }

    for (title, questions) in [("PTP, claim mix", &claims), ("PTP, hits", &hits), ("PTP, misses", &misses)] {
        let collect = |work: &mut dyn FnMut(&mut dyn FnMut(u8))| {
            let mut answers = Vec::with_capacity(questions.count);
            work(&mut |answer| answers.push(answer));
            answers
        };
        let expected = collect(&mut |take| in_map(&fx, &plain.lists, questions, take));
        let same = [
            collect(&mut |take| edition_many(edition, questions, take)),
            collect(&mut |take| edition_one(edition, questions, take)),
            collect(&mut |take| in_map(&std, &plain.lists, questions, take)),
            collect(&mut |take| in_hashbrown(&brown, &plain.lists, questions, take)),
            collect(&mut |take| sorted(&keys, &values, &plain.lists, questions, take)),
            collect(&mut |take| in_database(&mut statement, questions, take)),
        ];
        assert!(same.iter().all(|answers| *answers == expected), "{title}: the contenders differ");
        let in_force = expected.iter().filter(|answer| **answer != 0).count();
        println!("\n{title}: {:.1} % in force", 100.0 * in_force as f64 / questions.count as f64);
        let lists = &plain.lists;
        let statement = &mut statement;
        fn sum(work: impl FnOnce(&mut dyn FnMut(u8))) -> u64 {
            let mut sum = 0;
            work(&mut |answer| sum += u64::from(answer));
            sum
        }
        macro_rules! summed {
            ($function:ident($($argument:expr),*)) => {
                move || { let mut sum = 0; $function($($argument,)* questions, |answer| sum += u64::from(answer)); sum }
            };
        }
        let (std, fx, brown, keys, values) = (&std, &fx, &brown, &keys, &values);
        rounds::run(
            title,
            "lookup",
            questions.count,
            rounds,
            vec![
                Contender::new("cleanclaim, PtpEdits::edit", summed!(edition_many(edition))),
                Contender::new("cleanclaim, Edition::ptp", summed!(edition_one(edition))),
                Contender::new("HashMap, Fx", summed!(in_map(fx, lists))),
                Contender::new("HashMap, SipHash", summed!(in_map(std, lists))),
                Contender::new("hashbrown", summed!(in_hashbrown(brown, lists))),
                Contender::new("sorted, binary search", summed!(sorted(keys, values, lists))),
                Contender::new("SQLite", move || sum(|take| in_database(statement, questions, take))),
            ],
        );
    }
}

/// From how many lines on a claim's columns are better tested together.
pub fn together(edition: &Edition, names: &[String], rounds: usize) {
    let mut mix = Mix::new(names, 17);
    let date = edition.dates(SET.table()).expect("the table is there").1;
    for lines in [2, 3, 5, 10, 25, 50, 200, 500] {
        let claims: Vec<Vec<CodeId>> = (0..20_000 / (lines * lines) + 20)
            .map(|_| {
                let mut codes = Vec::new();
                while codes.len() < lines {
                    codes.extend(mix.claim(1).iter().filter_map(|code| edition.code_id(code.parse().ok()?)));
                }
                codes.truncate(lines);
                codes
            })
            .collect();
        let edits = edition.ptp_edits(SET);
        let singly = |take: &mut dyn FnMut(CodeId, CodeId)| {
            for codes in &claims {
                for one in codes {
                    let two =
                        codes.iter().filter(|two| matches!(edits.edit(*one, **two, date), Lookup::Found(_)));
                    two.for_each(|two| take(*one, *two));
                }
            }
        };
        let mut columns = PtpColumns::default();
        let mut jointly = |take: &mut dyn FnMut(CodeId, CodeId)| {
            for codes in &claims {
                columns.fill(&edits, codes.iter().copied());
                for one in codes {
                    for two in edits.beside(*one, &columns) {
                        if matches!(edits.edit(*one, two, date), Lookup::Found(_)) {
                            take(*one, two);
                        }
                    }
                }
            }
        };
        let pairs = |work: &mut dyn FnMut(&mut dyn FnMut(CodeId, CodeId))| {
            let mut pairs = std::collections::BTreeSet::new();
            work(&mut |one, two| {
                pairs.insert((one, two));
            });
            pairs
        };
        assert_eq!(pairs(&mut |take| singly(take)), pairs(&mut |take| jointly(take)));
        let count = claims.len() * lines * lines;
        let mut found = (0, 0);
        rounds::run(
            &format!("pairs of claims of {lines} lines"),
            "pair",
            count,
            rounds,
            vec![
                Contender::new("PtpEdits::edit on every pair", || {
                    singly(&mut |_, _| found.0 += 1);
                    found.0
                }),
                Contender::new("PtpEdits::beside, then edit", || {
                    jointly(&mut |_, _| found.1 += 1);
                    found.1
                }),
            ],
        );
    }
}
