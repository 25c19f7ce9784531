//! Editions: the reference data claims are judged by.

use super::date::to_number;
use super::guard::{Failure, failure, free, give, guard, guard_or, put, reference};
use super::status::cleanclaim_status::{
    self, CLEANCLAIM_NOT_AN_EDITION, CLEANCLAIM_OUT_OF_RANGE, CLEANCLAIM_UNREADABLE,
};
use super::structure::{self, structures};
use super::text::{Terminated, bytes, cleanclaim_text};
use crate::edition::{Edition, EditionError};
use std::ffi::c_char;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Reference data by date of service: code sets, NCCI edits, unit limits, fee schedule indicators.
///
/// Made by cleanclaim_edition_starter, cleanclaim_edition_open or cleanclaim_edition_from_bytes and
/// freed with cleanclaim_edition_free. It never changes and may be used by several threads at once.
/// Scrubbers made of it share its memory and may outlive it.
pub struct cleanclaim_edition {
    pub(super) edition: Edition,
    id: Terminated,
    described: OnceLock<Described>,
}

/// What an edition holds, written down when it is first asked for.
struct Described {
    json: Terminated,
    tables: Vec<TableRow>,
}

struct TableRow {
    name: Terminated,
    rows: u64,
    bytes: u64,
    first_date: u32,
    last_date: u32,
    partial: bool,
}

/// One table of an edition and the dates it answers for. Its text is lent by the edition.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct cleanclaim_table {
    /// Its name: `practitioner PTP`.
    pub name: cleanclaim_text,
    /// Rows kept from the published files.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// First day it answers for, as YYYYMMDD.
    pub first_date: u32,
    /// Last day it answers for, as YYYYMMDD.
    pub last_date: u32,
    /// 1 when it answers only for the codes it lists, as the tables of the starter edition do.
    pub partial: u32,
}

structures! { cleanclaim_table: 6 }

impl cleanclaim_edition {
    fn new(edition: Edition) -> Self {
        let id = Terminated::from(edition.id());
        Self { edition, id, described: OnceLock::new() }
    }

    fn described(&self) -> &Described {
        self.described.get_or_init(|| {
            let info = self.edition.info();
            let tables = info.tables.iter().map(|table| TableRow {
                name: table.name.into(),
                rows: table.rows,
                bytes: table.bytes,
                first_date: to_number(table.first_date),
                last_date: to_number(table.last_date),
                partial: table.partial,
            });
            Described {
                tables: tables.collect(),
                json: serde_json::to_string(&info).unwrap_or_default().into(),
            }
        })
    }
}

fn status_of(error: &EditionError) -> cleanclaim_status {
    match error {
        EditionError::Io { .. } => CLEANCLAIM_UNREADABLE,
        _ => CLEANCLAIM_NOT_AN_EDITION,
    }
}

fn refused(error: &EditionError) -> Failure {
    failure(status_of(error), error.to_string())
}

/// The edition every program has without any file: all HCPCS Level II and ICD-10-CM codes of its
/// years, and the edits of a small set of well-known codes. What it cannot answer is reported as
/// not evaluated, never as a pass.
///
/// # Safety
/// `edition` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_starter(
    edition: *mut *mut cleanclaim_edition,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a writable output.
    guard(|| unsafe { give(edition, || Ok(cleanclaim_edition::new(Edition::starter().clone()))) })
}

/// Opens an edition file, built by the `edition` example of the library from the files CMS
/// publishes, through a memory map: the processes of a machine share one copy.
///
/// `path` is the name of the file: any bytes on Unix, UTF-8 elsewhere. The file may be replaced by
/// another while it is open, but not be changed in place.
///
/// Fails with CLEANCLAIM_UNREADABLE when the file cannot be opened and with
/// CLEANCLAIM_NOT_AN_EDITION when it is none, is damaged, or is of a later format.
///
/// # Safety
/// `path` must be readable for `path_length` bytes; `edition` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_open(
    path: *const c_char,
    path_length: usize,
    edition: *mut *mut cleanclaim_edition,
) -> cleanclaim_status {
    guard(|| {
        let open = || {
            // SAFETY: the caller promises a readable text.
            let path = unsafe { self::path(path, path_length) }?;
            Edition::open(&path).map(cleanclaim_edition::new).map_err(|error| refused(&error))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(edition, open) }
    })
}

/// The file a caller names.
///
/// # Safety
/// `pointer` must be readable for `length` bytes.
pub(super) unsafe fn path(pointer: *const c_char, length: usize) -> Result<PathBuf, Failure> {
    if length == 0 {
        return Err(failure(CLEANCLAIM_UNREADABLE, "the path is empty"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        // SAFETY: as the caller promises.
        let path = unsafe { bytes(pointer, length, "path") }?;
        Ok(PathBuf::from(std::ffi::OsStr::from_bytes(path)))
    }
    #[cfg(not(unix))]
    {
        // SAFETY: as the caller promises.
        Ok(PathBuf::from(unsafe { super::text::text(pointer, length, "path") }?))
    }
}

/// An edition of the bytes of a file, which are copied.
///
/// Fails with CLEANCLAIM_NOT_AN_EDITION when they are none, are damaged, or are of a later format.
///
/// # Safety
/// `data` must be readable for `length` bytes; `edition` must be NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_from_bytes(
    data: *const u8,
    length: usize,
    edition: *mut *mut cleanclaim_edition,
) -> cleanclaim_status {
    guard(|| {
        let read = || {
            // SAFETY: the caller promises readable bytes.
            let data = unsafe { bytes(data.cast(), length, "edition") }?;
            Edition::from_bytes(data).map(cleanclaim_edition::new).map_err(|error| refused(&error))
        };
        // SAFETY: the caller promises NULL or a writable output.
        unsafe { give(edition, read) }
    })
}

/// Compares the checksum of the whole edition with the one in its header. Opening does not, because
/// it would read every page of the file.
///
/// # Safety
/// `edition` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_verify(edition: *const cleanclaim_edition) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live edition.
        let edition = unsafe { reference(edition, "edition") }?;
        edition.edition.verify().map_err(|error| refused(&error))
    })
}

/// The edition's id, which reports name; lent by the edition.
///
/// # Safety
/// `edition` must be NULL or live, `id` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_id(
    edition: *const cleanclaim_edition,
    id: *mut cleanclaim_text,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a live edition, and NULL or a writable output.
    guard(|| unsafe { put(id, reference(edition, "edition")?.id.lend()) })
}

/// What the edition holds, as JSON: tables, rows, dates, sizes and the published files it was made
/// of, each with its hash; lent by the edition.
///
/// # Safety
/// `edition` must be NULL or live, `json` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_info_json(
    edition: *const cleanclaim_edition,
    json: *mut cleanclaim_text,
) -> cleanclaim_status {
    // SAFETY: the caller promises NULL or a live edition, and NULL or a writable output.
    guard(|| unsafe { put(json, reference(edition, "edition")?.described().json.lend()) })
}

/// How many tables the edition has. NULL gives 0.
///
/// # Safety
/// `edition` must be NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_table_count(edition: *const cleanclaim_edition) -> usize {
    // SAFETY: the caller promises NULL or a live edition.
    guard_or(0, || unsafe { edition.as_ref() }.map_or(0, |edition| edition.described().tables.len()))
}

/// Reads a table of the edition by its index, counted from 0: what it is and from when to when it
/// answers. A table that is not there answers for no date.
///
/// # Safety
/// `edition` must be NULL or live, `table` NULL or writable for `table_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_table(
    edition: *const cleanclaim_edition,
    index: usize,
    table: *mut cleanclaim_table,
    table_size: usize,
) -> cleanclaim_status {
    guard(|| {
        // SAFETY: the caller promises NULL or a live edition.
        let tables = unsafe { &reference(edition, "edition")?.described().tables };
        let row = tables.get(index).ok_or_else(|| {
            let message = format!("there is no table {index}; the edition has {}", tables.len());
            failure(CLEANCLAIM_OUT_OF_RANGE, message)
        })?;
        let &TableRow { ref name, rows, bytes, first_date, last_date, partial } = row;
        let partial = partial.into();
        let lent = cleanclaim_table { name: name.lend(), rows, bytes, first_date, last_date, partial };
        // SAFETY: the caller promises NULL or a writable structure.
        unsafe { structure::give(&lent, table, table_size) }
    })
}

/// Frees an edition. NULL is accepted. Scrubbers that were made of it stay as they are.
///
/// # Safety
/// `edition` must be NULL, or come from this library and not be used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cleanclaim_edition_free(edition: *mut cleanclaim_edition) {
    // SAFETY: as the caller promises.
    guard_or((), || unsafe { free(edition) })
}
