//! Random claims around pairs, limits and add-on codes, and small tables of random edits.

use super::judge::ASSOCIATED;
use super::random::Random;
use super::tables::{OPEN, Tables, later};
use crate::edition::importers;
use cleanclaim::Edition;
use cleanclaim::edition::source::Options;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What claims are made of.
pub struct Mix {
    pub form: &'static str,
    /// Codes that some edit pairs.
    pub pairs: Vec<(String, String)>,
    /// Add-on codes with a primary code each.
    pub add_ons: Vec<(String, String)>,
    pub codes: Vec<String>,
    /// Days of service, `YYYYMMDD`.
    pub days: Vec<String>,
}

impl Mix {
    /// The codes and the edges of the windows of tables.
    pub fn of(tables: &Tables, form: &'static str, random: &mut Random) -> Self {
        let pairs: Vec<_> = tables.ptp.keys().cloned().collect();
        let paired = tables.ptp.keys().flat_map(|(one, two)| [one, two]);
        let codes: BTreeSet<&String> = paired.chain(tables.add_on.keys()).collect();
        let listed = tables.add_on.iter().flat_map(|(code, rows)| rows.iter().map(move |row| (code, row)));
        let add_ons: Vec<_> = listed
            .filter(|(_, row)| row.primary != "CCCCC")
            .map(|(code, row)| (code.clone(), row.primary.clone()))
            .collect();
        let mut edges = BTreeSet::new();
        let spans = tables.ptp_days.iter().chain(&tables.mue_days).chain(&tables.add_on_days);
        edges.extend(spans.flat_map(|(first, last)| [first.clone(), last.clone()]));
        for row in tables.ptp.values().flatten() {
            edges.extend([row.effective.clone(), row.deleted.clone()]);
        }
        for row in tables.add_on.values().flatten() {
            edges.extend([row.effective.clone(), row.deleted.clone()]);
        }
        edges.extend(["20150101", "20190701"].map(str::to_owned));
        edges.remove(OPEN);
        let mut days: Vec<String> =
            edges.iter().map(|edge| later(edge, random.between(-1, 1) as i32)).collect();
        // The quarter of the unit limits is a short one: draw its days more often.
        for (first, _) in &tables.mue_days {
            let often = days.len() / (1 + tables.mue_days.len());
            days.extend((0..often.max(4)).map(|_| later(first, random.between(0, 80) as i32)));
        }
        Self { form, pairs, add_ons, codes: codes.into_iter().cloned().collect(), days }
    }

    /// A claim of 2 to 8 lines, now and then of up to 40, now and then with earlier claims.
    pub fn claim(&self, tables: &Tables, random: &mut Random) -> Value {
        let days: Vec<&String> = (0..1 + random.below(2)).map(|_| random.pick(&self.days)).collect();
        let count = if random.one_in(12) { 12 + random.below(29) } else { 2 + random.below(7) };
        let mut claim = self.bare(tables, &days, count, random);
        if random.one_in(4) {
            let earlier: Vec<Value> = (0..1 + random.below(2))
                .map(|_| {
                    let count = 1 + random.below(3);
                    let mut earlier = self.bare(tables, &days, count, random);
                    if random.one_in(10) {
                        let forms = ["professional", "outpatient"];
                        earlier["form"] = (*random.pick(&forms)).into();
                    }
                    earlier
                })
                .collect();
            claim["history"] = earlier.into();
        }
        claim
    }

    fn bare(&self, tables: &Tables, days: &[&String], count: usize, random: &mut Random) -> Value {
        let mut codes: Vec<String> = Vec::new();
        while codes.len() < count {
            match random.below(6) {
                0 | 1 if !self.pairs.is_empty() => {
                    let (one, two) = random.pick(&self.pairs).clone();
                    codes.extend([one, two]);
                }
                2 if !self.add_ons.is_empty() => {
                    let (add_on, primary) = random.pick(&self.add_ons).clone();
                    codes.push(add_on);
                    if !random.one_in(3) {
                        codes.push(primary);
                    }
                }
                3 if !codes.is_empty() => {
                    let again = random.pick(&codes).clone();
                    codes.push(again);
                }
                // A code that some edit joins with one that is there already.
                4 if !codes.is_empty() => {
                    let there = random.pick(&codes).clone();
                    let start = random.below(self.pairs.len().max(1));
                    let near = self.pairs.iter().cycle().skip(start).take(400.min(self.pairs.len()));
                    let partner = near.clone().find(|(one, two)| *one == there || *two == there);
                    codes.extend(partner.map(|(one, two)| if *one == there { two } else { one }).cloned());
                    codes.push(random.pick(&self.codes).clone());
                }
                _ => codes.push(random.pick(&self.codes).clone()),
            }
        }
        codes.truncate(count);
        for place in 0..count {
            let other = random.below(count);
            codes.swap(place, other);
        }
        let lines: Vec<Value> = codes
            .iter()
            .enumerate()
            .map(|(index, code)| line(tables, index + 1, code, days[random.below(days.len())], random))
            .collect();
        json!({
            "form": self.form,
            "billing_provider": if random.one_in(10) { Value::Null } else { provider(random) },
            "rendering_provider": if random.one_in(3) { Value::Null } else { provider(random) },
            "lines": lines,
            "history": [],
        })
    }
}

/// A few providers, some of one specialty; the first is drawn most often.
fn provider(random: &mut Random) -> Value {
    match random.below(9) {
        0..=4 => json!({"npi": "1234567893", "taxonomy": "207Q00000X"}),
        5 => json!({"npi": "1245319599", "taxonomy": "207Q00000X"}),
        6 => json!({"npi": "1003000126", "taxonomy": "207R00000X", "specialty": "11"}),
        7 => json!({"npi": "1679576722", "taxonomy": "207Q00000X", "specialty": "11"}),
        _ => json!({"taxonomy": "207Q00000X"}),
    }
}

fn line(tables: &Tables, number: usize, code: &str, day: &str, random: &mut Random) -> Value {
    let limits = tables.mue.get(code).map_or(&[][..], Vec::as_slice);
    let limit = if limits.is_empty() { 2 } else { random.pick(limits).value };
    let units = match random.below(8) {
        0..=3 => "1".to_owned(),
        4 => limit.max(1).to_string(),
        5 => (limit + 1).to_string(),
        6 => (1 + limit / 2).to_string(),
        _ => format!("{}.{}", random.between(0, limit), random.pick(&["5", "25", "001", "999"])),
    };
    let days = if random.one_in(12) { random.between(1, 4) as i32 } else { 0 };
    let units =
        if days > 0 { random.between(1, (limit + 1) * i64::from(days + 1)).to_string() } else { units };
    let associated: Vec<&str> = ASSOCIATED.split_whitespace().collect();
    let mut modifiers: Vec<&str> = Vec::new();
    while random.one_in(3) && modifiers.len() < 4 {
        modifiers.push(match random.below(4) {
            0 => *random.pick(&["59", "XS", "XE", "XU", "XP", "25"]),
            1 => *random.pick(&associated),
            2 => *random.pick(&["26", "TC", "55"]),
            _ => *random.pick(&["50", "51", "76", "77", "22", "80", "AS", "KX", "GY", "GA", "52"]),
        });
    }
    let charge = *random.pick(&["100.00", "25.5", "0", "0.00", "80"]);
    let mut line = json!({
        "number": number, "procedure": code, "modifiers": modifiers, "units": units, "charge": charge,
        "from": day, "through": later(day, days),
    });
    if random.one_in(5) {
        line["rendering_provider"] = provider(random);
    }
    if random.one_in(20) {
        line["units"] = Value::Null;
    }
    if days == 0 && random.one_in(2) {
        line["through"] = Value::Null;
    }
    line
}

/// Random edits in the published layouts: the edition imported from them, and what the judge reads
/// in the same texts.
pub fn tables(form: &str, random: &mut Random) -> (Edition, Tables) {
    let mut codes = BTreeSet::new();
    while codes.len() < 24 {
        codes.insert(match random.below(4) {
            0 => format!("{:05}", random.between(100, 140)),
            1 => format!("{}", random.between(99_200, 99_230)),
            2 => format!("{:04}T", random.between(1, 20)),
            _ => format!("G{:04}", random.between(1, 20)),
        });
    }
    let list: Vec<String> = codes.iter().cloned().collect();
    let professional = form == "professional";
    let ptp = ptp(&list, random);
    let ptp_name = if professional { "ccipra-v322r0.TXT" } else { "ccioph-v322r0.TXT" };
    let mut own = Tables::default();
    own.read_ptp(&ptp, &codes, "20120101", "20260930");
    let mut files = vec![(ptp_name.to_owned(), ptp)];
    let kind = if professional { "Practitioner Services" } else { "Outpatient Hospital Services" };
    // Two quarters side by side, a hole before them and between them.
    for (name, first, last) in
        [("07-01-2018", "20180701", "20180930"), ("01-01-2024", "20240101", "20240331")]
    {
        let text = mue(&list, kind, random);
        own.read_mue(&text, first, last);
        files.push((format!("MCR_MUE_{}_Eff_{name}.csv", kind.replace(' ', "")), text));
    }
    let text = add_on(&list, random);
    own.read_add_on(&text, "20260630");
    files.push(("AOC_V2026Q2-MCR.txt".to_owned(), text));
    let borrowed: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let (edition, _) = importers::import(&borrowed, Options::default()).unwrap();
    (edition, own)
}

/// Pairs whose windows follow each other, in either order but never in both on one day.
fn ptp(codes: &[String], random: &mut Random) -> String {
    let mut rows = Vec::new();
    for (index, one) in codes.iter().enumerate() {
        for two in &codes[..index] {
            if !random.one_in(3) {
                continue;
            }
            let mut day = later("20130101", random.between(0, 3_000) as i32);
            for _ in 0..1 + random.below(3) {
                let (one, two) = if random.one_in(2) { (one, two) } else { (two, one) };
                let indicator = random.pick(&["0", "1", "1", "9"]);
                let end = later(&day, random.between(0, 1_500) as i32);
                let end = if *indicator == "9" { day.clone() } else { end };
                if random.one_in(3) && *indicator != "9" {
                    rows.push(format!("{one} {two}  {day} * {indicator} x"));
                    break;
                }
                rows.push(format!("{one} {two}  {day} {end} {indicator} x"));
                day = later(&end, random.between(1, 400) as i32);
            }
        }
    }
    // The earliest row, on which the days begin that the file answers for.
    rows.push(format!("{} {} * 20120101 20121231 1 x", codes[0], codes[1]));
    importers::ptp_text(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

fn mue(codes: &[String], kind: &str, random: &mut Random) -> String {
    let mut text = format!(
        "\"Notice\n\nmore\",,,\n\"HCPCS/\nCPT Code\",{kind} MUE Values,MUE Adjudication Indicator,MUE Rationale\n"
    );
    for code in codes {
        if !random.one_in(5) {
            let value = random.pick(&[0, 1, 1, 2, 3, 8]);
            let indicator =
                random.pick(&["1 Line Edit", "2 Date of Service Edit: Policy", "3 Date: Clinical"]);
            text += &format!("{code},{value},{indicator},Clinical: Data\n");
        }
    }
    text
}

fn add_on(codes: &[String], random: &mut Random) -> String {
    let mut text =
        "Notice\t\t\t\t\t\t\t\nAOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\t\
                    AOC_Edit_EffDT\tAOC_Edit_DelDT\tSpecial_Instruction_Notes\n"
            .to_owned();
    let first = *random.pick(&["2019182", "2013001"]);
    text += &format!("1\t{}\t\t{}\t\t{first}\t\t\n", codes[3], codes[4]);
    for (index, add_on) in codes.iter().enumerate().filter(|(index, _)| index % 3 == 0) {
        let kind = *random.pick(&["1", "1", "1", "1", "2", "3"]);
        if kind == "2" {
            text += &format!("2\t{add_on}\t\tCCCCC\t\t{first}\t\t\n");
            continue;
        }
        // Primaries that are add-on codes themselves, but in no circle.
        for _ in 0..1 + random.below(4) {
            let primary =
                &codes[(index + 1).min(codes.len() - 1) + random.below(codes.len() - index.min(20) - 1) / 2];
            if primary == add_on {
                continue;
            }
            let ends = ["", "2020366", "2023365"].map(|end| if random.one_in(5) { end } else { "" });
            let effective = *random.pick(&[first, "2021001", "2024001"]);
            let [own, other, edit] = ends;
            text += &format!("{kind}\t{add_on}\t{own}\t{primary}\t{other}\t{effective}\t{edit}\t\n");
        }
    }
    // Rows that end before they begin are not published.
    let whole = |line: &&str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let last = [fields[2], fields[4], fields[6]].into_iter().filter(|end| !end.is_empty()).min();
        fields[0].len() != 1 || last.is_none_or(|last| fields[5] <= last)
    };
    text.lines().filter(whole).map(|line| format!("{line}\n")).collect()
}
