//! What the history of the repository tells of a dossier.

use chrono::{DateTime, FixedOffset};

use crate::domain::{DossierId, Status};

/// A recording of a dossier in the history of its repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The commit, in hexadecimal.
    pub commit: String,
    /// When it was recorded, as the clocks of Amsterdam showed it.
    pub time: DateTime<FixedOffset>,
    /// Who recorded it.
    pub author: String,
    /// Whether the dossier came, stayed or went.
    pub kind: RecordedKind,
    /// Whether it brought sides together that had gone their own ways: told is what is as on none of them, and what was chosen.
    pub is_merge: bool,
    /// The status before; `None` when there was none, or none that could be read. Of a merge: the one that was not chosen.
    pub from: Option<Status>,
    /// The status after; `None` when there is none, or none that can be read.
    pub to: Option<Status>,
    /// The keys whose values changed, text and attachments among them.
    pub fields: Vec<String>,
    /// The files beside the dossier file that changed.
    pub pieces: Vec<ChangedPiece>,
    /// What changed, in words; `None` when it was not looked up.
    pub words: Option<Vec<String>>,
}

/// Whether a dossier came, stayed or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordedKind {
    /// It was not there before.
    New,
    /// It was there and is.
    Changed,
    /// It is there no more.
    Gone,
}

/// A file beside the dossier file that changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangedPiece {
    /// Its path from the dossier's folder.
    pub path: String,
    /// What became of it: "toegevoegd".
    pub what: String,
}

/// What changed since the last recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecorded {
    /// The keys whose values changed, text and attachments among them.
    pub fields: Vec<String>,
    /// What changed, in words; `None` when it was not looked up.
    pub words: Option<Vec<String>>,
}

/// Everything that was recorded of one dossier, and what was not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierLog {
    /// Its number.
    pub id: DossierId,
    /// The recordings, oldest first.
    pub recorded: Vec<Recorded>,
    /// What changed since; `None` when nothing did.
    pub unrecorded: Option<Unrecorded>,
}

impl Recorded {
    /// The first digits of the commit, enough for a person.
    #[must_use]
    pub fn short_commit(&self) -> &str {
        self.commit.get(..8).unwrap_or(&self.commit)
    }

    /// Whether the status is another than before; of a new dossier that has one always.
    #[must_use]
    pub fn changes_status(&self) -> bool {
        self.from != self.to
    }
}
