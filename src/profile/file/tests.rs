//! What files say, and how they are wrong.

use super::*;

fn error(text: &str) -> String {
    Profile::from_text(text).unwrap_err().to_string()
}

#[test]
fn files_extend_select_and_soften() {
    let text = "name = \"own\"\nextends = \"medicare-professional\"\nignore = [\"N\"]\nselect = [\"N002\"]\n[severity]\nP = \"info\"\n";
    let profile = Profile::from_text(text).unwrap();
    // What is ignored stays out, even when it was selected.
    assert!(profile.rules().all(|(rule, _)| rule.id.family() != 'N'));
    assert!(profile.rules().any(|(rule, severity)| rule.id.family() == 'P' && severity == Severity::Info));
    let json = Profile::from_text("{\"name\": \"own\", \"extends\": \"commercial\"}").unwrap();
    assert_eq!(json.payer(), crate::rule::Payer::Commercial);
}

#[test]
fn errors_name_line_and_key() {
    assert!(error("name = \"x\"\nextend = \"all\"\n").contains("line 2"));
    assert!(error("name = \"x\"\nextend = \"all\"\n").contains("extend"));
    assert!(error("name = \"x\"\nextends = \"medicare\"\n").contains("medicare-professional"));
    for text in ["ignore = [\"Q999\"]", "select = [\"Q999\"]", "[severity]\nQ999 = \"deny\""] {
        let said = error(&format!("name = \"x\"\n{text}\n"));
        assert!(said.contains("Q999") && said.contains("line "), "{said}");
    }
    let edit = "name = \"x\"\n[[edit]]\nid = \"A\"\nkind = \"age\"\nmessage = \"m\"\nseverity = \"warn\"\ncodes = [\"9921\"]\noldest = 18\n";
    assert!(error(edit).contains("9921"), "{}", error(edit));
    assert!(error(edit).contains("line 7"), "{}", error(edit));
    let edit = edit.replace("9921", "99213");
    assert!(Profile::from_text(&edit).is_ok());
    assert!(error(&format!("{edit}most = 3\n")).contains("the key most does not belong to its kind"));
    assert!(
        error(&edit.replace("\"age\"", "\"unit-limit\"").replace("oldest = 18\n", ""))
            .contains("needs the key most")
    );
    assert!(error(&edit.replace("\"A\"", "\"N002\"")).contains("taken"));
    for (wrong, key) in [
        ("codes = []", "codes is empty"),
        ("codes = [\"99213\"]\nyoungest = 9\noldest = 3", "oldest is below"),
        ("codes = [\"99213\"]\nfrom = \"2025-03-01\"\nthrough = \"2025-02-01\"", "through lies before"),
        ("codes = [\"99213\"]\ndenial = { carc = \"XX\" }", "denial.carc"),
        ("codes = [\"99213\"]\ndenial = { carc = \"97\", rarc = [\"-\"] }", "denial.rarc"),
        ("codes = [\"99213\"]\ndenial = { group = \"XO\", carc = \"97\" }", "denial.group"),
    ] {
        let text = format!(
            "name = \"x\"\n[[edit]]\nid = \"A\"\nkind = \"age\"\nmessage = \"m\"\nseverity = \"warn\"\noldest = 18\n{wrong}\n"
        );
        let said = error(
            &text.replace("oldest = 18\n", if wrong.contains("oldest") { "" } else { "oldest = 18\n" }),
        );
        assert!(said.contains(key) && said.contains("line "), "{said}");
    }
    assert!(error(&edit.replace("oldest = 18\n", "")).contains("needs the key youngest or oldest"));
    assert!(error(&edit.replace("\"m\"", "\" \"")).contains("message is empty"));
    assert!(error("{\"name\": 3}").contains("line 1"));
    assert!(error("name = \"x\"\n[severity]\nextends = \"all\"\n").contains("before its first [section]"));
    let jargon = error("name = \"x\"\n[thresholds]\ntimely_filing_days = \"ninety\"\n");
    assert!(jargon.contains("expected a whole number") && jargon.contains("line 3"), "{jargon}");
    let long = error("name = \"x\"\n[thresholds]\nprofessional_lines = 1000\n");
    assert!(long.contains("1000 lines are more than the 999") && long.contains("line 3"), "{long}");
}

const TWO_EDITS: &str = r#"name = "x"

[[edit]]
id = "A"
kind = "age"
message = "m"
severity = "warn"
codes = ["99213"]
oldest = 18

[[edit]]
id = "B"
kind = "frequency"
message = "m"
severity = "warn"
codes = ["99213"]
most = 3
per = "year"
"#;

#[test]
fn errors_between_keys_name_the_line_of_the_key() {
    assert!(Profile::from_text(TWO_EDITS).is_ok());
    for (old, new, line, words) in [
        ("\"B\"", "\"A\"", 12, "the key id, A, is taken"),
        ("\"B\"", "\"N002\"", 12, "the key id, N002, is taken"),
        ("\"B\"", "\"an id\"", 12, "the key id is"),
        ("per = \"year\"\n", "", 13, "edit B: its kind needs the key per"),
        ("per = ", "oldest = 3\nper = ", 18, "edit B: the key oldest does not belong"),
        ("per = ", "denial = { carc = \"no\" }\nper = ", 18, "denial.carc"),
        ("oldest = 18", "oldest = 18\nyoungest = 20", 9, "oldest is below"),
        ("per = ", "from = \"2025-02-01\"\nthrough = \"2025-01-01\"\nper = ", 19, "through lies before"),
    ] {
        assert!(TWO_EDITS.contains(old), "{old}");
        let said = error(&TWO_EDITS.replace(old, new));
        assert!(said.contains(words) && said.contains(&format!("line {line}:")), "{new}: {said}");
    }
    let json = "{\"name\": \"x\", \"edit\": [\n{\"id\": \"A\", \"kind\": \"age\", \"message\": \"m\", \"severity\": \"warn\", \"codes\": [\"99213\"], \"oldest\": 3},\n{\"id\": \"A\", \"kind\": \"age\", \"message\": \"m\",\n\"severity\": \"warn\", \"codes\": [\"99213\"],\n\"oldest\": 3}]}";
    assert!(error(json).contains("line 3:"), "{}", error(json));
    let json = json.replacen("\"A\"", "\"B\"", 1).replace("\n\"oldest\"", "\n\"most\"");
    assert!(error(&json).contains("line 5: edit A: the key most"), "{}", error(&json));
}

#[test]
fn a_file_that_is_wrong_is_named() {
    let path = std::env::temp_dir().join(format!("cleanclaim-profile-{}.toml", std::process::id()));
    std::fs::write(&path, "name = 3\n").unwrap();
    let said = Profile::open(&path).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(said.contains("cleanclaim-profile") && said.contains("line 1"), "{said}");
}

#[test]
fn a_severity_selects_a_rule_and_never_what_is_ignored_or_a_whole_family() {
    let severities = |text: &str| -> BTreeMap<String, Severity> {
        let profile = Profile::from_text(text).unwrap();
        profile.rules().map(|(rule, severity)| (rule.id.to_string(), severity)).collect()
    };
    let base = "name = \"x\"\nextends = \"commercial\"\n";
    let before = severities(base);
    // M036 is Medicare's alone.
    assert!(!before.contains_key("M036") && before.contains_key("M007"));
    let family = severities(&format!("{base}[severity]\nm = \"info\"\nM007 = \"reject\"\n"));
    assert!(before.keys().eq(family.keys()));
    assert_eq!((family["M007"], family["M008"]), (Severity::Reject, Severity::Info));
    assert_eq!(severities(&format!("{base}[severity]\nM036 = \"info\"\n"))["M036"], Severity::Info);
    let ignored =
        severities(&format!("{base}ignore = [\"M007\"]\n[severity]\nM = \"info\"\nM007 = \"deny\"\n"));
    assert!(!ignored.contains_key("M007"));
}
