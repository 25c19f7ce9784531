//! Versions.

use super::guard::guard_or;
use std::ffi::c_char;

/// The version of the binary interface a header was written for.
///
/// A program compares it with cleanclaim_abi_version() of the library it runs with; they agree
/// when both are equal. It is counted apart from the library's version.
pub const CLEANCLAIM_ABI_VERSION: u32 = 1;

/// The version of the binary interface of the library.
#[unsafe(no_mangle)]
pub extern "C" fn cleanclaim_abi_version() -> u32 {
    guard_or(0, || CLEANCLAIM_ABI_VERSION)
}

/// The version of the library: `"0.1.0"`.
///
/// The text ends with a zero byte and lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn cleanclaim_version() -> *const c_char {
    guard_or(c"".as_ptr(), || concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast())
}
