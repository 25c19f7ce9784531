//! The claim itself.

use super::reading::readable;
use super::{Line, Parsed, Patient, Provider};
use crate::code::{Clia, Date, DiagnosisCode, Money, TypeOfBill};
use serde::{Deserialize, Serialize};

/// A professional or outpatient claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The submitter's identifier (837: CLM01).
    pub id: Option<String>,
    /// Professional (837P, CMS-1500) or outpatient (837I, UB-04).
    pub form: Form,
    /// `medicare`, `medicaid`, `commercial` or a payer a profile names; none is Medicare.
    pub payer: Option<String>,
    /// Claim frequency: `1` original, `7` replacement, `8` void (837: CLM05-3).
    pub frequency: Option<String>,
    /// The payer's control number of the claim this one replaces (837: REF*F8).
    pub original_reference: Option<String>,
    /// Type of bill (outpatient).
    pub type_of_bill: Option<Parsed<TypeOfBill>>,
    /// Whether an outpatient claim is paid under the outpatient prospective payment system (OPPS); none
    /// leaves it to the type of bill. A critical access hospital (085x) never is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opps: Option<bool>,
    /// Statement period (outpatient); for a professional claim the span of its lines.
    pub statement: Option<Period>,
    /// The date the payer received or will receive the claim.
    pub received: Option<Parsed<Date>>,
    /// The patient.
    pub patient: Patient,
    /// Who bills.
    pub billing_provider: Option<Box<Provider>>,
    /// Who performed the services.
    pub rendering_provider: Option<Box<Provider>>,
    /// Who referred the patient.
    pub referring_provider: Option<Box<Provider>>,
    /// Who ordered the services.
    pub ordering_provider: Option<Box<Provider>>,
    /// Who supervised the services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supervising_provider: Option<Box<Provider>>,
    /// Who attended the patient (institutional).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attending_provider: Option<Box<Provider>>,
    /// Who operated (institutional).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_provider: Option<Box<Provider>>,
    /// Where the services took place.
    pub service_facility: Option<Box<Provider>>,
    /// CLIA number of the performing laboratory.
    pub clia: Option<Parsed<Clia>>,
    /// Prior authorization number.
    pub prior_authorization: Option<String>,
    /// Number of the clinical trial or demonstration project (837: REF*P4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clinical_trial: Option<String>,
    /// Condition codes (outpatient).
    pub condition_codes: Vec<String>,
    /// Value codes (outpatient).
    pub value_codes: Vec<ValueCode>,
    /// Occurrence codes (outpatient).
    pub occurrence_codes: Vec<OccurrenceCode>,
    /// Occurrence span codes (outpatient).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub occurrence_spans: Vec<OccurrenceSpan>,
    /// Date of admission.
    pub admission_date: Option<Parsed<Date>>,
    /// Type of admission (institutional).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admission_type: Option<String>,
    /// Patient discharge status (institutional).
    pub discharge_status: Option<String>,
    /// `AA` auto accident, `EM` employment, `OA` other accident.
    pub related_cause: Option<String>,
    /// Date of the accident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accident_date: Option<Parsed<Date>>,
    /// State of the auto accident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accident_state: Option<String>,
    /// Diagnoses, the first the principal one.
    pub diagnoses: Vec<Parsed<DiagnosisCode>>,
    /// The code set the diagnoses were sent in; none is ICD-10-CM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis_code_set: Option<DiagnosisCodeSet>,
    /// Admitting diagnosis (institutional).
    pub admitting_diagnosis: Option<Parsed<DiagnosisCode>>,
    /// Patient's reasons for the visit (outpatient).
    pub reason_for_visit: Vec<Parsed<DiagnosisCode>>,
    /// External causes of injury sent apart from the other diagnoses (institutional).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_causes: Vec<Parsed<DiagnosisCode>>,
    /// ICD procedures (institutional) or surgery under anaesthesia (professional) sent with the claim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub procedures_performed: Vec<ProcedurePerformed>,
    /// Treatment codes (home health).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub treatment_codes: Vec<String>,
    /// Total charge of the claim.
    pub total_charge: Option<Parsed<Money>>,
    /// Amount the patient has paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient_paid: Option<Parsed<Money>>,
    /// Note to the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Service lines.
    pub lines: Vec<Line>,
    /// Earlier claims of the same patient, for rules that look back.
    pub history: Vec<Claim>,
}

readable! { Claim [form] {
    id form payer frequency original_reference type_of_bill opps statement received patient
    billing_provider rendering_provider referring_provider ordering_provider supervising_provider
    attending_provider operating_provider service_facility clia prior_authorization clinical_trial
    condition_codes value_codes occurrence_codes occurrence_spans admission_date admission_type
    discharge_status related_cause accident_date accident_state diagnoses diagnosis_code_set
    admitting_diagnosis reason_for_visit external_causes procedures_performed treatment_codes total_charge
    patient_paid note lines history
} }

impl Claim {
    /// Whether the claim's diagnoses are sent as ICD-10-CM: they are, unless it says ICD-9-CM.
    pub fn has_icd_10(&self) -> bool {
        self.diagnosis_code_set != Some(DiagnosisCodeSet::Icd9Cm)
    }
}

/// Which form a claim is on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// 837P or CMS-1500.
    #[default]
    Professional,
    /// 837I or UB-04.
    Outpatient,
}

/// The code set of a claim's diagnoses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DiagnosisCodeSet {
    /// ICD-9-CM, in force to 2015-09-30.
    #[serde(rename = "icd-9-cm")]
    Icd9Cm,
    /// ICD-10-CM, in force from 2015-10-01.
    #[serde(rename = "icd-10-cm")]
    Icd10Cm,
}

/// From one date to another, both included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day.
    pub from: Option<Parsed<Date>>,
    /// Last day.
    pub through: Option<Parsed<Date>>,
}

readable! { Period [] {
    from through
} }

/// A value code with its amount.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ValueCode {
    /// Two characters.
    pub code: String,
    /// Amount or number it stands for.
    pub amount: Option<Parsed<Money>>,
}

readable! { ValueCode [code] {
    code amount
} }

/// An occurrence code with its date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OccurrenceCode {
    /// Two characters.
    pub code: String,
    /// Date of the occurrence.
    pub date: Option<Parsed<Date>>,
}

readable! { OccurrenceCode [code] {
    code date
} }

/// An occurrence span code with its dates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OccurrenceSpan {
    /// Two characters.
    pub code: String,
    /// First day.
    pub from: Option<Parsed<Date>>,
    /// Last day.
    pub through: Option<Parsed<Date>>,
}

readable! { OccurrenceSpan [code] {
    code from through
} }

/// A procedure sent beside the lines, kept as text: an ICD procedure of an institutional claim, or
/// the surgical procedure that the anaesthesia of a professional claim was given for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProcedurePerformed {
    /// The code as sent.
    pub code: String,
    /// The qualifier it was sent under: `BBR`, `BBQ`, `BR`, `BQ`, `CAH`, `BP`, `BO`.
    pub qualifier: String,
    /// Date performed.
    pub date: Option<Parsed<Date>>,
}

readable! { ProcedurePerformed [code qualifier] {
    code qualifier date
} }
