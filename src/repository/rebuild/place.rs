//! Putting a rebuilt store in the place of the old one, at one stroke; and clearing up what a destruction that was cut off left.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::durable::sync_disk;
use super::super::error::{AtPath, Doing, RepositoryError};
use super::super::index_lock::IndexLock;
use super::super::lock::OwnLock;
use super::super::names::CommitId;
use super::super::open::Repository;
use super::pack::WRITING;
use super::standing::as_it_stands;

/// Where the new store is built: in git's folder, which no one looks into and git itself never lists.
pub(super) const WORKSHOP: &str = "klacht-nieuw";
/// Where a fresh copy of a place elsewhere lies while it is looked through; in git's folder, so that nothing of it lies about elsewhere.
pub(in crate::repository) const LOOKOUT: &str = "klacht-nacontrole";
/// The name beside git's folder that the new store has before, and the old one after they change places.
const BESIDE: &str = ".git.klacht";
/// Where the old store lies while it is removed: in the folder of the new one, where git does not see it.
const OLD: &str = "klacht-oud";
/// The name the old store has for a moment where the system cannot let two folders change places at one stroke.
const ASIDE: &str = ".git.klacht-oud";
/// In the new store: what is still to be done once it is in place. Only numbers, days and words of the vocabularies.
const JOURNAL: &str = "klacht-vernietiging";
/// In the journal: the commit that closed it. What stays is taken from there, whatever was recorded since.
const END: &str = "afsluiting ";
/// In the new store, until the old one was found to be as it was when the new one was built: how that was.
const STOOD: &str = "klacht-vernietiging.stond";
/// Keeps git from seeing a store of git's that lies in the work tree for a moment.
const IGNORE: &str = ".gitignore";
/// How long to wait for git to end what it is doing.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is being done when stores cannot change places.
const EXCHANGING: &str = "het wisselen van de git-opslag";

/// A new store in place, in which nobody of us records while this lives.
pub struct InPlace {
    _own: OwnLock,
}

/// Git kept from recording and staging while this lives.
pub struct HeldGit {
    lock: IndexLock,
}

impl HeldGit {
    /// Lets git go on.
    ///
    /// # Errors
    /// When the lock cannot be removed.
    pub fn release(self) -> Result<(), RepositoryError> {
        self.lock.release()
    }

    /// Keeps git from it until one of us has gone on.
    pub fn keep(self) {
        self.lock.leave_to_next();
    }
}

impl Repository {
    /// The folder in which a new store is built; what an earlier try left there is gone.
    ///
    /// # Errors
    /// When that cannot be removed.
    pub fn workshop(&self) -> Result<PathBuf, RepositoryError> {
        let workshop = self.git.git_dir().join(WORKSHOP);
        remove(&workshop)?;
        Ok(workshop)
    }

    /// Puts the new store in the place of the old one, which [`Self::clear_destruction`] then removes.
    ///
    /// The index is that of the new store. `journal` is what is still to be done afterwards: it lies in the new store from the first
    /// moment on, until [`Self::destruction_done`]. `stands` is what [`Self::as_it_stands`] said when the new store was built. Nobody of
    /// us records while what is given back lives.
    ///
    /// # Errors
    /// [`RepositoryError::Meanwhile`] when it stands otherwise now: the old store is in place then. When something cannot be written or
    /// moved; either the old or the new store is in place then, whole.
    pub fn put_in_place(&self, workshop: &Path, journal: &str, stands: &str) -> Result<InPlace, RepositoryError> {
        self.write_index(workshop)?;
        let journal = noting_end(workshop, journal)?;
        for (name, text) in [(JOURNAL, journal.as_str()), (STOOD, stands), (IGNORE, "*\n")] {
            let path = workshop.join(name);
            std::fs::write(&path, text).at(WRITING, &path)?;
        }
        close_as(self.git.git_dir(), workshop)?;
        let own = OwnLock::acquire(workshop, Duration::ZERO)?;
        // Also when this is cut off, git stages nothing of what is still in the folder.
        IndexLock::acquire(&workshop.join("index"), Duration::ZERO)?.marked()?.leave_to_next();
        sync_disk(workshop)?;
        let (active, beside) = (self.git.git_dir().to_owned(), self.work_dir().join(BESIDE));
        remove(&beside)?;
        // Git itself records and stages nothing while it is held.
        let held = IndexLock::acquire(&self.git.index_path(), PATIENCE)?.marked()?;
        if self.reopened()?.as_it_stands()? != stands {
            return Err(RepositoryError::Meanwhile);
        }
        // The old store will lie in the work tree for a moment, where git is not to see it.
        let ignore = active.join(IGNORE);
        std::fs::write(&ignore, "*\n").at(WRITING, &ignore)?;
        std::fs::rename(workshop, &beside).at(EXCHANGING, &beside)?;
        exchange(&active, &beside).at(EXCHANGING, &active)?;
        // Where the lock was is another store now.
        held.leave();
        sync_disk(self.work_dir())?;
        self.settle_exchange()?;
        Ok(InPlace { _own: own })
    }

    /// Sees to it that nothing is lost of what came into the old store until it lost its name: then the old store gets it back.
    ///
    /// # Errors
    /// [`RepositoryError::Meanwhile`] when there was such a thing; when something cannot be read or moved.
    pub fn settle_exchange(&self) -> Result<(), RepositoryError> {
        let active = self.work_dir().join(".git");
        let path = active.join(STOOD);
        let stood = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            read => read.at(EXCHANGING, &path)?,
        };
        if let Some(old) = [BESIDE, ASIDE].map(|name| self.work_dir().join(name)).into_iter().find(|old| old.is_dir()) {
            let options = gix::open::Options::isolated().open_path_as_is(true);
            if as_it_stands(&gix::open_opts(&old, options).doing(EXCHANGING)?)? != stood {
                exchange(&active, &old).at(EXCHANGING, &active)?;
                sync_disk(self.work_dir())?;
                self.mend_index()?;
                remove_file(&active.join(IGNORE))?;
                return Err(RepositoryError::Meanwhile);
            }
            // Where git does not see it, however long it takes to remove it.
            remove(&active.join(OLD))?;
            std::fs::rename(&old, active.join(OLD)).at(EXCHANGING, &old)?;
        }
        // From here on the new store is the one there is.
        std::fs::remove_file(&path).at(EXCHANGING, &path)?;
        sync_disk(&active)
    }

    /// Keeps git from recording or staging anything, while what is given back lives.
    ///
    /// # Errors
    /// When git holds its lock for too long.
    pub fn hold_git(&self) -> Result<HeldGit, RepositoryError> {
        let index = self.git.index_path();
        match IndexLock::left_at(&index)? {
            Some(lock) => Ok(HeldGit { lock }),
            None => Ok(HeldGit { lock: IndexLock::acquire(&index, PATIENCE)?.marked()? }),
        }
    }

    /// Refuses while a destruction is not finished: what is about to go would be recorded again.
    pub(in crate::repository) fn no_destruction_under_way(&self) -> Result<(), RepositoryError> {
        if self.is_destroying() { Err(RepositoryError::DestructionUnderWay) } else { Ok(()) }
    }

    /// Whether a destruction is not finished: the store is a new one, and something is still to be removed.
    #[must_use]
    pub fn is_destroying(&self) -> bool {
        self.git.common_dir().join(JOURNAL).exists()
    }

    /// The same of the repository around a folder, whatever else is the matter with it.
    #[must_use]
    pub fn is_destroying_around(folder: &Path) -> bool {
        let store = folder.ancestors().map(|place| place.join(".git")).find(|store| store.exists());
        store.is_some_and(|store| store.join(JOURNAL).exists())
    }

    /// The commit that closed a destruction that is not finished; the last one where the journal does not tell.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn destruction_end(&self) -> Result<Option<CommitId>, RepositoryError> {
        let journal = self.destruction_journal()?.unwrap_or_default();
        let noted = journal.lines().filter_map(|line| line.strip_prefix(END)).find_map(|name| gix::ObjectId::from_hex(name.as_bytes()).ok());
        match noted.filter(|id| self.git.has_object(id)) {
            Some(id) => Ok(Some(CommitId(id))),
            None => self.head_commit(),
        }
    }

    /// New stores that were never put in place, and old ones, as seen from the work tree; none while one may be needed still.
    #[must_use]
    pub fn unfinished_stores(&self) -> Vec<String> {
        if self.is_destroying() {
            return Vec::new();
        }
        let in_store = [WORKSHOP, OLD, LOOKOUT].map(|name| format!(".git/{name}"));
        in_store.into_iter().chain([BESIDE.to_owned()]).filter(|name| self.work_dir().join(name).is_dir()).collect()
    }

    /// What is still to be done of a destruction of which the new store is in place; `None` when there is nothing.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn destruction_journal(&self) -> Result<Option<String>, RepositoryError> {
        let path = self.git.git_dir().join(JOURNAL);
        match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some).at(EXCHANGING, &path),
        }
    }

    /// Notes that everything of a destruction is done.
    ///
    /// # Errors
    /// When the note cannot be removed.
    pub fn destruction_done(&self) -> Result<(), RepositoryError> {
        remove_file(&self.git.git_dir().join(IGNORE))?;
        remove_file(&self.git.git_dir().join(JOURNAL))
    }

    /// Removes what a destruction that was cut off left beside or in git's folder: a store that was never put in place, or the old
    /// one that was to go. Whether there was anything. Without a store in place nothing is removed: it may be the last one; nor before
    /// [`Self::settle_exchange`] has found nothing in it that the new one lacks.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn clear_destruction(&self) -> Result<bool, RepositoryError> {
        if !self.git.git_dir().is_dir() || self.git.git_dir().join(STOOD).exists() {
            return Ok(false);
        }
        let in_store = [WORKSHOP, OLD, LOOKOUT].map(|name| self.git.git_dir().join(name));
        let remains = [self.work_dir().join(BESIDE), self.work_dir().join(ASIDE)].into_iter().chain(in_store).collect::<Vec<_>>();
        let found = remains.iter().any(|remains| remains.symlink_metadata().is_ok());
        remains.iter().try_for_each(|remains| remove(remains))?;
        if !self.is_destroying() {
            remove_file(&self.git.git_dir().join(IGNORE))?;
        }
        Ok(found)
    }

    /// Writes an index of what the new store has now; what git knows of a file that stayed the same goes along.
    fn write_index(&self, workshop: &Path) -> Result<(), RepositoryError> {
        let new = gix::open_opts(workshop, gix::open::Options::isolated()).doing(WRITING)?;
        let Some(head) = new.head().doing(WRITING)?.try_peel_to_id().doing(WRITING)? else { return Ok(()) };
        let tree = new.find_commit(head).doing(WRITING)?.tree_id().doing(WRITING)?;
        let mut index = new.index_from_tree(&tree).doing(WRITING)?;
        let before = self.git.index_or_empty().doing(WRITING)?;
        for (entry, path) in index.entries_mut_with_paths() {
            let known = before.entry_by_path(path).filter(|known| known.id == entry.id);
            entry.stat = known.map(|known| known.stat).unwrap_or_default();
        }
        index.remove_tree();
        let mut bytes = Vec::new();
        index.write_to(&mut bytes, gix::index::write::Options::default()).doing(WRITING)?;
        let path = workshop.join("index");
        std::fs::write(&path, bytes).at(WRITING, &path)
    }
}

/// The journal with the last commit of the new store noted in it.
fn noting_end(workshop: &Path, journal: &str) -> Result<String, RepositoryError> {
    let new = gix::open_opts(workshop, gix::open::Options::isolated()).doing(WRITING)?;
    let end = new.head().doing(WRITING)?.try_peel_to_id().doing(WRITING)?;
    Ok(end.map_or_else(|| journal.to_owned(), |end| format!("{journal}{END}{end}\n")))
}

/// Gives a folder the permissions of another.
fn close_as(model: &Path, folder: &Path) -> Result<(), RepositoryError> {
    let permissions = std::fs::metadata(model).at(WRITING, model)?.permissions();
    std::fs::set_permissions(folder, permissions).at(WRITING, folder)
}

/// Two folders change places: at one stroke where the system can, else with a moment between in which neither has the first name.
fn exchange(one: &Path, other: &Path) -> std::io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            // A file system that knows no exchange.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {}
            done => return done.map_err(std::io::Error::from),
        }
    }
    let aside = other.with_file_name(ASIDE);
    change_places(one, other, &aside)
}

/// Two folders change places by way of a third name; when the second cannot take its place, the first is put back.
fn change_places(one: &Path, other: &Path, aside: &Path) -> std::io::Result<()> {
    std::fs::rename(one, aside)?;
    if let Err(error) = std::fs::rename(other, one) {
        std::fs::rename(aside, one)?;
        return Err(error);
    }
    std::fs::rename(aside, other)
}

fn remove(folder: &Path) -> Result<(), RepositoryError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done.at(EXCHANGING, folder),
    }
}

/// Removes a file that may not be there.
fn remove_file(path: &Path) -> Result<(), RepositoryError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done.at(EXCHANGING, path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_whose_place_cannot_be_taken_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other, aside] = ["een", "ander", "terzijde"].map(|name| folder.path().join(name));
        std::fs::create_dir_all(one.join("inhoud")).unwrap();
        assert!(change_places(&one, &other, &aside).is_err());
        assert!(one.join("inhoud").is_dir() && !aside.exists());
    }

    #[test]
    fn folders_change_places_by_way_of_a_third_name() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other, aside] = ["een", "ander", "terzijde"].map(|name| folder.path().join(name));
        std::fs::create_dir_all(one.join("van een")).unwrap();
        std::fs::create_dir_all(other.join("van ander")).unwrap();
        change_places(&one, &other, &aside).unwrap();
        assert!(one.join("van ander").is_dir() && other.join("van een").is_dir() && !aside.exists());
    }
}
