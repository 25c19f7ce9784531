//! The implementation guide of a transaction set.

use crate::claim::Form;

/// What a set is and what to do about it, where it is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) kind: String,
    pub(super) remedy: &'static str,
}

/// The form of the claims of a set, by its `ST01`, its `ST03` and the `GS08` of its group.
///
/// `ST03` decides where it names a guide; a batch may mix both forms in one group.
pub(super) fn form(set: &str, guide: &str, group_guide: &str) -> Result<Form, Refusal> {
    const CLAIMS: &str = "only health care claims are read: 837P (005010X222) and 837I (005010X223)";
    if set != "837" {
        return Err(Refusal { kind: format!("\"{set}\", not an 837"), remedy: CLAIMS });
    }
    let named = [guide, group_guide].into_iter();
    let name = named.clone().find(is_guide).or_else(|| named.clone().find(|guide| !guide.is_empty()));
    match name.unwrap_or_default() {
        name if name.starts_with("005010X222") => Ok(Form::Professional),
        name if name.starts_with("005010X223") => Ok(Form::Outpatient),
        name if name.starts_with("005010X224") || name.starts_with("004010X097") => Err(Refusal {
            kind: format!("a dental claim ({name})"),
            remedy: "dental claims (837D) are not read; send them to a dental claim editor",
        }),
        name if name.starts_with("004010") => Err(Refusal {
            kind: format!("in version 4010 ({name})"),
            remedy: "version 4010 was replaced on 2012-01-01; send the claims in version 5010",
        }),
        "" => Err(Refusal {
            kind: "of no stated implementation guide".into(),
            remedy: "put 005010X222A1 (837P) or 005010X223A2 (837I) into ST03 and GS08",
        }),
        name => Err(Refusal { kind: format!("an 837 of the guide \"{name}\""), remedy: CLAIMS }),
    }
}

/// Whether a text has the shape of a guide's identifier: version, release and number, `005010X222`.
fn is_guide(text: &&str) -> bool {
    text.split_at_checked(6).is_some_and(|(version, number)| {
        version.bytes().all(|byte| byte.is_ascii_digit()) && number.starts_with('X')
    })
}

/// The transaction set of a form, as people call it.
pub(super) fn name(form: Form) -> &'static str {
    match form {
        Form::Professional => "837P",
        Form::Outpatient => "837I",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_outranks_its_group_and_others_are_refused_by_name() {
        assert_eq!(form("837", "005010X222A1", ""), Ok(Form::Professional));
        assert_eq!(form("837", "005010X223A3", "005010X222A1"), Ok(Form::Outpatient));
        assert_eq!(form("837", "", "005010X223A2"), Ok(Form::Outpatient));
        assert_eq!(form("837", "garbled", "005010X222A2"), Ok(Form::Professional));
        let kind = |set, guide, group| form(set, guide, group).unwrap_err().kind;
        assert!(kind("837", "005010X224A2", "").contains("dental"));
        assert!(kind("837", "", "004010X098A1").contains("4010"));
        assert!(kind("837", "", "004010X097A1").contains("dental"));
        assert!(kind("835", "005010X221A1", "").contains("835"));
        assert!(kind("837", "006020X323", "").contains("006020X323"));
        assert!(kind("837", "", "").contains("no stated"));
    }
}
