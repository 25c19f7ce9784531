//! What a claim is, as far as it decides which edits look at it, and descriptions of such claims.

use super::bill_types::{COMPREHENSIVE, HOSPITAL, PACKAGED, SOFTWARE_ADD_ONS, claims_of};
use crate::code::{Date, TypeOfBill};
use crate::edition::OutpatientFlag;
use std::fmt;

/// The type of bill of a critical access hospital, which is never paid under OPPS.
pub(super) const CRITICAL_ACCESS: u8 = 85;
/// Types of bill that the editor takes from OPPS providers, by facility and classification.
const OPPS_BILLS: BillTypes =
    BillTypes::of(&[12, 13, 14, 22, 23, 32, 34, 43, 71, 72, 74, 75, 76, 77, 81, 82, 87]);
/// Types of bill that the editor takes from providers outside of OPPS.
const OTHER_BILLS: BillTypes =
    BillTypes::of(&[12, 13, 14, 22, 23, 32, 34, 43, 71, 72, 73, 74, 75, 77, 78, 81, 82, 83, 84, 85, 87, 89]);
/// The type of bill of a home health agency's services outside of a plan of care.
const HOME_HEALTH: u8 = 34;
/// Types of bill of which OPPS pays the splints, casts and antigens of hospice patients.
const HOSPICE_PATIENTS: BillTypes = BillTypes::of(&[22, 23, 32, 72, 74, 75, 81, 82]);
/// OPPS types of bill of providers that are usually paid by another system.
const USUALLY_OTHER: BillTypes = BillTypes::of(&[22, 23, 32]);

/// Types of bill by facility and classification, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BillTypes(u128);

impl BillTypes {
    const fn of(mut bills: &[u8]) -> Self {
        let mut bits = 0;
        while let [first, rest @ ..] = bills {
            bits |= 1 << *first;
            bills = rest;
        }
        Self(bits)
    }

    const fn has(self, bill: u8) -> bool {
        bill < 100 && self.0 >> bill & 1 == 1
    }

    /// The types of bill that the editor takes at all.
    const fn accepted() -> Self {
        Self(OPPS_BILLS.0 | OTHER_BILLS.0)
    }
}

/// A condition code that decides which edits look at a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConditionCode {
    /// A hospice patient's treatment that has nothing to do with the terminal condition; it counts where
    /// OPPS pays for a splint, cast or antigen on the claim.
    C07,
    /// The provider asks for a decision on what it expects not to be covered.
    C20,
    /// The provider asks for a denial.
    C21,
    /// Partial hospitalization.
    C41,
    /// Ambiguous gender category.
    C45,
    /// A health centre that is not paid under the centres' system.
    C65,
    /// Opioid treatment program.
    C89,
    /// Intensive outpatient program.
    C92,
    /// Distinct medical visit.
    G0,
    /// A denied inpatient stay, rebilled under Part B.
    W2,
}

impl ConditionCode {
    const ALL: [(Self, &str); 10] = [
        (Self::C07, "07"),
        (Self::C20, "20"),
        (Self::C21, "21"),
        (Self::C41, "41"),
        (Self::C45, "45"),
        (Self::C65, "65"),
        (Self::C89, "89"),
        (Self::C92, "92"),
        (Self::G0, "G0"),
        (Self::W2, "W2"),
    ];
}

/// A set of condition codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct ConditionCodes(u16);

impl ConditionCodes {
    const fn of(mut codes: &[ConditionCode]) -> Self {
        let mut bits = 0;
        while let [first, rest @ ..] = codes {
            bits |= 1 << *first as u16;
            codes = rest;
        }
        Self(bits)
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn texts(self) -> impl Iterator<Item = &'static str> {
        ConditionCode::ALL
            .into_iter()
            .filter(move |(code, _)| self.meets(Self::of(&[*code])))
            .map(|(_, text)| text)
    }
}

/// What a claim is, as far as it decides which edits look at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// Facility and classification of the type of bill.
    pub(super) bill: u8,
    /// Whether the claim is paid under OPPS.
    pub(super) opps: bool,
    /// The first day of the statement: it chooses the version of the editor.
    pub(super) from: Date,
    /// The frequency of the bill: `1` admission through discharge, `0` a claim for no payment.
    pub(super) frequency: char,
    conditions: ConditionCodes,
}

impl Kind {
    /// A claim's kind; `opps` where the claim itself says how it is paid.
    pub(super) fn new<'a>(
        bill: TypeOfBill,
        opps: Option<bool>,
        from: Date,
        condition_codes: impl Iterator<Item = &'a str>,
    ) -> Self {
        let (bill, frequency) = (bill.facility_and_classification(), bill.frequency());
        let usual = OPPS_BILLS.has(bill) && !USUALLY_OTHER.has(bill);
        let opps = bill != CRITICAL_ACCESS && opps.unwrap_or(usual);
        let mut conditions = ConditionCodes::default();
        for own in condition_codes {
            let known =
                ConditionCode::ALL.into_iter().find(|(_, text)| own.trim().eq_ignore_ascii_case(text));
            conditions.0 |= known.map_or(0, |(code, _)| ConditionCodes::of(&[code]).0);
        }
        Self { bill, opps, from, frequency, conditions }
    }

    /// Whether the claim has a condition code.
    pub(super) fn has(&self, code: ConditionCode) -> bool {
        self.conditions.meets(ConditionCodes::of(&[code]))
    }

    /// Settles what depends on the services of the claim.
    ///
    /// OPPS pays home health agencies (34x) only for splints, casts, antigens, vaccines and disposable
    /// negative pressure wound therapy, and other providers only for splints, casts and antigens of hospice
    /// patients.
    pub(super) fn settle(&mut self, carries: impl Fn(&[OutpatientFlag]) -> bool) {
        use OutpatientFlag::{Antigen, Cast, NegativePressureWoundTherapy, Splint, Vaccine};
        if self.bill == HOME_HEALTH {
            self.opps &= carries(&[Antigen, Cast, Splint, Vaccine, NegativePressureWoundTherapy]);
        }
        let hospice = self.opps && HOSPICE_PATIENTS.has(self.bill) && carries(&[Antigen, Cast, Splint]);
        if !hospice {
            self.conditions.0 &= !ConditionCodes::of(&[ConditionCode::C07]).0;
        }
    }

    /// Whether the editor takes the type of bill from this kind of provider.
    pub(super) fn is_accepted(&self) -> bool {
        if self.opps { OPPS_BILLS.has(self.bill) } else { OTHER_BILLS.has(self.bill) }
    }

    fn is_of(&self, claims: &[Claims]) -> bool {
        claims.iter().any(|claims| !claims.noted && claims.has(self))
    }

    /// Whether an edit is evaluated for the claim.
    pub(super) fn asks(&self, edit: u16) -> bool {
        self.is_of(claims_of(edit))
    }

    /// Whether an edit is evaluated for the claim, or noted on it for information.
    pub(super) fn notes(&self, edit: u16) -> bool {
        claims_of(edit).iter().any(|claims| claims.has(self))
    }

    /// Whether add-ons of software as a service need their primary on the claim.
    pub(super) fn takes_software_add_ons(&self) -> bool {
        self.is_of(SOFTWARE_ADD_ONS)
    }

    /// Whether services of the claim can be therapy under a plan.
    pub(super) fn has_therapy(&self) -> bool {
        self.is_of(HOSPITAL)
    }

    /// Whether the services of the claim are packaged.
    pub(super) fn is_packaged(&self) -> bool {
        self.is_of(PACKAGED)
    }

    /// Whether a comprehensive classification can be paid on the claim.
    pub(super) fn takes_comprehensive(&self) -> bool {
        self.is_of(COMPREHENSIVE)
    }
}

/// How a claim is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Any,
    Opps,
    Other,
}

/// Claims for which an edit is evaluated: some types of bill, under conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    bills: BillTypes,
    system: System,
    with: ConditionCodes,
    without: ConditionCodes,
    first: Date,
    last: Date,
    paying: bool,
    noted: bool,
}

const fn claims(bills: BillTypes) -> Claims {
    let none = ConditionCodes(0);
    let (first, last) = (Date::MIN, Date::MAX);
    Claims { bills, system: System::Any, with: none, without: none, first, last, paying: false, noted: false }
}

/// Claims of some types of bill.
pub(super) const fn on(bills: &[u8]) -> Claims {
    claims(BillTypes::of(bills))
}

/// Claims of all types of bill but some.
pub(super) const fn all_but(bills: &[u8]) -> Claims {
    claims(BillTypes(!BillTypes::of(bills).0))
}

impl Claims {
    pub(super) const fn opps(self) -> Self {
        Self { system: System::Opps, ..self }
    }

    pub(super) const fn outside_opps(self) -> Self {
        Self { system: System::Other, ..self }
    }

    /// With one of some condition codes.
    pub(super) const fn with(self, codes: &[ConditionCode]) -> Self {
        Self { with: ConditionCodes::of(codes), ..self }
    }

    /// With none of some condition codes.
    pub(super) const fn without(self, codes: &[ConditionCode]) -> Self {
        Self { without: ConditionCodes::of(codes), ..self }
    }

    pub(super) const fn since(self, first: Date) -> Self {
        Self { first, ..self }
    }

    pub(super) const fn until(self, last: Date) -> Self {
        Self { last, ..self }
    }

    /// Other than claims for no payment (frequency 0).
    pub(super) const fn paying(self) -> Self {
        Self { paying: true, ..self }
    }

    /// Where CMS's program draws the edit and CMS's text does not: noted for information.
    pub(super) const fn noted(self) -> Self {
        Self { noted: true, ..self }
    }

    /// Whether a type of bill is among them, given by facility and classification (13 for 013x).
    pub fn has_bill_type(&self, bill: u8) -> bool {
        self.bills.has(bill)
    }

    /// Whether the edit is only noted on them, for information.
    pub fn is_noted(&self) -> bool {
        self.noted
    }

    fn has(&self, kind: &Kind) -> bool {
        let paid = match self.system {
            System::Any => true,
            System::Opps => kind.opps,
            System::Other => !kind.opps,
        };
        self.bills.has(kind.bill)
            && paid
            && !(self.paying && kind.frequency == '0')
            && (self.with.0 == 0 || self.with.meets(kind.conditions))
            && !self.without.meets(kind.conditions)
            && self.first <= kind.from
            && kind.from <= self.last
    }
}

/// The words of the page of edits.
impl fmt::Display for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words: Vec<String> = Vec::new();
        if self.noted {
            words.push("for information:".into());
        }
        let accepted = (0..100).filter(|bill| BillTypes::accepted().has(*bill));
        let (among, others): (Vec<u8>, Vec<u8>) = accepted.partition(|bill| self.bills.has(*bill));
        // Only the complement of a list has a type of bill that nobody uses.
        let complement = self.bills.has(0);
        match (complement, others.is_empty()) {
            (true, true) => words.push("all".into()),
            (true, false) => words.push("all but".into()),
            (false, _) => {}
        }
        let listed = if complement { others } else { among };
        words.extend(listed.iter().map(|bill| format!("{bill}x")));
        if self.paying {
            words.extend(listed.iter().map(|bill| format!("but {bill}0")));
        }
        match self.system {
            System::Any => {}
            System::Opps => words.push("under OPPS".into()),
            System::Other => words.push("outside of OPPS".into()),
        }
        for (word, codes) in [("with", self.with), ("without", self.without)] {
            let codes: Vec<&str> = codes.texts().collect();
            if !codes.is_empty() {
                words.push(format!("{word} {}", codes.join("/")));
            }
        }
        if self.first > Date::MIN {
            words.push(format!("from {}", self.first));
        }
        if self.last < Date::MAX {
            words.push(format!("to {}", self.last));
        }
        f.write_str(&words.join(" "))
    }
}
