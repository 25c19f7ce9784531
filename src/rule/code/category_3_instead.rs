//! C006.

use super::unlisted;
use crate::code::ProcedureKind;
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
    /// 64999 for a service that a T code describes is noted; the T code itself passes.
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
        features: [Unlisted],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for line in context.lines {
        if let Some(procedure) = line.procedure
            && procedure.kind() == ProcedureKind::Cpt1
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
