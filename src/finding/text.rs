//! Messages: fixed sentences with named places for the facts.

use super::{Edit, Value};
use std::fmt::Write as _;

/// Fills the `{name}` places of a template; a name that stands nowhere is left as it is.
pub(super) fn fill<'v>(template: &str, mut value: impl FnMut(&str) -> Option<&'v Value>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = tail.split_once('}') else {
            text.push('{');
            rest = tail;
            continue;
        };
        match value(name) {
            Some(value) => {
                let _ = write!(text, "{value}");
            }
            None => {
                let _ = write!(text, "{{{name}}}");
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
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
