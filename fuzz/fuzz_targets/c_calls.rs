#![no_main]

use cleanclaim::ffi::*;
use libfuzzer_sys::fuzz_target;
use std::ffi::c_char;
use std::ptr::{null, null_mut};

// A text read by every C function that takes one; whatever the status, nothing leaks and nothing crashes.
fuzz_target!(|data: &[u8]| {
    let text = data.as_ptr().cast::<c_char>();
    let length = data.len();
    // SAFETY: the text is readable for its length, outputs are writable, and each object is freed once.
    unsafe {
        let mut scrubber = null_mut();
        cleanclaim_scrubber_new(null(), 0, &raw mut scrubber);
        let mut report = null_mut();
        cleanclaim_scrub_json(scrubber, text, length, &raw mut report);
        for index in 0..cleanclaim_report_finding_count(report) + 1 {
            let mut finding = std::mem::zeroed::<cleanclaim_finding>();
            cleanclaim_report_finding(report, index, &raw mut finding, size_of::<cleanclaim_finding>());
        }
        cleanclaim_report_free(report);

        let mut claim = null_mut();
        cleanclaim_claim_new(length as u32 % 3, &raw mut claim);
        cleanclaim_claim_add_diagnosis(claim, text, length);
        cleanclaim_claim_free(claim);

        let mut claim = null_mut();
        cleanclaim_claim_from_json(text, length, &raw mut claim);
        let mut report = null_mut();
        cleanclaim_scrub(scrubber, claim, &raw mut report);
        cleanclaim_report_free(report);
        cleanclaim_claim_free(claim);

        let mut profile = null_mut();
        cleanclaim_profile_from_text(text, length, &raw mut profile);
        cleanclaim_profile_free(profile);

        let mut code = std::mem::zeroed::<cleanclaim_code>();
        cleanclaim_procedure_parse(text, length, &raw mut code, size_of::<cleanclaim_code>());
        cleanclaim_npi_parse(text, length, &raw mut code, size_of::<cleanclaim_code>());
        cleanclaim_scrubber_free(scrubber);
    }
});
