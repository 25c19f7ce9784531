//! Prints a rule's page, or the list of rules.
//!
//! ```text
//! explain [RULE]
//! ```

mod support;

use cleanclaim::edition::Table;
use cleanclaim::rule::{self, RULES, Rule};
use std::io::Write;
use std::process::ExitCode;
use support::Failure;

fn main() -> ExitCode {
    support::exit(run)
}

fn run() -> Result<ExitCode, Failure> {
    let mut output = std::io::stdout().lock();
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (None, _) => {
            for rule in RULES {
                writeln!(output, "{}  {:<6}  {:<32}  {}", rule.id, rule.severity, rule.name, rule.summary())?;
            }
        }
        (Some(id), None) => {
            let known = id.parse().ok().and_then(rule::find);
            let known = known.or_else(|| RULES.iter().copied().find(|rule| rule.name == id));
            let rule = known.ok_or_else(|| {
                format!("there is no rule {id:?}; `explain` without an argument lists them")
            })?;
            page(&mut output, rule)?;
        }
        _ => return Err("one rule at a time: explain [RULE]".into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn page(output: &mut impl Write, rule: &Rule) -> Result<(), Failure> {
    writeln!(output, "{} {}\n", rule.id, rule.name)?;
    writeln!(output, "{}\n", rule.summary())?;
    write!(output, "Severity: {}", rule.severity)?;
    if let Some(denial) = rule.denial {
        write!(output, " · denial {}-{}", denial.group, denial.carc)?;
        for remark in denial.rarc {
            write!(output, " {remark}")?;
        }
    }
    writeln!(output)?;
    if !rule.tables.is_empty() {
        let names: Vec<&str> = rule.tables.iter().copied().map(Table::name).collect();
        writeln!(output, "Tables: {}", names.join(", "))?;
    }
    for heading in Rule::HEADINGS {
        let text = rule.section(heading).unwrap_or_default();
        writeln!(output, "\n{heading}")?;
        for line in text.lines() {
            writeln!(output, "  {}", line.trim())?;
        }
    }
    if !rule.left_out.is_empty() {
        writeln!(output, "\nLeft out\n  {}", rule.left_out)?;
    }
    Ok(())
}
