//! Every I/OCE edit: its state, the rule that speaks for it, and its words.

use super::bill_types::claims_of;
use super::claim_kind::Claims;
use crate::finding::Denial;
use std::fmt::Write as _;

/// How far an edit is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As published.
    Done,
    /// Except for what is named.
    Partly,
    /// Not: what it needs is not on a claim or in no published table.
    NotEvaluated,
    /// The editor itself does not draw it for services from 2019-07-01 on.
    Inactive,
}

impl State {
    /// The word of the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::NotEvaluated => "not evaluated",
            Self::Inactive => "inactive",
        }
    }
}

/// One edit of the outpatient code editor.
#[derive(Debug, Clone, Copy)]
pub struct IoceEdit {
    /// Its published number.
    pub number: u16,
    /// How far it is evaluated.
    pub state: State,
    /// What is left out and why; empty when nothing is.
    pub left_out: &'static str,
    /// The rule that speaks for it; empty when none does.
    pub rule: &'static str,
    /// What a finding says.
    pub message: &'static str,
    /// The field a finding names.
    pub field: &'static str,
    /// The denial it draws, where it is another than CO-16.
    pub denial: Option<Denial>,
    /// Whether it looks at other lines than the one it stands on.
    pub across: bool,
}

/// An edit that is evaluated on its line or the claim's head alone.
const fn alone(number: u16, rule: &'static str, field: &'static str, message: &'static str) -> IoceEdit {
    let state = State::Done;
    IoceEdit { number, state, left_out: "", rule, message, field, denial: None, across: false }
}

/// An edit that looks at several lines.
const fn across(number: u16, rule: &'static str, field: &'static str, message: &'static str) -> IoceEdit {
    IoceEdit { across: true, ..alone(number, rule, field, message) }
}

/// An edit that is not evaluated, and why.
const fn none(number: u16, state: State, left_out: &'static str) -> IoceEdit {
    IoceEdit { state, left_out, ..alone(number, "", "", "") }
}

impl IoceEdit {
    const fn denied(self, carc: &'static str, rarc: &'static [&'static str]) -> Self {
        Self { denial: Some(Denial::co(carc, rarc)), ..self }
    }

    const fn partly(self, left_out: &'static str) -> Self {
        Self { state: State::Partly, left_out, ..self }
    }

    /// The claims for which it is evaluated; none when it is not.
    pub fn claims(&self) -> &'static [Claims] {
        claims_of(self.number)
    }
}

/// What is left out of the edits on a program's weeks.
const CARRIED_OVER: &str = "claims that go on from an earlier one (frequency other than 1 and 2), whose first week needs the hours that the contractor carries over";

/// Every edit, by number.
pub static EDITS: &[IoceEdit] = &[
    alone(
        1,
        "D003",
        "diagnoses",
        "the diagnosis {diagnosis} is missing or not valid for the first day of the claim",
    ),
    alone(2, "D012", "diagnoses", "the diagnosis {diagnosis} is for another age than the patient's"),
    none(3, State::Inactive, "the sex conflict is inactive; no code has a sex since 2024-10-01"),
    none(4, State::Inactive, "versions 1.0 and 1.1 only"),
    alone(
        5,
        "D006",
        "diagnoses",
        "the principal diagnosis {diagnosis} is an external cause; the injury stands first",
    ),
    alone(6, "C002", "procedure", "{code} is no code on the first day of the claim"),
    alone(7, "D013", "procedure", "{code} is for another age than the patient's").denied("6", &[]),
    none(8, State::Inactive, "no code has a sex in the published table"),
    alone(9, "F005", "procedure", "{code} is never covered on an outpatient claim").denied("96", &[]),
    alone(10, "F025", "condition_codes", "condition code 21 asks for the claim to be denied"),
    alone(11, "F025", "condition_codes", "condition code 20 suspends {code} for review"),
    alone(12, "F005", "procedure", "coverage of {code} is decided by the contractor"),
    alone(13, "F005", "procedure", "Medicare does not pay {code} separately").denied("96", &[]),
    none(14, State::Inactive, "to version 6.3"),
    none(15, State::Inactive, "inactive; units are judged by the MUE rules N010 to N012"),
    none(16, State::Inactive, "to 2005-09-30"),
    across(17, "F033", "units", "{code} covers both sides and is billed more than once on the day"),
    across(18, "F002", "procedure", "{code} is paid only to inpatients"),
    none(19, State::Inactive, "combined with edit 20"),
    across(20, "N001", "procedure", "{code} is included in {related}; no modifier changes that")
        .denied("236", &["M80"]),
    across(
        21,
        "F010",
        "modifiers",
        "the visit {code} stands beside a procedure of the day without modifier 25",
    ),
    alone(22, "M001", "modifiers", "{modifier} is no modifier on the first day of the claim"),
    alone(
        23,
        "T007",
        "from",
        "a date of the line or the statement is missing, or the line lies outside of the statement",
    ),
    alone(24, "F019", "statement", "the first day lies outside of every version of the editor"),
    alone(25, "T005", "patient", "the patient's age is not 0 to 124"),
    alone(26, "F026", "patient", "the patient's sex cannot be read"),
    across(27, "F001", "lines", "every line is packaged into a service that is not on the claim")
        .denied("97", &[]),
    alone(28, "F005", "procedure", "Medicare recognises another code for {code} on this claim"),
    alone(29, "F039", "diagnoses", "the principal diagnosis {diagnosis} is no mental health diagnosis"),
    across(
        30,
        "F039",
        "procedure",
        "the day of {code} has fewer than three services of the partial hospitalization program, or no primary one",
    ),
    none(31, State::Inactive, "never drawn since 2019-07-01"),
    none(32, State::Inactive, "inactive"),
    none(33, State::Inactive, "inactive"),
    none(34, State::Inactive, "inactive"),
    across(35, "F035", "procedure", "{code} is education, and the day has no other mental health service"),
    none(36, State::Inactive, "never drawn since 2019-07-01"),
    alone(37, "F011", "units", "{code} was discontinued and has more than one unit or modifier 50"),
    across(38, "F020", "procedure", "{code} needs a procedure on the claim"),
    none(39, State::Inactive, "combined with edit 40"),
    across(
        40,
        "N002",
        "modifiers",
        "{code} is part of {related}, and no modifier says that they are separate",
    )
    .denied("236", &["N20"]),
    alone(
        41,
        "C014",
        "revenue_code",
        "revenue code {revenue_code} is not valid on the first day of the claim",
    ),
    across(
        42,
        "F010",
        "condition_codes",
        "{code} is one of several visits under one revenue code on the day, without condition code G0",
    ),
    across(43, "F028", "procedure", "{code} needs a blood product on the claim"),
    alone(44, "F007", "revenue_code", "revenue code 0762 is for observation, which {code} is not"),
    across(45, "F002", "procedure", "{code} is an inpatient separate procedure beside another procedure"),
    alone(46, "F038", "condition_codes", "condition code 41 does not go with this type of bill"),
    across(47, "F001", "procedure", "{code} is packaged, and nothing on the claim is paid").denied("97", &[]),
    alone(48, "F006", "procedure", "revenue code {revenue_code} needs a procedure code"),
    across(49, "F002", "procedure", "{code} is denied with the inpatient procedure of its day"),
    alone(50, "F005", "procedure", "{code} is excluded by statute").denied("96", &[]),
    across(51, "F007", "procedure", "G0378 stands on an earlier line already"),
    none(52, State::Inactive, "retired"),
    alone(53, "F007", "procedure", "{code} is reported on 013x and 085x only"),
    none(54, State::Inactive, "retired"),
    alone(55, "F045", "procedure", "{code} is not reported on this type of bill"),
    none(56, State::Inactive, "retired"),
    across(57, "F007", "procedure", "observation on 1 January has no visit on the day or the day before"),
    across(58, "F007", "procedure", "G0379 stands without G0378 on its day"),
    none(59, State::Inactive, "deleted retroactively"),
    across(60, "F046", "modifiers", "modifier CA stands for more than one unit"),
    across(61, "F005", "procedure", "{code} is billed to the supplier's contractor"),
    alone(62, "F005", "procedure", "OPPS recognises another code for {code}"),
    none(63, State::Inactive, "edits 81 and 133 cover it"),
    none(64, State::Inactive, "edits 81 and 133 cover it"),
    alone(65, "F006", "revenue_code", "Medicare does not recognise revenue code {revenue_code}"),
    alone(66, "F032", "procedure", "{code} is priced by the contractor"),
    alone(67, "F027", "from", "{code} is dated before its approval by the FDA"),
    alone(68, "F027", "from", "{code} is dated before its coverage or demonstration began"),
    alone(69, "F027", "from", "{code} is dated outside of its approval period"),
    alone(
        70,
        "F046",
        "discharge_status",
        "modifier CA needs the patient status of one who died or was transferred",
    ),
    none(71, State::Inactive, "edits 92 and 135 cover it"),
    alone(72, "F005", "procedure", "{code} is not billed to this contractor"),
    across(
        73,
        "F028",
        "revenue_code",
        "the lines of blood product {code} do not say together what was bought and what was processed",
    ),
    alone(74, "F011", "units", "{code} has modifier 50 and more than one unit"),
    none(75, State::Inactive, "FB and FC are no longer edited"),
    across(76, "F030", "procedure", "{code} needs 99291 and revenue code 068x on its day"),
    none(77, State::Inactive, "never drawn since 2019-07-01"),
    none(78, State::Inactive, "never drawn since 2019-07-01"),
    alone(79, "F028", "revenue_code", "revenue code {revenue_code} does not go with {code}"),
    alone(80, "F038", "procedure", "{code} is no service of a partial hospitalization program"),
    alone(81, "F038", "procedure", "{code} is paid only in a partial hospitalization program"),
    alone(82, "F043", "charge", "{code} is charged above one dollar"),
    alone(83, "F027", "from", "{code} is dated after its coverage ended"),
    none(84, State::Inactive, "since version 68 edit 106 covers it"),
    none(85, State::Inactive, "edit 135 covers it"),
    alone(
        86,
        "D007",
        "diagnoses",
        "the principal diagnosis {diagnosis} is a manifestation; the cause stands first",
    ),
    across(87, "F021", "procedure", "{code} needs the skin substitute product on its day"),
    across(88, "F042", "procedure", "a day of the claim has no payment code of a health centre"),
    none(
        89,
        State::NotEvaluated,
        "needs the list of qualifying visits of health centres, which is in no table",
    ),
    alone(
        90,
        "F042",
        "revenue_code",
        "the payment code {code} does not stand under revenue code {revenue_code}",
    ),
    alone(91, "F042", "procedure", "{code} is not covered for this clinic"),
    across(92, "F020", "procedure", "{code} needs a device code on its day"),
    across(93, "F029", "procedure", "{code} needs a corneal transplant on its day"),
    none(94, State::Inactive, "no biosimilar modifier is required since 2018"),
    across(
        95,
        "F039",
        "units",
        "the week of {code} has fewer than 20 hours of the partial hospitalization program",
    )
    .partly(CARRIED_OVER),
    none(96, State::Inactive, "version 17.2 only"),
    none(97, State::Inactive, "version 17.2 only"),
    across(98, "F020", "procedure", "the device {code} needs a procedure on the claim").partly(
        "which procedures belong to a device of status H is in no published table; any payable one is taken",
    ),
    across(99, "F032", "procedure", "the drug {code} needs a payable procedure on the claim"),
    across(100, "F031", "procedure", "{code} needs a line of revenue code 0815"),
    alone(101, "F048", "modifiers", "modifier PN is not allowed on {code}"),
    alone(102, "F016", "modifiers", "two modifiers of {code} contradict each other"),
    none(103, State::Inactive, "version 19.0 only"),
    alone(104, "F040", "modifiers", "modifier CG does not go with {code}"),
    none(105, State::NotEvaluated, "needs the table of device pairs and their dates, which is in no table"),
    across(106, "F024", "procedure", "the add-on {code} has no primary procedure").denied("107", &["N122"]),
    alone(107, "F024", "procedure", "the add-on {code} needs a primary that the contractor defines")
        .denied("107", &["N122"]),
    across(108, "F024", "procedure", "the add-on {code} has no primary procedure").denied("107", &["N122"]),
    alone(
        109,
        "F039",
        "diagnoses",
        "the principal diagnosis {diagnosis} is coded first, and the next one is no mental health diagnosis",
    ),
    alone(110, "F027", "from", "{code} is dated before it was marketed"),
    alone(111, "F037", "procedure", "the cost of {code} is part of the biological"),
    alone(112, "F005", "procedure", "{code} is for information only"),
    alone(
        113,
        "D031",
        "diagnoses",
        "the principal diagnosis {diagnosis} is supplementary and never stands first",
    ),
    alone(114, "F034", "modifiers", "modifier CS does not go with {code}"),
    across(115, "F024", "procedure", "U0005 needs U0003 or U0004 on its day"),
    alone(116, "F041", "procedure", "{code} is paid to opioid treatment programs only"),
    alone(117, "F043", "charge", "the drug {code} is charged at one dollar or less"),
    alone(
        118,
        "F019",
        "type_of_bill",
        "the editor does not take this type of bill, or not with this condition code",
    ),
    alone(
        119,
        "F019",
        "received",
        "the date of receipt cannot be, or lies before the claim or outside of every version",
    ),
    across(120, "F036", "modifiers", "modifier PT stands on a day without a colorectal procedure"),
    across(121, "F002", "procedure", "{code} is not paid beside an inpatient case"),
    alone(122, "F032", "modifiers", "the pass-through drug {code} has modifier JG"),
    alone(123, "F034", "modifiers", "modifier CS ended on 2023-05-11"),
    alone(124, "F027", "from", "{code} ended before the date of the line"),
    across(125, "F044", "procedure", "{code} is included in 77301"),
    alone(126, "F047", "modifiers", "a telehealth modifier stands on {code}, which is no telehealth service"),
    alone(
        127,
        "F022",
        "revenue_code",
        "{code} under revenue code {revenue_code} is not paid to an inpatient under Part B",
    ),
    across(
        128,
        "F039",
        "procedure",
        "the day of {code} has fewer than three services of the intensive outpatient program",
    ),
    across(
        129,
        "F039",
        "units",
        "the week of {code} has fewer than 9 hours of the intensive outpatient program",
    )
    .partly(CARRIED_OVER),
    alone(
        130,
        "F040",
        "modifiers",
        "modifier CG stands on {code}, which is no primary service of the program",
    ),
    across(
        131,
        "F039",
        "procedure",
        "the day of {code} has fewer than three services of the partial hospitalization program",
    ),
    alone(132, "F038", "procedure", "{code} is no service of an intensive outpatient program"),
    alone(133, "F038", "procedure", "{code} is paid only in an intensive outpatient program"),
    alone(134, "F027", "from", "{code} is dated outside of its designated period"),
    across(135, "F020", "procedure", "{code} needs its device on its day"),
    alone(136, "F027", "from", "{code} is dated before its approval by the immunization committee"),
    across(137, "F049", "procedure", "{code} follows two other non-opioid devices"),
    across(138, "F049", "procedure", "{code} follows three other non-opioid drugs"),
    across(190, "F039", "procedure", "a day of the intensive outpatient claim has no primary service"),
    across(191, "F039", "procedure", "a day of the partial hospitalization claim has no primary service"),
];

/// The edit of a number.
pub fn find(number: u16) -> Option<&'static IoceEdit> {
    EDITS.binary_search_by_key(&number, |edit| edit.number).ok().and_then(|place| EDITS.get(place))
}

/// Every edit as a page of Markdown: what `src/rule/outpatient/edits.md` holds.
pub fn page() -> String {
    let mut page = String::from(
        "# The edits\n\n\
         *Claims* are the types of bill (12x stands for 012x) for which an edit is evaluated, of any payment\n\
         system unless it says which; numbers after *with* and *without* are condition codes, dates are those\n\
         of the first day of the claim.\n\n\
         | edit | state | rule | claims | what a finding says, or what is left out and why |\n\
         |---|---|---|---|---|\n",
    );
    for edit in EDITS {
        let stop = if edit.message.is_empty() || edit.left_out.is_empty() { "" } else { ". Left out: " };
        let words = format!("{}{stop}{}", edit.message.replace(['{', '}'], "`"), edit.left_out);
        let claims: Vec<String> = edit.claims().iter().map(Claims::to_string).collect();
        let claims = claims.join("; ");
        let _ = writeln!(
            page,
            "| {} | {} | {} | {claims} | {words} |",
            edit.number,
            edit.state.word(),
            edit.rule
        );
    }
    page
}
