//! N036.

use crate::code::ProcedureCode;
use crate::finding::{Denial, Findings};
use crate::rule::{Context, SameProvider, declare_rule};

declare_rule! {
    /// Every test of a laboratory panel is billed one by one.
    ///
    /// ## What it checks
    /// All components of a panel stand on the claim for one day and provider, and neither the panel
    /// nor a larger one that contains it does. A component beside its panel is a pair (N001, N002).
    ///
    /// ## Why it matters
    /// Unbundled panels are denied or paid at the panel's rate, and look like abuse.
    ///
    /// ## Example
    /// 82374, 82435, 84132 and 84295 together warn; 80051 passes.
    ///
    /// ## How to fix
    /// Bill the panel in place of its components.
    ///
    /// ## Source
    /// NCCI Policy Manual for Medicare Services, chapter X, §C; Medicare Claims Processing Manual (Pub.
    /// 100-04), chapter 16, §90
    "N036" "panel-components" {
        severity: Warn,
        denial: Some(Denial::co("97", &["M15"])),
        scope: ALL,
        forms: ANY_FORM,
        tables: [],
        codes: [b"80047"..=b"89398"],
        left_out: "80050 and 80055, which have no NCCI pairs; Medicare pays the parts of 80050.",
    }
}

type Code = [u8; 5];

/// Panels and their components, the larger panels first.
const PANELS: &[(&Code, &[&Code])] = &[
    (
        b"80053",
        &[
            b"82040", b"82247", b"82310", b"82374", b"82435", b"82565", b"82947", b"84075", b"84132",
            b"84155", b"84295", b"84450", b"84460", b"84520",
        ],
    ),
    (
        b"80069",
        &[b"82040", b"82310", b"82374", b"82435", b"82565", b"82947", b"84100", b"84132", b"84295", b"84520"],
    ),
    (b"80048", &[b"82310", b"82374", b"82435", b"82565", b"82947", b"84132", b"84295", b"84520"]),
    (b"80047", &[b"82330", b"82374", b"82435", b"82565", b"82947", b"84132", b"84295", b"84520"]),
    (b"80076", &[b"82040", b"82247", b"82248", b"84075", b"84155", b"84450", b"84460"]),
    (b"80051", &[b"82374", b"82435", b"84132", b"84295"]),
    (b"80074", &[b"86705", b"86709", b"86803", b"87340"]),
    (b"80061", &[b"82465", b"83718", b"84478"]),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (index, line) in context.lines.iter().enumerate() {
        let Some(code) = line.procedure else { continue };
        let on_the_day = |wanted: &Code| {
            let code = ProcedureCode::from_bytes(*wanted);
            context.lines.iter().position(|other| {
                other.procedure == code
                    && other.same_day(line)
                    && other.same_provider(line) == SameProvider::Same
            })
        };
        let panel = PANELS.iter().find(|(_, components)| {
            components.contains(&&code.to_bytes())
                && components.iter().all(|component| on_the_day(component).is_some())
        });
        let Some((panel, components)) = panel else { continue };
        // One finding a panel, on the first of its lines; none beside a panel that holds the tests.
        let first = components.iter().filter_map(|component| on_the_day(component)).min();
        let covered = PANELS.iter().any(|(other, parts)| {
            on_the_day(other).is_some() && components.iter().all(|component| parts.contains(component))
        });
        if first != Some(index) || covered {
            continue;
        }
        let panel = std::str::from_utf8(*panel).unwrap_or_default();
        let mut finding = findings
            .flag(index, "all components of panel {panel} are billed one by one; bill the panel")
            .field("procedure")
            .value("panel", panel);
        for component in *components {
            if let Some(other) = on_the_day(component)
                && other != index
            {
                finding = finding.related(other);
            }
        }
    }
}
