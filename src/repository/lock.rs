//! One klacht at a time in a repository.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::error::{AtPath, RepositoryError};

/// The name of the lock file in git's folder.
const NAME: &str = "klacht.lock";

/// How long to sleep between two tries.
const PAUSE: Duration = Duration::from_millis(15);

/// The program's own lock, held while this value lives.
///
/// The system releases it when the process ends, however that ends; the file itself stays and says nothing.
pub(super) struct OwnLock(File);

impl OwnLock {
    /// The lock of the repository with this git folder, waiting for at most `patience`.
    ///
    /// # Errors
    /// [`RepositoryError::Locked`] with the holder's process id when another holds it until then.
    pub(super) fn acquire(git_dir: &Path, patience: Duration) -> Result<Self, RepositoryError> {
        const DOING: &str = "het vergrendelen van de map";
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
        file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).at(DOING, &path)?;
        Ok(Self(file))
    }
}

impl Drop for OwnLock {
    fn drop(&mut self) {
        // A process id left behind misleads nobody: it is read only while the lock is held.
        let _ = self.0.set_len(0);
    }
}

/// The process id the holder wrote; `None` when it did not come to that.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
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
