//! What stays of dossiers that were destroyed: as the closing commit has it, also when it was lost since.

use std::collections::BTreeMap;

use super::carrying_out::put;
use super::certifying::CERTIFICATES;
use crate::domain::Destroyed;
use crate::repository::{Closing, CommitId, CommitMessage, Repository, RepositoryError, TrackedPath};
use crate::shell::checking::{DESTROYED, ISSUED, OUTLIVED, REDACTED};
use crate::shell::clock;
use crate::shell::office::Office;
use crate::source::{read_destroyed, with_destroyed};

/// The files that stay, beside the certificates.
const STAY: [&str; 4] = [DESTROYED, OUTLIVED, REDACTED, ISSUED];

/// Puts it in the folder, and records again what the last commit has no more; gives the paths of that.
///
/// # Errors
/// When something cannot be read or written.
pub(super) fn put_what_stays(
    office: &Office,
    repository: &Repository,
    end: CommitId,
    message: CommitMessage,
) -> Result<Vec<String>, RepositoryError> {
    let mut lost = BTreeMap::new();
    let closed = closed_with(repository, end)?;
    // Of what lay in the folder all the while, the closing commit changed something.
    let before = repository.parents(end)?.first().copied();
    // A removal that was staged would be recorded by the next plain commit.
    repository.stage_as_recorded(closed.keys())?;
    for (path, closed) in closed {
        let head = repository.head_file(&path)?;
        let wanted = match &head {
            Some(head) if path.as_str() == DESTROYED => with_lost_lines(head, &closed),
            Some(head) => head.clone(),
            None => closed,
        };
        // What was typed in the folder since is not ours to write over.
        let before = before.map(|before| repository.file_in(before, &path)).transpose()?.flatten();
        let is_ours = |now: Vec<u8>| wanted.starts_with(&now) || head.as_ref() == Some(&now) || before.as_ref() == Some(&now);
        if std::fs::read(office.on_disk(path.as_str())).map_or(true, is_ours) {
            put(office, path.as_str(), &wanted)?;
        }
        if head.as_ref() != Some(&wanted) {
            lost.insert(path, wanted);
        }
    }
    if !lost.is_empty() {
        repository.close_again(&Closing { files: &lost, message, by: repository.identity()?, at: clock::now() })?;
    }
    Ok(lost.keys().map(|path| path.as_str().to_owned()).collect())
}

/// Every file that stays, as the closing commit has it.
fn closed_with(repository: &Repository, end: CommitId) -> Result<BTreeMap<TrackedPath, Vec<u8>>, RepositoryError> {
    let mut paths = STAY.iter().map(|path| TrackedPath::new(*path)).collect::<Result<Vec<_>, _>>()?;
    paths.extend(repository.files_below(end, CERTIFICATES)?.into_keys());
    let mut closed = BTreeMap::new();
    for path in paths {
        if let Some(bytes) = repository.file_in(end, &path)? {
            closed.insert(path, bytes);
        }
    }
    Ok(closed)
}

/// The register as it is, with the lines that the closing commit had and it has not; as the closing commit had it where that cannot be.
fn with_lost_lines(register: &[u8], closed: &[u8]) -> Vec<u8> {
    let present = read_destroyed(register);
    let lost: Vec<Destroyed> = read_destroyed(closed).into_iter().filter(|line| present.iter().all(|known| known.id != line.id)).collect();
    if lost.is_empty() { register.to_vec() } else { with_destroyed(register, &lost).unwrap_or_else(|_| closed.to_vec()) }
}
