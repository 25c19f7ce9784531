//! Small files of our own in every published layout.

use super::importers::import;
use super::{code, date};
use cleanclaim::edition::source::Options;
use cleanclaim::edition::{
    Bilateral, CodeStatus, Coverage, DiagnosisStatus, Edition, EditionError, FeeRow, GlobalPeriod, Lookup,
    Mai, MueSet, Necessity, PtpSet, Side, StatusIndicator, Supervision, Table,
};

fn one(name: &str, text: &str) -> Edition {
    import(&[(name, text.as_bytes())], Options::default()).unwrap_or_else(|error| panic!("{error}")).0
}

const NOTICE: &str = "\"A notice\r\n\r\nof several lines.\",,,\r\n\"HCPCS/\r\nCPT Code\",";

#[test]
fn mue_files() {
    let rows = "20610,2,3 Date of Service Edit: Clinical,Clinical: Data\r\nA0425,250,1 Line Edit,CMS Policy\r\n\
        36416,0,2 Date of Service Edit: Policy,CMS Policy\r\n";
    let header = format!(
        "{NOTICE}Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n{rows}"
    );
    let edition = one("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", &header);
    let mue = |text| edition.mue(MueSet::Practitioner, code(text), date("2026-07-01")).found().unwrap();
    assert_eq!((mue("20610").value, mue("20610").mai), (2, Some(Mai::DateClinical)));
    assert_eq!((mue("A0425").value, mue("A0425").mai), (250, Some(Mai::Line)));
    assert_eq!(mue("36416").value, 0);
    assert_eq!(edition.dates(Table::MuePractitioner), Some((date("2026-07-01"), date("2026-09-30"))));
    assert!(edition.mue(MueSet::Outpatient, code("20610"), date("2026-07-01")).gap().is_some());

    let medicaid = format!(
        "{NOTICE}Outpatient Hospital Services MUE Values,MUE Rationale\r\n20610,2,Clinical: Data\r\n"
    );
    let edition = one("MCD_MUE_OutpatientHospitalServices_Eff_07-01-2026.csv", &medicaid);
    let mue = edition.mue(MueSet::MedicaidOutpatient, code("20610"), date("2026-07-01")).found().unwrap();
    assert_eq!((mue.value, mue.mai, mue.rationale.code()), (2, None, "Clinical: Data"));

    let bad = format!(
        "{NOTICE}Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n20610,two,x,y\r\n"
    );
    let error = import(&[("MUE_Eff_07-01-2026.csv", bad.as_bytes())], Options::default()).unwrap_err();
    assert!(matches!(error, EditionError::Row { line: 6, column: "MUE Values", .. }), "{error:?}");
}

#[test]
fn quarters_stand_side_by_side_and_contradictions_are_refused() {
    let file = |value: u32| {
        format!(
            "{NOTICE}Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n\
             20610,{value},2 Date of Service Edit: Policy,CMS Policy\r\n"
        )
    };
    let (two, three) = (file(2), file(3));
    let files = [("MUE_Eff_07-01-2026.csv", two.as_bytes()), ("MUE_Eff_01-01-2026.csv", three.as_bytes())];
    let (edition, _) = import(&files, Options::default()).unwrap();
    let value = |day| edition.mue(MueSet::Practitioner, code("20610"), date(day)).map(|mue| mue.value);
    assert_eq!(value("2026-03-31"), Lookup::Found(3));
    assert!(value("2026-04-01").gap().is_some());
    assert_eq!(value("2026-07-01"), Lookup::Found(2));
    let files = [("a_Eff_07-01-2026.csv", two.as_bytes()), ("b_Eff_07-01-2026.csv", three.as_bytes())];
    let error = import(&files, Options::default()).unwrap_err();
    assert!(matches!(error, EditionError::Conflict { .. }), "{error}");
}

#[test]
fn add_on_files() {
    let text = "A notice\r\nAOC_Edit_Type\tAdd-On_Code\tAOC_DelDT (YYYYDDD)\tPrimary_Code\tPrimary_Code_DelDT\t\
        AOC_Edit_EffDT (YYYYDDD)\tAOC_Edit_DelDT\tSpecial_Instruction_Notes\r\n\
        1\t22614\t\t22612\t\t2019182\t\t\r\n1\t22614\t\t22600\t2021365\t2019182\t\t\r\n\
        2\t61781\t\tCCCCC\t\t2020060\t\t\r\n";
    let edition = one("AOC_V2026Q2-MCR.txt", text);
    let primaries = |day| edition.add_on(code("22614"), date(day)).found().unwrap().primaries().count();
    assert_eq!((primaries("2021-12-31"), primaries("2022-01-01")), (2, 1));
    assert_eq!(edition.add_on(code("61781"), date("2020-02-28")), Lookup::Absent);
    assert!(edition.add_on(code("61781"), date("2020-02-29")).found().unwrap().contractor_defined());
    let bad = text.replace("2020060", "2020367");
    let error = import(&[("AOC_V2026Q2.txt", bad.as_bytes())], Options::default()).unwrap_err();
    assert!(matches!(error, EditionError::Row { line: 5, column: "AOC_Edit_EffDT", .. }), "{error:?}");
}

/// The relative value file with its header stacked, with or without the pricing indicator.
fn relative_values(pricing: bool) -> String {
    let (a, b, value) = if pricing { ("PRIC,", "IND,", "9,") } else { ("", "", "") };
    let extra = if pricing { "," } else { "" };
    format!(
        ",,2026 National Physician Fee Schedule Relative Value File July Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,{extra}\r\n\
         ,,,,,,,,,,,,,,,,,,,,,,,,,{extra},,,NON-FACILITY,FACILITY,\r\n\
         ,,,,NOT USED,,,,,,,,,,,,,,,,,,,,{extra},PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED\r\n\
         ,,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,{extra},SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS\r\n\
         ,,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,\
         ASST,CO-,TEAM,{a}ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\r\n\
         HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,\
         PROC,SURG,SURG,SURG,SURG,{b}BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\r\n\
         43245,,x,A,,3.00,16.19,NA,1.28,,0.42,19.61,4.70,0,000,0.10,0.69,0.21,3,1,1,0,0,{value}43235,33.4,6A,0,99,0,0,0\r\n\
         71046,26,x,A,+,0.18,0.07,,0.07,,0.01,0.26,0.26,1,XXX,0,0,0,0,3,0,0,0,{value},33.4,09,0,88,0,0,0\r\n"
    )
}

#[test]
fn relative_value_files_of_31_and_32_columns() {
    for pricing in [false, true] {
        let edition = one("PPRRVU2026_Jul.csv", &relative_values(pricing));
        let fee = |text, row| edition.physician_fee(code(text), row, date("2026-07-01")).found().unwrap();
        let scope = fee("43245", FeeRow::Global);
        assert_eq!((scope.global, scope.bilateral), (GlobalPeriod::Days0, Bilateral::Applies));
        assert_eq!(scope.supervision, Supervision::TherapistSupervises);
        assert_eq!(scope.endoscopic_base, Some(code("43235")));
        assert_eq!(scope.pricing_indicator, pricing.then_some(9));
        assert_eq!(scope.intraoperative_percent, 69);
        assert!(scope.na_non_facility && !scope.na_facility && !scope.not_used_for_payment);
        assert_eq!(scope.total_facility().to_string(), "4.7");
        let chest = fee("71046", FeeRow::Professional);
        assert_eq!((chest.imaging_family, chest.not_used_for_payment), (88, true));
        assert_eq!(edition.physician_fee(code("71046"), FeeRow::Global, date("2026-07-01")), Lookup::Absent);
    }
    let bad = relative_values(true).replace(",XXX,", ",XYZ,");
    let error = import(&[("PPRRVU2026_Jul.csv", bad.as_bytes())], Options::default()).unwrap_err();
    assert!(
        matches!(&error, EditionError::Row { line: 8, column: "GLOB DAYS", text, .. } if text == "XYZ"),
        "{error:?}"
    );
}

#[test]
fn releases_of_a_year_divide_it() {
    let july = relative_values(true);
    let january = july.replace("July Release", "January Release").replace("0,000,", "0,010,");
    let files = [("PPRRVU2026_Jul.csv", july.as_bytes()), ("PPRRVU2026_Jan.csv", january.as_bytes())];
    let (edition, _) = import(&files, Options::default()).unwrap();
    let global =
        |day| edition.physician_fee(code("43245"), FeeRow::Global, date(day)).map(|fee| fee.global.code());
    assert_eq!(global("2026-06-30"), Lookup::Found("010"));
    assert_eq!(global("2026-07-01"), Lookup::Found("000"));
    assert_eq!(global("2026-12-31"), Lookup::Found("000"));
    assert!(global("2027-01-01").gap().is_some());
}

fn order_row(number: u32, code: &str, billable: u8, text: &str) -> String {
    format!("{number:05} {code:<7} {billable} {text:<60} {text}\r\n")
}

#[test]
fn order_files_and_their_flags() {
    let order = |new: u8| {
        order_row(1, "M25", 0, "Other joint disorder")
            + &order_row(2, "M2556", 0, "Pain in knee")
            + &order_row(3, "M25561", 1, "Pain in right knee")
            + &order_row(4, "M25562", 1, "Pain in left knee")
            + &order_row(5, "M25569", 1, "Pain in unspecified knee")
            + &order_row(6, "I501", 1, "Left ventricular failure, unspecified")
            + &order_row(7, "Z591", new, "Inadequate housing")
    };
    let flags = "code,begin,end,flags\nM25561,20151001,,\nM25562,20151001,,\nM25569,20151001,,unspecified\n\
        I501,20151001,20240930,male;maternity\nI501,20241001,,\nZ591,20151001,20250331,\n";
    let (old, new) = (order(1), order(0));
    let files = [
        ("icd10cm_order_2024.txt", old.as_bytes()),
        ("icd10cm_order_2025.txt", new.as_bytes()),
        ("mce_dx.csv", flags.as_bytes()),
    ];
    let (edition, _) = import(&files, Options::default()).unwrap();
    let status = |text: &str, day| edition.diagnosis(text.parse().unwrap(), date(day));
    assert_eq!(status("M25.56", "2024-01-01"), Lookup::Found(DiagnosisStatus::Header));
    assert_eq!(status("M25.561", "2024-01-01"), Lookup::Found(DiagnosisStatus::Billable));
    assert_eq!(
        status("Z59.1", "2025-03-31"),
        Lookup::Found(DiagnosisStatus::Billable),
        "until the April update"
    );
    assert_eq!(status("Z59.1", "2025-04-01"), Lookup::Found(DiagnosisStatus::Header));
    let side = |text: &str| edition.diagnosis_side(text.parse().unwrap());
    assert_eq!(
        [side("M25.561"), side("M25.562"), side("M25.569"), side("I50.1")],
        [Some(Side::Right), Some(Side::Left), Some(Side::Unspecified), None]
    );
    let flags = |day| edition.diagnosis_flags("I50.1".parse().unwrap(), date(day)).found().unwrap();
    assert!(flags("2024-09-30").is_male() && !flags("2024-10-01").is_male());
    let error = import(&[("mce.csv", b"code,begin,end,flags\nI501,20151001,,purple\n")], Options::default());
    assert!(matches!(error.unwrap_err(), EditionError::Row { line: 2, column: "flags", .. }));
}

#[test]
fn level_2_files() {
    // A record of 320 columns: the fields at their places, blanks between.
    let record = |code: &str, kind: char, coverage: char, reference: &str, added: &str, ended: &str| {
        let mut line = vec![b' '; 320];
        let mut put =
            |at: usize, text: &str| line[at - 1..at - 1 + text.len()].copy_from_slice(text.as_bytes());
        put(1, code);
        put(6, "00100");
        put(11, &kind.to_string());
        put(12, "A description");
        put(205, reference);
        put(230, &coverage.to_string());
        put(257, "O1E");
        put(261, "1P");
        put(269, added);
        put(285, ended);
        put(293, "N");
        String::from_utf8(line).unwrap().trim_end().to_owned() + "\r\n"
    };
    let text = "***Disclaimers\t\t\r\n\t\t\r\n".to_owned()
        + &record("J1890", '3', 'I', "J1885", "19900101", "20261115")
        + &record("J1890", '4', ' ', "", "", "")
        + &record("   JZ", '7', 'C', "", "20230101", "");
    let edition = one("HCPC2026_OCT_ANWEB.txt", &text);
    let level_2 = edition.level_2(code("J1890"), date("2026-10-01")).found().unwrap();
    assert_eq!(
        (level_2.coverage, level_2.betos, level_2.action),
        (Some(Coverage::NotPayable), *b"O1E", b'N')
    );
    assert_eq!(level_2.cross_references[0], Some(code("J1885")));
    assert_eq!(level_2.type_of_service, [b'1', b'P', 0, 0, 0]);
    let status = |day| edition.procedure(code("J1890"), date(day));
    assert_eq!(status("1990-01-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("1989-12-31"), Lookup::Found(CodeStatus::NotYet { first: date("1990-01-01") }));
    assert_eq!(status("2026-11-16"), Lookup::Found(CodeStatus::Ended { last: date("2026-11-15") }));
    assert_eq!(edition.procedure(code("J0001"), date("2026-10-01")), Lookup::Absent);
    assert!(edition.procedure(code("J0001"), date("2025-10-01")).gap().is_some());
    let modifier = |day| edition.modifier("JZ".parse().unwrap(), date(day));
    assert_eq!(modifier("2022-12-31"), Lookup::Found(CodeStatus::NotYet { first: date("2023-01-01") }));

    let table = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,MULT_PI,XREF1,XREF2,XREF3,XREF4,XREF5,COV,BETOS,TOS1,TOS2,TOS3,TOS4,TOS5,ADD DT,ACT EFF DT,TERM DT,ACTION CD\r\n\
        J1890,0010,3,\"x, y\",x,A,J1885,,,,,I,O1E,1,P,,,,19900101,20260101,20261115,N\r\n\
           JZ,0010,7,x,x,,,,,,,C,,,,,,,20230101,20230101,,N\r\n";
    let same = one("HCPC2026_OCT_ANWEB.csv", table);
    assert_eq!(
        same.level_2(code("J1890"), date("2026-10-01")).map(|row| row.cross_references[0]),
        Lookup::Found(Some(code("J1885")))
    );
    assert_eq!(
        same.procedure_windows(code("J1890")).collect::<Vec<_>>(),
        edition.procedure_windows(code("J1890")).collect::<Vec<_>>()
    );
}

#[test]
fn level_2_quarters() {
    let text =
        "code,first_seen,last_seen\r\nA0021,20190701,*\r\nJ9999,20200101,20211231\r\nQ0001,20260401,*\r\n";
    let edition = one("level2_quarters.csv", text);
    let status = |text, day| edition.procedure(code(text), date(day));
    assert_eq!(status("A0021", "2026-06-30"), Lookup::Found(CodeStatus::Active));
    assert!(status("A0021", "2026-07-01").gap().is_some(), "the list ends with its last quarter");
    assert!(status("A0021", "2019-06-30").gap().is_some(), "first seen is not first valid");
    assert_eq!(status("J9999", "2022-01-01"), Lookup::Found(CodeStatus::Ended { last: date("2021-12-31") }));
    assert_eq!(
        status("J9999", "2019-12-31"),
        Lookup::Found(CodeStatus::NotYet { first: date("2020-01-01") })
    );
    assert_eq!(status("Q0001", "2026-04-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("99213", "2024-01-01").gap().map(|gap| gap.table), Some(Table::Procedures));
}

#[test]
fn coverage_database_files() {
    let procedures = "\"article_id\",\"article_version\",\"hcpc_code_id\",\"hcpc_code_version\",\"hcpc_code_group\",\"range\",\"last_updated\"\r\n\
        \"52345\",\"12\",\"82306\",\"1\",\"1\",\"N\",\"2026-05-12 08:00:00\"\r\n\"52345\",\"12\",\"XX000\",\"1\",\"1\",\"N\",\"2026-05-12\"\r\n\
        \"60000\",\"3\",\"82306\",\"1\",\"1\",\"N\",\"4/1/2026\"\r\n";
    let covered = "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,sort_order,description,asterisk\r\n\
        52345,12,E55.9,1,1,N,2026-05-12,1,x,\r\n52345,12,M81.0,1,2,N,2026-05-12,2,x,\r\n60000,3,E55.9,1,1,N,2026-05-12,1,x,\r\n";
    let excluded = "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,last_updated,sort_order,description\r\n\
        52345,12,Z00.00,1,1,N,2026-05-12,1,x\r\n";
    let contractors = "article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version,last_updated\r\n\
        52345,12,1,373,9,1,2026-05-12\r\n60000,3,1,374,9,1,2026-05-12\r\n";
    let files = [
        ("article_x_hcpc_code.csv", procedures.as_bytes()),
        ("article_x_icd10_covered.csv", covered.as_bytes()),
        ("article_x_icd10_noncovered.csv", excluded.as_bytes()),
        ("article_x_contractor.csv", contractors.as_bytes()),
    ];
    let (edition, imported) = import(&files, Options::default()).unwrap();
    assert!(imported.iter().any(|import| import.reasons.keys().any(|why| why.contains("placeholder"))));
    let policies = |contractor| edition.medical_necessity(code("82306"), contractor, date("2026-06-01"));
    let judge = |contractor, text: &str| policies(contractor).found().unwrap().judge(text.parse().unwrap());
    assert_eq!(judge(Some(373), "E55.9"), Necessity::Covered);
    assert_eq!(judge(Some(373), "M81.0"), Necessity::Covered);
    assert_eq!(judge(Some(373), "Z00.00"), Necessity::NonCovered);
    assert_eq!(judge(Some(373), "I10"), Necessity::NotListed);
    assert_eq!(judge(Some(374), "M81.0"), Necessity::NotListed);
    assert!(matches!(policies(Some(375)), Lookup::Absent), "no policy of that contractor");
    assert_eq!(policies(None).found().unwrap().iter().count(), 2);
    let policy = policies(Some(373)).found().unwrap().iter().next().unwrap();
    assert_eq!((policy.name(), policy.contractors().collect::<Vec<_>>()), ("A52345 version 12", vec![373]));
    let groups: Vec<_> =
        policy.groups().map(|(number, covered, codes)| (number, covered, codes.count())).collect();
    assert_eq!(groups, [(1, false, 1), (1, true, 1), (2, true, 1)]);
    assert_eq!(edition.dates(Table::MedicalNecessity), Some((date("2026-04-01"), date("2026-06-30"))));
    assert!(matches!(edition.medical_necessity(code("82307"), None, date("2026-06-01")), Lookup::Absent));
    assert!(edition.medical_necessity(code("82306"), None, date("2026-07-01")).gap().is_some());
}

#[test]
fn lists_of_ones_own() {
    let list = "procedure,diagnosis,covered,contractor,first,last,policy\r\n\
        82306,E55.9,yes,,2020-01-01,2020-12-31,mine\r\n82306,I10,no,12,2021-01-01,,other\r\n";
    let edition = one("coverage.csv", list);
    let judge = |text: &str, day| {
        let policies = edition.medical_necessity(code("82306"), Some(12), date(day)).found().unwrap();
        policies.judge(text.parse().unwrap())
    };
    assert_eq!(judge("E55.9", "2020-12-31"), Necessity::Covered);
    assert_eq!(judge("I10", "2020-12-31"), Necessity::NotListed);
    assert_eq!(judge("I10", "2021-01-01"), Necessity::NonCovered);
    assert_eq!(judge("E55.9", "2021-01-01"), Necessity::Covered, "a list of exclusions covers the rest");
    let bad = list.replace("yes", "maybe");
    let error = import(&[("coverage.csv", bad.as_bytes())], Options::default()).unwrap_err();
    assert!(
        matches!(&error, EditionError::Row { line: 2, column: "covered", text, .. } if text == "maybe"),
        "{error:?}"
    );

    let edition = one("mine.csv", "code,descriptor\r\n99213,\"A visit, my words\"\r\nJ1885,A drug\r\n");
    assert_eq!(edition.descriptor(code("99213")), Some("A visit, my words"));
    assert_eq!(edition.descriptor(code("J1885")), Some("A drug"));
    assert_eq!(edition.descriptor(code("99214")), None);
    assert_eq!(Edition::starter().descriptor(code("99213")), None);
}

#[test]
fn medicaid_sets_stand_beside_medicare() {
    let text = super::importers::ptp_text(&["45385 45378 * 19960101 * 0 x"]);
    let files = [("medicaid_ncci_ptp_practitioner_2026q3.txt", text.as_bytes())];
    let (edition, _) = import(&files, Options::default()).unwrap();
    let id = |text| edition.code_id(code(text)).unwrap();
    let edit = |set| edition.ptp(set, id("45385"), id("45378"), date("2026-09-30"));
    assert!(edit(PtpSet::MedicaidPractitioner).found().is_some());
    assert!(edit(PtpSet::Practitioner).gap().is_some());
}

#[test]
fn outpatient_files() {
    let addendum = "Addendum B\r\nnotice\r\n\"\"\r\nHCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate\r\n\
        27447,,J1,5115,143.2,\"$12,552.87 \"\r\n80053,,Q4,,,\r\n";
    let edition = one("2026_april_web_addendum_b.csv", addendum);
    let opps = |text| edition.opps(code(text), date("2026-04-01")).found().unwrap();
    assert_eq!((opps("27447").status_indicator, opps("27447").apc), (StatusIndicator::J1, Some(5115)));
    assert_eq!((opps("80053").status_indicator, opps("80053").apc), (StatusIndicator::Q4, None));
    assert_eq!(edition.dates(Table::Opps), Some((date("2026-04-01"), date("2026-06-30"))));

    let procedures = "{\"key\":\"27447|76|102\",\"apc\":\"05115\",\"status_indicator\":\"J1\",\"payment_indicator\":1,\
        \"device_procedure\":true,\"lo_age\":true,\"hi_age\":0,\"lo_version\":76,\"hi_version\":102}\n\
        {\"key\":\"K1034|90|92\",\"apc\":\"00000\",\"status_indicator\":\"E1\",\"payment_indicator\":3,\
        \"date_terminated\":20230601,\"cms_mid_quarter_termination\":true,\"lo_version\":90,\"hi_version\":91}\n";
    let edition = one("data_hcpcs.jsonl", procedures);
    let knee = edition.outpatient(code("27447"), date("2020-01-01")).found().unwrap();
    assert_eq!((knee.lowest_age, knee.highest_age, knee.flags().count()), (1, 0, 1));
    let status = |text, day| edition.procedure(code(text), date(day));
    assert_eq!(status("K1034", "2023-06-01"), Lookup::Found(CodeStatus::Active));
    assert_eq!(status("K1034", "2023-06-02"), Lookup::Found(CodeStatus::Ended { last: date("2023-06-01") }));
    assert_eq!(status("27447", "2025-01-01"), Lookup::Found(CodeStatus::Active));
    assert!(status("J0001", "2025-01-01").gap().is_some(), "no family of J codes in the file");
    assert_eq!(status("27448", "2025-01-01"), Lookup::Absent);
}
