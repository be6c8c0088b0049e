//! Moving a dossier to another number, so that a kill at any moment leaves it whole under the old or under the new one.
//!
//! What is about to be moved is written down first. Whoever takes the right to record next reads it: when the last commit
//! has the dossier under its new number, the move is finished, and else it is undone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::durable::Durable;
use super::error::{AtPath, RepositoryError};
use super::leftovers::TEMPORARY;
use super::open::Repository;
use super::path::{DOSSIER_FILE, TrackedPath, dossier_folder};
use super::recording::Recorder;
use crate::domain::DossierId;

/// The file in git's folder that tells of a move.
const NAME: &str = "klacht.hernummering";
/// What is being done when a move cannot be written down, finished or undone.
const MOVING: &str = "het hernummeren";

/// A dossier that is about to get another number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The number it has.
    pub from: DossierId,
    /// The number it gets.
    pub to: DossierId,
    /// The dossier file under the old number, and what it will be under the new one.
    pub file: Rewritten,
    /// Files of other dossiers that refer to it, as they are and as they will be.
    pub references: Vec<Rewritten>,
}

/// A file as it is and as it will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Which.
    pub path: TrackedPath,
    /// Its bytes now.
    pub before: Vec<u8>,
    /// Its bytes afterwards.
    pub after: Vec<u8>,
}

/// A move as it was written down: numbers, paths and fingerprints, never a text.
struct Noted {
    from: DossierId,
    to: DossierId,
    /// Path, fingerprint before, fingerprint after; the dossier file itself first.
    files: Vec<(TrackedPath, gix::ObjectId, gix::ObjectId)>,
}

impl Recorder<'_> {
    /// Writes down that a dossier is about to be moved; call it before the first file is written.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn announce_move(&self, moved: &Move) -> Result<(), RepositoryError> {
        let mut text = format!("{} {}\n", moved.from, moved.to);
        for file in std::iter::once(&moved.file).chain(&moved.references) {
            let (before, after) = (self.repository().fingerprint(&file.before)?, self.repository().fingerprint(&file.after)?);
            let _ = writeln!(text, "{before} {after} {}", file.path);
        }
        let path = self.repository().note();
        std::fs::write(&path, text).at(MOVING, &path)?;
        let mut durable = Durable::default();
        durable.file_and_folders(&path, self.repository().git.common_dir());
        durable.sync()
    }

    /// Finishes a move that the last commit has, and undoes one that it does not have.
    ///
    /// # Errors
    /// When a file cannot be read or written; the next one to record tries again.
    pub fn settle_move(&self) -> Result<(), RepositoryError> {
        self.repository().mend_move()
    }
}

impl Repository {
    fn note(&self) -> PathBuf {
        self.git.common_dir().join(NAME)
    }

    fn fingerprint(&self, bytes: &[u8]) -> Result<gix::ObjectId, RepositoryError> {
        use super::error::Doing;
        gix::objs::compute_hash(self.git.object_hash(), gix::objs::Kind::Blob, bytes).doing(MOVING)
    }

    /// Finishes or undoes what was written down; nothing when there is no such thing.
    pub(super) fn mend_move(&self) -> Result<(), RepositoryError> {
        let path = self.note();
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            text => text.at(MOVING, &path)?,
        };
        // A note that was not written to its end was never acted upon.
        if let Some(noted) = Noted::read(&text) {
            let is_recorded = self.head_blob(&TrackedPath::of_dossier(noted.to))?.is_some();
            self.settle(&noted, is_recorded)?;
        }
        std::fs::remove_file(&path).at(MOVING, &path)
    }

    /// Brings the files in line with what was recorded. Only what is as the move made or found it is touched.
    fn settle(&self, noted: &Noted, is_recorded: bool) -> Result<(), RepositoryError> {
        let (leaving, staying) = if is_recorded { (noted.from, noted.to) } else { (noted.to, noted.from) };
        let mut durable = Durable::default();
        for (path, before, after) in noted.files.iter().skip(1) {
            let (wrong, right) = if is_recorded { (before, after) } else { (after, before) };
            let on_disk = path.on_disk(self.root());
            if std::fs::read(&on_disk).is_ok_and(|bytes| self.fingerprint(&bytes).is_ok_and(|id| id == *wrong))
                && let Some(recorded) = self.head_file(path)?.filter(|bytes| self.fingerprint(bytes).is_ok_and(|id| id == *right))
            {
                replace(&on_disk, &recorded)?;
                durable.file_and_folders(&on_disk, self.root());
            }
        }
        let (_, before, after) = &noted.files[0];
        let own = if is_recorded { before } else { after };
        let folder = self.root().join(dossier_folder(leaving));
        let twin = self.root().join(dossier_folder(staying));
        self.remove_twins(&folder, &twin, own)?;
        durable.folders(&folder, self.root());
        durable.sync()
    }

    /// Removes from a folder what lies the same in its twin, and the dossier file with this fingerprint; and folders left empty.
    fn remove_twins(&self, folder: &Path, twin: &Path, own: &gix::ObjectId) -> Result<(), RepositoryError> {
        let entries = match std::fs::read_dir(folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            entries => entries.at(MOVING, folder)?,
        };
        for entry in entries {
            let entry = entry.at(MOVING, folder)?;
            let (path, other) = (entry.path(), twin.join(entry.file_name()));
            if entry.file_type().at(MOVING, &path)?.is_dir() {
                self.remove_twins(&path, &other, own)?;
                continue;
            }
            let bytes = std::fs::read(&path).at(MOVING, &path)?;
            let is_dossier = entry.file_name() == DOSSIER_FILE && self.fingerprint(&bytes)? == *own;
            if is_dossier || std::fs::read(&other).is_ok_and(|other| other == bytes) {
                std::fs::remove_file(&path).at(MOVING, &path)?;
            }
        }
        // Fails, as it should, on a folder in which something stayed.
        let _ = std::fs::remove_dir(folder);
        Ok(())
    }
}

impl Noted {
    /// `None` for a note that is not whole.
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.lines();
        let (from, to) = lines.next()?.split_once(' ')?;
        let file = |line: &str| {
            let mut parts = line.splitn(3, ' ');
            let mut id = || gix::ObjectId::from_hex(parts.next()?.as_bytes()).ok();
            let (before, after) = (id()?, id()?);
            Some((TrackedPath::new(parts.next()?).ok()?, before, after))
        };
        let files: Vec<_> = lines.map(file).collect::<Option<_>>()?;
        (!files.is_empty()).then_some(Self { from: from.parse().ok()?, to: to.parse().ok()?, files })
    }
}

/// Puts other bytes in the place of a file; it appears whole or stays as it was.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), RepositoryError> {
    use std::io::Write;

    let folder = path.parent().unwrap_or(path);
    let permissions = std::fs::metadata(path).at(MOVING, path)?.permissions();
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).at(MOVING, folder)?;
    file.write_all(bytes).and_then(|()| file.as_file().set_permissions(permissions)).and_then(|()| file.as_file().sync_all()).at(MOVING, path)?;
    file.persist(path).map_err(|error| error.error).at(MOVING, path).map(|_| ())
}
