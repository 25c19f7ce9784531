//! The judge: NCCI pairs, unit limits and add-on codes as the manuals put them, one line against
//! every other, on the JSON of a claim. It shares no code with the rules it is compared with.

use super::tables::{Coverage, Tables};
use cleanclaim::code::Date;
use serde_json::Value;

/// What is found: rule, line, severity; and for a pair the line it is paired with.
pub type Found = (String, u64, String, Vec<u64>);

/// The modifiers that CMS associates with procedure-to-procedure edits.
pub const ASSOCIATED: &str = "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT \
                              LC LD LM RC RI 24 25 57 58 78 79 27 59 91 XE XP XS XU";

struct Line<'v> {
    own: bool,
    claim: &'v Value,
    line: &'v Value,
    number: u64,
    code: &'v str,
    day: String,
}

#[derive(PartialEq)]
enum Relation {
    Same,
    Group,
    Other,
}

impl Line<'_> {
    fn has(&self, modifier: &str) -> bool {
        self.modifiers().any(|own| own == modifier)
    }

    fn modifiers(&self) -> impl Iterator<Item = &str> {
        self.line["modifiers"].as_array().unwrap().iter().map(|modifier| modifier.as_str().unwrap())
    }

    /// The rendering provider of the line, else the claim's, else who bills.
    fn performer(&self) -> Option<&Value> {
        let places = [&self.line["rendering_provider"], &self.claim["rendering_provider"], self.biller()];
        places.into_iter().find(|provider| provider["npi"].is_string())
    }

    fn biller(&self) -> &Value {
        &self.claim["billing_provider"]
    }

    fn form(&self) -> &str {
        self.claim["form"].as_str().unwrap()
    }

    fn relation(&self, other: &Self) -> Relation {
        let one_biller = self.biller()["npi"] == other.biller()["npi"];
        if self.form() != other.form() {
            return Relation::Other;
        }
        if self.form() == "outpatient" {
            return if one_biller { Relation::Same } else { Relation::Other };
        }
        match (self.performer(), other.performer()) {
            (None, None) => Relation::Same,
            (Some(a), Some(b)) if a["npi"] == b["npi"] => Relation::Same,
            (Some(a), Some(b)) if one_biller && same_specialty(a, b) => Relation::Group,
            _ => Relation::Other,
        }
    }

    /// Whether one of two professional lines names who performed it and the other nobody.
    fn is_unmatched(&self, other: &Self) -> bool {
        let professional = self.form() == "professional" && other.form() == "professional";
        professional && self.performer().is_some() != other.performer().is_some()
    }

    /// Thousandths of units a day, rounded to a whole unit (half up) where there are several days.
    fn units(&self) -> i64 {
        let units = match &self.line["units"] {
            Value::Null => 1_000,
            text => thousandths(text.as_str().unwrap()),
        };
        let date = |name: &str| self.line[name].as_str().map(|text| text.parse::<Date>().unwrap());
        let days = match (date("from"), date("through")) {
            (Some(from), Some(through)) => i64::from(through.days_since(from)) + 1,
            _ => 1,
        };
        if days <= 1 {
            return units;
        }
        let (whole, rest) = (units / (1_000 * days), units % (1_000 * days));
        1_000 * if 2 * rest >= 1_000 * days { whole + 1 } else { whole }
    }
}

fn thousandths(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<3}").parse().unwrap()
}

fn same_specialty(a: &Value, b: &Value) -> bool {
    if a["specialty"].is_string() && b["specialty"].is_string() {
        return a["specialty"] == b["specialty"];
    }
    a["taxonomy"].is_string() && a["taxonomy"] == b["taxonomy"]
}

fn within(days: &Coverage, day: &str) -> bool {
    days.iter().any(|(first, last)| first.as_str() <= day && day <= last.as_str())
}

fn lines<'v>(claim: &'v Value, own: bool) -> Vec<Line<'v>> {
    let lines = claim["lines"].as_array().unwrap().iter();
    let line = |line: &'v Value| Line {
        own,
        claim,
        line,
        number: line["number"].as_u64().unwrap(),
        code: line["procedure"].as_str().unwrap(),
        day: line["from"].as_str().unwrap().replace('-', ""),
    };
    lines.map(line).collect()
}

/// Every finding of the judged rules on a claim, in order.
pub fn judge(claim: &Value, tables: &Tables) -> Vec<Found> {
    let mut all = lines(claim, true);
    for earlier in claim["history"].as_array().unwrap() {
        all.extend(lines(earlier, false));
    }
    let mut found = Vec::new();
    pairs(&all, tables, &mut found);
    units(&all, tables, &mut found);
    if claim["form"] == "professional" {
        add_ons(&all, tables, &mut found);
    }
    found.sort();
    found
}

fn pairs(all: &[Line<'_>], tables: &Tables, found: &mut Vec<Found>) {
    for one in all {
        for two in all {
            let relation = one.relation(two);
            let alone = !one.own && !two.own;
            if one.code == two.code || one.day != two.day || relation == Relation::Other || alone {
                continue;
            }
            if !within(&tables.ptp_days, &one.day) {
                continue;
            }
            let key = (one.code.to_owned(), two.code.to_owned());
            let Some(rows) = tables.ptp.get(&key) else { continue };
            let day = one.day.as_str();
            let in_force = rows.iter().filter(|row| row.indicator != '9');
            let in_force =
                in_force.filter(|row| row.effective.as_str() <= day && day <= row.deleted.as_str());
            // Of rows whose days overlap, one was in force until it ended and the next followed.
            let Some(row) = in_force.min_by_key(|row| &row.deleted) else { continue };
            let unpaid = one.line["charge"].as_str().is_some_and(|charge| thousandths(charge) == 0);
            if unpaid && one.has("GY") {
                continue;
            }
            if row.indicator == '1' && (bypasses(one, 1) || bypasses(two, 2)) {
                continue;
            }
            let rule = if row.indicator == '0' { "N001" } else { "N002" };
            let judged = if two.own { two } else { one };
            let severity = if relation == Relation::Group || !two.own { "warn" } else { "deny" };
            let related = if one.own && two.own { vec![one.number] } else { Vec::new() };
            found.push((rule.to_owned(), judged.number, severity.to_owned(), related));
        }
    }
}

fn bypasses(line: &Line<'_>, column: u8) -> bool {
    line.modifiers().any(|modifier| {
        let subset = modifier.starts_with('X');
        let distinct = subset || modifier == "59";
        ASSOCIATED.split(' ').any(|associated| associated == modifier)
            && !(distinct && column == 1 && line.day.as_str() < "20190701")
            && !(subset && line.day.as_str() < "20150101")
    })
}

fn units(all: &[Line<'_>], tables: &Tables, found: &mut Vec<Found>) {
    for line in all.iter().filter(|line| line.own) {
        let rows = tables.mue.get(line.code).map_or(&[][..], Vec::as_slice);
        let in_force = |first: &str, last: &str| first <= line.day.as_str() && line.day.as_str() <= last;
        let Some(row) = rows.iter().find(|row| in_force(&row.first, &row.last)) else { continue };
        if !within(&tables.mue_days, &line.day) || row.value == 0 {
            continue;
        }
        // A colleague of the group counts; assistants and second surgeons are other providers.
        let day_total = |group: bool| {
            let counted = all.iter().filter(|other| {
                let relation = other.relation(line);
                let colleague = relation == Relation::Group && group && role(line) == 0;
                let counts = (relation == Relation::Same || colleague) && role(other) == role(line);
                other.code == line.code && other.day == line.day && counts && !other.has("55")
            });
            let counted: Vec<&Line<'_>> = counted.collect();
            let sum = |which: &dyn Fn(&Line<'_>) -> bool| {
                counted.iter().filter(|other| which(other)).map(|other| other.units()).sum::<i64>()
            };
            let professional = sum(&|other| other.has("26"));
            let technical = sum(&|other| other.has("TC") && !other.has("26"));
            let whole = sum(&|other| !other.has("26") && !other.has("TC"));
            whole + professional.max(technical)
        };
        let limit = row.value * 1_000;
        let severity = if row.indicator == '1' {
            (line.units() > limit).then_some("deny")
        } else if line.has("55") {
            None
        } else if day_total(false) > limit {
            Some("deny")
        } else {
            (day_total(true) > limit).then_some("warn")
        };
        let rule = match row.indicator {
            '1' => "N010",
            '2' => "N011",
            '3' => "N012",
            other => panic!("adjudication indicator {other}"),
        };
        if let Some(severity) = severity {
            found.push((rule.to_owned(), line.number, severity.to_owned(), Vec::new()));
        }
    }
}

/// 0 for the surgeon, 1 for a co-surgeon, 2 for an assistant.
fn role(line: &Line<'_>) -> u8 {
    match ["80", "81", "82", "AS"].iter().any(|role| line.has(role)) {
        true => 2,
        false => u8::from(line.has("62")),
    }
}

/// Add-on codes billed without a primary at warn: their primary may stand on a claim not seen.
const ELSEWHERE: [&str; 4] = ["99292", "01953", "01968", "01969"];

fn add_ons(all: &[Line<'_>], tables: &Tables, found: &mut Vec<Found>) {
    let no_history = all.iter().all(|line| line.own);
    let mut waiting = Vec::new();
    for line in all.iter().filter(|line| line.own) {
        let day = line.day.as_str();
        let rows = tables.add_on.get(line.code).map_or(&[][..], Vec::as_slice);
        let in_force = rows.iter().filter(|row| row.effective.as_str() <= day && day <= row.deleted.as_str());
        let rows: Vec<_> = in_force.collect();
        let open = rows.iter().any(|row| row.kind == '3' || row.primary == "CCCCC");
        if rows.is_empty() || open || !within(&tables.add_on_days, day) {
            continue;
        }
        let listed = |code: &str| rows.iter().any(|row| row.primary == code);
        // Nobody can say whether a primary counts if one of the two lines names nobody: not evaluated.
        let own_day = day.parse::<Date>().unwrap();
        let unmatched = all.iter().any(|other| {
            let before = own_day.days_since(other.day.parse::<Date>().unwrap());
            let near = before == 0 || before == 1;
            listed(other.code) && near && other.is_unmatched(line)
        });
        if unmatched {
            continue;
        }
        let primaries: Vec<&Line<'_>> = all
            .iter()
            .filter(|other| {
                listed(other.code) && other.day == line.day && other.relation(line) != Relation::Other
            })
            .collect();
        if primaries.is_empty() {
            let overnight = all.iter().any(|other| {
                let before = own_day.days_since(other.day.parse::<Date>().unwrap()) == 1;
                listed(other.code) && before && other.relation(line) != Relation::Other
            });
            let soft = no_history || overnight || ELSEWHERE.contains(&line.code);
            let severity = if soft { "warn" } else { "deny" };
            found.push(("N020".to_owned(), line.number, severity.to_owned(), Vec::new()));
        } else {
            waiting.push((line, primaries));
        }
    }
    // A primary that is not paid takes its add-ons with it, and they theirs.
    loop {
        let before = found.len();
        for (line, primaries) in &waiting {
            let judged = |rule: &str, number: u64| found.iter().any(|own| own.0 == rule && own.1 == number);
            if judged("N023", line.number) {
                continue;
            }
            // As bad as the best of its primaries; a pair that only warns leaves a primary paid.
            let fates = primaries.iter().map(|primary| {
                let own = found.iter().filter(|own| primary.own && own.1 == primary.number);
                let counts = own.filter(|own| own.2 == "deny" || own.0 == "N020" || own.0 == "N023");
                counts.map(|own| own.2.as_str()).min()
            });
            let fates: Vec<Option<&str>> = fates.collect();
            if fates.iter().all(Option::is_some) {
                let severity = fates.into_iter().flatten().max().unwrap().to_owned();
                found.push(("N023".to_owned(), line.number, severity, Vec::new()));
            }
        }
        if found.len() == before {
            return;
        }
    }
}
