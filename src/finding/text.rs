//! Messages: fixed sentences with named places for the facts.

use super::{Edit, Value};
use std::fmt::{self, Write};

/// Writes a template with its `{name}` places filled; `place` writes the value of a name and says
/// whether it has one. A name that has none is left as it is.
pub(super) fn fill<W: Write>(
    template: &str,
    out: &mut W,
    mut place: impl FnMut(&str, &mut W) -> Result<bool, fmt::Error>,
) -> fmt::Result {
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        out.write_str(before)?;
        let Some((name, after)) = tail.split_once('}') else {
            out.write_char('{')?;
            rest = tail;
            continue;
        };
        if !place(name, out)? {
            write!(out, "{{{name}}}")?;
        }
        rest = after;
    }
    out.write_str(rest)
}

/// What an edit says under the names its title may use: `{line}`, `{modifier}`, `{procedure}` …
pub(super) fn edit_value(edit: &Edit, name: &str) -> Option<Value> {
    Some(match (name, *edit) {
        ("line", _) => edit.line()?.into(),
        ("modifier", Edit::AddModifier { modifier, .. })
        | ("modifier", Edit::RemoveModifier { modifier, .. })
        | ("modifier", Edit::MoveModifier { modifier, .. }) => modifier.into(),
        ("procedure", Edit::SetProcedure { procedure, .. }) => procedure.into(),
        ("units", Edit::SetUnits { units, .. }) => units.into(),
        ("place", Edit::SetPlace { place, .. }) => place.into(),
        ("code", Edit::SetDiagnosis { code, .. }) => code.into(),
        _ => return None,
    })
}
