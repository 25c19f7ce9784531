//! What the border to C costs: the same claim judged through the Rust API and through the C
//! functions, side by side.
//!
//!     cargo bench --features capi --bench border [-- EDITION]
//!
//! The ways take turns in one run, so that what else the machine does meets all of them. Printed are
//! medians over the rounds: nanoseconds a claim, and for each way in C what it takes more than its
//! way in Rust, and how many times as long.
#![allow(unsafe_code, reason = "it calls the functions as C does")]

use cleanclaim::claim::{Claim, Form, Line, Parsed, Patient, Pointer, Provider, json};
use cleanclaim::ffi::*;
use cleanclaim::scrub::Workspace;
use cleanclaim::{Edition, Money, Profiles, Scrubber, Units};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Rounds, and calls of each way in one.
const ROUNDS: usize = 400;
const CALLS: u32 = 100;

/// The lines: procedure and first modifier.
const LINES: [(&str, &str); 4] = [("99213", "25"), ("11102", ""), ("17000", ""), ("36415", "")];

/// The claim as a Rust program would build it from the texts of its own tables.
fn build() -> Claim {
    let line = |&(procedure, modifier): &(&str, &str)| Line {
        procedure: Some(Parsed::from_text(procedure)),
        modifiers: if modifier.is_empty() { Vec::new() } else { vec![Parsed::from_text(modifier)] },
        from: Some(Parsed::from_text("2024-08-05")),
        place: Some(Parsed::from_text("11")),
        units: Some(Units::ONE.into()),
        charge: Some(Money::from_cents(10_000).into()),
        diagnosis_pointers: [1, 2].into_iter().filter_map(Pointer::new).map(Parsed::Valid).collect(),
        ..Line::default()
    };
    Claim {
        id: Some("COST-1".to_owned()),
        form: Form::Professional,
        payer: Some("medicare".to_owned()),
        total_charge: Some(Money::from_cents(40_000).into()),
        patient: Patient {
            birth_date: Some(Parsed::from_text("1958-03-04")),
            sex: Some(Parsed::from_text("F")),
            ..Patient::default()
        },
        billing_provider: Some(Box::new(Provider {
            npi: Some(Parsed::from_text("1234567893")),
            ..Provider::default()
        })),
        diagnoses: ["L57.0", "D48.5"].map(Parsed::from_text).to_vec(),
        lines: LINES.iter().map(line).collect(),
        ..Claim::default()
    }
}

fn text(text: &str) -> cleanclaim_text {
    cleanclaim_text { data: text.as_ptr().cast(), length: text.len() }
}

/// A structure with nothing in it, as `memset` leaves it.
fn zeroed<T: Copy>() -> T {
    // SAFETY: the structures of the header are numbers and pointers, which zeros are valid for.
    unsafe { std::mem::zeroed() }
}

fn must(status: cleanclaim_status) {
    assert_eq!(status, cleanclaim_status::CLEANCLAIM_OK);
}

/// The same claim as a C program builds it.
///
/// # Safety
/// `claim` must be live and empty.
unsafe fn build_in_c(claim: *mut cleanclaim_claim) {
    let mut header: cleanclaim_header = zeroed();
    header.id = text("COST-1");
    header.payer = text("medicare");
    header.total_charge_cents = 40_000;
    let mut patient: cleanclaim_patient = zeroed();
    patient.birth_date = 19_580_304;
    patient.sex = text("F");
    let mut provider: cleanclaim_provider = zeroed();
    provider.npi = text("1234567893");
    // SAFETY: the claim is live, the structures are whole, their texts live.
    unsafe {
        must(cleanclaim_claim_set_header(claim, &header, size_of_val(&header)));
        must(cleanclaim_claim_set_patient(claim, &patient, size_of_val(&patient)));
        must(cleanclaim_claim_set_provider(claim, 0, &provider, size_of_val(&provider)));
        for code in ["L57.0", "D48.5"] {
            must(cleanclaim_claim_add_diagnosis(claim, code.as_ptr().cast(), code.len()));
        }
        for (procedure, modifier) in LINES {
            let mut line: cleanclaim_line = zeroed();
            line.procedure = text(procedure);
            line.modifiers[0] = text(modifier);
            line.from = 20_240_805;
            line.place = text("11");
            line.units_thousandths = 1_000;
            line.charge_cents = 10_000;
            line.diagnosis_pointers = [1, 2, 0, 0];
            must(cleanclaim_claim_add_line(claim, &line, size_of_val(&line)));
        }
    }
}

/// The objects of the C program.
struct Objects {
    scrubber: *mut cleanclaim_scrubber,
    workspace: *mut cleanclaim_workspace,
    built: *mut cleanclaim_claim,
    next: *mut cleanclaim_claim,
}

impl Objects {
    fn of(edition: Option<&str>) -> Self {
        let (mut data, mut profile) = (std::ptr::null_mut(), std::ptr::null_mut());
        let mut own = Self {
            scrubber: std::ptr::null_mut(),
            workspace: std::ptr::null_mut(),
            built: std::ptr::null_mut(),
            next: std::ptr::null_mut(),
        };
        // SAFETY: every output is writable, every object live; what is freed is not used again.
        unsafe {
            must(match edition {
                Some(path) => cleanclaim_edition_open(path.as_ptr().cast(), path.len(), &mut data),
                None => cleanclaim_edition_starter(&mut data),
            });
            must(cleanclaim_profile_by_payer(&mut profile));
            must(cleanclaim_scrubber_with(data, profile, &mut own.scrubber));
            cleanclaim_edition_free(data);
            cleanclaim_profile_free(profile);
            must(cleanclaim_workspace_new(&mut own.workspace));
            must(cleanclaim_claim_new(0, &mut own.built));
            must(cleanclaim_claim_new(0, &mut own.next));
            build_in_c(own.built);
        }
        own
    }

    fn scrub(&self, claim: *const cleanclaim_claim) -> usize {
        let mut report = std::ptr::null();
        // SAFETY: the objects live as long as this one, and one thread uses them.
        unsafe {
            must(cleanclaim_scrub_in(self.scrubber, claim, self.workspace, &mut report));
            cleanclaim_report_finding_count(report)
        }
    }

    fn build(&self) -> *const cleanclaim_claim {
        // SAFETY: the objects live as long as this one, and one thread uses them.
        unsafe {
            must(cleanclaim_claim_clear(self.next, 0));
            build_in_c(self.next);
        }
        self.next
    }

    fn scrub_json(&self, json: &str) -> usize {
        let mut report = std::ptr::null();
        // SAFETY: the objects live as long as this one, and one thread uses them; the text is whole.
        unsafe {
            must(cleanclaim_scrub_json_in(
                self.scrubber,
                json.as_ptr().cast(),
                json.len(),
                self.workspace,
                &mut report,
            ));
            cleanclaim_report_finding_count(report)
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // SAFETY: they came from the library, and are freed once.
        unsafe {
            cleanclaim_claim_free(self.built);
            cleanclaim_claim_free(self.next);
            cleanclaim_workspace_free(self.workspace);
            cleanclaim_scrubber_free(self.scrubber);
        }
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Does its work once; how many findings, where it judges.
type Way<'w> = Box<dyn FnMut() -> usize + 'w>;

fn main() {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let edition = match &path {
        Some(path) => Edition::open(Path::new(path)).unwrap_or_else(|error| panic!("{path}: {error}")),
        None => Edition::starter().clone(),
    };
    println!("edition {}", edition.id());
    let scrubber = Scrubber::new(edition, Profiles::by_payer());
    let mut workspace = Workspace::default();
    let mut again = Workspace::default();
    let mut json_workspace = Workspace::default();
    let objects = Objects::of(path.as_deref());
    let claim = build();
    let text = serde_json::to_string(&claim).unwrap_or_default();
    let found = scrubber.scrub(&claim).findings().len();

    let mut reader = json::Reader::default();
    // Rust, then C, of the same work.
    let mut ways: [(&str, Way); 8] = [
        ("build, Rust", Box::new(|| build().lines.len())),
        ("build, C", Box::new(|| black_box(objects.build()).is_null().into())),
        ("scrub a built claim, Rust", Box::new(|| scrubber.scrub_in(&claim, &mut workspace).len())),
        ("scrub a built claim, C", Box::new(|| objects.scrub(objects.built))),
        ("build and scrub, Rust", Box::new(|| scrubber.scrub_in(&build(), &mut again).len())),
        ("build and scrub, C", Box::new(|| objects.scrub(objects.build()))),
        (
            "read JSON and scrub, Rust",
            Box::new(|| {
                let claim = reader.read(text.as_bytes()).expect("it was written as JSON");
                scrubber.scrub_in(claim, &mut json_workspace).len()
            }),
        ),
        ("read JSON and scrub, C", Box::new(|| objects.scrub_json(&text))),
    ];
    for (name, way) in ways.iter_mut().skip(2) {
        assert_eq!(way(), found, "{name} finds something else");
    }
    let mut times = vec![Vec::with_capacity(ROUNDS); ways.len()];
    for round in 0..ROUNDS {
        for turn in 0..ways.len() {
            let which = (round + turn) % ways.len();
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(ways[which].1());
            }
            times[which].push(start.elapsed().as_nanos() as f64 / f64::from(CALLS));
        }
    }
    for (pair, names) in times.chunks(2).zip(ways.chunks(2)) {
        println!("{:<28} {:>8.0} ns", names[0].0, median(pair[0].clone()));
        let differences = pair[1].iter().zip(&pair[0]).map(|(c, rust)| c - rust).collect();
        let ratios = pair[1].iter().zip(&pair[0]).map(|(c, rust)| c / rust).collect();
        println!(
            "{:<28} {:>8.0} ns   {:+.0} ns, {:.2}×",
            names[1].0,
            median(pair[1].clone()),
            median(differences),
            median(ratios)
        );
    }
}
