//! Service lines (2400), their drugs (2410) and providers (2420).

use super::X12Error;
use super::claim::{ClaimReader, Role, Stage, fill_provider, first, parsed};
use super::date::period;
use super::segment::Segment;
use crate::claim::{Line, Parsed, Period, Provider};

impl ClaimReader {
    /// Reads a segment of a line; `LX`, or a service segment where the line has one, begins a line.
    pub(super) fn line_segment(&mut self, segment: &Segment) {
        match segment.name() {
            "LX" => self.begin_line(segment, segment.element(1).parse().ok().filter(|&number| number > 0)),
            "SV1" => self.professional_service(segment),
            "SV2" => self.institutional_service(segment),
            "SV3" => {
                self.service_line(segment);
                self.dental(segment.position(0, 0));
            }
            "DTP" if segment.element(1) == "472" => self.line_date(segment),
            "REF" => self.line_reference(segment),
            "LIN" => self.drug(segment),
            "CTP" => self.drug_quantity(segment),
            "NTE" => self.line_note(segment),
            "NM1" | "PRV" => self.line_provider(segment),
            _ => {}
        }
    }

    fn begin_line(&mut self, segment: &Segment, number: Option<u32>) {
        self.remark_empty_line();
        self.claim.lines.push(Line::default());
        self.line_numbers.push(number);
        let index = self.claim.lines.len() as u32 - 1;
        self.positions.put_whole(Some(index), segment.position(0, 0));
        self.awaiting_service = Some(segment.position(0, 0));
    }

    /// Remarks that the line so far has no service segment. It stays on the claim.
    pub(super) fn remark_empty_line(&mut self) {
        let position = self.awaiting_service.take();
        self.remarks.extend(position.map(|position| X12Error::LineWithoutService { position }));
    }

    /// The line that a service segment belongs to: the one its `LX` began, else a new one.
    fn service_line(&mut self, segment: &Segment) {
        if self.awaiting_service.is_none() {
            self.begin_line(segment, None);
        }
        self.awaiting_service = None;
        if let Some((index, _)) = self.line() {
            self.positions.put_whole(Some(index), segment.position(0, 0));
        }
    }

    fn professional_service(&mut self, segment: &Segment) {
        self.service_line(segment);
        let [professional, _] = &mut self.services;
        *professional += 1;
        self.procedure(segment, 1);
        let separator = self.separator;
        let Some((index, line)) = self.line() else { return };
        line.charge = parsed(segment.element(2));
        line.unit_basis = parsed(segment.element(3));
        line.units = parsed(segment.element(4));
        line.place = parsed(segment.element(5));
        line.emergency = segment.element(9) == "Y";
        let pointers = segment.element(7).split(|c| Some(c) == separator).enumerate();
        let pointers: Vec<(usize, &str)> = pointers
            .map(|(place, text)| (place + 1, text.trim()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        line.diagnosis_pointers = pointers.iter().map(|(_, text)| Parsed::from_text(text)).collect();
        let placed = line.place.is_some();
        for (number, (component, _)) in pointers.iter().enumerate() {
            self.positions.put(Some(index), "diagnosis_pointers", number, segment.position(7, *component));
        }
        for (field, element) in [("charge", 2), ("unit_basis", 3), ("units", 4), ("emergency", 9)] {
            self.positions.put(Some(index), field, 0, segment.position(element, 0));
        }
        if placed {
            self.positions.put(Some(index), "place", 0, segment.position(5, 0));
        }
    }

    fn institutional_service(&mut self, segment: &Segment) {
        self.service_line(segment);
        let [_, institutional] = &mut self.services;
        *institutional += 1;
        self.procedure(segment, 2);
        let Some((index, line)) = self.line() else { return };
        line.revenue_code = parsed(segment.element(1));
        line.charge = parsed(segment.element(3));
        line.unit_basis = parsed(segment.element(4));
        line.units = parsed(segment.element(5));
        line.non_covered_charge = parsed(segment.element(7));
        for (field, element) in
            [("revenue_code", 1), ("charge", 3), ("unit_basis", 4), ("units", 5), ("non_covered_charge", 7)]
        {
            self.positions.put(Some(index), field, 0, segment.position(element, 0));
        }
    }

    /// Reads the composite medical procedure identifier (C003): code, modifiers, description.
    fn procedure(&mut self, segment: &Segment, element: usize) {
        let separator = self.separator;
        let part = |number| segment.component(element, number, separator);
        let modifiers: Vec<usize> = (3..=6).filter(|&number| !part(number).is_empty()).collect();
        let Some((index, line)) = self.line() else { return };
        line.procedure = parsed(part(2));
        line.modifiers = modifiers.iter().map(|&number| Parsed::from_text(part(number))).collect();
        line.description = Some(part(7).to_owned()).filter(|text| !text.is_empty());
        self.positions.put(Some(index), "procedure", 0, segment.position(element, 2));
        self.positions.put(Some(index), "description", 0, segment.position(element, 7));
        for (place, number) in modifiers.into_iter().enumerate() {
            self.positions.put(Some(index), "modifiers", place, segment.position(element, number));
        }
    }

    fn line_date(&mut self, segment: &Segment) {
        let Some((index, line)) = self.line() else { return };
        if line.from.is_none() {
            Period { from: line.from, through: line.through } =
                period(segment.element(2), segment.element(3));
            for field in ["from", "through"] {
                self.positions.put(Some(index), field, 0, segment.position(3, 0));
            }
        }
    }

    fn line_reference(&mut self, segment: &Segment) {
        let separator = self.separator;
        let Some((index, line)) = self.line() else { return };
        let text = segment.element(2);
        let owned = || Some(text.to_owned()).filter(|text| !text.is_empty());
        let field = match segment.element(1) {
            "6R" if line.control_number.is_none() => {
                line.control_number = owned();
                "control_number"
            }
            // An authorization with REF04 was given by another payer.
            "G1" if line.prior_authorization.is_none() && segment.component(4, 1, separator).is_empty() => {
                line.prior_authorization = owned();
                "prior_authorization"
            }
            "X4" if line.clia.is_none() => {
                line.clia = parsed(text);
                "clia"
            }
            "F4" if line.referred_clia.is_none() => {
                line.referred_clia = parsed(text);
                "referred_clia"
            }
            _ => return,
        };
        self.positions.put(Some(index), field, 0, segment.position(2, 0));
    }

    fn drug(&mut self, segment: &Segment) {
        let Some((index, line)) = self.line() else { return };
        let element = (2..segment.len()).step_by(2).find(|&element| segment.element(element) == "N4");
        if let Some(element) = element.filter(|_| line.ndc.is_none()) {
            first(&mut line.ndc, segment.element(element + 1));
            self.positions.put(Some(index), "ndc", 0, segment.position(element + 1, 0));
        }
    }

    fn drug_quantity(&mut self, segment: &Segment) {
        let separator = self.separator;
        let Some((index, line)) = self.line() else { return };
        if line.ndc_quantity.is_none() {
            first(&mut line.ndc_quantity, segment.element(4));
            let unit = segment.component(5, 1, separator);
            line.ndc_unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
            self.positions.put(Some(index), "ndc_quantity", 0, segment.position(4, 0));
            self.positions.put(Some(index), "ndc_unit", 0, segment.position(5, 1));
        }
    }

    fn line_note(&mut self, segment: &Segment) {
        let Some((index, line)) = self.line() else { return };
        let text = segment.element(2);
        match &mut line.description {
            _ if text.is_empty() => {}
            Some(description) => {
                description.push(' ');
                description.push_str(text);
            }
            None => {
                line.description = Some(text.to_owned());
                self.positions.put(Some(index), "description", 0, segment.position(2, 0));
            }
        }
    }

    fn line_provider(&mut self, segment: &Segment) {
        let Stage::LineProvider(Some(role)) = self.stage else { return };
        let Some(index) = self.claim.lines.len().checked_sub(1) else { return };
        let Some(slot) = self.claim.lines.last_mut().and_then(|line| of_line(role, line)) else { return };
        fill_provider(slot, role, Some(index as u32), &mut self.positions, segment);
    }

    /// Whether the line has no provider of that role so far.
    pub(super) fn line_provider_is_new(&mut self, role: Role) -> bool {
        let line = self.claim.lines.last_mut();
        line.and_then(|line| of_line(role, line)).is_some_and(|slot| slot.is_none())
    }
}

/// Where a line keeps the provider of a role.
fn of_line(role: Role, line: &mut Line) -> Option<&mut Option<Box<Provider>>> {
    match role {
        Role::Rendering => Some(&mut line.rendering_provider),
        Role::Referring => Some(&mut line.referring_provider),
        Role::Ordering => Some(&mut line.ordering_provider),
        Role::Supervising => Some(&mut line.supervising_provider),
        Role::Facility => Some(&mut line.service_facility),
        Role::Operating => Some(&mut line.operating_provider),
        Role::Attending => None,
    }
}
