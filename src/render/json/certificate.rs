//! The certificate of a destruction as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::{Certificate, ProofKind};
use crate::render::certificate::OUT_OF_REACH;

#[derive(Serialize)]
struct Answer<'a> {
    nummers: Vec<String>,
    vernietigd_op: NaiveDate,
    grond: &'static str,
    rol: &'static str,
    programma: &'a str,
    vastleggingen: usize,
    vervallen: usize,
    bewijzen: Vec<Proof>,
    elders: Elsewhere,
    buiten_bereik: [&'static str; 5],
}

#[derive(Serialize)]
struct Proof {
    soort: &'static str,
    aangetoond: bool,
    onderzocht: Option<usize>,
}

#[derive(Serialize)]
struct Elsewhere {
    dossiers: Vec<String>,
    andere_plaatsen: usize,
    niet_doorzocht: usize,
    met_nummer: usize,
}

/// The certificate, with the version of the program.
#[must_use]
pub fn certificate(certificate: &Certificate, program: &str) -> String {
    let Certificate { numbers, on, ground, role, recordings, fallen_away, elsewhere, .. } = certificate;
    let proof = |kind: &ProofKind| Proof { soort: kind.word(), aangetoond: certificate.proves(*kind), onderzocht: examined(*kind, certificate) };
    let answer = Answer {
        nummers: numbers.iter().map(ToString::to_string).collect(),
        vernietigd_op: *on,
        grond: ground.word(),
        rol: role.word(),
        programma: program,
        vastleggingen: *recordings,
        vervallen: *fallen_away,
        bewijzen: ProofKind::ALL.iter().map(proof).collect(),
        elders: Elsewhere {
            dossiers: elsewhere.dossiers.iter().map(ToString::to_string).collect(),
            andere_plaatsen: elsewhere.other,
            niet_doorzocht: elsewhere.unread,
            met_nummer: elsewhere.numbered,
        },
        buiten_bereik: OUT_OF_REACH,
    };
    envelope("vernietiging", *on, &answer)
}

/// How many things were looked at for a proof; `None` where that is not counted.
fn examined(kind: ProofKind, certificate: &Certificate) -> Option<usize> {
    match kind {
        ProofKind::NoFolder => None,
        ProofKind::NoRemains | ProofKind::Sound => Some(certificate.objects),
        ProofKind::NoTrace => Some(certificate.looked_for),
        ProofKind::OthersEqual => Some(certificate.compared),
    }
}
