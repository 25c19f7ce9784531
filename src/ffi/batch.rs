//! Judging many claims at once.

use super::claim::cleanclaim_claim;
use super::guard::{Failure, failure, guard, null, reference};
use super::report::cleanclaim_report;
use super::scrubber::cleanclaim_scrubber;
use super::status::cleanclaim_status::{
    self, CLEANCLAIM_CANCELLED, CLEANCLAIM_NULL_POINTER, CLEANCLAIM_OUT_OF_RANGE,
};
use std::ffi::c_void;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::{self, available_parallelism};

/// Takes the report of one claim of a batch: its index in the array, and the report, which is lent
/// until the callback returns. Returns 0 to go on; anything else ends the batch.
///
/// It must return: no longjmp, no exception that leaves it.
pub type cleanclaim_batch_callback =
    Option<unsafe extern "C" fn(context: *mut c_void, index: usize, report: *const cleanclaim_report) -> u32>;

/// The most claims that are handed to a thread at once, and the most lines they have where they are
/// several: a claim's findings may grow with the square of its lines.
const CHUNK_CLAIMS: usize = 64;
const CHUNK_LINES: usize = 256;

/// Judges an array of claims and hands each report to a callback, in the order of the array and on
/// the calling thread.
///
/// `threads` is how many threads judge: 1 is the calling thread alone, 0 as many as the machine has.
/// `context` is handed to the callback as it is. Reports ahead of the callback are few, and fewer where
/// claims have many lines: memory does not grow with the array.
///
/// Fails with CLEANCLAIM_CANCELLED when the callback ended the batch. A NULL claim fails before
/// anything is judged.
///
/// # Safety
/// `scrubber` must be NULL or live; `claims` must be readable for `claim_count` pointers, each NULL
/// or live; `callback` must be NULL or a function that takes `context`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_scrub_batch(
    scrubber: *const cleanclaim_scrubber,
    claims: *const *const cleanclaim_claim,
    claim_count: usize,
    threads: u32,
    callback: cleanclaim_batch_callback,
    context: *mut c_void,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live scrubber.
        let scrubber = unsafe { reference(scrubber, "scrubber") }?;
        let callback = callback.ok_or_else(|| null("callback"))?;
        // SAFETY: the caller promises so many pointers to live claims.
        let claims = unsafe { all(claims, claim_count) }?;
        let deliver = |index: usize, report: &cleanclaim_report| {
            // SAFETY: the caller promises that the callback takes its context; the report is live.
            if unsafe { callback(context, index, report) } == 0 {
                return Ok(());
            }
            let message = format!("the callback ended the batch at claim {index} of {}", claims.len());
            Err(failure(CLEANCLAIM_CANCELLED, message))
        };
        let threads = match threads {
            0 => available_parallelism().map_or(1, usize::from),
            threads => threads as usize,
        };
        let most = (claims.len() / threads.saturating_mul(8).max(1)).clamp(1, CHUNK_CLAIMS);
        let chunks = chunks(&claims, most);
        match threads.min(chunks.len()).min(256) {
            0 | 1 => here(scrubber, &claims, deliver),
            threads => across(scrubber, &claims, &chunks, threads, deliver),
        }
    })
}

/// The claims of an array of pointers.
///
/// # Safety
/// `claims` must be readable for `count` pointers, each NULL or pointing to a claim that lives and
/// does not change for as long as `'a`.
unsafe fn all<'a>(
    claims: *const *const cleanclaim_claim,
    count: usize,
) -> Result<Vec<&'a cleanclaim_claim>, Failure> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if claims.is_null() {
        return Err(null("array of claims"));
    }
    if count > isize::MAX as usize / size_of::<*const cleanclaim_claim>() {
        return Err(failure(CLEANCLAIM_OUT_OF_RANGE, format!("an array cannot have {count} claims")));
    }
    // SAFETY: it is not NULL, the count fits an array, and the caller says that it is readable.
    let claims = unsafe { std::slice::from_raw_parts(claims, count) };
    let claim = |(index, claim): (usize, &*const cleanclaim_claim)| {
        // SAFETY: the caller promises NULL or a live claim.
        let claim = unsafe { claim.as_ref() };
        claim.ok_or_else(|| failure(CLEANCLAIM_NULL_POINTER, format!("claim {index} of the array is NULL")))
    };
    claims.iter().enumerate().map(claim).collect()
}

/// Where the chunks of an array of claims lie that are judged at once.
fn chunks(claims: &[&cleanclaim_claim], most: usize) -> Vec<Range<usize>> {
    let mut chunks = Vec::with_capacity(claims.len().div_ceil(most));
    let (mut start, mut lines) = (0, 0);
    for (index, claim) in claims.iter().enumerate() {
        let own = claim.claim.lines.len();
        if index > start && (index - start == most || lines + own > CHUNK_LINES) {
            chunks.push(start..index);
            (start, lines) = (index, 0);
        }
        lines += own;
    }
    if start < claims.len() {
        chunks.push(start..claims.len());
    }
    chunks
}

/// Judges on the calling thread.
fn here(
    scrubber: &cleanclaim_scrubber,
    claims: &[&cleanclaim_claim],
    mut deliver: impl FnMut(usize, &cleanclaim_report) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut report = cleanclaim_report::default();
    for (index, claim) in claims.iter().enumerate() {
        scrubber.scrubber.scrub_into(&claim.claim, report.renew());
        deliver(index, &report)?;
    }
    Ok(())
}

/// Claims that one thread judges: which chunk of the array, and memory for the reports.
type Chunk = (usize, Vec<cleanclaim_report>);

/// Judges on several threads. The calling one hands out chunks and takes them back in order; as many
/// are under way as there is memory for, and the memory of a delivered one is handed out again.
fn across(
    scrubber: &cleanclaim_scrubber,
    claims: &[&cleanclaim_claim],
    chunks: &[Range<usize>],
    threads: usize,
    deliver: impl FnMut(usize, &cleanclaim_report) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (to_judge, waiting) = mpsc::channel::<Chunk>();
    let waiting = Mutex::new(waiting);
    let (judged, results) = mpsc::channel();
    let ended = AtomicBool::new(false);
    let work = |judged: mpsc::Sender<_>| {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((number, mut reports)) = next else { return };
            let result = catch_unwind(AssertUnwindSafe(|| {
                let own = chunks.get(number).and_then(|chunk| claims.get(chunk.clone())).unwrap_or_default();
                reports.resize_with(own.len(), cleanclaim_report::default);
                for (claim, report) in own.iter().zip(&mut reports) {
                    // What nobody takes any more is not judged.
                    if !ended.load(Ordering::Relaxed) {
                        scrubber.scrubber.scrub_into(&claim.claim, report.renew());
                    }
                }
                (number, reports)
            }));
            if judged.send(result).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        let start = |_| {
            let judged = judged.clone();
            thread::Builder::new().spawn_scoped(scope, || work(judged)).ok()
        };
        let started: Vec<_> = (0..threads).filter_map(start).collect();
        drop(judged);
        if started.is_empty() {
            return here(scrubber, claims, deliver);
        }
        let outcome = {
            let _end = End(&ended);
            hand_out(to_judge, &results, chunks, threads * 2, deliver)
        };
        for thread in started {
            // It caught its panics.
            let _ = thread.join();
        }
        outcome
    })
}

/// Ends a batch when it is dropped, by a panic too.
struct End<'e>(&'e AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Hands out chunks of claims, at most `ahead` at once, and delivers what comes back in order. The
/// threads end when `to_judge` is dropped, in whichever way this is left.
fn hand_out(
    to_judge: mpsc::Sender<Chunk>,
    results: &mpsc::Receiver<thread::Result<Chunk>>,
    chunks: &[Range<usize>],
    ahead: usize,
    mut deliver: impl FnMut(usize, &cleanclaim_report) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut waiting = 0..chunks.len();
    for number in waiting.by_ref().take(ahead) {
        let _ = to_judge.send((number, Vec::new()));
    }
    let mut early: Vec<Chunk> = Vec::new();
    let mut due = 0;
    while due < chunks.len() {
        let Ok(result) = results.recv() else { break };
        early.push(result.unwrap_or_else(|panic| resume_unwind(panic)));
        while let Some(place) = early.iter().position(|(number, _)| *number == due) {
            let (number, mut reports) = early.swap_remove(place);
            let start = chunks.get(number).map_or(0, |chunk| chunk.start);
            for (index, report) in (start..).zip(&mut reports) {
                deliver(index, report)?;
                report.forget_unusual();
            }
            due += 1;
            if let Some(next) = waiting.next() {
                let _ = to_judge.send((next, reports));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Claim, Line};

    #[test]
    fn chunks_hold_few_claims_and_few_lines() {
        let claim = |lines: usize| {
            cleanclaim_claim::of(Claim { lines: vec![Line::default(); lines], ..Claim::default() }, None)
        };
        let chunks_of = |lines: &[usize], most| {
            let claims: Vec<_> = lines.iter().map(|lines| claim(*lines)).collect();
            chunks(&claims.iter().collect::<Vec<_>>(), most)
        };
        assert_eq!(chunks_of(&[], 4), []);
        assert_eq!(chunks_of(&[1; 9], 4), [0..4, 4..8, 8..9]);
        assert_eq!(chunks_of(&[100, 100, 56, 1, 900, 2, 255], 64), [0..3, 3..4, 4..5, 5..6, 6..7]);
        assert_eq!(chunks_of(&[0, 300, 0, 0], 64), [0..1, 1..2, 2..4]);
    }
}
