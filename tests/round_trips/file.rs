//! Claims through 837 files: written by a writer that only this test has, and read back.

use super::corpus;
use cleanclaim::claim::{Claim, DiagnosisCodeSet, Line, Parsed, Period, Provider};
use cleanclaim::code::{Date, DiagnosisCode};
use cleanclaim::{Form, x12};
use std::collections::BTreeMap;
use std::fmt::{Display, Write};

/// The separators of elements, components and repetitions, and the end of segments.
const MARKS: [char; 4] = ['|', '>', '^', '!'];

/// What of a claim an 837 file carries, and the names of what it does not.
fn carried(claim: &Claim) -> (Claim, Vec<&'static str>) {
    let mut own = claim.clone();
    let mut lost = Vec::new();
    let mut lose = |what, is_there: bool| {
        if is_there {
            lost.push(what);
        }
        is_there
    };
    if lose("the date received", own.received.is_some()) {
        own.received = None;
    }
    if lose("whether OPPS pays", own.opps.is_some()) {
        own.opps = None;
    }
    if lose("an age without a date of birth", own.patient.age_years.is_some()) {
        own.patient.age_years = None;
    }
    if lose("earlier claims", !own.history.is_empty()) {
        own.history.clear();
    }
    if lose("a payer's own name", own.payer.as_deref().is_some_and(|payer| filing(payer).is_none())) {
        own.payer = None;
    }
    for provider in [
        &mut own.billing_provider,
        &mut own.rendering_provider,
        &mut own.referring_provider,
        &mut own.ordering_provider,
        &mut own.supervising_provider,
        &mut own.attending_provider,
        &mut own.operating_provider,
        &mut own.service_facility,
    ] {
        if lose("a Medicare specialty", provider.as_ref().is_some_and(|own| own.specialty.is_some())) {
            provider.iter_mut().for_each(|own| own.specialty = None);
        }
    }
    let professional = own.form == Form::Professional;
    if professional && lose("a type of bill on a professional claim", own.type_of_bill.is_some()) {
        own.type_of_bill = None;
    }
    let bill = own.type_of_bill.as_ref().map(ToString::to_string);
    if !professional {
        // It is the end of the type of bill.
        let frequency = bill.as_ref().and_then(|bill| bill.get(3..)).filter(|end| !end.is_empty());
        let frequency = frequency.map(str::to_owned).or_else(|| own.frequency.clone());
        let sent = bill.as_ref().map(|bill| {
            let code = bill.get(1..3).unwrap_or_default();
            Parsed::from_text(&format!("0{code}{}", text(frequency.as_ref())))
        });
        if lose("what a type of bill that is none begins with", sent != own.type_of_bill) {
            own.type_of_bill = sent;
        }
        if lose("a frequency apart from the type of bill", frequency != own.frequency) {
            own.frequency = frequency;
        }
    }
    if let Some(Period { from, through }) = &mut own.statement {
        if lose("a statement without a first day", from.is_none()) {
            own.statement = None;
        } else if through.is_none() {
            through.clone_from(from);
        }
    }
    // A file always says which code set its diagnoses are of.
    let codes = || {
        let lists = [&claim.diagnoses, &claim.reason_for_visit, &claim.external_causes];
        lists.into_iter().flatten().chain(&claim.admitting_diagnosis)
    };
    if codes().next().is_none() {
        own.diagnosis_code_set = None;
    } else if own.diagnosis_code_set.is_none() {
        let doubtful = codes().any(|code| code.malformed().is_some());
        lose("that nobody said of which set codes are that are none", doubtful);
        own.diagnosis_code_set = Some(DiagnosisCodeSet::Icd10Cm);
    }
    // On the statement's only day a line need not repeat it.
    let statement = own.statement.as_ref().filter(|_| !professional);
    let only_day = statement.filter(|days| days.from == days.through).and_then(|days| days.from.clone());
    let numbered = own.lines.iter().all(|line| line.number > 0);
    for (number, line) in (1..).zip(&mut own.lines) {
        if !numbered {
            line.number = number;
        }
        if lose("minutes", line.minutes.is_some()) {
            line.minutes = None;
        }
        if lose("medical decision making", line.medical_decision_making.is_some()) {
            line.medical_decision_making = None;
        }
        if lose("a contractor's action flag", line.action_flag.is_some()) {
            line.action_flag = None;
        }
        if lose("more than four modifiers", line.modifiers.len() > 4) {
            line.modifiers.truncate(4);
        }
        if lose("a modifier of spaces", line.modifiers.iter().any(is_blank)) {
            line.modifiers.retain(|modifier| !is_blank(modifier));
        }
        if lose("a procedure code of spaces", line.procedure.as_ref().is_some_and(is_blank)) {
            line.procedure = None;
        }
        if professional {
            if lose("a revenue code on a professional line", line.revenue_code.is_some()) {
                line.revenue_code = None;
            }
            if lose("a part not covered on a professional line", line.non_covered_charge.is_some()) {
                line.non_covered_charge = None;
            }
        } else {
            if lose("a place of service on an institutional line", line.place.is_some()) {
                line.place = None;
            }
            if lose("diagnosis pointers on an institutional line", !line.diagnosis_pointers.is_empty()) {
                line.diagnosis_pointers.clear();
            }
            if lose("an emergency on an institutional line", line.emergency) {
                line.emergency = false;
            }
        }
        if lose("a line without the statement's only day", line.from.is_none() && only_day.is_some()) {
            line.from.clone_from(&only_day);
        }
        let spaces = line.description.as_ref().is_some_and(|text| text.trim().is_empty());
        if lose("a description of spaces", spaces) {
            line.description = None;
        }
    }
    lost.dedup();
    (own, lost)
}

/// Whether a code was sent, but nothing in it.
fn is_blank<T>(code: &Parsed<T>) -> bool {
    match code {
        Parsed::Valid(_) => false,
        Parsed::Malformed(text) => text.trim().is_empty(),
    }
}

/// The claim filing indicator of a payer.
fn filing(payer: &str) -> Option<&'static str> {
    match payer {
        "medicare" => Some("MB"),
        "medicaid" => Some("MC"),
        "commercial" => Some("CI"),
        _ => None,
    }
}

/// A file being written.
#[derive(Default)]
struct Writer {
    text: String,
    /// Segments since `ST`.
    segments: usize,
}

fn text<T: Display>(value: Option<&T>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}

/// A date as files have it.
fn day(date: Option<&Parsed<Date>>) -> String {
    match date {
        Some(Parsed::Valid(date)) => date.to_string().replace('-', ""),
        other => text(other),
    }
}

/// A code as files have it.
fn undotted(code: &Parsed<DiagnosisCode>) -> String {
    match code {
        Parsed::Valid(code) => code.to_string().replace('.', ""),
        Parsed::Malformed(text) => text.to_string(),
    }
}

impl Writer {
    /// Writes a segment without the empty elements at its end.
    fn segment(&mut self, elements: &[&str]) {
        let [element, .., end] = MARKS;
        let used = elements.iter().rposition(|text| !text.is_empty()).map_or(1, |last| last + 1);
        self.text += &elements[..used].join(&element.to_string());
        self.text.push(end);
        self.segments += 1;
    }

    /// Writes a segment where there is something to say.
    fn reference(&mut self, qualifier: &str, text: &str) {
        if !text.is_empty() {
            self.segment(&["REF", qualifier, text]);
        }
    }

    fn date(&mut self, qualifier: &str, from: Option<&Parsed<Date>>, through: Option<&Parsed<Date>>) {
        let from = day(from);
        match through {
            Some(_) => self.segment(&["DTP", qualifier, "RD8", &format!("{from}-{}", day(through))]),
            None if !from.is_empty() => self.segment(&["DTP", qualifier, "D8", &from]),
            None => {}
        }
    }

    fn provider(&mut self, entity: &str, provider: Option<&Provider>) {
        let Some(Provider { npi, taxonomy, specialty: _ }) = provider else { return };
        let qualifier = if npi.is_some() { "XX" } else { "" };
        self.segment(&["NM1", entity, "2", "NAME", "", "", "", "", qualifier, &text(npi.as_ref())]);
        if taxonomy.is_some() {
            self.segment(&["PRV", "PE", "PXC", &text(taxonomy.as_ref())]);
        }
    }

    /// Writes codes, twelve a segment.
    fn information(&mut self, composites: &[Vec<String>]) {
        let [_, component, ..] = MARKS;
        for some in composites.chunks(12) {
            let some: Vec<String> = some.iter().map(|parts| parts.join(&component.to_string())).collect();
            let elements: Vec<&str> = std::iter::once("HI").chain(some.iter().map(String::as_str)).collect();
            self.segment(&elements);
        }
    }

    fn codes(&mut self, claim: &Claim) {
        let tenth = claim.diagnosis_code_set != Some(DiagnosisCodeSet::Icd9Cm);
        let of = |qualifier: &str, code: &Parsed<DiagnosisCode>| {
            let qualifier = if tenth { format!("A{qualifier}") } else { qualifier.to_owned() };
            vec![qualifier, undotted(code)]
        };
        let pair = |qualifier: &str, code: &String| vec![qualifier.to_owned(), code.clone()];
        let diagnoses = claim.diagnoses.iter().enumerate();
        let diagnoses: Vec<_> =
            diagnoses.map(|(index, code)| of(if index == 0 { "BK" } else { "BF" }, code)).collect();
        self.information(&diagnoses);
        for (qualifier, codes) in [("PR", &claim.reason_for_visit), ("BN", &claim.external_causes)] {
            self.information(&codes.iter().map(|code| of(qualifier, code)).collect::<Vec<_>>());
        }
        if let Some(code) = &claim.admitting_diagnosis {
            self.information(&[of("BJ", code)]);
        }
        for (qualifier, codes) in [("BG", &claim.condition_codes), ("TC", &claim.treatment_codes)] {
            self.information(&codes.iter().map(|code| pair(qualifier, code)).collect::<Vec<_>>());
        }
        for value in &claim.value_codes {
            let mut parts = pair("BE", &value.code);
            parts.extend([String::new(), String::new(), text(value.amount.as_ref())]);
            self.information(&[parts]);
        }
        for occurrence in &claim.occurrence_codes {
            let mut parts = pair("BH", &occurrence.code);
            parts.extend(["D8".to_owned(), day(occurrence.date.as_ref())]);
            self.information(&[parts]);
        }
        for span in &claim.occurrence_spans {
            let days = format!("{}-{}", day(span.from.as_ref()), day(span.through.as_ref()));
            let mut parts = pair("BI", &span.code);
            parts.extend(["RD8".to_owned(), days]);
            self.information(&[parts]);
        }
        for procedure in &claim.procedures_performed {
            let mut parts = pair(&procedure.qualifier, &procedure.code);
            parts.extend(["D8".to_owned(), day(procedure.date.as_ref())]);
            self.information(&[parts]);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let [_, component, ..] = MARKS;
        let professional = claim.form == Form::Professional;
        let bill = text(claim.type_of_bill.as_ref());
        let code = bill.get(1..3).unwrap_or_default();
        let qualifier = if professional { "B" } else { "A" };
        let frequency = text(claim.frequency.as_ref());
        let facility = [code, qualifier, &frequency].join(&component.to_string());
        let state = if professional { text(claim.accident_state.as_ref()) } else { String::new() };
        let cause = [&text(claim.related_cause.as_ref()), "", "", &state].join(&component.to_string());
        let cause = cause.trim_end_matches(component);
        let charge = text(claim.total_charge.as_ref());
        let id = text(claim.id.as_ref());
        self.segment(&["CLM", &id, &charge, "", "", &facility, "Y", "A", "Y", "Y", "", cause]);
        if let Some(Period { from, through }) = &claim.statement {
            self.date("434", from.as_ref(), through.as_ref());
        }
        self.date("435", claim.admission_date.as_ref(), None);
        self.date("439", claim.accident_date.as_ref(), None);
        let (kind, status) = (text(claim.admission_type.as_ref()), text(claim.discharge_status.as_ref()));
        if !(kind.is_empty() && status.is_empty()) {
            self.segment(&["CL1", &kind, "", &status]);
        }
        if let Some(paid) = &claim.patient_paid {
            self.segment(&["AMT", "F5", &paid.to_string()]);
        }
        self.reference("F8", &text(claim.original_reference.as_ref()));
        self.reference("G1", &text(claim.prior_authorization.as_ref()));
        self.reference("P4", &text(claim.clinical_trial.as_ref()));
        self.reference("X4", &text(claim.clia.as_ref()));
        if !professional {
            self.reference("LU", &text(claim.accident_state.as_ref()));
        }
        if let Some(note) = &claim.note {
            self.segment(&["NTE", "ADD", note]);
        }
        self.codes(claim);
        for (entity, provider) in [
            ("82", &claim.rendering_provider),
            ("DN", &claim.referring_provider),
            ("DK", &claim.ordering_provider),
            ("DQ", &claim.supervising_provider),
            ("71", &claim.attending_provider),
            ("72", &claim.operating_provider),
            ("77", &claim.service_facility),
        ] {
            self.provider(entity, provider.as_deref());
        }
        for line in &claim.lines {
            self.line(line, professional);
        }
    }

    fn line(&mut self, line: &Line, professional: bool) {
        let [_, component, ..] = MARKS;
        self.segment(&["LX", &line.number.to_string()]);
        let mut service = vec!["HC".to_owned(), text(line.procedure.as_ref())];
        service.extend(line.modifiers.iter().map(ToString::to_string));
        service.resize(6, String::new());
        service.push(text(line.description.as_ref()));
        let service = service.join(&component.to_string());
        let service = service.trim_end_matches(component);
        let (charge, units) = (text(line.charge.as_ref()), text(line.units.as_ref()));
        let basis = text(line.unit_basis.as_ref());
        if professional {
            let pointers: Vec<String> = line.diagnosis_pointers.iter().map(ToString::to_string).collect();
            let pointers = pointers.join(&component.to_string());
            let emergency = if line.emergency { "Y" } else { "" };
            let place = text(line.place.as_ref());
            self.segment(&["SV1", service, &charge, &basis, &units, &place, "", &pointers, "", emergency]);
        } else {
            let (revenue, part) = (text(line.revenue_code.as_ref()), text(line.non_covered_charge.as_ref()));
            self.segment(&["SV2", &revenue, service, &charge, &basis, &units, "", &part]);
        }
        self.date("472", line.from.as_ref(), line.through.as_ref());
        self.reference("6R", &text(line.control_number.as_ref()));
        self.reference("G1", &text(line.prior_authorization.as_ref()));
        self.reference("X4", &text(line.clia.as_ref()));
        self.reference("F4", &text(line.referred_clia.as_ref()));
        if let Some(ndc) = &line.ndc {
            self.segment(&["LIN", "", "N4", &ndc.to_string()]);
        }
        let (quantity, unit) = (text(line.ndc_quantity.as_ref()), text(line.ndc_unit.as_ref()));
        if !(quantity.is_empty() && unit.is_empty()) {
            self.segment(&["CTP", "", "", "", &quantity, &unit]);
        }
        for (entity, provider) in [
            ("82", line.rendering_provider.as_deref()),
            ("DN", line.referring_provider.as_deref()),
            ("DK", line.ordering_provider.as_deref()),
            ("DQ", line.supervising_provider.as_deref()),
            ("72", line.operating_provider.as_deref()),
            ("77", line.service_facility.as_deref()),
        ] {
            self.provider(entity, provider);
        }
    }

    /// The file of one claim.
    fn file(mut self, claim: &Claim) -> String {
        let [element, component, repetition, end] = MARKS;
        let guide = match claim.form {
            Form::Professional => "005010X222A1",
            Form::Outpatient => "005010X223A2",
        };
        let header = format!(
            "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1200*{repetition}\
             *00501*000000001*0*T*{component}"
        );
        let _ = write!(self.text, "{}{end}", header.replace('*', &element.to_string()));
        self.segment(&["GS", "HC", "SENDER", "RECEIVER", "20260105", "1200", "1", "X", guide]);
        self.segments = 0;
        self.segment(&["ST", "837", "0001", guide]);
        self.segment(&["HL", "1", "", "20", "1"]);
        if let Some(Provider { npi, taxonomy, .. }) = claim.billing_provider.as_deref() {
            if let Some(taxonomy) = taxonomy {
                self.segment(&["PRV", "BI", "PXC", &taxonomy.to_string()]);
            }
            let qualifier = if npi.is_some() { "XX" } else { "" };
            self.segment(&["NM1", "85", "2", "PRACTICE", "", "", "", "", qualifier, &text(npi.as_ref())]);
        }
        self.segment(&["HL", "2", "1", "22", "0"]);
        let filing = claim.payer.as_deref().and_then(filing).unwrap_or("ZZ");
        self.segment(&["SBR", "P", "18", "", "", "", "", "", "", filing]);
        let patient = &claim.patient;
        if patient.death_date.is_some() {
            self.segment(&["PAT", "", "", "", "", "D8", &day(patient.death_date.as_ref())]);
        }
        let member = text(patient.member_id.as_ref());
        self.segment(&["NM1", "IL", "1", "NAME", "", "", "", "", "MI", &member]);
        let (birth, sex) = (day(patient.birth_date.as_ref()), text(patient.sex.as_ref()));
        if !(birth.is_empty() && sex.is_empty()) {
            self.segment(&["DMG", "D8", &birth, &sex]);
        }
        self.claim(claim);
        self.segment(&["SE", &(self.segments + 1).to_string(), "0001"]);
        self.segment(&["GE", "1", "1"]);
        self.segment(&["IEA", "1", "000000001"]);
        self.text
    }
}

/// Every text of a claim, which none of the marks may stand in.
fn has_marks(claim: &Claim) -> bool {
    serde_json::to_string(claim).unwrap().contains(MARKS)
}

#[test]
fn claims_written_to_files_are_read_as_they_were() {
    let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
    // A file carries no earlier claims, so that reports are compared of claims without.
    let (mut whole, mut single, mut alike, mut all) = (0, 0, 0, 0);
    let mut failures = Vec::new();
    for sample in corpus() {
        let (expected, missing) = carried(&sample.claim);
        assert!(!has_marks(&expected), "{}", sample.name);
        let file = Writer::default().file(&expected);
        let claims: Vec<_> = x12::read(file.as_bytes()).collect();
        let [Ok(read)] = &claims[..] else { panic!("{}: {claims:?}\n{file}", sample.name) };
        if !read.remarks.is_empty() || read.claim != expected {
            let [read, expected] =
                [&read.claim, &expected].map(|claim| serde_json::to_string(claim).unwrap());
            failures.push(format!("{}\n{read}\n{expected}\n{file}", sample.name));
            continue;
        }
        let report = sample.judge(&read.claim).to_json();
        assert_eq!(report, sample.judge(&expected).to_json(), "{}", sample.name);
        let same = report == sample.judge(&sample.claim).to_json();
        if !same && missing.is_empty() {
            failures.push(format!("{}: the report differs, and nothing was lost\n{file}", sample.name));
        }
        all += 1;
        single += usize::from(!missing.contains(&"earlier claims"));
        alike += usize::from(same && !missing.contains(&"earlier claims"));
        whole += usize::from(missing.is_empty());
        missing.into_iter().for_each(|what| *lost.entry(what).or_default() += 1);
    }
    assert!(failures.is_empty(), "{} of {all}\n{}", failures.len(), failures.join("\n\n"));
    assert!(
        whole * 5 > all * 3 && alike * 5 > single * 4,
        "{whole} of {all} are whole, {alike} of {single} alike; lost: {lost:#?}"
    );
}
