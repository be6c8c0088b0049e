//! What was recorded of a dossier, and what was not yet, for whoever shows it.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::changes::{ChangedDossier, ChangesError};
use super::clock;
use super::office::Office;
use crate::domain::DossierId;
use crate::overview::{ChangedPiece, DossierLog, MergedVersions, Recorded, RecordedKind, Unrecorded, Versions, change_in_words, merge_in_words};
use crate::repository::{
    AttachmentChange, BlobId, Change, FieldGroup, History, Outline, Repository, RepositoryError, Revision, TrackedPath, dossier_folder,
};

/// How much is told of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Which parts changed.
    Parts,
    /// Also what changed in them, in words, for which the versions are read.
    Words,
}

/// The recordings of a dossier, oldest first.
#[must_use]
pub fn recordings(history: &History, id: DossierId) -> Vec<Recorded> {
    history.of(id).iter().map(recorded).collect()
}

fn recorded(revision: &Revision) -> Recorded {
    let kind = match (revision.is_new(), revision.is_gone()) {
        (true, _) => RecordedKind::New,
        (_, true) => RecordedKind::Gone,
        _ => RecordedKind::Changed,
    };
    let pieces = revision.attachments.iter().map(|(path, change)| ChangedPiece { path: path.clone(), what: change.to_string() });
    Recorded {
        commit: revision.commit.to_string(),
        time: clock::as_in_amsterdam(revision.at),
        author: revision.by.to_string(),
        kind,
        is_merge: revision.is_merge(),
        from: revision.from,
        to: revision.to,
        fields: revision.groups.iter().map(ToString::to_string).collect(),
        pieces: pieces.collect(),
        words: None,
    }
}

/// Everything that was recorded of a dossier, and what was not yet.
///
/// # Errors
/// When git or the folder cannot be read, or the history is not all here.
pub fn dossier_log(office: &Office, repository: &Repository, id: DossierId, depth: Depth, today: NaiveDate) -> Result<DossierLog, ChangesError> {
    let revisions = repository.history_of(id)?;
    let mut recorded: Vec<Recorded> = revisions.iter().map(recorded).collect();
    if depth == Depth::Words {
        for (recorded, revision) in recorded.iter_mut().zip(&revisions) {
            recorded.words = Some(words_of(repository, revision, recorded)?);
        }
    }
    let changed = office.changed_dossier(repository, id)?;
    Ok(DossierLog { id, recorded, unrecorded: changed.map(|changed| unrecorded(repository, &changed, depth, today)).transpose()? })
}

/// What a revision changed, in words.
fn words_of(repository: &Repository, revision: &Revision, recorded: &Recorded) -> Result<Vec<String>, RepositoryError> {
    let read = |file: Option<BlobId>| file.map(|file| repository.blob(file)).transpose();
    let (before, after, year) = (read(revision.before)?, read(revision.file)?, recorded.time.year());
    let beside = revision.beside.iter().map(|file| read(*file)).collect::<Result<Vec<_>, _>>()?;
    let mut words = match &after {
        Some(after) if revision.is_merge() => {
            let sides = before.iter().chain(beside.iter().flatten()).map(Vec::as_slice).collect();
            merge_in_words(&MergedVersions { sides, after, parts: &recorded.fields, year })
        }
        _ => change_in_words(Versions { before: before.as_deref(), after: after.as_deref(), year }),
    };
    words.extend(recorded.pieces.iter().map(|piece| format!("{} {}", piece.path, piece.what)));
    Ok(words)
}

fn unrecorded(repository: &Repository, changed: &ChangedDossier, depth: Depth, today: NaiveDate) -> Result<Unrecorded, RepositoryError> {
    let file = TrackedPath::of_dossier(changed.id);
    let (before, now) = (changed.recorded.as_deref(), changed.now.as_deref());
    let mut groups: BTreeSet<FieldGroup> = before.map(Outline::of).unwrap_or_default().differences(&now.map(Outline::of).unwrap_or_default());
    let folder = dossier_folder(changed.id);
    let mut pieces = Vec::new();
    for (path, change) in changed.changes.iter().filter(|(path, _)| **path != file) {
        let became = match (change, repository.head_blob(path)?) {
            (Change::Removed, _) => AttachmentChange::Removed,
            (Change::Content(_), None) => AttachmentChange::Added,
            (Change::Content(_), Some(_)) => AttachmentChange::Changed,
        };
        let piece = path.as_str().strip_prefix(&folder).unwrap_or(path.as_str()).trim_start_matches('/');
        pieces.push(format!("{piece} {became}"));
    }
    groups.extend((!pieces.is_empty()).then_some(FieldGroup::Attachments));
    let words = (depth == Depth::Words).then(|| {
        let words = change_in_words(Versions { before, after: now, year: today.year() });
        words.into_iter().chain(pieces).collect()
    });
    Ok(Unrecorded { fields: groups.iter().map(ToString::to_string).collect(), words })
}
