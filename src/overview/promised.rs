//! What was promised and is not done yet: agreements, consequences of a ruling, measures.

use chrono::NaiveDate;

use super::next_step::{entry_of, term_about};
use crate::domain::{Dossier, DossierId, TermKind};
use crate::regulation::{Standing, Term};

/// One promise that is still to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The dossier.
    pub id: DossierId,
    /// Agreement, consequence or measure.
    pub kind: TermKind,
    /// What was promised.
    pub what: Option<String>,
    /// Who does it.
    pub who: Option<String>,
    /// The last day.
    pub due_on: NaiveDate,
    /// How it stands.
    pub standing: Standing,
}

/// The promises of a dossier that are still to be kept and have a last day.
#[must_use]
pub fn promises(dossier: &Dossier, terms: &[Term]) -> Vec<Promised> {
    let is_promise = |term: &&Term| matches!(term.kind, TermKind::Commitment | TermKind::Consequence | TermKind::Improvement);
    let promised = |term: &Term| {
        term.due_on.map(|due_on| Promised {
            id: dossier.id,
            kind: term.kind,
            what: term_about(term, dossier),
            who: who(term, dossier),
            due_on,
            standing: term.standing.clone(),
        })
    };
    terms.iter().filter(is_promise).filter(|term| term.standing.is_open()).filter_map(promised).collect()
}

/// In order of the last day, the oldest dossier first on one day.
pub fn sort_promises(promises: &mut [Promised]) {
    promises.sort_by_key(|promised| (promised.due_on, promised.id, promised.kind));
}

fn who(term: &Term, dossier: &Dossier) -> Option<String> {
    let index = entry_of(&term.place)?;
    match term.kind {
        TermKind::Commitment => dossier.commitments.get(index)?.who.clone(),
        TermKind::Improvement => dossier.improvements.get(index)?.owner.clone(),
        TermKind::Consequence => dossier.appeal.as_ref()?.ruling.as_ref()?.consequences.get(index)?.who.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Commitment;
    use crate::regulation::Rules;
    use crate::source::default_rules;

    #[test]
    fn agreement_that_was_not_kept_is_told_with_who_and_when() {
        let rules: Rules = default_rules();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let agreed = |what: &str, kept_on| Commitment {
            what: Some(what.to_owned()),
            who: Some("Planning".to_owned()),
            made_on: Some(day("2026-11-02")),
            due_on: Some(day("2026-11-24")),
            kept_on,
        };
        let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), crate::domain::Status::InProgress);
        dossier.commitments = vec![agreed("Terugbellen", Some(day("2026-11-03"))), agreed("Opnieuw aanleveren", None)];
        let terms = crate::regulation::terms(&dossier, &rules, day("2026-11-23"));
        let found = promises(&dossier, &terms);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].what.as_deref(), found[0].who.as_deref()), (Some("Opnieuw aanleveren"), Some("Planning")));
        assert_eq!((found[0].due_on, &found[0].standing), (day("2026-11-24"), &Standing::DueSoon { days_left: 1 }));
    }
}
