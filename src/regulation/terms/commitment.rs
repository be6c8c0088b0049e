//! Agreements with the complainant, each with a day of its own (art. 4).

use super::super::{Case, Step, Term};
use super::draft::{Draft, Lapse};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Provision, TermKind};

/// A term for every agreement that names its last day. An ending does not let it lapse: it was promised.
pub(super) fn terms(case: &Case<'_>) -> Vec<Term> {
    let rule = case.rules.terms.commitment;
    let dated = case.dossier.commitments.iter().enumerate().filter_map(|(index, commitment)| Some((index, commitment, commitment.due_on?)));
    dated
        .map(|(index, commitment, due_on)| {
            let place = FieldPath::from(Field::Commitments).entry(index);
            let met = commitment.kept_on.map(|day| (day, place.clone().field(Field::KeptOn)));
            Draft {
                kind: TermKind::Commitment,
                place,
                provision: Provision::Record,
                basis: rule.basis,
                starts_on: commitment.made_on,
                due_on,
                original_due_on: None,
                warn: rule.warn,
                met,
                lapse: Lapse::Never,
                derivation: vec![Step { day: due_on, counts: true, reason: "zo afgesproken (uiterlijk)".to_owned() }],
            }
            .stand(case)
        })
        .collect()
}
