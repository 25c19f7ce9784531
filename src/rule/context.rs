//! What a rule may look at.

use super::Payer;
use crate::claim::{Claim, Form, Line, Provider, UnitBasis};
use crate::code::{Date, DiagnosisCode, Modifier, Money, PlaceOfService, ProcedureCode, Units};
use crate::edition::{CodeId, Edition, FeeRow, Lookup, PhysicianFee};
use crate::finding::Findings;

/// A claim made ready for the rules.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// Its lines, in order, each resolved once.
    pub lines: &'c [ServiceLine<'c>],
    /// The lines of the earlier claims in the claim's history.
    pub history: &'c [ServiceLine<'c>],
    /// The reference data.
    pub edition: &'c Edition,
    /// Who judges.
    pub payer: Payer,
    /// Dated amounts and limits of the profile.
    pub thresholds: &'c Thresholds,
}

/// The modifier of the professional component.
pub const PROFESSIONAL_COMPONENT: Modifier = Modifier::constant(b"26");
/// The modifier of the technical component.
pub const TECHNICAL_COMPONENT: Modifier = Modifier::constant(b"TC");

impl Context<'_> {
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

    /// The row of the fee schedule a line is paid by: that of its component modifier where there is
    /// one, else the code's own; `None` when the schedule does not list the code.
    ///
    /// Where the table cannot answer, the current rule is not evaluated on the line. A rejected
    /// line has no fee.
    pub fn fee(&self, findings: &mut Findings, line: &ServiceLine<'_>) -> Option<PhysicianFee> {
        if findings.is_rejected(line.index) {
            return None;
        }
        let (code, date) = (line.procedure?, line.from?);
        let row = if line.has(PROFESSIONAL_COMPONENT) {
            FeeRow::Professional
        } else if line.has(TECHNICAL_COMPONENT) {
            FeeRow::Technical
        } else {
            FeeRow::Global
        };
        let answer = match self.edition.physician_fee(code, row, date) {
            Lookup::Absent if row != FeeRow::Global => self.edition.physician_fee(code, FeeRow::Global, date),
            answer => answer,
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
    /// Number of the Medicare contractor whose coverage policies judge; none is every contractor's.
    pub contractor: Option<u32>,
    /// The most lines a professional claim may have (005010X222A1: 50).
    pub professional_lines: u32,
    /// The most lines an institutional claim may have (005010X223A2: 999).
    pub institutional_lines: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { timely_filing_days: None, contractor: None, professional_lines: 50, institutional_lines: 999 }
    }
}

/// A service line with its codes resolved.
#[derive(Debug, Clone, Copy)]
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
}

impl<'c> ServiceLine<'c> {
    /// The readable modifiers, in the order sent.
    pub fn modifiers(&self) -> impl Iterator<Item = Modifier> + use<'c> {
        self.line.modifiers.iter().filter_map(|modifier| modifier.value())
    }

    /// Whether the line carries a modifier.
    pub fn has(&self, modifier: Modifier) -> bool {
        self.modifiers().any(|own| own == modifier)
    }

    /// Whether the line carries one of several modifiers.
    pub fn has_any(&self, modifiers: &[Modifier]) -> bool {
        self.modifiers().any(|own| modifiers.contains(&own))
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

    /// What the units count.
    pub fn unit_basis(&self) -> UnitBasis {
        self.line.unit_basis.as_ref().and_then(|basis| basis.value()).unwrap_or(UnitBasis::Units)
    }

    /// Who performed the service: the line's rendering provider, else the claim's, else who bills.
    pub fn performer(&self) -> Option<&'c Provider> {
        let named =
            |provider: &'c Option<Provider>| provider.as_ref().filter(|provider| provider.npi.is_some());
        named(&self.line.rendering_provider)
            .or_else(|| named(&self.claim.rendering_provider))
            .or_else(|| named(&self.claim.billing_provider))
    }

    /// Whether the line is for an ambulance, so that origin and destination stand as its modifier:
    /// A0021 to A0999, or revenue code 0540 (Medicare Claims Processing Manual, chapter 15).
    pub fn is_ambulance(&self) -> bool {
        let code = self.procedure.map(ProcedureCode::to_bytes).unwrap_or_default();
        let revenue = self.line.revenue_code.as_ref().and_then(|code| code.value());
        (*b"A0021"..=*b"A0999").contains(&code) || revenue.is_some_and(|code| code.number() == 540)
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
        let (mine, theirs) = (self.performer(), other.performer());
        let biller =
            |claim: &'c Claim| claim.billing_provider.as_ref().and_then(|biller| biller.npi.as_ref());
        let same_billing = biller(self.claim) == biller(other.claim);
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
