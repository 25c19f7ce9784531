//! Structures that cross the border as a pointer and their size.
//!
//! A structure may grow at its end in a later version of the library. A program compiled with an
//! older header passes its smaller size: what it does not know is read as zero and not written. Any
//! other size is a mistake, and refused.

use super::guard::{Failure, failure, null};
use super::status::cleanclaim_status::CLEANCLAIM_WRONG_SIZE;
use std::mem::{MaybeUninit, size_of};

/// A structure of the header.
///
/// # Safety
/// It must be `repr(C)`, have no destructor, and be valid with all its bytes zero.
pub(super) unsafe trait Structure: Copy {
    /// Its name in the header.
    const NAME: &'static str;
    /// The words of 8 bytes it had in the headers that were released, on a 64-bit machine.
    const WORDS: &'static [usize];
}

/// Declares the structures that cross the border, with the words they had in the headers that were
/// released.
macro_rules! structures {
    ($($name:ident: $($words:literal)+),* $(,)?) => {$(
        // SAFETY: it is `repr(C)` and `Copy`, and made of numbers and pointers.
        unsafe impl $crate::ffi::structure::Structure for $name {
            const NAME: &'static str = stringify!($name);
            const WORDS: &'static [usize] = &[$($words),+];
        }
    )*};
}
pub(super) use structures;

fn fitting<T: Structure>(size: usize) -> Result<usize, Failure> {
    let older = cfg!(target_pointer_width = "64") && T::WORDS.iter().any(|words| words * 8 == size);
    if size == size_of::<T>() || (older && size < size_of::<T>()) {
        return Ok(size);
    }
    let remedy = if size > size_of::<T>() {
        "the program was compiled with the header of a newer library"
    } else {
        "pass its sizeof"
    };
    let message = format!("a {} cannot have a size of {size}; {remedy}", T::NAME);
    Err(failure(CLEANCLAIM_WRONG_SIZE, message))
}

/// Room for a structure of the caller's that cannot be read where it lies.
pub(super) struct Room<T>(MaybeUninit<T>);

impl<T: Structure> Room<T> {
    /// Room that is not yet used.
    pub(super) const fn new() -> Self {
        Self(MaybeUninit::uninit())
    }

    /// Reads a structure of the caller's, where it lies when it is whole; what an older one does not
    /// have is zero.
    ///
    /// # Safety
    /// `pointer` must be NULL or readable for `size` bytes, and not be written to for as long as what is
    /// read of it is used.
    #[inline]
    pub(super) unsafe fn read(&mut self, pointer: *const T, size: usize) -> Result<&T, Failure> {
        if pointer.is_null() {
            return Err(null(T::NAME));
        }
        if size == size_of::<T>() && pointer.is_aligned() {
            // SAFETY: it is neither NULL nor out of line, and the caller says that it is readable.
            return Ok(unsafe { &*pointer });
        }
        let size = fitting::<T>(size)?;
        self.0 = MaybeUninit::zeroed();
        // SAFETY: both are valid for `size` bytes, which is at most the size of the room; all-zero bytes,
        // and those of a structure, are valid.
        unsafe {
            std::ptr::copy_nonoverlapping(pointer.cast::<u8>(), self.0.as_mut_ptr().cast::<u8>(), size);
            Ok(self.0.assume_init_ref())
        }
    }
}

/// Refuses an output structure that cannot be written, before anything is done.
pub(super) fn writable<T: Structure>(output: *mut T, size: usize) -> Result<(), Failure> {
    if output.is_null() {
        return Err(null(T::NAME));
    }
    fitting::<T>(size).map(drop)
}

/// Writes a structure to the caller's, as much of it as the caller knows.
///
/// # Safety
/// `output` must be NULL or writable for `size` bytes.
pub(super) unsafe fn give<T: Structure>(value: &T, output: *mut T, size: usize) -> Result<(), Failure> {
    writable(output, size)?;
    // SAFETY: `value` is valid for at least `size` bytes; `output` is not NULL, and the caller says
    // that it is writable for them.
    unsafe {
        std::ptr::copy_nonoverlapping(std::ptr::from_ref(value).cast::<u8>(), output.cast::<u8>(), size)
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[repr(C)]
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Grown {
        old: u64,
        new: u64,
        both: u64,
        newest: u64,
    }
    // Twice it grew: by two words at once, and by one.
    structures! { Grown: 1 3 }

    #[test]
    fn an_older_structure_reads_as_zero_and_is_not_overrun() {
        let given = Grown { old: 1, new: 2, both: 3, newest: 4 };
        // SAFETY: the structures are valid for the sizes.
        unsafe {
            assert_eq!(*Room::new().read(&given, 8).unwrap(), Grown { old: 1, new: 0, both: 0, newest: 0 });
            assert_eq!(*Room::new().read(&given, 24).unwrap(), Grown { newest: 0, ..given });
            assert_eq!(*Room::new().read(&given, 32).unwrap(), given);
            let mut askew = [0_u8; 33];
            std::ptr::copy_nonoverlapping((&raw const given).cast(), askew.as_mut_ptr().add(1), 32);
            let askew: *const Grown = askew.as_ptr().add(1).cast();
            assert_eq!(*Room::new().read(askew, 32).unwrap(), given);
            let mut out = Grown { old: 0, new: 7, both: 7, newest: 7 };
            give(&given, &mut out, 8).unwrap();
            assert_eq!(out, Grown { old: 1, new: 7, both: 7, newest: 7 });
            // Neither a part of a member nor one of two that came together.
            for size in [0, 7, 9, 12, 16, 23, 25, 31, 33, usize::MAX] {
                assert!(
                    Room::new().read(&given, size).is_err() && give(&given, &mut out, size).is_err(),
                    "{size}"
                );
            }
        }
    }
}
