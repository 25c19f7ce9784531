//! M048.

use super::position;
use crate::code::Modifier;
use crate::finding::{Applicability, Denial, Findings};
use crate::rule::{Context, SameProvider, declare_rule};

declare_rule! {
    /// Both components of a service are billed apart by one biller.
    ///
    /// ## What it checks
    /// The professional (26) and the technical component (TC) of one code do not stand on two lines of
    /// a claim for the same day, place and provider.
    ///
    /// ## Why it matters
    /// Who gives both bills the code once, without either; two lines look like two services.
    ///
    /// ## Example
    /// 71046-26 and 71046-TC at place 11 warn; 71046 passes, and so do the two at different places.
    ///
    /// ## How to fix
    /// Bill one line without 26 and TC, with the charge of both.
    ///
    /// ## Source
    /// Medicare Claims Processing Manual (Pub. 100-04), chapter 13, §20.1 and §20.2
    "M048" "components-apart" {
        severity: Warn,
        denial: Some(Denial::co("4", &["N519"])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
        modifiers: [b"TC"],
    }
}

const READING: Modifier = Modifier::constant(b"26");
const EQUIPMENT: Modifier = Modifier::constant(b"TC");

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines.iter().filter(|line| line.has(EQUIPMENT)) {
        let Some(procedure) = line.procedure else { continue };
        let reading = context.lines.iter().find(|other| {
            other.has(READING)
                && other.index != line.index
                && other.procedure == line.procedure
                && other.same_day(line)
                && other.place == line.place
                && other.line.service_facility == line.line.service_facility
                && other.same_provider(line) == SameProvider::Same
        });
        if let Some(reading) = reading {
            findings
                .flag(
                    line.index,
                    "{procedure} stands as 26 on line {first} and as TC here; one biller bills the whole on one line",
                )
                .field_at("modifiers", position(line, EQUIPMENT))
                .value("procedure", procedure)
                .value("first", reading.number)
                .related(reading.index)
                .fix(
                    Applicability::Manual,
                    "bill {procedure} once, without 26 and TC and with the charge of both lines, if one biller gave the \
                     whole service",
                    &[],
                );
        }
    }
}
