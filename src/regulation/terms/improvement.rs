//! Measures that follow from a founded complaint, each with a day of its own (art. 4).

use super::super::{Case, Step, Term};
use super::draft::{Draft, Lapse};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Provision, TermKind};

/// A term for every measure that names its last day.
pub(in crate::regulation) fn terms(case: &Case<'_>) -> Vec<Term> {
    let rule = case.rules.terms.improvement;
    let dated = case.dossier.improvements.iter().enumerate().filter_map(|(index, improvement)| Some((index, improvement, improvement.due_on?)));
    dated
        .map(|(index, improvement, due_on)| {
            let place = FieldPath::from(Field::Improvements).entry(index);
            let met = improvement.done_on.map(|day| (day, place.clone().field(Field::DoneOn)));
            Draft {
                kind: TermKind::Improvement,
                place,
                provision: Provision::Improvement,
                basis: rule.basis,
                starts_on: case.dossier.ended_on(),
                due_on,
                original_due_on: None,
                warn: rule.warn,
                met,
                lapse: Lapse::Never,
                derivation: vec![Step { day: due_on, counts: true, reason: "zo vastgelegd bij de maatregel (uiterlijk)".to_owned() }],
            }
            .stand(case)
        })
        .collect()
}
