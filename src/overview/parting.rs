//! What stays of a dossier when it is destroyed: a line by which its number is explained and it is counted, and no more.

use chrono::NaiveDate;

use super::complaint::is_complaint;
use super::figures::counted_finding;
use crate::domain::{Destroyed, Dossier, Outlived, Quarter, TermKind};
use crate::regulation::{Standing, Term, evaluation_year};

/// The line of a dossier in the register of destroyed dossiers.
///
/// `ground` is why it was destroyed, `role` who did it; neither names a person.
#[must_use]
pub fn parting_line(dossier: &Dossier, terms: &[Term], ground: &str, on: NaiveDate, role: &str) -> Destroyed {
    let answer = terms.iter().find(|term| term.kind == TermKind::Answer);
    let in_time = answer.and_then(|term| match term.standing {
        Standing::MetInTime => Some(true),
        Standing::MetLate { .. } | Standing::Overdue { .. } | Standing::Acknowledged { .. } => Some(false),
        _ => None,
    });
    Destroyed {
        id: dossier.id,
        is_complaint: is_complaint(dossier),
        received: dossier.received.map(|received| Quarter::of(received.date())),
        subjects: dossier.subjects.clone(),
        finding: counted_finding(dossier),
        in_time,
        ground: Some(ground.to_owned()),
        destroyed_on: Some(on),
        role: Some(role.to_owned()),
    }
}

/// The improvements that outlive a dossier, with the evaluation they belong to; `None` when it has none and the evaluation counts none.
#[must_use]
pub fn outlived(dossier: &Dossier) -> Option<Outlived> {
    let evaluation_year = evaluation_year(dossier);
    (evaluation_year.is_some() || !dossier.improvements.is_empty()).then(|| Outlived {
        id: dossier.id,
        evaluation_year,
        evaluated_on: dossier.evaluated_on,
        improvements: dossier.improvements.clone(),
    })
}
