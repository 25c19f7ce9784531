//! C006.

use super::unlisted;
use crate::code::ProcedureCode;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, declare_rule};

declare_rule! {
    /// An unlisted code may stand where a Category III code describes the service.
    ///
    /// ## What it checks
    /// A reminder on every unlisted Category I code: where a Category III code describes the
    /// service, it is to be used. Whether one does only the record can say.
    ///
    /// ## Why it matters
    /// Payers deny an unlisted code when a specific one exists.
    ///
    /// ## Example
    /// An unlisted surgical code for a service that a T code describes is wrong; the T code passes.
    ///
    /// ## How to fix
    /// Search the Category III codes in force on the date of service before billing unlisted.
    ///
    /// ## Source
    /// CPT, introduction to Category III codes; claim adjustment reason code 189
    "C006" "category-3-instead" {
        severity: Info,
        denial: Some(Denial::co("189", &[])),
        scope: ALL,
        forms: PROFESSIONAL,
        tables: [],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if let Some(procedure) = line.procedure
            && matches!(ProcedureCode::to_bytes(procedure), [b'0'..=b'9', ..])
            && unlisted::is_unlisted(procedure)
        {
            findings
                .flag(
                    line.index,
                    "{procedure} is unlisted; if a Category III code describes the service, use that",
                )
                .field("procedure")
                .value("procedure", procedure);
        }
    }
}
