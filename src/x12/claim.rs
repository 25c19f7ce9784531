//! The claim loop (2300) and the loops under it that speak of the whole claim.

use super::date::period;
use super::guide;
use super::hierarchy::Hierarchy;
use super::segment::Segment;
use super::{Position, Positions, X12Claim, X12Error};
use crate::claim::{Claim, Form, Line, Parsed, Period, Provider};
use std::str::FromStr;

/// Reads a text into a field that nothing has filled before; an empty text is nothing.
pub(super) fn first<T: FromStr>(field: &mut Option<Parsed<T>>, text: &str) {
    if field.is_none() && !text.is_empty() {
        *field = Some(Parsed::from_text(text));
    }
}

/// The value of a text; an empty text is nothing.
pub(super) fn parsed<T: FromStr>(text: &str) -> Option<Parsed<T>> {
    (!text.is_empty()).then(|| Parsed::from_text(text))
}

/// A claim being read, from its `CLM` to the segment before the next claim.
///
/// Where a guide allows a segment once and it comes again, the first one holds.
#[derive(Debug)]
pub(super) struct ClaimReader {
    pub(super) claim: Claim,
    pub(super) positions: Positions,
    pub(super) remarks: Vec<X12Error>,
    pub(super) stage: Stage,
    /// Separator of components on this claim.
    pub(super) separator: Option<char>,
    /// What each line's `LX` says.
    pub(super) line_numbers: Vec<Option<u32>>,
    /// Where the line being read begins, as long as it has no service segment.
    pub(super) awaiting_service: Option<Position>,
    /// Lines sent in an `SV1` and in an `SV2`.
    pub(super) services: [u32; 2],
    /// Which diagnoses were sent as the principal one.
    pub(super) principal: Vec<bool>,
    begins: Position,
    declared: Form,
    /// The text of CLM05: facility code, its qualifier and the frequency.
    facility: [String; 3],
    damaged: Option<u32>,
    dental: Option<Position>,
}

/// The loop that a claim's segments are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// 2300.
    Claim,
    /// 2310: a provider of the claim, where we keep that role.
    ClaimProvider(Option<Role>),
    /// 2320 and 2330: another payer. Nothing in there is a fact of this claim.
    OtherPayer,
    /// 2400 and 2410: a service line and its drug.
    Line,
    /// 2420: a provider of the line, where we keep that role.
    LineProvider(Option<Role>),
    /// 2430 and 2440: how another payer judged the line; supporting forms.
    LineAside,
}

/// The part a provider plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Rendering,
    Referring,
    Ordering,
    Supervising,
    Attending,
    Operating,
    Facility,
}

impl Role {
    /// The role of an entity identifier (NM101), `None` for parties no rule asks about.
    pub(super) fn of(entity: &str) -> Option<Self> {
        Some(match entity {
            "82" => Self::Rendering,
            "DN" => Self::Referring,
            "DK" => Self::Ordering,
            "DQ" => Self::Supervising,
            "71" => Self::Attending,
            "72" => Self::Operating,
            "77" => Self::Facility,
            _ => return None,
        })
    }

    /// The field, its NPI and its taxonomy.
    pub(super) fn fields(self) -> [&'static str; 3] {
        match self {
            Self::Rendering => {
                ["rendering_provider", "rendering_provider.npi", "rendering_provider.taxonomy"]
            }
            Self::Referring => {
                ["referring_provider", "referring_provider.npi", "referring_provider.taxonomy"]
            }
            Self::Ordering => ["ordering_provider", "ordering_provider.npi", "ordering_provider.taxonomy"],
            Self::Supervising => {
                ["supervising_provider", "supervising_provider.npi", "supervising_provider.taxonomy"]
            }
            Self::Attending => {
                ["attending_provider", "attending_provider.npi", "attending_provider.taxonomy"]
            }
            Self::Operating => {
                ["operating_provider", "operating_provider.npi", "operating_provider.taxonomy"]
            }
            Self::Facility => ["service_facility", "service_facility.npi", "service_facility.taxonomy"],
        }
    }

    fn of_claim(self, claim: &mut Claim) -> &mut Option<Box<Provider>> {
        match self {
            Self::Rendering => &mut claim.rendering_provider,
            Self::Referring => &mut claim.referring_provider,
            Self::Ordering => &mut claim.ordering_provider,
            Self::Supervising => &mut claim.supervising_provider,
            Self::Attending => &mut claim.attending_provider,
            Self::Operating => &mut claim.operating_provider,
            Self::Facility => &mut claim.service_facility,
        }
    }
}

impl ClaimReader {
    /// Begins a claim at its `CLM`.
    pub(super) fn begin(segment: &Segment, declared: Form, hierarchy: &Hierarchy) -> Self {
        let mut claim = Claim { form: declared, ..Claim::default() };
        let mut positions = Positions::default();
        positions.put_whole(None, segment.position(0, 0));
        hierarchy.apply(&mut claim, &mut positions);
        let mut reader = Self {
            claim,
            positions,
            remarks: Vec::new(),
            stage: Stage::Claim,
            separator: segment.delimiters.component.map(char::from),
            line_numbers: Vec::new(),
            awaiting_service: None,
            services: [0; 2],
            principal: Vec::new(),
            begins: segment.position(0, 0),
            declared,
            facility: Default::default(),
            damaged: hierarchy.doubt(),
            dental: None,
        };
        reader.claim_information(segment);
        reader
    }

    fn claim_information(&mut self, segment: &Segment) {
        self.find_separator(segment);
        self.claim.id = Some(segment.element(1).to_owned()).filter(|id| !id.is_empty());
        self.claim.total_charge = parsed(segment.element(2));
        for (number, part) in self.facility.iter_mut().enumerate() {
            segment.component(5, number + 1, self.separator).clone_into(part);
        }
        let [_, _, frequency] = &self.facility;
        self.claim.frequency = Some(frequency.clone()).filter(|text| !text.is_empty());
        let cause = |number| segment.component(11, number, self.separator);
        if let Some(number) = (1..=3).find(|&number| !cause(number).is_empty()) {
            self.claim.related_cause = Some(cause(number).to_owned());
            self.positions.put(None, "related_cause", 0, segment.position(11, number));
        }
        self.claim.accident_state = Some(cause(4).to_owned()).filter(|state| !state.is_empty());
        for (field, element, component) in [
            ("id", 1, 0),
            ("total_charge", 2, 0),
            ("type_of_bill", 5, 1),
            ("frequency", 5, 3),
            ("accident_state", 11, 4),
        ] {
            self.positions.put(None, field, 0, segment.position(element, component));
        }
    }

    /// Finds the separator of CLM05 where it is not the declared one: `11>B>1` under a header
    /// that declares a colon. Files put together from two systems are written so.
    fn find_separator(&mut self, segment: &Segment) {
        let composite = segment.element(5);
        let declared = self.separator;
        if composite.is_empty() || declared.is_some_and(|separator| composite.contains(separator)) {
            return;
        }
        let Some((place, used)) = composite.char_indices().find(|(_, c)| c.is_ascii_punctuation()) else {
            return;
        };
        let rest = composite.get(place + 1..).unwrap_or_default();
        let qualifier = rest.split(used).next().unwrap_or_default();
        if !matches!(qualifier, "A" | "B" | "") || !rest.contains(used) {
            return;
        }
        self.separator = Some(used);
        self.remarks.push(X12Error::ComponentSeparator { position: segment.position(5, 0), used, declared });
    }

    /// Reads one segment after the `CLM`.
    pub(super) fn read(&mut self, segment: &Segment) {
        self.enter(segment);
        match self.stage {
            Stage::Claim => self.claim_segment(segment),
            Stage::ClaimProvider(role) => match segment.name() {
                "NM1" | "PRV" => self.claim_provider(role, segment),
                // The provider's own secondary identifiers use other qualifiers than the claim's.
                _ => self.claim_segment(segment),
            },
            Stage::OtherPayer | Stage::LineAside => {}
            Stage::Line | Stage::LineProvider(_) => self.line_segment(segment),
        }
    }

    /// Moves to the loop that a segment begins.
    fn enter(&mut self, segment: &Segment) {
        let on_line = matches!(self.stage, Stage::Line | Stage::LineProvider(_) | Stage::LineAside);
        match segment.name() {
            "LX" | "SV1" | "SV2" | "SV3" => self.stage = Stage::Line,
            "SBR" if !on_line => self.stage = Stage::OtherPayer,
            "SVD" | "LQ" if on_line => self.stage = Stage::LineAside,
            "LIN" if on_line => self.stage = Stage::Line,
            "NM1" if on_line => {
                let role = Role::of(segment.element(1)).filter(|&role| self.line_provider_is_new(role));
                self.stage = Stage::LineProvider(role);
            }
            "NM1" if self.stage != Stage::OtherPayer => {
                let role = Role::of(segment.element(1));
                let role = role.filter(|role| role.of_claim(&mut self.claim).is_none());
                self.stage = Stage::ClaimProvider(role);
            }
            _ => {}
        }
    }

    fn claim_segment(&mut self, segment: &Segment) {
        match segment.name() {
            "DTP" => self.claim_date(segment),
            "CL1" => {
                let text = |element| Some(segment.element(element).to_owned()).filter(|t| !t.is_empty());
                self.claim.admission_type = text(1);
                self.claim.discharge_status = text(3);
                self.positions.put(None, "admission_type", 0, segment.position(1, 0));
                self.positions.put(None, "discharge_status", 0, segment.position(3, 0));
            }
            "AMT" if segment.element(1) == "F5" => {
                first(&mut self.claim.patient_paid, segment.element(2));
                self.positions.put(None, "patient_paid", 0, segment.position(2, 0));
            }
            "REF" => self.claim_reference(segment),
            "NTE" => {
                let text = segment.element(2);
                match &mut self.claim.note {
                    Some(note) => {
                        note.push(' ');
                        note.push_str(text);
                    }
                    None => {
                        self.claim.note = Some(text.to_owned());
                        self.positions.put(None, "note", 0, segment.position(2, 0));
                    }
                }
            }
            "HI" => self.health_information(segment),
            _ => {}
        }
    }

    fn claim_date(&mut self, segment: &Segment) {
        let Period { from, through } = period(segment.element(2), segment.element(3));
        if from.is_none() {
            return;
        }
        let place = segment.position(3, 0);
        match segment.element(1) {
            "434" if self.claim.statement.is_none() => {
                for field in ["statement", "statement.from", "statement.through"] {
                    self.positions.put(None, field, 0, place);
                }
                let through = through.or_else(|| from.clone());
                self.claim.statement = Some(Period { from, through });
            }
            "435" if self.claim.admission_date.is_none() => {
                self.positions.put(None, "admission_date", 0, place);
                self.claim.admission_date = from;
            }
            "439" if self.claim.accident_date.is_none() => {
                self.positions.put(None, "accident_date", 0, place);
                self.claim.accident_date = from;
            }
            _ => {}
        }
    }

    fn claim_reference(&mut self, segment: &Segment) {
        let text = segment.element(2);
        if text.is_empty() {
            return;
        }
        let (field, slot) = match segment.element(1) {
            "F8" => ("original_reference", &mut self.claim.original_reference),
            "G1" => ("prior_authorization", &mut self.claim.prior_authorization),
            "P4" => ("clinical_trial", &mut self.claim.clinical_trial),
            "LU" if self.declared == Form::Outpatient => ("accident_state", &mut self.claim.accident_state),
            "X4" => {
                if self.claim.clia.is_none() {
                    self.positions.put(None, "clia", 0, segment.position(2, 0));
                    first(&mut self.claim.clia, text);
                }
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(text.to_owned());
            self.positions.put(None, field, 0, segment.position(2, 0));
        }
    }

    fn claim_provider(&mut self, role: Option<Role>, segment: &Segment) {
        if let Some(role) = role {
            let slot = role.of_claim(&mut self.claim);
            fill_provider(slot, role, None, &mut self.positions, segment);
        }
    }

    /// Withholds the claim because a segment of it is damaged.
    pub(super) fn damage(&mut self, segment: u32) {
        self.damaged.get_or_insert(segment);
    }

    /// Withholds the claim because it has dental lines.
    pub(super) fn dental(&mut self, position: Position) {
        self.dental.get_or_insert(position);
    }

    fn name(&self) -> Box<str> {
        format!("\"{}\"", self.claim.id.as_deref().unwrap_or_default()).into()
    }

    /// Gives the claim up at the end of a file that stops in the middle of it.
    pub(super) fn cut_off(self, last: u32) -> X12Error {
        X12Error::ClaimCutOff { position: self.begins, claim: self.name(), last }
    }

    /// Ends the claim.
    pub(super) fn finish(mut self) -> Result<X12Claim, X12Error> {
        if let Some(damaged) = self.damaged {
            let claim = self.name();
            return Err(X12Error::ClaimDamaged { position: self.begins, claim, damaged });
        }
        if let Some(position) = self.dental {
            return Err(X12Error::DentalLine { position, claim: self.name() });
        }
        self.remark_empty_line();
        self.settle_form();
        self.order_diagnoses();
        self.complete_lines();
        self.number_lines();
        Ok(X12Claim { claim: self.claim, positions: self.positions, remarks: self.remarks })
    }

    /// Decides which form the claim is on: that of its transaction set, unless both the facility
    /// qualifier (CLM05-2) and every service line are those of the other form.
    fn settle_form(&mut self) {
        let [code, qualifier, frequency] = &self.facility;
        let [professional, institutional] = self.services;
        let used = match (qualifier.as_str(), professional, institutional) {
            ("B", 1.., 0) => Form::Professional,
            ("A", 0, 1..) => Form::Outpatient,
            _ => self.declared,
        };
        let place = self.positions.locate(None, "type_of_bill", 0).unwrap_or(self.begins);
        if used != self.declared {
            let position = Position { component: 2, ..place };
            let (declared, used) = (guide::name(self.declared), guide::name(used));
            self.remarks.push(X12Error::OtherForm { position, declared, used });
        }
        self.claim.form = used;
        match used {
            Form::Outpatient if !code.is_empty() => {
                self.claim.type_of_bill = Some(Parsed::from_text(&format!("0{code}{frequency}")));
            }
            Form::Professional if !code.is_empty() => {
                for (index, line) in self.claim.lines.iter_mut().enumerate() {
                    if line.place.is_none() {
                        first(&mut line.place, code);
                        self.positions.put(Some(index as u32), "place", 0, place);
                    }
                }
            }
            Form::Outpatient | Form::Professional => {}
        }
    }

    /// Puts the principal diagnosis of an institutional claim first. A professional claim's
    /// diagnoses stay as sent: its lines point at them by number.
    fn order_diagnoses(&mut self) {
        if self.claim.form != Form::Outpatient || self.principal.is_sorted_by_key(|principal| !principal) {
            return;
        }
        let mut order: Vec<usize> = (0..self.principal.len()).collect();
        order.sort_by_key(|&index| !self.principal.get(index).copied().unwrap_or_default());
        let sent = std::mem::take(&mut self.claim.diagnoses);
        self.claim.diagnoses = order.iter().filter_map(|&index| sent.get(index).cloned()).collect();
        self.positions.reorder("diagnoses", &order);
    }

    /// Gives an institutional line without a date the date of a statement of a single day, which
    /// then need not be repeated on the line.
    fn complete_lines(&mut self) {
        let Some(Period { from: Some(Parsed::Valid(from)), through }) = &self.claim.statement else { return };
        if self.claim.form != Form::Outpatient || through.as_ref().and_then(Parsed::value) != Some(*from) {
            return;
        }
        let place = self.positions.locate(None, "statement", 0);
        for (index, line) in self.claim.lines.iter_mut().enumerate() {
            if line.from.is_none() {
                line.from = Some(Parsed::Valid(*from));
                place.inspect(|&place| self.positions.put(Some(index as u32), "from", 0, place));
            }
        }
    }

    /// Numbers the lines as sent (LX01) where all numbers are readable and differ, else from 1.
    fn number_lines(&mut self) {
        let mut numbers: Vec<u32> = self.line_numbers.iter().copied().flatten().collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() != self.claim.lines.len() {
            numbers = (1..).take(self.claim.lines.len()).collect();
        }
        for (line, &number) in self.claim.lines.iter_mut().zip(&numbers) {
            line.number = number;
        }
        self.positions.renumber(&numbers);
    }

    /// The line being read, with its index.
    pub(super) fn line(&mut self) -> Option<(u32, &mut Line)> {
        let index = self.claim.lines.len().checked_sub(1)? as u32;
        self.claim.lines.last_mut().map(|line| (index, line))
    }
}

/// Takes name and NPI (`NM1`) or taxonomy (`PRV`) of a provider.
pub(super) fn fill_provider(
    slot: &mut Option<Box<Provider>>,
    role: Role,
    line: Option<u32>,
    positions: &mut Positions,
    segment: &Segment,
) {
    let [whole, npi, taxonomy] = role.fields();
    let provider = slot.get_or_insert_default();
    if segment.name() == "PRV" {
        first(&mut provider.taxonomy, segment.element(3));
        positions.put(line, taxonomy, 0, segment.position(3, 0));
        return;
    }
    positions.put(line, whole, 0, segment.position(0, 0));
    if segment.element(8) == "XX" {
        first(&mut provider.npi, segment.element(9));
        positions.put(line, npi, 0, segment.position(9, 0));
    }
}
