//! Files as they are given: plain, gzip, or in a zip archive.

use crate::edition::EditionError;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How much of a file is looked at to recognise it.
const HEAD: u64 = 64 * 1024;
/// How much of a file is held at a time when it is read piece by piece.
const PIECE: usize = 256 * 1024;

/// One file to import.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its path, with the name inside the archive when it lies in one.
    pub name: String,
    path: PathBuf,
    entry: Option<usize>,
}

impl Input {
    /// The file name without folders and without `.gz`.
    pub fn file_name(&self) -> &str {
        file_name(&self.name)
    }

    fn io(&self, error: std::io::Error) -> EditionError {
        EditionError::Io { path: PathBuf::from(&self.name), error }
    }

    fn archive(&self, error: zip::result::ZipError) -> EditionError {
        EditionError::Source {
            file: self.name.clone(),
            problem: format!("the zip archive cannot be read: {error}"),
        }
    }

    /// The first bytes, decompressed; a spreadsheet as text.
    pub(super) fn head(&self) -> Result<Vec<u8>, EditionError> {
        let mut head = Vec::new();
        self.with_reader(|reader| reader.take(HEAD).read_to_end(&mut head).map(drop))?;
        if is_archive(&head) {
            head = self.read()?.0;
            head.truncate(HEAD as usize);
        }
        Ok(head)
    }

    fn text_of(&self, bytes: Vec<u8>) -> Result<Vec<u8>, EditionError> {
        if !is_archive(&bytes) {
            return Ok(bytes);
        }
        super::sheet::to_text(&bytes).map_err(|problem| EditionError::Source {
            file: self.name.clone(),
            problem: format!("the spreadsheet cannot be read: {problem}"),
        })
    }

    /// All bytes, decompressed, a spreadsheet as text; and the hash of the file (or of the archive's entry) in hexadecimal.
    pub(super) fn read(&self) -> Result<(Vec<u8>, String), EditionError> {
        let mut bytes = Vec::new();
        if self.entry.is_some() {
            self.with_reader(|reader| reader.read_to_end(&mut bytes).map(drop))?;
            let hash = hash(&bytes);
            return Ok((self.text_of(bytes)?, hash));
        }
        let raw = std::fs::read(&self.path).map_err(|error| self.io(error))?;
        let hash = hash(&raw);
        if is_gzip(&raw) {
            let mut reader = flate2::bufread::MultiGzDecoder::new(raw.as_slice());
            reader.read_to_end(&mut bytes).map_err(|error| self.io(error))?;
            return Ok((bytes, hash));
        }
        Ok((self.text_of(raw)?, hash))
    }

    /// Reads the file piece by piece, decompressed: every piece is whole lines. Gives the hash of
    /// the file in hexadecimal.
    pub(super) fn pieces(
        &self,
        mut each: impl FnMut(&[u8]) -> Result<(), EditionError>,
    ) -> Result<String, EditionError> {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        let mut outcome = Ok(());
        if self.entry.is_some() {
            self.with_reader(|reader| {
                outcome = whole_lines(&mut Hashed { reader, hash: &mut hash }, &mut each)?;
                Ok(())
            })?;
        } else {
            let io = |error| self.io(error);
            let file = std::fs::File::open(&self.path).map_err(io)?;
            let hashed = Hashed { reader: file, hash: &mut hash };
            let mut reader = std::io::BufReader::with_capacity(PIECE, hashed);
            let start = std::io::BufRead::fill_buf(&mut reader).map_err(io)?;
            outcome = if is_gzip(start) {
                let outcome = whole_lines(&mut flate2::bufread::MultiGzDecoder::new(&mut reader), &mut each);
                // What stands after the compressed data belongs to the file too.
                std::io::copy(&mut reader, &mut std::io::sink()).map_err(io)?;
                outcome.map_err(io)?
            } else {
                // What follows the start is read where it is looked at, not copied once more.
                let start = start.to_vec();
                whole_lines(&mut start.as_slice().chain(reader.into_inner()), &mut each).map_err(io)?
            };
        }
        outcome?;
        Ok(format!("{:016x}", hash.digest()))
    }

    /// Whether the file is a spreadsheet.
    pub(super) fn is_sheet(&self) -> bool {
        self.name.to_ascii_lowercase().ends_with(".xlsx")
    }

    fn with_reader(
        &self,
        read: impl FnOnce(&mut dyn Read) -> std::io::Result<()>,
    ) -> Result<(), EditionError> {
        let io = |error| self.io(error);
        let file = std::fs::File::open(&self.path).map_err(io)?;
        if let Some(entry) = self.entry {
            let mut archive = zip::ZipArchive::new(file).map_err(|error| self.archive(error))?;
            let mut entry = archive.by_index(entry).map_err(|error| self.archive(error))?;
            return read(&mut entry).map_err(io);
        }
        let mut reader = std::io::BufReader::new(file);
        let start = std::io::BufRead::fill_buf(&mut reader).map_err(io)?;
        if is_gzip(start) {
            return read(&mut flate2::bufread::MultiGzDecoder::new(reader)).map_err(io);
        }
        read(&mut reader).map_err(io)
    }
}

/// A reader that hashes what it reads.
struct Hashed<'a, R> {
    reader: R,
    hash: &'a mut xxhash_rust::xxh3::Xxh3,
}

impl<R: Read> Read for Hashed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.hash.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// Hands on what a reader gives in pieces of whole lines; the last line may lack its end.
fn whole_lines(
    reader: &mut dyn Read,
    each: &mut dyn FnMut(&[u8]) -> Result<(), EditionError>,
) -> std::io::Result<Result<(), EditionError>> {
    let mut buffer = vec![0; PIECE];
    let mut filled = 0;
    loop {
        if filled == buffer.len() {
            buffer.resize(buffer.len() * 2, 0);
        }
        let count = reader.read(buffer.get_mut(filled..).unwrap_or_default())?;
        filled += count;
        let held = buffer.get(..filled).unwrap_or_default();
        let end = if count == 0 { filled } else { memchr::memrchr(b'\n', held).map_or(0, |at| at + 1) };
        if let Err(error) = each(held.get(..end).unwrap_or_default()) {
            return Ok(Err(error));
        }
        if count == 0 {
            return Ok(Ok(()));
        }
        buffer.copy_within(end..filled, 0);
        filled -= end;
    }
}

/// The file name of a path, without folders and without `.gz`.
pub(super) fn file_name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".gz").unwrap_or(name)
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

fn hash(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes))
}

/// The inputs of a path: the file itself, or the files of a zip archive.
pub(super) fn inputs(path: &Path) -> Result<Vec<Input>, EditionError> {
    let plain = Input { name: path.display().to_string(), path: path.to_owned(), entry: None };
    let file = std::fs::File::open(path).map_err(|error| plain.io(error))?;
    let mut magic = [0; 4];
    let is_zip = (&file).read_exact(&mut magic).is_ok() && is_archive(&magic);
    // A spreadsheet is an archive too, but one file.
    if !is_zip || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return Ok(vec![plain]);
    }
    let mut archive = zip::ZipArchive::new(file).map_err(|error| plain.archive(error))?;
    let mut inputs = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| plain.archive(error))?;
        if entry.is_file() {
            let entry_name = entry.name().map_err(|error| plain.archive(error))?;
            let name = format!("{}/{entry_name}", plain.name);
            inputs.push(Input { name, path: path.to_owned(), entry: Some(index) });
        }
    }
    Ok(inputs)
}

/// Every file under a folder, in the order of the names.
pub(super) fn walk(folder: &Path) -> Result<Vec<PathBuf>, EditionError> {
    let io = |error| EditionError::Io { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        paths.push(entry.map_err(io)?.path());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(walk(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
