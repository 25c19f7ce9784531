//! X12 837 files to claims.

use super::claim::cleanclaim_claim;
use super::edition::path;
use super::guard::{exclusive, failure, free, give, guard, guard_or, output, reference};
use super::status::cleanclaim_status::{
    self, CLEANCLAIM_OUT_OF_RANGE, CLEANCLAIM_UNKNOWN_VALUE, CLEANCLAIM_UNREADABLE,
};
use super::structure::{self, structures};
use super::text::{Terminated, bytes, cleanclaim_text, text};
use crate::claim::has_field;
use crate::code::Quoted;
use crate::x12::{Reader, X12Claim, X12Error, from_reader};
use std::collections::VecDeque;
use std::ffi::c_char;
use std::fs::File;
use std::io::{Cursor, Read};
use std::ptr::null_mut;

/// The claims of an 837P or 837I file, read one by one.
///
/// Made by cleanclaim_x12_open or cleanclaim_x12_from_bytes and freed with cleanclaim_x12_free. Used
/// by one thread at a time. The claims it gives are the caller's and may outlive it.
pub struct cleanclaim_x12 {
    reader: Reader<Box<dyn Read + Send>>,
    remarks: VecDeque<X12Error>,
    message: Terminated,
}

/// What stands next in a file.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum cleanclaim_x12_kind {
    /// Nothing: the file has been read.
    CLEANCLAIM_X12_END = 0,
    /// A claim.
    CLEANCLAIM_X12_CLAIM = 1,
    /// Something a receiver may refuse the file for, which cost no claim here.
    CLEANCLAIM_X12_WARNING = 2,
    /// Something that could not be read; the message says whether claims are missing.
    CLEANCLAIM_X12_ERROR = 3,
}

/// An item of a file. Its text is lent until the next call with the file.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_x12_item {
    /// What it is.
    pub kind: cleanclaim_x12_kind,
    /// What is wrong, where, and the remedy; empty for a claim and at the end.
    pub message: cleanclaim_text,
}

/// Where in a file a fact of a claim stood: segment 27, SV101-2.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_position {
    /// Offset of the segment's first byte in the file.
    pub offset: u64,
    /// Number of the segment in the file, counted from 1.
    pub segment: u32,
    /// Number of the element, counted from 1; 0 for the whole segment.
    pub element: u32,
    /// Number of the component, counted from 1; 0 for the whole element.
    pub component: u32,
    /// Identifier of the segment, ended by a zero byte: `SV1`.
    pub id: [c_char; 4],
}

structures! { cleanclaim_x12_item: 3, cleanclaim_position: 3 }

impl cleanclaim_x12 {
    fn new(input: Box<dyn Read + Send>) -> Self {
        Self { reader: from_reader(input), remarks: VecDeque::new(), message: Terminated::empty() }
    }

    /// The next claim or message.
    fn next(&mut self) -> (cleanclaim_x12_kind, Option<cleanclaim_claim>) {
        use cleanclaim_x12_kind::*;
        let problem = match self.remarks.pop_front() {
            Some(remark) => remark,
            None => match self.reader.next() {
                None => {
                    self.message.set("");
                    return (CLEANCLAIM_X12_END, None);
                }
                Some(Ok(X12Claim { claim, positions, remarks })) => {
                    self.message.set("");
                    self.remarks.extend(remarks);
                    return (CLEANCLAIM_X12_CLAIM, Some(cleanclaim_claim::of(claim, Some(positions))));
                }
                Some(Err(error)) => error,
            },
        };
        self.message.set_message(&problem.to_string());
        (if problem.is_warning() { CLEANCLAIM_X12_WARNING } else { CLEANCLAIM_X12_ERROR }, None)
    }
}

/// Opens an 837 file. It is read as claims are asked for, in constant memory.
///
/// `path` is the name of the file: any bytes on Unix, UTF-8 elsewhere.
///
/// # Safety
/// `path` must be readable for `path_length` bytes; `file` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_x12_open(
    path: *const c_char,
    path_length: usize,
    file: *mut *mut cleanclaim_x12,
) -> cleanclaim_status {
    guard(|| {
        let open = || {
            // SAFETY: the caller promises a readable text.
            let path = unsafe { self::path(path, path_length) }?;
            let opened = File::open(&path)
                .map_err(|error| failure(CLEANCLAIM_UNREADABLE, format!("{}: {error}", path.display())))?;
            Ok(cleanclaim_x12::new(Box::new(opened)))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(file, open) }
    })
}

/// Reads an 837 file from its bytes, which are copied.
///
/// # Safety
/// `data` must be readable for `length` bytes; `file` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_x12_from_bytes(
    data: *const u8,
    length: usize,
    file: *mut *mut cleanclaim_x12,
) -> cleanclaim_status {
    guard(|| {
        let read = || {
            // SAFETY: the caller promises readable bytes.
            let data = unsafe { bytes(data.cast(), length, "file") }?;
            Ok(cleanclaim_x12::new(Box::new(Cursor::new(data.to_vec()))))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(file, read) }
    })
}

/// Reads what stands next in the file, in its order: a claim, which is the caller's to free with
/// cleanclaim_claim_free, or a message; `claim` gets NULL with a message and at the end.
///
/// A file that is no 837 at all is answered with messages, not with a failure.
///
/// # Safety
/// `file` must be NULL or live and used by nobody else; `item` must be NULL or writable for
/// `item_size` bytes, `claim` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_x12_next(
    file: *mut cleanclaim_x12,
    item: *mut cleanclaim_x12_item,
    item_size: usize,
    claim: *mut *mut cleanclaim_claim,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live file of its own.
        let file = unsafe { exclusive(file, "file") }?;
        structure::writable(item, item_size)?;
        let output = output(claim)?;
        let (kind, claim) = file.next();
        let lent = cleanclaim_x12_item { kind, message: file.message.lend() };
        // SAFETY: neither output is NULL, and the caller promises that they are then writable.
        unsafe {
            structure::give(&lent, item, item_size)?;
            output.write(claim.map_or(null_mut(), |claim| Box::into_raw(Box::new(claim))));
        }
        Ok(())
    })
}

/// Where in its file a field of a claim stood. `line` is the claim's own number of a line, 0 for the
/// claim; `field` is the name a finding gives, with a dot inside an object (`patient.birth_date`);
/// `index` counts from 0 in a list. A field that was not sent is answered with the place where one
/// would look for it.
///
/// Fails with CLEANCLAIM_OUT_OF_RANGE when the claim comes from no file or has no such line, and with
/// CLEANCLAIM_UNKNOWN_VALUE when neither claims nor lines have a field of that name; an empty one is the
/// claim or the line as a whole.
///
/// # Safety
/// `claim` must be NULL or live, `field` readable for `field_length` bytes, `position` NULL or
/// writable for `position_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_claim_position(
    claim: *const cleanclaim_claim,
    line: u32,
    field: *const c_char,
    field_length: usize,
    index: usize,
    position: *mut cleanclaim_position,
    position_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live claim, and a readable text.
        let (claim, field) = unsafe { (reference(claim, "claim")?, text(field, field_length, "field")?) };
        // A finding on a line may name a field of the claim, and one on the claim a field of its lines.
        if !field.is_empty() && !has_field(false, field) && !has_field(true, field) {
            let message = format!("neither claims nor lines have a field {}", Quoted(field));
            return Err(failure(CLEANCLAIM_UNKNOWN_VALUE, message));
        }
        let found = claim
            .positions
            .as_ref()
            .and_then(|positions| positions.locate((line != 0).then_some(line), field, index));
        let found = found.ok_or_else(|| {
            let of = match line {
                0 => "the claim".to_owned(),
                line => format!("line {line}"),
            };
            let field = if field.is_empty() { String::new() } else { format!(", field {field:?}") };
            failure(CLEANCLAIM_OUT_OF_RANGE, format!("no position is known for {of}{field}"))
        })?;
        let mut id = [0; 4];
        for (slot, byte) in id.iter_mut().zip(found.id.as_str().bytes().take(3)) {
            *slot = byte as c_char;
        }
        let own = cleanclaim_position {
            offset: found.offset,
            segment: found.segment,
            element: found.element.into(),
            component: found.component.into(),
            id,
        };
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&own, position, position_size) }
    })
}

/// Frees the reader of a file. NULL is accepted.
///
/// # Safety
/// `file` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_x12_free(file: *mut cleanclaim_x12) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(file) })
}
