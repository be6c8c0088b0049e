//! What came too late and was not explained yet.

use chrono::NaiveDate;

use super::article_3::is_explained;
use super::terms::{extensions, terms};
use super::{Case, Extension, ExtensionEffect, Standing};
use crate::domain::TermKind;

/// A lateness, by the kind of term and the day that was missed: what `termijnoverschrijding` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lateness {
    /// Which kind of term.
    pub kind: TermKind,
    /// The day that was missed.
    pub due_on: NaiveDate,
}

/// Every lateness without a reason, in order; a notice that extended nothing is one as well.
#[must_use]
pub fn unexplained_lateness(case: &Case<'_>) -> Vec<Lateness> {
    let terms = terms(case.dossier, case.rules, case.today);
    let late = terms.iter().filter(|term| matches!(term.standing, Standing::MetLate { .. } | Standing::Overdue { .. }));
    let late = late.filter_map(|term| Some(Lateness { kind: term.kind, due_on: term.due_on? }));
    let failed = |extension: &Extension| !matches!(extension.effect, ExtensionEffect::Extends(_)) && !is_explained(case, extension);
    // A notice that extended nothing may be explained as itself, or as the answer it did not delay.
    let notices = extensions(case).into_iter().filter(failed).flat_map(|extension| {
        let due_on = extension.then_due_on;
        [TermKind::ExtensionNotice, TermKind::Answer].map(|kind| Lateness { kind, due_on })
    });
    let mut found: Vec<_> = late.chain(notices).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AcknowledgedLateness, Dossier, Received, Status};
    use crate::source::default_rules;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn lateness_is_told_until_it_is_explained() {
        let received = Some(Received::on(day("2026-11-03")));
        let late = Dossier { received, ..Dossier::new("K-2026-0007".parse().unwrap(), Status::Received) };
        let rules = default_rules();
        let of = |dossier: &Dossier| unexplained_lateness(&Case { dossier, rules: &rules, today: day("2026-11-20") });
        assert_eq!(of(&late), [Lateness { kind: TermKind::Acknowledgement, due_on: day("2026-11-05") }]);
        let entry =
            AcknowledgedLateness { term: Some(TermKind::Acknowledgement), due_on: Some(day("2026-11-05")), reason: Some("storing".to_owned()) };
        assert_eq!(of(&Dossier { acknowledged: vec![entry], ..late }), []);
    }
}
