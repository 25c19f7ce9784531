//! F: outpatient facility claims, as the integrated outpatient code editor (I/OCE) judges them.
//!
//! The editor is one pass over a claim ([`EDITS`] in their published order): an edit that denies or
//! rejects a line takes it from the edits that follow, some stop the editing, and packaging changes
//! status indicators on the way. It runs once a claim, before the rules, and each rule then speaks for
//! its edits; leaving a rule out of a profile changes nothing about the others. The claim's first day
//! chooses the version of every table, as in the editor itself; revenue codes alone are those of the day
//! of receipt, or of the claim's last day where none is given.
//!
//! A claim's line action flags are honoured as the contractor's editor does: 1 passes the edits of the
//! bypass table, 2, 3 and 4 take the line out of editing.
//!
//! # OPPS or not
//!
//! A critical access hospital (085x) is never paid under OPPS; for the other bills the type of bill
//! decides (those of OPPS providers are, but 022x, 023x and 032x), unless the claim says otherwise
//! (`opps`). OPPS pays home health agencies (034x) only for splints, casts, antigens, vaccines and
//! disposable wound therapy: without one such a claim counts as one outside of OPPS. Condition code 07
//! counts only beside a splint, cast or antigen that OPPS pays for a hospice patient.
#![doc = include_str!("edits.md")]
#![doc = include_str!("agreement.md")]

pub mod add_on;
mod bill_types;
pub mod biological;
pub mod blood;
pub mod ca_modifier;
mod claim_kind;
mod comprehensive;
pub mod condition_code;
pub mod corneal;
pub mod date_range;
pub mod device;
pub mod diagnosis;
pub mod discontinued;
pub mod drug;
mod editor;
mod edits;
pub mod expiry;
pub mod federally_qualified;
pub mod incidental;
pub mod inherent_bilateral;
pub mod inpatient;
mod line_date;
pub mod mental_health;
pub mod mental_health_day;
pub mod modifier_conflict;
pub mod modifier_cs;
pub mod modifier_pt;
mod modifier_set;
pub mod nonopioid;
pub mod observation;
mod pair;
pub mod part_b_inpatient;
pub mod planning;
mod procedure;
pub mod program_day;
mod program_week;
pub mod revenue;
pub mod rural_health;
pub mod section_603;
pub mod site;
pub mod skin_substitute;
mod speak;
pub mod status;
pub mod telehealth;
pub mod token_charge;
pub mod transplant;
pub mod trauma;
pub mod treatment_program;
pub mod visit;

pub use claim_kind::Claims;
pub(super) use editor::edit;
pub use edits::{EDITS, IoceEdit, State, find, page};
use speak::say;
pub(super) use speak::{edit_of_bill, is_edited, say_where, speaks};

use crate::code::Date;

/// The first day of the editor's versions that editions know.
const FIRST_DAY: Date = Date::constant(2019, 7, 1);

/// The first day of the intensive outpatient program (Consolidated Appropriations Act, 2023).
const INTENSIVE_OUTPATIENT: Date = Date::constant(2024, 1, 1);

/// Edits that only inform: they leave the line payable.
const INFORMATION: [u16; 6] = [95, 128, 129, 131, 137, 138];
