//! Putting an edition on disk.

use crate::edition::EditionError;
use std::io::Write;
use std::path::Path;

/// Writes the bytes of an edition to a file, atomically.
///
/// # Errors
/// [`EditionError::Io`].
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), EditionError> {
    let io = |error| EditionError::Io { path: path.to_owned(), error };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = std::fs::File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&temporary, path));
    if done.is_err() {
        // The temporary file may not exist; the first error is the one to report.
        drop(std::fs::remove_file(&temporary));
    }
    done.map_err(io)
}
