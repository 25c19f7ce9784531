//! Which claims each edit is evaluated for: types of bill, payment system, condition codes, first day.
//!
//! One table for all edits: the editor asks it before an edit looks at a claim, and the page of edits
//! prints it. What an edit asks of a *line* stands in the edit's own code.
//!
//! Sources: the I/OCE specifications (edits by type of bill) and the data files `dsc_edit`, `pbt_map` and
//! `pbt_control`.

use super::INTENSIVE_OUTPATIENT as INTENSIVE;
use super::claim_kind::ConditionCode::{self, C07, C20, C21, C41, C45, C65, C89, C92, G0, W2};
use super::claim_kind::{Claims, all_but, on};
use crate::code::Date;

/// The day before the intensive outpatient program began.
const BEFORE_INTENSIVE: Date = Date::constant(2023, 12, 31);
/// The last day on which condition code 21 denies a claim.
const LAST_DENIAL_NOTICE: Date = Date::constant(2020, 12, 31);
/// The last day of partial hospitalization at hospitals being looked at for services of other kinds.
const LAST_OTHER_SERVICES: Date = Date::constant(2022, 12, 31);
/// The last day of the last version that looks at modifier CS and at U0005.
const LAST_OF_EMERGENCY: Date = Date::constant(2023, 6, 30);
/// The last day on which modifier JG told drugs of the 340B program apart.
const LAST_340B: Date = Date::constant(2024, 12, 31);
/// The first day on which health centres outside of their payment system are looked at as well.
const OUTSIDE_CENTER_SYSTEM: Date = Date::constant(2020, 10, 1);

/// The condition codes of programs that have their own payment.
const PROGRAMS: [ConditionCode; 3] = [C41, C89, C92];
/// Hospice patients' splints, casts and antigens, which OPPS pays to other providers than hospitals.
const HOSPICE_PATIENTS: Claims = on(&[22, 23, 32, 72, 74, 75, 81, 82]).with(&[C07]);
const CENTER: Claims = on(&[77]).paying().without(&[C65]);
const CENTER_OUTSIDE_SYSTEM: Claims = on(&[77]).paying().with(&[C65]).since(OUTSIDE_CENTER_SYSTEM);
const PARTIAL_AT_HOSPITAL: Claims = on(&[13]).opps().with(&[C41]);
const PARTIAL_AT_HOSPITAL_SINCE: Claims = PARTIAL_AT_HOSPITAL.without(&[C92]).since(INTENSIVE);
const PARTIAL_AT_CENTER_SINCE: Claims = on(&[76]).with(&[C41]).without(&[C92]).since(INTENSIVE);
const INTENSIVE_AT_HOSPITAL: Claims = on(&[13]).opps().with(&[C92]).since(INTENSIVE);
const INTENSIVE_AT_CENTER: Claims = on(&[76]).with(&[C92]).since(INTENSIVE);

const EVERY: &[Claims] = &[all_but(&[])];
const ALL: &[Claims] = &[all_but(&[43])];
const ALL_IN_SYSTEM: &[Claims] = &[all_but(&[43, 77]), on(&[77]).without(&[C65])];
pub(super) const HOSPITAL: &[Claims] = &[on(&[12]).opps(), on(&[13]).opps().without(&[C89])];
const HOSPITAL_OUTSIDE_PROGRAMS: &[Claims] = &[on(&[12]).opps(), on(&[13]).opps().without(&PROGRAMS)];
const HOSPITAL_AND_MENTAL_HEALTH_CENTER: &[Claims] =
    &[on(&[12, 76]).opps(), on(&[13]).opps().without(&[C89])];
const HOSPITAL_AND_CRITICAL_ACCESS: &[Claims] =
    &[on(&[12]), on(&[13]).without(&PROGRAMS), on(&[85]).without(&[C89])];
const HOSPITAL_AND_SURGERY: &[Claims] =
    &[on(&[12, 83]), on(&[13]).without(&PROGRAMS), on(&[85]).without(&[C89])];
const ADD_ONS: &[Claims] = &[all_but(&[12, 13, 14, 34, 43, 76]), on(&[12, 13, 14, 34]).outside_opps()];

/// Claims whose services are packaged.
pub(super) const PACKAGED: &[Claims] =
    &[on(&[12, 14, 34, 76]).opps(), on(&[13]).opps().without(&[C89]), HOSPICE_PATIENTS];
/// Claims on which a comprehensive classification can be paid.
pub(super) const COMPREHENSIVE: &[Claims] =
    &[on(&[12]).opps().with(&[W2]), on(&[13]).opps().without(&PROGRAMS)];
/// OPPS claims on which add-ons of software as a service need their primary.
pub(super) const SOFTWARE_ADD_ONS: &[Claims] = &[on(&[13]).opps().without(&PROGRAMS)];

/// Edits and the claims for which they are evaluated; every edit that is evaluated stands once.
const TABLE: &[(&[u16], &[Claims])] = &[
    (&[1, 2, 5, 6, 7, 9, 12, 50, 69, 86, 110, 112, 113, 134], ALL),
    (&[10], &[all_but(&[]).with(&[C21]).until(LAST_DENIAL_NOTICE)]),
    (&[11], &[all_but(&[43]).with(&[C20])]),
    (&[13], &[on(&[12, 14, 76]).opps(), on(&[13]).opps().without(&[C89]), HOSPICE_PATIENTS]),
    (&[17], &[on(&[12]), on(&[13, 85]).without(&[C89]), on(&[34]).opps(), HOSPICE_PATIENTS]),
    (&[18, 45, 49, 99, 138], HOSPITAL_AND_MENTAL_HEALTH_CENTER),
    (&[20, 40, 72], &[all_but(&[43, 71, 77])]),
    (&[21], &[on(&[12]).opps(), on(&[13]).opps().without(&PROGRAMS), on(&[85]).without(&[C89])]),
    (&[22, 67, 68, 83, 123, 124, 136], ALL_IN_SYSTEM),
    (&[23, 24, 25, 41, 65, 118, 119], EVERY),
    (&[26], &[all_but(&[]).without(&[C45])]),
    (&[27], &[on(&[12, 13, 14, 76]).opps()]),
    (&[28], &[on(&[12, 14, 22, 23]), on(&[13, 85]).without(&[C89]), on(&[34]).opps(), HOSPICE_PATIENTS]),
    (&[29, 109], &[PARTIAL_AT_HOSPITAL, INTENSIVE_AT_HOSPITAL, on(&[76])]),
    (&[30], &[PARTIAL_AT_HOSPITAL.until(BEFORE_INTENSIVE), on(&[76]).until(BEFORE_INTENSIVE)]),
    (&[35, 38, 66, 92, 135], HOSPITAL),
    (&[37], &[on(&[12, 14]).opps(), on(&[13]).opps().without(&[C89]), on(&[85]).without(&[C89])]),
    (&[42], &[on(&[13]).opps().without(&[C41, C89, C92, G0])]),
    (&[43], &[on(&[12, 34, 76]).opps(), on(&[13]).opps().without(&[C89]), HOSPICE_PATIENTS]),
    (&[44], &[on(&[13]).without(&PROGRAMS), on(&[85]).without(&[C89])]),
    (&[46], &[on(&[12, 14]).with(&[C41]).until(BEFORE_INTENSIVE), on(&[43]).with(&[C41])]),
    (&[47], &[on(&[12, 13, 14, 34, 76]).opps(), HOSPICE_PATIENTS]),
    (
        &[48],
        &[
            on(&[12, 14, 76]),
            on(&[13]).without(&[C89]),
            on(&[74, 75]).without(&[C07]),
            on(&[22, 23, 32, 34, 71, 72, 73, 77, 78, 83, 84, 87, 89]).without(&[C07]).noted(),
        ],
    ),
    (&[51], &[on(&[13]).opps().without(&PROGRAMS), on(&[85]).without(&[C89])]),
    (&[53], &[all_but(&[13, 43, 85]), on(&[13]).with(&[C89])]),
    (&[55], &[all_but(&[12, 13, 83, 85]), on(&[85]).with(&[C89])]),
    (&[57, 60, 70, 121], COMPREHENSIVE),
    (&[58], &[on(&[12]).opps(), on(&[13]).opps().without(&[C89]), on(&[85]).without(&[C89])]),
    (&[61], &[all_but(&[32, 34, 43, 81, 82]).without(&[C07])]),
    (
        &[62],
        &[
            on(&[12, 14, 34]).opps(),
            on(&[13]).opps().without(&[C89]),
            on(&[32, 72, 74, 75, 81, 82]).with(&[C07]),
        ],
    ),
    (&[73, 98, 125, 137], HOSPITAL_OUTSIDE_PROGRAMS),
    (&[74], &[on(&[12, 14]), on(&[13, 85]).without(&[C89]), on(&[34]).opps(), HOSPICE_PATIENTS]),
    (&[76], &[on(&[12]).opps(), on(&[13]).without(&PROGRAMS), on(&[85]).without(&[C89])]),
    (&[79], &[on(&[12, 73, 83]), on(&[13]).opps().without(&PROGRAMS), on(&[85]).without(&[C89])]),
    (
        &[80],
        &[
            PARTIAL_AT_HOSPITAL.until(LAST_OTHER_SERVICES),
            on(&[76]).until(BEFORE_INTENSIVE),
            PARTIAL_AT_CENTER_SINCE,
        ],
    ),
    (&[81], &[on(&[12]).opps().without(&[C41, C92]), on(&[13]).opps().without(&PROGRAMS)]),
    (&[82, 87], HOSPITAL_AND_SURGERY),
    (&[88], &[CENTER]),
    (&[90], &[CENTER, CENTER_OUTSIDE_SYSTEM]),
    (
        &[91],
        &[
            CENTER,
            CENTER_OUTSIDE_SYSTEM,
            on(&[71]).until(BEFORE_INTENSIVE),
            on(&[71]).without(&[C92]).since(INTENSIVE),
        ],
    ),
    (&[93, 100, 120], HOSPITAL_AND_CRITICAL_ACCESS),
    (
        &[95],
        &[
            PARTIAL_AT_HOSPITAL.until(BEFORE_INTENSIVE),
            on(&[76]).until(BEFORE_INTENSIVE),
            PARTIAL_AT_HOSPITAL_SINCE,
            PARTIAL_AT_CENTER_SINCE,
        ],
    ),
    (&[101], &[on(&[13]).opps().without(&[C89]), on(&[76])]),
    (
        &[102],
        &[
            on(&[12, 14, 71, 76]),
            on(&[13, 85]).without(&[C89]),
            on(&[32, 72, 74, 75, 81, 82]).without(&[C07]),
            on(&[77]).without(&[C65]),
        ],
    ),
    (&[104], &[on(&[71])]),
    (
        &[106],
        &[
            all_but(&[12, 13, 14, 34, 43, 76]),
            on(&[12, 13, 14, 34]).outside_opps(),
            on(&[12]).opps(),
            on(&[13]).opps().without(&[C89]),
        ],
    ),
    (&[107, 108], ADD_ONS),
    (
        &[111],
        &[
            on(&[12, 22, 23, 32, 34, 71, 72, 74, 75, 76, 78, 81, 82, 83, 84]),
            on(&[13, 85]).without(&[C89]),
            on(&[77]).without(&[C65]),
        ],
    ),
    (&[114], &[all_but(&[14, 43]).until(LAST_OF_EMERGENCY)]),
    (&[115], &[all_but(&[43]).until(LAST_OF_EMERGENCY)]),
    (
        &[116],
        &[
            all_but(&[13, 43, 77, 85, 87]).without(&[C07]),
            on(&[13, 85]).without(&[C89]),
            on(&[77]).without(&[C65]),
        ],
    ),
    (&[117], &[on(&[12, 13, 76]).opps()]),
    (&[122], &[on(&[12, 13, 34, 76]).opps().until(LAST_340B), HOSPICE_PATIENTS.until(LAST_340B)]),
    (&[126], &[on(&[85])]),
    (&[127], &[on(&[12]).without(&[W2])]),
    (&[128], &[INTENSIVE_AT_HOSPITAL, INTENSIVE_AT_CENTER, CENTER.opps().with(&[C92]).since(INTENSIVE)]),
    (&[129], &[INTENSIVE_AT_HOSPITAL, INTENSIVE_AT_CENTER]),
    (&[130], &[on(&[71]).opps().with(&[C92])]),
    (&[131, 191], &[PARTIAL_AT_HOSPITAL_SINCE, PARTIAL_AT_CENTER_SINCE]),
    (&[132], &[on(&[76]).with(&[C92])]),
    (
        &[133],
        &[
            on(&[13]).opps().without(&PROGRAMS).since(INTENSIVE),
            on(&[71, 77]).without(&[C92]).since(INTENSIVE),
        ],
    ),
    (
        &[190],
        &[
            INTENSIVE_AT_HOSPITAL,
            INTENSIVE_AT_CENTER,
            on(&[71]).opps().with(&[C92]).since(INTENSIVE),
            CENTER.opps().with(&[C92]).since(INTENSIVE),
        ],
    ),
];

/// The highest number of an edit.
const LAST_EDIT: usize = 191;

/// The claims of each edit, by its number.
static BY_EDIT: [&[Claims]; LAST_EDIT + 1] = {
    let mut by_edit: [&[Claims]; LAST_EDIT + 1] = [&[]; LAST_EDIT + 1];
    let mut table = TABLE;
    while let [(edits, claims), rest @ ..] = table {
        let mut edits = *edits;
        while let [edit, others @ ..] = edits {
            assert!(by_edit[*edit as usize].is_empty(), "an edit stands twice in the table");
            by_edit[*edit as usize] = claims;
            edits = others;
        }
        table = rest;
    }
    by_edit
};

/// The claims for which an edit is evaluated; none for an edit that is not.
pub(super) fn claims_of(edit: u16) -> &'static [Claims] {
    BY_EDIT.get(usize::from(edit)).copied().unwrap_or_default()
}
