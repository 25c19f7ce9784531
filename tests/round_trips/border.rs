//! Claims through the C functions: as structures, and as JSON.

#![allow(unsafe_code, reason = "it calls the functions as C does")]

use super::structures::{Structures, must};
use super::{Sample, corpus};
use cleanclaim::claim::json;
use cleanclaim::ffi::*;
use std::collections::BTreeMap;
use std::ptr::{null, null_mut};

/// A scrubber of the C functions.
struct Judge(*mut cleanclaim_scrubber);

impl Judge {
    fn of(sample: &Sample) -> Self {
        let (mut edition, mut profile, mut scrubber) = (null_mut(), null_mut(), null_mut());
        // SAFETY: inputs are whole, outputs can be written; what is freed is not used again.
        unsafe {
            must(match &sample.edition {
                Some(bytes) => cleanclaim_edition_from_bytes(bytes.as_ptr(), bytes.len(), &mut edition),
                None => cleanclaim_edition_starter(&mut edition),
            });
            must(match &sample.profile {
                Some(name) => cleanclaim_profile_shipped(name.as_ptr().cast(), name.len(), &mut profile),
                None => cleanclaim_profile_by_payer(&mut profile),
            });
            must(cleanclaim_scrubber_with(edition, profile, &mut scrubber));
            cleanclaim_edition_free(edition);
            cleanclaim_profile_free(profile);
        }
        Self(scrubber)
    }

    /// The report on a claim of the C functions, as JSON.
    fn judge(&self, claim: *const cleanclaim_claim) -> String {
        let mut report = null_mut();
        // SAFETY: the scrubber and the claim are live, and the report until it is freed.
        unsafe {
            must(cleanclaim_scrub(self.0, claim, &mut report));
            let json = json_of(report);
            cleanclaim_report_free(report);
            json
        }
    }

    /// The report on a claim of JSON, as JSON: made, and in the memory of a workspace.
    fn judge_json(&self, claim: &str, workspace: *mut cleanclaim_workspace) -> [String; 2] {
        let (mut own, mut lent) = (null_mut(), null());
        let (text, length) = (claim.as_ptr().cast(), claim.len());
        // SAFETY: the scrubber and the workspace are live, the text is whole.
        unsafe {
            must(cleanclaim_scrub_json(self.0, text, length, &mut own));
            must(cleanclaim_scrub_json_in(self.0, text, length, workspace, &mut lent));
            let both = [json_of(own), json_of(lent)];
            cleanclaim_report_free(own);
            both
        }
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        // SAFETY: it came from the library and is freed once.
        unsafe { cleanclaim_scrubber_free(self.0) }
    }
}

fn owned(text: cleanclaim_text) -> String {
    // SAFETY: a lent text is valid for its length.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast(), text.length) };
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// # Safety
/// `report` must be live.
unsafe fn json_of(report: *const cleanclaim_report) -> String {
    let mut text = cleanclaim_text { data: null(), length: 0 };
    // SAFETY: the report is live, the text can be written.
    must(unsafe { cleanclaim_report_json(report, &mut text) });
    owned(text)
}

#[test]
fn claims_built_from_structures_are_judged_as_they_were() {
    let mut lost: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut carried = 0;
    for sample in corpus() {
        let structures = match Structures::of(&sample.claim) {
            Ok(structures) => structures,
            Err(why) => {
                lost.entry(why).or_default().push(sample.name);
                continue;
            }
        };
        let claim = structures.empty();
        let mut json = cleanclaim_text { data: null(), length: 0 };
        // SAFETY: the claim is live until it is freed.
        unsafe {
            structures.build(claim);
            must(cleanclaim_claim_json(claim, &mut json));
        }
        assert_eq!(json::read_one(owned(json).as_bytes()).unwrap(), sample.claim, "{}", sample.name);
        assert_eq!(Judge::of(&sample).judge(claim), sample.judge(&sample.claim).to_json(), "{}", sample.name);
        // SAFETY: it came from the library and is freed once.
        unsafe { cleanclaim_claim_free(claim) };
        carried += 1;
    }
    let left: usize = lost.values().map(Vec::len).sum();
    assert!(carried > 20 * left, "{carried} claims are carried, not {lost:#?}");
}

#[test]
fn claims_given_as_json_are_judged_as_they_were() {
    let mut workspace = null_mut();
    // SAFETY: the output can be written.
    must(unsafe { cleanclaim_workspace_new(&mut workspace) });
    for sample in corpus() {
        let written = serde_json::to_string(&sample.claim).unwrap();
        let expected = sample.judge(&sample.claim).to_json();
        for report in Judge::of(&sample).judge_json(&written, workspace) {
            assert_eq!(report, expected, "{}", sample.name);
        }
    }
    // SAFETY: it came from the library and is freed once.
    unsafe { cleanclaim_workspace_free(workspace) };
}
