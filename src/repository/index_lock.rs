//! Git's lock of the index, held so that a killed process can be told from a living one.
//!
//! The lock file gets a second name that only we use. Whoever finds both names on one file knows that one of us held
//! the lock, and, holding our own lock, that it is no longer alive. A copy of the folder breaks that bond; a lock that is kept until a
//! destruction is finished says therefore itself whose it is.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::{AtPath, Doing, RepositoryError};
use super::open::Repository;

/// The second name of the lock file, in the folder of the index.
const TWIN: &str = "klacht.index";
/// What a lock says that will never be the index: git writes no index that begins like this.
const MARK: &[u8] = b"klacht\n";
/// What is being done when the lock cannot be taken.
const LOCKING: &str = "het vergrendelen van de index van git";
/// How long to sleep between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// The lock, held; dropping it gives it back and leaves the index as it was.
pub(super) struct IndexLock {
    index: PathBuf,
    /// The lock file; `None` once it is the index.
    lock: Option<PathBuf>,
    /// Its second name; `None` when both are left to the next klacht.
    twin: Option<PathBuf>,
    file: File,
}

impl IndexLock {
    /// Takes the lock, waiting for at most `patience` on another. Only while our own lock is held.
    pub(super) fn acquire(index: &Path, patience: Duration) -> Result<Self, RepositoryError> {
        let (lock, twin) = names(index);
        // Never opened when it stands there: it may be a second name of the index itself.
        remove(&twin)?;
        let file = create(&twin).at(LOCKING, &twin)?;
        let started = Instant::now();
        loop {
            match std::fs::hard_link(&twin, &lock) {
                Ok(()) => return Ok(Self { index: index.to_owned(), lock: Some(lock), twin: Some(twin), file }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists && started.elapsed() < patience => std::thread::sleep(PAUSE),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    remove(&twin)?;
                    return Err(RepositoryError::git_locked(lock));
                }
                // Not every file system knows second names; a plain lock has to do there.
                Err(_) => {
                    remove(&twin)?;
                    return Self::without_twin(index, lock, twin);
                }
            }
        }
    }

    /// The lock that one of us held and left, held again; `None` when there is none. Only while our own lock is held.
    pub(super) fn left_at(index: &Path) -> Result<Option<Self>, RepositoryError> {
        let (lock, twin) = names(index);
        if !is_left(&lock, &twin) {
            return Ok(None);
        }
        let file = OpenOptions::new().write(true).open(&lock).at(LOCKING, &lock)?;
        Ok(Some(Self { index: index.to_owned(), lock: Some(lock), twin: Some(twin), file }))
    }

    /// The lock with our mark in it, by which it is known as ours in a copy of the folder too. It can be the index no more.
    pub(super) fn marked(mut self) -> Result<Self, RepositoryError> {
        self.file.write_all(MARK).at(LOCKING, &self.index)?;
        Ok(self)
    }

    fn without_twin(index: &Path, lock: PathBuf, twin: PathBuf) -> Result<Self, RepositoryError> {
        match create(&lock) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(RepositoryError::git_locked(lock)),
            file => Ok(Self { index: index.to_owned(), file: file.at(LOCKING, &lock)?, lock: Some(lock), twin: Some(twin) }),
        }
    }

    /// The file that will be the index.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts the file in place as the index and gives the lock back. Where that fails, the next klacht does it.
    pub(super) fn commit(mut self) -> Result<(), RepositoryError> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        let renamed = std::fs::rename(lock, &self.index).at("het in plaats zetten van de index van git", &self.index);
        if renamed.is_err() {
            self.leave();
        }
        renamed
    }

    /// Gives the lock back, and says so when that fails.
    pub(super) fn release(mut self) -> Result<(), RepositoryError> {
        self.lock.take().iter().chain(self.twin.take().iter()).try_for_each(|path| remove(path))
    }

    /// Leaves the lock for the next of us, who will know it by its second name or its mark; gives it back where it has neither.
    pub(super) fn leave_to_next(self) {
        let is_known = self.lock.as_ref().zip(self.twin.as_ref()).is_some_and(|(lock, twin)| is_left(lock, twin));
        if is_known {
            self.leave();
        }
    }

    /// Leaves the lock as if this process were killed: the next klacht can tell whether the branch has what is in it.
    pub(super) fn leave(mut self) {
        self.lock = None;
        self.twin = None;
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        // What cannot be removed here is found by its second name next time.
        if let Some(lock) = &self.lock {
            let _ = std::fs::remove_file(lock);
        }
        if let Some(twin) = &self.twin {
            let _ = std::fs::remove_file(twin);
        }
    }
}

/// Waits for at most `patience` until git holds no lock of this index; one that one of us left is mended by who records.
pub(super) fn wait_for_git(index: &Path, patience: Duration) -> Result<(), RepositoryError> {
    let (lock, twin) = names(index);
    let started = Instant::now();
    while lock.exists() && !is_left(&lock, &twin) {
        if started.elapsed() >= patience {
            return Err(RepositoryError::git_locked(lock));
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

impl Repository {
    /// Refuses while git holds the lock of the index; the one of a klacht at work, or of a killed one, is no matter.
    pub(super) fn unlocked(&self) -> Result<(), RepositoryError> {
        let (lock, twin) = names(&self.git.index_path());
        if lock.exists() && !is_left(&lock, &twin) { Err(RepositoryError::git_locked(lock)) } else { Ok(()) }
    }

    /// Ends what a killed klacht left of the index: finishes it when its commit is on the branch, else undoes it.
    pub(super) fn mend_index(&self) -> Result<(), RepositoryError> {
        let index = self.git.index_path();
        let (lock, twin) = names(&index);
        if is_left(&lock, &twin) {
            if self.is_recorded(&index, &lock)? {
                std::fs::rename(&lock, &index).at(LOCKING, &index)?;
            } else {
                remove(&lock)?;
            }
        }
        remove(&twin)
    }

    /// Whether the last commit has everything in which the index in the lock differs from the one in place.
    fn is_recorded(&self, index: &Path, lock: &Path) -> Result<bool, RepositoryError> {
        let Some(new) = self.read_index(lock) else { return Ok(false) };
        let old = self.read_index(index).unwrap_or_else(|| gix::index::State::new(self.git.object_hash()));
        let head = self.head_commit()?.map(|commit| commit.0);
        let mut differs = false;
        let paths = |state: &gix::index::State| state.entries().iter().map(|entry| entry.path(state).to_owned()).collect::<Vec<_>>();
        for path in paths(&new).into_iter().chain(paths(&old)) {
            let in_new = new.entry_by_path(path.as_ref()).map(|entry| entry.id);
            if in_new == old.entry_by_path(path.as_ref()).map(|entry| entry.id) {
                continue;
            }
            differs = true;
            let Ok(path) = std::str::from_utf8(&path) else { return Ok(false) };
            if self.entry_at(head, path)?.map(|(_, blob)| blob.0) != in_new {
                return Ok(false);
            }
        }
        Ok(differs)
    }

    /// An index that was written to its end; `None` for any other.
    fn read_index(&self, path: &Path) -> Option<gix::index::State> {
        let read = gix::index::File::at(path, self.git.object_hash(), false, gix::index::decode::Options::default());
        read.doing(LOCKING).ok().map(Into::into)
    }
}

fn names(index: &Path) -> (PathBuf, PathBuf) {
    (index.with_extension("lock"), index.with_file_name(TWIN))
}

/// Whether a lock was left by one of us: it has our second name or our mark.
fn is_left(lock: &Path, twin: &Path) -> bool {
    is_same_file(twin, lock) || is_marked(lock)
}

/// Whether a lock has our mark in it, and nothing else.
fn is_marked(lock: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(lock).and_then(|file| file.take(MARK.len() as u64 + 1).read_to_end(&mut start));
    read.is_ok() && start == MARK
}

/// A new file, open for writing.
pub(super) fn create(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Removes a file that may not be there.
pub(super) fn remove(path: &Path) -> Result<(), RepositoryError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).at(LOCKING, path),
        _ => Ok(()),
    }
}

/// Whether two names are of one file.
#[cfg(unix)]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let identity = |path: &Path| path.symlink_metadata().ok().map(|file| (file.dev(), file.ino()));
    identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// Whether two names are of one file: not to be told here, so a lock left behind stays until someone removes it.
#[cfg(not(unix))]
pub(super) fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}
