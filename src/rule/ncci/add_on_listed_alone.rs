//! N022.

use super::add_on_alone;
use crate::finding::{Applicability, Denial, Edit, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An add-on code of an open list stands alone on its day.
    ///
    /// ## What it checks
    /// Add-on codes of type 3 have some published primaries, and contractors may accept others. One
    /// warns when no other payable line stands on its day; beside another line nothing is said.
    ///
    /// ## Why it matters
    /// An add-on code is not paid alone.
    ///
    /// ## Example
    /// 88311 alone warns; with 88305 it passes.
    ///
    /// ## How to fix
    /// Bill the primary procedure on the same claim.
    ///
    /// ## Source
    /// CMS, Medicare NCCI add-on code edits (AOC file), type 3
    "N022" "add-on-listed-alone" {
        severity: Warn,
        denial: Some(Denial::co("B15", &["N122"])),
        scope: MEDICARE_THEN_WARN,
        forms: PROFESSIONAL,
        tables: [AddOn],
        features: [AddOn],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    add_on_alone::each(
        context,
        findings,
        |add_on| add_on.is_three(),
        |findings, line| {
            if let Some(procedure) = line.procedure {
                findings
                    .flag(
                        line.index,
                        "{procedure} is an add-on code and no other payable line stands on its day that it could add to",
                    )
                    .field("procedure")
                    .value("procedure", procedure)
                    .fix(
                        Applicability::Manual,
                        "bill its primary procedure with it; if none was done, remove line {line}",
                        &[Edit::RemoveLine { line: line.number }],
                    );
            }
        },
    );
}
