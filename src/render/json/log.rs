//! `geschiedenis` as JSON.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::{Status, Vocabulary};
use crate::overview::{ChangedPiece, DossierLog, Recorded, RecordedKind, Unrecorded};

#[derive(Serialize)]
struct Answer<'a> {
    nummer: String,
    wijzigingen: Vec<Change<'a>>,
    niet_vastgelegd: Option<NotYet<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    commit: &'a str,
    tijd: DateTime<FixedOffset>,
    door: &'a str,
    wat: &'static str,
    samenvoeging: bool,
    status: StatusChange,
    velden: &'a [String],
    bijlagen: Vec<Piece<'a>>,
    verschil: Option<&'a [String]>,
}

#[derive(Serialize)]
struct StatusChange {
    van: Option<&'static str>,
    naar: Option<&'static str>,
}

#[derive(Serialize)]
struct Piece<'a> {
    pad: &'a str,
    wat: &'a str,
}

#[derive(Serialize)]
struct NotYet<'a> {
    velden: &'a [String],
    verschil: Option<&'a [String]>,
}

/// Every recording of a dossier, oldest first, and what is not recorded yet.
#[must_use]
pub fn log(log: &DossierLog, today: NaiveDate) -> String {
    let answer = Answer {
        nummer: log.id.to_string(),
        wijzigingen: log.recorded.iter().map(change).collect(),
        niet_vastgelegd: log.unrecorded.as_ref().map(not_yet),
    };
    envelope("geschiedenis", today, &answer)
}

fn not_yet(unrecorded: &Unrecorded) -> NotYet<'_> {
    NotYet { velden: &unrecorded.fields, verschil: unrecorded.words.as_deref() }
}

fn change(recorded: &Recorded) -> Change<'_> {
    Change {
        commit: &recorded.commit,
        tijd: recorded.time,
        door: &recorded.author,
        wat: match recorded.kind {
            RecordedKind::New => "aangelegd",
            RecordedKind::Changed => "gewijzigd",
            RecordedKind::Gone => "verwijderd",
        },
        samenvoeging: recorded.is_merge,
        status: StatusChange { van: recorded.from.map(Status::word), naar: recorded.to.map(Status::word) },
        velden: &recorded.fields,
        bijlagen: recorded.pieces.iter().map(|ChangedPiece { path, what }| Piece { pad: path, wat: what }).collect(),
        verschil: recorded.words.as_deref(),
    }
}
