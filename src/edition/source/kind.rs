//! Recognising a file by its content; its name only tells the quarter.

use super::coverage::ArticleFile;
use super::editor::EditorTable;
use super::file::file_name;
use super::period::{Quarter, month_quarter, year_in};
use super::tabular;
use crate::code::DiagnosisCode;
use crate::edition::{EditionError, MueSet, PtpSet};

/// A known layout, with the period the file is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// NCCI procedure-to-procedure edits.
    Ptp {
        /// The set.
        set: PtpSet,
        /// The quarter of the file.
        quarter: Quarter,
        /// Which of the files f1 to f4 it is, when its name says so.
        part: Option<u8>,
    },
    /// NCCI medically unlikely edits.
    Mue {
        /// The set.
        set: MueSet,
        /// The quarter of the file.
        quarter: Quarter,
    },
    /// NCCI add-on code edits.
    AddOn {
        /// The quarter of the file.
        quarter: Quarter,
    },
    /// The physician fee schedule relative value file.
    PhysicianFee {
        /// The quarter of the release.
        quarter: Quarter,
    },
    /// HCPCS Level II, 320 columns.
    Level2Fixed {
        /// The quarter of the file.
        quarter: Quarter,
    },
    /// HCPCS Level II as a table, xlsx or CSV.
    Level2Table {
        /// The quarter of the file.
        quarter: Quarter,
    },
    /// HCPCS Level II codes with the first and the last quarter seen.
    Level2Quarters,
    /// OPPS Addendum B.
    AddendumB {
        /// The quarter of the file.
        quarter: Quarter,
    },
    /// The I/OCE table of procedure codes by version.
    IoceProcedures,
    /// The I/OCE table of diagnosis codes by version.
    IoceDiagnoses,
    /// The I/OCE table of modifiers by version.
    IoceModifiers,
    /// A small I/OCE table by version.
    IoceEditor(EditorTable),
    /// An ICD-10-CM order file.
    IcdOrder {
        /// The fiscal year, which starts on 1 October of the year before.
        year: u16,
    },
    /// The ICD-10-CM Tabular List.
    Tabular,
    /// Medicare Code Editor diagnosis flags.
    DiagnosisFlags,
    /// A file of a Medicare Coverage Database export.
    Article(ArticleFile),
    /// A list of covered diagnoses of one's own.
    CoverageList,
    /// Descriptors of one's own.
    Descriptors,
    /// A file that no table is made from, with what it is.
    Unused(&'static str),
}

impl Kind {
    /// The name of the layout.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ptp { .. } => "NCCI PTP",
            Self::Mue { .. } => "NCCI MUE",
            Self::AddOn { .. } => "NCCI add-on codes",
            Self::PhysicianFee { .. } => "physician fee schedule",
            Self::Level2Fixed { .. } => "HCPCS Level II",
            Self::Level2Table { .. } => "HCPCS Level II table",
            Self::Level2Quarters => "HCPCS Level II quarters",
            Self::AddendumB { .. } => "OPPS Addendum B",
            Self::IoceProcedures => "I/OCE procedures",
            Self::IoceDiagnoses => "I/OCE diagnoses",
            Self::IoceModifiers => "I/OCE modifiers",
            Self::IoceEditor(table) => table.name(),
            Self::IcdOrder { .. } => "ICD-10-CM order",
            Self::Tabular => "ICD-10-CM Tabular List",
            Self::DiagnosisFlags => "MCE diagnosis flags",
            Self::Article(ArticleFile::Procedures) => "coverage procedures",
            Self::Article(ArticleFile::Covered) => "coverage diagnoses",
            Self::Article(ArticleFile::NonCovered) => "coverage exclusions",
            Self::Article(ArticleFile::Contractors) => "coverage contractors",
            Self::CoverageList => "coverage list",
            Self::Descriptors => "descriptors",
            Self::Unused(what) => what,
        }
    }
}

/// What a file is, from its first bytes and its name.
pub(super) fn recognise(path: &str, head: &[u8]) -> Result<Kind, EditionError> {
    let name = file_name(path);
    let lower = name.to_ascii_lowercase();
    let text = String::from_utf8_lossy(head);
    let unknown = |problem: &str| EditionError::Source { file: path.to_owned(), problem: problem.to_owned() };
    let undated = |what: &str, example: &str| {
        unknown(&format!(
            "the file name does not tell the quarter of {what}; name it as CMS does, such as {example}"
        ))
    };
    let first_line = text.lines().next().unwrap_or_default();

    if text.contains("Column 1") && text.contains("Column 2") && text.contains("Modifier") {
        let medicaid = lower.contains("medicaid") || lower.contains("mcd");
        let hospital = lower.contains("oph") || lower.contains("hosp");
        let set = match (medicaid, hospital) {
            (false, false) => PtpSet::Practitioner,
            (false, true) => PtpSet::Hospital,
            (true, false) => PtpSet::MedicaidPractitioner,
            (true, true) => PtpSet::MedicaidHospital,
        };
        let quarter = Quarter::of_ncci_version(name)
            .or_else(|| Quarter::of_text(name))
            .ok_or_else(|| undated("the PTP edits", "ccipra-v322r0-f1.TXT"))?;
        let part = lower.match_indices("-f").find_map(|(at, _)| {
            let digit = lower.get(at + 2..at + 3)?.parse().ok()?;
            (1..=4).contains(&digit).then_some(digit)
        });
        return Ok(Kind::Ptp { set, quarter, part });
    }
    if text.contains("MUE Values") {
        let medicare = text.contains("MUE Adjudication Indicator");
        let set =
            match (medicare, text.contains("Outpatient Hospital Services"), text.contains("DME Supplier")) {
                (true, true, _) => MueSet::Outpatient,
                (true, _, true) => MueSet::Dme,
                (true, ..) => MueSet::Practitioner,
                (false, true, _) => MueSet::MedicaidOutpatient,
                (false, _, true) => MueSet::MedicaidDme,
                (false, ..) => MueSet::MedicaidPractitioner,
            };
        let quarter = Quarter::of_effective(name)
            .or_else(|| Quarter::of_text(name))
            .ok_or_else(|| undated("the MUE values", "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv"))?;
        return Ok(Kind::Mue { set, quarter });
    }
    if text.contains("AOC_Edit_Type") {
        let quarter =
            Quarter::of_text(name).ok_or_else(|| undated("the add-on edits", "AOC_V2026Q2-MCR.txt"))?;
        return Ok(Kind::AddOn { quarter });
    }
    if text.contains("Physician Fee Schedule Relative Value File") || text.contains("\nHCPCS,MOD,") {
        let title = text.lines().find(|line| line.contains("Relative Value File")).unwrap_or_default();
        let year = year_in(title).map(|(year, _)| year);
        let quarter = year
            .zip(month_quarter(&title.to_ascii_lowercase()))
            .and_then(|(year, quarter)| Quarter::new(year, quarter))
            .or_else(|| Quarter::of_text(name))
            .ok_or_else(|| undated("the fee schedule", "PPRRVU2026_Jul.csv"))?;
        return Ok(Kind::PhysicianFee { quarter });
    }
    if text.contains("HCPCS Code,Short Descriptor,SI,APC") {
        let title = text.lines().take(6).find_map(Quarter::of_text);
        let quarter = Quarter::of_text(name)
            .or(title)
            .ok_or_else(|| undated("the addendum", "2026_april_web_addendum_b.csv"))?;
        return Ok(Kind::AddendumB { quarter });
    }
    if first_line.trim() == "code,first_seen,last_seen" {
        return Ok(Kind::Level2Quarters);
    }
    if text.contains(tabular::ROOT) {
        return Ok(Kind::Tabular);
    }
    if first_line.trim() == "code,begin,end,flags" {
        return Ok(Kind::DiagnosisFlags);
    }
    if first_line.starts_with("{\"key\":") {
        return Ok(ioce(first_line, &text));
    }
    if is_order_line(first_line) {
        let year = year_in(name).map(|(year, _)| year).ok_or_else(|| {
            unknown("the file name does not tell the fiscal year; name it as CMS does, such as icd10cm_order_2026.txt")
        })?;
        return Ok(Kind::IcdOrder { year });
    }
    if first_line.starts_with("Add: ") || first_line.starts_with("Delete: ") {
        return Ok(Kind::Unused("ICD-10-CM addenda, whose changes are in the order file"));
    }
    let is_table = text.lines().any(|line| line.starts_with("HCPC,SEQNUM,RECID"));
    if is_table || text.lines().any(is_level_2_line) {
        let year = year_in(name).map(|(year, _)| year);
        let quarter = Quarter::of_text(name)
            .or_else(|| Quarter::new(year?, 1))
            .ok_or_else(|| undated("the HCPCS Level II file", "HCPC2026_OCT_ANWEB.txt"))?;
        return Ok(if is_table { Kind::Level2Table { quarter } } else { Kind::Level2Fixed { quarter } });
    }
    let header: Vec<String> = first_line
        .trim_start_matches('\u{feff}')
        .split(',')
        .map(|cell| cell.trim().trim_matches('"').to_ascii_lowercase())
        .collect();
    let starts = |names: &[&str]| {
        names.iter().zip(&header).all(|(name, cell)| name == cell) && header.len() >= names.len()
    };
    if starts(&["article_id", "article_version"]) {
        let file = ArticleFile::ALL.into_iter().find(|file| header.iter().any(|cell| cell == file.column()));
        return Ok(file.map_or(Kind::Unused("a coverage database file for other uses"), Kind::Article));
    }
    if starts(&["procedure", "diagnosis", "covered"]) {
        return Ok(Kind::CoverageList);
    }
    if starts(&["code", "descriptor"]) {
        return Ok(Kind::Descriptors);
    }
    if starts(&["contractor_id"]) {
        return Ok(Kind::Unused("a coverage database file for other uses"));
    }
    if first_line.starts_with("ISA*") {
        return Ok(Kind::Unused("X12 claims"));
    }
    for (header, what) in [
        ("code,type,start,last_modified,end", "adjustment codes"),
        ("code,system,category,description_level2_only", "modifiers"),
        ("code,mpfs_setting,name", "places of service"),
    ] {
        if first_line.trim() == header {
            return Ok(Kind::Unused(what));
        }
    }
    Err(unknown("its layout is none that is known; give the files CMS publishes, unchanged"))
}

/// Which I/OCE table it is, by the fields of its rows.
fn ioce(first_line: &str, text: &str) -> Kind {
    let key = first_line.split('"').nth(3).and_then(|key| key.split('|').next()).unwrap_or_default();
    let is_diagnosis = DiagnosisCode::from_bytes(key.as_bytes()).is_some();
    if first_line.contains("\"payment_indicator\":") && first_line.contains("\"apc\":") {
        Kind::IoceProcedures
    } else if is_diagnosis && (text.contains("\"unacceptable_pdx\":") || text.contains("\"lo_age\":")) {
        Kind::IoceDiagnoses
    } else if key.len() == 2 && text.contains("\"ncci\":") {
        Kind::IoceModifiers
    } else {
        let editor = EditorTable::recognise(first_line, text).map(Kind::IoceEditor);
        editor.unwrap_or(Kind::Unused("an I/OCE table for other uses"))
    }
}

/// `00001 A00     0 Cholera …`: five digits, a code, 0 or 1.
fn is_order_line(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() > 16
        && bytes.iter().take(5).all(u8::is_ascii_digit)
        && bytes.get(5) == Some(&b' ')
        && matches!(bytes.get(14), Some(b'0' | b'1'))
        && bytes.get(15) == Some(&b' ')
}

/// A 320-column record: code or modifier, sequence of five digits, record type 3, 4, 7 or 8.
fn is_level_2_line(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() > 92
        && bytes.iter().skip(5).take(5).all(u8::is_ascii_digit)
        && matches!(bytes.get(10), Some(b'3' | b'4' | b'7' | b'8'))
}
