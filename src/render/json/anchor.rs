//! `ijkpunt` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Anchor;

#[derive(Serialize)]
struct Answer<'a> {
    ijkpunt: String,
    stand_van: NaiveDate,
    dossiers: u32,
    wijzigingen: u32,
    head: &'a str,
    bestand: Option<&'a str>,
}

/// The anchor, with the whole name of its last commit and the file that the history keeps of it.
#[must_use]
pub fn anchor(anchor: &Anchor, head: &str, kept: Option<&str>, today: NaiveDate) -> String {
    let Anchor { day, dossiers, changes, .. } = anchor;
    let answer = Answer { ijkpunt: anchor.to_string(), stand_van: *day, dossiers: *dossiers, wijzigingen: *changes, head, bestand: kept };
    envelope("ijkpunt", today, &answer)
}
