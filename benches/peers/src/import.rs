//! Building an edition from the plain text of the practitioner pairs, beside only reading the same
//! text with the csv crate.

use crate::rounds::{self, Contender};
use cleanclaim::edition::Builder;
use cleanclaim::edition::source::{Options, Sources};
use std::path::{Path, PathBuf};

fn import(path: &Path) -> Builder {
    let mut sources = Sources::new();
    sources.add(path).expect("a published file");
    let mut builder = Builder::new("import");
    sources.import(&mut builder, Options::default(), |_, _| {}).expect("it can be imported");
    builder
}

fn read_only(path: &Path) -> u64 {
    let file = std::fs::File::open(path).expect("the text");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(file);
    let (mut record, mut fields) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect("a record") {
        fields += record.len() as u64;
    }
    fields
}

/// Runs the contest, when the published file is there.
pub fn run(rounds: usize) -> std::io::Result<()> {
    let Some(folder) = std::env::var_os("CLEANCLAIM_DATA") else {
        println!("\nimport: CLEANCLAIM_DATA names no folder of published files");
        return Ok(());
    };
    let folder = PathBuf::from(folder).join("ncci");
    let packed = std::fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    let packed = packed.filter(|path| path.to_string_lossy().contains("ccipra"));
    for packed in packed.filter(|path| path.extension().is_some_and(|extension| extension == "gz")) {
        let name = packed.file_stem().unwrap_or_default();
        let path = std::env::temp_dir().join(name);
        let mut reader = flate2::read::MultiGzDecoder::new(std::fs::File::open(&packed)?);
        let bytes = std::io::copy(&mut reader, &mut std::fs::File::create(&path)?)?;
        rounds::run(
            "import of the practitioner pairs",
            "KiB",
            (bytes / 1024) as usize,
            rounds,
            vec![
                Contender::new("csv crate, reading only", || read_only(&path)),
                Contender::new("cleanclaim, reading rows", || {
                    std::hint::black_box(import(&path));
                    0
                }),
                Contender::new("cleanclaim, whole edition", || {
                    import(&path).finish().map_or(0, |file| file.len() as u64)
                }),
            ],
        );
        std::fs::remove_file(&path)?;
    }
    Ok(())
}
