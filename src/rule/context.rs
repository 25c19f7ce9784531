//! What a rule may look at.

use super::ncci::Scratch;
use super::{CodeNotes, Feature, Features, ModifierBits, Payer};
use crate::claim::{Claim, Form, Line, Parsed, Provider, UnitBasis};
use crate::code::{Date, DiagnosisCode, Modifier, Money, Npi, PlaceOfService, ProcedureCode, Units};
use crate::edition::{
    AddOn, CodeId, CodeStatus, DiagnosisEntry, DiagnosisFlags, DiagnosisStatus, Edition, FeeRow, Lookup, Mue,
    MueSet, Outpatient, OutpatientDiagnosis, PhysicianFee, Table,
};
use crate::finding::Findings;
use std::cell::OnceCell;

/// A claim made ready for the rules.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// Its lines, in order, each resolved once.
    pub lines: &'c [ServiceLine<'c>],
    /// The lines of the earlier claims in the claim's history.
    pub history: &'c [ServiceLine<'c>],
    /// Its readable ICD-10-CM diagnoses.
    pub diagnoses: &'c [ClaimDiagnosis],
    /// The reference data.
    pub edition: &'c Edition,
    /// Who judges.
    pub payer: Payer,
    /// Dated amounts and limits of the profile.
    pub thresholds: &'c Thresholds,
    /// What has been found out about the codes of the edition.
    pub(crate) codes: &'c CodeNotes,
    /// What rules have found out for each other about this claim.
    pub(crate) scratch: &'c Scratch,
}

/// A readable ICD-10-CM diagnosis of a claim.
#[derive(Debug, Clone)]
pub struct ClaimDiagnosis {
    /// Its position on the claim, from 0.
    pub position: usize,
    /// The code.
    pub code: DiagnosisCode,
    /// A date it has to hold on: professional, the first day of a line that points to it (of the
    /// claim when none does); outpatient, the first day of the statement, else of the lines.
    pub date: Date,
    entry: OnceCell<Option<DiagnosisEntry>>,
    status: OnceCell<Lookup<DiagnosisStatus>>,
    flags: OnceCell<Lookup<DiagnosisFlags>>,
    outpatient: OnceCell<Lookup<OutpatientDiagnosis>>,
}

impl ClaimDiagnosis {
    pub(crate) fn new(position: usize, code: DiagnosisCode, date: Date) -> Self {
        let (entry, status, flags, outpatient) = Default::default();
        Self { position, code, date, entry, status, flags, outpatient }
    }
}

/// The modifier of the professional component.
pub const PROFESSIONAL_COMPONENT: Modifier = Modifier::constant(b"26");
/// The modifier of the technical component.
pub const TECHNICAL_COMPONENT: Modifier = Modifier::constant(b"TC");

impl<'c> Context<'c> {
    /// The modifiers of the claim's lines, as bits.
    pub fn modifier_bits(&self) -> ModifierBits {
        let mut bits = ModifierBits::default();
        self.lines.iter().for_each(|line| bits |= line.modifier_bits);
        bits
    }

    /// The patient's age in completed years on a date; where no date of birth can be read, the age
    /// the claim states.
    pub fn age(&self, date: Date) -> Option<u16> {
        let birth = self.claim.patient.birth_date.as_ref().and_then(|birth| birth.value());
        match birth {
            Some(birth) => date.years_since(birth),
            None => self.claim.patient.age_years,
        }
    }

    /// The first day of the claim: of its statement, else of its lines. It chooses the version of the
    /// outpatient code editor.
    pub fn first_day(&self) -> Option<Date> {
        match self.claim.statement.as_ref().and_then(|period| period.from.as_ref()) {
            Some(date) => date.value(),
            None => self.lines.iter().filter_map(|line| line.from).min(),
        }
    }

    /// Whether the line's code exists on its date; absent where it has no code or no date.
    pub fn status(&self, line: &ServiceLine<'_>) -> Lookup<CodeStatus> {
        *line
            .known
            .status
            .get_or_init(|| about(line, |code, date| self.edition.procedure_of(code, line.code, date)))
    }

    /// A row of the fee schedule for a line's code on its date; absent where it has no code or no date.
    pub fn fee_row(&self, line: &ServiceLine<'_>, row: FeeRow) -> Lookup<&'c PhysicianFee> {
        about(line, |_, date| self.codes.fee(self.edition, line.code, row, date))
    }

    /// The row of the fee schedule for the whole service (no component) of a line's code on its date;
    /// absent where it has no code or no date.
    pub fn whole_fee(&self, line: &ServiceLine<'_>) -> Lookup<&'c PhysicianFee> {
        self.fee_row(line, FeeRow::Global)
    }

    /// The whole fee of a line's code on its date, or on another day where it gives none.
    pub(super) fn whole_fee_or_of(&self, line: &ServiceLine<'_>, day: Date) -> Lookup<&'c PhysicianFee> {
        match line.procedure {
            Some(_) if line.from.is_none() => self.codes.fee(self.edition, line.code, FeeRow::Global, day),
            _ => self.whole_fee(line),
        }
    }

    /// The medically unlikely edit of a line's code on its date, of the table that judges this claim;
    /// absent where it has no code or no date.
    pub fn mue(&self, line: &ServiceLine<'_>) -> Lookup<Mue> {
        about(line, |_, date| self.codes.mue(self.edition, line.code, self.mue_set(), date))
    }

    /// Whether the claim goes to a DME contractor: a professional claim billed by a supplier of medical
    /// equipment (taxonomy 332B) or of prostheses and orthoses (335E).
    pub fn is_supplier_claim(&self) -> bool {
        let biller = self.claim.billing_provider.as_ref();
        let taxonomy = biller.and_then(|biller| biller.taxonomy.as_ref()?.value());
        self.claim.form == Form::Professional
            && self.payer != Payer::Medicaid
            && taxonomy.is_some_and(|code| ["332B", "335E"].iter().any(|kind| code.starts_with(kind)))
    }

    /// The table of medically unlikely edits that judges this claim: by where it goes, never by the
    /// code.
    pub fn mue_set(&self) -> MueSet {
        if self.is_supplier_claim() {
            return MueSet::Dme;
        }
        match (self.payer, self.claim.form) {
            (Payer::Medicaid, Form::Professional) => MueSet::MedicaidPractitioner,
            (Payer::Medicaid, Form::Outpatient) => MueSet::MedicaidOutpatient,
            (_, Form::Professional) => MueSet::Practitioner,
            (_, Form::Outpatient) => MueSet::Outpatient,
        }
    }

    /// Whether a line's code is an add-on code on its date; absent where it has no code or no date.
    pub fn is_add_on(&self, line: &ServiceLine<'_>) -> Lookup<()> {
        const EVER: Features = Features::any_of(&[Feature::AddOn]);
        *line.known.is_add_on.get_or_init(|| {
            about(line, |code, date| match self.codes.procedure(self.edition, code, line.code).features {
                features if features.meets(EVER) => self.edition.add_on_of(line.code, date).map(|_| ()),
                // The table tells of the code, and never had it.
                _ => self.edition.gap_on(Table::AddOn, date).map_or(Lookup::Absent, Lookup::Unknown),
            })
        })
    }

    /// What the outpatient code editor knows of a line's code on its date; absent where it has no code
    /// or no date.
    pub fn outpatient(&self, line: &ServiceLine<'_>) -> Lookup<Outpatient> {
        about(line, |_, date| self.edition.outpatient_of(line.code, date))
    }

    /// The add-on edits of a line's code on its date; absent where it has no code or no date.
    pub fn add_on(&self, line: &ServiceLine<'_>) -> Lookup<AddOn<'_>> {
        match self.is_add_on(line) {
            Lookup::Found(()) => about(line, |_, date| self.edition.add_on_of(line.code, date)),
            Lookup::Absent => Lookup::Absent,
            Lookup::Unknown(gap) => Lookup::Unknown(gap),
        }
    }

    /// The diagnosis a line points to first, where the date it has to hold on is the line's.
    fn first_of_line(&self, line: &ServiceLine<'_>) -> Option<&ClaimDiagnosis> {
        let position = line.line.diagnosis_pointers.first()?.value()?.index();
        let own = std::ptr::eq(line.claim, self.claim);
        self.diagnoses
            .iter()
            .find(|own| own.position == position && Some(own.date) == line.from)
            .filter(|_| own)
    }

    /// The code editor's flags of the diagnosis a line points to first, on the line's date; `None`
    /// when it points to none that can be read or has no date.
    pub fn first_diagnosis_flags(&self, line: &ServiceLine<'_>) -> Option<Lookup<DiagnosisFlags>> {
        Some(match self.first_of_line(line) {
            Some(diagnosis) => self.diagnosis_flags(diagnosis),
            None => self.edition.diagnosis_flags(line.first_diagnosis()?, line.from?),
        })
    }

    /// What the outpatient code editor knows of the diagnosis a line points to first, on the line's
    /// date; `None` when it points to none that can be read or has no date.
    pub fn first_outpatient_diagnosis(&self, line: &ServiceLine<'_>) -> Option<Lookup<OutpatientDiagnosis>> {
        Some(match self.first_of_line(line) {
            Some(own) => *own
                .outpatient
                .get_or_init(|| self.edition.outpatient_diagnosis_of(self.diagnosis_entry(own), own.date)),
            None => self.edition.outpatient_diagnosis(line.first_diagnosis()?, line.from?),
        })
    }

    /// Where the edition keeps what it knows of a diagnosis.
    pub(super) fn diagnosis_entry(&self, diagnosis: &ClaimDiagnosis) -> Option<DiagnosisEntry> {
        *diagnosis.entry.get_or_init(|| self.codes.diagnosis_entry(self.edition, diagnosis.code))
    }

    /// What a diagnosis is on the date it has to hold on.
    pub fn diagnosis_status(&self, diagnosis: &ClaimDiagnosis) -> Lookup<DiagnosisStatus> {
        *diagnosis
            .status
            .get_or_init(|| self.edition.diagnosis_of(self.diagnosis_entry(diagnosis), diagnosis.date))
    }

    /// The code editor's flags of a diagnosis on the date it has to hold on.
    pub fn diagnosis_flags(&self, diagnosis: &ClaimDiagnosis) -> Lookup<DiagnosisFlags> {
        *diagnosis
            .flags
            .get_or_init(|| self.edition.diagnosis_flags_of(self.diagnosis_entry(diagnosis), diagnosis.date))
    }

    /// The row of the fee schedule a line is paid by: that of its component modifier where there is
    /// one, else the code's own; `None` when the schedule does not list the code.
    ///
    /// Where the table cannot answer, the current rule is not evaluated on the line. A rejected
    /// line has no fee.
    pub fn fee(&self, findings: &mut Findings, line: &ServiceLine<'_>) -> Option<&'c PhysicianFee> {
        if findings.is_rejected(line.index) {
            return None;
        }
        let component = if line.has(PROFESSIONAL_COMPONENT) {
            Some(FeeRow::Professional)
        } else if line.has(TECHNICAL_COMPONENT) {
            Some(FeeRow::Technical)
        } else {
            None
        };
        let answer = match component.map(|row| self.fee_row(line, row)) {
            None | Some(Lookup::Absent) => self.whole_fee(line),
            Some(answer) => answer,
        };
        match answer {
            Lookup::Found(fee) => Some(fee),
            Lookup::Absent => None,
            Lookup::Unknown(gap) => {
                findings.not_evaluated(line.index, gap);
                None
            }
        }
    }
}

/// Limits a profile may set.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Days from the date of service to file a claim; none is the payer's calendar rule (Medicare:
    /// one calendar year).
    pub timely_filing_days: Option<u32>,
    /// What therapy may cost in a year before its lines need KX; none is Medicare's of the year.
    pub therapy_threshold: Option<Money>,
    /// Number of the Medicare contractor whose coverage policies judge; none is every contractor's.
    pub contractor: Option<u32>,
    /// The most lines a professional claim may have (005010X222A1: 50), at most [`MOST_LINES`].
    #[serde(deserialize_with = "line_limit")]
    pub professional_lines: u32,
    /// The most lines an institutional claim may have (005010X223A2: 999), at most [`MOST_LINES`].
    #[serde(deserialize_with = "line_limit")]
    pub institutional_lines: u32,
}

/// The most lines a claim of any form has. A longer one is judged by its length alone, whatever a
/// profile says: what it costs to compare all of its lines has no bound, and no payer reads it.
pub const MOST_LINES: u32 = 999;

fn line_limit<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let most = <u32 as serde::Deserialize>::deserialize(from)?;
    if most > MOST_LINES {
        let message = format_args!("{most} lines are more than the {MOST_LINES} that any form carries");
        return Err(serde::de::Error::custom(message));
    }
    Ok(most)
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            timely_filing_days: None,
            therapy_threshold: None,
            contractor: None,
            professional_lines: 50,
            institutional_lines: MOST_LINES,
        }
    }
}

/// A service line with its codes resolved.
#[derive(Debug, Clone)]
pub struct ServiceLine<'c> {
    /// The line as sent.
    pub line: &'c Line,
    /// The claim it stands on.
    pub claim: &'c Claim,
    /// Its position on that claim, from 0.
    pub index: usize,
    /// Its own number on that claim.
    pub number: u32,
    /// Procedure code, when it can be read.
    pub procedure: Option<ProcedureCode>,
    /// The code's place in the edition, when some table knows it.
    pub code: Option<CodeId>,
    /// First date of service: the line's, else the statement's.
    pub from: Option<Date>,
    /// Last date of service; the first where none is given.
    pub through: Option<Date>,
    /// Units, when they can be read; an absent quantity is one unit.
    pub units: Option<Units>,
    /// Charge, when it can be read.
    pub charge: Option<Money>,
    /// Place of service, when it can be read.
    pub place: Option<PlaceOfService>,
    /// Its modifiers, as bits.
    pub modifier_bits: ModifierBits,
    /// What tables have answered about it.
    pub(crate) known: Known,
}

/// What tables have answered about a line, each asked once: several rules ask the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    status: OnceCell<Lookup<CodeStatus>>,
    is_add_on: OnceCell<Lookup<()>>,
}

/// The lookup of a line that has no code or no date to look up.
fn about<T>(line: &ServiceLine<'_>, find: impl FnOnce(ProcedureCode, Date) -> Lookup<T>) -> Lookup<T> {
    match (line.procedure, line.from) {
        (Some(code), Some(date)) => find(code, date),
        _ => Lookup::Absent,
    }
}

impl<'c> ServiceLine<'c> {
    /// The readable modifiers, in the order sent.
    pub fn modifiers(&self) -> impl Iterator<Item = Modifier> + Clone + use<'c> {
        self.line.modifiers.iter().filter_map(|modifier| modifier.value())
    }

    /// Whether the line carries a modifier.
    #[inline]
    pub fn has(&self, modifier: Modifier) -> bool {
        self.modifier_bits.meets(ModifierBits::of(modifier)) && self.modifiers().any(|own| own == modifier)
    }

    /// Whether the line carries one of several modifiers.
    #[inline]
    pub fn has_any(&self, modifiers: &[Modifier]) -> bool {
        self.modifier_bits != ModifierBits::default() && self.modifiers().any(|own| modifiers.contains(&own))
    }

    /// The readable diagnoses the line points to; on an outpatient claim, which has no pointers, all
    /// of the claim's.
    pub fn diagnoses(&self) -> impl Iterator<Item = DiagnosisCode> + use<'c> {
        let (claim, line) = (self.claim, self.line);
        let whole = claim.form == Form::Outpatient;
        let pointed = line.diagnosis_pointers.iter().filter_map(|pointer| pointer.value());
        let pointed = pointed.filter_map(|pointer| claim.diagnoses.get(pointer.index()));
        let all = claim.diagnoses.iter().filter(move |_| whole);
        pointed.filter(move |_| !whole).chain(all).filter_map(|code| code.value())
    }

    /// The diagnosis the line points to first, when it can be read.
    pub fn first_diagnosis(&self) -> Option<DiagnosisCode> {
        let pointer = self.line.diagnosis_pointers.first()?.value()?;
        self.claim.diagnoses.get(pointer.index())?.value()
    }

    /// What the units count.
    pub fn unit_basis(&self) -> UnitBasis {
        self.line.unit_basis.as_ref().and_then(|basis| basis.value()).unwrap_or(UnitBasis::Units)
    }

    /// Who performed the service: the line's rendering provider, else the claim's, else who bills.
    pub fn performer(&self) -> Option<&'c Provider> {
        let named = |provider: &'c Option<Box<Provider>>| {
            provider.as_deref().filter(|provider| provider.npi.is_some())
        };
        named(&self.line.rendering_provider)
            .or_else(|| named(&self.claim.rendering_provider))
            .or_else(|| named(&self.claim.billing_provider))
    }

    /// The identifier of who bills the line's claim.
    fn biller(&self) -> Option<&'c Parsed<Npi>> {
        self.claim.billing_provider.as_ref()?.npi.as_ref()
    }

    /// Whether the line is for an ambulance, so that origin and destination stand as its modifier:
    /// A0021 to A0999, or revenue code 0540 (Medicare Claims Processing Manual, chapter 15).
    pub fn is_ambulance(&self) -> bool {
        const FIRST: ProcedureCode = ProcedureCode::constant(b"A0021");
        const LAST: ProcedureCode = ProcedureCode::constant(b"A0999");
        let revenue = self.line.revenue_code.as_ref().and_then(|code| code.value());
        self.procedure.is_some_and(|code| (FIRST..=LAST).contains(&code))
            || revenue.is_some_and(|code| code.number() == 540)
    }

    /// Whether the line is on a claim for a professional's services.
    pub fn is_professional(&self) -> bool {
        self.claim.form == Form::Professional
    }

    /// How the line's provider relates to another line's, for edits on one provider's services.
    ///
    /// Professional (RULES of NCCI, "same physician"): the same rendering NPI is the same provider;
    /// another rendering NPI of the same billing NPI and the same specialty counts as one physician
    /// for Medicare. Facility: the same billing NPI. A claim that names nobody is one provider. A
    /// professional and a facility are never the same.
    pub fn same_provider(&self, other: &ServiceLine<'c>) -> SameProvider {
        let of_claim = |line: &Line| line.rendering_provider.is_none();
        if std::ptr::eq(self.claim, other.claim) && of_claim(self.line) && of_claim(other.line) {
            return SameProvider::Same;
        }
        let (mine, theirs) = (self.performer(), other.performer());
        let same_billing = self.biller() == other.biller();
        if self.claim.form != other.claim.form {
            return SameProvider::Other;
        }
        if !self.is_professional() {
            return if same_billing { SameProvider::Same } else { SameProvider::Other };
        }
        match (mine, theirs) {
            (Some(a), Some(b)) if a.npi == b.npi => SameProvider::Same,
            (None, None) => SameProvider::Same,
            (Some(a), Some(b)) if same_billing && a.same_specialty(b) => SameProvider::SameSpecialtyInGroup,
            _ => SameProvider::Other,
        }
    }

    /// Whether one of two lines names its provider and the other nobody, so that nobody can say whether
    /// one provider gave both: on a professional claim who performed it, on a facility's who bills.
    pub fn is_unmatched(&self, other: &ServiceLine<'_>) -> bool {
        let names_provider = |line: &ServiceLine<'_>| {
            if line.is_professional() { line.performer().is_some() } else { line.biller().is_some() }
        };
        self.claim.form == other.claim.form && names_provider(self) != names_provider(other)
    }

    /// Whether the line stands on a claim.
    pub fn is_on(&self, claim: &Claim) -> bool {
        std::ptr::eq(self.claim, claim)
    }

    /// Whether the dates of service of two lines share their first day.
    pub fn same_day(&self, other: &ServiceLine<'_>) -> bool {
        self.from.is_some() && self.from == other.from
    }
}

/// How the providers of two lines relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameProvider {
    /// One and the same.
    Same,
    /// Two of one group and one specialty, whom Medicare treats as one physician.
    SameSpecialtyInGroup,
    /// Two different ones.
    Other,
}
