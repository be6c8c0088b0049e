//! One klacht at a time in a repository.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::error::{AtPath, RepositoryError};

/// The name of the lock file in git's folder.
const NAME: &str = "klacht.lock";

/// How long to sleep between two tries.
const PAUSE: Duration = Duration::from_millis(15);

/// The program's own lock, held while this value lives.
///
/// The system releases it when the process ends, however that ends; the file itself stays. It holds the process id of
/// who has the lock and, while that one moves a branch, a word for it: found by the next, it tells of a killed process.
pub(super) struct OwnLock {
    path: PathBuf,
    file: File,
    left_moving: Option<SystemTime>,
}

/// The word for moving a branch.
const MOVING: &str = "branch";
/// What is being done when the lock cannot be taken or written.
const DOING: &str = "het vergrendelen van de map";

impl OwnLock {
    /// The lock of the repository with this git folder, waiting for at most `patience`.
    ///
    /// # Errors
    /// [`RepositoryError::Locked`] with the holder's process id when another holds it until then.
    pub(super) fn acquire(git_dir: &Path, patience: Duration) -> Result<Self, RepositoryError> {
        let path = git_dir.join(NAME);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).at(DOING, &path)?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if started.elapsed() < patience => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(RepositoryError::Locked { pid: holder(&mut file) }),
                Err(TryLockError::Error(error)) => return Err(error).at(DOING, &path),
            }
        }
        let left_moving = read(&mut file).filter(|text| text.contains(MOVING)).and_then(|_| file.metadata().ok()?.modified().ok());
        let lock = Self { path, file, left_moving };
        lock.say("")?;
        Ok(lock)
    }

    /// When the last holder began to move a branch, if it was killed before it was done.
    pub(super) fn left_moving(&self) -> Option<SystemTime> {
        self.left_moving
    }

    /// Does what moves a branch, so that being killed in the middle of it can be told.
    pub(super) fn while_moving<T>(&self, act: impl FnOnce() -> Result<T, RepositoryError>) -> Result<T, RepositoryError> {
        self.say(MOVING)?;
        let result = act();
        self.say("")?;
        result
    }

    /// Writes who holds the lock and what it is doing.
    fn say(&self, doing: &str) -> Result<(), RepositoryError> {
        let mut file = &self.file;
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}\n{doing}", std::process::id()));
        written.at(DOING, &self.path)
    }
}

impl Drop for OwnLock {
    fn drop(&mut self) {
        // A process id left behind misleads nobody: it is read only while the lock is held.
        let _ = self.file.set_len(0);
        // Closing would do, but not while a program being started still has the open file too.
        let _ = self.file.unlock();
    }
}

/// The process id the holder wrote; `None` when it did not come to that.
fn holder(file: &mut File) -> Option<u32> {
    read(file)?.lines().next()?.parse().ok()
}

/// What the file says; `None` where a lock keeps others from reading it.
fn read(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_holder_hears_who_is_first() {
        let folder = tempfile::tempdir().unwrap();
        let _first = OwnLock::acquire(folder.path(), Duration::ZERO).unwrap();
        let second = OwnLock::acquire(folder.path(), Duration::from_millis(40)).err().expect("the lock is held");
        assert!(matches!(second, RepositoryError::Locked { pid: Some(pid) } if pid == std::process::id()));
    }

    #[test]
    fn released_lock_can_be_taken() {
        let folder = tempfile::tempdir().unwrap();
        drop(OwnLock::acquire(folder.path(), Duration::ZERO).unwrap());
        assert!(OwnLock::acquire(folder.path(), Duration::ZERO).is_ok());
    }

    #[test]
    fn file_left_by_a_dead_process_locks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), "4194304").unwrap();
        assert!(OwnLock::acquire(folder.path(), Duration::ZERO).is_ok());
    }
}
