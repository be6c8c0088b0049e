//! The yearly report: what it hides, and when every founded complaint is in it.

use super::setting::UNSET;
use super::{DEFAULT_RULES, read_rules};
use crate::regulation::ReportRules;
use crate::source::Node;
use crate::source::reader::{Home, Key, Name, Reader, setting};

/// The keys under `jaarverslag`.
const REPORT: &[Key<ReportRules>] = &[
    setting("verbergen_onder", |report, node, reader| report.hide_below = reader.count(node)),
    setting("evaluatie_binnen", |report, node, reader| report.evaluate_within = reader.length(node)),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![Home::new(Some(Name::Setting("jaarverslag")), REPORT)]
}

/// What stands under `jaarverslag`.
pub(super) fn report(node: &Node<'_>, reader: &mut Reader) -> ReportRules {
    reader.map(node, REPORT, blank_report()).unwrap_or_else(blank_report)
}

/// A yearly report of which nothing is set.
pub(super) fn blank_report() -> ReportRules {
    ReportRules { hide_below: 0, evaluate_within: UNSET }
}

/// What holds in a rule file from before there were yearly reports: the values of the default file, which has them.
pub(super) fn usual_report() -> ReportRules {
    read_rules(DEFAULT_RULES.as_bytes()).0.map_or_else(blank_report, |rules| rules.report)
}
