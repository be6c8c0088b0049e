//! What stays of a dossier when it is destroyed: a line by which its number is explained and it is counted, and no more.

use chrono::NaiveDate;

use crate::domain::{Destroyed, Dossier, Quarter, TermKind};
use crate::regulation::{Standing, Term};

/// The line of a dossier in the register of destroyed dossiers.
///
/// `ground` is why it was destroyed, `role` who did it; neither names a person.
#[must_use]
pub fn parting_line(dossier: &Dossier, terms: &[Term], ground: &str, on: NaiveDate, role: &str) -> Destroyed {
    let answer = terms.iter().find(|term| term.kind == TermKind::Answer);
    let in_time = answer.and_then(|term| match term.standing {
        Standing::MetInTime => Some(true),
        Standing::MetLate { .. } | Standing::Acknowledged { .. } => Some(false),
        _ => None,
    });
    Destroyed {
        id: dossier.id,
        received: dossier.received.map(|received| Quarter::of(received.date())),
        subjects: dossier.subjects.clone(),
        finding: dossier.resolution.as_ref().and_then(|resolution| resolution.finding),
        in_time,
        ground: Some(ground.to_owned()),
        destroyed_on: Some(on),
        role: Some(role.to_owned()),
    }
}
