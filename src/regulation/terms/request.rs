//! Requests concerning the dossier: inspection, erasure and the like (art. 4, privacy law).

use super::super::{Case, Term};
use super::draft::{Draft, Lapse, count, start_step};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Provision, RequestKind, Stated, TermKind};

/// A term for every request that names the day it came in. Not shifted at a weekend: that is the safe side.
pub(super) fn terms(case: &Case<'_>) -> Vec<Term> {
    let rule = case.rules.terms.request;
    // A request of an organisation does not rest on the privacy law; an unknown one is held to the law.
    let of_organisation = matches!(case.dossier.complainant.organisation, Some(Stated::Known(_)));
    let dated = case.dossier.requests.iter().enumerate().filter_map(|(index, request)| Some((index, request, request.received_on?)));
    dated
        .map(|(index, request, start)| {
            let place = FieldPath::from(Field::Requests).entry(index);
            let (due_on, days) = count(case, start, rule.length);
            let mut derivation = vec![start_step(start, "ontvangst van het verzoek")];
            derivation.extend(days);
            Draft {
                kind: TermKind::Request,
                place: place.clone(),
                provision: if request.kind == Some(RequestKind::Inspection) { Provision::Inspection } else { Provision::Privacy },
                basis: if of_organisation { rule.basis_organisation } else { rule.basis },
                starts_on: Some(start),
                due_on,
                original_due_on: None,
                warn: rule.warn,
                met: request.fulfilled_on.map(|day| (day, place.field(Field::FulfilledOn))),
                lapse: Lapse::Never,
                derivation,
            }
            .stand(case)
        })
        .collect()
}
