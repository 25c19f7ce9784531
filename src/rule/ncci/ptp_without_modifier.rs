//! N002.

use super::{pairs, remedy};
use crate::claim::Form;
use crate::edition::Disposition;
use crate::finding::{Denial, Findings, Severity};
use crate::rule::{Context, declare_rule, outpatient};

declare_rule! {
    /// Two procedures of an NCCI pair are billed together and nothing says that they are separate.
    ///
    /// ## What it checks
    /// Every pair of lines of one patient, provider and day, in both orders, against the NCCI
    /// procedure-to-procedure edits in force on that day with modifier indicator 1. One of the 44
    /// NCCI-associated modifiers on either line bypasses the edit; 59, XE, XP, XS and XU do so on
    /// either line from 2019-07-01 on and on the column-2 line only before. A bypass is reported as
    /// such, because the record has to show what the modifier says.
    ///
    /// ## Why it matters
    /// The column-2 code is denied as part of the column-1 code.
    ///
    /// ## Example
    /// 17000 with 11102 on one day fails; 17000-59, for another lesion, passes.
    ///
    /// ## How to fix
    /// If the record shows a separate visit, site, encounter or provider, add the modifier that
    /// says so: 25 or 57 on a visit, an anatomic modifier, XS, XE, XP or XU, and 59 only when none of
    /// these fits. Otherwise remove the column-2 line.
    ///
    /// ## Source
    /// NCCI procedure-to-procedure edit files; NCCI Policy Manual for Medicare Services, chapter I,
    /// §E; CMS Change Request 11168
    "N002" "ptp-without-modifier" {
        severity: Deny,
        denial: Some(Denial::co("236", &["N20"])),
        scope: MEDICARE_THEN_WARN,
        forms: ANY_FORM,
        tables: [PtpPractitioner, PtpHospital, PtpMedicaidPractitioner, PtpMedicaidHospital],
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    pairs::each(context, findings, |findings, pair| {
        if !pair.edit.modifier_allowed {
            return;
        }
        let (Some(one), Some(two)) = (pair.column_1.procedure, pair.column_2.procedure) else { return };
        let column_2_earlier = pair.is_on_earlier_claim(pair.column_2, context);
        let column_1_earlier = pair.is_on_earlier_claim(pair.column_1, context);
        let judged = if column_2_earlier { pair.column_1 } else { pair.column_2 };
        if let Some(by) = pairs::bypass(&pair) {
            let related = (!column_1_earlier && !column_2_earlier).then_some(pair.column_1.index);
            findings.bypassed(judged.index, related, by);
            return;
        }
        let either = pairs::either_column(pair.date);
        let message = if column_2_earlier {
            "{column_2}, already billed on an earlier claim of that day, is part of {column_1} ({rationale}); \
             neither line says that the two are separate"
        } else if pair.two_of_a_group {
            "{column_2} is part of {column_1} ({rationale}); Medicare treats physicians of one group and \
             specialty as one, so one of the lines has to say if they are truly separate"
        } else if column_1_earlier {
            "{column_2} is part of {column_1} of an earlier claim of that day ({rationale}); neither line says that \
             the two are separate"
        } else if either {
            "{column_2} is part of {column_1} on line {with} ({rationale}); neither line says that the two are \
             separate, and either may carry the modifier that does"
        } else {
            "{column_2} is part of {column_1} on line {with} ({rationale}); neither line says that the two are \
             separate; before 2019-07-01 59 and X modifiers count on {column_2} only"
        };
        let mut finding = findings
            .flag(judged.index, message)
            .field("modifiers")
            .value("column_1", one)
            .value("column_2", two)
            .value("with", pair.column_1.number)
            .value("indicator", "1")
            .value("rationale", pair.rationale())
            .value("effective", pair.edit.effective);
        if pair.two_of_a_group || column_2_earlier {
            finding = finding.severity(Severity::Warn);
        }
        if context.claim.form == Form::Outpatient
            && !column_1_earlier
            && !column_2_earlier
            && let Some(edit) = outpatient::edit_of_bill(context, 40)
        {
            finding = finding.ioce_edit(edit).disposition(Disposition::LineRejection);
        }
        if !column_1_earlier && !column_2_earlier {
            finding = finding.related(pair.column_1.index);
        }
        if !column_2_earlier {
            drop(remedy::propose(context, finding, &pair));
        }
    });
    pairs::tell_open(context, findings, true);
}
