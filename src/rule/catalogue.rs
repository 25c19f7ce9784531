//! The rules page, and what of the catalogue is not a rule of its own.

use super::{RULES, Rule};
use crate::edition::Table;
use std::fmt::Write as _;

/// Identifiers of the catalogue that are no rule of their own, and where their question is answered
/// or why it is not.
pub static ANSWERED_ELSEWHERE: &[(&str, &str)] = &[
    ("C018", "needs the ASP NDC-HCPCS crosswalk, which is in no table"),
    ("C024", "needs the list of tests a PLA or MAAA code replaces, which is in no table"),
    ("D005", "D003: a missing seventh character is a code that is not billable"),
    ("D009", "excludes 2 notes never make a claim wrong"),
    ("D014", "no public table gives the sex of procedures"),
    ("D016", "left out: a remark on a correct claim"),
    ("D017", "left out: a remark on a correct claim"),
    ("D019", "D012 and D021; that it stands once needs the newborn's whole history"),
    ("D020", "D031, by the table"),
    ("D022", "withdrawn: perinatal codes are right at any age while the condition lasts"),
    ("D025", "left out: which symptom belongs to which disease is in no table"),
    ("D026", "T019 rejects a related cause without its date"),
    ("D028", "present-on-admission flags are for inpatient claims"),
    ("D032", "outpatient edits 29 and 109"),
    ("E006", "C026: consultations are among the codes Medicare does not take"),
    ("E010", "P001: places of the visit families"),
    ("E012", "M040"),
    ("E016", "R001: bundled codes such as 99024 and 99050 to 99060"),
    ("E020", "the outpatient edit 62"),
    ("E021", "N001 and N002: which emergency and admission visits are pairs"),
    ("E024", "N001: every eye visit and office visit of one day is a pair"),
    ("E025", "N001: psychiatric evaluation or therapy beside a visit is a pair; U006"),
    ("F003", "packaging of comprehensive APCs is the payment, not a denial; F005, F007 and F020 follow it"),
    ("F004", "conditional packaging is the payment, not a denial; F001 and F010 follow it"),
    ("F008", "F005, edit 62"),
    ("F012", "the lists of condition, occurrence and value codes are the NUBC's"),
    ("F013", "T019 and the NUBC's list of patient statuses, which is in no table"),
    ("F014", "F005, edit 50"),
    ("F018", "T007"),
    ("F023", "the types of bill of each F rule"),
    ("G001", "G002 and G004: the first and last day of each period"),
    ("G005", "R001: 99024 with a charge is bundled"),
    ("G007", "G002 and G004: 58 and 79 open a new period, 78 does not"),
    ("G009", "G002"),
    ("G010", "N001 and N002"),
    ("G013", "G003: minor procedures have no day before"),
    ("M029", "needs the list of waived tests that take QW, which is in no table"),
    ("M035", "M006: CQ and CO without their discipline"),
    ("M038", "M002: JG ended on 2024-12-31; the rest is an outpatient edit (122)"),
    ("M039", "P010: telehealth place and modifier"),
    ("M045", "M006 judges PO, PN and ER together; the rest are outpatient edits (101)"),
    ("M049", "needs the surgeon's claim of the same day"),
    ("N003", "N001 and N002: tombstones and ended edits are never applied"),
    ("N006", "N001 and N002: column 2 is denied, and the message says why the edit exists"),
    ("N008", "a check of the imported table, not of claims"),
    ("N013", "N010 to N012: units of a line are divided over its days"),
    ("N014", "N010 to N012: modifier 50 does not double the units"),
    ("N015", "N011 and N012: halves of a service are one unit"),
    ("N016", "N010 to N012 and N017: a supplier's claim is judged by the supplier table"),
    ("N024", "M017 and N020: add-on codes of the AOC file and of global period ZZZ"),
    ("N025", "N010 to N012: no published ratio of add-on to primary"),
    ("N030", "N001 and N002: the edit's rationale is the only public evidence"),
    ("N031", "N001 and N002; R007 where no pair exists"),
    ("N032", "N001 and N002"),
    ("N033", "N001 and N002"),
    ("N034", "N001 and N002"),
    ("N035", "N001 and N002"),
    ("N038", "N001 and N002"),
    ("N039", "Medicaid's own tables, under the profile `medicaid`"),
    ("N040", "N001 and N002"),
    ("N041", "N020 and N023 say so when no history was given"),
    ("P006", "whether the billing NPI is a group's is not on the claim"),
    ("P007", "addresses are not on the claim"),
    ("P012", "needs the payer's enrolment file"),
    ("P014", "needs the ambulatory surgical center list"),
    ("P019", "needs the dates of the absence"),
    ("P022", "M051"),
    ("P023", "needs the hospice election"),
    ("R003", "the global period routes to the rules of global surgery"),
    ("R005", "the order of payment, not a denial"),
    ("R006", "M014 and M018 to M020"),
    ("R008", "P002; an NA of the facility rate does not keep a code from being paid there"),
    ("R009", "the OPPS cap is an amount, not a denial"),
    ("R013", "M017 and N026"),
    ("R014", "C026 names Medicare's own code"),
    ("T022", "needs the payer's authorization list"),
    ("T029", "needs the dates of the inpatient stay"),
    ("T030", "needs the dates of the stay and the consolidated billing list"),
    ("T031", "T002 and C023"),
    ("U009", "needs the dose, which no claim carries; C016 judges the NDC quantity"),
    ("U010", "N001 and N002: codes of one body part by number of views are pairs"),
    ("U011", "M014 and M016"),
    ("U016", "M015"),
    ("U018", "N026"),
    ("U019", "M034: the list of always-therapy codes"),
    ("U020", "N001 and N002: which therapy pairs exist"),
];

/// The rules as a page of Markdown: what `src/rule/rules.md` holds.
pub fn page() -> String {
    let mut page = String::from("# The rules\n");
    let mut rules: Vec<&Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| rule.id);
    let _ = writeln!(page, "\n{} rules. `explain` prints each one's page.\n", rules.len());
    page.push_str(
        "| id | name | severity | denial | tables needed | what is left out |\n|---|---|---|---|---|---|\n",
    );
    for rule in rules {
        let denial = rule.denial.map_or_else(String::new, |denial| {
            let remarks: String = denial.rarc.iter().map(|rarc| format!(" {rarc}")).collect();
            format!("{}-{}{remarks}", denial.group, denial.carc)
        });
        let tables: Vec<&str> = rule.tables.iter().copied().map(Table::name).collect();
        let left_out = rule.left_out.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            page,
            "| {} | {} | {} | {denial} | {} | {left_out} |",
            rule.id,
            rule.name,
            rule.severity,
            tables.join(", ")
        );
    }
    page.push_str("\n## Answered elsewhere, or not at all\n\n| id | where, or why not |\n|---|---|\n");
    for (id, why) in ANSWERED_ELSEWHERE {
        let _ = writeln!(page, "| {id} | {why} |");
    }
    page
}
