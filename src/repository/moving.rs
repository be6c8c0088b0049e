//! Moving a dossier to another number, so that a kill at any moment leaves it whole under the old or under the new one.
//!
//! What is about to be moved is written down first. Whoever takes the right to record next reads it: when the last commit
//! has what the move made, the move is finished; when it has what was there before, it is undone; else both folders stay.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::durable::Durable;
use super::error::{AtPath, RepositoryError};
use super::open::Repository;
use super::path::{DOSSIER_FILE, TrackedPath, dossier_folder, is_passed_over};
use super::recording::Recorder;
use super::replacement::replace_read;
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
            self.settle(&noted)?;
        }
        std::fs::remove_file(&path).at(MOVING, &path)
    }

    /// Brings the files in line with what was recorded. Only what is as the move made or found it is touched.
    fn settle(&self, noted: &Noted) -> Result<(), RepositoryError> {
        let mut durable = Durable::default();
        for (path, before, after) in noted.files.iter().skip(1) {
            let on_disk = path.on_disk(self.root());
            let Some(found) = open_to_us(std::fs::read(&on_disk)).at(MOVING, &on_disk)? else { continue };
            let id = self.fingerprint(&found)?;
            let Some(right) = [(before, after), (after, before)].into_iter().find(|(wrong, _)| **wrong == id).map(|(_, right)| right) else {
                continue;
            };
            if let Some(recorded) = self.head_file(path)?.filter(|bytes| self.fingerprint(bytes).is_ok_and(|id| id == *right)) {
                // When someone saved it in this very moment, theirs stays.
                replace_read(&on_disk, &found, &recorded).at(MOVING, &on_disk)?;
                durable.file_and_folders(&on_disk, self.root());
            }
        }
        if let Some((leaving, staying, own)) = self.left_over(noted)? {
            let folder = self.root().join(dossier_folder(leaving));
            self.remove_twins(&folder, &self.root().join(dossier_folder(staying)), own)?;
            durable.folders(&folder, self.root());
        }
        durable.sync()
    }

    /// The number whose folder goes, the one whose folder stays, and the dossier file that goes with it.
    ///
    /// `None` when the last commit has neither what was there before the move nor what it made: then both folders stay.
    fn left_over<'n>(&self, noted: &'n Noted) -> Result<Option<(DossierId, DossierId, &'n gix::ObjectId)>, RepositoryError> {
        let (path, before, after) = &noted.files[0];
        let new = TrackedPath::of_dossier(noted.to);
        let has_old = self.head_kind(path)?.is_some();
        let has_new_folder = self.head_kind(&TrackedPath::new(dossier_folder(noted.to))?)?.is_some();
        Ok(match (has_old, has_new_folder) {
            (true, false) => Some((noted.to, noted.from, after)),
            (false, true) if self.has_recorded(&new, *after)? => Some((noted.from, noted.to, before)),
            _ => None,
        })
    }

    /// Whether the last commit has the file with this fingerprint, whatever the filters make of it on the way there or back.
    fn has_recorded(&self, path: &TrackedPath, fingerprint: gix::ObjectId) -> Result<bool, RepositoryError> {
        let Some(blob) = self.head_blob(path)? else { return Ok(false) };
        let filters = self.filters()?;
        if blob.0 == fingerprint || self.fingerprint(&filters.restored(path, blob)?)? == fingerprint {
            return Ok(true);
        }
        let on_disk = path.on_disk(self.root());
        let Some(bytes) = open_to_us(std::fs::read(&on_disk)).at(MOVING, &on_disk)? else { return Ok(false) };
        Ok(self.fingerprint(&bytes)? == fingerprint && self.fingerprint(&filters.to_git(path, &bytes)?)? == blob.0)
    }

    /// Removes from a folder what lies the same in its twin, and the dossier file with this fingerprint; and folders left empty.
    ///
    /// What is no ordinary file, is closed to us or is an editor's own stays, and the folder with it.
    ///
    /// # Errors
    /// When the system cannot tell now what lies there: then something would stay that goes, and nobody would hear of it.
    fn remove_twins(&self, folder: &Path, twin: &Path, own: &gix::ObjectId) -> Result<(), RepositoryError> {
        if !folder.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            return Ok(());
        }
        let Some(entries) = open_to_us(std::fs::read_dir(folder)).at(MOVING, folder)? else { return Ok(()) };
        for entry in entries {
            let entry = entry.at(MOVING, folder)?;
            let (path, other) = (entry.path(), twin.join(entry.file_name()));
            let Ok(kind) = entry.file_type() else { continue };
            if is_passed_over(&entry.file_name().to_string_lossy()) {
                continue;
            }
            if kind.is_dir() {
                self.remove_twins(&path, &other, own)?;
                continue;
            }
            let Some(bytes) = read_ordinary(&path).at(MOVING, &path)? else { continue };
            let is_dossier = entry.file_name() == DOSSIER_FILE && self.fingerprint(&bytes)? == *own;
            if is_dossier || read_ordinary(&other).at(MOVING, &other)?.is_some_and(|other| other == bytes) {
                std::fs::remove_file(&path).at(MOVING, &path)?;
            }
        }
        // Fails, as it should, on a folder in which something stayed.
        let _ = std::fs::remove_dir(folder);
        Ok(())
    }
}

/// The bytes of an ordinary file that is there and open to us; never those behind a link.
fn read_ordinary(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match open_to_us(path.symlink_metadata())? {
        Some(found) if found.is_file() => open_to_us(std::fs::read(path)),
        _ => Ok(None),
    }
}

/// What the system gave; `None` where there is no such thing, or it is closed to us.
fn open_to_us<T>(given: io::Result<T>) -> io::Result<Option<T>> {
    match given {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied) => Ok(None),
        given => given.map(Some),
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
