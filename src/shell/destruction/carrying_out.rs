//! Carrying out: the new store in place, and then everything else that was made of the dossiers.

use std::path::{Path, PathBuf};

use super::beside::{Beside, KNOWN_BY};
use super::certifying::{CERTIFICATES, certificate_of};
use super::redacting::{RedactionRehearsal, below, sha256};
use super::rehearsal::{DestructionOrder, Rehearsal};
use super::staying::put_what_stays;
use crate::domain::DossierId;
use crate::repository::{Back, CommitId, CommitMessage, Kind, Repository, RepositoryError, TEMPORARY, TrackedPath, dossier_folder};
use crate::shell::files::remove_leftovers;
use crate::shell::office::{Office, dossier_path};

/// What was cleared besides the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// The dossiers.
    pub gone: Vec<DossierId>,
    /// Folders and files that were removed, as seen from the dossier folder.
    pub removed: Vec<String>,
    /// Files with what stays of them that were lost meanwhile, and were recorded again.
    pub recorded_again: Vec<String>,
    /// The page of the certificate.
    pub certificate: Option<String>,
    /// Dossiers that were recorded again before this was finished: those are not destroyed.
    pub back: Vec<Back>,
    /// Dossiers from which something was taken, and that were recorded otherwise before this was finished.
    pub otherwise: Vec<DossierId>,
}

/// In the journal: the dossier whose folder becomes as it is recorded now.
const RESTORE: &str = "herstel";
/// In the journal: the hash of a file that goes from that folder. It is there no longer than the journal.
const GONE: &str = "weg";
/// In the journal: what a dossier was called before.
const FORMERLY: &str = "voorheen ";

/// A register as it was recorded last, empty when it never was; `None` when the file was changed since, which would be overwritten.
///
/// # Errors
/// When it cannot be read.
pub fn register_as_recorded(office: &Office, repository: &Repository, path: &str) -> Result<Option<Vec<u8>>, RepositoryError> {
    let recorded = repository.head_file(&TrackedPath::new(path)?)?.unwrap_or_default();
    let on_disk = office.on_disk(path);
    match std::fs::read(&on_disk) {
        Ok(now) => Ok((now == recorded).then_some(recorded)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Some(recorded)),
        Err(source) => Err(failed("het lezen", on_disk, source)),
    }
}

/// Puts the rehearsed store in place and clears everything else. From the first step on it can only go on: [`finish`] resumes it.
///
/// # Errors
/// When something cannot be written, moved or removed.
pub fn carry_out(office: &Office, repository: &Repository, order: &DestructionOrder<'_>, rehearsal: &Rehearsal) -> Result<Cleared, RepositoryError> {
    let gone: String = order.gone.iter().map(|id| format!("{id}\n")).collect();
    let journal = rehearsal.former.iter().fold(gone, |journal, id| format!("{journal}{FORMERLY}{id}\n"));
    let _in_place = repository.put_in_place(&rehearsal.workshop, &journal, &rehearsal.stands)?;
    // Another repository lies there now.
    let repository = Repository::discover(office.root())?.ok_or_else(|| RepositoryError::NotARepository(office.root().to_owned()))?;
    finish(office, &repository).map(Option::unwrap_or_default)
}

/// Finishes a destruction of which the store is in place; `None` when there is none.
///
/// # Errors
/// When something cannot be removed or written.
pub fn finish(office: &Office, repository: &Repository) -> Result<Option<Cleared>, RepositoryError> {
    let Some(journal) = repository.destruction_journal()? else {
        return Ok(None);
    };
    repository.settle_exchange()?;
    // What lies in the folder still is not to be recorded again.
    let held = repository.hold_git()?;
    let gone: Vec<DossierId> = journal.lines().filter_map(|line| line.parse().ok()).collect();
    match clear(office, repository, gone, &journal) {
        Ok(cleared) => {
            held.release()?;
            repository.destruction_done()?;
            Ok(Some(cleared))
        }
        Err(error) => {
            held.keep();
            Err(error)
        }
    }
}

/// Removes the old store and what the folder still has of the dossiers, and puts there what stays of them.
fn clear(office: &Office, repository: &Repository, gone: Vec<DossierId>, journal: &str) -> Result<Cleared, RepositoryError> {
    let mut removed = Vec::new();
    repository.clear_destruction()?;
    let end = repository.destruction_end()?;
    let otherwise = restore(office, repository, journal, end, &mut removed)?;
    let former = journal.lines().filter_map(|line| line.strip_prefix(FORMERLY)?.parse().ok());
    // Under a former number that another dossier bears nothing is removed.
    let former = former.filter(|id| !office.on_disk(&dossier_path(*id)).exists());
    let all = gone.iter().copied().chain(former).collect();
    let beside = Beside::of(office, &all);
    let (clutter, _) = beside.clutter_apart(office, repository, &all)?;
    for path in beside.goes.iter().chain(&beside.exports_that_go(office, repository)?).chain(&clutter) {
        remove(office, path, &mut removed)?;
    }
    for id in &gone {
        // The folder of its year, which fails, as it should, when anything is in it.
        let _ = office.on_disk(&dossier_folder(*id)).parent().map(std::fs::remove_dir);
    }
    let back = repository.back(&gone.iter().copied().collect(), end)?;
    let (mut recorded_again, mut certificate) = (Vec::new(), None);
    if let Some(end) = end {
        let message = match named(journal, RESTORE).iter().filter_map(|id| id.parse().ok()).collect::<Vec<DossierId>>() {
            redacted if redacted.is_empty() => CommitMessage::of_kind(Kind::Destruction, gone.iter().copied()),
            redacted => CommitMessage::of_kind(Kind::Redaction, redacted),
        };
        recorded_again = put_what_stays(office, repository, end, message)?;
        certificate = certificate_of(repository, end)?;
    }
    Ok(Cleared { gone, removed, recorded_again, certificate, back, otherwise })
}

/// What the journal says behind a word, of every line that begins with it.
fn named(journal: &str, key: &str) -> Vec<String> {
    journal.lines().filter_map(|line| line.strip_prefix(key)).map(|rest| rest.trim().to_owned()).collect()
}

/// Carries out a redaction that was rehearsed: the new store, and the folder of the dossier as it is there.
///
/// # Errors
/// As [`carry_out`].
pub fn carry_out_redaction(office: &Office, repository: &Repository, redacted: &RedactionRehearsal) -> Result<Cleared, RepositoryError> {
    let gone: String = redacted.gone.iter().map(|blob| format!("{GONE} {blob}\n")).collect();
    let journal = format!("{RESTORE} {}\n{gone}", redacted.dossier);
    let _in_place = repository.put_in_place(&redacted.workshop, &journal, &redacted.stands)?;
    let repository = Repository::discover(office.root())?.ok_or_else(|| RepositoryError::NotARepository(office.root().to_owned()))?;
    finish(office, &repository).map(Option::unwrap_or_default)
}

/// Puts the files of a dossier that was told otherwise in its folder as they were recorded, and takes away those that are no more.
///
/// It was as it was recorded when this began. A file that is there by now under another content stays.
fn restore(
    office: &Office,
    repository: &Repository,
    journal: &str,
    end: Option<CommitId>,
    removed: &mut Vec<String>,
) -> Result<Vec<DossierId>, RepositoryError> {
    let gone = named(journal, GONE);
    let mut otherwise = Vec::new();
    ["register", CERTIFICATES].iter().try_for_each(|folder| tidy(&office.on_disk(folder)))?;
    for id in named(journal, RESTORE).iter().filter_map(|id| id.parse::<DossierId>().ok()) {
        let Some(end) = end else { continue };
        let files = repository.files_below(end, &dossier_folder(id))?;
        if files != repository.head_files_below(&dossier_folder(id))? {
            otherwise.push(id);
        }
        for path in files.into_keys() {
            let recorded = repository.file_in(end, &path)?.unwrap_or_default();
            tidy(office.on_disk(path.as_str()).parent().expect("a file lies in a folder"))?;
            if std::fs::read(office.on_disk(path.as_str())).ok().as_ref() != Some(&recorded) {
                put(office, path.as_str(), &recorded)?;
            }
        }
        let folder = office.on_disk(&dossier_folder(id));
        for path in below(&folder) {
            let is_gone = std::fs::read(&path).is_ok_and(|bytes| gone.contains(&sha256(&bytes)));
            if is_gone {
                std::fs::remove_file(&path).map_err(|source| failed("het weghalen", path.clone(), source))?;
                removed.push("een bijlage".to_owned());
            }
        }
        remove(office, &office.on_disk(&format!("inzage/{id}")), removed)?;
    }
    Ok(otherwise)
}

/// Gives git's folder its name back where a change of places was cut off in its middle.
///
/// # Errors
/// When it cannot be moved.
pub fn recover(root: &Path) -> Result<(), RepositoryError> {
    for place in root.ancestors() {
        let (store, aside) = (place.join(".git"), place.join(".git.klacht-oud"));
        if aside.is_dir() && store.symlink_metadata().is_err() {
            return std::fs::rename(&aside, &store).map_err(|source| failed("het terugzetten van de git-opslag", aside, source));
        }
    }
    Ok(())
}

/// Removes a file, or a folder with all in it.
fn remove(office: &Office, path: &Path, removed: &mut Vec<String>) -> Result<(), RepositoryError> {
    let gone = if path.is_dir() { remove_folder(path) } else { std::fs::remove_file(path) };
    match gone {
        Ok(()) => removed.push(path.strip_prefix(office.root()).unwrap_or(path).to_string_lossy().into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(source) => return Err(failed("het weghalen", path.to_owned(), source)),
    }
    Ok(())
}

/// Removes what a write that was killed left in a folder; nothing where there is no folder.
fn tidy(folder: &Path) -> Result<(), RepositoryError> {
    match remove_leftovers(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed("het opruimen", folder.to_owned(), error)),
        _ => Ok(()),
    }
}

/// Removes a folder, last of all what it is known by: who goes on after this was cut off has to find what is left.
fn remove_folder(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else if !KNOWN_BY.iter().any(|name| entry.file_name() == *name) {
            std::fs::remove_file(entry.path())?;
        }
    }
    std::fs::remove_dir_all(folder)
}

/// Puts a file in the folder, whole or not at all.
pub(super) fn put(office: &Office, path: &str, bytes: &[u8]) -> Result<(), RepositoryError> {
    let on_disk = office.on_disk(path);
    let folder = on_disk.parent().expect("a register lies in a folder").to_owned();
    let write = || {
        std::fs::create_dir_all(&folder)?;
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&folder)?;
        std::io::Write::write_all(&mut file, bytes)?;
        file.as_file().sync_all()?;
        file.persist(&on_disk)?;
        Ok(())
    };
    write().map_err(|source| failed("het schrijven", on_disk.clone(), source))
}

fn failed(doing: &'static str, path: PathBuf, source: std::io::Error) -> RepositoryError {
    RepositoryError::Io { doing, path, source }
}
