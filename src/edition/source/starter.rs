//! The recipe of the starter edition.

use super::{Imported, Options, Sources};
use crate::code::ProcedureCode;
use crate::edition::{Builder, EditionError};
use std::path::Path;

/// The practice set: one code a line, `#` starts a comment.
const CODES: &str = include_str!("../starter_codes.txt");

/// The files the starter edition is made from, under the data folder.
const FILES: [&str; 27] = [
    "ncci/ccipra-v302-reconstructed.TXT.gz",
    "ncci/ccioph-v321-reconstructed.TXT.gz",
    "ncci/MCR_MUE_PractitionerServices_Eff_07-01-2024-reconstructed.csv",
    "ncci/MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024-reconstructed.csv",
    "ncci/MCR_MUE_DMESupplierServices_Eff_07-01-2024-reconstructed.csv",
    "ncci/AOC_V2026Q2-reconstructed.txt",
    "pfs/PPRRVU24_JUL-reconstructed.csv.gz",
    "ioce/data_hcpcs.jsonl.gz",
    "ioce/data_dx10.jsonl.gz",
    "ioce/data_modifier.jsonl.gz",
    "ioce/data_revenue.jsonl.gz",
    "ioce/data_apc.jsonl.gz",
    "ioce/dsc_edit.jsonl.gz",
    "ioce/version_range.jsonl.gz",
    "ioce/data_edit_bypass.jsonl.gz",
    "ioce/map_addon_drug_admin.jsonl.gz",
    "ioce/map_addon_ph.jsonl.gz",
    "ioce/map_conflict_rhc.jsonl.gz",
    "ioce/map_device_procedure.jsonl.gz",
    "ioce/map_modifier_conflict.jsonl.gz",
    "hcpcs/HCPC2019_CONTR_ANWEB.txt.gz",
    "hcpcs/HCPC2020_OCT_ANWEB.xlsx",
    "mce/mce_v43.1_icd10_dx.csv.gz",
    "icd10cm/icd10cm_order_2023.txt.gz",
    "icd10cm/icd10cm_order_2024.txt.gz",
    "icd10cm/icd10cm_order_2025.txt.gz",
    "icd10cm/icd10cm_order_2026.txt.gz",
];

/// The codes of the practice set.
///
/// # Errors
/// [`EditionError::Source`] when a line is no procedure code.
pub fn practice_set() -> Result<Vec<ProcedureCode>, EditionError> {
    let lines = CODES.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            line.parse().map_err(|error| EditionError::Source {
                file: "starter_codes.txt".to_owned(),
                problem: format!("{error}"),
            })
        })
        .collect()
}

/// Builds the starter edition from the published files under a folder.
///
/// # Errors
/// [`EditionError`] when a file is missing or cannot be imported.
pub fn build_starter(
    data: &Path,
    progress: impl FnMut(usize, &str),
) -> Result<(Vec<u8>, Vec<Imported>), EditionError> {
    let mut sources = Sources::new();
    for file in FILES {
        sources.add(&data.join(file))?;
    }
    let mut builder = Builder::new("starter-1");
    builder.restrict(practice_set()?);
    let imported = sources.import(&mut builder, Options::default(), progress)?;
    Ok((builder.finish()?, imported))
}
