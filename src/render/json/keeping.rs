//! `bewaartermijn` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::Keeping;

#[derive(Serialize)]
struct Answer {
    dossiers: Vec<Dossier>,
}

#[derive(Serialize)]
struct Dossier {
    nummer: String,
    afgehandeld_op: Option<NaiveDate>,
    vernietigen_vanaf: Option<NaiveDate>,
    uiterlijk: Option<NaiveDate>,
    stand: &'static str,
    blokkades: Vec<Block>,
}

#[derive(Serialize)]
struct Block {
    veld: String,
    reden: String,
}

/// How long these dossiers are kept, in their order.
#[must_use]
pub fn keeping(dossiers: &[Keeping], today: NaiveDate) -> String {
    let dossiers = dossiers.iter().map(|Keeping { id, disposal, .. }| Dossier {
        nummer: id.to_string(),
        afgehandeld_op: disposal.settled_on,
        vernietigen_vanaf: disposal.not_before,
        uiterlijk: disposal.due_on,
        stand: disposal.standing.word(),
        blokkades: disposal.blocks.iter().map(|block| Block { veld: block.place.to_string(), reden: block.reason.clone() }).collect(),
    });
    envelope("bewaartermijn", today, &Answer { dossiers: dossiers.collect() })
}
